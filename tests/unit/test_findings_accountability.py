"""Who answers for what, and where nobody does."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.findings import accountability, arrivals, diary, missing
from oxdash.vocabulary import bodies, tables
from oxdash.vocabulary.council import NEUTRAL
from tests.calendars import APRIL

AS_AT = date(2010, 7, 22)
BOARD = "PSB"
NAMES = {"childrens-trust": "Children's Trust", "osca": "OSCA"}
PRIORITIES = pd.DataFrame({"code": ["economy", "communities"], "name": ["World class economy", "Communities"]})
GROUPS = pd.DataFrame(
    [("performance", "Performance", "childrens-trust", None), ("volunteers", "Volunteers", "osca", "Chair")],
    columns=["code", "name", "partnership", "lead_officer"],
)
TARGET = {
    "target": "NI 1",
    "title": "Homes",
    "partnership": "osca",
    "delivery_group": "volunteers",
    "priorities": "economy; communities",
    "owner": "Head of Homes",
    "contributing": None,
    "first_quarter": "2008-09 Q1",
    "last_quarter": "2010-11 Q4",
    "agreement": "laa2",
    "kind": "designated",
    "counted": True,
}
LOCAL = {"kind": "local", "agreement": None, "counted": False, "priorities": None}  # what every partnership should lead


def targets(*changes: dict) -> pd.DataFrame:
    """As a register's sheet might hold them, faults and all: so not settled into `tables.TARGETS`."""
    return pd.DataFrame([{**TARGET, **change} for change in changes or ({},)])


TERM = {"chair_since": pd.NaT, "chair_until": pd.NaT, "chair_holder": None}


def partnerships(chairmanship=date(2010, 1, 1), governance=date(2010, 1, 1), **changed) -> pd.DataFrame:
    """As rows of Bodies, whose days of reviews have other names than on the sheet Partnerships."""
    days = {"reviewed_on": pd.Timestamp(chairmanship), "audited_on": pd.Timestamp(governance)}
    own = {"kind": "partnership", "reports_to": BOARD, **TERM, **days, **changed}
    return pd.DataFrame([{"code": code, "name": name, **own} for code, name in NAMES.items()])


def meetings(*rows: tuple) -> pd.DataFrame:
    """Body, date, papers due, returns due, quarter."""
    frame = pd.DataFrame(rows, columns=["body", "date", "papers_due", "returns_due", "quarter"]).assign(link=None)
    return frame.astype(dict.fromkeys(("date", "papers_due", "returns_due"), "datetime64[ns]"))


def returns(partnership: str, **states: str) -> pd.DataFrame:
    """States by quarter, such as q3="received"; quarters of 2009/10."""
    rows = [
        {"partnership": partnership, "quarter": f"2009-10 {quarter.upper()}", "state": state}
        for quarter, state in states.items()
    ]
    return tables.settle(tables.RETURNS, pd.DataFrame(rows))


ALL_IN = pd.concat([returns(code, q1="received", q2="received", q3="received", q4="received") for code in NAMES])
DUE = meetings(("PSB", date(2010, 9, 15), date(2010, 9, 6), date(2010, 8, 4), "2010-11 Q1"))


def due(partnership, quarter):
    return {"2010-11 Q1": date(2010, 8, 4)}.get(quarter)


def agreement(these: pd.DataFrame, known: pd.DataFrame, priorities: pd.DataFrame = PRIORITIES) -> SimpleNamespace:
    """The tables of a register that `gaps` looks at."""
    local = [TARGET | LOCAL | {"target": f"L{n}", "partnership": code} for n, code in enumerate(NAMES)]
    local = [row | {"delivery_group": "performance"} if n == 0 else row for n, row in enumerate(local)]
    return SimpleNamespace(
        council=NEUTRAL,
        targets=pd.concat([these, pd.DataFrame(local)], ignore_index=True),
        bodies=pd.DataFrame({"code": []}, dtype="str"),
        every_body=pd.concat([known, pd.DataFrame([{"code": BOARD, "name": BOARD, "kind": "board"}])]),
        priorities=priorities,
        partnerships=known,
        delivery_groups=GROUPS,
        meetings=DUE,
        returns_due=bodies.returns_due(known, DUE, BOARD),
        reported_to={BOARD},
        body_names={},
    )


