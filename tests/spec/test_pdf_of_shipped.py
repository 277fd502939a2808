"""Every paper of both councils as PDF: it breaks nothing of the standards, says what Word's says, and fits."""

import io
import subprocess

import pytest
from docx import Document
from docx.table import Table
from PIL import Image

from oxdash.documents import papers
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.output.pdf.press import Press
from oxdash.publication import public
from tests.pdf_tags import Tagged

OF = {"shipped": "2009-10 Q4", "marshire": "2026 Q2"}
CASES = [(council, kind) for council in OF for kind in Kind if kind != Kind.DECISIONS]


@pytest.fixture(scope="module")
def by():
    with Press() as one:
        yield one


@pytest.fixture(scope="module")
def stands(shipped, marshire):
    agreement = next(iter(marshire.register.counting))
    return {
        "shipped": Standing(shipped, Edition(OF["shipped"])),
        "marshire": Standing(marshire, Edition(OF["marshire"], agreement=agreement)),
    }


@pytest.fixture(scope="module")
def made(stands, by):
    kept: dict[tuple[str, Kind], bytes] = {}

    def of(council: str, kind: Kind) -> bytes:
        at = stands[council]
        whose = next(iter(at.position.names)) if papers.PAPERS[kind].of_one else None
        if (council, kind) not in kept:
            kept[council, kind] = public.pdf(kind, at, whose, by)
        return kept[council, kind]

    return of


@pytest.fixture
def paper(request, stands, made):
    council, kind = request.param
    if why_not := papers.missing(kind, stands[council].register):
        assert papers.PAPERS[kind].none == why_not
        return None
    return council, kind, made(council, kind)


EACH = pytest.mark.parametrize("paper", CASES, indirect=True, ids=[f"{council} {kind}" for council, kind in CASES])


@EACH
def test_nothing_of_the_standards_is_broken(paper, stands):
    if paper:
        read = Tagged(paper[2])
        assert read.broken() == []
        assert str(read.root.Lang) == stands[paper[0]].council.language


@EACH
def test_it_says_what_the_word_paper_says_in_the_same_order(paper, stands):
    """Word by word: paragraphs and cells of the one, all that is read out of the other; but what only one has."""
    if not paper:
        return
    council, kind, data = paper
    at = stands[council]
    whose = next(iter(at.position.names)) if papers.PAPERS[kind].of_one else None
    said = list(words(public.paper(kind, at, whose)))
    read = Tagged(data)
    own = {one.text for one in read.all("Figure")}
    held = [line for line in read.text.splitlines() if line not in own]
    assert " ".join(" ".join(said).split()) == " ".join(" ".join(map(unmarked, held)).split())


def words(data: bytes):
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from (paragraph.text for paragraph in cell.paragraphs)
        else:
            yield block.text


def unmarked(line: str) -> str:
    """Without the bullet or the number that a list of Word draws by itself."""
    line = line.lstrip("•–")
    number, dot, rest = line.partition(".")
    return rest if dot and number.isdigit() and rest[:1].isupper() else line


@EACH
def test_nothing_stands_in_the_margins_and_no_page_is_all_but_empty(paper, tmp_path):
    if not paper:
        return
    subprocess.run(["pdftoppm", "-r", "36", "-gray", "-", str(tmp_path / "p")], input=paper[2], check=True, stderr=-3)
    pages = sorted(tmp_path.glob("p*.pgm"))
    for page in pages:
        image = Image.open(page)
        wide, tall = image.size
        inside = image.crop((18, 16, wide - 18, tall - 12))
        assert sum(inside.histogram()[:250]) == sum(image.histogram()[:250]), f"{page.name} has ink in its margins"
    assert not papers.PAPERS[paper[1]].of_one or len(pages) == 1
    assert paper[1] != Kind.ONE_PAGE or len(pages) == 1


def test_every_chairmans_sheet_is_one_page(stands, by):
    for at in stands.values():
        for code in at.position.names:
            assert len(Tagged(public.pdf(Kind.PARTNERSHIP, at, code, by)).pdf.pages) == 1, code
