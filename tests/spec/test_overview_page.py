"""The Overview: the picture, what changed since any earlier quarter and what the Board is asked; then the lists."""

import pytest

from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.vocabulary import wording
from tests.in_order import stand_in_order
from tests.spec.test_pages import h1, opened, said


def brief(app) -> str:
    return said(app).split('class="ox-brief"')[1].split("</dl>")[0]


def first(app) -> str:
    """What is seen without scrolling."""
    return said(app).split('class="ox-first"')[1].split(">In brief<")[0]


def test_first_come_the_counts_the_picture_what_changed_and_what_is_asked(few, monkeypatch):
    app = opened(few, monkeypatch, "overview")
    told = first(app)
    assert (
        "Oxfordshire Local Area Agreement" in told and "19 of 44 on track, 11 off track, 14 cannot be judged." in told
    )
    assert told.count('class="ox-tile ox-') == 44, "a tile a target"
    assert 'href="target?target=NI+154"' in told and ">off track</span>" in told, "each a link that says its status"
    stand_in_order(
        told, ["Targets on track", "19 of 44", "ox-tiles", "The same as a table", "Changed since", "The Board is asked"]
    )
    asks = told.split("The Board is asked")[1]
    assert asks.split("<li>")[1].startswith("Decide about 3 targets that will not be achieved: "), "the decision first"


def test_what_stands_first_leads_to_all_of_it(few, monkeypatch):
    app = opened(few, monkeypatch, "overview")
    for anchor in ("what-changed", "asked", "by-partnership"):
        assert f'href="#{anchor}"' in first(app) and f'id="{anchor}"' in said(app), "it leads to its part below"


def test_in_brief_every_part_has_its_line(few, monkeypatch):
    app = opened(few, monkeypatch, "overview")
    told = brief(app)
    assert told.count("<dt>") == 8
    for anchor in ("off-track", "cannot-judge"):
        assert f'href="#{anchor}"' in told and f'id="{anchor}"' in said(app), "a line leads to its part below"
    assert ">NI 154</a>" in told and "11 of 44: " in told
    assert 'href="actions"' in told
    assert "14 targets cannot be judged." in told
    assert "partnerships have returned for Q4 2009/10." in told


def test_the_counts_that_stand_first_are_those_of_the_lists(few, monkeypatch):
    from tests.returning import now_on_file

    app = opened(few, monkeypatch, "overview")
    position = now_on_file(few)
    at = Standing(position, Edition(position.newest))
    for kind, count in at.moved.change.value_counts().items():
        line = f"{wording.sentence_case(kind)} ({count})"
        assert line in said(app).split('id="what-changed"')[1] and line in first(app)
    # what depends on the day (what is overdue) is asked as at today in both
    asked_for = said(app).split('id="asked"')[1].split("</ol>")[0].count("<li>")
    more = "; the first 7" if asked_for > 7 else ""
    assert f">The Board is asked {asked_for} things{more}</a>" in first(app)
    assert first(app).split("The Board is asked")[1].count("<li>") == min(asked_for, 7)


SINCE = [
    # address, heading, where it stands first, why
    ({}, "What changed since the quarter before", "Changed since the quarter before", "the quarter before"),
    ({"since": "2009-10 Q3"}, "What changed since Q3 2009/10", "Changed since Q3 2009/10", "a quarter chosen"),
    ({"since": "Q3 2009/10"}, "What changed since Q3 2009/10", "Changed since Q3 2009/10", "as people write it"),
]


@pytest.mark.parametrize(("address", "heading", "line"), [row[:3] for row in SINCE], ids=[row[3] for row in SINCE])
def test_since(few, monkeypatch, address, heading, line):
    app = opened(few, monkeypatch, "overview", **address)
    assert heading in said(app) and line in first(app)


def test_since_is_a_quarter_before_the_one_shown(few, monkeypatch):
    app = opened(few, monkeypatch, "overview")
    assert app.selectbox(key="pick since").options == ["The quarter before", "Q3 2009/10"]
    app.selectbox(key="pick since").select("2009-10 Q3").run()
    assert app.query_params == {"since": "2009-10 Q3"}
    app = opened(few, monkeypatch, "overview", quarter="2009-10 Q3", since="2009-10 Q3")
    assert "The address asks for since &#34;2009-10 Q3&#34;, which is not here. It is left out." in said(app)
    assert "No earlier quarter to compare with." in said(app)


def test_a_filter_narrows_everything_alike(few, monkeypatch):
    app = opened(few, monkeypatch, "overview", partnership="economic")
    assert "none of 3" in brief(app)
    asked_for = said(app).split('id="asked"')[1].split("</h2>")[1].split("<h2")[0]
    assert "Economic" in asked_for and "Spatial" not in asked_for
    assert 'href="actions?partnership=economic"' in brief(app)


def test_the_grid_has_moved_to_the_page_that_finds(few, monkeypatch):
    assert "Every target by quarter" not in said(opened(few, monkeypatch, "overview"))
    assert "Every target by quarter" in said(opened(few, monkeypatch, "find"))


def test_compared_in_the_registers_order(few, monkeypatch):
    app = opened(few, monkeypatch, "compare", standing="same", quarter="2009-10 Q3")
    assert h1(app) == "Partnerships side by side, Q3 2009/10"
    table = said(app)[said(app).index("in the register&#39;s order") :]
    names = ["Children&#39;s Trust", "Oxfordshire Economic", "Environment and Waste", "Health and Well-being"]
    stand_in_order(table, names)
    assert "and stands at its own quarter" not in said(app), "all at one quarter"


def test_a_standing_of_a_part_is_that_part_of_the_whole(shipped):
    whole = Standing(shipped, Edition("2009-10 Q4"))
    parts = [Standing(shipped, Edition("2009-10 Q4"), partnership=code) for code in shipped.names]
    for name in ("rows", "off_track", "lacks", "acted", "moved", "expected", "only_moved"):
        assert sum(len(getattr(part, name)) for part in parts) == len(getattr(whole, name)), name
    local = Standing(shipped, Edition("2009-10 Q4"), kind="local")
    assert set(local.rows.kind) == {"local"} and local.others.empty
    assert sum(part.asked["count"].sum() for part in parts) == whole.asked["count"].sum()
