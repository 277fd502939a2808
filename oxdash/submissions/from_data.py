"""A return that a program sends as data (JSON), as the workbook that an officer would have filled in.

The workbook is what is checked, put on file and judged, so a figure sent by a program is followed to a cell as any
other is. The names of the data are those of the tables a return becomes (`returns.columns`): a column declared there is
known here. What is wrong with the data is told by its field, all at once; with what it says, by field and cell.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import Any

from oxdash.excel.cells import corners
from oxdash.excel.problems import Problem, shown
from oxdash.judging.position import Position
from oxdash.returns import layout
from oxdash.returns.columns import SHEETS
from oxdash.returns.layout import Column, Entered, ReturnSheet
from oxdash.returns.prefill import Filled
from oxdash.submissions.check import blank_return
from oxdash.vocabulary.wording import listed

ABOUT = ("partnership", "quarter")
PREPARED = ("prepared_by", "prepared_on")
CONFIRMING = ("confirmed", "confirm_all", "note")  # said of a return, and no part of it
LONGEST_TEXT = 32_767  # characters that a cell holds
MOST_DIGITS = 400  # of a whole number that is read to be told; Python makes none of thousands
LARGEST_NUMBER = 2**53  # a cell holds no larger whole number exactly
NO_JSON = "This is no JSON"


@dataclass(frozen=True)
class FieldProblem:
    """One thing wrong with the data: where, in a path such as ``figures[3].actual``, and a sentence with what to do."""

    field: str
    message: str


@dataclass(frozen=True)
class Sent:
    """A return made of data: the workbook, and of each sheet the rows that were sent, by what they are of."""

    partnership: str
    quarter: str
    workbook: bytes
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    confirmed: tuple[str, ...] = ()
    confirm_all: bool = False
    note: str = ""

    def field_of(self, problem: Problem) -> str | None:
        """Where in the data a problem's cell came from; None where it was filled in by the template."""
        sheet = SHEETS.get(problem.sheet)
        if sheet is None:
            return _ON_COVER.get(problem.cell) if problem.sheet == layout.COVER else None
        if problem.sheet not in self.rows or not problem.cell:
            return sheet.part if problem.sheet in self.rows else None
        row, _, column, _ = corners(problem.cell)
        name = sheet.columns[column - 1].becomes if column <= len(sheet.columns) else None
        sent = self.rows[problem.sheet]
        if sheet.name == layout.RETURN:
            at = next((n for n, one in enumerate(sent) if one.get("target") == problem.target), None)
        else:
            at = row - layout.HEADING_ROW - 1 if row > layout.HEADING_ROW else None
        if at is None or at >= len(sent):
            return sheet.part
        return f"{sheet.part}[{at}].{name}" if name else f"{sheet.part}[{at}]"


_ON_COVER = {
    layout.COVER_CELLS[label]: name
    for label, name in zip(("Partnership", "Quarter", "Prepared by", "Prepared on"), (*ABOUT, *PREPARED), strict=True)
}


