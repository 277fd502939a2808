"""How the return workbook is laid out: its sheets and cover, the headings that rules name, and the words of its lists.

Which columns a sheet has is declared in `columns`.
"""

from oxdash.vocabulary.model import OFFICER_REASONS, FigureIs

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
EXPECTED_ON, FORECAST, ACHIEVED, COMMENTARY = "Expected on", "Year-end forecast", "Will it be achieved?", "Commentary"
FOR, WITH, SECTION, BASIS = "For", "With", "Section", "Basis"

FIGURE_IS_WORDS = tuple(str(word) for word in FigureIs)
REASON_WORDS = tuple(str(word) for word in OFFICER_REASONS)
YES_NO = ("yes", "no")
THE_PARTNERSHIP = "the partnership"  # what an action may be for, beside a target, a priority and a theme
ILLUSTRATIVE_BASIS, DOCUMENTED_BASIS = "illustrative", "documented:"  # what the basis of a text begins with
ACTION_STATES = ("open", "done", "dropped")
SCORES = (1, 2, 3, 4, 5)  # likelihood and impact of a risk
SECTIONS = ("Outcomes", "Partnership working", "Response")  # the schedule of July 2010 (seed 001)
YEARLY_SECTIONS = ("Achievements", "Strengths", "Areas for improvement")  # for the yearly review, with Q4
