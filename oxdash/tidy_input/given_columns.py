"""The columns of a tidy table that a rule asks for, read so many rows at a time; what is wrong with them is gathered.

Text of which there are few different ones (directions, units, quarters) is looked at once per different text.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from oxdash.excel.cells import folded
from oxdash.tidy_input import problems as sentences
from oxdash.tidy_input import tidy_file
from oxdash.tidy_input.problems import OfColumn
from oxdash.tidy_input.tidy_file import TidyTable
from oxdash.vocabulary import units
from oxdash.vocabulary.model import OFFICER_REASONS, Better, FigureIs, Frequency, Measure
from oxdash.vocabulary.periods import canonical
from oxdash.vocabulary.quarters import Calendar, Quarter
from oxdash.vocabulary.rounding import as_float64

LARGEST = 1e15  # from here on a figure has more digits than are compared
NUMBERS = ("milestone", "actual", "milestone_upper")
TEXTS = ("target", "unit", "partnership", "workbook", "sheet", "cell")
PERIODS = ("quarter", "figure_is_for")
_TRUE, _FALSE = ("yes", "true"), ("no", "false")
WORDS: Mapping[str, tuple[str, ...]] = {
    "better": tuple(Better),
    "absence": OFFICER_REASONS,
    "declared": ("yes", "no"),
    "frequency": tuple(Frequency),
    "measure": tuple(Measure),
    "figure_is": tuple(FigureIs),
    "received": (*_TRUE, *_FALSE),
    "damaged": (*_TRUE, *_FALSE),
}
_IF_NOTHING = {"received": True, "damaged": False}  # is said of them
_NOTHING, _WRONG = -1, -2  # in place of the number of a word
_NUMBER = "Enter a number such as 12.5, with no comma, unit or per cent sign, or leave it empty."
_TOO_LARGE = "It has more than 15 digits. Enter a smaller number, in thousands or millions."
_CROSSED = "It is below the milestone of its row. Put the lower value first."


class GivenColumns:
    """``places``: where each column that is asked for stands among ``headings``; ``calendar``: that of the quarters."""

    def __init__(self, headings: Sequence[str], places: Mapping[str, int], calendar: Calendar) -> None:
        self._places, self._calendar = places, calendar
        self._problems = {name: OfColumn(headings[place]) for name, place in places.items()}
        self._crossed = OfColumn(headings[places["milestone_upper"]]) if "milestone_upper" in places else None
        self._unread: dict[str, str] = {}
        self.sound = True

    def read(self, table: TidyTable) -> pd.DataFrame:
        """The figures of the next rows, as `rule.judge` takes them. What is wrong in them is missing there."""
        figures: dict[str, Any] = {}
        for name, place in self._places.items():
            if name in self._unread:
                continue
            try:
                column = table.arrow(place)
            except ValueError as unread:
                self._unread[name], self.sound = f': column "{self._problems[name].heading}" {unread}.', False
                continue
            self._column(name, column, table, figures)
        if self._crossed is not None and "milestone_upper" in figures and {"better", "milestone"} <= set(figures):
            ranged = np.asarray(figures["better"] == Better.WITHIN_RANGE)
            crossed = ranged & (figures["milestone_upper"] < figures["milestone"])
            filled = int(np.count_nonzero(~np.isnan(figures["milestone_upper"])))
            what_to_do = np.full(len(crossed), _CROSSED, object)
            self._gather(self._crossed, table, self._places["milestone_upper"], filled, crossed, what_to_do)
        self._periods(figures)
        return pd.DataFrame(figures, index=pd.RangeIndex(len(table.rows)), copy=False)

    def told(self) -> list[str]:
        """Every problem so far, column by column."""
        said = []
        for name, problems in self._problems.items():
            said += [self._unread[name]] if name in self._unread else problems.told()
        return said + (self._crossed.told() if self._crossed is not None else [])

    def _column(self, name: str, column: pa.Array, table: TidyTable, figures: dict[str, Any]) -> None:
        place, problems = self._places[name], self._problems[name]
        if name in (*NUMBERS, "floor", "places"):
            found, filled, wrong, what_to_do = _numbers(column)
            if name == "places":
                wrong = ~((found >= 0) & (found <= 6) & (found == np.floor(found)))
                what_to_do = np.full(len(wrong), sentences.PLACES, object) if wrong.any() else None
            figures[name] = found
            self._gather(problems, table, place, filled, wrong, what_to_do)
        elif name in WORDS:
            needed = name == "better"
            found, filled, wrong = _words(column, WORDS[name], needed)
            if name in _IF_NOTHING:
                figures[name] = np.where(found < 0, _IF_NOTHING[name], found < len(_TRUE))
            else:
                figures[name] = pd.Categorical.from_codes(found, pd.Index([str(word) for word in WORDS[name]]))
            words = WORDS[name]
            one_of = f"Write {', '.join(words[:-1])} or {words[-1]}{sentences.or_empty(needed)}."
            what_to_do = np.full(len(wrong), one_of, object) if wrong.any() else None
            self._gather(problems, table, place, filled, wrong, what_to_do)
        elif name != "target":  # whose names are no business of the rule
            figures[name] = _texts(column, units.as_kept if name == "unit" else None)

    def _gather(
        self,
        problems: OfColumn,
        table: TidyTable,
        place: int,
        filled: int,
        wrong: np.ndarray,
        what_to_do: np.ndarray | None,
    ) -> None:
        """``what_to_do`` has a sentence in every wrong row."""
        if what_to_do is None or not wrong.any():
            problems.add(len(table.rows), filled)
            return
        self.sound = False
        at = np.flatnonzero(wrong)
        rows = table.rows[at]
        some = pd.Series(what_to_do[at], index=rows, dtype="object")
        first = at[: sentences.TOLD]
        text = tidy_file.text(TidyTable(_rows(table.held, first)).column(place)).set_axis(table.rows[first])
        problems.add(len(table.rows), filled, some, text)

    def _periods(self, figures: dict[str, Any]) -> None:
        """The quarters in one spelling, where they are some; and for what period a figure is, where not its row's."""
        if "quarter" in figures and "figure_is_for" in figures:
            quarters, periods = (figures[name] for name in PERIODS)
            both = pd.Index([*quarters.categories, *periods.categories])
            number, _ = pd.factorize(pd.Index([canonical(said, self._calendar) for said in both]))
            of_quarter, of_period = np.split(np.append(number, -1), [len(quarters.categories)])
            of_quarter = np.append(of_quarter, -2)  # what is missing is of no other
            same = of_quarter.take(quarters.codes, mode="wrap") == of_period.take(periods.codes, mode="wrap")
            figures["figure_is_for"] = pd.Categorical.from_codes(np.where(same, -1, periods.codes), periods.categories)
        if "quarter" in figures:  # a period of another kind is carried along, and not spoken of
            figures["quarter"] = _renamed(
                figures["quarter"], lambda said: str(found) if (found := _read(said)) else None
            )
        if "figure_is_for" in figures:
            figures["figure_is_for"] = _renamed(figures["figure_is_for"], lambda said: str(_read(said) or said)).astype(
                "str"
            )
            if "quarter" in figures:
                figures["quarter"] = figures["quarter"].astype("str")


