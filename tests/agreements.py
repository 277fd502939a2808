"""A register with several agreements, made of small tables: what tests of agreements share."""

from datetime import date
from pathlib import Path

import pandas as pd

from oxdash.demo.register_workbook import STAMPED, table_of, write_register
from oxdash.judging.position import Position
from oxdash.register.columns import SHEETS
from tests.conftest import loaded
from tests.returning import FEW, few, few_tables
from tests.unit.test_register import council, sound

# code, name, life, counted, counted kinds
AGREEMENTS = (
    ("old", "Plan 2005-08", "2005-06 Q1", "2007-08 Q4", "yes", "designated"),
    ("one", "Plan 2008-11", "2008-09 Q1", "2010-11 Q4", "yes", "designated; statutory"),
    ("two", "Plan 2010-13", "2010-11 Q1", "2012-13 Q4", "yes", None),
    ("charter", "Charter 2008-11", "2008-09 Q1", "2010-11 Q4", "no", None),
    ("empty", "Plan 2011-14", "2011-12 Q1", "2013-14 Q4", "yes", "statutory"),
)
TARGETS = (
    # code, agreement, kind
    ("NI 1", "old", "designated"),
    ("NI 2", "one", "designated"),
    ("NI 3", "one", "statutory"),
    ("NI 4", "one", "stretch"),
    ("L4", "one", "local"),
    ("L5", "two", "local"),
    ("NI 6", "two", "designated"),
    ("NI 7", "two", "stretch"),
    ("NI 8", "charter", "designated"),
    ("NI 9", "empty", "designated"),
    ("L9", None, "local"),
)
WHOLE = ("2005-06 Q1", "2012-13 Q4")  # the life of a target that is the council's own


def tables() -> dict[str, list[dict]]:
    """Two agreements that overlap by a year, one that is over, one not counted, one that counts no target it has."""
    found = council() | sound()
    heads = [column.heading for column in SHEETS["Agreements"].columns][:6]
    found["Agreements"] = [dict(zip(heads, row, strict=True)) for row in AGREEMENTS]
    lives = {code: life for code, _, *life in ((one[0], one[1], one[2], one[3]) for one in AGREEMENTS)}
    pattern = found["Targets"][0] | {"Measure": "snapshot", "Better": "lower"}
    found["Targets"] = [
        pattern
        | {"Code": code, "Agreement": of, "Kind": kind}
        | dict(zip(("First quarter", "Last quarter"), lives.get(of or "", WHOLE), strict=True))
        for code, of, kind in TARGETS
    ]
    found["Milestones"] = [found["Milestones"][0] | {"Target": "NI 2"}]
    found["Rules"][0]["From quarter"] = WHOLE[0]
    of_other_targets = ("Stretch", "Meetings", "Grants", "Allocations", "Indicators compared")
    return {name: rows for name, rows in found.items() if name not in of_other_targets}


def small(folder: Path, day: date) -> Position:
    """The position of that register, without any return."""
    frames = {
        name: pd.DataFrame(rows, dtype="object").astype("object").where(lambda held: held.notna(), None)
        for name, rows in tables().items()
    }
    (folder / "register.xlsx").write_bytes(write_register(frames, STAMPED))
    return loaded(folder, day)


SECOND = {"Code": "second", "Name": "Second agreement", "First quarter": "2009-10 Q3", "Last quarter": "2012-13 Q4"}
SECOND |= {"Counted": "yes", "Counted kinds": "designated; statutory"}


def several(folder: Path) -> Path:
    """The data of three partnerships: every other target that counts is of a second agreement, begun in Q3 2009/10."""
    data = few(folder, FEW)
    sheets = few_tables(FEW)
    targets = sheets["Targets"]
    moved = targets.index[targets.Kind.isin(["designated", "statutory"])][::2]
    sheets["Targets"] = targets.assign(Agreement=targets.Agreement.where(~targets.index.isin(moved), "second"))
    sheets["Agreements"] = pd.concat(
        [table_of("Agreements"), pd.DataFrame([SECOND], dtype="object")], ignore_index=True
    ).pipe(lambda held: held.astype("object").where(held.notna(), None))
    (data / "register.xlsx").write_bytes(write_register(sheets, STAMPED))
    return data
