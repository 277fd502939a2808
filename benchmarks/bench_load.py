"""What somebody can do to everybody else, beside an older build: `python -m benchmarks.bench_load [COMMIT [VIEWERS]]`.

Fifty viewers go on choosing while one visitor, who has not signed in, does what no page does (`misuse.py`): asks that
all that is kept in memory be dropped, comes from another site, sends messages of 15 MB, or opens connections only.
What 95 of 100 viewers wait for is printed as a ratio to what they waited for just before, for each build; at most 2 is
the aim. Then twenty officers upload 5 MB each at once: each has to be in or told why not, in words, and the server to
hold less than 400 MB at any time, children apart.

Both builds are served alike, on their own shipped data. Nothing leaves this machine: whatever a build asks of outside
is taken by a stand-in that answers nothing, as behind a council's firewall, and is counted.
"""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from benchmarks import moves
from benchmarks.beside import built
from benchmarks.council import Council, council, signed_in
from benchmarks.crowd import VIEWERS, Crowd, p95
from benchmarks.misuse import BEGUN, KINDS
from benchmarks.officer import SUBMIT, Officer
from benchmarks.wsclient import Viewer
from oxdash.judging.position import load
from oxdash.settings import HOME
from oxdash.submissions.check import blank_return
from tests.browser.council import ROLES, provider
from tests.filling import filled
from tests.hostile import with_parts
from tests.returning import CODE, NOW, QUARTER

BEFORE = "0156109"  # the build that a review found these in
QUIET, LOUD, REST = 20, 30, 15  # seconds
TWICE = 2.0
OFFICERS, PADDING, MOST = 20, 4_900_000, 400  # MB
OUTSIDE_WAITS = 2  # seconds
PROBLEM = "There is a problem"


@dataclass
class Came:
    """How many newcomers were shown the page and how many were not, and the worst that health said."""

    came: int = 0
    turned_away: int = 0
    health: str = "ok"


class Newcomers:
    """Somebody who opens the page every other second, and somebody who asks for health every second."""

    def __init__(self, address: str) -> None:
        self.address, self.over, self.seen = address, asyncio.Event(), Came()

    def since_last(self) -> Came:
        seen, self.seen = self.seen, Came()
        return seen

    async def __aenter__(self) -> "Newcomers":
        self._tasks = [asyncio.create_task(one) for one in (self._come(), self._ask())]
        return self

    async def __aexit__(self, *_) -> None:
        self.over.set()
        await asyncio.gather(*self._tasks)

    async def _come(self) -> None:
        while not self.over.is_set():
            try:
                async with asyncio.timeout(60), Viewer(self.address) as viewer:
                    await viewer.run()
                    assert len(viewer.elements) > 10
                    self.seen.came += 1
            except Exception:  # whatever it is, there is no page
                self.seen.turned_away += 1
            await self._wait(2)

    async def _ask(self) -> None:
        def ask() -> str:
            try:
                with urlopen(f"{self.address}/api/healthz", timeout=30) as answer:
                    return json.load(answer)["status"]
            except HTTPError as error:
                return f"{error.code}"
            except OSError as error:
                return type(error).__name__

        while not self.over.is_set():
            said = await asyncio.to_thread(ask)
            self.seen.health = said if said != "ok" else self.seen.health
            await self._wait(1)

    async def _wait(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), seconds)


@dataclass
class During:
    """What a misuse did: milliseconds for 95 of 100 viewers before and meanwhile, and to the others."""

    quiet: float
    loud: float
    lost: int
    grown: float  # MB
    newcomers: Came

    @property
    def ratio(self) -> float:
        return self.loud / self.quiet

    @property
    def told(self) -> str:
        return (
            f"{self.quiet:6.0f} ms to {self.loud:6.0f} ms, {self.ratio:6.2f} times; {self.grown:+5.0f} MB; "
            f"{self.lost} viewers lost; {self.newcomers.came} of {self.newcomers.came + self.newcomers.turned_away} "
            f"newcomers came; health: {self.newcomers.health}"
        )

    @property
    def well(self) -> bool:
        return (
            self.ratio <= TWICE and not self.lost and not self.newcomers.turned_away and self.newcomers.health == "ok"
        )


async def during(which: str, at: Council, crowd: Crowd, newcomers: Newcomers) -> During:
    """Viewers and newcomers while one kind of misuse goes on, in a process of its own, and just before."""
    await asyncio.sleep(REST)
    crowd.waited()
    await asyncio.sleep(QUIET)
    quiet, lost, held = p95(crowd.waited()), crowd.lost, at.memory()
    command = [sys.executable, "-m", "benchmarks.misuse", which, at.address]
    misuse = await asyncio.create_subprocess_exec(*command, cwd=HOME, stdout=subprocess.PIPE)
    try:
        assert BEGUN in (await misuse.stdout.readline()).decode()
        crowd.waited(), newcomers.since_last()
        await asyncio.sleep(LOUD)
        found = During(quiet, p95(crowd.waited()), crowd.lost - lost, at.memory() - held, newcomers.since_last())
        assert misuse.returncode is None, "it went on for as long as it was measured"
    finally:
        with contextlib.suppress(ProcessLookupError):
            misuse.kill()
        await misuse.wait()
    return found


