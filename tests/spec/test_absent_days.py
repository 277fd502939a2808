"""A day or a quarter that can have no position: before anything, not begun, after the last, still to come.

The kind is "asked of when there is nothing". Its other members, all tried here: the first day there is (0001-01-01) and
the last (9999-12-31), a day on which values had been agreed and nothing returned, a quarter before the first target's
and after the last target's, one between two agreements, a quarter that no calendar has, a register without targets, and
the same of a position that was thawed.
"""

import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.vocabulary import wording
from tests.calendars import APRIL, today
from tests.conftest import SCRUTINY, shipped_as_at
from tests.spec.test_pages import PAGES, h1, opened, said

TOMORROW = today() + timedelta(days=1)
TO_COME = "There is no position as at {}, which is still to come."


@pytest.fixture(scope="module")
def own(few, tmp_path_factory):
    """A copy that the audit log may be written beside."""
    return shutil.copytree(few, tmp_path_factory.mktemp("absent") / "data")


COMMANDS = [
    pytest.param(
        ("position", "--as-at", "2005-01-01"),
        "Nothing had been agreed or returned by 1 January 2005.",
        id="before the agreement",
    ),
    pytest.param(
        ("position", "--as-at", "0001-01-01"),
        "Nothing had been agreed or returned by 1 January 1.",
        id="the first day there is",
    ),
    pytest.param(
        ("position", "--as-at", "2008-07-01"), "No return had been accepted by 1 July 2008.", id="agreed, not returned"
    ),
    pytest.param(
        ("position", "2004-05 Q3", "--as-at", "2005-01-01"),
        "Nothing had been agreed or returned by 1 January 2005.",
        id="a quarter named, before the agreement",
    ),
    pytest.param(
        ("position", "2012-13 Q1", "--as-at", "2010-07-22"),
        "Q1 2012/13 had not begun on 22 July 2010.",
        id="a quarter that had not begun",
    ),
    pytest.param(
        ("position", "2010-11 Q3", "--as-at", "2010-09-30"),
        "Q3 2010/11 had not begun on 30 September 2010.",
        id="the day before it begins",
    ),
    pytest.param(
        ("position", "2005-06 Q1"),
        "No target runs through Q1 2005/06: the first begins at Q1 2006/07, and the last ends with Q4 2010/11.",
        id="a quarter before the first target",
    ),
    pytest.param(
        ("position", "0000-01 Q1"),
        "No target runs through Q1 0000/01: the first begins at Q1 2006/07, and the last ends with Q4 2010/11.",
        id="a quarter before the first day there is",
    ),
    pytest.param(
        ("position", "2011-12 Q1"),
        "No target runs through Q1 2011/12: the first begins at Q1 2006/07, and the last ends with Q4 2010/11.",
        id="a quarter after the last target",
    ),
    pytest.param(
        ("changes", "2009-10 Q1", "2009-10 Q3", "--as-at", "2005-01-01"),
        "Q3 2009/10 had not begun on 1 January 2005.",
        id="changes before the agreement",
    ),
    *(
        pytest.param(
            (command, "2012-13 Q1", "--as-at", "2010-07-22", "-o", "out"),
            "Q1 2012/13 had not begun on 22 July 2010.",
            id=f"{command} of a quarter that had not begun",
        )
        for command in ("paper", "pdf", "workbook", "page", "data", "charts")
    ),
    *(
        pytest.param((*command, "--as-at", f"{day}"), TO_COME.format(wording.day(day)), id=f"{command[0]} {why}")
        for day, why in ((TOMORROW, "tomorrow"), (date(9999, 12, 31), "the last day there is"))
        for command in (
            ("position",),
            ("changes", "2009-10 Q3", "2009-10 Q4"),
            ("paper", "2009-10 Q3", "-o", "out"),
            ("pdf", "2009-10 Q3", "-o", "out"),
            ("workbook", "2009-10 Q3", "-o", "out"),
            ("page", "2009-10 Q3", "-o", "out"),
            ("data", "2009-10 Q3", "-o", "out"),
            ("charts", "2009-10 Q3", "-o", "out"),
        )
    ),
    *(
        pytest.param(("publish", quarter, "--reference", "X 1", *as_at), f"{sentence} Nothing was published.", id=why)
        for quarter, as_at, sentence, why in (
            (
                "2009-10 Q3",
                ("--as-at", f"{TOMORROW}"),
                TO_COME.format(wording.day(TOMORROW)),
                "publish tomorrow",
            ),
            (
                "2012-13 Q1",
                (),
                "No target runs through Q1 2012/13: the first begins at Q1 2006/07, and the last ends with Q4 2010/11.",
                "publish a quarter after the last target",
            ),
            (
                "0000-01 Q1",
                (),
                "No target runs through Q1 0000/01: the first begins at Q1 2006/07, and the last ends with Q4 2010/11.",
                "publish a quarter before the first day there is",
            ),
        )
    ),
]


