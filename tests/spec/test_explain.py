"""The one plain sentence of every verdict, compared whole."""

import pandas as pd
import pytest

from oxdash.rule import explanation
from oxdash.vocabulary.model import OFFICER_REASONS, Reason
from tests.judged_rows import judged, rules

NAMES = {"spatial-planning": "Spatial Planning and Infrastructure Partnership"}
FROM = " From spatial-planning.1.xlsx, sheet Return, cell H4."
TEN = rules("percent of milestone", 10)
TEN_ON = rules("percent of milestone", 10, "on track")
RANGE = {"better": "within range", "milestone": 40.0, "milestone_upper": 60.0, "original_milestone": 40.0,
         "original_upper": 60.0}  # fmt: skip
LEVEL = {"unit": "level", "places": 0, "milestone": 3.0, "original_milestone": 3.0}
MOVED = {"original_milestone": 55.0, "agreed_on": pd.Timestamp(2010, 3, 31)}

SENTENCES = [
    # changed, rule, sentence without where it is from, why
    ({}, None, "Off track: 48.2% at Q3 2009/10 against a milestone of 52.0% (higher is better), 3.8 points short.",
     "short"),
    ({"actual": 54.1}, None,
     "On track: 54.1% at Q3 2009/10 against a milestone of 52.0% (higher is better), 2.1 points better.", "better"),
    ({"actual": 51.95}, None,
     "On track: 52.0% at Q3 2009/10 against a milestone of 52.0% (higher is better), exactly on the milestone.",
     "exactly met, as printed"),
    ({"better": "lower", "unit": "count", "places": 0, "actual": 1212, "milestone": 1200,
      "original_milestone": 1200}, None,
     "Off track: 1,212 at Q3 2009/10 against a milestone of 1,200 (lower is better), 12 too high.", "too high"),
    ({"better": "lower", "unit": "GBP", "places": 0, "actual": 1100, "milestone": 1200,
      "original_milestone": 1200}, None,
     "On track: £1,100 at Q3 2009/10 against a milestone of £1,200 (lower is better), £100 better.", "pounds"),
    ({"actual": 50.0}, TEN,
     "Close to target: 50.0% at Q3 2009/10 against a milestone of 52.0% (higher is better), 2.0 points short, within "
     "the tolerance.", "close, counting as off track"),
    ({"actual": 50.0}, TEN_ON,
     "On track (close to target): 50.0% at Q3 2009/10 against a milestone of 52.0% (higher is better), 2.0 points "
     "short, within the tolerance.", "close, counting as on track"),
    ({"figure_is": "provisional"}, None,
     "Off track: 48.2% (provisional) at Q3 2009/10 against a milestone of 52.0% (higher is better), 3.8 points short.",
     "provisional"),
    ({"figure_is": "estimate"}, None,
     "Off track: 48.2% (estimate) at Q3 2009/10 against a milestone of 52.0% (higher is better), 3.8 points short.",
     "an estimate"),
    ({"figure_is": "final", "milestone_kind": "interim proxy"}, None,
     "Off track: 48.2% at Q3 2009/10 against an interim proxy milestone of 52.0% (higher is better), 3.8 points short.",
     "final is not said, a proxy is"),
    ({**RANGE, "actual": 50.0}, None,
     "On track: 50.0% at Q3 2009/10 against a range of 40.0% to 60.0%, within the range.",
     "within range"),
    ({**RANGE, "actual": 39.0}, None,
     "Off track: 39.0% at Q3 2009/10 against a range of 40.0% to 60.0%, 1.0 points below it.", "below the range"),
    ({**RANGE, "actual": 62.5}, None,
     "Off track: 62.5% at Q3 2009/10 against a range of 40.0% to 60.0%, 2.5 points above it.", "above the range"),
    ({**LEVEL, "actual": 2.0}, None,
     "Off track: level 2 at Q3 2009/10 against a milestone of level 3 (higher is better), 1 level short.", "a level"),
    ({"declared": "no"}, None,
     "Off track: the partnership declares that the target will not be achieved; 48.2% at Q3 2009/10 against a "
     "milestone of 52.0% (higher is better), 3.8 points short.", "declared, with a figure"),
    ({"declared": "no", "actual": None, "absence": "data quality"}, None,
     "Off track: the partnership declares that the target will not be achieved; no figure, data quality.",
     "declared, without one"),
    ({"declared": "no", "milestone": None}, None,
     "Off track: the partnership declares that the target will not be achieved; 48.2% at Q3 2009/10, with no milestone "
     "for it.", "declared, without a milestone"),
    ({"actual": None, "absence": "not yet published", "expected_on": pd.Timestamp(2010, 9, 30)}, None,
     "Cannot judge: no figure, not yet published; expected 30 September 2010.", "expected on a day"),
    ({"actual": None}, None, "Cannot judge: no figure, and no reason given.", "nothing said"),
    *(({"actual": None, "absence": str(said)}, None, f"Cannot judge: no figure, {said}.", f"no figure: {said}")
      for said in OFFICER_REASONS),
    ({"actual": 41.0, "figure_is_for": "2008", "absence": "survey not due"}, None,
     "Cannot judge: no figure for Q3 2009/10, survey not due; the newest figure, 41.0%, is for 2008 and is not this "
     "quarter's.", "a figure for another period"),
    ({"actual": 41.0, "figure_is_for": "2008\n" + "x" * 60}, None,
     "Cannot judge: no figure for Q3 2009/10, and no reason given; the newest figure, 41.0%, is for 2008 "
     + "x" * 35 + " and is not this quarter's.", "a period is one short line"),
    ({"milestone": None, "value_agreed_for_year": False}, None,
     "Cannot judge: 48.2% at Q3 2009/10, but no target value was ever agreed for the year.", "target not agreed"),
    ({"milestone": None, "frequency": "annual"}, None,
     "Cannot judge: 48.2% at Q3 2009/10, but a yearly measure has no milestone for this quarter.",
      "no interim milestone"),
    ({"milestone": None, "frequency": "two yearly"}, None,
     "Cannot judge: 48.2% at Q3 2009/10, but a two-yearly measure has no milestone for this quarter.",
      "every two years"),
    ({"milestone": None}, None, "Cannot judge: 48.2% at Q3 2009/10, but there is no milestone for this quarter.",
     "no milestone"),
    ({"better": "within range"}, None,
     "Cannot judge: 48.2% at Q3 2009/10, but the range has no upper milestone for this quarter.",
      "a range without its top"),
    ({"damaged": True}, None,
     "Cannot judge: the return from Spatial Planning and Infrastructure Partnership for Q3 2009/10 no longer matches "
     "its receipt.", "damaged"),
    (MOVED, None,
     "Off track: 48.2% at Q3 2009/10 against a milestone of 52.0% (higher is better), 3.8 points short. Renegotiated "
     "on 31 March 2010: the original milestone was 55.0%.", "renegotiated"),
    ({**MOVED, "actual": 53.0}, None,
     "On track: 53.0% at Q3 2009/10 against a milestone of 52.0% (higher is better), 1.0 points better. Renegotiated "
     "on 31 March 2010; on track only because the target was made easier: against the original milestone of 55.0% it "
     "would be off track.", "on track only because the target was made easier"),
    ({**RANGE, "actual": 58.0, "original_upper": 55.0, "agreed_on": None}, None,
     "On track: 58.0% at Q3 2009/10 against a range of 40.0% to 60.0%, within the range. Renegotiated; on track only "
     "because the target was made easier: against the original range of 40.0% to 55.0% it would be off track.",
      "a range that moved"),
    ({"original_milestone": 52.04}, None,
     "Off track: 48.2% at Q3 2009/10 against a milestone of 52.0% (higher is better), 3.8 points short.",
     "moved by less than is printed"),
    ({**MOVED, "actual": None}, None, "Cannot judge: no figure, and no reason given.",
     "nothing to compare, nothing moved"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "rule", "sentence", "why"), SENTENCES, ids=[case[-1] for case in SENTENCES])
