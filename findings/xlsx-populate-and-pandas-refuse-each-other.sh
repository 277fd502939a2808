#!/usr/bin/env bash
# One gap in a pandas table, or one percentage set by xlsx-populate, and the other of the two cannot open the workbook.
#
# Packages: xlsx-populate 1.21.0 (npm), pandas 2.3.3 with openpyxl 3.1.5.
# A good engineer would guess: two libraries that both read and write xlsx can hand each other a small table. What
# happens, one way: to_excel writes a missing figure as an empty text cell, <c t="inlineStr">, without an <is>;
# xlsx-populate asks for the children of that <is> and throws. The other way: xlsx-populate gives every format it sets
# a fill of its own, left empty, <fill/>; openpyxl wants one kind of fill within it and refuses the whole workbook,
# values too.
# Seen on 2026-11-29: "TypeError: Cannot read properties of undefined (reading 'children')"; "TypeError: expected
# <class 'openpyxl.styles.fills.Fill'>". With no gap, and with no format set, each reads the other's file.
# Who is hurt: pipelines of Python and node that passed their test, on a table without gaps.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pandas==2.3.3 openpyxl==3.1.5
npm install --silent --no-fund --no-audit --prefix "$work" xlsx-populate@1.21.0
env/bin/python - <<'PY'
import pandas as pd

for name, actual in [("whole", [1.5, 2.5]), ("gap", [1.5, None])]:
    pd.DataFrame({"ref": ["1.A", "1.B"], "actual": actual}).to_excel(f"{name}.xlsx", index=False)
PY
cat > pass.js <<'JS'
const populate = require("xlsx-populate");
(async () => {
  for (const name of ["whole", "gap"]) {
    try {
      console.log(name, (await populate.fromFileAsync(name + ".xlsx")).sheet(0).cell("B2").value());
    } catch (error) {
      console.log(name, String(error));
    }
  }
  const book = await populate.fromBlankAsync();
  book.sheet(0).cell("A1").value(0.6);
  await book.toFileAsync("plain.xlsx");
  book.sheet(0).cell("A1").style("numberFormat", "0%");
  await book.toFileAsync("percent.xlsx");
})();
JS
node pass.js > seen.txt
cat seen.txt
diff seen.txt - <<'END'
whole 1.5
gap TypeError: Cannot read properties of undefined (reading 'children')
END
env/bin/python - <<'PY'
import openpyxl

assert openpyxl.load_workbook("plain.xlsx").active["A1"].value == 0.6
try:
    openpyxl.load_workbook("percent.xlsx")
except TypeError as error:
    print("openpyxl:", error)
    assert str(error) == "expected <class 'openpyxl.styles.fills.Fill'>"
else:
    raise SystemExit("openpyxl opened it")
PY
