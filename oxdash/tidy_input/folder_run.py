"""Any number of parts, each judged into a file of its own in one folder: where a run was stopped, the next goes on.

A part that is whole, and was made of the same source by the same rule with the same asked, is kept. Parts that are made
wait out of sight until every one is whole; then they are put into place. Where a part has a problem none is, and all
problems of all parts are told; what was made waits for the next run.
"""

import queue
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from oxdash.storage.child_process import Child, Failed
from oxdash.tidy_input import beside, counting, made_parts, part_worker
from oxdash.tidy_input.csv_part import CsvPart
from oxdash.tidy_input.figures_file import Judged, Progress
from oxdash.tidy_input.judge_part import CSV, PARQUET, Asked, Outcome, Reading
from oxdash.tidy_input.made_parts import Job
from oxdash.tidy_input.problems import Problems
from oxdash.tidy_input.sources import Part
from oxdash.tidy_input.survey import surveyed
from oxdash.tidy_input.unreadable import Unreadable, no_folder

Making = Generator[tuple[Job, Outcome], None, None]  # what becomes of each part, as it does
Maker = Callable[[list[Job]], Making]
WORTH_A_CHILD = 32_000_000  # bytes of parts to make; a child takes a second to start
_A_WEEK = 7 * 24 * 3600.0  # longer than any part takes
_ENDED = (
    "the process that judged it was ended, perhaps for want of memory. The same command goes on from here; with "
    "--processes 1 it needs less."
)


def judge_into_folder(
    parts: Sequence[Part],
    out: Path,
    asked: Asked,
    *,
    processes: int = 2,
    maker: Maker | None = None,
    on_progress: Progress = lambda *_: None,
) -> Judged | list[str]:
    """Judge each part into a file of its own below the folder ``out``, named as it is; or every problem.

    ``maker`` makes the parts elsewhere; else so many ``processes`` do here.
    """
    out = out.absolute()
    if not out.parent.is_dir():
        return [no_folder(out)]
    try:
        out.mkdir(exist_ok=True)
        with beside.writing(out) as run:
            return _run(parts, out, asked, run, maker or partial(_made, processes=processes), on_progress)
    except beside.Taken:
        return [f"{out.name}: another run is writing to this folder. Wait until it is done, or choose another one."]
    except counting.TooMany as fault:
        return [f"{out.name}: {fault}"]
    except OSError as fault:
        return [f"{out.name}: the folder cannot be written ({fault.strerror})."]


def _run(
    parts: Sequence[Part], out: Path, asked: Asked, run: str, maker: Maker, on_progress: Progress
) -> Judged | list[str]:
    problems = Problems()
    asked = surveyed(parts, asked, csv=False)  # a part stays of its kind
    jobs = _jobs(parts, out, asked, run, problems)
    if more := list(made_parts.strangers(out, jobs)):
        others = f" and {len(more) - 1:,} more" if len(more) > 1 else ""
        what_to_do = "Choose another folder, or take it out."
        return [f"{out.name}: there is {more[0]}{others} in it, which is no part of what is judged. {what_to_do}"]
    judged = made(parts, jobs, problems, maker, on_progress)
    if isinstance(judged, Judged):
        made_parts.put_into_place(jobs)
    return judged


def made(
    parts: Sequence[Part], jobs: list[Job], problems: Problems, maker: Maker, on_progress: Progress
) -> Judged | list[str]:
    """Have made what is not whole yet, until all parts are or every problem is known. `counting.TooMany`."""
    judged = Judged(parts=len(parts))
    to_make = []
    for job in jobs:
        if found := made_parts.whole(job):
            judged.kept += 1
            judged.rows += found.rows
            judged.counts = counting.merged([judged.counts, found.counts])
        else:
            to_make.append(job)
    done = judged.kept
    on_progress(done, len(parts), judged.rows)
    with closing(maker(to_make)) as outcomes:
        for job, outcome in outcomes:
            done += 1
            problems.add(job.part.name, outcome.problems)
            if outcome.unwritten:
                return [f"{job.written_as}: {outcome.unwritten}"]
            judged.rows += outcome.rows
            judged.counts = counting.merged([judged.counts, outcome.counts])
            on_progress(done, len(parts), judged.rows)
    return problems.told([part.name for part in parts]) if problems.lines else judged


def _jobs(parts: Sequence[Part], out: Path, asked: Asked, run: str, problems: Problems) -> list[Job]:
    """Of every part that can be opened; each file is named as its source, with the ending of what is in it."""
    jobs, taken = [], dict[str, str]()
    for part in parts:
        if part.path.exists() and not part.path.is_file():
            problems.add(part.name, [": it is no file. What comes through a pipe is judged into a file."])
            continue
        try:
            ending = CSV if isinstance(Reading(part).file, CsvPart) else PARQUET
        except Unreadable as fault:
            problems.add(part.name, [f": {fault}"])
            continue
        place = part.name if part.path.suffix.lower() == ending else part.name + ending
        if (other := taken.setdefault(place, part.name)) != part.name:
            problems.add(part.name, [f": it would be written to {place}, and so would {other}. Rename one of them."])
            continue
        jobs.append(Job(Part(part.path.absolute(), part.name, part.folders), out, place, asked, run))
    return jobs


def _made(jobs: list[Job], processes: int) -> Making:
    """Children make them where there is enough to do."""
    size = sum(job.part.path.stat().st_size for job in jobs)
    processes = min(processes, len(jobs))
    if processes < 2 or size < WORTH_A_CHILD:
        for job in jobs:
            yield job, made_parts.make(job)
        return
    waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
    for job in jobs:
        waiting.put(job)
    done: queue.SimpleQueue[tuple[Job, Outcome]] = queue.SimpleQueue()
    children: list[Child] = []
    try:
        for _ in range(processes):
            child = Child(part_worker.__name__, passed_on=("ARROW_DEFAULT_MEMORY_POOL", "TZ"), largest=0)
            children.append(child)
            threading.Thread(target=_drive, args=(child, waiting, done), daemon=True).start()
        for _ in jobs:
            yield done.get()
    finally:  # also where whoever waits for the parts gives up
        for child in children:
            child.end()


def _drive(child: Child, waiting: "queue.SimpleQueue[Job]", done: "queue.SimpleQueue[tuple[Job, Outcome]]") -> None:
    """Give a child one part after the other. One that ends, ends with the part that it was at."""
    gone = False
    while True:
        try:
            job = waiting.get_nowait()
        except queue.Empty:
            return
        try:
            if gone:
                raise Failed(started=True)
            answer, _ = child.ask(job.as_json(), b"", _A_WEEK)
            done.put((job, part_worker.from_json(answer)))
        except Failed:
            gone = True
            done.put((job, Outcome(unwritten=_ENDED)))
