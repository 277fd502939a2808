"""Where something is to be written is asked before anything is worked out, by every command that writes.

The kind: a command works for a minute, and says then that it may not write there. Tried, of each: a folder that is not
there, a file in the place of one, a name that is taken; with data that no command can read, so that whoever looks at
the data first says something else. A place that is asked for is left as it was.
"""

from pathlib import Path

import click
import pytest

from oxdash.__main__ import cli
from tests.spec.test_cli import oxdash

Q = "2009-10 Q4"
WRITE = {
    # command: what else it is given, and the name of what it makes
    "calendar": ((), "c.ics"),
    "charts": ((Q,), "folder"),
    "data": ((Q,), "folder"),
    "meeting-pack": ((Q, "--meeting", "PSB 2010-07-01"), "m.pdf"),
    "pack": (("PSB 2010-07-01",), "p.zip"),
    "page": ((Q,), "p.html"),
    "paper": ((Q,), "p.docx"),
    "pdf": ((Q,), "p.pdf"),
    "picture": ((Q,), "p.png"),
    "register upgrade": (("old.xlsx",), "r.xlsx"),
    "reprint": (("PSB 2010-07-01",), "p.docx"),
    "sign-off workbook": (("safer", Q), "w.xlsx"),
    "site": ((), "folder"),
    "slides": ((Q,), "s.pptx"),
    "target": (("NI 154",), "t.csv"),
    "template": (("safer", Q), "t.xlsx"),
    "workbook": ((Q,), "w.xlsx"),
}
WORKED_ON = {"judge"}  # into a place that may be there: a run that was stopped goes on in it


def writers(command: click.Command, name: str = "") -> set[str]:
    if isinstance(command, click.Group):
        return {found for each, one in command.commands.items() for found in writers(one, f"{name} {each}".strip())}
    return {name} if "output" in [one.name for one in command.params] else set()


def test_every_command_that_writes_is_here():
    assert writers(cli) == {*WRITE, *WORKED_ON}


@pytest.mark.parametrize("command", WRITE)
def test_the_place_is_asked_first(command, tmp_path):
    more, name = WRITE[command]
    (tmp_path / "file").write_text("a file", "utf-8")
    (tmp_path / name).write_text("taken", "utf-8")
    before = sorted(tmp_path.iterdir())
    folder = name == "folder"

    def said(place: Path) -> str:
        code, out, err = oxdash(*command.split(), *more, "-o", place, data=tmp_path / "no data")
        assert (code > 0, out) == (True, "")
        return err

    taken = tmp_path / name
    assert said(taken) == f"{taken} is there already and was left as it was. Choose another name.\n"
    below = tmp_path / "file" / name
    wrong = "could not be made: File exists. Choose another place."
    if not folder:
        wrong = "could not be written: Not a directory. Choose another folder."
        missing = tmp_path / "missing" / name
        assert said(missing) == f"{missing} could not be written: No such file or directory. Choose another folder.\n"
    assert said(below) == f"{below} {wrong}\n"
    free = tmp_path / "there" / name if folder else tmp_path / f"free{Path(name).suffix}"
    assert str(free) not in said(free), "what comes next is the work"
    assert sorted(tmp_path.iterdir()) == before, "a place that was asked for is left as it was"


@pytest.mark.parametrize("option", ["--csv", "--csv-for-excel"])
def test_so_is_that_of_the_position(option, tmp_path):
    at = tmp_path / "missing" / "p.csv"
    ended = oxdash("position", option, at, data=tmp_path / "no data")
    assert ended == (2, "", f"{at} could not be written: No such file or directory. Choose another folder.\n")
