"""What is taken away is made for the session it was offered to, and fetched by that session's browser alone.

The kind: a number or an address that stands for somebody's file, in the hands of somebody else. Tried: the number of a
button over another session's websocket, over one that names the first session as its own, over one that brings a mark
of its own; the address of a file without the browser's cookie, with another's, with the browser's once the page is
closed, under a base path, by HEAD and in parts (Range); an address that nobody was ever told; what a proxy or a
browser may keep; and why there is no file, in words.
"""

import asyncio
import http.client
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.wsclient import Viewer
from oxdash.web import downloads, handing_out
from tests.browser.conftest import STARTING, served
from tests.elsewhere import run
from tests.returning import few

BUTTON = "Data (JSON)"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """The product itself, on the data of three partnerships."""
    data = few(tmp_path_factory.mktemp("site"))
    with served("oxdash.web.server:app", data.parent, data=data) as found:
        yield found


class Page:
    """The page of papers in one browser: its websocket, its session and the numbers of its buttons."""

    def __init__(self, address: str, cookie: str | None = None, **headers: str) -> None:
        self.address, self.cookie, self.buttons = address, cookie, {}
        self._headers = headers | ({"Cookie": cookie} if cookie else {})
        self._socket: ClientConnection

    async def __aenter__(self) -> "Page":
        url = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await connect(
            url, subprotocols=["streamlit"], origin=self.address, max_size=None, additional_headers=self._headers
        )
        asked = BackMsg()
        asked.rerun_script.query_string, asked.rerun_script.page_name = "", "papers"
        await self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            what = message.WhichOneof("type")
            if what == "new_session":
                self.session = message.new_session.initialize.session_id
            elif what == "delta" and message.delta.new_element.WhichOneof("type") == "download_button":
                button = message.delta.new_element.download_button
                self.buttons[button.label] = button.deferred_file_id
            elif what == "script_finished" and self.buttons:
                return self

    async def __aexit__(self, *_) -> None:
        await self._socket.close()

    async def press(self, number: str) -> tuple[str, str]:
        """Ask for the file of a button, whosever it is: its address and what was said instead."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = "one"
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = number
        await self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            if message.WhichOneof("type") == "backend_operation_response":
                answer = message.backend_operation_response
                return answer.deferred_file.url, answer.error_msg


def fetched(address: str, path: str, cookie: str | None = None, method: str = "GET", **headers: str):
    """Status, headers by name in small letters, and body."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=STARTING)
    connection.request(method, path, headers=headers | ({"Cookie": cookie} if cookie else {}))
    answer = connection.getresponse()
    said = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return said


def browsers_name(address: str) -> str:
    """The cookie that a browser is given with its first page."""
    _, headers, _ = fetched(address, "/papers")
    cookie, *rest = headers["set-cookie"].split("; ")
    assert cookie.startswith("oxdash_browser=") and {"HttpOnly", "SameSite=Lax"} <= set(rest)
    return cookie


async def _another_session(address: str) -> list[tuple[str, str]]:
    mine = browsers_name(address)
    async with Page(address, mine) as owner, Page(address) as other, Page(address, mine) as beside:
        number = owner.buttons[BUTTON]
        mark = {handing_out.MARK: "0123456789abcdef0123456789abcdef"}
        async with Page(address, **mark) as marked:
            answers = [await page.press(number) for page in (other, beside, marked)]
        other.session = owner.session
        return [*answers, await other.press(number), await owner.press(number)]


def test_a_file_is_made_for_the_session_it_was_offered_to_and_no_other(address):
    *others, own = run(_another_session(address))
    assert [url for url, _ in others] == ["", "", "", ""]
    assert [said for _, said in others] == [
        *[downloads.ANOTHERS] * 3,
        "Invalid session ID for backend operation request",
    ]
    assert own[0].startswith("/media/") and not own[1]


async def _amid_others(address: str) -> list[int]:
    mine = browsers_name(address)
    async with Page(address, mine) as page, Viewer(address) as other:
        path, _ = await page.press(page.buttons[BUTTON])
        for _ in range(3):  # two runs that end, whose ever, and Streamlit lets go of a file that no page shows
            await other.run()
        first, *_ = await asyncio.to_thread(fetched, address, path, mine)
        while (again := await asyncio.to_thread(fetched, address, path, mine))[0] == 200:
            await other.run()
        return [first, again[0]]


def test_a_file_is_there_until_it_is_fetched_however_much_others_do(address):
    assert run(_amid_others(address)) == [200, 404], "and once it was, it is let go of"


async def _another_browser(address: str) -> dict[str, tuple]:
    mine = browsers_name(address)
    async with Page(address, mine) as page:
        path, said = await page.press(page.buttons[BUTTON])
        assert path and not said
        asked = {
            "mine": {"cookie": mine},
            "mine, looked at first": {"cookie": mine, "method": "HEAD"},
            "mine, a part of it": {"cookie": mine, "Range": "bytes=0-9"},
            "among other cookies": {"cookie": f"a=b; {mine}; c=d"},
            "nobody's": {},
            "somebody else's": {"cookie": browsers_name(address)},
            "one with no name": {"cookie": "oxdash_browser="},
        }
        found = {who: await asyncio.to_thread(fetched, address, path, **how) for who, how in asked.items()}
        found["never told"] = await asyncio.to_thread(fetched, address, "/media/0123abcd.json", mine)
    end = time.monotonic() + STARTING
    while time.monotonic() < end:  # the server hears of a page that was closed when it hears of it
        found["mine, the page closed"] = await asyncio.to_thread(fetched, address, path, mine)
        if found["mine, the page closed"][0] == 404:
            break
    return found


