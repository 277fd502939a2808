"""What the sheets about other areas say does not contradict itself: each area once, one of them ours, no circle."""

from collections.abc import Iterator
from typing import Any

from oxdash.excel.cells import folded
from oxdash.excel.problems import Problem, Severity
from oxdash.register.checking import Checks
from oxdash.vocabulary.bodies import several

GROUPS, AREAS = "Comparator groups", "Areas compared"


def check(checks: Checks) -> Iterator[Problem]:
    """Every problem of these sheets that takes more than one cell to see."""
    called: dict[str, dict[str, Any]] = {}
    for row in checks.rows(AREAS, "area"):
        yield from _named(checks, row, called)
    known = {word: str(row["area"]) for word, row in called.items()}
    yield from _ours(checks)
    yield from _parts(checks, known)
    yield from _averages(checks, known)


def _named(checks: Checks, row: dict[str, Any], called: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    """No two areas go by one name: a figure would be of both."""
    for name, words in (("area", [row["area"]]), ("also_known_as", several(row.get("also_known_as")))):
        for word in words:
            other = called.setdefault(folded(word), row)
            if other is not row and not (name == "area" and other["area"] == word):  # which any code twice is told of
                what = f'Row {other["row"]} goes by "{word}" too: two areas need two names.'
                yield checks.wrong(AREAS, row, name, what)


def _ours(checks: Checks) -> Iterator[Problem]:
    first: dict[str, Any] | None = None
    for row in checks.rows(AREAS, "area"):
        if not row.get("ours"):
            continue
        if first is not None:
            yield checks.wrong(AREAS, row, "ours", f"Row {first['row']} is ours already. One area is: correct one.")
        elif row.get("part_of"):
            what = "Ours is a whole, and this is a part of another: clear one of the two cells."
            yield checks.wrong(AREAS, row, "part_of", what)
        first = first or row


def _parts(checks: Checks, known: dict[str, str]) -> Iterator[Problem]:
    """A part is of an area that stands here, and that is a part of none."""
    parts = {row["area"] for row in checks.rows(AREAS, "area", "part_of")}
    for row in checks.rows(AREAS, "area", "part_of"):
        whole = known.get(folded(row["part_of"]))
        if whole is None:
            yield checks.wrong(AREAS, row, "part_of", f"Use the name of an area on sheet {AREAS}.")
        elif whole == row["area"] or whole in parts:
            yield checks.wrong(AREAS, row, "part_of", f"{whole} is a part itself: name the area that is a whole.")


def _averages(checks: Checks, known: dict[str, str]) -> Iterator[Problem]:
    members = {(group, row["area"]) for row in checks.rows(AREAS, "area", "groups") for group in several(row["groups"])}
    for row in checks.rows(GROUPS, "code", "average"):
        area = known.get(folded(row["average"]), row["average"])
        if (row["code"], area) in members:
            what = "It is one of the group's areas too, and would be ranked among its own parts: is that meant?"
            yield checks.wrong(GROUPS, row, "average", what, Severity.PLEASE_CONFIRM)
