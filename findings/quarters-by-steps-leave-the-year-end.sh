#!/usr/bin/env bash
# From 31 December by three months: four engines come to 30 December, three to the 31st, and two leave out June.
#
# Packages: pandas 3.1.1, duckdb 2.0.1, datafusion 55.0.0, polars 2.1.0, python-dateutil 2.9.0.post0, icalendar 7.3.2
# with recurring-ical-events 3.8.2; @electric-sql/pglite 0.5.17 (PostgreSQL 18.7), dayjs 1.11.23, luxon 3.7.2 (npm).
# A good engineer would guess: a series with a first day, a step of three months and a last day is one thing, and each
# that has it counts from the first day: 31 December, 31 March, 30 June, 30 September, 31 December. What happens: some
# add the step to the day before, so that June's 30 stays for good, and the year does not end where it ended a year ago.
# A rule of a calendar (RFC 5545) leaves out the months that have no 31st.
# Seen on 2026-11-30, from 31 December 2009 to 31 December 2010, what comes after 31 March 2010:
#   pandas (DateOffset), DuckDB, DataFusion, PostgreSQL  30 June, 30 September, 30 December
#   polars (date_range, upsample), dayjs, luxon          30 June, 30 September, 31 December
#   dateutil, recurring-ical-events                      31 December
# Who is hurt: calendars of ends of quarters made in one engine and joined to figures from another: of every four
# quarters one finds no partner, always the last of a year.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pandas==3.1.1 duckdb==2.0.1 datafusion==55.0.0 polars==2.1.0 \
  python-dateutil==2.9.0.post0 icalendar==7.3.2 recurring-ical-events==3.8.2
npm install --silent --no-fund --no-audit --prefix "$work" @electric-sql/pglite@0.5.17 dayjs@1.11.23 luxon@3.7.2
env/bin/python - <<'PY'
import datetime as dt

import datafusion
import duckdb
import icalendar
import pandas as pd
import polars as pl
import recurring_ical_events
from dateutil.rrule import MONTHLY, rrule

first, last = dt.date(2009, 12, 31), dt.date(2010, 12, 31)
rule = "FREQ=MONTHLY;INTERVAL=3;UNTIL=20101231"
event = ["BEGIN:VEVENT", "UID:1", "DTSTAMP:20091231T000000Z", "DTSTART;VALUE=DATE:20091231", f"RRULE:{rule}"]
lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//quarters//EN", *event, "END:VEVENT", "END:VCALENDAR", ""]
calendar = icalendar.Calendar.from_ical("\r\n".join(lines))
in_duckdb = duckdb.sql(f"select unnest(generate_series(timestamp '{first}', timestamp '{last}', interval 3 month))")
in_fusion = datafusion.SessionContext().sql(
    f"select generate_series(date '{first}', date '{last}', interval '3 months') as days"
)
said = {
    "pandas": list(pd.date_range(first, last, freq=pd.DateOffset(months=3)).date),
    "duckdb": [day.date() for (day,) in in_duckdb.fetchall()],
    "datafusion": in_fusion.to_pylist()[0]["days"],
    "polars": pl.date_range(first, last, "3mo", eager=True).to_list(),
    "polars upsample": pl.DataFrame({"day": [first, last]}).upsample("day", every="3mo")["day"].to_list(),
    "dateutil": [day.date() for day in rrule(MONTHLY, interval=3, dtstart=first, until=last)],
    "recurring": [event.start for event in recurring_ical_events.of(calendar).between(first, dt.date(2011, 1, 1))],
}
for name, days in said.items():
    print(f"{name:<16}", *days)
quarters = [first, dt.date(2010, 3, 31), dt.date(2010, 6, 30), dt.date(2010, 9, 30)]
for name in ("pandas", "duckdb", "datafusion"):
    assert said[name] == [*quarters, dt.date(2010, 12, 30)], name
for name in ("polars", "polars upsample"):
    assert said[name] == [*quarters, last], name
for name in ("dateutil", "recurring"):
    assert said[name] == [first, dt.date(2010, 3, 31), last], name
PY
cat > steps.mjs <<'JS'
import assert from "node:assert";
import { PGlite } from "@electric-sql/pglite";
import dayjs from "dayjs";
import quarters from "dayjs/plugin/quarterOfYear.js";
import { DateTime, Interval } from "luxon";
dayjs.extend(quarters);
const until30June = ["2009-12-31", "2010-03-31", "2010-06-30", "2010-09-30"];
const series = "generate_series(timestamp '2009-12-31', timestamp '2010-12-31', interval '3 months')";
const { rows } = await new PGlite().query(`select ${series}::date::text as day`);
const said = {
  postgres: rows.map((row) => row.day),
  dayjs: [0, 1, 2, 3, 4].map((step) => dayjs("2009-12-31").add(step, "quarter").format("YYYY-MM-DD")),
  luxon: Interval.fromDateTimes(DateTime.fromISO("2009-12-31"), DateTime.fromISO("2011-01-01"))
    .splitBy({ quarters: 1 }).map((part) => part.start.toISODate()),
};
for (const name in said) console.log(name.padEnd(16), ...said[name]);
assert.deepEqual(said.postgres, [...until30June, "2010-12-30"]);
assert.deepEqual(said.dayjs, [...until30June, "2010-12-31"]);
assert.deepEqual(said.luxon, [...until30June, "2010-12-31"]);
JS
node steps.mjs
