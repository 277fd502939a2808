"""What is on file of other areas, as a list: in words and for JSON."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oxdash.comparators.shelf import RESTORE, ComparatorsRefused, Description, Shelf
from oxdash.vocabulary import wording

NONE = "There are no comparators. Add a published file with: oxdash comparators add FILE"


@dataclass(frozen=True)
class Listing:
    """Every set of figures on file, and a sentence for each that was changed since."""

    found: tuple[Description, ...]
    faults: tuple[str, ...]

    def text(self) -> str:
        lines = [
            f"{one.name}: {one.source}, published on {wording.day(one.published_on)}; "
            f"{wording.counted(one.figures, 'figure')}, added on {wording.day(one.added_at)} by {one.added_by}."
            for one in self.found
        ]
        return "\n".join([*lines, *self.faults]) or NONE

    def as_json(self) -> dict[str, Any]:
        return {"comparators": [one.model_dump(mode="json") for one in self.found], "faults": list(self.faults)}


def of(data: Path) -> Listing:
    """Each file is read, and held against its sha256."""
    try:
        filed, faults = Shelf.of(data).filed()
    except ComparatorsRefused as fault:
        return Listing((), (str(fault),))
    for one in filed:
        try:
            one.read()
        except ComparatorsRefused as fault:
            faults.append(str(fault))
    return Listing(tuple(one.description for one in filed), tuple(faults))


def proved(data: Path, lines: Callable[[], Iterable[Mapping[str, Any]]]) -> Listing:
    """The same held against the ``lines`` of the audit log too: whoever changes a file and its description is seen.

    What no line names came with the data folder, and is as good as that. Older lines name no description. That a log
    cannot be read is said elsewhere.
    """
    found = of(data)
    logged: dict[str, set[tuple[object, object]]] = {}
    with suppress(OSError):
        for line in lines():
            if line.get("event") == "comparators added" and isinstance(name := line.get("name"), str):
                logged.setdefault(name, set()).add((line.get("sha256"), line.get("description")))
    other = [
        f"comparators/{one.name}.json is none that the audit log says was added under that name. {RESTORE}"
        for one in found.found
        if one.name in logged and logged[one.name].isdisjoint({(one.sha256, one.fingerprint), (one.sha256, None)})
    ]
    return Listing(found.found, (*found.faults, *other))
