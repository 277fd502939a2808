"""Who is at the screen: signed in, at this machine, or neither; and what is said to those who may not come further.

`who` is the only place where a page learns it. Nothing in a file, a widget or an address has a part in it.
``stands`` is how the sign-in is set up, for whoever has asked already in this run.
"""

from datetime import UTC, datetime
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from oxdash import access
from oxdash.access import Person, Rights
from oxdash.archive import sign_outs
from oxdash.documents.blocks import Paragraph
from oxdash.documents.page_blocks import Notice
from oxdash.settings import Settings, current
from oxdash.web import local_mode, screen, sessions, sign_in, sign_in_setup
from oxdash.web.sign_in_setup import SignIn

READ_ONLY = (
    "This dashboard is for reading only: no sign-in has been set up for it. Returns are submitted where one has been, "
    "or with the command oxdash submit."
)
AT_THE_DOOR = (
    "This is local mode, and for looking only without its word: to do more, open the address that oxdash printed when "
    "it started."
)
SIGN_IN = "Sign in to submit a return or to download one."
SIGN_IN_TO_LOOK = "Sign in to see this dashboard."
WORDS = {  # what came of signing in or out, where something went wrong
    sign_in.DENIED: "You are not signed in: it was refused or broken off where you sign in. Sign in again, "
    "or ask whoever gives you your sign-in.",
    sign_in.FAILED: "You are not signed in: what came back from where you sign in did not hold. Sign in "
    "again; if that does not help, ask whoever looks after the dashboard.",
    sign_in.UNREACHED: "You are not signed in: the place where you sign in did not answer. Try again in a "
    "minute; if that does not help, ask whoever looks after the dashboard.",
    sign_in.HERE_ONLY: "You are signed out of this browser only: the sign-out could not be written down, so "
    "a copy of your sign-in elsewhere stays good. Ask whoever looks after the dashboard to run oxdash sign-outs all.",
}


def now() -> datetime:
    """The time, in UTC; it enters here and travels as an argument."""
    return datetime.now(UTC)


def in_local_mode(stands: SignIn | None = None) -> bool:
    """Whether there is a local mode: it is switched on, and nobody meant to set up a sign-in."""
    return current().local and not (stands or sign_in_setup.as_it_stands()).configured


def has_sign_in(stands: SignIn | None = None) -> bool:
    """Whether there is a way to sign in: one is configured, and it is believed."""
    stands = stands or sign_in_setup.as_it_stands()
    return stands.configured and stands.fault is None


def shut() -> str | None:
    """Why the way to the sign-in is shut, in a sentence; None where it is open, or leads nowhere."""
    return sign_in.SHUT if sign_in_setup.as_it_stands().fault else None


def person(claims: dict, *, here: bool, stands: SignIn | None = None) -> Person:
    """Who the claims of a session speak of; where no sign-in is configured, whoever was let in here, in local mode."""
    stands = stands or sign_in_setup.as_it_stands()
    if stands.fault:
        return Person(fault=sign_in.SHUT)
    if stands.configured:
        found = access.person(claims if claims.get("is_logged_in") else None)
        fault = access.ended(found, current())
        return Person(fault=fault) if fault else found
    return access.person(None, local=here and current().local)


def leaves(cookies: dict[str, str]) -> str | None:
    """Somebody signs out whose cookies these are: all their sign-ins end. A word where that could not be written."""
    visitor = person(sessions.claims_in(cookies), here=False)
    if visitor.email is None:  # nobody, or ended already
        return None
    try:
        sign_outs.sign_out(visitor, current(), now())
    except OSError:
        return sign_in.HERE_ONLY
    return None


def comes(cookies: dict[str, str]) -> str | None:
    """Somebody has signed in just now, and is given these cookies. A word where there is no sign-in in them."""
    claims = sessions.claims_in(cookies)
    visitor = access.person(claims)
    try:
        if visitor.email:  # else it counts for nothing anyway, and the page says why
            sign_outs.signed_in(visitor, current(), now())
    except OSError:
        return sign_in.FAILED
    return None if claims else sign_in.FAILED


