"""A limited child process, as its parent sees it: started, asked one thing at a time, and ended when its time is up.

It is started afresh, never forked from a server full of threads; it knows nothing of the server's environment, inherits
nothing that is open, and nothing is imported from where it stands. Where it needs room for files, it has a folder of
its own, which goes with it. It leads a group of processes, so that whatever it starts is ended with it at one blow. How
the two talk is `pipe`; a child says that it is ready before it is asked anything, and ends when its input ends.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from oxdash.storage import pipe

SECONDS_TO_START = 60  # some tenths of one; more only on a machine that is out of breath, which is nobody's fault
COUNTS_PROCESSOR = hasattr(signal, "SIGXCPU")  # elsewhere (Windows) the clock is all there is
LONGEST_FOLDER = 45  # characters: below it a child may make a socket, whose whole name may have 107
_PASSED_ON = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # without these some Pythons do not start
_PLACES = ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
_ROOT = str(Path(__file__).resolve().parents[2])


class Failed(Exception):
    """The child did not answer, and has ended.

    ``started``: it had said that it was ready. ``overran``: its time was up, by the clock or by its processor.
    """

    def __init__(self, *, started: bool, overran: bool = False) -> None:
        super().__init__()
        self.started, self.overran = started, overran


class Child:
    """One child, ``python -m MODULE ARGUMENTS``. Whoever makes one ends it; Failed where the machine has no room.

    ``passed_on``: names of the environment that it needs. ``writes``: it needs a folder. ``largest``: bytes of an
    answer. ``start``: seconds in which it has to be ready.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        passed_on: Sequence[str] = (),
        writes: bool = False,
        largest: int,
        start: float = SECONDS_TO_START,
    ) -> None:
        self._largest, self._start, self._ready = largest, start, False
        self._folder: Path | None = None
        environment = {name: os.environ[name] for name in (*_PASSED_ON, *passed_on) if name in os.environ}
        try:
            if writes:
                self._folder = Path(tempfile.mkdtemp(prefix="oxdash-", dir=_short_folder()))
                environment |= dict.fromkeys(_PLACES, str(self._folder))
            self._process = subprocess.Popen(  # noqa: S603 our own module, no shell
                [sys.executable, "-P", "-X", "utf8", "-W", "ignore", "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a traceback is nobody's answer
                cwd=self._folder or Path(_ROOT).anchor,  # and -P: nothing is imported from there
                env={**environment, "PYTHONPATH": _ROOT},
                start_new_session=True,
            )
        except OSError as error:  # no process or no room to spare
            self._take_folder_away()
            raise Failed(started=False) from error
        assert self._process.stdin is not None and self._process.stdout is not None, "asked for above"
        self._to, self._from = self._process.stdin, self._process.stdout

    def ask(self, header: dict[str, Any], body: bytes, within: float) -> tuple[dict[str, Any], bytes]:
        """The answer that came in so many seconds by the clock. Failed for none; the child has then ended."""
        if not self._ready:
            self._hear(self._start, None)
            self._ready = True
        return self._hear(within, (header, body))

    def _hear(self, seconds: float, frame: tuple[dict[str, Any], bytes] | None) -> tuple[dict[str, Any], bytes]:
        """Say something (or nothing) to the child and hear what it says."""
        overran = threading.Event()

        def stop() -> None:
            overran.set()
            self._kill()  # unblocks the reading and the writing below

        alarm = threading.Timer(seconds, stop)
        alarm.daemon = True
        alarm.start()
        try:
            if frame is not None:
                pipe.put(self._to, *frame)
            heard = pipe.take(self._from, self._largest)
        except (OSError, ValueError, RecursionError):  # it has gone, or says what is no answer
            heard = None
        finally:
            alarm.cancel()
            alarm.join()  # so that it cannot end the child after this, whose answer is then in time
        if heard is None or overran.is_set():
            self._kill()
            spent = COUNTS_PROCESSOR and self._process.wait() == -signal.SIGXCPU
            raise Failed(started=self._ready, overran=overran.is_set() or spent)
        return heard

    def _kill(self) -> None:
        """The child and all that it started: one group, whose number is theirs until it is waited for."""
        if self._process.returncode is not None:
            return
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            tree = ["taskkill", "/T", "/F", "/PID", str(self._process.pid)]
            subprocess.run(tree, check=False, capture_output=True)  # noqa: S603 a number of our own

    def end(self) -> None:
        """End it and take away its folder. It holds nothing worth a farewell."""
        self._kill()
        self._process.wait()
        for one in (self._to, self._from):
            with contextlib.suppress(OSError):  # what it was being told when it died is still unsent
                one.close()
        self._take_folder_away()

    def _take_folder_away(self) -> None:
        tries = 40  # what it started may be ending still, and write a file
        while self._folder is not None and tries and self._folder.exists():
            shutil.rmtree(self._folder, ignore_errors=True)
            tries -= 1
            time.sleep(0.05 if self._folder.exists() else 0)


def _short_folder() -> str | None:
    """For temporary folders: the usual place, unless its name is too long."""
    return "/tmp" if os.name == "posix" and len(tempfile.gettempdir()) > LONGEST_FOLDER else None  # noqa: S108
