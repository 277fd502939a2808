"""Charts as files stand alone: message, measure, unit, place, time, key, source and "illustrative" inside each.

The kind: a picture that says less than the page it was taken from, once it lies in somebody's paper. Tried: every kind
of chart with all that can be in it, as SVG, PNG and CSV; words that are long, hostile or of one endless word; nothing
to draw; the same twice; what a black and white printer makes of it; every chart of the shipped data.
"""

import csv
import io
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from oxdash import charts
from oxdash.documents.blocks import Chart, Column, Table
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import xmr
from oxdash.output import chart_alone, chart_files
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from tests.judged_rows import judged
from tests.unit.test_charts import COUNTS, NAMES, QUARTERS, quarters
from tests.unit.test_markup import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
DRAFT = Edition("2009-10 Q4")
TABLE = Table("The same in figures", (Column("A", ["1"], names_row=True),))


def chart(name: str, drawing: charts.Drawing, **more) -> Chart:
    said = {
        "headline": f"The message of <{name}> & no more",
        "subtitle": f"Measure of {name}: homes, Place, Q1 to Q3",
        "sentence": f"<{name}> & its sentence.",
        "source": "Source: somewhere, as at 22 July 2010. PSB 1, aaa. Illustrative figures.",
    }
    return Chart(name=name, table=TABLE, drawing=drawing, **said | more)


RUNNING = judged(
    *(
        {"quarter": q, "measure": "cumulative in year", "unit": "homes", "actual": n, "milestone": n + 50, "places": 0}
        for q, n in zip(QUARTERS, (300.0, 400.0, 100.0, 150.0, 240.0), strict=True)
    )
)
KINDS = {  # every kind of chart there is, with all that can be in it
    "bars": charts.status_bars(COUNTS.assign(off_track=[7, 1]), NAMES),
    "course": charts.course_lines(
        quarters({}, {"actual": 44.0}, {"actual": 43.0, "figure_is": "provisional"}, {"forecast": 47.0}),
        baseline=40.0,
        forecast=47.0,
    ),
    "renegotiated": charts.course_lines(quarters({}, {"original_milestone": 60.0}, {"original_milestone": 60.0})),
    "range": charts.course_lines(quarters(*[{"better": "within range", "milestone_upper": 57.0, "actual": 50.0}] * 3)),
    "cumulative": charts.course_lines(RUNNING, baseline=420.0),
    "usual": charts.xmr_lines(
        xmr.of([*[10.0, 12.0] * 6, 21.0], [f"Q1 {year}/{year - 1999:02d}" for year in range(2000, 2013)])
    ),
}
COURSES = ("course", "renegotiated", "range", "cumulative")


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """Every kind as every file."""
    heard = []
    drawn = [chart(name, drawing) for name, drawing in KINDS.items()]
    files = chart_files.write(drawn, told=lambda done, of: heard.append((done, of)))
    assert list(files) == [f"{name}.{form}" for name in KINDS for form in ("png", "svg", "csv")]
    assert heard == [(n, len(files)) for n in range(1, len(files) + 1)], "progress is told, a file at a time"
    return files


def words(file: bytes) -> str:
    """All that is written in a drawing, as it is read."""
    return " ".join("".join(text.itertext()) for text in ElementTree.fromstring(file).iter(f"{SVG}text"))


# what is drawn


def test_one_chart_for_the_partnerships_and_one_for_each_target_off_track(shipped):
    off = shipped.at("2009-10 Q4")
    off = off[off.status == Status.OFF_TRACK]
    found = chart_files.charts(Standing(shipped, DRAFT))
    courses = [code.replace(" ", "-") for code in off.target]
    others = [one.name for one in found[1 + len(courses) :]]
    assert [one.name for one in found[: 1 + len(courses)]] == ["status-by-partnership", *courses]
    assert others and all(name.endswith("-among-neighbours") for name in others)
    assert found[0].said.startswith("19 of 44 on track, 11 off track, 14 cannot be judged.")
    for one, sentence in zip(found[1:], off.sentence, strict=False):
        assert one.said.startswith(sentence)
        assert one.said.removeprefix(sentence) == "" or "Milestone to come: " in one.said
    everything = chart_files.charts(Standing(shipped, DRAFT), "all")
    assert len(everything) == 1 + 44 + len(others) and {one.name for one in found} <= {one.name for one in everything}
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", one.name) for one in everything), "safe as a file's name anywhere"
    with pytest.raises(ValueError, match=r'^"on track" is not a choice of targets\. Choose off track or all\.$'):
        chart_files.charts(Standing(shipped, DRAFT), "on track")


def test_every_chart_of_the_shipped_data_says_where_when_what_and_that_it_is_illustrative(shipped):
    at = Standing(shipped, DRAFT)
    for one in chart_files.charts(at, "all"):
        said = words(chart_alone.svg(one))
        for part in (one.headline, one.under, one.source):
            assert part in said, (one.name, part)
        assert at.council.area in one.under and re.search("200[89]/(09|10)", one.under), one.name
        assert one.source.startswith("Source: ") and "as at 22 July 2010" in one.source
        assert one.source.endswith("Illustrative figures."), one.name


