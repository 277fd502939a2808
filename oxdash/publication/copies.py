"""What a publication is judged from: copies of the register and of every return it rests on."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from oxdash.archive import ArchiveRefused, record
from oxdash.archive.decisions import FOLDER as DECIDED
from oxdash.comparators.shelf import ComparatorsRefused, Shelf
from oxdash.publication import shelf
from oxdash.settings import Settings
from oxdash.storage import write_once
from oxdash.vocabulary.quarters import Quarter


class Stop(Exception):
    """Its text says why nothing can be published."""


def used_files(settings: Settings, quarter: str, before: datetime) -> dict[str, bytes]:
    """The register, what was published of other areas, what was decided, and every return the position rests on.

    ``before``: the end of its day.
    A partnership's receipts up to the one that decides all count, as each vouches for the one before. What is damaged
    is copied as it is; where the audit log does not name one, or names one that is gone, nothing can be published, as
    the copies are not held against it again. Paths as in the data folder: register.xlsx,
    quarterly/2009-10-Q3/environment.1.xlsx.
    """
    files = {"register.xlsx": _copied(settings.register), **_of_others(settings), **_decided(settings, before)}
    for versions in record.archive(settings).versions(before):
        decides = versions[-1]
        if decides.quarter > quarter:
            continue
        if unlogged := [one.fault or "" for one in versions if one.by_log]:
            raise Stop(unlogged[-1])
        folder = Quarter.parse(decides.quarter).path
        for number in range(1, (decides.number or 0) + 1):
            for ending in ("xlsx", "json"):
                name = f"{folder}/{decides.partnership}.{number}.{ending}"
                if (settings.quarterly / name).is_file():
                    files[f"quarterly/{name}"] = _copied(settings.quarterly / name)
    return files


def _of_others(settings: Settings) -> Mapping[str, bytes]:
    """Every file of other areas' figures and its description; what was published later is told apart by its day."""
    try:
        return Shelf.of(settings.data).files()
    except ComparatorsRefused as why:
        raise Stop(str(why)) from why


def _decided(settings: Settings, before: datetime) -> Mapping[str, bytes]:
    """Every entry up to the last of that day; nothing can be published while one of them cannot be relied on."""
    decisions = record.decisions(settings)
    try:
        held = decisions.held()
        if held.faults:
            raise Stop(held.faults[0][1])
        last = max((entry.number for entry in held.before(before).entries), default=0)
        return {f"{DECIDED}/{name}": data for name, data in decisions.files(last).items()}
    except ArchiveRefused as why:
        raise Stop(str(why)) from why
    except OSError as error:
        raise Stop(f"{DECIDED} could not be copied: {error.strerror}.") from error


def _copied(path: Path) -> bytes:
    try:
        return write_once.read(path, shelf.LARGEST)
    except OSError as error:
        raise Stop(f"{write_once.named(path)} could not be copied: {error.strerror}.") from error
