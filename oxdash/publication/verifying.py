"""Is a published position still what was published, and do the kept returns still say the same?

Every file is held against the manifest and the manifest against itself and the audit log; then the kept returns are
read and judged again under the kept register, by the version of the rule that the manifest names, and compared with
the kept tables row by row. A figure or a status that differs is a fault. Words that the program reads otherwise by now
are a note: workbook and tables are those that were kept, and what was published of them stays. Where the manifest or
the log says that they are not, such words are a fault too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from oxdash.archive import Archive
from oxdash.archive.audit_log import AuditLog
from oxdash.archive.audit_log.chain import Head
from oxdash.archive.log_names import in_chain
from oxdash.comparators.figures import over_by
from oxdash.excel.cells import Workbook
from oxdash.excel.workbook import read
from oxdash.judging.position import Position, Unready, load
from oxdash.publication import compare, logged, manifest, references
from oxdash.publication.logged import RESTORE, PublicationLine
from oxdash.publication.shelf import AUDIT, Published, Unreadable
from oxdash.returns import layout
from oxdash.returns.columns import SHEETS, TO_FILL
from oxdash.returns.layout import Entered
from oxdash.returns.sheet_reader import find
from oxdash.rule.versions import RULE_VERSION, VERSIONS
from oxdash.storage import write_once
from oxdash.vocabulary import wording
from oxdash.vocabulary.comparator_tables import COMPARATORS
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.rows import each_row

_SOURCE = ["partnership", "quarter", "workbook", "sheet", "cell"]
_IN_WORDS = {  # of a judged row, what decides nothing by itself: its heading in the return
    column.becomes: column.heading
    for column in TO_FILL[layout.RETURN]
    if column.holds in (Entered.TEXT, Entered.PERIOD, Entered.DAY)
}
_HEADINGS = {  # by table, the heading of each of its columns in the return
    sheet.part: {column.becomes: column.heading for column in sheet.ever}
    for name, sheet in SHEETS.items()
    if name != layout.RETURN
}
_HEADINGS["actions"]["for_kind"] = layout.FOR  # one cell says which kind, and what
UNKNOWN = f"This program knows {', '.join(VERSIONS)}: prove it by the program that published it, or a newer one."


@dataclass(frozen=True)
class Verified:
    """What does not hold, a sentence each; empty where all does. ``notes`` are no faults."""

    files: int
    rows: int
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()
    in_words: bool = False  # whether words are read otherwise by now

    def sentence(self, reference: str) -> str:
        if self.faults:
            many = "1 thing does" if len(self.faults) == 1 else f"{len(self.faults)} things do"
            return f"{reference} does not verify: {many} not hold."
        same = f"figures and statuses in all {self.rows:,}" if self.in_words else f"{self.rows:,}"
        return (
            f"{reference} verifies: {self.files} files are as published, and the kept returns, judged again under the "
            f"kept register, give the same {same} rows."
        )


def verify(one: Published, audit: AuditLog | None = None) -> Verified:
    """Everything about a published position that can be proved."""
    made_up = [*_of_fingerprint(one), *_of_log(one, audit)]
    faults = [*_of_files(one), *made_up]
    notes: list[str] = []
    rows = 0
    read_otherwise: list[str] = []
    try:
        kept, _ = one.position.judged, one.words
        rows = len(kept)
        differ, read_otherwise, not_read = _judged_again(one, kept)
        faults += differ
        if made_up:  # the kept tables may have been changed, so what they say otherwise is not the reader's doing alone
            faults += [said.replace(one.reference, f"{one.reference}, judged again", 1) for said in read_otherwise]
            read_otherwise = []
        notes += [*read_otherwise, *not_read]
        if one.manifest.rule_version in VERSIONS and one.manifest.rule_version != RULE_VERSION:
            notes.append(
                f"It was judged by rule version {one.manifest.rule_version}, and has been judged again by that one; "
                f"the rule is version {RULE_VERSION} now."
            )
    except Unreadable as fault:
        faults.append(str(fault))
    return Verified(len(one.manifest.files), rows, tuple(dict.fromkeys(faults)), tuple(notes), bool(read_otherwise))


def _of_files(one: Published) -> list[str]:
    found = []
    for path in one.manifest.files:
        try:
            one.read(path)
        except Unreadable as fault:
            found.append(str(fault))
    known = {manifest.NAME, *one.manifest.files}
    for there in sorted(one.folder.rglob("*")):
        name = there.relative_to(one.folder).as_posix()
        if (there.is_symlink() or not there.is_dir()) and name not in known:
            found.append(f"{one.reference}: {name} was not published with it. Take it out of the folder.")
    return found


def _of_fingerprint(one: Published) -> list[str]:
    said = one.manifest
    if manifest.fingerprint(said, said.as_at, said.files) == said.fingerprint:
        return []
    return [f"{one.reference}: the fingerprint {said.fingerprint} is not that of the files listed. {RESTORE}"]


def _of_log(one: Published, audit: AuditLog | None) -> list[str]:
    """The audit log names the manifest's sha256, so one that was made up again shows, and has the head it had then."""
    if audit is None:
        return []
    chain = audit.walk()
    if chain.unreadable:
        return [write_once.unreadable(audit.path.name, chain.unreadable)]
    known, said = in_chain(chain, PublicationLine), one.manifest
    if sentence := logged.complaint(known, said):
        return [sentence]
    if (references.key(one.reference), 0) not in known.known:
        return [logged.not_named(said)]
    if said.log_head and not chain.holds(head := Head.parse(said.log_head)):
        return [f"{one.reference}: it was published when {head.gone()}"]
    return []


