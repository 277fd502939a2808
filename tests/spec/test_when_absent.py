"""Where something is absent, everything is made all the same, and says plainly what there is none of.

Rows are what is absent, columns what is made of it: every page, paper, workbook, chart file, data file, publication and
command. Nothing may end in a traceback, name a missing value ("nan", "None"), count "0 of 0", or show a table or a
chart without content. A failure names the row and the column.

What belongs to the kind, and is tried here: every shipped quarter, those before the first counted target too, with each
partnership at its latest return and all at the same; days before the agreement, before the first return and in its
first days; registers without counted, local or stretch targets, with one target or one partnership alone, with a
partnership that leads none, without milestones, rules, members, delivery groups, priorities, districts, meetings or
reward, with every cell blank that may be; a council of another kind, without districts, reward and the sheets
Partnerships and Delivery groups, and with years from January; no return, returns of one partnership or of the first
agreement alone, all withdrawn, all damaged; returns without actions, risks, districts, narrative or figures; and
several of these at once. Of the council of another kind the same, as far as it has it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from oxdash.archive.audit_log import AuditLog
from oxdash.cli import changes
from oxdash.demo.register_workbook import MARSHIRE
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.excel import workbook
from oxdash.excel.bounds import REGISTER
from oxdash.judging.position import Position, load
from oxdash.output import chart_alone, chart_files, chart_plotly, excel, open_data, static_page, text
from oxdash.publication import public, publishing, reprinting, verifying
from oxdash.publication.publishing import Asked
from oxdash.register import Register, from_workbook
from oxdash.settings import HOME
from oxdash.submissions.check import blank_return
from oxdash.vocabulary import wording
from oxdash.web import api
from tests import plain_words
from tests.absences import LESS, OPTIONAL, folder_without, register_without
from tests.conftest import LEADERS_BOARD, SCRUTINY, SHIPPED, THE_APP
from tests.returning import MANAGER, NOW, settings

PAGES = (
    *("overview", "find", "partnership", "target", "compare", "actions", "unknown", "papers"),
    *("accountability", "decisions", "others", "district", "reward", "grants", "how_judged", "returns", "submit"),
)
OF_A_QUARTER = PAGES[: PAGES.index("accountability")]
NEWEST = "2009-10 Q4"
MARSHIRE_QUARTERS = ["2026 Q1", "2026 Q2", "2026 Q3"]
REFERENCE = "PSB 2010-07-01"

Column = Callable[[], Iterator[str]]


@pytest.fixture(autouse=True)
def local(monkeypatch):
    monkeypatch.setenv("OXDASH_LOCAL", "1")


def of_papers(at: Standing) -> Iterator[tuple[str, Column]]:
    """Every file that can be taken away of a quarter."""
    position, edition = at.position, at.edition
    for kind in Kind:
        for whose in position.names if kind == Kind.PARTNERSHIP else [None]:
            name = f"paper {kind}{f' of {whose}' if whose else ''}"
            yield name, lambda kind=kind, whose=whose: plain_words.of_docx(public.paper(kind, at, whose))
    yield "workbook", lambda: plain_words.of_xlsx(excel.write(position, edition))
    yield "static page", lambda: plain_words.of_html(static_page.write(at).decode())
    yield "data files", lambda: plain_words.of_files(open_data.data_files(position, edition))
    yield "chart files", lambda: in_charts(at)


def in_charts(at: Standing) -> Iterator[str]:
    for chart in chart_files.charts(at):
        yield from plain_words.faults("\n".join((chart.said, chart.headline, chart.under, chart.source)))
        yield from plain_words.of_csv(chart_alone.figures(chart).decode("utf-8-sig"))
        yield from plain_words.of_figure(chart_plotly.figure(chart.drawing), chart.name)


def of_commands(at: Standing) -> Iterator[tuple[str, Column]]:
    """What the commands print of a position."""
    position, quarter, standing = at.position, at.edition.quarter, at.edition.standing
    for kind in ("laa", "local", "stretch", "all"):
        yield f"position {kind}", lambda kind=kind: in_position(text.position(position, quarter, standing, kind))
    if earlier := [one for one in position.quarters if one < quarter]:
        compared = Standing(position, at.edition, compared_with=earlier[-1])
        yield "changes", lambda: plain_words.faults(changes.text(changes.told(compared)))


def of_templates(at: Standing) -> Iterator[tuple[str, Column]]:
    """The blank returns of a quarter, which are the same wherever each partnership stands."""
    position, quarter = at.position, at.edition.quarter
    for code in position.names:
        if blank := blank_return(position, code, quarter):
            yield f"template of {code}", lambda blank=blank: plain_words.of_xlsx(blank)


def in_position(shown: dict) -> Iterator[str]:
    yield from plain_words.faults(text.text(shown))
    yield from plain_words.of_csv(text.csv(shown))


def of_pages(patch, folder: Path, names: tuple[str, ...], **address: str) -> Iterator[tuple[str, Column]]:
    """Every page as a reader finds it at an address, one after the other in one session."""
    patch.setenv("OXDASH_DATA", str(folder))
    app = AppTest.from_file(THE_APP, default_timeout=120)

    def at_address(name: str) -> Iterator[str]:
        for key, value in address.items():
            app.query_params[key] = value
        app.switch_page(str(HOME / "pages" / f"{name}.py")).run() if name != "overview" else app.run()
        return in_page(app)

    for name in names:
        yield f"page {name}", lambda name=name: at_address(name)


def in_page(app: AppTest) -> Iterator[str]:
    yield from (f"a traceback: {error.message}" for error in app.exception)
    body = " ".join(element.proto.body for element in app.main.get("html"))
    if body.count("<h1") != 1:
        yield f"{body.count('<h1')} titles"
    yield from plain_words.of_html(body)
    yield from (f"nothing to choose from: {one.label}" for one in app.selectbox if not one.options)
    for chart in app.get("plotly_chart"):
        yield from plain_words.of_figure(chart.proto.spec, "a chart")


def faults(*columns: tuple[str, Column]) -> list[str]:
    """What is wrong in any column, each fault with the name of its column; a traceback is one."""
    found = []
    for name, made in columns:
        try:
            found += [f"{name}: {fault}" for fault in made()]
        except Exception as error:
            found.append(f"{name}: {type(error).__name__}: {error}")
    return found


# Every shipped quarter


SHIPPED_QUARTERS = [f"{year}-{(year + 1) % 100:02d} Q{number}" for year in range(2006, 2010) for number in range(1, 5)]


def test_the_quarters_are_those_of_the_shipped_returns(shipped):
    assert shipped.quarters == SHIPPED_QUARTERS


@pytest.mark.parametrize("quarter", SHIPPED_QUARTERS)
def test_every_file_of_every_shipped_quarter(shipped, quarter):
    at = Standing(shipped, Edition(quarter))
    assert faults(*of_papers(at), *of_commands(at), *of_templates(at)) == []
    same = Standing(shipped, Edition(quarter, "same"))
    if same.every.equals(at.every):  # then every partnership stands at the quarter either way, and so does every file
        return
    assert faults(*of_papers(same), *of_commands(same)) == []


@pytest.mark.parametrize("quarter", SHIPPED_QUARTERS)
def test_every_page_of_every_shipped_quarter(quarter, monkeypatch):
    assert faults(*of_pages(monkeypatch, SHIPPED, OF_A_QUARTER, quarter=quarter)) == []


# Every quarter of a council of another kind


@pytest.mark.parametrize("quarter", MARSHIRE_QUARTERS)
def test_every_file_of_every_quarter_of_marshire(marshire, quarter):
    assert marshire.quarters == MARSHIRE_QUARTERS
    at = Standing(marshire, Edition(quarter))
    assert faults(*of_papers(at), *of_commands(at), *of_templates(at)) == []


@pytest.mark.parametrize("quarter", MARSHIRE_QUARTERS)
def test_every_page_of_every_quarter_of_marshire(marshire_data, quarter, monkeypatch):
    names = PAGES if quarter == MARSHIRE_QUARTERS[-1] else OF_A_QUARTER
    assert faults(*of_pages(monkeypatch, marshire_data, names, quarter=quarter)) == []


# What there is none of


ROWS = {
    "no counted target, all are local": ("counted targets: all local",),
    "no counted target, and local and stretch ones": ("counted targets: left out",),
    "no counted target, all are stretch, and no reward": ("counted targets: all stretch", "stretch: no sheet"),
    "no local or stretch target, and no rule": ("local and stretch targets", "rules: no sheet"),
    "one target, and no action or account": ("all but one target", "actions", "narrative"),
    "one target, a local one": ("all but one local target",),
    "one partnership, and no stretch target": ("all but one partnership", "stretch targets"),
    "a partnership without a target": ("targets of a partnership",),
    "no milestone": ("milestones",),
    "no cell filled that may be blank": ("details",),
    "no member, priority or reward": ("members: no sheet", "priorities: no sheet", "stretch: no row"),
    "no delivery group, district or meeting": ("delivery groups: no row", "districts: no sheet", "meetings: no row"),
    "nothing that may be absent": tuple(f"{sheet.lower()}: no sheet" for sheet in OPTIONAL),
    "no return": ("returns",),
    "no return, and nothing that may be absent": (*(f"{sheet.lower()}: no row" for sheet in OPTIONAL), "returns"),
    "no return, and no counted target": ("counted targets: all local", "returns"),
    "one return": ("returns of all but one partnership",),
    "no return of a counted target": ("returns of counted targets",),
    "every return withdrawn": ("returns that still stand",),
    "every return damaged": ("returns that are sound",),
    "no grant and no reward": ("grants: no sheet", "stretch: no sheet"),
    "grants that go nowhere yet": ("allocations: no row",),
    "no risk, district or figure": ("risks", "district figures", "figures"),
    "nothing in the returns, no meeting": ("anything in the returns", "meetings: no sheet"),
}


OF_MARSHIRE = {  # that council has no district, stretch target or reward to begin with
    "marshire: no counted target, all are local": ("counted targets: all local",),
    "marshire: no milestone, member, priority, meeting, grant or rule": (
        "milestones",
        *(f"{sheet}: no sheet" for sheet in ("members", "priorities", "meetings", "grants", "allocations", "rules")),
    ),
    "marshire: no return, and grants that go nowhere yet": ("returns", "allocations: no row"),
    "marshire: every return withdrawn": ("returns that still stand",),
    "marshire: every return damaged": ("returns that are sound",),
    "marshire: nothing in the returns, no meeting": ("anything in the returns", "meetings: no row"),
}


@dataclass(frozen=True)
class Less:
    """A data folder that has none of something, and what is put on record of it."""

    data: Path
    asked: Asked
    at: datetime


@pytest.fixture(scope="module", params=[*ROWS, *OF_MARSHIRE])
def less(request, tmp_path_factory) -> Less:
    root = tmp_path_factory.mktemp("less") / "data"
    if what := OF_MARSHIRE.get(request.param):
        asked = Asked(MARSHIRE_QUARTERS[-1], "Leaders Board 2026-11-30", LEADERS_BOARD)
        return Less(folder_without(root, *what, council=MARSHIRE), asked, datetime(2026, 11, 30, 9, 30, tzinfo=UTC))
    return Less(folder_without(root, *ROWS[request.param]), Asked(NEWEST, REFERENCE, SCRUTINY), NOW)


def test_every_absence_is_in_the_table():
    tried = {name for row in ROWS.values() for name in row}
    assert {name.split(":")[0] for name in LESS} == {name.split(":")[0] for name in tried}


@pytest.fixture(scope="module")
def without_a_sheet() -> dict[tuple[str, str], Register]:
    """By sheet, and by what is missing, the sheet or its rows: the register without it, all opened by one child."""
    asked = [(sheet, how) for sheet in OPTIONAL for how in ("no sheet", "no row")]
    files = [("register.xlsx", register_without(f"{sheet.lower()}: {how}")) for sheet, how in asked]
    books = workbook.read_many(files, REGISTER)
    return {key: from_workbook(book, "") for key, book in zip(asked, books, strict=True)}


@pytest.mark.parametrize("sheet", OPTIONAL)
def test_a_sheet_that_is_missing_is_one_without_rows(without_a_sheet, sheet):
    missing, empty = (without_a_sheet[sheet, how] for how in ("no sheet", "no row"))
    asked = [one for one in (*missing.problems, *empty.problems) if "list it on a sheet Bodies" not in one.message]
    assert asked == []
    for name, table in vars(missing).items():
        if name not in ("fingerprint", "problems"):
            assert_frame_equal(table, getattr(empty, name))


def test_every_page_says_what_there_is_none_of(less, monkeypatch):
    assert faults(*of_pages(monkeypatch, less.data, PAGES)) == []


def test_every_file_and_publication_says_what_there_is_none_of(less, monkeypatch):
    quarter, officer = less.asked.quarter, replace(MANAGER, signed_in_at=less.at)
    done = publishing.publish(less.asked, officer, settings(less.data), less.at)
    if isinstance(done, publishing.Refused):
        none = f"No return for {wording.quarter(quarter)} or before was on file on that day. Nothing was published."
        assert done.sentence == none
        position = load(less.data, less.asked.as_at, by_hand=True)
        assert isinstance(position, Position) and position.empty and position.problems == ()
        at = Standing(position, Edition(quarter))
        # nobody can ask for them, yet none ends in a traceback
        assert faults(*of_commands(at), *of_templates(at), *of_papers(at)) == []
        return
    at = Standing(done.position, Edition(quarter))
    assert list(plain_words.of_files(done.files("public"))) == []
    assert faults(*of_commands(at), *of_templates(at), ("chart files", lambda: in_charts(at))) == []
    told_of = verifying.verify(done, AuditLog(settings(less.data).audit)).faults
    damaged = [fault for fault in told_of if "is not the workbook that was received" in fault]
    assert len(told_of) == len(damaged) == (done.position.returns.state == "damaged").sum()
    assert reprinting.reprint(done, Kind.BOARD).same
    monkeypatch.setenv("OXDASH_DATA", str(less.data))
    served = TestClient(Starlette(routes=api.ROUTES))
    for ending in (".json", ".csv", ".csv-metadata.json"):
        assert served.get(f"/api/positions/{less.asked.reference}{ending}").status_code == 200, ending
