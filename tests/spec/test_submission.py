"""An officer's act: what is stored, what is refused and why, and what the log says of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from oxdash import access
from oxdash.archive import Archive
from oxdash.archive.audit_log import AuditLog
from oxdash.submissions import submit
from oxdash.submissions.submit import Done, Refused
from tests.returning import CODE, MANAGER, NOW, OFFICER, OTHER, QUARTER, a_return, folder, now_on_file, settings


@pytest.fixture
def data(tmp_path):
    return folder(tmp_path)


@pytest.fixture(scope="module")
def position(few_now):
    """The shipped position of two quarters; a submission never changes it, it is read afresh."""
    return few_now


@pytest.fixture(scope="module")
def good(position) -> bytes:
    return a_return(position)


def log(data):
    """What was done; the archive also says beforehand what it is about to do."""
    return [line for line in AuditLog(settings(data).audit).lines() if not line["event"].endswith("ing")]


def test_a_return_is_stored_and_its_receipt_says_so(data, position, good):
    done = submit.submit("safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True, note=" Late. ")
    assert isinstance(done, Done), done
    assert not done.already
    stored = Archive(settings(data).quarterly).history(CODE, QUARTER)
    assert [(file.number, file.state, file.read_bytes() == good) for file in stored] == [(1, "received", True)]
    assert (done.receipt.received_from, done.receipt.file_name, done.receipt.note) == (
        OFFICER.email,
        "safer.xlsx",
        "Late.",
    )
    assert submit.receipt_told(done, position.names, position.council.zone).splitlines()[:5] == [
        "On file.",
        "Return: Safer Communities Partnership, Q4 2009/10, number 1",
        f"Fingerprint (sha256): {done.receipt.sha256}",
        "Received at: 22 July 2010 10:30:00 BST",
        "Received from: safer.officer@council.example",
    ]
    assert [(line["event"], line["who"]) for line in log(data)] == [("accepted", OFFICER.email)]


def test_the_same_bytes_answer_with_the_first_receipt(data, position, good):
    first = submit.submit("safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True)
    later = NOW + timedelta(hours=1)
    again = submit.submit("renamed.xlsx", good, position, OFFICER, settings(data), later)
    assert again == Done(first.receipt, already=True), "nothing is asked to be confirmed a second time"
    assert len(Archive(settings(data).quarterly).history(CODE, QUARTER)) == 1
    assert submit.receipt_told(again, position.names, position.council.zone).startswith(
        "This return was on file already: the first receipt stands."
    )
    assert [line["event"] for line in log(data)] == ["accepted", "already on file"]


def test_a_correction_is_the_next_number(data, position, good):
    submit.submit("safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True)
    other = a_return(position, {"O4": "Put right."})
    done = submit.submit("safer.xlsx", other, position, OFFICER, settings(data), NOW, confirm_all=True)
    assert done.receipt.number == 2
    back = submit.submit("safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True)
    assert (back.receipt.number, back.already) == (3, False), "going back to older bytes is a new number"


STRANGER = access.Person("someone@council.example", NOW)
STALE = replace(OFFICER, signed_in_at=NOW - timedelta(hours=9))
REFUSED = [
    # who, sentence, event, why
    (access.NOBODY, "You are not signed in. Sign in as an officer of the partnership to do this.", "nobody"),
    (
        STRANGER,
        "someone@council.example may not return for any partnership. Ask the partnerships manager.",
        "a stranger",
    ),
    (STALE, "You signed in more than 8 hours ago. Sign in again to do this.", "a sign-in of this morning"),
    (
        access.Person("planning.officer@council.example", NOW),
        "planning.officer@council.example may not return for Safer Communities Partnership. Ask the partnerships "
        "manager if that is wrong.",
        "another partnership's officer, whatever the file says",
    ),
    (
        access.Person(local=True),
        "You are not signed in. Sign in as an officer of the partnership to do this.",
        "local mode off",
    ),
]


@pytest.mark.parametrize(("who", "sentence", "why"), REFUSED, ids=[row[-1] for row in REFUSED])
def test_who_may_not_stores_nothing(data, position, good, who, sentence, why):
    answer = submit.submit("safer.xlsx", good, position, who, settings(data), NOW, confirm_all=True)
    assert answer == Refused(sentence)
    assert Archive(settings(data).quarterly).history(CODE, QUARTER) == []
    (line,) = log(data)
    assert (line["event"], line["who"], line["why"]) == ("denied", who.name, sentence)


def test_a_manager_may_return_for_anybody(data, position, good):
    assert isinstance(submit.submit("a.xlsx", good, position, MANAGER, settings(data), NOW, confirm_all=True), Done)


def test_what_must_be_fixed_is_refused_whole(data, position):
    wrong = a_return(position, {"H4": "tbc 2010", "H5": "12,5"})
    answer = submit.submit("safer.xlsx", wrong, position, OFFICER, settings(data), NOW, confirm_all=True)
    assert answer.sentence == "Nothing was stored: there are problems that must be fixed."
    assert [problem.cell for problem in answer.problems] == ["H4", "H5"]
    assert Archive(settings(data).quarterly).history(CODE, QUARTER) == []
    (line,) = log(data)
    assert (line["event"], line["problems"]) == ("refused", 2)
    assert "tbc" not in str(line), "no cell's content is in the log"


def test_readings_are_confirmed_one_by_one_and_kept_on_the_receipt(data, position):
    odd = a_return(position, {"H7": 104.0, "H8": "12.5"})
    asked = submit.submit("safer.xlsx", odd, position, OFFICER, settings(data), NOW)
    assert asked.sentence == "Nothing was stored: there are readings to confirm first."
    messages = [problem.message for problem in asked.problems]
    assert len(messages) >= 2
    still = submit.submit("safer.xlsx", odd, position, OFFICER, settings(data), NOW, confirmed=messages[1:])
    assert [problem.message for problem in still.problems] == messages[:1]
    done = submit.submit("safer.xlsx", odd, position, OFFICER, settings(data), NOW, confirmed=messages)
    assert list(done.receipt.warnings_confirmed) == messages


NOT_A_RETURN = [
    (b"", "an empty file"),
    (b"target,actual\nNI 30,12.5\n", "a CSV"),
    (b"PK\x03\x04 and then nothing", "a broken zip"),
]


@pytest.mark.parametrize(("contents", "why"), NOT_A_RETURN, ids=[row[-1] for row in NOT_A_RETURN])
def test_what_is_no_return_is_refused(data, position, contents, why):
    answer = submit.submit("notes.xlsx", contents, position, OFFICER, settings(data), NOW)
    assert answer.sentence == "This is not a return, so nothing was stored."
    assert answer.problems[0].message


def test_a_quarter_that_is_not_over_cannot_be_returned_for(data, position):
    early = a_return(position, quarter="2010-11 Q1")
    then = NOW.replace(month=6, day=30)
    answer = submit.submit("safer.xlsx", early, position, replace(OFFICER, signed_in_at=then), settings(data), then)
    assert answer == Refused("Q1 2010/11 is not over yet, so nothing can be returned for it.")


def test_a_note_without_end_is_refused(data, position, good):
    answer = submit.submit(
        "safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True, note="x" * 2001
    )
    assert answer == Refused("Nothing was stored: the note is longer than 2,000 characters. Shorten it.")


def test_a_log_that_cannot_be_written_stores_nothing_and_says_so(data, position, good):
    settings(data).audit.parent.mkdir()
    settings(data).audit.mkdir()
    answer = submit.submit("safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True)
    assert isinstance(answer, Refused)
    assert answer.sentence.endswith(".") and "Errno" not in answer.sentence
    assert Archive(settings(data).quarterly).history(CODE, QUARTER) == []


def test_two_withdrawals_and_what_they_say(data, position, good):
    submit.submit("safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True)

    def withdraw(who, reason):
        return submit.withdraw(CODE, QUARTER, who, settings(data), NOW, reason=reason)

    assert withdraw(OFFICER, "  ") == Refused("Nothing was withdrawn: say why. Everybody can read it.")
    assert withdraw(OFFICER, "x" * 2001).sentence.startswith("Nothing was withdrawn: the reason is longer")
    planning = access.Person("planning.officer@council.example", NOW)
    assert withdraw(planning, "Theirs").sentence.startswith("planning.officer@council.example may not return for")
    done = withdraw(OFFICER, "Wrong year's figures.")
    assert (done.receipt.kind, done.receipt.number, done.receipt.reason) == ("withdrawal", 2, "Wrong year's figures.")
    assert now_on_file(data).returns.query("partnership == @CODE and quarter == @QUARTER").state.item() == "withdrawn"
    assert withdraw(OFFICER, "Again") == Refused(
        "No return of safer-communities for Q4 2009/10 counts, so there is nothing to withdraw."
    )
    events = [line["event"] for line in log(data)]
    assert events == ["accepted", "refused", "refused", "denied", "withdrawn", "refused"]


def test_nothing_can_be_withdrawn_where_nothing_is(data):
    answer = submit.withdraw(OTHER, QUARTER, MANAGER, settings(data), NOW, reason="None there")
    assert answer == Refused("No return of spatial-planning for Q4 2009/10 counts, so there is nothing to withdraw.")


def test_what_is_taken_away_by_force_is_logged(data):
    access.noted(
        "denied", OFFICER, settings(data), NOW, why="Not yours.", asked_for="workbook safer-communities 2009-10 Q4 1"
    )
    (line,) = log(data)
    assert (line["event"], line["asked_for"], line["why"]) == (
        "denied",
        "workbook safer-communities 2009-10 Q4 1",
        "Not yours.",
    )
