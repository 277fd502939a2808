"""Figures of any size and layout, judged part by part: the same rows as in one piece, whole or not at all.

The kinds, and what else was tried of each:

- *Layouts*: a file, a folder, folders in folders, a pattern, partitions named by their folders (with a missing value,
  with signs that are written in codes, with a column that the file has too), names that are nobody's figures.
- *Types that writers choose*: text as views, large, in dictionaries (of pandas, polars and DuckDB), decimals of every
  width, floats of 32 and 16 bits, unsigned and 128-bit integers, required columns, JSON and UUIDs.
- *What depends on all rows and not on one*: the council's year, how fine moments are told, one cause that is one
  sentence.
- *Stopped half-way*: killed with a part begun, with a part made and not yet in place; a source, a setting or a judged
  file that changed since; records that are none; files of somebody else.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from oxdash.__main__ import cli
from oxdash.tidy_input.beside import beside, writing
from oxdash.tidy_input.figures_file import judge_file, judge_into_file, rule
from oxdash.tidy_input.folder_run import judge_into_folder
from oxdash.tidy_input.judge_part import Asked
from oxdash.tidy_input.sources import Part, find

HOME = Path(__file__).parents[2]
ASKED = Asked(rule().to_dict("records"))
BETTER = ["higher", "lower"]


def figures(rows: int = 6, first: int = 0) -> pd.DataFrame:
    numbers = np.arange(first, first + rows)
    return pd.DataFrame(
        {
            "target": [f"NI {number}" for number in numbers],
            "better": [BETTER[number % 2] for number in numbers],
            "places": numbers % 3,
            "milestone": 50.0 + numbers % 7,
            "actual": np.where(numbers % 5 == 4, np.nan, 52.5),
            "unit": "homes",
        }
    )


def told(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["judge", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def verdicts(path: Path) -> list[tuple[str, str]]:
    table = pd.read_csv(path) if path.suffix.lower() == ".csv" else pq.ParquetFile(path).read().to_pandas()
    return list(zip(table["target"], table["sentence"], strict=True))


# -- types

NARROW = pa.array([59.85, None], pa.float32())
SAME = "On track: 59.9 against a milestone of 59.9 (higher is better), exactly on the milestone."
HALF = "Off track: 59.8 against a milestone of 59.9 (higher is better), 0.1 short."


def of_arrow(actual: pa.Array) -> pa.Table:
    two = {"target": ["a", "b"], "better": ["higher"] * 2, "places": [1, 1], "milestone": [59.9, 59.9]}
    return pa.table({**two, "actual": actual})


def by_duckdb(select: str):
    def write(path: Path) -> None:
        rows = f"SELECT 'a' AS target, 'higher' AS better, 1 AS places, 59.9::DECIMAL(9, 1) AS milestone, {select}"
        duckdb.sql(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")

    return write


def by_polars(actual: pl.Series, better: object = pl.String):
    def write(path: Path) -> None:
        frame = pl.DataFrame({"target": ["a"], "better": ["higher"], "places": [1], "milestone": [59.9]})
        frame.with_columns(actual.alias("actual"), pl.col("better").cast(better)).write_parquet(path)

    return write


def by_pandas(**types: str):
    def write(path: Path) -> None:
        frame = pd.DataFrame({"target": ["a"], "better": ["higher"], "places": [1], "milestone": [59.9]})
        frame.assign(actual=[59.85]).astype(types).to_parquet(path)

    return write


def by_arrow(actual: pa.Array):
    return lambda path: pq.write_table(of_arrow(actual), path)


TYPES = [
    pytest.param(by_arrow(NARROW), SAME, id="a float of 32 bits by its shortest text"),
    pytest.param(by_arrow(NARROW.dictionary_encode()), SAME, id="the same in a dictionary"),
    pytest.param(by_arrow(pa.array(np.array([59.84, 1], np.float16))), HALF, id="a float of 16 bits"),
    *(
        pytest.param(by_arrow(pa.array([Decimal("59.850"), None], kind)), SAME, id=f"a {kind}")
        for kind in (pa.decimal32(9, 3), pa.decimal64(15, 3), pa.decimal128(10, 3), pa.decimal256(40, 3))
    ),
    pytest.param(
        by_arrow(pa.array([Decimal("59.850"), None]).dictionary_encode()), SAME, id="decimals in a dictionary"
    ),
    *(
        pytest.param(by_arrow(pa.array(["59.85", None], kind)), SAME, id=f"figures as text: {kind}")
        for kind in (pa.string(), pa.large_string(), pa.string_view())
    ),
    pytest.param(by_arrow(pa.array(["59.85", ""]).dictionary_encode()), SAME, id="text in a dictionary"),
    pytest.param(by_pandas(actual="float32"), SAME, id="pandas: a narrow column"),
    pytest.param(by_pandas(actual="Float32"), SAME, id="pandas: a narrow column with gaps"),
    pytest.param(by_pandas(better="category"), SAME, id="pandas: a category"),
    pytest.param(by_pandas(better="string[python]", places="UInt8"), SAME, id="pandas: text and small integers"),
    pytest.param(by_polars(pl.Series([59.85], dtype=pl.Float32)), SAME, id="polars: a narrow column"),
    pytest.param(by_polars(pl.Series(["59.85"]).str.to_decimal(scale=2)), SAME, id="polars: a decimal"),
    pytest.param(by_polars(pl.Series([59.85]), pl.Categorical), SAME, id="polars: a category"),
    pytest.param(by_polars(pl.Series([59.85]), pl.Enum(BETTER)), SAME, id="polars: an enumeration"),
    pytest.param(by_duckdb("59.85::FLOAT AS actual"), SAME, id="DuckDB: a narrow column"),
    pytest.param(by_duckdb("59.85::DECIMAL(38, 10) AS actual"), SAME, id="DuckDB: a wide decimal"),
    pytest.param(by_duckdb("59.85::DOUBLE AS actual, '{}'::JSON AS js, uuid() AS id"), SAME, id="DuckDB: JSON, UUID"),
    pytest.param(by_duckdb("59.85::DOUBLE AS actual, [1, 2] AS list"), SAME, id="DuckDB: a list that is carried"),
]


@pytest.mark.parametrize(("write", "sentence"), TYPES)
def test_every_type_that_writers_choose_is_read_exactly_and_carried_along(tmp_path, write, sentence):
    path, out = tmp_path / "figures.parquet", tmp_path / "out.parquet"
    write(path)
    assert judge_into_file([Part(path, path.name)], out, ASKED).rows == len(pq.read_table(path))
    came, kept = pq.ParquetFile(path).read(), pq.ParquetFile(out).read()
    assert kept.column("sentence")[0].as_py() == sentence
    assert kept.select(came.column_names).equals(came)
    assert kept.schema.types[: len(came.schema)] == came.schema.types


WIDE = [
    pytest.param(
        lambda path: pl.DataFrame({"actual": pl.Series([1], dtype=pl.Int128), "target": "a"}).write_parquet(path),
        'figures.parquet: column "actual" is of a type that cannot be read (Integers with more than 64 bits not '
        "implemented). Save it as 64-bit integers or as decimals.",
        id="polars: 128 bits",
    ),
    pytest.param(
        by_arrow(pa.array([b"\x00" * 16, None], pa.binary(16))),
        'figures.parquet: column "actual" holds bytes, not text or numbers.',
        id="bytes that nobody says are a number",
    ),
    pytest.param(
        by_arrow(pa.array([timedelta(1), None])),
        'figures.parquet, row 2, column actual: found "1 days". Enter a number such as 12.5, with no comma, unit or '
        "per cent sign, or leave it empty.",
        id="a time taken",
    ),
]


@pytest.mark.parametrize(("write", "problem"), WIDE)
def test_what_is_no_figure_is_named_with_its_column(tmp_path, write, problem):
    path = tmp_path / "figures.parquet"
    write(path)
    assert judge_into_file([Part(path, path.name)], tmp_path / "out.parquet", ASKED) == [problem]
    assert [left.name for left in tmp_path.iterdir()] == ["figures.parquet"]


# -- layouts


def as_csv(path: Path, rows: pd.DataFrame | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    (figures() if rows is None else rows).to_csv(path, index=False)


def as_parquet(path: Path, rows: pd.DataFrame | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    (figures() if rows is None else rows).to_parquet(path, index=False)


def partitioned(root: Path) -> None:
    for quarter in ("2009-10 Q3", "2009-10 Q4"):
        as_parquet(root / f"quarter={quarter.replace(' ', '%20')}" / "p.parquet", figures(3))


LAYOUTS = [
    (lambda root: as_csv(root / "a.csv"), "in/a.csv", ["a.csv"], "a file"),
    (lambda root: as_csv(root / "a.txt"), "in/a.txt", ["a.txt.csv"], "a file of another ending"),
    (lambda root: [as_csv(root / name) for name in ("b.CSV", "a.csv")], "in", ["a.csv", "b.CSV"], "a folder"),
    (lambda root: [as_parquet(root / name) for name in ("x/a.parquet", "y/z/a.parquet")], "in",
     ["x/a.parquet", "y/z/a.parquet"], "folders in a folder"),
    (lambda root: [as_parquet(root / name) for name in ("p-1.parquet", "p-2.parquet", "q.parquet")], "in/p-*.parquet",
     ["p-1.parquet", "p-2.parquet"], "a pattern"),
    (lambda root: [as_csv(root / name) for name in ("2009/a.csv", "2010/a.csv", "2010/b.csv")], "in/*/a.csv",
     ["2009/a.csv", "2010/a.csv"], "a pattern of folders"),
    (lambda root: [as_csv(root / name) for name in ("x/a.csv", "y/x/b.csv")], "in/**/x/*.csv", ["x/a.csv", "y/x/b.csv"],
     "a pattern of any depth"),
    (partitioned, "in", ["quarter=2009-10%20Q3/p.parquet", "quarter=2009-10%20Q4/p.parquet"], "partitions"),
    (lambda root: [as_csv(root / name) for name in ("_part.csv", ".a.csv", "_done/a.csv", "a.csv", "notes.md")], "in",
     ["a.csv"], "names that are nobody's figures"),
    (lambda root: as_csv(root / "what?[1].csv"), "in/what?[1].csv", ["what?[1].csv"], "a file named like a pattern"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "source", "names", "why"), LAYOUTS, ids=[case[-1] for case in LAYOUTS])
def test_each_part_has_a_file_of_its_own_named_alike(tmp_path, make, source, names, why):
    make(tmp_path / "in")
    code, out, err = told(tmp_path / source, "-o", tmp_path / "out")
    assert (code, err) == (0, "")
    assert files(tmp_path / "out") == names
    rows = sum(len(verdicts(tmp_path / "out" / name)) for name in names)
    many = f" in {len(names)} parts" if len(names) > 1 else ""
    assert out == f"Judged {rows} rows{many} into {tmp_path / 'out'}.\n"


def test_what_folders_say_is_a_column_of_every_row(tmp_path):
    rows = figures(2).drop(columns="unit")
    as_parquet(tmp_path / "in/unit=days/quarter=Q3%202009%2F10/a.parquet", rows)
    as_parquet(tmp_path / "in/unit=__HIVE_DEFAULT_PARTITION__/quarter=2009-10 Q4/a.parquet", rows)
    assert (
        told(tmp_path / "in", "-o", tmp_path / "all.parquet", "--summary", tmp_path / "s.csv", "--by", "unit")[0] == 0
    )
    table = pq.ParquetFile(tmp_path / "all.parquet").read()
    assert table.column("unit").to_pylist() == [None, None, "days", "days"]
    assert [said[:44] for said in table.column("sentence").to_pylist()[::2]] == [
        "On track: 53 at Q4 2009/10 against a milesto",
        "On track: 53 days at Q3 2009/10 against a mi",
    ]
    assert (tmp_path / "s.csv").read_text().splitlines()[1:] == [
        ",2,1,1,0,0,50.0,50.0",
        "days,2,1,1,0,0,50.0,50.0",
        "all rows,4,2,2,0,0,50.0,50.0",
    ]
    assert told(tmp_path / "in", "-o", tmp_path / "out")[0] == 0
    part = pq.ParquetFile(tmp_path / "out/unit=days/quarter=Q3%202009%2F10/a.parquet").read()
    assert part.column_names == [*rows.columns, "status", "reason", "close", "shortfall", "sentence"]
    assert pl.read_parquet(tmp_path / "out", hive_partitioning=True).height == 4  # as such folders are read


def test_a_column_that_the_file_has_is_the_file_s(tmp_path):
    as_csv(tmp_path / "in/unit=days/a.csv", figures(2))
    assert told(tmp_path / "in", "-o", tmp_path / "out.csv")[0] == 0
    assert "53 homes" in (tmp_path / "out.csv").read_text()


NO_SOURCES = [
    ("none", "none: there is no such file.", "nothing of that name"),
    ("empty", "{}/empty: there is no file in it that ends in .parquet or .csv.", "a folder without any"),
    ("*.parquet", "{}/*.parquet: there is no such file.", "a pattern that none matches"),
]


@pytest.mark.parametrize(("source", "sentence", "why"), NO_SOURCES, ids=[case[-1] for case in NO_SOURCES])
def test_where_there_is_nothing_to_judge_that_is_said(tmp_path, source, sentence, why):
    (tmp_path / "empty").mkdir()
    assert told(tmp_path / source, "-o", tmp_path / "out.csv") == (1, "", f"{sentence.format(tmp_path)}\n")


PLACES = [
    ("in", "in/out", "{0}/in/out lies in {0}/in, whose files are judged. Write to another place.", "below the source"),
    ("in", "in/out.csv", "{0}/in/out.csv lies in {0}/in, whose files are judged. Write to another place.",
     "a file among them"),
    ("in", "in", "{0}/in lies in {0}/in, whose files are judged. Write to another place.", "the source itself"),
    ("in/sub/a.csv", "in", "{0}/in holds the files that are judged. Write to another place.", "above the source"),
    ("in/*.csv", "in/b.csv", "{0}/in/b.csv lies in {0}/in, whose files are judged. Write to another place.",
     "what the pattern would find"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "out", "sentence", "why"), PLACES, ids=[case[-1] for case in PLACES])
def test_what_is_judged_is_not_written_among_what_is_to_be(tmp_path, source, out, sentence, why):
    as_csv(tmp_path / "in/a.csv")
    as_csv(tmp_path / "in/sub/a.csv")
    before = sorted(tmp_path.rglob("*"))
    assert told(tmp_path / source, "-o", tmp_path / out) == (1, "", f"{sentence.format(tmp_path)}\n")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("out", ["judged", "in/judged", "all.csv", "in/all.csv.parquet"])
def test_beside_what_a_pattern_finds_there_is_room(tmp_path, out):
    as_csv(tmp_path / "in/a.csv")
    as_csv(tmp_path / "in/b.csv")
    assert told(tmp_path / "in/*.csv", "-o", tmp_path / out)[0] == 0
    assert told(tmp_path / "in/*.csv", "-o", tmp_path / out)[:2] == (
        0,
        f"Judged 12 rows in 2 parts into {tmp_path / out}.{'' if '.' in out else ' 2 parts were there already.'}\n",
    )


# -- rows


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.lists(st.integers(0, 40), max_size=4), st.sampled_from(["csv", "parquet"]))
def test_in_any_split_the_rows_are_those_of_one_file(tmp_path_factory, rows, cuts, ending):
    folder = tmp_path_factory.mktemp("split")
    whole = figures(rows).assign(quarter="2026 Q1", figure_is_for=np.where(np.arange(rows) % 3, None, "Jan-Mar 2026"))
    whole.loc[whole.index[: rows // 2], "quarter"] = None
    if ending == "parquet":  # only one row has a time of day: the others are then told with one
        whole["seen"] = [datetime(2010, 1, 1, 12 * (number == rows - 1)) for number in range(rows)]
    write = as_csv if ending == "csv" else as_parquet
    write(folder / f"one.{ending}", whole)
    edges = sorted({0, rows, *(cut for cut in cuts if cut < rows)})
    for number, (start, end) in enumerate(pairwise(edges)):
        some = whole.iloc[start:end]
        write(folder / "in" / f"{number}.{ending}", some.astype({"figure_is_for": "str", "quarter": "str"}))
    assert isinstance(judge_file(folder / f"one.{ending}", folder / "one.out.csv", rule()), pd.DataFrame)
    assert judge_into_file(find([str(folder / "in")]), folder / "out.csv", ASKED).rows == rows
    assert (folder / "out.csv").read_bytes() == (folder / "one.out.csv").read_bytes()


def test_parts_that_differ_are_not_put_into_one_file(tmp_path):
    as_parquet(tmp_path / "in/a.parquet")
    as_parquet(tmp_path / "in/b.parquet", figures().astype({"places": "int32"}))
    as_parquet(tmp_path / "in/c.parquet", figures().assign(more=1))
    as_csv(tmp_path / "in/d.csv")
    apart = "Judge into a folder, or make them alike."
    code, _, err = told(tmp_path / "in", "-o", tmp_path / "out.parquet")
    assert (code, err.splitlines()) == (
        1,
        [
            f'b.parquet: column "places" is int32, and in a.parquet it is int64. {apart}',
            f"c.parquet: its columns are not those of a.parquet. {apart}",
            f"d.csv: it is not of the kind of a.parquet. {apart}",
        ],
    )
    assert told(tmp_path / "in", "-o", tmp_path / "out")[0] == 0


def test_a_part_is_held_against_the_first_that_can_be_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.csv").write_bytes(b"\xff")
    as_csv(tmp_path / "in/b.csv")
    as_csv(tmp_path / "in/c.csv", figures().assign(more=1))
    code, _, err = told(tmp_path / "in", "-o", tmp_path / "out.csv")
    apart = "Judge into a folder, or make them alike."
    assert (code, err.splitlines()) == (
        1,
        ["a.csv: this is not UTF-8 text. Save it as CSV UTF-8.", f"c.csv: its columns are not those of b.csv. {apart}"],
    )


def test_problems_of_all_parts_are_told_at_once_and_no_part_is_put_into_place(tmp_path):
    as_csv(tmp_path / "in/a.csv")
    as_csv(tmp_path / "in/b.csv", figures().assign(places=9))
    as_csv(tmp_path / "in/x/c.csv", figures(2).assign(actual="tbc"))
    (tmp_path / "in/d.csv").write_bytes(b"\xff")
    for out in ("out", "out.csv"):
        code, _, err = told(tmp_path / "in", "-o", tmp_path / out)
        a_number = "Enter a number such as 12.5, with no comma, unit or per cent sign, or leave it empty."
        assert (code, err.splitlines()) == (
            1,
            [
                'b.csv, column places: every row, from row 2 on: found "9". Enter the decimal places as a whole number '
                "from 0 to 6.",
                "d.csv: this is not UTF-8 text. Save it as CSV UTF-8.",
                f'x/c.csv, row 2, column actual: found "tbc". {a_number}',
                f'x/c.csv, row 3, column actual: found "tbc". {a_number}',
            ],
        )
    assert files(tmp_path / "out") == []
    assert not (tmp_path / "out.csv").exists()
    for name in ("b", "x/c", "d"):
        as_csv(tmp_path / f"in/{name}.csv")
    code, out, _ = told(tmp_path / "in", "-o", tmp_path / "out")
    assert (code, out) == (0, f"Judged 24 rows in 4 parts into {tmp_path / 'out'}. 1 part was there already.\n")


def test_of_very_many_problems_the_rest_are_counted(tmp_path):
    for number in range(12):
        as_csv(tmp_path / f"in/{number:02}.csv", figures(41).assign(better=["up", "down"] * 20 + ["higher"]))
    code, _, err = told(tmp_path / "in", "-o", tmp_path / "out")
    assert (code, len(err.splitlines())) == (1, 201)
    assert err.splitlines()[-1] == "52 more problems in 3 files."


# -- stopped, and gone on with


def run(source: Path, out: Path, **asked: object):
    said = Asked(**{"rules": rule().to_dict("records"), **asked})
    return judge_into_folder(find([str(source)]), out, said, processes=1)


def begun_and_left(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("half")


CHANGES = [
    # what happens between two runs, parts kept of three, why
    (lambda root: None, 3, "nothing"),
    (lambda root: as_csv(root / "in/b.csv", figures(6, 1)), 2, "a source of the same size has other figures"),
    (lambda root: os.utime(root / "in/b.csv", (1, 1)), 3, "a source has another day and the same figures"),
    (lambda root: (root / "out/b.csv").unlink(), 2, "a judged part is gone"),
    (lambda root: (root / "out/b.csv").write_text("half"), 2, "a judged part is not what was written"),
    (lambda root: (beside(root / "out") / "records/b.csv.json").write_text("{}"), 2, "a record that says nothing"),
    (lambda root: (beside(root / "out") / "records/b.csv.json").write_bytes(b"\xff"), 2, "a record that is none"),
    (lambda root: begun_and_left(beside(root / "out") / "new/0" / "part"), 3, "a part was begun and left"),
    (lambda root: as_csv(root / "in/c/d.csv"), 3, "there is one part more"),
]


@pytest.mark.parametrize(("happens", "kept", "why"), CHANGES, ids=[case[-1] for case in CHANGES])
def test_only_what_is_whole_and_made_of_the_same_is_kept(tmp_path, happens, kept, why):
    for number, name in enumerate("abc"):
        as_csv(tmp_path / f"in/{name}.csv", figures(6, number * 10))
    assert run(tmp_path / "in", tmp_path / "out").kept == 0
    happens(tmp_path)
    assert run(tmp_path / "in", tmp_path / "out").kept == kept
    run(tmp_path / "in", tmp_path / "anew")
    assert files(tmp_path / "out") == files(tmp_path / "anew")
    for name in files(tmp_path / "out"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "anew" / name).read_bytes()
    assert sorted(left.name for left in beside(tmp_path / "out").iterdir()) == ["lock", "parts", "records"]


def test_other_settings_make_every_part_anew(tmp_path):
    as_csv(tmp_path / "in/a.csv")
    as_csv(tmp_path / "in/b.csv")
    others = [{}, {"rules": rule("10%").to_dict("records")}, {"sentences": False}, {"by": ["better"]}, {"by": []}]
    for asked in others:
        assert run(tmp_path / "in", tmp_path / "out", **asked).kept == 0
        assert run(tmp_path / "in", tmp_path / "out", **asked).kept == 2
    record = beside(tmp_path / "out") / "records/a.csv.json"
    said = json.loads(record.read_text())
    said["made_by"]["rule"] = "1"
    record.write_text(json.dumps(said))
    assert run(tmp_path / "in", tmp_path / "out", by=[]).kept == 1, "judged by another version of the rule"


def test_two_parts_are_not_written_to_one_file(tmp_path):
    as_parquet(tmp_path / "in/a.csv")  # named otherwise than what is in it
    as_parquet(tmp_path / "in/a.csv.parquet")
    assert run(tmp_path / "in", tmp_path / "out") == [
        "a.csv.parquet: it would be written to a.csv.parquet, and so would a.csv. Rename one of them."
    ]
    assert files(tmp_path / "out") == []


def test_a_run_that_is_stopped_leaves_no_folder_of_its_own_beside_a_file(tmp_path):
    with pytest.raises(KeyboardInterrupt), writing(tmp_path / "out.csv"):
        raise KeyboardInterrupt
    assert [*tmp_path.iterdir()] == []


def test_a_folder_with_somebody_s_own_files_is_left_as_it_was(tmp_path):
    as_csv(tmp_path / "in/a.csv")
    as_csv(tmp_path / "out/a.csv", figures(1))
    as_csv(tmp_path / "out/mine/b.csv", figures(1))
    what_to_do = "which is no part of what is judged. Choose another folder, or take it out."
    assert run(tmp_path / "in", tmp_path / "out") == [f"out: there is a.csv and 1 more in it, {what_to_do}"]
    assert files(tmp_path / "out") == ["a.csv", "mine/b.csv"]
    (tmp_path / "out/a.csv").unlink()
    (tmp_path / "out/mine/b.csv").unlink()
    run(tmp_path / "in", tmp_path / "out")
    as_csv(tmp_path / "in/b.csv")
    (tmp_path / "in/a.csv").unlink()
    assert run(tmp_path / "in", tmp_path / "out") == [f"out: there is a.csv in it, {what_to_do}"], "of an earlier run"


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    as_csv(tmp_path / "in/a.csv")
    beside(tmp_path / "out").mkdir()
    with FileLock(beside(tmp_path / "out") / "lock"):
        assert run(tmp_path / "in", tmp_path / "out") == [
            "out: another run is writing to this folder. Wait until it is done, or choose another one."
        ]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_run_that_is_killed_is_gone_on_with(tmp_path, processes):
    rows = figures(400_000)
    rows["note"] = np.random.default_rng(1).random(len(rows))  # that the parts are worth a child each
    for number in range(6):
        as_parquet(tmp_path / f"in/{number}.parquet", rows.assign(places=number % 3))
    command = [sys.executable, "-m", "oxdash", "judge", tmp_path / "in", "-o", tmp_path / "out", "--no-sentences"]
    command += ["--processes", str(processes)]
    records = beside(tmp_path / "out") / "records"
    for _ in range(20):  # one that was done before it could be killed is begun anew
        begun = subprocess.Popen(command, cwd=HOME, start_new_session=True)
        while begun.poll() is None and not (records.is_dir() and any(records.iterdir())):
            time.sleep(0.01)
        begun.send_signal(signal.SIGKILL)
        begun.wait()
        if not files(tmp_path / "out"):
            break
        shutil.rmtree(tmp_path / "out")
    assert files(tmp_path / "out") == [], "no part has a name before all are whole"
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.removeprefix(f"Judged 2,400,000 rows in 6 parts into {tmp_path / 'out'}. ")
    assert int(said.split()[0]) >= 1
    assert said.endswith(("part was there already.\n", "parts were there already.\n"))
    command[command.index(tmp_path / "out")] = tmp_path / "anew"
    assert subprocess.run(command, cwd=HOME, capture_output=True).returncode == 0
    for name in files(tmp_path / "anew"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "anew" / name).read_bytes()
    assert files(tmp_path / "out") == [f"{number}.parquet" for number in range(6)]


JUDGING = """
import re, sys
from pathlib import Path
from oxdash.tidy_input.figures_file import judge_into_file, rule
from oxdash.tidy_input.judge_part import Asked
from oxdash.tidy_input.sources import Part
path = Path(sys.argv[1])
judge_into_file([Part(path, path.name)], path.with_suffix(".out.parquet"), Asked(rule().to_dict("records")))
# not ru_maxrss, which is that of the process that began this one where it was larger
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


