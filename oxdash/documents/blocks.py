"""A document before it has a form: headings, words, tables and charts in order.

Pages, the Word paper, the static page, the preview on screen and the workbook's sheets are drawn from these, so they
cannot say different things. Everything in them is text; nothing here knows how it will look. A paper is an `Outline`:
of every block it has the words alone. What only a page can show is in `page_blocks`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import InitVar, dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

import pandas as pd

from oxdash.charts import Drawing
from oxdash.documents import inline
from oxdash.documents.inline import Figure, Listed, StatusWord
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import NEUTRAL, Council
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import WRAPPED, Kind

T = TypeVar("T")
NONE = "none"  # a blank cell on paper could be a mistake of the printer's


@dataclass(frozen=True)
class Heading:
    """``level`` 1 to 3, or 0: the title of a page (a paper's is the outline's own). ``anchor``: where to lead."""

    text: Any
    level: int = 1
    anchor: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """``kind``: lead (the sentence), note (small print) or source (under a chart); "" for what is just said.

    On a page also over (above the title), trail (the way back), paper (the way to it) and wrapped (broken anywhere).
    """

    text: Any
    kind: str = ""


@dataclass(frozen=True)
class Bullets:
    """Lines of a list; ``numbered`` where something can name them by that."""

    lines: tuple[Any, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Tree:
    """Lines under one another, to be seen as a picture: each with its depth, from 0, never deeper by more than one."""

    caption: str
    lines: tuple[tuple[int, Any], ...]


class On(StrEnum):
    """Where alone a column is shown; without one it is shown everywhere."""

    PAGE = "page"
    PAPER = "paper"


@dataclass(frozen=True)
class Column:
    """A table's column.

    ``of``: its name in the table of what was found, from whose values its cells are written by ``kind``; or what makes
    a cell of a row; or the cells themselves. A cell is text or anything of `inline`; a tuple is lines, the first and
    what is smaller beneath it. ``names_row``: it says what each row is about. ``share``: part of a paper's width, in
    any unit. ``fits``: its part of a page's: wide, middle, tight, or another name of the style sheet. ``on``: where
    alone it is shown.

    On a sheet of the workbook it holds values, not words for them: ``widest`` is where text is wrapped, in characters;
    ``formats`` is how numbers are shown, one for all rows or one a row.
    """

    heading: str
    of: str | Callable[[Any], Any] | Sequence[Any] = field(default=(), repr=False)
    kind: Kind = Kind.TEXT
    names_row: bool = False
    share: float = 1.0
    fits: str = ""
    on: On | None = None
    widest: int = WRAPPED
    formats: Sequence[str] = ()

    @property
    def numeric(self) -> bool:
        return self.kind in (Kind.NUMBER, Kind.FIGURE)

    @property
    def cells(self) -> Sequence[Any]:
        """Those of a column of a table."""
        assert not isinstance(self.of, str) and not callable(self.of), "a column has cells once it is a table's"
        return self.of

    def where(self, holds: Callable[[Any], bool], said: Any) -> "Column":
        """The same, with ``said`` in its place in the rows of which that holds."""
        make = self.maker
        assert make is not None, "a column that is made of rows"
        return replace(self, of=lambda row: said if holds(row) else make(row))

    @property
    def maker(self) -> Callable[[Any], Any] | None:
        """What makes a cell of a row."""
        if isinstance(self.of, str):
            return _written(self.of, self.kind)
        return self.of if callable(self.of) else None

    def of_rows(self, rows: Sequence[Any]) -> "Column":
        """The column with its cells, one of each row."""
        make = self.maker
        return replace(self, of=[make(row) for row in rows]) if make else self


def _written(name: str, kind: Kind) -> Callable[[Any], Any]:
    """What writes the values of a column of findings."""

    def write(row: Any) -> Any:
        value = getattr(row, name)
        if kind == Kind.STATUS:
            return StatusWord(value, bool(row.close)) if not wording.missing(value) else None
        if kind == Kind.FIGURE and not pd.isna(value):
            return Figure(value, row.unit, row.places)
        return None if pd.isna(value) else _WRITE[kind](value)

    return write


_WRITE: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: str,
    Kind.CASED: lambda value: wording.sentence_case(str(value)),
    Kind.NUMBER: lambda value: f"{value:,}",
    Kind.DAY: wording.day,
    Kind.QUARTER: wording.quarter,
}


@dataclass(frozen=True)
class Table:
    """``caption`` is real text above it. ``small``: closely set. ``none`` is said in its place where it has no rows.

    ``of``: the rows that its columns are made of, a table or its rows. On a page ``scrolls`` where it is too wide for
    cards, and its caption is only heard where it is ``captioned`` by a heading. ``narrow``: no wider than it must be.
    """

    caption: str
    columns: tuple[Column, ...]
    small: bool = False
    none: str = ""
    of: InitVar[pd.DataFrame | Iterable[Any] | None] = None
    scrolls: bool = False
    captioned: bool = False
    narrow: bool = False

    def __post_init__(self, of: pd.DataFrame | Iterable[Any] | None) -> None:
        if of is not None:
            rows = list(each_row(of) if isinstance(of, pd.DataFrame) else of)
            object.__setattr__(self, "columns", tuple(column.of_rows(rows) for column in self.columns))

    @property
    def rows(self) -> int:
        return len(self.columns[0].cells) if self.columns else 0

    @property
    def instead(self) -> str | None:
        """The sentence that stands in place of a table without rows."""
        return None if self.rows else self.none or f"{self.caption}: there is nothing to list."

    def on(self, where: On) -> "Table":
        """The table with the columns that are shown there."""
        return replace(self, columns=tuple(column for column in self.columns if column.on in (None, where)))


@dataclass(frozen=True)
class Chart:
    """A chart and all that stands with it: number and headline above, table and source below.

    ``drawing`` is what is drawn; ``sentence`` says the same, and ``each`` what more can be seen, for whoever cannot see
    it. ``name`` is a file's name without its ending. ``none`` is said where there is nothing to draw.
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
    def under(self) -> str:
        """What is measured, where and when, and what has to be known to read it."""
        told = self.drawing.to_read
        return f"{self.subtitle.removesuffix('.')}. {told}" if told else self.subtitle

    @property
    def said(self) -> str:
        """All that there is to see, in words."""
        return f"{self.sentence} {self.each}" if self.each else self.sentence

    @property
    def instead(self) -> str | None:
        """The sentence that stands in place of a chart that would draw nothing."""
        said = self.none or f"{self.headline}: there is nothing to draw."
        return said if self.drawing.empty else None


