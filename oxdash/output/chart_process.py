"""The Chromium that draws charts: which one it is, and the child process that it draws in.

Kaleido hangs for ever once its browser has died, and does not keep its own time limit then; so it runs in a child that
is ended, Chromium included, when the time is up.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oxdash.storage.child_process import SECONDS_TO_START

NAMED_IN = "BROWSER_PATH"
NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "msedge", "brave-browser"),
)
USUAL = (  # where they are when they are not on the PATH
    *(Path("/usr/bin") / name for name in NAMES),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
    Path("C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
)
LARGEST_FILE = 64 * 1024 * 1024  # bytes
PASSED_ON = ("PATH", "LANG", "LC_ALL")


@dataclass(frozen=True)
class Limits:
    """Seconds. Chromium takes some 3 to start and 0.3 a chart; many times that only on a machine out of breath."""

    start: float = SECONDS_TO_START
    chart: float = 20


def browser(environ: Mapping[str, str]) -> str | None:
    """The Chromium to draw with: the one that BROWSER_PATH names, or else the first one found; None without one."""
    if named := environ.get(NAMED_IN):
        return shutil.which(named, path=environ.get("PATH", ""))
    on_path = (shutil.which(name, path=environ.get("PATH", "")) for name in NAMES)
    usual = (str(path) for path in USUAL if os.access(path, os.X_OK))
    return next((found for found in (*on_path, *usual) if found), None)
