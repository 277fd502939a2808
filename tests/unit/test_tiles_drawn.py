"""The picture of an agreement as it is drawn: all of it in every form, of every size, and nothing of it anywhere else.

The kind: what one output shows and another leaves out, or what stands where it cannot be read. Tried: every size; a
column for what is close; codes and names that are markup or longer than a tile; a picture without signs; one of no
target; a file alone, without what stands around the picture in a paper.
"""

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.shared import Pt
from lxml import etree
from markupsafe import escape
from PIL import Image

from oxdash.charts.tiles import MEANS, Size
from oxdash.documents import first_screen
from oxdash.documents.blocks import Outline, Table
from oxdash.documents.edition import Edition
from oxdash.documents.inline import Link
from oxdash.documents.quarter_view import Standing
from oxdash.output import chart_alone, html_tiles, picture_file, tiles_svg, word
from oxdash.output.pdf import looks, pictures
from oxdash.output.pdf.data import Paper
from oxdash.output.pdf.fonts import ems
from oxdash.vocabulary.model import Status
from tests.unit.test_charts_tiles import Q4, drawn, many, rows

AGREEMENTS = {
    "three targets": drawn(many(1, 3)),
    "forty-five": drawn(many(7, 45)),
    "two hundred": drawn(many(20, 200)),
    "two thousand": drawn(many(20, 2000)),
    "close to target": drawn(rows(("A", "p", Status.OFF_TRACK, True, Q4), ("B", "p", Status.ON_TRACK, False, Q4))),
    "markup": drawn(rows(("<b>&", "<i>", Status.OFF_TRACK, False, Q4)), short={"<b>&": "\"'><script>"}),
    "long codes": drawn(rows(*((f"LAA2/CYP/{n:06}", "p", Status.OFF_TRACK, False, Q4) for n in range(9)))),
    "close, and thousands": drawn(
        rows(*((f"{n}", f"p{n % 3}", Status.OFF_TRACK, n % 4 == 0, Q4) for n in range(4000)))
    ),
    "no target": drawn(rows()),
}


def svg(tiles) -> etree._Element:
    return etree.fromstring(pictures.dressed(str(tiles_svg.drawn(tiles, "In words.", "it"))).encode())


def texts(drawing: etree._Element) -> list[str]:
    return [one.text or "" for one in drawing.iter("{*}text")]


def page(tiles) -> str:
    def line(held: Link) -> str:
        return held.text

    return str(html_tiles.of(tiles, "In words.", line, lambda one: f"target?target={one.target}", "there"))


@pytest.mark.parametrize("name", AGREEMENTS)
def test_every_target_is_in_the_drawing_and_on_the_page(name):
    tiles = AGREEMENTS[name]
    shown, told = texts(svg(tiles)), page(tiles)
    if tiles.empty:
        assert shown == [tiles.nothing]
        return
    for head in tiles.heads:
        assert f"{head.count:,}" in shown and head.look.word in shown
        assert f">{head.count:,}</span>" in told and f">{head.look.word}</span>" in told
    if tiles.size == Size.COUNTED:
        counts = [f"{len(cell):,}" for row in tiles.rows for cell in row.cells if cell]
        assert [one for one in shown if one in counts] and told.count('class="ox-tile ox-') == len(counts)
        return
    assert [one.target for one in tiles.tiles if one.target not in shown] == []
    assert told.count('class="ox-tile ox-') == len(list(tiles.tiles))
    for tile in tiles.tiles:
        assert (tile.name in shown) == (tiles.size == Size.NAMED)
        assert str(escape(tile.said)) in told and str(escape(tile.name)) in told


@pytest.mark.parametrize("name", AGREEMENTS)
def test_nothing_stands_outside_the_drawing_or_on_something_else(name):
    """Every box within its frame, and no two tiles on one another."""
    drawing = svg(AGREEMENTS[name])
    _, _, wide, tall = map(float, drawing.get("viewBox").split())
    boxes = [tuple(float(one.get(side)) for side in ("x", "y", "width", "height")) for one in _tiles(drawing)]
    for x, y, w, h in boxes:
        assert x >= 0 and y >= 0 and x + w <= wide and y + h <= tall
    heads = sorted(box for box in boxes if box[1] < 60 and box[3] == 20)
    counts = [float(one.get("x")) for one in drawing.iter("{*}text") if one.get("font-size") == "24"]
    for (x, y, w, _), after in zip(heads, counts[1:], strict=False):
        assert y > 30 or x + w < after, "no word runs into the next count"
    for n, (x, y, w, h) in enumerate(boxes):
        beside = [(a, b) for a, b, c, d in boxes[n + 1 :] if a < x + w and x < a + c and b < y + h and y < b + d]
        assert beside == [], (x, y)


