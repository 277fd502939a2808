"""Figures are rounded as Excel shows them: 15 significant digits, then half away from zero."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oxdash.vocabulary.rounding import as_printed, last_digits, units

CASES = [
    # figure, places, printed, why
    (60.25, 1, 60.3, "half goes up"),
    (-60.25, 1, -60.3, "half goes away from zero"),
    (1.005, 2, 1.01, "1.005 is a little less as a float, and Excel shows 1.01"),
    (2.675, 2, 2.68, "the same one further"),
    (60.249, 1, 60.2, "less than half"),
    (49.95, 1, 50.0, "carries into the next whole number"),
    (0.5, 0, 1.0, "half of one"),
    (0.49999999999999994, 0, 1.0, "15 digits make it a half"),
    (2.5, 0, 3.0, "never to even"),
    (-0.04, 1, 0.0, "no minus nought"),
    (0.0, 2, 0.0, "nought"),
    (1234567.5, 0, 1234568.0, "a large count"),
    (99999999999.995, 2, 100000000000.0, "pounds and pence in their billions"),
    (123456789012345.67, 1, 123456789012346.0, "15 digits do not reach the decimal place"),
    (1e22, 2, 1e22, "far beyond 15 digits"),
    (5e-324, 6, 0.0, "the smallest float"),
    (1.7976931348623157e308, 2, 1.79769313486232e308, "the largest float, cut to 15 digits"),
]


def by_decimal(figure: float, places: int) -> float:
    exact = Decimal(format(figure, ".15g")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=400))
    return float(exact) + 0.0


@pytest.mark.parametrize(("figure", "places", "printed", "why"), CASES, ids=[case[-1] for case in CASES])
def test_a_figure_is_printed_so(figure, places, printed, why):
    assert as_printed(figure, places) == printed == by_decimal(figure, places)
    assert math.copysign(1, as_printed(figure, places)) == math.copysign(1, printed)


def test_missing_and_infinite_stay_as_they_are():
    assert np.array_equal(as_printed([np.nan, np.inf, -np.inf], 2), [np.nan, np.inf, -np.inf], equal_nan=True)


def test_each_figure_has_its_own_places():
    assert as_printed([1.25, 1.25, 1.25], [0, 1, 2]).tolist() == [1.0, 1.3, 1.25]


def test_places_before_the_point_and_far_after_it():
    assert as_printed([1250.0, 0.1234567890123456], [-2, 16]).tolist() == [1300.0, 0.123456789012346]


def test_a_table_of_no_rows():
    assert as_printed(np.array([]), 1).tolist() == []


@st.composite
def near_ties(draw) -> tuple[float, int]:
    """(k + a half) over ten to the places, and the floats around it: where every other way of rounding goes wrong."""
    places = draw(st.integers(0, 6))
    figure = (draw(st.integers(0, 10 ** draw(st.integers(0, 14)))) + 0.5) / 10**places
    steps = draw(st.integers(-60, 60))
    for _ in range(abs(steps)):
        figure = math.nextafter(figure, math.inf if steps > 0 else 0)
    return draw(st.sampled_from([figure, -figure])), places


anything = st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))


@settings(max_examples=1000)
@given(st.lists(st.one_of(near_ties(), near_ties(), anything), min_size=1, max_size=30))
@example([(60.25, 1), (1.005, 2), (1e10 - 0.5, 0), (9999999999999.5, 0), (1e13 + 0.5, 0)])
def test_the_fast_way_agrees_with_decimal(rows):
    values, places = zip(*rows, strict=True)
    printed = as_printed(np.array(values), np.array(places))
    assert printed.tolist() == [by_decimal(figure, place) for figure, place in rows]
    assert not np.signbit(printed[printed == 0]).any()


@settings(max_examples=300)
@given(near_ties())
def test_last_digits_are_the_printed_figure_in_its_smallest_units(row):
    figure, places = row
    assert last_digits(np.array([figure]), units(places))[0] / units(places) == as_printed(figure, places)
