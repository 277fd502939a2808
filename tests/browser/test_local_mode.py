"""Local mode over real connections: whoever sits at this machine may return; whoever a proxy lets in may not."""

import pytest

from benchmarks.officer import Officer
from oxdash import entrance
from tests import hostile
from tests.browser.conftest import served
from tests.elsewhere import run
from tests.returning import folder


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    tmp = tmp_path_factory.mktemp("local")
    with served("oxdash.server:app", tmp, data=folder(tmp), OXDASH_LOCAL="1") as address:
        yield address


def desk(address: str, *files: tuple[str, bytes], headers=None) -> list[str]:
    """What the page Submit a return says, first as it is opened, then of each file."""

    async def ask():
        async with Officer(address, headers) as officer:
            return [officer.said, *[(await officer.choose(*file))[0] for file in files]]

    return run(ask())


PASSED_ON = [
    ({"X-Forwarded-For": "192.0.2.7"}, "a proxy that says for whom"),
    ({"Forwarded": "for=192.0.2.7"}, "a proxy that says it the newer way"),
    ({"Via": "1.1 proxy"}, "a proxy that says only that it is one"),
    ({"X-Oxdash-At-This-Machine": "yes", "X-Forwarded-For": "192.0.2.7"}, "one that claims to be here as well"),
]


@pytest.mark.parametrize(("headers", "why"), PASSED_ON, ids=[row[-1] for row in PASSED_ON])
def test_what_a_proxy_passed_on_is_for_reading_only(local, headers, why):
    assert desk(local, headers=headers)[0].endswith(f"Submit a return {entrance.READ_ONLY}")


def test_an_upload_that_a_proxy_passed_on_is_refused(local):
    async def ask():
        async with Officer(local) as here:
            here.headers = {"X-Forwarded-For": "192.0.2.7"}
            return await here.choose("safer.xlsx", b"PK\x03\x04")

    said, _ = run(ask())
    assert said == "You are not signed in. Sign in as an officer of the partnership to do this."


WORST = (
    "a bomb: 300 MB in 300 KB",
    "a billion laughs",
    "a cell at the far corner",
    "a million declared rows",
    "locked with a password",
    "macros renamed .xlsx",
    "a link to another workbook",
    "cut in half",
    "OpenDocument renamed",
)


def test_hostile_workbooks_are_answered_and_the_page_stays_up(local):
    """A few of them through the page; all of them through the reader in test_gate, and at load in the benchmark."""
    cases = {why: (make(), sentence) for why, make, sentence in hostile.CASES if why in WORST}
    assert set(cases) == set(WORST)
    _, *answers, last = desk(local, *(("f.xlsx", cases[why][0]) for why in WORST), ("last.csv", b"a,b\n"))
    for why, answer in zip(WORST, answers, strict=True):
        assert f"There is a problem f.xlsx: {cases[why][1]}" in answer, why
    assert "This is a text file, such as a CSV" in last
