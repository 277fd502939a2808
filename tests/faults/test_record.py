"""The record of returns cannot be bent unseen: log and receipts are held against each other, both ways.

The kind: somebody who can write to the data folder, and has not the log's key, makes the record say otherwise. They may
change, take out, put in, move, copy or cut lines of the log, or swap the whole of it; they may put receipts beside the
genuine ones, change them with every sum made to match, or take them away. Tried, as rows below: each of these, with and
without the sums made again; a log from another folder sealed by the same key; one of the older kind, without a chain; a
forged withdrawal, which would take a return out; a genuine receipt copied to another quarter; taking the newest away,
so that the one before it would count; a publication made while a forged return is there. And what must not be taken for
bent: the shipped returns, which no log names; a log that goes on after a power cut; a clock that was put back. Nor may
a line of any shape, written by hand where nothing is sealed yet, keep anybody from reading the rest.
"""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oxdash.archive import Archive, ArchiveRefused, receipts, record
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log import chain as chains
from oxdash.archive.audit_log.chain import Head
from oxdash.archive.audit_log.key import Key
from oxdash.settings import Settings

P, Q, FOLDER = "childrens-trust", "2009-10 Q3", "2009-10-Q3"
WHEN = datetime(2010, 1, 22, 10, tzinfo=UTC)
RESTORE = "Restore it from a backup, or submit the return again."
CHANGED = "it has been changed, or was not written here."
NOT_FOLLOWING = "does not follow from the one before it: one was changed, or lines are gone or moved."


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data=tmp_path / "data", log_key_file=tmp_path / "elsewhere" / "log.key")


def submitted(settings: Settings, data: bytes = b"one", partnership: str = P, day: float = 0, quarter: str = Q):
    return (
        record.archive(settings)
        .accept(
            data,
            partnership=partnership,
            quarter=quarter,
            received_at=WHEN + timedelta(days=day),
            received_from="officer@example.org",
            file_name="return.xlsx",
            template_version="2",
            register_fingerprint="f" * 64,
            came={"by": "sign-in", "subject": "7", "at": "2010-01-22T09:00:00Z"},
        )
        .receipt
    )


def three(settings: Settings) -> None:
    """A log of seven lines: it begins, then each return is named before and after it is on file."""
    for day, data in enumerate([b"one", b"two", b"three"]):
        submitted(settings, data, day=day)


def faults(settings: Settings, head: Head | None = None) -> list[str]:
    return [fault.sentence for fault in record.prove(settings, head).faults]


def counting(settings: Settings) -> list[tuple]:
    return [(one.quarter, one.partnership, one.state, one.number) for one in record.archive(settings).standing()]


GENUINE = [(Q, P, "received", 3)]


# The log ------------------------------------------------------------------------------------------------------------


def lines_of(settings: Settings) -> list[bytes]:
    return settings.audit.read_bytes().splitlines()


def put(settings: Settings, lines: list[bytes]) -> None:
    settings.audit.write_bytes(b"".join(line + b"\n" for line in lines))


def edit_a_line(settings):
    lines = lines_of(settings)
    lines[4] = lines[4].replace(b"officer@example.org", b"another@example.org")
    put(settings, lines)


def chained_again(lines: list[bytes], start: int, key: Key | None = None) -> list[bytes]:
    """Lines with numbers and sums that fit again, as anybody can make them; seals as by ``key``."""
    made = lines[:start]
    for raw in lines[start:]:
        body = json.loads(raw)
        seal = body.pop("mac")
        body |= {"line": len(made) + 1, "previous": chains.digest(made[-1]) if made else None}
        made.append(chains.sealed(body, key) if key else chains.rendered(body | {"mac": seal}))
    return made


def edit_a_line_and_all_sums(settings):
    edit_a_line(settings)
    put(settings, chained_again(lines_of(settings), 4))


def edit_and_seal_with_another_key(settings):
    edit_a_line(settings)
    put(settings, chained_again(lines_of(settings), 4, Key(bytes(32))))


def take_a_line_out(settings):
    put(settings, [line for place, line in enumerate(lines_of(settings)) if place != 4])


def take_a_line_out_and_all_sums(settings):
    take_a_line_out(settings)
    put(settings, chained_again(lines_of(settings), 4))


def swap_two_lines(settings):
    lines = lines_of(settings)
    lines[2], lines[4] = lines[4], lines[2]
    put(settings, lines)


