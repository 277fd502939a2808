"""What a session does by a button, once: the second press of a double one finds what came of the first.

Streamlit runs a page for each press, one after the other (``fastReruns`` in .streamlit/config.toml), and ends the first
run at whatever it draws, or looks up in the session's state, after the second press has come. So what comes of an act
is remembered in an object that was looked up before it, at once; and the button is another one from then on.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

T = TypeVar("T")


@dataclass
class Acting:
    """What is kept of one session's acts on a page; ``acts`` counts them."""

    acts: int = 0

    def button(self, label: str, *, of: str = "", form: bool = True, **how: Any) -> bool:
        """The button of an act, in a form or beside one; ``acted`` makes another of it.

        ``of`` names the act where the label may change before a press has come.
        """
        draw = st.form_submit_button if form else st.button
        return draw(label, key=f"{type(self).__module__} {of or label} {self.acts}", **how)

    def acted(self) -> None:
        """Something came of a press, and is remembered. Nothing is drawn here: that could end the run."""
        self.acts += 1


def to_its_end(act: Callable[[], T]) -> T:
    """What comes of an act that draws how far it is: whatever is pressed or left meanwhile, it is done whole.

    Streamlit ends a run in its own thread only.
    """
    with ThreadPoolExecutor(1, initializer=add_script_run_ctx, initargs=(None, get_script_run_ctx())) as one:
        return one.submit(act).result()
