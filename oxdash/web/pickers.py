"""The pickers of a page, tied to its address: what there is to choose from, and what a reader chose.

The address is the only place that knows what the reader is looking at. Streamlit's own ``bind="query-params"`` would
write there what a picker shows ("Q3 2009/10", a partnership's name); addresses here hold codes, so the pickers are tied
to it here, in both directions.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from oxdash.documents import notice
from oxdash.documents.page_blocks import Notice
from oxdash.judging.position import Position
from oxdash.settings import current
from oxdash.web import screen, view
from oxdash.web.view import View


def asks(name: str, of: Collection[str]) -> bool:
    """Whether the address asks for one of these in particular."""
    return st.query_params.get(name) in of


def pick(page: str, stands: Position, *names: str, where=None) -> View:
    """Draw a page's pickers, in the sidebar or ``where`` else, and give the view that the address asks for.

    On a page that is about one partnership its picker has no "all". A page with a picker is of returns: where
    there are none it ends here, saying so.
    """
    if names and stands.empty:
        screen.say(*notice.nothing_yet(None if stands.as_at == screen.today() else stands.nothing_at()))
        st.stop()
    offered = screen.once(_choices, View(), stands)
    offered = view.on_page(page, offered, stands.register)
    asked = view.read(st.query_params.to_dict(), {"quarter": offered["quarter"]})[0].quarter
    at = asked or stands.newest or str(stands.current_quarter)
    agreements = view.agreements(stands.register, at)
    offered = {**offered, "since": view.before(offered["quarter"], asked), "agreement": agreements}
    places = list(zip(names, where or [st.sidebar] * len(names), strict=True))
    drawn = [
        (name, place)
        for name, place in places
        if offered.get(name) != {} and (name != "agreement" or len(agreements) > 1)  # else there is nothing to choose
    ]
    return choose(offered, *(name for name, _ in drawn), where=[place for _, place in drawn], page=page)


def choose(offered: Mapping[str, Mapping[str, str]], *names: str, where=None, page: str = "") -> View:
    """Draw pickers, in the sidebar or ``where`` else, and give the view that the address asks for.

    ``offered``: for every choice the page knows, codes and how they are shown; the first is what an address leaves out.
    """
    shown, complaints = view.read(st.query_params.to_dict(), offered)
    day, said = view.read_day(st.query_params.get("as_at"), screen.today())
    shown = replace(shown, as_at=day)
    _forget_another_pages()
    labels = view.labels(page, screen.council())
    for name, place in zip(names, where or [st.sidebar] * len(names), strict=True):
        if name == "words":
            _words(shown.words, place)
        else:
            _picker(name, labels[name], offered[name], getattr(shown, name), place)
    with st.container():  # there at times, and moves nothing below
        for complaint in (*complaints, *said):
            screen.say(Notice((complaint,)))
    return shown


def _choices(stands: Position, _: View) -> dict[str, Mapping[str, str]]:
    return view.offered(stands, reward=current().reward)


def _forget_another_pages() -> None:
    """A picker of the same name on the page before is another widget: what it showed says nothing of this one."""
    context = get_script_run_ctx()
    page = context.page_script_hash if context else ""
    if st.session_state.get("picked on") != page:
        st.session_state["picked on"] = page
        for key in [key for key in st.session_state if str(key).startswith("pick ")]:
            del st.session_state[key]


def _words(typed: str, place) -> None:
    """A box for words, tied to the address as a picker is."""
    key = "pick words"
    if st.session_state.get(key) != typed:
        st.session_state[key] = typed
    place.text_input(view.LABELS["words"], key=key, max_chars=view.LONGEST_WORDS, on_change=_chosen, args=("words", ""))


def _picker(name: str, label: str, options: Mapping[str, str], chosen: str | None, place) -> None:
    key = f"pick {name}"
    chosen = chosen if chosen in options else next(iter(options))
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen
    place.selectbox(
        label,
        list(options),
        key=key,
        format_func=lambda code: options[code],  # shown as text, not as Markdown
        on_change=_chosen,
        args=(name, next(iter(options))),
    )


def _chosen(name: str, default: str) -> None:
    """The reader chose: the address says so, or says nothing where it is what it would be anyway."""
    value = " ".join(st.session_state[f"pick {name}"].split())  # of words, as they are read back
    if value == default:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
