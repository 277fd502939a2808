"""The limited child that reads a published file which came through a browser: ``python -m oxdash.comparators.worker``.

It is told how the file is to be read and given its bytes, and answers with `file_read.Contents` or why there are none.
A file that takes more of the machine than it is given ends this process alone.
"""

import os
import sys
from dataclasses import replace
from typing import Any

from oxdash.excel.bounds import MB, PATIENCE, RETURN
from oxdash.storage import own_limits, pipe

LARGEST = 5 * MB  # bytes of a file; a larger one is added by the command
ANSWER = 64 * MB
BOUNDS = replace(RETURN, kind="published file", memory=1536 * MB, seconds=20, largest_file=LARGEST)
CLOCK = BOUNDS.seconds * PATIENCE


def serve() -> None:
    """Answer until the input ends."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a library prints may stand between two frames
    os.environ.update(
        dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    )  # each asks for memory of its own
    own_limits.bound(BOUNDS.memory, BOUNDS.largest_package)
    from oxdash.comparators import file_read  # noqa: F401 pandas is loaded before anything is counted

    own_limits.give_way()
    pipe.put(answers, {"ready": True})
    while (heard := pipe.take(questions, LARGEST)) is not None:
        own_limits.bound_processor(BOUNDS.seconds)
        pipe.put(answers, *answered(*heard))


def answered(asked: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    from oxdash.comparators.file_read import Asked, Contents, read
    from oxdash.comparators.layout import About
    from oxdash.vocabulary.quarters import Calendar

    about = About.model_validate(asked.pop("about"))
    begins, told = asked.pop("begins"), asked.pop("map")
    of = Asked(data=data, about=about, map_data=None if told is None else told.encode(), **asked)
    found = read(of, Calendar(begins))
    if isinstance(found, Contents):
        return {"refused": False}, found.model_dump_json().encode()
    return {"refused": True, "sentences": found.sentences, "unusable": found.unusable}, b""


if __name__ == "__main__":
    serve()
