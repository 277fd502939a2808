"""Who reports to whom, whose chair's term is over, who sits on several bodies, and what is published of meetings.

The kind: a body of any kind where the program knew partnerships, and a chain where it knew one board. What else belongs
to it and was tried: a body that reports to two, to itself through others, to nobody; several heads; a board that is
only named; a thousand bodies one under the other; a term that ends today, soon, has ended, has not begun, has no end,
no beginning; a chair who is no member; a post on one body twice; words that are no post; an address that is none.
"""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.findings import bodies, diary, missing
from oxdash.vocabulary.web_addresses import can_be_led_to
from tests.unit.test_findings_accountability import (
    ALL_IN,
    AS_AT,
    NAMES,
    agreement,
    meetings,
    partnerships,
    targets,
)

CHAIR = {"chair": None, "chair_holder": None, "chair_since": pd.NaT, "chair_until": pd.NaT}


def every(*rows: tuple) -> pd.DataFrame:
    """Bodies: code, kind, whom it reports to; a name each."""
    table = pd.DataFrame(rows, columns=["code", "kind", "reports_to"])
    return table.assign(name=table["code"].str.upper(), **CHAIR)


CHAINS = [
    # bodies, whom partnerships report to that do not say, lines as depth and code (* where it stands again), why
    ([("psb", "board", "opb"), ("opb", "board", None), ("ct", "partnership", "psb"), ("g", "delivery group", "ct")],
     "psb", ["0 opb", "1 psb", "2 ct", "3 g"], "the head first, whatever the order"),
    ([("psb", "board", None), ("ct", "partnership", None)], "psb", ["0 psb", "1 ct"],
     "a partnership that does not say"),
    ([("psb", "board", None), ("g", "support group", None)], "psb", ["0 psb", "0 g"], "a group that does not say"),
    ([("a", "board", None), ("b", "board", None), ("c", "partnership", "a; b"), ("d", "delivery group", "c")], "a",
     ["0 a", "1 c", "2 d", "0 b", "1 c*"], "two above: what is under it stands once"),
    ([("a", "board", "b"), ("b", "board", "a"), ("c", "partnership", "a")], "a", ["0 a", "1 b", "1 c"], "a circle"),
    ([("a", "board", "a")], "a", ["0 a"], "to itself"),
    ([("a", "board", None), ("b", "board", None), ("c", "delivery group", "b")], "", ["0 b", "1 c", "0 a"],
     "where nobody says, the head has most under it"),
    ([("a", "board", "elsewhere")], "", ["0 a"], "to one that is not there"),
    ([], "psb", [], "no body"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "reported_to", "lines", "why"), CHAINS, ids=[case[-1] for case in CHAINS])
def test_the_chain(rows, reported_to, lines, why):
    found = bodies.chain(every(*rows), reported_to)
    assert [f"{row.depth} {row.code}{'*' if row.again else ''}" for row in found.itertuples()] == lines


def test_a_thousand_bodies_one_under_the_other():
    rows = [("b0", "board", None), *((f"b{n}", "delivery group", f"b{n - 1}") for n in range(1, 1000))]
    assert bodies.chain(every(*rows), "b0").depth.tolist() == list(range(1000))


@given(st.lists(st.lists(st.integers(0, 9), max_size=3), min_size=1, max_size=10))
def test_every_body_stands_in_the_chain_and_with_its_own_once(above):
    rows = [(f"b{n}", "board", "; ".join(f"b{one}" for one in ones) or None) for n, ones in enumerate(above)]
    found = bodies.chain(every(*rows))
    assert sorted(found.code[~found.again]) == sorted(row[0] for row in rows)
    deeper = found.depth.diff().fillna(0)
    assert (deeper <= 1).all() and found.depth.iloc[0] == 0
    over = bodies.above(every(*rows))
    beneath = [(below, code) for code, ones in bodies.beneath(over).items() for below in ones]
    assert sorted(beneath) == sorted((code, one) for code, ones in over.items() for one in ones)


def body(**changed) -> object:
    days = {name: pd.Timestamp(day) for name, day in changed.items() if isinstance(day, date)}
    return pd.Series({**CHAIR, "name": "OEP", **changed, **days})


TERMS = [
    # since, until, state, lines, sentence, why
    (None, None, None, (), None, "nothing on record"),
    (date(2009, 5, 1), None, None, ("since 1 May 2009",), None, "no end on record"),
    (None, date(2010, 7, 21), "ended", ("until 21 July 2010", "ended 1 day ago"),
     "The term of the chair of OEP ended on 21 July 2010, 1 day ago.", "ended yesterday"),
    (None, date(2010, 7, 22), "ending", ("until 22 July 2010", "ends today"),
     "The term of the chair of OEP ends on 22 July 2010, today.", "the last day is of the term"),
    (date(2009, 5, 1), date(2010, 10, 20), "ending", ("since 1 May 2009", "until 20 October 2010", "ends in 90 days"),
     "The term of the chair of OEP ends on 20 October 2010, in 90 days.", "within 90 days"),
    (date(2009, 5, 1), date(2010, 10, 21), None, ("since 1 May 2009", "until 21 October 2010"), None, "in 91 days"),
    (date(2010, 9, 1), date(2012, 9, 1), "to begin", ("from 1 September 2010", "until 1 September 2012"),
     "The term of the chair of OEP does not begin until 1 September 2010.", "has not begun"),
]  # fmt: skip


