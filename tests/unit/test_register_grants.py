"""What a register says of grants is checked cell by cell: names, years, amounts, days, whom money goes to.

Of the kinds below also tried: a year as Excel makes a day of it, a year in the other form of year, a grant in another
case, a target however its code is typed, a body by its name, the two sheets in the other order, each alone, each empty,
an amount in tenths of a penny, more spent by a penny, more allocated by a penny over several rows.
"""

# ruff: noqa: E501  (the tables of cases keep a message in one piece, to be read as the manager reads it)

from datetime import date

import pytest

from tests.unit.test_register import council, read, sound, told

AGREED, ALLOCATED, TOLD = date(2009, 3, 31), date(2009, 4, 20), date(2010, 3, 31)


def with_grants(**said: str) -> dict[str, list[dict]]:
    """The second edition with a grant of two years, and where it goes."""
    grant = {"Grant": "Area Based Grant", "Agreed by": "psb"}
    to = {"Grant": "Area Based Grant", "Year": "2009-10", "Agreed on": ALLOCATED}
    return (
        council(**said)
        | sound()
        | {
            "Grants": [
                {**grant, "Year": "2009/10", "Amount": 1000.5, "Agreed on": AGREED},
                {**grant, "Year": "2010-11", "Amount": None, "Agreed on": None},
            ],
            "Allocations": [
                {**to, "Grant": "area based  grant", "Target or body": "LAA 30", "Amount": 600.25, "Spent": 600.25}
                | {"As at": TOLD},
                {**to, "Target or body": "Children's Trust", "Amount": 400.25},
                {**to, "Year": "2010-11", "Target or body": "psb", "Amount": None, "Agreed on": None},
            ],
        }
    )


def changed(sheet: str, row: int, changes: dict) -> dict[str, list[dict]]:
    tables = with_grants()
    tables[sheet][row] |= changes
    return tables


def test_sound_grants_have_no_problem_and_are_read_as_they_are_meant():
    register = read(with_grants())
    assert register.problems == () and register.sound
    assert register.grants[["grant", "year", "amount"]].values.tolist()[0] == ["Area Based Grant", "2009-10", 1000.5]
    assert register.allocations.grant.tolist() == ["Area Based Grant"] * 3, "as the sheet Grants writes it"
    assert register.allocations.target_or_body.tolist() == ["NI 30", "childrens-trust", "psb"]
    assert register.allocations.amount.isna().tolist() == [False, False, True]


def test_years_are_those_of_the_councils_calendar():
    tables = with_grants(**{"Year begins in": "January"})
    for row in (*tables["Grants"], *tables["Allocations"]):
        row["Year"] = 2026 if row["Year"].startswith("2009") else "2027"
    register = read(tables)
    assert register.grants.year.tolist() == ["2026", "2027"], "typed as a number or as text"
    assert not [problem for problem in register.problems if problem.sheet == "Allocations"]


