"""A published file is read as it was published, or refused with every problem by line and column.

Kinds tried beside the cases: other separators, a byte order mark, cells of several lines, blank rows, headings in
another order and case, columns nobody asked for, Windows line ends, a title above the headings.
"""

# ruff: noqa: E501  (the tables of cases keep a message in one piece, to be read as the manager reads it)

import sys
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.comparators import grid, labels, layout, map_file, periods, reading
from oxdash.comparators.grid import Grid
from oxdash.comparators.layout import Columns
from oxdash.comparators.reading import Understood
from oxdash.vocabulary.comparator_tables import State
from oxdash.vocabulary.quarters import Calendar

APRIL, JANUARY = Calendar(begins=4), Calendar(begins=1)
# github.com/PublicHealthEngland/fingertips-open, DataControllerTest.HeaderText
FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,"
    "Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to Region value or "
    "percentiles,Time period Sortable,New data,Compared to goal"
)
OURS = "Indicator,Area,Period,Value"


def of_fingertips(*rows: dict[str, object], header: str = FINGERTIPS) -> str:
    usual = {"Indicator ID": 90813, "Indicator Name": "Self-harm", "Area Code": "E10000025", "Area Name": "Oxfordshire"}
    usual |= {"Sex": "Persons", "Age": "All ages", "Time period": "2008/09"}
    lines = [",".join(str((usual | row).get(head, "")) for head in header.split(",")) for row in rows]
    return "\n".join([header, *lines, ""])


def read(
    text: str, how: str | Columns | None = None, *, calendar: Calendar = APRIL, **told
) -> Understood | tuple[str, ...]:
    cells = grid.read(text.encode())
    assert isinstance(cells, Grid), cells
    if not isinstance(how, Columns):
        name = how or layout.guessed(cells.headings)
        assert name is not None
        how = layout.of(
            name, cells.headings, told.pop("file", "figures.csv"), told.pop("indicator", None), told.pop("area", None)
        )
    return reading.read(cells, how, calendar)


def rows(text: str, how: str | Columns | None = None, **told) -> list[tuple]:
    found = read(text, how, **told)
    assert isinstance(found, Understood), found
    return list(
        found.rows[["indicator", "area", "period", "value", "state", "line"]].itertuples(index=False, name=None)
    )


def test_our_own_layout():
    text = f"{OURS},Numerator,Denominator,Lower,Upper,Note\nNI 192,Northshire,2008/09,48.1,481,1000,45.1,51.1,provisional\n"
    found = read(text)
    assert found.notes == ()
    (one,) = found.rows.to_dict("records")
    assert one == {
        "indicator": "NI 192",
        "area": "Northshire",
        "period": "2008-09",
        "value": 48.1,
        "area_code": "",
        "indicator_name": "",
        "numerator": 481.0,
        "denominator": 1000.0,
        "lower": 45.1,
        "upper": 51.1,
        "note": "provisional",
        "ends": pd.Timestamp("2009-03-31"),
        "state": State.PROVISIONAL,
        "line": 2,
    }


def test_a_fingertips_download_with_its_published_header():
    found = read(
        of_fingertips(
            {"Value": 48.1, "Count": 481, "Denominator": 1000, "Lower CI 95.0 limit": 45, "Upper CI 95.0 limit": 51},
            {"Area Name": "England", "Area Code": "E92000001", "Value": 47},
            {"Category Type": "Deciles", "Category": "Most deprived", "Value": 60},
            {"Area Name": "Rutland", "Value note": "Value suppressed for disclosure control due to small count"},
        )
    )
    assert found.notes == ("1 row left out: Category is something else than nothing there.",)
    told = found.rows[["indicator", "indicator_name", "area", "area_code", "value", "numerator", "state", "line"]]
    assert told.astype("object").where(told.notna(), None).to_numpy().tolist() == [
        ["90813", "Self-harm", "Oxfordshire", "E10000025", 48.1, 481.0, "final", 2],
        ["90813", "Self-harm", "England", "E92000001", 47.0, None, "final", 3],
        ["90813", "Self-harm", "Rutland", "E10000025", None, None, "suppressed", 5],
    ]


