"""What is said of grants: amounts in the register's currency, and what cannot be known in words, never as zero."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from oxdash.findings import reward_words
from oxdash.findings.grants import KEY, Grants, Line, Money, money
from oxdash.vocabulary import wording

NONE = "The register has no grants."
NO_AMOUNT, NOT_TOLD, NOT_KNOWN = "no amount agreed", "nothing is reported", "not known"
NOTHING_ALLOCATED = "nothing allocated"
NO_STRETCH = "no stretch target"
_YEARLY, _ALLOCATION = "yearly grant", "allocation"
# columns of the register's sheets, by heading, and what each is called in a sentence
GRANTS = {"Amount": "the amounts of grants", "Agreed by": "who agreed a grant", "Agreed on": "when a grant was agreed"}
ALLOCATIONS = {
    "Amount": "the amounts allocated",
    "Agreed on": "when they were agreed",
    "Spent": "what was spent",
    "As at": "the day up to which it was spent",
}
BY_EACH, BY_YEAR, BY_GRANT = "Each grant and year", "By year", "By grant"
BY_TARGET, EVERY = "By target or body", "Every allocation"
Named = Callable[[str], str]  # what a target or a body is called, by its code


def year(text: str) -> str:
    """A year for people: ``2009/10``, or ``2026``."""
    return text.replace("-", "/")


def which(row: Mapping[Any, Any]) -> str:
    """``Area Based Grant 2009/10``, of a row of either sheet."""
    grant, of_year = (row[name] for name in KEY)
    return f"{grant} {year(of_year)}"


def nothing_yet(found: Grants) -> str:
    """Why there is nothing to list."""
    return f"No grant had been agreed by {wording.day(found.as_at)}."


def agreed(line: Line, currency: str) -> tuple[str, ...]:
    """What was agreed for grants and years, and for how many of them nothing is."""
    whole = line.agreed
    if whole.none_known:
        return (NO_AMOUNT,)
    return (reward_words.money(whole.known, currency), *_missing(whole, f"{NO_AMOUNT} for", _YEARLY))


def allocated(line: Line, currency: str) -> tuple[str, ...]:
    """What was agreed to go to targets and bodies."""
    parts = line.allocated
    if not parts.some_known:
        return (NO_AMOUNT if parts.of else NOTHING_ALLOCATED,)
    return (reward_words.money(parts.known, currency), *_missing(parts, f"{NO_AMOUNT} for", _ALLOCATION))


def left(line: Line, currency: str) -> tuple[str, ...]:
    """What is not yet allocated of what was agreed."""
    rest = line.left
    if not rest.some_known:
        return (NOT_KNOWN,)
    said = reward_words.money(abs(rest.known), currency)
    if rest.known < 0:
        said = f"{said} more allocated than agreed"
    elif line.allocated.unknown:
        said = f"at most {said}"
    return (said, *_missing(rest, f"{NOT_KNOWN} for", _YEARLY))


def spent(line: Line, currency: str) -> tuple[str, ...]:
    """What is told to be spent of what was allocated, up to which day, and of how many allocations nothing is told."""
    parts = line.spent
    if not parts.some_known:
        return (NOT_TOLD if parts.of else NOTHING_ALLOCATED,)
    day = wording.day(parts.until) if parts.until else ""
    return (
        reward_words.money(parts.known, currency),
        f"by {day}" if parts.of == 1 else f"as at {day} or later",
        *_missing(parts, f"{NOT_TOLD} of", _ALLOCATION),
    )


def spent_of(row: Mapping[Any, Any], found: Grants, currency: str) -> tuple[str, ...]:
    """The same of one allocation, and since when nothing is told."""
    told = money(row["spent"])
    if told is None:
        return (NOT_TOLD,)
    since = f"by {wording.day(row['as_at'])}"
    return (reward_words.money(told, currency), f"{since}; {NOT_TOLD} since" if _open(row, found) else since)


def amount_of(row: Mapping[Any, Any], currency: str) -> str:
    """What was agreed on one row of either sheet."""
    known = money(row["amount"])
    return NO_AMOUNT if known is None else reward_words.money(known, currency)


def sentence(line: Line, currency: str) -> str:
    """One line: what is agreed, what of it is allocated and what is not, and what is told to be spent."""
    said = [_said(agreed(line, currency), "{} is agreed", {NO_AMOUNT: "no amount is agreed"})] if line.agreed.of else []
    said.append(_said(allocated(line, currency), "{} is allocated", {NO_AMOUNT: "what is allocated has no amount"}))
    if line.left.some_known:
        over = line.left.known < 0
        said.append(_said(left(line, currency), "{}" if over else "{} is not allocated yet", {}))
    if line.allocated.of:
        untold = {NOT_TOLD: f"{NOT_TOLD} of what was spent"}
        said.append(_said(spent(line, currency), "{} is reported as spent", untold))
    return f"{wording.sentence_case('; '.join(said))}."


def unknown(found: Grants, named: Named) -> list[str]:
    """What cannot be known, a sentence each: never an amount of nothing."""
    amounts = [which(dict(zip(KEY, line.named, strict=True))) for line in found.by(*KEY) if line.agreed.unknown]
    rows = found.allocated.to_dict("records")
    bare = [_to(row, named) for row in rows if money(row["amount"]) is None]
    untold = [_to(row, named) for row in rows if money(row["spent"]) is None]
    since: dict[Any, list[str]] = {}
    for row in sorted((row for row in rows if _open(row, found)), key=lambda row: row["as_at"]):
        since.setdefault(row["as_at"], []).append(_to(row, named))
    return [
        *([f"No amount is agreed of {wording.listed(amounts)}."] if amounts else []),
        *([f"No amount is agreed of what goes to {wording.listed(bare)}."] if bare else []),
        *([f"Nothing is reported of what was spent by {wording.listed(untold)}."] if untold else []),
        *(
            f"Nothing has been reported since {wording.day(day)} of what was spent by {wording.listed(ones)}."
            for day, ones in since.items()
        ),
    ]


def _to(row: Mapping[Any, Any], named: Named) -> str:
    return f"{named(row['target_or_body'])} ({which(row)})"


def _open(row: Mapping[Any, Any], found: Grants) -> bool:
    """Whether more may have been spent than is told: it was told before the day, and of less than was agreed."""
    told, whole = money(row["spent"]), money(row["amount"])
    if told is None or pd.isna(row["as_at"]):
        return False
    return row["as_at"].date() < found.as_at and (whole is None or told < whole)


def _missing(parts: Money, what: str, one: str) -> tuple[str, ...]:
    return (f"{what} {parts.unknown} of {wording.counted(parts.of, one)}",) if parts.unknown else ()


def _said(cell: tuple[str, ...], form: str, instead: Mapping[str, str]) -> str:
    """A cell in a sentence: the amount, and in brackets what stands beneath it."""
    first, *below = cell
    if first in instead or first == NOTHING_ALLOCATED:
        return instead.get(first, "nothing is allocated")
    return form.format(f"{first} ({'; '.join(below)})" if below else first)
