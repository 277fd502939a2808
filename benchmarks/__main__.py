"""`make bench`: every benchmark in a process of its own, one after the other, in one run.

Read the ratios, not the seconds: the machine that runs them is somebody's.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    asked = sys.argv[1:]
    failed = 0
    for path in sorted(HERE.glob("bench_*.py")):
        if asked and path.stem.removeprefix("bench_") not in asked:
            continue
        print(f"== {path.stem.removeprefix('bench_')}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{path.stem}"], cwd=HERE.parent).returncode
        print(flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
