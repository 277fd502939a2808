"""The yearly review on paper: each partnership's own words, and the figures beside them, compared with the tables."""

from dataclasses import replace

import pandas as pd
import pytest

from oxdash.documents import cells, papers
from oxdash.documents import review as paper
from oxdash.documents.blocks import Bullets, Heading, Outline, Paragraph, Table
from oxdash.documents.edition import Edition
from oxdash.documents.inline import StatusWord
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts, review
from oxdash.judging.position import Position
from oxdash.vocabulary import tables, wording

DRAFT = Edition("2009-10 Q4")
TYPED = "<b>Jobs clubs</b> & more\nin **four** towns"


@pytest.fixture(scope="module")
def told(shipped) -> Position:
    """Economic has a review of the year with Q4; nobody else has said anything of it."""
    rows = shipped.narrative[~shipped.narrative.section.isin(review.SECTIONS)]
    said = [
        {"quarter": "2009-10 Q4", "partnership": "economic", "section": section, "text": text}
        for section, text in (("Achievements", TYPED), ("Strengths", "Good data"))
    ]
    return replace(shipped, narrative=tables.settle(tables.NARRATIVE, pd.concat([rows, pd.DataFrame(said)])))


@pytest.fixture(scope="module")
def at(told) -> Standing:
    return Standing(told, DRAFT)


@pytest.fixture(scope="module")
def outline(at) -> Outline:
    return papers.outline(Kind.REVIEW, at)


def part(outline: Outline, heading: str) -> list:
    """The blocks under a heading of the first level."""
    blocks = list(outline.blocks)
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    ends = (n for n in range(start + 1, len(blocks)) if isinstance(blocks[n], Heading) and blocks[n].level == 1)
    return blocks[start + 1 : next(ends, len(blocks))]


def column(given: Table, heading: str) -> list:
    return list(next(one for one in given.columns if one.heading == heading).cells)


def test_the_whole_agreement_first_then_every_partnership_in_order(at, outline):
    assert outline.title == "Yearly review 2009/10"
    first_level = [one.text for one in outline.of(Heading) if one.level == 1]
    assert first_level == ["The whole agreement", *at.names.values(), "How this paper was made"]


def test_the_agreements_counts_are_those_of_each_quarter(told, outline):
    first = next(one for one in part(outline, "The whole agreement") if isinstance(one, Table))
    quarters = ["2008-09 Q4", "2009-10 Q1", "2009-10 Q2", "2009-10 Q3", "2009-10 Q4"]
    assert column(first, "Quarter") == [wording.quarter(one) for one in quarters]
    for n, quarter in enumerate(quarters):
        total = counts.total(told.at(quarter))
        assert column(first, "Targets")[n] == str(total.targets)
        assert column(first, "On track")[n] == str(total.on_track)
        assert column(first, "Off track")[n] == counts.off_track_in_words(total)
        assert column(first, "Insufficient data")[n] == str(total.insufficient_data)


def test_its_own_words_stand_as_they_were_typed(at, outline):
    blocks = part(outline, at.names["economic"])
    headings = [one.text for one in blocks if isinstance(one, Heading)]
    assert headings == [*review.SECTIONS, "The year's figures"]
    assert blocks[headings.index("Achievements") + 2] == Bullets(("<b>Jobs clubs</b> & more", "in **four** towns"))
    assert Bullets(("Good data",)) in blocks
    assert Paragraph("Nothing said.") in blocks


def test_for_whom_nothing_was_returned_it_says_so(at, outline):
    others = [name for code, name in at.names.items() if code != "economic"]
    for name in others:
        assert Paragraph(paper.NOT_ONE) in part(outline, name)
    assert Paragraph(paper.NOT_ONE) not in part(outline, at.names["economic"])
    listed = f"No return of the year holds a review of {wording.listed(others)}."
    assert Paragraph(listed) in part(outline, "The whole agreement")


def test_every_target_stands_as_it_stood_before_the_year_and_now(told, at, outline):
    for code, name in at.names.items():
        rows, given = at.of(code), [one for one in part(outline, name) if isinstance(one, Table)][-1]
        assert column(given, "Target") == [cells.named(row) for row in rows.itertuples()]
        now = column(given, wording.quarter(at.stands_at[code]))
        assert now == [StatusWord(row.status, bool(row.close)) for row in rows.itertuples()]
        then = told.at("2008-09 Q4", "same", partnership=code).set_index("target")
        for target, cell in zip(rows.target, column(given, "Q4 2008/09"), strict=True):
            expected = then.status[target] if target in then.index else paper.NOT_A_TARGET
            assert (cell.status if isinstance(cell, StatusWord) else cell) == expected


def test_a_quarter_without_a_return_says_so(at, outline):
    figures = next(one for one in part(outline, at.names["childrens-trust"]) if isinstance(one, Table))
    assert column(figures, "Returned") == ["yes", "yes", "yes", "yes", "no return"]


def test_a_year_that_is_not_over_says_so_and_knows_nothing_later(told):
    made = papers.outline(Kind.REVIEW, Standing(told, Edition("2009-10 Q2")))
    assert made.title == "Yearly review 2009/10, so far to Q2 2009/10"
    first = next(one for one in part(made, "The whole agreement") if isinstance(one, Table))
    assert column(first, "Quarter") == ["Q4 2008/09", "Q1 2009/10", "Q2 2009/10"]
    assert "Good data" not in str(made.of(Bullets))
