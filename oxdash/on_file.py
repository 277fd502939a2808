"""Reading every return on file: which counts, which is damaged, and what no longer passes."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from oxdash import table
from oxdash.archive import OnFile
from oxdash.intake.cells import Unreadable, Workbook
from oxdash.intake.problems import Problem, Severity
from oxdash.intake.returns import Return, read_return
from oxdash.intake.workbook import read_many
from oxdash.quarters import Quarter, between
from oxdash.register import Register


@dataclass(frozen=True)
class Read:
    """One return on file after reading it: its state may be worse than the archive could know.

    ``state`` is one of table.RETURN_STATES; ``contents`` is None where nothing can be used.
    """

    file: OnFile
    state: str
    contents: Return | None = None
    fault: str | None = None
    problems: tuple[Problem, ...] = ()


def read_all(on_file: Sequence[OnFile], register: Register) -> list[Read]:
    """Read what is on file, oldest quarter first, one child process for all of it."""
    read: list[Read] = []
    intact: list[tuple[OnFile, bytes]] = []
    for file in on_file:
        contents = file.read_bytes() if file.state in ("received", "placed by hand") else None
        if contents is None:
            state = file.state if file.state in ("withdrawn", "damaged") else "damaged"
            read.append(Read(file, state, fault=file.fault))
        else:
            intact.append((file, contents))
    opened = read_many([(file.workbook, contents) for file, contents in intact])
    before: dict[str, list[pd.DataFrame]] = {}
    for (file, _), workbook in sorted(zip(intact, opened, strict=True), key=lambda pair: pair[0][0].quarter):
        one = _read_one(file, workbook, register, before.get(file.partnership, []))
        if one.contents is not None:
            before.setdefault(file.partnership, []).append(one.contents.figures)
        read.append(one)
    return sorted(read, key=lambda one: (one.file.quarter, one.file.partnership))


def _read_one(file: OnFile, workbook: Workbook | Unreadable, register: Register, before: list[pd.DataFrame]) -> Read:
    by_hand = file.state == "placed by hand"
    if isinstance(workbook, Unreadable):
        return Read(file, "not received" if by_hand else "damaged", fault=f"{file.workbook}: {workbook.sentence}")
    contents = read_return(
        workbook,
        register,
        before=pd.concat(before, ignore_index=True) if before else None,
        partnership=file.partnership,
        quarter=file.quarter,
    )
    if by_hand and contents.problems:
        # nobody confirmed anything about a file that was only put there, so it has to pass every check
        fault = (
            f"{file.workbook} was placed in the folder by hand and does not count: "
            f"{len(contents.problems)} thing{'' if len(contents.problems) == 1 else 's'} to fix or confirm. "
            "Submit it instead."
        )
        return Read(file, "not received", fault=fault, problems=contents.problems)
    if (contents.partnership, contents.quarter) != (file.partnership, file.quarter):
        fault = next(
            (problem.message for problem in contents.problems), f"{file.workbook} is not the return its place says."
        )
        return Read(file, "damaged", fault=fault, problems=contents.problems)
    mistakes = tuple(problem for problem in contents.problems if problem.severity == Severity.MUST_FIX)
    return Read(file, file.state, contents, problems=mistakes)


def returns_table(register: Register, read: list[Read]) -> pd.DataFrame:
    """table.RETURNS: a row for every partnership in every quarter from the first on file to the newest."""
    if not read:
        return table.empty(table.RETURNS)
    by_key = {(one.file.quarter, one.file.partnership): one for one in read}
    quarters = between(Quarter.parse(min(key[0] for key in by_key)), Quarter.parse(max(key[0] for key in by_key)))
    rows = []
    for quarter in map(str, quarters):
        for code in register.partnerships.code:
            row = {"partnership": code, "quarter": quarter, "state": "not received"}
            if one := by_key.get((quarter, code)):
                receipt = one.file.receipt
                row |= {
                    "state": one.state,
                    "number": one.file.number,
                    "workbook": one.file.workbook,
                    "fault": one.fault,
                }
                if receipt is not None:
                    row |= {
                        "received_at": receipt.received_at,
                        "received_from": receipt.received_from,
                        "sha256": receipt.sha256,
                    }
            rows.append(row)
    return table.settle(table.RETURNS, pd.DataFrame(rows))
