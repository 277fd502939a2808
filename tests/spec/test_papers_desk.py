"""The page Papers, as each kind of person finds it: what it will hold, what may be taken, who may publish."""

import re
import shutil
from datetime import date

import pytest

from oxdash.archive.audit_log import AuditLog
from oxdash.documents.edition import Edition
from oxdash.documents.meeting_pack import Meeting
from oxdash.publication import publishing, references, shelf
from oxdash.publication.publishing import Asked
from oxdash.settings import HOME
from oxdash.web import meeting_papers, papers
from oxdash.web.papers import ANOTHER
from tests.returning import MANAGER, NOW, few, now_on_file, settings
from tests.spec.test_officer_pages import claims, opened, said

MANAGER_SAYS = claims("partnerships.manager@council.example")
OFFICER_SAYS = claims("safer.officer@council.example")
REFERENCE = "PSB 2010-07-01"


@pytest.fixture(autouse=True)
def edge_of_the_product(monkeypatch):
    monkeypatch.setenv("OXDASH_ROLES", str(HOME / ".streamlit" / "roles.example.toml"))


@pytest.fixture(scope="module")
def with_record(tmp_path_factory):
    """A data folder with one published position."""
    data = few(tmp_path_factory.mktemp("record"))
    done = publishing.publish(Asked("2009-10 Q4", REFERENCE, NOW.date()), MANAGER, settings(data), NOW)
    assert isinstance(done, shelf.Published), done
    return data


def buttons(app) -> list[str]:
    return [one.label for one in app.main if one.type == "button"] + [
        one.proto.label for one in app.main.get("download_button")
    ]


def test_the_page_says_what_the_paper_will_hold_before_it_is_made(monkeypatch, with_record):
    app = opened(monkeypatch, with_record, "papers")
    text = said(app)
    assert re.search(r"What the Board is asked to do: \d lines", text)
    assert "Off-track targets by quarter: 1 chart" in text
    assert "Partnership by partnership: 3 blocks in two columns" in text
    assert "Appendix: every target: a table of 13 rows and a table of 2 rows" in text
    assert "Draft, not published." in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"paper": "scrutiny"}, "A block a partnership in two columns"),
        ({"paper": "exceptions"}, "What changed, what is off track and what is done"),
        ({"paper": "review"}, "Achievements, strengths and areas for improvement of each partnership"),
        ({"paper": "partnership", "partnership": "economic"}, "One page of A4 for the chairman"),
        ({"paper": "minutes"}, 'The address asks for paper "minutes", which is not here.'),
    ],
)
def test_every_paper_has_an_address(monkeypatch, with_record, address, words):
    assert words in said(opened(monkeypatch, with_record, "papers", **address))


def test_the_papers_of_a_meeting_are_chosen_in_the_order_of_its_agenda(monkeypatch, with_record):
    app = opened(monkeypatch, with_record, "papers")
    (agenda,) = [one for one in app.multiselect if one.label == "In the order of the agenda"]
    assert agenda.value == ["board", "actions", "grants"], "what is usual before the Board, where no chairman reports"
    assert "Papers for the Public Service Board, 1 July 2010 (PDF)" in buttons(app)
    agenda.set_value([]).run(timeout=60)
    assert meeting_papers.NO_PAPER in said(app)
    assert not [one for one in buttons(app) if one.startswith("Papers for")]


def test_anybody_takes_away_what_is_public_and_only_a_manager_the_rest(monkeypatch, with_record):
    for who in (None, OFFICER_SAYS):
        app = opened(monkeypatch, with_record, "papers", who)
        seen = buttons(app)
        assert "Papers for the Public Service Board, 1 July 2010 (PDF)" in seen
        assert {
            "This paper (Word)",
            "This paper (PDF)",
            "Slides (PowerPoint)",
            "Workbook (Excel)",
            "Page (HTML)",
            "Public pack (zip)",
        } <= set(seen)
        assert not {"Audit pack (zip)", "Verify", "Publish"} & set(seen)
        assert "Only the partnerships manager can publish." in said(app)
    seen = buttons(opened(monkeypatch, with_record, "papers", MANAGER_SAYS))
    assert {"Audit pack (zip)", "Verify", "Publish"} <= set(seen)


def test_what_was_published_stands_there_and_on_the_overview(monkeypatch, with_record):
    told = "Published as PSB 2010-07-01 on 22 July 2010. Nothing in it has changed since."
    app = opened(monkeypatch, with_record, "papers")
    assert told in said(app)
    app.switch_page(str(HOME / "pages" / "overview.py")).run()
    assert told in said(app)


