"""What the workers of a Dask cluster are asked: what they are, whether they see a folder, and to judge a part.

Functions that a worker finds in its own oxdash, by their names; of what they take and give back nothing is of a kind
that only some versions know.
"""

import platform
import secrets
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from oxdash import __version__
from oxdash.rule.versions import RULE_VERSION
from oxdash.storage import write_once
from oxdash.tidy_input import part_worker
from oxdash.tidy_input.made_parts import FORMAT, Job, make

SECONDS_TO_BE_SEEN = 10.0  # what was written on one machine, on another: shares look again after some seconds
SEEN = "seen"  # a file by which a folder is known
INSTALL = "Install there what is installed here."
ONE_SHARE = "Every worker has to see the figures and the folder that is written to, under the same path."


def about() -> dict[str, str]:
    """All that the bytes of a judged part depend on but for what is asked, by what people call it."""
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "oxdash": __version__,
        "the rule": RULE_VERSION,
        "the form of judged parts": str(FORMAT),
        **{name: version(name) for name in ("pandas", "numpy", "pyarrow")},
    }


def sees(folder: str, text: str) -> str:
    """Whether this is the folder in which such a text was written, and can be written to; "" or what is wrong."""
    place, until = Path(folder), time.monotonic() + SECONDS_TO_BE_SEEN
    while True:
        try:
            if (place / SEEN).read_text() == text:
                break
        except OSError:
            pass
        if time.monotonic() > until:
            return "does not see it"
        time.sleep(0.2)
    try:
        write_once.write(place / f"{SEEN}-{secrets.token_hex(8)}", b"").unlink()
    except OSError as fault:
        return f"cannot write in it ({fault.strerror})"
    return ""


def size(path: Path) -> int | None:
    """None for what is no file, or none to be seen here."""
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None


def make_part(said: dict[str, Any], expected: dict[str, str], source_size: int) -> dict[str, Any]:
    """What became of a part (`part_worker.as_json`), ``at`` which worker; or why it was not judged: ``refused``.

    A worker may have come after all others were looked at: it says itself what it is. ``source_size``: of the part's
    file as whoever asks sees it.
    """
    from distributed import get_worker

    at = {"at": get_worker().address}
    if (found := about()) != expected:
        return {**at, "refused": f"{differs(found, expected)}. {INSTALL}"}
    job = Job.from_json(said)
    until = time.monotonic() + SECONDS_TO_BE_SEEN
    while (seen := size(job.part.path)) != source_size:
        if time.monotonic() > until:
            there = "does not see it" if seen is None else "sees another file there"
            return {**at, "refused": f"{there}: {job.part.path}. {ONE_SHARE}"}
        time.sleep(0.2)
    return {**at, **part_worker.as_json(make(job))}


def differs(found: dict[str, str], expected: dict[str, str]) -> str:
    """In what one worker is another than it should be, for after its name; "" for nothing."""
    for name, here in expected.items():
        if (there := found.get(name)) != here:
            return f"has {name} {there or 'of no version'}, and here it is {here}"
    return ""
