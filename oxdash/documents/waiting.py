"""What is said of returns that wait for their sign-off: the panel of one, what became of each number, and the list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.documents.blocks import Block, Column, Heading, Paragraph, Table
from oxdash.documents.columns import PARTNERSHIP, QUARTER
from oxdash.documents.filed import moment
from oxdash.documents.inline import Listed, Prose, Tagged, Words
from oxdash.documents.page_blocks import Facts, Notice, Panel
from oxdash.findings import waiting
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import DAMAGED
from oxdash.vocabulary.schemas import Kind

NONE = "Nothing waits for your sign-off."
COUNTS_NOWHERE = "It counts nowhere until it is signed off. You get the receipt then: it stands under Returns on file."


def handed_in(done: Any, names: Mapping[str, str], zone: ZoneInfo, whom: str) -> Panel:
    """The panel at the top of the page once a return waits, or did before. ``done`` is submit.Waits."""
    title = "This return was waiting for sign-off already" if done.already else "Your return waits for sign-off"
    said = "The same workbook was handed in before, so nothing new was stored. " if done.already else ""
    if done.replaced:
        said = f"{waiting.replaced(done.replaced)} "
    return Panel("receipt", (Heading(title), Paragraph(said + COUNTS_NOWHERE), _facts(done.note, names, zone, whom)))


def _facts(note: Any, names: Mapping[str, str], zone: ZoneInfo, whom: str | None) -> Facts:
    return Facts(
        (
            ("Return", f"{names.get(note.partnership, note.partnership)}, {wording.quarter(note.quarter)}"),
            ("Number handed in", str(note.number)),
            ("Submitted", moment(note.submitted_at, zone)),
            ("From", note.submitted_from),
            ("Waits for", whom),
            ("Workbook", note.file_name or None),
            ("How it came", note.came.told(zone) if note.came else None),
            ("Fingerprint (sha256)", Tagged(note.sha256, "code")),
            ("Readings confirmed", Listed(tuple(note.warnings_confirmed)) if note.warnings_confirmed else None),
            ("Note", Prose(note.note) if note.note else None),
        )
    )


def to_sign(note: Any, names: Mapping[str, str], zone: ZoneInfo) -> Panel:
    """The return that somebody is about to sign off: what its officer said of it."""
    title = f"{names.get(note.partnership, note.partnership)}, {wording.quarter(note.quarter)}"
    facts = _facts(note, names, zone, None)
    return Panel("version", (Heading(title, 2), Facts(facts.pairs[1:])))


def ended(ending: Any, names: Mapping[str, str], zone: ZoneInfo) -> Panel:
    """The panel once a return was sent back or taken back."""
    told = "Its officer reads your words under Submit a return." if ending.kind == "sent back" else ""
    said = f"It waits no more, and nothing of it counts. {told}".strip()
    facts = (
        ("Return", f"{names.get(ending.partnership, ending.partnership)}, {wording.quarter(ending.quarter)}"),
        ("Number handed in", str(ending.number)),
        *_end(ending, zone),
    )
    return Panel("receipt", (Heading(f"The return was {ending.kind}"), Paragraph(said), Facts(facts)))


def _end(ending: Any, zone: ZoneInfo) -> tuple[tuple[str, Any], ...]:
    acting = f", {ending.acting_as}" if ending.acting_as else ""
    return (
        (wording.sentence_case(ending.kind), moment(ending.at, zone)),
        ("By", f"{ending.by}{acting}"),
        ("In these words", Prose(ending.words)),
    )


def numbers(found: Iterable[Any], zone: ZoneInfo, *, whole: bool) -> list[Panel]:
    """What became of each number handed in, the newest first. ``found`` are archive.waiting_notes.Waiting.

    What is on file stands there with its receipt, and is left out. Not ``whole``: what anybody may know.
    """
    return [_number(one, zone, whole) for one in reversed(list(found)) if one.receipt is None]


def _number(one: Any, zone: ZoneInfo, whole: bool) -> Panel:
    when = f", submitted {moment(one.note.submitted_at, zone)}" if one.note else ""
    given = f" from {one.note.submitted_from}" if one.note and whole else ""
    tag = Tagged(one.state, f"tag ox-tag-{DAMAGED if one.state == DAMAGED else 'withdrawal'}")
    facts: list[tuple[str, Any]] = []
    if whole and one.note:
        facts += [
            ("File name", one.note.file_name or None),
            ("Fingerprint (sha256)", Tagged(one.note.sha256, "code")),
            ("Note", Prose(one.note.note) if one.note.note else None),
        ]
    if whole and one.ending:
        facts += _end(one.ending, zone)
    return Panel(
        "version",
        (
            Heading(Words((f"{waiting.handed_in(one.number)}{when}{given} ", tag)), 2),
            *([Paragraph(one.fault)] if one.fault else []),
            *([Facts(tuple(facts))] if facts else []),
        ),
    )


def sent_back(one: Any, zone: ZoneInfo) -> Notice:
    """What the officer has to know first: the return was sent back, by whom, in which words."""
    ending = one.ending
    said = f"The return handed in as number {one.number} was sent back by {ending.by} on {moment(ending.at, zone)}:"
    return Notice((said, Prose(ending.words)), "Sent back")


def listed(rows: pd.DataFrame, zone: ZoneInfo, *, whole: Collection[str]) -> Table:
    """What waits, the longest first. ``rows`` is waiting_list.of; ``whole``: partnerships whose addresses are told."""
    return Table(
        "Returns that wait for sign-off",
        (
            replace(PARTNERSHIP, of=lambda row: row.name),
            replace(QUARTER, of=lambda row: wording.quarter(row.quarter) if row.quarter else None, names_row=False),
            Column("Submitted", lambda row: _when(row, zone), fits="middle"),
            Column("Days", lambda row: f"{row.days:,}", Kind.NUMBER),
            *([Column("From", lambda row: row.submitted_from if row.partnership in whole else None)] if whole else []),
            Column("Waits for", lambda row: _whom(row, row.partnership in whole), fits="wide"),
        ),
        none=NONE,
        of=rows,
    )


def _when(row: Any, zone: ZoneInfo) -> str | None:
    return None if pd.isna(row.submitted_at) else moment(row.submitted_at, zone)


def _whom(row: Any, whole: bool) -> Sequence[str] | str:
    if row.state == DAMAGED:
        return str(row.fault)
    said = wording.sentence_case(row.waits_for)
    return (said, *row.addresses) if whole else said


def on_file(rows: pd.DataFrame, zone: ZoneInfo, *, whole: Collection[str]) -> list[Block]:
    """The part of the page of what is on file; nothing where nothing waits."""
    if rows.empty:
        return []
    said = "These returns were submitted and count nowhere yet: they wait until they are signed off."
    return [Heading("Waiting for sign-off"), Paragraph(said), listed(rows, zone, whole=whole)]
