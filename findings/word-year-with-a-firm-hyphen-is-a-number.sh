#!/usr/bin/env bash
# The year 2009-10, typed in Word with a hyphen that does not break, is the number 200910 for three readers of five.
#
# Packages: python-docx 1.2.0 (makes the file), docx2python 3.7.1, docx2txt 0.9, mammoth 1.13.0; officeparser 8.1.1
# (npm).
# A good engineer would guess: whatever a reader makes of layout, a hyphen that one sees on paper is a character of the
# text. What happens: Word's Ctrl+Shift+Hyphen is stored not as a character but as an element, noBreakHyphen, beside the
# text; docx2python, docx2txt and officeparser know no such element and join what stands on its sides. python-docx gives
# a plain hyphen, mammoth the character U+2011, so that of five readers no more than one finds "2009-10". A range of
# figures, 40-60, becomes 4060, and the minus of -3 goes the same way.
# Seen on 2026-11-29: "2009-10 | 40-60 | -3" so typed: python-docx as typed; mammoth with U+2011; docx2python, docx2txt
# and officeparser "200910 | 4060 | 3".
# Who is hurt: papers written with care, in which years and ranges are kept from breaking over two lines.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check python-docx==1.2.0 docx2python==3.7.1 docx2txt==0.9 mammoth==1.13.0
env/bin/python - <<'PY'
import docx
import docx2txt
import mammoth
from docx.oxml import OxmlElement
from docx2python import docx2python

document = docx.Document()
paragraph = document.add_paragraph()
for number, part in enumerate("2009-10 | 40-60 | -3".split("-")):
    run = paragraph.add_run()
    if number:
        run._r.append(OxmlElement("w:noBreakHyphen"))
    run.add_text(part)
document.save("paper.docx")

seen = {"python-docx": docx.Document("paper.docx").paragraphs[0].text, "docx2txt": docx2txt.process("paper.docx")}
with docx2python("paper.docx") as read:
    seen["docx2python"] = read.text
with open("paper.docx", "rb") as file:
    seen["mammoth"] = mammoth.extract_raw_text(file).value
seen = {name: text.strip() for name, text in seen.items()}
print(*map(ascii, seen.items()), sep="\n")
gone = "200910 | 4060 | 3"
assert seen == {
    "python-docx": "2009-10 | 40-60 | -3",
    "docx2txt": gone,
    "docx2python": gone,
    "mammoth": "2009\u201110 | 40\u201160 | \u20113",
}
PY
npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$work" officeparser@8.1.1
cat > read.js <<'JS'
const { parseOffice } = require("officeparser");
parseOffice("paper.docx").then((read) => console.log(read.toText().trim()));
JS
seen=$(node read.js)
echo "officeparser $seen"
[ "$seen" = "200910 | 4060 | 3" ]
