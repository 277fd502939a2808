"""Every value a milestone ever had."""

# ruff: noqa: E501  (the tables of cases keep a message in one piece, to be read as the Board reads it)

from datetime import date

import pandas as pd
import pytest

from oxdash.findings import ledger
from oxdash.vocabulary import tables
from tests.judged_rows import NO_TOLERANCE, judged, rules


def milestones(*rows: tuple) -> pd.DataFrame:
    """Rows of target, quarter, value, upper, day agreed; in the register's order."""
    names = ["target", "quarter", "value", "upper", "agreed_on"]
    frame = pd.DataFrame(rows, columns=names).assign(kind="milestone", agreed_by="PSB", reason="downturn")
    return tables.settle(tables.MILESTONES, frame.assign(row=range(2, len(rows) + 2)))


Q3, Q4 = "2009-10 Q3", "2009-10 Q4"

DIRECTIONS = [
    # better, first (value, upper), then, direction, why
    ("higher", (55.0, None), (52.0, None), "easier", "a lower value where higher is better"),
    ("higher", (52.0, None), (55.0, None), "harder", "a higher value where higher is better"),
    ("lower", (6.0, None), (7.0, None), "easier", "a higher value where lower is better"),
    ("lower", (7.0, None), (6.0, None), "harder", "a lower value where lower is better"),
    ("higher", (52.0, None), (52.0, None), "unchanged", "agreed again"),
    ("within range", (40.0, 60.0), (35.0, 60.0), "easier", "a wider range"),
    ("within range", (40.0, 60.0), (40.0, 55.0), "harder", "a narrower range"),
    ("within range", (40.0, 60.0), (45.0, 65.0), "moved", "a range that moved"),
    ("within range", (40.0, 60.0), (40.0, 60.0), "unchanged", "the same range"),
]


@pytest.mark.parametrize(("better", "first", "then", "direction", "why"), DIRECTIONS, ids=[c[-1] for c in DIRECTIONS])
def test_which_way_a_milestone_moved(better, first, then, direction, why):
    rows = milestones(("L1", Q4, *first, date(2008, 6, 1)), ("L1", Q4, *then, date(2010, 3, 31)))
    assert ledger.of(rows, "L1", better).direction.tolist() == [direction]


LIFE = milestones(
    ("L1", Q4, 55.0, None, date(2008, 6, 1)),
    ("L1", Q3, 50.0, None, date(2008, 6, 1)),
    ("L2", Q4, 9.0, None, date(2008, 6, 1)),
    ("L1", Q4, 53.0, None, date(2010, 3, 31)),
    ("L1", Q4, 52.0, None, date(2010, 3, 31)),
    ("L1", Q4, 54.0, None, date(2009, 3, 1)),
)


def test_every_renegotiation_in_the_order_agreed():
    found = ledger.of(LIFE, "L1", "higher")
    assert [*found.columns] == ledger.COLUMNS
    assert found[["quarter", "from_value", "to_value", "agreed_by", "reason"]].to_numpy().tolist() == [
        [Q4, 55.0, 54.0, "PSB", "downturn"],
        [Q4, 54.0, 53.0, "PSB", "downturn"],
        [Q4, 53.0, 52.0, "PSB", "downturn"],  # two on one day: the lower row of the register is the later
    ]
    assert found.agreed_on.dt.strftime("%Y-%m-%d").tolist() == ["2009-03-01", "2010-03-31", "2010-03-31"]


def test_as_at_a_day_later_ones_are_not_there():
    assert ledger.of(LIFE, "L1", "higher", date(2010, 3, 30)).to_value.tolist() == [54.0]


def test_a_target_that_never_moved_has_no_rows():
    assert ledger.of(LIFE, "L2", "higher").to_dict("records") == []


TARGETS = tables.settle(
    tables.TARGETS,
    pd.DataFrame(
        [
            {"target": code, "title": "Homes", "agreement": "LAA2 2008-11", "kind": "designated", "places": 1}
            | {"partnership": "spatial-planning", "unit": "per cent", "better": "higher", "measure": "snapshot"}
            | {"frequency": "quarterly", "first_quarter": "2008-09 Q1", "last_quarter": "2010-11 Q4", "basis": "test"}
            for code in ("L2", "L1")
        ]
    ),
)
SIGNED, MOVED, LATER = date(2008, 6, 1), date(2010, 3, 31), date(2010, 6, 1)
AS_AT = date(2010, 7, 22)


