"""A chart is described once, and every drawer draws all of it: on screen and in files, on the page, in Word.

The kind: what one output shows and another leaves out. Tried, for each drawer: every kind of chart with all that can be
in it; every form, path, dash and shape, also those that no kind uses there today (a draft and the usual ups and downs
are on screen alone); gaps, pieces that are not joined, points that are not as the rest; names that are wrapped; a
drawing of nothing.
"""

import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from plotly.io import to_json
from plotly.tools import return_figure_from_figure_or_data

from oxdash import charts
from oxdash.charts.description import Bars, Dash, Line, Lines, Mark, Part, Path, Position, Shape, level, wrapped
from oxdash.findings import xmr
from oxdash.output import chart_plotly, chart_svg
from oxdash.output.pdf.fonts import ems
from oxdash.output.word import chart as wordchart
from oxdash.output.word import series as wordseries
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from tests.paper_outlines import COUNTS, NAMES, quarters

DRAFT = pd.DataFrame({"quarter": ["2010-11 Q1", "2010-11 Q2"], "value": [53.0, 54.0], "upper": [None, None]})
EVERY = {
    "bars": charts.status_bars(COUNTS.assign(close=[1, 0, 0]), NAMES),
    "course": charts.course_lines(
        quarters({"floor": 40.0, "original_milestone": 60.0}, {"actual": None}, {"figure_is": "estimate"}, {}, {}),
        baseline=45.0,
        forecast=53.0,
        draft=DRAFT,
    ),
    "usual ups and downs": charts.xmr_lines(
        xmr.of([*[10.0, 12.0] * 6, np.nan, 21.0], [f"Q{n % 4 + 1} {2000 + n // 4}/{n // 4 + 1:02d}" for n in range(14)])
    ),
}
POSITIONS = tuple(Position(f"Q{n} 2009/10", (f"Q{n}",)) for n in (1, 2, 3, 4))


def one_line(mark: Mark, path: Path = Path.JOINED, **more) -> Lines:
    values = (1.0, None, 3.0, 2.0)
    pieces = {Path.ALONE: ((3,),)}.get(path, ((0, 1, 2, 3),))
    line = Line("A line", mark, path, (None, None, None, 2.0) if path == Path.ALONE else values, pieces, **more)
    return Lines(POSITIONS, (line,), "homes", 0, "Nothing.")


def of_svg(drawing) -> str:
    return str(chart_svg.drawn(drawing, "In words.", "it"))


def of_word(drawing) -> str:
    return wordchart.made(drawing)[0].decode()


@pytest.mark.parametrize("why", [why for why in EVERY if why != "bars"])
def test_every_value_of_every_line_is_in_every_output(why):
    drawing = EVERY[why]
    levels = [line for line in drawing.lines if line.path == Path.LEVEL]
    across = [line for line in drawing.drawn if line not in levels]
    found = {line.name: [] for line in across}
    for trace in chart_plotly.figure(drawing).data:
        found[trace.name] += [(n, value) for n, value in zip(trace.x, trace.y, strict=True) if value is not None]
    assert found == {line.name: line.known for line in across}
    heights = [shape.y0 for shape in chart_plotly.figure(drawing).layout.shapes]
    assert heights == [line.values[0] for line in levels]
    in_word = {line.name: [] for line in drawing.drawn}
    for series in wordseries.of(drawing):
        in_word[series.name] += [(n, value) for n, value in enumerate(series.values) if value is not None]
    assert {name: [n for n, _ in points] for name, points in in_word.items()} == {
        line.name: [n for n, _ in line.known] for line in drawing.drawn
    }
    picture = of_svg(drawing)
    for value, line in drawing.ends:
        assert f">{line.name}</text>" in picture and f">{drawing.beside(value)}</text>" in picture
    shown = [line.mark_at(n).shape for line in drawing.lines for n, _ in line.known]
    circles = sum(shape in (Shape.CIRCLE, Shape.RING) for shape in shown)
    assert picture.count("<circle") == circles
    assert picture.count('width="10"') == shown.count(Shape.SQUARE)


