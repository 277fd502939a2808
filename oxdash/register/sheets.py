"""From the register's sheets to tidy rows: every cell read, everything wrong said at once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from oxdash.excel.cell_readers import Reading
from oxdash.excel.cells import Cell, Holds, Sheet, Workbook, address, folded
from oxdash.excel.problems import Problem, Severity, as_found, told
from oxdash.excel.sheet_reader import SheetTable, did_you_mean, is_like, of_a_copy, sheets_named, two_of_a_name
from oxdash.register import about, examples
from oxdash.register.cells import Known, also_by_agreement, normal_code, words_of
from oxdash.register.columns import LISTED_AS, SHEETS
from oxdash.register.register_sheet import MARK, Column, RegisterSheet

Read = dict[str, dict[tuple[Any, ...], Reading]]


@dataclass
class Rows:
    """One sheet's rows: a dict of values by column name, each with ``row``, its row number on the sheet.

    A cell that was wrong is missing from its row's dict (a blank one is None), so later checks leave it alone.
    """

    sheet: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    at: dict[str, int] = field(default_factory=dict)  # column name to column number
    unread: bool = False  # headings that are needed do not stand there

    def having(self, *names: str) -> list[dict[str, Any]]:
        """Rows in which each of these cells could be read and is not blank."""
        return [row for row in self.rows if all(row.get(name) is not None for name in names)]

    @property
    def none(self) -> bool:
        """The register has none of it: no such sheet, or no row on it."""
        return not self.rows and not self.unread


def read_sheets(book: Workbook) -> tuple[dict[str, Rows], Known, list[Problem]]:
    """Every sheet's rows by sheet name, the codes they define, and what is wrong with single cells and headings."""
    tables, known, problems = {}, Known(), list(_copies(book))
    for name, declared in SHEETS.items():
        tables[name] = rows = Rows(name)
        needed = declared.needed and not (declared.unless and known.words.get(name))
        there = sheets_named(book, name)
        if len(there) > 1:
            problems.append(two_of_a_name(book, name, len(there)))
            rows.unread = True
        elif not there or not there[0].cells:
            if needed:
                alike = [sheet for sheet in book.sheets if _is_copy(sheet) is declared]
                there_too = declared.unless and book.sheet(declared.unless)
                or_else = f", or say them on sheet {declared.unless}" if there_too else ""
                meant = f"{asked}." if (asked := did_you_mean(name, alike)) else f"Add a sheet named {name}{or_else}."
                what_to_do = "Add its headings and rows." if there else meant
                problems.append(said(book, name, "", "", "", None, what_to_do))
        else:
            _read(book, declared, SheetTable(book.name, there[0], name, declared.headings), rows, known, problems)
    return tables, known, problems


def _read(
    book: Workbook, declared: RegisterSheet, table: SheetTable, rows: Rows, known: Known, problems: list[Problem]
) -> None:
    """One sheet that is there: its rows and the codes they define, and what is wrong with it."""
    rows.at = {column.name: at for column in declared.columns if (at := table.columns.get(column.heading))}
    asked = {column.name for column in declared.columns if not column.of or known.words.get(column.of)}
    needed = [column.heading for column in declared.columns if column.there and column.name in asked]
    misspelt = table.misspelt()
    for heading in needed:
        if heading not in table.places:
            column = misspelt.pop(heading, None) or table.in_its_place(heading)
            meant = f"Did you mean {table.as_it_is_headed(column)}? Head it {heading}." if column else ""
            problems.append(said(book, table.name, "", heading, "", None, meant or f"Add a column headed {heading}."))
    for heading in declared.headings:
        table.tell_two_columns(heading)
    for heading, column in misspelt.items():
        cell = table.sheet.at(table.heading_row, column)
        asked_of = f"It is no column of the sheet, so nothing in it is read: did you mean {heading}?"
        table.note(Severity.PLEASE_CONFIRM, address(table.heading_row, column), "heading", cell, asked_of, heading)
    rows.unread = any(heading not in table.columns for heading in needed)
    if not rows.unread:  # half a row would set off a problem for each of the missing cells
        table.tell_merged()
        table.tell_hidden()
        read: Read = defaultdict(dict)
        for row in table.rows:
            if _is_example(declared, table, row):
                continue
            values, wrong = read_row(book, declared, table, row, known, asked, read)
            rows.rows.append(values)
            problems += wrong
        if rows.rows:
            learn(declared, rows, known)
        elif declared.with_rows and not (declared.unless and known.words.get(declared.name)):
            elsewhere = f", or on sheet {declared.unless}" if declared.unless and book.sheet(declared.unless) else ""
            what_to_do = f"Add at least one row below the headings{elsewhere}."
            problems.append(said(book, table.name, "", "", "", None, what_to_do))
    problems += table.problems


def _is_example(declared: RegisterSheet, table: SheetTable, row: int) -> bool:
    """Whether a row is an example, which is left out; one that somebody has filled in may be meant, and is asked of."""
    first = declared.columns[0].heading
    cell = table.cell(row, first)
    begins = MARK.strip()  # as most cells are seen not to at a glance
    if cell is None or cell.holds != Holds.TEXT or str(cell.value).lstrip()[: len(begins)].casefold() != begins:
        return False
    cells = {heading: table.cell(row, heading) for heading in declared.headings}
    if examples.changed(declared, {heading: None if one is None else one.value for heading, one in cells.items()}):
        what = f'A row that begins with "{MARK.strip()}" is an example, and left out: take that away if it is meant.'
        table.note(Severity.PLEASE_CONFIRM, table.address(row, first), first.lower(), cell, what, first)
    return True


