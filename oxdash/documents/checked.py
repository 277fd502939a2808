"""What a check found in an officer's workbook: the error summary, the tables of problems, what the file is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from oxdash.documents.blocks import Bullets, Column, Heading, Paragraph, Table
from oxdash.documents.inline import Link, Tagged, Words
from oxdash.documents.notice import PROBLEM
from oxdash.documents.page_blocks import Facts, Panel
from oxdash.documents.problems import CELL, FOUND, SHEET, TO_DO
from oxdash.excel.problems import LONGEST_NAME, Problem, shown
from oxdash.vocabulary import wording

FIX, CONFIRM = "must-fix", "please-confirm"  # what the rows of the two tables are called in an address


def short(problem: Problem) -> str:
    """A problem's sentence without the file's name and the advice, which stand elsewhere on the page."""
    said = problem.message.removesuffix(problem.what_to_do).strip()
    place = f"sheet {problem.sheet}"
    start = said.find(place) if problem.sheet else -1
    return wording.sentence_case(said[start:] if start > 0 else said)


def called(name: str) -> str:
    """A file's name in a sentence: one line, not too long."""
    return shown(name, LONGEST_NAME)


def summary(sentence: str, lines: Sequence[Any] = ()) -> Panel:
    """The error summary that stands at the top of the page, before anything else on it."""
    return Panel("error", (Heading(PROBLEM, anchor="problem"), Paragraph(sentence), Bullets(tuple(lines))), "problem")


def to_fix(problems: Sequence[Problem]) -> Panel:
    """The summary of everything that must be fixed, each linked to its row."""
    many = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
    lines = [Link(short(problem), anchor=f"{FIX}-{number}") for number, problem in enumerate(problems, start=1)]
    return summary(f"{many} must be fixed before this return can be submitted. Nothing has been stored.", lines)


def to_confirm(problems: Sequence[Problem], missing: Iterable[Problem]) -> Panel:
    """The summary of the readings that were not confirmed when Submit was pressed."""
    left = list(missing)
    lines = [
        Link(f"Reading {number}: {short(problem)} {problem.what_to_do}", anchor=f"{CONFIRM}-{number}")
        for number, problem in enumerate(problems, start=1)
        if problem in left
    ]
    return summary("Nothing was stored. Confirm these readings, or correct the workbook and choose it again:", lines)


def problem_table(caption: str, problems: Sequence[Problem], anchor: str) -> Table:
    """Sheet, cell, what was found and what to do: one numbered row a problem, which the summary links to."""
    to = anchor if anchor == FIX else ""
    numbers = [Tagged(f"{n}", anchor=f"{to}-{n}" if to else "") for n in range(1, len(problems) + 1)]
    return Table(
        caption,
        (
            Column("No.", numbers, names_row=True, fits="tight row-number"),
            replace(SHEET, names_row=False, fits="tight"),
            replace(CELL, of=_cell, fits="middle"),
            replace(FOUND, of=_found, fits="wide"),
            TO_DO,
        ),
        of=problems,
    )


def reading(number: int, problem: Problem) -> Panel:
    """One reading to confirm, above its checkbox."""
    said = Words((Tagged(f"Reading {number}. ", "strong"), short(problem)))
    return Panel(
        "reading", (Paragraph(said, "reading-found"), Paragraph(problem.what_to_do, "note")), f"{CONFIRM}-{number}"
    )


def file(name: str, size: int, contents, names: Mapping[str, str]) -> Facts:
    """What the workbook is, from its cover. ``contents`` is returns.read_return.Return."""
    cover = contents.cover
    return Facts(
        (
            ("Workbook", f"{called(name)} ({wording.number(size / 1000, 0)} kB)"),
            ("Template version", cover.template_version or "not said"),
            ("Partnership", names.get(cover.partnership, "not one of the register's")),
            ("Quarter", wording.quarter(cover.quarter) if cover.quarter else "not said"),
            ("Prepared by", cover.prepared_by),
            ("Prepared on", wording.day(cover.prepared_on) if pd.notna(cover.prepared_on) else None),
        )
    )


def _cell(problem: Problem) -> tuple[str, ...]:
    about = " for ".join(filter(None, [problem.column, problem.target]))
    return (problem.cell, about) if about else (problem.cell,)


def _found(problem: Problem) -> str:
    return problem.found or ("an empty cell" if problem.cell else short(problem))
