"""A PDF paper says what its outline says, in that order, is tagged through and through, and is the same every time.

Of the kind "what was typed" belong every place that text can stand in (title, foot, headings, lines, cells, captions,
drawings, alternative texts) and every sign of typst; tried besides: texts without end, other scripts, none.
"""

import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from oxdash.charts.description import Bars, Part
from oxdash.documents import blocks as o
from oxdash.documents.blocks import Bullets, Column, Heading, Outline, Paragraph, Table, Tree
from oxdash.documents.inline import StatusWord
from oxdash.output import NotMade
from oxdash.output.pdf import papers, press, row_heads
from oxdash.output.pdf.press import Press
from oxdash.vocabulary.council import Council
from tests.paper_outlines import SMALL, rich
from tests.pdf_tags import Tagged

STAMPED = date(2010, 7, 22)
SIGNS = {
    StatusWord("off track"): "× Off track",
    StatusWord("insufficient data"): "? Insufficient data",
    StatusWord("on track"): "√ On track",
    StatusWord("off track", close=True): "! Close to target",
    StatusWord("on track", close=True): "√ On track (close to target)",
}
TYPST = (
    "#strong[x] = * _ ` $ @ref <label> // /* */ \\u{41} \\ ~ -- --- ... 'a' \"b\" "
    "#let x = 1 #panic() +a -b /c: d [e] {f}"
)


@pytest.fixture(scope="module")
def by():
    with Press() as one:
        yield one


def tagged(by: Press, outline: Outline, **options) -> Tagged:
    return Tagged(papers.write(outline, stamped=STAMPED, by=by, **options))


def paper(*blocks, **more) -> Outline:
    return Outline("A paper", "A council", "A foot.", blocks, **more)


@pytest.fixture(scope="module")
def read(by):
    return tagged(by, rich())


def expected(outline: Outline) -> list[str]:
    """What is read out, a line for each paragraph, item, cell and picture."""
    found = [outline.over, outline.title]
    for block in outline.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(block.text)
            case Bullets():
                found += [f"{f'{n}.' if block.numbered else '•'}{line}" for n, line in enumerate(block.lines, start=1)]
            case Table():
                found += table(block)
            case o.Schedule():
                found += [block.caption, "Performance", "Response"]
                for part in (*block.performance, *block.response):
                    found += [part.heading] * bool(part.heading) + [f"•{line}" for line in part.lines]
            case o.Chart():
                found += [f"Figure {block.number}: {block.headline}\n{block.under}", block.said]
                found += [*table(block.table), block.source]
    return found


def table(held: Table) -> list[str]:
    found = [held.caption, *(column.heading for column in held.columns)]
    for number in range(held.rows):
        for column in held.columns:
            cell = column.cells[number]
            found.append(SIGNS.get(cell) or ("\n".join(cell) if isinstance(cell, tuple) else cell))
    return found


def lines(said: list[str]) -> list[str]:
    """Without what is blank, and with a line break as it is read out."""
    return [" ".join(one.split()) for one in said if one.strip()]


def test_every_paragraph_item_cell_and_picture_is_read_out_in_order(read):
    assert " ".join(read.text.split()) == " ".join(" ".join(lines(expected(rich()))).split())


def test_nothing_of_the_standards_is_broken(read):
    assert read.broken() == []


def test_headings_are_a_level_below_the_title_and_none_is_skipped(by):
    made = tagged(by, paper(*(Heading(f"{level}", level) for level in (3, 1, 3, 3, 2, 3, 1)), Heading(" ")))
    assert made.headings == [
        (1, "A paper"),
        *((2, "3"), (2, "1"), (3, "3"), (4, "3"), (3, "2"), (4, "3"), (2, "1")),
    ]


def test_a_heading_that_is_lower_by_one_than_the_one_before_it_stays_so(read):
    assert [level for level, _ in read.headings] == [1, 2, 3, 4, 2]


def test_its_heads_say_of_what_they_are(read):
    tables = read.all("Table")
    assert [one.all("Caption")[0].text for one in tables] == [
        "Number of targets by status",
        "Every target",
        "The same in figures",
        "Children's Trust, as at Q3 2009/10",
        "The same in figures",
    ]
    heads = [(head.text, head.attribute("/Scope")) for head in tables[1].all("TH")]
    columns = [(name, pikepdf.Name.Column) for name in ("Target", "Status", "Figure", "Words")]
    rows = [(f"NI {n} HomesChildren's Trust", pikepdf.Name.Row) for n in range(5)]
    assert heads == [*columns, *rows]
    assert [head.text for head in tables[3].all("TH")] == ["Performance", "Response"], "its rows are named by nothing"


