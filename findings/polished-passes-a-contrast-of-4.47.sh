#!/usr/bin/env bash
# Orange on near black has a contrast of 4.471; one library says 4.5 and "AA", and fails a red of 4.524.
#
# Packages: polished 4.3.1; chroma-js 3.2.0, wcag-contrast 3.0.0, tinycolor2 1.6.0 for comparison (npm).
# A good engineer would guess: a contrast ratio by WCAG's formula, as the documentation calls it, is the same number
# in every library but for the last digits, and text either has 4.5 or has not. What happens: the luminance of each
# colour is rounded to three decimals before the division, and the ratio to two after it. On a dark ground a
# thousandth is two in a hundred of the ratio, and it goes either way; WCAG's threshold is not to be rounded to.
# Seen on 2026-11-30:              polished       chroma, wcag-contrast, tinycolor2
#   #d2640f on #1d1d1d             4.5  AA        4.471, not AA
#   #a596a0 on #003366             4.51 AA        4.485, not AA
#   #eb0550 on #ffffff             4.51 AA        4.497, not AA
#   #eb2819 on #0b0c0c             4.48 not AA    4.524, AA
# Who is hurt: palettes of status colours checked while a site is built: one check is green, an audit's is red.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix "$work" polished@4.3.1 chroma-js@3.2.0 wcag-contrast@3.0.0 \
  tinycolor2@1.6.0
cat > contrast.mjs <<'JS'
import assert from "node:assert";
import chroma from "chroma-js";
import { getContrast, meetsContrastGuidelines } from "polished";
import tinycolor from "tinycolor2";
import wcag from "wcag-contrast";
const cases = [
  ["#d2640f", "#1d1d1d", 4.5, true, 4.471],
  ["#a596a0", "#003366", 4.51, true, 4.485],
  ["#eb0550", "#ffffff", 4.51, true, 4.497],
  ["#eb2819", "#0b0c0c", 4.48, false, 4.524],
];
for (const [text, ground, ratio, passes, right] of cases) {
  const said = [getContrast(text, ground), meetsContrastGuidelines(text, ground).AA];
  const others = [chroma.contrast(text, ground), wcag.hex(text, ground), tinycolor.readability(text, ground)];
  console.log(text, "on", ground, "polished", ...said, "others", ...others.map((one) => one.toFixed(3)));
  assert.deepEqual(said, [ratio, passes]);
  for (const other of others) assert.equal(Number(other.toFixed(3)), right);
  assert.equal(tinycolor.isReadable(text, ground, { level: "AA", size: "small" }), !passes);
}
JS
node contrast.mjs
