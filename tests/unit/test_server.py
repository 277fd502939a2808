"""The server in front of the pages: what it adds to every answer, and what it takes from nobody."""

import base64
import hashlib
import re
import tomllib

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from oxdash.settings import HOME
from oxdash.web import middleware, server
from oxdash.web.guard.connections import Limits
from oxdash.web.guard.door import Bounds, Door

SHELL = middleware.SHELL.read_text("utf-8")


def answered(response: Response, method: str = "GET"):
    async def answer(request):
        return response

    app = Starlette(
        routes=[Route("/page", answer, methods=["GET", "HEAD"])],
        middleware=[Middleware(middleware.Headers), Middleware(middleware.Shell)],
    )
    return TestClient(app).request(method, "/page")


def test_a_page_that_is_taken_away_is_handed_over_as_it_was_made():
    async def answer(request):
        return Response(SHELL, media_type="text/html")

    app = Starlette(
        routes=[Route(path, answer) for path in ("/media/abc.html", "/laa/media/abc", "/overview")],
        middleware=[Middleware(middleware.Shell)],
    )
    client = TestClient(app)
    assert client.get("/media/abc.html").text == client.get("/laa/media/abc").text == SHELL
    assert client.get("/overview").text == middleware.reworded(SHELL) != SHELL


def test_every_answer_has_the_security_headers():
    found = answered(PlainTextResponse("x"))
    for name, value in middleware.HEADERS.items():
        assert found.headers[name] == value
    assert "frame-ancestors 'none'" in found.headers["content-security-policy"]
    assert "unsafe-eval'" not in found.headers["content-security-policy"].replace("wasm-unsafe-eval'", "")


def test_the_policy_allows_the_one_script_written_into_streamlits_page():
    scripts = re.findall(r"<script>(.*?)</script>", middleware.reworded(SHELL), re.DOTALL)
    assert len(scripts) == 1, "another inline script in this version of Streamlit: look at it before allowing it"
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in middleware.HEADERS["Content-Security-Policy"]


def test_the_start_page_is_ours():
    page = answered(Response(SHELL, media_type="text/html", headers={"etag": "x", "last-modified": "y"}))
    assert '<html lang="en-GB">' in page.text
    assert f"<title>{middleware.TITLE}</title>" in page.text
    assert "service-desc" not in page.text
    assert "etag" not in page.headers, "it is of the page as Streamlit ships it"
    assert int(page.headers["content-length"]) == len(page.content)


@pytest.mark.parametrize("media", ["text/plain", "application/json", "text/css"])
def test_other_answers_pass_untouched(media):
    found = answered(Response('<html lang="en">', media_type=media, headers={"etag": "x"}))
    assert found.text == '<html lang="en">'
    assert found.headers["etag"] == "x"


def test_health_says_nothing_but_that_it_is_well():
    door = Door(Bounds(Limits(everybody=1)))
    client = TestClient(Starlette(routes=[server.healthz(door)]))
    found = client.get("/api/healthz")
    assert (found.status_code, found.json()) == (200, {"status": "ok"})
    door.pages.came("192.0.2.1")
    found = client.get("/api/healthz")
    assert (found.status_code, found.json()) == (503, {"status": "full", "said": "All connections are in use."})


SETTINGS = [
    # section, name, value, why
    ("browser", "gatherUsageStats", False, "the reader's browser would call data.streamlit.io"),
    ("server", "address", "127.0.0.1", "the server would ask an outside service for its own address"),
    ("server", "fileWatcherType", "none", "readers connect three times as fast"),
    ("server", "maxUploadSize", 5, "a return is small"),
    ("client", "showErrorDetails", "none", "a reader never sees a traceback"),
    ("client", "toolbarMode", "viewer", "no buttons for developers"),
]


@pytest.mark.parametrize(("section", "name", "value"), [row[:3] for row in SETTINGS], ids=[row[3] for row in SETTINGS])
def test_streamlits_settings(section, name, value):
    settings = tomllib.loads((HOME / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings[section][name] == value
