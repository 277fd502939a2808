"""What an action may be for and with whom, out of the cells of a return and into the next template.

The kind: a statement that need not hang on a target. What else belongs to it and was tried: a target typed as people
type it, one of another partnership's, one that there is none of; a priority by code, by name, misspelt; the partnership
by all its names, another partnership; two things in one cell; a day, a number, a formula; a register without
priorities, delivery groups or boards; a body by code, name, other name, with a comma in its name, named twice, not in
the register, the partnership itself.
"""

import io
from dataclasses import replace
from datetime import date
from functools import cache

import openpyxl
import pandas as pd
import pytest

from oxdash.excel import workbook
from oxdash.excel.cells import Holds
from oxdash.returns import template
from oxdash.returns.read_return import read_return
from oxdash.returns.template import Filled
from tests.workbooks import AS_AT, PARTNERSHIP, QUARTER, cell, filled, opened, register

CONFIRM, FIX = "please confirm", "must fix"
OSCA = "Oxfordshire Stronger Communities Alliance"
ENTER = (
    "Say what the action is for: the code of one of the partnership's targets, such as NI 30, a priority, a theme in "
    "words, or the partnership."
)
THEME = "It is kept as a theme"
AGAIN = "confirm, or correct it."


@cache
def agreement():
    """The register with priorities, two delivery groups and a board."""
    return replace(
        register(),
        priorities=pd.DataFrame(
            [
                ("communities", "Healthy and thriving communities"),
                ("inequalities", "Breaking the cycle of deprivation"),
            ],
            columns=["code", "name"],
        ),
        delivery_groups=pd.DataFrame(
            [("dip", "Drugs, Alcohol and Crime Group"), ("youth", "Youth Justice Group")], columns=["code", "name"]
        ),
        members=pd.DataFrame({"body": ["Public Service Board", PARTNERSHIP]}),
    )


def read(cells: dict, agreed=None):
    """The actions of a return with these cells on the sheet, and what is said: (severity, sentence)."""
    found = read_return(opened({"Actions": {"B4": "Joint patrols", **cells}}), agreed or agreement())
    begins = "safer.xlsx, sheet Actions, cell A4, what the action is for: "
    return found.actions, [(str(one.severity), one.message.removeprefix(begins)) for one in found.problems]


FOR = [
    # typed, kind, what, said, why
    ("NI 30", "target", "NI 30", [], "a target"),
    (" ni  030", "target", "NI 30", [], "a target however typed"),
    ("LAA 30", "target", "NI 30", [], "a target as the agreement calls it"),
    ("NI 99", "target", "NI 99", [], "an action outlives its target"),
    ("L1", "target", "L1", [], "a local target"),
    ("inequalities", "priority", "Breaking the cycle of deprivation", [], "a priority by its code"),
    (
        "breaking the CYCLE of  deprivation",
        "priority",
        "Breaking the cycle of deprivation",
        [],
        "a priority by its name",
    ),
    ("the partnership", "the partnership", None, [], "the partnership in the words of the list"),
    ("Partnership", "the partnership", None, [], "the partnership, short"),
    ("OSCP", "the partnership", None, [], "the partnership by what it is also known as"),
    ("Rural isolation", "theme", "Rural isolation", [], "a theme in the officer's own words"),
    ("A40", "theme", "A40", [], "a road looks like a code, and no target of the register has such letters"),
    (
        "Braking the cycle of deprivation",
        "theme",
        "Braking the cycle of deprivation",
        [
            (
                CONFIRM,
                f'found "Braking the cycle of deprivation". {THEME}: did you mean Breaking the cycle of deprivation? '
                "Confirm, or correct it.",
            )
        ],
        "a priority misspelt",
    ),
    (
        "the parnership",
        "theme",
        "the parnership",
        [(CONFIRM, f'found "the parnership". {THEME}: did you mean the partnership? Confirm, or correct it.')],
        "the partnership misspelt",
    ),
    (
        "NI 30 and others",
        "theme",
        "NI 30 and others",
        [
            (
                CONFIRM,
                f'found "NI 30 and others". {THEME}: for the target NI 30 write its code alone. '
                "Confirm, or correct it.",
            )
        ],
        "words around a target's code",
    ),
    (
        "osca",
        "theme",
        "osca",
        [
            (
                CONFIRM,
                f'found "osca". {THEME}: if {OSCA} acts in it, name it in column With. Confirm, or correct it.',
            )
        ],
        "another partnership acts, and is not what it is for",
    ),
    (
        "NI 6",
        None,
        None,
        [(FIX, f'found "NI 6". NI 6 is reported by {OSCA}: choose one of the partnership\'s own targets.')],
        "another partnership's target",
    ),
    ("NI 999", None, None, [(FIX, f'found "NI 999". The register has no such target. {ENTER}')], "no such target"),
    (
        "NI 30; NI 15",
        None,
        None,
        [(FIX, 'found "NI 30; NI 15". Name one target, priority or theme: give each a row of its own.')],
        "two targets in one cell",
    ),
    (
        "NI 30 and inequalities",
        None,
        None,
        [(FIX, 'found "NI 30 and inequalities". Name one target, priority or theme: give each a row of its own.')],
        "a target and a priority in one cell",
    ),
    (None, None, None, [(FIX, f"the cell is empty. {ENTER}")], "nothing said"),
    ("n/a", None, None, [(FIX, f'found "n/a". {ENTER}')], "a word for nothing"),
    (30, None, None, [(FIX, f"found 30. {ENTER}")], "a number is no code"),
    (date(2010, 6, 30), None, None, [(FIX, f"found the date 30 June 2010. {ENTER}")], "a day in the wrong column"),
    (True, None, None, [(FIX, f"found TRUE. {ENTER}")], "a tick"),
    (
        cell("=B1", holds=Holds.FORMULA),
        None,
        None,
        [(FIX, f"found the formula =B1, which has no saved result. {ENTER}")],
        "a formula without a result",
    ),
]


