"""The parts of the page Returns on file that take a choice or a download: words and order, no rule."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from oxdash import access
from oxdash.access import Person
from oxdash.documents import filed
from oxdash.documents.blocks import Paragraph
from oxdash.findings import punctuality
from oxdash.judging.position import Position
from oxdash.settings import Settings
from oxdash.submissions import versions as submitted
from oxdash.vocabulary import wording
from oxdash.vocabulary.return_states import BY_HAND, RECEIVED
from oxdash.vocabulary.rows import each_row
from oxdash.web import current_person, desk, screen
from oxdash.web.desk import downloads
from oxdash.web.view import View


def choose(position: Position, quarters: Sequence[str]) -> View:
    """Quarter (the earliest that anybody still owes, unless chosen) and partnership (one's own, unless chosen)."""
    register, held = position.register, access.rights(current_person.who(), Settings())
    owed = [
        punctuality.open_quarter(register.targets, position.returns, code, position.as_at) for code in position.names
    ]
    first = min(filter(None, owed), default=quarters[0])
    named = {quarter: wording.quarter(quarter) for quarter in [first, *quarters]}
    codes = sorted(position.names, key=lambda code: not held.may_return_for(code))
    own = {code: position.names[code] for code in codes}
    view = screen.choose({"quarter": named, "partnership": own}, "quarter", "partnership")
    return replace(view, quarter=view.quarter or first, partnership=view.partnership or codes[0])


def arranged(position: Position, _: View) -> tuple[pd.DataFrame, list[str]]:
    """How every return stands against its due day, and the quarters there are, the newest first."""
    register, received = position.register, submitted.receipts(screen.receipts())
    arrivals = punctuality.of(register.targets, position.returns, received, register.returns_due, position.as_at)
    return arrivals, sorted(arrivals.quarter.unique(), reverse=True)


def reminders(position: Position, arrivals: pd.DataFrame, quarter: str) -> None:
    """A letter for every return of ``quarter`` still to come, to copy. ``arrivals`` is punctuality.of."""
    rows, names = punctuality.to_chase(arrivals, quarter), position.names
    leads = position.register.partnerships.set_index("code").lead_officer
    if rows.empty:
        return
    with st.expander("Reminders to copy"):
        for row in each_row(rows):
            letter = punctuality.reminder(row, names[row.partnership], leads.get(row.partnership, "the lead officer"))
            st.code(letter, language=None, wrap_lines=True)


def versions(position: Position, view: View, who: Person) -> None:
    """Every version of one return; whole, and to download, for those who may have it."""
    choice = desk.Choice(view.partnership or "", view.quarter or "")
    found = desk.history(position, choice)
    if isinstance(found, str):
        screen.say(Paragraph(found))
        return
    by_hand = position.returns[
        (position.returns.partnership == view.partnership) & (position.returns.quarter == view.quarter)
    ]
    if not found:
        placed = (by_hand.state == BY_HAND).any()
        said = "A workbook was placed in the folder by hand, without a receipt." if placed else "Nothing is on file."
        screen.say(Paragraph(said))
        return
    newest = found[-1].file
    counts = newest.number if newest.state == RECEIVED else None
    called = position.names[choice.partnership]
    if barred := access.refusal(who, choice.partnership, Settings(), current_person.now(), called=called):
        screen.say(*(filed.bare(one, one.file.number == counts) for one in reversed(found)))
        screen.say(
            Paragraph(f"Workbooks and receipts can be downloaded by the partnership's officers. {_why(who, barred)}")
        )
        return
    for one in reversed(found):
        screen.say(filed.version(one, one.file.number == counts))
        _downloads(one.file)


def _why(who: Person, said: str) -> str:
    if who != access.NOBODY:
        return said
    return current_person.way_in()


def _downloads(file) -> None:
    return_ = f"{file.partnership} {file.quarter}"
    with st.container(horizontal=True):
        if file.read_bytes() is not None:
            made, name = downloads.download(file, "workbook"), f"{return_} number {file.number}.xlsx"
            downloads.button("Workbook", made, name, downloads.XLSX, key=f"workbook {return_} {file.number}")
        if file.receipt is not None:
            made, name = downloads.download(file, "receipt"), f"{return_} number {file.number} receipt.json"
            downloads.button("Receipt", made, name, "application/json", key=f"receipt {return_} {file.number}")
