"""What the guard says in the log: refusals, once a minute for each kind and address; and every request, once.

An address of the network, a path and a reason come from outside: nothing of them is written that could end a line,
steer a terminal, or be used again (a session's id, a code of the sign-in).
"""

import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import Message, Scope, Send

from oxdash.vocabulary.safe_text import LONGEST_LOGGED, log_line
from oxdash.web.asgi import peer_of
from oxdash.web.guard.addresses import counted

LOG = logging.getLogger("oxdash.web.guard")
REQUESTS = logging.getLogger("oxdash.requests")
EVERY = 60  # seconds
REMEMBERED = 1000  # kinds and addresses at a time; beyond that, what is refused is counted by kind alone
ELSEWHERE = "other addresses"
REPEATED = ("asyncio", "uvicorn.error")  # loggers that would say the same for every connection
SIGN_IN = "streamlit.web.server.starlette.starlette_auth_routes"  # its logger has a stack for every sign-in that fails
OF_ITSELF = ('"WebSocket %s"', "connection open", "connection closed", "connection rejected")


@dataclass
class _Told:
    since: float
    more: int = 0


class Throttle:
    """Says a thing at once, and then no more than once a ``minute`` how often it happened again."""

    def __init__(
        self,
        say: Callable[[str], None] = LOG.warning,
        minute: float = EVERY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.say, self.minute, self.clock = say, minute, clock
        self._told: dict[tuple[str, str], _Told] = {}

    def refused(self, kind: str, address: str, sentence: str) -> None:
        self.sweep()
        key = kind, counted(address)
        if key not in self._told and len(self._told) >= REMEMBERED:
            key = kind, ELSEWHERE
        if told := self._told.get(key):
            told.more += 1
            return
        self._told[key] = _Told(self.clock())
        self.say(f"refused ({kind}) from {key[1]}: {log_line(sentence)}")

    def sweep(self) -> None:
        """Tell how often a thing happened again, once its minute is over; forget what did not."""
        over = self.clock() - self.minute
        for (kind, address), told in list(self._told.items()):
            if told.since > over:
                continue
            del self._told[kind, address]
            if told.more:
                self._told[kind, address] = _Told(self.clock())
                self.say(f"refused ({kind}) from {address}: {told.more} more within a minute")


class Once(logging.Filter):
    """Lets the same record of another's log through once a minute, and says with it how many were kept back.

    An ordinary line too: Streamlit 1.67 has one for every message that asks for a part of a page that is none.
    """

    def __init__(self, minute: float = EVERY, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.minute, self.clock = minute, clock
        self._told: dict[tuple, _Told] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[0] if record.exc_info else None
        key = record.name, record.levelno, record.lineno, fault, str(record.msg)[:LONGEST_LOGGED]
        told, now = self._told.get(key), self.clock()
        if told and now - told.since < self.minute:
            told.more += 1
            return False
        if len(self._told) >= REMEMBERED:
            self._told.clear()
        self._told[key] = _Told(now)
        if told and told.more:
            record.msg, record.args = f"{record.getMessage()} ({told.more} more of these since)", ()
        return True


def answered(scope: Scope, told: str, status: int) -> None:
    """One line for one request: from where, what, and how it was answered. A websocket is answered with 101."""
    if not REQUESTS.disabled:
        method = log_line(scope.get("method", "GET"))
        REQUESTS.info("%s %s %s %d", peer_of(scope), method, log_line(told), status)


def written_down(scope: Scope, told: str, send: Send) -> Send:
    """``send`` that writes a request into the log once its answer begins."""
    if REQUESTS.disabled:
        return send

    async def sent(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            answered(scope, told, message["status"])
        await send(message)

    return sent


def begin() -> None:
    """Where the log goes, and what others may not put into it: the address of every websocket, and repetitions."""
    if not LOG.handlers:
        ours = logging.StreamHandler(sys.stderr)
        ours.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        for logger in (LOG, REQUESTS):
            logger.addHandler(ours)
            logger.setLevel(logging.INFO)
            logger.propagate = False
    for name in REPEATED:
        logger = logging.getLogger(name)
        if not any(isinstance(one, Once) for one in logger.filters):
            logger.addFilter(_is_no_request)
            logger.addFilter(Once())
    logging.getLogger(SIGN_IN).addFilter(in_one_line)
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)  # and no handler of it, which others may write through as well
        if name.split(".")[0] == "streamlit" and not any(isinstance(one, Once) for one in logger.filters):
            logger.addFilter(Once())


def in_one_line(record: logging.LogRecord) -> bool:
    """A sign-in that failed is nobody's mistake in the program: what failed is named, and no stack is printed.

    Of the fault the name alone: its words may hold the address that was asked for, with a code in it.
    """
    if record.exc_info and record.exc_info[0]:
        record.msg, record.args = f"{record.getMessage()} ({record.exc_info[0].__name__})", ()
        record.exc_info = record.exc_text = None
    return True


def _is_no_request(record: logging.LogRecord) -> bool:
    """uvicorn writes down every websocket, twice, with the whole address that was asked for."""
    return not any(words in str(record.msg) for words in OF_ITSELF)
