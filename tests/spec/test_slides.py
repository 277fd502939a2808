"""Slides: what stands on them, that all of it is seen, heard and in order, and that the file is the same each time.

The kind: something on a slide that cannot be seen (clipped, too small, off the slide), cannot be heard (no title, no
alternative text, no language), or is not what pages and papers say. Tried: both councils; one partnership alone; a
quarter in which nothing is counted; 20 partnerships and 2,000 targets; lists, titles and feet of any length; a word
without an end; letters as wide as they are tall; text that is markup, control characters or escapes of Office's; a
correction, a published edition and a draft.
"""

import io
import shutil
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pptx
import pytest
from click.testing import CliRunner
from lxml import etree
from PIL import ImageFont
from pptx.oxml.ns import qn
from pptx.util import Pt

from oxdash.__main__ import cli
from oxdash.documents import first_screen, papers
from oxdash.documents.blocks import Column, Table
from oxdash.documents.columns import TOGETHER
from oxdash.documents.covering_report import CoveringReport
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.documents.slides import As, Line, Slide, Slides, by_quarter, slides
from oxdash.findings import asked
from oxdash.output.pdf.fonts import FACES, FOLDER
from oxdash.output.slides import room, write
from oxdash.output.slides.base import BASE
from oxdash.publication import differing, reprinting, verifying
from oxdash.vocabulary.council import Council
from tests.conftest import SCRUTINY, loaded
from tests.spec.test_published import publish
from tests.unit.test_charts_tiles import drawn, many

QUARTER, REFERENCE = "2009-10 Q4", "Board 2010-07-22"
PUBLISHED = Edition(
    QUARTER,
    reference=f"{REFERENCE}-2",
    published_on=SCRUTINY,
    fingerprint="abcdef012345",
    corrects=REFERENCE,
    correction="A figure was wrong.",
    changes=("NI 154 is off track, and was on track.",),
)


def opened(data: bytes):
    return pptx.Presentation(io.BytesIO(data))


def made(at: Standing) -> bytes:
    return write(slides(at), stamped=at.position.as_at, illustrative=at.position.illustrative)


def some(*given: Slide, foot: str = "A council, Q4 2009/10. Draft.", language: str = "en-GB") -> Slides:
    return Slides("Slides", "Subject", foot, given, Council(language=language))


def of_picture(partnerships: int, targets: int) -> Slide:
    table = Table("A table", (Column("One", ["of one"]),))
    tiles = drawn(many(partnerships, targets))
    picture = first_screen.Picture(
        "agreement", "Headline", "Subtitle", "Sentence.", "Source", table, tiles, each="Each."
    )
    return Slide("Headline", (Line("Subtitle", As.WORDS),), picture, ("Sentence.",))


def test_the_base_has_its_places_where_room_counts_on_them():
    base = opened(BASE.read_bytes())
    (layout,) = base.slide_layouts
    assert (base.slide_width, base.slide_height) == (Pt(2 * room.SIDE + room.ACROSS), Pt(540))
    places = {one._element.ph.get("type", "body"): one for one in layout.placeholders}
    whole, end = room.WHOLE, room.SIDE + room.ACROSS
    assert {kind: (one.left, one.top, one.width) for kind, one in places.items()} == {
        "title": (Pt(room.SIDE), Pt(14), Pt(room.ACROSS)),
        "body": (Pt(whole.left), Pt(whole.top), Pt(whole.width)),
        "ftr": (Pt(room.SIDE), Pt(room.FOOT), Pt(room.ACROSS - room.NUMBER)),
        "sldNum": (Pt(end - room.NUMBER), Pt(room.FOOT), Pt(room.NUMBER)),
    }
    assert places["body"].height == Pt(whole.height)
    hanging = base.slide_master._element.find(qn("p:txStyles")).find(f".//{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}")
    assert hanging.get("marL") == str(Pt(room.HANGING[As.BULLET]))
    assert hanging.find(f".//{qn('a:spcPts')}").get("val") == str(round(100 * room.AFTER))


@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(shipped, Edition(QUARTER))


@pytest.fixture(scope="module")
def deck(at):
    return opened(made(at))


