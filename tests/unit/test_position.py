"""From files to judged tables: a row for every target in every quarter, and what damage, hands and clocks do to it."""

import json
import shutil
from datetime import date

import pandas as pd
import pytest

from oxdash.judging.position import Unready, load
from oxdash.vocabulary import tables
from oxdash.vocabulary.model import Reason, Status
from oxdash.vocabulary.quarters import Quarter, between
from tests.calendars import APRIL
from tests.conftest import SCRUTINY, loaded


def test_an_absence_is_a_row(shipped):
    for target in shipped.register.targets.itertuples():
        last = min(target.last_quarter, str(APRIL.quarter_of(SCRUTINY)))
        life = [str(quarter) for quarter in between(Quarter.parse(target.first_quarter), Quarter.parse(last))]
        assert list(shipped.judged.quarter[shipped.judged.target == target.target]) == life


def test_the_tables_are_as_written_down(shipped):
    tables.JUDGED.validate(shipped.judged)
    tables.RETURNS.validate(shipped.returns)
    for schema, name in ((tables.ACTIONS, "actions"), (tables.NARRATIVE, "narrative"), (tables.DISTRICTS, "districts")):
        frame = getattr(shipped, name)
        schema.validate(frame)
        assert len(frame), f"the illustrative returns have {name}"


def test_all_text_is_held_as_pythons_own(shipped):
    """Of both kinds, what pandas compares or joins is converted first, and comes out as the other."""
    held = [*vars(shipped).values(), *vars(shipped.register).values(), shipped.at("2009-10 Q4", kind="all")]
    types = {kind for table in held if isinstance(table, pd.DataFrame) for kind in [*table.dtypes, table.columns.dtype]}
    assert {kind.storage for kind in types if isinstance(kind, pd.StringDtype)} == {"python"}


def test_every_judged_figure_names_its_cell(shipped):
    returned = shipped.judged[shipped.judged.received & ~shipped.judged.damaged]
    assert returned[["workbook", "sheet", "cell"]].notna().all(axis=None)
    assert (returned.sheet == "Return").all()


def test_every_row_explains_itself(shipped):
    assert shipped.rows.sentence.str.len().min() > 20
    assert shipped.rows.status.notna().all()


def test_latest_stands_each_partnership_at_its_newest_return(shipped):
    stands = shipped.stands_at("2009-10 Q4")
    assert stands["safer-communities"] == "2009-10 Q3"
    assert stands["economic"] == "2009-10 Q4"
    rows = shipped.at("2009-10 Q4")
    assert set(rows.quarters_old[rows.partnership == "safer-communities"]) == {1}
    assert set(rows.quarters_old[rows.partnership == "economic"]) == {0}


def test_same_stands_all_at_one_quarter(shipped):
    rows = shipped.at("2009-10 Q4", "same")
    assert set(rows.quarter) == {"2009-10 Q4"}
    missing = rows[rows.partnership == "safer-communities"]
    assert set(missing.reason.astype("str")) == {Reason.RETURN_NOT_RECEIVED}


def test_an_unknown_choice_is_refused_in_words(shipped):
    with pytest.raises(ValueError, match=r'"newest" is not a standing\. Choose latest or same\.'):
        shipped.at(standing="newest")
    with pytest.raises(ValueError, match=r'"LAA3" is not a kind of target\. Choose counted, local, stretch or all\.'):
        shipped.at(kind="LAA3")


def test_today_and_the_scrutiny_meeting_see_the_same(data, shipped):
    """With every workbook read anew, whatever this run has kept of them."""
    now = load(data, date(2026, 11, 22), by_hand=True)
    assert now.newest == shipped.newest
    assert now.at().status.astype("str").tolist() == shipped.at().status.astype("str").tolist()


def test_as_at_an_earlier_day_only_what_had_come_by_then_counts(data, shipped):
    earlier = loaded(data, date(2009, 9, 1))
    assert earlier.newest == "2009-10 Q1"
    assert set(earlier.returns.quarter) < set(shipped.returns.quarter)


