"""What the program of today reads in the kept returns otherwise than the one that published them."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from oxdash.excel.cells import Unreadable, Workbook
from oxdash.excel.workbook import read
from oxdash.judging.position import Position
from oxdash.publication import compare
from oxdash.publication.shelf import AUDIT, Published
from oxdash.returns import layout
from oxdash.returns.columns import SHEETS, TO_FILL
from oxdash.returns.return_sheet import Entered
from oxdash.returns.sheet_reader import find
from oxdash.vocabulary import wording
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row

_SOURCE = ["partnership", "quarter", "workbook", "sheet", "cell"]
_IN_WORDS = {  # of a judged row, what decides nothing by itself: its heading in the return
    column.becomes: column.heading
    for column in TO_FILL[layout.RETURN]
    if column.holds in (Entered.TEXT, Entered.PERIOD, Entered.DAY)
}
_HEADINGS = {  # by table, the heading of each of its columns in the return
    sheet.part: {column.becomes: column.heading for column in sheet.ever}
    for name, sheet in SHEETS.items()
    if name != layout.RETURN
}
_HEADINGS["actions"]["for_kind"] = layout.FOR  # one cell says which kind, and what


def of(one: Published, kept: pd.DataFrame, again: Position) -> tuple[list[str], list[str]]:
    """Faults, a figure or a status that differs, and notes, what is read otherwise in words: a sentence each.

    ``kept`` is the kept table of what was judged, ``again`` the kept returns read and judged again.
    """
    books = _Books(one)
    judged = again.judged[again.judged.quarter <= one.manifest.quarter].reset_index(drop=True)
    differences = compare.rows(kept, judged)
    in_words = differences.column.isin(list(_IN_WORDS))
    faults, notes = list(differences[~in_words].sentence), []
    rows = kept.set_index(compare.KEY)
    for found in each_row(differences[in_words]):
        row = rows.loc[(found.target, found.quarter)]
        where = books.where(row.partnership, found.quarter, row.workbook, row.sheet, row.cell, _IN_WORDS[found.column])
        notes.append(f"{where}: the {found.column.replace('_', ' ')} of {found.target} is read otherwise by now.")
    for name, headings in _HEADINGS.items():
        now = getattr(again, name)
        now = now[now.quarter <= one.manifest.quarter]
        for is_fault, said in _of_table(name, headings, getattr(one.position, name), now, books):
            (faults if is_fault else notes).append(said)
    return faults, notes


def _of_table(
    name: str, headings: Mapping[Any, str], then: pd.DataFrame, now: pd.DataFrame, books: "_Books"
) -> Iterator[tuple[bool, str]]:
    """What differs in a table beside the judged one, cell by cell of the workbooks; True for a figure."""
    numbers = [column for column in then.columns if pd.api.types.is_float_dtype(then[column])]
    old, new = (
        {tuple(row[column] for column in _SOURCE): row for row in rows.to_dict("records")} for rows in (then, now)
    )
    for key in dict.fromkeys([*old, *new]):
        whose, quarter, workbook, sheet, cell = key
        if key not in new or key not in old:
            held = old.get(key) or new[key]
            said = "is not read any more" if key in old else "is read by now, and was not then"
            where = books.where(whose, quarter, workbook, sheet, cell)
            yield any(pd.notna(held[column]) for column in numbers), f"{where}: a row of {name} {said}."
            continue
        column: Any
        for column, was in old[key].items():
            read_now = new[key].get(column)
            if column in _SOURCE or was == read_now or (pd.isna(was) and pd.isna(read_now)):
                continue
            heading = headings.get(column, column.capitalize())
            where = books.where(whose, quarter, workbook, sheet, cell, heading)
            yield column in numbers, f"{where}: the {column.replace('_', ' ')} is read otherwise by now."


class _Books:
    """The kept workbooks, opened when a cell of one has to be named."""

    def __init__(self, one: Published):
        self.one = one
        self.open: dict[tuple[str, str, str], dict[str, str]] = {}

    def where(self, partnership: str, quarter: str, workbook: str, sheet: str, cell: str, heading: str = "") -> str:
        """``economic.1.xlsx of Q4 2009/10, sheet Return, cell O4``: in the row of ``cell``, under a heading."""
        row = "".join(character for character in str(cell) if character.isdigit())
        place = self._columns(quarter, str(workbook), str(sheet)).get(heading, "")
        return f"{workbook} of {wording.quarter(quarter)}, sheet {sheet}, cell {f'{place}{row}' if place else cell}"

    def _columns(self, quarter: str, workbook: str, sheet: str) -> dict[str, str]:
        """The letter of each heading's column; none where the sheet cannot be read."""
        key = (quarter, workbook, sheet)
        if key not in self.open:
            book = self._book(quarter, workbook)
            table = find(book, sheet)[0] if book is not None else None
            self.open[key] = {heading: table.letter(heading) for heading in table.columns} if table else {}
        return self.open[key]

    def _book(self, quarter: str, workbook: str) -> Workbook | None:
        path = f"{AUDIT}/quarterly/{Quarter.parse(quarter).path}/{workbook}"
        if path not in self.one.manifest.files:
            return None
        book = read(workbook, self.one.read(path))
        return None if isinstance(book, Unreadable) else book