LISTS = {
    "thirty things asked": Slide(
        "A title that goes on and on, " * 9,
        tuple(
            Line(f"Ask {n} of " + ", ".join(f"NI {k}" for k in range(20)), As.NUMBERED, (f"Said {n}",))
            for n in range(30)
        ),
    ),
    "a text of 20,000 letters": Slide("Long", (Line("Word " * 4000, As.WORDS), Line("After it"))),
    "a word without an end": Slide("W" * 400, (Line("W" * 3000), Line("m" * 90))),
    "letters as wide as tall": Slide("漢字" * 80, (Line("漢字" * 300),)),
    "many lines of one text": Slide("Lines", (Line("a\n" * 80),)),
    "nothing": Slide("Nothing", ()),
}


@pytest.fixture(scope="module")
def every(at, deck, marshire):
    """Every deck that is looked at, by name."""
    found = {
        "shipped": deck,
        "a correction": opened(made(Standing(at.position, PUBLISHED))),
        "marshire": opened(made(Standing(marshire, Edition("2026 Q3")))),
        "nothing counted": opened(made(Standing(marshire, Edition("2025 Q4")))),
        "three targets": opened(write(some(of_picture(1, 3)), stamped=SCRUTINY)),
        "two hundred": opened(write(some(of_picture(20, 200)), stamped=SCRUTINY)),
        "two thousand": opened(write(some(of_picture(20, 2000)), stamped=SCRUTINY)),
    }
    lists = {name: opened(write(some(one, foot="A long name " * 30), stamped=SCRUTINY)) for name, one in LISTS.items()}
    return found | lists


NAMES = (
    *("shipped", "a correction", "marshire", "nothing counted", "three targets", "two hundred", "two thousand"),
    *LISTS,
)


def about(shape):
    (found,) = shape._element.xpath("./*/p:cNvPr")
    return found


def text(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def notes(slide) -> str:
    return slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("name", NAMES)
def test_every_slide_has_a_title_of_its_own_which_is_read_first(every, name):
    titles = [slide.shapes.title.text for slide in every[name].slides]
    assert titles and all(titles)
    for slide in every[name].slides:
        kinds = [shape.placeholder_format.type.name if shape.is_placeholder else "shown" for shape in slide.shapes]
        assert kinds[0] == "TITLE" and kinds[-2:] == ["FOOTER", "SLIDE_NUMBER"]
        assert kinds[1:-2] in (["OBJECT"], ["OBJECT", "shown"], ["OBJECT", "shown", "shown"])
    assert all(title.endswith(" (continued)") for n, title in enumerate(titles) if title.split(" (")[0] in titles[:n])


def wrapped(words: str, face, width: float) -> int:
    """In how many lines the text stands in letters of that face."""
    count = 0
    for part in words.replace("\x0b", "\n").split("\n"):
        count, line = count + 1, ""
        for word in part.split(" "):
            if line and face.getlength(f"{line} {word}") > width:
                count, line = count + 1, word
            else:
                line = f"{line} {word}" if line else word
            while face.getlength(line) > width:
                kept = next(n for n in range(len(line), 0, -1) if face.getlength(line[:n]) <= width)
                count, line = count + 1, line[kept:]
    return count


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_clipped_small_or_off_the_slide(every, name):
    deck = every[name]
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))  # 16:9
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0 and shape.width > 0
            assert shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height
            if shape.has_text_frame and shape.name.startswith(("Title", "Words", "What")):
                held(shape)
        foot = next(shape for shape in slide.placeholders if shape.placeholder_format.type.name == "FOOTER")
        assert wrapped(foot.text, letters(18, bold=False), foot.width / 1270) == 1
        places = [
            (shape.top, shape.top + shape.height) for shape in slide.shapes if shape.name.startswith(("Pict", "Chart"))
        ]
        assert all(bottom <= foot.top for _, bottom in places)