def copy_a_line_to_the_end(settings):
    put(settings, [*lines_of(settings), lines_of(settings)[2]])


def put_a_line_of_the_older_kind_in(settings):
    lines = lines_of(settings)
    put(settings, [*lines[:3], b'{"event": "denied", "when": "2010-01-22T10:00:00Z", "who": "x"}', *lines[3:]])


def put_a_line_in_that_is_none(settings):
    put(settings, [*lines_of(settings), b"hello"])


def add_a_line_without_a_seal(settings):
    lines = lines_of(settings)
    body = json.loads(lines[-1]) | {"line": 8, "previous": chains.digest(lines[-1]), "number": 4}
    del body["mac"]
    put(settings, [*lines, chains.rendered(body)])


def begin_it_a_second_time(settings):
    lines = lines_of(settings)
    body = json.loads(lines[0]) | {"line": 8, "previous": chains.digest(lines[-1])}
    put(settings, [*lines, chains.rendered(body)])


LOG = [
    # what is done to the log, what verify says of it, why
    (edit_a_line, [f"line 5 bears a seal that is not the log's: {CHANGED}"], "a line edited"),
    (
        edit_a_line_and_all_sums,
        [f"line {n} bears a seal that is not the log's: {CHANGED}" for n in (5, 6, 7)],
        "a line edited, and every sum after it made again",
    ),
    (
        edit_and_seal_with_another_key,
        [f"line {n} bears a seal that is not the log's: {CHANGED}" for n in (5, 6, 7)],
        "and sealed with a key of one's own",
    ),
    (take_a_line_out, [f"line 5 {NOT_FOLLOWING}"], "a line taken out"),
    (
        take_a_line_out_and_all_sums,
        [f"line {n} bears a seal that is not the log's: {CHANGED}" for n in (5, 6)],
        "a line taken out, and every sum after it made again",
    ),
    (swap_two_lines, [f"line {n} {NOT_FOLLOWING}" for n in (3, 4, 5, 6)], "two lines that changed places"),
    (copy_a_line_to_the_end, [f"line 8 {NOT_FOLLOWING}"], "a genuine line copied to the end"),
    (
        put_a_line_of_the_older_kind_in,
        ["line 4 does not say which line it follows: it was not written by oxdash."],
        "a line of the kind that the log had before its lines were chained",
    ),
    (put_a_line_in_that_is_none, ["line 8 is not a line of the audit log: it has been changed."], "no line at all"),
    (add_a_line_without_a_seal, [f"line 8 bears no seal: {CHANGED}"], "a line that follows, without a seal"),
    (
        begin_it_a_second_time,
        [f"line 8 bears a seal that is not the log's: {CHANGED}"],
        "a line that begins the log a second time",
    ),
]


@pytest.mark.parametrize(("bend", "told", "why"), LOG, ids=[row[-1] for row in LOG])
def test_a_line_that_is_changed_moved_added_or_taken_out_is_told(bend, told, why, settings):
    three(settings)
    assert faults(settings) == []
    bend(settings)
    assert [said for said in faults(settings) if said.startswith("audit.jsonl, line")] == [
        f"audit.jsonl, {said}" for said in told
    ]
    assert submitted(settings, b"four", day=4).number == 4, "the log goes on after the last line that is its own"
    said = faults(settings)
    assert [one for one in said if one.startswith("audit.jsonl, line")] == [f"audit.jsonl, {one}" for one in told], (
        "and what was wrong stays told, and is no fault of what comes after"
    )


def cut_with_the_returns_it_named(settings):
    """The newest return taken away without a trace: its files, and its lines at the end of the log."""
    put(settings, lines_of(settings)[:5])
    for name in (f"{P}.3.xlsx", f"{P}.3.json"):
        (settings.quarterly / FOLDER / name).unlink()


