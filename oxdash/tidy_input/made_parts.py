"""A part judged into a file of its own, or into a piece of one, and the record by which it is known to be whole.

A record says of which bytes, by which rule and program and with what asked a file was made, and what its own bytes are:
the fingerprints of both. It is written before the file gets its name, so that whatever has a name has a record; whether
a file is what its record says is seen by reading it, and never taken from its name, its size or its day.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from oxdash import __version__
from oxdash.rule.versions import RULE_VERSION
from oxdash.storage import write_once
from oxdash.tidy_input import counting
from oxdash.tidy_input.beside import beside, half_made
from oxdash.tidy_input.judge_part import PIECES, Asked, Outcome, judge_part
from oxdash.tidy_input.sources import Part
from oxdash.tidy_input.unreadable import unread, unwritten

FORMAT = 1  # of what is written; raised when the same figures would be written otherwise


@dataclass(frozen=True)
class Job:
    """One part, and where its file belongs: ``place`` below the folder ``out``, or among the pieces of that file.

    ``run``: where the run that asks for it writes what is not whole (`beside.writing`).
    """

    part: Part
    out: Path
    place: str
    asked: Asked
    run: str = ""

    @property
    def placed(self) -> Path:
        return self.out / self.place

    @property
    def waiting(self) -> Path:
        """Where the file waits, whole, until all are."""
        return beside(self.out) / "parts" / self.place

    @property
    def written_as(self) -> str:
        """What people call the file that it is written to."""
        return self.out.name if self.waiting.suffix in PIECES else self.place

    @property
    def record(self) -> Path:
        return beside(self.out) / "records" / f"{self.place}.json"

    @property
    def new(self) -> Path:
        return half_made(self.out, self.run)

    def as_json(self) -> dict[str, Any]:
        part = {"path": str(self.part.path), "name": self.part.name, "folders": self.part.folders}
        of_run = {"out": str(self.out), "place": self.place, "run": self.run}
        return {"part": part, **of_run, "asked": asdict(self.asked)}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Job":
        part = said["part"]
        folders = tuple((name, value) for name, value in part["folders"])
        asked = Asked(**said["asked"])
        path = Path(part["path"])
        return cls(Part(path, part["name"], folders), Path(said["out"]), said["place"], asked, said["run"])


def fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _made_by(job: Job) -> dict[str, Any]:
    """All that a judged part depends on, but for the bytes of its source."""
    return {
        **{"format": FORMAT, "oxdash": __version__, "rule": RULE_VERSION},
        **{"folders": [list(one) for one in job.part.folders], "asked": json.loads(json.dumps(asdict(job.asked)))},
    }


@dataclass(frozen=True)
class Whole:
    """A part that is whole already: where it lies, its rows and its counts."""

    path: Path
    rows: int
    counts: counting.Counts


def whole(job: Job) -> Whole | None:
    """The part where it is as its record says, made of the source as it is now and of what is asked; else None."""
    try:
        record = json.loads(job.record.read_bytes())
        made_by, source, made = record["made_by"], record["source"], record["made"]
        if json.dumps(made_by) != json.dumps(_made_by(job)) or source != fingerprint(job.part.path):
            return None
        for path in (job.waiting, job.placed):
            if path.is_file() and fingerprint(path) == made:
                return Whole(path, int(record["rows"]), counting.from_json(record["counts"]))
    except (OSError, ValueError, KeyError, TypeError):  # no record, or none that we wrote
        return None
    return None


def make(job: Job) -> Outcome:
    """Judge a part; it then waits, whole, with its record. Nothing is there of a part with problems."""
    try:
        before, source = write_once.looks(job.part.path.resolve()), fingerprint(job.part.path)
    except OSError as fault:
        return Outcome(problems=[f": {unread(fault)}"])
    temporary = write_once.temporary(job.new, "part")
    try:
        outcome = judge_part(job.part, temporary, job.waiting.suffix.lower(), job.asked)
        if outcome.problems or outcome.unwritten:
            return outcome
        if write_once.looks(job.part.path.resolve()) != before:
            return Outcome(problems=[": it changed while it was read. Judge it again when it is whole."])
        _settle(temporary)
        record = {
            **{"made_by": _made_by(job), "source": source, "made": fingerprint(temporary), "rows": outcome.rows},
            "counts": counting.as_json(outcome.counts),
        }
        for path in (job.record, job.waiting):
            path.parent.mkdir(parents=True, exist_ok=True)
        written = write_once.write_temporary(job.new, "record", json.dumps(record, indent=1).encode())
        written.replace(job.record)
        temporary.replace(job.waiting)
        return outcome
    except OSError as fault:
        return Outcome(unwritten=unwritten(fault))
    finally:
        temporary.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Make the bytes of a file survive a power cut, before it gets its name."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_into_place(jobs: list[Job]) -> None:
    """All parts, of which every one is whole: those that wait get their names, one after the other."""
    for job in jobs:
        if job.waiting.is_file():
            job.placed.parent.mkdir(parents=True, exist_ok=True)
            job.waiting.replace(job.placed)
    for folder in {job.placed.parent for job in jobs}:
        write_once.settle(folder)


def strangers(out: Path, jobs: list[Job]) -> Iterator[str]:
    """Files of figures in a folder that would be taken for parts, and are none: of another run, or somebody's own."""
    ours = {job.place for job in jobs if job.record.is_file()}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.suffix.lower() in (".csv", ".parquet") and name not in ours:
            yield name
