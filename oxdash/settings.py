"""Every setting, its default and what it means. Each is an environment variable that starts with OXDASH_."""

import os
import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from oxdash.vocabulary.addresses import is_mail, mail_addresses, named
from oxdash.vocabulary.cannot_be import CannotBe
from oxdash.vocabulary.safe_text import log_line

HOME = Path(__file__).resolve().parent.parent
_PREFIX = "OXDASH_"
_DAY, _YEAR = 24 * 60 * 60.0, 366 * 24.0  # seconds, and hours


_SITE = re.compile(r"https?://(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+(?::[0-9]{1,5})?")
_WANTED = {  # what its type alone does not say
    "proxies": "addresses (192.0.2.10), networks (192.0.2.0/24) or unix, with commas between",
    "address": "an address of the web (https://performance.council.example)",
    "frames": "addresses of sites (https://intranet.council.example), with commas between",
    "mail_security": "starttls, tls or none",
    "mail_from": "an e-mail address",
    "digest_to": "e-mail addresses, with commas between",
}


class MailSecurity(StrEnum):
    """How what is said to the mail server is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Misset(CannotBe):
    """Settings that cannot be, in sentences: each names the variable, what it is and what it has to be."""


class Settings(BaseSettings):
    """Made anew wherever it is needed, so that a test or a command sees the environment as it is."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="ignore")

    data: Path = Field(
        HOME / "data",
        description="folder with register.xlsx, quarterly/, waiting/, imported/, published/, decisions/ and audit/",
    )
    roles: Path = Field(HOME / ".streamlit" / "roles.toml", description="who may return for which partnership (TOML)")
    cache: Path = Field(HOME / ".cache", description="what the returns on file say, read once; may be deleted any time")
    paper_styles: Path = Field(
        HOME / "oxdash" / "output" / "word" / "base",
        description="folder with the Word documents whose styles papers have",
    )
    local: bool = Field(False, description="local mode: who opens the printed address at this machine does anything")
    reward: bool = Field(True, description="what stretch targets would earn is shown, where the register has some")
    looking_needs_sign_in: bool = Field(False, description="nobody sees a page before signing in")
    log_key_file: Path = Field(
        HOME / ".streamlit" / "log.key", description="the key that seals the audit log; outside the data folder"
    )
    sign_in_hours: float = Field(8, gt=0, le=_YEAR, description="after this long a sign-in counts for looking only")

    proxies: str = Field(
        "", description="proxies in front whose word on where a request comes from is taken: addresses, networks, unix"
    )
    silent_connections: int = Field(20, ge=1, description="of one address, connections that have said nothing yet")
    connections_each: int = Field(250, ge=1, description="of one address, all other connections")
    connections: int = Field(1000, ge=1, description="connections in all")
    silence_seconds: float = Field(
        20, gt=0, le=_DAY, description="after this long a connection that has said nothing is closed"
    )
    answer_seconds: float = Field(
        60, gt=0, le=_DAY, description="after this long without taking an answer one is closed"
    )
    message_bytes: int = Field(256 * 1024, ge=1024, description="the largest message that a page may send")
    upload_seconds: float = Field(60, gt=0, le=_DAY, description="after this long an upload has to have arrived")
    uploads_each: int = Field(2, ge=1, description="uploads of one session at a time")

    frames: str = Field(
        "", description="sites that may show what lies under /embed/ in a frame: addresses without a path, with commas"
    )
    address: str = Field("", description="where people open the dashboard (https://...): links in letters begin so")
    mail_host: str = Field("", description="the mail server that letters are handed to; none is sent without")
    mail_port: int = Field(587, ge=1, le=65_535, description="the port of it that takes mail")
    mail_security: MailSecurity = Field(
        MailSecurity.STARTTLS, description="starttls, tls (from the first byte), or none: within this machine alone"
    )
    mail_user: str = Field("", description="who signs in at the mail server, where it asks for that")
    mail_password_file: Path | None = Field(None, description="a file that holds that one's password")
    mail_from: str = Field("", description="whom letters are from: one e-mail address")
    mail_seconds: float = Field(30, gt=0, le=_DAY, description="after this long without an answer of it one gives up")
    digest_to: str = Field("", description="who else gets the digest of a publication: e-mail addresses, with commas")

    @field_validator("data", "roles", "cache", "paper_styles", "log_key_file", "mail_password_file", mode="before")
    @classmethod
    def _somewhere(cls, path: object) -> object:
        if isinstance(path, str) and not path.strip():  # which Path takes for the folder one happens to be in
            raise ValueError
        return path

    @field_validator("proxies")
    @classmethod
    def _named(cls, text: str) -> str:
        named(text)
        return text

    @field_validator("address")
    @classmethod
    def _on_the_web(cls, text: str) -> str:
        parts = urlsplit(text)
        if text and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
            raise ValueError
        if not text.isprintable() or " " in text or (parts.port or 1) < 1:  # which raises for a port there is none of
            raise ValueError
        return text.rstrip("/")

    @field_validator("frames")
    @classmethod
    def _of_sites(cls, text: str) -> str:
        for one in filter(None, (part.strip() for part in text.split(","))):
            if not _SITE.fullmatch(one):
                raise ValueError
        return text

    @property
    def framed_by(self) -> tuple[str, ...]:
        """The sites that may frame what is read-only."""
        return tuple(one.strip() for one in self.frames.split(",") if one.strip())

    @field_validator("mail_from")
    @classmethod
    def _of_one(cls, text: str) -> str:
        if text.strip() and not is_mail(text.strip()):
            raise ValueError
        return text.strip()

    @field_validator("digest_to")
    @classmethod
    def _of_mail(cls, text: str) -> str:
        if not all(map(is_mail, mail_addresses(text))):
            raise ValueError
        return text

    @model_validator(mode="wrap")
    @classmethod
    def _in_words(cls, said: object, validated: ValidatorFunctionWrapHandler) -> "Settings":
        try:
            made: Settings = validated(said)
            return made
        except ValidationError as error:
            raise Misset(" ".join(_sentence(str(one["loc"][0]), one["input"]) for one in error.errors())) from None

    @property
    def quarterly(self) -> Path:
        return self.data / "quarterly"

    @property
    def register(self) -> Path:
        return self.data / "register.xlsx"

    @property
    def published(self) -> Path:
        return self.data / "published"

    @property
    def imported(self) -> Path:
        return self.data / "imported"

    @property
    def decisions(self) -> Path:
        return self.data / "decisions"

    @property
    def waiting(self) -> Path:
        return self.data / "waiting"

    @property
    def tokens(self) -> Path:
        return self.data / "tokens.json"

    @property
    def answers(self) -> Path:
        return self.data / "audit" / "answers"

    @property
    def audit(self) -> Path:
        return self.data / "audit" / "audit.jsonl"

    @property
    def sign_outs(self) -> Path:
        return self.data / "audit" / "sign_outs.jsonl"


