"""A Word paper as it comes out of a printer: LibreOffice lays it out, poppler makes pictures and words of its pages."""

import os
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from oxdash.charts.description import Bars
from oxdash.documents import papers
from oxdash.documents.blocks import Bullets, Chart, Column, Heading, Outline, Paragraph, Schedule, Table, Tree
from oxdash.documents.edition import Edition
from oxdash.documents.inline import StatusWord
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.output import word
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from tests.paper_outlines import COUNTS, rich

SOFFICE = os.environ.get("SOFFICE", "soffice")
DPI = 100
POPPLER = ("pdftotext", "pdffonts", "pdftoppm", "pdfinfo")


def run(*command: object) -> str:
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=120, check=True
    ).stdout


class Printed:
    """A paper's pages, as a PDF that LibreOffice made of it."""

    def __init__(self, outline: Outline, folder) -> None:
        for tool, package in ((SOFFICE, "libreoffice-writer"), *((tool, "poppler-utils") for tool in POPPLER)):
            if shutil.which(tool) is None:
                pytest.fail(
                    f"This test needs {tool} and there is none. Install it (apt-get install {package}), or name "
                    "another LibreOffice in SOFFICE.",
                    pytrace=False,
                )
        self.folder, self.pdf = folder, folder / "paper.pdf"
        (folder / "paper.docx").write_bytes(word.write(outline, stamped=date(2010, 7, 22)))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        told = run(SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "paper.docx")
        assert self.pdf.exists(), told

    @property
    def pages(self) -> int:
        return int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", self.pdf))[1])

    @property
    def text(self) -> str:
        return run("pdftotext", self.pdf, "-")

    @property
    def fonts(self) -> set[str]:
        lines = run("pdffonts", self.pdf).splitlines()[2:]
        return {line.split()[0].partition("+")[2] for line in lines}

    def words(self, page: int) -> list[tuple[str, float, float]]:
        """Each word of a page with the top and bottom of its box, in points."""
        found = run("pdftotext", "-bbox", "-f", page, "-l", page, self.pdf, "-")
        boxes = re.findall(r'<word xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', found)
        return [(unescape(text), float(top), float(bottom)) for top, bottom, text in boxes]

    def picture(self, page: int) -> np.ndarray:
        run("pdftoppm", "-r", DPI, "-f", page, "-l", page, "-singlefile", "-png", self.pdf, self.folder / "page")
        return np.asarray(Image.open(self.folder / "page.png").convert("RGB")).astype(int)

    def chart(self, number: int) -> np.ndarray:
        """The picture of a chart: 9 cm from under its caption and subtitle."""
        for page in range(1, self.pages + 1):
            words = self.words(page)
            for (first, _, bottom), (second, *_) in pairwise(words):
                if (first, second) == ("Figure", f"{number}:"):
                    top = bottom + 12  # points: the line of the subtitle
                    return self.picture(page)[round(top * DPI / 72) : round((top + 9 / 2.54 * 72) * DPI / 72)]
        raise AssertionError(f"There is no Figure {number}: on any page.")


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> Printed:
    return Printed(rich(), tmp_path_factory.mktemp("printed"))


def texts(outline: Outline) -> list[str]:
    """Every text of an outline, as often as it must be printed."""
    found = [outline.over, outline.title]
    for block in outline.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(block.text)
            case Bullets():
                found += block.lines
            case Tree():
                found += [block.caption, *(line for _, line in block.lines)]
            case Table():
                found += [block.caption, *cells(block)]
            case Schedule():
                found += [block.caption, "Performance", "Response"]
                for part in (*block.performance, *block.response):
                    found += [part.heading, *part.lines]
            case Chart():
                found += [f"Figure {block.number}: {block.headline}", block.under, block.source]
                found += [block.table.caption, *cells(block.table)]
                found += block.drawing.names if isinstance(block.drawing, Bars) else []
    return found


def cells(table: Table) -> list[str]:
    found = [column.heading for column in table.columns]
    for column in table.columns:
        for cell in column.cells:
            if isinstance(cell, StatusWord):
                found.append(wording.status_words(cell.status, cell.close))
            else:
                found += cell if isinstance(cell, tuple) else [cell]
    return found


def test_nothing_is_cut(printed):
    there = Counter(printed.text.split())
    wanted = Counter(word for text in texts(rich()) for word in text.split())
    missing = wanted - there
    assert not missing, missing
    assert there["Draft,"] == printed.pages, "the footer is on every page"


OF_TABLES = [
    # whose, the quarter, the paper
    ("shipped", "2009-10 Q4", Kind.ACTIONS),
    ("shipped", "2009-10 Q4", Kind.ANSWERS),
    ("shipped", "2009-10 Q4", Kind.REWARD),
    ("shipped", "2009-10 Q4", Kind.GRANTS),
    ("marshire", "2026 Q3", Kind.ANSWERS),
    ("marshire", "2026 Q3", Kind.GRANTS),
]


