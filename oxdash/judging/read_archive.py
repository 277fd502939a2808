"""Reading every return on file: which counts, which is damaged, and what no longer passes."""

from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from oxdash.archive import OnFile
from oxdash.archive.receipts import Receipt
from oxdash.excel.cells import Unreadable, Workbook
from oxdash.excel.problems import Problem, Severity
from oxdash.excel.workbook import read, read_each
from oxdash.excel.worker_client import DID_NOT_START
from oxdash.judging import accepted_before
from oxdash.judging.contents import ContentsCache, key_of
from oxdash.register import Register
from oxdash.returns.read_return import Return, read_return
from oxdash.vocabulary import tables, wording
from oxdash.vocabulary.cannot_be import CannotBe
from oxdash.vocabulary.model import BY_HAND, DAMAGED, NOT_RECEIVED, READABLE, WITHDRAWN
from oxdash.vocabulary.quarters import Quarter, between
from oxdash.vocabulary.schemas import Schema

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Read:
    """One return on file after reading it: its state may be worse than the archive could know.

    ``state`` is one of model.STATES; ``contents`` is None where nothing can be used.
    """

    file: OnFile
    state: str
    contents: Return | None = None
    fault: str | None = None
    problems: tuple[Problem, ...] = ()


class CannotOpen(CannotBe):
    """No workbook can be opened just now, through no fault of theirs; its text is the sentence that says why."""


def read_all(
    on_file: Sequence[Sequence[OnFile]], register: Register, cache: ContentsCache | None = None
) -> list[list[Read]]:
    """Every version of every return, as `Archive.versions` gives them; one child process for all that is opened.

    What decides is read first, oldest quarter first, then what it replaced. What ``cache`` holds of a received return
    is not read again, and what is read well is kept there. CannotOpen where the reader itself does not work: then
    nothing is known of the returns, and none is called damaged.
    """
    found: dict[tuple[int, int], Read] = {}
    intact: list[tuple[tuple[int, int], OnFile, bytes]] = []
    places = [(whose, number) for whose, versions in enumerate(on_file) for number in range(len(versions))]
    last = {(whose, len(versions) - 1) for whose, versions in enumerate(on_file)}
    for place in sorted(places, key=lambda place: (place not in last, on_file[place[0]][-1].quarter)):
        file = on_file[place[0]][place[1]]
        contents = file.read_bytes() if file.state in READABLE else None
        if contents is None:
            state = file.state if file.state in (WITHDRAWN, DAMAGED) else DAMAGED
            found[place] = Read(file, state, fault=file.fault)
        else:
            intact.append((place, file.put_away(), contents))
    keys = [_key(file, contents, register) if cache else None for _, file, contents in intact]
    known = [cache.find(key) if cache and key else None for key in keys]
    opened = _opened([(_name(one[1]), one[2]) for one, had in zip(intact, known, strict=True) if had is None])
    earlier: dict[str, list[Return]] = {}
    for (place, file, _), key, had in zip(intact, keys, known, strict=True):
        if had is None:
            one = _read_one(file, next(opened), register, earlier.get(file.partnership, []))
            if cache and key and one.contents is not None:
                cache.keep(key, one.contents)
        else:
            one = Read(file, file.state, had, problems=_mistakes(file, had, register.council.zone))
        if one.contents is not None and place in last:
            earlier.setdefault(file.partnership, []).append(one.contents)
        found[place] = one
    next(opened, None)  # there is no more; the child is let go of
    if cache and known.count(None):
        cache.bound()
    return [[found[whose, number] for number in range(len(versions))] for whose, versions in enumerate(on_file)]


def _key(file: OnFile, contents: bytes, register: Register) -> str | None:
    """Under which its contents are kept; None where more than the file decides what they are."""
    if file.state == BY_HAND:  # it is held against the returns before it
        return None
    return key_of(_name(file), contents, file.partnership, file.quarter, register)


