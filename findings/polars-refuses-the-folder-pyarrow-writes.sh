#!/usr/bin/env bash
# A folder of Parquet with the schema file that pyarrow, dask and Hive put beside the parts is refused by polars alone.
#
# Packages: polars 2.1.0, pyarrow 26.0.1, pandas 3.1.1, duckdb 2.0.1 (PyPI).
# A good engineer would guess: names that begin with _ or . in a folder of Parquet are not parts of the table, as every
# writer of such folders has it; _common_metadata is written by pyarrow's own documented way (write_metadata), and
# .part-0.parquet.crc by every Hadoop file system. What happens: pandas, pyarrow and DuckDB (by a pattern) read the parts;
# polars takes each file of the folder for a part and ends with InvalidOperationError, "directory contained paths with
# different file extensions". A marker of no bytes, _SUCCESS as Spark leaves it, is passed over, so that the same folder
# is read until the first file beside the parts holds anything.
# Seen on 2026-11-30: with _common_metadata polars InvalidOperationError, pandas 4 rows, pyarrow 4 rows; with an empty
# _SUCCESS all have 4 rows. read_parquet("folder/*.parquet") has them in both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1 pandas==3.1.1 duckdb==2.0.1
cat > folder.py <<'PY'
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet

table = pa.table({"target": ["NI 154"] * 4, "actual": [1.0, 2.0, 3.0, 4.0]})
readers = {
    "pandas": lambda folder: pd.read_parquet(folder),
    "pyarrow": lambda folder: dataset.dataset(folder).to_table(),
    "duckdb": lambda folder: duckdb.sql(f"select * from '{folder}/*.parquet'").fetchall(),
    "polars, by a pattern": lambda folder: pl.read_parquet(f"{folder}/*.parquet"),
    "polars": lambda folder: pl.read_parquet(folder),
}


def seen(beside):
    folder = Path(beside.__name__)
    folder.mkdir()
    parquet.write_table(table, folder / "part-0.parquet")
    beside(folder)
    found = {}
    for name, read in readers.items():
        try:
            found[name] = len(read(str(folder)))
        except pl.exceptions.InvalidOperationError as error:
            found[name] = type(error).__name__
    print(beside.__name__, found)
    return found


def marked(folder):
    (folder / "_SUCCESS").write_bytes(b"")


def described(folder):
    parquet.write_metadata(table.schema, folder / "_common_metadata")


assert set(seen(marked).values()) == {4}
assert seen(described) == dict.fromkeys(readers, 4) | {"polars": "InvalidOperationError"}
PY
venv/bin/python folder.py
