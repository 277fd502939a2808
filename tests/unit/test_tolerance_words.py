"""What a miss within the tolerance counts as is said wherever the rule is: to officers, on paper and beside the data.

The kind: a text about statuses that holds without a tolerance alone. Tried: every measure of a tolerance, both ways of
counting, a rule that begins later, one that ends a tolerance, and none at all.
"""

import pandas as pd
import pytest

from oxdash.documents import frame
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.returns import prefill
from oxdash.rule import tolerance
from tests.judged_rows import rules

SAID = [
    # basis, tolerance, counts as, in words, why
    ("percent of milestone", 2.0, "on track", "A milestone that is missed by no more than 2% of the milestone is close "
     "to target, and counts as on track.", "per cent"),
    ("percent of milestone", 2.5, "off track", "A milestone that is missed by no more than 2.5% of the milestone is "
     "close to target, and counts as off track.", "a part of one"),
    ("points", 10.0, "off track", "A milestone that is missed by no more than 10 points is close to target, and counts "
     "as off track.", "points"),
    ("floor", None, "on track", "A milestone that is missed down to the floor agreed for it is close to target, and "
     "counts as on track.", "a floor"),
    ("none", None, "off track", None, "a miss is a miss"),
]  # fmt: skip


@pytest.mark.parametrize(("basis", "size", "counts_as", "said"), [row[:4] for row in SAID], ids=[r[4] for r in SAID])
def test_what_a_miss_within_it_counts_as(basis, size, counts_as, said):
    assert tolerance.in_words(rules(basis, size, counts_as), "2009-10 Q3") == said


def test_it_is_that_of_the_quarter():
    both = pd.concat([rules("none", since="2009-10 Q1"), rules("points", 1.0, since="2007-08 Q1")], ignore_index=True)
    assert [tolerance.in_words(both, quarter) is None for quarter in ("2006-07 Q4", "2008-09 Q4", "2009-10 Q1")] == [
        True,
        False,
        True,
    ]


def test_officers_and_readers_are_told_it_where_one_is_in_force(marshire, shipped):
    words = tolerance.in_words(marshire.register.rules, "2026 Q3")
    assert words
    told = {
        name: [line for _, lines in prefill.guidance(one.register, code, quarter) for line in lines]
        for name, one, code, quarter in (
            ("marshire", marshire, "living-well", "2026 Q3"),
            ("oxfordshire", shipped, "economic", "2009-10 Q4"),
        )
    }
    assert f"Close to target: a{words[1:]}" in told["marshire"]
    assert not [line for line in told["oxfordshire"] if "Close to target" in line]
    assert words in frame.closing(Standing(marshire, Edition("2026 Q3")))[-1].text
    assert "tolerance" not in frame.closing(Standing(shipped, Edition("2009-10 Q4")))[-1].text
