"""What of uvicorn is taken over, by the settings it was started with.

The kind: a server that goes by its own mind on size, trust or what it writes down. tests/faults/test_served.py shows
the same on a real one; here is every way of starting it.
"""

import pytest
from uvicorn import Config
from uvicorn.lifespan.on import LifespanOn

from oxdash.web.guard import listening, log
from oxdash.web.guard.door import Door


async def app(scope, receive, send):
    raise AssertionError("nobody asks")


def taken_over(**how) -> Config:
    config = Config(app, **how)
    listening.take_over(LifespanOn(config).receive, Door().peers, 256 * 1024)
    return config


WRITES = [
    pytest.param({}, True, id="as it comes"),
    pytest.param({"log_level": "debug"}, True, id="asked for more"),
    pytest.param({"log_level": 20}, True, id="the level as a number"),
    pytest.param({"log_level": "warning"}, False, id="asked for less"),
    pytest.param({"access_log": False}, False, id="asked for none"),
]


@pytest.mark.parametrize(("how", "writes"), WRITES)
def test_requests_are_written_down_where_that_was_asked_for(how, writes):
    taken_over(**how)
    assert log.REQUESTS.disabled is not writes


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        pytest.param({}, 256 * 1024, id="uvicorn's own 16 MB"),
        pytest.param({"ws_max_size": 1024}, 1024, id="less than we take"),
    ],
)
def test_a_message_is_read_no_further_than_we_take_it(asked, held):
    assert taken_over(**asked).ws_max_size == held


@pytest.mark.parametrize("how", [{}, {"forwarded_allow_ips": "*"}, {"proxy_headers": False}], ids=str)
def test_uvicorn_believes_no_proxy(how):
    assert taken_over(**how).loaded_app is app


def test_another_server_is_told_what_it_has_to_hold_itself():
    async def receive():
        raise AssertionError("nobody asks")

    said = []
    log.LOG.addFilter(lambda record: said.append(record.getMessage()) or True)
    listening.take_over(receive, Door().peers, 1)
    log.LOG.filters.pop()
    assert said == [listening.NOT_HELD]