def test_a_log_cut_at_its_end_is_told_by_a_head_that_somebody_kept(settings):
    three(settings)
    kept = record.log(settings).head(when=WHEN)
    assert record.prove(settings, kept).notes[-1] == f"audit.jsonl has the head that was kept, {kept}."
    cut_with_the_returns_it_named(settings)
    assert faults(settings) == [], "nothing else can tell: the note on every verification says so"
    assert "without one nobody can tell whether the last lines were cut off." in record.prove(settings).notes[0]
    assert faults(settings, kept) == [
        f"audit.jsonl does not have the head that was kept, {kept}: it ends at line 5. It has been cut, or lines have "
        "been changed. Restore it from a backup."
    ]
    submitted(settings, b"other", day=5)
    assert faults(settings, kept) == [
        f"audit.jsonl does not have the head that was kept, {kept}: its line 7 is another. It has been cut, or lines "
        "have been changed. Restore it from a backup."
    ]


def test_a_log_cut_before_a_receipt_was_written_is_told_by_the_receipt(settings):
    three(settings)
    head = submitted(settings, b"other", "economic", day=3).log_head
    assert head.startswith("7:")
    lines = lines_of(settings)
    key = record.log(settings).key.read()
    put(settings, [*lines[:5], *chained_again([*lines[:5], *lines[7:]], 5, key)[5:]])  # even by somebody with the key
    for name in (f"{P}.3.xlsx", f"{P}.3.json"):
        (settings.quarterly / FOLDER / name).unlink()
    assert faults(settings) == [
        f"{FOLDER}/economic.1.json was written when the audit log ended in line 7, and that line is not there any "
        "more: the log has been cut, or lines have been changed. Restore it from a backup."
    ]


NO_LOG = (
    "audit.jsonl is not the log that was begun here: it was taken away or replaced, and no return counts without it. "
    "Restore it from a backup."
)


def take_the_log_away(settings, tmp_path):
    settings.audit.unlink()


def take_its_folder_away(settings, tmp_path):
    shutil.rmtree(settings.audit.parent)


def empty_it(settings, tmp_path):
    settings.audit.write_bytes(b"")


def put_one_of_the_older_kind(settings, tmp_path):
    """Lines as they were before the chain, naming whatever is on file."""
    kept = ("event", "who", "when", "partnership", "quarter", "number", "fingerprint", "workbook")
    lines = [json.loads(raw) for raw in lines_of(settings)[1:]]
    put(settings, [chains.rendered({name: line[name] for name in kept}) for line in lines])


def put_another_folders(settings, tmp_path):
    """The whole record of another folder, begun with the same key, where the return was another."""
    other = Settings(data=tmp_path / "other", log_key_file=settings.log_key_file)
    submitted(other, b"made elsewhere", day=0.5)
    shutil.rmtree(settings.data)
    shutil.copytree(other.data, settings.data)


SWAPPED = [
    (take_the_log_away, "the log taken away"),
    (take_its_folder_away, "the folder it is in taken away"),
    (empty_it, "the log emptied"),
    (put_one_of_the_older_kind, "one without a chain in its place"),
    (put_another_folders, "the record of another folder in its place"),
]


@pytest.mark.parametrize(("bend", "why"), SWAPPED, ids=[row[-1] for row in SWAPPED])
def test_a_log_that_is_taken_away_or_replaced_is_told_and_nothing_counts_without_it(bend, why, settings, tmp_path):
    three(settings)
    bend(settings, tmp_path)
    assert NO_LOG in faults(settings)
    assert {state for *_, state, _ in counting(settings)} == {"damaged"}
    with pytest.raises(ArchiveRefused) as refused:
        submitted(settings, b"four", day=4)
    assert str(refused.value) == (
        "audit/audit.jsonl is not the log that was begun there: it was taken away or replaced. Restore it from a "
        "backup. If it is gone for good, take its line out of elsewhere/log.key: a new log then says that it "
        "began anew. Nothing was stored."
    )


def test_a_log_that_is_gone_for_good_begins_anew_and_says_so(settings):
    three(settings)
    settings.audit.unlink()
    secret = settings.log_key_file.read_text().splitlines()[0]
    settings.log_key_file.write_text(f"{secret}\n")
    assert submitted(settings, b"four", day=4).number == 4
    assert counting(settings) == [(Q, P, "received", 4)]
    assert [said.split(" was written when the audit log ended in line ")[0] for said in faults(settings)] == [
        f"{FOLDER}/{P}.{number}.json" for number in (1, 2, 3)
    ], "and what stood in the old one cannot be shown any more"


# Receipts -------------------------------------------------------------------------------------------------------------


