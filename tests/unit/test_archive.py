"""What is on file: what counts, as at which day, what no longer verifies, and that it is always said."""

import json
import os
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from oxdash.archive import Accepted, Archive, ArchiveRefused, NothingToWithdraw, receipts
from oxdash.archive.audit_log import AuditLog
from oxdash.vocabulary.council import NEUTRAL

P, Q = "childrens-trust", "2009-10 Q3"
FOLDER = "2009-10-Q3"
WHEN = datetime(2010, 1, 22, 10, tzinfo=UTC)
RESTORE = "Restore it from a backup, or submit the return again."


def submit(
    archive: Archive, data: bytes, at: datetime = WHEN, partnership: str = P, quarter: str = Q, **facts
) -> Accepted:
    return archive.accept(
        data,
        **{
            "partnership": partnership,
            "quarter": quarter,
            "received_at": at,
            "received_from": "officer@example.org",
            "file_name": "return.xlsx",
            "template_version": "1",
            "register_fingerprint": "f" * 64,
        }
        | facts,
    )


def withdraw(archive: Archive, at: datetime = WHEN, partnership: str = P, quarter: str = Q):
    return archive.withdraw(
        partnership, quarter, received_at=at, received_from="manager@example.org", reason="Wrong file"
    )


def brief(files) -> list[tuple]:
    return [(file.state, file.number, file.read_bytes()) for file in files]


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "quarterly", AuditLog(tmp_path / "audit" / "audit.jsonl"))


def test_an_archive_that_does_not_exist_yet_is_empty_and_stays_so(archive):
    assert archive.standing() == []
    assert archive.history(P, Q) == []
    assert archive.verify() == []
    assert archive.fingerprint() == archive.fingerprint()
    assert withdraw(archive) == NothingToWithdraw(
        "No return of childrens-trust for Q3 2009/10 counts, so there is nothing to withdraw."
    )
    assert not archive.root.exists()


def test_a_return_is_kept_as_received_with_its_receipt(archive):
    accepted = submit(archive, b"one", warnings_confirmed=["Over 100 per cent"], note="All figures final")
    folder = archive.root / FOLDER
    assert sorted(path.name for path in folder.iterdir()) == [".lock", f"{P}.1.json", f"{P}.1.xlsx"]
    assert (folder / f"{P}.1.xlsx").read_bytes() == b"one"
    assert (folder / f"{P}.1.json").read_bytes() == accepted.receipt.to_bytes()
    said = json.loads((folder / f"{P}.1.json").read_bytes())
    assert (said["size"], said["warnings_confirmed"], said["note"]) == (3, ["Over 100 per cent"], "All figures final")
    (file,) = archive.standing()
    assert (file.partnership, file.quarter, file.state, file.number) == (P, Q, "received", 1)
    assert (file.workbook, file.read_bytes(), file.receipt, file.fault) == (
        f"{P}.1.xlsx",
        b"one",
        accepted.receipt,
        None,
    )
    assert archive.verify() == []


def test_the_same_arguments_make_the_same_files(tmp_path):
    for name in ("one", "two"):
        archive = Archive(tmp_path / name)
        submit(archive, b"a")
        submit(archive, b"b")
        withdraw(archive)
    files = [sorted((p.name, p.read_bytes()) for p in (tmp_path / name / FOLDER).iterdir()) for name in ("one", "two")]
    assert files[0] == files[1]


def test_a_correction_a_withdrawal_and_the_older_bytes_again_are_numbers_of_their_own(archive):
    first = submit(archive, b"one")
    assert submit(archive, b"one", at=WHEN + timedelta(days=1), note="pressed again") == Accepted(
        first.receipt, already=True
    )
    second = submit(archive, b"two").receipt
    assert second.previous == receipts.fingerprint(first.receipt.to_bytes())
    assert submit(archive, b"one").receipt.number == 3, "going back to older bytes is a new number"
    gone = withdraw(archive)
    assert (gone.kind, gone.number, gone.reason, gone.sha256) == ("withdrawal", 4, "Wrong file", None)
    assert brief(archive.standing()) == [("withdrawn", 4, None)]
    assert isinstance(withdraw(archive), NothingToWithdraw)
    assert submit(archive, b"one") == Accepted(submit(archive, b"one").receipt), "withdrawn bytes may come again"
    assert brief(archive.history(P, Q)) == [
        ("received", 1, b"one"),
        ("received", 2, b"two"),
        ("received", 3, b"one"),
        ("withdrawn", 4, None),
        ("received", 5, b"one"),
    ]
    assert archive.verify() == []


