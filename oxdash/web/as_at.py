"""The day that a position is as at: a box in the sidebar, tied to the address, and the way back to today."""

from datetime import date

import streamlit as st

from oxdash.judging.position import Position
from oxdash.web import screen, view

_KEY = "as at"  # one box for all pages: it stands in app.py


def ask(stands: Position) -> None:
    """A box for the day that the position is as at, in the sidebar, tied to the address; and the way back to today.

    No day still to come can be chosen, nor one before anything was agreed.
    """
    now, register = screen.today(), stands.register
    asked, _ = view.read_day(st.query_params.get("as_at"), now)
    shown = min(asked or now, now)
    first = min(register.first_agreed or shown, shown)
    if st.session_state.get(_KEY) != shown:
        st.session_state[_KEY] = shown
    side = st.sidebar.container()  # the way back is there at times, and moves no picker below
    side.date_input(
        view.LABELS["as_at"],
        key=_KEY,
        min_value=first,
        max_value=now,
        format=register.council.day_typed,
        on_change=_day_chosen,
        args=(now,),
    )
    if asked:
        side.button(view.BACK, key="back to today", on_click=_back_to_today)


def _day_chosen(now: date) -> None:
    day = st.session_state[_KEY]
    if day and day != now:
        st.query_params["as_at"] = day.isoformat()
    else:
        _back_to_today()


def _back_to_today() -> None:
    st.query_params.pop("as_at", None)
