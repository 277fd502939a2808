"""The page Submit a return without a browser: Streamlit's own messages over a websocket, and uploads over HTTP."""

import asyncio
import html
import http.client
import re
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from benchmarks.wsclient import FINISHED


class Officer:
    """Chooses files on the page and reads what is said of them. ``headers`` go with everything that is asked.

    ``address`` may be the one with the word that a server in local mode prints: it is exchanged for its cookie.
    """

    def __init__(self, address: str, headers: Mapping[str, str] | None = None) -> None:
        self.where = urlsplit(address)
        self.address = f"{self.where.scheme}://{self.where.netloc}"
        self.let_in = self._exchanged() if self.where.query else ""
        self.headers = {"Cookie": self.let_in, "Origin": self.address} | dict(headers or {})
        self.box, self.session = "", ""  # the upload box's widget, once there is one; the session's id
        health = http.client.HTTPConnection(self.where.hostname, self.where.port)
        health.request("GET", "/_stcore/health")
        answer = health.getresponse()
        cookie = next((c for c in answer.headers.get_all("Set-Cookie") or [] if "xsrf" in c), "")
        self.cookie = cookie.split(";")[0]

    def _exchanged(self) -> str:
        asking = http.client.HTTPConnection(self.where.hostname, self.where.port)
        asking.request("GET", f"/?{self.where.query}")
        return asking.getresponse().headers["Set-Cookie"].split(";")[0]

    async def __aenter__(self) -> "Officer":
        url = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = await connect(url, subprotocols=["streamlit"], max_size=None, additional_headers=self.headers)
        self.said = await self.run()
        return self

    async def __aexit__(self, *_) -> None:
        await self._socket.close()

    async def run(self, uploaded=None) -> str:
        """Run the page, with a file in the upload box; what it says, as text."""
        asked = BackMsg()
        asked.rerun_script.page_name = "submit"
        if uploaded is not None:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id = self.box
            state.file_uploader_state_value.uploaded_file_info.add(**uploaded)
        await self._socket.send(asked.SerializeToString())
        bodies: list[str] = []
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            what = message.WhichOneof("type")
            if what == "new_session":
                self.session = message.new_session.initialize.session_id or self.session
                bodies.clear()
            elif what == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element
                if element.WhichOneof("type") == "file_uploader":
                    self.box = element.file_uploader.id
                elif element.WhichOneof("type") == "html":
                    bodies.append(element.html.body)
            elif what == "script_finished" and message.script_finished == FINISHED:
                said = re.sub(r"<style>.*?</style>|<[^>]+>", " ", " ".join(bodies), flags=re.DOTALL)
                return " ".join(html.unescape(said).split())

    async def choose(self, name: str, contents: bytes) -> tuple[str, float]:
        """What the page says once the file was uploaded and looked at, and the seconds that took."""
        began = time.perf_counter()
        asked = BackMsg()
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        await self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            if message.WhichOneof("type") == "file_urls_response":
                urls = message.file_urls_response.file_urls[0]
                break
        status, answer = await asyncio.to_thread(self.put, urls.upload_url, contents)
        if status != 204:
            return answer, time.perf_counter() - began
        said = await self.run({"file_id": urls.file_id, "name": name, "size": len(contents), "file_urls": urls})
        return said, time.perf_counter() - began

    def put(self, url: str, contents: bytes) -> tuple[int, str]:
        edge = "oxdash-hostile"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="f.xlsx"\r\n\r\n'.encode()
        body = head + contents + f"\r\n--{edge}--\r\n".encode()
        token = self.cookie.partition("=")[2]
        kind = f"multipart/form-data; boundary={edge}"
        cookies = "; ".join(one for one in (self.headers["Cookie"], self.cookie) if one)
        headers = self.headers | {"Content-Type": kind, "Cookie": cookies, "X-Xsrftoken": token}
        connection = http.client.HTTPConnection(self.where.hostname, self.where.port, timeout=60)
        try:
            connection.request("PUT", url, body, headers)
        except ConnectionError:  # refused and closed while the body was still being sent
            return 413, "The file is larger than 5 MB"
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
