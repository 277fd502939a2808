"""Actions for a priority, a theme or the partnership go wherever those for a target go, and stand under every body.

The kind: a row without a target in a program that knew only targets. What else belongs to it and was tried: no target
in how actions stand, what was promised, their history, what is asked, the groups and their counts; the same words for
two things; an action whose target is not looked at; a partnership none of whose targets is looked at; one priority or
another kind of target looked at; a body named that is no partnership; pages, papers, the workbook and the kept tables.
"""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from oxdash.documents import actions as acting
from oxdash.documents import papers
from oxdash.documents.blocks import Bullets, Heading, Table
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import actions, asked, promises
from oxdash.findings.actions import Key
from oxdash.judging.kept_tables import TABLES
from oxdash.output import exact_csv, excel, freeze
from oxdash.output.excel import tables
from oxdash.vocabulary import tables as table
from tests import acted_rows, drawn
from tests.calendars import APRIL
from tests.judged_rows import judged

DAY = date(2010, 7, 22)
PRIORITY = {"target": None, "for_kind": "priority", "for_what": "Breaking the cycle", "due": "2010-03-31"}
THEME = {"target": None, "for_kind": "theme", "for_what": "Rural isolation", "due": "2010-12-31"}
OWN = {"target": None, "for_kind": "the partnership", "for_what": None, "due": None}
ROWS = judged({"partnership": "spatial-planning"})  # L1 at Q3 2009/10, off track
DEPRIVATION = "Reducing inequalities and breaking the cycle of deprivation"
EVERY = ({}, PRIORITY, THEME, OWN)


def stand(*changes, **given):
    return actions.standing(ROWS, acted_rows.actions(*changes), DAY, **given)


def test_an_action_for_no_target_stands_beside_the_others():
    found = stand(*EVERY)
    assert found[["about", "when"]].values.tolist() == [
        ["L1", "overdue"],
        ["Breaking the cycle", "overdue"],
        ["Rural isolation", "due later"],
        ["the partnership", "no due date"],
    ]
    assert found.off_track.tolist() == [True, False, False, False]
    assert actions.in_words(found) == ("4 actions are open: 2 overdue, 1 due later and 1 without a due date.")
    assert found.sentence[1] == (
        "Breaking the cycle, “Build homes”: due on 31 March 2010, 113 days ago, and still open in the return for "
        "Q3 2009/10 (Housing lead)."
    )
    assert found.sentence[3].startswith("The partnership, “Build homes”: open at Q3 2009/10, with no due date")


def test_the_same_words_for_two_things_are_two_actions_and_twice_for_one_are_one():
    assert len(stand(PRIORITY, THEME, OWN)) == 3
    assert len(stand(PRIORITY, PRIORITY | {"due": "2010-04-30"})) == 1


def test_it_stands_where_its_partnerships_return_does():
    others = pd.DataFrame({"partnership": ["economic"], "quarter": ["2009-10 Q3"]})
    assert stand(PRIORITY, partnerships=others).empty
    economic = PRIORITY | {"partnership": "economic"}
    assert stand(economic).empty, "none of its targets is looked at, and nobody says it is"
    assert len(stand(economic, partnerships=others)) == 1
    assert stand(PRIORITY | {"quarter": "2009-10 Q2"}).empty, "an older return does not say what is done now"


def test_what_was_promised_for_no_target_is_kept_or_not_like_any_other():
    then = {"quarter": "2009-10 Q2"}
    said = acted_rows.actions(
        PRIORITY | then,
        PRIORITY | {"state": "done"},
        THEME | then,
        OWN | then | {"due": "2009-12-31"},
        OWN | {"due": "2009-12-31"},
        {**PRIORITY, "action": "Another", **then, "partnership": "economic"},
    )
    found = promises.of(ROWS, said, acted_rows.returns(), DAY, calendar=APRIL)
    assert found[["about", "outcome"]].values.tolist() == [
        ["the partnership", "not kept"],
        ["Rural isolation", "dropped without explanation"],
        ["Breaking the cycle", "kept"],
    ]
    assert found.sentence[1].startswith("Rural isolation, “Build homes”: open at Q2 2009/10 (due on 31 December 2010)")


