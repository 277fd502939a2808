"""Interim milestones drafted on a target's page: by a manager alone, taken away as rows, judged once agreed."""

import shutil
from datetime import UTC, date, datetime

import pandas as pd
import pytest

from oxdash.access import Person
from oxdash.archive import Archive
from oxdash.demo.register_workbook import IN_ORDER, STAMPED, table_of, write_register
from oxdash.findings import milestone_drafts
from oxdash.register.cells import day, number
from oxdash.register.columns import SHEETS
from oxdash.settings import HOME
from oxdash.web import downloads, drafting
from tests.conftest import SCRUTINY, loaded
from tests.returning import folder
from tests.spec.test_officer_pages import claims, opened, said

MANAGER = claims("partnerships.manager@council.example")
OFFICER = claims("safer.officer@council.example")
YEARLY = "NI 73"
DAY = {"as_at": "2010-07-22"}


@pytest.fixture(autouse=True)
def edge_of_the_product(monkeypatch):
    monkeypatch.setenv("OXDASH_ROLES", str(HOME / ".streamlit" / "roles.example.toml"))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The shipped register and its two newest quarters. Not to change."""
    return folder(tmp_path_factory.mktemp("drafting"))


def at_the_page(monkeypatch, data, who=MANAGER, target=YEARLY):
    return opened(monkeypatch, data, "target", who, target=target, **DAY)


def offered(app) -> bool:
    return drafting.TITLE in [one.label for one in app.main if one.type == "expander"]


def rows_of(app) -> str:
    """The rows that stand on the page to be copied; an empty text where there are none."""
    return app.code[0].value if app.code else ""


OFFERED = [
    # who, target, offered, why
    (MANAGER, YEARLY, True, "a manager, of a yearly target"),
    (MANAGER, "NI 6", True, "of one that is measured every two years"),
    (MANAGER, "NI 154", False, "a quarterly target has milestones of its own"),
    (OFFICER, YEARLY, False, "an officer"),
    (None, YEARLY, False, "nobody signed in"),
    (
        claims("partnerships.manager@council.example", hours_ago=9),
        YEARLY,
        False,
        "a manager who signed in too long ago",
    ),
]


@pytest.mark.parametrize(("who", "target", "there"), [row[:3] for row in OFFERED], ids=[row[3] for row in OFFERED])
def test_who_is_offered_to_draft(monkeypatch, data, who, target, there):
    app = at_the_page(monkeypatch, data, who, target)
    assert offered(app) == there
    assert ("one value a year" in said(app)) == there
    assert rows_of(app) == ""


def test_a_draft_stands_beside_the_history_and_no_row_before_someone_agreed(monkeypatch, data):
    app = at_the_page(monkeypatch, data)
    text = said(app)
    assert "Draft of interim milestones, not agreed" in text
    assert 'the milestone is marked "interim proxy"' in text and "this page writes nothing there" in text
    assert "Straight line from" in text and "Q3 2010/11" in text
    assert len(app.main.get("plotly_chart")) == 2, "the course of the target, and the draft beside it"
    assert "Say who agreed the milestones and when" in text
    assert not [one for one in app.main.get("download_button") if one.proto.label.startswith("Rows")]


def test_rows_with_who_and_when_to_copy_and_to_take(monkeypatch, data):
    app = at_the_page(monkeypatch, data)
    app.text_input(key=f"draft by {YEARLY}").input("=Board\tof\nten").run()
    app.date_input(key=f"draft on {YEARLY}").set_value(date(2010, 7, 1)).run()
    assert not app.exception
    lines = rows_of(app).strip("\r\n").splitlines()
    assert [line.split("\t")[:2] for line in lines] == [[YEARLY, f"2010-11 Q{n}"] for n in (1, 2, 3)]
    assert [line.split("\t")[5:] for line in lines] == [
        ["interim proxy", "2010-07-01", "'=Board of ten", "Only annual data exists"]
    ] * 3, "what was typed runs as no formula and ends no cell"
    labels = [one.proto.label for one in app.main.get("download_button")]
    assert [one for one in labels if one.startswith("Rows")] == ["Rows to paste (text)", "Rows (CSV)"]


REFUSED = [
    # year, how, own figures by quarter, sentence, why
    (2010, "own figures", {}, "Enter a figure for at least one of Q1, Q2 and Q3.", "no figure yet"),
    (2010, "own figures", {1: 500.0}, "Q1 2010/11 would be 500.0%: a milestone in per cent is no more than 100.0%.",
     "no such per cent"),
    (2010, "last years' profile", {}, f"{YEARLY} has no earlier year with a figure in all four quarters: there is no "
     "profile to follow.", "a yearly measure has no profile"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "how", "own", "sentence"), [row[:4] for row in REFUSED], ids=[row[4] for row in REFUSED]
)
def test_what_cannot_be_drafted_is_refused_in_a_sentence(monkeypatch, data, year, how, own, sentence):
    app = at_the_page(monkeypatch, data)
    app.selectbox(key=f"draft year {YEARLY}").select(year).run()
    app.selectbox(key=f"draft how {YEARLY}").select(how).run()
    for quarter, figure in own.items():
        app.number_input(key=f"draft {YEARLY} {year} {quarter} ").set_value(figure).run()
    assert not app.exception
    assert sentence in said(app)
    assert "Draft of interim milestones" not in said(app) and rows_of(app) == ""


def pasted(text: str) -> pd.DataFrame:
    """What Excel makes of the rows: numbers and days as such, an empty cell as none."""
    heads, table = list(milestone_drafts.HEADINGS), []
    sheet = SHEETS["Milestones"]
    reads = {column.heading: sheet.readers[column.name] for column in sheet.columns}
    for line in text.strip("\r\n").splitlines():
        row = dict(zip(heads, line.split("\t"), strict=True))
        table.append(
            [
                None
                if not cell
                else float(cell)
                if reads[head] is number
                else date.fromisoformat(cell)
                if reads[head] is day
                else cell
                for head, cell in row.items()
            ]
        )
    return pd.DataFrame(table, columns=heads, dtype="object")


def test_drafted_pasted_into_the_register_and_judged_as_a_proxy(monkeypatch, tmp_path):
    """The manager's own figures for Q3 2009/10, agreed before the committee, pasted below the register's rows."""
    data = folder(tmp_path)
    before = loaded(data, SCRUTINY).at(kind="all").set_index("target")
    code = next(  # a yearly target with a figure that nothing could be held against
        target
        for target, row in before.iterrows()
        if row.frequency == "annual" and row.reason == "no interim milestone" and row.quarter == "2009-10 Q3"
    )
    fingerprint = (data / "register.xlsx").read_bytes(), Archive(data / "quarterly").fingerprint()
    app = at_the_page(monkeypatch, data, target=code)
    app.selectbox(key=f"draft year {code}").select(2009).run()
    app.selectbox(key=f"draft how {code}").select("own figures").run()
    app.number_input(key=f"draft {code} 2009 3 ").set_value(float(before.actual[code]) + 2).run()
    app.text_input(key=f"draft by {code}").input("Public Service Board").run()
    app.date_input(key=f"draft on {code}").set_value(date(2010, 7, 1)).run()
    assert not app.exception
    assert "this would be agreed after the event" in said(app)
    rows = pasted(rows_of(app))
    assert fingerprint == ((data / "register.xlsx").read_bytes(), Archive(data / "quarterly").fingerprint()), (
        "the program writes nothing to the register"
    )

    sheets = {name: table_of(name) for name in IN_ORDER}
    sheets["Milestones"] = pd.concat([sheets["Milestones"].astype("object"), rows], ignore_index=True)
    sheets["Milestones"] = sheets["Milestones"].where(sheets["Milestones"].notna(), None)
    (data / "register.xlsx").write_bytes(write_register(sheets, SCRUTINY))
    now = loaded(data, SCRUTINY).at(kind="all").set_index("target").loc[code]
    assert now.milestone_kind == "interim proxy"
    assert "against an interim proxy milestone of" in now.sentence
    assert now.status in ("on track", "off track")
    again = said(at_the_page(monkeypatch, data, None, target=code))
    assert f"against an interim proxy milestone of {now.milestone:.{now.places}f}" in again
    assert again.count("interim proxy") >= 3, "in the sentence, in the table of quarters and among the values agreed"


def test_the_right_is_asked_for_again_when_a_file_is_taken(monkeypatch, tmp_path, data):
    roles = tmp_path / "roles.toml"
    shutil.copy(HOME / ".streamlit" / "roles.example.toml", roles)
    monkeypatch.setenv("OXDASH_ROLES", str(roles))
    monkeypatch.setenv("OXDASH_DATA", str(tmp_path / "log"))
    manager = Person(MANAGER["email"], datetime.now(UTC))
    take = downloads.asked_again(lambda: b"rows", "milestones NI 73 2010-11", manager, manager=True)
    assert take() == b"rows"
    roles.write_text("managers = []\n[officers]\n", "utf-8")
    with pytest.raises(downloads.Denied, match="Only a partnerships manager may do this"):
        take()


@pytest.mark.parametrize(
    ("language", "typed"), [("en-US", "MM/DD/YYYY"), ("en-IE", "DD/MM/YYYY")], ids=["month first", "day first"]
)
def test_a_day_is_typed_as_people_there_write_it(monkeypatch, data, tmp_path, language, typed):
    """In every box of the pages on which a manager publishes and drafts."""
    copied = shutil.copytree(data, tmp_path / "data")
    tables = {sheet: table_of(sheet) for sheet in IN_ORDER}
    about = tables["About"]
    tables["About"] = about.assign(Value=about.Value.mask(about.Name == "Language", language))
    (copied / "register.xlsx").write_bytes(write_register(tables, STAMPED))
    pages = [at_the_page(monkeypatch, copied), opened(monkeypatch, copied, "papers", MANAGER, **DAY)]
    assert [[box.proto.format for box in app.date_input] for app in pages] == [[typed] * 2] * 2
