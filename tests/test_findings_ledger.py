"""Every value a milestone ever had."""

from datetime import date

import pandas as pd
import pytest

from oxdash import table
from oxdash.findings import ledger


def milestones(*rows: tuple) -> pd.DataFrame:
    """Rows of target, quarter, value, upper, day agreed; in the register's order."""
    names = ["target", "quarter", "value", "upper", "agreed_on"]
    frame = pd.DataFrame(rows, columns=names).assign(kind="milestone", agreed_by="PSB", reason="downturn")
    return table.settle(table.MILESTONES, frame.assign(row=range(2, len(rows) + 2)))


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
