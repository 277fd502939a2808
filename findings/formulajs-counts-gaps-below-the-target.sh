#!/usr/bin/env bash
# Of the figures 1, 2, 3, a gap and an empty text, three are counted below two; and 10, 9, 100 in order are 10, 100, 9.
#
# Package: @formulajs/formulajs 4.6.1 (npm); hyperformula 3.5.0 for comparison.
# A good engineer would guess: functions "of Excel" count as Excel counts: "<2" is about numbers, so that a gap and a
# text are left out; words are equal whatever their case, * stands for any letters; SORT puts numbers in the order of
# numbers; (5) is minus five. What happens: a gap is 0 when compared, and counts; "met" is not "Met" and m* is nothing
# at all; SORT compares numbers as text; VALUE drops the brackets and the sign with them. Of a list without gaps the
# count is right, so that a trial with figures succeeds.
# Seen on 2026-11-30: COUNTIF([1, 2, 3, "", null], "<2") 3 (hyperformula 1); (met, Met, missed) "met" 1 (2), "m*" 0 (3);
#   SORT of 10, 9, 100 -> 10, 100, 9; VALUE("(5)") 5 (-5); COUNTIF([1, 2, 3], "<2") 1
# Who is hurt: pages that work out a spreadsheet's rules: missing figures are counted among those that miss the target.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" @formulajs/formulajs@4.6.1 hyperformula@3.5.0
cat > count.cjs <<'JS'
const assert = require("node:assert");
const formula = require("@formulajs/formulajs");
const { HyperFormula } = require("hyperformula");
const inSheet = (column, text) => {
  const rows = column.map((value) => [value]);
  const sheet = HyperFormula.buildFromArray([...rows, [text]], { licenseKey: "gpl-v3" });
  return sheet.getCellValue({ sheet: 0, row: rows.length, col: 0 });
};
const words = ["met", "Met", "missed"];
for (const [name, said, seen, other, right] of [
  ["full, <2", formula.COUNTIF([1, 2, 3], "<2"), 1, inSheet([1, 2, 3], '=COUNTIF(A1:A3,"<2")'), 1],
  ["gaps, <2", formula.COUNTIF([1, 2, 3, "", null], "<2"), 3,
    inSheet([1, 2, 3, '=""', null], '=COUNTIF(A1:A5,"<2")'), 1],
  ["met", formula.COUNTIF(words, "met"), 1, inSheet(words, '=COUNTIF(A1:A3,"met")'), 2],
  ["m*", formula.COUNTIF(words, "m*"), 0, inSheet(words, '=COUNTIF(A1:A3,"m*")'), 3],
  ["(5)", formula.VALUE("(5)"), 5, inSheet([], '=VALUE("(5)")'), -5],
]) {
  console.log(name, "formulajs", said, "hyperformula", other);
  assert.deepEqual([said, other], [seen, right]);
}
const sorted = formula.SORT([[10], [9], [100]]).flat();
console.log("SORT", ...sorted);
assert.deepEqual(sorted, [10, 100, 9]);
JS
node count.cjs
