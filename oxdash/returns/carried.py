"""What a partnership's newest earlier return says that stands until the partnership says otherwise.

The template carries it over, so that nothing falls away because nobody typed it again. A return in which it is missing
all the same (a row emptied, a sheet deleted, an older template kept) is asked about: whoever means it confirms it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from oxdash.excel.cell_readers import OR_CORRECT, in_words
from oxdash.excel.cells import folded
from oxdash.excel.problems import Problem, Severity, shown, told
from oxdash.returns import layout
from oxdash.returns.agreement import Agreement
from oxdash.returns.prefill import sections_of
from oxdash.returns.sheet_reader import Table
from oxdash.vocabulary.model import ActionFor
from oxdash.vocabulary.quarters import Quarter

OPEN = "open"
NAMED = 5  # of what is missing, each in its words; past it, how many more


@dataclass(frozen=True)
class Carried:
    """What the return for ``quarter`` said: `tables.RETURNED` (target, declared, forecast are read) and the others.

    One partnership's; ``actions`` are all of that return, of which those still open stand.
    """

    quarter: str
    figures: pd.DataFrame
    actions: pd.DataFrame
    risks: pd.DataFrame
    districts: pd.DataFrame
    narrative: pd.DataFrame

    @property
    def still_open(self) -> pd.DataFrame:
        return self.actions[self.actions["state"] == OPEN]

    def for_template(self) -> dict[str, pd.DataFrame]:
        """The arguments of `template.write` that it stands for."""
        return {
            "declared": self.figures[["target", "declared"]],
            "actions": self.still_open,
            "risks": self.risks,
            "districts": self.districts,
            "narrative": self.narrative,
        }


@dataclass(frozen=True)
class Now:
    """The return that is being read, as far as what was carried over is concerned."""

    workbook: str
    register: Agreement
    partnership: str
    quarter: str

    def asks(self, sheet: str, found: str, what_to_do: str) -> Problem:
        """A question about a sheet as a whole."""
        return told(Severity.PLEASE_CONFIRM, self.workbook, sheet, "", "", found, what_to_do)


def missing(
    name: str, sheet: Table | None, rows: Sequence[Mapping[Any, Any]], carried: Carried, now: Now
) -> Iterable[Problem]:
    """Everything of the sheet ``name`` that the return before said and this one no longer does, each to be confirmed.

    What is asked about a cell is noted on the sheet, what is asked about the sheet as a whole is given back.

    ``rows`` is what was read of the sheet; ``sheet`` None is one that is not there. A sheet that could not be read is
    not for this: what is wrong with it is told already.
    """
    if sheet is not None and name != layout.RETURN and any(p.severity == Severity.MUST_FIX for p in sheet.problems):
        return  # rows that were refused are not missing
    yield from _LOOKED_AT[name](sheet, rows, carried, now)


def _declared(sheet: Table | None, rows: Sequence[Mapping[Any, Any]], carried: Carried, now: Now) -> Iterable[Problem]:
    """ "Will it be achieved?" no in the return before, and something else now."""
    before = Quarter.parse(carried.quarter).people
    said_no = set(carried.figures.loc[carried.figures["declared"] == "no", "target"])
    for row in rows:
        at = row["row"]
        read = sheet is not None and sheet.readable(at, layout.ACHIEVED) and not sheet.refused(at, layout.ACHIEVED)
        if sheet is not None and read and row["target"] in said_no and row["declared"] != "no":
            advice = (
                f"The return for {before} declared that {row['target']} will not be achieved: "
                "confirm that this no longer holds, or enter no."
            )
            sheet.please_confirm(at, layout.ACHIEVED, advice, row["target"])
    if sheet is not None:
        _forecasts(sheet, rows, carried, now)
    return ()


def _forecasts(sheet: Table, rows: Sequence[Mapping[Any, Any]], carried: Carried, now: Now) -> None:
    """Year-end forecasts of the same year that are not given any more; none is asked for once the year is over."""
    this, then = Quarter.parse(now.quarter), Quarter.parse(carried.quarter)
    if this.year != then.year or this.number == 4:
        return
    had = set(carried.figures.loc[carried.figures["forecast"].notna(), "target"])
    gone = [
        row["target"]
        for row in rows
        if row["target"] in had
        and row["forecast"] is None
        and sheet.readable(row["row"], layout.FORECAST)
        and not sheet.refused(row["row"], layout.FORECAST)
    ]
    if gone:
        found = f"none for {_listed(gone)}"
        advice = (
            f"The return for {then.people} had {_many(len(gone), 'one', 'them')}: confirm that no forecast is given "
            "now, or enter it."
        )
        sheet.please_confirm(sheet.heading_row, layout.FORECAST, advice, found=found)


def _actions(sheet: Table | None, rows: Sequence[Mapping[Any, Any]], carried: Carried, now: Now) -> Iterable[Problem]:
    """Actions that were open in the return before, and are not named here."""
    held = {_action(row) for row in rows}
    leads = now.register.leads
    had = [
        row
        for row in carried.still_open.to_dict("records")
        if row["for_kind"] != ActionFor.TARGET or leads.get(row["for_what"]) == now.partnership
    ]
    gone = [row for row in had if _action(row) not in held]
    if gone:
        named = [f"{_about(row)} “{shown(str(row['action']))}”" for row in gone]
        advice = "Say what became of {}: confirm, or enter {} again with {} state."
        words = ("it", "it", "its") if len(gone) == 1 else ("them", "them", "their")
        yield _asked(layout.ACTIONS, named, len(had), "action open", carried, now, advice.format(*words))


def new_ones_due(
    sheet: Table, rows: Sequence[Mapping[Any, Any]], carried: Carried | None, begins: date, quarter: Quarter
) -> None:
    """Ask about the day of an action that was over before its quarter began, unless the return before had the action.

    ``begins`` is the quarter's first day. An action is known again by its words, or by what it is for and its day.
    """
    late = [row for row in rows if row["due"] is not None and row["due"] < begins]
    if not late:
        return
    had = [] if carried is None else carried.actions.to_dict("records")
    known = {one for row in had for one in _known_by(row)}
    for row in late:
        if not known.intersection(_known_by(row)):
            what = f"That is before {quarter.people} began on {in_words(begins)}: {OR_CORRECT}"
            sheet.please_confirm(row["row"], layout.DUE, what, row["target"] or "")


def _risks(sheet: Table | None, rows: Sequence[Mapping[Any, Any]], carried: Carried, now: Now) -> Iterable[Problem]:
    """Risks to the quarter's targets that the return before named, and this one does not."""
    held = {(row["target"], _words(row["risk"])) for row in rows}
    had = [row for row in carried.risks.to_dict("records") if row["target"] in _own(now)]
    gone = [row for row in had if (row["target"], _words(row["risk"])) not in held]
    if gone:
        named = [f"{row['target']} “{shown(str(row['risk']))}”" for row in gone]
        words = ("it is", "it") if len(gone) == 1 else ("they are", "them")
        advice = "Confirm that {} gone, or enter {} again.".format(*words)
        yield _asked(layout.RISKS, named, len(had), "risk", carried, now, advice)


