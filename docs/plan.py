"""The plan of the house, printed from the code itself: ``python docs/plan.py [TREE]``. Nothing is imported.

With ``--phrases`` each phrase is printed instead, with the modules that it stands in.

room            a folder of ``oxdash/`` or a module in its root, ``pages/``, ``app.py``
floor           the longest chain of imports below a room; rooms that import each other share one
arrow up        an import of a room by one that stands before it in the order of `order.py`; counted by pairs of modules
phrase          a string literal of four words or more that stands in two or more modules (docstrings left out)
declaration     a call that makes a table's column: of something called Column
lines           of Python under ``oxdash/`` and ``pages/``
loose module    one that lies in the root of ``oxdash/``
modules entered of ``oxdash/``, by all that the module a figure starts from imports, and so on down
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from order import ORDER

WORDS = 4  # of a phrase
STARTS = {  # where a figure is asked for; the first that is there
    "a target's page": ("pages.target",),
    "the Board paper": ("oxdash.cli.papers", "oxdash.commands.papers"),
    "the position as CSV": ("oxdash.cli.position", "oxdash.commands.standing"),
}


class House:
    """The modules below ``tree``, by their dotted names, and what they import of each other."""

    def __init__(self, tree: Path) -> None:
        files = [*(tree / "oxdash").rglob("*.py"), *(tree / "pages").glob("*.py"), tree / "app.py"]
        named = {
            ".".join(path.relative_to(tree).with_suffix("").parts).removesuffix(".__init__"): path.read_text("utf-8")
            for path in files
            if path.is_file()
        }
        self.lines = sum(len(text.splitlines()) for name, text in named.items() if name != "app")
        self.modules = {name: ast.parse(text) for name, text in sorted(named.items())}

    @cached_property
    def imports(self) -> dict[str, set[str]]:
        """Wherever the import stands: a module that is loaded late is entered too."""
        return {name: self._imported(parsed) - {name} for name, parsed in self.modules.items()}

    def _imported(self, parsed: ast.AST) -> set[str]:
        found = set()
        for node in ast.walk(parsed):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                whole = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= whole & set(self.modules)
                if not whole <= set(self.modules):
                    found.add(node.module)
        return found & set(self.modules)

    def room(self, module: str) -> str:
        """``oxdash.judging.rule`` stands in judging, ``pages.target`` in pages; oxdash itself is no room."""
        first, *rest = module.split(".")
        return rest[0] if first == "oxdash" and rest else first

    @cached_property
    def rooms(self) -> dict[str, set[str]]:
        """Each room with those it imports from."""
        found: dict[str, set[str]] = {self.room(name): set() for name in self.modules if name != "oxdash"}
        for name, others in self.imports.items():
            for other in others - {"oxdash"} if name != "oxdash" else ():
                found[self.room(name)] |= {self.room(other)} - {self.room(name)}
        return found

    @cached_property
    def floors(self) -> dict[str, int]:
        """Each room with its floor; the lowest is 1."""
        circles = circles_of(self.rooms)
        heights: dict[frozenset[str], int] = {}

        def height(circle: frozenset[str]) -> int:
            if circle not in heights:
                below = {circles[other] for room in circle for other in self.rooms[room]} - {circle}
                heights[circle] = 1 + max(map(height, below), default=0)
            return heights[circle]

        return {room: height(circles[room]) for room in self.rooms}

    def arrows_up(self, order: Iterable[str]) -> list[tuple[str, str]]:
        """Pairs of modules, the one that imports first; app and pages stand behind all others."""
        place = {room: number for number, room in enumerate([*order, "pages", "app"])}
        return [
            (name, other)
            for name, others in self.imports.items()
            for other in sorted(others)
            if place.get(self.room(other), -1) > place.get(self.room(name), len(place))
        ]

    @cached_property
    def phrases(self) -> dict[str, set[str]]:
        """Each phrase with the modules it stands in; the parts of an f-string each for itself."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, parsed in self.modules.items():
            for said in texts(parsed):
                found[said].add(name)
        return {said: names for said, names in found.items() if len(names) > 1}

    @cached_property
    def declarations(self) -> int:
        calls = (node for parsed in self.modules.values() for node in ast.walk(parsed) if isinstance(node, ast.Call))
        return sum(_called(call.func) == "Column" for call in calls)

    @property
    def loose(self) -> list[str]:
        return [
            name
            for name in self.modules
            if name.count(".") == 1 and name.startswith("oxdash.") and not self._holds(name)
        ]

    def _holds(self, name: str) -> bool:
        """A folder stands under its own name, with its modules below it."""
        return any(other.startswith(f"{name}.") for other in self.modules)

    def entered(self, start: str) -> set[str]:
        """The modules of oxdash that are read when ``start`` is, itself included; the folders on their way too."""
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name in seen or name not in self.modules:
                continue
            seen.add(name)
            waiting += [*self.imports[name], *([name.rpartition(".")[0]] if "." in name else [])]
        return {name for name in seen if name.startswith("oxdash")}


def circles_of(graph: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Each name with those that it reaches and that reach it, itself among them."""
    reached = {}
    for name in graph:
        seen, waiting = set(), [name]
        while waiting:
            for other in graph[waiting.pop()] - seen:
                seen.add(other)
                waiting.append(other)
        reached[name] = seen
    return {name: frozenset({name, *(other for other in reached[name] if name in reached[other])}) for name in graph}


def texts(parsed: ast.AST) -> set[str]:
    """String literals of four words or more; docstrings are not for readers of what oxdash makes."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(parsed)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    literals = (node for node in ast.walk(parsed) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    said = {" ".join(node.value.split()) for node in literals if id(node) not in docstrings}
    return {one for one in said if len(one.split()) >= WORDS}


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def plan(house: House, order: Iterable[str] = ORDER) -> str:
    """The table, and the rooms floor by floor."""
    up = house.arrows_up(order)
    rows = {
        "lines of Python under oxdash/ and pages/": house.lines,
        "loose modules in oxdash/": len(house.loose),
        "rooms": len(house.rooms),
        "floors": max(house.floors.values(), default=0),
        "arrows up": len(up),
        "phrases in two or more modules": len(house.phrases),
        "declarations of a table's column": house.declarations,
    }
    for said, starts in STARTS.items():
        start = next((one for one in starts if one in house.modules), None)
        if start:
            rows[f"modules entered to {said}"] = len(house.entered(start))
    lines = [f"{said:44}{count:>7,}" for said, count in rows.items()]
    lines += [f"arrow up: {one} imports {other}" for one, other in up]
    circles = {circle for circle in circles_of(house.rooms).values() if len(circle) > 1}
    lines += [f"rooms that import each other: {', '.join(sorted(circle))}" for circle in sorted(circles, key=sorted)]
    for floor in range(max(house.floors.values(), default=0), 0, -1):
        lines.append(f"floor {floor:2}: {', '.join(sorted(room for room, at in house.floors.items() if at == floor))}")
    return "\n".join(lines)


def phrases(house: House) -> str:
    """Each phrase under the modules that it stands in, those that share several together."""
    shared: dict[str, list[str]] = defaultdict(list)
    for said, names in house.phrases.items():
        shared[", ".join(sorted(names))].append(said)
    return "\n".join(
        line for names in sorted(shared) for line in (names, *(f"    {said}" for said in sorted(shared[names])))
    )


def main(*given: str) -> str:
    trees = [one for one in given if one != "--phrases"]
    house = House(Path(trees[0]) if trees else Path(__file__).parent.parent)
    return phrases(house) if "--phrases" in given else plan(house)


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
