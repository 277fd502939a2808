"""Who is at the screen: signed in, at this machine, or neither; and what is said to those who may not come further.

`who` is the only place where a page learns it. Nothing in a file, a widget or an address has a part in it.
"""

from datetime import UTC, datetime

import streamlit as st

from oxdash import access, edge, screen, sign_in
from oxdash.access import Person
from oxdash.markup import paragraph
from oxdash.settings import current

READ_ONLY = (
    "This dashboard is for reading only: no sign-in has been set up for it. Returns are submitted where one has been, "
    "or with the command oxdash submit."
)
SIGN_IN = "Sign in to submit a return or to download one."
SIGN_IN_TO_LOOK = "Sign in to see this dashboard."


def now() -> datetime:
    """The time, in UTC; it enters here and travels as an argument."""
    return datetime.now(UTC)


def has_sign_in() -> bool:
    """Whether there is a way to sign in: one is configured, and it is believed."""
    stands = sign_in.as_it_stands()
    return stands.configured and stands.fault is None


def shut() -> str | None:
    """Why the way to the sign-in is shut, in a sentence; None where it is open, or leads nowhere."""
    return sign_in.SHUT if sign_in.as_it_stands().fault else None


def person(claims: dict, *, here: bool) -> Person:
    """Who the claims of a session speak of; where no sign-in is configured, whoever is ``here``, in local mode."""
    stands = sign_in.as_it_stands()
    if stands.fault:
        return Person(fault=sign_in.SHUT)
    if stands.configured:
        return access.person(claims if claims.get("is_logged_in") else None)
    return access.person(None, local=here and current().local)


def who() -> Person:
    """Who is at the screen of this session."""
    return person(st.user.to_dict(), here=edge.at_this_machine(st.context.headers))


def may_come_in() -> bool:
    """Whether this person may look at all; where looking needs a sign-in and they have none, they are told so here."""
    visitor = who() if current().looking_needs_sign_in else None
    if visitor is None or visitor.email or visitor.local:
        return True
    said = SIGN_IN_TO_LOOK if has_sign_in() else "Looking needs a sign-in here, and none has been set up."
    said = visitor.fault or said
    screen.show(paragraph(said, "ox-lead"))
    if has_sign_in():
        st.button("Sign in", on_click=st.login, type="primary", key="sign in to look")
    return False


def side_door() -> None:
    """In the sidebar, where a sign-in is configured: who is signed in, and the way in and out."""
    if not has_sign_in():
        return
    visitor = who()
    with st.sidebar:
        if visitor.email is None:
            st.button("Sign in", on_click=st.login, key="sign in", width="stretch")
            return
        screen.show(paragraph(f"Signed in: {visitor.email}", "ox-note ox-wrap"))
        st.button("Sign out", on_click=st.logout, key="sign out", width="stretch")


def offers_desk() -> bool:
    """Whether the menu has "Submit a return" for this person: they may return for some partnership."""
    return access.rights(who(), current()).any


def refused(sentence: str) -> None:
    """Say why an officer's page is shut, and open the door again where signing in would help."""
    visitor = who()
    if visitor == access.NOBODY:
        sentence = SIGN_IN if has_sign_in() else READ_ONLY
    screen.show(paragraph(sentence, "ox-lead"))
    if has_sign_in() and access.stale(visitor, current(), now()):
        word = "Sign in" if visitor.email is None else "Sign in again"
        st.button(word, on_click=st.login, type="primary", key="sign in here")
