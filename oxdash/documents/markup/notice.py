"""What a reader has to be told before reading on, and pages that are nothing but that."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, element, heading, joined, link, paragraph, table
from oxdash.excel.problems import Problem
from oxdash.register import sources
from oxdash.vocabulary import wording

NOTHING = "There is nothing to show of that day"
PROBLEM = "There is a problem"  # over whatever cannot be gone on with
TODAY = "See it as of today"
LISTED = 20  # of what no longer passes; a screenful
NOT_PASSED = (
    "What follows is on file and does not pass: the register has changed since it was accepted, or it was only placed "
    "in the folder by hand. Nothing on file is changed by that. Put the register right, or submit the return again."
)


def notice(*lines: str | Markup, label: str = "Please note") -> Markup:
    return element("div", *(element("p", line) for line in lines), class_="ox-notice", role="note", aria_label=label)


def illustrative() -> Markup:
    """Stands on every page while any target's figures are illustrative."""
    return notice(wording.ILLUSTRATIVE, label="About these figures")


def unsourced(*shown: tuple[pd.DataFrame, Mapping[str, str]]) -> Markup | None:
    """Under a table of the register's facts: which of them no source gives; `sources.note`."""
    said = sources.note(*shown)
    return paragraph(said, "ox-note") if said else None


def as_at(when: str, back: str) -> Markup:
    """The page is of a day gone by; ``back`` is the address of the same view today."""
    said = f"As at {when}: only what had been received and agreed by the end of that day. "
    return notice(joined([said, link(TODAY, back)]), label="The day this position is of")


def refused(sentence: str, back: str) -> list[Markup]:
    """No page is shown of the day asked for: why, and the address of the same view today."""
    return [
        heading(NOTHING, 1),
        paragraph(sentence, "ox-lead"),
        paragraph(link(TODAY, back)),
    ]


def not_passed(problems: Sequence[Problem]) -> Markup:
    """On the page of what is on file: what of it the register of today does not take."""
    told = [problem.message for problem in problems[:LISTED]]
    if (more := len(problems) - LISTED) > 0:
        told.append(f"And {wording.counted(more, 'more thing')}, which oxdash doctor lists.")
    return notice(NOT_PASSED, *told, label="What does not pass of returns on file")


def pointing_there(problems: Sequence[Problem], address: str) -> Markup:
    """Above every other page: that there is such a thing, and where it is told."""
    does = "1 thing does" if len(problems) == 1 else f"{len(problems):,} things do"
    said = f"{does} not pass of what is on file, and may not be read. What and why stands on "
    return notice(joined([said, link("Returns on file", address), "."]), label="What does not pass of returns on file")


def not_ready(sentence: str, problems: Sequence[Problem]) -> Markup:
    """There is no sound register: the sentence, then everything there is to fix."""
    parts = [heading(PROBLEM, 1), paragraph(sentence, "ox-lead")]
    if problems:
        parts.append(problem_table("What to fix in the register", problems))
    return joined(parts)


def nothing_yet(by_then: str | None = None) -> list[Markup]:
    """There is a register and no return; ``by_then`` says so of a day gone by."""
    if by_then:
        return [heading(NOTHING, 1), paragraph(by_then, "ox-lead")]
    said = "Nothing can be shown until a partnership has returned a quarter. This page shows it as soon as one has."
    return [heading("No return has been accepted yet", 1), paragraph(said, "ox-lead")]


def problem_table(caption: str, problems: Sequence[Problem]) -> Markup:
    """Sheet, cell, what was found, what to do: one row a problem."""
    return table(
        caption,
        [
            Column("Sheet", [problem.sheet for problem in problems], names_row=True),
            Column("Cell", [problem.cell for problem in problems], class_="ox-tight"),
            Column("What we found", [problem.found or "nothing" for problem in problems], class_="ox-middle"),
            Column("What to do", [problem.what_to_do for problem in problems], class_="ox-wide"),
        ],
    )


def source(as_at: date, fingerprint: str, paper: str | None = None, called: str = "") -> Markup:
    """Under a page: what it was made from, so that a printed sheet can be told from another.

    ``paper`` is the address of the Word paper on the same subject, ``called`` its name; on paper it is left out.
    """
    made = f"Made from the returns on file and the register {fingerprint[:12]}, as at {wording.day(as_at)}."
    also = paragraph(link(f"{called} (Word paper)", paper), "ox-p ox-paper") if paper else None
    return joined([paragraph(made, "ox-source"), also])
