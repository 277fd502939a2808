"""Tidy files as other programs write them: every type that comes, every way of separating cells, one line a cause.

The kinds, and what else was tried of each:

- *Narrow number types*: floats of 32 and 16 bits by their shortest text, in a Parquet file (plain, in a dictionary,
  pandas' own Float32, cut in chunks) and in a frame handed to the rule; decimals, small and unsigned integers.
- *"Damaged" said of sound files*: two columns of one name, 128-bit integers, lists of string views, maps, records,
  bytes, an encrypted file, an index that has a column's name or none. A column that is judged by is named; one that is
  only carried comes out as it came, or is named where the file to be written cannot hold it.
- *Many lines for one cause*: semicolons, tabs and bars; Excel's own ``sep=`` line; a title above the headings; decimal
  commas, signs or words in the whole of a column.
"""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from oxdash.rule import explanation
from oxdash.rule.judge import judge
from oxdash.tidy_input import tidy_file
from oxdash.tidy_input.figures_file import ADDED, judge_file, rule
from oxdash.tidy_input.reward_file import as_json, reward_file
from oxdash.vocabulary.rounding import as_float64, as_printed


def parquet(folder: Path, table: pa.Table) -> Path:
    path = folder / "figures.parquet"
    pq.write_table(table, path)
    return path


def one(actual: pa.Array, milestone: float = 59.9, **more) -> pa.Table:
    """One target, one decimal place, higher is better."""
    said = {"target": ["a"], "better": ["higher"], "places": [1], "milestone": [milestone], "actual": actual}
    return pa.table(said | more)


TYPES = [
    # actual, as printed to one place, why
    (pa.array([59.85], pa.float32()), "59.9", "a float of 32 bits is the 59.85 that was put into it"),
    (pa.array([59.85], pa.float32()).dictionary_encode(), "59.9", "the same in a dictionary"),
    (pa.array(np.array([59.84], np.float16)), "59.8", "a float of 16 bits"),
    (pa.array([59.85], pa.float64()), "59.9", "a float of 64 bits"),
    (pa.array([Decimal("59.850")], pa.decimal128(10, 3)), "59.9", "a decimal"),
    (pa.array([Decimal("59.850")], pa.decimal256(40, 3)), "59.9", "a wide decimal"),
    (pa.array(["59.85"], pa.string_view()), "59.9", "text kept as views"),
    (pa.array(["59.85"], pa.large_string()), "59.9", "large text"),
    (pa.array(["59.85"]).dictionary_encode(), "59.9", "text in a dictionary"),
    (pa.array([60], pa.int8()), "60.0", "a small integer"),
    (pa.array([60], pa.uint64()), "60.0", "an unsigned integer"),
]


@pytest.mark.parametrize(("actual", "printed", "why"), TYPES, ids=[case[-1] for case in TYPES])
def test_a_figure_of_any_number_type_is_the_number_it_prints(tmp_path, actual, printed, why):
    verdicts = judge_file(parquet(tmp_path, one(actual)), tmp_path / "out.parquet", rule())
    verdict = "Off" if printed == "59.8" else "On"
    assert verdicts["sentence"].iloc[0].startswith(f"{verdict} track: {printed} against a milestone of 59.9")
    kept, came = (pq.read_table(tmp_path / name) for name in ("out.parquet", "figures.parquet"))
    assert kept.select(came.column_names).equals(came)


def test_narrow_milestones_floors_and_upper_milestones_are_read_like_figures(tmp_path):
    narrow = pa.array([59.85], pa.float32())
    table = one(pa.array([59.85]), 59.85).set_column(3, "milestone", narrow).append_column("low", narrow)
    table = table.set_column(1, "better", pa.array(["within range"])).append_column("milestone_upper", narrow)
    verdicts = judge_file(parquet(tmp_path, table), tmp_path / "out.csv", rule(floor_column="low"), "low")
    assert verdicts["sentence"].tolist() == ["On track: 59.9 against a range of 59.9 to 59.9, within the range."]


@pytest.mark.parametrize("dtype", ["float32", "Float32", "float16"])
def test_a_narrow_frame_is_judged_and_told_as_what_it_prints(dtype):
    figures = pd.DataFrame({"better": "higher", "places": 1, "milestone": [59.9], "actual": [59.85]})
    figures = figures.astype({"actual": dtype})
    judged = judge(figures, rule())
    expected = "off track" if dtype == "float16" else "on track"  # the nearest of 16 bits is 59.84
    assert judged["status"].tolist() == [expected]
    assert (
        explanation.sentences(judged)
        .tolist()[0]
        .startswith(f"{expected.capitalize()}: 59.{8 if dtype == 'float16' else 9}")
    )


