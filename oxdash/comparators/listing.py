"""What is on file of other areas, as a list: in words and for JSON."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oxdash.comparators.shelf import ComparatorsRefused, Description, Shelf
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
