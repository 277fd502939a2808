#!/usr/bin/env bash
# England's bank holidays from three packages: each of the years 2011, 2012 and 2023 is wrong in one of them.
#
# Packages: holidays 0.109, workalendar 17.0.0 (PyPI), date-holidays 3.37.0 (npm).
# A good engineer would guess: the days of the past are settled, so packages with thousands of users agree on them; if
# one lags it is on days proclaimed last month. What happens: date-holidays does not have 29 April 2011 (a royal
# wedding), and of the year 2012 it has the spring bank holiday where it would have been, 28 May, and not on 4 June, to
# which it was moved; 5 June of the same jubilee it has. workalendar does not have 8 May 2023 (a coronation), three
# years after; the days of 2011, 2012 and 2022 it has. In the other 23 years of 2005 to 2030 all three agree on every
# weekday.
# Seen on 2026-11-30:         holidays   workalendar   date-holidays
#   Friday 29 April 2011      yes        yes           no
#   Monday 28 May 2012        no         no            yes
#   Monday 4 June 2012        yes        yes           no
#   Monday 8 May 2023         yes        no            yes
#   20 working days from 10 April 2023: 10 May, or 9 May by workalendar
# Who is hurt: whoever works out "answered within 20 working days" over those years: the day it was due is another,
# and what was on time is late, by which package the server and the page use.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check holidays==0.109 workalendar==17.0.0
npm install --silent --no-fund --no-audit --prefix "$work" date-holidays@3.37.0
cat > days.js <<'JS'
const Holidays = require("date-holidays");
const england = new Holidays("GB", "ENG");
const years = Array.from({ length: 26 }, (_, at) => 2005 + at);
const days = years.flatMap((year) => england.getHolidays(year)).filter((day) => day.type === "public");
console.log(JSON.stringify(days.map((day) => day.date.slice(0, 10))));
JS
env/bin/python - <<'PY'
import json
import subprocess
from datetime import date, timedelta

import holidays
from workalendar.europe import UnitedKingdom

years = range(2005, 2031)
node = subprocess.run(["node", "days.js"], capture_output=True, text=True, check=True)
calendars = {
    "holidays": set(holidays.country_holidays("GB", subdiv="ENG", years=years)),
    "workalendar": {day for year in years for day, _ in UnitedKingdom().holidays(year)},
    "date-holidays": {date.fromisoformat(day) for day in json.loads(node.stdout)},
}
parted = {}
for day in sorted(set().union(*calendars.values())):
    has = [day in days for days in calendars.values()]
    if day.weekday() < 5 and not all(has):
        parted[day.isoformat()] = has
        print(day, dict(zip(calendars, has, strict=True)))
assert parted == {
    "2011-04-29": [True, True, False],
    "2012-05-28": [False, False, True],
    "2012-06-04": [True, True, False],
    "2023-05-08": [True, False, True],
}


def due(day, off, left=20):
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in off
    return day


for name, days in calendars.items():
    print("20 working days from 10 April 2023 by", name, due(date(2023, 4, 10), days))
assert [due(date(2023, 4, 10), days).day for days in calendars.values()] == [10, 9, 10]
assert UnitedKingdom().add_working_days(date(2023, 4, 10), 20) == date(2023, 5, 9)
PY