def test_its_history_goes_from_return_to_return():
    said = acted_rows.actions(
        THEME | {"quarter": "2009-10 Q1"},
        THEME | {"quarter": "2009-10 Q2", "due": "2011-01-31"},
        OWN | {"quarter": "2009-10 Q2"},
    )
    found = promises.history(said, acted_rows.returns(spatial_planning="rrr-"))
    assert found[["about", "state", "returns", "moved"]].values.tolist() == [
        ["Rural isolation", "dropped without explanation", 2, 1],
        ["the partnership", "dropped without explanation", 1, 0],
    ]


def test_an_off_track_target_still_lacks_an_action_of_its_own():
    assert asked.without_action(ROWS, acted_rows.actions(PRIORITY, OWN)).lacks.tolist() == ["no action"]


def test_what_is_asked_names_what_it_is_about():
    acted = stand({}, PRIORITY, OWN | {"due": "2010-01-31"})
    none = {"lacking": asked.without_action(ROWS.iloc[:0], acted_rows.actions())}
    found = asked.of(
        ROWS.iloc[:0].assign(original_status=ROWS.original_status.iloc[:0]),
        {"spatial-planning": "SPIP"},
        **none,
        standing=acted,
        promises=promises.of(ROWS.iloc[:0], acted_rows.actions(), acted_rows.returns(), DAY, calendar=APRIL),
        changes=pd.DataFrame({"change": [], "partnership": [], "target": []}, dtype="str"),
        expected=pd.DataFrame({"expectation": [], "reason": [], "partnership": [], "target": []}, dtype="str"),
        chase=pd.DataFrame({"arrival": [], "partnership": [], "quarter": []}, dtype="str"),
    )
    assert found[["targets", "count"]].values.tolist() == [["L1", 3]]
    assert found.sentence.tolist() == [
        "Ask for progress on 3 overdue actions: SPIP (the partnership, L1 and Breaking the cycle)."
    ]


NAMES = {"economic": "OEP", "spatial-planning": "SPIP", "stronger-communities": "OSCA"}
GROUPS = pd.DataFrame([("stalled", "Stalled sites group"), ("land", "Land group")], columns=["code", "name"])


def grouped(key, *changes):
    targets = pd.DataFrame({"target": ["L1"], "delivery_group": ["land"]})
    return actions.by(stand(*changes), key, targets, GROUPS, NAMES)


@pytest.mark.parametrize(
    ("key", "groups"),
    [
        (Key.PARTNERSHIP, [("OEP", True), ("SPIP", False), ("OSCA", True)]),
        (Key.DELIVERY_GROUP, [("Stalled sites group", True), ("No delivery group", False)]),
        (Key.OWNER, [("Housing lead", False)]),
    ],
)
def test_an_action_stands_under_each_body_it_names_and_is_counted_once(key, groups):
    held = "economic; stronger-communities; stalled; Jobcentre Plus; spatial-planning"
    found = grouped(key, PRIORITY | {"with_bodies": held})
    assert list(found[["group_name", "shared"]].itertuples(index=False, name=None)) == groups
    assert actions.tally(found).actions.tolist() == [1]
    assert actions.tally(found).overdue.tolist() == [1]


def test_without_other_bodies_the_groups_are_as_they_were():
    found = grouped(Key.PARTNERSHIP, {}, PRIORITY)
    assert found.group_name.tolist() == ["SPIP", "SPIP"] and not found.shared.any()


def test_whom_it_is_done_with_is_said():
    names = {"economic": "Oxfordshire Economic Partnership"}
    assert actions.with_whom("economic; Jobcentre Plus", names) == (
        "with Oxfordshire Economic Partnership and Jobcentre Plus"
    )
    assert actions.with_whom(float("nan"), names) is None
    shown = drawn.part(acting.standing(stand(PRIORITY | {"with_bodies": "economic; <b>me</b>"}), {}, NAMES, names))
    assert "Breaking the cycle" in shown
    assert "with Oxfordshire Economic Partnership and &lt;b&gt;me&lt;/b&gt;" in shown


@pytest.fixture(scope="module")
def at(shipped):
    return Standing(shipped, Edition("2009-10 Q4"))


def test_the_shipped_data_has_some_and_they_count(at):
    own = at.acted[at.acted.target.isna()]
    assert set(own.when) >= {"overdue", "due later"}
    assert set(own.partnership) == {"economic", "environment-waste", "health-well-being", "stronger-communities"}


