#!/usr/bin/env bash
# Two tables with other figures, with a row less, with other rows: the difference between them is {}, nothing.
#
# Package: deepdiff 9.1.0 on pandas 3.1.1; polars 2.1.0 and numpy 2.4.6 for comparison.
# A good engineer would guess: "deep" difference goes into a DataFrame as into numpy's arrays and polars' frames, or
# refuses what it does not know. What happens: a DataFrame is taken for something to go through, and going through one
# gives the names of its columns. So renamed columns are found and nothing else is; of a Series the values are
# compared, not the labels. It is so wherever the frame lies, in a dictionary or a list, and bool(DeepDiff(...)), the
# usual test, is False. DeepHash of the same two frames differs.
# Seen on 2026-11-30, 12.5 against 21.5: DataFrames {}, in a dictionary {}, one row less {}; column renamed: found;
# Series with other labels {}; polars frame and numpy array: values_changed.
# Who is hurt: whoever guards a table of results with it ("nothing changed since the last run"): it never fails.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check deepdiff==9.1.0 pandas==3.1.1 polars==2.1.0 numpy==2.4.6
env/bin/python - <<'PY'
import pandas as pd
import polars as pl
from deepdiff import DeepDiff, DeepHash

columns = {"ref": ["NI 1", "NI 2"], "actual": [12.5, 40.0]}
others = columns | {"actual": [21.5, 40.0]}
before, after = pd.DataFrame(columns), pd.DataFrame(others)
cases = {
    "another figure": (before, after, False),
    "the same in a dictionary": ({"return": before}, {"return": after}, False),
    "the same in a list, without order": ([before], [after], False),
    "a row less": (before, before.head(1), False),
    "a column renamed": (before, before.rename(columns={"actual": "target"}), True),
    "a series": (before["actual"], after["actual"], True),
    "a series with other labels": (before["actual"], before["actual"].set_axis(["NI 1", "NI 2"]), False),
    "polars": (pl.DataFrame(columns), pl.DataFrame(others), True),
    "numpy": (before[["actual"]].to_numpy(), after[["actual"]].to_numpy(), True),
}
for name, (one, other, found) in cases.items():
    difference = DeepDiff(one, other, ignore_order="without order" in name)
    print(f"{name}: {dict(difference)}")
    assert bool(difference) is found, name
assert DeepHash(before)[before] != DeepHash(after)[after]
PY
