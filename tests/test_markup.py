"""HTML for people: nothing an officer typed is ever more than text, and a status is told by its word."""

import inspect
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash import judge, markup, table
from oxdash.findings import changes, counts
from oxdash.markup.element import Column, element, joined
from oxdash.model import OFFICER_REASONS, Reason, Status
from oxdash.view import View
from tests.judged_rows import judged, rules

TO = View().address


def position_rows(*rows_changed: dict) -> pd.DataFrame:
    """Judged rows with what a position puts beside each."""
    rows = judged(*rows_changed)
    return rows.assign(title="Homes", partnership_name="SPIP", quarters_old=0, unknown_for=2, sentence="Said.")


class Tags(HTMLParser):
    """Every element and attribute of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def tags(html) -> list[str]:
    return [tag for tag, _ in Tags(str(html)).seen]


def text(html) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(html))).strip()


@given(st.text())
def test_whatever_is_typed_stays_text(typed):
    said = element("p", typed, title=typed)
    (seen,) = Tags(str(said)).seen
    assert seen == ("p", {"title": typed.replace("\r\n", "\n").replace("\r", "\n")}) or "\r" in typed or "\0" in typed
    assert tags(said) == ["p"]


HOSTILE = '<img src="http://evil.example/x.png" onerror=alert(1)>&lt;![x](http://evil.example)'


def test_officers_words_are_text_wherever_they_stand():
    rows = position_rows({"commentary": HOSTILE, "figure_is_for": HOSTILE, "workbook": HOSTILE})
    acted = table.settle(
        table.ACTIONS,
        pd.DataFrame(
            [{"target": "L1", "quarter": "2009-10 Q3", "partnership": "spip", "action": HOSTILE, "owner": HOSTILE}]
        ).assign(state="open", progress=HOSTILE),
    )
    said = table.settle(
        table.NARRATIVE,
        pd.DataFrame([{"quarter": "2009-10 Q3", "partnership": "spip", "section": "Outcomes", "text": HOSTILE}]),
    )
    for html in (
        markup.lists.off_track(rows, acted, TO),
        markup.lists.cannot_judge(rows, pd.Series({"L1": HOSTILE}), TO),
        markup.sheet.actions(rows, acted, TO),
        markup.sheet.account(said),
        markup.sheet.targets(rows.assign(title=HOSTILE), HOSTILE, TO),
        markup.target.quarters(rows),
        markup.target.actions(acted),
        markup.notice.not_ready(HOSTILE, []),
    ):
        assert "img" not in tags(html)
        assert "http://evil.example" in text(html)


STATUSES = [
    # status, close, word, class, why
    (Status.ON_TRACK, False, "On track", "ox-on", "met"),
    (Status.OFF_TRACK, False, "Off track", "ox-off", "missed"),
    (Status.OFF_TRACK, True, "Close to target", "ox-close", "a near miss that counts as off track"),
    (Status.ON_TRACK, True, "On track (close to target)", "ox-on", "a near miss that counts as on track"),
    (Status.INSUFFICIENT_DATA, False, "Insufficient data", "ox-unknown", "unknown"),
]


@pytest.mark.parametrize(("status", "close", "word", "class_"), [r[:4] for r in STATUSES], ids=[r[4] for r in STATUSES])
def test_a_status_is_told_by_its_word(status, close, word, class_):
    assert markup.status.badge(status, close) == f'<span class="ox-status {class_}">{word}</span>'
    assert word in text(markup.status.small_badge(status, close)), "the whole word for a screen reader"


def test_a_bar_is_named_by_its_counts_in_the_order_of_every_stack():
    _, *segments = Tags(str(markup.status.bar(7, 8, 2))).seen
    assert (
        Tags(str(markup.status.bar(7, 8, 2))).seen[0][1]["aria-label"]
        == "7 off track, 8 insufficient data and 2 on track"
    )
    assert [attributes["class"] for _, attributes in segments] == [
        "ox-segment ox-off",
        "ox-segment ox-unknown",
        "ox-segment ox-on",
    ]
    assert "aria-label" in str(markup.status.bar(0, 0, 0))


def test_a_table_has_a_caption_and_scoped_headings():
    html = markup.element.table(
        "Homes", [Column("Target", ["NI 154"], names_row=True), Column("Actual", [1.5], numeric=True)]
    )
    seen = Tags(str(html)).seen
    assert [(tag, a.get("scope")) for tag, a in seen if tag == "th"] == [("th", "col"), ("th", "col"), ("th", "row")]
    assert "Homes" in text(html)
    assert [a.get("data-label") for tag, a in seen if tag == "td"] == ["Actual"]


def test_a_table_that_scrolls_can_be_reached_from_the_keyboard():
    html = markup.standing.grid(position_rows({"target": "L1"}), ["2009-10 Q3", "2009-10 Q4"], TO)
    first = Tags(str(html)).seen[0]
    assert first[1] == {
        "class": "ox-scroll",
        "role": "region",
        "aria-label": "Every target by quarter",
        "tabindex": "0",
    }
    assert "not a target then" in text(html)


def test_missing_values_are_nothing_and_zero_is_a_figure():
    assert joined([None, float("nan"), pd.NaT, 0, "x"]) == "0x"
    rows = position_rows({"actual": 0.0, "better": "higher"})
    assert "0.0%" in text(markup.lists.off_track(rows, table.empty(table.ACTIONS), TO))


def test_off_track_says_what_is_missing_too():
    said = text(markup.lists.off_track(position_rows({}), table.empty(table.ACTIONS), TO))
    assert "48.2%" in said and "52.0%" in said and "3.8 points" in said
    assert "No action in the return" in said
    assert "none given" in said


def test_cannot_judge_says_how_long():
    rows = position_rows({"actual": None, "absence": "not yet published", "expected_on": pd.Timestamp(2010, 9, 30)})
    said = text(markup.lists.cannot_judge(rows, pd.Series({"L1": "Head of Planning"}), TO))
    for part in ("Not yet published", "Head of Planning", "30 September 2010", "2 quarters running"):
        assert part in said


def test_a_figure_of_another_period_is_marked():
    said = text(markup.target.quarters(position_rows({"figure_is_for": "2008"})))
    assert "for 2008, not judged" in said


def test_links_carry_the_view():
    to = View(quarter="2009-10 Q3").address
    rows = position_rows({"target": "NI 154"})
    html = markup.standing.by_partnership(counts.of(rows), {"spatial-planning": "SPIP"}, {}, {}, to)
    assert 'href="partnership?quarter=2009-10+Q3&amp;partnership=spatial-planning"' in html


def test_nothing_changed_is_said():
    assert text(markup.lists.changed(changes.between(judged(), judged()), {}, TO)) == (
        "No target changed status since the quarter before."
    )


def test_the_rule_in_words_is_the_rule():
    source = inspect.getsource(judge)
    cases = source[source.index("cases = [") : source.index("    ]\n", source.index("cases = ["))]
    order = re.findall(r"^\s+\((?:Reason\.(\w+)|f\.absence),", cases, re.MULTILINE)
    assert [reason.name if reason else "" for reason, *_ in markup.rules.IN_WORDS] == order
    assert {r for r, *_ in markup.rules.IN_WORDS if r} | set(OFFICER_REASONS) == set(Reason)


TOLERANCES = [
    # rule, words, why
    (rules(), "None: a miss is a miss", "Oxfordshire's"),
    (rules("percent of milestone", 10), "10% of the milestone off track", "relative"),
    (rules("points", 2.5, "on track"), "2.5 points on track", "points"),
    (rules("floor"), "The floor agreed for each milestone", "a floor"),
]


@pytest.mark.parametrize(("rule", "words"), [row[:2] for row in TOLERANCES], ids=[row[2] for row in TOLERANCES])
def test_tolerance_in_words(rule, words):
    assert words in text(markup.rules.tolerance(rule))


def test_the_style_sheet_fetches_nothing():
    css = markup.style_sheet()
    assert re.findall(r"url\(\"(?!data:image/svg)", css) == []
    assert "http" not in css.replace("http://www.w3.org/2000/svg", "")
    assert "<" not in css, "Streamlit drops a style sheet that has anything like a tag in it"
