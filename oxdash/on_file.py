"""Reading every return on file: which counts, which is damaged, and what no longer passes."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd

from oxdash import table
from oxdash.archive import OnFile
from oxdash.contents_cache import ContentsCache, key_of
from oxdash.intake.carried import Carried
from oxdash.intake.cells import Unreadable, Workbook
from oxdash.intake.child import DID_NOT_START
from oxdash.intake.problems import Problem, Severity
from oxdash.intake.returns import Return, read_return
from oxdash.intake.workbook import read, read_each
from oxdash.quarters import HERE, Quarter, between
from oxdash.register import Register

NAN = float("nan")


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


class CannotOpen(Exception):
    """No workbook can be opened just now, through no fault of theirs; its text is the sentence that says why."""


def read_all(
    on_file: Sequence[OnFile],
    register: Register,
    replaced: Sequence[OnFile] = (),
    cache: ContentsCache | None = None,
) -> tuple[list[Read], list[Read]]:
    """Read what decides, oldest quarter first, then the versions it ``replaced``; one child process for all of it.

    What ``cache`` holds of a received return is not read again, and what is read well is kept there. CannotOpen where
    the reader itself does not work: then nothing is known of the returns, and none is called damaged.
    """
    read: list[Read] = []
    before: list[Read] = []
    intact: list[tuple[OnFile, bytes, list[Read]]] = []
    deciding = sorted(on_file, key=lambda file: file.quarter)
    for file, kept in [*((file, read) for file in deciding), *((file, before) for file in replaced)]:
        contents = file.read_bytes() if file.state in ("received", "placed by hand") else None
        if contents is None:
            state = file.state if file.state in ("withdrawn", "damaged") else "damaged"
            kept.append(Read(file, state, fault=file.fault))
        else:
            intact.append((file, contents, kept))
    keys = [_key(file, contents, register) if cache else None for file, contents, _ in intact]
    known = [cache.find(key) if key else None for key in keys]
    opened = _opened([(one[0].workbook, one[1]) for one, found in zip(intact, known, strict=True) if found is None])
    earlier: dict[str, list[Return]] = {}
    for (file, _, kept), key, found in zip(intact, keys, known, strict=True):
        if found is None:
            one = _read_one(file, next(opened), register, earlier.get(file.partnership, []))
            if key and one.contents is not None:
                cache.keep(key, one.contents)
        else:
            one = Read(file, file.state, found, problems=_mistakes(found))
        if one.contents is not None and kept is read:
            earlier.setdefault(file.partnership, []).append(one.contents)
        kept.append(one)
    next(opened, None)  # there is no more; the child is let go of
    if cache and known.count(None):
        cache.bound()
    return _in_order(read), _in_order(before)


def _key(file: OnFile, contents: bytes, register: Register) -> str | None:
    """Under which its contents are kept; None where more than the file decides what they are."""
    if file.state == "placed by hand":  # it is held against the returns before it
        return None
    return key_of(file.workbook, contents, file.partnership, file.quarter, register)


def _mistakes(contents: Return) -> tuple[Problem, ...]:
    return tuple(problem for problem in contents.problems if problem.severity == Severity.MUST_FIX)


def _in_order(read: list[Read]) -> list[Read]:
    return sorted(read, key=lambda one: (one.file.quarter, one.file.partnership, one.file.number or 0))


def _opened(files: list[tuple[str, bytes]]) -> Iterator[Workbook | Unreadable]:
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
    by_hand = file.state == "placed by hand"
    if isinstance(workbook, Unreadable):
        return Read(file, "not received" if by_hand else "damaged", fault=f"{file.workbook}: {workbook.sentence}")
    # what a figure is likely to be, and what stood before, was asked of a received return when it came in
    asked = by_hand and bool(earlier)
    before = pd.concat([one.figures for one in earlier], ignore_index=True) if asked else None
    stands = Carried.of(earlier[-1]) if asked else None
    contents = read_return(
        workbook,
        register,
        before=before,
        last=lambda *_: stands,
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
    return Read(file, file.state, contents, problems=_mistakes(contents))


def of_no_partnership(strange: Sequence[OnFile]) -> tuple[str, ...]:
    """That returns are on file whose code the register does not have (any more), a sentence for each code."""
    by_code: dict[str, list[str]] = {}
    for file in strange:
        by_code.setdefault(file.partnership, []).append(file.quarter)
    sentences = []
    for code, quarters in sorted(by_code.items()):
        newest = Quarter.parse(max(quarters)).people
        what = f"{len(quarters):,} returns on file, the newest for {newest}, are"
        said = f"The return on file for {newest} is" if len(quarters) == 1 else what
        sentences.append(
            f'{said} of "{code}", which is the code of no partnership of the register, and not read. Was the code '
            "changed? Put it back on sheet Partnerships, and wherever else it stands."
        )
    return tuple(sentences)


def returns_table(register: Register, read: list[Read]) -> pd.DataFrame:
    """table.RETURNS: a row for every partnership in every quarter from the first on file to the newest.

    But none where nothing is on file and the partnership had no target: then no return is missing.
    """
    if not read:
        return table.empty(table.RETURNS)
    by_key = {(one.file.quarter, one.file.partnership): one for one in read}
    quarters = between(Quarter.parse(min(key[0] for key in by_key)), Quarter.parse(max(key[0] for key in by_key)))
    rows = []
    for quarter in map(str, quarters):
        for code in register.partnerships.code:
            row = {"partnership": code, "quarter": quarter, "state": "not received"}
            one = by_key.get((quarter, code))
            if one is None and register.targets_of(code, quarter).empty:
                continue
            if one is not None:
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
                        "withdrawn_because": receipt.reason,
                    }
            rows.append(row)
    return table.settle(table.RETURNS, pd.DataFrame(rows))


def corrections_table(read: Sequence[Read]) -> pd.DataFrame:
    """table.CORRECTIONS: what each version says differently from the version before it, in order of quarter.

    ``read`` has every version, those that decide and those replaced, in any order. A withdrawal and what cannot be
    used are no versions: the next one is held against the last that said anything.
    """
    rows, said = [], {}
    for one in _in_order(list(read)):
        if one.contents is None or one.file.receipt is None:
            continue
        whose = (one.file.quarter, one.file.partnership)
        if whose in said:
            rows += _corrected(said[whose], one)
        said[whose] = one
    return table.settle(table.CORRECTIONS, pd.DataFrame(rows, columns=list(table.CORRECTIONS.columns)))


def _corrected(before: Read, after: Read) -> list[tuple]:
    """A row for each actual that two versions say differently; missing where there is none."""
    day = pd.Timestamp(after.file.receipt.received_at).tz_convert(HERE).tz_localize(None).normalize()
    was, now = (one.contents.figures.set_index("target").actual for one in (before, after))
    both = [(target, was.get(target, NAN), now.get(target, NAN)) for target in now.index.union(was.index, sort=False)]
    changed = [one for one in both if one[1] != one[2] and not (pd.isna(one[1]) and pd.isna(one[2]))]
    return [(target, after.file.quarter, old, new, after.file.number, day) for target, old, new in changed]
