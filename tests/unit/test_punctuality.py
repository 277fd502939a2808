"""When each return came against the day it was due."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from oxdash.findings import punctuality
from oxdash.findings.punctuality import reminder, to_chase, words
from oxdash.vocabulary import bodies, tables
from oxdash.vocabulary.council import NEUTRAL
from tests.calendars import APRIL, LONDON

TARGETS = pd.DataFrame(
    [
        ("safer", "2009-10 Q1", "2009-10 Q4"),
        ("safer", "2009-10 Q1", "2010-11 Q4"),
        ("waste", "2009-10 Q3", "2009-10 Q4"),
    ],
    columns=["partnership", "first_quarter", "last_quarter"],
)
DUE = {"2009-10 Q3": date(2010, 2, 3), "2009-10 Q4": date(2010, 5, 5), "2010-11 Q1": date(2010, 8, 4)}


def due(partnership, quarter):
    return DUE.get(quarter)


def receipts(*rows):
    columns = ["partnership", "quarter", "number", "kind", "received_at"]
    found = pd.DataFrame([("safer", "2009-10 Q3", n, kind, at) for n, kind, at in rows], columns=columns)
    return found.assign(received_at=pd.to_datetime(found.received_at, utc=True))


def returns(state=None):
    rows = [{"partnership": "safer", "quarter": "2009-10 Q3", "state": state}] if state else []
    return (
        tables.settle(tables.RETURNS, pd.DataFrame(rows, columns=list(tables.RETURNS.columns)))
        if rows
        else tables.empty(tables.RETURNS)
    )


SENT = "return"
CASES = [
    # receipts, state of tables.RETURNS, day, word, below, versions, why
    ([(1, SENT, "2010-02-03 23:59")], "received", date(2010, 7, 1), "On time", "", 1, "on the day itself"),
    ([(1, SENT, "2010-02-04 00:01")], "received", date(2010, 7, 1), "Late", "1 day", 1, "just past midnight"),
    ([(1, SENT, "2010-02-09 12:00")], "received", date(2010, 7, 1), "Late", "6 days", 1, "days late"),
    (
        [(1, SENT, "2010-02-01 12:00"), (2, SENT, "2010-03-01 12:00")],
        "received",
        date(2010, 7, 1),
        "On time",
        "",
        2,
        "a correction after the day does not make the first one late",
    ),
    (
        [(1, SENT, "2010-02-09 12:00"), (2, SENT, "2010-02-01 12:00")],
        "received",
        date(2010, 7, 1),
        "Late",
        "6 days",
        2,
        "the lowest number is the first, whatever the clock said later",
    ),
    (
        [(1, SENT, "2010-02-01 12:00"), (2, "withdrawal", "2010-02-10 12:00")],
        "withdrawn",
        date(2010, 2, 13),
        "Withdrawn",
        "10 days late",
        1,
        "withdrawn: wanted again since the day it was due",
    ),
    ([], None, date(2010, 2, 3), "Not due yet", "due 3 February 2010", 0, "the day itself is not too late"),
    ([], None, date(2010, 2, 4), "Missing", "1 day late", 0, "the day after"),
    ([], "not received", date(2010, 2, 4), "Missing", "1 day late", 0, "said by the table of returns as well"),
    ([], "damaged", date(2010, 2, 4), "Damaged", "1 day late", 0, "a damaged one has to come again"),
    ([], "placed by hand", date(2010, 7, 1), "Placed by hand", "", 0, "without a receipt nobody knows when it came"),
    (
        [(1, SENT, "2010-02-09 12:00")],
        "not received",
        date(2010, 2, 8),
        "Missing",
        "5 days late",
        0,
        "as at a day before it came",
    ),
]


@pytest.mark.parametrize(
    ("sent", "state", "day", "word", "below", "versions", "why"), CASES, ids=[c[-1] for c in CASES]
)
def test_how_a_return_stands(sent, state, day, word, below, versions, why):
    found = punctuality.of(TARGETS, returns(state), receipts(*sent), due, day, NEUTRAL)
    row = next(r for r in found.itertuples() if (r.partnership, r.quarter) == ("safer", "2009-10 Q3"))
    assert (*words(row), row.versions) == (word, below, versions)


def test_the_cases_reach_every_way_a_return_can_stand():
    reached = {case[3].lower() for case in CASES} | {"received"}
    assert reached == {str(one) for one in punctuality.Arrival}


def test_a_quarter_without_a_day_is_neither_late_nor_on_time():
    found = punctuality.of(
        TARGETS,
        returns("received"),
        receipts((1, SENT, "2010-02-09")),
        lambda partnership, quarter: None,
        date(2010, 7, 1),
        NEUTRAL,
    )
    assert set(found.arrival) == {"received", "missing"}
    assert set(found.days_late) == {0}


LIFE = [
    (
        "safer",
        date(2010, 3, 31),
        ["2009-10 Q1", "2009-10 Q2", "2009-10 Q3"],
        "the last day of a quarter is not after it",
    ),
    ("safer", date(2010, 4, 1), ["2009-10 Q1", "2009-10 Q2", "2009-10 Q3", "2009-10 Q4"], "the day after"),
    ("waste", date(2012, 1, 1), ["2009-10 Q3", "2009-10 Q4"], "no further than its targets live"),
    ("nobody", date(2012, 1, 1), [], "a partnership with no target"),
]


@pytest.mark.parametrize(("code", "day", "quarters", "why"), LIFE, ids=[row[-1] for row in LIFE])
def test_quarters_that_can_be_returned_for(code, day, quarters, why):
    assert punctuality.life(TARGETS, code, day, APRIL) == quarters


OPEN = [
    (None, "2009-10 Q1", "nothing returned: the first of its life"),
    ("received", "2009-10 Q4", "the one after the newest return, though earlier ones are missing"),
    ("placed by hand", "2009-10 Q4", "placed by hand counts"),
    ("withdrawn", "2009-10 Q1", "a withdrawn one does not"),
    ("damaged", "2009-10 Q1", "nor a damaged one, which has to come again"),
]


@pytest.mark.parametrize(("state", "quarter", "why"), OPEN, ids=[row[-1] for row in OPEN])
def test_the_open_quarter(state, quarter, why):
    assert punctuality.open_quarter(TARGETS, returns(state), "safer", date(2010, 7, 1), APRIL) == quarter


def test_no_quarter_is_open_when_all_is_in():
    everything = returns("received").assign(quarter="2010-11 Q4")
    assert punctuality.open_quarter(TARGETS, everything, "safer", date(2012, 7, 1), APRIL) is None


def test_whom_to_chase_and_what_to_write():
    found = punctuality.of(TARGETS, returns("withdrawn"), receipts(), due, date(2010, 2, 13), NEUTRAL)
    chased = to_chase(found, "2009-10 Q3")
    assert list(zip(chased.partnership, chased.arrival, chased.days_late, strict=True)) == [
        ("safer", "withdrawn", 10),
        ("waste", "missing", 10),
    ]
    assert reminder(next(chased.itertuples()), "Safer Communities Partnership", "Its lead officer") == (
        "To: Its lead officer\n"
        "Subject: Safer Communities Partnership: return for Q3 2009/10\n\n"
        "The return of Safer Communities Partnership for Q3 2009/10 was due on 3 February 2010. It was withdrawn. "
        "Nothing has taken its place. It is 10 days late.\n\n"
        "Please fill in the workbook from the page Submit a return, check it there, and submit it. Until it comes, its "
        "targets are shown at an older quarter.\n"
    )
    assert punctuality.sentence(found, "2009-10 Q3") == "Q3 2009/10: 1 withdrawn and 1 missing, of 2 returns."
    early = punctuality.of(TARGETS, returns(), receipts(), due, date(2010, 1, 13), NEUTRAL)
    letter = reminder(next(to_chase(early, "2009-10 Q3").itertuples()), "The Partnership", "Its lead officer")
    assert "is due on 3 February 2010. It has not been received.\n" in letter


@pytest.mark.parametrize(
    ("state", "damaged_before", "wanted"),
    [("damaged", True, ["2009-10 Q3"]), ("damaged", False, []), ("received", True, []), ("withdrawn", True, [])],
    ids=["its partnership stands at it", "a page of one quarter", "sound", "it stands at the one before"],
)
def test_a_damaged_return_of_an_earlier_quarter_is_asked_for_again(state, damaged_before, wanted):
    found = pd.DataFrame(
        [("safer", "2009-10 Q3", state, 9)], columns=["partnership", "quarter", "arrival", "days_late"]
    )
    assert to_chase(found, "2009-10 Q4", damaged_before=damaged_before).quarter.tolist() == wanted


WITHDRAWN = [
    # received at (UTC), reason, how it is told, why
    ("2010-05-02 23:30", "The wrong\nquarter.", "withdrawn on 3 May 2010, because: The wrong quarter",
     "on the day it was here, in one line"),
    ("2010-05-03 09:00", None, "withdrawn on 3 May 2010", "kept before reasons were"),
    (None, None, "withdrawn", "nothing known of it"),
]  # fmt: skip


@pytest.mark.parametrize(("at", "reason", "told", "why"), WITHDRAWN, ids=[case[-1] for case in WITHDRAWN])
def test_a_return_that_was_withdrawn_is_told_as_that(at, reason, told, why):
    held = returns("withdrawn").assign(withdrawn_because=reason, received_at=pd.Timestamp(at, tz="UTC"))
    assert punctuality.withdrawals(held, LONDON) == {("safer", "2009-10 Q3"): told}
    rows = punctuality.of(TARGETS, held, receipts(), due, date(2010, 5, 10), NEUTRAL).set_index(
        ["partnership", "quarter"]
    )
    row = rows.loc[("safer", "2009-10 Q3")]
    assert punctuality.withdrawn_told(row) == told
    assert (
        "; ".join(part for part in (told.removeprefix("withdrawn").lstrip(" ,"), "96 days late") if part)
        == (words(row)[1])
    )


BOARDS = pd.DataFrame(
    {
        "code": ["trust", "safer", "group", "alone"],
        "reports_to": ["psb", "scrutiny; psb", "trust", None],
    }
)
DATES = pd.DataFrame(
    [
        ("psb", "2010-02-03", "2009-10 Q3"),
        ("psb", "2010-02-17", "2009-10 Q3"),
        ("trust", "2010-01-20", "2009-10 Q3"),
        ("committee", "2010-01-05", "2009-10 Q4"),
        ("psb", None, "2010-11 Q1"),
    ],
    columns=["body", "returns_due", "quarter"],
).astype({"returns_due": "datetime64[ns]"})
WHOSE = [
    ("trust", "2009-10 Q3", date(2010, 2, 3), "its own meeting is its own; of the Board's two the earlier counts"),
    ("safer", "2009-10 Q3", date(2010, 2, 3), "of two bodies that it reports to, the one that asks"),
    ("group", "2009-10 Q3", date(2010, 1, 20), "a body that reports to another partnership"),
    ("alone", "2009-10 Q3", date(2010, 2, 3), "where the register does not say, it is the Board"),
    ("unheard", "2009-10 Q3", date(2010, 2, 3), "nor where it has no such partnership"),
    ("trust", "2009-10 Q4", None, "a scrutiny committee's day is no deadline"),
    ("trust", "2010-11 Q1", None, "a meeting with no day"),
    ("trust", "2012-13 Q1", None, "no meeting"),
]


@pytest.mark.parametrize(("code", "quarter", "day", "why"), WHOSE, ids=[case[-1] for case in WHOSE])
def test_returns_are_due_by_the_meeting_of_the_body_reported_to(code, quarter, day, why):
    assert bodies.returns_due(BOARDS, DATES, "psb")(code, quarter) == day


def test_a_register_without_meetings_sets_no_day():
    assert bodies.returns_due(BOARDS, DATES.iloc[:0], "psb")("trust", "2009-10 Q3") is None
    assert bodies.returns_due(BOARDS.iloc[:0], DATES.iloc[:0], "psb")("trust", "2009-10 Q3") is None


def test_another_bodys_meeting_makes_nothing_late(shipped):
    """With a meeting of the Children's Trust on Q3 2009/10, five were still on time and two late, not seven late."""
    own = {"body": "Children's Trust", "date": "2010-02-24", "returns_due": "2010-01-20", "quarter": "2009-10 Q3"}
    meetings = shipped.register.meetings
    more = pd.DataFrame([own]).reindex(columns=meetings.columns).astype(meetings.dtypes)
    register = replace(shipped.register, meetings=pd.concat([meetings, more], ignore_index=True))
    receipts_ = shipped.returns[shipped.returns.received_at.notna()].assign(kind="return")
    found = punctuality.of(register.targets, shipped.returns, receipts_, register.returns_due, shipped.as_at, NEUTRAL)
    assert punctuality.sentence(found, "2009-10 Q3") == "Q3 2009/10: 5 on time and 2 late, of 7 returns."
