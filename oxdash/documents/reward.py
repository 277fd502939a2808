"""The reward grant of the first agreement: indicative, to the penny, a range over what is not known."""

from dataclasses import replace

import pandas as pd

from oxdash.documents import frame
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.columns import ACTUAL, TARGET
from oxdash.documents.inline import Figure, Link
from oxdash.documents.page_blocks import PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.findings import reward, reward_words
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import FigureIs
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind


def page(at: Standing) -> list[PageBlock]:
    return [Heading(_title(at), 0), *_grant(at)]


def reward_grant(at: Standing) -> Outline:
    """The same on paper."""
    said = "Reward grant of the stretch targets of 2006-09, indicative"
    return frame.paper(at, _title(at), said, *_grant(at), counts=False)


def _title(at: Standing) -> str:
    return f"Reward grant at {at.when}" if at.position.newest else "Reward grant"


def _grant(at: Standing) -> list[Block]:
    """The total, what each target would earn and why, and how far any of it was ever paid; of figures up to `at`."""
    judged = at.position.judged[at.position.judged.quarter <= at.edition.quarter]
    rows = reward.of(reward.with_actuals(at.register.stretch, at.register.targets, judged))
    targets = reward.by_target(rows)
    sentences = tuple(f"{row.target}: {row.sentence}" for row in each_row(targets))
    return [
        Paragraph(reward.total_sentence(reward.total(targets)), "lead"),
        Paragraph(reward_words.CAVEAT),
        Paragraph(reward_words.published_sentence(), "note"),
        Paragraph(reward_words.APART, "note"),
        Heading("Target by target"),
        earned(rows),
        *frame.unsourced((at.register.stretch, reward_words.STRETCH)),
        *((Heading("In sentences"), Bullets(sentences)) if sentences else ()),
        Heading(reward_words.HOW_TITLE),
        Paragraph(reward_words.HOW),
    ]


def earned(rows: pd.DataFrame) -> Table:
    """A row for each target or sub-target, with the figures it rests on. ``rows`` is findings.reward.of."""
    return Table(
        reward_words.TABLE,
        (
            replace(TARGET, of=_named),
            Column("Without the agreement", lambda row: _figure(row, row.base), Kind.NUMBER, share=1.4),
            Column("Stretched target", lambda row: _figure(row, row.stretched_target), Kind.NUMBER, share=1.4),
            replace(ACTUAL, of=_actual, share=1.4),
            Column("Of the stretch", reward_words.share_told, share=1.6, fits="middle"),
            Column("Grant, indicative", lambda row: reward_words.between(row.low, row.high), Kind.NUMBER, share=1.8),
        ),
        small=True,
        none=reward_words.NO_STRETCH,
        of=rows,
    )


def _named(row) -> tuple[Link | str, ...]:
    name, *own = reward_words.named_told(row)
    return (Link(name, "target", target=row.target), *own)


def _figure(row, value: float, *below: str) -> Figure:
    return Figure(float(value), row.unit, int(row.places), below)


def _actual(row) -> Figure | str:
    if pd.isna(row.actual):
        return "not known"
    mark = (str(row.figure_is),) if row.figure_is in (FigureIs.PROVISIONAL, FigureIs.ESTIMATE) else ()
    return _figure(row, row.actual, *mark, wording.quarter(row.quarter))
