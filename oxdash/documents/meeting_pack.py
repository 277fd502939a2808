"""The papers of one meeting, in the order of its agenda, and the page that stands before them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from oxdash.documents import covering_report, frame, papers
from oxdash.documents.blocks import Bullets, Heading, Outline, Paragraph
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.excel.cells import folded
from oxdash.register import Register
from oxdash.register.cells import words_of
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import initials, several
from oxdash.vocabulary.quarters import day_of
from oxdash.vocabulary.rows import each_row

NONE_FOR = "The register has no meeting about {}. Enter it on its sheet Meetings, with its body, date and quarter."
USUAL = (Kind.BOARD, Kind.PARTNERSHIP, Kind.ACTIONS, Kind.REWARD, Kind.GRANTS)  # before the Board
ELSEWHERE = (Kind.SCRUTINY, Kind.EXCEPTIONS, Kind.ACTIONS)  # before any other body
Wanted = tuple[Kind, str | None]  # a paper, and the partnership it is of


@dataclass(frozen=True)
class Meeting:
    """One of the register's; ``reporting``: codes of those whose chairmen report at it."""

    body: str
    name: str
    day: date
    quarter: str
    reporting: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{self.name}, {wording.day(self.day)}"


def meetings(register: Register, quarter: str) -> list[Meeting]:
    """Those that look at a quarter, by day."""
    rows = register.meetings[register.meetings["quarter"] == quarter].sort_values("date", kind="stable")
    return [
        Meeting(
            row.body,
            register.body_names.get(row.body, row.body),
            row.date.date(),
            row.quarter,
            tuple(several(getattr(row, "who_reports", None))),
        )
        for row in each_row(rows)
        if pd.notna(row.date)
    ]


def named(register: Register, quarter: str, said: str) -> Meeting | str:
    """The meeting that is meant by its day, with its body where several meet: ``Public Board 2010-07-01``.

    Else a sentence that says which meetings there are. A body is named as the register names it, by its code or by its
    initials.
    """
    there = meetings(register, quarter)
    if not there:
        return NONE_FOR.format(wording.quarter(quarter))
    found = [one for one in there if _meant(register, one, said)]
    if len(found) == 1:
        return found[0]
    listed = wording.listed([f'"{one.name} {one.day}"' for one in found or there])
    if found:
        return f'"{said}" are {len(found)} meetings. Say which: {listed}.'
    return f'"{said}" is no meeting about {wording.quarter(quarter)}. There are: {listed}.'


def _meant(register: Register, meeting: Meeting, said: str) -> bool:
    """Whether a text ends in the day of a meeting and begins with nothing, or with its body."""
    words = said.replace(",", " ").split()
    return any(
        _is_day(" ".join(words[cut:]), meeting.day) and _is_body(register, " ".join(words[:cut]), meeting)
        for cut in range(len(words))
    )


def _is_day(said: str, day: date) -> bool:
    if folded(said) == folded(wording.day(day)):
        return True
    try:
        return day_of(said) == day
    except ValueError:
        return False


def _is_body(register: Register, said: str, meeting: Meeting) -> bool:
    """By what the register calls it, its code or its initials; a body that is only named at a meeting too."""
    called = {folded(one) for one in (meeting.body, meeting.name, initials(meeting.name))}
    known: dict[str, str] = words_of(register.every_body.to_dict("records"))
    return not said or folded(said) in called or known.get(folded(said)) == meeting.body


def usual(at: Standing, meeting: Meeting) -> list[Wanted]:
    """What is usual before a meeting, in order: of each partnership whose chairman reports there its sheet."""
    kinds = USUAL if meeting.body in (at.council.reported_to, at.register.board) else ELSEWHERE
    return [one for kind in kinds if _why_not(at, kind) is None for one in _of(at, meeting, kind)]


def wanted(at: Standing, meeting: Meeting, kinds: Sequence[Kind]) -> list[Wanted] | str:
    """The papers asked for, in that order; or a sentence for one that there is not."""
    found: list[Wanted] = []
    for kind in kinds:
        if why_not := _why_not(at, kind):
            return why_not
        there = _of(at, meeting, kind)
        if not there:
            return f"No partnership's chairman reports to the {meeting.title}, so there is no chairman's sheet for it."
        found += there
    return found


def _why_not(at: Standing, kind: Kind) -> str | None:
    return papers.missing(kind, at.register, reward=at.reward, decided=bool(at.decided))


def _of(at: Standing, meeting: Meeting, kind: Kind) -> list[Wanted]:
    if not papers.PAPERS[kind].of_one:
        return [(kind, None)]
    return [(kind, code) for code in meeting.reporting if code in at.position.names]


def outlines(at: Standing, of: Sequence[Wanted], fits: Callable[[Outline], bool]) -> Iterator[Outline]:
    """The papers themselves, each with its number above its title; a manager's words stand in the first that has them.

    Who wrote them, and whom to ask, stands in each.
    """
    said = False
    for number, (kind, partnership) in enumerate(of, start=1):
        made = papers.outline(kind, at, partnership, fits)
        alone = covering_report.left_out(made, at.edition.words)
        yield replace(alone if said else made, over=f"Paper {number}. {made.over}")
        said = said or alone != made


def front(at: Standing, meeting: Meeting) -> Outline:
    """The first page, above the contents: which meeting it is, about which quarter, who reports, what it rests on."""
    names: Any = at.register.body_names
    reports = [names.get(code, code) for code in meeting.reporting]
    facts = [
        f"About {wording.quarter(meeting.quarter)}.",
        *([f"Chairmen who report: {wording.listed(reports)}."] if reports else []),
        f"{at.edition.cited}. As at {wording.day(at.position.as_at)}. Rule version {at.edition.rule_version}.",
    ]
    said = at.position.said_illustrative
    return Outline(
        title=f"Papers for the {meeting.title}",
        over=at.council.title,
        subject=f"Papers in the order of the agenda, about {wording.quarter(meeting.quarter)}",
        footer=frame.footer(at),
        council=at.council,
        blocks=(Bullets(tuple(facts)), *([Paragraph(said, "note")] if said else []), Heading("Contents")),
    )
