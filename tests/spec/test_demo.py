"""The illustrative data is made anew, the same bytes, through the product's own way in; and it is what ships."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from oxdash.archive import Archive
from oxdash.demo import make
from oxdash.demo.register_workbook import rows
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings.standing_words import short
from oxdash.register import read_register
from oxdash.register.measures import begins_anew
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.quarters import Quarter
from tests.calendars import APRIL
from tests.conftest import SCRUTINY, SHIPPED, loaded


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a data folder by its path, without lock files, which may be there or not."""
    held = [path for name in ("quarterly", "comparators") for path in sorted((folder / name).rglob("*.*"))]
    kept = [folder / "register.xlsx", *(path for path in held if path.suffix in (".xlsx", ".json", ".csv"))]
    return {str(path.relative_to(folder)): path.read_bytes() for path in kept}


def test_what_ships_is_what_demo_makes(made_by_demo):
    """Made on another day, on another machine: so the same bytes each time."""
    ships, anew = files(SHIPPED), files(made_by_demo)
    assert set(ships) == set(anew)
    changed = [path for path in anew if ships[path] != anew[path]]
    assert changed == [], "make it anew in an empty folder with `oxdash demo FOLDER`, look at it, copy it over data/"


def test_neighbours_are_nobody_and_their_figures_say_so(shipped):
    """No real area has a figure that nobody published, and everything made of them says that they are illustrative."""
    named = [f"Neighbour {letter}" for letter in "ABCDEFGHIJKLMNO"]
    assert list(shipped.register.areas_compared.area) == [*named, "Oxfordshire"]
    assert set(shipped.register.areas_compared.illustrative_fields) == {"all"}
    assert set(shipped.comparators.area) == {*named, "Oxfordshire", "the whole country"}
    assert set(shipped.comparators.source) == {"Figures of other areas (made up for this example; illustrative)"}
    at = Standing(shipped, Edition("2009-10 Q4"))
    told = {code: [short(one) for one in at.compared.of(code)] for code in at.compared.targets}
    assert told == {
        "NI 73": ["Equal 7th of 15 neighbours, the same as median (2008/09, illustrative)"],
        "NI 191": ["2nd of 16 neighbours, better than median (2009/10, illustrative)"],
        "NI 192": ["7th of 16 neighbours, better than median (2008/09, illustrative)"],
    }
    assert {code: len(at.compared.over_time(code, at.compared.groups[0])) for code in told} == {
        "NI 73": 1,
        "NI 191": 2,
        "NI 192": 3,
    }


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ValueError, match="is not an empty folder") as refused:
        make(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path} is not an empty folder. Name a new or empty one: nothing is ever written over."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_60_returns_one_of_them_corrected_each_with_a_receipt_that_holds():
    on_file = Archive(SHIPPED / "quarterly").standing(NEUTRAL.end_of(SCRUTINY))
    assert len(on_file) == 60
    assert [(file.partnership, file.quarter, file.number) for file in on_file if file.number > 1] == [
        ("environment-waste", "2009-10 Q2", 2)
    ]
    assert Archive(SHIPPED / "quarterly").verify() == []
    held = {(file.partnership, file.quarter) for file in on_file}
    waiting = {"childrens-trust", "health-well-being", "safer-communities", "spatial-planning"}
    assert {code for code, quarter in held if quarter == "2009-10 Q4"} == {
        "economic", "environment-waste", "stronger-communities"
    }  # fmt: skip
    assert {code for code, quarter in held if quarter == "2009-10 Q3"} >= waiting


def test_receipts_are_stamped_about_returns_due_some_late_all_before_the_committee():
    register = read_register("register.xlsx", (SHIPPED / "register.xlsx").read_bytes())
    days = []
    for file in Archive(SHIPPED / "quarterly").standing(NEUTRAL.end_of(SCRUTINY)):
        received = file.receipt.received_at
        assert received < datetime(2010, 7, 22, tzinfo=UTC)
        assert received.date() > APRIL.last_day(Quarter.parse(file.quarter))
        if file.number == 1:  # a correction comes when it comes
            days.append((received.date() - register.returns_due(file.partnership, file.quarter)).days)
        assert file.receipt.received_from.startswith("lead officer, ")
        assert file.receipt.register_fingerprint == register.fingerprint
    assert min(days) >= -7
    assert max(days) <= 14
    assert 5 <= len([late for late in days if late > 0]) <= 20


