#!/usr/bin/env bash
# Six of twelve areas share the lowest rate: counted from below they are the lowest fifth, from above the middle one.
#
# Packages: PHStatsMethods 0.1.16 (the Python package of the makers of Fingertips) on pandas 3.1.1.
# A good engineer would guess: invert= turns the numbers of the fifths round, 1 for 5, and leaves who is with whom; and
# areas at the very bottom are in the bottom class, however many share it. What happens: equal areas all get the best
# rank among them, from either end; so that, by default, where the highest values are class 1, those at the bottom climb
# to where the first of them would stand: no area at all is in classes 4 and 5. Eleven areas without a case are in class
# 1 of 5 together with the one that has nine. The description asks for a look by eye where a tie falls across a
# boundary, not that it hangs on the end from which one counts.
# Seen on 2026-11-30, fifths of twelve areas:
#   rates                                      default                 invert=False
#   0 (six times) 1.2 1.9 2.4 3.1 4.0 5.5      333333 3 2 2 1 1 1      111111 3 3 4 4 5 5
#   0 1 2 3 4 5 6 7 8 9 10 11                  5 5 4 4 3 3 3 2 2 1 1 1  (no ties)
#   0 (eleven times) 9                         1 for all twelve        1 for eleven, 5 for the last
# Who is hurt: districts coloured by fifths of a rare event: half of them are at the bottom, and shown in the middle.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check PHStatsMethods==0.1.16 pandas==3.1.1
env/bin/python - <<'PY'
import pandas
from PHStatsMethods import ph_quantile


def fifths(rates: list[float], **options: bool) -> list[float]:
    table = pandas.DataFrame({"area": range(len(rates)), "rate": rates})
    return ph_quantile(table, "rate", nquantiles=5, **options)["quantile"].tolist()


many, none, one = [0.0] * 6 + [1.2, 1.9, 2.4, 3.1, 4.0, 5.5], [float(rate) for rate in range(12)], [0.0] * 11 + [9.0]
for rates in (many, none, one):
    print(rates, fifths(rates), fifths(rates, invert=False), sep="\n  ")
assert fifths(many) == [3, 3, 3, 3, 3, 3, 3, 2, 2, 1, 1, 1]
assert fifths(many, invert=False) == [1, 1, 1, 1, 1, 1, 3, 3, 4, 4, 5, 5]
assert fifths(none) == [5, 5, 4, 4, 3, 3, 3, 2, 2, 1, 1, 1]
assert fifths(one) == [1] * 12
assert fifths(one, invert=False) == [1] * 11 + [5]
PY
