"""The day that a position is as at is chosen in the sidebar of every page that has one, and stands in the address.

Tried beside the cases: a day still to come and one before anything was agreed, in the address; today in the address;
a day kept while pages change; how a day is typed where the register says another kind of English.
"""

from datetime import date, timedelta

import pytest

from oxdash.demo.register_workbook import STAMPED, write_register
from oxdash.web.view import BACK
from tests.calendars import today
from tests.returning import FEW, few_tables
from tests.spec.test_pages import PAGES, h1, opened, said

KEY, BUTTON = "as at", "back to today"


@pytest.mark.parametrize("page", [*PAGES, "returns"])
def test_every_page_with_a_position_has_it(few, monkeypatch, page):
    app = opened(few, monkeypatch, page, as_at="2010-07-22")
    assert not app.exception
    box = app.sidebar.date_input(key=KEY)
    assert (box.label, box.value, box.max) == ("As at", date(2010, 7, 22), today())
    assert box.proto.format == "DD/MM/YYYY"
    app.sidebar.button(key=BUTTON).click().run()
    assert "as_at" not in app.query_params and app.sidebar.date_input(key=KEY).value == today()
    assert not app.exception and "As at 22 July 2010: only what" not in said(app)


def test_an_officer_returns_to_the_position_as_it_stands(few, monkeypatch):
    app = opened(few, monkeypatch, "submit", as_at="2010-07-22")
    assert not app.exception and KEY not in [box.key for box in app.date_input]


def test_choosing_a_day_writes_the_address(few, monkeypatch):
    app = opened(few, monkeypatch, "overview", kind="all")
    assert app.sidebar.date_input(key=KEY).value == today() and BACK not in [one.label for one in app.sidebar.button]
    app.sidebar.date_input(key=KEY).set_value(date(2010, 3, 1)).run()
    assert app.query_params == {"kind": "all", "as_at": "2010-03-01"}
    assert "As at 1 March 2010: only what had been received and agreed by the end of that day." in said(app)
    assert h1(app) == "Targets on track, Q3 2009/10"
    assert "partnership?kind=all&amp;partnership=economic&amp;as_at=2010-03-01" in said(app)
    app.sidebar.date_input(key=KEY).set_value(today()).run()
    assert app.query_params == {"kind": "all"}, "today is what an address leaves out"


ADDRESSES = [
    # as_at, day shown, heading of the page, whether there is a way back, why
    pytest.param("2031-01-01", None, "There is nothing to show of that day", True, id="a day still to come"),
    pytest.param("1999-12-31", date(1999, 12, 31), "There is nothing to show of that day", True, id="before anything"),
    pytest.param("soon", None, "Targets on track, Q4 2009/10", False, id="no day"),
]


@pytest.mark.parametrize(("as_at", "day", "title", "back"), ADDRESSES)
def test_what_an_address_may_ask(few, monkeypatch, as_at, day, title, back):
    app = opened(few, monkeypatch, "overview", as_at=as_at)
    assert not app.exception and h1(app) == title
    assert app.sidebar.date_input(key=KEY).value == (day or today())
    assert (BACK in [one.label for one in app.sidebar.button]) == back
    app.sidebar.date_input(key=KEY).set_value(date(2010, 3, 1)).run()
    assert app.query_params["as_at"] == "2010-03-01" and h1(app) == "Targets on track, Q3 2009/10"


def test_no_day_before_anything_was_agreed_is_offered(few, monkeypatch):
    """From the first one on there is something to show, though nobody had returned yet."""
    first = opened(few, monkeypatch, "how_judged").sidebar.date_input(key=KEY).min
    titles = [
        h1(opened(few, monkeypatch, "accountability", as_at=day.isoformat()))
        for day in (first, first - timedelta(days=1))
    ]
    assert titles == ["Who answers for what", "There is nothing to show of that day"]


def test_a_day_is_typed_as_people_there_write_it(tmp_path, monkeypatch):
    sheets = few_tables(FEW)
    about = sheets["About"]
    sheets["About"] = about.assign(Value=about.Value.mask(about.Name == "Language", "en-US"))
    (tmp_path / "register.xlsx").write_bytes(write_register(sheets, STAMPED))
    app = opened(tmp_path, monkeypatch, "how_judged")
    assert not app.exception and app.sidebar.date_input(key=KEY).proto.format == "MM/DD/YYYY"
