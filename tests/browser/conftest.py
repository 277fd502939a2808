"""A real server and a real Chromium. Where there is no Chromium the tests fail and say so; they are never skipped."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext

from oxdash.settings import HOME
from tests.conftest import PATIENCE

HERE = Path(__file__).parent
STARTING = PATIENCE  # seconds: as long as a page is waited for
GOING = 10  # seconds that a program has to end by itself: nobody waits for what it says then
CHROMIUM = Path(os.environ.get("BROWSER_PATH", "/usr/bin/chromium"))
ELEMENTS = """import streamlit as st
st.title("Streamlit's own")
st.sidebar.selectbox("One", ["a", "b"])
st.sidebar.button("Press")
st.button("Press", key="main")
st.download_button("Take", b"x", "x.txt")
st.file_uploader("Give")
st.checkbox("Tick")
st.text_area("Write")
with st.expander("More", expanded=True):
    st.code("said", language=None)
    with st.form("form"):
        st.form_submit_button("Send")
"""
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
ONCE = "--process-per-site"  # a reader's pages share a process, which has read Streamlit's scripts once: half a load


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """File by file, as they are written: else those with a browser come first in all files, and servers start twice."""
    here = [number for number, item in enumerate(items) if item.path.is_relative_to(HERE)]
    ours = sorted((items[number] for number in here), key=lambda item: (item.path, item.location[1] or 0))
    for number, item in zip(here, ours, strict=True):
        items[number] = item


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not CHROMIUM.exists():
        pytest.fail(
            f"The browser tests need Chromium and {CHROMIUM} is not there. Install it (make test does: apt-get install "
            "chromium), or name another one in BROWSER_PATH.",
            pytrace=False,
        )
    args = [*QUIET, ONCE, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": args}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}


def with_a_tab_open(context: BrowserContext, *sites: str) -> BrowserContext:
    """A reader's browser with an empty tab of each site, which keeps the site's process when its other tabs are shut.

    That has Streamlit's scripts compiled: a page that finds them so is open with half the work.
    """
    for site in sites:
        tab = context.new_page()
        tab.route(site, lambda route: route.fulfill(body=""))
        tab.goto(site)
    return context


@pytest.fixture(scope="session")
def browser(browser):
    """Whatever is waited for on a page of it is waited for as long as a machine out of breath may take."""
    browser.on("context", lambda context: context.set_default_timeout(STARTING * 1000))
    return browser


@pytest.fixture(scope="session")
def context(browser, browser_context_args):
    """One reader's browser for all tests: it has fetched the app once, as a reader's has."""
    context = with_a_tab_open(browser.new_context(**browser_context_args), "http://127.0.0.1/", "http://localhost/")
    yield context
    context.close()


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
    page.close()


def free_port() -> int:
    """A port that is this run's own from now on, whoever listens there: bound, it is given to no other program.

    Not to another worker that looks for one, nor to a connection that goes out, also while what listened is restarted.
    """
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # who listens there binds it too
    found.bind(("127.0.0.1", 0))
    _OURS.append(found)
    return found.getsockname()[1]


_OURS: list[socket.socket] = []


def end(process: subprocess.Popen) -> None:
    """End a program that was started, and wait until it is gone: its port is free, and its files are whole."""
    process.terminate()
    try:
        process.wait(GOING)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def until_it_answers(process: subprocess.Popen, address: str, log: Path | None = None) -> None:
    """Wait until a program that was started answers at an address; ``log`` is where it writes."""
    end = time.monotonic() + STARTING
    while True:
        said = log.read_text("utf-8", "replace") if log else ""
        assert process.poll() is None, f"{process.args} ended before it answered:\n{said}"
        assert time.monotonic() < end, f"{process.args} did not answer within {STARTING} seconds:\n{said}"
        with contextlib.suppress(OSError), urlopen(address, timeout=STARTING) as answer:
            if answer.status == 200:
                return
        time.sleep(0.05)


@contextlib.contextmanager
def served(
    app: str,
    folder: Path,
    *,
    data: Path | None = None,
    port: int | None = None,
    log_level: str = "warning",
    log_name: str = "server.log",
    **settings: str,
) -> Iterator[str]:
    """An ASGI app under uvicorn on a free loopback port, answering; its address. ``settings`` are OXDASH_ variables."""
    port = port or free_port()
    environment = {**os.environ, "PYTHONPATH": str(HOME), "PYTHONWARNINGS": "ignore", **settings}
    if data:
        environment["OXDASH_DATA"] = str(data)
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        app,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        log_level,
    ]
    log = folder / log_name
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        until_it_answers(process, f"{address}/_stcore/health", log)
        yield address
    finally:
        end(process)


def way_in(folder: Path) -> str:
    """The address with the word, as a server in local mode printed it when it started."""
    said = (folder / "server.log").read_text("utf-8", "replace")
    return re.search(r"oxdash is at (\S+)", said)[1]


@pytest.fixture(scope="session")
def site_data(tmp_path_factory) -> Path:
    """A copy of the shipped register and the newest two quarters of returns, to serve and to add to."""
    folder = tmp_path_factory.mktemp("site") / "data"
    folder.mkdir()
    shutil.copy(HOME / "data" / "register.xlsx", folder)
    for quarter in ("2009-10-Q3", "2009-10-Q4"):
        shutil.copytree(HOME / "data" / "quarterly" / quarter, folder / "quarterly" / quarter)
    return folder


@pytest.fixture(scope="session")
def site(site_data) -> Iterator[str]:
    """The address of the product itself."""
    with served("oxdash.web.server:app", site_data.parent, data=site_data) as address:
        yield address


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory) -> Iterator[str]:
    """The address of Streamlit pages with nothing of ours on them: what axe finds there is Streamlit's own."""
    folder = tmp_path_factory.mktemp("empty")
    shutil.copytree(HOME / ".streamlit", folder / ".streamlit", ignore=shutil.ignore_patterns("secrets*", "roles*"))
    (folder / "a.py").write_text("import streamlit as st\nst.title('Empty')\nst.sidebar.selectbox('One', ['a', 'b'])\n")
    (folder / "b.py").write_text("import streamlit as st\nst.title('Empty')\n")
    (folder / "elements.py").write_text(ELEMENTS, "utf-8")
    (folder / "main.py").write_text(
        "import streamlit as st\nst.navigation({'Section': ['a.py', 'b.py', 'elements.py']}).run()\n"
    )
    (folder / "empty.py").write_text("import streamlit as st\napp = st.App('main.py')\n")
    with served("empty:app", folder) as address:
        yield address


@pytest.fixture(scope="session")
def at(tmp_path_factory):
    """A council's dashboard with a sign-in, for everything an officer does."""
    from tests.browser.council import council

    # what is held back to be under way at once stays so, however long the rest of a test takes
    with council(tmp_path_factory.mktemp("council"), OXDASH_UPLOAD_SECONDS=str(STARTING)) as found:
        yield found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What every open page said when a test failed stands in its report: a page that waits does not say for what."""
    report = yield
    browser = item.funcargs.get("browser") if report.failed and item.path.is_relative_to(HERE) else None
    for page in [page for context in browser.contexts for page in context.pages] if browser else []:
        with contextlib.suppress(Exception):  # one that is closing
            report.sections.append((f"open at {page.url}", page.locator("body").inner_text(timeout=5000)[:3000]))
    return report
