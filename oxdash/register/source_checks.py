"""What a register says of its sources: basis and illustrative fields do not contradict each other."""

from collections.abc import Iterator
from typing import Any

from oxdash.excel.problems import Problem, Severity
from oxdash.register.checking import Checks
from oxdash.register.columns import SHEETS
from oxdash.register.sources import ALL


def check(checks: Checks) -> Iterator[Problem]:
    """What a row says of its source, and which of its cells it calls illustrative, do not contradict each other."""
    for sheet, declared in SHEETS.items():
        columns = declared.columns
        basis = next((column.name for column in columns if column.heading == "Basis"), None)
        heads = [column.heading for column in columns if column.name in checks.tables[sheet].at]
        own = [head for head in heads if head not in ("Basis", "Illustrative fields")]
        for row in checks.rows(sheet, "illustrative_fields"):
            yield from _of_row(checks, sheet, row, str(row.get(basis or "") or "").strip().casefold(), own)
        if basis and "illustrative_fields" in checks.tables[sheet].at:
            for row in checks.rows(sheet, basis):
                said = str(row[basis]).casefold()
                unnamed = row.get("illustrative_fields", "") is None and not said.startswith("illustrative")
                if unnamed and "illustrative" in said:
                    what = "Name in the column Illustrative fields what is illustrative."
                    yield checks.wrong(sheet, row, basis, what, Severity.PLEASE_CONFIRM)


def _of_row(checks: Checks, sheet: str, row: dict[str, Any], basis: str, headings: list[str]) -> Iterator[Problem]:
    named = row["illustrative_fields"].split("; ")
    absent = [head for head in named if head != ALL and head not in headings]
    whole = named == [ALL] or set(headings) <= set(named)
    if absent:
        what = f"The sheet has no column {absent[0]}. Name columns that stand on it."
        yield checks.wrong(sheet, row, "illustrative_fields", what)
    elif basis.startswith("documented") and whole:
        what = "Its basis is documented. Name the columns that its source does not give, or correct the basis."
        yield checks.wrong(sheet, row, "illustrative_fields", what)
    elif basis.startswith("illustrative") and not whole:
        what = f"Its basis is illustrative as a whole. Enter {ALL}, or name the source in the column Basis."
        yield checks.wrong(sheet, row, "illustrative_fields", what)
