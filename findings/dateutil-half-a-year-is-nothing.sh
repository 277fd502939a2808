#!/usr/bin/env bash
# Half a year is nothing: divided by two, a year is an empty duration, and the review falls due today.
#
# Package: python-dateutil 4.0.0.
# A good engineer would guess: relativedelta(years=1) / 2 is six months, for relativedelta(months=12) is the very same
# duration (== says so, and so they are stored); or it raises, as relativedelta(years=0.5) does, "ambiguous". What
# happens: each unit is multiplied by itself and cut off to a whole number, nothing passes to the next smaller one.
# Half of a year, of a month, of a day are empty; half of 18 months is three months; half of three years is one.
# Seen on 2026-11-29: 31 March 2010 + relativedelta(years=1) / 2 = 31 March 2010; relativedelta(months=12) / 2 is empty;
# relativedelta(months=18) / 2 = relativedelta(months=+3); relativedelta(months=6) / 2 = relativedelta(months=+3);
# days=1 / 2 empty; years=0.5 ValueError.
# Who is hurt: reviews "half way through": to the end of the quarter it works, for a year and more it is out by months.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check python-dateutil==4.0.0
env/bin/python - <<'PY'
from datetime import date

from dateutil.relativedelta import relativedelta

year = relativedelta(years=1)
assert year == relativedelta(months=12)
print("half a year", year / 2, "after 31 March 2010:", date(2010, 3, 31) + year / 2)
assert date(2010, 3, 31) + year / 2 == date(2010, 3, 31)
for whole, half in {
    year: relativedelta(),
    relativedelta(months=18): relativedelta(months=3),
    relativedelta(months=6): relativedelta(months=3),
    relativedelta(years=3): relativedelta(years=1),
    relativedelta(months=1): relativedelta(),
    relativedelta(days=1): relativedelta(),
    relativedelta(weeks=1): relativedelta(days=3),
}.items():
    print(whole, "/ 2 =", whole / 2)
    assert whole / 2 == whole * 0.5 == half
try:
    raise SystemExit(relativedelta(years=0.5))
except ValueError as refusal:
    print("years=0.5:", refusal)
PY