def who(stands: SignIn | None = None) -> Person:
    """Who is at the screen of this session."""
    stands = stands or sign_in_setup.as_it_stands()
    if stands.configured:
        return person(st.user.to_dict(), here=False, stands=stands)
    return person({}, here=current().local and local_mode.let_in(st.context.headers), stands=stands)


def may_come_in() -> bool:
    """Whether this person may look at all; where looking needs a sign-in and they have none, they are told so here."""
    visitor = who() if current().looking_needs_sign_in else None
    if visitor is None or visitor.email or visitor.local:
        return True
    said = SIGN_IN_TO_LOOK if has_sign_in() else "Looking needs a sign-in here, and none has been set up."
    said = visitor.fault or (AT_THE_DOOR if way_in() == AT_THE_DOOR else said)
    screen.say(Paragraph(said, "lead"))
    if has_sign_in():
        st.button("Sign in", on_click=st.login, type="primary", key="sign in to look")
    return False


def way_in(stands: SignIn | None = None) -> str:
    """What somebody who is nobody here is told: how to become somebody."""
    stands = stands or sign_in_setup.as_it_stands()
    if has_sign_in(stands):
        return SIGN_IN
    return AT_THE_DOOR if in_local_mode(stands) and local_mode.at_the_door(st.context.headers) else READ_ONLY


def side_door(stands: SignIn, above: DeltaGenerator) -> None:
    """In the sidebar: who is signed in, and the way in and out; in local mode, the way in for whoever has not found it.

    ``above`` the page: what came of signing in or out, where that failed.
    """
    if not has_sign_in(stands):
        if way_in(stands) == AT_THE_DOOR:
            with st.sidebar:
                screen.say(Paragraph(AT_THE_DOOR, "note"))
        return
    visitor = who(stands)
    sentence = WORDS.get(st.context.cookies.get(sign_in.WORD, ""))
    if sentence and (visitor.email is None or access.stale(visitor, current(), now())):
        with above:
            screen.say(Notice((sentence,), "Signing in and out"))
    with st.sidebar.container():  # whoever signs out moves no picker below
        if visitor.email is None:
            if visitor.fault:
                screen.say(Paragraph(visitor.fault, "note"))
            st.button("Sign in", on_click=st.login, key="sign in", width="stretch")
            return
        screen.say(Paragraph(f"Signed in: {visitor.email}", "wrapped"))
        st.button("Sign out", on_click=st.logout, key="sign out", width="stretch")


def acting() -> tuple[Person, Settings, datetime]:
    """Who acts, by which settings and when, as every act asks for it."""
    return who(), current(), now()


def rights(stands: SignIn | None = None) -> Rights:
    """What whoever is at the screen may do. One with any does not wait for readers, and has "Submit a return"."""
    return access.rights(who(stands), current())


def refusal(partnership: str | None = None, *, manager: bool = False, called: str | None = None) -> str | None:
    """Why whoever is at the screen may not do that, as `access.refusal` says it; None where they may."""
    return access.refusal(who(), partnership, current(), now(), manager=manager, called=called)


def officers_only() -> None:
    """End the run of an officer's page for anybody else: say why, and open the door again where that would help."""
    if sentence := refusal():
        turned_away(sentence)


def turned_away(sentence: str) -> NoReturn:
    """End the run of a page for somebody who may not be there."""
    visitor = who()
    if visitor == access.NOBODY:
        sentence = way_in()
    screen.say(Paragraph(sentence, "lead"))
    if has_sign_in() and access.stale(visitor, current(), now()):
        word = "Sign in" if visitor.email is None else "Sign in again"
        st.button(word, on_click=st.login, type="primary", key="sign in here")
    st.stop()
