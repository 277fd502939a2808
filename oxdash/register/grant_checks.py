"""What the sheets Grants and Allocations say does not contradict itself, nor the agreements."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from oxdash.excel.cell_readers import in_words
from oxdash.excel.cells import folded
from oxdash.excel.problems import Problem, Severity
from oxdash.register.checking import Checks
from oxdash.vocabulary import currency
from oxdash.vocabulary.currency import Currency
from oxdash.vocabulary.quarters import year_of

_WHEN, _UNTIL = "Enter the day on which it was agreed.", "Enter the day up to which that was spent."
_CONFIRM = Severity.PLEASE_CONFIRM


def no_amount(checks: Checks, amount: float) -> str | None:
    """What to do about what is no sum of the register's money; None where it is one."""
    money = _money(checks)
    return None if money.is_amount(amount) else money.ask


def _money(checks: Checks) -> Currency:
    return currency.of(checks.council.currency) or currency.WRITTEN_DOWN[0]


def check(checks: Checks) -> Iterator[Problem]:
    """Every problem of the two sheets, and of the rewards of agreements, that takes more than one cell to see."""
    yield from _rewards(checks)
    yield from _amounts(checks)
    yield from _grants(checks)
    yield from _allocations(checks)
    yield from _more_than_agreed(checks)


def _rewards(checks: Checks) -> Iterator[Problem]:
    """An agreement is worth what the shares of its stretch targets come to."""
    of_agreement = {row["target"]: row["agreement"] for row in checks.rows("Targets", "target", "agreement")}
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for row in checks.rows("Stretch", "target", "grant_share"):
        if agreement := of_agreement.get(row["target"]):
            shares[agreement][row["target"]] = row["grant_share"]
    for row in checks.rows("Agreements", "code", "reward"):
        if asked := no_amount(checks, row["reward"]):
            yield checks.wrong("Agreements", row, "reward", asked)
        elif (own := shares.get(row["code"])) and (total := _sum(own.values())) != _sum([row["reward"]]):
            come_to = _money(checks).amount(total)
            what = f"The shares of its targets on sheet Stretch come to {come_to}: correct one of them."
            yield checks.wrong("Agreements", row, "reward", what, _CONFIRM)


def _amounts(checks: Checks) -> Iterator[Problem]:
    """Money is money, and what was agreed or spent has its day."""
    for sheet, name, when, what in (
        ("Grants", "amount", "agreed_on", _WHEN),
        ("Allocations", "amount", "agreed_on", _WHEN),
        ("Allocations", "spent", "as_at", _UNTIL),
    ):
        for row in checks.rows(sheet, name):
            if asked := no_amount(checks, row[name]):
                yield checks.wrong(sheet, row, name, asked)
            elif when in row and row[when] is None:
                yield checks.wrong(sheet, row, when if when in checks.tables[sheet].at else name, what)
    for row in checks.rows("Allocations", "as_at"):
        if row.get("spent", 0) is None:
            yield checks.wrong(
                "Allocations", row, "as_at", "Enter what was spent by then, or clear the cell.", _CONFIRM
            )


def _grants(checks: Checks) -> Iterator[Problem]:
    """A grant and year stands once, under one name, in a year of an agreement."""
    spelt: dict[str, dict[str, Any]] = {}
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    lives = checks.rows("Agreements", "first_quarter", "last_quarter")
    years = [(year_of(row["first_quarter"]), year_of(row["last_quarter"])) for row in lives]
    for row in checks.rows("Grants", "grant"):
        first = spelt.setdefault(folded(row["grant"]), row)
        if first["grant"] != row["grant"]:
            what = f"Row {first['row']} calls it {first['grant']}. Write it the same everywhere."
            yield checks.wrong("Grants", row, "grant", what)
    for row in checks.rows("Grants", "grant", "year"):
        other = seen.setdefault((folded(row["grant"]), row["year"]), row)
        if other is not row:
            what = f"Row {other['row']} has {other['grant']} for {row['year']}: correct one of them."
            yield checks.wrong("Grants", row, "year", what)
        elif years and not any(first <= row["year"] <= last for first, last in years):
            what = "No agreement runs in it. Check the year, or the quarters on sheet Agreements."
            yield checks.wrong("Grants", row, "year", what, _CONFIRM)


def _allocations(checks: Checks) -> Iterator[Problem]:
    """What is allocated is of a grant of that year, and no row stands twice."""
    grants = {(folded(row["grant"]), row["year"]): row for row in checks.rows("Grants", "grant", "year")}
    unread = checks.tables["Grants"].unread
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in checks.rows("Allocations", "grant", "year"):
        agreed = grants.get((folded(row["grant"]), row["year"]))
        if agreed is None and not unread:
            what = f"Sheet Grants has no {row['grant']} for it. Add it there, or correct the year."
            yield checks.wrong("Allocations", row, "year", what)
        if (day := row.get("agreed_on")) and agreed and (first := agreed.get("agreed_on")) and day < first:
            what = f"The grant itself was agreed on {in_words(first)}: another day?"
            yield checks.wrong("Allocations", row, "agreed_on", what, _CONFIRM)
        if day and row.get("as_at") and row["as_at"] < day:
            what = f"It was agreed on {in_words(day)}: another day?"
            yield checks.wrong("Allocations", row, "as_at", what, _CONFIRM)
        if row.get("target_or_body"):
            other = seen.setdefault((row["grant"], row["year"], row["target_or_body"], day), row)
            if other is not row:
                what = f"Row {other['row']} allocates to it of the same grant and on the same day. Is it another?"
                yield checks.wrong("Allocations", row, "target_or_body", what, _CONFIRM)


def _more_than_agreed(checks: Checks) -> Iterator[Problem]:
    """No more is spent than was allocated, and no more allocated than was agreed."""
    allocated: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in checks.rows("Allocations", "grant", "year", "amount"):
        allocated[folded(row["grant"]), row["year"]].append(row)
        if row.get("spent") is not None and _sum([row["spent"]]) > (own := _sum([row["amount"]])):
            yield checks.wrong(
                "Allocations",
                row,
                "spent",
                f"It is more than the {_money(checks).amount(own)} agreed. Check both.",
                _CONFIRM,
            )
    for grant in checks.rows("Grants", "grant", "year", "amount"):
        rows, agreed = allocated.get((folded(grant["grant"]), grant["year"]), []), _sum([grant["amount"]])
        if (total := _sum(row["amount"] for row in rows)) > agreed:
            both = [_money(checks).amount(one) for one in (total, agreed)]
            where = f"on row {grant['row']} of sheet Grants"
            what = f"With it {both[0]} is allocated of the {both[1]} agreed, {where}."
            yield checks.wrong("Allocations", _over(rows, agreed), "amount", f"{what} Check both.", _CONFIRM)


def _over(rows: Sequence[dict[str, Any]], agreed: Decimal) -> dict[str, Any]:
    """The row by which the sum of those before it and its own passes what was agreed."""
    return next(row for n, row in enumerate(rows, 1) if _sum(one["amount"] for one in rows[:n]) > agreed)


def _sum(amounts: Any) -> Decimal:
    return sum((Decimal(f"{one:.15g}") for one in amounts), Decimal(0))
