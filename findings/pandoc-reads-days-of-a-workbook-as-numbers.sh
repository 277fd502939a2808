#!/usr/bin/env bash
# 31 March 2010 in a workbook is 40268.0 in the document made of it, TRUE is 1.0, and ten million is 1.0e7.
#
# Packages: pypandoc_binary 1.17, which brings pandoc 3.9; the workbook is XlsxWriter 3.3.1's, markitdown 0.1.9 reads
# it for comparison.
# A good engineer would guess: a converter of documents that reads workbooks too puts into the table what a reader of
# the workbook sees, or at least days as days. What happens: numbers are printed as a programming language prints them:
# a whole number with a point and a nought, from ten million on with an exponent, days and times as days since 1900,
# true as 1.0, and a reference shown as 007 as 7.0. There is no warning, in the strictest setting either. Sheets that
# are hidden are in the document too.
# Seen on 2026-11-30: 31 March 2010 -> 40268.0; 09:30 -> 0.3958333333333333; TRUE -> 1.0; 3 -> 3.0; 10000000 -> 1.0e7;
#   12345678.25 -> 1.234567825e7; 7 as 000 -> 7.0. markitdown: 2010-03-31 00:00:00, 09:30:00, True, 3, 10000000.
# Who is hurt: reports written from workbooks of returns: every deadline is a number of five digits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pypandoc_binary==1.17 XlsxWriter==3.3.1 "markitdown[xlsx]==0.1.9"
env/bin/python - <<'PY'
import datetime as dt

import pypandoc
import xlsxwriter
from markitdown import MarkItDown

cases = [
    ("day", dt.date(2010, 3, 31), "dd/mm/yyyy", "40268.0", "2010-03-31 00:00:00"),
    ("time", dt.time(9, 30), "hh:mm", "0.3958333333333333", "09:30:00"),
    ("true", True, None, "1.0", "True"),
    ("three", 3, None, "3.0", "3"),
    ("millions", 10_000_000, None, "1.0e7", "10000000"),
    ("pounds", 12345678.25, "#,##0.00", "1.234567825e7", "12345678.25"),
    ("code", 7, "000", "7.0", "7"),
]
book = xlsxwriter.Workbook("made.xlsx")
sheet = book.add_worksheet("Return")
sheet.write_row(0, 0, ["what", "value"])
for row, (name, value, code, _, _) in enumerate(cases, start=1):
    sheet.write(row, 0, name)
    sheet.write(row, 1, value, book.add_format({"num_format": code}) if code else None)
hidden = book.add_worksheet("Hidden")
hidden.write(0, 0, "not to be seen")
hidden.hide()
book.close()


def cells(markdown):
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in markdown.splitlines() if "|" in line]
    return {row[0]: row[1] for row in rows if len(row) > 1}


print("pandoc", pypandoc.get_pandoc_version())
text = pypandoc.convert_file("made.xlsx", "gfm", format="xlsx", extra_args=["--fail-if-warnings"])
by_pandoc, by_markitdown = cells(text), cells(MarkItDown().convert("made.xlsx").text_content)
for name, _, _, seen, other in cases:
    print(f"{name:<9} pandoc {by_pandoc[name]:<20} markitdown {by_markitdown[name]}")
    assert (by_pandoc[name], by_markitdown[name]) == (seen, other)
assert "not to be seen" in text
PY
