"""A dot for each area, and the years: one description, which every drawer draws."""

import io
import re
import zipfile

import pytest
from lxml import etree

from oxdash.charts import among_dots, among_lines
from oxdash.charts.kinds import AREA, OUR_AREA
from oxdash.comparators import periods
from oxdash.findings.standing_among import Area, Group, among
from oxdash.output import chart_plotly, chart_svg
from oxdash.output.word import chart as word_chart
from oxdash.output.word import series
from oxdash.vocabulary.comparator_tables import State
from tests.unit.test_standing_among import NEIGHBOURS, NINE, areas, facts, stands


def of(count: int, **more):
    """So many others, the best with the highest figure; ours in the middle."""
    values = [float(count - n) for n in range(count)]
    return stands(values, count / 2 + 0.25, of=facts(places=2), **more)


def test_dots_stand_in_order_and_ours_is_marked():
    drawing = among_dots(stands([*NINE, Area("I", 60.0, state=State.ESTIMATED)], 47.5))
    assert [one.name for one in drawing.positions] == ["I", "B", "G", "D", "E", "Ours", "C", "F", "A", "H"]
    named = {number: one.tick for number, one in enumerate(drawing.positions, 1) if one.tick}
    assert named == {number: (f"{number}",) for number in (1, 3, 6, 9)}, "every other one, and ours"
    others, ours = drawing.lines[-2:]
    assert others.values[5] is None and ours.known == [(5, 47.5)]
    assert [n for n, _ in others.known] == [0, 1, 2, 3, 4, 6, 7, 8, 9]
    assert list(others.others) == [0], "an estimate is a ring"
    assert [line.name for line in drawing.lines[:3]] == ["Best quartile", "Median", "Worst quartile"]


@pytest.mark.parametrize(("count", "most"), [(1, 2), (7, 8), (15, 8), (19, 8), (40, 9), (150, 9)])
def test_ranks_have_room_and_ours_is_always_named(count, most):
    drawing = among_dots(of(count))
    named = [n for n, one in enumerate(drawing.positions) if one.tick]
    ours = next(n for n, one in enumerate(drawing.positions) if one.name == "Ours")
    assert ours in named and len(named) <= most
    assert len(drawing.positions) == count + 1


def test_ties_have_one_rank_under_them():
    drawing = among_dots(stands([50.0, 50.0, 40.0], 45.0))
    assert [one.tick for one in drawing.positions] == [("1",), ("1",), ("3",), ("4",)]


DRAWINGS = [
    pytest.param(among_dots(stands(NINE, 47.5)), id="nine"),
    pytest.param(among_dots(stands([50.0], 51.0)), id="two, without quartiles"),
    pytest.param(among_dots(of(150)), id="a hundred and fifty"),
    pytest.param(among_dots(stands([5.0] * 9, 5.0)), id="all alike"),
]


def test_what_is_not_named_beside_it_is_named_in_no_drawer():
    """The other areas have no name at their end, which is only one of them; the diamond stands beside our name."""
    drawing = among_dots(stands(NINE, 47.5))
    said = [one.text for one in chart_plotly.figure(drawing).layout.annotations]
    assert any("\N{BLACK DIAMOND}</span> Ours" in one for one in said)
    xml, _ = word_chart.made(drawing)
    labelled = [one for one in etree.fromstring(xml).iter("{*}ser") if one.findall("{*}dLbls/{*}dLbl")]
    names = {"".join(one.find("{*}tx").itertext()).strip() for one in labelled}
    assert {name.split("$1")[-1] for name in names} == {"Best quartile", "Median", "Worst quartile", "Ours"}
    for drawn in (" ".join(said), str(chart_svg.drawn(drawing, "said", "dots"))):
        assert "Other areas" not in drawn


def test_names_beside_the_lines_have_room_on_a_telephone_and_long_ones_go_on_below():
    """A chart has 350 px there; a letter takes some 7 of them."""

    def beside(name: str):
        ours = Area(name, 47.5, file="f", line=1)
        found = among(facts(), NEIGHBOURS, {"2008-09": areas(NINE) | {name: ours}}, name)
        made = chart_plotly.figure(among_dots(found))
        said = [re.sub("<span.*?</span>", "##", one.text).split("<br>") for one in made.layout.annotations]
        return 350 * (1 - made.layout.xaxis.domain[1]), said

    for name in ("Ours", "Buckinghamshire", "Bournemouth, Christchurch and Poole"):
        room, said = beside(name)
        assert max(7 * len(line) for lines in said for line in lines) <= room, name
    assert ["## Bournemouth,", "Christchurch and", "Poole", "47.5%"] in said


