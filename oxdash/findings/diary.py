"""What is due and when: the yearly reviews of bodies, and their meetings with papers and returns, to come and past."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import each_named, named, several
from oxdash.vocabulary.model import BodyKind
from oxdash.vocabulary.rows import as_table, each_row

CHAIRMANSHIP, GOVERNANCE = "chairmanship", "governance"
OVERDUE, SOON, IN_DATE, NONE = "overdue", "due soon", "in date", "none on record"
REVIEW_SOON = 90  # days before a review is due in which it is called due soon
WITHIN = 28  # days ahead that a list of what is due looks, where no other number is asked for
NOTHING_DUE = f"Nothing is due in the next {WITHIN} days."
NO_MEETING = "No meeting to come is in the register."
PAST = 5  # meetings gone by that a list shows, where no other number is asked for
NO_MEETING_BEFORE = "No meeting gone by is in the register."
REVIEWS_TABLE = "Yearly reviews of each body"  # the caption of the table of them
MEETINGS_TABLE, PAST_TABLE = "Meetings to come", "Latest meetings"
PAPERS = {"agenda": "Agenda", "link": "Papers", "minutes": "Minutes"}  # of a meeting, by the column of their address

# a chairmanship is reviewed every year, and so is the governance audited
_REVIEWS = {
    CHAIRMANSHIP: (
        "reviewed_on",
        "The chairmanship of {0}",
        "reviewed",
        "review of the chairmanship of {0}",
    ),
    GOVERNANCE: ("audited_on", "The governance of {0}", "audited", "audit of the governance of {0}"),
}


# columns of the register that a list shows, by heading, and what each is called in a sentence
MEETING_DAYS = {
    "Date": "the date",
    "Quarter": "the quarter looked at",
    "Returns due": "when returns are due",
    "Papers due": "when papers are due",
    "Who reports": "whose chairman reports",
}
REVIEW_DAYS = {
    "Reviewed on": "when a chairmanship was reviewed",
    "Audited on": "when governance was audited",
}


def reviews(bodies: pd.DataFrame, as_at: date, soon: int = REVIEW_SOON) -> pd.DataFrame:
    """The yearly reviews of bodies as at a day, in the register's order.

    In: `tables.BODIES`. Both are due of every partnership; of any other body those that it has had before. Out: body
    (its code), name, review (chairmanship, governance), last (the day of the last on record by ``as_at``), due (a year
    after it; 28 February after a leap day), days (from ``as_at`` until it is due; negative where overdue), state
    (overdue, due soon: within ``soon`` days, in date, none on record), sentence. It is due on its day and overdue
    after it.
    """
    today, found = pd.Timestamp(as_at), []
    for row in bodies.to_dict("records"):
        for review, (column, subject, done, noun) in _REVIEWS.items():
            last: Any = row.get(column, pd.NaT)
            if pd.isna(last) and row["kind"] != BodyKind.PARTNERSHIP:
                continue
            last = pd.NaT if pd.isna(last) or last > today else last
            due: Any = pd.NaT if pd.isna(last) else last + pd.DateOffset(years=1)
            days = None if pd.isna(due) else (due - today).days
            state = NONE if days is None else OVERDUE if days < 0 else SOON if days <= soon else IN_DATE
            if days is None:
                said = f"No {noun.format(row['name'])} is on record by {wording.day(as_at)}; one is due every year."
            else:
                was = "was due again" if state == OVERDUE else "is due again"
                late = f", {in_days(days)}" if state == OVERDUE else ""
                said = (
                    f"{subject.format(row['name'])} was last {done} on {wording.day(last)} and {was} on "
                    f"{wording.day(due)}{late}."
                )
            found.append((row["code"], row["name"], review, last, due, days, state, said))
    names = ["body", "name", "review", "last", "due", "days", "state", "sentence"]
    return as_table(found, names, last="datetime64[ns]", due="datetime64[ns]", days="float64")


def state_told(row) -> str:
    """``Due soon, in 12 days``, of a row of `reviews`; days are left out where it is long in date."""
    said = wording.sentence_case(row.state)
    if pd.isna(row.days) or (row.days > 0 and row.state == IN_DATE):
        return said
    count = wording.counted(int(abs(row.days)), "day")
    return f"{said}, by {count}" if row.days < 0 else f"{said}, in {count}" if row.days else f"{said}, today"


def day_told(when: pd.Timestamp, days: float) -> tuple[str, ...]:
    """``22 July 2010`` and ``in 12 days``; ``no day set`` where there is none."""
    return ("no day set",) if pd.isna(when) else (wording.day(when), in_days(days))


_OF_MEETING = [
    *("body", "date", "quarter", "papers_due", "returns_due", "agenda", "link", "minutes", "who_reports"),
    *("basis", "illustrative_fields"),
]


def meetings(meetings: pd.DataFrame, as_at: date, names: Mapping[str, str]) -> pd.DataFrame:
    """The meetings to come, the day's own included, soonest first: the register's columns and more.

    In: body, date, papers_due, returns_due, quarter, and where there agenda, link, minutes, who_reports; ``names`` of
    bodies by code. Out: body, body_name, the register's columns, reporting (names of the bodies whose chairmen report,
    separated by semicolons; missing for none), next (it is the body's next), days, papers_in, returns_in (days from
    ``as_at``; negative where past), sentence.
    """
    today = pd.Timestamp(as_at)
    rows = _named(meetings[meetings["date"] >= today].sort_values("date", kind="stable"), names)
    counted = {"days": "date", "papers_in": "papers_due", "returns_in": "returns_due"}
    rows = rows.assign(
        next=~rows.duplicated("body"), **{name: (rows[of] - today).dt.days for name, of in counted.items()}
    )
    said = [
        f"{row.body_name}, {wording.day(row.date)}, {in_days(row.days)}, about {wording.quarter(row.quarter)}: "
        f"returns {_due(row.returns_due, row.returns_in)}; papers {_due(row.papers_due, row.papers_in)}"
        f"{_to_report(row.who_reports, names)}."
        for row in each_row(rows)
    ]
    return rows.assign(sentence=pd.Series(said, dtype="str"))


def past(meetings: pd.DataFrame, as_at: date, names: Mapping[str, str], few: int = PAST) -> pd.DataFrame:
    """The latest meetings gone by, newest first, no more than ``few``: in and out as `meetings`, days alone counted."""
    today = pd.Timestamp(as_at)
    gone = meetings[meetings["date"] < today].sort_values("date", ascending=False, kind="stable").head(few)
    rows = _named(gone, names)
    return rows.assign(days=(rows["date"] - today).dt.days)


def reports_next(meetings_: pd.DataFrame, body: str, as_at: date, names: Mapping[str, str]) -> str | None:
    """``Its chairman reports next on 15 September 2010, in 55 days: Board.``

    None where no meeting to come says so.
    """
    rows = meetings(meetings_, as_at, names)
    for row in each_row(rows):
        if body in several(row.who_reports):
            return f"Its chairman reports next on {wording.day(row.date)}, {in_days(row.days)}: {row.body_name}."
    return None


def _to_report(cell: object, names: Mapping[str, str]) -> str:
    who = each_named(cell, names)
    return f"; to report: {wording.listed(who)}" if who else ""


def _named(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Meetings in the columns of the register, with the names of those that meet and of those that report."""
    rows = rows.reindex(columns=_OF_MEETING).reset_index(drop=True)
    rows.insert(1, "body_name", rows["body"].map(lambda code: names.get(code, code)).astype("str"))
    reporting = [named(cell, names) for cell in rows["who_reports"]]
    return rows.assign(reporting=pd.Series(reporting, dtype="str", index=rows.index))


