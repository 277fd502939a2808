"""What changed since an earlier quarter, in words."""

from datetime import date

import pandas as pd
import pytest

from oxdash.findings import changes, series
from oxdash.vocabulary.tables import CORRECTIONS, settle
from tests.calendars import APRIL
from tests.judged_rows import history, judged
from tests.unit.test_findings_ledger import milestones

QUARTERS = ["2008-09 Q4", "2009-10 Q1", "2009-10 Q2", "2009-10 Q3"]

CHANGES = [
    # what happened, sentence ("" for no change), why
    ("++++", "", "on track throughout"),
    ("---+", "L1 has recovered: on track at Q3 2009/10; it was off track at Q2 2009/10.", "recovered"),
    ("+++-", "L1 is newly off track at Q3 2009/10 (milestone missed); it was on track at Q2 2009/10.",
     "newly off track"),
    ("-??-", "L1 has a new result: off track at Q3 2009/10 (milestone missed), as when last judged, at Q4 2008/09.",
     "off track then and now, and not known between"),
    ("+??-", "L1 is newly off track at Q3 2009/10 (milestone missed); it was on track when last judged, at Q4 2008/09.",
     "off track, and on track when last known"),
    ("-??+", "L1 has recovered: on track at Q3 2009/10; it was off track when last judged, at Q4 2008/09.",
     "recovered since it was last known"),
    ("+??+", "L1 has a new result: on track at Q3 2009/10, as when last judged, at Q4 2008/09.",
     "on track then and now, and not known between"),
    ("???-", "L1 is judged for the first time: off track at Q3 2009/10 (milestone missed).", "a first result"),
    ("-???", "", "not known before either"),
    ("+++?", "L1 can no longer be judged at Q3 2009/10 (no reason given); it was on track at Q2 2009/10.",
     "newly unknown"),
    ("---?", "L1 can no longer be judged at Q3 2009/10 (no reason given); it was off track at Q2 2009/10.",
     "unknown is no recovery"),
    ("++--", "", "off track for two"),
    ("+---", "L1 has been off track for 3 quarters in a row, since Q1 2009/10.", "off track for three"),
    ("----", "L1 has been off track for 4 quarters in a row, since Q4 2008/09.", "off track for four"),
    ("???+", "L1 is judged for the first time: on track at Q3 2009/10.", "known at last, and on track"),
    ("????", "", "unknown throughout"),
    ("   -", "", "new, so nothing to compare with"),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "sentence", "why"), CHANGES, ids=[case[-1] for case in CHANGES])
def test_what_changed(happened, sentence, why):
    rows = history({"L1": happened}, QUARTERS)
    found = changes.between(rows[rows.quarter == QUARTERS[-1]], rows, calendar=APRIL)
    assert found.sentence.tolist() == ([sentence] if sentence else [])


def test_changes_come_in_the_order_the_board_reads_them():
    happened = {"L1": "+---", "L2": "+++?", "L3": "---+", "L4": "+++-", "L5": "++?-", "L6": "++?+", "L7": "???+"}
    rows = history(happened, QUARTERS)
    found = changes.between(rows[rows.quarter == QUARTERS[-1]], rows, calendar=APRIL)
    found = found.drop(columns=["sentence", "partnership", "quarter", "said_by_officer"])
    assert found.astype(object).where(found.notna(), None).to_numpy().tolist() == [
        ["L4", "newly off track", "on track", "2009-10 Q2", 1],
        ["L5", "newly off track", "on track", "2009-10 Q1", 1],
        ["L3", "recovered", "off track", "2009-10 Q2", 1],
        ["L2", "can no longer be judged", "on track", "2009-10 Q2", 1],
        ["L7", "first result", None, None, 1],
        ["L6", "new result, same status", "on track", "2009-10 Q1", 1],
        ["L1", "off track for three quarters or more", "off track", "2009-10 Q2", 3],
    ]


