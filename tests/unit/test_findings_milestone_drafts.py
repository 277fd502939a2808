"""Drafts of interim milestones, and the rows that go from one into the register."""

# ruff: noqa: E501  (the tables of cases keep a message in one piece, to be read as the manager reads it)

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.demo.register_workbook import IN_ORDER, table_of, write_register
from oxdash.findings import milestone_drafts
from oxdash.findings.milestone_drafts import How, Refused
from oxdash.judging.assemble import assemble
from oxdash.register import read_register
from oxdash.register.columns import SHEETS
from oxdash.rule.explanation import sentences
from oxdash.rule.judge import judge
from oxdash.vocabulary import tables
from tests.calendars import APRIL
from tests.judged_rows import judged

AGREED_ON = date(2010, 7, 1)
FACTS = {
    "target": "NI 1",
    "title": "Homes",
    "agreement": "LAA2 2008-11",
    "kind": "designated",
    "partnership": "spatial-planning",
    "unit": "per cent",
    "places": 1,
    "better": "higher",
    "measure": "annual",
    "frequency": "annual",
    "baseline": 40.0,
    "baseline_period": "2007/08",
    "first_quarter": "2008-09 Q1",
    "last_quarter": "2010-11 Q4",
    "basis": "illustrative",
}


def target(**changed) -> pd.Series:
    return tables.settle(tables.TARGETS, pd.DataFrame([{**FACTS, **changed}])).iloc[0]


def history(figures: dict[str, float], **changed) -> pd.DataFrame:
    rows = [{"target": "NI 1", "quarter": quarter, "actual": actual, **changed} for quarter, actual in figures.items()]
    return judged(*rows) if rows else judged({}).iloc[:0]


def agreed(values: dict[str, float]) -> pd.DataFrame:
    """As `register.values_in_force` gives them; two numbers are a range."""
    rows = [
        {"target": "NI 1", "quarter": quarter, "milestone": low, "milestone_upper": high, "agreed_on": AGREED_ON}
        for quarter, value in values.items()
        for low, high in [value if isinstance(value, tuple) else (value, None)]
    ]
    frame = pd.DataFrame(rows, columns=["target", "quarter", "milestone", "milestone_upper", "agreed_on"])
    return frame.astype({"milestone": float, "milestone_upper": float, "agreed_on": "datetime64[ns]"})


END = {"2010-11 Q4": 60.0}
LAST = {"2009-10 Q4": 52.0}
YEARS = {
    "2008-09 Q1": 10.0, "2008-09 Q2": 20.0, "2008-09 Q3": 30.0, "2008-09 Q4": 50.0,
    "2009-10 Q1": 20.0, "2009-10 Q2": 40.0, "2009-10 Q3": 80.0, "2009-10 Q4": 100.0,
}  # fmt: skip
CUMULATIVE = {"measure": "cumulative in year", "unit": "dwellings", "places": 0}
RANGE = {"better": "within range"}

