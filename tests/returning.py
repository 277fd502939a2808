"""What the tests of returning share: a small data folder, and a return made of its own template."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from oxdash.access import Person
from oxdash.checking import blank_return
from oxdash.position import Position, load
from oxdash.settings import Settings

from .conftest import SHIPPED
from .filling import filled

NOW = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)
CODE, QUARTER = "safer-communities", "2009-10 Q4"  # whose return for that quarter has not come
OTHER = "spatial-planning"  # nor has this one's
OFFICER = Person("safer.officer@council.example", NOW)
MANAGER = Person("partnerships.manager@council.example", NOW)


def folder(tmp: Path) -> Path:
    """The shipped register with the two newest quarters."""
    data = tmp / "data"
    data.mkdir()
    shutil.copy(SHIPPED / "register.xlsx", data)
    for quarter in ("2009-10-Q3", "2009-10-Q4"):
        shutil.copytree(SHIPPED / "quarterly" / quarter, data / "quarterly" / quarter)
    return data


def settings(data: Path) -> Settings:
    return Settings(data=data, roles=SHIPPED.parent / ".streamlit" / "roles.example.toml")


def now_on_file(data: Path) -> Position:
    return load(data, NOW.date(), by_hand=True)


def a_return(position: Position, changes: dict | None = None, *, code: str = CODE, quarter: str = QUARTER) -> bytes:
    return filled(blank_return(position, code, quarter), changes)
