"""What there is room for on a slide, in points, and how its lines are put onto as many slides as they need."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from oxdash.documents.slides import As, Line
from oxdash.output.on_paper import one_line
from oxdash.output.pdf.fonts import ems

SIDE, ACROSS = 36.0, 888.0
TOP, FOOT = 96.0, 500.0
BOTTOM = FOOT - 8
TITLES = ((28.0, 1), (24.0, 2))  # points, and lines at most
LARGE, TEXT, LEAST = 24.0, 20.0, 18.0  # points: of a few lines, of more, beside a chart
LINE = 1.2  # of the letters' size
AFTER = 8.0  # points below a line of a list
HANGING = {As.WORDS: 0.0, As.BULLET: 22.0, As.NUMBERED: 36.0}
CUT = "…"
MORE = 1.02  # of a width: no two programs set it the same
NUMBER = 90.0  # of the foot, for the slide's number


@dataclass(frozen=True)
class Box:
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float


WHOLE = Box(SIDE, TOP, ACROSS, BOTTOM - TOP)
LEFT = Box(SIDE, TOP, 388.0, BOTTOM - TOP)  # the words beside a chart
RIGHT = Box(SIDE + 404.0, TOP, ACROSS - 404.0, BOTTOM - TOP)


def wide(text: str, points: float, *, bold: bool = False) -> float:
    """How wide a text is in Arial, in points; of what it does not have, about."""
    double = sum(unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF for letter in text)
    return (ems(text, bold=bold) * MORE + double * 0.5) * points


def lines(text: str, width: float, points: float, *, bold: bool = False) -> int:
    """In how many lines a text stands; a word longer than a line is broken."""
    return sum(_of_one(part, width, points, bold) for part in text.split("\n"))


def _of_one(text: str, width: float, points: float, bold: bool) -> int:
    count, at, space = 1, 0.0, wide(" ", points, bold=bold)
    for word in text.split(" "):
        needs = wide(word, points, bold=bold)
        if at and at + space + needs > width:
            count, at = count + 1, 0.0
        at += (space if at else 0) + needs
        while at > width:
            count, at = count + 1, at - width
    return count


def tall(line: Line, width: float, points: float = TEXT) -> float:
    """How tall a line of a list stands."""
    return lines(line.text, width - indent(line), points) * points * LINE + AFTER


def indent(line: Line) -> float:
    """Points that it is set in by."""
    return HANGING[line.kind]


def cut(text: str, width: float, points: float, most: int, *, bold: bool = False, more: str = "") -> str:
    """As many whole words as so many lines hold, with ``more`` after them; all of it where it fits."""
    whole = one_line(text)
    if lines(whole + more, width, points, bold=bold) <= most:
        return whole + more
    low, high = 0, len(whole)  # letters that fit, and that do not
    while high - low > 1:
        half = (low + high) // 2
        if lines(_ended(whole[:half]) + more, width, points, bold=bold) <= most:
            low = half
        else:
            high = half
    kept = whole[:low]
    word = kept.rpartition(" ")[0] if whole[low : low + 1] != " " else kept
    return _ended(word if len(word) > len(kept) / 2 else kept) + more


def _ended(text: str) -> str:
    return text.rstrip(" ,;:(-") + CUT


def title(text: str, more: str = "") -> tuple[str, float]:
    """A title that fits its place, and of how many points; ``more`` stands after it and is not cut."""
    for points, most in TITLES:
        if lines(one_line(text) + more, ACROSS, points, bold=True) <= most:
            return one_line(text) + more, points
    points, most = TITLES[-1]
    return cut(text, ACROSS, points, most, bold=True, more=more), points


def folded(given: Sequence[Line], first: Box, then: Box, points: float = TEXT) -> list[list[Line]]:
    """The lines, slide by slide: into the first box what it holds, the rest into others. One is never empty.

    ``points``: of the letters in the first box. A line that no box holds goes on with the next slide; its sentences
    stay with its beginning.
    """
    found: list[list[Line]] = [[]]
    left = first.height
    for line in _pieces(given, first, then):
        box, size = (first, points) if len(found) == 1 else (then, TEXT)
        if found[-1] and tall(line, box.width, size) - AFTER > left:
            found.append([])
            box, size, left = then, TEXT, then.height
        found[-1].append(line)
        left -= tall(line, box.width, size)
    return found


def _pieces(given: Iterable[Line], first: Box, then: Box) -> Iterator[Line]:
    """Lines none of which is taller than the smaller box."""
    width, most = min(first.width, then.width), int(min(first.height, then.height) / (TEXT * LINE))
    for line in given:
        left = line
        while lines(left.text, width - indent(left), TEXT) > most:
            part = _begins(left.text, width - indent(left), most)
            yield replace(left, text=left.text[:part].rstrip() + CUT)
            left = replace(left, text=left.text[part:].lstrip(), said=(), kind=As.WORDS)
        yield left


def _begins(text: str, width: float, most: int) -> int:
    """How many letters of a text so many lines hold, to the end of a word where there is one."""
    low, high = 1, len(text)
    while high - low > 1:
        half = (low + high) // 2
        low, high = (half, high) if lines(text[:half].rstrip() + CUT, width, TEXT) <= most else (low, half)
    end = max(text.rfind(" ", 0, low + 1), text.rfind("\n", 0, low + 1))
    return end if end > low / 2 else low


def fit(given: Sequence[Line], box: Box, points: float) -> bool:
    """Whether all of them stand in one box, in letters of so many points."""
    return sum(tall(line, box.width, points) for line in given) - AFTER <= box.height
