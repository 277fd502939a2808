#!/usr/bin/env bash
# Drag a sheet's tab to another place, and its contents stay behind: each name then stands over the other sheet's cells.
#
# Package: xlsx-populate 1.21.0 (npm); its own jszip makes the input, openpyxl 3.1.5 reads back what was saved.
# A good engineer would guess: the sheets of workbook.xml are found by their relationship id, as the format says, and as
# openpyxl does. What happens: the n-th name gets the n-th file, xl/worksheets/sheetN.xml. Dragging a tab, in a
# spreadsheet program, reorders the names and leaves the files as they were; so after it every moved name has the
# cells of another sheet. No error; and saving writes the swap into the file, for every other reader as well.
# Seen on 2026-11-29: sheets Actuals ("figures") and Notes ("words"), moved to Notes, Actuals: Notes holds "figures",
# Actuals holds "words"; openpyxl reads the moved file right, and the one saved from it swapped.
# Who is hurt: anybody who lets a script fill a workbook whose sheets an officer has put in another order.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5
npm install --silent --no-fund --no-audit --prefix "$work" xlsx-populate@1.21.0
cat > swap.js <<'JS'
const populate = require("xlsx-populate");
const zip = require("jszip");
const fs = require("fs");
(async () => {
  const made = await populate.fromBlankAsync();
  made.sheet(0).name("Actuals").cell("A1").value("figures");
  made.addSheet("Notes").cell("A1").value("words");
  const parts = await zip.loadAsync(await made.outputAsync());
  const book = await parts.file("xl/workbook.xml").async("string");
  const [first, second] = book.match(/<sheet [^>]*>/g);
  parts.file("xl/workbook.xml", book.replace(first + second, second + first));
  fs.writeFileSync("moved.xlsx", await parts.generateAsync({ type: "nodebuffer" }));
  const read = await populate.fromFileAsync("moved.xlsx");
  await read.toFileAsync("saved.xlsx");
  console.log(read.sheets().map((one) => `${one.name()}: ${one.cell("A1").value()}`).join(", "));
})();
JS
node swap.js > seen.txt
cat seen.txt
[ "$(cat seen.txt)" = "Notes: figures, Actuals: words" ]
env/bin/python - <<'PY'
import openpyxl

for name, right in [
    ("moved.xlsx", [("Notes", "words"), ("Actuals", "figures")]),
    ("saved.xlsx", [("Notes", "figures"), ("Actuals", "words")]),
]:
    read = [(sheet.title, sheet["A1"].value) for sheet in openpyxl.load_workbook(name)]
    print(name, read)
    assert read == right
PY
