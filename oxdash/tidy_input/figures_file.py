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
from pathlib import Path

import numpy as np
import pandas as pd

from oxdash.excel.cells import folded
from oxdash.rule import explanation
from oxdash.rule.judge import judge
from oxdash.tidy_input import problems as sentences
from oxdash.tidy_input import tidy_file
from oxdash.tidy_input.tidy_file import TidyTable
from oxdash.vocabulary import tables, units
from oxdash.vocabulary.model import OFFICER_REASONS, Better, FigureIs, Frequency, Measure, Status, ToleranceBasis
from oxdash.vocabulary.periods import canonical
from oxdash.vocabulary.quarters import Calendar, Quarter

NEEDED = ("target", "better", "places", "milestone", "actual")
ADDED = ("status", "reason", "close", "shortfall", "sentence")
_TRUE, _FALSE = ("yes", "true"), ("no", "false")
_WORDS = {
    "better": tuple(Better),
    "absence": OFFICER_REASONS,
    "declared": ("yes", "no"),
    "frequency": tuple(Frequency),
    "measure": tuple(Measure),
    "figure_is": tuple(FigureIs),
    "received": (*_TRUE, *_FALSE),
    "damaged": (*_TRUE, *_FALSE),
}
_NUMBERS = ("milestone", "actual", "milestone_upper")
_TEXTS = ("target", "unit", "partnership", "workbook", "sheet", "cell")
_PERIODS = ("quarter", "figure_is_for")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
_LARGEST = 1e15  # from here on a figure has more digits than are compared


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
        if not 0 <= points < _LARGEST:
            raise ValueError(f"A tolerance of {points:g} points cannot be. Give a number from 0 up, such as 2.")
        basis, size = ToleranceBasis.POINTS, points
    elif floor_column is not None:
        basis = ToleranceBasis.FLOOR
    said = {"from_quarter": "0000-01 Q1", "basis": str(basis), "tolerance": size, "within_counts_as": str(counts_as)}
    return tables.settle(tables.RULES, pd.DataFrame([said]))


def judge_file(path: Path, out: Path, rules: pd.DataFrame, floor_column: str | None = None) -> pd.DataFrame | list[str]:
    """Judge a file into ``out`` (.csv or .parquet) and answer with the verdicts, a row a figure, or with every problem.

    The rows come out in their order, with their own columns as they came and then the verdicts, `ADDED`: close is true
    or false; shortfall a number, missing where there is none. ``floor_column`` names the column of floors, where the
    rule is a floor. A problem is a whole sentence: file, row as a spreadsheet counts them, column, what was found, what
    to do.
    """
    if out.suffix.lower() not in (".csv", ".parquet"):
        return [f"{out.name}: the file to write has to end in .csv or .parquet."]
    given = tidy_file.read(path)
    if isinstance(given, str):
        return [f"{path.name}: {given}"]
    figures, problems = _figures(given, floor_column)
    if problems:
        return [f"{path.name}{problem}" for problem in problems]
    calendar = _calendar(figures["quarter"]) if "quarter" in figures else None
    judged = judge(figures, rules, calendar=calendar)
    judged["sentence"] = explanation.sentences(judged)
    verdicts = judged[list(ADDED)].astype({"status": "str", "reason": "str"})
    problem = tidy_file.write(given, verdicts, out)
    return [f"{out.name}: {problem}"] if problem else verdicts.reset_index(drop=True)


def _figures(given: TidyTable, floor_column: str | None) -> tuple[pd.DataFrame, list[str]]:
    """The columns the rule asks for, and every problem with them."""
    headings, problems = _headings(given, floor_column)
    if problems:
        return pd.DataFrame(), problems
    figures, columns = pd.DataFrame(index=given.rows), {}
    for name, heading in headings.items():
        try:
            column = columns[name] = given.column(heading)
        except ValueError as unread:
            problems.append(f': column "{given.headings[heading]}" {unread}.')
            continue
        if name in (*_NUMBERS, "floor"):
            figures[name], wrong = _numbers(column)
        elif name == "places":
            figures[name], wrong = _places(column)
        elif name in _WORDS:
            figures[name], wrong = _words(column, _WORDS[name], needed=name == "better")
        else:
            figures[name], wrong = tidy_file.text(column), pd.Series(dtype="str")
            if name == "unit":  # other councils write % for what the register calls per cent
                figures[name] = figures[name].map(units.as_kept, na_action="ignore")
        if len(wrong):
            problems += sentences.told(given.headings[heading], tidy_file.text(column), wrong)
    if "milestone_upper" in figures:
        crossed = (figures["better"] == Better.WITHIN_RANGE) & (figures["milestone_upper"] < figures["milestone"])
        what_to_do = pd.Series(
            "It is below the milestone of its row. Put the lower value first.", crossed[crossed].index
        )
        upper = given.headings[headings["milestone_upper"]]
        problems += sentences.told(upper, tidy_file.text(columns["milestone_upper"]), what_to_do)
    for name in ("received", "damaged"):
        if name in figures:
            figures[name] = figures[name].map(dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False))
    if "quarter" in figures and "figure_is_for" in figures:  # of the row's own period is of no other
        own = _calendar(figures["quarter"])
        quarters, periods = (
            figures[name].map(lambda said: canonical(said, own), na_action="ignore")
            for name in ("quarter", "figure_is_for")
        )
        same = quarters == periods
        figures["figure_is_for"] = figures["figure_is_for"].mask(same)
    if "quarter" in figures:  # a period of another kind is carried along, and not spoken of
        named = figures["quarter"].map(_read, na_action="ignore")
        figures["quarter"] = named.map(str, na_action="ignore").astype("str")
    if "figure_is_for" in figures:
        said = figures["figure_is_for"]
        figures["figure_is_for"] = said.map(lambda words: str(_read(words) or words), na_action="ignore")
    return figures, problems


