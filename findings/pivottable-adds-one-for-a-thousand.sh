#!/usr/bin/env bash
# A page's table pivoted in the page: 1,200 and 950 visits make 951, and the least month of the year had one.
#
# Packages: pivottable 2.23.0 on jquery 3.7.1 (npm), run in jsdom 26.1.0.
# A good engineer would guess: what takes a table of a web page as its input, as this does, reads the figures as pages
# show them, or leaves out what it does not take for a number, as it leaves out "n/a" and "<5". What happens: a text
# counts as far as it begins as a number: 1,200 is 1, a range of 12-15 is 12, the year 2009-10 is 2009, and a shortfall
# in brackets, (300), is left out where -300 counts. The total it shows has thousands with commas of its own, so that
# nothing looks amiss, and a table with figures below a thousand alone comes out right. (Asked about in 2021, issues
# 1261 and 1281; it is so still.)
# Seen on 2026-11-30:                      Sum        Average   Minimum   Maximum
#   1,200 and 950                          951.00     475.50    1.00      950.00
#   12-15, n/a, <5 and 20                  32.00      16.00     12.00     20.00
#   (300) and 500                          500.00     500.00    500.00    500.00
#   1200 and 950                           2,150.00   1,075.00  950.00    1,200.00
# Who is hurt: whoever puts figures of a report on a page and lets readers pivot them: the largest count least.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" pivottable@2.23.0 jquery@3.7.1 jsdom@26.1.0
cat > pivot.js <<'JS'
const assert = require("node:assert");
const { JSDOM } = require("jsdom");
globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const $ = (globalThis.jQuery = window.jQuery = require("jquery"));
require("pivottable");
const { aggregators } = $.pivotUtilities;
const escaped = (text) => text.replace("<", "&lt;");
function total(figures, way) {
  const rows = figures.map((figure) => `<tr><td>Banbury</td><td>${escaped(figure)}</td></tr>`).join("");
  const table = $(`<table><thead><tr><th>area</th><th>visits</th></tr></thead><tbody>${rows}</tbody></table>`);
  const place = $("<div>").pivot(table, { rows: ["area"], aggregator: aggregators[way](["visits"]) });
  return place.find(".pvtGrandTotal").text();
}
for (const [figures, ...wanted] of [
  [["1,200", "950"], "951.00", "475.50", "1.00", "950.00"],
  [["12-15", "n/a", "<5", "20"], "32.00", "16.00", "12.00", "20.00"],
  [["(300)", "500"], "500.00", "500.00", "500.00", "500.00"],
  [["1200", "950"], "2,150.00", "1,075.00", "950.00", "1,200.00"],
]) {
  const said = ["Sum", "Average", "Minimum", "Maximum"].map((way) => total(figures, way));
  console.log(figures, said);
  assert.deepEqual(said, wanted);
}
JS
node pivot.js
