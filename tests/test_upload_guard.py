"""The guard answers before a byte of the body is read; what it lets through is bounded."""

import asyncio

import pytest

from oxdash.upload_guard import ALL_SESSIONS, AT_ONCE, EACH_SESSION, LARGEST, UploadGuard
from tests.elsewhere import run

PATH = "/_stcore/upload_file/session-1/file-1"


class App:
    """Stands where Streamlit does: reads the body and answers."""

    def __init__(self):
        self.read = 0
        self.gate = None

    async def __call__(self, scope, receive, send):
        if self.gate:
            await self.gate.wait()
        while True:
            message = await receive()
            self.read += len(message.get("body", b""))
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def ask(guard, *, path=PATH, method="PUT", length="1000", headers=None):
    touched, answers = [], []

    async def receive():
        touched.append(True)
        return {"type": "http.request", "body": b"x" * 1000, "more_body": False}

    async def send(message):
        answers.append(message)

    if headers is None:
        headers = [] if length is None else [(b"content-length", length.encode())]
    await guard({"type": "http", "path": path, "method": method, "headers": headers}, receive, send)
    return answers[0]["status"], answers[-1]["body"].decode(), bool(touched)


def guard(refusal=lambda scope, session: None, holds=lambda session: 0):
    app = App()
    return UploadGuard(app, refusal, holds), app


def nobody(scope, session):
    return "You are not signed in."


REFUSED = [
    # what is asked, refusal, held, status, sentence, why
    ({}, nobody, 0, 403, "You are not signed in.", "someone who may not submit"),
    ({"path": "/laa" + PATH}, nobody, 0, 403, "You are not signed in.", "below a base path"),
    ({"path": PATH + "/"}, nobody, 0, 403, "You are not signed in.", "with a slash at the end"),
    ({"method": "POST"}, nobody, 0, 403, "You are not signed in.", "by another method"),
    ({"length": None}, None, 0, 411, "Say how long the file is.", "without a length, so it could go on for ever"),
    ({"length": "-5"}, None, 0, 411, "Say how long the file is.", "with a length below nothing"),
    (
        {"length": str(LARGEST * 2)},
        None,
        0,
        413,
        "The file is larger than 5 MB, which no return is. Choose the return workbook.",
        "too large",
    ),
    (
        {},
        None,
        EACH_SESSION * 2,
        503,
        "Others are uploading just now. Try again in a minute.",
        "one session holds too much",
    ),
    (
        {},
        None,
        ALL_SESSIONS,
        503,
        "Others are uploading just now. Try again in a minute.",
        "all together hold too much",
    ),
]


@pytest.mark.parametrize(("asked", "refusal", "held", "status", "said", "why"), REFUSED, ids=[r[-1] for r in REFUSED])
def test_refused_before_the_body_is_read(asked, refusal, held, status, said, why):
    guarded, app = guard(refusal or (lambda scope, session: None), lambda session: held)
    assert run(ask(guarded, **asked)) == (status, said, False)
    assert app.read == 0


LET_THROUGH = [
    ({}, "an upload of someone who may"),
    ({"path": "/_stcore/health", "method": "GET"}, "another route"),
    ({"method": "DELETE"}, "taking an upload back"),
    ({"method": "OPTIONS"}, "the browser asking first"),
]


@pytest.mark.parametrize(("asked", "why"), LET_THROUGH, ids=[row[-1] for row in LET_THROUGH])
def test_let_through(asked, why):
    guarded, _app = guard(nobody if asked else lambda scope, session: None)
    status, _, read = run(ask(guarded, **asked))
    assert (status, read) == (204, True)


def test_only_so_many_at_once_and_room_is_given_back():
    guarded, app = guard()

    async def crowd():
        app.gate = asyncio.Event()
        waiting = [
            asyncio.create_task(ask(guarded, path=f"/_stcore/upload_file/session-{n}/file")) for n in range(AT_ONCE)
        ]
        await asyncio.sleep(0)
        one_more = await ask(guarded)
        app.gate.set()
        through = await asyncio.gather(*waiting)
        return one_more[0], [status for status, *_ in through], (await ask(guarded))[0]

    assert run(crowd()) == (503, [204] * AT_ONCE, 204)
