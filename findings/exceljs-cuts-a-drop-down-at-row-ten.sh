#!/usr/bin/env bash
# A drop-down set on rows 4 to 12 is written as two overlapping ones, rows 10 to 12 and rows 4 to 12.
#
# Package: exceljs 4.4.0 (npm); openpyxl 3.1.5 reads back what was written.
# A good engineer would guess: one rule for nine neighbouring cells is written once, A4:A12, or nine times. What
# happens: the cells are put in the order of their addresses as text, A10, A11, A12, A4, ...; blocks are built from
# that order, and the second block grows over cells that the first has already. The format gives a cell one validation;
# a file in which ranges overlap leaves it open which one counts, and the next edit of one of them makes them
# contradict each other. Reading the file and saving it again keeps both. Rows 4 to 9 alone come out right: the bug
# needs a second digit.
# Seen on 2026-11-29: A4:A9 -> ["A4:A9"]; A4:A12 -> ["A10:A12", "A4:A12"].
# Who is hurt: templates of ten rows and more whose rules are changed later by another program, one range at a time.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5
npm install --silent --no-fund --no-audit --prefix "$work" exceljs@4.4.0
cat > rules.js <<'JS'
const { Workbook } = require("exceljs");
(async () => {
  for (const last of [9, 12]) {
    const book = new Workbook();
    const sheet = book.addWorksheet("Return");
    for (let row = 4; row <= last; row++)
      sheet.getCell(`A${row}`).dataValidation = { type: "list", allowBlank: true, formulae: ['"Red,Amber,Green"'] };
    await book.xlsx.writeFile(`made${last}.xlsx`);
    const again = new Workbook();
    await again.xlsx.readFile(`made${last}.xlsx`);
    await again.xlsx.writeFile(`again${last}.xlsx`);
  }
})();
JS
node rules.js
env/bin/python - <<'PY'
import openpyxl

for last, right in [(9, ["A4:A9"]), (12, ["A10:A12", "A4:A12"])]:
    for name in ("made", "again"):
        rules = openpyxl.load_workbook(f"{name}{last}.xlsx").active.data_validations.dataValidation
        ranges = [str(rule.sqref) for rule in rules]
        print(name, last, ranges)
        assert ranges == right
PY
