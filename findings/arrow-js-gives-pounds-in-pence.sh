#!/usr/bin/env bash
# £12.50, exact in an Arrow table, is 1250 in the browser; £3.25 overspent is 18446744073709551291, or minus 325.
#
# Packages: apache-arrow 21.2.0 (npm) reads; pyarrow 26.0.1 writes; polars 2.1.0 and @uwdata/flechette 2.3.0 (npm) read
# for comparison.
# A good engineer would guess: a column of a type that is there to be exact comes out as 12.5, "12.50" or an object that
# refuses to be printed; at any rate a number of the right size. What happens: get() gives the digits alone, String() of
# them is "1250", and toJSON() has the text "1250" with quotes within it; that the point stands two places from the end
# is in the column's type, which printing does not look at. (Asked about since 2021, issue 100 of apache/arrow-js.) In
# the narrower types the format has had since 2024, a figure below nought in 64 bits loses its sign; in 32 and 128 it
# keeps it.
# Seen on 2026-11-30, of 12.50 and -3.25:   String(get(row))              polars        flechette
#   decimal128(10, 2)                       1250, -325                    12.50, -3.25  12.5, -3.25
#   decimal64(12, 2)                        1250, 18446744073709551291    12.50, -3.25  12.5, -3.25
#   decimal32(9, 2)                         1250, -325                    12.50, -3.25  12.5, -3.25
# Who is hurt: whoever moves a budget from Python to a page by Arrow because JSON has no exact numbers: it is a hundred
# times too large, and where 64 bits were enough a shortfall is the largest sum in the table.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pyarrow==26.0.1 polars==2.1.0
npm install --silent --no-fund --no-audit --prefix "$work" apache-arrow@21.2.0 @uwdata/flechette@2.3.0
env/bin/python - <<'PY'
from decimal import Decimal

import polars
import pyarrow as pa

sums = [Decimal("12.50"), Decimal("-3.25")]
types = [pa.decimal128(10, 2), pa.decimal64(12, 2), pa.decimal32(9, 2)]
table = pa.table([pa.array(sums, kind) for kind in types], names=["in 128", "in 64", "in 32"])
with pa.ipc.new_file("sums.arrow", table.schema) as file:
    file.write_table(table)
for column in polars.read_ipc("sums.arrow"):
    print("polars", column.name, [str(one) for one in column])
    assert column.to_list() == sums
PY
cat > read.mjs <<'JS'
import assert from "node:assert";
import fs from "node:fs";
import { tableFromIPC } from "apache-arrow";
import * as flechette from "@uwdata/flechette";
const bytes = fs.readFileSync("sums.arrow");
const [table, other] = [tableFromIPC(bytes), flechette.tableFromIPC(bytes)];
const wanted = { "in 128": ["1250", "-325"], "in 64": ["1250", "18446744073709551291"], "in 32": ["1250", "-325"] };
for (const name in wanted) {
  const said = [0, 1].map((row) => String(table.getChild(name).get(row)));
  const beside = [0, 1].map((row) => other.getChild(name).at(row));
  console.log(name, said, beside);
  assert.deepEqual(said, wanted[name]);
  assert.deepEqual(beside, [12.5, -3.25]);
}
console.log(JSON.stringify(table.get(0)));
assert.equal(JSON.parse(JSON.stringify(table.get(0)))["in 128"], '"1250"');
JS
node read.mjs
