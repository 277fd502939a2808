"""Judging on a cluster, as far as no cluster is needed for it: pieces of one file, addresses, and where Dask is not.

The kinds, and what else was tried of each:

- *Pieces*: every type that writers choose, dictionaries that are large or differ from part to part, parts without rows,
  columns that folders name, headings with line ends and signs that a spreadsheet would calculate.
- *Addresses*: other schemes, no host, ports that are none; beside them what is no Dask at all (a server that speaks
  first, one that waits, one that hangs up). What is Dask and not right is in `tests/cluster`.
- *One file, and a run that is killed*: at any time; by two runs at once; with what another run had kept.
"""

import re
import signal
import socket
import subprocess
import sys
import threading
import time
import tomllib
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from oxdash.tidy_input import cluster, joined_file, made_parts
from oxdash.tidy_input.beside import beside
from oxdash.tidy_input.figures_file import judge_into_file, rule
from oxdash.tidy_input.judge_part import Asked
from oxdash.tidy_input.made_parts import Job
from oxdash.tidy_input.sources import find
from oxdash.tidy_input.survey import surveyed
from tests.spec.test_judging_size import TYPES, as_csv, as_parquet, figures, partitioned, told

HOME = Path(__file__).parents[2]
RULES = rule().to_dict("records")
BEGUN = 20  # times that a run is begun which is to be killed before it is done


# -- pieces of one file


def pieced(source: Path, out: Path, asked: Asked) -> bytes:
    """The file put together of pieces, each as a worker makes it."""
    parts = find([str(source)])
    asked = surveyed(parts, asked, csv=out.suffix == ".csv")
    jobs = [
        Job(part, out, part.name + joined_file.piece(out.suffix, number), asked, "run")
        for number, part in enumerate(parts)
    ]
    jobs[0].new.mkdir(parents=True)
    for job in jobs:
        outcome = made_parts.make(Job.from_json(job.as_json()))
        assert (outcome.problems, outcome.unwritten) == ([], "")
    joined_file.join([job.waiting for job in jobs], out, out.suffix)
    return out.read_bytes()


def same_in_pieces(folder: Path, ending: str, *, sentences: bool = True) -> bool:
    asked = Asked(RULES, sentences=sentences)
    judged = judge_into_file(find([str(folder / "in")]), folder / f"whole{ending}", asked)
    assert not isinstance(judged, list), judged
    return pieced(folder / "in", folder / f"pieced{ending}", asked) == (folder / f"whole{ending}").read_bytes()


@pytest.mark.parametrize(("write", "_sentence"), TYPES)
def test_of_every_type_the_pieces_are_the_file_to_the_byte(tmp_path, write, _sentence):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in/a.parquet")
    (tmp_path / "in/b.parquet").write_bytes((tmp_path / "in/a.parquet").read_bytes())
    assert same_in_pieces(tmp_path, ".parquet")


def of_words(root: Path) -> None:
    """A dictionary that a file gives up on the way, for it grows past what Parquet keeps as one; and another."""
    rng = np.random.default_rng(1)
    for number, many in enumerate((120_000, 40_000)):
        rows = figures(120_000).assign(note=[f"note {one}" for one in rng.integers(0, many, 120_000)])
        pq.write_table(pa.Table.from_pandas(rows.astype({"note": "category"})), root / f"{number}.parquet")


LAYOUTS = [
    (lambda root: [as_csv(root / f"{n}.csv", figures(5, n)) for n in range(3)], "some rows of CSV"),
    (lambda root: [as_csv(root / f"{n}.csv", figures(5 * n)) for n in range(3)], "a first part without rows"),
    (lambda root: [as_parquet(root / f"{n}.parquet", figures(9)) for n in range(3)], "some rows of Parquet"),
    (
        lambda root: [as_parquet(root / f"{n}.parquet", figures(9).iloc[: 9 * (n != 1)]) for n in range(3)],
        "a part in the middle without rows",
    ),
    (partitioned, "partitions named by their folders"),
    (of_words, "dictionaries of very many words and of fewer"),
    (
        lambda root: [as_csv(root / f"{n}.csv", figures(4).assign(**{"a\nb": "=1", "=c,": "d"})) for n in range(2)],
        "headings of two lines, and of what a spreadsheet would calculate",
    ),
    (
        lambda root: [as_parquet(root / f"{n}.parquet", timed(n)) for n in range(2)],
        "moments of which only one part has a time of day",
    ),
]


def timed(number: int):
    seen = np.array(["2010-01-01", f"2010-01-01T{12 * number:02}:00"] * 2, "datetime64[us]")
    return figures(4).assign(seen=seen)


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
@pytest.mark.parametrize("sentences", [True, False], ids=["with sentences", "without"])
@pytest.mark.parametrize(("lay", "why"), LAYOUTS, ids=[case[-1] for case in LAYOUTS])
def test_of_every_layout_the_pieces_are_the_file_to_the_byte(tmp_path, lay, why, sentences, ending):
    (tmp_path / "in").mkdir()
    lay(tmp_path / "in")
    assert same_in_pieces(tmp_path, ending, sentences=sentences), why


