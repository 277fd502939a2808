"""What takes a while is done few at a time, officers before readers, and a reader is told where there are too many.

The kind: work that anybody may ask for, and that keeps others from theirs. Tried: days asked for one after the other
(`as_at`) and the pages of them, charts drawn as files, papers and workbooks to take away, the versions of a return; an
officer's check, marked copy and template meanwhile, a publication's charts while readers draw; and whose turn it is
after a fault.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest

from oxdash.excel import workbook, worker_client
from oxdash.judging.position import Position, Unready
from oxdash.storage.turns import EVERY, Busy, Turns
from oxdash.submissions import check
from oxdash.web import downloads, loading
from tests.conftest import SCRUTINY
from tests.returning import a_return
from tests.spec.test_pages import opened, said

SECONDS = 120  # after which something hangs; nothing waits for it


class Crew:
    """Threads that ask for a turn, and the order in which they got it."""

    def __init__(self, asked: Turns) -> None:
        self.asked, self.order, self.threads = asked, [], []

    def join(self, name: str, *, officer: bool = False, holds: threading.Event | None = None) -> threading.Event:
        """Ask for a turn as ``name``, hold it until ``holds``; the event says that it has begun."""
        begun = threading.Event()

        def work() -> None:
            with self.asked.turn(officer=officer):
                self.order.append(name)
                begun.set()
                if holds:
                    assert holds.wait(SECONDS)

        self.threads.append(threading.Thread(target=work))
        self.threads[-1].start()
        return begun

    def in_line(self, count: int) -> None:
        """Go on once so many wait."""
        while len(self.asked._readers) + len(self.asked._officers) < count:
            threading.Event().wait(0.001)

    def done(self) -> list[str]:
        for thread in self.threads:
            thread.join(SECONDS)
            assert not thread.is_alive()
        return self.order


@contextmanager
def taken(asked: Turns, *, waiting: int = 0) -> Iterator[None]:
    """The place that readers have is taken, and ``waiting`` more wait for it."""
    free, crew = threading.Event(), Crew(asked)
    assert crew.join("the one before", holds=free).wait(SECONDS)
    for n in range(waiting):
        crew.join(f"waiting {n}")
        crew.in_line(n + 1)
    try:
        yield
    finally:
        free.set()
        crew.done()


def test_an_officer_goes_before_every_reader_who_waits():
    asked = Turns(1)
    crew, free = Crew(asked), threading.Event()
    assert crew.join("reader 1", holds=free).wait(SECONDS)
    for place, (name, officer) in enumerate([("reader 2", False), ("reader 3", False), ("officer", True)], start=1):
        crew.join(name, officer=officer)
        crew.in_line(place)
    free.set()
    assert crew.done() == ["reader 1", "officer", "reader 2", "reader 3"]


def test_readers_never_take_the_place_that_is_kept():
    asked = Turns(1, kept=1)
    crew, free = Crew(asked), threading.Event()
    assert crew.join("reader 1", holds=free).wait(SECONDS)
    crew.join("reader 2")
    crew.in_line(1)
    assert crew.join("officer 1", officer=True, holds=free).wait(SECONDS), "while readers have and want theirs"
    crew.join("officer 2", officer=True)
    crew.in_line(2)
    free.set()
    assert crew.done()[:2] == ["reader 1", "officer 1"]
    assert sorted(crew.order[2:]) == ["officer 2", "reader 2"]


def test_an_officer_takes_a_free_place_of_readers_too():
    asked = Turns(1, kept=1)
    crew, free = Crew(asked), threading.Event()
    assert crew.join("officer 1", officer=True, holds=free).wait(SECONDS)
    assert crew.join("officer 2", officer=True, holds=free).wait(SECONDS)
    crew.join("reader")
    crew.in_line(1)
    free.set()
    assert crew.done() == ["officer 1", "officer 2", "reader"]


def test_one_reader_too_many_is_told_at_once_and_an_officer_never():
    asked = Turns(1, waiting=2, busy="Later, please.")
    with taken(asked, waiting=2):
        with pytest.raises(Busy, match=r"^Later, please\.$"), asked.turn():
            raise AssertionError("it was somebody else's turn")
        crew = Crew(asked)
        crew.join("officer", officer=True)
        crew.in_line(3)
    assert crew.done() == ["officer"]
    with asked.turn():
        pass  # and whoever comes later finds it free


def test_refusals_are_in_the_log_once_a_minute(caplog):
    asked = Turns(1, waiting=0, busy="Later, please.")
    with taken(asked):
        for _ in range(50):
            with pytest.raises(Busy), asked.turn():
                raise AssertionError("it was somebody else's turn")
        asked._logged -= EVERY  # a minute later
        with pytest.raises(Busy), asked.turn():
            raise AssertionError("it was somebody else's turn")
    assert [record.getMessage() for record in caplog.records] == [
        "refused (turn): Later, please.",
        "refused (turn): Later, please. (49 more were told so since)",
    ]


def test_a_reader_who_has_waited_long_enough_is_told():
    asked = Turns(1, patience=0.01, busy="Later, please.")
    with taken(asked), pytest.raises(Busy), asked.turn():
        raise AssertionError("it was somebody else's turn")
    with asked.turn():
        pass


def test_whoever_leaves_while_waiting_is_out_of_the_line():
    class Left(BaseException):
        """As Streamlit ends the run of a page that was left."""

    def leave() -> None:
        raise Left

    asked = Turns(1, waiting=1)
    with taken(asked):
        with pytest.raises(Left), asked.turn(pause=leave):
            raise AssertionError("it was somebody else's turn")
        assert not asked._readers, "the next one who comes may wait"


def test_a_turn_that_ends_in_a_fault_is_over():
    asked = Turns(1)
    with pytest.raises(ZeroDivisionError), asked.turn():
        1 / 0  # noqa: B018
    with asked.turn():
        pass


def test_days_asked_for_one_after_the_other_are_bounded_and_the_position_of_now_is_not(served):
    seen = loading.fingerprint()
    with taken(loading.LOADING, waiting=8):
        assert loading.as_at(seen, SCRUTINY) == Unready(loading.TOO_MANY)
        officer = threading.Thread(target=loading.now, args=(seen, SCRUTINY))
        officer.start()
        while not loading.LOADING._officers:
            threading.Event().wait(0.001)
        assert loading.LOADING._readers, "it is the officer's turn next, before all of these"
    officer.join(SECONDS)
    assert isinstance(loading.as_at(seen, SCRUTINY), Position), "and nothing of the refusal is kept"


def test_while_an_officer_is_at_work_no_readers_turn_begins():
    asked = Turns(1, kept=1)
    crew = Crew(asked)
    with asked.turn():
        pass  # a reader's, just now
    with asked.ahead(SECONDS):
        crew.join("reader")
        crew.in_line(1)
        assert crew.join("officer", officer=True).wait(SECONDS), "other officers are not held back"
    assert crew.done() == ["officer", "reader"]


@pytest.mark.parametrize(
    ("at_most", "before"),
    [
        pytest.param(0, True, id="the last reader's turn is longer over than readers are held back"),
        pytest.param(SECONDS, False, id="no reader has had one"),
    ],
)
def test_a_reader_is_held_back_for_so_long_and_no_longer(at_most, before):
    """Whatever officers do, readers have a turn every so often: a workbook that means ill keeps nobody waiting."""
    asked = Turns(1, patience=SECONDS)
    if before:
        with asked.turn():
            pass
    with asked.ahead(at_most), asked.ahead(at_most), asked.turn():
        pass


def test_a_workbook_is_opened_out_of_turn_and_checked_in_one(few_now):
    """What is opened may take as long as it is given; what is found of it keeps the processor, and others wait."""
    good, free = a_return(few_now), threading.Event()
    asked = Turns(1)
    crew = Crew(asked)
    assert crew.join("a page of a past day", holds=free).wait(SECONDS)
    found = []
    officer = threading.Thread(
        target=lambda: found.append(
            check.check_return("a.xlsx", good, few_now, lambda: asked.turn(officer=True)).accepted
        )
    )
    officer.start()
    crew.in_line(1)
    assert not found, "it was opened, and waits"
    free.set()
    officer.join(SECONDS)
    assert found == [True]
    assert check.check_return("a.xlsx", b"no workbook", few_now, _no_turn).unreadable


def _no_turn():
    raise AssertionError("nothing of what cannot be opened keeps the processor")


def test_what_a_page_shows_of_a_past_day_is_made_in_its_turn_and_that_of_now_at_once(served):
    """Eight readers who ask for one day after the other leave an officer's check most of the processor."""
    seen, view = loading.fingerprint(), SimpleNamespace()
    now, past = loading.now(seen, SCRUTINY), loading.as_at(seen, SCRUTINY)
    with taken(loading.LOADING, waiting=8):
        assert loading.made("page", seen, (), lambda *_: "of now", now, view) == "of now"
        with pytest.raises(Busy, match=f"^{loading.TOO_MANY}$"):
            loading.made("page", seen, (), lambda *_: "of a past day", past, view)
    assert loading.made("page", seen, (), lambda *_: "of a past day", past, view) == "of a past day"


