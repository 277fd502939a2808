"""The way back after signing in: tables of addresses."""

import pytest

from oxdash.web import middleware
from tests.elsewhere import run

LOOPBACK = ("127.0.0.1", 50000)


def scope(client=LOOPBACK, headers=None, path="/", kind="http"):
    encoded = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    return {"type": kind, "client": client, "headers": encoded, "path": path, "method": "GET"}


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
    return run(_answered(middleware.WayBack(to_the_start), given))[1]


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
    ("http://[localhost:8501/x", "an address that cannot be taken apart"),
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
