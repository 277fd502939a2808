"""The archive under real faults: killed at every step, a full disk, a read-only disk, twenty at once.

Nothing in the product knows of these tests: strace stops or fails the system calls of an ordinary submission.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from oxdash.archive import Archive, ArchiveRefused, receipts
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.key import KeyFile
from tests.conftest import PATIENCE

P, Q = "childrens-trust", "2009-10 Q3"
# What changes the disk. Stopping before any other call is the same as stopping before the next of these.
STEPS = ["mkdir", "write", "fsync", "link", "linkat", "rename", "unlink", "ftruncate", "flock"]

TRACED = PATIENCE  # seconds after which a tracer hangs: what it traced has ended

SUBMITTER = """
import ctypes, json, os, sys
from datetime import UTC, datetime
from pathlib import Path
from oxdash.archive import Archive, ArchiveRefused
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.key import KeyFile
from tests.conftest import PATIENCE

def say(text):  # not with write, which the tests make fail
    os.writev(1, [(text + "\\n").encode()])

def do(root, log, key, act):
    archive = Archive(Path(root), AuditLog(Path(log), KeyFile(Path(key))))
    when = dict(received_at=datetime(2010, 1, 22, 10, tzinfo=UTC), received_from="officer@example.org")
    try:
        if act["what"] == "withdraw":
            number = archive.withdraw(act["partnership"], act["quarter"], reason="sent too early", **when).number
        else:
            number = archive.accept(
                act["data"].encode(), partnership=act["partnership"], quarter=act["quarter"], file_name="return.xlsx",
                template_version="1", register_fingerprint="f" * 64, **when).receipt.number
        return {"number": number}
    except ArchiveRefused as refused:
        return {"refused": str(refused)}
"""
HELD = """
for line in sys.stdin:  # one order a line: a process for each act, all held until told to go
    order = json.loads(line)
    hold, go = os.pipe()
    pids = []
    for act in order["acts"]:
        if (pid := os.fork()) == 0:
            os.close(go)
            ctypes.CDLL(None).prctl(0x59616D61, -1, 0, 0, 0)  # let strace attach where only parents may
            os.read(hold, 1)
            say(json.dumps(do(order["root"], order["log"], order["key"], act)))
            os._exit(0)
        pids.append(pid)
    os.close(hold)
    say(json.dumps(pids))
    sys.stdin.readline()
    os.close(go)
    for pid in pids:
        os.waitpid(pid, 0)
    say("ended")
"""  # after what says how to ``say`` and to ``do`` an act


@dataclass
class Submitter:
    """A process that has the archive imported and submits in children of its own, which can be traced and killed."""

    process: subprocess.Popen

    def run(self, place: "Place", *acts: dict, strace: list[str] | None = None, log: Path | None = None) -> list[dict]:
        """What each act answered; a killed one answers nothing. ``strace`` options apply to the only act."""
        audit = place.archive.audit
        where = {"root": place.archive.root, "log": audit.path, "key": audit.key.path}
        self._say(json.dumps({name: str(path) for name, path in where.items()} | {"acts": acts}))
        pids = json.loads(self.process.stdout.readline())
        tracer = attach(pids[0], strace, log) if strace is not None else None
        self._say("go")
        answers = []
        while (line := self.process.stdout.readline().strip()) != "ended":
            assert line, "the submitting process died"
            answers.append(json.loads(line))
        if tracer:
            tracer.communicate(timeout=TRACED)
        return answers

    def _say(self, text: str) -> None:
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()


def attach(pid: int, options: list[str], log: Path | None) -> subprocess.Popen:
    if not shutil.which("strace"):
        pytest.fail("strace is not installed, and these tests stop a submission with it: apt-get install strace")
    command = [
        "strace",
        "-y",
        "-p",
        str(pid),
        "-o",
        str(log or os.devnull),
        "-e",
        f"trace=openat,{','.join(STEPS)}",
        *options,
    ]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    said = tracer.stderr.readline()
    if "attached" not in said:
        pytest.fail(f"strace may not look at a process here: {said}")
    return tracer


@dataclass
class Place:
    archive: Archive

    @property
    def folder(self) -> Path:
        return self.archive.root / "2009-10-Q3"

    def counting(self) -> tuple[str, int, bytes | None] | None:
        found = self.archive.standing(by_hand=True)
        assert len(found) <= 1
        return (found[0].state, found[0].number, found[0].read_bytes()) if found else None

    def listing(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.folder.glob("*"))} if self.folder.exists() else {}


def at(folder: Path) -> Place:
    log = AuditLog(folder / "audit" / "audit.jsonl", KeyFile(folder / "keys" / "log.key"))
    return Place(Archive(folder / "quarterly", log))


def accept(data: str, partnership: str = P) -> dict:
    return {"what": "accept", "data": data, "partnership": partnership, "quarter": Q}


WITHDRAW = {"what": "withdraw", "partnership": P, "quarter": Q}


@pytest.fixture(scope="module")
def submitter():
    with subprocess.Popen(
        [sys.executable, "-c", SUBMITTER + HELD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        yield Submitter(process)
        process.stdin.close()


def crashed_before_receipt(place: Place, submitter: Submitter) -> None:
    """A workbook in place whose receipt is not: what the third link is killed for. The first is the key's."""
    submitter.run(place, accept("lost"), strace=["-e", "inject=link,linkat:signal=KILL:when=3"])
    assert "childrens-trust.1.xlsx" in place.listing()
    assert "childrens-trust.1.json" not in place.listing()


