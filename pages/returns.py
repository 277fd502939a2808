"""Who has returned and who has not, whom to chase, and every version that is on file."""

import streamlit as st

from oxdash.documents import arrivals as arrived
from oxdash.documents.blocks import Heading, Paragraph
from oxdash.documents.inline import Link, Words
from oxdash.vocabulary import wording
from oxdash.web import on_file, screen
from oxdash.web.view import View

position = screen.position()
arrivals, quarters = screen.once(on_file.arranged, View())
screen.say(*arrived.begun(position))
if not quarters:
    screen.say(arrived.NONE_DUE)
    st.stop()
view = on_file.choose(position, quarters)
quarter, whose = view.quarter or "", position.names[view.partnership or ""]
below = f"what is on file of {whose} for {wording.quarter(quarter)}"
screen.say(Paragraph(Words(("Below: ", Link(below, anchor="on-file"), "."))))
screen.say(*arrived.document(position, arrivals, quarters, quarter))
on_file.waiting(position)
on_file.reminders(position, arrivals, quarter)
screen.say(Heading(f"On file: {whose}, {wording.quarter(quarter)}", anchor="on-file"))
on_file.versions(position, view)
