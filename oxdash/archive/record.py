"""The record of a data folder: its audit log with the key that seals it, and the returns held against that log.

Whoever reads or writes what is on file gets it here, so that nothing on file counts that the log does not name.
"""

from contextlib import suppress
from pathlib import Path

from oxdash.archive import Archive, ArchiveRefused, Fault, Proof, receipts, shelf, waiting_proof
from oxdash.archive.audit_log import AuditLog, Holding
from oxdash.archive.audit_log.chain import Head
from oxdash.archive.audit_log.key import CannotRecord, KeyFile
from oxdash.archive.decisions import Decisions, number_of
from oxdash.archive.waiting import WaitingRoom
from oxdash.settings import Settings
from oxdash.storage import write_once

LARGEST = 5_000_000  # bytes of a receipt or a manifest that is listed
MANIFEST = "manifest.json"  # the file of a publication that names all others


def log(settings: Settings) -> AuditLog:
    """The audit log of the data folder."""
    return AuditLog(settings.audit, KeyFile(settings.log_key_file), lambda: on_file(settings))


def archive(settings: Settings) -> Archive:
    """The returns of the data folder, each held against the log."""
    return Archive(settings.quarterly, log(settings))


def decisions(settings: Settings) -> Decisions:
    """What was decided, each entry held against the log."""
    return Decisions(settings.decisions, log(settings))


def waiting(settings: Settings) -> WaitingRoom:
    """The returns of the data folder that wait for their sign-off, each held against the log."""
    return WaitingRoom(settings.waiting, archive(settings))


def not_until(fault: CannotRecord) -> str:
    """What is wrong with the log's key, and what follows from it."""
    return f"{fault.strerror} Until then nothing can be put on record."


def make_key(settings: Settings) -> str | None:
    """Make the log's key, where it has none and nothing is sealed yet; why that cannot be, in a sentence, else None."""
    audit, key = log(settings), KeyFile(settings.log_key_file)
    try:
        if key.read() is None and not audit.chain().sealed:
            key.make()
    except CannotRecord as fault:
        return not_until(fault)
    return None


def prove(settings: Settings, head: Head | None = None) -> Proof:
    """`Archive.prove`, what was decided, what waits, and no link where the register or publications should be."""
    proof = archive(settings).prove(head)
    waits = waiting_proof.faults(waiting(settings))
    linked = [
        Fault(path.name, f"{path.name} is a link, not a {what}. Put the {what} itself in its place.")
        for path, what in ((settings.register, "file"), (settings.published, "folder"))
        if path.is_symlink()
    ]
    return Proof((*proof.faults, *linked, *_of_decisions(settings), *waits), proof.notes)


def _of_decisions(settings: Settings) -> list[Fault]:
    """What does not hold of what was decided: entries that are damaged, gone or put there."""
    try:
        return [Fault(where, sentence) for where, sentence in decisions(settings).held().faults]
    except ArchiveRefused as refused:
        return [Fault(settings.decisions.name, str(refused))]


def on_file(settings: Settings) -> Holding:
    """Every receipt, publication and decision there is, each with its sha256: what a log that begins now lists.

    What is no file is left out, as it never counts. OSError where one cannot be read.
    """
    held: dict[str, str] = {}
    shown: dict[str, str] = {}
    decided: dict[str, str] = {}
    for folder in filter(shelf.is_quarter, _listed(settings.quarterly)):
        for path in _listed(folder):
            if (receipts.numbered(path.name) or ("", 0, ""))[2] == "json":
                _add(held, f"{folder.name}/{path.name}", path)
    for folder in _listed(settings.published):
        if folder.name[0] != "." and folder.is_dir() and not folder.is_symlink():
            _add(shown, folder.name, folder / MANIFEST)
    for path in _listed(settings.decisions):
        if number_of(path.name):
            _add(decided, path.name, path)
    return Holding(held, shown, decided)


def _add(listed: dict[str, str], name: str, path: Path) -> None:
    with suppress(FileNotFoundError, write_once.NotAFile):
        listed[name] = receipts.fingerprint(write_once.read(path, LARGEST))


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