DRAFTS = [
    # how, the target, figures, agreed, own figures, values, how the first is explained, why
    (How.STRAIGHT_LINE, {}, LAST, END, None, [54.0, 56.0, 58.0],
     "Straight line from 52.0% at Q4 2009/10 to 60.0%, the target for Q4 2010/11: 1 of 4 quarters.", "from last year's end"),
    (How.STRAIGHT_LINE, {}, {}, END, None, [45.0, 50.0, 55.0],
     "Straight line from the baseline of 40.0% (2007/08) to 60.0%, the target for Q4 2010/11: 1 of 4 quarters.",
     "from the baseline"),
    (How.STRAIGHT_LINE, {"better": "lower"}, {"2009-10 Q4": 70.0}, END, None, [67.5, 65.0, 62.5],
     "Straight line from 70.0% at Q4 2009/10 to 60.0%, the target for Q4 2010/11: 1 of 4 quarters.", "downwards"),
    (How.STRAIGHT_LINE, {}, {"2009-10 Q4": 59.9}, END, None, [59.9, 60.0, 60.0],
     "Straight line from 59.9% at Q4 2009/10 to 60.0%, the target for Q4 2010/11: 1 of 4 quarters.",
     "rounded to the target's places"),
    (How.STRAIGHT_LINE, CUMULATIVE, LAST, {"2010-11 Q4": 200.0}, None, [50.0, 100.0, 150.0],
     "Straight line from nothing in April, as the figure adds up over the year, to 200 dwellings, the target for "
     "Q4 2010/11: 1 of 4 quarters.", "a figure that starts again in April"),
    (How.PROFILE, CUMULATIVE, YEARS, {"2010-11 Q4": 200.0}, None, [40.0, 80.0, 140.0],
     "Profile of 2008/09 and 2009/10: Q1 stood at 20.0% of the year-end figure on average; the target for Q4 2010/11 is "
     "200 dwellings.", "the mean of two years' profiles"),
    (How.PROFILE, CUMULATIVE, {q: v for q, v in YEARS.items() if q != "2008-09 Q2"}, {"2010-11 Q4": 200.0}, None,
     [40.0, 80.0, 160.0],
     "Profile of 2009/10: Q1 stood at 20.0% of the year-end figure; the target for Q4 2010/11 is 200 dwellings.",
     "a year with a gap is no complete year"),
    (How.PROFILE, {}, {"2009-10 Q1": 110.0, "2009-10 Q2": 100.0, "2009-10 Q3": 90.0, "2009-10 Q4": 100.0}, END, None,
     [66.0, 60.0, 54.0],
     "Profile of 2009/10: Q1 stood at 110.0% of the year-end figure; the target for Q4 2010/11 is 60.0%.",
     "a snapshot that swings with the season"),
    (How.OWN, {}, {}, END, {1: 41.0, 3: 55.55}, [41.0, 55.6], "The manager's own figure.", "own figures for two quarters"),
    (How.OWN, RANGE, {}, {"2010-11 Q4": (40.0, 60.0)}, {2: (41.0, 61.0)}, [41.0], "The manager's own figure.",
     "own figures for a range"),
    (How.OWN, {}, {"2010-11 Q1": 44.0}, END, {1: 41.0}, [41.0],
     "The manager's own figure. The figure is known already, 44.0%: this would be agreed after the event.",
     "agreed after the event, and said"),
    (How.OWN, {}, {}, {**END, "2010-11 Q1": 42.0}, {1: 41.0}, [41.0],
     "The manager's own figure. It would replace 42.0%, agreed on 1 July 2010.", "replaces one in force, and says so"),
    (How.STRAIGHT_LINE, {"unit": "per cent", "baseline": 0.0}, {"2009-10 Q4": -10.0}, {"2010-11 Q4": -30.0}, None,
     [-15.0, -20.0, -25.0],
     "Straight line from -10.0% at Q4 2009/10 to -30.0%, the target for Q4 2010/11: 1 of 4 quarters.",
     "a per cent that is a change and below 0 (NI 30)"),
    (How.STRAIGHT_LINE, {"first_quarter": "2010-11 Q3"}, LAST, END, None, [58.0],
     "Straight line from 52.0% at Q4 2009/10 to 60.0%, the target for Q4 2010/11: 3 of 4 quarters.",
     "only quarters of the target's life"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "facts", "figures", "values", "own", "expected", "sentence", "why"), DRAFTS,
                         ids=[case[-1] for case in DRAFTS])  # fmt: skip
def test_a_draft(how, facts, figures, values, own, expected, sentence, why):
    rows = milestone_drafts.draft(history(figures), agreed(values), target(**facts), 2010, how, own or {}, APRIL)
    assert rows.value.tolist() == expected
    assert rows.sentence.iloc[0] == sentence
    assert set(rows.kind) == {"interim proxy"}
    assert not rows.quarter.str.endswith("Q4").any(), "Q4 is the year-end target itself"


