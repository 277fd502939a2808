"""Drafts of interim milestones for a year in which a target has only its year-end value. People agree them, not this.

Governance asks partnerships to devise interim milestones where only annual data exists. A draft becomes a
milestone once someone has agreed it and its rows stand in the register; it is marked *interim proxy* wherever it is
judged. Q4 is the year-end target itself and is never drafted.
A draft that was agreed is given as rows of the register, ready to paste: with who agreed them and when.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import isfinite

import pandas as pd

from oxdash.findings import series
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.model import Better, Measure, MilestoneKind
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.safe_text import calculates, inert_text

INTERIM = (1, 2, 3)  # the quarters that are drafted
COLUMNS = {
    **{"target": "str", "quarter": "str", "value": "float64", "upper": "float64", "kind": "str"},
    **{"in_force": "float64", "figure": "float64", "last_year": "float64", "sentence": "str"},
}


class How(StrEnum):
    """How a draft is drawn up."""

    STRAIGHT_LINE = "straight line"
    PROFILE = "last years' profile"
    OWN = "own figures"


@dataclass(frozen=True)
class Refused:
    """Why there is no draft, in a plain sentence."""

    sentence: str


Own = Mapping[int, float | tuple[float, ...]]  # by number of the quarter; two for a range


def draft(
    past: pd.DataFrame, agreed: pd.DataFrame, target: pd.Series, year: int, how: str, own: Own, calendar: Calendar
) -> pd.DataFrame | Refused:
    """Interim milestones of one target for the year of the ``calendar`` that begins in ``year``, one row a quarter.

    In: ``past``, `tables.JUDGED` of any quarters (only the target's are looked at); ``agreed``, the values in force, as
    `register.values_in_force` gives them; ``target``, its row of `tables.TARGETS`; ``how``, a `How`; ``own``, the
    manager's figures by number of the quarter (none for another way). Out, `COLUMNS`: target, quarter, value and upper
    (to the target's places), kind (interim proxy), in_force (a milestone that the quarter has and this would replace),
    figure (one known already: then the milestone comes after the event, and the sentence says so), last_year (the
    figure of the same quarter a year before), sentence (how it was worked out). Only quarters of the target's life.

    - straight line: from the last year-end figure, else the baseline, to the year-end target; a figure that adds up
      over the year goes from nothing as it begins, a quarter of the target each quarter;
    - last years' profile: the year-end target times the share of the year-end figure that each quarter had reached, on
      average over the earlier years with a figure in all four quarters.

    Refused, in a sentence, without a year-end target or what the way needs, where a cumulative milestone would fall
    within the year or pass the year-end target, and where a value is out of its unit's range.
    """
    end = calendar.quarter(year, 4)
    quarters = [end.of_year(number) for number in INTERIM]
    quarters = [one for one in quarters if target["first_quarter"] <= str(one) <= target["last_quarter"]]
    if not quarters:
        return Refused(f"{target['target']} is no target before the end of {end.year_text}.")
    in_force = agreed[agreed["target"] == target["target"]].set_index("quarter")
    figures = _figures(past, target["target"])
    ends = in_force.reindex([str(end)])[["milestone", "milestone_upper"]].iloc[0]
    if pd.isna(ends["milestone"]):
        said = f"{target['target']} has no target agreed for the end of {end.year_text}: agree that first."
        return Refused(said)
    if how == How.OWN:
        drawn = _own(own, target)
    elif target["better"] == Better.WITHIN_RANGE:
        said = f"{target['target']} is judged within a range: enter its own figures, a lower and an upper one."
        drawn = Refused(said)
    elif how == How.STRAIGHT_LINE:
        drawn = _straight_line(figures, target, end, float(ends["milestone"]), calendar)
    elif how == How.PROFILE:
        drawn = _profile(figures, target, end, float(ends["milestone"]))
    else:
        raise ValueError(f'"{how}" is no way of drafting. Choose {", ".join(How)}.')
    if isinstance(drawn, Refused):
        return drawn
    rows = [_row(target, one, drawn, in_force, figures) for one in quarters if one.number in drawn]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    if table.empty:
        which = wording.listed(f"Q{one.number}" for one in quarters)
        return Refused(f"{target['target']} has no figure for a quarter of its life: enter one for {which}.")
    seen = [float(ends["milestone"]), float(target["baseline"]), *figures.values()]
    fault = _out_of_range(table, target, seen) or _falling(table, target, in_force["milestone"], end)
    return Refused(fault) if fault else table


Drawn = dict[int, tuple[float, float | None, str]]  # by number of the quarter: value, upper value, sentence


def _straight_line(
    figures: Mapping[str, float], target: pd.Series, end: Quarter, agreed: float, calendar: Calendar
) -> Drawn | Refused:
    if target["measure"] == Measure.CUMULATIVE:
        start, said = 0.0, f"from nothing in {calendar.begins_in}, as the figure adds up over the year,"
    elif (last := str(end.plus(-4))) in figures:
        start = figures[last]
        said = f"from {_quantity(target, start)} at {wording.quarter(last)}"
    elif pd.notna(target["baseline"]):
        start = float(target["baseline"])
        period = "" if pd.isna(target["baseline_period"]) else f" ({target['baseline_period']})"
        said = f"from the baseline of {_quantity(target, start)}{period}"
    else:
        last = wording.quarter(last)
        return Refused(f"{target['target']} has no figure for {last} and no baseline: there is nowhere to start from.")
    goal = f"{_quantity(target, agreed)}, the target for {end.people}"
    return {
        number: (
            start + (agreed - start) * number / 4,
            None,
            f"Straight line {said} to {goal}: {number} of 4 quarters.",
        )
        for number in INTERIM
    }


def _profile(figures: Mapping[str, float], target: pd.Series, end: Quarter, agreed: float) -> Drawn | Refused:
    ends = [end.plus(-4 * back) for back in range(end.year - 2000, 0, -1)]
    ends = [one for one in ends if all(str(one.of_year(number)) in figures for number in (1, 2, 3, 4))]
    ends = [one for one in ends if figures[str(one)] != 0]
    if not ends:
        said = (
            f"{target['target']} has no earlier year with a figure in all four quarters: there is no profile to follow."
        )
        return Refused(said)
    over = wording.listed(one.year_text for one in ends)
    found: Drawn = {}
    for number in INTERIM:
        shares = [figures[str(one.of_year(number))] / figures[str(one)] for one in ends]
        share = sum(shares) / len(shares)
        said = (
            f"Profile of {over}: Q{number} stood at {wording.number(share * 100, 1)}% of the year-end figure"
            f"{' on average' if len(ends) > 1 else ''}; the target for {end.people} is "
            f"{_quantity(target, agreed)}."
        )
        found[number] = (agreed * share, None, said)
    return found


def _own(own: Own, target: pd.Series) -> Drawn | Refused:
    if not own:
        return Refused("Enter a figure for at least one of Q1, Q2 and Q3.")
    if set(own) - set(INTERIM):
        return Refused("Enter figures for Q1, Q2 and Q3 only: Q4 is the year-end target itself.")
    ranged = target["better"] == Better.WITHIN_RANGE
    found: Drawn = {}
    for number, figure in sorted(own.items()):
        both = figure if isinstance(figure, tuple) else (figure,)
        if len(both) != (2 if ranged else 1):
            needs = "a lower and an upper figure" if ranged else "one figure"
            return Refused(f"{target['target']} needs {needs} for Q{number}.")
        if not all(isfinite(one) for one in both):
            return Refused(f"The figure for Q{number} is no number.")
        lower, upper = both[0], both[-1]  # one and the same where there is no range
        if upper < lower:
            return Refused(f"The upper figure for Q{number} is less than the lower one.")
        found[number] = (lower, upper if ranged else None, "The manager's own figure.")
    return found


def _row(target: pd.Series, quarter: Quarter, drawn: Drawn, in_force: pd.DataFrame, figures: Mapping) -> tuple:
    value, upper, said = drawn[quarter.number]
    places, known = target["places"], figures.get(str(quarter))
    upper = None if upper is None else float(as_printed(upper, places))
    now = in_force["milestone"].get(str(quarter))
    if now is not None and pd.notna(now):
        agreed = wording.day(in_force["agreed_on"][str(quarter)])
        said += f" It would replace {_quantity(target, now)}, agreed on {agreed}."
    if known is not None:
        said += f" The figure is known already, {_quantity(target, known)}: this would be agreed after the event."
    last = figures.get(str(quarter.plus(-4)))
    kind = str(MilestoneKind.INTERIM_PROXY)
    return target["target"], str(quarter), float(as_printed(value, places)), upper, kind, now, known, last, said


def _out_of_range(table: pd.DataFrame, target: pd.Series, seen: Sequence[float]) -> str:
    """A value that no figure of the unit can have, given those ``seen``; "" where there is none."""
    low, high = units.bounds(target["unit"], seen)
    for row in each_row(table):
        for value in (row.value, row.upper):
            if pd.notna(value) and not low <= value <= high:
                limit = (
                    f"no more than {_quantity(target, high)}" if value > high else f"{_quantity(target, low)} or more"
                )
                said = f"{wording.quarter(row.quarter)} would be {_quantity(target, value)}"
                return f"{said}: a milestone in {units.name(target['unit'])} is {limit}."
    return ""


def _falling(table: pd.DataFrame, target: pd.Series, in_force: pd.Series, end: Quarter) -> str:
    """Where a cumulative milestone, drafted or in force, would fall within the year, as the register refuses it."""
    if target["measure"] != Measure.CUMULATIVE:
        return ""
    held = {one: in_force.get(one) for one in (str(end.of_year(number)) for number in (*INTERIM, 4))}
    held |= dict(zip(table["quarter"], table["value"], strict=True))
    steps = [
        (quarter, float(as_printed(value, target["places"]))) for quarter, value in held.items() if pd.notna(value)
    ]
    for (before, first), (after, then) in pairwise(steps):
        if then < first:
            return (
                f"A figure that adds up over the year cannot fall within it: {wording.quarter(before)} would be "
                f"{_quantity(target, first)} and {wording.quarter(after)} {_quantity(target, then)}."
            )
    return ""


def _figures(history: pd.DataFrame, target: str) -> dict[str, float]:
    """By quarter, the target's own figures of that quarter from returns that count."""
    rows = history[(history["target"] == target) & series.has_figure(history)]
    return dict(zip(rows["quarter"], rows["actual"].astype(float), strict=True))


def _quantity(target: pd.Series, value: float) -> str:
    return wording.quantity(value, target["unit"], int(target["places"]))


HEADINGS = (  # of the register's sheet Milestones, in its order, but for where a value is from
    *("Target", "Quarter", "Value", "Upper value", "Floor", "Kind", "Agreed on", "Agreed by", "Reason"),
)
_QUOTES = ('"', "'")  # one opens a quotation that swallows the cells after it, the other hides what follows


def register_rows(drafted: pd.DataFrame, agreed_on: date, agreed_by: str, reason: str = "") -> pd.DataFrame:
    """The draft as rows of the register's sheet Milestones, with exactly its `HEADINGS`; blank cells are None.

    ``drafted`` is what `draft` gave. Who agreed it and when is asked for, as only people can agree;
    ValueError, in a plain sentence, where nobody is named.
    """
    if not agreed_by.strip():
        raise ValueError("Say who agreed the milestones.")
    rows = [
        (
            *(row.target, row.quarter, row.value, None if pd.isna(row.upper) else row.upper, None, row.kind),
            *(agreed_on, _on_one_line(agreed_by), _on_one_line(reason) or None),
        )
        for row in each_row(drafted)
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS), dtype="object")


def as_text(rows: pd.DataFrame, *, headings: bool = False) -> str:
    """Rows of `register_rows` as text to paste below the last row of the register: a line a row, tabs between cells.

    Numbers have no thousands separators and days are written like 2010-07-22, which Excel takes for what they are.
    What someone typed stays text: nothing of it can run as a formula, end a cell or open a quotation.
    """
    return "".join("\t".join(line) + "\r\n" for line in _lines(rows, _pasted)[0 if headings else 1 :])


def as_csv(rows: pd.DataFrame) -> bytes:
    """The same as a file of comma-separated values, headings first, as Excel opens it (UTF-8 with its mark)."""
    held = io.StringIO(newline="")
    csv.writer(held).writerows(_lines(rows, inert_text))
    return held.getvalue().encode("utf-8-sig")


def _lines(rows: pd.DataFrame, put: Callable[[str], str]) -> list[list[str]]:
    """The headings, then each row, its texts ``put`` so that they stay texts."""
    cells = rows.itertuples(index=False, name=None)
    return [list(HEADINGS), *([_told(value, put) for value in row] for row in cells)]


def _told(value: object, put: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        return f"{value:.15g}"
    return put(_on_one_line(str(value)))


def _pasted(said: str) -> str:
    """In the sheet the apostrophe is gone: there it only says that text follows."""
    return f"'{said}" if calculates(said) or said[:1] in _QUOTES else said


def _on_one_line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
