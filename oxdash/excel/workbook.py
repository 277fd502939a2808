"""Opens a workbook nobody trusts: cells with addresses come back, or one plain sentence that says why not.

The parent looks at the first bytes and asks a child process for the rest (``python -m oxdash.excel.worker``, which
imports neither pandas nor Streamlit). The child reads every part once, with expat, under limits of memory and time, and
answers in plain JSON that the parent checks before it builds anything from it. Neither ever runs or follows anything.
"""

import contextlib
import gc
import json
import unicodedata
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date, datetime
from datetime import time as clock
from functools import partial
from typing import Any, TypeVar

from oxdash.excel import annotations, file_checks, worker_client
from oxdash.excel.bounds import KINDS, RETURN, Bounds
from oxdash.excel.cells import NO_NUMBER, Annotation, Cell, Holds, Sheet, Unreadable, Workbook, letters
from oxdash.excel.problems import LONGEST_NAME, Problem

T = TypeVar("T")


def read(name: str, data: bytes, bounds: Bounds = RETURN) -> Workbook | Unreadable:
    """The cells of one workbook. ``name`` is what the person calls it: text only, never a path.

    Of one return alone an officer waits; the register is read for whoever looks.
    """
    return read_many([(name, data)], bounds, officer=bounds is RETURN)[0]


def read_many(
    files: Sequence[tuple[str, bytes]], bounds: Bounds = RETURN, *, officer: bool = False
) -> list[Workbook | Unreadable]:
    """Every file's cells, in order, read by one child; a file it dies on or overruns is refused, and only that one.

    ``officer``: an officer waits for it, and does not wait for those who only look.
    """
    return list(read_each(files, bounds, officer=officer))


def read_each(
    files: Sequence[tuple[str, bytes]], bounds: Bounds = RETURN, *, officer: bool = False
) -> Generator[Workbook | Unreadable]:
    """The same, one after the other as they are read."""
    refusals = [file_checks.kind_refused(data, bounds) for _, data in files]
    jobs = [
        worker_client.Job({"do": "read"}, data)
        for (_, data), refused in zip(files, refusals, strict=True)
        if not refused
    ]
    with contextlib.closing(worker_client.answers(jobs, bounds=bounds, officer=officer)) as answers:
        for (name, _), refused in zip(files, refusals, strict=True):
            yield Unreadable(as_text(name), refused) if refused else _built(as_text(name), next(answers), bounds)


def marked_copy(name: str, data: bytes, problems: Sequence[Problem]) -> bytes | Unreadable:
    """The officer's own workbook with the cells of ``problems`` marked, and a first sheet that lists them.

    Whatever the workbook had it still has, but for the marks: its parts are not written anew. Unreadable where the
    workbook cannot be opened.
    """
    refused = file_checks.kind_refused(data)
    if refused:
        return Unreadable(as_text(name), refused)
    rows = [
        {
            "sheet": problem.sheet,
            "cell": problem.cell,
            "found": problem.found,
            "what_to_do": problem.what_to_do,
            "severity": str(problem.severity),
            "message": problem.message,
        }
        for problem in problems
    ]
    job = worker_client.Job({"do": "mark", "problems": rows}, data)
    (answer,) = worker_client.answers([job], writes=True, officer=True)
    return answer.body if answer.sentence is None else Unreadable(as_text(name), answer.sentence)


def as_text(name: str) -> str:
    """A file's name as something to read: no control or direction characters, no line breaks, and not too long."""
    kept = "".join(letter if unicodedata.category(letter)[0] not in "CZ" else " " for letter in str(name))
    kept = " ".join(kept.split())
    if len(kept) > LONGEST_NAME:
        kept = f"{kept[: LONGEST_NAME - 31]}…{kept[-30:]}"
    return kept or "workbook"


def _built(name: str, answer: worker_client.Answer, bounds: Bounds = RETURN) -> Workbook | Unreadable:
    """The workbook from the child's JSON. The child may have been taken over, so nothing it says is taken on trust."""
    if answer.sentence is not None:
        return Unreadable(name, answer.sentence)
    try:
        with _no_search_for_cycles():
            return _workbook(name, json.loads(answer.body), bounds)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return Unreadable(name, bounds.in_words(file_checks.DAMAGED))


@contextlib.contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Cells hold no cycles, and a hundred thousand made at once set off as many searches as cost twice their making."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def _workbook(name: str, said: dict[str, Any], bounds: Bounds) -> Workbook:
    formats = [_exactly(str, one) for one in said["formats"]]
    return Workbook(name, tuple(_sheet(one, formats, bounds) for one in said["sheets"]))


def _sheet(said: dict[str, Any], formats: list[str], bounds: Bounds) -> Sheet:
    cells = {}
    for row, column, holds, value, number_format in said["cells"]:
        if not 1 <= row <= bounds.last_row or not 1 <= column <= bounds.last_column:
            raise ValueError("a cell is out of bounds")
        value = _VALUES[holds](value)
        address = f"{_LETTERS[column]}{row}"
        cells[row, column] = Cell(address, row, column, _HOLDS[holds], value, formats[number_format])
    return Sheet(
        _exactly(str, said["name"]),
        cells,
        said["hidden"] is True,
        tuple(_exactly(str, area) for area in said["merged"]),
        tuple(_exactly(int, row) for row in said["hidden_rows"]),
        tuple(_exactly(int, column) for column in said["hidden_columns"]),
        tuple(_annotation(*one) for one in said["annotations"]),
    )


def _annotation(row: int, column: int, kind: str, text: str) -> Annotation:
    within = 0 <= _exactly(int, row) <= 1_048_576 and 0 <= _exactly(int, column) <= 16_384
    if not within or bool(row) != bool(column):
        raise ValueError("an annotation stands nowhere")
    return Annotation(f"{letters(column)}{row}" if row else "", row, column, _KINDS[kind], _exactly(str, text))


def _exactly(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} was expected")
    return value


def _number(value: object) -> int | float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(NO_NUMBER)
    return value


def _date(value: object) -> date | datetime:
    text = _exactly(str, value)
    return date.fromisoformat(text) if len(text) == len("2010-07-22") else datetime.fromisoformat(text)


def _time(value: object) -> clock | str:
    """A time of day, or a duration as text ("1 day, 12:30:00")."""
    said = _exactly(str, value)
    try:
        return clock.fromisoformat(said)
    except ValueError:
        return said


_KINDS = {kind: kind for kind in annotations.KINDS.values()}
_HOLDS = {holds.value: holds for holds in Holds}
_VALUES: dict[str, Callable[[Any], Any]] = {
    Holds.NUMBER.value: _number,
    Holds.TEXT.value: partial(_exactly, str),
    Holds.DATE.value: _date,
    Holds.TIME.value: _time,
    Holds.BOOLEAN.value: partial(_exactly, bool),
    Holds.ERROR.value: partial(_exactly, str),
    Holds.FORMULA.value: partial(_exactly, str),
}
_LETTERS = ["", *(letters(column) for column in range(1, max(bounds.last_column for bounds in KINDS.values()) + 1))]
