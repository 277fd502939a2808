"""Every page on nothing, on good returns, on a damaged one and on a register that cannot be used: never a traceback."""

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from oxdash.documents.papers import HOLDS, Kind
from oxdash.settings import HOME
from oxdash.vocabulary import wording
from tests.calendars import today
from tests.conftest import THE_APP

PAGES = (
    *("overview", "find", "partnership", "target", "district", "compare", "actions", "unknown", "papers"),
    *("decisions", "accountability", "others", "reward", "grants", "how_judged"),
)
OF_THE_REGISTER = {
    "how_judged": "How targets are judged",
    "accountability": "Who answers for what",
    "reward": "Reward grant",
    "grants": f"Grants as at {wording.day(today())}",
    "decisions": "Decisions",
}  # need no return
NEWEST = "2009-10-Q4"  # environment-waste, economic and stronger-communities have returned; the others have not


@pytest.fixture(scope="module")
def nothing(tmp_path_factory, few) -> Path:
    """The register, and no return."""
    folder = tmp_path_factory.mktemp("nothing")
    shutil.copy(few / "register.xlsx", folder)
    return folder


@pytest.fixture(scope="module")
def damaged(tmp_path_factory, few) -> Path:
    """One return of the newest quarter is not what was received."""
    folder = Path(shutil.copytree(few, tmp_path_factory.mktemp("damaged") / "data"))
    workbook = folder / "quarterly" / NEWEST / "economic.1.xlsx"
    contents = bytearray(workbook.read_bytes())
    contents[200] ^= 1
    workbook.write_bytes(bytes(contents))
    return folder


