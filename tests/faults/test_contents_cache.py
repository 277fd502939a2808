"""What workbooks on file say is kept by fingerprint, and nothing that stands there can bend or break anything.

The kind is an entry that is not what reading the workbook now would give. Tried: entries cut short, changed, swapped,
of other shapes under a right seal, links and folders in their place; another workbook, name, place, register, program;
a folder that others may write to, that is a file, that cannot be made; what was damaged, withdrawn, placed by hand or
told as unreadable; entries past the bound, and what a stop leaves behind. What is put on record never comes from here.
"""

import hashlib
import io
import json
import os
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FrameType

import openpyxl
import pandas as pd
import pytest

from oxdash.archive.audit_log.key import KeyFile
from oxdash.excel import worker_client
from oxdash.judging.contents import ENDING, ContentsCache, key_of, reader
from oxdash.judging.position import Position, load
from oxdash.publication import publishing, verifying
from oxdash.publication.publishing import Asked
from oxdash.register import Register, read_register
from oxdash.register.columns import SHEETS
from oxdash.returns.read_return import PARTS, Return, read_return
from oxdash.submissions import submit as submission
from oxdash.web import doctor
from tests import returning
from tests.workbooks import PARTNERSHIP, QUARTER, opened, register

KEY = "a" * 64
DAY = date(2010, 7, 22)


def said(commentary: str = "Fewer than last year.") -> Return:
    """A return with a row of every table, something to confirm, and text that JSON finds hard."""
    return read_return(
        opened(
            {
                "Return": {"O4": commentary, "L5": date(2010, 2, 1), "H6": "tbc"},
                "Actions": {"A4": "NI 30", "B4": "Ring\r\n\tthe £ bell \U0001f514 \ud800", "D4": date(2010, 6, 30)},
                "Risks": {"A4": "NI 30", "B4": '"=1+1"', "C4": 3},
                "Districts": {"A4": "NI 15", "B4": "Cherwell", "C4": 0.1 + 0.2},
                "Narrative": {"A4": "Outcomes", "B4": "x" * 3_000},
            }
        ),
        register(),
    )


def same(one: Return, other: Return) -> bool:
    for name in PARTS.values():
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)
    return (one.cover, one.problems) == (other.cover, other.problems)


@pytest.fixture
def cache(tmp_path) -> ContentsCache:
    return ContentsCache(tmp_path / "cache" / "contents")


def entry(cache: ContentsCache, key: str = KEY) -> Path:
    return cache.folder / f"{key}{ENDING}"


