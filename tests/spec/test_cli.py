"""The command line: what it prints, what it writes, how it ends, and that a process of its own does the same."""

import contextlib
import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from tests.conftest import SHIPPED

PROBLEM_KEYS = {"severity", "sheet", "cell", "column", "target", "found", "message"}


def oxdash(*said, data, cwd=None, **settings):
    """Run a command; give exit code, standard output and standard error."""
    with contextlib.chdir(cwd or SHIPPED.parent):
        ran = CliRunner(env={"OXDASH_DATA": str(data), **settings}).invoke(cli, [*map(str, said)], prog_name="oxdash")
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.stdout, ran.stderr


def as_a_process(*said, data):
    """The same by ``python -m oxdash``, as a person runs it."""
    ran = subprocess.run(
        [sys.executable, "-m", "oxdash", *map(str, said)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=SHIPPED.parent,
        env={**os.environ, "OXDASH_DATA": str(data)},
    )
    return ran.returncode, ran.stdout, ran.stderr


ENDINGS = [
    pytest.param(["position", "--json"], 0, id="done"),
    pytest.param(["changes", "2009-10 Q4", "2009-10 Q3"], 1, id="not acceptable"),
    pytest.param(["position", "2009"], 2, id="not to be read"),
]


@pytest.mark.parametrize(("said", "code"), ENDINGS)
def test_a_process_of_its_own_ends_and_says_the_same(few, said, code):
    ended = as_a_process(*said, data=few)
    assert ended == oxdash(*said, data=few) and ended[0] == code


@pytest.mark.parametrize("said", [["position", "--json"], ["decisions"], ["archive", "verify"]], ids=" ".join)
def test_an_answer_that_there_is_no_room_for_is_one_sentence(few, said):
    """The kind: what a command writes to is full or shut. Tried: standard output full; standard error full too."""
    said = [sys.executable, "-m", "oxdash", "--data", str(few), *said]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(said, stdout=full, stderr=subprocess.PIPE, text=True, cwd=SHIPPED.parent)
        unheard = subprocess.run(said, stdout=full, stderr=full, cwd=SHIPPED.parent)
    sentence = "The answer could not be written where it was sent: No space left on device. Send it somewhere else.\n"
    assert (ran.returncode, ran.stderr) == (2, sentence)
    assert unheard.returncode == 2


def test_a_demo_where_no_folder_can_be_made_is_one_sentence(few, tmp_path):
    (tmp_path / "file").write_text("a file")
    at = tmp_path / "file" / "demo"
    code, _, said = oxdash("demo", at, data=few)
    assert (code, said) == (2, f"{at} could not be made: File exists. Choose another place.\n")


def test_help_loads_nothing_that_only_commands_need():
    """It is there about as soon as click itself: no tables, no workbooks, no settings, none of the app."""
    code = "import sys, runpy; sys.argv = ['oxdash', '--help']\n"
    code += "try:\n    runpy.run_module('oxdash', run_name='__main__')\n"
    code += "finally:\n    print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=SHIPPED.parent)
    *said, loaded = ran.stdout.splitlines()
    assert "Usage: oxdash" in said[0] and "click" in loaded.split()
    assert not {"pandas", "numpy", "pydantic", "openpyxl", "streamlit", "plotly", "docx"} & set(loaded.split())


@pytest.fixture(scope="module")
def position(few):
    code, out, _ = oxdash("position", "--json", data=few)
    assert code == 0
    return json.loads(out)


def test_position_as_json(position):
    assert position["quarter"] == "2009-10 Q4"
    assert position["standing"] == "latest"
    total = position["total"]
    assert total["targets"] == total["on_track"] + total["off_track"] + total["insufficient_data"] == 44
    assert total["range"] == [total["on_track"], total["on_track"] + total["insufficient_data"]]
    assert [row["code"] for row in position["partnerships"]] == [
        "childrens-trust",
        "economic",
        "environment-waste",
        "health-well-being",
        "safer-communities",
        "spatial-planning",
        "stronger-communities",
    ]
    assert set(position["targets"][0]) == set(
        "target title kind partnership quarter status reason close actual milestone shortfall forecast_status "
        "original_status sentence workbook sheet cell".split()
    )
    assert {row["kind"] for row in position["targets"]} <= {"designated", "statutory"}
    assert all(row["close"] is False for row in position["targets"])


def test_position_of_one_quarter_as_at_a_day(few):
    code, out, _ = oxdash("position", "Q1 2009/10", "--standing", "same", "--as-at", "2009-06-30", "--json", data=few)
    assert code == 0
    told = json.loads(out)
    assert told["quarter"] == "2009-10 Q1"
    assert told["total"]["insufficient_data"] == told["total"]["targets"], "nothing had been returned for it by then"


def test_position_as_csv(tmp_path, position, few):
    code, out, _ = oxdash("position", "--csv", tmp_path / "out.csv", data=few)
    assert code == 0
    assert out == f"Wrote {tmp_path / 'out.csv'}: 44 targets.\n"
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["target"] for row in rows] == [row["target"] for row in position["targets"]]
    assert [row["sentence"] for row in rows] == [row["sentence"] for row in position["targets"]]


