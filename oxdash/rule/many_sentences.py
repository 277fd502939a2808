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
from itertools import zip_longest
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

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
_NONE, _ONE, _MINUS_ONE, _OTHER, _BELOW = range(5)  # what a number is for the words beside it
_WHOLE = 1e15  # units of the last digit; from here on they have more digits than a float tells apart
_AT_ONCE = 32_768  # rows: what a processor's cache holds of their sentences
_WORTH_IT = 50  # rows a sentence with gaps
_NOBODY: Mapping[str, str] = {}


def sentences(judged: pd.DataFrame, partnerships: Mapping[str, str] = _NOBODY) -> pa.ChunkedArray:
    """What `explanation.sentences` says of the same rows, as large strings of Arrow in pieces; without missing ones."""
    found = _sentences(judged, partnerships) if len(judged) and "original_milestone" not in judged else None
    if found is None:  # milestones that have moved, and what holds a mark of ours, are told row by row
        return pa.chunked_array([explanation.sentences(judged, partnerships).tolist()], pa.large_string())
    return found


def _sentences(judged: pd.DataFrame, partnerships: Mapping[str, str]) -> pa.ChunkedArray | None:
    columns = arrays.Columns(judged)
    places = arrays.places(columns)
    numbers = {name: _Number(arrays.numbers(columns, name), places) for name in _NUMBERS if name in judged}
    if any(one.too_large for one in numbers.values()):
        return None
    names = {name: _Names(*_codes(columns[name])) for name in _NAMES if name in judged}
    alike = arrays.Alike(len(judged))
    for name in _FACTS:
        if name in judged:
            codes, different = _codes(columns[name])
            if any(isinstance(one, str) and _A_MARK.search(one) for one in different):
                return None
            alike.tell_apart(codes, len(different))
    for held in numbers.values():
        alike.tell_apart(held.kind, 5)
    for named in names.values():
        alike.tell_apart((named.codes >= 0).view(np.int8), 2)
    alike.tell_apart(_sign(numbers["shortfall"].values), 4)
    alike.tell_apart((numbers["actual"].values < numbers["milestone"].values).view(np.int8), 2)
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
    texts: dict[str, _Names] = {**_printed_all(numbers, places), **names}
    for name, words in (("partnership", partnerships.get), ("quarter", lambda one, _: wording.quarter(one))):
        if name in names:
            names[name].texts = [words(text, text) for text in names[name].texts]
    return _filled(*_few_named(templates, of_which, names), texts)


class _Number:
    """The numbers of one column: ``values``, in ``digits`` of the last place, and of each row its ``kind``."""

    def __init__(self, values: np.ndarray, places: np.ndarray) -> None:
        self.values = values
        self.digits = last_digits(values, units(places))
        size = np.abs(self.digits)
        self.too_large = bool(np.fmax.reduce(size, initial=0) >= _WHOLE)
        below, one = (self.digits < 0).view(np.int8), (size == 1) & (places == 0)
        self.kind = _OTHER + below - 2 * one.view(np.int8)  # below nought is the next
        self.kind[np.flatnonzero(np.isnan(size))] = _NONE

    def marked(self, row: int, mark: str) -> str:
        """What stands for the number of a row in a sentence with gaps."""
        return {_ONE: "1", _MINUS_ONE: "-1", _BELOW: f"-{mark}"}.get(int(self.kind[row]), mark)


class _Names:
    """The different texts of one column, and which of them each row has; -1 for none."""

    def __init__(self, codes: np.ndarray, different: list[Any]) -> None:
        self.codes, self.texts = codes, [str(one) for one in different]


def _printed_all(numbers: Mapping[str, _Number], places: np.ndarray) -> dict[str, _Names]:
    """The numbers of all columns as they are printed, without a sign: a sentence may set it apart from the number."""
    keys = [np.nan_to_num(np.abs(held.digits)).astype(np.int64) * 16 + places for held in numbers.values()]
    codes, different = arrays.factorized(np.concatenate(keys))
    texts = [_printed(key >> 4, key & 15) for key in different.tolist()]
    return {name: _Names(found, texts) for name, found in zip(numbers, np.split(codes, len(numbers)), strict=True)}


