"""The picture of an agreement as it is described: what stands where, how it is marked, and what there is room for.

The kind: a picture that has to say what the tables say, of any agreement. Tried: an agreement of three targets and of
two thousand, no target at all, a near miss within a tolerance on either side, every kind of change and those that are
none of status, a partnership at an earlier quarter of the year and of another, a target without short name, long codes.
"""

import pandas as pd
import pytest

from oxdash.charts.tiles import SIGNS, Size, agreement_tiles
from oxdash.documents import first_screen
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts
from oxdash.findings.changes import COLUMNS, Change
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status

NOTHING_MOVED = pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS})
Q4 = "2009-10 Q4"


def rows(*given: tuple) -> pd.DataFrame:
    """Judged rows as far as a picture looks at them: target, partnership, status, close, quarter."""
    table = pd.DataFrame(given, columns=["target", "partnership", "status", "close", "quarter"])
    return table.assign(title="Net additional homes provided", stands_at=table.quarter)


def many(partnerships: int, targets: int) -> pd.DataFrame:
    """So many targets, dealt round: a quarter off track, a quarter not known, half on track."""
    deal = (Status.OFF_TRACK, Status.INSUFFICIENT_DATA, Status.ON_TRACK, Status.ON_TRACK)
    found = ((f"NI {n}", f"p{n % partnerships:02}", deal[n // partnerships % 4], False, Q4) for n in range(targets))
    return rows(*sorted(found, key=lambda row: row[1]))


def drawn(
    table: pd.DataFrame, moved: pd.DataFrame = NOTHING_MOVED, short: dict | None = None, names: dict | None = None
):
    return agreement_tiles(table, counts.of(table), moved, names or {}, short or {}, Q4)


SIZES = [
    # partnerships, targets, what there is room for, why
    (1, 3, Size.NAMED, "one partnership with three targets"),
    (7, 45, Size.NAMED, "as many as an agreement of 2008 has"),
    (20, 200, Size.CODED, "twenty with two hundred: codes alone, names are heard"),
    (20, 2000, Size.COUNTED, "more than a page holds: how many"),
]


@pytest.mark.parametrize(("partnerships", "targets", "size"), [pytest.param(*case[:-1], id=case[-1]) for case in SIZES])
def test_what_there_is_room_for(partnerships, targets, size):
    made = drawn(many(partnerships, targets))
    assert made.size == size
    layout = made.layout(700)
    assert sum(layout.columns) + layout.label == pytest.approx(700)
    assert len(layout.lines) == partnerships and len(list(made.tiles)) == targets


def test_the_numbers_are_those_of_the_tables():
    made, table = drawn(many(7, 45)), counts.of(many(7, 45))
    assert [head.count for head in made.heads] == [int(held.sum()) for held in counts.segments(table).values()]
    for row, told in zip(made.rows, table.itertuples(), strict=True):
        assert [len(cell) for cell in row.cells] == [told.off_track, told.insufficient_data, told.on_track]
        assert row.told == f"{told.on_track} of {told.targets} on track"


def test_of_the_shipped_position_too(shipped):
    at = Standing(shipped, Edition(Q4))
    made = first_screen.picture(at).drawing
    assert [head.count for head in made.heads] == [at.total.off_track, at.total.insufficient_data, at.total.on_track]
    assert sorted(tile.target for tile in made.tiles) == sorted(at.rows.target)
    marked = {tile.target for tile in made.tiles if tile.sign}
    assert marked == set(at.moved[at.moved.change.isin([str(one) for one in SIGNS])].target)


def test_close_to_target_has_a_column_of_its_own_where_it_is_off_track():
    made = drawn(rows(("A", "p", Status.OFF_TRACK, True, Q4), ("B", "p", Status.ON_TRACK, True, Q4)))
    assert [(head.look.word, head.count) for head in made.heads] == [
        ("Off track", 0), ("Close to target", 1), ("Insufficient data", 0), ("On track", 1),
    ]  # fmt: skip
    assert [tile.said for tile in made.tiles] == ["close to target", "on track (close to target)"]


BECAME = [
    # change, before, last judged, now, sign, what is said, why
    (Change.NEWLY_OFF_TRACK, Status.ON_TRACK, "2009-10 Q2", Status.OFF_TRACK, "▼",
     "off track: newly off track, it was on track when last judged, at Q2 2009/10", "worse"),
    (Change.RECOVERED, Status.OFF_TRACK, "2008-09 Q4", Status.ON_TRACK, "▲",
     "on track: recovered, it was off track when last judged, at Q4 2008/09", "better"),
    (Change.NEWLY_UNKNOWN, Status.ON_TRACK, "2009-10 Q3", Status.INSUFFICIENT_DATA, "lost",
     "insufficient data: can no longer be judged, it was on track when last judged, at Q3 2009/10", "no figure now"),
    (Change.FIRST_RESULT, None, None, Status.ON_TRACK, "new", "on track: first result", "never judged before"),
    (Change.SAME_AGAIN, Status.OFF_TRACK, "2008-09 Q4", Status.OFF_TRACK, "new",
     "off track: new result, same status, as when last judged, at Q4 2008/09", "judged again"),
    (Change.RENEGOTIATED, Status.ON_TRACK, "2009-10 Q3", Status.ON_TRACK, "", "on track", "its target moved, not it"),
    (Change.THREE_RUNNING, Status.OFF_TRACK, "2009-10 Q3", Status.OFF_TRACK, "", "off track", "as it was"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "before", "last", "now", "sign", "told"), [pytest.param(*case[:-1], id=case[-1]) for case in BECAME]
)
def test_what_became_of_a_target(change, before, last, now, sign, told):
    moved = pd.DataFrame([{name: None for name in COLUMNS} | {
        "target": "A", "change": str(change), "before": before and str(before), "last_judged": last}])  # fmt: skip
    (tile,) = drawn(rows(("A", "p", now, False, Q4)), moved).tiles
    assert (tile.sign, tile.said) == (sign, told)


def test_every_change_of_status_has_its_sign():
    assert set(SIGNS) == {Change(case[0]) for case in BECAME if case[4]}


NAMES = [
    # short name, title, called, why
    ("New homes", "Net additional homes provided", "New homes", "as the register says"),
    (None, "Net additional homes provided", "Net additional…", "whole words of its title"),
    (float("nan"), "Litter", "Litter", "a title that fits"),
    (None, "Counterrevolutionaries", "Counterrevoluti…", "a word that is too long"),
    (None, "Homes, affordable and other", "Homes…", "no comma before what is cut"),
]


@pytest.mark.parametrize(("short", "title", "called"), [pytest.param(*case[:-1], id=case[-1]) for case in NAMES])
def test_what_a_tile_is_called(short, title, called):
    table = rows(("A", "p", Status.ON_TRACK, False, Q4)).assign(title=title)
    (tile,) = drawn(table, short={"A": short}).tiles
    assert tile.name == called and len(tile.name) <= 16


STANDS = [
    # quarter, what is told, why
    (Q4, "1 of 1 on track", "the quarter looked at"),
    ("2009-10 Q3", "1 of 1 on track, at Q3", "an earlier one of the year"),
    ("2008-09 Q4", "1 of 1 on track, at Q4 2008/09", "one of another year"),
]


@pytest.mark.parametrize(("quarter", "told"), [pytest.param(*case[:-1], id=case[-1]) for case in STANDS])
def test_at_which_quarter_a_partnership_stands(quarter, told):
    assert drawn(rows(("A", "p", Status.ON_TRACK, False, quarter))).rows[0].told == told


def test_without_a_target_there_is_a_sentence():
    made = drawn(rows())
    assert made.empty and made.nothing == wording.NOTHING_COUNTED


def test_a_long_code_makes_room_for_itself():
    table = rows(*((f"LAA2/CYP/{n:05}", "p", Status.ON_TRACK, False, Q4) for n in range(6)))
    layout = drawn(table).layout(700)
    assert layout.columns[2] / layout.across[2] > 14 * 6.6
