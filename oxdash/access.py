"""Who someone is and what they may do.

A person is known by the e-mail address their council's sign-in vouches for, never by anything in a file, a widget or an
address. What they may do stands in a small TOML file, read again on every action, so that removing a line removes the
right at once:

    managers = ["partnerships.manager@council.example"]

    [officers]
    "safer.officer@council.example" = ["safer-communities"]
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from oxdash.settings import Settings

LOCAL_NAME = "local mode"


@dataclass(frozen=True)
class Person:
    """Someone at the edge of the product: signed in, at the local machine, or neither."""

    email: str | None = None  # as the sign-in vouches for it, folded
    signed_in_at: datetime | None = None  # aware, UTC
    local: bool = False  # at this machine, with local mode on

    @property
    def name(self) -> str:
        """Who to write on a receipt and in the audit log."""
        return self.email or (LOCAL_NAME if self.local else "not signed in")


NOBODY = Person()


@dataclass(frozen=True)
class Rights:
    """What a person may do: return for these partnerships; everything for all of them as a manager."""

    partnerships: frozenset[str] = frozenset()
    manager: bool = False

    def may_return_for(self, partnership: str) -> bool:
        return self.manager or partnership in self.partnerships

    @property
    def any(self) -> bool:
        return self.manager or bool(self.partnerships)


def person(claims: dict | None, *, local: bool = False) -> Person:
    """Who the claims of an identity token (email, email_verified, iat) speak of.

    An address that the sign-in says it has not verified is nobody's.
    """
    claims = claims or {}
    email = claims.get("email")
    if not email or claims.get("email_verified") in (False, "false"):
        return Person(local=local)
    issued = claims.get("iat")
    signed_in_at = datetime.fromtimestamp(float(issued), UTC) if isinstance(issued, int | float) else None
    return Person(str(email).strip().casefold(), signed_in_at, local)


@dataclass(frozen=True)
class Roles:
    """The roles file as it stands now, or the sentence that says why it cannot be used."""

    managers: frozenset[str] = frozenset()
    officers: dict[str, frozenset[str]] | None = None
    fault: str | None = None


def roles(path: Path) -> Roles:
    """Read the roles file. A file that is missing or cannot be read gives nobody any right."""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
        managers, officers = said.get("managers", []), said.get("officers", {})
        if not isinstance(managers, list) or not isinstance(officers, dict):
            raise TypeError
        for codes in officers.values():
            if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
                raise TypeError
    except FileNotFoundError:
        return Roles(fault="There is no roles file, so nobody may return anything. Make one from roles.example.toml.")
    except OSError as error:
        return Roles(fault=f"The roles file could not be read ({error.strerror}), so nobody may return anything.")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError):
        return Roles(
            fault="The roles file is not as roles.example.toml shows it, so nobody may return anything. Put it right."
        )
    return Roles(
        frozenset(str(email).strip().casefold() for email in managers),
        {str(email).strip().casefold(): frozenset(codes) for email, codes in officers.items()},
    )


def rights(who: Person, settings: Settings) -> Rights:
    """What the person may do now, by the roles file as it is now; in local mode, everything."""
    if who.local and settings.local:
        return Rights(manager=True)
    if who.email is None:
        return Rights()
    known = roles(settings.roles)
    return Rights((known.officers or {}).get(who.email, frozenset()), who.email in known.managers)


def stale(who: Person, settings: Settings, now: datetime) -> bool:
    """Whether a sign-in is too old for anything but looking; one with no time on it is."""
    if who.local and settings.local:
        return False
    if who.signed_in_at is None:
        return True
    return not timedelta(minutes=-5) <= now - who.signed_in_at <= timedelta(hours=settings.sign_in_hours)


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
    if not (who.local and settings.local):
        if who.email is None:
            return "You are not signed in. Sign in as an officer of the partnership to do this."
        if stale(who, settings, now):
            return f"You signed in more than {settings.sign_in_hours:g} hours ago. Sign in again to do this."
        if fault := roles(settings.roles).fault:
            return fault
    held = rights(who, settings)
    if manager:
        return None if held.manager else "Only a partnerships manager may do this."
    if partnership is None:
        return None if held.any else f"{who.name} may not return for any partnership. Ask the partnerships manager."
    if not held.may_return_for(partnership):
        return f"{who.name} may not return for {called or partnership}. Ask the partnerships manager if that is wrong."
    return None
