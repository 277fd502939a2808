"""Every hostile workbook of the tests uploaded to a live server over real HTTP, while fifty viewers look on.

Each is to be answered with its sentence, or read, within ten seconds, and two for the upload and the page. What 95 of
100 viewers wait for is at most to double meanwhile, and the server's memory to grow by less than 100 MB.
"""

import asyncio
import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from benchmarks.crowd import EVERY, VIEWERS, Crowd, p95
from benchmarks.officer import Officer
from oxdash.settings import HOME
from oxdash.web.guard.uploads import LARGEST
from tests.hostile import CASES

QUIET = 30  # seconds
WITHIN = 10  # seconds


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """The product in local mode, with a copy of the shipped data: the address it prints and its process id."""
    shutil.copytree(HOME / "data", folder / "data", ignore=shutil.ignore_patterns("audit"))
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    environment = {**os.environ, "OXDASH_DATA": str(folder / "data"), "OXDASH_LOCAL": "1", "PYTHONPATH": str(HOME)}
    command = [sys.executable, "-m", "uvicorn", "oxdash.web.server:app", "--host", "127.0.0.1", "--port", str(port)]
    printed = folder / "printed.txt"
    with printed.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--log-level", "critical"],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.DEVNULL,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            with contextlib.suppress(OSError):
                urlopen(f"{address}/api/healthz", timeout=5)
                break
            time.sleep(0.1)
        yield re.search(r"oxdash is at (\S+)", printed.read_text("utf-8"))[1], process.pid
        assert process.poll() is None, "the server is still there"
    finally:
        process.terminate()
        process.wait(10)


def memory(pid: int) -> float:
    """MB that the server itself holds; the child that opens a workbook has a limit of its own."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


async def measure(address: str, pid: int) -> int:
    made = [(why, make(), sentence) for why, make, sentence in CASES]  # before anybody waits for anything
    async with Crowd(address.partition("/?")[0]) as crowd, Officer(address) as officer:
        await officer.choose("warm.csv", b"a,b\n")
        await asyncio.sleep(EVERY)
        crowd.waited()
        await asyncio.sleep(QUIET)
        quiet, before = crowd.waited(), memory(pid)
        failed, slowest, largest = [], (0.0, ""), before
        for why, contents, sentence in made:
            said, seconds = await officer.choose(f"{why}.xlsx", contents)
            largest = max(largest, memory(pid))
            slowest = max(slowest, (seconds, why))
            expected = sentence or "There is a problem"  # what can be read has nothing of a return in it
            if len(contents) > LARGEST:
                expected = "The file is larger than 5 MB"
            if expected not in said or seconds > WITHIN + 2:  # two seconds for starting the child and drawing the page
                failed.append(f"{why}: {seconds:.1f} s, {said[-300:]}")
        loud = crowd.waited()
        last, _ = await officer.choose("still here.csv", b"a,b\n")
        assert "This is a text file" in last
    print(
        f"{len(CASES)} hostile workbooks uploaded, {len(failed)} of them not answered as they should be.",
        *failed,
        sep="\n",
    )
    print(f"The slowest, {slowest[1]}, was answered in {slowest[0]:.1f} s, upload and page included.")
    print(
        f"{VIEWERS} viewers meanwhile: half within {statistics.median(loud) * 1000:.0f} ms, 95 of 100 within "
        f"{p95(loud):.0f} ms; before it {statistics.median(quiet) * 1000:.0f} ms and {p95(quiet):.0f} ms. "
        f"{p95(loud) / p95(quiet):.2f} times; aim 2."
    )
    print(
        f"Memory of the server: {before:.0f} MB before, {largest:.0f} MB at most, {memory(pid):.0f} MB after; aim +100."
    )
    if crowd.lost:
        print(f"Viewers who had to load the page anew: {crowd.lost}; aim none.")
    return len(failed) + crowd.lost


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as (address, pid):
        sys.exit(asyncio.run(measure(address, pid)) > 0)


if __name__ == "__main__":
    main()
