"""From the cells of a published file to tidy figures: everything that is wrong with it at once, by line and column."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from oxdash.comparators import grid, periods
from oxdash.comparators.grid import Grid
from oxdash.comparators.labels import again_of, by_label, by_text, of_labels, relabelled, where
from oxdash.comparators.layout import FIELDS, NUMBERS, Columns
from oxdash.excel.cells import folded
from oxdash.excel.problems import shown
from oxdash.vocabulary import wording
from oxdash.vocabulary.comparator_tables import WITHOUT_FIGURE, State
from oxdash.vocabulary.quarters import Calendar

TOLD = 20  # problems of one column that are told one by one; the rest are counted
ENTER_A_NUMBER = "Enter a number such as 12.5, or leave the cell empty."
FILL_IN = "Fill it in."
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_IN_THOUSANDS = r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"
_WORDS = {
    **dict.fromkeys(("*", "**", "~", "c", "[c]", "suppressed", "confidential", "disclosive"), State.SUPPRESSED),
    **dict.fromkeys(("-", "--", "..", ".", ":", "x", "[x]", "z", "[z]", "n/a", "na", "n.a."), State.NOT_GIVEN),
    **dict.fromkeys(("not available", "not applicable", "no data", "null", "nan", "none"), State.NOT_GIVEN),
}
_SMALL = r"<\s*\d+"  # fewer than five: kept back
_NOTED = (  # by what a publisher says of a figure; the first that fits
    (r"suppress|disclos|\[c\]|confidential", State.SUPPRESSED),
    (r"estimat|\[e\]|modelled", State.ESTIMATED),
    (r"provisional|\[p\]", State.PROVISIONAL),
)
_CODES = {str(one): code for code, one in enumerate(State)}
_NONE, _SUPPRESSED = -1, _CODES[str(State.SUPPRESSED)]
COLUMNS = [*FIELDS, "ends", "state", "line"]


@dataclass(frozen=True)
class Understood:
    """A file's figures: ``rows`` has `COLUMNS`, a row a figure, in its order; ``notes`` say what was left out."""

    rows: pd.DataFrame
    notes: tuple[str, ...] = ()


def read(
    cells: Grid, how: Columns, calendar: Calendar, wanted: Callable[[str], bool] | None = None
) -> Understood | tuple[str, ...]:
    """The figures of a file, or a sentence a problem, after the file's name; ``wanted``: of which indicators alone."""
    reader = _Reader(cells, how, calendar)
    if wanted is not None:
        reader.only(wanted)
    return reader.read()


