"""Reward grant: what a stretch target earns, a row a rule; what several earn; and what holds for any of them.

Sources of the rule and of the published figures:

Isle of Wight   Isle of Wight Council, Local Public Service Agreement, schedule 4 (council meeting of 12 June 2002):
                "The proportion of potential grant that is payable is the same as the proportion of the enhancement in
                performance that the Council achieves for each target or sub-target, subject to a maximum proportion of
                100 per cent and a minimum of 60 per cent. If the proportion would be less than 60 per cent, nothing is
                included in the grant in relation to that target"; "the total potential grant is divided equally among
                the targets".
Bath            Bath & North East Somerset Council, Executive, 5 February 2003, appendix 10: "If 12 target areas are
                agreed ... the maximum Performance Reward Grant for each target area will be £298,162 ... If 13 are
                agreed, this drops to £275,227. This is then shared between the specific targets within each area";
                2 November 2005: "£3.578m maximum", "If less than 60% of any stretch target is achieved then there
                will not be any PRG award for that target".
"""

from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.findings import reward, reward_words
from oxdash.findings.reward_words import Outcome

WHOLE, PART, BELOW, WORSE, UNKNOWN = Outcome


def row(**said) -> dict:
    usual = {"target": "S1", "sub_target": None, "weight": 1, "base": 2400, "stretched_target": 2100, "threshold": 0.6}
    return usual | {"grant_share": 1000, "actual": None} | said


