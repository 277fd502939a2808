"""A native chart draws what the screen draws, and its workbook holds the same figures in the cells it names."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils import range_boundaries

from oxdash.charts import status_bars
from oxdash.documents.blocks import Chart
from oxdash.output import chart_plotly, word
from oxdash.output.on_paper import shortened
from oxdash.output.word import chart as wordchart
from oxdash.output.word.looks import scale, spread
from oxdash.storage.same_bytes import zip_again, zipped
from oxdash.vocabulary.wording import SERIES
from tests.paper_outlines import COUNTS, NAMES, course, quarters, rich, status

NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p": "http://schemas.openxmlformats.org/package/2006/relationships",
}
CUMULATIVE = [
    {"measure": "cumulative in year", "unit": "homes", "places": 0, "actual": float(n)} for n in (300, 400, 100, 200)
]
COURSES = {
    "as plain as can be": course(quarters({}, {}, {})),
    "a blank is a gap": course(quarters({}, {"actual": None}, {"actual": 47.0})),
    "a figure of another period": course(quarters({}, {"figure_is_for": "2008"}, {})),
    "a milestone only where there is one": course(quarters({}, {"milestone": None}, {}, {})),
    "renegotiated": course(quarters({}, {"original_milestone": 60.0})),
    "cumulative": course(quarters(*CUMULATIVE)),
    "a range": course(quarters(*[{"better": "within range", "milestone_upper": 55.0}] * 3)),
    "a forecast": course(quarters({}, {}, {"forecast": 55.0}), forecast=55.0),
    "a baseline": course(quarters({}, {}, {}), baseline=44.4),
    "below nought": course(quarters({"actual": -3.0}, {"actual": 2.0}), baseline=0.0),
}
EVERY = {"status": status(), **COURSES}


def space(chart: Chart):
    return etree.fromstring(wordchart.made(chart.drawing)[0])


def texts(node, path: str) -> list[str]:
    return [str(found) for found in node.xpath(path, namespaces=NS)]


def drawn(chart: Chart) -> list[tuple[str, list[tuple[int, float]]]]:
    """Every series of the chart's XML: its name, and the points it draws."""
    return [
        (
            texts(ser, "c:tx//c:v/text()")[0],
            [
                (int(pt.get("idx")), float(pt.findtext("c:v", namespaces=NS)))
                for pt in ser.xpath("c:val//c:pt", namespaces=NS)
            ],
        )
        for ser in space(chart).iterfind(".//c:ser", NS)
    ]


@pytest.mark.parametrize("why", COURSES)
def test_paper_and_screen_draw_the_same(why):
    chart = COURSES[why]
    figure = chart_plotly.figure(chart.drawing)
    screen = [(trace.name, list(zip(trace.x, trace.y, strict=True))) for trace in figure.data]
    paper = drawn(chart)
    levels = [line for line in chart.drawing.lines if line.name == "Baseline"]
    for level in levels:
        name, points = paper.pop(0)
        assert name == "Baseline" and {value for _, value in points} == set(level.values)
        assert len(points) == len(figure.layout.xaxis.tickvals), "from the first quarter to the year's end"
    assert paper == screen


def test_status_bars_are_the_counts_in_the_order_of_every_stack():
    assert drawn(status()) == [
        ("Off track", [(0, 7.0), (1, 0.0), (2, 3.0)]),
        ("Insufficient data", [(0, 8.0), (1, 2.0), (2, 0.0)]),
        ("On track", [(0, 2.0), (1, 1.0), (2, 2.0)]),
    ]
    found = space(status())
    assert texts(found.find(".//c:ser", NS), "c:cat//c:v/text()") == [NAMES[code] for code in COUNTS.partnership]
    assert texts(found, ".//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"], "the first row is on top"
    assert texts(found, ".//c:valAx/c:crosses/@val") == ["max"], "and the numbers still stand below"
    assert texts(found, ".//c:grouping/@val | .//c:barDir/@val | .//c:overlap/@val") == ["bar", "stacked", "100"]


