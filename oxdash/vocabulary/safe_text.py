"""Text from outside stays text: in a terminal, in a text file, and in a spreadsheet.

On a line of ours nothing in it can move a cursor, or look like another of our lines.

In a spreadsheet text that it would calculate stays text, and the signs of a CSV file are read as they are. Text typed
by somebody gets an apostrophe wherever a cell that begins with it could be taken for a formula: at its start, and after
what some program may take for the end of a cell or of a row (Excel goes by the semicolon where that is what the country
uses, and then knows no quotation marks in the middle of a line). What had apostrophes there gets one more, so that one
fewer is always the text as it was typed.
"""

import codecs
import json
import re
import unicodedata

LONGEST_LOGGED = 200
_NOT_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, direction marks, line separators and the like
# What Excel, LibreOffice and Google Sheets take for the beginning of a formula, wide forms of the signs included.
SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BREAKS = ("\t", "\r", "\n")
HOW = (
    "Text that a spreadsheet would calculate (beginning with =, +, -, @, a tab or a line break, or going on with a "
    "sign after a tab, a line break, a semicolon or a bar) has an apostrophe before it. One apostrophe fewer there is "
    "the text as it was typed."
)
IN_A_WORKBOOK = {  # what xlsxwriter is told, so that text it is given stays text
    "in_memory": True,
    **dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False),
}
_SIGN = f"[{re.escape(''.join(SIGNS))}]"
_BLANKS = r"[^\S\t\r\n]*"
_BEGINS = rf"\A'*(?:{_BLANKS}{_SIGN}|[\t\r\n])"  # a text
_GOES_ON = rf"[;|\t\r\n]'*{_BLANKS}{_SIGN}"  # and within it, what could be a cell
_ANYWHERE = re.compile(f"{_BEGINS}|{_GOES_ON}")
_BEFORE = re.compile(rf"(?={_BEGINS})|(?<=[;|\t\r\n])(?='*{_BLANKS}{_SIGN})")
_MADE_INERT = re.compile(rf"\A'(?='*(?:{_BLANKS}{_SIGN}|[\t\r\n]))|(?<=[;|\t\r\n])'(?='*{_BLANKS}{_SIGN})")
MAYBE = re.compile(  # all that `inert` changes, and more
    rf"\A[^0-9A-Za-z]*{_SIGN}|\A'*[\t\r\n]|[;|\t\r\n][^0-9A-Za-z]*{_SIGN}"
)
MAY_HAVE_BEEN = re.compile(rf"'{_BLANKS}{_SIGN}|'[\t\r\n]")  # somewhere in a file of which `as_typed` changes a cell
_OF_MARKUP = re.compile(rf">(?P<text>\s*{_SIGN}[^<]*)")
_UNKEPT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?[0-9.,]+(?:[eE][+-]?[0-9]{1,3})?%?|-")  # and a dash for nothing


def one_line(text: str) -> str:
    """The text with U+FFFD for every sign that is none: escapes, direction marks, line breaks.

    >>> one_line("a\\x1b[2Jb\\nc")
    'a�[2Jb�c'
    """
    if text.isprintable():  # which most text is, and soon found to be
        return text
    return "".join("\ufffd" if _is_none(sign) else sign for sign in text)


