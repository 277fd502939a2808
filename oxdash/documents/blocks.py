"""A paper before it has a form: headings, words, tables and charts in order.

The Word paper, the static page and the preview on screen are drawn from one outline, so they cannot say different
things. Everything in it is plain text; nothing here knows how it will look.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from oxdash.charts import Drawing


@dataclass(frozen=True)
class Heading:
    """``level`` 1 to 3; the paper's title is the outline's own. ``anchor``: a name for links within a page."""

    text: str
    level: int = 1
    anchor: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """``kind``: lead (the sentence), note (small print) or source (under a chart); "" for what is just said."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Bullets:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class StatusWord:
    """A status in a table's cell: its word, to be shown with icon, shape and colour."""

    status: str
    close: bool = False


@dataclass(frozen=True)
class Column:
    """``share``: part of the table's width, in any unit. A cell is text, a `StatusWord`, or a tuple of paragraphs."""

    heading: str
    cells: Sequence[Any] = field(repr=False)
    numeric: bool = False
    names_row: bool = False
    share: float = 1.0


@dataclass(frozen=True)
class Table:
    """``caption`` is real text above it. ``small``: closely set. ``none`` is said in its place where it has no rows."""

    caption: str
    columns: tuple[Column, ...]
    small: bool = False
    none: str = ""

    @property
    def rows(self) -> int:
        return len(self.columns[0].cells) if self.columns else 0

    @property
    def instead(self) -> str | None:
        """The sentence that stands in place of a table without rows."""
        return None if self.rows else self.none or f"{self.caption}: there is nothing to list."


@dataclass(frozen=True)
class Chart:
    """A chart and all that stands with it: number and headline above, table and source below.

    ``drawing`` is what is drawn; ``sentence`` says the same, and ``each`` what more of it can be seen, for whoever
    cannot see it. ``name`` is a file's name without its ending. ``none`` is said in its place where there is nothing
    to draw.
    """

    name: str
    headline: str
    subtitle: str
    sentence: str
    source: str
    table: Table
    drawing: Drawing = field(repr=False)
    number: int = 0
    none: str = ""
    each: str = ""

    @property
    def said(self) -> str:
        """All that there is to see, in words."""
        return f"{self.sentence} {self.each}" if self.each else self.sentence

    @property
    def instead(self) -> str | None:
        """The sentence that stands in place of a chart that would draw nothing."""
        if self.drawing.empty:
            return self.none or f"{self.headline}: there is nothing to draw."
        return None


@dataclass(frozen=True)
class Section:
    """A run of lines under a small heading, inside a `Schedule`."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Schedule:
    """One partnership's block in the two columns of July 2010 (seed 001): Performance, and Response."""

    caption: str
    performance: tuple[Section, ...]
    response: tuple[Section, ...]


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Bullets | Table | Chart | Schedule | PageBreak


@dataclass(frozen=True)
class Outline:
    """A whole paper. ``over`` stands above the title, ``footer`` on every page; ``one_page``: it must fit one of A4.

    A table without rows and a chart with nothing to draw are sentences in it, whoever put them there.
    """

    title: str
    over: str
    footer: str
    blocks: tuple[Block, ...]
    subject: str = ""
    one_page: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", tuple(map(or_sentence, self.blocks)))

    def of(self, kind: type) -> list:
        """The blocks of one kind, in order."""
        return [block for block in self.blocks if isinstance(block, kind)]


def or_sentence(block: Block) -> Block:
    """The block, or the sentence that stands in its place where it has nothing to show."""
    if isinstance(block, Table | Chart) and (said := block.instead):
        return Paragraph(said)
    return block