def test_memory_does_not_grow_with_rows(tmp_path):
    """Three times the rows, in row groups as large as writers make them, with sentences: hardly more memory."""
    peaks = []
    for rows in (600_000, 1_800_000):
        path = tmp_path / f"{rows}.parquet"
        with pq.ParquetWriter(path, pa.Schema.from_pandas(figures(1), preserve_index=False)) as made:
            for first in range(0, rows, 600_000):
                made.write_table(pa.Table.from_pandas(figures(600_000, first), made.schema, preserve_index=False))
        done = subprocess.run([sys.executable, "-c", JUDGING, path], capture_output=True, text=True, cwd=HOME)
        assert done.returncode == 0, done.stderr
        peaks.append(int(done.stdout) / 1000)
    assert peaks[1] < 600, "MB"
    assert peaks[1] < peaks[0] + 100, "MB"


# -- the summary, and what else is asked


def test_the_summary_counts_by_any_columns_with_the_range_if_all_were_known(tmp_path):
    as_csv(tmp_path / "in/a.csv", figures(5).assign(area="=Kent"))
    as_csv(tmp_path / "in/b.csv", figures(10, 5).assign(area="Essex"))
    arguments = [
        tmp_path / "in",
        "-o",
        tmp_path / "out",
        "--summary",
        tmp_path / "s.csv",
        "--by",
        "Area",
        "--by",
        "reason",
    ]
    for _ in range(2):  # counted too of what was there already
        assert told(*arguments)[0] == 0
        assert (tmp_path / "s.csv").read_text() == (
            "Area,reason,rows,on_track,off_track,insufficient_data,close,on_track_percent_if_all_known_low,"
            "on_track_percent_if_all_known_high\n"
            "'=Kent,milestone met,3,3,0,0,0,100.0,100.0\n"
            "'=Kent,milestone missed,1,0,1,0,0,0.0,0.0\n"
            "'=Kent,no reason given,1,0,0,1,0,0.0,100.0\n"
            "Essex,milestone met,4,4,0,0,0,100.0,100.0\n"
            "Essex,milestone missed,4,0,4,0,0,0.0,0.0\n"
            "Essex,no reason given,2,0,0,2,0,0.0,100.0\n"
            "all rows,,15,7,5,3,0,46.7,66.7\n"
        )


