#!/usr/bin/env bash
# Ordered statuses, red < amber < green: what the best of them is depends on who is asked, and in DuckDB on how.
#
# Packages: pandas 3.1.1, pyarrow 26.0.1, polars 2.1.0, duckdb 2.0.1.
# A good engineer would guess: an ordered categorical goes through Arrow with its order (the field says ordered=1), and
# polars, whose Enum is just that, makes an Enum of it. What happens: polars makes a Categorical, whose order is that
# of the letters: amber, green, red. So max() is red, and sort() puts the worst last. DuckDB, which has an ENUM, keeps
# the order of a pandas column in memory for max and ORDER BY, but compares with a word by letters: what is below green
# is amber alone. From Parquet it has text; of a polars Enum too.
# Seen on 2026-11-29, the greatest of red, green, amber / what is below green:
#   pandas green / red, amber      polars red / amber      DuckDB on the frame green / amber
#   DuckDB on the Parquet file red, on a polars Enum red (polars itself says green of that)
# Who is hurt: every red, amber, green column; the answer is always one of the three and never an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pandas==3.1.1 pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1
env/bin/python - <<'PY'
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

ORDER = ["red", "amber", "green"]
rag = pd.DataFrame({"status": pd.Categorical(["red", "green", "amber"], categories=ORDER, ordered=True)})
rag.to_parquet("rag.parquet")
assert pa.Table.from_pandas(rag).schema.field("status").type.ordered
assert pd.read_parquet("rag.parquet")["status"].max() == "green"
below = rag[rag["status"] < "green"]["status"].tolist()
print("pandas", rag["status"].max(), below)
assert (rag["status"].max(), below) == ("green", ["red", "amber"])

for way, frame in {"memory": pl.from_pandas(rag), "Parquet": pl.read_parquet("rag.parquet")}.items():
    below = frame.filter(pl.col("status") < "green")["status"].to_list()
    print("polars from", way, frame.schema, frame["status"].max(), below)
    assert frame.schema["status"] == pl.Categorical
    assert (frame["status"].max(), frame["status"].min(), below) == ("red", "amber", ["amber"])
    assert frame["status"].sort().to_list() == ["amber", "green", "red"]

kept = duckdb.sql("select max(status), min(status) from rag").fetchall()
below = duckdb.sql("select status from rag where status < 'green'").fetchall()
filed = duckdb.sql("select max(status) from 'rag.parquet'").fetchall()
print("duckdb", kept, below, filed)
assert (kept, below, filed) == ([("green", "red")], [("amber",)], [("red",)])

enum = pl.DataFrame({"status": pl.Series(["red", "green", "amber"], dtype=pl.Enum(ORDER))})
crossed = duckdb.sql("select max(status) from enum").fetchall()
print("a polars Enum:", enum["status"].max(), "in duckdb", crossed)
assert (enum["status"].max(), crossed) == ("green", [("red",)])
PY