def test_every_shipped_return_is_accepted_and_its_warnings_stand_on_its_receipt(shipped):
    assert shipped.problems == ()
    assert set(shipped.returns.state) == {"received", "not received"}
    confirmed = [
        warning
        for path in sorted((SHIPPED / "quarterly").rglob("*.json"))
        for warning in json.loads(path.read_text("utf-8"))["warnings_confirmed"]
    ]
    assert len(confirmed) >= 20
    for style in (
        'found "1,104"',
        'found "47.6%"',
        "44.4%",
        "2007 calendar year",
        "Exactly the same as",
    ):
        assert any(style in warning for warning in confirmed), style


def test_the_shipped_register_is_sound_and_every_row_says_its_basis(shipped):
    assert shipped.register.problems == ()
    register = shipped.register
    for table in (register.targets, register.members, register.partnerships, register.delivery_groups,
                  register.priorities, register.districts, register.meetings, register.stretch):  # fmt: skip
        assert table.basis.str.match(r"documented: |illustrative").all()
    documented = register.targets[register.targets.basis.str.startswith("documented")].target
    numbers = (152, 163, 164, 154, 155, 156, 175, 198, 185, 188, 6, 7)
    assert set(documented) == {f"NI {number}" for number in numbers}
    fields = register.targets.illustrative_fields.str.split("; ")
    assert all(named == ["all"] or {"Baseline", "Owner", "Priorities"} & set(named) for named in fields)
    assert (register.milestones.illustrative_fields == "all").all()  # the papers have no figure of the real agreement


SAID_ONLY_BY_THE_REGISTER = [
    # table, which rows, what no source gives of them
    pytest.param("priorities", lambda t: t.code.notna(), ["all"], id="no paper names the four priorities"),
    pytest.param("districts", lambda t: t.code.notna(), ["all"], id="no paper names the five districts"),
    pytest.param(
        "partnerships", lambda t: t.lead_officer.str.startswith("Lead officer, "), ["Lead officer"], id="placeholders"
    ),
    pytest.param("delivery_groups", lambda t: t.lead_officer.notna(), ["Lead officer"], id="who leads a group"),
    pytest.param(
        "delivery_groups", lambda t: t.code.str.startswith("cdrp-"), ["Name"], id="five CDRPs, of no named district"
    ),
    pytest.param(
        "meetings",
        lambda t: t.basis.str.contains("governance") & t.date.notna(),
        ["Returns due"],
        id="days before a meeting",
    ),
    pytest.param("stretch", lambda t: t.target.notna(), ["all"], id="no paper names a stretch target"),
    pytest.param("rules", lambda t: t.from_quarter.notna(), ["all"], id="no paper has a tolerance"),
]


@pytest.mark.parametrize(("table", "which", "fields"), SAID_ONLY_BY_THE_REGISTER)
def test_what_no_source_gives_is_called_illustrative(shipped, table, which, fields):
    rows = getattr(shipped.register, table)
    rows = rows[which(rows)]
    assert len(rows)
    assert all(set(fields) <= set(named.split("; ")) for named in rows.illustrative_fields)


def test_meetings_of_the_board_in_the_timetable_of_the_review(shipped):
    """Annex B of seed 004 has six meetings of the Board with their days."""
    meetings = shipped.register.meetings
    documented = meetings[meetings.basis.str.startswith("documented: governance review, 2009")]
    days = ["2008-01-07", "2008-02-05", "2008-03-04", "2008-09-10", "2008-11-19", "2009-02-18"]
    assert documented.date.dt.strftime("%Y-%m-%d").tolist() == days


def test_a_chair_that_rotates_among_the_members_is_no_place_more(shipped):
    members = shipped.register.members
    rotating = members[members.post.str.contains("rotat")]
    assert set(rotating.body) == {"spatial-planning", "environment-waste", "safer-communities"}
    assert rotating.places.isna().all()
    assert rotating.role.tolist().count("vice chair") == 1


ACCOUNTS = [
    # partnership, section, a line of seed 001 that stands there
    ("childrens-trust", "Outcomes", "Items not on track subject of action within CYP&F."),
    ("economic", "Response", "(Name left out) leading work in this area."),
    ("economic", "Response", "(Name left out) active involvement."),
    ("economic", "Outcomes", "Problems with data quality which are being addressed."),
    ("health-well-being", "Outcomes", "Good performance."),
    ("safer-communities", "Outcomes", "Good performance."),
]


@pytest.mark.parametrize(("partnership", "section", "line"), ACCOUNTS, ids=[f"{p}: {line}" for p, _, line in ACCOUNTS])
def test_the_accounts_of_july_2010_say_what_the_schedule_says(shipped, partnership, section, line):
    told = shipped.narrative[shipped.narrative.quarter == shipped.narrative.partnership.map(
        shipped.stands_at(shipped.newest))]  # fmt: skip
    [text] = told.text[(told.partnership == partnership) & (told.section == section)]
    assert line in text.splitlines()