def test_status_bars_look_as_statuses_do():
    off, unknown, on = space(status()).iterfind(".//c:ser", NS)
    assert texts(off, "c:spPr/a:solidFill//@val") == ["7A1020"]
    assert texts(on, "c:spPr/a:solidFill//@val") == ["2E9E77"]
    assert texts(unknown, "c:spPr/a:pattFill/@prst") == ["wdUpDiag"]
    assert texts(unknown, "c:spPr/a:pattFill//@val") == ["3D3D3D", "FFFFFF"]
    assert texts(unknown, "c:spPr/a:ln//@val") == ["3D3D3D"]
    assert texts(unknown, "c:dLbls/c:spPr/a:solidFill//@val") == ["FFFFFF"], "its number has a white ground"
    assert texts(off, "c:dLbls/c:txPr//a:srgbClr/@val") == ["FFFFFF"]
    assert texts(off, "c:dLbls/c:dLbl[c:delete/@val='1']/c:idx/@val") == ["1"], "no nought is printed"


@pytest.mark.parametrize("why", EVERY)
def test_the_workbook_holds_what_the_chart_names(why):
    xml, book = wordchart.made(EVERY[why].drawing)
    sheet = openpyxl.load_workbook(io.BytesIO(book))["Sheet1"]
    found, used = etree.fromstring(xml), set()
    for ser in found.iterfind(".//c:ser", NS):
        for part, read in (("tx", str), ("cat", str), ("val", float)):
            reference = ser.find(f"c:{part}//c:f", NS).text
            levels = ser.findall(f"c:{part}//c:lvl", NS) or [ser.find(f"c:{part}", NS)]
            left, top, right, bottom = range_boundaries(reference.removeprefix("Sheet1!").replace("$", ""))
            for column, level in zip(range(right, left - 1, -1), levels, strict=True):  # the innermost level is last
                cached = {
                    int(pt.get("idx")): read(pt.findtext("c:v", namespaces=NS)) for pt in level.iterfind(".//c:pt", NS)
                }
                column_cells = {n: sheet.cell(top + n, column).value for n in range(bottom - top + 1)}
                assert {n: v for n, v in column_cells.items() if v is not None} == cached, (reference, column)
                used |= {(top + n, column) for n in cached}
    assert used == {(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    formats = {sheet.cell(*at).number_format for at in used if isinstance(sheet.cell(*at).value, float | int)}
    assert formats <= set(texts(found, ".//c:val//c:formatCode/text()"))


def test_every_series_name_is_written_once_in_the_key():
    found = space(COURSES["cumulative"])
    assert [name for name, _ in drawn(COURSES["cumulative"])] == ["Milestone", "Milestone", "Actual", "Actual"]
    assert texts(found, ".//c:legend/c:legendEntry[c:delete/@val='1']/c:idx/@val") == ["1", "3"]
    named = [ser.find("c:dLbls", NS) is not None for ser in found.iterfind(".//c:ser", NS)]
    assert named == [False, True, False, True], "its value stands where it ends"


STROKES = [
    ("Actual", SERIES[0], None, "circle"),
    ("Milestone", SERIES[1], "dash", "none"),
    ("Original", SERIES[4], "sysDot", "none"),
    ("Baseline", "#3D3D3D", "lgDash", "none"),
    ("Forecast", SERIES[3], None, "diamond"),
]


@pytest.mark.parametrize(("name", "colour", "dash", "marker"), STROKES, ids=[case[0] for case in STROKES])
def test_lines_are_told_apart_without_colour(name, colour, dash, marker):
    rows = quarters({}, {}, {"original_milestone": 60.0}, {"original_milestone": 61.0, "forecast": 55.0})
    found = space(course(rows, baseline=44.0, forecast=55.0))
    (ser,) = (one for one in found.iterfind(".//c:ser", NS) if texts(one, "c:tx//c:v/text()") == [name])
    where = "c:marker/c:spPr/a:solidFill//@val" if name == "Forecast" else "c:spPr/a:ln/a:solidFill//@val"
    assert texts(ser, where) == [colour.lstrip("#").upper()]
    assert texts(ser, "c:spPr/a:ln/a:prstDash/@val") == ([dash] if dash else [])
    assert texts(ser, "c:marker/c:symbol/@val") == [marker]
    assert bool(texts(ser, "c:spPr/a:ln/a:noFill")) == (name == "Forecast"), "a forecast is a mark, not a line"


def test_an_open_ring_is_a_figure_that_is_not_final():
    (actual,) = (
        ser
        for ser in space(course(quarters({}, {"figure_is": "provisional"}))).iterfind(".//c:ser", NS)
        if texts(ser, "c:tx//c:v/text()") == ["Actual"]
    )
    assert texts(actual, "c:dPt/c:idx/@val") == ["1"]
    assert texts(actual, "c:dPt/c:marker/c:spPr/a:solidFill//@val") == ["FFFFFF"]


FORMATS = [
    ("per cent", 1, '#,##0.0"%"', "a per cent is a sign beside the figure"),
    ("GBP", 0, '"£"#,##0;"-£"#,##0', "pounds have their sign before them"),
    ("homes", 0, "#,##0", "another unit's name is in the subtitle"),
    ("level", 0, "#,##0", "a level is a number"),
]


@pytest.mark.parametrize(("unit", "places", "code"), [case[:3] for case in FORMATS], ids=[case[3] for case in FORMATS])
def test_figures_are_printed_with_unit_and_places(unit, places, code):
    rows = quarters({"unit": unit, "places": places, "actual": 49.95, "milestone": 52.0, "original_milestone": 52.0})
    found = space(course(rows))
    assert set(texts(found, ".//c:formatCode/text() | .//c:numFmt/@formatCode")) == {code}
    assert drawn(course(rows))[-1] == ("Actual", [(0, 50.0)]), "no digit that is not printed is given away"


def test_quarters_stand_under_their_year():
    cat = space(COURSES["as plain as can be"]).find(".//c:cat", NS)
    quarter, year = cat.findall(".//c:lvl", NS)
    assert texts(quarter, "c:pt/c:v/text()") == ["Q3", "Q4", "Q1", "Q2", "Q3", "Q4"]
    assert texts(year, "c:pt/c:v/text()") == ["2008/09", "2009/10"]
    assert texts(year, "c:pt/@idx") == ["0", "2"]


@pytest.mark.parametrize("why", EVERY)
def test_every_chart_is_plain(why):
    found = space(EVERY[why])
    assert texts(found, "c:chart/c:autoTitleDeleted/@val") == ["1"]
    assert texts(found, "c:lang/@val") == ["en-GB"] and texts(found, "c:roundedCorners/@val") == ["0"]
    assert set(texts(found, ".//a:latin/@typeface")) == {"Arial"}
    assert texts(found, "c:txPr//a:srgbClr/@val") == ["0B0C0C"]
    assert texts(found, "c:chart/c:legend/c:legendPos/@val") == ["b"]
    assert len(found.findall(".//c:majorGridlines", NS)) == 1
    low, high = (float(texts(found, f".//c:valAx/c:scaling/c:{end}/@val")[0]) for end in ("min", "max"))
    step = float(texts(found, ".//c:valAx/c:majorUnit/@val")[0])
    assert (high - low) / step <= 10, "at most ten light lines"
    totals = drawn(EVERY[why])
    values = [17.0] if why == "status" else [value for _, points in totals for _, value in points]
    assert low <= min(values) and max(values) <= high


def test_in_the_document_each_chart_has_its_size_words_and_workbook():
    outline = rich()
    package = zipfile.ZipFile(io.BytesIO(word.write(outline, stamped=date(2010, 7, 22))))
    document = etree.fromstring(package.read("word/document.xml"))
    related = relations(package, "word/_rels/document.xml.rels")
    given = outline.of(Chart)
    inlines = document.findall(".//wp:inline", NS)
    assert len(inlines) == len(given) == 2
    types = etree.fromstring(package.read("[Content_Types].xml"))
    for number, (inline, chart) in enumerate(zip(inlines, given, strict=True), start=1):
        assert [inline.find("wp:extent", NS).get(way) for way in ("cx", "cy")] == ["5760000", "3240000"], "16 x 9 cm"
        about = inline.find("wp:docPr", NS)
        assert (about.get("descr"), about.get("title")) == (chart.said, chart.headline)
        assert about.get("name") == f"Chart {number}: {chart.name}"
        target = related[inline.find(".//c:chart", NS).get(f"{{{NS['r']}}}id")]
        assert target == f"charts/chart{number}.xml"
        xml = package.read(f"word/{target}")
        within = relations(package, f"word/charts/_rels/chart{number}.xml.rels")
        named = etree.fromstring(xml).find("c:externalData", NS).get(f"{{{NS['r']}}}id")
        book = package.read(f"word/{within[named].removeprefix('../')}")
        assert (xml, book) == wordchart.made(chart.drawing)
        assert types.xpath(f"*[@PartName='/word/{target}']/@ContentType") == [wordchart.CHART_TYPE]
    assert len({inline.find("wp:docPr", NS).get("id") for inline in inlines}) == 2


def relations(package, name: str) -> dict[str, str]:
    return {one.get("Id"): one.get("Target") for one in etree.fromstring(package.read(name))}


def test_names_are_text_in_chart_and_workbook():
    odd = "=cmd|'/c calc'!A1 <b>\x00\n& https://example.org"
    chart = replace(status(), drawing=status_bars(COUNTS, {**NAMES, "economic": odd}))
    xml, book = wordchart.made(chart.drawing)
    printed = "=cmd|'/c calc'!A1 <b>□ & https://example.org"
    assert texts(etree.fromstring(xml).find(".//c:ser", NS), "c:cat//c:v/text()")[1] == printed
    cell = openpyxl.load_workbook(io.BytesIO(book))["Sheet1"]["A3"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (printed, "s", None)
    assert shortened("x" * 100) == "x" * 59 + "…"


def test_nothing_to_draw_is_still_a_chart():
    chart = course(quarters({"actual": None, "milestone": None, "original_milestone": None}))
    assert drawn(chart) == [("Actual", [])]


SCALES = [
    ([0.0, 17.0], {"least_step": 1}, (0.0, 20.0, 5.0), "bars begin at nought"),
    ([0.0, 2.0], {"least_step": 1}, (0.0, 2.0, 1.0), "there is no half target"),
    ([48.2, 52.0], {"places": 1}, (47.0, 53.0, 1.0), "lines begin near the lowest figure"),
    ([0.4, 3.0], {"places": 0}, (0.0, 4.0, 1.0), "what is never negative does not begin below nought"),
    ([-15.6, -11.0], {"places": 1}, (-16.0, -10.0, 1.0), "all below nought"),
    ([7.0, 7.0], {"places": 0}, (6.0, 8.0, 1.0), "one value, in whole numbers"),
]


@pytest.mark.parametrize(("values", "how", "wanted"), [case[:3] for case in SCALES], ids=[case[3] for case in SCALES])
def test_axes_have_round_ends(values, how, wanted):
    assert scale(values, **how) == wanted


SPREADS = [
    ([0.2, 0.5], [0.2, 0.5], "room enough"),
    ([0.5, 0.5, 0.5], [0.5, 0.6, 0.7], "pushed down"),
    ([0.95, 0.99], [0.9, 1.0], "and back up at the foot"),
]


@pytest.mark.parametrize(("places", "wanted"), [case[:2] for case in SPREADS], ids=[case[2] for case in SPREADS])
def test_names_never_stand_on_one_another(places, wanted):
    assert spread(places, 0.1, 0.0, 1.0) == pytest.approx(wanted)


def test_a_zip_is_the_same_whenever_it_was_made():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as made:
        for name in ("word/b.xml", "[Content_Types].xml", "a.xml"):
            made.writestr(zipfile.ZipInfo(name, (2010, 7, 22, 9, 30, 0)), name)
    again = zip_again(held.getvalue())
    assert (
        again
        == zip_again(again)
        == zipped({name: name.encode() for name in ("a.xml", "word/b.xml", "[Content_Types].xml")})
    )
    entries = zipfile.ZipFile(io.BytesIO(again)).infolist()
    assert [entry.filename for entry in entries] == ["[Content_Types].xml", "a.xml", "word/b.xml"]
    assert {(entry.date_time, entry.compress_type, entry.create_system) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, 3)
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("a.xml", "1")
        made.writestr("a.xml", "2")
    with pytest.raises(ValueError, match=r"a\.xml twice"):
        zip_again(held.getvalue())
