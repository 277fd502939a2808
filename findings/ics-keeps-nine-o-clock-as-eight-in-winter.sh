#!/usr/bin/env bash
# A meeting every quarter at nine in London, opened and saved: from then on it is at eight in winter, nine in summer.
#
# Package: ics 0.7.3 (ics.py); icalendar 7.3.2 with recurring-ical-events 3.8.2 reads the calendar before and after.
# A good engineer would guess: a calendar that is read and written is the same calendar, or what cannot be kept is said.
# What happens: each start is written as a moment of UTC, the rule of the repetition beside it as it was. A rule counts
# in the zone of its start: 31 March, nine o'clock of summer, is 08:00 UTC all the year round. A day left out in winter
# (EXDATE, 31 December at nine in London) fits no meeting any more, so the one that is off takes place. A time without a
# zone, "half past nine wherever you are", becomes half past nine UTC, which is half past ten in summer. make_all_day()
# on a window from 30 June to 2 July, which in a calendar ends before 2 July, writes an end of 3 July. And whoever would
# look it up with the usual library is refused: ics names the scale of the calendar "GEORGIAN".
# Seen on 2026-11-30, hours in London:
#             31 March   30 June   30 September   31 December   31 March 2011   reminder of 31 May
#   before    09:00      09:00     09:00          left out      09:00           09:30
#   after     09:00      09:00     09:00          08:00         09:00           10:30
# Who is hurt: everyone invited to a Board in December; nobody who looks at the file in the summer.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install -q --disable-pip-version-check ics==0.7.3 icalendar==7.3.2 recurring-ical-events==3.8.2
env/bin/python - <<'PY'
from zoneinfo import ZoneInfo

import icalendar
import ics
import recurring_ical_events

TEXT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example.org//Board//EN
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:board@example.org
DTSTAMP:20100101T000000Z
DTSTART;TZID=Europe/London:20100331T090000
DTEND;TZID=Europe/London:20100331T100000
RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=5
EXDATE;TZID=Europe/London:20101231T090000
SUMMARY:Board
END:VEVENT
BEGIN:VEVENT
UID:reminder@example.org
DTSTAMP:20100101T000000Z
DTSTART:20100531T093000
DTEND:20100531T100000
SUMMARY:Reminder
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def hours(text: str, summary: str) -> list[str]:
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2010, 1, 1), (2012, 1, 1))
    starts = sorted(event.start.astimezone(ZoneInfo("Europe/London")) if event.start.tzinfo else event.start
                    for event in events if event["SUMMARY"] == summary)
    return [f"{start:%Y-%m-%d %H:%M}" for start in starts]


saved = ics.Calendar(TEXT).serialize()
assert "CALSCALE:GEORGIAN" in saved
try:
    raise SystemExit(f"read after all: {hours(saved, 'Board')}")
except recurring_ical_events.InvalidCalendar as error:
    print("as saved:", error)
saved = saved.replace("GEORGIAN", "GREGORIAN")
for name, text in [("before", TEXT), ("after", saved)]:
    print(name, hours(text, "Board"), hours(text, "Reminder"))
assert hours(TEXT, "Board") == ["2010-03-31 09:00", "2010-06-30 09:00", "2010-09-30 09:00", "2011-03-31 09:00"]
assert hours(TEXT, "Reminder") == ["2010-05-31 09:30"]
assert hours(saved, "Board") == [
    "2010-03-31 09:00", "2010-06-30 09:00", "2010-09-30 09:00", "2010-12-31 08:00", "2011-03-31 09:00",
]
assert hours(saved, "Reminder") == ["2010-05-31 10:30"]
assert "DTSTART:20100331T080000Z" in saved and "RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=5" in saved
window = ics.Event(begin="2010-06-30", end="2010-07-02")
window.make_all_day()
assert "DTEND;VALUE=DATE:20100703" in window.serialize()
PY
