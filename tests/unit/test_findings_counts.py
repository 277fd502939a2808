"""Counts over all targets, and the honest range."""

import pytest

from oxdash.findings import counts
from oxdash.findings.counts import Counts
from tests.judged_rows import judged

ON, OFF, CANNOT = {"actual": 60.0}, {}, {"actual": None}


def test_counts_by_partnership_in_the_order_they_come():
    rows = judged(*({**row, "partnership": name} for name, row in
                    [("osca", ON), ("economic", CANNOT), ("osca", OFF), ("osca", ON)]))  # fmt: skip
    found = counts.of(rows.assign(quarters_old=0, partnership_name=rows.partnership.str.upper()))
    assert found.to_dict("records") == [
        {"partnership": "osca", "partnership_name": "OSCA", "quarter": "2009-10 Q3", "quarters_old": 0, "targets": 3,
         "on_track": 2, "off_track": 1, "insufficient_data": 0, "close": 0},
        {"partnership": "economic", "partnership_name": "ECONOMIC", "quarter": "2009-10 Q3", "quarters_old": 0,
         "targets": 1, "on_track": 0, "off_track": 0, "insufficient_data": 1, "close": 0},
    ]  # fmt: skip


def test_no_rows_are_no_partnerships():
    assert counts.of(judged().iloc[:0]).to_dict("records") == []
    assert counts.total(judged().iloc[:0]) == Counts(0, 0, 0, 0)


def test_the_total_is_over_all_targets():
    assert counts.total(judged(ON, OFF, CANNOT, CANNOT)) == Counts(4, 1, 1, 2)


WORDS = [
    # counts, sentence, honest range, why
    (Counts(42, 18, 11, 13), "18 of 42 on track, 11 off track, 13 cannot be judged.",
     "If all 13 were known, between 18 and 31 would be on track.", "the schedule of July 2010"),
    (Counts(5, 4, 1, 0), "4 of 5 on track, 1 off track, 0 cannot be judged.", "Every target can be judged.",
     "all known"),
    (Counts(5, 4, 0, 1), "4 of 5 on track, 0 off track, 1 cannot be judged.",
     "If the 1 that cannot be judged were known, 4 or 5 would be on track.", "one unknown"),
    (Counts(3, 1, 0, 2), "1 of 3 on track, 0 off track, 2 cannot be judged.",
     "If both were known, between 1 and 3 would be on track.", "two unknown"),
    (Counts(3, 0, 0, 3), "0 of 3 on track, 0 off track, 3 cannot be judged.",
     "If all 3 were known, between 0 and 3 would be on track.", "none known"),
    (Counts(0, 0, 0, 0), "There are no targets to judge.", "There are no targets to judge.", "no targets"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "sentence", "honest", "why"), WORDS, ids=[case[-1] for case in WORDS])
def test_counts_in_words(found, sentence, honest, why):
    assert (counts.sentence(found), counts.range_sentence(found)) == (sentence, honest)
