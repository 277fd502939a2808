"""The marked copy: the officer's own workbook, its problem cells marked, and a first sheet that says what to do."""

import io

import hostile
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from oxdash.intake import workbook
from oxdash.intake.cells import Unreadable, Workbook
from oxdash.intake.problems import Problem, Severity


def problem(cell, found="tbc", what="Enter a number.", severity=Severity.MUST_FIX, sheet="Return", message=None):
    message = message or f"a.xlsx, sheet {sheet}, cell {cell}: found {found}. {what}"
    return Problem(severity, sheet, cell, "Actual", "NI 30", found, what, message)


def officers() -> bytes:
    """A workbook with everything an officer's may have: protection, drop-down, comment, hidden and merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Return"
    sheet["B2"], sheet["B3"], sheet["B4"], sheet["D1"] = "tbc", "=1+1", 5, "merged"
    sheet["B4"].comment = Comment("Ask Jo about this", "Officer")
    sheet.merge_cells("D1:E2")
    sheet.row_dimensions[4].hidden = True
    choices = DataValidation(type="list", formula1='"yes,no"')
    choices.add("C2")
    sheet.add_data_validation(choices)
    sheet.protection.sheet = True
    sheet.protection.password = "secret"
    sheet.protection.selectLockedCells = True
    other = book.create_sheet("It's hidden")
    other["A1"] = "x"
    other.sheet_state = "hidden"
    return hostile.saved(book)


def marked(problems, data=None) -> openpyxl.Workbook:
    made = workbook.marked_copy("a.xlsx", data or officers(), problems)
    assert isinstance(made, bytes), made
    return openpyxl.load_workbook(io.BytesIO(made))


def listed(book) -> list[tuple]:
    return [tuple(row) for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)]


def test_the_first_sheet_lists_every_problem():
    book = marked(
        [
            problem("B2"),
            problem("A1", "x", "Say yes or no.", Severity.PLEASE_CONFIRM, "It's hidden"),
            problem("", "", "Add a sheet named Actions.", sheet="Actions"),
        ]
    )
    assert book.sheetnames == ["What to do", "Return", "It's hidden"]
    assert book.active.title == "What to do"
    assert book.worksheets[0]["A1"].value == "What to do with this workbook"
    assert book.worksheets[0]["A2"].value == (
        "To fix: 2. To confirm: 1. Each cell is marked in colour, with a comment that says the same. Correct it here "
        "or in your own copy, save it, and send it again."
    )
    assert listed(book) == [
        ("Sheet", "Cell", "What we found", "What to do", "Severity"),
        ("Return", "B2", "tbc", "Enter a number.", "Must fix"),
        ("It's hidden", "A1", "x", "Say yes or no.", "Please confirm"),
        ("Actions", None, "(nothing)", "Add a sheet named Actions.", "Must fix"),
    ]
    links = [book.worksheets[0].cell(row, 2).hyperlink for row in (5, 6, 7)]
    assert [link and link.location for link in links] == ["'Return'!B2", "'It''s hidden'!A1", None]


def test_a_cell_is_marked_and_its_comment_says_what_to_do():
    cell = marked([problem("B2")])["Return"]["B2"]
    assert cell.value == "tbc"
    assert (cell.fill.fill_type, cell.fill.start_color.rgb, cell.border.left.style) == ("solid", "00F6C7CC", "thick")
    assert cell.comment.text == "Must fix: a.xlsx, sheet Return, cell B2: found tbc. Enter a number."


def test_two_problems_in_one_cell_are_one_comment():
    book = marked([problem("B2", severity=Severity.PLEASE_CONFIRM), problem("B2", "x", "Else.")])
    assert book["Return"]["B2"].comment.text == (
        "Please confirm: a.xlsx, sheet Return, cell B2: found tbc. Enter a number.\n\n"
        "Must fix: a.xlsx, sheet Return, cell B2: found x. Else."
    )
    assert book["Return"]["B2"].fill.start_color.rgb == "00F6C7CC"


def test_what_the_officer_had_is_kept():
    sheet = marked([problem("B4"), problem("E2", "merged", "Unmerge.")])["Return"]
    assert sheet["B3"].value == "=1+1"
    assert sheet["B4"].comment.text == (
        "Ask Jo about this\n\nTo correct:\nMust fix: a.xlsx, sheet Return, cell B4: found tbc. Enter a number."
    )
    assert sheet["D1"].comment.text == "Must fix: a.xlsx, sheet Return, cell E2: found merged. Unmerge."
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["C2"]
    assert sheet.protection.sheet and sheet.protection.password == hostile_password()


def hostile_password() -> str:
    return openpyxl.load_workbook(io.BytesIO(officers()))["Return"].protection.password


def test_what_is_marked_can_be_seen_and_gone_to():
    book = marked([problem("B4"), problem("A1", sheet="It's hidden")])
    assert not book["Return"].row_dimensions[4].hidden
    assert book["It's hidden"].sheet_state == "visible"
    assert not book["Return"].protection.selectLockedCells


TEXTS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "a\x07b"]


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_found_stays_text(text):
    book = marked([problem("B2", text, text, message=text)])
    for column in ("C", "D"):
        cell = book.worksheets[0][f"{column}5"]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        assert cell.value.replace("\n", "\r") == text.replace("\x07", " ")
    assert book["Return"]["B2"].comment.text.startswith("Must fix: ")


def test_marking_again_replaces_the_earlier_marks():
    first = workbook.marked_copy("a.xlsx", officers(), [problem("B2"), problem("B4")])
    book = marked([problem("B4", "5", "Else.")], first)
    assert book.sheetnames == ["What to do", "Return", "It's hidden"]
    assert book["Return"]["B2"].comment is None
    assert book["Return"]["B4"].comment.text == (
        "Ask Jo about this\n\nTo correct:\nMust fix: a.xlsx, sheet Return, cell B4: found 5. Else."
    )


def test_an_officers_own_sheet_of_that_name_is_kept():
    assert marked([], hostile.good("What to do")).sheetnames == ["What to do (2)", "What to do"]


def test_cells_that_are_not_there_are_only_listed():
    book = marked([problem("nowhere"), problem("XFD1048576"), problem("A0"), problem("A1", sheet="None such")])
    assert [row[1] for row in listed(book)[1:]] == ["nowhere", "XFD1048576", "A0", "A1"]
    assert book["Return"].max_row < 100


def test_the_copy_can_be_sent_again():
    made = workbook.marked_copy("a.xlsx", officers(), [problem("B2")])
    found = workbook.read("a.xlsx", made)
    assert isinstance(found, Workbook)
    assert found.sheet("Return").at(2, 2).value == "tbc"


def test_a_blank_cell_far_away_costs_nothing():
    data = hostile.with_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert marked([problem("A1")], data)["Return"]["A1"].comment is not None


def merged_everywhere() -> bytes:
    """One merged area over the whole sheet: nothing to read, and 17 thousand million cells to write again."""
    area = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return hostile.with_rows('<row r="1"><c r="A1"><v>1</v></c></row>', after=area)


REFUSED = [
    # make, sentence, why
    (
        lambda: b"%PDF",
        "This is a PDF document. Send the Excel workbook (.xlsx) that it was made from.",
        "not a workbook",
    ),
    (lambda: hostile.with_parts({"xl/vbaProject.bin": "x"}), hostile.MACROS, "macros"),
    (
        lambda: hostile.blank_styled_rows(20_000),
        "This workbook is too large for a marked copy to be made of it. Correct it from the list of problems, which is "
        "complete.",
        "read well enough, but too large to be written again",
    ),
    (
        merged_everywhere,
        "This workbook is too large for a marked copy to be made of it. Correct it from the list of problems, which is "
        "complete.",
        "nothing to read, but every cell to be written",
    ),
]


@pytest.mark.parametrize(("make", "sentence", "why"), REFUSED, ids=[case[-1] for case in REFUSED])
def test_refused(make, sentence, why):
    assert workbook.marked_copy("a.xlsx", make(), [problem("A1")]) == Unreadable("a.xlsx", sentence)
