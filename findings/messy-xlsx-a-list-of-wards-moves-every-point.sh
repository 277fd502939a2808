#!/usr/bin/env bash
# A column that lists wards, "3,12", and the figures of all other columns lose their point: 1250.75 is read as 125075.
#
# Packages: messy-xlsx 0.10.0 on fastexcel 0.21.0 and pandas 3.1.1; the workbook is XlsxWriter 3.3.1's.
# A good engineer would guess: a number that is a number in the workbook is read as that number, whatever the next
# column holds; guessing at commas and points is for figures typed as text. The library itself says as much beside its
# code. What happens: a sheet with a heading is read as text, figures and all; then one sign for decimals is chosen for
# the whole sheet, from texts that end in a comma or a point and two digits. "3,12" is such a text. A point is then what
# parts thousands and is taken out, of the figures too: ten times where there was one decimal, a hundred where there
# were two, the same where there was none. Without that column, or with "3 and 12" in it, every figure is right.
# Seen on 2026-12-01, of three areas with a rate and a sum, all of them numbers in the file:
#   12.5, 9.8, 11 -> 125, 98, 11; 1250.75, 980.5, 1100 -> 125075, 9805, 1100; "3,12" -> 3.12
# Who is hurt: whoever reads returns of many bodies by it: one body writes a list into a note, and its figures, still
# plausible whole numbers, are ten or a hundred times too large, row by row by another factor.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check messy-xlsx==0.10.0 fastexcel==0.21.0 pandas==3.1.1 XlsxWriter==3.3.1
env/bin/python - <<'PY'
import messy_xlsx
import xlsxwriter

FIGURES = [(12.5, 1250.75), (9.8, 980.5), (11, 1100)]


def read(wards):
    book = xlsxwriter.Workbook("return.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["area", "wards", "rate", "spent"])
    for row, (area, listed, figures) in enumerate(zip(("Oxford", "Cherwell", "Vale"), wards, FIGURES), 1):
        sheet.write_row(row, 0, [area, listed, *figures])
    book.close()
    frame = messy_xlsx.read_excel("return.xlsx")
    print(frame)
    return list(zip(frame["rate"].tolist(), frame["spent"].tolist())), frame["wards"].tolist()


assert read(["3 and 12", "4 and 11", "7 and 15"]) == (FIGURES, ["3 and 12", "4 and 11", "7 and 15"])
assert read(["3,12", "4,11", "7,15"]) == ([(125, 125075), (98, 9805), (11, 1100)], [3.12, 4.11, 7.15])
PY
