"""What changes on file changes what pages are made of: at once what comes or goes, in a moment what is written over.

The kind: something remembered that the disk no longer says. Tried: a return accepted, withdrawn, placed by hand, taken
away, renamed, put in another's place as a program that saves does it; a folder of a quarter that is new, or gone; the
register; a log that grows; a workbook written over where it lies, with its time of writing put back as well.
"""

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oxdash.archive import record
from oxdash.demo.register_workbook import STAMPED, write_register
from oxdash.settings import current
from oxdash.web import loading
from tests.returning import few, few_tables
from tests.spec.test_pages import opened

NOW = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)
WHOSE = {"partnership": "economic", "quarter": "2009-10 Q4", "received_at": NOW, "received_from": "a@council.example"}


@pytest.fixture
def quarter(tmp_path, monkeypatch) -> Path:
    """A quarter's folder of a data folder to change, of which nothing is kept yet."""
    monkeypatch.setenv("OXDASH_DATA", str(few(tmp_path)))
    loading.kept.clear()
    yield tmp_path / "data" / "quarterly" / "2009-10-Q4"
    loading.kept.clear()


def accepted(_: Path) -> None:
    facts = {"file_name": "a.xlsx", "template_version": None, "register_fingerprint": None}
    record.archive(current()).accept(b"PK", **WHOSE, **facts)


def withdrawn(_: Path) -> None:
    record.archive(current()).withdraw("economic", "2009-10 Q3", received_at=NOW, received_from="a", reason="Wrong.")


def saved_over(quarter: Path) -> None:
    (quarter / "new").write_bytes((quarter / "economic.1.xlsx").read_bytes())
    (quarter / "new").replace(quarter / "economic.1.xlsx")


def register(quarter: Path) -> None:
    path = quarter.parent.parent / "register.xlsx"
    path.write_bytes(path.read_bytes() + b" ")


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param(accepted, id="a return is accepted"),
        pytest.param(withdrawn, id="a return is withdrawn"),
        pytest.param(lambda of: shutil.copy(of / "economic.1.xlsx", of / "other.xlsx"), id="one is placed by hand"),
        pytest.param(lambda of: (of / "economic.1.json").unlink(), id="a receipt is taken away"),
        pytest.param(lambda of: (of / "economic.1.xlsx").rename(of / "economic.2.xlsx"), id="a workbook is renamed"),
        pytest.param(saved_over, id="a workbook is saved over by a program that puts a new file in its place"),
        pytest.param(lambda of: shutil.copytree(of, of.with_name("2010-11-Q1")), id="a quarter has its folder"),
        pytest.param(lambda of: shutil.rmtree(of), id="the folder of a quarter is gone"),
        pytest.param(lambda of: shutil.rmtree(of.parent), id="all of them are gone"),
        pytest.param(register, id="the register is written to"),
    ],
)
def test_what_comes_or_goes_is_seen_at_once(quarter, happens):
    before = loading.fingerprint()
    assert loading.fingerprint() == before
    happens(quarter)
    assert loading.fingerprint() != before


def test_a_workbook_written_over_where_it_lies_is_seen_by_the_next_look(quarter):
    before, path = loading.fingerprint(), quarter / "economic.1.xlsx"
    as_it_was = path.stat()
    path.write_bytes(bytes(as_it_was.st_size))
    os.utime(path, ns=(as_it_was.st_atime_ns, as_it_was.st_mtime_ns))
    known = loading.kept()
    known.look = replace(known.look, at=known.look.at - loading.LOOKED)
    assert loading.fingerprint() != before


def test_while_nothing_comes_or_goes_the_files_are_looked_at_once_for_everybody(quarter, monkeypatch):
    listed = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: listed.append(Path(path)) or scandir(path))
    loading.fingerprint()
    assert quarter in listed
    known, listed[:] = loading.kept(), []
    for _ in range(5):
        known.look = replace(known.look, at=float("inf"))  # however long this takes here
        loading.fingerprint()
    assert set(listed) == {quarter.parent, quarter.parent.parent / "waiting"}  # folders alone, none of the files


def test_every_run_of_a_page_looks_at_the_register_anew_and_a_few_times_only(quarter, monkeypatch):
    path = quarter.parent.parent / "register.xlsx"
    app = opened(path.parent, monkeypatch, "find")
    assert app.selectbox(key="pick district").label == "District with a figure"
    looks = []
    stat = os.stat
    monkeypatch.setattr(os, "stat", lambda of, **how: looks.append(of) or stat(of, **how))
    app.run()
    assert 1 <= looks.count(path) <= 3
    tables = few_tables()
    called = tables["About"].Name == "Districts called"
    tables["About"] = tables["About"].assign(Value=tables["About"].Value.mask(called, "boroughs"))
    path.write_bytes(write_register(tables, STAMPED))
    app.run()
    assert app.selectbox(key="pick district").label == "Borough with a figure"