def table(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([row(**said) for said in rows])


CASES = [
    # base, stretched target, actual, what differs, earned, outcome, why
    (2400, 2100, 2100, {}, "1000.00", WHOLE, "the stretched target exactly: the whole"),
    (2400, 2100, 2000, {}, "1000.00", WHOLE, "beyond it: at most 100 per cent (Isle of Wight)"),
    (2400, 2100, 2220, {}, "600.00", PART, "60 per cent exactly is not less than 60 per cent (Isle of Wight)"),
    (2400, 2100, 2221, {}, "0.00", BELOW, "59.67 per cent: nothing (Isle of Wight)"),
    (2400, 2100, 2160, {}, "800.00", PART, "lower is better: in proportion"),
    (2400, 2100, 2400, {}, "0.00", WORSE, "just what was expected without the agreement"),
    (2400, 2100, 2500, {}, "0.00", WORSE, "worse than without the agreement is nothing, never less"),
    (38, 42, 41.2, {}, "800.00", PART, "higher is better: the same in proportion"),
    (38, 42, 40.4, {}, "600.00", PART, "60 per cent of decimals, as typed and not as binary: (40.4 - 38) / 4"),
    (38, 42, 40.3999999, {}, "0.00", BELOW, "a hair below 60 per cent"),
    (0, -20, -14, {}, "700.00", PART, "figures below zero, as a fall in re-offending"),
    (-5, 5, 0, {"threshold": 0.5}, "500.00", PART, "from below zero to above it; another agreement's threshold"),
    (38, 42, 38.04, {"threshold": 0}, "10.00", PART, "no threshold: every step counts"),
    (38, 42, 41.9, {"threshold": 1}, "0.00", BELOW, "all or nothing"),
    (0, 3, 2, {}, "666.67", PART, "two thirds, half up to the penny"),
    (0, 800, 500, {"grant_share": "0.04"}, "0.03", PART, "two and a half pennies are three"),
    (0, 2, 2, {"grant_share": 0}, "0.00", WHOLE, "a target without grant"),
    ("2400", Decimal(2100), 2160.0, {}, "800.00", PART, "text, Decimal and float side by side"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "stretched", "actual", "differs", "earned", "outcome"), [c[:6] for c in CASES], ids=[c[6] for c in CASES]
)
def test_one_target(base, stretched, actual, differs, earned, outcome):
    told = reward.of(table({"base": base, "stretched_target": stretched, "actual": actual, **differs})).iloc[0]
    assert (str(told.low), str(told.high), told.outcome) == (earned, earned, outcome)


def test_the_cases_reach_every_outcome():
    assert {case[5] for case in CASES} | {UNKNOWN} == set(Outcome)


def test_what_is_not_known_may_be_nothing_or_the_whole():
    told = reward.of(table({}, {"target": "S2", "actual": float("nan")}, {"target": "S3", "actual": pd.NA}))
    assert list(map(str, told.low)) == ["0.00"] * 3
    assert list(map(str, told.high)) == ["1000.00"] * 3
    assert list(told.outcome) == [UNKNOWN] * 3
    assert list(told.achieved) == [None] * 3


def test_how_much_of_the_stretch_is_neither_cut_nor_capped():
    told = reward.of(table({"actual": 2250}, {"target": "S2", "actual": 1800}, {"target": "S3", "actual": 2700}))
    assert list(told.achieved) == [Decimal("0.5"), Decimal(2), Decimal(-1)]


def test_the_threshold_holds_for_each_sub_target_by_itself():
    """Isle of Wight: "for each target or sub-target". Together 66% of the stretch, and still only one earns."""
    told = reward.of(
        table(
            {"sub_target": "burglary", "weight": 0.6, "actual": 2250},
            {"sub_target": "vehicles", "weight": 0.4, "base": 7400, "stretched_target": 6500, "actual": 6590},
        )
    )
    assert [f"{one:.2f}" for one in told.low] == ["0.00", "360.00"]
    [target] = reward.by_target(told).to_dict("records")
    assert f"{target['low']:.2f}" == "360.00"
    assert target["sentence"] == "Indicative: £360.00 of £1,000.00, from 2 sub-targets."


def test_sub_targets_in_thirds_add_up_to_the_whole_share():
    thirds = [{"sub_target": name, "weight": 0.3333333333, "grant_share": 100, "actual": 2100} for name in "cab"]
    told = reward.of(table(*thirds))
    assert dict(zip(told.sub_target, map(str, told.low), strict=True)) == {"a": "33.33", "b": "33.34", "c": "33.33"}
    assert reward.by_target(told).low.tolist() == [Decimal("100.00")]
    millions = [one | {"weight": 0.333333333, "grant_share": 16600000} for one in thirds]
    assert reward.by_target(reward.of(table(*millions))).low.tolist() == [Decimal("16600000.00")]


TWELVE = [Decimal(298162)] * 12
THIRTEEN = [Decimal(275227)] * 13


@pytest.mark.parametrize("shares", [TWELVE, THIRTEEN], ids=["12 target areas", "13 target areas"])
def test_bath_and_north_east_somerset_would_earn_what_it_published(shares):
    """Each area met: "£3.578m maximum"."""
    met = [{"target": f"A{number}", "grant_share": share, "actual": 2100} for number, share in enumerate(shares)]
    total = reward.total(reward.by_target(reward.of(table(*met))))
    assert total.low == total.high == total.most
    assert round(total.low, -3) == 3578000


def test_an_area_of_bath_shared_between_two_targets_of_which_one_is_below_60_per_cent():
    """£298,162 for the area, half for each: the one met earns £149,081, the one at 59% nothing."""
    halves = {"weight": 0.5, "grant_share": 298162, "base": 0, "stretched_target": 100}
    told = reward.of(table({"sub_target": "a", "actual": 100, **halves}, {"sub_target": "b", "actual": 59, **halves}))
    assert [f"{one:.2f}" for one in told.high] == ["149081.00", "0.00"]


def test_the_isle_of_wights_total_divided_equally_and_all_met_comes_to_the_total():
    """£3,325,000 over twelve targets: £277,083.33 each, four pence lost in dividing."""
    share = (Decimal(3325000) / 12).quantize(Decimal("0.01"))
    met = [{"target": f"T{number}", "grant_share": share, "actual": 2100} for number in range(12)]
    assert reward.total(reward.by_target(reward.of(table(*met)))).low == Decimal("3324999.96")


SENTENCES = [
    ({"actual": 2250}, "Indicative: 2,250 against 2,400 without the agreement and 2,100 agreed: 50% of the stretch, "
     "below the 60% threshold: nothing.", "below the threshold"),
    ({"actual": 2160, "unit": "offences", "places": 0}, "Indicative: 2,160 offences against 2,400 without the "
     "agreement and 2,100 agreed: 80% of the stretch: £800.00.", "in proportion, the unit once"),
    ({"base": 38, "stretched_target": 42, "actual": 45, "unit": "per cent", "places": 1}, "Indicative: 45.0% against "
     "38.0% without the agreement and 42.0% agreed: 175% of the stretch: the whole £1,000.00.", "capped"),
    ({"actual": 2401}, "Indicative: 2,401 against 2,400 without the agreement and 2,100 agreed: no better than "
     "without the agreement: nothing.", "no better"),
    ({"actual": None, "unit": "offences", "places": 0}, "Indicative: not known yet; 2,400 offences without the "
     "agreement and 2,100 agreed: nothing to £1,000.00.", "not known"),
    ({"base": 38, "stretched_target": 42, "actual": 40.3999}, "Indicative: 40.3999 against 38 without the agreement "
     "and 42 agreed: 59.998% of the stretch, below the 60% threshold: nothing.", "59.9975% never reads as 60%"),
    ({"base": 2, "stretched_target": 4, "actual": 3, "threshold": 0.5, "unit": "level", "places": 0}, "Indicative: "
     "level 3 against level 2 without the agreement and level 4 agreed: 50% of the stretch: £500.00.", "levels"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "sentence"), [case[:2] for case in SENTENCES], ids=[case[2] for case in SENTENCES])
def test_the_sentence(said, sentence):
    assert reward.of(table(said)).sentence.tolist() == [sentence]


def test_the_total_is_a_range_over_what_is_not_known():
    targets = reward.by_target(
        reward.of(
            table(
                {"actual": 2100, "grant_share": "1383333.34"},
                {"target": "S2", "sub_target": "a", "weight": 0.6, "actual": 2100},
                {"target": "S2", "sub_target": "b", "weight": 0.4},
                {"target": "S3", "actual": 2400},
            )
        )
    )
    assert targets.target.tolist() == ["S1", "S2", "S3"]
    assert targets.not_known.tolist() == [0, 1, 0]
    assert targets.sentence[1] == ("Indicative: £600 to £1,000 of £1,000, as 1 of 2 sub-targets is not known yet.")
    assert reward.total_sentence(reward.total(targets)) == (
        "Indicative: £1,383,933 to £1,384,333 of £1,385,333, as 1 of 3 targets is not known yet."
    )
    known = reward.total(targets[targets.not_known == 0])
    assert reward.total_sentence(known) == "Indicative: £1,383,333.34 of £1,384,333.34, from 2 targets."


def test_no_stretch_targets_at_all():
    none = reward.total(reward.by_target(reward.of(table({}).iloc[:0])))
    assert (none.low, none.high, none.most) == (0, 0, 0)
    assert reward.total_sentence(none) == "There are no stretch targets."


WRONG = [
    ({"stretched_target": 2400}, "stretched_target: It is the base, so there is nothing to stretch to: correct one of "
     "them.", "no stretch"),
    ({"weight": 0}, "weight: Enter a share of the target above 0 and up to 1, such as 0.6.", "no weight"),
    ({"weight": 0.9}, "weight: The weights of a target sum to 0.9: make them 1.", "a tenth is missing"),
    ({"threshold": 60}, "threshold: Enter a share of the stretch from 0 to 1, such as 0.6.", "a per cent"),
    ({"grant_share": -1}, "grant_share: Enter pounds, 0 or more, and whole pennies.", "a debt"),
    ({"grant_share": 0.005}, "grant_share: Enter pounds, 0 or more, and whole pennies.", "half a penny"),
    ({"base": None}, "base: Enter a number such as 12.5.", "nothing to measure from"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "message"), [case[:2] for case in WRONG], ids=[case[2] for case in WRONG])
def test_what_cannot_be_worked_out_is_told(said, message):
    assert next(f"{column}: {what}" for _, column, what in reward.problems(table(said))) == message
    with pytest.raises(ValueError, match="Row 0, ") as refused:
        reward.of(table(said))
    assert str(refused.value) == f"Row 0, {message}"


def test_two_shares_and_two_sub_targets_of_one_name():
    two = table({"sub_target": "a", "weight": 0.5}, {"sub_target": "a", "weight": 0.5, "grant_share": 2000})
    assert list(reward.problems(two)) == [
        (1, "grant_share", "A target has one share of the grant: give each of its rows the same."),
        (1, "sub_target", "It is there already: give each sub-target of a target a name of its own."),
    ]


def test_a_caller_keeps_his_table():
    given_ = table({"actual": 2250})
    before = given_.copy(deep=True)
    reward.of(given_)
    pd.testing.assert_frame_equal(given_, before)


# ---- the register's own ----------------------------------------------------------------------------------------------


def test_the_twelve_of_the_register_with_what_was_returned_for_them(shipped):
    """Illustrative but for their number and their total (seeds 002 and 003)."""
    register = shipped.register
    earned = reward.of(reward.with_actuals(register.stretch, register.targets, shipped.judged, "GBP"))
    targets = reward.by_target(earned)
    total = reward.total(targets)
    assert total.targets == 12
    assert total.most == Decimal(str(register.agreements.set_index("code").reward["laa1"])), "as the register has it"
    assert 0 < total.low < total.high < total.most
    assert set(earned.outcome) == set(Outcome)
    assert dict(
        zip(targets.target[targets.sub_targets > 1], targets.sub_targets[targets.sub_targets > 1], strict=True)
    ) == {"S2": 2}
    assert {(old < new) for old, new in zip(earned.base, earned.stretched_target, strict=True)} == {True, False}
    assert (earned.achieved.dropna() > 1).any()
    of_s2 = earned[earned.target == "S2"].set_index("sub_target").actual.to_dict()
    assert of_s2 == {"Household waste recycled or composted": 41.6, "Residual waste per household": 607}
    assert set(earned.quarter) == {"2008-09 Q4"}


def test_before_the_last_quarter_nothing_is_known(shipped):
    register = shipped.register
    early = shipped.judged[shipped.judged.quarter < "2008-09 Q4"]
    told = reward.of(reward.with_actuals(register.stretch, register.targets, early, "GBP"))
    assert set(told.outcome) == {UNKNOWN}


NOT_ITS_FIGURE = [
    ({"figure_is_for": "2007 survey", "own_quarter": False}, "a figure of another period"),
    ({"received": False}, "of a return that does not count"),
    ({"damaged": True}, "of a damaged return"),
    ({"actual": float("nan")}, "no figure"),
]


@pytest.mark.parametrize("differs", [case[0] for case in NOT_ITS_FIGURE], ids=[case[1] for case in NOT_ITS_FIGURE])
def test_what_is_not_its_figure_is_not_known(shipped, differs):
    register, judged = shipped.register, shipped.judged.copy()
    own = (judged.target == "S1") & (judged.quarter == "2008-09 Q4")
    for name, value in differs.items():
        judged.loc[own, name] = value
    told = reward.of(reward.with_actuals(register.stretch, register.targets, judged, "GBP")).set_index("target")
    assert told.outcome["S1"] == UNKNOWN
    assert told.outcome["S3"] == PART


def test_two_sub_targets_that_take_one_figure_are_not_known(shipped):
    register = shipped.register
    stretch = register.stretch.assign(figure_of=register.stretch.figure_of.where(register.stretch.target != "S2", None))
    told = reward.with_actuals(stretch, register.targets, shipped.judged, "GBP")
    assert told.actual[told.target == "S2"].isna().all()
    assert told.actual[told.target == "S1"].tolist() == [8497]


HOW = [
    # thresholds, what is said of them, why
    ([0.6, 0.6], "nothing below its threshold of 60%, never", "the same for all"),
    ([0.6, 0.5], "nothing below its threshold, never", "one of its own"),
    ([], "nothing below its threshold, never", "no target"),
]


@pytest.mark.parametrize(("thresholds", "said"), [case[:2] for case in HOW], ids=[case[2] for case in HOW])
def test_how_it_is_worked_out_names_the_threshold_of_all(thresholds, said):
    assert said in reward_words.how(thresholds)


def test_money_is_that_of_the_grant():
    """Nothing is pounds that is not: the sentence of a target, of several and the range."""
    told = reward.of(table({"actual": float("nan")}).assign(currency="EUR"))
    total = reward.total(reward.by_target(told))
    assert total.currency == "EUR" and "£" not in reward.total_sentence(total) + told.sentence.iloc[0]


# ---- what holds for any agreement ------------------------------------------------------------------------------------

quick = settings(max_examples=40)

pennies = st.integers(0, 10**9).map(lambda count: Decimal(count).scaleb(-2))
figures = st.integers(-(10**6), 10**6).map(lambda count: Decimal(count).scaleb(-2))
WEIGHTS = [(Decimal(1),), (Decimal("0.5"),) * 2, (Decimal("0.7"), Decimal("0.3")), (Decimal("0.3333333333"),) * 3]


@st.composite
def agreements(draw) -> pd.DataFrame:
    """One to four targets with one to three sub-targets each, any figures, some not known."""
    rows = []
    for number in range(draw(st.integers(1, 4))):
        share, threshold = draw(pennies), draw(st.sampled_from([Decimal(0), Decimal("0.6"), Decimal(1)]))
        for part, weight in enumerate(draw(st.sampled_from(WEIGHTS))):
            base = draw(figures)
            stretched = draw(figures.filter(lambda value, base=base: value != base))
            near = st.builds(
                lambda share, base=base, stretched=stretched: base + (stretched - base) * share,
                st.sampled_from([Decimal(step).scaleb(-2) for step in range(-50, 151, 5)]),
            )
            rows.append(
                {"target": f"T{number}", "sub_target": f"part {part}", "weight": weight, "base": base}
                | {"stretched_target": stretched, "threshold": threshold, "grant_share": share}
                | {"actual": draw(st.none() | figures | near)}
            )
    return pd.DataFrame(rows, dtype="object")


def pennies_of(exact: Fraction) -> Fraction:
    return Fraction(int(exact * 100 + Fraction(1, 2)), 100)


def exactly(own: pd.DataFrame) -> tuple[Fraction, Fraction]:
    """The rule again for one target, in fractions: what it earns at least and at most."""
    low, high, run, weights = Fraction(0), Fraction(0), Fraction(0), sum(Fraction(one) for one in own.weight)
    for row in own.itertuples():
        whole = Fraction(row.grant_share) / weights
        most = pennies_of(whole * (run + Fraction(row.weight))) - pennies_of(whole * run)
        run += Fraction(row.weight)
        achieved = Fraction(0)
        if row.actual is not None:
            achieved = Fraction(row.actual - row.base) / Fraction(row.stretched_target - row.base)
        paid = min(achieved, Fraction(1)) if achieved >= Fraction(row.threshold) and achieved > 0 else Fraction(0)
        exact = min(pennies_of(whole * Fraction(row.weight) * paid), most) if paid < 1 else most
        low += exact
        high += most if row.actual is None else exact
    return low, high


@quick
@given(agreements())
def test_the_rule_in_fractions_comes_to_the_same_penny(agreement):
    targets = reward.by_target(reward.of(agreement)).set_index("target")
    for name, own in agreement.groupby("target"):
        assert (targets.low[name], targets.high[name]) == exactly(own)


@quick
@given(agreements())
def test_never_below_nothing_nor_above_the_share_and_the_parts_add_up(agreement):
    earned = reward.of(agreement)
    targets = reward.by_target(earned)
    assert ((earned.low >= 0) & (earned.low <= earned.high)).all()
    known = earned[earned.outcome != UNKNOWN]
    assert known.low.tolist() == known.high.tolist()
    assert (targets.high <= targets.grant_share).all()
    total = reward.total(targets)
    assert total.low == sum(earned.low)
    assert total.high == sum(earned.high)
    assert (total.low == total.high) or total.not_known > 0


@quick
@given(agreements(), st.randoms())
def test_the_order_of_the_rows_changes_nothing(agreement, random):
    order = list(agreement.index)
    random.shuffle(order)
    earned, shuffled = reward.of(agreement), reward.of(agreement.loc[order])
    assert shuffled.loc[agreement.index].low.tolist() == earned.low.tolist()
    assert shuffled.loc[agreement.index].high.tolist() == earned.high.tolist()


@quick
@given(agreements(), figures.map(abs))
def test_a_better_figure_never_earns_less(agreement, better_by):
    better = agreement.copy()
    better["actual"] = [
        None if one.actual is None else one.actual + better_by.copy_sign(one.stretched_target - one.base)
        for one in agreement.itertuples()
    ]
    before, after = reward.by_target(reward.of(agreement)), reward.by_target(reward.of(better))
    assert (after.low >= before.low).all()
    assert (after.high >= before.high).all()


@quick
@given(agreements())
def test_direction_is_a_mirror(agreement):
    turned = agreement.copy()
    for name in ("base", "stretched_target", "actual"):
        turned[name] = [None if value is None else -value for value in agreement[name]]
    assert reward.of(turned).low.tolist() == reward.of(agreement).low.tolist()


@quick
@given(agreements(), figures)
def test_whatever_comes_lies_in_the_range(agreement, comes):
    known = agreement.copy()
    known["actual"] = [comes if value is None else value for value in agreement["actual"]]
    before, after = reward.by_target(reward.of(agreement)), reward.by_target(reward.of(known))
    assert ((before.low <= after.low) & (after.high <= before.high)).all()


def test_a_reward_in_yen_has_no_decimals_and_its_parts_add_up():
    rows = [
        {"target": "L1", "sub_target": name, "weight": weight, "base": 0, "stretched_target": 3, "threshold": 0.6}
        | {"grant_share": 1000, "actual": 2, "currency": "JPY"}
        for name, weight in (("a", 0.5), ("b", 0.25), ("c", 0.25))
    ]
    earned = reward.of(pd.DataFrame(rows))
    assert [str(one) for one in earned["low"]] == ["333", "167", "167"], "two thirds of 500, 250 and 250"
    assert reward.total_sentence(reward.total(reward.by_target(earned))) == (
        "Indicative: JP¥667 of JP¥1,000, from 1 target."
    )
