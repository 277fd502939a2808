"""The same parts, judged on a Dask cluster: the same bytes as on one machine, into a folder or into one file.

Each part is one task. A worker that ends gives its part to another; a run that is stopped is gone on with, on a cluster
or, into a folder, on one machine.
"""

import queue
import time
from asyncio import CancelledError
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oxdash.storage import write_once
from oxdash.tidy_input import beside, cluster, cluster_part, counting, joined_file, part_worker
from oxdash.tidy_input.figures_file import Judged, Progress, alike, ending_of, into_one_file, taken
from oxdash.tidy_input.folder_run import Making, judge_into_folder, made
from oxdash.tidy_input.judge_part import CSV, Asked, Outcome
from oxdash.tidy_input.made_parts import Job
from oxdash.tidy_input.problems import Problems
from oxdash.tidy_input.sources import Part
from oxdash.tidy_input.survey import surveyed
from oxdash.tidy_input.unreadable import first_line, unwritten

if TYPE_CHECKING:
    from distributed import Client

_LOOKED_AFTER = 2.0  # seconds without a part that is done: is everything still there?
WITHOUT_WORKERS = 60.0  # seconds in which a worker comes back
_TO_ARRIVE = 90.0  # seconds: the longest that a share keeps in mind that a file was not there
_GOES_ON = "The same command goes on from here."


def judge(
    parts: Sequence[Part], out: Path, asked: Asked, on: str, *, on_progress: Progress = lambda *_: None
) -> Judged | list[str]:
    """Judge parts on the cluster whose scheduler is at ``on``, into a folder or a file; or every problem."""
    try:
        with cluster.reached(on) as client:
            making = _OnCluster(client, on)
            if into_one_file(out):
                return _into_file(parts, out.absolute(), asked, making, on_progress)
            return judge_into_folder(parts, out, asked, maker=making.made, on_progress=on_progress)
    except cluster.NoCluster as fault:
        return str(fault).split("\n")


@dataclass
class _OnCluster:
    """What has parts made on a cluster."""

    client: "Client"
    on: str

    def made(self, jobs: list[Job]) -> Making:
        """What becomes of each part, as it does; `NoCluster`."""
        if not jobs:
            return
        text = jobs[0].run
        write_once.write(jobs[0].new / cluster_part.SEEN, text.encode(), mode=0o666)
        cluster.look_over(self.client, self.on, str(jobs[0].new), text)
        expected = cluster_part.about()
        done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        waiting: dict[Any, Job] = {}
        try:
            for job in jobs:
                future = self._submitted(job, expected)
                waiting[future] = job
                future.add_done_callback(done.put)
            worked = time.monotonic()
            while waiting:
                try:
                    future = done.get(timeout=_LOOKED_AFTER)
                except queue.Empty:
                    worked = self._looked_after(worked)
                    continue
                if (outcome := self._outcome(future, waiting[future])) is None:
                    worked = self._looked_after(worked)
                    time.sleep(_LOOKED_AFTER)
                    future.add_done_callback(done.put)
                    continue
                worked = time.monotonic()
                yield waiting.pop(future), outcome
        finally:
            cluster.give_up(self.client, list(waiting))

    def _submitted(self, job: Job, expected: dict[str, str]) -> Any:
        from distributed.client import ClosedClientError

        given = (job.as_json(), expected, cluster_part.size(job.part.path))
        try:
            return self.client.submit(cluster_part.make_part, *given, pure=False)
        except ClosedClientError as fault:  # Dask has noticed that its scheduler has gone
            raise cluster.lost(self.on) from fault

    def _looked_after(self, worked: float) -> float:
        """When anybody was last there to work; `NoCluster` where that was too long ago."""
        now = time.monotonic()
        if cluster.workers(self.client, self.on):
            return now
        if now - worked > WITHOUT_WORKERS:
            raise cluster.NoCluster(f"No worker of {cluster.address(self.on)} is left. {_GOES_ON}")
        return worked

    def _outcome(self, future: Any, job: Job) -> Outcome | None:
        """None where what became of the part was lost with its worker: another one makes it."""
        from distributed.scheduler import KilledWorker

        if future.status == "cancelled":
            raise cluster.lost(self.on)
        if future.status == "error":
            fault = future.exception()
            if isinstance(fault, KilledWorker):
                ended = f"{fault.allowed_failures + 1} workers that judged it were ended, perhaps for want of memory"
                return Outcome(unwritten=f"{ended}. {_GOES_ON}")
            cluster.look_at_workers(self.client, self.on)  # one that came later?
            what = f"{type(fault).__name__}: {first_line(fault)}"
            return Outcome(unwritten=f"it could not be judged on the cluster ({what}). {_GOES_ON}")
        try:
            answer = future.result(timeout=cluster.SECONDS) if future.status == "finished" else None
        except (OSError, CancelledError, KilledWorker):  # while it was on its way
            answer = None
        if answer is None:
            return None
        if refused := answer.get("refused"):
            return Outcome(unwritten=f"the worker {answer['at']} {refused} {_GOES_ON}")
        outcome = part_worker.from_json(answer)
        if outcome.unwritten:
            return Outcome(unwritten=f"{outcome.unwritten} That was on the worker {answer['at']}.")
        if not outcome.problems and not _arrived(job.waiting):
            return Outcome(
                unwritten=f"it was made by the worker {answer['at']}, and is not to be seen here. {_GOES_ON}"
            )
        return outcome


def _arrived(path: Path) -> bool:
    """Whether what another machine wrote is to be seen on this one, where it may be known as missing for a while."""
    until = time.monotonic() + _TO_ARRIVE
    while not path.is_file():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def _into_file(
    parts: Sequence[Part], out: Path, asked: Asked, making: _OnCluster, on_progress: Progress
) -> Judged | list[str]:
    ending = ending_of(out)
    if isinstance(ending, list):
        return ending
    problems = Problems()
    try:
        with beside.writing(out) as run:
            asked = surveyed(parts, asked, csv=ending == CSV)
            jobs = _pieces(parts, out, asked, run, problems)
            judged = made(parts, jobs, problems, making.made, on_progress)
            if isinstance(judged, Judged):
                temporary = beside.half_made(out, run) / out.name
                joined_file.join([job.waiting for job in jobs], temporary, ending)
                temporary.replace(out)
                beside.forget(out)
            return judged
    except beside.Taken:
        return [taken(out)]
    except counting.TooMany as fault:
        return [f"{out.name}: {fault}"]
    except OSError as fault:
        return [f"{out.name}: {unwritten(fault)}"]


def _pieces(parts: Sequence[Part], out: Path, asked: Asked, run: str, problems: Problems) -> list[Job]:
    """Of every part that can be opened and is like the first."""
    jobs: list[Job] = []
    piped = [part for part in parts if part.path.exists() and not part.path.is_file()]
    for part in piped:
        problems.add(part.name, [": it is no file. What comes through a pipe is judged on this machine, without --on."])
    files, ending = [part for part in parts if part not in piped], out.suffix.lower()
    for number, _ in alike(files, ending, problems):
        part = files[number]
        place = part.name + joined_file.piece(ending, len(jobs))
        jobs.append(Job(Part(part.path.absolute(), part.name, part.folders), out, place, asked, run))
    return jobs
