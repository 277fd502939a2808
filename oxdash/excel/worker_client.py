"""Asking the child process that opens workbooks: one thing at a time, and going on when it dies.

One child answers a batch, one workbook after the other, so that whichever it dies on or overruns is known and is
refused alone; a new child goes on with the rest. It is given no file's name.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from oxdash.excel.bounds import PATIENCE, RETURN, Bounds
from oxdash.storage.child_process import COUNTS_PROCESSOR, Child, Failed
from oxdash.storage.turns import Turns

DID_NOT_START = (
    "Workbooks cannot be opened just now: the part of the dashboard that opens them does not start. Tell whoever looks "
    "after the dashboard; its own check, oxdash doctor, says what is missing."
)

# Each child may take its memory and a processor: one at a time that reads what is on file, for whoever looks at it, and
# one more for officers' own workbooks, however many of them press the button together.
TURNS = Turns(1, kept=1)


@dataclass(frozen=True)
class Job:
    """One thing to do with one workbook; ``words`` are plain data."""

    words: dict[str, Any]
    data: bytes


@dataclass(frozen=True)
class Answer:
    """What the child made of it: either a sentence that says why not, or the bytes asked for."""

    sentence: str | None
    body: bytes = b""
    seconds: float = 0.0  # in the child, from having the file to having the answer; its start is not in it
    last: bool = False  # the child cannot be asked again


def answers(
    jobs: Sequence[Job], *, bounds: Bounds = RETURN, writes: bool = False, officer: bool = False
) -> Generator[Answer]:
    """The answer to each job, in order. Safe to call from many threads. ``writes``: needs room for scratch files.

    ``officer``: an officer waits for it, and does not wait for those who only look.
    A job that a child died of is tried once more if that child had done others: only a fresh one's death is proof.
    """
    if not jobs:
        return
    with TURNS.turn(officer=officer):
        child: Child | None = None
        try:
            for job in jobs:
                tries = 2 if child else 1
                while tries:
                    tries -= 1
                    try:
                        child = child or Child(
                            "oxdash.excel.worker", bounds.kind, writes=writes, largest=bounds.largest_answer
                        )
                    except Failed:
                        answer = Answer(DID_NOT_START)
                        break
                    answer = _asked(child, job, bounds)
                    if answer.last:
                        child.end()
                        child = None
                    if answer.sentence != bounds.in_words(bounds.out_of_memory):
                        break
                yield answer
        finally:
            if child is not None:
                child.end()


def _asked(child: Child, job: Job, bounds: Bounds) -> Answer:
    """The child counts its seconds itself where the system can; the clock, behind it, has patience with the machine."""
    within = bounds.seconds * (PATIENCE if COUNTS_PROCESSOR else 1)
    try:
        words, body = child.ask(job.words | {"seconds": bounds.seconds}, job.data, within)
    except Failed as failed:
        # it dies without a word of nothing else
        how = bounds.in_words(bounds.overran if failed.overran else bounds.out_of_memory)
        return Answer(how if failed.started else DID_NOT_START, last=True)
    sentence, seconds = words.get("sentence"), words.get("seconds", 0.0)
    if not isinstance(sentence, str | None) or not isinstance(seconds, float):
        return Answer(bounds.in_words(bounds.out_of_memory), last=True)
    return Answer(sentence, body, seconds, last=bool(words.get("last")))
