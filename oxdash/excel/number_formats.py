"""Of a workbook's formats, what a reader needs: how each cell's number is shown.

openpyxl 3.1 gives up a whole workbook over one empty fill, an unknown colour or an odd font, all of which programs
write and Excel puts up with, and looks for formats in no part but ``xl/styles.xml``. It is given these alone.
"""

from xml.sax.saxutils import quoteattr

from oxdash.excel import strict_xml
from oxdash.excel.texts import MAIN

# Excel's own formats of money, which a workbook names by number alone: shown in the currency of whoever opens it, and
# as dollars by openpyxl.
MONEY = {
    **{5: '"£"#,##0;-"£"#,##0', 6: '"£"#,##0;[Red]-"£"#,##0', 7: '"£"#,##0.00;-"£"#,##0.00'},
    **{8: '"£"#,##0.00;[Red]-"£"#,##0.00', 42: '_-"£"* #,##0_-;-"£"* #,##0_-;_-"£"* "-"_-;_-@_-'},
    44: '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-',
}
LISTS = {f"{MAIN} {tag}" for tag in ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "fonts", "fills")}
FORMAT, OF_A_CELL = f"{MAIN} numFmt", f"{MAIN} xf"


def number_formats(styles: bytes | None) -> bytes:
    """A part of formats with nothing in it but the number formats, each cell's in its place."""
    formats, cells, within = {}, [], ""
    for tag, attributes in strict_xml.elements(styles) if styles else ():
        number = attributes.get("numFmtId", "0").strip()
        if tag in LISTS:
            within = tag.rpartition(" ")[2]
        elif tag == FORMAT and within == "numFmts" and number.isdecimal():
            formats[int(number)] = attributes.get("formatCode", "General")
        elif tag == OF_A_CELL and within == "cellXfs":
            cells.append(int(number) if number.isdecimal() else 0)
    formats = {number: MONEY[number] for number in MONEY.keys() & cells} | formats
    listed = "".join(f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for number, code in formats.items())
    listed = f"<numFmts>{listed}</numFmts>" if listed else ""
    looks = "".join(f'<xf numFmtId="{number}"/>' for number in cells) or "<xf/>"
    return f'<styleSheet xmlns="{MAIN}">{listed}<cellXfs>{looks}</cellXfs></styleSheet>'.encode()
