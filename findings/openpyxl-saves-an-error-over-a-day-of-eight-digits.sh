#!/usr/bin/env bash
# 20100630 typed into a cell with a date format: opened and saved without a change, the figure is gone from the file.
#
# Packages: openpyxl 3.1.5; pandas 3.1.1, python-calamine 0.9.1, fastexcel 0.21.0 with polars 2.1.0 read it too.
# A good engineer would guess: a number that is no day (past 31 December 9999; the program shows ####) stays a number
# in the file; or cannot be read. What happens: openpyxl makes it the text #VALUE!, of the type of errors,
# with a warning on reading that does not speak of saving; and saves it so, for every other reader as well. Of the
# others each does something else: python-calamine has the number, pandas nothing (NaT) with openpyxl and the number
# with calamine, fastexcel hands polars a day of the year 56933, at which Python raises when the value is taken out.
# Seen on 2026-11-29, of 20100630 and 40359 as dd/mm/yyyy: openpyxl '#VALUE!' and 30 June 2010; pandas NaT, calamine
# 20100630.0, fastexcel the year 56933; after openpyxl's saving, calamine '' and fastexcel null.
# Who is hurt: returns whose days were typed as yyyymmdd: what could still be read as a day is an error from then on.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5 pandas==3.1.1 \
  python-calamine==0.9.1 fastexcel==0.21.0 polars==2.1.0
env/bin/python - <<'PY'
import warnings
from datetime import date, datetime

import fastexcel
import openpyxl
import pandas as pd
import polars as pl
from python_calamine import CalamineWorkbook

warnings.simplefilter("ignore")
book = openpyxl.Workbook()
book.active.append(["day"])
for number in (20100630, 40359):
    book.active.append([number])
    book.active.cell(book.active.max_row, 1).number_format = "dd/mm/yyyy"
book.save("typed.xlsx")
book = openpyxl.load_workbook("typed.xlsx")
cells = [(cell.value, cell.data_type) for cell in book.active["A"][1:]]
print("openpyxl", cells)
assert cells == [("#VALUE!", "e"), (datetime(2010, 6, 30), "d")]
book.save("saved.xlsx")


def calamine(path):
    return [row[0] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]]


def fast(path):
    return fastexcel.read_excel(path).load_sheet(0).to_polars()["day"]


print("calamine", calamine("typed.xlsx"), "after saving", calamine("saved.xlsx"))
assert calamine("typed.xlsx") == [20100630.0, date(2010, 6, 30)]
assert calamine("saved.xlsx") == ["", date(2010, 6, 30)]
one, other = pd.read_excel("typed.xlsx")["day"], pd.read_excel("typed.xlsx", engine="calamine")["day"]
print("pandas", one.tolist(), other.tolist())
assert one.isna().tolist() == [True, False] and other[0] == 20100630
days = fast("typed.xlsx")
print("fastexcel", days.dt.year().to_list(), "after saving", fast("saved.xlsx").to_list())
assert days.dt.year().to_list() == [56933, 2010]
try:
    raise SystemExit(days.to_list())
except ValueError as refusal:
    print(refusal)
assert fast("saved.xlsx").to_list() == [None, datetime(2010, 6, 30)]
PY