def of_two_years(column: pa.Array) -> set[bool]:
    """Of which kinds the quarters of a column are: of years that run over into the next, of years that do not."""
    return {one.two_years for said in _texts(column).categories if (one := _read(said)) is not None}


def _read(said: str) -> Quarter | None:
    try:
        return Quarter.parse(said)
    except ValueError:
        return None


def _rows(held: pd.DataFrame | pa.Table, at: np.ndarray) -> pd.DataFrame | pa.Table:
    return held.iloc[at] if isinstance(held, pd.DataFrame) else held.take(pa.array(at))


def different(column: pa.Array) -> tuple[np.ndarray, list[str]]:
    """Which of its different texts, trimmed, each row has, -1 for none; and those texts, of which some may be alike."""
    if pa.types.is_dictionary(column.type) or tidy_file.is_text(column.type):
        held = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        indices = held.indices.cast(pa.int64())  # polars' are unsigned
        codes = (indices.fill_null(_NOTHING) if indices.null_count else indices).to_numpy()
        texts = [(said or "").strip() for said in held.dictionary.to_pylist()]
    else:
        codes, found = pd.factorize(tidy_file.text(TidyTable(pa.table({"": column})).column(0)))
        texts = [str(said) for said in found]
    if not all(texts):
        kept = np.array([*(at if said else _NOTHING for at, said in enumerate(texts)), _NOTHING], np.int64)
        codes = kept.take(codes, mode="wrap")
    return codes, texts


