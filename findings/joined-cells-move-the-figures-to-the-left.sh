#!/usr/bin/env bash
# A theme over two rows of a web page's table: in the second row, the target is read as the value.
#
# Packages: markdownify 1.2.3, html2text 2025.4.15, inscriptis 2.7.6; turndown 7.2.5 with turndown-plugin-gfm 1.0.2,
# node-html-markdown 2.0.0 and tabletojson 4.1.15 (npm); pandas 3.1.1 with lxml 6.1.3 for comparison.
# A good engineer would guess: rowspan is as old as tables are, and a converter repeats the cell, leaves an empty one,
# or keeps the HTML. What happens: five of six put the rest of the row one column to the left, where every cell has a
# heading, only not its own: Bicester's 9, of a target of 11, is a value of 11. Four do so with colspan as well: the
# total of 21 stands under District, its target of 26 under Value. tabletojson, right with rows, is wrong with columns.
# And for all seven a figure with its footnote, 12 and a raised 1, is 121; pandas has it as an integer, among right
# rows.
# Seen on 2026-11-30, headings Theme, District, Value, Target; rows two and three of (Homes, Banbury, 12¹, 15),
# (Homes, Bicester, 9, 11), (Total, 21, 26), of which Homes spans two rows, Total two columns:
#   markdownify                                          Bicester, 9, 11         Total, , 21, 26
#   html2text, inscriptis, turndown, node-html-markdown  Bicester, 9, 11         Total, 21, 26
#   tabletojson                                          Homes, Bicester, 9, 11  Total, 21, 26
#   pandas                                               Homes, Bicester, 9, 11  Total, Total, 21, 26
# Who is hurt: whoever asks a language model, or a search, about a published table, for it is fed by such converters.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check markdownify==1.2.3 html2text==2025.4.15 inscriptis==2.7.6 \
  pandas==3.1.1 lxml==6.1.3
npm install --silent --no-fund --no-audit --prefix "$work" turndown@7.2.5 turndown-plugin-gfm@1.0.2 \
  node-html-markdown@2.0.0 tabletojson@4.1.15
cat > table.html <<'HTML'
<table><tr><th>Theme</th><th>District</th><th>Value</th><th>Target</th></tr>
<tr><td rowspan="2">Homes</td><td>Banbury</td><td>12<sup>1</sup></td><td>15</td></tr>
<tr><td>Bicester</td><td>9</td><td>11</td></tr>
<tr><td colspan="2">Total</td><td>21</td><td>26</td></tr></table>
HTML
env/bin/python - <<'PY'
import io
import re

import html2text
import inscriptis
import markdownify
import pandas

with open("table.html", encoding="utf-8") as file:
    html = file.read()


def rows(text: str) -> list[list[str]]:
    lines = [line.strip() for line in text.splitlines() if re.search("[a-z]", line)]
    return [[cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")] for line in lines]


first = [["Theme", "District", "Value", "Target"], ["Homes", "Banbury", "121", "15"], ["Bicester", "9", "11"]]
markdown, markup = rows(markdownify.markdownify(html)), rows(html2text.html2text(html))
plain = inscriptis.get_text(html)
lines = [line for line in plain.splitlines() if line]
starts = [[(match.group(), match.start()) for match in re.finditer(r"\S+", line)] for line in lines]
print(markdown, markup, plain, sep="\n")
assert markdown == [*first, ["Total", "", "21", "26"]] and markup == [*first, ["Total", "21", "26"]]
heading = {word: at for word, at in starts[0]}
assert dict(starts[1])["121"] == heading["Value"] and dict(starts[3])["21"] == heading["District"]
assert dict(starts[2]) == {"Bicester": heading["Theme"], "9": heading["District"], "11": heading["Value"]}
table = pandas.read_html(io.StringIO(html))[0]
print(table)
assert table.values.tolist() == [
    ["Homes", "Banbury", 121, 15], ["Homes", "Bicester", 9, 11], ["Total", "Total", 21, 26],
]
assert table["Value"].dtype == "int64"
PY
cat > tables.mjs <<'JS'
import assert from "node:assert";
import fs from "node:fs";
import { NodeHtmlMarkdown } from "node-html-markdown";
import { tabletojson } from "tabletojson";
import Turndown from "turndown";
import { gfm } from "turndown-plugin-gfm";
const html = fs.readFileSync("table.html", "utf8");
const turndown = new Turndown();
turndown.use(gfm);
for (const text of [turndown.turndown(html), NodeHtmlMarkdown.translate(html)]) {
  const lines = text.split("\n").filter((line) => /[a-z]/.test(line));
  const rows = lines.map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()).filter((cell) => cell));
  console.log(text);
  assert.deepEqual(rows, [["Theme", "District", "Value", "Target"], ["Homes", "Banbury", "121", "15"],
    ["Bicester", "9", "11"], ["Total", "21", "26"]]);
}
const [objects] = tabletojson.convert(html);
console.log(objects);
assert.deepEqual(objects, [{ Theme: "Homes", District: "Banbury", Value: "121", Target: "15" },
  { Theme: "Homes", District: "Bicester", Value: "9", Target: "11" }, { Theme: "Total", District: "21", Value: "26" }]);
JS
node tables.mjs
