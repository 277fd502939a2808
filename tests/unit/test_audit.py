"""The log is appended to, line by line, and nobody can write a line that is not theirs."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.archive.audit_log import LONGEST, AuditLog, plain
from oxdash.settings import HOME


def sha256(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


WHEN = datetime(2010, 1, 22, 16, 30, tzinfo=UTC)


def test_a_line_says_who_did_what_and_when(tmp_path):
    path = tmp_path / "audit" / "audit.jsonl"
    log = AuditLog(path)
    log.record("refused", who="officer@example.org", when=WHEN, partnership="economic", number=None, outcome="2 to fix")
    log.record("denied", who="nobody", when=WHEN.astimezone(timezone(timedelta(hours=1))), quarter="2009-10 Q3")
    begun, refused, denied = path.read_text().splitlines()
    assert refused == (
        f'{{"event": "refused", "line": 2, "number": null, "outcome": "2 to fix", "partnership": "economic", '
        f'"previous": "{sha256(begun)}", "when": "2010-01-22T16:30:00Z", "who": "officer@example.org"}}'
    )
    assert denied == (
        f'{{"event": "denied", "line": 3, "previous": "{sha256(refused)}", "quarter": "2009-10 Q3", '
        f'"when": "2010-01-22T16:30:00Z", "who": "nobody"}}'
    )
    assert json.loads(begun) | {"stood_sha256": ""} == {
        "event": "begun",
        "line": 1,
        "previous": None,
        "publications": {},
        "receipts": {},
        "stood": 0,
        "stood_sha256": "",
        "when": "2010-01-22T16:30:00Z",
        "who": "oxdash",
    }
    assert [line["event"] for line in log.lines()] == ["refused", "denied"], "the acts, and not that it began"
    assert log.walk().faults == []


def test_no_log_yet_has_no_lines(tmp_path):
    log = AuditLog(tmp_path / "audit.jsonl")
    assert (log.lines(), log.walk().faults, log.chain().begun) == ([], [], None)
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"


def test_a_time_needs_its_zone(tmp_path):
    with pytest.raises(ValueError, match=r"^when needs its time zone: pass a UTC time\.$"):
        AuditLog(tmp_path / "audit.jsonl").record("accepted", who="x", when=datetime(2010, 1, 22))


PLAIN = [
    # value, as it stands in the log, why
    ("officer@example.org", "officer@example.org", "ordinary text"),
    ("Théa, 60 £", "Théa, 60 £", "letters and signs are kept"),
    ('a\n{"event": "accepted"}', 'a\ufffd{"event": "accepted"}', "a line break cannot start a line"),
    ("a\u2028b\u0085c\rd", "a\ufffdb\ufffdc\ufffdd", "nor can the other line ends"),
    ("\u202egpj.xslx", "\ufffdgpj.xslx", "text cannot be made to read backwards"),
    ("\x1b[2Ja", "\ufffd[2Ja", "a terminal cannot be told to clear"),
    ("\udce9", "\ufffd", "what is not text"),
    ("x" * 600, "x" * LONGEST, "one value cannot fill the disk"),
    (None, None, "nothing"),
    (3, 3, "a number"),
    (True, True, "yes or no"),
    (["a\n"], "['a\\n']", "anything else as text"),
]


@pytest.mark.parametrize(("value", "expected", "why"), PLAIN, ids=[row[-1] for row in PLAIN])
def test_what_stands_in_the_log(value, expected, why):
    assert plain(value) == expected


@given(who=st.text(), event=st.text(min_size=1), fact=st.text())
def test_one_act_is_one_line_whatever_is_in_it(tmp_path_factory, who, event, fact):
    log = AuditLog(tmp_path_factory.mktemp("audit") / "audit.jsonl")
    log.record(event, who=who, when=WHEN, fact=fact)
    begun, written = log.path.read_text("ascii").splitlines()
    assert json.loads(written) == {
        "event": plain(event),
        "who": plain(who),
        "fact": plain(fact),
        "when": log.lines()[0]["when"],
        "line": 2,
        "previous": sha256(begun),
    }
    assert log.walk().faults == []


def test_a_line_torn_by_a_power_cut_is_named_and_swallows_nothing(tmp_path):
    log = AuditLog(tmp_path / "audit.jsonl")
    log.record("accepted", who="a", when=WHEN)
    os.truncate(log.path, log.path.stat().st_size - 10)
    assert log.walk().faults == [(2, "is not a line of the audit log: it has been changed.")]
    assert log.record("withdrawn", who="b", when=WHEN).line == 3
    assert [line["event"] for line in log.lines()] == ["withdrawn"]
    assert (log.walk().faults, log.walk().torn) == ([], [2]), "the next line says that it was cut short"
    log.record("denied", who="c", when=WHEN)
    assert (log.walk().faults, log.walk().torn) == ([], [2])


FILLED_UP = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from oxdash.archive.audit_log import AuditLog

log = AuditLog(Path(sys.argv[1]))
when = datetime(2010, 1, 22, tzinfo=UTC)
log.record("accepted", who="a", when=when)
room = log.path.stat().st_size + 20
resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
try:
    log.record("denied", who="b", when=when)
except OSError as refused:
    print(refused.strerror)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
log.record("withdrawn", who="c", when=when)
"""


def test_a_line_that_does_not_fit_is_not_begun(tmp_path):
    path = tmp_path / "audit.jsonl"
    home = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", FILLED_UP, path], capture_output=True, text=True, cwd=home)
    assert (done.stdout, done.stderr) == ("No space left on device\n", "")
    assert [line["event"] for line in AuditLog(path).lines()] == ["accepted", "withdrawn"]
    assert AuditLog(path).walk().faults == []


MANY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from oxdash.archive.audit_log import AuditLog
for n in range(50):
    AuditLog(Path(sys.argv[1])).record("denied", who=f"{os.getpid()}", when=datetime(2010, 1, 1, tzinfo=UTC), number=n)
"""


def test_lines_of_several_processes_never_mix(tmp_path):
    path = tmp_path / "audit.jsonl"
    writers = [subprocess.Popen([sys.executable, "-c", MANY, str(path)], cwd=HOME) for _ in range(4)]
    assert [writer.wait(300) for writer in writers] == [0] * 4
    lines = AuditLog(path).lines()
    assert len(lines) == 200
    assert AuditLog(path).walk().faults == []
    for writer in writers:
        assert [line["number"] for line in lines if line["who"] == str(writer.pid)] == list(range(50))