# what a file is


@pytest.mark.parametrize("name", KINDS)
def test_a_png_is_of_print_size_and_says_so(written, name):
    picture = Image.open(io.BytesIO(written[f"{name}.png"]))
    picture.load()  # every checksum
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    assert picture.width / 300 * 2.54 == pytest.approx(16, abs=0.01)
    assert picture.text["Description"] == f"<{name}> & its sentence."


@pytest.mark.parametrize("name", KINDS)
def test_an_svg_keeps_its_text_has_all_that_stands_by_a_chart_and_asks_for_nothing(written, name):
    file = written[f"{name}.svg"]
    drawing = ElementTree.fromstring(file)
    assert drawing.get("width") == "16cm"
    assert drawing[0].tag.endswith("title") and drawing[0].text == f"<{name}> & its sentence."
    said, drawn = words(file), chart(name, KINDS[name])
    assert said.startswith(f"{drawn.headline} {drawn.under} ") and said.endswith(drawn.source)
    key = {"bars": ["Off track", "Insufficient data", "On track"], "usual": ["Mean", "Upper limit"]}
    assert all(word in said for word in key.get(name, ["Actual"]))
    assert b"<script" not in file and b"<image" not in file and b"@import" not in file
    assert set(re.findall(rb"https?://[^\"' )]*", file)) == {b"http://www.w3.org/2000/svg"}


def rows(file: bytes) -> list[dict[str, str]]:
    assert file.startswith(b"\xef\xbb\xbf"), "Excel knows its signs by it"
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def test_what_a_chart_shows_is_a_table_with_its_words(written):
    found = rows(written["course.csv"])
    assert list(found[0]) == [
        *("Quarter", "Baseline", "Milestone", "Actual", "Forecast", "Unit", "Marked", "Chart", "About", "Source"),
    ]
    assert [row["Quarter"] for row in found][:3] == ["Q3 2008/09", "Q4 2008/09", "Q1 2009/10"]
    assert [row["Actual"] for row in found] == ["48.2", "44.0", "43.0", "48.2", "", ""]
    assert [row["Marked"] for row in found] == ["", "", "not final", "", "", ""]
    assert {row["Unit"] for row in found} == {"per cent"}
    assert {row["Source"] for row in found} == {chart("course", KINDS["course"]).source}
    bars = rows(written["bars.csv"])
    assert [(row["Name"], row["Off track"], row["On track"]) for row in bars] == [
        ("Children's Trust", "7", "2"),
        ("Oxfordshire Economic Partnership", "1", "1"),
    ]
    assert [row["Marked"] for row in rows(written["usual.csv"])][-1].startswith("above the upper limit; ")


def test_a_name_that_a_spreadsheet_would_calculate_is_text():
    drawing = charts.status_bars(COUNTS, {**NAMES, "economic": '=HYPERLINK("x")'})
    file = chart_alone.figures(chart("bars", drawing, headline="=1+1"))
    assert [row["Name"] for row in rows(file)][1] == '\'=HYPERLINK("x")'
    assert {row["Chart"] for row in rows(file)} == {"'=1+1"}


@pytest.mark.parametrize("typed", [HOSTILE, "x" * 400, "word " * 120, "\u202e\u0627\ue0b7 \U0001f600", "]]>&amp;"])
def test_words_of_any_kind_are_words_that_stay_inside(typed):
    drawn = chart("bars", KINDS["bars"], headline=typed, subtitle=typed, source=typed)
    file = chart_alone.svg(drawn)
    said = " ".join("".join(text.itertext()) for text in ElementTree.fromstring(file).iter(f"{SVG}text"))
    assert "".join(said.split()).count("".join(typed.split())) == 3
    picture = Image.open(io.BytesIO(chart_alone.png(drawn))).convert("L")
    edge = np.asarray(picture)[:, -12:]
    assert (edge == 255).all(), "nothing runs out of the picture"


def test_the_same_chart_has_the_same_bytes(written):
    again = chart_files.write([chart(name, KINDS[name]) for name in ("bars", "course")])
    assert {name: written[name] for name in again} == again


def test_nothing_to_draw_is_said_in_the_file():
    nothing = charts.course_lines(quarters({"actual": None, "milestone": None, "original_milestone": None}))
    drawn = chart("nothing", nothing)
    assert "Nothing to draw: no figure, no milestone" in words(chart_alone.svg(drawn))
    assert Image.open(io.BytesIO(chart_alone.png(drawn))).width == 1890


WRONG = [
    pytest.param(["bars"], ["png", "pdf"], '"pdf" is not a format of a chart file. Choose png, svg, csv.', id="format"),
    pytest.param(["bars", "bars"], ["png"], "Two charts would have the same file name.", id="the same name twice"),
]


