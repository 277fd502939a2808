"""The folder beside what is judged into, in which a run keeps what is not there yet.

Not in a folder that is judged into: polars 2.1 reads none that holds any other file, hidden or not.
"""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout


class Taken(Exception):
    """Another run is writing there."""


def beside(out: Path) -> Path:
    return out.with_name(f".{out.name}.judged")


def half_made(out: Path, run: str) -> Path:
    """Where a run writes what is not whole: a folder of its own.

    When it has gone, so can nothing be finished there by what the run left behind on this machine or on others.
    """
    return beside(out) / "new" / run


@contextmanager
def writing(out: Path) -> Iterator[str]:
    """While one run writes to ``out``, which nobody else then does: `Taken`, OSError. Yields what the run is called.

    What a run that was stopped had not finished is taken away, and at the end what this one had not.
    """
    folder, run = beside(out), secrets.token_hex(8)
    lock = folder / "lock"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=0):
            shutil.rmtree(folder / "new", ignore_errors=True)
            half_made(out, run).mkdir(parents=True)
            try:
                yield run
            finally:
                shutil.rmtree(folder / "new", ignore_errors=True)
                if [left.name for left in folder.iterdir()] == [lock.name]:
                    with suppress(OSError):  # Windows lets nobody delete what is open
                        lock.unlink()  # whoever waits for it sees that it has gone, and makes another
    except Timeout:
        raise Taken from None
    finally:
        with suppress(OSError):  # where anything is kept there, or another run has begun
            folder.rmdir()


def forget(out: Path) -> None:
    """Keep nothing of ``out``: it is whole. Only while this run writes to it."""
    for kept in ("parts", "records"):
        shutil.rmtree(beside(out) / kept, ignore_errors=True)
