"""A workbook as plain data, as the child that reads it gives it to its parent."""

from typing import Any

from oxdash.excel import package_checks
from oxdash.excel.bounds import NO_NEED, RETURN, Bounds
from oxdash.excel.cell_values import GENERAL
from oxdash.excel.cells import corners
from oxdash.excel.file_checks import Refused
from oxdash.excel.sheet_xml import SheetFacts
from oxdash.excel.texts import unescaped

MOST_FORMATS = 2_000  # number formats that cells are shown in; Excel keeps some 250


def cells(data: bytes, bounds: Bounds = RETURN) -> dict[str, Any]:
    """A workbook as plain data: ``formats`` (number formats) and ``sheets``, each with name, hidden, merged,
    hidden_rows, hidden_columns, annotations and ``cells``: (row, column, what it holds, value, which format). Refused
    for others.
    """
    formats: dict[str, int] = {GENERAL: 0}
    sheets = []
    text = 0
    for title, facts in package_checks.examined(data, bounds).items():
        text += sum(len(value) for *_, value, _format in facts.cells if isinstance(value, str))
        text += sum(len(said) for *_, said in facts.annotations)
        if text > bounds.most_text:
            most = f"{bounds.most_text:,} characters of text"
            raise Refused(f"This workbook holds more than {most}, {NO_NEED}")
        sheets.append(
            {
                "name": unescaped(title),
                "hidden": facts.hidden,
                "merged": [area for area in facts.merged if _begins_within(area, facts)],
                "hidden_rows": facts.hidden_rows,
                "hidden_columns": facts.hidden_columns,
                "annotations": facts.annotations,
                "cells": [(*cell, formats.setdefault(code, len(formats))) for *cell, code in facts.cells],
            }
        )
        if len(formats) > MOST_FORMATS:
            most = f"{MOST_FORMATS:,} number formats"
            raise Refused(f"The cells of this workbook are in more than {most}, {NO_NEED}")
    return {"formats": list(formats), "sheets": sheets}


def _begins_within(area: str, facts: SheetFacts) -> bool:
    """Whether a merged area begins where something stands on its sheet; beyond that it changes nothing that is read."""
    first_row, _, first_column, _ = corners(area)
    return first_row <= facts.last_row and first_column <= facts.last_column
