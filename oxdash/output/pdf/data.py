"""An outline as the data that the template `paper.typ` reads: text, numbers and drawings, nothing to be carried out.

A paper's own title is a heading of the first level and its headings stand a level lower, so that several papers can
stand in one file; no heading is more than one level below the one before it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Any, TypeAlias
from unicodedata import combining

from oxdash.documents.blocks import (
    Block,
    Bullets,
    Chart,
    Column,
    Heading,
    Outline,
    PageBreak,
    Paragraph,
    Schedule,
    Section,
    Table,
    Tree,
)
from oxdash.documents.first_screen import Picture
from oxdash.documents.inline import StatusWord
from oxdash.output import chart_svg, tiles_svg, unbroken
from oxdash.output.on_paper import HALVES, MAY_BREAK, before_the_end, icon, lines_of, one_line, widths, words_fit
from oxdash.output.pdf import letters, looks
from oxdash.output.pdf.fonts import ems
from oxdash.output.pdf.looks import CLOSE, PADDING
from oxdash.output.pdf.pictures import dressed
from oxdash.vocabulary.wording import look, status_words

Data: TypeAlias = dict[str, Any]
STYLES = {"": "Normal", "lead": "Lead", "note": "SmallPrint", "source": "Source"}  # of a Paragraph
UNTITLED = "Paper"
DEEPEST = 6  # how often a line is set in under another
INDENT = 18.0  # points of a bullet
DRAWN = 13.6 / 2.54 * 72  # points: of charts so wide, two stand on a page with their tables
AFTER = 8.0  # points below a table
TOGETHER = 22  # lines of a chart's table that still stand on a page with the chart
SMALLEST = 8.0  # points of a table whose words would not fit
TWIPS = 20  # a point
WIDEST = 1.1  # em: about the widest letter
WHOLE = ("\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")  # before and after what is not broken
HERE = "\N{ZERO WIDTH SPACE}"  # where a word that is wider than its place may be broken
_WORD = re.compile(r"\S+")


class Paper:
    """A paper on its way into data; ``missed`` counts the characters that become boxes, and may be of several papers.

    ``foot`` stands on every page; ``side``: its margins, where they are not its own.
    """

    def __init__(self, outline: Outline, foot: str, missed: Counter[str], *, side: float | None = None) -> None:
        self.outline, self.foot, self.missed = outline, foot, missed
        look = looks.of(outline)
        self.look = look if side is None else replace(look, side=side)

    def data(self) -> Data:
        """{title, over, foot, one_page, look: styles by name, blocks: each of a kind}."""
        return {
            "title": self.text(one_line(self.outline.title) or UNTITLED, "Title"),
            "over": self.text(self.outline.over, "OverTitle"),
            "foot": letters.drawable(self.foot, self.missed),
            "one_page": self.outline.one_page,
            "look": self.look.styles,
            "blocks": list(self._blocks()),
        }

    def _blocks(self) -> Iterator[Data]:
        level, blocks = 1, self.outline.blocks
        last = before_the_end(blocks)
        for place, (block, after) in enumerate(zip_longest(blocks, blocks[1:]), -len(blocks)):
            if isinstance(block, Heading):
                if said := self.text(block.text, "Heading1").strip():
                    level = min(block.level + 1, level + 1)
                    yield {"kind": "heading", "level": level, "said": said}
            elif isinstance(block, Paragraph):
                said = self.text(block.text, STYLES[block.kind])
                leads = said.endswith(":") and isinstance(after, Bullets | Tree | Table)
                yield words(STYLES[block.kind], said, sticky=leads or place == last)
            else:
                yield self._block(block)

    def _block(self, block: Block) -> Data:
        match block:
            case Bullets():
                return self._list([(0, line) for line in block.lines], numbered=block.numbered)
            case Tree():
                return self._list(block.lines, caption=block.caption)
            case Table():
                return self._table(block, "SmallTableText" if block.small else "TableText")
            case Schedule():
                return self._schedule(block)
            case Picture():
                return self._picture(block)
            case Chart():
                return self._chart(block)
            case PageBreak():
                return {"kind": "break"}
        raise TypeError(f"{type(block).__name__} has no place on paper")

    def text(self, said: object, style: str, room: float = 0) -> str:
        """What is set of a text: in characters that are drawn, and a word wider than its ``room`` may be broken.

        What is not broken stands between marks, which no text has: they are no characters that are drawn.
        """
        ems_of_room = (room or self.look.width) / self.look.styles[style][0]
        drawn = letters.drawable(said, self.missed)
        return unbroken.marked(broken(drawn, ems_of_room), WHOLE, ems_of_room, ems)

    def _list(self, lines: Iterable[tuple[int, Any]], *, caption: str = "", numbered: bool = False) -> Data:
        return {
            "kind": "list",
            "caption": self.text(caption, "Caption"),
            "lines": self._under(lines, "ListBullet", self.look.width),
            "numbered": numbered,
        }

    def _under(self, lines: Iterable[tuple[int, Any]], style: str, room: float) -> list[Data]:
        """Lines, each with those that stand under it."""
        top: list[Data] = []
        open_: list[list[Data]] = [top]  # where a line of each depth goes
        for depth, said in lines:
            depth = min(depth, DEEPEST, len(open_) - 1)
            one: Data = {"said": self.text(said, style, room - INDENT * (depth + 1)), "under": []}
            open_[depth].append(one)
            open_[depth + 1 :] = [one["under"]]
        return top

    def _table(self, table: Table, style: str, *, captioned: str = "Caption", padding: float = PADDING) -> Data:
        twips_of_room, gap = round(self.look.width * TWIPS), round(2 * padding * TWIPS)
        points, as_set = self.look.styles[style][0], [_as_set(column) for column in table.columns]
        while points > SMALLEST and not words_fit(as_set, twips_of_room, points, gap, _wide):
            points -= 0.5  # rather than break words
        twips = widths(as_set, twips_of_room, points, gap, _wide)
        wides = [one / TWIPS for one in twips]
        columns = list(zip(table.columns, wides, strict=True))
        larger = self.look.styles[style][0] / points  # so much more room a smaller letter has
        rooms = [(wide - 2 * padding) * larger for wide in wides]
        rows = []
        for number in range(table.rows):
            tallest = max(lines_of(column.cells[number], round(wide * TWIPS), points) for column, wide in columns)
            cells = zip(table.columns, rooms, strict=True)
            rows.append([self._cell(column, number, style, room, tallest) for column, room in cells])
        return {
            "kind": "table",
            "caption": self.text(table.caption, captioned),
            "captioned": captioned,
            "named": table.columns[0].names_row,
            "style": style,
            "points": points,
            "padding": padding,
            "after": AFTER if padding == PADDING else 0,
            "widths": wides,
            "heads": [
                {"said": self.text(column.heading, style, room), "right": column.numeric}
                for column, room in zip(table.columns, rooms, strict=True)
            ],
            "rows": rows,
        }

    def _cell(self, column: Column, number: int, style: str, room: float, tallest: int) -> Data:
        held, whole = column.cells[number], tallest <= MAY_BREAK
        if isinstance(held, StatusWord):
            return self._status(held, style, room) | {"whole": whole}
        texts = held if isinstance(held, tuple) else (held,)
        lines = [self.text(text, style, room) for text in texts or ("",)]
        return {"lines": lines, "bold": column.names_row, "right": column.numeric, "whole": whole}

    def _status(self, held: StatusWord, style: str, room: float) -> Data:
        seen = look(held.status, held.close)
        return {
            "status": self.text(_status(held), style, room),
            "fill": seen.fill,
            "colour": seen.text,
            "edge": seen.outline,
            "dashed": seen.hatched,  # unknown is never filled in
        }

    def _schedule(self, block: Schedule) -> Data:
        room = self.look.width / 2 - 2 * PADDING

        def half(sections: tuple[Section, ...]) -> list[Data]:
            return [
                {
                    "heading": self.text(one.heading, "TableSection", room),
                    "lines": self._under(((0, line) for line in one.lines), "TableBullet", room),
                }
                for one in sections
            ]

        return {
            "kind": "schedule",
            "caption": self.text(block.caption, "Caption"),
            "heads": HALVES,
            "halves": [half(block.performance), half(block.response)],
        }

    def _chart(self, chart: Chart) -> Data:
        captioned = f"Figure {chart.number}: {chart.headline}" if chart.number else chart.headline
        table = self._table(chart.table, "FigureTableText", captioned="FigureTableCaption", padding=CLOSE)
        return {
            "kind": "chart",
            "caption": self.text(captioned, "FigureCaption"),
            "subtitle": self.text(chart.under, "FigureSubtitle"),
            "drawing": dressed(str(chart_svg.drawn(chart.drawing, chart.said, "chart")), self.missed),
            "alt": one_line(chart.said),
            "width": min(DRAWN, self.look.width),
            "table": table,
            "source": self.text(chart.source, "Source"),
            "together": chart.table.rows <= TOGETHER,
        }

    def _picture(self, one: Picture) -> Data:
        """The picture of the agreement, as wide as the page; its table stands elsewhere in the paper."""
        across = tiles_svg.across(self.look.width / 72 * 2.54)
        made = tiles_svg.drawn(one.drawing, one.said, one.name, width=across)
        tallest = self.look.height - tiles_svg.AROUND
        return {
            "kind": "chart",
            "caption": self.text(one.headline, "FigureCaption"),
            "subtitle": self.text(one.subtitle, "FigureSubtitle"),
            "drawing": dressed(str(made), self.missed),
            "alt": one_line(one.said),
            "width": tiles_svg.fitting(one.drawing, self.look.width, tallest, across),
            "table": None,
            "source": self.text(one.source, "Source"),
            "together": True,
        }


def _status(held: StatusWord, between: str = "\N{NO-BREAK SPACE}") -> str:
    """Its sign and its word, of which the first stays with the sign."""
    return f"{icon(held)}{between}{status_words(held.status, held.close)}"


def _as_set(column: Column) -> Column:
    """The column as its words are measured: a sign and the word after it are one."""
    return replace(column, of=[_status(one, "-") if isinstance(one, StatusWord) else one for one in column.cells])


def named(blocks: Iterable[Data]) -> Iterator[bool]:
    """Of each table in order, whether the first cell of a row says what the row is about."""
    for block in blocks:
        match block["kind"]:
            case "table":
                yield block["named"]
            case "schedule":
                yield False
            case "chart" if block["table"]:
                yield block["table"]["named"]


def words(style: str, said: str, *, sticky: bool = False) -> Data:
    """A paragraph; ``sticky``: it stands on the page of what follows."""
    return {"kind": "words", "style": style, "said": said, "sticky": sticky}


def broken(text: str, room: float) -> str:
    """The text, with places to break in each word that is wider than so many ems."""
    if len(text) * WIDEST <= room:
        return text
    return _WORD.sub(lambda word: word[0] if ems(word[0]) <= room else HERE.join(_letters(word[0])), text)


def _letters(word: str) -> Iterator[str]:
    """Each letter with the marks on it."""
    held = ""
    for sign in word:
        if held and not combining(sign):
            yield held
            held = ""
        held += sign
    yield held


def _wide(text: str, points: float) -> float:
    """How wide a word is, in twips: a hair more, so that it is not broken for a rounding."""
    return ems(text) * points * TWIPS + 1
