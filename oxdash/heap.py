"""How the C library shares memory out between threads."""

import ctypes
import sys
from contextlib import suppress

ARENAS = 2
_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def share() -> None:
    """Have all threads share a few heaps, before any of them has one of its own.

    Every page is run in a thread of its own, and glibc gives threads up to eight heaps a core. What one thread lets go
    of, the next does not find: after six minutes under load 40 MB of 100 stood free in holes, and with two heaps 10 of
    70. Where the C library is another one, nothing is done.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_ARENA_MAX, ARENAS)
