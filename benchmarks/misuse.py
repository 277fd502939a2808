"""What no page asks for, kept up until this process is ended: `python -m benchmarks.misuse WHICH ADDRESS`.

A process of its own, so that who measures what others wait for does not do this work as well. Nothing in here is more
than load on a server of ours: messages that it has to refuse, and connections that it has to count.
"""

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable

from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

SILENT, MANY, LARGE = 300, 20, 15_000_000  # connections, messages on connections that stay, bytes
GONE = (OSError, WebSocketException, TimeoutError, EOFError)
BEGUN = "begun"


def _connection(address: str, origin: str | None = None):
    url = address.replace("http", "ws", 1) + "/_stcore/stream"
    return connect(url, subprotocols=["streamlit"], origin=origin or address, max_size=None, open_timeout=60)


async def drop_what_is_kept(address: str) -> None:
    """Twice a second: a message that would have the server drop every position it has loaded."""
    while True:
        with contextlib.suppress(*GONE):
            async with _connection(address) as socket:
                await socket.send(BackMsg(clear_cache=True).SerializeToString())
                await asyncio.wait_for(socket.recv(), 0.5)
        await asyncio.sleep(0.5)


async def come_from_elsewhere(address: str) -> None:
    """Twice a second: a websocket that another site's page opens."""
    while True:
        with contextlib.suppress(*GONE):
            async with _connection(address, "http://elsewhere.example"):
                pass
        await asyncio.sleep(0.5)


async def send_large_messages(address: str) -> None:
    """Every other second: a text of 15 MB for a box on the page, on a connection that stays as long as it may."""
    asked = BackMsg()
    asked.rerun_script.widget_states.widgets.add(id="text", string_value="x" * LARGE)
    message, open_ = asked.SerializeToString(), []
    while True:
        if len(open_) < MANY:
            with contextlib.suppress(*GONE):
                open_.append(await _connection(address))
                async with asyncio.timeout(60):
                    await open_[-1].send(message)
        await asyncio.sleep(2)


async def say_nothing(address: str) -> None:
    """Three hundred connections that say nothing; one that is closed comes again after ten seconds."""

    async def silent() -> None:
        while True:
            with contextlib.suppress(*GONE):
                async with _connection(address) as socket:
                    await socket.wait_closed()
            await asyncio.sleep(10)

    await asyncio.gather(*(silent() for _ in range(SILENT)))


KINDS: dict[str, Callable[[str], Awaitable[None]]] = {
    "what is kept is dropped": drop_what_is_kept,
    "from another site": come_from_elsewhere,
    "messages of 15 MB": send_large_messages,
    "300 that say nothing": say_nothing,
}

if __name__ == "__main__":
    print(BEGUN, flush=True)
    asyncio.run(KINDS[sys.argv[1]](sys.argv[2]))
