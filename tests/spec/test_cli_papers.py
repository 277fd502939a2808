"""Papers and publications from the command line: files that open, and sentences instead of tracebacks."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document

from oxdash.__main__ import cli
from oxdash.cli import papers
from oxdash.documents.papers import Kind
from oxdash.output import chart_files
from oxdash.output.pdf import fonts
from oxdash.settings import HOME
from oxdash.vocabulary import wording
from oxdash.web import doctor
from tests.calendars import today
from tests.pdf_tags import Tagged
from tests.returning import few

QUARTER = "2009-10-Q4"


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    return few(tmp_path_factory.mktemp("cli"))


def run(data: Path, *words: object):
    return CliRunner().invoke(cli, ["--data", str(data), *map(str, words)], catch_exceptions=False)


def test_the_choices_are_those_of_the_papers():
    asked = {
        option.name: option.type.choices
        for option in (*papers.paper.params, *papers.pdf.params, *papers.charts.params)
        if option.type.name == "choice"
    }
    assert list(asked["kind"]) == list(Kind)
    assert tuple(asked["targets"]) == chart_files.TARGETS


def test_a_paper_of_each_kind_as_word_and_as_pdf(data, tmp_path):
    for kind, more, heading in (
        ("board", (), "Performance of the Local Area Agreement, Q4 2009/10"),
        ("scrutiny", (), "Oxfordshire's partnerships: performance at Q4 2009/10"),
        ("exceptions", (), "Exceptions at Q4 2009/10"),
        ("review", (), "Yearly review 2009/10"),
        ("actions", (), "Actions and risks at Q4 2009/10"),
        ("answers", (), "Who answers for what, " + wording.day(today())),
        ("grants", (), "Grants as at " + wording.day(today())),
        ("partnership", ("--partnership", "Health and Well-being Partnership"), "Health and Well-being Partnership"),
    ):
        out = tmp_path / f"{kind}.docx"
        done = run(data, "paper", QUARTER, "-o", out, "--kind", kind, *more)
        assert (done.exit_code, done.output) == (0, f"Made {out}.\n")
        assert heading in [paragraph.text for paragraph in Document(str(out)).paragraphs]
        pdf = out.with_suffix(".pdf")
        done = run(data, "pdf", QUARTER, "-o", pdf, "--kind", kind, *more)
        assert (done.exit_code, done.output) == (0, f"Made {pdf}.\n")
        assert Tagged(pdf.read_bytes()).headings[0] == (1, heading)
    again = run(data, "paper", QUARTER, "-o", out)
    assert (again.exit_code, again.output) == (
        2,
        f"{out} is there already and was left as it was. Choose another name.\n",
    )


def test_workbook_page_and_data(data, tmp_path):
    assert run(data, "workbook", QUARTER, "-o", tmp_path / "w.xlsx").exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "w.xlsx").sheetnames[0] == "Cover"
    assert run(data, "page", QUARTER, "-o", tmp_path / "p.html").exit_code == 0
    assert (tmp_path / "p.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    done = run(data, "data", QUARTER, "-o", tmp_path / "d")
    assert done.exit_code == 0
    assert json.loads((tmp_path / "d" / "position.json").read_text("utf-8"))["counts"]["targets"] == 13
    assert run(data, "data", QUARTER, "-o", tmp_path / "d").output == (
        f"{tmp_path / 'd'} is there already and was left as it was. Choose another name.\n"
    )


@pytest.mark.parametrize("shown", ["1", "0"])
def test_a_setting_hides_what_would_be_earned_in_whatever_is_written(tmp_path, monkeypatch, shown):
    data = HOME / "data"  # where there are stretch targets
    monkeypatch.setenv("OXDASH_REWARD", shown)
    assert run(data, "workbook", QUARTER, "-o", tmp_path / "w.xlsx").exit_code == 0
    assert ("Reward" in openpyxl.load_workbook(tmp_path / "w.xlsx").sheetnames) == (shown == "1")
    assert run(data, "data", QUARTER, "-o", tmp_path / "d").exit_code == 0
    told = json.loads((tmp_path / "d" / "position.json").read_text("utf-8"))
    assert ("earned" in told["grants"]) == (shown == "1")
    done = run(data, "paper", QUARTER, "-o", tmp_path / "r.docx", "--kind", "reward")
    assert (done.exit_code, done.output) == (
        (0, f"Made {tmp_path / 'r.docx'}.\n")
        if shown == "1"
        else (1, "What stretch targets would earn is not shown here: OXDASH_REWARD is off.\n")
    )


def test_a_font_that_is_missing_is_a_sentence_and_no_file(data, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "FOLDER", tmp_path / "fonts")
    for kept in (fonts.fonts, fonts.characters, fonts._drawn_by):
        kept.cache_clear()
    try:
        done = run(data, "pdf", QUARTER, "-o", tmp_path / "x.pdf")
        found = [one.sentence for one in doctor.examine(data, today()) if not one.well]
    finally:
        for kept in (fonts.fonts, fonts.characters, fonts._drawn_by):
            kept.cache_clear()
    said = (
        "PDF files and pictures cannot be made, for a font is wrong: LiberationSans-Regular.ttf in "
        f"{tmp_path / 'fonts'}: it cannot be read (No such file or directory). Install oxdash again."
    )
    assert (done.exit_code, done.output) == (2, f"Nothing was done. {said}\n")
    assert said in found, "which oxdash doctor says too"
    assert list(tmp_path.iterdir()) == []


# the kind: a file whose name says that it is something else, which no program opens
NAMED_OTHERWISE = [
    (("paper", QUARTER, "-o"), "x.pdf", "a PDF file", "a Word file", ".docx"),
    (("paper", QUARTER, "-o"), "x.DOC", "an old Word file", "a Word file", ".docx"),
    (("pdf", QUARTER, "-o"), "x.docx", "a Word file", "a PDF file", ".pdf"),
    (("meeting-pack", QUARTER, "--meeting", "2010-07-01", "-o"), "x.docx", "a Word file", "a PDF file", ".pdf"),
    (("slides", QUARTER, "-o"), "x.pdf", "a PDF file", "a PowerPoint file", ".pptx"),
    (("workbook", QUARTER, "-o"), "x.csv", "a CSV file", "an Excel workbook", ".xlsx"),
    (("page", QUARTER, "-o"), "x.pdf", "a PDF file", "a web page", ".html"),
    (("pack", "PSB 2010-07-01", "-o"), "x.pdf", "a PDF file", "a zip file", ".zip"),
    (("target", "NI 8", "-o"), "x.xlsx", "an Excel workbook", "a CSV file", ".csv"),
    (("position", "--csv"), "x.xlsx", "an Excel workbook", "a CSV file", ".csv"),
    (("position", "2004-05 Q3", "--csv-for-excel"), "x.xlsx", "an Excel workbook", "a CSV file", ".csv"),
    (("judge", "figures.csv", "-o", "out.csv", "--summary"), "x.xlsx", "an Excel workbook", "a CSV file", ".csv"),
    (("template", "economic", QUARTER, "-o"), "x.xlsm", "an Excel workbook with macros", "an Excel workbook", ".xlsx"),
    (("calendar", "-o"), "x.pdf", "a PDF file", "a calendar", ".ics"),
    (("register", "new"), "x.ods", "an OpenDocument spreadsheet", "an Excel workbook", ".xlsx"),
]


@pytest.mark.parametrize(("words", "name", "said", "made", "ending"), NAMED_OTHERWISE, ids=lambda one: str(one)[:30])
def test_a_name_that_says_it_is_something_else_is_refused(data, tmp_path, words, name, said, made, ending):
    done = run(data, *words, tmp_path / name)
    sentence = f"{name} is the name of {said}, and {made} is made. End it in {ending}.\n"
    assert (done.exit_code, done.output) == (2, sentence)
    assert list(tmp_path.iterdir()) == []


MISTAKES = [
    # words, exit code, what is said, why
    (
        ("paper", "2007-08 Q1", "-o", "{}/x.docx"),
        1,
        "No target runs through Q1 2007/08: the first begins at Q1 2008/09, and the last ends with Q4 2010/11.\n",
        "a quarter before any return",
    ),
    (
        ("paper", QUARTER, "-o", "{}/x.docx", "--kind", "partnership"),
        2,
        "A chairman's sheet is of one partnership: give --kind partnership and --partnership CODE together.\n",
        "a sheet of nobody",
    ),
    (
        ("paper", QUARTER, "-o", "{}/x.docx", "--partnership", "economic"),
        2,
        "A chairman's sheet is of one partnership: give --kind partnership and --partnership CODE together.\n",
        "a partnership for a paper of all",
    ),
    (
        ("pdf", QUARTER, "-o", "{}/x.pdf", "--kind", "partnership"),
        2,
        "A chairman's sheet is of one partnership: give --kind partnership and --partnership CODE together.\n",
        "a PDF of nobody's sheet",
    ),
    (
        ("charts", QUARTER, "-o", "{}/c", "--format", "gif"),
        2,
        '"gif" is not a list of formats. Write png, svg or csv, or several of them with commas.\n',
        "a format there is not",
    ),
    (("published",), 0, "Nothing has been published yet.\n", "nothing published"),
    (
        ("verify", "PSB 2010-07-01"),
        1,
        '"PSB 2010-07-01" has not been published. Published: nothing yet.\n',
        "an unknown reference",
    ),
    (
        ("pack", "PSB 2010-07-01", "-o", "{}/x.zip"),
        1,
        '"PSB 2010-07-01" has not been published. Published: nothing yet.\n',
        "a pack of nothing",
    ),
]


@pytest.mark.parametrize(("words", "code", "said", "why"), MISTAKES, ids=[case[-1] for case in MISTAKES])
def test_a_mistake_is_one_sentence(data, tmp_path, words, code, said, why):
    done = run(data, *(word.format(tmp_path) for word in words))
    assert (done.exit_code, done.output) == (code, said)
    assert list(tmp_path.iterdir()) == []


def test_charts_that_stand_alone_in_the_formats_asked_for(data, tmp_path):
    """No browser is needed for it."""
    done = run(data, "charts", QUARTER, "-o", tmp_path / "c")
    assert done.exit_code == 0, done.output
    names = {path.name for path in (tmp_path / "c").iterdir()}
    assert {"status-by-partnership.png", "status-by-partnership.svg", "status-by-partnership.csv"} <= names
    assert run(data, "charts", QUARTER, "-o", tmp_path / "s", "--format", "CSV, csv").exit_code == 0
    assert {path.suffix for path in (tmp_path / "s").iterdir()} == {".csv"}


def test_publish_list_verify_reprint_and_pack(tmp_path):
    data = few(tmp_path)
    words = ("publish", QUARTER, "--reference", "PSB 2010-07-01", "--as-at", "2010-07-01", "--from", "the manager")
    done = run(data, *words)
    assert done.exit_code == 0, done.output
    assert "Published PSB 2010-07-01: 8 of 13 on track, 1 off track, 4 cannot be judged. Fingerprint " in done.output
    refused = run(data, *words)
    assert refused.exit_code == 1 and refused.output.strip().endswith("Nothing was published.")

    listed = run(data, "published")
    assert "Nothing in it has changed since." in listed.output
    assert json.loads(run(data, "published", "--json").output)["published"][0]["reference"] == "PSB 2010-07-01"

    proved = run(data, "verify", "psb-2010-07-01")
    assert proved.exit_code == 0 and proved.output.startswith("PSB 2010-07-01 verifies: ")

    out = tmp_path / "again.docx"
    again = run(data, "reprint", "PSB 2010-07-01", "-o", out)
    assert again.output == f"Made {out}. It is the same, to the byte, as the paper that was published.\n"
    otherwise = run(data, "reprint", "psb 2010-07-01", "-o", tmp_path / "paper.pdf")
    assert otherwise.output == "paper.pdf is the name of a PDF file, and a Word file is made. End it in .docx.\n"
    paper = data / "published" / "PSB 2010-07-01" / "public" / "board-paper.docx"
    assert out.read_bytes() == paper.read_bytes()

    assert run(data, "pack", "PSB 2010-07-01", "-o", tmp_path / "public.zip").exit_code == 0
    whole = run(data, "pack", "PSB 2010-07-01", "-o", tmp_path / "audit.zip", "--audit")
    assert whole.output.endswith("it holds returns and receipts, so keep it from the public.\n")
    assert len(zipfile.ZipFile(tmp_path / "audit.zip").namelist()) > len(
        zipfile.ZipFile(tmp_path / "public.zip").namelist()
    )

    paper.write_bytes(paper.read_bytes() + b"x")
    failed = run(data, "verify", "PSB 2010-07-01")
    assert failed.exit_code == 1
    assert failed.output.splitlines()[-1] == "PSB 2010-07-01 does not verify: 1 thing does not hold."
    assert io.StringIO(failed.output).readline().startswith("PSB 2010-07-01: public/board-paper.docx is not the file")


BEFORE = Path(__file__).parents[1] / "data" / "published_by_rule_1"


def test_the_list_of_what_is_published_needs_no_register(tmp_path):
    """As where it was unpacked alone; and one whose tables were changed is listed and named beside the others."""
    shutil.copytree(BEFORE / "published", tmp_path / "published")
    listed = run(tmp_path, "published")
    assert listed.exit_code == 0
    assert listed.stdout.startswith("Published as PSB 2010-07-01 on 22 July 2010.\n    ")
    why = "What was corrected since is not known. The register of targets could not be read: register.xlsx in the data"
    assert listed.stderr.startswith(why)
    told = json.loads(run(tmp_path, "published", "--json").stdout)
    assert [(one["reference"], one["since"]) for one in told["published"]] == [
        ("PSB 2010-07-01", "Published as PSB 2010-07-01 on 22 July 2010.")
    ]
    shutil.copytree(HOME / "data" / "quarterly", tmp_path / "quarterly")
    shutil.copy(HOME / "data" / "register.xlsx", tmp_path)
    (judged,) = tmp_path.glob("published/*/public/data/judged.csv")
    judged.write_bytes(judged.read_bytes() + b"x")
    listed = run(tmp_path, "published")
    assert listed.exit_code == 1
    assert listed.stdout.startswith("Published as PSB 2010-07-01 on 22 July 2010.\n    ")
    assert listed.stderr.startswith("PSB 2010-07-01: public/data/judged.csv is not the file"), listed.stderr


def test_the_picture_is_made_as_what_its_name_says(data, tmp_path):
    for name, begins in (("a.png", b"\x89PNG"), ("a.SVG", b"<?xml")):
        done = run(data, "picture", QUARTER, "-o", tmp_path / name)
        assert (done.exit_code, done.output) == (0, f"Made {tmp_path / name}.\n")
        assert (tmp_path / name).read_bytes().startswith(begins)
    refused = run(data, "picture", QUARTER, "-o", tmp_path / "a.gif")
    assert (refused.exit_code, refused.output) == (
        2,
        "a.gif ends in neither .png nor .svg. Give the file a name that does.\n",
    )
    assert not (tmp_path / "a.gif").exists()