def test_a_later_header_of_fingertips_has_more_columns_and_other_names_for_the_last():
    later = (
        FINGERTIPS.replace("Compared to Region value", "Compared to CCGs (from Apr 2021) value") + ",Time period range"
    )
    assert rows(of_fingertips({"Value": 1.5}, header=later)) == [("90813", "Oxfordshire", "2008-09", 1.5, "final", 2)]


def test_an_indicator_of_several_kinds_of_people_is_several():
    text = of_fingertips({"Value": 1}, {"Value": 2, "Sex": "Male"}, {"Value": 3, "Indicator ID": 1})
    assert [row[0] for row in rows(text)] == ["90813, Persons, All ages", "90813, Male, All ages", "1"]


def test_an_area_under_two_parents_is_read_once():
    found = read(of_fingertips({"Value": 1, "Parent Name": "England"}, {"Value": 1, "Parent Name": "South East"}))
    assert len(found.rows) == 1
    assert found.notes == ("1 figure stands twice, the same both times, and is read once.",)


OPEN_SDG = [
    pytest.param(
        "Year,GeoCode,Sex,Value\n2019,E1,,1.5\n2019,E1,Male,1.2\n2019,,,1.7\n",
        {"file": "indicator_3-2-1.csv"},
        [("3.2.1", "E1", "2019", 1.5, "final", 2)],
        id="data: a row with a kind of people is left out, and so is that of the whole, which has no name",
    ),
    pytest.param(
        "Year,GeoCode,Sex,Value\n2019,E1,,1.5\n2019,,,1.7\n",
        {"file": "3-2-1.csv", "area": "England"},
        [("3.2.1", "E1", "2019", 1.5, "final", 2), ("3.2.1", "England", "2019", 1.7, "final", 3)],
        id="the whole with its name",
    ),
    pytest.param(
        "Year,Region,Local authority,GeoCode,Value\n2019,South East,,E12,1.5\n2019,,Oxford,E07,1.2\n",
        {"indicator": "NI 192"},
        [("NI 192", "E12", "2019", 1.5, "final", 2), ("NI 192", "E07", "2019", 1.2, "final", 3)],
        id="the names of areas beside their codes are no breakdown",
    ),
    pytest.param(
        "Year,Value\n2018,1.5\n2019,\n",
        {"indicator": "NI 192", "area": "England"},
        [("NI 192", "England", "2018", 1.5, "final", 2), ("NI 192", "England", "2019", None, "not given", 3)],
        id="headline",
    ),
    pytest.param(
        "Year,Units,Area,Value\n2019,Percentage (%),A,1.5\n2019,Number,A,200\n",
        {"indicator": "NI 192"},
        [
            ("NI 192, Percentage (%)", "A", "2019", 1.5, "final", 2),
            ("NI 192, Number", "A", "2019", 200.0, "final", 3),
        ],
        id="several units are several indicators",
    ),
]


@pytest.mark.parametrize(("text", "told", "expected"), OPEN_SDG)
def test_open_sdg_files(text, told, expected):
    found = rows(text, "open-sdg", **told)
    assert [tuple(None if pd.isna(one) else one for one in row) for row in found] == expected


