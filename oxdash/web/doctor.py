"""Is everything here, and what is missing, in plain words."""

import importlib.metadata
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from oxdash.access import signing, tokens
from oxdash.archive import record, sign_outs
from oxdash.archive.audit_log.key import CannotRecord, KeyFile, called
from oxdash.archive.check import NOT_PROVED
from oxdash.comparators import listing
from oxdash.correspondence import mail_server
from oxdash.judging import contents
from oxdash.judging.position import Position, Unready, load
from oxdash.output import word
from oxdash.output.pdf import fonts
from oxdash.publication import shelf
from oxdash.settings import HOME, Settings, unknown
from oxdash.storage import permissions
from oxdash.vocabulary import wording
from oxdash.vocabulary.cannot_be import CannotBe
from oxdash.vocabulary.model import DAMAGED, READABLE
from oxdash.web import sign_in_setup


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``needed`` things that are not well stop oxdash from working; the others limit it."""

    sentence: str
    well: bool
    needed: bool = True


def _note(sentence: str) -> Finding:
    return Finding(sentence, False, needed=False)


def examine(data: Path, today: date) -> list[Finding]:
    """Look at Python, packages, this machine's limits, register, returns, what is published, and who may reach it."""
    found = [_python(), _packages(HOME / "requirements.txt"), _child()]
    found += [Finding(fault, False) for fault in _faults(word.check_styles, fonts.fonts)]
    found += map(_note, unknown())  # whoever misspells a setting goes by its default without knowing
    found += [*_sign_in(), *_data(data, today), *_others(data), *_published(data), *_private(data)]
    found += map(_note, _programs_and_letters(data))
    if unusable := contents.of(Settings()).unusable():  # so that every start reads every workbook
        found.append(_note(f"What the returns say is not kept: {unusable}"))
    return found


def _faults(*looks: Callable[[], object]) -> Iterator[str]:
    """What each of these says that cannot be."""
    for look in looks:
        try:
            look()
        except CannotBe as fault:
            yield str(fault)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= (3, 11):  # noqa: UP036 - this is what it is asked
        return Finding(f"Python {version}.", True)
    return Finding(f"Python {version} is too old. Install Python 3.11 or later.", False)


def _packages(pins: Path) -> Finding:
    if not pins.exists():
        return _note("requirements.txt is not beside oxdash, so package versions were not compared.")
    wrong = []
    for name, version, marker in re.findall(
        r"^([\w.-]+)==([^\s;]+)(\s*;[^#\n]*)?", pins.read_text("utf-8"), re.MULTILINE
    ):
        if marker.strip():
            continue  # pinned for another system or another Python
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            installed = "not installed"
        if installed != version:
            wrong.append(f"{name} ({installed}, pinned {version})")
    if wrong:
        return Finding(f"Packages differ from requirements.txt: {', '.join(wrong)}. Run: make run", False)
    return Finding("Every pinned package is installed at its pinned version.", True)


def _child() -> Finding:
    opened = "Workbooks are opened in a child process with size caps"
    if os.name == "nt":
        return _note(f"{opened} and a time limit, but Windows gives it no memory limit.")
    return Finding(f"{opened}, a time limit and a memory limit.", True)


def _sign_in() -> list[Finding]:
    """The sign-in as the server would find it that is started in this folder."""
    stands = sign_in_setup.as_it_stands()
    if not stands.configured:
        return []
    if told := stands.told():
        return [Finding(sentence, False) for sentence in told]
    return [
        Finding(f"A sign-in is set up, and its cookie secret has {sign_in_setup.SHORTEST} characters or more.", True)
    ]


def _published(data: Path) -> list[Finding]:
    """Each position on record, its manifest only: `oxdash verify` proves the rest."""
    try:
        found, faults = shelf.published(data / "published")
    except shelf.Unreadable as fault:
        return [Finding(str(fault), False)]
    said = [Finding(f"{wording.counted(len(found), 'published position')} on record.", True)] if found else []
    return [*said, *(Finding(fault, False) for fault in faults)]


def _others(data: Path) -> list[Finding]:
    """What was published of other areas: each file read, and held against its description and the audit log."""
    known = listing.proved(data, record.log(Settings(data=data)).lines)
    many = wording.counted(len(known.found), "file")
    said = [Finding(f"{many} of other areas' figures on file.", True)] if known.found else []
    return [*said, *(Finding(fault, False) for fault in known.faults)]


