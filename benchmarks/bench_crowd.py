"""What many viewers wait for, beside an older build: `python -m benchmarks.bench_crowd [COMMIT [VIEWERS...]]`.

Each chooses something every five seconds, viewers and server on one machine. For each number of them both builds are
served alike, one after the other, on their own shipped data: what half and 95 of 100 wait for, what of one core an
answer costs the server, and how much memory each session holds. The aim is a twentieth of what 95 of 100 waited for.
"""

import asyncio
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import moves
from benchmarks.bench_load import BEFORE
from benchmarks.beside import built
from benchmarks.council import council
from benchmarks.crowd import EVERY, Crowd, p95
from oxdash.settings import HOME
from tests.browser.council import provider

VIEWERS, SECONDS = (100, 150, 200), 40
AIM = 20.0  # times


@dataclass
class Waited:
    """Seconds in order, of one core and of MB for each viewer."""

    waited: list[float]
    cores: float
    memory: float

    @property
    def told(self) -> str:
        half, most = statistics.median(self.waited) * 1000, p95(self.waited)
        each = self.cores * SECONDS * 1000 / len(self.waited)
        return (
            f"half within {half:,.0f} ms, 95 of 100 within {most:,.0f} ms; {len(self.waited)} answers of "
            f"{each:.0f} ms of one core each; {self.memory * 1024:.0f} KB a session"
        )


async def measured(tree: Path, viewers: int, signs_in_at: str) -> Waited:
    with tempfile.TemporaryDirectory() as folder, council(Path(folder), signs_in_at, tree=tree) as at:
        empty = at.memory()
        async with Crowd(at.address, viewers) as crowd:
            await asyncio.sleep(EVERY)
            crowd.waited()
            before = sum(at.process.cpu_times()[:2])
            await asyncio.sleep(SECONDS)
            used = sum(at.process.cpu_times()[:2]) - before
            return Waited(crowd.waited(), used / SECONDS, (at.memory() - empty) / viewers)


def main(commit: str = BEFORE, *asked: str) -> int:
    well = True
    with built(commit) as tree, provider() as signs_in_at:
        moves.move(tree)
        for viewers in map(int, asked or VIEWERS):
            before, now = (asyncio.run(measured(one, viewers, signs_in_at)) for one in (tree, HOME))
            less = p95(before.waited) / p95(now.waited)
            print(f"{viewers} viewers, {commit}: {before.told}")
            print(f"{viewers} viewers, this build: {now.told}; 95 of 100 wait {less:.0f} times less", flush=True)
            well &= less >= AIM or p95(before.waited) < 1000
    return int(not well)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