@pytest.mark.parametrize(("asked", "sentence"), COMMANDS)
def test_a_command_says_in_one_sentence_why_there_is_nothing(own, tmp_path, monkeypatch, asked, sentence):
    monkeypatch.chdir(tmp_path)
    ended = CliRunner().invoke(cli, ["--data", str(own), *asked])
    assert (ended.exit_code, ended.stdout) == (1, "")
    *progress, last = ended.stderr.splitlines()
    assert last == sentence
    assert progress in ([], ["Copying the register and the returns", "Judging the copies"])  # of a publication
    assert not (tmp_path / "out").exists()


OF_MARSHIRE = [
    # what is asked of a council with years from January, the sentence, why
    (("--as-at", "2025-01-01"), "Nothing had been agreed or returned by 1 January 2025.", "before the agreement"),
    (("--as-at", "2026-04-30"), "No return had been accepted by 30 April 2026.", "agreed, not returned"),
    (("2026 Q4", "--as-at", "2026-09-30"), "Q4 2026 had not begun on 30 September 2026.", "the day before it begins"),
    (
        ("2025 Q4", "--as-at", "2026-09-30"),
        "No target runs through Q4 2025: the first begins at Q1 2026, and the last ends with Q4 2032.",
        "a quarter before the first target",
    ),
]


@pytest.mark.parametrize(
    ("asked", "sentence"), [case[:2] for case in OF_MARSHIRE], ids=[case[-1] for case in OF_MARSHIRE]
)
def test_a_council_with_other_years_is_told_so_in_them(marshire_data, asked, sentence):
    ended = CliRunner().invoke(cli, ["--data", str(marshire_data), "position", *asked])
    assert (ended.exit_code, ended.stdout, ended.stderr) == (1, "", f"{sentence}\n")


def test_a_quarter_between_two_agreements(few_now):
    targets = few_now.register.targets
    early = targets.index % 2 == 0
    lives = {"first_quarter": ["2006-07 Q1" if one else "2009-10 Q4" for one in early],
             "last_quarter": ["2008-09 Q4" if one else "2010-11 Q4" for one in early]}  # fmt: skip
    position = replace(few_now, register=replace(few_now.register, targets=targets.assign(**lives)))
    assert position.nothing_at("2009-10 Q3") == (
        "No target runs through Q3 2009/10: the last before ended with Q4 2008/09, and the next begins at Q4 2009/10."
    )
    assert position.nothing_at("2008-09 Q4") is position.nothing_at("2009-10 Q4") is None


@pytest.mark.parametrize("quarter", ["9999-00 Q4", "9999-00 Q3", "9999-00 Q1"])
def test_a_quarter_without_days_is_none(own, quarter):
    ended = CliRunner().invoke(cli, ["--data", str(own), "position", quarter])
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert (
        f'"{quarter}" ends after the last day that can be written. Write it like 2009-10 Q3 or 2026 Q1.' in ended.stderr
    )


@pytest.mark.parametrize("name", [*PAGES, "returns", "submit"])
@pytest.mark.parametrize(("day", "when"), [("2005-01-01", "1 January 2005"), ("0001-01-01", "1 January 1")])
def test_a_page_before_the_agreement_is_one_sentence(few, monkeypatch, name, day, when):
    app = opened(few, monkeypatch, name, as_at=day)
    assert not app.exception
    assert h1(app) == "There is nothing to show of that day"
    assert f"Nothing had been agreed or returned by {when}." in said(app)
    assert "See today&#39;s position" in said(app)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_an_agreement_that_nobody_had_returned_for(few, monkeypatch, name):
    app = opened(few, monkeypatch, name, as_at="2008-07-01")
    assert not app.exception
    if name not in ("how_judged", "accountability", "reward", "grants", "decisions"):  # these are of no return
        assert h1(app) == "There is nothing to show of that day"
        assert "No return had been accepted by 1 July 2008." in said(app)


@pytest.mark.parametrize("name", ["overview", "how_judged", "submit"])
@pytest.mark.parametrize("day", [TOMORROW, date(9999, 12, 31)])
def test_a_page_is_not_shown_of_a_day_still_to_come(few, monkeypatch, name, day):
    app = opened(few, monkeypatch, name, as_at=f"{day}")
    assert not app.exception
    assert h1(app) == "There is nothing to show of that day"
    assert said(app).count(TO_COME.format(wording.day(day))) == 1
    assert "on track" not in said(app)


def test_a_quarter_of_an_address_that_had_not_begun(few, monkeypatch):
    app = opened(few, monkeypatch, "overview", as_at="2010-07-22", quarter="2012-13 Q1")
    assert not app.exception
    assert "The address asks for quarter &#34;2012-13 Q1&#34;, which is not here. It is left out." in said(app)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(2005, 1, 1), date(2006, 3, 31), date(2006, 4, 1)])
def test_a_position_of_any_day_has_its_tables(day):
    position = shipped_as_at(day)
    assert position.at(kind="all").columns.equals(shipped_as_at(SCRUTINY).at(kind="all").columns)
    assert list(position.stands_at(str(APRIL.quarter_of(day))).index) == list(position.names)