def _meant(codes: np.ndarray, meanings: list[Any], nothing: Any, dtype: type) -> np.ndarray:
    """What each row means, by what its text does."""
    found: np.ndarray = np.array([*meanings, nothing], dtype).take(codes, mode="wrap")
    return found


def _numbers(column: pa.Array) -> tuple[np.ndarray, int, np.ndarray, np.ndarray | None]:
    """Figures as floats, NaN for none; how many hold something, which are wrong, and what to do about these."""
    kind = column.type
    if pa.types.is_floating(kind):
        found = column.to_numpy(zero_copy_only=False)
        found = as_float64(found) if not pa.types.is_float64(kind) else found
        filled = ~np.isnan(found)
    elif pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        text = column.cast(pa.string()) if pa.types.is_decimal(kind) else column  # the nearest float to what is written
        found = text.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
        filled = ~np.isnan(found)
    else:
        return _typed_numbers(column)
    with np.errstate(invalid="ignore"):
        large = np.abs(found) >= LARGEST
    if not large.any():
        return found, int(np.count_nonzero(filled)), large, None
    return np.where(large, np.nan, found), int(np.count_nonzero(filled)), large, np.full(len(found), _TOO_LARGE, object)


def _typed_numbers(column: pa.Array) -> tuple[np.ndarray, int, np.ndarray, np.ndarray | None]:
    """The same of text."""
    codes, texts = different(column)
    good = [bool(tidy_file.NUMBER.fullmatch(said)) for said in texts]
    values = np.array([float(said) if fine else np.nan for said, fine in zip(texts, good, strict=True)], float)
    with np.errstate(invalid="ignore"):
        large = np.abs(values) >= LARGEST
    ways = [
        (_TOO_LARGE if big else None)
        if fine
        else (sentences.POINT if tidy_file.DECIMAL_COMMA.fullmatch(said) else _NUMBER)
        for said, fine, big in zip(texts, good, large, strict=True)
    ]
    found = _meant(codes, np.where(large, np.nan, values).tolist(), np.nan, float)
    filled = int(np.count_nonzero(codes >= 0))
    if not any(ways):
        return found, filled, np.zeros(len(codes), bool), None
    what_to_do = _meant(codes, ways, None, object)
    return found, filled, what_to_do != None, what_to_do  # noqa: E711 of each row


def _words(column: pa.Array, words: Sequence[str], needed: bool) -> tuple[np.ndarray, int, np.ndarray]:
    """The number of each row's word, case and white space folded; how many hold something, and which are wrong.

    Anything else is wrong, and so is nothing where one is needed.
    """
    codes, texts = different(column)
    known = {folded(word): number for number, word in enumerate(words)}
    found = _meant(codes, [known.get(folded(said), _WRONG) for said in texts], _NOTHING, np.int8)
    wrong = (found < 0) if needed else (found == _WRONG)
    return np.maximum(found, _NOTHING), int(np.count_nonzero(codes >= 0)), wrong


def _texts(column: pa.Array, meaning: Callable[[str], str] | None = None) -> pd.Categorical:
    codes, texts = different(column)
    return _categories(codes, [meaning(said) for said in texts] if meaning else texts)


def _renamed(column: pd.Categorical, meaning: Callable[[str], str | None]) -> pd.Categorical:
    return _categories(column.codes, [meaning(said) for said in column.categories])


def _categories(codes: np.ndarray, texts: Sequence[Any]) -> pd.Categorical:
    """Of texts that may be alike, or none."""
    number, different = pd.factorize(pd.Index(texts, dtype="object"))
    return pd.Categorical.from_codes(_meant(codes, number.tolist(), -1, np.int64), pd.Index(different, dtype="str"))
