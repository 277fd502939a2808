#!/usr/bin/env bash
# Whole numbers from 2,147,483,648 on, and days from 20 January 2038 on, are written as others into a workbook.
#
# Package: excelize 0.1.0 on PyPI (the Go library's Python binding); read back with openpyxl 3.1.5.
# A good engineer would guess: Go has 64-bit integers, Python any, a cell holds a double: 3,000,000,000 pounds arrives.
# What happens: an int and a date are handed over as 32 bits, cut off and not checked; a float is not. So the same sum
# is right with a decimal point and wrong without one, and a long-term target of 2040 falls due in 1904.
# Seen on 2026-11-29:
#   3000000000 -> -1294967296; 3000000000.0 -> 3000000000; 2**40 -> 0; 2147483647 -> 2147483647
#   31 March 2036 -> 31 March 2036; 31 March 2040 -> 23 February 1904 17:31:44; 31 March 1900 -> 6 May 2036 06:28:16
# Who is hurt: budgets in pounds or pence, reference numbers, plans of thirty years and dates of birth.
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

meant = [
    (2147483647, 2147483647),
    (3000000000, -1294967296),
    (3000000000.0, 3000000000),
    (2**40, 0),
    (datetime(2036, 3, 31), datetime(2036, 3, 31)),
    (datetime(2040, 3, 31), datetime(1904, 2, 23, 17, 31, 44)),
    (datetime(1900, 3, 31), datetime(2036, 5, 6, 6, 28, 16)),
]
book = excelize.new_file()
for row, (value, _) in enumerate(meant, 1):
    book.set_cell_value("Sheet1", f"A{row}", value)
book.save_as("out.xlsx")
book.close()
read = [row[0].value for row in openpyxl.load_workbook("out.xlsx").active.iter_rows()]
for (given, _), got in zip(meant, read):
    print(given, "->", got)
assert read == [one for _, one in meant]
PY
