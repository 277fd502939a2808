"""The guard on a real server, over real connections: uvicorn as anybody starts it, with nothing of ours on its command.

The kind: what an ASGI application never sees, because the server in front of it deals with it first. Tried:
connections that send nothing, half a head, half a head on a connection that was kept, half a message, a websocket that
says nothing; a forwarded address that nobody vouches for; what uvicorn and Streamlit write into the log by themselves;
calls outside.
"""

import asyncio
import contextlib
import http.client
import os
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from benchmarks.wsclient import Viewer
from oxdash.settings import HOME, Settings
from oxdash.web import middleware, server
from oxdash.web.guard.door import NOT_FOUND
from oxdash.web.guard.log import EVERY
from tests.browser.conftest import STARTING, served
from tests.elsewhere import run
from tests.returning import folder

SILENT, SECONDS = 5, 6.0  # what this server lets stand of one address, and for how long
WATCH = """
import os, sys
def watch(event, args):
    if event == "socket.connect" and isinstance(args[1], tuple):
        told = str(args[1][0])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        told = str(args[1][0] if event == "socket.sendto" and isinstance(args[1], tuple) else args[0])
    else:
        return
    with open(os.environ["EGRESS"], "a") as out:
        out.write(f"{event} {told}\\n")
sys.addaudithook(watch)
"""


class Site:
    def __init__(self, address: str, tmp: Path) -> None:
        self.address, self.tmp = address, tmp
        self.where = urlsplit(address).hostname, urlsplit(address).port

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict, str]:
        asked = http.client.HTTPConnection(*self.where, timeout=STARTING)
        with contextlib.closing(asked):
            asked.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = asked.getresponse()
            return answer.status, dict(answer.headers), answer.read().decode("utf-8", "replace")

    def log(self) -> list[str]:
        return (self.tmp / "server.log").read_text("utf-8", "replace").splitlines()

    def outside(self) -> list[str]:
        egress = self.tmp / "egress"
        return egress.read_text().splitlines() if egress.exists() else []


@pytest.fixture(scope="module")
def at(tmp_path_factory):
    """The product, every call to an address written down by the interpreter itself, and a shorter patience."""
    tmp = tmp_path_factory.mktemp("served")
    (tmp / "watch").mkdir()
    (tmp / "watch" / "sitecustomize.py").write_text(WATCH)
    bounds = {
        "OXDASH_SILENT_CONNECTIONS": str(SILENT),
        "OXDASH_SILENCE_SECONDS": str(SECONDS),
        "OXDASH_ANSWER_SECONDS": str(SECONDS),
        "OXDASH_CONNECTIONS_EACH": "40",
    }
    watched = {"PYTHONPATH": f"{tmp / 'watch'}{os.pathsep}{HOME}", "EGRESS": str(tmp / "egress")}
    with served("oxdash.web.server:app", tmp, data=folder(tmp), log_level="info", **bounds, **watched) as address:
        yield Site(address, tmp)


def begun(at: Site, sent: bytes = b"") -> socket.socket:
    one = socket.create_connection(at.where, timeout=STARTING)
    one.sendall(sent)
    return one


def closed(one: socket.socket) -> bool:
    """Whether the server closes the connection; raises TimeoutError where it never does."""
    with one, contextlib.suppress(ConnectionError):
        while one.recv(4096):
            pass
    return True


HALF = b"GET / HTTP/1.1\r\nHost: x\r\n"
KEPT = b"GET /api/healthz HTTP/1.1\r\nHost: x\r\n\r\n" + HALF
BODY = b"GET /api/healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n"
NOTHING_ASKED = [
    pytest.param(b"", id="nothing at all"),
    pytest.param(HALF, id="half the head of a request"),
    pytest.param(KEPT, id="half a head, on a connection that was kept"),
    pytest.param(BODY, id="a body that never comes, where none is read"),
    pytest.param(b"\r\n" * 20, id="empty lines"),
]


