"""Another council's published figures, judged: a tidy CSV or Parquet file in, the same rows with their verdict out.

One row a figure. Needed columns: target, better (higher, lower, within range), places, milestone, actual. Any of these
may come with them: milestone_upper, unit, absence (one of the officer's reasons), declared (yes, no), quarter,
partnership, frequency, measure, received and damaged (yes, no, true, false), figure_is, figure_is_for, workbook, sheet,
cell. Everything else is carried along. An empty milestone or actual is an absence, never zero.
Text that a spreadsheet would calculate is written to a CSV as `inert` says, and read back as it was.

A number is digits with an optional sign, decimal point and exponent: 12.5, -3, 1e3. A thousands comma, a per cent sign
or a word is a problem to fix, never guessed at.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from oxdash.tidy_input import beside, counting, tidy_file
from oxdash.tidy_input.given_columns import LARGEST
from oxdash.tidy_input.judge_part import CSV, PARQUET, Asked, Reading, judge_rows, written
from oxdash.tidy_input.judged_files import ADDED, Verdicts, Writer
from oxdash.tidy_input.problems import Problems
from oxdash.tidy_input.sources import Part
from oxdash.tidy_input.survey import surveyed
from oxdash.tidy_input.tidy_file import TidyTable
from oxdash.tidy_input.unreadable import Unreadable, no_folder, unwritten
from oxdash.vocabulary import tables
from oxdash.vocabulary.model import Status, ToleranceBasis

__all__ = ["ADDED", "Judged", "as_records", "judge_file", "judge_into_file", "rule"]

_PERCENT = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,15})?)\s*%")


def rule(
    tolerance: str | None = None,
    points: float | None = None,
    floor_column: str | None = None,
    counts_as: str = Status.OFF_TRACK,
) -> pd.DataFrame:
    """`tables.RULES` of one rule for every quarter: ``10%`` of the milestone, or points, or a floor, or no tolerance.

    ``counts_as`` is what a miss within tolerance is. ValueError, in a sentence, where that is not one rule.
    """
    asked = [tolerance is not None, points is not None, floor_column is not None]
    if sum(asked) > 1:
        raise ValueError("A rule has one tolerance: choose a per cent, points or a floor.")
    basis, size = ToleranceBasis.NONE, np.nan
    if tolerance is not None:
        match = _PERCENT.fullmatch(tolerance.strip())
        if not match:
            raise ValueError(f'The tolerance "{tolerance}" cannot be read. Write it like 10%.')
        basis, size = ToleranceBasis.PERCENT, float(match[1])
    elif points is not None:
        if not 0 <= points < LARGEST:
            raise ValueError(f"A tolerance of {points:g} points cannot be. Give a number from 0 up, such as 2.")
        basis, size = ToleranceBasis.POINTS, points
    elif floor_column is not None:
        basis = ToleranceBasis.FLOOR
    said = {"from_quarter": "0000-01 Q1", "basis": str(basis), "tolerance": size, "within_counts_as": str(counts_as)}
    return tables.settle(tables.RULES, pd.DataFrame([said]))


def as_records(rules: pd.DataFrame) -> list[dict[str, Any]]:
    """`tables.RULES` in plain words and numbers, as `Asked` takes them."""
    return [{str(name): value for name, value in row.items()} for row in rules.to_dict("records")]


def judge_file(path: Path, out: Path, rules: pd.DataFrame, floor_column: str | None = None) -> pd.DataFrame | list[str]:
    """Judge one file into ``out`` (.csv or .parquet) and answer with the verdicts, a row a figure, or every problem.

    The rows come out in their order, with their own columns as they came and then the verdicts, `ADDED`: close is true
    or false; shortfall a number, missing where there is none. ``floor_column`` names the column of floors, where the
    rule is a floor. A problem is a whole sentence: file, row as a spreadsheet counts them, column, what was found, what
    to do.
    """
    kept: list[pd.DataFrame] = []
    asked = Asked(as_records(rules), floor_column)
    judged = judge_into_file([Part(path, path.name)], out, asked, on_verdicts=lambda one: kept.append(one.frame()))
    return judged if isinstance(judged, list) else pd.concat(kept, ignore_index=True)


@dataclass
class Judged:
    """What was judged: so many rows, in so many parts, of which so many were there already; and the counts."""

    rows: int = 0
    parts: int = 0
    kept: int = 0
    counts: counting.Counts = field(default_factory=dict)


Progress = Callable[[int, int, int], None]  # parts done, parts in all, rows


def judge_into_file(
    parts: Sequence[Part],
    out: Path,
    asked: Asked,
    *,
    on_progress: Progress = lambda *_: None,
    on_verdicts: Callable[[Verdicts], None] = lambda _: None,
) -> Judged | list[str]:
    """Judge all parts into one file, which is there whole, or as it was before; or every problem."""
    if isinstance(ending := ending_of(out), list):
        return ending
    try:
        with beside.writing(out) as run, ExitStack() as pipes:
            beside.forget(out)
            there = [replace(part, path=pipes.enter_context(tidy_file.at_rest(part.path))) for part in parts]
            temporary = beside.half_made(out, run) / out.name
            asked = surveyed(there, asked, csv=ending == CSV)
            return _into_file(there, out, temporary, asked, on_progress, on_verdicts)
    except beside.Taken:
        return [taken(out)]
    except OSError as fault:
        return [f"{out.name}: {unwritten(fault)}"]


def into_one_file(out: Path) -> bool:
    """Whether this is the name of a file to write, not of a folder with a file for each part."""
    return out.suffix.lower() in (CSV, PARQUET) or (out.suffix != "" and not out.is_dir())


def ending_of(out: Path) -> str | list[str]:
    """The ending of the file to write, in small letters; or the sentence why there can be no such file."""
    ending = out.suffix.lower()
    if ending not in (CSV, PARQUET):
        return [f"{out.name}: the file to write has to end in .csv or .parquet."]
    return ending if out.parent.is_dir() else [no_folder(out)]


def taken(out: Path) -> str:
    return f"{out.name}: another run is writing this file. Wait until it is done, or choose another name."


def _into_file(
    parts: Sequence[Part],
    out: Path,
    temporary: Path,
    asked: Asked,
    on_progress: Progress,
    on_verdicts: Callable[[Verdicts], None],
) -> Judged | list[str]:
    ending = out.suffix.lower()
    judged, problems = Judged(parts=len(parts)), Problems()
    writer: Writer | None = None
    try:
        with written() as why:
            for number, reading in alike(parts, ending, problems):
                writer = writer or reading.writer(temporary, ending, asked, folders=True)

                def write(table: TidyTable, verdicts: Verdicts, to: Writer = writer, done: int = number) -> None:
                    on_verdicts(verdicts)
                    if not problems.lines:
                        to.write(table, verdicts)
                    judged.rows += len(table.rows)
                    on_progress(done, len(parts), judged.rows)

                outcome = judge_rows(reading, asked, write)
                problems.add(parts[number].name, outcome.problems)
                judged.counts = counting.merged([judged.counts, outcome.counts])
            if problems.lines:
                return problems.told()
            if writer is not None:
                writer.close()
                writer = None
                temporary.replace(out)
            return judged
        return [f"{out.name}: {why[0]}"]
    except counting.TooMany as fault:
        return [f"{out.name}: {fault}"]
    finally:
        if writer is not None:
            with written():
                writer.close()


def alike(parts: Sequence[Part], ending: str, problems: Problems) -> Iterator[tuple[int, Reading]]:
    """Each part that can be opened and can stand in one file with the first, by its number; ``problems`` of others."""
    first: tuple[Reading, Part] | None = None
    for number, part in enumerate(parts):
        try:
            reading = Reading(part)
        except Unreadable as fault:
            problems.add(part.name, [f": {fault}"])
            continue
        first = first or (reading, part)
        if differs := _differs_from(reading, *first, ending):
            problems.add(part.name, [differs])
            continue
        yield number, reading


def _differs_from(reading: Reading, first: Reading, named: Part, ending: str) -> str:
    """In what a part differs from the first one, with which it is to stand in one file; "" for nothing."""
    apart = "Judge into a folder, or make them alike."
    if reading.headings != first.headings:
        return f": its columns are not those of {named.name}. {apart}"
    mine, theirs = reading.schema, first.schema
    if ending == CSV or mine is None or theirs is None:
        return "" if (mine is None) == (theirs is None) else f": it is not of the kind of {named.name}. {apart}"
    for one, other in zip(mine, theirs, strict=True):
        if one.type != other.type:
            return f': column "{one.name}" is {one.type}, and in {named.name} it is {other.type}. {apart}'
    return ""