def letters(points: float, *, bold: bool):
    return ImageFont.truetype(FOLDER / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf", round(points * 10))


def held(shape) -> None:
    """The words stand within their shape, in letters of 18 points or more."""
    bold, taken = shape.name.startswith("Title"), 0.0
    for paragraph in shape.text_frame.paragraphs:
        sizes = {run.font.size.pt for run in paragraph.runs}
        if not sizes:
            continue
        (points,) = sizes
        assert points >= 18
        looks = paragraph._p.pPr
        left = int(looks.get("marL", 279400) if looks is not None else 279400) if shape.name == "Words" else 0
        # letters ten times as large, or their widths would be rounded to whole points
        lines = wrapped(paragraph.text, letters(points, bold=bold), (shape.width - left) / 1270)
        taken += lines * points * (1.15 if bold else 1.2) + (0 if bold else 8)
    assert taken - 8 <= shape.height / 12700, shape.text_frame.text[:200]


@pytest.mark.parametrize("name", NAMES)
def test_pictures_and_charts_are_told_in_words_and_everything_is_in_the_councils_language(every, name):
    language = every[name].core_properties.language
    assert language == ("en-IE" if name in ("marshire", "nothing counted") else "en-GB")
    for slide in every[name].slides:
        for shape in slide.shapes:
            if not shape.has_text_frame:
                assert about(shape).get("descr") and about(shape).get("title")
        numbers = [about(shape).get("id") for shape in slide.shapes]
        assert len(set(numbers)) == len(numbers)
        for element in (slide._element, slide.notes_slide._element):
            assert {held.get("lang") for held in element.iter(qn("a:rPr"), qn("a:endParaRPr"))} <= {language}


def test_another_language_is_said_everywhere():
    data = write(some(of_picture(1, 3), language="cy-GB"), stamped=SCRUTINY)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        said = {
            held.get("lang")
            for name in parts.namelist()
            if name.endswith(".xml") and name.startswith("ppt/") and "theme" not in name and "notesMaster" not in name
            for held in etree.fromstring(parts.read(name)).iter()
            if held.get("lang")
        }
    assert said == {"cy-GB"} and opened(data).core_properties.language == "cy-GB"


def test_the_order_is_that_of_a_meeting(at, deck):
    titles = [slide.shapes.title.text for slide in deck.slides]
    whole = first_screen.picture(at)
    changed = "What changed since the quarter before"
    assert titles == [
        whole.headline,
        asked.title(at.register.the_board),
        changed,
        *at.names.values(),
        "How these slides were made",
    ]
    assert "matters" not in " ".join(titles).lower()  # none was decided


def test_the_first_slide_is_the_picture_the_board_paper_begins_with(at, deck):
    first = deck.slides[0]
    (picture,) = [shape for shape in first.shapes if not shape.has_text_frame]
    (on_paper,) = papers.outline(Kind.BOARD, at).of(first_screen.Picture)
    assert about(picture).get("descr") == on_paper.said and picture.image.ext == "png"
    assert picture.image.size[0] / (picture.width / 914400) == pytest.approx(300, rel=0.01)  # dots an inch
    assert on_paper.sentence in notes(first)


def test_what_is_asked_stands_in_order_with_its_sentences_in_the_notes(at, deck):
    slide = deck.slides[1]
    body = slide.placeholders[1].text_frame
    assert [one.text.split(":")[0] for one in body.paragraphs] == list(at.asked.short)
    assert body.paragraphs[0].text.startswith("Decide about")
    assert notes(slide).split("\n") == list(at.asked.sentence)


def test_what_changed_has_every_target_and_its_sentences(at, deck):
    slide = deck.slides[2]
    assert notes(slide).split("\n") == list(at.moved.sentence)
    for kind, rows in at.moved.groupby("change", sort=False):
        (line,) = [one.text for one in slide.placeholders[1].text_frame.paragraphs if one.text.lower().startswith(kind)]
        assert all(code.replace(" ", TOGETHER) in line for code in rows.target), "none taken apart by a line's end"


@pytest.mark.parametrize("council", ["shipped", "marshire"])
def test_each_partnerships_chart_has_the_values_of_its_table_and_of_its_workbook(council, request, every):
    position = request.getfixturevalue(council)
    at = Standing(position, Edition(QUARTER if council == "shipped" else "2026 Q3"))
    for code, name in at.names.items():
        (slide,) = [one for one in every[council].slides if one.shapes.title.text == name]
        (frame,) = [shape for shape in slide.shapes if shape.has_chart]
        wanted = by_quarter(at, code)
        assert about(frame).get("descr") == wanted.said and wanted.sentence in notes(slide)
        quarter, targets, *by_status = wanted.table.columns
        plot = frame.chart.plots[0]
        assert list(plot.categories) == list(quarter.cells)
        shown = {one.name: list(one.values) for one in plot.series}
        off = [sum(held) for held in zip(shown["Off track"], shown.get("Close to target", [0] * 9), strict=False)]
        told = [off, shown["Insufficient data"], shown["On track"]]
        assert told == [
            [float(held[0] if isinstance(held, tuple) else held) for held in one.cells] for one in by_status
        ]
        assert [sum(held) for held in zip(*told, strict=True)] == [float(held) for held in targets.cells]
        sheet = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
        assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == list(quarter.cells)
        newest = [held[-1] for held in told]
        total = at.of(code)
        assert newest == [
            float((total.status.astype("str") == one).sum()) for one in ("off track", "insufficient data", "on track")
        ]


def test_the_last_slide_says_source_fingerprint_and_that_figures_are_illustrative(at, every):
    last = list(every["a correction"].slides)[-1]
    assert PUBLISHED.cited in text(last) and at.position.said_illustrative in text(last)
    assert at.register.fingerprint[:12] in text(last)
    draft = list(every["shipped"].slides)[-1]
    assert "Draft, not published. As at 22 July 2010." in text(draft)
    for slide in every["shipped"].slides:
        assert "Oxfordshire Local Area Agreement, Q4 2009/10. Draft. Illustrative figures." in text(slide)


def test_a_managers_words_stand_after_what_is_asked_a_slide_a_part(at):
    words = CoveringReport(background="First line.\n\nSecond *line* <b>.", next_steps="Meet.", author="A. Manager")
    deck = opened(made(Standing(at.position, Edition(QUARTER, words=words))))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[1:5] == [
        asked.title(at.register.the_board), "Background", "Next steps", "What changed since the quarter before",
    ]  # fmt: skip
    assert deck.slides[2].placeholders[1].text_frame.text == "First line.\nSecond *line* <b>."
    assert "Author: A. Manager." in text(deck.slides[-1])


def test_a_correction_says_what_it_corrects_after_the_picture(every):
    second = every["a correction"].slides[1]
    assert second.shapes.title.text == "Correction"
    assert f"This corrects {REFERENCE}: A figure was wrong." in text(second)
    assert PUBLISHED.changes[0] in text(second)


def test_where_nothing_is_counted_there_is_a_sentence_in_place_of_everything_drawn(every):
    deck = every["nothing counted"]
    assert not [shape for slide in deck.slides for shape in slide.shapes if not shape.has_text_frame]
    assert "No outcome target is counted at Q4 2025" in text(deck.slides[0])
    assert "Nothing is asked of the Board." in text(deck.slides[1])
    assert "No outcome targets at Q4 2025." in text(deck.slides[2])


def test_a_long_list_goes_on_with_its_numbers_and_its_notes(every):
    deck = every["thirty things asked"]
    assert len(deck.slides) > 3
    seen = 0
    for slide in deck.slides:
        body = slide.placeholders[1].text_frame.paragraphs
        starts = {one._p.pPr.find(qn("a:buAutoNum")).get("startAt") for one in body}
        assert starts == {str(seen + 1)}
        assert notes(slide).split("\n") == [f"Said {n}" for n in range(seen, seen + len(body))]
        seen += len(body)
    assert seen == 30


def test_a_text_of_any_length_is_all_there(every):
    said = " ".join(text for place, text in words_in(every["a text of 20,000 letters"]))
    assert said.split().count("Word") + said.split().count("Word…") == 4000 and "After it" in said
    letters = "".join(text for _, text in words_in(every["a word without an end"]))
    assert letters.count("W") == 3000 and letters.count("m") == 90


def words_in(deck) -> list[tuple[str, str]]:
    return [
        (shape.name, paragraph.text)
        for slide in deck.slides
        for shape in slide.shapes
        if shape.name == "Words"
        for paragraph in shape.text_frame.paragraphs
    ]


@pytest.mark.parametrize(("typed", "shown"), [
    pytest.param("<b>bold</b> & <a:fld type='slidenum'/>", None, id="markup"),
    pytest.param("{PAGE} =SUM(A1) _x0041_ %s {0}", None, id="codes"),
    pytest.param("bell\x07 escape\x1b[31m nought\x00", "bell□ escape□[31m nought□", id="control characters"),
    pytest.param("a\r\nb\u2028c\td", "a\x0bb\x0bc d", id="breaks"),
    pytest.param("\ud800 \ufffe", "□ □", id="no characters"),
    pytest.param("ريم \u202eabc", None, id="right to left"),
])  # fmt: skip
def test_typed_text_is_text(typed, shown):
    one = Slide(typed, (Line(typed, said=(typed,)),), notes=(typed,))
    (slide,) = opened(write(some(one, foot=typed), stamped=SCRUTINY)).slides
    wanted = typed if shown is None else shown
    assert slide.placeholders[1].text_frame.text == wanted
    assert slide.shapes.title.text == " ".join(wanted.split())
    assert wanted.replace("\x0b", "\n").replace("c d", "c\td") in notes(slide)
    fields = [one for one in slide._element.iter(qn("a:fld"))]
    assert [one.get("type") for one in fields] == ["slidenum"]


def test_a_very_large_agreement_has_every_partnership_on_some_slide(every):
    for name, count in (("two hundred", 20), ("two thousand", 20)):
        said = [
            about(shape).get("descr")
            for slide in every[name].slides
            for shape in slide.shapes
            if not shape.has_text_frame
        ]
        assert 1 < len(said) <= 3
        for n in range(count):
            assert any(f"p{n:02}" in one for one in said)


def test_the_same_bytes_each_time_whatever_the_clock_says(at, monkeypatch):
    document = slides(at)
    some_of = replace(document, slides=(document.slides[0], document.slides[3], document.slides[-1]))
    first = write(some_of, stamped=date(2010, 7, 22))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert write(some_of, stamped=date(2010, 7, 22)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name or "printerSettings" in name]
    about_it = opened(first).core_properties
    assert about_it.title == "Oxfordshire Local Area Agreement: position at Q4 2009/10"
    assert about_it.created == about_it.modified and f"{about_it.created:%Y-%m-%d}" == "2010-07-22"
    assert write(some_of, stamped=date(2010, 7, 23)) != first


def test_the_command_writes_them(smallest, tmp_path):
    file = tmp_path / "slides.pptx"
    asked_for = ["--data", str(smallest), "slides", "Q4 2009/10", "--as-at", "2010-07-22", "-o", str(file)]
    ran = CliRunner().invoke(cli, asked_for)
    assert (ran.exit_code, ran.stdout) == (0, f"Made {file}.\n")
    position = loaded(smallest, SCRUTINY)
    assert file.read_bytes() == made(Standing(position, Edition(QUARTER)))
    again = CliRunner().invoke(cli, asked_for)
    assert again.exit_code == 2 and "there already" in again.stderr
    (name,) = position.names.values()
    assert name in [slide.shapes.title.text for slide in pptx.Presentation(file).slides]


def test_measuring_is_never_less_than_the_letters_are():
    assert {*FACES} == {*(face.name for face in FOLDER.glob("*.ttf"))}
    for words in ("Ask for an action, owner and day for 12 targets", "illicit WWW mmm 0123456789 %&@", "Ärzte, naïve"):
        for points, bold in ((20, False), (28, True)):
            assert room.wide(words, points, bold=bold) >= letters(points, bold=bold).getlength(words) / 10


def test_they_are_published_proved_and_reprinted_and_of_before_drawn_from_the_kept_tables(smallest, tmp_path):
    data = shutil.copytree(smallest, tmp_path / "data")
    done = publish(data)
    kept = done.read("public/slides.pptx")
    assert "public/slides.pptx" in done.manifest.files
    assert verifying.verify(done).faults == ()
    again = reprinting.reprint(done, "slides")
    assert (again.same, again.data) == (True, kept)
    assert reprinting.reprint(done, "slides", anew=True).data == kept
    assert done.manifest.fingerprint in text(list(opened(kept).slides)[-1])


def test_what_differs_between_two_of_them_is_told_slide_by_slide():
    was, now = (
        write(some(Slide("One", (Line(said, said=(f"Note {said}",)),))), stamped=SCRUTINY) for said in ("three", "four")
    )
    assert differing.between("public/slides.pptx", was, now) == (
        "Slide 1, Words: was “three” and is “four”.",
        "Notes of slide 1: was “Note three” and is “Note four”.",
    )
    assert differing.between("public/slides.pptx", was, was) == ()
    assert differing.between("public/agreement.png", b"\x89PNG", b"\x89PNH") == ("The picture is drawn otherwise.",)
