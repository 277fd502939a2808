#!/usr/bin/env bash
# A duration of three months, P3M, is three minutes in pandas; P1Y is refused, so it is not that months were unknown.
#
# Packages: pandas 3.1.1; isodate 0.7.2, pendulum 3.3.0 and pydantic 2.14.4 for comparison.
# A good engineer would guess: in ISO 8601 an M before the T is months, after it minutes; a Timedelta holds no months,
# so that P3M is refused as P1Y is. What happens: the T may be left out, and M is minutes wherever it stands, even
# before the days: P1M1D is a day and a minute. P1H, which is no ISO duration at all, is an hour.
# Seen on 2026-11-29, of P3M: pandas 0 days 00:03:00; isodate and pendulum three months; pydantic 90 days.
#   pandas: P1M 1 minute, P1M1D 1 day 1 minute, P1H 1 hour, P1Y ValueError; to_timedelta as Timedelta.
# Who is hurt: tables of review periods and of how often a figure is due (P1M, P3M, P6M are what metadata of statistics
# say): a quarter is a hundred and eighty seconds, of the right type, and adding it to a day raises nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pandas==3.1.1 isodate==0.7.2 pendulum==3.3.0 pydantic==2.14.4
env/bin/python - <<'PY'
from datetime import timedelta

import isodate
import pandas as pd
import pendulum
from pydantic import TypeAdapter

for text, minutes in {"P1M": 1, "P3M": 3, "P1M1D": 1441, "P1DT1M": 1441, "PT3M": 3, "P1H": 60}.items():
    seen = [pd.Timedelta(text), pd.to_timedelta(pd.Series([text]))[0]]
    print(text, *seen)
    assert seen == [pd.Timedelta(minutes=minutes)] * 2, (text, seen)
try:
    raise SystemExit(f"P1Y: {pd.Timedelta('P1Y')}")
except ValueError as refusal:
    print("P1Y", refusal)
due = pd.Timestamp("2010-03-31") + pd.Timedelta("P3M")
assert str(due) == "2010-03-31 00:03:00", due

assert isodate.parse_duration("P3M") == isodate.Duration(months=3)
assert pendulum.parse("P3M").months == 3
assert TypeAdapter(timedelta).validate_python("P3M") == timedelta(days=90)
print("isodate", isodate.parse_duration("P3M"), "pendulum", pendulum.parse("P3M"), "pydantic 90 days")
PY
