"""docs/security.md leads from each promise to its tests: those it names are there, and none is left out."""

import ast
import re

import pytest

from oxdash.settings import HOME

TABLES = (HOME / "docs" / "security.md").read_text("utf-8")
ROWS = re.findall(r"^\| (?P<promise>[^|]+) \| (?P<tests>`tests/[^|]+) \|$", TABLES, re.MULTILINE)


def functions_of(path) -> set[str]:
    found = ast.walk(ast.parse(path.read_text("utf-8")))
    return {node.name for node in found if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_there_are_promises():
    assert len(ROWS) >= 15
    assert len({promise for promise, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("promise", "tests"), ROWS, ids=[promise[:60] for promise, _ in ROWS])
def test_every_promise_names_tests_that_are_there(promise, tests):
    named = re.findall(r"`(tests/[a-z_/]+\.py)::(test_[a-z0-9_]+)`", tests)
    assert len(named) == tests.count("`") / 2, f"of {promise!r} something is no name of a test"
    missing = [f"{file}::{name}" for file, name in named if name not in functions_of(HOME / file)]
    assert not missing


def test_every_test_of_a_promise_stands_here():
    there = {
        f"{path.relative_to(HOME).as_posix()}::{name}"
        for path in (HOME / "tests" / "faults").glob("test_*.py")
        for name in functions_of(path)
    }
    named = {f"{file}::{name}" for _, tests in ROWS for file, name in re.findall(r"`([^`:]+)::([^`]+)`", tests)}
    assert there - named == set()
