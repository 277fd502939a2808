"""A table as accessible HTML: caption, scoped headings, and rows that become cards where there is no room."""

from collections.abc import Callable, Sequence
from typing import Any

import htpy as h

from oxdash.documents import inline
from oxdash.documents.blocks import Column, On, Table
from oxdash.documents.inline import StatusWord
from oxdash.output.element import Drawn

FEW, MANY = 4, 6  # columns
WIDE, TIGHT = 40, 13  # characters: a column of texts, and one that is never broken ("Q3 2009/10")
LOOSE = 16  # of a column of figures that may be broken ("640 kg per household"; "£0 to £1,200,000" is not)
Line = Callable[[Any], Drawn]  # what stands in a cell, drawn


def of_page(one: Table, line: Line) -> h.Element:
    """On a page of the app: the columns that it shows, each as wide as it says.

    A table that ``scrolls`` (a row of quarters) does so in a region that the keyboard reaches.
    """
    columns = one.on(On.PAGE).columns
    fits = [" ".join(f"ox-{name}" for name in column.fits.split()) for column in columns]
    whole = _table(one, columns, fits, line, None)
    if one.scrolls:
        return h.div(class_="ox-scroll", role="region", aria_label=one.caption, tabindex="0")[whole]
    made = h.div(class_="ox-fit")[whole]
    return h.div(class_="ox-narrow")[made] if one.narrow else made


def of_paper(one: Table, line: Line) -> h.Element:
    """In a paper: columns by their shares, and by how long their texts are."""
    fits = [_fit(column, first=n == 0) for n, column in enumerate(one.columns)]
    return h.div(class_="ox-fit")[_table(one, one.columns, fits, line, _widths(one.columns))]


def _fit(column: Column, *, first: bool) -> str:
    longest = max((len(_plain(cell)) for cell in column.cells), default=0)
    if column.numeric and longest > LOOSE:
        return "ox-loose"
    return "ox-wide" if first or longest > WIDE else "ox-tight" if longest <= TIGHT else ""


def _plain(cell: Any) -> str:
    return cell.status if isinstance(cell, StatusWord) else inline.plain(cell)


def _widths(columns: Sequence[Column]) -> h.Element:
    whole = sum(column.share for column in columns)
    return h.colgroup[[h.col(style=f"width:{100 * column.share / whole:.1f}%") for column in columns]]


def _table(one: Table, columns: Sequence[Column], fits: Sequence[str], line: Line, widths: Drawn) -> h.Element:
    """Roles are written out, because a browser forgets that a table is one when its rows are laid out as cards."""
    classes = [["ox-number" if column.numeric else "", fit] for column, fit in zip(columns, fits, strict=True)]
    heads = [
        h.th(scope="col", role="columnheader", class_=class_)[column.heading]
        for column, class_ in zip(columns, classes, strict=True)
    ]
    cells = [
        [cell(line(held)) for held in column.cells]
        for column, cell in zip(columns, map(_cells, columns, classes), strict=True)
    ]
    return h.table(class_="ox-table" if one.scrolls else _layout(len(columns)), role="table")[
        h.caption(class_="ox-hidden" if one.captioned else None)[one.caption],
        widths,
        h.thead(role="rowgroup")[h.tr(role="row")[heads]],
        h.tbody(role="rowgroup")[[h.tr(role="row")[row] for row in zip(*cells, strict=True)]],
    ]


def _layout(columns: int) -> str:
    """Cards on a narrow screen; a table of few columns is only as wide as what stands in it."""
    return "ox-table ox-cards" + (" ox-many" if columns >= MANY else " ox-few" if columns <= FEW else "")


def _cells(column: Column, class_: list[str]) -> Callable[[Drawn], h.Element]:
    """Makes the cells of a column of what is shown in them; their attributes are written once."""
    if column.names_row:
        head = h.th(scope="row", role="rowheader", class_=class_)
        return lambda shown: head[shown]
    label = column.heading or None
    filled = h.td(role="cell", data_label=label, class_=class_)
    empty = h.td(role="cell", data_label=label, class_=[*class_, "ox-empty"])
    # one element inside, which a card can set beside its heading
    return lambda shown: (filled if shown else empty)[h.div[shown]]
