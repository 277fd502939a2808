"""What a person reads of a refusal, in a real Chromium; and what another site's page can do with this one: nothing.

The kind: the server says no, and a browser shows the number of the answer, or the page as it was. Tried: an upload
whose officer's right was withdrawn meanwhile, one while the person's others are on their way, one that does not arrive
(in test_local_mode_anew); an address that is none; a foreign page that opens the websocket, asks for a page, frames it.
"""

import contextlib
import http.client
import http.server
import socket
import threading
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from oxdash.web.guard.log import EVERY
from tests.browser.council import ROLES, download, look, settled, somebody, upload
from tests.browser.looking import opened
from tests.filling import filled
from tests.returning import CODE

DESK = f"/submit?partnership={CODE}&quarter=2009-10+Q4"
TO_FIX = "must be fixed before this return can be submitted."


@pytest.fixture
def desk(browser, at):
    """An officer's page with a workbook that was checked and has faults."""
    page = somebody(browser, at, "safer", DESK)
    workbook = filled(download(page, "Download the workbook"), {"H4": "tbc 2010", "H8": "1,5"})
    upload(page, "first.xlsx", workbook)
    expect(page.get_by_role("alert").filter(has_text=TO_FIX)).to_be_visible()
    yield page, workbook
    page.close()


def choose(page, name: str, contents: bytes) -> None:
    """Give the box a file, whatever comes of it."""
    box = page.locator("[data-testid=stFileUploader] input[type=file]")
    box.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": contents})


def says(page, sentence: str) -> None:
    """The page says the sentence, in words of ours alone, and nothing of the file before."""
    expect(page.get_by_text(sentence)).to_be_visible()
    settled(page)
    expect(page.get_by_text(TO_FIX)).to_have_count(0)
    expect(page.get_by_text("first.xlsx")).to_have_count(0)
    expect(page.get_by_text("AxiosError")).to_have_count(0)
    expect(page.get_by_text("status code")).to_have_count(0)


def test_an_upload_of_somebody_whose_right_was_withdrawn_is_told_on_the_page(desk, at):
    page, workbook = desk
    at.roles.write_text(ROLES.replace("safer.officer", "nobody"), "utf-8")
    try:
        choose(page, "second.xlsx", workbook)
        says(page, "safer.officer@council.example may not return for any partnership.")
    finally:
        at.roles.write_text(ROLES, "utf-8")


def test_a_third_upload_at_a_time_is_told_on_the_page(desk, at):
    page, workbook = desk
    with page.expect_request(lambda request: request.method == "PUT") as found:
        upload(page, "first.xlsx", workbook)
    sent, path = found.value.all_headers(), urlsplit(found.value.url).path
    own = "".join(f"{name}: {sent[name]}\r\n" for name in ("cookie", "x-xsrftoken", "content-type"))
    head = f"PUT {path} HTTP/1.1\r\nHost: x\r\n{own}Content-Length: 9999\r\n\r\n".encode()
    where = urlsplit(at.address).hostname, urlsplit(at.address).port
    with contextlib.ExitStack() as others:
        for _ in range(2):
            others.enter_context(socket.create_connection(where)).sendall(head)
        health = others.enter_context(contextlib.closing(http.client.HTTPConnection(*where, timeout=60)))
        health.request("GET", "/api/healthz")
        assert health.getresponse().status == 200, "the two before have been looked at"
        choose(page, "second.xlsx", workbook)
        says(page, "Your other uploads have not arrived yet. Try again in a minute.")


@pytest.mark.parametrize("path", ["/target/x", "/overview.html", "/nope.json"])
def test_an_address_that_is_none_is_a_page_in_words(page, at, path):
    answer = page.goto(at.address + path)
    assert answer.status == 404
    assert page.title() == "There is nothing at this address: oxdash: performance"
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing at this address")
    expect(page.get_by_text("No page of this dashboard has the address you asked for.")).to_be_visible()
    opened(page, page.get_by_role("link", name="The overview, where every page begins").click)
    expect(page.locator("h1")).to_contain_text("Targets on track")


@pytest.mark.parametrize("path", ["/", "/target?target=NI+154", "/submit"])
def test_a_page_asks_for_nothing_that_is_not_there(page, at, path):
    """Else every reader would stand in the log as somebody who was refused."""
    answers = []
    page.on("response", lambda answer: answers.append((answer.status, answer.url)))
    page.on("requestfailed", lambda request: answers.append((999, f"{request.url} {request.failure}")))
    look(page, at.address + path)
    assert len(answers) > 20
    assert [answer for answer in answers if answer[0] >= 400] == []


FOREIGN = """<!doctype html><title>Another site</title><iframe src="{address}/"></iframe><script>
const tried = {{}};
const socket = new WebSocket("{websocket}/_stcore/stream", ["streamlit"]);
socket.onopen = () => tried.websocket = "open";
socket.onerror = () => tried.websocket ??= "refused";
const ask = (name, path, how) => fetch("{address}" + path, {{credentials: "include", ...how}})
    .then((answer) => tried[name] = answer.status, () => tried[name] = "refused");
ask("page", "/", {{}}); ask("health", "/_stcore/health", {{}});
ask("upload", "/_stcore/upload_file/a/b", {{method: "PUT", body: "x"}});
ask("blind", "/", {{mode: "no-cors", method: "POST", body: "x"}});
ask("data", "/api/positions", {{credentials: "omit"}});
</script>"""


@contextlib.contextmanager
def another_site(body: str):
    """A page on another port of this machine, the nearest that another site can be; its address."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def test_another_sites_page_can_do_nothing_with_this_one(browser, at):
    """Even in the browser of somebody who is signed in."""
    page, began = somebody(browser, at, "manager", "/"), time.monotonic()
    body = FOREIGN.format(address=at.address, websocket=at.address.replace("http", "ws", 1))
    with another_site(body) as elsewhere:
        page.goto(elsewhere)
        page.wait_for_function("Object.keys(tried).length === 6")
        tried = page.evaluate("tried")
    assert tried.pop("data") == 200, "open data is anybody's"
    assert tried.pop("blind") == 0, "sent, unread by them, and refused by us"
    assert set(tried.values()) == {"refused"}
    assert set(tried) == {"websocket", "page", "health", "upload"}
    log = (at.roles.parent / "server.log").read_text("utf-8", "replace")
    told = [line for line in log.splitlines() if "refused (another site) from " in line]
    at_once = [line for line in told if not line.endswith(" more within a minute")]
    assert 1 <= len(at_once) <= 1 + (time.monotonic() - began) // EVERY, "once a minute, with how often"
    page.close()
