"""What a file is, told from its bytes before anything parses it, and the sentence for one that is not let in.

Two checks. ``kind_refused`` looks at the first bytes only and costs nothing, so the server asks it before any child is
started. ``opened`` looks at the zip's own directory, which an attacker writes too, so it is asked in the child.
"""

import io
import zipfile

from oxdash.excel.bounds import MB, NO_NEED, RETURN, Bounds
from oxdash.excel.cells import folded

MOST_PACKED = 200  # times; 20,000 formatted blank rows pack about 12 times, a bomb about 1,000
SMALL_PART = MB  # bytes; below this a part may be packed as tightly as it likes

LONGEST_NAME = 80  # characters of a file's name that a sentence quotes

SAVE_AS = "Open it in Excel, choose Save As, Excel Workbook (.xlsx), and send that."
SEND_AGAIN = "Open the original in Excel, choose Save As, Excel Workbook (.xlsx), and send that."
DAMAGED = f"This workbook is damaged: what is inside it is not as Excel writes it. {SEND_AGAIN}"
INCOMPLETE = (
    "This workbook is incomplete or damaged, probably cut off while it was copied or sent. "
    "Send the original again; if that fails too, open it in Excel and save it under a new name."
)
MACROS = "This is a workbook for macros, which are not accepted. " + SAVE_AS
BINARY_WORKBOOK = "This is a binary Excel workbook (.xlsb). " + SAVE_AS
ENCRYPTED = (
    "This workbook is protected with a password, so it cannot be opened. Open it in Excel, choose File, Info, Protect "
    "Workbook, Encrypt with Password, clear the password, save it, and send that."
)
LABELLED = (
    "This workbook is encrypted by a sensitivity label or by rights management, so it cannot be opened. Open it in "
    "Excel, save a copy under a label that does not encrypt it (or choose File, Info, Protect Workbook, Restrict "
    "Access, Unrestricted Access), and send that."
)


