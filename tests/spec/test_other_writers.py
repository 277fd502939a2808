"""Returns that other programs saved are read as they were typed, to digit and day, and their marked copies keep all.

The kind: the same return in other words. The files in tests/data/writers were saved by the programs that `make writers`
runs, of the versions in written_by.json; what a program itself is known to change stands in tests/writers/programs.py.
Tried beside the figures and days: text that looks like a formula, a number, an escape or markup, blanks and line breaks
at either end, other scripts, cells of no letters, booleans, per cents by format, days from 1900 to 2100.
"""

import json
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import hostile
import pytest

from oxdash.excel import workbook
from oxdash.excel.problems import Problem, Severity
from tests.writers import kept
from tests.writers.compare import differences
from tests.writers.programs import PROGRAMS
from tests.writers.typed import CELLS, NAME, as_typed

KEPT = Path(__file__).parents[1] / "data" / "writers"
VERSIONS = json.loads((KEPT / "written_by.json").read_text())
EVERY = pytest.mark.parametrize("program", PROGRAMS, ids=[f"{one.name} {VERSIONS[one.name]}" for one in PROGRAMS])


def saved(program) -> bytes:
    return (KEPT / f"{program.name}.xlsx").read_bytes()


def test_every_program_has_its_file():
    assert sorted(VERSIONS) == sorted(program.name for program in PROGRAMS)
    assert {path.stem for path in KEPT.glob("*.xlsx")} == set(VERSIONS)


def test_what_is_typed_is_awkward():
    """Every kind of cell, figures that no program rounds alike, and what a reader must not take for something else."""
    values = [one.value for one in CELLS]
    assert {type(value).__name__ for value in values} == {"str", "int", "float", "bool", "date"}
    assert {60.25, 1.005, 0.1 + 0.2, -3} <= {value for value in values if isinstance(value, int | float)}
    assert any(sheet.name == "Actions" and len(sheet.cells) > 150 for sheet in as_typed().sheets)


@EVERY
def test_a_return_saved_by_another_program_is_the_return_that_was_typed(program):
    assert differences(saved(program), program.meant()) == []


def test_what_each_program_keeps_of_the_template_is_as_the_readme_says():
    told = (Path(__file__).parents[1] / "writers" / "README.md").read_text("utf-8").splitlines()
    assert f"| saved by | {' | '.join(kept.HEADINGS)} |" in told
    assert [line for line in told if line.startswith("| ") and line[-3].isdigit()] == kept.rows()


MARKED = [
    Problem(Severity.MUST_FIX, "Return", "H4", "Actual", "NI 30", "60.25", "Enter it.", "Enter it."),
    Problem(Severity.PLEASE_CONFIRM, "Actions", "D4", "Due", "", "1 January 2000", "Confirm.", "Confirm."),
    Problem(Severity.MUST_FIX, "Actions", "G40", "With", "", "", "Say who.", "Say who."),
]


@cache
def marked(program) -> bytes:
    made = workbook.marked_copy(NAME, saved(program), MARKED)
    assert isinstance(made, bytes), made
    return made


@EVERY
def test_its_marked_copy_is_the_same_return(program):
    assert differences(marked(program), program.meant()) == []


@EVERY
def test_its_marked_copy_keeps_all_that_it_had(program):
    """Sheet by sheet the same XML but for the cells marked, which tab is chosen, and where the comments are drawn."""
    data = saved(program)
    before, after = hostile.unpacked(data), hostile.unpacked(marked(program))
    changed = {name for name in before if after.get(name) != before[name]}
    allowed = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert {name for name in changed if "/worksheets/" not in name} <= allowed
    for name in (name for name in changed if "/worksheets/sheet" in name):
        assert around_the_cells(after[name]) == around_the_cells(before[name]), name


def around_the_cells(xml: bytes) -> str:
    text = re.sub(r"<(\w+:)?sheetData>.*</(\w+:)?sheetData>", "", xml.decode(), flags=re.S)
    text = re.sub(r'<legacyDrawing [^>]*/>| tabSelected="[^"]*"| select(Unl|L)ockedCells="[^"]*"', "", text)
    return text.replace("false", "0").replace("true", "1")


@EVERY
def test_its_marked_copy_keeps_every_cell_unlocked_or_locked_and_how_it_is_shown(program):
    """Every format of a cell is the same but for fill and edge. Not by openpyxl, which cannot open all of them."""
    data = saved(program)
    before, after = looks(data), looks(marked(program))
    assert {place: look for place, look in after.items() if place in before} == before
    assert set(after) - set(before) <= {("Actions", "G40")}


FILL_AND_EDGE = ("fillId", "borderId", "applyFill", "applyBorder")


def looks(data: bytes) -> dict[tuple[str, str], str]:
    """By sheet and address, a cell's format as it is written, less its fill and edge."""
    parts = hostile.unpacked(data)
    main = {"m": hostile.MAIN}
    formats = []
    for one in ElementTree.fromstring(parts["xl/styles.xml"]).iterfind("m:cellXfs/m:xf", main):
        for name in FILL_AND_EDGE:
            one.attrib.pop(name, None)
        formats.append(ElementTree.canonicalize(ElementTree.tostring(one)))
    related = {one.get("Id"): one.get("Target") for one in ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])}
    found = {}
    for sheet in ElementTree.fromstring(parts["xl/workbook.xml"]).iterfind("m:sheets/m:sheet", main):
        target = related[sheet.get(f"{{{hostile.OFFICE}}}id")]
        if sheet.get("name") == "What to do":
            continue
        held = ElementTree.fromstring(parts[target.removeprefix("/") if target[0] == "/" else f"xl/{target}"])
        for cell in held.iterfind("m:sheetData/m:row/m:c", main):
            found[sheet.get("name"), cell.get("r")] = formats[int(cell.get("s", 0))]
    assert len(found) > 200
    return found
