#!/usr/bin/env bash
# The months 200912 to 201003, as offices of statistics write them, are days of 2012, 2001, 2002 and 2003 in pandas.
#
# Packages: pandas 3.1.1, python-dateutil 4.0.0; isodate 0.7.2 and polars 2.1.0 for comparison.
# A good engineer would guess: six digits are year and month, or, as a comment in dateutil has it, YYMMDD, which
# would be 3 October 2020; or are refused. What happens: they are cut into three pairs, and the pairs are put in the
# order of 10/20/03: 20 is the day, since it is no month; the next pair is the month, and what was the month is the
# year. So January to December of 2010 are the 20th of October in the years 2001 to 2012: a proper series, sorted, with
# a step of a year. It is so for the years 2001 to 2012; months of later years raise. pandas warns that it could infer
# no format for the list, not of what it made; of one text it says nothing, and as a PeriodIndex it reads months.
# Seen on 2026-11-29: 200912, 201001, 201002, 201003 -> 2012-09-20, 2001-10-20, 2002-10-20, 2003-10-20 in to_datetime
#   and in read_csv(parse_dates=...); PeriodIndex(freq="M") and isodate have the months; polars null.
#   201301 and 202603 raise.
# Who is hurt: series of council tax, unemployment, crime: keyed by yyyymm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pandas==3.1.1 python-dateutil==4.0.0 isodate==0.7.2 polars==2.1.0
env/bin/python - <<'PY'
import io
import warnings

import isodate
import pandas as pd
import polars as pl
from dateutil.parser import parse

warnings.simplefilter("ignore")
MONTHS = ["200912", "201001", "201002", "201003"]
WRONG = ["2012-09-20", "2001-10-20", "2002-10-20", "2003-10-20"]
table = "month,claimants\n" + "".join(f"{month},1\n" for month in MONTHS)
seen = {
    "to_datetime": pd.to_datetime(MONTHS),
    "read_csv": pd.read_csv(io.StringIO(table), parse_dates=["month"])["month"],
    "dateutil": [parse(month) for month in MONTHS],
}
for name, days in seen.items():
    days = [str(day)[:10] for day in days]
    print(name, days)
    assert days == WRONG, name

assert pd.PeriodIndex(MONTHS, freq="M").astype(str).tolist() == ["2009-12", "2010-01", "2010-02", "2010-03"]
assert [str(isodate.parse_date(month)) for month in MONTHS[2:]] == ["2010-02-01", "2010-03-01"]
assert pl.Series(MONTHS).str.to_date(strict=False).to_list() == [None] * 4
with warnings.catch_warnings():
    warnings.simplefilter("error")
    assert str(pd.to_datetime("201003")) == "2003-10-20 00:00:00"
whole = pd.to_datetime([f"2010{month:02}" for month in range(1, 13)])
assert [str(day)[:10] for day in whole] == [f"20{year:02}-10-20" for year in range(1, 13)]
for month in ("201301", "201312", "202603"):
    try:
        raise SystemExit(f"{month}: {pd.to_datetime([month])}")
    except ValueError as refusal:
        print(month, refusal)
PY
