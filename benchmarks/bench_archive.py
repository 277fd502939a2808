"""The whole shipped archive from cold: every workbook verified, opened, read, judged and explained. Aim: within 5 s."""

import subprocess
import sys
import time

LOAD = """
import sys, time
began = time.perf_counter()
from datetime import date
from oxdash.judging.position import load
from oxdash.settings import Settings
imported = time.perf_counter()
position = load(Settings().data, date(2010, 7, 22))
rows = len(position.rows)
print(imported - began, time.perf_counter() - imported, (position.returns.state == "received").sum(), rows)
"""


def main() -> None:
    runs = []
    for _ in range(3):
        began = time.perf_counter()
        told = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True).stdout.split()
        runs.append((time.perf_counter() - began, *map(float, told)))
    whole, imports, reading, returns, rows = min(runs)
    print(
        f"{returns:.0f} returns into {rows:.0f} judged rows, from cold: {whole:.2f} s "
        f"(imports {imports:.2f} s, reading and judging {reading:.2f} s); aim 5 s. Best of {len(runs)}; all: "
        + ", ".join(f"{run[0]:.2f}" for run in runs)
    )


if __name__ == "__main__":
    main()
