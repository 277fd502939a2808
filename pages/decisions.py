"""What was decided of what was asked, who acts by when, and what became of it; for managers, the desk to record it."""

import streamlit as st

from oxdash.documents import decisions
from oxdash.documents.papers import Kind
from oxdash.web import deciding, page, pickers, screen

position = screen.position()
top = st.container()  # what came of the last press: known only further down
view = pickers.pick("decisions", position)
page.show(decisions.page, view, position, Kind.DECISIONS, counts=False)
with top:
    deciding.outcome()
latest = screen.latest()
deciding.offer(page.standing(latest, view), latest)
