"""What a register says of itself, its agreements and its bodies does not contradict itself."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from oxdash.excel.cells import folded
from oxdash.excel.problems import Problem, Severity
from oxdash.register import about, all_bodies
from oxdash.register.checking import Checks
from oxdash.register.columns import SHEETS
from oxdash.vocabulary.bodies import several
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.wording import listed

OR_LATER = "Enter {} or a later quarter."
NEARLY = 0.85  # of one name to another, as difflib has it


def keep_one(other: Mapping[str, Any]) -> str:
    """What to do about a row that says again what the ``other`` says."""
    return f"It stands on row {other['row']} already. Keep one row."


def check(checks: Checks) -> Iterator[Problem]:
    """Every problem of the sheets About, Agreements and Bodies that takes more than one cell to see."""
    yield from _about(checks)
    yield from _agreements(checks)
    yield from _bodies(checks)


def known_bodies(checks: Checks) -> set[str]:
    """Every body that a sheet declares, that a partnership reports to, or that has members."""
    found = {*checks.bodies.values(), *_asked(checks)}
    return found | {row["body"] for row in checks.rows("Members", "body")}


def _asked(checks: Checks) -> Iterator[str]:
    """Whom partnerships report to."""
    for row in checks.rows("Partnerships", "reports_to"):
        yield from several(row["reports_to"])


def _about(checks: Checks) -> Iterator[Problem]:
    for row in checks.rows("About", "name", "value"):
        if what := about.fault(row["name"], row["value"]):
            yield checks.wrong("About", row, "value", what)
        elif row["name"] == "Reported to" and not checks.tables["Bodies"].none and _is_no_body(checks, row["value"]):
            yield checks.wrong("About", row, "value", _which(checks, row["value"]))


def _agreements(checks: Checks) -> Iterator[Problem]:
    """An agreement's life runs forward, it has targets, and they live in it."""
    lives = {}
    for row in checks.rows("Agreements", "code", "first_quarter", "last_quarter"):
        if row["last_quarter"] < row["first_quarter"]:
            what = OR_LATER.format(Quarter.parse(row["first_quarter"]).people)
            yield checks.wrong("Agreements", row, "last_quarter", what)
        else:
            lives[row["code"]] = row
    named = {row["agreement"] for row in checks.rows("Targets", "agreement")}
    for row in checks.rows("Agreements", "code"):
        if row["code"] not in named and not checks.tables["Targets"].none:
            what = "No target names it. Name it in the column Agreement of its targets, or leave it out."
            yield checks.wrong("Agreements", row, "code", what, Severity.PLEASE_CONFIRM)
    for row in checks.rows("Agreements", "code", "counted_kinds"):
        if row.get("counted") is False:
            what = "Its targets are not counted: clear the cell, or enter yes in the column Counted."
            yield checks.wrong("Agreements", row, "counted_kinds", what, Severity.PLEASE_CONFIRM)
    for row in checks.rows("Targets", "agreement", "first_quarter", "last_quarter"):
        if (agreed := lives.get(row["agreement"])) is None:
            continue
        for name in ("first_quarter", "last_quarter"):
            if not agreed["first_quarter"] <= row[name] <= agreed["last_quarter"]:
                span = f"{agreed['first_quarter']} to {agreed['last_quarter']}"
                what = f"Its agreement {row['agreement']} runs from {span}: check the quarter, or the agreement."
                yield checks.wrong("Targets", row, name, what, Severity.PLEASE_CONFIRM)


