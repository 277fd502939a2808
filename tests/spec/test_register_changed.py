"""The register is changed after returns came in: what is on file still counts, or is named as what is not read.

The kind: a workbook that is older than the register. Tried: a partnership under another name, a partnership under
another code, a target under another title, unit, direction or code, other decimal places, targets in another order, a
target that ended before the quarter of the return, one that another partnership leads by now (which had returned
the quarter itself, had not, or was founded since; and which then said the quarter anew), a target that was taken out
of the register, and a district under another name, with and without its former one in the register.
"""

import html
import shutil
from datetime import UTC, datetime

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from oxdash import access
from oxdash.archive import Archive
from oxdash.demo.register_workbook import STAMPED, write_register
from oxdash.excel import workbook
from oxdash.judging.position import Position, load
from oxdash.publication import publishing, verifying
from oxdash.publication.publishing import Asked
from oxdash.returns import template
from oxdash.returns.prefill import Filled
from oxdash.returns.read_return import read_return
from oxdash.settings import HOME, Settings
from oxdash.web.doctor import Finding, examine
from tests.absences import Content, content_without, folder_without
from tests.conftest import SCRUTINY, THE_APP

NOW = datetime(2010, 8, 1, 9, 0, tzinfo=UTC)
NAMED = "economic.1.xlsx (return 1 for Q4 2009/10, received 4 May 2010)"
RETURN = f"{NAMED}, sheet Return, cell {{}}4, {{}} for NI 152: found "
NOT_READ = (
    f"{NAMED}, sheet Return: found 8.1 in H4, 8.1 in M4, not read. The register has no such target in that quarter any "
    "more: put it right there, or submit the return again."
)


ONE = ("all but one partnership",)


@pytest.fixture(scope="module")
def on_file(tmp_path_factory):
    """One partnership with two returns."""
    return folder_without(tmp_path_factory.mktemp("before") / "data", *ONE)


@pytest.fixture(scope="module")
def together(tmp_path_factory):
    """Three partnerships, of which one has not returned the newest quarter."""
    return folder_without(tmp_path_factory.mktemp("together") / "data")


def change(on_file, tmp_path, changed, what=ONE):
    """A copy of the folder whose register was changed since."""
    data = shutil.copytree(on_file, tmp_path / "data")
    content = content_without(*what)
    changed(content)
    (data / "register.xlsx").write_bytes(write_register(content.tables, STAMPED))
    position = load(data, SCRUTINY, by_hand=True)
    assert isinstance(position, Position), position
    return data, position


def put(sheet: str, code: str, column: str, value: object):
    def changed(content: Content) -> None:
        rows = content.tables[sheet].copy()
        rows.loc[rows.Code == code, column] = value
        content.tables[sheet] = rows

    return changed


def everywhere(was: str, now: str):
    def changed(content: Content) -> None:
        content.tables = {sheet: rows.replace(was, now) for sheet, rows in content.tables.items()}

    return changed


def turned_round(content: Content) -> None:
    content.tables["Targets"] = content.tables["Targets"].iloc[::-1].reset_index(drop=True)


def ended(content: Content) -> None:
    put("Targets", "NI 152", "Last quarter", "2009-10 Q3")(content)
    rows = content.tables["Milestones"]
    content.keep("Milestones", (rows.Target != "NI 152") | (rows.Quarter <= "2009-10 Q3"))


def taken_out(content: Content) -> None:
    content.keep("Targets", content.tables["Targets"].Code != "NI 152")
    content.keep("Milestones", content.tables["Milestones"].Target != "NI 152")
    content.keep("Allocations", content.tables["Allocations"]["Target or body"] != "NI 152")


def renamed(content: Content) -> None:
    """Wherever the register says the name."""
    for sheet in ("Partnerships", "Bodies"):
        put(sheet, "economic", "Name", "Oxfordshire Skills Board")(content)


FIGURES = {"NI 152": 8.1, "L1": 366.0}  # of Q4 2009/10; NI 163 and NI 164 have none
CHANGED = [
    # what was changed, the figures that are read all the same, what is told, why
    (renamed, FIGURES, [], "a partnership's name"),
    (put("Targets", "NI 152", "Title", "Benefit claims"), FIGURES, [], "a target's title"),
    (
        put("Targets", "NI 152", "Unit", "percentage points"),
        FIGURES,
        [RETURN.format("C", "unit") + '"per cent". The register says percentage points'],
        "a unit",
    ),
    (
        put("Targets", "NI 152", "Better", "higher"),
        FIGURES,
        [RETURN.format("D", "better") + '"lower". The register says higher'],
        "a direction",
    ),
    (put("Targets", "NI 152", "Decimal places", 3), FIGURES, [], "decimal places"),
    (turned_round, FIGURES, [], "the order"),
    (
        everywhere("NI 152", "NI 951"),
        {"NI 951": 8.1, "L1": 366.0},
        [f'{NAMED}, sheet Return, cell A4, target: found "NI 152". Did you mean NI 951?'],
        "a target's code",
    ),
    (
        ended,
        {"L1": 366.0},
        [f'{NAMED}, sheet Return, cell A4, target: found "NI 152". NI 152 is not reported in', NOT_READ],
        "a target's last quarter",
    ),
    (
        taken_out,
        {"L1": 366.0},
        [f'{NAMED}, sheet Return, cell A4, target: found "NI 152". The register has no such target', NOT_READ],
        "a target that is no more",
    ),
]


