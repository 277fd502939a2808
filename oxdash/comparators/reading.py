"""From the cells of a published file to tidy figures: everything that is wrong with it at once, by line and column."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from oxdash.comparators import grid, periods
from oxdash.comparators.grid import Grid
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
COLUMNS = [*FIELDS, "ends", "state", "line"]


@dataclass(frozen=True)
class Understood:
    """A file's figures: ``rows`` has `COLUMNS`, a row a figure, in its order; ``notes`` say what was left out."""

    rows: pd.DataFrame
    notes: tuple[str, ...] = ()


def read(
    cells: Grid, how: Columns, calendar: Calendar, wanted: Callable[[str], bool] | None = None
) -> Understood | tuple[str, ...]:
    """The figures of a file; or a sentence for every problem, after the file's name.

    ``wanted``: of a file that was checked, only indicators of which it holds are read, by what the file calls them.
    """
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
        value_text = self._words("value").str.casefold()
        for name in NUMBERS:
            found[name] = self._numbers(name)
        found["state"] = self._states(found, value_text)
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
        return self.cells[self.cells.columns[self.places[heading]]].str.strip()

    def _words(self, name: str) -> pd.Series:
        """What is said of each row: of its column, or of the whole file; empty where nothing is."""
        if name in self.how.columns:
            return self._column(self.how.columns[name])
        return pd.Series(getattr(self.how, name, None) or "", index=self.cells.index, dtype="str")

    def _leave_out(self) -> None:
        """Rows that are broken down further than what is compared, and those that name no area of their own."""
        for heading, words in self.how.only.items():
            kept = self._column(heading).map(folded).isin([folded(one) for one in words])
            if left := int((~kept).sum()):
                said = wording.either(f'"{one}"' if one else "nothing" for one in words)
                rows = wording.counted(left, "row")
                self.notes.append(f"{rows} left out: {shown(heading)} is something else than {said} there.")
            self.cells, self.lines = self.cells[kept.to_numpy()], self.lines[kept.to_numpy()]
        if self.how.layout == "open-sdg" and "area" in self.how.columns:
            whole = (self._column(self.how.columns["area"]) == "").to_numpy()
            if whole.any() and self.how.area:
                column = self.cells.columns[self.places[self.how.columns["area"]]]
                self.cells = self.cells.copy()
                self.cells.loc[whole, column] = self.how.area
            elif whole.any():
                rows = wording.counted(int(whole.sum()), "row")
                self.notes.append(f"{rows} left out: no area is named there. Name that of the whole with --area.")
                self.cells, self.lines = self.cells[~whole], self.lines[~whole]

    def _series(self, indicator: pd.Series, named: pd.Series) -> tuple[pd.Series, pd.Series]:
        """An indicator that a file has for several kinds of people is several: ``92456, Male, All ages``."""
        parts = [self._column(heading) for heading in self.how.series]
        if not parts:
            return indicator, named
        kind = parts[0]
        for part in parts[1:]:
            kind = kind.str.cat(part, sep=", ")
        kind = kind.str.strip(", ")
        several = kind.groupby(indicator).transform("nunique") > 1
        told = several & (kind != "")
        return (
            indicator.where(~told, indicator + ", " + kind),
            named.where(~told | (named == ""), named + ", " + kind),
        )

    def _periods(self) -> tuple[pd.Series, pd.Series]:
        texts = self._words("period")
        known = {text: periods.read(text, self.calendar) for text in texts.unique()}
        self._tell("period", texts.map({text: one is None for text, one in known.items()}), lambda _: periods.ASK)
        named = texts.map({text: one.named if one else "" for text, one in known.items()})
        ends = texts.map({text: one.ends if one else None for text, one in known.items()})
        return named.astype("str"), pd.to_datetime(ends)

    def _numbers(self, name: str) -> pd.Series:
        if name not in self.how.columns:
            return pd.Series(np.nan, index=self.cells.index)
        texts = self._column(self.how.columns[name])
        found = pd.to_numeric(texts, errors="coerce").astype("float64")
        doubtful = texts[~np.isfinite(found) & (texts != "")]
        if len(doubtful):
            different = pd.Series(doubtful.unique(), dtype="str")
            thousands = different.str.fullmatch(_IN_THOUSANDS).to_numpy(bool)
            read = pd.to_numeric(different.where(thousands).str.replace(",", ""), errors="coerce")
            lower = different.str.casefold()
            absent = (lower.isin(_WORDS) | lower.isin(self._own_words) | lower.str.fullmatch(_SMALL)).to_numpy(bool)
            found.loc[doubtful.index] = doubtful.map(dict(zip(different, read, strict=True))).astype("float64")
            wrong = doubtful.map(dict(zip(different, ~(thousands | absent), strict=True))).astype(bool)
            self._tell(name, wrong.reindex(texts.index, fill_value=False), lambda _: ENTER_A_NUMBER)
            if count := int(doubtful.isin(different[thousands]).sum()):
                self.notes.append(f"{wording.counted(count, 'number')} under {self._heading(name)} read with commas.")
        return found.where(np.isfinite(found))

    @property
    def _own_words(self) -> dict[str, State]:
        return {folded(word): state for word, state in self.how.words.items()}

    def _states(self, found: pd.DataFrame, value_text: pd.Series) -> pd.Series:
        """What each figure is: by the words in its place, else by its note."""
        words = {**_WORDS, **self._own_words}
        noted = found["note"].map({note: _noted(note) for note in found["note"].unique()})
        there = found["value"].notna()
        said = value_text.map(lambda text: str(words.get(text, ""))).where(~there, "")
        said = said.mask(~there & value_text.str.fullmatch(_SMALL), str(State.SUPPRESSED))
        missing = said.mask((said == "") & noted.eq(State.SUPPRESSED), str(State.SUPPRESSED))
        missing = missing.where(missing.isin([str(one) for one in WITHOUT_FIGURE]), str(State.NOT_GIVEN))
        given = noted.where(noted.isin([str(State.ESTIMATED), str(State.PROVISIONAL)]), str(State.FINAL))
        return given.where(there, missing)

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
        again = found.duplicated(key) & (found["area"] != "") & (found["indicator"] != "") & (found["period"] != "")
        if not again.any():
            return found
        same = found.duplicated([*key, *NUMBERS])
        first = found.drop_duplicates(key)[[*key, "line"]]
        other = found[again & ~same].merge(first, on=key, how="left", suffixes=("", "_first"))
        lines = dict(zip(other["line"], other["line_first"], strict=True))
        differs = again & ~same

        def what(line: int) -> str:
            return f"Line {lines[line]} has another figure of this area, indicator and period: keep one."

        self._tell("area", differs, what)
        if count := int((again & same).sum()):
            figures = f"{wording.counted(count, 'figure')} {'stands' if count == 1 else 'stand'}"
            self.notes.append(f"{figures} twice, the same both times, and {'is' if count == 1 else 'are'} read once.")
        return found[~again]

    def _heading(self, name: str) -> str:
        return shown(self.how.columns.get(name, name.capitalize()))

    def _tell(self, name: str, wrong: pd.Series, what_to_do: Callable[[int], str]) -> None:
        """A sentence for each row that is wrong, up to a screenful; the rest are counted."""
        at = np.flatnonzero(wrong.fillna(False).to_numpy(bool))
        if not at.size:
            return
        texts = self._words(name)
        heading = self._heading(name)
        for row in at[:TOLD]:
            line = int(self.lines[row])
            self.problems.append(f", line {line}, column {heading}: {grid.found(texts.iloc[row])}. {what_to_do(line)}")
        if at.size > TOLD:
            self.problems.append(f", column {heading}: {wording.counted(int(at.size - TOLD), 'more line')} like these.")


def _noted(note: str) -> str:
    """What a publisher's note says that a figure is; "" where that is nothing out of the way."""
    return next((str(state) for pattern, state in _NOTED if re.search(pattern, note.casefold())), "")


def understood(found: Understood, how: Columns) -> Iterator[str]:
    """What was understood of a file, a line each: its columns, its figures, and what they are of."""
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
    counted = [f"{states[str(state)]:,} {state}" for state in State if str(state) in states]
    yield f"{wording.counted(len(rows), 'figure')}: {', '.join(counted) or 'none'}."
    yield f"{_some('indicator', rows['indicator'])}; {_some('area', rows['area'])}; {_some('period', rows['period'])}."
    for row in rows.head(3).itertuples():
        value = "no figure" if pd.isna(row.value) else f"{row.value:.15g}"
        what = f"{shown(row.indicator)}, {shown(row.area)}, {periods.people(row.period)}"
        yield f"  line {row.line}: {what}: {value} ({row.state})"


def _some(what: str, column: pd.Series) -> str:
    different = list(dict.fromkeys(column))
    named = ", ".join(shown(one, 40) for one in different[:3])
    return f"{wording.counted(len(different), what)} ({named}{', ...' if len(different) > 3 else ''})"
