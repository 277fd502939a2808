"""What changed, on paper: the sentence of every change, with what was said of it as plain text."""

from dataclasses import replace

import pandas as pd

from oxdash.documents import exceptions, papers
from oxdash.documents.blocks import Bullets, Heading, Paragraph
from oxdash.documents.edition import Edition
from oxdash.documents.inline import plain
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.vocabulary import tables

CORRECTED = (
    "NI 191: the figure for Q2 2009/10 was corrected on 20 November 2009 (version 2), from 302 kg per household to 297 "
    "kg per household."
)


def test_a_corrected_figure_is_told_in_the_paper_of_the_quarter_and_of_the_year(shipped):
    for kind, quarter in (
        (Kind.BOARD, "2009-10 Q3"),
        (Kind.EXCEPTIONS, "2009-10 Q3"),
        (Kind.REVIEW, "2009-10 Q4"),
    ):
        made = papers.outline(kind, Standing(shipped, Edition(quarter)))
        lines = [line for one in made.of(Bullets) for line in one.lines if line.startswith(CORRECTED)]
        assert len(lines) == 1, kind
    later = papers.outline(Kind.BOARD, Standing(shipped, Edition("2009-10 Q4")))
    assert not [line for one in later.of(Bullets) for line in one.lines if CORRECTED in line], "told once"


def test_what_changed_is_told_with_what_was_said(shipped):
    at = Standing(shipped, Edition("2009-10 Q4"))
    told = exceptions.changed(at, at.moved, at.rows)
    lines = [plain(line) for one in told if isinstance(one, Bullets) for line in one.lines]
    assert (
        len(lines) == len(at.moved) == sum(int(one.text.split("(")[1][:-1]) for one in told if isinstance(one, Heading))
    )
    by_sentence = dict(zip(at.moved.sentence, at.moved.said_by_officer, strict=True))
    for line in lines:
        (sentence,) = [one for one in by_sentence if line.startswith(one)]
        said = by_sentence[sentence]
        words = f'"{" ".join(str(said).split())}"' if isinstance(said, str) else ""
        assert line.endswith(words) and "\n" not in line
    assert sum("The partnership: " in line for line in lines) > 10
    assert sum("Reason in the register: " in line for line in lines) == (at.moved.change == "target renegotiated").sum()


def test_a_target_corrected_twice_is_one_target(shipped):
    (one,) = shipped.corrections.to_dict("records")
    twice = pd.DataFrame([one, {**one, "number": 3, "was": 297.0, "now": 298.0}])
    position = replace(shipped, corrections=tables.settle(tables.CORRECTIONS, twice))
    made = papers.outline(Kind.REVIEW, Standing(position, Edition("2009-10 Q4")))
    assert "Figure corrected: 1 (NI 191)." in [line for one in made.of(Bullets) for line in one.lines]
    sheet = papers.outline(Kind.PARTNERSHIP, Standing(position, Edition("2009-10 Q3")), "environment-waste")
    said = [line for one in sheet.of(Bullets) for line in one.lines] + [one.text for one in sheet.of(Paragraph)]
    assert any("Figure corrected: NI 191." in one for one in said)