def found(these: pd.DataFrame, *, reviewed=None, on_file=ALL_IN, priorities=PRIORITIES, as_at=AS_AT):
    known = partnerships() if reviewed is None else reviewed
    return missing.gaps(agreement(these, known, priorities), on_file, as_at)


GAPS = [
    # targets, (kind, about, partnership, sentence) of each gap, why
    (({},), [], "nothing is wrong"),
    (
        ({"partnership": None},),
        [("no lead", "NI 1", None, "No partnership leads NI 1 Homes.")],
        "nobody leads, though a group of somebody's works on it",
    ),
    (
        ({"partnership": "spatial"},),
        [("no lead", "NI 1", None, 'NI 1 Homes is led by "spatial", which is no partnership of the register.')],
        "led by a partnership that is not there",
    ),
    (
        ({}, {"partnership": "childrens-trust"}),
        [("two leads", "NI 1", "osca",
          "NI 1 Homes has 2 leads: OSCA and Children's Trust. A target has one accountable lead.")],
        "two rows, two leads",
    ),
    (
        ({"partnership": "osca; childrens-trust", "delivery_group": None},),
        [("two leads", "NI 1", "osca",
          "NI 1 Homes has 2 leads: OSCA and Children's Trust. A target has one accountable lead."),
         ("no delivery group", "NI 1", "osca; childrens-trust",
          "No delivery group works on NI 1 Homes (OSCA and Children's Trust).")],
        "one cell, two leads",
    ),
    (
        ({"owner": None},),
        [("no owner", "NI 1", "osca", "No post answers for NI 1 Homes (OSCA).")],
        "no owner",
    ),
    (
        ({"owner": "  "},),
        [("no owner", "NI 1", "osca", "No post answers for NI 1 Homes (OSCA).")],
        "an owner of white space",
    ),
    (
        ({"delivery_group": None},),
        [("no delivery group", "NI 1", "osca", "No delivery group works on NI 1 Homes (OSCA).")],
        "no delivery group",
    ),
    (
        ({"delivery_group": "gone"},),
        [("no delivery group", "NI 1", "osca", "No delivery group works on NI 1 Homes (OSCA).")],
        "a delivery group that is not there",
    ),
    (
        ({"priorities": "economy"},),
        [("priority nobody covers", "communities", None,
          "No target of any partnership serves the priority Communities.")],
        "a priority nobody covers",
    ),
    (
        ({"contributing": "childrens-trust"},),
        [("targets that partnerships share", "NI 1", "osca",
          "NI 1 Homes: OSCA answers for it, Children's Trust contributes.")],
        "another partnership contributes",
    ),
    (
        ({"delivery_group": "performance"},),
        [("targets that partnerships share", "NI 1", "osca",
          "NI 1 Homes: OSCA answers for it, a delivery group of Children's Trust works on it.")],
        "another partnership's group does the work",
    ),
    (
        ({"delivery_group": "performance", "contributing": "childrens-trust"},),
        [("targets that partnerships share", "NI 1", "osca",
          "NI 1 Homes: OSCA answers for it, Children's Trust contributes.")],
        "the group of a contributor is told once",
    ),
    (
        ({}, {"target": "S1", "delivery_group": None, "last_quarter": "2009-10 Q4"}),
        [],
        "a target whose life is over before the quarter being reported",
    ),
    (
        ({}, {"target": "S1", "delivery_group": None, "last_quarter": "2010-11 Q1"}),
        [("no delivery group", "S1", "osca", "No delivery group works on S1 Homes (OSCA).")],
        "a target of the quarter being reported",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("these", "expected", "why"), GAPS, ids=[case[-1] for case in GAPS])
def test_gaps(these, expected, why):
    rows = found(targets(*these))
    assert [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows.to_numpy()] == expected


REPORTED = [
    # last quarters of the targets' lives, as at, quarter, why
    (["2010-11 Q4"], date(2010, 7, 22), "2010-11 Q1", "the quarter before the day's own"),
    (["2008-09 Q4", "2010-11 Q4"], date(2026, 7, 22), "2010-11 Q4", "the agreement is over: its last quarter"),
    ([None], date(2010, 7, 22), "2010-11 Q1", "no end is on record"),
]


@pytest.mark.parametrize(("ends", "as_at", "quarter", "why"), REPORTED, ids=[case[-1] for case in REPORTED])
def test_the_quarter_that_is_reported(ends, as_at, quarter, why):
    these = targets(*({"target": f"NI {n}", "last_quarter": end} for n, end in enumerate(ends)))
    assert accountability.reported(these, as_at, APRIL) == quarter


def test_once_the_agreement_is_over_its_targets_still_cover_their_priorities():
    later = found(targets({}), as_at=date(2026, 7, 22))
    assert "priority nobody covers" not in set(later.kind)


def test_gaps_in_words_leave_out_what_two_share():
    two = found(targets({"delivery_group": None, "contributing": "childrens-trust"}))
    assert missing.in_words(two, AS_AT) == "1 gap as at 22 July 2010: no delivery group (1)."
    assert missing.in_words(two[two.kind == "targets that partnerships share"], AS_AT) == ("No gap as at 22 July 2010.")


def test_gaps_come_by_kind_and_every_kind_can_be_found():
    these = targets(
        {"target": "NI 4", "contributing": "childrens-trust", "priorities": "economy"},
        {"target": "NI 3", "delivery_group": None, "priorities": "economy"},
        {"target": "NI 2", "owner": None, "priorities": "economy"},
        {"target": "NI 1", "partnership": None, "delivery_group": None, "priorities": "economy"},
        {"target": "NI 5", "priorities": "economy"},
        {"target": "NI 5", "partnership": "childrens-trust", "priorities": "economy"},
    )
    reviewed = partnerships(date(2009, 7, 1), date(2009, 7, 1)).iloc[:1]
    reviewed = pd.concat([reviewed, partnerships(None, date(2010, 7, 1)).iloc[1:]])
    register = agreement(these, reviewed)
    register.targets = register.targets[register.targets.kind != "local"]
    ended = {"code": "leaders", "name": "Leaders' Board", "kind": "board", "chair_until": pd.Timestamp(2010, 7, 21)}
    register.every_body = pd.concat([register.every_body, pd.DataFrame([ended | {"reports_to": None}])])
    register.bodies = pd.DataFrame({"code": ["leaders"]}, dtype="str")
    rows = missing.gaps(register, tables.empty(tables.RETURNS), AS_AT)
    order = [str(kind) for kind in missing.Gap]
    assert [kind for kind in rows.kind.unique() if kind in order] == order


SILENCE = [
    # states by quarter of 2009/10, as at, sentence, why
    ({"q1": "received", "q2": "received", "q3": "received"}, AS_AT, None, "one quarter without a return"),
    ({"q1": "received", "q2": "received"}, AS_AT,
     "Nothing has come from OSCA for 2 quarters in a row, since Q3 2009/10.", "two quarters"),
    ({"q1": "received"}, AS_AT, "Nothing has come from OSCA for 3 quarters in a row, since Q2 2009/10.", "three"),
    ({}, AS_AT, "Nothing has come from OSCA for 8 quarters in a row, since Q1 2008/09.", "never"),
    ({"q1": "received", "q4": "received"}, AS_AT, None, "silent once, heard since"),
    ({"q2": "received", "q3": "damaged"}, AS_AT, None, "a damaged return was sent"),
    ({"q2": "received", "q3": "placed by hand"}, AS_AT, None, "placed in the folder by hand"),
    ({"q2": "received", "q3": "withdrawn", "q4": "not received"}, AS_AT,
     "No return of OSCA has been in use for 2 quarters in a row, since Q3 2009/10. That for Q3 2009/10 was withdrawn.",
     "withdrawn is silence, and is said"),
    ({"q1": "received", "q2": "received", "q3": "received"}, date(2010, 8, 4), None, "the last day it may come"),
    ({"q1": "received", "q2": "received", "q3": "received"}, date(2010, 8, 5),
     "Nothing has come from OSCA for 2 quarters in a row, since Q4 2009/10.", "the day after"),
]  # fmt: skip


@pytest.mark.parametrize(("states", "as_at", "sentence", "why"), SILENCE, ids=[case[-1] for case in SILENCE])
def test_a_silent_partnership(states, as_at, sentence, why):
    on_file = returns("osca", **states) if states else tables.empty(tables.RETURNS)
    rows = arrivals.silent(targets(), due, on_file, {"osca": "OSCA"}, as_at, NEUTRAL)
    assert rows.sentence.tolist() == ([sentence] if sentence else [])


def test_a_return_that_came_before_it_was_due_ends_a_silence():
    on_file = tables.settle(
        tables.RETURNS, pd.DataFrame([{"partnership": "osca", "quarter": "2010-11 Q1", "state": "received"}])
    )
    assert arrivals.silent(targets(), due, on_file, {"osca": "OSCA"}, AS_AT, NEUTRAL).empty


REVIEWS = [
    # last, as at, due, state, sentence, why
    (date(2009, 9, 30), AS_AT, date(2010, 9, 30), "due soon",
     "The chairmanship of OSCA was last reviewed on 30 September 2009 and is due again on 30 September 2010.", "soon"),
    (date(2010, 6, 9), AS_AT, date(2011, 6, 9), "in date",
     "The chairmanship of OSCA was last reviewed on 9 June 2010 and is due again on 9 June 2011.", "in date"),
    (date(2009, 7, 22), AS_AT, date(2010, 7, 22), "due soon",
     "The chairmanship of OSCA was last reviewed on 22 July 2009 and is due again on 22 July 2010.", "due today"),
    (date(2009, 7, 21), AS_AT, date(2010, 7, 21), "overdue",
     "The chairmanship of OSCA was last reviewed on 21 July 2009 and was due again on 21 July 2010, 1 day ago.",
     "overdue by a day"),
    (date(2008, 2, 29), AS_AT, date(2009, 2, 28), "overdue",
     "The chairmanship of OSCA was last reviewed on 29 February 2008 and was due again on 28 February 2009, 509 days "
     "ago.", "a leap day"),
    (None, AS_AT, None, "none on record",
     "No review of the chairmanship of OSCA is on record by 22 July 2010; one is due every year.", "never"),
    (date(2010, 7, 23), AS_AT, None, "none on record",
     "No review of the chairmanship of OSCA is on record by 22 July 2010; one is due every year.", "not yet held then"),
]  # fmt: skip


@pytest.mark.parametrize(("last", "as_at", "due", "state", "sentence", "why"), REVIEWS, ids=[c[-1] for c in REVIEWS])
def test_the_yearly_review_of_the_chairmanship(last, as_at, due, state, sentence, why):
    row = diary.reviews(partnerships(last).iloc[1:], as_at).iloc[0]
    assert (row.review, row.state, row.sentence) == ("chairmanship", state, sentence)
    assert (None if pd.isna(row.due) else row.due.date()) == due


def test_the_audit_of_governance_has_its_own_words():
    said = diary.reviews(partnerships(governance=date(2009, 3, 31)).iloc[:1], AS_AT).sentence.tolist()
    assert said[1] == (
        "The governance of Children's Trust was last audited on 31 March 2009 and was due again on 31 March 2010, "
        "113 days ago."
    )
    assert diary.reviews(partnerships(governance=None).iloc[:1], AS_AT).sentence[1] == (
        "No audit of the governance of Children's Trust is on record by 22 July 2010; one is due every year."
    )


CALENDAR = meetings(
    ("PSB", date(2010, 7, 1), date(2010, 6, 22), date(2010, 5, 5), "2009-10 Q4"),
    ("PSB", date(2010, 11, 24), date(2010, 11, 15), date(2010, 11, 3), "2010-11 Q2"),
    ("Scrutiny", date(2010, 7, 22), date(2010, 7, 13), date(2010, 5, 5), "2009-10 Q4"),
    ("PSB", date(2010, 9, 15), date(2010, 9, 6), date(2010, 8, 4), "2010-11 Q1"),
    ("Scrutiny", date(2010, 9, 30), date(2010, 9, 21), date(2010, 8, 4), "2010-11 Q1"),
)


def test_the_meetings_to_come_soonest_first():
    rows = diary.meetings(CALENDAR, AS_AT, {})
    assert rows.sentence.tolist()[:2] == [
        "Scrutiny, 22 July 2010, today, about Q4 2009/10: returns were due on 5 May 2010, 78 days ago; papers were due "
        "on 13 July 2010, 9 days ago.",
        "PSB, 15 September 2010, in 55 days, about Q1 2010/11: returns are due on 4 August 2010, in 13 days; papers "
        "are due on 6 September 2010, in 46 days.",
    ]
    assert rows[["body", "next"]].to_numpy().tolist() == [
        ["Scrutiny", True],
        ["PSB", True],
        ["Scrutiny", False],
        ["PSB", False],
    ]


DUE_WITHIN = [
    # as at, days, sentences, why
    (AS_AT, 12, ["Meeting on 22 July 2010, today: Scrutiny."], "only today's meeting"),
    (AS_AT, 13, ["Meeting on 22 July 2010, today: Scrutiny.",
                 "Returns for Q1 2010/11 are due on 4 August 2010, in 13 days.",
                 "Q1 2010/11 is asked about by 4 August 2010, in 13 days: Scrutiny, to which no return is due."],
     "the last day counts, and another body's meeting makes no return due"),
    (date(2010, 9, 5), 10, ["Papers are due on 6 September 2010, in 1 day: PSB.",
                            "Meeting on 15 September 2010, in 10 days: PSB."], "papers, then the meeting"),
    (date(2011, 1, 1), 28, [], "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("as_at", "within", "sentences", "why"), DUE_WITHIN, ids=[case[-1] for case in DUE_WITHIN])
def test_what_is_due_within_days(as_at, within, sentences, why):
    assert diary.due(CALENDAR, as_at, {BOARD}, {}, within).sentence.tolist() == sentences


def test_meetings_without_days_set():
    rows = meetings(("PSB", date(2010, 9, 15), None, None, "2010-11 Q1"))
    assert diary.meetings(rows, AS_AT, {}).sentence.tolist() == [
        "PSB, 15 September 2010, in 55 days, about Q1 2010/11: returns have no day set; papers have no day set."
    ]
    assert diary.due(rows, AS_AT, {BOARD}, {}, 60).what.tolist() == ["meeting"]


def test_priorities_by_partnership():
    these = targets(
        {}, {"target": "NI 2", "priorities": "economy", "contributing": "childrens-trust"}, {"target": "NI 3"}
    )
    rows = accountability.matrix(these, PRIORITIES, partnerships())
    assert rows.fillna("-").drop(columns=["priority_name", "partnership_name"]).to_numpy().tolist() == [
        ["economy", "childrens-trust", "-", "NI 2", 0],
        ["economy", "osca", "NI 1; NI 2; NI 3", "-", 3],
        ["communities", "childrens-trust", "-", "-", 0],
        ["communities", "osca", "NI 1; NI 3", "-", 2],
    ]


def test_priorities_in_a_quarter_leave_out_targets_whose_life_is_over():
    these = targets({}, {"target": "S1", "last_quarter": "2008-09 Q4"})
    rows = accountability.matrix(these, PRIORITIES, partnerships(), "2009-10 Q4")
    assert rows.leads.dropna().tolist() == ["NI 1", "NI 1"]


LEADS = st.lists(
    st.tuples(
        st.sampled_from(list(NAMES)), st.lists(st.sampled_from(["economy", "communities"]), min_size=1, unique=True)
    ),
    max_size=8,
)


@given(LEADS)
def test_every_target_stands_once_under_each_of_its_priorities(leads):
    these = targets(
        *({"target": f"L{n}", "partnership": p, "priorities": "; ".join(c)} for n, (p, c) in enumerate(leads))
    )
    these = these if leads else these.iloc[:0]
    rows = accountability.matrix(these, PRIORITIES, partnerships())
    assert rows["count"].sum() == sum(len(served) for _, served in leads)
    assert len(rows) == 4


def test_delivery_groups_with_their_targets():
    rows = accountability.groups(GROUPS, targets({}, {"target": "NI 2"}))
    assert rows[["code", "targets"]].fillna("-").to_numpy().tolist() == [
        ["performance", "-"],
        ["volunteers", "NI 1; NI 2"],
    ]


BODIES = pd.DataFrame(
    {"code": ["opb", "psb"], "name": ["Oxfordshire Partnership Board", "Public Service Board"], "kind": ["board"] * 2}
)
MEMBERS = pd.DataFrame(
    [
        ("osca", "Voluntary", "Chief Executive", None, "member"),
        ("osca", "Voluntary", "Faith representatives", 3, "member"),
        ("osca", "Voluntary", "Chairman", 1, "chair"),
        ("psb", "Police", "Area Commander", 1, "member"),
    ],
    columns=["body", "sector", "post", "places", "role"],
).assign(basis="seed 004")


def test_bodies_with_chairs_first_and_one_row_for_a_body_without_members():
    rows = accountability.bodies(MEMBERS, BODIES, partnerships())
    assert rows[["body", "role", "post"]].fillna("-").to_numpy().tolist() == [
        ["opb", "-", "-"],
        ["psb", "member", "Area Commander"],
        ["childrens-trust", "-", "-"],
        ["osca", "chair", "Chairman"],
        ["osca", "member", "Chief Executive"],
        ["osca", "member", "Faith representatives"],
    ]
    assert accountability.members_in_words(rows) == {
        "opb": "No member is on record.",
        "psb": "Member: 1 post, 1 place.",
        "childrens-trust": "No member is on record.",
        "osca": "Chair: 1 post, 1 place; member: 2 posts, 3 places, places of 1 not settled.",
    }


def test_the_shipped_register_is_told_whole(shipped):
    register = shipped.register
    membership = accountability.bodies(register.members, register.every_body, register.partnerships)
    assert len(membership.dropna(subset="post")) == len(register.members), "every member stands under one body"
    rows = missing.gaps(register, shipped.returns, shipped.as_at)
    refused = {"no lead", "two leads", "no owner"}
    assert not refused & set(rows.kind), "the register's reader refuses these"
    assert {"NI 6", "NI 7"} <= set(rows[rows.kind == "no delivery group"].about), "OSCA has no delivery groups (004)"


def test_sectors_in_words_count_chairs_among_the_members():
    attending = MEMBERS.iloc[:1].assign(role="support officer", sector="Support officers")
    rows = accountability.bodies(pd.concat([MEMBERS, attending], ignore_index=True), BODIES, partnerships())
    said = accountability.sectors_in_words(rows)
    assert said["osca"] == "Voluntary 3."
    assert said["childrens-trust"] == "No member is on record."
    assert said["psb"] == "Police 1."


def test_what_nobody_at_all_returned_for_is_one_sentence_and_no_partnerships_gap():
    """A page and its paper count the same gaps: what nobody has returned for is said once."""
    register = agreement(targets(), partnerships(reports_to="PSB"))
    on_file = pd.concat([returns(code, q1="received", q2="received") for code in NAMES])
    day = date(2010, 7, 1)
    held = missing.gaps(register, on_file, day)
    counted = missing.gaps(register, on_file, day, up_to="2009-10 Q2")
    assert "silent partnership" in held.kind.tolist() and "silent partnership" not in counted.kind.tolist()
    assert arrivals.nobody_in_words(register, on_file, day) == (
        "No partnership has returned for any quarter after Q2 2009/10; 2 quarters were due since."
    )
    assert arrivals.nobody_in_words(register, on_file, date(2010, 1, 1)) == (
        "No partnership has returned for any quarter after Q2 2009/10; 1 quarter was due since."
    )
    assert arrivals.nobody_in_words(register, on_file, date(2009, 12, 31)) == ""
    assert arrivals.nobody_in_words(register, tables.empty(tables.RETURNS), day) == ""
