"""Two processes of one data folder behind Debian's nginx, with the configuration that docs/nginx.conf hands out.

The kind: what one process knows and the other does not. Tried, over real connections: pages, uploads, files to take
away and sign-ins of readers kept to either process; returns and publications of both at the same moment; a return, a
publication and a sign-out of one seen by the other; a reader's address through the proxy, and one that he made up; a
page that is connected to another process than its browser is kept to, which is so after a process was away; a process
that is killed under an open page, in the middle of a return too, and started anew; both away. What is counted in memory
(connections, turns, workbooks under check) counts for each process, which docs/scale.md says.
"""

import asyncio
import contextlib
import re

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from benchmarks.council import Browser, signed_in
from benchmarks.officer import SUBMIT, Officer
from benchmarks.wsclient import Viewer
from oxdash import access
from oxdash.__main__ import cli
from oxdash.archive import Archive
from oxdash.judging.position import load
from oxdash.publication import shelf
from oxdash.submissions.check import blank_return
from oxdash.web import handing_out
from oxdash.web.guard.uploads import NOT_HERE
from tests.behind_nginx import MANY, NAMED, Front, Process, together
from tests.browser.council import (
    confirm_all,
    download,
    look,
    press,
    provider,
    settled,
    settled_in,
    sign_in,
    sign_out,
    upload,
)
from tests.browser.looking import opened, pick
from tests.elsewhere import run
from tests.faults.test_handing_out import BUTTON, Page, fetched
from tests.filling import filled
from tests.returning import CODE, NOW, OTHER, QUARTER

DESK = f"partnership={CODE}&quarter=2009-10+Q4"
ON_FILE = "Your return is on file"
REFERENCE, PUBLISH = "Reference, like Board 2010-07-01", "Publish"


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    with provider() as signs_in_at:
        at = settled_in(tmp_path_factory.mktemp("two"), signs_in_at)
        with together(at) as found:
            yield found


def archive_is_whole(front: Front) -> None:
    ran = CliRunner().invoke(cli, ["--data", str(front.at.data), "archive", "verify"])
    assert ran.exit_code == 0, ran.output


def named(front: Front, process: Process) -> Browser:
    """A browser that has been given its name, by which it is kept to a process."""
    for _ in range(MANY):
        browser = Browser(front.at.address)
        browser.come()
        if front.keeps(browser.headers["Cookie"]) is process:
            return browser
    raise AssertionError(f"None of {MANY} is kept to {process.name}.")


async def in_at(front: Front, process: Process, who: str) -> Browser:
    return await signed_in(front.at.address, who, browser=await asyncio.to_thread(named, front, process))


def opened_at(process: Process) -> int:
    return process.log.count("GET /_stcore/stream 101")


def a_return(front: Front, code: str) -> bytes:
    return filled(blank_return(load(front.at.data, NOW.date()), code, QUARTER))


def test_a_reader_is_kept_to_a_process_by_the_name_of_the_browser(front):
    async def pages(cookie: str) -> list[int]:
        before = [opened_at(one) for one in front.processes]
        for _ in range(3):
            async with Viewer(front.at.address, headers={"Cookie": cookie}) as viewer:
                await viewer.run()
        return [opened_at(one) - was for one, was in zip(front.processes, before, strict=True)]

    for process in front.processes:
        assert run(pages(front.kept_to(process))) == [3 * (one is process) for one in front.processes]
    where = {front.keeps(f"{NAMED}={number:032x}").name for number in range(20)}
    assert len(where) == 2, "many readers are shared among both"


def test_a_browser_that_keeps_no_cookies_is_kept_by_its_address(front):
    asked = "127.0.0.3 GET /start.js 200"
    for _ in range(5):
        assert front.ask("/start.js", whence="127.0.0.3")[0] == 200
    assert sorted(one.log.count(asked) for one in front.processes) == [0, 5]


def test_a_readers_own_address_is_counted_and_no_other_that_he_says(front):
    said = {"X_Forwarded_For": "192.0.2.7", "Forwarded": "for=192.0.2.8", "X_Real_IP": "192.0.2.9"}
    assert front.ask("/favicon.png", whence="127.0.0.2", **said)[0] == 200
    logs = "\n".join(one.log for one in front.processes)
    assert "127.0.0.2 GET /favicon.png 200" in logs
    assert "192.0.2." not in logs


