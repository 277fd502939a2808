"""Judging files of any size: time beside polars' plain comparison of the same file, memory, and whether either grows.

Run it with ``python -m benchmarks.bench_size [ROWS] [PARTS]``. Promised: without sentences within twice what polars
takes to read the file, compare two of its columns and write it back; with them below 600 MB, and at least 12 times
quicker than the build that held all of a file (`BEFORE`), which is made from its commit and run in the same turn; of 40
files below 1 GB in all processes together, at no more than 1.2 times the time a row. Figures are random; no council's.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.beside import HERE, built

ROWS, PARTS = 2_000_000, 40
TIMES = 3
SMALL = 20_000  # rows, so that what a process loads is not counted
UNITS = ("per cent", "homes", "GBP", "days")
PLAIN = """
import sys, time
import polars as pl
def compare(source, out):
    frame = pl.read_parquet(source)
    none = pl.col("actual").is_null() | pl.col("milestone").is_null()
    lower = pl.col("better") == "lower"
    met = pl.when(lower).then(pl.col("actual") <= pl.col("milestone"))
    met = met.otherwise(pl.col("actual") >= pl.col("milestone"))
    words = pl.when(none).then(pl.lit("insufficient data")).when(met).then(pl.lit("on track"))
    frame.with_columns(status=words.otherwise(pl.lit("off track"))).write_parquet(out)
"""
OURS = """
import sys, time
from pathlib import Path
from oxdash.tidy_input.figures_file import judge_into_file, rule
from oxdash.tidy_input.judge_part import Asked
from oxdash.tidy_input.sources import Part
def compare(source, out):
    asked = Asked(rule().to_dict("records"), sentences=SENTENCES)
    judged = judge_into_file([Part(Path(source), "figures.parquet")], Path(out), asked)
    assert not isinstance(judged, list), judged
"""
BEFORE = "0156109"
THEN = """
import sys, time
from pathlib import Path
from oxdash.judging_file import judge_file, rule
def compare(source, out):
    judged = judge_file(Path(source), Path(out), rule())
    assert not isinstance(judged, list), judged
"""
TIMED = """
compare(sys.argv[2], sys.argv[3])
begun = time.perf_counter()
compare(sys.argv[1], sys.argv[3])
print(time.perf_counter() - begun)
"""


def figures(rows: int, seed: int = 1) -> pa.Table:
    """Figures in whole hundredths, a tenth of them missing; words as text."""
    rng = np.random.default_rng(seed)

    def amount(missing: float) -> pa.Array:
        return pa.array(rng.integers(0, 10_000, rows) / 100, mask=rng.random(rows) < missing)

    def word(words: list[str]) -> pa.Array:
        return pa.array(words).take(pa.array(rng.integers(0, len(words), rows)))

    quarters = [f"20{year:02}-{year + 1:02} Q{number}" for year in (8, 9, 10) for number in range(1, 5)]
    return pa.table(
        {
            "target": word([f"NI {number}" for number in range(1, 199)]),
            "better": word(["higher", "lower"]),
            "places": rng.integers(0, 3, rows),
            "milestone": amount(0.02),
            "actual": amount(0.1),
            "unit": word(list(UNITS)),
            "quarter": word(quarters),
        }
    )


def run(command: list[object], tree: Path = HERE) -> tuple[str, float]:
    """What a command prints, and the most memory that it and its children held together, in MB."""
    paths = {**os.environ, "PYTHONPATH": str(tree)}
    process = subprocess.Popen([str(one) for one in command], stdout=subprocess.PIPE, text=True, cwd=tree, env=paths)
    most, done = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        seen = psutil.Process(process.pid)
        while not done.wait(0.01):
            try:
                held = [one.memory_info().rss for one in (seen, *seen.children(recursive=True))]
            except psutil.NoSuchProcess:
                continue
            most = max(most, sum(held))

    watcher = threading.Thread(target=watch)
    watcher.start()
    printed, _ = process.communicate()
    done.set()
    watcher.join()
    if process.returncode:
        sys.exit(f"it failed: {command}")
    return printed, most / 1e6


def main(rows: int = ROWS, parts: int = PARTS) -> None:
    folder = Path(tempfile.mkdtemp(prefix="oxdash-bench-"))
    try:
        _compared(folder, rows, parts)
    finally:
        shutil.rmtree(folder)


def _compared(folder: Path, rows: int, parts: int) -> None:
    source, small, out = folder / "figures.parquet", folder / "small.parquet", folder / "out.parquet"
    pq.write_table(figures(rows), source)
    pq.write_table(figures(SMALL), small)
    programs = {
        "plain": PLAIN + TIMED,
        "without sentences": OURS.replace("SENTENCES", "False") + TIMED,
        "with sentences": OURS.replace("SENTENCES", "True") + TIMED,
    }
    taken: dict[str, list[float]] = {name: [] for name in programs}
    held: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(TIMES):  # by turns, so that all meet the same machine
        for name, program in programs.items():
            printed, memory = run([sys.executable, "-c", program, source, small, out])
            taken[name].append(float(printed))
            held[name].append(memory)
    with built(BEFORE) as tree:
        printed, then_held = run([sys.executable, "-c", THEN + TIMED, source, small, out], tree)
    plain = statistics.median(taken["plain"])
    for name, limit in (("without sentences", "at most 2"), ("with sentences", "told")):
        ours = statistics.median(taken[name])
        print(
            f"judge {rows:,} rows, Parquet to Parquet, {name}: {ours:.2f} s, polars' plain comparison {plain:.2f} s, "
            f"ratio {ours / plain:.1f} ({limit}); {max(held[name]):.0f} MB (less than 600)",
            flush=True,
        )
    now, then = statistics.median(taken["with sentences"]), float(printed)
    print(
        f"judge {rows:,} rows, Parquet to Parquet, with sentences: {now:.2f} s, build {BEFORE} {then:.1f} s, "
        f"{then / now:.1f} times quicker (at least 12); {then_held:.0f} MB then",
        flush=True,
    )
    many = folder / "many"
    many.mkdir()
    for number in range(parts):
        (many / f"{number:03}.parquet").hardlink_to(source)
    begun = time.perf_counter()
    _, memory = run([sys.executable, "-m", "oxdash", "judge", many, "-o", folder / "judged", "--no-sentences"])
    each = (time.perf_counter() - begun) / parts
    one = statistics.median(taken["without sentences"])
    print(
        f"judge {rows * parts:,} rows in {parts} files into a folder, without sentences: {each * parts:.1f} s, "
        f"{each / one:.2f} times the time a row (at most 1.2); {memory:.0f} MB in all processes (less than 1,000)"
    )


if __name__ == "__main__":
    main(*(int(said) for said in sys.argv[1:3]))
