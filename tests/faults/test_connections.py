"""How many connections are let in, from one address and in all, and what becomes of those that say nothing.

The kind: something that costs the server a place and gives it back only when somebody else likes. Tried: connections
that say nothing, one address with many, many addresses, one person's many IPv6 addresses, an IPv4 address written as
IPv6, many who come at once and speak a moment later.
"""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as some

from oxdash.web.guard.connections import TOO_MANY, TOO_MANY_HERE, Connections, Limits
from tests.elsewhere import run


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Standing:
    """Connections that were let in, and why each had to leave."""

    def __init__(self, limits: Limits, moment: float = 2):
        self.clock = Clock()
        self.among = Connections(limits, moment, self.clock)
        self.left: list[tuple[int, str]] = []
        self.number = 0

    def come(self, address: str = "198.51.100.7", *, speaks: bool = False):
        number, self.number = self.number, self.number + 1
        one = self.among.came(address, lambda why: self.left.append((number, why)))
        if speaks and not isinstance(one, str):
            assert self.among.spoke(one) is None
        return one


def test_the_numbers_are_those_that_were_decided():
    assert Limits() == Limits(silent=20, each=250, everybody=1000)


def test_of_those_that_say_nothing_the_oldest_goes():
    standing = Standing(Limits(silent=3))
    for _ in range(3):
        standing.come()
    standing.clock.now = 5
    standing.come()
    assert standing.left == [(0, "too many silent connections")]
    assert len(standing.among) == 3


def test_many_who_come_at_once_are_given_a_moment_to_speak():
    standing = Standing(Limits(silent=3))
    crowd = [standing.come() for _ in range(50)]
    assert standing.left == []
    assert [standing.among.spoke(one) for one in crowd] == [None] * 50
    assert not any(standing.among.in_excess(one) for one in crowd)


def test_after_that_moment_no_more_than_so_many_stay():
    standing = Standing(Limits(silent=3))
    crowd = [standing.come() for _ in range(50)]
    for one in crowd:
        if standing.among.in_excess(one):
            standing.among.send_away(one, "too many silent connections")
    assert len(standing.among) == 3
    assert [number for number, _ in standing.left] == list(range(47))


def test_one_address_has_room_for_so_many_and_no_more():
    standing = Standing(Limits(each=4))
    crowd = [standing.come(speaks=True) for _ in range(4)]
    assert standing.come() == TOO_MANY_HERE
    assert not isinstance(standing.come("192.0.2.1"), str), "another address has its own"
    standing.among.went(crowd[0])
    assert not isinstance(standing.come(), str)


def test_one_that_speaks_when_its_address_is_full_is_told_so():
    standing = Standing(Limits(each=2))
    late = standing.come()
    for _ in range(2):
        standing.come(speaks=True)
    assert standing.among.spoke(late) == TOO_MANY_HERE


def test_all_addresses_together_have_room_for_so_many():
    standing = Standing(Limits(everybody=5))
    for number in range(5):
        standing.come(f"192.0.2.{number}", speaks=True)
    assert standing.among.used_up
    assert standing.come("192.0.2.99") == TOO_MANY


def test_those_that_say_nothing_never_keep_somebody_out():
    standing = Standing(Limits(everybody=5))
    for number in range(5):
        standing.come(f"192.0.2.{number}")
    assert not isinstance(standing.come("192.0.2.99", speaks=True), str)
    assert standing.left == [(0, "too many silent connections")]


SAME = [
    pytest.param("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True, id="two of one network, which one person has whole"),
    pytest.param("2001:db8:1:2::1", "2001:db8:1:3::1", False, id="two networks"),
    pytest.param("::ffff:192.0.2.1", "192.0.2.1", True, id="IPv4 written as IPv6"),
    pytest.param("fe80::1%eth0", "fe80::1", True, id="with the name of a network card"),
    pytest.param("not an address", "nor this", True, id="what is no address is one place"),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_what_counts_as_one_address(one, other, same):
    standing = Standing(Limits(each=1))
    standing.come(one, speaks=True)
    assert (standing.come(other) == TOO_MANY_HERE) is same


def test_what_says_nothing_is_closed_in_time():
    async def waited():
        among, left = Connections(Limits(silent=2), moment=0.01), []
        for number in range(5):
            one = among.came("192.0.2.1", lambda why, number=number: left.append((number, why)))
            among.wait(one, 0.05)
        while len(among):
            await asyncio.sleep(0.005)
        return left

    left = run(waited())
    assert [number for number, _ in left] == [0, 1, 2, 3, 4]
    assert [why for _, why in left] == ["too many silent connections"] * 3 + ["silent connection"] * 2


@given(some.lists(some.tuples(some.sampled_from("come speak fall go".split()), some.integers(0, 9)), max_size=60))
def test_the_counts_are_those_of_what_stands(acts):
    standing, crowd = Standing(Limits(silent=3, each=4, everybody=8), moment=0), []
    for act, number in acts:
        if act == "come":
            crowd.append(standing.come(f"192.0.2.{number % 3}"))
        elif crowd and not isinstance(one := crowd[number % len(crowd)], str):
            {"speak": standing.among.spoke, "fall": standing.among.fell_silent, "go": standing.among.went}[act](one)
        there = [one for one in crowd if not isinstance(one, str) and not one.gone]
        assert len(standing.among) == len(there) <= 8
        for address in {one.address for one in there}:
            assert sum(one.address == address and one.silent for one in there) <= 3
            assert sum(one.address == address and not one.silent for one in there) <= 4
