"""A target's history as a file: what the command and the page hand out is what was judged, quarter by quarter.

Tried: every target of the shipped data; a code typed otherwise; none of the register; a day before any return;
a file that is there already; text that a spreadsheet would calculate.
"""

import csv
import io

import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.output import target_history
from oxdash.vocabulary import safe_text
from tests.conftest import SHIPPED


def rows_of(file: bytes) -> list[dict[str, str]]:
    assert file.startswith(b"\xef\xbb\xbf"), "Excel knows its signs by it"
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def run(*words: object):
    return CliRunner().invoke(cli, ["--data", str(SHIPPED), "target", *map(str, words)], catch_exceptions=False)


def test_every_quarter_of_every_target_is_as_it_was_judged(shipped):
    for code in shipped.register.targets.target:
        judged = shipped.history(code, shipped.newest)
        rows = rows_of(target_history.write(judged))
        assert [row["quarter"] for row in rows] == list(judged.quarter)
        assert [row["status"] for row in rows] == list(judged.status)
        assert [row["actual"] for row in rows] == ["" if one != one else repr(one) for one in judged.actual]
        assert [safe_text.as_typed(row["sentence"]) for row in rows] == list(judged.sentence)


def test_the_command_writes_it_whatever_way_the_code_is_typed(tmp_path, shipped):
    out = tmp_path / "h.csv"
    done = run("ni154", "-o", out, "--as-at", "2010-07-22")
    quarters = len(shipped.history("NI 154", shipped.newest))
    assert (done.exit_code, done.output) == (0, f"Made {out}: {quarters} quarters of NI 154.\n")
    assert out.read_bytes() == target_history.write(shipped.history("NI 154", shipped.newest))
    again = run("NI 154", "-o", out)
    assert again.exit_code != 0 and "there already" in again.output


WRONG = [
    pytest.param(("NI 999",), 2, '"NI 999" is not a target in the register. Use one of: ', id="no such target"),
    pytest.param(
        ("NI 154", "--as-at", "2008-04-02"), 1, "Nothing is known of NI 154 in any quarter yet.", id="too early"
    ),
]


@pytest.mark.parametrize(("words", "code", "said"), WRONG)
def test_what_cannot_be_written_is_a_sentence(tmp_path, words, code, said):
    done = run(*words, "-o", tmp_path / "h.csv")
    assert done.exit_code == code and done.output.startswith(said)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_a_spreadsheet_would_calculate_is_text(shipped):
    judged = shipped.history("NI 154", shipped.newest)
    rows = rows_of(target_history.write(judged.assign(commentary="=1+1")))
    assert {row["commentary"] for row in rows} == {"'=1+1"}
