"""The nouns of the agreement, in the words that the Board, the register and the returns use.

Every enum here is a ``StrEnum`` whose value is the word a person reads. Compare with ``==``.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING

from oxdash.vocabulary.reasons import OFFICER_REASONS, Reason, Status

if TYPE_CHECKING:
    import pandas as pd

TITLE = "oxdash: performance"  # of what is shown before a register has been read
WHO_ANSWERS = "Who answers for what"  # the page and the paper of it

__all__ = ["OFFICER_REASONS", "Reason", "Status"]  # of other modules: declared in `reasons`, with what they mean


class Better(StrEnum):
    """Which way a figure should move."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN_RANGE = "within range"


class Measure(StrEnum):
    """How one quarter's figure stands to the next."""

    SNAPSHOT = "snapshot"
    CUMULATIVE = "cumulative in year"
    ROLLING = "rolling year"
    ANNUAL = "annual"


class Frequency(StrEnum):
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    TWO_YEARLY = "two yearly"


class Kind(StrEnum):
    """What a target is to its agreement, which says the kinds that it counts; the others are counted apart."""

    DESIGNATED = "designated"
    STATUTORY = "statutory"
    LOCAL = "local"
    STRETCH = "stretch"


COUNTED_KINDS = (Kind.DESIGNATED, Kind.STATUTORY)  # where a register does not say


class BodyKind(StrEnum):
    BOARD = "board"
    PARTNERSHIP = "partnership"
    DELIVERY_GROUP = "delivery group"
    SUPPORT_GROUP = "support group"
    DISTRICT_PARTNERSHIP = "district partnership"


COUNTED, ALL = "counted", "all"
KINDS_CHOSEN = (COUNTED, str(Kind.LOCAL), str(Kind.STRETCH), ALL)
KINDS_ALSO = {"laa": COUNTED}  # what older addresses and commands say


def kind_meant(said: str) -> str:
    """A reader's choice of kind, in the word of today."""
    return KINDS_ALSO.get(said, said)


def of_kind(targets: "pd.DataFrame", kind: str, agreement: str | None = None) -> "pd.Series":
    """Which targets a reader's choice of kind takes in, looking at an agreement; ValueError names the choices.

    In: kind, counted, agreement. Where an agreement is named, only ``all`` takes in what another one counts.
    """
    kind = kind_meant(kind)
    if kind == ALL:
        return targets["counted"].astype(bool) | True
    if kind != COUNTED and kind not in list(Kind):
        raise ValueError(f'"{kind}" is not a kind of target. Choose {", ".join(KINDS_CHOSEN[:-1])} or {ALL}.')
    chosen = targets["counted"].astype(bool) if kind == COUNTED else targets["kind"] == kind
    return chosen & ~counted_elsewhere(targets, agreement)


def counted_elsewhere(targets: "pd.DataFrame", agreement: str | None) -> "pd.Series":
    """Which targets another agreement counts than the one looked at; none where none is named. In: as above."""
    counted = targets["counted"].astype(bool)
    return counted & (targets["agreement"] != agreement if agreement else False)


class FigureIs(StrEnum):
    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATE = "estimate"


class MilestoneKind(StrEnum):
    MILESTONE = "milestone"
    INTERIM_PROXY = "interim proxy"
    YEAR_END = "year end"


class ToleranceBasis(StrEnum):
    """What a tolerance is measured in; where none was ever agreed, a miss is a miss.

    ``words``: the tolerance as a person reads it, with its size put in where it has one (``has_size``).
    """

    words: str

    def __new__(cls, basis: str, words: str = "") -> "ToleranceBasis":  # one that is looked up has its words
        member = str.__new__(cls, basis)
        member._value_, member.words = basis, words
        return member

    NONE = "none", "None: a miss is a miss"
    PERCENT = "percent of milestone", "{size}% of the milestone"
    POINTS = "points", "{size} points"
    FLOOR = "floor", "The floor agreed for each milestone"

    @property
    def has_size(self) -> bool:
        return "{size}" in self.words


class ActionFor(StrEnum):
    """What an action of a return is for; not every action is for a target."""

    TARGET = "target"
    PRIORITY = "priority"
    THEME = "theme"  # in the officer's own words
    PARTNERSHIP = "the partnership"


LEVEL = "level"  # the unit of a process scale such as NI 188; relative tolerance has no meaning
LEVELS = range(5)
PER_CENT = "per cent"
PERCENTAGE_POINTS = "percentage points"
COUNT = "count"


@dataclass(frozen=True)
class FixedUnit:
    """What is so of a unit whose name is fixed; others have a name of their own, or are money (`unit_words.money`).

    ``also``: other words for it, as they are typed. ``bounds``: the least and the most that a figure in it can be.
    ``adds_up``: the figures of parts add up to the whole's.
    """

    also: tuple[str, ...]
    bounds: tuple[float, float]
    adds_up: bool = False


FIXED_UNITS = {
    PER_CENT: FixedUnit(("%", "percent", "percentage", "pc", "per cent (%)"), (0, 100)),
    PERCENTAGE_POINTS: FixedUnit(("points", "percentage point", "pp", "% points"), (-inf, inf)),
    COUNT: FixedUnit(("number", "no.", "numbers", "counts"), (0, inf), adds_up=True),
    LEVEL: FixedUnit(("levels",), (LEVELS[0], LEVELS[-1])),
}

# What is on file of a partnership's return for a quarter, in one word, and what that means.
RECEIVED = "received"
BY_HAND = "placed by hand"  # it has no receipt
NOT_RECEIVED = "not received"
WITHDRAWN = "withdrawn"
DAMAGED = "damaged"  # it no longer matches its receipt

STATES = (RECEIVED, BY_HAND, NOT_RECEIVED, WITHDRAWN, DAMAGED)
READABLE = (RECEIVED, BY_HAND)  # what it says is known
SENT = (*READABLE, DAMAGED)  # something was sent, and counts as returned
