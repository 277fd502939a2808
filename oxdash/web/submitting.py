"""The steps of the page Submit a return, each drawn from what the desk has: words and order, no rule."""

import re
from collections.abc import Callable, Sequence

import streamlit as st

from oxdash.archive.receipts import fingerprint
from oxdash.archive.waiting_notes import SENT_BACK
from oxdash.documents import checked as found
from oxdash.documents import filed
from oxdash.documents import waiting as waits
from oxdash.documents.blocks import Heading, Paragraph
from oxdash.documents.checked import FIX
from oxdash.documents.page_blocks import Notice, Panel
from oxdash.excel import workbook
from oxdash.excel.cells import Unreadable
from oxdash.excel.problems import Problem
from oxdash.findings.arrivals import heard
from oxdash.judging.position import Position
from oxdash.settings import current
from oxdash.submissions import check as checking
from oxdash.submissions import sign_off, submit, versions
from oxdash.submissions.check import Checked
from oxdash.submissions.sign_off import Ended
from oxdash.submissions.submit import LONGEST_NOTE, Done, Refused, Waits
from oxdash.vocabulary import wording
from oxdash.web import current_person, desk, downloads, screen, sessions
from oxdash.web.desk import Choice
from oxdash.web.sessions import HELD, Held

TEMPLATE = (
    "It comes with your targets, milestones, last figures, open actions, risks and last account filled in. Type in the "
    "yellow cells only."
)
TO_CORRECT = (
    "A return for this quarter is in use. The workbook comes with what that said filled in: put right what is wrong in "
    "the yellow cells, and submit all of it again."
)
CHECK = (
    "Choose the workbook, or drop it on the box. You are told everything that is wrong at once. Nothing is stored yet."
)
SUBMIT = "The workbook is put on file exactly as it is, and {} sees it at once. You get a receipt."
TO_SIGN = (
    "The workbook is kept exactly as it is and waits until your partnership's lead officer, or a deputy, signs it off. "
    "It counts from then on; you get a receipt then, and a note of it now."
)
TAKE_BACK = "It waits no more, and nobody can sign it off. Hand another one in whenever you like."
WITHDRAW = "No return is in use for this quarter until a later one is submitted. The reason is shown with it."
LET_GO = "Your workbook is not held any more. Choose it again, then press the button."
CORRECT = (
    "To correct a return, submit the whole workbook again: it becomes the next version, which is in use from then on. "
    "Earlier ones stay on file and stay readable."
)


def template(position: Position, choice: Choice) -> Callable[[], bytes]:
    """Makes the blank return of the partnership and quarter chosen."""
    blank = downloads.later(position, lambda stands: checking.blank_return(stands, *choice) or b"")
    what = f"template {choice.partnership} {choice.quarter}"
    return downloads.in_turn(downloads.asked_again(blank, what, current_person.who(), choice.partnership), officer=True)


def how_it_comes(position: Position, choice: Choice) -> str:
    """What the template of the return chosen holds already."""
    return TO_CORRECT if choice.quarter in heard(position.returns).get(choice.partnership, ()) else TEMPLATE


def marked(held: Held, problems: tuple[Problem, ...]) -> Callable[[], bytes]:
    """Makes the marked copy of the officer's own workbook, while it is held."""
    session, since = sessions.own(), held.since

    def made() -> bytes:
        now = HELD.get(session)
        if now is None or now.since != since:
            raise downloads.NotThere(LET_GO)
        copy = workbook.marked_copy(now.name, now.data, problems)
        if isinstance(copy, Unreadable):
            raise downloads.NotThere(copy.sentence)
        return copy

    return downloads.in_turn(made, officer=True)


