"""What is refused stands in the log once a minute for each kind and address, with how often; nothing steers the log.

The kind: somebody outside who decides how much is written, or what. Tried: the same again and again, many addresses,
other loggers' faults with their tracebacks, line breaks, escapes, letters that turn the direction of writing.
"""

import logging

from oxdash.vocabulary.safe_text import log_line
from oxdash.web.guard.log import REMEMBERED, SIGN_IN, Once, Throttle, begin


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def throttle():
    said, clock = [], Clock()
    return Throttle(said.append, clock=clock), said, clock


def test_a_refusal_is_told_at_once_and_then_once_a_minute():
    at, said, clock = throttle()
    for _ in range(500):
        at.refused("another site", "192.0.2.1", "Open it at its own address.")
    at.refused("another site", "192.0.2.2", "Open it at its own address.")
    assert said == [
        "refused (another site) from 192.0.2.1: Open it at its own address.",
        "refused (another site) from 192.0.2.2: Open it at its own address.",
    ]
    clock.now = 61
    at.sweep()
    assert said[2:] == ["refused (another site) from 192.0.2.1: 499 more within a minute"]
    clock.now = 200
    at.sweep()
    assert len(said) == 3
    at.refused("another site", "192.0.2.1", "Open it at its own address.")
    assert said[3:] == ["refused (another site) from 192.0.2.1: Open it at its own address."]


def test_many_addresses_are_counted_by_kind():
    at, said, clock = throttle()
    for number in range(REMEMBERED * 5):
        at.refused("another site", f"198.51.{number // 256}.{number % 256}", "x")
    assert len(said) == REMEMBERED + 1
    assert said[-1] == "refused (another site) from other addresses: x"
    clock.now = 61
    at.sweep()
    assert said[-1] == f"refused (another site) from other addresses: {REMEMBERED * 4 - 1} more within a minute"


def test_nothing_that_comes_from_outside_ends_a_line_or_steers_a_terminal():
    at, said, _ = throttle()
    at.refused("address that is none", "192.0.2.1", "GET /x\n2026 all is well\x1b[2J\u202e\u2028\x9b" + "y" * 9999)
    assert len(said) == 1
    assert said[0].isprintable()
    assert len(said[0]) < 300
    assert log_line("Größe: 5 MB") == "Größe: 5 MB"


def test_a_sign_in_that_fails_is_a_line_without_a_stack_or_a_code():
    from streamlit.web.server.starlette import starlette_auth_routes

    begin()
    lines, handler = [], logging.Handler()
    handler.emit = lambda record: lines.append(logging.Formatter("%(message)s").format(record))
    logger = starlette_auth_routes._LOGGER
    assert logger.name == SIGN_IN
    logger.addHandler(handler)
    try:
        raise ConnectionError("GET /token?code=never-in-a-log")
    except ConnectionError:
        logger.warning("Failed for provider '%s'.", "default", exc_info=True)
    finally:
        logger.removeHandler(handler)
    assert lines == ["Failed for provider 'default'. (ConnectionError)"]


def test_what_others_say_through_the_same_handler_is_theirs():
    records, handler = [], logging.Handler()
    handler.emit = records.append
    streamlit, theirs = logging.getLogger("streamlit.of_this_test"), logging.Logger("of the council")
    for logger in (streamlit, theirs):
        logger.addHandler(handler)
    streamlit.propagate = False
    begin()
    for _ in range(3):
        streamlit.warning("no part of the page")
        theirs.warning("told again on purpose")
    assert [record.name for record in records] == [streamlit.name, *[theirs.name] * 3]


def test_a_fault_that_repeats_is_logged_once_a_minute():
    clock, records = Clock(), []
    logger = logging.Logger("a server")
    handler = logging.Handler()
    handler.emit = records.append
    logger.addHandler(handler)
    logger.addFilter(Once(clock=clock))

    def fail(number):
        try:
            raise OSError(24, "Too many open files")
        except OSError:
            logger.exception("accept failed on %s", number)

    for number in range(1000):
        fail(number)
    logger.warning("something else")
    clock.now = 61
    fail(1000)
    for number, clock.now in enumerate([61, 61, 61, 122]):
        logger.info("no part of the page is called %s", number)
    assert [record.getMessage() for record in records] == [
        "accept failed on 0",
        "something else",
        "accept failed on 1000 (999 more of these since)",
        "no part of the page is called 0",
        "no part of the page is called 3 (2 more of these since)",
    ]
