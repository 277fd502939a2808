"""A Word paper says what its outline says, in order and cell by cell, and is a document that anyone can read."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
import time_machine
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from oxdash.documents import blocks as o
from oxdash.documents.blocks import Column, Outline, PageBreak, Paragraph, Table
from oxdash.documents.inline import StatusWord
from oxdash.output import word
from oxdash.output.on_paper import widths
from oxdash.output.word.table import PADDING
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import ILLUSTRATIVE
from tests.paper_outlines import SMALL, rich

STAMPED = date(2010, 7, 22)
STYLES = {"": "Normal", "lead": "Lead", "note": "Small print", "source": "Source"}
SIGNS = {
    "× Off track": StatusWord("off track"),
    "? Insufficient data": StatusWord("insufficient data"),
    "√ On track": StatusWord("on track"),
    "! Close to target": StatusWord("off track", close=True),
    "√ On track (close to target)": StatusWord("on track", close=True),
}


def written(outline: Outline, **options) -> bytes:
    return word.write(outline, stamped=STAMPED, **options)


def opened(outline: Outline, **options):
    return docx.Document(io.BytesIO(written(outline, **options)))


@pytest.fixture(scope="module")
def paper():
    return opened(rich())


def expected(outline: Outline) -> list:
    """What should stand in the body: (style, text) for a paragraph, rows of cells of paragraphs for a table."""
    found = [("Over title", outline.over), ("Title", outline.title)]
    for block in outline.blocks:
        match block:
            case o.Heading():
                found.append((f"Heading {block.level}", block.text))
            case Paragraph():
                found.append((STYLES[block.kind], block.text))
            case o.Bullets():
                found += [("List Bullet", line) for line in block.lines]
            case o.Tree():
                found += [("Caption", block.caption), *(("List Bullet", line) for _, line in block.lines)]
            case Table():
                found += [("Caption", block.caption), cells(block)]
            case o.Schedule():
                half = [
                    [line for part in side for line in (part.heading, *part.lines) if line]
                    for side in (block.performance, block.response)
                ]
                found += [("Caption", block.caption), [[["Performance"], ["Response"]], half]]
            case o.Chart():
                found += [
                    ("Figure caption", f"Figure {block.number}: {block.headline}"),
                    ("Figure subtitle", block.under),
                    ("Figure drawing", ""),
                    ("Figure table caption", block.table.caption),
                    cells(block.table),
                    ("Source", block.source),
                ]
    return found


def cells(table: Table) -> list:
    rows = [[[column.heading] for column in table.columns]]
    for number in range(table.rows):
        rows.append([said(column.cells[number]) for column in table.columns])
    return rows


def said(cell) -> list[str]:
    if isinstance(cell, StatusWord):
        return [next(text for text, meant in SIGNS.items() if meant == cell)]
    return list(cell) if isinstance(cell, tuple) else [cell]


def read(document) -> list:
    return [
        [[[p.text for p in cell.paragraphs] for cell in row.cells] for row in block.rows]
        if isinstance(block, WordTable)
        else (block.style.name, block.text)
        for block in document.iter_inner_content()
    ]


def body(document, path: str) -> list:
    return document.element.body.xpath(path)


def test_every_paragraph_and_cell_in_order(paper):
    found = read(paper)
    assert found.pop() == ("After table", ""), "Word wants a paragraph after the last table; ours takes no room"
    assert found == expected(rich())


def test_what_does_not_end_in_a_table_has_no_empty_paragraph():
    outline = replace(rich(), blocks=(*rich().blocks[:-1], Paragraph("The end.")))
    assert [text for style, text in (p for p in read(opened(outline)) if isinstance(p, tuple)) if not text] == [
        "",
        "",
    ], "only the two charts' own paragraphs have no text"


def test_headings_are_headings_and_stay_with_what_follows(paper):
    levels = {p.style.name: p.style.element.xpath("w:pPr/w:outlineLvl/@w:val") for p in paper.paragraphs}
    assert {name: level for name, level in levels.items() if level} == {
        "Heading 1": ["0"],
        "Heading 2": ["1"],
        "Heading 3": ["2"],
    }
    for name in (
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Caption",
        "Figure caption",
        "Figure subtitle",
        "Figure drawing",
    ):
        style = paper.styles[name]
        while style.paragraph_format.keep_with_next is None:
            style = style.base_style
        assert style.paragraph_format.keep_with_next, name


def test_heading_rows_are_marked_and_rows_are_whole(paper):
    for table in paper.tables:
        first, *others = table._tbl.tr_lst
        assert len(first.xpath("w:trPr/w:tblHeader")) == 1
        assert not [row for row in others if row.xpath("w:trPr/w:tblHeader")]
    schedule = paper.tables[-2]
    assert read_row(schedule, 0) == ["Performance", "Response"]
    assert not schedule._tbl.tr_lst[1].xpath("w:trPr/w:cantSplit"), "a partnership's account may go over a page"
    others = [table for table in paper.tables if table is not schedule and table._tbl is not schedule._tbl]
    assert all(row.xpath("w:trPr/w:cantSplit") for table in others for row in table._tbl.tr_lst)


def read_row(table, number: int) -> list[str]:
    return [cell.text for cell in table.rows[number].cells]


def test_a_row_taller_than_a_page_is_let_over_it():
    tall = Table("Tall", (Column("Words", ["word " * 1000, "short"]),))
    rows = opened(replace(rich(), blocks=(tall,))).tables[0]._tbl.tr_lst
    assert [bool(row.xpath("w:trPr/w:cantSplit")) for row in rows] == [True, False, True]


def test_no_cell_is_merged_and_widths_fill_the_page(paper):
    assert body(paper, ".//w:gridSpan | .//w:vMerge | .//w:hMerge") == []
    section = paper.sections[0]
    width = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for table in paper.tables:
        grid = [int(column) for column in table._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
        assert sum(grid) == width == int(table._tbl.xpath("w:tblPr/w:tblW/@w:w")[0])
        assert table._tbl.xpath("w:tblPr/w:tblLayout/@w:type") == ["fixed"]
        for row in table._tbl.tr_lst:
            assert [int(wide) for wide in row.xpath("w:tc/w:tcPr/w:tcW/@w:w")] == grid


def test_tables_say_what_they_are_to_whoever_cannot_see_them(paper):
    captions = [table._tbl.xpath("w:tblPr/w:tblCaption/@w:val")[0] for table in paper.tables]
    assert captions == [
        "Number of targets by status",
        "Every target",
        "The same in figures",
        "Children's Trust, as at Q3 2009/10",
        "The same in figures",
    ]
    assert paper.tables[1]._tbl.xpath("w:tblPr/w:tblDescription/@w:val") == [
        "5 rows. Columns: Target, Status, Figure, Words."
    ]
    looks = [
        (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) for look in body(paper, ".//w:tblPr/w:tblLook")
    ]
    assert looks == [("1", "1"), ("1", "1"), ("1", "1"), ("1", "0"), ("1", "1")]


def test_a_status_is_word_icon_shape_and_colour(paper):
    column = [row.cells[1] for row in paper.tables[1].rows[1:]]
    for cell in column:
        look = wording.look(SIGNS[cell.text].status, SIGNS[cell.text].close)
        fills = cell._tc.xpath("w:tcPr/w:shd/@w:fill")
        dashes = cell._tc.xpath("w:tcPr/w:tcBorders/*[@w:val='dashed']/@w:color")
        assert (fills, dashes) == (([], ["3D3D3D"] * 4) if look.hatched else ([look.fill.lstrip("#")], [])), cell.text
        assert f"#{cell.paragraphs[0].runs[0].font.color.rgb}".lower() == look.text.lower()


def test_figures_stand_to_the_right_with_their_heading(paper):
    table = paper.tables[1]
    assert [[cell.paragraphs[0].alignment for cell in row.cells] for row in table.rows] == [[None, None, 2, None]] * 6


def test_bullets_are_lists(paper):
    for p in paper.paragraphs:
        if p.style.name == "List Bullet":
            assert p.style.element.xpath("w:pPr/w:numPr/w:numId/@w:val") == ["1"]
    numbering = paper.part.numbering_part.element
    assert numbering.xpath("w:abstractNum/w:lvl/w:lvlText/@w:val") == ["•", "•"]
    assert {name for name in numbering.xpath(".//w:rFonts/@w:ascii")} == {"Arial"}
    in_cells = [p for cell in paper.tables[3].rows[1].cells for p in cell.paragraphs]
    assert [p.style.name for p in in_cells] == [
        "Table section",
        *["Table bullet"] * 2,
        "Table section",
        *["Table bullet"] * 2,
    ]


def test_a_page_break_is_the_next_headings_own(paper):
    breaks = [p.text for p in paper.paragraphs if p._p.xpath("w:pPr/w:pageBreakBefore")]
    assert breaks == ["Partnership by partnership"]
    assert body(paper, ".//w:br[@w:type='page'] | .//w:lastRenderedPageBreak") == []
    table_next = opened(replace(rich(), blocks=(Paragraph("a"), PageBreak(), SMALL)))
    assert [p.text for p in table_next.paragraphs if p._p.xpath("w:pPr/w:pageBreakBefore")] == [SMALL.caption]


ENDS = [
    # what stands last before the words that a paper ends with, their number, what is on their page of it
    (Paragraph("said"), ["said"], "a paragraph"),
    (o.Bullets(("one", "two")), ["two"], "the last line of a list"),
    (Table("T", (Column("A", ["one", "two"]), Column("B", ["three", "four"]))), ["A", "B", "two", "four"], "a row"),
]


@pytest.mark.parametrize(("block", "kept"), [case[:2] for case in ENDS], ids=[case[2] for case in ENDS])
def test_the_words_that_a_paper_ends_with_do_not_stand_alone_on_a_page(block, kept):
    blocks = (o.Heading("First"), block, o.Heading("How this paper was made"), Paragraph("By a rule.", "note"))
    for last, found in ((blocks, kept), (blocks[:2], kept[:-2] if len(kept) > 2 else [])):
        document = docx.Document(io.BytesIO(word.write(Outline("T", "", "", last), stamped=STAMPED)))
        assert [p.text for p in document.element.body.iter(qn("w:p")) if p.xpath("w:pPr/w:keepNext")] == found


def test_british_english_in_arial_and_nothing_else(paper):
    assert paper.styles.element.xpath("w:docDefaults//w:lang/@w:val") == ["en-GB"]
    assert paper.settings.element.xpath("w:themeFontLang/@w:val") == ["en-GB"]
    package = zipfile.ZipFile(io.BytesIO(written(rich())))
    for name in package.namelist():
        if name.endswith(".xml") and "theme" not in name:
            text = package.read(name).decode()
            assert set(re.findall(r'(?:ascii|hAnsi|typeface)="([^"]*)"', text)) <= {"Arial"}, name
            assert not re.search(r"en-US|asciiTheme", text), name
    assert paper.styles["Normal"].element.getparent().xpath("w:docDefaults//w:sz/@w:val") == ["24"]


def test_a_sheet_of_one_page_is_set_closer():
    sheet = opened(replace(rich(), one_page=True))
    assert sheet.styles.element.xpath("w:docDefaults//w:sz/@w:val") == ["20"]
    assert (sheet.styles["Table text"].font.size.pt, round(sheet.sections[0].left_margin.cm, 1)) == (9, 1.5)


@pytest.mark.parametrize(
    ("illustrative", "footer", "printed"),
    [
        (False, "Draft.", "Draft."),
        (True, "Draft.", "Draft. Illustrative figures."),
        (True, "Draft. Illustrative figures.", "Draft. Illustrative figures."),
    ],
    ids=["real figures are not marked", "illustrative ones are, on every page", "and only once"],
)
def test_footer_and_page_numbers(illustrative, footer, printed):
    document = opened(replace(rich(), footer=footer), illustrative=illustrative)
    cited, numbers = document.sections[0].footer.paragraphs
    assert (cited.text, numbers.text) == (printed, "Page 1 of 1")
    assert [code.text.strip() for code in numbers._p.xpath(".//w:instrText")] == ["PAGE", "NUMPAGES"]
    assert document.core_properties.comments == (ILLUSTRATIVE if illustrative else "")


def test_properties(paper):
    said = paper.core_properties
    assert (said.title, said.subject, said.author, said.language) == (
        "Performance of the agreement",
        "Position at Q3 2009/10",
        "Oxfordshire Local Area Agreement",
        "en-GB",
    )
    assert said.created.replace(tzinfo=None) == said.modified.replace(tzinfo=None) == datetime(2010, 7, 22)


ODD = "=cmd|'/c calc'!A1 <b>bold</b> & \"quoted\" ]]>"
TITLED = "=cmd|’/c calc’!A1 ‹b›bold‹/b› and “quoted” ]]›"  # among a paper's properties, for a PDF made of it
TYPED = [
    (ODD, ODD, "markup and formulas are text"),
    ("a\x00b\x1fc\ufffe\ud800", "a□b□c□□", "what XML cannot hold is a box"),
    ("one\r\ntwo\rthree\x0bfour\u2028five", "one\ntwo\nthree\nfour\nfive", "every line break is one"),
    ("a\tb", "a\tb", "a tab is a tab"),
    ("x" * 10_000, "x" * 10_000, "ten thousand letters without a space"),
    (" led by spaces", " led by spaces", "spaces are kept"),
    ("Żółć 漢字 😀 שלום", "Żółć 漢字 😀 שלום", "other scripts"),
]


@pytest.mark.parametrize(("typed", "printed"), [case[:2] for case in TYPED], ids=[case[2] for case in TYPED])
def test_what_an_officer_typed_stays_text(typed, printed):
    table = Table(typed, (Column(typed, [typed, (typed, typed)], names_row=True), Column("b", [typed, ""])))
    schedule = o.Schedule(typed, (o.Section(typed, (typed,)),), ())
    outline = Outline(
        typed, typed, typed, (o.Heading(typed), Paragraph(typed), o.Bullets((typed,)), table, schedule), typed
    )
    document = opened(outline)
    texts = [text for p in read(document) for text in flat(p)]
    assert set(texts) == {printed, "b", "", "Performance", "Response", *styles(document)}
    assert texts.count(printed) == 14
    assert document.sections[0].footer.paragraphs[0].text == printed
    assert document.core_properties.title == " ".join(printed.split())[:255].replace(ODD, TITLED)


def flat(found) -> list[str]:
    if isinstance(found, str):
        return [found]
    return [text for part in found for text in flat(part)]


def styles(document) -> set[str]:
    return {p.style.name for p in document.paragraphs}


@settings(max_examples=40)
@given(st.text(st.characters(codec=None), max_size=60))
def test_no_text_breaks_a_paper(text):
    outline = Outline(
        text, text, text, (Paragraph(text), Table("t", (Column("a", [text, (text,)], names_row=True),))), text
    )
    written(outline)
    for name, data in parts(outline).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)


def parts(outline: Outline) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(written(outline)))
    return {name: package.read(name) for name in package.namelist()}


def test_the_same_bytes_whatever_the_clock_says():
    with time_machine.travel(datetime(2010, 7, 22, 9)):
        before = written(rich())
    with time_machine.travel(datetime(2031, 1, 2, 23)):
        after = written(rich())
    assert before == after


def test_the_same_bytes_in_another_process():
    code = (
        "import hashlib; from datetime import date\n"
        "from oxdash.output import word; from tests.paper_outlines import rich\n"
        "print(hashlib.sha256(word.write(rich(), stamped=date(2010, 7, 22))).hexdigest())"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == hashlib.sha256(written(rich())).hexdigest()


def test_nothing_of_an_empty_paper_is_left_over():
    names = set(parts(rich()))
    assert not [name for name in names if re.search("thumbnail|customXml|stylesWithEffects|app.xml", name)]
    assert {"word/charts/chart1.xml", "word/charts/chart2.xml"} <= names


def test_a_kind_of_paragraph_that_there_is_not():
    with pytest.raises(KeyError):
        written(replace(rich(), blocks=(Paragraph("x", "loud"),)))


WIDTHS = [
    ([1, 1, 2], ["a", "b", "c"], [2500, 2500, 5000], "by share where every word fits"),
    ([3, 1, 1], ["a", "b", "incomprehensibly"], None, "a column grows to its longest word"),
]


@pytest.mark.parametrize(("shares", "words", "wanted"), [case[:3] for case in WIDTHS], ids=[case[3] for case in WIDTHS])
def test_widths(shares, words, wanted):
    columns = [Column(text, [], share=share) for share, text in zip(shares, words, strict=True)]
    found = widths(columns, 10_000, 10, PADDING)
    assert sum(found) == 10_000
    if wanted:
        assert found == wanted
    else:
        assert found[2] > 2000 and abs(found[0] - 3 * found[1]) <= 3, "and the others keep their proportion"


@given(st.lists(st.tuples(st.floats(0.1, 9), st.text(max_size=300)), min_size=1, max_size=9), st.integers(5000, 12000))
def test_widths_always_fill_the_table(columns, width):
    found = widths([Column(text, [text], share=share) for share, text in columns], width, 10, PADDING)
    assert sum(found) == width and min(found) > 0
