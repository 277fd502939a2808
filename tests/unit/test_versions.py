"""Every version of a return, and what each changed."""

import pandas as pd
import pytest

from oxdash.archive import Archive
from oxdash.findings import comparison
from oxdash.judging.contents import ContentsCache
from oxdash.judging.position import load
from oxdash.returns.read_return import read_return
from oxdash.submissions import submit, versions
from oxdash.vocabulary import tables
from tests import workbooks
from tests.returning import CODE, NOW, OFFICER, QUARTER, a_return, folder, now_on_file, settings


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Submitted, corrected, withdrawn and submitted again."""
    data = folder(tmp_path_factory.mktemp("versions"))
    position = now_on_file(data)
    first = a_return(position)
    second = a_return(position, {"H7": 25.5, "O8": "Put right.", "H8": None, "K8": "data quality"})
    for contents in (first, second):
        done = submit.submit(
            "safer.xlsx", contents, position, OFFICER, settings(data), NOW, confirm_all=True, note="A note."
        )
        assert isinstance(done, submit.Done), done
    submit.withdraw(CODE, QUARTER, OFFICER, settings(data), NOW, reason="Wrong year.")
    submit.submit("safer.xlsx", first, position, OFFICER, settings(data), NOW, confirm_all=True)
    return data


def test_every_version_is_told(data):
    found = versions.of(Archive(data / "quarterly"), now_on_file(data).register, CODE, QUARTER)
    assert [(one.file.number, one.file.state) for one in found] == [
        (1, "received"),
        (2, "received"),
        (3, "withdrawn"),
        (4, "received"),
    ]
    assert [one.heading for one in found] == [
        "Version 1, submitted 22 July 2010 10:30 from safer.officer@council.example",
        "Version 2, submitted 22 July 2010 10:30 from safer.officer@council.example",
        "Version 3, withdrawn 22 July 2010 10:30 from safer.officer@council.example",
        "Version 4, submitted 22 July 2010 10:30 from safer.officer@council.example",
    ]
    assert [len(one.changes) for one in found] == [0, 2, 0, 2], "number 4 is held against number 2, not the withdrawal"
    cache = ContentsCache(data.parent / "cache")
    load(data, NOW.date(), by_hand=True, cache=cache)
    assert versions.of(Archive(data / "quarterly"), now_on_file(data).register, CODE, QUARTER, cache=cache) == found
    told = versions.told(found)
    assert "  Note: A note.\n" in told and "  Reason: Wrong year.\n" in told


def test_every_corrected_figure_is_found_once(data):
    found = now_on_file(data).corrections
    day = pd.Timestamp("2010-07-22")  # in London, whatever the hour in UTC
    first, second = (found[found.number == number].set_index("target") for number in (2, 4))
    assert list(first.index) == list(second.index) == ["NI 30", "NI 32"] and len(found) == 4
    assert first.now["NI 30"] == 25.5 and pd.isna(first.now["NI 32"])
    assert first.was.equals(second.now.loc[first.index]), "put back as it was; the withdrawal between is no version"
    assert set(found.quarter) == {QUARTER} and set(found.corrected_on) == {day}


def test_nothing_is_corrected_where_nothing_came_twice(few):
    found = now_on_file(few).corrections
    assert found.empty and list(found.columns) == list(tables.CORRECTIONS.columns)
    assert found.corrected_on.dtype == "datetime64[ns]" and found.was.dtype == "float64"


def test_what_officers_confirmed(data):
    found = versions.warnings(Archive(data / "quarterly").receipts())
    assert list(found.columns) == comparison.WARNINGS
    receipts = [one for one in Archive(data / "quarterly").receipts() if one.warnings_confirmed]
    assert len(receipts) > 3
    assert list(found.warning) == [said for one in receipts for said in one.warnings_confirmed]
    assert set(found[found.quarter == QUARTER].partnership) >= {CODE}
    assert versions.warnings([]).empty


def test_nothing_on_file_is_nothing_told(data):
    assert (
        versions.told(versions.of(Archive(data / "quarterly"), now_on_file(data).register, "economic", "2010-11 Q1"))
        == ""
    )


def test_the_receipts_as_a_table(data):
    rows = versions.receipts(Archive(data / "quarterly").receipts()).query(
        "partnership == @CODE and quarter == @QUARTER"
    )
    assert list(zip(rows.number, rows.kind, strict=True)) == [
        (1, "return"),
        (2, "return"),
        (3, "withdrawal"),
        (4, "return"),
    ]
    assert versions.receipts([]).empty


CHANGES = [
    # cells of the sheet Return, sentence, why
    ({"H4": 12.6}, "NI 30: actual 12.5% to 12.6%.", "a figure"),
    (
        {"H4": None, "K4": "data quality"},
        "NI 30: actual 12.5% to none; figure is final to none; reason for no figure none to data quality.",
        "no figure",
    ),
    ({"I4": "provisional"}, "NI 30: figure is final to provisional.", "what the figure is"),
    ({"M4": 11.0}, "NI 30: year-end forecast none to 11.0%.", "a forecast"),
    ({"O4": "New words"}, "NI 30: commentary changed.", "words, which are not repeated here"),
]


@pytest.mark.parametrize(("cells", "sentence", "why"), CHANGES, ids=[row[-1] for row in CHANGES])
def test_what_a_version_changed(cells, sentence, why):
    register = workbooks.register()
    before = read_return(workbooks.opened(), register)
    after = read_return(workbooks.opened({"Return": cells}), register)
    assert versions.changes(before, after, register) == (sentence,)
    assert versions.changes(before, before, register) == ()


def test_a_changed_list_is_named():
    register = workbooks.register()
    before = read_return(workbooks.opened(), register)
    after = read_return(workbooks.opened({"Narrative": {"B4": "Other words"}}), register)
    assert versions.changes(before, after, register) == ("The narrative changed.",)
