"""What changed since last quarter, in words."""

import pandas as pd
import pytest

from oxdash.findings import changes
from tests.judged_rows import history, judged

QUARTERS = ["2008-09 Q4", "2009-10 Q1", "2009-10 Q2", "2009-10 Q3"]

CHANGES = [
    # what happened, sentence ("" for no change), why
    ("++++", "", "on track throughout"),
    ("---+", "L1 has recovered: on track at Q3 2009/10; it was off track at Q2 2009/10.", "recovered"),
    ("+++-", "L1 is newly off track at Q3 2009/10 (milestone missed); it was on track at Q2 2009/10.",
     "newly off track"),
    ("-??-", "L1 is newly off track at Q3 2009/10 (milestone missed); it could not be judged at Q2 2009/10.",
     "off track once known"),
    ("+++?", "L1 can no longer be judged at Q3 2009/10 (no reason given); it was on track at Q2 2009/10.",
     "newly unknown"),
    ("---?", "L1 can no longer be judged at Q3 2009/10 (no reason given); it was off track at Q2 2009/10.",
     "unknown is no recovery"),
    ("++--", "", "off track for two"),
    ("+---", "L1 has been off track for 3 quarters running, since Q1 2009/10.", "off track for three"),
    ("----", "L1 has been off track for 4 quarters running, since Q4 2008/09.", "off track for four"),
    ("???+", "", "known at last, and on track"),
    ("????", "", "unknown throughout"),
    ("   -", "", "new, so nothing to compare with"),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "sentence", "why"), CHANGES, ids=[case[-1] for case in CHANGES])
def test_what_changed(happened, sentence, why):
    rows = history({"L1": happened}, QUARTERS)
    found = changes.between(rows[rows.quarter == QUARTERS[-1]], rows)
    assert found.sentence.tolist() == ([sentence] if sentence else [])


def test_changes_come_in_the_order_the_board_reads_them():
    rows = history({"L1": "+---", "L2": "+++?", "L3": "---+", "L4": "+++-", "L5": "++?-"}, QUARTERS)
    found = changes.between(rows[rows.quarter == QUARTERS[-1]], rows)
    assert found.drop(columns=["sentence", "partnership", "quarter"]).to_numpy().tolist() == [
        ["L4", "newly off track", "on track", 1],
        ["L5", "newly off track", "insufficient data", 1],
        ["L3", "recovered", "off track", 1],
        ["L2", "newly unknown", "on track", 1],
        ["L1", "off track three quarters running", "off track", 3],
    ]


def test_each_target_is_compared_with_its_own_partnerships_quarter_before():
    early, late = history({"L1": "+-"}, QUARTERS[1:3]), history({"L2": "+-"}, QUARTERS[2:])
    rows = pd.concat([early, late], ignore_index=True)
    found = changes.between(rows.iloc[[1, 3]], rows)
    assert found[["target", "quarter"]].to_numpy().tolist() == [["L1", "2009-10 Q2"], ["L2", "2009-10 Q3"]]


def test_a_quarter_in_which_nobody_returned_can_be_passed_over():
    rows = history({"L1": "++?-"}, QUARTERS)
    now = rows[rows.quarter == QUARTERS[-1]]
    assert changes.between(now, rows, [QUARTERS[0], QUARTERS[1], QUARTERS[3]]).before.tolist() == ["on track"]
    assert changes.between(now, rows, [QUARTERS[3]]).sentence.tolist() == []


PARTNERSHIPS = [
    # two quarters of targets, words, why
    ({"L1": "++", "L2": "--"}, "No change", "nothing changed"),
    ({"L1": "-+", "L2": "--"}, "1 more on track, 1 fewer off track", "one recovered"),
    ({"L1": "+?", "L2": "-?"}, "1 fewer on track, 1 fewer off track, 2 more that cannot be judged", "two unknown"),
    ({"L1": "-+", "L2": "+-"}, "Same counts, though 2 targets changed status", "two changed places"),
    ({"L1": "++", "L2": " -"}, "No change", "a new target is no change"),
    ({"L1": " +"}, "No earlier quarter to compare with", "the first quarter"),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "words", "why"), PARTNERSHIPS, ids=[case[-1] for case in PARTNERSHIPS])
def test_a_partnerships_change_in_words(happened, words, why):
    rows = history(happened, QUARTERS[2:])
    found = changes.by_partnership(rows[rows.quarter == QUARTERS[-1]], rows)
    assert found.to_dict("records") == [{"partnership": "spatial-planning", "change": words}]


def test_no_rows_no_changes():
    rows = judged({})
    assert changes.between(rows.iloc[:0], rows).to_dict("records") == []
    assert changes.by_partnership(rows.iloc[:0], rows).to_dict("records") == []
