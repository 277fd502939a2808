"""Publications made in processes of their own, each begun at once: forked from one that has loaded what it takes."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from oxdash.settings import HOME
from tests.faults.test_archive_faults import HELD, attach

PUBLISHES = """
import ctypes, json, os, signal, sys
from datetime import UTC, date, datetime
from pathlib import Path
from oxdash.publication import publishing
from oxdash.access import Person
from oxdash.publication.publishing import Asked
from oxdash.publication.shelf import Published
from oxdash.settings import HOME, Settings

NOW = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)
MANAGER = Person("partnerships.manager@council.example", NOW)
ASKED = Asked("2009-10 Q4", "PSB 2010-07-01", date(2010, 7, 1))

def say(text):  # not with write, which the tests make fail
    os.writev(1, [(text + "\\n").encode()])

def do(root, log, key, act):
    def told(words):
        if words == act["killed_at"]:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = Settings(data=Path(root), roles=HOME / ".streamlit" / "roles.example.toml")
    done = publishing.publish(ASKED, MANAGER, settings, NOW, told)
    return "published" if isinstance(done, Published) else done.sentence
"""


@dataclass
class Publisher:
    process: subprocess.Popen

    @classmethod
    def started(cls) -> "Publisher":
        command = [sys.executable, "-c", PUBLISHES + HELD]
        return cls(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOME))

    def publishes(
        self,
        data: Path,
        *,
        at_once: int = 1,
        killed_at: str | None = None,
        strace: list[str] | None = None,
        log: Path | None = None,
    ) -> list[str]:
        """What each of so many publications of one position answered; one that was killed answers nothing.

        ``killed_at``: the words of progress at which it is. ``strace``: what becomes of the system calls of the first,
        which are written to ``log``.
        """
        acts = [{"killed_at": killed_at}] * at_once
        self._say(json.dumps({"root": str(data), "log": "", "key": "", "acts": acts}))
        pids = json.loads(self.process.stdout.readline())
        tracer = attach(pids[0], strace, log) if strace is not None else None
        self._say("go")
        answers = []
        while (line := self.process.stdout.readline().strip()) != "ended":
            assert line, "the publishing process died"
            answers.append(json.loads(line))
        if tracer:
            tracer.communicate(timeout=60)
        return answers

    def _say(self, text: str) -> None:
        self.process.stdin.write(f"{text}\n")
        self.process.stdin.flush()

    def ends(self) -> None:
        self.process.communicate()
