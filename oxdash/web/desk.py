"""An officer's desk in one session: the choice of return, the uploaded workbook, its check, and what came of it.

What an officer is doing is kept in the session; the workbook in `sessions.HELD`, and let go of once it is submitted,
refused or replaced. Nothing here decides anything: `submission` does, and asks for the right again.
"""

from dataclasses import dataclass
from typing import NamedTuple

import streamlit as st

from oxdash.archive import ArchiveRefused, record
from oxdash.archive.receipts import fingerprint
from oxdash.archive.waiting_notes import Waiting
from oxdash.excel.problems import LONGEST_NAME, shown
from oxdash.findings import punctuality
from oxdash.judging import contents as contents_cache
from oxdash.judging.position import Position
from oxdash.register import Register
from oxdash.settings import current
from oxdash.submissions import check as checking
from oxdash.submissions import sign_off, versions
from oxdash.submissions import submit as submission
from oxdash.submissions.check import Checked
from oxdash.submissions.sign_off import Ended
from oxdash.submissions.submit import Done, Refused, Waits
from oxdash.vocabulary import wording
from oxdash.web import current_person, loading, pickers, screen, sessions
from oxdash.web.acting import Acting
from oxdash.web.sessions import HELD, Held

NO_ROOM = "Others are checking their workbooks just now. Choose yours again in a minute."
LOST = "The connection was lost; nothing was stored. Choose the workbook again."
WORKBOOK = "workbook"  # in the address: which one this page holds, by the beginning of its fingerprint
GAVE_WAY = (
    "Your workbook was let go of: you have chosen others since on other pages, and the newest three are kept. Choose "
    "it again; nothing had been stored."
)
LET_GO = "Your workbook was let go of after half an hour. Choose it again; nothing had been stored."


LARGEST = 5  # megabytes
UPLOAD = f"Your filled-in workbook: an Excel workbook (.xlsx), at most {LARGEST} MB"


class Choice(NamedTuple):
    """The return a page is about, in codes."""

    partnership: str
    quarter: str


@dataclass
class Desk(Acting):
    """What this session is doing. No workbook and no table is in here."""

    upload: int = 0  # a new number draws an empty upload box
    has_file: bool = False
    done: Done | Waits | Refused | None = None
    withdrawn: Done | Ended | Refused | None = None
    said: str | None = None
    choice: Choice | None = None


def mine() -> Desk:
    return st.session_state.setdefault("desk", Desk())


def choose(position: Position) -> Choice | None:
    """Pick one of the partnerships this person may return for, and one of its quarters that are over."""
    held, register = current_person.rights(), position.register
    as_at, calendar = position.as_at, register.calendar
    own = {code: name for code, name in position.names.items() if held.may_return_for(code)}
    own = {code: name for code, name in own.items() if punctuality.life(register.targets, code, as_at, calendar)}
    if not own:
        return None
    asked = st.query_params.get("partnership")
    partnership = asked if asked in own else next(iter(own))
    quarters = punctuality.life(register.targets, partnership, as_at, calendar)[::-1]
    newest = punctuality.open_quarter(register.targets, position.returns, partnership, as_at, calendar) or quarters[0]
    named = {quarter: wording.quarter(quarter) for quarter in [newest, *quarters]}
    shown = pickers.choose({"partnership": own, "quarter": named}, "partnership", "quarter", where=st.columns(2))
    choice, desk = Choice(partnership, shown.quarter or newest), mine()
    if desk.choice != choice:  # what was said of another return does not stand above this one
        desk.choice, desk.done, desk.withdrawn, desk.said = choice, None, None, None
    return choice


def take_upload(choice: Choice, position: Position) -> Held | None:
    """The upload box, and the workbook this session holds; a new one takes the place of the one before.

    The address names what is held. A page that comes back without its session (the connection was lost for minutes, the
    server was started anew) finds the name alone: then the receipt is shown where that workbook got on file all the
    same, and otherwise that nothing was stored.
    """
    desk = mine()
    if said := sessions.said():  # on its way here a file was refused, and the browser can only say the number of that
        _put_away(desk)
        desk.upload, desk.said, desk.done, desk.withdrawn = desk.upload + 1, said, None, None
    file = st.file_uploader(UPLOAD, key=f"upload {desk.upload}", max_upload_size=LARGEST)
    if file is not None:
        data = sessions.take(file)
        desk.has_file = HELD.put(sessions.own(), file.name, data, current_person.who().name)
        desk.upload, desk.done, desk.withdrawn = desk.upload + 1, None, None
        desk.said = None if desk.has_file else NO_ROOM
        if desk.has_file:
            _stay(desk)
            st.query_params[WORKBOOK] = fingerprint(data)[: submission.MARK]
        st.rerun()
    held = HELD.get(sessions.own())
    if held is None and isinstance(desk.done, Done | Waits) and not desk.has_file:
        # a second press leaves the browser before it knows what the first one did: the workbook it names is on file
        st.query_params.pop(WORKBOOK, None)
        return None
    if held is None and (desk.has_file or WORKBOOK in st.query_params):
        let_go = GAVE_WAY if HELD.gave_way(sessions.own()) else LET_GO
        said, named = let_go if desk.has_file else LOST, st.query_params.get(WORKBOOK, "")
        if not desk.has_file and (first := received_before(named, choice, position)):
            answer_with(first)
        _put_away(desk)
        desk.said = said
    return held


