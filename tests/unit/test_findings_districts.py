"""District by district: judged where a rate, a share where a count, and what the county's figure hides."""

# ruff: noqa: E501  (the tables of cases keep a message in one piece, to be read as the Board reads it)

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oxdash.findings import districts
from oxdash.vocabulary import tables
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.units import adds_up, total
from tests.judged_rows import NO_TOLERANCE, judged, rules

NAMES = ("Cherwell", "Oxford City", "West Oxfordshire")
Q3 = "2009-10 Q3"
COUNTY = Council(area_kind="county")


def returned(*actuals: float | None, target="L1", quarter=Q3, names=NAMES) -> pd.DataFrame:
    """Rows of the sheet Districts, one a name in their order."""
    rows = [
        {"target": target, "quarter": quarter, "partnership": "spatial-planning", "district": name, "actual": actual}
        for name, actual in zip(names, actuals, strict=False)
    ]
    source = {"workbook": "spatial-planning.1.xlsx", "sheet": "Districts"}
    cells = [f"C{row}" for row in range(4, 4 + len(rows))]
    return tables.settle(tables.DISTRICTS, pd.DataFrame(rows).assign(**source, cell=cells))


def split(county: dict, *actuals, rule=NO_TOLERANCE) -> pd.DataFrame:
    return districts.of(returned(*actuals), judged(county, rule=rule), NAMES, rule, COUNTY)


RANGE = {"better": "within range", "milestone": 40.0, "milestone_upper": 60.0}
STATUSES = [
    # the county's row, the district's figure, status, reason, why
    ({"actual": 60.0}, 52.0, "on track", "milestone met", "exactly on the county's milestone"),
    ({"actual": 60.0}, 51.95, "on track", "milestone met", "prints as 52.0, to the county's places"),
    ({"actual": 60.0}, 51.94, "off track", "milestone missed", "prints as 51.9"),
    ({"actual": 40.0, "better": "lower"}, 60.0, "off track", "milestone missed", "lower is better"),
    ({"actual": 50.0, **RANGE}, 60.1, "off track", "milestone missed", "out of the range"),
    ({"actual": 60.0}, None, "insufficient data", "no reason given", "a blank is never a miss"),
    ({"actual": 60.0}, 0.0, "off track", "milestone missed", "zero is a figure"),
    ({"actual": None, "absence": "data quality"}, 60.0, "on track", "milestone met", "the county itself has no figure"),
    ({"actual": 60.0, "declared": "no"}, 60.0, "on track", "milestone met", "declared of the county, not of a district"),
    ({"actual": 60.0, "milestone": None, "frequency": "annual"}, 60.0, "insufficient data", "no interim milestone",
     "no milestone"),
    ({"actual": 60.0, "value_agreed_for_year": False}, 60.0, "insufficient data", "target not agreed", "nothing agreed"),
    ({"actual": 60.0, "figure_is_for": "2008"}, 60.0, "insufficient data", "no reason given",
     "the county's figure, and so the district's, is an older one"),
    ({"actual": 3.0, "unit": "level", "milestone": 3.0, "places": 0}, 2.0, "off track", "milestone missed", "a level"),
    ({"actual": 60.0, "unit": "per 1,000 population"}, 48.0, "off track", "milestone missed", "a rate"),
]  # fmt: skip


@pytest.mark.parametrize(("county", "actual", "status", "reason", "why"), STATUSES, ids=[case[-1] for case in STATUSES])
def test_a_district_is_judged_as_the_county_is(county, actual, status, reason, why):
    row = split(county, actual, 1.0).iloc[0]  # beside another, without which nothing would be given
    assert (row.status, row.reason) == (status, reason)
    assert pd.isna(row.share)


def test_the_county_s_tolerance_is_the_districts():
    points = rules("points", 1.0)
    row = split({"actual": 60.0}, 51.0, rule=points).iloc[0]
    assert (row.status, row.reason, row.close) == ("off track", "close to target", True)
    own = split({"actual": 60.0, "tolerance_override": "none"}, 51.0, rule=points).iloc[0]
    assert (own.reason, own.close) == ("milestone missed", False)


def test_every_district_has_a_row_and_says_what_it_is():
    rows = split({"actual": 60.0}, 49.0, None)
    assert rows.sentence.tolist() == [
        "Cherwell, off track: 49.0% at Q3 2009/10 against a milestone of 52.0% (higher is better), 3.0 points short. From "
        "spatial-planning.1.xlsx, sheet Districts, cell C4.",
        "Oxford City: no figure in the return for Q3 2009/10.",
        "West Oxfordshire: no figure in the return for Q3 2009/10.",
    ]
    assert rows.workbook.fillna("-").tolist() == ["spatial-planning.1.xlsx"] * 2 + ["-"]


