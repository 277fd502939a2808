"""What has to be known of all rows before the first one is judged, so that it does not matter how they are split."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from oxdash.excel.cells import folded
from oxdash.tidy_input import given_columns, judged_files
from oxdash.tidy_input.csv_part import CsvPart
from oxdash.tidy_input.given_columns import PERIODS
from oxdash.tidy_input.judge_part import Asked, Reading
from oxdash.tidy_input.sources import Part
from oxdash.tidy_input.tidy_file import TidyTable
from oxdash.tidy_input.unreadable import Unreadable


def surveyed(parts: Sequence[Part], asked: Asked, *, csv: bool) -> Asked:
    """What is asked, with the month that the year of the council begins in, whose figures they are, and, for ``csv``,
    how fine moments are told.

    The year is that of the calendar where all quarters are of one, else from April: which month another year begins in
    no column says; it is asked of the three months of a quarter alone. What cannot be read is passed over here.
    """
    kinds: set[bool] = set()
    fine: dict[str, int] = {}
    for part in parts:
        try:
            reading = Reading(part)
            kinds |= _kinds(reading)
            if csv:
                _moments(reading, fine)
        except Unreadable:
            continue
    return replace(asked, begins=1 if kinds == {False} else 4, fine=fine)


def _kinds(reading: Reading) -> set[bool]:
    """Of which kinds of years the quarters are; nothing is asked where no figure is said to be of another period."""
    places = {folded(heading): number for number, heading in enumerate(reading.headings)}
    if not set(PERIODS) <= set(places):
        return set()
    heading, found = reading.headings[places["quarter"]], set()
    if isinstance(reading.file, CsvPart) or places["quarter"] >= reading.own:
        columns = (table.arrow(places["quarter"]) for table in reading.tables([]))
    else:
        columns = (TidyTable(table).arrow(0) for table in reading.file.batches([heading], only=[heading]))
    with suppress(ValueError):  # no single values, or no text: told when it is judged
        for column in columns:
            found |= given_columns.of_two_years(column)
    return found


def _moments(reading: Reading, fine: dict[str, int]) -> None:
    if isinstance(reading.file, CsvPart):
        return
    names = [field.name for field in reading.file.schema if judged_files.is_moment(field.type)]
    if not names:
        return
    for table in reading.file.batches(only=names):
        for name, column in zip(table.column_names, table.columns, strict=True):
            fine[name] = max(fine.get(name, 0), judged_files.fineness(column))
