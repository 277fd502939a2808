"""What is being done, what could go wrong, what is not known and how good the data are, as HTML for people."""

from datetime import date

import pandas as pd
import pytest

from oxdash.documents import actions as acting
from oxdash.documents import asked as asking
from oxdash.documents import quality, unknown
from oxdash.documents import risks as risking
from oxdash.findings import actions, asked, comparison, promises, risks, unknowns
from tests import acted_rows
from tests.calendars import APRIL
from tests.drawn import part
from tests.judged_rows import judged
from tests.unit.test_findings_comparison import IN, confirmed
from tests.unit.test_markup import HOSTILE, Tags, tags, text

Q1, Q2, Q3, Q4 = acted_rows.QUARTERS
DAY = date(2010, 2, 10)
TITLES = {"L1": "Homes", "L2": "Grants"}
NAMES = {"spatial-planning": "Spatial Planning"}
FILED = acted_rows.returns(spatial_planning="rrr-")
MEETINGS = pd.DataFrame({"body": ["Public Service Board"], "date": pd.to_datetime(["2010-03-17"])})
TARGETS = pd.DataFrame({"target": ["L1", "L2"], "delivery_group": ["housing", None]})
GROUPS = pd.DataFrame({"code": ["housing"], "name": ["Housing group"]})


def stood(*changes: dict) -> pd.DataFrame:
    return actions.standing(judged({}, {}), acted_rows.actions(*changes), DAY)


def every_piece(words: str) -> dict:
    """Each piece of markup, with what an officer or a register can type being ``words``."""
    acted = acted_rows.actions(
        {"action": words, "owner": words, "progress": words, "quarter": Q2},
        {"action": words, "owner": words, "progress": words, "due": "2010-06-30"},
    )
    risk = {"risk": words, "mitigation": words, "owner": words}
    rows, names, titles = judged({}, {"actual": None}), {"spatial-planning": words}, dict.fromkeys(TITLES, words)
    said = actions.standing(rows, acted, DAY)
    groups = GROUPS.assign(name=words)
    grouped = actions.by(said, actions.Key.DELIVERY_GROUP, TARGETS, groups, names)
    expected = unknowns.expected(rows.assign(unknown_for=2), {"L2": words}, MEETINGS, DAY, "psb")
    warnings = confirmed(("spatial-planning", Q3, 1, words))
    rated = comparison.data_quality(rows, IN, FILED, warnings, names, Q4)
    return {
        "standing": part(acting.standing(said, titles, names, {}, words)),
        "grouped": part(*acting.grouped(grouped, titles, names, {})),
        "tally": part(acting.tally(actions.tally(grouped), "Delivery group")),
        "lacking": part(acting.lacks_one(asked.without_action(rows, acted.iloc[:0]), titles)),
        "promises": part(acting.promised_before(promises.of(rows, acted, FILED, DAY, calendar=APRIL), titles, {})),
        "history": part(
            acting.history(promises.history(acted, FILED), promises.mentions(acted, FILED), titles, {}, words)
        ),
        "risks": part(
            risking.at_risk(risks.of(rows, acted_rows.risks(risk, risk | {"quarter": Q2}), FILED), titles, names, words)
        ),
        "unknown": part(unknown.expected(expected, titles, names, words)),
        "quality": part(quality.by_partnership(rated)),
        "confirmed": part(quality.confirmed(comparison.confirmed(warnings, FILED, Q4), names)),
        "asked": part(asking.requests(asks(words), {}, "the Board")),
    }


def asks(*sentences: str) -> pd.DataFrame:
    return pd.DataFrame({"sentence": sentences, "targets": "", "partnerships": ""})


@pytest.mark.parametrize("name", every_piece("said"))
def test_what_was_typed_is_text_wherever_it_stands(name):
    html = every_piece(HOSTILE)[name]
    assert "img" not in tags(html)
    assert "http://evil.example" in text(html)


