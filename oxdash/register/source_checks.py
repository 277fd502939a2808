"""What a register says of its sources: basis and illustrative fields do not contradict each other."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from oxdash.excel.problems import Problem, Severity
from oxdash.register.columns import SHEETS
from oxdash.register.sheets import Rows
from oxdash.register.sources import ALL

Wrong = Callable[..., Problem]  # `checks.Checks.wrong`: what is wrong with a row, as it is said


def check(tables: Mapping[str, Rows], wrong: Wrong) -> Iterator[Problem]:
    """What a row says of its source, and which of its cells it calls illustrative, do not contradict each other."""
    for sheet, declared in SHEETS.items():
        columns = declared.columns
        basis = next((column.name for column in columns if column.heading == "Basis"), None)
        heads = [column.heading for column in columns if column.name in tables[sheet].at]
        own = [head for head in heads if head not in ("Basis", "Illustrative fields")]
        for row in tables[sheet].having("illustrative_fields"):
            yield from _of_row(wrong, sheet, row, str(row.get(basis or "") or "").strip().casefold(), own)
        if basis and "illustrative_fields" in tables[sheet].at:
            for row in tables[sheet].having(basis):
                said = str(row[basis]).casefold()
                unnamed = row.get("illustrative_fields", "") is None and not said.startswith("illustrative")
                if unnamed and "illustrative" in said:
                    what = "Name in the column Illustrative fields what is illustrative."
                    yield wrong(sheet, row, basis, what, Severity.PLEASE_CONFIRM)


def _of_row(wrong: Wrong, sheet: str, row: dict[str, Any], basis: str, headings: list[str]) -> Iterator[Problem]:
    named = row["illustrative_fields"].split("; ")
    absent = [head for head in named if head != ALL and head not in headings]
    whole = named == [ALL] or set(headings) <= set(named)
    if absent:
        what = f"The sheet has no column {absent[0]}. Name columns that stand on it."
        yield wrong(sheet, row, "illustrative_fields", what)
    elif basis.startswith("documented") and whole:
        what = "Its basis is documented. Name the columns that its source does not give, or correct the basis."
        yield wrong(sheet, row, "illustrative_fields", what)
    elif basis.startswith("illustrative") and not whole:
        what = f"Its basis is illustrative as a whole. Enter {ALL}, or name the source in the column Basis."
        yield wrong(sheet, row, "illustrative_fields", what)
