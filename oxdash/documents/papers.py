"""The papers there are to choose from, each declared once, here: the Board's, a chairman's sheet, scrutiny's and so on.

A new paper is one member of `Kind`, one entry in `PAPERS`, and the module that makes its outline, which is loaded when
the paper is asked for: the command line knows the papers by name without it.
"""

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oxdash.documents.blocks import Outline
    from oxdash.documents.quarter_view import Standing


class Kind(StrEnum):
    """Which paper; the value is the word of the command line and of the address."""

    BOARD = "board"
    PARTNERSHIP = "partnership"
    SCRUTINY = "scrutiny"
    EXCEPTIONS = "exceptions"
    REVIEW = "review"
    ACTIONS = "actions"
    ANSWERS = "answers"
    REWARD = "reward"


@dataclass(frozen=True)
class Paper:
    """One paper: its ``name``, what it ``holds`` in a sentence, and who makes its outline.

    ``made_by``: ``module.function`` of this room, called with the `Standing`, and with the partnership's code where the
    paper is ``of_one``. ``file``: its name among the files of a publication, where ``about`` says what it is; of a
    paper ``of_one`` there is a file for each partnership, in a folder.
    """

    name: str
    holds: str
    made_by: str
    file: str
    about: str
    of_one: bool = False


PAPERS = {
    Kind.BOARD: Paper(
        "Board paper",
        "Everything: what is asked, the counts, changes, exceptions, charts, every partnership, every target.",
        "board.board",
        "board-paper.docx",
        "the Board paper",
    ),
    Kind.PARTNERSHIP: Paper(
        "Chairman's sheet of one partnership",
        "One page of A4 for the chairman of one partnership.",
        "chairmans_sheet.chairman",
        "chairmens-sheets/{partnership}.docx",
        "one page for the chairman of each partnership",
        of_one=True,
    ),
    Kind.SCRUTINY: Paper(
        "Schedule for scrutiny",
        "A block a partnership in two columns, Performance and Response, as in July 2010.",
        "board.scrutiny",
        "schedule-for-scrutiny.docx",
        "a block a partnership, Performance and Response",
    ),
    Kind.EXCEPTIONS: Paper(
        "Exceptions only",
        "What changed, what is off track and what is done, what cannot be judged.",
        "board.exceptions",
        "exceptions.docx",
        "what changed, what is off track, what cannot be judged",
    ),
    Kind.REVIEW: Paper(
        "Yearly review",
        "Achievements, strengths and areas for improvement of each partnership, beside the year's figures.",
        "review.yearly",
        "yearly-review.docx",
        "achievements, strengths and areas for improvement beside the year's figures",
    ),
    Kind.ACTIONS: Paper(
        "Actions and risks",
        "What lacks an action, what is overdue, what was promised and whether it was kept, and every risk.",
        "actions.actions_and_risks",
        "actions-and-risks.docx",
        "every action, what was promised and whether it was kept, every risk",
    ),
    Kind.ANSWERS: Paper(
        "Who answers for what",
        "Gaps, priorities and targets, meetings and reviews due, chairs, officers, members and groups.",
        "accountability.who_answers",
        "who-answers-for-what.docx",
        "gaps, priorities, meetings and reviews due, officers, members and groups",
    ),
    Kind.REWARD: Paper(
        "Reward grant",
        "What the stretch targets of 2006-09 would earn: indicative, and a range over what is not known.",
        "reward.reward_grant",
        "reward-grant.docx",
        "what the stretch targets of 2006-09 would earn, indicative",
    ),
}
NAMES = {kind: paper.name for kind, paper in PAPERS.items()}
HOLDS = {kind: paper.holds for kind, paper in PAPERS.items()}


def outline(kind: str, at: "Standing", partnership: str | None = None) -> "Outline":
    """The paper of that kind. ``partnership`` (a code) is needed for the chairman's sheet; KeyError for no such code.

    ValueError for a kind there is not.
    """
    paper = PAPERS[Kind(kind)]
    module, _, function = paper.made_by.partition(".")
    made = getattr(import_module(f"{__package__}.{module}"), function)
    return made(at, partnership) if paper.of_one else made(at)