def _mistakes(file: OnFile, contents: Return, zone: ZoneInfo) -> tuple[Problem, ...]:
    """What an accepted return does not pass any more; that the register has a target more is nothing of its doing."""
    return _said_of(
        file,
        [one for one in contents.problems if one.severity == Severity.MUST_FIX and not accepted_before.gained(one)],
        zone,
    )


def _said_of(file: OnFile, problems: Iterable[Problem], zone: ZoneInfo) -> tuple[Problem, ...]:
    """The same, their sentences naming which return it is, as every quarter has a workbook of that name."""
    return tuple(replace(one, message=one.message.replace(_name(file), named(file, zone), 1)) for one in problems)


def _name(file: OnFile) -> str:
    """Of its workbook, which everything on file has that holds one."""
    return file.workbook or ""


def named(file: OnFile, zone: ZoneInfo) -> str:
    """``economic.1.xlsx (return 1 for Q3 2009/10, received 12 January 2010)``; of one placed by hand its quarter."""
    receipt = file.receipt
    if receipt is None:
        return f"{file.workbook} of {wording.quarter(file.quarter)}"
    received = pd.Timestamp(receipt.received_at).tz_convert(zone)
    which = f"return {file.number} for {wording.quarter(file.quarter)}, received {wording.day(received)}"
    return f"{file.workbook} ({which})"


def _opened(files: list[tuple[str, bytes]]) -> Generator[Workbook | Unreadable]:
    """Every workbook of ``files``, in order; the child opens the next ones while the caller reads this one.

    What was accepted once and cannot be opened now is tried again before it is called damaged: a machine under load may
    only have run out of its time.
    """
    with ThreadPoolExecutor(max_workers=1) as ahead:
        opening = read_each(files)
        try:
            for file, waiting in [(file, ahead.submit(next, opening)) for file in files]:
                workbook = waiting.result()
                if isinstance(workbook, Unreadable):
                    workbook = read(*file)
                if isinstance(workbook, Unreadable) and workbook.sentence == DID_NOT_START:
                    raise CannotOpen(workbook.sentence)
                yield workbook
        finally:  # whatever came of it, its turn is over
            ahead.submit(opening.close)


def _read_one(file: OnFile, workbook: Workbook | Unreadable, register: Register, earlier: list[Return]) -> Read:
    by_hand, zone = file.state == BY_HAND, register.council.zone
    if isinstance(workbook, Unreadable):
        return Read(file, NOT_RECEIVED if by_hand else DAMAGED, fault=f"{named(file, zone)}: {workbook.sentence}")
    # what a figure is likely to be, and what stood before, was asked of a received return when it came in
    asked = by_hand and bool(earlier)
    before = pd.concat([one.figures for one in earlier], ignore_index=True) if asked else None
    stands = earlier[-1].stands if asked else None
    contents = read_return(
        workbook,
        register if by_hand else accepted_before.register_for(workbook, register, file.partnership),
        before=before,
        last=lambda *_: stands,
        partnership=file.partnership,
        quarter=file.quarter,
    )
    if by_hand and contents.problems:
        # nobody confirmed anything about a file that was only put there, so it has to pass every check
        fault = (
            f"{named(file, zone)} was placed in the folder by hand and does not count: "
            f"{len(contents.problems)} thing{'' if len(contents.problems) == 1 else 's'} to fix or confirm. "
            "Submit it instead."
        )
        return Read(file, NOT_RECEIVED, fault=fault, problems=_said_of(file, contents.problems, zone))
    if (contents.partnership, contents.quarter) != (file.partnership, file.quarter):
        told = _said_of(file, contents.problems, zone)
        fault = next((problem.message for problem in told), f"{named(file, zone)} is not the return its place says.")
        return Read(file, DAMAGED, fault=fault, problems=told)
    if not by_hand and _mistakes(file, contents, zone):
        lost = accepted_before.not_read(workbook, contents)
        contents = replace(contents, problems=(*contents.problems, *lost))
    return Read(file, file.state, contents, problems=_mistakes(file, contents, zone))


