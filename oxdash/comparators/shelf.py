"""The comparators of a data folder: each file as it was given, and beside it what it is and how it is read.

``NAME.json`` is what counts. It names the bytes by their sha256, and they stand in ``NAME.<its first digits>.csv``: so
the two are exchanged in one step, whatever stops the program, and a file that was changed since is seen.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from oxdash.comparators.grid import LARGEST
from oxdash.comparators.layout import Columns
from oxdash.storage import write_once
from oxdash.vocabulary.cannot_be import CannotBe
from oxdash.vocabulary.comparator_tables import ILLUSTRATIVE

FOLDER = "comparators"  # in the data folder
LOCK_SECONDS = 30
LARGEST_DESCRIPTION = 1_000_000  # bytes
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", re.ASCII)
NAMED = "Name it with small letters, digits and hyphens, such as waste-2008-09."
RESTORE = "Restore it from a backup, or add it again in its place."


class ComparatorsRefused(CannotBe):
    """The folder could not be written or read; its text says where, what and what to do."""


class Description(BaseModel):
    """What a filed set of figures is. ``how``: how its columns are read; ``illustrative``: nobody published it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=f"^{NAME.pattern}$")]
    title: str
    publisher: str
    address: str | None = None
    published_on: date
    licence: str | None = None
    illustrative: bool = False
    given_as: str  # the name of the file as it was given
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    bytes: int = Field(ge=0)
    figures: int = Field(ge=0)
    how: Columns
    added_at: AwareDatetime
    added_by: str

    @property
    def csv(self) -> str:
        return f"{self.name}.{self.sha256[:12]}.csv"

    @property
    def source(self) -> str:
        """``Waste statistics 2008/09 (A department)``, and that it is illustrative where it is."""
        return f"{self.title} ({self.publisher}{ILLUSTRATIVE if self.illustrative else ''})"

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.as_json().encode()).hexdigest()

    def as_json(self) -> str:
        said = self.model_dump(mode="json")
        said["added_at"] = self.added_at.astimezone(UTC).isoformat(timespec="seconds")
        return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Filed:
    """One set of figures on file: its description, and where its bytes are."""

    description: Description
    path: Path

    def read(self) -> bytes:
        """Its bytes; ComparatorsRefused where they are not those that were added."""
        try:
            data = write_once.read(self.path, LARGEST)
        except OSError as error:
            raise ComparatorsRefused(f"{self.where} cannot be opened ({error.strerror}). {RESTORE}") from error
        if hashlib.sha256(data).hexdigest() != self.description.sha256:
            raise ComparatorsRefused(f"{self.where} has been changed since it was added. {RESTORE}")
        return data

    @property
    def where(self) -> str:
        return write_once.named(self.path)