def _is_copy(sheet: Sheet) -> RegisterSheet | None:
    """The declared sheet that one of another name has the table of: the one with most of whose headings it has."""
    if any(folded(sheet.name) == folded(name) for name in SHEETS):
        return None
    alike = [declared for declared in SHEETS.values() if is_like(sheet, declared.headings)]
    headings = {folded(cell.value) for cell in sheet.cells.values() if cell.holds == Holds.TEXT}

    def closeness(declared: RegisterSheet) -> tuple[int, int]:
        return sum(folded(heading) in headings for heading in declared.headings), -len(declared.headings)

    return max(alike, key=closeness, default=None)


def _copies(book: Workbook) -> Iterator[Problem]:
    """Sheets that have the table of a declared one, and another name; one that is missed is told where it is missed."""
    for sheet in book.sheets:
        declared = _is_copy(sheet)
        read = book.sheet(declared.name) if declared else None
        if declared and (read is not None or not declared.needed):
            yield of_a_copy(book.name, sheet, declared.name, declared.headings, read)


def read_row(
    book: Workbook, sheet: RegisterSheet, table: SheetTable, row: int, known: Known, asked: set[str], read: Read
) -> tuple[dict[str, Any], list[Problem]]:
    """One row's values by column name, and what is wrong with its cells; ``asked`` are the columns that are needed.

    ``read``: by column, what was read from its cells so far, as quarters, codes and days come again and again.
    """
    values: dict[str, Any] = {"row": row}
    problems: list[Problem] = []
    label = ""

    def note(column: Column, cell: Cell | None, what_to_do: str, severity: Severity = Severity.MUST_FIX) -> None:
        where, found = table.address(row, column.heading), "" if cell is None else shown(cell)
        problems.append(said(book, sheet.name, where, column.heading, label, found, what_to_do, severity))

    for number, column in enumerate(sheet.columns):
        cell = table.cell(row, column.heading)
        if cell is None:
            values[column.name] = None
            if column.filled and column.name in asked and table.readable(row, column.heading):
                note(column, None, "Fill it in.")
                del values[column.name]
            continue
        before, same = read[column.name], (cell.holds, cell.value, cell.number_format)
        if (found := before.get(same)) is None:
            found = before[same] = sheet.readers[column.name](cell, known)
        value, refused, confirm = found
        if number == 0:  # what the row is about, for its sentences: the target's code on a sheet that has one
            label = shown(cell) if refused else str(value)
        if to_do := refused or confirm:
            note(column, cell, to_do, Severity.MUST_FIX if refused else Severity.PLEASE_CONFIRM)
        if not refused:
            values[column.name] = value
    return values, problems


def learn(sheet: RegisterSheet, rows: Rows, known: Known) -> None:
    """Codes that later sheets may use, by code, name and what each is also known as."""
    if sheet.name == "Targets":
        if not known.council.codes_also and "About" not in known.words:  # of before a register could say it
            known.also = also_by_agreement(rows.rows)
            for row in rows.having("target"):
                row["target"] = normal_code(row["target"], known.also)
        known.words[sheet.name] = {folded(row["target"]): row["target"] for row in rows.rows if row.get("target")}
    elif sheet.name == "About":
        known.council = about.council({row["name"]: row.get("value") or "" for row in rows.rows if row.get("name")})
        known.also = known.council.codes_also
        # a cell that could not even be read as text is missing from its row, and a blank one is None
        said_of_it = [row.get("value", "?") for row in rows.rows if row.get("name") == about.YEAR_BEGINS_IN]
        known.year_unread = any(about.fault(about.YEAR_BEGINS_IN, said) for said in said_of_it if said)
        known.words[sheet.name] = {}
    elif sheet.name == "Grants":
        named = [row["grant"] for row in rows.rows if row.get("grant")]
        known.words[sheet.name] = {folded(grant): grant for grant in reversed(named)}  # the first one written counts
    elif sheet.columns[0].name == "code":
        known.words[sheet.name] = words_of(rows.rows) | known.words.get(sheet.name, {})
        if sheet.name == "Bodies":
            for kind, listed in LISTED_AS.items():
                known.words[listed] = words_of(row for row in rows.rows if row.get("kind") == kind)


def said(
    book: Workbook,
    sheet: str,
    cell: str,
    column: str,
    label: str,
    found: str | None,
    what_to_do: str,
    severity: Severity = Severity.MUST_FIX,
) -> Problem:
    """The problem with its sentence: where, what for, what was found, what to do.

    ``label`` is what the row is about; ``found`` of None: there is nothing to quote, the thing itself is missing.
    """
    first = SHEETS[sheet].columns[0]
    about_itself = column == first.heading  # "target for NI 31: found NI 31" says it twice
    about = column.lower() + (f" for {label}" if column and label and not about_itself else "")
    quoted = f'"{found}"' if found else None
    target = label if first.name == "target" else ""
    problem = told(severity, book.name, sheet, cell, about, quoted, what_to_do, column=column, target=target)
    return replace(problem, found=found or "")


def shown(cell: Cell) -> str:
    """What stands in a cell, as a person would read it aloud."""
    if cell.holds in (Holds.DATE, Holds.BOOLEAN):
        return as_found(cell)
    if cell.holds == Holds.NUMBER:
        return f"{cell.value:.15g}"
    return " ".join(str(cell.value).split())
