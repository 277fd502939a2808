"""What is wrong with a tidy table, a sentence each: they stand after the file's name."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from oxdash.tidy_input.tidy_file import TidyTable
from oxdash.vocabulary import wording

TOLD = 20  # problems told one by one in each column; the rest are counted
ONE_BY_ONE = 3  # a whole column wrong in one way is one problem, unless it is as short as this
PLACES = "Enter the decimal places as a whole number from 0 to 6."
POINT = "Write it with a decimal point, such as 12.5."


def told(heading: str, text: pd.Series, wrong: pd.Series) -> list[str]:
    """The problems of one column, each a sentence after the file's name; past a screenful the rest are counted.

    ``text`` is the column as `text` gives it; ``wrong`` says what to do, by row. Where every cell that holds something
    is wrong in the same way the cause is one, and so is the sentence.
    """
    filled = text.notna()
    if len(wrong) > ONE_BY_ONE and wrong.nunique() == 1 and (len(wrong) == len(text) or len(wrong) == filled.sum()):
        row: Any = wrong.index[0]
        found = "it is empty" if pd.isna(text[row]) else f'found "{text[row][:60]}"'
        rows = "every row" if len(wrong) == len(text) else "every row that has something there"
        return [f", column {heading}: {rows}, from row {row} on: {found}. {wrong.iloc[0]}"]
    said = []
    for row, what_to_do in wrong.head(TOLD).items():
        found = "it is empty" if pd.isna(text[row]) else f'found "{text[row][:60]}"'
        said.append(f", row {row}, column {heading}: {found}. {what_to_do}")
    if len(wrong) > TOLD:
        said.append(f", column {heading}: {wording.counted(len(wrong) - TOLD, 'more row')} like these.")
    return said


def no_column(name: str, what_for: str = "") -> str:
    return f': there is no column "{name}"{what_for}.'


def doubled(places: Iterable[list[int]], table: TidyTable) -> list[str]:
    """A sentence for every column that is there more than once. ``places``: where each that is looked for stands."""
    return [
        f': there are {len(found)} columns "{table.headings[found[-1]]}". Rename all but one.'
        for found in places
        if len(found) > 1
    ]


def or_empty(needed: bool) -> str:
    """Ends what to write in a cell, where nothing will do as well."""
    return "" if needed else ", or leave it empty"


def missing(needed: tuple[str, ...], there: set[str], table: TidyTable) -> list[str]:
    """The needed columns that are not there, a sentence each; one sentence where the first row has none of them."""
    absent = [name for name in needed if name not in there]
    if len(absent) < len(needed):
        return [no_column(name) for name in absent]
    if len(table.headings) == 1 and all(name in table.headings[0].casefold() for name in needed):
        apart = "Cells are separated by commas, semicolons, tabs or bars; a row is not in quotation marks as a whole"
        return [f": all headings stand in one cell. {apart}. Save it as CSV UTF-8."]
    first = "; ".join(f'"{heading[:40]}"' for heading in table.headings[:5])
    more = len(table.headings) - 5
    others = f" and {more} more" if more > 0 else ""
    headings = f"{', '.join(needed[:-1])} and {needed[-1]}"
    return [f": the first row has none of the headings {headings}. It has {first}{others}."]
