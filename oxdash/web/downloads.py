"""Files to take away: the button, whose turn it is to have one made, and who may have it.

Streamlit asks for a file when its button is pressed, outside the session that drew the button: so who asks comes along,
and what they may do is looked up again then. It keeps what makes the file for as long as the page is open and some
minutes more, a hundred pages of people who left included: so nothing large is in there, but where to find it.
"""

from collections.abc import Callable

import streamlit as st

from oxdash import access
from oxdash.access import signing
from oxdash.archive import ArchiveRefused
from oxdash.judging.position import Position, Unready
from oxdash.output import NotMade
from oxdash.settings import Misset, current
from oxdash.storage.turns import Busy, Turns
from oxdash.web import current_person, handing_out, loading, screen, sessions

_BUSY = "Papers and workbooks are being made for others just now. Press the button again in a minute."
MAKING = Turns(1, kept=1, waiting=8, patience=60, busy=_BUSY)  # each takes a processor for a second or two
ANOTHERS = "This file was offered on another page than yours. Press the button on your own page."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(label: str, made: Callable[[], bytes], name: str, mime: str, *, key: str | None = None) -> None:
    """A button that hands over a file, made when it is pressed: to the session that drew the button, and no other."""
    session = sessions.own()

    def handed_over() -> bytes:
        try:
            if not sessions.asks(session):
                raise Denied(ANOTHERS)
            data = made()
        except (Busy, Denied, ArchiveRefused, Misset, NotMade, NotThere) as why:
            handing_out.refuse(str(why))
            raise
        sessions.hand_out(data, mime, name)
        return data

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


def asked_again(
    made: Callable[[], bytes],
    what: str,
    visitor: access.Person,
    partnership: str | None = None,
    *,
    manager: bool = False,
    looking: bool = False,
) -> Callable[[], bytes]:
    """The file; the right to it is asked for again when the button is pressed, and a refusal is written down.

    ``looking``: whoever signs off for the partnership may have it too.
    """

    def taken() -> bytes:
        settings, when = current(), current_person.now()
        sentence = access.refusal(visitor, partnership, settings, when, manager=manager)
        if sentence and looking and signing.may_look(visitor, partnership or "", settings, when, called="") is None:
            sentence = None
        if sentence:
            access.noted("denied", visitor, settings, when, why=sentence, asked_for=what)
            raise Denied(sentence)
        return made()

    return taken


class NotThere(Exception):
    """What the file is made of is not there any more, or cannot be read; the text says so."""


class Denied(Exception):
    """A file was asked for by someone who may not have it."""
