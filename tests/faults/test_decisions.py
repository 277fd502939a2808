"""What was decided, under real faults: killed at every step, a disk that refuses, many at once, files changed by hand.

The kind: an entry that somebody reads and that was never recorded, or one that was recorded and that nobody reads.
Tried: kill -9 before and after each thing that changes the disk, a full disk and a failing one; twenty managers at
once; an entry that is edited, cut, swapped for another, renamed, removed (the last one too), put there, made a link or
a folder; a log that is lost; files that systems leave. Nothing in the product knows of these tests.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oxdash.archive import ArchiveRefused, receipts
from oxdash.archive.audit_log import AuditLog, Holding
from oxdash.archive.audit_log.key import KeyFile
from oxdash.archive.decisions import Decisions
from oxdash.settings import HOME
from oxdash.vocabulary.decision_tables import Decision, Recorded, Subject
from tests.faults.test_archive_faults import HELD, STEPS, TRACED, attach

NOW = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)
RECORDER = """
import ctypes, json, os, sys
from datetime import UTC, date, datetime
from pathlib import Path
from oxdash.archive import ArchiveRefused
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.key import KeyFile
from oxdash.archive.decisions import Decisions
from oxdash.vocabulary.decision_tables import Decision, Recorded, Subject

NOW = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)

def say(text):  # not with write, which the tests make fail
    os.writev(1, [(text + "\\n").encode()])

def do(root, log, key, act):
    facts = dict(kind=Recorded.ITEM, subject=Subject.ASKED, body="psb", meeting=date(2010, 7, 1), asked=act["asked"],
        decision=Decision.AGREED, recorded_at=NOW, recorded_by="manager@council.example")
    try:
        made = Decisions(Path(root), AuditLog(Path(log), KeyFile(Path(key)))).add(facts, NOW, lambda held: None)
        return {"number": made.number}
    except ArchiveRefused as refused:
        return {"refused": str(refused)}
