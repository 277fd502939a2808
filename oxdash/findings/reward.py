"""The reward grant of the stretch targets: what each would earn, and in total the range over what is not known yet.

The rule is that of the agreements themselves (Isle of Wight Council, Local Public Service Agreement, schedule 4, June
2002; the same words in others of the time): the proportion of the grant that is payable is the proportion of the
enhancement that was achieved over the performance expected without the agreement, "for each target or sub-target,
subject to a maximum proportion of 100 per cent and a minimum of 60 per cent"; below it, nothing. So the threshold holds
for each sub-target by itself, and what one misses another does not make up.

All arithmetic is decimal. A target's grant is divided among its sub-targets by their weights, in whole pennies that add
up to it. What a sub-target earns in proportion is worked out from its exact part of the grant and rounded once, half up
to the penny; it is never more than the whole would be. A target's grant is the sum of what its sub-targets are paid.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pandas as pd

from oxdash.findings import reward_words
from oxdash.findings.reward_words import Outcome
from oxdash.vocabulary import units
from oxdash.vocabulary.council import NEUTRAL
from oxdash.vocabulary.currency import of as of_code
from oxdash.vocabulary.currency import smallest
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.units import ENTER_A_NUMBER

NEEDED = ("target", "sub_target", "weight", "base", "stretched_target", "threshold", "grant_share", "actual")
THRESHOLD = Decimal("0.6")  # where an agreement names no other
WEIGHTS_WITHIN = Decimal("1e-9")  # what typed weights such as three times 0.3333333333 may miss 1 by

_EXACT = 60  # digits: sums and products of figures of 15 digits are exact, and a third is near enough
_SETTLED = Decimal("1e-30")  # a sum is rounded here first, so that three thirds are one
_NONE = Decimal("0.00")


@dataclass(frozen=True)
class Total:
    """Money to the penny: earned at least and at most, and what there was to earn; targets, and how many not known."""

    low: Decimal
    high: Decimal
    most: Decimal
    targets: int
    not_known: int
    currency: str


def problems(figures: pd.DataFrame) -> Iterator[tuple[object, str, str]]:
    """What stands in the way of working out a grant: row (by its index), column, and what to do about it.

    ``figures`` as for `of`. A figure or a share that is missing is a problem, but for the actual.
    """
    rows = _in_decimal(figures)
    for row in rows.to_dict("index").items():
        yield from _problems_of_a_row(*row)
    for _, own in rows.groupby("target", sort=False):
        shares, weights = own["grant_share"], [one for one in own["weight"] if one is not None]
        if any(share != shares.iloc[0] for share in shares if None not in (share, shares.iloc[0])):
            yield own.index[-1], "grant_share", "A target has one share of the grant: give each of its rows the same."
        if len(weights) == len(own) and abs(sum(weights) - 1) > WEIGHTS_WITHIN:
            yield own.index[-1], "weight", units.weights_to_mend("a target", f"{sum(weights):f}")
        for name in own.index[own["sub_target"].duplicated()]:
            yield name, "sub_target", "It is there already: give each sub-target of a target a name of its own."


def _problems_of_a_row(index: object, row: dict) -> Iterator[tuple[object, str, str]]:
    for name in ("weight", "base", "stretched_target", "threshold", "grant_share"):
        if row[name] is None:
            yield index, name, ENTER_A_NUMBER
    if row["weight"] is not None and not 0 < row["weight"] <= 1:
        yield index, "weight", "Enter a share of the target above 0 and up to 1, such as 0.6."
    if row["threshold"] is not None and not 0 <= row["threshold"] <= 1:
        yield index, "threshold", units.STRETCH_THRESHOLD
    money = of_code(row.get("currency", NEUTRAL.currency))
    if money and row["grant_share"] is not None and not money.is_amount(row["grant_share"]):
        yield index, "grant_share", money.ask
    if row["base"] is not None and row["base"] == row["stretched_target"]:
        yield index, "stretched_target", units.NO_STRETCH


def of(figures: pd.DataFrame) -> pd.DataFrame:
    """What each sub-target earns: the rows and columns that came, with what is worked out beside them.

    In, one row a sub-target, or a target that has none: target; sub_target (missing where there is none); weight (of
    the sub-target in its target, 0 to 1); base (performance without the agreement); stretched_target; threshold (0.6);
    grant_share (money for the whole target, the same on each of its rows); actual (missing: not known yet). Numbers,
    text or Decimals; a float counts by its 15 digits. unit, places and currency (a code; the neutral one where it is
    not there) are for the sentence. Which way is better is the way from base to stretched target. exact_share, where
    there, is what a row's part of the grant comes to before it is rounded; without it that is the weight of the share.

    Added: achieved (Decimal, the share of the stretch, 0.5 for half, neither cut nor capped; None where not known),
    low and high (Decimal, to the penny; the same where known), outcome (an `Outcome`), sentence.

    ValueError, in a sentence, for the first of `problems`.
    """
    for index, column, what_to_do in problems(figures):
        raise ValueError(f"Row {index}, {column}: {what_to_do}")
    told = figures if "currency" in figures else figures.assign(currency=NEUTRAL.currency)
    told = told.copy()
    rows = _in_decimal(told)
    with localcontext(prec=_EXACT):
        records, shares, exact = rows.to_dict("records"), _own_shares(rows), _exact_shares(rows)
        worked = [_worked(*one) for one in zip(records, shares, exact, strict=True)]
        for at, (name, dtype) in enumerate((("achieved", "object"), ("outcome", "str"), ("low", "object"))):
            told[name] = pd.Series([one[at] for one in worked], index=told.index, dtype=dtype)
        told["high"] = told["low"].mask(told["outcome"] == Outcome.NOT_KNOWN, shares)
        told["sentence"] = [
            reward_words.of_one(row, achieved, outcome, most)
            for row, (achieved, outcome, _), most in zip(records, worked, told["high"], strict=True)
        ]
    return told


def by_target(earned: pd.DataFrame) -> pd.DataFrame:
    """One row a target, as they come: target, grant_share, low, high, sub_targets, not_known, sentence, currency.

    ``earned`` is of `of`. ``sub_targets`` counts its rows, ``not_known`` those that are not known yet.
    """
    rows = []
    for target, own in earned.groupby("target", sort=False):
        share, low, high = _decimal(own["grant_share"].iloc[0]), sum(own["low"]), sum(own["high"])
        unknown = int((own["outcome"] == Outcome.NOT_KNOWN).sum())
        said = own["sentence"].iloc[0]
        if len(own) > 1 and share is not None:
            several, code = len(own), own["currency"].iloc[0]
            said = reward_words.of_several(low, high, share, code, many=several, not_known=unknown, what="sub-target")
        rows.append((target, share, low, high, len(own), unknown, said, own["currency"].iloc[0]))
    columns = ["target", "grant_share", "low", "high", "sub_targets", "not_known", "sentence", "currency"]
    return pd.DataFrame(rows, columns=columns)


def total(targets: pd.DataFrame) -> Total:
    """All targets of `by_target` together."""
    currency = targets["currency"].iloc[0] if len(targets) else NEUTRAL.currency
    low, high, most = (
        sum(targets[name], _NONE).quantize(smallest(currency), ROUND_HALF_UP) for name in ("low", "high", "grant_share")
    )
    return Total(low, high, most, len(targets), int((targets["not_known"] > 0).sum()), currency)


def total_sentence(of_all: Total) -> str:
    """``Indicative: £9,000 to £12,000 of £16,600, as 2 of 12 targets are not known yet.``"""
    if of_all.targets == 0:
        return "There are no stretch targets."
    worth = of_all.low, of_all.high, of_all.most
    return reward_words.of_several(
        *worth, of_all.currency, many=of_all.targets, not_known=of_all.not_known, what="target"
    )


def with_actuals(stretch: pd.DataFrame, targets: pd.DataFrame, judged: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The stretch targets of a register with what was returned for them, ready for `of`.

    ``stretch``: target, sub_target, figure_of, weight, base, stretched_target, threshold, grant_share. ``targets`` and
    ``judged``: tables.TARGETS and tables.JUDGED; ``currency``: the grant's. A row's figure is of ``figure_of``, or of
    the target itself, at the last quarter of the target's life; a figure for another period is not it. Two
    sub-targets of one target cannot share a figure: then neither is known.

    Added: actual, figure_is, quarter, unit, places, title, partnership, currency.
    """
    facts = targets.set_index("target")
    figure_of = stretch["figure_of"].where(stretch["figure_of"].notna(), stretch["target"]).rename("figure_of")
    quarter = stretch["target"].map(facts["last_quarter"])
    found = judged[judged["own_quarter"] & judged["received"] & ~judged["damaged"]]
    found = found.set_index(["target", "quarter"])[["actual", "figure_is"]]
    own = found.reindex(pd.MultiIndex.from_arrays([figure_of, quarter])).set_axis(stretch.index)
    shared = pd.DataFrame({"target": stretch["target"], "figure_of": figure_of}).duplicated(keep=False)
    return stretch.assign(
        figure_of=figure_of,
        actual=own["actual"].mask(shared),
        figure_is=own["figure_is"].mask(shared),
        quarter=quarter,
        unit=figure_of.map(facts["unit"]),
        places=figure_of.map(facts["places"]),
        title=stretch["target"].map(facts["title"]),
        partnership=stretch["target"].map(facts["partnership"]),
        currency=currency,
    )


