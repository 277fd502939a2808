"""Text as a workbook's XML keeps it, and as a person reads it.

Excel writes a character that XML cannot carry as ``_xHHHH_``, and an underscore that would begin such an escape as
``_x005F_``. openpyxl 3.1 leaves the first as they are and takes the letters ``x005F_`` out of shared texts wherever
they stand.
"""

import re

from oxdash.excel import strict_xml
from oxdash.excel.bounds import Bounds
from oxdash.excel.file_checks import DAMAGED, Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRING, RUN, TEXT = (f"{MAIN} {tag}" for tag in ("si", "r", "t"))
LONGEST_TEXT = 32_767  # characters in one cell; Excel allows no more
ESCAPE = re.compile("_x([0-9a-f]{4})_", re.IGNORECASE)
PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def unescaped(text: str) -> str:
    """Text with every ``_xHHHH_`` undone, once and from the left, and every CR LF and CR as a line break.

    >>> unescaped("a_x000D_\\nb_x005F_x0041_")
    'a\\nb_x0041_'
    """
    if "_" in text:
        text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = PAIR.sub(_together, text)  # one character beyond the 65,536th is written as two escapes
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _together(pair: re.Match[str]) -> str:
    return str(pair[0]).encode("utf-16", "surrogatepass").decode("utf-16")


class Collector:
    """Puts one text together from the XML of an ``si`` or ``is`` element: plain, or in runs of different looks.

    How a word is pronounced (``rPh``, in Japanese workbooks) is no part of the text.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.within: list[str] = []  # the tags open inside the element

    def started(self, tag: str) -> None:
        self.within.append(tag)
        if tag == TEXT and self._reads():
            self.parts.append("")

    def said(self, text: str) -> None:
        if self.within and self.within[-1] == TEXT and self._reads():
            self.parts[-1] += text

    def ended(self) -> None:
        self.within.pop()

    def _reads(self) -> bool:
        return self.within in ([TEXT], [RUN, TEXT])

    @property
    def text(self) -> str:
        return "".join(map(unescaped, self.parts))


def shared_texts(xml: bytes, bounds: Bounds) -> list[str]:
    """The texts of a workbook's list of shared strings, in order. Refused for too many or too deep."""
    texts: list[str] = []
    one: Collector | None = None
    depth = 0

    def started(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal one, depth
        depth += 1
        if depth > strict_xml.DEEPEST:
            raise Refused(DAMAGED)
        if one is not None:
            one.started(tag)
        elif tag == STRING:
            one = Collector()
            if len(texts) >= bounds.most_strings:
                raise Refused(bounds.too_many_cells)

    def ended(tag: str) -> None:
        nonlocal one, depth
        depth -= 1
        if one is None:
            return
        if one.within:
            one.ended()
        else:
            texts.append(one.text)
            one = None

    def said(text: str) -> None:
        if one is not None:
            one.said(text)

    strict_xml.parse(xml, started, ended, said)
    return texts
