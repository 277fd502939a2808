"""Of a workbook's formats, what a reader needs: how each cell's number is shown.

Everything else of them may be odd: programs write empty fills, unknown colours and fonts that no standard knows, and
Excel puts up with them.
"""

from collections.abc import Iterable

from openpyxl.styles.numbers import BUILTIN_FORMATS

from oxdash.excel.strict_xml import Tag
from oxdash.excel.texts import MAIN

GENERAL = "General"
# Excel's own formats of money, which a workbook names by number alone: shown in the currency of whoever opens it, and
# as dollars by openpyxl.
MONEY = {
    **{5: '"£"#,##0;-"£"#,##0', 6: '"£"#,##0;[Red]-"£"#,##0', 7: '"£"#,##0.00;-"£"#,##0.00'},
    **{8: '"£"#,##0.00;[Red]-"£"#,##0.00', 42: '_-"£"* #,##0_-;-"£"* #,##0_-;_-"£"* "-"_-;_-@_-'},
    44: '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-',
}
LISTS = {f"{MAIN} {tag}" for tag in ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "fonts", "fills")}
FORMAT, OF_A_CELL = f"{MAIN} numFmt", f"{MAIN} xf"


def number_formats(styles: Iterable[Tag]) -> list[str]:
    """The number format of each format that a cell may have, in their order; there is always one.

    ``styles``: the elements of the workbook's part of formats, none where it has no such part.
    """
    known, cells, within = BUILTIN_FORMATS | MONEY, [], ""
    for tag, attributes in styles:
        number = attributes.get("numFmtId", "0").strip()
        if tag in LISTS:
            within = tag.rpartition(" ")[2]
        elif tag == FORMAT and within == "numFmts" and number.isdecimal():
            known[int(number)] = attributes.get("formatCode", GENERAL)
        elif tag == OF_A_CELL and within == "cellXfs":
            cells.append(int(number) if number.isdecimal() else 0)
    return [known.get(number, GENERAL) for number in cells] or [GENERAL]
