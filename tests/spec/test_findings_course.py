"""A chart shows all that its target is judged by: every milestone of the years shown, the year-end target included.

What belongs to the kind, and was tried: milestones of the rest of the year in the chart on screen, in Word's own chart
and the workbook inside it, in the drawing of the static page, in the chart files, in the table beside each, in the
sentence and the alternative text, in the workbook; a target with a year-end target only; both limits of a range, and
both of the range agreed at first; a floor; a proxy; a cumulative measure; a last quarter that ends the year; a
milestone agreed after the day looked at, which is not in force; another target's milestones, and another year's.
"""

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

from oxdash import charts
from oxdash.documents import exceptions
from oxdash.documents.blocks import Chart
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import series
from oxdash.output import chart_files, chart_plotly, chart_svg, excel
from oxdash.output.word import chart as wordchart
from tests import drawn
from tests.drawing import block, course_figure, course_picture
from tests.judged_rows import judged

HISTORY = [{"target": "NI 154", "quarter": f"2009-10 Q{n}"} for n in (1, 2)]


def agreed(*values: dict) -> pd.DataFrame:
    names = ("milestone_upper", "floor", "original_upper")
    whole = {"target": "NI 154", "milestone_kind": "milestone", "agreed_on": pd.Timestamp(2008, 6, 1)}
    rows = [{**whole, **dict.fromkeys(names), "original_milestone": one["milestone"], **one} for one in values]
    return pd.DataFrame(rows).astype({name: "float64" for name in names})


LATER = agreed(*({"quarter": f"2009-10 Q{n}", "milestone": 50.0 + n} for n in (1, 2, 3, 4)))


def test_the_rest_of_the_year_is_milestones_alone():
    rows = series.to_year_end(judged(*HISTORY), LATER)
    assert list(rows.quarter) == [f"2009-10 Q{n}" for n in (1, 2, 3, 4)]
    assert list(rows.to_come) == [False, False, True, True]
    assert list(rows.milestone) == [52.0, 52.0, 53.0, 54.0], "what was judged stays as it was judged"
    later = rows[rows.to_come]
    assert later.actual.isna().all() and later.status.isna().all() and later.workbook.isna().all()
    assert set(later.unit) == {"per cent"} and set(later.places) == {1}


@pytest.mark.parametrize(
    ("values", "quarters"),
    [
        pytest.param(LATER.tail(1), ["2009-10 Q4"], id="a year-end target only"),
        pytest.param(LATER.iloc[::-1], ["2009-10 Q3", "2009-10 Q4"], id="in whatever order they come"),
        pytest.param(LATER.assign(target="NI 155"), [], id="another target's"),
        pytest.param(
            LATER.assign(quarter=["2010-11 Q1", "2010-11 Q2", "2010-11 Q3", "2010-11 Q4"]), [], id="next year's"
        ),
        pytest.param(LATER.head(0), [], id="none agreed"),
    ],
)
def test_only_this_target_s_milestones_of_this_year_are_to_come(values, quarters):
    rows = series.to_year_end(judged(*HISTORY), values)
    assert list(rows[rows.to_come].quarter) == quarters


def test_after_the_last_quarter_of_a_year_nothing_is_to_come():
    rows = series.to_year_end(judged({"target": "NI 154", "quarter": "2009-10 Q4"}), LATER)
    assert not rows.to_come.any() and series.milestones_to_come(rows) == ""


def test_no_quarter_at_all_is_no_course():
    assert series.to_year_end(judged(*HISTORY).head(0), LATER).empty


@pytest.mark.parametrize(
    ("change", "values", "sentence"),
    [
        pytest.param({}, LATER, "Milestones to come: 53.0% at Q3 2009/10 and 54.0% at Q4 2009/10.", id="two of them"),
        pytest.param({}, LATER.tail(1), "Milestone to come: 54.0% at Q4 2009/10.", id="one"),
        pytest.param(
            {"unit": "homes", "places": 0},
            agreed({"quarter": "2009-10 Q4", "milestone": 1900.0, "milestone_kind": "interim proxy"}),
            "Milestone to come: 1,900 homes (interim proxy) at Q4 2009/10.",
            id="a proxy says so",
        ),
        pytest.param(
            {"better": "within range", "milestone_upper": 60.0},
            agreed({"quarter": "2009-10 Q4", "milestone": 50.0, "milestone_upper": 58.0}),
            "Milestone to come: 50.0% to 58.0% at Q4 2009/10.",
            id="a range",
        ),
    ],
)
def test_what_is_to_come_in_words(change, values, sentence):
    assert (
        series.milestones_to_come(series.to_year_end(judged(*({**row, **change} for row in HISTORY)), values))
        == sentence
    )


