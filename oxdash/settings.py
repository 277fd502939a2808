"""Every setting, its default and what it means. Each is an environment variable that starts with OXDASH_."""

import os
from functools import lru_cache
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from oxdash.guard.addresses import named

HOME = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Made anew wherever it is needed, so that a test or a command sees the environment as it is."""

    model_config = SettingsConfigDict(env_prefix="OXDASH_", extra="ignore")

    data: Path = Field(HOME / "data", description="folder with register.xlsx, quarterly/, published/ and audit/")
    roles: Path = Field(HOME / ".streamlit" / "roles.toml", description="who may return for which partnership (TOML)")
    cache: Path = Field(HOME / ".cache", description="what the returns on file say, read once; may be deleted any time")
    local: bool = Field(False, description="local mode: who opens the printed address at this machine does anything")
    reward: bool = Field(True, description="the first agreement's reward grant has its page and its paper")
    looking_needs_sign_in: bool = Field(False, description="nobody sees a page before signing in")
    log_key_file: Path = Field(
        HOME / ".streamlit" / "log.key", description="the key that seals the audit log; outside the data folder"
    )
    sign_in_hours: float = Field(8, gt=0, description="after this long a sign-in counts for looking only")

    proxies: str = Field(
        "", description="proxies in front whose word on where a request comes from is taken: addresses, networks, unix"
    )
    silent_connections: int = Field(20, ge=1, description="of one address, connections that have said nothing yet")
    connections_each: int = Field(250, ge=1, description="of one address, all other connections")
    connections: int = Field(1000, ge=1, description="connections in all")
    silence_seconds: float = Field(20, gt=0, description="after this long a connection that has said nothing is closed")
    answer_seconds: float = Field(60, gt=0, description="after this long without taking an answer one is closed")
    message_bytes: int = Field(256 * 1024, ge=1024, description="the largest message that a page may send")
    upload_seconds: float = Field(60, gt=0, description="after this long an upload has to have arrived")
    uploads_each: int = Field(2, ge=1, description="uploads of one session at a time")

    @field_validator("proxies")
    @classmethod
    def _named(cls, text: str) -> str:
        named(text)
        return text

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
    def audit(self) -> Path:
        return self.data / "audit" / "audit.jsonl"

    @property
    def sign_outs(self) -> Path:
        return self.data / "audit" / "sign_outs.jsonl"


def of(data: Path) -> Settings:
    """The settings of the environment as it is, for another data folder."""
    return current().model_copy(update={"data": data})


def current() -> Settings:
    """The settings of the environment as it is, for whoever asks often: made anew only when it has changed."""
    return _made(tuple((name, value) for name, value in os.environ.items() if name.upper().startswith("OXDASH_")))


@lru_cache(maxsize=8)
def _made(environment: tuple[tuple[str, str], ...]) -> Settings:
    return Settings()
