"""The static page in a real browser: nothing to complain of, nothing asked for, and clean paper."""

import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page

from oxdash.documents.blocks import Column, Paragraph, Table
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.output import static_page, status
from oxdash.vocabulary.tables import SHORT
from tests.browser.accessibility import in_views, wear

EDITION = Edition("2009-10 Q4", reference="PSB 2010-07-01", fingerprint="0123456789ab", published_on=date(2010, 7, 1))


@pytest.fixture(scope="module")
def file(tmp_path_factory, shipped) -> Path:
    path = tmp_path_factory.mktemp("page") / "position.html"
    path.write_bytes(static_page.write(Standing(shipped, EDITION)))
    return path


def test_the_page_reads_on_screen_without_scripts_or_requests(browser, file):
    context = browser.new_context(java_script_enabled=True, offline=True)
    shown: Page = context.new_page()
    asked, said = [], []
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("console", lambda message: said.append(message.text))
    shown.goto(file.as_uri())
    for view, found in in_views(shown):
        assert found == {}, view
    for width in (390, 320):
        wear(shown, "light", width)
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
    levels = shown.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
    assert said == []
    context.close()


LONG = (("", "short"), ("ox-middle", "a.very.long.name.of.an.officer@council.example"), ("ox-wide", "a" * 90))
CUT = """tiles => tiles.filter(one => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 1)
    .map(one => one.innerText)"""


def test_the_longest_name_stands_whole_on_its_tile(browser, file, tmp_path):
    """The kind: a name longer than its tile is cut. Tried: names of so many letters, narrow ones and the widest."""
    widest = tmp_path / "widest.html"
    widest.write_text(file.read_text("utf-8").replace("Affordable homes", "W" * SHORT), "utf-8")
    for path in (file, widest):
        shown: Page = browser.new_page()
        shown.goto(path.as_uri())
        for width in (320, 390, 1280):
            wear(shown, "light", width)
            tiles = shown.locator(".ox-tile")
            assert tiles.count() > 40
            assert tiles.evaluate_all(CUT) == [], (path.name, width)
        shown.close()


def test_what_stands_beside_its_heading_on_a_telephone_stands_under_the_others(browser, tmp_path):
    """A long address cannot be broken at a blank, and pushed aside what it is called."""
    rows = "".join(f"<tr><td data-label='From' class='{fits}'><span>{said}</span></td></tr>" for fits, said in LONG)
    table = tmp_path / "cards.html"
    cards = f"<div class='ox-fit'><table class='ox-table ox-cards'><tbody>{rows}</tbody></table></div>"
    table.write_text(
        f"<!DOCTYPE html><title>Cards</title><style>{status.style_sheet()}</style><div class='ox'>{cards}", "utf-8"
    )
    shown: Page = browser.new_page(viewport={"width": 390, "height": 900})
    shown.goto(table.as_uri())
    begins = shown.locator("td span").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    shown.close()
    assert len(set(begins)) == 1, begins


def test_whatever_got_into_the_page_its_policy_keeps_it_from_running_or_asking(browser, file, tmp_path):
    planted = tmp_path / "planted.html"
    into = (
        "<script>document.title = 'ran'</script><img src='x.png' onerror=\"document.title = 'ran'\">"
        "<style>body { color: rgb(1, 2, 3) }</style><p id='planted' style='color: rgb(1, 2, 3)'>text</p>"
        "<form action='https://council.example/'></form><base href='https://council.example/'>"
    )
    planted.write_text(file.read_text("utf-8").replace('<main><div class="ox">', f'<main><div class="ox">{into}', 1))
    shown: Page = browser.new_page()
    answered, barred = [], []
    shown.on("requestfinished", lambda request: answered.append(request.url))
    shown.on("requestfailed", lambda request: barred.append((request.url.rsplit("/", 1)[-1], request.failure)))
    shown.goto(planted.as_uri())
    assert shown.locator("#planted").inner_text() == "text", "it is in the page"
    assert shown.title() != "ran"
    assert shown.evaluate("getComputedStyle(document.querySelector('#planted')).color") == "rgb(11, 12, 12)"
    assert shown.evaluate("document.baseURI") == planted.as_uri()
    assert [url for url in answered if not url.startswith("data:")] == [planted.as_uri()]
    assert barred == [("x.png", "csp")]
    widths = shown.evaluate("[...document.querySelectorAll('col')].map(c => getComputedStyle(c).width)")
    assert widths and "auto" not in widths, "the page's own widths count"
    shown.close()


def test_the_letters_of_a_chart_are_read_on_a_telephone_and_it_is_moved_under_the_screen(browser, file):
    shown: Page = browser.new_page(viewport={"width": 390, "height": 800})
    shown.goto(file.as_uri())
    sizes = """[...document.querySelectorAll('.ox-drawing text')]
        .map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"""
    found = shown.evaluate(sizes)
    assert found and min(found) > 11.9, "pixels"
    assert shown.evaluate("document.documentElement.scrollWidth") == 390
    regions = shown.get_by_role("region", name="Figure")
    assert regions.count() == shown.locator(".ox-drawing").count()
    regions.first.focus()
    shown.keyboard.press("ArrowRight")
    shown.wait_for_function("document.activeElement.scrollLeft > 0")
    shown.set_viewport_size({"width": 1280, "height": 800})
    assert (
        shown.evaluate("[...document.querySelectorAll('.ox-scroll')].filter(e => e.scrollWidth > e.clientWidth)") == []
    )
    shown.close()


def test_heads_of_a_table_do_not_stand_alone_at_the_end_of_a_printed_page(browser, tmp_path):
    rows = tuple(f"Row {n} says so." for n in range(30))
    for lines in range(24, 34):
        page = static_page.index(
            "T",
            "en-GB",
            [*(Paragraph(f"Line {n}.") for n in range(lines)), Table("T", (Column("The head", rows),))],
            "F",
        )
        (tmp_path / "page.html").write_bytes(page)
        shown: Page = browser.new_page()
        shown.goto((tmp_path / "page.html").as_uri())
        shown.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
        shown.close()
        text = subprocess.run(
            ["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True
        ).stdout
        ends = [one.split() for one in text.split("\f") if one.strip()]
        assert [one for one in ends if one[-2:] == ["The", "head"]] == [], lines


def test_the_page_prints_on_a4_with_nothing_cut(browser, file, tmp_path):
    shown: Page = browser.new_page()
    shown.goto(file.as_uri())
    paper = tmp_path / "page.pdf"
    shown.pdf(path=str(paper), prefer_css_page_size=True)
    shown.emulate_media(media="print")
    shown.set_viewport_size({"width": 703, "height": 1000})  # what A4 holds between the margins
    wide = shown.evaluate(
        "[...document.querySelectorAll('table, svg')].filter(e => e.getBoundingClientRect().right > 704)"
    )
    assert wide == []
    shown.close()
    about = subprocess.run(["pdfinfo", str(paper)], capture_output=True, text=True, check=True).stdout
    size = next(line for line in about.splitlines() if line.startswith("Page size"))
    assert "A4" in size, size
    text = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, text=True, check=True).stdout
    assert "fingerprint 0123456789ab" in " ".join(text.split())