def log_line(text: str) -> str:
    """Text as it may stand in the log: printable, on one line, and no longer than a log is read."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)[:LONGEST_LOGGED]


def escaped(text: str) -> str:
    """Text of JSON with every sign that is none as JSON escapes it, which reads as the same.

    >>> escaped('"a\x9bb"')
    '"a\\u009bb"'
    """
    return "".join(json.dumps(sign)[1:-1] if _is_none(sign) else sign for sign in text)


def _is_none(sign: str) -> bool:
    return unicodedata.category(sign) in _NOT_TEXT


def indented(label: str, text: str | None) -> list[str]:
    """``Note: the text``, in as many lines as it was typed in, each but the first indented so that it is none of ours.

    >>> indented("Note", "late\\nReceived from: somebody")
    ['Note: late', '    Received from: somebody']
    >>> indented("Note", "")
    []
    """
    first, *rest = [one_line(line) for line in (text or "").splitlines()] or [""]
    return [f"{label}: {first}", *(f"    {line}" for line in rest)] if text else []


def printed(text: str) -> str:
    """Lines of ours for a terminal, whatever stands in them: they stay lines, and hold nothing but text.

    >>> printed("one\\ntw\\x1bo")
    'one\\ntw�o'
    """
    return "\n".join(one_line(line) for line in text.split("\n"))


def calculates(text: object) -> bool:
    """Whether a spreadsheet could take this cell for a formula. A number never is."""
    return isinstance(text, str) and (text.startswith(BREAKS) or text.lstrip().startswith(SIGNS))


def inert(value: object) -> object:
    """The cell with an apostrophe before text that a spreadsheet would calculate; anything else as it is.

    >>> inert("=1+1"), inert("'=1+1"), inert("NI 154"), inert("So; -1"), inert(-3.5)
    ("'=1+1", "''=1+1", 'NI 154', "So;' -1", -3.5)
    """
    return inert_text(value) if isinstance(value, str) else value


def inert_text(text: str) -> str:
    """The same of what is text for sure."""
    return _BEFORE.sub("'", text) if _ANYWHERE.search(text) else text


def as_typed(text: str) -> str:
    """The text that `inert` was given.

    >>> as_typed("'=1+1"), as_typed("''=1+1"), as_typed("'quoted'")
    ('=1+1', "'=1+1", "'quoted'")
    """
    return _MADE_INERT.sub("", text) if "'" in text else text


def inert_cell(text: str) -> str:
    """The same of a cell whose column may hold numbers as text: one that is a number stays one.

    >>> inert_cell("-3.5"), inert_cell("-3.5+1"), inert_cell("-")
    ('-3.5', "'-3.5+1", '-')
    """
    return text if _NUMBER.fullmatch(text) else inert_text(text)


def cell_as_typed(text: str) -> str:
    """The text that `inert_cell` was given. An apostrophe before a number is somebody's own.

    >>> cell_as_typed("'-3.5+1"), cell_as_typed("'-3.5")
    ('-3.5+1', "'-3.5")
    """
    typed = as_typed(text)
    return text if _NUMBER.fullmatch(typed) else typed


def markup(html: str) -> str:
    """HTML with U+2060, which nobody sees, before every text that a spreadsheet would calculate.

    A spreadsheet takes the text of a cell, a paragraph or a list of a page that is opened in it for what was typed.

    >>> markup("<td>=1+1</td><td>-3</td>").encode("ascii", "backslashreplace").decode()
    '<td>\\u2060=1+1</td><td>-3</td>'
    """
    return _OF_MARKUP.sub(_joined, html)


def _joined(found: re.Match[str]) -> str:
    return found[0] if _NUMBER.fullmatch(found["text"].strip()) else f">\u2060{found['text']}"


def for_excel(csv: bytes) -> bytes:
    """A CSV file (UTF-8) for whoever opens it by double-click: with the mark by which Excel knows its signs.

    Without it Excel takes a pound sign for two signs. A program is better served by the file as it was.

    >>> for_excel("£1".encode()).decode("utf-8-sig")
    '£1'
    """
    return csv if csv.startswith(codecs.BOM_UTF8) else codecs.BOM_UTF8 + csv


def typed(text: str) -> str:
    """Text from a box or a command as it is kept: its lines, less what no file of XML can hold, without blank ends.

    Nor does it hold what turns the direction of all that follows, which would read as something else.

    >>> typed(" one\\r\\ntw\\x00o ")
    'one\\ntw\ufffdo'
    """
    lines = (_UNKEPT.sub("\ufffd", line).rstrip() for line in text.replace("\t", " ").splitlines())
    return whole("\n".join(lines)).strip()


def whole(text: str) -> str:
    """The text with U+FFFD for half a character, which no file of UTF-8 can hold.

    >>> whole("a\\ud83d\\ude00b\\ud800")
    'a😀b�'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
