"""Judging ten million rows against a plain copy of the same columns, in time and in memory, in one run.

Run it with ``python -m benchmarks.bench_judge [ROWS]``. Promised: every column within 8 times the copy, and less than
1 GB on top of the columns. Figures are random; no council's.
"""

import gc
import statistics
import sys
import threading
import time

import numpy as np
import pandas as pd
import psutil

from oxdash.rule import judge
from oxdash.vocabulary import tables
from oxdash.vocabulary.model import OFFICER_REASONS, Better, Frequency, Measure, ToleranceBasis

ROWS = 10_000_000
TIDY = ["better", "places", "milestone", "actual"]


def figures(rows: int, seed: int = 1) -> pd.DataFrame:
    """Every column the rule can ask for: figures in whole cents, so ties are common; words as categories."""
    rng = np.random.default_rng(seed)

    def amount(missing: float) -> np.ndarray:
        found = rng.integers(0, 10_000, rows) / 100
        found[rng.random(rows) < missing] = np.nan
        return found

    def word(words, missing: float) -> pd.Categorical:
        codes = rng.integers(0, len(words), rows, dtype=np.int8)
        codes[rng.random(rows) < missing] = -1
        return pd.Categorical.from_codes(codes, [str(said) for said in words])

    milestone = amount(0.02)
    return pd.DataFrame(
        {
            "better": word(list(Better), 0),
            "places": rng.integers(0, 3, rows),
            "milestone": milestone,
            "actual": amount(0.1),
            "milestone_upper": milestone + 5,
            "floor": milestone - 5,
            "original_milestone": np.where(rng.random(rows) < 0.1, milestone + 1, milestone),
            "original_upper": milestone + 5,
            "forecast": amount(0.3),
            "year_end_target": amount(0.02),
            "year_end_upper": np.full(rows, 100.0),
            "year_end_floor": np.zeros(rows),
            "received": rng.random(rows) < 0.95,
            "damaged": rng.random(rows) < 0.01,
            "value_agreed_for_year": rng.random(rows) < 0.99,
            "absence": word(OFFICER_REASONS, 0.9),
            "declared": word(["yes", "no"], 0.9),
            "unit": word(["per cent", "count", "level"], 0),
            "measure": word(list(Measure), 0),
            "frequency": word(list(Frequency), 0),
            "quarter": word([f"2009-10 Q{number}" for number in range(1, 5)], 0),
            "tolerance_override": word(["5%", "2 points", "floor", "none"], 0.9),
        }
    )


def rules(basis: ToleranceBasis = ToleranceBasis.PERCENT) -> pd.DataFrame:
    said = {"from_quarter": "2008-09 Q1", "basis": str(basis), "tolerance": 10.0, "within_counts_as": "off track"}
    return tables.settle(tables.RULES, pd.DataFrame([said]))


def _seconds(work, times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _most_memory(work) -> int:
    """Bytes that the process held at its peak during the work, on top of what it held before."""
    gc.collect()
    process, done = psutil.Process(), threading.Event()
    before = peak = process.memory_info().rss

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.002):
            peak = max(peak, process.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    kept = work()
    peak = max(peak, process.memory_info().rss)
    done.set()
    watcher.join()
    del kept
    return peak - before


def compare(
    name: str, given: pd.DataFrame, in_force: pd.DataFrame, limit: str = "told", times: int = 3
) -> dict[str, float]:
    """Print and return one line: the copy, the judging, their ratio, and the memory on top of the columns."""
    extra = _most_memory(lambda: judge.judge(given, in_force))
    copied = _seconds(lambda: given.copy(deep=True), times)
    judged = _seconds(lambda: judge.judge(given, in_force), times)
    print(
        f"judge, {name}: {len(given):,} rows x {given.shape[1]} columns: copy {copied:.2f} s, judged {judged:.2f} s, "
        f"ratio {judged / copied:.1f} ({limit}), extra memory {extra / 1e9:.2f} GB (less than 1)"
    )
    return {"ratio": judged / copied, "extra_gb": extra / 1e9}


def main(rows: int = ROWS) -> list[dict[str, float]]:
    whole = figures(rows)
    as_text = whole[TIDY].assign(better=whole["better"].astype("str"))
    return [
        compare("every column, 10% tolerance", whole, rules(), "at most 8"),
        compare("the four needed columns", whole[TIDY].copy(), rules(ToleranceBasis.NONE)),
        compare("the four needed columns, words as text", as_text, rules(ToleranceBasis.NONE)),
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