@pytest.mark.parametrize(("typed", "kind", "what", "said"), [pytest.param(*case[:-1], id=case[-1]) for case in FOR])
def test_what_an_action_is_for(typed, kind, what, said):
    actions, problems = read({"A4": typed})
    assert problems == said
    if kind is None:
        assert actions.empty
    else:
        row = actions.iloc[0].astype("object").where(lambda values: values.notna(), None)
        assert (row.for_kind, row.for_what, row.target) == (kind, what, what if kind == "target" else None)
        assert (row.partnership, row.quarter, row.action) == (PARTNERSHIP, QUARTER, "Joint patrols")


def test_a_theme_has_a_length():
    assert read({"A4": "x" * 201})[1] == [(FIX, f'found "{"x" * 60}...". Name the theme in 200 characters or fewer.')]


WITH = [
    # typed, kept, what is asked, why
    ("OSCA", "stronger-communities", None, "a partnership by what it is also known as"),
    ("stronger-communities", "stronger-communities", None, "by its code"),
    (f"{OSCA}; Youth Justice Group", "stronger-communities; youth", None, "a partnership and a delivery group"),
    ("OSCA\nyouth justice  group\n", "stronger-communities; youth", None, "on lines of their own"),
    ("OSCA, youth", "stronger-communities; youth", None, "commas between what is known"),
    ("Drugs, Alcohol and Crime Group", "dip", None, "a name with a comma in it"),
    ("public service board", "Public Service Board", None, "a board has no code and is kept by its name"),
    ("OSCA; osca", "stronger-communities", None, "named twice"),
    ("-", None, None, "a word for nothing"),
    (";;", None, None, "separators and no name"),
    (
        "Thames Valley Police; OSCA",
        "Thames Valley Police; stronger-communities",
        "The register has no body named Thames Valley Police: it is kept as typed",
        "a body that the register does not have",
    ),
    (
        "Police, Fire",
        "Police, Fire",
        "The register has no body named Police, Fire: it is kept as typed",
        "commas between what is not known",
    ),
    ("OSCP", None, "OSCP is the partnership itself and is left out", "the partnership itself"),
    (2010, "2010", "The register has no body named 2010: it is kept as typed", "a number"),
]


@pytest.mark.parametrize(("typed", "kept", "asked"), [pytest.param(*case[:-1], id=case[-1]) for case in WITH])
def test_with_whom(typed, kept, asked):
    actions, problems = read({"A4": "the partnership", "G4": typed})
    held = actions.with_bodies.iloc[0]
    assert (None if pd.isna(held) else held) == kept
    assert [severity for severity, _ in problems] == ([CONFIRM] if asked else [])
    if asked:
        assert problems[0][1].endswith(f". {asked}: {AGAIN}")


