"""The list of pages. What stands on every page is put there before the page runs."""

import streamlit as st

from oxdash.documents import notice, rules
from oxdash.documents.page_blocks import Notice
from oxdash.documents.papers import PAPERS, Kind
from oxdash.settings import HOME, Misset, current
from oxdash.web import current_person, screen

PAGES = HOME / "pages"

st.set_page_config(page_title="Local Area Agreement performance", page_icon=screen.ICON, layout="wide")
sections = {
    "For the Board": [
        st.Page(PAGES / "overview.py", title="Overview", default=True),
        st.Page(PAGES / "find.py", title="Find a target"),
        st.Page(PAGES / "partnership.py", title="Partnership"),
        st.Page(PAGES / "target.py", title="Target"),
        st.Page(PAGES / "compare.py", title="Partnerships side by side"),
        st.Page(PAGES / "actions.py", title="Actions and risks"),
        st.Page(PAGES / "unknown.py", title="What is not known"),
        st.Page(PAGES / "papers.py", title="Papers"),
        st.Page(PAGES / "accountability.py", title=PAPERS[Kind.ANSWERS].name),
        *([st.Page(PAGES / "reward.py", title="Reward grant")] if current().reward else []),
        st.Page(PAGES / "how_judged.py", title=rules.TITLE),
    ],
    "For officers": [
        # out of the menu for those who may not submit, and shut to them at its address
        st.Page(
            PAGES / "submit.py",
            title="Submit a return",
            visibility="visible" if current_person.offers_desk() else "hidden",
        ),
        st.Page(PAGES / "returns.py", title="Returns on file"),
    ],
}
page = st.navigation(sections, position="hidden")  # the menu is ours: Streamlit's makes a list that is none
screen.menu(sections)
screen.begin()
current_person.side_door()
if not current_person.may_come_in():
    st.stop()
if sentence := screen.refused():
    screen.say(*notice.refused(sentence, screen.without("as_at")))
    st.stop()
position = screen.position()
if screen.before_anything(position):
    screen.say(*notice.refused(position.nothing_at() or "", screen.without("as_at")))
    st.stop()
screen.tell(position)
try:
    page.run()
except Misset as fault:
    screen.say(Notice((str(fault),)))
