#!/usr/bin/env bash
# One chart, "at most the target is met": the measure without a figure is met in the browser and missed in Python.
#
# Packages: vegafusion 2.0.3 through altair 6.3.0's transformed_data(); vl-convert-python 1.9.0.post1, which runs Vega
# itself; pandas 3.1.1.
# A good engineer would guess: VegaFusion works out a chart's transforms on the server instead of the browser, with the
# same result; what it does not support it leaves to the browser, or says so. What happens: the expressions are Vega's
# in form and SQL's in meaning. A gap compares as 0 in Vega and as nothing in VegaFusion; a half below nought is rounded
# up in the one and down in the other; and every text is false to || and ?, so that no note is ever shown.
# Seen on 2026-11-30:                                 VegaFusion    Vega
#   a gap <= 50 ? 'met' : 'missed'                    missed        met
#   filter: a gap <= 50                               left out      kept
#   round(-2.5)                                       -3            -2
#   a gap - 50                                        nan           -50
#   "late" || 'none'                                  none          late
# Who is hurt: whoever checks a chart's figures with transformed_data(), or turns on the transformer for speed: statuses
# and counts change between the notebook and the page.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check vegafusion==2.0.3 altair==6.3.0 vl-convert-python==1.9.0.post1 \
  pandas==3.1.1 pyarrow==26.0.1
env/bin/python - <<'PY'
import re

import altair as alt
import pandas as pd
import vl_convert

rows = {"ref": ["NI 1", "NI 2", "NI 3"], "actual": [-2.5, None, 60.0], "target": 50.0, "note": ["", "late", "0"]}
chart = alt.Chart(pd.DataFrame(rows)).mark_text().encode(y=alt.Y("ref:N", sort=None), text="said:N")


def both(chart):
    svg = vl_convert.vegalite_to_svg(chart.to_dict())
    marks = re.search(r"mark-text role-mark marks.*?</g>", svg, re.S).group(0)
    return [str(one) for one in chart.transformed_data()["said"]], re.findall(r">([^<]*)</text>", marks)


for expression, server, browser in [
    ("datum.actual <= datum.target ? 'met' : 'missed'", ["met", "missed", "missed"], ["met", "met", "missed"]),
    ("round(datum.actual)", ["-3.0", "nan", "60.0"], ["-2", "0", "60"]),
    ("datum.actual - datum.target", ["-52.5", "nan", "10.0"], ["-52.5", "-50", "10"]),
    ("datum.note || 'none'", ["none", "none", "none"], ["none", "late", "0"]),
]:
    said = both(chart.transform_calculate(said=expression))
    print(expression, *said)
    assert said == (server, browser), expression
kept = both(chart.transform_filter("datum.actual <= datum.target").transform_calculate(said="datum.ref"))
print("filter", *kept)
assert kept == (["NI 1"], ["NI 1", "NI 2"])
PY
