#!/usr/bin/env bash
# A cell that shows "12 households" comes out as 0" 12ouse12ol11s": the figure is gone, its format is printed instead.
#
# Package: xlsx2csv 0.8.6; the workbook is XlsxWriter 3.3.1's.
# A good engineer would guess: a figure is written as its figure, or as the cell shows it. What happens: the letters d,
# h, s, y in a word that a format holds in quotes make it a format of dates; the format is then filled in, word and
# quotes included, with day and hour of the moment which the figure would be, and the figure itself is not written. In
# formats that stay numbers the length of the format's text counts as decimals: with a red minus, 12.5 has nine of
# them.
# Seen on 2026-11-29: 12 as 0" households" -> 0" 12ouse12ol11s"; 12.5 as 0.0" days" -> 0.0" 11ays"; as 0.00" pts" ->
# 0.00" pts"; as 0" p" -> 12.5; as 0.0;[Red]-0.0 -> 12.500000000; as 0.0% -> 12.500 (1250% in the cell).
# Who is hurt: whoever turns councils' workbooks into CSV by the hundred: the column has text in it, and nothing fails.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check xlsx2csv==0.8.6 XlsxWriter==3.3.1
env/bin/python - <<'PY'
import csv
import io

import xlsx2csv
import xlsxwriter

cases = [
    (12, '0" households"', '0" 12ouse12ol11s"'),
    (12.5, '0.0" days"', '0.0" 11ays"'),
    (12.5, '0.00" pts"', '0.00" pts"'),
    (12.5, '0" p"', "12.5"),
    (12.5, "0.0;[Red]-0.0", "12.500000000"),
    (12.5, "0.0%", "12.500"),
]
book = xlsxwriter.Workbook("made.xlsx")
sheet = book.add_worksheet("S")
for row, (value, code, _) in enumerate(cases):
    sheet.write_number(row, 0, value, book.add_format({"num_format": code}))
book.close()
out = io.StringIO()
xlsx2csv.Xlsx2csv("made.xlsx").convert(out)
for read, (value, code, right) in zip(csv.reader(io.StringIO(out.getvalue())), cases, strict=True):
    print(value, code, "->", read)
    assert read == [right]
PY
