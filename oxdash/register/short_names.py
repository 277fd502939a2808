"""Short names of targets: what a tile of the picture of the agreement holds beside the code."""

from oxdash.excel.cell_readers import Reading
from oxdash.excel.cells import Cell
from oxdash.register.cells import Known, text
from oxdash.vocabulary.tables import SHORT


def read(cell: Cell, known: Known) -> Reading:
    """A name on one line, of no more letters than a tile has room for."""
    said = text(cell, known)
    if said.refused:
        return said
    name = " ".join(str(said.value).split())
    if len(name) > SHORT:
        return Reading(refused=f"It has {len(name)} letters: use {SHORT} or fewer, which a tile has room for.")
    return Reading(name)
