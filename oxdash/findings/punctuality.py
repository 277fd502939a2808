"""When each return came against the day it was due: on time, late, missing, and whom to chase."""

from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.vocabulary import model, wording
from oxdash.vocabulary.bodies import Due
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import READABLE
from oxdash.vocabulary.quarters import Calendar, Quarter, between
from oxdash.vocabulary.rows import each_row


class Arrival(StrEnum):
    """How one partnership's return for one quarter stands."""

    ON_TIME = "on time"
    LATE = "late"
    RECEIVED = model.RECEIVED  # no day was set for it
    BY_HAND = model.BY_HAND
    WITHDRAWN = model.WITHDRAWN
    DAMAGED = model.DAMAGED
    MISSING = "missing"
    NOT_DUE = "not due yet"


WANTED = (Arrival.MISSING, Arrival.NOT_DUE, Arrival.WITHDRAWN, Arrival.DAMAGED)  # a return is still to come
_OF_A_WITHDRAWAL = ["partnership", "quarter", "received_at", "withdrawn_because"]
_STATES = {str(one): one for one in (Arrival.BY_HAND, Arrival.WITHDRAWN, Arrival.DAMAGED)}


def life(targets: pd.DataFrame, partnership: str, as_at: date, calendar: Calendar) -> list[str]:
    """The quarters over by ``as_at`` in which a partnership has a target, oldest first. ``targets``: tables.TARGETS."""
    own = targets[targets.partnership == partnership]
    if own.empty:
        return []
    spans = [
        (Quarter.parse(first), Quarter.parse(last))
        for first, last in zip(own.first_quarter, own.last_quarter, strict=True)
    ]
    quarters = between(min(first for first, _ in spans), max(last for _, last in spans))
    over = [quarter for quarter in quarters if calendar.last_day(quarter) < as_at]
    return [str(quarter) for quarter in over if any(first <= quarter <= last for first, last in spans)]


def open_quarter(
    targets: pd.DataFrame, returns: pd.DataFrame, partnership: str, as_at: date, calendar: Calendar
) -> str | None:
    """The earliest quarter that is over and comes after the newest a partnership has returned; None where all is in.

    ``returns``: tables.RETURNS.
    """
    held = returns[(returns.partnership == partnership) & returns.state.isin(READABLE)].quarter
    newest = held.max() if len(held) else ""
    return next((quarter for quarter in life(targets, partnership, as_at, calendar) if quarter > newest), None)


def of(
    targets: pd.DataFrame,
    returns: pd.DataFrame,
    receipts: pd.DataFrame,
    due: Due,
    as_at: date,
    council: Council,
) -> pd.DataFrame:
    """One row for every partnership and quarter of its life that is over, in the order of the register.

    In: tables.TARGETS and tables.RETURNS; ``receipts`` with partnership, quarter, number, kind (return, withdrawal) and
    received_at (UTC), of which those by the end of ``as_at`` are looked at; ``due`` gives the day a partnership's
    return for a quarter was due (`bodies.returns_due`); ``council`` says when quarters and days end. Out:
    partnership, quarter, arrival, due, received_on (the day of the first receipt), days_late (0 where it is not late),
    versions (how many returns were received), withdrawn_on and withdrawn_because (missing unless it is withdrawn).
    """
    days = receipts.received_at.dt.tz_convert(council.zone).dt.date
    seen = receipts.assign(day=days)[days <= as_at] if len(receipts) else receipts.assign(day=days)
    sent = seen[seen.kind == "return"]
    states = returns.set_index(["partnership", "quarter"]).state.to_dict()
    withdrawn = _withdrawn(returns, council.zone)
    came: dict[tuple[str, str], list[date]] = {}
    for partnership, quarter, day in zip(sent.partnership, sent.quarter, sent.day, strict=True):
        came.setdefault((partnership, quarter), []).append(day)
    rows = []
    for partnership in targets.partnership.unique():
        for quarter in life(targets, partnership, as_at, council.calendar):
            state, day = states.get((partnership, quarter)), due(partnership, quarter)
            row = _row(partnership, quarter, state, came.get((partnership, quarter), []), day, as_at)
            rows.append((*row, *withdrawn.get((partnership, quarter), (None, None))))
    columns = ["partnership", "quarter", "arrival", "due", "received_on", "days_late", "versions"]
    columns += ["withdrawn_on", "withdrawn_because"]
    types = {"arrival": "str", "days_late": "int64", "versions": "int64", "withdrawn_because": "str"}
    return pd.DataFrame(rows, columns=columns).astype(types)


def _withdrawn(returns: pd.DataFrame, zone: ZoneInfo) -> dict[tuple[str, str], tuple[date | None, str | None]]:
    """By partnership and quarter, the day a return was withdrawn and the reason that was given."""
    rows = returns[returns.state == model.WITHDRAWN].reindex(columns=_OF_A_WITHDRAWAL)
    days = pd.to_datetime(rows.received_at, utc=True).dt.tz_convert(zone).dt.date
    return {
        (row.partnership, row.quarter): (None if pd.isna(day) else day, row.withdrawn_because)
        for row, day in zip(each_row(rows), days, strict=True)
    }