def test_the_name_of_an_area_is_no_markup():
    other, ours = Area("<b>A</b>", 40.0, file="f", line=1), Area("<i>O & o</i>", 47.5, file="f", line=2)
    found = among(facts(), NEIGHBOURS, {"2008-09": {other.name: other, ours.name: ours}}, ours.name)
    told = str(chart_plotly.figure(among_dots(found)).to_dict())
    assert "&lt;b>A&lt;/b>" in told and "<b>" not in told and "<i>" not in told
    assert "<b>" not in str(chart_svg.drawn(among_dots(found), "said", "dots"))


def test_marks_stand_on_the_levels_and_not_under_them():
    assert {one.layer for one in chart_plotly.figure(among_dots(stands(NINE, 47.5))).layout.shapes} == {"below"}


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_drawer_draws_a_point_for_each_area_and_joins_none(drawing):
    across = len(drawing.positions)
    svg = str(chart_svg.drawn(drawing, "said", "dots"))
    assert svg.count("<circle") == across - 1, "every other area"
    assert svg.count("<path") >= 1 and "Ours" in svg
    figure = chart_plotly.figure(drawing)
    points = [one for one in figure.data if one.mode == "markers"]
    assert len(points) == len(figure.data) == 2 and [len(one.x) for one in points] == [across, 1]
    assert {one[0] for one in points[0].customdata} == {one.name for one in drawing.positions}
    xml, book = word_chart.made(drawing)
    assert b"Other areas" in xml and zipfile.ZipFile(io.BytesIO(book)).testzip() is None
    (group,) = {above for above, _ in series.categories(drawing)}
    assert group == "" and len(series.categories(drawing)) == across
    assert [one.piece for one in series.of(drawing)] == [0] * len(drawing.drawn), "no line is broken into several"


def test_the_years_are_lines_of_ours_and_the_quartiles():
    figures = {
        "2006-07": areas(NINE[:3], 40.0),
        "2007-08": areas([one - 1 for one in NINE], 46.0),
        "2008-09": areas(NINE, 47.5),
    }
    years = [among(facts(), NEIGHBOURS, figures, "Ours", period=one) for one in figures]
    drawing = among_lines(years, periods.people)
    assert [one.name for one in drawing.positions] == ["2006/07", "2007/08", "2008/09"]
    assert [line.values for line in drawing.lines if line.name == "Ours"] == [(40.0, 46.0, 47.5)]
    assert [line.values for line in drawing.lines if line.name == "Median"] == [(None, 46.1, 47.5)], "of fewer none"
    assert "2006/07" in str(chart_svg.drawn(drawing, "said", "years"))
    assert len(chart_plotly.figure(drawing).data) == 4
    assert series.categories(drawing) == [("", ["2006/07"]), ("", ["2007/08"]), ("", ["2008/09"])]
    assert word_chart.made(drawing)


def test_a_group_without_a_name_of_ours_is_still_drawn():
    found = among(facts(), Group("n", "N", "areas"), {"2008-09": areas(NINE)}, "", own={"2008-09": Area("", 47.5)})
    assert among_dots(found).lines[-1].name == "Ours"


def test_ours_stands_out_from_the_others_in_grey():
    """By its shape and by its edge around a lighter fill, each 3 to 1, as WCAG 2.2 asks of graphics."""

    def contrast(one: str, other: str) -> float:
        low, high = sorted(map(luminance, (one, other)))
        return (high + 0.05) / (low + 0.05)

    def luminance(colour: str) -> float:
        parts = [int(colour.lstrip("#")[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert AREA.shape != OUR_AREA.shape
    assert min(contrast(AREA.colour, "#ffffff"), contrast(OUR_AREA.edge, "#ffffff")) >= 3
    assert contrast(OUR_AREA.edge, OUR_AREA.colour) >= 3
