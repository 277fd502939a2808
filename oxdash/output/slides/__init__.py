"""Slides as a PowerPoint file: real titles, lists and native charts, notes, and the same bytes every time.

And such a file read again: what stands in it, and where.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from oxdash.documents.first_screen import Picture
from oxdash.documents.slides import As, Line, Slide, Slides
from oxdash.output.on_paper import one_line, plain
from oxdash.output.slides import base, room, shown
from oxdash.output.slides.room import LEAST, LEFT, LINE, RIGHT, WHOLE, Box
from oxdash.storage.same_bytes import zip_again

CONTINUED = " (continued)"
GAP = 6.0  # points between words and what they stand above
Item = tuple[str, str]  # where it stands, and what stands there


def write(given: Slides, *, stamped: date, illustrative: bool = False) -> bytes:
    """The slides as a .pptx in the council's language, dated ``stamped`` whatever the clock says.

    Typed text is text: a character that XML cannot hold is a box. NotMade where a picture cannot be made here.
    """
    drawer = _Drawer(given, stamped, illustrative)
    for slide in given.slides:
        drawer.add(slide)
    saved = io.BytesIO()
    drawer.deck.save(saved)
    return zip_again(saved.getvalue())


def words_of(data: bytes) -> Iterator[Item]:
    """Every paragraph of every slide in the order it is read, what is said of pictures and charts, and the notes."""
    for number, slide in enumerate(Presentation(io.BytesIO(data)).slides, start=1):
        for shape in slide.shapes:
            place = f"slide {number}, {shape.name}"
            if shape.has_text_frame:
                yield from ((place, paragraph.text) for paragraph in shape.text_frame.paragraphs)
            elif said := shape._element.xpath("string(.//p:cNvPr/@descr)"):
                yield place, said
        if slide.has_notes_slide:
            yield from (
                (f"notes of slide {number}", line) for line in slide.notes_slide.notes_text_frame.text.split("\n")
            )


class _Drawer:
    """A presentation while it is being made."""

    def __init__(self, given: Slides, stamped: date, illustrative: bool) -> None:
        self.given, self.deck = given, base.dressed(given, stamped, illustrative)
        (self.layout,) = self.deck.slide_layouts
        self.language = given.council.language
        self.foot = room.cut(given.foot, room.ACROSS - room.NUMBER, LEAST, 1)

    def add(self, one: Slide) -> None:
        """The slide, and those that it goes on to."""
        if isinstance(one.shown, Picture):
            self.picture(one, one.shown)
            return
        given, number = [_plain(line) for line in one.lines], 1
        first, points = (LEFT, LEAST) if one.shown else (WHOLE, room.TEXT)
        if not one.shown and room.fit(given, WHOLE, room.LARGE):
            points = room.LARGE
        for page, lines in enumerate(room.folded(given, first, WHOLE, points)):
            slide = self.begun(one, page)
            self.body(slide, lines, *((WHOLE, number) if page else (first, number, points)))
            number += sum(line.kind == As.NUMBERED for line in lines)
            if one.shown and not page:
                self.chart(slide, one.shown)
            self.finish(slide, [*(() if page else one.notes), *(said for line in lines for said in line.said)])

    def picture(self, one: Slide, picture: Picture) -> None:
        """The picture below its lines, on as many slides as it needs."""
        lines = [_plain(line) for line in one.lines]
        taken = sum(room.tall(line, WHOLE.width, LEAST) for line in lines) - room.AFTER + GAP
        box = Box(WHOLE.left, WHOLE.top + taken, WHOLE.width, WHOLE.height - taken)
        for page, part in enumerate(shown.parts(picture.drawing, box)):
            slide = self.begun(one, page)
            self.body(slide, lines, Box(WHOLE.left, WHOLE.top, WHOLE.width, taken), 1, LEAST)
            shown.picture(slide, picture, part, box)
            self.finish(slide, one.notes)

    def chart(self, slide, chart) -> None:
        """The chart under what it is of."""
        said = one_line(chart.subtitle)
        taken = room.lines(said, RIGHT.width, LEAST) * LEAST * LINE + GAP
        box = slide.shapes.add_textbox(*(Pt(side) for side in (RIGHT.left, RIGHT.top, RIGHT.width, taken)))
        box.name = "What the chart shows"
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        self.write(frame.paragraphs[0], said, LEAST)
        under = Box(RIGHT.left, RIGHT.top + taken, RIGHT.width, RIGHT.height - taken)
        shown.chart(slide, chart, under, self.language)

    def begun(self, one: Slide, page: int):
        """A slide with its title."""
        slide = self.deck.slides.add_slide(self.layout)
        text, points = room.title(plain(one.title), CONTINUED if page else "")
        self.write(slide.shapes.title.text_frame.paragraphs[0], text, points)
        return slide

    def body(self, slide, lines: Sequence[Line], box: Box, number: int, points: float = room.TEXT) -> None:
        """The lines; numbered ones from ``number`` on."""
        body = slide.placeholders[1]
        body.name = "Words"
        base.put(body, box)
        frame = body.text_frame
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            self.write(paragraph, line.text, points)
            looks = paragraph._p.get_or_add_pPr()
            if line.kind == As.WORDS:
                looks.set("marL", "0")
                looks.set("indent", "0")
                looks.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
            elif line.kind == As.NUMBERED:
                left = str(int(Pt(room.indent(line))))
                looks.set("marL", left)
                looks.set("indent", f"-{left}")
                looks.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="+mj-lt"/>'))
                looks.append(parse_xml(f'<a:buAutoNum {nsdecls("a")} type="arabicPeriod" startAt="{number}"/>'))

    def write(self, paragraph, text: str, points: float) -> None:
        """Text as it stands, in the language of the council; a line feed is a break."""
        for place, part in enumerate(text.split("\n")):
            if place:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = part
            run.font.size = Pt(points)
            run._r.get_or_add_rPr().set("lang", self.language)

    def finish(self, slide, notes: Sequence[str]) -> None:
        """The foot and the notes."""
        base.foot(self.layout, slide, self.foot)
        said = "\n".join(filter(None, map(plain, notes)))
        slide.notes_slide.notes_text_frame.text = said
        for element in (slide._element, slide.notes_slide._element):
            base.in_language(element, self.language)


def _plain(line: Line) -> Line:
    return Line(plain(line.text).replace("\t", " "), line.kind, line.said)
