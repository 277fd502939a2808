"""Figures written beside the cells are named: in notes, in comments and their answers, in text boxes and other shapes.

The kind: figures where nobody reads, outside the cells. Tried: notes of three writers, plain and in runs, with the name
of who wrote them; comments in threads, with the note that repeats them for older programs; text boxes, shapes, shapes
in a group, several paragraphs, boxes of a diagram, a shape that shows a cell; on every sheet, hidden or not, on a copy;
the product's own comments of a marked copy. Words without a figure are let be: days, periods, codes, cells, telephones,
ages, lines of a list. What is printed above and below each page, and the texts of charts, are not looked through.
"""

import io
import random

import hostile
import openpyxl
import pytest
import xlsxwriter
from excel_saved import excel_saved
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from oxdash.excel import workbook
from oxdash.excel.annotations import COMMENT, NOTE, TEXT_BOX
from oxdash.excel.bounds import REGISTER
from oxdash.excel.cells import Annotation, Unreadable
from oxdash.returns.mentions import quoted_figure
from oxdash.submissions.check import check_return
from tests.returning import a_return
from tests.workbooks import messages, opened, with_sheet, written

CONFIRM = "please confirm"
READ = "No {} is read: confirm, or put {}."
IT, THEM = "it where it belongs", "them where they belong"

QUOTED = [
    # a text, what is quoted of it, why
    ("14.2", "14.2", "a figure alone"),
    ("2010", "2010", "a figure alone, whatever it looks like"),
    ("Jo Smith:\n14.2", "14.2", "under the name of who wrote it, as Excel begins a note"),
    ("Should be 14.2 as agreed", "Should be 14.2 as agreed", "a figure within words"),
    ("Now 1,482 homes", "Now 1,482 homes", "with a comma"),
    ("cost £4.5m", "cost £4.5m", "money in millions"),
    ("down to (3)", "down to (3)", "in brackets"),
    ("actual:12%", "actual:12%", "without a blank"),
    ("was .5 last time", "was .5 last time", "without a nought"),
    ("2,010 homes", "2,010 homes", "no year with a comma in it"),
    ("2010.5", "2010.5", "nor with places"),
    ("NI 30 should be 14.2", "NI 30 should be 14.2", "a code, and a figure"),
    ("At the end of the quarter the figure was 14.2", "...quarter the figure was 14.2", "from shortly before it"),
    ("Checked.\nOn 5 January 12 homes", "On 5 January 12 homes", "a day, and a figure; on the second line"),
    ("GBP 45", "GBP 45", "money by its letters is no code"),
    ("", "", "nothing"),
    ("Ask Jo about this", "", "words"),
    ("agreed with Jo on 5 January 2010", "", "a day"),
    ("by 22/07/2010, 22.7.10 or 2010-07-22", "", "days in figures"),
    ("January 5th, 2010; Mar-10; 1st of May", "", "days by their names"),
    ("at 10:30, 2.15pm or 9 am", "", "times"),
    ("Q3 2009/10, 2009-2010, 09/10 and quarter 2", "", "periods"),
    ("survey of 2008", "", "a year"),
    ("NI 30, ni15, LAA 154, laa 154, L1 and BVPI 8", "", "codes"),
    ("see H4, page 12, table 3.1, row 9 and column 4", "", "places in a paper or a sheet"),
    ("ring Jo on 01865 815 000, ext 12 or +44 1865 815000", "", "a telephone"),
    ("jo15@example.org, www.example.org/2", "", "addresses"),
    ("OX1 1ND", "", "a postcode"),
    ("aged 65 and over, ages 16-18, 18 year olds", "", "ages"),
    ("1. Check it\n2) Send it", "", "lines of a list"),
    ("CO2 and PM10", "", "letters with a number"),
]


@pytest.mark.parametrize(("text", "quoted"), [row[:2] for row in QUOTED], ids=[row[-1] for row in QUOTED])
def test_which_words_mention_a_figure(text, quoted):
    assert quoted_figure(text, (("LAA", "NI"),)) == quoted


@given(st.text(alphabet="0123456789 .,-/()£%aNQ:\n", max_size=300))
@settings(max_examples=300)
def test_any_words_have_an_answer(text):
    quoted = quoted_figure(text)
    assert quoted == "" or any(one.isdigit() for one in quoted)


def test_a_long_text_takes_no_time():
    for text in ("0" * 32_000, "01865 " * 5_000, "a@" * 16_000, "12/" * 10_000, "A" * 32_000, "1. " * 10_000):
        quoted_figure(text)


