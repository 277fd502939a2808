"""What a program was answered under a key of its own (Idempotency-Key), so that asking twice does a thing once.

A file for each key, written once, with the SHA-256 of what was sent and the answer to it. Files older than `KEPT` are
swept when another is written.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from oxdash.storage import write_once

KEPT = timedelta(days=30)
LARGEST = 1_000_000  # bytes of one answer


@dataclass(frozen=True)
class Answered:
    """An answer that was given: the number of it, what it says, and the sha256 of what was sent."""

    status: int
    said: dict[str, Any]
    sent: str


@dataclass(frozen=True)
class Answers:
    """The folder of them."""

    folder: Path

    @contextmanager
    def alone(self, whose: str) -> Iterator[bool]:
        """Whether nothing else of a program (``whose`` token) is under way, in any process; until the end nothing is.

        Where that cannot be known nothing can be stored either.
        """
        lock = FileLock(self.folder / f".{whose}.lock", timeout=0, mode=write_once.FILE)
        with ExitStack() as held:
            alone = True
            try:
                write_once.make_folder(self.folder)
                held.enter_context(lock)
            except Timeout:
                alone = False
            except OSError:
                pass
            yield alone

    def find(self, whose: str, key: str) -> Answered | None:
        """The answer that a program (``whose`` token) had under a key; None where it had none, or it cannot be read."""
        try:
            said = json.loads(write_once.read(self._place(whose, key), LARGEST))
            return Answered(int(said["status"]), dict(said["said"]), str(said["sent"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, whose: str, key: str, answer: Answered, now: float) -> None:
        """Keep an answer; nothing is done where that cannot be, for the same bytes are known again anyway."""
        place = self._place(whose, key)
        with suppress(OSError):
            write_once.make_folder(self.folder)
            self._sweep(now)
            data = json.dumps(vars(answer), ensure_ascii=False, indent=2).encode()
            write_once.once(place, data)

    def _place(self, whose: str, key: str) -> Path:
        return self.folder / f"{hashlib.sha256(f'{whose} {key}'.encode()).hexdigest()}.json"

    def _sweep(self, now: float) -> None:
        for path in self.folder.glob("*.json"):
            with suppress(OSError):  # another process swept it first, or it is none of ours
                if now - path.stat().st_mtime > KEPT.total_seconds():
                    path.unlink()
