"""What a page may say to the server.

The kind: a message that Streamlit would act on and no page sends. Streamlit 1.67 has ten kinds, and four requests in
one of them; every one is in the table, so a kind that a later Streamlit adds is refused and found here. Tried besides:
text frames, bytes that are no message, a message of nothing, ids that would write into the log, names of files by the
thousand, values of widgets that no page has, texts in every kind of widget that holds any.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.proto.BackMsg_pb2 import BackMsg

from oxdash.web.guard import messages

PASSED = {"rerun_script", "stop_script", "file_urls_request", "backend_operation_request"}


def of(kind: str) -> BackMsg:
    message = BackMsg()
    if BackMsg.DESCRIPTOR.fields_by_name[kind].message_type is None:
        setattr(message, kind, True)
    else:
        getattr(message, kind).SetInParent()
    return message


KINDS = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]
PAYLOADS = [
    field.name
    for field in BackMsg.DESCRIPTOR.fields_by_name["backend_operation_request"]
    .message_type.oneofs_by_name["payload"]
    .fields
]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - PASSED))
def test_a_kind_that_no_page_sends_is_refused(kind):
    with pytest.raises(messages.Refused) as refused:
        messages.passed(of(kind).SerializeToString())
    assert (refused.value.kind, refused.value.sentence) == ("kind of message", f"No page sends {kind}.")
    assert refused.value.code == 1008


@pytest.mark.parametrize("payload", sorted(set(PAYLOADS) - {"deferred_file"}))
def test_a_request_that_no_page_makes_is_refused(payload):
    message = BackMsg()
    getattr(message.backend_operation_request, payload).SetInParent()
    with pytest.raises(messages.Refused, match="kind of message"):
        messages.passed(message.SerializeToString())


@pytest.mark.parametrize("kind", sorted(PASSED - {"backend_operation_request"}))
def test_what_pages_send_goes_on_as_it_came(kind):
    data = of(kind).SerializeToString()
    assert messages.passed(data) is data


def test_a_file_to_take_away_may_be_asked_for():
    message = BackMsg()
    message.backend_operation_request.deferred_file.file_id = "a-file"
    data = message.SerializeToString()
    assert messages.passed(data) is data


def rerun(**fields) -> BackMsg:
    message = BackMsg()
    message.rerun_script.SetInParent()
    for name, value in fields.items():
        setattr(message.rerun_script, name, value)
    return message


def with_widget(**value) -> BackMsg:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id="a widget", **value)
    return message


def many_files() -> BackMsg:
    message = BackMsg()
    message.file_urls_request.file_names.extend(["return.xlsx"] * 1000)
    return message


NOT_OF_A_PAGE = [
    pytest.param(None, 1002, "text message", id="text, which Streamlit would answer with a traceback in its log"),
    pytest.param(b"\xff" * 40, 1002, "malformed message", id="bytes that are no message"),
    pytest.param(b"", 1008, "kind of message", id="a message of nothing"),
    pytest.param(b"\x00" * (256 * 1024 + 1), 1009, "message too large", id="a byte more than 256 KB"),
    pytest.param(rerun(fragment_id="x\n2026 all well"), 1002, "malformed message", id="a line for the log, as an id"),
    pytest.param(rerun(page_script_hash="../x"), 1002, "malformed message", id="a page's mark that is none"),
    pytest.param(rerun(page_name="a\x1b[2Jb"), 1002, "malformed message", id="an escape, as a page's name"),
    pytest.param(many_files(), 1008, "kind of message", id="addresses for a thousand files"),
    pytest.param(with_widget(bytes_value=b"x"), 1008, "kind of message", id="bytes, which no page has a widget for"),
    pytest.param(with_widget(arrow_value={"data": b"x"}), 1008, "kind of message", id="a table from a component"),
    pytest.param(with_widget(chat_input_value={"data": "x"}), 1008, "kind of message", id="a chat"),
]


@pytest.mark.parametrize(("message", "code", "kind"), NOT_OF_A_PAGE)
def test_what_is_no_message_of_a_page_is_refused(message, code, kind):
    data = message.SerializeToString() if isinstance(message, BackMsg) else message
    with pytest.raises(messages.Refused) as refused:
        messages.passed(data)
    assert (refused.value.code, refused.value.kind) == (code, kind)


LONG = "x" * 60_000
TEXTS = [
    pytest.param({"string_value": LONG}, lambda widget: [widget.string_value], id="a text box"),
    pytest.param({"json_value": LONG}, lambda widget: [widget.json_value], id="a choice in a chart"),
    pytest.param({"json_trigger_value": LONG}, lambda widget: [widget.json_trigger_value], id="a component's press"),
    pytest.param(
        {"string_trigger_value": {"data": LONG}}, lambda widget: [widget.string_trigger_value.data], id="a pressed text"
    ),
    pytest.param(
        {"string_array_value": {"data": ["a", LONG, LONG]}},
        lambda widget: list(widget.string_array_value.data),
        id="several choices",
    ),
    pytest.param(
        {"file_uploader_state_value": {"uploaded_file_info": [{"name": LONG}]}},
        lambda widget: [one.name for one in widget.file_uploader_state_value.uploaded_file_info],
        id="a file's name",
    ),
]


@pytest.mark.parametrize(("value", "texts"), TEXTS)
def test_text_is_cut_on_arrival(value, texts):
    widget = BackMsg.FromString(messages.passed(with_widget(**value).SerializeToString())).rerun_script.widget_states
    assert {len(text) for text in texts(widget.widgets[0])} <= {1, messages.LONGEST_TEXT}
    assert max(len(text) for text in texts(widget.widgets[0])) == messages.LONGEST_TEXT


def test_an_address_is_cut_on_arrival():
    passed = BackMsg.FromString(messages.passed(rerun(query_string=LONG).SerializeToString()))
    assert len(passed.rerun_script.query_string) == messages.LONGEST_ADDRESS


@given(some.text(max_size=messages.LONGEST_TEXT), some.integers(0, 5))
def test_what_any_page_takes_is_not_cut(text, others):
    message = with_widget(string_value=text)
    for _ in range(others):
        message.rerun_script.widget_states.widgets.add(id="another", bool_value=True)
    data = message.SerializeToString()
    if len(data) <= messages.LARGEST:
        assert messages.passed(data) is data


@given(some.binary(max_size=300))
def test_no_bytes_do_anything_but_pass_or_be_refused(data):
    try:
        assert BackMsg.FromString(messages.passed(data)).WhichOneof("type") in PASSED
    except messages.Refused as refused:
        assert refused.code in (1002, 1008)
