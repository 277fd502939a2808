"""Remedial actions as tables: how they stand, what a target lacks, what was promised, and the history of each."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd
from markupsafe import Markup

from oxdash.documents.cells import action, due, promised_for
from oxdash.documents.markup.element import Column, bullets, element, heading, joined, link, paragraph, stacked, table
from oxdash.documents.markup.standing import Address, named, whose
from oxdash.findings.action_history import VANISHED
from oxdash.findings.actions import NO_DATE, NO_OWNER, OPEN
from oxdash.findings.promises import NONE_OPEN, TABLE, kept_told, made_at
from oxdash.vocabulary import wording
from oxdash.vocabulary.subject import without_target

_MIDDLE = "ox-middle"


def standing(
    rows: pd.DataFrame,
    titles: Mapping[str, str] | pd.Series,
    to: Address,
    caption: str = "Actions",
    names: Mapping[str, str] | None = None,
    none: str = "No action is in the returns.",
    bodies: Mapping[str, str] = MappingProxyType({}),
) -> Markup:
    """Every action with owner, day, how it stands and its progress. ``rows`` is findings.actions.standing.

    ``titles`` are by target; with ``names`` (of partnerships, by code) each action says whose it is, and when. ``none``
    is said where there is no row; ``bodies`` are the names of those that an action may be done with, by code.
    """
    if rows.empty:
        return paragraph(none)
    shown = list(rows.itertuples())
    return table(
        caption,
        [
            what_for(shown, titles, to, names),
            Column("Action", [stacked(action(r, bodies)) for r in shown], class_="ox-wide"),
            Column("Owner", [owner(r, r.state == OPEN) for r in shown], class_=_MIDDLE),
            Column("Due", [stacked(due(r)) for r in shown], class_="ox-tight"),
            Column("State", [wording.sentence_case(str(r.when)) for r in shown], class_="ox-tight"),
            Column("Progress", [r.progress for r in shown], class_="ox-wide"),
        ],
    )


def grouped(
    rows: pd.DataFrame,
    titles: Mapping[str, str],
    to: Address,
    names: Mapping[str, str] | None = None,
    none: str = "No action is in the returns.",
    bodies: Mapping[str, str] = MappingProxyType({}),
) -> Markup:
    """The same, a table for each group under its heading. ``rows`` is findings.actions.by of a standing."""
    if rows.empty:
        return paragraph(none)
    parts = []
    for (group, name), own in rows.groupby(["group", "group_name"], sort=False, dropna=False):
        called = {code: said for code, said in (names or {}).items() if code != group}  # the heading names that one
        parts += [
            heading(f"{name} ({len(own)})", 3),
            standing(own, titles, to, f"Actions: {name}", called, bodies=bodies),
        ]
    return joined(parts)


def tally(counts: pd.DataFrame, heading_: str) -> Markup:
    """How many actions of each group stand how. ``counts`` is findings.actions.tally; ``heading_`` names the groups."""
    if counts.empty:
        return paragraph("No action is in the returns.")
    named_ = {
        "open": "Open",
        "overdue": "Overdue",
        "due_soon": "Due soon",
        "due_later": "Due later",
        "no_date": "No due date",
        "no_owner": "No owner",
        "done": "Done",
        "dropped": "Dropped",
    }
    return table(
        f"Actions by {heading_.lower()}",
        [
            Column(heading_, list(counts["group_name"]), names_row=True, class_="ox-wide"),
            *(Column(said, [f"{n:,}" for n in counts[name]], numeric=True) for name, said in named_.items()),
        ],
    )


def lacking(rows: pd.DataFrame, titles: Mapping[str, str], to: Address) -> Markup:
    """The off-track targets without an open action that has an owner and a day. ``rows`` is findings.lacking.of."""
    if rows.empty:
        return paragraph("Every target that is off track has an action with an owner and a due date.")
    return bullets(
        joined(
            [
                link(f"{r.target} {titles[r.target]}", to("target", target=r.target)),
                element("span", without_target(r.sentence, r.target), class_="ox-sub"),
            ]
        )
        for r in rows.itertuples()
    )


def promises(
    rows: pd.DataFrame, titles: Mapping[str, str], to: Address, names: Mapping[str, str] | None = None
) -> Markup:
    """What stood open in the return before and what became of it. ``rows`` is findings.promises.of.

    With ``names`` (of partnerships, by code) each says whose it is.
    """
    if rows.empty:
        return paragraph(NONE_OPEN)
    shown = list(rows.itertuples())
    return table(
        TABLE,
        [
            Column(
                "For",
                [_for(r, titles, to, _promised(r, names)) for r in shown],
                names_row=True,
                class_="ox-wide",
            ),
            Column("Action", [r.action for r in shown], class_="ox-wide"),
            Column("Owner", [owner(r) for r in shown], class_=_MIDDLE),
            Column("Promised for", [stacked(promised_for(r)) for r in shown], class_="ox-tight"),
            Column("Kept?", [stacked(kept_told(r)) for r in shown], class_=_MIDDLE),
            Column("Progress", [r.progress for r in shown], class_="ox-wide"),
        ],
    )


def history(
    rows: pd.DataFrame,
    mentions: pd.DataFrame,
    titles: Mapping[str, str] | None,
    to: Address,
    caption: str = "Every action",
) -> Markup:
    """One row an action, with what each return said of it. findings.action_history: ``of`` and ``mentions``.

    ``titles`` are by target; without them the rows are one target's and do not name it.
    """
    if rows.empty:
        return paragraph("No action was ever in a return.")
    shown = list(rows.itertuples())
    said = dict(list(mentions.groupby(["subject", "words"], sort=False)))
    return table(
        caption,
        [
            *([what_for(shown, titles, to)] if titles is not None else []),
            Column("Action", [r.action for r in shown], names_row=titles is None, class_="ox-wide"),
            Column("Owner", [owner(r, r.state == OPEN) for r in shown], class_=_MIDDLE),
            Column("Due", [_due(r.due, _moved(r)) for r in shown], class_=_MIDDLE),
            Column("State", [_state(r) for r in shown], class_=_MIDDLE),
            Column("In each return", [_mentioned(said[r.subject, r.words]) for r in shown], class_="ox-wide"),
        ],
    )


def owner(row, needed: bool = True) -> str | None:
    """The post that does it; where one is needed and none is named, that is said."""
    return row.owner if pd.notna(row.owner) else NO_OWNER if needed else None


def targets(rows: list, titles: Mapping[str, str], to: Address, names: Mapping[str, str] | None = None) -> Column:
    """The column that names each row: the target, and with ``names`` whose it is and when."""
    about = [None if names is None else whose(r.partnership, wording.quarter(r.quarter), names) for r in rows]
    cells = [named(r.target, titles[r.target], to, below) for r, below in zip(rows, about, strict=True)]
    return Column("Target", cells, names_row=True, class_="ox-wide")


def what_for(
    rows: list, titles: Mapping[str, str] | pd.Series, to: Address, names: Mapping[str, str] | None = None
) -> Column:
    """The same of actions, which need not be for a target."""
    about = [None if names is None else whose(r.partnership, wording.quarter(r.quarter), names) for r in rows]
    cells = [_for(r, titles, to, below) for r, below in zip(rows, about, strict=True)]
    return Column("For", cells, names_row=True, class_="ox-wide")


def _for(row, titles: Mapping[str, str] | pd.Series, to: Address, below: str | None) -> Markup:
    """The target, with the way to its page; a priority, a theme or the partnership in words."""
    if pd.notna(row.target):
        return named(row.target, titles[row.target], to, below)
    return joined([wording.sentence_case(row.about), element("span", below, class_="ox-sub") if below else None])


def _due(day: pd.Timestamp, below: str | None = None) -> Markup:
    """A day, and something smaller beneath it."""
    return stacked((wording.day(day) or NO_DATE, *([below] if below else [])))


def _promised(row, names: Mapping[str, str] | None) -> str:
    return whose(row.partnership, made_at(row), names or {})


def _moved(row) -> str | None:
    if not row.moved:
        return None
    times = {1: "once", 2: "twice"}.get(row.moved, f"{row.moved} times")
    return f"moved {times}, at first {wording.day(row.original_due)}"


def _state(row) -> Markup:
    last = "last named at" if row.state == VANISHED else "at"
    about = f"{last} {wording.quarter(row.last_quarter)}"
    return joined([wording.sentence_case(row.state), element("span", about, class_="ox-sub")])


def _mentioned(said: pd.DataFrame) -> Markup:
    """A line for every return: its quarter, what it says of the state where that is not open, and the progress."""
    lines = []
    for row in said.itertuples():
        state = wording.sentence_case(row.state) if row.state != OPEN else None
        moved = f"now due {wording.day(row.due)}" if pd.notna(row.moved_from) else None
        words = "; ".join(str(part) for part in (state, moved, row.progress) if pd.notna(part))
        lines.append(f"{wording.quarter(row.quarter)}: {words or 'open'}")
    return bullets(lines)
