"""What a spreadsheet makes of a CSV file: text it would calculate stays text, and its signs are read as they are."""

import codecs

# What Excel, LibreOffice and Google Sheets take for the beginning of a formula, wide forms of the signs included.
SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BREAKS = ("\t", "\r", "\n")
HOW = (
    "Text that a spreadsheet would calculate (beginning with =, +, -, @, a tab or a line break) has an apostrophe "
    "before it."
)


def calculates(text: object) -> bool:
    """Whether a spreadsheet could take this cell for a formula. A number never is."""
    return isinstance(text, str) and (text.startswith(BREAKS) or text.lstrip().startswith(SIGNS))


def inert(value: object) -> object:
    """The cell with an apostrophe before text that a spreadsheet would calculate; anything else as it is.

    >>> inert("=1+1"), inert("NI 154"), inert(-3.5)
    ("'=1+1", 'NI 154', -3.5)
    """
    return f"'{value}" if calculates(value) else value


def for_excel(csv: bytes) -> bytes:
    """A CSV file (UTF-8) for whoever opens it by double-click: with the mark by which Excel knows its signs.

    Without it Excel takes a pound sign for two signs. A program is better served by the file as it was.

    >>> for_excel("£1".encode()).decode("utf-8-sig")
    '£1'
    """
    return csv if csv.startswith(codecs.BOM_UTF8) else codecs.BOM_UTF8 + csv


def whole(text: str) -> str:
    """The text with U+FFFD for half a character, which no file of UTF-8 can hold.

    >>> whole("a\\ud83d\\ude00b\\ud800")
    'a😀b�'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
