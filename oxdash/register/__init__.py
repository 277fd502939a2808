"""The agreement: partnerships, targets, milestones and the rule, as `data/register.xlsx` states them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

import pandas as pd

from oxdash.excel import workbook
from oxdash.excel.bounds import REGISTER
from oxdash.excel.cells import Unreadable, Workbook, address, folded
from oxdash.excel.problems import Problem, Severity
from oxdash.register import about, agreements, all_bodies, checks
from oxdash.register.cells import also_by_agreement, normal_code, words_of
from oxdash.register.columns import SHEETS
from oxdash.register.register_sheet import RegisterSheet
from oxdash.register.sheets import Rows, read_sheets
from oxdash.vocabulary import bodies as asked_of
from oxdash.vocabulary import comparator_tables
from oxdash.vocabulary.bodies import Due
from oxdash.vocabulary.codes import Also
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import Kind
from oxdash.vocabulary.quarters import Calendar
from oxdash.vocabulary.tables import empty, of_columns

IN_FORCE = (
    "target",
    "quarter",
    "milestone",
    "milestone_upper",
    "floor",
    "milestone_kind",
    "agreed_on",
    "original_milestone",
    "original_upper",
)


@dataclass(frozen=True)
class Register:
    """The register as read, a table for each of `columns.SHEETS`, which says what their columns are.

    Where it has problems that must be fixed, its tables hold only the rows without one.
    """

    fingerprint: str  # sha256 of the workbook's bytes
    about: pd.DataFrame
    agreements: pd.DataFrame
    bodies: pd.DataFrame
    partnerships: pd.DataFrame
    members: pd.DataFrame
    delivery_groups: pd.DataFrame
    priorities: pd.DataFrame
    targets: pd.DataFrame
    milestones: pd.DataFrame
    stretch: pd.DataFrame
    grants: pd.DataFrame
    allocations: pd.DataFrame
    meetings: pd.DataFrame
    districts: pd.DataFrame
    rules: pd.DataFrame
    comparator_groups: pd.DataFrame = field(default_factory=partial(empty, comparator_tables.GROUPS))
    areas_compared: pd.DataFrame = field(default_factory=partial(empty, comparator_tables.AREAS))
    indicators_compared: pd.DataFrame = field(default_factory=partial(empty, comparator_tables.INDICATORS))
    problems: tuple[Problem, ...] = ()

    @property
    def calendar(self) -> Calendar:
        """The council's year, by which every quarter of the register is meant."""
        return self.council.calendar

    @property
    def sound(self) -> bool:
        """No problem that must be fixed: nothing is judged against a register that has one."""
        return not any(problem.severity == Severity.MUST_FIX for problem in self.problems)

    @cached_property
    def council(self) -> Council:
        """What the register says of itself; `Council` where it says nothing."""
        council = about.council(dict(zip(self.about["name"], self.about["value"].fillna(""), strict=True)))
        said = council.reported_to
        return replace(council, reported_to=self.words_of("every_body").get(folded(said), said) or self._asked_by_most)

    @property
    def unsaid(self) -> list[str]:
        """What the register could say of itself on its sheet About, and does not."""
        return about.unsaid(self.about["name"][self.about["value"].notna()])

    @cached_property
    def codes_also(self) -> Also:
        """Letters that targets' codes are also written with, and the register's own."""
        if len(self.about):
            return self.council.codes_also
        return also_by_agreement(self.targets[["agreement", "target"]].astype("object").to_dict("records"))

    @cached_property
    def every_body(self) -> pd.DataFrame:
        """All bodies, in the columns of the sheet Bodies: those of other sheets, and those that are only named, too."""
        named = list(dict.fromkeys([*self._asked, *self.members["body"].dropna()]))
        return all_bodies.every(self.bodies, self.partnerships, self.delivery_groups, named)

    @cached_property
    def body_names(self) -> Mapping[str, str]:
        """What every body is called, by its code."""
        return dict(zip(self.every_body["code"], self.every_body["name"], strict=True))

    def agreement_name(self, code: object) -> str:
        """What the agreement of a target is called; of one of the council's own, that it is local."""
        if not isinstance(code, str):
            return str(Kind.LOCAL)
        named: dict[str, str] = dict(zip(self.agreements["code"], self.agreements["name"], strict=True))
        return named.get(code, code)

    @cached_property
    def counting(self) -> Mapping[str, str]:
        """The names of the agreements that count any target, by code, in the register's order."""
        found = self._counting
        return dict(zip(found["code"], found["name"], strict=True))

    @cached_property
    def _counting(self) -> pd.DataFrame:
        return agreements.counting(self.agreements, self.targets)

    @cached_property
    def _begins(self) -> Mapping[str, str]:
        return dict(zip(self._counting["code"], self._counting["first_quarter"], strict=True))

    @cached_property
    def first_agreed(self) -> date | None:
        """The day on which the first milestone was agreed; None where none was."""
        agreed = self.milestones["agreed_on"].min()
        return None if pd.isna(agreed) else agreed.date()

    def agreement_at(self, quarter: str, asked: str | None = None) -> str | None:
        """The code of the agreement looked at: the one ``asked`` for, else `agreements.looked_at`; None without any.

        ValueError names those there are to ask for.
        """
        if asked is None:
            return agreements.looked_at(self._begins, quarter)
        for code, name in self.counting.items():
            if folded(asked) in (folded(code), folded(name)):
                return code
        there = f"Use one of: {', '.join(self.counting)}." if self.counting else "No agreement of the register does."
        raise ValueError(f'"{asked}" is not an agreement that counts targets. {there}')

    def one_of_several(self, quarter: str, asked: str | None = None) -> str | None:
        """The same where it has to be told from others that count targets; else None."""
        code = self.agreement_at(quarter, asked)
        return code if len(self.counting) > 1 else None

    @property
    def board(self) -> str:
        """What the body is called that partnerships answer to."""
        return self.body_names.get(self.council.reported_to, self.council.reported_to or "board")

    @property
    def the_board(self) -> str:
        """What it is called in passing: ``the Board`` of every body that is a board, else ``the Cabinet``."""
        return asked_of.called_in_passing(self.board, "Board")

    @property
    def _asked(self) -> list[str]:
        """Whom partnerships report to, as often as any does."""
        return [one for cell in self.partnerships["reports_to"] for one in asked_of.several(cell)]

    @property
    def _asked_by_most(self) -> str:
        """The body that most partnerships report to: where a register does not say which it is."""
        return max(dict.fromkeys(self._asked), key=self._asked.count, default="")

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return dict(zip(self.partnerships["code"], self.partnerships["name"], strict=True))

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        return self.words_of("partnerships")

    @cached_property
    def leads(self) -> Mapping[str, str]:
        """The code of each target's accountable lead, by the target's."""
        return dict(zip(self.targets["target"], self.targets["partnership"], strict=True))

    def partnership_name(self, code: str) -> str:
        """A partnership's full name; KeyError for a code that the register does not have."""
        return self._names[code]

    def words_of(self, part: str) -> dict[str, str]:
        """Code, name and other names of each row of one of the tables, folded, to its code; an earlier row wins."""
        return words_of(getattr(self, part).to_dict("records"))

    def code_of(self, text: object) -> str | None:
        """A partnership's code from its code, its name or what it is also known as, however typed; None if neither."""
        return self._codes.get(folded(text))

    def target_code(self, text: object) -> str | None:
        """The register's code of a target however typed (NI 001, NI 157 B); None if it has no such target."""
        code = normal_code(text, self.codes_also)
        return code if code in self.leads else None

    def targets_of(self, partnership: str, quarter: str) -> pd.DataFrame:
        """A partnership's targets in whose life the quarter falls, in the order of the register."""
        t = self.targets
        alive = (t["first_quarter"] <= quarter) & (quarter <= t["last_quarter"])
        return t[(t["partnership"] == partnership) & alive].reset_index(drop=True)

    def has_targets(self, partnership: str, quarter: str) -> bool:
        """Whether `targets_of` has any."""
        return any(first <= quarter <= last for first, last in self._lives.get(partnership, ()))

    @cached_property
    def _lives(self) -> Mapping[str, list[tuple[str, str]]]:
        """The first and last quarters of each partnership's targets."""
        lives: dict[str, list[tuple[str, str]]] = {}
        t = self.targets
        for partnership, *life in zip(t["partnership"], t["first_quarter"], t["last_quarter"], strict=True):
            lives.setdefault(partnership, []).append(tuple(life))
        return lives

    def values_in_force(self, as_at: date, quarter: str | None = None) -> pd.DataFrame:
        """One row per target and quarter that has any milestone agreed on or before the day; of one quarter if given.

        The value in force is the one agreed last, of two on one day the lower row's; the original is the first ever
        agreed. Columns: target, quarter, milestone, milestone_upper, floor, milestone_kind, agreed_on,
        original_milestone, original_upper.
        """
        agreed = self.milestones if quarter is None else self.milestones[self.milestones["quarter"] == quarter]
        agreed = agreed[agreed["agreed_on"] <= pd.Timestamp(as_at)]
        agreed = agreed.sort_values(["target", "quarter", "agreed_on", "row"], kind="stable")
        key = ["target", "quarter"]
        # not groupby().last(): that would skip a missing upper value or floor and bring back an older one
        newest = agreed.drop_duplicates(key, keep="last")
        first = agreed.drop_duplicates(key, keep="first")
        newest = newest.rename(columns={"value": "milestone", "upper": "milestone_upper", "kind": "milestone_kind"})
        newest = newest.assign(
            original_milestone=first["value"].to_numpy(), original_upper=first["upper"].to_numpy()
        )  # both are one row per key in the same order
        return newest[list(IN_FORCE)].reset_index(drop=True)

    def returns_due(self, partnership: str, quarter: str) -> date | None:
        """The day by which a partnership's return for the quarter is due: `bodies.returns_due`."""
        return self._returns_due(partnership, quarter)

    @cached_property
    def reported_to(self) -> set[str]:
        """`bodies.asking`: the bodies whose meetings set days for returns."""
        return asked_of.asking(self.partnerships, self.council.reported_to)

    @cached_property
    def _returns_due(self) -> Due:
        return asked_of.returns_due(self.partnerships, self.meetings, self.council.reported_to)


