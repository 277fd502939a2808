"""An outline as a Word paper: real headings, tables and bullets, native charts, and the same bytes every time."""

import io
from datetime import date

from oxdash.documents.blocks import Block, Bullets, Chart, Heading, Outline, PageBreak, Paragraph, Schedule, Table
from oxdash.output.word import chart as wordchart
from oxdash.output.word import styles as wordstyles
from oxdash.output.word import table as wordtable
from oxdash.output.word.height import fits
from oxdash.output.word.styles import check_styles
from oxdash.output.word.widths import CLOSE
from oxdash.output.word.xml import paragraph, run
from oxdash.storage.same_bytes import zip_again

__all__ = ["check_styles", "fits", "write"]

STYLES = {"": "Normal", "lead": "Lead", "note": "SmallPrint", "source": "Source"}  # of a Paragraph's kinds
SPACED = ("Heading1", "Heading2", "Heading3", "Source")  # these stand off from a table by their own style
AFTER_A_TABLE = 160  # twips above what is said next


def write(outline: Outline, *, stamped: date, illustrative: bool = False) -> bytes:
    """The paper as a .docx in the styles of its base, in British English, dated ``stamped`` whatever the clock says.

    With ``illustrative`` the footer and the file's properties say so, if the footer does not already. Text is text: a
    line feed is a line break, and a character that XML cannot hold is a box. KeyError for a kind of paragraph that
    there is not; `settings.Misset` where the styles it is to have cannot be used.
    """
    document = wordstyles.dressed(outline, stamped, illustrative)
    paper = _Paper(document, outline)
    paper.say("OverTitle", outline.over)
    paper.say("Title", outline.title)
    for block in outline.blocks:
        paper.add(block)
    paper.finish()
    held = io.BytesIO()
    document.save(held)
    return zip_again(held.getvalue())


class _Paper:
    """A document while it is being written."""

    def __init__(self, document, outline: Outline) -> None:
        self.document, self.look = document, wordstyles.look(outline)
        self.end = document.element.body.sectPr
        self.new_page = self.under_table = False

    def add(self, block: Block) -> None:
        match block:
            case Heading():
                self.say(f"Heading{block.level}", block.text)
            case Paragraph():
                self.say(STYLES[block.kind], block.text)
            case Bullets():
                for line in block.lines:
                    self.say("ListBullet", line)
            case Table():
                self.say("Caption", block.caption)
                self.tabulate(self.tabled(block, "SmallTableText" if block.small else "TableText"))
            case Schedule():
                self.say("Caption", block.caption)
                self.tabulate(wordtable.schedule(block, self.look.width))
            case Chart():
                self.figure(block)
            case PageBreak():
                self.new_page = True

    def say(self, style: str, text: str) -> None:
        """A paragraph, unless there is nothing to say; after a page break it begins the new page."""
        if text.strip():
            self.place(style, run(text))

    def place(self, style: str, content) -> None:
        before = AFTER_A_TABLE if self.under_table and style not in SPACED else 0
        self.end.addprevious(paragraph(style, content, on_new_page=self.new_page, before=before))
        self.new_page = self.under_table = False

    def tabled(self, given: Table, style: str, **how):
        return wordtable.table(given, self.look.width, self.look.styles[style].points, style, **how)

    def tabulate(self, made) -> None:
        self.end.addprevious(made)
        self.under_table = True

    def figure(self, chart: Chart) -> None:
        """Caption, subtitle, chart, its figures and its source, kept together on a page."""
        self.say("FigureCaption", f"Figure {chart.number}: {chart.headline}" if chart.number else chart.headline)
        self.say("FigureSubtitle", chart.subtitle)
        self.place("FigureDrawing", wordchart.drawn(self.document, chart))
        self.say("FigureTableCaption", chart.table.caption)
        self.tabulate(self.tabled(chart.table, "FigureTableText", padding=CLOSE, keep=bool(chart.source)))
        self.say("Source", chart.source)

    def finish(self) -> None:
        if self.under_table:  # Word wants a paragraph after the last table, and makes a tall one where there is none
            self.end.addprevious(paragraph("AfterTable"))
