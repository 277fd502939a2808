"""The page Decisions as its people find it: everybody reads, the manager records, two at one item are told."""

import shutil

import pytest

from oxdash.judging.position import Position
from oxdash.publication import publishing
from oxdash.publication.publishing import Asked as AskedToPublish
from oxdash.publication.shelf import Published
from oxdash.settings import HOME
from oxdash.submissions.deciding import Asked
from oxdash.vocabulary.decision_tables import Recorded
from oxdash.web import deciding as desk
from tests.absences import folder_without
from tests.conftest import loaded
from tests.returning import MANAGER, NOW, now_on_file, settings
from tests.spec.test_decisions import ANSWER, ITEM, recorded
from tests.spec.test_officer_pages import claims, opened, said

MANAGER_SAYS = claims("partnerships.manager@council.example")


@pytest.fixture(autouse=True)
def edge_of_the_product(monkeypatch):
    monkeypatch.setenv("OXDASH_ROLES", str(HOME / ".streamlit" / "roles.example.toml"))


@pytest.fixture(scope="module")
def with_paper(smallest, tmp_path_factory):
    """One publication. Not to change."""
    data = shutil.copytree(smallest, tmp_path_factory.mktemp("with_paper") / "data")
    one = publishing.publish(AskedToPublish("2009-10 Q4", "PSB 2010-07-01"), MANAGER, settings(data), NOW)
    assert isinstance(one, Published), one
    return data


@pytest.fixture
def data(with_paper, tmp_path):
    return shutil.copytree(with_paper, tmp_path / "data")


@pytest.fixture
def position(data) -> Position:
    return now_on_file(data)


def labels(app) -> list[str]:
    kinds = ("selectbox", "text_area", "text_input", "multiselect", "date_input")
    return [box.label for kind in kinds for box in app.main.get(kind)]


def box(app, kind: str, label: str):
    (found,) = [one for one in app.main.get(kind) if one.label == label]
    return found


def press(app, label: str):
    (button,) = [one for one in app.main.get("button") if one.label == label]
    return button.click().run()


def test_everybody_reads_and_nobody_but_a_manager_finds_a_box(data, position, monkeypatch):
    recorded(data, position, ITEM)
    for who in (None, claims("safer.officer@council.example")):
        app = opened(monkeypatch, data, "decisions", who)
        assert "1 item: 1 overdue." in said(app)
        assert ITEM.asked in said(app)
        assert desk.ONLY in said(app)
        assert labels(app) == []
        assert "partnerships.manager@council.example" not in said(app)


def test_where_nothing_was_decided_the_page_says_so(data, monkeypatch):
    app = opened(monkeypatch, data, "decisions")
    assert "No decision has been recorded." in said(app)


def test_a_manager_records_what_a_paper_asked(data, monkeypatch):
    app = opened(monkeypatch, data, "decisions", MANAGER_SAYS)
    assert box(app, "selectbox", "Meeting").options[0].startswith("Public Service Board, ")
    assert box(app, "selectbox", "Asked in").options == ["PSB 2010-07-01", desk.BY_HAND]
    first, *_ = box(app, "selectbox", "What was asked").options
    assert first.startswith("1. Ask ")
    box(app, "text_area", "In its words").input("Agreed; both by August.")
    box(app, "text_input", "Who acts").input("Lead Officer")
    app = press(app, "Record it")
    assert not app.exception
    assert "Recorded as item 1." in said(app)
    assert "See item 1 ." in said(app)
    assert "Agreed : Agreed; both by August." in said(app)
    assert "Asked in PSB 2010-07-01, fingerprint " in said(app)
    assert box(app, "text_area", "In its words").value == ""
    assert box(app, "selectbox", "What was asked").options[0].endswith("(item 1)")
    assert box(app, "selectbox", "Item").options[0].endswith("(open)")


def test_a_paper_that_is_not_what_was_published_is_told_and_what_was_asked_can_be_typed(data, monkeypatch):
    with (data / "published" / "PSB 2010-07-01" / "public" / "board-paper.docx").open("ab") as paper:
        paper.write(b"x")
    app = opened(monkeypatch, data, "decisions", MANAGER_SAYS)
    assert "public/board-paper.docx is not the file that was published." in said(app)
    assert "What was asked" in labels(app)


