#!/usr/bin/env bash
# Exact decimals, no float in sight: the same text is 2.66 in one table and 2.67 in the next.
#
# Packages: polars 2.1.0, duckdb 2.0.1, pyarrow 26.0.1.
# A good engineer would guess: rounding differs where binary floats come in, and decimals are the remedy: SQL's cast of
# "2.665" to DECIMAL(10,2) is 2.67 everywhere, or refused as a loss. What happens: polars goes to the even neighbour,
# DuckDB away from nought, pyarrow raises. And polars keeps two places on dividing: a third of a pound is 0.33 for good.
# Seen on 2026-11-29, "2.665", "0.125", "-0.125", "2.675" to two places:
#   polars   2.66  0.12  -0.12  2.68
#   duckdb   2.67  0.13  -0.13  2.68
#   pyarrow  ArrowInvalid (the scale would lose digits)
#   1.00 / 3 * 3 of decimals of two places: polars 0.99, duckdb 1.0
# Who is hurt: sums that are checked in one engine and published from another: one in two halves is a penny off.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check polars==2.1.0 duckdb==2.0.1 pyarrow==26.0.1
env/bin/python - <<'PY'
import duckdb
import polars as pl
import pyarrow as pa

texts = ["2.665", "0.125", "-0.125", "2.675"]
polars = [str(one) for one in pl.Series(texts).cast(pl.Decimal(10, 2))]
ducks = [str(duckdb.execute("select ?::varchar::decimal(10, 2)", [one]).fetchall()[0][0]) for one in texts]
print("polars", polars)
print("duckdb", ducks)
assert polars == ["2.66", "0.12", "-0.12", "2.68"]
assert ducks == ["2.67", "0.13", "-0.13", "2.68"]
try:
    pa.array(texts).cast(pa.decimal128(10, 2))
except pa.ArrowInvalid as error:
    print("pyarrow", error)
else:
    raise SystemExit("pyarrow casts them now")

pound = pl.DataFrame({"pound": pl.Series(["1.00"]).cast(pl.Decimal(10, 2))})
thirds = pound.select(third=pl.col("pound") / 3, again=pl.col("pound") / 3 * 3)
in_sql = duckdb.sql("select '1.00'::decimal(10, 2) / 3 * 3").fetchall()[0][0]
print("a third and three of them:", thirds.row(0), "duckdb", in_sql)
assert [str(one) for one in thirds.row(0)] == ["0.33", "0.99"]
assert float(in_sql) == 1.0
PY
