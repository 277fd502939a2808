#!/usr/bin/env bash
# Open a workbook that Python wrote, save it: every word in it is gone, every figure is there.
#
# Package: aspose-cells-foss 26.10.0, on workbooks of openpyxl 3.1.5 and XlsxWriter 3.3.1.
# A good engineer would guess: a library for Excel files reads both ways in which the format keeps text: in a list of
# its own (shared strings), or in the cell (t="inlineStr"). What happens: only the first is read. openpyxl writes the
# second, so headings and references are None, without an error, and saving leaves the cells out. A workbook of
# XlsxWriter, or one that a spreadsheet program has saved since, comes through whole: so it works in one's own trial.
# Seen on 2026-11-29: "Ref", 12.5 -> openpyxl's: None, 12.5; XlsxWriter's: "Ref", 12.5; the same after saving.
# Who is hurt: everything made by pandas' to_excel or openpyxl and finished by this library: tables without headings.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check aspose-cells-foss==26.10.0 openpyxl==3.1.5 XlsxWriter==3.3.1
env/bin/python - <<'PY'
import aspose.cells_foss as cells
import openpyxl
import xlsxwriter

book = openpyxl.Workbook()
book.active.append(["Ref", 12.5])
book.save("openpyxl.xlsx")
book = xlsxwriter.Workbook("xlsxwriter.xlsx")
book.add_worksheet().write_row(0, 0, ["Ref", 12.5])
book.close()
for name, right in [("openpyxl", [None, 12.5]), ("xlsxwriter", ["Ref", 12.5])]:
    book = cells.Workbook(f"{name}.xlsx")
    read = [book.worksheets[0].cells[one].value for one in ("A1", "B1")]
    book.save("saved.xlsx")
    sheet = openpyxl.load_workbook("saved.xlsx").active
    saved = [sheet["A1"].value, sheet["B1"].value]
    print(name, read, saved)
    assert read == saved == right
PY
