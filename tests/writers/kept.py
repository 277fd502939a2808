"""What of the template a program's file still has, counted over all sheets, as rows of the table in README.md."""

import io
import json
import posixpath
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from tests.writers.programs import PROGRAMS, Program
from tests.writers.typed import blank

KEPT = Path(__file__).parent.parent / "data" / "writers"
MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
HEADINGS = (
    "protected sheets",
    "unlocked cells of Return",
    "cells with a drop-down",
    "frozen panes",
    "sheets in colour",
)
HEADINGS += ("landscape sheets", "sheets with column widths", "lists by name")
YES, NO = ("1", "true"), ("0", "false")


def counts(data: bytes) -> tuple[int, ...]:
    """In the order of `HEADINGS`."""
    package = zipfile.ZipFile(io.BytesIO(data))
    parts = {one: ElementTree.fromstring(package.read(f"xl/{one}.xml")) for one in ("workbook", "styles")}
    references = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    related = {one.get("Id"): posixpath.normpath(posixpath.join("xl", one.get("Target"))) for one in references}
    formats = parts["styles"].findall("m:cellXfs/m:xf", MAIN)
    unlocked = {
        number
        for number, one in enumerate(formats)
        if (locking := one.find("m:protection", MAIN)) is not None and locking.get("locked") in NO
    }
    coloured = {number for number, one in enumerate(formats) if int(one.get("fillId", 0)) > 1}
    found = dict.fromkeys(HEADINGS, 0)
    for sheet in parts["workbook"].iterfind("m:sheets/m:sheet", MAIN):
        held = ElementTree.fromstring(package.read(related[sheet.get(REFERENCE)].removeprefix("/")))
        cells = [int(cell.get("s", 0)) for cell in held.iterfind("m:sheetData/m:row/m:c", MAIN)]
        protection, pane = held.find("m:sheetProtection", MAIN), held.find("m:sheetViews/m:sheetView/m:pane", MAIN)
        page = held.find("m:pageSetup", MAIN)
        found["protected sheets"] += protection is not None and protection.get("sheet") in YES
        found["frozen panes"] += pane is not None and pane.get("state") == "frozen"
        found["landscape sheets"] += page is not None and page.get("orientation") == "landscape"
        found["sheets with column widths"] += held.find("m:cols", MAIN) is not None
        found["sheets in colour"] += bool(coloured & set(cells))
        if sheet.get("name") == "Return":
            found["unlocked cells of Return"] = sum(one in unlocked for one in cells)
        for choices in held.iterfind("m:dataValidations/m:dataValidation", MAIN):
            found["cells with a drop-down"] += sum(map(_size, choices.get("sqref").split()))
    names = parts["workbook"].iterfind("m:definedNames/m:definedName", MAIN)
    found["lists by name"] = sum(1 for one in names if not one.get("name").startswith("_xlnm."))
    return tuple(found.values())


def _size(area: str) -> int:
    first, _, last = area.replace("$", "").partition(":")
    rows = [int("".join(filter(str.isdigit, one))) for one in (first, last or first)]
    columns = [
        sum(26**n * (ord(c) - 64) for n, c in enumerate(reversed("".join(filter(str.isalpha, one)))))
        for one in (first, last or first)
    ]
    return (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1)


def row(name: str, data: bytes) -> str:
    return f"| {name} | " + " | ".join(map(str, counts(data))) + " |"


def rows() -> list[str]:
    """The template, then every program's file."""
    versions = json.loads((KEPT / "written_by.json").read_text())
    return [row("the template", blank()), *(_row_of(program, versions[program.name]) for program in PROGRAMS)]


def _row_of(program: Program, version: str) -> str:
    how = ", anew" if program.anew else ""
    return row(f"{program.name} {version}{how}", (KEPT / f"{program.name}.xlsx").read_bytes())


if __name__ == "__main__":
    print("\n".join(rows()))
