"""Whether a return that waits is what was handed in: its note, its workbook, its ending, each held against the log."""

from dataclasses import replace
from pathlib import Path
from typing import Literal as L
from typing import overload

from oxdash.archive import receipts, shelf
from oxdash.archive import waiting_notes as notes
from oxdash.archive.log_names import Names
from oxdash.archive.waiting_notes import END, NOTE, WORKBOOK, Ending, Note, NoteLine, Waiting
from oxdash.storage import write_once

WHAT_TO_DO = receipts.WHAT_TO_DO


@overload
def read(path: Path, kind: L["json"]) -> Note | None: ...
@overload
def read(path: Path, kind: str) -> Note | Ending | None: ...
def read(path: Path, kind: str) -> Note | Ending | None:
    """The note or the ending in a file; None where it is not exactly what was written, or is not there."""
    try:
        data = write_once.read(path, receipts.LARGEST)
    except OSError:
        return None
    return receipts.read_as(Note, data) if kind == NOTE else receipts.read_as(Ending, data)


def at(folder: Path, name: str) -> str:
    """A file for people and for ``verify``: where it lies in the data folder."""
    return f"{folder.parent.name}/{folder.name}/{name}"


def verified(folder: Path, one: Waiting, known: Names[NoteLine]) -> Waiting:
    """One number as its own files and the log say it is: waiting, sent back, taken back or damaged."""
    name = notes.name_of(one.partnership, one.number, NOTE)
    fault, data = _bytes(folder, name)
    if data is None:
        return one.faulty(name, fault)
    note = receipts.read_as(Note, data)
    if note is None:
        return one.faulty(name, f"{at(folder, name)} is not what was written. {WHAT_TO_DO}")
    if (note.partnership, note.quarter, note.number) != (one.partnership, one.quarter, one.number):
        whose = f"{note.partnership} {note.quarter} number {note.number}"
        return one.faulty(name, f"{at(folder, name)} is the note of {whose}. {WHAT_TO_DO}")
    one = replace(one, note_fingerprint=receipts.fingerprint(data))
    if said := _not_named(folder, name, one, NOTE, receipts.fingerprint(data), known):
        return one.faulty(name, said)
    return _with_workbook(folder, _ended(folder, replace(one, note=note), known), note)


def _bytes(folder: Path, name: str) -> tuple[str, bytes | None]:
    try:
        return "", write_once.read(folder / name, receipts.LARGEST)
    except FileNotFoundError:
        return f"{at(folder, name)} is gone: the audit log names it. {WHAT_TO_DO}", None
    except OSError as error:
        return f"{at(folder, name)} cannot be read: {error.strerror}. {WHAT_TO_DO}", None


def _not_named(
    folder: Path, name: str, one: Waiting, kind: str, fingerprint: str, known: Names[NoteLine]
) -> str | None:
    """Why the log does not let a file count, in a sentence; None where it names it."""
    where = at(folder, name)
    return known.complaint(
        (one.partnership, one.quarter, kind),
        fingerprint,
        number=one.number,
        another=f"{where} is not the file that the audit log names. {WHAT_TO_DO}",
        unnamed=f"{where} is not named in the audit log: it was not written here, so it does not count. Take it out.",
        no_log=f"{where} does not count: the audit log, which would name it, is not there or cannot be relied on. "
        "Leave it where it is, and put the log or its key right: oxdash archive verify says what is wrong with them.",
    )


def _ended(folder: Path, one: Waiting, known: Names[NoteLine]) -> Waiting:
    """The same with its ending, where it has one to be relied on; damaged where it is another."""
    name = notes.name_of(one.partnership, one.number, END)
    ended = known.safe.get((one.partnership, one.quarter, END), {})
    if not (folder / name).exists() and not (folder / name).is_symlink() and one.number not in ended:
        return one
    fault, data = _bytes(folder, name)
    if data is None:
        return one.faulty(name, fault)
    ending = receipts.read_as(Ending, data)
    if ending is None or ending.note != one.note_fingerprint:
        return one.faulty(name, f"{at(folder, name)} is not what was written. {WHAT_TO_DO}")
    if said := _not_named(folder, name, one, END, receipts.fingerprint(data), known):
        return one.faulty(name, said)
    return replace(one, state=ending.kind, ending=ending)


def _with_workbook(folder: Path, one: Waiting, note: Note) -> Waiting:
    name = notes.name_of(one.partnership, one.number, WORKBOOK)
    try:
        data = write_once.read(folder / name, shelf.LARGEST_WORKBOOK)
    except FileNotFoundError:
        fault = f"{at(folder, name)} is missing, though its waiting note is there. {WHAT_TO_DO}"
    except OSError as error:
        fault = f"{at(folder, name)} cannot be read: {error.strerror}. {WHAT_TO_DO}"
    else:
        if (len(data), receipts.fingerprint(data)) == (note.size, note.sha256):
            return replace(one, data=data)
        fault = f"{at(folder, name)} is not the workbook that was handed in. {WHAT_TO_DO}"
    return one if one.fault else one.faulty(name, fault)
