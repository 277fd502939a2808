"""A workbook as Excel saves it, with all that a program may lose that reads it and writes it anew.

XlsxWriter writes most of it. What it has no words for is put in by hand as Excel 365 writes it: drop-downs in the
extension list, answers in threads, custom views, printer settings, revision ids.
"""

import io
import struct
import zlib

import hostile
import xlsxwriter

RETURN, LISTS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
KINDS = "http://schemas.microsoft.com/office/2017/10/relationships"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
JO = "{6F9619FF-8B86-D011-B42D-00CF4FC964FF}"
THREAD = "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}"

DROP_DOWNS = (
    '<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="' + X14 + '"><x14:dataValidations '
    'xmlns:xm="' + XM + '" count="2"><x14:dataValidation type="list" allowBlank="1" showInputMessage="1" '
    'showErrorMessage="1" xr:uid="{00000000-0002-0000-0100-000000000000}"><x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f>'
    '</x14:formula1><xm:sqref>C2:C9</xm:sqref></x14:dataValidation><x14:dataValidation type="list" allowBlank="1" '
    'xr:uid="{00000000-0002-0000-0100-000001000000}"><x14:formula1><xm:f>Lists!$B$1:$B$2</xm:f></x14:formula1>'
    "<xm:sqref>D2:D9</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
)
VIEW = (
    '<customSheetViews><customSheetView guid="{11111111-2222-3333-4444-555555555555}" showGridLines="0" '
    'state="hidden"><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    "</customSheetView></customSheetViews>"
)
VIEWS = (
    '<customWorkbookViews><customWorkbookView name="Jo" guid="{11111111-2222-3333-4444-555555555555}" '
    'windowWidth="1920" windowHeight="1017" activeSheetId="1"/></customWorkbookViews>'
)


def picture() -> bytes:
    """The smallest PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _base() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, lists, shut = (book.add_worksheet(name) for name in ("Return", "Lists", "It's shut"))
        chart_sheet = book.add_chartsheet("Chart")
        yellow = book.add_format({"bg_color": "#FFF6BF", "locked": False, "border": 1, "num_format": "0.0"})
        sheet.write_row(0, 0, ["Target", "Actual", "Figure is", "Will it be achieved?", "Text"])
        sheet.write_row(1, 0, ["NI 30", "tbc"])
        sheet.write_formula("B3", "=1+1", yellow, 2)
        sheet.write_rich_string("E2", "One ", book.add_format({"bold": True}), "bold", " word")
        sheet.write_column(1, 1, ["tbc"], yellow)
        sheet.write_blank("B5", None, yellow)
        sheet.write_comment("B3", "Ask Jo about this", {"author": "Officer"})
        sheet.set_column("A:A", 12.5)
        sheet.set_column("F:H", None, yellow, {"hidden": True})
        sheet.set_row(7, 0)
        sheet.set_row(8, None, yellow, {"level": 1, "hidden": True})
        sheet.merge_range("K2:L4", "merged")
        sheet.freeze_panes(1, 2)
        sheet.protect("secret", {"sort": True, "select_locked_cells": False})
        sheet.unprotect_range("B2:B9", "Figures")
        sheet.autofilter("A1:E9")
        sheet.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 5, "format": yellow})
        sheet.ignore_errors({"number_stored_as_text": "B2:B9"})
        sheet.insert_image("M2", "p.png", {"image_data": io.BytesIO(picture()), "description": "A dot"})
        sheet.set_header("&L&G", {"image_left": "p.png", "image_data_left": io.BytesIO(picture())})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.print_area("A1:E9")
        sheet.add_table("N1:O3", {"columns": [{"header": "a"}, {"header": "b"}]})
        sheet.set_zoom(85)
        lists.write_column(0, 0, ["final", "provisional", "estimate"])
        lists.write_column(0, 1, ["yes", "no"])
        lists.repeat_rows(0)
        shut.write("A1", "x")
        shut.very_hidden()
        book.define_name("Words", "=Lists!$A$1:$A$3")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Return!$B$2:$B$9"})
        chart_sheet.set_chart(chart)
        lists.activate()
    return out.getvalue()


def excel_saved() -> bytes:
    parts = hostile.unpacked(_base())

    def change(part: str, old: str, new: str) -> None:
        text = parts[part].decode()
        assert old in text, (part, old)
        parts[part] = text.replace(old, new, 1).encode()

    xr = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
    revised = f'mc:Ignorable="x14ac xr" xmlns:xr="{xr}" xr:uid="{{00000000-0001-0000-0000-000000000000}}"'
    change(RETURN, 'mc:Ignorable="x14ac"', revised)
    before, start, after = parts[RETURN].decode().rpartition("<extLst>")  # the sheet's own
    parts[RETURN] = f"{before}{start}{DROP_DOWNS}{after}".encode()
    change(RETURN, "<mergeCells", f"{VIEW}<mergeCells")
    change(RETURN, "<pageSetup ", '<pageSetup r:id="rId90" ')
    relationships = "xl/worksheets/_rels/sheet1.xml.rels"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    change(
        relationships,
        "</Relationships>",
        f'<Relationship Id="rId90" Type="{office}/printerSettings" Target="../printerSettings/printerSettings1.bin"/>'
        f'<Relationship Id="rId91" Type="{KINDS}/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
        "</Relationships>",
    )
    parts["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<ThreadedComments xmlns="{THREADS}">'
        f'<threadedComment ref="B2" dT="2010-01-20T10:00:00.00" personId="{JO}" id="{THREAD}"><text>Where from?</text>'
        "</threadedComment></ThreadedComments>"
    ).encode()
    parts["xl/persons/person.xml"] = (
        f'<personList xmlns="{THREADS}"><person displayName="Jo" id="{JO}" userId="jo" providerId="None"/></personList>'
    ).encode()
    change(
        "xl/comments1.xml",
        "<commentList>",
        '<commentList><comment ref="B2" authorId="1" shapeId="0"><text><t>[Threaded comment]\n\nComment:\n    Where '
        "from?</t></text></comment>",
    )
    change("xl/comments1.xml", "</authors>", f"<author>tc={THREAD}</author></authors>")
    drawn = parts["xl/drawings/vmlDrawing1.vml"].decode()
    box = drawn[drawn.index("<v:shape ") : drawn.rindex("</xml>")]
    at_b2 = box.replace("s1025", "s1026").replace("<x:Row>2", "<x:Row>1")
    parts["xl/drawings/vmlDrawing1.vml"] = drawn.replace(box, box + at_b2).encode()
    change("xl/workbook.xml", "</definedNames>", f"</definedNames>{VIEWS}")
    change(
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rId90" Type="{KINDS}/person" Target="persons/person.xml"/></Relationships>',
    )
    change(
        "[Content_Types].xml",
        "</Types>",
        '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        'printerSettings"/><Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType='
        '"application/vnd.ms-excel.threadedcomments+xml"/><Override PartName="/xl/persons/person.xml" ContentType='
        '"application/vnd.ms-excel.person+xml"/></Types>',
    )
    return hostile.packed(parts)
