"""Of a workbook's formats, what a reader needs: how each cell's number is shown.

openpyxl 3.1 gives up a whole workbook over one empty fill, an unknown colour or an odd font, all of which programs
write and Excel puts up with, and looks for formats in no part but ``xl/styles.xml``. It is given these alone.
"""

from xml.sax.saxutils import quoteattr

from oxdash.intake import strictxml
from oxdash.intake.texts import MAIN

LISTS = {f"{MAIN} {tag}" for tag in ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "fonts", "fills")}
FORMAT, OF_A_CELL = f"{MAIN} numFmt", f"{MAIN} xf"


def number_formats(styles: bytes | None) -> bytes:
    """A part of formats with nothing in it but the number formats, each cell's in its place."""
    formats, cells, within = [], [], ""
    for tag, attributes in strictxml.elements(styles) if styles else ():
        number = attributes.get("numFmtId", "0").strip()
        if tag in LISTS:
            within = tag.rpartition(" ")[2]
        elif tag == FORMAT and within == "numFmts" and number.isdecimal():
            code = quoteattr(attributes.get("formatCode", "General"))
            formats.append(f'<numFmt numFmtId="{int(number)}" formatCode={code}/>')
        elif tag == OF_A_CELL and within == "cellXfs":
            cells.append(f'<xf numFmtId="{int(number) if number.isdecimal() else 0}"/>')
    listed = f"<numFmts>{''.join(formats)}</numFmts>" if formats else ""
    return f'<styleSheet xmlns="{MAIN}">{listed}<cellXfs>{"".join(cells) or "<xf/>"}</cellXfs></styleSheet>'.encode()