@dataclass(frozen=True)
class Shelf:
    """The folder of all of them."""

    folder: Path

    @classmethod
    def of(cls, data: Path) -> "Shelf":
        return cls(data / FOLDER)

    def filed(self) -> tuple[list[Filed], list[str]]:
        """Every set of figures, the one published first first; and a sentence for each description that is damaged."""
        found, faults = [], []
        for path in self._names(".json"):
            try:
                found.append(self._described(path))
            except ComparatorsRefused as fault:
                faults.append(str(fault))
        found.sort(key=lambda one: (one.description.published_on, one.description.name))
        return found, faults

    def names(self) -> list[str]:
        """Of every set of figures, those whose description is damaged too."""
        return [path.stem for path in self._names(".json")]

    def find(self, name: str) -> Filed | None:
        path = self.folder / f"{name}.json"
        return self._described(path) if NAME.fullmatch(name) and os.path.lexists(path) else None

    def intact(self, name: str) -> Filed | None:
        """The same, and None where its description is damaged: what cannot be read can be replaced and taken away."""
        with suppress(ComparatorsRefused):
            return self.find(name)
        return None

    def fingerprint(self) -> str:
        """Changes whenever a file comes, goes or is written to."""
        seen = []
        for path in self._names(".json", ".csv"):
            try:
                looks = write_once.looks(path)
            except OSError as error:
                looks = (error.errno or 0,)
            seen.append(f"{path.name}.{'.'.join(map(str, looks))}")
        return "|".join(seen)

    def files(self) -> Mapping[str, bytes]:
        """All that counts, by its path in the data folder: what a publication keeps a copy of."""
        found, faults = self.filed()
        if faults:
            raise ComparatorsRefused(faults[0])
        held: dict[str, bytes] = {}
        for one in found:
            description = self.folder / f"{one.description.name}.json"
            held[f"{FOLDER}/{one.path.name}"] = one.read()
            held[f"{FOLDER}/{description.name}"] = one.description.as_json().encode()
        return held

    def add(self, description: Description, data: bytes, *, replace: bool = False) -> Filed | None:
        """File it, and say what it replaced; ComparatorsRefused where one is there that is not to be replaced."""
        with self._holding():
            before = self.intact(description.name) if replace else self.find(description.name)
            if before is not None and not replace:
                was = before.description
                raise ComparatorsRefused(
                    f'"{was.name}" is there already: {was.source}, {was.figures:,} figures. Nothing was changed. '
                    f"To put this in its place say --replace; else give it another --name."
                )
            place = self.folder / description.csv
            if not os.path.lexists(place):
                write_once.once(place, data)
            elif hashlib.sha256(write_once.read(place, LARGEST)).hexdigest() != description.sha256:
                write_once.over(place, data)
            write_once.over(self.folder / f"{description.name}.json", description.as_json().encode())
            self._clear(description.name, keep=place)
            return before

    def remove(self, name: str) -> Description | None:
        """Take it away; None where there is none of that name."""
        with self._holding():
            one = self.intact(name)
            path = self.folder / f"{name}.json"
            if not NAME.fullmatch(name) or not os.path.lexists(path):
                return None
            path.unlink()
            write_once.settle(self.folder)
            self._clear(name)
            return one.description if one else None

    def _clear(self, name: str, keep: Path | None = None) -> None:
        """Take away the bytes of a set of figures, but for those that count."""
        for left in self._names(".csv"):
            if left != keep and re.fullmatch(rf"{name}\.[0-9a-f]{{12}}\.csv", left.name):
                left.unlink()

    def _described(self, path: Path) -> Filed:
        where = write_once.named(path)
        try:
            data = write_once.read(path, LARGEST_DESCRIPTION)
        except OSError as error:
            raise ComparatorsRefused(f"{where} cannot be opened ({error.strerror}). {RESTORE}") from error
        try:
            found = Description.model_validate_json(data)
        except (ValidationError, ValueError, RecursionError):
            found = None
        if found is None or f"{found.name}.json" != path.name or found.as_json().encode() != data:
            raise ComparatorsRefused(f"{where} is not what was written there. {RESTORE}")
        return Filed(found, self.folder / found.csv)

    def _names(self, *endings: str) -> list[Path]:
        try:
            names = sorted(self.folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise ComparatorsRefused(write_once.unreadable(write_once.named(self.folder), error.strerror)) from error
        return [path for path in names if path.suffix in endings and path.name[0] != "."]

    @contextmanager
    def _holding(self) -> Iterator[None]:
        """Hold the folder's lock, the folder made and what a stop has left taken away."""
        try:
            if self.folder.is_symlink():
                raise ComparatorsRefused(f"{write_once.named(self.folder)} is a link. Put a folder in its place.")
            write_once.make_folder(self.folder)
            with FileLock(self.folder / ".lock", timeout=LOCK_SECONDS, mode=write_once.FILE, poll_interval=0.05):
                self._sweep()
                yield
        except Timeout as error:
            said = f"Others have been adding comparators for {LOCK_SECONDS} seconds. Wait a minute, and try again."
            raise ComparatorsRefused(said) from error
        except OSError as error:
            said = f"{write_once.named(self.folder)} cannot be changed: {write_once.why(error)}. Nothing was."
            raise ComparatorsRefused(said) from error

    def _sweep(self) -> None:
        """Temporary files, and bytes that no description names."""
        for left in self.folder.iterdir():
            if write_once.becoming(left.name):
                left.unlink()
        counted = set()
        for path in self._names(".json"):
            with suppress(ComparatorsRefused):
                counted.add(self._described(path).path)
        names = {path.stem for path in self._names(".json")}
        for path in self._names(".csv"):
            if path not in counted and path.name.split(".")[0] not in names:
                path.unlink()


def name_of(file: str) -> str:
    """A file's name as that of a set of figures.

    >>> name_of("Waste 2008_09 (final).csv")
    'waste-2008-09-final'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", Path(file).stem.lower())
    return plain.strip("-")[:60].strip("-")


def added_at(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(microsecond=0)
