"""Another council's figures: a tidy file in, the same rows with their verdict out, or every problem at once."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.tidy_input.figures_file import ADDED, judge_file, rule

HEADINGS = "target,better,places,milestone,actual"

# Maidstone Borough Council, published quarterly performance updates: housing Q1 2023/24, environment Q2 2018/19. Value
# and target as printed; the colour is by their printed key: green met, amber missed by up to 10%, red by more.
MAIDSTONE = """target,better,places,milestone,actual,unit,by_their_key
Successful Prevention Duty outcomes,higher,2,65,67.23,per cent,green
Households prevented or relieved from becoming homeless,higher,0,125,237,households,green
Successful Relief Duty outcomes,higher,2,40,38.98,per cent,amber
Private sector homes improved,higher,0,45,39,homes,red
Households in temporary accommodation,lower,0,,254,households,data only
Fly-tips cleared or assessed within 2 working days,higher,2,89,90.27,per cent,green
Household waste sent for recycling (NI 192),higher,2,52.5,54.34,per cent,green
Housing assistances completed,higher,0,,,,annual
"""
MAIDSTONE_SAYS = {
    "green": ("on track", False),
    "amber": ("off track", True),
    "red": ("off track", False),
    "data only": ("insufficient data", False),
    "annual": ("insufficient data", False),
}

# Kent County Council's published rule: green at target, amber at or above the floor standard, red below it. The rule is
# Kent's; these figures are made up for its edges.
KENT = """KPI,target,better,places,milestone,actual,Floor Standard
CS04,Calls answered,higher,0,95,95,90
CS05,Calls answered,higher,0,95,90,90
CS06,Calls answered,higher,0,95,89,90
EW2,Emissions,lower,1,40.0,42.0,42.0
EW3,Emissions,lower,1,40.0,42.1,42.0
EW4,No floor set,higher,0,95,94,
"""


def given(folder: Path, text: str, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8", newline="")
    return path


def told(folder: Path, text: str, **asked) -> list[str]:
    """The problems of a file, which leaves nothing written."""
    out = folder / "out.csv"
    problems = judge_file(given(folder, text), out, rule(), **asked)
    assert isinstance(problems, list)
    assert [path.name for path in folder.iterdir()] == ["figures.csv"]
    return problems


def test_maidstone_is_judged_as_maidstone_judged(tmp_path):
    out = tmp_path / "out.csv"
    assert len(judge_file(given(tmp_path, MAIDSTONE), out, rule("10%"))) == 8
    written = pd.read_csv(out, dtype=str).replace({"true": True, "false": False})
    judged = list(zip(written["status"], written["close"], strict=True))
    assert judged == [MAIDSTONE_SAYS[colour] for colour in written["by_their_key"]]
    assert written["reason"].tolist()[4] == "no milestone"
    assert written["reason"].tolist()[-1] == "no reason given"


def test_kent_is_judged_by_its_floors(tmp_path):
    written = judge_file(
        given(tmp_path, KENT), tmp_path / "out.csv", rule(floor_column="floor standard", counts_as="on track"),
        "floor standard",
    )  # fmt: skip
    assert list(zip(written["status"], written["close"], strict=True)) == [
        ("on track", False),
        ("on track", True),
        ("off track", False),
        ("on track", True),
        ("off track", False),
        ("off track", False),
    ]


def test_a_csv_comes_out_as_it_came_in_with_five_columns_more(tmp_path):
    text = (
        "note,Target,better,places,milestone,actual,absence,milestone_upper,declared\n"
        '"=1+1, said",NI 154,Higher,1,052.0, 48.2 ,,,\n'
        "\n"
        ",NI 8,within range,1,40,61.0,,60,\n"
        ",NI 6,higher,1,,,Not yet published,,\n"
        ",NI 7,higher,1,50,60,,,no\n"
    )
    out = tmp_path / "out.csv"
    assert len(judge_file(given(tmp_path, text), out, rule())) == 4
    assert out.read_text("utf-8") == (
        "note,Target,better,places,milestone,actual,absence,milestone_upper,declared,"
        "status,reason,close,shortfall,sentence\n"
        '"\'=1+1, said",NI 154,Higher,1,052.0, 48.2 ,,,,off track,milestone missed,false,3.8,'
        '"Off track: 48.2 against a milestone of 52.0 (higher is better), 3.8 short."\n'
        ",NI 8,within range,1,40,61.0,,60,,off track,milestone missed,false,1.0,"
        '"Off track: 61.0 against a range of 40.0 to 60.0, 1.0 above it."\n'
        ",NI 6,higher,1,,,Not yet published,,,insufficient data,not yet published,false,,"
        '"Cannot judge: no figure, not yet published."\n'
        ",NI 7,higher,1,50,60,,,no,off track,will not be achieved,false,-10.0,"
        '"Off track: the partnership declares that the target will not be achieved; '
        '60.0 against a milestone of 50.0 (higher is better), 10.0 better."\n'
    )


def test_parquet_in_and_out(tmp_path):
    path, out = tmp_path / "figures.parquet", tmp_path / "out.parquet"
    figures = pd.DataFrame(
        {"target": ["a", "b", "c"], "better": pd.Categorical(["higher", "lower", "higher"]), "places": [1, 1, 1],
         "milestone": [50.0, 6.2, None], "actual": [49.95, 6.3, 1.0], "received": [True, True, False],
         "note": [1, 2, 3]}
    )  # fmt: skip
    figures.to_parquet(path)
    judge_file(path, out, rule("10%"))
    written = pd.read_parquet(out)
    pd.testing.assert_frame_equal(written[figures.columns], figures)
    assert [*written.columns] == [*figures.columns, *ADDED]
    assert written["status"].tolist() == ["on track", "off track", "insufficient data"]
    assert written["close"].tolist() == [False, True, False]
    assert written["shortfall"].tolist()[:2] == [0.0, 0.1]


def test_quarters_and_places_of_origin_are_spoken_of_where_they_are_ours(tmp_path):
    text = f"{HEADINGS},quarter,workbook\na,higher,0,5,4,Q3 2009/10,a.xlsx\nb,higher,0,5,4,spring,\n"
    written = judge_file(given(tmp_path, text), tmp_path / "out.csv", rule())
    assert written["sentence"].tolist() == [
        "Off track: 4 at Q3 2009/10 against a milestone of 5 (higher is better), 1 short. From a.xlsx.",
        "Off track: 4 against a milestone of 5 (higher is better), 1 short.",
    ]
    assert pd.read_csv(tmp_path / "out.csv")["quarter"].tolist() == ["Q3 2009/10", "spring"]


def test_all_problems_are_told_at_once_and_nothing_is_written(tmp_path):
    text = (
        f"{HEADINGS},milestone_upper,absence,declared,received\n"
        'A,up,1.5,"1,234",12%,,tbc,perhaps,x\n'
        "B,within range,1,5,3,2,,,\n"
        "\n"
        "C,,,1e20,nan,,,,\n"
        "D,lower,7,5,inf,,,,yes\n"
    )
    a_number = "Enter a number such as 12.5, with no comma, unit or per cent sign, or leave it empty."
    assert told(tmp_path, text) == [
        'figures.csv, row 2, column better: found "up". Write higher, lower or within range.',
        "figures.csv, row 5, column better: it is empty. Write higher, lower or within range.",
        'figures.csv, row 2, column places: found "1.5". Enter the decimal places as a whole number from 0 to 6.',
        "figures.csv, row 5, column places: it is empty. Enter the decimal places as a whole number from 0 to 6.",
        'figures.csv, row 6, column places: found "7". Enter the decimal places as a whole number from 0 to 6.',
        f'figures.csv, row 2, column milestone: found "1,234". {a_number}',
        'figures.csv, row 5, column milestone: found "1e20". It has more than 15 digits. Enter a smaller number, in '
        "thousands or millions.",
        f'figures.csv, row 2, column actual: found "12%". {a_number}',
        f'figures.csv, row 5, column actual: found "nan". {a_number}',
        f'figures.csv, row 6, column actual: found "inf". {a_number}',
        'figures.csv, row 2, column absence: found "tbc". Write not yet published, survey not due, baseline not '
        "agreed, target not agreed, definition awaited, data quality, supplier did not return, suppressed (small "
        "numbers), not collected or target suspended, or leave it empty.",
        'figures.csv, row 2, column declared: found "perhaps". Write yes or no, or leave it empty.',
        'figures.csv, row 2, column received: found "x". Write yes, true, no or false, or leave it empty.',
        'figures.csv, row 3, column milestone_upper: found "2". It is below the milestone of its row. Put the '
        "lower value first.",
    ]


FILES = [
    # text, problems, why
    ("", ["figures.csv: there are no headings in the first row."], "an empty file"),
    ("target,actual\na,1\n", ['figures.csv: there is no column "better".', 'figures.csv: there is no column "places".',
      'figures.csv: there is no column "milestone".'], "columns that are not there"),
    (f"{HEADINGS},Actual\n", ['figures.csv: there are 2 columns "Actual". Rename all but one.'], "a column twice"),
    (f"{HEADINGS},status,close\n", [
        'figures.csv: there is a column "status" already. Judging adds one of that name: rename it, for example to '
        "published_status.",
        'figures.csv: there is a column "close" already. Judging adds one of that name: rename it, for example to '
        "published_close."], "columns that judging adds"),
    (f"{HEADINGS}\na,higher,1,5,4\nb,higher,1\nc,higher,1,5,4,3\n",
     ["figures.csv: row 3 has 3 values where the headings have 5. 1 more row differs too."], "rows of another width"),
    (f'{HEADINGS}\n"a,higher,1,5,4\n',
     ["figures.csv: this is not a CSV file: a quotation mark is not closed, or a value is too long."], "an open quote"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problems", "why"), FILES, ids=[case[-1] for case in FILES])
def test_a_file_that_cannot_be_judged_says_why(tmp_path, text, problems, why):
    assert told(tmp_path, text) == problems


def test_a_floor_column_that_is_not_there_is_named(tmp_path):
    problems = told(tmp_path, f"{HEADINGS}\n", floor_column="floor")
    assert problems == ['figures.csv: there is no column "floor" for the floor.']


def test_past_twenty_problems_of_a_column_the_rest_are_counted(tmp_path):
    problems = told(tmp_path, f"{HEADINGS}\n" + "a,up,1,5,4\n" * 1030 + "a,higher,1,5,4\n")
    assert len(problems) == 21
    assert problems[-1] == "figures.csv, column better: 1,010 more rows like these."


BYTES = [
    # bytes, problem, why
    (b"PK\x03\x04", "this is neither CSV nor Parquet. Save the sheet as CSV UTF-8 and judge that.", "a workbook"),
    (
        b"PAR1 and then nothing",
        "this Parquet file is damaged: its end, where it says what it holds, cannot be read.",
        "a Parquet file cut short",
    ),
    (
        b"PARE and then nothing",
        "this Parquet file is encrypted. Save it without encryption and judge that.",
        "an encrypted Parquet file",
    ),
    (
        "target,actual\n".encode("utf-16"),
        "this is Unicode Text (UTF-16). Save it as CSV UTF-8.",
        "Excel's Unicode Text",
    ),
    (b"target\xff\n", "this is not UTF-8 text. Save it as CSV UTF-8.", "text of another encoding"),
]


@pytest.mark.parametrize(("data", "problem", "why"), BYTES, ids=[case[-1] for case in BYTES])
def test_a_file_of_another_kind_is_told_apart(tmp_path, data, problem, why):
    path = tmp_path / "figures.csv"
    path.write_bytes(data)
    assert judge_file(path, tmp_path / "out.csv", rule()) == [f"figures.csv: {problem}"]


def test_files_that_cannot_be_read_or_written(tmp_path):
    path = given(tmp_path, f"{HEADINGS}\na,higher,1,5,4\n")
    nowhere = tmp_path / "nowhere"
    (tmp_path / "folder.csv").mkdir()
    assert judge_file(tmp_path / "none.csv", path, rule()) == ["none.csv: there is no such file."]
    assert judge_file(tmp_path, path.with_name("o.csv"), rule()) == [
        f"{tmp_path.name}: the file cannot be read (Is a directory)."
    ]
    assert judge_file(path, nowhere / "out.csv", rule()) == [f"out.csv: there is no folder {nowhere}."]
    assert judge_file(path, tmp_path / "out.xlsx", rule()) == [
        "out.xlsx: the file to write has to end in .csv or .parquet."
    ]
    assert judge_file(path, tmp_path / "folder.csv", rule()) == [
        "folder.csv: the file cannot be written (Is a directory)."
    ]
    assert sorted(found.name for found in tmp_path.iterdir()) == ["figures.csv", "folder.csv"]


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    text = "\ufeff" + HEADINGS + "\r\na,higher,1,5,4\r\n"
    assert judge_file(given(tmp_path, text), tmp_path / "out.csv", rule())["status"].tolist() == ["off track"]


def test_one_row_is_one_row_in_words(tmp_path):
    path, out = given(tmp_path, f"{HEADINGS}\na,higher,1,5,4\n"), tmp_path / "out.csv"
    done = CliRunner().invoke(cli, ["judge", str(path), "-o", str(out)])
    assert (done.exit_code, done.stdout) == (0, f"Judged 1 row into {out}.\n")


PERIODS = [
    # quarter, figure is for, status, why
    ("Dec 2009", "Dec 2009", "off track", "a period that is no quarter, named twice"),
    ("Dec 2009", "December 2009", "off track", "the same month in full"),
    ("2009/10", "2009-10", "off track", "the same year"),
    ("2009-10 Q3", "Q3 2009/10", "off track", "the same quarter"),
    ("2009-10 Q3", "October to December 2009", "off track", "the quarter's own months"),
    ("2009-10 Q3", "Dec 2009", "insufficient data", "a month is not the quarter"),
    ("Dec 2009", "Nov 2009", "insufficient data", "another month"),
    ("", "Nov 2009", "insufficient data", "a period named, and no quarter to be it"),
    ("2009-10 Q3", "", "off track", "no other period named"),
]


@pytest.mark.parametrize(("quarter", "is_for", "status", "why"), PERIODS, ids=[case[-1] for case in PERIODS])
def test_a_figure_for_its_own_period_is_judged_however_that_is_spelt(tmp_path, quarter, is_for, status, why):
    text = f"{HEADINGS},quarter,figure_is_for\na,higher,0,5,4,{quarter},{is_for}\n"
    verdicts = judge_file(given(tmp_path, text), tmp_path / "out.csv", rule())
    assert verdicts["status"].tolist() == [status]


def test_headings_alone_are_judged_to_nothing(tmp_path):
    out = tmp_path / "out.csv"
    assert len(judge_file(given(tmp_path, f"{HEADINGS}\n"), out, rule())) == 0
    assert out.read_text("utf-8") == f"{HEADINGS},status,reason,close,shortfall,sentence\n"


RULES = [
    ({}, ("none", None, "off track")),
    ({"tolerance": "10%"}, ("percent of milestone", 10.0, "off track")),
    ({"tolerance": " 2.5 % ", "counts_as": "on track"}, ("percent of milestone", 2.5, "on track")),
    ({"points": 2}, ("points", 2.0, "off track")),
    ({"floor_column": "floor"}, ("floor", None, "off track")),
]


@pytest.mark.parametrize(("asked", "expected"), RULES, ids=[str(asked) for asked, _ in RULES])
def test_the_rule_asked_for(asked, expected):
    (row,) = rule(**asked).astype(object).where(lambda frame: frame.notna(), None).to_dict("records")
    assert (row["basis"], row["tolerance"], row["within_counts_as"]) == expected


NO_RULES = [
    ({"tolerance": "ten"}, 'The tolerance "ten" cannot be read. Write it like 10%.'),
    ({"tolerance": "-5%"}, 'The tolerance "-5%" cannot be read. Write it like 10%.'),
    ({"points": -1}, "A tolerance of -1 points cannot be. Give a number from 0 up, such as 2."),
    ({"points": float("nan")}, "A tolerance of nan points cannot be. Give a number from 0 up, such as 2."),
    ({"tolerance": "10%", "points": 2}, "A rule has one tolerance: choose a per cent, points or a floor."),
]


@pytest.mark.parametrize(("asked", "message"), NO_RULES, ids=[str(asked) for asked, _ in NO_RULES])
def test_what_is_no_rule_is_refused(asked, message):
    with pytest.raises(ValueError) as refused:
        rule(**asked)
    assert str(refused.value) == message


def test_the_command_line_judges_a_file(tmp_path):
    path, out = given(tmp_path, MAIDSTONE), tmp_path / "out.csv"
    command = [sys.executable, "-m", "oxdash", "judge", path, "-o", out, "--tolerance", "10%"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Judged 8 rows into {out}.\n"
    assert pd.read_csv(out)["close"].tolist() == [False, False, True, False, False, False, False, False]


UNITS = [
    pytest.param("%", "48.2%", "3.8 points short", id="the sign"),
    pytest.param("Percentage", "48.2%", "3.8 points short", id="the word"),
    pytest.param("£", "£48.2", "£3.8 short", id="money"),
    pytest.param("number", "48.2", "3.8 short", id="a plain count"),
    pytest.param("homes", "48.2 homes", "3.8 homes short", id="a unit of its own name"),
]


@pytest.mark.parametrize(("unit", "figure", "short"), UNITS)
def test_a_unit_is_read_as_other_councils_write_it(tmp_path, unit, figure, short):
    path = given(tmp_path, f"{HEADINGS},unit\nL1,higher,1,52,48.2,{unit}\n")
    said = judge_file(path, tmp_path / "out.csv", rule()).sentence.iloc[0]
    assert said.startswith(f"Off track: {figure} against a milestone of ")
    assert said.endswith(f"{short}.")


def test_a_level_has_no_tolerance_in_per_cent_however_it_is_spelt(tmp_path):
    path = given(tmp_path, f"{HEADINGS},unit\nL1,higher,0,4,3,Levels\n")
    assert not judge_file(path, tmp_path / "out.csv", rule("30%")).close.iloc[0]


@pytest.mark.parametrize("mark", ["~", "^", " "])
def test_cells_that_nothing_known_separates_are_one_sentence(tmp_path, mark):
    text = f"{HEADINGS}\nL1,higher,0,4,3\n".replace(",", mark)
    assert told(tmp_path, text) == [
        "figures.csv: all headings stand in one cell. Cells are separated by commas, semicolons, tabs or bars; a "
        "row is not in quotation marks as a whole. Save it as CSV UTF-8."
    ]
