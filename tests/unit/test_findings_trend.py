"""Which way a target is going, in two sentences, two words and two arrows."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import trend
from tests.calendars import APRIL
from tests.judged_rows import judged

YEAR_AGO, Q1, Q2, Q3 = "2008-09 Q3", "2009-10 Q1", "2009-10 Q2", "2009-10 Q3"
NOT_ALL = "The four quarters before it are not all there to compare with: no figure for Q3 2008/09, Q4 2008/09 and "
FIRST_MISSING = NOT_ALL + "Q1 2009/10."
NOBODY = NOT_ALL.replace(" and ", ", ") + "Q1 2009/10 and Q2 2009/10."
NONE_LAST_YEAR = "There is no figure for Q3 2008/09 to compare with."
NOTHING = "There is no figure for Q3 2009/10, so there is no trend."
CUMULATIVE = (
    "The figure adds up over the year and starts again in April, so it is not compared with the quarter before."
)
RANGE = {"better": "within range", "milestone": 40.0, "milestone_upper": 60.0}
ADDING, YEARLY = {"measure": "cumulative in year"}, {"measure": "annual", "frequency": "annual"}

SHORT = [
    # figures by quarter, changed in every row, short, its direction and arrow, why
    ({Q2: 46.2, Q3: 48.2}, {}, "Improved by 2.0 points since Q2 2009/10, from 46.2% to 48.2%.", "improving ↑",
     "higher"),
    ({Q2: 46.2, Q3: 48.2}, {"better": "lower"}, "Worsened by 2.0 points since Q2 2009/10, from 46.2% to 48.2%.",
     "worsening ↑", "lower is better"),
    ({Q2: 48.2, Q3: 46.2}, {"better": "lower"}, "Improved by 2.0 points since Q2 2009/10, from 48.2% to 46.2%.",
     "improving ↓", "the arrow is the figure's, the word says whether that is good"),
    ({Q2: 48.16, Q3: 48.2}, {}, "Unchanged since Q2 2009/10, at 48.2%.", "steady →", "the same as printed"),
    ({Q2: 48.1, Q3: 48.2}, {}, "Steady since Q2 2009/10, from 48.1% to 48.2%.", "steady →",
     "one unit of the last printed place is within the rounding"),
    ({Q2: 48.0, Q3: 48.2}, {}, "Improved by 0.2 points since Q2 2009/10, from 48.0% to 48.2%.", "improving ↑",
     "two units are not"),
    ({Q2: 0.3, Q3: 0.1}, {}, "Worsened by 0.2 points since Q2 2009/10, from 0.3% to 0.1%.", "worsening ↓",
     "units are counted whole, so 0.3 less 0.1 is two of them"),
    ({Q2: 1.0, Q3: 2.0}, {"unit": "level", "places": 0},
     "Improved by 1 level since Q2 2009/10, from level 1 to level 2.",
     "improving ↑", "a whole level is never within the rounding"),
    ({Q1: 50.0, Q2: None, Q3: 48.0}, {}, "Worsened by 2.0 points since Q1 2009/10, from 50.0% to 48.0%.",
     "worsening ↓", "the last quarter with a figure"),
    ({YEAR_AGO: 40.0, Q2: 30.0, Q3: 48.0}, ADDING, CUMULATIVE, "none ", "cumulative quarters are not compared"),
    ({Q3: 48.0}, {}, "There is no earlier figure to compare with.", "none ", "the first figure"),
    ({Q2: 48.0, Q3: None}, {}, NOTHING, "none ", "no figure now"),
    ({"2008-09 Q4": 53.4, Q2: 55.0, Q3: 56.0}, YEARLY,
     "Improved by 2.6 points since Q4 2008/09, from 53.4% to 56.0%.", "improving ↑",
     "two figures in one year are one result of a yearly measure"),
    ({Q2: 30.0, Q3: 38.0}, RANGE, "Improved by 8.0 points since Q2 2009/10, from 10.0 points below today's range of "
     "40.0% to 60.0% (30.0%) to 2.0 points below it (38.0%).", "improving ↑", "nearer to the range"),
    ({Q2: 50.0, Q3: 61.0}, RANGE, "Worsened by 1.0 points since Q2 2009/10, from within today's range of 40.0% to "
     "60.0% (50.0%) to 1.0 points above it (61.0%).", "worsening ↑", "out of the range"),
    ({Q2: 61.0, Q3: 50.0}, RANGE, "Improved by 1.0 points since Q2 2009/10, from 1.0 points above today's range of "
     "40.0% to 60.0% (61.0%) to within it (50.0%).", "improving ↓", "into the range"),
    ({Q2: 60.9, Q3: 38.5}, RANGE, "Worsened by 0.6 points since Q2 2009/10, from 0.9 points above today's range of "
     "40.0% to 60.0% (60.9%) to 1.5 points below it (38.5%).", "worsening ↓", "from one side to the other, further"),
    ({Q2: 62.0, Q3: 38.0}, RANGE, "No nearer and no further since Q2 2009/10: from 2.0 points above today's range of "
     "40.0% to 60.0% (62.0%) to 2.0 points below it (38.0%).", "steady ↓", "from one side to the other, as far out"),
    ({Q2: 45.0, Q3: 55.0}, RANGE, "Moved since Q2 2009/10, from 45.0% to 55.0%, both within today's range of 40.0% to "
     "60.0%.", "steady ↑", "within the range"),
    ({Q2: 3.0, Q3: 5.0}, {**RANGE, "unit": "homes", "places": 0, "milestone": 1.0, "milestone_upper": 4.0},
     "Worsened by 1 home since Q2 2009/10, from within today's range of 1 home to 4 homes (3 homes) to 1 home above it "
     "(5 homes).", "worsening ↑", "one home is no homes"),
    ({Q2: 45.0, Q3: 55.0}, {**RANGE, "milestone": None},
     "Moved since Q2 2009/10, from 45.0% to 55.0%, with no range to compare with.", "none ↑", "no range"),
]  # fmt: skip


def through(figures: dict, changed: dict) -> pd.DataFrame:
    return judged(
        *({"target": "L1", "quarter": quarter, "actual": figure, **changed} for quarter, figure in figures.items())
    )


def one(rows: pd.DataFrame, target: str, quarter: str, since: str | None = None) -> pd.Series:
    """Both trends of one target at one quarter; its definition changed from ``since``."""
    targets = pd.DataFrame({"target": [target], "definition_changed_from": [since]})
    return trend.of(rows, targets, pd.DataFrame({"target": [target], "quarter": [quarter]}), calendar=APRIL).iloc[0]


@pytest.mark.parametrize(("found", "changed", "short", "going", "why"), SHORT, ids=[case[-1] for case in SHORT])
def test_since_the_last_figure(found, changed, short, going, why):
    said = one(through(found, changed), "L1", Q3)
    assert (said.short, f"{said.short_direction} {said.short_arrow}") == (short, going)


FOUR = {YEAR_AGO: 40.0, "2008-09 Q4": 42.0, Q1: 44.0, Q2: 46.0}

LONG = [
    # figures by quarter, changed in every row, long, its direction and arrow, why
    ({**FOUR, Q3: 48.0}, {}, "Improved by 5.0 points against the mean of the four quarters before it, from 43.0% to "
     "48.0%.", "improving ↑", "a snapshot against the mean of the last four"),
    ({**FOUR, Q3: 43.1}, {}, "Steady against the mean of the four quarters before it, from 43.0% to 43.1%.",
     "steady →", "the dead band holds for the mean too"),
    ({"2008-09 Q2": 10.0, **FOUR, Q3: 43.0}, {"measure": "rolling year"},
     "Unchanged against the mean of the four quarters before it, at 43.0%.", "steady →",
     "rolling likewise, and no further back than four"),
    ({YEAR_AGO: 40.0, "2008-09 Q4": 42.0, Q2: 46.0, Q3: 48.0}, {}, "The four quarters before it are not all there to "
     "compare with: no figure for Q1 2009/10.", "none ", "one of the four is missing"),
    ({Q2: 46.0, Q3: 48.0}, {}, FIRST_MISSING, "none ", "three are missing"),
    ({Q3: 48.0}, {}, NOBODY, "none ", "all are missing"),
    ({YEAR_AGO: 40.0, Q2: 30.0, Q3: 48.0}, ADDING,
     "Improved by 8.0 points since the same quarter last year, Q3 2008/09, from 40.0% to 48.0%.", "improving ↑",
     "cumulative like with like"),
    ({"2007-08 Q3": 50.0, YEAR_AGO: 40.0, Q2: 90.0, Q3: 40.0}, ADDING,
     "Worsened by 5.0 points against the mean of the same quarter in 2 earlier years (since Q3 2007/08), from 45.0% to "
     "40.0%.", "worsening ↓", "the mean of the same quarter where there are more years"),
    ({"2005-06 Q3": 99.0, "2006-07 Q3": 10.0, "2007-08 Q3": 20.0, YEAR_AGO: 30.0, Q3: 20.0}, ADDING,
     "Unchanged against the mean of the same quarter in 3 earlier years (since Q3 2006/07), at 20.0%.", "steady →",
     "three years back and no further"),
    ({"2007-08 Q3": 50.0, Q3: 40.0}, YEARLY, "Worsened by 10.0 points since Q3 2007/08, from 50.0% to 40.0%.",
     "worsening ↓", "a survey every second year"),
    ({"2008-09 Q4": 50.0, Q3: 40.0}, YEARLY, NONE_LAST_YEAR, "none ", "yearly, but of another quarter"),
    ({YEAR_AGO: 48.0, Q3: None}, {}, NOTHING, "none ", "no figure now"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "changed", "long", "going", "why"), LONG, ids=[case[-1] for case in LONG])
def test_over_the_longer_run(found, changed, long, going, why):
    said = one(through(found, changed), "L1", Q3)
    assert (said.long, f"{said.long_direction} {said.long_arrow}") == (long, going)


CHANGED_SINCE = "The definition changed from {}: figures before it are not compared."
DEFINITIONS = [
    # figures by quarter, changed in every row, definition changed from, short, long, why
    ({**FOUR, Q3: 48.0}, {}, Q3, CHANGED_SINCE.format("Q3 2009/10"), CHANGED_SINCE.format("Q3 2009/10"),
     "the first figure of the new definition"),
    ({**FOUR, Q3: 48.0}, {}, Q2, "Improved by 2.0 points since Q2 2009/10, from 46.0% to 48.0%.",
     CHANGED_SINCE.format("Q2 2009/10"), "one quarter of the new definition before it"),
    ({**FOUR, Q3: 48.0}, {}, YEAR_AGO, "Improved by 2.0 points since Q2 2009/10, from 46.0% to 48.0%.",
     "Improved by 5.0 points against the mean of the four quarters before it, from 43.0% to 48.0%.",
     "it changed before all that is compared"),
    ({**FOUR, Q3: 48.0}, {}, "2009-10 Q4", "Improved by 2.0 points since Q2 2009/10, from 46.0% to 48.0%.",
     "Improved by 5.0 points against the mean of the four quarters before it, from 43.0% to 48.0%.",
     "it changes only later"),
    ({YEAR_AGO: 40.0, Q3: 48.0}, ADDING, Q1, CUMULATIVE, CHANGED_SINCE.format("Q1 2009/10"), "cumulative"),
    ({"2008-09 Q2": 1.0, YEAR_AGO: 40.0, Q3: 48.0}, {}, YEAR_AGO,
     "Improved by 8.0 points since Q3 2008/09, from 40.0% to 48.0%.",
     "The four quarters before it are not all there to compare with: no figure for Q4 2008/09, Q1 2009/10 and Q2 "
     "2009/10.", "a figure that was never there is not put down to the definition"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "changed", "since", "short", "long", "why"), DEFINITIONS, ids=[case[-1] for case in DEFINITIONS]
)
def test_never_across_a_change_of_definition(found, changed, since, short, long, why):
    said = one(through(found, changed), "L1", Q3, since)
    assert (said.short, said.long) == (short, long)


@pytest.mark.parametrize(
    "passed_over",
    [{"received": False}, {"damaged": True}, {"figure_is_for": "2008"}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_figure_that_does_not_count_is_passed_over(passed_over):
    rows = judged({"target": "L1", "quarter": Q2, "actual": 1.0, **passed_over}, {"target": "L1", "quarter": Q3})
    assert one(rows, "L1", Q3).short == "There is no earlier figure to compare with."


def test_many_targets_in_the_order_asked_for():
    rows = pd.concat([through({**FOUR, Q3: 48.0}, {}), judged({"target": "L2", "actual": None})], ignore_index=True)
    targets = pd.DataFrame({"target": ["L1", "L2"], "definition_changed_from": [Q2, None]})
    table = trend.of(rows, targets, rows[rows.quarter == Q3], calendar=APRIL)
    assert [*table.columns] == trend.COLUMNS
    assert table.target.tolist() == ["L1", "L2"]
    assert table.iloc[0].to_dict() == {
        "target": "L1", "quarter": Q3,
        "short": "Improved by 2.0 points since Q2 2009/10, from 46.0% to 48.0%.",
        "short_direction": "improving", "short_arrow": "↑", "short_word": "Improving",
        "long": CHANGED_SINCE.format("Q2 2009/10"), "long_direction": "none", "long_arrow": "",
        "long_word": "No trend (definition changed)",
    }  # fmt: skip
    assert table.iloc[1].short == NOTHING
    assert len(trend.of(rows, calendar=APRIL)) == len(rows), "every row where none is named"


WORDS = [
    # figures by quarter, changed in every row, short and long where there is no room for a sentence, why
    ({**FOUR, Q3: 48.0}, {}, "Improving", "Improving", "both"),
    ({Q2: 48.0, Q3: 48.0}, {}, "Steady", "No trend (quarters before it missing)", "a gap"),
    ({Q3: 48.0}, {}, "No trend (no earlier figure)", "No trend (quarters before it missing)", "the first figure"),
    ({Q3: None}, {}, "No trend (no figure)", "No trend (no figure)", "no figure now"),
    ({YEAR_AGO: 50.0, Q3: 48.0}, ADDING, "No trend (adds up over the year)", "Worsening", "a cumulative one"),
    ({Q3: 48.0}, YEARLY, "No trend (no earlier figure)", "No trend (no earlier figure)", "yearly, the first"),
    ({Q2: 47.0, Q3: 48.0}, {**RANGE, "milestone": None, "milestone_upper": None}, "Moved (no range to compare with)",
     "No trend (quarters before it missing)", "nothing agreed to be within"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "changed", "short", "long", "why"), WORDS, ids=[case[-1] for case in WORDS])
def test_where_a_sentence_has_no_room_a_word_or_why_there_is_none(found, changed, short, long, why):
    said = one(through(found, changed), "L1", Q3)
    assert (said.short_word, said.long_word) == (short, long)


@pytest.mark.parametrize(
    ("directions", "said"),
    [
        pytest.param(["improving"] * 2 + ["worsening", "steady", "none"], "2 improving, 1 worsening, 1 steady; of 1 "
                     "there is no trend", id="each"),
        pytest.param(["steady"], "1 steady", id="one kind alone"),
        pytest.param(["none", "none"], "there is no trend", id="none has any"),
        pytest.param([], "there is no trend", id="no target"),
    ],
)  # fmt: skip
def test_all_of_them_in_a_line(directions, said):
    assert trend.in_words(pd.Series(directions, dtype="str")) == said


def test_no_rows_no_trends():
    assert trend.of(judged({}).iloc[:0], calendar=APRIL).to_dict("records") == []


FIGURE = st.integers(-400, 400).map(lambda tenths: tenths / 10)
FIVE = through(dict.fromkeys([*FOUR, Q3], 48.0), {})


@given(st.lists(FIGURE, min_size=5, max_size=5))
@settings(max_examples=50)
def test_lower_is_better_is_the_mirror_of_higher(figures):
    higher = one(FIVE.assign(actual=figures), "L1", Q3)
    turned = FIVE.assign(actual=[-figure for figure in figures], better="lower")
    lower = one(turned, "L1", Q3)
    assert (higher.short_direction, higher.long_direction) == (lower.short_direction, lower.long_direction)
    other_way = str.maketrans("↑↓", "↓↑")
    assert higher.short_arrow.translate(other_way) == lower.short_arrow