def test_no_milestone_of_the_shipped_register_begins_anew_but_that_of_a_running_total(shipped):
    register = shipped.register
    values = register.values_in_force(shipped.as_at).set_index("target")
    anew = {
        code
        for code in values.index.unique()
        if begins_anew(dict(values.loc[[code], ["quarter", "milestone"]].itertuples(index=False)))
    }
    measures = register.targets.set_index("target").measure
    assert "NI 30" in anew
    assert {measures[code] for code in anew} == {"cumulative in year"}


def test_targets_are_counted_as_published(shipped):
    targets = shipped.register.targets
    laa = targets[targets.kind.isin(["designated", "statutory"])].partnership.value_counts()
    assert laa.to_dict() == {
        "childrens-trust": 17,
        "environment-waste": 7,
        "health-well-being": 5,
        "safer-communities": 5,
        "spatial-planning": 5,
        "economic": 3,
        "stronger-communities": 2,
    }
    assert targets.kind.value_counts()[["local", "stretch"]].to_dict() == {"local": 4, "stretch": 12}


def test_no_person_is_named():
    """Posts only: no content cell has a title before a name, and every owner and sender is a post."""
    text = "\n".join(" ".join(row.values()) for name in ("members", "partnerships", "narrative", "actions", "returns")
                     for row in rows(name))  # fmt: skip
    assert not re.search(r"\b(Cllr|Mr|Mrs|Ms|Dr)\b\.? [A-Z]", text)
    posts = {row["Owner"] for name in ("actions", "risks", "targets") for row in rows(name)}
    posts |= {row["Lead officer"] for row in rows("delivery_groups")}
    post = r"officer|Officer|Head|Director|Lead|Chief|Chairman|Commander|Coordinator|manager|Manager"
    assert [owner for owner in posts if owner and not re.search(post, owner)] == []


PATTERNS = [
    # target, statuses of the last quarters, oldest first, why
    ("NI 117", ["off track", "off track", "off track"], "off track for three quarters or more"),
    ("NI 131", ["off track", "off track", "on track"], "recovered"),
    ("NI 39", ["on track", "on track", "off track"], "newly off track"),
    ("NI 17", ["insufficient data", "on track", "insufficient data"], "can no longer be judged"),
    ("NI 192", ["off track", "off track", "off track", "on track"], "recovered after three quarters"),
    ("NI 7", ["insufficient data"] * 4, "a survey between two surveys"),
]


@pytest.mark.parametrize(("target", "statuses"), [case[:2] for case in PATTERNS], ids=[case[2] for case in PATTERNS])
def test_the_series_have_the_patterns_a_board_sees(shipped, target, statuses):
    own = shipped.judged[(shipped.judged.target == target) & shipped.judged.received]
    assert own.sort_values("quarter").status.astype(str).tolist()[-len(statuses) :] == statuses


def test_on_track_only_because_the_target_moved(shipped):
    own = shipped.at(kind="all").set_index("target").loc["NI 152"]
    assert (own.status, own.original_status, own.milestone, own.original_milestone) == (
        "on track",
        "off track",
        8.2,
        6.5,
    )


def test_three_values_were_renegotiated_before_the_committee(shipped):
    milestones = shipped.register.milestones
    renegotiated = milestones[milestones.reason.fillna("").str.startswith("Renegotiated with GOSE")]
    assert set(renegotiated.target) == {"NI 154", "NI 155", "NI 175"}
    assert renegotiated.agreed_on.dt.date.max() < SCRUTINY


def test_off_track_targets_have_actions_with_posts_and_dates_some_overdue(shipped):
    standing = shipped.at(kind="laa")
    off = set(standing[standing.status == "off track"].target)
    last = shipped.actions.merge(standing[["target", "quarter"]], on=["target", "quarter"])
    assert off - set(last.target) == {"NI 92"}  # one is left without, for the Board to see
    assert last.target[last.owner.isna()].tolist() == ["NI 94"]  # one that nobody owns, one without a date: to be found
    assert last.target[last.due.isna()].tolist() == ["NI 93"]
    assert (last[last.state == "open"].due.dt.date < SCRUTINY).any()
    assert {"open", "done", "dropped"} <= set(shipped.actions.state)


def test_the_twelve_stretch_targets_are_worth_the_published_total_to_the_penny(shipped):
    """Their number and the GBP 16.6m are seed 003's; which they are, nobody published here."""
    stretch = shipped.register.stretch.drop_duplicates("target")
    targets = shipped.register.targets
    assert set(stretch.target) == set(targets.target[targets.kind == "stretch"])
    assert sum(Decimal(format(share, ".15g")) for share in stretch.grant_share) == Decimal("16600000")
    assert set(targets.partnership[targets.kind == "stretch"]) == set(shipped.names)


