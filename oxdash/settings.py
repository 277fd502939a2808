"""Every setting, its default and what it means. Each is an environment variable that starts with OXDASH_."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

HOME = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read anew wherever it is made, so that a changed environment counts without a restart of the tests."""

    model_config = SettingsConfigDict(env_prefix="OXDASH_", extra="ignore")

    data: Path = Field(HOME / "data", description="folder with register.xlsx and quarterly/")

    @property
    def quarterly(self) -> Path:
        return self.data / "quarterly"

    @property
    def register(self) -> Path:
        return self.data / "register.xlsx"
