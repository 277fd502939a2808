"""A published file read: how, what it holds, every problem. What comes of it is plain data, which a child can tell."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from oxdash.comparators import grid, layout, map_file, reading
from oxdash.comparators.grid import Grid
from oxdash.comparators.labels import again_of
from oxdash.comparators.layout import About, Columns
from oxdash.comparators.reading import Understood
from oxdash.excel.problems import LONGEST_NAME, shown
from oxdash.vocabulary.quarters import Calendar

NOTHING = "Nothing was added."


@dataclass(frozen=True)
class Asked:
    """What is to be added: a file's bytes and what is told of it, on the command line or in its map."""

    file: str
    data: bytes
    about: About
    name: str = ""
    layout: str = ""
    map_name: str = ""
    map_data: bytes | None = None
    indicator: str | None = None
    area: str | None = None
    illustrative: bool = False
    replace: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Refused:
    """Nothing was changed: why, in sentences. ``unusable``: the file or its map could not be read at all."""

    sentences: tuple[str, ...]
    unusable: bool = False


class Contents(BaseModel):
    """What was understood of a file, a line each, and what it holds: its figures are read again once it is on file.

    ``indicators``: every code and name; ``areas``: names and codes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    how: Columns
    about: About
    figures: int
    lines: tuple[str, ...]
    indicators: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]


def read(asked: Asked, calendar: Calendar) -> Contents | Refused:
    """What a file holds, or everything that is wrong with it or its map."""
    name = shown(asked.file, LONGEST_NAME)
    cells = grid.read(asked.data)
    if not isinstance(cells, Grid):
        return Refused((f"{name}: {cells}",), unusable=True)
    about = asked.about
    if asked.map_data is not None:
        mapped = map_file.read(asked.map_name, asked.map_data)
        if not isinstance(mapped[0], Columns):
            return Refused(tuple(str(one) for one in mapped), unusable=True)
        how, told = mapped
        about = About(**{**told.model_dump(exclude_none=True), **about.model_dump(exclude_none=True)})
    else:
        which = asked.layout or layout.guessed(cells.headings)
        if which is None:
            there = ", ".join(shown(one) for one in cells.headings if one)
            said = f"{name}: its columns are of no layout that is known ({there}). Say with --map which is which."
            return Refused((said,), unusable=True)
        try:
            how = layout.of(which, cells.headings, asked.file, asked.indicator, asked.area)
        except ValidationError as error:  # of what is told for the whole file
            wrong = (map_file.sentence((), one) for one in error.errors(include_url=False))
            return Refused((*wrong, NOTHING))
    found = reading.read(cells, how, calendar)
    if not isinstance(found, Understood):
        return Refused((*(f"{name}{said}" for said in found), NOTHING))
    rows = found.rows
    both = rows[["area", "area_code"]]
    pairs = both[~again_of(both)].astype("str").itertuples(index=False, name=None)
    return Contents(
        how=how,
        about=about,
        figures=len(rows),
        lines=tuple(reading.understood(found, how)),
        indicators=tuple(map(str, [*rows["indicator"].unique(), *rows["indicator_name"].unique()])),
        areas=tuple(pairs),
    )
