#!/usr/bin/env bash
# A result less its target, one column unsigned and one signed: the Parquet file it goes to shuts for pyarrow altogether.
#
# Packages: polars 2.1.0 writes; pyarrow 26.0.1, pandas 3.1.1 and duckdb 2.0.1 read.
# A good engineer would guess: UInt64 - Int64 is Int64 (or Float64, as in numpy), and if it is something odd, it is the
# writer that refuses it, or a reader refuses that column. What happens: the difference is Int128; it is written without
# a word, as 16 bytes; the Arrow schema in the footer names the type, so pyarrow raises before it reads anything: the
# metadata, the schema, and even the other columns alone. DuckDB has the column as BLOB, and adds up the rest happily.
# Seen on 2026-11-29:
#   polars   {'count': UInt64, 'gap': Int128}
#   pyarrow  read_metadata, read_schema, read_table(columns=["count"]) and pandas: ArrowNotImplementedError
#            "Integers with more than 64 bits not implemented"
#   duckdb   count UBIGINT, gap BLOB, of -10: b'\xf6' and fifteen b'\xff'
# Who is hurt: counts (hashes, sums of unsigned) against targets, in a pipeline whose next step is anything on Arrow.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1 pandas==3.1.1 duckdb==2.0.1
env/bin/python - <<'PY'
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

frame = pl.DataFrame({"count": pl.Series([60, 80], dtype=pl.UInt64), "target": pl.Series([70, 70], dtype=pl.Int64)})
gap = frame.select("count", gap=pl.col("count") - pl.col("target"))
print("polars", dict(gap.schema))
assert dict(gap.schema) == {"count": pl.UInt64, "gap": pl.Int128}
gap.write_parquet("gap.parquet")
assert pl.read_parquet("gap.parquet").rows() == [(60, -10), (80, 10)]
for name, read in {
    "metadata": lambda: pq.read_metadata("gap.parquet"),
    "schema": lambda: pq.read_schema("gap.parquet"),
    "the other column": lambda: pq.read_table("gap.parquet", columns=["count"]),
    "pandas": lambda: pd.read_parquet("gap.parquet", columns=["count"]),
}.items():
    try:
        read()
    except pa.ArrowNotImplementedError as error:
        print("pyarrow,", name, error)
        assert str(error) == "Integers with more than 64 bits not implemented"
    else:
        raise SystemExit(f"pyarrow reads now: {name}")
types = [row[:2] for row in duckdb.sql("describe from 'gap.parquet'").fetchall()]
first = duckdb.sql("select gap from 'gap.parquet'").fetchall()[0][0]
print("duckdb", types, first)
assert types == [("count", "UBIGINT"), ("gap", "BLOB")]
assert first == b"\xf6" + b"\xff" * 15
PY
