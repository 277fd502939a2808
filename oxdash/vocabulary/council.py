"""Whose agreement it is: what the council calls things, and how it counts its days and its money.

A register says it, on its sheet About. What a register does not say has the neutral value given here, which is that of
every register made before there was such a sheet.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oxdash.vocabulary import units, wording
from oxdash.vocabulary.codes import Also
from oxdash.vocabulary.quarters import Calendar

ILLUSTRATIVE = "Figures, baselines and milestones here are illustrative."  # where a register has no words of its own
_APRIL, _LONDON = Calendar(begins=4), ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Council:
    """One council or board of partners; ``Council()`` is one that says nothing of itself.

    ``area``: its name, "" where nobody says; ``area_kind``: what the area is, such as city; ``agreement``, ``targets``,
    ``priorities``, ``districts``: what it calls these, the last three in the plural, ``targets`` those that are
    counted; ``reported_to``: code of the body that partnerships answer to; ``currency``: that of grants, a code of ISO
    4217; ``calendar``: its year; ``zone``: whose midnight ends a day, of a deadline, a receipt, an "as at";
    ``illustrative``: the words for figures that no source gives; ``all_illustrative``: none has a source;
    ``sign_off``: returns need one; ``codes_also``: letters that targets' codes are also written with, and the
    register's own.
    """

    area: str = ""
    area_kind: str = "area"
    agreement: str = "agreement"
    targets: str = "targets"
    reported_to: str = ""
    priorities: str = "priorities"
    districts: str = "districts"
    currency: str = "GBP"
    calendar: Calendar = _APRIL
    zone: ZoneInfo = _LONDON
    language: str = "en-GB"
    contact: str = ""
    illustrative: str = ""
    all_illustrative: bool = False
    sign_off: bool = False
    codes_also: Also = ()

    @property
    def day_typed(self) -> str:
        """How a day is typed into a box, by the kind of English: month first in America's."""
        return "MM/DD/YYYY" if self.language == "en-US" else "DD/MM/YYYY"

    def day_of(self, moment: datetime) -> date:
        """The council's day at a moment, which knows its own zone."""
        return moment.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The first moment after a day."""
        return datetime.combine(day + timedelta(days=1), time(), self.zone)

    @property
    def said_illustrative(self) -> str:
        """That figures are illustrative, in the register's words where it has some."""
        return self.illustrative or ILLUSTRATIVE

    @property
    def title(self) -> str:
        """What everything is headed by: the area and its agreement."""
        return wording.sentence_case(" ".join(filter(None, (self.area, self.agreement))))

    @property
    def whose(self) -> str:
        """``Anyshire's``, before what is the area's own."""
        return f"{self.area}'s" if self.area else "The"

    @property
    def the_area(self) -> str:
        """``the city``, of which districts are parts."""
        return f"the {self.area_kind}"

    @property
    def the_areas(self) -> str:
        """``the city's``, before a figure or a milestone of the whole."""
        return f"the {wording.possessive(self.area_kind)}"

    @property
    def area_heading(self) -> str:
        """``City``, above what is of the whole."""
        return wording.sentence_case(self.area_kind)

    @property
    def all_targets(self) -> str:
        """``Plan targets`` as they begin a sentence."""
        return wording.sentence_case(self.targets)

    @property
    def one_target(self) -> str:
        """``plan target``"""
        return units.beside("1", self.targets)

    @property
    def priorities_heading(self) -> str:
        """What the priorities are of, as the heading of them: ``Anyshire 2040``."""
        return wording.sentence_case(self.priorities.removesuffix(" priorities"))

    @property
    def one_district(self) -> str:
        """``ward``"""
        return units.beside("1", self.districts)

    @property
    def a_district(self) -> str:
        """``a ward``"""
        return wording.one_of(self.one_district)

    def counted(self, count: int) -> str:
        """``1 plan target``, ``17 plan targets``"""
        return wording.counted(count, self.one_target, self.targets)

    def placed(self, *said: str) -> str:
        """The parts of a line, with the area where it has one: ``Per cent, Anyshire``."""
        return ", ".join(filter(None, (*said, self.area)))


NEUTRAL = Council()  # also of what has no register, such as a folder that cannot be read
