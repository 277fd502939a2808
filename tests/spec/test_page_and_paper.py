"""What a page and a paper both show is the same facts in the same words, cell by cell, marks and headings included.

The kind: two outputs of one subject, each with words of its own. Tried, on a position that has every mark there is
(proxy, provisional, estimate, corrected, of another period, forecast, close to target): the off-track list, what
cannot be judged, the counts by partnership, the chart of status, actions, promises, risks, what changed, the gaps, the
reward grant, the yearly review, the milestones agreed, the meetings, reviews and members; on the pages, in the Word
papers, in the static page and in the workbook.
"""

import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from lxml import html as parser

from oxdash.documents import actions, exceptions, reward, unknown
from oxdash.documents import papers as kinds
from oxdash.documents import review as yearly
from oxdash.documents.blocks import Bullets, Chart, Paragraph, Table
from oxdash.documents.by_partnership import by_partnership
from oxdash.documents.cells import STATUS_CHART
from oxdash.documents.edition import Edition
from oxdash.documents.inline import Bar, StatusWord
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.documents.risks import at_risk
from oxdash.findings import counts, missing, promises, review, risks
from oxdash.judging.position import Position
from oxdash.output import excel, static_page
from oxdash.output.word import series as wordseries
from oxdash.rule.judge import judge
from oxdash.vocabulary import tables as table
from oxdash.vocabulary import wording
from oxdash.vocabulary.wording import without_target
from tests import drawn
from tests.calendars import APRIL
from tests.drawing import bars_figure
from tests.drawn import line, part
from tests.judged_rows import rules

QUARTER = "2009-10 Q4"
NOTHING = {"", "none"}  # an empty cell of a page is the word for nothing on paper


def marked(position: Position) -> Position:
    """The position under a tolerance, with a figure of every standing, some corrected and one of another period."""
    judged = position.judged.copy()
    counted = set(position.at(QUARTER, kind="all")[["target", "quarter"]].itertuples(index=False, name=None))
    newest = [n for n, key in enumerate(zip(judged.target, judged.quarter, strict=True)) if key in counted]
    measured = [n for n in newest if pd.notna(judged.actual[n])]
    measured.sort(key=lambda n: judged.status[n] != "off track")  # every third, fourth and so on of those first
    judged["figure_is"] = judged.figure_is.astype("str").where(judged.figure_is.notna(), None)
    judged.loc[measured[0::3], "figure_is"] = "provisional"
    judged.loc[measured[1::3], "figure_is"] = "estimate"
    judged.loc[measured[0::4], "milestone_kind"] = "interim proxy"
    silent = next(n for n in newest if pd.isna(judged.actual[n]) and judged.received[n])
    judged.loc[silent, "actual"], judged.loc[silent, "figure_is_for"] = 12.0, "2009-10 Q2"
    in_force = rules("percent of milestone", 5.0)
    figures = table.settle(table.FIGURES, judged[list(table.FIGURES.columns)])
    corrected = pd.DataFrame(
        [
            {
                "target": judged.target[n],
                "quarter": judged.quarter[n],
                "was": judged.actual[n] + 5,
                "now": judged.actual[n],
                "number": 2,
                "corrected_on": pd.Timestamp(2010, 6, 1),
            }
            for n in measured[0::2]
        ]
    )
    return replace(
        position,
        register=replace(position.register, rules=in_force),
        judged=table.settle(table.JUDGED, judge(figures, in_force, calendar=APRIL)),
        corrections=table.settle(table.CORRECTIONS, corrected),
    )


@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(marked(shipped), Edition(QUARTER))


@pytest.fixture(scope="module")
def papers(at) -> dict[Kind, list]:
    return {kind: kinds.outline(kind, at).blocks for kind in kinds.Kind if kind != Kind.PARTNERSHIP}


def plain(text: str) -> str:
    """The words of a cell, without the brackets, commas and breaks that set a mark apart from its figure."""
    said = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").translate(str.maketrans("(),;", "    ")).split())
    return "" if said in NOTHING else said