def _judged_again(one: Published, kept: pd.DataFrame) -> tuple[list[str], list[str], list[str]]:
    """Reading and judging the kept returns again, by the rule that judged them: faults, notes, what is not read.

    What the kept register did not take of a return any more was not read when it was published either.
    """
    copies: Path = one.folder / AUDIT
    faults = [f"{one.reference}, kept returns: {fault.sentence}" for fault in Archive(copies / "quarterly").verify()]
    version = one.manifest.rule_version
    if version not in VERSIONS:
        return [*faults, f"{one.reference}: it was judged by rule version {version}. {UNKNOWN}"], [], []
    again = load(copies, one.manifest.as_at, version=version, logged=False)
    if isinstance(again, Unready):
        return [*faults, f"{one.reference}: the kept returns cannot be judged again. {again.sentence}"], [], []
    faults += [f"{one.reference}, kept comparators: {said}" for said in _compared_again(one, again)]
    faults += [f"{one.reference}, kept decisions: {said}" for said in _decided_again(one, again)]
    differ, read_otherwise = reread(one, kept, again)
    notes = [f"{one.reference}: {said}" for said in read_otherwise]
    not_read = [f"{one.reference}: {problem.message}" for problem in again.problems]
    return [*faults, *(f"{one.reference}, judged again: {said}" for said in differ)], notes, not_read


def _compared_again(one: Published, again: Position) -> Iterator[str]:
    """Other areas' figures read again, held against the kept table: what is no more, is new or is another."""
    yield from again.not_compared
    until = again.calendar.last_day(Quarter.parse(one.manifest.quarter))
    names = [name for name in COMPARATORS.columns if name not in COMPARATORS.unique]
    then, now = (
        rows.set_index([*COMPARATORS.unique])[names].astype("object")
        for rows in (one.position.comparators, over_by(again.comparators, until))
    )
    for key in then.index.union(now.index, sort=False):
        target, area, period = key
        what = f"{area}, {target}, {period}"
        if key not in now.index or key not in then.index:
            yield f"{what}: {'not read any more' if key in then.index else 'read by now, and not kept'}."
            continue
        was, read_now = then.loc[key], now.loc[key]
        for name in names:
            if was[name] != read_now[name] and not (pd.isna(was[name]) and pd.isna(read_now[name])):
                yield f"{what}: {name.replace('_', ' ')} was {was[name]} and is {read_now[name]}."


