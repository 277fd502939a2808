"""Everything on file, read once: what of it counts as at any day, and since when the same does."""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from oxdash import settings
from oxdash.archive import Archive, ArchiveRefused, OnFile, record
from oxdash.archive.decisions import NOTHING, Held
from oxdash.archive.waiting_notes import Waiting
from oxdash.comparators import figures
from oxdash.comparators.figures import Comparators
from oxdash.excel.bounds import REGISTER
from oxdash.excel.cells import Unreadable
from oxdash.excel.problems import Problem
from oxdash.judging import decided, not_read, waits
from oxdash.judging.contents import ContentsCache
from oxdash.judging.read_archive import CannotOpen, Read, read_all
from oxdash.register import Register, read_register
from oxdash.storage import write_once
from oxdash.vocabulary.council import NEUTRAL, Council


@dataclass(frozen=True)
class Unready:
    """There is no agreement to judge by: why, in a sentence, and every problem of the register where it has any."""

    sentence: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class OnRecord:
    """The register, and every version of every return as `Archive.versions` gives them.

    ``returns`` are those of the register's partnerships and year, ``strange`` all others, which are not read;
    ``comparators`` is what was published of other areas, on whatever day; ``decisions`` is what was decided.
    What is ``waiting`` counts nowhere.
    """

    register: Register
    returns: tuple[tuple[Read, ...], ...]
    strange: tuple[tuple[OnFile, ...], ...]
    comparators: Comparators = figures.NONE
    decisions: Held = NOTHING
    waiting: tuple[Waiting, ...] = ()  # for its sign-off, now

    def by(self, day: date) -> "OnRecord":
        """What of it was received by the end of a day: what `Archive.versions` would give as at that day, read."""
        end = self.register.council.end_of(day)
        returns = (tuple(one for one in versions if one.file.received_before(end)) for versions in self.returns)
        strange = (tuple(file for file in versions if file.received_before(end)) for versions in self.strange)
        decisions = self.decisions.before(end)
        kept, others = tuple(filter(None, returns)), tuple(filter(None, strange))
        return replace(self, returns=kept, strange=others, decisions=decisions, waiting=())

    def since(self, day: date) -> date:
        """The first day of those up to ``day`` on which the same counted: the last on which anything changed.

        A return was received, a value was agreed, something decided was recorded, other areas' figures were published,
        or a quarter began; all else of a position is the same on all days.
        """
        last = self._changed[: bisect(self._changed, day)][-1:]
        calendar = self.register.calendar
        return max([calendar.first_day(calendar.quarter_of(day)), *last])

    @cached_property
    def _changed(self) -> list[date]:
        """The days on which anything was received, agreed or recorded, in order."""
        agreed = self.register.milestones["agreed_on"].dropna().dt.ceil("D").dt.date
        received = {self.register.council.day_of(file.received_at) for file in self._files if file.received_at}
        recorded = {self.register.council.day_of(entry.recorded_at) for entry in self.decisions.entries}
        return sorted({*agreed, *received, *recorded, *self.comparators.published})

    @property
    def deciding(self) -> list[Read]:
        """Of each return the version that decides."""
        return [versions[-1] for versions in self.returns]

    @property
    def unlogged(self) -> tuple[str, ...]:
        """What is on file and not in the audit log, or the other way round, in sentences."""
        files = sorted(self._files, key=lambda file: (file.quarter, file.partnership, file.number or 0))
        return tuple(file.fault for file in files if file.by_log and file.fault)

    @property
    def _files(self) -> Iterable[OnFile]:
        yield from (one.file for versions in self.returns for one in versions)
        yield from (file for versions in self.strange for file in versions)


def read(
    data: Path,
    as_at: date | None = None,
    *,
    by_hand: bool = True,
    logged: bool = True,
    cache: ContentsCache | None = None,
) -> OnRecord | Unready:
    """Everything in the data folder, read; with ``as_at`` what was received by that day alone. As for `position.load`.

    Unready without a sound register, or where what is on file cannot be looked at.
    """
    register = load_register(data, cache)
    if isinstance(register, Unready):
        return register
    try:
        archive = record.archive(settings.of(data)) if logged else Archive(data / "quarterly")
        on_file = archive.versions(register.council.end_of(as_at) if as_at else None, by_hand=by_hand)
    except ArchiveRefused as error:
        return Unready(str(error))
    known_files, unknown = not_read.apart(on_file, register)
    strange = [[file.put_away() for file in versions] for versions in unknown]
    try:
        known = read_all(known_files, register, cache)
    except CannotOpen as error:
        return Unready(str(error))
    comparators, decisions = figures.load(data, register), decided.held(data, logged=logged)
    if as_at:
        decisions = decisions.before(register.council.end_of(as_at))
    # of now: a position as at a day, or of a publication's copies, knows of nothing that waits
    waiting = waits.standing(data) if logged and as_at is None else ()
    returns, others = tuple(map(tuple, known)), tuple(map(tuple, strange))
    return OnRecord(register, returns, others, comparators, decisions, waiting)


def load_register(data: Path, cache: ContentsCache | None = None) -> Register | Unready:
    """The agreement from ``register.xlsx`` in the data folder, or why there is none to judge by."""
    path = data / "register.xlsx"
    try:
        contents = write_once.read(path.resolve(), REGISTER.largest_file)
    except OSError as error:
        return Unready(
            f"The register of targets could not be read: {path.name} in the data folder ({error.strerror}). "
            "Put it there, or make an illustrative one with: oxdash demo FOLDER"
        )
    register = (cache.register if cache else read_register)(path.name, contents)
    if isinstance(register, Unreadable):
        return Unready(
            f"The register of targets could not be read: {path.name} in the data folder. {register.sentence}"
        )
    if not register.sound:
        return Unready(
            "The register of targets has mistakes that must be fixed before anything can be judged.", register.problems
        )
    return register


def council_of(data: Path, cache: ContentsCache | None = None) -> Council:
    """Whose register lies in the data folder; one that says nothing of itself where there is none to judge by."""
    register = load_register(data, cache)
    return NEUTRAL if isinstance(register, Unready) else register.council
