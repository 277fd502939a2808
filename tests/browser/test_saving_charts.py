"""Saving a chart in the reader's own browser: both files, by mouse and by keyboard, with nothing asked of anywhere."""

import io
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from oxdash import charts
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.judging.position import load
from oxdash.output import chart_files
from oxdash.settings import HOME
from oxdash.web import screen
from tests.browser.accessibility import axe_finds, wear
from tests.browser.conftest import free_port, until_it_answers
from tests.browser.looking import PAGES, look, settled

CHARTS = [
    # page, name it is saved under there, name of the same chart among chart files
    ("overview", "targets by partnership", "status-by-partnership"),
    ("target", "NI 154 by quarter", "NI-154"),
]
PNG, SVG = "Save as PNG", "Save as SVG"


def saved(page: Page, press) -> tuple[str, bytes]:
    with page.expect_download() as found:
        press()
    return found.value.suggested_filename, Path(found.value.path()).read_bytes()


def button(page: Page, called: str):
    return page.get_by_role("button", name=called)


@pytest.fixture(scope="module")
def files(site_data) -> dict[str, bytes]:
    """The same charts as files, drawn by kaleido from the returns that the site serves."""
    position = load(site_data, screen.today(), by_hand=True)
    drawn = chart_files.figures(Standing(position, Edition(position.newest)))
    found = chart_files.write([one for one in drawn if one.name in {name for _, _, name in CHARTS}])
    assert isinstance(found, dict), found
    return found


@pytest.mark.parametrize(("where", "name", "as_file"), CHARTS, ids=[where for where, _, _ in CHARTS])
def test_both_files_are_saved_where_the_reader_is(page: Page, site, files, where, name, as_file):
    asked = []
    look(page, site + PAGES[where])
    expect(page.locator(".js-plotly-plot .main-svg text").first).to_be_attached()
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    shown = " ".join(page.locator(".js-plotly-plot .main-svg text").all_text_contents())
    assert shown

    called, png = saved(page, button(page, PNG).click)
    assert called == f"{name}.png"
    picture = Image.open(io.BytesIO(png))
    assert picture.width == round(charts.WIDTH * charts.PRINT_SCALE) == 1890
    assert abs(picture.height - 1063) <= 1, "9 cm at 300 dots an inch"
    same = Image.open(io.BytesIO(files[f"{as_file}.png"]))
    apart = ImageChops.difference(picture.convert("L"), same.convert("L")).point(lambda value: 255 * (value > 32))
    assert apart.getbbox() is None, "screen and file show the same figure, dot by dot"

    called, svg = saved(page, button(page, SVG).click)
    assert called == f"{name}.svg"
    drawing = page.context.new_page()
    drawing.set_content(svg.decode("utf-8"))
    assert " ".join(drawing.locator("svg.main-svg text").all_text_contents()) == shown, "text stays text, all of it"
    assert drawing.locator("svg.main-svg").first.get_attribute("width") == str(charts.WIDTH)
    assert {urlparse(url).scheme for url in asked} <= {"data", "blob"}, "nothing is sent or fetched to save a chart"


def test_the_keyboard_reaches_and_presses_them(page: Page, site):
    look(page, site + PAGES["target"])
    for called, key, ending in ((PNG, "Enter", ".png"), (SVG, "Space", ".svg")):
        button(page, called).scroll_into_view_if_needed()
        if called == PNG:
            page.get_by_role("heading", name="Actual against milestone").click()
        for _ in range(6):
            page.keyboard.press("Tab")
            if called in page.evaluate("document.activeElement.textContent"):
                break
        expect(button(page, called)).to_be_focused()
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", "focus is seen"
        assert saved(page, lambda key=key: page.keyboard.press(key))[0].endswith(ending)
        expect(button(page, called)).to_be_focused()


def test_on_a_dark_ground_on_a_telephone_and_on_paper(page: Page, site):
    look(page, site + PAGES["target"])
    for scheme, width in (("light", 1280), ("dark", 1280), ("dark", 320)):
        wear(page, scheme, width)
        for called in (PNG, SVG):
            box = button(page, called).bounding_box()
            assert box["height"] >= 24 and box["width"] >= 24 and box["x"] + box["width"] <= width
        expect(page.locator(".modebar-container")).not_to_be_visible()
        assert axe_finds(page, within=".ox-saving") == {}
    page.emulate_media(media="print")
    for called in (PNG, SVG):
        expect(button(page, called)).not_to_be_visible()


def test_a_chart_redrawn_is_saved_as_it_is_now(page: Page, site):
    """Streamlit draws a chart again when the view changes; the button saves what stands above it then."""
    look(page, site + PAGES["target"])
    look(page, site + "/target?target=NI+155")
    called, svg = saved(page, button(page, SVG).click)
    assert called == "NI 155 by quarter.svg"
    page.go_back()
    settled(page)
    expect(page.locator("h1")).to_contain_text("NI 154")
    called, again = saved(page, button(page, SVG).click)
    assert called == "NI 154 by quarter.svg" and again != svg


def test_a_button_pressed_before_the_chart_is_drawn_saves_it_then(page: Page, site):
    """Plotly is large; on a slow line its button is there first."""
    held, pressed = [], []
    page.route("**/static/js/PlotlyChart*", lambda route: route.continue_() if pressed else held.append(route))
    page.goto(site + PAGES["target"])
    with page.expect_download() as found:
        button(page, PNG).click()
        assert page.locator(".modebar-btn").count() == 0, "the chart was there already: this test shows nothing"
        pressed.append(True)
        for route in held:
            route.continue_()
    assert found.value.suggested_filename == "NI 154 by quarter.png"


def test_without_our_server_plotlys_own_button_is_there(page: Page, site_data, tmp_path):
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
            for called in (PNG, SVG):
                expect(button(page, called)).to_have_count(0)
            page.locator(".js-plotly-plot").hover()
            called, png = saved(page, page.locator(".modebar-btn").click)
            assert called == "targets by partnership.png" and Image.open(io.BytesIO(png)).width == 1890
        finally:
            run.terminate()