def _decided_again(one: Published, again: Position) -> Iterator[str]:
    """The kept entries read again, held against the kept table, which does not say who recorded them."""
    yield from again.not_decided
    then, now = (
        rows.drop(columns="recorded_by").set_index("number").astype("object")
        for rows in (one.position.decisions, again.decisions)
    )
    for number in then.index.union(now.index):
        if number not in now.index or number not in then.index:
            yield f"entry {number}: {'not on file any more' if number in then.index else 'not in the kept table'}."
            continue
        was, read_now = then.loc[number], now.loc[number]
        for name in then.columns:
            if was[name] != read_now[name] and not (pd.isna(was[name]) and pd.isna(read_now[name])):
                yield f"entry {number}: {name.replace('_', ' ')} is not as it was kept."


def reread(one: Published, kept: pd.DataFrame, again: Position) -> tuple[list[str], list[str]]:
    """Faults, a figure or a status that differs, and notes, what is read otherwise in words: a sentence each.

    ``kept`` is the kept table of what was judged, ``again`` the kept returns read and judged again.
    """
    books = _Books(one)
    judged = again.judged[again.judged.quarter <= one.manifest.quarter].reset_index(drop=True)
    differences = compare.rows(kept, judged)
    in_words = differences.column.isin(list(_IN_WORDS))
    faults, notes = list(differences[~in_words].sentence), []
    rows = kept.set_index(compare.KEY)
    for found in each_row(differences[in_words]):
        row = rows.loc[(found.target, found.quarter)]
        where = books.where(found.quarter, row.workbook, row.sheet, row.cell, _IN_WORDS[found.column])
        notes.append(f"{where}: the {found.column.replace('_', ' ')} of {found.target} is read otherwise by now.")
    for name, headings in _HEADINGS.items():
        now = getattr(again, name)
        now = now[now.quarter <= one.manifest.quarter]
        for is_fault, said in _of_table(name, headings, getattr(one.position, name), now, books):
            (faults if is_fault else notes).append(said)
    return faults, notes


def _of_table(
    name: str, headings: Mapping[Any, str], then: pd.DataFrame, now: pd.DataFrame, books: "_Books"
) -> Iterator[tuple[bool, str]]:
    """What differs in a table beside the judged one, cell by cell of the workbooks; True for a figure."""
    numbers = [column for column in then.columns if pd.api.types.is_float_dtype(then[column])]
    old, new = (
        {tuple(row[column] for column in _SOURCE): row for row in rows.to_dict("records")} for rows in (then, now)
    )
    for key in dict.fromkeys([*old, *new]):
        _, quarter, workbook, sheet, cell = key
        if key not in new or key not in old:
            held = old.get(key) or new[key]
            said = "is not read any more" if key in old else "is read by now, and was not then"
            where = books.where(quarter, workbook, sheet, cell)
            yield any(pd.notna(held[column]) for column in numbers), f"{where}: a row of {name} {said}."
            continue
        column: Any
        for column, was in old[key].items():
            read_now = new[key].get(column)
            if column in _SOURCE or was == read_now or (pd.isna(was) and pd.isna(read_now)):
                continue
            heading = headings.get(column, column.capitalize())
            where = books.where(quarter, workbook, sheet, cell, heading)
            yield column in numbers, f"{where}: the {column.replace('_', ' ')} is read otherwise by now."


class _Books:
    """The kept workbooks, opened when a cell of one has to be named."""

    def __init__(self, one: Published):
        self.one, self.columns = one, cache(self._columns)

    def where(self, quarter: str, workbook: str, sheet: str, cell: str, heading: str = "") -> str:
        """``economic.1.xlsx of Q4 2009/10, sheet Return, cell O4``: in the row of ``cell``, under a heading."""
        row = "".join(filter(str.isdigit, str(cell)))
        place = self.columns(quarter, str(workbook), str(sheet)).get(heading, "")
        return f"{workbook} of {wording.quarter(quarter)}, sheet {sheet}, cell {f'{place}{row}' if place else cell}"

    def _columns(self, quarter: str, workbook: str, sheet: str) -> dict[str, str]:
        """The letter of each heading's column; none where the sheet cannot be read."""
        path = f"{AUDIT}/quarterly/{Quarter.parse(quarter).path}/{workbook}"
        book = read(workbook, self.one.read(path)) if path in self.one.manifest.files else None
        table = find(book, sheet)[0] if isinstance(book, Workbook) else None
        return {heading: table.letter(heading) for heading in table.columns} if table else {}
