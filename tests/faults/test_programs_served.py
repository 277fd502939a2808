"""Where programs return, on a real server over real connections.

The kind: a way in for programs that keeps others out of what it takes, or lets somebody in who says no name. Tried: a
body that does not come, one without a length, one larger than it may be, one in chunks whatever it says; another
site's page; an address that is read; a return of a council whose returns need a sign-off.
"""

import contextlib
import http.client
import json
import socket
from urllib.parse import urlsplit

import pytest

from oxdash.access import tokens
from oxdash.archive import record
from oxdash.judging.position import load
from oxdash.web import returning
from oxdash.web.downloads import XLSX
from oxdash.web.guard.door import FOREIGN, TO_SEND
from tests.browser.conftest import STARTING, served
from tests.returning import CODE, NOW, QUARTER, a_return
from tests.signing import settings, signing_folder

SECONDS = 6


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    tmp = tmp_path_factory.mktemp("programs")
    data = signing_folder(tmp)
    with served(
        "oxdash.web.server:app",
        tmp,
        data=data,
        OXDASH_ROLES=str(tmp / "roles.toml"),
        OXDASH_UPLOAD_SECONDS=str(SECONDS),
    ) as address:
        yield urlsplit(address), data


@pytest.fixture(scope="module")
def text(site) -> str:
    return tokens.new(CODE, "the crime system", "a manager", settings(site[1]), NOW).text


def ask(site, method: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
    address = site[0]
    with contextlib.closing(http.client.HTTPConnection(address.hostname, address.port, timeout=STARTING)) as asked:
        asked.request(method, "/api/returns", body, {name.replace("_", "-"): said for name, said in headers.items()})
        answer = asked.getresponse()
        return answer.status, answer.read().decode()


def bare(site, head: str, body: bytes = b"") -> str:
    """What is answered to a request written by hand, whose body may not come."""
    address = site[0]
    with socket.create_connection((address.hostname, address.port), timeout=STARTING) as connection:
        host = f"Host: {address.netloc}\r\nConnection: close\r\n"
        connection.sendall(f"POST /api/returns HTTP/1.1\r\n{host}{head}\r\n".encode() + body)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def test_a_program_returns_and_what_needs_a_sign_off_waits(site, text):
    book = a_return(load(site[1], NOW.date()))
    status, said = ask(site, "POST", book, authorization=f"Bearer {text}", content_type=XLSX)
    assert status == 202, said
    note = json.loads(said)["waiting"]
    assert (note["partnership"], note["quarter"], note["came"]["by"]) == (CODE, QUARTER, "token")
    assert record.archive(settings(site[1])).history(CODE, QUARTER) == []
    assert ask(site, "POST", book, authorization=f"Bearer {text}", content_type=XLSX)[0] == 200


def test_who_has_no_token_is_told_so_before_a_body_comes(site):
    said = bare(site, "Content-Type: application/json\r\nContent-Length: 5000000\r\n")
    assert said.startswith("HTTP/1.1 401 ")
    assert said.endswith(json.dumps({"error": returning.NO_TOKEN}, separators=(",", ":")))


def test_a_body_that_does_not_come_is_told_so_and_its_room_given_back(site, text):
    head = f"Authorization: Bearer {text}\r\nContent-Type: application/json\r\n"
    said = bare(site, f"{head}Content-Length: 100\r\n", b"{")
    assert said.startswith("HTTP/1.1 408 ")
    assert f"It did not arrive within {SECONDS} seconds; nothing was stored." in said
    assert bare(site, f"{head}Content-Length: 1\r\n", b"{").startswith("HTTP/1.1 422 ")


def test_a_body_has_a_length_that_may_be(site, text):
    head = f"Authorization: Bearer {text}\r\nContent-Type: application/json\r\n"
    assert bare(site, f"{head}Transfer-Encoding: chunked\r\n").startswith("HTTP/1.1 411 ")
    assert bare(site, f"{head}Content-Length: 6000000\r\n").startswith("HTTP/1.1 413 ")
    chunks = b"10000\r\n" + b" " * 65536 + b"\r\n0\r\n\r\n"
    said = bare(site, f"{head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", chunks)
    assert said.startswith("HTTP/1.1 411 "), "in chunks it could go on for ever, whatever length it says"


def test_another_sites_page_returns_nothing(site, text):
    status, said = ask(site, "POST", b"{}", authorization=f"Bearer {text}", origin="http://evil.example")
    assert (status, json.loads(said)) == (403, {"error": FOREIGN})


def test_it_is_no_address_to_read(site):
    status, said = ask(site, "GET")
    assert (status, json.loads(said)) == (405, {"error": TO_SEND})