HOMES = {"actual": 200.0, "unit": "dwellings", "places": 0, "milestone": 150.0}
SHARES = [
    # the county's row, the district's figure, share, sentence, why
    (HOMES, 70.0, 35.0, "Cherwell: 70 dwellings at Q3 2009/10, 35.0% of the county's 200 dwellings.", "a share"),
    (HOMES, 0.0, 0.0, "Cherwell: 0 dwellings at Q3 2009/10, 0.0% of the county's 200 dwellings.", "none of it"),
    ({**HOMES, "actual": None}, 70.0, None,
     "Cherwell: 70 dwellings at Q3 2009/10; there is no county figure to be a share of.", "no county figure"),
    ({**HOMES, "actual": 0.0}, 0.0, None,
     "Cherwell: 0 dwellings at Q3 2009/10; there is no county figure to be a share of.", "a share of nothing"),
    (HOMES, None, None, "Cherwell: no figure in the return for Q3 2009/10.", "not given"),
]  # fmt: skip


@pytest.mark.parametrize(("county", "actual", "share", "sentence", "why"), SHARES, ids=[case[-1] for case in SHARES])
def test_a_count_is_a_share_and_never_a_status(county, actual, share, sentence, why):
    row = split(county, actual, 1.0).iloc[0]  # beside another, without which nothing would be given
    assert (None if pd.isna(row.share) else row.share, row.sentence) == (share, sentence)
    assert pd.isna(row.status) and pd.isna(row.reason) and pd.isna(row.shortfall) and not row.close


UNITS = [
    # unit, places, better, adds up, why
    ("count", 0, "higher", True, "a count"),
    ("GBP", 2, "higher", True, "money"),
    ("dwellings", 0, "higher", True, "things under their own name"),
    ("households", 0, "lower", True, "households"),
    ("per cent", 1, "higher", False, "a per cent"),
    ("percentage points", 1, "lower", False, "points"),
    ("level", 0, "higher", False, "a level"),
    ("per 100,000", 0, "lower", False, "a rate kept whole"),
    ("kg per household", 0, "lower", False, "something per something"),
    ("GBP per household", 0, "lower", False, "money per something"),
    ("score out of 16", 0, "higher", False, "a score"),
    ("pupils out of 30", 0, "higher", False, "so many out of so many"),
    ("days", 1, "lower", False, "days waited, kept with decimals: an average"),
    ("average days", 0, "lower", False, "an average that says so"),
    ("households", 0, "within range", False, "within a range, which parts have no share in"),
]


@pytest.mark.parametrize(("unit", "places", "better", "adds", "why"), UNITS, ids=[case[-1] for case in UNITS])
def test_which_units_add_up(unit, places, better, adds, why):
    assert adds_up({"unit": unit, "places": places, "better": better}) == adds


def test_parts_are_added_in_full_and_rounded_once():
    assert total([0.1] * 10, 2) == 1.0
    assert total([1e16, 1.0, -1e16], 0) == 1.0, "in whatever order they come"
    assert total([10.4, 10.4, 10.4], 0) == 31.0, "though 10 and 10 and 10 are printed"


