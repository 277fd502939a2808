"""HTML, built so that nothing an officer typed can ever be more than text.

``Markup`` (markupsafe) escapes whatever is put into it; only what this package wrote itself goes in unescaped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from markupsafe import Markup, escape


def element(tag: str, *inside: Any, **attributes: Any) -> Markup:
    """One element. A missing value inside is nothing; ``class_`` and ``aria_label`` are class and aria-label.

    >>> element("p", "5 < 6", class_="ox-note")
    Markup('<p class="ox-note">5 &lt; 6</p>')
    """
    said = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), value)
        for name, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), said, joined(inside))  # noqa: S704 - tags are ours


def joined(parts: Iterable[Any], between: str = "") -> Markup:
    """Parts escaped and put together; missing ones are left out."""
    return escape(between).join(escape(part) for part in parts if not _missing(part))


def heading(text: str, level: int = 2, *, anchor: str | None = None) -> Markup:
    """h1 to h3. The page's h1 can be reached by the skip link."""
    if level == 1:
        return element("h1", text, class_="ox-h1", id="content", tabindex="-1")
    return element(f"h{level}", text, class_=f"ox-h{level}", id=anchor)


def paragraph(text: Any, class_: str = "ox-p") -> Markup:
    return element("p", text, class_=class_)


def prose(text: Any) -> Markup:
    """An officer's own words, with the line breaks they typed and nothing else of theirs."""
    return element("div", text, class_="ox-prose") if not _missing(text) else Markup("")


def bullets(lines: Iterable[Any]) -> Markup:
    items = [element("li", line) for line in lines]
    return element("ul", *items, class_="ox-list") if items else Markup("")


def link(text: Any, address: str | None, **attributes: Any) -> Markup:
    """A plain link, so that it works from the keyboard, in a new tab and on paper; text alone without an address."""
    return element("a", text, href=address, target="_self", **attributes) if address else escape(text)


def facts(pairs: Iterable[tuple[str, Any]]) -> Markup:
    """A list of terms and what they are; a pair with nothing to say is left out."""
    said = [
        element("div", element("dt", term), element("dd", meaning)) for term, meaning in pairs if not _missing(meaning)
    ]
    return element("dl", *said, class_="ox-facts") if said else Markup("")


def stacked(lines: Sequence[Any], class_: str = "ox-sub") -> Markup:
    """The first of a cell's lines, and what is smaller beneath it; nothing where there is none."""
    first, *below = lines or (None,)
    return joined([first, *(element("span", one, class_=class_) for one in below)])


def block(*parts: Any, class_: str = "ox") -> Markup:
    return element("div", *parts, class_=class_)


FEW, MANY = 4, 6  # columns


@dataclass(frozen=True)
class Column:
    """A table's column: heading and cells. Numbers stand right; one column names its rows.

    ``share`` is its part of the width, in any unit, where the table says so for every column.
    """

    heading: str
    cells: Sequence[Any] = field(repr=False)
    numeric: bool = False
    names_row: bool = False
    class_: str = ""
    share: float | None = None


def table(caption: str, columns: Sequence[Column], *, scrolls: bool = False, shown_caption: bool = True) -> Markup:
    """A table with a caption and scoped headings. On a narrow screen its rows become cards, each cell with its heading.

    ``scrolls``: too wide for cards (a row of quarters); it scrolls in a region that the keyboard reaches. Roles are
    written out, because a browser forgets that a table is one when its rows are laid out as cards.
    """
    heads = [
        element("th", column.heading, scope="col", role="columnheader", class_=_classes(column)) for column in columns
    ]
    rows = [
        element("tr", *(_cell(column, value) for column, value in zip(columns, row, strict=True)), role="row")
        for row in zip(*(column.cells for column in columns), strict=True)
    ]
    whole = element(
        "table",
        element("caption", caption, class_=None if shown_caption else "ox-hidden"),
        _widths(columns),
        element("thead", element("tr", *heads, role="row"), role="rowgroup"),
        element("tbody", *rows, role="rowgroup"),
        class_=_layout(len(columns), scrolls),
        role="table",
    )
    if scrolls:
        return element("div", whole, class_="ox-scroll", role="region", aria_label=caption, tabindex="0")
    return element("div", whole, class_="ox-fit")


def _widths(columns: Sequence[Column]) -> Markup | None:
    shares = [column.share for column in columns if column.share is not None]
    if len(shares) < len(columns):
        return None
    cols = [Markup('<col style="width:{:.1f}%">').format(100 * share / sum(shares)) for share in shares]
    return element("colgroup", *cols)


def _layout(columns: int, scrolls: bool) -> str:
    """Cards on a narrow screen unless it scrolls; a table of few columns is only as wide as what stands in it."""
    if scrolls:
        return "ox-table"
    return "ox-table ox-cards" + (" ox-many" if columns >= MANY else " ox-few" if columns <= FEW else "")


def _cell(column: Column, value: Any) -> Markup:
    shown = "" if _missing(value) else value
    if column.names_row:
        return element("th", shown, scope="row", role="rowheader", class_=_classes(column))
    label = column.heading or None
    empty = "ox-empty" if shown == "" else ""
    # one element inside, which a card can set beside its heading
    return element(
        "td",
        element("div", shown),
        role="cell",
        data_label=label,
        class_=" ".join(filter(None, [_classes(column), empty])) or None,
    )


def _classes(column: Column) -> str | None:
    return " ".join(filter(None, ["ox-number" if column.numeric else "", column.class_])) or None


def _missing(value: Any) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and value != value)  # NaN is not itself
