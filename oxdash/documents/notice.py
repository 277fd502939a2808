"""What a reader has to be told before reading on, and pages that are nothing but that."""

from collections.abc import Sequence

from oxdash.documents.blocks import Block, Heading, Paragraph
from oxdash.documents.inline import Link, Words
from oxdash.documents.page_blocks import Notice
from oxdash.documents.problems import problem_table
from oxdash.excel.problems import Problem
from oxdash.vocabulary import wording

NOTHING = "There is nothing to show of that day"
PROBLEM = "There is a problem"  # over whatever cannot be gone on with
TODAY = "See today's position"
LISTED = 20  # of what no longer passes; a screenful
NOT_PASSED = (
    "What follows is on file and does not pass: the register has changed since it was accepted, or it was only placed "
    "in the folder by hand. Nothing on file is changed by that. Put the register right, or submit the return again."
)
OF_RETURNS = "What does not pass of returns on file"


def illustrative(said: str) -> Notice:
    """Stands on every page while any target's figures are illustrative; ``said`` in the register's words."""
    return Notice((said,), "About these figures")


def as_at(when: str, back: str) -> Notice:
    """The page is of a day gone by; ``back`` is the address of the same view today."""
    said = f"As at {when}: only what had been received and agreed by the end of that day. "
    return Notice((Words((said, Link(TODAY, address=back))),), "The day this position is of")


def refused(sentence: str, back: str) -> list[Block]:
    """No page is shown of the day asked for: why, and the address of the same view today."""
    return [Heading(NOTHING, 0), Paragraph(sentence, "lead"), Paragraph(Link(TODAY, address=back))]


def not_passed(problems: Sequence[Problem]) -> Notice:
    """On the page of what is on file: what of it the register of today does not take."""
    told = [problem.message for problem in problems[:LISTED]]
    if (more := len(problems) - LISTED) > 0:
        told.append(f"And {wording.counted(more, 'more thing')}, which oxdash doctor lists.")
    return Notice((NOT_PASSED, *told), OF_RETURNS)


def pointing_there(problems: Sequence[Problem]) -> Notice:
    """Above every other page: that there is such a thing, and where it is told."""
    does = "1 thing does" if len(problems) == 1 else f"{len(problems):,} things do"
    said = f"{does} not pass of what is on file, and may not be read. What and why stands on "
    return Notice((Words((said, Link("Returns on file", "returns"), ".")),), OF_RETURNS)


def not_ready(sentence: str, problems: Sequence[Problem]) -> list[Block]:
    """There is no sound register: the sentence, then everything there is to fix."""
    to_fix = [problem_table("What to fix in the register", problems)] if problems else []
    return [Heading(PROBLEM, 0), Paragraph(sentence, "lead"), *to_fix]


def nothing_yet(by_then: str | None = None) -> list[Block]:
    """There is a register and no return; ``by_then`` says so of a day gone by."""
    if by_then:
        return [Heading(NOTHING, 0), Paragraph(by_then, "lead")]
    said = "Nothing can be shown until a partnership has returned a quarter. This page shows it as soon as one has."
    return [Heading("No return has been accepted yet", 0), Paragraph(said, "lead")]
