"""Charts say what their tables say, in the order of every stack, and never by colour alone."""

from itertools import pairwise

import pandas as pd
import pytest

from oxdash import charts
from oxdash.output.chart_plotly import DRAWN
from oxdash.vocabulary import wording
from tests.drawing import bars_figure, course_figure
from tests.judged_rows import judged

QUARTERS = ["2008-09 Q3", "2008-09 Q4", "2009-10 Q1", "2009-10 Q2", "2009-10 Q3"]
COUNTS = pd.DataFrame(
    [("childrens-trust", 17, 2, 7, 8, 0), ("economic", 3, 1, 0, 2, 0)],
    columns=["partnership", "targets", "on_track", "off_track", "insufficient_data", "close"],
)
NAMES = {"childrens-trust": "Children's Trust", "economic": "Oxfordshire Economic Partnership"}


def quarters(*changes: dict) -> pd.DataFrame:
    """One target through the quarters, a change each."""
    return judged(
        *({"target": "NI 154", "quarter": quarter, **said} for quarter, said in zip(QUARTERS, changes, strict=False))
    )


def named(figure, name: str) -> list:
    return [trace for trace in figure.data if trace.name == name]


def labels(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_status_bars_stack_in_the_order_of_every_list():
    figure = bars_figure(COUNTS, NAMES)
    assert [trace.name for trace in figure.data] == ["Off track", "Insufficient data", "On track"]
    assert [list(trace.x) for trace in figure.data] == [[7, 0], [8, 2], [2, 1]]
    assert [list(trace.text) for trace in figure.data] == [["7", ""], ["8", "2"], ["2", "1"]], "each part has its count"
    assert figure.data[1].marker.pattern.shape == "/", "unknown is hatched, for paper in black and white"
    assert figure.data[0].y[1] == "Oxfordshire Economic<br>Partnership"


def test_a_name_is_text_in_a_chart_too():
    figure = bars_figure(COUNTS, {"economic": "<a href='x'>OEP</a>", "childrens-trust": "A"})
    assert not any("<a" in str(part) for trace in figure.data for part in (*trace.y, *trace.customdata))


def test_one_template_on_white_without_a_key():
    for figure in (bars_figure(COUNTS, NAMES), course_figure(quarters({}, {}, {}))):
        assert figure.layout.template.layout.paper_bgcolor == wording.PAPER
        assert figure.layout.template.layout.showlegend is False


def test_history_draws_what_there_is_and_leaves_gaps():
    figure = course_figure(quarters({}, {"actual": None}, {"actual": 47.0, "figure_is": "provisional"}))
    (actual,) = named(figure, "Actual")
    assert list(actual.y) == [48.2, 47.0]
    assert list(actual.x) == [0, 2], "the blank quarter keeps its place"
    assert list(actual.marker.symbol) == ["circle", "circle-open"], "provisional is an open ring"
    assert named(figure, "Original") == [], "nothing was renegotiated"


def test_a_figure_of_another_period_is_not_drawn():
    figure = course_figure(quarters({}, {"figure_is_for": "2008"}))
    (actual,) = named(figure, "Actual")
    assert list(actual.x) == [0]


def test_a_draft_is_dotted_beside_what_was_agreed_and_the_quarters_go_on():
    draft = pd.DataFrame({"quarter": ["2010-11 Q1", "2010-11 Q2"], "value": [53.0, 54.0], "upper": [None, None]})
    figure = course_figure(quarters({}, {}, {}, {}, {}), draft=draft)
    (line,) = named(figure, "Draft")
    assert (line.line.dash, line.marker.symbol, list(line.x), list(line.y)) == (
        "dot",
        "square-open",
        [6, 7],
        [53.0, 54.0],
    )
    assert list(figure.layout.xaxis.ticktext)[-5:] == ["Q4", "Q1<br>2010/11", "Q2", "Q3", "Q4"]
    assert "Draft<br>54.0%" in labels(figure)[0]
    both = course_figure(quarters({}, {}), draft=draft.assign(upper=[60.0, 61.0]))
    assert len(named(both, "Draft, lower")) == len(named(both, "Draft, upper")) == 1


def test_a_renegotiated_milestone_keeps_its_original_in_view():
    figure = course_figure(quarters({}, {"original_milestone": 60.0}))
    assert [trace.line.dash for trace in named(figure, "Original")] == ["dot"]
    assert [trace.line.dash for trace in named(figure, "Milestone")] == ["dash"], (
        "told by its dashes, not by colour alone"
    )


def test_a_cumulative_line_breaks_each_april():
    rows = quarters(
        *({"measure": "cumulative in year", "unit": "homes", "actual": float(n)} for n in (300, 400, 100, 200))
    )
    assert [list(trace.x) for trace in named(course_figure(rows), "Actual")] == [[0, 1], [2, 3]]


def test_a_milestone_is_drawn_only_where_there_is_one():
    figure = course_figure(quarters({}, {"milestone": None}, {}, {}))
    assert [list(trace.x) for trace in named(figure, "Milestone")] == [[0], [2, 3]]


def test_a_range_has_two_limits():
    rows = quarters(*[{"better": "within range", "milestone_upper": 55.0}] * 2)
    figure = course_figure(rows)
    assert [trace.name for trace in figure.data][:2] == ["Upper limit", "Lower limit"]


def test_forecast_stands_at_the_year_end():
    figure = course_figure(quarters({}, {}, {"forecast": 55.0}), forecast=55.0)
    (forecast,) = named(figure, "Forecast")
    assert (forecast.x[0], forecast.y[0]) == (5, 55.0)
    assert figure.layout.xaxis.ticktext[-1] == "Q4"


@pytest.mark.parametrize("baseline", [52.0, 51.9, 48.2])
def test_labels_never_stand_on_one_another(baseline):
    figure = course_figure(quarters({}, {}, {}), baseline=baseline, forecast=52.0)
    low, high = figure.layout.yaxis.range
    heights = sorted((note.y - low) / (high - low) * DRAWN for note in figure.layout.annotations)
    assert {text.split("</span> ")[1].split("<br>")[0] for text in labels(figure)} == {
        "Actual",
        "Milestone",
        "Baseline",
        "Forecast",
    }
    assert all(after - before >= 35.9 for before, after in pairwise(heights))


def test_nothing_to_draw_is_still_a_chart():
    empty = course_figure(quarters({"actual": None, "milestone": None, "original_milestone": None}))
    assert empty.layout.height == charts.HEIGHT


def test_a_chart_is_of_print_size():
    assert pytest.approx(9 / 16, abs=0.001) == charts.HEIGHT / charts.WIDTH
    assert pytest.approx(16, abs=0.005) == charts.WIDTH * charts.PRINT_SCALE / charts.DOTS_AN_INCH * 2.54
    seven = pd.concat([COUNTS] * 4).head(7)
    assert bars_figure(seven, NAMES).layout.height == charts.HEIGHT, "the seven partnerships fill it"
    assert bars_figure(COUNTS, NAMES).layout.height < charts.HEIGHT, "two bars are not blown up"
