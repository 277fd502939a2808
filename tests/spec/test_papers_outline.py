"""What every paper holds, compared with the judged table; and the schedule of July 2010 from the shipped returns."""

import re
from datetime import date

import pandas as pd
import pytest

from oxdash.documents import cells, papers, reservations
from oxdash.documents import districts as by_district
from oxdash.documents.blocks import Bullets, Chart, Heading, Outline, Paragraph, Schedule, Table
from oxdash.documents.edition import Edition
from oxdash.documents.inline import StatusWord, lines
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import actions, asked, counts, promises, unknowns
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import Status
from tests.spec.test_schedule_july_2010 import SCHEDULE

DRAFT = Edition("2009-10 Q4")
PUBLISHED = Edition("2009-10 Q4", reference="PSB 2010-07-01", fingerprint="0123456789ab", published_on=date(2010, 7, 1))


@pytest.fixture(scope="module")
def board(shipped) -> Outline:
    return papers.outline(Kind.BOARD, Standing(shipped, DRAFT))


def table(outline: Outline, caption: str) -> Table:
    return next(one for one in outline.of(Table) if one.caption == caption)


def column(given: Table, heading: str) -> list:
    return list(next(one for one in given.columns if one.heading == heading).cells)


def test_the_board_paper_is_in_the_order_of_a_meeting(board):
    assert [one.text for one in board.of(Heading) if one.level == 1] == [
        "What the Board is asked to do",
        "Where the agreement stands",
        "What changed",
        "Off track: what is being done",
        "Actions overdue and promises",
        "Insufficient data",
        "On track with a reservation",
        "Off-track targets by quarter",
        "Compared with others",
        "Partnership by partnership",
        "Appendix: every target",
        "How this paper was made",
    ]


def test_the_sentence_and_the_range_are_over_all_targets(shipped, board):
    total = counts.total(shipped.at())
    said = [one.text for one in board.of(Paragraph)]
    assert [counts.sentence(total), counts.range_sentence(total)] == said[1:3]
    assert said[0] == shipped.said_illustrative


def test_the_table_by_partnership_has_the_judged_counts(shipped, board):
    given = table(board, "LAA targets by partnership, each at the quarter beside it")
    expected = counts.of(shipped.at())
    assert column(given, "Partnership") == [shipped.names[code] for code in expected.partnership]
    assert column(given, "As at") == [(wording.quarter(text),) for text in expected.quarter]
    for heading, name in (
        ("Targets", "targets"),
        ("Off track", "off_track"),
        ("Insufficient data", "insufficient_data"),
        ("On track", "on_track"),
    ):
        assert [" ".join(lines(cell)) for cell in column(given, heading)] == [str(n) for n in expected[name]], heading


def test_every_off_track_target_is_there_with_figures_reason_action_and_forecast(shipped, board):
    rows = shipped.at()
    rows = rows[rows.status == Status.OFF_TRACK]
    given = table(board, "Targets that are off track")
    assert [cell[0] for cell in column(given, "Target")] == [f"{r.target} {r.title}" for r in rows.itertuples()]
    for row, figures, why, doing in zip(
        rows.itertuples(),
        column(given, "Figures"),
        column(given, "Why"),
        column(given, "What is being done"),
        strict=True,
    ):
        assert figures[1] == f"Milestone {cells.milestone(row)}"
        assert why[0] == wording.sentence_case(str(row.reason))
        acted = shipped.actions[(shipped.actions.target == row.target) & (shipped.actions.quarter == row.quarter)]
        for act in acted[acted.state != "dropped"].itertuples():
            assert any(act.action in line for line in doing), row.target


