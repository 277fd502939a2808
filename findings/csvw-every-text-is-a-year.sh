#!/usr/bin/env bash
# A column declared to hold years or months in CSVW metadata holds anything, and the validator says nothing.
#
# Package: csvw 4.1.1.
# A good engineer would guess: gYear, gYearMonth, gMonth and gDay are checked as XML Schema says, as date, integer and
# boolean are; "2009-10 Q3" is no gYear, "hello" no gYearMonth. What happens: of the built-in types these are taken as
# text, so that a table passes whatever it says; and of a date only the beginning counts: "2010-03-31x" is 31 March,
# while "31/03/2010" is refused.
# Seen on 2026-11-29: gYear, gYearMonth, gMonth, gDay and gMonthDay take "2009-10 Q3", "2009-13", "hello world" and an
#   empty text; date takes "2010-03-31x"; csvwvalidate on a table of such years and months says OK, and FAIL when the column is declared integer.
# Who is hurt: open data by quarter: gYear and gYearMonth are what a publisher declares to be safe from just this.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check csvw==4.1.1
env/bin/python - <<'PY'
from csvw.metadata import Datatype

for name in ("gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay"):
    for text in ("2009-10 Q3", "2009-13", "hello world", ""):
        assert Datatype.fromvalue(name).parse(text) == text, (name, text)
day = Datatype.fromvalue("date")
print("date, 2010-03-31x:", day.parse("2010-03-31x"))
assert day.parse("2010-03-31x").isoformat()[:10] == "2010-03-31"
try:
    day.parse("31/03/2010")
except ValueError as error:
    print("date, 31/03/2010:", error)
else:
    raise SystemExit("31/03/2010 is a date now")
PY
printf 'ref,year,month\nA,2009-10 Q3,hello world\nB,31/03/2010,2009-13\n' | tee years.csv > numbers.csv
describe() { # file, datatype of the column year
  cat > "$1-metadata.json" <<JSON
{"@context": "http://www.w3.org/ns/csvw", "url": "$1", "tableSchema": {"columns": [
  {"name": "ref", "titles": "ref", "datatype": "string"},
  {"name": "year", "titles": "year", "datatype": "$2"},
  {"name": "month", "titles": "month", "datatype": "gYearMonth"}]}}
JSON
}
describe years.csv gYear
describe numbers.csv integer
said=$(env/bin/csvwvalidate years.csv)
echo "declared gYear and gYearMonth: $said"
[[ $said == *OK* ]]
! said=$(env/bin/csvwvalidate numbers.csv) || { echo "an integer column passes as well"; exit 1; }
echo "declared integer: $said"
