"""The illustrative register and returns, made through the product's own writers, reader and archive.

What was published (names, members, leads, counts of July 2010) is real and names its source in the column Basis; every
baseline, milestone and figure is illustrative. The content stands in `content/*.csv`, to be read and corrected there.
"""

from pathlib import Path

from oxdash.demo.register_workbook import register_bytes
from oxdash.demo.returns import put_on_file
from oxdash.excel.cells import Unreadable
from oxdash.register import read_register
from oxdash.storage import write_once
from oxdash.vocabulary.wording import counted

REGISTER = "register.xlsx"
QUARTERLY = "quarterly"


def make(folder: Path) -> str:
    """Make ``register.xlsx`` and ``quarterly/`` in an empty folder, the same bytes each time; say what was made.

    ValueError, in a plain sentence, where the folder holds anything already.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is not an empty folder. Name a new or empty one: nothing is ever written over.")
    write_once.make_folder(folder)
    contents = register_bytes()
    write_once.write(folder / REGISTER, contents)
    register = read_register(REGISTER, contents)
    if isinstance(register, Unreadable):
        raise RuntimeError(register.sentence)
    on_file = put_on_file(register, folder / QUARTERLY)
    targets, returns = counted(len(register.targets), "target"), counted(on_file, "return")
    return (
        f"Made an illustrative register of {targets} and {returns} in {folder}. "
        f"Look at them with: OXDASH_DATA={folder} oxdash position"
    )
