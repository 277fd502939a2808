"""What the body that partnerships answer to is called in passing: the Board where it is a board, else by its name.

The kind: a word of one council in a sentence that every council reads. Tried: every page and paper that says what is
asked, a letter, the preview of a return, and a register that does not say what the body is called.
"""

import re

import pytest

from oxdash.demo.register_workbook import STAMPED, write_register
from oxdash.documents import edition, first_screen, letters, overview, papers, partnership, unknown
from oxdash.documents.papers import Kind
from oxdash.documents.preview import changed, title
from oxdash.documents.quarter_view import Standing
from oxdash.output import html, letter
from oxdash.vocabulary import bodies
from tests.conftest import loaded
from tests.plain_words import text_of
from tests.returning import CODE, NOW, QUARTER, few_tables
from tests.returning import few as few_folder

NAMES = [
    ("Public Service Board", "the Board", "a board"),
    ("Leaders' Board", "the Board", "another"),
    ("board", "the Board", "a register that says nothing of it"),
    ("Cabinet", "the Cabinet", "no board"),
    ("The Executive", "the Executive", "a name with its article"),
    ("Boarding Schools Panel", "the Boarding Schools Panel", "a longer word that begins so"),
]


@pytest.mark.parametrize(("name", "said", "why"), NAMES, ids=[why for *_, why in NAMES])
def test_a_body_is_called_the_board_where_it_is_one(name, said, why):
    assert bodies.called_in_passing(name, "Board") == said, why


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    """Three partnerships that answer to a Cabinet."""
    data = few_folder(tmp_path_factory.mktemp("cabinet"))
    tables = {
        sheet: table.replace("Public Service Board", "Cabinet", regex=True) for sheet, table in few_tables().items()
    }
    (data / "register.xlsx").write_bytes(write_register(tables, STAMPED))
    position = loaded(data, NOW.date(), by_hand=True)
    return Standing(position, edition.Edition(QUARTER))


def of_paper(kind):
    return lambda at: str(html.preview(papers.outline(kind, at, CODE if kind == Kind.PARTNERSHIP else None)))


def of_page(page):
    return lambda at: str(html.part(page(at), lambda *_, **__: ""))


SAID = {
    "overview": lambda at: first_screen.asked_title(at.register.the_board, 9) + str(overview.page(at)),
    "partnership": of_page(lambda at: partnership.page(at, CODE)),
    **{f"paper {kind}": of_paper(kind) for kind in (Kind.BOARD, Kind.PARTNERSHIP, Kind.ONE_PAGE)},
    "letter": lambda at: letter.text(letters.digest(at.position, at.edition), lambda *_, **__: ""),
    "preview": lambda at: title(at.register) + str(html.part([changed(at.rows.head(0), at.register.the_board)], None)),
}


@pytest.mark.parametrize("what", SAID)
def test_a_cabinet_is_nowhere_called_the_board(at, what):
    said = text_of(SAID[what](at))
    officers = " ".join(at.position.narrative.text)  # who say what they like
    called = re.findall(r".*\b[Tt]he Board\b(?! paper).*", said)
    assert [line for line in called if line.strip() not in officers] == []
    assert "the Cabinet" in said or "The Cabinet" in said


def test_no_figure_is_expected_before_its_meeting(at):
    assert at.register.board == "Cabinet"
    assert unknown.unknowns.none_arriving(at.register.the_board) == (
        "No figure is expected before the next meeting of the Cabinet."
    )
