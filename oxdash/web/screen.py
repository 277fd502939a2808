"""Streamlit's side of oxdash: the position kept in memory, the day in the address, and the way things are shown."""

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn, TypeVar
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup, escape
from streamlit.runtime.pages_manager import PagesManager

from oxdash.archive.receipts import Receipt
from oxdash.documents import notice
from oxdash.documents.page_blocks import Notice, PageBlock
from oxdash.judging.position import Position, Unready, to_come
from oxdash.output import html
from oxdash.output.status import style_sheet
from oxdash.storage.turns import Busy
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import TITLE
from oxdash.web import loading, sessions, view
from oxdash.web.view import View

# written out: Streamlit keeps a picture for a session only while every run tells of it
_ICON = f"data:image/png;base64,{b64encode(Path(__file__).with_name('favicon.png').read_bytes()).decode()}"
LOOK_AGAIN = 60  # seconds after which an open page looks whether a return has come in
T = TypeVar("T")

# app.py lists the pages. Until it has run once, Streamlit would take any file in pages/ for a page of its own.
PagesManager.uses_pages_directory = False


def icon() -> str | None:
    """The icon of the browser's tab: told in the first run, and there from then on."""
    return None if "seen" in st.session_state else _ICON


def council() -> Council:
    """Whose register it is: as `begin` found it, throughout a run of a page."""
    return (st.session_state.get("council") if sessions.runs() else None) or loading.council()


def today() -> date:
    """The day at the council; it enters here and travels as an argument."""
    return council().day_of(datetime.now(UTC))


def title(council: Council) -> str:
    """What the browser's tab is called: whose performance it is, once a register says it."""
    return f"{council.title}: performance" if council.area else TITLE


def refused() -> str | None:
    """Why no page is shown of the day in the address, in a sentence; None where one is."""
    day, _ = view.read_day(st.query_params.get("as_at"), today())
    return to_come(day, today()) if day else None


def position() -> Position:
    """The position as at the day in the address, read again only when something on file has changed.

    Where there is none the run ends here, saying why.
    """
    day, _ = view.read_day(st.query_params.get("as_at"), today())
    return _there(loading.as_at(seen(), day)) if day else latest()


def before_anything(stands: Position) -> bool:
    """Whether the address asks for a day by which nothing had been agreed or returned."""
    return stands.as_at != today() and stands.empty and stands.register.values_in_force(stands.as_at).empty


def receipts() -> list[Receipt]:
    """Every receipt to be relied on, looked at again only when something on file has changed."""
    return loading.receipts(seen())


def latest() -> Position:
    """The position now, whatever day the address asks for: what an officer adds a return to; as above without one."""
    return _there(loading.now(seen(), today()))


def _there(stands: Position | Unready) -> Position:
    if isinstance(stands, Unready):
        _refuse(stands)
    return stands


def _refuse(stands: Unready) -> NoReturn:
    say(*notice.not_ready(stands.sentence, stands.problems))
    st.stop()


def once(make: Callable[[Position, View], T], shown: View, stands: Position | None = None, name: str = "") -> T:
    """What a page makes of the position, worked out once for all who look at the same view of it.

    ``name`` is what is made, where ``make`` alone does not say it.
    """
    stands = position() if stands is None else stands
    asked, name = tuple(shown.parameters().items()), name or f"{make.__code__.co_filename} {make.__qualname__}"
    try:
        return loading.made(name, seen(), asked, make, stands, shown)
    except Busy as busy:
        _refuse(Unready(str(busy)))


def warm() -> None:
    """Read everything once before the first reader comes."""
    loading.now(loading.fingerprint(), today())


def seen() -> str:
    """The fingerprint of this run: looked up once by `begin`, so that a page is of one position throughout."""
    if (seen := st.session_state.get("seen")) is None:
        st.rerun()  # under streamlit run, the first page opened by its address comes before app.py
    return seen


def tell(stands: Position) -> None:
    """What stands above every page: figures are illustrative, something on file is wrong, the day is not today."""
    put(once(_above, View(), stands))
    if stands.as_at != today():
        say(notice.as_at(wording.day(stands.as_at), without("as_at")))


def _above(stands: Position, _: View) -> Markup:
    notices: list[Notice] = []
    if said := stands.said_illustrative:
        notices.append(notice.illustrative(said))
    faults = dict.fromkeys([*stands.returns.fault.dropna(), *stands.unlogged])
    if faults:
        notices.append(Notice(tuple(faults), "Returns on file that do not count"))
    if len(damaged := stands.waiting.fault.dropna()):
        notices.append(Notice(tuple(damaged), "Returns handed in for sign-off that nobody can sign off"))
    if stands.not_decided:
        notices.append(Notice(stands.not_decided, "Decisions on file that do not count"))
    if stands.problems:
        notices.append(notice.pointing_there(stands.problems))
    return html.page(notices, View().address)


def without(name: str) -> str:
    """The address of this view less one of its choices."""
    return f"?{urlencode({key: value for key, value in st.query_params.to_dict().items() if key != name})}"


def begin() -> None:
    """Start of every run: look at what is on file, and put the house's style on the page."""
    st.session_state["seen"], st.session_state["council"] = loading.fingerprint(), loading.council()
    st.session_state["looked"] = True
    st.html(_STYLE)
    _look_again()


@st.fragment(run_every=LOOK_AGAIN)
def _look_again() -> None:
    """A new return shows in every open page without a restart or a reload."""
    if st.session_state.pop("looked", False):  # by `begin`, just now
        return
    if loading.fingerprint() != st.session_state.get("seen"):
        st.rerun(scope="app")


def say(*blocks: PageBlock) -> None:
    """Blocks in the house's style, drawn anew. Everything in them is escaped when it is put in."""
    put(html.page(blocks, View().address))


def outcome(*blocks: PageBlock, of: object, act: str = "done") -> None:
    """What came of an ``act``, where a page says it: the reader is led there once for each thing that it is ``of``.

    A text is the same thing where it says the same; whatever else comes of a press is new at each.
    """
    told: dict[str, tuple[object, int]] = st.session_state.setdefault("outcomes", {})
    was, number = told.get(act, (None, 0))
    if was is not of and not (isinstance(of, str) and was == of):
        number = 1 + max((count for _, count in told.values()), default=0)
        told[act] = (of, number)
    put(html.outcome(blocks, View().address, number))


def put(block: Markup | None) -> None:
    """What was drawn before, as it is: nothing is worked out again for the next reader of the same view.

    Text that was not drawn is escaped here at the latest.
    """
    if block:
        st.html(_Made(escape(block)))


class _Made(str):
    """HTML that Streamlit is to take as it is; in a text it would look for a common indent first."""

    def _repr_html_(self) -> str:
        return str(self)


_STYLE = _Made(f"<style>{style_sheet()}{(Path(__file__).parent / 'screen.css').read_text('utf-8')}</style>")
