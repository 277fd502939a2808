"""An outline as accessible HTML: the body of the static page, and the preview on screen."""

from collections.abc import Callable

from markupsafe import Markup

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
    StatusWord,
    Table,
)
from oxdash.documents.markup import status
from oxdash.documents.markup.element import Column as Cells
from oxdash.documents.markup.element import bullets, element, heading, joined, paragraph, stacked, table

Draw = Callable[[Chart], Markup]
WIDE, TIGHT = 40, 13  # characters: a column of texts, and one that is never broken ("Q3 2009/10")
_KINDS = {"lead": "ox-lead", "note": "ox-note", "source": "ox-source"}


def body(outline: Outline, draw: Draw, *, level: int = 1, contents: Markup | None = None) -> Markup:
    """The paper under its title, of that ``level``.

    ``draw`` makes a chart's picture, or nothing; ``contents`` stands under the title.
    """
    blocks = (_block(one, draw, level) for one in outline.blocks)
    return joined([paragraph(outline.over, "ox-over"), heading(outline.title, level), contents, *blocks])


def _block(one: Block, draw: Draw, above: int) -> Markup:
    if isinstance(one, Heading):
        return heading(one.text, min(one.level + above, 6), anchor=one.anchor)
    if isinstance(one, Paragraph):
        return paragraph(one.text, _KINDS.get(one.kind, "ox-p"))
    if isinstance(one, Bullets):
        return bullets(one.lines)
    if isinstance(one, Table):
        return _table(one)
    if isinstance(one, Chart):
        return _chart(one, draw, above)
    if isinstance(one, Schedule):
        return _schedule(one, above)
    assert isinstance(one, PageBreak)
    return Markup("")


def _chart(one: Chart, draw: Draw, above: int) -> Markup:
    """Number and headline as real text, then picture, table and source."""
    return element(
        "div",
        heading(f"Figure {one.number}: {one.headline}", min(above + 2, 6)),
        paragraph(one.subtitle, "ox-note"),
        draw(one),
        _table(one.table),
        paragraph(one.source, "ox-source"),
        class_="ox-figure",
    )


def _table(one: Table) -> Markup:
    return table(one.caption, [_cells(column, first=n == 0) for n, column in enumerate(one.columns)])


def _cells(column: Column, *, first: bool) -> Cells:
    longest = max((len(_plain(cell)) for cell in column.cells), default=0)
    class_ = "ox-wide" if first or longest > WIDE else "ox-tight" if longest <= TIGHT else ""
    return Cells(
        column.heading,
        [_cell(cell) for cell in column.cells],
        numeric=column.numeric,
        names_row=column.names_row,
        class_=class_,
        share=column.share,
    )


def _plain(cell) -> str:
    return " ".join(cell) if isinstance(cell, tuple) else cell.status if isinstance(cell, StatusWord) else str(cell)


def _cell(cell) -> Markup | str:
    if isinstance(cell, StatusWord):
        return status.badge(cell.status, cell.close)
    if isinstance(cell, tuple):
        return stacked(cell)
    return cell


def _schedule(one: Schedule, above: int) -> Markup:
    """Two columns: side by side where there is room, one below the other where there is not."""
    level = min(above + 2, 6)
    columns = [("Performance", one.performance), ("Response", one.response)]
    parts = [element("div", heading(name, level), *map(_section, sections)) for name, sections in columns]
    return joined([paragraph(one.caption, "ox-note"), element("div", *parts, class_="ox-columns")])


def _section(one: Section) -> Markup:
    name = element("p", element("strong", one.heading)) if one.heading else None
    return joined([name, bullets(one.lines)])
