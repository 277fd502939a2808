"""What is seen on a slide besides words: the picture of the agreement, and native charts, each with its words."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.util import Pt

from oxdash.charts.tiles import Size, Tiles
from oxdash.documents.blocks import Chart
from oxdash.documents.first_screen import ALL_OF, Picture
from oxdash.output import tiles_svg
from oxdash.output.on_paper import one_line
from oxdash.output.pdf import pictures
from oxdash.output.slides.room import LEAST, Box
from oxdash.output.word import chart as native
from oxdash.output.word.chart_room import Room

CM = 72 / 2.54  # points
WIDTHS = range(700, 1401, 50)  # px that a picture may be drawn across
LABEL = 230  # px of the column of names: a slide is wide
SMALLEST = 0.85  # points a px: what a target is called stands in letters of 10 points


@dataclass(frozen=True)
class Part:
    """As much of the picture as stands on a slide, and how many px it is drawn across."""

    tiles: Tiles
    across: int


def parts(tiles: Tiles, box: Box) -> list[Part]:
    """The picture on as few slides as it can be read on; of a very large agreement each slide has some partnerships.

    Codes in place of names, then counts in place of tiles, before a second slide.
    """
    for count in range(1, len(tiles.rows) + 1):
        for size in Size:
            drawn = [replace(tiles, rows=rows, at_most=size) for rows in _shared(tiles.rows, count)]
            made = [Part(one, across) for one in drawn for across, scale in [_largest(one, box)] if scale >= SMALLEST]
            if len(made) == len(drawn):
                return made
    drawn = [replace(tiles, rows=(row,), at_most=Size.COUNTED) for row in tiles.rows]
    return [Part(one, _largest(one, box)[0]) for one in drawn]


def _shared(rows: tuple, count: int) -> Iterator[tuple]:
    """The rows in so many parts, as even as can be."""
    edges = [round(n * len(rows) / count) for n in range(count + 1)]
    return (rows[a:b] for a, b in pairwise(edges))


def _largest(tiles: Tiles, box: Box) -> tuple[int, float]:
    """How many px across make the largest letters in the box, as wide as may be, and how many points a px has then."""
    heights = ((across, tiles_svg.height(tiles, across, LABEL)) for across in WIDTHS)
    scales = ((across, min(box.width / across, box.height / tall)) for across, tall in heights)
    return max(scales, key=lambda one: (round(one[1], 3), one[0]))


def picture(slide, of: Picture, part: Part, box: Box) -> None:
    """The picture, as large as the box lets it be, with its sentence."""
    tall = tiles_svg.height(part.tiles, part.across, LABEL)
    scale = min(box.width / part.across, box.height / tall)
    width = part.across * scale
    said = of.said if len(part.tiles.rows) == len(of.drawing.rows) else _said(of, part.tiles)
    svg = str(tiles_svg.drawn(part.tiles, said, of.name, width=part.across, label=LABEL))
    held = io.BytesIO(_png(svg, said, round(width / CM, 2)))
    shape = slide.shapes.add_picture(held, Pt(box.left), Pt(box.top), Pt(width), Pt(tall * scale))
    _told(shape._element.nvPicPr.cNvPr, f"Picture: {of.name}", of.headline or ALL_OF, said)


def _said(of: Picture, tiles: Tiles) -> str:
    """Of a part, what is said of its partnerships."""
    names = ", ".join(row.name for row in tiles.rows)
    return f"{of.sentence} Here: {names}. {of.each}"


@lru_cache(maxsize=4)
def _png(svg: str, said: str, width: float) -> bytes:
    return pictures.picture(svg, said, width=width)


def chart(slide, of: Chart, box: Box, language: str) -> None:
    """A chart that PowerPoint draws, with its figures in a workbook of its own."""
    xml, book = native.made(of.drawing, Room(box.width, box.height, LEAST, language))
    package = slide.part.package
    name = package.next_partname("/ppt/charts/chart%d.xml")
    part = ChartPart.load(name, CONTENT_TYPE.DML_CHART, package, xml)
    part.relate_to(EmbeddedXlsxPart.new(book, package), RELATIONSHIP_TYPE.PACKAGE)  # rId1, as the chart's XML says
    related = slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    number = slide.shapes._next_shape_id
    place = [int(Pt(side)) for side in (box.left, box.top, box.width, box.height)]
    frame = CT_GraphicalObjectFrame.new_chart_graphicFrame(number, "Chart", related, *place)
    slide.shapes._spTree.append(frame)
    _told(frame.nvGraphicFramePr.cNvPr, f"Chart: {of.name}", of.headline, of.said)


def _told(about, name: str, title: str, said: str) -> None:
    about.set("name", one_line(name))
    about.set("title", one_line(title))
    about.set("descr", one_line(said))
