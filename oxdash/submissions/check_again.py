"""A return that waits, checked against the position as it is now: what is to be fixed, and what is new to confirm."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import pandas as pd

from oxdash.archive import record
from oxdash.archive.waiting_notes import Waiting
from oxdash.excel.problems import Problem, Severity, told
from oxdash.judging.position import Position
from oxdash.settings import Settings
from oxdash.submissions.check import Checked, check_return
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import BY_HAND
from oxdash.vocabulary.rows import of_return
from oxdash.vocabulary.safe_text import one_line
from oxdash.vocabulary.wording import quarter as for_people

_SEND_BACK = "The register does not know it as that any more. Send it back."


@dataclass(frozen=True)
class Again:
    """What a check against the position of now finds of a return that waits.

    ``to_fix`` stands in the way of signing off; ``to_confirm`` is what its officer did not confirm: it is new since.
    """

    checked: Checked
    to_fix: tuple[Problem, ...]
    to_confirm: tuple[Problem, ...]


def again(
    one: Waiting,
    position: Position,
    settings: Settings,
    turn: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Again:
    """Check what waits again. ``one`` has its workbook: ValueError where it waits no more."""
    if one.data is None:
        raise ValueError(f"{one.partnership} {one.quarter} number {one.number} does not wait")
    note = one.known
    checked = check_return(note.file_name, one.data, position, turn)
    to_fix, to_confirm = checked.to_fix, checked.to_confirm
    if checked.is_a_return and not to_fix:
        said = checked.returned.partnership, checked.returned.quarter
        if said != (one.partnership, one.quarter):  # a partnership of another name by now
            to_fix = [told(Severity.MUST_FIX, note.file_name, "", "", "whose return it is", None, _SEND_BACK)]
        elif since := _since(one, position, record.waiting(settings).counting(*said)):
            to_confirm = [since, *to_confirm]
    known = set(note.warnings_confirmed)
    return Again(checked, tuple(to_fix), tuple(problem for problem in to_confirm if problem.message not in known))


def _since(one: Waiting, position: Position, counts: str | None) -> Problem | None:
    """To be confirmed where another workbook counts by now than when this one was submitted.

    ``counts``: the fingerprint of the one that does, None where none does.
    """
    note, what = one.known, f"what counts for {for_people(one.quarter)}"
    if counts == note.replaces:
        return None
    if counts is None:
        to_do = "What counted when this return was submitted does not any more: is it still to be signed off?"
        return told(Severity.PLEASE_CONFIRM, note.file_name, "", "", what, "nothing", to_do)
    rows = position.returns[of_return(position.returns, one.partnership, one.quarter)]
    found = "a workbook placed in the folder by hand"
    if len(rows) and rows.iloc[0].state != BY_HAND and pd.notna(rows.iloc[0].number):
        row = rows.iloc[0]
        day = wording.day(row.received_at.tz_convert(position.council.zone).date())
        found = f"number {int(row.number)}, received on {day} from {one_line(row.received_from)}"
    to_do = "It came after this return was submitted, which would take its place: is that meant?"
    return told(Severity.PLEASE_CONFIRM, note.file_name, "", "", what, found, to_do)