@for_any(st.integers(-99_999, 99_999), st.sampled_from([1, 2]))
def test_what_was_a_short_decimal_stays_it_in_32_bits(whole, places):
    value = whole / 10**places
    assert as_float64(np.float32(value)) == value
    assert as_printed(np.float32(value), places - 1) == as_printed(value, places - 1)


def test_narrow_rewards_are_the_money_they_print(tmp_path):
    narrow = {name: pa.array([value], pa.float32()) for name, value in
              {"base": 0.0, "stretched_target": 0.7, "actual": 0.7, "grant_share": 100.1}.items()}  # fmt: skip
    shown = as_json(reward_file(parquet(tmp_path, pa.table({"target": ["a"], **narrow}))))
    assert shown["total"]["low"] == "100.10"


NO_TEXT = pa.array([b"caf\xe9"]).cast(pa.string(), safe=False)  # as what writes Latin-1 into Parquet gives it

CARRIED = [
    # column, written to CSV as (None: named), why
    (pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())), None, "a map"),
    (pa.array([["x"]], pa.list_(pa.string_view())), None, "a list of string views"),
    (pa.array([{"x": 1}]), None, "a record"),
    (pa.array([b"\x00\xff"]), None, "bytes"),
    (NO_TEXT, None, "text of another encoding"),
    (pa.array([59.85], pa.float32()), "59.85", "a narrow float"),
    (pa.array([12345678901234567], pa.int64()), "12345678901234567", "an integer that no float holds"),
    (pa.array([Decimal("1.10")]), "1.10", "a decimal with its nought"),
    (pa.array([None], pa.null()), "", "nothing at all"),
    (pa.array(["x"]).dictionary_encode(), "x", "a dictionary"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "text", "why"), CARRIED, ids=[case[-1] for case in CARRIED])
def test_a_column_that_is_only_carried_comes_out_as_it_came_or_is_named(tmp_path, column, text, why):
    path, out = parquet(tmp_path, one(pa.array([60.0]), note=column)), tmp_path / "out.parquet"
    assert isinstance(judge_file(path, out, rule()), pd.DataFrame)
    written = pq.read_table(out)
    assert written.column_names == ["target", "better", "places", "milestone", "actual", "note", *ADDED]
    assert written.column("note").combine_chunks().equals(pq.read_table(path).column("note").combine_chunks())
    found = judge_file(path, tmp_path / "out.csv", rule())
    if text is None:
        says = {
            "bytes": "bytes, not text or numbers",
            "text of another encoding": "text that is not UTF-8",
        }.get(why, "lists, maps or records, not one value a row")
        assert found == [
            f'out.csv: column "note" holds {says}, which CSV cannot hold. Write a file ending in .parquet, or leave it '
            "out."
        ]
        assert sorted(left.name for left in tmp_path.iterdir()) == ["figures.parquet", "out.parquet"]
    else:
        line = (tmp_path / "out.csv").read_text().splitlines()[1]
        assert line.startswith(f"a,higher,1,59.9,60.0,{text},on track,")


def test_integers_with_gaps_stay_integers_in_csv(tmp_path):
    figures = {
        "target": ["a", "b"],
        "better": ["higher"] * 2,
        "places": [0, 0],
        "milestone": [1, 1],
        "actual": [2, None],
    }
    judge_file(parquet(tmp_path, pa.table(figures)), tmp_path / "out.csv", rule())
    assert [line.split(",")[4] for line in (tmp_path / "out.csv").read_text().splitlines()[1:]] == ["2", ""]


def test_a_frame_with_row_names_keeps_them(tmp_path):
    path, out = tmp_path / "figures.parquet", tmp_path / "out.parquet"
    frame = pd.DataFrame({"target": ["a"], "better": ["higher"], "places": [0], "milestone": [1], "actual": [2.0]})
    for index in (pd.Index(["x"]), pd.Index([7], name="actual"), pd.Index([7], name="row")):
        frame.set_axis(index).to_parquet(path)
        assert judge_file(path, out, rule())["status"].tolist() == ["on track"]
        pd.testing.assert_frame_equal(pd.read_parquet(out)[[*frame.columns]], frame.set_axis(index))
        assert judge_file(path, tmp_path / "out.csv", rule())["status"].tolist() == ["on track"]
    assert (tmp_path / "out.csv").read_text().splitlines()[0].startswith("target,better,places,milestone,actual,row,")


