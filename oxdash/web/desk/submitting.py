"""The steps of the page Submit a return, each drawn from what the desk has: words and order, no rule."""

import streamlit as st

from oxdash.documents import checked as found
from oxdash.documents import filed
from oxdash.documents.blocks import Heading, Paragraph
from oxdash.documents.checked import FIX
from oxdash.documents.page_blocks import Notice, Panel
from oxdash.excel.problems import Severity
from oxdash.judging.position import Position
from oxdash.settings import Settings
from oxdash.submissions import submit
from oxdash.submissions.check import Checked
from oxdash.submissions.submit import LONGEST_NOTE, Done, Refused
from oxdash.submissions.upload_store import Held
from oxdash.vocabulary import wording
from oxdash.vocabulary.return_states import RECEIVED
from oxdash.web import current_person, desk, screen
from oxdash.web.desk import Choice, downloads

TEMPLATE = (
    "It comes with your targets, milestones, last figures, open actions, risks and last account filled in. Type in the "
    "yellow cells only."
)
CHECK = (
    "Choose the workbook, or drop it on the box. You are told everything that is wrong at once. Nothing is stored yet."
)
SUBMIT = "The workbook is put on file exactly as it is, and the Board sees it at once. You get a receipt."
CORRECT = (
    "To correct a return, submit the whole workbook again: it becomes the next number, which counts from then on. "
    "Earlier ones stay on file and stay readable."
)


def check(held: Held, position: Position, choice: Choice) -> Checked | None:
    """Say what the workbook is, then what is wrong with it; None where it goes no further."""
    checked = desk.check(held, position)
    if not checked.is_a_return:
        desk.turn_away(held, " ".join(problem.message for problem in checked.problems))
    who, now = current_person.who(), current_person.now()
    if said := submit.barred(checked, who, Settings(), now, position.names):
        desk.turn_away(held, said)
    contents = checked.returned
    screen.say(found.file(held.name, len(held.data), contents, position.names))
    says = desk.Choice(contents.partnership, contents.quarter) if contents.partnership and contents.quarter else choice
    if says != choice:
        screen.say(Notice((desk.says_otherwise(says, choice, position),), "Another return"))
        st.button("Choose what the workbook says", on_click=desk.follow, args=tuple(says))
        return None
    if first := desk.on_file_already(held, choice):
        desk.answer_with(first)
    _problems(held, checked)
    return checked


def _problems(held: Held, checked: Checked) -> None:
    whole = [hint.sentence for hint in checked.hints if not hint.target]  # those of a target stand with the preview
    if whole:
        screen.say(*(Notice((sentence,), "Please look") for sentence in whole))
    to_fix = found.of(checked.problems, Severity.MUST_FIX)
    to_confirm = found.of(checked.problems, Severity.PLEASE_CONFIRM)
    if to_fix:
        screen.say(found.problem_table("Must be fixed", to_fix, FIX))
    if to_confirm:
        screen.say(found.problem_table("To be confirmed when you submit", to_confirm, "to-confirm"))
    if not checked.problems:
        screen.say(Paragraph("Nothing is wrong with this workbook."))
    elif not to_fix:
        screen.say(Paragraph("Nothing has to be fixed. Confirm the readings above when you submit, or correct them."))
    if checked.problems:
        name = f"{checked.returned.partnership} {checked.returned.quarter} marked.xlsx"
        made = downloads.marked(held, checked.problems)
        downloads.button("Download your workbook with these cells marked", made, name, downloads.XLSX)


def confirm_and_submit(held: Held, checked: Checked, position: Position) -> None:
    to_confirm = found.of(checked.problems, Severity.PLEASE_CONFIRM)
    # a form: ticks, note and press arrive together, so that none is on its way while the server is busy with another
    with st.form(f"submit {desk.mine().upload}", border=False):
        confirmed = desk.confirmations(to_confirm, lambda n, problem: screen.say(found.reading(n, problem)))
        note = st.text_area(
            "Note to keep on the receipt (optional)", max_chars=LONGEST_NOTE, key=f"note {desk.mine().upload}"
        )
        if st.form_submit_button("Submit this return", type="primary"):
            desk.submit(held, position, confirmed, note)


def correct_or_withdraw(position: Position, choice: Choice, title: Heading) -> None:
    """The history of the return chosen, and the form that withdraws it."""
    versions = desk.history(position, choice)
    if isinstance(versions, str):
        screen.say(title, Paragraph(versions))
        return
    if not versions:
        screen.say(title, Paragraph("Nothing is on file for this quarter yet."))
        return
    newest = versions[-1].file
    counts = newest.number if newest.state == RECEIVED else None
    screen.say(title, Paragraph(CORRECT), *filed.versions(versions, counts))
    if counts is None:
        return
    with st.expander(f"Withdraw number {counts}"), st.form(f"withdraw {choice.partnership} {choice.quarter} {counts}"):
        screen.say(
            Paragraph("Nothing counts for this quarter until a later return is submitted. The reason is shown with it.")
        )
        reason = st.text_area("Reason", max_chars=LONGEST_NOTE)
        sure = st.checkbox(f"I withdraw the return for {wording.quarter(choice.quarter)}")
        if st.form_submit_button("Withdraw this return"):
            desk.withdraw(choice, reason, sure=sure)


def outcome(checked: Checked | None, position: Position, choice: Choice) -> None:
    """At the top of the page: the receipt, or the error summary."""
    now = desk.mine()
    if isinstance(now.done, Done):
        _receipt(now.done, filed.receipt(now.done, position.names), position.names)
    if isinstance(now.withdrawn, Done):
        _receipt(now.withdrawn, filed.withdrawn(now.withdrawn.receipt, position.names), position.names)
    for refused in (now.done, now.withdrawn):
        if isinstance(refused, Refused):
            to_confirm = found.of(checked.problems, Severity.PLEASE_CONFIRM) if checked else []
            still = [problem for problem in to_confirm if problem in refused.problems]
            said = found.to_confirm(to_confirm, still) if still else found.summary(refused.sentence)
            screen.say(said)
    if now.said:
        screen.say(found.summary(now.said))
    elif checked and not checked.accepted:
        screen.say(found.to_fix(found.of(checked.problems, Severity.MUST_FIX)))


def _receipt(done: Done, panel: Panel, names) -> None:
    screen.say(panel)
    receipt = done.receipt
    name = f"{receipt.partnership} {receipt.quarter} number {receipt.number} receipt"
    with st.container(horizontal=True):
        text, stored = submit.receipt_told(done, names), receipt.to_bytes()
        downloads.button("Receipt as text", lambda: text.encode(), f"{name}.txt", "text/plain")
        downloads.button("Receipt as on file", lambda: stored, f"{name}.json", "application/json")
