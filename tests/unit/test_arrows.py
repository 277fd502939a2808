"""Imports point one way, and each outside library has one home."""

import ast
from functools import cache
from pathlib import Path

import pytest

from docs.order import ORDER
from docs.plan import House, phrases

HOME = Path(__file__).parents[2]

EDGES = {"__main__", "demo", "web.server"}  # nothing imports these (demo: only the command line does)
NEVER = {  # room or module: what it must not know besides
    "storage": ("openpyxl", "streamlit"),
    "archive": ("pandas", "openpyxl", "oxdash.excel"),
    "excel.workbook": ("pandas", "oxdash.vocabulary.tables"),
    "register": ("oxdash.archive",),
    "rule": ("openpyxl", "pathlib", "oxdash.archive", "oxdash.register", "oxdash.excel"),
    "rule.judge": ("datetime",),  # a rule knows no day of today
    "returns.read_return": ("oxdash.register", "oxdash.archive"),
    "findings": ("oxdash.archive", "oxdash.register", "oxdash.returns", "oxdash.excel"),
    "charts": ("oxdash.archive", "oxdash.register", "oxdash.returns", "oxdash.judging.position", "oxdash.rule.judge"),
    "documents": ("oxdash.archive", "oxdash.access"),
    "output": ("oxdash.archive", "oxdash.returns", "oxdash.access"),
    "publication": ("oxdash.submissions",),
    "correspondence": ("oxdash.submissions", "oxdash.excel"),
    "web.guard": ("oxdash.archive", "oxdash.register", "oxdash.web.screen", "oxdash.settings", "oxdash.access"),
}
HOMES = {  # library: where it may be imported
    "streamlit": ("app", "pages", "oxdash.web"),
    "plotly": (
        "oxdash.output.chart_plotly",
        "oxdash.web.server",
    ),
    "docx": ("oxdash.output.word",),
    "htpy": ("oxdash.output",),
    "pptx": ("oxdash.output.word", "oxdash.output.slides"),
    "openpyxl": ("oxdash.excel.cell_values",),
    "typst": ("oxdash.output.pdf",),
    "babel": ("oxdash.vocabulary.currency",),
    "icalendar": ("oxdash.correspondence.calendar",),
    "xlsxwriter": (
        "oxdash.returns.template",
        "oxdash.output.excel",
        "oxdash.output.word.chart",
        "oxdash.register.writer",
    ),
    "click": ("oxdash.__main__", "oxdash.cli"),
    "distributed": ("oxdash.tidy_input.cluster", "oxdash.tidy_input.cluster_part", "oxdash.tidy_input.cluster_run"),
}


def modules() -> dict[str, Path]:
    files = [*(HOME / "oxdash").rglob("*.py"), *(HOME / "pages").glob("*.py"), HOME / "app.py"]
    return {
        ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__"): path
        for path in files
        if path.exists()
    }


@cache  # each file is read once
def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are written out in full"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


ALL = modules()


def test_there_is_something_to_hold():
    assert {"oxdash.rule.judge", "oxdash.judging.position", "oxdash.archive", "app"} <= set(ALL)


def room(module: str) -> str:
    return module.removeprefix("oxdash.").partition(".")[0]


def test_every_room_has_its_place():
    rooms = {room(module) for module in ALL if module.startswith("oxdash.")}
    assert rooms == set(ORDER)


@pytest.mark.parametrize("name", sorted(NEVER))
def test_what_a_module_must_not_know(name):
    for module, path in ALL.items():
        if within(module, f"oxdash.{name}"):
            knows = {one for one in imported(path) for never in NEVER[name] if within(one, never)}
            assert not knows, f"{module} imports {sorted(knows)}"


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_has_one_home(library):
    users = {module for module, path in ALL.items() if any(within(one, library) for one in imported(path))}
    strangers = {module for module in users if not any(within(module, home) for home in HOMES[library])}
    assert not strangers, f"{library} is imported by {sorted(strangers)}"
    assert users, f"nothing imports {library}: take it out of this list"


def test_nothing_imports_the_edges():
    for module, path in ALL.items():
        if within(module, "oxdash.cli") or within(module, "oxdash.demo"):
            continue  # the command line, of which __main__ is the door
        reached = {one for one in imported(path) for edge in EDGES if within(one, f"oxdash.{edge}")}
        assert not reached, f"{module} imports {sorted(reached)}"


def test_nothing_but_the_command_line_imports_the_check_of_an_installation():
    checks = "oxdash.web.doctor"
    assert {module for module, path in ALL.items() if checks in imported(path)} == {"oxdash.__main__"}


def test_imports_make_no_circle():
    graph = {
        module: {one for one in imported(path) if one in ALL and one != module and not within(module, one)}
        for module, path in ALL.items()
    }
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join([*trail, module])
        if module in done:
            return
        for other in graph[module]:
            walk(other, (*trail, module))
        done.add(module)

    for module in graph:
        walk(module, ())


def test_no_room_imports_from_one_further_on():
    assert House(HOME).arrows_up(ORDER) == []


def test_a_phrase_is_declared_once():
    """Up to 15 are let be: where two places say the same of different facts, there is nothing to share."""
    house = House(HOME)
    assert len(house.phrases) <= 15, phrases(house)


def test_a_module_is_short_enough_to_read():
    long = {name: count for name, path in ALL.items() if (count := len(path.read_text("utf-8").splitlines())) > 300}
    assert not long, f"split these by subject: {long}"


def test_the_house_is_no_higher_and_has_no_more_rooms_than_it_may():
    house = House(HOME)
    assert max(house.floors.values()) <= 12
    assert len(house.rooms) <= 26
