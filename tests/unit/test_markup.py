"""HTML for people: nothing an officer typed is ever more than text, and a status is told by its word."""

import ast
import inspect
import re
from datetime import date
from html.parser import HTMLParser

import htpy
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from oxdash.documents import actions as acting
from oxdash.documents import exceptions, found, notice, partnership
from oxdash.documents import rules as in_words
from oxdash.documents import target as of_target
from oxdash.documents.blocks import Column, Heading, Schedule, Section, Table
from oxdash.documents.by_partnership import by_partnership
from oxdash.documents.columns import bars
from oxdash.documents.edition import Edition
from oxdash.documents.inline import Bar, Link, StatusWord
from oxdash.documents.page_blocks import Notice, Panel
from oxdash.documents.quarter_view import Standing
from oxdash.findings import changes, promises, trend, xmr
from oxdash.output.element import joined, link, shown
from oxdash.output.status import style_sheet
from oxdash.rule import judge
from oxdash.rule.versions import VERSIONS
from oxdash.settings import HOME
from oxdash.vocabulary import tables
from oxdash.vocabulary.model import OFFICER_REASONS, Reason, Status
from oxdash.vocabulary.reasons import STEPS, Giver
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind
from oxdash.web.view import View
from tests.calendars import APRIL
from tests.drawn import line, part
from tests.judged_rows import judged, rules


@pytest.mark.parametrize(("text", "whole"), [("NI 154", True), ("See NI 6", True), ("Economic Partnership", False)])
def test_a_code_that_leads_somewhere_is_not_broken_between_lines(text, whole):
    assert ('class="ox-code"' in str(link(text, "#"))) == whole


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
    said = link(typed, "#", title=typed)
    (seen,) = Tags(str(said)).seen
    attributes = {"href": "#", "target": "_self", "title": typed.replace("\r\n", "\n").replace("\r", "\n")}
    seen[1].pop("class", None)  # which a short one has
    assert seen == ("a", attributes) or "\r" in typed or "\0" in typed
    assert tags(said) == ["a"]


HOSTILE = '<img src="http://evil.example/x.png" onerror=alert(1)>&lt;![x](http://evil.example)'


def test_officers_words_are_text_wherever_they_stand():
    rows = position_rows({"commentary": HOSTILE, "figure_is_for": HOSTILE, "workbook": HOSTILE})
    acted = tables.settle(
        tables.ACTIONS,
        pd.DataFrame(
            [{"target": "L1", "quarter": "2009-10 Q3", "partnership": "spip", "action": HOSTILE, "owner": HOSTILE}]
        ).assign(state="open", progress=HOSTILE, for_kind="target", for_what="L1", with_bodies=HOSTILE),
    )
    none = tables.empty(tables.RETURNS)
    for html in map(
        part,
        (
            exceptions.off_track(rows, acted, {}),
            exceptions.unknown_table(rows.assign(owner=HOSTILE)),
            partnership.actions_of(rows, acted, {}),
            Schedule(HOSTILE, (Section(HOSTILE, (HOSTILE,)),), ()),
            partnership.targets(rows.assign(title=HOSTILE), HOSTILE),
            of_target.quarters(rows),
            acting.history(promises.history(acted, none), promises.mentions(acted, none), None, {}),
            *notice.not_ready(HOSTILE, [])[1:],
        ),
    ):
        assert "img" not in tags(html)
        assert "http://evil.example" in text(html)


SAID_OF_ACTIONS = [
    # state, owner, due, what stands under owner and due
    ("open", None, None, ["no owner named", "no due date"]),
    ("open", "A post", pd.Timestamp(2010, 5, 31), ["A post", "31 May 2010"]),
    ("done", "A post", pd.Timestamp(2010, 5, 31), ["A post", "31 May 2010 done"]),
    ("done", None, None, ["", "done"]),
]


@pytest.mark.parametrize(("state", "who", "due", "said"), SAID_OF_ACTIONS)
def test_what_an_action_off_track_lacks_is_said_and_so_is_that_it_is_done(state, who, due, said):
    """The kind: what nobody said stands as a blank, which may be anything; what is done stands like what is not."""
    acted = pd.DataFrame(
        [{"target": "L1", "quarter": "2009-10 Q3", "partnership": "spip", "action": "Act", "owner": who}]
    )
    given = acted.assign(due=due, state=state, for_kind="target", for_what="L1")
    table = part(partnership.actions_of(position_rows(), tables.settle(tables.ACTIONS, given), {}))
    cells = re.findall(r"<td[^>]*>(.*?)</td>", str(table), re.DOTALL)
    assert [" ".join(text(one.replace("<span", " <span")).split()) for one in cells[1:3]] == said


