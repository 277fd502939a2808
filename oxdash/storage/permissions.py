"""Who on this machine may reach what lies on its disk: the data folder, the secrets and the roles.

Returns hold names and what officers wrote; the secrets and the roles decide who somebody is. They are for the owner to
change and for the group to read (`write_once.FILE` and `write_once.FOLDER`), whoever put them there.
"""

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from oxdash.storage.write_once import FOLDER

_BEYOND = 0o777 & ~FOLDER  # of a folder and of a file: what a group may change, and anything for everybody else


def too_open(data: Path, *files: Path) -> Iterator[str]:
    """What of a data folder and of files beside it others may reach, in sentences that say how it is shut.

    Nothing on Windows, where there are no such bits. A link is not looked through: what it leads to lies elsewhere. A
    folder that cannot be read is passed over.
    """
    if os.name != "posix":
        return
    if beyond := [path for path in _all(data) if _open(path)]:
        count = "1 file or folder" if len(beyond) == 1 else f"{len(beyond):,} files and folders"
        first = next((path.relative_to(data) for path in beyond if path != data), "the folder itself")
        yield (
            f"Others on this machine can reach what is kept: {count} of {data}, such as {first}. "
            f"Run: chmod -R u=rwX,g=rX,o= {shlex.quote(str(data))}"
        )
    for path in files:
        if _open(path):
            yield f"Others on this machine can reach {path}. Run: chmod u=rw,g=r,o= {shlex.quote(str(path))}"
    for folder in dict.fromkeys(path.absolute().parent for path in (data, *files) if path.exists()):
        if _for_anybody(folder):
            yield (
                f"Anybody on this machine can put other files in the place of those in {folder}. "
                f"Run: chmod o-w {shlex.quote(str(folder))}"
            )


def _all(folder: Path) -> Iterator[Path]:
    yield folder
    for place, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted([*folders, *files]))


def _for_anybody(folder: Path) -> bool:
    """Whether others can take away what lies in a folder: as in no /tmp, where everybody's is their own."""
    mode = folder.stat().st_mode
    return bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX


def _open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return not stat.S_ISLNK(mode) and bool(stat.S_IMODE(mode) & _BEYOND)