@pytest.fixture(scope="module")
def waiting(at) -> Iterator[dict[bytes, socket.socket]]:
    """One connection of each sort, all begun together, so that all are waited for at once; no more than may stand."""
    assert len(NOTHING_ASKED) <= SILENT
    with contextlib.ExitStack() as all_of_them:
        yield {one.values[0]: all_of_them.enter_context(begun(at, one.values[0])) for one in NOTHING_ASKED}


@pytest.mark.parametrize("sent", NOTHING_ASKED)
def test_a_connection_that_asks_for_nothing_is_closed(waiting, sent):
    assert closed(waiting[sent])


async def open_websocket(at: Site, **how):
    return await connect(
        f"{at.address.replace('http', 'ws', 1)}/_stcore/stream", subprotocols=["streamlit"], origin=at.address, **how
    )


def test_a_websocket_that_says_nothing_is_closed(at):
    async def silent():
        one = await open_websocket(at)
        with pytest.raises(ConnectionClosed) as gone:
            await asyncio.wait_for(one.recv(), STARTING)
        return gone.value.rcvd.code, gone.value.rcvd.reason

    assert run(silent()) == (1008, "Nothing was said on this connection.")


def test_three_hundred_silent_connections_leave_readers_and_health_as_they_were(at):
    async def reader():
        async with Viewer(at.address) as viewer:
            await viewer.run()
            return len(viewer.elements)

    before, began = len(at.log()), time.monotonic()
    crowd = [begun(at, HALF if number % 2 else b"") for number in range(300)]
    try:
        assert run(reader()) > 10
        assert at.ask("/api/healthz")[0] == 200
        gone = sum(closed(one) for one in crowd)
    finally:
        for one in crowd:
            one.close()
    assert gone == 300
    assert not [line for line in at.log() if "Traceback" in line]
    told = [line for line in at.log()[before:] if "too many silent connections" in line]
    assert len(told) <= 6 + (time.monotonic() - began) // EVERY, "once a minute"


def test_many_readers_of_one_address_come_at_once(at):
    """More at once than may stand silent: each is waited for until it has spoken."""

    async def reader():
        async with Viewer(at.address) as viewer:
            await viewer.run()
            return len(viewer.elements)

    async def crowd():
        return await asyncio.gather(*(reader() for _ in range(SILENT * 3)))

    assert min(run(crowd())) > 10


def talking(at: Site) -> socket.socket:
    """A websocket, by hand."""
    asked = {"Host": "{}:{}".format(*at.where), "Origin": at.address, "Connection": "Upgrade", "Upgrade": "websocket"}
    asked |= {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "MDEyMzQ1Njc4OUFCQ0RFRg=="}
    head = "".join(f"{name}: {value}\r\n" for name, value in asked.items())
    one = begun(at, f"GET /_stcore/stream HTTP/1.1\r\n{head}\r\n".encode())
    assert one.recv(4096).startswith(b"HTTP/1.1 101")
    return one


def frame(first: int, length: int, sent: bytes = b"") -> bytes:
    """A client's frame, masked with zeros, that says it has ``length`` bytes."""
    return struct.pack("!BBQI", first, 0xFF, length, 0) + sent


RERUN = BackMsg(rerun_script={}).SerializeToString()
SAID = frame(0x82, len(RERUN), RERUN)
BEGUN, MORE, PING = 0x02, 0x00, 0x89


def test_a_message_that_never_ends_is_not_waited_for(at):
    """Half a frame that says it has 12 MB: uvicorn would keep it, up to 16 MB a connection, until the rest came."""
    with talking(at) as one:
        one.sendall(frame(0x82, 12 * 1024 * 1024, b"x" * 1000))
        answer = one.recv(4096)
        assert (answer[0], struct.unpack("!H", answer[2:4])) == (0x88, (1009,)), "closed: the message is too large"
        assert closed(one)
    assert [line for line in at.log() if "refused (message too large) from 127.0.0.1" in line]


