"""The position as at any day, made of what was read once: what reading by that day alone gives.

The kind: an answer worked out for one question and given to another. A position depends on its day by what had been
received and agreed by then and by the quarters that had begun; all days between two of those changes share one. Tried:
the day of a change, its eve and the day after; receipts just before and after midnight in summer, when London's day is
not that of UTC; versions that replace one another, a withdrawal, a damaged workbook and a damaged receipt, a code that
the register does not have, a workbook placed by hand, a receipt of a clock that runs ahead; values agreed later than
every return; a day before everything, and one long after.
"""

import shutil
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.archive import record
from oxdash.judging import contents
from oxdash.judging.on_record import OnRecord, read
from oxdash.judging.position import Position, judged
from oxdash.settings import Settings, of
from tests import returning
from tests.calendars import APRIL
from tests.conftest import loaded

LEAST, MOST = date(2008, 1, 1), date(2012, 12, 31)
MIDNIGHT = datetime(2010, 6, 30, 23, 0, tzinfo=UTC)  # of 1 July in London
EVERYTHING = ("quarters", "newest", "rows", "in_force", "names", "_places")


def same(found: Position, wanted: Position) -> None:
    """Every table and fact of two positions, and what is worked out of them."""
    for name in (*(field.name for field in fields(Position) if field.name != "register"), *EVERYTHING):
        one, other = getattr(found, name), getattr(wanted, name)
        if isinstance(one, pd.DataFrame):
            pd.testing.assert_frame_equal(one, other, obj=name)
        else:
            assert one == other, name


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Three partnerships' returns, with all that can become of one."""
    data = returning.few(tmp_path_factory.mktemp("days"))
    archive = record.archive(of(data))
    q3, q4 = data / "quarterly" / "2009-10-Q3", data / "quarterly" / "2009-10-Q4"
    again = (q3 / "safer-communities.1.xlsx").read_bytes()
    officer = {"partnership": "safer-communities", "received_from": "officer@council.example"}
    changed = returning.a_return(
        loaded(data, date(2010, 6, 1)), {"O4": "Said again."}, code="safer-communities", quarter="2009-10 Q3"
    )
    facts = {"file_name": "a.xlsx", "template_version": None, "register_fingerprint": None}
    for contents_of, at in ((changed, MIDNIGHT), (again, MIDNIGHT + timedelta(hours=2))):
        archive.accept(contents_of, **officer, **facts, quarter="2009-10 Q3", received_at=at)
    archive.withdraw(
        "health-well-being",
        "2009-10 Q3",
        received_at=MIDNIGHT - timedelta(seconds=1),
        received_from="officer@council.example",
        reason="It was another year's.",
    )
    archive.accept(again, **officer | {"partnership": "of-nobody"}, **facts, quarter="2009-10 Q3", received_at=MIDNIGHT)
    archive.accept(changed, **officer, **facts, quarter="2009-10 Q4", received_at=datetime(2031, 1, 1, tzinfo=UTC))
    spoilt = next(q4.glob("economic.*.xlsx"))
    spoilt.write_bytes(spoilt.read_bytes()[:-1])
    shutil.copy(q3 / "economic.1.xlsx", data / "quarterly" / "2009-10-Q3" / "of-nobody-either.xlsx")
    return data


@pytest.fixture(scope="module")
def held(folder) -> OnRecord:
    found = read(folder, cache=contents.of(Settings()))
    assert isinstance(found, OnRecord), found
    return found


@pytest.fixture(scope="module")
def by_day(held):
    return cache(lambda since: judged(held.by(since), since))


def test_a_day_of_what_was_read_once_is_as_if_it_were_read_by_that_day(folder, held, by_day):
    """Of every change the eve, the day and the day after."""
    days = {day + timedelta(days=apart) for day in held._changed for apart in (-1, 0, 1)}
    for day in sorted({*days, LEAST, MOST}):
        same(by_day(held.since(day)).on(day), loaded(folder, day))


@given(day=st.dates(LEAST, MOST))
@settings(max_examples=25)
def test_the_same_of_any_day(folder, held, by_day, day):
    same(by_day(held.since(day)).on(day), loaded(folder, day))


def test_the_position_now_is_of_all_that_was_read(folder, held):
    """What was placed by hand and what comes from a clock that runs ahead counts now, and on no named day."""
    for today in (date(2010, 7, 22), date(2026, 11, 30)):
        same(judged(held, today), loaded(folder, today, by_hand=True))


def test_what_was_read_holds_no_workbook(held):
    assert [file for file in held._files if file.data] == []


@given(day=st.dates(LEAST, MOST))
def test_days_that_share_a_position_are_of_one_quarter_and_no_change_lies_between(held, day):
    since = held.since(day)
    assert since <= day
    assert APRIL.quarter_of(since) == APRIL.quarter_of(day)
    assert held.since(since) == since
    assert not [changed for changed in held._changed if since < changed <= day]
