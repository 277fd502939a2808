"""Nothing is said or drawn that a figure could not be: wherever one is projected, limited, drafted or numbered.

The kind: a number worked out from others is outside what its unit can be, or an interval does not hold its own middle.
Tried: levels, per cents, per cents that are changes (below 0 or over 100 as observed or as agreed), scores out of N,
counts, units of the register's own, rates, ranks, points, money and temperatures (which may be negative), units that
call themselves a change, a growth or a reduction; cumulative figures that were taken back at a year's end, that never
moved, that are below nothing; the damped trend, the limits of usual ups and downs, drafts of milestones, the numbers
beside both charts on screen and the one in Word, and what a return gives outside its unit.
"""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.charts.description import NUMBERS_BESIDE, round_numbers
from oxdash.findings import outlook, xmr
from oxdash.output.word.looks import scale
from oxdash.vocabulary import units
from tests.calendars import APRIL
from tests.drawing import course_figure, usual_figure
from tests.judged_rows import judged

QUARTERS = [f"{year} Q{n}" for year in ("2006-07", "2007-08", "2008-09", "2009-10") for n in (1, 2, 3, 4)]

UNITS = [
    pytest.param("level", [], (0, 4), id="a level is 0 to 4"),
    pytest.param("per cent", [4.0, 98.0], (0, 100), id="a share is 0 to 100"),
    pytest.param("per cent", [4.0, -2.5], (-inf, 100), id="a per cent that has been below 0 is a change"),
    pytest.param("per cent", [104.0], (0, inf), id="a per cent that has been over 100 may be again"),
    pytest.param("score out of 16", [], (0, 16), id="a score ends where it says"),
    pytest.param("score out of 100", [], (0, 100), id="another score"),
    pytest.param("marks out of 7.5", [], (0, 7.5), id="a score by another name"),
    pytest.param("count", [], (0, inf), id="a count"),
    pytest.param("homes", [None, float("nan")], (0, inf), id="the register's own; what is missing says nothing"),
    pytest.param("per 1,000 population", [], (0, inf), id="a rate"),
    pytest.param("percentage points", [], (-inf, inf), id="points go either way"),
    pytest.param("GBP", [], (-inf, inf), id="money may be owed"),
    pytest.param("GBP per household", [], (-inf, inf), id="so may an average of it"),
    pytest.param("£ thousand", [], (-inf, inf), id="or thousands"),
    pytest.param("per cent of pupils", [], (0, 100), id="a share that says of what"),
    pytest.param("% change", [], (-inf, inf), id="a change in per cent"),
    pytest.param("net change in jobs", [], (-inf, inf), id="a unit that calls itself a change"),
    pytest.param("marks out of 1,000", [], (0, 1000), id="a score in thousands"),
    pytest.param("per cent reduction on 2005", [], (-inf, inf), id="a reduction that may be a rise"),
    pytest.param("% growth", [], (-inf, inf), id="a growth that may be a loss"),
    pytest.param("°C", [], (-inf, inf), id="a temperature"),
    pytest.param("rank among counties", [], (1, inf), id="nobody is before the first"),
    pytest.param("people ranked", [], (0, inf), id="a rank within another word"),
    pytest.param("planets", [], (0, inf), id="net within another word"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "seen", "wanted"), UNITS)
def test_what_a_figure_can_be(unit, seen, wanted):
    assert units.bounds(unit, seen) == wanted


def rows(figures, quarters, **changed):
    made = zip(quarters, figures, strict=True)
    return judged(*({"target": "L1", "quarter": q, "actual": figure, **changed} for q, figure in made))


def outlook_of(figures, until, **changed):
    quarters = QUARTERS[: QUARTERS.index(until) + 1][-len(figures) :]
    history_ = rows(figures, quarters, **changed)
    return next(outlook.of(history_.tail(1), history_, calendar=APRIL).itertuples())


