"""The look of Word papers is a base document's, which a council changes in Word.

The kind: a base that is another than the one papers were tried with. Tried here: another font, size, colour, head and
margins; ids of styles as a Word in another language saves them; words left in the base; no folder, a file that is no
document, a workbook by that name, a style that was renamed away, margins that leave no room.
"""

import io
import shutil
import zipfile
from datetime import date

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from oxdash.__main__ import cli
from oxdash.documents.blocks import Outline, Paragraph
from oxdash.output import word
from oxdash.output.word import height
from oxdash.output.word.styles import STYLES
from oxdash.settings import Misset, Settings
from oxdash.web.doctor import Finding, examine
from tests.paper_outlines import rich

SHIPPED = Settings().paper_styles
DAY = date(2010, 7, 22)
ONE_PAGE = Outline("Board", "Sheet", "The foot.", blocks=(Paragraph("A line of words."),) * 30, one_page=True)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = shutil.copytree(SHIPPED, tmp_path / "styles")
    monkeypatch.setenv("OXDASH_PAPER_STYLES", str(made))
    return made


def changed(path, change) -> None:
    document = docx.Document(path)
    change(document)
    document.save(path)


def made(outline=None) -> docx.document.Document:
    return docx.Document(io.BytesIO(word.write(outline or rich(), stamped=DAY)))


def test_the_shipped_bases_say_nothing_and_have_every_style():
    for path in sorted(SHIPPED.iterdir()):
        document = docx.Document(path)
        assert [block.text for block in document.paragraphs] in ([], [""])
        assert set(STYLES.values()) - {"caption", "footer", "heading 1", "heading 2", "heading 3"} <= {
            style.name for style in document.styles
        }
        with zipfile.ZipFile(path) as package:
            assert not [name for name in package.namelist() if "app.xml" in name or "thumbnail" in name]
    assert [path.name for path in sorted(SHIPPED.iterdir())] == ["one_page.docx", "paper.docx"]


def test_a_councils_own_look(folder):
    def change(document):
        document.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0x10, 0x60)
        document.styles["Table text"].font.size = Pt(14)
        document.sections[0].left_margin = Cm(3)
        document.sections[0].header.paragraphs[0].text = "Marshire County Council"
        document.add_paragraph("Delete this line.")

    plain = made()
    changed(folder / "paper.docx", change)
    word.styles._read.cache_clear()
    document = made()
    assert document.styles["Heading 1"].font.color.rgb == RGBColor(0x80, 0x10, 0x60)
    assert document.styles["Table text"].font.size == Pt(14)
    assert document.sections[0].header.paragraphs[0].text == "Marshire County Council"
    assert [block.text for block in document.paragraphs] == [block.text for block in plain.paragraphs]
    assert document.sections[0].footer.paragraphs[0].text == plain.sections[0].footer.paragraphs[0].text
    wide = [int(width) for width in document.tables[0]._tbl.xpath(".//w:gridCol/@w:w")]
    assert sum(wide) == round(Cm(21 - 3 - 2).twips), "tables are as wide as the new margins leave"


def test_a_base_saved_by_a_word_of_another_language(folder):
    """Its styles have other ids; their names are those of every Word."""

    def change(document):
        for style in document.styles.element.iter(qn("w:style")):
            if style.get(qn("w:styleId")) == "Heading1":
                style.set(qn("w:styleId"), "berschrift1")
            if style.get(qn("w:styleId")) == "Caption":
                style.set(qn("w:styleId"), "Beschriftung")
        for based in document.styles.element.iter(qn("w:basedOn")):
            if based.get(qn("w:val")) == "Caption":
                based.set(qn("w:val"), "Beschriftung")

    before = word.write(rich(), stamped=DAY)
    changed(folder / "paper.docx", change)
    word.styles._read.cache_clear()
    assert word.write(rich(), stamped=DAY) == before


def test_what_fits_a_page_is_asked_of_its_base(folder):
    assert height.fits(ONE_PAGE)
    changed(folder / "one_page.docx", lambda document: setattr(document.styles["Normal"].font, "size", Pt(30)))
    word.styles._read.cache_clear()
    assert not height.fits(ONE_PAGE)


@pytest.fixture(autouse=True)
def read_anew():
    """A base is read once in the life of a process."""
    word.styles._read.cache_clear()
    yield
    word.styles._read.cache_clear()


def renamed(path) -> None:
    def change(document):
        for name in ("Lead", "Table text"):
            style = document.styles[name].element
            style.find(qn("w:name")).set(qn("w:val"), f"Our {name}")
            style.set(qn("w:styleId"), f"Our{name}")

    changed(path, change)


def no_room(path) -> None:
    changed(path, lambda document: setattr(document.sections[0], "right_margin", Cm(9.5)))


UNUSABLE = [
    # what is done to paper.docx, why it cannot be used, why
    (lambda path: path.unlink(), "it cannot be read (No such file or directory)", "it is not there"),
    (lambda path: path.write_bytes(b"Dear all"), "it is no Word document (.docx)", "a text"),
    (lambda path: path.write_bytes(b""), "it is no Word document (.docx)", "nothing"),
    (
        lambda path: shutil.copy(Settings().register, path),
        "it is no Word document (.docx)",
        "a workbook",
    ),
    (renamed, "it has no style named Lead and Table text", "styles renamed away"),
    (no_room, "its margins leave less than 10 cm between them", "margins"),
]


@pytest.mark.parametrize(("do", "why"), [case[:2] for case in UNUSABLE], ids=[case[2] for case in UNUSABLE])
def test_a_base_that_cannot_be_used_is_named(folder, smallest, do, why):
    path = folder / "paper.docx"
    do(path)
    said = (
        f"Papers cannot be made in the styles of {path}: {why}. Copy paper.docx from the folder "
        "oxdash/output/word/base and change the copy in Word."
    )
    with pytest.raises(Misset) as refused:
        word.write(rich(), stamped=DAY)
    assert str(refused.value) == said
    assert Finding(said, False) in examine(smallest, DAY)


def test_the_command_says_so_and_makes_nothing(folder, tmp_path, few):
    (folder / "paper.docx").unlink()
    out = tmp_path / "board.docx"
    asked = ["--data", str(few), "paper", "2009-10 Q4", "--as-at", "2010-07-22", "-o", str(out)]
    told = CliRunner().invoke(cli, asked)
    assert told.exit_code == 2
    assert told.stderr.startswith(f"Nothing was done. Papers cannot be made in the styles of {folder / 'paper.docx'}: ")
    assert not out.exists()
