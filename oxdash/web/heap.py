"""How pages that run at once share one process: its memory, its garbage, and whose turn it is."""

import asyncio
import ctypes
import gc
import sys
from contextlib import suppress

ARENAS = 2
LARGE = 1024 * 1024  # bytes
TURN = 0.0005  # seconds that a thread runs on while another wants to
COLLECTED = 2  # seconds between two collections
_ARENA_MAX, _MMAP_THRESHOLD = -8, -3  # M_ARENA_MAX and M_MMAP_THRESHOLD of glibc's malloc.h


def share() -> None:
    """Have all threads share a few heaps, before any has one of its own, and keep what is large out of them.

    Every page is run in a thread of its own, and glibc gives threads up to eight heaps a core. What one thread lets go
    of, the next does not find: after six minutes under load 40 MB of 100 stood free in holes, and with two heaps 10 of
    70. A large block has pages of its own, which go back to the system with it; but once one was let go of, glibc puts
    the next ones up to its size into a heap: after twenty workbooks of 5 MB 36 MB stood free in holes, and with a bound
    that stays where it is 5 to 16. Where the C library is another one, nothing is done.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_ARENA_MAX, ARENAS)
            library.mallopt(_MMAP_THRESHOLD, LARGE)


def take_turns() -> None:
    """Have a thread that wants to run wait for half a millisecond, and not for Python's five, on each that is running.

    Streamlit runs a page in a new thread, and the thread that takes everybody's messages waits until that has begun.
    While a few pages run, each of the two waits its turn behind all of them: with 150 viewers that was most of what
    anybody waited for, at less than half a core.
    """
    sys.setswitchinterval(TURN)


async def collect() -> None:
    """Let go of what pages left behind, every two seconds in which anything ran.

    Streamlit would do so after every rerun. A collection looks through all that open pages hold, so that each rerun
    costs the more the more are open: with 150 two thirds of its time.
    """
    before = -1
    while True:
        await asyncio.sleep(COLLECTED)
        if (ran := gc.get_stats()[0]["collections"]) != before:
            gc.collect()
            before = ran
