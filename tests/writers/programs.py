"""The programs that save a return, how each is asked to, and what each is known to keep otherwise than it was typed.

What a program itself changes cannot be mended by whoever reads its file; it is written down here to the letter, so that
everything else must be read as it was typed. Versions are those of package.json, requirements.txt and Debian.
"""

import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from oxdash.excel.cells import Cell, Holds, Workbook
from oxdash.excel.texts import unescaped
from tests.writers import libreoffice
from tests.writers.typed import CELLS, Typed, as_typed, blank

HERE = Path(__file__).parent
BUILD = Path(os.environ.get("OXDASH_WRITERS", HERE.parent.parent / "build" / "writers"))

Change = Callable[[Cell], Cell | None]


def digits(most: int) -> Change:
    """Numbers are written with so many digits. Two numbers take 17 to be told apart; Excel shows 15."""

    def change(cell: Cell) -> Cell:
        return replace(cell, value=float(f"{cell.value:.{most}g}")) if cell.holds == Holds.NUMBER else cell

    return change


def escapes(cell: Cell) -> Cell:
    """What looks like an escape of the format is not escaped, so that Excel, and every reader, undoes it."""
    return replace(cell, value=unescaped(cell.value)) if cell.holds == Holds.TEXT else cell


def first_day_is_the_second(cell: Cell) -> Cell:
    """1 January 1900 is written as day 2: the day that Excel counts too many, 29 February 1900, is put before it."""
    return replace(cell, value=datetime(1900, 1, 2)) if cell.value == datetime(1900, 1, 1) else cell


def first_day_is_midnight(cell: Cell) -> Cell:
    """1 January 1900 is written as 0, for a time of day has that date in XlsxWriter."""
    return replace(cell, value=time(), holds=Holds.TIME) if cell.value == datetime(1900, 1, 1) else cell


def seconds_in_32_bits(cell: Cell) -> Cell:
    """A day is handed over as seconds from 1970 in 32 bits: before 14 December 1901 and from 20 January 2038 on it is
    another, 136 years away.
    """
    if cell.holds != Holds.DATE:
        return cell
    seconds = (int((cell.value - datetime(1970, 1, 1)).total_seconds()) + 2**31) % 2**32 - 2**31
    return replace(cell, value=datetime(1970, 1, 1) + timedelta(seconds=seconds))


def formulas(cell: Cell) -> Cell:
    """Text that begins with = is a formula, and has no result until Excel opens it."""
    is_one = cell.holds == Holds.TEXT and cell.value.startswith("=") and len(cell.value) > 1
    return replace(cell, holds=Holds.FORMULA) if is_one else cell


@dataclass(frozen=True)
class Program:
    name: str
    save: Callable[["Program", Path, Path], str]  # from the blank template to a file; the version
    changes: tuple[Change, ...] = ()
    anew: bool = False  # it opens nothing: every cell of the filled template is written

    def saved(self, folder: Path) -> tuple[bytes, str]:
        """What it saved, and its version."""
        template, out = folder / "blank.xlsx", folder / f"{self.name}.xlsx"
        template.write_bytes(blank())
        version = self.save(self, template, out).strip()
        return out.read_bytes(), version

    def meant(self) -> Workbook:
        """The return as this program is known to write it."""
        sheets = []
        for sheet in as_typed().sheets:
            cells = {}
            for place, cell in sheet.cells.items():
                for change in self.changes:
                    cell = change(cell)
                cells[place] = cell
            sheets.append(replace(sheet, cells=cells))
        return Workbook(as_typed().name, tuple(sheets))

    def typed(self, folder: Path) -> Path:
        cells = every_cell() if self.anew else CELLS
        held = folder / "typed.json"
        held.write_text(json.dumps([one.plain() for one in cells]), encoding="utf-8")
        return held


def every_cell() -> list[Typed]:
    return [
        Typed(
            sheet.name,
            cell.address,
            cell.value.date() if isinstance(cell.value, datetime) else cell.value,
            cell.number_format if cell.number_format != "General" else None,
        )
        for sheet in as_typed().sheets
        for cell in sorted(sheet.cells.values(), key=lambda cell: (cell.row, cell.column))
    ]


def run(*command: object, **environment: str) -> str:
    """What a program said, or an error with what it said on the way."""
    ran = subprocess.run(
        [str(one) for one in command], capture_output=True, text=True, timeout=300, env=os.environ | environment
    )
    if ran.returncode:
        raise RuntimeError(f"{command[0]} {command[1]}: {ran.stdout}{ran.stderr}")
    return ran.stdout


def by_node(program: Program, template: Path, out: Path) -> str:
    script = HERE / "save.cjs"
    modules = str(BUILD / "node_modules")
    return run("node", script, program.name, template, program.typed(out.parent), out, NODE_PATH=modules)


def by_python(program: Program, template: Path, out: Path) -> str:
    python = BUILD / "venv" / "bin" / "python"
    return run(python, HERE / "save.py", program.name, template, program.typed(out.parent), out)


def by_gnumeric(_program: Program, template: Path, out: Path) -> str:
    """It fills in nothing by itself but the first sheet, so that openpyxl types and Gnumeric opens and saves."""
    typed = out.with_name("typed.xlsx")
    libreoffice.typed_by_openpyxl(template.read_bytes(), typed)
    run("ssconvert", "--export-type=Gnumeric_Excel:xlsx2", typed, out)
    said = subprocess.run(["ssconvert", "--version"], capture_output=True, text=True, check=True)
    return re.search(r"version '([^']+)'", said.stdout + said.stderr)[1]


def by_libreoffice(_program: Program, template: Path, out: Path) -> str:
    libreoffice.fill(template, out)
    return run(libreoffice.SOFFICE, "--version").split()[1]


PROGRAMS = (
    Program("libreoffice", by_libreoffice, (digits(15), first_day_is_the_second)),
    Program("gnumeric", by_gnumeric, (digits(16),)),  # openpyxl's digits
    Program("openpyxl", by_python, (digits(16), escapes)),
    Program("excelize", by_python, (escapes, seconds_in_32_bits)),
    Program("sheetjs", by_node, (escapes,)),
    Program("xlsx-js-style", by_node, (escapes,)),
    Program("exceljs", by_node, (escapes, first_day_is_the_second)),
    Program("xlsx-populate", by_node, (escapes,)),
    Program("xlsxwriter", by_python, (digits(16), first_day_is_midnight), anew=True),
    Program("pyexcelerate", by_python, (digits(15), escapes, formulas), anew=True),
    Program("write-excel-file", by_node, (escapes, first_day_is_the_second), anew=True),
)
