"""The page Other areas: what is on file with its sources for everybody; for managers, files added and taken away.

The kind: whatever somebody could do on it that the command refuses, and whatever a file could do to the server. Tried:
readers, officers, a file of another page of the session, problems, a map, replaced or new, taken away, one that dies
of its own size, words of the command's options.
"""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from oxdash.comparators import file_read, reading, shelf
from oxdash.documents.other_areas import on_page
from oxdash.settings import HOME
from oxdash.submissions import adding_comparators
from oxdash.web.others import OTHERWISE
from oxdash.web.sessions import HELD
from tests import other_areas
from tests.conftest import SHIPPED
from tests.spec.test_comparators import add, run, tree
from tests.spec.test_officer_pages import SAFER, buttons, claims, opened, said

MANAGER = "partnerships.manager@council.example"
SOURCE = "Waste statistics 2008/09 (A department)"


@pytest.fixture(autouse=True)
def edge_of_the_product(monkeypatch):
    monkeypatch.setenv("OXDASH_ROLES", str(HOME / ".streamlit" / "roles.example.toml"))
    yield
    HELD.keep_only(())


@pytest.fixture
def data(tmp_path) -> Path:
    return other_areas.folder(tmp_path / "data", SHIPPED, quarters=("2009-10-Q4",))


def test_a_damaged_description_is_not_called_nothing_on_file(data, tmp_path, monkeypatch):
    add(data, tmp_path, other_areas.waste())
    description = data / "comparators" / "waste.json"
    description.chmod(0o640)
    description.write_text("{}")
    words = said(opened(monkeypatch, data, "others", None))
    assert "comparators/waste.json is not what was written there. Restore it from a backup, or add it again" in words
    assert "Nothing else of other areas is on file." in words and "Nothing of other areas" not in words


def boxes(app: AppTest) -> dict:
    return {one.label: one for one in [*app.main.text_input, *app.main.date_input, *app.main.text_area]}


def looked_at(app: AppTest, contents: str, name: str = "waste.csv", **told: str) -> AppTest:
    app.main.get("file_uploader")[0].upload(name, contents.encode())
    app.run()
    given = {"What it is called": "Waste statistics 2008/09", "Who published it": "A department", **told}
    for label, value in given.items():
        boxes(app)[label].set_value(value)
    boxes(app)["Published on"].set_value(date(2009, 11, 5))
    return press(app, "Look at it")


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.main.button if one.label == label).click()
    app.run()
    assert not app.exception, app.exception
    return app


def test_a_manager_adds_a_file_and_is_told_first_what_it_is_and_that_it_is_new(data, monkeypatch):
    app = opened(monkeypatch, data, "others", claims(MANAGER))
    assert "Nothing of other areas is on file." in said(app)
    looked_at(app, other_areas.waste())
    words = said(app)
    assert "10 figures: 10 final." in words and "Of 1 target: NI 192." in words
    assert f"{SOURCE}, published on 5 November 2009. It is new: nothing is on file as waste." in words
    assert tree(data) == {} and HELD.bytes_of(None) > 0, "nothing is stored yet"
    press(app, "Add it")
    assert f'Added "waste": {SOURCE}.' in said(app) and "From the file waste.csv" in said(app)
    assert len(tree(data)) == 2 and HELD.bytes_of(None) == 0
    (line,) = [
        one
        for one in map(json.loads, (data / "audit" / "audit.jsonl").read_text().splitlines())
        if one["event"] == "comparators added"
    ]
    assert line["who"] == MANAGER and line["name"] == "waste"


def test_what_it_was_made_from_stands_at_the_end_for_everybody_whoever_looked_first(data, monkeypatch):
    for who in (claims(MANAGER), None, claims(MANAGER)):
        words = said(opened(monkeypatch, data, "others", who))
        assert words.count("Made from ") == 1
        assert "A CSV file of up to 5 MB." not in words.partition("Made from ")[2]


def test_what_is_there_is_replaced_only_after_that_was_said(data, tmp_path, monkeypatch):
    add(data, tmp_path, other_areas.waste())
    app = looked_at(opened(monkeypatch, data, "others", claims(MANAGER)), other_areas.waste(50.0))
    assert (
        f"It takes the place of what is on file as waste: {SOURCE}, 10 figures, published on 5 November 2009."
        in said(app)
    )
    press(app, "Put it in that one's place")
    assert f"in place of {SOURCE}." in said(app)
    assert b"Oxfordshire,2008/09,50.0" in b"".join(tree(data).values())


def test_what_came_between_the_look_and_the_press_is_not_replaced(data, tmp_path, monkeypatch):
    app = looked_at(opened(monkeypatch, data, "others", claims(MANAGER)), other_areas.waste(50.0))
    add(data, tmp_path, other_areas.waste())
    before = tree(data)
    press(app, "Add it")
    assert tree(data) == before
    assert OTHERWISE in said(app) and f"It takes the place of what is on file as waste: {SOURCE}" in said(app)
    press(app, "Put it in that one's place")
    assert tree(data) != before


