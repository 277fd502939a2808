"""The Overview: in brief what the Board has to know, what changed since any earlier quarter, and what it is asked."""

import pytest

from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.vocabulary import wording
from tests.in_order import stand_in_order
from tests.spec.test_pages import h1, opened, said


def brief(app) -> str:
    return said(app).split('class="ox-brief"')[1].split("</dl>")[0]


def test_in_brief_every_part_has_its_line(few, monkeypatch):
    app = opened(few, monkeypatch, "overview")
    told = brief(app)
    assert told.count("<dt>") == 9
    for anchor in ("off-track", "what-changed", "asked", "cannot-judge"):
        assert f'href="#{anchor}"' in told and f'id="{anchor}"' in said(app), "a line leads to its part below"
    assert ">NI 154</a>" in told and "11 of 44: " in told
    assert 'href="actions"' in told
    assert "14 targets cannot be judged." in told


def test_the_counts_in_brief_are_those_of_the_lists(few, monkeypatch):
    from tests.returning import now_on_file

    app = opened(few, monkeypatch, "overview")
    position = now_on_file(few)
    at = Standing(position, Edition(position.newest))
    for kind, count in at.moved.change.value_counts().items():
        assert f"{wording.sentence_case(kind)} ({count})" in said(app)
        assert f"{count} {kind}" in brief(app) or count > 1
    # what depends on the day (what is overdue) is asked as at today in both
    assert said(app).split('id="asked"')[1].split("</ol>")[0].count("<li>") == brief(app).count("(") - told_elsewhere(
        brief(app)
    )


def told_elsewhere(told: str) -> int:
    """Brackets in the brief before its last line, which has one for each thing asked."""
    return told.rsplit("<dt>", 1)[0].count("(")


SINCE = [
    # address, heading, in brief, why
    ({}, "What changed since the quarter before", "Changed since the quarter before", "the quarter before"),
    ({"since": "2009-10 Q3"}, "What changed since Q3 2009/10", "Changed since Q3 2009/10", "a quarter chosen"),
    ({"since": "Q3 2009/10"}, "What changed since Q3 2009/10", "Changed since Q3 2009/10", "as people write it"),
]


@pytest.mark.parametrize(("address", "heading", "line"), [row[:3] for row in SINCE], ids=[row[3] for row in SINCE])
def test_since(few, monkeypatch, address, heading, line):
    app = opened(few, monkeypatch, "overview", **address)
    assert heading in said(app) and line in brief(app)


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
