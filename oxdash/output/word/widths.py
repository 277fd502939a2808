"""How wide a table's columns are: in proportion to their shares, and no word is broken that need not be."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from oxdash.documents.blocks import Column
from oxdash.documents.inline import StatusWord
from oxdash.output.word.xml import plain

PADDING = 200  # twips of a cell's left and right margin together
CLOSE = 110  # the same under a chart
NARROW, WIDE = frozenset("fijlrtI.,:;'|!()[]-/ "), frozenset("mwMW@%")
LONGEST = 0.4  # of a table: a word beyond that is no word, and is broken


def widths(columns: Sequence[Column], width: int, points: float, padding: int = PADDING) -> list[int]:
    """Twips for each column, together exactly ``width``: by share, but none narrower than its longest word.

    Where the words do not all fit, the shares alone decide and the longest are broken.
    """
    least = [min(padding + _longest(column, points), width * LONGEST) for column in columns]
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


def words_width(text: str, points: float) -> float:
    """About how wide a text is in bold Arial, in twips: a little more than it is."""
    ems = sum(
        0.35 if letter in NARROW else 0.92 if letter in WIDE else 0.74 if letter.isupper() else 0.61 for letter in text
    )
    return ems * points * 20


def _longest(column: Column, points: float) -> float:
    words = {word for text in _texts(column) for word in text.split()}
    return max((words_width(word, points) for word in words), default=0)


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
