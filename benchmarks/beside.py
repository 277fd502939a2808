"""What costs more, or less, than in another build: the same acts in both, by turns, in one run.

``python -m benchmarks.beside COMMIT`` makes a worktree of the commit in a temporary folder and prints a ratio an act:
processor seconds of this build for one of that one, children included, the least of several turns each. Both work on
the older build's own shipped data. More than 1.10 is called slower, and the exit status says whether any act was. Each
act is prepared once in each build, and no turn of it is begun after half a minute by the clock, so that all of them
together take a few minutes, and some more on a machine that others keep busy.
Acts named after the commit are the only ones done: ``python -m benchmarks.beside COMMIT "the Board paper"``.
"""

import importlib.metadata
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks import moves

HERE = Path(__file__).resolve().parent.parent
TURNS, ENOUGH = 5, 30  # turns of an act; seconds after which none is begun
SLOWER = 1.10

# prepared once a turn, then timed: only what both builds have
ACTS = {
    "load a position": (
        "from datetime import date; from pathlib import Path; from oxdash.judging.position import load",
        "load(data, date(2010, 7, 22))",
    ),
    "read the register": (
        "from oxdash.judging.position import load_register",
        "load_register(data)",
    ),
    "open 30 returns": (
        "from oxdash.excel import workbook\n"
        "files = [(path.name, path.read_bytes()) for path in sorted(data.glob('quarterly/*/*.1.xlsx'))[:30]]",
        "workbook.read_many(files)",
    ),
    "judge 2,000,000 rows": (
        "from benchmarks.bench_judge import figures, rules; from oxdash.rule.judge import judge\n"
        "made, rule = figures(2_000_000), rules()",
        "judge(made, rule)",
    ),
    "judge a CSV of 30,000 rows": (
        "import numpy as np, pandas as pd, tempfile; from oxdash.tidy_input.figures_file import judge_file, rule\n"
        "folder = Path(tempfile.mkdtemp()); numbers = np.random.default_rng(1).random((30_000, 2)).round(3) * 100\n"
        "frame = pd.DataFrame({'target': 't', 'better': 'higher', 'places': 1, 'milestone': numbers[:, 0],"
        " 'actual': numbers[:, 1]}); frame.to_csv(folder / 'a.csv', index=False)",
        "judge_file(folder / 'a.csv', folder / 'b.csv', rule())",
    ),
    "a blank return": (
        "from datetime import date; from oxdash.judging.position import load\n"
        "from oxdash.submissions.check import blank_return\n"
        "position = load(data, date(2010, 7, 22))",
        "blank_return(position, 'childrens-trust', '2009-10 Q4')",
    ),
    "check and preview a return": (  # one build previews it while it checks it, the other has to be asked
        "from datetime import date; from oxdash.submissions import preview; from oxdash.judging.position import load\n"
        "from oxdash.submissions.check import check_return\n"
        "position = load(data, date(2010, 7, 22))\n"
        "given = (data / 'quarterly/2009-10-Q3/childrens-trust.1.xlsx').read_bytes()",
        "checked = check_return('a.xlsx', given, position)\n"
        "seen = getattr(checked, 'seen', None) or preview.of(position, checked.contents)",
    ),
    "the Board paper": (
        "from datetime import date; from oxdash.judging.position import load\n"
        "from oxdash.documents.edition import Edition; from oxdash.documents.quarter_view import Standing\n"
        "from oxdash.publication import public\n"
        "position = load(data, date(2010, 7, 22))\n"
        "edition = Edition('2009-10 Q4')",
        "public.paper('board', Standing(position, edition))",
    ),
    "the Overview": (
        "from streamlit.testing.v1 import AppTest; import os; os.environ['OXDASH_DATA'] = str(data)\n"
        "app = AppTest.from_file(str(tree / 'app.py'), default_timeout=120).run()",
        "app.run()",
    ),
    "the Overview, nothing kept": (
        "from streamlit.testing.v1 import AppTest; import os; os.environ['OXDASH_DATA'] = str(data)\n"
        "import streamlit\n"
        "app = AppTest.from_file(str(tree / 'app.py'), default_timeout=120).run()",
        "streamlit.cache_data.clear(); streamlit.cache_resource.clear(); app.run()",
    ),
}