def test_a_verdict_explains_itself(changed, rule, sentence, why):
    rows = judged(changed, **({"rule": rule} if rule is not None else {}))
    assert explanation.sentences(rows, NAMES).tolist() == [sentence + FROM]


def test_the_sentences_cover_every_reason():
    reached = {str(judged(changed, **({"rule": rule} if rule is not None else {})).reason[0])
               for changed, rule, *_ in SENTENCES}  # fmt: skip
    assert reached == {str(reason) for reason in Reason} - {str(Reason.RETURN_NOT_RECEIVED)}


def test_a_return_that_never_came_is_from_nowhere():
    said = explanation.sentences(judged({"received": False}), NAMES)[0]
    assert said == (
        "Cannot judge: no return received from Spatial Planning and Infrastructure Partnership for Q3 2009/10."
    )


def test_a_partnership_without_a_name_is_told_by_its_code():
    said = explanation.sentences(judged({"received": False}))[0]
    assert said == "Cannot judge: no return received from spatial-planning for Q3 2009/10."


@pytest.mark.parametrize(
    ("quarters", "said"),
    [
        (0, "Cannot judge: no figure, and no reason given." + FROM),
        (1, "Cannot judge: no figure, and no reason given." + FROM),
        (3, "Cannot judge: no figure, and no reason given. Not judged for 3 quarters in a row." + FROM),
    ],
)
def test_for_how_long_it_has_been_unknown(quarters, said):
    assert explanation.sentences(judged({"actual": None}).assign(unknown_for=quarters))[0] == said


