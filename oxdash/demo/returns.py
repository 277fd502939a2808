"""The illustrative returns: typed into the product's own template, read by its reader, put on file by its archive.

There is no second way in: a return that the reader would refuse stops the making of all of them.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from oxdash.archive import Archive
from oxdash.demo.register_workbook import OXFORDSHIRE, Row
from oxdash.demo.register_workbook import rows as content_rows
from oxdash.excel import workbook
from oxdash.excel.cells import Unreadable, Workbook
from oxdash.excel.problems import Severity
from oxdash.judging.assemble import assemble
from oxdash.register import Register
from oxdash.returns import template
from oxdash.returns.read_return import Return, read_return
from oxdash.returns.template import Filled, Typed
from oxdash.rule.judge import judge
from oxdash.vocabulary import tables
from oxdash.vocabulary.model import RECEIVED
from oxdash.vocabulary.quarters import Quarter

TYPED_AS_TEXT = "text"  # in the column "Typed as"; any other entry is the cell's number format
_DAYS = ("Expected on", "Due")
_NUMBERS = ("Year-end forecast", "Likelihood", "Impact")


def put_on_file(register: Register, root: Path, council: str = OXFORDSHIRE) -> int:
    """Every return of a council's content files, oldest quarter first; how many there are now.

    ``root`` is data/quarterly.
    """
    archive, made = Archive(root), 0
    earlier: dict[tuple[str, str], Return] = {}
    by_quarter: dict[str, list[Row]] = {}
    for row in content_rows("returns", council):
        by_quarter.setdefault(row["Quarter"], []).append(row)
    for quarter, returns in sorted(by_quarter.items()):
        before = judged_before(register, quarter, earlier)
        written = [write(register, row, before, council) for row in returns]
        opened = workbook.read_many([(row["File name"], data) for row, data in zip(returns, written, strict=True)])
        for row, data, book in zip(returns, written, opened, strict=True):
            seen = accepted(book, register, row, earlier)
            archive.accept(
                data,
                partnership=row["Partnership"],
                quarter=quarter,
                received_at=datetime.fromisoformat(row["Received at"]).astimezone(register.council.zone),
                received_from=row["Received from"],
                file_name=row["File name"],
                template_version=seen.cover.template_version,
                register_fingerprint=register.fingerprint,
                warnings_confirmed=[problem.message for problem in seen.problems],
                note=row["Note"],
            )
            earlier[(row["Partnership"], quarter)] = seen
            made += 1
    return made


def write(register: Register, row: Row, before: pd.DataFrame, council: str = OXFORDSHIRE) -> bytes:
    """The workbook of one row of `returns.csv`, as the officer sent it."""
    quarter, partnership = row["Quarter"], row["Partnership"]
    return template.write(
        register,
        partnership,
        quarter,
        before=before[before["partnership"] == partnership],
        as_at=register.calendar.last_day(Quarter.parse(quarter)),  # the template was made as the quarter ended
        filled=filled(register, row, council),
    )


def filled(register: Register, row: Row, council: str = OXFORDSHIRE) -> Filled:
    """What the officer typed, from the content files; `returns.csv` numbers the versions of a return from 1."""
    quarter, partnership = row["Quarter"], row["Partnership"]
    own = set(register.targets_of(partnership, quarter)["target"])
    first = row["Number"] == "1"

    def whose(line: Row) -> bool:
        """Whether a line is of this return: by its partnership where it names one, else by its target."""
        return (
            line["Partnership"] == partnership
            if line.get("Partnership")
            else line.get("Target", line.get("For")) in own
        )

    def rows_of(name: str) -> list[dict[str, Any]]:
        mine = [line for line in content_rows(name, council) if line["Quarter"] == quarter and whose(line)]
        mine = [_as_first_sent(line) if first else line for line in mine]
        return [
            {head: _cell(head, text, line) for head, text in line.items() if head not in _NOT_CELLS} for line in mine
        ]

    told = [
        {"Section": line["Section"], "Text": line["Text"], "Basis": line["Basis"] or None}
        for line in content_rows("narrative", council)
        if (line["Quarter"], line["Partnership"]) == (quarter, partnership)
    ]
    return Filled(
        figures={line.pop("Target"): line for line in rows_of("figures")},
        actions=rows_of("actions"),
        risks=rows_of("risks"),
        districts=rows_of("district_figures"),
        narrative=told,
        prepared_by=row["Prepared by"],
        prepared_on=date.fromisoformat(row["Prepared on"]),
    )


_NOT_CELLS = ("Quarter", "Typed as", "Corrected from", "Partnership", "Basis")


def _as_first_sent(line: Row) -> Row:
    """A figure as number 1 of its return said it, where a later number corrected it."""
    return {**line, "Actual": line["Corrected from"]} if line.get("Corrected from") else line


def _cell(head: str, text: str, line: Row) -> object:
    """One content cell as the officer typed it: a number, a day, or text."""
    if not text:
        return None
    if head == "Actual":
        typed = line.get("Typed as", "")
        return text if typed == TYPED_AS_TEXT else Typed(float(text), typed) if typed else float(text)
    return date.fromisoformat(text) if head in _DAYS else float(text) if head in _NUMBERS else text


def accepted(
    book: Workbook | Unreadable, register: Register, row: Row, earlier: dict[tuple[str, str], Return]
) -> Return:
    """The return as the reader sees it; RuntimeError, naming every problem, where it would refuse it."""
    if isinstance(book, Unreadable):
        raise RuntimeError(book.sentence)
    own = [key for key in earlier if key[0] == row["Partnership"] and key[1] < row["Quarter"]]
    figures = [earlier[key].figures for key in own]
    stands = earlier[max(own, key=lambda key: key[1])].stands if own else None
    seen = read_return(
        book,
        register,
        before=pd.concat(figures, ignore_index=True) if figures else None,
        last=lambda *_: stands,
        partnership=row["Partnership"],
        quarter=row["Quarter"],
    )
    refused = [problem.message for problem in seen.problems if problem.severity == Severity.MUST_FIX]
    if refused:
        raise RuntimeError("\n".join(refused))
    return seen


def judged_before(register: Register, quarter: str, earlier: dict[tuple[str, str], Return]) -> pd.DataFrame:
    """tables.JUDGED of the quarter before, as it stood when this one ended: last quarter's in the template."""
    if not earlier:
        return tables.empty(tables.JUDGED)
    this = Quarter.parse(quarter)
    figures = assemble(
        register.targets,
        register.values_in_force(register.calendar.last_day(this)),
        tables.settle(tables.RETURNED, pd.concat([seen.figures for seen in earlier.values()], ignore_index=True)),
        dict.fromkeys(earlier, RECEIVED),
        this,
    )
    last = figures[figures["quarter"] == str(this.plus(-1))].reset_index(drop=True)
    return judge(last, register.rules, calendar=register.calendar)