def read(data: bytes, position: Position) -> Sent | list[FieldProblem]:
    """The return that the bytes of a JSON object are, or everything that keeps them from being one."""
    try:
        said = json.loads(data, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        return [FieldProblem("", f"{NO_JSON}: {_told(error)}. Send one object, in UTF-8.")]
    if not isinstance(said, dict):
        return [FieldProblem("", 'The JSON is no object. Send one: {"partnership": ..., "quarter": ...}.')]
    reader = _Reader(position)
    sent = reader.of(said)
    return reader.problems if reader.problems or sent is None else sent


class _Reader:
    """Reads one object; gathers what is wrong with it."""

    def __init__(self, position: Position) -> None:
        self.position = position
        self.problems: list[FieldProblem] = []

    def wrong(self, field: str, message: str) -> None:
        self.problems.append(FieldProblem(field, message))

    def of(self, said: Mapping[str, Any]) -> Sent | None:
        register, calendar = self.position.register, self.position.calendar
        parts = {sheet.part: sheet for sheet in SHEETS.values()}
        known = (*ABOUT, *PREPARED, *parts, *CONFIRMING)
        for name in sorted(said.keys() - {*known}):
            self.wrong(shown(name), f"There is no such field. Leave it out; there are: {listed(known)}.")
        texts = {name: self._text(said, name, needed=name in ABOUT) for name in (*ABOUT, *PREPARED, "note")}
        code = register.code_of(texts["partnership"]) if texts["partnership"] else None
        if texts["partnership"] and code is None:
            codes = ", ".join(register.partnerships["code"])
            self.wrong("partnership", f'"{shown(texts["partnership"])}" is no partnership here. Use one of: {codes}.')
        quarter = None
        if texts["quarter"]:
            try:
                quarter = str(calendar.parse(texts["quarter"]))
            except ValueError as error:
                self.wrong("quarter", str(error))
        given = ((sheet, said[part]) for part, sheet in parts.items() if said.get(part) is not None)
        rows = {sheet.name: self._rows(sheet, held) for sheet, held in given}
        if layout.RETURN not in rows and not self.problems:
            self.wrong("figures", "The figures are missing. Send a list with an object for each target.")
        confirmed, confirm_all = said.get("confirmed", []), said.get("confirm_all", False)
        if not isinstance(confirmed, list) or not all(isinstance(one, str) for one in confirmed):
            self.wrong("confirmed", "This is no list of texts. Send the messages of the readings that are right.")
        if not isinstance(confirm_all, bool):
            self.wrong("confirm_all", "This is neither true nor false.")
        if code is None or quarter is None or self.problems:
            return None
        if not register.has_targets(code, quarter):
            self.wrong("quarter", f"{register.partnership_name(code)} has no target in {quarter}.")
            return None
        filled = self._filled(rows, code, quarter)
        if self.problems:
            return None
        prepared_on = _as_day(texts["prepared_on"])
        filled = replace(filled, prepared_by=texts["prepared_by"] or None, prepared_on=prepared_on)
        made = blank_return(self.position, code, quarter, filled)
        assert made is not None  # it has targets then
        return Sent(code, quarter, made, rows, tuple(confirmed), confirm_all, texts["note"])

    def _text(self, said: Mapping[str, Any], name: str, *, needed: bool) -> str:
        value = said.get(name)
        if value is None:
            if needed:
                self.wrong(name, "This is missing. Say whose return it is, and for which quarter.")
            return ""
        if not isinstance(value, str):
            self.wrong(name, "This is no text.")
            return ""
        if sentence := _not_of_a_cell(value):
            self.wrong(name, sentence)
            return ""
        return value

    def _rows(self, sheet: ReturnSheet, said: Any) -> list[dict[str, Any]]:
        """Rows as they were sent, less what cannot be in a cell."""
        if not isinstance(said, list):
            self.wrong(sheet.part, "This is no list. Send one with an object for each row.")
            return []
        if len(said) > layout.MOST_ROWS:
            self.wrong(sheet.part, f"There are {len(said):,} rows, and may be {layout.MOST_ROWS}. Send fewer.")
            return []
        known, rows = names(sheet), []
        for at, row in enumerate(said):
            where = f"{sheet.part}[{at}]"
            if not isinstance(row, dict):
                self.wrong(where, f"This is no object. Send one with: {listed([*known])}.")
                continue
            for name in sorted(row.keys() - known.keys()):
                self.wrong(f"{where}.{shown(name)}", f"There is no such field. There are: {listed([*known])}.")
            for name in known.keys() & row.keys():
                if sentence := _not_of_a_cell(row[name]):
                    self.wrong(f"{where}.{name}", sentence)
            rows.append(row)
        return rows

    def _filled(self, rows: Mapping[str, Sequence[Mapping[str, Any]]], code: str, quarter: str) -> Filled:
        """The rows by heading; those of the figures by target, each of which is known and there once."""
        register = self.position.register
        figures: dict[str, dict[str, object]] = {}
        seen: dict[str, int] = {}
        own = set(register.targets_of(code, quarter)["target"])
        for at, row in enumerate(rows.get(layout.RETURN, ())):
            where, named = f"figures[{at}].target", row.get("target")
            target = register.target_code(named) if isinstance(named, str) else None
            if target is None or target not in own:
                called = f'"{shown(named)}"' if isinstance(named, str) else "what stands here"
                self.wrong(where, f"{called} is no target of the partnership in {quarter}. Use: {listed(sorted(own))}.")
            elif target in seen:
                self.wrong(where, f"{target} stands in figures[{seen[target]}] already. Leave one of the two out.")
            else:
                seen[target] = at
                figures[target] = _typed(SHEETS[layout.RETURN], row, but=("target",))
        others = {
            SHEETS[name].part: [_typed(SHEETS[name], row) for row in sent]
            for name, sent in rows.items()
            if name != layout.RETURN
        }
        return Filled(figures=figures, **others)


def names(sheet: ReturnSheet) -> dict[str, Column]:
    """The fields of a row of one sheet, each with the column it is typed into."""
    found = {column.becomes: column for column in sheet.columns if column.becomes}
    return {name: column for name, column in found.items() if not column.locked or name == "target"}


def _typed(sheet: ReturnSheet, row: Mapping[str, Any], but: Sequence[str] = ()) -> dict[str, object]:
    """By heading, what is typed; a day as a day."""
    known = names(sheet)
    return {
        known[name].heading: _as_day(value) if known[name].holds == Entered.DAY else value
        for name, value in row.items()
        if name in known and name not in but
    }


def _as_day(value: Any) -> Any:
    """A day written as in 2010-09-30, as a cell holds it; anything else as it is, for its reader to say what it is."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if len(value) == len("2010-09-30") else value or None
    except ValueError:
        return value


def _not_of_a_cell(value: Any) -> str | None:
    """Why a cell cannot hold a value of JSON, in a sentence; None where it can."""
    if value is None:
        return None
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return f"This text has {len(value):,} characters, and a cell holds {LONGEST_TEXT:,}. Shorten it."
        return None if _is_text(value) else "This text has half a character in it. Send it in UTF-8."
    if isinstance(value, bool):
        return "This is true or false. Send a number or a text."
    if isinstance(value, int | float):
        if isfinite(value) and abs(value) <= LARGEST_NUMBER:
            return None
        return "This number is larger than a cell holds. Is it right? If so, send it as a text."
    return "This is a list or an object. Send a number, a text or null."


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f'"{shown(name)}" stands twice in one object')
        found[name] = value
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError(f"a number has {len(digits):,} digits")
    return int(digits)


def _told(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else shown(str(error), 120).rstrip(".")


def fields(sheets: Mapping[str, ReturnSheet] = SHEETS) -> Iterator[tuple[ReturnSheet, dict[str, Column]]]:
    """Of each sheet, the fields that a row of it may have: what the description of the service is made of."""
    for sheet in sheets.values():
        yield sheet, names(sheet)