def forged(settings, partnership, quarter, number, data, **otherwise) -> None:
    """A workbook and a receipt of it, with every sum as it should be, that nobody submitted."""
    folder = settings.quarterly / f"{quarter[:7]}-{quarter[8:]}"
    folder.mkdir(parents=True, exist_ok=True)
    genuine = receipts.read((settings.quarterly / FOLDER / f"{P}.3.json").read_bytes())
    facts = {"sha256": receipts.fingerprint(data), "size": len(data), "previous": None} if data else {}
    changes = {"partnership": partnership, "quarter": quarter, "number": number, **facts, **otherwise}
    made = genuine.model_copy(update=changes)
    if data:
        (folder / receipts.workbook_name(partnership, number)).write_bytes(data)
    (folder / receipts.receipt_name(partnership, number)).write_bytes(made.to_bytes())


def previous(settings) -> str:
    return receipts.fingerprint((settings.quarterly / FOLDER / f"{P}.3.json").read_bytes())


def a_new_partnership(settings):
    forged(settings, "economic", Q, 1, b"forged")


def a_later_number(settings):
    forged(settings, P, Q, 4, b"forged", previous=previous(settings))


def a_later_number_of_before(settings):
    """As receipts were before they told how they came and where the log ended."""
    forged(settings, P, Q, 4, b"forged", previous=previous(settings), came=None, log_head=None)


def another_quarter(settings):
    forged(settings, P, "2009-10 Q4", 1, b"forged")


def a_withdrawal(settings):
    facts = {"kind": "withdrawal", "sha256": None, "size": None, "reason": "None of it was so."}
    forged(settings, P, Q, 4, None, previous=previous(settings), **facts)


def the_newest_changed(settings):
    before = receipts.read((settings.quarterly / FOLDER / f"{P}.3.json").read_bytes()).previous
    forged(settings, P, Q, 3, b"forged", previous=before)


def the_newest_says_another_person(settings):
    path = settings.quarterly / FOLDER / f"{P}.3.json"
    receipt = receipts.read(path.read_bytes())
    path.write_bytes(receipt.model_copy(update={"received_from": "another@example.org"}).to_bytes())


def the_newest_taken_away(settings):
    for name in (f"{P}.3.xlsx", f"{P}.3.json"):
        (settings.quarterly / FOLDER / name).unlink()


def a_genuine_one_copied(settings):
    for name in (f"{P}.1.xlsx", f"{P}.1.json"):
        folder = settings.quarterly / "2009-10-Q4"
        folder.mkdir(exist_ok=True)
        shutil.copy(settings.quarterly / FOLDER / name, folder)


UNNAMED = (
    "{} is not named in the audit log: it was not submitted here, so it does not count. Take it out of the folder, or "
    "restore the log from a backup."
)
OTHER = "{} is not the receipt that the audit log names. " + RESTORE
FORGED = [
    # what is done, what is said, what counts, why
    (a_new_partnership, UNNAMED.format(f"{FOLDER}/economic.1.json"), [*GENUINE, (Q, "economic", "damaged", 1)],
     "a return of a partnership that had returned nothing"),
    (a_later_number, UNNAMED.format(f"{FOLDER}/{P}.4.json"), [(Q, P, "damaged", 4)], "a later number"),
    (a_later_number_of_before, UNNAMED.format(f"{FOLDER}/{P}.4.json"), [(Q, P, "damaged", 4)],
     "a later number, as receipts were before they told of the log"),
    (another_quarter, UNNAMED.format(f"2009-10-Q4/{P}.1.json"), [*GENUINE, ("2009-10 Q4", P, "damaged", 1)],
     "another quarter"),
    (a_withdrawal, UNNAMED.format(f"{FOLDER}/{P}.4.json"), [(Q, P, "damaged", 4)], "a withdrawal"),
    (the_newest_changed, OTHER.format(f"{FOLDER}/{P}.3.json"), [(Q, P, "damaged", 3)], "the newest one replaced"),
    (the_newest_says_another_person, OTHER.format(f"{FOLDER}/{P}.3.json"), [(Q, P, "damaged", 3)],
     "the newest one made another person's"),
    (the_newest_taken_away, f"{FOLDER}/{P}.3.json is missing: the audit log names it. {RESTORE}",
     [(Q, P, "damaged", 3)], "the newest one taken away: never the number before it"),
    (a_genuine_one_copied,
     f"2009-10-Q4/{P}.1.json is the receipt of {P} {Q} number 1, under another name. {RESTORE}",
     [*GENUINE, ("2009-10 Q4", P, "damaged", 1)], "a genuine one copied to another quarter"),
]  # fmt: skip


