"""What an officer may take away: the blank workbook, their own with cells marked, and what is on file.

Streamlit asks for a file when its button is pressed, outside the session that drew the button: so who asks comes along,
and what they may do is looked up again then. It keeps what makes the file for as long as the page is open and some
minutes more, a hundred pages of people who left included: so nothing large is in there, but where to find it.
"""

from collections.abc import Callable

import streamlit as st

from oxdash import access
from oxdash.archive import ArchiveRefused, OnFile, record
from oxdash.excel import workbook
from oxdash.excel.cells import Unreadable
from oxdash.excel.problems import Problem
from oxdash.judging.position import Position, Unready
from oxdash.settings import Misset, Settings
from oxdash.storage.turns import Busy, Turns
from oxdash.submissions import check, submit
from oxdash.submissions.upload_store import HELD, Held
from oxdash.web import current_person, handing_out, loading, screen, sessions
from oxdash.web.desk import Choice

_BUSY = "Papers and workbooks are being made for others just now. Press the button again in a minute."
MAKING = Turns(1, kept=1, waiting=8, patience=60, busy=_BUSY)  # each takes a processor for a second or two
ANOTHERS = "This file was offered on another page than yours. Press the button on your own page."
LET_GO = "Your workbook is not held any more. Choose it again, then press the button."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(label: str, made: Callable[[], bytes], name: str, mime: str, *, key: str | None = None) -> None:
    """A button that hands over a file, made when it is pressed: to the session that drew the button, and no other."""
    session = sessions.own()

    def handed_over() -> bytes:
        try:
            if not sessions.asks(session):
                raise Denied(ANOTHERS)
            return made()
        except (Busy, Denied, ArchiveRefused, Misset, Unopened, NotThere) as why:
            handing_out.refuse(str(why))
            raise

    st.download_button(label, handed_over, name, mime, on_click="ignore", key=key)


def in_turn(made: Callable[[], bytes], *, officer: bool) -> Callable[[], bytes]:
    """The file, made when it is its turn: Busy where too many readers wait."""

    def in_its_turn() -> bytes:
        with MAKING.turn(officer=officer):
            return made()

    return in_its_turn


def later(position: Position, made: Callable[[Position], bytes]) -> Callable[[], bytes]:
    """The file made of the page's position, or of the same read anew where nobody else has kept it until then."""
    back = loading.again(position, screen.today)

    def of_it() -> bytes:
        stands = back()
        if isinstance(stands, Unready):
            raise NotThere(stands.sentence)
        return made(stands)

    return of_it


def template(position: Position, choice: Choice) -> Callable[[], bytes]:
    """Makes the blank return of the partnership and quarter chosen."""
    visitor = current_person.who()
    blank = later(position, lambda stands: check.blank_return(stands, *choice) or b"")

    def made() -> bytes:
        _may(visitor, choice.partnership, f"template {choice.partnership} {choice.quarter}")
        return blank()

    return in_turn(made, officer=True)


def marked(held: Held, problems: tuple[Problem, ...]) -> Callable[[], bytes]:
    """Makes the marked copy of the officer's own workbook, while it is held."""
    session, since = sessions.own(), held.since

    def made() -> bytes:
        now = HELD.get(session)
        if now is None or now.since != since:
            raise NotThere(LET_GO)
        copy = workbook.marked_copy(now.name, now.data, problems)
        if isinstance(copy, Unreadable):
            raise Unopened(copy.sentence)
        return copy

    return in_turn(made, officer=True)


def download(file: OnFile, kind: str) -> Callable[[], bytes]:
    """Reads one version's workbook or receipt from the archive."""
    visitor, settings = current_person.who(), Settings()

    def read() -> bytes:
        _may(visitor, file.partnership, f"{kind} {file.partnership} {file.quarter} {file.number}")
        now_on_file = record.archive(settings).history(file.partnership, file.quarter)
        found = next((one for one in now_on_file if one.number == file.number), file.gone())
        receipt = found.receipt.to_bytes() if found.receipt else None
        data = found.read_bytes() if kind == "workbook" else receipt
        if data is None:
            raise ArchiveRefused(found.fault or "It is not on file.")
        return data

    return in_turn(read, officer=True)


class NotThere(Exception):
    """What the file is made of is not there any more, or cannot be read; the text says so."""


class Unopened(Exception):
    """The officer's workbook could not be opened once more; the text says why."""


class Denied(Exception):
    """A file was asked for by someone who may not have it."""


def _may(visitor: access.Person, partnership: str, what: str) -> None:
    settings, when = Settings(), current_person.now()
    if sentence := access.refusal(visitor, partnership, settings, when):
        submit.denied_download(what, visitor, settings, when, sentence)
        raise Denied(sentence)
