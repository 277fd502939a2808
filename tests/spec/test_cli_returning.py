"""Returning without a browser: ``oxdash submit``, ``history`` and ``archive verify``."""

import json
import re
import stat

import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.archive import Archive
from oxdash.settings import Settings
from tests.returning import CODE, QUARTER, a_return, folder

WHO = "performance officer"
HOW = "Where every reading is right as it is, oxdash submit --confirm-all confirms them all."


def oxdash(*said, data):
    """Run the command line on a data folder; exit code, standard output and standard error."""
    ran = CliRunner().invoke(cli, ["--data", str(data), *map(str, said)])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.stdout, ran.stderr


@pytest.fixture(scope="module")
def position(few_now):
    return few_now


@pytest.fixture(scope="module")
def good(position) -> bytes:
    return a_return(position)


@pytest.fixture
def data(tmp_path):
    return folder(tmp_path)


def saved(tmp_path, contents: bytes, name: str = "safer.xlsx"):
    (tmp_path / name).write_bytes(contents)
    return tmp_path / name


def test_from_a_file_to_a_receipt_and_its_history(tmp_path, data, position, good):
    file = saved(tmp_path, good)
    code, out, err = oxdash("submit", file, "--from", WHO, "--confirm-all", "--note", "By post.", data=data)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:2] == ["On file.", "Return: Safer Communities Partnership, Q4 2009/10, number 1"]
    assert re.fullmatch(r"Fingerprint \(sha256\): [0-9a-f]{64}", lines[2])
    assert re.fullmatch(r"Received at: \d{2} \w+ \d{4} \d{2}:\d{2}:\d{2} (GMT|BST)", lines[3])
    assert lines[4] == f"Received from: {WHO}"
    assert lines[-1] == "Note: By post."

    again = oxdash("submit", file, "--from", "someone else", data=data)
    assert again[0] == 0
    assert again[1].splitlines()[0] == "This return was on file already: the first receipt stands."
    assert again[1].splitlines()[1:3] == lines[1:3]

    better = saved(tmp_path, a_return(position, {"O4": "Put right."}), "better.xlsx")
    assert oxdash("submit", better, "--from", WHO, "--confirm-all", data=data)[0] == 0
    code, out, _ = oxdash("history", "Safer Communities Partnership", "Q4 2009/10", data=data)
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith("Number")] == [
        line for line in out.splitlines() if re.fullmatch(rf"Number [12], received .* from {WHO} \(received\)", line)
    ]
    assert "  NI 15: commentary changed." in out.splitlines()
    code, out, err = oxdash("archive", "verify", data=data)
    assert (code, err) == (0, "")
    well, head, began = out.splitlines()
    assert well == "Every workbook matches its receipt, and every receipt the one before it."
    assert re.fullmatch(r"The head of audit\.jsonl is 6:[0-9a-f]{64}\. Keep it somewhere else: .+", head)
    assert re.fullmatch(
        r"Line 1 of audit\.jsonl began it on \S+Z: 10 receipts and 0 publications were on file then and are taken as "
        r"they were\.",
        began,
    )


def test_what_must_be_fixed_or_confirmed_is_told_and_nothing_stored(tmp_path, data, position):
    wrong = saved(tmp_path, a_return(position, {"H4": "tbc 2010"}))
    code, out, err = oxdash("submit", wrong, "--from", WHO, "--confirm-all", data=data)
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "Nothing was stored: there are problems that must be fixed.",
        'safer.xlsx, sheet Return, cell H4, actual for NI 15: found "tbc 2010". Enter a number such as 12.5, or leave '
        "the cell empty and choose a reason in column K.",
    ]
    assert HOW not in err, "there is nothing to confirm"
    odd = saved(tmp_path, a_return(position, {"H7": 104.0}), "odd.xlsx")
    code, _, err = oxdash("submit", odd, "--from", WHO, data=data)
    assert code == 1
    assert err.splitlines()[0] == "Nothing was stored: there are readings to confirm first."
    assert HOW in err.splitlines()
    code, out, err = oxdash("check", odd, data=data)
    assert (code, err) == (0, "") and out.splitlines()[-1] == HOW
    assert Archive(Settings(data=data).quarterly).history(CODE, QUARTER) == []


def test_what_is_no_return_at_all(tmp_path, data):
    code, out, err = oxdash("submit", saved(tmp_path, b"target,actual\n", "a.csv"), "--from", WHO, data=data)
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == "This is not a return, so nothing was stored."
    code, _, err = oxdash("submit", tmp_path / "nowhere.xlsx", "--from", WHO, data=data)
    assert (code, err) == (
        2,
        f"{tmp_path / 'nowhere.xlsx'} could not be read: No such file or directory. Give the name of an Excel workbook "
        "(.xlsx).\n",
    )


def test_a_history_that_is_not_there(data):
    code, out, err = oxdash("history", CODE, QUARTER, data=data)
    assert (code, out) == (1, "")
    assert err == "Safer Communities Partnership has nothing on file for Q4 2009/10.\n"
    code, _, err = oxdash("history", "nobody", QUARTER, data=data)
    assert code == 2
    assert err.startswith('"nobody" is not a partnership in the register. Use one of: childrens-trust, economic,')


def test_a_flipped_byte_is_named(data):
    workbook = data / "quarterly" / "2009-10-Q4" / "economic.1.xlsx"
    workbook.chmod(workbook.stat().st_mode | stat.S_IWUSR)
    changed = bytearray(workbook.read_bytes())
    changed[len(changed) // 2] ^= 1
    workbook.write_bytes(changed)
    code, out, _ = oxdash("archive", "verify", data=data)
    assert code == 1
    line, note = out.splitlines()
    assert line.startswith("2009-10-Q4/economic.1.xlsx is not the workbook that was received.")
    assert note == (
        "Not proved: that every return on file was submitted here, and that none was taken away, for there is no audit "
        "log. The next act begins one that shows it."
    )
    receipt = data / "quarterly" / "2009-10-Q4" / "economic.1.json"
    assert json.loads(receipt.read_text("utf-8"))["number"] == 1
