"""The reward grant of stretch targets: indicative, to the penny, a range over what is not known."""

from dataclasses import replace

import pandas as pd

from oxdash.documents import frame
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.columns import ACTUAL, TARGET, one
from oxdash.documents.inline import Figure, Link
from oxdash.documents.page_blocks import PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.findings import grants, reward, reward_words
from oxdash.register.columns import STRETCH
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import FigureIs
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind


def page(at: Standing) -> list[PageBlock]:
    return [Heading(_title(at), 0), *_grant(at)]


def reward_grant(at: Standing) -> Outline:
    """The same on paper."""
    said = "Reward grant of the stretch targets, indicative"
    return frame.paper(at, _title(at), said, *_grant(at), counts=False)


def _title(at: Standing) -> str:
    return f"Reward grant at {at.when}" if at.position.newest else "Reward grant"


def _grant(at: Standing) -> list[Block]:
    """The total, what the register says of it, what each target would earn and why; of figures up to `at`."""
    rows = earned_by(at)
    targets = reward.by_target(rows)
    sentences = tuple(f"{row.target}: {row.sentence}" for row in each_row(targets))
    return [
        Paragraph(reward.total_sentence(reward.total(targets)), "lead"),
        *_said(at),
        Heading("Target by target"),
        earned(rows),
        *frame.unsourced((at.register.stretch, reward_words.STRETCH)),
        *((Heading("In sentences"), Bullets(sentences)) if sentences else ()),
        Heading(reward_words.HOW_TITLE),
        Paragraph(reward_words.how(at.register.stretch.threshold)),
    ]


def shown(at: Standing) -> bool:
    """Whether it is shown what stretch targets would earn: there are some, and no setting hides it."""
    return at.reward and len(at.register.stretch) > 0


def earned_by(at: Standing) -> pd.DataFrame:
    """findings.reward.of every stretch target, by the figures up to the quarter."""
    of, judged = at.register, at.position.judged
    judged = judged[judged.quarter <= at.edition.quarter]
    return reward.of(reward.with_actuals(of.stretch, of.targets, judged, at.council.currency))


def _said(at: Standing) -> list[Block]:
    """What the register says of the reward of each agreement with stretch targets, a paragraph a line.

    The first of an agreement is read, the rest are notes. Where none says anything, it is that all of it is indicative.
    """
    agreements, currency = at.register.agreements.set_index("code"), at.council.currency
    whose = at.register.stretch.target.map(at.targets.agreement)
    codes = [code for code in whose.dropna().unique() if code in agreements.index]
    parts: list[Block] = []
    for code in codes:
        first, *rest = [line for line in str(agreements.reward_note.fillna("")[code]).splitlines() if line.strip()] or [
            ""
        ]
        if first:
            named = f"{agreements.name[code]}: {first}" if len(codes) > 1 else first
            parts += [Paragraph(named), *(Paragraph(line, "note") for line in rest)]
    if not parts:
        parts.append(Paragraph(reward_words.CAVEAT))
        if not at.register.targets.counted[at.register.targets.target.isin(at.register.stretch.target)].any():
            parts.append(Paragraph(reward_words.counted_apart(at.council.targets), "note"))
    return [*parts, *_differing(at, agreements, codes, whose, currency)]


def _differing(
    at: Standing, agreements: pd.DataFrame, codes: list[str], whose: pd.Series, currency: str
) -> list[Block]:
    """That an agreement's reward is not what its targets' shares come to."""
    found: list[Block] = []
    for code in codes:
        own = at.register.stretch[whose == code].drop_duplicates("target")
        shares = sum((amount for one in own.grant_share if (amount := grants.money(one)) is not None), grants.NOTHING)
        worth = grants.money(agreements.reward[code])
        if worth is not None and worth != shares:
            said = reward_words.differs(agreements.name[code], worth, shares, currency)
            found.append(Paragraph(said, "note"))
    return found


def earned(rows: pd.DataFrame) -> Table:
    """A row for each target or sub-target, with the figures it rests on. ``rows`` is findings.reward.of."""
    return Table(
        reward_words.TABLE,
        (
            replace(TARGET, of=_named),
            Column("Without the agreement", lambda row: _figure(row, row.base), Kind.NUMBER, share=1.4),
            one(STRETCH, "stretched_target", of=lambda row: _figure(row, row.stretched_target), share=1.4),
            replace(ACTUAL, of=_actual, share=1.4),
            Column("Of the stretch", reward_words.share_told, share=1.6, fits="middle"),
            Column(
                "Grant, indicative",
                lambda row: reward_words.between(row.low, row.high, row.currency),
                Kind.NUMBER,
                share=1.8,
            ),
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
