"""The nouns of the agreement, in the words that the Board, the register and the returns use.

Every enum here is a ``StrEnum`` whose value is the word a person reads. Compare with ``==``.
"""

from enum import StrEnum


class Status(StrEnum):
    """What the Board is told of a target. Exactly three; a colour is not a status."""

    ON_TRACK = "on track"
    OFF_TRACK = "off track"
    INSUFFICIENT_DATA = "insufficient data"


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
    """Designated and statutory targets of the current agreement are "LAA targets"; the others are counted apart."""

    DESIGNATED = "designated"
    STATUTORY = "statutory"
    LOCAL = "local"
    STRETCH = "stretch"


LAA_KINDS = (Kind.DESIGNATED, Kind.STATUTORY)


class FigureIs(StrEnum):
    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATE = "estimate"


class MilestoneKind(StrEnum):
    MILESTONE = "milestone"
    INTERIM_PROXY = "interim proxy"
    YEAR_END = "year end"


class ToleranceBasis(StrEnum):
    """What a tolerance is measured in. Oxfordshire publishes none, so its shipped rule is ``none``."""

    NONE = "none"
    PERCENT = "percent of milestone"
    POINTS = "points"
    FLOOR = "floor"


class ActionFor(StrEnum):
    """What an action of a return is for; not every action is for a target."""

    TARGET = "target"
    PRIORITY = "priority"
    THEME = "theme"  # in the officer's own words
    PARTNERSHIP = "the partnership"


class Reason(StrEnum):
    """Why a target has the status it has. The first group is the officer's to give, in a return."""

    NOT_YET_PUBLISHED = "not yet published"
    SURVEY_NOT_DUE = "survey not due"
    BASELINE_NOT_AGREED = "baseline not agreed"
    TARGET_NOT_AGREED = "target not agreed"
    DEFINITION_AWAITED = "definition awaited"
    DATA_QUALITY = "data quality"
    SUPPLIER_DID_NOT_RETURN = "supplier did not return"
    SUPPRESSED = "suppressed (small numbers)"
    NOT_COLLECTED = "not collected"
    TARGET_SUSPENDED = "target suspended"

    RETURN_NOT_RECEIVED = "return not received"
    RETURN_DAMAGED = "return damaged"
    WILL_NOT_BE_ACHIEVED = "will not be achieved"
    NO_REASON_GIVEN = "no reason given"
    NO_INTERIM_MILESTONE = "no interim milestone"
    NO_MILESTONE = "no milestone"
    MILESTONE_MET = "milestone met"
    CLOSE_TO_TARGET = "close to target"
    MILESTONE_MISSED = "milestone missed"


OFFICER_REASONS = tuple(Reason)[:10]  # what "If no figure, why" may hold, in the order of the drop-down

LEVEL = "level"  # the unit of a process scale such as NI 188, whole numbers 0 to 4; relative tolerance has no meaning
PER_CENT = "per cent"
PERCENTAGE_POINTS = "percentage points"
POUNDS = "GBP"
COUNT = "count"