ASKED_WRONGLY = [
    (["--by", "unit"], 2, "--by says what --summary counts by: name the file of the summary too.", "by without"),
    (["--summary", "{}/s.csv", "--by", "area"], 1, 'a.csv: there is no column "area" to count by.', "no such column"),
    (
        ["--summary", "{}/a.csv"],
        1,
        "{}/a.csv is a place of figures. Write the summary to another one.",
        "over what is judged",
    ),
    (
        ["--summary", "{}/out.csv"],
        1,
        "{}/out.csv is a place of figures. Write the summary to another one.",
        "over what is written",
    ),
    (["--summary", "{}/none/s.csv"], 1, "s.csv: there is no folder {}/none.", "no such folder"),
]


@pytest.mark.parametrize(("more", "code", "sentence", "why"), ASKED_WRONGLY, ids=[case[-1] for case in ASKED_WRONGLY])
def test_a_summary_that_cannot_be_is_refused(tmp_path, more, code, sentence, why):
    as_csv(tmp_path / "a.csv")
    arguments = [one.format(tmp_path) for one in more]
    assert told(tmp_path / "a.csv", "-o", tmp_path / "out.csv", *arguments) == (
        code,
        "",
        f"{sentence.format(tmp_path)}\n",
    )
    assert [left.name for left in tmp_path.iterdir()] == ["a.csv"]