def test_what_is_overdue_is_there_with_what_was_promised_before(shipped, board):
    at = Standing(shipped, DRAFT)
    said = [one.text for one in board.of(Paragraph)]
    assert actions.in_words(at.acted) in said
    assert asked.without_action_in_words(at.off_track, at.lacks) in said
    assert promises.in_words(at.promises) in said
    overdue = at.acted[at.acted.when == "overdue"]
    given = table(board, "Actions that are overdue")
    assert [cell[0] if isinstance(cell, tuple) else cell for cell in column(given, "Action")] == list(overdue.action)
    titles = shipped.register.targets.set_index("target").title
    assert [cell[0] for cell in column(given, "For")] == [
        f"{row.target} {titles[row.target]}" if pd.notna(row.target) else wording.sentence_case(row.about)
        for row in overdue.itertuples()
    ]
    assert column(given, "Due") == [(wording.day(r.due), actions.in_days(r.days)) for r in overdue.itertuples()]
    outcomes = {(r.subject, r.words): wording.sentence_case(r.outcome) for r in at.promises.itertuples()}
    expected = [outcomes.get((r.subject, r.words), "First named in this return") for r in overdue.itertuples()]
    assert column(given, "Promised before") == expected
    assert len(set(expected)) > 1


def test_when_the_unknown_will_be_known_is_said_in_a_sentence(shipped, board):
    at = Standing(shipped, DRAFT)
    said = unknowns.in_words(at.expected, shipped.register.meetings, shipped.as_at, "psb", "Public Service Board")
    assert said in [one.text for one in board.of(Paragraph)]


def test_every_target_is_in_the_appendix_with_its_sentence(shipped, board):
    rows = shipped.at(kind="all")
    shown = {}
    for given in (table(board, "Every LAA target"), table(board, "Local and stretch targets, counted apart")):
        for target, status, sentence in zip(
            *(column(given, heading) for heading in ("Target", "Status", "In one sentence")), strict=True
        ):
            shown[target[0]] = (status, sentence)
    assert shown == {
        f"{row.target} {row.title}": (StatusWord(row.status, bool(row.close)), row.sentence)
        for row in rows.itertuples()
    }


def test_there_is_a_chart_of_the_status_one_of_every_off_track_target_and_one_of_every_target_compared(shipped, board):
    rows = shipped.at()
    off = rows[rows.status == Status.OFF_TRACK]
    picture, *charts = board.of(Chart)
    assert picture.name == "agreement" and picture.table.rows and "Illustrative figures." in picture.source
    among = [f"{code}-among-neighbours" for code in ("NI-73", "NI-191", "NI-192")]
    assert [chart.name for chart in charts] == ["status-by-partnership", *off.target.str.replace(" ", "-"), *among]
    assert [chart.number for chart in charts] == list(range(1, len(charts) + 1))
    for chart in charts:
        assert len(chart.headline.split()) <= 10, chart.headline
        assert chart.said and chart.source.startswith("Source: ") and "Illustrative figures." in chart.source
        assert chart.table.rows
    for chart, row in zip(charts[1 : -len(among)], off.itertuples(), strict=True):
        assert chart.said.startswith(row.sentence)
        assert f"{row.workbook}, sheet {row.sheet}, cell {row.cell}" in chart.source
        assert column(chart.table, wording.quarter(row.quarter))[2] == "Off"


