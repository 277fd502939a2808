"""What is on file of other areas, made of the register's targets and areas: `comparator_tables.COMPARATORS`."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from oxdash.comparators import grid, rates, reading
from oxdash.comparators.grid import Grid
from oxdash.comparators.known import Known
from oxdash.comparators.shelf import ComparatorsRefused, Filed, Shelf
from oxdash.register import Register
from oxdash.vocabulary.comparator_tables import COMPARATORS, State
from oxdash.vocabulary.tables import empty, settle

KEY = [*COMPARATORS.unique]
_IN_A_FILE = replace(COMPARATORS, unique=())


@dataclass(frozen=True)
class Comparators:
    """Every figure on file that is of a target, of every file: `known_by` a day is what counts then.

    ``faults``: a sentence for each file that cannot be used, which then says nothing.
    """

    rows: pd.DataFrame
    faults: tuple[str, ...] = ()

    def known_by(self, day: date) -> pd.DataFrame:
        """What was published by the end of a day; of a figure that stands in several files that published last."""
        rows = self.rows[~(self.rows["published_on"] > pd.Timestamp(day))]
        return settle(COMPARATORS, rows.drop_duplicates(KEY, keep="last").reset_index(drop=True))

    @property
    def published(self) -> set[date]:
        """The days on which any of it was published."""
        return {one.date() for one in self.rows["published_on"].unique()}


NONE = Comparators(empty(COMPARATORS))


def over_by(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """The figures for periods that were over by the end of a day."""
    return rows[~(rows["ends"] > pd.Timestamp(day))].reset_index(drop=True)


def load(data: Path, register: Register) -> Comparators:
    """All that is on file in a data folder. What cannot be read is a fault, never an error."""
    try:
        filed, faults = Shelf.of(data).filed()
    except ComparatorsRefused as fault:
        return Comparators(NONE.rows, (str(fault),))
    if not filed:
        return Comparators(NONE.rows, tuple(faults)) if faults else NONE
    found, known = [], Known(register)
    for one in filed:
        try:
            found.append(of_file(one, one.read(), known))
        except ComparatorsRefused as fault:
            faults.append(str(fault))
    rows = pd.concat(found, ignore_index=True) if found else NONE.rows
    return Comparators(rows, tuple(faults))


def of_file(one: Filed, data: bytes, known: Known) -> pd.DataFrame:
    """A file's figures of the register's targets; ComparatorsRefused where it cannot be read as it was added."""
    cells = grid.read(data)
    found: reading.Understood | tuple[str, ...] = (cells,) if isinstance(cells, str) else ()
    if isinstance(cells, Grid):
        found = reading.read(cells, one.description.how, known.register.calendar, known.may_be)
    if not isinstance(found, reading.Understood):
        raise ComparatorsRefused(f"{one.where} is not read as it was when it was added: {found[0].lstrip(':, ')}")
    texts = found.rows.select_dtypes("category").columns
    return made_of(found.rows.astype(dict.fromkeys(texts, "str")), known, one)


def made_of(rows: pd.DataFrame, known: Known, one: Filed) -> pd.DataFrame:
    """Figures as they were read, made of targets and areas; those of no target are left out."""
    by_name = {name: known.target(name) for held in ("indicator", "indicator_name") for name in rows[held].unique()}
    target = rows["indicator"].map(by_name).fillna(rows["indicator_name"].map(by_name))
    rows = rows.assign(target=target)[target.notna().to_numpy()].copy()
    both = rows[["area", "area_code"]].drop_duplicates()
    areas = {pair: known.area(*pair) for pair in both.itertuples(index=False, name=None)}
    rows["area"] = [areas[pair] for pair in zip(rows["area"], rows["area_code"], strict=True)]
    told = one.description
    rows = rows.assign(file=told.name, published_on=pd.Timestamp(told.published_on), source=told.source)
    rows["note"] = rows["note"].replace("", np.nan)
    found = settle(_IN_A_FILE, rows.reindex(columns=list(COMPARATORS.columns)).reset_index(drop=True))
    return rates.worked_out(_once(found), known)


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """Each area once: of one that a file has under two names with two figures, none counts, and the note says so."""
    again = rows.duplicated(KEY, keep=False)
    if not again.any():
        return rows
    numbers = ["value", "numerator", "denominator", "lower", "upper"]
    apart = rows[again].groupby(KEY)[numbers].transform(lambda held: held.nunique(dropna=False)).max(axis=1) > 1
    differing = apart.reindex(rows.index, fill_value=False)
    lines = rows[differing].groupby(KEY)["line"].transform(lambda held: " and ".join(map(str, sorted(held))))
    rows = rows.copy()
    rows.loc[differing, "note"] = "it stands twice, with different figures: lines " + lines.astype("str")
    rows.loc[differing, "state"] = str(State.NOT_GIVEN)
    rows.loc[differing, numbers] = np.nan
    return rows.drop_duplicates(KEY).reset_index(drop=True)
