"""The register's own check: milestones that are not what the target's measure, frequency, direction or unit says.

The kind: a word of the register that its own numbers contradict. Tried: running totals called something else, and
others called running totals; those that fall below zero, that have two quarters a year, that rise unevenly, that stay
level; yearly results with milestones of their own in between; years' ends that only move the worse way; levels that are
none; frequencies a measure cannot have; milestones and baselines that are no figure of the unit, shares of 1 for per cents,
milestones with more digits than their target has; seasons, which are no reset.
"""

# ruff: noqa: E501  (the table of cases keeps a message in one piece, to be read as the keeper reads it)

import pytest

from oxdash.register import measures
from tests.unit.test_register import read, sound, told


def of(*years: tuple[float, ...], first: int = 2008) -> dict[str, float]:
    """Milestones by quarter: a tuple a year, as many quarters as it has values, the last of them Q4."""
    return {
        f"{year}-{(year + 1) % 100:02d} Q{5 - len(values) + at}": value
        for year, values in enumerate(years, start=first)
        for at, value in enumerate(values)
    }


RESETS = [
    # milestones, begins anew, why
    pytest.param(of((10, 20, 30, 40), (11, 22, 33, 44)), True, id="a running total of two years"),
    pytest.param(of((-5, -9, -14, -18), (-4, -8, -13, -17)), True, id="a reduction added up, below zero"),
    pytest.param(of((0, 20, 30, 40), (0, 22, 33, 44)), True, id="nothing in the first quarter"),
    pytest.param(of((20, 40), (22, 44)), True, id="two milestones a year"),
    pytest.param(of((10, 11, 35, 40), (8, 9, 33, 38)), True, id="homes that come in lumps"),
    pytest.param(of((46, 45.5, 44, 43), (50, 49.5, 48, 47.5)), False, id="garden waste: a season, and a level"),
    pytest.param(of((5.4, 6.5, 4.8, 4.7), (5, 6, 4.5, 4.4)), False, id="a peak every September"),
    pytest.param(of((640, 610, 580, 550), (520, 490, 460, 430)), False, id="a fall that goes on"),
    pytest.param(of((1, 1, 2, 2), (2, 2, 3, 3)), False, id="levels"),
    pytest.param(of((10, 20, 30, 40)), False, id="one year: nothing begins anew in it"),
    pytest.param(of((10, 20, 30, 40), (41, 42, 43, 44), (11, 22, 33, 44)), False, id="once so and once not"),
    pytest.param(of((0, 0, 0, 0), (0, 0, 0, 0)), False, id="nothing at all"),
    pytest.param({}, False, id="no milestone"),
]


@pytest.mark.parametrize(("values", "anew"), RESETS)
def test_milestones_that_begin_anew_each_april(values, anew):
    assert measures.begins_anew(values) is anew


@pytest.mark.parametrize(
    ("values", "on"),
    [
        pytest.param(of((10, 20, 30, 40), (50, 60, 70, 80)), True, id="added up across the years"),
        pytest.param(of((40, 40, 40, 40), (38, 38, 38, 38)), True, id="the same all year: a level"),
        pytest.param(of((10, 20, 30, 40), (11, 22, 33, 44)), False, id="a running total"),
        pytest.param(of((0, 0, 0, 0)), False, id="none wanted: never events"),
        pytest.param(of((160, 318, 470, 620)), False, id="one year of a running total"),
    ],
)
def test_milestones_that_never_begin_anew(values, on):
    assert measures.runs_on(values) is on


def milestones(code: str, values: dict[str, float], reason: str | None = None) -> list[dict]:
    agreed = {key: value for key, value in sound()["Milestones"][0].items() if key not in ("Target", "Quarter")}
    return [
        agreed
        | {"Target": code, "Quarter": quarter, "Value": value, "Reason": reason, "Upper value": None}
        | {"Kind": "year end" if quarter.endswith("Q4") else "milestone"}
        for quarter, value in values.items()
    ]


def with_target(values: dict[str, float], reason: str | None = None, **target) -> dict[str, list[dict]]:
    """The sound register with NI 30 as told, and these milestones for it."""
    tables = sound()
    tables["Targets"][0] |= {"Measure": "snapshot", "Better": "higher", "Unit": "homes"} | target
    tables["Milestones"] = [*milestones("NI 30", values, reason), *tables["Milestones"][1:]]
    return tables