SPENT_TOO_MUCH = 'found "600.26". It is more than the £600.25 agreed. Check both.'
ONE_WRONG = [
    # sheet, row, changes, the whole message, why
    ("Grants", 0, {"Year": "2009"}, 'Grants, cell B2, year for Area Based Grant: found "2009". Enter a year such as 2009-10.', "the other form of a year"),
    ("Grants", 0, {"Year": "2009-11"}, 'Grants, cell B2, year for Area Based Grant: found "2009-11". Enter a year such as 2009-10.', "a year that ends two years later"),
    ("Grants", 0, {"Year": "2009-10 Q1"}, 'Grants, cell B2, year for Area Based Grant: found "2009-10 Q1". Enter a year such as 2009-10.', "a quarter"),
    ("Grants", 0, {"Year": date(2009, 10, 1)}, 'Grants, cell B2, year for Area Based Grant: found "1 October 2009". Excel has made a day of it. Format the cell as text and type the year again, such as 2009-10.', "2009-10 as Excel takes it"),
    ("Grants", 1, {"Year": "2011-12"}, 'Grants, cell B3, year for Area Based Grant: found "2011-12". No agreement runs in it. Check the year, or the quarters on sheet Agreements.', "a year outside any agreement"),
    ("Grants", 1, {"Year": "2009-10"}, 'Grants, cell B3, year for Area Based Grant: found "2009-10". Row 2 has Area Based Grant for 2009-10: correct one of them.', "a grant and year twice"),
    ("Grants", 1, {"Grant": "Area based grant", "Year": "2009-10"}, 'Grants, cell B3, year for Area based grant: found "2009-10". Row 2 has Area Based Grant for 2009-10: correct one of them.', "twice in another case"),
    ("Grants", 1, {"Grant": "Area based grant"}, 'Grants, cell A3, grant: found "Area based grant". Row 2 calls it Area Based Grant. Write it the same everywhere.', "one grant under two names"),
    ("Grants", 0, {"Amount": -1.0}, 'Grants, cell C2, amount for Area Based Grant: found "-1". Enter pounds, 0 or more, and whole pennies.', "less than nothing"),
    ("Grants", 0, {"Amount": 1000.505}, 'Grants, cell C2, amount for Area Based Grant: found "1000.505". Enter pounds, 0 or more, and whole pennies.', "half a penny"),
    ("Grants", 0, {"Amount": "tbc"}, 'Grants, cell C2, amount for Area Based Grant: found "tbc". Enter a number such as 12.5.', "a word for no amount"),
    ("Grants", 0, {"Agreed on": None}, "Grants, cell E2, agreed on for Area Based Grant: the cell is empty. Enter the day on which it was agreed.", "an amount that nobody knows when it was agreed"),
    ("Allocations", 0, {"Target or body": "NI 99"}, 'Allocations, cell C2, target or body for Area Based Grant: found "NI 99". Use a code of sheet Targets, or of a body on sheet Bodies or Partnerships.', "a target there is not"),
    ("Allocations", 1, {"Target or body": "the cabinet"}, 'Allocations, cell C3, target or body for Area Based Grant: found "the cabinet". Use a code of sheet Targets, or of a body on sheet Bodies or Partnerships.', "a body there is not"),
    ("Allocations", 0, {"Grant": "Reward Grant"}, 'Allocations, cell A2, grant: found "Reward Grant". Use the name of a grant on sheet Grants.', "a grant there is not"),
    ("Allocations", 0, {"Year": "2008-09"}, 'Allocations, cell B2, year for Area Based Grant: found "2008-09". Sheet Grants has no Area Based Grant for it. Add it there, or correct the year.', "a year that the grant has not"),
    ("Allocations", 0, {"Amount": -600.25}, 'Allocations, cell D2, amount for Area Based Grant: found "-600.25". Enter pounds, 0 or more, and whole pennies.', "less than nothing"),
    ("Allocations", 0, {"Spent": 600.255}, 'Allocations, cell F2, spent for Area Based Grant: found "600.255". Enter pounds, 0 or more, and whole pennies.', "part of a penny"),
    ("Allocations", 0, {"Spent": 600.26}, f"Allocations, cell F2, spent for Area Based Grant: {SPENT_TOO_MUCH}", "a penny more spent than agreed"),
    ("Allocations", 1, {"Amount": 400.26}, 'Allocations, cell D3, amount for Area Based Grant: found "400.26". With it £1,000.51 is allocated of the £1,000.50 agreed, on row 2 of sheet Grants. Check both.', "a penny more allocated than agreed"),
    ("Allocations", 1, {"Agreed on": None}, "Allocations, cell E3, agreed on for Area Based Grant: the cell is empty. Enter the day on which it was agreed.", "allocated nobody knows when"),
    ("Allocations", 0, {"As at": None}, "Allocations, cell G2, as at for Area Based Grant: the cell is empty. Enter the day up to which that was spent.", "spent nobody knows until when"),
    ("Allocations", 1, {"As at": TOLD}, 'Allocations, cell G3, as at for Area Based Grant: found "31 March 2010". Enter what was spent by then, or clear the cell.', "a day, and nothing spent by it"),
    ("Allocations", 0, {"As at": date(2009, 4, 1)}, 'Allocations, cell G2, as at for Area Based Grant: found "1 April 2009". It was agreed on 20 April 2009: another day?', "spent before it was agreed"),
    ("Allocations", 0, {"Agreed on": date(2009, 3, 1)}, 'Allocations, cell E2, agreed on for Area Based Grant: found "1 March 2009". The grant itself was agreed on 31 March 2009: another day?', "allocated before the grant was agreed"),
    ("Allocations", 1, {"Target or body": "NI 30"}, 'Allocations, cell C3, target or body for Area Based Grant: found "NI 30". Row 2 allocates to it of the same grant and on the same day. Is it another?', "a row that stands twice"),
    ("Agreements", 0, {"Reward": 999999.0}, 'Agreements, cell G2, reward for laa2 2008-11: found "999999". The shares of its targets on sheet Stretch come to £1,000,000.00: correct one of them.', "a reward that is not what its shares come to"),
    ("Agreements", 0, {"Reward": 0.001}, 'Agreements, cell G2, reward for laa2 2008-11: found "0.001". Enter pounds, 0 or more, and whole pennies.', "a tenth of a penny"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "row", "changes", "message"), [case[:4] for case in ONE_WRONG], ids=[case[4] for case in ONE_WRONG]
)
def test_one_thing_wrong_is_told_by_its_cell(sheet, row, changes, message):
    assert f"register.xlsx, sheet {message}" in told(changed(sheet, row, changes))


