"""What a published position is cited by, and the number a correction gets."""

import re
from collections.abc import Collection, Iterable

from oxdash.documents.meeting_pack import Meeting

LONGEST = 60  # characters: a folder's name, a footer's half line
_REFERENCE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._-]*[A-Za-z0-9])?")
INITIALS = 6  # letters of a body's code that is its initials
_UNFIT = re.compile("[^A-Za-z0-9 ]+")
_BETWEEN = re.compile(r"[ ._-]+")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}


def complaint(reference: str) -> str | None:
    """Why a text cannot be a reference, in a sentence; None where it can.

    It becomes a folder's name and part of an address, on Windows too.
    """
    if not _REFERENCE.fullmatch(reference) or ".." in reference or len(reference) > LONGEST:
        return (
            f'"{reference[:LONGEST]}" cannot be a reference. Use letters, digits, spaces and hyphens, '
            f"at most {LONGEST}, like Board 2010-07-01."
        )
    if reference.casefold().split(".")[0] in _DEVICES:
        return f'"{reference}" is the name of a device on Windows. Choose another reference.'
    return None


def offered(meetings: Iterable[Meeting], reported_to: Collection[str]) -> dict[str, str]:
    """The reference of each meeting, by what it is called; of bodies that partnerships report to first.

    It is cited by its body and its day: by the body's code, where that is its initials.
    """
    found = {}
    for one in sorted(meetings, key=lambda one: (one.body not in reported_to, one.day)):
        initials = one.body.isalpha() and len(one.body) <= INITIALS
        name = one.body.upper() if initials else _UNFIT.sub(" ", one.name)[: LONGEST - 12]
        said = " ".join(f"{name} {one.day}".split())
        if complaint(said) is None:
            found[one.title] = said
    return found


def key(reference: str) -> str:
    """What two references are compared by: Board 2010-07-01 and board-2010-07-01 are one."""
    return _BETWEEN.sub("-", reference).casefold()


def next_correction(first: str, taken: Iterable[str]) -> tuple[str, int]:
    """The reference of the next correction of ``first`` and its number: -2, then -3.

    >>> next_correction("Board 2010-07-01", ["Board 2010-07-01"])
    ('Board 2010-07-01-2', 2)
    """
    known, number = {key(one) for one in taken}, 2
    while key(f"{first}-{number}") in known:
        number += 1
    return f"{first}-{number}", number