def of_paper(given: Table) -> dict[str, list[str]]:
    return {column.heading: [plain(_text(cell)) for cell in column.cells] for column in given.columns}


def _text(cell: object) -> str:
    if isinstance(cell, StatusWord):
        return wording.status_words(cell.status, cell.close)
    return " ".join(cell) if isinstance(cell, tuple) else str(cell)


def of_page(made: str, caption: str | None = None) -> dict[str, list[str]]:
    tables = parser.fragment_fromstring(f"<div>{made}</div>").iter("table")
    found = next(one for one in tables if caption is None or words(one.find("caption")) == caption)
    headings = [words(head) for head in found.iter("th") if head.get("scope") == "col"]
    rows = [[plain(words(cell)) for cell in row] for row in found.find("tbody")]
    return {heading: list(cells) for heading, cells in zip(headings, zip(*rows, strict=True), strict=True)}


def words(node) -> str:
    return " ".join(" ".join(node.itertext()).split())


def paper_table(blocks: list, caption: str) -> dict[str, list[str]]:
    return of_paper(next(one for one in blocks if isinstance(one, Table) and one.caption == caption))


def bulleted(blocks: list) -> list[str]:
    return [line for one in blocks if isinstance(one, Bullets) for line in one.lines]


def together(columns: dict[str, list[str]], *names: str, words_before: tuple[str, ...] = ()) -> list[str]:
    """Cells of several columns of a page as a paper says them in one."""
    before = words_before or ("",) * len(names)
    rows = zip(*(columns[name] for name in names), strict=True)
    return [" ".join(f"{said} {cell}".strip() for said, cell in zip(before, row, strict=True) if cell) for row in rows]


def test_the_position_has_every_mark(at):
    rows = at.rows
    assert {"provisional", "estimate"} <= set(rows.figure_is.dropna())
    assert (rows.milestone_kind == "interim proxy").any() and rows.corrected.any() and rows.forecast.notna().any()
    assert rows.close.any() and rows.figure_is_for.notna().any()
    off = at.off_track
    assert off.close.any() and off.corrected.any() and (off.milestone_kind == "interim proxy").any()


def test_the_off_track_list(at, papers):
    screen = of_page(part(exceptions.off_track(at.off_track, at.position.actions, at.bodies, at.trends)))
    paper = paper_table(papers[Kind.BOARD], "Targets that are off track")
    assert_the_same_trends(screen["Trend"], paper["Trend"])
    for heading in ("Target", "Why", "What is being done"):
        assert paper[heading] == screen[heading], heading
    assert "Year-end forecast" not in paper, "narrow: it stands with the figures"
    for said, shown in zip(paper["Figures"], screen["Year-end forecast"], strict=True):
        figure, _, judged = shown.replace("none given", "none").partition(" Off track")
        assert f"Year-end forecast {figure}" in said and (not judged or "(off track)" in said)
    assert [one.startswith("Actual") for one in paper["Figures"]] == [True] * len(paper["Figures"])
    actual_and_milestone = [
        f"Actual {actual or 'none'} Milestone {milestone or 'none'}"
        for actual, milestone in zip(screen["Actual"], screen["Milestone"], strict=True)
    ]
    for said, shown, short in zip(paper["Figures"], actual_and_milestone, screen["Missed by"], strict=True):
        assert said.startswith(shown)
        assert said.removeprefix(shown).strip().startswith(short)
    assert any("interim proxy" in one for one in paper["Figures"])
    assert any("corrected" in one for one in paper["Figures"])


def assert_the_same_trends(page: list[str], paper: list[str]) -> None:
    """What is seen is the same; a page has the sentences for whoever hears it."""
    assert len(page) == len(paper)
    for heard, printed in zip(page, paper, strict=True):
        first, *longer = printed.split(" Longer run: ")
        assert heard.startswith(first) and heard != first
        assert all(f" Longer run: {one}" in heard for one in longer)


