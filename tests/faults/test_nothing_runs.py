"""Nothing that is handed out runs when it is opened in a spreadsheet, and reading it back gives what was typed.

The kind is text of somebody's that a spreadsheet takes for a formula. Tried: every sign, wide ones too, after blanks of
any kind, tabs and line breaks; text that has apostrophes already; a sign after what another country's Excel, or a
person opening the file, takes for the end of a cell or a row; in every table of a position, in the judged file, in its
headings, out of CSV and Parquet, in the register's rows to paste, in the template, the marked copy and the workbook.
"""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import milestone_drafts
from oxdash.output import freeze, open_data, static_page
from oxdash.tidy_input import figures_file, tidy_file
from oxdash.vocabulary import safe_text

EDITION = Edition("2009-10 Q4")

CASES = [
    # typed, in a CSV, why
    ("=1+1", "'=1+1", "a formula"),
    ("+44 1865 000000", "'+44 1865 000000", "a telephone number that adds up"),
    ("-1+1", "'-1+1", "a difference"),
    ("@SUM(1)", "'@SUM(1)", "as Lotus had it"),
    ("\uff1d1+1", "'\uff1d1+1", "a wide sign, which Excel folds"),
    ("  =1", "'  =1", "after blanks"),
    ("\u00a0=1", "'\u00a0=1", "after a blank of another kind"),
    ("\tx", "'\tx", "begins with a tab"),
    ("\n=1", "'\n'=1", "begins with a line break, and so does the next line"),
    ("'=1", "''=1", "an apostrophe of the officer's own"),
    ("''=1", "'''=1", "and two"),
    ("'quoted'", "'quoted'", "an apostrophe before words"),
    ("as planned;=1+1", "as planned;'=1+1", "a semicolon ends a cell where that is what the country uses"),
    ("done:\n- roads\n- lamps", "done:\n'- roads\n'- lamps", "a list: in that country each line is a row"),
    ("a|=1", "a|'=1", "a bar, where somebody chose it"),
    ("a\r\n'=1", "a\r\n''=1", "an apostrophe of the officer's own on the second line"),
    ("a=1; b", "a=1; b", "a sign within a word calculates nothing"),
    ("12.5", "12.5", "a number"),
]


@pytest.mark.parametrize(("typed", "told", "why"), CASES, ids=[why for *_, why in CASES])
def test_text_is_told_so_that_it_runs_nowhere_and_comes_back(typed, told, why):
    assert safe_text.inert(typed) == told
    assert safe_text.as_typed(told) == typed


SPLITS = st.text(alphabet="'=+-@\t\n\r;| \u00a0a,\"1.\uff1d\u2028", max_size=12)


@given(st.one_of(SPLITS, st.text()))
@settings(max_examples=500)
def test_whatever_is_typed_comes_back_and_no_part_of_it_calculates(typed):
    for tell, hear in (
        (safe_text.inert, safe_text.as_typed),
        (safe_text.inert_cell, safe_text.cell_as_typed),
    ):
        told = tell(typed)
        assert told == typed or safe_text.MAY_HAVE_BEEN.search(told)
        assert told == typed or safe_text.MAYBE.search(typed)
        assert hear(told) == typed
        numbers = tell is safe_text.inert_cell and re.fullmatch(r"[+-]?[0-9.,]+(e[+-]?[0-9]+)?%?|-", told, re.I)
        assert numbers or not any(safe_text.calculates(cell) for cell in re.split(r"[;|\t\r\n]", told))


def as_excel_splits(data: bytes, separator: str) -> list[str]:
    """The cells that Excel makes of a file: a quotation mark counts where a cell begins, and nowhere else."""
    text, cells, at = data.decode("utf-8-sig"), [], 0
    while at < len(text):
        if text[at] == '"':
            end = at + 1
            while end < len(text) and (text[end] != '"' or text[end + 1 : end + 2] == '"'):
                end += 2 if text[end] == '"' else 1
            quoted, at = text[at + 1 : end].replace('""', '"'), end + 1
        else:
            quoted = ""
        end = re.compile(rf"[{re.escape(separator)}\r\n]|\Z").search(text, at).start()
        cells.append(quoted + text[at:end])
        at = end + 1
    return cells


def running(data: bytes) -> list[str]:
    """Cells that would be calculated, however the file is split; numbers are numbers."""
    found = [cell for separator in (",", ";", "\t", "|") for cell in as_excel_splits(data, separator)]
    return [cell for cell in found if safe_text.calculates(cell) and safe_text.inert_cell(cell) != cell]


def test_how_excel_splits():
    assert as_excel_splits(b'a,"b,""c"""\r\n"d\n;",e', ",") == ["a", 'b,"c"', "", "d\n;", "e"]
    for runs in (b"a,=1+1\r\n", b'a,"b;=1+1;c"\r\n', b'a,"b\n=1+1;c"\r\n'):
        assert "=1+1" in running(runs)
    for still in (b"a,-3.5\r\n", b'a,"b, =1+1"\r\n', b"a,'=1+1\r\n"):
        assert running(still) == []


@pytest.fixture(scope="module")
def typed_everywhere(few_now):
    """A position in which officers typed what calculates wherever they can type."""
    typed = [text for text, told, _ in CASES if text != told]
    frames = {}
    for name, columns in {
        "judged": ["commentary"],
        "actions": ["action", "owner", "progress", "with_bodies"],
        "risks": ["risk", "mitigation", "owner"],
        "narrative": ["text", "basis"],
        "returns": ["withdrawn_because"],
    }.items():
        frame = getattr(few_now, name)
        said = pd.Series([typed[row % len(typed)] for row in range(len(frame))], index=frame.index, dtype="str")
        frames[name] = frame.assign(**dict.fromkeys(columns, said))
    return replace(few_now, **frames)


