"""A table as accessible HTML: caption, scoped headings, and rows that become cards where there is no room."""

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup

from oxdash.documents import inline
from oxdash.documents.blocks import Column, On, Table
from oxdash.documents.inline import StatusWord
from oxdash.output.element import element

FEW, MANY = 4, 6  # columns
WIDE, TIGHT = 40, 13  # characters: a column of texts, and one that is never broken ("Q3 2009/10")
Line = Callable[[Any], Any]  # what stands in a cell, drawn


def of_page(one: Table, line: Line) -> Markup:
    """On a page of the app: the columns that it shows, each as wide as it says.

    A table that ``scrolls`` (a row of quarters) does so in a region that the keyboard reaches.
    """
    columns = one.on(On.PAGE).columns
    fits = [" ".join(f"ox-{name}" for name in column.fits.split()) for column in columns]
    whole = _table(one, columns, fits, line, None)
    if one.scrolls:
        return element("div", whole, class_="ox-scroll", role="region", aria_label=one.caption, tabindex="0")
    made = element("div", whole, class_="ox-fit")
    return element("div", made, class_="ox-narrow") if one.narrow else made


def of_paper(one: Table, line: Line) -> Markup:
    """In a paper: columns by their shares, and by how long their texts are."""
    fits = [_fit(column, first=n == 0) for n, column in enumerate(one.columns)]
    return element("div", _table(one, one.columns, fits, line, _widths(one.columns)), class_="ox-fit")


def _fit(column: Column, *, first: bool) -> str:
    longest = max((len(_plain(cell)) for cell in column.cells), default=0)
    return "ox-wide" if first or longest > WIDE else "ox-tight" if longest <= TIGHT else ""


def _plain(cell: Any) -> str:
    return cell.status if isinstance(cell, StatusWord) else inline.plain(cell)


def _widths(columns: Sequence[Column]) -> Markup:
    whole = sum(column.share for column in columns)
    return element(
        "colgroup", *(Markup('<col style="width:{:.1f}%">').format(100 * column.share / whole) for column in columns)
    )


def _table(one: Table, columns: Sequence[Column], fits: Sequence[str], line: Line, widths: Markup | None) -> Markup:
    """Roles are written out, because a browser forgets that a table is one when its rows are laid out as cards."""
    classes = [
        " ".join(filter(None, ("ox-number" * column.numeric, fit))) for column, fit in zip(columns, fits, strict=True)
    ]
    heads = [
        element("th", column.heading, scope="col", role="columnheader", class_=class_ or None)
        for column, class_ in zip(columns, classes, strict=True)
    ]
    rows = [
        element("tr", *map(_cell, columns, classes, map(line, row)), role="row")
        for row in zip(*(column.cells for column in columns), strict=True)
    ]
    return element(
        "table",
        element("caption", one.caption, class_="ox-hidden" if one.captioned else None),
        widths,
        element("thead", element("tr", *heads, role="row"), role="rowgroup"),
        element("tbody", *rows, role="rowgroup"),
        class_="ox-table" if one.scrolls else _layout(len(columns)),
        role="table",
    )


def _layout(columns: int) -> str:
    """Cards on a narrow screen; a table of few columns is only as wide as what stands in it."""
    return "ox-table ox-cards" + (" ox-many" if columns >= MANY else " ox-few" if columns <= FEW else "")


def _cell(column: Column, class_: str, value: Any) -> Markup:
    shown = "" if inline.missing(value) else value
    if column.names_row:
        return element("th", shown, scope="row", role="rowheader", class_=class_ or None)
    empty = "ox-empty" if shown == "" else ""
    # one element inside, which a card can set beside its heading
    return element(
        "td",
        element("div", shown),
        role="cell",
        data_label=column.heading or None,
        class_=" ".join(filter(None, (class_, empty))) or None,
    )
