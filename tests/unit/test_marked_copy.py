"""The marked copy: the officer's own workbook, its problem cells marked, and a first sheet that says what to do.

The kind: whatever a workbook may hold that no reader of figures knows of. Tried: drop-downs, data bars and revision
ids in extensions, protection with a password and exceptions, ranges that may be edited, frozen panes, custom views,
filters, tables, merged areas, outlines, hidden rows, columns and sheets, pictures, a picture in the header, chart
sheets, printer settings, names of one sheet and of all, comments and threads; the same said with prefixes, in UTF-16,
without addresses, rows, formats or boxes. That copies of what other programs saved keep it too is in
tests/spec/test_other_writers.py. Tried by hand: marked copies of all of those opened and saved by LibreOffice,
Gnumeric, SheetJS, ExcelJS, openpyxl and excelize, and marked again.
"""

import io
import re
from xml.etree import ElementTree

import hostile
import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from oxdash.excel import workbook
from oxdash.excel.cells import Unreadable, Workbook
from oxdash.excel.problems import Problem, Severity
from tests.excel_saved import RETURN, excel_saved
from tests.spec.test_template_libreoffice import saved_by_libreoffice


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


REFUSED = [
    # make, sentence, why
    (
        lambda: b"%PDF",
        "This is a PDF document. Send the Excel workbook (.xlsx) that it was made from.",
        "not a workbook",
    ),
    (lambda: hostile.with_parts({"xl/vbaProject.bin": "x"}), hostile.MACROS, "macros"),
]


@pytest.mark.parametrize(("make", "sentence", "why"), REFUSED, ids=[case[-1] for case in REFUSED])
def test_refused(make, sentence, why):
    assert workbook.marked_copy("a.xlsx", make(), [problem("A1")]) == Unreadable("a.xlsx", sentence)


def merged_everywhere() -> bytes:
    """One merged area over the whole sheet: 17 thousand million cells, none of which needs to be made."""
    area = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return hostile.with_rows('<row r="1"><c r="A1"><v>1</v></c></row>', after=area)


LARGE = [
    pytest.param(merged_everywhere, id="every cell is merged"),
    pytest.param(lambda: hostile.blank_styled_rows(4_500), id="70,000 formatted cells, which were too many once"),
    pytest.param(lambda: hostile.real_rows(1_000, 60), id="60,000 filled cells"),
]


@pytest.mark.parametrize("make", LARGE)
def test_whatever_is_read_can_be_marked(make):
    data = make()
    made = workbook.marked_copy("a.xlsx", data, [problem("C5000"), problem("A1")])
    after, before = workbook.read("a.xlsx", made), workbook.read("a.xlsx", data)
    assert after.sheet("Return").cells == before.sheet("Return").cells
    assert after.sheets[0].name == "What to do"
    assert b'<comment ref="A1" ' in hostile.unpacked(made)["xl/comments1.xml"]


# What the workbook had it still has.

SIX = [
    problem("B2"),  # which has a thread
    problem("B3", "2", "Else.", Severity.PLEASE_CONFIRM),  # a comment
    problem("B5"),
    problem("G7"),  # a row that is not there, in a column that is hidden
    problem("B9"),  # a hidden row
    problem("L3"),  # a merged area
    problem("A1", sheet="it's  SHUT"),
]