@pytest.mark.parametrize(("code", "quarter", "targets", "on", "off", "unknown"), [row[:6] for row in SCHEDULE])
def test_the_schedule_of_july_2010_is_printed_from_the_shipped_returns(
    shipped, code, quarter, targets, on, off, unknown
):
    blocks = iter(papers.outline(Kind.SCRUTINY, Standing(shipped, DRAFT)).blocks)
    next(one for one in blocks if isinstance(one, Heading) and one.text == shipped.names[code])
    block = next(blocks)
    assert isinstance(block, Schedule)
    assert block.caption == f"Performance and response, as at {wording.quarter(quarter)}"
    assert [section.heading for section in block.performance] == ["Outcomes", "Partnership working"]
    counted = block.performance[0].lines[0]
    number = r"(\d+) LAA targets of which \(at (Q\d \d{4}/\d\d)\)"
    assert re.match(number, counted).groups() == (str(targets), wording.quarter(quarter))
    found = {
        "on": re.search(r"(\d+) (?:is|are) on track", counted),
        "off": re.search(r"(\d+) (?:is|are) off track", counted),
        "unknown": re.search(r"(\d+) where we do not currently have enough to make a judgement", counted),
    }
    assert {name: int(match[1]) if match else 0 for name, match in found.items()} == {
        "on": on,
        "off": off,
        "unknown": unknown,
    }
    told = shipped.narrative[(shipped.narrative.partnership == code) & (shipped.narrative.quarter == quarter)]
    own = [line for text in told[told.section == "Outcomes"].text for line in text.splitlines()]
    assert list(block.performance[0].lines[1:]) == own
    answers = [line for text in told[told.section == "Response"].text for line in text.splitlines()]
    assert list(block.response[0].lines) == (answers or ["Nothing said."])


COUNTED = [
    # reasons of the targets (None: on track), sentence, why
    (
        [None],
        "1 LAA target of which (at Q3 2009/10) 1 is on track.",
        "one target, and no status that none has",
    ),
    (
        ["milestone missed", "will not be achieved", None],
        "3 LAA targets of which (at Q3 2009/10) 1 is on track and 2 are off track (1 will not be achieved).",
        "what was given up is said among the others",
    ),
    (
        ["will not be achieved"] * 2,
        "2 LAA targets of which (at Q3 2009/10) 2 are off track (will not be achieved).",
        "all of them given up",
    ),
    (
        ["data quality", "data quality", None],
        "3 LAA targets of which (at Q3 2009/10) 1 is on track and 2 where we do not currently have enough to make a "
        "judgement (data quality).",
        "a reason that all share is said, as in seed 001",
    ),
    (
        ["data quality", "survey not due"],
        "2 LAA targets of which (at Q3 2009/10) 2 where we do not currently have enough to make a judgement.",
        "reasons that differ are in the table",
    ),
    ([], "No LAA targets at Q3 2009/10.", "none at all"),
]


LAA = Council(targets="LAA targets")


@pytest.mark.parametrize(("reasons", "sentence", "why"), COUNTED, ids=[case[-1] for case in COUNTED])
def test_the_counts_in_the_words_of_july_2010(reasons, sentence, why):
    off = {"milestone missed", "will not be achieved"}
    status = ["on track" if one is None else "off track" if one in off else "insufficient data" for one in reasons]
    rows = pd.DataFrame({"status": status, "reason": [one or "milestone met" for one in reasons]}, dtype="str")
    rows["quarter"] = pd.Series("2009-10 Q3", index=rows.index, dtype="str")
    assert cells.counted(rows, "2009-10 Q3", LAA) == sentence


def test_a_partnership_without_an_account_says_so(shipped):
    bare = type(shipped)(
        **{
            **{name: getattr(shipped, name) for name in shipped.__dataclass_fields__},
            "narrative": shipped.narrative.iloc[:0],
        }
    )
    block = papers.outline(Kind.SCRUTINY, Standing(bare, DRAFT)).of(Schedule)[0]
    assert block.performance[0].lines[1:] == ("The partnership has sent no account of this quarter.",)
    assert block.response[0].lines == ("Nothing said.",)


def test_exceptions_hold_no_appendix_and_no_chart(shipped):
    paper = papers.outline(Kind.EXCEPTIONS, Standing(shipped, DRAFT))
    assert not paper.of(Chart) and not paper.of(Schedule)
    assert table(paper, "Targets that are off track").rows == counts.total(shipped.at()).off_track
    assert table(paper, "Targets that cannot be judged").rows == counts.total(shipped.at()).insufficient_data


