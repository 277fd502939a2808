"""The workbook's sheets of what was decided: every item as it stands, and every entry as it was recorded."""

import pandas as pd

from oxdash.documents.blocks import Column
from oxdash.documents.columns import of, one
from oxdash.documents.decisions import ITEM, WHAT_BECAME
from oxdash.documents.quarter_view import Standing
from oxdash.findings import decisions_words
from oxdash.findings.decisions import Item
from oxdash.output.excel.tidy import Sheet
from oxdash.vocabulary import wording
from oxdash.vocabulary.decision_tables import DECISIONS
from oxdash.vocabulary.schemas import Kind


def all_of(at: Standing) -> list[Sheet]:
    """Those that there is something for."""
    return [items(at), entries(at)] if at.decided else []


def items(at: Standing) -> Sheet:
    def first(name: str) -> Column:
        return one(DECISIONS, name, of=lambda item: getattr(item.first, name))

    def decided(name: str) -> Column:
        return one(DECISIONS, name, of=lambda item: getattr(item.decided, name))

    def day(item: Item) -> pd.Timestamp | None:
        return pd.Timestamp(item.due) if item.due else None

    return Sheet(
        "Decisions",
        f"What was decided of what was asked, as at {wording.day(at.position.as_at)}",
        "A row for each item: what was asked, what was decided, who acts by when, and what became of it",
        [decisions_words.sentence(at.decided)],
        (
            ITEM,
            *map(first, ("body_name", "meeting", "agenda", "subject", "asked", "reference", "fingerprint")),
            *map(first, ("targets", "partnerships")),
            *map(decided, ("decision", "words")),
            one(DECISIONS, "who", of=lambda item: item.who),
            one(DECISIONS, "due", of=day),
            Column("State", lambda item: str(item.state)),
            WHAT_BECAME,
        ),
        of=at.decided,
    )


def entries(at: Standing) -> Sheet:
    rows = at.position.decisions
    recorded = [pd.Timestamp(at.council.day_of(moment.to_pydatetime())) for moment in rows.recorded_at]
    return Sheet(
        "Decisions recorded",
        "Every entry as it was recorded",
        "A row for each entry: an item, or what came of one later; a corrected or withdrawn one stays in the list",
        ["An entry is never changed: a mistake is put right by a later one, which says why."],
        (
            *of(DECISIONS, "number", "kind", "item", "corrects"),
            Column("Recorded on", "recorded_on", Kind.DAY),
            *of(DECISIONS, "subject", "body_name", "meeting", "agenda", "asked", "reference", "fingerprint"),
            *of(DECISIONS, "targets", "partnerships", "decision", "words"),
            one(DECISIONS, "who", heading="Who acts, or answered"),
            *of(DECISIONS, "due", "reason"),
        ),
        of=rows.assign(recorded_on=recorded),
    )
