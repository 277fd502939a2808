"""The guard answers before a byte of the body is read; what it lets through is bounded, in bytes and in time.

The kind: an upload that takes room, or time, from others. Tried: nobody's, too large, of no length, of two lengths, in
chunks with and without a length, in other methods, at a base path, one that never comes, one that comes a byte at a
time, one that breaks off, many at once of one session and of many.
"""

import asyncio

import pytest
from starlette.requests import ClientDisconnect

from oxdash.web.guard.log import Throttle
from oxdash.web.guard.uploads import ALL_SESSIONS, AT_ONCE, EACH_SESSION, LARGEST, SECONDS, UploadGuard
from tests.elsewhere import run
from tests.faults.asking import scope

PATH = "/_stcore/upload_file/session-1/file-1"
BUSY = "Others are uploading just now. Try again in a minute."
OWN_BUSY = "Your other uploads have not arrived yet. Try again in a minute."
NO_LENGTH = "Say how long the file is."
TOO_LARGE = "The file is larger than 5 MB, which no return is. Choose the return workbook."


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
            if message["type"] == "http.disconnect":
                raise ClientDisconnect  # as Streamlit's own reader does
            self.read += len(message.get("body", b""))
            if not message.get("more_body"):
                break
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


class Door:
    """A guard of uploads, what it said on pages and what it logged."""

    def __init__(self, refusal=lambda scope, session: None, holds=lambda session: 0, **how):
        self.app, self.told, self.logged = App(), [], []
        self.guard = UploadGuard(
            self.app,
            refusal,
            holds,
            tell=lambda *said: self.told.append(said),
            throttle=Throttle(self.logged.append),
            **how,
        )

    async def ask(self, path=PATH, method="PUT", body=None, **headers):
        """Status, sentence, whether the body was touched. ``body`` gives its messages, one after another."""
        touched, answers = [], []
        coming = iter(body or [{"type": "http.request", "body": b"x" * 1000, "more_body": False}])

        async def receive():
            touched.append(True)
            message = next(coming, None)
            return message if message else await asyncio.Event().wait()

        async def send(message):
            answers.append(message)

        said = {"content_length": "1000"} | headers
        await self.guard(scope("http", path, method=method, **said), receive, send)
        if not answers:
            return None
        return answers[0]["status"], answers[-1]["body"].decode(), bool(touched)


def nobody(scope, session):
    return "You are not signed in."


REFUSED = [
    # what is asked, refusal, held, status, sentence, why
    ({}, nobody, 0, 403, "You are not signed in.", "someone who may not submit"),
    ({"path": "/laa" + PATH}, nobody, 0, 403, "You are not signed in.", "below a base path"),
    ({"path": PATH + "/"}, nobody, 0, 403, "You are not signed in.", "with a slash at the end"),
    ({"method": "POST"}, nobody, 0, 403, "You are not signed in.", "by another method"),
    ({"content_length": None}, None, 0, 411, NO_LENGTH, "without a length, so it could go on for ever"),
    ({"content_length": "-5"}, None, 0, 411, NO_LENGTH, "with a length below nothing"),
    ({"content_length": "5e3"}, None, 0, 411, NO_LENGTH, "with a length that is no number"),
    ({"transfer_encoding": "chunked"}, None, 0, 411, NO_LENGTH, "in chunks, whatever length it says"),
    ({"transfer_encoding": "chunked", "content_length": None}, None, 0, 411, NO_LENGTH, "in chunks"),
    ({"content_length": "9" * 5000}, None, 0, 413, TOO_LARGE, "with a length of more digits than a number may have"),
    ({"content_length": str(LARGEST * 2)}, None, 0, 413, TOO_LARGE, "too large"),
    ({}, None, EACH_SESSION * 2, 503, BUSY, "one session holds too much"),
    ({}, None, ALL_SESSIONS, 503, BUSY, "all together hold too much"),
]


@pytest.mark.parametrize(("asked", "refusal", "held", "status", "said", "why"), REFUSED, ids=[r[-1] for r in REFUSED])
def test_refused_before_the_body_is_read(asked, refusal, held, status, said, why):
    door = Door(refusal or (lambda scope, session: None), lambda session: held)
    assert run(door.ask(**asked)) == (status, said, False)
    assert door.app.read == 0
    assert door.told == [("session-1", said)], "the page says it, for the browser will not"
    assert door.logged == [f"refused (upload) from 198.51.100.7: {said}"]


