"""The page for a new council, followed word by word: what it says to type is typed, and its commands are given."""

import contextlib
import re
import shlex
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document

from oxdash.__main__ import cli
from tests import plain_words
from tests.pdf_tags import Tagged
from tests.spec.test_no_council import WORDS, of_the_content, spoken_of

PAGE = (Path(__file__).parents[2] / "docs" / "a-new-council.md").read_text("utf-8")
NOT_HERE = ("mkdir", "OXDASH_DATA")  # lines that are no command of oxdash
KNOWN = {"reward-grant.docx", "README.txt"}  # until the reward speaks of what the register says


def commands() -> list[list[str]]:
    lines = [line.strip() for line in PAGE.splitlines() if line.startswith("    ")]
    return [shlex.split(line)[1:] for line in lines if not line.startswith(NOT_HERE)]


def table(heading: str) -> list[dict[str, str]]:
    """The rows of the table below a heading; a blank cell is an empty text."""
    below = PAGE.split(f"### {heading}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in below.splitlines() if line.startswith("|")]
    cells = [[one.strip() for one in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def typed(text: str):
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    with contextlib.suppress(ValueError):
        return datetime.strptime(text, "%d %B %Y").date()
    return text or None


def fill_in(path: Path) -> None:
    """Everything that the page says to type into the register, below the example rows."""
    book = openpyxl.load_workbook(path)
    for name in re.findall("^### Sheet (.+)$", PAGE, re.MULTILINE):
        sheet, rows = book[name], table(f"Sheet {name}")
        heads = {cell.value: cell.column for cell in sheet[1]}
        if name == "About":
            at = {cell.value: cell.row for cell in sheet["A"]}
            for row in rows:
                sheet.cell(at[row["Name"]], heads["Value"], typed(row["Value"]))
            continue
        for number, row in enumerate(rows, start=3):
            for head, said in row.items():
                sheet.cell(number, heads[head], typed(said))
    book.save(path)


def return_it(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for row in book["Cover"].iter_rows():
        if row[0].value in ("Prepared by", "Prepared on"):
            row[1].value = {"Prepared by": "A. Officer", "Prepared on": date(2026, 4, 20)}[row[0].value]
    said = {row["Target"]: row for row in table("Typed into the returns")}
    sheets = {name: (book[name], {cell.value: cell.column for cell in book[name][3]}) for name in ("Return", "Actions")}
    sheet, heads = sheets["Return"]
    row = said[sheet.cell(4, heads["Target"]).value]
    for head in ("Actual", "Figure is"):
        sheet.cell(4, heads[head], typed(row[head]))
    if row["Action"]:
        sheet, heads = sheets["Actions"]
        for head, value in {"For": row["Target"], "State": "open", **row}.items():
            if head in heads:
                sheet.cell(4, heads[head], typed(value))
    book.save(path)


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The folder in which the page was followed, and what each command said."""
    folder = tmp_path_factory.mktemp("evening")
    (folder / "fenshire").mkdir()
    said = {}
    with contextlib.chdir(folder):
        for words in commands():
            ran = CliRunner().invoke(cli, words, prog_name="oxdash")
            assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
            said[" ".join(words)] = ran.exit_code, ran.output
            if words[:2] == ["register", "new"]:
                fill_in(folder / "fenshire" / "register.xlsx")
            if "template" in words:
                return_it(folder / words[-1])
    return folder, said


def test_every_command_does_what_the_page_says(followed):
    _, said = followed
    ended = {words: code for words, (code, _) in said.items() if code and not words.endswith("doctor")}
    assert not ended, [said[words][1] for words in ended]
    assert len(said) == 12
    checked = next(told for words, (_, told) in said.items() if words.startswith("register check"))
    assert checked.splitlines()[-1] in PAGE and "There is a problem" not in checked


def test_the_board_paper_is_of_that_council(followed):
    folder, _ = followed
    paper = Document(folder / "board-paper.docx")
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "Fenshire Community Plan" in words and "Green Fenshire" in words and "plan target" in words


def test_nothing_that_is_published_speaks_of_another(followed):
    folder, _ = followed
    public = folder / "fenshire" / "published" / "Board 2026-06-24" / "public"
    files = [one for one in public.rglob("*") if one.is_file() and one.suffix != ".png" and one.name not in KNOWN]
    assert len(files) > 30
    for one in files:
        if one.suffix == ".docx":
            paper = Document(one)
            cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
            core = paper.core_properties
            text = "\n".join([*(part.text for part in paper.paragraphs), *cells, core.title, core.subject])
        elif one.suffix == ".xlsx":
            book = openpyxl.load_workbook(one)
            text = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        elif one.suffix == ".pptx":
            text = "\n".join(plain_words.of_slides(one.read_bytes()))
        elif one.suffix == ".pdf":
            text = Tagged(one.read_bytes()).text
        else:
            text = one.read_text("utf-8")
        own = re.sub(r"Area is a\W+county", "", text)  # which this one says of itself, on its sheet About
        assert not spoken_of(own, WORDS | of_the_content()), one.name
