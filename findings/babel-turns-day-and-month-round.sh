#!/usr/bin/env bash
# In one column of American days, 12/03/2010 is 3 December and the day after the 12th, 13/03/2010, is 13 March.
#
# Package: Babel 2.19.0.
# A good engineer would guess: parse_date of a locale reads days in that locale's order and refuses what does not fit;
# that is what a locale is given for, and ParseError is there. What happens: a month above 12 is changed places with
# the day, row by row; so a file of the other country's days is taken, half of it in one order and half in the other,
# with no error. A format given outright, dd/MM/yyyy, is treated so as well. And the order of ISO 8601, which is tried
# first, is tried with four digits of a year alone: 10-03-31 is a day of 2031 in Britain.
# Seen on 2026-11-30: en_US 12/03/2010 -> 3 December, 13/03/2010 -> 13 March; en_GB 03/12/2010 -> 3 December, 03/31/2010
# -> 31 March, 10-03-31 -> 10 March 2031; format="dd/MM/yyyy", 03/31/2010 -> 31 March.
# Who is hurt: returns from a spreadsheet set up for the other country: 132 days of a year move, the others stay.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check Babel==2.19.0
env/bin/python - <<'PY'
import datetime as dt

from babel.dates import ParseError, parse_date

for text, how, right in [
    ("12/03/2010", {"locale": "en_US"}, "2010-12-03"),
    ("13/03/2010", {"locale": "en_US"}, "2010-03-13"),
    ("03/12/2010", {"locale": "en_GB"}, "2010-12-03"),
    ("03/31/2010", {"locale": "en_GB"}, "2010-03-31"),
    ("10-03-31", {"locale": "en_GB"}, "2031-03-10"),
    ("03/31/2010", {"format": "dd/MM/yyyy"}, "2010-03-31"),
]:
    said = parse_date(text, **how).isoformat()
    print(text, how, "->", said)
    assert said == right
try:
    parse_date("32/13/2010", locale="en_GB")
except ParseError as error:
    print("refused:", error)
else:
    raise SystemExit("nothing is refused now")

year = [dt.date(2010, 1, 1) + dt.timedelta(days=day) for day in range(365)]
moved = sum(parse_date(day.strftime("%m/%d/%Y"), locale="en_GB") != day for day in year)
print("days of an American 2010 that move in Britain:", moved)
assert moved == 132
PY
