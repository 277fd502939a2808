"""`make cluster-test`: judging on a Dask cluster, with a scheduler and two workers on loopback.

Run by its own target and not with the other tests, for it needs Dask. The kinds, and what else was tried of each:

- *The same bytes*: into a folder, into a CSV, into a Parquet file; with sentences and without; with the summary; of a
  folder of CSV, of Parquet partitions; by workers that judge two parts at once.
- *Stopped half-way*: a worker killed, all workers, the scheduler, whoever asked (killed, and by Ctrl+C); a worker that
  stands still.
- *What is not as it should be*: a scheduler of another version, a worker's address, no workers; workers without oxdash,
  with another one, with one that knows no clusters, on another Python, with another pyarrow, that see no folder, or
  another file at its place; one that comes when all others had been looked at.
"""

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

import oxdash
from oxdash.rule.versions import RULE_VERSION
from oxdash.tidy_input import cluster as cluster_of_dask
from oxdash.tidy_input import cluster_part, cluster_run
from oxdash.tidy_input.beside import beside
from oxdash.tidy_input.figures_file import rule
from oxdash.tidy_input.judge_part import Asked
from oxdash.tidy_input.sources import find
from tests.cluster.conftest import HOME, OTHER, Cluster
from tests.spec.test_judging_size import as_csv, as_parquet, figures, files, partitioned, told

RULES = rule().to_dict("records")


def judge(*arguments: object) -> tuple[int, str, str]:
    """As a command of its own: whatever any library prints is seen."""
    command = [sys.executable, "-m", "oxdash", "judge", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HOME)
    return done.returncode, done.stdout, done.stderr


def contents(place: Path) -> dict[str, bytes]:
    return {name: (place / name).read_bytes() for name in files(place)} if place.is_dir() else {"": place.read_bytes()}


# -- the same bytes


def several(root: Path) -> None:
    for number in range(5):
        as_csv(root / f"{number}.csv", figures(40, number * 40).assign(quarter="2009-10 Q3", figure_is_for="Oct 2009"))
    as_csv(root / "x/none.csv", figures(0).assign(quarter="", figure_is_for=""))


@pytest.mark.parametrize("out", ["out", "out.csv", "out.parquet"])
@pytest.mark.parametrize("more", [[], ["--no-sentences"]], ids=["with sentences", "without"])
@pytest.mark.parametrize("lay", [several, partitioned])
def test_the_bytes_are_those_of_one_machine_file_by_file(tmp_path, cluster, lay, more, out):
    lay(tmp_path / "in")
    asked = [*more, "--tolerance", "10%", "--by", "better", "--by", "reason"]
    for name, run, where in (("here", told, []), ("there", judge, ["--on", cluster.address])):
        (tmp_path / name).mkdir()
        place = ["-o", tmp_path / name / out, "--summary", tmp_path / name / "summary.csv"]
        code, said, err = run(tmp_path / "in", *place, *asked, *where)
        assert (code, err) == (0, "")
        assert said.startswith("Judged ")
        assert said.endswith(f" into {tmp_path / name / out}.\n")
    assert contents(tmp_path / "here" / out) == contents(tmp_path / "there" / out)
    assert contents(tmp_path / "here/summary.csv") == contents(tmp_path / "there/summary.csv")
    # of one file nothing is kept beside it; of a folder the same as on one machine
    assert files(tmp_path / "here" / f".{out}.judged") == files(tmp_path / "there" / f".{out}.judged")


def test_problems_are_those_of_one_machine(tmp_path, cluster):
    several(tmp_path / "in")
    as_csv(tmp_path / "in/7.csv", figures().assign(places=9))
    as_csv(tmp_path / "in/x/c.csv", figures(2).assign(actual="tbc"))
    (tmp_path / "in/d.csv").write_bytes(b"\xff")
    for out in ("out", "out.csv", "none/out.csv", "none/out", "out.txt"):
        here = told(tmp_path / "in", "-o", tmp_path / out)
        there = told(tmp_path / "in", "-o", tmp_path / out, "--on", cluster.address)
        assert here[0] == 1
        assert here == there


def test_a_column_that_cannot_be_written_is_told_of_the_file_that_was_asked_for(tmp_path, cluster):
    for number in range(3):
        as_parquet(tmp_path / f"in/{number}.parquet", figures(2).assign(notes=[[1], [2]]))
    code, _, err = told(tmp_path / "in", "-o", tmp_path / "out.csv", "--on", cluster.address)
    assert (code, err.splitlines()[0][:72]) == (
        1,
        'out.csv: column "notes" holds lists, maps or records, not one value a ro',
    )


