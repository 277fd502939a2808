"""What the guard lets in: websockets of this very site, what pages say on them, and the addresses there are.

The kind: anything that reaches Streamlit and that no page needs. Each case asks the guard itself, with something in
Streamlit's place that remembers what reached it; tests/faults/test_served.py asks a real server.
"""

import ast
import asyncio
import re
import resource
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from oxdash.settings import HOME, Settings
from oxdash.web import middleware, server
from oxdash.web.guard import door as doors
from oxdash.web.guard.connections import TOO_MANY_HERE, Limits
from oxdash.web.guard.door import FOREIGN, NOT_FOUND, Bounds, Door, Guard
from oxdash.web.guard.log import Throttle
from oxdash.web.guard.routes import Addresses
from tests.elsewhere import run
from tests.faults.asking import Answer, Streamlit, Websocket, request, scope

RERUN = BackMsg(rerun_script={"query_string": "target=NI+154"}).SerializeToString()
CLEAR = BackMsg(clear_cache=True).SerializeToString()


class House:
    """A guard, with a stand-in behind it and what it logged."""

    def __init__(self, bounds: Bounds | None = None, base: str = "") -> None:
        self.said: list[str] = []
        self.streamlit = Streamlit()
        self.door = Door(bounds or Bounds(), throttle=Throttle(self.said.append))
        where = Addresses({"target", "find"}, {"static/js/index.js"}, lambda: base)
        self.guard = Guard(self.streamlit, self.door, where)

    def ask(self, path: str, **how) -> Answer:
        return run(request(self.guard, scope("http", path, **how)))


ORIGINS = [
    pytest.param("http://dash.example", True, id="the page's own"),
    pytest.param("https://dash.example", True, id="its own, where a proxy ends TLS"),
    pytest.param(None, False, id="none, which no browser sends"),
    pytest.param("http://evil.example", False, id="another site"),
    pytest.param("null", False, id="a page without an origin, such as a file or a sandbox"),
    pytest.param("http://dash.example:8080", False, id="another port of the same host"),
    pytest.param("http://dash.example.evil.example", False, id="a host that begins like ours"),
    pytest.param("http://evil.example/dash.example", False, id="a path that is our name"),
    pytest.param("http://dash.example/", False, id="with a path, which no browser sends"),
    pytest.param("http://DASH.example", False, id="in capitals, which no browser sends"),
    pytest.param("ftp://dash.example", False, id="another scheme"),
    pytest.param("http://x@dash.example", False, id="with a name before it"),
    pytest.param("", False, id="empty"),
]


@pytest.mark.parametrize(("origin", "let_in"), ORIGINS)
def test_a_websocket_is_opened_by_a_page_of_this_site_alone(origin, let_in):
    house = House()

    async def opened():
        socket = Websocket(house.guard, scope("websocket", "/_stcore/stream", origin=origin))
        socket.say(RERUN)
        return await socket.until(0)

    first = run(opened())
    if let_in:
        assert first == {"type": "websocket.accept", "subprotocol": "streamlit"}
    else:
        assert (first["type"], first["status"]) == ("websocket.http.response.start", 403)
        assert house.said == [f"refused (another site) from 198.51.100.7: {FOREIGN}"]
    assert bool(house.streamlit.asked) is let_in


def test_two_origins_or_two_hosts_are_no_page_of_this_site():
    twice = scope("websocket", "/_stcore/stream", origin="http://dash.example")
    for more in ((b"origin", b"http://dash.example"), (b"host", b"dash.example")):
        asked = {**twice, "headers": [*twice["headers"], more]}
        assert not doors.own(asked)


def test_streamlit_hears_of_a_connection_once_it_has_said_something():
    house = House()

    async def talked():
        socket = Websocket(house.guard)
        await socket.until(0)
        assert house.streamlit.asked == []
        socket.say(RERUN)
        await socket.until(1)
        socket.say(RERUN)
        await socket.until(2)
        socket.hang_up()
        await socket.task
        return socket.got

    got = run(talked())
    assert [message["type"] for message in got] == ["websocket.accept", "websocket.send", "websocket.send"]
    assert house.streamlit.heard == [RERUN, RERUN]
    assert len(house.door.pages) == 0


