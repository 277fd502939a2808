"""The manager's own words over a paper, typed on *Papers*: kept in the session until they are published or changed."""

from dataclasses import asdict

import streamlit as st

from oxdash.documents.blocks import Paragraph
from oxdash.documents.covering_report import BY, LONGEST, LONGEST_LINE, NONE, PARTS, TITLE, CoveringReport
from oxdash.web import current_person, screen

ABOUT = (
    "Your own words, in every paper of this quarter: after what the Board is asked, or after the title. On a sheet of "
    "one page stand only author and contact. Plain text; each line is a paragraph. Leave out what you do not need."
)
_KEPT = "covering report"


def typed() -> CoveringReport:
    """What a manager of this session has typed last; nobody else's papers have any."""
    if current_person.refusal(manager=True):
        return NONE
    found: CoveringReport = st.session_state.get(_KEPT, NONE)
    return found


def ask() -> None:
    """The boxes to type in; nothing at all for anyone but a manager."""
    if current_person.refusal(manager=True):
        return
    for key, text in asdict(typed()).items():
        st.session_state.setdefault(f"cover {key}", text)  # which Streamlit forgets when another page is looked at
    with st.expander(f"{TITLE} (optional)"):
        screen.say(Paragraph(ABOUT))
        said = {key: st.text_area(label, max_chars=LONGEST, key=f"cover {key}") for key, label in PARTS.items()}
        sides = zip(BY.items(), st.columns(2), strict=True)
        said |= {
            key: side.text_input(label, max_chars=LONGEST_LINE, key=f"cover {key}") for (key, label), side in sides
        }
    st.session_state[_KEPT] = CoveringReport(**{key: text.strip() for key, text in said.items()})
