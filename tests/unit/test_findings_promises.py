"""The history of each action across returns, and whether what was promised last time was kept."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import promises
from oxdash.findings.promises import VANISHED, Outcome
from oxdash.vocabulary import tables
from tests import acted_rows
from tests.calendars import APRIL
from tests.judged_rows import judged

Q1, Q2, Q3, Q4 = acted_rows.QUARTERS
DAY = date(2010, 2, 10)  # after Q3 2009/10

HISTORY = [
    # what each return says (quarter, change), what is on file, state, moved, returns, sentence, why
    ([(Q3, {})], "rrr-", "open", 0, 1,
     "First named at Q3 2009/10, in one return; due on 31 March 2010; open at Q3 2009/10.", "named once"),
    ([(Q1, {}), (Q2, {}), (Q3, {"state": "done"})], "rrr-", "done", 0, 3,
     "First named at Q1 2009/10, in 3 returns; due on 31 March 2010; done at Q3 2009/10.", "kept up and done"),
    ([(Q1, {"due": "2009-09-30"}), (Q2, {}), (Q3, {"due": "2010-06-30"})], "rrr-", "open", 2, 3,
     "First named at Q1 2009/10, in 3 returns; due on 30 June 2010, moved twice, at first 30 September 2009; open at "
     "Q3 2009/10.", "its day moved twice"),
    ([(Q1, {}), (Q2, {"due": None}), (Q3, {})], "rrr-", "open", 0, 3,
     "First named at Q1 2009/10, in 3 returns; due on 31 March 2010; open at Q3 2009/10.",
     "a day left out and given again did not move"),
    ([(Q1, {"due": None}), (Q2, {})], "rr--", "open", 0, 2,
     "First named at Q1 2009/10, in 2 returns; due on 31 March 2010; open at Q2 2009/10.", "a first day is no move"),
    ([(Q1, {"due": None})], "r---", "open", 0, 1,
     "First named at Q1 2009/10, in one return; no due date; open at Q1 2009/10.", "never a day"),
    ([(Q1, {}), (Q2, {})], "rrr-", VANISHED, 0, 2,
     "First named at Q1 2009/10, in 2 returns; due on 31 March 2010; open at Q2 2009/10 and missing from the return "
     "for Q3 2009/10: dropped without explanation.", "missing from the next return"),
    ([(Q1, {})], "r-r-", VANISHED, 0, 1,
     "First named at Q1 2009/10, in one return; due on 31 March 2010; open at Q1 2009/10 and missing from the return "
     "for Q3 2009/10: dropped without explanation.", "the next return is two quarters on"),
    ([(Q1, {})], "rd--", "open", 0, 1,
     "First named at Q1 2009/10, in one return; due on 31 March 2010; open at Q1 2009/10.",
     "a damaged return says nothing, so nothing is missing from it"),
    ([(Q1, {})], "rw--", "open", 0, 1,
     "First named at Q1 2009/10, in one return; due on 31 March 2010; open at Q1 2009/10.", "nor from a withdrawn one"),
    ([(Q1, {"state": "done"})], "rrr-", "done", 0, 1,
     "First named at Q1 2009/10, in one return; due on 31 March 2010; done at Q1 2009/10.",
     "what is done need not be named again"),
    ([(Q1, {}), (Q3, {})], "rrr-", "open", 0, 2,
     "First named at Q1 2009/10, in 2 returns; due on 31 March 2010; open at Q3 2009/10.", "gone and back again"),
    ([(Q1, {}), (Q2, {"action": "build HOMES."})], "rr--", "open", 0, 2,
     "First named at Q1 2009/10, in 2 returns; due on 31 March 2010; open at Q2 2009/10.",
     "case and a full stop make no other action"),
]  # fmt: skip


def said(named) -> pd.DataFrame:
    return acted_rows.actions(*({"quarter": quarter, **change} for quarter, change in named))


@pytest.mark.parametrize(("named", "filed", "state", "moved", "returns", "sentence"), [case[:6] for case in HISTORY],
                         ids=[case[6] for case in HISTORY])  # fmt: skip
def test_the_history_of_an_action(named, filed, state, moved, returns, sentence):
    (found,) = promises.history(said(named), acted_rows.returns(spatial_planning=filed)).to_dict("records")
    assert [found[name] for name in ("state", "moved", "returns", "sentence")] == [state, moved, returns, sentence]


def test_a_reworded_action_is_a_new_one_and_the_old_one_was_dropped_without_a_word():
    acted = said([(Q1, {}), (Q2, {"action": "Build more homes"})])
    found = promises.history(acted, acted_rows.returns(spatial_planning="rr--"))
    assert found[["action", "state", "first_quarter", "last_quarter"]].to_numpy().tolist() == [
        ["Build homes", VANISHED, Q1, Q1],
        ["Build more homes", "open", Q2, Q2],
    ]


def test_the_same_words_for_two_targets_are_two_actions():
    acted = said([(Q1, {}), (Q1, {"target": "L2"}), (Q2, {"target": "L2", "state": "done"})])
    found = promises.history(acted, acted_rows.returns(spatial_planning="rr--"))
    assert found[["target", "state"]].to_numpy().tolist() == [["L1", VANISHED], ["L2", "done"]]


def test_what_each_return_said():
    acted = said([(Q1, {"progress": "Begun."}), (Q2, {"due": "2010-06-30", "progress": "Slow."})])
    found = promises.mentions(acted, acted_rows.returns(spatial_planning="rrr-"))
    march, june = pd.Timestamp(2010, 3, 31), pd.Timestamp(2010, 6, 30)
    assert found[["quarter", "state", "due", "progress", "cell"]].to_numpy().tolist() == [
        [Q1, "open", march, "Begun.", "B4"],
        [Q2, "open", june, "Slow.", "B4"],
        [Q3, VANISHED, june, pytest.approx(float("nan"), nan_ok=True), pytest.approx(float("nan"), nan_ok=True)],
    ]
    assert found["moved_from"].tolist() == [pd.NaT, march, pd.NaT]


def test_a_history_up_to_a_quarter_knows_nothing_later():
    acted = said([(Q1, {}), (Q2, {}), (Q3, {"state": "done"})])
    filed = acted_rows.returns()
    assert promises.history(acted, filed, Q2)["state"].tolist() == ["open"]
    assert promises.history(acted, filed)["state"].tolist() == ["done"]
    assert promises.history(acted, filed, "2008-09 Q4").empty


def test_no_action_is_missing_once_its_target_has_ended():
    ended = pd.DataFrame({"target": ["L1"], "last_quarter": [Q2]})
    acted, filed = said([(Q1, {}), (Q2, {})]), acted_rows.returns()
    assert promises.history(acted, filed, targets=ended)["state"].tolist() == ["open"]
    assert promises.history(acted, filed)["state"].tolist() == [VANISHED]


PROMISES = [
    # said at Q2, said at Q3 (None: not named), outcome, was due, what the sentence says, why
    ({"due": "2009-11-30"}, {"due": "2009-11-30", "state": "done"}, Outcome.KEPT, True,
     "done by Q3 2009/10; due on 30 November 2009", "done in the quarter it was due"),
    ({}, {"state": "done"}, Outcome.KEPT, False, "done by Q3 2009/10; due on 31 March 2010", "done before it was due"),
    ({"due": None}, {"due": None, "state": "done"}, Outcome.KEPT, False, "done by Q3 2009/10; no day was given",
     "done, though no day was given"),
    ({"due": "2009-09-30"}, {"due": "2009-09-30", "state": "done"}, Outcome.KEPT_LATE, True,
     "done by Q3 2009/10, late: it was due on 30 September 2009 and still open at Q2 2009/10",
     "open on its day, the last of the quarter before"),
    ({"due": "2009-12-31"}, {"due": "2009-12-31"}, Outcome.NOT_KEPT, True,
     "still open at Q3 2009/10; it was due on 31 December 2009", "due on the quarter's last day"),
    ({"due": "2010-01-31"}, {"due": "2010-01-31"}, Outcome.NOT_KNOWN, False,
     "still open at Q3 2009/10; it was due on 31 January 2010, and no later return says more",
     "due between the quarter's end and the day"),
    ({"due": "2010-02-10"}, {"due": "2010-02-10"}, Outcome.NOT_DUE, False, "not due until 10 February 2010",
     "due on the day itself"),
    ({}, {}, Outcome.NOT_DUE, False, "not due until 31 March 2010", "due later"),
    ({"due": "2009-11-30"}, {}, Outcome.MOVED, True, "not done when due on 30 November 2009; moved to 31 March 2010",
     "moved once it was due"),
    ({}, {"due": "2010-06-30"}, Outcome.MOVED, False, "was due on 31 March 2010; moved to 30 June 2010",
     "moved before it was due"),
    ({}, {"due": None}, Outcome.MOVED, False, "was due on 31 March 2010; moved and no day is given any more",
     "its day was taken away"),
    ({"due": None}, {"due": None}, Outcome.NO_DAY, False, "still open at Q3 2009/10; no day was given", "never a day"),
    ({"due": None}, {}, Outcome.NO_DAY, False,
     "still open at Q3 2009/10; no day was given; 31 March 2010 is given now", "no day then, one now"),
    ({}, {"state": "dropped"}, Outcome.DROPPED, False, "dropped at Q3 2009/10; due on 31 March 2010", "dropped"),
    ({}, None, Outcome.VANISHED, False,
     "open at Q2 2009/10 (due on 31 March 2010) and missing from the return for Q3 2009/10: dropped without "
     "explanation", "not named any more"),
    ({}, {"action": "build homes."}, Outcome.NOT_DUE, False, "not due until 31 March 2010", "the same words"),
]  # fmt: skip


@pytest.mark.parametrize(("then", "now", "outcome", "was_due", "words"), [case[:5] for case in PROMISES],
                         ids=[case[5] for case in PROMISES])  # fmt: skip
def test_what_became_of_a_promise(then, now, outcome, was_due, words):
    acted = said([(Q2, then), *([(Q3, now)] if now is not None else [])])
    found = promises.of(judged({}), acted, acted_rows.returns(spatial_planning="rrr-"), DAY, calendar=APRIL)
    assert found[["outcome", "was_due", "sentence"]].to_numpy().tolist() == [
        [outcome, was_due, f"L1, “Build homes”: {words}."]
    ]


def test_the_cases_reach_every_outcome():
    assert {case[2] for case in PROMISES} == set(Outcome)


FILED = [
    # what is on file, sentence, why
    ("r-r-", "L1, “Build homes”: open at Q1 2009/10 (due on 31 March 2010) and missing from the return for Q3 2009/10: "
     "dropped without explanation.", "the return before may be older than the quarter before"),
    ("rr--", "L1, “Build homes”: due on 31 March 2010; there is no return for Q3 2009/10 that says whether it was "
     "done.",
     "no return for the quarter"),
    ("rrd-", "L1, “Build homes”: due on 31 March 2010; there is no return for Q3 2009/10 that says whether it was "
     "done.",
     "a damaged return"),
    ("--r-", None, "no return before"),
]  # fmt: skip


@pytest.mark.parametrize(("filed", "sentence"), [case[:2] for case in FILED], ids=[case[2] for case in FILED])
def test_which_return_was_the_one_before(filed, sentence):
    acted = said([(quarter, {}) for quarter, letter in zip([Q1, Q2], filed[:2], strict=True) if letter == "r"])
    found = promises.of(judged({}), acted, acted_rows.returns(spatial_planning=filed), DAY, calendar=APRIL)
    assert found["sentence"].tolist() == ([] if sentence is None else [sentence])


def test_what_was_closed_was_no_promise():
    acted = said([(Q2, {"state": "done"}), (Q2, {"state": "dropped", "action": "B"}), (Q3, {"action": "New"})])
    found = promises.of(judged({}), acted, acted_rows.returns(spatial_planning="rrr-"), DAY, calendar=APRIL)
    assert found.empty
    assert promises.in_words(found) == "No action was open at the return before."


def test_promises_in_words():
    acted = said(
        [
            (Q2, {"due": "2009-11-30"}),
            (Q3, {"due": "2009-11-30", "state": "done"}),
            (Q2, {"action": "B", "due": "2009-12-01"}),
            (Q3, {"action": "B", "due": "2009-12-01"}),
            (Q2, {"action": "C"}),
            (Q3, {"action": "C"}),
        ]
    )
    found = promises.of(judged({}), acted, acted_rows.returns(spatial_planning="rrr-"), DAY, calendar=APRIL)
    assert found["action"].tolist() == ["B", "Build homes", "C"]
    assert promises.in_words(found) == (
        "Of the 3 actions open at the return before: 1 not kept, 1 kept and 1 not due yet. "
        "Due by the end of the quarter: 2, of which 1 done."
    )
    assert promises.in_words(found.iloc[:1]) == (
        "The 1 action open at the return before: 1 not kept. Due by the end of the quarter: 1, of which none done."
    )
    assert promises.in_words(found.iloc[2:]) == (
        "The 1 action open at the return before: 1 not due yet. None fell due by the end of the quarter."
    )


SAID = st.lists(
    st.tuples(
        st.sampled_from([Q1, Q2, Q3]),
        st.fixed_dictionaries(
            {
                "target": st.sampled_from(["L1", "L2"]),
                "action": st.sampled_from(["Build homes", "build homes.", "Plant trees"]),
                "state": st.sampled_from(["open", "done", "dropped"]),
                "due": st.sampled_from(["2009-08-01", "2009-12-31", "2010-06-30", None]),
            }
        ),
    ),
    max_size=10,
)
ROWS = judged({}, {})


@settings(max_examples=30)
@given(SAID, st.randoms(use_true_random=False))
def test_every_open_action_of_the_return_before_is_told_once_however_the_rows_are_split(named, chance):
    acted, filed = said(named), acted_rows.returns(spatial_planning="rrr-")
    whole = promises.of(ROWS, acted, filed, DAY, calendar=APRIL)
    lines = [(quarter, one["target"], one["action"].casefold().rstrip(".")) for quarter, one in named]
    open_then = {
        line[1:] for line, (_, one) in zip(lines, named, strict=True) if line[0] == Q2 and one["state"] == "open"
    }
    assert sorted(zip(whole["target"], whole["words"], strict=True)) == sorted(open_then)
    parts = pd.concat([promises.of(ROWS.iloc[[n]], acted, filed, DAY, calendar=APRIL) for n in (0, 1)])
    assert sorted(parts["sentence"]) == sorted(whole["sentence"])
    past = promises.history(acted, filed)
    assert len(past) == len({line[1:] for line in lines})
    shuffled = chance.sample(range(len(ROWS)), len(ROWS))
    assert promises.in_words(promises.of(ROWS.iloc[shuffled], acted, filed, DAY, calendar=APRIL)) == promises.in_words(
        whole
    )
    said_so = promises.of(ROWS, acted, filed, DAY, calendar=APRIL)
    gone = set(past.loc[past["state"] == VANISHED, "words"])
    assert set(said_so.loc[said_so["outcome"] == VANISHED, "words"]) <= gone


def test_no_action_at_all():
    empty = tables.empty(tables.ACTIONS)
    assert promises.history(empty, acted_rows.returns()).empty
    assert promises.of(ROWS, empty, acted_rows.returns(), DAY, calendar=APRIL).empty


def test_the_shipped_promises(shipped):
    rows = shipped.at(kind="all")
    found = promises.of(rows, shipped.actions, shipped.returns, shipped.as_at, calendar=APRIL)
    assert len(found) and (found["before"] < found["quarter"]).all()
    past = promises.history(shipped.actions, shipped.returns, targets=shipped.register.targets)
    assert set(zip(found["target"], found["words"], strict=True)) <= set(
        zip(past["target"], past["words"], strict=True)
    )
    alone = [
        promises.of(
            shipped.at(kind="all", partnership=code), shipped.actions, shipped.returns, shipped.as_at, calendar=APRIL
        )
        for code in shipped.names
    ]
    assert sum(map(len, alone)) == len(found)
