"""Worked cases of the rule: what is given, what comes out of it, and why. Tests judge each of them, and the page *How
targets are judged* shows them all, so that what it says is what the rule does.

They are illustrative: no council's figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from types import MappingProxyType
from typing import Any

from oxdash.vocabulary import wording
from oxdash.vocabulary.model import OFFICER_REASONS, Better, Frequency, Measure, Reason, Status, ToleranceBasis
from oxdash.vocabulary.quarters import Calendar, Quarter

HIGHER, LOWER, RANGE = Better
ON, OFF, CANNOT = Status
MET, MISSED, CLOSE = Reason.MILESTONE_MET, Reason.MILESTONE_MISSED, Reason.CLOSE_TO_TARGET

# what a case is, unless it says otherwise
ORDINARY: Mapping[str, Any] = MappingProxyType({"better": HIGHER, "places": 1})


@dataclass(frozen=True)
class Case:
    """One case. ``given``: columns of `tables.FIGURES`, those of `ORDINARY` where they differ.

    ``tolerance``: the one in force, as a target's own is written (`tolerance.own`); a miss within it counts as on
    track. ``shortfall`` is in the target's unit; None where the case is about something else, or nothing is compared.
    """

    why: str
    given: Mapping[str, Any]
    status: Status
    reason: Reason
    tolerance: str = ToleranceBasis.NONE
    shortfall: float | None = None

    @property
    def close(self) -> bool:
        """Whether it is a miss within the tolerance."""
        return self.reason == CLOSE

    def in_words(self, calendar: Calendar) -> str:
        """What is given, with quarters as a council writes them: ``Milestone 50.0, higher is better; figure 49.95``."""
        row = {**ORDINARY, **self.given}
        said = [words for (name, value), words in _FACTS.items() if self.given.get(name) == value]
        period = f", for {_as_written(self.given['figure_is_for'], calendar)}" if "figure_is_for" in self.given else ""
        said += [_agreed(row), _number(row, "actual", "figure") + period]
        if "floor" in self.given:
            said.append(_number(row, "floor", "floor"))
        said += [words.format(self.given[name]) for name, words in _NAMED.items() if name in self.given]
        if quarter := self.given.get("quarter"):
            said.append(f"at {wording.quarter(_as_written(quarter, calendar))}")
        if "places" in self.given:
            places = self.given["places"]
            said.append(f"printed with {wording.counted(places, 'decimal place')}" if places else "in whole numbers")
        return wording.sentence_case("; ".join(said))


def case(
    why: str,
    milestone: float | None,
    actual: float | None,
    status: Status,
    reason: Reason,
    tolerance: str = ToleranceBasis.NONE,
    *,
    shortfall: float | None = None,
    **given: Any,
) -> Case:
    """One as a line of a table; what else is ``given``, by the names of its columns."""
    return Case(why, {"milestone": milestone, "actual": actual, **given}, status, reason, tolerance, shortfall)


def _as_written(period: str, calendar: Calendar) -> str:
    """A quarter of the cases as the calendar writes it; any other period as it stands."""
    try:
        quarter = Quarter.parse(period)
    except ValueError:
        return period
    return str(calendar.quarter(quarter.year, quarter.number))


def _agreed(row: Mapping[str, Any]) -> str:
    if row["better"] != RANGE:
        direction = "" if row["milestone"] is None else f", {row['better']} is better"
        return _number(row, "milestone", "milestone") + direction
    return f"a range from {_number(row, 'milestone')} to {_number(row, 'milestone_upper')}"


def _number(row: Mapping[str, Any], name: str, called: str = "") -> str:
    """A figure to its last digit, however it is printed: ``figure 49.95``, ``no figure``."""
    value = row.get(name)
    if value is None:
        return f"no {called}".strip() if called else "none"
    if value == inf:
        return f"an infinite {called}"
    digits = f"{value:,}"
    return f"{called} {digits.removesuffix('.0') if row['places'] == 0 else digits}".strip()


_FACTS = {
    ("received", False): "no return received",
    ("damaged", True): "the return no longer matches its receipt",
    ("declared", "no"): "declared not to be achieved",
    ("declared", "yes"): "declared to be achieved",
    ("value_agreed_for_year", False): "no value agreed for the year",
    ("frequency", Frequency.ANNUAL): "measured once a year",
    ("frequency", Frequency.TWO_YEARLY): "measured every two years",
    ("measure", Measure.ANNUAL): "an annual measure",
    ("unit", "level"): "a level",
}
_NAMED = {
    "absence": "reason given: {}",
    "tolerance_override": "the target's own tolerance: {}",
}

# fmt: off
COMPARED = (
    case("exactly on the milestone", 50.0, 50.0, ON, MET, shortfall=0.0),
    case("above the milestone", 50.0, 50.1, ON, MET, shortfall=-0.1),
    case("short by the last printed digit", 50.0, 49.9, OFF, MISSED, shortfall=0.1),
    case("49.95 prints as 50.0, as in Excel", 50.0, 49.95, ON, MET, shortfall=0.0),
    case("49.949 prints as 49.9", 50.0, 49.949, OFF, MISSED, shortfall=0.1),
    case("the milestone prints as 50.0 too", 50.04, 50.0, ON, MET, shortfall=0.0),
    case("the milestone prints as 50.1", 50.05, 50.0, OFF, MISSED, shortfall=0.1),
    case("1.005 prints as 1.01", 1.01, 1.005, ON, MET, places=2, shortfall=0.0),
    case("a half is rounded away from zero", 3.0, 2.5, ON, MET, places=0, shortfall=0.0),
    case("what a computer's sums leave behind is no difference", 0.3, 0.1 + 0.2, ON, MET, shortfall=0.0),
    case("lower is better: exactly on the milestone", 6.2, 6.2, ON, MET, better=LOWER, shortfall=0.0),
    case("lower is better, and it rose", 6.2, 6.3, OFF, MISSED, better=LOWER, shortfall=0.1),
    case("lower is better, and it fell", 6.2, 6.1, ON, MET, better=LOWER, shortfall=-0.1),
    case("lower is better: prints as 6.2", 6.2, 6.24, ON, MET, better=LOWER, shortfall=0.0),
    case("lower is better below nought: -6.25 prints as -6.3", -6.2, -6.25, ON, MET, better=LOWER, shortfall=-0.1),
    case("zero is a figure, not a gap", 50.0, 0.0, OFF, MISSED, shortfall=50.0),
    case("a milestone of 0 is met by 0", 0.0, 0.0, ON, MET, places=0, shortfall=0.0),
    case("a milestone of 0 is missed by 1", 0.0, 1.0, OFF, MISSED, better=LOWER, places=0, shortfall=1.0),
    case("a milestone below nought", -2.0, -3.0, OFF, MISSED, shortfall=1.0),
    case("15 digits are compared", 123_456_789_012_345.0, 123_456_789_012_344.0, OFF, MISSED, places=0, shortfall=1.0),
    case("a blank is never a miss", 50.0, None, CANNOT, Reason.NO_REASON_GIVEN),
    case("no milestone is never met", None, 50.0, CANNOT, Reason.NO_MILESTONE),
    case("neither figure nor milestone", None, None, CANNOT, Reason.NO_REASON_GIVEN),
    case("an infinity is no figure", 50.0, inf, CANNOT, Reason.NO_REASON_GIVEN),
)

ORDER = (
    case("short of the milestone", 52.0, 48.2, OFF, MISSED),
    case("no return, whatever stands in the row", 52.0, 48.2, CANNOT, Reason.RETURN_NOT_RECEIVED, received=False),
    case("a return that is not there is not damaged, and declares nothing",
         52.0, 48.2, CANNOT, Reason.RETURN_NOT_RECEIVED, received=False, damaged=True, declared="no"),
    case("no return, though the milestone would be met",
         52.0, 60.0, CANNOT, Reason.RETURN_NOT_RECEIVED, received=False),
    case("the return no longer matches its receipt", 52.0, 48.2, CANNOT, Reason.RETURN_DAMAGED, damaged=True),
    case("what a damaged return declares is not believed", 52.0, 48.2, CANNOT, Reason.RETURN_DAMAGED, damaged=True,
         declared="no"),
    case("declared not to be achieved", 52.0, 48.2, OFF, Reason.WILL_NOT_BE_ACHIEVED, declared="no"),
    case("declared not to be achieved, though the milestone is met", 52.0, 60.0, OFF, Reason.WILL_NOT_BE_ACHIEVED,
         declared="no"),
    case("declared, whatever reason is given beside it", 52.0, None, OFF, Reason.WILL_NOT_BE_ACHIEVED, declared="no",
         absence="data quality"),
    case("declared, with or without a milestone", None, 48.2, OFF, Reason.WILL_NOT_BE_ACHIEVED, declared="no"),
    case("declared to be achieved: that is no verdict", 52.0, 48.2, OFF, MISSED, declared="yes"),
    *(case(f"no figure: {said}", 52.0, None, CANNOT, said, absence=str(said)) for said in OFFICER_REASONS),
    case("a reason given is told before what was never agreed", 52.0, None, CANNOT, Reason.DATA_QUALITY,
         absence="data quality", value_agreed_for_year=False),
    case("no figure and nothing said", 52.0, None, CANNOT, Reason.NO_REASON_GIVEN),
    case("what the return lacks is told before what the agreement lacks", None, None, CANNOT, Reason.NO_REASON_GIVEN),
    case("a reason beside a figure is no absence", 52.0, 48.2, OFF, MISSED, absence="data quality"),
    case("a figure of another period is not this quarter's", 52.0, 48.2, CANNOT, Reason.NO_REASON_GIVEN,
         figure_is_for="2008"),
    case("an older figure and why", 52.0, 48.2, CANNOT, Reason.SURVEY_NOT_DUE, figure_is_for="2008",
         absence="survey not due"),
    case("a figure said to be for this quarter is this quarter's", 52.0, 48.2, OFF, MISSED, figure_is_for="2009-10 Q3"),
    case("nothing was ever agreed", None, 48.2, CANNOT, Reason.TARGET_NOT_AGREED, value_agreed_for_year=False),
    case("what was never agreed is told before how often it is measured", None, 48.2, CANNOT, Reason.TARGET_NOT_AGREED,
         value_agreed_for_year=False, frequency=Frequency.ANNUAL),
    case("measured once a year", None, 48.2, CANNOT, Reason.NO_INTERIM_MILESTONE, frequency=Frequency.ANNUAL),
    case("measured every two years", None, 48.2, CANNOT, Reason.NO_INTERIM_MILESTONE, frequency=Frequency.TWO_YEARLY),
    case("an annual measure", None, 48.2, CANNOT, Reason.NO_INTERIM_MILESTONE, measure=Measure.ANNUAL),
    case("an annual measure with a milestone for the quarter is judged", 52.0, 60.0, ON, MET,
         frequency=Frequency.ANNUAL),
    case("a quarterly measure without a milestone", None, 48.2, CANNOT, Reason.NO_MILESTONE),
    case("a range without its foot is no range", None, 48.2, CANNOT, Reason.NO_MILESTONE, milestone_upper=55.0,
         better=RANGE),
    case("a range without its top is no range", 52.0, 48.2, CANNOT, Reason.NO_MILESTONE, better=RANGE),
    case("met: exactly", 52.0, 52.0, ON, MET),
    case("met: bettered", 52.0, 60.0, ON, MET),
)

TOLERATED = (
    case("the edge is inside", 50.0, 45.0, ON, CLOSE, "10%"),
    case("past the edge", 50.0, 44.9, OFF, MISSED, "10%"),
    case("44.95 prints as 45.0, on the edge", 50.0, 44.95, ON, CLOSE, "10%"),
    case("inside the edge, 54.27", 60.3, 54.3, ON, CLOSE, "10%"),
    case("past the edge, 54.63, though that prints as 54.6", 60.7, 54.6, OFF, MISSED, "10%"),
    case("inside the edge, 45.45", 50.5, 45.5, ON, CLOSE, "10%"),
    case("past the edge, 45.45", 50.5, 45.4, OFF, MISSED, "10%"),
    case("a tenth of the milestone as printed, 50.5", 50.46, 45.44, OFF, MISSED, "10%"),
    case("a miss of a fifth is not within a tenth", 5.0, 6.0, OFF, MISSED, "10%", better=LOWER, places=0),
    case("nor where higher is better", 5.0, 4.0, OFF, MISSED, "10%", places=0),
    case("a fifth is within a fifth", 5.0, 4.0, ON, CLOSE, "20%", places=0),
    case("on the edge, in whole numbers", 50.0, 45.0, ON, CLOSE, "10%", places=0),
    case("a tenth of a per cent, exactly", 1000.0, 999.0, ON, CLOSE, "0.1%", places=0),
    case("29%, exactly", 1.0, 0.71, ON, CLOSE, "29%", places=2),
    case("a tolerance of the whole milestone", 50.0, 0.0, ON, CLOSE, "100%"),
    case("a tolerance of more than the milestone", 50.0, -25.0, ON, CLOSE, "150%"),
    case("on the edge, very large", 9_000_000_000_000_000.0, 8_100_000_000_000_000.0, ON, CLOSE, "10%", places=0),
    case("past the edge, very large", 9_000_000_000_000_000.0, 8_099_999_999_999_990.0, OFF, MISSED, "10%", places=0),
    case("on an edge of places, very large", 9_000_000_000_000_000.0, 8_775_000_000_000_000.0, ON, CLOSE, "2.5%",
         places=0),
    case("past an edge of places, very large", 9_000_000_000_000_000.0, 8_774_999_999_999_990.0, OFF, MISSED, "2.5%",
         places=0),
    case("points of places, very large", 900_000_000_000_000.0, 899_999_999_999_998.0, ON, CLOSE, "2.25 points",
         places=0),
    case("past points of places, very large", 900_000_000_000_000.0, 899_999_999_999_997.0, OFF, MISSED, "2.25 points",
         places=0),
    case("a tolerance may have places", 40.0, 39.0, ON, CLOSE, "2.5%"),
    case("lower is better: the edge is inside", 50.0, 55.0, ON, CLOSE, "10%", better=LOWER),
    case("lower is better: past the edge", 50.0, 55.1, OFF, MISSED, "10%", better=LOWER),
    case("below nought: a tenth of its size", -50.0, -55.0, ON, CLOSE, "10%"),
    case("below nought, past the edge", -50.0, -55.1, OFF, MISSED, "10%"),
    case("10% of 0 is nothing", 0.0, 0.1, OFF, MISSED, "10%", better=LOWER),
    case("a per cent has no meaning for a level", 3.0, 2.0, OFF, MISSED, "90%", unit="level", places=0),
    case("a level within one", 3.0, 2.0, ON, CLOSE, "1 point", unit="level", places=0),
    case("points: the edge is inside", 50.0, 48.0, ON, CLOSE, "2 points"),
    case("points: past the edge", 50.0, 47.9, OFF, MISSED, "2 points"),
    case("points: past the edge, 0.05", 5.0, 0.0, OFF, MISSED, "4.95 points"),
    case("points: inside the edge, 0.05", 5.0, 0.1, ON, CLOSE, "4.95 points"),
    case("points: half of one forgives no whole one", 5.0, 4.0, OFF, MISSED, "0.5 points", places=0),
    case("points: nor where lower is better", 5.0, 6.0, OFF, MISSED, "0.5 points", better=LOWER, places=0),
    case("points: half of one forgives no level", 3.0, 2.0, OFF, MISSED, "0.5 points", unit="level", places=0),
    case("points: a milestone of 0 may have them", 0.0, 1.0, ON, CLOSE, "1 point", better=LOWER, places=0),
    case("points: what a computer's sums leave behind is no miss", 0.4, 0.1, ON, CLOSE, "0.3 points"),
    case("at the floor", 52.0, 45.0, ON, CLOSE, "floor", floor=45.0),
    case("44.96 prints as 45.0, at the floor", 52.0, 44.96, ON, CLOSE, "floor", floor=45.0),
    case("below the floor", 52.0, 44.9, OFF, MISSED, "floor", floor=45.0),
    case("a floor is not rounded: 45.0 is below 45.04", 52.0, 45.0, OFF, MISSED, "floor", floor=45.04),
    case("a floor is not rounded: 45.0 is above 44.96", 52.0, 45.0, ON, CLOSE, "floor", floor=44.96),
    case("lower is better: a floor of 5.5 does not forgive 6", 5.0, 6.0, OFF, MISSED, "floor", better=LOWER, places=0,
         floor=5.5),
    case("1.15 is at the floor of 1.15, exactly", 2.0, 1.15, ON, CLOSE, "floor", places=2, floor=1.15),
    case("the floor of a level", 3.0, 2.0, ON, CLOSE, "floor", unit="level", places=0, floor=2.0),
    case("no floor is no tolerance", 52.0, 51.9, OFF, MISSED, "floor", floor=None),
    case("lower is better: at the floor", 6.0, 8.0, ON, CLOSE, "floor", better=LOWER, floor=8.0),
    case("lower is better: past the floor", 6.0, 8.1, OFF, MISSED, "floor", better=LOWER, floor=8.0),
    case("no tolerance is published", 52.0, 51.9, OFF, MISSED),
    case("met is never close", 52.0, 60.0, ON, MET, "10%"),
    case("declared is never close", 52.0, 51.0, OFF, Reason.WILL_NOT_BE_ACHIEVED, "10%", declared="no"),
    case("the target's own 5%", 52.0, 50.0, ON, CLOSE, tolerance_override="5%"),
    case("the target's own 2 points", 52.0, 50.0, ON, CLOSE, tolerance_override="2 points"),
    case("the target's own one point", 52.0, 51.0, ON, CLOSE, tolerance_override="1 point"),
    case("the target's own floor", 52.0, 50.0, ON, CLOSE, floor=50.0, tolerance_override="floor"),
    case("the target's own none", 52.0, 51.0, OFF, MISSED, "10%", tolerance_override="none"),
    case("its own replaces the rule's", 52.0, 50.0, ON, CLOSE, "1%", tolerance_override="10%"),
    case("the quarter the rule begins", 52.0, 51.0, ON, CLOSE, "10%", quarter="2006-07 Q1"),
    case("the quarter before any rule", 52.0, 51.0, OFF, MISSED, "10%", quarter="2005-06 Q4"),
)

WITHIN = tuple(
    case(why, 40.0, figure, status, reason, "10%", better=RANGE, milestone_upper=60.0, shortfall=short)
    for why, figure, status, reason, short in (
        ("the foot is inside", 40.0, ON, MET, 0.0),
        ("the top is inside", 60.0, ON, MET, 0.0),
        ("60.04 prints as 60.0, the top", 60.04, ON, MET, 0.0),
        ("inside, 5 from the foot", 45.0, ON, MET, -5.0),
        ("inside, 2 from the top", 58.0, ON, MET, -2.0),
        ("in the middle", 50.0, ON, MET, -10.0),
        ("just below", 39.9, ON, CLOSE, 0.1),
        ("10% of the foot below it", 36.0, ON, CLOSE, 4.0),
        ("further below", 35.9, OFF, MISSED, 4.1),
        ("10% of the top above it", 66.0, ON, CLOSE, 6.0),
        ("further above", 66.1, OFF, MISSED, 6.1),
    )
)
# fmt: on

GROUPS = {  # every case, by what it is a case of, in the order of the page
    "A figure against its milestone": COMPARED,
    "Which reason comes first": ORDER,
    "A miss within the tolerance": TOLERATED,
    "A range": WITHIN,
}