@pytest.fixture(scope="module")
def excels() -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The parts of a workbook saved by Excel, and those of its marked copy."""
    data = excel_saved()
    made = workbook.marked_copy("a.xlsx", data, SIX)
    assert isinstance(made, bytes), made
    assert made == workbook.marked_copy("a.xlsx", data, SIX), "the same inputs give the same bytes"
    return hostile.unpacked(data), hostile.unpacked(made)


def test_parts_that_have_nothing_to_do_with_marks_are_the_same_to_the_byte(excels):
    before, after = excels
    assert {name for name in before if after.get(name) != before[name]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",  # was the selected one
        "xl/worksheets/sheet3.xml",
        "xl/comments1.xml",
        "xl/threadedComments/threadedComment1.xml",
        "xl/persons/person.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert set(after) - set(before) == {
        "xl/worksheets/sheet4.xml",  # What to do
        "xl/comments2.xml",
        "xl/drawings/vmlDrawing3.vml",
        "xl/worksheets/_rels/sheet3.xml.rels",
    }


def test_a_sheet_changes_in_its_cells_rows_and_columns_alone(excels):
    """All else on it is the same text in the same order: views, protection, formats, drop-downs, print set-up."""
    before, after = (re.sub("<cols>.*</sheetData>", "", parts[RETURN].decode(), flags=re.S) for parts in excels)
    assert after == before.replace(' selectLockedCells="1"', "")
    assert "x14:dataValidation " in after and "<pane " in after and "x14:conditionalFormatting" in after
    assert "selectLockedCells" in excels[0][RETURN].decode(), "the officer could not have gone to the cell"


def test_cells_keep_all_of_their_format_but_fill_and_edge(excels):
    before, after = (openpyxl.load_workbook(io.BytesIO(hostile.packed(parts)))["Return"] for parts in excels)
    for row in before.iter_rows(min_row=1, max_row=40, max_col=20):
        for cell in row:
            now = after[cell.coordinate]
            look, kept = (
                (one.value, one.number_format, one.protection.locked, repr(one.alignment), repr(one.font))
                for one in (cell, now)
            )
            assert kept == look or cell.coordinate in ("G7", "B9")  # which were not there
            marked_here = now.coordinate in {"B2", "B3", "B5", "G7", "B9", "K2"}
            if isinstance(now, MergedCell):
                continue  # to which openpyxl gives the edge of its first
            assert (now.border.left.style == "thick") == marked_here, now.coordinate
            assert marked_here or repr(now.fill) == repr(cell.fill), now.coordinate
    assert not after["G7"].protection.locked and not after["B9"].protection.locked  # as their column, as their row
    assert after["G7"].number_format == after["B9"].number_format == "0.0"


def test_only_what_is_marked_is_shown(excels):
    sheet = openpyxl.load_workbook(io.BytesIO(hostile.packed(excels[1])))["Return"]
    columns = [(one.min, one.max, one.hidden) for one in sheet.column_dimensions.values()]
    assert columns == [(1, 1, False), (6, 6, True), (7, 7, False), (8, 8, True)]
    assert [number for number, row in sheet.row_dimensions.items() if row.hidden] == [8]


def test_what_belongs_to_one_sheet_still_does(excels):
    """Names such as what is printed count the sheets from the first, and there is a new first one."""
    book = openpyxl.load_workbook(io.BytesIO(hostile.packed(excels[1])))
    assert book.sheetnames == ["What to do", "Return", "Lists", "It's shut", "Chart"]
    assert book["Return"].print_area == "'Return'!$A$1:$E$9"
    assert [book[name].print_title_rows for name in book.sheetnames[:3]] == [None, "$1:$1", "$1:$1"]
    assert book.defined_names["Words"].attr_text == "Lists!$A$1:$A$3"
    assert [bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets] == [True, False, False, False]
    assert book.active.title == "What to do"
    assert b'activeSheetId="1"' in excels[1]["xl/workbook.xml"]  # counts by number, which nobody changed


def test_what_was_said_stays_and_what_is_to_be_corrected_is_added(excels):
    text = excels[1]["xl/comments1.xml"].decode()
    assert '<rPr><sz val="8"/><color indexed="81"/><rFont val="Tahoma"/>' in text, "in its own letters"
    sheet = openpyxl.load_workbook(io.BytesIO(hostile.packed(excels[1])))["Return"]
    told = {cell.coordinate: cell.comment.text for row in sheet.iter_rows(max_row=9) for cell in row if cell.comment}
    assert told["B3"] == (
        "Ask Jo about this\n\nTo correct:\nPlease confirm: a.xlsx, sheet Return, cell B3: found 2. Else."
    )
    assert set(told) == {"B2", "B3", "B5", "G7", "B9", "K2"}


def test_a_thread_is_answered(excels):
    """Excel shows the thread of a cell in place of its comment, so the comment alone would not be seen."""
    begun, answer = ElementTree.fromstring(excels[1]["xl/threadedComments/threadedComment1.xml"])
    assert (answer.get("ref"), answer.get("parentId"), answer.get("dT")) == ("B2", begun.get("id"), begun.get("dT"))
    assert "".join(answer.itertext()) == "Must fix: a.xlsx, sheet Return, cell B2: found tbc. Enter a number."
    people = {
        one.get("id"): one.get("displayName") for one in ElementTree.fromstring(excels[1]["xl/persons/person.xml"])
    }
    assert [people[one.get("personId")] for one in (begun, answer)] == ["Jo", "Checked by the dashboard"]


def test_every_comment_has_its_box_and_boxes_have_numbers_of_their_own(excels):
    drawn = excels[1]["xl/drawings/vmlDrawing1.vml"].decode()
    places = sorted(zip(re.findall("<x:Row>(.*?)<", drawn), re.findall("<x:Column>(.*?)<", drawn), strict=True))
    assert places == [("1", "1"), ("1", "10"), ("2", "1"), ("4", "1"), ("6", "6"), ("8", "1")]
    numbers = re.findall('id="_x0000_s([0-9]+)"', drawn)
    assert len(numbers) == len(set(numbers)) == 6


def test_marks_of_an_earlier_check_go(excels):
    again = workbook.marked_copy("a.xlsx", hostile.packed(excels[1]), [problem("B5", "5", "Else.")])
    parts = hostile.unpacked(again)
    book = openpyxl.load_workbook(io.BytesIO(again))
    assert book.sheetnames == ["What to do", "Return", "Lists", "It's shut", "Chart"]
    told = {cell.coordinate: cell.comment.text for row in book["Return"] for cell in row if cell.comment}
    assert told == {
        "B2": "[Threaded comment]\n\nComment:\n    Where from?",
        "B3": "Ask Jo about this",
        "B5": "Must fix: a.xlsx, sheet Return, cell B5: found 5. Else.",
    }
    looks = [
        (book["Return"][one].fill.fgColor.rgb, book["Return"][one].border.left.style) for one in ("B2", "B3", "B5")
    ]
    assert looks == [("FFFFF6BF", "thin")] * 2 + [("00F6C7CC", "thick")], "yellow again where it was corrected"
    assert len(ElementTree.fromstring(parts["xl/threadedComments/threadedComment1.xml"])) == 1
    assert parts["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") == 3
    assert set(parts) == set(excels[1]), "the earlier list's part is gone"
    assert book["Return"].print_area == "'Return'!$A$1:$E$9"


def test_marks_are_known_where_a_program_has_lost_who_made_them(excels):
    """LibreOffice keeps no author of a comment, ExcelJS calls every one Author, some escape line breaks."""
    parts = dict(excels[1])
    told = parts["xl/comments1.xml"].decode().replace("Checked by the dashboard", "Author")
    parts["xl/comments1.xml"] = told.replace("To correct:\n", "To correct:_x000D_\n").encode()
    again = workbook.marked_copy("a.xlsx", hostile.packed(parts), [])
    sheet = openpyxl.load_workbook(io.BytesIO(again))["Return"]
    assert {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment} == {
        "B2": "[Threaded comment]\n\nComment:\n    Where from?",
        "B3": "Ask Jo about this",
    }


def test_an_officers_own_comment_is_no_mark():
    """Words that only begin as a mark does."""
    own = "Must fix: ask Jo.\n\nTo correct: see cell B2."
    parts = hostile.unpacked(officers())
    name = next(one for one in parts if "comment" in one and one.endswith(".xml"))
    parts[name] = parts[name].replace(b"Ask Jo about this", own.encode())
    again = workbook.marked_copy("a.xlsx", hostile.packed(parts), [problem("B2")])
    assert openpyxl.load_workbook(io.BytesIO(again))["Return"]["B4"].comment.text == own


def test_all_of_it_opens_in_libreoffice(excels, tmp_path):
    saved = saved_by_libreoffice(hostile.packed(excels[1]), tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(saved))
    assert book.sheetnames == ["What to do", "Return", "Lists", "It's shut", "Chart"]
    assert book["What to do"]["B5"].hyperlink.location == "'Return'!B2"
    assert book["Return"]["B2"].comment.text.endswith("Enter a number.")
    assert book["It's shut"]["A1"].comment.text.startswith("Must fix: ")


# Workbooks that say the same in other words.

ROW = '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>3</v></c></row>'


def prefixed() -> bytes:
    """As Microsoft's own library for programs writes: every element with a prefix."""
    parts = hostile.unpacked(officers())
    for name, xml in parts.items():
        if name.endswith((".xml", ".rels")) and b"spreadsheetml/2006/main" in xml[:400]:
            xml = re.sub(rb"<(/?)(?=[a-zA-Z])(?![a-zA-Z0-9]+:)", rb"<\1x:", xml).replace(b" xmlns=", b" xmlns:x=", 1)
            parts[name] = xml
    return hostile.packed(parts)