def test_every_table_has_a_caption_scoped_headings_and_a_name_for_each_row():
    tables = {name: html for name, html in every_piece("said").items() if "table" in tags(html)}
    assert set(tables) == set(every_piece("said")) - {"lacking", "asked"}
    for name, html in tables.items():
        seen = Tags(str(html)).seen
        assert tags(html).count("caption") == tags(html).count("table") == 1, name
        scopes = [attributes.get("scope") for tag, attributes in seen if tag == "th"]
        assert set(scopes) == {"col", "row"}, name
        assert scopes.count("row") == tags(html).count("tr") - 1, name
        heads = scopes.count("col")
        assert tags(html).count("td") == (heads - 1) * scopes.count("row"), name


def rows_of(html) -> list[list[str]]:
    """The words of each row of a table."""
    inside = [row.split(">", 1)[1] for row in str(html).split("<tr")[2:]]
    return [[text(cell) for cell in row.replace("</td>", "</th>").split("</th>")[:-1]] for row in inside]


def test_actions_say_what_is_missing_and_what_is_overdue():
    rows = stood({"due": "2010-02-09", "owner": None}, {"due": None, "action": "B"}, {"state": "done", "action": "C"})
    html = part(acting.standing(rows, TITLES, NAMES, {}))
    cells = rows_of(html)
    assert [row[1:5] for row in cells] == [
        ["Build homes", "no owner named", "9 February 2010 1 day ago", "Overdue"],
        ["B", "Housing lead", "no due date", "No due date"],
        ["C", "Housing lead", "31 March 2010", "Done"],
    ]
    assert cells[0][0] == "L1 Homes Spatial Planning, Q3 2009/10"
    assert 'href="target?target=L1"' in str(html)


def test_a_group_has_its_heading_and_its_count():
    grouped = actions.by(
        stood({}, {"target": "L2"}, {"action": "B"}), actions.Key.DELIVERY_GROUP, TARGETS, GROUPS, NAMES
    )
    html = part(*acting.grouped(grouped, TITLES, None, {}))
    assert "Housing group (2)" in text(html) and "No delivery group (1)" in text(html)
    assert tags(html).count("table") == 2
    assert tags(part(acting.tally(actions.tally(grouped), "Delivery group"))).count("tr") == 3


PROMISES = [
    # said now, what stands under the day and under the outcome, why
    ({"due": "2010-06-30"}, ("31 March 2010 now 30 June 2010", "Moved to another day"), "moved"),
    ({"state": "done"}, ("31 March 2010", "Kept"), "kept"),
    ({}, ("31 March 2010", "Not due yet"), "not due"),
    (None, ("31 March 2010", "Dropped without explanation"), "not named any more"),
]


@pytest.mark.parametrize(("now", "cells", "why"), PROMISES, ids=[case[-1] for case in PROMISES])
def test_promises_say_what_became_of_them(now, cells, why):
    acted = acted_rows.actions({"quarter": Q2}, *([now] if now is not None else []))
    (row,) = rows_of(
        part(acting.promised_before(promises.of(judged({}), acted, FILED, DAY, calendar=APRIL), TITLES, {}))
    )
    assert tuple(row[3:5]) == cells
    assert row[0] == "L1 Homes promised at Q2 2009/10"


def test_a_promise_whose_fate_is_not_known_says_why():
    acted = acted_rows.actions({"quarter": Q2})
    found = promises.of(judged({}), acted, acted_rows.returns(spatial_planning="rr--"), DAY, calendar=APRIL)
    assert "Not known no later return says" in text(part(acting.promised_before(found, TITLES, {})))


def test_a_history_has_a_line_for_every_return():
    acted = acted_rows.actions(
        {"quarter": Q1, "progress": "Begun."}, {"quarter": Q2, "due": "2010-06-30"}, {"quarter": Q1, "action": "B"}
    )
    first, second = rows_of(
        part(acting.history(promises.history(acted, FILED), promises.mentions(acted, FILED), TITLES, {}))
    )
    assert first[3:] == [
        "30 June 2010 moved once, at first 31 March 2010",
        "Dropped without explanation last named at Q2 2009/10",
        "Q1 2009/10: Begun. Q2 2009/10: now due 30 June 2010 Q3 2009/10: Dropped without explanation",
    ]
    assert second[5] == "Q1 2009/10: open Q2 2009/10: Dropped without explanation"


