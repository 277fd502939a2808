#!/usr/bin/env bash
# A list in a quoted cell of a CSV file, "1,2,3", is read as the integer 123, and "2008,2009" as 20082009.
#
# Packages: pyexcel 0.7.6 on pyexcel-io 0.6.8.
# A good engineer would guess: a reader that keeps 00123 as text and will not touch "1,234.5" is careful about numbers,
# and a cell with commas that are not between threes of digits is text. What happens: every comma is dropped before the
# cell is tried as an integer, wherever it stands; but only then, so that 1,234 is 1234 and 1,234.5 and -1,234 are text.
# Seen on 2026-11-29:
#   "1,2,3" -> 123; "2008,2009" -> 20082009; "1,5" -> 15; "12,34,5" -> 12345; "1,234" -> 1234
#   "1,234.5" -> '1,234.5'; "-1,234" -> '-1,234'; 00123 -> '00123'
# Who is hurt: lists of quarters, years or wards in one cell, and every figure with a decimal comma (1,5 is ten times
# as much). The cell is an int, so a check of types is content.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pyexcel==0.7.6 pyexcel-io==0.6.8
env/bin/python - <<'PY'
from pathlib import Path

import pyexcel

meant = {
    "1,2,3": 123,
    "2008,2009": 20082009,
    "1,5": 15,
    "12,34,5": 12345,
    "1,234": 1234,
    "1,234.5": "1,234.5",
    "-1,234": "-1,234",
    "00123": "00123",
}
Path("cells.csv").write_text("cell\n" + "".join(f'"{text}"\n' for text in meant))
read = [row[0] for row in pyexcel.get_array(file_name="cells.csv")[1:]]
for text, value in zip(meant, read):
    print(text, "->", repr(value))
assert read == list(meant.values())
assert [type(one) for one in read] == [type(one) for one in meant.values()]
PY
