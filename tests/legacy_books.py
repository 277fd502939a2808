"""Workbooks of earlier years in layouts of a council's own, as somebody kept them in Excel, and the maps of them."""

import io
from pathlib import Path

import openpyxl

TITLES = {
    "NI 15": "Serious violent crime rate",
    "NI 16": "Serious acquisitive crime rate",
    "NI 17": "Perceptions of anti-social behaviour",
    "NI 30": "Re-offending rate of prolific and priority offenders",
    "NI 32": "Repeat incidents of domestic violence",
}
SHEET_A_QUARTER = """
[files]
named = "{partnership} {year}.xlsx"
[sheets]
named = "Q{number}"
[columns]
target = "Ref"
actual = "Actual"
reason = "If none, why"
comment = "Comment"
not_read = ["Indicator"]
[partnerships]
"Safer Communities" = "safer-communities"
"""
SIDE_BY_SIDE = """
[files]
named = "{partnership} performance.xlsx"
[sheets]
heading_rows = 2
[columns]
target = "Indicator"
actual = "{quarter} Result"
comment = "{quarter} Notes"
[targets]
"Violent crime" = "NI 15"
"Acquisitive crime" = "NI 16"
"Repeat domestic violence" = "NI 32"
"""
A_PARTNERSHIP = """
[files]
named = "{partnership}.xlsx"
[cells]
quarter = "B2"
[columns]
target = "Ref"
actual = "Outturn"
comment = "Remarks"
[rows]
left_out = ["Total*", "Source:*"]
"""


def book(sheets: dict[str, list[list[object]]], merged: dict[str, list[str]] | None = None) -> bytes:
    """A workbook of rows, by sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in (merged or {}).get(name, []):
            sheet.merge_cells(area)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sheet_a_quarter(quarters: dict[str, dict[str, object]]) -> bytes:
    """A sheet a quarter (Q1 to Q4), by target what stands under Actual; a title above the headings."""
    return book(
        {
            name: [
                ["Performance 2008/09"],
                [],
                ["Ref", "Indicator", "Actual", "If none, why", "Comment"],
                *([code, TITLES[code], value, None, f"Comment on {code}."] for code, value in figures.items()),
            ]
            for name, figures in quarters.items()
        }
    )


def side_by_side(figures: dict[str, list[object]], quarters: list[str]) -> bytes:
    """Quarters beside each other, the name of each merged over its two columns."""
    over, below = ["Indicator"], [None]
    for quarter in quarters:
        over += [quarter, None]
        below += ["Result", "Notes"]
    rows = [[name, *(cell for value in values for cell in (value, None))] for name, values in figures.items()]
    merged = ["A1:A2", *(f"{chr(66 + 2 * at)}1:{chr(67 + 2 * at)}1" for at in range(len(quarters)))]
    return book({"2008/09".replace("/", "-"): [over, below, *rows]}, {"2008-09": merged})


def a_partnership(quarter: str, rows: list[list[object]]) -> bytes:
    """One sheet with its quarter in a cell, blank rows, a total and a footnote."""
    return book({"Sheet1": [["Performance"], ["Quarter", quarter], [], ["Ref", "Outturn", "Remarks"], *rows]})


def folder(tmp: Path, files: dict[str, bytes]) -> Path:
    made = tmp / "old"
    made.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(data)
    return made