def figure(**changed) -> pd.DataFrame:
    """Judged rows of L1 for Q3 as the position would have them: 48.2% against 52.0%, first agreed as 52.0%."""
    return judged({"target": "L1", "quarter": Q3, **changed})


STATUSES = [
    # values agreed, the figure, its row's changes, (state, direction, status) of each value, why
    ([50.0], 51.0, {}, [("in force", None, "on track")], "agreed once"),
    ([55.0, 50.0], 51.0, {},
     [("replaced", None, "off track"), ("in force", "easier", "on track")], "on track only because it moved"),
    ([50.0, 55.0], 51.0, {},
     [("replaced", None, "on track"), ("in force", "harder", "off track")], "off track only because it moved"),
    ([55.0, 53.0, 50.0], 51.0, {},
     [("replaced", None, "off track"), ("replaced", "easier", "off track"), ("in force", "easier", "on track")],
     "moved twice"),
    ([55.0, 50.0], None, {},
     [("replaced", None, "insufficient data"), ("in force", "easier", "insufficient data")], "no figure"),
    ([55.0, 50.0], 60.0, {"declared": "no"},
     [("replaced", None, "off track"), ("in force", "easier", "off track")], "declared lost, whatever the value"),
    ([51.04, 50.0], 51.0, {},
     [("replaced", None, "on track"), ("in force", "easier", "on track")], "compared as printed"),
    ([55.0, 50.0], 51.0, {"received": False},
     [("replaced", None, "insufficient data"), ("in force", "easier", "insufficient data")], "no return"),
]  # fmt: skip


@pytest.mark.parametrize(("agreed", "actual", "changed", "expected", "why"), STATUSES, ids=[c[-1] for c in STATUSES])
def test_the_figure_against_every_value(agreed, actual, changed, expected, why):
    days = (SIGNED, MOVED, LATER)
    life = milestones(*(("L1", Q3, value, None, day) for value, day in zip(agreed, days, strict=False)))
    rows = ledger.values(life, TARGETS, figure(actual=actual, **changed), NO_TOLERANCE, AS_AT)
    said = (
        rows[["state", "direction", "status"]]
        .astype(object)
        .where(rows[["state", "direction", "status"]].notna(), None)
    )
    assert [tuple(row) for row in said.to_numpy()] == expected


SENTENCES = [
    # the figure's row, as at, sentence of each value, why
    ({"actual": 51.0}, AS_AT,
     ["Q3 2009/10: 55.0%, agreed on 1 June 2008 by PSB (1 of 2, replaced). Off track with 51.0%.",
      "Q3 2009/10: 50.0%, agreed on 31 March 2010 by PSB (2 of 2, in force, easier). On track with 51.0%."], "moved"),
    ({"actual": 51.0}, date(2010, 3, 30),
     ["Q3 2009/10: 55.0%, agreed on 1 June 2008 by PSB. Off track with 51.0%."], "the day before it moved"),
    ({"actual": None, "absence": "not yet published"}, date(2010, 3, 30),
     ["Q3 2009/10: 55.0%, agreed on 1 June 2008 by PSB. Cannot judge: not yet published."], "no figure"),
    ({"actual": 60.0, "declared": "no"}, date(2010, 3, 30),
     ["Q3 2009/10: 55.0%, agreed on 1 June 2008 by PSB. Off track: the partnership declares that the target will not be "
      "achieved."], "declared lost"),
    ({"actual": 60.0, "quarter": "2009-10 Q2"}, date(2010, 3, 30),
     ["Q3 2009/10: 55.0%, agreed on 1 June 2008 by PSB. The quarter has not begun."], "not begun"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "as_at", "sentences", "why"), SENTENCES, ids=[case[-1] for case in SENTENCES])
def test_every_value_in_words(row, as_at, sentences, why):
    life = milestones(("L1", Q3, 55.0, None, SIGNED), ("L1", Q3, 50.0, None, MOVED))
    rows = ledger.values(life, TARGETS, figure(**row), NO_TOLERANCE, as_at)
    assert rows.sentence.tolist() == sentences


def test_a_proxy_is_called_one():
    life = milestones(("L1", Q3, 55.0, None, SIGNED)).assign(kind="interim proxy")
    rows = ledger.values(life, TARGETS, figure(actual=60.0), NO_TOLERANCE, AS_AT)
    assert rows.sentence.tolist() == [
        "Q3 2009/10: 55.0% (interim proxy), agreed on 1 June 2008 by PSB. On track with 60.0%."
    ]