@pytest.mark.parametrize(("since", "until", "state", "lines", "sentence", "why"), TERMS, ids=[c[-1] for c in TERMS])
def test_the_term_of_a_chair(since, until, state, lines, sentence, why):
    row = body(chair_since=since or pd.NaT, chair_until=until or pd.NaT)
    assert bodies.term(row, AS_AT) == state
    assert bodies.term_told(row, AS_AT) == lines
    assert bodies.term_in_words(row, "OEP", AS_AT) == sentence


def test_who_held_the_chair_is_named():
    row = body(chair_until=date(2010, 7, 21), chair_holder="Cllr A")
    assert bodies.term_in_words(row, "OEP", AS_AT).startswith("The term of the chair of OEP (Cllr A) ended")


def of_bodies(*changes: dict, declared=("board-2",)) -> list[tuple]:
    """The gaps of bodies where these stand beside two partnerships that report to a board."""
    register = agreement(targets(), partnerships())
    more = pd.DataFrame([{"kind": "board", "reports_to": None, **CHAIR, **change} for change in changes])
    register.every_body = pd.concat([register.every_body, more], ignore_index=True)
    register.bodies = pd.DataFrame({"code": list(declared)}, dtype="str")
    found = missing.gaps(register, ALL_IN, AS_AT)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in found.to_numpy()]


def test_a_body_that_reports_to_nobody_is_a_gap_but_the_head():
    alone = {"code": "board-2", "name": "Leaders' Board"}
    assert of_bodies(alone) == [("reports to nobody", "board-2", None, "Leaders' Board reports to nobody.")]
    assert of_bodies(alone, declared=()) == [], "of one that is only named the register says nothing"
    assert of_bodies(alone | {"reports_to": "PSB"}) == []


def test_a_chair_whose_term_is_over_is_a_gap_of_any_body():
    ended = {"code": "board-2", "name": "Leaders' Board", "reports_to": "PSB", "chair_until": pd.Timestamp(2010, 3, 31)}
    assert of_bodies(ended) == [
        (
            "chair's term over",
            "board-2",
            None,
            "The term of the chair of Leaders' Board ended on 31 March 2010, 113 days ago.",
        )
    ]
    register = agreement(targets(), partnerships(chair_until=pd.Timestamp(2010, 7, 21)))
    found = missing.gaps(register, ALL_IN, AS_AT)
    assert found[["kind", "about", "partnership"]].to_numpy().tolist() == [
        ["chair's term over", code, code] for code in NAMES
    ]


LOCALS = [
    # what each partnership leads (osca, childrens-trust), those without a local target, why
    ({}, {}, [], "one each"),
    ({"kind": "designated", "agreement": "laa2", "counted": True}, {}, ["osca"], "only of the agreement"),
    ({"kind": "stretch"}, {}, ["osca"], "a stretch target of no agreement is none"),
    ({"kind": "designated"}, {}, [], "the council's own, of any other kind"),
    ({"kind": "designated", "counted": True}, {}, ["osca"], "counted, of a register that lists no agreement"),
    ({"agreement": "laa2"}, {}, [], "a local one within an agreement"),
    ({"last_quarter": "2009-10 Q4"}, {}, ["osca"], "whose life is over"),
    ({"partnership": "childrens-trust"}, {}, ["osca"], "another's"),
]  # fmt: skip


@pytest.mark.parametrize(("osca", "trust", "without", "why"), LOCALS, ids=[case[-1] for case in LOCALS])
def test_a_partnership_without_a_local_target_is_a_gap(osca, trust, without, why):
    register = agreement(targets(), partnerships())
    led = {"childrens-trust": trust, "osca": osca}
    for code, changes in led.items():
        place = register.targets.index[register.targets.partnership.eq(code) & register.targets.kind.eq("local")][0]
        for name, value in changes.items():
            register.targets.loc[place, name] = value
    found = missing.gaps(register, ALL_IN, AS_AT)
    found = found[found.kind == "no local target"]
    assert found.about.tolist() == without
    assert found.sentence.tolist() == [f"No local target of {NAMES[code]} is on record." for code in without]


MEMBERS = pd.DataFrame(
    [
        ("psb", "Chief Executive", "member"),
        ("oep", " chief  executive.", "support officer"),
        ("oep", "Chief Executive", "chair"),
        ("psb", "Bishop", "substitute"),
    ],
    columns=["body", "post", "role"],
)
SEATED = every(("psb", "board", None), ("oep", "partnership", "psb"), ("g", "delivery group", "oep"))


def seats(**chairs: tuple) -> list[list]:
    held = SEATED.set_index("code")
    for code, (chair, holder) in chairs.items():
        held.loc[code, ["chair", "chair_holder"]] = [chair, holder]
    return bodies.seats(MEMBERS, held.reset_index()).to_numpy().tolist()