@pytest.mark.parametrize(("whose", "quarter", "kind"), OF_TABLES)
def test_nothing_of_a_paper_of_tables_is_cut(request, tmp_path, whose, quarter, kind):
    outline = papers.outline(kind, Standing(request.getfixturevalue(whose), Edition(quarter)))
    there = Counter(words_of(Printed(outline, tmp_path).text))
    wanted = Counter(one for text in texts(outline) for one in words_of(text))
    assert not (missing := wanted - there), missing


def words_of(text: str) -> list[str]:
    """Words without their hyphens: pdftotext takes away those that a line ends with."""
    return text.replace("-\n", "").replace("-", "").split()


def test_pages_are_numbered(printed):
    assert printed.pages == 3
    assert re.findall(r"Page \d+ of \d+", printed.text) == [f"Page {n} of 3" for n in (1, 2, 3)]


def test_in_arial_or_its_twin_alone(printed):
    assert {re.sub(r"-.*|MT$", "", font) for font in printed.fonts} <= {"Arial", "LiberationSans"}


def near(picture: np.ndarray, colour: str, within: int = 12) -> np.ndarray:
    wanted = [int(colour.lstrip("#")[n : n + 2], 16) for n in (0, 2, 4)]
    return (np.abs(picture - wanted) <= within).all(axis=2)


def test_the_status_chart_is_drawn_in_its_colours_and_lengths(printed):
    chart = printed.chart(1)
    looks = wording.LOOKS
    off, on = (near(chart, looks[status].fill).sum() for status in (Status.OFF_TRACK, Status.ON_TRACK))
    assert off > 3000 and on > 1500
    assert off / on == pytest.approx(COUNTS.off_track.sum() / COUNTS.on_track.sum(), rel=0.25), "as long as the counts"
    grey = (np.ptp(chart, axis=2) < 12) & (chart[..., 0] < 235)
    rows, columns = np.nonzero(near(chart, looks[Status.OFF_TRACK].fill))
    bar = slice(rows.min() + 4, rows.min() + 20)
    beside = grey[bar, columns.max() + 6 : columns.max() + 90]
    assert 0.05 < beside.mean() < 0.6, "unknown is hatched, right of what is off track, and never filled"


def test_on_and_off_track_differ_in_black_and_white(printed):
    chart = printed.chart(1)
    light = [luminance(chart[near(chart, wording.LOOKS[one].fill)].mean(axis=0)) for one in wording.ORDER[::2]]
    assert (max(light) + 0.05) / (min(light) + 0.05) >= 3


def luminance(colour: np.ndarray) -> float:
    """Of WCAG 2.2."""
    part = colour / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_the_course_is_drawn(printed):
    chart = printed.chart(2)
    for colour, least in ((wording.SERIES[0], 400), (wording.SERIES[1], 100), (wording.SERIES[3], 20)):
        assert near(chart, colour, 40).sum() > least, colour
    there = Counter(printed.text.split())
    assert there["Actual"] >= 3 and there["Milestone"] >= 3, "in the key, beside the line and in the table"


def test_a_statuss_cell_is_filled_on_paper(printed):
    for page in range(1, printed.pages + 1):
        if any(text == "Close" for text, *_ in printed.words(page)):
            fills = [wording.LOOKS[one].fill for one in (Status.OFF_TRACK, wording.CLOSE, Status.ON_TRACK)]
            assert all(near(printed.picture(page), fill).sum() > 500 for fill in fills)
            return
    raise AssertionError("The table of statuses is on no page.")


def test_what_is_too_long_goes_on_over_the_page(tmp_path):
    typed = " ".join(f"word{n}" for n in range(3000))
    tall = Table("Tall", (Column("Target", [typed[:4000], "NI 2"], names_row=True, share=1), Column("Why", ["a", "b"])))
    outline = replace(rich(), blocks=(Paragraph(typed), Paragraph("x" * 3000), tall))
    found = Printed(outline, tmp_path)
    there = Counter(found.text.split())
    wanted = Counter(f"{typed} {typed[:4000]}".split())
    assert not wanted - there
    assert found.text.count("x") >= 3000, "a word as long as a page is broken, not cut"
    assert there["Target"] >= 2, "and the heading row stands on every page of its table"


def test_a_sheet_of_one_page_fits_one(tmp_path):
    row = ("NI 154 Net additional homes provided", "Spatial Planning, Q3 2009/10")
    table = Table("Off track", (Column("Target", [row] * 9, names_row=True), Column("Why", ["Too few homes."] * 9)))
    blocks = (Paragraph("5 targets.", "lead"), Heading("Changed"), Bullets(("NI 154 is off track.",) * 8), table)
    assert Printed(replace(rich(), blocks=blocks, one_page=True), tmp_path).pages == 1
