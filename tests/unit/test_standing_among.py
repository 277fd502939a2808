"""Where a target stands among other areas. Each row of `CASES` is one way in which a quick answer is wrong.

What else belongs to the kind, and was tried: a group of one other area; ours alone; nought and negative figures; an
average that is one of the areas; figures that differ in more places than are printed; all areas alike.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.findings.standing_among import QUARTILES_FROM, Among, Area, Facts, Group, among
from oxdash.findings.standing_words import FEWER_THAN, notes, sentence, short
from oxdash.vocabulary.comparator_tables import State
from oxdash.vocabulary.model import Better

HIGHER, LOWER, RANGE = Better.HIGHER, Better.LOWER, Better.WITHIN_RANGE
YEAR = "2008-09"
NEIGHBOURS = Group("neighbours", "Nearest neighbours", "neighbours")
NINE = [44.0, 52.5, 47.1, 49.0, 48.1, 46.2, 51.0, 43.3]  # of eight others


def facts(better: Better = HIGHER, places: int = 1, unit: str = "per cent", **more) -> Facts:
    return Facts("NI 192", better, unit, places, **more)


def areas(values, ours=None, **more) -> dict[str, Area]:
    """Others by their letters, and ours; a value may be an `Area` already."""
    found = {
        chr(65 + n): one if isinstance(one, Area) else Area(chr(65 + n), one, file="waste", line=n + 2)
        for n, one in enumerate(values)
    }
    if ours is not None:
        found["Ours"] = ours if isinstance(ours, Area) else Area("Ours", ours, file="waste", line=99, **more)
    return found


def stands(values, ours=None, *, of: Facts | None = None, group: Group = NEIGHBOURS, figures=None, **more) -> Among:
    figures = {YEAR: areas(values, ours)} if figures is None else figures
    return among(of or facts(), group, figures, "Ours", **more)


def suppressed(name: str) -> Area:
    return Area(name, None, state=State.SUPPRESSED)


CASES = [
    pytest.param(
        stands([*NINE, 50.0], 51.0),
        "Equal 2nd of 10 neighbours, better than their median of 48.6%; period 2008/09.",
        [],
        id="two areas with one figure share a rank, and the next is two further on",
    ),
    pytest.param(
        stands(NINE, 47.5),
        "5th of 9 neighbours, the same as their median of 47.5%; period 2008/09.",
        [],
        id="ours is one of the areas that the median is of",
    ),
    pytest.param(
        stands(NINE, 47.5, of=facts(LOWER)),
        "5th of 9 neighbours, the same as their median of 47.5%; period 2008/09.",
        [],
        id="in the middle it is the middle, whichever way is better",
    ),
    pytest.param(
        stands(NINE, 43.0, of=facts(LOWER)),
        "1st of 9 neighbours, better than their median of 47.1%; period 2008/09.",
        [],
        id="lower is better: the least comes first",
    ),
    pytest.param(
        stands(NINE, 43.0),
        "9th of 9 neighbours, worse than their median of 47.1%; period 2008/09.",
        [],
        id="higher is better: the same figure comes last",
    ),
    pytest.param(
        stands([20.0, 22.0, 26.0, 27.0, 30.0], 25.0, of=facts(RANGE, 0, "days"), ranges={YEAR: (22.0, 26.0)}),
        "Equal 1st of 6 neighbours, 3 of them within 22 days to 26 days; period 2008/09.",
        [],
        id="within a range nobody is better than who is in it, and there is no best quartile",
    ),
    pytest.param(
        stands([20.0, 22.0, 26.0, 27.0, 30.0], 28.0, of=facts(RANGE, 0, "days"), ranges={YEAR: (22.0, 26.0)}),
        "Equal 4th of 6 neighbours, 2 of them within 22 days to 26 days; period 2008/09.",
        [],
        id="outside it, two days above are as bad as two below",
    ),
    pytest.param(
        stands([20.0, 22.0], 28.0, of=facts(RANGE, 0, "days")),
        "Not comparable with Nearest neighbours: it is judged within a range, and none is agreed for 2008/09.",
        [],
        id="without the range nobody knows which is better",
    ),
    pytest.param(
        stands([50.0, 51.0, 52.0], 51.5),
        "2nd of 4 neighbours; period 2008/09.",
        ["Fewer than eight areas, so no median and no quartile."],
        id="of fewer than eight a quarter is one or two: a rank and no quartile",
    ),
    pytest.param(
        stands(NINE[:7], 47.5),
        "5th of 8 neighbours, worse than their median of 47.8%; period 2008/09.",
        [],
        id="eight, ours among them, are enough",
    ),
    pytest.param(
        stands([*NINE, suppressed("J"), Area("K", None, state=State.NOT_GIVEN)], 47.5),
        "5th of 9 neighbours, the same as their median of 47.5%; period 2008/09.",
        ["Not ranked: K, without a figure for 2008/09; J, whose figure is suppressed."],
        id="who is suppressed or gives nothing is not ranked, and is never nought",
    ),
    pytest.param(
        stands([*NINE, Area("J", 60.0, state=State.ESTIMATED)], 47.5),
        "6th of 10 neighbours, worse than their median of 47.8%; period 2008/09.",
        ["Of the figures of the others, 1 estimated."],
        id="an estimate is ranked, and said to be one",
    ),
    pytest.param(
        stands(NINE, Area("Ours", 47.5, state=State.ESTIMATED, file="waste", line=9)),
        "5th of 9 neighbours, the same as their median of 47.5%; period 2008/09.",
        ["Our figure is an estimate."],
        id="so is ours",
    ),
    pytest.param(
        stands(NINE, suppressed("Ours")),
        "Not comparable with Nearest neighbours: our figure for 2008/09 is suppressed.",
        [],
        id="ours is suppressed: our own return does not stand in for what is kept back",
    ),
    pytest.param(
        stands(NINE),
        "Not comparable with Nearest neighbours: Ours has no figure for 2008/09, nor for another period that others "
        "have one for.",
        [],
        id="ours is not there at all",
    ),
    pytest.param(
        stands(NINE, own={YEAR: Area("Ours", 47.5)}),
        "5th of 9 neighbours, the same as their median of 47.5%; period 2008/09.",
        ["Our figure is from our own return, those of the others as published."],
        id="what nobody publishes of us our return says, of the same period",
    ),
    pytest.param(
        stands(NINE, own={"2009-10": Area("Ours", 47.5)}),
        "Not comparable with Nearest neighbours: Ours has no figure for 2008/09, nor for another period that others "
        "have one for.",
        [],
        id="our return of another year is not compared with theirs",
    ),
    pytest.param(
        stands([], figures={"2007-08": areas(NINE, 47.5), YEAR: areas([50.0] * 8)}),
        "5th of 9 neighbours, the same as their median of 47.5%; period 2007/08.",
        [],
        id="the newest period that has ours, and every area of that period alone",
    ),
    pytest.param(
        stands(
            [],
            group=Group("n", "Nearest neighbours", "neighbours", areas=tuple("ABCDEFGHI")),
            figures={YEAR: areas(NINE, 47.5)},
        ),
        "5th of 9 neighbours, the same as their median of 47.5%; period 2008/09.",
        ["Not ranked: I, without a figure for 2008/09."],
        id="an area of the group that the file does not have is named",
    ),
    pytest.param(
        stands(
            [],
            group=Group("n", "Nearest neighbours", "neighbours", areas=tuple("ABC")),
            figures={YEAR: areas(NINE, 47.5)},
        ),
        "2nd of 4 neighbours; period 2008/09.",
        ["Fewer than eight areas, so no median and no quartile."],
        id="who is not of the group is not counted",
    ),
    pytest.param(
        stands(NINE, 47.5, of=facts(other_definition="its definition is another one (street sweepings count)")),
        "Not comparable with Nearest neighbours: its definition is another one (street sweepings count).",
        [],
        id="another definition is never compared",
    ),
    pytest.param(
        stands(NINE, Area("Ours", 49.0, lower=46.0, upper=52.0, file="waste", line=9)),
        "Equal 3rd of 9 neighbours, not different from their median of 48.1%; period 2008/09.",
        [],
        id="the median lies within our confidence limits",
    ),
    pytest.param(
        stands(NINE, Area("Ours", 49.0, lower=48.5, upper=49.5, file="waste", line=9)),
        "Equal 3rd of 9 neighbours, better than their median of 48.1%; period 2008/09.",
        [],
        id="it does not, so it is different",
    ),
    pytest.param(
        stands(
            [Area(one, value, lower=value - 2, upper=value + 2) for one, value in zip("ABCDEFGH", NINE, strict=True)],
            Area("Ours", 49.0, lower=47.5, upper=50.5, file="waste", line=9),
        ),
        "Equal 3rd of 9 neighbours, not different from their median of 48.1%; period 2008/09.",
        ["By confidence limits, 6 areas overlap with ours: not different from it."],
        id="limits that overlap",
    ),
    pytest.param(
        stands([*NINE, 37.6], 47.5, group=Group("n", "Nearest neighbours", "neighbours", average="I")),
        "5th of 9 neighbours, the same as their median of 47.5% and better than I's 37.6%; period 2008/09.",
        [],
        id="the average of a group is none of its areas",
    ),
    pytest.param(
        stands([48.14, 48.06, 50.0], 48.1),
        "Equal 2nd of 4 neighbours; period 2008/09.",
        ["Fewer than eight areas, so no median and no quartile."],
        id="what prints alike is alike, as everywhere",
    ),
    pytest.param(
        stands([0.0, -0.5], 0.0, of=facts(LOWER)),
        "Equal 2nd of 3 neighbours; period 2008/09.",
        ["Fewer than eight areas, so no median and no quartile."],
        id="nought and less are figures",
    ),
    pytest.param(
        stands([], 47.5),
        "Not comparable with Nearest neighbours: no figure of neighbours is on file for a period that is over.",
        [],
        id="ours alone is no comparison",
    ),
    pytest.param(
        stands([suppressed("A")], 47.5),
        "Not comparable with Nearest neighbours: no other area of the group has a figure for 2008/09.",
        [],
        id="nor is ours beside one that is kept back",
    ),
    pytest.param(
        stands(
            NINE,
            Area("Ours", None, state=State.NOT_GIVEN, note="it stands twice, with different figures: lines 4 and 9"),
        ),
        "Not comparable with Nearest neighbours: our figure for 2008/09 is not used: it stands twice, with different "
        "figures: lines 4 and 9.",
        [],
        id="an area twice with two figures has none",
    ),
    pytest.param(
        stands(NINE, parts=["A", "B"]),
        "Not comparable with Nearest neighbours: only parts of our area are published, and not all that its own rate "
        "would be worked out of: the mean of their rates is not its rate.",
        [],
        id="a county of its districts is not the mean of their per cents",
    ),
    pytest.param(
        stands([*NINE, 60.0, 61.0], 47.5, not_members=["I", "J"]),
        "5th of 9 neighbours, the same as their median of 47.5%; period 2008/09.",
        [],
        id="parts and averages are not ranked among wholes",
    ),
]


@pytest.mark.parametrize(("found", "expected", "beside"), CASES)
def test_where_it_stands(found, expected, beside):
    assert sentence(found) == expected
    assert notes(found) == beside


def test_the_short_of_it():
    assert short(stands(NINE, 50.0)) == "3rd of 9 neighbours, better than median (2008/09)"
    assert short(stands([50.0], 51.0)) == "1st of 2 neighbours (2008/09)"
    assert short(stands(NINE)) == "Not comparable"


def test_figures_that_nobody_published_are_said_to_be_illustrative():
    found = stands(NINE, 50.0, sources={"waste": "Waste (An office; illustrative)"})
    assert sentence(found).endswith("; period 2008/09, illustrative.")
    assert short(found) == "3rd of 9 neighbours, better than median (2008/09, illustrative)"


def test_eight_is_said_as_it_is_counted():
    assert {8: "eight"}[QUARTILES_FROM] == FEWER_THAN


@pytest.mark.parametrize(
    ("better", "quartiles", "quarters"),
    [
        (HIGHER, (7.0, 5.0, 3.0), {1: "worst quarter", 3: "third quarter", 5: "second quarter", 7: "best quarter"}),
        (LOWER, (3.0, 5.0, 7.0), {1: "best quarter", 3: "best quarter", 5: "second quarter", 7: "third quarter"}),
    ],
)
def test_quartiles_are_excels_and_the_better_first(better, quartiles, quarters):
    """QUARTILE.INC of 1 to 9 is 3, 5 and 7; who is at an edge is in the better quarter."""
    for value, quarter in quarters.items():
        others = [float(one) for one in range(1, 10) if one != value]
        found = stands(others, float(value), of=facts(better, 0))
        assert found.quartiles == quartiles
        assert found.quarter == quarter


FIGURES = st.lists(st.floats(-1e6, 1e6).map(lambda one: round(one, 1)), min_size=1, max_size=40)


@given(FIGURES, st.floats(-1e6, 1e6).map(lambda one: round(one, 1)))
def test_a_rank_is_one_more_than_who_is_better_and_mirrors(values, ours):
    up, down = (stands(values, ours, of=facts(better)) for better in (HIGHER, LOWER))
    assert up.ours.place == 1 + sum(value > ours for value in values)
    assert down.ours.place == 1 + sum(value < ours for value in values)
    assert up.equal == down.equal == 1 + sum(value == ours for value in values)
    assert (up.ours.place - 1) + (down.ours.place - 1) + up.equal == len(values) + 1
    if len(values) + 1 >= QUARTILES_FROM:
        assert up.quartiles == pytest.approx(tuple(np.quantile([*values, ours], (0.75, 0.5, 0.25))))
        assert down.quartiles == pytest.approx(up.quartiles[::-1])
    else:
        assert up.quartiles is None is down.quartiles


# Published rankings. Press Association, "Latest weekly Covid-19 rates for local authority areas in Wales", 19 October
# 2020, seven days to 15 October (dailymail.co.uk/wires/pa/article-8855575): its list, the highest rate first, with the
# cases that each rate is of.
WALES = """Cardiff 287.8 1056
Merthyr Tydfil 222.1 134
Bridgend 194.5 286
Rhondda Cynon Taf 194.4 469
Wrexham 193.4 263
Blaenau Gwent 180.4 126
Swansea 159.5 394
Neath Port Talbot 158.4 227
Flintshire 151.8 237
Denbighshire 151.5 145
Conwy 123.7 145
Caerphilly 111.0 201
Gwynedd 84.3 105
Monmouthshire 81.4 77
Torfaen 77.7 73
Carmarthenshire 65.7 124
Newport 64.0 99
Isle of Anglesey 62.8 44
Vale of Glamorgan 59.1 79
Powys 52.1 69
Pembrokeshire 36.6 46
Ceredigion 30.3 22"""
# Transparency International, Corruption Perceptions Index 2023 (transparency.org/en/cpi/2023/index), the countries with
# a score of 60 or more; published beside it: the United Kingdom "now sits at 20th", with a score of 71
# (transparency.org.uk, press release of 30 January 2024). Scores are whole, so that many countries share a rank.
SCORES = """Denmark 90, Finland 87, New Zealand 85, Norway 84, Singapore 83, Sweden 82, Switzerland 82, Netherlands 79,
Germany 78, Luxembourg 78, Ireland 77, Canada 76, Estonia 76, Australia 75, Hong Kong 75, Belgium 73, Japan 73,
Uruguay 73, Iceland 72, Austria 71, France 71, Seychelles 71, United Kingdom 71, Barbados 69,
United States of America 69, Bhutan 68, United Arab Emirates 68, Taiwan 67, Chile 66, Bahamas 64, Cabo Verde 64,
South Korea 63, Israel 62, Lithuania 61, Portugal 61, Latvia 60, Saint Vincent and the Grenadines 60, Spain 60"""


def published(values: dict[str, float], ours: str, better: Better, places: int) -> Among:
    figures = {YEAR: {name: Area(name, value, file="published", line=1) for name, value in values.items()}}
    return among(facts(better, places, "count"), Group("all", "All", "areas"), figures, ours)


def test_wales_is_ranked_as_it_was_published():
    listed = [line.rsplit(" ", 2) for line in WALES.splitlines()]
    rates = {name: float(rate) for name, rate, _ in listed}
    assert len(rates) == 22
    for number, name in enumerate(rates, start=1):
        found = published(rates, name, HIGHER, 1)
        assert (found.ours.place, found.equal) == (number, 1), name
        assert published(rates, name, LOWER, 1).ours.place == 23 - number
    assert [one.name for one in published(rates, "Powys", HIGHER, 1).ranked] == list(rates)


def test_the_index_of_2023_is_ranked_as_it_was_published():
    scores = {name: float(score) for name, score in (one.strip().rsplit(" ", 1) for one in SCORES.split(","))}
    uk = published(scores, "United Kingdom", HIGHER, 0)
    assert (uk.ours.place, uk.equal) == (20, 4)
    assert sentence(uk).startswith("Equal 20th of 38 areas")
    first = ["Denmark", "Finland", "New Zealand", "Norway", "Singapore"]
    assert [one.name for one in uk.ranked[:5]] == first
    assert [published(scores, name, HIGHER, 0).ours.place for name in ("Sweden", "Switzerland", "Netherlands")] == [
        6,
        6,
        8,
    ]


def test_nothing_is_infinite():
    found = stands([1.0, 2.0], 30.0, of=facts(RANGE, 0, "days"), ranges={YEAR: (22.0, math.inf)})
    assert sentence(found) == "1st of 3 neighbours, 1 of them within 22 days or more; period 2008/09."
