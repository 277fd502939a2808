"""The few elements of WordprocessingML that papers are made of, and what an officer's text becomes in them."""

import re

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from oxdash.output.on_paper import plain

_BREAKING = re.compile("([\t\n])")
_ESCAPED = (  # in this order: a quotation mark that begins nothing ends something
    (re.compile(r"\s*&\s*"), " and "),
    (re.compile(r"(?<!\S)'(?=\w)"), "\N{LEFT SINGLE QUOTATION MARK}"),
    (re.compile("'"), "\N{RIGHT SINGLE QUOTATION MARK}"),
    (re.compile(r'(?<!\S)"'), "\N{LEFT DOUBLE QUOTATION MARK}"),
    (re.compile('"'), "\N{RIGHT DOUBLE QUOTATION MARK}"),
    (re.compile("<"), "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"),
    (re.compile(">"), "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"),
)


def typographic(text: str) -> str:
    """The text without the five characters that XML escapes, which some programs escape twice in a PDF's title.

    A reader would see ``Anyshire&apos;s`` and ``Culture &amp; Sport``.

    >>> typographic("Anyshire's partnerships' work")
    'Anyshire’s partnerships’ work'
    >>> typographic('R&D & "Sport" <2010>')
    'R and D and “Sport” ‹2010›'
    """
    for pattern, said in _ESCAPED:
        text = pattern.sub(said, text)
    return text


def element(tag: str, attributes: dict[str, object] | None = None, *children):
    """``element("w:tcW", {"w": 100})`` is ``<w:tcW w:w="100"/>``; attributes are in w: unless they say otherwise."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name if ":" in name else f"w:{name}"), str(value))
    made.extend(children)
    return made


def value(tag: str, said: object):
    """An element that only says one value: ``<w:jc w:val="right"/>``."""
    return element(tag, {"val": said})


def run(text: str, *, bold: bool = False, colour: str | None = None):
    """Text as it stands; a line feed is a break, a tab a tab."""
    looks = [element("w:b")] if bold else []
    if colour:
        looks.append(value("w:color", colour.lstrip("#")))
    made = element("w:r", None, *([element("w:rPr", None, *looks)] if looks else []))
    for part in _BREAKING.split(plain(text)):  # python-docx's own way goes letter by letter
        if part == "\t":
            made.add_tab()
        elif part == "\n":
            made.add_br()
        elif part:
            made.add_t(part)
    return made


def paragraph(
    style: str,
    *runs,
    keep_next: bool = False,
    on_new_page: bool = False,
    before: int = 0,
    left: int = 0,
    hanging: int = 0,
    right=False,
):
    """A paragraph of a style (its id). ``before``: twips of space above it, beyond what its style has.

    ``left``: twips that it is set in by, where that is not its style's, its first line ``hanging`` by some of them.
    """
    said = [value("w:pStyle", style)]
    if keep_next:
        said.append(element("w:keepNext"))
    if on_new_page:
        said.append(element("w:pageBreakBefore"))
    if before or on_new_page:
        said.append(element("w:spacing", {"before": before}))
    if left:
        said.append(element("w:ind", {"left": left, "hanging": hanging}))
    if right:
        said.append(value("w:jc", "right"))
    return element("w:p", None, element("w:pPr", None, *said), *runs)


def field(code: str) -> list:
    """The runs of a field that Word works out by itself: PAGE or NUMPAGES."""
    marks = ("begin", "separate", "end")
    begin, separate, end = (element("w:r", None, element("w:fldChar", {"fldCharType": mark})) for mark in marks)
    asked = element("w:instrText", {"xml:space": "preserve"})
    asked.text = f" {code} "
    return [begin, element("w:r", None, asked), separate, run("1"), end]
