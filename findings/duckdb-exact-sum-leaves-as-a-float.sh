#!/usr/bin/env bash
# A sum of whole numbers is exact inside DuckDB and in polars, and another number in pandas and in its own Parquet file.
#
# Packages: duckdb 2.0.1, pandas 3.1.1, polars 2.1.0, pyarrow 26.0.1.
# A good engineer would guess: sum() of BIGINT is a whole number wherever it is handed on, or an error where it has no
# room. What happens: it is a HUGEINT; to Python it goes as an int, to polars as decimal[38,0], to pandas and to Parquet
# as a double, whether it needs the room or not. A sum of 3 is 3.0 there, so a count of pounds prints with a point, and
# from 9,007,199,254,740,993 on the last digits are others. DuckDB reading back its own file sees a DOUBLE.
# Seen on 2026-11-29, of sum(9007199254740993::BIGINT):
#   fetchall 9007199254740993; polars decimal[38,0] 9007199254740993
#   pandas float64 9007199254740992; Parquet double 9007199254740992; count(*) beside it stays int64
# Who is hurt: totals of money in pence, and joins on totals; a test with small numbers shows a float at most.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check duckdb==2.0.1 pandas==3.1.1 polars==2.1.0 pyarrow==26.0.1
env/bin/python - <<'PY'
import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

query = "select sum(pence) as total, count(*) as n from (values (9007199254740993::bigint)) t(pence)"
exact = duckdb.sql(query).fetchall()
frame = duckdb.sql(query).df()
table = duckdb.sql(query).pl()
duckdb.sql(f"copy ({query}) to 'total.parquet' (format parquet)")
filed = pq.read_table("total.parquet")
print(exact, dict(frame.dtypes), int(frame["total"][0]), table.rows(), filed.schema.field("total"), filed["total"])
assert exact == [(9007199254740993, 1)]
assert table.schema["total"] == pl.Decimal(38, 0) and int(table["total"][0]) == 9007199254740993
assert dict(frame.dtypes.astype(str)) == {"total": "float64", "n": "int64"}
assert int(frame["total"][0]) == 9007199254740992
assert filed.schema.field("total").type == pa.float64() and filed.schema.field("n").type == pa.int64()
assert int(filed["total"][0].as_py()) == 9007199254740992
assert duckdb.sql("select typeof(total) from 'total.parquet'").fetchall() == [("DOUBLE",)]
PY
