"""A draft of milestones as rows of the register, ready to paste: with who agreed them and when."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pandas as pd

from oxdash.vocabulary.formula_safety import calculates, inert_text
from oxdash.vocabulary.rows import each_row

HEADINGS = (  # of the register's sheet Milestones, in its order, but for where a value is from
    *("Target", "Quarter", "Value", "Upper value", "Floor", "Kind", "Agreed on", "Agreed by", "Reason"),
)
_QUOTES = ('"', "'")  # one opens a quotation that swallows the cells after it, the other hides what follows


def register_rows(drafted: pd.DataFrame, agreed_on: date, agreed_by: str, reason: str = "") -> pd.DataFrame:
    """The draft as rows of the register's sheet Milestones, with exactly its `HEADINGS`; blank cells are None.

    ``drafted`` is what `milestone_drafts.draft` gave. Who agreed it and when is asked for, as only people can agree;
    ValueError, in a plain sentence, where nobody is named.
    """
    if not agreed_by.strip():
        raise ValueError("Say who agreed the milestones, such as Public Service Board.")
    rows = [
        (
            *(row.target, row.quarter, row.value, None if pd.isna(row.upper) else row.upper, None, row.kind),
            *(agreed_on, _on_one_line(agreed_by), _on_one_line(reason) or None),
        )
        for row in each_row(drafted)
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS), dtype="object")


def as_text(rows: pd.DataFrame, *, headings: bool = False) -> str:
    """Rows of `register_rows` as text to paste below the last row of the register: a line a row, tabs between cells.

    Numbers have no thousands separators and days are written like 2010-07-22, which Excel takes for what they are.
    What someone typed stays text: nothing of it can run as a formula, end a cell or open a quotation.
    """
    lines = [list(HEADINGS)] if headings else []
    lines += [[_told(value, _pasted) for value in row] for row in rows.itertuples(index=False, name=None)]
    return "".join("\t".join(line) + "\r\n" for line in lines)


def as_csv(rows: pd.DataFrame) -> bytes:
    """The same as a file of comma-separated values, headings first, as Excel opens it (UTF-8 with its mark)."""
    held = io.StringIO(newline="")
    lines = [
        list(HEADINGS),
        *([_told(value, inert_text) for value in row] for row in rows.itertuples(index=False, name=None)),
    ]
    csv.writer(held).writerows(lines)
    return held.getvalue().encode("utf-8-sig")


def _told(value: object, put: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        return f"{value:.15g}"
    return put(_on_one_line(str(value)))


def _pasted(said: str) -> str:
    """In the sheet the apostrophe is gone: there it only says that text follows."""
    return f"'{said}" if calculates(said) or said[:1] in _QUOTES else said


def _on_one_line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
