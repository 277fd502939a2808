"""HTML, built so that nothing an officer typed can ever be more than text.

``Markup`` (markupsafe) escapes whatever is put into it; only what this module wrote itself goes in unescaped.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from oxdash.documents.inline import missing


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
    return escape(between).join(escape(part) for part in parts if not missing(part))


def heading(text: str, level: int = 2, *, anchor: str | None = None) -> Markup:
    """h1 to h3. The page's h1 can be reached by the skip link."""
    if level == 1:
        return element("h1", text, class_="ox-h1", id="content", tabindex="-1")
    return element(f"h{level}", text, class_=f"ox-h{level}", id=anchor)


def paragraph(text: Any, class_: str = "ox-p") -> Markup:
    return element("p", text, class_=class_)


def prose(text: Any) -> Markup:
    """An officer's own words, with the line breaks they typed and nothing else of theirs."""
    return element("div", text, class_="ox-prose") if not missing(text) else Markup("")


def bullets(lines: Iterable[Any]) -> Markup:
    items = [element("li", line) for line in lines]
    return element("ul", *items, class_="ox-list") if items else Markup("")


def link(text: Any, address: str | None, **attributes: Any) -> Markup:
    """A plain link, so that it works from the keyboard, in a new tab and on paper; text alone without an address."""
    return element("a", text, href=address, target="_self", **attributes) if address else escape(text)


def facts(pairs: Iterable[tuple[str, Any]]) -> Markup:
    """A list of terms and what they are; a pair with nothing to say is left out."""
    said = [
        element("div", element("dt", term), element("dd", meaning)) for term, meaning in pairs if not missing(meaning)
    ]
    return element("dl", *said, class_="ox-facts") if said else Markup("")


def stacked(lines: Sequence[Any], class_: str = "ox-sub") -> Markup:
    """The first of a cell's lines, and what is smaller beneath it; nothing where there is none."""
    first, *below = lines or (None,)
    return joined([first, *(element("span", one, class_=class_) for one in below)])


def block(*parts: Any, class_: str = "ox") -> Markup:
    return element("div", *parts, class_=class_)
