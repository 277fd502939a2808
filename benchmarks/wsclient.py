"""A viewer without a browser: Streamlit's own messages over a websocket, so that fifty cost next to nothing."""

import html
import re
import time
from collections.abc import Collection, Mapping
from http.cookies import Morsel, SimpleCookie

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

XSRF = "_streamlit_xsrf"  # the cookie
FINISHED, AGAIN = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Viewer:
    """One open page. It remembers its address, its pickers and what it was sent, as a browser does.

    ``headers`` go with the websocket, for example the cookie of somebody who is signed in.
    """

    def __init__(self, address: str, query: str = "", *, page: str = "", headers: Mapping[str, str] | None = None):
        self.address, self.query, self.page = address, query, page
        self.headers = {"Origin": address} | dict(headers or {})
        self.elements: list[tuple[list[int], object]] = []  # where in the page, and what, of the last run
        self.pickers: dict[str, str] = {}  # label: the widget's id
        self.buttons: dict[str, str] = {}  # the same, of the last run
        self.ticks: dict[str, str] = {}
        self.boxes: dict[str, str] = {}  # for words
        self.files: dict[str, str] = {}  # to take away: what a file is called when it is asked for
        self.box = ""  # the upload box's id, once there is one
        self.values: dict[str, str] = {}  # widget id: what is chosen
        self.port: int | None = None  # of another process than the one that answers at the address
        self.session, self.leads_to = "", ""  # the session's id; where the last run sent the browser
        self._kept: set[str] = set()
        self._socket: ClientConnection

    async def __aenter__(self) -> "Viewer":
        url = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        protocols = ["streamlit", self.token] if self.token else ["streamlit"]
        past = {"host": "127.0.0.1", "port": self.port} if self.port else {}
        self._socket = await connect(
            url, subprotocols=protocols, max_size=None, additional_headers=self.headers, **past
        )
        return self

    async def __aexit__(self, *_) -> None:
        await self._socket.close()

    async def go(self, page: str, query: str = "") -> float:
        """Follow a link to another page, or to another view of this one; seconds until it has come."""
        self.page, self.query, self.values = page, query, {}
        return await self.run()

    async def run(
        self,
        chosen: Mapping[str, str] | None = None,
        *,
        press: str | None = None,
        tick: Collection[str] = (),
        write: Mapping[str, str] | None = None,
        uploaded: Mapping | None = None,
    ) -> float:
        """Run the page; seconds until the last of it has come.

        With something chosen in pickers, ticked, written and pressed, all by label; with a file uploaded.
        """
        self.values |= {self.pickers[label]: value for label, value in (chosen or {}).items()}
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_name = self.page
        asked.rerun_script.cached_message_hashes.extend(self._kept)
        widgets = asked.rerun_script.widget_states.widgets
        for widget, value in self.values.items():
            widgets.add(id=widget, string_value=value)
        for label, text in (write or {}).items():
            widgets.add(id=self.boxes[label], string_value=text)
        for label in tick:
            widgets.add(id=self.ticks[label], bool_value=True)
        if press is not None:
            widgets.add(id=self.buttons[press], trigger_value=True)
        if uploaded is not None:
            widgets.add(id=self.box).file_uploader_state_value.uploaded_file_info.add(**uploaded)
        self._begin()
        began = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        await self._until_finished()
        return time.perf_counter() - began

    async def _until_finished(self) -> None:
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            if message.metadata.cacheable:
                self._kept.add(message.hash)
            what = message.WhichOneof("type")
            if what == "new_session":
                self.session = message.new_session.initialize.session_id or self.session
            elif what == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif what == "auth_redirect":
                self.leads_to = message.auth_redirect.url
            elif what == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._see(list(message.metadata.delta_path), message.delta.new_element)
            elif what == "script_finished" and message.script_finished == AGAIN:
                self._begin()
            elif what == "script_finished":
                assert message.script_finished == FINISHED, message
                return

    @property
    def token(self) -> str:
        """What a page says to show that it knows its own cookies; Streamlit believes a sign-in from there alone."""
        return SimpleCookie(self.headers.get("Cookie", "")).get(XSRF, Morsel()).value or ""

    @property
    def said(self) -> str:
        """What the page says in words of ours, as text."""
        bodies = " ".join(element.html.body for _, element in self.elements if element.WhichOneof("type") == "html")
        return " ".join(html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", bodies, flags=re.DOTALL)).split())

    def _begin(self) -> None:
        self.leads_to = ""
        for seen in (self.elements, self.buttons, self.ticks, self.boxes, self.files):
            seen.clear()

    def _see(self, where: list[int], element) -> None:
        kind = element.WhichOneof("type")
        self.elements.append((where, element))
        if kind == "selectbox":
            self.pickers[element.selectbox.label] = element.selectbox.id
            if element.selectbox.set_value:
                self.values[element.selectbox.id] = element.selectbox.raw_value
        elif kind == "button":
            self.buttons[element.button.label] = element.button.id
        elif kind == "download_button":
            self.files[element.download_button.label] = element.download_button.deferred_file_id
        elif kind == "checkbox":
            self.ticks[element.checkbox.label] = element.checkbox.id
        elif kind in ("text_input", "text_area"):
            self.boxes[getattr(element, kind).label] = getattr(element, kind).id
        elif kind == "file_uploader":
            self.box = element.file_uploader.id