async def returned(board: Viewer) -> int:
    """How many partnerships have returned, as an open page says it when it is run."""
    await board.run()
    return int(re.search(r"(\d) of \d partnerships have returned for Q4 2009/10", board.said)[1])


def test_two_submit_at_the_same_moment_at_two_processes(front):
    returns = {CODE: a_return(front, CODE), OTHER: a_return(front, OTHER)}

    def board(process: Process) -> Viewer:
        return Viewer(front.at.address, "quarter=2009-10+Q4", headers={"Cookie": front.kept_to(process)})

    async def officer(process: Process, who: str, code: str) -> str:
        browser = await in_at(front, process, f"{who}.officer@council.example")
        query = f"partnership={code}&quarter=2009-10+Q4"
        async with Officer(front.at.address, browser.headers, query) as one:
            said, _ = await one.choose(f"{code}.xlsx", returns[code])
            assert SUBMIT in one.buttons, said
            await both_are_ready.wait()
            return await one.submit()

    async def both() -> tuple[list[str], list[int]]:
        nonlocal both_are_ready
        both_are_ready = asyncio.Barrier(2)
        first, second = front.processes
        async with contextlib.AsyncExitStack() as open_pages:
            boards = [await open_pages.enter_async_context(board(one)) for one in front.processes]
            before = [await returned(one) for one in boards]
            said = await asyncio.gather(officer(first, "safer", CODE), officer(second, "planning", OTHER))
            return said, [await returned(one) - was for one, was in zip(boards, before, strict=True)]

    both_are_ready: asyncio.Barrier
    said, more = run(both())
    assert all(ON_FILE in one for one in said)
    assert more == [2, 2], "each process shows both in the next run of an open page"
    archive = Archive(front.at.data / "quarterly")
    assert [archive.history(code, QUARTER)[0].read_bytes() for code in returns] == list(returns.values())
    archive_is_whole(front)


def test_two_publish_at_the_same_moment_at_two_processes(front):
    async def manager(process: Process) -> str:
        browser = await in_at(front, process, "partnerships.manager@council.example")
        async with Viewer(front.at.address, page="papers", headers=browser.headers) as one:
            await one.run()
            (sure,) = [label for label in one.ticks if label.startswith("Publish Q")]
            await one.run(press=PUBLISH, tick=[sure], write={REFERENCE: "Board 1"})
            return one.said

    async def both() -> list[str]:
        return await asyncio.gather(*(manager(one) for one in front.processes))

    said = run(both())
    refused = [one for one in said if "Board 1 was published on" in one]
    assert len(refused) == 1, said
    (published,), faults = shelf.published(front.at.data / "published")
    assert (published.reference, faults) == ("Board 1", [])
    for process in front.processes:
        status, listed = front.ask("/api/positions", cookie=front.kept_to(process))
        assert (status, listed.count('"reference": "Board 1"')) == (200, 1)
    ran = CliRunner().invoke(cli, ["--data", str(front.at.data), "verify", "Board 1"])
    assert ran.exit_code == 0, ran.output
    archive_is_whole(front)


def test_a_sign_out_at_one_ends_the_same_persons_page_at_the_other(front):
    async def both() -> tuple[str, str]:
        first, second = front.processes
        there = await in_at(front, first, "safer.officer@council.example")
        here = await in_at(front, second, "safer.officer@council.example")
        async with Officer(front.at.address, here.headers, DESK) as page:
            assert page.box, "the page takes a workbook"
            await asyncio.to_thread(there.sign_out)
            said, _ = await page.choose("late.xlsx", b"x" * 1000)
            await page.run()
            return said, page.said

    answer, page = run(both())
    assert answer == access.SIGNED_OUT
    assert access.SIGNED_OUT in page


def test_a_sign_in_that_begins_at_one_ends_at_the_other(front):
    first, second = front.processes
    browser = named(front, first)

    def moves() -> None:
        (name,) = [one for one in browser.jar if one.name == NAMED]
        name.value = front.kept_to(second).partition("=")[2]

    async def signs_in() -> bool:
        async with Viewer(front.at.address) as viewer:
            await viewer.run()
            await viewer.run(press="Sign in")
            return await asyncio.to_thread(browser.sign_in, viewer.leads_to, "someone@council.example", moves)

    began = first.log.count("GET /auth/login 302")
    ended = second.log.count("GET /oauth2callback 302")
    assert run(signs_in())
    assert first.log.count("GET /auth/login 302") == began + 1
    assert second.log.count("GET /oauth2callback 302") == ended + 1