def noted() -> bytes:
    """Notes and shapes as XlsxWriter writes them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Return")
        sheet.write_comment("H4", "Should be 14.2", {"author": "Jo"})
        sheet.write_comment("B9", "Ask Jo")
        sheet.insert_textbox("D12", "Total 482\nof which 12 are new")
        sheet.insert_textbox("E13", "shows a cell 5", {"textlink": "=$A$1"})
        book.add_worksheet("Notes")
    return out.getvalue()


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    book.active["C3"].comment = Comment("a_x000D_\nb 12.5", "Jo")
    return hostile.saved(book)


def with_drawing(shapes: str) -> bytes:
    """The notes' workbook with its drawing written by hand."""
    a, xdr = (f"http://schemas.openxmlformats.org/drawingml/2006/{name}" for name in ("main", "spreadsheetDrawing"))
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    root = f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="{a}" xmlns:mc="{mc}">{shapes}</xdr:wsDr>'
    return hostile.with_parts({"xl/drawings/drawing1.xml": root, "xl/comments1.xml": None}, noted())


def anchored(inner: str, row: int = 3, column: int = 7) -> str:
    begins = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>9</xdr:colOff><xdr:row>{row}</xdr:row></xdr:from>"
    ends = "<xdr:to><xdr:col>99</xdr:col><xdr:row>99</xdr:row></xdr:to>"
    return f"<xdr:twoCellAnchor>{begins}{ends}{inner}</xdr:twoCellAnchor>"


def shape(*paragraphs: str, name: str = "sp") -> str:
    body = "".join(f"<a:p><a:r><a:t>{one}</a:t></a:r></a:p>" for one in paragraphs)
    return f"<xdr:{name}><xdr:txBody>{body}</xdr:txBody></xdr:{name}>"


def diagram() -> bytes:
    dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    root = f'<dgm:dataModel xmlns:dgm="{dgm}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    box = "<dgm:pt><dgm:t><a:p><a:r><a:t>482 homes</a:t></a:r></a:p></dgm:t></dgm:pt>"
    kept = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    )
    parts = {
        "xl/diagrams/data1.xml": f"{root}<dgm:ptLst>{box}</dgm:ptLst></dgm:dataModel>",
        "xl/drawings/_rels/drawing1.xml.rels": f'{kept}Type="{office}/diagramData" Target="../diagrams/data1.xml"/>'
        "</Relationships>",
    }
    return hostile.with_parts(parts, with_drawing(""))


HELD = [
    # a workbook, what stands on its first sheet, why
    (
        noted,
        [
            Annotation("H4", 4, 8, NOTE, "Should be 14.2"),
            Annotation("B9", 9, 2, NOTE, "Ask Jo"),
            Annotation("D12", 12, 4, TEXT_BOX, "Total 482\nof which 12 are new"),
        ],
        "notes and text boxes; a shape that shows a cell is the cell's",
    ),
    (by_openpyxl, [Annotation("C3", 3, 3, NOTE, "a\nb 12.5")], "a note of openpyxl, an escape in it"),
    (
        lambda: with_drawing(anchored(f"<xdr:grpSp>{shape('12')}{shape('13', name='cxnSp')}</xdr:grpSp>")),
        [Annotation("H4", 4, 8, TEXT_BOX, "12"), Annotation("H4", 4, 8, TEXT_BOX, "13")],
        "shapes in a group",
    ),
    (
        lambda: with_drawing(f"<xdr:absoluteAnchor>{shape('12', '13')}</xdr:absoluteAnchor>"),
        [Annotation("", 0, 0, TEXT_BOX, "12\n13")],
        "a shape on no cell, two paragraphs",
    ),
    (
        lambda: with_drawing(
            anchored(
                f"<mc:AlternateContent><mc:Choice>{shape('12')}</mc:Choice><mc:Fallback>{shape('12')}</mc:Fallback>"
                "</mc:AlternateContent>"
            )
        ),
        [Annotation("H4", 4, 8, TEXT_BOX, "12")],
        "a shape in two forms is one",
    ),
    (
        lambda: with_drawing(anchored(shape("12"), row=99_999_999)),
        [Annotation("", 0, 0, TEXT_BOX, "12")],
        "a corner that no sheet has",
    ),
    (lambda: with_drawing(anchored(shape(" "))), [], "a shape without words"),
    (diagram, [Annotation("", 0, 0, TEXT_BOX, "482 homes")], "a box of a diagram"),
]


@pytest.mark.parametrize(("make", "held"), [row[:2] for row in HELD], ids=[row[-1] for row in HELD])
def test_what_stands_beside_the_cells(make, held):
    found = workbook.read("a.xlsx", make())
    assert list(found.sheets[0].annotations) == held
    assert [list(sheet.annotations) for sheet in found.sheets[1:]] == [[]] * (len(found.sheets) - 1)


def test_a_comment_is_read_and_not_the_note_that_repeats_it():
    data = hostile.changed("xl/threadedComments/threadedComment1.xml", "Where from?", "It is 14.2.", excel_saved())
    assert list(workbook.read("a.xlsx", data).sheet("Return").annotations) == [
        Annotation("B3", 3, 2, NOTE, "Ask Jo about this"),
        Annotation("B2", 2, 2, COMMENT, "It is 14.2."),
    ]


def test_nothing_is_read_of_it_in_a_register():
    assert [sheet.annotations for sheet in workbook.read("a.xlsx", noted(), REGISTER).sheets] == [(), ()]


