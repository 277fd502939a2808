#!/usr/bin/env bash
# Ten years of a council, 2003-04 to 2012-13: nine of them are months, and the tenth is an error in the data.
#
# Package: frictionless 5.21.0.
# A good engineer would guess: a column whose texts do not all fit a type is text; a validator that was given no schema
# finds no cell of the wrong type. What happens: a type is taken that nine in ten of the sample fit (a setting,
# field_confidence), and 2003-04 to 2011-12 are years and months of ISO 8601. So with ten years the table is invalid at
# 2012-13, which is read as nothing; with nine it is valid, 2009-10 being October 2009; with eleven it is text. One
# year more, and another type: what was read last March is not what is read this one.
# Seen on 2026-11-29: 2003-04 to 2011-12 yearmonth, valid; to 2012-13 yearmonth, type-error in row 11, None; to
# 2013-14 string, valid.
# Who is hurt: open data by financial year, checked in a publisher's pipeline without a schema.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check frictionless==5.21.0
env/bin/python -W ignore - <<'PY'
import frictionless

seen = {}
for end in (2012, 2013, 2014):
    years = [f"{year}-{(year + 1) % 100:02}" for year in range(2003, end)]
    path = f"homes{end}.csv"
    with open(path, "w") as file:
        file.write("year,homes\n" + "".join(f"{year},{number}\n" for number, year in enumerate(years)))
    table = frictionless.Resource(path)
    table.infer()
    report = frictionless.validate(path)
    last = [row["year"] for row in frictionless.Resource(path).read_rows()][-1]
    faults = report.flatten(["rowNumber", "type"])
    seen[years[-1]] = (table.schema.get_field("year").type, report.valid, faults, last and str(last))
print(*seen.items(), sep="\n")
assert seen == {
    "2011-12": ("yearmonth", True, [], "yearmonth(year=2011, month=12)"),
    "2012-13": ("yearmonth", False, [[11, "type-error"]], None),
    "2013-14": ("string", True, [], "2013-14"),
}
PY
