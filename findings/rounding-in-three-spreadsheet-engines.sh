#!/usr/bin/env bash
# The same sheet of roundings in three engines that call themselves compatible with Excel: they differ in both directions.
#
# Packages: hyperformula 3.5.0 (npm), formulas 1.3.4 (Python), ironcalc 0.9.1 (Rust, from Python).
# A good engineer would guess: whoever rebuilds Excel's ROUND has met 1.005 and gives 1.01, for that is what every
# spreadsheet shows; or rounds the double as it is, and gives 1.00 and 2.67. What happens: two of the three do neither.
# They multiply first: 1.005 falls to 1, while 2.675, whose double lies below the half just so, rises to 2.68.
# And 110 pounds, worked out as 1.1*100, rounded up are 111.
# Seen on 2026-11-29:                    hyperformula and formulas    ironcalc (and LibreOffice 7.4.7)
#   ROUND of 0.285, 1.005, 10.075 to 2   0.28  1  10.07               0.29  1.01  10.08
#   ROUND of 2.675, 8.345 to 2           2.68  8.35                   2.68  8.35
#   ROUNDUP of 1.1*100, 0.07*100 to 0    111  8                       110  7
#   ROUNDDOWN(4.35*100,0)                434                          435
#   INT(4.35*100)                        434                          434 in ironcalc, 435 in LibreOffice
# Who is hurt: a figure worked out again on a server is a penny or a whole case off what the officer saw in the cell.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit hyperformula@3.5.0 > /dev/null
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check formulas==1.3.4 numpy==2.4.6 ironcalc==0.9.1
cat > sheet.json <<'JSON'
["=ROUND(0.285,2)", "=ROUND(1.005,2)", "=ROUND(10.075,2)", "=ROUND(2.675,2)", "=ROUND(8.345,2)",
 "=ROUNDUP(1.1*100,0)", "=ROUNDUP(0.07*100,0)", "=ROUNDDOWN(4.35*100,0)", "=INT(4.35*100)"]
JSON
cat > hyper.cjs <<'JS'
const { HyperFormula } = require("hyperformula");
const sheet = JSON.parse(require("fs").readFileSync("sheet.json", "utf8"));
const engine = HyperFormula.buildFromArray([sheet], { licenseKey: "gpl-v3" });
console.log(JSON.stringify(engine.getSheetValues(0)[0]));
JS
node hyper.cjs > hyper.json
env/bin/python -W ignore - <<'PY'
import json
from pathlib import Path

import formulas
import ironcalc

sheet = json.loads(Path("sheet.json").read_text())
engine = ironcalc.create("sheet", "en", "UTC", "en")
for row, formula in enumerate(sheet, 1):
    engine.set_user_input(0, row, 1, formula)
engine.evaluate()
seen = {
    "hyperformula": [float(one) for one in json.loads(Path("hyper.json").read_text())],
    "formulas": [float(formulas.Parser().ast(one)[1].compile()()) for one in sheet],
    "ironcalc": [float(engine.get_formatted_cell_value(0, row, 1)) for row in range(1, len(sheet) + 1)],
}
for name, values in seen.items():
    print(name, values)
multiplied = [0.28, 1, 10.07, 2.68, 8.35, 111, 8, 434, 434]
assert seen["hyperformula"] == seen["formulas"] == multiplied
assert seen["ironcalc"] == [0.29, 1.01, 10.08, 2.68, 8.35, 110, 7, 435, 434]
PY
