"""What the reader is looking at, as an address says it: in codes, so that a renamed partnership breaks no link."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from oxdash.vocabulary.quarters import Quarter, day_of

QUARTERS = ("quarter", "since")  # choices that an address may write as people do
LONGEST_WORDS = 100  # characters that can be looked for
HOME = "overview"  # the page that stands at the root of the address
FIND = "find"  # the page that looks for targets
SEARCH = ("words", "owner", "delivery_group", "district", "status")  # choices that are that page's alone


@dataclass(frozen=True)
class View:
    """The choices of one view. A choice that an address leaves out has the value given here.

    ``quarter`` None is the newest with any return; ``as_at`` None is today; ``since`` None is the quarter before;
    ``words`` are what a reader is looking for, as they typed them; ``by`` is what actions are grouped by.
    """

    quarter: str | None = None
    standing: str = "latest"
    kind: str = "laa"
    priority: str | None = None
    partnership: str | None = None
    target: str | None = None
    paper: str = "board"
    since: str | None = None
    by: str = "partnership"
    words: str = ""
    owner: str | None = None
    delivery_group: str | None = None
    district: str | None = None
    status: str | None = None
    as_at: date | None = None

    def parameters(self) -> dict[str, str]:
        """What an address has to say: only what differs from the default."""
        return {
            field.name: str(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != field.default
        }

    def address(
        self,
        page: str,
        *,
        partnership: str | None = None,
        target: str | None = None,
        paper: str | None = None,
        quarter: str | None = None,
        kind: str | None = None,
    ) -> str:
        """Relative address of a page with this view; a page's own subject is named, not carried.

        ``quarter`` and ``kind`` name others than this view's. What somebody looked for stays on the page for that.

        >>> View(quarter="2009-10 Q3").address("target", target="NI 154")
        'target?quarter=2009-10+Q3&target=NI+154'
        """
        shown = replace(self, partnership=partnership, target=target, paper=paper or self.paper)
        shown = replace(shown, quarter=quarter or shown.quarter, kind=kind or shown.kind)
        if page != FIND:
            left_out: dict[str, Any] = {one.name: one.default for one in fields(View) if one.name in SEARCH}
            shown = replace(shown, **left_out)
        asked = urlencode(shown.parameters())
        path = "./" if page == HOME else page
        return f"{path}?{asked}" if asked else path


def read(said: Mapping[str, str], choices: Mapping[str, Collection[str]]) -> tuple[View, list[str]]:
    """The view an address asks for, and a sentence for everything in it that cannot be shown.

    ``choices`` holds, for every choice but ``as_at``, what may be chosen. ``as_at`` is read by `read_day`.
    """
    found: dict[str, Any] = {}
    if words := " ".join(said.get("words", "").split()):
        found["words"] = words[:LONGEST_WORDS]
    complaints = []
    for name, allowed in choices.items():
        value = said.get(name)
        if not value:
            continue
        if name in QUARTERS:
            value = _quarter(value)
        if value in allowed:
            found[name] = value
        else:
            complaints.append(f'The address asks for {name} "{said[name]}", which is not here. It is left out.')
    return View(**found), complaints


def read_day(said: str | None, today: date) -> tuple[date | None, list[str]]:
    """The as-at day of an address; None for today, with a sentence where it is not a day.

    A day still to come is given as it is: no page is shown of it (`position.to_come`).
    """
    if not said:
        return None, []
    try:
        asked = day_of(said)
    except ValueError:
        return None, [f'The address asks for the position as at "{said}". Write the day like 2010-07-22.']
    return (asked if asked != today else None), []


def _quarter(text: str) -> str:
    try:
        return str(Quarter.parse(text))
    except ValueError:
        return text
