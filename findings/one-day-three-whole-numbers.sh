#!/usr/bin/env bash
# The same day in three columns of pandas 3: equal, of one hash, and three different integers; back again it is 1970.
#
# Packages: pandas 3.1.1, polars 2.1.0, pyarrow 26.0.1.
# A good engineer would guess: pandas 3 counts microseconds where pandas 2 counted nanoseconds, so astype("int64") is a
# thousandth, the same for all, and to_datetime() of those integers leads back. What happens: the unit follows where the
# days came from: microseconds from texts, seconds from Python's dates, milliseconds from a polars Date; while
# to_datetime() still takes integers for nanoseconds, so none of them comes back: each is a day of January 1970.
# Seen on 2026-11-29, 31 March 2010:
#   texts 1269993600000000 -> 1970-01-15; dates 1269993600 -> 1970-01-01; polars 1269993600000 -> 1970-01-01 00:21
# Who is hurt: keys and checksums made of days as integers (they no longer join: 0 rows of 1, though == is true), and
# whoever stored such integers and reads them again. Nothing warns.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1
env/bin/python -W error - <<'PY'
from datetime import date

import pandas as pd
import polars as pl

day = date(2010, 3, 31)
columns = {
    "texts": pd.to_datetime(pd.Series(["2010-03-31"])),
    "dates": pd.to_datetime(pd.Series([day])),
    "polars": pl.DataFrame({"day": [day]}).to_pandas()["day"],
}
meant = {
    "texts": ("datetime64[us]", 1269993600000000, "1970-01-15 16:46:33.600000"),
    "dates": ("datetime64[s]", 1269993600, "1970-01-01 00:00:01.269993600"),
    "polars": ("datetime64[ms]", 1269993600000, "1970-01-01 00:21:09.993600"),
}
for name, column in columns.items():
    number = column.astype("int64")
    back = pd.to_datetime(number)
    print(name, column.dtype, number[0], "->", back[0])
    assert (str(column.dtype), int(number[0]), str(back[0])) == meant[name], name
texts, dates = columns["texts"], columns["dates"]
assert (texts == dates).all() and hash(texts[0]) == hash(dates[0])
left, right = pd.DataFrame({"day": texts}), pd.DataFrame({"day": dates})
assert len(left.merge(right, on="day")) == 1
assert len(left.astype("int64").merge(right.astype("int64"), on="day")) == 0
PY
