"""When a page is at rest, told by the messages between it and the server: no press of a test comes before its time.

The kind: what is seen is the answer to something else. Tried: an end that was on its way when the page asked; a run
given up for another; a run the server began by itself; what a page left alone asks; a connection that is no more.
"""

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.looking import Conversation


def question(*, by_itself: bool = False) -> bytes:
    asked = BackMsg()
    asked.rerun_script.is_auto_rerun = by_itself
    return asked.SerializeToString()


def begun() -> bytes:
    message = ForwardMsg()
    message.new_session.name = "a page"
    return message.SerializeToString()


def ended(how=ForwardMsg.FINISHED_SUCCESSFULLY) -> bytes:
    message = ForwardMsg()
    message.script_finished = how
    return message.SerializeToString()


EARLY, FRAGMENT = ForwardMsg.FINISHED_EARLY_FOR_RERUN, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
MESSAGES = {
    "asks": ("framesent", question()),
    "asks by itself": ("framesent", question(by_itself=True)),
    "asks in text": ("framesent", "text"),
    "begun": ("framereceived", begun()),
    "ended": ("framereceived", ended()),
    "given up": ("framereceived", ended(EARLY)),
    "a part ended": ("framereceived", ended(FRAGMENT)),
    "told in text": ("framereceived", "text"),
}
CASES = [
    ("", True, "nothing was asked"),
    ("asks", False, "asked, and not heard"),
    ("asks, begun", False, "a run has begun"),
    ("asks, begun, ended", True, "answered"),
    ("asks, ended", False, "the end of an earlier run, on its way when the page asked"),
    ("asks, ended, begun, ended", True, "and then its own"),
    ("asks, begun, given up", False, "given up for another run"),
    ("asks, begun, given up, begun, ended", True, "and that has ended"),
    ("begun", False, "a run that the server began by itself"),
    ("begun, a part ended", True, "the end of a part of the page"),
    ("asks by itself", True, "a page left alone asks: the server may have nothing to say to it"),
    ("asks in text, told in text", True, "messages of another kind"),
    ("asks, connects anew", True, "the connection that was asked is no more"),
]


class Socket:
    """Calls whoever listens, as Playwright's page and websocket do."""

    def __init__(self) -> None:
        self.on_event = {}

    def on(self, event, act) -> None:
        self.on_event[event] = act


@pytest.mark.parametrize(("messages", "resting", "why"), CASES, ids=[why for *_, why in CASES])
def test_a_page_is_at_rest_once_its_own_question_was_answered(messages, resting, why):
    page, socket = Socket(), Socket()
    conversation = Conversation(page)
    page.on_event["websocket"](socket)
    said = messages.split(", ") if messages else []
    for one in said:
        if one == "connects anew":
            page.on_event["websocket"](socket := Socket())
        else:
            event, payload = MESSAGES[one]
            socket.on_event[event](payload)
    assert conversation.resting == resting, why
    assert (conversation.asked, conversation.runs) == (said.count("asks"), said.count("begun"))
