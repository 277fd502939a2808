"""A blank register: every sheet that `columns` declares, with what may stand in it and an example row each."""

from datetime import date

import pandas as pd

from oxdash.register import about, examples
from oxdash.register.columns import SHEETS
from oxdash.register.register_sheet import MARK
from oxdash.register.writer import write_register

STAMPED = date(2026, 1, 1)  # a blank one says nothing of when it was made: the same bytes each time
VALUE_WIDE = 40  # characters, of the column Value of About, which has nothing in it yet
NEEDED = ("About", "Agreements", "Bodies", "Targets", "Milestones")
ENTER, LIKE = "What to enter", "For example"  # columns of About that are not read
_FIRST = (
    f"Begin with {', '.join(NEEDED[:-1])} and {NEEDED[-1]}, in this order. Every other sheet may stay as it is, or go.",
    f'Row 2 of a sheet is an example, in italics. It begins with "{MARK.strip()}", and such a row is left out: write '
    "below it. No cell offers what it says, and it may be deleted.",
)
_ANY = (
    "Headings in dark blue must be filled in on every row; the grey ones may be left blank. Columns may stand in any "
    "order, and columns of your own are not read.",
    "A cell says what it is for when it is chosen, and offers the words or codes it takes. Codes are short names that "
    "you make up (environment, E1) and then use on the other sheets.",
    "A quarter is written after the month in which the year begins (sheet About): 2026-27 Q1 where that is April, 2026 "
    "Q1 where it is January.",
    "Partnerships and delivery groups may stand on the sheet Bodies with all others. The sheets Partnerships and "
    "Delivery groups are for registers that have them already, and may be left out.",
    "Save it, then run: oxdash register check FILE. It says everything that is wrong, by sheet and cell, and changes "
    "nothing.",
)
HOW_TO = "How to fill this register in"
GUIDED = ((HOW_TO, _ANY),)  # of one that has its rows


def blank() -> bytes:
    """The workbook, the same bytes each time."""
    order = [*NEEDED, *(name for name in SHEETS if name not in NEEDED)]
    tables = {name: _table(name) for name in order}
    marked = [name for name in order if name != "About"]
    # what to enter stands in one line each: not every program makes a row as high as the text that wraps in it
    longest = max(len(said.meaning) for said in about.SAID.values())
    widths = {"About": {"Value": VALUE_WIDE, ENTER: longest + 2}}
    return write_register(tables, STAMPED, guided=((HOW_TO, (*_FIRST, *_ANY)),), examples=marked, widths=widths)


def _table(name: str) -> pd.DataFrame:
    if name == "About":
        rows = [
            {
                "Name": one,
                "Value": None,
                ENTER: said.meaning,
                LIKE: examples.ABOUT.get(one),
            }
            for one, said in about.SAID.items()
        ]
        return pd.DataFrame(rows, columns=["Name", "Value", ENTER, LIKE], dtype="object")
    sheet = SHEETS[name]
    return pd.DataFrame([examples.of(sheet)], columns=list(sheet.headings), dtype="object")
