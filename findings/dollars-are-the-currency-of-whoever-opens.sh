#!/usr/bin/env bash
# Dollars asked for are written as the currency of whoever opens the file; pounds from a British Excel are dollars.
#
# Packages: openpyxl 3.1.5, XlsxWriter 3.3.1; exceljs 4.4.0 and xlsx 0.18.5 (npm).
# A good engineer would guess: a format set as text, "$"#,##0, is in the file as text, as a pound's is; and a format
# number that stands for a format is one that the standard fixes. What happens: 5 to 8, 42 and 44 have no text in the
# list of ISO/IEC 29500 (part 1, 18.8.30); Excel shows them in the currency of its user. openpyxl and SheetJS have the
# American text for them. So what Excel in Britain saved as pounds reads as dollars, and openpyxl, given that very text,
# writes the number 5 with no dollar in the file. ExcelJS knows no format there at all, and saves the cell as General.
# Seen on 2026-11-29: formats 5, 7, 44 on 12: openpyxl with "$" in all; SheetJS '$12 ', '$12.00 ', ' $12.00 '; ExcelJS
#   undefined, and numFmtId 0 after saving. openpyxl, "$"#,##0_);("$"#,##0): numFmtId 5, no text; "£"#,##0: text.
# Who is hurt: tables of money that go between programs: the sign is the reader's guess, in either direction.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1
env/bin/python - <<'PY'
import zipfile

import openpyxl
import xlsxwriter

NUMBERS = (5, 7, 44)
with xlsxwriter.Workbook("money.xlsx") as book:
    sheet = book.add_worksheet("S")
    for row, number in enumerate(NUMBERS):
        sheet.write(row, 0, 12, book.add_format({"num_format": number}))
with zipfile.ZipFile("money.xlsx") as file:
    styles = file.read("xl/styles.xml").decode()
assert "$" not in styles and all(f'numFmtId="{number}"' in styles for number in NUMBERS)
read = [cell.number_format for cell in openpyxl.load_workbook("money.xlsx").active["A"]]
print(*read, sep="\n")
assert all('"$"' in text for text in read)

book = openpyxl.Workbook()
for row, text in enumerate(['"$"#,##0_);("$"#,##0)', '"£"#,##0_);("£"#,##0)'], 1):
    book.active.cell(row, 1, 12).number_format = text
book.save("asked.xlsx")
with zipfile.ZipFile("asked.xlsx") as file:
    styles = file.read("xl/styles.xml").decode()
cells = styles.split("<cellXfs")[1].split("</cellXfs>")[0]
formats = styles.split("<numFmts")[1].split("</numFmts>")[0]
print(formats)
assert 'numFmtId="5"' in cells and 'numFmtId="164"' in cells
assert "£" in formats and "$" not in formats
PY
npm install --silent --no-fund --no-audit --prefix "$work" exceljs@4.4.0 xlsx@0.18.5
cat > money.js <<'JS'
const assert = require("node:assert");
const XLSX = require("xlsx");
const { Workbook } = require("exceljs");
(async () => {
  const { S } = XLSX.readFile("money.xlsx").Sheets;
  const shown = ["A1", "A2", "A3"].map((name) => S[name].w);
  const book = new Workbook();
  await book.xlsx.readFile("money.xlsx");
  const formats = ["A1", "A2", "A3"].map((name) => book.getWorksheet("S").getCell(name).numFmt);
  console.log("SheetJS", shown, "ExcelJS", formats);
  assert.deepStrictEqual(shown, ["$12 ", "$12.00 ", " $12.00 "]);
  assert.deepStrictEqual(formats, [undefined, undefined, undefined]);
  await book.xlsx.writeFile("saved.xlsx");
})();
JS
node money.js
env/bin/python - <<'PY'
import openpyxl

saved = [cell.number_format for cell in openpyxl.load_workbook("saved.xlsx").active["A"]]
print("saved by ExcelJS", saved)
assert saved == ["General"] * 3
PY