@pytest.mark.parametrize(("bend", "told", "counts", "why"), FORGED, ids=[row[-1] for row in FORGED])
def test_a_return_that_the_log_does_not_name_never_counts_and_is_told(bend, told, counts, why, settings):
    three(settings)
    assert (faults(settings), counting(settings)) == ([], GENUINE)
    bend(settings)
    assert faults(settings) == [told]
    assert sorted(counting(settings)) == sorted(counts)
    held = [one for versions in record.archive(settings).versions() for one in versions]
    assert [one.fault for one in held if one.fault] == [told], "which stands above every page"
    assert not any(one.receipt for one in held if one.fault), "nothing it says is used"
    later = submitted(settings, b"put right", counts[-1][1], day=9, quarter=counts[-1][0])
    assert (later.quarter, later.partnership, "received", later.number) in counting(settings), "the next one counts"


def test_every_receipt_on_file_when_the_log_begins_is_listed_and_no_other_counts_later(settings):
    """The shipped returns have no log: they count, and verify says what is not proved. The first act lists them."""
    bare = Archive(settings.quarterly)
    facts = {"received_at": WHEN, "received_from": "lead officer", "file_name": "a.xlsx"}
    facts |= {"template_version": None, "register_fingerprint": None}
    bare.accept(b"shipped", partnership="economic", quarter=Q, **facts)
    assert counting(settings) == [(Q, "economic", "received", 1)]
    assert record.prove(settings).faults == ()
    assert record.prove(settings).notes == (
        "Not proved: that every return on file was submitted here, and that none was taken away, for there is no audit "
        "log. The next act begins one that shows it.",
    )
    submitted(settings)
    assert faults(settings) == []
    assert record.prove(settings).notes[-1] == (
        "Line 1 of audit.jsonl began it on 2010-01-22T10:00:00Z: 1 receipt and 0 publications were on file then and "
        "are taken as they were."
    )
    assert counting(settings) == [(Q, P, "received", 1), (Q, "economic", "received", 1)]
    bare.accept(b"later", partnership="spatial-planning", quarter=Q, **facts)
    assert faults(settings) == [UNNAMED.format(f"{FOLDER}/spatial-planning.1.json")]
    (settings.quarterly / FOLDER / "economic.1.json").unlink()
    assert (
        f"{FOLDER}/economic.1.json is missing, so {FOLDER}/economic.1.xlsx does not count: the audit log names it. "
        + (RESTORE)
        in faults(settings)
    )


def test_lines_from_before_the_chain_stay_and_are_vouched_for(settings):
    old = b'{"event": "denied", "when": "2009-01-01T00:00:00Z", "who": "x"}\n'
    settings.audit.parent.mkdir(parents=True)
    settings.audit.write_bytes(old + old)
    assert record.prove(settings).notes == (
        "Not proved: that every return on file was submitted here, and that none was taken away, for the lines of "
        "audit.jsonl do not follow from one another yet. The next act begins one that shows it.",
    )
    submitted(settings)
    assert settings.audit.read_bytes().startswith(old + old)
    assert faults(settings) == []
    assert record.prove(settings).notes[-1].endswith("are taken as they were, and 2 lines stood before it.")
    settings.audit.write_bytes(settings.audit.read_bytes().replace(b'"x"', b'"y"', 1))
    assert faults(settings) == [
        "audit.jsonl, line 3 began the log after other lines than those that stand before it now."
    ]


def test_a_receipt_older_than_the_one_before_it_is_told_and_counts(settings):
    submitted(settings, b"one", day=2)
    submitted(settings, b"two", day=1)
    assert faults(settings) == [
        f"{FOLDER}/{P}.2.json says that it was received on 23 January 2010 at 10:00:00 UTC, before "
        f"{FOLDER}/{P}.1.json, which says 24 January 2010 at 10:00:00 UTC: the clock was wrong, or one of them is."
    ]
    assert counting(settings) == [(Q, P, "received", 2)]