def test_values_come_in_the_registers_order_by_quarter_and_as_agreed():
    rows = ledger.values(LIFE, TARGETS, figure(), NO_TOLERANCE, AS_AT)
    assert rows[["target", "quarter", "value", "number", "of"]].to_numpy().tolist() == [
        ["L2", Q4, 9.0, 1, 1],
        ["L1", Q3, 50.0, 1, 1],
        ["L1", Q4, 55.0, 1, 4],
        ["L1", Q4, 54.0, 2, 4],
        ["L1", Q4, 53.0, 3, 4],
        ["L1", Q4, 52.0, 4, 4],
    ]


def test_a_tolerance_counts_against_every_value():
    life = milestones(("L1", Q3, 52.0, None, SIGNED), ("L1", Q3, 51.0, None, MOVED))
    rows = ledger.values(life, TARGETS, figure(actual=50.5), rules("points", 1.0), AS_AT)
    assert rows[["status_reason", "close"]].to_numpy().tolist() == [
        ["milestone missed", False],
        ["close to target", True],
    ]


def test_each_value_has_its_own_floor():
    life = milestones(("L1", Q3, 52.0, None, SIGNED), ("L1", Q3, 51.0, None, MOVED)).assign(floor=[51.0, 50.0])
    rows = ledger.values(life, TARGETS, figure(actual=50.5), rules("floor"), AS_AT)
    assert rows.status_reason.tolist() == ["milestone missed", "close to target"]


def test_nothing_agreed_nothing_in_the_ledger():
    rows = ledger.values(LIFE, TARGETS, figure(), NO_TOLERANCE, date(2008, 5, 31))
    assert [*rows.columns] == [*ledger.VALUES.columns] and rows.empty


MOVES = [
    # the judged row, sentence, why
    ({"actual": 51.0, "milestone": 50.0, "original_milestone": 55.0, "agreed_on": pd.Timestamp(MOVED)},
     "L1 is on track at Q3 2009/10 only because the target was made easier: 51.0% against 50.0%, agreed on 31 March 2010; against "
     "the 55.0% first agreed it would be off track.", "only because it moved"),
    ({"actual": 7.0, "milestone": 8.0, "original_milestone": 6.0, "better": "lower"},
     "L1 is on track at Q3 2009/10 only because the target was made easier: 7.0% against 8.0%, agreed on 1 June 2008; against "
     "the 6.0% first agreed it would be off track.", "lower is better"),
    ({"actual": 61.0, "milestone": 40.0, "milestone_upper": 65.0, "original_milestone": 40.0, "original_upper": 60.0,
      "better": "within range"},
     "L1 is on track at Q3 2009/10 only because the target was made easier: 61.0% against 40.0% to 65.0%, agreed on 1 June 2008; "
     "against the 40.0% to 60.0% first agreed it would be off track.", "a wider range"),
    ({"actual": 56.0, "milestone": 50.0, "original_milestone": 55.0}, None, "on track against both"),
    ({"actual": 51.0, "milestone": 55.0, "original_milestone": 50.0}, None, "off track only because it moved"),
    ({"actual": None, "milestone": 50.0, "original_milestone": 55.0}, None, "cannot be judged against either"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "sentence", "why"), MOVES, ids=[case[-1] for case in MOVES])
def test_on_track_only_because_it_moved(row, sentence, why):
    moved = ledger.only_because_moved(judged(row))
    assert moved.sentence.tolist() == ([sentence] if sentence else [])


def test_two_that_moved_are_named_with_their_titles():
    moves = {"actual": 51.0, "milestone": 50.0, "original_milestone": 55.0}
    moved = ledger.only_because_moved(judged(moves, moves).assign(title="Homes"))
    assert moved.sentence.str.startswith(("L1 Homes is on track", "L2 Homes is on track")).all()


def test_the_ledger_agrees_with_the_position(shipped):
    register = shipped.register
    rows = ledger.values(register.milestones, register.targets, shipped.judged, register.rules, shipped.as_at)
    both = rows.merge(shipped.judged[["target", "quarter", "status", "original_status"]].astype(str),
                      on=["target", "quarter"], suffixes=("", "_now"))  # fmt: skip
    in_force, first = both[both.state == "in force"], both[both.number == 1]
    assert len(in_force) and in_force.status.tolist() == in_force.status_now.tolist()
    assert first.status.tolist() == first.original_status.tolist()
    assert len(rows) == (register.milestones.agreed_on <= pd.Timestamp(shipped.as_at)).sum(), "no value is lost"
