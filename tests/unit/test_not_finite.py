"""What is no number is no figure, to the verdict and to the sentences alike.

The kind: *a value of which no paper could print digits*. Tried: both infinities and none of them, in every column of
figures and all at once, as floats of 64, 32 and 16 bits, as pandas' own and as objects; a figure that is a number, but
that no float holds in units of its last digit, with and without a tolerance; ranges; tolerances that are none.
"""

from math import inf, nan

import numpy as np
import pandas as pd
import pytest

from oxdash.rule import explanation, many_sentences
from oxdash.rule.judge import judge
from oxdash.tidy_input.figures_file import rule

VERDICT = ["status", "reason", "close", "shortfall", "forecast_status", "forecast_reason", "original_status"]
COLUMNS = ["actual", "milestone", "milestone_upper", "floor", "forecast", "year_end_target", "year_end_upper",
           "year_end_floor", "original_milestone", "original_upper"]  # fmt: skip
NONE = [
    pytest.param(inf, id="infinity"),
    pytest.param(-inf, id="below all numbers"),
    pytest.param(nan, id="none"),
    pytest.param(1.7e308, id="a number that no float holds in units of its last digit"),
    pytest.param(-1.7e308, id="one below nought"),
]
RULES = {
    "no tolerance": rule(),
    "a per cent": rule("10%"),
    "points": rule(points=2),
    "a floor": rule(floor_column="floor"),
    "a per cent that is none": rule("10%").assign(tolerance=inf),
}


def figures(**instead: object) -> pd.DataFrame:
    """Met, close and missed, each way, at every number of places that changes what is printed."""
    ways = [(better, places, actual) for better in ("higher", "lower", "within range") for places in (0, 1, 15)
            for actual in (48.5, 50.0, 51.0, 70.0)]  # fmt: skip
    better, places, actual = zip(*ways, strict=True)
    held = {"milestone_upper": 52.0, "floor": 47.0, "forecast": 50.0, "year_end_target": 50.0, "year_end_upper": 60.0,
            "year_end_floor": 45.0, "original_milestone": 49.0, "original_upper": 52.0}  # fmt: skip
    table = {"better": better, "places": places, "actual": actual, "milestone": 50.0, "unit": "homes", **held}
    return pd.DataFrame(table).assign(**instead)


def said(given: pd.DataFrame, rules: pd.DataFrame) -> tuple[pd.DataFrame, list[str], list[str]]:
    """The verdicts, and both sentences of each row; many at once say what one by one do."""
    judged = judge(given, rules)
    one_by_one = explanation.sentences(judged).tolist()
    plain = judged.drop(columns=["original_milestone", "original_upper", "original_status"], errors="ignore")
    assert many_sentences.sentences(plain).to_pylist() == explanation.sentences(plain).tolist()
    return judged[VERDICT], one_by_one, explanation.forecast_sentences(judged).tolist()


def alike(given: pd.DataFrame, missing: pd.DataFrame, rules: pd.DataFrame) -> None:
    one, other = said(given, rules), said(missing, rules)
    pd.testing.assert_frame_equal(one[0], other[0])
    assert one[1:] == other[1:]


@pytest.mark.parametrize("value", NONE)
@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("rules", RULES.values(), ids=list(RULES))
def test_what_is_no_number_is_missing(name, value, rules):
    alike(figures(**{name: value}), figures(**{name: nan}), rules)


@pytest.mark.parametrize("value", NONE)
def test_nothing_but_what_is_no_number(value):
    alike(figures(**dict.fromkeys(COLUMNS, value)), figures(**dict.fromkeys(COLUMNS, nan)), rule("10%"))


@pytest.mark.parametrize("value", [inf, -inf])
@pytest.mark.parametrize("kind", ["float32", "float16", "Float64", "Float32", "object"])
def test_however_a_column_is_held(value, kind):
    rows = figures()
    kept = {name: rows[name].where(np.arange(len(rows)) % 2 == 0, value).astype(kind) for name in COLUMNS}
    gone = {name: rows[name].where(np.arange(len(rows)) % 2 == 0) for name in COLUMNS}
    alike(rows.assign(**kept), rows.assign(**gone), rule("10%"))


def test_the_largest_numbers_are_compared_and_said():
    judged = judge(figures(actual=2e280, milestone=1e280, better="higher", milestone_upper=nan), rule("10%"))
    assert set(judged["status"]) == {"on track"}
    assert all(text.startswith("On track: 20,000,") for text in explanation.sentences(judged))