YEARLY = {"frequency": "annual", "measure": "annual"}
SELDOM = [
    # statuses, what differs in the last quarter, change ("" for none), why
    ("+++?", {"milestone": float("nan")}, "", "no result is due in a quarter without a milestone"),
    ("+++?", {}, "can no longer be judged", "a milestone was agreed for the quarter, and there is no figure"),
    ("+++?", {"milestone": float("nan"), "frequency": "two yearly"}, "", "nor every second year"),
    ("+++?", {"frequency": "quarterly", "measure": "snapshot", "reason": "survey not due"}, "",
     "a survey that the return says is not due this quarter"),
    ("+++?", {"milestone": float("nan"), "frequency": "quarterly", "measure": "snapshot"}, "can no longer be judged",
     "measured every quarter"),
    ("-??-", {}, "new result, same status", "a yearly result again off track"),
    ("+??-", {}, "newly off track", "a yearly result that fell"),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "changed", "change", "why"), SELDOM, ids=[case[-1] for case in SELDOM])
def test_a_yearly_measure_is_no_news_in_the_quarters_between(happened, changed, change, why):
    rows = history({"L1": happened}, QUARTERS).assign(**YEARLY)
    now = rows[rows.quarter == QUARTERS[-1]].assign(**changed)
    assert changes.between(now, rows, calendar=APRIL).change.tolist() == ([change] if change else [])
    words = changes.by_partnership(now, rows).change.tolist()
    assert (words == ["No change"]) is not bool(change)


def test_what_the_board_of_july_2010_is_told(shipped):
    """Only three fell; the yearly ones were off track or on track at their last result, a year ago."""
    found = changes.between(shipped.at(), shipped.judged, shipped.quarters, calendar=APRIL)
    told = {kind: sorted(own.target) for kind, own in found.groupby("change")}
    assert told["newly off track"] == ["NI 39", "NI 73", "NI 94"]
    assert told["new result, same status"] == ["NI 175", "NI 188", "NI 198", "NI 75", "NI 92", "NI 93"]
    assert told["first result"] == ["NI 185", "NI 6"]


def test_each_target_is_compared_with_its_own_partnerships_quarter_before():
    early, late = history({"L1": "+-"}, QUARTERS[1:3]), history({"L2": "+-"}, QUARTERS[2:])
    rows = pd.concat([early, late], ignore_index=True)
    found = changes.between(rows.iloc[[1, 3]], rows, calendar=APRIL)
    assert found[["target", "quarter"]].to_numpy().tolist() == [["L1", "2009-10 Q2"], ["L2", "2009-10 Q3"]]


def test_a_quarter_in_which_nobody_returned_can_be_passed_over():
    rows = history({"L1": "++?-"}, QUARTERS)
    now = rows[rows.quarter == QUARTERS[-1]]
    assert changes.between(now, rows, [QUARTERS[0], QUARTERS[1], QUARTERS[3]], calendar=APRIL).before.tolist() == [
        "on track"
    ]
    assert changes.between(now, rows, [QUARTERS[3]], calendar=APRIL).sentence.tolist() == []


SINCE = [
    # what happened, since, sentence ("" for no change), why
    ("++-+", "2008-09 Q4", "", "on track at both, whatever was between"),
    ("-+++", "2008-09 Q4", "L1 has recovered: on track at Q3 2009/10; it was off track at Q4 2008/09.",
     "recovered since then"),
    ("+---", "2008-09 Q4",
     "L1 is newly off track at Q3 2009/10 (milestone missed); it was on track at Q4 2008/09.",
     "newly off track since then rather than off track for three"),
    ("----", "2008-09 Q4", "L1 has been off track for 4 quarters in a row, since Q4 2008/09.", "off track throughout"),
    ("   -", "2008-09 Q4", "", "it was not there then"),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "since", "sentence", "why"), SINCE, ids=[case[-1] for case in SINCE])
def test_since_any_earlier_quarter(happened, since, sentence, why):
    rows = history({"L1": happened}, QUARTERS)
    found = changes.between(rows[rows.quarter == QUARTERS[-1]], rows, since=since, calendar=APRIL)
    assert found.sentence.tolist() == ([sentence] if sentence else [])


@pytest.mark.parametrize("since", QUARTERS[2:], ids=["itself", "a later quarter"])
def test_a_partnership_that_stands_no_later_has_nothing_to_compare_with(since):
    rows = history({"L1": "?+-"}, QUARTERS[1:])
    assert (
        changes.between(rows[rows.quarter == QUARTERS[2]], rows, since=since, calendar=APRIL).to_dict("records") == []
    )