def check(held: Held, position: Position) -> Checked:
    """What the workbook turned out to be, worked out once for as long as it is held and the position is the same."""
    key = ("checked", screen.seen())
    if key not in held.made:
        held.made.clear()  # of a position that is past
        with st.spinner("Checking your workbook"):
            held.made[key] = checking.check_return(held.name, held.data, position, loading.turn_of_officer)
    return held.made[key]


def submit(held: Held, position: Position, confirmed: list[str], note: str) -> None:
    """Submit what is held."""
    desk = mine()
    with st.spinner("Submitting your return"):
        acting = current_person.acting()
        desk.done = submission.submit(held.name, held.data, position, *acting, confirmed=confirmed, note=note)
        desk.acted()
        if isinstance(desk.done, Done | Waits):
            _put_away(desk)
            _stay(desk)
    st.rerun()


def follow(partnership: str, quarter: str) -> None:
    """Choose what the workbook says it is."""
    st.query_params.update({"partnership": partnership, "quarter": quarter})


def received_before(mark: str, choice: Choice, position: Position) -> Done | Waits | None:
    """What came of the same workbook before, where it counts or waits: there is nothing left to submit."""
    if first := submission.on_file_already(mark, *choice, current()):
        return Done(first, already=True)
    waits = submission.waits_already(mark, *choice, position, current())
    return Waits(waits, already=True) if waits else None


def answer_with(first: Done | Waits) -> None:
    """The same workbook again: the first receipt, or waiting note, is the answer."""
    desk = mine()
    desk.done = first
    _put_away(desk)
    _stay(desk)
    st.rerun()


def withdraw(choice: Choice, reason: str, *, sure: bool) -> None:
    desk = mine()
    if not sure:
        desk.withdrawn = Refused(submission.not_withdrawn(reason, sure=False) or "")
    else:
        acting = current_person.acting()
        desk.withdrawn = submission.withdraw(choice.partnership, choice.quarter, *acting, reason=reason)
    _ended(desk)


def handed_in(choice: Choice) -> list[Waiting]:
    """Every number of one return that was handed in for sign-off; a fault of the disk is told with the position."""
    try:
        return record.waiting(current()).of(*choice)
    except ArchiveRefused:
        return []


def take_back(choice: Choice, number: int, position: Position, reason: str, *, sure: bool) -> None:
    desk, whose = mine(), (choice.partnership, choice.quarter, number)
    if not sure:
        desk.withdrawn = Refused(sign_off.not_taken_back(reason, sure=False) or "")
    else:
        desk.withdrawn = sign_off.take_back(*whose, position, *current_person.acting(), reason=reason)
    _ended(desk)


def _ended(desk: Desk) -> None:
    """A return was withdrawn or taken back, or was not: what was said of its submission stands no longer if it was."""
    desk.acted()
    if isinstance(desk.withdrawn, Done | Ended):
        desk.done = None
        _stay(desk)
    st.rerun()


def turn_away(held: Held, sentence: str) -> None:
    """Let go of a workbook that nothing can be done with here, and remember why."""
    desk = mine()
    _put_away(desk)
    desk.said = f"{shown(held.name, LONGEST_NAME)}: {sentence.removeprefix(f'{held.name}, ')}"
    st.rerun()


def history(position: Position, choice: Choice) -> list[versions.Version] | str:
    """Every version of one return on file; a sentence where they cannot be read."""
    try:
        officer = current_person.rights().any
        return loading.versions(screen.seen(), choice, lambda: _versions(choice, position.register, officer))
    except ArchiveRefused as error:
        return str(error)


def _versions(choice: Choice, register: Register, officer: bool) -> list[versions.Version]:
    settings = current()
    cache = contents_cache.of(settings)
    return versions.of(record.archive(settings), register, *choice, officer=officer, cache=cache)


def _stay(desk: Desk) -> None:
    """Keep to the return being dealt with in the address, though another quarter may be the open one soon."""
    if desk.choice is not None:
        follow(*desk.choice)


def _put_away(desk: Desk) -> None:
    HELD.let_go(sessions.own())
    desk.has_file, desk.said = False, None
    st.query_params.pop(WORKBOOK, None)  # last: a press that waits can end the run here
