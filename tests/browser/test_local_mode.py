"""Local mode over real connections: whoever has the word may return; nobody else of this machine, and no proxy.

The kind: something else than the person at the machine comes from the machine. tests/faults/test_local_mode.py has the
table; here the real server prints the word, a real Chromium exchanges it, and everything is asked over real sockets.
"""

import http.client
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from benchmarks.officer import Officer
from oxdash import access
from oxdash.web import current_person, local_mode
from tests import hostile
from tests.browser.conftest import STARTING, served, way_in
from tests.browser.council import confirm_all, download, press, upload
from tests.browser.looking import look
from tests.browser.test_at_the_door import FOREIGN, another_site
from tests.elsewhere import run
from tests.filling import filled
from tests.returning import CODE, folder


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """The address that the server printed."""
    tmp = tmp_path_factory.mktemp("local")
    with served("oxdash.web.server:app", tmp, data=folder(tmp), OXDASH_LOCAL="1"):
        yield way_in(tmp)


def desk(address: str, *files: tuple[str, bytes], headers=None) -> list[str]:
    """What the page Submit a return says, first as it is opened, then of each file."""

    async def ask():
        async with Officer(address, headers) as officer:
            return [officer.said, *[(await officer.choose(*file))[0] for file in files]]

    return run(ask())


def asked(address: str) -> tuple[int, str, str]:
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=STARTING)
    connection.request("GET", f"{where.path}?{where.query}" if where.query else where.path)
    answer = connection.getresponse()
    return answer.status, answer.getheader("Set-Cookie") or "", answer.read().decode("utf-8", "replace")


def test_from_the_printed_address_to_a_receipt(browser, local):
    page = browser.new_context(locale="en-GB").new_page()
    start = local.partition("?")[0]
    look(page, f"{start}submit?partnership={CODE}&quarter=2009-10+Q4")
    expect(page.locator(".ox-lead", has_text=current_person.AT_THE_DOOR)).to_be_visible()
    look(page, start)
    expect(page.get_by_test_id("stSidebar").get_by_text(current_person.AT_THE_DOOR)).to_be_visible()
    look(page, local)
    expect(page.get_by_text(current_person.AT_THE_DOOR)).to_have_count(0)
    assert page.url == start, "the word does not stay in the address"
    look(page, f"{start}submit?partnership={CODE}&quarter=2009-10+Q4")
    upload(page, "safer.xlsx", filled(download(page, "Download the workbook")))
    confirm_all(page)
    press(page, "Submit this return")
    expect(page.get_by_role("status").filter(has_text="Your return is on file")).to_contain_text(access.LOCAL_NAME)
    (cookie,) = [one for one in page.context.cookies() if one["name"].startswith("oxdash_local")]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Strict", -1)
    page.context.close()


def test_another_programs_page_can_do_nothing_with_the_words_cookie(browser, local):
    """Of this same machine and name, and so the same site to a browser, which sends the cookie along."""
    page = browser.new_context(locale="en-GB").new_page()
    look(page, local)
    start = local.partition("/?")[0]
    with another_site(FOREIGN.format(address=start, websocket=start.replace("http", "ws", 1))) as elsewhere:
        page.goto(elsewhere.replace("127.0.0.1", "localhost"))
        page.wait_for_function("Object.keys(tried).length === 6")
        tried = page.evaluate("tried")
    assert {tried[what] for what in ("websocket", "page", "upload")} == {"refused"}
    page.context.close()


def test_the_word_is_exchanged_as_often_as_a_browser_is_opened(local):
    status, cookie, _ = asked(local)
    assert (status, bool(cookie)) == (303, True)
    assert asked(local)[:2] == (status, cookie)
    start, _, word = local.partition("?word=")
    for wrong in ("", "x", word[:-1], f"{word}x", "%C3%A9", word.swapcase()):
        assert asked(f"{start}?word={wrong}") == (403, "", local_mode.NOT_THE_WORD), wrong


def test_without_the_word_this_machine_is_for_reading_only(local):
    start = local.partition("?")[0]
    assert desk(start)[0].endswith(f"Submit a return {current_person.AT_THE_DOOR}")
    with_another = {"Cookie": re.sub("=.*", "=abc", Officer(local).let_in)}
    assert desk(start, headers=with_another)[0].endswith(f"Submit a return {current_person.AT_THE_DOOR}")
    assert "There is a problem" in desk(local, ("last.csv", b"a,b\n"))[1]


PASSED_ON = [
    ({"X-Forwarded-For": "192.0.2.7"}, "a proxy that says for whom"),
    ({"Forwarded": "for=192.0.2.7"}, "a proxy that says it the newer way"),
    ({"Via": "1.1 proxy"}, "a proxy that says only that it is one"),
    ({"X-Original-Host": "performance.council.example"}, "a proxy that says it in words of its own"),
    ({"X-Oxdash-At-This-Machine": "yes", "X-Forwarded-For": "192.0.2.7"}, "one that claims to be here as well"),
]


@pytest.mark.parametrize(("headers", "why"), PASSED_ON, ids=[row[-1] for row in PASSED_ON])
def test_what_a_proxy_passed_on_is_for_reading_only(local, headers, why):
    assert desk(local, headers=headers)[0].endswith(f"Submit a return {current_person.READ_ONLY}")


def test_an_upload_that_a_proxy_passed_on_is_refused(local):
    async def ask(**otherwise):
        async with Officer(local) as here:
            here.headers |= otherwise
            return await here.choose("safer.xlsx", b"PK\x03\x04")

    said, _ = run(ask(**{"X-Forwarded-For": "192.0.2.7"}))
    assert said == "You are not signed in. Sign in as an officer of the partnership to do this."
    said, _ = run(ask(Cookie=""))
    assert said == "You are not signed in. Sign in as an officer of the partnership to do this.", "without the cookie"


WORST = (
    "a bomb: 300 MB in 300 KB",
    "a billion laughs",
    "a cell at the far corner",
    "a million declared rows",
    "locked with a password",
    "macros renamed .xlsx",
    "a link to another workbook",
    "cut in half",
    "OpenDocument renamed",
)


def test_hostile_workbooks_are_answered_and_the_page_stays_up(local):
    """A few of them through the page; all of them through the reader in test_gate, and at load in the benchmark."""
    cases = {why: (make(), sentence) for why, make, sentence in hostile.CASES if why in WORST}
    assert set(cases) == set(WORST)
    _, *answers, last = desk(local, *(("f.xlsx", cases[why][0]) for why in WORST), ("last.csv", b"a,b\n"))
    for why, answer in zip(WORST, answers, strict=True):
        assert f"There is a problem f.xlsx: {cases[why][1]}" in answer, why
    assert "This is a text file, such as a CSV" in last
