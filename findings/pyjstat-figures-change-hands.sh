#!/usr/bin/env bash
# A table written as JSON-stat gives one district's figures to another, when its rows stand quarter by quarter.
#
# Packages: pyjstat 2.4.0 (with pandas 2.3.3, numpy 2.2.6).
# A good engineer would guess: Dataset.read(frame).write() looks at what a row says, area and quarter, and puts its value
# into that cell of the cube; or refuses rows that do not come in the cube's order; and a row that is not there is null.
# What happens: the values are written in the order of the rows, whatever the rows say. The file is well formed, its
# size fits, and reading it with pyjstat itself (or anything else) gives other figures than were written.
# Seen on 2026-11-29, of a table sorted by quarter and then by area:
#   written  Oxford Q1 1, Cherwell Q1 2, Oxford Q2 3, Cherwell Q2 4
#   read     Oxford Q1 1, Oxford Q2 2, Cherwell Q1 3, Cherwell Q2 4
#   Of three rows of the four, a size of 2 x 2 with three values is written, which pyjstat itself cannot read: IndexError.
# Who is hurt: official statistics; JSON-stat is what several national offices publish, and returns arrive by quarter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pyjstat==2.4.0 pandas==2.3.3 numpy==2.2.6
env/bin/python -W ignore - <<'PY'
import json

import pandas as pd
from pyjstat import pyjstat

frame = pd.DataFrame(
    {
        "area": ["Oxford", "Cherwell", "Oxford", "Cherwell"],
        "quarter": ["Q1", "Q1", "Q2", "Q2"],
        "value": [1.0, 2.0, 3.0, 4.0],
    }
)


def by_name(table):
    return {(row.area, row.quarter): row.value for row in table.itertuples()}


text = pyjstat.Dataset.read(frame).write()
again = pyjstat.Dataset.read(text).write("dataframe")
print("written", by_name(frame))
print("read   ", by_name(again))
cube = json.loads(text)
assert (cube["id"], cube["size"], cube["value"]) == (["area", "quarter"], [2, 2], [1.0, 2.0, 3.0, 4.0])
assert by_name(again) == {("Oxford", "Q1"): 1, ("Oxford", "Q2"): 2, ("Cherwell", "Q1"): 3, ("Cherwell", "Q2"): 4}
assert by_name(again) != by_name(frame)

short = pyjstat.Dataset.read(frame.iloc[:3]).write()
assert (json.loads(short)["size"], json.loads(short)["value"]) == ([2, 2], [1.0, 2.0, 3.0])
try:
    pyjstat.Dataset.read(short).write("dataframe")
except IndexError as error:
    print("three rows of four: IndexError", error)
else:
    raise SystemExit("three values of a 2 x 2 cube are read now")
PY
