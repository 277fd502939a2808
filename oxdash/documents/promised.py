"""What became of actions: those overdue, and those that were promised and are gone."""

from dataclasses import replace
from typing import Any

import pandas as pd

from oxdash.documents import actions as acting
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Paragraph, Table
from oxdash.documents.columns import what_for
from oxdash.documents.quarter_view import Standing
from oxdash.findings import actions, asked, promises
from oxdash.findings.actions import When
from oxdash.findings.promises import Outcome
from oxdash.vocabulary import wording
from oxdash.vocabulary.rows import each_row

HEADING = "Actions overdue and promises"
GONE = tuple(str(one) for one in (Outcome.VANISHED, Outcome.DROPPED, Outcome.MOVED))  # in no list of what is overdue
FIRST_NAMED = "first named in this return"


def blocks(at: Standing) -> list[Block]:
    """The sentences, what was dropped or moved, and a table of what is overdue with what was promised before."""
    gone = at.promises[at.promises.outcome.isin(GONE)]
    return [
        Heading(HEADING),
        Paragraph(actions.in_words(at.acted)),
        *(() if at.nothing_counted else [Paragraph(asked.without_action_in_words(at.off_track, at.lacks))]),
        Paragraph(promises.in_words(at.promises)),
        *([Bullets(tuple(_gone(at, row) for row in each_row(gone)))] if len(gone) else []),
        overdue(at),
    ]


def _gone(at: Standing, row) -> str:
    """The sentence; of an action for no target also whose it was, as a target's code says that by itself."""
    return row.sentence if pd.notna(row.target) else f"{at.names[row.partnership]}: {row.sentence}"


def overdue(at: Standing) -> Table:
    """Every action that is open and past its day, the longest first."""
    told = at.promises.set_index(["subject", "words"]).outcome
    outcomes: dict[Any, str] = told[~told.index.duplicated()].to_dict()

    def before(row) -> str:
        return wording.sentence_case(outcomes.get((row.subject, row.words), FIRST_NAMED))

    return Table(
        "Actions that are overdue",
        (
            what_for(at.targets.title, at.names),
            acting.action(at.bodies),
            acting.OWNER,
            replace(acting.DUE, share=1.8),
            Column("Promised before", before, share=1.4),
        ),
        small=True,
        none="No action is overdue.",
        of=at.acted[at.acted.when == When.OVERDUE],
    )