HIDDEN = [
    # the county's row, districts' figures, sentence, why
    ({"actual": 60.0}, (49.0, 60.0, 51.0),
     "L1 is on track for the county at Q3 2009/10 (60.0%), while Cherwell (49.0%) and West Oxfordshire (51.0%) are off "
     "track against the same milestone of 52.0%.", "two districts behind"),
    ({"actual": 60.0}, (49.0, None, 60.0),
     "L1 is on track for the county at Q3 2009/10 (60.0%), while Cherwell (49.0%) is off track against the same "
     "milestone of 52.0%.", "one behind, one unknown"),
    ({"actual": 50.0, **RANGE}, (39.0, 50.0, 50.0),
     "L1 is on track for the county at Q3 2009/10 (50.0%), while Cherwell (39.0%) is off track against the same range "
     "of 40.0% to 60.0%.", "out of a range"),
    ({"actual": 60.0}, (60.0, 60.0, 60.0), None, "nobody behind"),
    ({"actual": 60.0}, (60.0, None, None), None, "an unknown district is not a district behind"),
    ({"actual": 40.0}, (30.0, 60.0, 60.0), None, "the county is off track itself, so nothing is hidden"),
    (HOMES, (1.0, 1.0, 1.0), None, "shares hide nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("county", "actuals", "sentence", "why"), HIDDEN, ids=[case[-1] for case in HIDDEN])
def test_a_county_figure_that_hides_a_district(county, actuals, sentence, why):
    rows = districts.hidden(split(county, *actuals), COUNTY)
    assert rows.sentence.tolist() == ([sentence] if sentence else [])


SUMS = [
    # the county's figure, districts', outcome, sentence, why
    (200.0, (70.0, 70.0, 60.0), "agrees", "the 3 districts add up to 200 dwellings, which is the county's figure.",
     "they add up"),
    (200.0, (70.0, 70.0, 50.0), "differs",
     "the 3 districts add up to 190 dwellings, 10 dwellings less than the county's figure of 200 dwellings.", "too little"),
    (200.0, (70.0, 70.0, 70.0), "differs",
     "the 3 districts add up to 210 dwellings, 10 dwellings more than the county's figure of 200 dwellings.", "too much"),
    (200.0, (70.0, 70.0), "incomplete",
     "2 of 3 districts give a figure, 140 dwellings of the county's 200 dwellings; what is missing cannot be checked.",
     "one missing"),
    (200.0, (70.0, 140.0), "differs",
     "2 of 3 districts give a figure, 210 dwellings, 10 dwellings more than the county's figure of 200 dwellings.",
     "one missing, and too much already"),
    (200.0, (70.0,), "incomplete",
     "1 of 3 districts gives a figure, 70 dwellings of the county's 200 dwellings; what is missing cannot be checked.",
     "two missing"),
    (None, (70.0, 70.0, 60.0), "nothing to compare",
     "the 3 districts add up to 200 dwellings; there is no county figure to hold them against.", "no county figure"),
    (0.0, (0.0, 0.0, 0.0), "agrees", "the 3 districts add up to 0 dwellings, which is the county's figure.", "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("county", "actuals", "outcome", "sentence", "why"), SUMS, ids=[case[-1] for case in SUMS])
def test_parts_beside_the_whole(county, actuals, outcome, sentence, why):
    rows = districts.adding_up(split({**HOMES, "actual": county}, *actuals), COUNTY)
    assert rows[["outcome", "sentence"]].to_numpy().tolist() == [[outcome, f"L1 at Q3 2009/10: {sentence}"]]


def test_per_cents_are_never_added():
    assert districts.adding_up(split({"actual": 60.0}, 60.0, 60.0, 60.0), COUNTY).empty


@pytest.mark.parametrize("county", [{"received": False}, {"damaged": True}, {"quarter": "2009-10 Q2"}],
                         ids=["not received", "damaged", "another quarter"])  # fmt: skip
def test_a_return_that_does_not_count_has_no_districts(county):
    assert split(county, 60.0).to_dict("records") == []


def test_no_district_figures_no_rows():
    rows = districts.of(tables.empty(tables.DISTRICTS), judged({}), NAMES, NO_TOLERANCE, COUNTY)
    assert [*rows.columns] == districts.COLUMNS
    assert rows.empty and districts.hidden(rows, COUNTY).empty and districts.adding_up(rows, COUNTY).empty


def test_a_district_that_is_in_no_register_is_not_lost():
    given = returned(60.0, names=("Elsewhere",))
    assert districts.of(given, judged({}), NAMES, NO_TOLERANCE, COUNTY).district.tolist() == [*NAMES, "Elsewhere"]


ACTUALS = st.lists(st.none() | st.floats(0, 100), min_size=3, max_size=3)


@example([[None, None, 1.0]], 5e-324, "dwellings")  # a county's figure of next to nothing has no share
@given(st.lists(ACTUALS, min_size=1, max_size=4), st.floats(0, 100), st.sampled_from(["per cent", "dwellings"]))
@settings(max_examples=8)
def test_splitting_loses_and_adds_no_figure(given_, county, unit):
    parts = pd.concat([returned(*actuals, target=f"L{n}") for n, actuals in enumerate(given_, start=1)])
    whole = judged(*({"actual": county, "unit": unit, "places": 0} for _ in given_))
    rows = districts.of(parts, whole, NAMES, NO_TOLERANCE, COUNTY)
    said = [any(one is not None for one in actuals) for actuals in given_]  # all rows left empty say nothing
    assert len(rows) == len(NAMES) * sum(said)
    assert sorted(rows.actual.dropna()) == sorted(parts.actual.dropna())
    assert rows.groupby("target").whole.first().tolist() == whole.actual[said].tolist()


COUNTIES = st.lists(
    st.fixed_dictionaries(
        {"actual": st.floats(0, 100), "milestone": st.floats(0, 100), "better": st.sampled_from(["higher", "lower"])}
    ),
    min_size=1,
    max_size=10,
)


@given(COUNTIES)
@settings(max_examples=8)
def test_a_district_with_the_county_s_figure_has_the_county_s_status(counties):
    whole = judged(*counties)
    parts = pd.concat([returned(one["actual"], target=f"L{n}") for n, one in enumerate(counties, start=1)])
    rows = districts.of(parts, whole, NAMES, NO_TOLERANCE, COUNTY)
    assert rows[rows.district == NAMES[0]].status.tolist() == whole.status.astype(str).tolist()


def test_nobody_s_table_is_changed():
    given, county = returned(60.0), judged({})
    copies = given.copy(), county.copy()
    districts.of(given, county, NAMES, NO_TOLERANCE, COUNTY)
    pd.testing.assert_frame_equal(given, copies[0])
    pd.testing.assert_frame_equal(county, copies[1])


def test_the_shipped_districts(shipped):
    names = shipped.register.districts["name"].tolist()
    rows = districts.of(shipped.districts, shipped.judged, names, shipped.register.rules, shipped.register.council)
    assert rows.actual.notna().sum() == shipped.districts.actual.notna().sum()
    assert set(rows[rows.unit == "per cent"].adds_up) <= {False}
    assert rows[rows.adds_up].status.isna().all() and rows[~rows.adds_up].status.notna().all()


Q1, Q2 = "2009-10 Q1", "2009-10 Q2"
KNOWN = [
    # what each return gives by quarter and district, the quarter shown, what is known of Cherwell, why
    ({(Q3, "Cherwell"): 5.0}, Q3, "a figure", "its own"),
    ({(Q3, "Cherwell"): 0.0}, Q3, "a figure", "zero is one"),
    ({(Q2, "Cherwell"): 5.0}, Q3, "a figure of an earlier quarter alone", "an older one"),
    ({(Q2, "Cherwell"): 5.0, (Q3, "Oxford City"): 6.0}, Q3, "a figure of an earlier quarter alone",
     "an older one, while another district has one now"),
    ({(Q3, "Oxford City"): 5.0}, Q3, "figures of other districts alone", "another's"),
    ({(Q3, "Cherwell"): None, (Q3, "Oxford City"): 5.0}, Q3, "figures of other districts alone", "its row left empty"),
    ({(Q3, "Cherwell"): None}, Q3, "no figure of it in any return", "an empty row says nothing"),
    ({(Q3, "Cherwell"): 5.0}, Q2, "no figure of it in any return", "that of a later quarter is not known yet"),
    ({(Q1, "Oxford City"): 5.0}, Q3, "no figure of it in any return", "another's, and of an earlier quarter"),
    ({}, Q3, "no figure of it in any return", "nothing at all"),
]  # fmt: skip


def given_by(figures: dict[tuple[str, str], float | None]) -> pd.DataFrame:
    found = [returned(actual, quarter=quarter, names=(name,)) for (quarter, name), actual in figures.items()]
    return pd.concat([tables.empty(tables.DISTRICTS), *found], ignore_index=True)


@pytest.mark.parametrize(("figures", "quarter", "expected", "why"), KNOWN, ids=[case[-1] for case in KNOWN])
def test_what_is_known_of_one_district(figures, quarter, expected, why):
    rows = judged({"quarter": quarter}).set_axis([7])
    found = districts.known("Cherwell", rows, given_by(figures))
    assert found.to_dict() == {7: expected}


def test_the_newest_figure_before():
    given = given_by({(Q1, "Cherwell"): 1.0, (Q2, "Cherwell"): 2.0, (Q2, "Oxford City"): 3.0, (Q3, "Cherwell"): None})
    found = districts.last_before("Cherwell", judged({"quarter": Q3}), given)
    assert found[["quarter", "district", "actual"]].to_numpy().tolist() == [[Q2, "Cherwell", 2.0]]
    assert districts.last_before("Cherwell", judged({"quarter": Q1}), given).empty
    assert districts.last_before("Cherwell", judged({"target": "L9", "quarter": Q3}), given).empty


def test_rows_left_empty_say_nothing():
    """As a new template has them: no table of "no figure", and no share of one."""
    assert split({"actual": 60.0}, None, None).empty


@pytest.mark.parametrize(
    ("given_for", "whole", "said"),
    [
        (6, 44, "Oxford City has a figure for 6 of 44 targets."),
        (1, 1, "Oxford City has a figure for 1 of 1 target."),
        (0, 44, "Oxford City has a figure for none of 44 targets."),
    ],
)
def test_for_how_many(given_for, whole, said):
    counted = lambda count: f"{count} target{'' if count == 1 else 's'}"  # noqa: E731
    assert districts.in_words("Oxford City", given_for, whole, counted) == said