def test_a_risk_is_told_in_words():
    named = [
        {"quarter": Q2}, {"likelihood": 5}, {"risk": "Odd", "impact": None}, {"risk": "Gone", "quarter": Q2},
    ]  # fmt: skip
    found = risks.of(judged({}), acted_rows.risks(*named), FILED)
    assert [row[1:4] for row in rows_of(part(risking.at_risk(found, TITLES, None)))] == [
        ["No land", "High (20) very likely, with a large impact", "Risen was medium (12)"],
        ["Odd", "Not rated", "New"],
        ["Gone", "", "Gone was medium (12)"],
    ]
    grid = rows_of(part(risking.grid(risks.grid(found))))
    assert len(grid) == 5
    assert grid[0][1:] == ["0 low", "0 medium", "0 high", "1 high", "0 high", "1"]
    assert grid[0][0] == "5 Very likely"
    assert 'tabindex="0"' in str(part(risking.grid(risks.grid(found))))


def test_what_is_not_known_says_when_it_will_be():
    rows = judged({"actual": None, "absence": "data quality", "expected_on": "2010-02-09"}, {"actual": None})
    found = unknowns.expected(rows.assign(unknown_for=1), {"L1": "Housing lead"}, MEETINGS, DAY, "psb")
    assert [row[1:] for row in rows_of(part(unknown.expected(found, TITLES, NAMES)))] == [
        ["Data quality", "Housing lead", "9 February 2010 1 day ago", "Overdue", "1 quarter"],
        ["No reason given", "no owner named", "no date given", "No date given", "1 quarter"],
    ]


def test_quality_is_counts_out_of_counts_and_never_a_score():
    found = comparison.data_quality(
        judged({}, {"actual": None}), IN, FILED, confirmed(), NAMES | {"economic": "Economic"}, Q4
    )
    first, second = rows_of(part(quality.by_partnership(found)))
    assert first[1:] == ["1 of 2", "0", "0", "1 of 1", "1 of 1", "0", "0"]
    assert second[0] == "Economic no return was due yet"
    assert "%" not in text(part(quality.by_partnership(found)))


def test_what_is_asked_is_numbered():
    html = part(asking.requests(asks("Ask for one.", "Ask for two."), {}, "the Board"))
    assert tags(html) == ["ol", "li", "li"]


EMPTY = [
    # block for no rows, words, why
    (lambda: acting.standing(stood(), TITLES, NAMES, {}), "No action is in the returns.", "no actions"),
    (lambda: acting.grouped(stood(), TITLES, NAMES, {})[0], "No action is in the returns.", "no groups"),
    (lambda: acting.tally(stood(), "Owner"), "No action is in the returns.", "no tally"),
    (lambda: acting.lacks_one(asked.without_action(judged({"actual": 60.0}), acted_rows.actions()), TITLES),
     "Every target that is off track has an action with an owner and a due date.", "nothing lacking"),
    (lambda: acting.promised_before(
        promises.of(judged({}), acted_rows.actions(), FILED, DAY, calendar=APRIL), TITLES, {}),
     "No action was open at the return before.", "no promises"),
    (lambda: acting.history(stood(), stood(), TITLES, {}), "No action was ever in a return.", "no history"),
    (lambda: risking.at_risk(risks.of(judged({}), acted_rows.risks(), FILED), TITLES, NAMES),
     "No risk is in the returns.", "no risks"),
    (lambda: unknown.expected(stood(), TITLES, NAMES), "Nothing is waited for here.", "nothing unknown"),
    (lambda: quality.confirmed(confirmed(), NAMES), "No reading had to be confirmed.", "nothing confirmed"),
    (lambda: asking.requests(asks(), {}, "the Board"), asked.nothing("the Board"), "nothing asked"),
]  # fmt: skip


@pytest.mark.parametrize(("piece", "words"), [case[:2] for case in EMPTY], ids=[case[2] for case in EMPTY])
def test_where_there_is_nothing_that_is_said(piece, words):
    assert text(part(piece())) == words