def in_utf16() -> bytes:
    parts = hostile.unpacked(officers())
    for name, xml in parts.items():
        if name.endswith((".xml", ".rels")):
            text = xml.decode().replace("encoding='UTF-8'", "").replace('encoding="UTF-8"', "")
            parts[name] = text.encode("utf-16")
    return hostile.packed(parts)


OTHERWISE = [
    pytest.param(officers, id="as openpyxl writes"),
    pytest.param(prefixed, id="every element has a prefix"),
    pytest.param(in_utf16, id="in UTF-16"),
    pytest.param(
        lambda: hostile.with_rows("<row><c><v>1</v></c></row><row><c><v>1</v></c></row>"), id="cells without addresses"
    ),
    pytest.param(
        lambda: hostile.with_rows(
            "", after="<pageMargins left='1' right='1' top='1' bottom='1' header='0' footer='0'/>"
        ),
        id="no rows",
    ),
    pytest.param(lambda: hostile.with_rows("<row r='2'/>" + "<row r='9' hidden='true'/>"), id="rows without cells"),
    pytest.param(lambda: hostile.with_rows(ROW), id="a cell is missing between two"),
    pytest.param(lambda: hostile.changed(hostile.SHEET, "<sheetData>", "<sheetData >", None), id="blanks in a tag"),
    pytest.param(
        lambda: hostile.with_rows("<row r = '2' ><c s\n=\t'0' r = 'B2' ><v>1</v ></c ></row >"), id="blanks everywhere"
    ),
    pytest.param(lambda: without_styles(), id="no formats"),
    pytest.param(
        lambda: hostile.with_parts({"xl/styles.xml": f'<styleSheet xmlns="{hostile.MAIN}"/>'}), id="empty formats"
    ),
    pytest.param(
        lambda: hostile.with_rows(ROW, after=f'<legacyDrawing xmlns:r="{hostile.OFFICE}" r:id="rId99"/>'),
        id="boxes of comments that are not there",
    ),
]


