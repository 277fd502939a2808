"""The key that seals the audit log: made once, for its owner alone, away from the data; nothing is sealed without it.

The kind: the key is missing, another, unreadable or no key, and work goes on as if the record were still proved. Tried:
each of these where a log is sealed already and where none is; a key that cannot be made; one in the data folder, or
open to others; several processes that need it at once; looking without it, as an auditor with a copy of the data does.
"""

import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.archive import Archive, ArchiveRefused, audit_lines, record
from oxdash.archive.audit_log import AuditLog, chain
from oxdash.settings import HOME, Settings
from oxdash.web import doctor

from .test_record import FOLDER, GENUINE, WHEN, P, counting, faults, lines_of, settings, submitted, three

__all__ = ["settings"]


def test_it_is_made_with_the_first_act_for_its_owner_alone_and_not_in_the_data(settings):
    submitted(settings)
    secret, begun, end = settings.log_key_file.read_text().split("\n")
    assert (len(bytes.fromhex(secret)), end) == (32, "")
    assert begun.endswith(f" {settings.audit}")
    assert stat.S_IMODE(settings.log_key_file.stat().st_mode) == 0o600
    assert secret.encode() not in b"".join(path.read_bytes() for path in settings.data.rglob("*") if path.is_file())
    submitted(settings, b"two")
    assert settings.log_key_file.read_text().split("\n")[0] == secret
    default = Settings.model_fields["log_key_file"].default
    assert not default.is_relative_to(Settings.model_fields["data"].default)
    assert ".streamlit/log.key" in (HOME / ".gitignore").read_text().splitlines(), "and never among the program's files"


def test_the_server_makes_it_when_it_starts(settings):
    assert record.make_key(settings) is None
    made = settings.log_key_file.read_text()
    assert record.make_key(settings) is None
    assert settings.log_key_file.read_text() == made
    three(settings)
    settings.log_key_file.unlink()
    assert record.make_key(settings) is None
    assert not settings.log_key_file.exists(), "not in place of the one that a log is sealed with"


def gone(path: Path) -> None:
    path.unlink()


def another(path: Path) -> None:
    path.write_text("0" * 64 + "\n")


def no_key(path: Path) -> None:
    path.write_text("secret\n")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link(path: Path) -> None:
    there = path.with_name("there")
    path.rename(there)
    path.symlink_to(there)


MISSING = "audit.jsonl is sealed with a key that is not here, so nothing can be added to it. Put its key back as {key}."
OTHER = "audit.jsonl is sealed with another key, so nothing can be added to it. Put its key back as {key}."
NO_KEY = "{key} is not the key of an audit log, 64 hexadecimal digits. Put the key back in its place."
UNREADABLE = (
    "The audit log's key, {key}, cannot be read: it is {what}. Ask whoever looks after the disk, then try again."
)
WRONG = [
    # what becomes of the key, what an act is told, why
    (gone, MISSING, "it is gone"),
    (another, OTHER, "it is another"),
    (no_key, NO_KEY, "it is none"),
    (a_folder, UNREADABLE.replace("{what}", "not a file"), "it is a folder"),
    (a_link, UNREADABLE.replace("{what}", "a link, not a file"), "it is a link"),
]


