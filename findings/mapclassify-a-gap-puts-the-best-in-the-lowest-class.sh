#!/usr/bin/env bash
# Ten districts in thirds, one of them without a figure: the two best, 80 and 95, are in the lowest third.
#
# Packages: mapclassify 2.10.0 on numpy 2.4.6; pandas 3.1.1 for comparison.
# A good engineer would guess: what puts districts into classes for a map leaves out the one that has no figure, as
# pandas' qcut and cut do, or refuses NaN, as one of this library's own ways does (NaturalBreaks). What happens: the NaN
# becomes a bound. The top class ends at nan, nothing is at most nan, and whatever is in no class keeps the number with
# which the list was begun: 0, the lowest. The middle bounds move as well, since the gap counts as the highest figure of
# all. With FisherJenks and StdMean all ten are in class 0. Where the bounds are given (UserDefined), the figures are
# right, and the district without one is in the lowest class, counted there too.
# Seen on 2026-11-30, of 12, 15, 22, 33, 40, 60, 71, 80, 95 and a gap:
#   Quantiles(k=3)           0 0 0 0 1 1 1 0 0, gap 0   bounds 33, 71, nan   7, 3, 0 in the classes
#   pandas.qcut              0 0 0 1 1 1 2 2 2, gap nan
#   UserDefined(40,60,100)   0 0 0 0 0 1 2 2 2, gap 0   6, 1, 3 in the classes
#   FisherJenks, StdMean     0 for all ten
# No error and no warning from Quantiles and UserDefined.
# Who is hurt: maps of districts: one late return, and the best are shaded as the worst.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check mapclassify==2.10.0 numpy==2.4.6 pandas==3.1.1
env/bin/python - <<'PY'
import warnings

import mapclassify
import numpy as np
import pandas as pd

rates = np.array([12, 15, 22, 33, 40, 60, 71, 80, 95, np.nan])


def classes(way, *rest, **options):
    made = way(rates, *rest, **options)
    print(f"{way.__name__:<12}", made.yb, "bounds", made.bins, "in the classes", made.counts)
    return made.yb.tolist(), made.counts.tolist()


with warnings.catch_warnings():
    warnings.simplefilter("error")
    assert classes(mapclassify.Quantiles, k=3) == ([0, 0, 0, 0, 1, 1, 1, 0, 0, 0], [7, 3, 0])
    assert classes(mapclassify.UserDefined, [40, 60, 100]) == ([0, 0, 0, 0, 0, 1, 2, 2, 2, 0], [6, 1, 3])
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    assert classes(mapclassify.FisherJenks, k=3)[0] == classes(mapclassify.StdMean)[0] == [0] * 10
try:
    mapclassify.NaturalBreaks(rates, k=3)
except ValueError as refused:
    print("NaturalBreaks", str(refused).partition("\n")[0])
else:
    raise AssertionError("NaturalBreaks takes a gap")
thirds = pd.qcut(pd.Series(rates), 3, labels=False).tolist()
print("pandas.qcut", thirds)
assert thirds[:9] == [0, 0, 0, 1, 1, 1, 2, 2, 2] and np.isnan(thirds[9])
PY