def a_large_return(data: Path) -> bytes:
    """A return filled in as it should be, of just under 5 MB: a picture is in it."""
    blank = blank_return(load(data, NOW.date()), CODE, QUARTER)
    return with_parts({"xl/media/image1.png": os.urandom(PADDING)}, filled(blank))


@dataclass
class Uploads:
    taken: int = 0
    told: Counter = field(default_factory=Counter)  # in which words
    other: tuple[str, ...] = ()
    seconds: float = 0
    held: float = 0  # MB at most

    @property
    def said(self) -> str:
        others = f"; neither: {len(self.other)} ({self.other[0][:160]})" if self.other else ""
        return (
            f"{self.taken} taken and checked, {self.told.total()} told in words why not{others}, all within "
            f"{self.seconds:.0f} s; the server held {self.held:.0f} MB at most, aim {MOST}"
        )

    @property
    def well(self) -> bool:
        return not self.other and self.held < MOST


def words(said: str) -> str:
    """The beginning of the sentence that says why, of a page's words or of a bare answer."""
    return said.rpartition(PROBLEM)[2].strip()[:120]


async def uploads(at: Council, contents: bytes) -> Uploads:
    """As many officers as there are upload at once, each in a session and with a sign-in of their own."""
    browsers = [await signed_in(at.address, who) for who in officers()]
    found = Uploads()

    async def one(officer: Officer) -> None:
        try:
            async with asyncio.timeout(300):
                said, _ = await officer.choose("return.xlsx", contents)
        except Exception as error:  # whatever it is, nothing was said
            found.other += (f"{type(error).__name__}: {error}",)
            return
        if SUBMIT in officer.buttons:
            found.taken += 1
        elif PROBLEM in said or said.endswith((".", "</html>")):
            found.told[words(said)] += 1
        else:
            found.other += (said[-200:] or "nothing was said",)

    async with contextlib.AsyncExitStack() as open_:
        query = f"partnership={CODE}&quarter=2009-10+Q4"
        there = [await open_.enter_async_context(Officer(at.address, one.headers, query)) for one in browsers]
        began = time.perf_counter()
        await asyncio.gather(*map(one, there))
        found.seconds = time.perf_counter() - began
    found.held = at.most_memory()
    return found


def officers() -> list[str]:
    return [f"officer{number}@council.example" for number in range(1, OFFICERS + 1)]


def roles() -> str:
    return ROLES + "".join(f'"{who}" = ["{CODE}"]\n' for who in officers())


@contextlib.asynccontextmanager
async def outside() -> AsyncIterator[tuple[str, list[float]]]:
    """The address of a proxy to the world beyond the firewall, which answers nothing; and when it was asked."""
    asked: list[float] = []

    async def nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(time.monotonic())
        await asyncio.sleep(OUTSIDE_WAITS)
        writer.close()

    server = await asyncio.start_server(nothing, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


async def measure(tree: Path, name: str, signs_in_at: str, viewers: int) -> bool:
    """Print what became of a build, its server started anew for each thing tried; whether all of it was well."""
    print(f"-- {name}", flush=True)
    contents = a_large_return(HOME / "data")
    well, written = True, 0
    async with outside() as (proxy, asked):
        names = {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": "localhost,127.0.0.1"}
        names |= {name.upper(): value for name, value in names.items()}

        @contextlib.contextmanager
        def served() -> Iterator[Council]:
            nonlocal written
            with (
                tempfile.TemporaryDirectory() as folder,
                council(Path(folder), signs_in_at, tree=tree, roles=roles(), **names) as at,
            ):
                yield at
                written += at.log.stat().st_size

        with served() as at:
            uploaded = await uploads(at, contents)
        print(f"{OFFICERS} uploads of 5 MB at once: {uploaded.said}.", flush=True)
        print(*(f"  {many} were told: {said}" for said, many in uploaded.told.items()), sep="\n", flush=True)
        well &= uploaded.well
        for which in KINDS:
            with served() as at:
                async with Crowd(at.address, viewers) as crowd, Newcomers(at.address) as newcomers:
                    found = await during(which, at, crowd, newcomers)
            print(f"{which:24} {found.told}", flush=True)
            well &= found.well
    print(f"The world outside was asked {len(asked)} times. The logs have {written / 1024:,.0f} KB.", flush=True)
    return well and not asked


def main(commit: str = BEFORE, viewers: int = VIEWERS) -> int:
    print(f"What 95 of 100 of {viewers} viewers wait for, before and meanwhile; aim {TWICE:g} times.")
    with built(commit) as before, provider() as signs_in_at:
        moves.move(before)
        asyncio.run(measure(before, commit, signs_in_at, viewers))
        well = asyncio.run(measure(HOME, "this build", signs_in_at, viewers))
    return int(not well)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2], *map(int, sys.argv[2:])))