NO_ELEMENTS = [
    # what stands in a cell, what is shown of it, why
    ("", "", "an empty text"),
    (None, "", "nothing"),
    (float("nan"), "", "no number"),
    (pd.NaT, "", "no day"),
    (0, "0", "a whole number, which is false"),
    (1.5, "1.5", "a number, which htpy does not take"),
    (np.int64(7), "7", "a number of numpy's, which htpy does not take"),
    (True, "True", "what htpy leaves out"),
    (False, "False", "what htpy leaves out"),
    (date(2010, 7, 22), "2010-07-22", "a day, which htpy does not take"),
    ({"onclick": "alert(1)"}, "{&#39;onclick&#39;: &#39;alert(1)&#39;}", "what htpy takes for attributes"),
    (["<b>"], "[&#39;&lt;b&gt;&#39;]", "what htpy takes for elements one after the other"),
    (b"<b>", "b&#39;&lt;b&gt;&#39;", "bytes, which htpy does not take"),
    ("#main.ox-notice", "#main.ox-notice", "what htpy takes for an id and a class"),
]


@pytest.mark.parametrize(("held", "said"), [r[:2] for r in NO_ELEMENTS], ids=[r[2] for r in NO_ELEMENTS])
def test_what_is_no_element_is_the_text_of_it(held, said):
    table = Table("Homes", (Column("Target", ["NI 154"], names_row=True), Column("Said", [held])))
    (cell,) = re.findall(r"<td.*</td>", str(part(table)))
    empty = ' class="ox-empty"' if not said else ""
    assert cell == f'<td role="cell" data-label="Said"{empty}><div>{said}</div></td>'
    assert (shown(held) or "") == said


@pytest.mark.parametrize("typed", [HOSTILE, '"><b>', "#main.ox-notice", "a\nb", "True", "{}"])
def test_officers_words_in_attributes_are_values_of_those_attributes_alone(typed):
    columns = (Column("Target", ["NI 154"], names_row=True), Column(typed, [Link(typed, anchor=typed, title=typed)]))
    seen = [
        *Tags(str(part(Table(typed, columns, scrolls=True)))).seen,
        *Tags(str(part(Notice(("Said.",), typed)))).seen,
        *Tags(str(part(Panel("error", (), typed)))).seen,
        *Tags(str(part(Heading(typed, 2, typed)))).seen,
    ]
    told = [value for _, held in seen for value in held.values() if typed in value]
    assert told == [typed, typed, f"#{typed}", typed, typed, typed, typed]
    assert all(value is not None for _, held in seen for value in held.values()), "no attribute without a value"
    names = "class role tabindex scope data-label href target title aria-label aria-labelledby id"
    assert {name for _, held in seen for name in held} <= set(names.split())


SVG = set("svg defs g pattern rect line circle path text".split())