LEVEL = {"unit": "level", "places": 0, "milestone": 4.0, "year_end_target": 4.0}
HOMES = {"measure": "cumulative in year", "unit": "homes", "places": 0}
PROJECTED = [
    pytest.param(
        [0.0, 0.0, 1.0, 1.0, 2.0, 4.0, 4.0, 4.0], "2009-10 Q2", LEVEL,
        "about level 4 at 31 March 2010, if the trend of the last 8 quarters fades out. Allowing for the largest of "
        "its 4 past errors, between level 2 and level 4; such a range holds about 4 times in 5.", id="no level above 4",
    ),
    pytest.param(
        [15.0, 16.0, 12.0, 16.0, 12.0, 16.0, 16.0], "2009-10 Q3",
        {"unit": "score out of 16", "places": 0, "milestone": 16.0, "year_end_target": 16.0},
        "about 16 out of 16 at 31 March 2010, if the trend of the last 7 quarters fades out. Allowing for the largest "
        "of its 4 past errors, between 12 out of 16 and 16 out of 16; such a range holds about 4 times in 5.",
        id="no score above its end",
    ),
    pytest.param(
        [100.0, 600.0, 1250.0, 1200.0, 100.0, 600.0, 1260.0, 1200.0, 100.0, 600.0, 1214.0], "2008-09 Q3", HOMES,
        "about 1,161 homes at 31 March 2009, as Q3 had reached 105% of the year's figure on average in 2 earlier "
        "years. Allowing for the largest of its 2 past errors, between 1,152 homes and 1,170 homes; such a range holds "
        "about 2 times in 3.", id="what was taken back at the end of every year may be again",
    ),
    pytest.param(
        [1.0, 2.0, 5.0, 100.0, 1.0, 2.0, 120.0, 100.0, 1.0, 2.0, 50.0], "2008-09 Q3", HOMES,
        "about 80 homes at 31 March 2009, as Q3 had reached 63% of the year's figure on average in 2 earlier years. "
        "Allowing for the largest of its 2 past errors, between 0 homes and 1,920 homes; such a range holds about 2 "
        "times in 3.", id="an error larger than the figure leaves nothing, and never less",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("figures", "until", "changed", "sentence"), PROJECTED)
def test_a_projection_is_possible(figures, until, changed, sentence):
    row = outlook_of(figures, until, **changed)
    assert row.arithmetic == f"{outlook.LABEL} {sentence}"


@given(
    st.sampled_from(["level", "per cent", "score out of 16", "homes", "percentage points", "GBP"]),
    st.sampled_from(["snapshot", "rolling year", "cumulative in year"]),
    st.lists(st.integers(-20, 130), min_size=15, max_size=15),
)
@settings(max_examples=60)
def test_an_interval_holds_its_middle_and_stays_where_figures_can_be(unit, measure, figures):
    low, high = units.bounds_of_unit(unit)
    possible = [float(min(max(figure, low), high)) for figure in figures]
    row = outlook_of(possible, "2009-10 Q3", unit=unit, measure=measure, places=0, year_end_target=4.0, milestone=4.0)
    if row.method != "none":
        assert low <= row.low <= row.projection <= row.high <= high


LIMITED = [
    pytest.param([0.0, 1.0] * 6, {"unit": "level", "places": 0}, (0, None), id="no level below 0"),
    pytest.param([3.0, 4.0] * 6, {"unit": "level", "places": 0}, (None, 4), id="no level above 4"),
    pytest.param([90.0, 99.0] * 6, {}, (None, 100), id="no share over 100"),
    pytest.param([2.0, 9.0] * 6, {"unit": "dwellings", "places": 0}, (0, None), id="no dwellings below none"),
    pytest.param([14.0, 16.0] * 6, {"unit": "score out of 16", "places": 0}, (None, 16), id="no score above its end"),
]


@pytest.mark.parametrize(("figures", "changed", "ends"), LIMITED)
def test_limits_are_possible(figures, changed, ends):
    chart = xmr.of_target(rows(figures, QUARTERS[:12], **changed), "L1", QUARTERS[11])
    wanted = (chart.lower if ends[0] is None else ends[0], chart.upper if ends[1] is None else ends[1])
    assert (chart.lower, chart.upper) == wanted
    low, high = units.bounds_of_unit(changed.get("unit", "per cent"))
    drawn = usual_figure(chart)
    assert all(low <= shape.y0 <= high for shape in drawn.layout.shapes)
    assert all(low <= number <= high for number in drawn.layout.yaxis.tickvals)


@pytest.mark.parametrize(
    ("unit", "ends"),
    [("GBP", (-inf, inf)), ("percentage points", (-inf, inf)), ("net change in jobs", (-inf, inf))],
    ids=["money", "points", "a change"],
)
def test_what_may_be_negative_has_its_limits_there(unit, ends):
    chart = xmr.of_target(rows([2.0, 9.0] * 6, QUARTERS[:12], unit=unit, places=0), "L1", QUARTERS[11])
    assert chart.lower < 0
    assert chart.can_be == ends


def test_what_a_quarter_takes_back_may_be_below_nothing():
    """A cumulative figure that was corrected downwards once: what that quarter added is negative, and may be again."""
    figures = [10.0, 20.0, 30.0, 25.0] * 3
    chart = xmr.of_target(rows(figures, QUARTERS[:12], **HOMES), "L1", QUARTERS[11])
    assert chart.can_be == (-inf, inf)
    assert chart.lower < 0


NUMBERED = [
    pytest.param(-0.48, 4.48, (0, 4), 0, [0, 1, 2, 3, 4], id="levels are whole and end at 4"),
    pytest.param(0.9, 2.1, (0, 4), 0, [1, 2], id="no half level where little is drawn"),
    pytest.param(91.3, 104.2, (0, 100), 1, [92, 94, 96, 98, 100], id="no number over 100 per cent"),
    pytest.param(-24.0, 224.0, (0, inf), 0, [0, 50, 100, 150, 200], id="no count below nothing"),
    pytest.param(-24.0, 24.0, (-inf, inf), 0, [-20, -10, 0, 10, 20], id="money goes below"),
    pytest.param(9.88, 10.12, (0, inf), 0, [10], id="one dwelling, nothing either side"),
    pytest.param(0.01, 0.07, (0, inf), 2, [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07], id="as fine as a figure"),
]  # fmt: skip


@pytest.mark.parametrize(("low", "high", "can_be", "places", "wanted"), NUMBERED)
def test_the_numbers_beside_an_axis(low, high, can_be, places, wanted):
    assert round_numbers(low, high, can_be, places) == wanted


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(0, 4))
def test_there_are_never_many_numbers(low, span, places):
    assert len(round_numbers(low, low + span, places=places)) <= NUMBERS_BESIDE + 1


