"""Every body on *Who answers for what*, in its paper and in the workbook; meetings and what is published of them.

The kind: a body, or an address, that somebody else wrote into the register. What else belongs to it and was tried:
markup in a name; an address that is only words; a body that is a partnership, a board that is only named, one that is
not there; a register without bodies, members or meetings; a chain too deep to be set in; a kept position of before.
"""

import io
from dataclasses import replace

import docx
import pandas as pd
import pytest

from oxdash.documents import bodies, diary, papers
from oxdash.documents.blocks import Bullets, Outline, Paragraph, Table, Tree
from oxdash.documents.edition import Edition
from oxdash.documents.inline import lines
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import bodies as of_bodies
from oxdash.findings import missing
from oxdash.judging.kept_tables import TABLES
from oxdash.output import exact_csv, freeze, word
from oxdash.output.excel import tables as sheets
from oxdash.vocabulary.fields import of
from tests import drawn
from tests.in_order import stand_in_order
from tests.spec.test_pages import h1, opened, said
from tests.unit.test_markup import HOSTILE, Tags, tags, text
from tests.unit.test_markup_answers import links

QUARTER = Edition("2009-10 Q4")


def changed(position, **tables):
    """The position with other tables of its register."""
    return replace(position, register=replace(position.register, **tables))


@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(shipped, QUARTER)


def words(html: str) -> str:
    return text(html).replace("&#39;", "'")


def test_the_picture_is_lists_within_lists_with_every_body_once_and_the_way_to_it(shipped):
    html = drawn.part(*bodies.chain(Standing(shipped, QUARTER)))
    seen = [(tag, held.get("class")) for tag, held in Tags(str(html)).seen]
    assert seen.count(("ul", "ox-tree")) == 1 + 1 + 1 + 6, "the whole, under two boards, under six partnerships"
    assert seen.count(("div", "ox-node")) == len(shipped.register.every_body)
    assert {f"accountability?body={code}" for code in shipped.register.every_body.code} <= set(links(html))
    stand_in_order(
        words(html),
        [
            "Who reports to whom",
            "Oxfordshire Partnership Board",
            "board; chair: Leader of",
            "Safer Communities Partnership",
            "Tactical Business Group: Drugs",
            "Partnership Development Group",
            "support group; reports to nobody",
            "What it is",
            "Public Service Board Board Oxfordshire Partnership Board 7",
        ],
    )


def test_the_page_tells_chairs_status_and_who_sits_on_several(shipped):
    said_there = words(drawn.answers(shipped))
    stand_in_order(
        said_there,
        [
            "Reports to nobody (7)",
            "Finance Support Group reports to nobody. See Finance Support Group",
            "Latest meetings",
            "Chair, term, status and officers of every body",
            "Independent cross sector partnership, with governance agreed with its stakeholders",
            "Posts on more than one body",
            "Chief Executive, Oxfordshire County Council is on most, 5.",
            "Chief Executive, Oxfordshire County Council 5 Oxfordshire Partnership Board (member)",
        ],
    )


def test_a_body_has_a_page_of_its_own(shipped):
    board = words(drawn.answers(shipped, body="psb"))
    stand_in_order(
        board,
        [
            "Who answers for what / Body",
            "Public Service Board",
            "Reports to Oxfordshire Partnership Board",
            "Meetings to come",
            "15 September 2010",
            "Latest meetings",
            "1 July 2010 21 days ago",
            "Members of Public Service Board, by role and sector",
            "Its posts that are on other bodies as well",
        ],
    )
    assert "Scrutiny Committee" not in board, "its own meetings alone"
    group = words(drawn.answers(shipped, body="development-group"))
    assert "Partnership Development Group reports to nobody." in group and "nobody on record" in group
    one = drawn.answers(shipped, body="economic")
    assert words(one) == words(drawn.answers(shipped, partnership="economic")), "a partnership's is its page"
    assert "Its chairman reports next on 16 March 2011, in 237 days: Public Service Board." in words(one)


def test_its_address_leads_there_and_one_that_is_not_there_is_told(few, monkeypatch):
    app = opened(few, monkeypatch, "accountability", body="psb", as_at="2010-07-22")
    assert h1(app) == "Public Service Board" and not app.selectbox
    app = opened(few, monkeypatch, "accountability", body="cabinet", as_at="2010-07-22")
    assert h1(app) == "Who answers for what" and app.selectbox
    assert "cabinet" in said(app) and "which is not here" in said(app)


def test_what_somebody_typed_as_a_name_is_text(shipped):
    every = shipped.register.bodies
    named = every.assign(name=HOSTILE, chair=HOSTILE, legal_status=HOSTILE, chair_holder=HOSTILE)
    html = drawn.answers(changed(shipped, bodies=named))
    assert not {"script", "img", "iframe"} & set(tags(html))


MEETING = {"agenda": "https://www.example.org/a?b=1&c=2", "link": "http://www.example.org/old", "minutes": None}


