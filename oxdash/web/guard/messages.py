"""What a page may say to the server: four kinds of message, of a bounded size, with texts of a bounded length.

Streamlit 1.67 would take others from anybody: one drops every cached position, one is answered with names of files, two
are for its own developers. A message is looked at here before Streamlit sees it, and goes on as it came unless a text
in it was cut.
"""

import re
from dataclasses import dataclass

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

LARGEST = 256 * 1024  # bytes
LONGEST_TEXT = 4_000  # characters: more than any page takes, so that what is too long is still told by the page itself
LONGEST_ADDRESS = 4_000  # characters of the query
FILES = 5  # names of files in one request for addresses to upload to; a page asks for one
TOO_LARGE, NOT_ALLOWED, MALFORMED = 1009, 1008, 1002  # how a websocket is closed, in RFC 6455's numbers
KINDS = ("rerun_script", "stop_script", "file_urls_request", "backend_operation_request")

_ID = re.compile(r"[0-9A-Za-z_-]{0,64}")
_TEXTS = ("string_value", "json_value", "json_trigger_value")
_NEVER = ("arrow_value", "bytes_value", "chat_input_value")  # of widgets that no page has


@dataclass(eq=False)
class Refused(Exception):
    """A message that no page sends: the sentence, its kind for the log, and the code the connection is closed with."""

    kind: str
    sentence: str
    code: int = NOT_ALLOWED


def passed(data: bytes | None, largest: int = LARGEST) -> bytes:
    """The bytes of a message as they may go on. Raises Refused."""
    if data is None:
        raise Refused("text message", "Pages send no text.", MALFORMED)
    if len(data) > largest:
        raise Refused("message too large", f"A message may have {largest:,} bytes.", TOO_LARGE)
    try:
        message = BackMsg.FromString(data)
    except DecodeError:
        raise Refused("malformed message", "This is no message of a page.", MALFORMED) from None
    kind = message.WhichOneof("type")
    if kind == "rerun_script":
        return message.SerializeToString() if _cut(message.rerun_script) else data
    if kind == "backend_operation_request":
        wanted = message.backend_operation_request.WhichOneof("payload")
        if wanted != "deferred_file":
            raise Refused("kind of message", f"No page sends {wanted or 'an empty request'}.")
    elif kind == "file_urls_request":
        names = message.file_urls_request.file_names
        if len(names) > FILES or any(len(name) > LONGEST_TEXT for name in names):
            raise Refused("kind of message", "A page uploads one file at a time.")
    elif kind not in KINDS:
        raise Refused("kind of message", f"No page sends {kind or 'an empty message'}.")
    return data


def _cut(asked) -> bool:
    """Cut what is longer than any page takes; whether anything was. Raises Refused for what is not Streamlit's own."""
    named = asked.page_name.isprintable() and len(asked.page_name) <= LONGEST_TEXT
    if not (named and _ID.fullmatch(asked.page_script_hash) and _ID.fullmatch(asked.fragment_id)):
        raise Refused("malformed message", "This is no message of a page.", MALFORMED)
    texts, cut = [(asked, "query_string", LONGEST_ADDRESS)], False
    for widget in asked.widget_states.widgets:
        kind = widget.WhichOneof("value")
        if kind in _NEVER:
            raise Refused("kind of message", f"No page has a widget with {kind}.")
        if kind in _TEXTS:
            texts.append((widget, kind, LONGEST_TEXT))
        elif kind == "string_trigger_value":
            texts.append((widget.string_trigger_value, "data", LONGEST_TEXT))
        elif kind == "file_uploader_state_value":
            files = widget.file_uploader_state_value.uploaded_file_info
            texts += [(file, "name", LONGEST_TEXT) for file in files]
        elif kind == "string_array_value":
            cut |= _cut_list(widget.string_array_value.data)
    for holder, name, longest in texts:
        if len(text := getattr(holder, name)) > longest:
            setattr(holder, name, text[:longest])
            cut = True
    return cut


def _cut_list(texts) -> bool:
    long = [place for place, text in enumerate(texts) if len(text) > LONGEST_TEXT]
    for place in long:
        texts[place] = texts[place][:LONGEST_TEXT]
    return bool(long)
