"""Imports point one way, and each outside library has one home."""

import ast
from pathlib import Path

import pytest

from docs.order import ORDER
from docs.plan import House

HOME = Path(__file__).parent.parent

EDGES = {"__main__", "demo", "doctor", "server"}  # nothing imports these (demo, doctor: only the command line does)
STORES_BYTES = (
    "pandas",
    "openpyxl",
    "oxdash.intake",
    "oxdash.register",
    "oxdash.judge",
    "oxdash.table",
    "oxdash.model",
)
NEVER = {  # module prefix: what it must not know
    "judge": (
        "openpyxl",
        "streamlit",
        "plotly",
        "datetime",
        "pathlib",
        "oxdash.archive",
        "oxdash.register",
        "oxdash.intake",
    ),
    **dict.fromkeys(("archive", "create_only"), STORES_BYTES),
    "intake.returns": ("oxdash.register", "oxdash.archive", "oxdash.judge", "oxdash.position"),
    "intake.workbook": ("pandas", "oxdash.table", "oxdash.register", "oxdash.archive", "oxdash.judge"),
    "register": ("oxdash.intake.returns", "oxdash.archive", "oxdash.judge", "oxdash.position"),
    "explain": ("oxdash.archive", "oxdash.register", "oxdash.intake", "oxdash.position", "streamlit", "plotly"),
    "findings": ("oxdash.archive", "oxdash.register", "oxdash.intake", "oxdash.position", "streamlit", "plotly"),
    "charts": ("streamlit", "oxdash.archive", "oxdash.register", "oxdash.intake", "oxdash.position", "oxdash.judge"),
    "markup": ("streamlit", "oxdash.archive", "oxdash.register", "oxdash.position", "oxdash.judge"),
    "position": ("streamlit", "plotly", "oxdash.screen", "click"),
    "papers": ("streamlit", "oxdash.archive", "oxdash.intake", "oxdash.published", "oxdash.screen", "oxdash.access"),
    "kept": ("streamlit", "oxdash.archive", "oxdash.published", "oxdash.screen"),
    "guard": ("oxdash.archive", "oxdash.register", "oxdash.screen", "oxdash.settings", "oxdash.access"),
    "published": ("streamlit", "plotly", "oxdash.screen", "oxdash.desk", "oxdash.submission"),
}
HOMES = {  # library: where it may be imported
    "streamlit": (
        "app",
        "pages",
        "oxdash.screen",
        "oxdash.loading",
        "oxdash.handing_out",
        "oxdash.server",
        "oxdash.desk",
        "oxdash.entrance",
        "oxdash.sessions",
        "oxdash.sign_in",
        "oxdash.guard.messages",
    ),
    "plotly": ("oxdash.charts", "oxdash.server", "oxdash.papers.chartfiles", "oxdash.papers.chart_child"),
    "kaleido": ("oxdash.papers.chart_child",),
    "choreographer": ("oxdash.papers.chart_child",),
    "docx": ("oxdash.papers",),
    "pptx": ("oxdash.papers",),
    "openpyxl": ("oxdash.intake.opening", "oxdash.intake.marked"),
    "xlsxwriter": ("oxdash.intake.template", "oxdash.papers", "oxdash.demo"),
    "click": ("oxdash.__main__", "oxdash.commands"),
}


def modules() -> dict[str, Path]:
    files = [*(HOME / "oxdash").rglob("*.py"), *(HOME / "pages").glob("*.py"), HOME / "app.py"]
    return {
        ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__"): path
        for path in files
        if path.exists()
    }


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
    assert {"oxdash.judge", "oxdash.position", "oxdash.archive", "app"} <= set(ALL)


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
        if within(module, "oxdash.commands") or within(module, "oxdash.demo"):
            continue  # the command line, of which __main__ is the door
        reached = {one for one in imported(path) for edge in EDGES if within(one, f"oxdash.{edge}")}
        assert not reached, f"{module} imports {sorted(reached)}"


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
    up = House(HOME).arrows_up(ORDER)
    assert not up, "; ".join(f"{one} imports {other}" for one, other in up)


def test_a_module_is_short_enough_to_read():
    long = {name: count for name, path in ALL.items() if (count := len(path.read_text("utf-8").splitlines())) > 300}
    assert not long, f"split these by subject: {long}"
