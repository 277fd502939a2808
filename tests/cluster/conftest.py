"""A scheduler and two workers on loopback, each a process of its own."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
OTHER = HOME / "build" / "cluster" / "other" / "bin" / "python"  # of another version of Dask
SECONDS_TO_START = 120  # on a machine that is out of breath
_SCHEDULER = ["-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--no-dashboard", "--no-jupyter"]
_WORKER = ["-c", "{first}from distributed.cli.dask_worker import main; main()"]
_TOLD = ["--no-nanny", "--no-dashboard", "--memory-limit", "0"]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Cluster:
    """What is started is in ``folder``, and ends with the test."""

    folder: Path
    started: contextlib.ExitStack
    port: int = field(default_factory=free_port)
    workers: list[subprocess.Popen] = field(default_factory=list)
    scheduler: subprocess.Popen | None = None

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def start(self, python: Path | str = sys.executable) -> "Cluster":
        command = [str(python), *_SCHEDULER, "--port", str(self.port)]
        self.scheduler = self._begun(command, "scheduler")
        self._until("scheduler", "Scheduler at:", self.scheduler)
        return self

    def worker(self, *, first: str = "", threads: int = 1, cwd: Path = HOME) -> str:
        """Start one that does ``first`` this; its address."""
        self.begin_worker(first=first, threads=threads, cwd=cwd)
        return self.addresses()[-1]

    def addresses(self) -> list[str]:
        """Of all workers, when the scheduler knows them."""
        for number, process in enumerate(self.workers):
            self._until(f"worker-{number}", "Registered to:", process)
        logs = [(self.folder / f"worker-{number}.log").read_text() for number in range(len(self.workers))]
        return [re.search(r"Start worker at:\s+(\S+)", log)[1] for log in logs]

    def begin_worker(self, *, first: str = "", threads: int = 1, cwd: Path = HOME) -> None:
        name = f"worker-{len(self.workers)}"
        run = [one.format(first=first and f"{first}\n") for one in _WORKER]
        places = ["--local-directory", str(self.folder / name)]
        command = [sys.executable, *run, self.address, *_TOLD, "--nthreads", str(threads), *places]
        self.workers.append(self._begun(command, name, cwd=cwd))

    def _begun(self, command: list[str], name: str, cwd: Path = HOME) -> subprocess.Popen:
        with (self.folder / f"{name}.log").open("w") as log:
            process = subprocess.Popen(
                command, cwd=cwd, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": str(HOME)}
            )
        self.started.callback(end, process)
        return process

    def _until(self, name: str, says: str, process: subprocess.Popen) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while says not in (log := (self.folder / f"{name}.log").read_text()):
            assert process.poll() is None and time.monotonic() < until, log
            time.sleep(0.05)

    @contextlib.contextmanager
    def for_a_test(self, folder: Path) -> Iterator["Cluster"]:
        """The same scheduler, with workers that end with a test."""
        with contextlib.ExitStack() as started:
            yield Cluster(folder, started, self.port, scheduler=self.scheduler)


def end(process: subprocess.Popen) -> None:
    """One that stands still too."""
    if process.poll() is None:
        process.send_signal(signal.SIGCONT)
        process.kill()
    process.wait()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    """A scheduler and two workers, which no test changes."""
    with contextlib.ExitStack() as started:
        made = Cluster(tmp_path_factory.mktemp("cluster"), started).start()
        made.begin_worker()
        made.begin_worker()
        made.addresses()
        yield made


@pytest.fixture(scope="session")
def scheduler(tmp_path_factory) -> Iterator[Cluster]:
    with contextlib.ExitStack() as started:
        yield Cluster(tmp_path_factory.mktemp("scheduler"), started).start()


@pytest.fixture
def alone(tmp_path, scheduler) -> Iterator[Cluster]:
    """A scheduler to which only the workers of the test belong."""
    (tmp_path / "cluster").mkdir()
    with scheduler.for_a_test(tmp_path / "cluster") as made:
        yield made


@pytest.fixture
def own(tmp_path) -> Iterator[Cluster]:
    """A scheduler of the test's own, not yet started."""
    (tmp_path / "cluster").mkdir()
    with contextlib.ExitStack() as started:
        yield Cluster(tmp_path / "cluster", started)
