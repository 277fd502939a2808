"""What is on file of other areas and whom targets are compared with; for managers, the way to add to it."""

import streamlit as st

from oxdash.comparators import listing
from oxdash.documents import other_areas
from oxdash.settings import current
from oxdash.web import others, page, pickers, screen

position = screen.position()
manager = others.may()
view = pickers.pick("others", position, "quarter", "standing", "agreement")
page.show(other_areas.page, view, position, foot=False, on_file=lambda: listing.of(current().data))
if manager:
    came_of_it = st.container()  # under the page's title, and known only further down
    others.add(screen.latest())
    others.take_away()
    with came_of_it:
        others.outcome()
screen.say(*page.made_from(page.standing(position, view)))  # below the form, where there is one