def test_position_in_words(position, few):
    code, out, _ = oxdash("position", data=few)
    assert code == 0
    assert out.startswith(f"Q4 2009/10: {position['total']['on_track']} of 44 on track")
    assert "illustrative" in out


def test_nothing_is_written_over(tmp_path, few):
    (tmp_path / "out.csv").write_text("mine", "utf-8")
    code, _, err = oxdash("position", "--csv", tmp_path / "out.csv", data=few)
    assert code == 2
    assert err == f"{tmp_path / 'out.csv'} is there already and was left as it was. Choose another name.\n"
    assert (tmp_path / "out.csv").read_text("utf-8") == "mine"


@pytest.fixture(scope="module")
def blank(tmp_path_factory, few):
    path = tmp_path_factory.mktemp("blank") / "safer.xlsx"
    code, out, _ = oxdash("template", "Safer Communities Partnership", "Q4 2009/10", "-o", path, data=few)
    assert (code, out) == (0, f"Made {path}: Safer Communities Partnership, Q4 2009/10.\n")
    return path


def test_a_blank_template_can_be_checked(blank, few):
    code, out, _ = oxdash("check", blank, "--json", data=few)
    told = json.loads(out)
    assert told["partnership"] == "safer-communities"
    assert told["quarter"] == "2009-10 Q4"
    assert told["accepted"] is (code == 0)
    assert told["problems"], "nobody has filled it in"
    assert all(set(problem) == PROBLEM_KEYS for problem in told["problems"])


def test_a_return_on_file_is_acceptable(few):
    code, out, _ = oxdash("check", few / "quarterly" / "2009-10-Q4" / "economic.1.xlsx", "--json", data=few)
    assert code == 0
    assert json.loads(out)["accepted"] is True


def test_what_is_no_return_ends_with_2(tmp_path, few):
    (tmp_path / "figures.xlsx").write_text("NI 30,12.5\n", "utf-8")
    code, out, _ = oxdash("check", tmp_path / "figures.xlsx", "--json", data=few)
    assert code == 2
    told = json.loads(out)
    assert (told["accepted"], told["partnership"], told["quarter"], len(told["problems"])) == (False, None, None, 1)
    assert set(told["problems"][0]) == PROBLEM_KEYS


def test_a_file_that_is_not_there(tmp_path, few):
    code, _, err = oxdash("check", tmp_path / "none.xlsx", data=few)
    assert code == 2
    assert err == (
        f"{tmp_path / 'none.xlsx'} could not be read: No such file or directory. "
        "Give the name of an Excel workbook (.xlsx).\n"
    )