class _Reader:
    def __init__(self, cells: Grid, how: Columns, calendar: Calendar) -> None:
        self.grid, self.how, self.calendar = cells, how, calendar
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.places: dict[str, int] = {}
        asked = [*how.columns.values(), *how.only, *how.series]
        known: dict[str, list[int]] = {}
        for number, heading in enumerate(cells.headings):
            known.setdefault(folded(heading), []).append(number)
        for heading in dict.fromkeys(asked):
            at = known.get(folded(heading), [])
            if len(at) > 1:
                self.problems.append(
                    f': "{shown(heading)}" heads {len(at)} columns. Keep one, or give the others another heading.'
                )
            elif not at:
                there = ", ".join(shown(one) for one in cells.headings if one)
                self.problems.append(f': no column is headed "{shown(heading)}". The headings are {shown(there, 400)}.')
            else:
                self.places[heading] = at[0]
        for name in ("indicator", "area"):
            if name not in how.columns and getattr(how, name) is None:
                self.problems.append(f": no column says which {name} a row is of. Name it with --{name}, or in a map.")
        self.cells, self.lines = cells.cells, cells.lines

    def read(self) -> Understood | tuple[str, ...]:
        if self.problems:
            return tuple(self.problems)
        self._leave_out()
        if self.cells.empty and not self.notes:
            return (": there is no row below the headings.",)
        found = pd.DataFrame(index=self.cells.index)
        for name in ("indicator", "indicator_name", "area", "area_code", "note"):
            found[name] = self._words(name)
        found["indicator"], found["indicator_name"] = self._series(found["indicator"], found["indicator_name"])
        for name in ("indicator", "area"):
            self._tell(name, found[name] == "", lambda _: FILL_IN)
        found["period"], found["ends"] = self._periods()
        for name in NUMBERS:
            found[name] = self._numbers(name)
        found["state"] = self._states(found)
        found["line"] = self.lines
        self._bounds(found)
        found = self._once(found)
        if self.problems:
            return tuple(self.problems)
        if self.how.times != 1:
            for name in ("value", "lower", "upper"):
                found[name] *= self.how.times
        return Understood(found[COLUMNS].reset_index(drop=True), tuple(self.notes))

    def only(self, wanted: Callable[[str], bool]) -> None:
        """Rows of other indicators are not read."""
        if self.problems:
            return
        names = self._words("indicator"), self._words("indicator_name")
        kept = np.logical_or.reduce([held.isin([one for one in held.unique() if wanted(one)]) for held in names])
        self.cells, self.lines = self.cells[kept], self.lines[kept]

    def _column(self, heading: str) -> pd.Series:
        """A column's texts, without blanks around them: each once, by category."""
        column = self.cells[self.cells.columns[self.places[heading]]]
        return relabelled(column, [str(text).strip() for text in column.cat.categories])

    def _words(self, name: str) -> pd.Series:
        """What is said of each row: of its column, or of the whole file; empty where nothing is."""
        if name in self.how.columns:
            return self._column(self.how.columns[name])
        said = [getattr(self.how, name, None) or ""]
        return of_labels(said, np.zeros(len(self.cells), dtype=np.int8), self.cells.index)

    def _leave_out(self) -> None:
        """Rows that are broken down further than what is compared, and those that name no area of their own."""
        for heading, words in self.how.only.items():
            kept = by_text(self._column(heading), _one_of(words), bool)
            if left := int((~kept).sum()):
                said = wording.either(f'"{one}"' if one else "nothing" for one in words)
                rows = wording.counted(left, "row")
                self.notes.append(f"{rows} left out: {shown(heading)} is something else than {said} there.")
            self.cells, self.lines = self.cells[kept], self.lines[kept]
        if self.how.layout == "open-sdg" and "area" in self.how.columns:
            whole = (self._column(self.how.columns["area"]) == "").to_numpy()
            if whole.any() and self.how.area:
                column = self.cells.columns[self.places[self.how.columns["area"]]]
                texts = self._column(self.how.columns["area"])
                named = [text or self.how.area for text in texts.cat.categories]
                self.cells = self.cells.copy()
                self.cells[column] = relabelled(texts, named)
            elif whole.any():
                rows = wording.counted(int(whole.sum()), "row")
                self.notes.append(f"{rows} left out: no area is named there. Name that of the whole with --area.")
                self.cells, self.lines = self.cells[~whole], self.lines[~whole]

    def _series(self, indicator: pd.Series, named: pd.Series) -> tuple[pd.Series, pd.Series]:
        """An indicator that a file has for several kinds of people is several: ``92456, Male, All ages``."""
        parts = [self._column(heading) for heading in self.how.series]
        if not parts:
            return indicator, named
        each = pd.concat([indicator, named, *parts], axis=1, keys=range(len(parts) + 2))
        which = each.groupby(list(each.columns), observed=True, sort=False).ngroup().to_numpy()
        kinds = each.drop_duplicates().astype("str")
        told = [
            ", ".join(filter(None, row)) for row in kinds[list(each.columns[2:])].itertuples(index=False, name=None)
        ]
        several = kinds.assign(told=told).groupby(0)["told"].transform("nunique") > 1
        more = [f", {kind}" if many and kind else "" for kind, many in zip(told, several, strict=True)]
        codes = [f"{one}{kind}" for one, kind in zip(kinds[0], more, strict=True)]
        names = [f"{one}{kind}" if one else "" for one, kind in zip(kinds[1], more, strict=True)]
        return of_labels(codes, which, indicator.index), of_labels(names, which, indicator.index)

    def _periods(self) -> tuple[pd.Series, pd.Series]:
        texts = self._words("period")
        known = [periods.read(text, self.calendar) for text in texts.cat.categories]
        self._tell("period", by_label(texts, [one is None for one in known], bool), lambda _: periods.ASK)
        named = relabelled(texts, [one.named if one else "" for one in known])
        ends = by_label(texts, [one.ends if one else None for one in known], "datetime64[ns]")
        return named, pd.Series(ends, index=texts.index)

    def _numbers(self, name: str) -> pd.Series:
        if name not in self.how.columns:
            return pd.Series(np.nan, index=self.cells.index)
        column = self._column(self.how.columns[name])
        texts = pd.Series(column.cat.categories, dtype="str")
        found = pd.to_numeric(texts, errors="coerce").to_numpy(np.float64, copy=True)
        found[~np.isfinite(found)] = np.nan
        none = {folded(word) for word, state in self.how.words.items() if state in WITHOUT_FIGURE}  # -99 may be one
        found[where(~np.isnan(found) & bool(none), texts, lambda text: folded(text) in none)] = np.nan
        doubtful, words = np.isnan(found) & (texts != "").to_numpy(bool), self._meanings
        absent = where(doubtful, texts, lambda text: folded(text) in words or _is_small(text))
        thousands = where(doubtful & ~absent, texts, lambda text: re.fullmatch(_IN_THOUSANDS, text) is not None)
        found[thousands] = pd.to_numeric(texts[thousands].str.replace(",", ""))
        codes = column.cat.codes.to_numpy()
        self._tell(name, (doubtful & ~thousands & ~absent)[codes], lambda _: ENTER_A_NUMBER)
        if count := int(thousands[codes].sum()):
            self.notes.append(f"{wording.counted(count, 'number')} under {self._heading(name)} read with commas.")
        return pd.Series(found[codes], index=column.index)

    @property
    def _meanings(self) -> dict[str, State]:
        return _WORDS | {folded(word): state for word, state in self.how.words.items()}

    def _states(self, found: pd.DataFrame) -> pd.Series:
        """What each figure is: by the words in its place, else by its note."""
        words = self._meanings

        def by_word(text: str) -> int:
            return _SUPPRESSED if _is_small(text) else _CODES.get(str(words.get(folded(text))), _NONE)

        noted = by_text(found["note"], lambda text: _CODES.get(_noted(text), _NONE), np.int8)
        there = found["value"].notna().to_numpy()
        said = by_text(self._words("value"), by_word, np.int8)
        missing = np.where((said == _NONE) & (noted == _SUPPRESSED), _SUPPRESSED, said)
        missing = np.where(np.isin(missing, [_CODES[str(one)] for one in WITHOUT_FIGURE]), missing, _CODES["not given"])
        unsettled = [_CODES[State.ESTIMATED], _CODES[State.PROVISIONAL]]
        given = np.where(np.isin(noted, unsettled), noted, _CODES[State.FINAL])
        return of_labels(list(_CODES), np.where(there, given, missing), found.index)

    def _bounds(self, found: pd.DataFrame) -> None:
        """No denominator of nought or less, and limits about their figure."""
        self._tell("denominator", found["denominator"] <= 0, lambda _: "Nothing is out of nought: enter how many.")
        upside_down = found["lower"] > found["upper"]
        self._tell("upper", upside_down, lambda _: "It is below the lower limit: correct one of them.")
        beside = ~upside_down & ((found["value"] < found["lower"]) | (found["value"] > found["upper"]))
        self._tell("value", beside, lambda _: "It lies outside its own confidence limits: correct one of them.")

    def _once(self, found: pd.DataFrame) -> pd.DataFrame:
        """Each figure once: one that stands twice and is the same is read once, else it is a problem."""
        key = ["indicator", "area", "area_code", "period"]
        again = again_of(found[key]) & (found["area"] != "") & (found["indicator"] != "") & (found["period"] != "")
        if not again.any():
            return found
        differs = again & ~found.duplicated([*key, *NUMBERS])
        first = found.drop_duplicates(key)[[*key, "line"]]
        other = found[differs].merge(first, on=key, how="left", suffixes=("", "_first"))
        lines = dict(zip(other["line"], other["line_first"], strict=True))

        def what(line: int) -> str:
            return f"Line {lines[line]} has another figure of this area, indicator and period: keep one."

        self._tell("area", differs, what)
        if count := int((again & ~differs).sum()):
            figures = f"{wording.counted(count, 'figure')} {'stands' if count == 1 else 'stand'}"
            self.notes.append(f"{figures} twice, the same both times, and {'is' if count == 1 else 'are'} read once.")
        return found[~again]

    def _heading(self, name: str) -> str:
        return shown(self.how.columns.get(name, name.capitalize()))

    def _tell(self, name: str, wrong: pd.Series | np.ndarray, what_to_do: Callable[[int], str]) -> None:
        """A sentence for each row that is wrong, up to a screenful; the rest are counted."""
        at = np.flatnonzero(np.asarray(wrong, dtype=bool))
        if not at.size:
            return
        texts = self._words(name)
        heading = self._heading(name)
        for row in at[:TOLD]:
            line = int(self.lines[row])
            self.problems.append(f", line {line}, column {heading}: {grid.found(texts.iloc[row])}. {what_to_do(line)}")
        if at.size > TOLD:
            self.problems.append(f", column {heading}: {wording.counted(int(at.size - TOLD), 'more line')} like these.")