def test_every_problem_is_told_by_line_and_column_and_nothing_stored(data, monkeypatch):
    wrong = other_areas.waste().replace("44.0", "n.k.").replace("47.1", "*x* <b>")
    app = looked_at(opened(monkeypatch, data, "others", claims(MANAGER)), wrong)
    for found in (
        'line 2, column Value: found "n.k.".',
        'line 4, column Value: found "*x* <b>".',
        "Nothing was added.",
    ):
        assert found in said(app)
    assert not [one for one in buttons(app) if one.startswith(("Add it", "Put it"))]
    assert tree(data) == {}


def test_what_is_not_told_is_asked_for_by_its_box(data, monkeypatch):
    app = looked_at(
        opened(monkeypatch, data, "others", claims(MANAGER)), other_areas.waste(), **{"Who published it": ""}
    )
    assert 'It is not told who published it: say it in the box "Who published it"' in said(app)


def test_a_map_is_written_beside_the_file(data, monkeypatch):
    text = "Authority,Year,Share\nNorthshire,2007/08,0.4\nOxfordshire,2007/08,0.5\n"
    columns = '[columns]\narea = "Authority"\nperiod = "Year"\nvalue = "Share"\n'
    app = opened(monkeypatch, data, "others", claims(MANAGER))
    looked_at(app, text, Map=f'times = 100\nindicator = "Waste recycled"\n{columns}')
    press(app, "Add it")
    assert "1st of 2 neighbours" in run(data, "compared", "NI 192", "2009-10 Q4", "--group", "neighbours").output


def test_one_is_taken_away_once_that_is_meant(data, tmp_path, monkeypatch):
    add(data, tmp_path, other_areas.waste())
    app = press(opened(monkeypatch, data, "others", claims(MANAGER)), "Take it away")
    assert "Nothing was taken away: tick the box" in said(app) and len(tree(data)) == 2
    next(one for one in app.main.checkbox if one.label.startswith("I take it away")).check()
    assert 'Removed "waste"' in said(press(app, "Take it away"))
    assert tree(data) == {}


@pytest.mark.parametrize("who", [None, claims(SAFER), claims(MANAGER, hours_ago=9)], ids=["reader", "officer", "stale"])
def test_whoever_is_no_manager_sees_the_list_and_no_button(data, tmp_path, monkeypatch, who):
    add(data, tmp_path, other_areas.waste(), "--address", "https://example.org/waste", "--licence", "Open", *TOLD)
    app = opened(monkeypatch, data, "others", who)
    assert f"{SOURCE} https://example.org/waste Licence: Open From the file waste.csv 5 November 2009 10" in said(app)
    assert "Northshire" in said(app) and "5th of 9 neighbours" in said(app)
    drawn = " ".join(element.proto.body for element in app.main.get("html"))
    assert re.search(r'<a [^>]*href="target\?[^"]*target=NI(\+|%20)192[^"]*"', drawn), "the way to its charts"
    assert not app.main.get("file_uploader") and not [one for one in buttons(app) if not one.startswith("Sign in")]
    assert "@" not in said(app), "who added it is no reader's business"


TOLD = ("--title", "Waste statistics 2008/09", "--publisher", "A department", "--published-on", "2009-11-05")


def test_a_changed_file_is_named_and_can_be_taken_away(data, tmp_path, monkeypatch):
    add(data, tmp_path, other_areas.waste())
    (csv,) = (data / "comparators").glob("*.csv")
    csv.chmod(0o640)
    csv.write_bytes(b"")
    app = opened(monkeypatch, data, "others", claims(MANAGER))
    assert f"comparators/{csv.name} has been changed since it was added." in said(app) and "--replace" not in said(app)
    next(one for one in app.main.checkbox if one.label.startswith("I take it away")).check()
    press(app, "Take it away")
    assert tree(data) == {}


def test_a_file_of_this_page_is_no_return_and_the_other_way_round():
    assert HELD.put("one", "a.csv", b"1", MANAGER, "others")
    assert HELD.get("one") is None and HELD.get("one", "others").data == b"1"
    assert HELD.put("one", "a.xlsx", b"2", MANAGER)
    assert HELD.get("one", "others") is None and HELD.get("one").data == b"2" and HELD.gave_way("one")
    assert HELD.put("one", "b.xlsx", b"3", MANAGER) and not HELD.gave_way("one")


def test_no_sentence_on_the_page_speaks_of_an_option():
    """Whatever adding may say of what was told: found in its own code, so that none is forgotten."""
    modules = (adding_comparators, file_read, reading, shelf)
    told = [line for module in modules for line in Path(module.__file__).read_text("utf-8").split('"')]
    options = [line for line in told if " --" in line]
    assert options
    for line in options:
        said_there = line.replace("{name.replace('_', '-')}", "title").replace("{name}", "area")
        assert "--" not in on_page(said_there), line