"""


@dataclass
class Place:
    folder: Path

    @property
    def audit(self) -> AuditLog:
        return AuditLog(self.folder / "audit" / "audit.jsonl", KeyFile(self.folder / "keys" / "log.key"))

    @property
    def decisions(self) -> Decisions:
        return Decisions(self.folder / "decisions", self.audit)

    def asked(self) -> list[str]:
        return [entry.asked for entry in self.decisions.held().entries]

    def faults(self) -> list[str]:
        return [sentence for _, sentence in self.decisions.held().faults]

    def file(self, number: int) -> Path:
        return self.folder / "decisions" / f"{number:05}.json"

    def record(self, asked: str) -> int:
        return self.decisions.add(facts(asked), NOW, lambda held: None).number


def facts(asked: str) -> dict:
    return {
        "kind": Recorded.ITEM,
        "subject": Subject.ASKED,
        "body": "psb",
        "meeting": date(2010, 7, 1),
        "asked": asked,
        "decision": Decision.AGREED,
        "recorded_at": NOW,
        "recorded_by": "manager@council.example",
    }


@dataclass
class Recorder:
    process: subprocess.Popen

    def run(self, place: Place, *asked: str, strace: list[str] | None = None, log: Path | None = None) -> list[dict]:
        """What each act answered; a killed one answers nothing. ``strace`` options apply to the only act."""
        where = {"root": place.decisions.folder, "log": place.audit.path, "key": place.audit.key.path}
        order = {name: str(path) for name, path in where.items()} | {"acts": [{"asked": one} for one in asked]}
        self._say(json.dumps(order))
        pids = json.loads(self.process.stdout.readline())
        tracer = attach(pids[0], strace, log) if strace is not None else None
        self._say("go")
        answers = []
        while (line := self.process.stdout.readline().strip()) != "ended":
            assert line, "the recording process died"
            answers.append(json.loads(line))
        if tracer:
            tracer.communicate(timeout=TRACED)
        return answers

    def _say(self, text: str) -> None:
        self.process.stdin.write(f"{text}\n")
        self.process.stdin.flush()


@pytest.fixture(scope="module")
def recorder():
    command = [sys.executable, "-c", RECORDER + HELD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOME) as process:
        yield Recorder(process)
        process.stdin.close()


@pytest.mark.parametrize("before", [[], ["one"]], ids=["the first of a new folder", "one that follows"])
def test_an_entry_that_is_killed_is_there_whole_or_not_at_all(before, recorder, tmp_path):
    def prepared(name: str) -> Place:
        place = Place(tmp_path / name)
        for asked in before:
            place.record(asked)
        return place

    log = tmp_path / "trace"
    assert recorder.run(prepared("whole"), "new", strace=[], log=log) == [{"number": len(before) + 1}]
    steps = Counter(re.findall(r"^(\w+)\(", log.read_text(), re.MULTILINE))
    assert steps["fsync"] >= 4, "the trace did not see the entry"
    seen = set()
    for call in STEPS:
        for time in range(1, steps[call] + 1):
            where = f"killed at {call} number {time}"
            place = prepared(f"{call}-{time}")
            answers = recorder.run(place, "new", strace=["-e", f"inject={call}:signal=KILL:when={time}"])
            there = place.asked()
            assert there in (before, [*before, "new"]), where
            assert not answers or there == [*before, "new"], f"{where}: acknowledged, and not on file"
            assert place.faults() == [], where
            seen.add((bool(answers), len(there)))
            assert recorder.run(place, "next") == [{"number": len(there) + 1}], where
            assert place.asked() == [*there, "next"], where
            assert place.faults() == [], where
            assert not [path for path in place.decisions.folder.iterdir() if path.name.startswith(".new-")], where
            said = {(line["event"], line["number"]) for line in place.audit.lines()}
            assert {("decided", number) for number in range(1, len(there) + 2)} <= said, where
            shutil.rmtree(place.folder)
    assert {(False, len(before)), (False, len(before) + 1)} <= seen, "no kill fell before, or none after, it counts"


FAILING = [
    # system call, error, why
    ("write", "ENOSPC", "the disk fills up"),
    ("fsync", "EIO", "the disk fails"),
    ("link,linkat", "ENOSPC", "the folder cannot grow"),
    ("mkdir", "EACCES", "the folder may not be made"),
]


@pytest.mark.parametrize(("call", "error", "why"), FAILING, ids=[row[-1] for row in FAILING])
def test_an_entry_that_the_disk_refuses_is_told_and_nothing_is_stored(call, error, why, recorder, tmp_path):
    log = tmp_path / "trace"
    recorder.run(Place(tmp_path / "whole"), "new", strace=[], log=log)
    times = len(re.findall(rf"^({call.replace(',', '|')})\(", log.read_text(), re.MULTILINE))
    refusals = 0
    for time in range(1, times + 1):
        where = f"{error} at {call} number {time}"
        place = Place(tmp_path / str(time))
        (answer,) = recorder.run(place, "new", strace=["-e", f"inject={call}:error={error}:when={time}"])
        if "refused" in answer:
            refusals += 1
            assert place.asked() == [], where
            assert re.fullmatch(
                r"([a-z0-9]+/\S+: .+, then record it|The audit log's key, keys/log\.key, cannot be (made|read): .+, "
                r"then try) again\. Nothing was stored\.",
                answer["refused"],
            ), answer
        else:
            assert place.asked() == ["new"], where
        assert place.faults() == [], where
        assert recorder.run(place, "next") == [{"number": 1 if "refused" in answer else 2}], where
    assert refusals


def test_many_at_once_are_numbered_one_after_the_other_and_each_follows(recorder, tmp_path):
    place, many = Place(tmp_path), [f"matter {number}" for number in range(20)]
    answers = recorder.run(place, *many)
    assert sorted(one["number"] for one in answers) == list(range(1, 21))
    assert sorted(place.asked()) == sorted(many)
    assert place.faults() == []


def changed(place: Place) -> None:
    path = place.file(2)
    path.write_bytes(path.read_bytes().replace(b"two", b"too"))


def resealed(place: Place) -> None:
    """An entry that says something else and bears the seal of that: only the log can tell."""
    said = json.loads(place.file(2).read_bytes())
    said.pop("seal")
    said["asked"] = "another"
    seal = receipts.fingerprint(receipts.as_json(said))
    place.file(2).write_bytes(receipts.as_json(said | {"seal": seal}))


def put_there(place: Place) -> None:
    said = json.loads(place.file(3).read_bytes())
    said.pop("seal")
    said |= {"number": 4, "item": 4, "previous": receipts.fingerprint(place.file(3).read_bytes())}
    place.file(4).write_bytes(receipts.as_json(said | {"seal": receipts.fingerprint(receipts.as_json(said))}))


def a_folder(place: Place) -> None:
    place.file(2).unlink()
    place.file(2).mkdir()


def a_link(place: Place) -> None:
    elsewhere = place.folder / "elsewhere.json"
    place.file(2).rename(elsewhere)
    place.file(2).symlink_to(elsewhere)


SPOILT = [
    # what is done, what counts then, what is told
    (changed, ["one", "three"], ["decisions/00002.json is not as it was recorded."]),
    (resealed, ["one", "three"], ["decisions/00002.json is not the entry that the audit log names."]),
    (lambda place: place.file(2).write_bytes(b""), ["one", "three"], ["decisions/00002.json is not as it was"]),
    (lambda place: place.file(2).write_bytes(b"[" * 100_000), ["one", "three"], ["decisions/00002.json is not as i"]),
    (lambda place: place.file(2).unlink(), ["one", "three"], ["decisions/00002.json is missing, and an entry of that"]),
    (lambda place: place.file(3).unlink(), ["one", "two"], ["decisions/00003.json is missing, and an entry of that"]),
    (
        lambda place: shutil.copy(place.file(1), place.file(2)),
        ["one", "three"],
        ["decisions/00002.json holds entry 1."],
    ),
    (put_there, ["one", "two", "three"], ["decisions/00004.json is not named in the audit log: it was not recorded"]),
    (
        lambda place: place.file(3).with_name("3.json").write_bytes(b"{}"),
        ["one", "two", "three"],
        ["decisions/3.json is no name of an entry, so it does not count."],
    ),
    (a_folder, ["one", "three"], ["decisions/00002.json cannot be read: it is not a file."]),
    (a_link, ["one", "three"], ["decisions/00002.json cannot be read: it is a link, not a file."]),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "counts", "told"), SPOILT, ids=[row[2][0][10:60] for row in SPOILT])
def test_what_was_changed_by_hand_does_not_count_and_is_told(spoil, counts, told, tmp_path):
    place = Place(tmp_path)
    for asked in ("one", "two", "three"):
        place.record(asked)
    spoil(place)
    assert place.asked() == counts
    assert [sentence[: len(wanted)] for sentence, wanted in zip(place.faults(), told, strict=True)] == told
    number = place.record("four")  # what is damaged keeps nobody from going on
    assert place.asked() == [*counts, "four"]
    assert number == (5 if spoil is put_there else 4)
    assert len(place.faults()) == len(told)


def test_a_folder_that_is_a_link_is_told_and_nothing_is_put_there(tmp_path):
    place = Place(tmp_path / "data")
    place.folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    place.decisions.folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ArchiveRefused, match="decisions is a link"):
        place.record("one")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_without_the_log_that_was_begun_here_nothing_counts(tmp_path):
    place = Place(tmp_path)
    place.record("one")
    place.audit.path.unlink()
    assert place.asked() == []
    assert place.faults() == [
        "decisions/00001.json is not named in the audit log: it was not recorded here, so it does not count. Take it "
        "out of the folder, or restore the log from a backup."
    ]


LACKING = [
    # what becomes of the log, what is said of it
    (
        lambda log: log.write_bytes(b"\n"),
        "cannot be relied on. Put the log or its key right: oxdash archive verify says",
    ),
    (lambda log: log.unlink(), "is not there. Restore the log from a backup."),
]


@pytest.mark.parametrize(("bend", "told"), LACKING, ids=["there", "gone"])
def test_a_log_that_is_there_and_one_that_is_gone_are_told_apart(tmp_path, bend, told):
    place = Place(tmp_path)
    place.record("one")
    place.audit.key.path.unlink()  # as on another machine, where nobody remembers which log was begun
    bend(place.audit.path)
    (said,) = place.faults()
    assert said.startswith(f"decisions/00001.json was recorded after line 1 of an audit log that {told}")


def test_a_log_that_begins_later_lists_what_was_there(tmp_path):
    place = Place(tmp_path)
    place.record("one")
    shutil.rmtree(place.folder / "audit")
    place.audit.key.path.unlink()
    listed = {"00001.json": receipts.fingerprint(place.file(1).read_bytes())}
    log = AuditLog(place.audit.path, place.audit.key, lambda: Holding({}, {}, listed))
    log.record("looked", who="somebody", when=NOW)
    assert place.asked() == ["one"]
    assert place.record("two") == 2
    assert place.asked() == ["one", "two"]
    assert place.faults() == []


def test_copies_without_a_log_are_held_to_one_another(tmp_path):
    place = Place(tmp_path)
    for asked in ("one", "two", "three"):
        place.record(asked)
    copies = Decisions(place.decisions.folder)
    assert [entry.asked for entry in copies.held().entries] == ["one", "two", "three"]
    resealed(place)
    assert [entry.asked for entry in copies.held().entries] == ["one"]
    assert [sentence for _, sentence in copies.held().faults] == [
        "decisions/00002.json and 00003.json do not follow from one another: one has been changed. Restore it from a "
        "backup."
    ]
    place.file(2).unlink()
    assert [sentence for _, sentence in copies.held().faults] == [
        "decisions/00002.json is missing, and an entry of that number was recorded. Restore it from a backup."
    ]


def test_what_systems_leave_is_no_fault(tmp_path):
    place = Place(tmp_path)
    place.record("one")
    for name in (".DS_Store", "desktop.ini", "~$00001.json"):
        (place.decisions.folder / name).write_bytes(b"")
    assert (place.asked(), place.faults()) == (["one"], [])
    assert place.file(1).stat().st_mode & 0o007 == 0
