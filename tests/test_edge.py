"""Who is at this machine, and the way back after signing in: tables of connections and addresses."""

import pytest

from oxdash import edge
from tests.elsewhere import run

LOOPBACK = ("127.0.0.1", 50000)

CONNECTIONS = [
    # client, headers, local, why
    (LOOPBACK, {"host": "localhost:8501"}, True, "this machine, by its name"),
    (LOOPBACK, {"host": "127.0.0.1:8501"}, True, "this machine, by its number"),
    (("::1", 50000), {"host": "[::1]:8501"}, True, "this machine, in IPv6"),
    (("192.0.2.7", 50000), {"host": "localhost:8501"}, False, "another machine that says localhost"),
    (LOOPBACK, {"host": "localhost:8501", "x-forwarded-for": "192.0.2.7"}, False, "passed on by a proxy"),
    (LOOPBACK, {"host": "localhost:8501", "forwarded": "for=192.0.2.7"}, False, "passed on, said the newer way"),
    (LOOPBACK, {"host": "localhost:8501", "X-Real-IP": "192.0.2.7"}, False, "passed on, in capitals"),
    (LOOPBACK, {"host": "localhost:8501", "via": "1.1 proxy"}, False, "passed on, without saying for whom"),
    (LOOPBACK, {"host": "performance.council.example"}, False, "a foreign name that points here"),
    (LOOPBACK, {}, False, "no name asked for"),
    (None, {"host": "localhost"}, False, "no peer known"),
    (("unix", 0), {"host": "localhost"}, False, "a peer that is no address"),
]


def scope(client=LOOPBACK, headers=None, path="/", kind="http"):
    encoded = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    return {"type": kind, "client": client, "headers": encoded, "path": path, "method": "GET"}


@pytest.mark.parametrize(("client", "headers", "local", "why"), CONNECTIONS, ids=[row[-1] for row in CONNECTIONS])
def test_who_is_at_this_machine(client, headers, local, why):
    assert edge.is_local(scope(client, headers)) is local
    seen = marked(scope(client, headers, kind="websocket"))
    assert edge.at_this_machine(seen) is local


def marked(given):
    seen = {}

    async def app(scope, receive, send):
        seen.update({name.decode().lower(): value.decode() for name, value in scope["headers"]})

    run(edge.MarkLocal(app)(given, None, None))
    return seen


def test_nobody_outside_can_set_the_mark():
    forged = scope(("192.0.2.7", 1), {"host": "localhost", edge._HERE: "anything", edge._HERE.upper(): "again"})
    assert not edge.at_this_machine(marked(forged))
    assert not edge.at_this_machine({})
    assert not edge.at_this_machine({edge._HERE: ""})


async def _answered(app, given):
    messages = []

    async def send(message):
        messages.append(message)

    await app(given, None, send)
    return messages[0]["status"], [(name.decode(), value.decode()) for name, value in messages[0]["headers"]]


async def to_the_start(scope, receive, send):
    await send({"type": "http.response.start", "status": 302, "headers": [(b"location", b"/")]})
    await send({"type": "http.response.body", "body": b""})


def answered(given):
    return run(_answered(edge.WayBack(to_the_start), given))[1]


@pytest.mark.parametrize("door", ["/auth/login", "/auth/logout", "/laa/auth/login"])
def test_the_view_survives_signing_in_and_out(door):
    page = "http://localhost:8501/submit?quarter=2009-10+Q3"
    left = answered(scope(headers={"host": "localhost:8501", "referer": page}, path=door))
    cookie = dict(left)["set-cookie"]
    assert cookie == ("oxdash_way_back=%2Fsubmit%3Fquarter%3D2009-10%2BQ3; Path=/; Max-Age=600; HttpOnly; SameSite=Lax")
    back = answered(scope(headers={"host": "localhost:8501", "cookie": cookie.split(";")[0]}, path="/oauth2callback"))
    assert dict(back) == {
        "location": "/submit?quarter=2009-10+Q3",
        "set-cookie": "oxdash_way_back=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
    }


ELSEWHERE = [
    ("https://evil.example/x", "another site"),
    ("http://localhost:8501//evil.example/x", "a path that a browser reads as another site"),
    ("http://localhost:8501/\\evil.example", "the same with a backslash"),
    ("http://localhost:8501/" + "x" * 2000, "an address without end"),
    ("", "nowhere"),
]


@pytest.mark.parametrize(("referer", "why"), ELSEWHERE, ids=[row[-1] for row in ELSEWHERE])
def test_the_way_back_never_leaves_this_site(referer, why):
    left = answered(scope(headers={"host": "localhost:8501", "referer": referer}, path="/auth/login"))
    assert "set-cookie" not in dict(left)


def test_a_forged_cookie_leads_to_the_start():
    for value in ("https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "x%0d%0aset-cookie%3Aa"):
        given = scope(headers={"host": "localhost", "cookie": f"oxdash_way_back={value}"}, path="/oauth2callback")
        assert dict(answered(given))["location"] == "/"