def test_every_part_of_a_bar_is_in_every_output():
    drawing = EVERY["bars"]
    assert [part.look.word for part in drawing.parts] == [
        "Off track",
        "Close to target",
        "Insufficient data",
        "On track",
    ]
    wanted = {part.look.word: list(part.counts) for part in drawing.parts}
    assert {trace.name: list(trace.x) for trace in chart_plotly.figure(drawing).data} == wanted
    assert {series.name: list(series.values) for series in wordseries.of(drawing)} == wanted
    numbers = [count for row in zip(*wanted.values(), strict=True) for count in row if count]
    assert [int(n) for n in re.findall(r">(\d+)</text>", of_svg(drawing))] == numbers


MARKS = [
    # shape, plotly's symbol, what the page draws at each value, Word's marker
    pytest.param(Shape.CIRCLE, "circle", "<circle", "circle", id="a circle"),
    pytest.param(Shape.RING, "circle-open", "<circle", "circle", id="a ring"),
    pytest.param(Shape.DIAMOND, "diamond", "l7 7l-7 7", "diamond", id="a diamond"),
    pytest.param(Shape.OPEN_DIAMOND, "diamond-open", "l7 7l-7 7", "diamond", id="an open diamond"),
    pytest.param(Shape.SQUARE, "square-open", 'width="10"', "square", id="a square"),
]


@pytest.mark.parametrize(("shape", "symbol", "drawn", "marker"), MARKS)
def test_a_value_has_its_shape_in_every_output(shape, symbol, drawn, marker):
    drawing = one_line(Mark("#12436D", shape))
    (trace,) = chart_plotly.figure(drawing).data
    assert set([trace.marker.symbol] if isinstance(trace.marker.symbol, str) else trace.marker.symbol) == {symbol}
    assert of_svg(drawing).count(drawn) == 3
    assert set(re.findall(r'<c:symbol val="(\w+)"', of_word(drawing))) == {marker}


def test_a_point_that_is_not_as_the_rest_is_told_by_its_shape_in_every_output():
    out = Mark("#F46A25", Shape.DIAMOND, edge="#0b0c0c")
    drawing = one_line(Mark("#12436D", Shape.RING), others={2: out})
    (trace,) = chart_plotly.figure(drawing).data
    assert list(trace.marker.symbol) == ["circle-open", "circle-open", "diamond", "circle-open"]
    assert of_svg(drawing).count("<circle") == 2
    assert 'l7 7l-7 7l-7 -7Z" fill="#F46A25" stroke="#0b0c0c"' in of_svg(drawing)
    (point,) = re.findall(r"<c:dPt>.*?</c:dPt>", of_word(drawing), re.DOTALL)
    assert '<c:idx val="2"/>' in point and '<c:symbol val="diamond"/>' in point and 'val="F46A25"' in point


DASHES = [
    # dash, plotly's, the page's, Word's
    pytest.param(Dash.SOLID, None, None, None, id="a solid line"),
    pytest.param(Dash.DOT, "dot", "2 4", "sysDot", id="dots"),
    pytest.param(Dash.DASH, "dash", "9 5", "dash", id="dashes"),
    pytest.param(Dash.DASH_DOT, "dashdot", "9 4 2 4", "dashDot", id="dashes and dots"),
]


@pytest.mark.parametrize(("dash", "plotly", "page", "word"), DASHES)
@pytest.mark.parametrize("path", [Path.JOINED, Path.STEP])
def test_a_line_has_its_stroke_in_every_output(dash, plotly, page, word, path):
    drawing = one_line(Mark("#12436D", Shape.STROKE, dash), path)
    (trace,) = chart_plotly.figure(drawing).data
    assert (trace.line.dash, trace.line.shape) == (plotly, "hvh" if path == Path.STEP else None)
    dashes = re.findall(r'stroke-dasharray="([^"]*)"', of_svg(drawing))
    assert dashes == ([page] * 3 if page else []), "two strokes, as there is a gap, and the one beside the name"
    assert set(re.findall(r'<a:prstDash val="(\w+)"', of_word(drawing))) == ({word} if word else set())


def test_steps_that_stand_apart_are_level_and_turn_between_them_as_on_screen():
    """An annual milestone is one figure in four quarters; plotly turns half-way ("hvh")."""
    mark = Mark("#F46A25", Shape.STROKE)
    line = Line("Milestone", mark, Path.STEP, (50, None, None, 53), ((0, 3),))
    drawing = Lines(POSITIONS, (line,), "homes", 0, "Nothing.")
    (path,) = [one for one in re.findall(r'<path d="M([^"]*)" fill="none"', of_svg(drawing)) if one.count("L") == 3]
    points = [tuple(map(float, point.split())) for point in path.split("L")]
    assert [a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points)] == [True] * 3, "level or upright"
    assert points[1][0] == points[2][0] == round((points[0][0] + points[3][0]) / 2, 1), "half-way"


