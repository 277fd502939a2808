"""Which quarter is shown and why; what was corrected, from what to what; what was withdrawn, when and why.

The kind: a heading that names another quarter than the one chosen, a correction or a withdrawal that is told without
what it changed. Tried: a partnership that has not returned, whose return was withdrawn (with a reason, without one),
that had no target then; a target that ended before; all at the same quarter; a figure corrected twice, to nothing, and
to one that prints the same.
"""

import pandas as pd
import pytest

from oxdash.findings import arrivals, ledger
from oxdash.vocabulary import tables
from tests.calendars import LONDON

NAMES = {"safer": "Safer Communities", "waste": "Waste"}
Q2, Q3, Q4 = "2009-10 Q2", "2009-10 Q3", "2009-10 Q4"


def returns(*rows: tuple) -> pd.DataFrame:
    columns = ["partnership", "quarter", "state", "received_at", "withdrawn_because"]
    found = pd.DataFrame([(*row, None, None)[:5] for row in rows], columns=columns)
    return tables.settle(tables.RETURNS, found.assign(received_at=pd.to_datetime(found.received_at, utc=True)))


SHOWN = [
    # returns, shown, sentence, why
    ([("safer", Q4, "received")], Q4, "", "the quarter chosen"),
    ([("safer", Q3, "received"), ("safer", Q4, "not received")], Q3,
     "Shown at Q3 2009/10: Safer Communities has not returned for Q4 2009/10.", "not returned"),
    ([("safer", Q3, "received")], Q3,
     "Shown at Q3 2009/10: Safer Communities has not returned for Q4 2009/10.", "nobody has returned"),
    ([("safer", Q4, "withdrawn", "2010-05-02 23:30", "The wrong quarter.")], Q3,
     "Shown at Q3 2009/10: the return of Safer Communities for Q4 2009/10 was withdrawn on 3 May 2010, because: The "
     "wrong quarter.", "withdrawn"),
    ([("safer", Q4, "withdrawn")], Q3,
     "Shown at Q3 2009/10: the return of Safer Communities for Q4 2009/10 was withdrawn.", "nobody knows why"),
    ([("waste", Q4, "received")], Q3, "Shown at Q3 2009/10: Safer Communities has no target at Q4 2009/10.",
     "no target then"),
]  # fmt: skip


@pytest.mark.parametrize(("held", "shown", "sentence", "why"), SHOWN, ids=[case[-1] for case in SHOWN])
def test_why_a_partnership_is_shown_at_another_quarter(held, shown, sentence, why):
    assert arrivals.shown_because(Q4, shown, "safer", NAMES, returns(*held), LONDON) == sentence


def test_a_target_that_ended_is_shown_at_its_last_quarter():
    said = arrivals.target_shown_because(Q4, Q3, Q2, "Shown at Q3 2009/10: Safer Communities has not returned.")
    assert said == "Shown at Q2 2009/10, the last quarter of this target; Q4 2009/10 was chosen."
    assert arrivals.target_shown_because(Q4, Q4, Q4, "") == ""


def test_what_was_corrected_is_told_from_what_to_what():
    rows = [
        ("L1", Q2, 60.0, 58.0, 2, pd.Timestamp(2009, 11, 5)),
        ("L1", Q3, 1.0, None, 2, pd.Timestamp(2010, 2, 1)),
        ("L1", Q3, None, 2.0, 3, pd.Timestamp(2010, 2, 3)),
        ("L1", Q3, 2.01, 2.04, 4, pd.Timestamp(2010, 2, 4)),
        ("L1", Q4, 5.0, 6.0, 2, pd.Timestamp(2010, 5, 6)),
        ("L2", Q3, 5.0, 6.0, 2, pd.Timestamp(2010, 5, 6)),
    ]
    held = tables.settle(tables.CORRECTIONS, pd.DataFrame(rows, columns=list(tables.CORRECTIONS.columns)))
    assert ledger.corrections_of("L1", held, "per cent", 1, Q3) == [
        "Figure for Q3 2009/10 was corrected on 1 February 2010 (version 2), from 1.0% to no figure.",
        "Figure for Q3 2009/10 was corrected on 3 February 2010 (version 3), from no figure to 2.0%.",
        "Figure for Q2 2009/10 was corrected on 5 November 2009 (version 2), from 60.0% to 58.0%.",
    ]
    assert ledger.corrections_of("L3", held, "per cent", 1, Q3) == []
