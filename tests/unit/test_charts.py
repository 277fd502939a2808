"""Charts say what their tables say, in the order of every stack, and never by colour alone."""

import re
from itertools import pairwise

import pandas as pd
import pytest

from oxdash import charts
from oxdash.charts import description, kinds
from oxdash.charts.description import Path, Shape
from oxdash.output import chart_plotly, chart_svg
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
    return [note.text for note in named_ends(figure)]


def named_ends(figure) -> list:
    """The names beside the lines."""
    return [note for note in figure.layout.annotations if note.name != "cut"]


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
    first, newest = named(figure, "Actual")
    assert [list(one.y) for one in (first, newest)] == [[48.2], [47.0]]
    assert [list(one.x) for one in (first, newest)] == [[0], [2]], (
        "the blank quarter keeps its place, and is not bridged"
    )
    assert (list(first.marker.symbol), list(newest.marker.symbol)) == (["circle"], ["circle-open"]), (
        "provisional: a ring"
    )
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


GAPS = [
    # how often a figure is due, quarters without one, what is joined
    pytest.param("quarterly", (1,), [[0], [2, 3, 4]], id="a quarter without a figure is not bridged"),
    pytest.param("annual", (1, 2, 3), [[0, 4]], id="a yearly figure is joined with the next year's"),
    pytest.param("two yearly", (1, 2, 3), [[0, 4]], id="and one of every other year with those in between"),
]


@pytest.mark.parametrize(("frequency", "without", "joined"), GAPS)
def test_actuals_and_milestones_are_joined_by_one_rule(frequency, without, joined):
    changes = [
        {"frequency": frequency, **({"actual": None, "milestone": None} if n in without else {})} for n in range(5)
    ]
    figure = course_figure(quarters(*changes))
    for name in ("Actual", "Milestone"):
        assert [list(trace.x) for trace in named(figure, name)] == joined, name


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
    heights = sorted((note.y - low) / (high - low) * DRAWN for note in named_ends(figure))
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


# as a statistician reads it

RUNNING = {"measure": "cumulative in year", "unit": "homes", "places": 0}


def test_a_baseline_of_a_year_is_not_drawn_across_running_totals():
    rows = quarters(*({**RUNNING, "actual": float(n), "milestone": 500.0} for n in (300, 400, 100, 200)))
    drawing = charts.course_lines(rows, baseline=450.0)
    (baseline,) = (line for line in drawing.lines if line.name == "Baseline")
    assert [(drawing.positions[n].name, value) for n, value in baseline.known] == [
        ("Q4 2008/09", 450.0),
        ("Q4 2009/10", 450.0),
    ]
    assert not baseline.path.stroked
    assert drawing.to_read == "The baseline is of a whole year, and stands at the year ends."
    assert charts.course_lines(quarters({}, {}), baseline=45.0).lines[0].path == Path.LEVEL, "beside a snapshot it is"


def test_baseline_and_what_was_first_agreed_have_signs_of_their_own():
    drawing = charts.course_lines(quarters({}, {"original_milestone": 60.0}), baseline=40.0)
    marks = [(line.mark.dash, line.mark.shape) for line in drawing.lines if line.name in ("Baseline", "Original")]
    assert len(set(marks)) == len(marks) == 2
    marked = [kinds.BASELINE, kinds.BASELINE_AT_END, *kinds.MARKS.values(), kinds.ACTUAL, kinds.FORECAST, kinds.DRAFT]
    assert len({(one.dash, one.shape) for one in marked}) == len({*marked}), "told apart without colour"


RINGS = [
    pytest.param({"figure_is": "provisional"}, kinds.RING_TOLD, id="a provisional figure"),
    pytest.param({"figure_is": "estimate"}, kinds.RING_TOLD, id="an estimate"),
    pytest.param({}, "", id="a final one has no ring"),
    pytest.param({"figure_is": "provisional", "figure_is_for": "2008"}, "", id="one of another period is not drawn"),
]


