"""Illustrative registers and returns, made through the product's own writers, reader and archive.

The content stands in `content/`, a folder a council, to be read and corrected there. Of Oxfordshire, what was published
(names, members, leads, counts of July 2010) is real and names its source in the column Basis; every baseline, milestone
and figure is illustrative. Marshire is invented from one end to the other: a council of another kind, with years from
January, euros, two agreements that overlap, grants that nobody earns, no district and no reward.
"""

from pathlib import Path

from oxdash.demo import others
from oxdash.demo.register_workbook import COUNCILS, OXFORDSHIRE, register_bytes
from oxdash.demo.returns import put_on_file
from oxdash.excel.cells import Unreadable
from oxdash.register import read_register
from oxdash.storage import write_once
from oxdash.vocabulary import wording
from oxdash.vocabulary.wording import counted

REGISTER = "register.xlsx"
QUARTERLY = "quarterly"


def make(folder: Path, council: str = OXFORDSHIRE) -> str:
    """Make ``register.xlsx``, ``quarterly/`` and ``comparators/`` in an empty folder, the same bytes each time.

    What was made is said; figures of other areas are there where the council's content has them.

    ``council`` is one of `register_workbook.COUNCILS`. ValueError, in a plain sentence, where the folder holds anything
    already.
    """
    if council not in COUNCILS:
        raise ValueError(f'There is no illustrative council "{council}". Choose {wording.either(COUNCILS)}.')
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is not an empty folder. Name a new or empty one: nothing is ever written over.")
    write_once.make_folder(folder)
    contents = register_bytes(council)
    write_once.write(folder / REGISTER, contents)
    register = read_register(REGISTER, contents)
    if isinstance(register, Unreadable):
        raise RuntimeError(register.sentence)
    on_file = put_on_file(register, folder / QUARTERLY, council)
    targets, returns = counted(len(register.targets), "target"), counted(on_file, "return")
    beside = (
        "With figures of neighbours that nobody published. " if others.put_on_file(register, folder, council) else ""
    )
    return (
        f"Made an illustrative register of {targets} and {returns} in {folder}. {beside}"
        f"Look at them with: OXDASH_DATA={folder} oxdash position"
    )