def test_a_picture_is_its_sentence(read):
    assert [one.text for one in read.all("Figure")] == [block.said for block in rich().of(o.Chart)]


def test_a_list_under_a_list_is_one(by):
    tree = Tree("Who reports to whom", ((0, "Board"), (1, "Trust"), (2, "Group"), (1, "Alliance"), (0, "Other")))
    (outer,) = [one for one in tagged(by, paper(tree)).document.tags if one.role == "L"]
    assert shape(outer) == ["•Board", ["–Trust", ["•Group"], "–Alliance"], "•Other"]


def shape(held) -> list:
    return [shape(one) if one.role == "L" else one.text for one in held.tags]


def test_its_language_title_and_author_are_the_councils(by):
    council = Council(area="Marshire", agreement="Compact", language="en-US")
    made = tagged(by, replace(rich(), council=council))
    about = made.pdf.docinfo
    assert str(made.root.Lang) == "en-US"
    assert (str(about.Title), str(about.Author), str(about.Subject)) == (
        "Performance of the agreement",
        council.title,
        "Position at Q3 2009/10",
    )
    assert str(about.CreationDate) == str(about.ModDate) == "D:20100722000000Z"


@pytest.mark.parametrize(
    ("illustrative", "foot", "printed"),
    [
        (False, "A draft.", "A draft."),
        (True, "A draft.", "A draft. Illustrative figures."),
        (True, "Illustrative.", "Illustrative."),
    ],
)
def test_the_foot_is_no_part_of_what_is_read_and_has_the_number_of_its_page(by, illustrative, foot, printed):
    made = tagged(by, replace(rich(), footer=foot), illustrative=illustrative)
    assert printed not in made.text
    pages = list(made.pages.values())
    for number, page in enumerate(pages, start=1):
        drawn = "".join(page.artifacts)
        assert drawn.endswith(f"{printed}Page {number} of {len(pages)}")


TYPED = [
    pytest.param(TYPST, TYPST, id="every sign of typst's"),
    pytest.param("=cmd|'/c calc'!A1 <b>bold</b> & \"quoted\" ]]>", None, id="formulas and HTML"),
    pytest.param('{"kind": "break"} \\" \\n', None, id="the very data that it is given in"),
    pytest.param("a\x00b\x1fc\ufffe\ud800", "a□b□c□□", id="what is no character is a box"),
    pytest.param("one\r\ntwo\rthree\x0bfour\u2028five", "one two three four five", id="every line break is one"),
    pytest.param("a\tb", "a b", id="a tab is a space"),
    pytest.param("\uf0b7 first", "• first", id="a bullet of a typeface"),
    pytest.param("e\u0301 a\u200bb\ufeffc", "é a\u200bbc", id="marks, and what cannot be seen"),
    pytest.param("Żółć 漢字 😀", "Żółć □□ □", id="other scripts"),
]


@pytest.mark.parametrize(("typed", "printed"), TYPED)
def test_what_an_officer_typed_stays_text(by, typed, printed):
    held = Table(typed, (Column(typed, [typed, (typed, typed)], names_row=True), Column("b", [typed, ""])))
    schedule = o.Schedule(typed, (o.Section(typed, (typed,)),), ())
    bars = Bars((typed,), (Part("on track", (1,)),), nothing=typed)
    chart = o.Chart("x", typed, typed, typed, typed, held, bars)
    blocks = (Heading(typed), Paragraph(typed), Bullets((typed,)), Tree(typed, ((0, typed),)), held, schedule, chart)
    made = tagged(by, Outline(typed, typed, typed, blocks, typed))
    assert made.broken() == []
    said = " ".join((printed or typed).split())
    read = " ".join(made.text.split())
    assert read.count(said) >= 24
    left = read.replace(said, "").replace(" ".join(typed.split()), "")
    note = left.find("□ stands where")
    assert set(left[: note if note > 0 else None].split()) <= {"•", "b", "Performance", "Response", "□□"}
    assert said in "".join(next(iter(made.pages.values())).artifacts).replace("\u2003", " ") or "two" in said


@pytest.mark.parametrize("typed", ["שלום עולם", "שלום abc עולם 123", "\u202eevil\u2066x", "\u200f\u2067a\u2069"])
def test_what_is_read_from_right_to_left_is_all_there(by, typed):
    """In the order in which it is drawn: whoever reads it out turns it."""
    made = tagged(by, paper(Paragraph(typed), Table("T", (Column("A", [typed]), Column("B", ["b"])))))
    assert made.broken() == []
    read = made.text.removeprefix("A council\nA paper\n")
    seen = [letter for letter in typed if letter.isalnum()]
    assert sorted(letter for letter in read if letter.isalnum()) == sorted([*seen, *seen, *"TABb"])