def test_htpys_elements_are_called_with_named_attributes_and_are_elements_of_html():
    """htpy reads an id and classes in a first argument, and makes an element of any name, a slip of the pen too."""
    wrong = []
    for path in sorted((HOME / "oxdash").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        imported = [(one.name, one.asname) for node in nodes if isinstance(node, ast.Import) for one in node.names] + [
            (node.module, None) for node in nodes if isinstance(node, ast.ImportFrom)
        ]
        if (found := {called for name, called in imported if (name or "").split(".")[0] == "htpy"}) - {"h"}:
            wrong.append(f"{path.name} calls htpy otherwise than h")
        for node in nodes if found else ():
            if isinstance(node, ast.Call) and _of_htpy(node.func) and node.args and node.func.attr.islower():
                wrong.append(f"{path.name}:{node.lineno} is called with what has no name")
            if isinstance(node, ast.Attribute) and _of_htpy(node) and node.attr not in {*vars(htpy), *SVG}:
                wrong.append(f"{path.name}:{node.lineno} {node.attr} is no element")
    assert wrong == []
    assert not SVG & set(vars(htpy)) - {"svg"}


def _of_htpy(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "h"


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
    assert line(StatusWord(status, close)) == f'<span class="ox-status {class_}">{word}</span>'
    assert word in text(line(StatusWord(status, close, short=True))), "the whole word for a screen reader"


def test_a_bar_is_named_by_its_counts_in_the_order_of_every_stack():
    whole, *segments = Tags(str(line(Bar(7, 8, 2)))).seen
    assert whole[1]["aria-label"] == "7 off track, 8 insufficient data and 2 on track"
    assert [attributes["class"] for _, attributes in segments] == [
        "ox-segment ox-off",
        "ox-segment ox-unknown",
        "ox-segment ox-on",
    ]
    assert "aria-label" in str(line(Bar(0, 0, 0)))


def test_bars_of_one_table_are_on_one_scale():
    rows = pd.DataFrame({"targets": [17, 2], "off_track": [7, 1], "insufficient_data": [8, 0], "on_track": [2, 1]})
    longest, short = bars(rows).of_rows(list(each_row(rows))).cells
    assert 'style="width:11.8%"' in str(line(short)) and "width" not in str(line(longest))
    assert bars(rows.iloc[:0]).of_rows([]).cells == [], "no partnership has a target"


def test_a_table_has_a_caption_and_scoped_headings():
    columns = (Column("Target", ["NI 154"], names_row=True), Column("Actual", [1.5], Kind.NUMBER))
    html = part(Table("Homes", columns))
    seen = Tags(str(html)).seen
    assert [(tag, a.get("scope")) for tag, a in seen if tag == "th"] == [("th", "col"), ("th", "col"), ("th", "row")]
    assert "Homes" in text(html)
    assert [a.get("data-label") for tag, a in seen if tag == "td"] == ["Actual"]


def test_a_table_that_scrolls_can_be_reached_from_the_keyboard():
    html = part(found.by_quarter(position_rows({"target": "L1"}), ["2009-10 Q3", "2009-10 Q4"]))
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
    assert "0.0%" in text(part(exceptions.off_track(rows, tables.empty(tables.ACTIONS), {})))


def test_off_track_says_what_is_missing_too():
    said = text(part(exceptions.off_track(position_rows({}), tables.empty(tables.ACTIONS), {})))
    assert "48.2%" in said and "52.0%" in said and "3.8 points" in said
    assert "No action in the return" in said
    assert "none given" in said


def test_cannot_judge_says_how_long():
    rows = position_rows({"actual": None, "absence": "not yet published", "expected_on": pd.Timestamp(2010, 9, 30)})
    said = text(part(exceptions.unknown_table(rows.assign(owner="Head of Planning"))))
    for one in ("Not yet published", "Head of Planning", "30 September 2010", "2 quarters in a row"):
        assert one in said


def test_a_figure_of_another_period_is_marked():
    said = text(part(of_target.quarters(position_rows({"figure_is_for": "2008"}))))
    assert "for 2008, not judged" in said


PROXIES = [
    # changed in the row, words beside the milestone, why
    ({"milestone_kind": "interim proxy"}, "52.0% interim proxy", "a value"),
    ({"milestone_kind": "interim proxy", "better": "within range", "milestone_upper": 60.0},
     "52.0% to 60.0% interim proxy", "a range"),
    ({"milestone_kind": "milestone"}, None, "agreed as a milestone"),
    ({"milestone_kind": "interim proxy", "milestone": None}, None, "nothing is judged against it"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "words"), [row[:2] for row in PROXIES], ids=[row[2] for row in PROXIES])
def test_a_proxy_is_marked_in_every_list(changed, words):
    rows = position_rows(changed)
    for html in (
        part(exceptions.off_track(rows, tables.empty(tables.ACTIONS), {})),
        part(of_target.quarters(rows)),
        part(partnership.targets(rows, "Targets")),
    ):
        assert words in text(html) if words else "interim proxy" not in text(html)


GOING = [
    # sentence, direction, arrow, words, why
    ("Improved by 1 point.", trend.Direction.IMPROVING, "↓", "↓ Improving Improved by 1 point.", "lower is better"),
    ("Steady.", trend.Direction.STEADY, "→", "→ Steady Steady.", "within the dead band"),
    ("Moved.", trend.Direction.NONE, "↑", "↑ Moved.", "no range to say which way is better"),
    ("There is no earlier figure.", trend.Direction.NONE, "", "There is no earlier figure.", "nothing to compare with"),
]


@pytest.mark.parametrize(
    ("sentence", "direction", "arrow", "words"), [row[:4] for row in GOING], ids=[row[4] for row in GOING]
)
def test_a_trend_is_an_arrow_a_word_and_a_sentence(sentence, direction, arrow, words):
    html = line(of_target.going(sentence, str(direction), arrow))
    assert text(html) == words
    assert ("aria-hidden" in str(html)) == bool(arrow), "the word is enough for whoever hears it"


def test_ups_and_downs_say_in_a_table_what_the_chart_shows():
    points = xmr.of([10.0, 12.0] * 6 + [None, 21.0], [f"Q{n}" for n in range(14)])
    said = text(part(of_target.ups_and_downs(points)))
    assert "Q13 21.0 Above the upper limit" in said, "the newest first; across a gap nothing moved"
    assert "Q12 none no" in said and "Q1 12.0 2.0 no" in said


def test_links_carry_the_view(shipped):
    to = View(quarter="2009-10 Q3").address
    html = part(by_partnership(Standing(shipped, Edition("2009-10 Q3"))), to=to)
    assert 'href="partnership?quarter=2009-10+Q3&amp;partnership=spatial-planning"' in html


def test_nothing_changed_is_said(shipped):
    at = Standing(shipped, Edition("2009-10 Q4"))
    nothing = changes.between(judged(), judged(), calendar=APRIL)
    assert text(part(*exceptions.changed(at, nothing, at.rows))) == at.nothing_moved(at.rows) != ""


def test_the_rule_in_words_is_the_rule():
    source = inspect.getsource(judge)
    cases = source[source.index("cases = [") : source.index("    ]\n", source.index("cases = ["))]
    order = re.findall(r"^\s+\((?:Reason\.(\w+)|f\.absence),", cases, re.MULTILINE)
    assert [step.reason.name if step.reason else "" for step in in_words.IN_WORDS] == order
    assert {step.reason for step in in_words.IN_WORDS if step.reason} | set(OFFICER_REASONS) == set(Reason)


def test_the_statuses_that_reasons_lead_to_are_the_rules():
    source = inspect.getsource(judge)
    own = r"_ON|_OFF|_CANNOT|f\.tolerances\.counts_as\[f\.which\]"
    made = re.findall(rf"^\s+\(Reason\.(\w+),\s+({own}),", source, re.MULTILINE)
    said = {"_ON": Status.ON_TRACK, "_OFF": Status.OFF_TRACK, "_CANNOT": Status.INSUFFICIENT_DATA}
    assert {Reason[name]: said.get(code) for name, code in made} == {one: one.status for one in STEPS if one}
    assert {reason.status for reason in OFFICER_REASONS} == {Status.INSUFFICIENT_DATA}


def test_an_officers_reasons_are_the_first_of_all():
    """The rule numbers them by their place among all reasons."""
    assert tuple(Reason)[: len(OFFICER_REASONS)] == OFFICER_REASONS
    assert {reason for reason in Reason if reason.given_by == Giver.EITHER} == set(OFFICER_REASONS) & set(STEPS)


TOLERANCES = [
    # rule, words, why
    (rules(), "None: a miss is a miss", "Oxfordshire's"),
    (rules("percent of milestone", 10), "10% of the milestone off track", "relative"),
    (rules("points", 2.5, "on track"), "2.5 points on track", "points"),
    (rules("floor"), "The floor agreed for each milestone", "a floor"),
]


@pytest.mark.parametrize(("rule", "words"), [row[:2] for row in TOLERANCES], ids=[row[2] for row in TOLERANCES])
def test_tolerance_in_words(rule, words):
    assert words in text(part(in_words.tolerance(rule)))


def test_the_style_sheet_fetches_nothing():
    css = style_sheet()
    assert re.findall(r"url\(\"(?!data:image/svg)", css) == []
    assert "http" not in css.replace("http://www.w3.org/2000/svg", "")
    assert "<" not in css, "Streamlit drops a style sheet that has anything like a tag in it"


def test_the_grid_begins_with_the_first_quarter_that_any_of_its_targets_has():
    """Returns of an older agreement are on file; where only newer targets are shown, those quarters say nothing."""
    rows = position_rows(
        {"target": "A", "quarter": "2009-10 Q1"}, {"target": "B", "quarter": "2009-10 Q2"}
    )  # fmt: skip
    said = text(part(found.by_quarter(rows, ["2006-07 Q1", "2009-10 Q1", "2009-10 Q2", "2009-10 Q3"])))
    assert [quarter for quarter in ("Q1 2006/07", "Q1 2009/10", "Q2 2009/10", "Q3 2009/10") if quarter in said] == [
        "Q1 2009/10", "Q2 2009/10", "Q3 2009/10"
    ]  # fmt: skip


def test_the_versions_of_the_rule_stand_on_the_page_newest_first_each_with_its_day():
    text = str(part(in_words.versions()))
    assert text.index("29 November 2026") < text.index("25 November 2026")
    for version in VERSIONS.values():
        assert all(escape(line) in text for line in version.differs)
