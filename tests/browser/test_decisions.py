"""From what a paper asked to the next paper, with a real sign-in in a real Chromium and the keyboard alone.

The manager publishes, records what the Board made of it, is told of what another manager wrote meanwhile, and closes an
item; everybody reads it, and it stands at the head of the next Board paper.
"""

import io
from dataclasses import replace

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from oxdash.archive import record
from oxdash.publication import asked_in, publishing
from oxdash.publication.publishing import Asked as AskedToPublish
from oxdash.publication.shelf import Published
from oxdash.settings import Settings
from oxdash.submissions import deciding
from oxdash.submissions.deciding import Asked, Done
from oxdash.vocabulary.decision_tables import Recorded
from tests.browser.accessibility import in_views, wear
from tests.browser.council import council, download, look, press_twice, settled, somebody
from tests.browser.keyboard import entered
from tests.browser.looking import come_to, words, written
from tests.conftest import loaded
from tests.returning import MANAGER, NOW

REFERENCE = "Board 2010-07-22"


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    """A council of its own: what is published here is no other test's."""
    with council(tmp_path_factory.mktemp("decisions")) as found:
        yield found


@pytest.fixture(scope="module")
def published(at) -> Published:
    """What the Board was asked, on record."""
    one = publishing.publish(AskedToPublish("2009-10 Q4", REFERENCE), MANAGER, settings(at), NOW)
    assert isinstance(one, Published), one
    return one


@pytest.fixture(scope="module")
def manager(browser, at, published):
    page = somebody(browser, at, "manager", "/decisions")
    yield page
    page.close()


def settings(at) -> Settings:
    return Settings(data=at.data, roles=at.roles)


def typed(page: Page, label: str, text: str) -> None:
    written(page.get_by_label(label, exact=True).last, text)


def test_what_a_paper_asked_is_recorded_from_the_keyboard_alone(manager, at, published):
    asks = asked_in.asks(published)
    link = manager.get_by_role("link", name="Record what was decided")
    come_to(manager, link)
    expect(manager.get_by_text(asks[0].sentence, exact=True).last).to_be_visible()
    for label, text in (("In its words", "Agreed; all three by August."), ("Who acts", "Lead Officer, Performance")):
        typed(manager, label, text)
    entered(manager.get_by_role("button", name="Record it"))
    expect(manager.get_by_role("status").filter(has_text="Recorded as item 1.")).to_be_visible()
    settled(manager)
    said = words(manager)
    assert "1 item: 1 open." in said
    assert f"Asked in {REFERENCE}, fingerprint {published.manifest.fingerprint}" in said
    expect(manager.get_by_label("In its words", exact=True).first).to_have_value("")
    (entry,) = record.decisions(settings(at)).held().entries
    assert (entry.asked, entry.recorded_by) == (asks[0].sentence, "partnerships.manager@council.example")


def test_the_second_of_two_managers_is_told_and_adds_all_the_same(manager, at):
    position = loaded(at.data, NOW.date(), by_hand=True)
    another = Asked(Recorded.ANSWER, 1, words="One has come.")
    done = deciding.record_it(another, position, replace(MANAGER, email=MANAGER.email), settings(at), NOW)
    assert isinstance(done, Done)
    typed(manager, "What is said", "All three have come.")
    entered(manager.get_by_role("button", name="Add it"))
    alert = manager.get_by_role("alert").filter(has_text="Item 1 has more by now than you had seen.")
    expect(alert).to_contain_text("Reported. One has come.")
    expect(manager.get_by_label("What is said", exact=True)).to_have_value("All three have come.")
    press_twice(manager, at, "Add it", by_keyboard=True)
    expect(manager.get_by_role("status").filter(has_text="Recorded as entry 3, on item 1.")).to_be_visible()
    assert len(record.decisions(settings(at)).held().entries) == 3


def test_axe_finds_nothing_on_the_page_with_its_boxes(manager):
    for view, found in in_views(manager):
        assert found == {}, view
    wear(manager, "light", 1280)


def test_everybody_reads_it_and_it_heads_the_next_paper(browser, at, manager):
    public = somebody(browser, at, None, "/decisions")
    assert "1 item: 1 open." in words(public)
    expect(public.get_by_role("button", name="Record it")).to_have_count(0)
    lead = public.get_by_role("table").first.get_by_role("link", name="Item 1")
    assert lead.get_attribute("href") == "#item-1"
    public.close()
    look(manager, f"{at.address}/papers")
    paper = Document(io.BytesIO(download(manager, "This paper (Word)")))
    headings = [one.text for one in paper.paragraphs if one.style.name == "Heading 1"]
    assert headings.index("Matters arising") < headings.index("What the Board is asked to do")
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert any(cell.startswith("Open\nReported on ") and "All three have come." in cell for cell in cells)
