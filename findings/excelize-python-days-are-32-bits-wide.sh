#!/usr/bin/env bash
# A day after January 2038 is written as one of 1901 to 1903, and New Year 1900 as February 2036: no error, a valid file.
#
# Package: excelize 0.1.0 (PyPI), the Python binding of the Go library; openpyxl 3.1.5 reads back what was written.
# A good engineer would guess: a datetime given to a cell is the day in the file; the Go library has no such bound.
# What happens: on the way from Python to Go the moment is seconds since 1970 in a whole number of 32 bits, which
# wraps, at both ends: past 19 January 2038, and before 13 December 1901. Time of day changes with the day.
# Seen on 2026-11-29: 2038-01-19 03:14:07 -> the same; 03:14:08 -> 1901-12-13 20:45:52; 2040-01-01 -> 1903-11-25
# 17:31:44; 1900-01-01 -> 2036-02-07 06:28:16; 1939-09-03 -> the same.
# Who is hurt: whoever writes long plans (a carbon target of 2050, a lease, a pension) or keeps 1900 as "no date".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check excelize==0.1.0 openpyxl==3.1.5
env/bin/python - <<'PY'
from datetime import datetime

import excelize
import openpyxl

cases = [
    (datetime(2038, 1, 19, 3, 14, 7), datetime(2038, 1, 19, 3, 14, 7)),
    (datetime(2038, 1, 19, 3, 14, 8), datetime(1901, 12, 13, 20, 45, 52)),
    (datetime(2040, 1, 1), datetime(1903, 11, 25, 17, 31, 44)),
    (datetime(1900, 1, 1), datetime(2036, 2, 7, 6, 28, 16)),
    (datetime(1939, 9, 3), datetime(1939, 9, 3)),
]
book = excelize.new_file()
for row, (given, _) in enumerate(cases, 1):
    book.set_cell_value("Sheet1", f"A{row}", given)
book.save_as("made.xlsx")
book.close()
sheet = openpyxl.load_workbook("made.xlsx").active
for row, (given, right) in enumerate(cases, 1):
    print(given, "->", sheet.cell(row, 1).value)
    assert sheet.cell(row, 1).value == right
PY
