#!/usr/bin/env bash
# One column of quarter ends, dd/mm/yy: three readers, three centuries, nobody says a word.
#
# Packages: duckdb 2.0.1, polars 2.1.0, pandas 3.1.1.
# A good engineer would guess: of 31/03/10, 30/06/10, 30/09/10, 31/12/10 no reader can make anything but the ends of the
# quarters of 2010, for no month is above 12 and no day is left over; at worst the column stays text.
# Seen on 2026-11-29:
#   DuckDB reads year/month/day: 2031-03-10, 2030-06-10, 2030-09-10, 2031-12-10 (its sniffer says %y/%m/%d, for every
#          text of the column fits that too, and it is tried first);
#   polars (try_parse_dates=True) reads day/month/year of the first century: 0010-03-31 and so on;
#   pandas 3.1.1 (to_datetime) reads 2010-03-31 and so on.
# The order even hangs on a nought: 1/4/10 is 1 April 2010 for DuckDB, and 01/04/10 is 10 April 2001.
# Who is hurt: whoever loads a British CSV file. All three are DATE columns, sort, and pass every "is it a date" check.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check duckdb==2.0.1 polars==2.1.0 pandas==3.1.1
printf 'quarter_end,result\n31/03/10,1\n30/06/10,2\n30/09/10,3\n31/12/10,4\n' > returns.csv
printf 'day,n\n01/04/10,1\n' > noughts.csv
printf 'day,n\n1/4/10,1\n' > plain.csv
env/bin/python - <<'PY'
import warnings

import duckdb
import pandas as pd
import polars as pl

warnings.simplefilter("ignore")


def ducks(name):
    return [str(row[0]) for row in duckdb.sql(f"from '{name}'").fetchall()]


seen = {
    "duckdb": ducks("returns.csv"),
    "polars": [str(day) for day in pl.read_csv("returns.csv", try_parse_dates=True)["quarter_end"]],
    "pandas": [str(day)[:10] for day in pd.to_datetime(pd.read_csv("returns.csv")["quarter_end"])],
}
for reader, days in seen.items():
    print(reader, days)
assert seen["duckdb"] == ["2031-03-10", "2030-06-10", "2030-09-10", "2031-12-10"]
assert seen["polars"] == ["0010-03-31", "0010-06-30", "0010-09-30", "0010-12-31"]
assert seen["pandas"] == ["2010-03-31", "2010-06-30", "2010-09-30", "2010-12-31"]
assert duckdb.sql("select dateformat from sniff_csv('returns.csv')").fetchall() == [("%y/%m/%d",)]
print("duckdb, 01/04/10 and 1/4/10:", ducks("noughts.csv"), ducks("plain.csv"))
assert (ducks("noughts.csv"), ducks("plain.csv")) == (["2001-04-10"], ["2010-04-01"])
PY
