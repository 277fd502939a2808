#!/usr/bin/env bash
# 950, 1,020, 980, 1,105: where fewer than half of the figures have a comma, those that have one are gone: converted.
#
# Packages: csvmedic 0.1.3 on pandas 3.1.1.
# A good engineer would guess: a reader that is there to tell 1,234.56 from 1.234,56 reads 1,020 beside 950; or leaves
# the column as text; at the least its diagnosis says that figures were lost. What happens: each figure votes for the
# signs of its column, those without any sign too; where they are the more, there is no sign for thousands, 1,020 is no
# number, and is NaN. The diagnosis of the column: integer, confidence 100%, converted. What is neither, "<5" or "12*",
# goes the same way. With half of them or more above a thousand all are read; pandas keeps the texts.
# Seen on 2026-12-01:
#   950, 1,020, 980, 875, 990, 1,105 -> 950, NaN, 980, 875, 990, NaN    1,020, 1,105, 980, 875 -> all four
#   <5, 13, 14, 15, 16, 17 -> NaN, 13, 14, 15, 16, 17                   pandas: text, as it stands
# Who is hurt: a table of districts in which the largest figures are those with a comma: total, mean and maximum are
# made of the small ones, and the gap looks like a return that has not come.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check csvmedic==0.1.3 pandas==3.1.1
env/bin/python - <<'PY'
import csv

import csvmedic
import pandas as pd


def read(figures):
    with open("return.csv", "w", newline="") as file:
        csv.writer(file).writerows([["area", "visits"], *([f"Area {n}", one] for n, one in enumerate(figures))])
    assert pd.read_csv("return.csv", dtype=str)["visits"].tolist() == figures
    frame = csvmedic.read("return.csv")
    said = str(frame.diagnosis).split("visits: ")[1].splitlines()[0]
    got = [None if pd.isna(one) else float(one) for one in frame["visits"]]
    print(figures, got, said)
    return got, said


sure = "integer (confidence: 100%, converted)"
few = ["950", "1,020", "980", "875", "990", "1,105"]
assert read(few) == ([950, None, 980, 875, 990, None], sure)
assert read(["1,020", "1,105", "980", "875"])[0] == [1020, 1105, 980, 875]
assert read(["<5", "13", "14", "15", "16", "17"]) == ([None, 13, 14, 15, 16, 17], sure)
assert pd.read_csv("return.csv")["visits"].tolist()[0] == "<5"
PY
