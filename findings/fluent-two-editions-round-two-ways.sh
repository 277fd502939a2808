#!/usr/bin/env bash
# One file of messages, read in Python and in JavaScript: 2.5 is "2" here and "3" there, 0.125 is "12%" and "0.125".
#
# Packages: fluent.runtime 0.4.0 (PyPI, on Babel 2.19.0) and @fluent/bundle 0.19.1 (npm), Project Fluent's own two.
# A good engineer would guess: the point of a .ftl file is that a message is said once, for server and browser; NUMBER
# with its options is one function in both. What happens: in Python a half goes to the even neighbour, in JavaScript
# away from nought; and style: "percent" is obeyed in Python and left out in JavaScript, without an error, so that a
# share is shown a hundred times too small and without its sign. Babel alone and Intl alone part likewise: an eighth is
# 12 % and 13 %.
# Seen on 2026-11-30, in en-GB:         Python    JavaScript
#   2.5, -2.5, 0.5 without decimals     2 -2 0    3 -3 1
#   0.25, 12.45 with one                0.2 12.4  0.3 12.5
#   0.125, 0.985 as a percentage        12% 98%   0.125 0.985
# Who is hurt: reports made on a server beside the same figures on a page: each caption differs at every half.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check fluent.runtime==0.4.0 Babel==2.19.0
npm install --silent --no-fund --no-audit --prefix "$work" @fluent/bundle@0.19.1
cat > messages.ftl <<'FTL'
share = { NUMBER($figure, style: "percent") }
whole = { NUMBER($figure, maximumFractionDigits: 0) }
tenth = { NUMBER($figure, maximumFractionDigits: 1) }
FTL
env/bin/python - <<'PY'
from babel.numbers import format_percent
from fluent.runtime import FluentBundle, FluentResource

bundle = FluentBundle(["en-GB"], use_isolating=False)
bundle.add_resource(FluentResource(open("messages.ftl").read()))
for name, figure, right in [
    ("whole", 2.5, "2"),
    ("whole", -2.5, "-2"),
    ("whole", 0.5, "0"),
    ("tenth", 0.25, "0.2"),
    ("tenth", 12.45, "12.4"),
    ("share", 0.125, "12%"),
    ("share", 0.985, "98%"),
]:
    said, errors = bundle.format_pattern(bundle.get_message(name).value, {"figure": figure})
    print("Python", name, figure, said, errors)
    assert (said, errors) == (right, [])
assert format_percent(0.125, locale="en_GB") == "12%"
PY
cat > messages.mjs <<'JS'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";
const bundle = new FluentBundle("en-GB", { useIsolating: false });
bundle.addResource(new FluentResource(readFileSync("messages.ftl", "utf8")));
for (const [name, figure, right] of [
  ["whole", 2.5, "3"],
  ["whole", -2.5, "-3"],
  ["whole", 0.5, "1"],
  ["tenth", 0.25, "0.3"],
  ["tenth", 12.45, "12.5"],
  ["share", 0.125, "0.125"],
  ["share", 0.985, "0.985"],
]) {
  const errors = [];
  const said = bundle.formatPattern(bundle.getMessage(name).value, { figure }, errors);
  console.log("JavaScript", name, figure, said, errors);
  assert.deepEqual([said, errors], [right, []]);
}
assert.equal(new Intl.NumberFormat("en-GB", { style: "percent" }).format(0.125), "13%");
JS
node messages.mjs
