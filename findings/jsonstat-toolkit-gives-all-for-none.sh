#!/usr/bin/env bash
# Ask a cube for the quarter of a district that it does not have, and it hands out those of the districts it has.
#
# Package: jsonstat-toolkit 2.2.2 (npm).
# A good engineer would guess: Data({area: "Banbury", quarter: "Q1"}) is null where no such area is, as Data({area:
# "Banbury"}) alone is, and as Dimension() of a name that is not there; or an error. What happens: beside an answer that
# is known, a category or a dimension whose name is not known is left out of the question, which is then wider: instead
# of one cell there comes an array, of all areas, with Oxford's first.
# Seen on 2026-11-29, of Oxford 1, 2 and Cherwell 3, 4 in Q1, Q2:
#   area Oxford, quarter Q1 -> 1; area Banbury, quarter Q1 -> [1, 3]; area Banbury alone -> null
#   qarter Q1 (so spelt), area Oxford -> [1, 2]; Dimension("qarter") -> null
# Who is hurt: pages that look up a district's figure in a cube of official statistics: sums of others' figures.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" jsonstat-toolkit@2.2.2
cat > ask.mjs <<'JS'
import assert from "node:assert";
import JSONstat from "jsonstat-toolkit";
const cube = JSONstat({
  version: "2.0",
  class: "dataset",
  id: ["area", "quarter"],
  size: [2, 2],
  dimension: {
    area: { category: { index: ["Oxford", "Cherwell"] } },
    quarter: { category: { index: ["Q1", "Q2"] } },
  },
  value: [1, 2, 3, 4],
});
const ask = (question) => {
  const found = cube.Data(question);
  return Array.isArray(found) ? found.map((cell) => cell.value) : found && found.value;
};
const seen = [
  ask({ area: "Oxford", quarter: "Q1" }),
  ask({ area: "Banbury", quarter: "Q1" }),
  ask({ area: "Banbury" }),
  ask({ area: "Oxford", qarter: "Q1" }),
  cube.Dimension("qarter"),
];
console.log(seen);
assert.deepStrictEqual(seen, [1, [1, 3], null, [1, 2], null]);
JS
node ask.mjs
