"""Uploaded workbooks are held in memory, bounded and let go of."""

from oxdash.web.sessions import Holding


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_what_is_held_is_given_back_to_its_session_only():
    holding = Holding()
    assert holding.put("mine", "safer.xlsx", b"bytes")
    assert (holding.get("mine").name, holding.get("mine").data) == ("safer.xlsx", b"bytes")
    assert holding.get("another") is None


def test_a_second_workbook_takes_the_place_of_the_first():
    holding = Holding()
    holding.put("mine", "one.xlsx", b"x" * 10)
    holding.get("mine").made["checked"] = "the first"
    holding.put("mine", "two.xlsx", b"y" * 20)
    assert holding.get("mine").name == "two.xlsx"
    assert holding.get("mine").made == {}, "what was worked out from the first went with it"
    assert holding.bytes_of(None) == 20


def test_there_is_no_room_past_the_limit():
    holding = Holding(limit=25)
    holding.put("mine", "one.xlsx", b"x" * 20)
    assert not holding.put("theirs", "two.xlsx", b"y" * 6)
    assert holding.get("mine") is not None, "the one that was there stays"
    assert holding.put("mine", "two.xlsx", b"y" * 6)
    assert not holding.put("mine", "three.xlsx", b"z" * 26)
    assert holding.get("mine") is None, "and a session never keeps one that it meant to replace"


def test_it_is_let_go_of_after_a_while_and_on_demand():
    clock = Clock()
    holding = Holding(keep=60, clock=clock)
    holding.put("forgotten", "one.xlsx", b"x")
    holding.put("finished", "two.xlsx", b"y")
    holding.let_go("finished")
    assert holding.get("finished") is None
    clock.now = 61
    assert holding.get("forgotten") is None
    assert holding.bytes_of(None) == 0


def test_what_an_ended_session_left_is_let_go_of():
    holding = Holding()
    holding.put("here", "one.xlsx", b"x" * 3)
    holding.put("gone", "two.xlsx", b"y" * 4)
    holding.keep_only({"here"})
    assert (holding.bytes_of("here"), holding.bytes_of("gone"), holding.bytes_of(None)) == (3, 0, 3)
