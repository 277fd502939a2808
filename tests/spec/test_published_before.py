"""What was published by an earlier version of the rule: proved, handed out as it was, and drawn anew with what differs.

``tests/data/published_by_rule_1`` was published by the build of rule version 1, and holds what both versions treat
otherwise: NI 152 misses its milestone of 5 with 6 (a tenth is forgiven), NI 30 begins after its late partnership's
return, and a commentary, an action and a narrative hold ``_x000D_``, which the reader of then left in.

The kind is "the program has moved on, and the record has not". Its members, tried here: the rule, the reader, the
paper's words, cells and parts; a real difference in a figure, a status or a district's figure; a version that this
program does not know; a file that is no longer the one published; a kind of paper that was not published at all.
"""

import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document

from oxdash.__main__ import cli
from oxdash.archive.audit_log import AuditLog
from oxdash.cli import publishing
from oxdash.findings import counts
from oxdash.publication import differing, manifest, reprinting, shelf, verifying
from oxdash.publication.reprinting import KINDS
from oxdash.settings import Settings
from tests.pdf_tags import Tagged

REFERENCE = "PSB 2010-07-01"
THEN = Path(__file__).parents[1] / "data" / "published_by_rule_1"


@pytest.fixture(scope="module")
def one():
    return shelf.find(THEN / "published", REFERENCE)


@pytest.fixture(scope="module")
def verified(one):
    return verifying.verify(one, AuditLog(Settings(data=THEN).audit))


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(THEN, tmp_path / "data"))


def run(data, *said):
    return CliRunner().invoke(cli, ["--data", str(data), *map(str, said)])


def test_it_was_judged_and_counted_by_version_1(one):
    assert one.manifest.rule_version == one.position.rule_version == "1"
    rows = one.position.at(one.manifest.quarter, one.manifest.standing)
    assert counts.sentence(counts.total(rows)) == one.manifest.sentence
    assert rows.set_index("target").reason["NI 152"] == "close to target"
    assert "NI 30" not in set(rows.target), "it began after the return its partnership stands at"
    now = replace(one.position, rule_version="2").at(one.manifest.quarter)
    assert now.set_index("target").reason["NI 30"] == "return not received"


def test_it_verifies_by_the_version_its_manifest_names_and_notes_what_is_read_otherwise(verified):
    assert verified.faults == ()
    assert verified.notes == (
        "PSB 2010-07-01: economic.1.xlsx of Q4 2009/10, sheet Return, cell O4: the commentary of NI 152 is read "
        "otherwise by now.",
        "PSB 2010-07-01: economic.1.xlsx of Q4 2009/10, sheet Actions, cell B4: the action is read otherwise by now.",
        "PSB 2010-07-01: economic.1.xlsx of Q4 2009/10, sheet Narrative, cell B4: the text is read otherwise by now.",
        "It was judged by rule version 1, and has been judged again by that one; the rule is version 2 now.",
    )
    assert verified.sentence(REFERENCE) == (
        "PSB 2010-07-01 verifies: 40 files are as published, and the kept returns, judged again under the kept "
        "register, give the same figures and statuses in all 61 rows."
    )


def test_words_of_a_table_that_was_made_up_again_are_a_fault(copy):
    """The manifest agrees with the table, and the audit log does not: it is not the reader that reads otherwise."""
    folder = copy / "published" / REFERENCE
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    told["sentence"] = "All on track."
    (folder / "manifest.json").write_text(
        json.dumps(told, sort_keys=True, indent=2, ensure_ascii=False) + "\n", "utf-8"
    )
    one = shelf.find(copy / "published", REFERENCE, held=False)
    found = verifying.verify(one, AuditLog(Settings(data=copy).audit))
    assert (
        "PSB 2010-07-01, judged again: economic.1.xlsx of Q4 2009/10, sheet Narrative, cell B4: the text is read "
        "otherwise by now."
    ) in found.faults
    assert len(found.notes) == 1, "that the rule is another by now"


def test_every_published_file_is_handed_out_to_the_byte(one):
    for kind in KINDS:
        for whose in one.position.names if kind == "partnership" else (None,):
            again = reprinting.reprint(one, kind, whose)
            later = ("grants", "decisions", "one-page", "picture", "picture-svg", "slides")
            if kind in ("reward", *later):  # a setting hid it, or it came later
                assert not again.published
                assert again.sentence == "It was not published with this position: it is written from the kept tables."
                continue
            assert again.same
            assert again.data == (one.folder / again.path).read_bytes()
            assert manifest.sha256(again.data) == one.manifest.files[again.path].sha256
    assert set(KINDS) == set(publishing.PUBLISHED)


