#!/usr/bin/env bash
# XLOOKUP for the next smaller value finds nothing in a list that is not sorted, and hands out #N/A, not what was asked.
#
# Package: formualizer 0.13.0; ironcalc 0.9.1 for comparison; the workbook is XlsxWriter 3.3.1's.
# A good engineer would guess: XLOOKUP needs no sorted list (that is what it was made for), and what is not found
# becomes the text given for it. What happens: with match mode -1 or 1 the list is taken for sorted; when it is not, the
# result is #N/A although "none" was given. XMATCH with the same mode finds the row in the same list. And of CEILING and
# FLOOR with both numbers below nought, each gives what the other should: -2.5 to a step of -1 is -2 and -3.
# Seen on 2026-11-29, of 2, 5, 3 (two, five, three) and 4: XLOOKUP -1 #N/A (others "three"), sorted "three"; XMATCH -1:
# 3; nothing found exactly: "none". CEILING(-2.5,-1) -2, FLOOR(-2.5,-1) -3 (others -3, -2).
# Who is hurt: bands looked up in a table that somebody keeps in another order than by size.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check formualizer==0.13.0 ironcalc==0.9.1 XlsxWriter==3.3.1
env/bin/python - <<'PY'
import formualizer
import ironcalc
import xlsxwriter

cases = [
    ('=XLOOKUP(4,A1:A3,B1:B3,"none",-1)', "Na", "three"),
    ('=XLOOKUP(4,A1:A3,B1:B3,"none",1)', "Na", "five"),
    ('=XLOOKUP(4,A4:A6,B4:B6,"none",-1)', "three", "three"),
    ('=XLOOKUP(4,A1:A3,B1:B3,"none")', "none", "none"),
    ("=XMATCH(4,A1:A3,-1)", 3, 3),
    ("=CEILING(-2.5,-1)", -2, -3),
    ("=FLOOR(-2.5,-1)", -3, -2),
]
book = xlsxwriter.Workbook("made.xlsx")
sheet = book.add_worksheet("S")
sheet.write_column("A1", [2, 5, 3, 2, 3, 5])
sheet.write_column("B1", ["two", "five", "three", "two", "three", "five"])
for row, (formula, _, _) in enumerate(cases):
    formula = formula.replace("XLOOKUP", "_xlfn.XLOOKUP").replace("XMATCH", "_xlfn.XMATCH")
    sheet.write_formula(row, 3, formula, None, 0)
book.close()

iron = ironcalc.load_from_xlsx("made.xlsx", "en-GB", "UTC", "en")
iron.evaluate()
odd = formualizer.Workbook.from_path("made.xlsx")
odd.evaluate_all()
for row, (formula, seen, usual) in enumerate(cases, 1):
    one, other = odd.evaluate_cell("S", row, 4), iron.get_cell_value(0, row, 4)
    print(formula, one, "ironcalc:", other)
    assert (one["kind"] if isinstance(one, dict) else one) == seen
    assert other == usual
PY
