"""What several tests share: the shipped data, read once, and copies of it to spoil."""

import os
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

from oxdash.judging.position import Position, load

os.environ["OPENPYXL_LXML"] = "False"  # workbooks that tests make are written as they are read: without lxml
KEYS = tempfile.TemporaryDirectory(prefix="oxdash-tests-")  # of the audit logs that tests and their children write
os.environ.setdefault("OXDASH_LOG_KEY_FILE", f"{KEYS.name}/log.key")
settings.register_profile("tests", deadline=None)  # a machine out of breath takes its time over any example
settings.load_profile("tests")
SHIPPED = Path(__file__).parent.parent / "data"
SCRUTINY = date(2010, 7, 22)  # Strategy and Partnerships Scrutiny Committee, seed 001


@pytest.fixture(scope="session", autouse=True)
def components_are_looked_for_once():
    """Streamlit's AppTest reads the facts of every installed package anew for each app: a third of a second each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def contents_are_kept_elsewhere(tmp_path_factory):
    """What pages and commands keep of the returns they read is this run's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OXDASH_CACHE", str(tmp_path_factory.mktemp("contents") / "cache"))
        yield


@pytest.fixture(scope="session")
def shipped() -> Position:
    """The position of the shipped data as at the scrutiny meeting."""
    position = load(SHIPPED, SCRUTINY)
    assert isinstance(position, Position), position
    return position


@pytest.fixture
def data(tmp_path) -> Path:
    """A copy of the shipped data, to change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "data", ignore=shutil.ignore_patterns("audit")))


@pytest.fixture(scope="session")
def few(tmp_path_factory) -> Path:
    """The shipped register with the returns of two quarters: the same newest position, sooner read. Not to change."""
    folder = tmp_path_factory.mktemp("few") / "data"
    for quarter in ("2009-10-Q3", "2009-10-Q4"):
        shutil.copytree(SHIPPED / "quarterly" / quarter, folder / "quarterly" / quarter)
    shutil.copy(SHIPPED / "register.xlsx", folder)
    return folder


@pytest.fixture(scope="session")
def few_now(few) -> Position:
    """The position of those two quarters now, as an officer finds it who returns for one of them."""
    position = load(few, SCRUTINY, by_hand=True)
    assert isinstance(position, Position), position
    return position