def test_the_officers_own_words_stand_in_a_column_of_their_own():
    rows = history({"L1": "+-", "L2": "+-"}, QUARTERS[2:])
    rows = rows.assign(commentary=rows["target"].map({"L1": "The <b>market</b> has not recovered.", "L2": None}))
    found = changes.between(rows[rows.quarter == QUARTERS[-1]], rows, calendar=APRIL)
    assert found.said_by_officer[0] == "The <b>market</b> has not recovered.", "as typed: whoever shows it escapes it"
    assert pd.isna(found.said_by_officer[1])


Q3, Q4, NEXT = "2009-10 Q3", "2009-10 Q4", "2010-11 Q4"
FIRST, MOVED = date(2008, 6, 1), date(2009, 11, 5)
ONE_MOVED = "L1 was renegotiated on 5 November 2009 by PSB: the year-end target for 2009/10 went from 56.0% to 50.0%, "

RENEGOTIATED = [
    # milestones of L1 (quarter, value, agreed on), sentence ("" for none), why; now is Q3 2009/10, before it Q2
    ([(Q4, 56.0, FIRST), (Q4, 50.0, MOVED)], ONE_MOVED + "which is easier.", "moved since the quarter before"),
    ([(Q4, 50.0, FIRST), (Q4, 56.0, MOVED)],
     "L1 was renegotiated on 5 November 2009 by PSB: the year-end target for 2009/10 went from 50.0% to 56.0%, which "
     "is harder.", "made harder"),
    ([(Q4, 56.0, FIRST), (Q4, 50.0, date(2009, 9, 30))], "", "moved on the last day of the quarter before"),
    ([(Q4, 56.0, FIRST), (Q4, 50.0, date(2009, 10, 1))],
     "L1 was renegotiated on 1 October 2009 by PSB: the year-end target for 2009/10 went from 56.0% to 50.0%, which is "
     "easier.", "moved on the day after it"),
    ([(Q4, 56.0, FIRST), (Q4, 50.0, date(2010, 7, 22))],
     "L1 was renegotiated on 22 July 2010 by PSB: the year-end target for 2009/10 went from 56.0% to 50.0%, which is "
     "easier.", "moved on the day of the position"),
    ([(Q4, 56.0, FIRST), (Q4, 50.0, date(2010, 7, 23))], "", "moved later than the position"),
    ([(Q4, 56.0, MOVED)], "", "a first value is no renegotiation"),
    ([(Q4, 56.0, FIRST), (Q4, 56.0, MOVED)], "", "the same again is none"),
    ([(Q4, 56.0, FIRST), (Q4, 53.0, date(2009, 10, 9)), (Q4, 50.0, MOVED)], ONE_MOVED + "which is easier.",
     "twice in between is told as one"),
    ([(Q4, 56.0, FIRST), (Q4, 53.0, date(2009, 10, 9)), (Q4, 56.0, MOVED)], "", "there and back is nothing"),
    ([("2008-09 Q4", 50.0, FIRST), ("2008-09 Q4", 45.0, MOVED)], "", "of a year that is gone"),
    ([(Q3, 52.0, FIRST), (Q4, 56.0, FIRST), (Q3, 48.0, MOVED), (Q4, 50.0, MOVED)],
     ONE_MOVED + "which is easier. 1 more of its milestones moved too.",
     "the year's target is told before a quarter's"),
    ([(Q3, 52.0, FIRST), (Q3, 48.0, MOVED), (NEXT, 60.0, FIRST), (NEXT, 55.0, MOVED)],
     "L1 was renegotiated on 5 November 2009 by PSB: the milestone for Q3 2009/10 went from 52.0% to 48.0%, which is "
     "easier. 1 more of its milestones moved too.", "this quarter's before a later year's"),
    ([(NEXT, 60.0, FIRST), (NEXT, 55.0, MOVED)],
     "L1 was renegotiated on 5 November 2009 by PSB: the year-end target for 2010/11 went from 60.0% to 55.0%, which "
     "is easier.", "a later year's alone"),
]  # fmt: skip


