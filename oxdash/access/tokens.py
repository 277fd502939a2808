"""Tokens by which a program returns for one partnership: made, revoked, and known again.

A token is shown once, when it is made. What is kept (``data/tokens.json``) is the SHA-256 of its secret part, which is
too long and too random to be found by trying. The audit log names each when it is made and when it is revoked: one that
was only written into the file is none, and one that is revoked stays so, whatever the file says.
"""

import hmac
import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from oxdash.archive import record
from oxdash.archive.audit_log.key import CannotRecord
from oxdash.settings import Settings
from oxdash.storage import write_once
from oxdash.vocabulary.cannot_be import CannotBe
from oxdash.vocabulary.safe_text import one_line

MADE, REVOKED = "token made", "token revoked"  # events of the log
LARGEST = 1_000_000  # bytes of the file
LONGEST_NAME = 80
_SECRET = 32  # random bytes
_WAIT = 10  # seconds for another writer
_TEXT = re.compile(r"oxdash_(?P<id>[0-9a-f]{8})_(?P<secret>[A-Za-z0-9_-]{43})")
NO_SUCH = "This token is none of this dashboard's, or has been revoked. Ask the partnerships manager for another."


class TokensRefused(CannotBe):
    """The tokens cannot be read or written; the text says why and what to do. Nothing was changed."""


class Token(BaseModel):
    """One token, without its secret. ``id`` is what it is called by; ``name`` is for people, text only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
    name: str
    partnership: str
    made_at: AwareDatetime
    made_by: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    revoked_at: AwareDatetime | None = None
    revoked_by: str | None = None

    @property
    def called(self) -> str:
        """Who to write on a receipt and in the audit log."""
        return f"token {self.id} ({self.name})"


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True)
class Made:
    """A new token, and its ``text``, which is nowhere kept."""

    token: Token
    text: str


def listed(settings: Settings) -> tuple[Token, ...]:
    """Every token there was, in the order they were made; TokensRefused where the file cannot be read."""
    try:
        return _File.model_validate_json(write_once.read(settings.tokens, LARGEST)).tokens
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise TokensRefused(f"{write_once.named(settings.tokens)} cannot be read: {write_once.why(error)}.") from error
    except (ValidationError, ValueError, RecursionError) as error:
        raise TokensRefused(
            f"{write_once.named(settings.tokens)} is not as it was written, so no token counts. Restore it from a "
            "backup, or take it away and make the tokens anew."
        ) from error


def new(partnership: str, name: str, who: str, settings: Settings, now: datetime) -> Made:
    """Make a token for a partnership; TokensRefused where it cannot be kept. ``now`` is aware; ``who`` makes it."""
    secret = secrets.token_urlsafe(_SECRET)
    with _holding(settings):
        held = listed(settings)
        taken = {one.id for one in held}
        mark = next(one for one in iter(lambda: secrets.token_hex(4), None) if one not in taken)
        token = Token(
            id=mark,
            name=one_line(name.strip())[:LONGEST_NAME],
            partnership=partnership,
            made_at=now.astimezone(UTC),
            made_by=one_line(who),
            sha256=sha256(secret.encode()).hexdigest(),
        )
        # the log first: what it names and the file lacks is no token, and what the file has and it lacks would be one
        facts = {"token": token.id, "partnership": partnership, "fingerprint": token.sha256}
        record.log(settings).record(MADE, who=who, when=now, **facts)
        _write(settings, (*held, token))
    return Made(token, f"oxdash_{token.id}_{secret}")


def revoke(mark: str, who: str, settings: Settings, now: datetime) -> Token | None:
    """Revoke a token by its number, from now on and for good; None for one that is not there, or was revoked before."""
    with _holding(settings):
        held = listed(settings)
        found = next((one for one in held if one.id == mark and one.revoked_at is None), None)
        if found is None:
            return None
        record.log(settings).record(REVOKED, who=who, when=now, token=mark, partnership=found.partnership)
        ended = found.model_copy(update={"revoked_at": now.astimezone(UTC), "revoked_by": one_line(who)})
        _write(settings, tuple(ended if one.id == mark else one for one in held))
    return ended


def known(text: str, settings: Settings) -> Token | None:
    """The token that a text is, where it counts now; None for any other text. TokensRefused as for `listed`."""
    match = _TEXT.fullmatch(text)
    mark = sha256((match["secret"] if match else "").encode()).hexdigest()
    found = next((one for one in listed(settings) if match and one.id == match["id"]), None)
    if not hmac.compare_digest(mark, found.sha256 if found else "0" * 64) or found is None:
        return None
    return None if fault(found, settings) else found


def fault(token: Token, settings: Settings) -> str | None:
    """Why a token counts for nothing any more, in a sentence; None while it counts. Looked up anew each time."""
    try:
        now = next((one for one in listed(settings) if one.id == token.id), None)
    except TokensRefused as why:
        return str(why)
    if now is None or now.sha256 != token.sha256 or now.revoked_at is not None or not _named(token, settings):
        return NO_SUCH
    return None


def _named(token: Token, settings: Settings) -> bool:
    """Whether the log names it as made, with this very secret, and not as revoked."""
    made = False
    for _, line in record.log(settings).chain().naming:
        if line.get("token") == token.id:
            if line["event"] == REVOKED:
                return False
            facts = (line["event"], line.get("partnership"), line.get("fingerprint"))
            made = made or facts == (MADE, token.partnership, token.sha256)
    return made


def _write(settings: Settings, tokens: tuple[Token, ...]) -> None:
    said = _File(tokens=tokens).model_dump(mode="json")
    write_once.over(settings.tokens, (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode())


@contextmanager
def _holding(settings: Settings) -> Iterator[None]:
    """Nobody else writes tokens meanwhile; TokensRefused for whatever the disk, or the log, says to that."""
    try:
        with FileLock(settings.tokens.with_name(".tokens.lock"), timeout=_WAIT, mode=write_once.FILE):
            yield
    except Timeout as error:
        raise TokensRefused("Somebody else is changing the tokens now. Try again in a moment.") from error
    except CannotRecord as why:
        raise TokensRefused(why.strerror) from why
    except OSError as error:
        raise TokensRefused(f"The tokens were not changed: {write_once.why(error)}.") from error
