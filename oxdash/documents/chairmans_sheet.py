"""The chairman's sheet: one partnership on one page of A4, however much there is to say.

Where it would run over the page, it is shortened step by step, and every list and text that is says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from oxdash.documents import among, frame
from oxdash.documents import cells as words
from oxdash.documents.blocks import Block, Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.columns import INSUFFICIENT, SHORT_BY, TARGET, going
from oxdash.documents.quarter_view import Standing
from oxdash.documents.shortened import CUT, MORE
from oxdash.documents.shortened import listed as _listed
from oxdash.documents.shortened import short as _short
from oxdash.documents.shortened import some as _some
from oxdash.findings import actions, arrivals, asked, counts, promises, risks
from oxdash.findings.actions import DONE, OPEN
from oxdash.findings.promises import Outcome
from oxdash.findings.standing_words import TITLE
from oxdash.findings.unknowns import Expectation
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from oxdash.vocabulary.rows import each_row
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.wording import without_partnership

CUT_NOTE = f"A text that ends in {CUT} is shortened here; it is in full on the partnership's page of the dashboard."


@dataclass(frozen=True)
class Room:
    """How much is shown: targets off track, names in a list, lines in a list, risks, letters of a typed text.

    ``title``, ``owner``: letters of a target's name, of an owner's. ``done``: actions that are done as well. ``trend``:
    which way each goes.
    ``promised``: each promise in its words, not only its target. ``mitigation``: what is done about a risk. ``apart``:
    a line for each kind of change, each reason and each target compared, not one after the other.
    """

    targets: int = 1000
    names: int = 1000
    lines: int = 1000
    risks: int = 3
    letters: int = 4000
    title: int = 4000
    owner: int = 4000
    done: bool = True
    trend: bool = False
    promised: bool = True
    mitigation: bool = True
    apart: bool = True


_BRIEF = Room(title=46, letters=120, done=False, promised=False, apart=False)
_TIGHT = replace(_BRIEF, letters=80, owner=40, mitigation=False)
ROOMS = (  # from all there is to the least
    Room(trend=True),
    Room(),
    Room(title=60),
    Room(title=46, letters=160, done=False),
    Room(title=46, letters=160, done=False, promised=False),
    _BRIEF,
    replace(_BRIEF, mitigation=False),
    _TIGHT,
    replace(_TIGHT, letters=60, owner=32, title=40),
    *(replace(_TIGHT, letters=60, owner=32, title=40, names=8, lines=7, targets=n) for n in range(14, 4, -1)),
    *(replace(_TIGHT, letters=50, owner=32, title=40, names=n, lines=n, targets=n, risks=1) for n in (4, 3, 2)),
)


def chairman(at: Standing, partnership: str, fits: Callable[[Outline], bool]) -> Outline:
    """The sheet with as much as ``fits`` its page: whoever draws it knows. KeyError for no such partnership."""
    own = _Own(at, partnership)
    for room in ROOMS:
        made = _sheet(at, own, room)
        if fits(made):
            break
    return made


class _Own:
    """What there is to say of one partnership, whatever room there is for it; KeyError where there is none such."""

    def __init__(self, at: Standing, partnership: str) -> None:
        self.name, self.rows = name, rows = at.names[partnership], at.of(partnership)
        self.asked = tuple(without_partnership(said, name) for said in at.asked_of({partnership: name}).sentence)
        chosen, shown, returns = at.edition.quarter, at.stands_at[partnership], at.position.returns
        self.counted = words.counted(rows, shown, at.council)
        self.shown_because = arrivals.shown_because(chosen, shown, partnership, at.names, returns, at.council.zone)
        self.moved, self.promised, self.expected, self.risky = (
            found[found.partnership == partnership] for found in (at.moved, at.promises, at.expected, at.risks)
        )
        self.off = tuple(  # each target off track, and what is done about it
            (row, tuple(each_row(at.actions(row.target, row.quarter))))
            for row in each_row(rows[rows.status == Status.OFF_TRACK])
        )
        self.compared = among.lines(at, rows.target)
        self.untargeted, self.shared = at.own_actions(partnership), at.acting_with(partnership)


def _sheet(at: Standing, own: _Own, room: Room) -> Outline:
    content = [
        Heading(asked.title(at.register.the_board), 2),
        Bullets(_some(own.asked, room.lines) or (asked.nothing(at.register.the_board),)),
        *([Heading("What changed", 2), *changed(at, own, room)] if len(own.rows) else []),
        *([Heading("Off track", 2), *off_track(at, own.off, room)] if len(own.rows) else []),
        *other_actions(at, own, room),
        Heading(promises.SHORT_TITLE, 2),
        *promised_before(own.promised, room),
        *([Heading(INSUFFICIENT, 2), *unknown(at, own.expected, room)] if len(own.rows) else []),
        Heading("Risks", 2),
        *at_risk(own.risky, room),
        *compared(own.compared, room),
    ]
    shortened = any(text.endswith(CUT) or f"{CUT} " in text or f"{CUT}”" in text for text in _texts(content))
    return frame.paper(
        at,
        own.name,
        f"Chairman's sheet, {at.when}",
        Paragraph(own.counted, "lead"),
        *([Paragraph(own.shown_because, "note")] if own.shown_because else []),
        *content,
        *([Paragraph(CUT_NOTE, "note")] if shortened else []),
        over=f"{at.council.title}: chairman's sheet, {at.when}",
        one_page=True,
    )


def changed(at: Standing, own: _Own, room: Room) -> list[Block]:
    """A line for each kind of change, with its targets."""
    if own.moved.empty:
        return [Paragraph(at.nothing_moved(own.rows))]
    lines = [
        f"{wording.sentence_case(str(kind))}: {_listed(list(rows.target.unique()), room.names)}."
        for kind, rows in own.moved.groupby("change", sort=False)
    ]
    return [_lines(lines, room)]


def off_track(at: Standing, off: Sequence[tuple], room: Room) -> list[Block]:
    """One line a target: how far off, and what is done by whom and when."""
    if not off:
        return [Paragraph(counts.NONE_OFF_TRACK)]
    shown = off[: room.targets]
    table = Table(
        "Targets that are off track, and what is done",
        (
            replace(TARGET, of=[_short(words.named(row), room.title) for row, _ in shown], share=3.1),
            replace(SHORT_BY, of=[_missed_and_going(at, row, room) for row, _ in shown], kind=Kind.TEXT, share=1.6),
            Column("Action, owner, due", [_doing(at, acts, room) for _, acts in shown], share=5.3),
        ),
        small=True,
    )
    left = len(off) - len(shown)
    return [table, *([Paragraph(f"And {left} more off track: {MORE}.", "note")] if left else [])]


def other_actions(at: Standing, own: _Own, room: Room) -> list[Block]:
    """Open actions for no target, and those of other partnerships that this one acts in; nothing where none is."""
    parts: list[Block] = []
    for title, rows in (
        (actions.FOR_NO_TARGET_TITLE, own.untargeted),
        (actions.SHARED_TITLE, own.shared),
    ):
        lines = [_acted(at, row, own.name, room) for row in each_row(rows[rows.state == OPEN])]
        if lines:
            parts += [Heading(title, 2), Bullets(_some(lines, room.lines))]
    return parts


def _acted(at: Standing, row, name: str, room: Room) -> str:
    """``Rural isolation: Buses on Saturdays (OEP; Head of Transport, due 30 June 2010, with Jobcentre Plus)``."""
    owner = row.owner if pd.isna(row.owner) else _short(row.owner, room.owner)
    shown = row._replace(action=_short(row.action, room.letters), owner=owner)
    return words.acted(shown, at.names[row.partnership], name, at.bodies)


def promised_before(promised: pd.DataFrame, room: Room) -> list[Block]:
    """How many promises there were and how they were kept; then, outcome by outcome, each that was due or is gone."""
    if promised.empty or not room.promised:
        said = [
            f"{outcome}: {_listed(list(own.about.unique()), room.names)}"
            for outcome, own in promised.groupby("outcome", sort=False)
        ]
        return [Paragraph(f"{wording.sentence_case('; '.join(said))}." if said else promises.in_words(promised))]
    lines = []
    for outcome, own in promised[promised.outcome != Outcome.NOT_DUE].groupby("outcome", sort=False):
        said = [f"{words.about(row)} “{_short(row.action, room.letters)}”{_day(row.promised)}" for row in each_row(own)]
        lines.append(f"{wording.sentence_case(str(outcome))}: {_listed(said, room.names, '; ')}.")
    kept = [Bullets(_some(lines, room.lines))] if lines else []
    return [Paragraph(promises.in_words(promised)), *kept]


def unknown(at: Standing, expected: pd.DataFrame, room: Room) -> list[Block]:
    """When they will be known, in one sentence; then, reason by reason, which targets, and the day of each."""
    if expected.empty:
        return [Paragraph(counts.NONE_UNKNOWN)]
    lines = []
    for reason, own in expected.groupby("reason", sort=False):
        which = _listed([_expected(row) for row in each_row(own)], room.names)
        lines.append(f"{wording.sentence_case(str(reason))}: {which}.")
    said = at.when_known(expected)
    return [Paragraph(said), _lines(lines, room)]


def at_risk(risky: pd.DataFrame, room: Room) -> list[Block]:
    """How many risks there are, and the highest."""
    top = risks.standing(risky).head(room.risks)
    lines = []
    for row in each_row(top):
        doing = f" {_short(_mitigation(row), room.letters)}." if room.mitigation else ""
        rated = f"{wording.sentence_case(row.band)}{_rating(row)}, {row.moved}"
        lines.append(f"{rated}: {row.target} “{_short(row.risk, room.letters)}”.{doing}")
    said = risks.in_words(risky)
    more = f" The highest {'is' if len(top) == 1 else 'are'}:" if len(risks.standing(risky)) > len(top) else ""
    return [Paragraph(f"{said}{more}"), *([Bullets(tuple(lines))] if lines else [])]


def compared(lines: Sequence[str], room: Room) -> list[Block]:
    """Where its targets stand among other areas; nothing where none is compared."""
    if not lines:
        return []
    shown = Bullets(_some(lines, room.lines)) if room.apart else Paragraph(f"{_listed(lines, room.names, '; ')}.")
    return [Heading(TITLE, 2), shown]


def _lines(lines: Sequence[str], room: Room) -> Block:
    shown = _some(lines, room.lines)
    return Bullets(shown) if room.apart else Paragraph(" ".join(shown))


def _doing(at: Standing, acts: Sequence, room: Room) -> tuple[str, ...]:
    told = [
        act._replace(
            action=_short(act.action, room.letters),
            owner=act.owner if pd.isna(act.owner) else _short(act.owner, room.owner),
        )
        for act in acts
        if room.done or act.state != DONE
    ]
    if told:
        return _some(words.doing(told, at.bodies), room.lines)
    return (f"No action still open ({len(acts)} done)" if acts else actions.NONE_RETURNED,)


def _missed(row) -> str:
    if pd.isna(row.shortfall) or row.shortfall <= 0:
        return wording.sentence_case(str(row.reason))
    return words.missed_by(row)


def _missed_and_going(at: Standing, row, room: Room) -> str | tuple[str, ...]:
    return (_missed(row), *going(at.trends.loc[row.target])) if room.trend else _missed(row)


def _expected(row) -> str:
    late = ", overdue" if row.expectation == Expectation.OVERDUE else ""
    return f"{row.target} ({wording.day(row.expected_on) or 'no date'}{late})"


def _day(when: pd.Timestamp) -> str:
    return f", due {wording.day(when)}" if pd.notna(when) else ""


def _rating(row) -> str:
    return f" ({row.rating:.0f})" if pd.notna(row.rating) else ""


def _mitigation(row) -> str:
    owner = "no owner named" if pd.isna(row.owner) else row.owner
    doing = "no mitigation given" if pd.isna(row.mitigation) else " ".join(str(row.mitigation).split()).rstrip(".")
    return f"{wording.sentence_case(doing)} ({owner})"


def _texts(content: Sequence[Block]) -> list[str]:
    found: list[str] = []
    for block in content:
        match block:
            case Bullets():
                found += block.lines
            case Table():
                cells = [cell for column in block.columns for cell in column.cells]
                found += [text for cell in cells for text in (cell if isinstance(cell, tuple) else (cell,))]
    return found
