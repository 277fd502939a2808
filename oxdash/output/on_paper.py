"""What papers of every form have in common, Word's and PDF: typed text, a status's sign, how wide columns are.

Columns are as wide as their shares say, and no word is broken that need not be.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import TypeAlias

from oxdash.documents.blocks import Block, Column, Heading, Paragraph
from oxdash.documents.inline import StatusWord
from oxdash.output import unbroken
from oxdash.vocabulary.model import Status
from oxdash.vocabulary.wording import SERIES

Measure: TypeAlias = Callable[[str, float], float]  # how wide a text is at so many points, in twips
Split: TypeAlias = Callable[[str], list[str]]  # a text's words
FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
ICONS = {Status.OFF_TRACK: "×", Status.INSUFFICIENT_DATA: "?", Status.ON_TRACK: "√"}  # each of them in Arial
CLOSE_ICON = "!"
HALVES = ("Performance", "Response")  # of a partnership's block
RULE, HEAVY = "#8A8F94", SERIES[0]
NARROW, WIDE = frozenset("fijlrtI.,:;'|!()[]-/ "), frozenset("mwMW@%")
LONGEST = 0.4  # of a table: a word beyond that is no word, and is broken
MAY_BREAK = 25  # lines: a row taller than that is let over a page's end, or it would leave half a page white
LONGEST_NAME = 60  # letters beside a bar
UNPRINTABLE = "□"  # stands where a character stood that no Word file can hold


def plain(text: object) -> str:
    """The text with every kind of line break as a line feed, and a box for each character that XML cannot hold."""
    return FORBIDDEN.sub(UNPRINTABLE, BREAKS.sub("\n", str(text)))


def one_line(text: object) -> str:
    """The same with white space of any kind as one space: for names, properties and alternative texts."""
    return " ".join(plain(text).split())


def shortened(name: str) -> str:
    """A name that two lines beside a bar can hold; the table under the chart has the whole of it."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def icon(held: StatusWord) -> str:
    """The sign before a status's word, from those that Arial has."""
    return CLOSE_ICON if held.close and held.status == Status.OFF_TRACK else ICONS[Status(held.status)]


def before_the_end(blocks: Sequence[Block]) -> int | None:
    """The place, from the end (-3), of what stands last before the heading and the words that a paper ends with.

    No page is to be theirs alone. None where it ends with anything else.
    """
    heading = max((place for place, one in enumerate(blocks) if isinstance(one, Heading)), default=0)
    words = blocks[heading + 1 :]
    return -2 - len(words) if heading and words and all(isinstance(one, Paragraph) for one in words) else None


def words_width(text: str, points: float) -> float:
    """About how wide a text is in bold Arial, in twips: a little more than it is."""
    ems = sum(
        0.35 if letter in NARROW else 0.92 if letter in WIDE else 0.74 if letter.isupper() else 0.61 for letter in text
    )
    return ems * points * 20


def lines_of(held: object, wide: int, points: float) -> int:
    """About how many lines a cell's text takes."""
    texts = held if isinstance(held, tuple) else ("",) if isinstance(held, StatusWord) else (held,)
    lines = [line for text in texts for line in plain(text).split("\n")]
    return sum(1 + int(words_width(line, points) / wide) for line in lines)


def widths(
    columns: Sequence[Column], width: int, points: float, padding: int, measure: Measure = words_width
) -> list[int]:
    """Twips for each column, together exactly ``width``: by share, but none narrower than its longest word.

    A code and a quarter are one word where there is room. Where the words do not all fit, the shares alone decide and
    the longest are broken. ``measure``: how wide a word is, in twips.
    """
    least = _least(columns, width, points, padding, measure, unbroken.words)
    if sum(least) > width:
        least = _least(columns, width, points, padding, measure)
    shares = [column.share for column in columns]
    if sum(least) > width:
        return _whole(shares, width)
    short: set[int] = set()
    while True:
        free = width - sum(least[n] for n in short)
        loose = sum(shares[n] for n in range(len(shares)) if n not in short) or 1
        wanted = [least[n] if n in short else free * share / loose for n, share in enumerate(shares)]
        found = {n for n, wide in enumerate(wanted) if wide < least[n] - 1e-6}
        if not found:
            return _whole(wanted, width)
        short |= found


def words_fit(columns: Sequence[Column], width: int, points: float, padding: int, measure: Measure) -> bool:
    """Whether `widths` breaks no word of so many points."""
    return sum(_least(columns, width, points, padding, measure)) <= width


def _least(
    columns: Sequence[Column], width: int, points: float, padding: int, measure: Measure, split: Split = str.split
) -> list[float]:
    return [min(padding + _longest(column, points, measure, split), width * LONGEST) for column in columns]


def _longest(column: Column, points: float, measure: Measure, split: Split) -> float:
    words = {word for text in _texts(column) for word in split(text)}
    return max((measure(word, points) for word in words), default=0)


def _texts(column: Column) -> Iterable[str]:
    yield column.heading
    for held in column.cells:
        if isinstance(held, StatusWord):
            yield held.status
        else:
            yield from map(plain, held if isinstance(held, tuple) else (held,))


def _whole(shares: Sequence[float], width: int) -> list[int]:
    edges = [round(width * reached / sum(shares)) for reached in accumulate(shares)]
    return [right - left for left, right in zip([0, *edges], edges, strict=False)]
