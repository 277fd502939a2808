"""Where there is nothing to draw or to list, a sentence stands there: in Word, on the page, in a chart file.

What belongs to the kind, and was tried: a status chart of no partnership; a course without any figure, milestone,
baseline or forecast, and with each of them alone; a course whose figures are all of another period; a table without
rows or without columns; an outline made of nothing else; each drawn by Word's own charts, by plotly, as a drawing in a
page and as a chart file.
"""

import io
import re
from datetime import date

import docx
import numpy as np
import pytest

from oxdash import charts
from oxdash.documents import papers
from oxdash.documents.blocks import Chart, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.output import html, static_page, word
from oxdash.vocabulary.wording import NOTHING_COUNTED, NOTHING_OF_TARGET
from tests.drawing import bars_figure, bars_picture, course_figure, course_picture
from tests.paper_outlines import COUNTS, NAMES, SMALL, course, quarters, status

BLANK = {"actual": None, "milestone": None, "original_milestone": None}
NO_TABLE = Table("Every target", (Column("Target", []), Column("Status", [])))
DAY = date(2010, 7, 22)


def of(*blocks, **about) -> Outline:
    return Outline("Title", "Over", "Footer", blocks, **about)


def without_counts() -> Chart:
    drawing = charts.status_bars(COUNTS.head(0), NAMES)
    return Chart("bars", "0 of 0", "By status", "None.", "Source.", SMALL, drawing)


EMPTY = {
    "a status chart of no partnership": (without_counts(), "0 of 0: there is nothing to draw."),
    "a course without anything": (
        course(quarters(BLANK, BLANK)),
        "NI 154 is 3.8 points short: there is nothing to draw.",
    ),
    "a course of other periods": (
        course(quarters({**BLANK, "actual": 4.0, "figure_is_for": "2008"})),
        "NI 154 is 3.8 points short: there is nothing to draw.",
    ),
    "a table without rows": (NO_TABLE, "Every target: there is nothing to list."),
    "a table without columns": (Table("Every target", ()), "Every target: there is nothing to list."),
    "a table with a sentence of its own": (
        Table("Every target", (Column("Target", []),), none="No target."),
        "No target.",
    ),
}


@pytest.mark.parametrize(("block", "sentence"), EMPTY.values(), ids=EMPTY.keys())
def test_what_has_nothing_to_show_is_its_sentence_in_every_form(block, sentence):
    outline = of(Heading("Before"), block, Heading("After"))
    assert outline.blocks[1] == Paragraph(sentence)
    document = docx.Document(io.BytesIO(word.write(outline, stamped=DAY)))
    assert [one.text for one in document.paragraphs] == ["Over", "Title", "Before", sentence, "After"]
    assert not document.tables and not document.inline_shapes
    assert f'<p class="ox-p">{sentence}</p>' in html.body(outline, static_page.picture)


@pytest.mark.parametrize(
    ("rows", "beside", "drawn"),
    [
        pytest.param([BLANK], {}, False, id="nothing"),
        pytest.param([BLANK], {"baseline": np.nan, "forecast": np.nan}, False, id="a baseline that is missing"),
        pytest.param([BLANK], {"baseline": 0.0}, True, id="a baseline of nought is one"),
        pytest.param([BLANK], {"forecast": 3.0}, True, id="a forecast"),
        pytest.param([{**BLANK, "milestone": 0.0}], {}, True, id="a milestone of nought is one"),
        pytest.param(
            [{**BLANK, "milestone_upper": 5.0, "better": "within range"}], {}, True, id="an upper limit of a range"
        ),
        pytest.param([{**BLANK, "milestone_upper": 5.0}], {}, False, id="an upper value where no range is meant"),
        pytest.param([{**BLANK, "original_milestone": 5.0}], {}, True, id="only an original milestone"),
        pytest.param([BLANK, {**BLANK, "actual": 4.0}], {}, True, id="one figure"),
        pytest.param([{**BLANK, "actual": 4.0, "figure_is_for": "2008"}], {}, False, id="a figure of another period"),
    ],
)
def test_there_is_something_to_draw_where_any_line_has_a_point(rows, beside, drawn):
    asked = quarters(*rows)
    assert charts.course_lines(asked, **beside).empty is not drawn
    figure = course_figure(asked, **beside)
    assert bool([one for one in figure.layout.annotations if one.text.startswith("Nothing to draw")]) is not drawn
    picture = course_picture(asked, **beside)
    assert ("Nothing to draw" in picture) is not drawn
    assert "nan" not in re.sub("<title.*?</title>", "", str(picture))


def test_a_chart_of_no_partnership_says_so_in_the_picture():
    figure = bars_figure(COUNTS.head(0), NAMES)
    assert [one.text for one in figure.layout.annotations] == [NOTHING_COUNTED]
    assert not figure.layout.xaxis.visible and not figure.layout.yaxis.visible
    assert figure.layout.height == charts.HEIGHT
    assert NOTHING_COUNTED in bars_picture(COUNTS.head(0), NAMES)


def test_the_sentence_in_a_figure_is_broken_so_that_it_fits():
    (note,) = course_figure(quarters(BLANK)).layout.annotations
    assert note.text.replace("<br>", " ") == NOTHING_OF_TARGET
    assert all(len(line) <= 44 for line in note.text.split("<br>"))


def test_what_has_something_to_show_stays_as_it_is():
    kept = (status(), course(quarters({})), SMALL)
    assert of(*kept).blocks == kept


@pytest.fixture(scope="module")
def before_the_targets(shipped) -> Standing:
    """Q1 2006/07: twelve stretch targets, and not one LAA target yet."""
    return Standing(shipped, Edition("2006-07 Q1"))


@pytest.mark.parametrize("kind", [kind for kind in papers.Kind if kind != papers.Kind.PARTNERSHIP])
def test_every_paper_of_a_quarter_without_laa_targets_is_made(before_the_targets, kind):
    made = papers.outline(kind, before_the_targets)
    assert word.write(made, stamped=DAY)
    assert not [one for one in made.of(Table) if not one.rows]
    assert not [one for one in made.of(Chart) if one.instead]
