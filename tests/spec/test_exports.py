"""What an officer typed stays text in every workbook that is handed out again: nothing in it becomes a formula."""

import io

import openpyxl
import pytest

from oxdash.documents.edition import Edition
from oxdash.excel.workbook import marked_copy
from oxdash.output import excel
from oxdash.submissions import submit
from oxdash.submissions.check import blank_return, check_return
from oxdash.vocabulary import safe_text
from tests.filling import filled
from tests.returning import CODE, NOW, OFFICER, QUARTER, folder, now_on_file, settings

TYPED = [
    '=HYPERLINK("http://evil.example","Press")',
    "+44 1865 000000",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
]
MARKUP = "<r><t>what xlsxwriter takes for markup of its own</t></r>"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A return whose actions and account begin in every way that a spreadsheet would calculate."""
    data = folder(tmp_path_factory.mktemp("exports"))
    position = now_on_file(data)
    done = submit.submit(
        "safer.xlsx",
        written(blank_return(position, CODE, QUARTER)),
        position,
        OFFICER,
        settings(data),
        NOW,
        confirm_all=True,
    )
    assert isinstance(done, submit.Done), done
    return data


def written(blank: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(filled(blank)))
    for row, typed in enumerate([*TYPED, MARKUP], start=4):
        cells = {"A": "NI 30", "B": typed, "C": "Its owner", "D": None, "E": "open", "F": typed}
        for column, value in cells.items():
            cell = book["Actions"][f"{column}{row}"]
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    cell = book["Narrative"]["B4"]
    cell.value, cell.data_type = TYPED[0], "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def formulas(book: openpyxl.Workbook) -> list[str]:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    leaves = (
        cell.hyperlink is not None and cell.hyperlink.target for cell in cells
    )  # a link to elsewhere in it is ours
    return [
        f"{cell.parent.title} {cell.coordinate}"
        for cell, left in zip(cells, leaves, strict=True)
        if cell.data_type == "f" or left
    ]


def unmarked(book: openpyxl.Workbook) -> list[str]:
    """Cells of text that Excel would calculate as soon as somebody edits them: without the mark that text follows."""
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [
        f"{cell.parent.title} {cell.coordinate}"
        for cell in cells
        if cell.data_type == "s" and safe_text.calculates(cell.value) and not cell.quotePrefix
    ]


def test_the_next_quarters_template_repeats_it_as_text(data):
    blank = blank_return(now_on_file(data), CODE, "2010-11 Q1")
    book = openpyxl.load_workbook(io.BytesIO(blank))
    assert formulas(book) == unmarked(book) == []
    repeated = [row[0] for row in book["Actions"].iter_rows(min_row=4, min_col=2, max_col=2, values_only=True)]
    assert [text.strip() for text in repeated if text] == [text.strip() for text in [*TYPED, MARKUP]]
    assert TYPED[0] in [row[0] for row in book["Narrative"].iter_rows(min_col=2, max_col=2, values_only=True)]


def test_the_marked_copy_lists_it_as_text(data):
    position = now_on_file(data)
    book = openpyxl.load_workbook(io.BytesIO(filled(blank_return(position, CODE, "2010-11 Q1"))))
    for row, typed in enumerate(TYPED, start=4):
        book["Return"][f"H{row}"].value = typed
        book["Return"][f"H{row}"].data_type = "s"
    out = io.BytesIO()
    book.save(out)
    checked = check_return("safer.xlsx", out.getvalue(), position)
    assert len(checked.problems) >= 5
    marked = openpyxl.load_workbook(io.BytesIO(marked_copy("safer.xlsx", out.getvalue(), checked.problems)))
    assert formulas(marked) == []
    assert [cell for cell in unmarked(marked) if cell.startswith("What to do")] == [], "the rest is the officer's own"


def test_the_workbook_of_a_position_has_it_as_text(data):
    edition = Edition(QUARTER, corrects="PSB 2010-07-01", correction="=1+1", changes=("-1+1",))
    held = openpyxl.load_workbook(io.BytesIO(excel.write(now_on_file(data), edition)))
    assert formulas(held) == unmarked(held) == []
    said = {cell.value for sheet in held for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert {TYPED[0], TYPED[1], TYPED[2], TYPED[3]} <= said
