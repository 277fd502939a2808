#!/usr/bin/env bash
# A large table's moments are written in two formats, and read back as text: a piece of it that has only midnights is days.
#
# Packages: pandas 3.1.1 (PyPI).
# A good engineer would guess: a column of one type is written in one format, so that to_csv and read_csv with
# parse_dates give it back. What happens: rows are written in pieces, by default of 100,000 over the number of columns,
# and whether a moment is written with its time of day is asked of each piece by itself. A piece in which every moment
# is a midnight is written as days, the next one with times. read_csv takes the format from the first row, finds others
# later, and leaves the whole column as text without a word: no error, no warning, though each of the texts is ISO 8601.
# Seen on 2026-11-30: 60,000 rows of two columns, of which the last alone has a time of day: rows 1 to 50,000 read
# 2010-01-12, the 10,000 after it 2010-01-12 00:00:00. Back from read_csv the column is str; written with one piece
# for all it is datetime64. date_format= at writing, or date_format="ISO8601" at reading, mend it.
# Who is hurt: receipts, logs and whatever has a moment a row, where most have none of the day; the same table is right
# in every test that has fewer rows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1
cat > moments.py <<'PY'
import io
import warnings

import pandas as pd

warnings.simplefilter("error")  # a word of it would end this
ROWS = 60_000
received = pd.Series(pd.Timestamp("2010-01-12"), index=range(ROWS))
received[ROWS - 1] = pd.Timestamp("2010-05-04 09:30")
table = pd.DataFrame({"target": "NI 154", "received": received})


def back(written: str, **how):
    return str(pd.read_csv(io.StringIO(written), parse_dates=["received"], **how)["received"].dtype)


said = table.to_csv(index=False)
lines = said.splitlines()
seen = [lines[1], lines[50_000], lines[50_001], lines[-1]]
print(seen)
assert seen == [
    "NI 154,2010-01-12",
    "NI 154,2010-01-12",
    "NI 154,2010-01-12 00:00:00",
    "NI 154,2010-05-04 09:30:00",
]
whole = table.to_csv(index=False, chunksize=ROWS)
types = [back(said), back(whole), back(said, date_format="ISO8601")]
print(types)
assert types[0] == "str", "the column came back as moments"
assert all(one.startswith("datetime64") for one in types[1:])
PY
venv/bin/python moments.py
