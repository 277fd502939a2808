"""The picture of the agreement as a table of links: reached by the keyboard, and read out as what it is.

A tile is told by its word, which is heard, by its icon and shape, then by its colour; where it changed, by a sign.
"""

from collections.abc import Callable, Iterator
from typing import Any

import htpy as h

from oxdash.charts.tiles import MEANS, Head, Row, Size, Tile, Tiles
from oxdash.documents.inline import Link
from oxdash.output import status
from oxdash.output.element import Drawn, joined
from oxdash.vocabulary import wording

Line = Callable[[Any], Drawn]  # what stands in a line, drawn
Address = Callable[[Link], str | None]  # where a link leads, if anywhere
WIDE, LABEL = 950, 185  # px: about what a page has room for, by which its columns are as wide as they are
SAME = "The same as a table"
NONE = "none"
_NAMES = h.th(scope="col", role="columnheader")[h.span(class_="ox-hidden")["Partnership"]]
_CLASSES = {Size.NAMED: "", Size.CODED: " ox-coded", Size.COUNTED: " ox-counted"}


def of(one: Tiles, said: str, line: Line, to: Address, table: str | None = None) -> h.Element:
    """The picture. ``said`` is its name; ``line`` draws a link, ``to`` says where one leads, if anywhere; ``table`` is
    the anchor of the table that says the same.

    Roles are written out, because a browser forgets that a table is one when it is laid out as anything else.
    """
    heads = [_head(each) for each in one.heads]
    rows = [_row(each, one, line, to) for each in one.rows]
    return h.div(class_=f"ox-tiles{_CLASSES[one.size]}")[
        h.table(role="table")[
            h.caption(class_="ox-hidden")[said],
            _widths(one),
            h.thead(role="rowgroup")[h.tr(role="row")[_NAMES, heads]],
            h.tbody(role="rowgroup")[rows],
        ],
        _key(one, line(Link(SAME, anchor=table)) if table else None),
    ]


def _widths(one: Tiles) -> h.Element:
    made = one.layout(WIDE, label=LABEL)
    return h.colgroup[[h.col(style=f"width:{100 * wide / WIDE:.1f}%") for wide in (made.label, *made.columns)]]


def _key(one: Tiles, leads: Drawn) -> Drawn:
    """What the signs mean, where there are any, and the way to the table."""
    signs = [] if one.size == Size.COUNTED else [h.span[h.i[sign], " ", MEANS[sign]] for sign in one.signs]
    return h.p(class_="ox-signs")[signs, leads] if signs or leads else None


def _head(one: Head) -> h.Element:
    word = h.span(class_=f"ox-status ox-{status.SLUGS[one.status]}")[one.look.word]
    return h.th(scope="col", role="columnheader")[h.span(class_="ox-total")[f"{one.count:,}"], " ", word]


def _row(one: Row, all_of: Tiles, line: Line, to: Address) -> h.Element:
    name = line(Link(one.name, "partnership", partnership=one.partnership))
    cells = [
        _counted(cell, head) if all_of.size == Size.COUNTED else _tiles(cell, all_of.size, to)
        for cell, head in zip(one.cells, all_of.heads, strict=True)
    ]
    return h.tr(role="row")[
        h.th(scope="row", role="rowheader")[name, " ", h.span(class_="ox-told")[one.told]],
        [
            h.td(role="cell", class_=None if cell else "ox-none")[made]
            for cell, made in zip(one.cells, cells, strict=True)
        ],
    ]


def _counted(cell: tuple[Tile, ...], head: Head) -> Drawn:
    if not cell:
        return joined([NONE])
    hidden = h.span(class_="ox-hidden")[f" {wording.mid_sentence(head.look.word)}"]
    return h.span(class_=f"ox-tile ox-{status.SLUGS[head.status]}")[h.b[f"{len(cell):,}"], hidden]


def _tiles(cell: tuple[Tile, ...], size: Size, to: Address) -> Drawn:
    return h.div[list(_each(cell, size, to))] if cell else joined([NONE])


def _each(cell: tuple[Tile, ...], size: Size, to: Address) -> Iterator[h.Element]:
    for tile in cell:
        about = {"class_": f"ox-tile ox-{status.SLUGS[tile.status]}", "title": tile.title}
        name = tile.name if size == Size.NAMED else None
        heard = tile.said if name else f"{tile.name} {tile.said}"
        inside: list[h.Node] = [
            h.b[tile.target],
            " ",
            name,
            h.span(class_="ox-hidden")[heard],
            h.i(aria_hidden="true")[tile.sign] if tile.sign else None,
        ]
        address = to(Link(tile.target, "target", target=tile.target))
        yield h.a(href=address, target="_self", **about)[inside] if address else h.span(**about)[inside]
