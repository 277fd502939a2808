#!/usr/bin/env bash
# A measure that rises each quarter for two years: with "Q1 2008" for its days the limits are wide and no trend is seen.
#
# Package: controlchartspy 0.1.3 (the Python package of the makers of PBI-SPC).
# A good engineer would guess: a chart of a series in time keeps the rows in the order given where their names are no
# days, or refuses such names: the documentation asks for days, or texts of the form YYYY-MM-DD, and numbers for names
# are an error ("must be dates or strings"). What happens: any other text is taken, and the rows are put in the order of
# the alphabet, Q1 2008, Q1 2009, Q2 2008. The limits of an XmR chart are made of the steps from one point to the next,
# so that they are those of another series, and runs and trends, too, are looked for in that one. The days as the
# package itself gives them back in its results, 01/04/2008, are such texts: fed in again, they start with January.
# No error and no warning. (Of days proper it says that they are sorted.)
# Seen on 2026-11-30, 40, 42, 44 ... 54, all from April 2008 on:
#   names           order of the rows         limits          outside   in a trend
#   days            40 42 44 46 48 50 52 54   41.68, 52.32    2         8
#   Q1 2008         40 48 42 50 44 52 46 54   28.00, 66.00    0         0
#   01/04/2008      46 54 40 48 42 50 44 52   24.96, 69.04    0         0
#   2008-4-1        44 40 42 46 52 48 50 54   37.12, 56.88    0         0
# Who is hurt: quarterly measures, which have no days but names: an improvement of two years is common cause variation.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check controlchartspy==0.1.3
env/bin/python -W error - <<'PY'
from datetime import date

from controlchartspy import spc

days = [date(2008 + month // 12, month % 12 + 1, 1) for month in range(3, 27, 3)]
quarters = [f"Q{at % 4 + 1} {2008 + at // 4}" for at in range(8)]
values = [40, 42, 44, 46, 48, 50, 52, 54]
wanted = {
    "days": (days, values, (41.68, 52.32), 2, 8),
    "Q1 2008": (quarters, [40, 48, 42, 50, 44, 52, 46, 54], (28, 66), 0, 0),
    "01/04/2008": ([f"{day:%d/%m/%Y}" for day in days], [46, 54, 40, 48, 42, 50, 44, 52], (24.96, 69.04), 0, 0),
    "2008-4-1": ([f"{day.year}-{day.month}-1" for day in days], [44, 40, 42, 46, 52, 48, 50, 54], (37.12, 56.88), 0, 0),
}
for way, (names, *right) in wanted.items():
    made = spc({"quarter": names, "score": values}, "quarter", "score", outlier_settings={"trend": True})
    lower, upper = made.limits[0]["ll99"], made.limits[0]["ul99"]
    outside = sum(not lower <= row["value"] <= upper for row in made.limits)
    trend = sum(row["trend"] != "none" for row in made.limits)
    said = [[row["value"] for row in made.limits], (round(lower, 2), round(upper, 2)), outside, trend]
    print(f"{way:<11}", *said)
    assert said == right, way
PY
