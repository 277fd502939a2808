"""Who someone is and what they may do.

A person is known by the e-mail address their council's sign-in vouches for, never by anything in a file, a widget or an
address. What they may do stands in a small TOML file, read again on every action, so that removing a line removes the
right at once:

    managers = ["partnerships.manager@council.example"]

    [officers]
    "waste.officer@council.example" = ["environment"]

A program is known by a token (`tokens`), and may return for one partnership.

`roles` reads it, lead officers and deputies with it; `signing` is who may sign a return off.
"""

import getpass
import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from oxdash.access import tokens
from oxdash.access.roles_file import folded, roles
from oxdash.access.tokens import Token
from oxdash.archive import record, sign_outs
from oxdash.settings import Settings
from oxdash.vocabulary.addresses import LOCAL_NAME
from oxdash.vocabulary.safe_text import one_line

AN_OFFICER, A_MANAGER = "an officer of the partnership", "a partnerships manager"  # whom to sign in as
SIGNED_OUT = "This sign-in has ended, here or in another tab. Sign in again to go on."
LONGEST_SUBJECT = 255  # characters of a name of a sign-in's own (OpenID Connect Core, 2)
LONGEST_ADDRESS = 254  # characters of an e-mail address (RFC 5321)
EARLY = timedelta(minutes=5)  # that the clock of the sign-in may be before this machine's
# the claims which together no other sign-in has
_OF_ONE_SIGN_IN = ("iss", "sub", "iat", "exp", "auth_time", "nonce", "at_hash", "jti", "sid")


@dataclass(frozen=True)
class Person:
    """Someone at the edge of the product: signed in, at this machine, on the command line, a program, or nobody."""

    email: str | None = None  # as the sign-in vouches for it, folded; on the command line, what --from said
    signed_in_at: datetime | None = None  # aware, UTC
    local: bool = False  # at this machine, with local mode on, or on the command line
    subject: str | None = None  # the sign-in's own name for the person (sub), which no other of its issuer has
    issuer: str | None = None  # who vouches (iss)
    mark: str | None = None  # sha256 of what tells one sign-in of theirs from another
    system_user: str | None = None  # of the machine, where the act came on the command line
    fault: str | None = None  # why a sign-in does not count, in a sentence
    token: Token | None = None  # of a program, which came with it in place of a sign-in

    @property
    def name(self) -> str:
        """Who to write on a receipt and in the audit log."""
        if self.token is not None:
            return self.token.called
        return self.email or (LOCAL_NAME if self.local else "not signed in")

    def came(self) -> dict[str, str]:
        """How this person came, for a receipt: ``by`` and, as far as they are known, subject, issuer, at, system_user.

        ``at`` is when they signed in, in UTC.
        """
        if self.system_user is not None:
            return {"by": "command line", "system_user": self.system_user}
        if self.local:
            return {"by": LOCAL_NAME}
        if self.token is not None:
            return {"by": "token", "token": self.token.id}
        if self.email is None:
            return {"by": "nobody"}
        at = None if self.signed_in_at is None else self.signed_in_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        said = {"by": "sign-in", "subject": self.subject, "issuer": self.issuer, "at": at}
        return {name: value for name, value in said.items() if value is not None}


NOBODY = Person()


@dataclass(frozen=True)
class Rights:
    """What a person may do: return for these partnerships; everything for all of them as a manager.

    ``signs``: the partnerships whose lead officer or deputy they are.
    """

    partnerships: frozenset[str] = frozenset()
    manager: bool = False
    signs: frozenset[str] = frozenset()

    def may_return_for(self, partnership: str) -> bool:
        return self.manager or partnership in self.partnerships

    @property
    def any(self) -> bool:
        return self.manager or bool(self.partnerships)


def person(claims: dict[str, Any] | None, *, local: bool = False) -> Person:
    """Who the claims of an identity token (iss, sub, email, email_verified, iat) speak of.

    A sign-in that lacks what it needs, or whose address is not verified, is nobody's, with ``fault`` saying why.
    """
    if not claims:
        return Person(local=local)
    if fault := _lacking(claims):
        return Person(local=local, fault=fault)
    said = json.dumps([claims.get(name) for name in _OF_ONE_SIGN_IN], default=str).encode()
    issuer = claims.get("iss")
    return Person(
        folded(claims["email"]),
        _moment(claims.get("iat")),
        local,
        subject=claims["sub"],
        issuer=issuer if isinstance(issuer, str) else None,
        mark=hashlib.sha256(said).hexdigest(),
    )


