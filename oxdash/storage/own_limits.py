"""How a child process bounds itself, where the system knows how: Windows does not."""

import math
import os

try:
    import resource
except ImportError:  # on Windows
    resource = None  # type: ignore[assignment]  # there are no types for a module that may be missing

NICE = 10  # steps behind the server: whoever is reading a page does not wait for a workbook


def bound(memory: int, largest_file: int) -> None:
    """Bound this process's memory, and what it could write, in bytes; where it falls, nothing of it is left behind."""
    if resource is None:
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, largest_file),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # a lower limit is already in force
            continue


def give_way() -> None:
    """Let whoever reads a page go first. Once this process is ready and no sooner: where twenty others keep two
    processors busy, one that gives way has a hundredth of each, and would not have started within a minute.
    """
    if hasattr(os, "nice"):
        os.nice(NICE)


def bound_processor(seconds: float) -> None:
    """End this process once it has used so many more seconds of a processor, however long the machine takes for them.

    By the clock a good workbook would be refused wherever others keep the machine busy. The parent's clock is behind
    it.
    """
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = math.ceil(used.ru_utime + used.ru_stime + seconds)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
