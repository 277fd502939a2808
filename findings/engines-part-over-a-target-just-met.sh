#!/usr/bin/env bash
# The same workbook says "met" in two engines and "missed" in three: they part where a sum lies a hair above its target.
#
# Packages: ironcalc 0.9.1, hyperformula 3.5.0 (npm); formualizer 0.13.0, betteroffice-xlsx 0.2.1, formulas 1.3.4; the
# workbook is XlsxWriter 3.3.1's.
# A good engineer would guess: comparing is the part of a spreadsheet on which engines agree. What happens: Excel
# compares to some fifteen digits, so 0.1+0.2 is no more than 0.3; ironcalc and hyperformula do likewise, the other
# three compare the binary numbers bit by bit. No option was set in any; hyperformula has one for it.
# Seen on 2026-11-29: =IF(0.1+0.2<=0.3,"met","missed"): met, met; missed, missed, missed. =1.1*3>3.3: false, false;
# true, true, true.
# Who is hurt: whoever checks a spreadsheet's judgement with another engine: a red or green that depends on the
# program.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check ironcalc==0.9.1 formualizer==0.13.0 betteroffice-xlsx==0.2.1 \
  formulas==1.3.4 XlsxWriter==3.3.1
npm install --silent --no-fund --no-audit --prefix "$work" hyperformula@3.5.0
cat > judge.js <<'JS'
const { HyperFormula } = require("hyperformula");
const rows = process.argv.slice(2).map((one) => [one]);
const engine = HyperFormula.buildFromArray(rows, { licenseKey: "gpl-v3" });
console.log(JSON.stringify(engine.getSheetValues(0).flat()));
JS
env/bin/python - <<'PY'
import json
import subprocess

import betteroffice_xlsx
import formualizer
import formulas
import ironcalc
import xlsxwriter

cases = ['=IF(0.1+0.2<=0.3,"met","missed")', "=1.1*3>3.3"]
book = xlsxwriter.Workbook("made.xlsx")
sheet = book.add_worksheet("S")
for row, formula in enumerate(cases):
    sheet.write_formula(row, 0, formula, None, 0)
book.close()

iron = ironcalc.load_from_xlsx("made.xlsx", "en-GB", "UTC", "en")
iron.evaluate()
izer = formualizer.Workbook.from_path("made.xlsx")
izer.evaluate_all()
with open("made.xlsx", "rb") as file:
    better = betteroffice_xlsx.Workbook.open_recalculated(file.read())
hyper = subprocess.run(["node", "judge.js", *cases], capture_output=True, text=True, check=True).stdout
seen = {
    "ironcalc": [iron.get_cell_value(0, row, 1) for row in (1, 2)],
    "hyperformula": json.loads(hyper),
    "formualizer": [izer.evaluate_cell("S", row, 1) for row in (1, 2)],
    "betteroffice-xlsx": [better.value("S", f"A{row}") for row in (1, 2)],
    "formulas": [formulas.Parser().ast(formula)[1].compile()() for formula in cases],
}
for engine, (judged, above) in seen.items():
    print(engine, judged, bool(above))
    assert (str(judged), bool(above)) == (
        ("met", False) if engine in ("ironcalc", "hyperformula") else ("missed", True)
    )
PY
