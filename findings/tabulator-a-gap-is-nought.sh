#!/usr/bin/env bash
# Two districts lost 5 and 3, the third has sent nothing: under the table the average is -2.67 and the best is 0.
#
# Packages: tabulator-tables 6.5.3 (npm), run in jsdom 26.1.0.
# A good engineer would guess: the line under a column adds up, averages and compares the figures that are there, as a
# spreadsheet and every database do; this library's own count leaves gaps out. What happens: what is in a cell is made
# a number first, and null and an empty text make 0. So the average divides by all rows, the least of 5, a gap and 8 is
# 0, the greatest of two losses is 0, and sum over count, both under the same column, is not the average beside them. A
# field that is missing altogether makes the average "NaN", and leaves least and greatest right.
# Seen on 2026-11-30:   avg     min   max   sum   count
#   5, null, 8          4.33    0     8     13    2
#   5, "", 8            4.33    0     8     13    2
#   -5, null, -3        -2.67   -5    0     -8    2
#   5, (no field), 8    NaN     5     8     13    2
# Who is hurt: tables of results by district while returns are still out: the mean is drawn to nought by each of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" tabulator-tables@6.5.3 jsdom@26.1.0
cat > sums.mjs <<'JS'
import assert from "node:assert";
import { JSDOM } from "jsdom";
const { window } = new JSDOM("", { pretendToBeVisual: true });
for (const name of ["document", "HTMLElement", "Element", "Node", "NodeList", "Event", "CustomEvent"])
  globalThis[name] = window[name];
globalThis.window = window;
globalThis.navigator ??= window.navigator;
globalThis.ResizeObserver = globalThis.IntersectionObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
const { TabulatorFull } = await import("tabulator-tables");
const ways = ["avg", "min", "max", "sum", "count"];
async function under(rows) {
  const data = rows.map((value) => Object.fromEntries(ways.map((way) => [way, value])));
  const columns = ways.map((way) => ({ title: way, field: way, bottomCalc: way }));
  const place = window.document.body.appendChild(window.document.createElement("div"));
  const table = new TabulatorFull(place, { renderVertical: "basic", data, columns });
  await new Promise((done) => table.on("tableBuilt", done));
  const said = table.getCalcResults().bottom;
  console.log(rows, said);
  return ways.map((way) => String(said[way]));
}
assert.deepEqual(await under([5, null, 8]), ["4.33", "0", "8", "13", "2"]);
assert.deepEqual(await under([5, "", 8]), ["4.33", "0", "8", "13", "2"]);
assert.deepEqual(await under([-5, null, -3]), ["-2.67", "-5", "0", "-8", "2"]);
assert.deepEqual(await under([5, undefined, 8]), ["NaN", "5", "8", "13", "2"]);
process.exit(0);
JS
node sums.mjs
