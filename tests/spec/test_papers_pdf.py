"""Papers as accessible PDF: LibreOffice makes one that says it is PDF/UA, pikepdf reads its tags.

What belongs to the kind, and was tried: every style of every kind of paper against every tag of PDF 1.7 and 2.0, in
any case of its letters; every chart is a figure; titles and subjects with any of the five characters that XML escapes,
which LibreOffice 7.4 escapes twice in a PDF's metadata (bookmarks with them come out right); the language; tables with
rows and heading cells. The alternative texts of native charts are in the Word file; LibreOffice 7.4 leaves them out.
"""

import os
import re
import subprocess
from datetime import date

import docx
import pikepdf
import pytest

from oxdash.documents import papers
from oxdash.documents.blocks import Chart
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.output import word
from tests.paper_outlines import rich

# ISO 32000-1, tables 333 to 338, and what ISO 32000-2 added
TAGS = """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl
LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
Figure Formula Form DocumentFragment Aside FENote Sub Em Strong Artifact List""".split()
SUBJECT, SHOWN = 'Children\'s "Start" & Families <2010>', "Children’s “Start” and Families ‹2010›"
UA = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


def pdf_of(paper: bytes, folder) -> pikepdf.Pdf:
    (folder / "paper.docx").write_bytes(paper)
    soffice = os.environ.get("SOFFICE", "soffice")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", UA, "--outdir", folder, folder / "paper.docx"]
    subprocess.run([str(part) for part in command], capture_output=True, timeout=150, check=True)
    return pikepdf.open(folder / "paper.pdf")


@pytest.fixture(scope="module")
def outline(shipped):
    """The schedule of a partnership whose name has an apostrophe in the title, with the Board paper's charts."""
    at = Standing(shipped, Edition("2009-10 Q4"))
    schedule, board = papers.outline(Kind.SCRUTINY, at), papers.outline(Kind.BOARD, at)
    assert "'" in schedule.title
    return schedule.__class__(
        schedule.title, schedule.over, schedule.footer, (*rich().blocks, *board.of(Chart)[:2]), SUBJECT
    )


@pytest.fixture(scope="module")
def pdf(outline, tmp_path_factory):
    with pdf_of(word.write(outline, stamped=date(2010, 7, 22)), tmp_path_factory.mktemp("pdf")) as made:
        yield made


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every element of the structure tree."""
    found, waiting = [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                waiting.append(node.K)
    return found


def test_no_style_is_called_like_a_tag_of_pdf(tmp_path):
    (tmp_path / "paper.docx").write_bytes(word.write(rich(), stamped=date(2010, 7, 22)))
    document = docx.Document(tmp_path / "paper.docx")
    names = {style.name for style in document.styles if style.name} | {
        style.style_id for style in document.styles if style.name not in ("Caption", "caption")
    }
    assert len(names) > 20
    assert {name.lower() for name in names} & {tag.lower() for tag in TAGS} <= {"caption"}, "a caption is a caption"


def test_no_tag_of_pdf_is_remapped(pdf):
    mapped = {str(name)[1:] for name in pdf.Root.StructTreeRoot.RoleMap}
    assert mapped and not mapped & set(TAGS)


def test_every_chart_is_a_figure(pdf, outline):
    figures = [one for one in elements(pdf) if pikepdf.Name.Figure == one.S]
    assert len(figures) == len(outline.of(Chart)) == 4
    assert {str(one.P.S) for one in figures} == {"/Figure drawing"}, "in the paragraph that holds it"


def test_no_text_about_the_paper_is_an_entity(pdf, outline):
    about = pdf.docinfo
    assert str(about["/Title"]) == outline.title.replace("'", "’")
    assert str(about["/Subject"]) == SHOWN
    metadata = pdf.Root.Metadata.read_bytes().decode()
    assert SHOWN in metadata and not re.search("&(apos|quot|lt|gt|amp|#\\d+);", metadata)


def test_it_says_that_it_is_accessible_and_in_which_language(pdf):
    assert "pdfuaid:part" in pdf.Root.Metadata.read_bytes().decode()
    assert str(pdf.Root.Lang) == "en-GB" and bool(pdf.Root.MarkInfo.Marked)


def test_tables_have_rows_and_heading_cells(pdf):
    tags = [str(one.S) for one in elements(pdf)]
    assert tags.count("/Table") >= 4 and tags.count("/TH") > 10 and tags.count("/TR") > tags.count("/Table")


def test_the_file_itself_has_them_too(outline, tmp_path):
    (tmp_path / "paper.docx").write_bytes(word.write(outline, stamped=date(2010, 7, 22)))
    about = docx.Document(tmp_path / "paper.docx").core_properties
    assert about.title == outline.title.replace("'", "’") and about.subject == SHOWN
