"""The manager's own words: typed or given as a file, in every paper, published, proved and handed out again.

What belongs to the kind, and was tried: every key missing, of another type, unknown, too long, empty; a file that is
no TOML, no UTF-8, a folder, not there; text made of markdown, HTML and typst's own signs, of control characters, right
to left; every kind of paper, and the sheet of one page; a publication without words, with them, corrected with others,
and one whose kept words somebody changed.
"""

import io
import json
import shutil
from dataclasses import asdict, replace
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from docx import Document

from oxdash.__main__ import cli
from oxdash.archive.audit_log import AuditLog
from oxdash.documents import covering_report, meeting_pack, papers
from oxdash.documents.blocks import Heading, Paragraph
from oxdash.documents.covering_report import NONE, CoveringReport, Mistakes
from oxdash.documents.edition import Edition
from oxdash.documents.papers import PAPERS, Kind
from oxdash.documents.quarter_view import Standing
from oxdash.output import html, word
from oxdash.publication import covering, manifest, public, publishing, reprinting, shelf, verifying
from oxdash.publication.publishing import Asked, Refused
from oxdash.publication.shelf import Published
from oxdash.settings import HOME
from tests.pdf_tags import Tagged
from tests.returning import MANAGER, NOW, few, settings
from tests.spec.test_officer_pages import claims, opened, said

LATER = datetime(2010, 9, 1, 10, 0, tzinfo=UTC)
REFERENCE = "PSB 2010-07-01"
ASKED = Asked("2009-10 Q4", REFERENCE, date(2010, 7, 1))
WORDS = CoveringReport(
    background="The Board asked in April.\n\nIt is the first paper of the year.",
    key_issues="- Homes *started* are #up; see <b>below</b> & $x$ _now_.",
    implications="None.",
    next_steps="Come back in October.",
    author="A. Manager",
    contact="partnerships@council.example",
)
FILE = """background = "The Board asked in April."
next_steps = '''Come back
in October.'''
author = "A. Manager"
"""
PARTS = "background, key_issues, implications, next_steps, author, contact"


@pytest.fixture(autouse=True)
def edge_of_the_product(monkeypatch):
    monkeypatch.setenv("OXDASH_ROLES", str(HOME / ".streamlit" / "roles.example.toml"))


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        pytest.param(
            b"\xff\xfea", ("w.toml: it is not text. Save it as UTF-8 text.",), id="of another encoding than UTF-8"
        ),
        pytest.param(
            b"background: x",
            (
                "w.toml: it is not TOML (Expected '=' after a key in a key/value pair (at line 1, column 11)). Put "
                "that right.",
            ),
            id="no TOML",
        ),
        pytest.param(b"", (f"w.toml: no words stand in it. Write at least one of {PARTS}.",), id="empty"),
        pytest.param(
            b'author = " "', (f"w.toml: no words stand in it. Write at least one of {PARTS}.",), id="only blanks"
        ),
        pytest.param(
            b'title = "x"\nauthor = 3\nbackground = ["a"]\ncontact = """a\nb"""\n[next_steps]\nfirst = "x"\n',
            (
                f"w.toml, title: there is no such part. The parts are {PARTS}.",
                'w.toml, author is 3. It has to be text in quotes, such as author = "...".',
                "w.toml, background is ['a']. It has to be text in quotes, such as background = \"...\".",
                "w.toml, contact has more than one line. Write it on one.",
                "w.toml, next_steps is {'first': 'x'}. It has to be text in quotes, such as next_steps = \"...\".",
            ),
            id="every mistake at once: an unknown key, other types, two lines where one fits",
        ),
        pytest.param(
            f'background = "{"x" * 20_000}"\nauthor = "{"y" * 151}"'.encode(),
            (
                "w.toml, background has 20,000 characters: shorten it to 5,000.",
                "w.toml, author has 151 characters: shorten it to 150.",
            ),
            id="longer than there is room for",
        ),
        pytest.param(
            b"x" * 1_000_001, ("w.toml: it is larger than 1,000,000 bytes, and no covering report is.",), id="too large"
        ),
    ],
)
def test_every_mistake_in_a_file_is_told_at_once(data, sentences):
    assert covering_report.read("w.toml", data) == Mistakes(sentences)


