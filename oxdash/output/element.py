"""HTML of htpy's elements, which escape whatever is put into them: nothing an officer typed can be more than text.

What htpy does with other things than text is not left to what stands in a document: `shown` makes text of it first.
Attributes are given by their names and are strings. An element's first argument is never used: htpy takes it for an id
and classes in one, and a dictionary there for attributes.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import htpy as h
from markupsafe import Markup, escape

from oxdash.vocabulary.wording import missing

Drawn: TypeAlias = h.Element | Markup | None  # nothing where there is nothing to say
_HEADINGS = (h.h1, h.h2, h.h3, h.h4, h.h5, h.h6)
_DEEPEST = len(_HEADINGS)
SHORT = 12  # characters of a link that is not broken between two lines


def shown(held: Any) -> Markup | None:
    """What stands in a document as HTML: elements as they are, text escaped, and nothing for a missing value.

    htpy refuses a float, a date or NaN, leaves out True as well as False, and calls what can be called.

    >>> shown("5 < 6"), shown(1.5), shown(float("nan"))
    (Markup('5 &lt; 6'), Markup('1.5'), None)
    """
    return None if missing(held) else escape(held)


def joined(parts: Iterable[Any], between: str = "") -> Markup:
    """Parts as they are `shown`, put together; missing ones are left out."""
    return escape(between).join(said for part in parts if (said := shown(part)) is not None)


def heading(text: Any, level: int = 2, *, anchor: str | None = None) -> h.Element:
    """h1 to h6. The page's h1 can be reached by the skip link."""
    if level == 1:
        return h.h1(class_="ox-h1", id="content", tabindex="-1")[shown(text)]
    level = min(level, _DEEPEST)
    return _HEADINGS[level - 1](class_=f"ox-h{level}", id=anchor)[shown(text)]


def paragraph(text: Any, class_: str = "ox-p") -> h.Element:
    return h.p(class_=class_)[shown(text)]


def prose(text: Any) -> Drawn:
    """An officer's own words, with the line breaks they typed and nothing else of theirs."""
    said = shown(text)
    return None if said is None else h.div(class_="ox-prose")[said]


def bullets(lines: Iterable[Any]) -> Drawn:
    items = [h.li[shown(line)] for line in lines]
    return h.ul(class_="ox-list")[items] if items else None


def link(text: Any, address: str | None, *, title: str | None = None) -> Drawn:
    """A plain link, so that it works from the keyboard, in a new tab and on paper; text alone without an address.

    One as short as a code is not broken between two lines.
    """
    said = shown(text)
    whole = "ox-code" if isinstance(text, str) and len(text) <= SHORT else None
    return h.a(class_=whole, href=address, target="_self", title=title)[said] if address else said


def facts(pairs: Iterable[tuple[Any, Any]]) -> Drawn:
    """A list of terms and what they are; a pair with nothing to say is left out."""
    said = [h.div[h.dt[shown(term)], h.dd[meaning]] for term, held in pairs if (meaning := shown(held)) is not None]
    return h.dl(class_="ox-facts")[said] if said else None


def stacked(lines: Sequence[Any]) -> Markup:
    """The first of a cell's lines, and what is smaller beneath it; nothing where there is none."""
    first, *below = lines or (None,)
    return joined([first, *(h.span(class_="ox-sub")[shown(one)] for one in below)])