def test_what_cannot_be_judged(at, papers):
    screen = of_page(part(*exceptions.cannot_judge(at)))
    going = screen.pop("Trend")
    for kind in (Kind.BOARD, Kind.EXCEPTIONS):
        paper = paper_table(papers[kind], "Targets that cannot be judged")
        assert_the_same_trends(going, paper.pop("Trend"))
        assert screen == paper
    waited = of_page(part(unknown.expected(at.expected, at.targets.title, at.names)))
    for heading in ("Target", "Who", "Not judged for"):
        assert sorted(waited[heading]) == sorted(screen[heading])
    days = dict(zip(screen["Target"], screen["Expected"], strict=True))
    for name, day in zip(waited["Target"], waited["Expected"], strict=True):
        assert day.startswith(days[name])


def test_the_counts_by_partnership(at, papers):
    states = {code: "return damaged" for code in list(at.names)[:1]}
    at = Standing(at.position, at.edition)
    at.__dict__["states"] = states
    screen = of_page(part(by_partnership(at)))
    screen.pop("Counts")
    made = kinds.outline(Kind.BOARD, at).blocks
    paper = paper_table(made, "LAA targets by partnership, each at the quarter beside it")
    assert paper == screen
    assert "return damaged" in paper["As at"][0] and any("close to target" in one for one in paper["Off track"])
    yearly = paper_table(papers[Kind.REVIEW], "LAA targets by partnership, each at the quarter beside it")
    assert list(yearly)[:-1] == list(screen)[:-2]
    status = next(one for one in made if isinstance(one, Chart) and one.name == STATUS_CHART)
    under = of_paper(status.table)
    assert under == {heading: screen[heading] for heading in under}
    assert not {"Cannot judge"} & {column.heading for kind in papers for one in papers[kind] if isinstance(one, Table)
                                   for column in one.columns}  # fmt: skip


def test_the_chart_of_status_has_the_same_parts_everywhere(at):
    parts = {look: list(held) for look, held in counts.segments(at.by_partnership).items()}
    named = {wording.LOOKS[look].word: held for look, held in parts.items()}
    assert list(named) == ["Off track", "Close to target", "Insufficient data", "On track"]
    assert {bar.name: list(bar.x) for bar in bars_figure(at.by_partnership, at.names).data} == named
    chart = next(
        one for one in kinds.outline(Kind.BOARD, at).blocks if isinstance(one, Chart) and one.name == STATUS_CHART
    )
    assert {series.name: list(series.values) for series in wordseries.of(chart.drawing)} == named
    drawn = parser.fragment_fromstring(str(static_page.picture(chart)), create_parent="div")
    assert [text.text for text in drawn.iter("text") if text.text in named] == list(named), "the key above it too"
    shown = [int(text.text) for text in drawn.iter("text") if (text.text or "").isdigit()]
    assert shown == [row[n] for n in range(len(at.by_partnership)) for row in named.values() if row[n]]
    thin = parser.fragment_fromstring(str(line(Bar(7, 2, 3, 4))))
    assert thin.get("aria-label") == "3 off track, 4 close to target, 2 insufficient data and 3 on track"


def test_what_changed(at, papers):
    screen = parser.fragment_fromstring(f"<div>{part(*exceptions.changed(at, at.moved, at.rows))}</div>")
    shown = [plain(" ".join(words(part) for part in line.iter("span") if part.get("class") == "ox-sub"))
             for line in screen.iter("li")]  # fmt: skip
    codes = set(at.moved.target)
    said = {
        plain(without_target(line, code))
        for line in bulleted(papers[Kind.EXCEPTIONS])
        for code in codes
        if line.startswith(code)
    }
    assert shown and set(shown) <= said
    headings = {words(head) for head in screen.iter("h3")}
    assert headings <= {one.text for one in papers[Kind.EXCEPTIONS] if hasattr(one, "level")}


def test_actions_promises_and_risks(at, papers):
    paper, titles = papers[Kind.ACTIONS], at.targets.title
    urgent = at.acted.when.isin(("overdue", "due soon"))
    for rows, caption in (
        (at.acted[urgent], "Actions that are overdue or due soon"),
        (at.acted[~urgent], "All other actions"),
    ):
        shown = part(actions.standing(rows, titles, at.names, at.bodies))
        assert of_page(shown) == paper_table(paper, caption), caption
    kept = of_page(part(actions.promised_before(at.promises, titles, at.names)))
    assert kept == paper_table(paper, "What was promised last time, and what became of it")
    screen = of_page(part(at_risk(at.risks, titles, at.names)))
    assert screen == paper_table(paper, "Risks, the highest rating first")
    sentences = [one.text for one in paper if isinstance(one, Paragraph)]
    assert promises.in_words(at.promises) in sentences and risks.in_words(at.risks) in sentences


