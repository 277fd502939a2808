"""What stands beside a drafted milestone: baseline, last figure, trend, others' median and best quartile. Arithmetic
only: what to agree is for people to say.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from oxdash.charts import course_lines
from oxdash.comparators import periods
from oxdash.documents import cells, frame, ledger
from oxdash.documents.blocks import Chart, Column, Table
from oxdash.documents.quarter_view import Standing
from oxdash.findings import trend
from oxdash.vocabulary import units, wording
from oxdash.vocabulary.model import Better
from oxdash.vocabulary.rounding import as_printed
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.wording import gap, quantity

TITLE = "Beside the draft: arithmetic, not advice"
NONE = "none"


class Line(NamedTuple):
    """One thing to hold a draft against: its value, or words that say more than one."""

    what: str
    value: float | None
    said: str = ""


def table(at: Standing, code: str, drafted: pd.DataFrame) -> list[Table]:
    """The last drafted milestone held against each; nothing for a target that nothing is compared with.

    ``drafted`` is findings.milestone_drafts.draft.
    """
    found = [one for one in at.compared.of(code) if one.why_not is None]
    if not found or drafted.empty:
        return []
    target, last = at.targets.loc[code], drafted.iloc[-1]
    unit, places = target.unit, int(target.places)

    def held_against(line: Line) -> str:
        if line.value is None or pd.notna(last.upper):
            return ""
        drawn, other = as_printed([last.value, line.value], places)
        if drawn == other:
            return "the same"
        better = (drawn > other) == (target.better == Better.HIGHER)
        return f"{gap(drawn - other, unit, places)} {'better' if better else 'worse'}"

    def value(line: Line) -> str:
        return line.said or (NONE if line.value is None else quantity(line.value, unit, places))

    lines = [*_of_target(at, code), *_of_others(at, code)]
    if target.better == Better.WITHIN_RANGE:
        lines = [line for line in lines if line.value is not None or line.said]
    return [
        Table(
            TITLE,
            (
                Column("What", lambda line: line.what, names_row=True, fits="wide"),
                Column("It is", value, Kind.NUMBER, fits="middle"),
                Column(f"The draft for {wording.quarter(last.quarter)} is", held_against, fits="middle"),
            ),
            of=lines,
        )
    ]


def chart(at: Standing, history: pd.DataFrame, drafted: pd.DataFrame, target: pd.Series) -> Chart:
    """The draft as a dotted line beside what was returned and agreed; ``history``: the target's judged rows."""
    code, measured = target["target"], f"{target['title']}: {units.name(target['unit'])}"
    span = f"{wording.quarter(history.quarter.iloc[0])} to {wording.quarter(drafted.quarter.max())}"
    return Chart(
        name=cells.file_name(f"{code} draft milestones"),
        headline=f"{code}: milestones drafted, not agreed",
        subtitle=f"{at.council.placed(measured)}, {span}",
        sentence=f"Draft milestones of {code} beside its figures; the table above says the same.",
        source=frame.chart_source(at, frame.OF_ALL),
        table=ledger.draft(drafted, target.to_dict()),
        drawing=course_lines(history, baseline=target["baseline"], draft=drafted),
    )


def _of_target(at: Standing, code: str) -> Iterator[Line]:
    target, history = at.targets.loc[code], at.history(code)
    when = "" if pd.isna(target.baseline_period) else f" ({target.baseline_period})"
    yield Line(f"Baseline{when}", None if pd.isna(target.baseline) else float(target.baseline))
    known = history[history.actual.notna() & history.own_quarter]
    if len(known):
        newest = known.iloc[-1]
        yield Line(f"Last figure ({wording.quarter(newest.quarter)})", float(newest.actual))
    if len(history):
        moving = trend.of(history, at.register.targets, history.tail(1), calendar=at.register.calendar).iloc[0]
        yield Line(trend.LONG_TITLE, None, moving.long)


def _of_others(at: Standing, code: str) -> Iterator[Line]:
    for one in at.compared.of(code):
        if one.why_not is None:
            when = periods.people(one.period or "")
            few = "fewer than eight areas" if one.range is None else "a range has none"
            best, median, _ = one.quartiles or (None, None, None)
            for name, value in (("Median", median), ("Best quartile", best)):
                yield Line(f"{name} of {one.group.called} ({when})", value, "" if value is not None else few)