TURN = """
import sys, time, json, resource
from pathlib import Path
tree, data, prepare, act = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
said, sys.stdout = sys.stdout, sys.stderr
exec(prepare)
def spent():
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
code = compile(act, "act", "exec")
before = spent()
exec(code)
first = spent() - before
times = max(1, min(20, round(1 / max(first, 0.01))))
print("ready", file=said, flush=True)
for _ in sys.stdin:
    before = spent()
    for _ in range(times):
        exec(code)
    print(json.dumps((spent() - before) / times), file=said, flush=True)
"""


class Prepared:
    """An act in one build, prepared and done once, which is not counted; a short one is done several times a turn."""

    def __init__(self, tree: Path, data: Path, name: str) -> None:
        self.tree, self.data, self.name = tree, data, name
        self._open = ExitStack()

    def __enter__(self) -> "Prepared":
        self._said = self._open.enter_context(tempfile.TemporaryFile("w+"))
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", TURN, self.tree, self.data, *ACTS[self.name]],
            cwd=self.tree,
            env={"PYTHONPATH": str(self.tree), "PATH": "/usr/bin:/bin"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
        )
        self._open.callback(self._process.communicate)
        self._open.callback(self._process.kill)
        self._answer()
        return self

    def __exit__(self, *_) -> None:
        self._open.close()

    def seconds(self) -> float:
        """Processor seconds of the act in one turn."""
        self._process.stdin.write("again\n")
        self._process.stdin.flush()
        return json.loads(self._answer())

    def _answer(self) -> str:
        if answer := self._process.stdout.readline():
            return answer
        self._said.seek(0)
        raise SystemExit(f"{self.name} cannot be done in {self.tree.name}:\n{self._said.read()[-2000:]}")


def turns(name: str, before: Path) -> list[tuple[float, float]]:
    """Processor seconds of an act in the older build and in this one, turn by turn."""
    with Prepared(before, before / "data", name) as then, Prepared(HERE, before / "data", name) as now:
        found: list[tuple[float, float]] = []
        began = time.monotonic()
        while not found or (len(found) < TURNS and time.monotonic() - began < ENOUGH):
            found.append((then.seconds(), now.seconds()))
    return found


@contextmanager
def built(commit: str) -> Iterator[Path]:
    """A worktree of a commit, in a temporary folder that goes with it, and in it the packages that only it needs."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder) / commit
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", before, commit], cwd=HERE, check=True)
        try:
            if lacking := _lacking(before / "requirements.txt"):
                quiet = ("--quiet", "--disable-pip-version-check", "--no-deps", "--target", before)
                subprocess.run([sys.executable, "-m", "pip", "install", *quiet, *lacking], check=True)
            yield before
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", before], cwd=HERE, check=True)


def _lacking(requirements: Path) -> list[str]:
    """What is pinned there for every system and is not installed here in any version."""
    pinned = re.findall(r"^(([\w.-]+)==[\w.]+)(?: \\)?$", requirements.read_text("utf-8"), re.MULTILINE)
    installed = {re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower() for one in importlib.metadata.distributions()}
    return [pin for pin, name in pinned if name not in installed]


def main(commit: str, *only: str) -> int:
    if unknown := [name for name in only if name not in ACTS]:
        raise SystemExit(f"There is no act {', '.join(map(repr, unknown))}. Choose from: {', '.join(ACTS)}.")
    slower = []
    with built(commit) as before:
        moves.move(before)
        print(f"{'':28}{commit:>10}  this build  ratio")
        for name in only or ACTS:
            found = turns(name, before)
            then, now = (min(turn[which] for turn in found) for which in (0, 1))
            ratio = statistics.median(turn[1] / turn[0] for turn in found)
            said = "slower" if min(ratio, now / then) > SLOWER else ""
            slower += [name] if said else []
            print(f"{name:28}{then:8.3f} s  {now:8.3f} s  {now / then:5.2f} (median {ratio:.2f})  {said}", flush=True)
    return len(slower) > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