def test_what_a_file_says_is_taken_as_it_is():
    found = covering_report.read("w.toml", b"\xef\xbb\xbf" + FILE.encode())
    assert found == CoveringReport(
        background="The Board asked in April.", next_steps="Come back\nin October.", author="A. Manager"
    )
    assert covering_report.read("w.toml", f'background = "{"x" * 5_000}"'.encode()).background == "x" * 5_000


def at(shipped, words: CoveringReport) -> Standing:
    return Standing(shipped, Edition("2009-10 Q4", words=words))


def made(stands: Standing, kind: Kind):
    code = "economic" if PAPERS[kind].of_one else None
    return papers.outline(kind, stands, code, word.fits)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.DECISIONS])
def test_every_paper_has_them_and_a_sheet_of_one_page_who_wrote_it(shipped, kind):
    outline, without = made(at(shipped, WORDS), kind), made(at(shipped, NONE), kind)
    assert outline.blocks[0] == Paragraph("Author: A. Manager. Contact: partnerships@council.example.", "note")
    texts = [block.text for block in outline.blocks if isinstance(block, Paragraph)]
    headings = [block.text for block in outline.of(Heading)]
    if outline.one_page:
        assert word.fits(outline)
        assert "Covering report" not in headings
    else:
        place = headings.index("Covering report")
        assert headings[place : place + 5] == [
            "Covering report",
            "Background",
            "Key issues",
            "Implications",
            "Next steps",
        ]
        assert {"The Board asked in April.", "It is the first paper of the year.", WORDS.key_issues} <= set(texts)
        assert [block for block in outline.blocks if block not in without.blocks] == [
            *covering_report.by(WORDS),
            *covering_report.blocks(WORDS),
        ], "and nothing else is different"
    assert "Covering report" not in [block.text for block in without.of(Heading)]


def test_on_the_board_paper_they_stand_after_what_is_asked(shipped):
    headings = [block.text for block in made(at(shipped, WORDS), Kind.BOARD).of(Heading) if block.level == 1]
    place = headings.index("Covering report")
    assert headings[place - 1 : place + 2] == [
        "What the Board is asked to do",
        "Covering report",
        "Where the agreement stands",
    ]


def test_in_the_papers_of_a_meeting_they_stand_once_and_who_wrote_them_in_each(shipped):
    stands = at(shipped, WORDS)
    wanted = [(Kind.PARTNERSHIP, "economic"), (Kind.EXCEPTIONS, None), (Kind.ACTIONS, None)]
    found = list(meeting_pack.outlines(stands, wanted, word.fits))
    assert ["Covering report" in [block.text for block in one.of(Heading)] for one in found] == [False, True, False]
    assert all(str(one.blocks[0].text).startswith("Author: A. Manager.") for one in found)
    without = list(meeting_pack.outlines(at(shipped, NONE), wanted, word.fits))
    assert [len(one.blocks) - len(other.blocks) for one, other in zip(found, without, strict=True)][2] == 1


def test_only_parts_that_have_words_get_a_heading(shipped):
    outline = made(at(shipped, CoveringReport(implications="None.")), Kind.EXCEPTIONS)
    headings = [block.text for block in outline.of(Heading)]
    assert headings[:2] == ["Covering report", "Implications"]
    assert not {"Background", "Key issues", "Next steps"} & set(headings)
    assert not str(outline.blocks[0].text).startswith("Author")


