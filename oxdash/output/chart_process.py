"""The parent's end of the process that draws charts: finding a Chromium, starting the child, asking it, ending it.

Kaleido hangs for ever once its browser has died, and does not keep its own time limit then; so it runs in a child whose
whole process group, Chromium included, is killed when the time is up. The child has a folder of its own to
write in, which goes with it, and nothing of this process's environment but what a program needs to start.
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
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oxdash.storage import pipe as frames

NAMED_IN = "BROWSER_PATH"
NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge", "brave-browser"),
)
USUAL = (  # where they are when they are not on the PATH
    *(Path("/usr/bin") / name for name in NAMES),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
    Path("C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
)
LARGEST_FILE = 64 * 1024 * 1024  # bytes
LONGEST_FOLDER = 45  # characters: below it Chromium makes a socket, whose whole name may have 107
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")
_ROOT = str(Path(__file__).resolve().parents[2])


@dataclass(frozen=True)
class Limits:
    """Seconds. Chromium takes some 3 to start and 0.3 a chart; many times that only on a machine out of breath."""

    start: float = 60
    chart: float = 20


class Failed(Exception):
    """The child did not answer; ``overran`` says whether its time was up, ``started`` whether it had begun."""

    def __init__(self, *, started: bool, overran: bool) -> None:
        super().__init__()
        self.started, self.overran = started, overran


def browser(environ: Mapping[str, str]) -> str | None:
    """The Chromium to draw with: the one that BROWSER_PATH names, or else the first one found; None without one."""
    if named := environ.get(NAMED_IN):
        return shutil.which(named, path=environ.get("PATH", ""))
    on_path = (shutil.which(name, path=environ.get("PATH", "")) for name in NAMES)
    usual = (str(path) for path in USUAL if os.access(path, os.X_OK))
    return next((found for found in (*on_path, *usual) if found), None)


def _short_folder() -> str | None:
    """For temporary folders: the usual place, unless its name is too long for Chromium."""
    return "/tmp" if os.name == "posix" and len(tempfile.gettempdir()) > LONGEST_FOLDER else None  # noqa: S108


class Child:
    """One child and its Chromium. Whoever makes one ends it."""

    def __init__(self, found: str, limits: Limits) -> None:
        self._limits, self._ready = limits, False
        self._folder = Path(tempfile.mkdtemp(prefix="oxdash-", dir=_short_folder()))
        places = dict.fromkeys(
            ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(self._folder)
        )
        passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell; the browser is the one found
            [sys.executable, "-P", "-X", "utf8", "-W", "ignore", "-m", "oxdash.output.chart_child", found],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,  # and -P: nothing is imported from there
            env={**passed_on, **places, "PYTHONPATH": _ROOT},
            start_new_session=True,
        )

    def draw(self, figure: bytes, size: dict) -> bytes:
        """The file of one figure (JSON), in the format, width, height and scale of ``size``; Failed where none came."""
        if not self._ready:
            self._within(self._limits.start, None)
            self._ready = True
        return self._within(self._limits.chart, (size, figure))

    def _within(self, seconds: float, frame: tuple[dict, bytes] | None) -> bytes:
        overran = threading.Event()

        def stop() -> None:
            overran.set()
            self._kill()  # unblocks the reading and the writing below

        alarm = threading.Timer(seconds, stop)
        alarm.daemon = True
        alarm.start()
        try:
            if frame is not None:
                frames.put(self._process.stdin, *frame)
            heard = frames.take(self._process.stdout, LARGEST_FILE)
        except (OSError, ValueError):
            heard = None
        finally:
            alarm.cancel()
            alarm.join()  # so that it cannot end the child after this, whose answer is then in time
        if heard is None or overran.is_set():
            raise Failed(started=self._ready, overran=overran.is_set())
        return heard[1]

    def _kill(self) -> None:
        """The child, its Chromium and all that started: one group, whose number is theirs until it is waited for."""
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            tree = ["taskkill", "/T", "/F", "/PID", str(self._process.pid)]
            subprocess.run(tree, check=False, capture_output=True)  # noqa: S603 - a number of our own

    def end(self) -> None:
        """End it and take away its folder."""
        self._kill()
        self._process.wait()
        for pipe in filter(None, (self._process.stdin, self._process.stdout)):
            with contextlib.suppress(OSError):  # what it was being told when it died is still unsent
                pipe.close()
        for _ in range(40):  # a Chromium that is ending may still write a file
            shutil.rmtree(self._folder, ignore_errors=True)
            if not self._folder.exists():
                return
            time.sleep(0.05)