def test_a_partnership_without_a_target_in_a_quarter_owes_no_return(shipped):
    early = shipped.returns[shipped.returns.quarter < "2008-09 Q1"]
    assert set(early.partnership) == {"safer-communities"}
    assert len(early) == 8
    assert set(early.state) == {"received"}


def test_two_measures_have_twelve_quarters_or_more(shipped):
    figures = shipped.judged[shipped.judged.actual.notna()].groupby("target").quarter.nunique()
    assert set(figures.index[figures >= 12]) == {"S1", "S3"}


def test_the_corrected_figure_was_off_track_before(data):
    first = loaded(data, date(2009, 11, 10)).judged.set_index(["target", "quarter"]).loc["NI 191", "2009-10 Q2"]
    then = loaded(data, date(2009, 11, 20)).judged.set_index(["target", "quarter"]).loc["NI 191", "2009-10 Q2"]
    assert (first.actual, first.status, first.workbook) == (302, "off track", "environment-waste.1.xlsx")
    assert (then.actual, then.status, then.workbook) == (297, "on track", "environment-waste.2.xlsx")


def test_every_partnership_tells_its_risks_and_its_year_in_its_newest_return(shipped):
    newest = shipped.stands_at(shipped.newest)
    at_newest = shipped.risks[shipped.risks.quarter == shipped.risks.partnership.map(newest)]
    assert set(at_newest.partnership) == set(shipped.names)
    told = shipped.narrative[shipped.narrative.quarter == shipped.narrative.partnership.map(newest)]
    yearly = told[told.section.isin(["Achievements", "Strengths", "Areas for improvement"])]
    assert yearly.partnership.value_counts().to_dict() == dict.fromkeys(shipped.names, 3)


def test_risks_move_come_and_go(shipped):
    scores = shipped.risks.assign(score=shipped.risks.likelihood * shipped.risks.impact)
    scores = scores.pivot_table(index=["target", "risk"], columns="quarter", values="score")
    before, after = scores["2009-10 Q2"], scores["2009-10 Q3"]
    assert (after > before).any()
    assert (after < before).any()
    assert (before.notna() & after.isna()).any()
    assert (before.isna() & after.notna()).any()


def test_an_action_was_promised_and_never_spoken_of_again(shipped):
    """NI 73: eight maths clubs of twenty, due in December 2009, and not a word in the return after."""
    own = shipped.actions[shipped.actions.action.str.startswith("Maths clubs")]
    assert own.quarter.tolist() == ["2009-10 Q1", "2009-10 Q2"]
    assert set(own.state) == {"open"}


def test_a_county_on_track_hides_a_district_that_is_not(shipped):
    own = shipped.districts[(shipped.districts.target == "NI 192") & (shipped.districts.quarter == "2009-10 Q4")]
    [county] = shipped.at().set_index("target").loc[["NI 192"]].to_dict("records")
    assert county["status"] == "on track"
    assert own.set_index("district").actual.lt(county["milestone"]).to_dict() == {
        "Cherwell": False,
        "Oxford City": True,
        "South Oxfordshire": False,
        "Vale of White Horse": True,
        "West Oxfordshire": False,
    }


ADD_UP = {("2009-10 Q3", "NI 111"), ("2009-10 Q3", "NI 154"), ("2009-10 Q3", "NI 155"), ("2009-10 Q3", "NI 156")}
ADD_UP |= {("2009-10 Q4", "L1"), ("2009-10 Q2", "NI 156"), ("2008-09 Q4", "NI 154")}


@pytest.mark.parametrize(("quarter", "target"), sorted(ADD_UP))
def test_districts_of_a_count_add_up_to_the_county(shipped, quarter, target):
    own = shipped.districts[(shipped.districts.target == target) & (shipped.districts.quarter == quarter)]
    county = shipped.judged.set_index(["target", "quarter"]).actual[target, quarter]
    assert own.actual.sum() == county


def test_the_register_has_gaps_for_the_board_to_see(shipped):
    register = shipped.register
    reviewed = register.partnerships.set_index("code")
    a_year_before = pd.Timestamp(SCRUTINY) - pd.DateOffset(years=1)
    assert reviewed.chairmanship_reviewed_on.notna().all()
    assert reviewed.governance_audited_on.notna().all()
    assert set(reviewed.index[reviewed.chairmanship_reviewed_on < a_year_before]) == {
        "spatial-planning", "stronger-communities"
    }  # fmt: skip
    assert set(reviewed.index[reviewed.governance_audited_on < a_year_before]) == {
        "economic", "spatial-planning", "stronger-communities"
    }  # fmt: skip
    assert register.delivery_groups.code[register.delivery_groups.lead_officer.isna()].tolist() == ["communications"]