def test_on_how_many_bodies_each_post_is_and_as_what():
    assert seats() == [
        ["Chief Executive", 2, (("psb", "PSB", "member"), ("oep", "OEP", "chair and support officer"))],
        ["Bishop", 1, (("psb", "PSB", "substitute"),)],
    ]
    found = bodies.seats(MEMBERS, SEATED)
    assert bodies.seats_in_words(found) == "1 post is on more than one body; Chief Executive is on most, 2."
    assert bodies.seats_in_words(found.iloc[1:]) == bodies.NO_ONE_TWICE
    counts = bodies.on_how_many(found)
    assert [bodies.count_of(post, counts) for post in ("CHIEF EXECUTIVE", "Bishop", "Nobody")] == [2, 1, 0]


def test_who_chairs_a_body_sits_on_it_where_a_post_is_meant():
    assert ["Bishop", 2, (("psb", "PSB", "substitute"), ("oep", "OEP", "chair"))] in seats(oep=("Bishop", None))
    assert "Rotates" not in [row[0] for row in seats(oep=("Rotates", None), g=("Rotates", None))]
    assert ["The Dean", 2, (("oep", "OEP", "chair"), ("g", "G", "chair"))] in seats(
        oep=("The Dean", "A Body"), g=("The Dean", "A Body")
    )


def test_reviews_are_due_of_partnerships_and_of_whoever_has_had_one():
    rows = every(("psb", "board", None), ("oep", "partnership", "psb"), ("lsp", "district partnership", None))
    rows = rows.assign(reviewed_on=[pd.Timestamp(2009, 7, 1), pd.NaT, pd.NaT], audited_on=pd.NaT)
    found = diary.reviews(rows, AS_AT)
    assert found[["body", "review", "state"]].to_numpy().tolist() == [
        ["psb", "chairmanship", "overdue"],
        ["oep", "chairmanship", "none on record"],
        ["oep", "governance", "none on record"],
    ]


MET = meetings(
    ("psb", date(2010, 7, 1), None, None, "2009-10 Q4"),
    ("oep", date(2010, 7, 21), None, None, "2009-10 Q4"),
    ("psb", date(2010, 7, 22), None, None, "2009-10 Q4"),
    ("psb", date(2010, 9, 15), None, None, "2010-11 Q1"),
).assign(who_reports=[None, None, None, "oep; lsp"], minutes=["https://www.example.org/m", None, None, None])


def test_meetings_gone_by_come_newest_first_and_few():
    names = {"psb": "PSB", "oep": "OEP"}
    assert diary.past(MET, AS_AT, names)[["body_name", "days"]].to_numpy().tolist() == [["OEP", -1], ["PSB", -21]]
    assert diary.past(MET, AS_AT, names, few=1).body.tolist() == ["oep"]
    assert diary.past(MET, date(2010, 7, 1), names).empty


def test_who_reports_is_said_at_the_meeting_and_of_whom():
    names = {"psb": "PSB", "oep": "OEP"}
    found = diary.meetings(MET, AS_AT, names)
    assert found.reporting.fillna("-").tolist() == ["-", "OEP; lsp"]
    assert found.sentence[1].endswith("papers have no day set; to report: OEP and lsp.")
    said = "Its chairman reports next on 15 September 2010, in 55 days: PSB."
    assert diary.reports_next(MET, "oep", AS_AT, names) == said
    assert diary.reports_next(MET, "psb", AS_AT, names) is None


ADDRESSES = [
    # text, whether it is led to, why
    ("https://www.example.org/papers?of=psb&on=1#top", True, "an address"),
    ("HTTPS://WWW.EXAMPLE.ORG", True, "in capitals"),
    ("https://www.example.org:8443/a%20b", True, "with a port"),
    ("http://www.example.org", False, "without the s"),
    ("www.example.org", False, "without a scheme"),
    ("javascript:alert(1)", False, "a script"),
    ("data:text/html,x", False, "data"),
    ("https://", False, "no server"),
    ("https://localhost/x", False, "a server of this machine"),
    ("https://127.0.0.1/x", False, "a number"),
    ("https://user@www.example.org", False, "a user's name"),
    ("https://www.example.org\\@evil.example", False, "a backslash"),
    ("https://www.example.org/ x", False, "a blank"),
    ('https://www.example.org/"onclick', False, "a quotation mark"),
    ("https://www.example.org/\u202e", False, "a mark of direction"),
    ("https://www.exämple.org", False, "letters with accents"),
    ("https://www..org", False, "a name of nothing"),
    ("https://www.example.org:x/", False, "a port of letters"),
    ("https://www.example.org/" + "a" * 2000, False, "too long"),
    (None, False, "nothing"),
    (float("nan"), False, "missing"),
]


@pytest.mark.parametrize(("text", "led", "why"), ADDRESSES, ids=[case[-1] for case in ADDRESSES])
def test_what_is_led_to(text, led, why):
    assert can_be_led_to(text) is led