def test_what_has_no_end_is_not_read(tmp_path, data):
    os.mkfifo(tmp_path / "pipe.xlsx")
    for endless in ("/dev/zero", tmp_path / "pipe.xlsx"):
        for command in (["check", endless], ["submit", endless, "--from", "a lead officer"]):
            code, _, err = oxdash(*command, data=data)
            why = f"{endless} could not be read: it is not a file. Give the name of an Excel workbook (.xlsx).\n"
            assert (code, err) == (2, why), command
    (data / "register.xlsx").unlink()
    os.mkfifo(data / "register.xlsx")
    code, _, err = oxdash("position", data=data)
    assert (code, err) == (
        2,
        "The register of targets could not be read: register.xlsx in the data folder (it is not a file). "
        "Put it there, or make an illustrative one with: oxdash demo FOLDER\n",
    )


WRONG = [
    (
        ["template", "parks", "2009-10 Q4", "-o", "x.xlsx"],
        '"parks" is not a partnership in the register.',
        "partnership",
    ),
    (["position", "2009"], '"2009" is not a quarter. Write it like 2009-10 Q3 or 2026 Q1.', "quarter"),
    (["position", "--as-at", "22/07/2010"], '"22/07/2010" is not a date. Write it like 2010-07-22.', "day"),
    (["position", "--as-at", "20100722"], '"20100722" is not a date. Write it like 2010-07-22.', "no dashes"),
    (["position", "--as-at", "2010-W29-4"], '"2010-W29-4" is not a date. Write it like 2010-07-22.', "by its week"),
    (
        ["template", "economic", "2019-20 Q1", "-o", "x.xlsx"],
        "has no targets in Q1 2019/20",
        "a quarter after the agreement",
    ),
    (["judge", "none.csv", "-o", "out.csv"], "none.csv", "figures that are not there"),
    (["judge", "none.csv", "-o", "out.csv", "--tolerance", "ten"], "ten", "a tolerance that is none"),
]


@pytest.mark.parametrize(("said", "sentence", "why"), WRONG, ids=[row[-1] for row in WRONG])
def test_what_cannot_be_done_is_said_plainly(said, sentence, why, tmp_path, few):
    code, _, err = oxdash(*said, data=few, cwd=tmp_path)
    assert code in (1, 2)
    assert sentence in err
    assert list(tmp_path.iterdir()) == []


def test_judge_another_councils_figures(tmp_path, few):
    (tmp_path / "kpis.csv").write_text(
        "target,better,places,milestone,actual\nA,higher,1,50,49.95\nB,lower,0,10,11\nC,higher,0,5,\n", "utf-8"
    )
    code, _, err = oxdash("judge", tmp_path / "kpis.csv", "-o", tmp_path / "out.csv", "--tolerance", "10%", data=few)
    assert code == 0, err
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["target"], row["status"], row["reason"], row["close"]) for row in rows] == [
        ("A", "on track", "milestone met", "false"),
        ("B", "off track", "close to target", "true"),
        ("C", "insufficient data", "no reason given", "false"),
    ]


def test_doctor_on_the_shipped_data():
    code, out, _ = oxdash("doctor", data=SHIPPED, OXDASH_LOCAL="1")  # a checkout is open to its machine: a note
    assert code == 0, out
    assert "The register is sound" in out
    assert "60 returns count" in out


def test_doctor_names_what_is_damaged(few, tmp_path):
    data = shutil.copytree(few, tmp_path / "data")
    place = data / "quarterly" / "2009-10-Q4" / "economic.1.xlsx"
    place.write_bytes(place.read_bytes()[:-1])
    code, out, _ = oxdash("doctor", data=data)
    assert code == 1
    assert "economic.1.xlsx" in out


def test_doctor_on_a_register_alone(tmp_path):
    """No folder of returns is no fault: the first return makes it."""
    shutil.copy(SHIPPED / "register.xlsx", tmp_path)
    code, out, _ = oxdash("doctor", data=tmp_path, OXDASH_LOCAL="1")
    assert code == 0, out
    assert "note    No return has been accepted yet.\n" in out
    assert "ok      The folder of returns is not there yet, and is made with the first.\n" in out
    assert not (tmp_path / "quarterly").exists()