def test_a_piece_is_named_for_the_file_that_it_belongs_to(tmp_path):
    """What cannot be written is told of the file that was asked for, not of one that nobody knows."""
    as_parquet(tmp_path / "a.parquet", figures(2).assign(notes=[[1], [2]]))
    job = Job(find([str(tmp_path / "a.parquet")])[0], tmp_path / "out.csv", "a.parquet.headed", Asked(RULES), "run")
    job.new.mkdir(parents=True)
    assert made_parts.make(job).unwritten.startswith('column "notes" holds lists')
    assert job.written_as == "out.csv"
    assert list(job.new.iterdir()) == []


# -- what is no cluster


@contextmanager
def answering(first: bytes, *, stays: bool):
    """A port on which something else answers, or hangs up."""
    done = threading.Event()

    def serve() -> None:
        with suppress(OSError):
            while True:
                talk, _ = server.accept()
                with talk, suppress(OSError):
                    talk.sendall(first)
                    if stays:
                        done.wait()

    with socket.create_server(("127.0.0.1", 0)) as server:
        answerer = threading.Thread(target=serve)
        answerer.start()
        try:
            yield server.getsockname()[1]
        finally:
            done.set()
            server.shutdown(socket.SHUT_RDWR)
            answerer.join()


GIVE_IT = "Give the address that the scheduler printed, such as tcp://10.0.0.5:8786."
NO_ADDRESS = [
    ("http://127.0.0.1:8787/status", "the page that shows how a cluster does"),
    ("ucx://127.0.0.1:8786", "a way of talking that is not offered"),
    ("127.0.0.1:0", "no port"),
    ("127.0.0.1:70000", "a port that cannot be"),
    ("127.0.0.1:port", "a word for the port"),
    ("two words", "no address"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("said", "why"), NO_ADDRESS, ids=[case[-1] for case in NO_ADDRESS])
def test_what_is_no_address_is_said_to_be_none(tmp_path, said, why):
    as_csv(tmp_path / "a.csv")
    sentence = f'"{said}" is not the address of a Dask scheduler. {GIVE_IT}\n'
    assert told(tmp_path / "a.csv", "-o", tmp_path / "out.csv", "--on", said) == (1, "", sentence), why


ADDRESSES = [
    ("tcp://10.0.0.5:8786", "tcp://10.0.0.5:8786"),
    ("10.0.0.5", "tcp://10.0.0.5:8786"),
    (" scheduler.example:80 ", "tcp://scheduler.example:80"),
    ("tls://[::1]:9000/", "tls://[::1]:9000"),
]


@pytest.mark.parametrize(("said", "address"), ADDRESSES)
def test_an_address_is_read_as_people_write_it(said, address):
    assert str(cluster.address(said)) == address


NO_DASK = [
    (b"HTTP/1.1 400 Bad Request\r\n\r\n", False, "a web server"),
    (b"SSH-2.0-OpenSSH_9.2\r\n", True, "another server that speaks first, and waits"),
    (b"\0" * 10_000, True, "one that speaks without end"),
    ((200).to_bytes(8, "little") + b"nothing of the kind", True, "one that begins as Dask does, and waits"),
    (b"+OK", True, "one that says little, and waits"),
    (b"", False, "one that hangs up"),
]


def greeted(port: int) -> str:
    with pytest.raises(cluster.NoCluster) as refused:
        cluster.greet(cluster.address(f"127.0.0.1:{port}"), None)
    return str(refused.value)


@pytest.mark.parametrize(("first", "stays", "why"), NO_DASK, ids=[case[-1] for case in NO_DASK])
def test_what_is_no_dask_is_said_to_be_none(monkeypatch, first, stays, why):
    monkeypatch.setattr(cluster, "SECONDS", 2.0)
    with answering(first, stays=stays) as port:
        assert greeted(port) == f"tcp://127.0.0.1:{port}: what answers there is no Dask scheduler. {GIVE_IT}", why


def test_where_nothing_answers_nobody_waits(monkeypatch):
    monkeypatch.setattr(cluster, "SECONDS", 0.5)
    with answering(b"", stays=True) as port:
        assert greeted(port) == f"tcp://127.0.0.1:{port}: nothing answered in 0.5 seconds. {GIVE_IT}"
    start = f"Start a scheduler there (dask scheduler --port {port}), or give another address."
    assert greeted(port) == f"tcp://127.0.0.1:{port}: nothing answers there. {start}"


WITHOUT = "import sys; sys.modules['distributed'] = None; from oxdash.__main__ import cli; cli()"


def test_without_dask_one_sentence_says_how_to_install_it_and_all_else_works(tmp_path):
    as_csv(tmp_path / "a.csv")
    command = [sys.executable, "-c", WITHOUT, "judge", tmp_path / "a.csv", "-o", tmp_path / "out.csv"]
    asked = subprocess.run([*command, "--on", "127.0.0.1"], capture_output=True, text=True, cwd=HOME)
    assert (asked.returncode, asked.stdout, asked.stderr) == (
        1,
        "",
        "--on needs Dask, which is not installed here. Install it: pip install oxdash[cluster] (docs/scale.md).\n",
    )
    assert sorted(left.name for left in tmp_path.iterdir()) == ["a.csv"]
    assert subprocess.run(command, capture_output=True, cwd=HOME).returncode == 0


def test_who_judges_is_asked_for_once(tmp_path):
    as_csv(tmp_path / "a.csv")
    assert told(tmp_path / "a.csv", "-o", tmp_path / "out", "--on", "127.0.0.1", "--processes", 2) == (
        2,
        "",
        "--processes says how many judge on this machine, and --on that a cluster does: give one of them.\n",
    )


def test_the_extra_is_one_version_and_the_one_that_is_installed_for_it():
    """Scheduler, workers and whoever asks have to be of one version; the plain installation has none of it."""
    wanted = tomllib.loads((HOME / "pyproject.toml").read_text())["project"]["optional-dependencies"]["cluster"]
    pins = re.findall(r"^(?:dask|distributed)==\S+", (HOME / "requirements-cluster.txt").read_text(), re.MULTILINE)
    assert (
        sorted(wanted) == sorted(pins) == [f"{name}=={pins[0].partition('==')[2]}" for name in ("dask", "distributed")]
    )
    plain = (HOME / "requirements.txt").read_text()
    assert not re.search(r"^(dask|distributed)\b", plain, re.MULTILINE)
    everywhere = set(re.findall(r"^\S+==\S+", plain, re.MULTILINE))
    assert everywhere <= set(re.findall(r"^\S+==\S+", (HOME / "requirements-cluster.txt").read_text(), re.MULTILINE))


# -- one file, and a run of it that is killed


def killed_half_way(command: list[object], out: Path) -> None:
    """Kill it once something of the file is written; one that was done before is begun anew."""
    before = out.read_bytes()
    for _ in range(BEGUN):
        begun = subprocess.Popen([str(one) for one in command], cwd=HOME, start_new_session=True)
        while begun.poll() is None and not any(beside(out).glob(f"new/*/{out.name}")):
            time.sleep(0.01)
        begun.send_signal(signal.SIGKILL)
        begun.wait()
        if out.read_bytes() == before:
            return
        out.write_bytes(before)
    raise AssertionError(f"{BEGUN} times it was done before it could be killed")


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_run_into_one_file_that_is_killed_leaves_nothing_when_the_next_is_done(tmp_path, ending):
    as_parquet(tmp_path / "a.parquet", figures(900_000))
    out = tmp_path / f"out.{ending}"
    out.write_text("as it was")
    command = [sys.executable, "-m", "oxdash", "judge", tmp_path / "a.parquet", "-o", out]
    killed_half_way(command, out)
    assert out.read_text() == "as it was"
    killed_half_way(command, out)  # twice, and only what the second one left is there
    assert len(list(beside(out).glob("new/*/*"))) == 1
    assert subprocess.run(command, cwd=HOME, capture_output=True).returncode == 0
    assert sorted(left.name for left in tmp_path.iterdir()) == ["a.parquet", out.name]


def test_two_runs_do_not_write_one_file(tmp_path):
    as_csv(tmp_path / "a.csv")
    beside(tmp_path / "out.csv").mkdir()
    with FileLock(beside(tmp_path / "out.csv") / "lock"):
        assert told(tmp_path / "a.csv", "-o", tmp_path / "out.csv") == (
            1,
            "",
            "out.csv: another run is writing this file. Wait until it is done, or choose another name.\n",
        )
    assert told(tmp_path / "a.csv", "-o", tmp_path / "out.csv")[0] == 0
    assert sorted(left.name for left in tmp_path.iterdir()) == ["a.csv", "out.csv"]


def test_what_a_run_left_cannot_be_finished_when_the_next_has_begun(tmp_path):
    """A worker that is still at a part of a run that was stopped, perhaps with another rule, changes nothing."""
    as_csv(tmp_path / "in/a.csv")
    part = find([str(tmp_path / "in")])[0]
    late = Job(part, tmp_path / "out", "a.csv", Asked(rule("10%").to_dict("records")), "of the first")
    late.new.mkdir(parents=True)
    assert told(tmp_path / "in", "-o", tmp_path / "out")[0] == 0
    judged = (tmp_path / "out/a.csv").read_bytes()
    assert made_parts.make(late).unwritten == "the file cannot be written (No such file or directory)."
    assert told(tmp_path / "in", "-o", tmp_path / "out")[1].endswith(" 1 part was there already.\n")
    assert (tmp_path / "out/a.csv").read_bytes() == judged
