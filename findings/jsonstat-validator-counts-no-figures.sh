#!/usr/bin/env bash
# A cube of two districts and two quarters with three figures is valid, and the last district has the first one's gap.
#
# Packages: jsonstat-validator 0.4.6; jsonstat-toolkit 2.2.2 (npm) reads what was said to be valid.
# A good engineer would guess: in JSON-stat a figure has no label, only its place in the list, so the number of figures
# is the first thing to check; the README says that all rules of the specification are applied, more strictly than by
# the format's own validator; and a list of statuses that is too short is refused ("must match value length"). What
# happens: the sizes are compared with the names, the statuses with the figures, but the figures with nothing. Too few
# and too many pass; so does a figure by number ("9") outside of the cube; and so do two districts at one position.
# Seen on 2026-12-01, of Oxford 12 and a gap, Cherwell 15 and 9, the gap left out when writing, [12, 15, 9]: valid; the
#   toolkit reads Oxford 12, 15 and Cherwell 9, null. Statuses ["a", "b"] for four figures: an error.
# Who is hurt: an office that has its open data checked before publishing: one null lost on the way moves each figure
# after it to the district before, and the check is green.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check jsonstat-validator==0.4.6
npm install --silent --no-fund --no-audit --prefix "$work" jsonstat-toolkit@2.2.2
env/bin/python - <<'PY'
import json

from jsonstat_validator import JSONStatValidationError, validate_jsonstat


def cube(**changes):
    areas = {"category": {"index": changes.pop("areas", ["Oxford", "Cherwell"])}}
    quarters = {"category": {"index": ["Q1", "Q2"]}}
    named = {"version": "2.0", "class": "dataset", "id": ["area", "quarter"], "size": [2, 2]}
    return {**named, "dimension": {"area": areas, "quarter": quarters}, "value": [12, None, 15, 9], **changes}


short = cube(value=[12, 15, 9])
for name, one in {
    "whole": cube(),
    "a figure less": short,
    "a figure more": cube(value=[12, None, 15, 9, 7]),
    "a figure outside": cube(value={"0": 12, "9": 7}),
    "two at one position": cube(areas={"Oxford": 0, "Cherwell": 0}),
}.items():
    said = validate_jsonstat(one)
    print(name, said)
    assert said is True
try:
    validate_jsonstat(cube(status=["a", "b"]))
except JSONStatValidationError as error:
    print("statuses:", error)
else:
    raise SystemExit("the length of the statuses is not checked any more")
with open("short.json", "w") as file:
    json.dump(short, file)
PY
cat > read.cjs <<'JS'
const assert = require("node:assert");
const fs = require("node:fs");
const JSONstat = require("jsonstat-toolkit");
const cube = JSONstat(JSON.parse(fs.readFileSync("short.json", "utf8")));
const figure = (area, quarter) => cube.Data({ area, quarter }).value ?? null;
const read = ["Oxford", "Cherwell"].map((area) => ["Q1", "Q2"].map((quarter) => figure(area, quarter)));
console.log(JSON.stringify(read));
assert.deepEqual(read, [[12, 15], [9, null]]);
JS
node read.cjs
