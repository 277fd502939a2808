"""A table is settled by what its schema says and by nothing else: as pandera's own validation has it.

The kind: a quick way to an answer that has to be the answer of the slow one. Tried with every type that a schema here
has (text, figures, whole numbers, days with and without a zone, yes and no, one of some words), with values of another
type, out of bounds, missing where nothing may be, and twice.
"""

import pandas as pd
import pandera.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.vocabulary import tables as table
from oxdash.vocabulary.model import FigureIs
from oxdash.vocabulary.rows import each_row

WORDS = st.sampled_from([None, float("nan"), "", "final", "estimate", "on track", "2009-10 Q3", "2010-07-22", "5"])
NUMBERS = st.sampled_from([0, 1, 7, -1, 2.5, float("nan"), float("inf"), True, False])
DAYS = st.sampled_from([pd.NaT, pd.Timestamp("2010-07-22"), pd.Timestamp("2010-07-22", tz="UTC")])
TYPES = st.sampled_from([None, "object"])
SCHEMAS = [table.RETURNED, table.JUDGED, table.RETURNS, table.CORRECTIONS, table.TARGETS, table.MILESTONES]


def outcome(settle, schema, frame: pd.DataFrame) -> object:
    """The table that comes out, or what is said to be wrong with it."""
    try:
        return settle(schema, frame)
    except pandera.errors.SchemaErrors as wrong:
        return str(wrong)


def by_pandera(schema, frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.reindex(columns=list(schema.columns)).reset_index(drop=True)
    for name, column in schema.columns.items():
        if str(column.dtype) == "bool" and frame[name].dtype != bool:
            frame[name] = frame[name].astype("boolean").fillna(False).astype(bool)
    return schema.pandera.validate(frame, lazy=True)


def good(column) -> st.SearchStrategy:
    """Values that a column may hold."""
    kind = str(column.dtype)
    if column.words:
        return st.sampled_from(sorted(column.words))
    if kind == "category":
        return st.sampled_from(list(column.dtype.categories))
    if kind == "bool":
        return st.booleans()
    if kind.startswith("datetime"):
        return st.just(pd.Timestamp("2010-07-22", tz="UTC" if "UTC" in kind else None))
    return st.integers(0, 6) if kind in ("int64", "float64") else st.text("ab", min_size=1, max_size=3)


@st.composite
def tables(draw) -> tuple:
    """A schema, and a frame of a few rows that is as it asks but for some columns, or that lacks some."""
    schema = draw(st.sampled_from(SCHEMAS))
    rows = draw(st.integers(0, 3))
    odd = draw(st.sets(st.sampled_from(list(schema.columns)), max_size=2))
    absent = draw(st.sets(st.sampled_from([name for name, one in schema.columns.items() if one.missing]), max_size=2))
    columns = {}
    for name, column in schema.columns.items():
        kind = str(column.dtype)
        of = draw(st.sampled_from([WORDS, NUMBERS, DAYS])) if name in odd and kind != "bool" else good(column)
        if name not in absent:
            columns[name] = pd.Series(draw(st.lists(of, min_size=rows, max_size=rows)), dtype=draw(TYPES))
    return schema, pd.DataFrame(columns)


@given(tables())
def test_a_table_is_settled_as_pandera_settles_it(given_):
    schema, frame = given_
    made, wanted = outcome(table.settle, schema, frame), outcome(by_pandera, schema, frame)
    if isinstance(wanted, str):
        assert made == wanted
    else:
        pd.testing.assert_frame_equal(made, wanted)


KEY = {"target": "NI 1", "quarter": "2009-10 Q3", "partnership": "children"}


@pytest.mark.parametrize(
    ("schema", "rows", "said"),
    [
        pytest.param(table.RETURNED, [KEY | {"target": None}], "target", id="nothing where something has to be"),
        pytest.param(table.RETURNED, [KEY, KEY], "target", id="the same target and quarter twice"),
        pytest.param(table.RETURNED, [KEY | {"figure_is": "a guess"}], "figure_is", id="a word that is not listed"),
        pytest.param(table.RETURNED, [KEY | {"actual": "many"}], "actual", id="words for a figure"),
        pytest.param(table.RETURNED, [KEY | {"expected_on": "soon"}], "expected_on", id="words for a day"),
        pytest.param(
            table.CORRECTIONS, [KEY | {"number": None}], "number", id="no whole number where there has to be one"
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_told_by_column(schema, rows, said):
    with pytest.raises(pandera.errors.SchemaErrors, match=said):
        table.settle(schema, pd.DataFrame(rows))


def test_a_settled_table_has_the_types_of_its_schema_and_an_index_of_its_own():
    rows = pd.DataFrame([KEY | {"actual": 5, "figure_is": str(FigureIs.FINAL)}], index=[7])
    settled = table.settle(table.RETURNED, rows)
    assert {name: str(kind) for name, kind in settled.dtypes.items()} == {
        name: str(column.dtype) for name, column in table.RETURNED.columns.items()
    }
    assert list(settled.index) == [0]


TABLES = [
    pytest.param(pd.DataFrame({"a": ["x", None], "b": [1.5, float("nan")], "c": [True, False]}), id="what most are of"),
    pytest.param(pd.DataFrame({"n": pd.array([2, 3], "int64"), "m": [2, None]}, dtype="object"), id="whole numbers"),
    pytest.param(
        pd.DataFrame({"at": pd.to_datetime(["2010-07-22", None]), "why": pd.Categorical(["x", None])}), id="days"
    ),
    pytest.param(pd.DataFrame({"at": pd.to_datetime(["2010-07-22"], utc=True), "index": [0]}), id="moments"),
    pytest.param(pd.DataFrame([[1, 2, 3]], columns=["class", "2010", "_a"]), id="names that no attribute can have"),
    pytest.param(pd.DataFrame([[1, 2]], columns=["a", "a"]), id="one name twice"),
    pytest.param(
        pd.DataFrame({"count": ["a method's name"], "index": [1]}, index=["k"]), id="names of a tuple's methods"
    ),
    pytest.param(pd.DataFrame(columns=["a", "b"]), id="no row"),
]


@pytest.mark.parametrize("one", TABLES)
def test_rows_are_those_that_pandas_gives(one):
    found, wanted = list(each_row(one)), list(one.itertuples(index=False))
    assert repr([tuple(row) for row in found]) == repr([tuple(row) for row in wanted])
    assert [row._fields for row in found] == [row._fields for row in wanted]
    assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in wanted]