NO_START = {"baseline": None, "baseline_period": None}
REFUSALS = [
    # how, the target, figures, agreed, own figures, sentence, why
    (How.STRAIGHT_LINE, {}, LAST, {}, None, "NI 1 has no target agreed for the end of 2010/11: agree that first.",
     "no year-end target"),
    (How.OWN, {}, LAST, {"2009-10 Q4": 50.0}, {1: 5.0}, "NI 1 has no target agreed for the end of 2010/11: agree that first.",
     "a year-end target of another year"),
    (How.STRAIGHT_LINE, NO_START, {}, END, None,
     "NI 1 has no figure for Q4 2009/10 and no baseline: there is nowhere to start from.", "no history"),
    (How.PROFILE, {}, LAST, END, None,
     "NI 1 has no earlier year with a figure in all four quarters: there is no profile to follow.", "no complete year"),
    (How.PROFILE, {}, dict.fromkeys(YEARS, 0.0), END, None,
     "NI 1 has no earlier year with a figure in all four quarters: there is no profile to follow.",
     "no share of a year-end figure of 0"),
    (How.STRAIGHT_LINE, RANGE, LAST, {"2010-11 Q4": (40.0, 60.0)}, None,
     "NI 1 is judged within a range: enter its own figures, a lower and an upper one.", "within a range"),
    (How.PROFILE, CUMULATIVE, {**YEARS, "2009-10 Q2": 5.0, "2008-09 Q2": 5.0}, {"2010-11 Q4": 200.0}, None,
     "A figure that adds up over the year cannot fall within it: Q1 2010/11 would be 40 dwellings and Q2 2010/11 15 "
     "dwellings.", "a cumulative milestone that falls"),
    (How.OWN, CUMULATIVE, {}, {"2010-11 Q4": 200.0}, {3: 201.0},
     "A figure that adds up over the year cannot fall within it: Q3 2010/11 would be 201 dwellings and Q4 2010/11 200 "
     "dwellings.", "a cumulative milestone past the year's end"),
    (How.OWN, CUMULATIVE, {}, {"2010-11 Q4": 200.0, "2010-11 Q2": 100.0}, {1: 101.0},
     "A figure that adds up over the year cannot fall within it: Q1 2010/11 would be 101 dwellings and Q2 2010/11 100 "
     "dwellings.", "past a milestone that is in force"),
    (How.OWN, {}, {}, END, {1: 101.0}, "Q1 2010/11 would be 101.0%: a milestone in per cent is no more than 100.0%.",
     "a per cent over 100"),
    (How.OWN, {}, {}, END, {1: -1.0}, "Q1 2010/11 would be -1.0%: a milestone in per cent is 0.0% or more.",
     "a per cent below 0"),
    (How.OWN, {"unit": "level", "places": 0, "baseline": 1.0}, {}, {"2010-11 Q4": 3.0}, {1: 5.0},
     "Q1 2010/11 would be level 5: a milestone in level is no more than level 4.", "a level that there is not"),
    (How.OWN, {"unit": "dwellings", "places": 0}, {}, {"2010-11 Q4": 30.0}, {1: -5.0},
     "Q1 2010/11 would be -5 dwellings: a milestone in dwellings is 0 dwellings or more.", "less than nothing"),
    (How.OWN, {}, {}, END, {}, "Enter a figure for at least one of Q1, Q2 and Q3.", "no figure entered"),
    (How.OWN, {}, {}, END, {4: 60.0}, "Enter figures for Q1, Q2 and Q3 only: Q4 is the year-end target itself.", "Q4"),
    (How.OWN, {}, {}, END, {1: float("nan")}, "The figure for Q1 is no number.", "not a number"),
    (How.OWN, RANGE, {}, {"2010-11 Q4": (40.0, 60.0)}, {1: 5.0}, "NI 1 needs a lower and an upper figure for Q1.",
     "half a range"),
    (How.OWN, {}, {}, END, {1: (5.0, 6.0)}, "NI 1 needs one figure for Q1.", "a range where there is none"),
    (How.OWN, RANGE, {}, {"2010-11 Q4": (40.0, 60.0)}, {1: (6.0, 5.0)},
     "The upper figure for Q1 is less than the lower one.", "a range upside down"),
    (How.STRAIGHT_LINE, {"last_quarter": "2009-10 Q4"}, LAST, END, None,
     "NI 1 is no target before the end of 2010/11.", "a target whose life is over"),
    (How.OWN, {"first_quarter": "2010-11 Q3"}, {}, END, {1: 41.0},
     "NI 1 has no figure for a quarter of its life: enter one for Q3.", "own figures before its life"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "facts", "figures", "values", "own", "sentence", "why"), REFUSALS,
                         ids=[case[-1] for case in REFUSALS])  # fmt: skip
