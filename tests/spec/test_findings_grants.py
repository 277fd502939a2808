"""What was agreed, allocated and spent of grants as at a day: a case a rule; and what holds for any of them.

Its kind: an absence in a sum. Others of it that were tried: nothing agreed at all, every amount unknown, an allocation
of a grant that is agreed later or never gets an amount, spending told after the day, spending told before the day and
not since, all spent, nothing spent (a zero that is told), more allocated than agreed, amounts of pennies.
"""

# ruff: noqa: E501  (the tables of cases keep a sentence in one piece)

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import grants, grants_words
from oxdash.findings.grants import KEY, Money
from oxdash.vocabulary import tables
from oxdash.vocabulary.grant_tables import ALLOCATIONS, GRANTS

TODAY = date(2010, 7, 22)
SOON, BEFORE = date(2010, 8, 1), date(2010, 6, 30)


def agreed(*rows: tuple) -> pd.DataFrame:
    """Of grant, year, amount, agreed on."""
    return tables.settle(GRANTS, pd.DataFrame(rows, columns=["grant", "year", "amount", "agreed_on"]))


def allocated(*rows: tuple) -> pd.DataFrame:
    """Of grant, year, target or body, amount, agreed on, spent, as at."""
    return tables.settle(ALLOCATIONS, pd.DataFrame(rows, columns=[*ALLOCATIONS.columns][:7]))


A, R = "Area Based Grant", "Reward Grant"
OF_A = (A, "2009-10", 1000.0, BEFORE)


def to(code: str, amount=None, spent=None, *, on=BEFORE, until=BEFORE, grant=A) -> tuple:
    told = None if spent is None else until
    return (grant, "2009-10", code, amount, None if amount is None else on, spent, told)


