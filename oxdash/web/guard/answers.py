"""How the guard answers what it lets nobody have: a sentence, as a page where a browser shows it to a person."""

from collections.abc import Awaitable, Callable
from html import escape

from oxdash.vocabulary.model import AGREEMENT

Send = Callable[[dict], Awaitable[None]]

_PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ max-width: 40rem; margin: 3rem auto; padding: 0 1rem; font: 1.1rem/1.5 "Source Sans", Arial, sans-serif }}
a {{ color: #12436d }}
@media (prefers-color-scheme: dark) {{ body {{ background: #11171d; color: #f2f3f4 }} a {{ color: #9cc7f0 }} }}
</style>
</head>
<body>
<main>
<h1>{heading}</h1>
<p>{sentence}</p>
<ul>{links}</ul>
</main>
</body>
</html>
"""


def reads_pages(scope: dict) -> bool:
    """Whether it is a browser that will show the answer: it says that it takes HTML."""
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def page(heading: str, sentence: str, links: dict[str, str]) -> bytes:
    """``links``: address and what it is called."""
    listed = "".join(f'<li><a href="{escape(to)}">{escape(said)}</a></li>' for to, said in links.items())
    title = f"{heading}: {AGREEMENT}"
    return _PAGE.format(title=escape(title), heading=escape(heading), sentence=escape(sentence), links=listed).encode()


async def say(
    scope: dict,
    send: Send,
    status: int,
    heading: str,
    sentence: str,
    *,
    links: dict[str, str] | None = None,
    more: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    """Answer a request without having read what it sends; what is still on its way is not waited for."""
    if scope["type"] == "websocket":
        await _turn_away(scope, send, status, sentence)
        return
    if reads_pages(scope):
        body, kind = page(heading, sentence, links or {}), b"text/html; charset=utf-8"
    else:
        body, kind = sentence.encode(), b"text/plain; charset=utf-8"
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        *more,
    ]
    if scope["method"] not in ("GET", "HEAD"):
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


async def _turn_away(scope: dict, send: Send, status: int, sentence: str) -> None:
    """Refuse a websocket before it is one."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008, "reason": sentence[:120]})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": sentence.encode()})
