"""A setting that cannot be is told in a sentence that names it, by every command and where the server starts.

The kind: something outside the program, written by whoever runs it, that is no value of what it stands for. Tried: a
value that counts as no number (nan, inf, 1e309), one out of bounds on either side, half a character and line breaks in
one, several wrong at once, an empty one (which a path would take for the folder one happens to be in), names in lower
case, and a name that is misspelt, which says nothing and so would go unseen.
"""

import os
import subprocess
import sys
from datetime import date

import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.settings import HOME, Misset, current
from oxdash.web.doctor import Finding, examine

WEB = "an address of the web (https://performance.council.example)"


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        pytest.param("LOCAL", "maybe", "1 (yes) or 0 (no)", id="neither yes nor no"),
        pytest.param("LOOKING_NEEDS_SIGN_IN", "", "1 (yes) or 0 (no)", id="nothing, where it could mean either"),
        pytest.param("SIGN_IN_HOURS", "eight", "a number above 0 and up to 8,784", id="no number"),
        pytest.param("SIGN_IN_HOURS", "0", "a number above 0 and up to 8,784", id="its lower bound"),
        pytest.param("SIGN_IN_HOURS", "inf", "a number above 0 and up to 8,784", id="longer than any time is counted"),
        pytest.param("SIGN_IN_HOURS", "nan", "a number above 0 and up to 8,784", id="neither more nor less than any"),
        pytest.param("SIGN_IN_HOURS", "1e309", "a number above 0 and up to 8,784", id="more than a number can be"),
        pytest.param("UPLOAD_SECONDS", "1e9", "a number above 0 and up to 86,400", id="thirty years"),
        pytest.param("CONNECTIONS", "1.5", "a whole number of 1 or more", id="half a connection"),
        pytest.param("CONNECTIONS_EACH", "-1", "a whole number of 1 or more", id="fewer than none"),
        pytest.param("MESSAGE_BYTES", "1023", "a whole number of 1,024 or more", id="below the least"),
        pytest.param("MAIL_PORT", "70000", "a whole number from 1 to 65,535", id="a port there is none of"),
        pytest.param("MAIL_FROM", "a@council.example, b@council.example", "an e-mail address", id="from two people"),
        pytest.param("ADDRESS", "https://a b.example", WEB, id="an address in two words"),
        pytest.param("ADDRESS", "https://council.example:99999", WEB, id="an address at no port"),
        pytest.param("DATA", " ", "the path of a file or folder", id="a place that is none"),
        pytest.param("LOG_KEY_FILE", "", "the path of a file or folder", id="no place at all"),
        pytest.param(
            "PROXIES",
            "192.0.2.1, the-proxy",
            "addresses (192.0.2.10), networks (192.0.2.0/24) or unix, with commas between",
            id="a proxy by its name",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_named(monkeypatch, name, value, wanted):
    monkeypatch.setenv(f"OXDASH_{name}", value)
    with pytest.raises(Misset) as told:
        current()
    assert str(told.value) == f'OXDASH_{name} is "{value}", and has to be {wanted}.'


def test_several_are_told_together_and_nothing_of_them_ends_a_line(monkeypatch):
    monkeypatch.setenv("oxdash_local", "\x1b[2J\nyes")
    monkeypatch.setenv("OXDASH_SILENCE_SECONDS", "\udcff")
    with pytest.raises(Misset) as told:
        current()
    assert str(told.value) == (
        'OXDASH_LOCAL is "\ufffd[2J\ufffdyes", and has to be 1 (yes) or 0 (no). '
        'OXDASH_SILENCE_SECONDS is "\ufffd", and has to be a number above 0 and up to 86,400.'
    )


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_says_so(monkeypatch, command, tmp_path):
    monkeypatch.setenv("OXDASH_SIGN_IN_HOURS", "eight")
    told = 'OXDASH_SIGN_IN_HOURS is "eight", and has to be a number above 0 and up to 8,784.'
    for named in ([], ["--data", str(tmp_path)]):
        done = CliRunner().invoke(cli, [*named, command])
        assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"Nothing was done. {told}\n")


def test_the_server_says_so_and_does_not_start(tmp_path):
    asked = [sys.executable, "-m", "uvicorn", "oxdash.web.server:app", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(HOME), "OXDASH_CONNECTIONS": "many"}
    done = subprocess.run(asked, cwd=tmp_path, env=environment, capture_output=True, text=True)
    told = 'oxdash was not started. OXDASH_CONNECTIONS is "many", and has to be a whole number of 1 or more.\n'
    assert (done.returncode, done.stderr) == (1, told)


def test_a_name_that_is_no_setting_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("OXDASH_LOOKING_NEEDS_SIGNIN", "1")
    said = "OXDASH_LOOKING_NEEDS_SIGNIN is no setting of oxdash, so it changes nothing. "
    told = [one for one in examine(tmp_path, date(2010, 7, 22)) if "no setting" in one.sentence]
    assert told == [Finding(f"{said}Those there are stand in docs/deployment.md.", False, needed=False)]
