"""Which targets count at a quarter, and at which quarter each is shown: one mechanism for every count there is.

The kind is "a target drops out of a total, or stays in one, because its partnership is late". Its members, each a row:
a partnership that is late when an agreement begins, ends, or both; a target that begins or ends in the middle of a
year; a partnership that returned only for an earlier agreement, never, or took its return back; a return that is
damaged or was placed by hand; all at one quarter; kinds and partnerships looked at by themselves. The places that
count are held against each other in `test_every_place_counts_the_same`.
"""

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.documents import cells
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import comparison, counts
from oxdash.judging.assemble import assemble
from oxdash.output import open_data, text
from oxdash.rule.judge import judge
from oxdash.vocabulary import model, tables
from oxdash.vocabulary.model import Reason
from oxdash.vocabulary.quarters import between
from tests.calendars import APRIL
from tests.conftest import shipped_as_at

LATE = date(2008, 8, 1)  # Safer Communities has returned for the old agreement, and not yet for the new one
DAY = date(2010, 7, 22)


def agreement(shipped, lives, states, version="2"):
    """A position of few targets: ``lives`` by code is its first and last quarter, ``states`` what is on file."""
    own = shipped.register.targets.iloc[: len(lives)]
    targets = own.assign(
        target=list(lives),
        partnership="economic",
        kind="designated",
        first_quarter=[first for first, _ in lives.values()],
        last_quarter=[last for _, last in lives.values()],
    )
    register = replace(shipped.register, targets=tables.settle(tables.TARGETS, targets))
    figures = assemble(
        register.targets, register.values_in_force(DAY), tables.empty(tables.RETURNED), states, APRIL.quarter_of(DAY)
    )
    returns = pd.DataFrame(
        [{"partnership": whose, "quarter": when, "state": state} for (whose, when), state in states.items()]
    )
    return replace(
        shipped,
        register=register,
        as_at=DAY,
        judged=tables.settle(tables.JUDGED, judge(figures, register.rules, calendar=APRIL)),
        returns=tables.settle(tables.RETURNS, returns) if states else tables.empty(tables.RETURNS),
        rule_version=version,
    )


