"""Whose address counts: the one that asks; another only where a proxy that the settings name says so.

The kind: a word on where a request comes from, from somebody who may write anything. Tried: nobody named, one named,
one of two in a row named, addresses before the last, what is no address, a proxy on a socket, networks, the scheme.
"""

import pytest

from oxdash.settings import Misset, Settings
from oxdash.vocabulary.addresses import named
from oxdash.web.asgi import peer_of
from oxdash.web.guard.addresses import Proxies, SeenFrom
from tests.elsewhere import run
from tests.faults.asking import scope

PROXY, OTHER = ("192.0.2.10", 4000), ("192.0.2.11", 4000)

CASES = [
    # proxies named, who asks, what is said, whose it is
    pytest.param("", PROXY, "198.51.100.7", "192.0.2.10", id="nobody is named, so nobody is believed"),
    pytest.param("", ("127.0.0.1", 1), "198.51.100.7", "127.0.0.1", id="nor this machine itself"),
    pytest.param("192.0.2.10", PROXY, "198.51.100.7", "198.51.100.7", id="the one that is named"),
    pytest.param("192.0.2.10", OTHER, "198.51.100.7", "192.0.2.11", id="another than the one named"),
    pytest.param("192.0.2.10", PROXY, "10.0.0.1, 198.51.100.7", "198.51.100.7", id="anybody wrote what stands before"),
    pytest.param("192.0.2.0/24", PROXY, "198.51.100.7, 192.0.2.11", "198.51.100.7", id="two of ours in a row"),
    pytest.param("192.0.2.10", PROXY, "198.51.100.7, 192.0.2.11", "192.0.2.11", id="two in a row, one of them named"),
    pytest.param("192.0.2.10", PROXY, None, "192.0.2.10", id="it says nothing"),
    pytest.param("192.0.2.10", PROXY, "", "192.0.2.10", id="it says nothing, in words"),
    pytest.param("192.0.2.10", PROXY, "198.51.100.7, unknown", "192.0.2.10", id="what is no address is nobody's word"),
    pytest.param("192.0.2.10", PROXY, "x\n2026", "192.0.2.10", id="nor is a line for the log"),
    pytest.param("192.0.2.0/24", PROXY, "192.0.2.11", "192.0.2.10", id="all of them are ours"),
    pytest.param("2001:db8::/32", ("2001:db8::1", 1), "198.51.100.7", "198.51.100.7", id="a network in IPv6"),
    pytest.param("192.0.2.10", ("::ffff:192.0.2.10", 1), "198.51.100.7", "198.51.100.7", id="IPv4 written as IPv6"),
    pytest.param("unix", None, "198.51.100.7", "198.51.100.7", id="a proxy on a socket"),
    pytest.param("", None, "198.51.100.7", "unix", id="a socket that is not named"),
]


@pytest.mark.parametrize(("proxies", "client", "said", "whose"), CASES)
def test_whose_address_counts(proxies, client, said, whose):
    asked = scope(client=client, x_forwarded_for=said)
    assert peer_of(Proxies(named(proxies)).seen_from(asked)) == whose


def test_several_headers_are_one_list():
    asked = scope(client=PROXY)
    asked["headers"] += [(b"x-forwarded-for", b"10.0.0.1"), (b"x-forwarded-for", b"198.51.100.7")]
    assert peer_of(Proxies(["192.0.2.10"]).seen_from(asked)) == "198.51.100.7"


SCHEMES = [
    pytest.param("192.0.2.10", "http", "https", "https", id="a request that came by https"),
    pytest.param("192.0.2.10", "websocket", "https", "wss", id="a websocket that did"),
    pytest.param("192.0.2.10", "http", "javascript", "http", id="what is no scheme"),
    pytest.param("", "http", "https", "http", id="from a proxy that is not named"),
]


@pytest.mark.parametrize(("proxies", "kind", "said", "scheme"), SCHEMES)
def test_whose_word_on_the_scheme_counts(proxies, kind, said, scheme):
    asked = scope(kind, client=PROXY, x_forwarded_proto=said)
    assert Proxies(named(proxies)).seen_from(asked)["scheme"] == scheme


def test_what_stands_behind_sees_the_address_that_counts():
    seen = []

    async def app(scope, receive, send):
        seen.append((scope["client"], scope["scheme"]))

    asked = scope("websocket", client=PROXY, x_forwarded_for="198.51.100.7", x_forwarded_proto="https")
    run(SeenFrom(app, Proxies(["192.0.2.10"]))(asked, None, None))
    run(SeenFrom(app, Proxies())(asked, None, None))
    assert seen == [(("198.51.100.7", 0), "wss"), (PROXY, "http")]


def test_a_proxy_that_is_no_address_is_told_at_the_start():
    with pytest.raises(Misset, match="the-proxy"):
        Settings(proxies="192.0.2.10, the-proxy")
