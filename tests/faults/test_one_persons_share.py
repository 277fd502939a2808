"""One person, however many pages they open, leaves room for others: in memory, on the way in, and on the disk.

The kind: a store that everybody shares and somebody with a right can fill. Tried: workbooks held for checking on many
pages, uploads that nobody takes on pages that were closed at once, uploads under way on many pages, versions of one
return on one day, with withdrawals between them, over midnight in Oxfordshire, and through a submission.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from oxdash.archive import Archive, ArchiveRefused, filing
from oxdash.archive.audit_log import AuditLog
from oxdash.submissions import submit
from oxdash.submissions.submit import Refused
from oxdash.web.guard.uploads import EACH_PERSON, LARGEST, PERSON_BUSY
from oxdash.web.sessions import ALL_SESSIONS_BYTES, Holding
from oxdash.web.sessions import EACH_PERSON as HELD_EACH
from tests.calendars import LONDON
from tests.elsewhere import run
from tests.faults.test_uploads import PATH, Door
from tests.returning import CODE, NOW, OFFICER, QUARTER, a_return, few, now_on_file, settings


def test_one_person_holds_the_newest_few_and_others_have_room():
    holding = Holding()
    for page in range(40):
        assert holding.put(f"page {page}", "safer.xlsx", b"x" * LARGEST, "safer.officer@council.example")
    assert holding.bytes_of(None) == HELD_EACH * LARGEST
    assert [page for page in range(40) if holding.get(f"page {page}")] == [37, 38, 39]
    assert holding.gave_way("page 0") and not holding.gave_way("page 39")
    assert holding.put("other", "planning.xlsx", b"x" * LARGEST, "planning.officer@council.example")
    assert HELD_EACH * LARGEST * 2 <= ALL_SESSIONS_BYTES, "two such people together leave nobody without"


def test_another_workbook_on_the_same_page_puts_no_page_out():
    holding = Holding()
    for page in range(HELD_EACH):
        holding.put(f"page {page}", "safer.xlsx", b"x", "safer")
    for _ in range(5):
        holding.put("page 2", "safer again.xlsx", b"y", "safer")
    assert [bool(holding.get(f"page {page}")) for page in range(HELD_EACH)] == [True] * HELD_EACH
    holding.put("page 3", "safer.xlsx", b"x", "safer")
    assert holding.gave_way("page 0")
    holding.put("page 0", "safer.xlsx", b"x", "safer")
    assert not holding.gave_way("page 0"), "it has one again"
    holding.let_go("page 0")
    holding.keep_only({"page 2", "page 3"})
    assert not any(holding.gave_way(f"page {page}") for page in range(4))


def test_one_persons_pages_have_a_share_of_what_is_on_its_way_in():
    pages = {f"session-{n}" for n in range(1, 9)}
    lying = {"session-3": LARGEST, "session-4": 2 * LARGEST}  # the second was closed, and nobody took its files
    door = Door(holds=lambda session: lying.get(session, 0), pages=lambda session: pages)
    length = str(LARGEST)

    async def at_once() -> list:
        door.app.gate = asyncio.Event()
        first = asyncio.create_task(door.ask(content_length=length))
        while not door.guard._under_way:
            await asyncio.sleep(0)
        second = await door.ask(PATH.replace("session-1", "session-2"), content_length=length)
        door.app.gate.set()
        return [await first, second]

    first, second = run(at_once())
    assert first[0] == 204
    assert second == (503, PERSON_BUSY, False)
    assert door.told == [("session-2", PERSON_BUSY)]
    assert EACH_PERSON == 4 * LARGEST
    elsewhere = Door(holds=lambda session: lying.get(session, 0), pages=lambda session: {session})
    assert run(elsewhere.ask(content_length=length))[0] == 204, "another person's pages are another's share"


FILED = {"partnership": CODE, "received_from": OFFICER.email, "file_name": "safer.xlsx", "template_version": "2"}


def file(archive: Archive, text: str, at: datetime, quarter: str = QUARTER):
    facts = FILED | {"quarter": quarter, "received_at": at, "register_fingerprint": "f" * 64}
    return archive.accept(text.encode(), **facts)


@pytest.fixture
def full(tmp_path) -> Archive:
    """As many versions of one return as are taken in a day."""
    archive = Archive(tmp_path / "quarterly", AuditLog(tmp_path / "audit" / "audit.jsonl"))
    for number in range(filing.MOST):
        file(archive, f"version {number}", NOW)
    return archive


def test_a_return_has_so_many_versions_a_day(full):
    with pytest.raises(ArchiveRefused) as told:
        file(full, "one more", NOW)
    assert str(told.value) == (
        "20 versions of this return have been put on file today, which is the most. Submit it again tomorrow, or ask "
        "whoever looks after the dashboard. What is on file can still be withdrawn. Nothing was stored."
    )
    assert file(full, f"version {filing.MOST - 1}", NOW).already, "what counts is answered with its receipt"
    assert file(full, "one more", NOW, "2009-10 Q3").receipt.number == 1, "another quarter is another return"
    assert full.verify() == []


def test_a_return_can_be_withdrawn_whatever_the_day_and_withdrawals_give_no_more_versions(full):
    taken = full.withdraw(CODE, QUARTER, received_at=NOW, received_from=OFFICER.email, reason="sent too early")
    assert taken.number == filing.MOST + 1
    with pytest.raises(ArchiveRefused):
        file(full, "one more", NOW)


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        pytest.param(LONDON, datetime(2010, 7, 22, 23, 0, tzinfo=UTC), id="summer time: the 23rd begins"),
        pytest.param(ZoneInfo("America/New_York"), datetime(2010, 7, 23, 4, 0, tzinfo=UTC), id="another council's"),
    ],
)
def test_a_day_is_a_day_at_the_council(tmp_path, zone, midnight):
    archive = Archive(tmp_path / "quarterly")
    for number in range(filing.MOST):
        file(archive, f"version {number}", (midnight - timedelta(hours=number)).astimezone(zone))
    begins, ends = ((midnight + timedelta(minutes=at)).astimezone(zone) for at in (1, -1))
    assert file(archive, "on the day that begins", begins).receipt.number == filing.MOST + 1
    assert file(archive, "on the day that ends", ends).receipt.number == filing.MOST + 2
    with pytest.raises(ArchiveRefused):
        file(archive, "one more on the day that ends", ends)


def test_an_officer_is_told_and_the_log_says_so(tmp_path):
    data: Path = few(tmp_path)
    archive = Archive(settings(data).quarterly, AuditLog(settings(data).audit))
    for number in range(filing.MOST):
        file(archive, f"version {number}", NOW)
    position = now_on_file(data)
    good = a_return(position)
    done = submit.submit("safer.xlsx", good, position, OFFICER, settings(data), NOW, confirm_all=True)
    assert done == Refused(f"{filing.TOO_MANY} Nothing was stored.")
    last = AuditLog(settings(data).audit).lines()[-1]
    assert (last["event"], last["why"]) == ("refused", done.sentence)