WRONG = [
    # table, problem, why
    (pa.Table.from_arrays([*one(pa.array([1.0])).columns, pa.array(["x"]), pa.array(["y"])],
                          [*one(pa.array([1.0])).column_names, "note", "note"]),
     ['figures.parquet: there are 2 columns "note". Rename all but one.'], "two columns of one name"),
    (one(pa.array([[1.0]])), ['figures.parquet: column "actual" holds lists, maps or records, not one value a row.'],
     "a figure that is a list"),
    (one(pa.array([b"59.85"])), ['figures.parquet: column "actual" holds bytes, not text or numbers.'],
     "a figure that is bytes"),
    (one(pa.array([1.0]), unit=NO_TEXT), ['figures.parquet: column "unit" holds text that is not UTF-8.'],
     "a unit in another encoding"),
    (one(pa.array([1.0]), quarter=pa.array([[1]]), figure_is_for=pa.array(["2009/10"])),
     ['figures.parquet: column "quarter" holds lists, maps or records, not one value a row.'],
     "a quarter of lists"),
    (one(pa.array([True])), ['figures.parquet, row 2, column actual: found "True". Enter a number such as 12.5, with '
      "no comma, unit or per cent sign, or leave it empty."], "a figure that is yes or no"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "problems", "why"), WRONG, ids=[case[-1] for case in WRONG])
def test_a_sound_file_is_not_called_damaged_and_the_column_is_named(tmp_path, table, problems, why):
    assert judge_file(parquet(tmp_path, table), tmp_path / "out.parquet", rule()) == problems


def test_a_type_that_arrow_does_not_have_is_told_with_its_column(tmp_path):
    """The difference of an unsigned and a signed 64-bit column, as polars 2.1.0 wrote it: 128 bits."""
    path = Path(__file__).parents[1] / "data" / "tidy" / "polars_2.1.0_int128.parquet"
    assert judge_file(path, tmp_path / "out.csv", rule()) == [
        f'{path.name}: column "actual" is of a type that cannot be read (Integers with more than 64 bits not '
        "implemented). Save it as 64-bit integers or as decimals."
    ]


def test_a_file_damaged_in_one_column_names_it(tmp_path):
    path = parquet(tmp_path, one(pa.array([60.0]), note=["x" * 40]))
    at = pq.read_metadata(path).row_group(0).column(5).dictionary_page_offset
    data = bytearray(path.read_bytes())
    data[at : at + 8] = b"\xff" * 8
    path.write_bytes(data)
    (problem,) = judge_file(path, tmp_path / "out.csv", rule())
    assert problem.startswith('figures.parquet: column "note" cannot be read (')
    assert problem.endswith("). Save the file anew, or without it.")


HEADINGS = "target,better,places,milestone,actual"
SEPARATED = [
    # text, why
    (f"{HEADINGS}\na,higher,1,5,4\n".replace(",", ";"), "semicolons"),
    (f"{HEADINGS}\na,higher,1,5,4\n".replace(",", "\t"), "tabs"),
    (f"{HEADINGS}\na,higher,1,5,4\n".replace(",", "|"), "bars"),
    (f"sep=;\r\n{HEADINGS}\r\na,higher,1,5,4\r\n".replace(",", ";"), "Excel's own first line"),
    (f"\ufeffsep=,\n{HEADINGS}\na,higher,1,5,4\n", "the same with a byte order mark"),
    (f'{HEADINGS},"a;b;c;d;e;f;g"\na,higher,1,5,4,\n', "commas, and semicolons inside a heading"),
    (f"{HEADINGS},a|b|c|d|e|f|g\na,higher,1,5,4,\n", "commas, and more bars than commas"),
    (f"{HEADINGS},,\na,higher,1,5,4,,\n", "columns with nothing in them, heading or cell"),
    (f"{HEADINGS}\ra,higher,1,5,4\r".replace(",", ";"), "semicolons and the line ends of old Macs"),
]


