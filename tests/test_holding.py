"""Uploaded workbooks are held in memory, bounded and let go of."""

from oxdash.holding import Holding


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_what_is_held_is_given_back_by_its_ticket_only():
    holding = Holding()
    ticket = holding.put("safer.xlsx", b"bytes")
    assert (holding.get(ticket).name, holding.get(ticket).data) == ("safer.xlsx", b"bytes")
    assert holding.get("another") is None
    assert holding.get(None) is None


def test_a_second_workbook_takes_the_place_of_the_first():
    holding = Holding()
    first = holding.put("one.xlsx", b"x" * 10)
    second = holding.put("two.xlsx", b"y" * 20, instead_of=first)
    assert holding.get(first) is None
    assert holding.get(second).name == "two.xlsx"
    assert holding.bytes == 20


def test_there_is_no_room_past_the_limit():
    holding = Holding(limit=25)
    first = holding.put("one.xlsx", b"x" * 20)
    assert holding.put("two.xlsx", b"y" * 6) is None
    assert holding.get(first) is not None, "the one that was there stays"
    assert holding.put("two.xlsx", b"y" * 6, instead_of=first) is not None


def test_it_is_let_go_of_after_a_while_and_on_demand():
    clock = Clock()
    holding = Holding(keep=60, clock=clock)
    forgotten, finished = holding.put("one.xlsx", b"x"), holding.put("two.xlsx", b"y")
    holding.let_go(finished)
    assert holding.get(finished) is None
    clock.now = 61
    assert holding.get(forgotten) is None
    assert holding.bytes == 0