HOSTILE = [
    pytest.param('#import "x"; #panic() $ x $ = Title _a_ *b* `c` @d <e> \\ //no', id="typst's own signs"),
    pytest.param("<script>alert(1)</script> [a](http://x.example) **b** &amp;", id="HTML and markdown"),
    pytest.param("\u05e9\u05dc\u05d5\u05dd right to left", id="right to left"),
    pytest.param("- not a list\n= not a heading\n1. nor this", id="signs at the start of lines"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_text_in_word_pdf_and_on_screen(shipped, text):
    stands = at(shipped, CoveringReport(key_issues=text, author=text.splitlines()[0]))
    lines = text.splitlines()
    document = Document(io.BytesIO(public.paper(Kind.EXCEPTIONS, stands)))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert set(lines) <= set(paragraphs)
    tagged = Tagged(public.pdf(Kind.EXCEPTIONS, stands))
    read = [one.text for one in tagged.all("P")]
    if "\u05e9" not in text:  # the letters of a right-to-left text are boxes where no font draws them
        assert set(lines) <= set(read)
    shown = html.preview(papers.outline(Kind.EXCEPTIONS, stands))
    assert "<script>" not in shown and "<strong>b</strong>" not in shown


def test_signs_that_no_file_can_hold_stop_no_paper(shipped):
    stands = at(shipped, CoveringReport(background="a\x00b\x1b[2Jc\ud7ff\ufffe", next_steps="x" * 5_000))
    assert public.paper(Kind.EXCEPTIONS, stands) and public.pdf(Kind.EXCEPTIONS, stands)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Published:
    data = few(tmp_path_factory.mktemp("covered"))
    done = publishing.publish(replace(ASKED, words=WORDS), MANAGER, settings(data), NOW)
    assert isinstance(done, Published), done
    return done


def test_they_are_published_with_it_part_of_its_fingerprint_and_printed_again(kept):
    assert json.loads(kept.read(covering.NAME)) == asdict(WORDS)
    assert kept.words == WORDS and kept.edition().words == WORDS
    others = {path: file for path, file in kept.manifest.files.items() if path != covering.NAME}
    assert manifest.fingerprint(kept.manifest, kept.manifest.as_at, others) != kept.manifest.fingerprint
    text = [paragraph.text for paragraph in Document(io.BytesIO(kept.read("public/board-paper.docx"))).paragraphs]
    assert {"Covering report", "Come back in October.", WORDS.key_issues} <= set(text)
    for kind, whose in (("board", None), ("partnership", "economic")):
        for pdf in (False, True):
            again = reprinting.reprint(kept, kind, whose, anew=True, pdf=pdf)
            assert again.same, (kind, pdf, again.listed)
    assert verifying.verify(kept, AuditLog(settings(kept.folder.parent.parent).audit)).faults == ()


def test_what_is_public_of_them_is_in_the_papers_alone(kept):
    assert not [path for path in kept.files("public/") if path.endswith((".csv", ".json")) and "cover" in path]
    assert kept.manifest.files.keys() - {covering.NAME} >= {"public/board-paper.docx"}
    assert b"Come back in October" not in kept.read("public/position.json")


def test_words_changed_afterwards_show(kept, tmp_path):
    copy = shutil.copytree(kept.folder.parent.parent, tmp_path / "data")
    file = copy / "published" / REFERENCE / covering.NAME
    file.write_bytes(file.read_bytes().replace(b"October", b"November"))
    one = shelf.find(copy / "published", REFERENCE)
    told = f"{REFERENCE}: {covering.NAME} is not the file that was published."
    assert any(fault.startswith(told) for fault in verifying.verify(one).faults)
    with pytest.raises(shelf.Unreadable, match="is not the file that was published"):
        reprinting.reprint(one, "board", anew=True)


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b'{"title": "x"}', b'{"author": "x"}', b'{"author": 3}', b"\xff", b"[" * 100_000],
    ids=["empty", "a list", "an unknown part", "parts missing", "a number", "no UTF-8", "nested without end"],
)
def test_a_kept_file_is_read_only_as_it_was_written(data):
    assert covering.read(data) is None
    assert covering.read(covering.written(WORDS)[covering.NAME]) == WORDS
    assert covering.written(NONE) == {}