def opened(folder: Path, monkeypatch, page: str, **address: str) -> AppTest:
    """A page as a reader finds it at an address."""
    monkeypatch.setenv("OXDASH_DATA", str(folder))
    app = AppTest.from_file(THE_APP, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    if page != "overview":
        app.switch_page(str(HOME / "pages" / f"{page}.py"))
    return app.run()


def said(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main.get("html"))


def h1(app: AppTest) -> str:
    return said(app).split("<h1")[1].split(">", 1)[1].split("</h1>")[0]


GOOD = [
    # page, address, h1, a sentence that has to be there, why
    ("overview", {}, "Targets on track, Q4 2009/10", "19 of 44 on track, 11 off track, 14 cannot be judged.", "newest"),
    (
        "overview",
        {"quarter": "2009-10 Q3"},
        "Targets on track, Q3 2009/10",
        "All 7 partnerships have returned for Q3 2009/10.",
        "a quarter in the address",
    ),
    ("overview", {"quarter": "Q3 2009/10"}, "Targets on track, Q3 2009/10", "All 7", "a quarter as people write it"),
    ("overview", {"standing": "same"}, "Targets on track, Q4 2009/10", "Return not received", "all at one quarter"),
    ("overview", {"partnership": "economic"}, "Targets on track, Q4 2009/10", "1 of 3 on track", "one partnership"),
    ("overview", {"kind": "local"}, "Targets on track, Q4 2009/10", "cannot be judged", "targets counted apart"),
    (
        "partnership",
        {"partnership": "economic"},
        "Oxfordshire Economic Partnership",
        "1 of 3 on track",
        "a chairman's sheet",
    ),
    (
        "partnership",
        {},
        "Children&#39;s Trust",
        "2 of 17 on track, 7 off track, 8 cannot be judged.",
        "the first of them",
    ),
    ("find", {}, "Find a target", "44 of 48 targets: LAA only.", "looking for a target"),
    ("compare", {}, "Partnerships side by side, Q4 2009/10", "This is no league table.", "partnerships side by side"),
    ("target", {"target": "NI 154"}, "NI 154 Net additional homes provided", "will not be achieved", "one target"),
    ("accountability", {}, "Who answers for what", "No delivery group works on NI 6", "who answers"),
    (
        "accountability",
        {"partnership": "economic"},
        "Who answers for what: Oxfordshire Economic Partnership",
        "Chair, officers and members",
        "who answers in one partnership",
    ),
    ("others", {}, "Other areas", "A comparison is never a status.", "other areas' figures, where there are none too"),
    ("how_judged", {}, "How targets are judged", "The first line that applies decides", "the rule"),
    ("how_judged", {}, "How targets are judged", "Rule version 2, released on 29 November 2026.", "the version in use"),
    ("how_judged", {}, "How targets are judged", "25 November 2026", "the version before it"),
]


@pytest.mark.parametrize(
    ("name", "address", "title", "sentence"), [row[:4] for row in GOOD], ids=[row[4] for row in GOOD]
)
def test_good_returns(few, monkeypatch, name, address, title, sentence):
    app = opened(few, monkeypatch, name, **address)
    assert not app.exception
    assert h1(app) == title
    assert sentence in said(app)
    assert "Every figure, baseline and milestone here is illustrative" in said(app)


def test_returns_on_file_lead_down_to_the_return_that_was_asked_for(few, monkeypatch):
    """Who follows a figure to its return lands above two tables of all returns."""
    app = opened(few, monkeypatch, "returns", partnership="economic", quarter="2009-10 Q3")
    whole = said(app)
    link = '<a href="#on-file" target="_self">what is on file of Oxfordshire Economic Partnership for Q3 2009/10</a>'
    heading = re.search(r'<h2[^>]*id="on-file"[^>]*>On file: Oxfordshire Economic Partnership, Q3 2009/10</h2>', whole)
    assert 0 < whole.index(link) < whole.index("<table") < heading.start()


PAPERS = [
    # page, what its link to a paper is called, and the address it has, from the page's own choices on
    ("overview", "Board paper", "papers"),
    ("compare", "Board paper", "papers"),
    ("partnership", "Chairman&#39;s sheet of one partnership", "papers?partnership=economic&amp;paper=partnership"),
    ("unknown", "Exceptions only", "papers?paper=exceptions"),
    ("actions", "Actions and risks", "papers?paper=actions"),
    ("accountability", "Who answers for what", "papers?paper=answers"),
    ("reward", "Reward grant", "papers?paper=reward"),
    ("grants", "Grants", "papers?paper=grants"),
]


@pytest.mark.parametrize(("name", "called", "address"), PAPERS, ids=[row[0] for row in PAPERS])
def test_a_page_leads_to_the_paper_on_its_subject(few, monkeypatch, name, called, address):
    asked = {"partnership": "economic"} if name == "partnership" else {}
    app = opened(few, monkeypatch, name, **asked)
    assert f'<a href="{address}" target="_self">{called} (Word paper)</a>' in said(app)
    asked = dict(parse_qsl(address.partition("?")[2].replace("&amp;", "&")))
    paper = opened(few, monkeypatch, "papers", **asked)
    assert not paper.exception
    assert HOLDS[Kind(asked.get("paper", "board"))].replace("'", "&#39;") in said(paper)


@pytest.mark.parametrize("name", PAGES)
def test_no_returns(nothing, monkeypatch, name):
    app = opened(nothing, monkeypatch, name)
    assert not app.exception
    assert h1(app) == OF_THE_REGISTER.get(name, "No return has been accepted yet")


@pytest.mark.parametrize("name", PAGES)
def test_a_damaged_return(damaged, monkeypatch, name):
    app = opened(damaged, monkeypatch, name)
    assert not app.exception
    assert "economic.1.xlsx" in said(app)  # told above every page
    if name == "overview":
        assert "return damaged" in said(app)
        assert "18 of 44 on track, 11 off track, 15 cannot be judged." in said(app)


REGISTERS = [
    # what stands in register.xlsx, what the page says, why
    (None, "The register of targets could not be read: register.xlsx in the data folder", "there is none"),
    (b"not a workbook", "register.xlsx", "it is not a workbook"),
]


@pytest.mark.parametrize(("contents", "sentence"), [row[:2] for row in REGISTERS], ids=[row[2] for row in REGISTERS])
@pytest.mark.parametrize("name", PAGES)
def test_a_register_that_cannot_be_used(tmp_path, monkeypatch, name, contents, sentence):
    if contents is not None:
        (tmp_path / "register.xlsx").write_bytes(contents)
    app = opened(tmp_path, monkeypatch, name)
    assert not app.exception
    assert h1(app) == "There is a problem"
    assert sentence in said(app)


NOT_HERE = [
    # address, what is said above the page, why
    (
        {"quarter": "2031-32 Q1"},
        "The address asks for quarter &#34;2031-32 Q1&#34;, which is not here.",
        "no such quarter",
    ),
    ({"partnership": "<b>x</b>"}, "&#34;&lt;b&gt;x&lt;/b&gt;&#34;, which is not here.", "a code that is markup"),
    ({"as_at": "yesterday"}, "The address asks for the position as at &#34;yesterday&#34;.", "not a day"),
]


@pytest.mark.parametrize(("address", "sentence"), [row[:2] for row in NOT_HERE], ids=[row[2] for row in NOT_HERE])
def test_an_address_that_cannot_be_shown_says_so(few, monkeypatch, address, sentence):
    app = opened(few, monkeypatch, "overview", **address)
    assert not app.exception
    assert sentence in said(app)
    assert h1(app) == "Targets on track, Q4 2009/10"


def test_as_at_a_day_gone_by(few, monkeypatch):
    app = opened(few, monkeypatch, "overview", as_at="2010-03-01")
    assert not app.exception
    assert "As at 1 March 2010: only what had been received and agreed by the end of that day." in said(app)
    assert h1(app) == "Targets on track, Q3 2009/10"


def test_choosing_writes_the_address(few, monkeypatch):
    app = opened(few, monkeypatch, "overview", kind="all")
    app.selectbox(key="pick quarter").select("2009-10 Q3").run()
    assert app.query_params == {"kind": "all", "quarter": "2009-10 Q3"}
    assert "partnership?quarter=2009-10+Q3&amp;kind=all&amp;partnership=economic" in said(app)
    app.selectbox(key="pick quarter").select("2009-10 Q4").run()
    assert app.query_params == {"kind": "all"}, "what is shown anyway is left out of the address"


@pytest.mark.parametrize("name", [*PAGES, "returns", "submit"])
def test_a_page_says_itself_why_there_is_no_position(name, tmp_path, monkeypatch):
    """The app has looked before the page does; a day that others put out of memory in between may have to wait by then,
    and what is on file may have changed."""
    monkeypatch.setenv("OXDASH_DATA", str(tmp_path))  # where no register is
    app = AppTest.from_file(str(HOME / "pages" / f"{name}.py"), default_timeout=60)
    app.session_state["seen"] = f"{tmp_path} {name}"
    app.run()
    assert not app.exception
    assert "Put it there, or make an illustrative one" in said(app)


def put_as_it_came():
    from markupsafe import Markup

    from oxdash.web import screen

    screen.put("<b>typed</b>")
    screen.put(Markup("<b>drawn</b>"))


def test_what_was_not_drawn_is_escaped_at_the_latest_when_it_is_put_on_the_page():
    app = AppTest.from_function(put_as_it_came).run()
    assert not app.exception, app.exception
    put = [element.proto.body for element in app.main.get("html")]
    assert put == ["&lt;b&gt;typed&lt;/b&gt;", "<b>drawn</b>"]


def pages_of_two_runs():
    import streamlit as st

    from oxdash.web import menu

    one, other = (menu.page("overview", "Overview", default=True) for _ in range(2))
    st.text(f"{one is not other} {one._page == other._page} {one.title} {menu.page('find', 'Find').url_path}")


def test_every_run_has_pages_of_its_own_to_run():
    """Streamlit writes on a page that it may be run now, and that it has been."""
    app = AppTest.from_function(pages_of_two_runs).run()
    assert not app.exception, app.exception
    assert app.text[0].value == "True True Overview find"
