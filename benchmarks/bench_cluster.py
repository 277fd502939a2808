"""Judging on two Dask workers beside two plain processes: what a cluster costs, and from how many rows on it pays.

Run it with ``python -m benchmarks.bench_cluster [ROWS] [PARTS]``, where ``make bench`` or ``make cluster-test`` has
installed Dask. Promised: at least 0.85 of what two plain processes do, each on one core and with half of the parts, in
the same run. All five (scheduler, two workers, who asks) share this machine, each worker on a core of its own too.
"""

import contextlib
import importlib.util
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.bench_size import figures

ROWS, PARTS = 2_000_000, 40
TIMES = 3
FEW = 100  # rows: what it costs to begin
JUDGE = [sys.executable, "-m", "oxdash", "judge"]
WORKERS = 4  # of how many on other machines it is said from how many rows on they pay


def on_core(number: int) -> None:
    if hasattr(os, "sched_setaffinity"):  # elsewhere (macOS, Windows) the system places them
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[number % len(cores)]})


def ended(runs: list[subprocess.Popen]) -> None:
    for run in runs:
        _, said = run.communicate()
        if run.returncode:
            sys.exit(f"it failed: {said}")


def begun(source: Path, out: Path, *more: str, core: int | None = None) -> subprocess.Popen:
    command = [*JUDGE, str(source), "-o", str(out), "--no-sentences", *more]
    first = f"import sys; from benchmarks.bench_cluster import on_core; on_core({core}); "
    first += "from oxdash.__main__ import cli; sys.argv[0] = 'oxdash'; cli()"
    pinned = [sys.executable, "-c", first, *command[3:]]
    return subprocess.Popen(command if core is None else pinned, stdout=-1, stderr=subprocess.STDOUT, text=True)


def timed(*runs: tuple) -> float:
    start = time.perf_counter()
    ended([begun(*places, **said) for *places, said in runs])
    return time.perf_counter() - start


def main(rows: int = ROWS, parts: int = PARTS) -> None:
    if importlib.util.find_spec("distributed") is None:
        sys.exit("Dask is not installed here: make bench and make cluster-test do that.")
    from tests.cluster.conftest import Cluster

    folder = Path(tempfile.mkdtemp(prefix="oxdash-bench-"))
    try:
        pq.write_table(figures(rows), folder / "figures.parquet")
        for name, some in (("all", range(parts)), ("one", range(0, parts, 2)), ("two", range(1, parts, 2))):
            (folder / name).mkdir()
            for number in some:
                (folder / name / f"{number:03}.parquet").hardlink_to(folder / "figures.parquet")
        pq.write_table(figures(FEW), folder / "few.parquet")
        with contextlib.ExitStack() as started:
            cluster = Cluster(folder, started).start()
            for core in range(2):
                cluster.worker(first=f"from benchmarks.bench_cluster import on_core; on_core({core})")
            compared(folder, cluster.address, rows * parts)
    finally:
        shutil.rmtree(folder)


def compared(folder: Path, address: str, rows: int) -> None:
    on = {"core": None}
    taken: dict[str, list[float]] = {"plain": [], "cluster": [], "begins here": [], "begins there": []}
    for number in range(TIMES):  # by turns, so that all meet the same machine
        out = folder / str(number)
        out.mkdir()
        halves = [
            (folder / half, out / half, "--processes", "1", {"core": core}) for core, half in enumerate(("one", "two"))
        ]
        taken["plain"].append(timed(*halves))
        taken["cluster"].append(timed((folder / "all", out / "all", "--on", address, on)))
        taken["begins here"].append(timed((folder / "few.parquet", out / "here", "--processes", "1", on)))
        taken["begins there"].append(timed((folder / "few.parquet", out / "there", "--on", address, on)))
        shutil.rmtree(out)
    plain, cluster, here, there = (statistics.median(times) for times in taken.values())
    print(
        f"judge {rows:,} rows, without sentences: two Dask workers {cluster:.1f} s, two plain processes {plain:.1f} s, "
        f"ratio {plain / cluster:.2f} (at least 0.85)"
    )
    a_row, a_row_there = (plain - here) * 2 / rows, (cluster - there) * 2 / rows  # of one core
    gained = a_row / 2 - a_row_there / WORKERS
    worth = math.ceil((there - here) / gained / 1e6) if gained > 0 else None
    pays = f"from {worth} million rows on" if worth else "never"
    print(
        f"begin and end: {there:.1f} s on a cluster, {here:.1f} s here; {WORKERS} workers elsewhere are quicker than "
        f"two processes here {pays} ({rows / (cluster - there) / 2:,.0f} rows a second each)"
    )


if __name__ == "__main__":
    main(*(int(said) for said in sys.argv[1:3]))
