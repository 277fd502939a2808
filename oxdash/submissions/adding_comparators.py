"""The manager's act: a published file read, checked, shown as it was understood, and put on file; or taken away."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from oxdash import access
from oxdash.access import Person
from oxdash.archive import record
from oxdash.archive.audit_log.key import CannotRecord
from oxdash.archive.receipts import as_text
from oxdash.comparators import file_read, shelf
from oxdash.comparators.file_read import NOTHING, Asked, Contents, Refused
from oxdash.comparators.known import Known
from oxdash.comparators.shelf import ComparatorsRefused, Description, Shelf
from oxdash.excel.problems import shown
from oxdash.register import Register
from oxdash.settings import Settings
from oxdash.storage import write_once
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import several
from oxdash.vocabulary.quarters import Calendar

__all__ = ["Added", "Asked", "Refused", "add", "prepared", "remove"]

Read = Callable[[Asked, Calendar], Contents | Refused]
_NEEDED = {
    "title": "what it is called",
    "publisher": "who published it",
    "published_on": "the day on which it was published",
}


@dataclass(frozen=True)
class Added:
    """What was understood, and what was done, a line each."""

    lines: tuple[str, ...]
    description: Description


def add(
    asked: Asked, register: Register, who: Person, settings: Settings, now: datetime, read: Read = file_read.read
) -> Added | Refused:
    """Check a file and file it, whole or not at all. ``now`` is aware; ``read`` is who reads it."""
    if denied := access.refusal(who, None, settings, now, manager=True):
        return Refused((denied,))
    ready = prepared(asked, register, who, now, read)
    if isinstance(ready, Refused):
        return ready
    described, lines = ready.description, [*ready.lines]
    at = Shelf.of(settings.data)
    try:
        there = at.intact(described.name) if asked.replace else at.find(described.name)
        if asked.dry_run:
            if there is not None:
                instead = "it would take the place of" if asked.replace else "--replace is needed: there is"
                lines.append(f"{wording.sentence_case(instead)} {there.description.source} under that name.")
            return Added((*lines, "Nothing was written: this was a rehearsal."), described)
        if there is None or asked.replace:
            _log(
                settings, "comparators added", who, now, described, replaced=there.description.sha256 if there else None
            )
        before = at.add(described, asked.data, replace=asked.replace)
    except (ComparatorsRefused, OSError) as why:
        return _refused(why, NOTHING)
    instead = f", in place of {before.description.source}" if before else ""
    return Added((*lines, f'Added "{described.name}": {described.source}{instead}.'), described)


def prepared(
    asked: Asked, register: Register, who: Person, now: datetime, read: Read = file_read.read
) -> Added | Refused:
    """What would be put on file, and what was understood; nothing is written."""
    found = read(asked, register.calendar)
    if isinstance(found, Refused):
        return found
    described = _described(asked, found, who, now)
    if isinstance(described, Refused):
        return described
    if described.published_on > register.council.day_of(now):
        return Refused((f"It is published on {wording.day(described.published_on)}, a day to come. {NOTHING}",))
    return Added((*found.lines, *matched(found, register)), described)


def remove(name: str, who: Person, settings: Settings, now: datetime) -> str | Refused:
    """Take a set of figures away, and say so; what was published with it has copies of its own."""
    if denied := access.refusal(who, None, settings, now, manager=True):
        return Refused((denied,))
    at = Shelf.of(settings.data)
    try:
        names = at.names()
        if name not in names:
            there = f"There are {wording.listed(names)}." if names else "There are no comparators."
            return Refused((f'There is no "{shown(name)}" to take away. {there}',))
        _log(settings, "comparators removed", who, now, name=name)
        gone = at.remove(name)
    except (ComparatorsRefused, OSError) as why:
        return _refused(why, "Nothing was removed.")
    return f'Removed "{name}"{f": {gone.source}" if gone else ""}. What was published with it keeps its own copy.'


def _log(
    settings: Settings, event: str, who: Person, now: datetime, of: Description | None = None, **facts: object
) -> None:
    if of is not None:
        facts = {"name": of.name, "sha256": of.sha256, "description": of.fingerprint} | {
            key: held for key, held in facts.items() if held
        }
    came = " ".join(f"{name}={value}" for name, value in who.came().items())
    record.log(settings).record(event, who=who.name, when=now, came=came, **facts)


def _described(asked: Asked, found: Contents, who: Person, now: datetime) -> Description | Refused:
    about = found.about
    lacking = [
        f"It is not told {what}: say it with --{name.replace('_', '-')}, or in the map under about.{name}."
        for name, what in _NEEDED.items()
        if getattr(about, name) is None
    ]
    name = asked.name or shelf.name_of(asked.file)
    if not shelf.NAME.fullmatch(name):
        lacking.append(f'"{shown(name)}" is no name for it. {shelf.NAMED}')
    if lacking:
        return Refused((*lacking, NOTHING))
    published: date = about.published_on or date.min
    return Description(
        name=name,
        title=about.title or "",
        publisher=about.publisher or "",
        address=about.address,
        published_on=published,
        licence=about.licence,
        illustrative=asked.illustrative,
        given_as=as_text(Path(asked.file).name),
        sha256=hashlib.sha256(asked.data).hexdigest(),
        bytes=len(asked.data),
        figures=found.figures,
        how=found.how,
        added_at=shelf.added_at(now),
        added_by=as_text(who.name),
    )


def matched(found: Contents, register: Register) -> Iterator[str]:
    """Which targets a file's figures are of, and which areas of each group it has figures of: a line each."""
    known = Known(register)
    targets = list(dict.fromkeys(code for name in found.indicators if (code := known.target(name))))
    if not targets:
        yield "No target is compared with any of it: say which on the register's sheet Indicators compared."
    else:
        yield f"Of {wording.counted(len(targets), 'target')}: {wording.listed(targets)}."
    there = {known.area(*pair) for pair in found.areas}
    listed = register.areas_compared
    for code, name in zip(register.comparator_groups["code"], register.comparator_groups["name"], strict=True):
        members = [row.area for row in listed.itertuples() if code in several(row.groups)]
        lacks = [area for area in members if area not in there]
        if not members:
            yield f"{name}: every area of it."
        elif lacks:
            yield f"{name}: {len(members) - len(lacks)} of {len(members)} areas; without {_some(lacks)}."
        else:
            yield f"{name}: all {len(members)} areas."
    if register.comparator_groups.empty:
        yield "The register has no group of areas: list one on its sheets Comparator groups and Areas compared."
    elif known.ours not in there and not there.intersection(known.parts(known.ours)):
        ours = known.ours or "our area, which the register does not name"
        yield f"It has no figure of {ours}: what our own returns say of the same period is compared."


def _some(names: list[str]) -> str:
    more = len(names) - 5
    return f"{', '.join(names[:5])} and {more} more" if more > 0 else wording.listed(names)


def _refused(why: ComparatorsRefused | OSError, nothing: str) -> Refused:
    """Why the shelf or the audit log took nothing; ``nothing`` says that all is as it was."""
    if isinstance(why, ComparatorsRefused):
        return Refused((str(why),))
    said = why.strerror if isinstance(why, CannotRecord) else f"The audit log took no line: {write_once.why(why)}."
    return Refused((f"{said} {nothing}",))
