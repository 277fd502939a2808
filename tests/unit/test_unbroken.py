"""A code, a quarter and a day's number and month stay on one line, and their spaces stay spaces.

The kind: what is one word for a reader, and two for a line. Tried: codes, quarters, days; with brackets, stops and
dashes at them; in attributes, drawings and elements of HTML; in words, heads and cells of a PDF; columns of papers.
"""

import subprocess
from datetime import date

import pytest
from markupsafe import Markup

from oxdash.documents.blocks import Bullets, Column, Heading, Outline, Paragraph, Table
from oxdash.output import unbroken
from oxdash.output.on_paper import widths, words_width
from oxdash.output.pdf import papers
from oxdash.output.word.table import PADDING
from oxdash.publication import differing
from tests.pdf_tags import Tagged

WORDS = [
    ("of NI 154, then", ["of", "NI 154,", "then"], "a code, with its comma"),
    ("(NI 154) E 12a", ["(NI 154)", "E 12a"], "in brackets; with a letter after it"),
    ("at Q4 2009/10.", ["at", "Q4 2009/10."], "a quarter"),
    ("at Q4 2009: none", ["at", "Q4 2009:", "none"], "of a calendar year"),
    ("Q1 2009/10–Q4 2009/10", ["Q1 2009/10–Q4 2009/10"], "from one to another"),
    ("31 March 2010", ["31 March", "2010"], "a day and its month"),
    ("PSB 12345 GCSEs 5", ["PSB", "12345", "GCSEs", "5"], "no code"),
    ("PSB 2010-07-01", ["PSB", "2010-07-01"], "a publication"),
    ("31 Marches of 2010/11", ["31", "Marches", "of", "2010/11"], "no month, no quarter"),
]
MARKUP = [
    ("<p>NI 154</p>", '<p><span class="ox-whole">NI 154</span></p>', "in an element"),
    ("<p>See NI 154&#39;s</p>", '<p>See <span class="ox-whole">NI 154</span>&#39;s</p>', "before an escaped sign"),
    ('<a title="NI 154">x</a>', '<a title="NI 154">x</a>', "in an attribute"),
    ("<svg><text>NI 154</text></svg>", "<svg><text>NI 154</text></svg>", "in a drawing"),
]
SAID = "It is off track for NI 154 at Q4 2009/10, the partnership says on 31 March (NI 155); "


@pytest.mark.parametrize(("text", "said"), [row[:2] for row in WORDS], ids=[row[2] for row in WORDS])
def test_what_is_one_word(text, said):
    assert unbroken.words(text) == said


@pytest.mark.parametrize(("html", "made"), [row[:2] for row in MARKUP], ids=[row[2] for row in MARKUP])
def test_what_is_kept_together_in_html(html, made):
    assert unbroken.in_markup(Markup(html)) == made


def test_a_page_published_before_has_the_same_words():
    was, now = (f"<p>See {code} here</p>".encode() for code in ("NI 154", '<span class="ox-whole">NI 154</span>'))
    assert differing.between("a.html", was, now) == ("The same words, cells and parts, put into the file otherwise.",)


def test_no_line_of_a_pdf_ends_within_one_and_its_spaces_are_spaces(tmp_path):
    held = Table("T", (Column("At Q4 2009/10 and NI 154", [SAID]), Column("B", [SAID * 2], share=2)))
    outline = Outline("A paper", "A council", "A foot.", (Heading(SAID), Paragraph(SAID * 9), Bullets((SAID,)), held))
    made = papers.write(outline, stamped=date(2010, 7, 22))
    (tmp_path / "paper.pdf").write_bytes(made)
    seen = subprocess.run(
        ["pdftotext", "-bbox-layout", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    ends = [line.rsplit(">", 2)[-2].partition("<")[0] for line in seen.split("</line>")[:-1]]
    assert len(ends) > 20 and not {"NI", "Q4", "31", "(NI"} & {*ends}
    read = Tagged(made)
    assert read.broken() == []
    assert "\N{NO-BREAK SPACE}" not in read.text
    assert " ".join((SAID * 9).split()) in " ".join(read.text.split())


def test_a_column_is_as_wide_as_a_quarter_where_there_is_room():
    columns = [Column("At", ["Q4 2009/10"], share=0.1), Column("Why", ["said"], share=9)]
    assert widths(columns, 9_000, 10, PADDING)[0] >= words_width("Q4 2009/10", 10) + PADDING
    crowded = [Column("At", ["Q4 2009/10"]) for _ in range(6)]
    assert max(widths(crowded, 6_000, 10, PADDING)) == 1_000, "where there is none, words alone count"
