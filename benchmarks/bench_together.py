"""Two processes behind nginx beside one without: `python -m benchmarks.bench_together [VIEWERS...]`.

So many viewers choose something every five seconds, on one machine with all that serves them; one after the other and
once more, on the same shipped data and with the configuration that docs/nginx.conf hands out. Printed as ratios: what
half and 95 of 100 wait for, and what of one core an answer costs all that serve it, nginx included. Whoever loses the
connection, or is shown nothing, is counted; nobody may be. While they go on, two officers sign in, upload, submit and
take their receipts away at the same time; afterwards the archive has to hold.
"""

import asyncio
import contextlib
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from click.testing import CliRunner

from benchmarks.council import KEY, council, signed_in
from benchmarks.crowd import EVERY, Crowd, p95
from benchmarks.officer import SUBMIT, Officer
from oxdash.__main__ import cli
from oxdash.judging.position import load
from oxdash.submissions.check import blank_return
from tests.behind_nginx import in_front
from tests.browser.conftest import free_port
from tests.browser.council import provider
from tests.filling import filled
from tests.returning import CODE, NOW, OTHER, QUARTER

OFFICERS = {CODE: "safer.officer@council.example", OTHER: "planning.officer@council.example"}
VIEWERS, SECONDS, ROUNDS = (100, 200), 30, 2
ROOM = {"OXDASH_CONNECTIONS_EACH": "1000", "OXDASH_PROXIES": "127.0.0.1"}  # all viewers have this machine's address


@dataclass
class Served:
    """Seconds that answers took, seconds of one core that they cost, and times that a page was loaded anew."""

    waited: list[float] = field(default_factory=list)
    cost: float = 0.0
    lost: int = 0
    memory: float = 0.0  # MB of the largest process

    @property
    def half(self) -> float:
        return statistics.median(self.waited) * 1000

    @property
    def most(self) -> float:
        return p95(sorted(self.waited))

    @property
    def each(self) -> float:
        return self.cost * 1000 / len(self.waited)

    @property
    def told(self) -> str:
        return (
            f"half within {self.half:,.0f} ms, 95 of 100 within {self.most:,.0f} ms; {len(self.waited)} answers of "
            f"{self.each:.1f} ms of one core each; {self.memory:.0f} MB a process; {self.lost} lost"
        )


@dataclass(frozen=True)
class Site:
    """Where readers come to, everything that serves it, and its data folder."""

    address: str
    processes: list[psutil.Process]
    data: Path

    def used(self) -> float:
        return sum(sum(one.cpu_times()[:2]) for one in self.processes)


@contextlib.contextmanager
def alone(folder: Path, signs_in_at: str) -> Iterator[Site]:
    with council(folder, signs_in_at, **ROOM) as at:
        yield Site(at.address, [at.process], at.data)


@contextlib.contextmanager
def together(folder: Path, signs_in_at: str) -> Iterator[Site]:
    """Two processes that share a data folder."""
    for name in ("first", "second"):
        (folder / name).mkdir()
    address = f"http://localhost:{free_port()}"
    with council(folder / "first", signs_in_at, people_at=address, **ROOM) as first:
        same = {name: first.environment[name] for name in ("OXDASH_DATA", "OXDASH_CACHE", KEY)}
        with council(folder / "second", signs_in_at, people_at=address, **ROOM, **same) as second:
            ports = [int(one.address.rpartition(":")[2]) for one in (first, second)]
            with in_front(folder / "nginx", address, ports) as nginx:
                front = psutil.Process(nginx.pid)
                yield Site(address, [first.process, second.process, front, *front.children()], first.data)


async def returns(site: Site, who: str, code: str, contents: bytes) -> None:
    """Sign in, upload, submit, take the receipt away."""
    browser = await signed_in(site.address, who)
    async with Officer(site.address, browser.headers, f"partnership={code}&quarter=2009-10+Q4") as officer:
        said, _ = await officer.choose("return.xlsx", contents)
        assert SUBMIT in officer.buttons, said
        said = await officer.submit()
        assert "Your return is on file" in said, said
        status, receipt = await officer.take("Receipt as on file")
        assert status == 200 and b'"number": 1' in receipt, receipt


async def measured(site: Site, viewers: int, into: Served) -> None:
    stands = load(site.data, NOW.date())
    filled_in = {code: filled(blank_return(stands, code, QUARTER)) for code in OFFICERS}
    async with Crowd(site.address, viewers) as crowd:
        await asyncio.sleep(EVERY)
        crowd.waited()
        before = site.used()
        await asyncio.sleep(SECONDS)
        into.waited += crowd.waited()
        into.cost += site.used() - before
        await asyncio.gather(*(returns(site, who, code, filled_in[code]) for code, who in OFFICERS.items()))
        into.memory = max(into.memory, *(one.memory_info().rss / 2**20 for one in site.processes))
        into.lost += crowd.lost
    held = CliRunner().invoke(cli, ["--data", str(site.data), "archive", "verify"])
    assert held.exit_code == 0, held.output


def main(*asked: str) -> int:
    well = True
    with provider() as signs_in_at:
        for viewers in map(int, asked or VIEWERS):
            one, two = Served(), Served()
            for _ in range(ROUNDS):
                for how, found in ((alone, one), (together, two)):
                    with (
                        tempfile.TemporaryDirectory() as folder,
                        how(Path(folder), signs_in_at) as site,
                    ):
                        asyncio.run(measured(site, viewers, found))
            print(f"{viewers} viewers, one process: {one.told}")
            print(
                f"{viewers} viewers, two behind nginx: {two.told}; half wait {two.half / one.half:.2f} times as long, "
                f"95 of 100 {two.most / one.most:.2f} times, for {two.each / one.each:.2f} times the work",
                flush=True,
            )
            well &= not one.lost and not two.lost
    return int(not well)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