def test_what_was_confirmed_once_is_not_asked_again():
    """A body that the register does not have, a theme that is near to a priority: carried over as they are."""
    rows = [{"For": "Braking the cycle of deprivation", "Action": "Buses", "With": "Thames Valley Police"}]
    book = workbook.read(
        "safer.xlsx", template.write(agreement(), PARTNERSHIP, QUARTER, as_at=AS_AT, filled=filled(actions=rows))
    )
    first = read_return(book, agreement())
    assert [problem.severity for problem in first.problems] == [CONFIRM, CONFIRM]
    again = read_return(book, agreement(), last=lambda *_: first.stands)
    assert [problem for problem in again.problems if problem.sheet == "Actions"] == []
    pd.testing.assert_frame_equal(again.actions, first.actions)


def test_a_register_without_priorities_groups_or_boards_has_themes_all_the_same():
    for typed, kind in (("inequalities", "theme"), ("NI 30", "target"), ("the partnership", "the partnership")):
        actions, problems = read({"A4": typed, "G4": "OSCA"}, register())
        assert problems == []
        assert (actions.for_kind.iloc[0], actions.with_bodies.iloc[0]) == (kind, "stronger-communities")


def test_what_was_read_is_carried_into_the_next_template_and_read_the_same_again():
    rows = [
        {"For": "NI 30", "Action": "Case meetings"},
        {"For": "inequalities", "Action": "One door for advice", "With": "OSCA; youth; Public Service Board"},
        {"For": "Rural isolation", "Action": "Buses on Saturdays", "With": "Thames Valley Police"},
        {"For": "the partnership", "Action": "Meet each month", "Due": date(2010, 6, 30), "Progress": "Twice so far."},
    ]
    first = template.write(agreement(), PARTNERSHIP, QUARTER, as_at=AS_AT, filled=filled(actions=rows))
    said = read_return(workbook.read("safer.xlsx", first), agreement()).actions
    again = template.write(agreement(), PARTNERSHIP, QUARTER, as_at=AS_AT, actions=said, filled=filled())
    pd.testing.assert_frame_equal(read_return(workbook.read("safer.xlsx", again), agreement()).actions, said)
    sheet = openpyxl.load_workbook(io.BytesIO(again))["Actions"]
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 7).value) for row in range(4, 9)] == [
        ("NI 30", None),
        ("Breaking the cycle of deprivation", f"{OSCA}; Youth Justice Group; Public Service Board"),
        ("Rural isolation", "Thames Valley Police"),
        ("the partnership", None),
        (None, None),
    ]


def test_nothing_is_carried_that_would_be_refused():
    """A target that another partnership has taken over; a priority and a body that the register no longer has."""
    rows = [
        {"For": "NI 30", "Action": "Case meetings"},
        {"For": "inequalities", "Action": "One door for advice", "With": "youth"},
    ]
    first = template.write(agreement(), PARTNERSHIP, QUARTER, as_at=AS_AT, filled=filled(actions=rows))
    said = read_return(workbook.read("safer.xlsx", first), agreement()).actions
    targets = agreement().targets
    moved = targets.assign(
        partnership=targets.partnership.mask(targets.target == "NI 30", "stronger-communities"),
    )
    later = replace(register(), targets=moved)
    again = template.write(later, PARTNERSHIP, QUARTER, as_at=AS_AT, actions=said, filled=Filled())
    found = read_return(workbook.read("safer.xlsx", again), later)
    assert [problem for problem in found.problems if problem.severity == FIX] == []
    assert found.actions[["for_kind", "for_what", "action"]].values.tolist() == [
        ["theme", "Breaking the cycle of deprivation", "One door for advice"]
    ]


def test_the_drop_downs_offer_what_there_is_and_let_other_words_be_typed():
    data = template.write(
        agreement(),
        PARTNERSHIP,
        QUARTER,
        as_at=AS_AT,
        filled=filled(actions=[{"For": "Rural isolation", "Action": "A"}]),
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    rules = {rule.formula1: rule for rule in book["Actions"].data_validations.dataValidation}
    offered = {
        name: [row[0].value for row in book["Lists"][area.attr_text.removeprefix("Lists!").replace("$", "")]]
        for name, area in book.defined_names.items()
    }
    priorities = list(agreement().priorities.name)
    own = ["NI 30", "NI 15", "NI 17", "NI 188", "NI 195", "L1"]
    assert offered["list_for"] == [*own, *priorities, "the partnership", "Rural isolation"]
    groups = ["Drugs, Alcohol and Crime Group", "Youth Justice Group"]
    assert offered["list_with"] == [OSCA, *groups, "Public Service Board"]
    assert {name: bool(rule.showErrorMessage) for name, rule in rules.items()} == {
        "list_for": False,
        "list_states": True,
        "list_with": False,
    }