def days(meetings_: pd.DataFrame, reported_to: Collection[str], names: Mapping[str, str]) -> pd.DataFrame:
    """Every day on which something falls due, the earliest first, each thing once.

    In: as `meetings`; the codes of the bodies ``reported_to``. Out: what (returns, asked, papers, meeting: returns are
    due to a body that partnerships report to, and any other only asks for what it needs for its own meeting), day,
    quarter, codes and bodies (whose meetings, by code and by name, separated by semicolons: returns for one quarter are
    sent once), address (of a meeting's agenda, or else of its papers; missing where there is none).
    """
    found: dict[tuple, list[Any]] = {}
    for (what, day, quarter), row in _events(meetings_):
        asked = what == "returns" and row["body"] not in reported_to
        found.setdefault(("asked" if asked else what, day, quarter), []).append(row)
    rows = []
    for (what, day, quarter), of in found.items():
        codes = list(dict.fromkeys(row["body"] for row in of))
        led_to = [row[one] for row in of for one in ("agenda", "link") if not wording.missing(row.get(one))]
        whose = "; ".join(names.get(one, one) for one in codes)
        rows.append((what, day, quarter, "; ".join(codes), whose, next(iter(led_to), None)))
    columns = ["what", "day", "quarter", "codes", "bodies", "address"]
    table = as_table(rows, columns, day="datetime64[ns]")
    return table.sort_values("day", kind="stable", ignore_index=True)


def due(
    meetings_: pd.DataFrame, as_at: date, reported_to: Collection[str], names: Mapping[str, str], within: int = WITHIN
) -> pd.DataFrame:
    """What falls due from the day until ``within`` days later, both included, soonest first.

    In: as `days`. Out: what, day, days (from ``as_at``), quarter, bodies, sentence.
    """
    table = days(meetings_, reported_to, names)
    table = table.assign(days=(table["day"] - pd.Timestamp(as_at)).dt.days.astype("int64"))
    table = table[table["days"].between(0, within)].sort_values("days", kind="stable", ignore_index=True)
    said = []
    for row in each_row(table):
        theirs, on = wording.listed(several(row.bodies)), f"{wording.day(row.day)}, {in_days(row.days)}"
        said.append(
            {
                "returns": f"Returns for {wording.quarter(row.quarter)} are due on {on}.",
                "asked": f"{wording.quarter(row.quarter)} is asked about by {on}: {theirs}, to which no return is due.",
                "papers": f"Papers are due on {on}: {theirs}.",
                "meeting": f"Meeting on {on}: {theirs}.",
            }[row.what]
        )
    kept = table[["what", "day", "days", "quarter", "bodies"]]
    return kept.assign(sentence=pd.Series(said, dtype="str", index=kept.index))


def _events(meetings_: pd.DataFrame) -> Iterator[tuple[tuple, dict[Any, Any]]]:
    """What has a day, and the meeting it is for: ((what, day, quarter), its row)."""
    for what, column in (("returns", "returns_due"), ("papers", "papers_due"), ("meeting", "date")):
        for row in meetings_[meetings_[column].notna()].to_dict("records"):
            yield (what, row[column], row["quarter"]), row


def _due(day: pd.Timestamp, days: float) -> str:
    if pd.isna(day):
        return "have no day set"
    return f"{'were due' if days < 0 else 'are due'} on {wording.day(day)}, {in_days(days)}"


def in_days(days: float) -> str:
    """``today``, ``in 3 days``, ``1 day ago``."""
    count = wording.counted(int(abs(days)), "day")
    return "today" if days == 0 else f"in {count}" if days > 0 else f"{count} ago"
