"""For how many quarters running a target has been unknown, and when it will be known."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import series, unknowns
from oxdash.findings.unknowns import Expectation
from tests.judged_rows import history, judged

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
    assert series.quarters_unknown(rows).tolist() == expected
    backwards = series.quarters_unknown(rows.iloc[::-1])
    assert backwards.sort_index().tolist() == expected


def test_one_targets_run_is_not_anothers():
    rows = history({"L1": "+??-", "L2": "???+"}, QUARTERS)
    assert series.quarters_unknown(rows).tolist() == [0, 1, 2, 0, 1, 2, 3, 0]


def test_no_rows():
    assert series.quarters_unknown(history({"L1": "+"}, ["2009-10 Q1"]).iloc[:0]).tolist() == []


def test_what_cannot_be_judged_longest_first():
    rows = history({"L1": "++++", "L2": "+++?", "L3": "-???"}, QUARTERS)
    rows = rows.assign(unknown_for=series.quarters_unknown(rows))
    found = unknowns.cannot_judge(rows[rows.quarter == "2009-10 Q2"])
    assert found[["target", "unknown_for"]].to_numpy().tolist() == [["L3", 3], ["L2", 1]]


MEETINGS = pd.DataFrame(
    {
        "body": ["psb", "scrutiny", "psb", "psb"],
        "date": pd.to_datetime(["2010-07-01", "2010-08-01", "2010-11-24", "2010-09-15"]),
    }
)
DAY = date(2010, 7, 22)
OWNERS = {"L1": "Housing lead"}
BOARD = "Public Service Board"
NAMES = {"psb": BOARD, "scrutiny": "Scrutiny", "nobody": "Nobody"}

EXPECTED = [
    # expected on, reason given, expectation, what the sentence says of it, why
    ("2010-07-21", "data quality", Expectation.OVERDUE, "The figure was expected on 21 July 2010, 1 day ago",
     "the day before"),
    ("2010-07-22", "data quality", Expectation.BEFORE, "The figure is expected on 22 July 2010, today", "today"),
    ("2010-09-14", "data quality", Expectation.BEFORE, "The figure is expected on 14 September 2010, in 54 days",
     "the day before the meeting"),
    ("2010-09-15", "data quality", Expectation.LATER, "The figure is expected on 15 September 2010, in 55 days",
     "the day of the meeting is too late for it"),
    (None, "data quality", Expectation.NO_DATE, "No date is given for the figure", "no day"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "reason", "expectation", "words"), [case[:4] for case in EXPECTED],
                         ids=[case[4] for case in EXPECTED])  # fmt: skip
def test_when_a_figure_is_expected(day, reason, expectation, words):
    rows = judged({"actual": None, "absence": reason, "expected_on": day}).assign(unknown_for=3)
    (found,) = unknowns.expected(rows, OWNERS, MEETINGS, DAY, "psb").to_dict("records")
    assert (found["expectation"], found["owner"], found["sentence"]) == (
        expectation,
        "Housing lead",
        f"L1 cannot be judged at Q3 2009/10: {reason}. {words}; not judged for 3 quarters in a row.",
    )


def test_the_cases_reach_every_expectation():
    assert {case[2] for case in EXPECTED} == set(Expectation)


WAITS = [
    # change, sentence after the quarter, why
    ({"received": False}, "return not received. It waits for the return", "no return"),
    ({"damaged": True}, "return damaged. It waits for the return to be sent again", "a damaged return"),
    ({"milestone": None}, "no milestone. It waits for a milestone to be agreed", "no milestone"),
    ({"actual": None}, "no reason given. No date is given for the figure", "nothing said"),
]


@pytest.mark.parametrize(("change", "words", "why"), WAITS, ids=[case[-1] for case in WAITS])
def test_what_a_target_without_a_date_waits_for(change, words, why):
    (found,) = unknowns.expected(judged(change).assign(unknown_for=1), OWNERS, MEETINGS, DAY, "psb")["sentence"]
    assert found == f"L1 cannot be judged at Q3 2009/10: {words}; not judged for 1 quarter."


def waiting(*days: str | None) -> pd.DataFrame:
    """Targets that cannot be judged, each with the day its figure is expected, unknown for 1, 2, 3 ... quarters."""
    rows = judged(*({"actual": None, "absence": "data quality", "expected_on": day} for day in days))
    return rows.assign(unknown_for=range(1, len(rows) + 1))


def test_overdue_first_then_the_soonest_and_those_without_a_date_last():
    rows = pd.concat([waiting("2010-10-01", None, "2010-08-01", "2010-05-01", None, "2010-06-01"), judged({})])
    found = unknowns.expected(rows, OWNERS, MEETINGS, DAY, "psb")
    assert found["target"].tolist() == ["L4", "L6", "L3", "L1", "L5", "L2"]
    assert unknowns.arriving(found)["target"].tolist() == ["L3"]
    assert unknowns.in_words(found, MEETINGS, DAY, "psb", BOARD) == (
        "6 targets cannot be judged. 1 of 6 is expected before the Public Service Board of 15 September 2010; "
        "2 are overdue; 1 is expected later; for 2 no date was given."
    )


SAID = [
    # days expected, body, sentence, why
    (["2010-08-01", "2010-08-02"], "psb",
     "2 targets cannot be judged. 2 of 2 are expected before the Public Service Board of 15 September 2010.",
     "all in time"),
    ([None], "psb",
     "1 target cannot be judged. None is expected before the Public Service Board of 15 September 2010; "
     "for 1 no date was given.", "none in time"),
    (["2010-07-25", "2010-08-02"], "scrutiny",
     "2 targets cannot be judged. 1 of 2 is expected before the Scrutiny of 1 August 2010; 1 is expected later.",
     "another body's meeting"),
    (["2010-08-02", "2010-05-01"], "nobody",
     "2 targets cannot be judged. 1 is overdue; 1 is expected on a day given.", "no meeting is set"),
]  # fmt: skip


@pytest.mark.parametrize(("days", "body", "sentence"), [case[:3] for case in SAID], ids=[case[3] for case in SAID])
def test_what_is_expected_in_words(days, body, sentence):
    found = unknowns.expected(waiting(*days), OWNERS, MEETINGS, DAY, body)
    assert unknowns.in_words(found, MEETINGS, DAY, body, NAMES[body]) == sentence


def test_nothing_is_expected_where_all_can_be_judged():
    found = unknowns.expected(judged({}).assign(unknown_for=0), OWNERS, MEETINGS, DAY, "psb")
    assert found.empty and unknowns.in_words(found, MEETINGS, DAY, "psb", BOARD) == "Every target can be judged."


def test_the_next_meeting_is_after_the_day():
    assert unknowns.next_meeting(MEETINGS, DAY, "psb") == pd.Timestamp(2010, 9, 15)
    assert unknowns.next_meeting(MEETINGS, date(2010, 9, 15), "psb") == pd.Timestamp(2010, 11, 24)
    assert unknowns.next_meeting(MEETINGS, date(2010, 11, 24), "psb") is None


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["2010-05-01", "2010-08-01", "2010-12-01", None]), min_size=1, max_size=6), st.data())
def test_splitting_changes_no_count_of_what_is_expected(days, data):
    rows = waiting(*days)
    whole = unknowns.expected(rows, OWNERS, MEETINGS, DAY, "psb")
    assert len(whole) == len(days)
    at = data.draw(st.integers(0, len(days)))
    parts = [unknowns.expected(part, OWNERS, MEETINGS, DAY, "psb") for part in (rows.iloc[at:], rows.iloc[:at])]
    both = pd.concat(parts, ignore_index=True)
    assert sorted(both["sentence"]) == sorted(whole["sentence"])
    assert unknowns.in_words(both, MEETINGS, DAY, "psb", BOARD) == unknowns.in_words(whole, MEETINGS, DAY, "psb", BOARD)


def test_the_shipped_unknowns(shipped):
    rows = shipped.at(kind="all")
    owners = shipped.register.targets.set_index("target")["owner"]
    found = unknowns.expected(rows, owners, shipped.register.meetings, shipped.as_at, "psb")
    assert len(found) == (rows["status"] == "insufficient data").sum()
    assert found["owner"].notna().all()
    assert unknowns.in_words(found, shipped.register.meetings, shipped.as_at, "psb", BOARD).startswith(
        f"{len(found)} targets"
    )