def _bodies(checks: Checks) -> Iterator[Problem]:
    """Two sheets say the same of a body; it reports to one there is, in no circle; a chair's term runs forward."""
    for sheet, row, name, body, there in all_bodies.differing(checks.tables):
        heading = _heading("Bodies", there)
        what = f"Row {body['row']} of sheet Bodies has {body[there]} in {heading}. Enter the same in both, or in one."
        yield checks.wrong(sheet, row, name, what)
    for row in checks.rows("Bodies", "chair_since", "chair_until"):
        if row["chair_until"] < row["chair_since"]:
            yield checks.wrong("Bodies", row, "chair_until", "Enter a day after the one that the term began on.")
    declared = checks.tables["Bodies"]
    above: dict[str, list[str]] = {}
    for sheet in ("Bodies", "Partnerships"):
        for row in checks.rows(sheet, "code", "reports_to"):
            named = several(row["reports_to"])
            above.setdefault(row["code"], []).extend(named)
            if not declared.none and (unknown := [one for one in named if _is_no_body(checks, one)]):
                yield checks.wrong(sheet, row, "reports_to", _which(checks, unknown[0]))
    for row in checks.rows("Bodies", "code", "reports_to"):
        if circle := _circle(row["code"], above):
            what = f"It reports to itself in the end: {listed(circle)}. Correct one of them."
            yield checks.wrong("Bodies", row, "reports_to", what)
    heard_of = {row["code"] for sheet in all_bodies.OTHERS for row in checks.rows(sheet, "code")}
    heard_of |= {one for named in above.values() for one in named} | {
        row["body"] for row in checks.rows("Meetings", "body")
    }
    for row in checks.rows("Meetings", "who_reports"):
        if nobody := [one for one in several(row["who_reports"]) if _is_no_body(checks, one)]:
            yield checks.wrong("Meetings", row, "who_reports", _which(checks, nobody[0]))
    told: set[str] = set()
    for sheet in ("Members", "Meetings"):
        for row in checks.rows(sheet, "body"):
            if row["body"] in told:
                continue
            severity, asked = _of_body(checks, sheet, row["body"], heard_of)
            if asked:
                told.add(row["body"])
                yield checks.wrong(sheet, row, "body", asked, severity)


def _of_body(checks: Checks, sheet: str, name: str, heard_of: Collection[str]) -> tuple[Severity, str | None]:
    """What is wrong with the name of a body that has members or meets; anybody may meet."""
    if not checks.tables["Bodies"].none:
        unknown = sheet == "Members" and _is_no_body(checks, name)
        return Severity.MUST_FIX, _which(checks, name) if unknown else None
    if meant := _nearly(name, checks):
        return Severity.PLEASE_CONFIRM, f"Did you mean {meant}? Write the name of a body the same everywhere."
    if sheet == "Members" and name not in heard_of:
        what = "No partnership reports to it and it does not meet: list it on a sheet Bodies, or correct the name."
        return Severity.PLEASE_CONFIRM, what
    return Severity.PLEASE_CONFIRM, None


def _is_no_body(checks: Checks, name: str) -> bool:
    return folded(name) not in checks.bodies


def _which(checks: Checks, name: str) -> str:
    known = {row["name"]: row["code"] for row in checks.rows("Bodies", "code", "name")}
    close = get_close_matches(name, [*known, *known.values()], 1, NEARLY)
    if close:
        return f"Did you mean {known.get(close[0], close[0])}? Use one of the codes on sheet Bodies."
    return "Use one of the codes on sheet Bodies, Partnerships or Delivery groups."


def _nearly(name: str, checks: Checks) -> str | None:
    """A body that partnerships report to, or one of them, whose name is nearly this one."""
    known = {*_asked(checks)}
    known |= {row[named] for row in checks.rows("Partnerships", "code", "name") for named in ("code", "name")}
    return next(iter(get_close_matches(name, known, 1, NEARLY)), None) if name not in known else None


def _circle(code: str, above: Mapping[str, Sequence[str]]) -> list[str]:
    """The bodies on the way from one to itself, itself first and last; empty where there is no such way."""
    ways = [[code, one] for one in above.get(code, ())]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == code:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, one] for one in above.get(way[-1], ())]
    return []


def _heading(sheet: str, name: str) -> str:
    return next(column.heading for column in SHEETS[sheet].columns if column.name == name)
