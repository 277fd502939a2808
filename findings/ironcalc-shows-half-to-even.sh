#!/usr/bin/env bash
# 12.5 shown without decimals is "12", and ROUND(12.5,0) beside it is 13: showing rounds half to even, ROUND half up.
#
# Packages: ironcalc 0.9.1, formulas 1.3.4; betteroffice-xlsx 0.2.1 for comparison; the workbook is XlsxWriter 3.3.1's.
# A good engineer would guess: an engine for Excel's formulas shows a half as Excel does, away from nought, and shows
# what ROUND gives. What happens: both show a half rounded to the even digit, in TEXT() and, in ironcalc, in what any
# cell displays, so figure and shown figure part company in one engine. And a figure in a cell of the format Text (@)
# loses its decimals altogether in ironcalc: 12.5 is displayed as "12".
# Seen on 2026-11-29: 12.5 as 0, 2.5 as 0, 0.125 as 0.00: ironcalc and formulas "12", "2", "0.12"; betteroffice-xlsx
# "13", "3", "0.13", as Excel has them. ROUND of the same is 13, 3, 0.13 in all three.
# Who is hurt: printed tables that are checked against the spreadsheet, at every figure that ends in a half.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check ironcalc==0.9.1 formulas==1.3.4 betteroffice-xlsx==0.2.1 \
  XlsxWriter==3.3.1
env/bin/python - <<'PY'
import betteroffice_xlsx
import formulas
import ironcalc
import xlsxwriter

cases = [
    (12.5, "0", 0, "12", "13"),
    (2.5, "0", 0, "2", "3"),
    (0.125, "0.00", 2, "0.12", "0.13"),
]
book = xlsxwriter.Workbook("made.xlsx")
sheet = book.add_worksheet("S")
for row, (value, code, digits, _, _) in enumerate(cases):
    sheet.write_number(row, 0, value, book.add_format({"num_format": code}))
    sheet.write_formula(row, 1, f'=TEXT(A{row + 1},"{code}")', None, "")
    sheet.write_formula(row, 2, f"=ROUND(A{row + 1},{digits})", None, 0)
sheet.write_number(len(cases), 0, 12.5, book.add_format({"num_format": "@"}))
book.close()

iron = ironcalc.load_from_xlsx("made.xlsx", "en-GB", "UTC", "en")
iron.evaluate()
with open("made.xlsx", "rb") as file:
    better = betteroffice_xlsx.Workbook.open_recalculated(file.read())
for row, (value, code, digits, even, up) in enumerate(cases, 1):
    text = formulas.Parser().ast(f'=TEXT({value},"{code}")')[1].compile()()
    rounded = formulas.Parser().ast(f"=ROUND({value},{digits})")[1].compile()()
    seen = [
        iron.get_formatted_cell_value(0, row, 1),
        iron.get_cell_value(0, row, 2),
        str(text),
        better.value("S", f"B{row}"),
    ]
    print(value, code, seen, "ROUND", iron.get_cell_value(0, row, 3), float(rounded), better.value("S", f"C{row}"))
    assert seen == [even, even, even, up]
    assert iron.get_cell_value(0, row, 3) == float(rounded) == better.value("S", f"C{row}") == float(up)
print("as text:", iron.get_formatted_cell_value(0, len(cases) + 1, 1))
assert iron.get_formatted_cell_value(0, len(cases) + 1, 1) == "12"
assert iron.get_cell_value(0, len(cases) + 1, 1) == 12.5
PY
