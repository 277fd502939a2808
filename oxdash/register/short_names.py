"""Short names of targets: what a tile of the picture of the agreement holds beside the code."""

from oxdash.excel.cell_readers import Reading
from oxdash.register.cells import Known, of_text
from oxdash.vocabulary.tables import SHORT


@of_text
def read(said: str, _: Known) -> Reading:
    """A name on one line, of no more letters than a tile has room for."""
    name = " ".join(said.split())
    if len(name) > SHORT:
        return Reading(refused=f"It has {len(name)} letters: use {SHORT} or fewer, which a tile has room for.")
    return Reading(name)
