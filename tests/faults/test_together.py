"""Many who look at once are served as quickly as their number allows, and one costs what one costs.

The kind: work for one that grows with how many others there are, or waits for each of them. Tried: garbage that is
collected after every rerun, among all that open pages hold; a lock that every page takes to look for a file that is not
there; a thread's start that waits for all who run. What many wait for is measured by `make bench`; here it is what one
rerun costs the server, whatever else the machine does.
"""

import asyncio
import contextlib
import gc
import sys
import time
from urllib.parse import urlsplit

import psutil
import pytest

from benchmarks.crowd import CHOICES
from benchmarks.wsclient import Viewer
from oxdash.web import heap
from tests.browser.conftest import served
from tests.elsewhere import run
from tests.returning import folder

OTHERS, RERUNS, IDLE = 200, 40, 3  # pages, reruns, seconds
DEARER = 1.5  # times; while each rerun looked through all that the others hold it was 2.7
ROUNDS, AT_MOST = 3, 12  # the least of which counts: beside other work on the machine the same costs half as much again


@pytest.fixture
def at(tmp_path):
    """The product, and the process that serves it."""
    with served("oxdash.web.server:app", tmp_path, data=folder(tmp_path)) as address:
        port = str(urlsplit(address).port)
        (process,) = [one for one in psutil.Process().children() if port in one.cmdline()]
        yield address, process


def test_a_rerun_costs_the_same_however_many_pages_are_open(at):
    address, process = at

    def used() -> float:
        return sum(process.cpu_times()[:2])

    async def cost(viewer: Viewer, enough: float = 0) -> float:
        """Of a number of reruns, but for what open pages cost in that time while nothing runs.

        The least of some rounds; of more where none cost less than ``enough``, for what costs more always does.
        """
        before = used()
        await asyncio.sleep(IDLE)
        by_the_second, rounds = (used() - before) / IDLE, []
        while len(rounds) < ROUNDS or (enough and min(rounds) >= enough and len(rounds) < AT_MOST):
            before, began = used(), time.monotonic()
            for turn in range(RERUNS):
                await viewer.run({"Quarter": CHOICES[turn % 2]})
            rounds.append(used() - before - by_the_second * (time.monotonic() - began))
        return min(rounds)

    async def measured() -> tuple[float, float]:
        async with contextlib.AsyncExitStack() as open_pages, Viewer(address) as viewer:
            await viewer.run()
            for turn in range(RERUNS):  # warm
                await viewer.run({"Quarter": CHOICES[turn % 2]})
            alone = await cost(viewer)
            for _ in range(OTHERS):
                await (await open_pages.enter_async_context(Viewer(address))).run()
            return alone, await cost(viewer, alone * DEARER)

    alone, among_others = run(measured())
    assert among_others < alone * DEARER


def test_what_pages_leave_is_let_go_of_while_anything_runs(monkeypatch):
    monkeypatch.setattr(heap, "COLLECTED", 0.01)
    collections = []

    def seen(phase, about):
        if phase == "start" and about["generation"] == 2:
            collections.append(phase)

    async def watched():
        task = asyncio.create_task(heap.collect())
        while not collections:
            held = [[] for _ in range(1000)]  # something runs
            del held
            await asyncio.sleep(0.001)
        task.cancel()

    gc.callbacks.append(seen)
    try:
        run(watched())
    finally:
        gc.callbacks.remove(seen)
    assert collections


def test_a_thread_that_wants_to_run_waits_half_a_millisecond():
    before = sys.getswitchinterval()
    try:
        heap.take_turns()
        assert sys.getswitchinterval() == pytest.approx(heap.TURN)
    finally:
        sys.setswitchinterval(before)
