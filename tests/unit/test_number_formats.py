"""What no reader of figures needs of a workbook may be odd, and is no reason to refuse it.

The kind: oddities that Excel puts up with in parts that say nothing of a figure. Tried: fills, fonts, colours, edges,
alignments and named formats that the standard does not know; formats under another name, or none at all; who wrote the
workbook and when; what is printed of it. Formats of numbers are kept, whatever stands around them.
"""

import hostile
import pytest

from oxdash.excel import workbook
from oxdash.excel.cell_values import MONEY, number_formats
from oxdash.excel.cells import Holds, Workbook

STYLES = "xl/styles.xml"
FILL = '<fill><patternFill patternType="none"/></fill>'
CORE = "docProps/core.xml"
PRINTED = '</sheets><definedNames><definedName name="_xlnm.{}" localSheetId="{}">{}</definedName></definedNames>'


def elsewhere() -> bytes:
    data = hostile.changed("xl/_rels/workbook.xml.rels", "styles.xml", "formats/of the book.xml")
    data = hostile.changed("[Content_Types].xml", "/xl/styles.xml", "/xl/formats/of the book.xml", data)
    parts = hostile.unpacked(data)
    parts["xl/formats/of the book.xml"] = parts.pop(STYLES)
    return hostile.packed(parts)


ODD = [
    pytest.param(
        lambda: hostile.changed(STYLES, FILL, f"{FILL}<fill/>"), id="a fill of nothing, as xlsx-populate writes"
    ),
    pytest.param(lambda: hostile.changed(STYLES, '"none"', '"plaid"'), id="a pattern nobody knows"),
    pytest.param(lambda: hostile.changed(STYLES, 'theme="1"', 'rgb="red"'), id="a colour by its name"),
    pytest.param(
        lambda: hostile.changed(STYLES, 'family val="2"', 'family val="99"'), id="a family of fonts nobody knows"
    ),
    pytest.param(lambda: hostile.changed(STYLES, "<left/>", '<left style="wavy"/>'), id="an edge nobody knows"),
    pytest.param(
        lambda: hostile.changed(STYLES, 'name="Normal" xfId="0"', 'name="Normal" xfId="7"'), id="a name of nothing"
    ),
    pytest.param(elsewhere, id="formats under another name"),
    pytest.param(
        lambda: hostile.changed(CORE, "<dcterms:created", "<dcterms:made/><dcterms:created"), id="odd authors"
    ),
    pytest.param(lambda: hostile.with_parts({CORE: "<x/>"}), id="no authors"),
    pytest.param(
        lambda: hostile.changed("xl/workbook.xml", "</sheets>", PRINTED.format("Print_Titles", 0, "#REF!")),
        id="titles that are no more",
    ),
    pytest.param(
        lambda: hostile.changed("xl/workbook.xml", "</sheets>", PRINTED.format("Print_Area", 9, "Return!$A$1")),
        id="what is printed of no sheet",
    ),
]


@pytest.mark.parametrize("make", ODD)
def test_what_a_reader_does_not_need_may_be_odd(make):
    found = workbook.read("a.xlsx", make())
    assert isinstance(found, Workbook), found
    assert found.sheet("Return").cells == workbook.read("a.xlsx", hostile.good()).sheet("Return").cells


def styled(styles: str, cells: str) -> Workbook:
    rows = f'<worksheet xmlns="{hostile.MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    return workbook.read("a.xlsx", hostile.with_parts({STYLES: styles, hostile.SHEET: rows}))


def test_how_numbers_are_shown_is_kept():
    """The workbook's own formats, those that every program knows by number, and none of what is only conditional."""
    styles = (
        f'<styleSheet xmlns="{hostile.MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0&quot;%&quot;"/>'
        '<numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts><fills><fill/></fills><cellStyleXfs>'
        '<xf numFmtId="10"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/>'
        '<xf numFmtId="odd"/></cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>'
    )
    cells = "".join(f'<c r="{"ABCDE"[at]}1" s="{at}"><v>40359</v></c>' for at in range(5))
    found = styled(styles, cells).sheet("Return").cells
    assert [(cell.holds, cell.number_format) for cell in found.values()] == [
        (Holds.NUMBER, "General"),
        (Holds.NUMBER, "0%"),
        (Holds.NUMBER, '0.0"%"'),
        (Holds.DATE, "dd/mm/yyyy"),
        (Holds.NUMBER, "General"),
    ]


def test_money_by_number_alone_is_that_of_here():
    """Numbers 5 to 8, 42 and 44 are in the currency of whoever opens the workbook, unless it says what they are."""
    styles = (
        f'<styleSheet xmlns="{hostile.MAIN}"><numFmts><numFmt numFmtId="44" formatCode="[$€-2] 0.00"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="6"/><xf numFmtId="42"/><xf numFmtId="44"/></cellXfs></styleSheet>'
    )
    cells = "".join(f'<c r="{"ABCD"[at]}1" s="{at}"><v>45</v></c>' for at in range(4))
    found = styled(styles, cells).sheet("Return").cells
    assert [cell.number_format for cell in found.values()] == ["General", MONEY[6], MONEY[42], "[$€-2] 0.00"]


def test_a_workbook_without_formats_has_one():
    assert number_formats(()) == ["General"]
