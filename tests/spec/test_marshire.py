"""The second illustrative council: what demo makes of it, and where it stands.

Another kind of council than the shipped one: invented, with years from January, euros, two agreements that overlap by a
year, one sheet of all its bodies, a tolerance, grants that nobody earns, and no district, stretch target or reward. But
for those three nothing is left empty: every page and paper has something of it to show.
"""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.demo import make
from oxdash.demo.register_workbook import MARSHIRE, rows
from oxdash.documents import diary, frame, papers
from oxdash.documents.blocks import Bullets, Paragraph
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts
from tests.conftest import LEADERS_BOARD
from tests.spec.test_when_absent import MARSHIRE_QUARTERS

NEWEST = MARSHIRE_QUARTERS[-1]


def test_it_is_made_anew_with_the_same_bytes(marshire_data, tmp_path):
    said = make(tmp_path / "anew", MARSHIRE)
    assert said.startswith("Made an illustrative register of 15 targets and 9 returns in ")
    made = {path.relative_to(tmp_path / "anew"): path for path in (tmp_path / "anew").rglob("*.*")}
    for name in ("register.xlsx", "quarterly/2026-Q2/skills-work.2.xlsx", "quarterly/2026-Q3/living-well.1.json"):
        assert Path(name) in made
    for name, path in made.items():
        if path.is_file():
            assert path.read_bytes() == (marshire_data / name).read_bytes(), name


def test_a_council_that_there_is_not_is_refused(tmp_path):
    ran = CliRunner().invoke(cli, ["demo", str(tmp_path / "x"), "--council", "barsetshire"])
    assert ran.exit_code == 2 and "'barsetshire' is not one of 'marshire', 'oxfordshire'" in ran.stderr
    with pytest.raises(ValueError, match=r'^There is no illustrative council "barsetshire"\. Choose oxfordshire or '):
        make(tmp_path / "x", "barsetshire")
    assert not (tmp_path / "x").exists()


def test_the_register_is_of_the_second_edition_and_has_no_problem(marshire, marshire_data):
    register = marshire.register
    assert register.problems == marshire.problems == ()
    sheets = openpyxl.load_workbook(marshire_data / "register.xlsx", read_only=True).sheetnames
    assert not {"Partnerships", "Delivery groups", "Stretch", "Districts"} & set(sheets)
    assert register.partnerships.reports_to.tolist() == ["leaders-board"] * 3
    assert register.board == "Leaders' Board"
    lives = register.agreements.set_index("code")
    assert lives.loc["oa1", ["first_quarter", "last_quarter"]].tolist() == ["2026 Q1", "2029 Q4"]
    assert lives.loc["oa2", ["first_quarter", "last_quarter"]].tolist() == ["2029 Q1", "2032 Q4"]
    counted = register.targets[register.targets.counted].agreement.value_counts()
    assert counted.to_dict() == {"oa1": 11, "oa2": 2}
    invented = ("agreements", "bodies", "members", "priorities", "targets", "milestones", "meetings", "rules")
    for table in (*invented, "grants", "allocations"):
        assert (getattr(register, table).illustrative_fields == "all").all(), table


STATUSES = [
    # target, status, close, why
    ("W1", "on track", False, "a tenth above the milestone"),
    ("W2", "off track", False, "more than 2% above it, where lower is better"),
    ("W3", "insufficient data", False, "no figure, and why"),
    ("W4", "on track", False, "a level"),
    ("K1", "insufficient data", False, "an annual result"),
    ("K2", "on track", False, "as corrected"),
    ("K3", "off track", True, "in money, missed within the tolerance"),
    ("K4", "on track", False, "within a range"),
    ("C1", "off track", True, "missed within the tolerance"),
    ("C2", "off track", False, "declared"),
    ("C3", "on track", False, "in money, where lower is better"),
]


@pytest.mark.parametrize(
    ("code", "status", "close"), [case[:3] for case in STATUSES], ids=[case[3] for case in STATUSES]
)
def test_where_each_target_stands(marshire, code, status, close):
    found = marshire.at(NEWEST).set_index("target").loc[code]
    assert (found.status, found.close) == (status, close)


def test_the_targets_of_the_agreement_that_runs_are_counted(marshire):
    at = Standing(marshire, Edition(NEWEST))
    assert set(at.rows.target) == {case[0] for case in STATUSES}
    assert counts.total(at.rows).targets == 11


