"""Whether this tree makes what another commit made: ``python -m benchmarks.golden COMMIT [--content]``.

Every paper, page, workbook, chart, data file and template of every shipped quarter is made by both, from the data that
the commit ships, and compared: byte for byte, or with ``--content`` by what a reader finds (`golden_comparing` says
which). What the commit made is kept in ``build/golden`` and used again. Printed are the files of each kind and the
first that differ, with the place; the exit status is 1 where any does. For a quick look, beginnings of jobs after the
commit are the only ones done: ``python -m benchmarks.golden COMMIT "publishing 2009-10-Q3" "screens 2009-10-Q3"``.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from benchmarks.beside import HERE, built
from benchmarks.golden_comparing import same_file

MAKING = Path(__file__).with_name("golden_making.py")
KEPT = HERE / "build" / "golden"
SHOWN = 5  # differences of each kind that are named
DATA = ("register.xlsx", "quarterly")  # what is shipped in the data folder


def begin(tree: Path, shipped: Path, side: Path, processes: int, only: tuple[str, ...]) -> list[subprocess.Popen]:
    """Start making everything of a tree into ``side``."""
    shutil.rmtree(side, ignore_errors=True)
    (side / "made").mkdir(parents=True)
    (side / "data").mkdir()
    for name in DATA:
        found = shipped / "data" / name
        (shutil.copytree if found.is_dir() else shutil.copy)(found, side / "data" / name)
    for one in (side / "data", *(side / "data").rglob("*")):
        one.chmod(0o750 if one.is_dir() else 0o640)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OXDASH_")}
    environment |= {"PYTHONPATH": str(tree), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-W", "ignore", "-P", *map(str, (MAKING, tree, side / "data", side / "made"))]
    return [
        subprocess.Popen([*command, f"{one}", *only], cwd=side, env=environment, stderr=subprocess.PIPE, text=True)
        for one in range(processes)
    ]


def finish(running: list[subprocess.Popen]) -> None:
    for one in running:
        _, said = one.communicate()
        if one.returncode:
            for other in running:
                other.kill()
            raise SystemExit(said[-4000:])


def files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def differences(before: dict[str, Path], now: dict[str, Path], content: bool) -> dict[str, str]:
    """Names of the files that are not the same, and where."""
    found = {}
    for name in sorted(before | now):
        if name not in now:
            found[name] = "is not made any more"
        elif name not in before:
            found[name] = "was not made before"
        elif said := same_file(name, before[name].read_bytes(), now[name].read_bytes(), content):
            found[name] = said
    return found


def report(before: dict[str, Path], now: dict[str, Path], content: bool = False) -> int:
    """Print counts by kind and the first differences. 1 where there are any, or nothing was made."""
    found = differences(before, now, content)
    made = Counter(name.split("/")[0] for name in before | now)
    differing = Counter(name.split("/")[0] for name in found)
    print(f"{'':16}{'files':>7}{'same':>7}{'different':>11}")
    for kind, count in sorted(made.items()):
        print(f"{kind:16}{count:7}{count - differing[kind]:7}{differing[kind]:11}")
    print(f"{'all':16}{made.total():7}{made.total() - len(found):7}{len(found):11}")
    shown: Counter[str] = Counter()
    for name, said in found.items():
        shown[kind := name.split("/")[0]] += 1
        if shown[kind] <= SHOWN:
            print(f"{name}: {said}")
    return int(bool(found) or not made)


def main(commit: str, *options: str) -> int:
    only = tuple(one for one in options if one != "--content")
    if wrong := [one for one in only if one.startswith("-")]:
        raise SystemExit(f"There is no option {' '.join(wrong)}. The only one is --content.")
    told = subprocess.run(["git", "rev-parse", "--verify", f"{commit}^{{commit}}"], cwd=HERE, check=True, stdout=-1)
    name = told.stdout.decode().strip()[:12]
    rules = MAKING.read_bytes() + "|".join(only).encode()  # what was made by others is no measure
    asked = hashlib.sha256(rules).hexdigest()[:8]
    kept, cores = KEPT / f"{name}.{asked}", os.cpu_count() or 1
    making = KEPT / f"{kept.name}.making"
    with built(name) if not kept.exists() else nullcontext() as before:
        running = begin(before, before, making, max(1, cores // 2), only) if before else []
        shipped = before or kept
        here = begin(HERE, shipped, KEPT / "here", max(1, cores // 2 if before else cores), only)
        finish([*running, *here])
        if before:
            making.rename(kept)
    sides = [files(kept / "made"), files(KEPT / "here" / "made")]
    for side, data in zip(sides, (kept / "data", HERE / "data"), strict=True):
        own = {name: path for name, path in files(data).items() if name.startswith(DATA) and "/." not in name}
        side |= {f"shipped/{name}": path for name, path in own.items()}
    return report(*sides, content="--content" in options)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