def test_what_is_wrong_is_told_below_the_form_and_the_words_stay(data, monkeypatch):
    app = opened(monkeypatch, data, "decisions", MANAGER_SAYS)
    box(app, "selectbox", "Decision").select("amended")
    box(app, "text_input", "Who acts").input("Lead Officer")
    app = press(app, "Record it")
    assert "There is a problem An amended decision needs its words" in said(app)
    assert box(app, "text_input", "Who acts").value == "Lead Officer"


def test_a_manager_answers_and_closes(data, position, monkeypatch):
    recorded(data, position, ITEM)
    app = opened(monkeypatch, data, "decisions", MANAGER_SAYS)
    box(app, "text_area", "What is said").input("One has come.")
    app = press(app, "Add it")
    assert "Recorded as entry 2, on item 1." in said(app)
    assert "Reported on" in said(app)
    app = box(app, "selectbox", "What is added").select(Recorded.CLOSING).run()
    box(app, "text_area", "What is said").input("Both have come.")
    app = press(app, "Add it")
    assert "1 item: 1 closed." in said(app)


def test_a_correction_has_the_words_of_what_it_corrects(data, position, monkeypatch):
    recorded(data, position, ITEM)
    app = opened(monkeypatch, data, "decisions", MANAGER_SAYS)
    app = box(app, "selectbox", "What is added").select(Recorded.CORRECTION).run()
    words = [one.value for one in app.main.get("text_area") if one.label in ("What was asked", "In its words")]
    assert ITEM.asked in words
    assert ITEM.words in words
    box(app, "text_area", "Why").input("the day was wrong")
    app = press(app, "Add it")
    assert "This corrects entry 1: the day was wrong." in said(app)
    assert "Agreed : Both are to come by the end of July." in said(app)
    assert loaded(data, NOW.date(), by_hand=True).decisions.iloc[-1].due.date() == ITEM.due


def test_the_second_of_two_managers_reads_what_the_first_wrote_and_adds(data, position, monkeypatch):
    recorded(data, position, ITEM)
    app = opened(monkeypatch, data, "decisions", MANAGER_SAYS)
    recorded(data, position, ANSWER)
    box(app, "text_area", "What is said").input("None has come.")
    app = press(app, "Add it")
    assert "Nothing was recorded. Item 1 has more by now than you had seen." in said(app)
    assert "Reported. One has come." in said(app)
    assert box(app, "text_area", "What is said").value == "None has come."
    app = press(app, "Add it")
    assert "Recorded as entry 3, on item 1." in said(app)


def test_a_question_and_a_conflict_are_typed(data, monkeypatch):
    app = opened(monkeypatch, data, "decisions", MANAGER_SAYS)
    app = box(app, "selectbox", "What it is").select("question of scrutiny").run()
    box(app, "text_area", "What was asked").input("Why was it late?")
    box(app, "multiselect", "Partnerships it is about").select("economic")
    app = press(app, "Record it")
    assert "To be answered" in said(app)
    assert "Question of scrutiny" in said(app)
    assert "1 item: 1 to be answered." in said(app)


def test_another_meeting_needs_its_day(data, monkeypatch):
    app = opened(monkeypatch, data, "decisions", MANAGER_SAYS)
    app = box(app, "selectbox", "Meeting").select(desk.OTHER_DAY).run()
    app = press(app, "Record it")
    assert "Say which body it was, and the day of its meeting." in said(app)


def test_a_damaged_entry_is_told_on_every_page(data, position, monkeypatch):
    recorded(data, position, ITEM, Asked(Recorded.CLOSING, 1, words="Done."))
    (data / "decisions" / "00002.json").unlink()
    for page in ("decisions", "overview"):
        assert "decisions/00002.json is missing, and an entry of that number was recorded." in said(
            opened(monkeypatch, data, page)
        )


@pytest.mark.parametrize("less", ["meetings: no sheet", "meetings: no row", "returns"])
def test_a_manager_records_where_the_register_lists_no_meeting_or_nobody_returned(tmp_path, monkeypatch, less):
    data = folder_without(tmp_path / "data", "all but one partnership", less)
    app = opened(monkeypatch, data, "decisions", MANAGER_SAYS)
    app = box(app, "selectbox", "Meeting").select(desk.OTHER_DAY).run()
    assert box(app, "selectbox", "Body").options[0] == "Public Service Board"
    box(app, "date_input", "Day of the meeting").set_value(ITEM.meeting).run()
    box(app, "text_area", "What was asked").input(ITEM.asked)
    app = press(app, "Record it")
    assert "Recorded as item 1." in said(app)