def of(data: Path) -> Settings:
    """The settings of the environment as it is, for another data folder."""
    stands = current()
    return stands if stands.data == data else stands.model_copy(update={"data": data})


def current() -> Settings:
    """The settings of the environment as it is, for whoever asks often: made anew only when it has changed."""
    return _made(tuple((name, os.environ.get(name)) for name in os.environ if name.upper().startswith("OXDASH_")))


@lru_cache(maxsize=8)
def _made(environment: tuple[tuple[str, str | None], ...]) -> Settings:
    return Settings()


def unknown() -> list[str]:
    """Variables of the environment that look like settings and are none: a sentence for each."""
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields}
    meant = sorted(name for name in os.environ if name.upper().startswith(_PREFIX) and name.upper() not in known)
    said = "{} is no setting of oxdash, so it changes nothing. Those there are stand in docs/deployment.md."
    return [said.format(log_line(name)) for name in meant]


def _sentence(name: str, found: object) -> str:
    said = log_line(str(found))
    return f'{_PREFIX}{name.upper()} is "{said}", and has to be {_wanted(name, Settings.model_fields[name])}.'


def _wanted(name: str, field: FieldInfo) -> str:
    """What a setting has to be, from its own declaration."""
    if field.annotation is bool:
        return "1 (yes) or 0 (no)"
    if field.annotation in (Path, Path | None):
        return "the path of a file or folder"
    if name in _WANTED:
        return _WANTED[name]
    bounds = {
        bound: getattr(one, bound) for one in field.metadata for bound in ("ge", "gt", "le") if hasattr(one, bound)
    }
    if field.annotation is int and "le" in bounds:
        return f"a whole number from {bounds['ge']:,} to {bounds['le']:,}"
    if field.annotation is int:
        return f"a whole number of {bounds['ge']:,} or more"
    return f"a number above {bounds['gt']:g} and up to {bounds['le']:,.0f}"
