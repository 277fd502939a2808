"""How the C library shares memory out between threads."""

import ctypes
import sys
from contextlib import suppress

ARENAS = 2
LARGE = 1024 * 1024  # bytes
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
