"""Targets by code, words and facts; actions by their words; partnerships side by side.

The kind, of what is found: words that officers typed where nobody looked. Tried of an action: what is done, what it is
for (a priority, a theme, the partnership), who owns it, who acts with it (of the register, and others), its progress,
the partnership's name beside a word of its own; of a target, all of its actions together, of its own quarter alone.
"""

# ruff: noqa: E501  (a sentence is kept in one piece, to be read as the Board reads it)

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import actions, comparison, search
from oxdash.vocabulary import tables
from oxdash.vocabulary.codes import in_own_letters
from oxdash.vocabulary.council import Council
from tests import acted_rows
from tests.judged_rows import history, judged

ABOUT = {
    # code: title, partnership, owner, delivery group, priorities, kind, definition
    "NI 1": ("Places where people get on", "osca", "Head of Places", None, "communities", "designated", None),
    "NI 15": ("Serious violent crime", "safer", "Area Commander", "officers", "communities", "designated",
              "Recorded by the police"),
    "NI 154": ("Net additional homes", "spip", "Head of Housing", "housing", "economy", "designated", None),
    "NI 157b": ("Planning applications", "spip", "Head of Planning", "housing", "economy; communities", "statutory",
                "Minor applications"),
    "L1": ("Café culture", "osca", None, None, None, "local", "Cafés in market towns"),
    "S1": ("Burglary", "safer", "Area Commander", "officers", "communities", "stretch", None),
}  # fmt: skip
TARGETS = tables.settle(
    tables.TARGETS,
    pd.DataFrame(
        {"target": code, "title": title, "partnership": partnership, "owner": owner, "delivery_group": group}
        | {
            "priorities": priorities,
            "kind": kind,
            "counted": kind in ("designated", "statutory"),
            "definition": definition,
        }
        | {"unit": "per cent"}
        | {"places": 1, "better": "higher", "measure": "snapshot", "frequency": "quarterly", "basis": "illustrative"}
        | {"first_quarter": "2008-09 Q1", "last_quarter": "2010-11 Q4"}
        for code, (title, partnership, owner, group, priorities, kind, definition) in ABOUT.items()
    ),
)
FIGURES = {"NI 1": 60.0, "NI 15": 40.0, "NI 154": None, "NI 157b": 60.0, "L1": 40.0, "S1": None}
ROWS = judged(
    *({"target": code, "partnership": ABOUT[code][1], "actual": actual} for code, actual in FIGURES.items())
).assign(partnership_name=lambda rows: rows.partnership.str.upper())
ROWS.loc[1, "commentary"] = "Night-time economy patrols"
DISTRICTS = tables.settle(
    tables.DISTRICTS,
    pd.DataFrame(
        [
            {"target": "NI 154", "quarter": "2009-10 Q3", "partnership": "spip", "district": "Cherwell", "actual": 5.0},
            {"target": "NI 15", "quarter": "2009-10 Q3", "partnership": "safer", "district": "Cherwell", "actual": 5.0},
            {"target": "NI 15", "quarter": "2009-10 Q3", "partnership": "safer", "district": "Oxford", "actual": None},
            {"target": "S1", "quarter": "2009-10 Q2", "partnership": "safer", "district": "Cherwell", "actual": 5.0},
        ]
    ),
)
EVERY = list(ABOUT)

