"""Workbooks that somebody should not have sent, made in memory, and the whole sentence each is answered with.

``CASES`` is a table of (why, maker, sentence); a sentence of None means that the workbook is odd but is read.
"""

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DATA = Path(__file__).parent / "data"
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'

SAVE_AS = "Open it in Excel, choose Save As, Excel Workbook (.xlsx), and send that."
AGAIN = "Open the original in Excel, choose Save As, Excel Workbook (.xlsx), and send that."
COPY = "Copy the filled-in cells into a fresh return workbook and send that."
DAMAGED = f"This workbook is damaged: what is inside it is not as Excel writes it. {AGAIN}"
INCOMPLETE = (
    "This workbook is incomplete or damaged, probably cut off while it was copied or sent. "
    "Send the original again; if that fails too, open it in Excel and save it under a new name."
)
OLD = f"This is an old Excel workbook (.xls). {SAVE_AS}"
PASSWORD = (
    "This workbook is protected with a password, so it cannot be opened. Open it in Excel, choose File, Info, Protect "
    "Workbook, Encrypt with Password, clear the password, save it, and send that."
)
LABELLED = (
    "This workbook is encrypted by a sensitivity label or by rights management, so it cannot be opened. Open it in "
    "Excel, save a copy under a label that does not encrypt it (or choose File, Info, Protect Workbook, Restrict "
    "Access, Unrestricted Access), and send that."
)
TEXT = (
    "This is a text file, such as a CSV, not an Excel workbook. Open it in Excel, copy its figures into the return "
    "workbook (.xlsx), and send that."
)
UNKNOWN = (
    "This is not an Excel workbook, nor any kind of file known here. Send the return as an Excel workbook (.xlsx)."
)
PICTURE = "This is a picture. Send the Excel workbook (.xlsx) itself."
WEB = f"This is a web page saved under a spreadsheet's name. {SAVE_AS}"
WORD = "This is a Word document. Copy its figures into the return workbook (.xlsx) and send that."
SLIDES = "This is a PowerPoint presentation. Copy its figures into the return workbook (.xlsx) and send that."
MACROS = f"This is a workbook for macros, which are not accepted. {SAVE_AS}"
ZIP = "This is a zip file, not an Excel workbook. Take the workbook (.xlsx) out of it and send that."
DOCTYPE = f"This workbook contains a document type declaration, which no Excel workbook does. {AGAIN}"
OUTSIDE = (
    "This workbook takes something from outside itself ({}), which is not accepted. In Excel, choose Data, then "
    "Edit Links or Queries and Connections, break every link, save it, and send that."
)
EMBEDDED = (
    "This workbook has another document or a control embedded in it, which is not accepted. Delete the embedded "
    "object, save the workbook, and send that."
)
TOO_MANY = (
    "This workbook has more than 100,000 filled cells, or 500,000 formatted blank ones, far more than a return needs. "
    f"{COPY}"
)
BEYOND = (
    "Sheet Return has something in cell {}; a sheet is read down to row 5,000 and across to column BH. Delete what "
    "lies beyond, save the workbook, and send that."
)
UNPACKS = "This workbook would unpack to {} MB, far more than a return needs. " + COPY
OVERRAN = f"This workbook took longer than 10 seconds to open, which no return does. {COPY}"
MEMORY = f"This workbook needs more than 512 MB of memory to open, which no return does. {COPY}"


def good(title: str = "Return") -> bytes:
    """A small workbook as a person would make it: text, a number, a date, all on one sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet(title)
        for number, row in enumerate(([title, "first quarter"], ["Target", "Actual"], ["NI 30", 12.5], ["NI 15", 3])):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name twice is what some of these are about
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            package.writestr(name, content)
    return out.getvalue()


def with_parts(changes: dict[str, bytes | str | None], base: bytes | None = None) -> bytes:
    """The good workbook with parts put in, replaced or (None) taken out."""
    parts = unpacked(base or good())
    for name, content in changes.items():
        if content is None:
            del parts[name]
        else:
            parts[name] = content.encode() if isinstance(content, str) else content
    return packed(parts)


def changed(part: str, old: str, new: str, base: bytes | None = None) -> bytes:
    """The good workbook with one piece of one part's text replaced."""
    text = unpacked(base or good())[part].decode()
    assert old in text, (part, text)
    return with_parts({part: text.replace(old, new, 1)}, base)


