"""A published file of other areas that came through a browser: who may bring one, and what one can do to the server.

The kind: whatever a file can be that its reader was not made for. Tried: no CSV at all, other encodings, lines of an
old Macintosh, bytes that are no text, columns, headings, values and numbers without end, as many areas as lines.
"""

import pytest

from oxdash.comparators import file_read, grid, in_child
from oxdash.comparators.file_read import NOTHING, Asked, Refused
from oxdash.comparators.layout import About
from oxdash.submissions import adding_comparators as adding
from tests import other_areas
from tests.calendars import APRIL
from tests.returning import NOW, OFFICER, settings

HEADINGS = b"Indicator,Area,Period,Value\n"


def of(contents: bytes) -> Asked:
    return Asked("f.csv", contents, About(title="T", publisher="P", published_on="2009-01-01"))


def test_the_child_reads_as_the_command_does():
    for one in (other_areas.waste(), other_areas.waste().replace("44.0", "n.k."), "PK\x03\x04", "One\n1\n"):
        assert in_child.read(of(one.encode()), APRIL) == file_read.read(of(one.encode()), APRIL)


def test_a_file_that_takes_more_than_it_may_ends_the_child_alone(monkeypatch):
    assert in_child.read(of(b"x" * (in_child.LARGEST + 1)), APRIL).sentences == (in_child.TOO_LARGE.format("f.csv"),)
    monkeypatch.setattr(in_child, "CLOCK", 0.001)
    found = in_child.read(of(other_areas.waste().encode()), APRIL)
    assert isinstance(found, Refused) and found.unusable
    assert found.sentences == (in_child.TOO_MUCH.format("f.csv"),)


MEANS_ILL = [
    pytest.param(b"PK\x03\x04", f"f.csv: it is not CSV. {grid.SAVE}", id="a workbook"),
    pytest.param(b"", "f.csv: there are no headings in the first line.", id="nothing"),
    pytest.param(HEADINGS + b"A,B\xff,2008,1\n", "f.csv: it is not UTF-8 text. Save it as CSV UTF-8.", id="no text"),
    pytest.param(
        b"," * 4_000_000,
        "f.csv: it has 4,000,001 columns, and no more than 1,000 are read. Leave out what is not needed.",
        id="columns without end",
    ),
    pytest.param(
        HEADINGS + b'A,"' + b"x" * 4_000_000 + b'",2008,1\n', f"f.csv: {grid.NO_CSV}", id="a value without end"
    ),
    pytest.param(
        HEADINGS + b"A,B,2008," + b"9" * 4_000_000,
        'f.csv, line 2, column Value: found "' + "9" * 60 + '...". '
        "Enter a number such as 12.5, or leave the cell empty.",
        id="a number without end",
    ),
    pytest.param(HEADINGS + b'"A,B,2008,1\n', f"f.csv: {grid.NO_CSV}", id="a quotation mark left open"),
    pytest.param(
        HEADINGS + b"A\x00,B,2008,1\nA,B,2008,x\x1b[31m\n",
        'f.csv, line 3, column Value: found "x\\x1b[31m". Enter a number such as 12.5, or leave the cell empty.',
        id="what steers a terminal",
    ),
]


@pytest.mark.parametrize(("contents", "sentence"), MEANS_ILL)
def test_a_file_that_means_ill_is_a_sentence(contents, sentence):
    found = in_child.read(of(contents), APRIL)
    assert isinstance(found, Refused), found
    assert tuple(one for one in found.sentences if one != NOTHING) == (sentence,)


def test_as_many_areas_as_lines_are_read():
    lines = b"".join(b"i%d,a%d,2008,1\n" % (n, n) for n in range(50_000))
    found = in_child.read(of(HEADINGS + lines), APRIL)
    assert not isinstance(found, Refused) and found.figures == len(found.areas) == 50_000


def test_only_a_manager_is_let_near_it(shipped, tmp_path):
    """The right is asked for before a byte of the file is read."""

    def never(*_):
        raise AssertionError("it was read")

    done = adding.add(of(b"x"), shipped.register, OFFICER, settings(tmp_path), NOW, never)
    assert isinstance(done, Refused) and done.sentences == ("Only a partnerships manager may do this.",)
