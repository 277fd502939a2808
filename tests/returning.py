"""What the tests of returning share: a small data folder, and a return made of its own template."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from oxdash.access import Person
from oxdash.demo.register_workbook import IN_ORDER, STAMPED, table_of, write_register
from oxdash.judging.position import Position
from oxdash.settings import Settings
from oxdash.submissions.check import blank_return

from .conftest import SHIPPED, loaded
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
    return loaded(data, NOW.date(), by_hand=True)


def a_return(position: Position, changes: dict | None = None, *, code: str = CODE, quarter: str = QUARTER) -> bytes:
    return filled(blank_return(position, code, quarter), changes)


FEW = ("economic", "health-well-being", "safer-communities")


def bodies_of(bodies: pd.DataFrame, few: tuple[str, ...]) -> pd.DataFrame:
    """The sheet Bodies with the boards, and what is of these partnerships."""
    of_them = bodies.Code.isin(few) | bodies["Reports to"].isin(few)
    return bodies[(bodies.Kind == "board") | of_them].reset_index(drop=True)


def few_tables(few: tuple[str, ...] = FEW) -> dict:
    """The sheets of the shipped register, less all that is not of three partnerships, or of those named."""
    tables = {sheet: table_of(sheet) for sheet in IN_ORDER}
    tables["Partnerships"] = tables["Partnerships"][tables["Partnerships"].Code.isin(few)]
    of_targets = tables["Targets"].Partnership.isin(few) & (tables["Targets"].Kind != "stretch")
    tables["Targets"] = tables["Targets"][of_targets].assign(**{"Contributing partnerships": None})
    codes = set(tables["Targets"].Code)
    tables["Milestones"] = tables["Milestones"][tables["Milestones"].Target.isin(codes)]
    tables["Stretch"] = tables["Stretch"][tables["Stretch"].Target.isin(codes)]
    to = tables["Allocations"]["Target or body"]
    tables["Allocations"] = tables["Allocations"][to.isin({*codes, *few})]
    tables["Delivery groups"] = tables["Delivery groups"][tables["Delivery groups"].Partnership.isin(few)]
    tables["Bodies"] = bodies_of(tables["Bodies"], few)
    bodies = (*few, "Public Service Board", "Oxfordshire Partnership Board")
    tables["Members"] = tables["Members"][tables["Members"].Body.isin(bodies)]
    tables["Meetings"] = tables["Meetings"].assign(**{"Who reports": None})  # partnerships that are not all here
    return {sheet: table.reset_index(drop=True) for sheet, table in tables.items()}


def few(tmp: Path, few: tuple[str, ...] = FEW) -> Path:
    """Three partnerships, or those named, with their two newest quarters: all there is to publish, soon published."""
    data = tmp / "data"
    data.mkdir()
    (data / "register.xlsx").write_bytes(write_register(few_tables(few), STAMPED))
    for quarter in ("2009-10-Q3", "2009-10-Q4"):
        (data / "quarterly" / quarter).mkdir(parents=True)
        for path in (SHIPPED / "quarterly" / quarter).iterdir():
            if path.name.split(".")[0] in few:
                shutil.copy(path, data / "quarterly" / quarter)
    return data
