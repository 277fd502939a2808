"""How complete, timely and firm the figures of each partnership are."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import comparison
from oxdash.findings.comparison import WARNINGS
from oxdash.findings.punctuality import Arrival
from tests import acted_rows
from tests.judged_rows import judged

Q1, Q2, Q3, Q4 = acted_rows.QUARTERS
NAMES = {"spatial-planning": "Spatial Planning", "economic": "Economic"}


def arrived(*said: tuple) -> pd.DataFrame:
    """punctuality.of: partnership, quarter, arrival, days late and versions."""
    columns = ["partnership", "quarter", "arrival", "days_late", "versions"]
    types = {"partnership": "str", "quarter": "str", "arrival": "str", "days_late": "int64", "versions": "int64"}
    return pd.DataFrame([(*one[:2], str(one[2]), *one[3:]) for one in said], columns=columns).astype(types)


def confirmed(*said: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(said), columns=WARNINGS).astype(
        {"partnership": "str", "quarter": "str", "number": "int64"}
    )


IN = arrived(("spatial-planning", Q3, Arrival.ON_TIME, 0, 1))


def quality(rows, arrivals=IN, warnings=None, quarter=Q4, since=None) -> dict:
    warnings = confirmed() if warnings is None else warnings
    found = comparison.data_quality(rows, arrivals, acted_rows.returns(), warnings, NAMES, quarter, since)
    return found.set_index("partnership").loc["spatial-planning"].to_dict()


FIGURES = [
    # one target's row in a quarter with a return, due, given, provisional, estimated, proxy, why
    ({}, (1, 1, 0, 0, 0), "a quarterly figure, given"),
    ({"actual": None, "absence": "data quality"}, (1, 0, 0, 0, 0), "a quarterly figure, not given"),
    ({"actual": None, "absence": "survey not due"}, (1, 0, 0, 0, 0), "a reason makes no quarterly figure less due"),
    ({"actual": 0.0}, (1, 1, 0, 0, 0), "zero is a figure"),
    ({"milestone": None}, (1, 1, 0, 0, 0), "a quarterly figure is due without a milestone"),
    ({"frequency": "annual"}, (1, 1, 0, 0, 0), "a yearly figure with a milestone for the quarter"),
    ({"frequency": "annual", "milestone": None, "actual": None}, (0, 0, 0, 0, 0), "a yearly figure, not due"),
    ({"frequency": "two yearly", "milestone": None}, (0, 0, 0, 0, 0), "given though not due: in neither count"),
    ({"figure_is_for": "Place Survey 2008"}, (1, 0, 0, 0, 0), "an older figure is not this quarter's"),
    ({"figure_is_for": Q3}, (1, 1, 0, 0, 0), "a figure that names its own quarter"),
    ({"received": False, "actual": None}, (1, 0, 0, 0, 0), "no return"),
    ({"damaged": True}, (1, 0, 0, 0, 0), "a damaged return gives no figure"),
    ({"figure_is": "provisional"}, (1, 1, 1, 0, 0), "provisional"),
    ({"figure_is": "estimate", "milestone_kind": "interim proxy"}, (1, 1, 0, 1, 1), "estimated, against a proxy"),
    ({"figure_is": "provisional", "actual": None}, (1, 0, 0, 0, 0), "nothing is provisional where nothing is given"),
    ({"milestone_kind": "interim proxy", "actual": None}, (1, 0, 0, 0, 0), "nothing judged against the proxy"),
]


@pytest.mark.parametrize(("change", "counts", "why"), FIGURES, ids=[case[-1] for case in FIGURES])
def test_how_complete_and_firm_the_figures_are(change, counts, why):
    found = quality(judged(change))
    assert tuple(found[name] for name in comparison.FIGURES) == counts


RETURNS = [
    # arrivals of one partnership (arrival, days late, versions), due, in, on time, late, longest, corrected, more, why
    ([(Arrival.ON_TIME, 0, 1)], (1, 1, 1, 0, 0, 0, 0), "on time"),
    ([(Arrival.LATE, 3, 1), (Arrival.LATE, 9, 1)], (2, 2, 0, 2, 9, 0, 0), "late twice: the longest"),
    ([(Arrival.MISSING, 40, 0)], (1, 0, 0, 0, 0, 0, 0), "missing is not late"),
    ([(Arrival.NOT_DUE, 0, 0)], (0, 0, 0, 0, 0, 0, 0), "not due yet"),
    ([(Arrival.RECEIVED, 0, 1), (Arrival.BY_HAND, 0, 0)], (2, 2, 0, 0, 0, 0, 0), "in, with no day to compare with"),
    ([(Arrival.WITHDRAWN, 0, 1), (Arrival.DAMAGED, 0, 1)], (2, 0, 0, 0, 0, 0, 0), "withdrawn and damaged are not in"),
    ([(Arrival.ON_TIME, 0, 3), (Arrival.LATE, 1, 2)], (2, 2, 1, 1, 1, 2, 3), "corrected twice and once"),
]


@pytest.mark.parametrize(("said", "counts", "why"), RETURNS, ids=[case[-1] for case in RETURNS])
def test_how_timely_the_returns_are(said, counts, why):
    found = quality(
        judged({}), arrived(*(("spatial-planning", q, *one) for q, one in zip([Q2, Q3], said, strict=False)))
    )
    assert tuple(found[name] for name in comparison.RETURNS) == counts


def test_only_the_readings_of_the_return_that_counts():
    filed = acted_rows.returns(spatial_planning="rrrr").assign(number=[1.0, 2.0, float("nan"), 1.0])
    warnings = confirmed(
        ("spatial-planning", Q1, 1, "45%: read as 45"),
        ("spatial-planning", Q1, 1, "typed as text"),
        ("spatial-planning", Q2, 1, "of a return that was corrected"),
        ("spatial-planning", Q3, 1, "of a return that no longer counts"),
        ("spatial-planning", Q4, 1, "of a later quarter"),
    )
    found = comparison.confirmed(warnings, filed, Q3)
    assert found["warning"].tolist() == ["45%: read as 45", "typed as text"]
    both = arrived(*(("spatial-planning", q, Arrival.ON_TIME, 0, 1) for q in (Q1, Q2, Q4)))
    table = comparison.data_quality(judged({}), both, filed, warnings, NAMES, Q3)
    assert table["confirmed"].tolist() == [2, 0]


def test_quarters_from_and_to():
    rows = judged(*({"target": "L1", "quarter": quarter} for quarter in (Q1, Q2, Q3)))
    arrivals = arrived(*(("spatial-planning", quarter, Arrival.ON_TIME, 0, 1) for quarter in (Q1, Q2, Q3)))
    assert quality(rows, arrivals, quarter=Q2)["figures_due"] == 2
    assert quality(rows, arrivals, quarter=Q3, since=Q3)["figures_due"] == 1
    assert quality(rows, arrivals, quarter=Q3, since=Q2)["first_quarter"] == Q2


def test_the_sentences():
    rows = judged({"figure_is": "provisional"}, {"actual": None}, {"milestone_kind": "interim proxy"})
    arrivals = arrived(("spatial-planning", Q2, Arrival.LATE, 1, 2), ("spatial-planning", Q3, Arrival.ON_TIME, 0, 1))
    warnings = confirmed(("spatial-planning", Q3, 1, "typed as text"))
    found = comparison.data_quality(rows, arrivals, acted_rows.returns(), warnings, NAMES, Q4)
    assert found["sentence"].tolist() == [
        "Spatial Planning, Q2 2009/10 to Q3 2009/10: 2 of 3 figures due were given (1 provisional and 1 judged against "
        "an interim proxy); 2 of 2 returns due are in, 1 on time and 1 late, the latest by 1 day; 1 correction; "
        "1 reading confirmed.",
        "Economic: no return was due yet.",
    ]
    assert comparison.data_quality_in_words(found) == (
        "2 of 3 figures due were given (1 provisional and 1 judged against an interim proxy). "
        "2 of 2 returns due are in, 1 on time and 1 late. 1 correction and 1 reading confirmed by officers."
    )
    nothing = comparison.data_quality(rows, arrivals.iloc[:0], acted_rows.returns(), warnings, NAMES, Q4)
    assert comparison.data_quality_in_words(nothing) == "No return was due yet."


KINDS = [
    {"quarter": quarter, "actual": actual, "figure_is": figure_is, "frequency": frequency, "milestone": milestone}
    for quarter in (Q2, Q3)
    for actual in (1.0, None)
    for figure_is in ("final", "provisional", "estimate")
    for frequency in ("quarterly", "annual")
    for milestone in (2.0, None)
]
POOL = judged(*(kind | {"partnership": code} for kind in KINDS for code in NAMES))


@settings(max_examples=20)
@given(st.sets(st.integers(0, len(POOL) - 1), max_size=12), st.randoms(use_true_random=False))
def test_splitting_and_sorting_change_no_count(chosen, chance):
    rows = POOL.iloc[sorted(chosen)]
    arrivals = arrived(*((code, quarter, Arrival.ON_TIME, 0, 1) for code in NAMES for quarter in (Q2, Q3)))
    filed = acted_rows.returns(**{code.replace("-", "_"): "-rr-" for code in NAMES})
    whole = comparison.data_quality(rows, arrivals, filed, confirmed(), NAMES, Q3)
    shuffled = rows.iloc[chance.sample(range(len(rows)), len(rows))]
    assert comparison.data_quality(shuffled, arrivals, filed, confirmed(), NAMES, Q3).equals(whole)
    quarters = [comparison.data_quality(rows, arrivals, filed, confirmed(), NAMES, q, q) for q in (Q2, Q3)]
    for name in (*comparison.FIGURES, "returns_due", "on_time"):
        assert sum(part[name].sum() for part in quarters) == whole[name].sum()
    assert (whole["figures_given"] <= whole["figures_due"]).all()
    assert (whole["provisional"] + whole["estimated"] <= whole["figures_given"]).all()
