"""A figure and a difference as a sentence would say them, unit by unit."""

import pytest

from oxdash.vocabulary import wording

SAID = [
    # value, unit, places, as a quantity, as a difference, why
    (48.25, "per cent", 1, "48.3%", "48.3 points", "per cents differ in points"),
    (1.0, "per cent", 0, "1%", "1 point", "one point"),
    (-2.5, "percentage points", 1, "-2.5 points", "2.5 points", "a difference is never signed"),
    (2.0, "level", 0, "level 2", "2 levels", "a process scale"),
    (1.0, "level", 0, "level 1", "1 level", "one level"),
    (13.0, "score out of 16", 0, "13 out of 16", "13 points", "a score is out of its most and differs in points"),
    (1.0, "score out of 100", 0, "1 out of 100", "1 point", "one point of a score"),
    (-1200.0, "GBP", 0, "-£1,200", "£1,200", "money"),
    (212.0, "households", 0, "212 households", "212 households", "a unit's own name"),
    (7.0, "count", 0, "7", "7", "a plain count"),
]


@pytest.mark.parametrize(
    ("value", "unit", "places", "quantity", "gap"), [row[:5] for row in SAID], ids=[row[5] for row in SAID]
)
def test_a_figure_with_its_unit(value, unit, places, quantity, gap):
    assert wording.quantity(value, unit, places) == quantity
    assert wording.gap(value, unit, places) == gap