def test_every_receipt_is_named_in_the_audit_log_and_no_contents_are(archive):
    written = [submit(archive, b"secret figures").receipt.to_bytes(), withdraw(archive).to_bytes()]
    lines = [(line["event"], line["number"], line["who"], line["fingerprint"]) for line in archive.audit.lines()]
    first, second = map(receipts.fingerprint, written)
    assert lines == [
        ("accepting", 1, "officer@example.org", first),
        ("accepted", 1, "officer@example.org", first),
        ("withdrawing", 2, "manager@example.org", second),
        ("withdrawn", 2, "manager@example.org", second),
    ]
    assert b"secret" not in archive.audit.path.read_bytes()


def test_the_uploaded_files_own_name_is_text_and_nothing_else(archive, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    name = "../../../escaped\n.xlsx"
    assert submit(archive, b"one", file_name=name).receipt.file_name == name
    made = {path.relative_to(tmp_path).as_posix() for path in set(tmp_path.rglob("*")) - set(before) if path.is_file()}
    folder = f"quarterly/{FOLDER}"
    assert made == {
        "audit/audit.jsonl",
        "audit/.audit.jsonl.lock",
        f"{folder}/.lock",
        f"{folder}/{P}.1.json",
        f"{folder}/{P}.1.xlsx",
    }
    assert archive.standing()[0].receipt.file_name == name


NO_PLACE = [
    ({"partnership": "../../etc"}, "a path for a partnership"),
    ({"partnership": "Children's Trust"}, "a name for a code"),
    ({"quarter": "../2009-10 Q3"}, "a path for a quarter"),
    ({"quarter": "2009-10 Q5"}, "no such quarter"),
    ({"at": datetime(2010, 1, 22)}, "a time without its zone"),
]


@pytest.mark.parametrize(("facts", "why"), NO_PLACE, ids=[row[-1] for row in NO_PLACE])
def test_what_has_no_place_is_a_mistake_of_ours_and_makes_nothing(facts, why, archive):
    with pytest.raises(ValueError):
        submit(archive, b"one", **facts)
    with pytest.raises(ValueError):
        withdraw(archive, **facts)
    assert not archive.root.exists()


def test_a_workbook_too_large_to_read_back_is_not_taken(archive, monkeypatch):
    monkeypatch.setattr("oxdash.archive.shelf.LARGEST_WORKBOOK", 10)
    with pytest.raises(ArchiveRefused) as refused:
        submit(archive, b"eleven bytes")
    told = "a workbook of 12 bytes is too large to keep. Nothing was stored."
    assert str(refused.value) == f"{archive.root.name}/{FOLDER}: {told}"


# As at a day -----------------------------------------------------------------------------------------------------

JAN22, SUMMER = datetime(2010, 1, 22, 23, 59, tzinfo=UTC), datetime(2009, 7, 21, 23, 30, tzinfo=UTC)
AS_AT = [
    # received at, in order of number ("-" before a withdrawal), as at, expected state and number, why
    ([JAN22], date(2010, 1, 21), None, "not received by then"),
    ([JAN22], date(2010, 1, 22), ("received", 1), "a minute before midnight"),
    ([SUMMER], date(2009, 7, 21), None, "half past midnight of the 22nd in London: summer time"),
    ([SUMMER], date(2009, 7, 22), ("received", 1), "the day it was in London"),
    ([WHEN, WHEN + timedelta(days=7)], date(2010, 1, 28), ("received", 1), "the day before the correction"),
    ([WHEN, WHEN + timedelta(days=7)], date(2010, 1, 29), ("received", 2), "the day of the correction"),
    ([WHEN, WHEN + timedelta(days=7)], None, ("received", 2), "as it stands"),
    ([WHEN, ("-", WHEN + timedelta(days=7))], date(2010, 1, 28), ("received", 1), "before it was withdrawn"),
    ([WHEN, ("-", WHEN + timedelta(days=7))], date(2010, 1, 29), ("withdrawn", 2), "after it was withdrawn"),
    ([WHEN, WHEN - timedelta(days=1)], None, ("received", 2), "the clock jumped back: the newest number decides"),
    ([WHEN, WHEN - timedelta(days=1)], date(2010, 1, 22), ("received", 2), "and decides as at that day"),
    ([WHEN, WHEN - timedelta(days=1)], date(2010, 1, 21), ("received", 2), "and is all there was the day before"),
    ([WHEN + timedelta(days=365)], None, ("received", 1), "a clock that ran ahead hides nothing as it stands"),
]


@pytest.mark.parametrize(("received", "day", "expected", "why"), AS_AT, ids=[row[-1] for row in AS_AT])
def test_as_at_a_day(received, day, expected, why, archive):
    for number, at in enumerate(received):
        if isinstance(at, tuple):
            withdraw(archive, at=at[1])
        else:
            submit(archive, f"{number}".encode(), at=at)
    assert [(file.state, file.number) for file in archive.standing(day and NEUTRAL.end_of(day))] == (
        [expected] if expected else []
    )


def test_standing_is_in_order_of_quarter_and_partnership(archive):
    for quarter in ("2009-10 Q1", "2008-09 Q4"):
        for partnership in ("safer-communities", "economic"):
            submit(archive, b"x", partnership=partnership, quarter=quarter)
    assert [(file.quarter, file.partnership) for file in archive.standing()] == [
        ("2008-09 Q4", "economic"),
        ("2008-09 Q4", "safer-communities"),
        ("2009-10 Q1", "economic"),
        ("2009-10 Q1", "safer-communities"),
    ]


# Placed by hand ---------------------------------------------------------------------------------------------------


def test_a_workbook_placed_by_hand_counts_only_when_asked_for_and_while_no_receipt_speaks(archive):
    folder = archive.root / FOLDER
    folder.mkdir(parents=True)
    (folder / f"{P}.xlsx").write_bytes(b"by hand")
    assert archive.standing() == []
    assert brief(archive.standing(by_hand=True)) == [("placed by hand", None, b"by hand")]
    assert archive.verify() == []
    submit(archive, b"one", at=WHEN)
    assert brief(archive.standing(by_hand=True)) == [("received", 1, b"one")]
    assert archive.standing(NEUTRAL.end_of(date(2010, 1, 21)), by_hand=True) == [], (
        "a receipt speaks, though not as at that day"
    )
    told = f"{FOLDER}/{P}.xlsx was placed by hand beside submitted returns, so it does not count. Submit it instead."
    assert [fault.sentence for fault in archive.verify()] == [told]


def test_a_workbook_placed_by_hand_does_not_stand_in_for_one_whose_receipt_is_gone(archive):
    submit(archive, b"one")
    (archive.root / FOLDER / f"{P}.1.json").unlink()
    (archive.root / FOLDER / f"{P}.xlsx").write_bytes(b"by hand")
    told = f"{FOLDER}/{P}.1.json is missing, so {FOLDER}/{P}.1.xlsx does not count: the audit log names it. {RESTORE}"
    (gone,) = archive.standing(by_hand=True)
    assert (gone.state, gone.number, gone.fault) == ("damaged", 1, told)
    bare = Archive(archive.root)
    assert bare.standing(by_hand=True) == [], "nor does it where no log is asked"


# Damage -----------------------------------------------------------------------------------------------------------


def three_numbers(archive: Archive) -> Path:
    for day, data in enumerate([b"one", b"two", b"three"]):
        submit(archive, data, at=WHEN + timedelta(days=day))
    return archive.root / FOLDER


def edited(path: Path, **facts) -> None:
    """Somebody changes a receipt and makes its seal fit again."""
    path.write_bytes(receipts.read(path.read_bytes()).model_copy(update=facts).to_bytes())


def harm_flipped(folder):
    (folder / f"{P}.3.xlsx").write_bytes(b"thref")


def harm_older_flipped(folder):
    (folder / f"{P}.2.xlsx").write_bytes(b"twp")


def harm_workbook_gone(folder):
    (folder / f"{P}.3.xlsx").unlink()


def harm_workbook_link(folder):
    (folder / f"{P}.3.xlsx").rename(folder.parent.parent / "elsewhere.xlsx")
    (folder / f"{P}.3.xlsx").symlink_to(folder.parent.parent / "elsewhere.xlsx")


def harm_receipt_flipped(folder):
    path = folder / f"{P}.3.json"
    path.write_bytes(path.read_bytes().replace(b"officer@", b"officer!"))


def harm_older_receipt_flipped(folder):
    path = folder / f"{P}.2.json"
    path.write_bytes(path.read_bytes().replace(b"officer@", b"officer!"))


def harm_middle_receipt_gone(folder):
    (folder / f"{P}.2.json").unlink()


def harm_middle_gone(folder):
    (folder / f"{P}.2.json").unlink()
    (folder / f"{P}.2.xlsx").unlink()


def harm_first_gone(folder):
    (folder / f"{P}.1.json").unlink()
    (folder / f"{P}.1.xlsx").unlink()


def harm_last_gone(folder):
    (folder / f"{P}.3.json").unlink()
    (folder / f"{P}.3.xlsx").unlink()


def harm_last_receipt_gone(folder):
    (folder / f"{P}.3.json").unlink()


def harm_all_gone(folder):
    shutil.rmtree(folder)


def harm_older_edited(folder):
    edited(folder / f"{P}.2.json", received_from="somebody else")


def harm_last_edited(folder):
    edited(folder / f"{P}.3.json", received_from="somebody else")


def harm_swapped(folder):
    shutil.copy(folder / f"{P}.1.json", folder / "economic.1.json")
    shutil.copy(folder / f"{P}.1.xlsx", folder / "economic.1.xlsx")


def harm_receipt_folder(folder):
    (folder / f"{P}.4.json").mkdir()


def harm_stranger(folder):
    (folder / "Children (copy).xlsx").write_bytes(b"?")


def harm_number_by_hand(folder):
    (folder / f"{P}.4.xlsx").write_bytes(b"?")


def harm_beside_withdrawal(folder):
    log = AuditLog(folder.parent.parent / "audit" / "audit.jsonl")
    withdraw(Archive(folder.parent, log), at=WHEN + timedelta(days=3))
    (folder / f"{P}.4.xlsx").write_bytes(b"?")


def harm_quarter_link(folder):
    (folder.parent / "2009-10-Q4").symlink_to(folder)


def harm_quarter_name(folder):
    (folder.parent / "2009-10 q4").mkdir()


def harm_log_line(folder):
    log = folder.parent.parent / "audit" / "audit.jsonl"
    log.write_bytes(log.read_bytes().replace(b'{"event": "accepting"', b'{"event" "accepting"', 1))


def harm_log_folder(folder):
    log = folder.parent.parent / "audit" / "audit.jsonl"
    log.unlink()
    log.mkdir()


def harm_leftover(folder):
    (folder / f".new-0123456789abcdef-{P}.4.xlsx").write_bytes(b"half")


def harm_workbook_open(folder):
    (folder / f"~${P}.xlsx").write_bytes(b"Excel's own")


R, D = "received", "damaged"
HARM = [
    # what happened, states of the numbers on file, what counts, what verify says (@ folder, RESTORE what to do), why
    (
        harm_flipped,
        [R, R, D],
        (D, 3),
        ["@childrens-trust.3.xlsx is not the workbook that was received. RESTORE"],
        "a byte flipped in the workbook",
    ),
    (
        harm_workbook_gone,
        [R, R, D],
        (D, 3),
        ["@childrens-trust.3.xlsx is missing, though its receipt is on file. RESTORE"],
        "a workbook taken away: never the number before it",
    ),
    (
        harm_workbook_link,
        [R, R, D],
        (D, 3),
        ["@childrens-trust.3.xlsx cannot be read: it is a link, not a file. RESTORE"],
        "a link in place of a workbook, though the bytes are right",
    ),
    (
        harm_receipt_flipped,
        [R, R, D],
        (D, 3),
        ["@childrens-trust.3.json has been changed since it was written. RESTORE"],
        "a byte flipped in the receipt",
    ),
    (
        harm_middle_receipt_gone,
        [R, D, R],
        (R, 3),
        [f"@{P}.2.json is missing, so @{P}.2.xlsx does not count: the audit log names it. RESTORE"],
        "a receipt removed from the middle: the log knows what the next one follows from",
    ),
    (
        harm_middle_gone,
        [R, D, R],
        (R, 3),
        ["@childrens-trust.2.json is missing: the audit log names it. RESTORE"],
        "a receipt removed from the middle with its workbook",
    ),
    (
        harm_older_edited,
        [R, D, R],
        (R, 3),
        ["@childrens-trust.2.json is not the receipt that the audit log names. RESTORE"],
        "a receipt edited and sealed again: the log knows which it was",
    ),
    (
        harm_older_flipped,
        [R, D, R],
        (R, 3),
        ["@childrens-trust.2.xlsx is not the workbook that was received. RESTORE"],
        "a byte flipped in an older workbook",
    ),
    (
        harm_older_receipt_flipped,
        [R, D, R],
        (R, 3),
        ["@childrens-trust.2.json has been changed since it was written. RESTORE"],
        "a byte flipped in an older receipt: the one after it is not to blame",
    ),
    (
        harm_first_gone,
        [D, R, R],
        (R, 3),
        ["@childrens-trust.1.json is missing: the audit log names it. RESTORE"],
        "the first one removed",
    ),
    (
        harm_last_gone,
        [R, R, D],
        (D, 3),
        ["@childrens-trust.3.json is missing: the audit log names it. RESTORE"],
        "the last one removed: never the number before it",
    ),
    (
        harm_last_receipt_gone,
        [R, R, D],
        (D, 3),
        [f"@{P}.3.json is missing, so @{P}.3.xlsx does not count: the audit log names it. RESTORE"],
        "the last receipt removed: a workbook without one never counts",
    ),
    (
        harm_all_gone,
        [D, D, D],
        (D, 3),
        [f"@childrens-trust.{n}.json is missing: the audit log names it. RESTORE" for n in (1, 2, 3)],
        "the whole folder removed",
    ),
    (
        harm_last_edited,
        [R, R, D],
        (D, 3),
        ["@childrens-trust.3.json is not the receipt that the audit log names. RESTORE"],
        "the last receipt edited and sealed again: only the log knows",
    ),
    (
        harm_swapped,
        [R, R, R],
        (R, 3),
        ["@economic.1.json is the receipt of childrens-trust 2009-10 Q3 number 1, under another name. RESTORE"],
        "another partnership's receipt",
    ),
    (
        harm_receipt_folder,
        [R, R, R, D],
        (D, 4),
        ["@childrens-trust.4.json cannot be read: it is not a file. RESTORE"],
        "a folder for a receipt",
    ),
    (
        harm_stranger,
        [R, R, R],
        (R, 3),
        ["@Children (copy).xlsx is no name of a return or a receipt, so it does not count. Take it out of the folder."],
        "a file that is nothing",
    ),
    (
        harm_number_by_hand,
        [R, R, R],
        (R, 3),
        ["@childrens-trust.4.json is missing, so @childrens-trust.4.xlsx does not count. RESTORE"],
        "a number that nobody gave",
    ),
    (
        harm_beside_withdrawal,
        [R, R, R, "withdrawn"],
        ("withdrawn", 4),
        ["@childrens-trust.4.xlsx stands beside a receipt that withdraws, so it does not count. Take it out."],
        "a workbook beside a withdrawal",
    ),
    (
        harm_quarter_link,
        [R, R, R],
        (R, 3),
        ["2009-10-Q4 is a link, so nothing in it counts. Put the folder itself in its place."],
        "a link in place of a quarter's folder",
    ),
    (
        harm_quarter_name,
        [R, R, R],
        (R, 3),
        ["2009-10 q4 is not a quarter's folder, so nothing in it counts. Call it like 2009-10-Q3 or 2026-Q1."],
        "a folder that is no quarter",
    ),
    (
        harm_log_line,
        [R, R, R],
        (R, 3),
        ["audit.jsonl, line 2 is not a line of the audit log: it has been changed."],
        "the log itself edited",
    ),
    (
        harm_log_folder,
        [D, D, D],
        (D, 3),
        [
            *(
                f"@{P}.{n}.json was written after line {line} of an audit log that cannot be relied on, so "
                "nothing shows that it was submitted. Put the log or its key right: oxdash archive verify says what is "
                "wrong with them."
                for n, line in ((1, 1), (2, 3), (3, 5))
            ),
            "audit.jsonl cannot be read: it is not a file. Ask whoever looks after the disk.",
        ],
        "the log made unreadable: what was written after its lines cannot be shown to be so",
    ),
    (harm_leftover, [R, R, R], (R, 3), [], "what a crash left is no fault"),
    (harm_workbook_open, [R, R, R], (R, 3), [], "nor is a workbook being open in Excel"),
]


@pytest.mark.parametrize(("harm", "states", "counts", "told", "why"), HARM, ids=[row[-1] for row in HARM])
def test_damage_is_named_and_never_used(harm, states, counts, told, why, archive):
    harm(three_numbers(archive))
    assert [file.state for file in archive.history(P, Q)] == states
    assert [(f.state, f.number) for f in archive.standing() if f.partnership == P] == ([counts] if counts else [])
    told = [one.replace("@", f"{FOLDER}/").replace("RESTORE", RESTORE) for one in told]
    assert [fault.sentence for fault in archive.verify()] == told
    for file in archive.history(P, Q):
        assert (file.read_bytes() is None) == (file.state != R)
        assert (file.fault is None) == (file.state != D)


@pytest.mark.parametrize(("harm", "states", "counts", "told", "why"), HARM[:15], ids=[row[-1] for row in HARM[:15]])
def test_after_damage_the_next_return_counts(harm, states, counts, told, why, archive):
    folder = three_numbers(archive)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    harm(folder)
    assert submit(archive, b"four", at=WHEN + timedelta(days=4)).receipt.number == 4
    assert brief(one for one in archive.standing() if one.partnership == P) == [("received", 4, b"four")]
    for path in folder.iterdir():  # and still does once all is as it was
        if path.name not in before and not path.name.startswith(f"{P}.4."):
            path.unlink()
    for name, data in before.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_bytes(data)
    assert brief(archive.standing()) == [("received", 4, b"four")]
    assert archive.verify() == []


def test_a_number_is_never_given_again(archive):
    folder = three_numbers(archive)
    harm_last_gone(folder)
    assert submit(archive, b"again").receipt.number == 4, "the audit log knows of 3"
    harm_number_by_hand_5 = folder / f"{P}.5.xlsx"
    harm_number_by_hand_5.write_bytes(b"?")
    assert submit(archive, b"and again").receipt.number == 6
    assert harm_number_by_hand_5.read_bytes() == b"?", "what no crash of ours explains is left for a person to look at"


def test_a_damaged_return_cannot_be_withdrawn_but_says_why(archive):
    harm_flipped(three_numbers(archive))
    told = f"{FOLDER}/{P}.3.xlsx is not the workbook that was received. {RESTORE}"
    assert withdraw(archive) == NothingToWithdraw(told)


def test_a_receipt_that_cannot_be_relied_on_has_no_date(archive):
    harm_receipt_flipped(three_numbers(archive))
    assert [(file.state, file.number) for file in archive.standing(NEUTRAL.end_of(date(2010, 1, 22)))] == [(D, 3)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from([f"{P}.1.xlsx", f"{P}.1.json"]), place=st.integers(0), change=st.integers(1, 255))
def test_one_flipped_byte_is_found_named_and_never_used(tmp_path_factory, name, place, change):
    archive = Archive(tmp_path_factory.mktemp("flipped"))
    submit(archive, b"PK workbook with some bytes in it")
    path = archive.root / FOLDER / name
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= change
    path.write_bytes(data)
    assert brief(archive.standing()) == [(D, 1, None)]
    assert [fault.where for fault in archive.verify()] == [f"{FOLDER}/{name}"]
    assert archive.standing()[0].fault == archive.verify()[0].sentence


# Seeing a change --------------------------------------------------------------------------------------------------

CHANGES = [
    (lambda archive, folder: submit(archive, b"new"), "a new return"),
    (lambda archive, folder: withdraw(archive), "a withdrawal"),
    (lambda archive, folder: submit(archive, b"new", quarter="2009-10 Q4"), "another quarter"),
    (lambda archive, folder: (folder / "economic.xlsx").write_bytes(b"?"), "a workbook placed by hand"),
    (lambda archive, folder: (folder / f"{P}.3.xlsx").unlink(), "a workbook taken away"),
    (lambda archive, folder: rewritten(folder / f"{P}.3.xlsx"), "an edit of the same length, its time put back"),
]


def rewritten(path: Path) -> None:
    before = path.stat()
    path.write_bytes(b"THREE")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(("change", "why"), CHANGES, ids=[row[-1] for row in CHANGES])
def test_any_change_changes_the_fingerprint(change, why, archive):
    folder = three_numbers(archive)
    before = archive.fingerprint()
    assert Archive(archive.root).fingerprint() == before, "the same for every session, with a log or without"
    change(archive, folder)
    assert archive.fingerprint() != before


NOT_RETURNS = [
    (lambda root, folder: (folder / ".lock").write_bytes(b""), "a hidden file"),
    (lambda root, folder: (root / "2009-10-Q4.xlsx").write_bytes(b"?"), "a file beside the folders"),
    (lambda root, folder: (root / "2009-10-Q4").write_bytes(b"?"), "a file called as a folder"),
    (lambda root, folder: (root / "2009-10-q4").mkdir(), "a folder of no quarter"),
    (lambda root, folder: (root / "2009-10-Q4").symlink_to(folder, target_is_directory=True), "a link to a folder"),
    (lambda root, folder: (root / "2009-10-Q4").symlink_to(root / "nowhere"), "a link to nothing"),
]


@pytest.mark.parametrize(("change", "why"), NOT_RETURNS, ids=[row[-1] for row in NOT_RETURNS])
def test_what_can_be_no_return_leaves_the_fingerprint(change, why, archive):
    folder = three_numbers(archive)
    before = archive.fingerprint()
    change(archive.root, folder)
    assert archive.fingerprint() == before


def test_asking_again_changes_nothing(archive):
    three_numbers(archive)
    before = archive.fingerprint()
    submit(archive, b"three")
    archive.standing(), archive.verify(), archive.history(P, Q)
    assert archive.fingerprint() == before


# Everything together ----------------------------------------------------------------------------------------------


class OnePartnershipsQuarter(RuleBasedStateMachine):
    """The archive against a plain list of what was done: (bytes, or None for a withdrawal; day)."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.archive = Archive(Path(self.folder.name) / "quarterly", AuditLog(Path(self.folder.name) / "audit.jsonl"))
        self.done: list[tuple[bytes | None, date]] = []

    def teardown(self):
        self.folder.cleanup()

    DAYS = st.dates(date(2010, 1, 1), date(2010, 1, 9))  # in any order: the clock jumps

    @rule(data=st.sampled_from([b"a", b"b", b"c"]), day=DAYS)
    def accepts(self, data, day):
        accepted = submit(self.archive, data, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        already = bool(self.done) and self.done[-1][0] == data
        if not already:
            self.done.append((data, day))
        assert (accepted.already, accepted.receipt.number) == (already, len(self.done))

    @rule(day=DAYS)
    def withdraws(self, day):
        answer = withdraw(self.archive, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        if self.done and self.done[-1][0] is not None:
            self.done.append((None, day))
            assert answer.number == len(self.done)
        else:
            assert isinstance(answer, NothingToWithdraw)

    @rule(day=DAYS)
    def looks_as_at(self, day):
        by_then = [(number, data) for number, (data, on) in enumerate(self.done, 1) if on <= day]
        assert (
            brief(self.archive.standing(NEUTRAL.end_of(day))) == [expected(*by_then[-1])]
            if by_then
            else not self.archive.standing(NEUTRAL.end_of(day))
        )

    @invariant()
    def the_newest_number_decides_and_all_verifies(self):
        everything = [expected(number, data) for number, (data, _) in enumerate(self.done, 1)]
        assert brief(self.archive.history(P, Q)) == everything
        assert brief(self.archive.standing()) == everything[-1:]
        backwards = [n for n, (_, day) in enumerate(self.done[1:], 2) if day < self.done[n - 2][1]]
        told = [fault.where for fault in self.archive.verify()]
        assert told == [f"{FOLDER}/{P}.{n}.json" for n in backwards], "a receipt older than the one before it is told"


def expected(number: int, data: bytes | None) -> tuple:
    return ("withdrawn" if data is None else "received", number, data)


TestOnePartnershipsQuarter = OnePartnershipsQuarter.TestCase
TestOnePartnershipsQuarter.settings = settings(max_examples=20, stateful_step_count=12)
