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

HIGHER, LOWER, RANGE = Better
ON, OFF, CANNOT = Status
MET, MISSED, CLOSE = Reason.MILESTONE_MET, Reason.MILESTONE_MISSED, Reason.CLOSE_TO_TARGET

# what a case starts from: short of its milestone by 3.8
ORDINARY: Mapping[str, Any] = MappingProxyType({"better": HIGHER, "places": 1, "milestone": 52.0, "actual": 48.2})


@dataclass(frozen=True)
class Case:
    """One case. ``given``: columns of `tables.FIGURES` where they differ from `ORDINARY`.

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

    @property
    def in_words(self) -> str:
        """What is given: ``Milestone 50.0, higher is better; figure 49.95``."""
        said = [words for (name, value), words in _FACTS.items() if self.given.get(name) == value]
        period = f", for {self.given['figure_is_for']}" if "figure_is_for" in self.given else ""
        said += [_agreed({**ORDINARY, **self.given}), self._number("actual", "figure") + period]
        if "floor" in self.given:
            said.append(self._number("floor", "floor"))
        said += [words.format(self.given[name]) for name, words in _NAMED.items() if name in self.given]
        if quarter := self.given.get("quarter"):
            said.append(f"at {wording.quarter(quarter)}")
        if "places" in self.given:
            places = self.given["places"]
            said.append(f"printed with {wording.counted(places, 'decimal place')}" if places else "in whole numbers")
        return wording.sentence_case("; ".join(said))

    def _number(self, name: str, called: str) -> str:
        return _number({**ORDINARY, **self.given}, name, called)


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
    Case("exactly on the milestone", {"milestone": 50.0, "actual": 50.0}, ON, MET, shortfall=0.0),
    Case("above the milestone", {"milestone": 50.0, "actual": 50.1}, ON, MET, shortfall=-0.1),
    Case("short by the last printed digit", {"milestone": 50.0, "actual": 49.9}, OFF, MISSED, shortfall=0.1),
    Case("49.95 prints as 50.0, as in Excel", {"milestone": 50.0, "actual": 49.95}, ON, MET, shortfall=0.0),
    Case("49.949 prints as 49.9", {"milestone": 50.0, "actual": 49.949}, OFF, MISSED, shortfall=0.1),
    Case("the milestone prints as 50.0 too", {"milestone": 50.04, "actual": 50.0}, ON, MET, shortfall=0.0),
    Case("the milestone prints as 50.1", {"milestone": 50.05, "actual": 50.0}, OFF, MISSED, shortfall=0.1),
    Case("1.005 prints as 1.01", {"places": 2, "milestone": 1.01, "actual": 1.005}, ON, MET, shortfall=0.0),
    Case("a half is rounded away from zero", {"places": 0, "milestone": 3.0, "actual": 2.5}, ON, MET, shortfall=0.0),
    Case("what a computer's sums leave behind is no difference", {"milestone": 0.3, "actual": 0.1 + 0.2},
         ON, MET, shortfall=0.0),
    Case("lower is better: exactly on the milestone", {"better": LOWER, "milestone": 6.2, "actual": 6.2},
         ON, MET, shortfall=0.0),
    Case("lower is better, and it rose", {"better": LOWER, "milestone": 6.2, "actual": 6.3},
         OFF, MISSED, shortfall=0.1),
    Case("lower is better, and it fell", {"better": LOWER, "milestone": 6.2, "actual": 6.1}, ON, MET, shortfall=-0.1),
    Case("lower is better: prints as 6.2", {"better": LOWER, "milestone": 6.2, "actual": 6.24}, ON, MET, shortfall=0.0),
    Case("lower is better below nought: -6.25 prints as -6.3", {"better": LOWER, "milestone": -6.2, "actual": -6.25},
         ON, MET, shortfall=-0.1),
    Case("zero is a figure, not a gap", {"milestone": 50.0, "actual": 0.0}, OFF, MISSED, shortfall=50.0),
    Case("a milestone of 0 is met by 0", {"places": 0, "milestone": 0.0, "actual": 0.0}, ON, MET, shortfall=0.0),
    Case("a milestone of 0 is missed by 1", {"better": LOWER, "places": 0, "milestone": 0.0, "actual": 1.0},
         OFF, MISSED, shortfall=1.0),
    Case("a milestone below nought", {"milestone": -2.0, "actual": -3.0}, OFF, MISSED, shortfall=1.0),
    Case("15 digits are compared", {"places": 0, "milestone": 123_456_789_012_345.0, "actual": 123_456_789_012_344.0},
         OFF, MISSED, shortfall=1.0),
    Case("a blank is never a miss", {"milestone": 50.0, "actual": None}, CANNOT, Reason.NO_REASON_GIVEN),
    Case("no milestone is never met", {"milestone": None, "actual": 50.0}, CANNOT, Reason.NO_MILESTONE),
    Case("neither figure nor milestone", {"milestone": None, "actual": None}, CANNOT, Reason.NO_REASON_GIVEN),
    Case("an infinity is no figure", {"milestone": 50.0, "actual": inf}, CANNOT, Reason.NO_REASON_GIVEN),
)

ORDER = (
    Case("short of the milestone", {}, OFF, MISSED),
    Case("no return, whatever stands in the row", {"received": False}, CANNOT, Reason.RETURN_NOT_RECEIVED),
    Case("a return that is not there is not damaged, and declares nothing",
         {"received": False, "damaged": True, "declared": "no"}, CANNOT, Reason.RETURN_NOT_RECEIVED),
    Case("no return, though the milestone would be met", {"received": False, "actual": 60.0},
         CANNOT, Reason.RETURN_NOT_RECEIVED),
    Case("the return no longer matches its receipt", {"damaged": True}, CANNOT, Reason.RETURN_DAMAGED),
    Case("what a damaged return declares is not believed", {"damaged": True, "declared": "no"},
         CANNOT, Reason.RETURN_DAMAGED),
    Case("declared not to be achieved", {"declared": "no"}, OFF, Reason.WILL_NOT_BE_ACHIEVED),
    Case("declared not to be achieved, though the milestone is met", {"declared": "no", "actual": 60.0},
         OFF, Reason.WILL_NOT_BE_ACHIEVED),
    Case("declared, whatever reason is given beside it", {"declared": "no", "actual": None, "absence": "data quality"},
         OFF, Reason.WILL_NOT_BE_ACHIEVED),
    Case("declared, with or without a milestone", {"declared": "no", "milestone": None},
         OFF, Reason.WILL_NOT_BE_ACHIEVED),
    Case("declared to be achieved: that is no verdict", {"declared": "yes"}, OFF, MISSED),
    *(Case(f"no figure: {said}", {"actual": None, "absence": str(said)}, CANNOT, said) for said in OFFICER_REASONS),
    Case("a reason given is told before what was never agreed",
         {"actual": None, "absence": "data quality", "value_agreed_for_year": False}, CANNOT, Reason.DATA_QUALITY),
    Case("no figure and nothing said", {"actual": None}, CANNOT, Reason.NO_REASON_GIVEN),
    Case("what the return lacks is told before what the agreement lacks", {"actual": None, "milestone": None},
         CANNOT, Reason.NO_REASON_GIVEN),
    Case("a reason beside a figure is no absence", {"absence": "data quality"}, OFF, MISSED),
    Case("a figure of another period is not this quarter's", {"figure_is_for": "2008"}, CANNOT, Reason.NO_REASON_GIVEN),
    Case("an older figure and why", {"figure_is_for": "2008", "absence": "survey not due"},
         CANNOT, Reason.SURVEY_NOT_DUE),
    Case("a figure said to be for this quarter is this quarter's", {"figure_is_for": "2009-10 Q3"}, OFF, MISSED),
    Case("nothing was ever agreed", {"value_agreed_for_year": False, "milestone": None},
         CANNOT, Reason.TARGET_NOT_AGREED),
    Case("what was never agreed is told before how often it is measured",
         {"value_agreed_for_year": False, "milestone": None, "frequency": Frequency.ANNUAL},
         CANNOT, Reason.TARGET_NOT_AGREED),
    Case("measured once a year", {"milestone": None, "frequency": Frequency.ANNUAL},
         CANNOT, Reason.NO_INTERIM_MILESTONE),
    Case("measured every two years", {"milestone": None, "frequency": Frequency.TWO_YEARLY},
         CANNOT, Reason.NO_INTERIM_MILESTONE),
    Case("an annual measure", {"milestone": None, "measure": Measure.ANNUAL}, CANNOT, Reason.NO_INTERIM_MILESTONE),
    Case("an annual measure with a milestone for the quarter is judged",
         {"frequency": Frequency.ANNUAL, "actual": 60.0}, ON, MET),
    Case("a quarterly measure without a milestone", {"milestone": None}, CANNOT, Reason.NO_MILESTONE),
    Case("a range without its foot is no range", {"milestone": None, "milestone_upper": 55.0, "better": RANGE},
         CANNOT, Reason.NO_MILESTONE),
    Case("a range without its top is no range", {"better": RANGE}, CANNOT, Reason.NO_MILESTONE),
    Case("met: exactly", {"actual": 52.0}, ON, MET),
    Case("met: bettered", {"actual": 60.0}, ON, MET),
)

TOLERATED = (
    Case("the edge is inside", {"milestone": 50.0, "actual": 45.0}, ON, CLOSE, "10%"),
    Case("past the edge", {"milestone": 50.0, "actual": 44.9}, OFF, MISSED, "10%"),
    Case("44.95 prints as 45.0, on the edge", {"milestone": 50.0, "actual": 44.95}, ON, CLOSE, "10%"),
    Case("inside the edge, 54.27", {"milestone": 60.3, "actual": 54.3}, ON, CLOSE, "10%"),
    Case("past the edge, 54.63, though that prints as 54.6", {"milestone": 60.7, "actual": 54.6}, OFF, MISSED, "10%"),
    Case("inside the edge, 45.45", {"milestone": 50.5, "actual": 45.5}, ON, CLOSE, "10%"),
    Case("past the edge, 45.45", {"milestone": 50.5, "actual": 45.4}, OFF, MISSED, "10%"),
    Case("a tenth of the milestone as printed, 50.5", {"milestone": 50.46, "actual": 45.44}, OFF, MISSED, "10%"),
    Case("a miss of a fifth is not within a tenth", {"better": LOWER, "places": 0, "milestone": 5.0, "actual": 6.0},
         OFF, MISSED, "10%"),
    Case("nor where higher is better", {"places": 0, "milestone": 5.0, "actual": 4.0}, OFF, MISSED, "10%"),
    Case("a fifth is within a fifth", {"places": 0, "milestone": 5.0, "actual": 4.0}, ON, CLOSE, "20%"),
    Case("on the edge, in whole numbers", {"places": 0, "milestone": 50.0, "actual": 45.0}, ON, CLOSE, "10%"),
    Case("a tenth of a per cent, exactly", {"places": 0, "milestone": 1000.0, "actual": 999.0}, ON, CLOSE, "0.1%"),
    Case("29%, exactly", {"places": 2, "milestone": 1.0, "actual": 0.71}, ON, CLOSE, "29%"),
    Case("a tolerance of the whole milestone", {"milestone": 50.0, "actual": 0.0}, ON, CLOSE, "100%"),
    Case("a tolerance of more than the milestone", {"milestone": 50.0, "actual": -25.0}, ON, CLOSE, "150%"),
    Case("on the edge, very large",
         {"places": 0, "milestone": 9_000_000_000_000_000.0, "actual": 8_100_000_000_000_000.0}, ON, CLOSE, "10%"),
    Case("past the edge, very large",
         {"places": 0, "milestone": 9_000_000_000_000_000.0, "actual": 8_099_999_999_999_990.0}, OFF, MISSED, "10%"),
    Case("on an edge of places, very large",
         {"places": 0, "milestone": 9_000_000_000_000_000.0, "actual": 8_775_000_000_000_000.0}, ON, CLOSE, "2.5%"),
    Case("past an edge of places, very large",
         {"places": 0, "milestone": 9_000_000_000_000_000.0, "actual": 8_774_999_999_999_990.0}, OFF, MISSED, "2.5%"),
    Case("points of places, very large",
         {"places": 0, "milestone": 900_000_000_000_000.0, "actual": 899_999_999_999_998.0}, ON, CLOSE,
         "2.25 points"),
    Case("past points of places, very large",
         {"places": 0, "milestone": 900_000_000_000_000.0, "actual": 899_999_999_999_997.0}, OFF, MISSED,
         "2.25 points"),
    Case("a tolerance may have places", {"milestone": 40.0, "actual": 39.0}, ON, CLOSE, "2.5%"),
    Case("lower is better: the edge is inside", {"better": LOWER, "milestone": 50.0, "actual": 55.0}, ON, CLOSE, "10%"),
    Case("lower is better: past the edge", {"better": LOWER, "milestone": 50.0, "actual": 55.1}, OFF, MISSED, "10%"),
    Case("below nought: a tenth of its size", {"milestone": -50.0, "actual": -55.0}, ON, CLOSE, "10%"),
    Case("below nought, past the edge", {"milestone": -50.0, "actual": -55.1}, OFF, MISSED, "10%"),
    Case("10% of 0 is nothing", {"better": LOWER, "milestone": 0.0, "actual": 0.1}, OFF, MISSED, "10%"),
    Case("a per cent has no meaning for a level", {"unit": "level", "places": 0, "milestone": 3.0, "actual": 2.0},
         OFF, MISSED, "90%"),
    Case("a level within one", {"unit": "level", "places": 0, "milestone": 3.0, "actual": 2.0}, ON, CLOSE, "1 point"),
    Case("points: the edge is inside", {"milestone": 50.0, "actual": 48.0}, ON, CLOSE, "2 points"),
    Case("points: past the edge", {"milestone": 50.0, "actual": 47.9}, OFF, MISSED, "2 points"),
    Case("points: past the edge, 0.05", {"milestone": 5.0, "actual": 0.0}, OFF, MISSED, "4.95 points"),
    Case("points: inside the edge, 0.05", {"milestone": 5.0, "actual": 0.1}, ON, CLOSE, "4.95 points"),
    Case("points: half of one forgives no whole one", {"places": 0, "milestone": 5.0, "actual": 4.0},
         OFF, MISSED, "0.5 points"),
    Case("points: nor where lower is better", {"better": LOWER, "places": 0, "milestone": 5.0, "actual": 6.0},
         OFF, MISSED, "0.5 points"),
    Case("points: half of one forgives no level", {"unit": "level", "places": 0, "milestone": 3.0, "actual": 2.0},
         OFF, MISSED, "0.5 points"),
    Case("points: a milestone of 0 may have them", {"better": LOWER, "places": 0, "milestone": 0.0, "actual": 1.0},
         ON, CLOSE, "1 point"),
    Case("points: what a computer's sums leave behind is no miss", {"milestone": 0.4, "actual": 0.1},
         ON, CLOSE, "0.3 points"),
    Case("at the floor", {"floor": 45.0, "actual": 45.0}, ON, CLOSE, "floor"),
    Case("44.96 prints as 45.0, at the floor", {"floor": 45.0, "actual": 44.96}, ON, CLOSE, "floor"),
    Case("below the floor", {"floor": 45.0, "actual": 44.9}, OFF, MISSED, "floor"),
    Case("a floor is not rounded: 45.0 is below 45.04", {"floor": 45.04, "actual": 45.0}, OFF, MISSED, "floor"),
    Case("a floor is not rounded: 45.0 is above 44.96", {"floor": 44.96, "actual": 45.0}, ON, CLOSE, "floor"),
    Case("lower is better: a floor of 5.5 does not forgive 6",
         {"better": LOWER, "places": 0, "milestone": 5.0, "floor": 5.5, "actual": 6.0}, OFF, MISSED, "floor"),
    Case("1.15 is at the floor of 1.15, exactly", {"places": 2, "floor": 1.15, "milestone": 2.0, "actual": 1.15},
         ON, CLOSE, "floor"),
    Case("the floor of a level", {"unit": "level", "places": 0, "milestone": 3.0, "floor": 2.0, "actual": 2.0},
         ON, CLOSE, "floor"),
    Case("no floor is no tolerance", {"floor": None, "actual": 51.9}, OFF, MISSED, "floor"),
    Case("lower is better: at the floor", {"better": LOWER, "milestone": 6.0, "floor": 8.0, "actual": 8.0},
         ON, CLOSE, "floor"),
    Case("lower is better: past the floor", {"better": LOWER, "milestone": 6.0, "floor": 8.0, "actual": 8.1},
         OFF, MISSED, "floor"),
    Case("no tolerance is published", {"actual": 51.9}, OFF, MISSED, "none"),
    Case("met is never close", {"actual": 60.0}, ON, MET, "10%"),
    Case("declared is never close", {"actual": 51.0, "declared": "no"}, OFF, Reason.WILL_NOT_BE_ACHIEVED, "10%"),
    Case("the target's own 5%", {"actual": 50.0, "tolerance_override": "5%"}, ON, CLOSE, "none"),
    Case("the target's own 2 points", {"actual": 50.0, "tolerance_override": "2 points"}, ON, CLOSE, "none"),
    Case("the target's own one point", {"actual": 51.0, "tolerance_override": "1 point"}, ON, CLOSE, "none"),
    Case("the target's own floor", {"actual": 50.0, "floor": 50.0, "tolerance_override": "floor"}, ON, CLOSE, "none"),
    Case("the target's own none", {"actual": 51.0, "tolerance_override": "none"}, OFF, MISSED, "10%"),
    Case("its own replaces the rule's", {"actual": 50.0, "tolerance_override": "10%"}, ON, CLOSE, "1%"),
    Case("the quarter the rule begins", {"actual": 51.0, "quarter": "2006-07 Q1"}, ON, CLOSE, "10%"),
    Case("the quarter before any rule", {"actual": 51.0, "quarter": "2005-06 Q4"}, OFF, MISSED, "10%"),
)

WITHIN = (
    Case("the foot is inside", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 40.0},
         ON, MET, "10%", shortfall=0.0),
    Case("the top is inside", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 60.0},
         ON, MET, "10%", shortfall=0.0),
    Case("60.04 prints as 60.0, the top",
         {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 60.04}, ON, MET, "10%", shortfall=0.0),
    Case("inside, 5 from the foot", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 45.0},
         ON, MET, "10%", shortfall=-5.0),
    Case("inside, 2 from the top", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 58.0},
         ON, MET, "10%", shortfall=-2.0),
    Case("in the middle", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 50.0},
         ON, MET, "10%", shortfall=-10.0),
    Case("just below", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 39.9},
         ON, CLOSE, "10%", shortfall=0.1),
    Case("10% of the foot below it", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 36.0},
         ON, CLOSE, "10%", shortfall=4.0),
    Case("further below", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 35.9},
         OFF, MISSED, "10%", shortfall=4.1),
    Case("10% of the top above it", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 66.0},
         ON, CLOSE, "10%", shortfall=6.0),
    Case("further above", {"better": RANGE, "milestone": 40.0, "milestone_upper": 60.0, "actual": 66.1},
         OFF, MISSED, "10%", shortfall=6.1),
)

# fmt: on

GROUPS = {  # every case, by what it is a case of, in the order of the page
    "A figure against its milestone": COMPARED,
    "Which reason comes first": ORDER,
    "A miss within the tolerance": TOLERATED,
    "A range": WITHIN,
}
