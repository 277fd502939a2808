"""Registers and data folders that have none of something: the demo's own, less that, through the product's writers.

The demo's register is cut down to three partnerships, so that a case is soon made: counted, local and stretch targets,
two districts' worth of figures, actions, risks and accounts are all still in it. The other illustrative council's is
taken whole. `LESS` names what can be absent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

import pandas as pd

from oxdash.archive import Archive
from oxdash.demo import register_workbook, returns
from oxdash.demo.register_workbook import COUNCILS, IN_ORDER, OXFORDSHIRE, STAMPED, table_of, write_register
from oxdash.register import Register, read_register
from oxdash.returns import template
from oxdash.returns.prefill import Filled
from oxdash.vocabulary.quarters import Quarter
from tests.returning import bodies_of

PARTNERSHIPS = ("economic", "environment-waste", "safer-communities")
RETURNS = (  # the last quarter with a return of the first agreement's targets, and the two newest
    ("2008-09 Q4", "safer-communities"),
    *(("2009-10 Q3", code) for code in PARTNERSHIPS),
    *(("2009-10 Q4", code) for code in ("economic", "environment-waste")),  # safer-communities has not returned
)
NEEDED = ("Partnerships", "Targets", "Milestones")  # the sheets no register can do without
OPTIONAL = tuple(sheet for sheet in IN_ORDER if sheet not in NEEDED)
BLANKABLE = ("Delivery group", "Baseline", "Baseline period", "Data source", "Definition")

Tables = dict[str, pd.DataFrame]


@dataclass
class Content:
    """What a folder is made of: the register's sheets, which returns come, and what an officer leaves out of each."""

    tables: Tables
    sent: tuple[tuple[str, str], ...] = RETURNS
    left_out: Mapping[str, object] = field(default_factory=dict)  # of Filled
    withdrawn: bool = False
    damaged: bool = False
    council: str = OXFORDSHIRE

    def keep(self, sheet: str, rows: pd.Series) -> None:
        self.tables[sheet] = self.tables[sheet][rows]


_table = cache(table_of)  # nothing below changes a table: each change is another one


def _base(council: str) -> Content:
    if council != OXFORDSHIRE:
        tables = {sheet: _table(sheet, council) for sheet in IN_ORDER if register_workbook.has(sheet, council)}
        sent = tuple(_first_returns(council))
        return Content(tables, sent, council=council)
    content = Content({sheet: _table(sheet) for sheet in IN_ORDER})
    _keep_partnerships(content, PARTNERSHIPS)
    return content


def _keep_partnerships(content: Content, codes: tuple[str, ...]) -> None:
    tables = content.tables
    content.keep("Partnerships", tables["Partnerships"].Code.isin(codes))
    tables["Targets"] = tables["Targets"].assign(**{"Contributing partnerships": None})
    content.keep("Delivery groups", tables["Delivery groups"].Partnership.isin(codes))
    tables["Bodies"] = bodies_of(tables["Bodies"], codes)
    bodies = (*codes, "Public Service Board", "Oxfordshire Partnership Board")
    content.keep("Members", tables["Members"].Body.isin(bodies))
    tables["Meetings"] = tables["Meetings"].assign(**{"Who reports": None})  # partnerships that are not all here
    content.sent = tuple(one for one in content.sent if one[1] in codes)
    _keep_targets(content, tables["Targets"].Partnership.isin(codes))


def _keep_targets(content: Content, rows: pd.Series) -> None:
    """Those targets, with their milestones and what of the reward grant is theirs alone."""
    tables = content.tables
    content.keep("Targets", rows)
    codes = set(tables["Targets"].Code)
    content.keep("Milestones", tables["Milestones"].Target.isin(codes))
    stretch = tables["Stretch"]
    content.keep("Allocations", tables["Allocations"]["Target or body"].isin({*codes, *tables["Partnerships"].Code}))
    tables["Agreements"] = tables["Agreements"].assign(Reward=None)  # which is of all that stretch
    whole = stretch.Target.isin(codes) & (stretch["Figure of"].isin(codes) | stretch["Figure of"].isna())
    content.keep("Stretch", ~stretch.Target.isin(set(stretch.Target[~whole])))


def _of_kinds(*kinds: str) -> Callable[[Content], None]:
    return lambda content: _keep_targets(content, content.tables["Targets"].Kind.isin(kinds))


def _recorded_as(kind: str) -> Callable[[Content], None]:
    """Every target becomes of one kind."""

    def change(content: Content) -> None:
        content.tables["Targets"] = content.tables["Targets"].assign(Kind=kind)

    return change


def _only(code: str) -> Callable[[Content], None]:
    return lambda content: _keep_targets(content, content.tables["Targets"].Code == code)


def _no_rows(sheet: str) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        content.tables[sheet] = content.tables[sheet].iloc[:0]
        _unnamed(content, sheet)

    return change


def _no_sheet(sheet: str) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        del content.tables[sheet]
        _unnamed(content, sheet)

    return change


def _unnamed(content: Content, sheet: str) -> None:
    """What a sheet no longer lists is named by no target, and nothing is returned of it."""
    column = {"Delivery groups": "Delivery group", "Priorities": "Priorities"}.get(sheet)
    if column:
        content.tables["Targets"] = content.tables["Targets"].assign(**{column: None})
    if sheet == "Grants":
        content.keep("Allocations", content.tables["Allocations"].Grant.isna())
    if sheet == "Districts":
        content.left_out = {**content.left_out, "districts": []}


def _leave_out(**what: object) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        content.left_out = {**content.left_out, **what}

    return change


def _send(*sent: tuple[str, str]) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        content.sent = tuple(one for one in content.sent if one in sent)

    return change


