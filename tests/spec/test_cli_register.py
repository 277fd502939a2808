"""The commands about the register: what they print, how they end, and that nothing is written over.

Tried beside the cases: a folder that is not there, a file that is no workbook, a workbook that is no register, no file.
"""

import json

import pytest

from oxdash.demo.register_workbook import IN_ORDER, STAMPED, table_of, write_register
from tests.spec.test_cli import PROBLEM_KEYS, oxdash


@pytest.fixture
def before(tmp_path):
    """A register of before it could say whose it is."""
    tables = {name: table_of(name) for name in IN_ORDER if name not in ("About", "Agreements", "Bodies")}
    path = tmp_path / "before.xlsx"
    path.write_bytes(write_register(tables, STAMPED))
    return path


def test_a_blank_register_is_made_once_and_says_what_it_lacks(tmp_path):
    path = tmp_path / "register.xlsx"
    code, out, _ = oxdash("register", "new", path, data=tmp_path)
    assert code == 0
    assert out == f"Made {path}. Its first sheet says how to fill it in. Then run: oxdash register check {path}\n"
    made = path.read_bytes()
    code, _, err = oxdash("register", "new", path, data=tmp_path)
    assert (code, err) == (2, f"{path} is there already and was left as it was. Choose another name.\n")
    assert path.read_bytes() == made
    code, out, _ = oxdash("register", "check", path, data=tmp_path)
    assert code == 1
    assert out.splitlines()[:3] == [
        "There is a problem: 2 things must be fixed.",
        "register.xlsx, sheet Targets: missing. Add at least one row below the headings.",
        "register.xlsx, sheet Partnerships: missing. Add at least one row below the headings, or on sheet Bodies.",
    ]


def test_a_register_of_before_is_checked_and_brought_up(before, tmp_path):
    code, out, _ = oxdash("register", "check", before, "--json", data=tmp_path)
    said = json.loads(out)
    assert code == 0 and said["sound"] and len(said["not_said"]) > 10
    assert all(set(problem) == PROBLEM_KEYS for problem in said["problems"])
    new, old = tmp_path / "new.xlsx", before.read_bytes()
    code, out, _ = oxdash("register", "upgrade", before, "-o", new, data=tmp_path)
    lines = out.splitlines()
    assert code == 0 and lines[0] == f"Made {new} of {before}. Filled in:"
    assert "  Agreements: LAA2 2008-11 is laa2, 2008-09 Q1 to 2010-11 Q4, as its targets; counted, designated" in out
    assert lines[-1] == "new.xlsx can be used: 60 targets, 7 partnerships."
    assert before.read_bytes() == old
    code, _, err = oxdash("register", "upgrade", new, "-o", tmp_path / "again.xlsx", data=tmp_path)
    assert (code, err) == (
        1,
        "new.xlsx has the sheets About, Agreements and Bodies already: there is nothing to fill in.\n",
    )
    assert not (tmp_path / "again.xlsx").exists()


@pytest.mark.parametrize("command", [("check",), ("upgrade", "-o", "never.xlsx")], ids=["check", "upgrade"])
def test_what_is_no_workbook_ends_in_a_sentence(command, tmp_path):
    path = tmp_path / "letter.docx"
    path.write_bytes(b"Dear Sir")
    for asked in (path, tmp_path / "none.xlsx"):
        code, out, err = oxdash("register", command[0], asked, *command[1:], data=tmp_path, cwd=tmp_path)
        assert code == 2 and out == "" and len(err.splitlines()) == 1 and err.endswith(".\n")
    assert not (tmp_path / "never.xlsx").exists()
