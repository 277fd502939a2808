"""What the reader is looking at, and what they may choose from.

An address says it in codes, so that a renamed partnership breaks no link.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from oxdash.documents import papers
from oxdash.documents.papers import NAMES
from oxdash.findings import search
from oxdash.findings.actions import Key
from oxdash.judging.position import Position
from oxdash.register import Register
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import ALL, COUNTED, kind_meant
from oxdash.vocabulary.quarters import Quarter, day_of

QUARTERS = ("quarter", "since")  # choices that an address may write as people do
LONGEST_WORDS = 100  # characters that can be looked for
HOME = "overview"  # the page that stands at the root of the address
FIND = "find"  # the page that looks for targets
DISTRICT = "district"  # the page of one district
SEARCH = ("words", "owner", "delivery_group", "district", "status")  # choices that are that page's alone

OF_ALL = (HOME, FIND, "actions", "unknown", "accountability")  # can be of every partnership at once

LABELS = {
    "quarter": "Quarter",
    "standing": "Each partnership is shown at",
    "partnership": "Partnership",
    "priority": "Priority",
    "kind": "Targets counted",
    "agreement": "Agreement",
    "target": "Target",
    "paper": "Paper",
    "since": "What changed since",
    "by": "Grouped by",
    "words": "Words, or the code of a target",
    "owner": "Who answers for it",
    "delivery_group": "Delivery group",
    "status": "Status",
    "as_at": "As at",
    "body": "Board, partnership or group",
}
BACK = "Back to today"
ANY = {
    "partnership": "All partnerships",
    "priority": "All priorities",
    "owner": "Anyone",
    "delivery_group": "Any delivery group",
    "status": "Any status",
}
KINDS = {COUNTED: "Targets that count", "local": "Local targets", "stretch": "Stretch targets", ALL: "All targets"}
STANDINGS = {"latest": "Its latest return", "same": "The quarter chosen"}


@dataclass(frozen=True)
class View:
    """The choices of one view. A choice that an address leaves out has the value given here.

    ``quarter`` None is the newest with any return; ``as_at`` None is today; ``since`` None is the quarter before;
    ``agreement`` None is that of the quarter (`Register.agreement_at`); ``words`` are what a reader is looking for, as
    they typed them; ``by`` is what actions are grouped by.
    """

    quarter: str | None = None
    standing: str = "latest"
    kind: str = COUNTED
    agreement: str | None = None
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
    body: str | None = None
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
        agreement: str | None = None,
        body: str | None = None,
        district: str | None = None,
    ) -> str:
        """Relative address of a page with this view; a page's own subject is named, not carried.

        ``quarter``, ``kind`` and ``agreement`` name others than this view's. What somebody looked for stays on the page
        for that.

        >>> View(quarter="2009-10 Q3").address("target", target="NI 154")
        'target?quarter=2009-10+Q3&target=NI+154'
        """
        shown = replace(self, partnership=partnership, target=target, body=body, paper=paper or self.paper)
        shown = replace(shown, quarter=quarter or shown.quarter, kind=kind or shown.kind)
        shown = replace(shown, agreement=agreement or shown.agreement)
        if page != FIND:
            left_out: dict[str, Any] = {one.name: one.default for one in fields(View) if one.name in SEARCH}
            shown = replace(shown, **left_out)
        if district is not None:
            shown = replace(shown, district=district)
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
        if name == "kind":
            value = kind_meant(value)
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


def offered(position: Position, *, reward: bool = True) -> dict[str, Mapping[str, str]]:
    """For every choice but `since`, what may be chosen of a position; the first is what an address leaves out.

    Without ``reward`` the paper of the reward grant is no choice.
    """
    register, named, decided = position.register, _named(position), len(position.decisions) > 0
    listed = search.choices(position.at(kind="all"), register.targets, named, register.council, position.districts)
    found = {name: dict(zip(own.value, own.label, strict=True)) for name, own in listed.groupby("filter")}
    return {
        "quarter": {quarter: wording.quarter(quarter) for quarter in reversed(position.quarters)},
        "standing": STANDINGS,
        "kind": named["kind"],
        "agreement": register.counting,
        **{name: {"": ANY[name]} | found.get(name, {}) for name in ("owner", "delivery_group", "status")},
        "district": {"": f"Any {register.council.one_district} or none"} | found.get("district", {}),
        "priority": {"": ANY["priority"], **named["priority"]},
        "partnership": position.names,
        "body": register.body_names,
        "by": {str(key): wording.sentence_case(str(key)) for key in Key},
        "paper": {str(kind): NAMES[kind] for kind in papers.offered(register, reward=reward, decided=decided)},
        "target": {
            code: f"{code} {title}" for code, title in zip(register.targets.target, register.targets.title, strict=True)
        },
    }


def label(position: Position, name: str, value: str) -> str:
    """What one choice of what is looked for is called, as `offered` has it, which looks through every target."""
    return search.label(name, value, _named(position), position.council)


def _named(position: Position) -> dict[str, Mapping[str, str]]:
    """What can be chosen of the register by itself: labels by code."""
    register = position.register
    return {
        "partnership": position.names,
        "priority": dict(zip(register.priorities.code, register.priorities.name, strict=True)),
        "delivery_group": dict(zip(register.delivery_groups.code, register.delivery_groups.name, strict=True)),
        "district": {name: name for name in register.districts.name},
        "kind": KINDS | {COUNTED: register.council.all_targets},
    }


def agreements(register: Register, quarter: str) -> dict[str, str]:
    """The agreements there are to look at, by code: first the one that is looked at unless another is chosen."""
    first, named = register.agreement_at(quarter), register.counting
    return {code: named[code] for code in sorted(named, key=lambda code: code != first)}


def on_page(page: str, choices: Mapping[str, Mapping[str, str]], register: Register) -> dict[str, Mapping[str, str]]:
    """The choices as one page has them: it may be of every partnership at once, or is of one district."""
    offered = dict(choices)
    if page == DISTRICT:
        offered["district"] = {name: name for name in register.districts.name}
    if page in OF_ALL:
        offered["partnership"] = {"": ANY["partnership"], **offered["partnership"]}
    return offered


def labels(page: str, council: Council) -> dict[str, str]:
    """What stands above each picker of a page."""
    one = wording.sentence_case(council.one_district)
    return LABELS | {"district": one if page == DISTRICT else f"{one} with a figure"}


def before(quarters: Mapping[str, str], asked: str | None) -> dict[str, str]:
    """The quarters before the one ``asked`` for (the newest, without one), of `quarter`'s choices."""
    asked = asked or next(iter(quarters), "")
    return {"": "The quarter before"} | {quarter: said for quarter, said in quarters.items() if quarter < asked}
