#!/usr/bin/env bash
# "12–15 t" is 180 tonnes, "1 200 t" is 200, and "−12 t" with a typographer's minus is 12: figures of a report.
#
# Packages: Pint 0.25.3; astropy 8.0.2, unyt 3.2.0, mathjs 15.2.0 (npm) for comparison.
# A good engineer would guess: a library whose trade is that nothing is added to what it does not fit refuses a text
# that it cannot read whole; Quantity("12 tones") is an error, after all. What happens: signs it does not know are
# dropped without a word, and what is left side by side is multiplied: of a range both ends, and a true minus (U+2212,
# which typesetting programs and d3 write) is no sign at all. A space between thousands leaves the last three figures
# alone, "3 1/2 h" is an hour and a half, and of twelve million pounds, "£12m", twelve metres are left.
# Seen on 2026-11-30:
#   text        Pint            should be
#   −12 t       12 t            -12 t
#   12–15 t     180 t           a range
#   1 200 t     200 t           1200 t
#   2½ h        2 h             2.5 h
#   3 1/2 h     1.5 h           3.5 h
#   £12m        12 metres       no unit
#   £12 - 3%    11.97           no sum
# astropy agrees on "1 200 t" alone (200 t: once "200 t" as its unit) and refuses the other tonnes; unyt and mathjs
# refuse all four. Who is hurt: whoever reads measures typed by people: a loss counts as a gain.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check Pint==0.25.3 astropy==8.0.2 unyt==3.2.0
npm install --silent --no-fund --no-audit --prefix "$work" mathjs@15.2.0
env/bin/python - <<'PY'
import astropy.units
import pint
import unyt

units = pint.UnitRegistry()
seen = {
    "−12 t": (12, "metric_ton"),
    "12–15 t": (180, "metric_ton"),
    "1 200 t": (200, "metric_ton"),
    "2½ h": (2, "hour"),
    "3 1/2 h": (1.5, "hour"),
    "£12m": (12, "meter"),
    "£12 - 3%": (11.97, "dimensionless"),
}
for text, (number, unit) in seen.items():
    quantity = units.Quantity(text)
    print(f"{text:10} {quantity}")
    assert round(quantity.magnitude, 9) == number and str(quantity.units) == unit, (text, quantity)
assert units.Quantity("-12 t").magnitude == -12 and units.Quantity("1,200 t").magnitude == 1200
try:
    raise SystemExit(f"a wrong unit is now read, as {units.Quantity('12 tones')}")
except pint.UndefinedUnitError as error:
    print("12 tones  ", error)
for text in ["−12 t", "12–15 t", "1 200 t", "£12 t"]:
    for name, read in [("astropy", astropy.units.Quantity), ("unyt", unyt.unyt_quantity.from_string)]:
        try:
            weight = float(read(text).to("kg").value)
        except (TypeError, ValueError) as error:
            weight = type(error).__name__
        print(f"{text:10} {name} {weight}")
        assert weight == 200_000 if (name, text) == ("astropy", "1 200 t") else isinstance(weight, str)
PY
cat > others.mjs <<'JS'
import assert from "node:assert";
import { unit } from "mathjs";
for (const text of ["−12 tonne", "12–15 tonne", "1 200 tonne", "£12 tonne"])
  assert.throws(() => unit(text), SyntaxError);
assert.equal(unit("-12 tonne").toNumber("tonne"), -12);
JS
node others.mjs
