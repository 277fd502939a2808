"""What is said of reward grant: money, shares of the stretch, a sentence each, and that all of it is indicative."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import count

import pandas as pd

from oxdash.vocabulary import units, wording
from oxdash.vocabulary.currency import of as of_code
from oxdash.vocabulary.model import LEVEL, PER_CENT, PERCENTAGE_POINTS

PENNY = Decimal("0.01")
WHOLE = Decimal(1)
CAVEAT = "Indicative only: what is paid in the end is for whoever gives the grant to say."
# columns of the register's sheet Stretch, by heading, and what each is called in a sentence
STRETCH = {
    "Base": "performance without the agreement",
    "Stretched target": "the stretched targets",
    "Threshold": "the threshold",
    "Weight": "weights",
    "Grant share": "shares of the grant",
}
NO_STRETCH = "The register has no stretch targets."
TABLE = "What each stretch target would earn, indicative"
HOW_TITLE = "How it is worked out"
_HOW = (
    "A target earns the share of its stretch that was achieved over the performance expected without the agreement: "
    "nothing below its threshold{of}, never more than the whole. A sub-target counts by its weight, and the "
    "threshold holds for each by itself. Lower is better is one change of sign."
)


class Outcome(StrEnum):
    """What a sub-target earns."""

    WHOLE = "whole"
    IN_PROPORTION = "in proportion"
    BELOW_THRESHOLD = "below the threshold"
    NOT_BETTER = "no better than without the agreement"
    NOT_KNOWN = "not known yet"


def money(amount: Decimal, currency: str) -> str:
    """``£1,234,567.89``, in a currency by its code."""
    found = of_code(currency)
    return f"{currency} {amount:,}" if found is None else found.amount(amount)


def about(amount: Decimal, currency: str) -> str:
    """The same in whole units: ``£1,234,568``. An end of a range that is indicative is no nearer than that."""
    found, whole = of_code(currency), f"{amount.quantize(Decimal(1), ROUND_HALF_UP):,}"
    return f"{currency} {whole}" if found is None else found.signed(whole)


def between(low: Decimal, high: Decimal, currency: str) -> str:
    """``£9,000 to £12,000``; to the penny where both are the same."""
    return money(low, currency) if low == high else f"{about(low, currency)} to {about(high, currency)}"


def how(thresholds: Iterable[float]) -> str:
    """How a reward is worked out; the threshold is named where all have the same."""
    found = set(thresholds)
    of = f" of {per_cent(Decimal(str(found.pop())))}" if len(found) == 1 else ""
    return _HOW.format(of=of)


def counted_apart(targets: str) -> str:
    """That no count of the targets, as the council calls them, has stretch targets in it."""
    return f"Stretch targets are counted apart: no count of {targets} has them in it."


def differs(name: str, reward: Decimal, shares: Decimal, currency: str) -> str:
    """That an agreement is worth something else than its targets' shares come to."""
    return (
        f"Meeting all stretch targets of {name} earns {money(reward, currency)}, as the register says; the shares of "
        f"its targets come to {money(shares, currency)}."
    )


def per_cent(share: Decimal, *edges: Decimal) -> str:
    """``86.7%``: to one place, half up; to more, where it would otherwise read as an edge that it has not reached.

    >>> per_cent(Decimal(520) / 600), per_cent(Decimal("0.5999"), Decimal("0.6")), per_cent(Decimal("0.6"))
    ('86.7%', '59.99%', '60%')
    """
    return _per_cent(share, _places(share, edges))


def _places(share: Decimal, edges: Iterable[Decimal]) -> int:
    """How many decimal places of a per cent tell a share from every edge above it: one, or more."""
    edges = [edge for edge in edges if share < edge]
    return next(n for n in count(1) if all(_rounded(share, n) < _rounded(edge, n) for edge in edges))


def _rounded(share: Decimal, places: int) -> Decimal:
    return (share * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0  # adding turns -0.0 into 0.0


def _per_cent(share: Decimal, places: int) -> str:
    said = _rounded(share, places)
    return f"{said.to_integral_value() if said == said.to_integral_value() else said:f}%"


def named_told(row) -> tuple[str, ...]:
    """``NI 15 Serious violence`` and, of a sub-target, ``its name, weight 60%``. ``row`` is one of `reward.of`."""
    own = [] if pd.isna(row.sub_target) else [row.sub_target]
    if row.weight != 1:
        own.append(f"weight {wording.number(float(row.weight) * 100)}%")
    return (f"{row.target} {row.title}", *([", ".join(own)] if own else []))


def share_told(row) -> tuple[str, ...]:
    """``83.3%`` and what that means, or ``not known yet``. ``row`` is one of `reward.of`."""
    if row.outcome == Outcome.NOT_KNOWN:
        return (row.outcome,)
    return per_cent(row.achieved, Decimal(str(row.threshold)), WHOLE), row.outcome


def of_one(row: dict, achieved: Decimal | None, outcome: Outcome, most: Decimal) -> str:
    """The sentence of one sub-target. ``row`` is one of `reward.of` in Decimals, ``most`` what it earns at most."""
    base, agreed = _figure(row, "base", second=row["actual"] is not None), _figure(row, "stretched_target", second=True)
    if outcome == Outcome.NOT_KNOWN or achieved is None:
        to = money(most, row["currency"])
        return f"Indicative: not known yet; {base} without the agreement and {agreed} agreed: nothing to {to}."
    said = f"Indicative: {_figure(row, 'actual')} against {base} without the agreement and {agreed} agreed"
    if outcome == Outcome.NOT_BETTER:
        return f"{said}: {outcome}: nothing."
    stretch = f"{per_cent(achieved, row['threshold'], WHOLE)} of the stretch"
    if outcome == Outcome.BELOW_THRESHOLD:
        threshold = _per_cent(row["threshold"], _places(achieved, (row["threshold"],)))
        return f"{said}: {stretch}, below the {threshold} threshold: nothing."
    return f"{said}: {stretch}: {'the whole ' if outcome == Outcome.WHOLE else ''}{money(most, row['currency'])}."


def of_several(
    low: Decimal, high: Decimal, most: Decimal, currency: str, *, many: int, not_known: int, what: str
) -> str:
    """The sentence of several together: ``Indicative: £9,000 to £12,000 of £16,600, as 2 of 12 ...``.

    ``what`` is what is counted: sub-target or target.
    """
    counted = wording.counted(many, what)
    if not not_known:
        return f"Indicative: {money(low, currency)} of {money(most, currency)}, from {counted}."
    are = "is" if not_known == 1 else "are"
    least, at_most, whole = (about(amount, currency) for amount in (low, high, most))
    return f"Indicative: {least} to {at_most} of {whole}, as {not_known} of {counted} {are} not known yet."


def _figure(row: dict, name: str, *, second: bool = False) -> str:
    """A figure as the sentence says it; the name of its unit stands with the first only."""
    unit = row.get("unit")
    unit = "" if unit is None or pd.isna(unit) else unit
    if second and unit not in (PER_CENT, PERCENTAGE_POINTS, LEVEL) and not units.alone(unit):
        unit = ""
    places = row.get("places")
    if places is None or pd.isna(places):
        places = max(-row[name].normalize().as_tuple().exponent, 0)
    return wording.quantity(float(row[name]), unit, int(places))
