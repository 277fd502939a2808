"""What is due as a calendar (iCalendar, RFC 5545), which a diary subscribes to: meetings, papers and returns.

The register knows days, so each is an event of a whole day, which is the same day in every time zone. An event keeps
its name (UID) when its day is moved, as long as it stays in its place among those of its kind.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

import icalendar
import pandas as pd

from oxdash import __version__
from oxdash.findings import diary
from oxdash.register import Register, sources
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import asking, reported_to, several
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.web_addresses import can_be_led_to

_NAMES = UUID("6f3fd9a2-6f0c-5c1b-9d39-9c3d8a1c5b5e")  # ours, in which the UIDs of events are made (RFC 9562, 5.5)
ABOUT = "Meetings, and the days by which their papers and the returns they look at are due."
ILLUSTRATIVE = "This day is illustrative: no source gives it."
DAILY = timedelta(days=1)
_DAYS = {  # the register's columns of days, by heading, and what is due on each
    "Returns due": ("returns_due", ("returns", "asked")),
    "Papers due": ("papers_due", ("papers",)),
    "Date": ("date", ("meeting",)),
}


def write(register: Register, as_at: date, body: str | None = None) -> bytes:
    """Every day on which something is due, of all bodies or of one: what it asks, and what is asked of it.

    A partnership's are the days of its own meetings, of the returns it owes, and of the meetings at which its chairman
    reports. The same bytes for the same register and day. KeyError where ``body`` is none of the register's.
    """
    names, council = register.body_names, register.council
    meetings = register.meetings
    whose = f"{names[body]}: " if body is not None else ""
    if body is not None:
        meetings = meetings[_of_body(register, body)]
    title = f"{whose}{council.title}, what is due"
    made = icalendar.Calendar.new(
        name=title,
        description=ABOUT,
        prodid=f"-//oxdash//oxdash {__version__}//EN",
        language=council.language,
        uid=str(uuid5(_NAMES, title)),
    )
    made.add("refresh-interval", DAILY, {"value": "DURATION"})  # which the library leaves out (RFC 7986, 5.7)
    made.add("x-wr-timezone", council.zone.key)
    illustrative = set(_illustrative(meetings))
    stamp, seen = datetime.combine(as_at, time(), UTC), Counter[tuple[str, ...]]()
    for row in each_row(diary.days(meetings, asking(register.partnerships, council.reported_to), names)):
        kind = (row.what, row.quarter, row.codes)
        seen[kind] += 1
        uid = str(uuid5(_NAMES, "|".join((*kind, str(seen[kind])))))
        made.add_component(_event(row, uid, stamp, made_up=(row.what, row.day, row.quarter) in illustrative))
    return bytes(made.to_ical())


def _of_body(register: Register, body: str) -> pd.Series:
    """Which meetings have a day for it: its own, and those it reports to."""
    meetings = register.meetings
    asked_by = reported_to(register.partnerships, register.council.reported_to).get(body, [])
    reports = [body in several(cell) for cell in meetings.who_reports]
    return (meetings.body == body) | meetings.body.isin(asked_by) | pd.Series(reports, index=meetings.index, dtype=bool)


def _illustrative(meetings: pd.DataFrame) -> Iterator[tuple[str, pd.Timestamp, str]]:
    """What is due, when and of which quarter, of every day that no source gives."""
    for heading, (column, kinds) in _DAYS.items():
        for row in each_row(meetings[sources.of(meetings, heading)]):
            yield from ((kind, getattr(row, column), row.quarter) for kind in kinds)


def _event(row: Any, uid: str, stamp: datetime, *, made_up: bool) -> icalendar.Event:
    when, whose = wording.quarter(row.quarter), wording.listed(several(row.bodies))
    title, said = {
        "returns": (f"Returns due: {when}", f"Returns for {when} are due. They are for: {whose}."),
        "asked": (f"{when} asked about: {whose}", f"{whose} asks about {when}. No return is due to it."),
        "papers": (f"Papers due: {whose}", f"Papers about {when} are due."),
        "meeting": (f"Meeting: {whose}", f"It looks at {when}."),
    }[row.what]
    led_to = row.what in ("meeting", "papers") and not wording.missing(row.address) and can_be_led_to(row.address)
    return icalendar.Event.new(
        uid=uid,
        stamp=stamp,
        summary=title,
        description=f"{said} {ILLUSTRATIVE}" if made_up else said,
        start=row.day.date(),
        end=row.day.date() + DAILY,
        url=row.address if led_to else None,
        transparency=icalendar.TRANSP.TRANSPARENT,  # nobody is busy for the whole of it
    )
