#!/usr/bin/env bash
# A district whose figure is null gets the county's in the Word report: 99, where the two before it have 0 and 3.
#
# Packages: docxtemplater 3.71.0 (with pizzip 3.3.0) and easy-template-x 7.2.8 fill the templates, which docx 9.15.2
# makes; mustache 4.2.0 and handlebars 4.7.10 to compare (all npm).
# A good engineer would guess: within {#districts} ... {/districts} a {late} is the district's; a null that is there is
# the answer "none", as JSON has no other word for a gap, and comes out empty. What happens: null counts as not found,
# and the name is looked for one level up, where the county's own total has it; "" does not, and stays empty. That a
# name is looked for outside is documented for both makers of documents (docxtemplater's FAQ has a parser against it),
# and Mustache, after which they are made, does so too: but only where the name is not there. With null easy-template-x
# and Mustache leave a blank, with undefined Mustache does; Handlebars always does.
# Seen on 2026-12-01, third district, late: 99 one level up:
#                     docxtemplater    easy-template-x    mustache    handlebars
#   null              99               blank              blank       blank
#   undefined         99               99                 blank       blank
#   not there         99               99                 99          blank
# Who is hurt: a report that prints the total above its table, with the same name for it as in the rows: each district
# that has sent nothing is printed with the figure of all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" docxtemplater@3.71.0 pizzip@3.3.0 easy-template-x@7.2.8 \
  docx@9.15.2 mustache@4.2.0 handlebars@4.7.10
cat > fill.mjs <<'JS'
import assert from "node:assert";
import * as docx from "docx";
import Docxtemplater from "docxtemplater";
import { TemplateHandler } from "easy-template-x";
import Handlebars from "handlebars";
import Mustache from "mustache";
import PizZip from "pizzip";

const lines = ["{#districts}", "{name}={late};", "{/districts}"];
const children = lines.map((line) => new docx.Paragraph(line));
const template = await docx.Packer.toBuffer(new docx.Document({ sections: [{ children }] }));
const words = (file) => new Docxtemplater(new PizZip(file)).getFullText();
const text = "{{#districts}}{{name}}={{late}};{{/districts}}";
const makers = [
  (data) => new Docxtemplater(new PizZip(template), { paragraphLoop: true }).render(data).getFullText(),
  async (data) => words(await new TemplateHandler().process(template, data)),
  (data) => Mustache.render(text, data),
  (data) => Handlebars.compile(text)(data),
];
const cases = {
  null: [{ late: null }, ["99", "", "", ""]],
  undefined: [{ late: undefined }, ["99", "99", "", ""]],
  "not there": [{}, ["99", "99", "99", ""]],
  "an empty text": [{ late: "" }, ["", "", "", ""]],
};
for (const [said, [last, wanted]] of Object.entries(cases)) {
  const districts = [{ name: "Oxford", late: 0 }, { name: "Cherwell", late: 3 }, { name: "Vale", ...last }];
  const seen = [];
  for (const maker of makers) {
    const made = await maker({ name: "County", late: 99, districts });
    assert.match(made, /^Oxford=0;Cherwell=3;Vale=/);
    seen.push(made.match(/Vale=(.*);/)[1]);
  }
  console.log(said, seen);
  assert.deepEqual(seen, wanted);
}
JS
node fill.mjs
