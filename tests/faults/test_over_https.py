"""Where people's address is https, every cookie is Secure and browsers are told to come by https alone.

The kind: a safeguard of a browser that is left out because the server itself speaks plain http behind a proxy. Tried:
the address known by the sign-in's set-up, by the proxy's word and by a connection that is https itself; every cookie
there is, Streamlit's and ours, given and taken away; a cookie that is Secure already; an error; a websocket.
"""

import http.client
from urllib.parse import urlsplit

import pytest

from oxdash.web import middleware
from oxdash.web.guard.addresses import Proxies, SeenFrom
from tests.browser.conftest import STARTING, free_port, served
from tests.elsewhere import run
from tests.returning import folder

SECRETS = """[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
client_id = "oxdash"
client_secret = "only for this test"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""


def answered(scheme: str, address: str | None, begins: str, *cookies: bytes) -> list[tuple[bytes, bytes]]:
    sent = []

    async def app(scope, receive, send):
        await send({"type": begins, "status": 200, "headers": [(b"Set-Cookie", one) for one in cookies]})

    async def send(message):
        sent.extend(message["headers"])

    kind = begins.split(".")[0]
    run(middleware.OverHttps(app, address=lambda: address)({"type": kind, "scheme": scheme, "headers": []}, None, send))
    return sent


PLACES = [
    ("http", "https://performance.council.example", True, "the address that the sign-in leads back to"),
    ("http", "HTTPS://performance.council.example", True, "the same, in capitals"),
    ("https", None, True, "a proxy that says so, or a server with a certificate"),
    ("https", "http://localhost:8501", True, "both, and one of them is https"),
    ("http", "http://localhost:8501", False, "this machine"),
    ("http", None, False, "nobody knows"),
    ("http", "httpsx://council.example", False, "a word that only begins like it"),
]


@pytest.mark.parametrize(("scheme", "address", "https", "why"), PLACES, ids=[row[-1] for row in PLACES])
def test_cookies_are_secure_and_hsts_is_sent_where_the_address_is_https(scheme, address, https, why):
    found = answered(scheme, address, "http.response.start", b"a=b; Path=/", b"c=; Max-Age=0", b"d=e; secure; Path=/")
    expected = [b"a=b; Path=/", b"c=; Max-Age=0", b"d=e; secure; Path=/"]
    if https:
        expected[:2] = [one + b"; Secure" for one in expected[:2]]
    assert [value for name, value in found if name.lower() == b"set-cookie"] == expected
    assert ((b"strict-transport-security", b"max-age=31536000") in found) is https


def test_a_cookie_given_with_a_websocket_is_secure_too():
    assert answered("ws", "https://a.example", "websocket.accept", b"a=b") == [(b"Set-Cookie", b"a=b; Secure")]
    assert answered("wss", None, "websocket.accept", b"secure=no") == [(b"Set-Cookie", b"secure=no; Secure")]


NAMED = [
    ("127.0.0.1", True, "the proxy that the settings name"),
    ("192.0.2.7", False, "anybody else who says so"),
]


@pytest.mark.parametrize(("peer", "https", "why"), NAMED, ids=[row[-1] for row in NAMED])
def test_a_proxys_word_that_people_came_by_https_counts_where_it_is_named(peer, https, why):
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"set-cookie", b"a=b")]})

    async def send(message):
        sent.extend(message["headers"])

    said = [(b"x-forwarded-proto", b"https")]
    scope = {"type": "http", "scheme": "http", "client": (peer, 1), "headers": said}
    run(SeenFrom(middleware.OverHttps(app, address=lambda: None), Proxies(["127.0.0.1"]))(scope, None, send))
    assert ((b"set-cookie", b"a=b; Secure") in sent) is https
    assert ((b"strict-transport-security", middleware.HSTS) in sent) is https


@pytest.mark.parametrize("https", [True, False], ids=["https", "http"])
def test_every_cookie_of_the_server_itself(tmp_path, https):
    """Streamlit's own cookies (sign-in, its tokens, its session, the one against foreign forms) and ours."""
    port = free_port()
    (tmp_path / ".streamlit").mkdir()
    where = "https://performance.council.example" if https else f"http://localhost:{port}"
    (tmp_path / ".streamlit" / "secrets.toml").write_text(SECRETS.format(address=where), "utf-8")
    with served("oxdash.web.server:app", tmp_path, data=folder(tmp_path), port=port) as address:
        found = {}
        for path, given in [
            ("/_stcore/health", {}),
            ("/auth/logout", {"Cookie": "_streamlit_user=x; _streamlit_user_tokens=y; _streamlit_session=z"}),
            ("/auth/login", {"Referer": f"{address}/submit"}),
            ("/no/such/address.txt", {}),
        ]:
            connection = http.client.HTTPConnection(*urlsplit(address).netloc.split(":"), timeout=STARTING)
            connection.request("GET", path, headers=given)
            answer = connection.getresponse()
            answer.read()
            hsts = answer.headers.get("Strict-Transport-Security")
            assert hsts == ("max-age=31536000" if https else None), path
            found |= {one.split("=")[0]: one for one in answer.headers.get_all("Set-Cookie") or []}
    assert found.keys() >= {"_streamlit_user", "_streamlit_user_tokens", "_streamlit_xsrf", "oxdash_way_back"}
    for one in found.values():
        assert one.endswith("; Secure") is https, one
