#!/usr/bin/env bash
# The same text in the same field is a float from Python and a Decimal from JSON; a moment is a day or stays a moment.
#
# Package: pydantic 2.14.4.
# A good engineer would guess: validate_json(text) is validate_python(json.loads(text)), only faster; JSON has fewer
# types, so that a text may be a date in both. What happens: a union asks first which of its types takes the value
# strictly, then by the order of writing. In JSON a text is strictly a Decimal or a date, for JSON has nothing else for
# them; in Python it is not, so that the first type of the union wins. What was checked once out of a CSV file and once
# out of a request is then of two types. validate_strings, made for texts, goes now with the one, now with the other.
# Seen on 2026-11-29:            validate_python         validate_json            validate_strings
#   float | Decimal, "1.10"      1.1                     Decimal('1.10')          1.1
#   int | Decimal, "1.0"         1                       Decimal('1.0')           1
#   bool | Decimal, "1"          True                    Decimal('1')             True
#   date | datetime, midnight    date                    datetime                 datetime
#   datetime | date, a day       datetime                date                     date
# Who is hurt: money and days: 1.1 is not Decimal("1.10") to the next comparison, and a day does not equal its midnight.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pydantic==2.14.4
env/bin/python - <<'PY'
import json
from datetime import date, datetime
from decimal import Decimal

from pydantic import TypeAdapter

day, midnight = date(2010, 3, 31), datetime(2010, 3, 31)
for union, text, expected in [
    (float | Decimal, "1.10", [1.1, Decimal("1.10"), 1.1]),
    (int | Decimal, "1.0", [1, Decimal("1.0"), 1]),
    (bool | Decimal, "1", [True, Decimal(1), True]),
    (date | datetime, "2010-03-31T00:00:00", [day, midnight, midnight]),
    (datetime | date, "2010-03-31", [midnight, day, day]),
    (Decimal | float, "1.10", [Decimal("1.10")] * 3),
]:
    one = TypeAdapter(union)
    seen = [one.validate_python(text), one.validate_json(json.dumps(text)), one.validate_strings(text)]
    print(union, repr(text), seen)
    assert [(type(value), value) for value in seen] == [(type(value), value) for value in expected]
assert Decimal("1.10") != 1.1 and day != midnight
PY