def _one_of(words: list[str]) -> Callable[[str], bool]:
    wanted = {folded(one) for one in words}
    return lambda text: folded(text) in wanted


def _is_small(text: str) -> bool:
    return re.fullmatch(_SMALL, text) is not None


def _noted(note: str) -> str:
    """What a publisher's note says that a figure is; "" where that is nothing out of the way."""
    return next((str(state) for pattern, state in _NOTED if re.search(pattern, note.casefold())), "")


def understood(found: Understood, how: Columns) -> Iterator[str]:
    """What was understood of a file, a line each."""
    rows = found.rows
    columns = [f"{name.replace('_', ' ')} from {shown(heading)}" for name, heading in how.columns.items()]
    for name in ("indicator", "area"):
        if name not in how.columns:
            columns.append(f"{name} {shown(str(getattr(how, name)))} in every row")
    yield f"Read as: {how.layout}. {wording.sentence_case('; '.join(columns))}."
    if how.times != 1:
        yield f"Every value and limit is multiplied by {how.times:.15g}."
    yield from (f"{wording.sentence_case(note)}" for note in found.notes)
    states = rows["state"].value_counts()
    counted = [f"{states[str(state)]:,} {state}" for state in State if states.get(str(state))]
    yield f"{wording.counted(len(rows), 'figure')}: {', '.join(counted) or 'none'}."
    yield f"{_some('indicator', rows['indicator'])}; {_some('area', rows['area'])}; {_some('period', rows['period'])}."
    for row in rows.head(3).itertuples():
        value = "no figure" if pd.isna(row.value) else f"{row.value:.15g}"
        what = f"{shown(row.indicator)}, {shown(row.area)}, {periods.people(row.period)}"
        yield f"  line {row.line}: {what}: {value} ({row.state})"


def _some(what: str, column: pd.Series) -> str:
    different = list(column.unique())
    named = ", ".join(shown(one, 40) for one in different[:3])
    return f"{wording.counted(len(different), what)} ({named}{', ...' if len(different) > 3 else ''})"
