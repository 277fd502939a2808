#!/usr/bin/env bash
# Where actual and target are equal, the gap between them, a formula whose result is 0, is read as not worked out.
#
# Packages: exceljs 4.4.0 (npm); its successor @cj-tech-master/excelts 5.1.17 for comparison; the workbook is
# XlsxWriter 3.3.1's.
# A good engineer would guess: a formula that was calculated comes with its result, whatever it is; one that was not,
# has no result. What happens: 0 and FALSE are taken for nothing. The value of such a cell is an object with a formula
# and no result, the same as of a formula that no program has calculated, and cell.result is undefined for both. A 0
# that was typed is 0. Saving keeps the 0 in the file: only who reads with it is told that there is none. The successor
# has it.
# Seen on 2026-11-29, =50-50, =40>50, =60-50 and an uncalculated one: result undefined, undefined, 10, undefined; in
# the successor 0, false, 10, undefined.
# Who is hurt: "no figure" against measures that are exactly on their target, and sums that leave them out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check XlsxWriter==3.3.1
npm install --silent --no-fund --no-audit --prefix "$work" exceljs@4.4.0 @cj-tech-master/excelts@5.1.17
env/bin/python - <<'PY'
import xlsxwriter

book = xlsxwriter.Workbook("made.xlsx")
sheet = book.add_worksheet()
for column, (formula, result) in enumerate([("=50-50", 0), ("=40>50", False), ("=60-50", 10), ("=70-50", "")]):
    sheet.write_formula(0, column, formula, None, result)
sheet.write_number(0, 4, 0)
book.close()
PY
cat > read.js <<'JS'
(async () => {
  for (const library of ["exceljs", "@cj-tech-master/excelts"]) {
    const book = new (require(library).Workbook)();
    await book.xlsx.readFile("made.xlsx");
    const cells = ["A1", "B1", "C1", "D1"].map((one) => book.worksheets[0].getCell(one).value.result);
    console.log(library, cells.map(String).join(" "), book.worksheets[0].getCell("E1").value);
  }
})();
JS
node read.js > seen.txt
cat seen.txt
diff seen.txt - <<'END'
exceljs undefined undefined 10 undefined 0
@cj-tech-master/excelts 0 false 10 undefined 0
END
