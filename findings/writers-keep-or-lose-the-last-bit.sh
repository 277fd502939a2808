#!/usr/bin/env bash
# Written and read again, two averages in five are not the numbers they were, by openpyxl; by ExcelJS all are.
#
# Packages: openpyxl 3.1.5, XlsxWriter 3.3.1, PyExcelerate 0.13.0, wolfxl 2.0.21; exceljs 4.4.0 (npm). Read by openpyxl.
# A good engineer would guess: a float is written so that reading gives the same float, as repr and JSON do, and the
# format holds doubles. What happens: openpyxl and XlsxWriter write 16 digits, PyExcelerate 15, where 17 may be
# needed; wolfxl and ExcelJS write as many as it takes. So 0.1+0.2 is 0.3 from the first three and
# 0.30000000000000004 from the others: whether a sum is equal to its target depends on the writer.
# Seen on 2026-11-29, of the 2203 quotients n/m, n and m from 1 to 60, those that came back changed: openpyxl 840,
# XlsxWriter 840, PyExcelerate 1760, wolfxl 0, ExcelJS 0.
# Who is hurt: comparisons of what was published with what is worked out again, when they ask for equal numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1 PyExcelerate==0.13.0 wolfxl==2.0.21
npm install --silent --no-fund --no-audit --prefix "$work" exceljs@4.4.0
cat > write.js <<'JS'
const { Workbook } = require("exceljs");
const book = new Workbook();
book.addWorksheet("S").addRows(require("./given.json").map((one) => [one]));
book.xlsx.writeFile("exceljs.xlsx");
JS
env/bin/python - <<'PY'
import json
import subprocess

import openpyxl
import pyexcelerate
import wolfxl
import xlsxwriter

given = sorted({n / m for n in range(1, 61) for m in range(1, 61)}) + [0.1 + 0.2]
with open("given.json", "w") as file:
    json.dump(given, file)
subprocess.run(["node", "write.js"], check=True)
for library in (openpyxl, wolfxl):
    book = library.Workbook()
    for row, value in enumerate(given, 1):
        book.active[f"A{row}"] = value
    book.save(f"{library.__name__}.xlsx")
book = xlsxwriter.Workbook("xlsxwriter.xlsx")
book.add_worksheet().write_column(0, 0, given)
book.close()
book = pyexcelerate.Workbook()
book.new_sheet("S", data=[[value] for value in given])
book.save("pyexcelerate.xlsx")
assert len(given) == 2204
right = [
    ("openpyxl", 840, 0.3),
    ("xlsxwriter", 840, 0.3),
    ("pyexcelerate", 1760, 0.3),
    ("wolfxl", 0, 0.1 + 0.2),
    ("exceljs", 0, 0.1 + 0.2),
]
for name, changed, total in right:
    read = [cell.value for cell in openpyxl.load_workbook(f"{name}.xlsx").active["A"]]
    assert len(read) == len(given)
    seen = (sum(one != other for one, other in zip(read[:-1], given)), read[-1])
    print(name, *seen)
    assert seen == (changed, total)
PY
