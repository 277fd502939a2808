"""Who answers for what, as a page: the gaps first, one partnership by its address, nothing that needs a return."""

import shutil

from oxdash.findings import accountability, missing
from tests import drawn
from tests.in_order import stand_in_order
from tests.spec.test_pages import h1, opened, said
from tests.unit.test_markup import text
from tests.unit.test_markup_answers import links


def page(position, **asked) -> str:
    return drawn.answers(position, **asked)


def test_the_gaps_come_first_and_every_part_after(shipped):
    words = text(page(shipped)).replace("&#39;", "'")
    order = [
        "Who answers for what",
        "18 gaps as at 22 July 2010: no delivery group (3), no local target (3), reports to nobody (7)",
        "No delivery group works on NI 6 Participation in regular volunteering",
        "Oxfordshire 2030 priorities by partnership, with the targets each leads",
        "Targets that partnerships share (12)",
        "Returns for Q1 2010/11 are due on 4 August 2010, in 13 days.",
        "Public Service Board 15 September 2010 (illustrative) in 55 days",
        "Latest meetings",
        "Yearly reviews of each body",
        "Who reports to whom",
        "Chair, officers, members and delivery groups of each partnership",
        "Delivery groups and the targets they work on",
        "Members of the Oxfordshire Partnership Board, by role and sector",
        "Members of the Public Service Board, by role and sector",
    ]
    stand_in_order(words, order)


def test_every_target_alive_has_a_link_and_every_gap_its_sentence(shipped):
    html = page(shipped)
    alive = accountability.alive(shipped.register.targets, "2010-11 Q1")
    assert {f"target?target={code.replace(' ', '+')}" for code in alive.target} <= set(links(html))
    gaps = missing.gaps(shipped.register, shipped.returns, shipped.as_at)
    words = text(html).replace("&#39;", "'").replace("&amp;", "&")
    assert all(sentence in words for sentence in gaps.sentence)


def test_one_partnership_has_its_own_officers_members_and_gaps(shipped):
    words = text(page(shipped, partnership="spatial-planning")).replace("&#39;", "'")
    assert "Who answers for what: Spatial Planning and Infrastructure Partnership" in words
    assert "Nominated senior officer of each District Council" in words
    assert "South East England Development Agency" in words, "members by name of the post"
    assert "Transport / Access to Services Delivery Group" in words
    assert "NI 6 Participation" not in words and "Members of Public Service Board" not in words


def test_the_address_chooses_and_so_does_the_picker(few, monkeypatch):
    app = opened(few, monkeypatch, "accountability", as_at="2010-07-22")
    assert h1(app) == "Who answers for what"
    app.selectbox(key="pick partnership").select("economic").run()
    assert not app.exception
    assert app.query_params == {"as_at": "2010-07-22", "partnership": "economic"}
    assert h1(app) == "Who answers for what: Oxfordshire Economic Partnership"
    again = opened(few, monkeypatch, "accountability", partnership="economic", as_at="2010-07-22")
    assert h1(again) == h1(app)


def test_the_register_alone_is_enough(few, tmp_path, monkeypatch):
    shutil.copy(few / "register.xlsx", tmp_path)
    app = opened(tmp_path, monkeypatch, "accountability", as_at="2010-07-22")
    assert not app.exception
    assert "Silent partnership (7)" in said(app)
