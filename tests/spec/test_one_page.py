"""The agreement on one page of A4: the picture, what changed and what is asked, whatever agreement it is of.

The kind: a page that has to hold all that matters. Tried: the shipped agreement, another council's, a quarter with
nothing to compare with, all at one quarter, every kind of target together, no target counted; as Word and as PDF; an
agreement that is too large, whose picture says less before the page runs over.
"""

import io
import zipfile
from datetime import date

import pikepdf
import pytest
from docx import Document

from oxdash.charts.tiles import Size
from oxdash.documents import first_screen, one_page, papers
from oxdash.documents.blocks import Bullets, Heading
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts
from oxdash.output import word
from oxdash.publication import public

DRAFT = Edition("2009-10 Q4")
LOOKED_AT = [
    # edition, what part of it, why
    (DRAFT, {}, "each partnership at its latest return"),
    (Edition("2009-10 Q4", "same"), {}, "all at one quarter"),
    (Edition("2008-09 Q1"), {}, "a first quarter, with nothing to compare with"),
    (DRAFT, {"kind": "all"}, "every kind of target together"),
    (DRAFT, {"partnership": "economic"}, "three targets"),
]


@pytest.mark.parametrize(("edition", "part"), [pytest.param(*case[:-1], id=case[-1]) for case in LOOKED_AT])
def test_it_is_one_page_as_word_and_as_pdf(shipped, edition, part):
    at = Standing(shipped, edition, **part)
    made = papers.outline(Kind.ONE_PAGE, at, None, word.fits)
    assert made.one_page and word.fits(made)
    with pikepdf.open(io.BytesIO(public.pdf("one-page", at))) as pdf:
        assert len(pdf.pages) == 1
    (picture,) = made.of(first_screen.Picture)
    assert len(list(picture.drawing.tiles)) == at.total.targets


def test_it_says_how_many_which_what_changed_and_what_is_asked(shipped):
    at = Standing(shipped, DRAFT)
    made = papers.outline(Kind.ONE_PAGE, at, None, word.fits)
    assert [one.text for one in made.of(Heading)] == [
        "Changed since the quarter before",
        "The Board is asked 9 things; the first 7",
    ]
    changed, asks = made.of(Bullets)
    assert changed.lines[0] == "Newly off track (3): NI 73, NI 94, NI 39"
    assert asks.numbered and asks.lines[0] == "Decide about 3 targets that will not be achieved: NI 154, NI 155, NI 175"
    assert counts.sentence(at.total) in made.blocks[1].text


def test_another_councils_is_as_whole(marshire):
    at = Standing(marshire, Edition("2026 Q3"))
    with pikepdf.open(io.BytesIO(public.pdf("one-page", at))) as pdf:
        assert len(pdf.pages) == 1


def test_where_no_target_is_counted_it_says_so(shipped):
    at = Standing(shipped, DRAFT, kind="stretch", priority="economy", partnership="safer-communities")
    assert at.nothing_counted
    made = papers.outline(Kind.ONE_PAGE, at, None, word.fits)
    assert not made.of(first_screen.Picture) and made.blocks[1].text == at.nothing_counted


def test_too_large_for_a_page_lists_give_way_first_and_then_the_picture(shipped):
    at = Standing(shipped, DRAFT)
    tried = []

    def fits(made) -> bool:
        (picture,) = made.of(first_screen.Picture)
        tried.append((picture.drawing.size, len(made.of(Bullets)[1].lines)))
        return False

    made = one_page.one_page(at, fits)
    assert [size for size, _ in tried] == sorted(size for size, _ in tried)
    assert tried[0] == (Size.NAMED, 9) and tried[-1] == (Size.COUNTED, 3) and made.of(first_screen.Picture)


def test_the_picture_in_a_word_paper_says_what_it_shows(shipped):
    at = Standing(shipped, DRAFT)
    for kind in ("one-page", "board"):
        paper = public.paper(kind, at)
        assert paper == public.paper(kind, Standing(shipped, DRAFT)), "the same bytes"
        shown = Document(io.BytesIO(paper)).inline_shapes[0]._inline
        assert shown.docPr.get("descr").startswith(counts.sentence(at.total)) and "NI 154 (New homes)" in (
            shown.docPr.get("descr")
        )
        ids = [one.get("id") for one in Document(io.BytesIO(paper)).element.iter() if one.tag.endswith("}docPr")]
        assert len(ids) == len(set(ids)), "no two of a paper's drawings share a number"
        assert [name for name in zipfile.ZipFile(io.BytesIO(paper)).namelist() if name.endswith(".png")] == [
            "word/media/image1.png"
        ]


def test_it_is_dated_by_the_position_alone(shipped):
    at = Standing(shipped, DRAFT)
    assert shipped.as_at == date(2010, 7, 22)
    assert public.pdf("one-page", at) == public.pdf("one-page", Standing(shipped, DRAFT))
