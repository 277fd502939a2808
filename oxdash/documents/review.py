"""The yearly review: achievements, strengths and areas for improvement, beside the year's figures (seeds 000, 001)."""

from dataclasses import replace

import pandas as pd

from oxdash.documents import cells, exceptions, frame
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Outline, Paragraph, StatusWord, Table
from oxdash.documents.quarter_view import Standing
from oxdash.findings import review
from oxdash.findings.counts import NOT_A_TARGET
from oxdash.vocabulary import wording

NOT_ONE = "No return of the year holds a review."
CHANGED = "What changed over the year:"
NO_CHANGE = "No target changed status over the year."


def yearly(at: Standing) -> Outline:
    """The whole agreement first, then every partnership: its own words, the year's counts, and how it ended."""
    year = review.named(at.edition.quarter)
    stands = exceptions.by_partnership(at)
    silent = [name for code, name in at.names.items() if not at.reviewed(code)]
    return frame.paper(
        at,
        f"Yearly review {year}",
        f"Achievements, strengths and areas for improvement, {year}",
        Heading("The whole agreement"),
        *exceptions.sentences(at),
        *of_the_year(at.year_by_quarter, "LAA targets by status, each partnership at its newest return by then"),
        *(() if at.nothing_counted else [Heading("What changed over the year", 2), *over_the_year(at.over_the_year)]),
        *([Paragraph(f"{NOT_ONE[:-1]} of {wording.listed(silent)}.")] if silent else []),
        # without the change since the quarter before
        *(() if at.nothing_counted else [replace(stands, columns=stands.columns[:-1])]),
        *(part for code, name in at.names.items() for part in partnership(at, code, name)),
    )


def partnership(at: Standing, code: str, name: str) -> list[Block]:
    """One partnership's year; where no return of the year holds a review, that is said in its place."""
    told, figures = at.reviewed(code), at.year_of(code)
    own = at.over_the_year[at.over_the_year.partnership == code]
    parts: list[Block] = [Heading(name, anchor=code), Paragraph(cells.counted(at.of(code), at.stands_at[code]), "lead")]
    if told:
        for section in review.SECTIONS:
            lines = [line for text in told.get(section, []) for line in text.splitlines() if line.strip()]
            parts += [Heading(section, 2), Bullets(tuple(lines)) if lines else Paragraph("Nothing said.")]
        if basis := review.basis_in_words(review.told_rows(at.position.narrative, code, at.year[1:])):
            parts.append(Paragraph(basis, "note"))
    else:
        parts.append(Paragraph(NOT_ONE))
    otherwise: list[Block] = [Paragraph(CHANGED), Bullets(tuple(own.sentence))] if len(own) else []
    return [
        *parts,
        Heading("The year's figures", 2),
        *of_the_year(figures, "LAA targets by status, as returned for each quarter"),
        *otherwise,
        *([] if len(own) or not figures.targets.any() else [Paragraph(NO_CHANGE)]),
        *ended(at, code),
    ]


def of_the_year(figures: pd.DataFrame, caption: str) -> list[Block]:
    """The quarters of the year in a sentence and a table; a sentence alone where none has a target."""
    said = Paragraph(review.in_words(figures))
    return [said, by_quarter(figures, caption)] if figures.targets.any() else [said]


def by_quarter(figures: pd.DataFrame, caption: str) -> Table:
    """A row a quarter, that before the year first. ``figures`` is findings.review.by_quarter or of_all."""
    rows = list(figures.itertuples())
    return Table(
        caption,
        (
            Column("Quarter", [wording.quarter(r.quarter) for r in rows], names_row=True, share=1.4),
            Column("Returned", ["yes" if r.returned else "no return" for r in rows], share=1.2),
            Column("Targets", [f"{r.targets}" for r in rows], numeric=True),
            Column("Off track", [f"{r.off_track}" for r in rows], numeric=True),
            Column(cells.INSUFFICIENT, [f"{r.insufficient_data}" for r in rows], numeric=True, share=1.3),
            Column("On track", [f"{r.on_track}" for r in rows], numeric=True),
        ),
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
    """Every LAA target as it stood before the year and as it stands now."""
    rows = list(at.of(code).itertuples())
    if not rows:
        return []
    before = at.position.rows
    before = before[before.quarter == at.year[0]].set_index("target")
    stood = [
        StatusWord(before.status[row.target], bool(before.close[row.target]))
        if row.target in before.index
        else NOT_A_TARGET
        for row in rows
    ]
    return [
        Table(
            "Each LAA target before the year and now",
            (
                Column("Target", [cells.named(row) for row in rows], names_row=True, share=3.4),
                Column(wording.quarter(at.year[0]), stood, share=1.5),
                Column(
                    wording.quarter(at.stands_at[code]),
                    [StatusWord(row.status, bool(row.close)) for row in rows],
                    share=1.5,
                ),
                Column("Figures", [cells.against(row) for row in rows], share=2),
            ),
            small=True,
        )
    ]
