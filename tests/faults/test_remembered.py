"""What is worked out for readers is kept within bounds, and nothing stays of questions whose answers are not kept.

The kind: memory that grows with every new thing somebody asks for. Tried: days and words without end, answered, refused
and failing; many who ask the same at once, one of whom fails or leaves; an answer that is nothing at all.
"""

import threading
from datetime import timedelta

import pytest

from oxdash.judging.position import Unready
from oxdash.storage.remembered import NOTHING, Remembered
from oxdash.web import loading
from tests.conftest import SCRUTINY
from tests.faults.test_turns import SECONDS, taken


def fails() -> None:
    raise ZeroDivisionError


def test_of_endless_questions_the_newest_answers_are_kept_and_nothing_else():
    asked = Remembered(3)
    for number in range(500):
        assert asked.get(("day", number), lambda number=number: number) == number
        with pytest.raises(ZeroDivisionError):
            asked.get(("fails", number), fails)
    assert len(asked) == 3
    assert [number for number in range(500) if asked.find(("day", number)) is not NOTHING] == [497, 498, 499]


def test_what_was_asked_for_last_stays():
    asked = Remembered(2)
    for question in ("now", "a day", "now", "another day"):
        asked.get(question, lambda question=question: question)
    assert (asked.find("now"), asked.find("another day"), asked.find("a day")) == ("now", "another day", NOTHING)


def test_an_answer_that_is_nothing_is_kept_too():
    asked, made = Remembered(2), []
    for _ in range(3):
        assert asked.get("question", lambda: made.append(True)) is None
    assert made == [True]


def wanted_by(asked: Remembered, count: int) -> None:
    """Go on once so many want the answer."""
    while "question" not in asked._under_way or asked._under_way["question"].wanted < count:
        threading.Event().wait(0.001)


def together(asked: Remembered, makes: list) -> list:
    """What each is told who asks the same while the first works it out."""
    told: list = [None] * len(makes)

    def ask(place: int) -> None:
        try:
            told[place] = asked.get("question", makes[place])
        except BaseException as error:
            told[place] = type(error)

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(len(makes))]
    for place, thread in enumerate(threads):
        thread.start()
        wanted_by(asked, place + 1)
    makes[0].go.set()
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive()
    return told


class First:
    """Works it out once it may."""

    def __init__(self, answer) -> None:
        self.go, self.answer, self.times = threading.Event(), answer, 0

    def __call__(self):
        assert self.go.wait(SECONDS)
        self.times += 1
        return self.answer()


def leaves() -> None:
    raise KeyboardInterrupt


def test_many_who_ask_the_same_have_it_worked_out_once():
    asked, first = Remembered(2), First(lambda: "answer")
    assert together(asked, [first] * 5) == ["answer"] * 5
    assert (first.times, len(asked)) == (1, 1)


def test_who_fails_takes_it_from_nobody():
    asked, first = Remembered(2), First(fails)
    makes = [first, lambda: "answer", lambda: "answer"]
    assert together(asked, makes) == [ZeroDivisionError, "answer", "answer"]


def test_who_leaves_while_it_is_worked_out_does_not_wait_for_it():
    asked, first = Remembered(2), First(lambda: "answer")
    working = threading.Thread(target=asked.get, args=("question", first))
    working.start()
    wanted_by(asked, 1)
    with pytest.raises(KeyboardInterrupt):
        asked.get("question", lambda: "mine", leaves)
    first.go.set()
    working.join(SECONDS)
    assert asked.find("question") == "answer" and len(asked) == 1


def test_days_without_end_leave_nothing_behind_while_others_wait(served):
    seen = loading.fingerprint()
    with taken(loading.LOADING, waiting=8):
        for back in range(300):
            assert isinstance(loading.as_at(seen, SCRUTINY - timedelta(days=back)), Unready)
    assert len(loading.kept().as_at) == 0
