"""The sentences of `explanation` for millions of rows: the same words, made once for all rows that differ only in what
stands in them.

Rows that are alike in every fact but their numbers and names (the workbook, the cell) have one sentence with gaps,
which `explanation` makes of one of them: a mark stands in it for each number and name. What fills the gaps is printed
once per different number. Which words stand beside a number depends on whether that is 1 and whether it is below
nought, so rows are alike only where these are.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from oxdash.rule import arrays, explanation
from oxdash.vocabulary import wording
from oxdash.vocabulary.printed import Printed, Said
from oxdash.vocabulary.rounding import last_digits, units

_NUMBERS = ("actual", "milestone", "milestone_upper", "shortfall")
_NAMES = ("partnership", "quarter", "workbook", "sheet", "cell")  # stand in a sentence as they are
_MARKS = {name: chr(0xE000 + number) for number, name in enumerate(_NUMBERS + _NAMES)}  # private use: of no language
_A_MARK = re.compile(f"([{''.join(_MARKS.values())}])")
_NAMED = {mark: name for name, mark in _MARKS.items()}
_FACTS = tuple(name for name in explanation.NEEDED + explanation.OPTIONAL if name not in (*_NUMBERS, *_NAMES, "places"))
_NONE, _ONE, _MINUS_ONE, _BELOW, _OTHER = range(5)  # what a number is for the words beside it
_WHOLE = 1e15  # units of the last digit; from here on they have more digits than a float tells apart
_NOBODY: Mapping[str, str] = {}


def sentences(judged: pd.DataFrame, partnerships: Mapping[str, str] = _NOBODY) -> pa.Array:
    """What `explanation.sentences` says of the same rows, as large strings of Arrow; without missing ones."""
    found = _sentences(judged, partnerships) if len(judged) and "original_milestone" not in judged else None
    if found is None:  # milestones that have moved, and what holds a mark of ours, are told row by row
        return pa.array(explanation.sentences(judged, partnerships).tolist(), pa.large_string())
    return found


def _sentences(judged: pd.DataFrame, partnerships: Mapping[str, str]) -> pa.Array | None:
    numbers = {name: _Numbers(judged, name) for name in _NUMBERS if name in judged}
    if any(one.too_large for one in numbers.values()):
        return None
    names = {name: _Names(judged[name]) for name in _NAMES if name in judged}
    alike = arrays.Alike(len(judged))
    for name in _FACTS:
        if name in judged:
            codes, different = _codes(judged[name])
            if any(isinstance(one, str) and _A_MARK.search(one) for one in different):
                return None
            alike.tell_apart(codes, len(different))
    for held in numbers.values():
        alike.tell_apart(held.kind, 5)
    for named in names.values():
        alike.tell_apart((named.codes >= 0).astype(np.int8), 2)
    alike.tell_apart(_sign(numbers["shortfall"].values), 4)
    alike.tell_apart((numbers["actual"].values < numbers["milestone"].values).astype(np.int8), 2)
    of_which, first = alike.groups()
    templates: list[list[str]] = []
    for row in explanation.rows(judged.iloc[first]):
        for name, held in numbers.items():
            value = getattr(row, name)
            if value is not None:
                setattr(row, name, Printed(value, held.marked(first[len(templates)], _MARKS[name])))
        for name in _NAMES:
            if getattr(row, name) is not None:
                setattr(row, name, Said(_MARKS[name]))
        templates.append(_A_MARK.split(explanation.of_row(row)))
    texts: dict[str, _Numbers | _Names] = {**numbers, **names}
    for name, words in (("partnership", partnerships.get), ("quarter", lambda one, _: wording.quarter(one))):
        if name in names:
            names[name].texts = [words(text, text) for text in names[name].texts]
    return _filled(templates, of_which, texts)


class _Numbers:
    """The numbers of one column: ``values``; of each row its ``kind`` and which of the different ``texts`` it has.

    ``texts`` are without a sign: a sentence may set it apart from the number.
    """

    def __init__(self, judged: pd.DataFrame, name: str) -> None:
        self.values = arrays.numbers(judged, name)
        places = judged["places"].to_numpy(np.int64)
        digits = last_digits(self.values, units(places))
        none = np.isnan(digits)
        self.too_large = bool(np.any(np.abs(digits) >= _WHOLE)) or bool(np.any(places > 15))
        if self.too_large:
            return
        keys = np.where(none, 0, digits).astype(np.int64) * 16 + places
        self.codes, different = pd.factorize(keys)
        self.texts = [_printed(abs(key >> 4), key & 15) for key in different.tolist()]
        below, one = digits < 0, np.abs(keys) == 16  # one, in whole numbers
        self.kind = np.where(none, _NONE, _OTHER - below).astype(np.int8)
        ones = np.flatnonzero(one)
        self.kind[ones] = np.where(below[ones], _MINUS_ONE, _ONE)

    def marked(self, row: int, mark: str) -> str:
        """What stands for the number of a row in a sentence with gaps."""
        return {_ONE: "1", _MINUS_ONE: "-1", _BELOW: f"-{mark}"}.get(int(self.kind[row]), mark)


@lru_cache(maxsize=100_000)
def _printed(digits: int, places: int) -> str:
    """As `wording.number` prints so many units of the last digit.

    >>> _printed(1234567, 2), _printed(5, 1), _printed(1000, 0)
    ('12,345.67', '0.5', '1,000')
    """
    whole, rest = divmod(digits, 10**places)
    return f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"


class _Names:
    """The texts of one column, and which of them each row has; -1 for none."""

    def __init__(self, column: pd.Series) -> None:
        self.codes, different = _codes(column)
        self.texts = [str(one) for one in different]


def _codes(column: pd.Series) -> tuple[np.ndarray, list[Any]]:
    """Which of the different values each row has, -1 for none; and those."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64), list(column.cat.categories)
    codes, different = pd.factorize(column)
    return codes, list(different)


def _sign(values: np.ndarray) -> np.ndarray:
    """0 for none, then below nought, nought and above."""
    found: np.ndarray = np.where(np.isnan(values), 0, np.sign(np.nan_to_num(values)) + 2).astype(np.int8)
    return found


def _filled(templates: list[list[str]], of_which: np.ndarray, texts: Mapping[str, "_Numbers | _Names"]) -> pa.Array:
    """The sentence of each row. A template is words, a mark, words, a mark ... words."""
    most = max(len(template) // 2 for template in templates)
    words = np.array([template[::2] + [""] * (most - len(template) // 2) for template in templates], object)
    gaps = np.array(
        [[_NAMED[mark] for mark in template[1::2]] + [""] * (most - len(template) // 2) for template in templates],
        object,
    ).reshape(len(templates), most)
    starts, printed = {}, [""]  # of each column's texts among all
    for name in set(gaps.ravel()) - {""}:
        starts[name] = len(printed)
        printed += texts[name].texts
    fillings = pa.array(printed, pa.large_string())
    which, parts = pa.array(of_which), []
    for at in range(most + 1):
        parts.append(pa.array(words[:, at], pa.large_string()).take(which))
        if at == most:
            break
        filling = np.zeros(len(of_which), np.int64)
        for name in set(gaps[:, at]) - {""}:
            here = (gaps[:, at] == name)[of_which]
            filling = np.where(here, starts[name] + texts[name].codes, filling)
        parts.append(fillings.take(pa.array(filling)))
    return pc.binary_join_element_wise(*parts, pa.scalar("", pa.large_string()))
