"""What a reader may choose from: for every choice the codes and how each is shown, the default first."""

from collections.abc import Mapping

from oxdash.documents import papers
from oxdash.findings import search
from oxdash.findings.actions import Key
from oxdash.judging.position import Position
from oxdash.vocabulary import wording

LABELS = {
    "quarter": "Quarter",
    "standing": "Each partnership is shown at",
    "partnership": "Partnership",
    "priority": "Oxfordshire 2030 priority",
    "kind": "Targets counted",
    "target": "Target",
    "paper": "Paper",
    "since": "What changed since",
    "by": "Grouped by",
    "words": "Words, or a code such as NI 154",
    "owner": "Who answers for it",
    "delivery_group": "Delivery group",
    "district": "District with a figure",
    "status": "Status",
}
ANY = {
    "partnership": "All partnerships",
    "priority": "All priorities",
    "owner": "Anyone",
    "delivery_group": "Any delivery group",
    "district": "Any district or none",
    "status": "Any status",
}
KINDS = {"laa": "LAA targets", "local": "Local targets", "stretch": "Stretch targets", "all": "All targets"}
STANDINGS = {"latest": "Its latest return", "same": "The quarter chosen"}


def of(position: Position, *, reward: bool = True) -> dict[str, Mapping[str, str]]:
    """For every choice but `since`, what may be chosen of a position; the first is what an address leaves out.

    Without ``reward`` the paper of the reward grant is no choice.
    """
    register = position.register
    named = {
        "partnership": position.names,
        "priority": dict(zip(register.priorities.code, register.priorities.name, strict=True)),
        "delivery_group": dict(zip(register.delivery_groups.code, register.delivery_groups.name, strict=True)),
        "district": {name: name for name in register.districts.name},
    }
    offered = search.choices(position.at(kind="all"), register.targets, named, position.districts)
    found = {name: dict(zip(own.value, own.label, strict=True)) for name, own in offered.groupby("filter")}
    return {
        "quarter": {quarter: wording.quarter(quarter) for quarter in reversed(position.quarters)},
        "standing": STANDINGS,
        "kind": KINDS,
        **{name: {"": ANY[name]} | found.get(name, {}) for name in ("owner", "delivery_group", "district", "status")},
        "priority": {"": ANY["priority"]} | named["priority"],
        "partnership": position.names,
        "by": {str(key): wording.sentence_case(str(key)) for key in Key},
        "paper": {str(kind): name for kind, name in papers.NAMES.items() if reward or kind != papers.Kind.REWARD},
        "target": {
            code: f"{code} {title}" for code, title in zip(register.targets.target, register.targets.title, strict=True)
        },
    }


def since(quarters: Mapping[str, str], asked: str | None) -> dict[str, str]:
    """The quarters before the one ``asked`` for (the newest, without one), of `quarter`'s choices."""
    asked = asked or next(iter(quarters), "")
    return {"": "The quarter before"} | {quarter: said for quarter, said in quarters.items() if quarter < asked}
