"""For how many quarters running a target has been unknown."""

import pytest

from oxdash.findings import unknowns
from tests.judged_rows import history

QUARTERS = ["2008-09 Q3", "2008-09 Q4", "2009-10 Q1", "2009-10 Q2"]

RUNS = [
    # what happened, unknown for, why
    ("++++", [0, 0, 0, 0], "always known"),
    ("????", [1, 2, 3, 4], "never known, across the year's end"),
    ("+??-", [0, 1, 2, 0], "known again"),
    ("?+??", [1, 0, 1, 2], "known in between"),
    ("? ??", [1, 1, 2], "a quarter that is not there breaks the run"),
]


@pytest.mark.parametrize(("happened", "expected", "why"), RUNS, ids=[case[-1] for case in RUNS])
def test_quarters_unknown(happened, expected, why):
    rows = history({"L1": happened}, QUARTERS)
    assert unknowns.quarters_unknown(rows).tolist() == expected
    backwards = unknowns.quarters_unknown(rows.iloc[::-1])
    assert backwards.sort_index().tolist() == expected


def test_one_targets_run_is_not_anothers():
    rows = history({"L1": "+??-", "L2": "???+"}, QUARTERS)
    assert unknowns.quarters_unknown(rows).tolist() == [0, 1, 2, 0, 1, 2, 3, 0]


def test_no_rows():
    assert unknowns.quarters_unknown(history({"L1": "+"}, ["2009-10 Q1"]).iloc[:0]).tolist() == []


def test_what_cannot_be_judged_longest_first():
    rows = history({"L1": "++++", "L2": "+++?", "L3": "-???"}, QUARTERS)
    rows = rows.assign(unknown_for=unknowns.quarters_unknown(rows))
    found = unknowns.cannot_judge(rows[rows.quarter == "2009-10 Q2"])
    assert found[["target", "unknown_for"]].to_numpy().tolist() == [["L3", 3], ["L2", 1]]