def test_an_upload_reaches_the_process_of_its_page_whichever_its_browser_is_kept_to(front):
    """As it is once a process was away: the page went to the other, and the browser comes back to the first."""
    first, second = front.processes
    workbook = a_return(front, CODE)

    async def uploaded() -> str:
        browser = await in_at(front, first, "safer.officer@council.example")
        page = Officer(front.at.address, browser.headers, DESK)
        page.port = second.port
        async with page:
            return (await page.choose("return.xlsx", workbook))[0]

    said = run(uploaded())
    assert "Nothing is wrong with this workbook." in said or "This return was on file already" in said, said
    assert f"refused (upload) from 127.0.0.1: {NOT_HERE}" in first.log


def test_a_file_to_take_away_comes_from_the_process_of_its_page_whichever_its_browser_is_kept_to(front):
    first, second = front.processes
    mine = front.kept_to(first)

    async def taken() -> tuple:
        async with Page(f"http://127.0.0.1:{second.port}", mine) as page:
            path, said = await page.press(page.buttons[BUTTON])
            assert not said
            return await asyncio.to_thread(fetched, front.at.address, path, mine), path

    (status, headers, body), path = run(taken())
    assert (status, headers["cache-control"], bool(body)) == (200, "private, no-store", True)
    assert fetched(front.at.address, path, front.kept_to(second))[0::2] == (404, handing_out.GONE.encode())


def test_what_belongs_to_no_page_is_refused_in_the_words_of_oxdash(front):
    assert front.ask("/_stcore/upload_file/none/none", "PUT", content_length="0") == (404, NOT_HERE)
    assert front.ask("/media/0123abcd.json") == (404, handing_out.GONE)


def test_a_day_of_an_officer_and_a_board_member_while_processes_come_and_go(browser, front):
    first, second = front.processes
    at = front.at
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    name, value = front.kept_to(first).split("=")
    context.add_cookies([{"name": name, "value": value, "url": at.address}])
    board = context.new_page()
    look(board, f"{at.address}/?quarter=2009-10+Q3")
    page = context.new_page()
    look(page, f"{at.address}/submit?{DESK}")
    sign_in(page, "safer")
    correction = filled(download(page, "Download the workbook"), {"O4": "Corrected."})
    upload(page, "safer.xlsx", correction)
    expect(page.get_by_role("heading", name="3. How this will look to the Board")).to_be_visible()
    assert opened_at(first) and first.log.count("PUT /_stcore/upload_file/-/- 204")

    was = opened_at(second)
    first.kill()
    said = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(said).to_contain_text("The connection was lost")  # and nothing was stored, and what to do
    pick(board, "Quarter", "Q4 2009/10")
    expect(board.locator("h1")).to_have_text("Targets on track, Q4 2009/10")
    assert opened_at(second) - was >= 2, "both pages went on at the other process"

    first.start()
    was = opened_at(first)
    look(board, f"{at.address}/?quarter=2009-10+Q3")
    assert opened_at(first) == was + 1, "at once at the first again; the officer's page stays at the second"
    upload(page, "safer.xlsx", correction)
    expect(page.get_by_role("heading", name="3. How this will look to the Board")).to_be_visible()
    confirm_all(page)
    press(page, "Submit this return")
    expect(page.get_by_role("status").filter(has_text=ON_FILE)).to_be_visible()
    assert re.search(r'"number": \d', download(page, "Receipt as on file").decode())
    opened(board, board.reload)
    archive_is_whole(front)
    sign_out(page)
    settled(page)
    context.close()


def test_processes_are_started_anew_one_right_after_the_other_and_readers_are_served_throughout(front):
    cookies = [front.kept_to(one) for one in front.processes]
    for one in front.processes:
        one.kill()
        assert [front.ask("/", cookie=cookie)[0] for cookie in cookies] == [200, 200]
        one.start()
    assert [front.keeps(cookie).name for cookie in cookies] == [one.name for one in front.processes]


def test_both_away_is_said_in_words(front):
    for one in front.processes:
        one.kill()
    said = "The dashboard does not answer just now. Load this page again in a minute."
    for path in ("/", "/_stcore/health", "/media/0123abcd.json"):
        assert front.ask(path) == (503, said)