KILLED = [
    # before, the act, what counts before it, what counts after it, further faults, why
    ([], accept("one"), None, ("received", 1, b"one"), [], "the first return of a new archive"),
    ([accept("one")], accept("two"), ("received", 1, b"one"), ("received", 2, b"two"), [], "a correction"),
    ([accept("one")], WITHDRAW, ("received", 1, b"one"), ("withdrawn", 2, None), [], "a withdrawal"),
    ([crashed_before_receipt], accept("one"), None, ("received", 1, b"one"), [], "tidying up after a crash"),
    (
        [accept("one")],
        accept("two"),
        ("received", 1, b"one"),
        ("received", 2, b"two"),
        ["-e", "inject=link,linkat:error=EPERM"],
        "a disk without hard links",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("before", "act", "old", "new", "faults", "why"), KILLED, ids=[row[-1] for row in KILLED])
def test_killed_at_every_step(before, act, old, new, faults, why, submitter, tmp_path):
    def prepared(name: str) -> Place:
        place = at(tmp_path / name)
        for step in before:
            step(place, submitter) if callable(step) else submitter.run(place, step)
        return place

    log = tmp_path / "trace"
    assert submitter.run(prepared("whole"), act, strace=faults, log=log) == [{"number": new[1]}]
    steps = Counter(re.findall(r"^(\w+)\(", log.read_text(), re.MULTILINE))
    assert steps["fsync"] >= 4, "the trace did not see the submission"

    seen = set()
    for call in STEPS:
        if faults and call.startswith("link"):
            continue  # these fail already
        for time in range(1, steps[call] + 1):
            where = f"killed at {call} number {time}"
            place = prepared(f"{call}-{time}")
            kill = ["-e", f"inject={call}:signal=KILL:when={time}"]
            answers = submitter.run(place, act, strace=[*faults, *kill])

            counting = place.counting()
            assert counting in (old, new), where
            assert not answers or counting == new, f"{where}: acknowledged, and not on file"
            assert place.archive.verify() == [], where
            seen.add((bool(answers), counting))

            number = counting[1] + 1 if counting else 1
            assert submitter.run(place, accept("next")) == [{"number": number}], where
            assert place.counting() == ("received", number, b"next"), where
            assert place.archive.verify() == [], where
            assert not [name for name in place.listing() if name.startswith(".new-")], f"{where}: left behind"
            said = {(line["event"], line["number"]) for line in place.archive.audit.lines()}
            for file in place.archive.history(P, Q):
                event = "withdrawn" if file.state == "withdrawn" else "accepted"
                assert (event, file.number) in said, f"{where}: number {file.number} is not in the audit log"
            shutil.rmtree(place.archive.root.parent)
    assert {(False, old), (False, new)} <= seen, "no kill fell before, or none after, the moment that it counts"


def test_nothing_is_acknowledged_before_it_is_on_the_disk(submitter, tmp_path):
    log = tmp_path / "trace"
    submitter.run(at(tmp_path), accept("one"), strace=[], log=log)
    steps = []
    for line in log.read_text().splitlines():
        name = re.sub(r"\.new-\w+-", "new ", Path(re.findall(r'[<"](/[^>"]*)', line)[-1]).name) if "/" in line else ""
        call = line.split("(")[0].removesuffix("at")
        if call in ("fsync", "link", "unlink") and " = 0" in line:
            steps.append(f"{call} {name}")
    assert steps == [
        "fsync " + tmp_path.name,
        "fsync quarterly",
        "fsync " + tmp_path.name,  # for the log's folder
        "fsync " + tmp_path.name,  # and for its key's
        "fsync new log.key",
        "link log.key",
        "unlink new log.key",
        "fsync keys",
        "fsync audit.jsonl",  # begun
        "fsync audit",
        "fsync log.key",  # which remembers the log
        "fsync new childrens-trust.1.xlsx",
        "fsync new childrens-trust.1.json",
        "fsync 2009-10-Q3",
        "fsync audit.jsonl",  # accepting
        "link childrens-trust.1.xlsx",
        "fsync 2009-10-Q3",
        "link childrens-trust.1.json",
        "fsync 2009-10-Q3",
        "fsync audit.jsonl",  # accepted
        "unlink new childrens-trust.1.xlsx",
        "unlink new childrens-trust.1.json",
    ]


FAILING = [
    # system call, error, why
    ("write", "ENOSPC", "the disk fills up"),
    ("openat", "EMFILE", "too many files are open"),
    ("fsync", "EIO", "the disk fails"),
    ("link,linkat", "ENOSPC", "the folder itself cannot grow"),
    ("mkdir", "EACCES", "the folder may not be made"),
    ("flock", "ENOLCK", "the lock fails"),
]


@pytest.mark.parametrize(("call", "error", "why"), FAILING, ids=[row[-1] for row in FAILING])
def test_a_failing_disk_refuses_and_changes_nothing(call, error, why, submitter, tmp_path):
    log = tmp_path / "trace"
    act = accept("one")
    submitter.run(at(tmp_path / "whole"), act, strace=[], log=log)
    times = len(re.findall(rf"^({call.replace(',', '|')})\(", log.read_text(), re.MULTILINE))
    assert times
    refusals = 0
    for time in range(1, times + 1):
        where = f"{error} at {call} number {time}"
        place = at(tmp_path / str(time))
        (answer,) = submitter.run(place, act, strace=["-e", f"inject={call}:error={error}:when={time}"])
        if "refused" in answer:
            refusals += 1
            assert set(place.listing()) <= {".lock"}, f"{where}: left {set(place.listing())}"
            assert re.fullmatch(
                r"([a-z0-9]+/\S+: .+, then submit|The audit log's key, keys/log\.key, cannot be (made|read): .+, then "
                r"try) again\. Nothing was stored\.",
                answer["refused"],
            ), answer
        else:
            assert place.counting() == ("received", 1, b"one"), where
        assert place.archive.verify() == [], where
        assert submitter.run(place, accept("next"))[0] == {"number": 1 if "refused" in answer else 2}, where
        assert place.archive.verify() == [], where
        assert ("accepted", 1) in {(line["event"], line["number"]) for line in place.archive.audit.lines()}, where
    assert refusals


MOUNTED = """
import json, os, subprocess, sys
from datetime import UTC, datetime
from pathlib import Path
from oxdash.archive import Archive, ArchiveRefused
from oxdash.archive.audit_log import AuditLog

disk = Path(sys.argv[1])
archive = Archive(disk / "quarterly", AuditLog(disk / "audit.jsonl"))

def files():
    return {str(path.relative_to(disk)): path.stat().st_size for path in sorted(disk.rglob("*")) if path.is_file()}

def submit(data):
    before = files()
    try:
        answer = archive.accept(data, partnership="childrens-trust", quarter="2009-10 Q3", file_name="a.xlsx",
            received_at=datetime(2010, 1, 22, tzinfo=UTC), received_from="officer@example.org", template_version="1",
            register_fingerprint="f" * 64).receipt.number
    except ArchiveRefused as refused:
        answer = str(refused)
    standing = [(file.state, file.number) for file in archive.standing()]
    same = {name: size for name, size in files().items() if "audit" not in name} == {
        name: size for name, size in before.items() if "audit" not in name}
    said.append({"answer": answer, "unchanged": same, "standing": standing, "faults": len(archive.verify())})

said = []
"""

FULL = """
submit(b"small")
submit(os.urandom(100_000))
page = os.sysconf("SC_PAGESIZE")
for free in (0, 1, 2, 3):
    filler = disk / "filler"
    room = os.statvfs(disk)
    filler.write_bytes(bytes((room.f_bfree - free) * room.f_bsize))
    submit(b"with %d free" % free)
    filler.unlink()
submit(b"last")
print(json.dumps(said))
"""

READ_ONLY = """
submit(b"small")
subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
submit(b"other")
subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
submit(b"last")
print(json.dumps(said))
"""


def on_a_small_disk(script: str, disk: Path) -> list[dict]:
    """Run a script with 64 KB of disk of its own, in a mount namespace, so nothing of it is left afterwards."""
    disk.mkdir()
    script = MOUNTED + script
    run = 'mount -t tmpfs -o size=64k none "$1" && exec "$2" -c "$3" "$1"'
    user = [] if os.getuid() == 0 else ["--map-root-user"]
    done = subprocess.run(
        ["unshare", "--mount", *user, "sh", "-c", run, "sh", disk, sys.executable, script],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    if done.returncode:
        pytest.fail(f"A small disk could not be mounted (root, or user namespaces, are needed): {done.stderr}")
    return json.loads(done.stdout)


def test_a_full_disk_is_told_and_changes_nothing(tmp_path):
    disk = tmp_path / "disk"
    first, large, *tight, last = on_a_small_disk(FULL, disk)
    full = "quarterly/2009-10-Q3: the disk is full. Free some space, then submit again. Nothing was stored."
    assert first == {"answer": 1, "unchanged": False, "standing": [["received", 1]], "faults": 0}
    assert large == {"answer": full, "unchanged": True, "standing": [["received", 1]], "faults": 0}
    number = 1
    for one in tight:
        if one["answer"] == number + 1:
            number += 1
        else:
            assert (one["answer"], one["unchanged"]) == (full, True)
        assert (one["standing"], one["faults"]) == ([["received", number]], 0)
    assert number in (2, 3), "with little room some are refused, and with enough some are not"
    assert (last["answer"], last["faults"]) == (number + 1, 0)


def test_a_read_only_disk_is_told_and_changes_nothing(tmp_path):
    disk = tmp_path / "disk"
    _, refused, last = on_a_small_disk(READ_ONLY, disk)
    told = (
        "the disk is read-only. Ask whoever looks after it to make it writable, then submit again. Nothing was stored."
    )
    assert refused == {
        "answer": f"quarterly/2009-10-Q3: {told}",
        "unchanged": True,
        "standing": [["received", 1]],
        "faults": 0,
    }
    assert (last["answer"], last["faults"]) == (2, 0)


def test_twenty_at_once_get_twenty_numbers(submitter, tmp_path):
    place = at(tmp_path)
    seen, stop = [], threading.Event()

    def look():
        while not stop.is_set():
            seen.extend((file.state, file.fault) for file in place.archive.standing())
            seen.extend(("fault", fault.sentence) for fault in place.archive.verify())

    reader = threading.Thread(target=look)
    reader.start()
    texts = [f"return {n}" for n in range(20)]
    answers = submitter.run(place, *[accept(text) for text in texts])
    stop.set()
    reader.join()

    assert sorted(answer["number"] for answer in answers) == list(range(1, 21))
    history = place.archive.history(P, Q)
    assert [file.number for file in history] == list(range(1, 21))
    assert {file.read_bytes().decode() for file in history} == set(texts), "none lost"
    assert place.archive.verify() == []
    assert set(seen) <= {("received", None)}, "somebody who looked meanwhile saw a return half on file"


def test_the_same_press_twenty_times_is_one_return(submitter, tmp_path):
    place = at(tmp_path)
    assert submitter.run(place, *[accept("once")] * 20) == [{"number": 1}] * 20
    assert [file.number for file in place.archive.history(P, Q)] == [1]


def test_a_lock_held_too_long_is_told(tmp_path, monkeypatch):
    place = at(tmp_path)
    submit(place.archive, b"one")
    # a setting, so that the test need not wait for 30 seconds
    monkeypatch.setattr("oxdash.archive.filing.LOCK_SECONDS", 0.1)
    with FileLock(place.folder / ".lock"), pytest.raises(ArchiveRefused) as refused:
        submit(place.archive, b"two")
    told = "another submission has held it for 0.1 seconds. Try again in a minute. Nothing was stored."
    assert str(refused.value) == f"{place.folder.parent.name}/{place.folder.name}: {told}"
    assert place.counting() == ("received", 1, b"one")


def submit(archive: Archive, data: bytes) -> receipts.Receipt:
    return archive.accept(
        data,
        partnership=P,
        quarter=Q,
        received_at=datetime(2010, 1, 22, 10, tzinfo=UTC),
        received_from="officer@example.org",
        file_name="return.xlsx",
        template_version="1",
        register_fingerprint="f" * 64,
    ).receipt
