"""What stands in a line of a document, or in a cell of its tables: words, links, figures, a status.

A page draws all of it; a paper has no links and no pictures, and takes the words (`plain`, `lines`). Everything in it
is text: nothing here is HTML or knows how it will look.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from oxdash.vocabulary import units, wording
from oxdash.vocabulary.model import COUNT, LEVEL, PER_CENT, PERCENTAGE_POINTS
from oxdash.vocabulary.wording import missing, without_target

# what a link to a page can say that it is of
_ABOUT = ("partnership", "target", "quarter", "paper", "kind", "agreement", "body", "district")
_BESIDE = (PER_CENT, PERCENTAGE_POINTS, LEVEL, COUNT)  # units that are a sign, or need none, beside a figure


@dataclass(frozen=True)
class Link:
    """Words that lead to a ``page`` about a target, a partnership, a body, an agreement and so on; or an ``anchor``.

    ``title`` is for whoever cannot see what stands around it; ``address`` is one that is no page's. Words that only
    ``see`` to it that it is found are left out on paper.
    """

    text: str
    page: str = ""
    target: str | None = None
    partnership: str | None = None
    quarter: str | None = None
    paper: str | None = None
    kind: str | None = None
    agreement: str | None = None
    body: str | None = None
    district: str | None = None
    anchor: str | None = None
    address: str | None = None
    title: str | None = None
    see: bool = False

    @property
    def about(self) -> dict[str, str]:
        """What the page it leads to is asked to be of."""
        return {name: value for name in _ABOUT if (value := getattr(self, name)) is not None}


@dataclass(frozen=True)
class Words:
    """Parts of one line, one after the other."""

    parts: tuple[Any, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence that begins with a target's code: where links lead on, its name is one, and not said twice.

    ``below``: what else is said of it; empty where nothing is.
    """

    text: str
    target: str
    title: str
    below: str | None = None

    @property
    def rest(self) -> str:
        return without_target(self.text, self.target)


@dataclass(frozen=True)
class StatusWord:
    """A status: its word, to be shown with icon, shape and colour. ``short``: where a row of quarters has no room."""

    status: str
    close: bool = False
    short: bool = False


@dataclass(frozen=True)
class Figure:
    """A number in its unit, and what is said beneath it.

    A page sets the name of a unit beneath too, where it needs no width; of no number, only what stands beneath.
    """

    value: float
    unit: str
    places: int
    below: tuple[str, ...] = ()

    @property
    def stacked(self) -> tuple[str, ...]:
        """The number and what stands beneath it, as a narrow column has it."""
        if pd.isna(self.value):
            return self.below
        if self.unit in _BESIDE or units.alone(self.unit):
            return (wording.quantity(self.value, self.unit, self.places), *self.below)
        return (wording.number(self.value, self.places), *((self.unit,) if self.unit else ()), *self.below)


@dataclass(frozen=True)
class Aside:
    """Words, and who or when ``beside`` them: beneath on a page, in brackets on paper."""

    text: str
    beside: str


@dataclass(frozen=True)
class Bar:
    """How many of each status as a thin bar, beside one of ``longest``; only where it can be drawn."""

    off_track: int
    insufficient_data: int
    on_track: int
    close: int = 0
    longest: int = 0


@dataclass(frozen=True)
class Listed:
    """Lines of a cell that are a list where there are several."""

    items: tuple[Any, ...]


@dataclass(frozen=True)
class Prose:
    """An officer's own words, with the line breaks they typed."""

    text: str


@dataclass(frozen=True)
class Tagged:
    """Words in a look of their own: ``strong``, ``code``, ``line`` (on a line of its own), or the name of a tag.

    A ``sign`` is for the eye alone; ``spoken`` is heard in place of one. With an ``anchor`` they can be led to; with an
    empty one they are shaped as such.
    """

    text: Any
    look: str = ""
    spoken: str = ""
    anchor: str | None = None


def commas(parts: Iterable[Any]) -> Words:
    """Parts of a line with commas between them."""
    first, *rest = parts
    return Words((first, *(part for one in rest for part in (", ", one))))


def plain(held: Any) -> str:
    """The words of a line or a cell, as a paper has them."""
    if isinstance(held, str):
        return held
    if missing(held):
        return ""
    match held:
        case Link():
            return "" if held.see else held.text
        case Prose():
            return held.text
        case Words():
            return "".join(map(plain, held.parts)).rstrip()
        case Sentence():
            return f"{held.text} {held.below or ''}".rstrip()
        case StatusWord():
            return wording.status_words(held.status, held.close)
        case Aside():
            return f"{held.text} ({held.beside})"
        case Tagged():
            return held.spoken or plain(held.text)
        case Bar():
            return ""
        case _:
            return " ".join(lines(held))


def lines(held: Any) -> tuple[str, ...]:
    """The lines of a cell, as a paper has them: the first, and what stands beneath it."""
    match held:
        case tuple():
            return tuple(line for one in held if not missing(one) for line in lines(one))
        case Figure():
            if pd.isna(held.value):
                return held.below
            return (wording.quantity(held.value, held.unit, held.places), *held.below)
        case Listed():
            return lines(held.items)
        case _:
            return (str(held) if isinstance(held, int | float) else plain(held),)


def on_one_line(held: Any) -> str:
    """The same on one line: what stands beneath the first in brackets."""
    first, *beneath = lines(held)
    return f"{first} ({'; '.join(beneath)})" if beneath else first
