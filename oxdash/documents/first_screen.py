"""What a reader with five minutes sees first, on a page and on paper: the picture, what changed, what is asked.

The picture is the one chart whose table stands elsewhere: by partnership below it, target by target in the lists.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from oxdash.charts.tiles import MEANS, Row, Tile, Tiles, agreement_tiles
from oxdash.documents import frame
from oxdash.documents.blocks import Chart, Table
from oxdash.documents.by_partnership import no_target
from oxdash.documents.columns import BY_STATUS, partnership
from oxdash.documents.inline import Link, Words, commas
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts
from oxdash.findings.changes import Change
from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import each_row

NAME = "agreement"  # of the picture's files
ALL_OF = "Every target, by partnership and status"
LINES = 7  # of a list that is to be taken in at once
NAMED = 6  # targets that a line names; of more, it says how many


@dataclass(frozen=True)
class Picture(Chart):
    """The picture of the whole agreement. A paper has no table under it: the counts by partnership stand in it."""

    drawing: Tiles = field(repr=False)  # type: ignore[assignment]
    anchor: str | None = None  # where its table stands on a page


def picture(at: Standing, anchor: str | None = None) -> Picture:
    """Every target in its partnership's row and its status' column, marked where it changed.

    ``anchor``: of the table by partnership, where a page has one.
    """
    total, drawn = at.total, tiles(at)
    newly = int((at.moved["change"] == Change.NEWLY_OFF_TRACK).sum())
    told = f", {newly} of them newly" if newly else ""
    headline = f"{total.off_track} of {wording.counted(total.targets, 'target')} off track{told}"
    return Picture(
        name=NAME,
        headline=at.nothing_counted.removesuffix(".") if at.nothing_counted else headline,
        subtitle=f"{at.council.placed(ALL_OF)}, {at.when}, {frame.AT_ITS_OWN}",
        sentence=counts.sentence(total),
        each=_each(drawn),
        source=frame.chart_source(at, frame.OF_ALL),
        table=Table(counts.BY_STATUS_TABLE, (partnership(at.names), *BY_STATUS), small=True, of=at.by_partnership),
        drawing=drawn,
        anchor=anchor,
        none=f"There is no picture of the agreement: {no_target(at)}.",
    )


def tiles(at: Standing) -> Tiles:
    """What is drawn."""
    return agreement_tiles(
        at.rows, at.by_partnership, at.moved, at.names, dict(at.targets["short_name"]), at.edition.quarter
    )


def _each(drawn: Tiles) -> str:
    """Every tile in words, partnership by partnership and status by status."""
    return " ".join(f"{row.name}, {row.told}: {_cells(drawn, row)}." for row in drawn.rows)


def _cells(drawn: Tiles, row: Row) -> str:
    held = (
        f"{wording.mid_sentence(head.look.word)} {wording.listed(map(_called, cell))}"
        for head, cell in zip(drawn.heads, row.cells, strict=True)
        if cell
    )
    return "; ".join(held)


def _called(tile: Tile) -> str:
    became = f", {MEANS[tile.sign]}" if tile.sign else ""
    return f"{tile.target} ({tile.name}{became})"


def changed_in_short(at: Standing, names: int = NAMED) -> list[Words | str]:
    """A line for each kind of change, with its targets; that nothing changed, where nothing did."""
    if at.moved.empty:
        return [at.nothing_moved(at.rows)]
    return [
        _line(f"{wording.sentence_case(str(kind))} ({len(own)})", own["target"], names)
        for kind, own in at.moved.groupby("change", sort=False)
    ]


def asked_in_short(rows: pd.DataFrame, most: int = LINES, names: int = NAMED) -> list[Words | str]:
    """A line for each thing asked, the decisions first, with the targets that it is about, of at most so many.

    ``rows``: findings.asked.of.
    """
    shown = each_row(rows.head(most))
    return [_line(row.short, row.targets.split("; ") if row.targets else (), names) for row in shown]


def asked_title(whom: str, count: int, most: int = LINES) -> str:
    """Over those lines: how many things are asked, and how many of them stand here."""
    if not count:
        return f"{wording.sentence_case(whom)} is asked nothing"
    shown = f"; the first {most}" if count > most else ""
    return f"{wording.sentence_case(whom)} is asked {wording.counted(count, 'thing')}{shown}"


def _line(said: str, targets: Iterable[str], names: int) -> Words | str:
    """What is said, and the targets where a line has room for so many names."""
    named = list(dict.fromkeys(targets))
    if not named or len(named) > names:
        return said
    return Words((f"{said}: ", commas(Link(code, "target", target=code) for code in named)))
