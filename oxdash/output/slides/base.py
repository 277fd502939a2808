"""How slides look: a base presentation without a slide, 16:9, in Arial, black on white, with one layout.

It is changed in PowerPoint; what stands where on its layout, and how large its letters are, stands in `room` as well.
"""

from copy import deepcopy
from datetime import date, datetime
from pathlib import Path

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from oxdash.documents.slides import Slides
from oxdash.output.on_paper import one_line
from oxdash.output.slides.room import Box
from oxdash.output.word.xml import typographic

BASE = Path(__file__).with_name("base.pptx")
LONGEST_PROPERTY = 255  # characters


def dressed(given: Slides, stamped: date, illustrative: bool) -> Deck:
    """A presentation without a slide: its size, master, one layout, language and properties."""
    deck = Presentation(str(BASE))
    for part in (deck, deck.slide_master, *deck.slide_layouts):
        in_language(part.element, given.council.language)
    _properties(deck.core_properties, given, stamped, illustrative)
    return deck


def in_language(element, language: str) -> None:
    """Every run of a part in the language of the council."""
    for held in element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
        held.set("lang", language)


def put(shape, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = map(Pt, (box.left, box.top, box.width, box.height))


def foot(layout, slide, text: str) -> None:
    """The foot and the number of a slide, which python-pptx leaves on the layout."""
    for shape in layout.placeholders:
        kind = shape._element.ph.get("type", "body")
        if kind in ("ftr", "sldNum"):
            made = deepcopy(shape._element)
            made.nvSpPr.cNvPr.set("id", str(slide.shapes._next_shape_id))
            slide.shapes._spTree.append(made)
            if kind == "ftr":
                for paragraph in made.txBody.findall(qn("a:p"))[1:]:
                    made.txBody.remove(paragraph)
                slide.placeholders[made.ph.idx].text_frame.paragraphs[0].add_run().text = text


def _properties(properties, given: Slides, stamped: date, illustrative: bool) -> None:
    properties.title = typographic(one_line(given.title))[:LONGEST_PROPERTY]
    properties.subject = typographic(one_line(given.subject))[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = one_line(given.council.title)[:LONGEST_PROPERTY]
    properties.comments = one_line(given.council.said_illustrative)[:LONGEST_PROPERTY] if illustrative else ""
    properties.keywords = properties.category = ""
    properties.language = given.council.language
    properties.revision = 1
    properties.created = properties.modified = datetime(stamped.year, stamped.month, stamped.day)  # noqa: DTZ001 a day
