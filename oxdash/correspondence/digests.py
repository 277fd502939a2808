"""The digest of a publication, to everybody whom the roles file and the settings name."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from oxdash.access.roles_file import Roles, folded
from oxdash.correspondence.post import Due
from oxdash.documents import letters
from oxdash.publication.shelf import Published
from oxdash.settings import Settings
from oxdash.vocabulary.addresses import mail_addresses

WITHIN = 14  # days: older publications are written about only where they are named


def due(found: Sequence[Published], settings: Settings, roles: Roles, today: date) -> Iterator[Due]:
    """The letters about each of these, of those published in the last `WITHIN` days, oldest first.

    `shelf.Unreadable` for one whose tables are not as published.
    """
    to = everybody(settings, roles)
    for one in found:
        if one.manifest.published_on + timedelta(days=WITHIN) >= today:
            yield from about(one, to)


def about(one: Published, to: Sequence[str]) -> list[Due]:
    """The letters about one publication."""
    letter = letters.digest(one.position, one.edition())
    return [Due(f"publication {one.reference}, fingerprint {one.manifest.fingerprint}", who, letter) for who in to]


def everybody(settings: Settings, roles: Roles) -> list[str]:
    """Managers, officers, who signs off, and who else the settings name, each once, in the order of the alphabet."""
    others = map(folded, mail_addresses(settings.digest_to))
    return sorted({*roles.managers, *(roles.officers or {}), *roles.leads, *roles.deputies, *others})
