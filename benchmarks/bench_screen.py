"""A rerun of the Overview beside the same elements drawn from constants, aim 1.1 times; and fifty viewers at once.

Fifty connected viewers each choose something every five seconds; 95 of 100 answers are to be whole within 100 ms on two
cores, viewers and server together. One server, as `make run` starts it, with the shipped data.
"""

import asyncio
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from benchmarks.wsclient import Viewer
from oxdash.settings import HOME

RERUNS = 150
VIEWERS, EVERY, SECONDS = 50, 5.0, 40
CHOICES = ("Q3 2009/10", "Q4 2009/10")


@contextlib.contextmanager
def served(constants: Path) -> Iterator[str]:
    """The address of the server, warm."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    script = str(HOME / "benchmarks" / "constants.py")
    start = f"from pathlib import Path\nfrom oxdash.web.server import served\napp = served(Path({script!r}))\n"
    (constants.parent / "bench_app.py").write_text(start, "utf-8")
    command = [sys.executable, "-m", "uvicorn", "bench_app:app", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "OXDASH_CONSTANTS": str(constants), "PYTHONPATH": f"{constants.parent}:{HOME}"}
    (constants.parent / ".streamlit").symlink_to(HOME / ".streamlit")
    process = subprocess.Popen(
        [*command, "--log-level", "critical"], cwd=constants.parent, env=environment, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            with contextlib.suppress(OSError):
                urlopen(f"{address}/api/healthz", timeout=5)
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def constants_of(viewer: Viewer) -> list[tuple[str, str, dict]]:
    """What the page sent, as constants.py draws it again: where, kind, and what is in it."""
    found = []
    for where, element in viewer.elements:
        place, kind = {1: "sidebar"}.get(where[0], "main"), element.WhichOneof("type")
        if kind == "html":
            found.append((place, kind, {"body": element.html.body}))
        elif kind == "page_link":
            found.append((place, kind, {"page": element.page_link.page, "label": element.page_link.label}))
        elif kind == "markdown":
            found.append((place, "divider", {}))
        elif kind == "selectbox":
            found.append((place, kind, {"label": element.selectbox.label, "options": list(element.selectbox.options)}))
        elif kind == "plotly_chart":
            chart = element.plotly_chart
            found.append((place, kind, {"spec": chart.spec, "alt": chart.alt, "width": 700}))
    return found


async def reruns(address: str, constants: Path) -> tuple[list[float], list[float]]:
    """Seconds of reruns of the Overview and of its constants, taken turn about."""
    async with Viewer(address) as overview:
        await overview.run()
        constants.write_text(json.dumps(constants_of(overview)), "utf-8")
        async with Viewer(address, "constants=1") as fixed:
            await fixed.run()
            assert len(fixed.elements) == len(constants_of(overview)), "the two draw the same elements"
            ours, theirs = [], []
            turns = [(overview, ours), (fixed, theirs)]
            for _ in range(RERUNS):
                for viewer, waited in turns:
                    waited.append(await viewer.run())
                    await asyncio.sleep(0.02)
                turns.reverse()  # who comes second finds the server warm
    return ours[10:], theirs[10:]


async def crowd(address: str) -> list[float]:
    """Seconds of every answer that fifty viewers had to wait for."""
    waited: list[float] = []
    everyone = asyncio.Barrier(VIEWERS)

    async def one(number: int) -> None:
        async with Viewer(address) as viewer:
            await viewer.run()
            await everyone.wait()  # connected, all of them, before the first presses anything
            await asyncio.sleep(EVERY * number / VIEWERS)
            until = time.perf_counter() + SECONDS
            turn = 0
            while time.perf_counter() < until:
                began = time.perf_counter()
                waited.append(await viewer.run({"Quarter": CHOICES[turn % 2]}))
                turn += 1
                await asyncio.sleep(EVERY - (time.perf_counter() - began))

    await asyncio.gather(*(one(number) for number in range(VIEWERS)))
    return waited


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        constants = Path(folder) / "constants.json"
        with served(constants) as address:
            ours, theirs = asyncio.run(reruns(address, constants))
            ratio = statistics.median(ours) / statistics.median(theirs)
            print(
                f"A rerun of the Overview: {ratio:.2f} times one of the same elements drawn from constants "
                f"({statistics.median(ours) * 1000:.1f} ms beside {statistics.median(theirs) * 1000:.1f} ms); aim 1.1."
            )
            waited = sorted(asyncio.run(crowd(address)))
            p95 = waited[int(len(waited) * 0.95)] * 1000
            print(
                f"{VIEWERS} viewers, each choosing every {EVERY:.0f} s for {SECONDS} s: {len(waited)} answers, "
                f"half within {statistics.median(waited) * 1000:.0f} ms, 95 of 100 within {p95:.0f} ms; aim 100 ms. "
                f"{os.cpu_count()} cores, viewers and server together."
            )


if __name__ == "__main__":
    main()