def check(held: Held, position: Position, choice: Choice) -> Checked | None:
    """Say what the workbook is, then what is wrong with it; None where it goes no further."""
    checked = desk.check(held, position)
    if not checked.is_a_return:
        desk.turn_away(held, " ".join(problem.message for problem in checked.problems))
    if said := submit.barred(checked, *current_person.acting(), position):
        desk.turn_away(held, said)
    contents = checked.returned
    screen.say(found.file(held.name, len(held.data), contents, position.names))
    says = desk.Choice(contents.partnership, contents.quarter) if contents.partnership and contents.quarter else choice
    if says != choice:
        its, chosen = (
            f"{position.names[one.partnership]} for {wording.quarter(one.quarter)}" for one in (says, choice)
        )
        said = f"This workbook is the return of {its}. Chosen above is {chosen}. Choose the one you mean to submit."
        screen.say(Notice((said,), "Another return"))
        # the label is Markdown: nothing that the register calls a partnership stands in it
        to = wording.quarter(says.quarter) if says.partnership == choice.partnership else "the return of this workbook"
        st.button(f"Switch to {to}", on_click=desk.follow, args=tuple(says))
        return None
    if first := desk.received_before(fingerprint(held.data), choice, position):
        desk.answer_with(first)
    _problems(held, checked)
    return checked


def _problems(held: Held, checked: Checked) -> None:
    whole = [hint.sentence for hint in checked.hints if not hint.target]  # those of a target stand with the preview
    if whole:
        screen.say(*(Notice((sentence,), "Please look") for sentence in whole))
    if checked.to_fix:
        screen.say(found.problem_table("Must be fixed", checked.to_fix, FIX))
    if checked.to_confirm:
        screen.say(found.problem_table("To be confirmed when you submit", checked.to_confirm, "to-confirm"))
    if not checked.problems:
        screen.say(Paragraph("Nothing is wrong with this workbook."))
    elif not checked.to_fix:
        screen.say(Paragraph("Nothing has to be fixed. Confirm the readings above when you submit, or correct them."))
    if checked.problems:
        name = f"{checked.returned.partnership} {checked.returned.quarter} marked.xlsx"
        made = marked(held, checked.problems)
        downloads.button("Download your workbook with these cells marked", made, name, downloads.XLSX)


def confirm_and_submit(held: Held, checked: Checked, position: Position) -> None:
    # a form: ticks, note and press arrive together, so that none is on its way while the server is busy with another
    with st.form(f"submit {desk.mine().upload}", border=False):
        confirmed = ticked(checked.to_confirm, f"{desk.mine().upload}")
        note = st.text_area(
            "Note to keep on the receipt (optional)", max_chars=LONGEST_NOTE, key=f"note {desk.mine().upload}"
        )
        if desk.mine().button("Submit this return", type="primary"):
            desk.submit(held, position, confirmed, note)


def ticked(readings: Sequence[Problem], whose: str) -> list[str]:
    """The messages of the readings that are ticked, each with its box, in a form."""
    confirmed = []
    for number, problem in enumerate(readings, start=1):
        screen.say(found.reading(number, problem))
        # the label is Markdown, so nothing that was read from the workbook stands in it but the address of a cell
        place = f" ({problem.cell})" if re.fullmatch(r"[A-Z]{1,3}[0-9]{1,7}", problem.cell) else ""
        if st.checkbox(f"I confirm reading {number}{place}", key=f"confirm {whose} {number}"):
            confirmed.append(problem.message)
    return confirmed


def what_comes_of_it(position: Position, choice: Choice) -> str:
    """What Submit does here: puts the return on file, or lets it wait for its sign-off, in the place of what waits."""
    if not position.council.sign_off:
        return SUBMIT.format(position.register.the_board)
    found = desk.handed_in(choice)
    waits_now = f" It takes the place of number {found[-1].number}, which waits." if found and found[-1].waits else ""
    return f"{TO_SIGN}{waits_now}"


def sent_back(position: Position, choice: Choice) -> None:
    """Before anything else on the page: the return chosen was sent back, and nothing has come since."""
    found = desk.handed_in(choice)
    if found and found[-1].state == SENT_BACK:
        screen.say(waits.sent_back(found[-1], position.council.zone))


