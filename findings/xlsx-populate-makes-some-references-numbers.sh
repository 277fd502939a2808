#!/usr/bin/env bash
# Of the measures 1.1, 1.2, 1.10, all typed as text, two become numbers and one stays text, by opening and saving.
#
# Packages: xlsx-populate 1.21.0 (npm) on a workbook of openpyxl 3.1.5.
# A good engineer would guess: a cell marked as text in the file is read as text. What happens: openpyxl writes text
# into the cell itself (t="inlineStr"); xlsx-populate's parser of XML turns every run of text into a number when the
# number is written back just so, and only shared strings are kept from it. So "1.1" and "2010" are numbers, but
# "1.10", "007" and "5%" stay text, and saving writes it so. Joined on the reference afterwards, some measures match
# and some do not.
# Seen on 2026-11-29: "1.1", "1.2", "1.10", "007", "2010", "5%" -> 1.1, 1.2, "1.10", "007", 2010, "5%", read by
# openpyxl from the file saved without a change.
# Who is hurt: every hand-over from Python (pandas writes through openpyxl) to a script that fills templates in node.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5
npm install --silent --no-fund --no-audit --prefix "$work" xlsx-populate@1.21.0
env/bin/python - <<'PY'
import openpyxl

book = openpyxl.Workbook()
book.active.append(["1.1", "1.2", "1.10", "007", "2010", "5%"])
book.save("made.xlsx")
PY
node -e '
const populate = require("xlsx-populate");
populate.fromFileAsync("made.xlsx").then((book) => book.toFileAsync("saved.xlsx"));
'
env/bin/python - <<'PY'
import openpyxl

made, saved = (
    [cell.value for cell in openpyxl.load_workbook(name).active[1]] for name in ("made.xlsx", "saved.xlsx")
)
print(made, "->", saved)
assert made == ["1.1", "1.2", "1.10", "007", "2010", "5%"]
assert saved == [1.1, 1.2, "1.10", "007", 2010, "5%"]
assert [type(one).__name__ for one in saved] == ["float", "float", "str", "str", "int", "str"]
PY
