"""A CSV file read from its beginning to its end, so many rows at a time: every cell is text, and as it was typed."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from oxdash.tidy_input.unreadable import Unreadable, unread
from oxdash.vocabulary import safe_text, wording

ROWS = 65_536  # at a time; text takes more room than numbers
_SEPARATORS = (",", ";", "\t", "|")  # in this order where several give as many headings
_SAID_ON_TOP = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # Excel's own first line, which it does not show as a row
_LONGEST_ON_TOP = len("sep=;\r\n")
_NOT_UTF_8 = "this is not UTF-8 text. Save it as CSV UTF-8."
_NOT_CSV = "this is not a CSV file: a quotation mark is not closed, or a value is too long."


class CsvPart:
    """Text with commas between the cells; or with semicolons, tabs or bars where the headings have no comma.

    `Unreadable` where it has no headings. Rows without a word in them are passed over.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with _faults_told():
            with _opened(path) as (_, on_top):
                self._separator = on_top or _separator(path)
            self._all = next(self._lines(), (1, []))[1]
            self._named = [number for number, heading in enumerate(self._all) if heading.strip()]
            if not self._named:
                self._read_on()
                raise Unreadable("there are no headings in the first row.")
            if len(self._named) == 1 and (widest := max(len(line) for _, line in self._lines())) > 1:
                title = "is it a title? The headings have to stand in row 1."
                raise Unreadable(f"row 1 has a heading in one of {widest} columns: {title}")
        self.headings = [self._all[number] for number in self._named]

    def batches(self) -> Iterator[pd.DataFrame]:
        """The rows, each by its number; at least one table, which may have none. `Unreadable`, perhaps at the end."""
        width, held, none_yet = len(self._all), {}, True
        ragged: list[tuple[int, int]] = []
        more, nameless = 0, {number: "" for number in range(width) if number not in self._named}
        with _faults_told():
            for number, line in self._lines():
                if number == 1 or not any(cell.strip() for cell in line):
                    continue
                if len(line) != width:
                    more += bool(ragged)
                    ragged = ragged or [(number, len(line))]
                    continue
                for at, said in nameless.items():
                    if not said and line[at].strip():
                        nameless[at] = f'row {number} has "{line[at].strip()[:60]}" in it'
                held[number] = line
                if len(held) == ROWS:
                    yield self._table(held)
                    held, none_yet = {}, False
        if ragged:
            (row, values), differ = ragged[0], f"{'differs' if more == 1 else 'differ'} too."
            others = f" {wording.counted(more, 'more row')} {differ}" if more else ""
            raise Unreadable(
                f"row {row} has {wording.counted(values, 'value')} where the headings have {width}.{others}"
            )
        for at, said in nameless.items():
            if said:
                raise Unreadable(f"column {at + 1} has no heading, and {said}. Give it one, or take it out.")
        if held or none_yet:
            yield self._table(held)

    def _table(self, rows: dict[int, list[str]]) -> pd.DataFrame:
        numbers = pd.Index(rows, dtype="int64")
        table = pd.DataFrame(list(rows.values()), columns=self._all, index=numbers, dtype="str")
        return table if len(self._named) == len(self._all) else table.iloc[:, self._named]

    def _read_on(self) -> None:
        """To the end: a file that is none is said to be none, whatever else is wrong with it."""
        for _ in self._lines():
            pass

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """Every line by its number, the headings' first."""
        with _opened(self._path) as (file, _):
            for number, line in enumerate(csv.reader(file, strict=True, delimiter=self._separator), start=1):
                # what a spreadsheet was kept from calculating is read as it was typed
                yield number, [safe_text.cell_as_typed(cell) if "'" in cell else cell for cell in line]


@contextmanager
def _opened(path: Path) -> Iterator[tuple[io.TextIOWrapper, str]]:
    """The text after the line that says on top how cells are separated, and what that says; "" where there is none."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        on_top = _SAID_ON_TOP.match(file.read(_LONGEST_ON_TOP))
        file.seek(0)
        file.read(on_top.end() if on_top else 0)
        yield file, on_top[1] if on_top else ""


@contextmanager
def _faults_told() -> Iterator[None]:
    """What Python says of a file that is no CSV, as `Unreadable`."""
    try:
        yield
    except UnicodeDecodeError as fault:
        raise Unreadable(_NOT_UTF_8) from fault
    except csv.Error as fault:
        raise Unreadable(_NOT_CSV) from fault
    except OSError as fault:
        raise Unreadable(unread(fault)) from fault


def _separator(path: Path) -> str:
    counted = {}
    for separator in _SEPARATORS:
        with _opened(path) as (file, _):
            counted[separator] = len(next(csv.reader(file, strict=True, delimiter=separator), []))
    return "," if counted[","] > 1 else max(counted, key=counted.__getitem__)