def test_no_output_joins_what_has_a_gap_or_is_in_pieces():
    gap, pieces = one_line(Mark("#12436D", Shape.CIRCLE)), ((0,), (2, 3))
    assert [series.values for series in wordseries.of(gap)] == [(1, None, None, None), (None, None, 3, 2)]
    (trace,) = chart_plotly.figure(gap).data
    assert trace.y[1] is None and not trace.connectgaps
    line = gap.lines[0]
    broken = Line(line.name, line.mark, line.path, line.values, pieces)
    drawing = Lines(POSITIONS, (broken,), "homes", 0, "Nothing.")
    assert [list(trace.x) for trace in chart_plotly.figure(drawing).data] == [[0], [2, 3]]
    assert [series.values for series in wordseries.of(drawing)] == [(1, None, None, None), (None, None, 3, 2)]


def test_a_level_goes_from_end_to_end():
    drawing = Lines(POSITIONS, (level("Mean", 5, 4, Mark("#3D3D3D", Shape.STROKE)),), "homes", 0, "Nothing.")
    assert [shape.y0 for shape in chart_plotly.figure(drawing).layout.shapes] == [5.0]
    assert [series.values for series in wordseries.of(drawing)] == [(5.0,) * 4]
    assert 'd="M64 ' in of_svg(drawing) and "L540 " in of_svg(drawing)


@pytest.mark.parametrize("drawing", [Bars((), (), "Nothing here."), Lines(POSITIONS, (), "homes", 0, "Nothing here.")])
def test_nothing_is_said_in_words(drawing):
    assert drawing.empty
    assert [note.text for note in chart_plotly.figure(drawing).layout.annotations] == ["Nothing here."]
    assert ">Nothing here.</text>" in of_svg(drawing)


def test_the_longest_bar_is_the_whole_of_its_parts():
    parts = (Part(Status.OFF_TRACK, (1, 4)), Part(Status.ON_TRACK, (2, 0)))
    assert Bars(("a", "b"), parts, "").longest == 4
    assert [part.outlined for part in parts] == [False, False] and Part(wording.CLOSE, ()).outlined


WRAPPED = [
    pytest.param("Oxfordshire Economic Partnership", ["Oxfordshire Economic", "Partnership"], id="at a space"),
    pytest.param("x" * 30, ["x" * 30], id="a word that is longer stays whole"),
    pytest.param(
        "well-being  and\nhealth", ["well-being and health"], id="white space is one space, no break at a dash"
    ),
    pytest.param("", [""], id="no name is a line"),
]


@pytest.mark.parametrize(("name", "lines"), WRAPPED)
def test_names_are_wrapped_alike(name, lines):
    assert wrapped(name, 26) == lines


@pytest.mark.parametrize("why", EVERY)
def test_a_figure_that_is_kept_is_sent_as_the_figure_is(why):
    figure = chart_plotly.figure(EVERY[why])
    kept = chart_plotly.Kept(figure)
    assert [plotly_json(kept) for _ in range(2)] == [figure.to_json()] * 2
    assert kept.height == figure.layout.height


def plotly_json(kept: chart_plotly.Kept) -> str:
    """What Streamlit sends of a figure."""
    return to_json(return_figure_from_figure_or_data(kept, validate_figure=True), validate=False)


def test_a_long_name_beside_a_bar_stands_in_its_place_and_on_nobody_elses():
    names = {code: f"Antidisestablishmentarianism-and-Counterrevolution {code} " * 4 for code in NAMES}
    drawing = charts.status_bars(COUNTS.assign(close=0), names)
    beside = re.findall(r'<text x="218" y="([\d.]+)" text-anchor="end"[^>]*>([^<]*)<', of_svg(drawing))
    assert beside and all(15 * ems(text, bold=False) <= 218 for _, text in beside)
    tops = [float(y) for y, _ in beside]
    assert min(b - a for a, b in pairwise(tops)) >= 12, "no line on another"