def without_styles() -> bytes:
    """As small writers write: cells, and nothing else."""
    parts = hostile.unpacked(hostile.with_rows(ROW))
    del parts["xl/styles.xml"], parts["xl/theme/theme1.xml"]
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb"<(Relationship|Override) [^>]*(styles|theme)[^>]*/>", b"", parts[name])
    return hostile.packed(parts)


@pytest.mark.parametrize("make", OTHERWISE)
def test_workbooks_that_say_it_otherwise_are_marked_as_well(make, tmp_path):
    data = make()
    before = workbook.read("a.xlsx", data)
    made = workbook.marked_copy("a.xlsx", data, [problem("B2"), problem("D9"), problem("A7")])
    after = workbook.read("a.xlsx", made)
    assert isinstance(after, Workbook), after
    assert after.sheet("Return").cells == before.sheet("Return").cells
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Return"]
    for address in ("B2", "D9", "A7"):
        assert sheet[address].comment.text.startswith("Must fix: "), address
        assert (sheet[address].fill.start_color.rgb, sheet[address].border.left.style) == ("00F6C7CC", "thick")


def test_rows_and_columns_in_a_format_that_is_none_are_plain():
    """The reader lets it be, so the marked copy does; openpyxl would not open it."""
    columns = '<cols><col min="1" max="9" style="odd"/></cols>'
    data = hostile.with_rows('<row r="2" s="odd" customFormat="1"/>', columns)
    parts = hostile.unpacked(workbook.marked_copy("a.xlsx", data, [problem("B2"), problem("D9")]))
    marked_as = re.findall(rb'<c r="(B2|D9)" s="1"/>', parts[hostile.SHEET])
    assert marked_as == [b"B2", b"D9"] and columns.encode() in parts[hostile.SHEET]


def test_text_that_looks_like_an_escape_is_shown_as_it_was_typed():
    made = workbook.marked_copy("a.xlsx", officers(), [problem("B2", "_x0041_ <&>", "_x000D_", message="_x0041_")])
    parts = hostile.unpacked(made)
    assert b"_x005F_x0041_ &lt;&amp;&gt;" in parts["xl/worksheets/sheet3.xml"]
    assert b"_x005F_x000D_" in parts["xl/worksheets/sheet3.xml"]
    assert b"_x005F_x0041_" in parts["xl/comments/comment1.xml"]