def test_what_could_not_be_drawn_is_named_at_the_end(by):
    made = tagged(by, paper(Paragraph("漢字 and 漢"), Paragraph("The end.")))
    assert made.text.endswith(
        "The end.\n□ stands where a character was typed that the fonts of this file do not have: U+5B57 cjk unified "
        "ideograph-5b57, U+6F22 cjk unified ideograph-6f22 (2 times). The workbook and the page show it as it was "
        "typed.\n"
    )


@settings(max_examples=40)
@given(st.text(st.characters(codec=None), max_size=60))
def test_no_text_breaks_a_paper(by, text):
    held = Table(text, (Column(text or "a", [text, (text,)], names_row=True),))
    outline = Outline(text, text, text, (Heading(text), Paragraph(text), held, Tree(text, ((1, text),))), text)
    assert tagged(by, outline).pdf.pages


def ink_beyond(data: bytes, folder, margin: int = 20) -> list[int]:
    """On which pages something stands nearer the edge than so many points, where nothing should."""
    subprocess.run(["pdftoppm", "-r", "36", "-gray", "-", str(folder / "p")], input=data, check=True, stderr=-3)
    found = []
    for number, page in enumerate(sorted(folder.glob("p*.pgm")), start=1):
        image = Image.open(io.BytesIO(page.read_bytes()))
        wide, tall = image.size
        inside = image.crop((margin // 2, margin // 2, wide - margin // 2, tall - margin // 2)).histogram()
        found += [number] if sum(inside[:250]) != sum(image.histogram()[:250]) else []
    return found


LONG = [
    pytest.param("word " * 4000, id="20,000 characters"),
    pytest.param("x" * 5000, id="one word of 5,000 letters"),
    pytest.param("W" * 60 + " https://example.org/" + "a/" * 200, id="addresses"),
    pytest.param("e\u0353" * 400, id="marks upon marks"),
    pytest.param("line\n" * 500, id="500 lines"),
    pytest.param("שלום" * 300, id="a word from right to left"),
]


@pytest.mark.parametrize("typed", LONG)
def test_a_text_without_end_stays_between_the_margins(by, tmp_path, typed):
    held = Table("T", (Column("A", [typed], names_row=True), Column("B", [(typed, "b")]), Column("C", ["c"])))
    schedule = o.Schedule("S", (o.Section("", (typed,)),), (o.Section("Heading", ("said",)),))
    data = papers.write(
        paper(Heading(typed[:300]), Paragraph(typed), Bullets((typed,)), held, schedule), stamped=STAMPED, by=by
    )
    assert Tagged(data).broken() == []
    assert ink_beyond(data, tmp_path) == []


def test_a_table_of_a_thousand_rows_goes_over_pages_with_its_heads(by):
    numbers = [f"{n:,}" for n in range(1, 1001)]
    statuses = [list(SIGNS)[n % 5] for n in range(1000)]
    held = Table("Long", (Column("Target", numbers, names_row=True), Column("Status", statuses)))
    made = tagged(by, paper(held))
    (found,) = made.all("Table")
    assert [row.tags[0].text for row in found.all("TR")] == ["Target", *numbers]
    again = ["".join(page.artifacts) for page in made.pages.values()][1:]
    assert len(again) > 15
    assert all(said.startswith("TargetStatus") for said in again), "on every page after the first they are seen again"
    assert made.broken() == []


def test_words_that_do_not_fit_beside_each_other_are_set_smaller_before_they_are_broken(by):
    words = ["Responsibilities", "Infrastructure", "Neighbourhoods", "Administrations", "Characteristics"]
    five = tagged(by, paper(Table("T", tuple(Column(word, [word.lower()]) for word in words))))
    assert five.text.split()[-10:] == [*words, *map(str.lower, words)]
    ten = tagged(by, paper(Table("T", tuple(Column(word, [word.lower()]) for word in words * 2))))
    assert "\u200b" in ten.text, "there is an end to that"
    assert ten.broken() == []


def test_a_row_taller_than_a_page_goes_over_it(by):
    words = " ".join(f"word{n}" for n in range(3000))
    made = tagged(by, paper(Table("T", (Column("A", ["a"]), Column("B", [words])))))
    assert words in " ".join(made.text.split())
    assert len(made.pdf.pages) > 3


@pytest.mark.parametrize("lines", range(32, 35))
def test_the_words_that_a_paper_ends_with_do_not_stand_alone_on_a_page(by, lines):
    above = [Paragraph(f"Line {n}.") for n in range(lines)]
    made = tagged(by, paper(*above, Heading("How this paper was made"), Paragraph("By a rule.", "note")))
    assert "".join([*made.pages.values()][-1].said.values()).startswith("Line ")


@pytest.mark.parametrize("blocks", [(), (Paragraph(""),), (Bullets(()),), (Heading(" "), o.PageBreak())])
@pytest.mark.parametrize("title", ["A paper", "", " \n"])
def test_a_paper_of_nothing_is_one_page(by, blocks, title):
    made = tagged(by, Outline(title, "", "", blocks))
    assert len(made.pdf.pages) == 1
    assert made.headings == [(1, title.strip() or "Paper")]
    assert made.broken() == []


def one_page(rows: int) -> Outline:
    lines = Bullets(
        tuple(f"Line {n} is about as long as a line of the sheet is, and a little more" for n in range(rows))
    )
    return paper(Paragraph("A sentence.", "lead"), Heading("What is asked"), lines, one_page=True)


@pytest.mark.parametrize(("rows", "pages"), [(5, 1), (50, 1), (60, 1), (64, 1), (200, 3)])
def test_a_paper_held_to_one_page_is_set_smaller_until_it_fits(by, rows, pages):
    made = tagged(by, one_page(rows))
    assert len(made.pdf.pages) == pages
    assert made.broken() == []


def test_the_same_bytes_in_another_process_place_and_zone(by, tmp_path):
    here = papers.write(rich(), stamped=STAMPED, by=by)
    code = (
        "import sys; from datetime import date; from tests.paper_outlines import rich; "
        "from oxdash.output.pdf import papers; "
        "sys.stdout.buffer.write(papers.write(rich(), stamped=date(2010, 7, 22)))"
    )
    elsewhere = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1", "HOME": str(tmp_path)}
    path = os.pathsep.join(sys.path)
    there = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | elsewhere | {"PYTHONPATH": path},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    ).stdout
    assert here == there
    assert here != papers.write(rich(), stamped=date(2010, 7, 23), by=by)


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(lambda pdf: pdf.replace(b"startxref", b"startxxxx"), id="no place of its table"),
        pytest.param(lambda pdf: pdf.replace(b"/S/Document", b"/S/Part    "), id="no document"),
        pytest.param(lambda pdf: pdf.replace(b"/S/TD", b"/S/XX"), id="cells of another kind"),
        pytest.param(lambda pdf: pdf.replace(b"/S/Table", b"/S/XTabl"), id="other tables than were set"),
        pytest.param(lambda pdf: pdf[:4000], id="cut off"),
        pytest.param(lambda pdf: b"", id="nothing"),
    ],
)
def test_a_file_that_is_written_otherwise_is_not_put_right(spoiled):
    with Press() as one:
        made = papers.write(
            paper(replace(SMALL, columns=tuple(replace(c, names_row=False) for c in SMALL.columns))),
            stamped=STAMPED,
            by=one,
        )
    assert row_heads.marked(made, [False]) == made
    assert len(Tagged(row_heads.marked(made, [True])).all("TH")) == 4
    with pytest.raises(row_heads.Unknown):
        row_heads.marked(spoiled(made), [True])