def test_two_that_were_sent_at_once_are_no_fault_in_whichever_order_they_were_numbered(settings):
    """A return is dated when its officer sends it, and numbered when its turn has come."""
    submitted(settings, b"one", day=1)
    submitted(settings, b"two", day=1 - 4 / (24 * 60))
    assert faults(settings) == []
    submitted(settings, b"three", day=1 - 10 / (24 * 60))
    assert [said.split(" says that")[0] for said in faults(settings)] == [f"{FOLDER}/{P}.3.json"]


SAYS = [
    # of a line, what it says then, what is told, why
    ("who", "another@example.org", "who", "another person"),
    ("when", "2010-01-22T11:00:00Z", "when", "another time"),
    ("workbook", "0" * 64, "workbook", "another workbook"),
]


@pytest.mark.parametrize(("fact", "value", "told", "why"), SAYS, ids=[row[-1] for row in SAYS])
def test_a_line_and_its_receipt_say_the_same_even_where_there_is_no_key(fact, value, told, why, settings):
    """Whoever has no key sees whether the lines follow, and what they say held against the receipts."""
    archive = Archive(settings.quarterly, AuditLog(settings.audit))
    archive.accept(
        b"one",
        partnership=P,
        quarter=Q,
        received_at=WHEN,
        received_from="officer@example.org",
        file_name="a.xlsx",
        template_version="2",
        register_fingerprint=None,
    )
    begun, accepting, accepted = lines_of(settings)
    body = json.loads(accepted) | {fact: value}
    put(settings, [begun, accepting, chains.rendered(body)])
    assert [fault.sentence for fault in archive.verify()] == [
        f"audit.jsonl, line 3 says another {told} than {FOLDER}/{P}.1.json, which it names. One has been changed."
    ]


# Links ------------------------------------------------------------------------------------------------------------


def link(path: Path) -> None:
    there = path.with_name(f"{path.name} elsewhere")
    path.rename(there)
    path.symlink_to(there)


LINKS: list[tuple[str, Callable, list[str], str]] = [
    (
        "audit/audit.jsonl",
        link,
        [NO_LOG, "audit.jsonl cannot be read: it is a link, not a file. Ask whoever looks after the disk."],
        "the log",
    ),
    ("audit", link, ["audit is a link. Put the folder itself in its place."], "the log's folder"),
    ("quarterly", link, ["quarterly is a link, not a folder. Put the folder itself in its place."], "the returns"),
    (
        f"quarterly/{FOLDER}",
        link,
        [f"{FOLDER} is a link, so nothing in it counts. Put the folder itself in its place."],
        "a quarter's folder",
    ),
    ("register.xlsx", link, ["register.xlsx is a link, not a file. Put the file itself in its place."], "the register"),
    ("published", link, ["published is a link, not a folder. Put the folder itself in its place."], "publications"),
]


@pytest.mark.parametrize(("name", "bend", "told", "why"), LINKS, ids=[row[-1] for row in LINKS])
def test_a_link_where_a_file_or_a_folder_should_stand_is_told(name, bend, told, why, settings):
    three(settings)
    (settings.data / "register.xlsx").write_bytes(b"register")
    settings.published.mkdir()
    assert faults(settings) == []
    bend(settings.data / name)
    assert set(told) <= set(faults(settings))


@pytest.mark.parametrize(
    "name", ["event", "partnership", "quarter", "number", "fingerprint", "who", "when", "workbook"]
)
@pytest.mark.parametrize(
    "value", [None, True, 3.0, "3", [], {"a": 1}, float("nan"), 10**400, "\ud800"], ids=lambda one: repr(one)[:9]
)
def test_a_line_that_somebody_wrote_by_hand_may_hold_anything(name, value, settings):
    """Before the log begins nothing seals its lines, so each is read as it is: and told, or passed over."""
    line = {"event": "accepted", "partnership": P, "quarter": Q, "number": 3, "fingerprint": "f" * 64}
    settings.audit.parent.mkdir(parents=True)
    put(settings, [json.dumps({**line, name: value}).encode()])
    told = []
    if name in ("who", "when", "workbook"):
        told = [f"{FOLDER}/{P}.3.json is missing: the audit log names it. {RESTORE}"]
    elif name == "event" and not isinstance(value, str):
        told = ["audit.jsonl, line 1 is not a line of the audit log: it has been changed."]
    assert faults(settings) == told
    assert counting(settings) == ([(Q, P, "damaged", 3)] if name in ("who", "when", "workbook") else [])
