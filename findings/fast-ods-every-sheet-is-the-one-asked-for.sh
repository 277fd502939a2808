#!/usr/bin/env bash
# Ask an OpenDocument workbook for the sheet of Q2, and its rows come with those of Q1 before and Q3 after them.
#
# Packages: fast-ods 0.3.2; the workbook is odfdo 3.27.3's, read by python-calamine 0.9.1 for comparison.
# A good engineer would guess: table=, "choose a table by index or name", gives the rows of that table; and a name that
# no sheet has is an error, or nothing. What happens: every cell of the file is handed out, whichever sheet is asked
# for, by name or by number, and for a name that is not there. Its rows carry no name of a sheet, so that where one ends
# and the next begins is to be seen only from a heading that comes again. With one sheet in the file it is right.
# Seen on 2026-12-01, of sheets Q1 (1, 2), Q2 (3, 4) and Q3 (5, 6): table="Q2", table=0 and table="Q9" each give
# 1, 2, 3, 4, 5, 6; calamine gives 3, 4 for Q2.
# Who is hurt: a workbook with a sheet for each quarter: the sum for one quarter is that of the year, and the first row
# found for a district is that of the first quarter, always the same.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check fast-ods==0.3.2 odfdo==3.27.3 python-calamine==0.9.1
env/bin/python - <<'PY'
from fast_ods import ODSParser
from odfdo import Cell, Document, Row, Table
from python_calamine import CalamineWorkbook

document = Document("spreadsheet")
document.body.clear()
for name, figures in {"Q1": (1, 2), "Q2": (3, 4), "Q3": (5, 6)}.items():
    table = Table(name)
    for area, figure in zip(("Oxford", "Cherwell"), figures):
        row = Row()
        row.append_cell(Cell(area))
        row.append_cell(Cell(figure))
        table.append_row(row)
    document.body.append(table)
document.save("quarters.ods")

for asked in ("Q1", "Q2", "Q3", 0, 2, "Q9"):
    got = [int(row[1]) for row in ODSParser().parse("quarters.ods", table=asked)]
    print(asked, got)
    assert got == [1, 2, 3, 4, 5, 6]
beside = CalamineWorkbook.from_path("quarters.ods").get_sheet_by_name("Q2").to_python()
print("calamine", beside)
assert [row[1] for row in beside] == [3, 4]
PY
