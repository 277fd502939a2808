"""The yearly review: achievements, strengths and areas for improvement, beside the year's figures (seeds 000, 001)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from oxdash.documents import by_partnership, cells, frame
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.columns import BY_STATUS, FIGURES, QUARTER, STATUS, TARGET, TARGETS
from oxdash.documents.inline import Link, StatusWord, commas
from oxdash.documents.page_blocks import Facts, PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.findings import review
from oxdash.findings.counts import NOT_A_TARGET
from oxdash.vocabulary import wording
from oxdash.vocabulary.quarters import Quarter

NOT_ONE = "No return of the year holds a review."
CHANGED = "What changed over the year:"
NO_CHANGE = "No target changed status over the year."


def yearly(at: Standing) -> Outline:
    """The whole agreement first, then every partnership: its own words, the year's counts, and how it ended."""
    year = review.named(at.edition.quarter)
    stands = by_partnership.by_partnership(at)
    silent = [name for code, name in at.names.items() if not at.reviewed(code)]
    return frame.paper(
        at,
        f"Yearly review {year}",
        f"Achievements, strengths and areas for improvement, {year}",
        Heading("The whole agreement"),
        *by_partnership.sentences(at),
        *of_the_year(
            at.year_by_quarter, f"{at.council.all_targets} by status, each partnership at its newest return by then"
        ),
        *(() if at.nothing_counted else [Heading("What changed over the year", 2), *over_the_year(at.over_the_year)]),
        *([Paragraph(f"{NOT_ONE[:-1]} of {wording.listed(silent)}.")] if silent else []),
        # without the change since the quarter before
        *(() if at.nothing_counted else [replace(stands, columns=stands.columns[:-1])]),
        *(part for code, name in at.names.items() for part in partnership(at, code, name)),
    )


def as_returned(at: Standing) -> str:
    """The caption of a table of `findings.review.by_quarter`."""
    return f"{at.council.all_targets} by status, as returned for each quarter"


def partnership(at: Standing, code: str, name: str) -> list[Block]:
    """One partnership's year; where no return of the year holds a review, that is said in its place."""
    figures, own = at.year_of(code), at.over_the_year[at.over_the_year.partnership == code]
    otherwise: list[Block] = [Paragraph(CHANGED), Bullets(tuple(own.sentence))] if len(own) else []
    return [
        Heading(name, anchor=code),
        Paragraph(cells.counted(at.of(code), at.stands_at[code], at.council), "lead"),
        *(in_its_words(at.reviewed(code), _told(at, code, at.year)) or [Paragraph(NOT_ONE)]),
        Heading("The year's figures", 2),
        *of_the_year(figures, as_returned(at)),
        *otherwise,
        *([] if len(own) or not figures.targets.any() else [Paragraph(NO_CHANGE)]),
        *ended(at, code),
    ]


def newest(at: Standing, code: str) -> list[PageBlock]:
    """The newest review of a partnership that a return holds, beside its year's figures; nothing where none does."""
    up_to, position = at.stands_at[code], at.position
    last = review.newest(position.narrative, code, up_to)
    if last is None:
        return []
    year = review.year(min(up_to, str(Quarter.parse(last).year_end)))
    rows = _told(at, code, year)
    figures = at.year_of(code, year)
    return [
        Heading(f"Yearly review {review.named(year[-1])}"),
        *in_its_words(review.told(rows, code, year[1:]), rows),
        *of_the_year(figures, as_returned(at)),
        Paragraph(f"How each target stood at {wording.quarter(year[-1])}:"),
        by_status(position.at(year[-1], "same", agreement=at.agreement, partnership=code)),
    ]


def _told(at: Standing, code: str, year: list[str]) -> pd.DataFrame:
    return review.told_rows(at.position.narrative, code, year[1:])


def in_its_words(told: Mapping[str, Sequence[str]], rows: pd.DataFrame) -> list[Block]:
    """What a partnership says of its year (`review.told`), and where that comes from; nothing where it says none."""
    if not told:
        return []
    parts: list[Block] = []
    for section in review.SECTIONS:
        lines = [line for text in told.get(section, []) for line in text.splitlines() if line.strip()]
        parts += [Heading(section, 2), Bullets(tuple(lines)) if lines else Paragraph(review.NOTHING_SAID)]
    basis = review.basis_in_words(rows)
    return [*parts, *([Paragraph(basis, "note")] if basis else [])]


def by_status(rows: pd.DataFrame) -> Facts:
    """Which targets had which status. ``rows`` are judged rows of one quarter, one a target."""
    found = []
    for status in wording.ORDER:
        codes = rows.loc[rows["status"].astype("str") == status, "target"]
        links = [Link(code, "target", target=code) for code in codes]
        found.append((wording.status_words(status), commas(links) if links else "none"))
    return Facts(tuple(found))


def of_the_year(figures: pd.DataFrame, caption: str) -> list[Block]:
    """The quarters of the year in a sentence and a table; a sentence alone where none has a target."""
    said = Paragraph(review.in_words(figures))
    return [said, by_quarter(figures, caption)] if figures.targets.any() else [said]


def by_quarter(figures: pd.DataFrame, caption: str) -> Table:
    """A row a quarter, that before the year first. ``figures`` is findings.review.by_quarter or of_all."""
    return Table(
        caption,
        (
            replace(QUARTER, share=1.4, fits=""),
            Column("Returned", lambda row: "yes" if row.returned else "no return", share=1.2),
            replace(TARGETS, share=1.0),
            *BY_STATUS,
        ),
        of=figures,
    )


def over_the_year(moved: pd.DataFrame) -> list[Block]:
    """How many targets changed in each way, and which."""
    if moved.empty:
        return [Paragraph(NO_CHANGE)]
    lines = [
        f"{wording.sentence_case(kind)}: {own.target.nunique()} ({wording.listed(own.target.unique())})."
        for kind, own in moved.groupby("change", sort=False)
    ]
    return [Bullets(tuple(lines))]


def ended(at: Standing, code: str) -> list[Block]:
    """Every target that counts as it stood before the year and as it stands now; nothing where it has none."""
    before = at.position.rows
    before = before[before.quarter == at.year[0]].set_index("target")

    def stood(row) -> StatusWord | str:
        if row.target not in before.index:
            return NOT_A_TARGET
        return StatusWord(before.status[row.target], bool(before.close[row.target]))

    table = Table(
        f"Each {at.council.one_target} before the year and now",
        (
            replace(TARGET, of=cells.named, share=3.4),
            replace(STATUS, heading=wording.quarter(at.year[0]), of=stood, share=1.5),
            replace(STATUS, heading=wording.quarter(at.stands_at[code]), share=1.5),
            FIGURES,
        ),
        small=True,
        of=at.of(code),
    )
    return [table] if table.rows else []
