"""oxdash where returns need a sign-off: submit, sign-off, history, position, publish, doctor; words and exit codes."""

import json
import shutil

import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.archive import record
from tests.filling import filled
from tests.returning import CODE, QUARTER, a_return, now_on_file
from tests.signing import NAME, register, settings, signing_folder

WHO, SIGNER = "safer.officer@council.example", "safer.lead@council.example"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The folder with nothing waiting, and a return to hand in."""
    data = signing_folder(tmp_path_factory.mktemp("signing"))
    return data, a_return(now_on_file(data))


@pytest.fixture
def data(kept, tmp_path, monkeypatch):
    shutil.copytree(kept[0].parent, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("OXDASH_ROLES", str(tmp_path / "roles.toml"))
    (tmp_path / "safer.xlsx").write_bytes(kept[1])
    (tmp_path / "better.xlsx").write_bytes(filled(kept[1], {"O4": "Better."}))
    return tmp_path / "data"


@pytest.fixture
def oxdash(data):
    def run(*words):
        ran = CliRunner().invoke(cli, ["--data", str(data), *map(str, words)])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return ran.exit_code, ran.stdout, ran.stderr

    return run


def hand_in(oxdash, data, name="safer.xlsx"):
    return oxdash("submit", data.parent / name, "--from", WHO, "--confirm-all")


def test_from_submit_to_the_receipt(oxdash, data):
    code, out, _ = hand_in(oxdash, data)
    assert code == 0
    assert out.splitlines()[:3] == [
        "Waiting for sign-off. It counts for nothing until then, and there is no receipt yet.",
        f"Return: {NAME}, Q4 2009/10, waiting number 1",
        "Waits for: its lead officer or a deputy (safer.lead@council.example and safer.deputy@council.example)",
    ]
    code, out, _ = oxdash("sign-off", "list")
    assert code == 0 and out.startswith(f"{NAME}, Q4 2009/10, number 1: submitted on ")
    code, out, _ = oxdash("sign-off", "list", "--json")
    assert [one["partnership"] for one in json.loads(out)["waiting"]] == [CODE]
    assert f"Waiting for sign-off, and not counted: {NAME} (since " in oxdash("position", QUARTER)[1]
    assert NAME in json.loads(oxdash("position", QUARTER, "--json")[1])["waiting"]
    assert "Handed in as number 1, submitted " in oxdash("history", CODE, QUARTER)[1]
    assert "note    1 return waits for sign-off: oxdash sign-off list." in oxdash("doctor")[1]

    code, out, _ = oxdash("archive", "verify")
    assert code == 0 and out.splitlines()[-1] == "1 return waits for sign-off, as handed in."

    wanted = data.parent / "to look at.xlsx"
    assert oxdash("sign-off", "workbook", CODE, QUARTER, "-o", wanted)[0] == 0
    assert wanted.read_bytes() == (data.parent / "safer.xlsx").read_bytes()

    for who in (WHO, WHO.title()):
        code, _, err = oxdash("sign-off", "accept", CODE, QUARTER, "--from", who)
        assert (code, err) == (1, f"{who} submitted this return, so somebody else has to sign it off.\n")
    code, out, _ = oxdash("sign-off", "accept", CODE, QUARTER, "--from", SIGNER)
    assert code == 0 and out.startswith(f"On file.\nReturn: {NAME}, Q4 2009/10, number 1\n")
    assert f"Signed off by: {SIGNER}, as lead officer, at " in out
    assert oxdash("sign-off", "list")[1] == "Nothing waits for sign-off.\n"
    assert "Waiting" not in oxdash("position", QUARTER)[1]
    assert f"Signed off by: {SIGNER}" in oxdash("history", CODE, QUARTER)[1]
    again = oxdash("sign-off", "accept", CODE, QUARTER, "--from", SIGNER)
    assert again[0] == 0 and again[1].startswith("This return was on file already: the first receipt stands.")
    assert oxdash("archive", "verify")[0] == 0


def test_sent_back_with_words_that_stay_words(oxdash, data):
    hand_in(oxdash, data)
    words = "[bold]Not[/bold] the year's.\nSee \x1b[31mpage 3."
    code, _, err = oxdash("sign-off", "return", CODE, QUARTER, "--from", SIGNER, "--words", " ")
    assert (code, err) == (1, "Nothing was sent back: say what has to be different, so that the officer can do it.\n")
    code, out, _ = oxdash("sign-off", "return", CODE, QUARTER, "--from", SIGNER, "--words", words)
    assert (code, out) == (0, f"{NAME}, Q4 2009/10, number 1 was sent back.\n")
    told = oxdash("history", CODE, QUARTER)[1]
    assert f"sent back by {SIGNER}, lead officer, " in told and "[bold]Not[/bold] the year's." in told
    assert "\x1b" not in told
    code, _, err = oxdash("sign-off", "accept", CODE, QUARTER, "--from", SIGNER)
    assert code == 1 and err.startswith(f"Nothing was signed off: number 1 of {NAME} for Q4 2009/10 was sent back by ")
    assert hand_in(oxdash, data, "better.xlsx")[1].splitlines()[1] == f"Return: {NAME}, Q4 2009/10, waiting number 2"


def test_taken_back_and_replaced(oxdash, data):
    hand_in(oxdash, data)
    assert "Number 1, which waited before it, does so no more." in hand_in(oxdash, data, "better.xlsx")[1]
    code, out, _ = oxdash("sign-off", "take-back", CODE, QUARTER, "--from", WHO, "--reason", "Not yet.")
    assert (code, out) == (0, f"{NAME}, Q4 2009/10, number 2 was taken back.\n")
    code, _, err = oxdash("sign-off", "accept", CODE, QUARTER, "--number", "1", "--from", SIGNER)
    assert code == 1 and "was replaced by a later one. Look at that." in err
    assert record.archive(settings(data)).history(CODE, QUARTER) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(
            ("accept", CODE, QUARTER, "--from", SIGNER),
            f"No return of {NAME} for Q4 2009/10 waits.",
            id="nothing waits",
        ),
        pytest.param(
            ("accept", CODE, QUARTER, "--number", "3", "--from", SIGNER),
            f"No return of {NAME} for Q4 2009/10 waits under number 3.",
            id="another number",
        ),
        pytest.param(
            ("return", "nobody", QUARTER, "--from", SIGNER, "--words", "x"),
            '"nobody" is not a partnership in the register. Use one of: economic, health-well-being, '
            "safer-communities.",
            id="a partnership there is not",
        ),
    ],
)
def test_what_is_not_there_is_told(oxdash, words, expected):
    code, out, err = oxdash("sign-off", *words)
    assert code in (1, 2) and out == "" and err == f"{expected}\n"


def test_what_is_published_says_what_it_has_not(oxdash, data):
    hand_in(oxdash, data)
    code, out, _ = oxdash("publish", "2009-10 Q3", "--reference", "Board 2010-07-22", "--as-at", "2010-07-22")
    assert code == 0 and "Waiting" not in out, "nothing waits for that quarter"
    kept = data / "published" / "Board 2010-07-22"
    assert not [path for path in kept.rglob("*") if "waiting" in path.name], "what waits is in no publication"
    code, out, _ = oxdash("publish", QUARTER, "--reference", "Board 2010-07-23", "--as-at", "2010-07-22")
    assert code == 0 and out.splitlines()[-1].startswith(f"Waiting for sign-off, and not counted: {NAME} (since ")
    assert oxdash("verify", "Board 2010-07-23")[0] == 0


def test_what_was_signed_off_is_published_proved_and_printed_again(oxdash, data):
    hand_in(oxdash, data)
    assert oxdash("sign-off", "accept", CODE, QUARTER, "--from", SIGNER)[0] == 0
    reference = "Board 2026-12-01"
    code, out, _ = oxdash("publish", QUARTER, "--reference", reference)
    assert code == 0 and "Waiting" not in out
    (kept,) = (data / "published" / reference).rglob(f"2009-10-Q4/{CODE}.1.json")
    assert json.loads(kept.read_bytes())["signed_off"]["by"] == SIGNER
    code, out, err = oxdash("verify", reference)
    assert code == 0, out + err
    assert not [path for path in (data / "published" / reference / "public").rglob("*") if SIGNER in path.name]


def test_where_no_return_needs_it_the_commands_say_so(oxdash, data):
    (data / "register.xlsx").write_bytes(register(needed=False))
    assert oxdash("sign-off", "list")[1] == (
        "Nothing waits for sign-off. Returns need none, by the register's sheet About.\n"
    )
    assert hand_in(oxdash, data)[1].startswith("On file.\n")
    assert not (data / "waiting").exists()
    assert "waiting" not in json.loads(oxdash("position", QUARTER, "--json")[1])
    assert "sign" not in oxdash("doctor")[1].replace("sign-outs", "").replace("sign-in", "")
