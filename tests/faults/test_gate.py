"""Every hostile workbook is answered with its own whole sentence, by children, and the parent stays small."""

from dataclasses import replace

import hostile
import psutil
import pytest

from oxdash.excel import file_checks, workbook
from oxdash.excel.bounds import RETURN
from oxdash.excel.cells import Unreadable, Workbook

SECONDS = 3  # of a processor, in place of a return's own: each case but the one that overruns needs less than one


@pytest.fixture(scope="module")
def answered():
    """Every case read in one batch, as the server would, and what that cost the parent in memory.

    A good one that could not be opened is tried once more, as `on_file` does: under load it may only have run out of
    its time.
    """
    files = [(f"{why}.xlsx", make()) for why, make, _ in hostile.CASES]
    before = psutil.Process().memory_info().rss
    found = workbook.read_many(files, replace(RETURN, seconds=SECONDS))
    grown = psutil.Process().memory_info().rss - before
    good = [sentence is None for _, _, sentence in hostile.CASES]
    found = [
        workbook.read(*file) if isinstance(one, Unreadable) and wanted else one
        for file, one, wanted in zip(files, found, good, strict=True)
    ]
    return dict(zip((why for why, _, _ in hostile.CASES), found, strict=True)), grown


@pytest.mark.parametrize(("why", "sentence"), [(why, sentence) for why, _, sentence in hostile.CASES])
def test_hostile(answered, why, sentence):
    found = answered[0][why]
    if sentence == hostile.OVERRAN:
        sentence = sentence.replace("10 seconds", f"{SECONDS} seconds")
    assert found.name == f"{why}.xlsx"
    if sentence is None:
        assert isinstance(found, Workbook)
        assert found.sheets
    else:
        assert found == Unreadable(f"{why}.xlsx", sentence)


def test_parent_stays_small(answered):
    assert answered[1] < 100 * 1024 * 1024


def test_a_return_has_ten_seconds():
    assert RETURN.overran == hostile.OVERRAN


def test_every_case_has_its_own_reason():
    reasons = [why for why, _, _ in hostile.CASES]
    assert len(set(reasons)) == len(reasons) > 100


def test_a_good_workbook_is_let_in():
    assert file_checks.kind_refused(hostile.good()) is None