VALUES = [
    # what stands there, the figure, what it is, why
    ("48.1", 48.1, State.FINAL, "a number"),
    (" 48.1 ", 48.1, State.FINAL, "with blanks"),
    ('"1,234.5"', 1234.5, State.FINAL, "thousands with commas"),
    ("1e3", 1000.0, State.FINAL, "as a program writes it"),
    ("-3", -3.0, State.FINAL, "less than nought"),
    ("0", 0.0, State.FINAL, "nought is a figure"),
    ("", None, State.NOT_GIVEN, "nothing"),
    ("..", None, State.NOT_GIVEN, "the government's dots"),
    (":", None, State.NOT_GIVEN, "the colon for not available"),
    ("[x]", None, State.NOT_GIVEN, "the Analysis Function's marker"),
    ("N/A", None, State.NOT_GIVEN, "letters"),
    ("*", None, State.SUPPRESSED, "a star"),
    ("[c]", None, State.SUPPRESSED, "confidential"),
    ("<5", None, State.SUPPRESSED, "too few to be told"),
    ("nan", None, State.NOT_GIVEN, "what a program writes for nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "value", "state"), [row[:3] for row in VALUES], ids=[row[3] for row in VALUES])
def test_what_a_value_may_be(typed, value, state):
    ((_, _, _, found, what, _),) = rows(f"{OURS}\nNI 192,A,2008/09,{typed}\n")
    assert (None if pd.isna(found) else found, what) == (value, state)


@pytest.mark.parametrize(
    ("note", "state"),
    [("Estimated from neighbours", State.ESTIMATED), ("[p]", State.PROVISIONAL), ("see the notes", State.FINAL)],
)
def test_what_a_note_says_of_a_figure(note, state):
    found = read(f"{OURS},Note\nNI 192,A,2008/09,5,{note}\n")
    assert list(found.rows.state) == [state]


WRONG = [
    # the rows below the headings, the problems, why
    ("NI 192,A,2008/09,n.k.\n", [', line 2, column Value: found "n.k.". Enter a number such as 12.5, or leave the cell empty.'], "no number"),
    ("NI 192,A,2008/09,inf\n", [', line 2, column Value: found "inf". Enter a number such as 12.5, or leave the cell empty.'], "no end"),
    ("NI 192,A,2008/09,48.1%\n", [', line 2, column Value: found "48.1%". Enter a number such as 12.5, or leave the cell empty.'], "a sign beside it"),
    ('NI 192,A,2008/09,"48,1"\n', [', line 2, column Value: found "48,1". Enter a number such as 12.5, or leave the cell empty.'], "a decimal comma"),
    ("NI 192,A,2008/09,\u0664\u0668\n", [', line 2, column Value: found "\u0664\u0668". Enter a number such as 12.5, or leave the cell empty.'], "digits of another script"),
    ("NI 192,A,last year,5\n", [', line 2, column Period: found "last year". Write the period as 2008/09, 2008, 2006 - 08 or Q3 2009/10.'], "no period"),
    ("NI 192,A,2008/10,5\n", [', line 2, column Period: found "2008/10". Write the period as 2008/09, 2008, 2006 - 08 or Q3 2009/10.'], "no financial year"),
    (",A,2008/09,5\n", [", line 2, column Indicator: it is empty. Fill it in."], "no indicator"),
    ("NI 192,,2008/09,5\n", [", line 2, column Area: it is empty. Fill it in."], "no area"),
    ("NI 192,A,2008/09,5\n\nNI 192,A,2008/09,6\n", [', line 4, column Area: found "A". Line 2 has another figure of this area, indicator and period: keep one.'], "an area twice, a blank row between"),
    ("NI 192,,2008/09,x\n", [", line 2, column Area: it is empty. Fill it in.", ', line 2, column Value: found "x". Enter a number such as 12.5, or leave the cell empty.'], "two things at once"),
]  # fmt: skip


@pytest.mark.parametrize(("below", "problems"), [row[:2] for row in WRONG], ids=[row[2] for row in WRONG])
def test_what_is_wrong_is_told_by_line_and_column(below, problems):
    if "x\n" in below and len(problems) == 2:  # a marker for not given is no mistake
        below = below.replace("x\n", "x!\n")
        problems = [one.replace('"x"', '"x!"') for one in problems]
    assert read(f"{OURS}\n{below}") == tuple(problems)


LIMITS = [
    ("5,6,4,1,2", ', line 2, column Upper: found "4". It is below the lower limit: correct one of them.', "upside down"),
    ("5,6,7,1,2", ', line 2, column Value: found "5". It lies outside its own confidence limits: correct one of them.', "outside its own limits"),
    ("5,4,6,1,0", ', line 2, column Denominator: found "0". Nothing is out of nought: enter how many.', "out of nought"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "problem"), [row[:2] for row in LIMITS], ids=[row[2] for row in LIMITS])
def test_limits_and_denominators(cells, problem):
    text = f"Indicator,Area,Period,Value,Lower,Upper,Numerator,Denominator\nNI 192,A,2008/09,{cells}\n"
    assert read(text) == (problem,)


def test_many_problems_are_told_up_to_a_screenful_and_counted():
    text = "\n".join([OURS, *(f"NI 192,A{n},2008/09,x{n}" for n in range(500)), ""])
    found = read(text)
    assert len(found) == 21
    assert found[19].startswith(", line 21, column Value: ")
    assert found[20] == ", column Value: 480 more lines like these."


FILES = [
    ("", "there are no headings in the first line.", "nothing"),
    ("a,b\n1,2,3\n", "line 2 has 3 values for 2 headings.", "a value too many"),
    ("a,b\n1,2\n\n1\n", "line 4 has 1 value for 2 headings.", "one too few"),
    ('a,b\n"x\ny",2\n1\n', "line 4 has 1 value for 2 headings.", "one too few, below a cell of two lines"),
    ('a,b\n"1,2\n', "it is no CSV file: a quotation mark is not closed, or a value is too long.", "a quotation mark left open"),
    ("PK\x03\x04", "it is not CSV. Save the sheet as CSV UTF-8.", "a workbook"),
    (f'"{"x" * 200_000}",b\n1,2\n', grid.NO_CSV, "a heading longer than any"),
    (f'a,b\n"{"x" * 200_000}",\n1\n', grid.NO_CSV, "a value longer than any"),
    (f"a{',' * 2_000_000}\n", "it has 2,000,001 columns, and no more than 1,000 are read. Leave out what is not needed.", "columns without end"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sentence"), [row[:2] for row in FILES], ids=[row[2] for row in FILES])
def test_what_is_no_csv_file(text, sentence):
    assert grid.read(text.encode()) == sentence


@pytest.mark.parametrize(("most", "largest"), [(10_000_000, sys.maxsize), (1, sys.maxsize), (1, 1)])
@pytest.mark.parametrize("rows", [0, 1, 1000])
def test_what_stands_again_is_found_however_many_places_there_are(monkeypatch, rows, most, largest):
    monkeypatch.setattr(labels, "MOST_PLACES", most)
    monkeypatch.setattr(labels.sys, "maxsize", largest)
    codes = np.random.default_rng(rows).integers(0, 4, (2, rows))
    texts = pd.DataFrame({n: pd.Categorical.from_codes(one, list("abcd")) for n, one in enumerate(codes)})
    assert list(labels.again_of(texts)) == list(texts.duplicated())


def test_lines_may_end_as_those_of_an_old_macintosh_do():
    read = grid.read(b"a,b\r1,2\r3,4\r")
    assert isinstance(read, Grid) and read.headings == ("a", "b") and list(read.lines) == [2, 3]


def test_other_bytes_are_refused_in_a_sentence():
    assert grid.read("a,b\n1,2\n".encode("utf-16")) == "it is Unicode Text (UTF-16). Save it as CSV UTF-8."
    assert grid.read(b"a,b\n1,\xe9\n") == "it is not UTF-8 text. Save it as CSV UTF-8."
    assert grid.read(b"a\xff,b\n1,2\n") == "it is not UTF-8 text. Save it as CSV UTF-8."


@pytest.mark.parametrize(
    "text",
    [
        "Indicator;Area;Period;Value\r\nNI 192;A;2008/09;5\r\n",
        "\ufeffIndicator,Area,Period,Value\nNI 192,A,2008/09,5\n",
        "Indicator\tArea\tPeriod\tValue\nNI 192\tA\t2008/09\t5",
        "VALUE,period, Area ,Indicator,More\n5,2008/09,A,NI 192,\n",
    ],
    ids=[
        "semicolons, Windows",
        "a byte order mark",
        "tabs, no end of the last line",
        "another order, case and a column more",
    ],
)
def test_other_writers(text):
    assert rows(text) == [("NI 192", "A", "2008-09", 5.0, "final", 2)]


def test_lines_are_those_of_the_file():
    text = f'{OURS}\n"NI\n192",A,2008/09,5\n\nNI 192,B,2008/09,6\n'
    assert [row[-1] for row in rows(text)] == [2, 5]


def test_headings_that_are_not_there_or_twice():
    cells = grid.read(b"Indicator,Area,Value,Value\nNI 192,A,5,6\n")
    how = layout.of("ours", cells.headings, "x.csv", None, None)
    assert reading.read(cells, how, APRIL) == (
        ': no column is headed "Period". The headings are Indicator, Area, Value, Value.',
        ': "Value" heads 2 columns. Keep one, or give the others another heading.',
    )


PERIODS = [
    ("2008/09", APRIL, "2008-09", date(2009, 3, 31)),
    ("2008-2009", APRIL, "2008-09", date(2009, 3, 31)),
    ("2008", APRIL, "2008", date(2008, 12, 31)),
    ("2008", JANUARY, "2008", date(2008, 12, 31)),
    ("2006 - 08", APRIL, "2006 to 2008", date(2008, 12, 31)),
    ("2001 - 03", APRIL, "2001 to 2003", date(2003, 12, 31)),
    ("2001-03", APRIL, "2001 to 2003", date(2003, 12, 31)),
    ("2008/09 - 10/11", APRIL, "2008-09 to 2010-11", date(2011, 3, 31)),
    ("2009 Q1", APRIL, "2009-10 Q1", None),
    ("Q3 2009/10", APRIL, "2009-10 Q3", date(2009, 12, 31)),
    ("Dec 2009", APRIL, "month 2009-12", date(2009, 12, 31)),
    ("2008/09", JANUARY, "2008/09", date(2009, 12, 31)),
    ("9999/00", APRIL, None, None),
    ("0000", APRIL, None, None),
    ("2008/09 - 08/09", APRIL, None, None),
    ("the past", APRIL, None, None),
]


@pytest.mark.parametrize(("said", "calendar", "named", "ends"), PERIODS)
def test_periods(said, calendar, named, ends):
    found = periods.read(said, calendar)
    if said == "2009 Q1":  # a quarter of a year named alone is the calendar's
        assert found == ("quarter 1 of 2009", date(2009, 3, 31))
    elif named is None:
        assert found is None
    else:
        assert found == (named, ends)


@given(st.text(max_size=30))
def test_no_text_for_a_period_is_more_than_can_be_read(text):
    for calendar in (APRIL, JANUARY):
        found = periods.read(text, calendar)
        assert found is None or (found.named and periods.people(found.named))


@given(st.binary(max_size=300))
def test_no_bytes_end_in_a_traceback(data):
    cells = grid.read(data)
    if isinstance(cells, Grid):
        for name in layout.LAYOUTS:
            reading.read(cells, layout.of(name, cells.headings, "x.csv", "NI 192", "A"), APRIL)


MAP = b"""times = 100
indicator = "NI 192"
[about]
title = "Waste"
published_on = 2009-11-05
[columns]
area = "Authority"
period = "Year"
value = "Share"
[only]
Sex = ["Persons"]
[words]
"n.k." = "suppressed"
"""


def test_a_number_that_stands_for_none_is_no_figure():
    how, _ = map_file.read(
        "waste.toml", MAP.replace(b'"n.k." = "suppressed"', b'"-99" = "not given"\n"9,999" = "suppressed"')
    )
    text = 'Year,Authority,Sex,Share\n2008/09,A,Persons,-99\n2008/09,B,Persons,"9,999"\n2008/09,C,Persons,-99.5\n'
    found = read(text, how)
    assert found.rows.state.tolist() == ["not given", "suppressed", "final"]
    assert found.rows.value.isna().tolist() == [True, True, False]


def test_a_map_says_which_column_is_which():
    how, about = map_file.read("waste.toml", MAP)
    assert about.published_on == date(2009, 11, 5) and about.title == "Waste"
    found = read("Year,Authority,Sex,Share\n2008/09,A,Persons,0.481\n2008/09,A,Male,0.4\n2008/09,B,Persons,n.k.\n", how)
    assert found.rows.value.round(9).tolist()[:1] == [48.1]
    assert found.rows.state.tolist() == ["final", "suppressed"]
    assert list(reading.understood(found, how)) == [
        "Read as: map. Area from Authority; period from Year; value from Share; indicator NI 192 in every row.",
        "Every value and limit is multiplied by 100.",
        '1 row left out: Sex is something else than "Persons" there.',
        "2 figures: 1 final, 1 suppressed.",
        "1 indicator (NI 192); 2 areas (A, B); 1 period (2008-09).",
        "  line 2: NI 192, A, 2008/09: 48.1 (final)",
        "  line 4: NI 192, B, 2008/09: no figure (suppressed)",
    ]


MAPS = [
    (b"[columns", "waste.toml: it is not TOML (", "no TOML"),
    (b"\xff", "waste.toml: it is not text. Save it as UTF-8 text.", "no text"),
    (b"[columns]\narea = 'A'\nperiod = 'P'\nvalue = 'V'\n", "waste.toml, columns.indicator: it is missing. Say which heading it has, or the key indicator for the whole file.", "no indicator"),
    (b"indicator = 'I'\n[columns]\narea = 'A'\nvalue = 'V'\n", "waste.toml, columns.period: it is missing. Say which heading it has.", "no period"),
    (b"indicator = 'I'\nlayut = 'x'\n[columns]\narea = 'A'\nperiod = 'P'\nvalue = 'V'\n", "waste.toml, layut: a map has no such key.", "a key there is not"),
    (b"indicator = 'I'\ntimes = 0\n[columns]\narea = 'A'\nperiod = 'P'\nvalue = 'V'\n", "waste.toml, times is 0. It has to be a number above nought.", "times nought"),
    (b"indicator = 'I'\n[columns]\narea = 'A'\nperiod = 'P'\nvalue = 'V'\nprice = 'X'\n", "waste.toml, columns.price: there is no such column. Use indicator, area, period, value, area_code, indicator_name, numerator, denominator, lower, upper and note.", "a column there is not"),
    (b"indicator = 'I'\n[columns]\narea = 'A'\nperiod = 'P'\nvalue = 'V'\n[words]\nq = 'unknown'\n", "waste.toml, words.q is 'unknown'. It has to be one of final, provisional, estimated, suppressed, not given.", "a word for what there is not"),
    (b"indicator = 'I'\n[columns]\narea = 'A'\nperiod = 'P'\nvalue = 'V'\n[about]\npublished_on = 'May'\n", "waste.toml, about.published_on is 'May'. It has to be a day such as 2009-11-05, without quotation marks.", "no day"),
    (b"columns = 3\n", "waste.toml, columns is 3. It has to be a table.", "no table"),
    (b"indicator = ''\n[columns]\narea = 'A'\nperiod = 'P'\nvalue = 'V'\n", "waste.toml, indicator is ''. It has to be text of 1 to 300 letters.", "an empty text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), [row[:2] for row in MAPS], ids=[row[2] for row in MAPS])
def test_a_wrong_map_is_told_by_its_key(data, sentence):
    found = map_file.read("waste.toml", data)
    assert found[0].startswith(sentence) if sentence.endswith("(") else found == (sentence,)