RANGE = {"better": "within range", "milestone": 50.0, "milestone_upper": 58.0}
LINES = [
    pytest.param({}, ["Milestone"], id="a milestone"),
    pytest.param({"original_milestone": 60.0}, ["Original", "Milestone"], id="renegotiated"),
    pytest.param({"floor": 40.0}, ["Milestone", "Floor"], id="a floor"),
    pytest.param(
        {**RANGE, "original_milestone": 50.0, "original_upper": 58.0}, ["Upper limit", "Lower limit"], id="a range"
    ),
    pytest.param(
        {**RANGE, "original_milestone": 50.0, "original_upper": 55.0},
        ["Original upper", "Original lower", "Upper limit", "Lower limit"],
        id="a range whose upper limit alone moved",
    ),
]


@pytest.mark.parametrize(("change", "names"), LINES)
def test_every_line_it_is_judged_by_is_drawn_by_every_hand(change, names):
    rows = judged(*({**row, **change} for row in HISTORY)).assign(to_come=False)
    assert [line.name for line in series.steps(rows)] == names
    on_screen = {trace.name for trace in course_figure(rows).data}
    of_word = {series.name for series in wordchart.wordseries.of(chart(rows).drawing)}
    on_the_page = [text for text in names if f">{text}</text>" in course_picture(rows)]
    assert on_screen == of_word == {*names, "Actual"}
    assert on_the_page == names
    assert wordchart.made(chart(rows).drawing)


def chart(rows: pd.DataFrame, **beside) -> Chart:
    return block(charts.course_lines(rows, **beside), None)


# the shipped register: NI 154 was last returned for Q3 2009/10 and forecast at 1,690 homes against a target of 1,900
@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(shipped, Edition("2009-10 Q4"))


@pytest.fixture(scope="module")
def row(at):
    return at.every[at.every.target == "NI 154"].iloc[0]


@pytest.fixture(scope="module")
def of_the_paper(at, row) -> Chart:
    return exceptions.course_chart(at, row)


def test_the_target_that_a_forecast_is_judged_by_is_drawn_beside_it(at, row, of_the_paper):
    assert (row.quarter, row.forecast, row.year_end_target) == ("2009-10 Q3", 1690.0, 1900.0)
    figure = next(course(one) for one in chart_files.charts(at, "all") if one.name == "NI-154")
    ends = {}
    for name, traces in (
        ("screen and file", figure.data),
        ("page", seen(at, row).course.data),
    ):
        ends[name] = {
            trace.name: (trace.x[-1], trace.y[-1]) for trace in traces if trace.name in ("Milestone", "Forecast")
        }
    assert ends["page"] == ends["screen and file"]
    (at_forecast, forecast), (at_milestone, milestone) = ends["page"]["Forecast"], ends["page"]["Milestone"]
    assert (forecast, milestone) == (1690.0, 1900.0) and at_forecast == at_milestone
    lines = {one.name: one.values[-1] for one in wordchart.wordseries.of(of_the_paper.drawing) if one.last}
    assert lines["Milestone"] == 1900.0 and lines["Forecast"] == 1690.0
    book = openpyxl.load_workbook(io.BytesIO(wordchart.made(of_the_paper.drawing)[1]))["Sheet1"]
    assert [cell.value for cell in book[book.max_row]].count(1900) == 1
    assert "1,900" in str(chart_svg.drawn(of_the_paper.drawing, "In words.", "it"))


def course(one: Chart):
    return chart_plotly.figure(one.drawing)


def seen(at, row) -> drawn.TargetPage:
    return drawn.of_target(at.position, row.target, quarter="2009-10 Q4")


def test_words_and_tables_beside_the_chart_have_it_too(at, row, of_the_paper):
    sentence = "Milestone to come: 1,900 dwellings at Q4 2009/10."
    assert of_the_paper.said == f"{row.sentence} {sentence}"
    assert next(one.said for one in chart_files.charts(at, "all") if one.name == "NI-154") == of_the_paper.said
    last = of_the_paper.table.columns[-1]
    assert (last.heading, list(last.cells)) == ("Q4 2009/10", ["to come", ("1,900",), "to come"])
    page = seen(at, row)
    assert page.said == of_the_paper.said and f">{sentence}</p>" in page.middle
    table = page.rest[page.rest.index("Every quarter, newest first") :]
    newest = table[table.index("<tbody") : table.index("</tr>", table.index("<tbody"))]
    assert "Q4 2009/10" in newest and "to come" in newest and "1,900" in newest


def test_the_workbook_has_every_value_to_come(at, row):
    book = openpyxl.load_workbook(io.BytesIO(excel.write(at.position, at.edition)), read_only=True)
    values = [r for r in book["Values agreed"].iter_rows(values_only=True) if r[0] == "NI 154" and r[2] == "2009-10 Q4"]
    assert [r[3] for r in values if "In force" in r] == [1900]


def test_what_was_agreed_later_is_not_in_force(shipped, at):
    agreed_on = at.register.milestones.query("target == 'NI 154'").agreed_on.min()
    assert agreed_on.date() < date(2010, 7, 22)
    before = at.register.values_in_force(agreed_on.date() - pd.Timedelta(days=1))
    assert before[before.target == "NI 154"].empty
