"""The list of pages. What stands on every page is put there before the page runs."""

import streamlit as st

from oxdash.documents import notice, other_areas, rules
from oxdash.documents.page_blocks import Notice
from oxdash.documents.papers import NAMES, Kind
from oxdash.settings import Misset, current
from oxdash.vocabulary import wording
from oxdash.web import as_at, current_person, loading, menu, screen, sign_in_setup, signing

register = loading.of_register()
SIDEBAR = 244  # px: what the menu needs; the rest of a first screen is the page's
st.set_page_config(
    page_title=screen.title(register.council),
    page_icon=screen.icon(),
    layout="wide",
    initial_sidebar_state=SIDEBAR,
)
stands, there = sign_in_setup.as_it_stands(), register.parts
may = current_person.rights(stands)
sections = {
    f"For {register.the_board}": [
        menu.page("overview", "Overview", default=True),
        menu.page("find", "Find a target"),
        menu.page("partnership", "Partnership"),
        menu.page("target", "Target"),
        # out of the menu where the register has nothing of it, which is said at its address
        menu.page("district", wording.sentence_case(register.council.districts), hidden="districts" not in there),
        menu.page("compare", "Partnerships side by side"),
        menu.page("actions", "Actions and risks"),
        menu.page("unknown", "What is not known"),
        menu.page("papers", "Papers"),
        menu.page("decisions", NAMES[Kind.DECISIONS]),
        menu.page("accountability", NAMES[Kind.ANSWERS]),
        # where there is nobody to compare with, for whoever may add somebody
        menu.page("others", other_areas.TITLE, hidden="comparator_groups" not in there and not may.manager),
        *([menu.page("reward", NAMES[Kind.REWARD], hidden="stretch" not in there)] if current().reward else []),
        menu.page("grants", NAMES[Kind.GRANTS], hidden="grants" not in there),
        menu.page("how_judged", rules.TITLE),
    ],
    "For officers": [
        # out of the menu for those who may not submit, and shut to them at its address
        menu.page("submit", "Submit a return", hidden=not may.any),
        menu.page("sign_off", "Sign off returns", hidden=not signing.offered(stands)),
        menu.page("returns", "Returns on file"),
    ],
}
page = st.navigation(sections, position="hidden")  # the menu is ours: Streamlit's makes a list that is none
screen.begin()
menu.draw(sections)
above = st.container()  # what stands there at times, and moves nothing below: a page moved has two titles for a while
current_person.side_door(stands, above)
if not current_person.may_come_in():
    st.stop()
# an officer returns to the position as it stands, and it is signed off against that, whatever day others look at
dated = page.url_path not in ("submit", "sign_off")
if sentence := screen.refused():
    if dated:
        as_at.ask(screen.latest())
    screen.say(*notice.refused(sentence, screen.without("as_at")))
    st.stop()
position = screen.position()
if dated:
    as_at.ask(position)
if screen.before_anything(position):
    screen.say(*notice.refused(position.nothing_at() or "", screen.without("as_at")))
    st.stop()
with above:
    screen.tell(position)
try:
    page.run()
except Misset as fault:
    screen.say(Notice((str(fault),)))