def test_a_refusal_in_a_plain_sentence(how, facts, figures, values, own, sentence, why):
    drafted = milestone_drafts.draft(history(figures), agreed(values), target(**facts), 2010, how, own or {}, APRIL)
    assert drafted == Refused(sentence)


@pytest.mark.parametrize("changed", [{"received": False}, {"damaged": True}, {"figure_is_for": "2008"}],
                         ids=["not received", "damaged", "of another period"])  # fmt: skip
def test_a_figure_that_does_not_count_starts_no_line(changed):
    rows = milestone_drafts.draft(history(LAST, **changed), agreed(END), target(), 2010, How.STRAIGHT_LINE, {}, APRIL)
    assert rows.value.tolist() == [45.0, 50.0, 55.0], "from the baseline"


def test_history_stands_beside_the_draft():
    figures = {"2009-10 Q1": 41.0, "2010-11 Q1": 44.0, **LAST}
    rows = milestone_drafts.draft(
        history(figures), agreed({**END, "2010-11 Q2": 50.0}), target(), 2010, How.STRAIGHT_LINE, {}, APRIL
    )
    assert rows[["figure", "last_year", "in_force"]].fillna(-1).to_numpy().tolist() == [
        [44.0, 41.0, -1],
        [-1, -1, 50.0],
        [-1, -1, -1],
    ]


def test_no_such_way():
    with pytest.raises(ValueError, match='"curve" is no way of drafting'):
        milestone_drafts.draft(history(LAST), agreed(END), target(), 2010, "curve", {}, APRIL)


@given(st.floats(0, 100), st.floats(0, 100), st.integers(0, 3))
@settings(max_examples=20)
def test_a_straight_line_lies_between_its_ends_and_never_turns(start, end, places):
    rows = milestone_drafts.draft(
        judged({}).iloc[:0],
        agreed({"2010-11 Q4": end}),
        target(baseline=start, places=places),
        2010,
        How.STRAIGHT_LINE,
        {},
        APRIL,
    )
    steps = [milestone_drafts.as_printed(start, places), *rows.value, milestone_drafts.as_printed(end, places)]
    assert steps == sorted(steps, reverse=end < start)


def drafted(**facts) -> pd.DataFrame:
    return milestone_drafts.draft(history(LAST), agreed(END), target(**facts), 2010, How.STRAIGHT_LINE, {}, APRIL)


def test_the_headings_are_the_registers():
    headings = [column.heading for column in SHEETS["Milestones"].columns]
    assert [*milestone_drafts.HEADINGS, "Basis", "Illustrative fields"] == headings  # a draft's rows say no source
    rows = milestone_drafts.register_rows(drafted(), AGREED_ON, " Public Service\nBoard ", "")
    assert list(rows.columns) == list(milestone_drafts.HEADINGS)
    assert rows.iloc[0].tolist() == ["NI 1", "2010-11 Q1", 54.0, None, None, "interim proxy", AGREED_ON,
                                     "Public Service Board", None]  # fmt: skip


def test_nobody_can_agree_namelessly():
    with pytest.raises(ValueError, match=r"^Say who agreed the milestones\.$"):
        milestone_drafts.register_rows(drafted(), AGREED_ON, "  ")