@pytest.mark.parametrize(("agreed", "sentence", "why"), RENEGOTIATED, ids=[case[-1] for case in RENEGOTIATED])
def test_a_target_renegotiated(agreed, sentence, why):
    rows = history({"L1": "++"}, QUARTERS[2:])
    table = milestones(*(("L1", quarter, value, None, agreed_on) for quarter, value, agreed_on in agreed))
    found = changes.between(rows[rows.quarter == Q3], rows, milestones=table, as_at=date(2010, 7, 22), calendar=APRIL)
    assert found.sentence.tolist() == ([sentence] if sentence else [])
    assert found.change.tolist() == (["target renegotiated"] if sentence else [])
    assert found.said_by_officer.tolist() == (["downturn"] if sentence else []), "the register says why"


def test_a_range_renegotiated():
    rows = judged(
        *({"target": "L1", "quarter": q, "better": "within range", "milestone_upper": 60.0} for q in QUARTERS[2:])
    )
    table = milestones(("L1", Q4, 40.0, 60.0, FIRST), ("L1", Q4, 45.0, 65.0, MOVED))
    found = changes.between(rows[rows.quarter == Q3], rows, milestones=table, calendar=APRIL)
    assert found.sentence.tolist() == [
        "L1 was renegotiated on 5 November 2009 by PSB: the year-end target for 2009/10 went from between 40.0% and "
        "60.0% to between 45.0% and 65.0%, which is neither easier nor harder throughout."
    ]


CORRECTED = [
    # quarter, was, now, day, sentence ("" for none), why
    ("2009-10 Q2", 60.0, 58.0, date(2009, 11, 5),
     "L1: the figure for Q2 2009/10 was corrected on 5 November 2009 (version 2), from 60.0% to 58.0%.",
     "an earlier quarter's figure"),
    (Q3, None, 58.0, date(2010, 2, 1),
     "L1: the figure for Q3 2009/10 was corrected on 1 February 2010 (version 2), from no figure to 58.0%.",
     "a figure that came late"),
    (Q3, 58.0, None, date(2010, 2, 1),
     "L1: the figure for Q3 2009/10 was corrected on 1 February 2010 (version 2), from 58.0% to no figure.",
     "a figure taken back"),
    (Q3, 58.01, 58.04, date(2010, 2, 1), "", "nothing that prints differently"),
    (Q3, None, None, date(2010, 2, 1), "", "no figure still"),
    (Q3, 60.0, 58.0, date(2009, 9, 30), "", "before the quarter before had ended"),
    (Q3, 60.0, 58.0, date(2010, 7, 23), "", "later than the position"),
    (Q4, 60.0, 58.0, date(2010, 5, 1), "", "of a later quarter"),
]  # fmt: skip


def corrections(*rows: tuple) -> pd.DataFrame:
    return settle(CORRECTIONS, pd.DataFrame(rows, columns=list(CORRECTIONS.columns)))


@pytest.mark.parametrize(
    ("quarter", "was", "now", "day", "sentence", "why"), CORRECTED, ids=[case[-1] for case in CORRECTED]
)
def test_a_figure_corrected(quarter, was, now, day, sentence, why):
    rows = history({"L1": "++"}, QUARTERS[2:])
    table = corrections(("L1", quarter, was, now, 2, day), ("L9", Q3, 1.0, 2.0, 2, date(2010, 2, 1)))
    found = changes.between(rows[rows.quarter == Q3], rows, corrections=table, as_at=date(2010, 7, 22), calendar=APRIL)
    assert found.sentence.tolist() == ([sentence] if sentence else [])


def test_the_figures_that_were_corrected_so_that_they_print_differently():
    table = corrections(
        ("L1", Q3, 50.0, 40.0, 2, date(2010, 2, 1)),
        ("L1", Q3, 40.0, 50.0, 3, date(2010, 2, 2)),
        ("L2", Q3, 50.01, 50.04, 2, date(2010, 2, 1)),
        ("L3", Q4, None, 50.0, 2, date(2010, 2, 1)),
    )
    places = pd.Series({"L1": 1, "L2": 1, "L3": 0, "L4": 0})
    assert series.corrected(table, places) == {("L1", Q3), ("L3", Q4)}
    assert series.corrected(table.iloc[:0], places) == set()


