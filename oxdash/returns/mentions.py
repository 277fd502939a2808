"""What looks like a figure or a code: in a cell, and in words such as a note's.

Of the numbers that words mention, those are no figures that are a day, a period, a code or a place in a paper.
"""

import re
from collections.abc import Sequence

from oxdash.excel.cells import Cell, Holds, seen
from oxdash.excel.problems import areas
from oxdash.returns.figure_cell import is_typed_figure
from oxdash.vocabulary import currency
from oxdash.vocabulary.codes import Also
from oxdash.vocabulary.currency import SIGNS

_CODE = re.compile(r"[a-z]{1,5}[ ./-]*\d[\w ./-]{0,7}", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_NO_FIGURES = [  # numbers of which no return has a figure; what is longer comes first
    r"https?://\S{1,500}|www\.\S{1,500}|[\w.+-]{1,64}@\S{1,250}",
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},?(?: (?:19|20)\d\d\b)?",
    rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? (?:19|20)\d\d\b)?",
    rf"\b{_MONTH}[ -]?'?(?:19|20)?\d\d\b",
    r"\b\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d\d\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b",
    r"\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)\b|\b\d{1,2}:\d\d(?::\d\d)?\b",
    r"\b(?:19|20)\d\d ?[/–-] ?(?:19|20)?\d\d\b|\b\d\d/\d\d\b|\b(?:19|20)\d\d(?![\w%]|[.,]\d)",
    r"\b(?:quarter|qtr|q|year|yr|week|phase|stage|step|version|v|page|pp?|row|column|col|cell|line|section|para|paragraph"
    r"|item|table|annex|appendix|chapter|note|ref|part|room|ext|tel)\.? ?(?:no\.? ?)?#?\d{1,6}(?:\.\d{1,3})*[a-z]?\b",
    r"\b(?:NI|BVPI)[ .-]?\d{1,4}[a-z]?\b",
    r"(?-i:\b(?P<letters>[A-Z]{1,5})[ ./-]?\d{1,4}[A-Za-z]?\b(?![.,]\d|%))",  # any other code, or a cell
    r"(?-i:\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b)",  # a postcode
    r"\b0\d{2,6}(?:[ -]\d{2,8}){1,3}\b|\b0\d{8,10}\b|\+\d{2}[ \d()-]{6,20}\d\b",  # a telephone
    r"\bage[sd]?:? \d{1,3}(?: ?(?:-|–|to|and) ?\d{1,3}| ?\+)?|\b\d{1,3}(?: ?(?:-|–|to) ?\d{1,3})?[ -]years?[ -]olds?\b",
    r"^ ?\(?\d{1,2}[.)] (?=[^\W\d])",  # a line of a list
]
_WITHOUT = [re.compile(one, re.IGNORECASE | re.ASCII) for one in _NO_FIGURES]
_FIGURE = re.compile(rf"(?<![\w.,])[-−(+<>~{SIGNS}]{{0,3}} ?\.?\d", re.ASCII)
AROUND = 25  # characters before a figure that are quoted with it


def looks_like_a_figure(cell: Cell) -> bool:
    """A number, a number typed as text, or a formula whose result nobody knows."""
    if cell.holds == Holds.TEXT:
        return is_typed_figure(seen(cell.value))
    return cell.holds in (Holds.NUMBER, Holds.FORMULA)


def looks_like_a_code(cell: Cell) -> bool:
    """Letters and a number, as a target is called: what is not one is words."""
    return cell.holds != Holds.TEXT or bool(_CODE.fullmatch(seen(cell.value)))


def how_many_figures(cells: Sequence[Cell]) -> str:
    return f"a figure in {cells[0].address}" if len(cells) == 1 else f"{len(cells):,} figures in {areas(cells)}"


def quoted_figure(text: str, also: Also = ()) -> str:
    """The line of a text that first mentions a figure, from shortly before it; empty where none does.

    ``also``: letters that the register's codes are also written with.

    >>> quoted_figure("Jo Smith: on 5 January 2010 NI 30\\nwas 12.5"), quoted_figure("Q3 2009/10, see row 4")
    ('was 12.5', '')
    """
    for line in map(seen, text.splitlines()):
        start = _first_figure(line, also)
        if start is not None:
            return line if start <= AROUND else f"...{line[start - AROUND :].partition(' ')[2]}"
    return ""


def _first_figure(line: str, also: Also) -> int | None:
    """Where the first figure of a line stands; a line that is nothing but a number is one, whatever it might mean."""
    if not any(one.isdigit() for one in line):
        return None
    if is_typed_figure(line):
        return 0
    codes = "|".join(other for other, _ in also)
    more = [re.compile(rf"\b(?:{codes})[ .-]?\d{{1,4}}[a-z]?\b", re.IGNORECASE | re.ASCII)] if codes else []
    for pattern in (*_WITHOUT, *more):
        line = pattern.sub(_left_out, line)
    found = _FIGURE.search(line)
    return found.start() if found else None


def _left_out(match: re.Match[str]) -> str:
    """Room in place of what is no figure; the letters of a currency make their number none the less one."""
    letters = match.groupdict().get("letters")
    return match[0] if letters and currency.of(letters) else "\0" * len(match[0])