def test_two_lengths_are_none():
    door, answers = Door(), []

    async def send(message):
        answers.append(message)

    asked = scope("http", PATH, method="PUT", content_length="10")
    run(door.guard({**asked, "headers": [*asked["headers"], (b"content-length", b"1000")]}, None, send))
    assert (answers[0]["status"], answers[1]["body"].decode()) == (411, NO_LENGTH)


LET_THROUGH = [
    ({}, "an upload of someone who may"),
    ({"path": "/_stcore/health", "method": "GET"}, "another route"),
    ({"method": "DELETE"}, "taking an upload back"),
]


@pytest.mark.parametrize(("asked", "why"), LET_THROUGH, ids=[row[-1] for row in LET_THROUGH])
def test_let_through(asked, why):
    door = Door(nobody if asked else lambda scope, session: None)
    status, _, read = run(door.ask(**asked))
    assert (status, read) == (204, True)
    assert (door.told, door.logged) == ([], [])


def test_two_at_a_time_of_one_session_and_room_is_given_back():
    door = Door()

    async def crowd():
        door.app.gate = asyncio.Event()
        waiting = [asyncio.create_task(door.ask()) for _ in range(AT_ONCE)]
        await asyncio.sleep(0)
        one_more = await door.ask()
        others = [asyncio.create_task(door.ask(f"/_stcore/upload_file/session-{n}/file")) for n in range(2, 9)]
        await asyncio.sleep(0)
        door.app.gate.set()
        through = await asyncio.gather(*waiting, *others)
        return one_more[:2], [status for status, *_ in through], (await door.ask())[0]

    assert run(crowd()) == ((503, OWN_BUSY), [204] * (AT_ONCE + 7), 204)


def test_all_sessions_together_have_room_for_so_many_bytes():
    door = Door()

    async def crowd():
        door.app.gate = asyncio.Event()
        size = str(LARGEST)
        paths = [f"/_stcore/upload_file/session-{n}/file" for n in range(20)]
        asked = [asyncio.create_task(door.ask(path, content_length=size)) for path in paths]
        await asyncio.sleep(0)
        door.app.gate.set()
        return [answer[:2] for answer in await asyncio.gather(*asked)]

    answers = run(crowd())
    assert answers == [(204, "")] * 12 + [(503, BUSY)] * 8, "all are in, or told in words"


def piece(body=b"x", *, more=True):
    return {"type": "http.request", "body": body, "more_body": more}


def slowly():
    """A body of which a byte comes now and then, for as long as anybody reads."""
    while True:
        yield piece()


@pytest.mark.parametrize("begun", [[], [piece()], [piece(), piece()]], ids=["nothing of it", "some", "more"])
def test_a_body_that_does_not_come_is_told_so_and_its_room_given_back(begun):
    door = Door(seconds=0.05)
    stalled = [*begun, None]

    async def twice():
        return [await door.ask(body=stalled) for _ in range(AT_ONCE + 1)]

    said = "The file did not arrive within 0 seconds; nothing was stored. Choose it again."
    assert [answer[:2] for answer in run(twice())] == [(408, said)] * (AT_ONCE + 1)
    assert door.told == [("session-1", said)] * (AT_ONCE + 1)


def test_a_body_that_comes_a_byte_at_a_time_has_no_longer():
    door = Door(seconds=0.05)

    async def slow():
        coming = slowly()
        answers = []

        async def receive():
            await asyncio.sleep(0.004)
            return next(coming)

        async def send(message):
            answers.append(message)

        await door.guard(scope("http", PATH, method="PUT", content_length="100000"), receive, send)
        return answers[0]["status"]

    assert run(slow()) == 408


def test_a_body_that_breaks_off_is_a_line_and_no_fault():
    door = Door()
    assert run(door.ask(body=[piece(), {"type": "http.disconnect"}])) is None
    assert door.logged == ["refused (upload) from 198.51.100.7: The connection was lost before the file had arrived."]


def test_a_fault_of_the_apps_own_is_not_hidden():
    class Broken(Exception):
        pass

    async def app(scope, receive, send):
        await receive()
        raise Broken

    door = Door()
    door.guard.app = app
    with pytest.raises(Broken):
        run(door.ask())


def test_the_numbers_are_those_that_were_decided():
    assert (SECONDS, AT_ONCE) == (60, 2)
