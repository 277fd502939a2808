"""An officer's return, from the blank workbook to the receipt."""

from contextlib import nullcontext

import streamlit as st

from oxdash.documents import preview as looks
from oxdash.documents.blocks import Heading, Paragraph
from oxdash.vocabulary import wording
from oxdash.web import current_person, desk, downloads, loading, screen, submitting

screen.say(Heading("Submit a return", 0))
position = screen.latest()
current_person.officers_only()
top = st.container()  # what went wrong, or the receipt: known only further down
choice = desk.choose(position)
if choice is None:
    screen.say(Paragraph("There is nothing to return yet: no quarter of your partnership's targets is over.", "lead"))
    st.stop()

submitting.sent_back(position, choice)
screen.say(Heading("1. Fill in the workbook"), Paragraph(submitting.how_it_comes(position, choice)))
name = f"{choice.partnership} {choice.quarter}.xlsx"
downloads.button("Download the workbook", submitting.template(position, choice), name, downloads.XLSX)

screen.say(Heading("2. Check it"), Paragraph(submitting.CHECK))
held = desk.take_upload(choice, position)
with loading.officer_at_work() if held else nullcontext():
    checked = submitting.check(held, position, choice) if held else None

    if held and checked is not None and checked.accepted and checked.seen is not None:
        screen.say(Heading(f"3. {looks.title(position.register)}"))
        screen.say(*looks.preview(checked.seen, position.names[choice.partnership], position.register))
        screen.say(Heading("4. Submit"), Paragraph(submitting.what_comes_of_it(position, choice)))
        submitting.confirm_and_submit(held, checked, position)

    when = wording.quarter(choice.quarter)
    submitting.waiting(position, choice)
    submitting.correct_or_withdraw(position, choice, Heading(f"Correct or withdraw: {when}"))
    with top:
        submitting.outcome(checked, position)