@pytest.mark.parametrize(("names", "formats", "message"), WRONG)
def test_what_is_not_written(names, formats, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        chart_files.write([chart(name, KINDS[name]) for name in names], formats)


# in grey


def grey(file: bytes) -> np.ndarray:
    """A PNG as a black and white printer would print it: one value of grey a dot, of the same lightness (0 to 1)."""
    parts = np.asarray(Image.open(io.BytesIO(file)).convert("RGB"), dtype=float) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]  # WCAG 2.2, relative luminance


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def placed(file: bytes):
    """Every element of a chart's drawing, and how its numbers become dots of the picture."""
    group = next(one for one in ElementTree.fromstring(file).iter(f"{SVG}g") if "scale" in one.get("transform", ""))
    x, y, scale = map(float, re.fullmatch(r"translate\((\S+) (\S+)\) scale\((\S+)\)", group.get("transform")).groups())

    def dots(across: str, down: str) -> tuple[int, int]:
        by = charts.PRINT_SCALE
        return round(by * (x + scale * float(across))), round(by * (y + scale * float(down)))

    return list(group), dots


def test_neighbouring_statuses_differ_in_grey(written):
    """In fill, or where one is hatched, in the outline that stands between them."""
    picture, (drawing, dots) = grey(written["bars.png"]), placed(written["bars.svg"])
    bars = []  # top, left, right, bottom; hatched
    for one in drawing:
        if one.tag == f"{SVG}rect" and one.get("height") == "26":
            left, top = dots(one.get("x"), one.get("y"))
            right = float(one.get("x")) + float(one.get("width"))
            bars.append((top, left, *dots(right, float(one.get("y")) + 26), "url(" in one.get("fill")))
    neighbours = [(one, two) for one, two in pairwise(sorted(bars)) if one[0] == two[0]]
    assert [(one[4], two[4]) for one, two in neighbours] == [(False, True), (True, False)] * 2, "every pair is measured"

    def inside(bar) -> float:
        top, left, right, bottom, _ = bar
        return float(np.median(picture[top + 8 : bottom - 8, left + 8 : right - 8]))

    for one, two in neighbours:
        assert contrast(inside(one), inside(two)) >= 3 or {one[4], two[4]} == {True, False}
        edge = picture[one[0] + 12 : one[3] - 12, one[2] - 6 : two[1] + 7].min(axis=1).max()  # unbroken, top to bottom
        hatched, filled = (inside(one), inside(two)) if one[4] else (inside(two), inside(one))
        assert contrast(edge, hatched) >= 3, "the hatched one has its outline there"
        assert contrast(filled, hatched) >= 3
    fills = [inside(bar) for bar in bars if not bar[4]]
    assert contrast(max(fills), min(fills)) >= 3, "on and off track stand side by side where nothing is unknown"


def lines(drawing, dots, colour: str) -> list[tuple[int, int]]:
    """The middles of a line's strokes, and of its marks, in dots."""
    found = []
    for one in drawing:
        if one.get("stroke") != colour:
            continue
        if one.tag == f"{SVG}circle":
            found.append(dots(one.get("cx"), one.get("cy")))
        elif one.tag == f"{SVG}path" and (points := re.findall(r"[ML](\S+) (\S+?)(?=[MLl]|$)", one.get("d"))):
            found.append(dots(*points[0]))
    assert found, colour
    return found


@pytest.mark.parametrize("name", COURSES)
def test_the_lines_of_a_course_differ_in_grey(written, name):
    """Actual and milestone by lightness (dashes apart), and each of them from the paper."""
    picture, (drawing, dots) = grey(written[f"{name}.png"]), placed(written[f"{name}.svg"])
    actual, milestone = (
        max(picture[y - 16 : y + 17, x - 16 : x + 17].min() for x, y in lines(drawing, dots, colour))
        for colour in wording.SERIES[:2]
    )
    paper = picture[4, 4]
    assert contrast(actual, paper) >= 3 and contrast(milestone, paper) >= 2.9
    assert contrast(actual, milestone) >= 3


def test_no_kind_of_chart_is_left_out():
    """The last two have the marks of the third, and those of areas, which tests/unit/test_charts_among.py measures."""
    measured = ["status_bars", "course_lines", "xmr_lines", "among_dots", "among_lines"]
    assert [kind.__name__ for kind in charts.KINDS] == measured, (
        "another kind of chart: put it into KINDS and measure it in grey"
    )


def test_a_chart_that_is_read_with_something_known_says_it_after_its_subtitle():
    told = replace(KINDS["course"], told=("A word.",))
    assert chart("c", told).under == f"{chart('c', told).subtitle}. A word. The axis does not reach to 0."
    assert chart("c", told, subtitle="Ends.").under.startswith("Ends. A word.")
    assert chart("b", KINDS["bars"]).under == chart("b", KINDS["bars"]).subtitle