def test_what_is_published_of_a_meeting_is_a_link_where_it_may_be_led_to(shipped):
    met = shipped.register.meetings.assign(**MEETING)
    register = replace(shipped.register, meetings=met)
    for blocks in (diary.meetings(register, shipped.as_at), diary.past(register, shipped.as_at)):
        html = drawn.part(*blocks)
        found = links(html)
        assert list(found) == ["https://www.example.org/a?b=1&c=2"] and "1&amp;c" in str(html)
        assert any(title.startswith("Agenda of Public Service Board, ") for title in found.values())
        assert "Papers: http://www.example.org/old" in words(html)
    bare = diary.past(replace(register, meetings=met.iloc[:0]), shipped.as_at)
    assert bare == [Paragraph("No meeting gone by is in the register.")]


def told(made: Outline) -> list[str]:
    held = [" ".join(lines(cell)) for one in made.of(Table) for column in one.columns for cell in column.cells]
    held += [line for one in made.of(Bullets) for line in one.lines]
    return [*held, *(block.text for block in made.of(Paragraph))]


def test_the_paper_has_the_picture_the_table_and_everything_of_the_page(at):
    made = papers.outline(Kind.ANSWERS, at)
    tree = made.of(Tree)[0]
    assert len(tree.lines) == len(at.register.every_body)
    assert tree.lines[:2] == (
        (0, "Oxfordshire Partnership Board (board; chair: Leader of Oxfordshire County Council)"),
        (1, "Public Service Board (board; chair: Deputy Leader, Oxfordshire County Council)"),
    )
    captions = [one.caption for one in made.of(Table)]
    assert {of_bodies.CHAIN_TABLE, of_bodies.BODIES_TABLE, of_bodies.SEATS_TABLE, "Latest meetings"} <= set(captions)
    assert "Finance Support Group reports to nobody." in told(made)
    data = word.write(made, stamped=at.position.as_at)
    held = [said for where, said in word.words_of(data) if where.startswith("paragraph")]
    assert all(line in held for _, line in tree.lines)


def test_a_chain_is_set_in_on_paper_and_no_further_than_there_is_room():
    made = Outline("T", "O", "F", (Tree("Who", tuple((depth, f"Body {depth}") for depth in range(9))),))
    document = docx.Document(io.BytesIO(word.write(made, stamped=pd.Timestamp(2010, 7, 22).date())))
    lists = [one for one in document.paragraphs if one.style.name == "List Bullet"]
    assert [one.text for one in lists] == [f"Body {depth}" for depth in range(9)]
    left = [one.paragraph_format.left_indent for one in lists]
    assert left[0] is None and left[1] < left[2] < left[6] and left[6] == left[8]


def test_the_workbook_has_bodies_members_and_meetings(at):
    held = {sheet.name: sheet for sheet in sheets.all_of(at)}
    columns = {
        name: {column.heading: list(column.cells) for column in held[name].columns}
        for name in ("Bodies", "Members", "Meetings")
    }
    place = columns["Bodies"]["Code"].index("psb")
    assert columns["Bodies"]["Reports to"][place] == "Oxfordshire Partnership Board"
    assert len(columns["Bodies"]["Code"]) == len(at.register.every_body)
    place = columns["Members"]["Post"].index("Chief Executive, Oxfordshire County Council")
    assert columns["Members"]["Bodies that the post is on"][place] == 5
    assert "substitute" in columns["Members"]["Role"]
    assert (
        "Oxfordshire Stronger Communities Alliance; Oxfordshire Economic Partnership"
        in (columns["Meetings"]["Who reports"])
    )


def test_meetings_kept_before_they_said_who_reports_are_read(shipped):
    schema = TABLES["meetings"].schema
    fields = [one for one in of(schema) if one.name not in ("agenda", "minutes", "who_reports")]
    older = exact_csv.write(shipped.register.meetings[[one.name for one in fields]], fields)
    back = freeze._table("meetings", older, fields, str)
    assert back.date.tolist() == shipped.register.meetings.date.tolist()
    assert back[["agenda", "minutes", "who_reports"]].isna().all(axis=None)


def test_without_bodies_members_or_meetings_the_page_says_so(shipped):
    register = shipped.register
    bare = changed(
        shipped, bodies=register.bodies.iloc[:0], members=register.members.iloc[:0], meetings=register.meetings.iloc[:0]
    )
    said_there = words(drawn.answers(bare))
    assert "No meeting to come is in the register." in said_there
    assert "No meeting gone by is in the register." in said_there
    assert "Posts on more than one body" not in said_there
    made = papers.outline(Kind.ANSWERS, Standing(bare, QUARTER))
    assert made.of(Tree)[0].lines[0] == (0, "psb (board)"), "of whom the code alone is left"
    found = missing.gaps(bare.register, bare.returns, bare.as_at)
    assert "reports to nobody" not in set(found.kind)
