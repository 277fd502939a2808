#!/usr/bin/env bash
# July 2009 in an SDMX table, 2009-M07, is seven seconds past midnight on New Year's Day; as months, all are January.
#
# Packages: sdmx1 2.28.0 on pandas 3.1.1.
# A good engineer would guess: a library for SDMX knows the reporting periods of that standard: 2009-Q3, 2009-M07,
# 2009-S2, 2009-A1; or says that it does not. What happens: periods are handed to pandas' parser of dates, which knows
# quarters and takes M07 for seven seconds. So asked for days, each month is a second of 1 January; asked for
# months (freq="M"), which is the setting for just this, all months of a year are January, twelve equal labels in an
# index. Half-years and years with a letter raise.
# Seen on 2026-11-29, of 2009-M07, 2009-M08: 2009-01-01 00:00:07 and 00:00:08; freq="M": 2009-01, 2009-01. 2009-07 and
# 2009-Q3: 1 July 2009. 2009-S2, 2009-A1: DateParseError. pandas.to_datetime("2009-M07") alone: the same seven seconds.
# Who is hurt: monthly series of offices of statistics; grouped by month, the whole year falls to January.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check sdmx1==2.28.0 pandas==3.1.1
env/bin/python -W ignore - <<'PY'
import pandas as pd
import sdmx
from sdmx.model.v21 import DataSet, DataStructureDefinition, Key, Observation


def periods(texts, **asked):
    structure = DataStructureDefinition(id="HOMES")
    table = DataSet(structured_by=structure)
    for number, text in enumerate(texts):
        key = structure.make_key(Key, {"AREA": "Oxford", "TIME_PERIOD": text}, extend=True)
        table.obs.append(Observation(dimension=key, value=str(number)))
    found = [str(period) for period in sdmx.to_pandas(table, datetime={"dim": "TIME_PERIOD", **asked}).index]
    print(texts, asked, found)
    return found


months = ["2009-M07", "2009-M08"]
assert periods(months) == ["2009-01-01 00:00:07", "2009-01-01 00:00:08"]
assert periods([f"2009-M{month:02}" for month in range(1, 13)], freq="M") == ["2009-01"] * 12
assert periods(["2009-07", "2009-08"], freq="M") == ["2009-07", "2009-08"]
assert periods(["2009-Q3"]) == ["2009-07-01 00:00:00"]
for text in ("2009-S2", "2009-A1"):
    try:
        raise SystemExit(periods([text]))
    except ValueError as refusal:
        print(refusal)
assert str(pd.to_datetime("2009-M07")) == "2009-01-01 00:00:07"
PY