def test_what_was_published_before_there_were_pdfs_is_written_as_one_from_the_kept_tables(copy, tmp_path):
    out = tmp_path / "paper.pdf"
    done = run(copy, "reprint", REFERENCE, "-o", out, "--pdf")
    assert (done.exit_code, done.output) == (
        0,
        f"Made {out}. It was not published with this position: it is written from the kept tables.\n",
    )
    made = Tagged(out.read_bytes())
    assert made.broken() == []
    assert f"{REFERENCE}, published" in "".join(next(iter(made.pages.values())).artifacts)
    refused = run(copy, "reprint", REFERENCE, "-o", tmp_path / "x", "--pdf", "--kind", "workbook")
    assert (refused.exit_code, refused.output) == (
        2,
        "--pdf is of a paper, and workbook is none. Leave --pdf out, or choose a paper with --kind.\n",
    )


def test_drawn_anew_it_says_whether_and_where_it_differs(one):
    again = reprinting.reprint(one, "workbook", anew=True)
    assert not again.same
    assert again.sentence == (
        "It is drawn anew from the kept tables and is not the paper that was published, which is public/workbook.xlsx "
        f"in its folder. {len(again.differences):,} differences, the first 200 of them named below."
    )
    assert "Sheet Actions, cell N7: was nothing and is “Sheet”." in again.differences, "actions have more columns now"
    assert again.listed == (*again.differences[:200], f"And {len(again.differences) - 200:,} more.")
    data = reprinting.reprint(one, "csv", anew=True)
    assert data.same == (data.differences == ())


def test_by_hand(copy, tmp_path):
    out = tmp_path / "paper.docx"
    done = run(copy, "reprint", REFERENCE, "-o", out)
    assert (done.exit_code, done.output) == (
        0,
        f"Made {out}. It is the same, to the byte, as the paper that was published.\n",
    )
    assert out.read_bytes() == (THEN / "published" / REFERENCE / "public" / "board-paper.docx").read_bytes()
    drawn = run(copy, "reprint", REFERENCE, "--anew", "--kind", "workbook", "-o", tmp_path / "anew.xlsx")
    assert drawn.exit_code == 0
    said = drawn.output.splitlines()
    assert said[0].endswith(" differences, the first 200 of them named below.")
    assert said[1] == "Sheet Narrative is new.", "whole sheets come first"
    assert len(said) == 202 and said[-1].startswith("And ") and said[-1].endswith(" more.")


def test_a_file_that_is_not_the_published_one_is_not_handed_out(copy, tmp_path):
    paper = copy / "published" / REFERENCE / "public" / "board-paper.docx"
    paper.write_bytes(paper.read_bytes() + b" ")
    done = run(copy, "reprint", REFERENCE, "-o", tmp_path / "paper.docx")
    assert (done.exit_code, done.stdout, done.stderr) == (
        1,
        "",
        "PSB 2010-07-01: public/board-paper.docx is not the file that was published. Restore data/published from a "
        "backup.\n",
    )
    assert not (tmp_path / "paper.docx").exists()


def test_a_version_that_this_program_does_not_know_cannot_be_proved(one):
    other = shelf.Published(one.folder, one.manifest.model_copy(update={"rule_version": "3"}))
    assert (
        "PSB 2010-07-01: it was judged by rule version 3. This program knows 1, 2: prove it by the program that "
        "published it, or a newer one."
    ) in verifying.verify(other).faults


REAL = [
    # table, column, what it was, a fault, why
    ("judged", "actual", 5.0, True, "a figure"),
    ("judged", "forecast", 5.0, True, "a forecast"),
    ("judged", "milestone", 6.5, True, "a milestone"),
    ("judged", "status", "off track", True, "a status"),
    ("judged", "reason", "milestone missed", True, "a reason"),
    ("judged", "commentary", "Other words.", False, "words"),
    ("actions", "owner", "Somebody else", False, "an owner"),
    ("narrative", "text", "Other words.", False, "an account"),
]