def test_a_message_that_is_small_until_it_is_unpacked_is_too_large(at):
    async def bomb():
        async with await open_websocket(at, compression="deflate") as one:
            assert [type(extension).__name__ for extension in one.protocol.extensions] == ["PerMessageDeflate"]
            with contextlib.suppress(ConnectionClosed):
                await one.send(bytes(30 * 1024 * 1024))  # some 30 KB on the line
                await asyncio.wait_for(one.recv(), STARTING)
            return one.close_code

    assert run(bomb()) == 1009


HALF_SAID = [
    pytest.param(frame(0x82, 1000, b"x"), "half a message", id="a byte of a frame"),
    pytest.param(frame(BEGUN, 3, b"xyz"), "half a message", id="the first piece of a message"),
    pytest.param(frame(BEGUN, 3, b"xyz") + frame(PING, 1, b"x"), "half a message", id="a piece, and a sign of life"),
    pytest.param(frame(BEGUN, 0) + frame(MORE, 0) * 5000, "message in pieces", id="nothing, in pieces without end"),
]


@pytest.fixture(scope="module")
def half_said(at) -> Iterator[dict[bytes, socket.socket]]:
    """A page that has spoken for each, begun together, and what it says then."""
    pages = {}
    with contextlib.ExitStack() as all_of_them:
        for said in (one.values[0] for one in HALF_SAID):
            pages[said] = all_of_them.enter_context(talking(at))
            pages[said].sendall(SAID)
            assert pages[said].recv(1)
            pages[said].sendall(said)
        yield pages


@pytest.mark.parametrize(("said", "kind"), HALF_SAID)
def test_a_message_that_does_not_come_to_its_end_closes_a_page_that_has_spoken(at, half_said, said, kind):
    assert closed(half_said[said])
    assert [line for line in at.log() if f"refused ({kind}) from 127.0.0.1" in line]


