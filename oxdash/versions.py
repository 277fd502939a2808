"""Every version of one return: which number, whose, when, whether it verifies, and what it changed."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from oxdash import house_style
from oxdash.archive import Archive, OnFile
from oxdash.intake.cells import Unreadable
from oxdash.intake.returns import Return, read_return
from oxdash.intake.workbook import read_many
from oxdash.register import Register

LONDON = "Europe/London"
_SAID = {  # column of table.RETURNED: how it is named
    "actual": "actual",
    "figure_is": "figure is",
    "figure_is_for": "figure is for",
    "absence": "reason for no figure",
    "expected_on": "expected on",
    "forecast": "year-end forecast",
    "declared": "will it be achieved",
    "commentary": "commentary",
}


@dataclass(frozen=True)
class Version:
    """One number: what is on file, and one sentence for everything it changed since the version before it."""

    file: OnFile
    changes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """``Number 2, received 1 February 2010 09:30 from safer.officer@council.example: counts``."""
        file = self.file
        if file.receipt is None:
            return f"Number {file.number}: {file.state}" if file.number else "Placed by hand"
        when = pd.Timestamp(file.receipt.received_at).tz_convert(LONDON)
        act = "withdrawn" if file.receipt.kind == "withdrawal" else "received"
        return f"Number {file.number}, {act} {house_style.day(when)} {when:%H:%M} from {file.receipt.received_from}"


def of(root: Path, register: Register, partnership: str, quarter: str) -> list[Version]:
    """Every version on file, the first first. ``root`` is data/quarterly. ArchiveRefused where it cannot be listed."""
    files = Archive(root).history(partnership, quarter)
    intact = [file for file in files if file.read_bytes() is not None]
    opened = dict(
        zip(
            [file.workbook for file in intact],
            read_many([(file.workbook, file.read_bytes()) for file in intact]),
            strict=True,
        )
    )
    versions, before = [], None
    for file in files:
        workbook = opened.get(file.workbook)
        if workbook is None or isinstance(workbook, Unreadable):
            versions.append(Version(file))
            continue
        contents = read_return(workbook, register, partnership=partnership, quarter=quarter)
        versions.append(Version(file, changes(before, contents, register) if before is not None else ()))
        before = contents
    return versions


def receipts(root: Path) -> pd.DataFrame:
    """partnership, quarter, number, kind (return, withdrawal) and received_at (UTC) of every receipt to be relied on.

    ``root`` is data/quarterly; ArchiveRefused where it cannot be listed.
    """
    columns = ["partnership", "quarter", "number", "kind", "received_at"]
    rows = [[getattr(receipt, column) for column in columns] for receipt in Archive(root).receipts()]
    return pd.DataFrame(rows, columns=columns).astype({"received_at": "datetime64[ns, UTC]"})


def changes(before: Return, after: Return, register: Register) -> tuple[str, ...]:
    """What one version says differently from another, a sentence for each target, in the order of the register."""
    facts = register.targets.set_index("target")
    was, now = before.figures.set_index("target"), after.figures.set_index("target")
    sentences = []
    for target in now.index.union(was.index, sort=False):
        unit, places = facts.unit.get(target, ""), int(facts.places.get(target, 0))
        parts = []
        for column, name in _SAID.items():
            old, new = (_shown(table, target, column, unit, places) for table in (was, now))
            if old != new:
                parts.append(
                    f"{name} changed" if column == "commentary" else f"{name} {old or 'none'} to {new or 'none'}"
                )
        if parts:
            sentences.append(f"{target}: {'; '.join(parts)}.")
    for name, label in (
        ("actions", "actions"),
        ("risks", "risks"),
        ("narrative", "narrative"),
        ("districts", "districts"),
    ):
        old, new = (_compared(getattr(one, name)) for one in (before, after))
        if not old.equals(new):
            sentences.append(f"The {label} changed.")
    return tuple(sentences)


def told(versions: list[Version]) -> str:
    """The history in words; empty where there is none."""
    lines = []
    for version in versions:
        file, receipt = version.file, version.file.receipt
        lines.append(f"{version.heading} ({file.state})")
        if file.fault:
            lines.append(f"  {file.fault}")
        if receipt is not None:
            if receipt.sha256:
                lines.append(f"  {file.workbook}, sha256 {receipt.sha256}")
            for label, text in (("Note", receipt.note), ("Reason", receipt.reason)):
                if text:
                    lines.append(f"  {label}: {text}")
        lines += [f"  {sentence}" for sentence in version.changes]
    return "\n".join(lines)


def _shown(table: pd.DataFrame, target: str, column: str, unit: str, places: int) -> str:
    if target not in table.index or pd.isna(value := table.at[target, column]):
        return ""
    if column in ("actual", "forecast"):
        return house_style.quantity(value, unit, places)
    return house_style.day(value) if column == "expected_on" else str(value)


def _compared(table: pd.DataFrame) -> pd.DataFrame:
    """What was said, without where it stood."""
    return table.drop(columns=["workbook", "sheet", "cell"]).reset_index(drop=True)