WORDS = [
    # what is typed, what is found, why
    ("", EVERY, "nothing typed"),
    ("   ", EVERY, "only white space"),
    ("NI 15", ["NI 15"], "a code is that target alone, not those that begin like it"),
    ("NI 001", ["NI 1"], "a code with noughts"),
    ("ni1", ["NI 1"], "a code in small letters without a space"),
    ("LAA 154", ["NI 154"], "a code with another name before it"),
    ("laa ni 154", ["NI 154"], "and with both"),
    ("NI 157 B", ["NI 157b"], "a letter set apart"),
    ("NI 157", ["NI 157b"], "without its letter"),
    ("NI 157c", [], "with a letter that it has not"),
    ("l 01", ["L1"], "a local code"),
    ("NI 15, NI 154", ["NI 15", "NI 154"], "two codes find both"),
    ("NI 15 crime", ["NI 15"], "a code and a word of its title"),
    ("NI 15 homes", [], "a code and a word that is not its own"),
    ("NI 999", [], "a code that there is not"),
    ("154", ["NI 154"], "part of a code is a word"),
    ("homes", ["NI 154"], "a word of a title"),
    ("HOMES net", ["NI 154"], "every word, in any order and case"),
    ("homes crime", [], "no target has both"),
    ("cafe", ["L1"], "without the accent"),
    ("CAFÉ", ["L1"], "with it, in capitals"),
    ("cafes", ["L1"], "without an accent that stands within the word"),
    ("commander", ["NI 15", "S1"], "an owner"),
    ("police", ["NI 15"], "a definition"),
    ("night-time", ["NI 15"], "the officer's commentary"),
    ("spip", ["NI 154", "NI 157b"], "a partnership's name"),
    ("applic", ["NI 157b"], "part of a word"),
    (".*", [], "no pattern"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected", "why"), WORDS, ids=[case[-1] for case in WORDS])
def test_words(typed, expected, why):
    typed = in_own_letters(typed, (("LAA", "NI"),))
    assert search.found(ROWS, TARGETS, typed).target.tolist() == expected


CHOICES = [
    # choices, what is found, why
    ({}, EVERY, "no choice"),
    ({"owner": "Area Commander"}, ["NI 15", "S1"], "an owner"),
    ({"owner": "none"}, ["L1"], "no owner"),
    ({"delivery_group": "housing"}, ["NI 154", "NI 157b"], "a delivery group"),
    ({"delivery_group": "none"}, ["NI 1", "L1"], "no delivery group"),
    ({"priority": "economy"}, ["NI 154", "NI 157b"], "a priority, one of several"),
    ({"priority": "none"}, ["L1"], "no priority"),
    ({"partnership": "osca"}, ["NI 1", "L1"], "a partnership"),
    ({"kind": "counted"}, ["NI 1", "NI 15", "NI 154", "NI 157b"], "what its agreement counts"),
    ({"kind": "laa"}, ["NI 1", "NI 15", "NI 154", "NI 157b"], "the same, as it was said before"),
    ({"kind": "stretch"}, ["S1"], "a kind"),
    ({"status": "off track"}, ["NI 15", "L1"], "a status"),
    ({"status": "insufficient data"}, ["NI 154", "S1"], "the unknown"),
    ({"district": "Cherwell"}, ["NI 15", "NI 154"], "a district, of the row's own quarter"),
    ({"district": "Oxford"}, [], "a district without a figure"),
    ({"district": "none"}, ["NI 1", "NI 157b", "L1", "S1"], "no district figures"),
    ({"partnership": "spip", "status": "on track"}, ["NI 157b"], "two choices"),
    ({"owner": "Nobody"}, [], "a choice that fits nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("chosen", "expected", "why"), CHOICES, ids=[case[-1] for case in CHOICES])
def test_choices(chosen, expected, why):
    assert search.found(ROWS, TARGETS, districts=DISTRICTS, **chosen).target.tolist() == expected


BODIES = {"osca": "Stronger Communities Alliance", "housing": "Housing group"}
ACTED = search.with_texts(
    actions.standing(
        ROWS.assign(quarter="2009-10 Q3"),
        acted_rows.actions(
            {"target": "NI 15", "partnership": "safer", "action": "Patrol the café quarter", "owner": "Area sergeant"},
            {"target": "NI 15", "partnership": "safer", "action": "Old doings", "quarter": "2009-10 Q2"},
            {"target": "NI 154", "partnership": "spip", "action": "Release land", "with_bodies": "osca; Homes Agency"},
            {"target": None, "for_kind": "priority", "for_what": "Breaking the cycle", "partnership": "osca"}
            | {"action": "Health checks", "owner": None, "progress": "First talks held"},
            {"target": None, "for_kind": "theme", "for_what": "Rural isolation", "partnership": "osca"}
            | {"action": "Buses", "with_bodies": "housing", "due": None, "owner": None},
        ),
        date(2010, 7, 22),
    ),
    BODIES,
)
ACTING = [
    # what is typed, the actions found, the targets found, why
    ("patrol", ["Patrol the café quarter"], ["NI 15"], "what is done"),
    ("CAFE quarter", ["Patrol the café quarter"], ["NI 15"], "without the accent, and in another case"),
    ("sergeant", ["Patrol the café quarter"], ["NI 15"], "who owns it"),
    ("old doings", [], [], "an action of an older return is not there any more"),
    ("homes agency", ["Release land"], ["NI 154"], "who else acts in it, by name"),
    ("alliance", ["Release land"], ["NI 154"], "a partnership that acts in it, by its name and not by its code"),
    ("breaking", ["Health checks"], [], "a priority that it is for"),
    ("isolation", ["Buses"], [], "a theme that it is for"),
    ("housing group", ["Buses"], [], "a delivery group that acts in it"),
    ("talks", ["Health checks"], [], "how far it is"),
    ("osca buses", ["Buses"], [], "a word of its own and its partnership's name"),
    ("osca", [], ["NI 1", "L1"], "a partnership's name alone means its targets"),
    ("crime sergeant", [], ["NI 15"], "a word of the target and one of its action"),
    ("NI 15 patrol", ["Patrol the café quarter"], ["NI 15"], "a code and a word of its action"),
    ("NI 154 patrol", [], [], "the code of another target"),
    ("NI 15", [], ["NI 15"], "a code alone asks for no action"),
    ("patrol land", [], [], "no action has both"),
    ("", [], EVERY, "nothing typed"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "done", "targets", "why"), ACTING, ids=[case[-1] for case in ACTING])
def test_words_of_actions(typed, done, targets, why):
    assert search.acting(ACTED, TARGETS, typed, {"osca": "OSCA"}).action.tolist() == done
    assert search.found(ROWS, TARGETS, typed, acted=ACTED).target.tolist() == targets
    assert search.has_words(typed, TARGETS) == (typed not in ("", "NI 15"))


def test_without_a_choice_the_words_of_actions_still_count():
    costs = search.without_each(ROWS, TARGETS, "sergeant", {"partnership": "osca"}, acted=ACTED)
    assert costs == {"words": 2, "partnership": 1}, "both"


def test_no_action_has_no_words():
    assert search.acting(ACTED.iloc[:0], TARGETS, "patrol", {}).empty
    assert search.found(ROWS, TARGETS, "sergeant", acted=ACTED.iloc[:0]).empty


NAMES = {
    "partnership": {"osca": "OSCA", "safer": "Safer", "spip": "SPIP"},
    "priority": {"economy": "Economy", "communities": "Communities"},
    "delivery_group": {"housing": "Housing group", "officers": "Officers", "idle": "Idle group"},
    "district": {"Cherwell": "Cherwell", "Oxford": "Oxford"},
}
ONE_EACH = ("partnership", "delivery_group", "owner", "kind", "status")  # a target has one of these, or none


def test_a_whole_code_is_preferred_to_its_parts():
    both = TARGETS.assign(target=TARGETS.target.replace("NI 154", "NI 157"))
    rows = ROWS.assign(target=ROWS.target.replace("NI 154", "NI 157"))
    assert search.found(rows, both, "NI 157").target.tolist() == ["NI 157"]
    assert search.found(rows, both, "NI 157b").target.tolist() == ["NI 157b"]


def test_what_can_be_chosen_and_how_much_it_finds():
    offered = search.choices(ROWS, TARGETS, NAMES, Council(), DISTRICTS)
    assert tuple(offered["filter"].unique()) == search.FILTERS
    for row in offered.itertuples():
        found = search.found(ROWS, TARGETS, districts=DISTRICTS, **{row.filter: row.value})
        assert len(found) == row.targets, f"{row.filter} {row.value}"
    groups = offered[offered["filter"] == "delivery_group"]
    assert groups[["value", "label", "targets"]].to_numpy().tolist() == [
        ["housing", "Housing group", 2],
        ["officers", "Officers", 2],
        ["idle", "Idle group", 0],
        ["none", "No delivery group", 2],
    ]


CHOSEN = st.fixed_dictionaries(
    {},
    optional={
        "owner": st.sampled_from(["Area Commander", "Head of Housing", "none"]),
        "delivery_group": st.sampled_from(["housing", "officers", "none"]),
        "priority": st.sampled_from(["economy", "communities", "none"]),
        "district": st.sampled_from(["Cherwell", "Oxford", "none"]),
        "kind": st.sampled_from(["counted", "designated", "local"]),
        "status": st.sampled_from(["on track", "off track", "insufficient data"]),
        "partnership": st.sampled_from(["osca", "spip"]),
    },
)
TYPED = st.sampled_from(["", "ni 15", "homes", "area", "n", "cafe", "zzz"])


@given(st.permutations(range(len(ROWS))), st.lists(st.integers(0, 5), unique=True), CHOSEN, TYPED)
@settings(max_examples=12)
def test_splitting_by_any_filter_and_adding_up_gives_the_whole(order, left_out, chosen, typed):
    rows = ROWS.iloc[[at for at in order if at not in left_out]]
    whole = search.found(rows, TARGETS, typed, districts=DISTRICTS, **chosen)
    offered = search.choices(rows, TARGETS, NAMES, Council(), DISTRICTS)
    for name in search.FILTERS:
        values = offered[offered["filter"] == name].value
        parts = [search.found(whole, TARGETS, districts=DISTRICTS, **{name: value}) for value in values]
        together = [target for part in parts for target in part.target]
        assert set(together) == set(whole.target), f"{name} loses nothing"
        if name in ONE_EACH:
            assert sorted(together) == sorted(whole.target), f"{name} doubles nothing"


@given(st.permutations(range(len(ROWS))), CHOSEN, TYPED)
@settings(max_examples=20)
def test_what_is_found_does_not_depend_on_the_order_nor_on_what_is_asked_first(order, chosen, typed):
    at_once = search.found(ROWS, TARGETS, typed, districts=DISTRICTS, **chosen)
    step = search.found(ROWS.iloc[list(order)], TARGETS, typed)
    for name, value in chosen.items():
        step = search.found(step, TARGETS, districts=DISTRICTS, **{name: value})
    assert sorted(step.target) == sorted(at_once.target)
    assert at_once.target.tolist() == [code for code in EVERY if code in set(at_once.target)], "in the order they come"
    assert [*at_once.columns] == [*ROWS.columns]


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_anything_typed_finds_rows_or_none(typed):
    assert set(search.found(ROWS, TARGETS, typed).target) <= set(EVERY)


SAID = [
    # found, of, words, chosen, sentence, why
    (44, 44, "", {}, "All 44 targets.", "nothing asked"),
    (1, 1, "", {}, "1 target.", "one"),
    (3, 44, "housing  need", {}, '3 of 44 targets: with "housing need".', "words"),
    (0, 44, "", {"delivery_group": "Idle group"}, "None of 44 targets: delivery group Idle group.", "none"),
    (
        2,
        44,
        "x" * 70,
        {"status": "Off track"},
        f'2 of 44 targets: with "{"x" * 60}...", status Off track.',
        "long words",
    ),
]


@pytest.mark.parametrize(("found", "of", "words", "chosen", "sentence", "why"), SAID, ids=[case[-1] for case in SAID])
def test_what_was_asked_in_words(found, of, words, chosen, sentence, why):
    assert search.in_words(found, of, words, chosen) == sentence


QUARTERS = ["2009-10 Q2", "2009-10 Q3"]


def side_by_side() -> pd.DataFrame:
    worse = history({"L1": "+-", "L2": "??"}, QUARTERS).assign(partnership="osca")
    better = history({"L3": "-+"}, QUARTERS).assign(partnership="spip")
    every = pd.concat([better, worse], ignore_index=True)
    return comparison.of(every[every.quarter == QUARTERS[-1]], every, NAMES["partnership"])


def test_partnerships_side_by_side_in_the_registers_order_and_never_by_how_they_do():
    rows = side_by_side()
    assert rows[
        ["partnership", "targets", "off_track", "insufficient_data", "on_track", "with_figure"]
    ].to_numpy().tolist() == [
        ["osca", 2, 1, 1, 0, 1],
        ["safer", 0, 0, 0, 0, 0],
        ["spip", 1, 0, 0, 1, 1],
    ]
    assert rows.change.fillna("-").tolist() == ["1 newly off track", "-", "1 recovered"]
    assert rows.sentence.tolist() == [
        "OSCA at Q3 2009/10: 0 of 2 on track, 1 off track, 1 cannot be judged. Figures for 1 of 2.",
        "Safer: no target here.",
        "SPIP at Q3 2009/10: 1 of 1 on track, 0 off track, 0 cannot be judged. Figures for 1 of 1.",
    ]


FIGURES_GIVEN = [
    # the row, with_figure, provisional, proxy, why
    ({"actual": 60.0}, 1, 0, 0, "a final figure"),
    ({"actual": None}, 0, 0, 0, "none"),
    ({"actual": 60.0, "figure_is": "provisional"}, 1, 1, 0, "a provisional one"),
    ({"actual": 60.0, "figure_is": "estimate", "milestone_kind": "interim proxy"}, 1, 1, 1, "an estimate, by a proxy"),
    ({"actual": None, "milestone_kind": "interim proxy"}, 0, 0, 0, "a proxy that judged nothing"),
    ({"actual": 60.0, "figure_is_for": "2008"}, 0, 0, 0, "a figure of another period"),
    ({"actual": 60.0, "received": False}, 0, 0, 0, "no return"),
]


@pytest.mark.parametrize(("row", "given_", "unsure", "proxy", "why"), FIGURES_GIVEN, ids=[c[-1] for c in FIGURES_GIVEN])
def test_how_complete_the_data_is(row, given_, unsure, proxy, why):
    rows = judged(row)
    found = comparison.of(rows, rows, {"spatial-planning": "SPIP"}).iloc[0]
    assert (found.with_figure, found.provisional, found.proxy) == (given_, unsure, proxy)


def test_why_it_is_no_league_table():
    rows = side_by_side()
    assert comparison.no_league_table(rows) == (
        "This is no league table. Each partnership has its own targets, some harder than others, between 1 and 2 of them. "
        "They are in the register's order; read each by itself, beside what cannot be judged."
    )
    assert "and stands at its own quarter (Q2 2009/10 and Q3 2009/10)" in comparison.no_league_table(
        rows.assign(quarter=["2009-10 Q2", None, "2009-10 Q3"])
    )


def test_no_rows_find_nothing():
    none = ROWS.iloc[:0]
    assert search.found(none, TARGETS, "homes", priority="economy", district="Cherwell", districts=DISTRICTS).empty
    assert search.choices(none, TARGETS, NAMES, Council(), DISTRICTS).targets.sum() == 0


def test_the_comparison_counts_every_target_of_the_position_once(shipped):
    rows = comparison.of(shipped.at(), shipped.judged, shipped.names, shipped.quarters)
    assert rows.partnership.tolist() == list(shipped.names)
    assert rows.targets.sum() == len(shipped.at())
    assert (rows.off_track + rows.insufficient_data + rows.on_track).tolist() == rows.targets.tolist()


def test_the_shipped_targets_are_found_by_their_codes(shipped):
    rows = shipped.at(kind="all")
    for code in rows.target:
        assert search.found(rows, shipped.register.targets, code.lower().replace(" ", "")).target.tolist() == [code]


@pytest.mark.parametrize(
    ("typed", "targets"),
    [
        pytest.param("rubbish", {"NI 191", "NI 192", "NI 193", "NI 195"}, id="what a resident calls residual waste"),
        pytest.param("teenage pregnancy", {"NI 112"}, id="the under 18 conception rate"),
        pytest.param("Teenage  PREGNANCIES", {"NI 112"}, id="however it is typed"),
        pytest.param("burglary", {"NI 16"}, id="acquisitive crime"),
        pytest.param("truancy", {"NI 87"}, id="persistent absence"),
    ],
)
def test_everyday_words_find_targets(shipped, typed, targets):
    found = search.found(shipped.at("2009-10 Q4"), shipped.register.targets, typed)
    assert set(found.target) == targets


def test_a_register_without_everyday_words_is_searched_as_before(shipped):
    targets = shipped.register.targets.assign(also_called=None)
    rows = shipped.at("2009-10 Q4")
    assert search.found(rows, targets, "rubbish").empty
    assert set(search.found(rows, targets, "conception").target) == {"NI 112"}
