#!/usr/bin/env bash
# Minus half a point, written out, is "zero point five"; 9.7 is "nine" and, next door, "ten"; £1,200 is "twelve pounds".
#
# Packages: num2words 0.5.14, humanize 4.17.0; number-to-words 1.2.4, written-number 0.11.1 (npm); to compare inflect
# 7.6.0, n2words 4.0.0 and to-words 5.7.0 (npm).
# A good engineer would guess: what turns figures into words keeps their sign and their tenths, or refuses what it
# cannot say. What happens: num2words, the most used of them, says minus only from minus one on, in English, German,
# French, Spanish and Dutch alike (it has the minus in Italian; in Welsh none at all: -1.5 is one and a half);
# humanize's apnumber and number-to-words cut the tenths off, written-number rounds them and has no word at all for a
# minus. And a sum of money is taken for pence where it is a whole number, for pounds where it is a float.
# Seen on 2026-11-30 (the last three are right in every row):
#              num2words          humanize  number-to-words  written-number
#   -0.5       zero point five    zero      zero             (nothing)
#   9.7        nine point seven   nine      nine             ten
#   0.6        zero point six     zero      zero             one
#   1200, GBP  twelve pounds sterling, zero pence; 1200.0: one thousand, two hundred pounds sterling, zero pence
# Who is hurt: readers of sentences made from figures, and whoever has a page read out: a small loss is a small gain.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check num2words==0.5.14 humanize==4.17.0 inflect==7.6.0
npm install --silent --no-fund --no-audit --prefix "$work" number-to-words@1.2.4 written-number@0.11.1 n2words@4.0.0 \
  to-words@5.7.0
env/bin/python - <<'PY'
import humanize
import inflect
from num2words import num2words

say = inflect.engine().number_to_words
rows = [(number, num2words(number), humanize.apnumber(number), say(number)) for number in [-0.5, 9.7, 0.6]]
print(*rows, sep="\n")
assert rows == [
    (-0.5, "zero point five", "zero", "minus zero point five"),
    (9.7, "nine point seven", "nine", "nine point seven"),
    (0.6, "zero point six", "zero", "zero point six"),
]
assert num2words(-1.5) == "minus one point five" and num2words("-0.5") == "zero point five"
halves = {language: num2words(-0.5, lang=language) for language in ["de", "fr", "es", "nl", "it"]}
print(halves, num2words(-1.5, lang="cy"))
assert halves == {
    "de": "null Komma fünf", "fr": "zéro virgule cinq", "es": "cero punto cinco", "nl": "nul komma vijf",
    "it": "meno zero virgola cinque",
}
assert num2words(-1.5, lang="cy") == num2words(1.5, lang="cy") == "un pwynt pump"
pence, pounds = (num2words(sum_, to="currency", currency="GBP") for sum_ in (1200, 1200.0))
print(pence, pounds, sep="\n")
assert pence == "twelve pounds sterling, zero pence"
assert pounds == "one thousand, two hundred pounds sterling, zero pence"
PY
cat > words.mjs <<'JS'
import assert from "node:assert";
import numberToWords from "number-to-words";
import writtenNumber from "written-number";
import { toCardinal } from "n2words/en-GB";
import { ToWords } from "to-words";
const words = new ToWords({ localeCode: "en-GB" });
const seen = [
  [-0.5, "zero", "", "minus zero point five", "Minus Zero Point Five"],
  [9.7, "nine", "ten", "nine point seven", "Nine Point Seven"],
  [0.6, "zero", "one", "zero point six", "Zero Point Six"],
];
for (const [number, ...right] of seen) {
  const said = [numberToWords.toWords(number), writtenNumber(number), toCardinal(number), words.convert(number)];
  console.log(number, said);
  assert.deepEqual(said, right);
}
assert.equal(writtenNumber(-12), "");
JS
node words.mjs