def test_nothing_is_counted_by_what_is_no_single_value(tmp_path):
    pq.write_table(pa.Table.from_pandas(figures()).append_column("areas", pa.array([[1]] * 6)), tmp_path / "a.parquet")
    more = ["--summary", tmp_path / "s.csv", "--by", "areas"]
    why = "holds lists, maps or records, not one value a row, so nothing can be counted by it."
    assert told(tmp_path / "a.parquet", "-o", tmp_path / "out.parquet", *more) == (
        1,
        "",
        f'a.parquet: column "areas" {why}\n',
    )


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_without_sentences_all_else_is_the_same(tmp_path, ending):
    as_csv(tmp_path / "a.csv", figures().assign(sentence="theirs"))
    assert told(tmp_path / "a.csv", "-o", tmp_path / f"out.{ending}", "--no-sentences")[0] == 0
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet}[ending](tmp_path / f"out.{ending}")
    assert [*read.columns] == [*figures().columns, "sentence", "status", "reason", "close", "shortfall"]
    as_csv(tmp_path / "a.csv")
    assert told(tmp_path / "a.csv", "-o", tmp_path / f"full.{ending}")[0] == 0
    full = {"csv": pd.read_csv, "parquet": pd.read_parquet}[ending](tmp_path / f"full.{ending}")
    pd.testing.assert_frame_equal(full.drop(columns="sentence"), read.drop(columns="sentence"))


def test_what_comes_through_a_pipe_is_judged_into_a_file(tmp_path):
    script = f"cat {tmp_path}/a.csv | {sys.executable} -m oxdash judge /dev/stdin -o {tmp_path}/out.csv"
    as_csv(tmp_path / "a.csv")
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=HOME)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Judged 6 rows into {tmp_path}/out.csv.\n", "")


def test_how_far_it_is_is_shown_on_a_terminal_alone(tmp_path):
    import pty

    for number in range(4):
        as_csv(tmp_path / f"in/{number}.csv", figures(60_000))
    command = [sys.executable, "-m", "oxdash", "judge", tmp_path / "in", "-o", tmp_path / "out.csv", "--no-sentences"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, cwd=HOME) as begun:
        os.close(theirs)
        shown = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not more:
                break
            shown += more
        os.close(ours)
        assert begun.stdout.read() == f"Judged 240,000 rows in 4 parts into {tmp_path / 'out.csv'}.\n".encode()
    assert b"rows judged in " in shown
    assert b" of 4 parts, " in shown
    assert shown.endswith(b"\r\x1b[K")