def test_workers_that_judge_two_parts_at_once_give_the_same(tmp_path, alone):
    alone.worker(threads=2)
    for number in range(6):
        as_parquet(tmp_path / f"in/{number}.parquet", figures(50_000, number))
    assert told(tmp_path / "in", "-o", tmp_path / "there", "--on", alone.address)[0] == 0
    assert told(tmp_path / "in", "-o", tmp_path / "here")[0] == 0
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_how_far_it_is_is_shown_as_on_one_machine(tmp_path, cluster):
    several(tmp_path / "in")
    shown: list[tuple[int, int, int]] = []
    asked = Asked(RULES)
    parts = find([str(tmp_path / "in")])
    cluster_run.judge(parts, tmp_path / "out", asked, cluster.address, on_progress=lambda *at: shown.append(at))
    assert [at[:2] for at in shown] == [(done, 6) for done in range(7)]
    assert shown[-1] == (6, 6, 200)


def test_nobody_calls_outside(tmp_path, cluster):
    several(tmp_path / "in")
    assert told(tmp_path / "in", "-o", tmp_path / "out", "--on", cluster.address)[0] == 0
    for process in (cluster.scheduler, *cluster.workers):
        for one in psutil.Process(process.pid).net_connections(kind="inet"):
            assert not one.raddr or one.raddr.ip == "127.0.0.1"


# -- stopped half-way


def large(root: Path, parts: int = 6) -> None:
    """Parts that take long enough to be stopped in."""
    rows = figures(80_000).assign(note=np.random.default_rng(1).random(80_000))
    for number in range(parts):
        as_parquet(root / f"{number}.parquet", rows.assign(places=number % 3))


def hears_ctrl_c() -> None:
    """Also where the tests run in the background of a shell, whose jobs do not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def begun(source: Path, out: Path, own: Cluster) -> subprocess.Popen:
    """A run of which one part is whole, and others are under way."""
    command = [sys.executable, "-m", "oxdash", "judge", source, "-o", out, "--on", own.address]
    run = subprocess.Popen(
        [str(one) for one in command],
        cwd=HOME,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hears_ctrl_c,
    )
    while run.poll() is None and not any(beside(out).glob("records/*")):
        time.sleep(0.01)
    assert run.poll() is None, run.communicate()
    return run


def nothing_half_made(out: Path) -> bool:
    return not any(beside(out).glob("new/*"))


@pytest.mark.parametrize("ending", ["", ".parquet"])
def test_a_worker_that_is_killed_costs_time_and_nothing_else(tmp_path, alone, ending):
    alone.begin_worker()
    alone.begin_worker()
    alone.addresses()
    large(tmp_path / "in")
    out = tmp_path / f"out{ending}"
    run = begun(tmp_path / "in", out, alone)
    alone.workers[0].kill()
    assert run.communicate() == (f"Judged 480,000 rows in 6 parts into {out}.\n", "")
    assert run.returncode == 0
    assert nothing_half_made(out)
    assert told(tmp_path / "in", "-o", tmp_path / f"here{ending}")[0] == 0
    assert contents(out) == contents(tmp_path / f"here{ending}")


@pytest.mark.parametrize("ending", ["", ".csv"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl+C"])
def test_a_run_that_is_stopped_is_gone_on_with(tmp_path, cluster, ending, how):
    large(tmp_path / "in")
    out = tmp_path / f"out{ending}"
    run = begun(tmp_path / "in", out, cluster)
    run.send_signal(how)
    said = run.communicate()
    if how == signal.SIGINT:
        stopped = "Stopped. Nothing half-done has a name; into a folder, the same command goes on from here.\n"
        assert (run.returncode, *said) == (130, "", stopped)
    else:
        assert (run.returncode, *said) == (-signal.SIGKILL, "", "")
    assert not out.exists() or files(out) == []
    code, done, err = judge(tmp_path / "in", "-o", out, "--on", cluster.address)
    assert (code, err) == (0, "")
    assert done.endswith(("part was there already.\n", "parts were there already.\n"))
    assert told(tmp_path / "in", "-o", tmp_path / f"here{ending}")[0] == 0
    assert contents(out) == contents(tmp_path / f"here{ending}")


def test_without_its_scheduler_a_run_ends_in_a_sentence_and_is_gone_on_with_on_one_machine(tmp_path, own):
    own.start().worker()
    large(tmp_path / "in")
    run = begun(tmp_path / "in", tmp_path / "out", own)
    own.scheduler.kill()
    gone = f"The scheduler at {own.address} has gone or does not answer. The same command goes on from here.\n"
    assert run.communicate() == ("", gone)
    assert run.returncode == 1
    code, done, err = told(tmp_path / "in", "-o", tmp_path / "out")
    assert (code, err) == (0, "")
    assert done.endswith(("part was there already.\n", "parts were there already.\n"))


def test_a_scheduler_that_stands_still_is_not_waited_for(tmp_path, own, monkeypatch):
    own.start().worker()
    large(tmp_path / "in", 3)
    stopped = []

    def stop(done: int, *_: int) -> None:
        if done == 1 and not stopped:
            monkeypatch.setattr(cluster_of_dask, "SECONDS", 2.0)
            own.scheduler.send_signal(signal.SIGSTOP)
            stopped.append(done)

    parts = find([str(tmp_path / "in")])
    assert cluster_run.judge(parts, tmp_path / "out", Asked(RULES), own.address, on_progress=stop) == [
        f"The scheduler at {own.address} has gone or does not answer. The same command goes on from here."
    ]


def test_without_any_worker_a_run_ends_in_a_sentence(tmp_path, alone, monkeypatch):
    monkeypatch.setattr(cluster_run, "WITHOUT_WORKERS", 1.0)
    alone.worker()
    large(tmp_path / "in", 3)

    def kill(done: int, *_: int) -> None:
        if done:
            alone.workers[0].kill()

    parts = find([str(tmp_path / "in")])
    assert cluster_run.judge(parts, tmp_path / "out", Asked(RULES), alone.address, on_progress=kill) == [
        f"No worker of {alone.address} is left. The same command goes on from here."
    ]
    alone.worker()
    code, done, _ = told(tmp_path / "in", "-o", tmp_path / "out", "--on", alone.address)
    assert (code, done.split(".")[1]) == (0, " 1 part was there already")


def test_a_part_of_which_every_worker_dies_is_named(tmp_path, alone):
    """The scheduler gives it up after the fourth."""
    dies = "import os; from oxdash.tidy_input import cluster_part; cluster_part.make = lambda job: os._exit(1)"
    for _ in range(4):
        alone.begin_worker(first=dies)
    alone.addresses()
    as_csv(tmp_path / "in/a.csv")
    assert told(tmp_path / "in", "-o", tmp_path / "out", "--on", alone.address) == (
        1,
        "",
        "a.csv: 4 workers that judged it were ended, perhaps for want of memory. The same command goes on from here.\n",
    )


# -- what is not as it should be

INSTALL = "Install there what is installed here."
SHARE = "Every worker has to see the figures and the folder that is written to, under the same path."


def refused(tmp_path: Path, of: Cluster) -> str:
    """What is said, on one machine's standard error; nothing is left of the run."""
    if not (tmp_path / "in").exists():
        as_csv(tmp_path / "in/a.csv")
    code, said, err = told(tmp_path / "in", "-o", tmp_path / "out", "--on", of.address)
    assert (code, said) == (1, "")
    assert nothing_half_made(tmp_path / "out")
    return err