def _programs_and_letters(data: Path) -> Iterator[str]:
    """Where tokens cannot be read, so that no program may return; where letters are set up, and none can be sent."""
    settings = Settings(data=data)
    yield from _faults(partial(tokens.listed, settings))
    if settings.mail_host or settings.mail_from:
        yield from _faults(partial(mail_server.ready, settings))


def _private(data: Path) -> list[Finding]:
    """Whether only those may reach the data folder, the secrets and the roles whom they are for.

    On one person's own machine (local mode) that is theirs to judge, and a note.
    """
    settings = Settings()
    secrets = dict.fromkeys([*map(Path, sign_in_setup.files()), HOME / ".streamlit" / "secrets.toml"])
    password = filter(None, [settings.mail_password_file])
    beyond = list(permissions.too_open(data, *secrets, settings.roles, *password))
    if not beyond:
        return [Finding("Only their owner and its group can reach the data folder, secrets and roles.", True)]
    return [Finding(sentence, False, needed=not settings.local) for sentence in beyond]


def _data(data: Path, today: date) -> list[Finding]:
    position = load(data, today, by_hand=True)
    if isinstance(position, Unready):
        return [Finding("\n".join([position.sentence, *(problem.message for problem in position.problems)]), False)]
    targets = wording.counted(len(position.register.targets), "target")
    found = [Finding(f"The register is sound: {targets}.", True)]
    found += [_note(problem.message) for problem in position.register.problems]
    returned = position.returns.state.isin(READABLE).sum()
    if returned and position.newest:
        count = "1 return counts" if returned == 1 else f"{returned:,} returns count, the newest"
        found.append(Finding(f"{count} for {wording.quarter(position.newest)}.", True))
    else:
        found.append(_note("No return has been accepted yet."))
    found += [Finding(fault, False) for fault in (*position.not_read, *position.returns.fault.dropna())]
    found += on_record(Settings(data=data))
    found += sign_offs(position, Settings(data=data))
    return [*found, *(_note(problem.message) for problem in position.problems), _writable(data / "quarterly")]


def sign_offs(position: Position, settings: Settings) -> list[Finding]:
    """Where returns need a sign-off, whom the roles file lacks for it; and how many wait. What is damaged is told."""
    said = signing.unsigned(position.names, settings) if position.council.sign_off else []
    if count := int((position.waiting.state != DAMAGED).sum()):
        waits = "1 return waits" if count == 1 else f"{count:,} returns wait"
        said.append(f"{waits} for sign-off: oxdash sign-off list.")
    return [_note(sentence) for sentence in said]


def on_record(settings: Settings) -> list[Finding]:
    """What does not hold of the record, and what holding it proves and does not; where the key of its log lies."""
    proof = record.prove(settings)
    found = [Finding(fault.sentence, False) for fault in proof.faults]
    found += [Finding(note, not note.startswith(NOT_PROVED), needed=False) for note in proof.notes]
    lost = sign_outs.lost(settings)
    return [*found, *([Finding(lost, False)] if lost else []), *_key(settings)]


def _key(settings: Settings) -> list[Finding]:
    """The key that seals the audit log: there, ours alone, and away from what it is to protect."""
    path = settings.log_key_file
    try:
        key = KeyFile(path).read()
    except CannotRecord as fault:
        return [Finding(record.not_until(fault), False)]
    said = []
    if key is None and record.log(settings).chain().sealed:
        said.append(
            f"The audit log is sealed with a key that is not at {path}: nothing can be put on record until it is."
        )
    if path.resolve().is_relative_to(settings.data.resolve()):
        said.append(
            f"{called(path)} lies in the data folder: whoever can write there can write the log. Move it out, and say "
            "where it is with OXDASH_LOG_KEY_FILE."
        )
    if key is not None and os.name != "nt" and path.stat().st_mode & 0o077:
        said.append(f"{called(path)} can be read by others than its owner. Run: chmod 600 {path}")
    return [Finding(sentence, False) for sentence in said]


def _writable(folder: Path) -> Finding:
    """Whether returns can be put on file: the folder of them is made with the first, where it is not there yet."""
    there = folder.exists()
    try:
        with tempfile.TemporaryFile(dir=folder if there else folder.parent):
            can = "can be written to" if there else "is not there yet, and is made with the first"
            return Finding(f"The folder of returns {can}.", True)
    except OSError as error:
        return _note(f"The folder of returns cannot be written to ({error.strerror}): returns can be read only.")