def sealed(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def test_what_is_kept_comes_back_as_it_was_read(cache):
    kept = said()
    assert all(len(getattr(kept, name)) for name in PARTS.values()), "a row of every table"
    assert kept.problems
    cache.keep(KEY, kept)
    assert same(cache.find(KEY), kept)
    nothing = read_return(opened(), register())
    cache.keep("b" * 64, nothing)
    assert same(cache.find("b" * 64), nothing)
    assert cache.find("c" * 64) is None


def test_what_is_kept_is_read_by_its_owner_alone(cache):
    cache.keep(KEY, said())
    modes = [path.stat().st_mode & 0o777 for path in (cache.folder, entry(cache))]
    assert modes == [0o700, 0o600]
    assert [path.name for path in cache.folder.iterdir()] == [f"{KEY}{ENDING}"]


def changed_body(change) -> bytes:
    def changed(data: bytes) -> bytes:
        body = json.loads(data.partition(b"\n")[2])
        change(body)
        return sealed(json.dumps(body).encode())

    return changed


DAMAGE = [
    pytest.param(lambda data: b"", id="emptied"),
    pytest.param(lambda data: data[: len(data) // 2], id="cut in half"),
    pytest.param(lambda data: data[:-1], id="cut by a byte"),
    pytest.param(lambda data: data.replace(b"Fewer", b"Ferer"), id="a letter changed"),
    pytest.param(lambda data: data.partition(b"\n")[2], id="the seal is gone"),
    pytest.param(lambda data: b"0" * 64 + data[64:], id="another seal"),
    pytest.param(lambda data: b"\xff" + data[1:], id="no text"),
    pytest.param(lambda data: data + b" " * 5_000_000, id="larger than an entry may be"),
    pytest.param(lambda data: sealed(b"null"), id="sealed, and nothing"),
    pytest.param(lambda data: sealed(b"[" * 100_000 + b"]" * 100_000), id="sealed, and nested deep"),
    pytest.param(lambda data: sealed(b'{"key": "' + KEY.encode() + b'"}'), id="sealed, and without contents"),
    pytest.param(changed_body(lambda body: body.update(key="b" * 64)), id="sealed, of another key"),
    pytest.param(changed_body(lambda body: body["figures"].pop("actual")), id="sealed, a column missing"),
    pytest.param(changed_body(lambda body: body["figures"]["actual"].pop()), id="sealed, a column short"),
    pytest.param(changed_body(lambda body: body["figures"].update(actual=["x"] * 6)), id="sealed, words for figures"),
    pytest.param(changed_body(lambda body: body.update(figures=[])), id="sealed, a list for a table"),
    pytest.param(changed_body(lambda body: body["cover"].update(extra=1)), id="sealed, an odd cover"),
    pytest.param(changed_body(lambda body: body["cover"].update(prepared_on="soon")), id="sealed, no day"),
    pytest.param(changed_body(lambda body: body["problems"][0].update(severity="fine")), id="sealed, no severity"),
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_entry_that_does_not_hold_is_none(cache, damage):
    kept = said()
    cache.keep(KEY, kept)
    entry(cache).write_bytes(damage(entry(cache).read_bytes()))
    assert cache.find(KEY) is None
    cache.keep(KEY, kept)
    assert same(cache.find(KEY), kept), "and the next one takes its place"


def test_with_the_logs_key_an_entry_that_was_made_up_does_not_hold(tmp_path):
    keys = [KeyFile(tmp_path / name) for name in ("key", "another")]
    for key in keys:
        key.make()
    one, other, none = (ContentsCache(tmp_path / "cache", key) for key in (*keys, None))
    one.keep(KEY, said())
    assert same(one.find(KEY), said())
    assert other.find(KEY) is None, "sealed by another key"
    assert none.find(KEY) is None, "sealed, where there is no key"
    forge(one, "Forged.")
    assert one.find(KEY) is None, "sealed by its sha256 alone"
    none.keep(KEY, said())
    assert one.find(KEY) is None, "kept before there was a key"
    body = entry(none).read_bytes().partition(b"\n")[2]
    entry(none).write_bytes(keys[0].read().seal(body).encode() + b"\n" + body)
    assert one.find(KEY) is None, "sealed as a line of the log is"


def test_where_the_key_cannot_be_read_nothing_is_kept(tmp_path):
    (tmp_path / "key").write_text("no key")
    cache = ContentsCache(tmp_path / "cache", KeyFile(tmp_path / "key"))
    cache.keep(KEY, said())
    assert cache.find(KEY) is None
    assert not cache.folder.exists()


def test_an_entry_put_under_anothers_name_is_none(cache):
    cache.keep(KEY, said())
    shutil.copy(entry(cache), entry(cache, "b" * 64))
    assert cache.find("b" * 64) is None


def test_a_link_or_a_folder_in_place_of_an_entry_is_none(cache, tmp_path):
    cache.keep(KEY, said())
    entry(cache).rename(tmp_path / "elsewhere")
    entry(cache).symlink_to(tmp_path / "elsewhere")
    assert cache.find(KEY) is None
    entry(cache, "b" * 64).mkdir()
    assert cache.find("b" * 64) is None
    cache.keep("b" * 64, said())
    assert cache.find("b" * 64) is None
    assert not [path for path in cache.folder.iterdir() if path.name.startswith(".new-")], "and nothing is left behind"


def test_whatever_differs_is_another_key():
    facts = {"name": "a.1.xlsx", "data": b"1", "partnership": PARTNERSHIP, "quarter": QUARTER, "register": register()}
    others = [
        {"name": "a.2.xlsx"},
        {"data": b"2"},
        {"partnership": "economic"},
        {"quarter": "2009-10 Q2"},
        {"register": replace(register(), fingerprint="1" * 64)},
    ]
    keys = [key_of(**facts), *(key_of(**facts | other) for other in others)]
    assert len(set(keys)) == len(keys)
    assert key_of(**facts) == keys[0]


def test_every_source_file_of_the_program_is_in_the_key(tmp_path):
    assert reader() == reader()
    (tmp_path / "intake").mkdir()
    (tmp_path / "intake" / "figure.py").write_text("PLACES = 1")
    before = reader(tmp_path)
    reader.cache_clear()
    (tmp_path / "intake" / "figure.py").write_text("PLACES = 2")
    after = reader(tmp_path)
    (tmp_path / "more.py").write_text("")
    reader.cache_clear()
    assert len({before, after, reader(tmp_path)}) == 3


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o722])
def test_a_folder_that_others_may_write_to_is_not_used(cache, mode):
    cache.keep(KEY, said())
    cache.folder.chmod(mode)
    assert cache.find(KEY) is None
    cache.keep("b" * 64, said())
    assert [path.name for path in cache.folder.iterdir()] == [f"{KEY}{ENDING}"]
    assert cache.unusable() == (
        f"{cache.folder} is not a folder that this user alone may write to. Delete it, and it is made anew."
    )
    cache.folder.chmod(0o700)
    assert cache.find(KEY) is not None


def test_doctor_says_that_a_folder_is_not_used(cache, few, monkeypatch):
    monkeypatch.setenv("OXDASH_CACHE", str(cache.folder))
    cache.keep(KEY, said())
    cache.folder.chmod(0o777)
    note = f"What the returns say is not kept: {cache.unusable()}"
    assert doctor.Finding(note, False, needed=False) in doctor.examine(few, DAY)


def test_a_link_to_a_folder_is_not_used(cache, tmp_path):
    cache.keep(KEY, said())
    link = tmp_path / "link"
    link.symlink_to(cache.folder)
    assert ContentsCache(link).find(KEY) is None
    assert ContentsCache(link).unusable() is not None


@pytest.mark.parametrize("place", ["a file", "below a file", "below what may not be written"])
def test_where_there_can_be_no_folder_nothing_is_kept_and_nothing_fails(tmp_path, place):
    (tmp_path / "a file").write_text("x")
    folder = {
        "a file": tmp_path / "a file",
        "below a file": tmp_path / "a file" / "cache",
        "below what may not be written": Path("/proc/oxdash"),
    }[place]
    cache = ContentsCache(folder)
    cache.keep(KEY, said())
    cache.bound()
    assert cache.find(KEY) is None


def test_entries_are_bounded_and_the_oldest_go_first(tmp_path):
    cache = ContentsCache(tmp_path / "cache", most=14_000)
    for number in range(6):
        cache.keep(f"{number}" * 64, said())
        os.utime(entry(cache, f"{number}" * 64), (1000 + number, 1000 + number))
    left = cache.folder / ".new-0123456789abcdef-x.contents"
    left.write_bytes(b"half")
    os.utime(left, (1000, 1000))
    fresh = cache.folder / ".new-0123456789abcdee-x.contents"
    fresh.write_bytes(b"being written")
    size = entry(cache, "0" * 64).stat().st_size
    cache.bound()
    room = 14_000 // size
    assert 0 < room < 6
    kept = sorted(path.name for path in cache.folder.iterdir())
    assert kept == [fresh.name, *(f"{number}" * 64 + ENDING for number in range(6 - room, 6))]


def test_the_register_is_read_once_while_it_is_the_same(cache, few):
    data = (few / "register.xlsx").read_bytes()
    first = cache.register("register.xlsx", data)
    assert cache.register("register.xlsx", data) is first
    assert cache.register("other.xlsx", data) is not first  # its problems would name the file
    assert cache.register("register.xlsx", b"") != first


def registers_are_the_same(one: Register, other: Register) -> None:
    assert (one.fingerprint, one.problems) == (other.fingerprint, other.problems)
    for part in (sheet.part for sheet in SHEETS.values()):
        pd.testing.assert_frame_equal(getattr(one, part), getattr(other, part), check_exact=True)


def test_a_register_that_was_kept_is_the_one_that_was_read_and_starts_no_child(cache, few):
    data = (few / "register.xlsx").read_bytes()
    read = read_register("register.xlsx", data)
    registers_are_the_same(cache.register("register.xlsx", data), read)
    assert len(list(cache.folder.iterdir())) == 1
    again = []
    assert opened_in(lambda: again.append(ContentsCache(cache.folder).register("register.xlsx", data))) == 0
    registers_are_the_same(again[0], read)


DAMAGED_REGISTER = [
    pytest.param(lambda data: data[:-1], id="cut by a byte"),
    pytest.param(changed_body(lambda body: body.update(key=KEY)), id="sealed, of another key"),
    pytest.param(changed_body(lambda body: body.pop("rules")), id="sealed, a table missing"),
    pytest.param(changed_body(lambda body: body["targets"].pop("places")), id="sealed, a column missing"),
    pytest.param(changed_body(lambda body: body["targets"].update(more=[])), id="sealed, a column more"),
    pytest.param(changed_body(lambda body: body["targets"]["target"].pop()), id="sealed, a column short"),
    pytest.param(changed_body(lambda body: body["targets"]["places"].__setitem__(0, None)), id="sealed, no number"),
    pytest.param(changed_body(lambda body: body["targets"]["places"].__setitem__(0, True)), id="sealed, yes for one"),
    pytest.param(changed_body(lambda body: body["targets"]["local_control"].__setitem__(0, 1)), id="sealed, 1 for yes"),
    pytest.param(changed_body(lambda body: body["meetings"]["date"].__setitem__(0, "soon")), id="sealed, no day"),
    pytest.param(changed_body(lambda body: body["targets"]["title"].__setitem__(0, ["x"])), id="sealed, a list"),
]


@pytest.mark.parametrize("damage", DAMAGED_REGISTER)
def test_a_register_that_does_not_hold_is_read_anew(cache, few, damage):
    data = (few / "register.xlsx").read_bytes()
    read = cache.register("register.xlsx", data)
    (path,) = cache.folder.iterdir()
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    registers_are_the_same(ContentsCache(cache.folder).register("register.xlsx", data), read)
    assert path.read_bytes() == sound, "and kept again"


def test_a_register_that_must_be_put_right_is_not_kept(cache, few):
    book, out = openpyxl.load_workbook(few / "register.xlsx"), io.BytesIO()
    for row in book["Priorities"].iter_rows(min_row=2):
        row[0].value = None
    book.save(out)
    data = out.getvalue()
    found = cache.register("register.xlsx", data)
    assert not found.sound
    assert not cache.folder.exists()
    assert cache.register("register.xlsx", data) is found, "but in memory"


TABLES = ("judged", "actions", "risks", "narrative", "districts", "corrections", "returns")


def positions_are_the_same(one: Position, other: Position) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)
    assert one.problems == other.problems


def forge(cache: ContentsCache, words: str) -> int:
    """Entries that hold, and say what no workbook does; how many."""

    def change(body: dict) -> None:
        """A return's, or the register's."""
        table, column = ("figures", "commentary") if "figures" in body else ("partnerships", "name")
        body[table].update({column: [words for _ in body[table][column]]})

    paths = list(cache.folder.glob(f"*{ENDING}"))
    for path in paths:
        path.write_bytes(changed_body(change)(path.read_bytes()))
    return len(paths)


def test_another_day_opens_no_workbook(cache, tmp_path):
    data = returning.few(tmp_path)
    load(data, DAY, by_hand=True, cache=cache)
    for day in (date(2010, 7, 21), date(2010, 4, 30)):
        found = []
        assert opened_in(lambda day=day, found=found: found.append(load(data, day, cache=cache))) == 0
        assert isinstance(found[0], Position)


def opened_in(work: Callable[[], object]) -> int:
    """How many workbooks a child was given, by this thread or those it starts."""
    given = []

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is worker_client._asked.__code__:
            given.append(frame.f_locals["job"])

    sys.setprofile(look)
    threading.setprofile(look)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return len(given)


def test_a_return_that_is_accepted_is_the_one_workbook_opened_for_the_position_after_it(cache, tmp_path):
    data = returning.few(tmp_path)
    held: list[Position] = []

    def now() -> None:
        held.append(load(data, returning.NOW.date(), by_hand=True, cache=ContentsCache(cache.folder)))

    on_file = len(list(data.glob("quarterly/*/*.xlsx")))
    assert opened_in(now) == on_file + 1, "the register besides"
    given = returning.a_return(held[0])

    def submit() -> None:
        who, settings = returning.OFFICER, returning.settings(data)
        done = submission.submit("a.xlsx", given, held[0], who, settings, returning.NOW, confirm_all=True)
        assert isinstance(done, submission.Done)

    assert opened_in(submit) == 1, "the one that came"
    assert opened_in(now) == 1, "the same, as it is on file now"
    assert opened_in(now) == 0
    positions_are_the_same(held[-1], load(data, returning.NOW.date(), by_hand=True))


def test_a_position_is_the_same_with_and_without(cache, tmp_path):
    data = returning.few(tmp_path)
    newest, before = data / "quarterly" / "2009-10-Q4", data / "quarterly" / "2009-10-Q3"
    for ending in ("xlsx", "json"):
        (newest / f"economic.1.{ending}").unlink()
    shutil.copy(before / "economic.1.xlsx", newest / "economic.xlsx")  # placed by hand, of another quarter
    without = load(data, DAY, by_hand=True)
    positions_are_the_same(load(data, DAY, by_hand=True, cache=cache), without)
    positions_are_the_same(load(data, DAY, by_hand=True, cache=ContentsCache(cache.folder)), without)
    assert forge(cache, "Forged.") == without.returns.state.eq("received").sum() + 1, "the register's besides"
    made_up = load(data, DAY, by_hand=True, cache=ContentsCache(cache.folder))
    assert (made_up.judged.commentary == "Forged.").any(), "that is where it is read"
    assert set(made_up.names.values()) == {"Forged."}

    damaged = before / "health-well-being.1.xlsx"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    state = load(data, DAY, by_hand=True, cache=cache).returns.set_index(["quarter", "partnership"]).state
    assert state["2009-10 Q3", "health-well-being"] == "damaged", "whatever is kept of it"


def test_what_is_put_on_record_is_read_from_the_workbooks(cache, tmp_path, monkeypatch):
    data = returning.few(tmp_path)
    monkeypatch.setenv("OXDASH_CACHE", str(cache.folder))
    load(data, DAY, by_hand=True, cache=cache)
    assert forge(cache, "Forged.")
    asked = Asked("2009-10 Q4", "PSB 2010-07-22")
    one = publishing.publish(asked, returning.MANAGER, returning.settings(data), returning.NOW)
    assert not (one.position.judged.commentary == "Forged.").any()
    assert "Forged." not in one.position.names.values()
    assert verifying.verify(one).faults == ()
    assert "1 published position on record." in [found.sentence for found in doctor.examine(data, DAY) if found.well]
