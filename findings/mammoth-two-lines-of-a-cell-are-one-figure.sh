#!/usr/bin/env bash
# Two figures on two lines of a cell, 12 and 15, are the one figure 1215 in the raw text, and apart in the HTML.
#
# Packages: mammoth 1.13.0, of PyPI and of npm; the document is python-docx 1.2.0's.
# A good engineer would guess: extract_raw_text, which gives two line ends after each paragraph, gives one for a line
# break (Shift+Enter), or at least a space; convert_to_html of the same file has <br />. What happens: a break leaves
# nothing. So does the mark of a box ticked in the form (in the HTML an input): "met" and "missed", each with its box,
# one ticked, cannot be told apart. The two editions agree, and there is no message.
# Seen on 2026-11-29: 12, break, 15 -> raw "1215", HTML "12<br />15"; boxes ticked and empty -> raw "met", "missed",
# HTML with <input checked="checked" type="checkbox" /> and without "checked".
# Who is hurt: returns on a form: several quarters in one cell, statuses by ticking.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
env/bin/python - <<'PY'
import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
document = docx.Document()
cell = document.add_table(rows=1, cols=1).cell(0, 0)
cell.paragraphs[0].add_run("12").add_break()
cell.paragraphs[0].add_run("15")
for word, ticked in {"met": 1, "missed": 0}.items():
    box = f'<w:sdtPr><w14:checkbox {W14}><w14:checked w14:val="{ticked}"/></w14:checkbox></w:sdtPr>'
    sign = f"<w:sdtContent><w:r><w:t>{'☒☐'[1 - ticked]}</w:t></w:r></w:sdtContent>"
    paragraph = f"<w:p {nsdecls('w')}><w:r><w:t>{word}</w:t></w:r><w:sdt>{box}{sign}</w:sdt></w:p>"
    document.element.body.insert(-1, parse_xml(paragraph))
document.save("form.docx")

with open("form.docx", "rb") as file:
    raw = mammoth.extract_raw_text(file)
with open("form.docx", "rb") as file:
    html = mammoth.convert_to_html(file)
print(raw.value.split(), html.value, raw.messages)
assert raw.value.split() == ["1215", "met", "missed"] and not raw.messages
assert "<p>12<br />15</p>" in html.value
assert '<p>met<input checked="checked" type="checkbox" /></p>' in html.value
assert '<p>missed<input type="checkbox" /></p>' in html.value
PY
npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$work" mammoth@1.13.0
cat > read.js <<'JS'
require("mammoth").extractRawText({ path: "form.docx" }).then((raw) => console.log(raw.value.trim().split(/\s+/).join(" ")));
JS
seen=$(node read.js)
echo "npm: $seen"
[ "$seen" = "1215 met missed" ]
