#!/usr/bin/env bash
# One comment on one cell, made in Python, and the whole workbook cannot be opened in node, by ExcelJS or its successor.
#
# Packages: exceljs 4.4.0 and @cj-tech-master/excelts 5.1.17 (npm); openpyxl 3.1.5 and XlsxWriter 3.3.1 write the
# workbooks.
# A good engineer would guess: a comment is found through the relationships of its sheet, wherever its part lies, and a
# reader that does not find it leaves it out. What happens: comments are looked for under the name a desktop program
# gives them, xl/comments1.xml; openpyxl calls the part xl/comments/comment1.xml, as it may. The relation is then
# followed to nothing, and the reading of the workbook, figures included, ends in a TypeError. XlsxWriter's comment is
# read.
# Seen on 2026-11-29: openpyxl's: "Cannot read properties of undefined (reading 'comments')", in both; XlsxWriter's:
# 12.5, in both; openpyxl's without the comment: 12.5, in both.
# Who is hurt: returns that Python sends back with remarks on the cells: the node side has not one figure of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5 XlsxWriter==3.3.1
npm install --silent --no-fund --no-audit --prefix "$work" exceljs@4.4.0 @cj-tech-master/excelts@5.1.17
env/bin/python - <<'PY'
import openpyxl
import xlsxwriter
from openpyxl.comments import Comment

book = openpyxl.Workbook()
book.active["A1"] = 12.5
book.save("plain.xlsx")
book.active["A1"].comment = Comment("Checked", "Reviewer")
book.save("openpyxl.xlsx")
book = xlsxwriter.Workbook("xlsxwriter.xlsx")
sheet = book.add_worksheet()
sheet.write("A1", 12.5)
sheet.write_comment("A1", "Checked")
book.close()
PY
cat > open.js <<'JS'
(async () => {
  for (const library of ["exceljs", "@cj-tech-master/excelts"])
    for (const name of ["plain", "xlsxwriter", "openpyxl"]) {
      const book = new (require(library).Workbook)();
      try {
        await book.xlsx.readFile(name + ".xlsx");
        console.log(library, name, book.worksheets[0].getCell("A1").value);
      } catch (error) {
        console.log(library, name, error.message);
      }
    }
})();
JS
node open.js > seen.txt
cat seen.txt
diff seen.txt - <<'END'
exceljs plain 12.5
exceljs xlsxwriter 12.5
exceljs openpyxl Cannot read properties of undefined (reading 'comments')
@cj-tech-master/excelts plain 12.5
@cj-tech-master/excelts xlsxwriter 12.5
@cj-tech-master/excelts openpyxl Cannot read properties of undefined (reading 'comments')
END