@pytest.mark.parametrize(("changed", "figures", "told", "why"), CHANGED, ids=[row[-1] for row in CHANGED])
def test_what_is_on_file_still_counts(on_file, tmp_path, changed, figures, told, why):
    _, position = change(on_file, tmp_path, changed)
    assert set(position.returns.state) == {"received"}
    rows = position.judged[(position.judged.quarter == "2009-10 Q4") & position.judged.actual.notna()]
    assert dict(zip(rows.target, rows.actual, strict=True)) == figures
    of_return = [one.message for one in position.problems if one.sheet == "Return"]
    assert not told or of_return
    assert all(any(message.startswith(one) for message in of_return) for one in told), of_return
    assert told or not of_return, of_return


def led_by(lead: str, also=None):
    """NI 192 of Environment and Waste is given another lead."""

    def changed(content: Content) -> None:
        put("Targets", "NI 192", "Partnership", lead)(content)
        put("Targets", "NI 192", "Delivery group", None)(content)
        if also:
            also(content)

    return changed


def founded(content: Content) -> None:
    rows = content.tables["Partnerships"]
    new = rows[rows.Code == "economic"].assign(Code="climate", Name="Climate Partnership", **{"Also known as": None})
    content.tables["Partnerships"] = pd.concat([rows, new], ignore_index=True)


@pytest.mark.parametrize(
    ("changed", "received"),
    [
        pytest.param(led_by("economic"), "received", id="a partnership that returned both quarters"),
        pytest.param(led_by("safer-communities"), "not received", id="one that has not returned the newest"),
        pytest.param(led_by("climate", founded), "not received", id="one that was founded since"),
    ],
)
def test_a_target_keeps_what_its_lead_of_then_returned(together, tmp_path, changed, received):
    before = load(together, SCRUTINY, by_hand=True)
    _, position = change(together, tmp_path, changed, ())
    lead = position.register.targets.set_index("target").partnership["NI 192"]
    returns = position.returns.set_index(["partnership", "quarter"])
    assert returns.state[lead, "2009-10 Q4"] == received
    assert position.problems == ()
    was, now = (
        one.history("NI 192", "2009-10 Q4").set_index("quarter").loc["2009-10 Q3":] for one in (before, position)
    )
    same = ["actual", "status", "reason", "figure_is", "workbook", "sheet", "cell", "return_number", "received_on"]
    pd.testing.assert_frame_equal(now[same], was[same])
    assert now.actual["2009-10 Q4"] == 48.3
    assert "environment-waste.1.xlsx" in now.sentence["2009-10 Q4"]
    for name in ("districts", "actions", "risks"):
        assert (getattr(before, name).target == "NI 192").sum() == (getattr(position, name).target == "NI 192").sum()
    assert (position.districts.target == "NI 192").sum() == 10


def test_what_its_lead_of_today_says_of_a_target_counts(together, tmp_path):
    """Its own return of a quarter that another partnership had returned: the figure is there once, and is its own."""
    data, position = change(together, tmp_path, led_by("economic"), ())
    row = position.returns.set_index(["partnership", "quarter"]).loc[("economic", "2009-10 Q4")]
    typed = Filled(
        prepared_by="A",
        prepared_on=SCRUTINY,
        figures={"NI 192": {"Actual": 57.0}},
        districts=[{"Target": "NI 192", "District": "Cherwell", "Actual": 61.0}],
    )
    made = template.write(position.register, "economic", "2009-10 Q4", as_at=SCRUTINY, filled=typed)
    Archive(data / "quarterly").accept(
        made,
        partnership="economic",
        quarter="2009-10 Q4",
        received_at=row.received_at.to_pydatetime(),
        received_from="A",
        file_name="economic.xlsx",
        template_version=None,
        register_fingerprint=position.register.fingerprint,
    )
    again = load(data, SCRUTINY, by_hand=True)
    assert again.problems == ()
    newest = again.history("NI 192", "2009-10 Q4").iloc[-1]
    assert (newest.actual, newest.workbook, newest.return_number) == (57.0, "economic.2.xlsx", 2)
    of_it = again.districts[(again.districts.target == "NI 192") & (again.districts.quarter == "2009-10 Q4")]
    assert list(zip(of_it.workbook, of_it.actual, strict=True)) == [("economic.2.xlsx", 61.0)]
    assert again.history("NI 192", "2009-10 Q3").iloc[-1].workbook == "environment-waste.1.xlsx"