class Refused(Exception):
    """Ends the opening of one workbook, with the sentence for its sender. Caught where the child answers."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


FIRST_BYTES = [
    # starts with, what it is, what to do
    (b"%PDF", "This is a PDF document.", "Send the Excel workbook (.xlsx) that it was made from."),
    (b"{\\rtf", "This is a rich text document.", "Copy its figures into the return workbook (.xlsx) and send that."),
    (b"\x89PNG", "This is a picture.", "Send the Excel workbook (.xlsx) itself."),
    (b"\xff\xd8\xff", "This is a picture.", "Send the Excel workbook (.xlsx) itself."),
    (b"GIF8", "This is a picture.", "Send the Excel workbook (.xlsx) itself."),
    (b"BM", "This is a picture.", "Send the Excel workbook (.xlsx) itself."),
    (b"II*\x00", "This is a picture.", "Send the Excel workbook (.xlsx) itself."),
    (b"MM\x00*", "This is a picture.", "Send the Excel workbook (.xlsx) itself."),
    (b"\x1f\x8b", "This is a compressed file.", "Take the Excel workbook (.xlsx) out of it and send that."),
    (b"7z\xbc\xaf", "This is a compressed file.", "Take the Excel workbook (.xlsx) out of it and send that."),
    (b"Rar!", "This is a compressed file.", "Take the Excel workbook (.xlsx) out of it and send that."),
    (b"MZ", "This is a program, not a workbook.", "Send the Excel workbook (.xlsx)."),
    (b"\x7fELF", "This is a program, not a workbook.", "Send the Excel workbook (.xlsx)."),
    (b"\x09\x08", "This is an old Excel workbook (.xls).", SAVE_AS),  # Excel 5 and before, outside a container
    (b"\x09\x04\x06\x00", "This is an old Excel workbook (.xls).", SAVE_AS),
    (b"\x09\x02\x06\x00", "This is an old Excel workbook (.xls).", SAVE_AS),
    (b"\x09\x00\x04\x00", "This is an old Excel workbook (.xls).", SAVE_AS),
]

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office before 2007, and of encrypted files since
WORD_DOCUMENT = "This is a Word document. Copy its figures into the return workbook (.xlsx) and send that."
PRESENTATION = "This is a PowerPoint presentation. Copy its figures into the return workbook (.xlsx) and send that."
IN_COMPOUND = [
    # in the name of a stream inside, sentence
    ("DRMEncrypted", LABELLED),  # how an encrypted package says that a label's or the organisation's rights encrypt it
    ("DRMContent", LABELLED),  # the same of an old workbook or document
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", WORD_DOCUMENT),
    ("PowerPoint Document", PRESENTATION),
    ("Workbook", f"This is an old Excel workbook (.xls). {SAVE_AS}"),
    ("Book", f"This is an old Excel workbook (.xls). {SAVE_AS}"),
]


def kind_refused(data: bytes, bounds: Bounds = RETURN) -> str | None:
    """The sentence for a file that is not an Excel workbook by its first bytes; None for one that may be."""
    refused = _kind_refused(data, bounds)
    return refused and bounds.in_words(refused)


def _kind_refused(data: bytes, bounds: Bounds) -> str | None:
    if not data:
        return "This file is empty. Save the workbook in Excel and send it again."
    if len(data) > bounds.largest_file:
        return (
            f"This file is {len(data) / MB:.1f} MB; at most {bounds.largest_file // MB} MB is accepted. "
            "Take out pictures and sheets that do not belong to the return, save it, and send that."
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if data.startswith(COMPOUND):
        for stream, sentence in IN_COMPOUND:
            if stream.encode("utf-16-le") in data:
                return sentence
        return f"This is an old Office file, not an Excel workbook (.xlsx). {SAVE_AS}"
    for start, what, to_do in FIRST_BYTES:
        if data.startswith(start) and (len(start) > 2 or b"\x00" in data[:64]):  # a CSV may well begin with BM or MZ
            return f"{what} {to_do}"
    return _text_refused(data[:65536])


def name_refused(name: str) -> str | None:
    """The sentence for a return whose name is not that of an Excel workbook; None for one that ends in ``.xlsx``.

    Asked after what stands in it: a name says what Excel will do with a file, and what its sender believes it to be.
    """
    if name.casefold().endswith(".xlsx"):
        return None
    said = "".join(letter if letter.isprintable() else " " for letter in name)
    short = said if len(said) <= LONGEST_NAME else f"…{said[-LONGEST_NAME:]}"
    return f'This file is called "{short}"; the name of a return ends in .xlsx. {SAVE_AS}'


def _text_refused(data: bytes) -> str:
    unknown = (
        "This is not an Excel workbook, nor any kind of file known here. Send the return as an Excel workbook (.xlsx)."
    )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    elif b"\x00" in data:
        return unknown
    else:
        text = data.decode("utf-8", errors="replace").lstrip("\ufeff")  # only to see what kind of text it is
    if sum(not letter.isprintable() and letter not in "\t\r\n\f\ufffd" for letter in text) > len(text) // 50:
        return unknown
    start = text.lstrip()[:2000].casefold()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start:
        return f"This is an Excel 2003 XML spreadsheet, not an Excel workbook (.xlsx). {SAVE_AS}"
    if start.startswith(("<!doctype html", "<html")) or "<table" in start or "<html" in start:
        return f"This is a web page saved under a spreadsheet's name. {SAVE_AS}"
    return (
        "This is a text file, such as a CSV, not an Excel workbook. Open it in Excel, copy its figures into the return "
        "workbook (.xlsx), and send that."
    )


def opened(data: bytes, bounds: Bounds = RETURN) -> zipfile.ZipFile:
    """The file as a zip whose directory holds nothing that an Excel workbook would not hold; else Refused.

    Nothing is unpacked here. Python's zipfile never unpacks more than a part declares, so declared sizes are enough.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise Refused(INCOMPLETE) from error
    parts = package.infolist()
    if len(parts) > bounds.most_parts:
        raise Refused(
            f"This file holds {len(parts):,} parts; a workbook has at most {bounds.most_parts:,}. {SEND_AGAIN}"
        )
    unpacked = sum(part.file_size for part in parts)
    for part in parts:
        packed_too_well = part.file_size > SMALL_PART and part.file_size > MOST_PACKED * part.compress_size
        if part.file_size > bounds.largest_part or unpacked > bounds.largest_package or packed_too_well:
            size = f"{unpacked / MB:,.0f} MB"
            raise Refused(f"This workbook would unpack to {size}, {NO_NEED}")
    seen = set()
    for part in parts:
        if _leaves_the_package(part.orig_filename) or folded(part.filename) in seen:
            raise Refused(DAMAGED)
        seen.add(folded(part.filename))
        if part.flag_bits & 0x41:  # encrypted, strongly encrypted
            raise Refused(f"This file is a zip protected with a password, not an Excel workbook. {SEND_AGAIN}")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(DAMAGED)  # Excel writes no other; others unpack without bound
    _apart(parts, package.start_dir)
    return package


def _leaves_the_package(name: str) -> bool:
    steps = name.removesuffix("/").split("/")
    return not name.isprintable() or "\\" in name or ":" in name or any(step in ("", ".", "..") for step in steps)


def _apart(parts: list[zipfile.ZipInfo], directory: int) -> None:
    """Parts that share bytes unpack to far more than they weigh; no program that saves workbooks writes them."""
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise Refused(DAMAGED)
        end = part.header_offset + 30 + len(part.orig_filename.encode()) + part.compress_size
    if end > directory:
        raise Refused(DAMAGED)
