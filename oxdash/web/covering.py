"""The manager's own words over the papers of a quarter: typed on *Papers*, kept in the session, apart for each."""

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


def typed(quarter: str) -> CoveringReport:
    """What a manager of this session has typed last of the quarter; nobody else's papers have any."""
    return NONE if current_person.refusal(manager=True) else _kept().get(quarter, NONE)


def _kept() -> dict[str, CoveringReport]:
    known: dict[str, CoveringReport] = st.session_state.setdefault(_KEPT, {})
    return known


def ask(quarter: str) -> None:
    """The boxes to type in; nothing at all for anyone but a manager."""
    if current_person.refusal(manager=True):
        return
    named = {key: f"cover {quarter} {key}" for key in asdict(NONE)}
    for key, text in asdict(typed(quarter)).items():
        st.session_state.setdefault(named[key], text)  # which Streamlit forgets when another page is looked at
    with st.expander(f"{TITLE} (optional)"):
        screen.say(Paragraph(ABOUT))
        said = {key: st.text_area(label, max_chars=LONGEST, key=named[key]) for key, label in PARTS.items()}
        sides = zip(BY.items(), st.columns(2), strict=True)
        said |= {key: side.text_input(label, max_chars=LONGEST_LINE, key=named[key]) for (key, label), side in sides}
    _kept()[quarter] = CoveringReport(**{key: text.strip() for key, text in said.items()})