def _worked(row: dict, share: Decimal, exact: Decimal) -> tuple[Decimal | None, Outcome, Decimal]:
    """The share of the stretch achieved, what that means, and the money that is earned for certain.

    ``share`` is what the whole stretch earns, in whole pennies; ``exact`` what that is a rounding of.
    """
    if row["actual"] is None:
        return None, Outcome.NOT_KNOWN, _NONE
    stretch, gained = row["stretched_target"] - row["base"], row["actual"] - row["base"]
    if stretch < 0:  # lower is better: one change of sign
        stretch, gained = -stretch, -gained
    achieved = gained / stretch
    if gained >= stretch:
        return achieved, Outcome.WHOLE, share
    if gained <= 0:
        return achieved, Outcome.NOT_BETTER, _NONE
    if gained < row["threshold"] * stretch:  # multiplied, as a division might not be exact
        return achieved, Outcome.BELOW_THRESHOLD, _NONE
    return achieved, Outcome.IN_PROPORTION, min(_in_full(exact * gained / stretch, row["currency"]), share)


def _own_shares(rows: pd.DataFrame) -> pd.Series:
    """Each sub-target's own part of its target's share, in whole pennies.

    Rounded along the running sum, in the order of the sub-targets' names, so that the order of the rows is no matter.
    """
    shares = pd.Series(_NONE, index=rows.index, dtype="object")
    for _, own in rows.groupby("target", sort=False):
        run, before, weights = _NONE, _NONE, sum(own["weight"])
        own = own.sort_values("sub_target", kind="stable", na_position="first")
        for index, row in zip(own.index, each_row(own), strict=True):
            run += row.weight
            now = _in_full(row.grant_share * run / weights, row.currency)
            shares[index], before = now - before, now
    return shares


def _exact_shares(rows: pd.DataFrame) -> pd.Series:
    """The same before any rounding."""
    if "exact_share" in rows:
        return rows["exact_share"]
    weights = rows.groupby("target", sort=False)["weight"].transform("sum")
    return rows["grant_share"] * rows["weight"] / weights


def _in_full(exact: Decimal, currency: str) -> Decimal:
    """To the smallest amount of the currency: the penny, the yen."""
    return exact.quantize(_SETTLED).quantize(smallest(currency), ROUND_HALF_UP)


def _in_decimal(figures: pd.DataFrame) -> pd.DataFrame:
    """The same rows with every number a Decimal, or None where it is missing."""
    numbers = NEEDED[2:]
    decimals = {name: [_decimal(one) for one in figures[name]] for name in numbers}
    return figures.assign(**{name: pd.Series(found, figures.index, dtype="object") for name, found in decimals.items()})


def _decimal(value: object) -> Decimal | None:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, Decimal):
        return value
    return Decimal(format(value, ".15g") if isinstance(value, float) else str(value))
