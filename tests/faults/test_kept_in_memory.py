"""However many returns are accepted, days asked for and pages left open, so much is kept in memory and no more.

The kind: memory that grows with every act, because something that outlives a page holds on to what the page was made
of. Tried: positions in the makers of files to take away, which Streamlit keeps while a page is open and some minutes
more; the workbook of an officer and drawn charts in them; what pages made of what was on file before; every version of
a return and what has become of what was published, in Streamlit's own caches, which keep a lock of every question; the
checks of a workbook that is held while returns of others come in; an upload and the copy of it that a page is given.
"""

import functools
import gc
import os
import shutil
import types
import weakref
from datetime import timedelta

import pytest
import streamlit

from oxdash.judging.position import Position, Unready
from oxdash.settings import current
from oxdash.submissions.check import Checked
from oxdash.web import desk, downloads, loading, papers, screen
from oxdash.web.sessions import HELD, Held
from oxdash.web.view import View
from tests.conftest import SCRUTINY
from tests.returning import CODE, QUARTER, a_return
from tests.spec.test_officer_pages import SAFER, SUBMIT, claims, opened, upload
from tests.spec.test_officer_pages import edge_of_the_product as _roles  # noqa: F401 for every test here

RETURNS = 6
DECLARED = 2 + 4  # positions: of now, as at a day
LARGE = 100_000  # bytes


@pytest.fixture
def folder(few, tmp_path, monkeypatch):
    """A data folder to change, of which nothing is kept in memory yet."""
    data = shutil.copytree(few, tmp_path / "data")
    monkeypatch.setenv("OXDASH_DATA", str(data))
    loading.kept.clear()
    yield data
    loading.kept.clear()


def something_comes_in(data) -> None:
    """What is on file looks otherwise from now on."""
    register = data / "register.xlsx"
    os.utime(register, ns=(0, register.stat().st_mtime_ns + 1_000_000))


def test_returns_and_days_without_end_leave_the_declared_positions_and_nothing_of_what_is_past(folder):
    seen_positions, open_pages = [], []
    for number in range(RETURNS):
        seen = loading.fingerprint()
        stands = loading.now(seen, SCRUTINY)
        days = [loading.as_at(seen, SCRUTINY - timedelta(days=10 * number + back)) for back in range(2)]
        for each in (stands, *days):
            for page in range(3):
                loading.made(f"page {page}", seen, (), lambda position, _: str(position.as_at), each, View())
            seen_positions.append(weakref.ref(each))
            open_pages.append(downloads.later(each, lambda position: str(position.as_at).encode()))
        loading.receipts(seen)
        versions = functools.partial(desk._versions, (CODE, QUARTER), stands.register, True)
        loading.versions(seen, (CODE, QUARTER), versions)
        told = functools.partial(papers._told, "nothing", current().published, stands)
        loading.on_record(seen, ("nothing",), told)
        del stands, days, each, versions, told
        something_comes_in(folder)
    gc.collect()
    assert sum(one() is not None for one in seen_positions) <= DECLARED
    kept = loading.kept()
    assert (len(kept.now), len(kept.made_of_now), len(kept.made_as_at)) == (2, 2 * 3, 2 * 2 * 3)
    assert (len(kept.receipts), len(kept.versions), len(kept.on_record)) == (2, 2, 2)
    assert [make() for make in open_pages[:2]] == [str(day).encode() for day in (screen.today(), SCRUTINY)], (
        "a page left open still has its files"
    )


def test_a_position_is_given_back_as_it_was_while_anybody_keeps_it_and_else_read_anew(folder):
    stands, day = loading.now(loading.fingerprint(), SCRUTINY), loading.as_at(loading.fingerprint(), SCRUTINY)
    button = downloads.later(stands, lambda position: b"a file")
    now_again = loading.again(stands, lambda: SCRUTINY + timedelta(days=1))
    day_again = loading.again(day, lambda: SCRUTINY + timedelta(days=1))
    assert now_again() is stands and day_again() is day
    del stands, day
    loading.kept.clear()
    gc.collect()
    assert now_again().as_at == SCRUTINY + timedelta(days=1), "the position now, as things are then"
    assert day_again().as_at == SCRUTINY
    loading.kept.clear()
    gc.collect()
    (folder / "register.xlsx").unlink()
    assert isinstance(now_again(), Unready)
    with pytest.raises(downloads.NotThere, match=r"The register of targets could not be read: register\.xlsx"):
        button()


def reached_from(made) -> list:
    """Everything that the maker of a file keeps alive: what its functions close over, and so on, but modules."""
    found, left, seen = [], [made], set()
    while left:
        one = left.pop()
        if id(one) in seen or isinstance(one, type | types.ModuleType | weakref.ref):
            continue
        seen.add(id(one))
        found.append(one)
        if isinstance(one, types.FunctionType):
            left += [*(one.__closure__ or ()), *(one.__defaults__ or ())]
        elif isinstance(one, types.MethodType | types.CellType | tuple | list | dict):
            left += gc.get_referents(one)
    return found


@pytest.fixture
def offered(monkeypatch) -> dict:
    """What Streamlit was given to make files with, by what its buttons say."""
    found, button = {}, streamlit.download_button

    def seen(label, made, *rest, **named):
        found[label] = made
        return button(label, made, *rest, **named)

    monkeypatch.setattr(streamlit, "download_button", seen)
    return found


def holds_little(offered: dict) -> None:
    for said, made in offered.items():
        reached = reached_from(made)
        assert not [one for one in reached if isinstance(one, Position | Held | Checked)], said
        assert not [len(one) for one in reached if isinstance(one, bytes) and len(one) > LARGE], said


def test_the_files_of_an_officers_page_hold_neither_the_position_nor_the_workbook(monkeypatch, folder, offered):
    app = opened(monkeypatch, folder, SUBMIT, claims(SAFER))
    upload(app, "safer.xlsx", a_return(loading.now(loading.fingerprint(), screen.today()), {"H4": "tbc"}))
    assert {"Download the workbook", "Download your workbook with these cells marked"} <= offered.keys()
    holds_little(offered)


def test_the_files_of_the_papers_hold_neither_the_position_nor_the_charts(monkeypatch, folder, offered):
    opened(monkeypatch, folder, "papers", claims(SAFER))
    assert len(offered) >= 7 and "Charts (PNG, SVG, CSV)" in offered
    holds_little(offered)


def test_of_a_workbook_that_is_held_one_check_is_kept_however_often_others_submit(monkeypatch, folder):
    app = opened(monkeypatch, folder, SUBMIT, claims(SAFER))
    upload(app, "safer.xlsx", a_return(loading.now(loading.fingerprint(), screen.today())))
    (held,) = HELD._held.values()
    before = next(iter(held.made))
    for _ in range(3):
        something_comes_in(folder)
        app.run()
    assert len(held.made) == 1 and before not in held.made


def test_an_upload_is_in_memory_once(monkeypatch, folder):
    """Streamlit copies what it gives to a page, and holds on to what it copied while the page waits to be checked."""
    app = opened(monkeypatch, folder, SUBMIT, claims(SAFER))
    contents = a_return(loading.now(loading.fingerprint(), screen.today()))
    upload(app, "safer.xlsx", contents)
    (held,) = HELD._held.values()
    assert held.data is contents
