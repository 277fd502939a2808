"""Whether a figure is of its own quarter is decided once, by the rule, and all that is said of it agrees.

The kind: a fact worked out anew wherever it is needed, in more than one way. Tried: no period, the quarter itself as
tables hold it and in other spellings, another quarter, a year, a survey; under both versions of the rule; in what the
verdict, the sentence, the marks beside a figure, the chart, the trend, the counts of figures given, milestone drafts
and the reward grant make of it; in a position that was kept and read again, and in what is published of it.
"""

import pandas as pd
import pytest

from oxdash import charts
from oxdash.documents.edition import Edition
from oxdash.findings import comparison, milestone_drafts, reward, series
from oxdash.judging.kept_tables import OF_POSITION
from oxdash.output.freeze import freeze, thaw
from oxdash.rule.explanation import sentences
from oxdash.rule.judge import judge
from oxdash.rule.versions import VERSIONS
from oxdash.vocabulary import tables, wording
from oxdash.vocabulary.model import Reason
from tests.calendars import APRIL
from tests.judged_rows import NO_TOLERANCE, figures, judged

PERIODS = [
    # what the figure is said to be for, at Q3 2009/10; whether it is its own by version 1, by version 2
    pytest.param(None, True, True, id="no period is this quarter"),
    pytest.param("2009-10 Q3", True, True, id="the quarter as tables hold it"),
    pytest.param("Q3 2009/10", False, True, id="as people write it"),
    pytest.param("October to December 2009", False, True, id="in months"),
    pytest.param("2009-10 Q2", False, False, id="the quarter before"),
    pytest.param("2009-10", False, False, id="the whole year"),
    pytest.param("Place Survey 2008", False, False, id="a survey"),
]


@pytest.mark.parametrize(("said", "by_1", "by_2"), PERIODS)
def test_the_rule_decides_by_its_version_and_the_verdict_follows(said, by_1, by_2):
    given = figures({"figure_is_for": said, "actual": 60.0})
    for version, own in zip(VERSIONS, (by_1, by_2), strict=True):
        row = judge(given, NO_TOLERANCE, version=version, calendar=APRIL).iloc[0]
        assert row.own_quarter == own
        assert row.reason == (Reason.MILESTONE_MET if own else Reason.NO_REASON_GIVEN)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("said", "by_1", "by_2"), PERIODS)
def test_all_that_is_said_of_a_figure_agrees(said, by_1, by_2, version):
    own = {"1": by_1, "2": by_2}[version]
    rows = tables.settle(
        tables.JUDGED, judge(figures({"figure_is_for": said}), NO_TOLERANCE, version=version, calendar=APRIL)
    )
    row = next(rows.itertuples())
    assert ("not judged" in " ".join(wording.beside_figure(row))) is not own
    assert ("48.2% at Q3 2009/10 against a milestone" in sentences(rows).iloc[0]) is own
    assert len(series.counted(rows)) == own
    assert comparison.of(rows, rows, {row.partnership: "Spatial Planning"}).with_figure.iloc[0] == own
    assert bool(milestone_drafts._figures(rows, row.target)) is own
    (actual,) = (line for line in charts.course_lines(rows).lines if line.name == "Actual")
    assert bool(actual.known) is own
    about = pd.DataFrame({"target": ["L1"], "last_quarter": [row.quarter], "unit": "per cent", "places": 1,
                          "title": "T", "partnership": row.partnership})  # fmt: skip
    stretch = pd.DataFrame({"target": ["L1"], "figure_of": [None]})
    assert reward.with_actuals(stretch, about, rows, "GBP").actual.notna().iloc[0] == own


def test_a_table_without_periods_has_figures_of_its_own_quarter():
    given = figures({}, {}).drop(columns=["figure_is_for", "quarter"])
    assert judge(given, NO_TOLERANCE, calendar=APRIL).own_quarter.tolist() == [True, True]


def test_it_is_worked_out_again_from_what_is_kept_and_published_nowhere(shipped):
    assert "own_quarter" not in OF_POSITION["judged"].schema.columns
    assert shipped.judged.own_quarter.dtype == bool and not shipped.judged.own_quarter.all()
    kept = freeze(shipped, Edition("2009-10 Q4"))
    assert not [name for name, data in kept.items() if b"own_quarter" in data]
    back, _ = thaw(kept)
    then = shipped.judged[shipped.judged.quarter <= "2009-10 Q4"].reset_index(drop=True)
    pd.testing.assert_series_equal(back.judged.own_quarter, then.own_quarter)


def test_milestones_to_come_are_no_figures_of_another_period():
    rows = judged({"target": "NI 154", "quarter": "2009-10 Q3"})
    to_come = pd.DataFrame({"target": ["NI 154"], "quarter": ["2009-10 Q4"], "milestone": [56.0]})
    agreed = to_come.reindex(columns=["target", "quarter", *series.AGREED])
    longer = series.to_year_end(rows, agreed)
    assert longer.own_quarter.tolist() == [True, True] and longer.own_quarter.dtype == bool
