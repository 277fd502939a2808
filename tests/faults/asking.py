"""Asking an ASGI application without a server: requests and websockets, message by message."""

import asyncio
from dataclasses import dataclass, field

HERE = ("198.51.100.7", 50000)


def scope(kind="http", path="/", *, method="GET", client=HERE, host="dash.example", **headers: str) -> dict:
    named = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    found = {
        "type": kind,
        "path": path,
        "client": client,
        "scheme": "http",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in named.items() if value is not None],
        "query_string": b"",
    }
    if kind == "http":
        return found | {"method": method}
    return found | {"subprotocols": ["streamlit"], "extensions": {"websocket.http.response": {}}}


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


async def request(app, asked: dict, *body: dict) -> Answer:
    """What a request is answered with; ``body`` are the messages of its body, none of which comes of itself."""
    sent, coming = [], list(body) or [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        return coming.pop(0) if coming else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    await app(asked, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0].get("headers", [])}
    return Answer(sent[0]["status"], headers, b"".join(one.get("body", b"") for one in sent[1:]).decode())


class Websocket:
    """A client's side of one websocket."""

    def __init__(self, app, asked: dict | None = None) -> None:
        asked = asked or scope("websocket", "/_stcore/stream", origin="http://dash.example")
        self._to_app: asyncio.Queue = asyncio.Queue()
        self.got: list[dict] = []
        self._to_app.put_nowait({"type": "websocket.connect"})
        self._changed = asyncio.Event()
        self.task = asyncio.create_task(app(asked, self._to_app.get, self._take))

    async def _take(self, message: dict) -> None:
        self.got.append(message)
        if message["type"] == "websocket.close":
            self._to_app.put_nowait({"type": "websocket.disconnect", "code": message["code"]})
        self._changed.set()

    def say(self, data: bytes | None = None, text: str | None = None) -> None:
        self._to_app.put_nowait({"type": "websocket.receive", "bytes": data, "text": text})

    def hang_up(self, code: int = 1001) -> None:
        self._to_app.put_nowait({"type": "websocket.disconnect", "code": code})

    async def until(self, number: int) -> dict:
        """The message of that number that was sent to the client, once it has been."""
        while len(self.got) <= number:
            self._changed.clear()
            await self._changed.wait()
        return self.got[number]

    @property
    def closed(self) -> tuple[int, str] | None:
        last = self.got[-1] if self.got else {}
        return (last["code"], last.get("reason", "")) if last.get("type") == "websocket.close" else None


class Streamlit:
    """Stands where Streamlit does: takes a websocket, and every message; remembers what reached it."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.heard: list[bytes] = []

    async def __call__(self, scope, receive, send) -> None:
        self.asked.append(scope)
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"Streamlit"})
            return
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept", "subprotocol": "streamlit"})
        while (message := await receive())["type"] == "websocket.receive":
            self.heard.append(message["bytes"])
            await send({"type": "websocket.send", "bytes": b"heard"})
