"""No code of the data is shown to people: quarters, days, yes or no, partnerships and units are in words.

The kind: what a table holds goes into a sentence as it is. Tried: the period of an older figure in the sentence, on
screen, on paper, in the history of a return and when a published position is held against today's; the receipt; every
paper of the shipped position. Left as they are, because people copy or sort them: names of files and addresses, the
columns of the workbook (which say so in their notes), CSV and JSON.
"""

import re
from dataclasses import fields, is_dataclass
from types import SimpleNamespace

import pytest

from oxdash.documents import cells, papers
from oxdash.documents.columns import actual
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.publication.compare import rows as differing
from oxdash.rule.explanation import sentences
from oxdash.vocabulary import wording
from tests.judged_rows import judged

PERIODS = [
    pytest.param("2009-10 Q2", "Q2 2009/10", id="a quarter as data write it"),
    pytest.param("Q2 2009/10", "Q2 2009/10", id="as people do"),
    pytest.param("2009-10-Q2", "Q2 2009/10", id="as in a path"),
    pytest.param("2008-09", "2008/09", id="a financial year"),
    pytest.param("1999-00", "1999/00", id="over the century"),
    pytest.param("2008-10", "2008-10", id="no financial year"),
    pytest.param("2010-03-31", "31 March 2010", id="a day"),
    pytest.param("2010-02-31", "2010-02-31", id="no day of the calendar"),
    pytest.param("2008 survey", "2008 survey", id="the officer's own words"),
    pytest.param("Dec\n 2009", "Dec 2009", id="on one line"),
    pytest.param("", "", id="nothing"),
]


@pytest.mark.parametrize(("held", "wanted"), PERIODS)
def test_a_period_for_people(held, wanted):
    assert wording.period(held) == wanted


def test_an_older_figure_is_for_a_period_in_words_everywhere():
    rows = judged({"actual": 41.0, "figure_is_for": "2009-10 Q2", "absence": "survey not due"})
    assert "the newest figure, 41.0%, is for Q2 2009/10 and is not" in sentences(rows)[0]
    row = SimpleNamespace(**rows.iloc[0].to_dict())
    assert cells.actual(row) == "41.0% (for Q2 2009/10, not judged)"
    assert "for Q2 2009/10, not judged" in actual(row).below
    was = judged({"actual": 41.0, "figure_is_for": "2009-10 Q1", "received": True})
    now = judged({"actual": 41.0, "figure_is_for": "2009-10 Q2", "received": False})
    said = differing(was, now).sentence.tolist()
    assert "L1 at Q3 2009/10: figure is for was Q1 2009/10 and is Q2 2009/10." in said
    assert "L1 at Q3 2009/10: received was yes and is no." in said


def texts(part):
    """Every text of an outline, but what nobody reads."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple | list):
        for one in part:
            yield from texts(one)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in ("data", "names", "anchor", "name", "kind", "council", "partnership"):
                yield from texts(getattr(part, field.name))


@pytest.mark.parametrize("kind", list(papers.Kind))
def test_no_paper_shows_a_code(shipped, kind):
    codes = "|".join(map(re.escape, (code for code in shipped.names if "-" in code)))
    coded = re.compile(
        rf"\d{{4}}-\d{{2}} Q\d|\b(True|False|nan|NaT|GBP)\b|\d{{4}}-\d{{2}}-\d{{2}}|\b({codes})\b(?!\.\d)"
    )
    at = Standing(shipped, Edition("2009-10 Q4"))
    own = next(iter(shipped.names)) if kind == papers.Kind.PARTNERSHIP else None
    assert [text for text in texts(papers.outline(kind, at, own)) if coded.search(text)] == []
