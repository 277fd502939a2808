"""Sentences made for many rows at once are those made row by row.

The kind: *words that depend on a number* (1 home, 2 homes; 1 point; £ and the minus before it; exactly on the
milestone; below or above a range). Tried besides: noughts, minus one, halves that print as 1, figures of 15 digits,
units that are money, scores, levels and of no known plural, names and periods that hold the marks which stand for gaps.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.rule import explanation, many_sentences
from oxdash.rule.cases import GROUPS
from oxdash.rule.judge import judge
from oxdash.tidy_input.figures_file import rule
from oxdash.vocabulary.model import OFFICER_REASONS, Better, FigureIs
from oxdash.vocabulary.quarters import Calendar

UNITS = ["per cent", "homes", "GBP", "EUR per household", "CHF", "level", "score out of 16", "days", "homes or flats",
         "percentage points", "count", "children looked after", None]  # fmt: skip
FLAGS = {"received": True, "damaged": False, "value_agreed_for_year": True}
NUMBERS = st.sampled_from([None, 0.0, 1.0, -1.0, 0.5, 0.96, -0.04, 2.0, 1234.5, -9876543.21, 999_999_999_999.0])


@st.composite
def rows(draw):
    return {
        "better": str(draw(st.sampled_from(list(Better)))),
        "places": draw(st.integers(0, 6)),
        **{name: draw(NUMBERS) for name in ("milestone", "actual", "milestone_upper")},
        "unit": draw(st.sampled_from(UNITS)),
        "quarter": draw(st.sampled_from(["2009-10 Q3", "2008-09 Q1", None])),
        "figure_is_for": draw(st.sampled_from([None, None, "2008", "2009-10 Q3", "words " * 9])),
        "figure_is": draw(st.sampled_from([None, *map(str, FigureIs)])),
        "absence": draw(st.sampled_from([None, None, str(OFFICER_REASONS[0]), str(OFFICER_REASONS[5])])),
        "declared": draw(st.sampled_from([None, None, "no", "yes"])),
        "received": draw(st.sampled_from([True, True, False])),
        "damaged": draw(st.sampled_from([False, False, True])),
        "workbook": draw(st.sampled_from([None, "a.xlsx", "b.xlsx"])),
        "sheet": draw(st.sampled_from([None, "Return"])),
        "cell": draw(st.sampled_from([None, "F4", "F5"])),
        "partnership": draw(st.sampled_from([None, "stronger", "safer"])),
    }


def alike(judged: pd.DataFrame, partnerships=None) -> list[str]:
    one_by_one = explanation.sentences(judged, partnerships or {}).tolist()
    assert many_sentences.sentences(judged, partnerships or {}).to_pylist() == one_by_one
    return one_by_one


@settings(max_examples=25, deadline=None)
@given(st.lists(rows(), min_size=1, max_size=40))
def test_many_at_once_are_as_one_by_one(given_rows):
    figures = pd.DataFrame(given_rows).astype({"milestone": float, "actual": float, "milestone_upper": float})
    judged = judge(figures, rule("10%"), calendar=Calendar(begins=4))
    alike(judged, {"safer": "Safer Partnership"})


def test_every_case_of_the_rule_has_its_sentence():
    given_by_case = [case.given for cases in GROUPS.values() for case in cases]
    figures = pd.DataFrame([{"better": "higher", "places": 1, "quarter": "2009-10 Q3", **one} for one in given_by_case])
    numbers = {name: float for name in ("actual", "milestone", "milestone_upper")}
    flags = {name: figures[name].fillna(missing).astype(bool) for name, missing in FLAGS.items()}
    judged = judge(figures.astype(numbers).assign(**flags), rule(), calendar=Calendar(begins=4))
    assert len(set(alike(judged))) > 40


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"unit": "\ue000 homes"}, id="a unit that holds a mark is no gap"),
        pytest.param({"workbook": "\ue001.xlsx"}, id="a workbook that does"),
        pytest.param({"actual": 1e14, "places": 6}, id="more digits than a float tells apart are printed one by one"),
        pytest.param({"workbook": [f"{number}.xlsx" for number in range(200)]}, id="more names than a byte counts"),
    ],
)
def test_what_could_be_mistaken_is_not(said):
    figures = {
        "target": np.arange(200),
        "better": "higher",
        "places": 0,
        "milestone": 5.0,
        "actual": np.arange(200.0),
        "unit": "homes",
    }
    alike(judge(pd.DataFrame({**figures, **said}), rule()))


def test_nothing_has_no_sentences():
    figures = pd.DataFrame({"better": ["higher"], "places": 0, "milestone": 5.0, "actual": 4.0})
    assert len(many_sentences.sentences(judge(figures, rule()).iloc[:0])) == 0
