"""Columns in which few texts stand in many rows: whatever is asked of a text is worked out once, and not once a row."""

import sys
from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
import pandas as pd

MOST_PLACES = 10_000_000  # a table of so many fits in memory by far


def of_labels(labels: list[str], codes: np.ndarray, index: pd.Index) -> pd.Series:
    """Texts by their places in ``labels``, of which some may be the same."""
    different, places = np.unique(np.array(labels, dtype=object), return_inverse=True)
    made: Any = pd.Categorical.from_codes  # whose types know of no texts
    return pd.Series(made(places[codes], different), index=index)


def relabelled(column: pd.Series, labels: list[str]) -> pd.Series:
    """A column of texts with another for each of its categories, in their order; itself where all are as they were."""
    if labels == column.cat.categories.tolist():
        return column
    return of_labels(labels, column.cat.codes.to_numpy(), column.index)


def by_label(column: pd.Series, values: list[Any], dtype: Any) -> np.ndarray:
    """A value for each row, of those of its categories, in their order."""
    found: np.ndarray = np.array(values, dtype=dtype)[column.cat.codes.to_numpy()]
    return found


def by_text(column: pd.Series, what: Callable[[str], Any], dtype: Any) -> np.ndarray:
    """The same, worked out once for each different text."""
    return by_label(column, [what(text) for text in column.cat.categories], dtype)


def again_of(texts: pd.DataFrame) -> pd.Series:
    """Whether a row says what one before it says, by the places of its texts among the different ones."""
    if prod(max(len(column.cat.categories), 1) for _, column in texts.items()) > sys.maxsize:
        return texts.duplicated()
    place = np.zeros(len(texts), dtype=np.int64)
    for _, column in texts.items():
        place = place * max(len(column.cat.categories), 1) + column.cat.codes.to_numpy()
    if (most := int(place.max(initial=0)) + 1) > MOST_PLACES:
        return pd.Series(place, index=texts.index).duplicated()
    first = np.full(most, -1)
    first[place[::-1]] = np.arange(len(place))[::-1]  # of each, the one that is written last: the first row
    again = np.ones(len(place), dtype=bool)
    again[first[first >= 0]] = False
    return pd.Series(again, index=texts.index)


def where(asked: np.ndarray, texts: pd.Series, what: Callable[[str], bool]) -> np.ndarray:
    """Of which texts something holds, asked of some of them alone."""
    found, held = np.zeros(len(texts), dtype=bool), texts.to_numpy(object)
    for n in np.flatnonzero(asked):
        found[n] = what(held[n])
    return found