def noise(seed: int, letters: int) -> str:
    """Letters that take no less room in a package."""
    return random.Random(seed).randbytes(letters // 2).hex()


TOO_MANY = (
    "This workbook has more than 5,000 notes, comments and text boxes, far more than a return needs. Copy the "
    "filled-in cells into a fresh return workbook and send that."
)
REFUSED = [
    (lambda: with_drawing("".join(anchored(shape(noise(n, 40))) for n in range(5_001))), TOO_MANY, "too many"),
    (lambda: with_drawing("<xdr:grpSp>" * 200 + "</xdr:grpSp>" * 200), hostile.DAMAGED, "too deep"),
    (lambda: with_drawing("<xdr:sp>"), hostile.DAMAGED, "not XML"),
    (
        lambda: with_drawing("".join(anchored(shape(noise(n, 30_000))) for n in range(70))),
        "This workbook holds more than 2,000,000 characters of text, far more than a return needs. Copy the filled-in "
        "cells into a fresh return workbook and send that.",
        "too much text",
    ),
]


@pytest.mark.parametrize(("make", "sentence"), [row[:2] for row in REFUSED], ids=[row[-1] for row in REFUSED])
def test_more_than_a_person_would_write_is_refused(make, sentence):
    assert workbook.read("a.xlsx", make()) == Unreadable("a.xlsx", sentence)


def note(address: str, text: str, kind: str = NOTE) -> Annotation:
    one = next(iter(opened({"Return": {address: 1}}).sheet("Return").cells.values())) if address else None
    row, column = (int(address[1:]), ord(address[0]) - 64) if one else (0, 0)
    return Annotation(address, row, column, kind, text)


TOLD = [
    # what stands beside the cells, what is said after "safer.xlsx, sheet ", why
    (
        [note("H4", "Jo Smith:\nShould be 14.2"), note("H5", "agreed on 5 January")],
        [f'Return, cell H4: found a note with a figure, "Should be 14.2". {READ.format("note", IT)}'],
        "a note",
    ),
    (
        [note("H4", "14.2"), note("H5", "140"), note("M5", "150"), note("H5", "141")],
        [f"Return, cell H4: found 4 notes with figures, on H4:H5, M5. {READ.format('note', THEM)}"],
        "several notes are one question",
    ),
    (
        [note("H4", "14.2", COMMENT)],
        [f'Return, cell H4: found a comment with a figure, "14.2". {READ.format("comment", IT)}'],
        "a comment",
    ),
    (
        [note("D12", "Total 482", TEXT_BOX), note("H4", "14.2")],
        [
            f'Return, cell D12: found a text box with a figure, "Total 482". {READ.format("text box", IT)}',
            f'Return, cell H4: found a note with a figure, "14.2". {READ.format("note", IT)}',
        ],
        "each kind by itself",
    ),
    (
        [note("D12", "482", TEXT_BOX), note("", "483", TEXT_BOX)],
        [f"Return, cell D12: found 2 text boxes with figures, at D12. {READ.format('text box', THEM)}"],
        "one of them on no cell",
    ),
    (
        [note("", "482", TEXT_BOX)],
        [f'Return: found a text box with a figure, "482". {READ.format("text box", IT)}'],
        "on no cell",
    ),
    ([note("H4", "Ask Jo"), note("D12", "Q3 2009/10", TEXT_BOX)], [], "words"),
]


@pytest.mark.parametrize(("beside", "expected"), [row[:2] for row in TOLD], ids=[row[-1] for row in TOLD])
def test_a_figure_beside_the_cells_is_asked_about(beside, expected):
    found = messages(with_sheet(opened(), "Return", annotations=tuple(beside)))
    assert found == [(CONFIRM, f"safer.xlsx, sheet {message}") for message in expected]


@pytest.mark.parametrize("name", ["Cover", "Guidance", "Lists", "Risks"])
def test_on_every_sheet(name):
    assert messages(with_sheet(opened(), name, annotations=(note("B4", "14.2"),))) == [
        (CONFIRM, f'safer.xlsx, sheet {name}, cell B4: found a note with a figure, "14.2". {READ.format("note", IT)}')
    ]


def test_what_the_product_itself_writes_is_no_question(few_now):
    """The blank template, and the comments of a marked copy, also where they stand under an officer's own."""
    assert messages(workbook.read("safer.xlsx", written())) == []
    data = a_return(few_now, {"H4": "tbc 2010", "H5": "n/a 12"})
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Return"]["H4"].comment = Comment("Ask Jo", "Officer")
    data = hostile.saved(book)
    checked = check_return("safer.xlsx", data, few_now)
    assert [one for one in checked.problems if "note" in one.found] == []
    again = check_return("safer.xlsx", workbook.marked_copy("safer.xlsx", data, checked.problems), few_now)
    assert [problem.message for problem in again.problems] == [problem.message for problem in checked.problems]
