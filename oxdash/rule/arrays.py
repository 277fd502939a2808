"""Columns of a table of figures as arrays that a rule can ask: words, yes or no, numbers.

Every function takes the table and a column's name, and answers for a table without that column too.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from oxdash.vocabulary.rounding import as_float64

_LISTED = 2**20  # what a processor's cache holds
_ENDLESS = 1e290  # from here on there is no float for it in units of its last digit, at some number of places
_ROOM = 2**62  # for the number of a combination


class Columns:
    """The columns of a table, as pandas keeps them or as plain arrays, cut to so many rows without being copied.

    Each is asked of the table once: pandas takes as long for that as a rule takes for some thousands of rows. So is
    what the words of a column mean, where the column has a list of them.
    """

    def __init__(self, figures: pd.DataFrame) -> None:
        self._figures, self._rows = figures, slice(0, len(figures))
        self._held: dict[str, Any] = {}
        self._meant: dict[str, tuple[list[Any], dict[int, ValueError]]] = {}

    def cut(self, start: int, stop: int) -> "Columns":
        some = Columns(self._figures)
        some._held, some._meant, some._rows = self._held, self._meant, slice(start, min(stop, len(self._figures)))
        return some

    def frame(self) -> pd.DataFrame:
        return self._figures.iloc[self._rows]

    def __len__(self) -> int:
        return self._rows.stop - self._rows.start

    def __contains__(self, name: str) -> bool:
        return name in self._held or name in self._figures

    def __getitem__(self, name: str) -> Any:
        return self._whole(name)[self._rows]

    def words(self, name: str, meaning: Callable[[str], Any], missing: Any) -> tuple[Any, list[Any]]:
        """Of each row the number of its text, -1 for none, and what each different text means, which is asked once.

        Without the column no row has a text. ValueError where ``meaning`` has one for the text of a row.
        """
        if name not in self:
            return np.int8(-1), []
        column = self._whole(name)
        if isinstance(column, pd.Categorical):
            codes = column.codes[self._rows]
            if name not in self._meant:
                self._meant[name] = _all_of(column.categories, meaning, missing)
            found, faults = self._meant[name]
        else:
            codes, different = pd.factorize(column[self._rows])
            found, faults = _all_of(different, meaning, missing)
        for number, fault in faults.items():
            if np.any(codes == number):  # a category that no row has is no fault
                raise fault
        return codes, found

    def _whole(self, name: str) -> Any:
        if name not in self._held:
            column = self._figures[name]
            self._held[name] = column.to_numpy() if isinstance(column.dtype, np.dtype) else column.array
        return self._held[name]


def _all_of(
    words: Iterable[Any], meaning: Callable[[str], Any], missing: Any
) -> tuple[list[Any], dict[int, ValueError]]:
    """What each word means, ``missing`` where it means nothing; and why it does not, by its number."""
    found: list[Any] = []
    faults = {}
    for number, word in enumerate(words):
        try:
            found.append(meaning(word))
        except ValueError as fault:
            faults[number] = fault
            found.append(missing)
    return found, faults


def meanings(figures: Columns, name: str, meaning: Callable[[str], Any], missing: object, dtype: type[Any]) -> Any:
    """What each text of a column means, worked out once per different text; one value for all without the column."""
    codes, found = figures.words(name, meaning, missing)
    return np.array([*found, missing], dtype).take(codes, mode="wrap")  # missing is -1, which wraps to the last


def numbered(figures: Columns, name: str, known: list[Any], missing: int | None) -> Any:
    """The number of each row's word in ``known``; ``missing`` None is for a column that must say something.

    ValueError for any other word, and for nothing where there must be something.
    """

    def number(word: str) -> int:
        if word not in known:
            raise ValueError(f'"{word}" is not a word for {name}. It is one of: {"; ".join(known)}.')
        return known.index(word)

    numbers = meanings(figures, name, number, -2 if missing is None else missing, np.int8)
    if missing is None and np.any(numbers == -2):
        raise ValueError(f"A row has nothing for {name}. It is one of: {'; '.join(known)}.")
    return numbers


def flags(figures: Columns, name: str, missing: bool) -> np.ndarray | np.bool_:
    """Yes or no; ``missing`` where a row, or the table, does not say."""
    if name not in figures:
        return np.bool_(missing)
    column = figures[name]
    found: np.ndarray = column if column.dtype == bool else pd.Series(column).fillna(missing).to_numpy(bool)
    return found


def numbers(figures: Columns, name: str) -> np.ndarray:
    """Figures as floats, missing as NaN. An infinity is no figure, nor is what is one in units of its last digit."""
    if name not in figures:
        return np.full(len(figures), np.nan)
    column = figures[name]
    if column.dtype != float:
        kept = getattr(column.dtype, "numpy_dtype", column.dtype)  # pandas' Float32 is a float of 32 bits too
        narrow = kept if kept in (np.float32, np.float16) else float
        column = as_float64(pd.Series(column).to_numpy(narrow, na_value=np.nan))
    most = max(np.fmax.reduce(column, initial=0), -np.fmin.reduce(column, initial=0))
    found: np.ndarray = column if most < _ENDLESS else np.where(np.abs(column) < _ENDLESS, column, np.nan)
    return found


def places(figures: Columns) -> np.ndarray:
    """Decimal places; ValueError where a row has no whole number of them from 0 to 15."""
    column = figures["places"]
    whole = isinstance(column, np.ndarray) and column.dtype.kind in "iu"
    if not whole:
        column = pd.Series(column).to_numpy(float, na_value=np.nan)
        whole = bool(np.all(column == np.floor(column)))
    if not (whole and np.min(column, initial=0) >= 0 and np.max(column, initial=0) <= 15):
        raise ValueError("A row has no whole number of decimal places from 0 to 15.")
    found: np.ndarray = column.astype(np.intp)
    return found


def first_that_holds(conditions: list[Any], choices: list[Any]) -> np.ndarray:
    """Per row, the small whole number chosen by the first condition that holds; the last must hold for every row.

    What ``np.select`` does, twenty times faster for int8: from the last to the first, each takes the rows it holds for.
    """
    chosen = np.array(choices[-1], np.int8)
    for condition, choice in zip(conditions[-2::-1], choices[-2::-1], strict=True):
        chosen = chosen + condition.view(np.int8) * (choice - chosen)
    return chosen


def chosen(here: np.ndarray, these: np.ndarray, others: np.ndarray) -> np.ndarray:
    """``np.where`` of floats, bit for bit, without guessing which it will be: three times as fast by chance."""
    bits = these.view(np.int64) ^ others.view(np.int64)
    bits &= -here.view(np.int8).astype(np.int64)
    bits ^= others.view(np.int64)
    return bits.view(np.float64)


def factorized(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As ``pd.factorize`` of whole numbers from 0 up, in their order; by a list of all that there can be, if short."""
    size = int(keys.max(initial=-1)) + 1
    if size > max(_LISTED, len(keys)):
        return pd.factorize(keys)
    there = np.zeros(size, bool)
    there[keys] = True
    different = np.flatnonzero(there)
    number = np.empty(size, np.int64)
    number[different] = np.arange(len(different))
    return number.take(keys), different


class Alike:
    """Which rows are alike in every fact so far."""

    def __init__(self, rows: int) -> None:
        self._keys, self._different = np.zeros(rows, np.int64), 1

    def tell_apart(self, codes: np.ndarray, different: int) -> None:
        """By one more fact, of which there are so many; -1 is none."""
        if not len(codes) or np.all(codes == codes[0]):
            return
        if self._different * (different + 1) > _ROOM:
            self._keys, kept = pd.factorize(self._keys)
            self._different = len(kept)
        self._keys *= different + 1
        self._keys += codes
        self._keys += 1
        self._different *= different + 1

    def groups(self) -> tuple[np.ndarray, np.ndarray]:
        """Of each row the number of its group, and of each group its first row."""
        codes, different = factorized(self._keys)
        first = np.empty(len(different), np.int64)
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
        return codes, first
