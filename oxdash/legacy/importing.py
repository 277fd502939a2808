"""Import earlier years' workbooks: every return in them checked by the reader of returns, and filed oldest first.

A manager's act, in one of two ways: as a rehearsal, which writes nothing and says what would be done, or in earnest.
Each return is filed whole or not at all, by itself: what stops the program leaves those before it on file, and another
run goes on after them. A quarter that has anything on file is not touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from oxdash import access
from oxdash.access import Person
from oxdash.archive import ArchiveRefused, OnFileAlready, imports, record
from oxdash.archive.receipts import Imported, as_text, fingerprint, uploaded_name
from oxdash.excel import workbook
from oxdash.excel.cells import Unreadable, Workbook
from oxdash.excel.problems import Problem, Severity
from oxdash.judging.position import Position
from oxdash.legacy import folder as files
from oxdash.legacy import map_file, workbooks
from oxdash.legacy.drafts import Reader
from oxdash.legacy.folder import Listed
from oxdash.legacy.found import Draft, Opened
from oxdash.legacy.layout_map import Map
from oxdash.legacy.map_file import Mistakes
from oxdash.legacy.report import Outcome, Report, Return
from oxdash.legacy.typed import Typing, read_back
from oxdash.returns import template
from oxdash.returns.carried import Carried
from oxdash.returns.read_return import read_return
from oxdash.settings import Settings
from oxdash.submissions.check import carried_over
from oxdash.submissions.submit import TO_FIX, not_over
from oxdash.vocabulary.model import NOT_RECEIVED
from oxdash.vocabulary.quarters import Quarter
from oxdash.vocabulary.wording import counted, listed

_ON_FILE = "a return of that quarter is on file, and is not touched"
_EARLIER = ["target", "quarter", "actual", "figure_is_for"]


@dataclass(frozen=True)
class Asked:
    """What is to be imported. ``map_data`` are the bytes of the map ``map_name``; ``confirm``: every reading stands."""

    folder: Path
    map_name: str
    map_data: bytes
    confirm: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Refused:
    """Nothing was imported: why, in sentences. ``unusable``: the map or the folder cannot be used at all."""

    sentences: tuple[str, ...]
    unusable: bool = False


def run(asked: Asked, position: Position, who: Person, settings: Settings, now: datetime) -> Report | Refused:
    """Import a folder by a map. ``position`` is what is on file; ``now`` is aware, UTC, and when all is received."""
    if denied := access.refusal(who, None, settings, now, manager=True):
        if not asked.dry_run:
            access.noted("denied", who, settings, now, why=denied, map_fingerprint=fingerprint(asked.map_data))
        return Refused((denied,))
    legacy = map_file.read(asked.map_name, asked.map_data, position.register)
    if isinstance(legacy, Mistakes):
        return Refused(legacy.sentences, unusable=True)
    try:
        there = files.look(asked.folder, legacy)
    except ValueError as error:
        return Refused((str(error),), unusable=True)
    if not there.named:
        return Refused((_nothing_named(there, legacy),), unusable=True)
    opened = workbooks.opened(there, Reader(legacy, position.register))
    workbooks.two_for_one(opened)
    return _Import(asked, legacy, position, who, settings, now).of(opened, there)


def _nothing_named(there: Listed, legacy: Map) -> str:
    wanted = f'"{legacy.files.named}", as files.named says'
    if not there.count:
        return f"There are no files in the folder. Name one with workbooks called like {wanted}."
    such = listed([f'"{one}"' for one in there.unknown[:3]]) if there.unknown else "those the map leaves unread"
    return (
        f"None of the {counted(there.count, 'file')} in the folder is called like {wanted}; there is, for example, "
        f"{such}. Put the map right."
    )


class _Import:
    def __init__(
        self, asked: Asked, legacy: Map, position: Position, who: Person, settings: Settings, now: datetime
    ) -> None:
        self.asked, self.map, self.position = asked, legacy, position
        self.who, self.settings, self.now = who, settings, now
        self.map_mark = fingerprint(asked.map_data)
        self.earlier = [position.judged[_EARLIER]]
        self.stands: dict[str, dict[str, Carried]] = {}  # of what is imported now: by partnership, by quarter
        held = position.returns
        held = held[(held["state"] != NOT_RECEIVED) | held["workbook"].notna()]  # or what cannot be read
        self.on_file = set(zip(held["partnership"], held["quarter"], strict=True))
        self.kept: set[str] = set()
        self.stopped = ""  # why nothing more can be filed

    def of(self, opened: Sequence[Opened], there: Listed) -> Report:
        """Every return in order, oldest first, and what became of it."""
        drafts = [draft for one in opened for draft in one.drafts]
        drafts.sort(key=lambda draft: (draft.quarter, draft.partnership))
        outcomes: list[Return] = []
        barred = [self._barred(draft) for draft in drafts]
        made = [None if bar else self._made(draft) for draft, bar in zip(drafts, barred, strict=True)]
        to_read = [(_called(draft), data) for draft, data in zip(drafts, made, strict=True) if data is not None]
        books = iter(workbook.read_each(to_read))
        for draft, bar, data in zip(drafts, barred, made, strict=True):
            book = next(books) if data is not None else None
            if self.stopped:
                outcomes.append(self._outcome(draft, Outcome.NOT_FILED, self.stopped))
            elif bar:
                outcomes.append(self._refused(draft, *bar))
            else:
                outcomes.append(self._one(draft, data, book))
        return Report(
            dry_run=self.asked.dry_run,
            confirm=self.asked.confirm,
            map_name=self.asked.map_name,
            map_sha256=self.map_mark,
            names=self.position.names,
            returns=tuple(outcomes),
            unplaced=tuple(
                problem for one in opened for problem in [*one.unplaced, *([] if one.drafts else one.problems)]
            ),
            not_named=there.unknown,
            left_out=tuple((one.source.name, *left) for one in opened for left in one.left_out),
            empty=tuple((one.source.name, *nothing) for one in opened for nothing in one.empty),
        )

    def _barred(self, draft: Draft) -> tuple[Outcome, str] | None:
        """Why a return is not filed whatever it says; None where it may be."""
        if (draft.partnership, draft.quarter) in self.on_file:
            return Outcome.ON_FILE, _ON_FILE
        sentence = not_over(draft.quarter, self.position, self.now)
        return (Outcome.NOT_FILED, sentence) if sentence else None

    def _made(self, draft: Draft) -> bytes | None:
        """The return in our own template, less what was refused; None where one cannot be made."""
        filled = Typing(draft, self.map, self.position.register).filled()
        register = self.position.register
        if not register.has_targets(draft.partnership, draft.quarter):  # told of every row
            return None
        return template.write(register, draft.partnership, draft.quarter, as_at=self.position.as_at, filled=filled)

    def _one(self, draft: Draft, made: bytes | None, book: Workbook | Unreadable | None) -> Return:
        if made is None or book is None:
            return self._refused(draft, Outcome.NOT_FILED, TO_FIX)
        if isinstance(book, Unreadable):  # what was typed is too much for a return
            draft.problems.append(workbooks.whole(draft.source.name, book.sentence))
            return self._refused(draft, Outcome.NOT_FILED, TO_FIX)
        register = self.position.register
        contents = read_return(
            book,
            register,
            before=pd.concat(self.earlier, ignore_index=True),
            last=self._last,
            partnership=draft.partnership,
            quarter=draft.quarter,
        )
        targets = list(register.targets_of(draft.partnership, draft.quarter)["target"])
        said = [read_back(one, draft, book.name, targets) for one in contents.problems]
        refused = {(one.sheet, one.cell) for one in draft.problems if one.severity == Severity.MUST_FIX}
        said = [one for one in said if (one.sheet, one.cell) not in refused]  # it was not typed, so it is not there
        draft.problems[:] = [*(one for one in draft.problems if not _said_again(one, said)), *said]
        if _to_fix(draft):
            return self._refused(draft, Outcome.NOT_FILED, TO_FIX)
        if draft.all_problems and not self.asked.confirm:
            return self._refused(draft, Outcome.NOT_FILED, "there are readings to confirm first, with --confirm")
        number: int | None = None
        if not self.asked.dry_run:
            try:
                number = self._file(draft, made, contents.cover.template_version)
            except OnFileAlready:  # it came meanwhile
                return self._refused(draft, Outcome.ON_FILE, _ON_FILE)
            except ArchiveRefused as error:
                self.stopped = str(error)
                return self._refused(draft, Outcome.NOT_FILED, self.stopped)
        self.earlier.append(contents.figures[_EARLIER])
        self.stands.setdefault(draft.partnership, {})[draft.quarter] = contents.stands
        return self._outcome(
            draft, Outcome.FILED, "", number=number, figures=int(contents.figures.actual.notna().sum())
        )

    def _last(self, partnership: str, quarter: str) -> Carried | None:
        """What the newest earlier return said that stands, on file or imported just now."""
        held = carried_over(self.position, partnership, quarter)
        own = self.stands.get(partnership, {})
        newest = max((one for one in own if one < quarter), default=None)
        if newest is None or (held is not None and held.quarter > newest):
            return held
        return own[newest]

    def _file(self, draft: Draft, made: bytes, version: str | None) -> int:
        """Keep the legacy workbook and the map, and put the return on file; its number."""
        source = draft.source
        for data, mark, kind in (
            (source.data, source.sha256, imports.WORKBOOK),
            (self.asked.map_data, self.map_mark, imports.MAP),
        ):
            if mark not in self.kept:
                imports.keep(self.settings.imported, data, kind)
                self.kept.add(mark)
        imported = Imported(
            file=uploaded_name(source.name),
            sheet=as_text(draft.sheet),
            sha256=source.sha256,
            map=uploaded_name(self.asked.map_name),
            map_sha256=self.map_mark,
        )
        accepted = record.archive(self.settings).accept(
            made,
            partnership=draft.partnership,
            quarter=draft.quarter,
            received_at=self.now.astimezone(self.position.council.zone),
            received_from=self.who.name,
            file_name=_called(draft),
            template_version=version,
            register_fingerprint=self.position.register.fingerprint,
            warnings_confirmed=[problem.message for problem in draft.all_problems],
            came={**self.who.came(), "imported": imported},
            only_first=True,
        )
        return accepted.receipt.number

    def _refused(self, draft: Draft, outcome: Outcome, why: str) -> Return:
        if not self.asked.dry_run:
            facts = {
                "partnership": draft.partnership,
                "quarter": draft.quarter,
                "file_fingerprint": draft.source.sha256,
            }
            event = "already on file" if outcome == Outcome.ON_FILE else "refused"
            access.noted(
                event,
                self.who,
                self.settings,
                self.now,
                why=why,
                map_fingerprint=self.map_mark,
                problems=len(draft.all_problems),
                **facts,
            )
        return self._outcome(draft, outcome, why)

    def _outcome(self, draft: Draft, outcome: Outcome, why: str, **more: Any) -> Return:
        problems = () if outcome == Outcome.ON_FILE else tuple(draft.all_problems)
        return Return(draft.partnership, draft.quarter, draft.source.name, draft.sheet, outcome, why, problems, **more)


def _to_fix(draft: Draft) -> bool:
    return any(problem.severity == Severity.MUST_FIX for problem in draft.all_problems)


def _said_again(problem: Problem, said: Sequence[Problem]) -> bool:
    """Whether the reader of returns asks of the same cell what was asked of it before."""
    return any(
        (one.sheet, one.cell, one.severity) == (problem.sheet, problem.cell, problem.severity)
        and problem.what_to_do in one.what_to_do
        for one in said
    )


def _called(draft: Draft) -> str:
    """What the return that is made of a draft is called."""
    return f"{draft.partnership} {Quarter.parse(draft.quarter).path} imported.xlsx"