def test_setting_that_does_not_end_is_a_sentence(monkeypatch):
    monkeypatch.setattr(press, "SECONDS", 0.001)
    with Press() as one, pytest.raises(NotMade) as why:
        papers.write(rich(), stamped=STAMPED, by=one)
    assert str(why.value) == (
        "The PDF could not be made: setting it takes more than 0.001 seconds. The Word file and the page say the same."
    )


def test_a_press_that_lost_its_child_starts_another():
    with Press() as one:
        first = papers.write(paper(Paragraph("a")), stamped=STAMPED, by=one)
        one._child._process.kill()
        with pytest.raises(NotMade, match=r"^The PDF could not be made: setting it takes more memory than there is"):
            papers.write(paper(Paragraph("a")), stamped=STAMPED, by=one)
        assert papers.write(paper(Paragraph("a")), stamped=STAMPED, by=one) == first


@pytest.mark.parametrize(("parts", "listed"), [(20, "all"), (44, "all"), (90, "the papers")])
def test_the_contents_of_a_pack_stand_on_its_first_page(by, parts, listed):
    """Where there is no room for every part of every paper, the papers alone are listed."""
    held = [paper(*(Heading(f"Part {n} of it") for n in range(parts // 2))) for _ in range(2)]
    pack = Tagged(papers.write_pack(paper(Heading("Contents")), held, stamped=STAMPED, by=by))
    lines = [one.text for one in pack.all("TOCI")]
    assert len([one for one in lines if one.startswith("A paper")]) == 2
    assert len(lines) == 2 + (parts if listed == "all" else 0)
    assert lines[0].rstrip().endswith("2"), "the first paper begins on the second page"
