#!/usr/bin/env bash
# COUNTIF counts figures typed as text, SUMIF beside it does not add them: the average of the two is wrong in silence.
#
# Package: betteroffice-xlsx 0.2.1; ironcalc 0.9.1 for comparison; the workbook is XlsxWriter 3.3.1's.
# A good engineer would guess: "<50" compares numbers with numbers, in COUNTIF, COUNTIFS, SUMIF and AVERAGEIF alike, as
# Excel and others have it. What happens: COUNTIF and COUNTIFS turn text that looks like a number into one. So
# SUMIF/COUNTIF is not AVERAGEIF. And the wildcard that works in COUNTIF is taken for a plain letter in MATCH, VLOOKUP.
# Seen on 2026-11-29, of "45" (text), 60, "n/a", 30, "7" (text): COUNTIF <50: 3 (others 1); SUMIF 30, AVERAGEIF 30;
# SUMIF/COUNTIF 10. COUNTIF "n*": 1; MATCH "n*" in the same cells: #N/A (others 3).
# Who is hurt: returns with some figures typed as text: the count of measures under a bound, and averages made by hand.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check betteroffice-xlsx==0.2.1 ironcalc==0.9.1 XlsxWriter==3.3.1
env/bin/python - <<'PY'
import betteroffice_xlsx
import ironcalc
import xlsxwriter

cases = [
    ('=COUNTIF(A1:A5,"<50")', 3, 1),
    ('=COUNTIFS(A1:A5,"<50")', 3, 1),
    ('=SUMIF(A1:A5,"<50")', 30, 30),
    ('=AVERAGEIF(A1:A5,"<50")', 30, 30),
    ('=SUMIF(A1:A5,"<50")/COUNTIF(A1:A5,"<50")', 10, 30),
    ('=COUNTIF(A1:A5,"n*")', 1, 1),
    ('=MATCH("n*",A1:A5,0)', "#N/A", 3),
]
book = xlsxwriter.Workbook("made.xlsx")
sheet = book.add_worksheet("S")
sheet.write_column("A1", ["45", 60, "n/a", 30, "7"])
for row, (formula, _, _) in enumerate(cases):
    sheet.write_formula(row, 1, formula, None, 0)
book.close()

iron = ironcalc.load_from_xlsx("made.xlsx", "en-GB", "UTC", "en")
iron.evaluate()
with open("made.xlsx", "rb") as file:
    better = betteroffice_xlsx.Workbook.open_recalculated(file.read())
for row, (formula, odd, usual) in enumerate(cases, 1):
    one, other = better.value("S", f"B{row}"), iron.get_cell_value(0, row, 2)
    print(formula, one, "ironcalc:", other)
    assert (one if isinstance(one, float) else str(one)) == odd
    assert other == usual
PY