OLD, NEW = ("2006-07 Q1", "2008-09 Q4"), ("2008-09 Q1", "2010-11 Q4")
NOT_RETURNED, NOTHING_SAID = str(Reason.RETURN_NOT_RECEIVED), str(Reason.NO_REASON_GIVEN)
DAMAGED = str(Reason.RETURN_DAMAGED)
CASES = [
    # lives, on file for economic by quarter, quarter, standing, shown: target, quarter and reason of each, why
    ({"A": NEW}, {"2007-08 Q4": "received"}, "2008-09 Q1", "latest", [("A", "2008-09 Q1", NOT_RETURNED)],
     "begun since: returned only for an earlier agreement"),
    ({"A": OLD, "B": NEW}, {"2007-08 Q4": "received"}, "2008-09 Q1", "latest",
     [("A", "2007-08 Q4", NOTHING_SAID), ("B", "2008-09 Q1", NOT_RETURNED)], "one alive there, one begun since"),
    ({"A": OLD, "B": NEW}, {"2008-09 Q4": "received"}, "2009-10 Q1", "latest", [("B", "2008-09 Q4", NOTHING_SAID)],
     "ended before: not counted though its partnership is late"),
    ({"A": OLD}, {"2008-09 Q4": "received"}, "2009-10 Q1", "latest", [], "ended before, and nothing else"),
    ({"A": OLD}, {"2008-09 Q3": "received"}, "2008-09 Q4", "latest", [("A", "2008-09 Q3", NOTHING_SAID)],
     "its last quarter is of its life"),
    ({"A": NEW}, {"2008-09 Q1": "received"}, "2008-09 Q1", "latest", [("A", "2008-09 Q1", NOTHING_SAID)],
     "its first quarter is of its life"),
    ({"A": NEW}, {"2007-08 Q4": "received"}, "2007-08 Q4", "latest", [], "not begun at the quarter chosen"),
    ({"A": ("2009-10 Q2", "2009-10 Q3")}, {"2009-10 Q1": "received"}, "2009-10 Q3", "latest",
     [("A", "2009-10 Q3", NOT_RETURNED)], "begins in the middle of a year"),
    ({"A": ("2009-10 Q2", "2009-10 Q3")}, {"2009-10 Q3": "received"}, "2009-10 Q4", "latest", [],
     "ends in the middle of a year"),
    ({"A": NEW}, {}, "2009-10 Q1", "latest", [("A", "2009-10 Q1", NOT_RETURNED)], "never returned"),
    ({"A": NEW}, {"2009-10 Q1": "withdrawn"}, "2009-10 Q1", "latest", [("A", "2009-10 Q1", NOT_RETURNED)],
     "took its only return back"),
    ({"A": NEW}, {"2008-09 Q4": "received", "2009-10 Q1": "withdrawn"}, "2009-10 Q1", "latest",
     [("A", "2008-09 Q4", NOTHING_SAID)], "took its newest return back: the one before counts"),
    ({"A": NEW}, {"2007-08 Q4": "damaged"}, "2008-09 Q2", "latest", [("A", "2008-09 Q2", NOT_RETURNED)],
     "begun since a damaged return"),
    ({"A": NEW}, {"2008-09 Q2": "damaged"}, "2008-09 Q3", "latest", [("A", "2008-09 Q2", DAMAGED)],
     "a damaged return was returned"),
    ({"A": NEW}, {"2008-09 Q1": "placed by hand"}, "2008-09 Q3", "latest", [("A", "2008-09 Q1", NOTHING_SAID)],
     "placed by hand"),
    ({"A": OLD, "B": NEW}, {"2007-08 Q4": "received"}, "2008-09 Q1", "same",
     [("A", "2008-09 Q1", NOT_RETURNED), ("B", "2008-09 Q1", NOT_RETURNED)], "all at one quarter"),
    ({"A": OLD, "B": NEW}, {"2009-10 Q1": "received"}, "2009-10 Q1", "same", [("B", "2009-10 Q1", NOTHING_SAID)],
     "all at one quarter: ended before"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lives", "states", "quarter", "standing", "shown"), [row[:5] for row in CASES], ids=[row[5] for row in CASES]
)
def test_which_targets_count_and_where(shipped, lives, states, quarter, standing, shown):
    position = agreement(shipped, lives, {("economic", when): state for when, state in states.items()})
    rows = position.at(quarter, standing)
    assert list(zip(rows.target, rows.quarter, rows.reason.astype("str"), strict=True)) == shown
    assert position.shown_at(quarter, standing).to_dict() == {target: when for target, when, _ in shown}


def test_a_return_of_a_quarter_that_had_not_begun_makes_no_position_of_that_quarter(shipped):
    states = {("economic", "2010-11 Q1"): "received", ("economic", "2010-11 Q4"): "placed by hand"}
    position = agreement(shipped, {"A": NEW}, states)
    assert position.quarters == ["2010-11 Q1"]
    assert list(position.at().quarter) == ["2010-11 Q1"]


def test_version_1_counted_the_targets_of_the_return(shipped):
    position = agreement(shipped, {"A": OLD, "B": NEW}, {("economic", "2007-08 Q4"): "received"}, version="1")
    assert list(position.at("2008-09 Q1").target) == ["A"]
    position = agreement(shipped, {"A": OLD, "B": NEW}, {("economic", "2008-09 Q4"): "received"}, version="1")
    assert list(position.at("2009-10 Q1").target) == ["A", "B"]


ends = st.sampled_from([str(one) for one in between(APRIL.quarter(2008, 1), APRIL.quarter(2009, 4))])


@settings(max_examples=25)
@given(
    st.lists(st.tuples(ends, ends).map(sorted), min_size=1, max_size=4),
    st.dictionaries(ends, st.sampled_from(model.STATES), max_size=3),
    ends,
    st.sampled_from(["latest", "same"]),
)
def test_every_target_whose_life_takes_in_the_quarter_counts_once_and_no_other(
    shipped, lives, states, quarter, standing
):
    lives = {f"T{n}": tuple(life) for n, life in enumerate(lives)}
    rows = agreement(shipped, lives, {("economic", when): state for when, state in states.items()}).at(
        quarter, standing
    )
    assert list(rows.target) == [code for code, (first, last) in lives.items() if first <= quarter <= last]
    assert (rows.quarter <= quarter).all()


@pytest.fixture(scope="module")
def late():
    return shipped_as_at(LATE)


def test_the_targets_of_a_late_partnership_are_in_the_total(late):
    total = counts.total(late.at("2008-09 Q1"))
    assert (total.targets, total.on_track, total.insufficient_data, total.low, total.high) == (44, 3, 41, 3, 44)
    safer = late.at("2008-09 Q1", partnership="safer-communities")
    assert set(safer.quarter) == {"2008-09 Q1"}
    assert set(safer.reason.astype("str")) == {NOT_RETURNED}
    assert len(safer) == 5


def test_every_place_counts_the_same(late):
    quarter, at = "2008-09 Q1", Standing(late, Edition("2008-09 Q1"))
    by_partnership = counts.of(late.at(quarter)).set_index("partnership")
    safer = by_partnership.loc["safer-communities"]
    assert (safer.quarter, safer.quarters_old, safer.targets, safer.begun_since) == ("2007-08 Q4", 1, 5, 5)
    said = text.position(late, quarter, "latest", "laa")
    data = json.loads(open_data.position_json(late, at.edition))
    side_by_side = comparison.of(late.at(quarter), late.judged, late.names).set_index("partnership")
    for one in by_partnership.itertuples():
        numbers = (one.targets, one.on_track, one.off_track, one.insufficient_data)
        for place in (said["partnerships"], data["partnerships"]):
            row = next(row for row in place if row["code"] == one.Index)
            assert tuple(row[name] for name in text.COUNTED) == numbers
        row = side_by_side.loc[one.Index]
        assert tuple(row[name] for name in text.COUNTED) == numbers
        assert len(at.of(one.Index)) == one.targets
    assert said["total"]["range"] == data["counts"]["on_track_if_all_known"] == [3, 44]
    assert at.total == counts.total(late.at(quarter))


COUNTED = [
    # lives, quarter returned, quarter, the words of the schedule, what the table says below the quarter, why
    ({"A": NEW}, "2007-08 Q4", "2008-09 Q1",
     "1 LAA target of which (at Q1 2008/09) 1 where we do not currently have enough to make a judgement "
     "(return not received).", "1 target began since: not returned", "every target began since"),
    ({"A": OLD, "B": NEW}, "2007-08 Q4", "2008-09 Q1",
     "2 LAA targets of which (at Q4 2007/08) 2 where we do not currently have enough to make a judgement. "
     "1 of them began after that; no return for Q1 2008/09 counts.", "1 target began since: not returned",
     "one of two began since"),
    ({"A": OLD}, "2008-09 Q1", "2008-09 Q2",
     "1 LAA target of which (at Q1 2008/09) 1 where we do not currently have enough to make a judgement "
     "(no reason given).", None, "none did"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lives", "returned", "quarter", "sentence", "below"), [row[:5] for row in COUNTED], ids=[row[5] for row in COUNTED]
)
def test_what_is_said_of_targets_that_began_since(shipped, lives, returned, quarter, sentence, below):
    position = agreement(shipped, lives, {("economic", returned): "received"})
    rows = position.at(quarter)
    assert cells.counted(rows, position.stands_at(quarter)["economic"], position.register.council) == sentence
    assert counts.begun_since(next(counts.of(rows).itertuples())) == below