def _districts(sheet: Table | None, rows: Sequence[Mapping[Any, Any]], carried: Carried, now: Now) -> Iterable[Problem]:
    """Targets with figures of districts in the return before, and none here."""
    held = {row["target"] for row in rows if row["actual"] is not None}
    had = carried.districts[carried.districts["actual"].notna() & carried.districts["target"].isin(_own(now))]
    gone = had[~had["target"].isin(held)]
    if len(gone):
        named = list(dict.fromkeys(gone["target"]))
        before = Quarter.parse(carried.quarter).people
        advice = f"The return for {before} had {len(gone)}: confirm that none is given now, or enter them."
        yield now.asks(layout.DISTRICTS, f"no figure of {now.register.council.a_district} for {_listed(named)}", advice)


def _narrative(sheet: Table | None, rows: Sequence[Mapping[Any, Any]], carried: Carried, now: Now) -> Iterable[Problem]:
    """Sections with a text in the return before and none here; a basis that stayed when its text did not."""
    held = {row["section"]: row for row in rows}
    before = Quarter.parse(carried.quarter).people
    had = {row["section"]: row for row in carried.narrative.to_dict("records")}
    gone = [section for section in sections_of(now.quarter) if section in had and section not in held]
    if gone:
        one = _many(len(gone), "one", "one for each")
        advice = f"The return for {before} had {one}: confirm that nothing is said now, or enter it."
        yield now.asks(layout.NARRATIVE, f"no text for {_listed(gone)}", advice)
    for section, row in held.items():
        old = had.get(section, {"basis": None})
        same = isinstance(old["basis"], str) and old["basis"] == row.get("basis")
        documented = same and folded(old["basis"]).startswith(layout.DOCUMENTED_BASIS)
        if sheet is not None and documented and _words(old["text"]) != _words(row["text"]):
            advice = (
                f"The text is not that of the return for {before}, and its basis still is: confirm that it is from "
                "there too, or correct it."
            )
            sheet.please_confirm(row["row"], layout.BASIS, advice)


_LOOKED_AT = {
    layout.RETURN: _declared,
    layout.ACTIONS: _actions,
    layout.RISKS: _risks,
    layout.DISTRICTS: _districts,
    layout.NARRATIVE: _narrative,
}


def _asked(name: str, gone: list[str], had: int, what: str, carried: Carried, now: Now, advice: str) -> Problem:
    """The question about rows of a sheet that are not there any more."""
    before = f"the return for {Quarter.parse(carried.quarter).people}"
    kind, _, state = what.partition(" ")
    state = f"{state} " if state else ""
    if had == 1:
        found = f"no row for the {kind} {state}in {before}"
    elif len(gone) == had:
        found = f"none of the {had} {kind}s {state}in {before}"
    else:
        found = f"no row for {len(gone)} of the {had} {kind}s {state}in {before}"
    return now.asks(name, f"{found}: {_listed(gone, '; ')}", advice)


def _own(now: Now) -> Collection[str]:
    """The partnership's targets in their life that quarter."""
    return set(now.register.targets_of(now.partnership, now.quarter)["target"])


def _action(row: Mapping[Any, Any]) -> tuple[object, str, str]:
    """What an action is known again by: what it is for, and its words."""
    what = row["for_what"]
    return row["for_kind"], _words(what) if isinstance(what, str) else "", _words(row["action"])


def _known_by(row: Mapping[Any, Any]) -> tuple[tuple[object, ...], ...]:
    """The same, and what it is for with the day it is due: its words may have been put right."""
    kind, what, words = _action(row)
    return (kind, what, words), (kind, what, pd.Timestamp(row["due"]))


def _about(row: Mapping[Any, Any]) -> str:
    return shown(row["for_what"]) if isinstance(row["for_what"], str) else layout.THE_PARTNERSHIP


def _words(said: object) -> str:
    """Words as they are compared from return to return: case, white space and a final full stop do not matter."""
    return folded(said).rstrip(". ") if isinstance(said, str) else ""


def _listed(names: Sequence[str], between: str = ", ") -> str:
    more = len(names) - NAMED
    return between.join([*names[:NAMED], *([f"and {more} more"] if more > 0 else [])])


def _many(count: int, one: str, several: str) -> str:
    return one if count == 1 else several
