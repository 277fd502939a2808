"""Two processes behind nginx beside one without: `python -m benchmarks.bench_together [VIEWERS...]`.

So many viewers choose something every five seconds, on one machine with all that serves them; one after the other and
once more, on the same shipped data and with the configuration that docs/nginx.conf hands out. Printed as ratios: what
half and 95 of 100 wait for, and what of one core an answer costs all that serve it, nginx included. Whoever loses the
connection, or is shown nothing, is counted; nobody may be.
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

from benchmarks.council import KEY, council
from benchmarks.crowd import EVERY, Crowd, p95
from tests.behind_nginx import in_front
from tests.browser.conftest import free_port
from tests.browser.council import provider

VIEWERS, SECONDS, ROUNDS = (100, 200), 30, 2
ROOM = {"OXDASH_CONNECTIONS_EACH": "1000", "OXDASH_PROXIES": "127.0.0.1"}  # all viewers have this machine's address


@dataclass
class Served:
    """Seconds that answers took, seconds of one core that they cost, and times that a page was loaded anew."""

    waited: list[float] = field(default_factory=list)
    cost: float = 0.0
    lost: int = 0

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
            f"{self.each:.1f} ms of one core each; {self.lost} lost"
        )


@contextlib.contextmanager
def alone(folder: Path, signs_in_at: str) -> Iterator[tuple[str, list[psutil.Process]]]:
    """An address, and all processes that serve it."""
    with council(folder, signs_in_at, **ROOM) as at:
        yield at.address, [at.process]


@contextlib.contextmanager
def together(folder: Path, signs_in_at: str) -> Iterator[tuple[str, list[psutil.Process]]]:
    """As `alone`, of two processes with one data folder."""
    for name in ("first", "second"):
        (folder / name).mkdir()
    with council(folder / "first", signs_in_at, **ROOM) as first:
        same = {
            name: value for name, value in first.environment.items() if name in ("OXDASH_DATA", "OXDASH_CACHE", KEY)
        }
        with council(folder / "second", signs_in_at, **ROOM, **same) as second:
            address = f"http://localhost:{free_port()}"
            ports = [int(one.address.rpartition(":")[2]) for one in (first, second)]
            with in_front(folder / "nginx", address, ports) as nginx:
                front = psutil.Process(nginx.pid)
                yield address, [first.process, second.process, front, *front.children()]


async def measured(address: str, processes: list[psutil.Process], viewers: int, into: Served) -> None:
    async with Crowd(address, viewers) as crowd:
        await asyncio.sleep(EVERY)
        crowd.waited()
        before = sum(sum(one.cpu_times()[:2]) for one in processes)
        await asyncio.sleep(SECONDS)
        into.waited += crowd.waited()
        into.cost += sum(sum(one.cpu_times()[:2]) for one in processes) - before
        into.lost += crowd.lost


def main(*asked: str) -> int:
    well = True
    with provider() as signs_in_at:
        for viewers in map(int, asked or VIEWERS):
            one, two = Served(), Served()
            for _ in range(ROUNDS):
                for how, found in ((alone, one), (together, two)):
                    with (
                        tempfile.TemporaryDirectory() as folder,
                        how(Path(folder), signs_in_at) as (address, processes),
                    ):
                        asyncio.run(measured(address, processes, viewers, found))
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