def _headings(given: TidyTable, floor_column: str | None) -> tuple[dict[str, int], list[str]]:
    """Where each column the rule knows stands, by its name folded; and what is missing, double or already there."""
    at: dict[str, list[int]] = {}
    for number, heading in enumerate(given.headings):
        at.setdefault(folded(heading), []).append(number)
    problems = sentences.missing(NEEDED, set(at), given)
    if not set(NEEDED) & set(at):  # it is another table, of which nothing else is worth saying
        return {}, problems
    wanted = {name: name for name in (*NEEDED, *_NUMBERS, *_TEXTS, *_PERIODS, *_WORDS)}
    if floor_column is not None:
        wanted["floor"] = folded(floor_column)
        if folded(floor_column) not in at:
            problems.append(sentences.no_column(floor_column, " for the floor"))
    known = {name: at[said] for name, said in wanted.items() if said in at}
    problems += sentences.doubled(at.values(), given)
    for name in ADDED:
        if name in at:
            what_to_do = f"Judging adds one of that name: rename it, for example to published_{name}."
            problems.append(f': there is a column "{name}" already. {what_to_do}')
    return {name: found[0] for name, found in known.items()}, problems


def _numbers(column: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Figures as floats, and what to do about each cell that is not one."""
    if pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype):
        found, said = column.astype("float64"), column.notna()
        good = said
    else:
        text = tidy_file.text(column)
        said, good = text.notna(), text.str.fullmatch(tidy_file.NUMBER).eq(True)
        found = pd.to_numeric(text.where(good)).astype("float64")
    large = good & (found.abs() >= _LARGEST)
    wrong = pd.Series(index=column.index, dtype="str")
    wrong[said & ~good] = "Enter a number such as 12.5, with no comma, unit or per cent sign, or leave it empty."
    if not good.all():
        wrong[said & tidy_file.text(column).str.fullmatch(tidy_file.DECIMAL_COMMA).eq(True)] = sentences.POINT
    wrong[large] = "It has more than 15 digits. Enter a smaller number, in thousands or millions."
    return found.where(good & ~large), wrong.dropna()


def _places(column: pd.Series) -> tuple[pd.Series, pd.Series]:
    found, _ = _numbers(column)
    good = found.between(0, 6) & (found == np.floor(found))
    wrong = pd.Series(sentences.PLACES, index=column.index, dtype="str")
    return found, wrong[~good]


def _words(column: pd.Series, words: tuple[str, ...], needed: bool) -> tuple[pd.Series, pd.Series]:
    """Words of a list, case and white space folded; anything else is a problem, and nothing is where one is needed."""
    known = {folded(word): str(word) for word in words}
    text = tidy_file.text(column)
    found = text.map({said: known.get(folded(said)) for said in text.dropna().unique()}).astype("str")
    what_to_do = f"Write {', '.join(words[:-1])} or {words[-1]}{sentences.or_empty(needed)}."
    wrong = pd.Series(what_to_do, index=column.index, dtype="str")
    return found, wrong[found.isna() & (text.notna() | needed)]


def _calendar(quarters: pd.Series) -> Calendar:
    """The year of the council whose file it is: that of the calendar where its quarters are of one, else from April.

    Which month another year begins in no column says; it is asked of the three months of a quarter alone.
    """
    forms = {one.two_years for said in quarters.dropna().unique() if (one := _read(said)) is not None}
    return Calendar(begins=1 if forms == {False} else 4)


def _read(said: str) -> Quarter | None:
    try:
        return Quarter.parse(said)
    except ValueError:
        return None