TOTAL, LEVEL = of((10, 20, 30, 40), (11, 22, 33, 44)), of((50, 50, 51, 51), (52, 52, 53, 53))
ASKED = [
    # target, milestones, the message after "register.xlsx, sheet "
    pytest.param(
        {}, TOTAL,
        'Targets, cell L2, measure for NI 30: found "snapshot". Its milestones grow within each year and begin anew each '
        "April, as those of a running total do: is it cumulative in year?", id="a running total called a snapshot"),
    pytest.param(
        {"Measure": "rolling year"}, TOTAL,
        'Targets, cell L2, measure for NI 30: found "rolling year". Its milestones grow within each year and begin anew '
        "each April, as those of a running total do: is it cumulative in year?", id="and a rolling year"),
    pytest.param(
        {"Measure": "cumulative in year"}, of((10, 20, 30, 40), (50, 60, 70, 80)),
        'Targets, cell L2, measure for NI 30: found "cumulative in year". Its milestones never begin anew in April, as '
        "those of a running total do: is it a snapshot?", id="one that runs on"),
    pytest.param(
        {"Measure": "annual"}, LEVEL,
        'Targets, cell M2, frequency for NI 30: found "quarterly". An annual measure has one result a year: is it annual '
        "or two yearly?", id="a yearly measure every quarter"),
    pytest.param(
        {"Measure": "cumulative in year", "Frequency": "annual"}, TOTAL,
        'Targets, cell M2, frequency for NI 30: found "annual". A running total within the year is told every quarter: '
        "is the measure annual?", id="a running total once a year"),
    pytest.param(
        {"Measure": "annual", "Frequency": "annual"}, of((50, 51), (52, 53)),
        'Milestones, cell F2, kind for NI 30: found "milestone". NI 30 has one result a year: is this an interim proxy?',
        id="a yearly measure with a milestone of its own in between"),
    pytest.param(
        {}, of((50,), (49,), (49,)),
        'Milestones, cell C4, value for NI 30: found "49". For NI 30 higher is better, and its years\' ends only ever '
        "move the other way. Check the direction, or give the reason in the column Reason.", id="higher, and it falls"),
    pytest.param(
        {"Better": "lower"}, of((50,), (51,)),
        'Milestones, cell C3, value for NI 30: found "51". For NI 30 lower is better, and its years\' ends only ever '
        "move the other way. Check the direction, or give the reason in the column Reason.", id="lower, and it rises"),
    pytest.param(
        {"Unit": "level", "Decimal places": 0}, of((3,), (5,)),
        'Milestones, cell C3, value for NI 30: found "5". NI 30 is kept in levels, which are whole numbers from 0 to 4.',
        id="a level beyond the last"),
    pytest.param(
        {"Unit": "level", "Measure": "cumulative in year"}, of((1, 1, 2, 2), (0, 1, 2, 3)),
        'Targets, cell L2, measure for NI 30: found "cumulative in year". A level is reached, not added up: is it a '
        "snapshot?", id="levels added up"),
    pytest.param(
        {"Unit": "per cent"}, of((50,), (104,)),
        'Targets, cell I2, unit for NI 30: found "per cent". The milestone for Q4 2009/10 is 104, over 100, which per '
        "cent cannot be. Check the unit.", id="a share of more than all"),
    pytest.param(
        {"Baseline": 450, "Unit": "per cent"}, of((50,), (51,)),
        'Targets, cell I2, unit for NI 30: found "per cent". The baseline is 450, over 100, which per cent cannot be. '
        "Check the unit.", id="a baseline kept in another unit"),
    pytest.param(
        {"Unit": "homes", "Decimal places": 0}, of((-5,), (3,)),
        'Targets, cell I2, unit for NI 30: found "homes". The milestone for Q4 2008/09 is -5, below 0, which homes '
        "cannot be. Check the unit.", id="fewer things than none"),
    pytest.param(
        {"Decimal places": 2, "Unit": "per cent"}, of((0.45,), (0.47,)),
        'Targets, cell I2, unit for NI 30: found "per cent". Its milestones are all under 1 per cent: are they shares of '
        "1, such as 0.45 for 45%?", id="per cents as Excel keeps them"),
    pytest.param(
        {}, of((50,), (50.25,)),
        'Targets, cell J2, decimal places for NI 30: found "1". The milestone for Q4 2009/10 is 50.25, which is compared as '
        "50.3. Check the decimal places.", id="a milestone finer than its target"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "values", "message"), ASKED)
def test_what_the_register_is_asked(target, values, message):
    tables = with_target(values, **target)
    assert told(tables)[:1] == [f"register.xlsx, sheet {message}"]
    assert len(told(tables)) == 1
    assert read(tables).sound  # it is asked, not refused


NOT_ASKED = [
    pytest.param({"Measure": "cumulative in year"}, TOTAL, None, id="a running total"),
    pytest.param({}, LEVEL, None, id="a snapshot that rises"),
    pytest.param(
        {"Measure": "annual", "Frequency": "annual"}, of((54, 54), (56, 56)), None, id="a result that is early"
    ),
    pytest.param({"Better": "lower"}, of((50,), (51,)), "Slower than before.", id="the worse way, with its reason"),
    pytest.param({}, of((50,), (49,), (52,)), None, id="a dip"),
    pytest.param({}, of((50,), (50,)), None, id="kept as it is"),
    pytest.param(
        {"Decimal places": 2, "Unit": "per cent"}, of((0.45,), (1.2,)), None, id="per cents of next to nothing"
    ),
    pytest.param({}, of((50,), (50.1 + 0.2,)), None, id="digits that a spreadsheet worked out"),
]


@pytest.mark.parametrize(("target", "values", "reason"), NOT_ASKED)
def test_what_it_is_not_asked(target, values, reason):
    assert told(with_target(values, reason, **target)) == []


def test_the_direction_goes_by_what_was_first_agreed():
    """A target lowered once, with the downturn, is renegotiated and not upside down."""
    tables = with_target(of((50,), (52,)))
    lowered = tables["Milestones"][1] | {
        "Value": 40,
        "Agreed on": tables["Milestones"][1]["Agreed on"].replace(year=2009),
    }
    tables["Milestones"].append(lowered)
    assert told(tables) == []
