"""What a check found in an officer's workbook: the error summary, the tables of problems, what the file is."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, bullets, element, facts, heading, joined, link, paragraph, table
from oxdash.documents.markup.notice import PROBLEM
from oxdash.excel.problems import LONGEST_NAME, Problem, Severity, shown
from oxdash.vocabulary import wording

FIX, CONFIRM = "must-fix", "please-confirm"  # what the rows of the two tables are called in an address


def of(problems: Iterable[Problem], severity: Severity) -> list[Problem]:
    return [problem for problem in problems if problem.severity == severity]


def short(problem: Problem) -> str:
    """A problem's sentence without the file's name and the advice, which stand elsewhere on the page."""
    said = problem.message.removesuffix(problem.what_to_do).strip()
    place = f"sheet {problem.sheet}"
    start = said.find(place) if problem.sheet else -1
    return wording.sentence_case(said[start:] if start > 0 else said)


def called(name: str) -> str:
    """A file's name in a sentence: one line, not too long. Escaped like all text when it is put on the page."""
    return shown(name, LONGEST_NAME)


def summary(sentence: str, lines: Sequence[Any] = ()) -> Markup:
    """The error summary that stands at the top of the page, before anything else on it."""
    return element(
        "div",
        heading(PROBLEM, 2, anchor="problem"),
        paragraph(sentence),
        bullets(lines),
        class_="ox-error",
        role="alert",
        aria_labelledby="problem",
        tabindex="-1",
    )


def to_fix(problems: Sequence[Problem]) -> Markup:
    """The summary of everything that must be fixed, each linked to its row."""
    many = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
    lines = [link(short(problem), f"#{FIX}-{number}") for number, problem in enumerate(problems, start=1)]
    return summary(f"{many} must be fixed before this return can be submitted. Nothing has been stored.", lines)


def to_confirm(problems: Sequence[Problem], missing: Iterable[Problem]) -> Markup:
    """The summary of the readings that were not confirmed when Submit was pressed."""
    left = list(missing)
    lines = [
        link(f"Reading {number}: {short(problem)} {problem.what_to_do}", f"#{CONFIRM}-{number}")
        for number, problem in enumerate(problems, start=1)
        if problem in left
    ]
    return summary("Nothing was stored. Confirm these readings, or correct the workbook and choose it again:", lines)


def problem_table(caption: str, problems: Sequence[Problem], anchor: str) -> Markup:
    """Sheet, cell, what was found and what to do: one numbered row a problem, which the summary links to."""
    numbers = range(1, len(problems) + 1)
    return table(
        caption,
        [
            Column("No.", [_number(n, anchor) for n in numbers], names_row=True, class_="ox-tight ox-row-number"),
            Column("Sheet", [problem.sheet for problem in problems], class_="ox-tight"),
            Column("Cell", [_cell(problem) for problem in problems], class_="ox-middle"),
            Column("What we found", [_found(problem) for problem in problems], class_="ox-wide"),
            Column("What to do", [problem.what_to_do for problem in problems], class_="ox-wide"),
        ],
    )


def reading(number: int, problem: Problem) -> Markup:
    """One reading to confirm, above its checkbox."""
    return element(
        "div",
        element("p", element("strong", f"Reading {number}. "), short(problem), class_="ox-reading-found"),
        element("p", problem.what_to_do, class_="ox-note"),
        class_="ox-reading",
        id=f"{CONFIRM}-{number}",
        tabindex="-1",
    )


def file(name: str, size: int, contents, names) -> Markup:
    """What the workbook is, from its cover. ``contents`` is returns.read_return.Return."""
    cover = contents.cover
    return facts(
        [
            ("Workbook", f"{called(name)} ({wording.number(size / 1000, 0)} kB)"),
            ("Template version", cover.template_version or "not said"),
            ("Partnership", names.get(cover.partnership, "not one of the register's")),
            ("Quarter", wording.quarter(cover.quarter) if cover.quarter else "not said"),
            ("Prepared by", cover.prepared_by),
            ("Prepared on", wording.day(cover.prepared_on) if pd.notna(cover.prepared_on) else None),
        ]
    )


def _number(number: int, anchor: str) -> Markup:
    return element("span", number, id=f"{anchor}-{number}" if anchor == FIX else None, tabindex="-1")


def _cell(problem: Problem) -> Markup | str:
    about = " for ".join(filter(None, [problem.column, problem.target]))
    return joined([problem.cell, element("span", about, class_="ox-sub") if about else None])


def _found(problem: Problem) -> str:
    return problem.found or ("an empty cell" if problem.cell else short(problem))
