#!/usr/bin/env bash
# A figure shown with the word "visits" is read as a day of 1900, and half past nine as midnight.
#
# Package: opensheet-core 0.3.0; the workbook is XlsxWriter 3.3.1's, openpyxl 3.1.5 reads it for comparison.
# A good engineer would guess: words in quotes within a format of numbers are words; a cell with a format of hours
# holds an hour. What happens: the letters d, h, s, y in the quoted word ("days", "visits", "households") are taken for
# parts of a date, so the figure becomes a date, or a moment when it has decimals; "p" and "m" leave it a number. And a
# cell of hh:mm with a part of a day comes back as 1899-12-31 00:00: the time of day is not in the result at all.
# Seen on 2026-11-29: 12 as 0" visits" -> 1900-01-12; 12.5 as 0.0" days" -> 1900-01-12 12:00; 12 as 0" p" -> 12; 09:30
# as hh:mm -> 1899-12-31 00:00 (openpyxl: 12, 12.5, 12, 09:30).
# Who is hurt: workbooks made to be read by people, where the unit is in the format, and every column of times.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check opensheet-core==0.3.0 XlsxWriter==3.3.1 openpyxl==3.1.5
env/bin/python - <<'PY'
from datetime import date, datetime, time

import openpyxl
import opensheet_core
import xlsxwriter

cases = [
    (12, '0" visits"', date(1900, 1, 12), 12),
    (12.5, '0.0" days"', datetime(1900, 1, 12, 12, 0), 12.5),
    (12, '0" p"', 12, 12),
    (9.5 / 24, "hh:mm", datetime(1899, 12, 31, 0, 0), time(9, 30)),
]
book = xlsxwriter.Workbook("made.xlsx")
sheet = book.add_worksheet("S")
for row, (value, code, _, _) in enumerate(cases):
    sheet.write_number(row, 0, value, book.add_format({"num_format": code}))
book.close()
rows = opensheet_core.read_sheet("made.xlsx")
usual = openpyxl.load_workbook("made.xlsx").active["A"]
for (row,), cell, (value, code, odd, right) in zip(rows, usual, cases):
    read = getattr(row, "value", row)
    print(value, code, "->", read, "openpyxl:", cell.value)
    assert (read, type(read)) == (odd, type(odd))
    assert cell.value == right
PY