def test_what_was_revised_stands_besides_the_change_of_status():
    rows = history({"L1": "+-", "L2": "++"}, QUARTERS[2:])
    found = changes.between(
        rows[rows.quarter == Q3],
        rows,
        milestones=milestones(("L1", Q4, 50.0, None, FIRST), ("L1", Q4, 56.0, None, MOVED)),
        corrections=corrections(
            ("L1", Q3, 50.0, 40.0, 2, date(2010, 2, 1)), ("L2", Q3, 50.0, 60.0, 2, date(2010, 2, 1))
        ),
        calendar=APRIL,
    )
    assert [*found.columns] == changes.COLUMNS
    assert found[["target", "change", "running"]].to_numpy().tolist() == [
        ["L1", "newly off track", 1],
        ["L1", "target renegotiated", 1],
        ["L1", "figure corrected", 1],
        ["L2", "figure corrected", 2],
    ]


def test_nothing_is_revised_since_a_quarter_that_is_not_there():
    rows = history({"L1": "+"}, [Q3])
    table = milestones(("L1", Q4, 56.0, None, FIRST), ("L1", Q4, 50.0, None, MOVED))
    found = changes.between(rows, rows, [Q3], milestones=table, corrections=corrections(), calendar=APRIL)
    assert found.to_dict("records") == []


PARTNERSHIPS = [
    # two quarters of targets, words, why
    ({"L1": "++", "L2": "--"}, "No change", "nothing changed"),
    ({"L1": "-+", "L2": "--"}, "1 recovered", "one recovered"),
    ({"L1": "+?", "L2": "-?"}, "2 can no longer be judged", "two unknown"),
    ({"L1": "-+", "L2": "+-"}, "1 newly off track, 1 recovered", "two changed places"),
    ({"L1": "?+", "L2": "?-"}, "2 first results", "two known at last"),
    ({"L1": "--", "L2": "--"}, "No change", "off track is no change, however long"),
    ({"L1": "++", "L2": " -"}, "No change", "a new target is no change"),
    ({"L1": " +"}, "No earlier quarter to compare with", "the first quarter"),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "words", "why"), PARTNERSHIPS, ids=[case[-1] for case in PARTNERSHIPS])
def test_a_partnerships_change_in_words(happened, words, why):
    rows = history(happened, QUARTERS[2:])
    found = changes.by_partnership(rows[rows.quarter == QUARTERS[-1]], rows)
    assert found.to_dict("records") == [{"partnership": "spatial-planning", "change": words}]


NOTHING = [
    # what happened, compared with, what is said, why
    ("++++", None, "No target changed status since the quarter before.", "nothing changed"),
    ("++++", "2009-10 Q1", "No target changed status since Q1 2009/10.", "nor since a quarter that was chosen"),
    ("   +", None, "No earlier quarter to compare with.", "it began in the quarter"),
    ("   +", "2009-10 Q1", "No target counted now was there at Q1 2009/10.", "it began since"),
    ("++++", "2009-10 Q3", "No target stands at a quarter after Q3 2009/10.", "its partnership has not returned since"),
]


@pytest.mark.parametrize(("happened", "since", "said", "why"), NOTHING, ids=[case[-1] for case in NOTHING])
def test_what_is_said_where_nothing_changed(happened, since, said, why):
    rows = history({"L1": happened}, QUARTERS)
    now = rows[rows.quarter == QUARTERS[-1]]
    assert changes.between(now, rows, since=since, calendar=APRIL).empty
    assert changes.none_in_words(now, rows, since=since) == said


def test_no_rows_no_changes():
    rows = judged({})
    assert changes.between(rows.iloc[:0], rows, calendar=APRIL).to_dict("records") == []
    assert changes.by_partnership(rows.iloc[:0], rows).to_dict("records") == []


IN_THEIR_WORDS = [
    # kind of change, what was said, on one line, why
    (
        changes.Change.RECOVERED,
        "Claims  fell;\nso far.",
        'The partnership: "Claims fell; so far."',
        "a partnership's words",
    ),
    (changes.Change.RENEGOTIATED, "As GOSE asked", 'Reason in the register: "As GOSE asked"', "the register's reason"),
    (changes.Change.NEWLY_UNKNOWN, None, None, "nothing was said"),
    (changes.Change.NEWLY_UNKNOWN, " \n", None, "white space says nothing"),
]


@pytest.mark.parametrize(("kind", "said", "line"), [r[:3] for r in IN_THEIR_WORDS], ids=[r[3] for r in IN_THEIR_WORDS])
def test_what_was_said_stands_on_one_line(kind, said, line):
    assert changes.in_their_words(str(kind), said) == line
