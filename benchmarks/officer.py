"""The page Submit a return without a browser: Streamlit's own messages over a websocket, and uploads over HTTP."""

import asyncio
import contextlib
import http.client
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.wsclient import XSRF, Viewer

SUBMIT, WITHDRAW = "Submit this return", "Withdraw this return"  # buttons
TOLD = 5  # seconds
UNHEARD = "The connection was closed before the file had been sent."


class Officer(Viewer):
    """Chooses files on the page and reads what is said of them. ``headers`` go with everything that is asked.

    ``address`` may be the one with the word that a server in local mode prints: it is exchanged for its cookie.
    """

    def __init__(self, address: str, headers: Mapping[str, str] | None = None, query: str = "") -> None:
        self.where = urlsplit(address)
        self.let_in = self._given(f"/?{self.where.query}") if self.where.query else ""
        headers = {"Cookie": self.let_in} | dict(headers or {})
        if XSRF not in headers["Cookie"]:
            headers["Cookie"] = "; ".join(one for one in (headers["Cookie"], self._given("/_stcore/health")) if one)
        super().__init__(f"{self.where.scheme}://{self.where.netloc}", query, page="submit", headers=headers)

    def _given(self, path: str) -> str:
        """The cookie that is given at an address."""
        asking = http.client.HTTPConnection(self.where.hostname, self.where.port)
        asking.request("GET", path)
        return asking.getresponse().headers["Set-Cookie"].split(";")[0]

    async def __aenter__(self) -> "Officer":
        await super().__aenter__()
        await self.run()
        return self

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
            seconds = time.perf_counter() - began
            told = await self._told()
            return (answer if status else told or answer), seconds
        await self.run(uploaded={"file_id": urls.file_id, "name": name, "size": len(contents), "file_urls": urls})
        return self.said, time.perf_counter() - began

    async def _told(self) -> str:
        """What the page says of an upload that was refused, in a run that nobody asked for; "" where nothing."""
        self._begin()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TOLD):
                await self._until_finished()
        return self.said

    async def submit(self) -> str:
        """Confirm every reading of the workbook that was chosen, and submit it; what the page says then."""
        await self.run(press=SUBMIT, tick=[label for label in self.ticks if label.startswith("I confirm")])
        return self.said

    async def withdraw(self, reason: str) -> str:
        """Withdraw the return that counts; what the page says then."""
        sure = [label for label in self.ticks if label.startswith("I withdraw")]
        await self.run(press=WITHDRAW, tick=sure, write={"Reason": reason})
        return self.said

    async def take(self, label: str) -> tuple[int, bytes]:
        """Press a button that hands over a file: the number and the bytes of the answer."""
        asked = BackMsg()
        asked.backend_operation_request.request_id = "1"
        asked.backend_operation_request.session_id = self.session
        asked.backend_operation_request.deferred_file.file_id = self.files[label]
        await self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())
            if message.WhichOneof("type") == "backend_operation_response":
                answer = message.backend_operation_response
                return await asyncio.to_thread(self._fetch, answer.deferred_file.url, answer.error_msg)

    def _fetch(self, url: str, why_not: str) -> tuple[int, bytes]:
        if not url:
            return 0, why_not.encode()
        connection = http.client.HTTPConnection(self.where.hostname, self.where.port, timeout=120)
        connection.request("GET", url, headers=self.headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def put(self, url: str, contents: bytes) -> tuple[int, str]:
        edge = "oxdash-hostile"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="f.xlsx"\r\n\r\n'.encode()
        body = head + contents + f"\r\n--{edge}--\r\n".encode()
        headers = self.headers | {
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "X-Xsrftoken": self.token,
        }
        connection = http.client.HTTPConnection(self.where.hostname, self.where.port, timeout=120)
        try:
            connection.request("PUT", url, body, headers)
            answer = connection.getresponse()
        except ConnectionError:  # refused and closed while the body was still being sent; why may have come already
            answer = http.client.HTTPResponse(connection.sock, method="PUT")
            try:
                answer.begin()
            except (ConnectionError, http.client.HTTPException):
                return 0, UNHEARD
        return answer.status, answer.read().decode("utf-8", "replace")
