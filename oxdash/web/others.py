"""The manager's desk for other areas' figures: a published file looked at, added, taken away. The acts are in `adding`.

Readers see what is on file and no button. A file is held between the look and the press as a return is, and read in a
limited child process.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import streamlit as st
from pydantic import ValidationError

from oxdash.comparators import in_child, shelf
from oxdash.comparators.layout import About
from oxdash.comparators.shelf import ComparatorsRefused, Description, Shelf
from oxdash.documents import other_areas as said
from oxdash.documents.blocks import Heading, Paragraph
from oxdash.documents.page_blocks import Panel
from oxdash.judging.position import Position
from oxdash.register import Register
from oxdash.settings import current
from oxdash.storage.turns import Busy
from oxdash.submissions import adding_comparators as adding
from oxdash.submissions.adding_comparators import Added, Asked, Refused
from oxdash.vocabulary import wording
from oxdash.web import current_person, screen, sessions
from oxdash.web.acting import Acting
from oxdash.web.desk import NO_ROOM
from oxdash.web.guard.uploads import TOO_LARGE
from oxdash.web.sessions import HELD, Held

PAGE = "others"
LAYOUTS = {
    "": "As its headings say",
    "ours": "Ours: Indicator, Area, Period, Value",
    "fingertips": "Fingertips' indicator download",
    "open-sdg": "Open SDG's data or headline file",
}
LONGEST, LONGEST_MAP = 300, 3_900  # letters; the guard lets 4,000 through
FIRST_DAY = date(1970, 1, 1)
GONE = "The file is not held any more; nothing was stored. Choose it again."
OTHERWISE = "What is on file under that name has changed since you looked, so nothing was stored. Look again below."
EITHER = "Choose a layout, or write a map: a map says all of how a file is laid out."
BOUND = "A CSV file of up to 5 MB. You are told everything that is wrong with it at once. Nothing is stored yet."


class Told(NamedTuple):
    """What the manager says of a file."""

    title: str
    publisher: str
    published_on: date | None
    address: str
    licence: str
    name: str
    layout: str
    indicator: str
    area: str
    map: str
    illustrative: bool


@dataclass
class Desk(Acting):
    """What this session is doing; the file is in `sessions.HELD`."""

    upload: int = 0  # a new number draws empty boxes
    has_file: bool = False
    told: Told | None = None  # what was looked at last
    instead_of: str | None = None  # fingerprint of what was then said to be replaced
    outcome: Panel | None = None


def mine() -> Desk:
    return st.session_state.setdefault("others", Desk())


def may() -> bool:
    """Whether whoever is at the screen may add and take away."""
    return current_person.refusal(manager=True) is None


def outcome() -> None:
    """Above the form: what came of the last press."""
    if (now := mine().outcome) is not None:
        screen.say(now)


def add(position: Position) -> None:
    """Choose a file, say what it is, look at what was understood, and add it."""
    screen.say(Heading("Add a published file"), Paragraph(BOUND))
    desk = mine()
    held = _take(desk)
    if held is None:
        return
    told = _asked(held, desk)
    if told is not None:
        desk.told, desk.outcome = told, None
    if desk.told is None:
        return
    found = _looked_at(held, desk.told, position.register)
    if isinstance(found, Refused):
        screen.say(said.refused(found.sentences))
        return
    added, before = found
    there = before.sha256 if before else None
    screen.say(Heading("What was understood", 2), *said.understood(added.lines, added.description, before))
    if desk.button("Put it in that one's place" if before else "Add it", of="add", form=False, type="primary"):
        if desk.instead_of == there:
            _put_on_file(held, desk, position.register, replace_it=before is not None)
        else:
            desk.instead_of, desk.outcome = there, said.refused((OTHERWISE,))
            desk.acted()
            st.rerun()
    desk.instead_of = there


def take_away() -> None:
    """The form that takes a set of figures away; nothing where there is none."""
    try:
        names = [name for name in Shelf.of(current().data).names() if shelf.NAME.fullmatch(name)]
    except ComparatorsRefused:  # which the page has said
        return
    if not names:
        return
    desk = mine()
    with st.expander("Take one away"), st.form("take others away"):
        name = st.selectbox("Name", names)
        sure = st.checkbox("I take it away. What was published with it keeps its own copy.")
        if desk.button("Take it away"):
            if not sure:
                done: str | Refused = Refused(("Nothing was taken away: tick the box to say that you mean it.",))
            else:
                done = adding.remove(name, *current_person.acting())
            desk.outcome = (
                said.refused(done.sentences) if isinstance(done, Refused) else said.done("It is taken away", done)
            )
            desk.acted()
            st.rerun()


def _take(desk: Desk) -> Held | None:
    """The upload box, and the file that this session holds for this page."""
    if why := sessions.said():  # it was refused on its way here
        sentence = in_child.TOO_LARGE.format("The file") if why == TOO_LARGE else why
        desk.outcome, desk.upload = said.refused((sentence,)), desk.upload + 1
        st.rerun()
    file = st.file_uploader("A published file", key=f"others {desk.upload}", max_upload_size=5)
    if file is not None:
        data = sessions.take(file)
        desk.has_file = HELD.put(sessions.own(), file.name, data, current_person.who().name, PAGE)
        desk.upload, desk.told = desk.upload + 1, None
        desk.outcome = None if desk.has_file else said.refused((NO_ROOM,))
        st.rerun()
    held = HELD.get(sessions.own(), PAGE)
    if held is None and desk.has_file:
        desk.has_file, desk.told, desk.outcome = False, None, said.refused((GONE,))
        st.rerun()
    return held


def _asked(held: Held, desk: Desk) -> Told | None:
    """The form; what it says once its button is pressed."""
    screen.say(Paragraph(f"{said.called(held.name)}, {len(held.data):,} bytes."))

    def text(label: str, value: str = "", help_: str | None = None) -> str:
        return st.text_input(label, value, max_chars=LONGEST, key=f"{label} {desk.upload}", help=help_).strip()

    box = said.BOXES
    typed = screen.council().day_typed
    with st.form(f"others {desk.upload}"):
        title, publisher = text(box["title"]), text(box["publisher"])
        day = st.date_input(
            box["published-on"],
            None,
            min_value=FIRST_DAY,  # else ten years ago, where no day is proposed
            max_value=screen.today(),
            format=typed,
            key=f"published {desk.upload}",
        )
        address, licence = text("Where it was published (optional)"), text("Licence (optional)")
        name = text(box["name"], shelf.name_of(held.name))
        layout = st.selectbox("Layout", LAYOUTS, format_func=LAYOUTS.__getitem__, key=f"layout {desk.upload}")
        illustrative = st.checkbox("Nobody published these figures: they are illustrative", key=f"ill {desk.upload}")
        with st.expander("For a file that does not say it itself"):
            indicator, area = text(box["indicator"]), text(box["area"])
            mapped = st.text_area(box["map"], max_chars=LONGEST_MAP, key=f"map {desk.upload}", help=MAP)
        if not st.form_submit_button("Look at it"):
            return None
    return Told(
        title, publisher, day, address, licence, name, layout or "", indicator, area, mapped.strip(), illustrative
    )


MAP = "Which heading is which, as in docs/comparing.md: a TOML text for a file of any other layout."


def _request(held: Held, told: Told) -> Asked | Refused:
    """What is asked of `adding`; a refusal where the form itself is wrong."""
    if told.map and told.layout:
        return Refused((EITHER,))
    given = {"title": told.title, "publisher": told.publisher, "address": told.address, "licence": told.licence}
    try:
        about = About(published_on=told.published_on, **{name: held or None for name, held in given.items()})
    except ValidationError:
        return Refused((f"A text is longer than {LONGEST} letters. Say it in fewer.",))
    return Asked(
        held.name,
        held.data,
        about,
        name=told.name,
        layout=told.layout,
        map_name="The map",
        map_data=told.map.encode(errors="replace") if told.map else None,
        indicator=told.indicator or None,
        area=told.area or None,
        illustrative=told.illustrative,
    )


def _looked_at(held: Held, told: Told, register: Register) -> tuple[Added, Description | None] | Refused:
    """What would be added, and what it would replace; worked out once for as long as both are the same."""
    key = ("looked at", told, screen.seen())
    if key not in held.made:
        asked = _request(held, told)
        with st.spinner("Reading the file"):
            held.made.clear()
            held.made[key] = asked if isinstance(asked, Refused) else _prepared(asked, register)
    found: tuple[Added, Description | None] | Refused = held.made[key]
    return found


def _prepared(asked: Asked, register: Register) -> tuple[Added, Description | None] | Refused:
    who, settings, now = current_person.acting()
    try:
        found = adding.prepared(asked, register, who, now, in_child.read)
        if isinstance(found, Refused):
            return found
        there = Shelf.of(settings.data).find(found.description.name)
    except ComparatorsRefused as why:
        return Refused((str(why),))
    except Busy as busy:
        return Refused((str(busy),))
    return found, there.description if there else None


def _put_on_file(held: Held, desk: Desk, register: Register, *, replace_it: bool) -> None:
    assert desk.told is not None
    asked = _request(held, desk.told)
    with st.spinner("Putting it on file"):
        done: Added | Refused = asked if isinstance(asked, Refused) else Refused(())
        if isinstance(asked, Asked):
            try:
                done = adding.add(replace(asked, replace=replace_it), register, *current_person.acting(), in_child.read)
            except Busy as busy:
                done = Refused((str(busy),))
        if isinstance(done, Refused):
            desk.outcome = said.refused(done.sentences)
            held.made.clear()
        else:
            desk.outcome = said.done("It is on file", wording.sentence_case(done.lines[-1]))
            HELD.let_go(sessions.own())
            desk.has_file, desk.told, desk.upload = False, None, desk.upload + 1
        desk.acted()
    st.rerun()
