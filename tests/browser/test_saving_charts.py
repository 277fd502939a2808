"""A chart of a page as files that stand alone: by mouse and by keyboard, the same as the files of the papers."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.judging.position import load
from oxdash.output import chart_files
from oxdash.settings import HOME
from oxdash.web import screen
from tests.browser.accessibility import axe_finds, wear
from tests.browser.conftest import free_port, until_it_answers
from tests.browser.looking import PAGES, come_to, look, opened

CHARTS = [
    # page, name it is saved under there, name of the same chart among chart files
    ("overview", "targets by partnership", "status-by-partnership"),
    ("target", "NI 154 by quarter", "NI-154"),
]
PNG, SVG, CSV = "Save as PNG", "Save as SVG", "Save figures (CSV)"
SAVES = {PNG: "png", SVG: "svg", CSV: "csv"}


def saved(page: Page, press) -> tuple[str, bytes]:
    with page.expect_download() as found:
        press()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def button(page: Page, called: str):
    return page.get_by_role("button", name=called)


@pytest.fixture(scope="module")
def files(site_data) -> dict[str, bytes]:
    """The same charts as files of the papers, of the returns that the site serves."""
    position = load(site_data, screen.today(), by_hand=True)
    drawn = chart_files.charts(Standing(position, Edition(position.newest)))
    return chart_files.write([one for one in drawn if one.name in {name for _, _, name in CHARTS}])


@pytest.mark.parametrize(("where", "name", "as_file"), CHARTS, ids=[where for where, _, _ in CHARTS])
def test_what_is_saved_stands_alone_and_is_what_the_papers_hold(page: Page, site, files, where, name, as_file):
    look(page, site + PAGES[where])
    expect(page.locator(".js-plotly-plot .main-svg text").first).to_be_attached()
    shown = page.locator("[data-testid=stMain]").inner_text()
    for called, form in SAVES.items():
        named, file = saved(page, button(page, called).first.click)
        assert named == f"{name}.{form}"
        assert file == files[f"{as_file}.{form}"], "page and paper hand out the same file"
    drawing = ElementTree.fromstring(files[f"{as_file}.svg"])
    words = ["".join(text.itertext()) for text in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert words[0] in shown, "its message stands over the chart on the page"
    assert "Illustrative figures." in shown and "Illustrative figures." in " ".join(words)
    assert Image.open(io.BytesIO(files[f"{as_file}.png"])).info["dpi"] == pytest.approx((300, 300), abs=0.01)


def test_the_keyboard_reaches_and_presses_them(page: Page, site):
    look(page, site + PAGES["target"])
    for called, key in ((PNG, "Enter"), (SVG, "Space"), (CSV, "Enter")):
        expect(button(page, called).first).to_be_visible()
        if called == PNG:
            page.get_by_role("heading", name="Actual against milestone").click()
        come_to(page, button(page, called).first)
        expect(button(page, called).first).to_be_focused()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", "focus is seen"
        one = button(page, called).first
        assert saved(page, lambda one=one, key=key: one.press(key))[0].endswith(SAVES[called])


def test_on_a_dark_ground_on_a_telephone_and_on_paper(page: Page, site):
    look(page, site + PAGES["target"])
    for scheme, width in (("light", 1280), ("dark", 1280), ("dark", 320)):
        wear(page, scheme, width)
        for called in SAVES:
            box = button(page, called).first.bounding_box()
            assert box["height"] >= 24 and box["width"] >= 24 and box["x"] + box["width"] <= width
        expect(page.locator(".modebar-container")).not_to_be_visible()
        assert axe_finds(page, within="[data-testid=stDownloadButton]") == {}
    page.emulate_media(media="print")
    for called in SAVES:
        expect(button(page, called).first).not_to_be_visible()


def test_a_figure_in_a_narrow_bar_is_legible_on_a_telephone(page: Page, site):
    look(page, site + PAGES["overview"])
    wear(page, "light", 390)
    bars = page.locator(".js-plotly-plot .bars .bartext")
    expect(bars.first).to_be_attached()
    said = [one for one in bars.all() if one.text_content()]
    assert len(said) >= 10
    for one in said:
        turned = one.get_attribute("transform") or ""
        scale = re.search(r"scale\(([\d.]+)", turned)
        assert scale is None or float(scale[1]) >= 0.8, f"{one.text_content()} is not shrunk: {turned}"


def test_another_target_is_saved_under_its_own_name(page: Page, site):
    look(page, site + PAGES["target"])
    look(page, site + "/target?target=NI+155")
    called, other = saved(page, button(page, SVG).first.click)
    assert called == "NI 155 by quarter.svg"
    opened(page, page.go_back)
    expect(page.locator("h1")).to_contain_text("NI 154")
    called, again = saved(page, button(page, SVG).first.click)
    assert called == "NI 154 by quarter.svg" and again != other


def test_every_quarter_of_a_target_is_taken_away(page: Page, site):
    look(page, site + PAGES["target"])
    called, file = saved(page, button(page, "Every quarter (CSV)").click)
    assert called == "NI 154 every quarter.csv"
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    assert {row["target"] for row in rows} == {"NI 154"} and len(rows) >= 7
    assert [row["quarter"] for row in rows] == sorted(row["quarter"] for row in rows)


def test_they_are_there_without_our_server_too(page: Page, site_data, tmp_path):
    """Under ``streamlit run app.py`` nothing of ours is served beside the pages."""
    address = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "streamlit", "run", str(HOME / "app.py"), "--server.port", address.split(":")[-1]]
    environment = {"OXDASH_DATA": str(site_data), "PATH": "/usr/bin", "PYTHONPATH": str(HOME), "HOME": str(tmp_path)}
    with subprocess.Popen(
        command, cwd=HOME, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        try:
            until_it_answers(run, f"{address}/_stcore/health")
            look(page, address + PAGES["overview"])
            called, png = saved(page, button(page, PNG).first.click)
            assert called == "targets by partnership.png" and Image.open(io.BytesIO(png)).width == 1890
        finally:
            run.terminate()
