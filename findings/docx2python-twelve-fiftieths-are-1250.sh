#!/usr/bin/env bash
# A share written as an equation, 12 over 50, is read as 1250, and ten to the third as 103, marked as LaTeX.
#
# Packages: docx2python 3.7.1 on a document of python-docx 1.2.0; officeparser 8.1.1 (npm) for comparison.
# A good engineer would guess: what stands between <latex> and </latex> is LaTeX, \frac{12}{50}; or an equation is left
# out, as python-docx and mammoth leave it out. What happens: the digits of an equation are put one after another
# between the marks, with no bar, no brackets and no power; only what Word keeps as linear text, never built up, comes
# through. The result is a number, of the right form, and of another size.
# Seen on 2026-11-29: a fraction 12/50 -> <latex>1250</latex>; 10 with the power 3 -> <latex>103</latex>; the root of 16
# -> <latex>16</latex>; linear 12/50 -> <latex>12/50</latex>. officeparser: \frac{12}{50}.
# Who is hurt: notes on method, where the formula of a measure stands with its figures filled in.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0
env/bin/python - <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python


def run(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


equations = {
    f"<m:f><m:num>{run(12)}</m:num><m:den>{run(50)}</m:den></m:f>": "1250",
    f"<m:sSup><m:e>{run(10)}</m:e><m:sup>{run(3)}</m:sup></m:sSup>": "103",
    f"<m:rad><m:deg/><m:e>{run(16)}</m:e></m:rad>": "16",
    run("12/50"): "12/50",
}
document = docx.Document()
for equation in equations:
    paragraph = parse_xml(f"<w:p {nsdecls('w', 'm')}><m:oMath>{equation}</m:oMath></w:p>")
    document.element.body.insert(-1, paragraph)
document.save("method.docx")
with docx2python("method.docx") as read:
    seen = read.text.split()
print(seen)
assert seen == [f"<latex>{text}</latex>" for text in equations.values()]
PY
npm install --silent --no-fund --no-audit --ignore-scripts --prefix "$work" officeparser@8.1.1
cat > read.js <<'JS'
const { parseOffice } = require("officeparser");
parseOffice("method.docx").then((read) => console.log(read.toText().trim().split(/\n+/)[0]));
JS
seen=$(node read.js)
echo "officeparser $seen"
[ "$seen" = '\frac{12}{50}' ]
