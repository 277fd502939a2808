"""The child process that opens workbooks: starting it, asking it one thing at a time, going on when it dies.

One child answers a batch, one workbook after the other, so that whichever it dies on or overruns is known and is
refused alone; a new child goes on with the rest. It is started afresh, never forked from a server full of threads,
knows nothing of the server's environment and is given no file's name. It ends when its input ends, so it never
outlives the server.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oxdash.excel.bounds import PATIENCE, RETURN, Bounds
from oxdash.storage import pipe as frames
from oxdash.storage.turns import Turns

SECONDS_TO_START = 60  # about 0.2 s; more only on a machine that is out of breath, which is not the officer's fault

DID_NOT_START = (
    "Workbooks cannot be opened just now: the part of the dashboard that opens them does not start. Tell whoever looks "
    "after the dashboard; its own check, oxdash doctor, says what is missing."
)

# Each child may take its memory and a processor: one at a time that reads what is on file, for whoever looks at it, and
# one more for officers' own workbooks, however many of them press the button together.
TURNS = Turns(1, kept=1)
_ROOT = str(Path(__file__).resolve().parents[2])
_BY_PROCESSOR = hasattr(signal, "SIGXCPU")  # elsewhere (Windows) the clock is all there is
_PASSED_ON = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # without these some Pythons do not start


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


class Overran(Exception):
    """The child had to be ended because the time was up."""


def answers(
    jobs: Sequence[Job], *, bounds: Bounds = RETURN, writes: bool = False, officer: bool = False
) -> Generator[Answer]:
    """The answer to each job, in order. Safe to call from many threads. ``writes``: needs room for scratch files.

    ``officer``: an officer waits for it, and does not wait for those who only look.
    A job that a child died of is tried once more if that child had done others: only a fresh one's death is proof.
    """
    if not jobs:
        return
    with TURNS.turn(officer=officer), contextlib.ExitStack() as afterwards:
        scratch: str | None = None
        child: _Child | None = None
        try:
            for job in jobs:
                tries = 2 if child else 1
                while tries:
                    tries -= 1
                    try:
                        if writes and scratch is None:
                            scratch = afterwards.enter_context(tempfile.TemporaryDirectory(prefix="oxdash-"))
                        child = child or _Child(scratch, bounds)
                    except OSError:  # the machine has no process or no room to spare
                        answer = Answer(DID_NOT_START)
                        break
                    answer = child.answer(job)
                    if child.spent:
                        child.end()
                        child = None
                    if answer.sentence != bounds.in_words(bounds.out_of_memory):
                        break
                yield answer
        finally:
            if child is not None:
                child.end()


class _Child:
    def __init__(self, scratch: str | None, bounds: Bounds):
        self._bounds = bounds
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment |= {"PYTHONPATH": _ROOT, "OPENPYXL_LXML": "False", "OPENPYXL_DEFUSEDXML": "True"}
        if scratch is not None:
            environment |= {"TMPDIR": scratch, "TEMP": scratch, "TMP": scratch}
        self._process = subprocess.Popen(  # noqa: S603 our own module, no shell, no word from outside
            [sys.executable, "-P", "-X", "utf8", "-W", "ignore", "-m", "oxdash.excel.workbook", bounds.kind],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback is nobody's answer
            cwd=scratch or Path(_ROOT).anchor,  # and -P: nothing is imported from there
            env=environment,
        )
        self._ready = False
        self.spent = False  # it cannot be asked again

    def answer(self, job: Job) -> Answer:
        try:
            self._ready = self._ready or self._within(SECONDS_TO_START, None) is not None
        except (Overran, ValueError, RecursionError):
            self._ready = False
        if not self._ready:
            self.spent = True
            return Answer(DID_NOT_START)
        try:
            heard = self._within(self._bounds.seconds * (PATIENCE if _BY_PROCESSOR else 1), job)
        except Overran:
            return Answer(self._bounds.in_words(self._bounds.overran))
        except (ValueError, RecursionError):
            heard = None
        if heard is None and self._overran():
            self.spent = True
            return Answer(self._bounds.in_words(self._bounds.overran))
        if heard is None:  # it dies without a word of nothing else
            heard = {"sentence": self._bounds.in_words(self._bounds.out_of_memory), "last": True}, b""
        words, body = heard
        self.spent = self.spent or bool(words.get("last"))
        sentence, seconds = words.get("sentence"), words.get("seconds", 0.0)
        if not isinstance(sentence, str | None) or not isinstance(seconds, float):
            self.spent = True
            return Answer(self._bounds.in_words(self._bounds.out_of_memory))
        return Answer(sentence, body, seconds)

    def _within(self, seconds: float, job: Job | None) -> tuple[dict[str, Any], bytes] | None:
        """Say something (or nothing) to the child and hear its answer, ending it when the time is up."""

        def stop() -> None:
            self.spent = True
            self._process.kill()  # unblocks the reading and the writing below

        alarm = threading.Timer(seconds, stop)
        alarm.daemon = True
        alarm.start()
        try:
            if job is not None:
                frames.put(self._process.stdin, job.words | {"seconds": self._bounds.seconds}, job.data)
            heard = frames.take(self._process.stdout, self._bounds.largest_answer)
        except OSError:
            heard = None
        finally:
            alarm.cancel()
            alarm.join()  # so that it cannot end the child after this, whose answer is then in time
        if heard is None and self.spent:
            raise Overran
        return heard

    def _overran(self) -> bool:
        """Whether the system ended it because it had used its seconds of a processor."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return _BY_PROCESSOR and self._process.wait(SECONDS_TO_START) == -signal.SIGXCPU
        return False

    def end(self) -> None:
        """It holds nothing worth a farewell."""
        self._process.kill()
        self._process.wait()
        for pipe in filter(None, (self._process.stdin, self._process.stdout)):
            with contextlib.suppress(OSError):  # what it was being told when it died is still unsent
                pipe.close()
