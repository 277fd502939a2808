"""The picture of the agreement in a Word paper: one SVG, set as PNG of print size, with its words beside it."""

import io
from functools import lru_cache
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Twips

from oxdash.charts.tiles import Tiles
from oxdash.documents.first_screen import ALL_OF, Picture
from oxdash.output import tiles_svg
from oxdash.output.on_paper import one_line
from oxdash.output.pdf import pictures
from oxdash.output.word.styles import Look
from oxdash.output.word.xml import element

TWIPS, TWIPS_A_CM = 20, 567  # a point, and a cm
ABOVE = 9000  # ids: native charts are numbered from 1


def drawn(document: Document, picture: Picture, look: Look):
    """The run that shows it, as wide as the page has room for."""
    width, words = _wide(picture.drawing, look), one_line(picture.said)
    image = io.BytesIO(_png(_svg(picture, look), picture.said, width))
    inline = document.part.new_pic_inline(image, width=Twips(width))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else it is set in by the width of a letter
    there = sum(rel.reltype == RELATIONSHIP_TYPE.IMAGE for rel in document.part.rels.values())
    abouts: tuple[Any, ...] = (inline.docPr, inline.graphic.graphicData.pic.nvPicPr.cNvPr)
    for about in abouts:
        about.set("id", str(ABOVE + there))
        about.set("name", f"Picture {there}: {picture.name}")
        about.set("descr", words)
        about.set("title", one_line(picture.headline or ALL_OF))
    return element("w:r", None, element("w:drawing", None, inline))


def height(tiles: Tiles, look: Look) -> float:
    """Points that it takes of a page."""
    across = _across(look)
    return tiles_svg.height(tiles, across) / across * _wide(tiles, look) / TWIPS


def _wide(tiles: Tiles, look: Look) -> int:
    """Twips across: no more than leaves all of it on one page."""
    return round(tiles_svg.fitting(tiles, look.width, (look.height - tiles_svg.AROUND) * TWIPS, _across(look)))


def _across(look: Look) -> float:
    return tiles_svg.across(look.width / TWIPS_A_CM)


def _svg(picture: Picture, look: Look) -> str:
    return str(tiles_svg.drawn(picture.drawing, picture.said, picture.name, width=_across(look)))


@lru_cache(maxsize=4)
def _png(svg: str, said: str, width: int) -> bytes:
    """As PNG; kept, because several papers of a position show the same."""
    return pictures.picture(svg, said, width=width / TWIPS_A_CM)
