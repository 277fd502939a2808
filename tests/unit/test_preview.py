"""How a return will look to the Board, before it is stored."""

import pytest

from oxdash.submissions import preview
from oxdash.submissions.check import check_return
from oxdash.vocabulary.model import Status
from tests.returning import CODE, QUARTER, a_return, folder, now_on_file

# NI 15, NI 16, NI 17, NI 30 and NI 32 stand in rows 4 to 8 of the sheet Return
ROW = {"NI 15": 4, "NI 16": 5, "NI 17": 6, "NI 30": 7, "NI 32": 8}


@pytest.fixture(scope="module")
def position(few_now):
    return few_now


def seen(position, changes):
    checked = check_return("safer.xlsx", a_return(position, changes), position)
    assert checked.accepted, checked.told()
    return preview.of(position, checked.contents), checked.contents


def milestone(position, target):
    return position.judged.query("target == @target and quarter == @QUARTER").milestone.item()


def test_counts_before_and_after_and_every_change_with_its_sentence(position):
    was = position.at(QUARTER, partnership=CODE).set_index("target").status
    missed = milestone(position, "NI 30") + 30
    looks, contents = seen(position, {"H7": missed})
    assert (looks.before.targets, looks.after.targets) == (5, 5)
    assert was["NI 30"] == Status.ON_TRACK
    (change,) = looks.changed.query("target == 'NI 30'").itertuples()
    assert (change.was, change.now) == ("on track", "off track")
    assert change.sentence.startswith("Off track: ")
    assert change.sentence.endswith("From safer.xlsx, sheet Return, cell H7.")
    assert set(looks.changed.target) == {
        target
        for target, status in preview.with_return(position, contents)
        .at(QUARTER, partnership=CODE, kind="all")
        .set_index("target")
        .status.items()
        if status != was.get(target)
    }


def test_what_is_previewed_is_what_the_board_then_sees(position, tmp_path):
    """Submitting for real gives the counts and sentences of the preview."""
    from oxdash.submissions import submit
    from tests.returning import NOW, OFFICER, settings

    data = folder(tmp_path)
    contents = a_return(position, {"H7": 12.0, "H5": None, "K5": "data quality"})
    checked = check_return("safer-communities.1.xlsx", contents, position)
    foretold = preview.with_return(position, checked.contents).at(QUARTER, kind="all")
    done = submit.submit("safer-communities.1.xlsx", contents, position, OFFICER, settings(data), NOW, confirm_all=True)
    assert isinstance(done, submit.Done)
    happened = now_on_file(data).at(QUARTER, kind="all")
    columns = ["target", "quarter", "quarters_old", "status", "reason", "actual", "unknown_for"]
    assert foretold[columns].equals(happened[columns])
    told = happened.sentence.where(
        happened.partnership != CODE, happened.sentence.str.replace(r" \(return 1 for [^)]+\)", "", regex=True)
    )
    assert foretold.sentence.tolist() == told.tolist(), "only what is on file has a number and a day"


def test_nothing_is_stored_by_looking(position, tmp_path):
    before = position.judged.copy(), position.returns.copy(), position.actions.copy()
    seen(position, {})
    assert (
        position.judged.equals(before[0]) and position.returns.equals(before[1]) and position.actions.equals(before[2])
    )


def test_an_unusual_movement_is_pointed_out(position):
    last = position.judged.query("target == 'NI 32' and quarter == '2009-10 Q3'").actual.item()
    usual, _ = seen(position, {"H8": round(last * 1.05, 1)})
    assert "NI 32" not in set(usual.moved.target)
    unusual, _ = seen(position, {"H8": round(last * 1.6, 1)})
    (row,) = unusual.moved.query("target == 'NI 32'").itertuples()
    assert "last time: a movement of" in row.sentence and row.sentence.endswith("more than a quarter of it.")


def test_off_track_with_nothing_being_done_is_pointed_out(position):
    missed = milestone(position, "NI 30") + 30
    looks, contents = seen(position, {"H7": missed})
    open_for = contents.actions.query("state == 'open'").target.tolist()
    said = dict(zip(looks.unattended.target, looks.unattended.sentence, strict=True))
    assert ("NI 30" in said) == ("NI 30" not in open_for)
    assert all(sentence.startswith(f"{target} is off track at Q4 2009/10 and ") for target, sentence in said.items())


def test_commentary_that_repeats_or_says_nothing_is_pointed_out(position, tmp_path):
    from oxdash.submissions import submit
    from tests.returning import NOW, OFFICER, settings

    data, missed = folder(tmp_path), milestone(position, "NI 30") + 30
    silent, _ = seen(position, {"H7": missed, "O7": None})
    said = dict(zip(silent.unexplained.target, silent.unexplained.sentence, strict=True))
    assert said["NI 30"] == "Off track, and the commentary says nothing about it."

    spoken = a_return(position, {"O7": "The same old\nstory."})
    done = submit.submit("safer.xlsx", spoken, position, OFFICER, settings(data), NOW, confirm_all=True)
    assert isinstance(done, submit.Done)
    later = now_on_file(data)
    next_one = a_return(later, {"O7": " The same  old story. "}, quarter="2010-11 Q1")
    checked = check_return("safer.xlsx", next_one, later)
    assert checked.accepted, checked.told()
    repeated = preview.of(later, checked.contents).unexplained
    said = dict(zip(repeated.target, repeated.sentence, strict=True))
    assert said["NI 30"] == "The commentary is the same as in Q4 2009/10, word for word."