SAID = [
    pytest.param({"data": CLEAR}, (1008, "No page sends clear_cache."), id="a kind that no page sends"),
    pytest.param({"text": "hello"}, (1002, "Pages send no text."), id="text"),
    pytest.param({"data": b"\xff\xff"}, (1002, "This is no message of a page."), id="bytes that are no message"),
    pytest.param({"data": bytes(300_000)}, (1009, "A message may have 262,144 bytes."), id="a message too large"),
]


@pytest.mark.parametrize(("said", "closed"), SAID)
@pytest.mark.parametrize("first", [True, False], ids=["at once", "later"])
def test_whatever_else_is_said_closes_the_connection(said, closed, first):
    house = House()

    async def talked():
        socket = Websocket(house.guard)
        if not first:
            socket.say(RERUN)
            await socket.until(1)
        socket.say(**said)
        await socket.task
        return socket.closed

    assert run(talked()) == closed
    assert house.streamlit.heard == ([] if first else [RERUN])
    assert [line.count("198.51.100.7") for line in house.said] == [1]
    assert len(house.door.pages) == 0


def test_one_that_says_nothing_is_closed_and_streamlit_never_hears_of_it():
    house = House(Bounds(Limits(), silence=0.01))

    async def silent():
        socket = Websocket(house.guard)
        await socket.task
        return socket.closed

    assert run(silent()) == (1008, "Nothing was said on this connection.")
    assert house.streamlit.asked == []
    assert house.said == ["refused (silent connection) from 198.51.100.7: Nothing was said on this connection."]


def test_an_address_with_too_many_pages_is_told_so_before_streamlit_sees_it():
    house = House(Bounds(Limits(each=2)))

    async def crowd():
        sockets = [Websocket(house.guard) for _ in range(2)]
        for socket in sockets:
            socket.say(RERUN)
            await socket.until(1)
        third = Websocket(house.guard)
        refused = [await third.until(0), await third.until(1)]
        page = await request(house.guard, scope("http", "/", accept="text/html"))
        connecting = await request(house.guard, scope("http", "/_stcore/health"))
        health = await request(house.guard, scope("http", "/api/healthz"))
        elsewhere = await request(house.guard, scope("http", "/", client=("192.0.2.1", 1)))
        for socket in sockets:
            socket.hang_up()
            await socket.task
        return refused, page, connecting, health, elsewhere

    refused, page, connecting, health, elsewhere = run(crowd())
    assert (refused[0]["status"], refused[1]["body"].decode()) == (503, TOO_MANY_HERE)
    assert page.status == 503
    assert f"<p>{TOO_MANY_HERE}</p>" in page.body
    assert (connecting.status, connecting.body) == (503, TOO_MANY_HERE), "a page that lost its connection shows it"
    assert (health.status, elsewhere.status) == (200, 200)


def test_a_page_that_says_more_than_anybody_can_press_is_read_no_faster():
    house = House(Bounds(burst=3, a_second=100))

    async def talked():
        loop = asyncio.get_running_loop()
        socket, began = Websocket(house.guard), loop.time()
        for _ in range(23):
            socket.say(RERUN)
        await socket.until(23)
        socket.hang_up()
        return loop.time() - began

    assert run(talked()) >= 0.19  # twenty beyond the three at once
    assert len(house.streamlit.heard) == 23


def test_the_numbers_are_those_that_were_decided():
    assert Bounds() == Bounds(Limits(20, 250, 1000), silence=20, message=256 * 1024)
    assert server.door(Settings()).bounds == Bounds()


