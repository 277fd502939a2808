"""An officer's check while readers ask for one past day after the other: `python -m benchmarks.bench_days [COMMIT]`.

Eight readers open the Overview, each as at another day every time and without a pause, while an officer chooses one
workbook after the other on the page Submit a return. Seconds from the upload to what is said of it are printed, quiet
and meanwhile, by turns on one server; at most twice the quiet value is the aim. So is what the readers wait for, who
are not to starve: 95 of 100, and how many were told that others are ahead of them. The build of the commit is served
alike on its own shipped data, for comparison.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from subprocess import PIPE

from benchmarks import moves
from benchmarks.bench_load import BEFORE
from benchmarks.beside import built
from benchmarks.council import Council, council, signed_in
from benchmarks.crowd import p95
from benchmarks.officer import SUBMIT, Officer
from benchmarks.wsclient import Viewer
from oxdash.settings import HOME
from tests.browser.council import PEOPLE, provider
from tests.hostile import with_parts
from tests.returning import CODE

READERS, TURNS, CHECKS = 8, 3, 3  # turns of so many checks, quiet and meanwhile
ENOUGH = 120  # seconds after which no turn is begun
AIM = 2.0  # times
FIRST, LAST = date(2009, 2, 1), date(2010, 7, 22)  # days that are asked for
REFUSED = "Others are looking at positions of past days"
FILLED = """
import sys
from pathlib import Path
from oxdash.judging.position import load
from oxdash.submissions.check import blank_return
from tests.filling import filled
from tests.returning import CODE, NOW, QUARTER
sys.stdout.buffer.write(filled(blank_return(load(Path("data"), NOW.date()), CODE, QUARTER)))
"""


@dataclass
class Waited:
    """Seconds of each check, quiet and meanwhile; of each reader's page; pages without a position."""

    quiet: list[float] = field(default_factory=list)
    meanwhile: list[float] = field(default_factory=list)
    readers: list[float] = field(default_factory=list)
    refused: int = 0

    @property
    def ratio(self) -> float:
        return statistics.median(self.meanwhile) / statistics.median(self.quiet)

    @property
    def told(self) -> str:
        quiet, meanwhile = (statistics.median(one) for one in (self.quiet, self.meanwhile))
        half, most = statistics.median(self.readers), p95(sorted(self.readers)) / 1000
        return (
            f"a check takes {quiet:.2f} s, and {meanwhile:.2f} s while {READERS} readers ask for past days: "
            f"{self.ratio:.2f} times (at most {max(self.meanwhile):.2f} s). The readers: {len(self.readers)} pages, "
            f"half within {half:.2f} s, 95 of 100 within {most:.2f} s; {self.refused} were asked to come again"
        )


class Readers:
    """Who ask for one day after the other for as long as they are wanted: ``async with Readers(address, waited)``."""

    def __init__(self, address: str, waited: Waited, days: list[date]) -> None:
        self.address, self.waited, self.days, self.over = address, waited, days, asyncio.Event()

    async def __aenter__(self) -> "Readers":
        there = asyncio.Barrier(READERS + 1)
        self._tasks = [asyncio.create_task(self._read(there)) for _ in range(READERS)]
        await there.wait()
        return self

    async def __aexit__(self, *_) -> None:
        self.over.set()
        await asyncio.gather(*self._tasks)

    async def _read(self, there: asyncio.Barrier) -> None:
        async with Viewer(self.address) as viewer:
            await viewer.run()
            await there.wait()
            while not self.over.is_set():
                seconds = await viewer.go("", f"as_at={self.days.pop()}")
                if REFUSED in viewer.said:
                    self.waited.refused += 1
                else:
                    self.waited.readers.append(seconds)


def a_return(tree: Path) -> bytes:
    """A return that a build takes, of its own template."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    made = subprocess.run([sys.executable, "-W", "ignore", "-c", FILLED], cwd=tree, env=environment, stdout=PIPE)
    return made.stdout


async def measured(at: Council, plain: bytes) -> Waited:
    found, days = Waited(), [FIRST + timedelta(number) for number in range((LAST - FIRST).days)]
    days *= 20  # a build that answers at once may go through them all
    random.Random(1).shuffle(days)
    browser = await signed_in(at.address, PEOPLE["safer"])
    async with Officer(at.address, browser.headers, f"partnership={CODE}&quarter=2009-10+Q4") as officer:

        async def checks(waited: list[float]) -> None:
            for _ in range(CHECKS):  # each of a workbook that was not seen before
                contents = with_parts({"xl/media/image1.png": os.urandom(1000)}, plain)
                said, seconds = await officer.choose("return.xlsx", contents)
                assert SUBMIT in officer.buttons, said
                waited.append(seconds)

        await checks([])
        began = time.monotonic()
        while not found.quiet or (len(found.quiet) < TURNS * CHECKS and time.monotonic() - began < ENOUGH):
            await checks(found.quiet)
            async with Readers(at.address, found, days):
                await asyncio.sleep(1)
                await checks(found.meanwhile)
    return found


def main(commit: str = BEFORE) -> int:
    with built(commit) as tree, provider() as signs_in_at:
        moves.move(tree)
        for name, one in ((commit, tree), ("this build", HOME)):
            with tempfile.TemporaryDirectory() as folder, council(Path(folder), signs_in_at, tree=one) as at:
                found = asyncio.run(measured(at, a_return(one)))
            print(f"{name}: {found.told}.", flush=True)
    print(f"At most {AIM:g} times is the aim.")
    return int(found.ratio > AIM)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