def test_text_to_paste():
    rows = milestone_drafts.register_rows(drafted().iloc[:2], AGREED_ON, "PSB", "No quarterly data")
    assert milestone_drafts.as_text(rows) == (
        "NI 1\t2010-11 Q1\t54\t\t\tinterim proxy\t2010-07-01\tPSB\tNo quarterly data\r\n"
        "NI 1\t2010-11 Q2\t56\t\t\tinterim proxy\t2010-07-01\tPSB\tNo quarterly data\r\n"
    )
    assert milestone_drafts.as_text(rows, headings=True).startswith(
        "Target\tQuarter\tValue\tUpper value\tFloor\tKind\t"
    )


def test_the_same_rows_as_a_file():
    rows = milestone_drafts.register_rows(drafted().iloc[:1], AGREED_ON, "PSB, and GOSE", "=1+1")
    assert milestone_drafts.as_csv(rows).decode("utf-8-sig") == (
        "Target,Quarter,Value,Upper value,Floor,Kind,Agreed on,Agreed by,Reason\r\n"
        'NI 1,2010-11 Q1,54,,,interim proxy,2010-07-01,"PSB, and GOSE",\'=1+1\r\n'
    )


@given(st.text(min_size=1), st.text())
@settings(max_examples=100)
def test_what_is_typed_stays_in_its_cell_and_runs_nothing(who, why):
    rows = milestone_drafts.register_rows(SOME, AGREED_ON, f"x{who}", why).assign(**{"Agreed by": f"={who}"})
    lines = milestone_drafts.as_text(rows).split("\r\n")
    assert len(lines) == len(rows) + 1 and lines[-1] == ""
    for line in lines[:-1]:
        cells = line.split("\t")
        assert len(cells) == len(milestone_drafts.HEADINGS)
        assert all(cell[:1] not in ("=", "+", "-", "@", '"') for cell in cells)
        assert all(one.isprintable() for cell in cells for one in cell)


SOME = drafted()


def test_rows_in_the_register_are_judged_as_a_proxy_and_said_to_be(shipped):
    """Through the real workbook: drafted, written below the register's rows, read back, judged and explained."""
    register = shipped.register
    row = register.targets[register.targets.target == "NI 72"].iloc[0]
    as_at = shipped.as_at
    new = milestone_drafts.draft(
        shipped.judged, register.values_in_force(as_at), row, 2010, How.STRAIGHT_LINE, {}, APRIL
    )
    rows = milestone_drafts.register_rows(new, as_at, "Public Service Board", "Only annual data")
    sheets = {name: table_of(name) for name in IN_ORDER}
    sheets["Milestones"] = pd.concat([sheets["Milestones"].astype("object"), rows], ignore_index=True)
    sheets["Milestones"] = sheets["Milestones"].where(sheets["Milestones"].notna(), None)
    again = read_register("register.xlsx", write_register(sheets, as_at))
    assert again.sound, [problem.message for problem in again.problems]
    in_force = again.values_in_force(as_at)
    held = in_force[(in_force.target == "NI 72") & in_force.quarter.isin(new.quarter)]
    assert held.milestone.tolist() == new.value.tolist()
    assert set(held.milestone_kind) == {"interim proxy"}

    told = {"target": "NI 72", "quarter": "2010-11 Q1", "partnership": row.partnership, "actual": 50.0}
    figures = assemble(
        again.targets, in_force, tables.settle(tables.RETURNED, pd.DataFrame([told])),
        {(row.partnership, "2010-11 Q1"): "received"}, APRIL.quarter_of(as_at),
    )  # fmt: skip
    verdict = judge(figures, again.rules)
    now = verdict[(verdict.target == "NI 72") & (verdict.quarter == "2010-11 Q1")]
    assert now.status.astype(str).tolist() == ["off track"]
    assert f"against an interim proxy milestone of {new.value[0]:.1f}%" in sentences(now).iloc[0]