THERE = [
    pytest.param("/", id="the start"),
    pytest.param("/target", id="a page"),
    pytest.param("/target/", id="a page, with a stroke"),
    pytest.param("/_stcore/health", id="what a page asks before it connects"),
    pytest.param("/static/js/index.js", id="a file of Streamlit's browser side"),
    pytest.param("/favicon.png", id="the icon"),
    pytest.param("/start.js", id="our script"),
    pytest.param("/outcome.js", id="another of them"),
    pytest.param("/menu.js", id="a third"),
    pytest.param("/media/0a1b.xlsx", id="a file to take away"),
    pytest.param("/auth/login", id="the sign-in"),
    pytest.param("/oauth2callback", id="the way back from it"),
    pytest.param("/api/positions", id="open data"),
    pytest.param("/api/healthz", id="health"),
]
NOT_THERE = [
    pytest.param("/target/x", id="below a page"),
    pytest.param("/overview.html", id="a page of the static kind"),
    pytest.param("/overview", id="the start by its file's name"),
    pytest.param("/nope.json", id="a file that is none"),
    pytest.param("/index.html", id="Streamlit's own start page"),
    pytest.param("/manifest.json", id="the list of Streamlit's files"),
    pytest.param("/static", id="a folder"),
    pytest.param("/static/js/", id="a folder, with a stroke"),
    pytest.param("/static/js/../../index.html", id="a way out of the folder"),
    pytest.param("/api/positions/../../audit/audit.jsonl", id="a way out of the open data"),
    pytest.param("/api/..", id="a way out of it that ends there"),
    pytest.param("/static/js/nope.js", id="a script that is not shipped"),
    pytest.param("/_stcore/metrics", id="metrics"),
    pytest.param("/_stcore/host-config", id="host configuration"),
    pytest.param("/_stcore/agent/openapi.json", id="the agent document"),
    pytest.param("/_stcore/agent/interact", id="the agent's way in"),
    pytest.param("/_stcore/agent/mcp", id="its other way in"),
    pytest.param("/_stcore/script-health-check", id="the check that runs the app"),
    pytest.param("/_stcore/bidi-components/x/y.js", id="a component"),
    pytest.param("/component/x/index.html", id="a component of the older kind"),
    pytest.param("/app/static/x", id="files beside the app"),
    pytest.param("/_stcore/message", id="a route of older versions"),
    pytest.param("/_stcore/upload_file/session", id="half an upload"),
    pytest.param("/media/", id="files without a name"),
    pytest.param("/media/a/b", id="a file below another"),
    pytest.param("//target", id="a page after two strokes"),
    pytest.param("//evil.example/", id="another site after two strokes"),
    pytest.param("/TARGET", id="a page in capitals"),
    pytest.param("", id="nothing at all"),
    pytest.param("*", id="a star"),
    pytest.param("/laa/", id="a base path that is not set"),
    pytest.param("/.env", id="what scanners ask for"),
]


@pytest.mark.parametrize("path", THERE)
def test_what_a_page_needs_is_there(path):
    assert House().ask(path).body == "Streamlit"


@pytest.mark.parametrize("path", NOT_THERE)
def test_an_address_that_is_none_is_answered_in_words(path):
    house = House()
    for said in (house.ask(path), house.ask(path, accept="text/html,*/*")):
        assert said.status == 404
        assert NOT_FOUND in said.body
    assert house.streamlit.asked == []


def test_the_words_lead_to_a_page():
    said = House(base="laa").ask("/laa/target/x", accept="text/html")
    assert '<a href="/laa/target">The page above it</a>' in said.body
    assert '<a href="/laa/">The overview, where every page begins</a>' in said.body
    assert "<h1>There is nothing at this address</h1>" in said.body


@pytest.mark.parametrize("path", [param.values[0] for param in THERE if param.values[0] not in ("/api/positions",)])
def test_below_a_base_path_there_is_the_same_and_nothing_beside_it(path):
    house = House(base="laa/")
    beside = path in ("/favicon.png", "/start.js", "/outcome.js", "/menu.js", "/api/healthz")
    assert house.ask(path).status == (200 if beside else 404)
    assert house.ask(f"/laa{path}").status == (404 if path == "/api/healthz" else 200)