@pytest.mark.parametrize(("name", "column", "was", "fault"), [row[:4] for row in REAL], ids=[row[4] for row in REAL])
def test_a_figure_or_status_is_a_fault_and_words_are_a_note(one, name, column, was, fault):
    kept = one.position
    frame = getattr(kept, name).copy()
    last = frame.index[(frame.quarter == "2009-10 Q4") & frame.cell.notna()][0]
    frame.loc[last, column] = was
    there = replace(kept, **{name: frame})
    record = shelf.Published(one.folder, one.manifest)
    record.__dict__["position"] = there
    faults, notes = verifying.reread(record, there.judged, kept)
    assert (len(faults), len(notes)) == ((1, 0) if fault else (0, 1)), (faults, notes)
    if not fault:
        assert "economic.1.xlsx of Q4 2009/10, sheet " in notes[0] and ", cell " in notes[0]


def word(*paragraphs, cell="cell", part=b"1"):
    document = Document()
    for said in paragraphs:
        document.add_paragraph(said)
    document.add_table(1, 2).cell(0, 1).text = cell
    held = io.BytesIO()
    document.save(held)
    with zipfile.ZipFile(held, "a") as parts:
        parts.writestr("word/charts/chart1.xml", part)
    return held.getvalue()


def workbook(*rows):
    book = openpyxl.Workbook()
    book.active.title = "Rule"
    for row in rows:
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


DIFFER = [
    # path, was, is, what is said, why
    ("a.docx", word("one", "two"), word("one", "three"), ["Paragraph 2: was “two” and is “three”."], "a paragraph"),
    ("a.docx", word("one"), word("one", "two"), ["Paragraph 2: “two” is new."], "one more"),
    ("a.docx", word("one", "two"), word("two"), ["Paragraph 1: “one” is gone."], "one fewer"),
    ("a.docx", word(), word(cell="other"), ["Table 1, row 1, column 2: was “cell” and is “other”."], "a cell"),
    ("a.docx", word(), word(part=b"2"), ["Part word/charts/chart1.xml is another."], "a chart"),
    ("a.xlsx", workbook([1, 2]), workbook([1, 3]), ["Sheet Rule, cell B1: was “2” and is “3”."], "a cell of a sheet"),
    ("a.xlsx", workbook([1], [3]), workbook([1], [2], [3]), ["Sheet Rule, row 2: “2” is new."], "a row"),
    ("a.html", b"<p>one</p><p>two</p>", b"<p>one</p><p>2</p>", ["Text 2: was “two” and is “2”."], "a text of a page"),
    ("a.html", b"<p>one</p>", b"<p class='x'>one</p>",
     ["The same words, cells and parts, put into the file otherwise."], "set otherwise"),
    ("a.csv", b"a,b\r\n1,2\r\n", b"a,b\r\n1,3\r\n", ["Line 2: was “1,2” and is “1,3”."], "a line"),
    ("a.csv", b"a\n", b"a\n", [], "the same bytes"),
    ("a.csv", f"{'word ' * 20}one{' more' * 20}\n".encode(), f"{'word ' * 20}two\n".encode(),
     [f"Line 1: was “…{'word ' * 7}one{' more' * 8} m…” and is “…{'word ' * 7}two”."], "far into a long text"),
    ("a.csv", f"{'x' * 100}1\n".encode(), f"{'x' * 100}\n".encode(),
     [f"Line 1: was “…{'x' * 40}1” and is “…{'x' * 40}”."], "at the end of one without a space"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "was", "now", "said"), [row[:4] for row in DIFFER], ids=[row[4] for row in DIFFER])
def test_where_two_files_differ(path, was, now, said):
    found = [line for line in differing.between(path, was, now) if "docProps" not in line]
    assert found == said


MANY = [
    # differences, what is said of them, how many lines name them, the last line, why
    (1, "1 difference named below.", 1, "Line 1: was “a0” and is “b0”.", "one"),
    (200, "200 differences named below.", 200, "Line 200: was “a199” and is “b199”.", "as many as are named"),
    (201, "201 differences, the first 200 of them named below.", 201, "And 1 more.", "the line of the rest is none"),
    (1500, "1,500 differences, the first 200 of them named below.", 201, "And 1,300 more.", "far more"),
]


@pytest.mark.parametrize(("many", "said", "lines", "last"), [row[:4] for row in MANY], ids=[row[4] for row in MANY])
def test_no_more_than_can_be_read_is_named_and_each_is_counted(many, said, lines, last):
    was, now = ("".join(f"{letter}{n}\n" for n in range(many)).encode() for letter in "ab")
    again = reprinting.Again(now, False, "public/a.csv", differences=differing.between("a.csv", was, now))
    assert len(again.differences) == many
    assert again.sentence.removesuffix(said).endswith("public/a.csv in its folder. ")
    assert (len(again.listed), again.listed[-1]) == (lines, last)
