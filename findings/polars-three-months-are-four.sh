#!/usr/bin/env bash
# The sum over the last three months holds four of them in February, April, June and November, and one day of 2013.
#
# Packages: polars 2.1.0; duckdb 2.0.1 (with pyarrow 26.0.1) for comparison.
# A good engineer would guess: of one row a month, dated by its last day, a window of "3mo" holds three rows and "12mo"
# twelve: the units are those of the calendar, and offset_by() keeps to the month's end where it can. What happens: the
# window is open at its beginning, which is the row's own day so many months before: for 30 June that is 30 March, and
# 31 March lies inside. Wherever a month is shorter than the one that should just have left, it has not left. Quarters
# go the same way: "1q" at 30 June is the sum of two. In SQL a frame of two months before and the row has three.
# (Reported to its authors in 2025; it is so still.)
# Seen on 2026-11-30, ends of months, one each, rolling_sum_by:
#   "3mo" and "1q": 4 in February, April, June, November, 3 otherwise; "12mo": 12, on 28 February 2013 13
#   ends of quarters by "1q": March 1, June 2, September 1, December 1; rolling(period="3mo") as rolling_sum_by
#   duckdb, range between interval 2 months preceding and current row: 3 in every month
# Who is hurt: rolling quarters and years of a performance table: a third too much, in the same months of each year.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check polars==2.1.0 duckdb==2.0.1 pyarrow==26.0.1
env/bin/python - <<'PY'
import datetime as dt

import duckdb
import polars as pl

ends = pl.date_range(dt.date(2009, 1, 1), dt.date(2013, 12, 1), "1mo", eager=True).dt.month_end()
months = pl.DataFrame({"end": ends, "n": [1] * len(ends)})


def sums(frame, size):
    """Month of the year -> the sums seen at its end, from 2010 on."""
    said = {}
    for end, total in frame.select("end", pl.col("n").rolling_sum_by("end", size)).iter_rows():
        if end.year >= 2010:
            said.setdefault(end.month, set()).add(total)
    return said


by_quarter, by_year = sums(months, "3mo"), sums(months, "12mo")
print("3mo", by_quarter)
print("12mo", by_year)
assert by_quarter == {month: {4 if month in (2, 4, 6, 11) else 3} for month in range(1, 13)}
assert sums(months, "1q") == by_quarter
assert by_year == {month: {12, 13} if month == 2 else {12} for month in range(1, 13)}

windows = months.rolling("end", period="3mo").agg(pl.col("n").sum()).filter(pl.col("end") == dt.date(2010, 6, 30))
print("rolling, 30 June 2010:", windows["n"].to_list())
assert windows["n"].to_list() == [4]

quarters = months.filter(pl.col("end").dt.month() % 3 == 0)
print("quarters by 1q", sums(quarters, "1q"))
assert sums(quarters, "1q") == {3: {1}, 6: {2}, 9: {1}, 12: {1}}

rows = duckdb.sql("""select sum(n) over (order by "end" range between interval 2 months preceding and current row)
                     from months order by "end" """).fetchall()
print("duckdb", sorted({int(total) for (total,) in rows[2:]}))
assert {int(total) for (total,) in rows[2:]} == {3}
PY
