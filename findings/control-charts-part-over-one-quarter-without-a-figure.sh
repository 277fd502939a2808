#!/usr/bin/env bash
# One quarter without a figure: one control chart has no limits and no signal, the next names the wrong quarter.
#
# Packages: pycontrolcharts 0.1.2, shewhart 0.1.1 and, to compare, pyqicharts 2.0.0, on pandas 2.3.3, numpy 2.4.6 and
# scipy 1.17.1; all three are of this year.
# A good engineer would guess: a gap is left out, or refused; a point that is named is a row of the table as it was
# given, or has its label. What happens: in pycontrolcharts one NaN makes the centre and both limits NaN; nothing lies
# beyond a limit that is none, so that there are no violations: the same list as of a process in order. shewhart leaves
# the gap out before it counts, and counts from there: "point 7" of its verdict, of to_dict() and of the HTML report is
# the eighth figure, not the eighth quarter; the labels of the series are in its table only.
# Seen on 2026-12-01, of twelve quarters, 2008 Q3 without a figure, 60 in 2010 Q1 and about 31 in all others:
#   pycontrolcharts   upper limit NaN, no violation       without the row of the gap: 52.16, 2010 Q1
#   shewhart          point 7, which is 2009 Q4: 30       without the row of the gap: point 7, 2010 Q1
#   pyqicharts        2010 Q1, in both
# Who is hurt: whoever has a program watch the charts: a quarter that came in empty silences it for good, or the officer
# of the quarter with the lowest figure is asked about the highest.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check pycontrolcharts==0.1.2 shewhart==0.1.1 pyqicharts==2.0.0 \
  pandas==2.3.3 numpy==2.4.6 scipy==1.17.1
env/bin/python - <<'PY'
import math

import pandas as pd
import pycontrolcharts
import pyqicharts
import shewhart

quarters = [f"{year} Q{quarter}" for year in (2008, 2009, 2010) for quarter in (1, 2, 3, 4)]
gap = pd.DataFrame({"quarter": quarters, "late": [30, 31, math.nan, 30, 32, 31, 33, 30, 60, 31, 31, 30]})
whole = gap.dropna().reset_index(drop=True)


def first(frame):
    chart = pycontrolcharts.calc_xmr(frame, value_column="late", label="quarter")
    return round(float(chart["ucl"].iloc[0]), 2), [row.label for row in chart.itertuples() if row.violations]


def second(frame):
    result = shewhart.imr(frame.set_index("quarter")["late"])
    (found,) = [signal.points for signal in result.signals if signal.chart == "i"]
    assert f"point {found[0]} " in result.summary()
    return found, [frame["quarter"].iloc[point] for point in found]


def third(frame):
    table = pyqicharts.qic_table(frame, x="quarter", y="late", chart="i")
    highest = table.loc[table["plot_value"].idxmax()]
    assert bool(highest["signal"])
    return highest["quarter"]


for frame in (gap, whole):
    print(first(frame), second(frame), third(frame))
limit, found = first(gap)
assert math.isnan(limit) and found == []
assert first(whole) == (52.16, ["2010 Q1"])
assert second(gap) == ((7,), ["2009 Q4"])
assert second(whole) == ((7,), ["2010 Q1"])
assert third(gap) == third(whole) == "2010 Q1"
PY
