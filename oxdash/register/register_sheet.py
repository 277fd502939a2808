"""What a sheet of the register and a column of it are declared as; `columns` declares them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from oxdash.register import cells
from oxdash.register.cells import Read
from oxdash.vocabulary import schemas, tables
from oxdash.vocabulary.schemas import Kind, Schema

MARK = "e.g. "  # begins the first cell of a row that is an example: it is left out


@dataclass(frozen=True)
class Column:
    """One column: its heading, its name in the table, what it is there, how a cell is read.

    ``kept`` is what the sheet's table has of it; ``read`` is None where it follows from that.
    ``filled``: a blank cell is a problem. ``there``: the column itself has to stand on the sheet. ``of``: the sheet
    whose codes it names; where that lists none, neither is asked for.
    """

    heading: str
    name: str
    kept: schemas.Column
    read: Read | None = None
    filled: bool = True
    there: bool = True
    of: str | None = None


_BY_TYPE: dict[str, Read] = {
    "str": cells.text,
    "float64": cells.number,
    "bool": cells.yes_no,
    str(schemas.DAY): cells.day,
}


@dataclass(frozen=True)
class RegisterSheet:
    """One sheet: its name, the table of a `Register` that it becomes and what that is called, its columns.

    ``key``: the columns that name a row of the table, none where rows have no name. ``known``: the table, where it
    stands in the vocabulary because others are said in its terms; it may have columns that say where a row stood:
    ``row``, and ``cell``, the address of its first. ``kept_as``: what the table is called in a kept position, where
    the register's own name is taken there. ``needed``: a register is none without it; ``with_rows``: nor without a row.
    ``unless``: but for one that has such rows on that sheet.
    """

    name: str
    part: str
    title: str
    own: tuple[Column, ...]
    key: tuple[str, ...] = ()
    known: Schema | None = None
    kept_as: str = ""
    needed: bool = False
    with_rows: bool = False
    unless: str = ""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Its own, and one more that every sheet may have: which cells of a row no source gives."""
        told = [column.heading for column in self.own if column.heading != "Basis"]
        fields = cells.headings_of(told)
        return *self.own, maybe("Illustrative fields", "illustrative_fields", tables.ILLUSTRATIVE_FIELDS, fields)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    @cached_property
    def table(self) -> Schema:
        if self.known is not None:
            return self.known
        return Schema({column.name: column.kept for column in self.columns})

    @cached_property
    def readers(self) -> dict[str, Read]:
        """By column, how its cells are read."""
        return {column.name: column.read or _reader(self.table.columns[column.name]) for column in self.columns}

    def type_of(self, column: Column) -> str:
        return str(self.table.columns[column.name].dtype)


def _reader(of: schemas.Column) -> Read:
    if of.words:
        return cells.word(of.words)
    if of.within:
        return cells.whole(*of.within)
    return cells.quarter if of.written == Kind.QUARTER else _BY_TYPE[str(of.dtype)]


OPTIONAL: Mapping[str, Any] = {"filled": False, "there": False}  # it need not stand on the sheet
MAY_BE_BLANK: Mapping[str, Any] = {"filled": False}


def of(known: Schema, *names: str, **otherwise: Mapping[str, Any]) -> tuple[Column, ...]:
    """Columns of a table that stands in the vocabulary, by their names; ``otherwise``: of one, fields of `Column`."""
    columns = {name: Column(known.heading(name), name, known.columns[name]) for name in names}
    return tuple((columns | {name: replace(columns[name], **said) for name, said in otherwise.items()}).values())


def maybe(heading: str, name: str, kept: schemas.Column, read: Read | None = None) -> Column:
    """An optional column: it need not stand on the sheet, and its cells may be blank."""
    return Column(heading, name, kept, read, **OPTIONAL)
