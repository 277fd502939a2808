"""An outline as a Word paper: real headings, tables and bullets, native charts, and the same bytes every time.

And such a paper read again: what stands in it, and where.
"""

import io
from collections.abc import Iterator
from datetime import date

import docx
from docx.table import Table as WordTable

from oxdash.documents.blocks import Block, Chart, Outline, PageBreak, Schedule, Table
from oxdash.documents.first_screen import Picture
from oxdash.output import on_paper
from oxdash.output.word import chart as wordchart
from oxdash.output.word import picture as wordpicture
from oxdash.output.word import styles as wordstyles
from oxdash.output.word import table as wordtable
from oxdash.output.word.height import AFTER_A_TABLE, INDENT, fits
from oxdash.output.word.styles import Under, check_styles
from oxdash.output.word.table import CLOSE
from oxdash.output.word.xml import paragraph, run
from oxdash.storage.same_bytes import zip_again

__all__ = ["check_styles", "fits", "listed_under", "words_of", "write"]

SPACED = ("Heading1", "Heading2", "Heading3", "Source")  # these stand off from a table by their own style
DEEPEST = 6  # how often a line that stands under another is set in
Item = tuple[str, str]  # where it stands, and what stands there


def write(outline: Outline, *, stamped: date, illustrative: bool = False) -> bytes:
    """The paper as a .docx in the styles of its base, in British English, dated ``stamped`` whatever the clock says.

    With ``illustrative`` the footer and the file's properties say so, if the footer does not already. Text is text: a
    line feed is a line break, and a character that XML cannot hold is a box. KeyError for a kind of paragraph that
    there is not; `settings.Misset` where the styles it is to have cannot be used.
    """
    document = wordstyles.dressed(outline, stamped, illustrative)
    paper = _Paper(document, outline)
    parts = [*wordstyles.parts(outline)]
    last = on_paper.before_the_end(outline.blocks)
    for place, (style, held) in enumerate(parts, -len(parts)):
        paper.add(style, held, end=place == last)
    paper.finish()
    saved = io.BytesIO()
    document.save(saved)
    return zip_again(saved.getvalue())


def words_of(data: bytes) -> Iterator[Item]:
    """Every paragraph, and every cell of every table, in the order of the paper; then what stands in its foot."""
    document = docx.Document(io.BytesIO(data))
    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            tables += 1
            for row, held in enumerate(block.rows, start=1):
                for column, cell in enumerate(held.cells, start=1):
                    yield f"table {tables}, row {row}, column {column}", cell.text
        else:
            paragraphs += 1
            yield f"paragraph {paragraphs}", block.text
    for number, section in enumerate(document.sections, start=1):
        for name, part in (("head", section.header), ("foot", section.footer)):
            for line in part.paragraphs:
                yield f"{name} of section {number}", line.text


def listed_under(data: bytes, heading: str) -> list[str]:
    """The lines of the list that stands under a heading of a paper; none where there is no such heading or no list."""
    found, under = [], False
    for block in docx.Document(io.BytesIO(data)).paragraphs:
        style = block.style.name if block.style is not None and block.style.name else ""
        if style.startswith("Heading"):
            under = block.text == heading
        elif under and style.startswith("List"):
            found.append(block.text)
    return found


class _Paper:
    """A document while it is being written."""

    def __init__(self, document, outline: Outline) -> None:
        self.document, self.look = document, wordstyles.look(outline)
        self.end = document.element.body.sectPr
        self.new_page = self.under_table = False

    def add(self, style: str, held: str | Block, *, end: bool) -> None:
        """``end``: what stands last before the words that the paper ends with, and on their page."""
        match held:
            case str():
                self.say(style, held, keep_next=end)
            case Table():
                self.tabulate(self.tabled(held, style, end=end))
            case Schedule():
                self.tabulate(wordtable.schedule(held, self.look.width))
            case Picture():
                self.picture(held)
            case Chart():
                self.figure(held)
            case PageBreak():
                self.new_page = True

    def say(self, style: str, text: str, *, keep_next: bool = False) -> None:
        """A paragraph, unless there is nothing to say; after a page break it begins the new page."""
        if text.strip():
            self.place(style, run(text), min(text.depth, DEEPEST) if isinstance(text, Under) else 0, keep_next)

    def place(self, style: str, content, depth: int = 0, keep_next: bool = False) -> None:
        before = 20 * AFTER_A_TABLE if self.under_table and style not in SPACED else 0
        left = INDENT * (depth + 1) if depth else 0
        placed = {"keep_next": keep_next, "on_new_page": self.new_page}
        made = paragraph(style, content, before=before, left=left, hanging=INDENT, **placed)
        self.end.addprevious(made)
        self.new_page = self.under_table = False

    def tabled(self, given: Table, style: str, **how):
        return wordtable.table(given, self.look.width, self.look.styles[style].points, style, **how)

    def tabulate(self, made) -> None:
        self.end.addprevious(made)
        self.under_table = True

    def figure(self, chart: Chart) -> None:
        """Caption, subtitle, chart, its figures and its source, kept together on a page."""
        self.say("FigureCaption", f"Figure {chart.number}: {chart.headline}" if chart.number else chart.headline)
        self.say("FigureSubtitle", chart.under)
        self.place("FigureDrawing", wordchart.drawn(self.document, chart))
        self.say("FigureTableCaption", chart.table.caption)
        self.tabulate(self.tabled(chart.table, "FigureTableText", padding=CLOSE, keep=bool(chart.source)))
        self.say("Source", chart.source)

    def picture(self, one: Picture) -> None:
        """The picture of the agreement under its headline; its table stands elsewhere in the paper."""
        self.say("FigureCaption", one.headline)
        self.say("FigureSubtitle", one.subtitle)
        self.place("FigureDrawing", wordpicture.drawn(self.document, one, self.look))
        self.say("Source", one.source)

    def finish(self) -> None:
        if self.under_table:  # Word wants a paragraph after the last table, and makes a tall one where there is none
            self.end.addprevious(paragraph("AfterTable"))
