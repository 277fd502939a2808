"""What several tests share: the shipped data, read once, and copies of it to spoil."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner

from oxdash.judging import contents
from oxdash.judging.position import Position, load
from oxdash.settings import Settings

if TYPE_CHECKING:
    from .publisher import Publisher

# The suite starts some hundred processes: each would compile the product anew where what is compiled is not kept.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["OPENPYXL_LXML"] = "False"  # workbooks that tests make are written as they are read: without lxml
KEYS = tempfile.TemporaryDirectory(prefix="oxdash-tests-")  # of the audit logs that tests and their children write
os.environ.setdefault("OXDASH_LOG_KEY_FILE", f"{KEYS.name}/log.key")
if "BROWSER_PATH" not in os.environ and (HEADLESS := shutil.which("chromium-headless-shell")):
    # the same engine without a desktop's windows: journeys and charts are drawn with a third of the work
    os.environ["BROWSER_PATH"] = HEADLESS
settings.register_profile("tests", deadline=None)  # a machine out of breath takes its time over any example
settings.load_profile("tests")
SHIPPED = Path(__file__).parent.parent / "data"
THE_APP = Path(__file__).parent / "the_app.py"
LONGEST = (  # files, the dearest first, each beside those that share its server
    *("spec/test_when_absent", "browser/test_every_page", "browser/test_officers", "spec/test_published"),
    *("browser/test_behind_nginx", "browser/test_whole_cycle", "browser/test_sign_off", "browser/test_decisions"),
    *("unit/test_register_size", "faults/test_waiting", "spec/test_judging_on_cluster", "faults/test_served"),
    *("faults/test_together", "faults/test_record_stops", "spec/test_comparators", "spec/test_decisions"),
    *("spec/test_foreign_words", "spec/test_judging_size", "browser/test_local_mode_anew", "browser/test_others"),
    *("spec/test_papers_spreadsheet", "spec/test_covering_report", "spec/test_cli_sign_off", "browser/test_local_mode"),
    *("faults/test_archive_faults", "spec/test_returns_of_programs", "spec/test_cli_papers", "spec/test_target_page"),
    *("spec/test_comparators_published", "spec/test_papers_libreoffice", "faults/test_private_files"),
    *("spec/test_agreements", "faults/test_gate", "spec/test_slides", "faults/test_return_bounds"),
    *("spec/test_to_be_corrected", "faults/test_contents_cache", "spec/test_days_alike", "unit/test_arrows"),
    *("spec/test_meeting_pack", "spec/test_website", "spec/test_import_returns", "unit/test_workbook"),
    *("faults/test_sign_in_secret", "spec/test_papers_desk", "spec/test_calendar_and_feed", "spec/test_others_page"),
)
PATIENCE = 300  # seconds that anything is waited for: less tells of the machine, not of what is waited for
LEADERS_BOARD = date(2026, 11, 30)  # when the papers of its meeting of December are due, in the invented county
SCRUTINY = date(2010, 7, 22)  # Strategy and Partnerships Scrutiny Committee, seed 001

SERVERS = {  # fixtures of tests/browser, and the files that share what they start
    "site": (
        "test_every_page",
        "test_finding",
        "test_first_screen",
        "test_journeys",
        "test_saving_charts",
        "test_static_page",
    ),
    "at": (
        "test_at_the_door",
        "test_drafting",
        "test_officers",
        "test_officers_accessibility",
        "test_papers",
        "test_signing_out",
        "test_upload_guard_http",
    ),
}


@pytest.fixture(scope="session", autouse=True)
def components_are_looked_for_once():
    """Streamlit's AppTest reads the facts of every installed package anew for each app: a third of a second each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def a_page_is_not_held_up_by_looking():
    """Streamlit's AppTest looks a thousand times a second whether a page is done, and each look takes Python's lock.

    And a page has as long as a machine out of breath may take, whatever seconds a test gives it.
    """
    looks = local_script_runner.require_widgets_deltas

    def waits(runner, timeout: float = 3) -> None:
        runner._script_thread.join(max(timeout, PATIENCE))
        looks(runner, 0 if runner._script_thread.is_alive() else timeout)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", waits)
        yield


