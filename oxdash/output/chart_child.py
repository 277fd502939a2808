"""The child process that draws charts: ``python -m oxdash.output.chart_child CHROMIUM``, asked over its input.

One Chromium, started once and kept warm, draws whatever is asked: a header that says the format and size, with the
figure's JSON; the answer is the file. Plotly comes from its package and MathJax not at all, and Chromium, which
would call its maker, is given a proxy that is not there. It is one process group with its Chromium, so that both can be
ended at one blow; it does that itself when its input ends, in whatever state it is.
"""

import asyncio
import json
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import kaleido
import plotly
from choreographer.browsers import Chromium

from oxdash.storage import pipe as frames

LARGEST_FIGURE = 16 * 1024 * 1024  # bytes of JSON; a chart has some 20 KB
NO_PROXY_THERE = "http://127.0.0.1:9"  # the discard port: nothing listens there
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


class InOurGroup(Chromium):
    """A Chromium that stays in the child's process group."""

    def get_popen_args(self) -> dict:
        return {**super().get_popen_args(), "start_new_session": False}


def main() -> None:
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is nobody's answer
    asked: queue.Queue = queue.Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    asyncio.run(_draw(sys.argv[1], asked, answers))


def _listen(pipe: BinaryIO, asked: queue.Queue) -> None:
    while (frame := frames.take(pipe, LARGEST_FIGURE)) is not None:
        asked.put(frame)
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)  # whoever asked has gone: this process and Chromium with it
    os._exit(1)  # elsewhere Chromium ends when its pipe does


async def _draw(browser: str, asked: queue.Queue, answers: BinaryIO) -> None:
    drawing = kaleido.Kaleido(
        path=browser,
        plotlyjs=PLOTLY.as_uri(),
        mathjax=False,
        timeout=None,  # the parent's clock decides
        browser_cls=InOurGroup,
        proxy_server=NO_PROXY_THERE,
    )
    async with drawing:
        frames.put(answers, {"ready": True})
        while True:
            header, figure = await asyncio.to_thread(asked.get)
            drawn = await drawing.calc_fig(json.loads(figure), header)
            frames.put(answers, {}, drawn)


if __name__ == "__main__":
    main()
