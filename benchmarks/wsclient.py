"""A viewer without a browser: Streamlit's own messages over a websocket, so that fifty cost next to nothing."""

import time
from collections.abc import Mapping

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

FINISHED = ForwardMsg.FINISHED_SUCCESSFULLY


class Viewer:
    """One open page. It remembers its address, its pickers and what it was sent, as a browser does."""

    def __init__(self, address: str, query: str = "") -> None:
        self.address, self.query = address, query
        self.elements: list[tuple[list[int], object]] = []  # where in the page, and what, of the last run
        self.pickers: dict[str, str] = {}  # label: the widget's id
        self.values: dict[str, str] = {}  # widget id: what is chosen
        self._kept: set[str] = set()
        self._socket: ClientConnection

    async def __aenter__(self) -> "Viewer":
        url = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await connect(url, subprotocols=["streamlit"], origin=self.address, max_size=None)
        return self

    async def __aexit__(self, *_) -> None:
        await self._socket.close()

    async def run(self, chosen: Mapping[str, str] | None = None) -> float:
        """Run the page, with something chosen in pickers (by label); seconds until the last of it has come."""
        self.values |= {self.pickers[label]: value for label, value in (chosen or {}).items()}
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.cached_message_hashes.extend(self._kept)
        for widget, value in self.values.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = widget, value
        self.elements.clear()
        began = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            if message.metadata.cacheable:
                self._kept.add(message.hash)
            what = message.WhichOneof("type")
            if what == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif what == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._see(list(message.metadata.delta_path), message.delta.new_element)
            elif what == "script_finished":
                assert message.script_finished == FINISHED, message
                return time.perf_counter() - began

    def _see(self, where: list[int], element) -> None:
        kind = element.WhichOneof("type")
        self.elements.append((where, element))
        if kind == "selectbox":
            self.pickers[element.selectbox.label] = element.selectbox.id
            if element.selectbox.set_value:
                self.values[element.selectbox.id] = element.selectbox.raw_value
