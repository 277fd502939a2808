"""What there is to say of a return beside its problems: what it would replace, when it was prepared, what to look at.

A hint needs no tick. The page, the command line and its JSON say the same, because all of them take it from here; so
do the required actions, which are to be confirmed like any reading.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from oxdash.excel.problems import Problem, Severity, told
from oxdash.findings.asked import Lack
from oxdash.judging.position import Position
from oxdash.returns import layout
from oxdash.returns.read_return import Return
from oxdash.submissions.preview import Preview
from oxdash.vocabulary import wording
from oxdash.vocabulary.addresses import from_whom
from oxdash.vocabulary.model import BY_HAND, DAMAGED, SENT
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row, of_return

LONG_AFTER = 92  # days after the end of its quarter: another quarter has ended by then


class About(StrEnum):
    """What a hint is about, in the order in which hints are given."""

    REPLACES = "replaces"
    PREPARED = "prepared"
    MOVED = "moved"
    COMMENTARY = "commentary"


@dataclass(frozen=True)
class Hint:
    """Something to look at. ``target`` is a code, "" where it is about the whole return."""

    about: About
    target: str
    sentence: str

    @property
    def line(self) -> str:
        return f"{self.target}: {self.sentence}" if self.target else self.sentence


def hints(position: Position, contents: Return, seen: Preview) -> tuple[Hint, ...]:
    """Every hint, in the order of `About` and, within it, of the register. ``seen`` is the preview of the return."""
    whole = [(About.REPLACES, _replaces(position, contents)), (About.PREPARED, _prepared(position, contents))]
    rows = [(About.MOVED, seen.moved), (About.COMMENTARY, seen.unexplained)]
    return (
        *(Hint(about, "", sentence) for about, sentence in whole if sentence),
        *(Hint(about, row.target, row.sentence) for about, table in rows for row in each_row(table)),
    )


def required_actions(workbook: str, contents: Return, seen: Preview) -> tuple[Problem, ...]:
    """A please-confirm for every target that is off track by the rule and has no open action with owner and due date.

    Partnerships take remedial action on targets that are not on track.
    """
    asked = []
    for row in each_row(seen.unattended):
        own = contents.actions[(contents.actions.target == row.target) & (contents.actions.state == "open")]
        there = row.lacks not in (Lack.NO_ACTION, Lack.NONE_OPEN) and len(own) > 0
        asked.append(
            told(
                Severity.PLEASE_CONFIRM,
                workbook,
                layout.ACTIONS,
                own.cell.iloc[0] if there else "",
                f"action for {row.target}",
                str(row.lacks) if there else None,
                f"{row.sentence.removesuffix('.')}: confirm, or say what will be done, by whom and by when.",
                column="Action",
                target=row.target,
            )
        )
    return tuple(asked)


def _replaces(position: Position, contents: Return) -> str | None:
    """What is on file for the quarter, and which figures would change."""
    returns = position.returns
    own = returns[of_return(returns, contents.partnership, contents.quarter) & returns.state.isin(SENT)]
    if own.empty:
        return None
    held = own.iloc[0]
    if held.state == BY_HAND:
        return "A workbook placed in the folder by hand would be replaced."
    day = wording.day(held.received_at.tz_convert(position.council.zone).date())
    number = int(held.number)
    whose = from_whom(held.received_from)
    first = f"Version {number}, submitted on {day} {whose}, would be replaced by version {number + 1}."
    if held.state == DAMAGED:
        return f"{first} It no longer matches its receipt, so what changes cannot be told."
    judged = position.judged[of_return(position.judged, contents.partnership, contents.quarter)]
    was, now = judged.set_index("target").actual, contents.figures.set_index("target").actual
    changed = [
        f"{target} from {_figure(was.get(target))} to {_figure(value)}"
        for target, value in now.items()
        if not _equal(was.get(target), value)
    ]
    return f"{first} It changes {wording.listed(changed)}." if changed else f"{first} It changes no figure."


def _prepared(position: Position, contents: Return) -> str | None:
    """A workbook prepared long after its quarter or before its end, by its cover.

    Of a day that is still to come its cell is asked about, as of any reading.
    """
    prepared = contents.cover.prepared_on
    if prepared is None or pd.isna(prepared) or contents.quarter is None or prepared > position.as_at:
        return None
    quarter = Quarter.parse(contents.quarter)
    day = wording.day(prepared)
    after = (prepared - position.calendar.last_day(quarter)).days
    if after <= 0:
        return (
            f"Prepared on {day}, by its cover, when {quarter.people} was not over: are the figures of the whole of it?"
        )
    if after > LONG_AFTER:
        return (
            f"Prepared on {day}, by its cover, {after:,} days after {quarter.people} ended: are the figures still its?"
        )
    return None


def _equal(one: object, other: object) -> bool:
    return (pd.isna(one) and pd.isna(other)) or one == other


def _figure(value: object) -> str:
    return "no figure" if value is None or pd.isna(value) else f"{value:,.15g}"