@pytest.mark.parametrize(("bend", "told", "why"), WRONG, ids=[row[-1] for row in WRONG])
def test_nothing_is_put_on_record_without_the_key_the_log_is_sealed_with(bend, told, why, settings):
    three(settings)
    before = {path: path.read_bytes() for path in settings.data.rglob("*") if path.is_file()}
    bend(settings.log_key_file)
    with pytest.raises(ArchiveRefused) as refused:
        submitted(settings, b"four", day=4)
    said = told.format(key="elsewhere/log.key")
    assert str(refused.value).replace("audit/audit", "audit") == f"{said} Nothing was stored."
    assert {path: path.read_bytes() for path in settings.data.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("bend", [gone, no_key, a_folder], ids=["gone", "no key", "a folder"])
def test_without_it_the_record_is_read_and_verify_says_what_is_not_proved(bend, settings):
    three(settings)
    bend(settings.log_key_file)
    assert (counting(settings), faults(settings)) == (GENUINE, [])
    assert record.prove(settings).notes[1] == (
        "Not proved: that nobody who can write to the data folder made the lines of audit.jsonl. That takes the log's "
        f"key, and there is none to be read at {settings.log_key_file}."
    )


def test_with_another_key_no_line_is_believed(settings):
    three(settings)
    another(settings.log_key_file)
    assert {said.split(": ")[0] for said in faults(settings) if said.startswith("audit.jsonl")} == {
        f"audit.jsonl, line {number} bears a seal that is not the log's" for number in range(1, 8)
    }
    assert counting(settings) == [("2009-10 Q3", P, "damaged", 3)]


PUT_RIGHT = "cannot be relied on, so nothing shows that it was submitted. Put the log or its key right: oxdash archive "
NOT_THERE = "is not there, so nothing shows that it was submitted. Restore the log from a backup."
LACKING = [
    # what becomes of key and log, what is said of a receipt that was written after line 1 of it, why
    (
        lambda settings: another(settings.log_key_file),
        f"{PUT_RIGHT}verify says what is wrong with them.",
        "another key",
    ),
    (
        lambda settings: settings.audit.write_bytes(settings.audit.read_bytes().partition(b"\n")[2]),
        f"{PUT_RIGHT}verify says what is wrong with them.",
        "its beginning cut off, on a machine without the key",
    ),
    (lambda settings: settings.audit.unlink(), NOT_THERE, "gone, on a machine without the key"),
]


@pytest.mark.parametrize(("bend", "told", "why"), LACKING, ids=[row[-1] for row in LACKING])
def test_a_log_that_is_there_and_cannot_be_relied_on_is_not_said_to_be_gone(bend, told, why, settings):
    submitted(settings)
    before = archive_names(settings)
    settings.log_key_file.unlink()
    bend(settings)
    (file,) = record.archive(settings).history(P, "2009-10 Q3")
    assert file.fault == f"{FOLDER}/{P}.1.json was written after line 1 of an audit log that {told}"
    assert archive_names(settings) != before, "what is kept in memory is looked at again"


def archive_names(settings: Settings) -> str:
    return audit_lines.names(record.log(settings)).digest


def test_a_key_that_cannot_be_made_is_told_and_nothing_is_stored(tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings = Settings(data=tmp_path / "data", log_key_file=tmp_path / "file" / "log.key")
    with pytest.raises(ArchiveRefused) as refused:
        submitted(settings)
    assert str(refused.value) == (
        "The audit log's key, file/log.key, cannot be read: Not a directory. Ask whoever looks after the "
        "disk, then try again. Nothing was stored."
    )
    assert record.make_key(settings) == str(refused.value).replace(
        "Nothing was stored.", "Until then nothing can be put on record."
    )
    assert counting(settings) == []


def test_doctor_looks_at_the_key(tmp_path):
    shutil.copytree(HOME / "data" / "quarterly" / "2009-10-Q4", tmp_path / "data" / "quarterly" / "2009-10-Q4")
    shutil.copy(HOME / "data" / "register.xlsx", tmp_path / "data")
    settings = Settings(data=tmp_path / "data", log_key_file=tmp_path / "data" / "log.key")
    record.make_key(settings)
    settings.log_key_file.chmod(0o640)
    told = [finding for finding in doctor.on_record(settings) if "key" in finding.sentence]
    assert [(finding.sentence, finding.well, finding.needed) for finding in told] == [
        (
            f"The audit log's key, {settings.log_key_file}, lies in the data folder: whoever can write there can write "
            "the log. Move it out, and say where it is with OXDASH_LOG_KEY_FILE.",
            False,
            True,
        ),
        (
            f"The audit log's key, {settings.log_key_file}, can be read by others than its owner. Run: chmod 600 "
            f"{settings.log_key_file}",
            False,
            True,
        ),
    ]
    log = (
        "Not proved: that every return on file was submitted here, and that none was taken away, for there is no audit"
    )
    notes = [
        (finding.well, finding.needed) for finding in doctor.on_record(settings) if finding.sentence.startswith(log)
    ]
    assert notes == [(False, False)], "the shipped returns have no log: a note, and no fault"


def test_doctor_says_that_the_key_is_gone(settings):
    three(settings)
    settings.log_key_file.unlink()
    said = [finding for finding in doctor.on_record(settings) if finding.sentence.startswith("The audit log is sealed")]
    assert [(finding.sentence, finding.well, finding.needed) for finding in said] == [
        (
            f"The audit log is sealed with a key that is not at {settings.log_key_file}: nothing can be put on record "
            "until it is.",
            False,
            True,
        )
    ]


def test_data_that_is_moved_keeps_its_record_and_the_key_remembers_the_new_place(settings, tmp_path):
    three(settings)
    moved = Settings(data=tmp_path / "moved", log_key_file=settings.log_key_file)
    settings.data.rename(moved.data)
    assert (counting(moved), faults(moved)) == (GENUINE, [])
    note = (
        "Not proved: that audit.jsonl is the one that was begun here, for its key does not remember it: the data came "
        "from another place, or the key may only be read. The next act that can write to the key's file mends that."
    )
    assert note in record.prove(moved).notes
    submitted(moved, b"four", day=4)
    assert note not in record.prove(moved).notes
    assert faults(moved) == []
    moved.audit.unlink()
    assert [said for said in faults(moved) if "taken away or replaced" in said], "and is missed there from then on"


MANY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.key import KeyFile
log = AuditLog(Path(sys.argv[1]), KeyFile(Path(sys.argv[2])))
for n in range(25):
    log.record("denied", who=sys.argv[3], when=datetime(2010, 1, 1, tzinfo=UTC), n=n)
"""


def test_several_processes_at_once_make_one_key_and_one_chain(settings):
    command = [sys.executable, "-c", MANY, settings.audit, settings.log_key_file]
    writers = [subprocess.Popen([*command, name], cwd=HOME) for name in "abc"]
    assert [writer.wait(300) for writer in writers] == [0, 0, 0]
    found = record.log(settings).walk()
    assert (found.faults, found.lines, found.sealed, found.unsealed) == ([], 76, True, False)
    assert len(settings.log_key_file.read_text().splitlines()) == 2, "one key, and one log begun with it"
    assert [path.name for path in settings.log_key_file.parent.iterdir()] == ["log.key"], "nothing is left beside it"


def read_so_far() -> int:
    """By this thread alone: others of the process read what the other workers of a run say."""
    return int(Path("/proc/thread-self/io").read_text().split("rchar: ")[1].split()[0])


def test_adding_a_line_reads_the_end_of_the_log_only_and_looking_again_reads_nothing(settings):
    """However long it is: a page asks for the log on every run, and every act adds a line."""
    log = record.log(settings)
    last = log.head(when=WHEN)
    key = log.key.read()
    with settings.audit.open("ab") as file:
        for _ in range(5_000):
            body = {"event": "denied", "who": "x" * 300, "when": "2010-01-22T10:00:00Z"}
            raw = chain.sealed(body | {"line": last.line + 1, "previous": last.digest}, key)
            file.write(raw + b"\n")
            last = chain.Head(last.line + 1, chain.digest(raw))
    assert settings.audit.stat().st_size > 2_500_000
    before = read_so_far()
    assert log.record("denied", who="x", when=WHEN).line == last.line + 1
    assert read_so_far() - before < 200_000
    assert log.chain().lines == last.line + 1
    before = read_so_far()
    assert log.chain().lines == last.line + 1
    assert read_so_far() - before < 1_000
    log.record("denied", who="x", when=WHEN)
    before = read_so_far()
    assert log.chain().lines == last.line + 2, "and only what is new is read once it has grown"
    assert read_so_far() - before < 20_000
    assert log.walk().faults == []


def test_what_is_logged_of_nobodys_return_changes_nothing_that_pages_keep(settings):
    """Else anybody's refusal would have the server read every return anew."""
    three(settings)
    archive = record.archive(settings)
    before = archive.fingerprint(), archive.named()
    record.log(settings).record("denied", who="anybody", when=WHEN)
    assert (archive.fingerprint(), archive.named()) == before
    submitted(settings, b"four", day=4)
    assert archive.named() != before[1]


# On the command line --------------------------------------------------------------------------------------------------


def verify(settings, *said: str):
    where = {"OXDASH_LOG_KEY_FILE": str(settings.log_key_file)}
    return CliRunner(env=where).invoke(cli, ["--data", str(settings.data), "archive", "verify", *said])


def test_verify_takes_a_head_that_somebody_kept(settings):
    three(settings)
    receipt = json.loads((settings.quarterly / FOLDER / f"{P}.3.json").read_bytes())
    kept = verify(settings, "--head", receipt["log_head"])
    assert kept.exit_code == 0
    assert kept.output.splitlines()[-1] == f"audit.jsonl has the head that was kept, {receipt['log_head']}."
    other = f"3:{'0' * 64}"
    told = verify(settings, "--head", other)
    assert told.exit_code == 1
    assert told.output.splitlines()[0] == (
        f"audit.jsonl does not have the head that was kept, {other}: its line 3 is another. It has been cut, or lines "
        "have been changed. Restore it from a backup."
    )
    for wrong in ("3", "3:abc", "0:" + "0" * 64, "x"):
        said = verify(settings, "--head", wrong)
        assert (said.exit_code, said.output) == (
            2,
            f'"{wrong[:80]}" is not the head of a log. Copy it as a receipt prints it: 45:9f86d0...\n',
        )


def test_a_head_of_a_log_that_is_not_there_is_not_held(tmp_path):
    settings = Settings(data=tmp_path / "data", log_key_file=tmp_path / "log.key")
    told = verify(settings, "--head", f"3:{'0' * 64}")
    assert told.exit_code == 1
    assert told.output.splitlines()[0].startswith("audit.jsonl does not have the head that was kept, 3:0000")


def test_a_log_without_a_key_says_that_its_lines_prove_less(settings):
    """A log that another program of ours wrote without one: whole, and not proved."""
    archive = Archive(settings.quarterly, AuditLog(settings.audit))
    archive.accept(
        b"one",
        partnership=P,
        quarter="2009-10 Q3",
        received_at=WHEN,
        received_from="x",
        file_name="a.xlsx",
        template_version=None,
        register_fingerprint=None,
    )
    assert archive.prove().faults == ()
    assert archive.prove().notes[1] == (
        "Not proved: that nobody who can write to the data folder made the lines of audit.jsonl. They bear no seal."
    )
    assert b'"mac"' not in b"".join(lines_of(settings))