@pytest.mark.parametrize(("change", "said"), RINGS)
def test_an_open_ring_is_explained_wherever_it_is_drawn(change, said):
    drawing = charts.course_lines(quarters({}, change))
    rings = [n for line in drawing.lines for n, _ in line.known if line.mark_at(n).shape == Shape.RING]
    assert bool(rings) == bool(said) == (kinds.RING_TOLD in drawing.to_read)


def test_no_other_kind_of_chart_draws_a_ring_that_means_something_else():
    assert {kinds.USUAL.shape, kinds.AREA.shape, kinds.ACTUAL.shape} == {Shape.CIRCLE}
    assert {kinds.NOT_FINAL.shape, kinds.NOT_FINAL_AREA.shape} == {Shape.RING}


NO_FIGURE = [
    pytest.param([{}, {}], "", id="there is one"),
    pytest.param([{"actual": None}, {"actual": None}], "No figure yet.", id="none at all"),
    pytest.param(
        [{"figure_is_for": "2007-08"}, {"actual": 47.5, "figure_is_for": "2008-09"}],
        "No figure yet; the newest known is 47.5% for 2008/09.",
        id="of another period only: the newest",
    ),
]


@pytest.mark.parametrize(("changes", "said"), NO_FIGURE)
def test_a_target_without_a_figure_says_so_with_the_newest_known(changes, said):
    told = charts.course_lines(quarters(*changes)).told
    assert " ".join(one for one in told if one.startswith(kinds.NO_FIGURE)) == said


AGREED = ("milestone", "original_milestone")
AXES = [
    # values, unit, what it can be at least, where the axis begins, whether it is cut
    pytest.param((300.0, 400.0, 100.0), "homes", 0.0, False, id="counts from nought"),
    pytest.param((1700.0, 1710.0), "homes", 1700.0, True, id="counts far above it: cut, and marked"),
    pytest.param((10.0, 40.0), "per cent", 0.0, False, id="per cents alike"),
    pytest.param((48.0, 52.0), "per cent", 48.0, True, id="per cents far above"),
    pytest.param((-5.0, 5.0), "net change", -5.0, False, id="nought is within"),
    pytest.param((-52.0, -48.0), "net change", -52.0, True, id="cut from below"),
    pytest.param((0.0, 4.0), "level", 0.0, False, id="levels"),
]


@pytest.mark.parametrize(("values", "unit", "least", "cut"), AXES)
def test_an_axis_begins_at_nought_or_is_marked_as_cut(values, unit, least, cut):
    rows = quarters(*({"unit": unit, "places": 0, "actual": value, **dict.fromkeys(AGREED, value)} for value in values))
    drawing = charts.course_lines(rows)
    assert (drawing.least, drawing.cut) == (least, cut)
    assert (description.AXIS_CUT in drawing.to_read) == cut
    figure, drawn = chart_plotly.figure(drawing), str(chart_svg.drawn(drawing, "In words.", "it"))
    assert [note.text for note in figure.layout.annotations if note.name == "cut"] == ["≈"] * cut
    assert drawn.count("l12 -5M") == cut or values[0] < 0
    if not cut and min(values) >= 0:
        assert figure.layout.yaxis.ticktext[0] == drawing.beside(0, 0) and figure.layout.yaxis.range[0] <= 0


def test_numbers_beside_an_axis_have_one_number_of_decimals_and_one_minus_sign():
    drawing = charts.course_lines(quarters(*({"actual": value, **dict.fromkeys(AGREED, 2.0)} for value in (-1.5, 0.5))))
    ticks = list(chart_plotly.figure(drawing).layout.yaxis.ticktext)
    assert len({len(one.partition(".")[2]) for one in ticks}) == 1, ticks
    assert any(one.startswith("-") for one in ticks) and "\u2212" not in "".join(ticks)
    drawn = str(chart_svg.drawn(drawing, "In words.", "it"))
    assert re.search(r">-[0-9.]+%</text>", drawn) and "\u2212" not in drawn


def test_a_part_of_nought_is_not_drawn_and_a_narrow_one_keeps_its_figure():
    figure = bars_figure(COUNTS, NAMES)
    for trace in figure.data:
        edges = trace.marker.line.width
        assert [bool(edge) for edge in edges] == [bool(count) for count in trace.x], trace.name
        assert trace.constraintext == "none"
