#!/usr/bin/env bash
# From 31 January to 28 February is one month in T-SQL; put into three dialects, the query says 1, 0 and 0.
#
# Packages: sqlglot 30.30.0; duckdb 2.0.1, Python's sqlite3 and @electric-sql/pglite 0.5.17 (PostgreSQL 18.7, npm) run
# what it writes.
# A good engineer would guess: a transpiler that rewrites DATEDIFF with AGE for PostgreSQL, and with JULIANDAY for
# SQLite, does so to keep its meaning; T-SQL counts the bounds crossed, so that 31 March to 1 April is a quarter, and
# sqlglot's rewriting of DuckDB's date_diff for PostgreSQL keeps that. What happens: of T-SQL's, PostgreSQL counts full
# months, SQLite thirties of days and years of 365. It warns of quarters and weeks in SQLite alone. The days of the week
# move by one: MySQL's DAYOFWEEK, 1 for Sunday, is put into DuckDB under the same name, where Sunday is 0.
# Seen on 2026-11-30:                              T-SQL's  DuckDB  PostgreSQL  SQLite
#   month, 2010-01-31 to 2010-02-28                   1        1         0         0
#   month, 2009-04-01 to 2010-03-31                  11       11        11        12
#   year, 2008-01-01 to 2012-12-31                    4        4         4         5
#   quarter, 2010-03-31 to 2010-04-01                 1        1         0         (warned of)
#   dayofweek of a Wednesday: MySQL 4, DuckDB 3
# Who is hurt: reports moved from one database to another: ages, terms and quarters by which figures are grouped.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check sqlglot==30.30.0 duckdb==2.0.1
npm install --silent --no-fund --no-audit --prefix "$work" @electric-sql/pglite@0.5.17
env/bin/python - <<'PY'
import json
import sqlite3

import duckdb
import sqlglot

cases = [
    ("month", "2010-01-31", "2010-02-28", 1, 0, 0),
    ("month", "2009-04-01", "2010-03-31", 11, 11, 12),
    ("year", "2008-01-01", "2012-12-31", 4, 4, 5),
    ("quarter", "2010-03-31", "2010-04-01", 1, 0, None),
]
for_postgres = []
for part, start, end, right, postgres, lite in cases:
    query = f"select datediff({part}, '{start}', '{end}')"
    in_duckdb = duckdb.sql(sqlglot.transpile(query, read="tsql", write="duckdb")[0]).fetchall()[0][0]
    print(part, start, end, "duckdb", in_duckdb)
    assert in_duckdb == right
    if lite is not None:
        text = sqlglot.transpile(query, read="tsql", write="sqlite")[0]
        in_sqlite = sqlite3.connect(":memory:").execute(text).fetchone()[0]
        print(part, start, end, "sqlite", in_sqlite)
        assert in_sqlite == lite
    for_postgres.append([sqlglot.transpile(query, read="tsql", write="postgres")[0], postgres])
own = "select date_diff('month', date '2010-01-31', date '2010-02-28')"
for_postgres.append([sqlglot.transpile(own, read="duckdb", write="postgres")[0], 1])
with open("queries.json", "w") as file:
    json.dump(for_postgres, file)

weekday = sqlglot.transpile("select dayofweek(date '2010-03-31')", read="mysql", write="duckdb")[0]
said = duckdb.sql(weekday).fetchall()[0][0]
print(weekday, said)
assert said == 3
PY
cat > postgres.mjs <<'JS'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
const database = new PGlite();
for (const [query, right] of JSON.parse(readFileSync("queries.json", "utf8"))) {
  const { rows } = await database.query(query, [], { rowMode: "array" });
  console.log("postgres", Number(rows[0][0]), query);
  assert.equal(Number(rows[0][0]), right);
}
JS
node postgres.mjs