def test_a_scheduler_of_another_version_is_told(tmp_path, own):
    import distributed

    own.start(OTHER)
    there = subprocess.run(
        [OTHER, "-c", "import distributed; print(distributed.__version__)"], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert there != distributed.__version__
    found = f"The scheduler at {own.address} has Dask {there}, and here it is {distributed.__version__}."
    assert refused(tmp_path, own) == f"{found} Install the same version on all machines.\n"


def test_a_workers_address_is_no_schedulers(tmp_path, alone):
    worker = alone.worker()
    as_csv(tmp_path / "in/a.csv")
    its = f"Give the address of its scheduler: {alone.address}."
    assert told(tmp_path / "in", "-o", tmp_path / "out", "--on", worker) == (
        1,
        "",
        f"{worker} is a Dask worker. {its}\n",
    )


def test_a_scheduler_without_workers_is_told(tmp_path, alone):
    start = f"Start some (dask worker {alone.address}), and give the same command again."
    assert refused(tmp_path, alone) == f"The scheduler at {alone.address} has no workers. {start}\n"


WITHOUT = """
import sys
class Without:
    def find_spec(name, *_):
        if name.partition('.')[0] == '{0}':
            raise ModuleNotFoundError('No module named ' + repr(name), name=name)
sys.meta_path.insert(0, Without)
"""
HERE = cluster_part.about()
ANOTHER = f"has another oxdash than {oxdash.__version__}"
WORKERS = [
    (WITHOUT.format("oxdash"), "has no oxdash", "without oxdash"),
    (WITHOUT.format("pyarrow"), "has no pyarrow", "without something that oxdash needs"),
    ("import sys; sys.modules['oxdash.tidy_input.cluster_part'] = None", ANOTHER, "one that knows no clusters"),
    (
        "import oxdash; oxdash.__version__ = '0.0.9'",
        f"has oxdash 0.0.9, and here it is {oxdash.__version__}",
        "another version of it",
    ),
    (
        "import oxdash.rule.versions as v; v.RULE_VERSION = 'x'",
        f"has the rule x, and here it is {RULE_VERSION}",
        "another rule",
    ),
    (
        "import platform; platform.python_version_tuple = lambda: ('3', '99', '0')",
        f"has Python 3.99, and here it is {HERE['Python']}",
        "another Python",
    ),
    (
        "import importlib.metadata as m; v = m.version; m.version = lambda n: '1.0' if n == 'pyarrow' else v(n)",
        f"has pyarrow 1.0, and here it is {HERE['pyarrow']}",
        "another pyarrow, which writes other bytes",
    ),
]


@pytest.mark.parametrize(("first", "what", "why"), WORKERS, ids=[case[-1] for case in WORKERS])
def test_a_worker_that_would_judge_otherwise_is_named(tmp_path, alone, first, what, why):
    alone.begin_worker()
    alone.begin_worker(first=first)
    worker = alone.addresses()[-1]
    assert refused(tmp_path, alone) == f"The worker {worker} {what}. {INSTALL}\n", why


def test_of_several_such_workers_one_is_named_for_each_fault(tmp_path, alone):
    for number in (0, 0, 0, 3):
        alone.begin_worker(first=WORKERS[number][0])
    *without, other = alone.addresses()
    without.sort()
    assert sorted(refused(tmp_path, alone).splitlines()) == sorted(
        [
            f"The worker {without[0]} and 2 more has no oxdash. {INSTALL}",
            f"The worker {other} {WORKERS[3][1]}. {INSTALL}",
        ]
    )


def judged_with_one_that_comes_later(tmp_path: Path, alone: Cluster, first: str) -> tuple[object, str]:
    alone.worker()
    large(tmp_path / "in", 24)
    late: list[str] = []

    def come(done: int, *_: int) -> None:
        if done == 1 and not late:
            alone.workers[0].send_signal(signal.SIGSTOP)  # that there is something to do for it
            late.append(alone.worker(first=first))
            alone.workers[0].send_signal(signal.SIGCONT)

    parts = find([str(tmp_path / "in")])
    judged = cluster_run.judge(parts, tmp_path / "out", Asked(RULES), alone.address, on_progress=come)
    return judged, late[0]


def test_a_worker_that_comes_later_is_looked_at_with_its_first_part(tmp_path, alone):
    judged, late = judged_with_one_that_comes_later(tmp_path, alone, WORKERS[3][0])
    assert isinstance(judged, list)
    part, _, sentence = judged[0].partition(": ")
    assert part in files(tmp_path / "in")
    assert sentence == f"the worker {late} {WORKERS[3][1]}. {INSTALL} The same command goes on from here."
    assert files(tmp_path / "out") == []


def test_a_worker_that_comes_later_without_oxdash_ends_and_costs_nothing_else(tmp_path, alone):
    judged, _ = judged_with_one_that_comes_later(tmp_path, alone, WORKERS[0][0])
    assert (judged.rows, judged.parts) == (24 * 80_000, 24)
    assert alone.workers[1].wait() is not None
    assert len(files(tmp_path / "out")) == 24


def test_a_worker_that_does_not_see_the_folder_is_named(tmp_path, alone, monkeypatch):
    """/proc/self/cwd is a place of its own for each."""
    (tmp_path / "elsewhere").mkdir()
    worker = alone.worker(cwd=tmp_path / "elsewhere")
    as_csv(tmp_path / "in/a.csv")
    monkeypatch.chdir(tmp_path)
    code, said, err = told(tmp_path / "in", "-o", "/proc/self/cwd/out", "--on", alone.address)
    folder = err.partition(": ")[0]
    assert folder.startswith("/proc/self/cwd/.out.judged/new/")
    assert (code, said, err) == (
        1,
        "",
        f"{folder}: the worker {worker} does not see it. {SHARE}\n",
    )


@pytest.mark.parametrize(("there", "what"), [(None, "does not see it"), (7, "sees another file there")])
def test_a_worker_that_does_not_see_the_figures_is_named(tmp_path, alone, monkeypatch, there, what):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if there:
        as_csv(elsewhere / "in/a.csv", figures(there))
    worker = alone.worker(cwd=elsewhere)
    as_csv(tmp_path / "in/a.csv")
    path = Path("/proc/self/cwd/in/a.csv")
    monkeypatch.chdir(tmp_path)
    assert told(path, "-o", tmp_path / "out", "--on", alone.address) == (
        1,
        "",
        f"a.csv: the worker {worker} {what}: {path}. {SHARE} The same command goes on from here.\n",
    )


def test_what_comes_through_a_pipe_is_no_part_for_a_cluster(tmp_path, cluster):
    as_csv(tmp_path / "a.csv")
    asked = f"{sys.executable} -m oxdash judge /dev/stdin -o {tmp_path}/out.csv --on {cluster.address}"
    done = subprocess.run(["bash", "-c", f"cat {tmp_path}/a.csv | {asked}"], capture_output=True, text=True, cwd=HOME)
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "stdin: it is no file. What comes through a pipe is judged on this machine, without --on.\n",
    )