def _idle_partnership(content: Content) -> None:
    """One partnership leads no target, so it never returns either."""
    _keep_targets(content, content.tables["Targets"].Partnership != "economic")
    content.sent = tuple(one for one in content.sent if one[1] != "economic")


def _no_details(content: Content) -> None:
    """Every cell that may be blank is, and columns that need not stand there do not."""
    tables = content.tables
    tables["Targets"] = tables["Targets"].assign(**dict.fromkeys(BLANKABLE))
    needless = ["Contributing partnerships", "Definition changed from", "Tolerance override", "Supplied by"]
    tables["Targets"] = tables["Targets"].drop(columns=needless)
    blank = {"Chair": None, "Lead officer": None}
    needless = ["Also known as", "Chairmanship reviewed on", "Governance audited on", "Agendas and minutes"]
    tables["Partnerships"] = tables["Partnerships"].assign(**blank).drop(columns=needless)
    tables["Delivery groups"] = tables["Delivery groups"].assign(**{"Lead officer": None})
    tables["Milestones"] = tables["Milestones"].drop(columns=["Floor", "Reason"])
    tables["Meetings"] = tables["Meetings"].drop(columns=["Link"])
    tables["Members"] = tables["Members"].assign(Places=None)
    for sheet, rows in tables.items():  # which names columns, some of which are gone
        tables[sheet] = rows.drop(columns="Illustrative fields", errors="ignore")


def _attribute(**values: object) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        for name, value in values.items():
            setattr(content, name, value)

    return change


LESS: dict[str, Callable[[Content], None]] = {
    # of the register
    "counted targets: all local": _recorded_as("local"),
    "counted targets: all stretch": _recorded_as("stretch"),
    "counted targets: left out": _of_kinds("local", "stretch"),
    "local and stretch targets": _of_kinds("designated", "statutory"),
    "stretch targets": _of_kinds("designated", "statutory", "local"),
    "all but one target": _only("NI 152"),
    "all but one local target": _only("L1"),
    "all but one partnership": lambda content: _keep_partnerships(content, ("economic",)),
    "targets of a partnership": _idle_partnership,
    "milestones": _no_rows("Milestones"),
    "details": _no_details,
    **{f"{sheet.lower()}: no row": _no_rows(sheet) for sheet in OPTIONAL},
    **{f"{sheet.lower()}: no sheet": _no_sheet(sheet) for sheet in OPTIONAL},
    # of the returns
    "returns": _send(),
    "returns of all but one partnership": _send(("2009-10 Q3", "economic")),
    "returns of counted targets": _send(("2008-09 Q4", "safer-communities")),
    "returns that still stand": _attribute(withdrawn=True),
    "returns that are sound": _attribute(damaged=True),
    "actions": _leave_out(actions=[]),
    "risks": _leave_out(risks=[]),
    "district figures": _leave_out(districts=[]),
    "narrative": _leave_out(narrative=[]),
    "figures": _leave_out(figures={}),
    "anything in the returns": _leave_out(actions=[], risks=[], districts=[], narrative=[], figures={}),
}


def content_without(*what: str, council: str = OXFORDSHIRE) -> Content:
    content = _base(council)
    for one in what:
        LESS[one](content)
    for sheet, rows in content.tables.items():
        rows = rows.reset_index(drop=True).astype(object)
        content.tables[sheet] = rows.where(rows.notna(), None)
    return content


def register_without(*what: str) -> bytes:
    """The register's workbook without what `LESS` names."""
    return write_register(content_without(*what).tables, STAMPED)


def _first_returns(council: str) -> dict[tuple[str, str], register_workbook.Row]:
    """What is known of the first return of each partnership for each quarter."""
    told = register_workbook.rows("returns", council)
    return {(row["Quarter"], row["Partnership"]): row for row in told if row["Number"] == "1"}


def folder_without(root: Path, *what: str, council: str = OXFORDSHIRE) -> Path:
    """A data folder without what `LESS` names: that register, and returns made by the template it gives."""
    return folder_of(root, content_without(*what, council=council))


def folder_of(root: Path, content: Content) -> Path:
    """A data folder of that content."""
    data = write_register(content.tables, COUNCILS[content.council])
    root.mkdir(parents=True, exist_ok=True)
    (root / "register.xlsx").write_bytes(data)
    register = read_register("register.xlsx", data)
    assert isinstance(register, Register) and register.sound, register
    archive = Archive(root / "quarterly")
    lines = _first_returns(content.council)
    for quarter, code in content.sent:
        if register.targets_of(code, quarter).empty:
            continue
        _put_on_file(archive, register, lines[quarter, code], content)
    if content.damaged:
        for workbook in root.glob("quarterly/*/*.xlsx"):
            workbook.write_bytes(workbook.read_bytes()[:-1])
    return root


def _put_on_file(archive: Archive, register: Register, row: dict[str, str], content: Content) -> None:
    typed = Filled(**{**vars(returns.filled(register, row, content.council)), **content.left_out})
    as_at = register.calendar.last_day(Quarter.parse(row["Quarter"]))
    data = template.write(register, row["Partnership"], row["Quarter"], as_at=as_at, filled=typed)
    received = datetime.fromisoformat(row["Received at"])
    archive.accept(
        data,
        partnership=row["Partnership"],
        quarter=row["Quarter"],
        received_at=received,
        received_from=row["Received from"],
        file_name=row["File name"],
        template_version=None,
        register_fingerprint=register.fingerprint,
    )
    if content.withdrawn:
        archive.withdraw(
            row["Partnership"], row["Quarter"], received_at=received, received_from="x", reason="Sent by mistake."
        )