@pytest.mark.parametrize(("text", "why"), SEPARATED, ids=[case[-1] for case in SEPARATED])
def test_cells_are_separated_as_the_headings_are(tmp_path, text, why):
    path = tmp_path / "figures.csv"
    path.write_text(text, "utf-8", newline="")
    assert judge_file(path, tmp_path / "out.csv", rule())["status"].tolist() == ["off track"]
    assert (tmp_path / "out.csv").read_text().startswith(HEADINGS)


A_NUMBER = "Enter a number such as 12.5, with no comma, unit or per cent sign, or leave it empty."
CAUSES = [
    # text, problems, why
    (f"Return of figures 2009/10,,,,\n{HEADINGS}\na,higher,1,5,4\n",
     [": row 1 has a heading in one of 5 columns: is it a title? The headings have to stand in row 1."],
     "a title above the headings"),
    (f"Return of figures 2009/10\n{HEADINGS}\na,higher,1,5,4\n",
     [": row 1 has a heading in one of 5 columns: is it a title? The headings have to stand in row 1."],
     "a title of one cell"),
    ("a b c d e f\n1 2 3 4 5 6\n",
     [": the first row has none of the headings target, better, places, milestone and actual. It has "
      '"a b c d e f".'], "cells separated by blanks"),
    (",".join(f"column {number}" for number in range(8)) + "\n",
     [": the first row has none of the headings target, better, places, milestone and actual. It has "
      '"column 0"; "column 1"; "column 2"; "column 3"; "column 4" and 3 more.'], "another table"),
    (f"{HEADINGS}\n".replace(",", ";") + "a;higher;1;5,5;4,25\n" * 30,
     [", column milestone: every row, from row 2 on: found \"5,5\". Write it with a decimal point, such as 12.5.",
      ", column actual: every row, from row 2 on: found \"4,25\". Write it with a decimal point, such as 12.5."],
     "decimal commas throughout"),
    (f"{HEADINGS}\n" + "a,higher,1,5,4%\n" * 30 + "a,higher,1,5,\n",
     [f', column actual: every row that has something there, from row 2 on: found "4%". {A_NUMBER}'],
     "per cent signs throughout, and a gap"),
    (f"{HEADINGS}\n" + "a,,1,5,4\n" * 4,
     [", column better: every row, from row 2 on: it is empty. Write higher, lower or within range."],
     "a needed column that is empty"),
    (f"{HEADINGS}\n" + "a,up,1,5,4\n" * 3,
     [f', row {row}, column better: found "up". Write higher, lower or within range.' for row in (2, 3, 4)],
     "three rows are told one by one"),
    (f'{HEADINGS}\na,higher,1,"1,234",4\nb,higher,1,"5,5",4\n',
     [f', row 2, column milestone: found "1,234". {A_NUMBER}',
      ', row 3, column milestone: found "5,5". Write it with a decimal point, such as 12.5.'],
     "a thousands comma is no decimal comma"),
    (f"{HEADINGS}\na,higher,1,5,4\nb\n", [": row 3 has 1 value where the headings have 5."],
     "one row of another width"),
    (f"{HEADINGS},,\na,higher,1,5,4,,\nb,higher,1,5,4,,provisional\n",
     [': column 7 has no heading, and row 3 has "provisional" in it. Give it one, or take it out.'],
     "words in a column without a heading"),
    (",,,,\na,higher,1,5,4\n", [": there are no headings in the first row."], "a first row without a word"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problems", "why"), CAUSES, ids=[case[-1] for case in CAUSES])
def test_one_cause_is_one_sentence(tmp_path, text, problems, why):
    path = tmp_path / "figures.csv"
    path.write_text(text, "utf-8", newline="")
    assert judge_file(path, tmp_path / "out.csv", rule()) == [f"figures.csv{problem}" for problem in problems]


def test_what_is_separated_by_semicolons_is_rewarded_too(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("target;base;stretched_target;actual;grant_share\na;0;10;10;100\n", "utf-8")
    assert as_json(reward_file(path))["total"]["low"] == "100.00"
    path.write_text("target;base;stretched_target;actual;grant_share\na;0;10;9,5;100\n", "utf-8")
    assert reward_file(path) == [
        'figures.csv, row 2, column actual: found "9,5". Write it with a decimal point, such as 12.5.'
    ]


def test_columns_and_rows_of_a_table(tmp_path):
    table = tidy_file.read(parquet(tmp_path, one(pa.array([60.0]))))
    assert table.headings == HEADINGS.split(",")
    assert table.rows.tolist() == [2]
