"""`make writers`: every program opens the blank return, types what an officer types, and saves it.

Run by its own target and not with the other tests, for it needs the programs. What it keeps in tests/data/writers with
KEEP=1 is what tests/spec/test_other_writers.py runs on.
"""

import json
import os
from pathlib import Path

import pytest

from tests.writers.compare import differences
from tests.writers.programs import PROGRAMS

KEPT = Path(__file__).parent.parent / "data" / "writers"


@pytest.mark.parametrize("program", PROGRAMS, ids=[program.name for program in PROGRAMS])
def test_a_return_saved_by_another_program_is_the_return_that_was_typed(program, tmp_path):
    data, version = program.saved(tmp_path)
    if os.environ.get("KEEP"):
        keep(program.name, version, data)
    assert differences(data, program.meant()) == []
    assert version == json.loads((KEPT / "written_by.json").read_text())[program.name], "keep its file anew: KEEP=1"


def keep(name: str, version: str, data: bytes) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{name}.xlsx").write_bytes(data)
    listed = KEPT / "written_by.json"
    versions = json.loads(listed.read_text()) if listed.exists() else {}
    listed.write_text(json.dumps(dict(sorted((versions | {name: version}).items())), indent=2) + "\n")
