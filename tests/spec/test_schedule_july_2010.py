"""The first oracle: the counts that six partnerships published for 22 July 2010, from the shipped workbooks.

Source: seed 001 (scrutiny schedule 22 July 2010). The figures in the workbooks are illustrative; their pattern is not.
"""

from datetime import date

import pytest

from tests.conftest import shipped_as_at

SCHEDULE = [
    # partnership, as at, targets, on track, off track, cannot be judged, what the schedule says
    ("childrens-trust", "2009-10 Q3", 17, 2, 7, 8, "not enough to make a judgement"),
    ("economic", "2009-10 Q4", 3, 1, 0, 2, "problems with data quality, being addressed"),
    ("environment-waste", "2009-10 Q4", 7, 6, 0, 1, "data quality problem"),
    ("health-well-being", "2009-10 Q3", 5, 3, 1, 1, "not enough to make a judgement"),
    ("safer-communities", "2009-10 Q3", 5, 4, 0, 1, "not enough information: proxy data"),
    ("spatial-planning", "2009-10 Q3", 5, 2, 3, 0, "3 will not be achieved, renegotiated"),
]
REASONS = [
    # partnership, status, the reasons that the schedule names
    ("economic", "insufficient data", {"data quality"}),
    ("environment-waste", "insufficient data", {"data quality"}),
    ("safer-communities", "insufficient data", {"data quality"}),
    ("spatial-planning", "off track", {"will not be achieved"}),
]


@pytest.fixture(scope="module", params=[date(2010, 7, 22), date(2010, 12, 31)], ids=["as at 22 July 2010", "newest"])
def standing(request):
    position = shipped_as_at(request.param)
    assert position.newest == "2009-10 Q4"
    return position.at()


@pytest.mark.parametrize("row", SCHEDULE, ids=[f"{row[0]}: {row[6]}" for row in SCHEDULE])
def test_counts_of_each_partnership(standing, row):
    partnership, quarter, *counts, _ = row
    own = standing[standing.partnership == partnership]
    said = own.status.astype(str).value_counts()
    assert set(own.quarter) == {quarter}
    assert [len(own), *(said.get(word, 0) for word in ("on track", "off track", "insufficient data"))] == counts


def test_the_six_together(standing):
    six = standing[standing.partnership.isin([row[0] for row in SCHEDULE])]
    assert six.status.astype(str).value_counts().to_dict() == {
        "on track": 18, "insufficient data": 13, "off track": 11
    }  # fmt: skip


def test_osca_is_judged_and_counted_like_any_other(standing):
    own = standing[standing.partnership == "stronger-communities"].set_index("target")
    assert own.status.astype(str).to_dict() == {"NI 6": "on track", "NI 7": "insufficient data"}
    assert set(own.quarter) == {"2009-10 Q4"}
    assert own.reason["NI 7"] == "survey not due"


@pytest.mark.parametrize(("partnership", "status", "reasons"), REASONS, ids=[row[0] for row in REASONS])
def test_reasons_are_those_the_schedule_names(standing, partnership, status, reasons):
    own = standing[(standing.partnership == partnership) & (standing.status == status)]
    assert set(own.reason) == reasons


def test_the_targets_that_the_schedule_speaks_of(standing):
    status = standing.set_index("target").status.astype(str)
    assert status["NI 75"] == "off track"  # "GCSE attainment target missed"
    assert status[["NI 19", "NI 111"]].tolist() == ["on track"] * 2  # "performed well (youth justice system)"
    assert status["NI 6"] == "on track"  # "Good performance on LAA volunteering target"
