"""One part of other councils' figures, judged: read from its beginning to its end, and written as it is read.

A pure function of a file and of what is asked: the same part, on whichever process or machine, gives the same bytes.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from oxdash.excel.cells import folded
from oxdash.rule import many_sentences
from oxdash.rule.judge import judge
from oxdash.tidy_input import counting, tidy_file
from oxdash.tidy_input import problems as sentences
from oxdash.tidy_input.csv_part import CsvPart
from oxdash.tidy_input.given_columns import NUMBERS, PERIODS, TEXTS, WORDS, GivenColumns
from oxdash.tidy_input.judged_files import (
    ADDED,
    ArrowWriter,
    Behind,
    CsvWriter,
    NoText,
    ParquetFile,
    TablesFile,
    Verdicts,
    Writer,
)
from oxdash.tidy_input.sources import Part
from oxdash.tidy_input.tidy_file import TidyTable
from oxdash.tidy_input.unreadable import Unreadable, unwritten
from oxdash.vocabulary import tables
from oxdash.vocabulary.quarters import Calendar

NEEDED = ("target", "better", "places", "milestone", "actual")
CSV, PARQUET = ".csv", ".parquet"
HEADED, LINES, TABLES = ".headed", ".lines", ".tables"  # pieces of one file: a CSV's first, its others; a Parquet's
PIECES = (HEADED, LINES, TABLES)


@dataclass(frozen=True)
class Asked:
    """What is asked of every part alike. ``rules``: rows of `tables.RULES`; ``floor``: the column of floors.

    ``by``: the columns to count by, None for no counting. ``begins``: the month the council's year begins in. ``fine``:
    how fine moments are told in CSV, by column (`judged_files.fineness`).
    """

    rules: list[dict[str, Any]]
    floor: str | None = None
    sentences: bool = True
    by: list[str] | None = None
    begins: int = 4
    fine: Mapping[str, int] = field(default_factory=dict)

    @property
    def added(self) -> tuple[str, ...]:
        return ADDED if self.sentences else ADDED[:-1]


@dataclass
class Outcome:
    """What became of a part: its rows and counts; or its problems, sentences after its name, and nothing else.

    ``unwritten``: why it could not be written.
    """

    rows: int = 0
    counts: counting.Counts = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    unwritten: str = ""


@dataclass
class Headings:
    """The columns of a part, those its folders name last; where those that are asked for stand, and what is missing."""

    all: list[str]
    places: dict[str, int]
    by: dict[str, int]
    problems: list[str]


def headings(all_of_them: list[str], asked: Asked) -> Headings:
    """Where each column the rule knows stands, by its name folded; and what is missing, double or already there."""
    at: dict[str, list[int]] = {}
    for number, heading in enumerate(all_of_them):
        at.setdefault(folded(heading), []).append(number)
    problems = sentences.missing(NEEDED, set(at), all_of_them)
    if not set(NEEDED) & set(at):  # it is another table, of which nothing else is worth saying
        return Headings(all_of_them, {}, {}, problems)
    wanted = {name: name for name in (*NEEDED, *NUMBERS, *TEXTS, *PERIODS, *WORDS)}
    if asked.floor is not None:
        wanted["floor"] = folded(asked.floor)
        if folded(asked.floor) not in at:
            problems.append(sentences.no_column(asked.floor, " for the floor"))
    by = {}
    for name in asked.by or ():
        if folded(name) in at:
            by[name] = at[folded(name)][0]
        elif name not in counting.VERDICTS:
            problems.append(sentences.no_column(name, " to count by"))
    problems += sentences.doubled(at.values(), all_of_them)
    for name in asked.added:
        if name in at:
            what_to_do = f"Judging adds one of that name: rename it, for example to published_{name}."
            problems.append(f': there is a column "{name}" already. {what_to_do}')
    return Headings(all_of_them, {name: at[said][0] for name, said in wanted.items() if said in at}, by, problems)


class Reading:
    """A part open to be read. Its ``headings`` are its ``own`` first ones, and those that its folders name."""

    def __init__(self, part: Part) -> None:
        self.file = tidy_file.opened(part.path)
        known = {folded(heading) for heading in self.file.headings}
        self._named = [(name, value) for name, value in part.folders if folded(name) not in known]
        self.own = len(self.file.headings)
        self.headings = [*self.file.headings, *(name for name, _ in self._named)]

    def tables(self, words: list[str]) -> Iterator[TidyTable]:
        """All of it. ``words``: headings of columns that hold few different texts."""
        for table in tidy_file.tables(self.file, words):
            held = table.held
            for name, value in self._named:
                if isinstance(held, pd.DataFrame):
                    held = held.assign(**{name: pd.Series(value or "", index=held.index, dtype="str")})
                else:
                    code = pa.array([None if value is None else 0], pa.int32())
                    alike = pa.DictionaryArray.from_arrays(code.take(pa.array(np.zeros(len(held), int))), [value or ""])
                    held = held.append_column(name, alike)
            yield TidyTable(held, table.first)

    @property
    def schema(self) -> pa.Schema | None:
        """What a Parquet file of all its columns has; None for CSV, whose columns are text."""
        if isinstance(self.file, CsvPart):
            return None
        schema = self.file.schema
        for name in self.headings[self.own :]:
            schema = schema.append(pa.field(name, pa.string()))
        return schema

    def writer(self, out: Path, ending: str, asked: Asked, *, folders: bool) -> Writer:
        """For its rows; ``folders``: with the columns that its folders name."""
        columns = len(self.headings) if folders else self.own
        if ending in (CSV, HEADED, LINES):
            return Behind(CsvWriter(out, columns, asked.fine, headings=ending != LINES))
        schema = self.schema
        carried = pa.schema(list(schema)[:columns], schema.metadata) if schema else None
        return Behind(ArrowWriter(out, columns, carried, TablesFile if ending == TABLES else ParquetFile))


def judge_rows(reading: Reading, asked: Asked, write: Callable[[TidyTable, Verdicts], None]) -> Outcome:
    """Judge a part, writing while nothing is wrong: what was written before a problem was found is thrown away."""
    known = headings(reading.headings, asked)
    outcome = Outcome(problems=known.problems)
    try:
        if known.problems:
            if isinstance(reading.file, CsvPart):  # of what is no table at all nothing else is said
                for _ in reading.tables([]):
                    pass
            return outcome
        calendar, rules = Calendar(begins=asked.begins), tables.settle(tables.RULES, pd.DataFrame(asked.rules))
        columns = GivenColumns(known.all, known.places, calendar)
        few = [known.all[place] for name, place in known.places.items() if name in (*TEXTS[1:], *PERIODS, *WORDS)]
        for table in reading.tables([*few, *(known.all[place] for place in known.by.values())]):
            figures = columns.read(table)
            outcome.rows += len(table.rows)
            if not columns.sound:
                continue
            judged = judge(figures, rules, calendar=calendar)
            verdicts = Verdicts(
                status=judged["status"].array,
                reason=judged["reason"].array,
                close=judged["close"].to_numpy(),
                shortfall=judged["shortfall"].to_numpy(),
                sentence=many_sentences.sentences(judged) if asked.sentences else None,
            )
            if asked.by is not None:
                counting.count(table, verdicts, asked.by, known.by, outcome.counts)
            write(table, verdicts)
        outcome.problems = columns.told()
    except Unreadable as fault:
        outcome.problems = [f": {fault}"]
    except counting.TooMany as fault:
        outcome.problems = [f": {fault}"]
    return outcome


def judge_part(part: Part, out: Path, ending: str, asked: Asked) -> Outcome:
    """Judge a part into a file of its own, ``out``, which is whole only where nothing went wrong.

    A piece of one file has the columns that folders name too.
    """
    try:
        reading = Reading(part)
    except Unreadable as fault:
        return Outcome(problems=[f": {fault}"])
    with written() as why:
        writer = reading.writer(out, ending, asked, folders=ending in PIECES)
        try:
            return judge_rows(reading, asked, writer.write)
        finally:
            writer.close()
    return Outcome(unwritten=why[0])


@contextmanager
def written() -> Iterator[list[str]]:
    """While something is written; the list has a sentence, for after the file's name, where that cannot be."""
    why: list[str] = []
    try:
        yield why
    except NoText as fault:
        why.append(str(fault))
    except (OSError, pa.ArrowException) as fault:
        why.append(unwritten(fault))