CASES = [
    # grants, allocations, the sentence of all together, why
    ([OF_A], [to("NI 1", 400.0, 100.0), to("NI 2", 600.0, 600.0)],
     "£1,000.00 is agreed; £1,000.00 is allocated; £0.00 is not allocated yet; £700.00 (as at 30 June 2010 or later) is "
     "reported as spent.", "all of it is known"),
    ([OF_A], [], "£1,000.00 is agreed; nothing is allocated; £1,000.00 is not allocated yet.", "nothing is allocated"),
    ([(A, "2009-10", None, None)], [], "No amount is agreed; nothing is allocated.", "no amount is agreed: never zero"),
    ([OF_A], [to("NI 1", 400.0)],
     "£1,000.00 is agreed; £400.00 is allocated; £600.00 is not allocated yet; nothing is reported of what was spent.",
     "nothing is reported of spending: never zero"),
    ([OF_A], [to("NI 1", 400.0, 0.0)],
     "£1,000.00 is agreed; £400.00 is allocated; £600.00 is not allocated yet; £0.00 (by 30 June 2010) is reported as "
     "spent.", "that nothing was spent is told, and is a zero"),
    ([OF_A], [to("NI 1", 400.0), to("NI 2", 300.0, 50.5)],
     "£1,000.00 is agreed; £700.00 is allocated; £300.00 is not allocated yet; £50.50 (as at 30 June 2010 or later; "
     "nothing is reported of 1 of 2 allocations) is reported as spent.", "spending is told of one of two"),
    ([OF_A], [to("NI 1", 400.0), to("NI 2")],
     "£1,000.00 is agreed; £400.00 (no amount agreed for 1 of 2 allocations) is allocated; at most £600.00 is not "
     "allocated yet; nothing is reported of what was spent.", "an allocation has no amount"),
    ([OF_A], [to("NI 1")],
     "£1,000.00 is agreed; what is allocated has no amount; at most £1,000.00 is not allocated yet; nothing is reported of "
     "what was spent.", "no allocation has an amount"),
    ([OF_A], [to("NI 1", 1000.01)],
     "£1,000.00 is agreed; £1,000.01 is allocated; £0.01 more allocated than agreed; nothing is reported of what was spent.",
     "a penny more is allocated than was agreed"),
    ([OF_A, (R, "2009-10", None, None)], [to("NI 1", 400.0), to("NI 1", 50.0, grant=R)],
     "£1,000.00 (no amount agreed for 1 of 2 yearly grants) is agreed; £450.00 is allocated; £600.00 (not known for 1 of "
     "2 yearly grants) is not allocated yet; nothing is reported of what was spent.", "one of two grants has no amount"),
    ([OF_A], [to("NI 1", 400.0, on=SOON)],
     "£1,000.00 is agreed; nothing is allocated; £1,000.00 is not allocated yet.", "agreed after the day"),
    ([(A, "2009-10", 1000.0, SOON)], [to("NI 1", 400.0)],
     "No amount is agreed; £400.00 is allocated; nothing is reported of what was spent.", "a grant that is agreed later"),
    ([OF_A], [to("NI 1", 400.0, 100.0, until=SOON)],
     "£1,000.00 is agreed; £400.00 is allocated; £600.00 is not allocated yet; nothing is reported of what was spent.",
     "spending told after the day is not told by it"),
    ([(A, "2009-10", 0.3, BEFORE)], [to("NI 1", 0.1, 0.1), to("NI 2", 0.2, 0.2)],
     "£0.30 is agreed; £0.30 is allocated; £0.00 is not allocated yet; £0.30 (as at 30 June 2010 or later) is reported as "
     "spent.", "pennies whose binary sums are not pennies"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("of_grants", "to_whom", "sentence"), [case[:3] for case in CASES], ids=[case[3] for case in CASES]
)
def test_all_together_in_a_sentence(of_grants, to_whom, sentence):
    found = grants.of(agreed(*of_grants), allocated(*to_whom), TODAY)
    assert grants_words.sentence(found.total, "GBP") == sentence


def test_amounts_are_in_the_registers_currency():
    found = grants.of(agreed(OF_A), allocated(), TODAY)
    assert "£" not in grants_words.sentence(found.total, "EUR")


UNKNOWN = [
    # grants, allocations, what cannot be known, why
    ([OF_A], [to("NI 1", 400.0, 400.0)], [], "all that was agreed is reported as spent"),
    ([(R, "2010-11", None, None)], [], ["No amount is agreed of Reward Grant 2010/11."], "no amount"),
    ([OF_A], [to("NI 1", 400.0, 100.0)],
     ["Nothing has been reported since 30 June 2010 of what was spent by NI 1 (Area Based Grant 2009/10)."], "nothing said since"),
    ([OF_A], [to("NI 1", 400.0, 100.0, until=TODAY)], [], "told on the day itself"),
    ([OF_A], [to("NI 1", 400.0), to("NI 2")],
     ["No amount is agreed of what goes to NI 2 (Area Based Grant 2009/10).",
      "Nothing is reported of what was spent by NI 1 (Area Based Grant 2009/10) and NI 2 (Area Based Grant 2009/10)."],
     "no amount, and nothing told"),
    ([(A, "2009-10", 1000.0, SOON)], [to("NI 1", 400.0, 400.0)], ["No amount is agreed of Area Based Grant 2009/10."],
     "allocated of a grant that is agreed later"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("of_grants", "to_whom", "said"), [case[:3] for case in UNKNOWN], ids=[case[3] for case in UNKNOWN]
)
def test_what_cannot_be_known_is_said_in_words(of_grants, to_whom, said):
    assert grants_words.unknown(grants.of(agreed(*of_grants), allocated(*to_whom), TODAY), str) == said


def test_by_grant_year_both_and_whom():
    rows = [OF_A, (A, "2008-09", 10.0, BEFORE), (R, "2009-10", None, None)]
    found = grants.of(agreed(*rows), allocated(to("NI 1", 400.0), to("psb", 5.0, grant=R), to("NI 1", 1.0)), TODAY)
    assert [line.named for line in found.by(*KEY)] == [(A, "2008-09"), (A, "2009-10"), (R, "2009-10")]
    assert [(line.named, line.agreed.known) for line in found.by("grant")] == [
        ((A,), Decimal(1010)),
        ((R,), Decimal(0)),
    ]
    assert [(line.named, line.agreed.unknown) for line in found.by("year")] == [(("2008-09",), 0), (("2009-10",), 1)]
    assert [(line.named, line.allocated.known) for line in found.by_target_or_body()] == [
        (("NI 1",), Decimal(401)), (("psb",), Decimal(5))
    ]  # fmt: skip
    assert found.to("psb").total.allocated == Money(Decimal(5), of=1)


# ---- what holds for any of them --------------------------------------------------------------------------------------

pennies = st.none() | st.integers(0, 10**12).map(lambda count: count / 100)
days = st.integers(0, 60).map(lambda after: date(2010, 6, 1) + timedelta(after))
names = st.tuples(st.sampled_from([A, R]), st.sampled_from(["2008-09", "2009-10"]))
of_grants = st.lists(st.tuples(names, pennies, days), max_size=4, unique_by=lambda row: row[0])
of_rows = st.lists(st.tuples(names, st.sampled_from(["NI 1", "psb"]), pennies, days, pennies, days), max_size=8)


def made(whole, parts) -> tuple[pd.DataFrame, pd.DataFrame]:
    return (
        agreed(*((*name, amount, day) for name, amount, day in whole)),
        allocated(*((*name, *rest) for name, *rest in parts)),
    )


@settings(max_examples=60)
@given(of_grants, of_rows, days)
def test_allocated_and_not_allocated_are_what_was_agreed_to_the_penny(whole, parts, day):
    found = grants.of(*made(whole, parts), day)
    for line in (found.total, *found.by(*KEY), *found.by("grant"), *found.by("year")):
        assert line.agreed.known + line.beyond == line.allocated.known + line.left.known
        assert line.left.unknown == line.agreed.unknown
    for name in ("agreed", "allocated", "spent", "left"):
        for lines in (found.by(*KEY), found.by("grant"), found.by("year")):
            sums = [getattr(line, name) for line in lines]
            whole_sum = getattr(found.total, name)
            assert sum((one.known for one in sums), Decimal(0)) == whole_sum.known
            assert sum(one.unknown for one in sums) == whole_sum.unknown


@settings(max_examples=60)
@given(of_grants, of_rows, days)
def test_what_is_known_by_a_day_is_found_again_from_what_was_kept_of_it(whole, parts, day):
    first = grants.of(*made(whole, parts), day)
    again = grants.of(*grants.known_by(*made(whole, parts), day), day)
    later = grants.of(first.agreed, first.allocated, day + timedelta(100))
    assert again.total == first.total and again.by(*KEY) == first.by(*KEY)
    assert later.total == first.total, "nothing later is in it"


@settings(max_examples=40)
@given(of_grants, of_rows, days)
def test_every_line_can_be_said(whole, parts, day):
    found = grants.of(*made(whole, parts), day)
    for line in (found.total, *found.by(*KEY), *found.by_target_or_body()):
        said = grants_words.sentence(line, "GBP")
        assert said.endswith(".") and "None" not in said and "nan" not in said.lower()
        assert (grants_words.NO_AMOUNT in said.lower() or "no amount" in said.lower()) or not line.agreed.unknown
