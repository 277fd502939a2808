"""Short names of targets, which a tile of the picture has room for: as they are read, and what is asked of them.

The kind: a name that has to fit a place. Tried: as long as the room and a letter longer, blanks and line breaks,
a number, a column that is not there, two targets alike in one
agreement, and apart by capitals alone.
"""

import pandas as pd
import pytest

from oxdash.register import from_workbook
from tests.unit.test_register import opened, sound

READ = [
    # typed, kept, what is said, why
    ("Affordable homes", "Affordable homes", None, "as many letters as there is room for"),
    ("Affordable houses", None, "It has 17 letters: use 16 or fewer, which a tile has room for.", "one letter more"),
    ("  New \n homes ", "New homes", None, "on one line, whatever was typed"),
    (2012, "2012", None, "a number stands for words"),
    (None, None, None, "none, and the title stands in its place"),
]


@pytest.mark.parametrize(("typed", "kept", "told"), [pytest.param(*case[:-1], id=case[-1]) for case in READ])
def test_a_short_name_as_typed(typed, kept, told):
    tables = sound()
    tables["Targets"][0] |= {"Short name": typed}
    found = from_workbook(opened(tables), "")
    said = [problem.message for problem in found.problems if problem.column == "Short name"]
    where = f'register.xlsx, sheet Targets, cell Z2, short name for NI 30: found "{typed}". '
    assert said == ([] if told is None else [where + told])
    held = found.targets.short_name.iloc[0]
    assert (None if pd.isna(held) else held) == kept


def test_a_register_without_the_column_is_as_sound():
    assert from_workbook(opened(sound()), "").targets.short_name.isna().all()


ALIKE = [
    # the other's name, whether it is asked about, why
    ("Litter", True, "called the same"),
    ("LITTER", True, "but for capitals"),
    ("Landfill", False, "called otherwise"),
    (None, False, "not called anything"),
]


@pytest.mark.parametrize(("other", "asked"), [pytest.param(*case[:-1], id=case[-1]) for case in ALIKE])
def test_two_targets_of_one_name(other, asked):
    tables = sound()
    first = tables["Targets"][0] | {"Short name": "Litter"}
    tables["Targets"] = [first, first | {"Code": "NI 31", "Short name": other}]
    said = [problem.message for problem in from_workbook(opened(tables), "").problems if problem.column == "Short name"]
    told = f'register.xlsx, sheet Targets, cell Z3, short name for NI 31: found "{other}". '
    assert said == ([told + "NI 30 is called that too: name them apart, or leave one blank."] if asked else [])
