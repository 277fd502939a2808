"""Text from outside for a terminal or a text file: nothing in it can move a cursor, or look like a line of ours."""

import json
import unicodedata

LONGEST_LOGGED = 200
_NOT_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, direction marks, line separators and the like


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