def that_count(register: Register, read: Sequence[Read]) -> list[Return]:
    """What the returns say, of each target in a quarter once: by the partnership that leads it, else by one that did.

    A target that was given another lead keeps the figures that its lead of then returned. Where more than one of its
    former leads did, the return received last counts.
    """
    leads = dict(zip(register.targets.target, register.targets.partnership, strict=True))
    returned = [(one, one.contents) for one in read if one.contents is not None]
    claims: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for place, (one, contents) in enumerate(returned):
        for target in contents.said["figures"]["target"]:
            received = one.file.receipt.received_at if one.file.receipt else _NEVER
            claim = (leads[target] == one.file.partnership, received, place)
            claims.setdefault((target, one.file.quarter), []).append(claim)
    beaten = {(key[0], claim[-1]) for key, many in claims.items() for claim in many if claim != max(many)}
    kept = [contents for _, contents in returned]
    for place in {place for _, place in beaten}:
        kept[place] = kept[place].without({target for target, of in beaten if of == place})
    return kept


def gathered(schema: Schema, part: str, returned: Sequence[Return]) -> pd.DataFrame:
    """A table of what all returns say in a part of theirs."""
    said = [one.said[part] for one in returned]
    columns = {name: [*chain.from_iterable(one[name] for one in said)] for name in schema.columns}
    return tables.settle(schema, tables.of_columns(schema, columns))


def returns_table(register: Register, read: list[Read]) -> pd.DataFrame:
    """tables.RETURNS: a row for every partnership in every quarter from the first on file to the newest.

    But none where nothing is on file and the partnership had no target: then no return is missing.
    """
    if not read:
        return tables.empty(tables.RETURNS)
    by_key = {(one.file.quarter, one.file.partnership): one for one in read}
    quarters = between(Quarter.parse(min(key[0] for key in by_key)), Quarter.parse(max(key[0] for key in by_key)))
    rows = []
    for quarter in map(str, quarters):
        for code in register.partnerships.code:
            row: dict[str, Any] = {"partnership": code, "quarter": quarter, "state": NOT_RECEIVED}
            one = by_key.get((quarter, code))
            if one is None and not register.has_targets(code, quarter):
                continue
            if one is not None:
                row |= {
                    "state": one.state,
                    "number": one.file.number,
                    "workbook": one.file.workbook,
                    "fault": one.fault,
                }
                if (receipt := one.file.receipt) is not None:
                    row |= {name: getattr(receipt, name) for name in ("received_at", "received_from", "sha256")}
                    row["withdrawn_because"] = receipt.reason
            rows.append(row)
    return tables.settle(tables.RETURNS, pd.DataFrame(rows))


def corrections_table(read: Iterable[Sequence[Read]], zone: ZoneInfo) -> pd.DataFrame:
    """tables.CORRECTIONS: what each version says differently from the version before it, in order of quarter.

    ``read`` has every version of every return, in that order. A withdrawal and what cannot be used are no versions: the
    next one is held against the last that said anything.
    """
    rows: list[tuple[Any, ...]] = []
    for versions in read:
        before: Return | None = None
        for one in versions:
            if one.contents is None or one.file.receipt is None:
                continue
            if before is not None:
                rows += _corrected(before, one.contents, one.file.receipt, zone)
            before = one.contents
    return tables.settle(tables.CORRECTIONS, pd.DataFrame(rows, columns=list(tables.CORRECTIONS.columns)))


def _corrected(before: Return, after: Return, receipt: Receipt, zone: ZoneInfo) -> list[tuple[Any, ...]]:
    """A row for each actual that two versions say differently; missing where there is none."""
    day = pd.Timestamp(receipt.received_at).tz_convert(zone).tz_localize(None).normalize()
    figures = (one.said["figures"] for one in (before, after))
    was, now = (dict(zip(said["target"], said["actual"], strict=True)) for said in figures)
    both = [(target, was.get(target), now.get(target)) for target in {**now, **was}]
    return [(target, receipt.quarter, old, new, receipt.number, day) for target, old, new in both if old != new]