def test_its_address_answers_that_sessions_browser_while_the_page_is_open(address):
    found = run(_another_browser(address))
    assert {who: status for who, (status, *_) in found.items()} == {
        "mine": 200,
        "mine, looked at first": 200,
        "mine, a part of it": 206,
        "among other cookies": 200,
        "nobody's": 404,
        "somebody else's": 404,
        "one with no name": 404,
        "never told": 404,
        "mine, the page closed": 404,
    }
    for who, (status, headers, body) in found.items():
        if status == 404:
            assert (body.decode(), headers["cache-control"]) == (handing_out.GONE, "no-store"), who
        else:
            assert headers["cache-control"] == "private, no-store", who
    assert found["mine"][2].startswith(b"{")


def around(*routes, refused=lambda *_: None) -> TestClient:
    middleware = [Middleware(handing_out.HandingOut, refused=refused)]
    return TestClient(Starlette(routes=list(routes), middleware=middleware))


def answer(**facts: str) -> bytes:
    message = ForwardMsg()
    message.backend_operation_response.request_id = "one"
    if "url" in facts:
        message.backend_operation_response.deferred_file.url = facts["url"]
    else:
        message.backend_operation_response.error_msg = facts["error"]
    return message.SerializeToString()


def test_why_there_is_no_file_is_told_in_words_and_told_once():
    async def busy(websocket: WebSocket) -> None:
        await websocket.accept()
        await asyncio.create_task(asyncio.to_thread(handing_out.refuse, "Papers are being made for others."))
        await websocket.send_bytes(answer(error="Failed"))
        await websocket.send_bytes(answer(error="Failed"))

    log = []
    client = around(WebSocketRoute("/stream", busy), refused=lambda *told: log.append(told))
    with client.websocket_connect("/stream") as websocket:
        said = [ForwardMsg.FromString(websocket.receive_bytes()).backend_operation_response for _ in range(2)]
    assert [(one.request_id, one.error_msg) for one in said] == [
        ("one", "Papers are being made for others."),
        ("one", "Failed"),
    ]
    assert log == [("file", "testclient", "Papers are being made for others.")]
    assert client.get("/media/0123abcd.json").status_code == 404
    assert log[1:] == [("file of another page, or gone", "testclient", handing_out.GONE)]


def test_a_websocket_has_one_mark_and_it_is_never_the_visitors():
    seen = []

    async def look(websocket: WebSocket) -> None:
        await websocket.accept()
        seen.append((websocket.headers.getlist(handing_out.MARK), handing_out.asking()))
        await websocket.close()

    client = around(WebSocketRoute("/stream", look))
    for _ in range(2):
        with client.websocket_connect("/stream", headers={handing_out.MARK.title(): "mine"}) as websocket:
            websocket.receive()
    (first, asking), (second, asking_then) = seen
    assert (first, second) == ([asking], [asking_then])
    assert first != second and "mine" not in (asking, asking_then)
    assert handing_out.asking() is None


def test_what_is_not_an_answer_to_a_button_passes_as_it_is():
    page = ForwardMsg()
    page.delta.new_element.html.body = "/media/0123abcd.json"

    async def speak(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_bytes(page.SerializeToString())
        await websocket.send_bytes(b"\n" * 5000)
        await websocket.receive()

    async def file(_) -> Response:
        return PlainTextResponse("a file")

    client = around(WebSocketRoute("/stream", speak), Route("/media/{name}", file), Route("/laa/media/{name}", file))
    with client.websocket_connect("/stream") as websocket:
        assert websocket.receive_bytes() == page.SerializeToString()
        assert websocket.receive_bytes() == b"\n" * 5000
        for path in ("/media/0123abcd.json", "/laa/media/0123abcd.json"):
            assert client.get(path).status_code == 404, "officers' text that looks like an address gives nobody a file"


def test_a_page_names_a_browser_once_and_nothing_else_does():
    async def page(_) -> Response:
        return HTMLResponse("<p>page</p>")

    async def data(_) -> Response:
        return PlainTextResponse("text")

    client = around(Route("/overview", page), Route("/data", data))
    assert "set-cookie" not in client.get("/data").headers
    first = client.get("/overview").headers["set-cookie"]
    assert "set-cookie" not in client.get("/overview").headers, "it keeps its name"
    client.cookies.clear()
    assert client.get("/overview").headers["set-cookie"] != first


def test_every_file_is_offered_through_the_one_button_that_does_all_this():
    home = Path(handing_out.__file__).parent.parent
    offers = [
        str(path.relative_to(home.parent))
        for path in [*home.rglob("*.py"), *(home.parent / "pages").glob("*.py"), home.parent / "app.py"]
        if "download_button" in path.read_text("utf-8")
    ]
    assert offers == [str(Path("oxdash", "web", "downloads.py"))]
