"""What is wrong with a tidy table, a sentence each: they stand after the file's name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from oxdash.vocabulary import wording

TOLD = 20  # problems told one by one in each column; the rest are counted
ONE_BY_ONE = 3  # a whole column wrong in one way is one problem, unless it is as short as this
PLACES = "Enter the decimal places as a whole number from 0 to 6."
POINT = "Write it with a decimal point, such as 12.5."


@dataclass
class OfColumn:
    """What is wrong in one column, gathered while its rows go by: the first of it, and how much there is."""

    heading: str
    rows: int = 0
    filled: int = 0
    wrong: int = 0
    first: list[tuple[int, str, str]] = field(default_factory=list)  # row, what was found, what to do
    ways: set[str] = field(default_factory=set)

    def add(self, rows: int, filled: int, wrong: pd.Series | None = None, text: pd.Series | None = None) -> None:
        """So many more rows, of which so many hold something; ``wrong`` says what to do by row, ``text`` what is there.

        ``text`` has what stands in those rows, as `tidy_file.text` gives it.
        """
        self.rows, self.filled = self.rows + rows, self.filled + filled
        if wrong is None or text is None or not len(wrong):
            return
        self.wrong += len(wrong)
        self.ways |= set(wrong.unique())
        some = wrong.head(TOLD - len(self.first))
        for row, what_to_do, there in zip(some.index.tolist(), some, text.reindex(some.index), strict=True):
            found = "it is empty" if pd.isna(there) else f'found "{there[:60]}"'
            self.first.append((row, found, what_to_do))

    def told(self) -> list[str]:
        """The problems, each a sentence after the file's name; past a screenful the rest are counted.

        Where every cell that holds something is wrong in the same way the cause is one, and so is the sentence.
        """
        if self.wrong > ONE_BY_ONE and len(self.ways) == 1 and self.wrong in (self.rows, self.filled):
            row, found, what_to_do = self.first[0]
            rows = "every row" if self.wrong == self.rows else "every row that has something there"
            return [f", column {self.heading}: {rows}, from row {row} on: {found}. {what_to_do}"]
        said = [f", row {row}, column {self.heading}: {found}. {what_to_do}" for row, found, what_to_do in self.first]
        if more := self.wrong - len(self.first):
            said.append(f", column {self.heading}: {wording.counted(more, 'more row')} like these.")
        return said


def told(heading: str, text: pd.Series, wrong: pd.Series) -> list[str]:
    """The problems of one column that is all there. ``text`` is as `tidy_file.text` gives it, ``wrong`` as above."""
    column = OfColumn(heading)
    column.add(len(text), int(text.notna().sum()), wrong, text)
    return column.told()


def no_column(name: str, what_for: str = "") -> str:
    return f': there is no column "{name}"{what_for}.'


def doubled(places: Iterable[list[int]], headings: Sequence[str]) -> list[str]:
    """A sentence for every column that is there more than once. ``places``: where each that is looked for stands."""
    return [
        f': there are {len(found)} columns "{headings[found[-1]]}". Rename all but one.'
        for found in places
        if len(found) > 1
    ]


def or_empty(needed: bool) -> str:
    """Ends what to write in a cell, where nothing will do as well."""
    return "" if needed else ", or leave it empty"


def missing(needed: tuple[str, ...], there: set[str], headings: Sequence[str]) -> list[str]:
    """The needed columns that are not there, a sentence each; one sentence where the first row has none of them."""
    absent = [name for name in needed if name not in there]
    if len(absent) < len(needed):
        return [no_column(name) for name in absent]
    if len(headings) == 1 and all(name in headings[0].casefold() for name in needed):
        apart = "Cells are separated by commas, semicolons, tabs or bars; a row is not in quotation marks as a whole"
        return [f": all headings stand in one cell. {apart}. Save it as CSV UTF-8."]
    first = "; ".join(f'"{heading[:40]}"' for heading in headings[:5])
    more = len(headings) - 5
    others = f" and {more} more" if more > 0 else ""
    wanted = f"{', '.join(needed[:-1])} and {needed[-1]}"
    return [f": the first row has none of the headings {wanted}. It has {first}{others}."]


MOST = 200  # problems of all files together that are told; the rest are counted


@dataclass
class Problems:
    """Those of all parts, each with its part's name before it."""

    lines: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)  # of each line

    def add(self, part: str, problems: Sequence[str]) -> None:
        self.lines += [f"{part}{problem}" for problem in problems]
        self.parts += [part] * len(problems)

    def told(self, order: Sequence[str] = ()) -> list[str]:
        """A screenful or some, and the count of the rest; with an ``order``, by parts in it."""
        place = {part: number for number, part in enumerate(order)}
        at = sorted(range(len(self.lines)), key=lambda line: place.get(self.parts[line], 0))
        told = [self.lines[line] for line in at[:MOST]]
        if more := at[MOST:]:
            files = len({self.parts[line] for line in more})
            told.append(f"{wording.counted(len(more), 'more problem')} in {wording.counted(files, 'file')}.")
        return told
