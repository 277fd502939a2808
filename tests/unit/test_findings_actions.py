"""Actions as they stand on a day, what an off-track target lacks, and by whom they are done."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import actions, asked
from oxdash.findings.actions import Key, When
from oxdash.findings.arrivals import before, folded, heard
from oxdash.findings.asked import Lack
from oxdash.vocabulary import tables
from tests import acted_rows
from tests.judged_rows import judged

DAY = date(2010, 2, 10)

SAME = [
    # words, the same as "Jobs clubs in four towns", why
    ("Jobs clubs in four towns", True, "the same words"),
    ("jobs CLUBS in four towns", True, "case does not matter"),
    ("  Jobs clubs\n in\u00a0four   towns ", True, "nor does white space"),
    ("Jobs clubs in four towns.", True, "nor does a final full stop"),
    ("Jobs clubs in four towns .", True, "nor one after a space"),
    ("Jobs clubs in five towns", False, "a reworded action is a new one"),
    ("Jobs clubs. In four towns", False, "a full stop within is a word's end"),
    ("", False, "nothing said"),
]


@pytest.mark.parametrize(("words", "same", "why"), SAME, ids=[case[-1] for case in SAME])
def test_the_same_words(words, same, why):
    assert (folded(words) == folded("Jobs clubs in four towns")) is same


def test_what_is_heard_of_a_partnership():
    said = acted_rows.returns(economic="rdw-", stronger_communities="-h-r")
    assert heard(said) == {"economic": ["2009-10 Q1"], "stronger-communities": ["2009-10 Q2", "2009-10 Q4"]}
    assert heard(said, "2009-10 Q3") == {"economic": ["2009-10 Q1"], "stronger-communities": ["2009-10 Q2"]}
    assert before(["2009-10 Q1", "2009-10 Q2", "2009-10 Q4"], "2009-10 Q4") == "2009-10 Q2"
    assert before(["2009-10 Q4"], "2009-10 Q4") is None


STANDING = [
    # change to an action due on 31 March 2010 and open, when, days, no owner, sentence, why
    ({"due": "2010-02-09"}, When.OVERDUE, -1, False,
     "L1, “Build homes”: due on 9 February 2010, 1 day ago, and still open in the return for Q3 2009/10 "
     "(Housing lead).", "due the day before"),
    ({"due": "2010-02-10"}, When.SOON, 0, False, "L1, “Build homes”: due on 10 February 2010, today (Housing lead).",
     "due on the day is not overdue"),
    ({"due": "2010-03-10"}, When.SOON, 28, False,
     "L1, “Build homes”: due on 10 March 2010, in 28 days (Housing lead).", "the last day that is soon"),
    ({"due": "2010-03-11"}, When.LATER, 29, False,
     "L1, “Build homes”: due on 11 March 2010, in 29 days (Housing lead).", "a day later"),
    ({"due": None}, When.NO_DATE, None, False,
     "L1, “Build homes”: open at Q3 2009/10, with no due date (Housing lead).", "no day"),
    ({"owner": None}, When.LATER, 49, True,
     "L1, “Build homes”: due on 31 March 2010, in 49 days (no owner named).", "no owner"),
    ({"due": "2009-01-01", "state": "done"}, When.DONE, None, False,
     "L1, “Build homes”: done at Q3 2009/10 (Housing lead).", "done is not overdue"),
    ({"state": "done", "owner": None}, When.DONE, None, False,
     "L1, “Build homes”: done at Q3 2009/10 (no owner named).", "what is done needs no owner"),
    ({"due": None, "state": "dropped"}, When.DROPPED, None, False,
     "L1, “Build homes”: dropped at Q3 2009/10 (Housing lead).", "dropped needs no day"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "when", "days", "no_owner", "sentence"), [case[:5] for case in STANDING],
                         ids=[case[5] for case in STANDING])  # fmt: skip
def test_how_an_action_stands(change, when, days, no_owner, sentence):
    (found,) = actions.standing(judged({}), acted_rows.actions(change), DAY).to_dict("records")
    assert (found["when"], found["no_owner"], found["sentence"]) == (when, no_owner, sentence)
    assert found["days"] == days if days is not None else pd.isna(found["days"])


def test_the_cases_reach_every_state():
    assert {case[1] for case in STANDING} == set(When)


def test_each_partnership_stands_at_its_own_quarter_and_the_longest_overdue_comes_first():
    rows = judged(
        {"target": "L1", "quarter": "2009-10 Q3"},
        {"target": "L2", "quarter": "2009-10 Q4", "partnership": "economic", "actual": 60.0},
    )
    acted = acted_rows.actions(
        {"due": None, "action": "No day"},
        {"due": "2010-02-01", "action": "Late"},
        {"target": "L2", "quarter": "2009-10 Q4", "partnership": "economic", "due": "2009-12-01", "action": "Later"},
        {"target": "L2", "quarter": "2009-10 Q3", "partnership": "economic", "action": "Of an older return"},
        {"target": "L1", "quarter": "2009-10 Q2", "action": "Of an older return"},
        {"target": "L9", "action": "Of a target that is not shown"},
        {"due": "2010-02-20", "action": "Soon"},
    )
    found = actions.standing(rows, acted, DAY)
    assert found["action"].tolist() == ["Later", "Late", "Soon", "No day"]
    assert found["off_track"].tolist() == [False, True, True, True]


TWICE = [
    # states and owners of one action twice in a return, owner that counts, why
    ([("open", "A"), ("open", "B")], "B", "the lower row counts"),
    ([("open", "A"), ("done", "B")], "A", "an open one counts before a closed one"),
    ([("done", "A"), ("dropped", "B")], "B", "both closed: the lower"),
]


@pytest.mark.parametrize(("said", "owner", "why"), TWICE, ids=[case[-1] for case in TWICE])
def test_an_action_that_stands_twice_in_a_return(said, owner, why):
    acted = acted_rows.actions(*({"state": state, "owner": who, "action": f"Build homes{'.' * n}"}
                                 for n, (state, who) in enumerate(said)))  # fmt: skip
    assert actions.once(acted)["owner"].tolist() == [owner]
    assert len(actions.standing(judged({}), acted, DAY)) == 1


WORDS = [
    # changes, sentence, why
    ([], "There is no action in the returns.", "none"),
    ([{}], "1 action is open: 1 due later.", "one"),
    ([{"due": "2009-12-01"}, {"due": None, "owner": None}, {"state": "done"}, {"state": "dropped"}],
     "2 actions are open: 1 overdue and 1 without a due date; 1 done and 1 dropped. 1 of those open has no owner.",
     "one of each"),
    ([{"state": "done"}], "No action is open; 1 done.", "none open"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "said", "why"), WORDS, ids=[case[-1] for case in WORDS])
def test_the_actions_in_words(changes, said, why):
    acted = acted_rows.actions(*({"action": f"Action {n}", **change} for n, change in enumerate(changes)))
    assert actions.in_words(actions.standing(judged({}), acted, DAY)) == said


NO_OWNER, NO_DAY = {"owner": None}, {"due": None}
LACKS = [
    # actions of a target off track, what it lacks (None for nothing), sentence after "L1 is off track at ... and", why
    ([], Lack.NO_ACTION, "has no action", "none"),
    ([{"state": "done"}, {"state": "dropped", "action": "B"}], Lack.NONE_OPEN,
     "has no action still open (1 done and 1 dropped)", "all done, and still off track"),
    ([NO_OWNER | NO_DAY], Lack.NEITHER, "its open action has no owner and no due date", "neither"),
    ([NO_OWNER], Lack.NO_OWNER, "its open action has no owner", "nobody does it"),
    ([NO_DAY], Lack.NO_DATE, "its open action has no due date", "no day"),
    ([NO_DAY, NO_DAY | {"action": "B"}], Lack.NO_DATE, "none of its 2 open actions has a due date",
     "two without a day"),
    ([NO_OWNER, NO_OWNER | {"action": "B"}], Lack.NO_OWNER, "none of its 2 open actions has an owner", "two, nobody"),
    ([NO_OWNER | NO_DAY, NO_OWNER | NO_DAY | {"action": "B"}], Lack.NEITHER,
     "none of its 2 open actions has an owner or a due date", "two with neither"),
    ([NO_OWNER, NO_DAY | {"action": "B"}], Lack.NOT_TOGETHER,
     "none of its 2 open actions has both an owner and a due date", "one has the owner, the other the day"),
    ([{}], None, "", "an owner and a day"),
    ([NO_OWNER, {"action": "B"}], None, "", "one of two is enough"),
    ([{"due": "2009-01-01"}], None, "", "an overdue one is there"),
    ([{"state": "done"}, NO_DAY | {"action": "B"}], Lack.NO_DATE, "its open action has no due date",
     "the day of what is done counts for nothing"),
    ([{"quarter": "2009-10 Q2"}], Lack.NO_ACTION, "has no action", "an older return's action is not this one's"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "lack", "said"), [case[:3] for case in LACKS], ids=[case[3] for case in LACKS])
def test_what_an_off_track_target_lacks(changes, lack, said):
    found = asked.without_action(judged({}), acted_rows.actions(*changes))
    expected = [] if lack is None else [[lack, f"L1 is off track at Q3 2009/10 and {said}."]]
    assert found[["lacks", "sentence"]].to_numpy().tolist() == expected


def test_the_cases_reach_every_lack():
    assert {case[1] for case in LACKS} == {None, *Lack}


def test_only_targets_off_track_must_have_an_action():
    rows = judged({"actual": 60.0}, {"actual": None}, {})
    found = asked.without_action(rows, tables.empty(tables.ACTIONS))
    assert found["target"].tolist() == ["L3"]
    assert asked.without_action_in_words(rows, found) == (
        "1 of 1 target off track has no open action with both an owner and a due date: L3 (no action)."
    )
    assert asked.without_action_in_words(rows.iloc[:2], found.iloc[:0]) == "No target is off track."
    assert asked.without_action_in_words(rows, found.iloc[:0]) == (
        "The one target off track has an action with an owner and a due date."
    )


TARGETS = tables.settle(
    tables.TARGETS,
    pd.DataFrame(
        {
            "target": ["L1", "L2", "L3"],
            "title": ["One", "Two", "Three"],
            "agreement": "local",
            "kind": "local",
            "partnership": ["spatial-planning", "economic", "economic"],
            "delivery_group": ["housing", "skills", None],
            "unit": "count",
            "places": 0,
            "better": "higher",
            "measure": "snapshot",
            "frequency": "quarterly",
            "first_quarter": "2008-09 Q1",
            "last_quarter": "2010-11 Q4",
            "basis": "illustrative",
        }
    ),
)
GROUPS = pd.DataFrame({"code": ["skills", "housing"], "name": ["Skills group", "Housing group"]})
NAMES = {"economic": "Economic", "spatial-planning": "Spatial Planning"}
LEADS = TARGETS.set_index("target")["partnership"]
THREE = judged(*({"target": code, "partnership": LEADS[code]} for code in LEADS.index))


def of_three_targets(said: list[dict]) -> pd.DataFrame:
    """The standing of actions with target, owner, due and state, all of one quarter."""
    acted = [
        {"action": f"Action {n}", **one, "partnership": LEADS[one.get("target", "L1")]} for n, one in enumerate(said)
    ]
    return actions.standing(THREE, acted_rows.actions(*acted), DAY)


def test_actions_by_partnership_delivery_group_and_owner():
    said = of_three_targets(
        [{"owner": "Zoë"}, {"target": "L3", "owner": None}, {"target": "L2", "owner": "housing lead "}, {}]
    )
    groups = {
        key: actions.by(said, key, TARGETS, GROUPS, NAMES)[["group_name", "action"]].to_numpy().tolist() for key in Key
    }
    assert groups == {
        "partnership": [
            ["Economic", "Action 1"],
            ["Economic", "Action 2"],
            ["Spatial Planning", "Action 0"],
            ["Spatial Planning", "Action 3"],
        ],
        "delivery group": [
            ["Skills group", "Action 2"],
            ["Housing group", "Action 0"],
            ["Housing group", "Action 3"],
            ["No delivery group", "Action 1"],
        ],
        "owner": [
            ["housing lead", "Action 2"],
            ["housing lead", "Action 3"],
            ["Zoë", "Action 0"],
            ["No owner named", "Action 1"],
        ],
    }


SAID = st.lists(
    st.fixed_dictionaries(
        {
            "target": st.sampled_from(["L1", "L2", "L3"]),
            "owner": st.sampled_from(["Zoë", "A lead", "a  LEAD.", None]),
            "due": st.sampled_from(["2009-01-01", "2010-02-10", "2011-01-01", None]),
            "state": st.sampled_from(["open", "done", "dropped"]),
        }
    ),
    max_size=12,
)


@settings(max_examples=25)
@given(SAID, st.sampled_from(list(Key)), st.randoms(use_true_random=False))
def test_putting_together_sorting_and_splitting_change_no_count(said, key, chance):
    table_ = of_three_targets(said)
    assert len(table_) == len(said)
    grouped = actions.by(table_, key, TARGETS, GROUPS, NAMES)
    counted = actions.tally(grouped)
    assert sorted(grouped["action"]) == sorted(table_["action"])
    assert counted["group_name"].is_unique
    order = list(range(len(table_)))
    chance.shuffle(order)
    shuffled = actions.tally(actions.by(table_.iloc[order], key, TARGETS, GROUPS, NAMES))
    assert shuffled[actions.TALLY].sum().to_dict() == counted[actions.TALLY].sum().to_dict()
    for name, when in (("overdue", When.OVERDUE), ("done", When.DONE), ("no_date", When.NO_DATE)):
        assert counted[name].sum() == (table_["when"] == str(when)).sum()
    kinds = ["overdue", "due_soon", "due_later", "no_date", "done", "dropped"]
    assert counted[kinds].sum(axis=1).tolist() == counted["actions"].tolist()
    parts = [actions.tally(own) for _, own in grouped.groupby("group_name", sort=False)]
    assert sum(part["actions"].sum() for part in parts) == len(said)


@settings(max_examples=25)
@given(SAID)
def test_what_is_lacking_does_not_depend_on_the_order_of_the_rows(said):
    acted = acted_rows.actions(*({"action": f"Action {n}", **one} for n, one in enumerate(said)))
    whole = asked.without_action(THREE, acted)
    assert asked.without_action(THREE, acted.iloc[::-1]).equals(whole)
    parts = [asked.without_action(THREE.iloc[[n]], acted) for n in range(3)]
    assert pd.concat(parts, ignore_index=True)["sentence"].tolist() == whole["sentence"].tolist()


def test_no_table_given_is_changed():
    rows, acted = judged({}), acted_rows.actions({}, {"due": None})
    copies = rows.copy(), acted.copy()
    actions.standing(rows, acted, DAY)
    asked.without_action(rows, acted)
    pd.testing.assert_frame_equal(rows, copies[0])
    pd.testing.assert_frame_equal(acted, copies[1])


def test_the_shipped_actions(shipped):
    rows = shipped.at(kind="all")
    found = actions.standing(rows, shipped.actions, shipped.as_at)
    stands = rows.set_index("target")["quarter"]
    of_targets = found[found["target"].notna()]
    assert (of_targets["quarter"] == of_targets["target"].map(stands)).all() and len(of_targets)
    overdue = found[found["when"] == When.OVERDUE]
    assert (overdue["due"] < pd.Timestamp(shipped.as_at)).all() and (overdue["state"] == "open").all()
    lacks = asked.without_action(rows, shipped.actions)
    assert set(lacks["target"]) <= set(rows.loc[rows["status"] == "off track", "target"])
    by_partnership = [
        asked.without_action(shipped.at(kind="all", partnership=code), shipped.actions) for code in shipped.names
    ]
    assert sum(map(len, by_partnership)) == len(lacks)
