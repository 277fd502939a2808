"""What could stop a target: its rating, which way it moved, and how many there are of each."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import risks
from oxdash.findings.risks import Moved
from oxdash.vocabulary import tables
from tests import acted_rows
from tests.judged_rows import judged

Q1, Q2, Q3, Q4 = acted_rows.QUARTERS
FILED = acted_rows.returns(spatial_planning="rrr-")

BANDS = [
    # rating, band, why
    (25, "high", "very likely, with a very large impact"),
    (15, "high", "the least that is high"),
    (12, "medium", "the most there is below high"),
    (8, "medium", "the least that is medium"),
    (6, "low", "the most there is below medium"),
    (1, "low", "very unlikely, with a very small impact"),
    (float("nan"), "not rated", "no likelihood or no impact"),
]


@pytest.mark.parametrize(("rating", "band", "why"), BANDS, ids=[case[-1] for case in BANDS])
def test_the_band_of_a_rating(rating, band, why):
    assert risks.band(rating) == band


def said(named) -> pd.DataFrame:
    return acted_rows.risks(*({"quarter": quarter, **change} for quarter, change in named))


DONE = "Public land first (Housing lead)."
CASES = [
    # what each return says (quarter, change to likelihood 3 and impact 4), moved, sentence, why
    ([(Q2, {}), (Q3, {})], Moved.UNCHANGED,
     f"L1, “No land”: medium (12), possible, with a large impact; unchanged. {DONE}", "unchanged"),
    ([(Q2, {}), (Q3, {"likelihood": 4, "impact": 3})], Moved.UNCHANGED,
     f"L1, “No land”: medium (12), likely, with a moderate impact; unchanged. {DONE}",
     "another way to the same rating"),
    ([(Q2, {}), (Q3, {"likelihood": 4})], Moved.RISEN,
     f"L1, “No land”: high (16), likely, with a large impact; risen from medium (12). {DONE}", "likelier"),
    ([(Q2, {}), (Q3, {"impact": 2})], Moved.FALLEN,
     f"L1, “No land”: low (6), possible, with a small impact; fallen from medium (12). {DONE}", "less of an impact"),
    ([(Q3, {})], Moved.NEW, f"L1, “No land”: medium (12), possible, with a large impact; new. {DONE}", "new"),
    ([(Q1, {}), (Q3, {})], Moved.AGAIN,
     f"L1, “No land”: medium (12), possible, with a large impact; named again. {DONE}",
     "named in an older return, not in the one before"),
    ([(Q2, {})], Moved.GONE, "L1, “No land”: medium (12) at the return before and no longer named at Q3 2009/10.",
     "gone"),
    ([(Q2, {"impact": None})], Moved.GONE,
     "L1, “No land”: not rated at the return before and no longer named at Q3 2009/10.", "gone, never rated"),
    ([(Q2, {"impact": None}), (Q3, {})], Moved.NOT_KNOWN,
     f"L1, “No land”: medium (12), possible, with a large impact; not rated at the return before. {DONE}",
     "not rated before"),
    ([(Q2, {}), (Q3, {"likelihood": None})], Moved.NOT_KNOWN,
     f"L1, “No land”: not rated; medium (12) at the return before. {DONE}", "not rated now"),
    ([(Q2, {"risk": "no  LAND."}), (Q3, {})], Moved.UNCHANGED,
     f"L1, “No land”: medium (12), possible, with a large impact; unchanged. {DONE}", "the same words"),
    ([(Q3, {"mitigation": None, "owner": None})], Moved.NEW,
     "L1, “No land”: medium (12), possible, with a large impact; new. No mitigation given (no owner named).",
     "nothing done, nobody named"),
]  # fmt: skip


@pytest.mark.parametrize(("named", "moved", "sentence"), [case[:3] for case in CASES], ids=[case[3] for case in CASES])
def test_how_a_risk_moved(named, moved, sentence):
    found = risks.of(judged({}), said(named), FILED)
    assert found[["moved", "sentence"]].to_numpy().tolist() == [[moved, sentence]]


def test_a_first_return_has_nothing_to_compare_with():
    (found,) = risks.of(judged({}), said([(Q3, {})]), acted_rows.returns(spatial_planning="-dr-")).to_dict("records")
    assert (found["moved"], found["sentence"]) == (
        Moved.FIRST, f"L1, “No land”: medium (12), possible, with a large impact. {DONE}"
    )  # fmt: skip


def test_the_cases_reach_every_way_of_moving():
    assert {case[1] for case in CASES} | {Moved.FIRST} == set(Moved)


def test_a_quarter_without_a_readable_return_has_no_risks_and_none_gone():
    assert risks.of(judged({}), said([(Q2, {})]), acted_rows.returns(spatial_planning="rrd-")).empty
    assert risks.of(judged({}), tables.empty(tables.RISKS), FILED).empty


def test_the_highest_rating_comes_first_and_what_is_gone_last():
    named = [
        (Q3, {"risk": "A", "likelihood": 5, "impact": 2}),
        (Q3, {"risk": "B", "likelihood": 2, "impact": 5}),
        (Q3, {"risk": "C", "likelihood": None}),
        (Q2, {"risk": "D", "likelihood": 5, "impact": 5}),
        (Q3, {"risk": "E", "likelihood": 4, "impact": 4}),
        (Q3, {"risk": "e.", "likelihood": 1, "impact": 1}),
    ]
    found = risks.of(judged({}), said(named), FILED)
    assert found["risk"].tolist() == ["E", "B", "A", "C", "D"]
    assert risks.standing(found)["risk"].tolist() == ["E", "B", "A", "C"]
    assert risks.in_words(found) == (
        "4 risks: 1 high, 2 medium and 1 not rated. Since the return before: 4 new and 1 gone."
    )
    grid = risks.grid(found)
    assert grid["likelihood"].tolist() == [5, 4, 3, 2, 1]
    assert grid[[f"impact_{score}" for score in range(1, 6)]].to_numpy().tolist() == [
        [0, 1, 0, 0, 0],
        [0, 0, 0, 1, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 0, 0, 0, 0],
    ]
    assert grid["risks"].tolist() == [1, 1, 0, 1, 0]


def test_risks_in_words():
    same = risks.of(judged({}), said([(Q2, {}), (Q3, {})]), FILED)
    assert risks.in_words(same) == "1 risk: 1 medium. None moved since the return before."
    gone = risks.of(judged({}), said([(Q2, {})]), FILED)
    assert risks.in_words(gone) == "No risk is in the returns. Since the return before: 1 gone."
    assert risks.in_words(gone.iloc[:0]) == "No risk is in the returns."
    assert risks.scale_in_words() == (
        "Likelihood and impact are each from 1 to 5, and the rating is one times the other: 15 and over is high, "
        "8 to 14 medium, below that low. The words and the bands are this dashboard's own; no source publishes the "
        "partnership's."
    )


SCORE = st.one_of(st.none(), st.integers(1, 5))
NAMED = st.lists(
    st.fixed_dictionaries(
        {
            "target": st.sampled_from(["L1", "L2"]),
            "quarter": st.sampled_from([Q2, Q3]),
            "risk": st.text("abc", min_size=1, max_size=2),
            "likelihood": SCORE,
            "impact": SCORE,
        }
    ),
    max_size=10,
)
ROWS = judged({}, {})


@settings(max_examples=30)
@given(NAMED)
def test_every_risk_is_counted_once_however_the_rows_are_split(named):
    found = risks.of(ROWS, acted_rows.risks(*named), FILED)
    now = {(one["target"], one["risk"]) for one in named if one["quarter"] == Q3}
    held = risks.standing(found)
    assert len(held) == len(now)
    assert risks.grid(found)["risks"].sum() == held["rating"].notna().sum()
    parts = pd.concat([risks.of(ROWS.iloc[[n]], acted_rows.risks(*named), FILED) for n in (1, 0)])
    assert sorted(parts["sentence"]) == sorted(found["sentence"])
    assert risks.in_words(parts) == risks.in_words(found)
    assert held["rating"].dropna().is_monotonic_decreasing


def test_the_shipped_risks(shipped):
    rows = shipped.at(kind="all")
    found = risks.of(rows, shipped.risks, shipped.returns)
    held = risks.standing(found)
    assert len(held) and held["rating"].dropna().between(1, 25).all()
    assert risks.grid(found)["risks"].sum() == held["rating"].notna().sum()
