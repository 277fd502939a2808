"""Returns of both template versions are read, each as its own template had it.

The kind: a workbook older than the program. What else belongs to it and was tried: a version-1 workbook whose sheet
Actions has been given version-2 headings, a version-2 one with those of version 1, a version that there never was, a
version typed as a number, and a stale version-1 return for a quarter in which something would have been carried over
(tests/spec/test_carried_over.py).
"""

import json
from pathlib import Path

import pandas as pd
import pytest

from oxdash.excel import workbook
from oxdash.excel.problems import Severity
from oxdash.returns.read_return import read_return
from oxdash.vocabulary import tables
from tests.workbooks import opened, register

DATA = Path(__file__).parents[1] / "data"
OLD = ("return_version_1_full", "return_version_1_sparse")
TABLES = {
    "figures": tables.RETURNED,
    "actions": tables.ACTIONS,
    "risks": tables.RISKS,
    "districts": tables.DISTRICTS,
    "narrative": tables.NARRATIVE,
}
ADDED = {"actions": ["for_kind", "for_what", "with_bodies"], "narrative": ["basis"]}  # with version 2


def read(name):
    return read_return(workbook.read(f"{name}.xlsx", (DATA / f"{name}.xlsx").read_bytes()), register())


@pytest.mark.parametrize("name", OLD)
def test_a_return_of_version_1_reads_the_same_to_digit_and_day(name):
    """The JSON beside each workbook is what the program that wrote it read in it."""
    found = read(name)
    assert found.cover.template_version == "1"
    assert [problem.message for problem in found.problems if problem.severity == Severity.MUST_FIX] == []
    said = json.loads((DATA / f"{name}.json").read_text())
    for part, schema in TABLES.items():
        then = tables.settle(schema, pd.DataFrame(said[part], columns=list(schema.columns)).assign(for_kind="target"))
        now = getattr(found, part)
        added = ADDED.get(part, [])
        pd.testing.assert_frame_equal(now.drop(columns=added), then.drop(columns=added), check_exact=True)
    assert found.actions.for_kind.eq("target").all()
    assert found.actions.for_what.equals(found.actions.target)
    assert found.actions.with_bodies.isna().all()
    assert found.narrative.basis.isna().all()


def test_headings_are_those_of_the_version_on_the_cover():
    """Another version's headings are named as missing, not read as if nothing had been said."""
    action = {"A4": "NI 30", "B4": "Joint patrols"}
    cases = {
        "1": ({"A3": "For"}, ["no row of headings"]),
        "2": ({"A3": "Target"}, ["no row of headings"]),
    }
    for version, (changed, found) in cases.items():
        book = opened({"Cover": {"B5": version}, "Actions": action | changed})
        assert [one.found for one in read_return(book, register()).problems] == found, version


@pytest.mark.parametrize("version", [2, 2.0, " 2 ", "2"])
def test_the_version_may_have_become_a_number(version):
    found = read_return(opened({"Cover": {"B5": version}}), register())
    assert found.problems == ()
    assert found.cover.template_version == "2"


@pytest.mark.parametrize("version", ["3", "2.1", "two", "1;2"])
def test_a_version_that_there_never_was_is_refused(version):
    [problem] = read_return(opened({"Cover": {"B5": version}}), register()).problems
    assert problem.what_to_do == "This needs template version 2: download the template again."
