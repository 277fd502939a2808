"""The list of pages. What stands on every page is put there before the page runs."""

import streamlit as st

from oxdash import markup, screen
from oxdash.position import Unready
from oxdash.settings import HOME

PAGES = HOME / "pages"

st.set_page_config(page_title="Local Area Agreement performance", page_icon=screen.ICON, layout="wide")
page = st.navigation(
    {
        "For the Board": [
            st.Page(PAGES / "overview.py", title="Overview", default=True),
            st.Page(PAGES / "partnership.py", title="Partnership"),
            st.Page(PAGES / "target.py", title="Target"),
            st.Page(PAGES / "how_judged.py", title="How targets are judged"),
        ]
    }
)
screen.begin()
position = screen.position()
if isinstance(position, Unready):
    screen.show(markup.notice.not_ready(position.sentence, position.problems))
    st.stop()
screen.tell(position)
page.run()