def test_a_page_of_a_past_day_that_there_is_no_room_for_says_so(served, monkeypatch):
    app = opened(served, monkeypatch, "overview", as_at="2010-07-21")
    assert "Targets on track" in said(app)
    app.query_params["as_at"] = "2010-07-20"  # of which the position is there, and no page
    with taken(loading.LOADING, waiting=8):
        app.run()
        assert loading.TOO_MANY in said(app)
        assert "Targets on track" not in said(app)
        assert not app.exception
    assert "Targets on track" in said(app.run())


def test_days_put_out_of_memory_only_days(served):
    seen = loading.fingerprint()
    now = loading.now(seen, SCRUTINY)
    for back in range(6):
        loading.as_at(seen, SCRUTINY - timedelta(days=back))
    assert loading.now(seen, SCRUTINY) is now
    view = SimpleNamespace()
    made = loading.made("page", seen, (), lambda *_: object(), now, view)
    other = loading.made("page", seen, (), lambda *_: object(), loading.as_at(seen, SCRUTINY), view)
    assert made is not other, "today by its name knows of no workbook placed by hand"
    for n in range(120):
        loading.made("page", seen, (n,), lambda *_: object(), loading.as_at(seen, SCRUTINY), view)
    assert loading.made("page", seen, (), lambda *_: object(), now, view) is made


def test_an_officers_workbook_is_checked_and_marked_while_readers_have_theirs_read(few_now):
    good = a_return(few_now)
    with taken(worker_client.TURNS):
        checked = check.check_return("safer.xlsx", good, few_now)
        assert checked.is_a_return
        assert isinstance(workbook.marked_copy("safer.xlsx", good, checked.problems), bytes)
        assert downloads.in_turn(lambda: b"template", officer=True)() == b"template"


def test_papers_are_made_one_at_a_time_for_readers_and_at_once_for_officers():
    with taken(downloads.MAKING, waiting=8):
        with pytest.raises(Busy) as told:
            downloads.in_turn(lambda: b"paper", officer=False)()
        assert str(told.value) == (
            "Papers and workbooks are being made for others just now. Press the button again in a minute."
        )
        assert downloads.in_turn(lambda: b"paper", officer=True)() == b"paper"
    assert downloads.in_turn(lambda: b"paper", officer=False)() == b"paper"
