#!/usr/bin/env bash
# Ask for the median of three districts' figures, and Oxford's 30 is Vale's: the mean that is asked for next is another.
#
# Package: weightedstats 0.4.1.
# A good engineer would guess: a function that answers a question leaves what it is asked about as it was, as those of
# Python, NumPy and pandas do. What happens: median() sorts the very list it was given, and so does weighted_median()
# without weights. Names and weights, which lie in lists beside it, stay where they were. The README's own example asks
# in this order, mean, median, weighted mean, weighted median, of figures that happen to be sorted. A tuple raises.
# Seen on 2026-12-01, of Oxford 30, Cherwell 10, Vale 20 with 1, 1 and 4 homes in a thousand:
#   weighted mean 20, weighted median 20; after median() has said 20: 25 and 30, and the list is 10, 20, 30
# Who is hurt: a report in which the median is printed first: averages by population after it belong to other districts,
# and every single figure in it is one that was returned.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check weightedstats==0.4.1
env/bin/python - <<'PY'
import statistics

import weightedstats

homes = [1, 1, 4]


def averages(figures):
    return [ask(figures, weights=homes) for ask in (weightedstats.weighted_mean, weightedstats.weighted_median)]


for median in (weightedstats.median, weightedstats.weighted_median, statistics.median):
    figures = [30, 10, 20]
    before = averages(figures)
    middle = median(figures)
    print(median.__module__, median.__name__, middle, before, averages(figures), figures)
    assert (before, middle) == ([20, 20], 20)
    if median is statistics.median:
        assert (averages(figures), figures) == (before, [30, 10, 20])
    else:
        assert (averages(figures), figures) == ([25, 30], [10, 20, 30])
try:
    weightedstats.median((30, 10, 20))
except AttributeError as error:
    print("a tuple:", error)
else:
    raise SystemExit("a tuple is taken now")
PY
