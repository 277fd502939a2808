"""Every version of one return: which number, whose, when, whether it verifies, and what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.archive import Archive, OnFile
from oxdash.archive.receipts import Receipt
from oxdash.excel.cells import Unreadable
from oxdash.excel.workbook import read_many
from oxdash.findings import comparison
from oxdash.judging import accepted_before
from oxdash.judging.contents import ContentsCache, key_of
from oxdash.register import Register
from oxdash.returns.read_return import Return, read_return
from oxdash.vocabulary import wording
from oxdash.vocabulary.addresses import from_whom
from oxdash.vocabulary.model import RECEIVED
from oxdash.vocabulary.safe_text import indented, one_line

_SAID = {  # column of tables.RETURNED: how it is named
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
    """One number: what is on file, and one sentence for everything it changed since the version before it.

    ``zone``: whose time it is told in.
    """

    file: OnFile
    zone: ZoneInfo
    changes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """``Version 2, submitted 1 February 2010 09:30 from safer.officer@council.example``."""
        file = self.file
        if file.receipt is None:
            return f"Version {file.number}: {file.state}" if file.number else "Placed by hand"
        when = pd.Timestamp(file.receipt.received_at).tz_convert(self.zone)
        act = "withdrawn" if file.receipt.kind == "withdrawal" else "submitted"
        return f"Version {file.number}, {act} {wording.day(when)} {when:%H:%M} {from_whom(file.receipt.received_from)}"


def of(
    archive: Archive,
    register: Register,
    partnership: str,
    quarter: str,
    *,
    officer: bool = False,
    cache: ContentsCache | None = None,
) -> list[Version]:
    """Every version on file, the first first. ArchiveRefused where the archive cannot be listed.

    ``officer``: an officer waits for it, and does not wait for those who only look. No workbook is opened whose
    contents ``cache`` has.
    """
    files = archive.history(partnership, quarter)
    versions, before = [], None
    for file, contents in zip(files, _contents(files, register, officer, cache), strict=True):
        changed = changes(before, contents, register) if before and contents else ()
        versions.append(Version(file, register.council.zone, changed))
        before = contents or before
    return versions


def counting(found: Sequence[Version]) -> int | None:
    """The number that counts, of all versions of a return; None where none does."""
    return found[-1].file.number if found and found[-1].file.state == RECEIVED else None


def _contents(
    files: Sequence[OnFile], register: Register, officer: bool, cache: ContentsCache | None
) -> list[Return | None]:
    """What each file says; None for a withdrawal and for what is damaged or cannot be read."""
    found: list[Return | None] = [None] * len(files)
    intact = []
    for number, file in enumerate(files):
        if (data := file.read_bytes()) is None or file.workbook is None:
            continue
        if cache is not None:
            found[number] = cache.find(key_of(file.workbook, data, file.partnership, file.quarter, register))
        if found[number] is None:
            intact.append((number, file.workbook, data))
    for (number, *_), workbook in zip(intact, read_many([one[1:] for one in intact], officer=officer), strict=True):
        file = files[number]
        if not isinstance(workbook, Unreadable):
            then = accepted_before.register_for(workbook, register, file.partnership)
            found[number] = read_return(workbook, then, partnership=file.partnership, quarter=file.quarter)
    return found


def receipts(held: Sequence[Receipt]) -> pd.DataFrame:
    """partnership, quarter, number, kind (return, withdrawal) and received_at (UTC) of every receipt."""
    columns = ["partnership", "quarter", "number", "kind", "received_at"]
    rows = [[getattr(receipt, column) for column in columns] for receipt in held]
    return pd.DataFrame(rows, columns=columns).astype({"received_at": "datetime64[ns, UTC]"})


def warnings(held: Sequence[Receipt]) -> pd.DataFrame:
    """`comparison.WARNINGS`: a row for every reading that an officer confirmed, in the words of the problem.

    Of every receipt, whether its return still counts or not.
    """
    rows = [
        [receipt.partnership, receipt.quarter, receipt.number, said]
        for receipt in held
        for said in receipt.warnings_confirmed
    ]
    return pd.DataFrame(rows, columns=comparison.WARNINGS).astype(
        {"partnership": "str", "quarter": "str", "number": "int64", "warning": "str"}
    )


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
    for name in ("actions", "risks", "narrative", "districts"):
        was_told, is_told = (_compared(getattr(one, name)) for one in (before, after))
        if not was_told.equals(is_told):
            sentences.append(f"The {name} changed.")
    return tuple(sentences)


def told(versions: list[Version]) -> str:
    """The history in words; empty where there is none."""
    lines = []
    for version in versions:
        file, receipt = version.file, version.file.receipt
        lines.append(one_line(f"{version.heading} ({file.state})"))
        if file.fault:
            lines.append(f"  {file.fault}")
        if receipt is not None:
            if receipt.sha256:
                lines.append(f"  {file.workbook}, sha256 {receipt.sha256}")
            lines += [f"  {line}" for line in receipt.origin(version.zone)]
            for label, text in (("Note", receipt.note), ("Reason", receipt.reason)):
                lines += [f"  {line}" for line in indented(label, text)]
        lines += [f"  {one_line(sentence)}" for sentence in version.changes]
    return "\n".join(lines)


def _shown(table: pd.DataFrame, target: str, column: str, unit: str, places: int) -> str:
    if target not in table.index or pd.isna(value := table.at[target, column]):
        return ""
    if column in ("actual", "forecast"):
        return wording.quantity(value, unit, places)
    if column == "figure_is_for":
        return wording.period(value)
    return wording.day(value) if column == "expected_on" else str(value)


def _compared(table: pd.DataFrame) -> pd.DataFrame:
    """What was said, without where it stood."""
    return table.drop(columns=["workbook", "sheet", "cell"]).reset_index(drop=True)