def test_a_correction_says_that_the_words_are_others(kept, tmp_path):
    data = shutil.copytree(kept.folder.parent.parent, tmp_path / "data")
    who = replace(MANAGER, signed_in_at=LATER)
    again = publishing.publish(replace(ASKED, correction="A word.", words=WORDS), who, settings(data), LATER)
    assert again.manifest.changes == ()
    other = replace(ASKED, correction="Another word.", words=replace(WORDS, background="In May."))
    changed = publishing.publish(other, who, settings(data), LATER)
    assert changed.manifest.changes == ("What the covering report says is different.",)


def test_words_that_are_too_long_are_not_published(smallest, tmp_path):
    data = shutil.copytree(smallest, tmp_path / "data")
    asked = replace(ASKED, words=CoveringReport(background="x" * 5_001, author="y" * 200))
    assert publishing.publish(asked, MANAGER, settings(data), NOW) == Refused(
        "background has 5,001 characters: shorten it to 5,000. author has 200 characters: shorten it to 150. "
        "Nothing was published."
    )


def test_on_the_command_line_they_are_a_file(kept, tmp_path):
    data, file = kept.folder.parent.parent, tmp_path / "words.toml"
    file.write_text(FILE, "utf-8")

    def run(*words):
        return CliRunner().invoke(cli, ["--data", str(data), *map(str, words)], catch_exceptions=False)

    out = tmp_path / "board.docx"
    assert run("paper", "2009-10-Q4", "-o", out, "--words", file).output == f"Made {out}.\n"
    assert "Author: A. Manager." in [paragraph.text for paragraph in Document(str(out)).paragraphs]
    out = tmp_path / "board.pdf"
    assert run("pdf", "2009-10-Q4", "-o", out, "--words", file, "--kind", "exceptions").exit_code == 0
    assert "Covering report" in [title for _, title in Tagged(out.read_bytes()).headings]
    file.write_text('title = "x"\nauthor = 1\n', "utf-8")
    for command in (("paper", "-o", tmp_path / "no.docx"), ("publish", "--reference", "No")):
        done = run(command[0], "2009-10-Q4", *command[1:], "--words", file)
        assert (done.exit_code, done.output) == (
            2,
            f"words.toml, title: there is no such part. The parts are {PARTS}.\n"
            'words.toml, author is 1. It has to be text in quotes, such as author = "...".\n',
        )
    missing = run("paper", "2009-10-Q4", "-o", tmp_path / "no.docx", "--words", tmp_path / "none.toml")
    told = "could not be read: No such file or directory. Give the name of a text file (.toml).\n"
    assert missing.output.endswith(told)
    assert not (tmp_path / "no.docx").exists()


def test_a_manager_types_them_on_the_page_and_sees_them_in_the_paper(monkeypatch, kept):
    data = kept.folder.parent.parent
    app = opened(monkeypatch, data, "papers", claims("partnerships.manager@council.example"))
    app.text_area(key="cover 2009-10 Q4 background").input("The Board <b>asked</b> in April.").run()
    app.text_input(key="cover 2009-10 Q4 author").input("A. Manager").run()
    assert "The Board <b>asked</b> in April." in said(app)
    assert "Covering report: 1 line" not in said(app) and "Author: A. Manager." in said(app)
    app.switch_page(str(HOME / "pages" / "overview.py")).run()
    assert "The Board <b>asked</b> in April." not in said(app)
    app.switch_page(str(HOME / "pages" / "papers.py")).run()
    assert app.text_area(key="cover 2009-10 Q4 background").value == "The Board <b>asked</b> in April."
    quarters = next(one for one in app.sidebar.selectbox if one.label == "Quarter")
    quarters.select("2009-10 Q3").run()
    assert app.text_area(key="cover 2009-10 Q3 background").value == "", "another quarter's papers have their own"
    assert "Author: A. Manager." not in said(app)
    for who in (None, claims("safer.officer@council.example")):
        other = opened(monkeypatch, data, "papers", who)
        assert not other.text_area and "Author: A. Manager." not in said(other)
