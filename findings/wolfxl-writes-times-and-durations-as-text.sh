#!/usr/bin/env bash
# Swap openpyxl for its faster look-alike, and times of day and durations become text; dates stay dates.
#
# Package: wolfxl 2.0.21, which offers openpyxl's interface; openpyxl 3.1.5 reads both files.
# A good engineer would guess: a library that is offered in openpyxl's place writes datetime.time and
# datetime.timedelta, which openpyxl documents as values of cells, as it does: numbers with a format of hours. What
# happens: both are written as the words Python prints for them, "09:30:00" and "1 day, 6:00:00". No warning; read
# again with wolfxl they are text too. In the spreadsheet they look right, and SUM over the column is 0.
# Seen on 2026-11-29: openpyxl: date, datetime, time, duration of 30 hours -> d d d d; wolfxl: d d s s, '09:30:00' and
# '1 day, 6:00:00'.
# Who is hurt: response times and hours of work, written by code that was moved from one to the other for its speed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check wolfxl==2.0.21 openpyxl==3.1.5
env/bin/python - <<'PY'
from datetime import date, datetime, time, timedelta

import openpyxl
import wolfxl

given = [date(2010, 6, 30), datetime(2010, 6, 30, 9, 30), time(9, 30), timedelta(hours=30)]
whole = [datetime(2010, 6, 30), datetime(2010, 6, 30, 9, 30), time(9, 30), timedelta(hours=30)]
words = whole[:2] + ["09:30:00", "1 day, 6:00:00"]
for library, types, right in [(openpyxl, "dddd", whole), (wolfxl, "ddss", words)]:
    book = library.Workbook()
    for row, value in enumerate(given, 1):
        book.active[f"A{row}"] = value
    book.save("made.xlsx")
    cells = openpyxl.load_workbook("made.xlsx").active["A"]
    print(library.__name__, [(cell.data_type, cell.value) for cell in cells])
    assert "".join(cell.data_type for cell in cells) == types
    assert [cell.value for cell in cells] == right
PY
