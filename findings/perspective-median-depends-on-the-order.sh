#!/usr/bin/env bash
# The median of 10, 20, ... 100 is 45, of the same ten backwards 50; it is 55. With a gap, the highest loss is 0.
#
# Package: perspective-python 5.6.1.
# A good engineer would guess: a median does not hang on the order of the rows, and lies between the two in the middle;
# gaps are left out of every aggregate, as they are out of the mean here. What happens: of an even number of figures the
# result is half way between two that need not be neighbours, and the order of the rows decides which; the quartiles
# likewise. With an odd number it is right, so that a test of three or five succeeds. And a gap is a value for some: it
# is counted, "low" and "high" take it for 0, min has no result, the median of 5 and a gap is the gap.
# Seen on 2026-11-30, grouped by area, median of
#   10, 20, 30, 40: 25, backwards 20; 10 to 100 by ten: 45, backwards 50; 10 to 50: 30 both ways; q3 of 1, 2, 3, 4: 2.5
#   1, gap, 5: mean 3, count 3, low 0, min None; -5, gap, -3: high 0; 5, gap: median None
# Who is hurt: dashboards of services by area: the middle of the districts moves when the table is sorted another way.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check perspective-python==5.6.1
env/bin/python - <<'PY'
import statistics

import perspective


def aggregate(figures, how):
    column = [None if figure is None else float(figure) for figure in figures]
    table = perspective.table({"area": ["Oxford"] * len(column), "figure": column})
    view = table.view(group_by=["area"], columns=["figure"], aggregates={"figure": how})
    return view.to_columns()["figure"][1]


for last, seen in [(40, (25, 20)), (100, (45, 50)), (50, (30, 30))]:
    figures = list(range(10, last + 1, 10))
    said = aggregate(figures, "median"), aggregate(figures[::-1], "median")
    print("median of 10 to", last, said, "is", statistics.median(figures))
    assert said == seen
quartiles = [aggregate([1, 2, 3, 4], how) for how in ("q1", "median", "q3")]
print("quartiles of 1, 2, 3, 4:", quartiles)
assert quartiles == [1.5, 2.5, 2.5]

gap = {how: aggregate([1, None, 5], how) for how in ("mean", "count", "low", "high", "min", "max")}
print("1, gap, 5:", gap)
assert gap == {"mean": 3, "count": 3, "low": 0, "high": 5, "min": None, "max": 5}
losses = aggregate([-5, None, -3], "high"), aggregate([5, None], "median")
print("high of -5, gap, -3 and median of 5, gap:", losses)
assert losses == (0, None)
PY
