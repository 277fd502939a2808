"""A figure is rounded once, at the end, half away from zero, wherever it is worked out.

The kind: a rounding of its own (Python's to even, cut off, a share that was rounded before), so that a number differs
from what its parts or the paper say. Tried: the grant of a named and of an unnamed sub-target, of thirds, of a part
that would round above the whole; shares of a stretch near the threshold, the whole and nothing; districts' shares of
the county; whether a figure meets its milestone where a return is checked; how far a figure moved in the preview; the
achieved share in JSON; figures too large for the usual decimal context. Left as they are, because nobody reads them as
figures: sizes of files, widths of columns, places in a drawing.
"""

import json
from decimal import Decimal

import pandas as pd
import pytest

from oxdash.findings import districts, reward, reward_words
from oxdash.returns.plausibility import meets
from oxdash.tidy_input.reward_file import as_json, reward_file
from oxdash.vocabulary import tables, wording
from oxdash.vocabulary.council import Council
from tests.judged_rows import NO_TOLERANCE, judged

HALF = {"base": Decimal(0), "stretched_target": Decimal(100), "threshold": Decimal("0.6")}


def earned(*rows: dict):
    return reward.of(pd.DataFrame([HALF | row for row in rows]).reindex(columns=list(reward.NEEDED)))


GRANTS = [
    pytest.param("100.01", ("0.5", "0.5"), ("60", "60"), ("30.00", "30.00"), id="half of 100.01, 60 per cent of it"),
    pytest.param("100.00", ("0.3333333333",) * 3, ("100",) * 3, ("33.33", "33.34", "33.33"), id="thirds add up"),
    pytest.param("100.01", ("0.5", "0.5"), ("99.9999", "99.9999"), ("50.00", "50.00"), id="never more than the whole"),
    pytest.param("0.05", ("0.5", "0.5"), ("60", "100"), ("0.02", "0.02"), id="pennies"),
]


@pytest.mark.parametrize(("share", "weights", "actuals", "wanted"), GRANTS)
def test_a_grant_in_proportion_is_rounded_once(share, weights, actuals, wanted):
    rows = earned(
        *(
            {"target": "S", "sub_target": name, "weight": weight, "grant_share": share, "actual": actual}
            for name, weight, actual in zip("abc", weights, actuals, strict=False)
        )
    )
    assert tuple(map(str, rows.low)) == wanted


SHARES = [
    pytest.param("0.8666666666666667", "86.7%", id="520 of 600"),
    pytest.param("0.8333333333333333", "83.3%", id="five sixths"),
    pytest.param("0.5996", "59.96%", id="below the threshold, and not read as it"),
    pytest.param("0.599996", "59.9996%", id="as close as that takes"),
    pytest.param("0.6", "60%", id="on the threshold"),
    pytest.param("0.9996", "99.96%", id="short of the whole, and not read as it"),
    pytest.param("1.2345", "123.5%", id="over the whole"),
    pytest.param("-0.00004", "0%", id="no sign on nothing"),
    pytest.param("-0.12345", "-12.3%", id="worse than without the agreement"),
]


@pytest.mark.parametrize(("share", "wanted"), SHARES)
def test_a_share_of_a_stretch(share, wanted):
    assert reward_words.per_cent(Decimal(share), reward.THRESHOLD, reward_words.WHOLE) == wanted


def test_a_sentence_never_says_that_a_share_is_below_what_it_prints():
    row = {"target": "S", "weight": 1, "grant_share": 100, "threshold": "0.66664", "actual": "66.663"}
    assert earned(row).sentence[0] == (
        "Indicative: 66.663 against 0 without the agreement and 100 agreed: 66.663% of the stretch, below the 66.664% "
        "threshold: nothing."
    )


def test_an_unnamed_row_of_a_file_is_rounded_once_too(tmp_path):
    file = tmp_path / "figures.csv"
    file.write_text("base,target,actual,share,weight\n0,100,60,100.01,0.5\n0,600,520,100,1\n")
    shown = json.loads(json.dumps(as_json(reward_file(file))))
    assert [target["low"] for target in shown["targets"]] == ["30.00", "86.67"]
    assert [target["sub_targets"][0]["achieved"] for target in shown["targets"]] == ["0.600000", "0.866667"]
    assert "86.7% of the stretch" in shown["targets"][1]["sentence"]


MET = [
    pytest.param(60.25, 60.3, None, "higher", 1, True, id="prints as the milestone"),
    pytest.param(60.25, 60.2, None, "lower", 1, False, id="prints above it"),
    pytest.param(2.5, 3.0, None, "higher", 0, True, id="half a unit up, not to even"),
    pytest.param(1.005, 1.01, None, "higher", 2, True, id="as Excel shows it"),
    pytest.param(0.45, 0.0, 0.4, "within range", 1, False, id="above a range as printed"),
    pytest.param(0.35, 0.0, 0.4, "within range", 1, True, id="in it as printed"),
    pytest.param(0.35, 0.0, None, "within range", 1, False, id="half a range"),
]


@pytest.mark.parametrize(("value", "milestone", "upper", "better", "places", "wanted"), MET)
def test_what_is_asked_of_a_return_is_rounded_as_it_is_judged(value, milestone, upper, better, places, wanted):
    assert meets(value, milestone, upper, {"better": better, "places": places, "unit": "homes"}) is wanted


def test_a_district_s_share_of_the_county():
    county = judged({"target": "L1", "actual": 600.0, "milestone": 500.0, "unit": "homes", "places": 0})
    given = tables.settle(
        tables.DISTRICTS,
        pd.DataFrame(
            [
                {
                    **{"target": "L1", "quarter": "2009-10 Q3", "partnership": "spatial-planning"},
                    **{"district": name, "actual": actual, "workbook": "x.xlsx", "sheet": "Districts", "cell": "C3"},
                }
                for name, actual in (("Cherwell", 520.0), ("Oxford City", 80.0))
            ]
        ),
    )
    split = districts.of(given, county, ["Cherwell", "Oxford City"], NO_TOLERANCE, Council(area_kind="county"))
    assert split.sentence.tolist() == [
        "Cherwell: 520 homes at Q3 2009/10, 86.7% of the county's 600 homes.",
        "Oxford City: 80 homes at Q3 2009/10, 13.3% of the county's 600 homes.",
    ]


@pytest.mark.parametrize("value", [1e30, 8.4e89, -1.7e308], ids=["past 28 digits", "far past", "the most there is"])
def test_no_figure_is_too_large_to_print(value):
    assert wording.number(value, 1) == f"{int(Decimal(format(value, '.15g'))):,}.0"
