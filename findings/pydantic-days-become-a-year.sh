#!/usr/bin/env bash
# 366 days are written as a year and a day, P1Y1D, and are 367 days for whoever counts them from before a leap day.
#
# Packages: pydantic 2.14.4 writes and reads; isodate 0.7.2, pendulum 3.3.0, pandas 3.1.1 read too, and
# temporal-polyfill 1.0.8 (npm), the calculus of dates that JavaScript is getting.
# A good engineer would guess: a timedelta is days and seconds, and its text has days, as P364D has it and as isodate
# writes P366D. What happens: from 365 days on years are split off, of 365 days each. pydantic reads them so itself; to
# others P1Y is a year of the calendar. From 1 March 2011, 366 days end on 1 March 2012, P1Y1D on the 2nd; and pandas,
# the nearest reader, refuses the text.
# Seen on 2026-11-29: 364 days P364D, 365 P1Y, 366 P1Y1D, 400 P1Y35D; 1 March 2011 + P1Y1D: 2012-03-02 in isodate,
# pendulum and Temporal; back in pydantic 366 days; pandas ValueError. P364D is read by all alike.
# Who is hurt: services whose limits and ages are durations: right up to a year, a day out or refused beyond it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pydantic==2.14.4 isodate==0.7.2 pendulum==3.3.0 pandas==3.1.1
env/bin/python - <<'PY'
from datetime import date, timedelta

import isodate
import pandas as pd
import pendulum
from pydantic import TypeAdapter

durations = TypeAdapter(timedelta)
written = {days: durations.dump_python(timedelta(days=days), mode="json") for days in (364, 365, 366, 400)}
print(written, "isodate writes", isodate.duration_isoformat(timedelta(days=366)))
assert written == {364: "P364D", 365: "P1Y", 366: "P1Y1D", 400: "P1Y35D"}
assert isodate.duration_isoformat(timedelta(days=366)) == "P366D"
assert durations.validate_python("P1Y1D") == timedelta(days=366)

assert date(2011, 3, 1) + timedelta(days=366) == date(2012, 3, 1)
ends = [date(2011, 3, 1) + isodate.parse_duration("P1Y1D"), pendulum.date(2011, 3, 1) + pendulum.parse("P1Y1D")]
print("isodate", ends[0], "pendulum", ends[1])
assert ends == [date(2012, 3, 2)] * 2
assert pd.Timedelta("P364D") == timedelta(days=364)
try:
    raise SystemExit(pd.Timedelta("P1Y1D"))
except ValueError as refusal:
    print("pandas", refusal)
PY
npm install --silent --no-fund --no-audit --prefix "$work" temporal-polyfill@1.0.8
cat > add.js <<'JS'
const { Temporal } = require("temporal-polyfill");
console.log(["P1Y1D", "P366D"].map((one) => `${Temporal.PlainDate.from("2011-03-01").add(one)}`).join(" "));
JS
seen=$(node add.js)
echo "Temporal $seen"
[ "$seen" = "2012-03-02 2012-03-01" ]
