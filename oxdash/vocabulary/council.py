"""The council whose agreement it is: what it calls things, how it counts its days and its money.

A register says it, on its sheet About. What a register does not say has the neutral value given here, which is that of
every register made before there was such a sheet.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from oxdash.vocabulary.quarters import Calendar

_APRIL, _LONDON = Calendar(begins=4), ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Council:
    """The words and habits of one council; ``Council()`` is one that says nothing of itself.

    ``area``: its name, "" where nobody says; ``agreement``, ``targets``, ``one_target``, ``priorities``, ``districts``:
    what it calls these; ``reported_to``: code of the body that is reported to; ``currency``: that of grants, a code of
    ISO 4217; ``calendar``: its year; ``zone``: whose midnight ends a day, of a deadline, a receipt, an "as at";
    ``illustrative``: the words shown where its figures are not real ones, "" for none; ``sign_off``: returns need one.
    """

    area: str = ""
    agreement: str = "agreement"
    targets: str = "targets"
    one_target: str = "target"
    reported_to: str = ""
    priorities: str = "priorities"
    districts: str = "districts"
    currency: str = "GBP"
    calendar: Calendar = _APRIL
    zone: ZoneInfo = _LONDON
    language: str = "en-GB"
    contact: str = ""
    illustrative: str = ""
    sign_off: bool = False

    def day_of(self, moment: datetime) -> date:
        """The council's day at a moment, which knows its own zone."""
        return moment.astimezone(self.zone).date()

    def end_of(self, day: date) -> datetime:
        """The first moment after a day."""
        return datetime.combine(day + timedelta(days=1), time(), self.zone)


NEUTRAL = Council()  # also of what has no register, such as a folder that cannot be read