def read_register(name: str, data: bytes) -> Register | Unreadable:
    """The register of a workbook's bytes, or the sentence that says why it could not be opened.

    ``name`` is what its problems call it. Never raises on what stands in the workbook.
    """
    book = workbook.read(name, data, REGISTER)
    return book if isinstance(book, Unreadable) else from_workbook(book, hashlib.sha256(data).hexdigest())


def from_workbook(book: Workbook, fingerprint: str) -> Register:
    """The register of an opened workbook, every problem of every sheet with it."""
    tables, known, problems = read_sheets(book)
    all_bodies.named_once(tables, known)
    problems += checks.check(book, tables, known.council)
    all_bodies.merged(tables)
    rows = tables["Targets"].rows
    for row, counts in zip(rows, agreements.counted(rows, tables["Agreements"].rows), strict=True):
        row["counted"] = counts
    order = [sheet.name for sheet in book.sheets]
    problems.sort(key=lambda problem: order.index(problem.sheet) if problem.sheet in order else -1)
    frames = {sheet.part: _frame(sheet, tables[sheet.name]) for sheet in SHEETS.values()}
    frames["rules"] = frames["rules"].sort_values("from_quarter", ignore_index=True)
    return Register(fingerprint=fingerprint, problems=tuple(problems), **frames)


def _frame(sheet: RegisterSheet, rows: Rows) -> pd.DataFrame:
    """A sheet's rows in the types of its table; a wrong optional cell counts as blank, other rows are left out."""
    needed = [column.name for column in sheet.columns if column.filled]
    complete = [row for row in rows.rows if all(name in row for name in needed)]
    columns: dict[str, list[Any]] = {name: [row.get(name) for row in complete] for name in sheet.table.columns}
    if "cell" in columns:
        columns["cell"] = [address(row["row"], rows.at[sheet.columns[0].name]) for row in complete]
    frame = of_columns(sheet.table, columns)
    return frame.drop_duplicates([*sheet.table.unique], ignore_index=True) if sheet.table.unique else frame
