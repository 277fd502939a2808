"""What an officer typed comes out of every file as it was typed, or says what could not be held.

What belongs to the kind, and was tried: text that looks like an escape of the format (_x0041_, _x005F_, _x000D_, one in
another), control characters, every kind of line break, half a character, U+FFFE, text longer than a cell of Excel, text
that Excel would calculate; in the workbook, the workbook inside a Word chart, Word, the static page, CSV and JSON. An
address with a space or a sign of its own in the Link header, in the description of a CSV, in the list; a CSV opened in
Excel by double-click (the mark of UTF-8) and by a program (without).
"""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import docx
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from starlette.applications import Starlette
from starlette.testclient import TestClient

from oxdash.__main__ import cli
from oxdash.charts import status_bars
from oxdash.documents.blocks import Outline, Paragraph
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.output import exact_csv, open_data, static_page, word
from oxdash.output.excel import book
from oxdash.output.excel.tidy import Column, Sheet
from oxdash.output.word import chart as wordchart
from oxdash.publication import publishing, shelf
from oxdash.publication.publishing import Asked
from oxdash.vocabulary import safe_text
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.fields import Field
from oxdash.web import api
from tests.paper_outlines import COUNTS, NAMES, status
from tests.returning import MANAGER, NOW, few
from tests.returning import settings as settings_of
from tests.spec.test_published import PSB

TYPED = [
    pytest.param("_x0041_", id="looks like an escape"),
    pytest.param("_x005F_x0041_", id="looks like an escape of an escape"),
    pytest.param("a_x000d_b _X000D_", id="small letters, a large X"),
    pytest.param("one\r\ntwo\rthree\nfour", id="every kind of line break"),
    pytest.param("a\x00b\x01c\x0bd\x1fe\x7ff", id="control characters"),
    pytest.param("half \ud800 a character \udc00", id="half a character"),
    pytest.param("\ufffe and \uffff", id="what is no character"),
    pytest.param("=1+1", id="Excel would calculate it"),
    pytest.param("<r>not markup of ours</r>", id="looks like markup of xlsxwriter"),
    pytest.param("£5 – ½ “quoted” 😀", id="signs beyond ASCII"),
    pytest.param("x" * 40_000, id="longer than a cell"),
    pytest.param("😀" * 20_000, id="longer than a cell, in characters of two halves"),
]
ANY_TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=30)


def in_a_workbook(text: str) -> str:
    """The text as Excel would show it in a cell of the workbook: with the format's own escapes undone, once."""
    made = book.Book("Title", "Subject", "", date(2010, 7, 22), NEUTRAL, "Footer")
    made.table_sheet(Sheet("Contents", "Contents", columns=(Column("Words", [text]),)))
    with zipfile.ZipFile(io.BytesIO(made.close())) as files:
        strings = etree.fromstring(files.read("xl/sharedStrings.xml"))
    cells = ["".join(one.itertext()) for one in strings]
    said = next(cell for cell in cells[::-1] if cell not in ("Contents", "Words"))
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), said)


@pytest.mark.parametrize("text", TYPED)
def test_excel_shows_what_was_typed(text):
    said = in_a_workbook(text)
    assert said == book.shown(text)
    assert len(said.encode("utf-16-le")) // 2 <= book.LONGEST
    long = len(text.encode("utf-16-le", "surrogatepass")) // 2 > book.LONGEST
    if text.isprintable() and not long and not text.startswith("<r>"):
        assert said == text
    if long:
        assert "[cut: the text has 40,000 characters and a cell holds 32,767]" in said


@settings(max_examples=60)
@given(ANY_TEXT)
@example("_x0041_")
@example("_x005F_x0041_x0042_")
@example("\ud83d\ude00")
def test_no_text_breaks_the_workbook(text):
    if text in ("Contents", "Words"):
        return
    assert in_a_workbook(text) == book.shown(text)


@settings(max_examples=60)
@given(ANY_TEXT)
@example("\ud800")
@example("a\r\nb\x00")
def test_csv_gives_back_what_it_was_given(text):
    field = Field("words", "string")
    data = exact_csv.write(pd.DataFrame({"words": pd.Series([text], dtype="object")}), [field])
    assert exact_csv.read(data, [field]).words[0] == safe_text.whole(text)
    assert list(csv.reader(io.StringIO(data.decode(), newline="")))[1] == [safe_text.whole(text)]


@settings(max_examples=30)
@given(ANY_TEXT)
@example("\ud800\x00\ufffe")
def test_no_text_breaks_a_word_paper_or_its_chart(text):
    outline = Outline(f"T{text}", "Over", text, (Paragraph(f"P{text}"), status()), text)
    document = docx.Document(io.BytesIO(word.write(outline, stamped=date(2010, 7, 22))))
    assert [one.text for one in document.paragraphs][2].startswith("P")
    named = status_bars(COUNTS, dict.fromkeys(NAMES, f"N{text}"))
    sheet = openpyxl.load_workbook(io.BytesIO(wordchart.made(named)[1]))["Sheet1"]
    assert str(sheet.cell(2, 1).value).startswith("N")