def test_figures_with_no_quarter_and_no_workbook():
    rows = judged({}, {"milestone": None}, {"received": False}).drop(columns=["quarter", "workbook", "partnership"])
    assert explanation.sentences(rows).tolist() == [
        "Off track: 48.2% against a milestone of 52.0% (higher is better), 3.8 points short.",
        "Cannot judge: 48.2%, but there is no milestone.",
        "Cannot judge: no return received from the partnership.",
    ]


def test_an_officers_commentary_is_never_repeated():
    rows = judged({"commentary": "<b>secret</b>"}, {"commentary": "<b>secret</b>", "actual": None})
    assert not explanation.sentences(rows).str.contains("secret").any()


def test_sentences_keep_the_index_and_a_table_of_no_rows():
    rows = judged({}, {"actual": 60.0}).set_axis([5, 2])
    assert explanation.sentences(rows).index.tolist() == [5, 2]
    assert explanation.sentences(rows.iloc[:0]).tolist() == []


FORECASTS = [
    # changed, sentence, why
    ({}, "", "no forecast"),
    ({"forecast": 57.0},
     "Forecast for the year's end: 57.0% against a target of 56.0% (higher is better), on track.", "met"),
    ({"forecast": 55.0}, "Forecast for the year's end: 55.0% against a target of 56.0% (higher is better), off track.",
     "missed"),
    ({"forecast": 55.0, "year_end_target": None},
     "Forecast for the year's end: 55.0%; cannot be judged, as no year-end target is agreed.", "no year-end target"),
    ({"forecast": 55.0, "declared": "no"},
     "Forecast for the year's end: 55.0% against a target of 56.0% (higher is better), off track: the partnership "
     "declares that the target will not be achieved.", "declared"),
    ({**RANGE, "forecast": 55.0, "year_end_target": 50.0, "year_end_upper": 60.0},
     "Forecast for the year's end: 55.0% against a range of 50.0% to 60.0%, on track.", "a range"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "sentence", "why"), FORECASTS, ids=[case[-1] for case in FORECASTS])
def test_a_forecast_explains_itself(changed, sentence, why):
    assert explanation.forecast_sentences(judged(changed)).tolist() == [sentence]
