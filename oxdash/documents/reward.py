"""The reward grant of the first agreement, on paper: indicative, to the penny, a range over what is not known."""

import pandas as pd

from oxdash.documents import frame
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.quarter_view import Standing
from oxdash.findings import reward, reward_words
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import FigureIs


def reward_grant(at: Standing) -> Outline:
    """The total, what each target would earn and why, and how far any of it was ever paid; of figures up to `at`."""
    judged = at.position.judged[at.position.judged.quarter <= at.edition.quarter]
    rows = reward.of(reward.with_actuals(at.register.stretch, at.register.targets, judged))
    targets = reward.by_target(rows)
    return frame.paper(
        at,
        f"Reward grant at {at.when}",
        "Reward grant of the stretch targets of 2006-09, indicative",
        Paragraph(reward.total_sentence(reward.total(targets)), "lead"),
        Paragraph(reward_words.CAVEAT),
        Paragraph(reward_words.published_sentence(), "note"),
        Paragraph(reward_words.APART, "note"),
        Heading("Target by target"),
        *earned(rows),
        *frame.unsourced((at.register.stretch, reward_words.STRETCH)),
        *([Heading("In sentences")] if len(targets) else []),
        *([Bullets(tuple(f"{row.target}: {row.sentence}" for row in targets.itertuples()))] if len(targets) else []),
        Heading(reward_words.HOW_TITLE),
        Paragraph(reward_words.HOW),
    )


def earned(rows: pd.DataFrame) -> list[Block]:
    """A row for each target or sub-target, with the figures it rests on. ``rows`` is findings.reward.of."""
    if rows.empty:
        return [Paragraph(reward_words.NO_STRETCH)]
    shown = list(rows.itertuples())
    return [
        Table(
            reward_words.TABLE,
            (
                Column("Target", [reward_words.named_told(row) for row in shown], names_row=True, share=3),
                Column("Without the agreement", [_figure(row, row.base) for row in shown], numeric=True, share=1.4),
                Column(
                    "Stretched target", [_figure(row, row.stretched_target) for row in shown], numeric=True, share=1.4
                ),
                Column("Actual", [_actual(row) for row in shown], numeric=True, share=1.4),
                Column("Of the stretch", [reward_words.share_told(row) for row in shown], share=1.6),
                Column(
                    "Grant, indicative",
                    [reward_words.between(row.low, row.high) for row in shown],
                    numeric=True,
                    share=1.8,
                ),
            ),
            small=True,
        )
    ]


def _figure(row, value: float) -> str:
    return wording.quantity(float(value), row.unit, int(row.places))


def _actual(row) -> tuple[str, ...]:
    if pd.isna(row.actual):
        return ("not known",)
    mark = (str(row.figure_is),) if row.figure_is in (FigureIs.PROVISIONAL, FigureIs.ESTIMATE) else ()
    return (_figure(row, row.actual), *mark, wording.quarter(row.quarter))