@lru_cache(maxsize=100_000)
def _printed(digits: int, places: int) -> str:
    """As `wording.number` prints so many units of the last digit.

    >>> _printed(1234567, 2), _printed(5, 1), _printed(1000, 0)
    ('12,345.67', '0.5', '1,000')
    """
    whole, rest = divmod(digits, 10**places)
    return f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"


def _codes(column: Any) -> tuple[np.ndarray, list[Any]]:
    """Which of the different values each row has, -1 for none; and those."""
    if isinstance(column, pd.Categorical):
        return column.codes, list(column.categories)
    if column.dtype == bool:
        return column.view(np.int8), [False, True]
    codes, different = pd.factorize(column)
    return codes, list(different)


def _sign(values: np.ndarray) -> np.ndarray:
    """0 for none, then below nought, nought and above."""
    found: np.ndarray = (2 * (values >= 0).view(np.int8)) + (values > 0) + (values < 0)
    return found


def _few_named(
    templates: list[list[str]], of_which: np.ndarray, names: Mapping[str, _Names]
) -> tuple[list[list[str]], np.ndarray]:
    """Names of which few are different put into the templates: fewer gaps are left to fill in every row."""
    for name, held in names.items():
        mark, different = _MARKS[name], [*held.texts, ""]  # the last is none, which no template has a gap for
        too_many = len(different) * len(templates) * _WORTH_IT > len(of_which)
        if too_many or not any(mark in template for template in templates):
            continue
        templates = [_named(template, mark, text) for template in templates for text in different]
        of_which = of_which * len(different) + np.arange(len(different)).take(held.codes, mode="wrap")
    return templates, of_which


def _named(template: list[str], mark: str, text: str) -> list[str]:
    """The same with a name in place of its mark.

    >>> _named(["At ", "q", ": ", "a", "."], "q", "Q3")
    ['At Q3: ', 'a', '.']
    """
    made = template[:1]
    for gap, after in zip(template[1::2], template[2::2], strict=True):
        if gap == mark:
            made[-1] += text + after
        else:
            made += [gap, after]
    return made


def _filled(templates: list[list[str]], of_which: np.ndarray, texts: Mapping[str, _Names]) -> pa.ChunkedArray:
    """The sentence of each row. A template is words, a mark, words, a mark ... words.

    All pieces of many sentences are taken at once from all that there are, one after the other: what the pieces' text
    then is are the sentences, of which each begins where its first piece does.
    """
    pieces, starts = [""], {}  # of each column's texts among all
    for name, held in texts.items():
        starts[name] = len(pieces)
        pieces += held.texts
    different = dict.fromkeys(words for template in templates for words in template[::2])
    numbers = {words: number for number, words in enumerate(different, len(pieces))}
    all_pieces = pa.array([*pieces, *numbers], pa.large_string())
    places = list(zip_longest(*templates, fillvalue=""))
    said = [np.array([numbers.get(one, 0) for one in place]) for place in places]
    gaps = [{mark: np.array([one == mark for one in place]) for mark in set(place) & set(_NAMED)} for place in places]
    chunks = []
    for begin in range(0, len(of_which), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        which = of_which[some]
        whole = np.empty((len(which), len(places)), np.int32)
        for at in range(len(places)):
            whole[:, at] = said[at].take(which)
            for mark, here in gaps[at].items():
                rows, name = np.flatnonzero(here.take(which)), _NAMED[mark]
                whole[rows, at] = np.add(texts[name].codes[some][rows], starts[name], dtype=np.int64)
        _, offsets, data = all_pieces.take(pa.array(whole.ravel())).buffers()
        begins = np.frombuffer(offsets, np.int64)[: whole.size + 1 : len(places)].copy()
        chunks.append(pa.Array.from_buffers(pa.large_string(), len(which), [None, pa.py_buffer(begins), data]))
    return pa.chunked_array(chunks, pa.large_string())