MUST_FIX = [
    # sheet, row, changes, whether the register can be used all the same, why
    ("Allocations", 0, {"Spent": 600.26}, True, "money can be overspent: it is looked at, and shown"),
    ("Allocations", 1, {"Amount": 400.26}, True, "and more can be promised than there is"),
    ("Agreements", 0, {"Last quarter": "2009-10 Q4"}, True, "a grant may outlive an agreement"),
    ("Allocations", 0, {"Target or body": "NI 99"}, False, "money that goes nowhere"),
    ("Grants", 1, {"Year": "2009-10"}, False, "two amounts for one grant"),
    ("Grants", 0, {"Agreed on": None}, False, "an amount of no day is in no position"),
]


@pytest.mark.parametrize(
    ("sheet", "row", "changes", "sound_still"), [case[:4] for case in MUST_FIX], ids=[case[4] for case in MUST_FIX]
)
def test_what_can_be_so_is_confirmed_and_what_cannot_has_to_be_put_right(sheet, row, changes, sound_still):
    register = read(changed(sheet, row, changes))
    assert register.problems and register.sound == sound_still


def test_everything_is_told_at_once():
    tables = changed("Grants", 0, {"Amount": -1.0})
    tables["Allocations"][0] |= {"Target or body": "NI 99", "Spent": -5.0}
    cells = [(problem.sheet, problem.cell) for problem in read(tables).problems]
    assert {("Grants", "C2"), ("Allocations", "C2"), ("Allocations", "F2")} <= set(cells)


@pytest.mark.parametrize("rows", [None, []], ids=["no sheet", "no row"])
@pytest.mark.parametrize("sheet", ["Grants", "Allocations"])
def test_each_sheet_may_be_missing_or_empty(sheet, rows):
    tables = with_grants()
    if rows is None:
        del tables[sheet]
    else:
        tables[sheet] = rows
    wrong = [problem.sheet for problem in read(tables).problems]
    assert wrong == ([] if sheet == "Allocations" else ["Allocations"] * 3), "allocations of a grant that is not there"
    assert read(council() | sound()).problems == ()


def test_allocations_may_stand_before_the_grants():
    tables = with_grants()
    backwards = dict(reversed(tables.items()))
    assert read(backwards).problems == () and read(backwards).allocations.equals(read(tables).allocations)


def test_amounts_are_those_of_the_registers_currency():
    tables = with_grants(Currency="JPY")
    assert (
        'register.xlsx, sheet Grants, cell C2, amount for Area Based Grant: found "1000.5". Enter Japanese yen, 0 or '
        "more, and no decimals."
    ) in told(tables)