def with_rows(rows: str, before: str = "", after: str = "") -> bytes:
    """The good workbook with its sheet's rows written by hand."""
    return with_parts({SHEET: f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'})


def with_cell(xml: str) -> bytes:
    return with_rows(f'<row r="1">{xml}</row>')


def compound(stream: str) -> bytes:
    """The container of Office before 2007, down to the name of the stream that tells what it is."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return header + stream.encode("utf-16-le").ljust(64, b"\x00") + bytes(448)


def other_package(content_type: str, part: str) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    )
    return packed({"[Content_Types].xml": types.encode(), part: b"<a/>"})


def declaring(types: str, parts: dict[str, bytes] | None = None) -> bytes:
    """The good workbook with more declared in its list of content types, and with these parts put in."""
    return with_parts(parts or {}, changed("[Content_Types].xml", "</Types>", f"{types}</Types>"))


def opendocument() -> bytes:
    return packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})


def bomb() -> bytes:
    """300 MB of one letter in an inline string, in 300 KB."""
    start = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    return with_parts({SHEET: start + b"a" * 300_000_000 + b"</t></is></c></row></sheetData></worksheet>"})


def lying_bomb() -> bytes:
    """The same, smaller, with a directory that declares 1,000 bytes for it."""
    start = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    data = bytearray(with_parts({SHEET: start + b"a" * 50_000_000 + b"</t></is></c></row></sheetData></worksheet>"}))
    place = data.rfind(SHEET.encode()) - 46  # its entry in the directory
    assert data[place : place + 4] == b"PK\x01\x02"
    data[place + 24 : place + 28] = struct.pack("<I", 1000)
    return bytes(data)


def many_small_bombs() -> bytes:
    """100 parts of 1 MB each: none too large, all of them too large."""
    return with_parts({f"xl/media/picture{n}.png": bytes(1_000_000) for n in range(100)})


def overlapping() -> bytes:
    """Two parts that are the same bytes of the file."""
    data = bytearray(with_parts({"xl/a.bin": b"same bytes", "xl/b.bin": b"same bytes"}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        first, second = package.getinfo("xl/a.bin"), package.getinfo("xl/b.bin")
    place = data.rfind(b"xl/b.bin") - 46
    assert data[place : place + 4] == b"PK\x01\x02" and second.header_offset != first.header_offset
    data[place + 42 : place + 46] = struct.pack("<I", first.header_offset)
    return bytes(data)


def flagged_encrypted() -> bytes:
    data = bytearray(good())
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def other_compression() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as package:
        for name, content in unpacked(good()).items():
            package.writestr(name, content)
    return out.getvalue()


def entities(declared: str, used: str, part: str = "xl/sharedStrings.xml") -> bytes:
    text = f'<?xml version="1.0"?><!DOCTYPE x [{declared}]><sst xmlns="{MAIN}"><si><t>{used}</t></si></sst>'
    return with_parts({part: text})


def billion_laughs() -> bytes:
    declared = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return entities(declared, "&a11;")


def utf16_doctype() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><sst xmlns="{MAIN}"><si><t>a</t></si></sst>'
    return with_parts({"xl/sharedStrings.xml": text.encode("utf-16")})


def external(kind: str, target: str = "https://example.org/x") -> bytes:
    link = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return with_parts({"xl/worksheets/_rels/sheet1.xml.rels": RELS.format(link)})


def wrong_dimension() -> bytes:
    return changed(SHEET, '<dimension ref="A1:B4"', '<dimension ref="A1:A1"')


def million_rows() -> bytes:
    return with_rows("".join(f'<row r="{n}"/>' for n in range(1, 1_048_577)))


def blank_styled_rows(rows: int) -> bytes:
    """One filled cell, then rows of 16 formatted blank cells, as left by formatting a whole column."""
    letters = "ABCDEFGHIJKLMNOP"
    blank = "".join(
        f'<row r="{n}">{"".join(f"""<c r="{a}{n}" s="0"/>""" for a in letters)}</row>' for n in range(2, rows)
    )
    return with_rows(f'<row r="1"><c r="A1"><v>1</v></c></row>{blank}')


def real_rows(rows: int, columns: int = 1) -> bytes:
    letters = [openpyxl.utils.get_column_letter(n) for n in range(1, columns + 1)]
    return with_rows(
        "".join(
            f'<row r="{n}">{"".join(f"<c r={chr(34)}{a}{n}{chr(34)}><v>1</v></c>" for a in letters)}</row>'
            for n in range(1, rows + 1)
        )
    )


def deep() -> bytes:
    return with_rows("", after="<extLst>" + "<a>" * 100_000 + "</a>" * 100_000 + "</extLst>")


def one_text_everywhere() -> bytes:
    """One shared text of 30,000 letters in 1,000 cells."""
    text = f'<sst xmlns="{MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 1001))
    return with_parts(
        {
            "xl/sharedStrings.xml": text,
            SHEET: f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )


def empty_chart_sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.create_chartsheet("Chart1")
    return saved(book)


def cyclic_relationships() -> bytes:
    """A sheet whose drawing is the sheet itself, and back."""
    link = f'<Relationship Id="rId1" Type="{OFFICE}/drawing" Target="sheet1.xml"/>'
    return with_parts({"xl/worksheets/_rels/sheet1.xml.rels": RELS.format(link)})


def two_sheets(first: str, second: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "One"
    book.create_sheet("Two")
    data = changed("xl/workbook.xml", 'name="One"', f'name="{first}"', saved(book))
    return changed("xl/workbook.xml", 'name="Two"', f'name="{second}"', data)


def many_sheets() -> bytes:
    book = openpyxl.Workbook()
    for _ in range(50):
        book.create_sheet()
    return saved(book)


def formats_without_end() -> bytes:
    """Minutes of work for whoever reads what no cell shows: 1,700 formatting rules, each for thousands of areas."""
    areas = " ".join(f"A{n}" for n in range(1, 2_000))
    rule = '<cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
    rule = f'<conditionalFormatting sqref="{areas}">{rule}</conditionalFormatting>'
    return with_rows('<row r="1"><c r="A1"><v>1</v></c></row>', before="", after=rule * 1_700)


def slow() -> bytes:
    """Within every size cap, and yet seconds of work: twelve million elements that say nothing."""
    names = [f"{first}{second}" for first in "ABCDEFGH" for second in "ABCDEFGH"]
    nothing = "".join(f"<{name}/>" * 12 for name in random.Random(1).choices(names, k=500_000))
    data = with_rows('<row r="1"><c r="A1"><v>1</v></c></row>', after=f"<extLst>{nothing}</extLst>")
    return with_parts({"xl/nothing.xml": f"<nothing>{nothing}</nothing>"}, data)


def memory_hog() -> bytes:
    """30 MB of text in each of two cells, with one wide letter: Python keeps all of it four bytes wide."""
    letters = "".join(f"{n * 7919 % 1009:x}" for n in range(400))
    text = f"\U0001f600{letters * (30_000_000 // len(letters))}"
    cells = f'<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>{text}</t></is></c>'
    return with_parts({"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'}, with_cell(cells))


CASES: list[tuple[str, Callable[[], bytes], str | None]] = [
    # what is wrong with it, how to make it, the sentence it is answered with
    ("nothing at all", lambda: b"", "This file is empty. Save the workbook in Excel and send it again."),
    ("old .xls renamed", lambda: compound("Workbook"), OLD),
    ("old .xls of Excel 5", lambda: compound("Book"), OLD),
    ("old .xls of Excel 4, no container", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(100), OLD),
    ("locked with a password", lambda: compound("EncryptedPackage"), PASSWORD),
    ("encrypted by a label", lambda: (DATA / "irm_protected.xlsx").read_bytes(), LABELLED),
    ("an old workbook whose rights are managed", lambda: compound("\tDRMContent"), LABELLED),
    ("old Word document", lambda: compound("WordDocument"), WORD),
    ("old PowerPoint", lambda: compound("PowerPoint Document"), SLIDES),
    (
        "an Outlook message",
        lambda: compound("__substg1.0"),
        f"This is an old Office file, not an Excel workbook (.xlsx). {SAVE_AS}",
    ),
    ("OpenDocument renamed", opendocument, f"This is an OpenDocument spreadsheet (.ods). {SAVE_AS}"),
    (
        "OpenDocument text",
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "This is an OpenDocument file, not a spreadsheet. Copy its figures into the return workbook (.xlsx).",
    ),
    (
        "Apple Numbers",
        lambda: packed({"Index/Document.iwa": b"x"}),
        "This is an Apple Numbers spreadsheet. Choose File, Export To, Excel, and send that.",
    ),
    ("a CSV renamed", lambda: b"Target,Actual\r\nNI 30,12.5\r\n", TEXT),
    ("a CSV beginning like a picture", lambda: b"BMI,Actual\r\nNI 57,12.5\r\n", TEXT),
    ("a CSV in Latin 1", lambda: "Target;\xa3\r\nNI 30;12,5\r\n".encode("latin-1"), TEXT),
    ("a CSV in UTF-16", lambda: "Target\tActual\r\n".encode("utf-16"), TEXT),
    (
        "a PDF renamed",
        lambda: b"%PDF-1.7\n" + bytes(100),
        "This is a PDF document. Send the Excel workbook (.xlsx) that it was made from.",
    ),
    ("a web page", lambda: b"\r\n<html><table><tr><td>NI 30</td></tr></table></html>", WEB),
    ("a table that calls itself .xls", lambda: b"<table><tr><td>1</td></tr></table>", WEB),
    (
        "Excel 2003 XML",
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        f"This is an Excel 2003 XML spreadsheet, not an Excel workbook (.xlsx). {SAVE_AS}",
    ),
    ("a photograph", lambda: b"\xff\xd8\xff\xe0" + bytes(100), PICTURE),
    ("a screenshot", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), PICTURE),
    (
        "gzip",
        lambda: b"\x1f\x8b\x08\x00" + bytes(100),
        "This is a compressed file. Take the Excel workbook (.xlsx) out of it and send that.",
    ),
    (
        "a program",
        lambda: b"MZ\x90\x00" + bytes(100),
        "This is a program, not a workbook. Send the Excel workbook (.xlsx).",
    ),
    ("noise", lambda: bytes(range(256)) * 4, UNKNOWN),
    (
        "6 MB",
        lambda: b"PK\x03\x04" + bytes(6 * 1024 * 1024),
        "This file is 6.0 MB; at most 5 MB is accepted. Take out pictures and sheets that do not belong to the return, "
        "save it, and send that.",
    ),
    (
        "a Word document",
        lambda: other_package(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "word/document.xml"
        ),
        WORD,
    ),
    (
        "a presentation",
        lambda: other_package(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/presentation.xml"
        ),
        SLIDES,
    ),
    (
        "a binary workbook",
        lambda: other_package("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"),
        f"This is a binary Excel workbook (.xlsb). {SAVE_AS}",
    ),
    (
        "a workbook for macros",
        lambda: changed(
            "[Content_Types].xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ),
        MACROS,
    ),
    (
        "types declared of extensions and parts that are not there",
        lambda: declaring(
            '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
            '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            '<Override PartName="/xl/old.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
            f'<Override PartName="/xl/new.xml" ContentType="{WORKBOOK}"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/>'
        ),
        None,
    ),
    (
        "a list of shared texts that is declared and not there",
        lambda: with_parts({"xl/sharedStrings.xml": None}, with_cell('<c r="A1"><v>1</v></c>')),
        None,
    ),
    ("saved by SheetJS", lambda: (DATA / "sheetjs_0.18.5.xlsx").read_bytes(), None),
    (
        "a binary part beside a type for binary workbooks",
        lambda: declaring(
            '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>',
            {"xl/printerSettings/printerSettings1.bin": b"x"},
        ),
        None,
    ),
    (
        "a binary workbook by the type of its extension",
        lambda: packed(
            {
                "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                b'<Default Extension="BIN" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
                b"</Types>",
                "xl/workbook.bin": b"x",
            }
        ),
        f"This is a binary Excel workbook (.xlsb). {SAVE_AS}",
    ),
    (
        "a second list of sheets, for macros",
        lambda: declaring(
            '<Override PartName="/xl/other.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>',
            {"xl/other.xml": b"<a/>"},
        ),
        MACROS,
    ),
    (
        "a Word document embedded",
        lambda: declaring(
            '<Default Extension="docx" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
            'document"/>',
            {"xl/embeddings/Document1.docx": b"x"},
        ),
        EMBEDDED,
    ),
    ("macros renamed .xlsx", lambda: with_parts({"xl/vbaProject.bin": b"x"}), MACROS),
    ("macros of Excel 4", lambda: with_parts({"xl/macrosheets/sheet1.xml": "<a/>"}), MACROS),
    ("another zip", lambda: packed({"notes.txt": b"hello"}), ZIP),
    ("a zip of zips", lambda: packed({"1.zip": packed({"2.zip": bytes(1000)})}), ZIP),
    ("an empty zip", lambda: packed({}), ZIP),
    ("another kind of package", lambda: other_package("text/plain", "a.txt"), ZIP),
    ("cut in half", lambda: good()[: len(good()) // 2], INCOMPLETE),
    ("its last byte cut off", lambda: good()[:-1], INCOMPLETE),
    (
        "encrypted as a zip",
        flagged_encrypted,
        f"This file is a zip protected with a password, not an Excel workbook. {AGAIN}",
    ),
    ("compressed as no Excel does", other_compression, DAMAGED),
    ("a bomb: 300 MB in 300 KB", bomb, UNPACKS.format(286)),
    ("a bomb that declares 1 KB", lying_bomb, DAMAGED),
    ("a bomb in 100 pieces", many_small_bombs, UNPACKS.format(95)),
    ("a bomb inside, as a picture", lambda: with_parts({"xl/media/a.png": packed({"b": bytes(10**7)})}), None),
    (
        "2,000 parts",
        lambda: with_parts({f"xl/media/{n}.png": b"" for n in range(2000)}),
        f"This file holds 2,010 parts; a workbook has at most 1,000. {AGAIN}",
    ),
    ("two parts of the same bytes", overlapping, DAMAGED),
    ("a part above the package", lambda: with_parts({"../../etc/passwd": "x"}), DAMAGED),
    ("a part at the root of the disk", lambda: with_parts({"/etc/passwd": "x"}), DAMAGED),
    ("a part with backslashes", lambda: with_parts({"xl\\..\\..\\a.xml": "x"}), DAMAGED),
    ("a part on drive C", lambda: with_parts({"C:/a.xml": "<a/>"}), DAMAGED),
    ("one part twice", lambda: packed([*unpacked(good()).items(), (SHEET, b"<a/>")]), DAMAGED),
    ("one part twice but for capitals", lambda: with_parts({SHEET.upper(): "<a/>"}), DAMAGED),
    ("a billion laughs", billion_laughs, DOCTYPE),
    ("quadratic blow-up", lambda: entities(f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 10_000), DOCTYPE),
    ("an entity from a file", lambda: entities('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"), DOCTYPE),
    ("an entity from a server", lambda: entities('<!ENTITY a SYSTEM "http://127.0.0.1:1/">', "&a;"), DOCTYPE),
    ("a parameter entity", lambda: entities('<!ENTITY % a SYSTEM "http://127.0.0.1:1/"> %a;', ""), DOCTYPE),
    ("a document type in UTF-16", utf16_doctype, DOCTYPE),
    ("a document type in a drawing", lambda: with_parts({"xl/drawings/a.vml": "<!DOCTYPE a><a/>"}), DOCTYPE),
    (
        "a document type in the list of parts",
        lambda: changed("[Content_Types].xml", "<Types", "<!DOCTYPE x []><Types"),
        DOCTYPE,
    ),
    ("a link to another workbook", lambda: external("externalLinkPath"), OUTSIDE.format("a link to another workbook")),
    ("a picture on a server", lambda: external("image"), OUTSIDE.format("a linked picture")),
    ("a linked document", lambda: external("oleObject"), OUTSIDE.format("a linked document")),
    (
        "a template on a server",
        lambda: external("attachedTemplate"),
        OUTSIDE.format("a link of a kind that no return needs"),
    ),
    ("a plain hyperlink", lambda: external("hyperlink"), None),
    (
        "a cached other workbook",
        lambda: with_parts({"xl/externalLinks/externalLink1.xml": "<a/>"}),
        OUTSIDE.format("a link to another workbook"),
    ),
    ("a data connection", lambda: with_parts({"xl/connections.xml": "<a/>"}), OUTSIDE.format("a data connection")),
    ("an embedded document", lambda: with_parts({"xl/embeddings/oleObject1.bin": "x"}), EMBEDDED),
    ("a control", lambda: with_parts({"xl/activeX/activeX1.xml": "<a/>"}), EMBEDDED),
    (
        "a cell at the far corner",
        lambda: with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        BEYOND.format("XFD1048576"),
    ),
    ("a blank cell at the far corner", lambda: with_rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>'), None),
    ("a cell past column BH", lambda: with_cell('<c r="BI1"><v>1</v></c>'), BEYOND.format("BI1")),
    ("5,001 rows", lambda: real_rows(5001), BEYOND.format("A5001")),
    ("5,000 rows", lambda: real_rows(5000), None),
    ("120,000 filled cells", lambda: real_rows(2000, 60), TOO_MANY),
    ("a wrong dimension", wrong_dimension, None),
    ("a million declared rows", million_rows, TOO_MANY),
    ("20,000 formatted blank rows", lambda: blank_styled_rows(20_000), None),
    ("50,000 formatted blank rows", lambda: blank_styled_rows(50_000), TOO_MANY),
    (
        "one cell twice",
        lambda: with_cell('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'),
        f"Sheet Return has cell A1 twice, so it cannot be told which one counts. {AGAIN}",
    ),
    (
        "one cell twice, the second unnamed",
        lambda: with_cell('<c r="B1"><v>1</v></c><c r="A1"/><c><v>2</v></c>'),
        f"Sheet Return has cell B1 twice, so it cannot be told which one counts. {AGAIN}",
    ),
    (
        "one row twice",
        lambda: with_rows('<row r="3"><c r="A3"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'),
        f"Sheet Return has row 3 twice, so it cannot be told which one counts. {AGAIN}",
    ),
    (
        "rows out of order",
        lambda: with_rows('<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'),
        f"Sheet Return has row 2 after row 3, so its rows cannot be told. {AGAIN}",
    ),
    ("a cell in another row", lambda: with_cell('<c r="A2"><v>1</v></c>'), DAMAGED),
    ("a cell with two values", lambda: with_cell('<c r="A1"><v>1</v><v>2</v></c>'), DAMAGED),
    ("something else in a row", lambda: with_cell('<d r="A1"><v>1</v></d>'), DAMAGED),
    ("a number with an underscore", lambda: with_cell('<c r="A1"><v>1_0</v></c>'), DAMAGED),
    ("a number in Arabic digits", lambda: with_cell('<c r="A1"><v>\u0661\u0662</v></c>'), DAMAGED),
    ("a number that is not one", lambda: with_cell('<c r="A1"><v>nan</v></c>'), DAMAGED),
    ("a tick in capitals", lambda: with_cell('<c r="A1" t="b"><v>TRUE</v></c>'), DAMAGED),
    ("a tick of two", lambda: with_cell('<c r="A1" t="b"><v>2</v></c>'), DAMAGED),
    ("a number with a huge exponent", lambda: with_cell('<c r="A1"><v>1E999</v></c>'), None),
    ("a number of 5,000 digits", lambda: with_cell(f'<c r="A1"><v>{"9" * 5000}</v></c>'), DAMAGED),
    ("a date outside the calendar", lambda: with_cell('<c r="A1" t="d"><v>2010-02-30</v></c>'), DAMAGED),
    ("a shared text that is not there", lambda: with_cell('<c r="A1" t="s"><v>99999</v></c>'), DAMAGED),
    ("a shared text counted from the end", lambda: with_cell('<c r="A1" t="s"><v>-1</v></c>'), DAMAGED),
    ("a style that is not there", lambda: with_cell('<c r="A1" s="99999"><v>1</v></c>'), DAMAGED),
    ("a style counted from the end", lambda: with_cell('<c r="A1" s="-1"><v>1</v></c>'), DAMAGED),
    ("a cell of no known type", lambda: with_cell('<c r="A1" t="x"><v>1</v></c>'), DAMAGED),
    (
        "a cell of 40,000 letters",
        lambda: with_cell(f'<c r="A1" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c>'),
        "Sheet Return, cell A1 holds 40,000 characters; Excel allows 32,767. Shorten it, save the workbook, "
        "and send that.",
    ),
    (
        "one text in 1,000 cells",
        one_text_everywhere,
        f"This workbook holds more than 2,000,000 characters of text, far more than a return needs. {COPY}",
    ),
    ("elements 100,000 deep", deep, DAMAGED),
    ("XML that does not close", lambda: with_parts({SHEET: "<worksheet>"}), DAMAGED),
    ("a sheet that is something else", lambda: with_parts({SHEET: "<html/>"}), DAMAGED),
    ("a comment of 1 MB", lambda: with_rows("", after=f"<!--{'x' * 1_000_000}-->"), DAMAGED),
    (
        "a sheet's part missing",
        lambda: with_parts({SHEET: None}),
        f"Sheet Return is missing from inside this workbook. {AGAIN}",
    ),
    ("its list of sheets missing", lambda: with_parts({"xl/workbook.xml": None}), DAMAGED),
    ("its styles missing", lambda: with_parts({"xl/styles.xml": None}), None),
    ("what Office leaves in the bin", lambda: with_parts({"[trash]/0000.dat": bytes(100)}), None),
    ("relationships in a circle", cyclic_relationships, None),
    (
        "a chart sheet with no chart",
        empty_chart_sheet,
        "Sheet Chart1 is a chart sheet with no chart on it. Delete it, save the workbook, and send that.",
    ),
    (
        "two sheets with one name",
        lambda: two_sheets("Return", "return "),
        "This workbook has two sheets with one name, Return and return . Rename or delete one of them, save the "
        "workbook, and send that.",
    ),
    (
        "51 sheets",
        many_sheets,
        "This workbook has 51 sheets; at most 50 are read. Delete those that do not belong to the return, save it, "
        "and send that.",
    ),
    (
        "saved as Strict Open XML",
        lambda: changed("xl/workbook.xml", MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        f"This workbook was saved as a Strict Open XML Spreadsheet. {SAVE_AS}",
    ),
    (
        "30 million letters, four bytes each, twice",
        memory_hog,
        "Sheet Return, cell A1 holds 29,999,669 characters; Excel allows 32,767. Shorten it, save the workbook, "
        "and send that.",
    ),
    ("minutes of work, of which no cell shows anything", formats_without_end, None),
]
