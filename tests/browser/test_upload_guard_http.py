"""Over real HTTP: who may not submit is refused before the file is read, and what is too large is never taken."""

import asyncio
import http.client
import socket
from urllib.parse import urlsplit

from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from tests.browser.conftest import STARTING
from tests.browser.council import ROLES, download, settled, somebody, upload
from tests.elsewhere import run
from tests.filling import filled
from tests.returning import CODE

MB = 1024 * 1024


def put(at, path: str, size: int, *, send: int = 0, headers=None, length: bool = True) -> tuple[int, str]:
    """Begin an upload of ``size`` bytes, send only ``send`` of them, and see what is answered meanwhile."""
    where = urlsplit(at.address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=STARTING)
    connection.putrequest("PUT", path)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    connection.putheader(*(("Content-Length", str(size)) if length else ("Transfer-Encoding", "chunked")))
    connection.endheaders()
    if send:
        connection.send(b"x" * send)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode("utf-8", "replace")
    connection.close()
    return said


async def _anonymous(at) -> tuple[str, tuple[int, str]]:
    """A session that never signed in, and what it is told when it uploads."""
    url = at.address.replace("http", "ws", 1) + "/_stcore/stream"
    how = {"max_size": None, "max_queue": None}  # else the answer to our goodbye waits behind a page that nobody reads
    async with connect(url, subprotocols=["streamlit"], origin=at.address, **how) as websocket:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        await websocket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await websocket.recv())
            if message.WhichOneof("type") == "new_session":
                session = message.new_session.initialize.session_id
                return session, await asyncio.to_thread(put, at, f"/_stcore/upload_file/{session}/a-file", 4 * MB)


def test_a_session_that_never_signed_in_is_refused_before_its_file_is_read(at):
    session, answer = run(_anonymous(at))
    assert len(session) > 20
    assert answer == (403, "You are not signed in. Sign in as an officer of the partnership to do this.")


def test_a_session_that_is_not_there_is_refused(at):
    answer = put(at, "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/a-file", 4 * MB)
    assert answer == (404, "Open the page Submit a return and choose the file there.")


def test_an_officers_session_has_a_limit_that_the_server_holds(browser, at):
    page = somebody(browser, at, "safer", f"/submit?partnership={CODE}")
    blank = download(page, "Download the workbook")
    with page.expect_request(lambda request: request.method == "PUT") as found:
        upload(page, "safer.xlsx", filled(blank))
    expect(page.get_by_role("heading", name="3. How this will look to the Board")).to_be_visible()
    sent = found.value.all_headers()
    path = urlsplit(found.value.url).path
    own = {name: sent[name] for name in ("cookie", "x-xsrftoken", "content-type") if name in sent}

    too_large = (413, "The file is larger than 5 MB, which no return is. Choose the return workbook.")
    assert put(at, path, 6 * MB, headers=own) == too_large
    assert put(at, path, 100 * MB, headers=own) == too_large
    assert put(at, path, 0, headers=own, length=False) == (411, "Say how long the file is.")
    status, _ = put(at, path, 5 * MB + 32 * 1024, headers=own)
    assert status == 413, "what the guard lets through for its framing, Streamlit's own limit holds"

    at.roles.write_text(ROLES.replace("safer.officer", "nobody"), "utf-8")
    try:
        said = "safer.officer@council.example may not return for any partnership. Ask the partnerships manager."
        assert put(at, path, MB, headers=own) == (403, said), "the same session, its line in the roles file gone"
    finally:
        at.roles.write_text(ROLES, "utf-8")
    page.close()


def test_the_server_is_well_after_all_that(browser, at):
    page = somebody(browser, at, None, "/")
    settled(page)
    with socket.create_connection((urlsplit(at.address).hostname, urlsplit(at.address).port), timeout=STARTING):
        expect(page.locator("h1")).to_contain_text("Targets on track")
    page.close()