def waiting(position: Position, choice: Choice) -> None:
    """What was handed in of the return chosen and is not on file, and the form that takes back what waits."""
    found = desk.handed_in(choice)
    panels = waits.numbers(found, position.council.zone, whole=True)
    if not panels:
        return
    screen.say(Heading(f"Handed in for sign-off: {wording.quarter(choice.quarter)}"), *panels)
    if not found[-1].waits:
        return
    number = found[-1].number
    with (
        st.expander(f"Take back number {number} handed in"),
        st.form(f"take back {choice.partnership} {choice.quarter} {number}"),
    ):
        screen.say(Paragraph(TAKE_BACK))
        reason = st.text_area("Reason for taking it back", max_chars=LONGEST_NOTE)
        sure = st.checkbox(f"I take back the return handed in for {wording.quarter(choice.quarter)}")
        if desk.mine().button("Take back this return"):
            desk.take_back(choice, number, position, reason, sure=sure)


def correct_or_withdraw(position: Position, choice: Choice, title: Heading) -> None:
    """The history of the return chosen, and the form that withdraws it."""
    history = desk.history(position, choice)
    if isinstance(history, str):
        screen.say(title, Paragraph(history))
        return
    if not history:
        screen.say(title, Paragraph("Nothing is on file for this quarter yet."))
        return
    counts = versions.counting(history)
    screen.say(title, Paragraph(CORRECT), *filed.versions(history, counts))
    if counts is None:
        return
    with st.expander(f"Withdraw version {counts}"), st.form(f"withdraw {choice.partnership} {choice.quarter} {counts}"):
        screen.say(Paragraph(WITHDRAW))
        reason = st.text_area("Reason", max_chars=LONGEST_NOTE)
        sure = st.checkbox(f"I withdraw the return for {wording.quarter(choice.quarter)}")
        if desk.mine().button("Withdraw this return"):
            desk.withdraw(choice, reason, sure=sure)


def outcome(checked: Checked | None, position: Position) -> None:
    """At the top of the page: the receipt, or the error summary."""
    now, zone = desk.mine(), position.council.zone
    if isinstance(now.done, Done):
        show_receipt(now.done, filed.receipt(now.done, position.names, zone), position)
    if isinstance(now.done, Waits):
        _waiting_note(now.done, position)
    if isinstance(now.withdrawn, Ended):
        screen.outcome(waits.ended(now.withdrawn.ending, position.names, zone), of=now.withdrawn, act="withdrawn")
    if isinstance(now.withdrawn, Done):
        panel = filed.withdrawn(now.withdrawn.receipt, position.names, zone)
        show_receipt(now.withdrawn, panel, position, act="withdrawn")
    for act, refused in (("done", now.done), ("withdrawn", now.withdrawn)):
        if isinstance(refused, Refused):
            to_confirm = checked.to_confirm if checked else []
            still = [problem for problem in to_confirm if problem in refused.problems]
            said = found.to_confirm(to_confirm, still) if still else found.summary(refused.sentence)
            screen.outcome(said, of=refused, act=act)
    if now.said:
        screen.outcome(found.summary(now.said), of=f"{now.upload} {now.said}", act="checked")
    elif checked and not checked.accepted:
        screen.outcome(found.to_fix(checked.to_fix), of=f"{now.upload}", act="checked")


def _waiting_note(done: Waits, position: Position) -> None:
    note, names = done.note, position.names
    whom = sign_off.waits_for(note, position, current())
    screen.outcome(waits.handed_in(done, names, position.council.zone, whom), of=done)
    name = f"{note.partnership} {note.quarter} handed in {note.number} note"
    with st.container(horizontal=True):
        text, stored = sign_off.waiting_told(done, names, whom, position.council.zone), note.to_bytes()
        downloads.button("Waiting note as text", lambda: text.encode(), f"{name}.txt", "text/plain")
        downloads.button("Waiting note as kept", lambda: stored, f"{name}.json", "application/json")


def show_receipt(done: Done, panel: Panel, position: Position, act: str = "done") -> None:
    """A receipt's panel, and the two forms in which it can be taken away."""
    screen.outcome(panel, of=done, act=act)
    receipt = done.receipt
    name = f"{receipt.partnership} {receipt.quarter} number {receipt.number} receipt"
    with st.container(horizontal=True):
        text, stored = submit.receipt_told(done, position.names, position.council.zone), receipt.to_bytes()
        downloads.button("Receipt as text", lambda: text.encode(), f"{name}.txt", "text/plain")
        downloads.button("Receipt as on file", lambda: stored, f"{name}.json", "application/json")