@pytest.mark.parametrize(
    ("changed", "figures"),
    [
        ({"unit": "level", "places": 0, "milestone": 4.0}, [0.0, 4.0]),
        ({"milestone": 100.0}, [97.0, 99.5]),
        ({"unit": "dwellings", "places": 0, "milestone": 900.0}, [0.0, 800.0]),
        ({"unit": "score out of 16", "places": 0, "milestone": 16.0}, [1.0, 15.0]),
    ],
    ids=["levels", "shares", "dwellings", "a score"],
)
def test_the_axis_of_a_course_is_numbered_with_what_can_be(changed, figures):
    drawn = course_figure(rows(figures, QUARTERS[:2], **{**changed, "original_milestone": changed["milestone"]}))
    low, high = units.bounds_of_unit(changed.get("unit", "per cent"))
    numbers = drawn.layout.yaxis.tickvals
    assert len(numbers) >= 2
    assert all(low <= number <= high for number in numbers)
    assert changed.get("places", 1) or all(number == int(number) for number in numbers)


@pytest.mark.parametrize(
    ("values", "can_be", "wanted"),
    [
        pytest.param([97.0, 99.9], (0, 100), (96.0, 100, 1.0), id="no share over 100"),
        pytest.param([0.0, 4.0], (0, 4), (0.0, 4.0, 1.0), id="no level over 4"),
        pytest.param([97.0, 104.0], (0, inf), (96.0, 106.0, 2.0), id="unless one was"),
    ],
)
def test_the_axis_of_a_chart_in_word_ends_where_figures_do(values, can_be, wanted):
    assert scale(values, can_be=can_be) == wanted


def test_what_never_varied_is_expected_where_it_was():
    chart = xmr.of_target(rows([4.0] * 12, QUARTERS[:12], unit="level", places=0), "L1", QUARTERS[11])
    assert chart.sentence == (
        "The figure has averaged level 4 over 12 quarters, and would be expected at level 4 if nothing changed. No "
        "quarter stands out."
    )
