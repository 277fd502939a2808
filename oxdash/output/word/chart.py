"""Native Word charts: drawn by Word itself, editable, with their figures in a workbook of their own.

A chart is three parts of the file: its XML (written by python-pptx's chart writers), the workbook that "Edit data"
opens, and the place in the text where it stands, with the sentence that says the same for whoever cannot see it.
"""

import io
import zipfile
from datetime import datetime

import xlsxwriter
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml as parse_drawing
from docx.shared import Cm
from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml

from oxdash.charts import Bars, Drawing
from oxdash.documents.blocks import Chart
from oxdash.output.excel.escapes import guarded, settled
from oxdash.output.on_paper import one_line
from oxdash.output.word import looks as wordlooks
from oxdash.output.word import series as wordseries
from oxdash.output.word.chart_room import ON_PAPER, Room
from oxdash.output.word.series import Series
from oxdash.output.word.xml import element
from oxdash.storage.same_bytes import zipped
from oxdash.vocabulary import safe_text

WIDTH, HEIGHT = Cm(16), Cm(9)
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANCHOR = """<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" distT="0" distB="0" distL="0" distR="0">
<wp:extent/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/></a:graphicData></a:graphic>
</wp:inline>"""


def drawn(document: Document, chart: Chart):
    """The run that shows the chart, 16 by 9 cm, its parts put into the document."""
    number = 1 + sum(rel.reltype == RELATIONSHIP_TYPE.CHART for rel in document.part.rels.values())
    package = document.part.package
    xml, workbook = made(chart.drawing)
    book = Part(PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"), WORKBOOK_TYPE, workbook, package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, xml, package)
    part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)  # rId1, as the chart's XML says
    return _inline(chart, document.part.relate_to(part, RELATIONSHIP_TYPE.CHART), number)


def made(drawing: Drawing, room: Room = ON_PAPER) -> tuple[bytes, bytes]:
    """The chart's XML and its workbook; every figure of the one stands in the cell of the other that it names.

    The XML is the same for Word and for PowerPoint; the workbook is related to it as rId1.
    """
    data = CategoryChartData(number_format=wordseries.number_format(drawing))
    for above, names in wordseries.categories(drawing):
        under = data.add_category(above or names[0])
        for leaf in names if above else ():
            under.add_sub_category(leaf)
    found = wordseries.of(drawing)
    for series in found:
        data.add_series(series.name, series.values)
    writer = XL_CHART_TYPE.BAR_STACKED if isinstance(drawing, Bars) else XL_CHART_TYPE.LINE_MARKERS
    space = parse_xml(ChartXmlWriter(writer, data).xml.encode())
    wordlooks.finish(space, room)
    if isinstance(drawing, Bars):
        wordlooks.bars(NativeChart(space, None), drawing, found, room)
    else:
        wordlooks.lines(NativeChart(space, None), drawing, found, room)
    named = etree.SubElement(space, f"{{{wordlooks.C}}}externalData")
    named.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", "rId1")
    etree.SubElement(named, f"{{{wordlooks.C}}}autoUpdate").set("val", "0")
    return etree.tostring(space, encoding="UTF-8", standalone=True), _workbook(drawing, found)


def _workbook(drawing: Drawing, found: tuple[Series, ...]) -> bytes:
    """The figures in the cells that python-pptx's references name: categories first, then a column a series."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, safe_text.IN_A_WORKBOOK) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 the same in every run
        sheet = book.add_worksheet("Sheet1")
        figures = book.add_format({"num_format": wordseries.number_format(drawing)})
        groups = wordseries.categories(drawing)
        row, levels = 1, 1 + any(above for above, _ in groups)
        sheet.set_column(0, levels - 1, 30 if levels == 1 else 10)
        for above, names in groups:
            if above:
                sheet.write_string(row, 0, guarded(above))
            for name in names:
                sheet.write_string(row, levels - 1, guarded(name))
                row += 1
        for column, series in enumerate(found, start=levels):
            sheet.write_string(0, column, guarded(series.name))
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, figures)
    with zipfile.ZipFile(held) as book_file:
        return zipped(settled({name: book_file.read(name) for name in book_file.namelist()}))


def _inline(chart: Chart, relation: str, number: int):
    place = parse_drawing(ANCHOR)
    extent, _, about, _, graphic = place
    extent.set("cx", str(int(WIDTH)))
    extent.set("cy", str(int(HEIGHT)))
    about.set("id", str(number))
    about.set("name", f"Chart {number}: {one_line(chart.name)}")
    about.set("descr", one_line(chart.said))
    about.set("title", one_line(chart.headline))
    graphic[0][0].set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", relation)
    return element("w:r", None, element("w:drawing", None, place))
