"""TOML that somebody wrote, such as a map of how a file is laid out: opened once for whoever reads one."""

import tomllib
from typing import Any

from oxdash.excel.problems import shown

LARGEST = 1_000_000  # bytes


def read(name: str, data: bytes, called: str = "map") -> dict[str, Any] | str:
    """What its bytes say; or why they are no such file, in a sentence that calls it by its ``name``."""
    name = shown(name)
    if len(data) > LARGEST:
        return f"{name}: it is larger than {LARGEST:,} bytes, and no {called} is."
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return f"{name}: it is not text. Save it as UTF-8 text."
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:  # ValueError: a number of too many digits
        return f"{name}: it is not TOML ({shown(str(error), 200)}). Put that right."