def test_nothing_of_the_public_data_runs_and_it_is_read_back_exactly(typed_everywhere):
    made = open_data.data_files(typed_everywhere, EDITION)
    tables = {name: data for name, data in made.items() if name.endswith(".csv")}
    assert len(tables) > 15
    assert {name: found for name, data in tables.items() if (found := running(data))} == {}
    back, _ = freeze.thaw({name.removeprefix("data/"): data for name, data in made.items() if name.startswith("data/")})
    for name in ("judged", "actions", "risks", "narrative"):
        was = getattr(typed_everywhere, name)
        was = was[was.quarter <= EDITION.quarter].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(back, name), was, check_exact=True)


def test_nothing_of_the_page_runs_where_it_is_opened_in_a_spreadsheet(typed_everywhere):
    """LibreOffice 7.4 and Excel calculate every paragraph, heading and cell of a page that begins with a sign."""
    register = typed_everywhere.register
    titles = register.targets.title.where(register.targets.index % 3 > 0, "=1+1")
    position = replace(typed_everywhere, register=replace(register, targets=register.targets.assign(title=titles)))
    made = static_page.write(
        Standing(position, replace(EDITION, corrects="PSB 2010-07-01", correction="=1+1"))
    ).decode()
    texts = re.findall(r">([^<]+)", made.partition("<body")[2])
    assert len([text for text in texts if text.startswith("\u2060=1+1")]) > 5
    signs = [text for text in map(str.strip, texts) if text.startswith(safe_text.SIGNS)]
    assert [text for text in signs if safe_text.inert_cell(text) != text] == [], "a number is one"
    ours = static_page.write(Standing(typed_everywhere, EDITION)).decode()
    assert safe_text.markup(ours) == ours, "once is enough"


def test_what_was_kept_before_is_read_as_it_stands(typed_everywhere):
    """Text stood as it was typed, so an apostrophe there is somebody's own."""
    files = freeze.freeze(typed_everywhere, EDITION)
    told = freeze.thaw(files)[0].narrative.text
    older = {**files, "datapackage.json": files["datapackage.json"].replace(b'"kept_as": 5', b'"kept_as": 3')}
    as_it_stands = freeze.thaw(older)[0].narrative.text
    assert [safe_text.inert(one) for one in told] == list(as_it_stands)
    assert list(told) != list(as_it_stands)


JUDGED = pd.DataFrame(
    {
        "target": ["=1+1", "@a", "NI 1"],
        "better": ["higher"] * 3,
        "places": ["0"] * 3,
        "milestone": ["-3", "+4", "5"],
        "actual": ["-1", "3", "6"],
        "said": ["x;=1", "'=1", "-3.5"],
        "=heading": ["-", "-1,234", "- 5"],
    }
)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_nothing_of_a_judged_file_runs_and_it_is_read_back_exactly(tmp_path, ending):
    given_, out, again = tmp_path / f"in.{ending}", tmp_path / "out.csv", tmp_path / "again.csv"
    if ending == "csv":
        JUDGED.to_csv(given_, index=False)
    else:
        JUDGED.to_parquet(given_, index=False)
    verdicts = figures_file.judge_file(given_, out, figures_file.rule())
    assert isinstance(verdicts, pd.DataFrame), verdicts
    assert running(out.read_bytes()) == []
    lines = list(csv.reader(io.StringIO(out.read_text("utf-8"))))
    assert [line[3:7] for line in lines[1:]] == [
        ["-3", "-1", "x;'=1", "-"],
        ["+4", "3", "''=1" if ending == "parquet" else "'=1", "-1,234"],
        ["5", "6", "-3.5", "'- 5"],
    ]
    read = tidy_file.read(out)
    for number, heading in enumerate(JUDGED):
        assert read.headings[number] == heading
        typed = list(JUDGED[heading])
        if ending == "csv" and heading == "said":
            typed[1] = "=1"  # as it was read: the apostrophe of a CSV file says that text follows
        assert list(read.column(number)) == typed
    with again.open("w", newline="") as file:
        csv.writer(file).writerows(line[: len(JUDGED.columns)] for line in lines)
    figures_file.judge_file(again, again, figures_file.rule())
    assert again.read_bytes() == out.read_bytes(), "and judging it again adds nothing"


def test_an_apostrophe_before_a_number_makes_no_number_of_it(tmp_path):
    given_ = tmp_path / "in.csv"
    given_.write_text("target,better,places,milestone,actual\nNI 1,higher,0,5,'-5\n")
    assert figures_file.judge_file(given_, tmp_path / "out.csv", figures_file.rule()) == [
        'in.csv, row 2, column actual: found "\'-5". Enter a number such as 12.5, with no comma, unit or per cent '
        "sign, or leave it empty."
    ]


@pytest.mark.parametrize("said", ["=1+1", "\uff1d1+1", "x;=1+1", '"x', "'x", "@a"])
def test_nothing_of_the_rows_for_the_register_runs(said):
    drafted = pd.DataFrame(
        [{"target": "NI 1", "quarter": "2010-11 Q1", "value": -5.0, "upper": None, "kind": "interim proxy"}]
    )
    rows = milestone_drafts.register_rows(drafted, date(2010, 7, 1), said, said)
    assert running(milestone_drafts.as_csv(rows)) == []
    assert [cell for cell in re.split(r"[\t\r\n]", milestone_drafts.as_text(rows)) if cell[:1] in ("=", "@", '"')] == []
