"""The picture of a whole agreement: a tile a target, its partnership's row and its status' column; described once.

`Tiles` is plain data, as a chart's description is: a page draws it as a table of links, files and papers as one
drawing. It says what stands where, how each tile is marked against the status when last judged, and whether there is
room for names; nothing is worked out from it again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import product
from typing import Any, ClassVar

import pandas as pd

from oxdash.charts.description import WIDTH
from oxdash.findings import counts
from oxdash.findings.changes import WHEN_LAST, Change
from oxdash.vocabulary import wording
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.tables import SHORT
from oxdash.vocabulary.wording import LOOKS, NOTHING_COUNTED, Look

CUT = "…"
SIGNS = {  # of what became of a target since it was last judged
    Change.NEWLY_OFF_TRACK: "▼",
    Change.RECOVERED: "▲",
    Change.NEWLY_UNKNOWN: "lost",
    Change.FIRST_RESULT: "new",
    Change.SAME_AGAIN: "new",
}
MEANS = {  # the key: what each sign stands for
    "▼": Change.NEWLY_OFF_TRACK.value,
    "▲": Change.RECOVERED.value,
    "lost": Change.NEWLY_UNKNOWN.value,
    "new": "new result",
}


class Size(IntEnum):
    """What there is room for, from the most to the least."""

    NAMED = 0  # a tile with code and short name
    CODED = 1  # a tile with the code
    COUNTED = 2  # how many targets, in place of their tiles


@dataclass(frozen=True)
class Tile:
    """One target. ``said``: its status, and what became of it, in words; ``sign``: the same where it changed."""

    target: str
    name: str
    title: str
    status: str  # a key of wording.LOOKS
    said: str
    sign: str = ""

    @property
    def look(self) -> Look:
        return LOOKS[self.status]


@dataclass(frozen=True)
class Head:
    """Over a column: a status and how many targets have it."""

    status: str
    count: int

    @property
    def look(self) -> Look:
        return LOOKS[self.status]

    @property
    def least(self) -> float:
        """px that its word takes, behind its icon."""
        return 30 + 6.4 * len(self.look.word)


@dataclass(frozen=True)
class Row:
    """One partnership, how many of its targets are on track and at which quarter it stands; its tiles by column."""

    partnership: str
    name: str
    told: str
    cells: tuple[tuple[Tile, ...], ...]


@dataclass(frozen=True)
class Layout:
    """Where things stand in a drawing so many px wide: the width of each column, how many tiles stand side by side in
    each, and how tall a tile is, all of one ``size``."""

    size: Size
    label: float
    columns: tuple[float, ...]
    across: tuple[int, ...]
    tile: float  # the height of one, with the gap below it
    lines: tuple[int, ...]  # of tiles in each row

    @property
    def height(self) -> float:
        """About how tall all of it is."""
        return sum(max(one * self.tile, LEAST_ROW[self.size]) + PADDING for one in self.lines)


GAP = 3.0  # px between tiles
LEAST_ROW, PADDING = (42.0, 30.0, 30.0), 7.0  # px: what a partnership's name takes, by size, and what is around it
LABEL = 140.0  # px: the column of names
WIDEST, TALL = (86.0, 52.0, 52.0), (34.0, 23.0, 23.0)  # px, by size: of a tile, and of a line of them
SIGN = 16.0  # px: what a sign takes beside a code, where no name makes room for it
TALLEST = (660.0, 1080.0)  # px, by size: what stands on a page with what is said of it, and a page


@dataclass(frozen=True)
class Tiles:
    """The picture. ``nothing`` is said where there is no target; ``at_most``: there is room for no more than that."""

    to_read: ClassVar[str] = ""  # as `Lines` has it
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    nothing: str = NOTHING_COUNTED
    at_most: Size = Size.NAMED

    @property
    def empty(self) -> bool:
        return not self.rows

    @property
    def tiles(self) -> Iterator[Tile]:
        for row in self.rows:
            for cell in row.cells:
                yield from cell

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """Those that any tile has, in the order of the key."""
        there = {tile.sign for tile in self.tiles}
        return tuple(sign for sign in MEANS if sign in there)

    @cached_property
    def size(self) -> Size:
        """The most that an A4 page has room for; the same wherever the picture is drawn."""
        sizes = (size for size in (Size.NAMED, Size.CODED) if size >= self.at_most)
        fitting = (size for size in sizes if self.layout(WIDTH, size).height <= TALLEST[size])
        return next(fitting, Size.COUNTED)

    def layout(self, width: float, size: Size | None = None, label: float = LABEL) -> Layout:
        """The columns as wide as they need to be for the lowest picture, then as even as they can be.

        ``label``: px of the column of names.
        """
        size = self.size if size is None else size
        codes = max((len(tile.target) for tile in self.tiles), default=0)
        signs = SIGN if size == Size.CODED and self.signs else 0
        least = max(WIDEST[size], 22 + 6.3 * codes + signs) + GAP
        room = width - label
        most = max(1, int(room // least))
        held = [[len(cell) for cell in row.cells] for row in self.rows]
        best: tuple[float, int, tuple[int, ...]] | None = None
        for across in product(range(1, most + 1), repeat=len(self.heads)):
            if sum(self._needed(across, least)) <= room:
                lines = _lines(held, across)
                found = (sum(max(n * TALL[size], LEAST_ROW[size]) for n in lines), max(across) - min(across), across)
                best = min(best, found) if best else found
        across = best[2] if best else (1,) * len(self.heads)
        needed = self._needed(across, least)
        spare = (room - sum(needed)) / max(len(needed), 1)
        lines = tuple(1 for _ in held) if size == Size.COUNTED else _lines(held, across)
        return Layout(size, label, tuple(one + spare for one in needed), across, TALL[size], lines)

    def _needed(self, across: tuple[int, ...], least: float) -> list[float]:
        """px that each column takes, of so many tiles side by side and for its word."""
        return [max(head.least, one * least) for head, one in zip(self.heads, across, strict=True)]


def _lines(held: list[list[int]], across: tuple[int, ...]) -> tuple[int, ...]:
    """How many lines of tiles each row has."""
    return tuple(max(1, *(-(-count // side) for count, side in zip(row, across, strict=True))) for row in held)


def agreement_tiles(
    rows: pd.DataFrame,
    by_partnership: pd.DataFrame,
    moved: pd.DataFrame,
    names: Mapping[str, str],
    short_names: Mapping[str, object],
    at: str,
) -> Tiles:
    """A tile a target of ``rows`` (judged rows of a position, one a target), in the order they come.

    ``by_partnership`` is findings.counts.of and ``moved`` findings.changes.between of the same rows. Partnerships'
    ``names`` are by code, ``short_names`` by target, missing where the register has none. ``at``: the quarter looked
    at; who stands at another is told so.
    """
    became = {row.target: row for row in each_row(moved) if row.change in SIGNS}
    held = {str(status): int(column.sum()) for status, column in counts.segments(by_partnership).items()}
    heads = tuple(Head(status, count) for status, count in held.items())
    found: dict[tuple[str, str], list[Tile]] = {}
    for row in each_row(rows):
        tile = _tile(row, became.get(row.target), short_names.get(row.target))
        found.setdefault((row.partnership, tile.status), []).append(tile)
    made = (
        Row(
            row.partnership,
            names.get(row.partnership, row.partnership),
            _told(row, at),
            tuple(tuple(found.get((row.partnership, head.status), ())) for head in heads),
        )
        for row in each_row(by_partnership)
    )
    return Tiles(heads, tuple(made))


def _tile(row: Any, change: Any, short_name: object) -> Tile:
    look = wording.look(row.status, bool(row.close))
    status = next(key for key, one in LOOKS.items() if one is look)
    said = wording.mid_sentence(wording.status_words(row.status, bool(row.close)))
    name = called(short_name, row.title)
    if change is None:
        return Tile(row.target, name, row.title, str(status), said)
    became = str(change.change)
    if pd.notna(change.before):
        was = "as" if change.before == row.status else f"it was {change.before}"
        became += f", {was} {WHEN_LAST} {wording.quarter(change.last_judged)}"
    return Tile(row.target, name, row.title, str(status), f"{said}: {became}", SIGNS[Change(change.change)])


def _told(row: Any, at: str) -> str:
    """``2 of 17 on track, at Q3``: the quarter where it is not the one looked at; its year, where that is another."""
    said = f"{row.on_track:,} of {row.targets:,} on track"
    if row.quarter == at:
        return said
    stands = Quarter.parse(row.quarter)
    return f"{said}, at {f'Q{stands.number}' if stands.year == Quarter.parse(at).year else stands.people}"


def called(short_name: object, title: str) -> str:
    """The short name, or as many whole words of the title as a tile has room for.

    >>> called("New homes", "Net additional homes provided"), called(None, "Net additional homes provided")
    ('New homes', 'Net additional…')
    >>> called(None, "Litter"), called(None, "Counterrevolutionaries")
    ('Litter', 'Counterrevoluti…')
    """
    if not wording.missing(short_name):
        return str(short_name)
    whole = " ".join(str(title).split())
    if len(whole) <= SHORT:
        return whole
    cut = whole[:SHORT].rpartition(" ")[0] or whole[: SHORT - 1]
    return f"{cut[: SHORT - 1].rstrip(' ,;:(-')}{CUT}"