def test_a_figure_is_corrected_from_the_day_on_which_the_later_version_came(data, shipped):
    (only,) = shipped.corrections.itertuples(index=False)
    assert tuple(only) == ("NI 191", "2009-10 Q2", 302.0, 297.0, 2, pd.Timestamp("2009-11-20"))
    assert loaded(data, date(2009, 11, 19)).corrections.empty


def test_damage_is_never_fallen_back_from(data):
    place = data / "quarterly" / "2009-10-Q3" / "safer-communities.1.xlsx"
    spoilt = bytearray(place.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    place.write_bytes(spoilt)
    position = loaded(data, SCRUTINY)
    assert position.stands_at("2009-10 Q4")["safer-communities"] == "2009-10 Q3"
    rows = position.at(partnership="safer-communities")
    assert set(rows.reason.astype("str")) == {Reason.RETURN_DAMAGED}
    assert set(rows.status.astype("str")) == {Status.INSUFFICIENT_DATA}
    row = position.returns[
        (position.returns.partnership == "safer-communities") & (position.returns.quarter == "2009-10 Q3")
    ].iloc[0]
    assert row.state == "damaged"
    assert "safer-communities.1.xlsx" in row.fault


def test_a_workbook_placed_by_hand_counts_now_and_never_as_at_a_day(data):
    folder = data / "quarterly" / "2009-10-Q4"
    received = data / "quarterly" / "2009-10-Q4" / "economic.1.xlsx"
    shutil.move(received, folder / "economic.xlsx")
    (folder / "economic.1.json").unlink()
    now = loaded(data, SCRUTINY, by_hand=True)
    state = now.returns.set_index(["partnership", "quarter"]).state
    assert state["economic", "2009-10 Q4"] in ("placed by hand", "not received")
    if state["economic", "2009-10 Q4"] == "not received":  # it has readings that nobody confirmed
        fault = now.returns.set_index(["partnership", "quarter"]).fault["economic", "2009-10 Q4"]
        assert fault.startswith("economic.xlsx of Q4 2009/10 was placed in the folder by hand and does not count: ")
    as_at = loaded(data, SCRUTINY)
    assert as_at.stands_at("2009-10 Q4")["economic"] == "2009-10 Q3"


def test_a_receipt_from_a_clock_that_ran_ahead_counts_now(data):
    now = loaded(data, date(2010, 1, 2), by_hand=True)  # that quarter has begun, and its returns say a later day
    assert now.newest == "2009-10 Q4"


def test_no_returns_is_a_position_too(data):
    shutil.rmtree(data / "quarterly")
    position = loaded(data, SCRUTINY)
    assert position.empty
    assert position.newest is None
    rows = position.at()
    assert set(rows.reason.astype("str")) == {Reason.RETURN_NOT_RECEIVED}


def test_without_a_register_there_is_nothing_to_judge_by(tmp_path):
    found = load(tmp_path, SCRUTINY)
    assert isinstance(found, Unready)
    assert found.sentence == (
        "The register of targets could not be read: register.xlsx in the data folder (No such file or directory). "
        "Put it there, or make an illustrative one with: oxdash demo FOLDER"
    )


def test_a_register_that_is_no_workbook_says_so(data):
    (data / "register.xlsx").write_text("Code,Name\n", "utf-8")
    found = load(data, SCRUTINY)
    assert isinstance(found, Unready)
    assert found.sentence.startswith(
        "The register of targets could not be read: register.xlsx in the data folder. This is a text file"
    )


def test_receipts_are_all_named_in_the_returns_table(data, shipped):
    receipts = [json.loads(path.read_text("utf-8")) for path in (data / "quarterly").rglob("*.json")]
    received = shipped.returns[shipped.returns.state == "received"]
    newest = {}
    for receipt in sorted(receipts, key=lambda receipt: receipt["number"]):
        newest[receipt["partnership"], receipt["quarter"]] = receipt["sha256"]
    assert len(newest) == len(receipts) - 1  # one return was corrected, and its first version no longer counts
    assert sorted(received.sha256) == sorted(newest.values())
