#!/usr/bin/env bash
# An accountant's minus, (3), becomes the complex number 3+0j, and the figure beside it is an integer.
#
# Package: petl 1.7.30.
# A good engineer would guess: convertnumbers() tries integers, then floats; what is neither, as (3), stays text, or is
# minus three, as every spreadsheet has it. What happens: the last thing tried is complex(), which takes brackets round
# a number for the way Python prints one. So (3) is plus three, complex. It adds up with the others (5 + (3) is 8, not
# 2), cannot be compared with them, and is written to a file as (3+0j). A figure with a thousands comma in brackets,
# (1,234), stays text, so a column holds all three kinds.
# Seen on 2026-11-29: 5, (3), (12.5), (1,234) -> 5, (3+0j), (12.5+0j), '(1,234)'; the first three add up to 20.5+0j.
# Who is hurt: finance columns, where brackets are how a shortfall is written.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check petl==1.7.30
printf 'ref,variance\nA,5\nB,(3)\nC,(12.5)\nD,"(1,234)"\n' > finance.csv
env/bin/python - <<'PY'
import petl

table = petl.convertnumbers(petl.fromcsv("finance.csv"))
read = list(table.values("variance"))
print(read, sum(read[:3]))
assert read == [5, 3 + 0j, 12.5 + 0j, "(1,234)"]
assert [type(one).__name__ for one in read] == ["int", "complex", "complex", "str"]
assert sum(read[:3]) == 20.5 + 0j
petl.tocsv(table, "out.csv")
written = open("out.csv").read().split()
print(written)
assert written[2:4] == ["B,(3+0j)", "C,(12.5+0j)"]
try:
    read[0] < read[1]
except TypeError as error:
    print("compared:", error)
else:
    raise SystemExit("they can be compared now")
PY
