"""The manager's act: a quarter's position put on record, once and for all.

Everything is made in a folder with a temporary name, from copies of the register and the returns, and flushed to the
disk; then the folder gets its name in one step. A stop at any moment leaves nothing that counts, or all of it. What a
stop leaves is taken away by the next publication, under the same lock.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from oxdash import access
from oxdash.access import Person
from oxdash.archive import ArchiveRefused, record
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.chain import Head
from oxdash.archive.audit_log.key import CannotRecord
from oxdash.documents import covering_report
from oxdash.documents.covering_report import NONE, CoveringReport
from oxdash.documents.edition import Edition
from oxdash.findings import counts
from oxdash.judging import contents
from oxdash.judging.on_record import council_of
from oxdash.judging.position import Position, Unready, load, to_come
from oxdash.output import NotMade, freeze
from oxdash.publication import corrected, covering, manifest, public, references, shelf
from oxdash.publication.copies import Stop, used_files
from oxdash.publication.manifest import Manifest
from oxdash.publication.shelf import AUDIT, DATA, PUBLIC, Published, Unreadable
from oxdash.settings import Settings
from oxdash.storage import write_once
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council

LOCK_SECONDS = 120  # a publication takes some seconds
NOTHING = "Nothing was published."
PUBLICATION = f"{AUDIT}/publication.json"
Told = Callable[[str], None]  # progress, in a few words


@dataclass(frozen=True)
class Refused:
    """Nothing was published: why, and what to do."""

    sentence: str


@dataclass(frozen=True)
class Asked:
    """What a manager asks to be published. ``as_at`` None is the day of publication; ``correction`` says why one is.

    ``agreement``: as in `Position.at`, where several count targets. ``words``: what they write over every paper.
    """

    quarter: str
    reference: str
    as_at: date | None = None
    standing: str = "latest"
    correction: str | None = None
    agreement: str | None = None
    words: CoveringReport = NONE


def publish(
    asked: Asked, who: Person, settings: Settings, now: datetime, told: Told = lambda _: None
) -> Published | Refused:
    """Write ``data/published/<reference>/``; Refused where that cannot or may not be, and then nothing has changed.

    ``now`` is aware; its day at the council is the day of publication.
    """
    log = record.log(settings)

    def refused(sentence: str, event: str = "refused") -> Refused:
        access.noted(event, who, settings, now, why=sentence, reference=asked.reference, quarter=asked.quarter)
        return Refused(sentence)

    if denied := access.refusal(who, None, settings, now, manager=True):
        return refused(denied, "denied")
    council = council_of(settings.data, contents.of(settings))
    today = council.day_of(now)
    if wrong := _complaint(asked, today, council):
        return refused(f"{wrong} {NOTHING}")
    try:
        with _holding(settings.published):
            return _written(asked, who, settings, now, today, log, told, council)
    except (Stop, Unreadable, ArchiveRefused, NotMade) as why:
        return refused(f"{why} {NOTHING}")


def _complaint(asked: Asked, today: date, council: Council) -> str | None:
    if wrong := references.complaint(asked.reference):
        return wrong
    if asked.as_at and (sentence := to_come(asked.as_at, today)):
        return sentence
    try:
        quarter = council.calendar.parse(asked.quarter)
    except ValueError as error:
        return str(error)
    if quarter >= council.calendar.quarter_of(asked.as_at or today):
        return f"{wording.quarter(asked.quarter)} was not over on {wording.day(asked.as_at or today)}."
    if asked.correction is not None and not asked.correction.strip():
        return "A correction needs its reason: say what it puts right."
    return " ".join(covering_report.mistakes(vars(asked.words))) or None


@contextmanager
def _holding(root: Path) -> Iterator[None]:
    """Hold the lock of data/published, made and tidied; Stop for whatever the disk says to that."""
    try:
        write_once.make_folder(root)
        with FileLock(root / ".lock", timeout=LOCK_SECONDS, mode=write_once.FILE, poll_interval=0.05):
            for left in root.iterdir():
                if write_once.becoming(left.name):
                    shutil.rmtree(left)
            yield
    except Timeout as error:
        raise Stop(
            f"Another publication has been under way for {LOCK_SECONDS} seconds. Try again in a minute."
        ) from error
    except OSError as error:
        raise _not_written(root, error) from error


def _written(
    asked: Asked,
    who: Person,
    settings: Settings,
    now: datetime,
    today: date,
    log: AuditLog,
    told: Told,
    council: Council,
) -> Published:
    root = settings.published
    reference, first, number, before = _place(asked, root)
    folder, place = write_once.temporary(root, reference), root / reference
    with ExitStack() as undo:
        folder.mkdir(write_once.FOLDER)
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        told("Copying the register and the returns")
        used = used_files(settings, asked.quarter, council.end_of(asked.as_at or today))
        _store(folder, {f"{AUDIT}/{path}": data for path, data in used.items()})
        told("Judging the copies")
        position = load(folder / AUDIT, asked.as_at or today, logged=False)  # used_files held them against the log
        if isinstance(position, Unready):
            raise Stop(position.sentence)
        if sentence := position.nothing_at(asked.quarter):
            raise Stop(sentence)
        asked = replace(asked, agreement=_looked_at(asked, position))
        if not [quarter for quarter in position.quarters if quarter <= asked.quarter]:
            raise Stop(f"No return for {wording.quarter(asked.quarter)} or before was on file on that day.")
        named = (reference, first, number, before)
        with _logging(log):
            head = log.head(when=now)
        made, files = _made(asked, position, used, who, now, today, named, told, head, reward=settings.reward)
        there = {f"{AUDIT}/{path}" for path in used}
        _store(folder, {path: data for path, data in files.items() if path not in there})
        _store(folder, {manifest.NAME: made.to_bytes()})
        _settle(folder)
        facts = {
            "reference": reference,
            "quarter": asked.quarter,
            "fingerprint": made.fingerprint,
            "manifest": manifest.sha256(made.to_bytes()),
            "came": " ".join(f"{name}={value}" for name, value in who.came().items()),
        }
        with _logging(log):
            log.record("publishing", who=who.name, when=now, **facts)
        if os.path.lexists(place):
            raise Stop(f"{write_once.named(place)} is there already. Take it away, or choose another reference.")
        folder.rename(place)
        undo.callback(shutil.rmtree, place, ignore_errors=True)  # until its name is safe on the disk
        write_once.settle(root)
        undo.pop_all()
    with suppress(OSError):  # it is published by now; verify tells of a log that lacks the line
        log.record("published", who=who.name, when=now, **facts)
    return Published(place, made)


def _looked_at(asked: Asked, position: Position) -> str | None:
    """The agreement that it is of, where it has to be told from others that count targets; Stop where it is none."""
    try:
        return position.register.one_of_several(asked.quarter, asked.agreement)
    except ValueError as error:
        raise Stop(str(error)) from error


@contextmanager
def _logging(log: AuditLog) -> Iterator[None]:
    """What the audit log refuses is said of the log."""
    try:
        yield
    except CannotRecord as error:
        raise Stop(error.strerror) from error
    except OSError as error:
        raise _not_written(log.path, error) from error


def _not_written(where: Path, error: OSError) -> Stop:
    return Stop(f"{write_once.named(where)} could not be written: {write_once.why(error)}, then publish again.")


def _place(asked: Asked, root: Path) -> tuple[str, str, int, Published | None]:
    """The reference it gets, what that was made from, its number, and the publication it corrects."""
    before = shelf.find(root, asked.reference)
    if before is None:
        if asked.correction is not None:
            raise Stop(f"There is no published {asked.reference} to correct.")
        return asked.reference, asked.reference, 1, None
    first = before.manifest.first
    reference, number = references.next_correction(first, [path.name for path in root.iterdir()])
    if asked.correction is None:
        on = wording.day(before.manifest.published_on)
        raise Stop(
            f"{before.reference} was published on {on} and stays as it is. To put something right, publish a "
            f"correction of it with its reason: it becomes {reference}."
        )
    newest = first if number == 2 else f"{first}-{number - 1}"
    return reference, first, number, shelf.find(root, newest)


def _made(
    asked: Asked,
    position: Position,
    used: Mapping[str, bytes],
    who: Person,
    now: datetime,
    today: date,
    place: tuple[str, str, int, Published | None],
    told: Told,
    head: Head,
    *,
    reward: bool,
) -> tuple[Manifest, dict[str, bytes]]:
    """The publication's manifest and every file of it, from a position judged from the copies."""
    reference, first, number, before = place
    edition = Edition(
        asked.quarter,
        asked.standing,
        reference=reference,
        published_on=today,
        agreement=asked.agreement,
        corrects=before.reference if before else None,
        correction=asked.correction.strip() if before and asked.correction else None,
        words=asked.words,
    )
    if before:
        edition = replace(edition, changes=tuple(corrected.changes(before, position, edition)))
    files = {f"{AUDIT}/{path}": data for path, data in used.items()}
    files |= {PUBLICATION: public.publication(who.name, now), **covering.written(edition.words)}
    files |= {f"{DATA}/{name}": data for name, data in freeze.freeze(position, edition).items()}
    fingerprint = manifest.fingerprint(edition, position.as_at, manifest.listed(files))
    edition = replace(edition, fingerprint=fingerprint)
    made, charts = public.files(position, edition, told, reward=reward)
    files |= {f"{PUBLIC}/{name}": data for name, data in made.items()}
    listed = Manifest(
        **{name: said for name, said in vars(edition).items() if name != "words"},
        first=first,
        number=number,
        as_at=position.as_at,
        published_at=now,
        register_fingerprint=position.register.fingerprint,
        illustrative=position.illustrative,
        sentence=counts.sentence(counts.total(position.at(asked.quarter, asked.standing, agreement=asked.agreement))),
        charts=charts,
        files=manifest.listed(files),
        log_head=str(head),
    )
    return listed, files


def _store(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        place = folder / path
        write_once.make_folder(place.parent)
        write_once.write(place, data)


def _settle(folder: Path) -> None:
    """Make every name in a folder survive a power cut, the innermost first."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            write_once.settle(path)
    write_once.settle(folder)
