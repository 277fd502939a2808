"""What is on file, for whom it is: versions, workbooks and receipts, readings confirmed. Words and order, no rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pandas as pd
import streamlit as st

from oxdash import access
from oxdash.access.signing import may_look
from oxdash.archive import ArchiveRefused, OnFile, record
from oxdash.documents import filed, quality
from oxdash.documents import waiting as waits
from oxdash.documents.blocks import Paragraph
from oxdash.findings import punctuality
from oxdash.findings import waiting as signing
from oxdash.judging.position import Position
from oxdash.settings import Settings, current
from oxdash.submissions import versions as submitted
from oxdash.submissions import waiting_list
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import BY_HAND
from oxdash.vocabulary.rows import each_row, of_return
from oxdash.web import current_person, desk, downloads, pickers, screen
from oxdash.web.view import View


def choose(position: Position, quarters: Sequence[str]) -> View:
    """Quarter (the earliest that anybody still owes, unless chosen) and partnership (one's own, unless chosen)."""
    register, held = position.register, current_person.rights()
    owed = [
        punctuality.open_quarter(register.targets, position.returns, code, position.as_at, register.calendar)
        for code in position.names
    ]
    first = min(filter(None, owed), default=quarters[0])
    named = {quarter: wording.quarter(quarter) for quarter in [first, *quarters]}
    codes = sorted(position.names, key=lambda code: not held.may_return_for(code))
    own = {code: position.names[code] for code in codes}
    view = pickers.choose({"quarter": named, "partnership": own}, "quarter", "partnership")
    return replace(view, quarter=view.quarter or first, partnership=view.partnership or codes[0])


def arranged(position: Position, _: View) -> tuple[pd.DataFrame, list[str]]:
    """How every return stands against its due day, and the quarters there are, the newest first."""
    register, received = position.register, submitted.receipts(screen.receipts())
    due, as_at = register.returns_due, position.as_at
    arrivals = punctuality.of(register.targets, position.returns, received, due, as_at, register.council)
    return arrivals, sorted(arrivals.quarter.unique(), reverse=True)


def waiting(position: Position) -> None:
    """What waits for its sign-off, of every quarter; its addresses for those who have a part in it.

    Of a day that is named nothing waits: what does, waits now.
    """
    rows = waiting_list.of(position, current(), current_person.now())
    held = current_person.rights()
    own = {code for code in rows.partnership if code in held.signs or held.may_return_for(code)}
    screen.say(*waits.on_file(rows, position.council.zone, whole=own))


def reminders(position: Position, arrivals: pd.DataFrame, quarter: str) -> None:
    """A letter for every return of ``quarter`` still to come, to copy: for managers, who send them.

    ``arrivals`` is punctuality.of.
    """
    if current_person.refusal(manager=True):
        return
    rows, names = punctuality.to_chase(arrivals, quarter), position.names
    leads = position.register.partnerships.set_index("code").lead_officer
    since = signing.since(position.waiting, position.council.zone)
    if rows.empty:
        return
    with st.expander("Reminders to copy"):
        for row in each_row(rows):
            waits = signing.told(since.get((row.partnership, row.quarter)))
            lead = leads.get(row.partnership, "the lead officer")
            letter = punctuality.reminder(row, names[row.partnership], lead, waits)
            st.code(letter, language=None, wrap_lines=True)


def versions(position: Position, view: View) -> None:
    """Every version of one return; whole, and to download, for those who may have it."""
    choice = desk.Choice(view.partnership or "", view.quarter or "")
    found = desk.history(position, choice)
    if isinstance(found, str):
        screen.say(Paragraph(found))
        return
    if not found:
        placed = (position.returns[of_return(position.returns, *choice)].state == BY_HAND).any()
        said = "A workbook was placed in the folder by hand, without a receipt." if placed else "Nothing is on file."
        screen.say(Paragraph(said))
        return
    counts = submitted.counting(found)
    called = position.names[choice.partnership]
    barred = current_person.refusal(choice.partnership, called=called)
    if barred and may_look(*_asking(choice.partnership), called=called) is not None:
        why = current_person.way_in() if current_person.who() == access.NOBODY else barred
        screen.say(*(filed.bare(one, one.file.number == counts) for one in reversed(found)))
        screen.say(Paragraph(f"Workbooks and receipts can be downloaded by the partnership's officers. {why}"))
        return
    for one in reversed(found):
        screen.say(filed.version(one, one.file.number == counts))
        _downloads(one.file)


def _asking(partnership: str) -> tuple[access.Person, str, Settings, datetime]:
    who, settings, now = current_person.acting()
    return who, partnership, settings, now


def _downloads(file: OnFile) -> None:
    named = f"{file.partnership} {file.quarter} number {file.number}"
    with st.container(horizontal=True):
        if file.read_bytes() is not None:
            made = download(file, "workbook")
            downloads.button("Workbook", made, f"{named}.xlsx", downloads.XLSX, key=f"workbook {named}")
        if file.receipt is not None:
            made = download(file, "receipt")
            downloads.button("Receipt", made, f"{named} receipt.json", "application/json", key=f"receipt {named}")


def download(file: OnFile, kind: str) -> Callable[[], bytes]:
    """Reads one version's workbook or receipt from the archive."""

    def read() -> bytes:
        now_on_file = record.archive(current()).history(file.partnership, file.quarter)
        found = next((one for one in now_on_file if one.number == file.number), file.gone())
        receipt = found.receipt.to_bytes() if found.receipt else None
        data = found.read_bytes() if kind == "workbook" else receipt
        if data is None:
            raise ArchiveRefused(found.fault or "It is not on file.")
        return data

    what = f"{kind} {file.partnership} {file.quarter} {file.number}"
    return downloads.in_turn(
        downloads.asked_again(read, what, current_person.who(), file.partnership, looking=True), officer=True
    )


def confirmed(rows: pd.DataFrame, names: Mapping[str, str]) -> None:
    """The readings confirmed, of the partnerships in ``names`` (by code); ``rows`` is findings.comparison.confirmed.

    What was confirmed can name the file an officer sent, as a receipt does: to everybody else it is said how many.
    """
    rows = rows[rows.partnership.isin(list(names))]
    mine = [code for code in rows.partnership.unique() if current_person.refusal(code) is None]
    seen = rows[rows.partnership.isin(mine)]
    if rows.empty or len(seen):
        screen.say(quality.confirmed(seen, names))
    if hidden := len(rows) - len(seen):
        count = f"{hidden:,} {'more ' if len(seen) else ''}reading{'' if hidden == 1 else 's'}"
        screen.say(
            Paragraph(
                f"{count} confirmed by officers can be read by the partnership's officers and the partnerships manager."
            )
        )