def test_a_district_under_another_name(together, tmp_path):
    """Its figures are read by the name that the register says it had; without it they are told, once a return."""
    before = load(together, SCRUTINY, by_hand=True).districts
    renamed = put("Districts", "vale", "Name", "Vale and Downs")
    (tmp_path / "silent").mkdir()
    _, position = change(together, tmp_path / "silent", renamed, ())
    assert len(position.districts) == len(before) * 4 / 5
    newest = [one.message for one in position.problems if "environment-waste.1.xlsx (return 1 for Q4" in one.message]
    named = "environment-waste.1.xlsx (return 1 for Q4 2009/10, received 5 May 2010), sheet Districts"
    assert newest == [
        f'{named}, cell B7, district: found "Vale of White Horse" in B7, B12, B17, B22. Choose one of the districts: '
        "Cherwell; Oxford City; South Oxfordshire; Vale and Downs; West Oxfordshire.",
        f"{named}: found 2 in C7, 639 in C12, 42 in C17, 5 in C22, not read. The register has no such target or "
        "district any more: put it right there (the former name of a district goes into Also known as), or submit the "
        "return again.",
    ]

    def told(content: Content) -> None:
        renamed(content)
        rows = content.tables["Districts"]
        known = ["Vale of White Horse; Vale" if code == "vale" else None for code in rows.Code]
        content.tables["Districts"] = rows.assign(**{"Also known as": pd.Series(known, dtype=object)})

    (tmp_path / "told").mkdir()
    _, position = change(together, tmp_path / "told", told, ())
    assert position.problems == ()
    assert list(position.districts.actual) == list(before.actual)
    assert set(position.districts.district) == {*before.district, "Vale and Downs"} - {"Vale of White Horse"}


def test_what_does_not_pass_is_told_where_people_look(on_file, tmp_path, monkeypatch):
    """On the page of the returns with its sentences, above every page with the way there, and beside a proof."""
    data, position = change(on_file, tmp_path, ended)
    monkeypatch.setenv("OXDASH_DATA", str(data))
    (first, *_) = [one.message for one in position.problems]
    app = AppTest.from_file(THE_APP, default_timeout=120)
    app.switch_page(str(HOME / "pages" / "returns.py")).run()
    assert not app.exception
    shown = [html.unescape(element.proto.body) for element in app.main.get("html")]
    assert any(first in one and NOT_READ in one for one in shown)
    assert sum("2 things do not pass of what is on file" in one for one in shown) == 1
    done = publishing.publish(
        Asked("2009-10 Q4", "PSB 1"), access.on_command_line("A", NOW), Settings(data=data, local=True), NOW
    )
    assert f"PSB 1: {NOT_READ}" in verifying.verify(done).notes


def test_a_former_name_is_asked_about_where_nobody_confirmed_it(on_file, tmp_path):
    """What was only placed in the folder by hand has passed no check, so it has to name its partnership."""
    data, position = change(on_file, tmp_path, renamed)
    book = workbook.read("economic.xlsx", (data / "quarterly" / "2009-10-Q4" / "economic.1.xlsx").read_bytes())
    found = read_return(book, position.register, partnership="economic", quarter="2009-10 Q4").problems
    assert [one.message for one in found if one.sheet == "Cover"] == [
        'economic.xlsx, sheet Cover, cell B3, partnership: found "Oxfordshire Economic Partnership". The register has '
        "no partnership of that name: confirm that it is the return of Oxfordshire Skills Board, or enter it."
    ]


def test_returns_of_a_code_that_the_register_no_longer_has_are_told(on_file, tmp_path, monkeypatch):
    data, position = change(on_file, tmp_path, everywhere("economic", "skills"))
    said = (
        '2 returns on file, the newest for Q4 2009/10, are of "economic", which is the code of no partnership of the '
        "register, and not read. Was the code changed? Put it back on sheet Partnerships, and wherever else it stands."
    )
    assert position.not_read == (said,)
    assert position.empty
    assert Finding(said, False) in examine(data, SCRUTINY)
    shutil.rmtree(data / "quarterly" / "2009-10-Q4")
    (one,) = load(data, SCRUTINY, by_hand=True).not_read
    assert one.startswith('The return on file for Q3 2009/10 is of "economic", which')
    monkeypatch.setenv("OXDASH_DATA", str(data))
    app = AppTest.from_file(THE_APP, default_timeout=120)
    app.switch_page(str(HOME / "pages" / "returns.py")).run()
    assert not app.exception
    assert any("The return on file for Q3 2009/10 is of" in element.proto.body for element in app.main.get("html"))


def test_where_every_code_is_known_nothing_is_told(on_file):
    assert load(on_file, SCRUTINY, by_hand=True).not_read == ()