def cells(made):
    lines = [line for one in made.of(Bullets) for line in one.lines]
    for one in made.of(Table):
        for column in one.columns:
            for cell in column.cells:
                lines += [str(cell)] if not isinstance(cell, tuple) else [str(part) for part in cell]
    return lines


def test_papers_say_what_it_is_for_whose_it_is_and_with_whom(at):
    made = papers.outline(papers.Kind.ACTIONS, at)
    said = cells(made)
    assert DEPRIVATION in said
    assert "The partnership" in said and "Thriving communities" in said
    assert (
        "with Children's Trust, Health and Well-being Partnership and Oxfordshire Stronger Communities Alliance" in said
    )
    board = cells(papers.outline(papers.Kind.BOARD, at))
    assert "Representation on environment and climate change reviewed" in board, "an overdue one is in the Board paper"


@pytest.mark.parametrize(
    ("partnership", "heading", "begins"),
    [
        (
            "economic",
            "Actions for a priority, a theme or the partnership",
            f"{DEPRIVATION}: One plan for each",
        ),
        (
            "economic",
            "Actions of other partnerships with this one",
            f"{DEPRIVATION}: Health checks",
        ),
        (
            "childrens-trust",
            "Actions of other partnerships with this one",
            f"{DEPRIVATION}: One plan for each",
        ),
        (
            "spatial-planning",
            "Actions of other partnerships with this one",
            "Thriving communities: A revised strategy that takes in community",
        ),
    ],
)
def test_a_chairmans_sheet_has_them_under_each_partnership(at, partnership, heading, begins):
    made = papers.outline(papers.Kind.PARTNERSHIP, at, partnership)
    place = [one.text if isinstance(one, Heading) else None for one in made.blocks].index(heading)
    assert made.blocks[place + 1].lines[0].startswith(begins)


def test_one_priority_looked_at_has_the_actions_for_it_alone(shipped):
    for priority, about in (
        ("inequalities", {DEPRIVATION}),
        ("economy", set()),
    ):
        looked = Standing(shipped, Edition("2009-10 Q4"), priority=priority)
        assert set(looked.acted.about[looked.acted.target.isna()]) == about
    local = Standing(shipped, Edition("2009-10 Q4"), kind="local")
    assert local.acted.target.notna().all(), "an action for no target is of no kind of target"
    one = Standing(shipped, Edition("2009-10 Q4"), partnership="economic")
    assert set(one.acted.partnership) == {"economic"}


def test_the_workbook_has_a_row_for_each(at, shipped):
    sheet = tables.actions(at)
    columns = {column.heading: list(column.cells) for column in sheet.columns}
    place = columns["Action"].index("A revised strategy that takes in community self-help")
    assert [columns[name][place] for name in ("For", "Priority or theme", "Partnership", "With")] == [
        "Theme",
        "Thriving communities",
        "Oxfordshire Stronger Communities Alliance",
        "Safer Communities Partnership; Spatial Planning and Infrastructure Partnership",
    ]
    assert pd.isna(columns["Target"][place]) and pd.isna(columns["Title"][place])
    assert len(excel.write(shipped, Edition("2009-10 Q4"))) > 10_000


def test_kept_tables_give_them_back_and_older_ones_are_for_targets():
    said = acted_rows.actions(*EVERY, {"with_bodies": "economic; Jobcentre Plus"})
    fields = freeze.of(table.ACTIONS)
    data = exact_csv.write(table.settle(table.ACTIONS, said), fields)
    back = freeze._table("actions", data, fields, str)
    pd.testing.assert_frame_equal(back, table.settle(table.ACTIONS, said))
    added = ("for_kind", "for_what", "with_bodies")
    older = TABLES["actions"].of_today(said[said.target.notna()].drop(columns=list(added)))
    assert older[["for_kind", "for_what"]].values.tolist() == [["target", "L1"]] * 2
    settled = table.settle(table.ACTIONS, older)
    assert settled.with_bodies.isna().all()


def test_a_position_without_any_action_says_so(shipped):
    bare = Standing(replace(shipped, actions=table.empty(table.ACTIONS)), Edition("2009-10 Q4"))
    assert bare.acted.empty and bare.promises.empty
    assert bare.own_actions("economic").empty and bare.acting_with("economic").empty
    papers.outline(papers.Kind.PARTNERSHIP, bare, "economic")
    papers.outline(papers.Kind.ACTIONS, bare)
