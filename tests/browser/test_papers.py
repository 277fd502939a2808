"""A manager publishes, with a real sign-in in a real Chromium; the public reads what is published, and no more."""

import io
import json
import re
import zipfile
from urllib.parse import quote
from urllib.request import Request, urlopen

import openpyxl
import pytest
from docx import Document
from filelock import FileLock
from playwright.sync_api import expect

from oxdash.archive.audit_log import AuditLog
from oxdash.publication import shelf
from oxdash.settings import Settings
from oxdash.storage import write_once
from tests.browser.accessibility import VIEWS, in_views, wear
from tests.browser.council import download, look, press, press_twice, settled, somebody
from tests.browser.looking import drawn

REFERENCE, LEFT = "PSB 2010-07-01", "PSB 2010-06-30"


@pytest.fixture(scope="module")
def manager(browser, at):
    page = somebody(browser, at, "manager", "/papers")
    yield page
    page.close()


def test_papers_are_taken_away_as_drafts(manager):
    paper = Document(io.BytesIO(download(manager, "This paper (Word)")))
    # others may have returned by now: the council is one for all tests with a sign-in
    assert any(re.fullmatch(r"\d+ of 18 on track, .*", paragraph.text) for paragraph in paper.paragraphs)
    assert openpyxl.load_workbook(io.BytesIO(download(manager, "Workbook (Excel)"))).sheetnames[0] == "Cover"
    page = download(manager, "Page (HTML)").decode()
    assert page.startswith("<!DOCTYPE html>") and "start.js" not in page, "handed over as it was made"
    assert json.loads(download(manager, "Data (JSON)"))["reference"] is None


def test_the_paper_can_be_read_before_it_is_made(manager):
    manager.get_by_text("Preview", exact=True).click()
    table = manager.get_by_role("table", name="Targets that are off track").first
    expect(table).to_be_hidden()  # until its part is asked for, so that no paper unrolls over many screens
    part = manager.locator(".ox-fold summary").filter(has_text="Off track: what is")
    part.press("Enter")
    expect(table).to_be_visible()
    for view, found in in_views(manager):
        assert not [one for one in found if one[1] in ("serious", "critical")], view
    wear(manager, *VIEWS[0])
    manager.get_by_text("Preview", exact=True).click()


def test_every_paper_chosen_for_a_meeting_is_seen(manager):
    """None is cut off at the right edge, and a main button's colour has letters that can be read on a dark ground."""
    choices = manager.get_by_test_id("stMultiSelect")
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390), ("light", 320)):
        wear(manager, scheme, width)
        held = choices.evaluate("one => one.getBoundingClientRect().toJSON()")
        chosen = choices.locator("[data-tag]").filter(visible=True)
        assert chosen.count() > 1
        for one in chosen.all():
            box = one.evaluate("one => one.getBoundingClientRect().toJSON()")
            assert held["left"] <= box["left"] and box["right"] <= held["right"] and box["bottom"] <= held["bottom"]
            light = sum(map(int, re.findall(r"\d+", one.evaluate("one => getComputedStyle(one).color"))[:3])) > 384
            assert light == (scheme == "light"), "dark on pale, pale on dark"
    wear(manager, *VIEWS[0])


def test_charts_are_taken_away(at, manager):
    look(manager, f"{at.address}/papers?as_at=2010-02-01")  # when there was one return, and one off track
    names = zipfile.ZipFile(io.BytesIO(download(manager, "Charts (PNG, SVG, CSV)"))).namelist()
    assert {"status-by-partnership.png", "status-by-partnership.svg", "NI-39.png", "NI-39.csv"} <= set(names)


def test_from_the_form_to_open_data(browser, at, manager):
    look(manager, f"{at.address}/papers")
    manager.get_by_label("Reference, like Board 2010-07-01").fill(REFERENCE)
    press(manager, "Publish")
    expect(manager.get_by_role("alert")).to_contain_text("tick the box to say that you mean it")
    manager.locator("label").filter(has_text="What is published is never changed").click()
    press_twice(manager, at, "Publish")
    panel = manager.locator(".ox-receipt")
    expect(panel).to_contain_text(f"Published as {REFERENCE}")
    settled(manager)
    expect(manager.get_by_role("checkbox", name=re.compile("What is published is never changed"))).not_to_be_checked()
    fingerprint = re.search(r"[0-9a-f]{12}", panel.inner_text())[0]
    one = shelf.find(at.data / "published", REFERENCE)
    assert one.manifest.fingerprint == fingerprint and one.manifest.charts.startswith("Every chart")
    lines = AuditLog(Settings(data=at.data).audit).lines()
    assert (lines[-1]["event"], lines[-1]["who"]) == ("published", "partnerships.manager@council.example")
    expect(manager.get_by_role("heading", name=REFERENCE, exact=True)).to_be_visible()
    assert set(zipfile.ZipFile(io.BytesIO(download(manager, "Audit pack (zip)"))).namelist()) == {
        f"{REFERENCE}/{path}" for path in ("manifest.json", *one.manifest.files)
    }
    press(manager, "Verify")
    expect(manager.get_by_text(f"{REFERENCE} verifies: ")).to_be_visible()

    public = somebody(browser, at, None, "/")
    told = public.get_by_text(re.compile(f"Published as {REFERENCE} on .* Nothing in it has changed since."))
    expect(told).to_be_visible()
    public.get_by_role("link", name="See what was published").click()
    expect(public.get_by_role("heading", name=REFERENCE)).to_be_visible()
    settled(public)
    pack = zipfile.ZipFile(io.BytesIO(download(public, "Public pack (zip)")))
    assert not [name for name in pack.namelist() if "/audit/" in name]
    for missing in ("Audit pack (zip)", "Verify", "Publish"):
        expect(public.get_by_role("button", name=missing, exact=True)).to_have_count(0)
    address = public.get_by_role("link", name="JSON", exact=True).get_attribute("href")
    assert address == f"api/positions/{quote(REFERENCE)}.json"
    with urlopen(f"{at.address}/{address}") as answer:
        assert json.loads(answer.read())["fingerprint"] == fingerprint
        tag = answer.headers["ETag"]
        assert answer.headers["Content-Security-Policy"], "behind the same headers as the pages"
    again = Request(f"{at.address}/{address}", headers={"If-None-Match": tag})
    with pytest.raises(OSError, match="304"):
        urlopen(again)
    with pytest.raises(OSError, match="404"):
        urlopen(f"{at.address}/api/positions/{quote(REFERENCE)}/audit/register.xlsx")
    public.close()


def test_a_publication_is_done_whole_whatever_its_manager_does_meanwhile(at, manager):
    look(manager, f"{at.address}/papers")
    manager.get_by_label("Reference, like Board 2010-07-01").fill(LEFT)
    manager.locator("label").filter(has_text="What is published is never changed").click()
    settled(manager)
    write_once.make_folder(at.data / "published")
    with FileLock(at.data / "published" / ".lock"):
        manager.get_by_role("button", name="Publish", exact=True).click()
        expect(manager.get_by_text("Publishing", exact=True)).to_be_visible()
        manager.get_by_role("link", name="Overview", exact=True).click()
        drawn(manager)
    expect(manager.get_by_role("heading", level=1, name="Papers", exact=True)).to_have_count(0)
    settled(manager)
    assert shelf.find(at.data / "published", LEFT).manifest.reference == LEFT
    manager.get_by_role("link", name="Papers", exact=True).click()
    expect(manager.locator(".ox-receipt")).to_contain_text(f"Published as {LEFT}")
    settled(manager)