def _lacking(claims: dict[str, Any]) -> str | None:
    """Why a sign-in counts for nothing, in a sentence; None where it has all that it needs."""
    lacks = "Your sign-in does not say {}, so it does not count. Ask whoever looks after the dashboard to have it sent."
    subject, email = claims.get("sub"), claims.get("email")
    if not isinstance(subject, str) or not _is_name(subject) or len(subject) > LONGEST_SUBJECT:
        return lacks.format("who you are by a name of its own (the claim sub)")
    if not email:
        return lacks.format("your e-mail address (the claim email)")
    if not _is_name(email) or len(folded(email)) > LONGEST_ADDRESS or " " in folded(email):
        return "Your sign-in gives an e-mail address that cannot be one, so it does not count. Ask whoever manages it."
    # many services say nothing of this; one that says anything but yes has not verified it
    if "email_verified" in claims and str(claims["email_verified"]).lower() != "true":
        return "Your sign-in has not verified your e-mail address, so it does not count. Verify it there, then sign in."
    return None


def _is_name(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip(" ")) and text.isprintable()


def _moment(seconds: object) -> datetime | None:
    """A claim's time; None for one that is no time."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(float(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def on_command_line(who: str, now: datetime) -> Person:
    """Whoever runs a command: ``who`` they say sends it, on one line, and the user that the system knows them as."""
    return Person(one_line(who.strip()) or None, now, local=True, system_user=_system_user())


def _system_user() -> str:
    """The user this process runs as by the system's own account: an environment variable may say anybody."""
    if not hasattr(os, "getuid"):
        try:
            return getpass.getuser()
        except (OSError, ImportError, KeyError):
            return "unknown"
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a number without a name, as in a container
        return f"user {os.getuid()}"


def ended(who: Person, settings: Settings) -> str | None:
    """Why a sign-in counts for nothing any more, in a sentence; None while it counts.

    Where it cannot be known who has signed out, nobody's sign-in counts.
    """
    if who.email is None:
        return None
    try:
        return SIGNED_OUT if sign_outs.ended(who, settings.sign_outs) else None
    except OSError as error:
        return f"{sign_outs.not_known(error)} Ask whoever looks after the dashboard."


def rights(who: Person, settings: Settings) -> Rights:
    """What the person may do now, by the roles file as it is now; in local mode, everything."""
    if who.local and settings.local:
        return Rights(manager=True)
    if who.token is not None:
        return Rights() if tokens.fault(who.token, settings) else Rights(frozenset({who.token.partnership}))
    if who.email is None or ended(who, settings):
        return Rights()
    known = roles(settings.roles)
    return Rights(known.of_officer(who.email), who.email in known.managers, known.signs(who.email))


def stale(who: Person, settings: Settings, now: datetime) -> bool:
    """Whether a sign-in is too old for anything but looking; one with no time on it, or one still to come, is."""
    return not (who.local and settings.local) and _untimely(who, settings, now) is not None


def _untimely(who: Person, settings: Settings, now: datetime) -> str | None:
    """Why the time of a sign-in is against it, in a sentence; None where it is not."""
    if who.signed_in_at is None:
        return (
            "Your sign-in does not say when it was (the claim iat), so nothing but looking comes of it. "
            "Ask whoever looks after the dashboard to have it sent."
        )
    if who.signed_in_at - now > EARLY:
        return (
            f"Your sign-in is dated {who.signed_in_at.astimezone(UTC):%d %B %Y %H:%M} UTC, which is still to come. "
            "Sign in again; if that does not help, ask whoever looks after the dashboard to compare its clock."
        )
    if now - who.signed_in_at > timedelta(hours=settings.sign_in_hours):
        return f"You signed in more than {settings.sign_in_hours:g} hours ago. Sign in again to do this."
    return None


def nobody(who: Person, settings: Settings, now: datetime, wanted: str = AN_OFFICER) -> str | None:
    """Why the person may do nothing but look, whatever the roles file says of them, in a sentence; None where not.

    ``wanted`` is whom to sign in as.
    """
    if who.local and settings.local:
        return None
    if who.fault:
        return who.fault
    if who.token is not None:
        return tokens.fault(who.token, settings)
    if who.email is None:
        return f"You are not signed in. Sign in as {wanted} to do this."
    return ended(who, settings) or _untimely(who, settings, now) or roles(settings.roles).fault


def refusal(
    who: Person,
    partnership: str | None,
    settings: Settings,
    now: datetime,
    *,
    manager: bool = False,
    called: str | None = None,
) -> str | None:
    """Why the person may not return for the partnership (None: for any at all), in a sentence; None where they may.

    ``manager`` asks for a manager's right instead; ``called`` is the partnership's name for the sentence. Asked inside
    every function that writes.
    """
    if sentence := nobody(who, settings, now, A_MANAGER if manager else AN_OFFICER):
        return sentence
    held = rights(who, settings)
    if manager:
        return None if held.manager else "Only a partnerships manager may do this."
    if partnership is None:
        return None if held.any else f"{who.name} may not return for any partnership. Ask the partnerships manager."
    if not held.may_return_for(partnership):
        return f"{who.name} may not return for {called or partnership}. Ask the partnerships manager if that is wrong."
    return None


def noted(event: str, who: Person, settings: Settings, now: datetime, **facts: object) -> None:
    """Write what somebody tried into the audit log; that it cannot be written is no reason for a traceback."""
    with suppress(OSError):
        record.log(settings).record(event, who=who.name, when=now, **facts)
