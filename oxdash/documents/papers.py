"""The papers there are to choose from, each declared once, here: the Board's, a chairman's sheet, scrutiny's and so on.

A new paper is a member of `Kind`, its entry in `PAPERS`, what makes its outline in `makers`, and the module of that,
which is loaded when a paper is asked for: the command line knows the papers by name without it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from oxdash.vocabulary.model import WHO_ANSWERS

if TYPE_CHECKING:
    from oxdash.documents.blocks import Outline
    from oxdash.documents.quarter_view import Standing
    from oxdash.register import Register


class Kind(StrEnum):
    """Which paper; the value is the word of the command line and of the address."""

    BOARD = "board"
    ONE_PAGE = "one-page"
    PARTNERSHIP = "partnership"
    SCRUTINY = "scrutiny"
    EXCEPTIONS = "exceptions"
    REVIEW = "review"
    ACTIONS = "actions"
    ANSWERS = "answers"
    REWARD = "reward"
    GRANTS = "grants"
    DECISIONS = "decisions"


@dataclass(frozen=True)
class Paper:
    """One paper: its ``name`` and what it ``holds``, in a sentence.

    ``file``: its name among the files of a publication, where ``about`` says what it is; of a paper ``of_one``
    partnership there is a file for each, in a folder. ``held``: to one page of A4. ``part``: a table of the register
    without a row of which there is no such paper, which is said in the sentence ``none``.
    """

    name: str
    holds: str
    file: str
    about: str
    of_one: bool = False
    held: bool = False
    part: str = ""
    none: str = ""


PAPERS = {
    Kind.BOARD: Paper(
        "Board paper",
        "Everything: what is asked, the counts, changes, exceptions, charts, every partnership, every target.",
        "board-paper.docx",
        "the Board paper",
    ),
    Kind.ONE_PAGE: Paper(
        "The agreement on one page",
        "One page of A4: the picture of the whole agreement, what changed, what is asked.",
        "one-page.docx",
        "the picture of the whole agreement, what changed, what is asked, on one page",
        held=True,
    ),
    Kind.PARTNERSHIP: Paper(
        "Chairman's sheet of one partnership",
        "One page of A4 for the chairman of one partnership.",
        "chairmens-sheets/{partnership}.docx",
        "one page for the chairman of each partnership",
        of_one=True,
        held=True,
    ),
    Kind.SCRUTINY: Paper(
        "Schedule for scrutiny",
        "A block a partnership in two columns, Performance and Response, as in July 2010.",
        "schedule-for-scrutiny.docx",
        "a block a partnership, Performance and Response",
    ),
    Kind.EXCEPTIONS: Paper(
        "Exceptions only",
        "What changed, what is off track and what is done, what cannot be judged.",
        "exceptions.docx",
        "what changed, what is off track, what cannot be judged",
    ),
    Kind.REVIEW: Paper(
        "Yearly review",
        "Achievements, strengths and areas for improvement of each partnership, beside the year's figures.",
        "yearly-review.docx",
        "achievements, strengths and areas for improvement beside the year's figures",
    ),
    Kind.ACTIONS: Paper(
        "Actions and risks",
        "What lacks an action, what is overdue, what was promised and whether it was kept, and every risk.",
        "actions-and-risks.docx",
        "every action, what was promised and whether it was kept, every risk",
    ),
    Kind.ANSWERS: Paper(
        WHO_ANSWERS,
        "Gaps, priorities and targets, meetings and reviews due, chairs, officers, members and groups.",
        "who-answers-for-what.docx",
        "gaps, priorities, meetings and reviews due, officers, members and groups",
    ),
    Kind.REWARD: Paper(
        "Reward grant",
        "What the stretch targets would earn: indicative, and a range over what is not known.",
        "reward-grant.docx",
        "what the stretch targets would earn, indicative",
        part="stretch",
        none="The register has no stretch targets, so there is no paper of what they would earn.",
    ),
    Kind.GRANTS: Paper(
        "Grants",
        "What was earned, agreed, allocated and spent, by grant, year, target and body, and what is not known.",
        "grants.docx",
        "what was agreed, allocated and spent of each grant",
        part="grants",
        none="The register has no grants, so there is no paper of them.",
    ),
    Kind.DECISIONS: Paper(
        "Decisions",
        "What was asked, what was decided of it, who acts by when, and what became of each.",
        "decisions.docx",
        "what was decided of what was asked, and what became of it",
    ),
}
NAMES = {kind: paper.name for kind, paper in PAPERS.items()}
HOLDS = {kind: paper.holds for kind, paper in PAPERS.items()}


def missing(kind: Kind, register: "Register", *, reward: bool = True, decided: bool = True) -> str | None:
    """Why there is no such paper of a register, in a sentence; None where there is.

    Without ``reward``, which a setting hides, there is none of the reward grant; where nothing was ``decided`` by the
    day of the position, none of that.
    """
    if kind == Kind.DECISIONS and not decided:
        return "No decision has been recorded, so there is no paper of any."
    if kind == Kind.REWARD and not reward:
        return "What stretch targets would earn is not shown here: OXDASH_REWARD is off."
    part = PAPERS[kind].part
    return PAPERS[kind].none if part and getattr(register, part).empty else None


def offered(register: "Register", *, reward: bool = True, decided: bool = True) -> list[Kind]:
    """The papers there are of a register; ``reward`` and ``decided`` as in `missing`."""
    return [kind for kind in Kind if missing(kind, register, reward=reward, decided=decided) is None]


def outline(
    kind: str, at: "Standing", partnership: str | None = None, fits: "Callable[[Outline], bool]" = lambda _: True
) -> "Outline":
    """The paper of that kind. ``partnership`` (a code) is needed for the chairman's sheet; KeyError for no such code.

    ``fits``: whether a paper held to one page fits it, as whoever draws it knows; else it says all there is to say.
    ValueError for a kind there is not. A paper is made once of one `Standing`: as Word and as PDF it is the same.
    """
    kind = Kind(kind)
    told = (*([partnership] if PAPERS[kind].of_one else []), *([fits] if PAPERS[kind].held else []))
    if (kind, *told) not in at.outlines:
        at.outlines[kind, *told] = makers()[kind](at, *told)
    found: Outline = at.outlines[kind, *told]
    return found


def makers() -> Mapping[Kind, "Callable[..., Outline]"]:
    """By kind, what makes the outline: called with the `Standing`, of one partnership with its code, of a paper that
    is held to a page with `fits`.
    """
    from oxdash.documents import accountability, actions, board, chairmans_sheet, decisions, grants, one_page, reward
    from oxdash.documents import review as reviews

    return {
        Kind.BOARD: board.board,
        Kind.ONE_PAGE: one_page.one_page,
        Kind.PARTNERSHIP: chairmans_sheet.chairman,
        Kind.SCRUTINY: board.scrutiny,
        Kind.EXCEPTIONS: board.exceptions,
        Kind.REVIEW: reviews.yearly,
        Kind.ACTIONS: actions.actions_and_risks,
        Kind.ANSWERS: accountability.who_answers,
        Kind.REWARD: reward.reward_grant,
        Kind.GRANTS: grants.paper,
        Kind.DECISIONS: decisions.paper,
    }
