"""What a connection says of itself, how it is answered, and how an answer is changed on its way: for all middleware."""

import json
from collections.abc import Callable, Iterable, Sequence
from html import escape

from starlette.types import Message, Scope, Send

from oxdash.vocabulary.addresses import SOCKET, place
from oxdash.vocabulary.model import TITLE

Header = tuple[bytes, bytes]
Refused = Callable[[str, str, str], None]  # who is told of a refusal: its kind, whom it met, the sentence
BEGINS = ("http.response.start",)
NO_STORE: Header = (b"cache-control", b"no-store")
PLAIN: Header = (b"content-type", b"text/plain; charset=utf-8")
LONGEST_REASON = 120  # characters of why a websocket is closed
LONGEST_VIEW = 1500  # characters of an address kept in a cookie
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


def untold(kind: str, address: str, sentence: str) -> None:
    """Nobody is told of a refusal."""


def peer_of(scope: Scope) -> str:
    """The address that a connection comes from, as far as it has one."""
    client = scope.get("client")
    return client[0] if client else SOCKET


def below_root(scope: Scope) -> str:
    """The path that is asked for, below that which the server itself lies under (``--root-path``)."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def header(scope: Scope, wanted: bytes) -> list[str]:
    """Every value that is said for a header."""
    return [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == wanted]


def first(scope: Scope, wanted: bytes) -> str:
    """The first of them; empty where there is none."""
    return next(iter(header(scope, wanted)), "")


def declared_length(scope: Scope) -> int | None:
    """How long the body is said to be; None where that is not said once and for all, as of one sent in chunks."""
    said = header(scope, b"content-length")
    if header(scope, b"transfer-encoding") or len(said) != 1 or not (said[0].isascii() and said[0].isdigit()):
        return None
    return int(said[0][:20])  # of more digits it is too large as well, and Python makes no number of thousands


def cookies_of(scope: Scope) -> dict[str, str]:
    """The cookies that came with a request, as they stand there."""
    pairs = (part.strip().partition("=") for part in first(scope, b"cookie").split(";"))
    return {name: value for name, _, value in pairs if name}


def cookies_set(message: Message) -> dict[str, str]:
    """The cookies that an answer gives, without those it takes away."""
    pairs = (one.split(";", 1)[0].strip().partition("=") for one in header(message, b"set-cookie"))
    return {name: value for name, _, value in pairs if value.strip('"')}


def cookie(name: str, value: str, seconds: int | None = None, *, site: str = "Lax") -> Header:
    """The header of a cookie for this site's own pages, never for a script.

    For so many ``seconds``, gone at once with none of them; None is until the browser is closed.
    """
    age = "" if seconds is None else f" Max-Age={seconds};"
    return b"set-cookie", f"{name}={value}; Path=/;{age} HttpOnly; SameSite={site}".encode()


def own(view: str) -> str | None:
    """The view where it is a plain path of this site: not another host's, not one that a browser reads as such."""
    plain = view.isascii() and view.isprintable() and " " not in view and "\\" not in view and len(view) <= LONGEST_VIEW
    return view if plain and view.startswith("/") and not view.startswith("//") else None


def referred_view(scope: Scope) -> str | None:
    """Path and query of the page the browser comes from, where that is a page of this site."""
    said = place(first(scope, b"referer"))
    if said.netloc != first(scope, b"host"):
        return None
    return own(f"{said.path}?{said.query}" if said.query else said.path)


def sent_by_another_site(scope: Scope) -> bool:
    """Whether a browser says that another site's page, or another program's on this machine, had it ask for this."""
    if first(scope, b"sec-fetch-site") in ("cross-site", "same-site"):
        return True
    referer = first(scope, b"referer")
    return bool(referer) and place(referer).netloc != first(scope, b"host")


def is_page(message: Message) -> bool:
    """Whether what begins here is a page that was found."""
    headers = dict(message.get("headers", []))
    return message["status"] == 200 and headers.get(b"content-type", b"").startswith(b"text/html")


def has_it(scope: Scope, tag: str) -> bool:
    """Whether whoever asks has the answer of this ETag already."""
    return tag in [one.strip().removeprefix("W/") for one in first(scope, b"if-none-match").split(",")]


def altered(
    send: Send, headers: Callable[[Message, list[Header]], Iterable[Header]], begins: Sequence[str] = BEGINS
) -> Send:
    """``send``, with the headers of an answer as ``headers`` has them, of the message that begins it and its own."""

    async def sent(message: Message) -> None:
        if message["type"] in begins:
            message = {**message, "headers": [*headers(message, list(message.get("headers", [])))]}
        await send(message)

    return sent


async def answer(send: Send, status: int, headers: Iterable[Header], body: bytes = b"") -> None:
    """Answer with this and nothing else."""
    await send({"type": "http.response.start", "status": status, "headers": [*headers]})
    await send({"type": "http.response.body", "body": body})


async def said(scope: Scope, send: Send, status: int, kind: str, sentence: str, refused: Refused) -> None:
    """Answer with why something is ``refused``, and nothing else."""
    refused(kind, peer_of(scope), sentence)
    await answer(send, status, [PLAIN, NO_STORE], sentence.encode())


def reads_pages(scope: Scope) -> bool:
    """Whether it is a browser that will show the answer: it says that it takes HTML."""
    return any("text/html" in said for said in header(scope, b"accept"))


def page(heading: str, sentence: str, links: dict[str, str]) -> bytes:
    """A sentence as a page. ``links``: address and what it is called."""
    listed = "".join(f'<li><a href="{escape(to)}">{escape(said)}</a></li>' for to, said in links.items())
    title = f"{heading}: {TITLE}"
    return _PAGE.format(title=escape(title), heading=escape(heading), sentence=escape(sentence), links=listed).encode()


async def refuse(
    scope: Scope,
    send: Send,
    status: int,
    heading: str,
    sentence: str,
    *,
    links: dict[str, str] | None = None,
    more: tuple[Header, ...] = (),
    as_data: bool = False,
) -> None:
    """Answer a request without having read what it sends; what is still on its way is not waited for.

    As a page where a browser shows it to a person; ``as_data``, to a program, as JSON with the sentence as ``error``. A
    websocket is refused before it is one.
    """
    if scope["type"] == "websocket":
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008, "reason": sentence[:LONGEST_REASON]})
            return
        await send({"type": "websocket.http.response.start", "status": status, "headers": [PLAIN, NO_STORE]})
        await send({"type": "websocket.http.response.body", "body": sentence.encode()})
        return
    if as_data:
        body, kind = json.dumps({"error": sentence}).encode(), (b"content-type", b"application/json")
    elif reads_pages(scope):
        body, kind = page(heading, sentence, links or {}), (b"content-type", b"text/html; charset=utf-8")
    else:
        body, kind = sentence.encode(), PLAIN
    headers = [kind, (b"content-length", str(len(body)).encode()), NO_STORE, *more]
    if scope["method"] not in ("GET", "HEAD"):
        headers.append((b"connection", b"close"))
    await answer(send, status, headers, b"" if scope["method"] == "HEAD" else body)
