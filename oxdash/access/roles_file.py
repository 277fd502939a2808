"""The roles file: who may return, who signs returns off, who manages. Read again whenever it is asked."""

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oxdash.storage import write_once
from oxdash.vocabulary.safe_text import log_line

LARGEST_ROLES = 1_000_000  # bytes of the roles file
LEADING, DEPUTISING = "lead_officers", "deputies"  # tables of it that are made like [officers]
_IN_LOWER_CASE = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_NOT_AS_SHOWN = "The roles file is not as roles.example.toml shows it, so nobody may return anything. Put it right."


def folded(address: str) -> str:
    """An address to compare: A to Z in lower case, and no other letter changed into one of them.

    A long s and a Kelvin sign would fold to s and k, and so be another person's address.
    """
    return address.strip(" ").translate(_IN_LOWER_CASE)


@dataclass(frozen=True)
class Roles:
    """The roles file as it stands now, or the sentence that says why it cannot be used.

    ``officers``, ``leads`` and ``deputies`` have partnerships by address.
    """

    managers: frozenset[str] = frozenset()
    officers: Mapping[str, frozenset[str]] | None = None
    fault: str | None = None
    leads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    deputies: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of_officer(self, email: str) -> frozenset[str]:
        """The partnerships that somebody may return for."""
        return (self.officers or {}).get(email, frozenset())

    def signs(self, email: str) -> frozenset[str]:
        """The partnerships whose lead officer or deputy somebody is."""
        return self.leads.get(email, frozenset()) | self.deputies.get(email, frozenset())

    def leads_of(self, partnership: str) -> tuple[str, ...]:
        """The addresses of a partnership's lead officers, in order."""
        return tuple(sorted(email for email, codes in self.leads.items() if partnership in codes))

    def deputies_of(self, partnership: str) -> tuple[str, ...]:
        """The addresses of its deputies, in order, less those who lead it."""
        found = sorted(email for email, codes in self.deputies.items() if partnership in codes)
        return tuple(email for email in found if partnership not in self.leads.get(email, ()))

    def named(self) -> frozenset[str]:
        """Every partnership's code that stands in the file."""
        return frozenset().union(*(self.officers or {}).values(), *self.leads.values(), *self.deputies.values())


def roles(path: Path) -> Roles:
    """Read the roles file. A file that is missing or cannot be read gives nobody any right."""
    try:
        said = tomllib.loads(write_once.read(path.resolve(), LARGEST_ROLES).decode())
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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, RecursionError):
        return Roles(fault=_NOT_AS_SHOWN)
    for name in (LEADING, DEPUTISING):
        if wrong := _wrong(name, said.get(name, {})):
            return Roles(fault=f"{_NOT_AS_SHOWN} {wrong}")
    return Roles(
        frozenset(folded(str(email)) for email in managers),
        _by_address(officers),
        leads=_by_address(said.get(LEADING, {})),
        deputies=_by_address(said.get(DEPUTISING, {})),
    )


def _by_address(said: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Partnerships by address, folded; an address written in two ways has those of both."""
    found: dict[str, frozenset[str]] = {}
    for email, codes in said.items():
        found[folded(email)] = found.get(folded(email), frozenset()) | frozenset(codes)
    return found


def _wrong(name: str, said: Any) -> str | None:
    """What is wrong with one of the tables of who signs off, in a sentence; None where nothing is."""
    how = f'Write under [{name}] lines such as "name@council.example" = ["environment"].'
    if not isinstance(said, dict):
        return f"{name} is no table there. {how}"
    for email, codes in said.items():
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            return f'[{name}] has for "{log_line(email)}" what is no list of partnerships. {how}'
    return None
