#!/usr/bin/env bash
# VALUE("1,234") is 85469, for it is taken for a day of the year 2134.
#
# Packages: formulas 1.3.4 (runs a workbook's formulas in Python), numpy 2.4.6, python-dateutil 2.9.0.post0.
# A good engineer would guess: VALUE of a text with a thousands comma is the number, as in Excel, or #VALUE! where commas
# are not understood; "12,345" does give #VALUE!. What happens: what is no plain number goes to a parser of dates, which
# takes "1,234" for January of the year 234, that is 1 January 2134 by a workbook's count of years from 1900.
# The pence do not matter, nor do the thousands: 1,234.50 and 1,234,567 are 85469 as well. "2,010" is 10 February of the
# current year, "5 a" is five in the morning of its first day, and "2 of 3" is 3 February.
# Seen on 2026-11-29: VALUE("1,234"), VALUE("1,234.5"), VALUE("1,234,567") -> 85469 three times; "1234" -> 1234
# Who is hurt: whoever recalculates officers' workbooks outside Excel: figures typed as text turn into five-digit
# numbers of a plausible size instead of an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check formulas==1.3.4 numpy==2.4.6 python-dateutil==2.9.0.post0
env/bin/python -W ignore - <<'PY'
from datetime import date, timedelta

import formulas


def value(text):
    return formulas.Parser().ast(f'=VALUE("{text}")')[1].compile()()


def day(serial):
    return date(1899, 12, 30) + timedelta(days=int(serial))


for text in ("1234", "1,234", "1,234.5", "1,234,567", "2,010", "2 of 3", "12,345"):
    print(text, "->", value(text))
assert float(value("1234")) == 1234
assert [float(value(one)) for one in ("1,234", "1,234.5", "1,234,567")] == [85469.0] * 3
assert day(85469) == date(2134, 1, 1)
year = date.today().year
assert day(value("2,010")) == date(year, 2, 10)
assert day(value("2 of 3")) == date(year, 2, 3)
assert "#VALUE!" in str(value("12,345"))
PY