def test_a_whole_position_of_hostile_words_is_still_a_page_and_data(shipped):
    typed = "_x000D_ \x00 \ufffe £"
    spoiled = replace(
        shipped, actions=shipped.actions.assign(action=typed), judged=shipped.judged.assign(figure_is_for=typed)
    )
    at = Standing(spoiled, Edition("2009-10 Q4"))
    made = html.fromstring(static_page.write(at))
    assert "_x000D_" in made.text_content() and "\x00" not in made.text_content()
    listed = json.loads(open_data.position_json(spoiled, at.edition))["targets"]
    assert {one["figure_is_for"] for one in listed} == {typed}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param("£1".encode(), b"\xef\xbb\xbf\xc2\xa31", id="the mark before it"),
        pytest.param(b"\xef\xbb\xbfa", b"\xef\xbb\xbfa", id="never twice"),
        pytest.param(b"", b"\xef\xbb\xbf", id="nothing"),
    ],
)
def test_the_mark_by_which_excel_knows_utf_8(data, said):
    assert safe_text.for_excel(data) == said


def test_data_for_people_and_data_for_programs_are_the_same_rows(shipped):
    files = open_data.data_files(shipped, Edition("2009-10 Q4"))
    exact, people = files["position.csv"], files["position-for-excel.csv"]
    assert not exact.startswith(b"\xef\xbb\xbf") and people == b"\xef\xbb\xbf" + exact
    assert exact.endswith(b"\r\n") and b"\xc2\xa3" in exact
    assert pd.read_csv(io.BytesIO(people)).equals(pd.read_csv(io.BytesIO(exact)))


def test_the_command_line_writes_both(few_folder, tmp_path):
    exact, people = tmp_path / "exact.csv", tmp_path / "people.csv"
    asked = ["--data", few_folder, "position", "2009-10 Q4", "--as-at", "2010-07-22"]
    done = CliRunner().invoke(cli, [*map(str, asked), "--csv", str(exact), "--csv-for-excel", str(people)])
    assert done.stdout == f"Wrote {exact}: 13 targets.\nWrote {people}: 13 targets.\n"
    assert people.read_bytes() == b"\xef\xbb\xbf" + exact.read_bytes()


@pytest.fixture(scope="module")
def few_folder(tmp_path_factory) -> Path:
    return few(tmp_path_factory.mktemp("written"))


REFERENCE = "PSB 2010-07-01 item 4.2_b"  # every sign that a reference may have


@pytest.fixture(scope="module")
def on_record(few_folder) -> Path:
    done = publishing.publish(Asked("2009-10 Q4", REFERENCE, PSB), MANAGER, settings_of(few_folder), NOW)
    assert isinstance(done, shelf.Published), done
    return few_folder


def test_a_client_that_follows_what_is_written_finds_every_file(on_record, monkeypatch):
    """As a reader of CSV on the Web does: from the list to the CSV, by Link to its description, by url back again."""
    monkeypatch.setenv("OXDASH_DATA", str(on_record))
    client = TestClient(Starlette(routes=api.ROUTES))
    base = "http://testserver"
    (one,) = client.get("/api/positions").json()["positions"]
    for name in ("json", "csv", "description"):
        assert " " not in one[name] and unquote(one[name]).startswith(f"/api/positions/{REFERENCE}.")
    at_csv = urljoin(base, one["csv"])
    link = client.get(urlsplit(at_csv).path).headers["link"]
    target = re.fullmatch(r'<([^>\s]+)>; rel="describedby"; type="application/csvm\+json"', link)[1]
    at_description = urljoin(at_csv, target)
    assert at_description == urljoin(base, one["description"]) == f"{at_csv}-metadata.json"
    described = client.get(urlsplit(at_description).path).json()
    url = described["tables"][0]["url"]
    assert re.fullmatch(r"[A-Za-z0-9._~%-]+", url), "no sign that an address may not have"
    assert urljoin(at_description, url) == at_csv


def test_a_pack_says_which_file_is_for_whom(on_record):
    kept = shelf.find(settings_of(on_record).published, REFERENCE)
    files = kept.files("public")
    assert files["public/position-for-excel.csv"] == safe_text.for_excel(files["public/position.csv"])
    told = files["public/README.txt"].decode()
    assert "position-for-excel.csv      the position, a row a target, to open in Excel by double-click" in told
    assert "position.csv, .json         the same for programs (UTF-8, no byte order mark)" in told
