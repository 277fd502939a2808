#!/usr/bin/env bash
# A line moved with changes tracked is there twice for three readers, once for one, and not at all for the fourth.
#
# Packages: python-docx 1.2.0 (makes the file), docx2python 3.7.1, docx2txt 0.9, mammoth 1.13.0; officeparser 8.1.1
# (npm).
# A good engineer would guess: a reader gives the text as it is once the changes are taken, or as it was before; an
# insertion and a deletion are the two cases, and a move is one of each. What happens: docx2python, docx2txt and
# officeparser leave out what is deleted, which has an element of its own, and take what is inserted, but a moved text
# is plain text at both ends; so they have neither the old paper nor the new. python-docx takes no inserted text, leaves
# out the deleted, so that it is neither too: a target altered from 50 to 60 has no figure.
# Seen on 2026-11-29, of a target "50" altered to "60", and a measure moved down past a line:
#   mammoth "target 60", moved once; docx2python, docx2txt, officeparser "target 60", moved twice;
#   python-docx "target", moved nowhere. No error, no mark in the text.
# Who is hurt: papers that are circulated for comment: counts of measures, and sums over them.
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
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python


def tracked(kind, text, tag="t"):
    return f'<w:{kind} w:id="1" w:author="Officer"><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>'


document = docx.Document()
for content in (
    tracked("moveFrom", "NI155 homes"),
    '<w:r><w:t xml:space="preserve">target </w:t></w:r>' + tracked("del", "50", "delText") + tracked("ins", "60"),
    tracked("moveTo", "NI155 homes"),
):
    document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))
document.save("paper.docx")

seen = {"python-docx": "\n".join(paragraph.text for paragraph in docx.Document("paper.docx").paragraphs)}
seen["docx2txt"] = docx2txt.process("paper.docx")
with docx2python("paper.docx") as read:
    seen["docx2python"] = read.text
with open("paper.docx", "rb") as file:
    seen["mammoth"] = mammoth.extract_raw_text(file).value
seen = {name: [line.strip() for line in text.splitlines() if line.strip()] for name, text in seen.items()}
print(*seen.items(), sep="\n")
twice = ["NI155 homes", "target 60", "NI155 homes"]
assert seen == {"python-docx": ["target"], "docx2txt": twice, "docx2python": twice, "mammoth": twice[1:]}
PY
npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$work" officeparser@8.1.1
cat > read.js <<'JS'
const { parseOffice } = require("officeparser");
parseOffice("paper.docx").then((read) => console.log(read.toText().trim().split(/\n+/).join(", ")));
JS
seen=$(node read.js)
echo "officeparser $seen"
[ "$seen" = "NI155 homes, target 60, NI155 homes" ]
