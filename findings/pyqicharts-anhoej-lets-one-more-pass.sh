#!/usr/bin/env bash
# Of twenty quarters eight in a row above the median, and a run chart by "Anhøj's rules" sees nothing: it wants nine.
#
# Package: pyqicharts 2.0.0 on pandas 2.3.3 and numpy 2.4.6.
# A good engineer would guess: rules that bear a name, and for which the code names the paper, have its bounds; the two
# are a line of R each (Anhøj and Olesen, PLoS ONE 2014; qicharts2): a run is too long above log2(n) + 3 rounded to the
# nearest whole number, crossings are too few below the 5 per cent quantile of the binomial distribution. What happens:
# the first is rounded up, and the second is the last number that has at most 5 per cent, one below the quantile, with
# "below" on top of it. So for many lengths a run may be longer by one, and for all (even, 10 to 60) a crossing fewer.
# Seen on 2026-12-01, bounds (longest run, fewest crossings) by the paper and here:
#   10 points: 6, 2 and 7, 1    12: 7, 3 and 7, 2    20: 7, 6 and 8, 5    24: 8, 8 and 8, 7    36: 8, 13 and 9, 12
#   20 points with a run of 8: any_signal False; 12 points, four low, six high, two low, two crossings: False
# Who is hurt: whoever moves run charts from R to Python: a shift that has been reported is gone, and three years of
# quarters that rose once and fell once are said to be chance.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pyqicharts==2.0.0 pandas==2.3.3 numpy==2.4.6
env/bin/python - <<'PY'
from math import comb, log2

from pyqicharts.rules import anhoej_rules


def paper(points):
    below, crossings = 0, 0
    for crossings in range(points):
        below += comb(points - 1, crossings)
        if below / 2 ** (points - 1) >= 0.05:
            break
    return round(log2(points) + 3), crossings


def here(points):
    result = anhoej_rules([0, 1] * (points // 2))
    assert result.n_used == points
    return result.expected_longest_run, result.lower_crossings_limit


wanted = {10: (6, 2), 12: (7, 3), 20: (7, 6), 24: (8, 8), 36: (8, 13)}
seen = {10: (7, 1), 12: (7, 2), 20: (8, 5), 24: (8, 7), 36: (9, 12)}
for points in wanted:
    print(points, paper(points), here(points))
    assert paper(points) == wanted[points]
    assert here(points) == seen[points]
assert all(here(points)[1] == paper(points)[1] - 1 for points in range(10, 61, 2))

run = anhoej_rules([3, 2, 4] + [9] * 8 + [3, 8, 4, 2, 3, 8, 2, 1, 4])
print(run)
assert (run.n_used, run.longest_run, run.crossings, run.any_signal) == (20, 8, 6, False)
assert run.longest_run > paper(20)[0]
rise = anhoej_rules([1.0, 1.1, 1.2, 1.3, 9.0, 9.1, 9.2, 9.3, 9.4, 9.5, 1.4, 1.5])
print(rise)
assert (rise.n_used, rise.crossings, rise.any_signal) == (12, 2, False)
assert rise.crossings < paper(12)[1]
PY
