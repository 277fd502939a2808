#!/usr/bin/env bash
# One expression for four engines: 2.7 as a whole number is 2 in two of them and 3 in one, where 2.5 is 2 once more.
#
# Packages: narwhals 2.29.0 on pandas 3.1.1, polars 2.1.0, duckdb 2.0.1 and pyarrow 26.0.1.
# A good engineer would guess: a layer whose purpose is one code for all of them makes cast(Int64) one thing, as it does
# for round(0), which is 3 for 2.7 and -3 for -2.7 everywhere; or refuses where an engine has another rule. What
# happens: each engine's own cast is called. pandas and polars cut off, DuckDB rounds, and at a half to the even
# neighbour, unlike its own round(); pyarrow raises. The type asked for comes out of all of them.
# Seen on 2026-11-30, of 2.5, 2.7, -2.7, 3.5:
#   cast(Int64)  pandas, polars 2, 2, -2, 3   duckdb 2, 3, -3, 4   pyarrow ArrowInvalid
#   round(0)     pandas, polars 2, 3, -3, 4   duckdb, pyarrow 3, 3, -3, 4
# Who is hurt: a library tested on frames in memory and run on a database: totals in whole pounds part by one each row.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check narwhals==2.29.0 pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 \
  pyarrow==26.0.1
env/bin/python - <<'PY'
import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa

figures = [2.5, 2.7, -2.7, 3.5]
rows = pa.table({"x": figures})
frames = {"pandas": pd.DataFrame({"x": figures}), "polars": pl.DataFrame({"x": figures}), "pyarrow": rows}
frames["duckdb"] = duckdb.sql("select * from rows")


def said(name, expression):
    frame = nw.from_native(frames[name]).select(expression)
    return (frame.collect() if isinstance(frame, nw.LazyFrame) else frame)["x"].to_list()


whole, rounded = nw.col("x").cast(nw.Int64), nw.col("x").round(0)
for name in ("pandas", "polars", "duckdb"):
    print(f"{name:<8} cast {said(name, whole)} round {said(name, rounded)}")
print("pyarrow  round", said("pyarrow", rounded))
assert said("pandas", whole) == said("polars", whole) == [2, 2, -2, 3]
assert said("duckdb", whole) == [2, 3, -3, 4]
assert said("pandas", rounded) == said("polars", rounded) == [2, 3, -3, 4]
assert said("duckdb", rounded) == said("pyarrow", rounded) == [3, 3, -3, 4]
try:
    said("pyarrow", whole)
except pa.ArrowInvalid as error:
    print("pyarrow  cast", error)
else:
    raise SystemExit("pyarrow casts them now")
PY