def test_an_answer_that_nobody_takes_is_not_kept(at):
    largest = max((middleware.SHELL.parent / "static").rglob("*"), key=lambda file: file.stat().st_size)
    path = largest.relative_to(middleware.SHELL.parent).as_posix()
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect(at.where)
        one.sendall(f"GET /{path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 5)
        until = time.monotonic() + STARTING
        while not (said := [line for line in at.log() if "(answer not taken)" in line]) and time.monotonic() < until:
            time.sleep(0.1)
    assert len(said) == 1
    assert said[0].endswith("from 127.0.0.1: Nothing of the answer was taken.")
    assert "Traceback" not in "\n".join(at.log())


def test_bytes_that_are_no_message_are_a_line_in_the_log_and_no_traceback(at):
    async def talked():
        for said in (b"\xff" * 99, "text", BackMsg(load_git_info=True).SerializeToString()):
            async with await open_websocket(at) as one:
                await one.send(said)
                with contextlib.suppress(ConnectionClosed):
                    await asyncio.wait_for(one.recv(), STARTING)
                yield one.close_code

    async def codes():
        return [code async for code in talked()]

    assert run(codes()) == [1002, 1002, 1008]
    log = "\n".join(at.log())
    assert "Traceback" not in log
    assert "refused (malformed message) from 127.0.0.1: This is no message of a page." in log
    assert "refused (kind of message) from 127.0.0.1: No page sends load_git_info." in log


@pytest.mark.parametrize("path", ["/target/x", "/overview.html", "/nope.json", "/_stcore/host-config"])
def test_an_address_that_is_none_is_a_page_in_words(at, path):
    status, headers, body = at.ask(path, accept="text/html")
    assert status == 404
    assert NOT_FOUND in body
    assert {name: headers.get(name.lower()) for name in middleware.HEADERS} == middleware.HEADERS


def test_each_request_is_logged_once_without_its_query_or_a_session(at):
    session = "0123abcd-secret-session"
    at.ask("/target?target=NI+154&code=a-code-of-the-sign-in")
    at.ask("/oauth2callback?code=another-code&state=a-state")
    at.ask(f"/_stcore/upload_file/{session}/a-file", "DELETE")
    at.ask("/media/a-file-for-one-person.xlsx")
    at.ask("/no%0a2026%1b[2Jpage")

    async def page():
        async with await open_websocket(at, max_queue=None) as one:  # else what is unread keeps the goodbye waiting
            await one.send(BackMsg(rerun_script={"query_string": "target=a-place"}).SerializeToString())
            while (message := ForwardMsg.FromString(await one.recv())).WhichOneof("type") != "new_session":
                pass
            return message.new_session.initialize.session_id

    own = run(page())
    log = at.log()
    for secret in (session, own, "a-code-of-the-sign-in", "another-code", "a-state", "a-file", "NI+154", "a-place"):
        assert not [line for line in log if secret in line]
    told = [line.split(" ", 2)[2] for line in log if re.search(r" (GET|DELETE) \S+ \d{3}$", line)]
    assert told.count("127.0.0.1 GET /target 200") == 1
    assert len([line for line in told if "GET /oauth2callback" in line]) == 1
    assert len([line for line in told if "DELETE /_stcore/upload_file/-/-" in line]) == 1
    assert len([line for line in told if "GET /media/-" in line]) == 1
    assert "127.0.0.1 GET /_stcore/stream 101" in told
    others = [line for line in log if any(word in line for word in ("HTTP/1.1", "[accepted]", "connection "))]
    assert others == [], "uvicorn's own log is quiet"
    assert all(line.isprintable() for line in log)


def test_a_forwarded_address_that_nobody_vouches_for_counts_for_nothing(at):
    at.ask("/find/forwarded", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https")
    told = [line for line in at.log() if line.endswith("GET /find/forwarded 404")]
    assert [line.split()[2] for line in told] == ["127.0.0.1"]


def test_nothing_calls_outside_whatever_is_asked(at):
    """The interpreter writes down every address that is looked up or connected to; there is none."""
    pages = ["", *sorted(server.addresses(Settings()).pages)]
    odd = ["/nope", "/_stcore/metrics", "/_stcore/host-config", "/_stcore/health", "/api/positions", "/media/x"]
    for origin in ("http://evil.example", "http://203.0.113.9:8501", "null", f"http://{at.where[0]}:1"):
        for path in [f"/{page}" for page in pages] + odd:
            for method in ("GET", "OPTIONS"):
                at.ask(path, method, origin=origin)
        at.ask("/_stcore/upload_file/s/f", "PUT", origin=origin)
        at.ask("/_stcore/health", host=urlsplit(origin).netloc or "null", origin=origin)

    async def look():
        url = f"{at.address.replace('http', 'ws', 1)}/_stcore/stream"
        for origin in ("http://evil.example", None):
            with contextlib.suppress(WebSocketException):
                async with connect(url, origin=origin) as one:
                    await one.send(BackMsg(rerun_script={}).SerializeToString())
                    await one.recv()
        for page in pages:
            async with await open_websocket(at, max_size=None) as one:
                asked = BackMsg(rerun_script={"page_name": page, "query_string": "target=NI+154"})
                await one.send(asked.SerializeToString())
                while ForwardMsg.FromString(await one.recv()).WhichOneof("type") != "script_finished":
                    pass

    run(look())
    until = time.monotonic() + 1
    while not at.outside() and time.monotonic() < until:
        time.sleep(0.05)
    assert at.outside() == []


def test_the_one_who_watches_sees_what_is_asked(at, tmp_path):
    """Else the test above would hold of a server that calls anybody."""
    asks = "import socket, contextlib\nwith contextlib.suppress(OSError): socket.create_connection(('127.0.0.1', 9), 1)"
    environment = {**os.environ, "PYTHONPATH": str(at.tmp / "watch"), "EGRESS": str(tmp_path / "egress")}
    subprocess.run([sys.executable, "-c", asks], env=environment, check=True)
    assert "socket.connect 127.0.0.1\n" in (tmp_path / "egress").read_text()
