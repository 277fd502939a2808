"""Who has returned and who has not, whom to chase, and every version that is on file."""

import streamlit as st

from oxdash.documents import arrivals as arrived
from oxdash.documents import frame, notice
from oxdash.documents.blocks import Heading, Paragraph
from oxdash.documents.page_blocks import Notice
from oxdash.findings import punctuality
from oxdash.register import sources
from oxdash.submissions import versions
from oxdash.vocabulary import wording
from oxdash.web import current_person, screen
from oxdash.web.desk import on_file
from oxdash.web.view import View


def arranged(position, view):
    """How every return stands against its due day, and the quarters there are, the newest first."""
    register = position.register
    arrivals = punctuality.of(
        register.targets,
        position.returns,
        versions.receipts(screen.receipts()),
        register.returns_due,
        position.as_at,
    )
    return arrivals, sorted(arrivals.quarter.unique(), reverse=True)


position = screen.position()
arrivals, quarters = screen.once(arranged, View())
screen.say(Heading("Returns on file", 0))
if position.of_no_partnership:
    screen.say(Notice(tuple(position.of_no_partnership), "Returns that are not read"))
if position.problems:
    screen.say(notice.not_passed(position.problems))
if not quarters:
    screen.say(Paragraph("No quarter of the agreement is over yet, so no return is due.", "lead"))
    st.stop()
view = on_file.choose(position, quarters)
quarter, whose = view.quarter or "", view.partnership or ""
partnerships = position.register.partnerships.set_index("code")
leads = partnerships.lead_officer
wanted = punctuality.to_chase(arrivals, quarter)
asked = partnerships.loc[wanted.partnership]
screen.say(
    Paragraph(punctuality.sentence(arrivals, quarter), "lead"),
    Heading("By partnership and quarter"),
    arrived.by_quarter(arrivals, position.names, quarters),
    Paragraph(
        "Late is counted from the day the register gives for returns (sheet Meetings) to the first receipt.", "note"
    ),
    Heading(f"Whom to chase: {wording.quarter(quarter)}"),
    arrived.to_chase(wanted, position.names, sources.marked(asked, "lead_officer", "Lead officer")),
    *frame.unsourced((asked, {"Lead officer": "the lead officer"})),
)
on_file.reminders(wanted, position.names, leads)
screen.say(Heading(f"On file: {position.names[whose]}, {wording.quarter(quarter)}"))
on_file.versions(position, view, current_person.who())
