"""The files of pins are made from pyproject.toml (make pins), and hold what it asks for and nothing else."""

import re
import tomllib
from collections.abc import Iterable

import pytest

from oxdash.settings import HOME

PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
PLAIN = PROJECT["project"]["dependencies"]
FILES = {
    "requirements.txt": ("oxdash (pyproject.toml)", PLAIN),
    "requirements-dev.txt": ("oxdash (pyproject.toml:dev)", PROJECT["dependency-groups"]["dev"]),
    "requirements-cluster.txt": (
        "oxdash (pyproject.toml)",
        [*PLAIN, *PROJECT["project"]["optional-dependencies"]["cluster"]],
    ),
}


def names(wanted: Iterable[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9._-]+", one)[0].lower().replace("_", "-") for one in wanted}


@pytest.mark.parametrize("file", FILES)
def test_what_is_pinned_is_what_the_project_asks_for(file):
    by, wanted = FILES[file]
    pins = re.split(r"^(?=\S+==)", (HOME / file).read_text("utf-8"), flags=re.MULTILINE)
    assert len(pins) > len(wanted)
    assert names(one for one in pins if f"# via {by}\n" in one or f"#   {by}\n" in one) == names(wanted)
