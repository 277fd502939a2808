"""What waits for a sign-off and is not what was handed in; and a stop before each change of the disk.

The kind: somebody signs off what nobody submitted, or what was done by halves is taken for done. Tried: a note,
workbook or ending that is changed, gone, a link, a folder or under another name; one that was forged whole, seal and
all; a log that is gone; strangers in the folder; a folder that cannot be listed; ``kill`` before each file that is
opened to be written, linked, made or removed, of handing in, signing off and sending back.
Nothing in the product knows of these tests: an audit hook of Python's ends a forked process of an ordinary act.
"""

import os
import shutil
import sys
from datetime import timedelta

import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.archive import record
from oxdash.archive.audit_log.key import KeyFile
from oxdash.archive.waiting_notes import Ending, Note
from oxdash.findings import waiting as findings
from oxdash.submissions import sign_off, submit, waiting_list
from oxdash.submissions.submit import Done, Refused, Waits
from tests.returning import CODE, NOW, OFFICER, QUARTER, a_return, now_on_file
from tests.signing import LEAD, handed_in, settings, signing_folder

LATER = NOW + timedelta(hours=2)
FOLDER = "waiting/2009-10-Q4"
NOTE, WORKBOOK, END = (f"{FOLDER}/{CODE}.1.{kind}" for kind in ("json", "xlsx", "end.json"))
NO_LOG = (
    f"{NOTE} does not count: the audit log, which would name it, is not there or cannot be relied on. Leave it where "
    "it is, and put the log or its key right: oxdash archive verify says what is wrong with them."
)
WHAT_TO_DO = "Restore it from a backup, or submit the return again."


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A folder in which nothing waits, and one with a return that does; the position; the return."""
    data = signing_folder(tmp_path_factory.mktemp("signing"))
    position = now_on_file(data)
    good = a_return(position)
    waiting = data.parent / "waiting" / "data"
    shutil.copytree(data, waiting)
    shutil.copy(data.parent / "roles.toml", waiting.parent)
    handed_in(waiting, good, position)
    return data, waiting, position, good


@pytest.fixture
def waiting(kept, tmp_path):
    return copied(kept[1], tmp_path)


def copied(data, place):
    shutil.copytree(data, place / "data")
    shutil.copy(data.parent / "roles.toml", place)
    return place / "data"


def sign(data, position):
    return sign_off.sign_off(CODE, QUARTER, 1, position, LEAD, settings(data), LATER)


def send_back(data, position, words="Again."):
    return sign_off.send_back(CODE, QUARTER, 1, position, LEAD, settings(data), LATER, words=words)


def hand_in(data, position, good):
    return submit.submit("safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True)


def counted(data):
    return [file.number for file in record.archive(settings(data)).history(CODE, QUARTER)]


def states(data):
    return [(one.number, one.state) for one in record.waiting(settings(data)).of(CODE, QUARTER)]


def faults(data):
    return [fault.sentence for fault in record.prove(settings(data)).faults]


def changed(name):
    def spoil(data):
        path = data / name
        path.write_bytes(path.read_bytes()[:-20] + b" " + path.read_bytes()[-19:])

    return spoil


def gone(name):
    return lambda data: (data / name).unlink()


def linked(name):
    def spoil(data):
        (data / name).rename(data / "elsewhere")
        (data / name).symlink_to(data / "elsewhere")

    return spoil


def a_folder(name):
    def spoil(data):
        (data / name).unlink()
        (data / name).mkdir()

    return spoil


def forged(data):
    """A note as the program writes one, of another officer, that the log does not name."""
    note = record.waiting(settings(data)).of(CODE, QUARTER)[0].known
    made = note.model_copy(update={"submitted_from": "somebody.else@council.example"})
    (data / NOTE).write_bytes(made.to_bytes())


SPOILT = [
    pytest.param(changed(NOTE), f"{NOTE} is not what was written. {WHAT_TO_DO}", id="a note that was changed"),
    pytest.param(gone(NOTE), f"{NOTE} is gone: the audit log names it. {WHAT_TO_DO}", id="a note that is gone"),
    pytest.param(
        linked(NOTE),
        f"{NOTE} cannot be read: it is a link, not a file. {WHAT_TO_DO}",
        id="a link where a note should be",
    ),
    pytest.param(a_folder(NOTE), f"{NOTE} cannot be read: it is not a file. {WHAT_TO_DO}", id="a folder there"),
    pytest.param(
        forged, f"{NOTE} is not the file that the audit log names. {WHAT_TO_DO}", id="a note of somebody else"
    ),
    pytest.param(
        changed(WORKBOOK), f"{WORKBOOK} is not the workbook that was handed in. {WHAT_TO_DO}", id="a changed workbook"
    ),
    pytest.param(
        gone(WORKBOOK), f"{WORKBOOK} is missing, though its waiting note is there. {WHAT_TO_DO}", id="no workbook"
    ),
    pytest.param(
        linked(WORKBOOK), f"{WORKBOOK} cannot be read: it is a link, not a file. {WHAT_TO_DO}", id="a linked workbook"
    ),
]


@pytest.mark.parametrize(("spoil", "expected"), SPOILT)
def test_what_is_not_what_was_handed_in_is_told_and_nobody_can_sign_it_off(kept, waiting, spoil, expected):
    spoil(waiting)
    stands = now_on_file(waiting)
    assert stands.waiting.fault.tolist() == [expected] and stands.judged.equals(kept[2].judged)
    assert findings.sentence(stands.waiting, QUARTER, stands.names, stands.council.zone) == ""
    assert expected in faults(waiting)
    refused = sign(waiting, stands)
    assert isinstance(refused, Refused) and refused.sentence == f"Nothing was signed off: {expected}"
    assert counted(waiting) == []
    ran = CliRunner().invoke(cli, ["--data", str(waiting), "sign-off", "list"])
    assert (ran.exit_code, ran.output) == (1, f"Safer Communities Partnership, Q4 2009/10, number 1: {expected}\n")
    second = hand_in(waiting, stands, kept[3])
    assert isinstance(second, Waits) and second.note.number == 2, "the officer can hand it in again"


def test_a_note_under_another_name_is_told(waiting):
    for kind in ("json", "xlsx"):
        shutil.copy(waiting / f"{FOLDER}/{CODE}.1.{kind}", waiting / f"{FOLDER}/economic.1.{kind}")
    name = f"{FOLDER}/economic.1.json"
    assert faults(waiting) == [f"{name} is the note of {CODE} {QUARTER} number 1. {WHAT_TO_DO}"]


def test_a_note_that_the_log_does_not_name_is_told(waiting):
    note = record.waiting(settings(waiting)).of(CODE, QUARTER)[0].known
    (waiting / f"{FOLDER}/{CODE}.2.json").write_bytes(note.model_copy(update={"number": 2}).to_bytes())
    shutil.copy(waiting / WORKBOOK, waiting / f"{FOLDER}/{CODE}.2.xlsx")
    assert faults(waiting) == [
        f"{FOLDER}/{CODE}.2.json is not named in the audit log: it was not written here, so it does not count. Take it "
        "out."
    ]
    assert states(waiting)[-1] == (2, "damaged") and counted(waiting) == []


def test_where_the_log_is_gone_nothing_can_be_signed_off(kept, waiting):
    shutil.rmtree(waiting / "audit")
    assert states(waiting) == [(1, "damaged")]
    assert faults(waiting) == [NO_LOG], "what was handed in is not to be taken out"
    assert isinstance(sign(waiting, kept[2]), Refused)
    assert counted(waiting) == []


def test_with_another_key_than_the_log_was_sealed_with_nobody_is_told_to_take_out_what_waits(waiting, tmp_path):
    KeyFile(tmp_path / "another.key").make()
    there = settings(waiting).model_copy(update={"log_key_file": tmp_path / "another.key"})
    (one,) = record.waiting(there).of(CODE, QUARTER)
    assert (one.state, one.fault) == ("damaged", NO_LOG)


ENDS = [
    pytest.param(changed(END), f"{END} is not what was written. {WHAT_TO_DO}", id="an ending that was changed"),
    pytest.param(gone(END), f"{END} is gone: the audit log names it. {WHAT_TO_DO}", id="an ending that is gone"),
]


@pytest.mark.parametrize(("spoil", "expected"), ENDS)
def test_what_was_sent_back_does_not_wait_again_by_a_file(kept, waiting, spoil, expected):
    send_back(waiting, kept[2])
    spoil(waiting)
    assert faults(waiting) == [expected] and states(waiting) == [(1, "damaged")]
    assert isinstance(sign(waiting, kept[2]), Refused) and counted(waiting) == []


def test_an_ending_that_nobody_wrote_here_ends_nothing_unseen(waiting):
    one = record.waiting(settings(waiting)).of(CODE, QUARTER)[0]
    ending = Ending(
        kind="sent back",
        partnership=CODE,
        quarter=QUARTER,
        number=1,
        note=one.note_fingerprint,
        at=NOW,
        by="a",
        words="b",
    )
    (waiting / END).write_bytes(ending.to_bytes())
    assert faults(waiting) == [
        f"{END} is not named in the audit log: it was not written here, so it does not count. Take it out."
    ]
    assert states(waiting) == [(1, "damaged")]


def test_strangers_in_the_folder_are_told(waiting):
    (waiting / "waiting" / "old").mkdir()
    (waiting / FOLDER / "notes.txt").write_text("x", "utf-8")
    (waiting / FOLDER / "economic.3.xlsx").write_bytes(b"x")
    assert faults(waiting) == [
        "waiting/old is not a quarter's folder: nothing in it waits.",
        f"{FOLDER}/economic.3.xlsx stands without its waiting note. {WHAT_TO_DO}",
        f"{FOLDER}/notes.txt is no file of a return that waits. Take it out.",
    ]
    assert states(waiting) == [(1, "waiting for sign-off")]


def test_a_folder_that_is_no_folder_keeps_nobody_from_anything_else(kept, waiting):
    shutil.rmtree(waiting / "waiting")
    (waiting / "waiting").write_text("x", "utf-8")
    stands = now_on_file(waiting)
    (said,) = stands.waiting.fault
    assert said == "data/waiting cannot be read: Not a directory. Ask whoever looks after the disk."
    assert stands.judged.equals(kept[2].judged)
    ran = CliRunner().invoke(cli, ["--data", str(waiting), "sign-off", "list"])
    assert (ran.exit_code, ran.output) == (1, f"{said}\n")
    refused = hand_in(waiting, stands, kept[3])
    assert isinstance(refused, Refused) and "Nothing was stored." in refused.sentence


def test_text_of_officers_is_text_wherever_it_is_read(kept, waiting):
    position = kept[2]
    words = "# <script>alert(1)</script>\n[a](javascript:1) \x1b[31m"
    done = send_back(waiting, position, words)
    assert done.ending.words == words
    (one,) = record.waiting(settings(waiting)).of(CODE, QUARTER)
    assert one.ending.words == words and faults(waiting) == []
    line = record.log(settings(waiting)).lines()[-1]
    assert (line["event"], "words" in line) == ("sent back", False), "the log holds no text of anybody's"


def test_a_note_reads_its_own_bytes_and_no_others(waiting):
    note = record.waiting(settings(waiting)).of(CODE, QUARTER)[0].known
    assert note.to_bytes() == (waiting / NOTE).read_bytes()
    assert note == Note.model_validate(note.model_dump())


def stopped_before(change: int, data, act) -> bool:
    """Do an act in a process that is killed before its so many-th change of the disk; whether it came so far."""
    seen = [0]

    def hook(event, args):
        changes = event in ("os.link", "os.remove", "os.rename", "os.mkdir")
        if event == "open" and isinstance(args[0], str | os.PathLike):
            changes = bool(args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        if changes and str(args[0]).startswith(str(data)):
            seen[0] += 1
            if seen[0] == change:
                os._exit(9)

    if (pid := os.fork()) == 0:
        try:
            sys.addaudithook(hook)
            act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9


def test_a_stop_while_handing_in_leaves_all_or_nothing(kept, tmp_path):
    empty, _, position, good = kept
    found = set()
    for change in range(1, 40):
        data = copied(empty, tmp_path / str(change))
        stopped = stopped_before(change, data, lambda data=data: hand_in(data, position, good))
        then = states(data)
        assert then in ([], [(1, "waiting for sign-off")]), change
        found.add(len(then))
        again = hand_in(data, position, good)
        assert isinstance(again, Waits) and again.already == bool(then), change
        assert states(data)[-1][1] == "waiting for sign-off" and faults(data) == [], change
        left = [path for path in (data / FOLDER).iterdir() if path.name.startswith(".new-")]
        assert not left or again.already, change  # the next writer takes away what a stop left
        if not stopped:
            break
    assert not stopped and found == {0, 1} and change > 8


def test_a_stop_while_signing_off_leaves_it_waiting_or_on_file(kept, tmp_path):
    _, waits, position, _ = kept
    found = set()
    for change in range(1, 40):
        data = copied(waits, tmp_path / str(change))
        stopped = stopped_before(change, data, lambda data=data: sign(data, position))
        then = (counted(data), states(data))
        assert then in (([], [(1, "waiting for sign-off")]), ([1], [(1, "signed off")])), change
        found.add(len(then[0]))
        done = sign(data, position)
        assert isinstance(done, Done) and done.already == bool(then[0]), change
        assert counted(data) == [1] and faults(data) == [], change
        if not stopped:
            break
    assert not stopped and found == {0, 1} and change > 8


def test_a_stop_while_sending_back_leaves_it_waiting_or_sent_back(kept, tmp_path):
    _, waits, position, _ = kept
    found = set()
    for change in range(1, 40):
        data = copied(waits, tmp_path / str(change))
        stopped = stopped_before(change, data, lambda data=data: send_back(data, position))
        (then,) = states(data)
        assert then[1] in ("waiting for sign-off", "sent back"), change
        found.add(then[1])
        again = send_back(data, position)
        assert isinstance(again, Refused) == (then[1] == "sent back"), change
        assert states(data) == [(1, "sent back")] and faults(data) == [], change
        if not stopped:
            break
    assert not stopped and len(found) == 2 and change > 4


def test_what_waits_is_in_no_list_of_returns(waiting):
    stands = now_on_file(waiting)
    assert record.archive(settings(waiting)).versions() == record.archive(settings(waiting)).versions(by_hand=True)
    assert len(waiting_list.of(stands, settings(waiting), NOW)) == 1 and counted(waiting) == []
