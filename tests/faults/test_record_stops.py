"""A stop or a disk that refuses, at every step that a sign-out and a publication take with the record.

The kind: something is done by halves, and the record says it is whole, or the other way round. Submitting and
withdrawing have tests/faults/test_archive_faults.py. Tried here: kill -9 before and after each thing that changes the
disk, a full disk and a read-only one for each line that is written, where the log has not begun, has begun, and has no
key yet.
Nothing in the product knows of these tests: strace stops or fails the system calls of an ordinary act.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from oxdash import access
from oxdash.archive import record, sign_outs
from oxdash.publication import publishing, shelf, verifying
from oxdash.publication.publishing import Asked
from oxdash.publication.shelf import Published
from oxdash.settings import HOME, Settings
from tests.faults.test_archive_faults import STEPS, TRACED, attach
from tests.returning import MANAGER, NOW, settings

WHO = access.Person("officer@council.example", NOW, subject="7", issuer="https://sign-in.example", mark="m")

ACTOR = """
import ctypes, json, os, sys
from datetime import UTC, datetime
from pathlib import Path
from oxdash import access; from oxdash.archive import sign_outs
from oxdash.settings import Settings

NOW = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)
WHO = access.Person("officer@council.example", NOW, subject="7", issuer="https://sign-in.example", mark="m")
for line in sys.stdin:  # one order a line: a process of its own for each sign-out, held until told to go
    data, key = json.loads(line)
    hold, go = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(go)
        ctypes.CDLL(None).prctl(0x59616D61, -1, 0, 0, 0)  # let strace attach where only parents may
        os.read(hold, 1)
        try:
            sign_outs.sign_out(WHO, Settings(data=Path(data), log_key_file=Path(key)), NOW)
            said = "signed out"
        except OSError as refused:
            said = f"refused: {refused.strerror}"
        os.writev(1, [f"{said}\\n".encode()])
        os._exit(0)
    os.close(hold)
    os.writev(1, [f"{pid}\\n".encode()])
    sys.stdin.readline()
    os.close(go)
    os.waitpid(pid, 0)
    os.writev(1, [b"ended\\n"])
"""


@pytest.fixture(scope="module")
def actor():
    command = [sys.executable, "-c", ACTOR]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOME) as process:
        yield process
        process.stdin.close()


def signs_out(actor, at: Settings, strace: list[str] | None = None, log: Path | None = None) -> str | None:
    """What a sign-out answered; None where it was killed."""

    def say(text: str) -> None:
        actor.stdin.write(f"{text}\n")
        actor.stdin.flush()

    say(json.dumps([str(at.data), str(at.log_key_file)]))
    pid = int(actor.stdout.readline())
    tracer = attach(pid, strace, log) if strace is not None else None
    say("go")
    said = actor.stdout.readline().strip()
    answer = None if said == "ended" else said
    if answer is not None:
        assert actor.stdout.readline().strip() == "ended"
    if tracer:
        tracer.communicate(timeout=TRACED)
    return answer


def place(folder: Path, *, begun: bool) -> Settings:
    at = Settings(data=folder / "data", log_key_file=folder / "keys" / "log.key")
    if begun:
        record.log(at).record("denied", who="x", when=NOW)
    return at


def steps(actor, folder: Path, begun: bool) -> Counter:
    """How often an ordinary sign-out makes each system call that changes the disk."""
    trace = folder / "trace"
    assert signs_out(actor, place(folder / "whole", begun=begun), [], trace) == "signed out"
    found = Counter(re.findall(r"^(\w+)\(", trace.read_text(), re.MULTILINE))
    assert found["fsync"] >= 2, "the trace did not see the sign-out"
    return found


BEGUN = [pytest.param(False, id="neither log nor key yet"), pytest.param(True, id="a log that has begun")]


@pytest.mark.parametrize("begun", BEGUN)
def test_a_sign_out_that_is_killed_counts_or_does_not_and_the_log_goes_on(begun, actor, tmp_path):
    outcomes = set()
    for call, times in steps(actor, tmp_path, begun).items():
        for time in range(1, times + 1) if call in STEPS else ():
            where = f"killed at {call} number {time}"
            at = place(tmp_path / f"{call}-{time}", begun=begun)
            answer = signs_out(actor, at, ["-e", f"inject={call}:signal=KILL:when={time}"])
            counts = sign_outs.ended(WHO, at.sign_outs)
            assert answer is None or counts, f"{where}: acknowledged, and not so"
            assert record.prove(at).faults == (), where
            outcomes.add(counts)
            assert signs_out(actor, at) == "signed out", where
            assert sign_outs.ended(WHO, at.sign_outs), where
            assert record.prove(at).faults == (), where
            assert [line["event"] for line in record.log(at).lines()][-1] == "signed out", where
            shutil.rmtree(at.data.parent)
    assert outcomes == {False, True}, "no kill fell before, or none after, the moment that it counts"


REFUSING = [
    pytest.param("write", "ENOSPC", id="the disk fills up"),
    pytest.param("fsync", "EIO", id="the disk fails"),
    pytest.param("openat", "EROFS", id="the disk is read-only"),
]


@pytest.mark.parametrize(("call", "error"), REFUSING)
def test_a_sign_out_that_the_disk_refuses_is_told_and_does_not_count(call, error, actor, tmp_path):
    refused = 0
    for time in range(1, steps(actor, tmp_path, True)[call] + 1):
        where = f"{error} at {call} number {time}"
        at = place(tmp_path / str(time), begun=True)
        answer = signs_out(actor, at, ["-e", f"inject={call}:error={error}:when={time}"])
        assert sign_outs.ended(WHO, at.sign_outs) is (answer == "signed out"), where
        refused += answer != "signed out"
        assert record.prove(at).faults == (), where
        assert signs_out(actor, at) == "signed out", where
        assert record.prove(at).faults == (), where
    assert refused


# Publications ---------------------------------------------------------------------------------------------------------

FULL = (
    "audit/audit.jsonl could not be written: the disk is full. Free some space, then publish again. Nothing was "
    "published."
)
ASKED = Asked("2009-10 Q4", "PSB 2010-07-01", date(2010, 7, 1))
STOPS = [
    # what the disk or the machine does to the log, what is answered, whether it counts, why
    ("write:signal=KILL:when=1", None, False, "killed before the log says that it is being published"),
    ("write:signal=KILL:when=2", None, True, "killed before the log says that it is published"),
    ("write:error=ENOSPC:when=1", FULL, False, "a disk too full for the first line"),
    ("write:error=ENOSPC:when=2", "published", True, "a disk too full for the second line"),
]


@pytest.mark.parametrize(("fault", "told", "counts", "why"), STOPS, ids=[row[-1] for row in STOPS])
def test_a_publication_that_is_stopped_is_there_whole_or_not_at_all(
    fault, told, counts, why, publisher, smallest, tmp_path, monkeypatch
):
    data = shutil.copytree(smallest, tmp_path / "data")
    log = record.log(settings(data))
    log.record("denied", who="x", when=NOW)
    answers = publisher.publishes(data, strace=["-P", str(log.path), "-e", f"inject={fault}"])
    assert answers == ([] if told is None else [told])
    found, faults = shelf.published(data / "published")
    assert ([one.reference for one in found], faults) == (["PSB 2010-07-01"] if counts else [], [])
    assert log.walk().faults == []
    if not counts:
        again = publishing.publish(ASKED, MANAGER, settings(data), NOW)
        assert isinstance(again, Published), again
        found = [again]
    assert verifying.verify(found[0], record.log(settings(data))).faults == ()
    assert log.walk().faults == []
