"""What the Board is asked to do."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import actions, asked, changes, promises, punctuality, unknowns
from oxdash.findings.asked import Ask
from oxdash.vocabulary.council import NEUTRAL
from tests import acted_rows
from tests.calendars import APRIL
from tests.judged_rows import judged

Q1, Q2, Q3, Q4 = acted_rows.QUARTERS
DAY = date(2010, 2, 10)
NAMES = {"spatial-planning": "Spatial Planning", "economic": "Economic"}
MEETINGS = pd.DataFrame({"body": ["psb"], "date": pd.to_datetime(["2010-03-17"])})
CHASE = ["partnership", "quarter", "arrival", "due", "days_late", "withdrawn_on", "withdrawn_because"]
WHY = (date(2010, 5, 3), "The wrong quarter.")
ON, OFF = {"actual": 60.0}, {"actual": 48.2}


def ask(rows, acted=(), judged_before=None, chase=(), names=NAMES) -> pd.DataFrame:
    """What is asked about rows of Q3 2009/10, from the findings themselves."""
    acted, filed = acted_rows.actions(*acted), acted_rows.returns(spatial_planning="rrr-", economic="rrr-")
    rows = rows.assign(unknown_for=1)
    every = rows if judged_before is None else pd.concat([judged_before, rows], ignore_index=True)
    return asked.of(
        rows,
        names,
        lacking=asked.without_action(rows, acted),
        standing=actions.standing(rows, acted, DAY),
        promises=promises.of(rows, acted, filed, DAY, calendar=APRIL),
        changes=changes.between(rows, every, calendar=APRIL),
        expected=unknowns.expected(rows, {}, MEETINGS, DAY, "psb"),
        chase=pd.DataFrame([(*one, *WHY) for one in chase], columns=CHASE),
    )


GOOD = {"target": "L1"}  # an open action with an owner and a day to come
UNKNOWN = {"actual": None, "absence": "data quality"}
ASKED = [
    # rows, actions, rows of the quarter before, returns to chase, sentences, why
    ([ON], [], [], [], [], "nothing applies"),
    ([OFF], [GOOD], [], [], [], "off track, with an action that has an owner and a day to come"),
    ([OFF], [], [], [],
     ["Ask that 1 target off track has an open action with an owner and a due date: Spatial Planning (L1, no action)."],
     "off track, without an action"),
    ([OFF, OFF, OFF], [{"due": None}, {"target": "L2", "owner": None}], [], [],
     ["Ask that 3 targets off track each have an open action with an owner and a due date: Spatial Planning (L1, no "
      "due date; L2, no owner; L3, no action)."], "what each lacks, by name"),
    ([ON], [{"due": "2010-02-09"}], [], [],
     ["Ask for progress on 1 overdue action: Spatial Planning (L1)."], "an action overdue"),
    ([ON], [{"due": "2010-02-10"}], [], [], [], "due on the day"),
    ([ON], [{"quarter": Q2}], [], [],
     ["Ask why 1 action that was open is missing from the next return: Spatial Planning (L1)."],
     "an action dropped without explanation"),
    ([ON], [], [], [("economic", Q4, "missing", DAY, 5)],
     ["Ask for 1 return that has not come: Economic (Q4 2009/10)."], "a missing return"),
    ([ON], [], [], [("economic", Q4, "not due yet", DAY, 0)], [], "a return not due yet"),
    ([ON], [], [], [("economic", Q3, "withdrawn", DAY, 5), ("economic", Q4, "damaged", DAY, 5)],
     ["Ask when 1 return that was withdrawn will be sent again: Economic (Q3 2009/10, withdrawn on 3 May 2010, "
      "because: The wrong quarter).",
      "Ask for 1 return to be sent again, as what is on file is damaged: Economic (Q4 2009/10)."],
     "withdrawn and damaged are no returns that have not come"),
    ([ON], [], [], [("economic", Q3, "missing", DAY, 9), ("economic", Q4, "missing", DAY, 5)],
     ["Ask for 2 returns that have not come: Economic (Q3 2009/10 and Q4 2009/10)."], "two missing"),
    ([{"damaged": True}], [], [], [], [], "a target of a damaged return, which is asked for as a whole"),
    ([OFF], [GOOD], [ON], [], ["Note 1 target newly off track: Spatial Planning (L1)."], "newly off track"),
    ([OFF], [GOOD], [OFF], [], [], "still off track"),
    ([{"declared": "no"}], [GOOD], [], [],
     ["Decide what follows from 1 target that the partnership declares will not be achieved: Spatial Planning (L1)."],
     "will not be achieved"),
    ([ON | {"original_milestone": 70.0}], [], [], [],
     ["Note 1 target that is on track only because it was renegotiated: Spatial Planning (L1)."],
     "only because it moved"),
    ([UNKNOWN | {"expected_on": "2010-02-09"}], [], [], [],
     ["Ask when 1 figure that is overdue will come: Spatial Planning (L1)."], "a figure overdue"),
    ([UNKNOWN | {"expected_on": "2010-02-10"}], [], [], [], [], "a figure expected on the day"),
    ([UNKNOWN], [], [], [], ["Ask when 1 target will have a figure: Spatial Planning (L1)."],
     "no day given"),
    ([{"received": False, "actual": None}], [], [], [], [], "no return: the return is asked for, not a day"),
    ([OFF] * 7, [], [], [],
     ["Ask that 7 targets off track each have an open action with an owner and a due date: Spatial Planning (L1, no "
      "action; L2, no action; L3, no action; L4, no action; L5, no action; L6, no action; L7, no action)."],
     "every one is named"),
    ([OFF, OFF | {"partnership": "economic"}], [], [], [],
     ["Ask that 2 targets off track each have an open action with an owner and a due date: Spatial Planning (L1, no "
      "action); Economic (L2, no action)."], "each partnership by name, in the register's order"),
    ([ON], [{"due": "2010-02-01"}, {"due": "2010-02-02", "action": "Another"}], [], [],
     ["Ask for progress on 2 overdue actions: Spatial Planning (L1, 2 actions)."],
     "two actions on one target"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "acted", "earlier", "chase", "sentences"), [case[:5] for case in ASKED],
                         ids=[case[5] for case in ASKED])  # fmt: skip
def test_what_the_board_is_asked(rows, acted, earlier, chase, sentences):
    earlier = judged(*({"quarter": Q2} | row for row in earlier)) if earlier else None
    assert ask(judged(*rows), acted, earlier, chase)["sentence"].tolist() == sentences


CHASED = [
    ("economic", quarter, state, DAY, 5) for quarter, state in ((Q4, "missing"), (Q2, "withdrawn"), (Q1, "damaged"))
]


def test_everything_at_once_in_order_and_the_cases_reach_all():
    rows = judged(
        OFF,
        ON | {"original_milestone": 70.0, "partnership": "economic"},
        {"declared": "no", "partnership": "economic"},
        UNKNOWN | {"expected_on": "2010-01-01"},
        UNKNOWN,
    )
    acted = [{"target": "L2", "partnership": "economic", "due": "2009-12-31"}, {"target": "L4", "quarter": Q2}]
    found = ask(rows, acted, judged(ON | {"quarter": Q2}), CHASED)
    assert found["ask"].tolist() == [str(one) for one in Ask]
    assert found["partnerships"].tolist()[:2] == ["economic", "spatial-planning; economic"]
    assert found["targets"].tolist()[:2] == ["L3", "L1; L3"]
    assert found["count"].tolist() == [1, 2, *[1] * 9]
    assert found["short"].tolist()[:3] == [
        "Decide about 1 target that will not be achieved",
        "Ask for an action, owner and day for 2 targets",
        "Ask about 1 overdue action",
    ]


def test_one_partnerships_sheet_names_that_partnership_alone():
    rows = judged(OFF, OFF | {"partnership": "economic"})
    found = ask(rows, chase=[("economic", Q4, "missing", DAY, 5)], names={"economic": "Economic"})
    assert found["sentence"].tolist() == [
        "Ask that 1 target off track has an open action with an owner and a due date: Economic (L2, no action).",
        "Ask for 1 return that has not come: Economic (Q4 2009/10).",
    ]


KINDS = [ON, OFF, {"declared": "no"}, UNKNOWN, UNKNOWN | {"expected_on": "2010-01-01"}]
POOL = judged(*(kind | {"partnership": code} for kind in KINDS for code in NAMES for _ in range(3)))


@settings(max_examples=15)
@given(st.sets(st.integers(0, len(POOL) - 1), min_size=1, max_size=10))
def test_each_partnerships_asks_add_up_to_the_boards(chosen):
    rows = POOL.iloc[sorted(chosen)]
    whole = ask(rows).set_index("ask")["count"].to_dict()
    alone = [ask(rows, names={code: name}).set_index("ask")["count"].to_dict() for code, name in NAMES.items()]
    assert whole == {one: sum(part.get(one, 0) for part in alone) for one in {*alone[0], *alone[1]}}


def test_what_is_asked_of_the_shipped_position(shipped):
    register = shipped.register
    rows = shipped.at()
    receipts = pd.DataFrame({"partnership": [], "quarter": [], "number": [], "kind": [], "received_at": []}).astype(
        {"received_at": "datetime64[ns, UTC]"}
    )
    arrivals = punctuality.of(
        register.targets, shipped.returns, receipts, lambda partnership, quarter: date(2010, 5, 5), DAY, NEUTRAL
    )
    found = asked.of(
        rows,
        shipped.names,
        lacking=asked.without_action(rows, shipped.actions),
        standing=actions.standing(rows, shipped.actions, shipped.as_at),
        promises=promises.of(rows, shipped.actions, shipped.returns, shipped.as_at, calendar=APRIL),
        changes=changes.between(rows, shipped.judged, shipped.quarters, calendar=APRIL),
        expected=unknowns.expected(rows, {}, register.meetings, shipped.as_at, "psb"),
        chase=punctuality.to_chase(arrivals, shipped.newest),
    )
    assert Ask.NOT_ACHIEVED in found["ask"].tolist(), "three targets will not be achieved (seed 001)"
    counted = found.set_index("ask")["count"]
    assert counted[str(Ask.NOT_ACHIEVED)] == (rows["reason"] == "will not be achieved").sum()
    assert found["sentence"].str.endswith(".").all()
