#!/usr/bin/env bash
# A day that openpyxl writes as an ISO 8601 cell: two readers have it right, exceljs says July 1905, xlsx-populate NaN.
#
# Packages: openpyxl 3.1.5 writes (iso_dates = True); exceljs 4.4.0, xlsx-populate 1.21.0, xlsx 0.18.5 (npm) and
# python-calamine 0.9.1 read.
# A good engineer would guess: a cell of type d (ISO/IEC 29500, part 1, 18.18.11) is either read as the day it spells,
# or refused. What happens: exceljs does not know the type and takes the text for a number as far as it goes: 2009 out
# of 2009-03-31, which is day 2009 of the workbook, 1 July 1905, under the very format of a date. Every day of one year
# is the same day. xlsx-populate gives the number NaN.
# Seen on 2026-11-29, of 31 March 2009, 30 June 2009 and 31 March 2010:
#   exceljs        1905-07-01, 1905-07-01, 1905-07-02
#   xlsx-populate  NaN, NaN, NaN
#   xlsx           39903, 39994, 40268 (right)          python-calamine  right
# Who is hurt: a service in Python that writes "strict" days for a front end in JavaScript.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
npm install --silent --no-fund --no-audit exceljs@4.4.0 xlsx@0.18.5 xlsx-populate@1.21.0 > /dev/null
env/bin/python - <<'PY'
from datetime import date, datetime

import openpyxl
from python_calamine import CalamineWorkbook

days = [datetime(2009, 3, 31), datetime(2009, 6, 30), datetime(2010, 3, 31)]
book = openpyxl.Workbook()
book.iso_dates = True
book.active.append(days)
book.save("days.xlsx")
assert [cell.value for cell in openpyxl.load_workbook("days.xlsx").active[1]] == days
read = CalamineWorkbook.from_path("days.xlsx").get_sheet_by_index(0).to_python()[0]
print("python-calamine", read)
assert [str(one)[:10] for one in read] == [str(one)[:10] for one in days]
PY
cat > read.cjs <<'JS'
const assert = require("node:assert");
const ExcelJS = require("exceljs");
const populate = require("xlsx-populate");
const XLSX = require("xlsx");
const places = ["A1", "B1", "C1"];
(async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile("days.xlsx");
  const excel = places.map((one) => book.worksheets[0].getCell(one).value.toISOString().slice(0, 10));
  const other = await populate.fromFileAsync("days.xlsx");
  const populated = places.map((one) => other.sheet(0).cell(one).value());
  const sheet = XLSX.readFile("days.xlsx").Sheets.Sheet;
  const sheetjs = places.map((one) => sheet[one].v);
  console.log({ excel, populated, sheetjs });
  assert.deepStrictEqual(excel, ["1905-07-01", "1905-07-01", "1905-07-02"]);
  assert.deepStrictEqual(populated, [NaN, NaN, NaN]);
  assert.deepStrictEqual(sheetjs, [39903, 39994, 40268]);
})().catch((error) => { console.error(error); process.exit(1); });
JS
TZ=UTC node read.cjs