def withdrawals(returns: pd.DataFrame, zone: ZoneInfo) -> dict[tuple[str, str], str]:
    """By partnership and quarter, in words, each return that was withdrawn and has had no later one."""
    return {key: _withdrawn_told(*found) for key, found in _withdrawn(returns, zone).items()}


def withdrawn_told(row) -> str:
    """``withdrawn on 3 May 2010, because: The wrong quarter.`` ``row`` is one of `of`, or has the same two columns."""
    return _withdrawn_told(row.withdrawn_on, row.withdrawn_because)


def _withdrawn_told(day: date | None, reason: str | None) -> str:
    on = f" on {wording.day(day)}" if pd.notna(day) else ""
    because = "" if pd.isna(reason) else " ".join(str(reason).split()).rstrip(".")
    return f"withdrawn{on}{f', because: {because}' if because else ''}"


def _row(partnership: str, quarter: str, state: str | None, days: list[date], due: date | None, as_at: date) -> tuple:
    first = days[0] if days else None  # of the lowest number: a clock that jumped changes no order
    if state == model.RECEIVED:
        arrival = Arrival.RECEIVED if due is None or first is None else Arrival.LATE if first > due else Arrival.ON_TIME
    else:
        arrival = _STATES.get(state or "") or (Arrival.MISSING if due is None or as_at > due else Arrival.NOT_DUE)
    came = first if arrival == Arrival.LATE else as_at if arrival in WANTED else due
    late = max((came - due).days, 0) if due and came else 0
    return partnership, quarter, str(arrival), due, first, late, len(days)


def to_chase(arrivals: pd.DataFrame, quarter: str, *, damaged_before: bool = False) -> pd.DataFrame:
    """The partnerships whose return for a quarter is still to come, those latest first.

    With ``damaged_before`` those damaged for an earlier quarter too: a partnership stands at a damaged return until
    another comes, and no target of it can be judged there.
    """
    wanted = (arrivals.quarter == quarter) & arrivals.arrival.isin([str(one) for one in WANTED])
    if damaged_before:
        wanted |= (arrivals.quarter < quarter) & (arrivals.arrival == str(Arrival.DAMAGED))
    rows = arrivals[wanted]
    return rows.sort_values("days_late", ascending=False, kind="stable").reset_index(drop=True)


def sentence(arrivals: pd.DataFrame, quarter: str) -> str:
    """How many of a quarter's returns are in, on time and late, and how many are missing."""
    rows = arrivals[arrivals.quarter == quarter]
    counted = rows.arrival.value_counts()
    parts = [f"{counted[str(one)]} {one}" for one in Arrival if counted.get(str(one))]
    return (
        f"{wording.quarter(quarter)}: {wording.listed(parts)}, of {wording.counted(len(rows), 'return')}."
        if parts
        else ""
    )


def words(row) -> tuple[str, str]:
    """One cell of the grid and what stands below it: ``Late``, ``6 days``; ``Not due yet``, ``due 5 May 2010``."""
    said = wording.sentence_case(str(row.arrival))
    if row.arrival == Arrival.NOT_DUE:
        return said, f"due {wording.day(row.due)}"
    days = wording.counted(row.days_late, "day")
    below = [days if row.arrival == Arrival.LATE else f"{days} late"] if row.days_late else []
    if row.arrival == Arrival.WITHDRAWN:
        below.insert(0, withdrawn_told(row).removeprefix("withdrawn").lstrip(" ,"))
    return said, "; ".join(part for part in below if part)


_FILL_IN = "Please fill in the workbook from the page Submit a return, check it there, and submit it."
_SIGN = "Please look at it on the page Sign off returns, and sign it off there or send it back."


def reminder(row, name: str, lead: str, waits: str = "") -> str:
    """A letter to the lead officer of one partnership, to copy. ``row`` is one of `to_chase`.

    ``waits``: that its return waits for their sign-off (`findings.waiting.told`).
    """
    said = "\n\n".join(reminding(row, name, waits))
    return f"To: {lead}\nSubject: {reminded_of(row, name)}\n\n{said}\n"


def reminded_of(row, name: str) -> str:
    """What such a letter is about."""
    return f"{name}: return for {wording.quarter(row.quarter)}"


def reminding(row, name: str, waits: str = "") -> tuple[str, str]:
    """What it says: how the return stands, and what is asked."""
    when = wording.quarter(row.quarter)
    due = f"was due on {wording.day(row.due)}" if row.days_late else f"is due on {wording.day(row.due)}"
    state = {
        Arrival.WITHDRAWN: f"It was {withdrawn_told(row)}. Nothing has taken its place.",
        Arrival.DAMAGED: "What is on file cannot be read any more. Please submit it again.",
    }.get(Arrival(row.arrival), "It has not been received.")
    if waits:
        state = f"It is {waits}."
    late = f" It is {wording.counted(row.days_late, 'day')} late." if row.days_late else ""
    return (
        f"The return of {name} for {when} {due if pd.notna(row.due) else 'has no day set'}. {state}{late}",
        f"{_SIGN if waits else _FILL_IN} Until it comes, its targets are shown at an older quarter.",
    )
