"""Who may sign a return off: the partnership's lead officer, a deputy, or a manager where there is nobody else.

Nobody signs off what they submitted themselves, for a second look is what a sign-off is; but the lead officer may,
whose word for the partnership it is: nobody there stands above them whom they could ask. A manager signs only where the
roles file names nobody who could, so that no return waits for ever for somebody who has left; where the register does
not ask for sign-offs any more, a manager decides about what still waits. On the command line and in local mode whoever
is at the machine may, as they may do everything there, and the receipt says so.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from oxdash import access
from oxdash.access import Person
from oxdash.access.roles_file import Roles, folded, roles
from oxdash.settings import Settings
from oxdash.vocabulary.wording import listed

NOT_NEEDED = "Returns need no sign-off any more, by the register's sheet About"


class As(StrEnum):
    """As whom somebody signs off: the word for it on the receipt."""

    LEAD = "lead officer"
    DEPUTY = "deputy"
    MANAGER = "manager"
    AT_THE_MACHINE = "whoever is at this machine"


@dataclass(frozen=True)
class Barred:
    """Somebody may not sign a return off: why, in a sentence."""

    sentence: str


@dataclass(frozen=True)
class WaitsFor:
    """Whom a return waits for: addresses, the lead officers' first, and the same in words for all to read.

    ``nobody``: the roles file names nobody who could sign it off.
    """

    addresses: tuple[str, ...]
    words: str
    nobody: bool = False


def may_sign(
    who: Person, partnership: str, submitted_from: str, settings: Settings, now: datetime, *, needed: bool, called: str
) -> As | Barred:
    """As whom this person signs off a return of the partnership, or sends it back; Barred where they may not.

    ``submitted_from``: who submitted it; ``needed``: returns need a sign-off, as the register says; ``called``: the
    partnership's name.
    """
    if said := access.nobody(who, settings, now):
        return Barred(said)
    known, email = roles(settings.roles), folded(who.email or "")  # on the command line as it was typed
    own, leads = bool(email) and email == folded(submitted_from), email in known.leads_of(partnership)
    if who.local and settings.local:
        if leads:
            return As.LEAD
        if own:
            return Barred(f"{who.name} submitted this return, so somebody else has to sign it off.")
        return As.DEPUTY if email in known.deputies_of(partnership) else As.AT_THE_MACHINE
    manager = access.rights(who, settings).manager
    if not needed:
        return As.MANAGER if manager else Barred(f"{NOT_NEEDED}: a partnerships manager decides about those that wait.")
    if leads:
        return As.LEAD
    others = _others(known, partnership, submitted_from)
    if email in known.deputies_of(partnership):
        if not own:
            return As.DEPUTY
        return Barred(f"You submitted this return yourself. {_have_to(called, others)}")
    if manager:
        if others:
            return Barred(f"The roles file names who signs off for {called}: a manager does not sign in their place.")
        if own:
            return Barred(f"You submitted this return yourself. {_have_to(called, others)}")
        return As.MANAGER
    return Barred(f"{who.name} may not sign off returns of {called}. Its lead officer or a deputy may.")


def waits_for(partnership: str, submitted_from: str, settings: Settings, *, needed: bool, called: str) -> WaitsFor:
    """Whom a return waits for by the roles file as it is now."""
    known = roles(settings.roles)
    if not needed:
        return WaitsFor(tuple(sorted(known.managers)), "a partnerships manager, as returns need no sign-off any more")
    others = _others(known, partnership, submitted_from)
    if others:
        deputy = bool(set(others) - set(known.leads_of(partnership)))
        leads = bool(known.leads_of(partnership))
        whom = "its lead officer or a deputy" if leads and deputy else "its lead officer" if leads else "its deputy"
        return WaitsFor(others, whom)
    why = (
        known.fault
        or f"The roles file names nobody who signs off for {called}: a partnerships manager may sign in their place."
    )
    return WaitsFor(tuple(sorted(known.managers)), why, nobody=True)


def unsigned(partnerships: dict[str, str], settings: Settings) -> list[str]:
    """A sentence where the roles file names neither lead officer nor deputy of some partnership.

    And where it names partnerships that there are not. ``partnerships``: names by code.
    """
    known = roles(settings.roles)
    if known.fault:
        return [known.fault]
    without = [name for code, name in partnerships.items() if not known.leads_of(code) and not known.deputies_of(code)]
    said = []
    if without:
        said.append(
            f"The roles file names no lead officer and no deputy of {listed(without)}: a partnerships manager has to "
            "sign off what they return. Name them under [lead_officers] and [deputies]."
        )
    if strange := sorted(known.named() - partnerships.keys()):
        said.append(f"The roles file names what is no partnership of the register: {listed(strange)}.")
    return said


def may_look(who: Person, partnership: str, settings: Settings, now: datetime, *, called: str) -> str | None:
    """Why the person may not have a waiting workbook of the partnership, in a sentence; None where they may."""
    if said := access.nobody(who, settings, now):
        return said
    held = access.rights(who, settings)
    if held.may_return_for(partnership) or partnership in held.signs:
        return None
    return f"{who.name} has no part in the returns of {called}."


def _others(known: Roles, partnership: str, submitted_from: str) -> tuple[str, ...]:
    """Who may sign it off, the lead officers first: a deputy only what somebody else submitted."""
    deputies = (one for one in known.deputies_of(partnership) if one != folded(submitted_from))
    return (*known.leads_of(partnership), *deputies)


def _have_to(called: str, others: tuple[str, ...]) -> str:
    if others:
        return "Somebody else has to sign it off: its lead officer or another deputy."
    return f"Somebody else has to sign it off, and the roles file names nobody for {called} who could."
