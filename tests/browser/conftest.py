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

from oxdash.settings import HOME

CHROMIUM = Path(os.environ.get("BROWSER_PATH", "/usr/bin/chromium"))
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not CHROMIUM.exists():
        pytest.fail(
            f"The browser tests need Chromium and {CHROMIUM} is not there. Install it (make test does: apt-get install "
            "chromium), or name another one in BROWSER_PATH.",
            pytrace=False,
        )
    args = [*QUIET, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": args}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}


@pytest.fixture(scope="module")
def context(browser, browser_context_args):
    """One reader's browser for all tests of a module: it has fetched the app once, as a reader's has."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
    page.close()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def served(
    app: str,
    folder: Path,
    *,
    data: Path | None = None,
    port: int | None = None,
    log_level: str = "warning",
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
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            assert process.poll() is None, f"The server ended before it answered:\n{log.read_text('utf-8', 'replace')}"
            with contextlib.suppress(OSError):
                if urlopen(f"{address}/_stcore/health", timeout=5).status == 200:
                    break
            time.sleep(0.25)
        else:
            pytest.fail(f"The server did not answer within a minute:\n{log.read_text('utf-8', 'replace')}")
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


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
    """The address of a Streamlit page with nothing of ours on it: what axe finds there is Streamlit's own."""
    folder = tmp_path_factory.mktemp("empty")
    shutil.copytree(HOME / ".streamlit", folder / ".streamlit", ignore=shutil.ignore_patterns("secrets*", "roles*"))
    (folder / "a.py").write_text("import streamlit as st\nst.title('Empty')\nst.sidebar.selectbox('One', ['a', 'b'])\n")
    (folder / "b.py").write_text("import streamlit as st\nst.title('Empty')\n")
    (folder / "main.py").write_text("import streamlit as st\nst.navigation({'Section': ['a.py', 'b.py']}).run()\n")
    (folder / "empty.py").write_text("import streamlit as st\napp = st.App('main.py')\n")
    with served("empty:app", folder) as address:
        yield address


@pytest.fixture(scope="session")
def at(tmp_path_factory):
    """A council's dashboard with a sign-in, for everything an officer does."""
    from tests.browser.council import council

    with council(tmp_path_factory.mktemp("council")) as found:
        yield found
