"""A council's dashboard with a sign-in, to be put under load: of this build or another, and who signs in there.

What the browser tests have of it is used here: the provider, the people and their roles.
"""

import asyncio
import contextlib
import http.cookiejar
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import psutil

from benchmarks.wsclient import Viewer
from oxdash.settings import HOME
from tests.browser.conftest import free_port
from tests.browser.council import ROLES, SECRETS

PATIENCE = 180  # seconds for a start; a machine under load is slow
FILES = 1024
SIGNED_IN = "_streamlit_user"  # the cookie
KEY = "OXDASH_LOG_KEY_FILE"


@dataclass(frozen=True)
class Council:
    """A served copy of the shipped data. ``folder`` holds everything that the server may write to."""

    folder: Path
    address: str
    process: psutil.Process

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def temporary(self) -> Path:
        return self.folder / "temporary"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.folder, HOME)

    def memory(self) -> float:
        """MB that the server itself holds; the child that opens a workbook has a limit of its own."""
        return self.process.memory_info().rss / 2**20

    def most_memory(self) -> float:
        """MB that it has held at most since it was started."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def environment(folder: Path, tree: Path, **more: str) -> dict[str, str]:
    """What a build is started with, so that it reads and writes in a folder and nowhere else."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("OXDASH_")}
    return inherited | {
        "PYTHONPATH": str(tree),
        "PYTHONWARNINGS": "ignore",
        "TMPDIR": str(folder / "temporary"),
        "OXDASH_DATA": str(folder / "data"),
        "OXDASH_CACHE": str(folder / "cache"),
        "OXDASH_ROLES": str(folder / "roles.toml"),
        KEY: str(folder / "log_key"),
        **more,
    }


@contextlib.contextmanager
def council(
    folder: Path, provider: str, *, tree: Path = HOME, roles: str = ROLES, people_at: str | None = None, **more: str
) -> Iterator[Council]:
    """A build's server, answering, with a copy of its own shipped data. ``more`` goes into its environment.

    ``people_at`` is the address that people use, where another program passes on to it what they ask.
    It begins with as many open files as most systems give a process, and may ask for more.
    """
    for name in ("temporary", "cache", ".streamlit"):
        (folder / name).mkdir(mode=0o750)
    shutil.copytree(tree / "data", folder / "data", ignore=shutil.ignore_patterns("audit", "published"))
    port = free_port()
    address = f"http://localhost:{port}"
    (folder / "roles.toml").write_text(roles, "utf-8")
    (folder / ".streamlit" / "secrets.toml").write_text(
        SECRETS.format(address=people_at or address, provider=provider), "utf-8"
    )
    command = [sys.executable, "-m", "uvicorn", "oxdash.web.server:app", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "server.log").open("wb") as output:
        process = psutil.Popen(
            [*command, "--log-level", "warning"],
            cwd=folder,
            env=environment(folder, tree, **more),
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_few_files,
        )
    at = Council(folder, address, process)
    try:
        _answering(at)
        yield at
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except psutil.TimeoutExpired:
            process.kill()


def _few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


def _answering(at: Council) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not at.process.is_running() or at.process.status() == psutil.STATUS_ZOMBIE:
            break
        with contextlib.suppress(OSError):
            urlopen(f"{at.address}/api/healthz", timeout=5).close()
            return
        time.sleep(0.25)
    raise SystemExit(f"The server did not answer:\n{at.log.read_text('utf-8', 'replace')[-2000:]}")


class Browser:
    """One person's cookies, and the way in and out that they take: the page's button, the provider, and back."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.jar))

    @property
    def headers(self) -> dict[str, str]:
        """What goes with every further request of this browser."""
        return {"Cookie": "; ".join(f"{one.name}={one.value}" for one in self.jar)}

    def come(self) -> None:
        """Ask for the first page, and be given a name with it."""
        with self._open("/"):
            pass

    def sign_in(self, leads_to: str, who: str, meanwhile: Callable[[], object] = bool) -> bool:
        """Go where the button led, say at the provider who it is, and come back with a cookie.

        ``meanwhile`` happens while one is there. False where one comes back without a cookie: the provider did not
        answer in time, and the page says so.
        """
        self.come()
        with self._open("/_stcore/health"), self._open(leads_to) as form:  # the first for the cookie of its pages
            asked = form.geturl()
        if asked.startswith(self.address):
            return False
        meanwhile()
        with self._open(asked, f"sub={who}".encode()):
            return any(one.name == SIGNED_IN for one in self.jar)

    def sign_out(self) -> None:
        with self._open("/auth/logout"):
            pass

    def _open(self, where: str, data: bytes | None = None):
        asked = Request(urljoin(self.address, where), data, headers={"Referer": f"{self.address}/"})
        return self._opener.open(asked, timeout=120)


async def signed_in(address: str, who: str, times: int = 5, *, browser: Browser | None = None) -> Browser:
    """Somebody who opens the dashboard, presses Sign in, again where the provider is too busy, and is let in."""
    browser = browser or Browser(address)
    for _ in range(times):
        async with Viewer(address) as viewer:
            await viewer.run()
            await viewer.run(press="Sign in")
            if await asyncio.to_thread(browser.sign_in, viewer.leads_to, who):
                return browser
    raise TimeoutError("The provider did not answer.")
