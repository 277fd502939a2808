"""A reader's turn gives way to officers in the middle of its work, and what it does is made of small pieces.

The kind: work that cannot be stopped once it has begun. Whoever comes then waits until all of it is done, however their
turns are ordered, and shares the processor with it meanwhile: an officer's check took as long again as the longest
page of a past day. Counted here: function calls between two places where a page may be stopped, not seconds.
"""

import sys
import threading
from collections.abc import Callable

import pytest

from oxdash.documents import overview
from oxdash.documents.blocks import Paragraph
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.judging import contents
from oxdash.judging.on_record import OnRecord, read
from oxdash.judging.position import judged
from oxdash.settings import Settings
from oxdash.storage.turns import LOOK_AGAIN, Busy, Turns
from oxdash.web import loading, page
from oxdash.web.view import View
from tests.conftest import SCRUTINY, SHIPPED
from tests.faults.test_turns import SECONDS, Crew
from tests.spec.test_pages import opened, said

LARGEST = 0.2  # of all the work for a page of a past day, in one piece


class Reader:
    """A thread in a reader's turn, and what became of its pieces of work, each done when it is told to go on."""

    def __init__(self, asked: Turns, done: list[str]) -> None:
        self.asked, self.done = asked, done
        self.in_first, self.on = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()
        assert self.in_first.wait(SECONDS)

    def _work(self) -> None:
        with self.asked.turn():
            self.in_first.set()
            assert self.on.wait(SECONDS)
            self.done.append("first piece")
            self.asked.give_way()
            self.done.append("second piece")

    def goes_on(self) -> None:
        self.on.set()
        while self.thread.is_alive() and not self.asked._aside:
            threading.Event().wait(0.001)

    def over(self) -> None:
        self.thread.join(SECONDS)
        assert not self.thread.is_alive()


def test_an_officer_who_comes_in_the_middle_has_the_turn_after_the_piece_that_is_under_way():
    asked = Turns(1)
    crew, free = Crew(asked), threading.Event()
    reader = Reader(asked, crew.order)
    crew.join("another reader")
    crew.in_line(1)
    officer = crew.join("officer", officer=True, holds=free)
    crew.in_line(2)
    reader.goes_on()
    assert officer.wait(SECONDS)
    free.set()
    reader.over()
    assert crew.done() == ["first piece", "officer", "second piece", "another reader"]


def test_while_an_officer_is_at_something_else_a_turn_stands_still_in_the_middle():
    asked, done = Turns(1), []
    reader = Reader(asked, done)
    with asked.ahead(SECONDS):
        reader.goes_on()
        with asked.turn(officer=True):  # the place is free
            done.append("officer")
        assert asked._aside
    reader.over()
    assert done == ["first piece", "officer", "second piece"]


def test_a_turn_stands_still_for_so_long_in_all_and_no_longer():
    """However often it could: officers who come one after the other do not keep a reader for ever."""
    asked, looked = Turns(1), []
    with asked.turn(), asked.ahead(LOOK_AGAIN * 5):
        asked.give_way(lambda: looked.append("again"))
        stood = list(looked)
        for _ in range(5):
            asked.give_way(lambda: looked.append("again"))
    assert stood and looked == stood
    with asked.turn(), asked.ahead(0):
        asked.give_way(lambda: looked.append("again"))
    assert looked == stood


def test_a_reader_who_leaves_while_the_turn_stands_still_ends_it():
    class Left(BaseException):
        """As Streamlit ends the run of a page that was left."""

    def leave() -> None:
        raise Left

    asked = Turns(1, waiting=0)
    with asked.ahead(SECONDS), pytest.raises(Left), asked.turn():
        asked.give_way(leave)
    assert not asked._aside
    with asked.turn(), pytest.raises(Busy), asked.turn():
        raise AssertionError("there is one place, as before")


def test_whoever_has_no_readers_turn_gives_way_to_nobody():
    asked = Turns(1)
    with asked.ahead(SECONDS):
        asked.give_way()
        with asked.turn(officer=True):
            asked.give_way()
        asked.give_way()


def test_a_page_of_a_past_day_stands_still_for_an_officer_and_is_whole_afterwards(served, monkeypatch):
    app = opened(served, monkeypatch, "overview")
    app.query_params["as_at"] = "2010-07-21"
    reader = threading.Thread(target=app.run)
    with loading.LOADING.turn(officer=True):
        reader.start()
        while not loading.LOADING._readers:
            threading.Event().wait(0.001)
        officer = loading.LOADING.ahead(SECONDS)
        loading.LOADING._reader_done = float("-inf")  # so that its turn begins all the same
        officer.__enter__()
    while not loading.LOADING._aside:
        threading.Event().wait(0.001)
    officer.__exit__(None, None, None)
    reader.join(SECONDS)
    assert "Targets on track" in said(app)
    assert not app.exception


def test_blocks_are_drawn_one_by_one_as_officers_let_them():
    asked, drawn = loading.LOADING, []
    blocks = [Paragraph("one"), Paragraph("two")]

    def work() -> None:
        with asked.turn():
            drawn.append(page.draw(blocks, View()))

    with asked.ahead(SECONDS):
        asked._reader_done = float("-inf")
        reader = threading.Thread(target=work)
        reader.start()
        while not asked._aside:
            threading.Event().wait(0.001)
        assert not drawn
    reader.join(SECONDS)
    assert "one" in str(drawn) and "two" in str(drawn)


class Pieces:
    """Function calls between two pauses of some work."""

    def __init__(self) -> None:
        self.calls, self.found = 0, []

    def pause(self) -> None:
        self.found.append(self.calls)
        self.calls = 0

    def of(self, work: Callable[[], object]):
        def seen(frame, event, argument) -> None:
            self.calls += event == "call"

        before = sys.getprofile()
        sys.setprofile(seen)
        try:
            return work()
        finally:
            sys.setprofile(before)
            self.pause()


def test_the_position_of_a_past_day_and_its_overview_are_made_of_small_pieces():
    """Of all the work for it no piece is so large that an officer would wait for long."""
    held = read(SHIPPED, cache=contents.of(Settings()))
    assert isinstance(held, OnRecord), held
    of_day = held.by(SCRUTINY)

    def work(pause: Callable[[], None]) -> None:
        stands = judged(of_day, SCRUTINY, pause=pause)
        overview.page(Standing(stands.on(SCRUTINY), Edition("2009-10 Q4"), pause=pause))

    work(lambda: None)  # what is kept for good is made once
    pieces = Pieces()
    pieces.of(lambda: work(pieces.pause))
    assert max(pieces.found) < LARGEST * sum(pieces.found), pieces.found