@dataclass(frozen=True)
class Section:
    """A run of lines under a small heading, inside a `Schedule`."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Schedule:
    """One partnership's block in two columns: Performance, and Response."""

    caption: str
    performance: tuple[Section, ...]
    response: tuple[Section, ...]


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Bullets | Tree | Table | Chart | Schedule | PageBreak


@dataclass(frozen=True)
class Outline:
    """A whole paper. ``over`` stands above the title, ``footer`` on every page; ``one_page``: it must fit one of A4.

    A table without rows and a chart with nothing to draw are sentences in it, whoever put them there; of what only a
    page can show, the words.
    """

    title: str
    over: str
    footer: str
    blocks: tuple[Block, ...]
    subject: str = ""
    one_page: bool = False
    council: Council = NEUTRAL

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocks", tuple(in_words(or_sentence(block)) for block in self.blocks))

    def of(self, kind: type) -> list:
        """The blocks of one kind, in order."""
        return [block for block in self.blocks if isinstance(block, kind)]


def or_sentence(block: T) -> T | Paragraph:
    """The block, or the sentence that stands in its place where it has nothing to show."""
    return Paragraph(said) if isinstance(block, Table | Chart) and (said := block.instead) else block


def in_words(block: Block) -> Block:
    """The block as a paper has it: without links, without what only a page shows, and no cell left blank."""
    match block:
        case Paragraph():
            return replace(block, text=inline.plain(block.text))
        case Bullets():
            return replace(block, lines=tuple(map(inline.plain, block.lines)))
        case Tree():
            return replace(block, lines=tuple((depth, inline.on_one_line(held)) for depth, held in block.lines))
        case Table():
            return _of_paper(block)
        case Chart():
            return replace(block, table=_of_paper(block.table))
        case _:
            return block


def _of_paper(table: Table) -> Table:
    shown = table.on(On.PAPER)
    made = (replace(column, of=[_cell(held) for held in column.cells]) for column in shown.columns)
    return replace(shown, columns=tuple(made))


def _cell(held: Any) -> str | StatusWord | tuple[str, ...]:
    if wording.missing(held) or isinstance(held, str | StatusWord):
        return NONE if wording.missing(held) else held
    said = inline.lines(held)
    return said[0] if len(said) == 1 and not isinstance(held, tuple | Listed) else said or NONE