@pytest.mark.parametrize("day", ["2010-07-22", "2026-11-29"])
def test_the_gaps_have_one_total(shipped, day):
    position = replace(shipped, as_at=pd.Timestamp(day).date())
    at = Standing(position, Edition(QUARTER))
    made = kinds.outline(Kind.ANSWERS, at).blocks
    screen = parser.fragment_fromstring(drawn.answers(position))
    lead = next(words(one) for one in screen.iter("p") if one.get("class") == "ox-lead")
    assert [one.text for one in made if isinstance(one, Paragraph) and one.kind == "lead"] == [lead]
    said = "Returns are looked at up to Q4 2009/10"
    assert Paragraph(f"{said}.", "note") in made
    assert [words(one) for one in screen.iter("p") if words(one).startswith(said)]
    gaps = missing.gaps(position.register, position.returns, position.as_at, up_to=QUARTER)
    assert set(gaps.sentence) <= set(bulleted(made))
    for caption in (
        "Meetings to come",
        "Yearly reviews of each partnership",
        "Delivery groups and the targets they work on",
    ):
        shown = [one for one in made if isinstance(one, Table) and one.caption == caption]
        if shown:
            assert of_page(drawn.answers(position), caption) == of_paper(shown[0]), caption


def test_the_reward_grant(at, papers):
    caption = "What each stretch target would earn, indicative"
    assert of_page(part(*reward.page(at)), caption) == paper_table(papers[Kind.REWARD], caption)


def test_the_yearly_review(at, papers):
    code = next(iter(at.names))
    own = next(
        one for one in papers[Kind.REVIEW] if isinstance(one, Table) and one.caption.endswith("for each quarter")
    )
    blocks = yearly.newest(at, code)
    screen = of_page(part(*blocks), own.caption)
    returned = len(screen["Quarter"])  # on its page a year ends where the partnership stands
    assert returned >= 3 and screen == {heading: cells[:returned] for heading, cells in of_paper(own).items()}
    texts = [one.text for one in papers[Kind.REVIEW] if isinstance(one, Paragraph)]
    assert review.in_words(at.year_of(code)) in texts
    assert set(bulleted(blocks)) <= set(bulleted(papers[Kind.REVIEW]))


def test_the_workbook_says_the_same_of_every_target(at):
    book = openpyxl.load_workbook(io.BytesIO(excel.write(at.position, at.edition)))
    rows = list(book["Targets"].iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if row[0] == "Target")
    shown = pd.DataFrame(rows[head + 1 :], columns=rows[head]).set_index("Target")
    signs = {"provisional": "[p]", "estimate": "[e]"}
    for row in at.every.itertuples():
        one = shown.loc[row.target]
        assert one["Status"] == wording.status_words(row.status, bool(row.close))
        assert one["Sentence"] == row.sentence
        marks = str(one["Marker"])
        assert ("[r]" in marks) == row.corrected and ("[x]" in marks) == pd.isna(row.actual)
        if not pd.isna(row.actual):
            found = [sign for sign in signs.values() if sign in marks]
            assert found == ([signs[row.figure_is]] if row.figure_is in signs else [])
        assert (one["Forecast marker"] == "[f]") == pd.notna(row.forecast)
        assert str(one["Milestone kind"]).lower() == str(row.milestone_kind).lower() or pd.isna(row.milestone_kind)


def test_the_static_page_is_the_board_paper(at):
    screen = static_page.write(at).decode()
    for given in kinds.outline(Kind.BOARD, at).of(Table):
        assert of_page(screen[screen.index("<body") :].partition("</body>")[0] + "</body>", given.caption) == of_paper(
            given
        )