METHODS = [
    pytest.param("POST", "/", 405, "GET, HEAD", id="something posted to a page"),
    pytest.param("OPTIONS", "/", 405, "GET, HEAD", id="a question of another site"),
    pytest.param("PUT", "/media/x", 405, "GET, HEAD", id="something put where files are taken"),
    pytest.param("GET", "/_stcore/upload_file/s/f", 405, "PUT, DELETE", id="an upload taken back out"),
    pytest.param("POST", "/_stcore/upload_file/s/f", 405, "PUT, DELETE", id="an upload by another method"),
    pytest.param("OPTIONS", "/_stcore/upload_file/s/f", 405, "PUT, DELETE", id="a question of another site, for it"),
    pytest.param("HEAD", "/auth/login", 405, "GET", id="half a sign-in"),
    pytest.param("GET", "/_stcore/stream", 404, None, id="a websocket that is none"),
    pytest.param("TRACE", "/find", 405, "GET, HEAD", id="a method of the past"),
]


@pytest.mark.parametrize(("method", "path", "status", "allowed"), METHODS)
def test_an_address_is_used_in_its_own_way(method, path, status, allowed):
    house = House()
    said = house.ask(path, method=method)
    assert (said.status, said.headers.get("allow")) == (status, allowed)
    assert house.streamlit.asked == []


FROM = [
    pytest.param("/_stcore/health", {"origin": "http://evil.example"}, 403, id="a question of another site"),
    pytest.param("/_stcore/health", {"origin": "null"}, 403, id="of a sandbox"),
    pytest.param("/", {"origin": "http://evil.example"}, 403, id="for a page"),
    pytest.param("/", {}, 200, id="a link, which says nothing"),
    pytest.param("/", {"sec_fetch_site": "cross-site"}, 200, id="a link from another site"),
    pytest.param("/", {"origin": "http://dash.example"}, 200, id="its own"),
    pytest.param("/api/positions", {"origin": "http://evil.example"}, 200, id="open data is anybody's"),
]


@pytest.mark.parametrize(("path", "said", "status"), FROM)
def test_another_sites_page_may_ask_for_nothing_but_open_data(path, said, status):
    house = House()
    assert house.ask(path, **said).status == status


@pytest.mark.parametrize(
    "said",
    [
        {"origin": "http://evil.example"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},  # another port of the same machine
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_another_sites_page_uploads_and_takes_back_nothing(method, said):
    house = House()
    assert house.ask("/_stcore/upload_file/s/f", method=method, **said).status == 403
    assert house.streamlit.asked == []


def test_every_page_of_the_app_is_an_address_and_nothing_else_of_that_folder():
    listed = {
        node.args[0].value
        for node in ast.walk(ast.parse((HOME / "app.py").read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "page"
    }
    assert "overview" in listed
    assert server.addresses(Settings()).pages == listed - {"overview"}
    assert server.addresses(Settings(reward=False)).pages == listed - {"overview", "reward"}


def test_every_file_that_the_start_page_names_is_an_address():
    shell = middleware.reworded(middleware.SHELL.read_text("utf-8"))
    named = set(re.findall(r'(?:src|href)="\./([^"]+)"', shell))
    assert len(named) > 20
    where = server.addresses(Settings())
    assert {name for name in named if where.of(f"/{name}") is None} == set()


def test_below_a_root_path_of_the_server_there_is_the_same():
    house = House()
    for path, status in (("/laa/target", 200), ("/laa/target/x", 404), ("/laa/laa/target", 404)):
        asked = {**scope("http", path), "root_path": "/laa"}
        assert run(request(house.guard, asked)).status == status


def test_health_says_so_when_the_server_has_no_files_left():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    open_now = sum(1 for _ in Path("/proc/self/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_now + 20, hard))
    try:
        said = Door().said()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert (said, Door().said()) == ("The server has no files left to open.", None)


def test_health_says_so_when_nobody_else_can_be_let_in():
    at = Door(Bounds(Limits(everybody=3)), throttle=Throttle([].append))
    assert at.said() is None
    crowd = [at.pages.came(f"192.0.2.{number}") for number in range(3)]
    assert at.said() == "All connections are in use."
    at.pages.went(crowd[0])
    assert at.said() is None