def test_a_manager_verifies(monkeypatch, with_record):
    app = opened(monkeypatch, with_record, "papers", MANAGER_SAYS)
    app.button(key=f"verify {REFERENCE}").click().run(timeout=60)
    assert "PSB 2010-07-01 verifies: " in said(app)


def test_a_manager_publishes_once_and_only_when_they_mean_it(monkeypatch, tmp_path):
    data = few(tmp_path)
    app = opened(monkeypatch, data, "papers", MANAGER_SAYS)
    box = next(one for one in app.text_input if one.label.startswith("Reference"))
    assert box.value == REFERENCE, "offered: the meeting of the Board that looks at the quarter"
    publish = next(one for one in app.button if one.label == "Publish")
    publish.click().run(timeout=60)
    assert "Nothing was published: tick the box to say that you mean it." in said(app)
    app.checkbox[0].check()
    next(one for one in app.button if one.label == "Publish").click().run(timeout=120)
    assert not app.exception
    assert "Published as PSB 2010-07-01 8 of 13 on track" in said(app)
    assert shelf.find(data / "published", REFERENCE).manifest.as_at.isoformat()
    events = [line["event"] for line in AuditLog(settings(data).audit).lines()]
    assert events[-1] == "published"
    assert not app.checkbox[0].value, "it does not stand ready to be published again"
    app.checkbox[0].check()
    next(one for one in app.button if one.label == "Publish").click().run(timeout=120)
    assert "stays as it is. To put something right" in said(app)


def test_an_empty_folder_says_so(monkeypatch, tmp_path):
    data = few(tmp_path)
    shutil.rmtree(data / "quarterly")
    assert "No return has been accepted yet" in said(opened(monkeypatch, data, "papers"))


def test_a_damaged_publication_is_named_and_the_rest_still_shown(monkeypatch, tmp_path, with_record):
    data = tmp_path / "data"
    shutil.copytree(with_record, data)
    shutil.copytree(data / "published" / REFERENCE, data / "published" / "PSB 2010-09-15")
    app = opened(monkeypatch, data, "papers")
    assert "PSB 2010-09-15: its manifest has been changed since it was written." in said(app)
    assert "Published as PSB 2010-07-01" in said(app)


def test_the_reference_of_each_meeting_about_the_quarter_is_offered(monkeypatch, tmp_path):
    app = opened(monkeypatch, few(tmp_path), "papers", MANAGER_SAYS)
    meetings = next(one for one in app.selectbox if one.label == "Meeting that it is for")
    assert meetings.options[0] == "Public Service Board, 1 July 2010" and meetings.options[-1] == ANOTHER
    meetings.select(ANOTHER).run()
    assert next(one for one in app.text_input if one.label.startswith("Reference")).value == ""


def test_a_file_that_is_taken_away_says_whose_it_is_and_for_which_meeting(monkeypatch, with_record):
    app = opened(monkeypatch, with_record, "papers")
    named = {one.proto.label: one.proto.url for one in app.main.get("download_button")}
    assert set(named) >= {"This paper (Word)", "Workbook (Excel)"}
    position = now_on_file(with_record)
    called = papers._called(position, Edition("2009-10 Q4"))("Board paper")
    assert called == "Oxfordshire Board paper Q4 2009-10 for PSB 2010-07-01 (draft)"
    none = papers._called(position, Edition("2030-31 Q1"))("Board paper")
    assert none == "Oxfordshire Board paper Q1 2030-31 (draft)", "the register has no meeting about it"


@pytest.mark.parametrize(
    ("code", "name", "reference"),
    [
        pytest.param("psb", "Public Service Board", "PSB 2010-07-01", id="a code that is initials"),
        pytest.param("leaders-board", "Leaders' Board", "Leaders Board 2010-07-01", id="a code in words: its name"),
        pytest.param("b1", "B/1: *Board*", "B 1 Board 2010-07-01", id="signs that no folder's name can have"),
        pytest.param(
            "b2", "\u05de\u05d5\u05e2\u05e6\u05d4", "2010-07-01", id="letters that none can have: the day alone"
        ),
        pytest.param("b3", "x" * 200, f"{'x' * 48} 2010-07-01", id="as long as there is room for"),
    ],
)
def test_a_meeting_is_cited_by_its_body_and_its_day(code, name, reference):
    meeting = Meeting(code, name, date(2010, 7, 1), "2009-10 Q4", ())
    assert references.offered([meeting], [code]) == {f"{name}, 1 July 2010": reference}
    assert references.complaint(reference) is None
    other = Meeting("x", "X", date(2010, 6, 1), "2009-10 Q4", ())
    assert list(references.offered([other, meeting], [code])) == [meeting.title, other.title], "the Board's first"
