"""Fifty viewers at once, each choosing something every five seconds, and what they wait for."""

import asyncio
import contextlib
import math
import time

from benchmarks.wsclient import Viewer

VIEWERS, EVERY = 50, 5.0  # seconds
CHOICES = ("Q3 2009/10", "Q4 2009/10")
PATIENCE = 60  # seconds; who has waited longer loads the page anew


class Crowd:
    """For as long as it is wanted: ``async with Crowd(address) as crowd``, everybody connected once inside.

    Whoever loses the connection, or is shown nothing, counts as having waited until then, and comes again.
    """

    def __init__(self, address: str, viewers: int = VIEWERS) -> None:
        self.address, self.viewers = address, viewers
        self.lost = 0  # times that somebody had to load the page anew
        self._waited: list[float] = []
        self._waiting: dict[int, float] = {}  # viewer: since when
        self._over, self._everyone = asyncio.Event(), asyncio.Barrier(viewers + 1)

    async def __aenter__(self) -> "Crowd":
        self._tasks = [asyncio.create_task(self._one(number)) for number in range(self.viewers)]
        await self._everyone.wait()
        return self

    async def __aexit__(self, *_) -> None:
        self._over.set()
        await asyncio.gather(*self._tasks)

    def waited(self) -> list[float]:
        """Seconds that each answer since the last call took, in order; who is waiting longer than a turn counts too."""
        seen, self._waited = self._waited, []
        now = time.perf_counter()
        return sorted([*seen, *(now - since for since in self._waiting.values() if now - since > EVERY)])

    async def _one(self, number: int) -> None:
        met, turn = False, 0
        while not self._over.is_set():
            try:
                if met:
                    self._waiting[number] = time.perf_counter()
                browser = {"Cookie": f"oxdash_browser={number:032x}"}  # by which a proxy keeps a reader to a process
                async with Viewer(self.address, headers=browser) as viewer:
                    async with asyncio.timeout(PATIENCE):
                        await viewer.run()
                    if not met:
                        met = True
                        await self._everyone.wait()
                        await asyncio.sleep(EVERY * number / self.viewers)
                    while not self._over.is_set():
                        self._waiting[number] = began = time.perf_counter()
                        async with asyncio.timeout(PATIENCE):
                            await viewer.run({"Quarter": CHOICES[turn % 2]})
                        self._waited.append(time.perf_counter() - self._waiting.pop(number))
                        turn += 1
                        await self._rest(EVERY - (time.perf_counter() - began))
            except Exception:  # whatever it is, a reader loads the page anew
                self.lost += 1
                if number in self._waiting:
                    self._waited.append(time.perf_counter() - self._waiting.pop(number))
                await self._rest(1)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), max(seconds, 0))


def p95(waited: list[float]) -> float:
    """Milliseconds within which 95 of 100 were answered, of seconds in order; without end where nobody was."""
    return waited[int(len(waited) * 0.95)] * 1000 if waited else math.inf
