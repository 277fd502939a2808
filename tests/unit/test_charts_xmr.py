"""The chart of a target's own ups and downs says what its table says, and never by colour alone."""

from itertools import pairwise

import numpy as np
import pytest

from oxdash import charts
from oxdash.findings import xmr
from oxdash.output.chart_plotly import DRAWN, TEMPLATE
from tests.drawing import usual_figure

VALUES = [10.0, 12.0] * 6
LABELS = [f"Q{n % 4 + 1} {2000 + n // 4}/{n // 4 + 1:02d}" for n in range(60)]


def drawn(values: list, **facts):
    found = xmr.of(values, LABELS[: len(values)])
    return usual_figure(xmr.Xmr(**{**vars(found), **facts}))


def test_a_point_that_stands_out_has_another_shape():
    (line,) = drawn([*VALUES, 21.0]).data
    assert list(line.marker.symbol) == ["circle"] * 12 + ["diamond"]
    assert line.customdata[12][0] == "Q1 2003/04"
    assert line.customdata[12][2] == "<br>above the upper limit; moved further from the one before than the range limit"


def test_mean_and_limits_are_lines_with_names():
    figure = drawn(VALUES, unit="per cent", places=1)
    assert [shape.line.dash for shape in figure.layout.shapes] == ["dash", "solid", "dash"], "told apart without colour"
    assert [shape.y0 for shape in figure.layout.shapes] == pytest.approx([16.32, 11.0, 5.68])
    said = [note.text.split("</span> ")[1] for note in figure.layout.annotations]
    assert said == ["Upper limit<br>16.3%", "Mean<br>11.0%", "Lower limit<br>5.7%"]


def test_a_gap_stays_open():
    (line,) = drawn([10.0, 12.0, np.nan, 12.0]).data
    assert line.connectgaps is False
    assert line.y[2] is None


@pytest.mark.parametrize(
    "values", [[5.0] * 12, [0.0] * 12, VALUES, [*VALUES, 900.0]], ids=["flat", "0", "usual", "far"]
)
def test_labels_never_stand_on_one_another(values):
    figure = drawn(values)
    low, high = figure.layout.yaxis.range
    heights = [(note.y - low) / (high - low) * DRAWN for note in figure.layout.annotations if note.name != "cut"]
    assert all(before - after >= 35.9 for before, after in pairwise(heights))
    assert all(low <= value <= high for value in values)


@pytest.mark.parametrize(("length", "named"), [(8, 8), (12, 6), (20, 5), (40, 5), (60, 8)])
def test_quarters_are_named_as_often_as_there_is_room(length, named):
    figure = drawn((VALUES * 5)[:length])
    assert len(figure.layout.xaxis.ticktext) == named
    assert figure.layout.xaxis.ticktext[0] == "Q1<br>2000/01"


def test_it_is_drawn_in_the_one_template():
    figure = drawn(VALUES)
    assert figure.layout.template == TEMPLATE
    assert figure.layout.height == charts.HEIGHT