def test_a_correction_replaces_what_was_first_returned(marshire, marshire_data):
    corrected = [row for row in rows("figures", MARSHIRE) if row["Corrected from"]]
    assert [(row["Target"], row["Corrected from"], row["Actual"]) for row in corrected] == [("K2", "389", "436")]
    now = marshire.judged.set_index(["target", "quarter"]).loc[("K2", "2026 Q2")]
    assert (now.actual, now.status, now.workbook) == (436, "on track", "skills-work.2.xlsx")
    receipt = json.loads((marshire_data / "quarterly" / "2026-Q2" / "skills-work.2.json").read_text("utf-8"))
    assert receipt["quarter"] == "2026 Q2"


def test_every_page_and_paper_says_who_is_asked_about_it(marshire, shipped):
    """Where the register names somebody; Oxfordshire's names nobody."""
    whom = "Questions: Partnerships Manager, Marshire County Council."
    at, of_nobody = Standing(marshire, Edition(NEWEST)), Standing(shipped, Edition(shipped.newest))
    for said in (frame.foot(at), frame.closing(at)[-1]):
        assert said.text.endswith(f" {whom}")
    for said in (frame.foot(of_nobody), frame.closing(of_nobody)[-1]):
        assert "Questions" not in said.text


def test_nothing_in_its_templates_is_taken_for_a_figure_beside_the_table(marshire_data):
    """A target called C1 stands in the drop-downs of its partnership's template."""
    for path in sorted((marshire_data / "quarterly").rglob("*.json")):
        confirmed = json.loads(path.read_text("utf-8"))["warnings_confirmed"]
        assert [one for one in confirmed if "sheet Lists" in one] == []


@pytest.mark.parametrize("table", ["grants", "allocations", "meetings", "members", "bodies"])
def test_whatever_a_sheet_may_say_is_said_somewhere(marshire, table):
    rows = getattr(marshire.register, table)
    assert rows.columns[rows.isna().all()].tolist() == ([] if table != "bodies" else ["also_known_as"])


def test_every_paper_is_there_but_that_of_a_reward(marshire):
    assert set(Kind) - set(papers.offered(marshire.register)) == {Kind.REWARD}


def test_its_grants_are_told_in_its_own_money_and_years(marshire):
    paper = papers.outline(Kind.GRANTS, Standing(marshire, Edition(NEWEST)))
    lead = next(block.text for block in paper.of(Paragraph) if block.kind == "lead")
    assert lead == (
        "€2,440,000.50 (no amount agreed for 1 of 3 yearly grants) is agreed; €1,700,000.50 (no amount agreed for 1 of "
        "7 allocations) is allocated; at most €740,000.00 (not known for 1 of 3 yearly grants) is not allocated yet; "
        "€873,846.50 (as at 30 June 2026 or later; nothing is reported of 2 of 7 allocations) is reported as spent."
    )
    assert next(iter(paper.of(Bullets))).lines == (
        "No amount is agreed of Outcomes Grant 2027.",
        "No amount is agreed of what goes to Coast and Climate Partnership (Coast Fund 2026).",
        "Nothing is reported of what was spent by Living Well Partnership (Outcomes Grant 2026) and Coast and Climate "
        "Partnership (Coast Fund 2026).",
        "Nothing has been reported since 30 June 2026 of what was spent by Early Help Group (Outcomes Grant 2026).",
        "Nothing has been reported since 30 September 2026 of what was spent by W2 (Outcomes Grant 2026), C2 (Coast "
        "Fund 2026) and C4 (Coast Fund 2026).",
    )


def test_its_meetings_lead_to_what_is_published_of_them(marshire):
    [coming, _] = diary.meetings(marshire.register, LEADERS_BOARD)
    [gone, _] = diary.past(marshire.register, LEADERS_BOARD)
    for table, published in (
        (coming, [("Agenda",), None]),
        (gone, [("Agenda",), ("Agenda", "Papers", "Minutes"), ("Papers", "Minutes"), ("Agenda", "Papers", "Minutes")]),
    ):
        cells = next(one.cells for one in table.columns if one.heading == "Published")
        assert [cell and tuple(link.text for link in cell.items) for cell in cells] == published
        leads = [link.address for cell in cells if cell for link in cell.items]
        assert all(address.startswith("https://marshire.example/") for address in leads)
    whose = next(one.cells for one in coming.columns if one.heading == "Whose chairman reports")
    assert [cell.items for cell in whose] == [
        ("Living Well Partnership", "Coast and Climate Partnership"),
        ("Skills and Work Partnership",),
    ]
