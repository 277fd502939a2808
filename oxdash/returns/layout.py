"""How the return workbook is laid out: its sheets and cover, the headings that rules name, and the words of its lists.

And what a sheet, a column of it and the words of a drop-down are declared as; `columns` declares them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from oxdash.register import sources
from oxdash.vocabulary.model import OFFICER_REASONS, FigureIs
from oxdash.vocabulary.schemas import Schema

COVER, RETURN, ACTIONS, RISKS = "Cover", "Return", "Actions", "Risks"
DISTRICTS, NARRATIVE, GUIDANCE, LISTS = "Districts", "Narrative", "Guidance", "Lists"

COVER_CELLS = {  # label in column A, value beside it in column B
    "Partnership": "B3",
    "Quarter": "B4",
    "Template version": "B5",
    "Prepared by": "B6",
    "Prepared on": "B7",
}

HEADING_ROW = 3  # where the template puts headings; the reader looks for them by name
MOST_ROWS = 500  # of one sheet: eight times what the largest partnership has; past it nothing of the sheet is read
MOST_PROBLEMS = 500  # of one sheet that are told at once
MOST_READINGS = 300  # of a return that are confirmed with it, each by a tick

TARGET, TITLE, UNIT, BETTER, MILESTONE = "Target", "Title", "Unit", "Better", "Milestone"
LAST_ACTUAL, LAST_STATUS = "Last quarter's actual", "Last quarter's status"
ACTUAL, FIGURE_IS, FIGURE_IS_FOR, WHY = "Actual", "Figure is", "Figure is for", "If no figure, why"
DUE = "Due"
EXPECTED_ON, FORECAST, ACHIEVED, COMMENTARY = "Expected on", "Year-end forecast", "Will it be achieved?", "Commentary"
FOR, WITH, SECTION, BASIS = "For", "With", "Section", "Basis"

FIGURE_IS_WORDS = tuple(str(word) for word in FigureIs)
REASON_WORDS = tuple(str(word) for word in OFFICER_REASONS)
YES_NO = ("yes", "no")
THE_PARTNERSHIP = "the partnership"  # what an action may be for, beside a target, a priority and a theme
ILLUSTRATIVE_BASIS, DOCUMENTED_BASIS = sources.ILLUSTRATIVE, sources.DOCUMENTED
ACTION_STATES = ("open", "done", "dropped")
SCORES = (1, 2, 3, 4, 5)  # likelihood and impact of a risk
SECTIONS = ("Outcomes", "Partnership working", "Response")  # of an account of a quarter
YEARLY_SECTIONS = ("Achievements", "Strengths", "Areas for improvement")  # for the yearly review, with Q4


class Entered(StrEnum):
    """What the cells of a column hold, and so how they are read and shown."""

    FIGURE = "a figure in the target's unit"
    WORD = "a word of its list"
    DAY = "a day"
    PERIOD = "a period"
    TEXT = "the officer's own words"
    SCORE = "a whole number from 1 to 5"
    BASIS = "where a text comes from"
    OTHER = "what the sheet's own reader knows"


@dataclass(frozen=True)
class WordList:
    """The words of a drop-down: their heading on the sheet Lists, and the name in the workbook that they are known by.

    ``words`` are those of every return; without any they are the register's, which `prefill.choices` knows. ``open``:
    an officer may type other words.
    """

    heading: str
    name: str
    words: tuple[Any, ...] = ()
    open: bool = False


@dataclass(frozen=True)
class Column:
    """One column, by its ``heading``, ``width`` in Excel's characters.

    ``becomes``: the column of the sheet's table that is read from it; None where nothing is. ``offers``: what its
    drop-down offers. ``locked``: the template fills it in. ``optional``: a sheet may lack it. ``carried``: what the
    last return says there is filled in. ``needed``: what to do about a row without it. ``called``: how a sentence
    calls it, where the heading in small letters would not read well. ``guidance``: its line on the sheet Guidance.
    ``since`` and ``until``: the first and the last version of the template that has it, None while it has it.
    """

    heading: str
    becomes: str | None
    holds: Entered
    width: float
    offers: WordList | None = None
    locked: bool = False
    optional: bool = False
    carried: bool = False
    needed: str = ""
    called: str = ""
    guidance: str = ""
    since: int = 1
    until: int | None = None


@dataclass(frozen=True)
class ReturnSheet:
    """One sheet: the part of a `Return` and the table that it becomes, and its columns.

    The first column is the one that it cannot do without. ``ever``: those of every version of the template that is
    read. ``optional``: a return may lack it. ``grows``: an officer adds rows to it. ``shortest``: the lines that a row
    has at least, to type in; elsewhere it grows by itself.
    """

    name: str
    part: str
    table: Schema
    hint: str
    ever: tuple[Column, ...]
    guidance: str = ""
    optional: bool = False
    grows: bool = False
    shortest: int = 1

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those that the template has now."""
        return tuple(column for column in self.ever if column.until is None)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    def headings_in(self, version: str) -> tuple[str, ...]:
        """Those of an earlier version of the template as well."""
        number = int(version)
        within = (one for one in self.ever if one.since <= number and (one.until is None or number <= one.until))
        return tuple(column.heading for column in within)

    @property
    def carried(self) -> dict[str, str]:
        """By column of the table, the heading under which the last return's is filled in."""
        return {column.becomes: column.heading for column in self.columns if column.carried and column.becomes}