def _tiles(drawing: etree._Element) -> list[etree._Element]:
    return [one for one in drawing.iter("{*}rect") if one.get("rx") == "3.5"]


def test_a_sign_is_explained_where_there_is_one(shipped):
    tiles = first_screen.picture(Standing(shipped, Edition(Q4))).drawing
    assert set(tiles.signs) == set(MEANS)
    assert set(MEANS.values()) <= set(texts(svg(tiles))) and all(
        f"</i> {said}<" in page(tiles) for said in MEANS.values()
    )
    assert not set(MEANS.values()) & set(texts(svg(AGREEMENTS["forty-five"]))), "nor is one where there is none"


@pytest.mark.parametrize("partnerships", [3, 20, 60])
def test_however_many_partnerships_it_has_all_of_it_stands_on_one_page(partnerships):
    whole = first_screen.Picture(
        "agreement", "Headline", "Subtitle", "In words.", "Source.", Table("None", ()), drawn(many(partnerships, 200))
    )
    paper = Outline("A paper", "", "A foot.", (whole,))
    (block,), look = Paper(paper, "", Counter()).data()["blocks"], looks.PAPER
    _, _, wide, tall = map(float, re.search(r'viewBox="([^"]*)"', block["drawing"])[1].split())
    assert block["width"] <= look.width and block["width"] * tall / wide < look.height - 50
    document = docx.Document(io.BytesIO(word.write(paper, stamped=date(2010, 7, 1))))
    (shape,), section = document.inline_shapes, document.sections[0]
    assert shape.height < section.page_height - section.top_margin - section.bottom_margin - Pt(50)
    assert shape.width / shape.height == pytest.approx(wide / tall, rel=0.01)


LONG = {
    "names": "Antidisestablishmentarianism-and-Counterrevolution Partnership of Oxfordshire",
    "short": "W" * 16,
}


def test_long_words_stand_in_the_place_they_have():
    """A partnership's name beside its row, and a name of wide letters on its tile, neither of which has a space."""
    tiles = drawn(rows(("A", "p", Status.OFF_TRACK, False, Q4)), names={"p": LONG["names"]}, short={"A": LONG["short"]})
    layout, shown = tiles.layout(700), [one for one in svg(tiles).iter("{*}text")]
    beside = [one for one in shown if one.get("x") == "0"]
    assert "".join(one.text for one in beside).startswith(LONG["names"].replace(" ", "")[:40])
    for one in beside:
        assert ems(one.text, bold=one.get("font-weight") == "700") * float(one.get("font-size")) < layout.label
    (name,) = [one for one in shown if one.text == LONG["short"]]
    ((_, _, wide, _),) = [[float(box.get(s)) for s in ("x", "y", "width", "height")] for box in _tiles(svg(tiles))][-1:]
    assert ems(LONG["short"], bold=False) * float(name.get("font-size")) < wide


def test_what_stands_over_a_file_of_it_is_never_wider_than_the_file(shipped):
    whole = first_screen.picture(Standing(shipped, Edition(Q4)))
    made = chart_alone.svg(replace(whole, headline="Very long " * 30, subtitle="Very long " * 60))
    for one in etree.fromstring(made).iter("{*}text"):
        if "Very long" in one.text:
            assert ems(one.text, bold=False) * float(one.get("font-size")) < 700


def test_less_is_shown_where_that_is_asked():
    tiles = replace(AGREEMENTS["forty-five"], at_most=Size.COUNTED)
    assert tiles.size == Size.COUNTED and tiles_svg.height(tiles) < tiles_svg.height(AGREEMENTS["forty-five"])


def test_a_file_of_it_stands_alone(shipped):
    at = Standing(shipped, Edition(Q4))
    whole, drawing = first_screen.picture(at), etree.fromstring(picture_file.svg(at))
    said = " ".join(texts(drawing))
    assert drawing.get("width") == "16cm" and "Arial" in drawing.get("font-family")
    for told in (whole.headline, whole.subtitle, "Illustrative figures.", "as at 22 July 2010", "newly off track"):
        assert told in said, told
    assert drawing.find("{*}title").text == whole.said
    assert picture_file.svg(at) == picture_file.svg(Standing(shipped, Edition(Q4)))


def test_its_picture_is_of_print_size_and_says_what_it_shows(shipped):
    at = Standing(shipped, Edition(Q4))
    made = picture_file.png(at)
    with Image.open(io.BytesIO(made)) as image:
        assert image.width == pytest.approx(1890, abs=1) and image.info["dpi"][0] == pytest.approx(300, abs=0.1)
        assert image.text["Description"] == first_screen.picture(at).said
    assert re.match(rb"\x89PNG", made) and made == picture_file.png(at)
