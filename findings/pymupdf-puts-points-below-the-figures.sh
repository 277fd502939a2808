#!/usr/bin/env bash
# In tables of a PDF 1,234.5 is read as "12345", then ", ." below it, and −3 as "3", then "−": by a plain pip install.
#
# Package: PyMuPDF 2.0 with what pip installs along with it; the PDFs are typst 0.15.2's and reportlab 5.1.0's.
# A good engineer would guess: cells of a table hold the text that the page holds, in its order, and what a function of
# this package finds does not hang on which other packages lie beside it. What happens: with its dependencies (pip
# brings pymupdf_layout, pymupdf4llm and onnxruntime since this year's 2.0), find_tables().extract() puts points, commas
# and minus signs of a figure on a line below its digits; whoever takes the first line, or the digits, has 12345 for
# 1234.5 and a gain of 3 for a loss. get_text() of the same page is right. Without them (pip install --no-deps) the same
# version reads the same file well, but for "Offices", which is "Ofcfi es" either way, in typst's PDF.
# Seen on 2026-11-30, the row Homes, 1,234.5, 1,250.0, −15.5:
#   with its dependencies      ['Homes', '12345\n, .', '12500\n, .', '155\n− .'], of either PDF
#   without                    ['Homes', '1,234.5', '1,250.0', '−15.5']
#   get_text(), either way     Homes 1,234.5 1,250.0 −15.5
# Who is hurt: whoever takes published tables out of PDFs, and upgrades.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check typst==0.15.2 reportlab==5.1.0
env/bin/pip install -q --disable-pip-version-check --no-deps PyMuPDF==2.0
cat > make.py <<'PY'
import typst
from reportlab.lib import colors
from reportlab.platypus import SimpleDocTemplate, Table

rows = [
    ["Measure", "Actual", "Target", "Gap"], ["Homes", "1,234.5", "1,250.0", "−15.5"], ["Offices", "12", "15", "−3"],
]
cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
with open("typst.typ", "w", encoding="utf-8") as source:
    source.write(f"#table(columns: 4, {cells})")
typst.compile("typst.typ", output="typst.pdf")
table = Table([[cell.replace("−", "-") for cell in row] for row in rows])
table.setStyle([("GRID", (0, 0), (-1, -1), 1, colors.black)])
SimpleDocTemplate("reportlab.pdf").build([table])
PY
cat > read.py <<'PY'
import sys

import pymupdf

right = {
    "typst.pdf": [["Homes", "1,234.5", "1,250.0", "−15.5"], ["Ofcfi es", "12", "15", "−3"]],
    "reportlab.pdf": [["Homes", "1,234.5", "1,250.0", "-15.5"], ["Offices", "12", "15", "-3"]],
}
wrong = {
    "typst.pdf": [["Homes", "12345\n, .", "12500\n, .", "155\n− ."], ["Ofcfi\nes", "12", "15", "3\n−"]],
    "reportlab.pdf": [["Homes", "12345\n, .", "12500\n, .", "155\n- ."], ["Offices", "12", "15", "3\n-"]],
}
for name, rows in {"with": wrong, "without": right}[sys.argv[1]].items():
    with pymupdf.open(name) as document:
        found = document[0].find_tables().tables[0].extract()
        words = document[0].get_text().split()
    print(sys.argv[1], name, *found, words, sep="\n  ")
    assert found == [["Measure", "Actual", "Target", "Gap"], *rows]
    words = [word.replace("-", "−") for word in words]
    assert words[4:] == ["Homes", "1,234.5", "1,250.0", "−15.5", "Offices", "12", "15", "−3"]
PY
env/bin/python make.py
env/bin/python read.py without
env/bin/pip install -q --disable-pip-version-check PyMuPDF==2.0
env/bin/python read.py with