def test_a_chairmans_sheet_is_of_that_partnership_alone(shipped):
    for code, name in shipped.names.items():
        paper = papers.outline(Kind.PARTNERSHIP, Standing(shipped, DRAFT), code)
        assert (paper.title, paper.one_page) == (name, True)
        mine = shipped.at(partnership=code)
        assert cells.counted(mine, mine.quarter.iloc[0], shipped.register.council) in [
            one.text for one in paper.of(Paragraph)
        ]
        said = "\n".join(line for one in paper.of(Bullets) for line in one.lines)
        said += "\n".join(one.text for one in paper.of(Paragraph))
        for row in mine[mine.status == Status.INSUFFICIENT_DATA].itertuples():
            assert row.target in said


def test_an_unknown_kind_or_partnership_is_refused(shipped):
    with pytest.raises(ValueError, match="minutes"):
        papers.outline("minutes", Standing(shipped, DRAFT))
    with pytest.raises(KeyError):
        papers.outline(Kind.PARTNERSHIP, Standing(shipped, DRAFT), "nobody")


def test_a_draft_says_so_on_every_page_and_a_published_paper_its_fingerprint(shipped):
    for kind in Kind:
        draft, final = (papers.outline(kind, Standing(shipped, one), "economic") for one in (DRAFT, PUBLISHED))
        assert draft.footer == "Draft, not published. As at 22 July 2010. Rule version 2. Illustrative figures."
        assert final.footer == (
            "PSB 2010-07-01, published 1 July 2010, fingerprint 0123456789ab. "
            "As at 22 July 2010. Rule version 2. Illustrative figures."
        )


def test_a_correction_says_what_it_corrects_and_what_changed(shipped):
    edition = Edition(
        "2009-10 Q4", corrects="PSB 2010-07-01", correction="A figure was typed wrongly.", changes=("One.",)
    )
    paper = papers.outline(Kind.BOARD, Standing(shipped, edition))
    start = [one.text for one in paper.of(Heading)].index("Correction")
    assert start == 0
    assert "This corrects PSB 2010-07-01: A figure was typed wrongly." in [one.text for one in paper.of(Paragraph)]
    assert paper.of(Bullets)[0].lines == ("One.",)


def test_an_earlier_quarter_knows_nothing_later(shipped):
    at = Standing(shipped, Edition("2009-10 Q3"))
    assert set(at.rows.quarter) <= {"2009-10 Q3", "2009-10 Q2", "2009-10 Q1"}
    assert all(at.history(target).quarter.max() <= "2009-10 Q3" for target in at.rows.target)


def test_the_board_reads_which_targets_are_on_track_with_a_reservation(shipped, board):
    at = Standing(shipped, DRAFT)
    assert len(at.only_moved) and len(by_district.hidden(at)) and len(at.close_to_turning)
    blocks = list(board.blocks)
    start = next(n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.text == reservations.HEADING)
    told = {blocks[n].text: blocks[n + 1].lines for n in range(start + 1, start + 7, 2)}
    assert list(told) == [
        f"On track only because the target was made easier ({len(at.only_moved)})",
        f"On track for the county, while a district is off track ({len(by_district.hidden(at))})",
        f"One bad quarter from going off track ({len(at.close_to_turning)})",
    ]
    moved, hidden, close = told.values()
    rows = at.rows.set_index("target")
    assert list(moved) == list(at.only_moved.sentence) and list(hidden) == list(by_district.hidden(at).sentence)
    for line, near in zip(close, at.close_to_turning.itertuples(), strict=True):
        assert line.startswith(f"{near.target} {rows.title[near.target]}: on track by "), line
        assert rows.status[near.target] == Status.ON_TRACK
    assert {*at.only_moved.target, *by_district.hidden(at).target} <= set(rows.index[rows.status == Status.ON_TRACK])


def test_no_reservation_is_said(shipped):
    quiet = Standing(shipped, DRAFT)
    quiet.__dict__["rows"] = quiet.rows[quiet.rows.status == Status.OFF_TRACK]
    assert reservations.blocks(quiet) == [Heading(reservations.HEADING), Paragraph(reservations.NONE)]