@pytest.fixture(scope="session")
def of_all_workers(tmp_path_factory) -> Path:
    """A folder that the workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def contents_are_kept_elsewhere(of_all_workers):
    """What pages, commands and tests keep of the returns they read is this run's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OXDASH_CACHE", str(of_all_workers / "contents" / "cache"))
        yield


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """File by file, but those that share a server go to one worker, which starts it once."""
    from xdist.scheduler import LoadFileScheduling

    class AtOneServer(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            folder, name = Path(file).parent.name, Path(file).stem
            at = [server for server, files in SERVERS.items() if folder == "browser" and name in files]
            return f"tests/browser at {at[0]}" if at else file

    return AtOneServer(config, log) if config.option.dist == "loadfile" else None


@pytest.fixture(scope="session")
def made_by_demo(of_all_workers) -> Path:
    """The folder council/performance/data, made by demo under a umask that takes nothing away. Not to change."""
    from oxdash.demo import make

    data = of_all_workers / "council" / "performance" / "data"
    with FileLock(of_all_workers / "made_by_demo.lock"):
        if not data.exists():
            before = os.umask(0)
            try:
                said = make(data)
            finally:
                os.umask(before)
            assert said.startswith("Made an illustrative register of 60 targets and 61 returns in ")
    return data


@pytest.fixture(scope="session")
def marshire_data(of_all_workers) -> Path:
    """The data folder of the invented council, made by demo: January, euros, two agreements. Not to change."""
    from oxdash.demo import make

    data = of_all_workers / "marshire" / "data"
    with FileLock(of_all_workers / "marshire.lock"):
        if not data.exists():
            make(data, "marshire")
    return data


@pytest.fixture(scope="session")
def marshire(marshire_data) -> Position:
    """Its position, the third quarter of 2026 over and two of three returns for it on file."""
    return loaded(marshire_data, LEADERS_BOARD)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest begin first: one left over for the end would leave the other worker idle."""
    rank = {f"tests/{name}.py": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(LONGEST)))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: neither Python, ever so often, nor Streamlit, after every page, looks through it."""
    gc.collect()
    gc.freeze()


def loaded(data: Path, day: date, *, by_hand: bool = False) -> Position:
    """The position that pages show of a data folder: no workbook is opened again that this run has read before.

    A test of the reading itself calls `load` without a cache, as whatever is put on record does.
    """
    position = load(data, day, by_hand=by_hand, cache=contents.of(Settings()))
    assert isinstance(position, Position), position
    return position


@cache
def shipped_as_at(day: date) -> Position:
    """The position of the shipped data as at a day, for whoever only looks at it."""
    return loaded(SHIPPED, day)


@pytest.fixture(scope="session")
def shipped() -> Position:
    """The position of the shipped data as at the scrutiny meeting."""
    return shipped_as_at(SCRUTINY)


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


@pytest.fixture
def served(few, monkeypatch) -> Iterator[Path]:
    """The same, of which the app keeps nothing in memory yet."""
    from oxdash.web import loading

    monkeypatch.setenv("OXDASH_DATA", str(few))
    loading.kept.clear()
    yield few
    loading.kept.clear()


@pytest.fixture(scope="session")
def smallest(tmp_path_factory) -> Path:
    """One partnership with its returns of the two newest quarters: soonest published. Not to change."""
    from .absences import folder_without

    return folder_without(tmp_path_factory.mktemp("smallest") / "data", "all but one partnership")


@pytest.fixture(scope="session")
def publisher() -> Iterator["Publisher"]:
    """Publishes in processes that can be traced and killed."""
    from .publisher import Publisher

    one = Publisher.started()
    yield one
    one.ends()


@pytest.fixture(scope="session")
def few_now(few) -> Position:
    """The position of those two quarters now, as an officer finds it who returns for one of them."""
    return loaded(few, SCRUTINY, by_hand=True)
