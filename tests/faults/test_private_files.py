"""What is written is for its owner and its group; what lies open to others on the machine is said by `oxdash doctor`.

The kind: something of oxdash's on the disk that another user of the same machine can read, change or replace. Tried:
every act that writes (submit, refuse, withdraw, publish, sign everybody out, the log's key, contents kept by
fingerprint, the illustrative data, commands with an output) under a umask that takes nothing away, and stricter ones;
its lock files and the folders above; for `doctor` the data folder itself, a folder in it, a hidden file, a file that a
group may change, the roles and the secrets, a link (which is not looked through), a folder with a space in its name,
and the folders in which these lie.
"""

import os
import shlex
import stat
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit import config

from oxdash.__main__ import cli
from oxdash.archive import sign_outs
from oxdash.judging import contents
from oxdash.judging.position import load
from oxdash.publication import publishing
from oxdash.publication.publishing import Asked
from oxdash.publication.shelf import Published
from oxdash.storage import permissions, write_once
from oxdash.submissions import submit
from oxdash.submissions.submit import Done, Refused
from oxdash.web.doctor import examine
from tests.returning import CODE, MANAGER, NOW, OFFICER, QUARTER, a_return, few, settings


def beyond(folder: Path) -> dict[str, str]:
    """What below a folder anybody may do more with than they should, by path."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        allowed = write_once.FOLDER if path.is_dir() else write_once.FILE
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & ~allowed:
            found[str(path.relative_to(folder.parent))] = oct(mode)
    return found


@pytest.fixture
def umask():
    """Takes nothing away: what is written has the rights that it was made with."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    """Returns to add to, shut as they should be."""
    folder = few(tmp_path)
    subprocess.run(["chmod", "-R", "u=rwX,g=rX,o=", folder], check=True)
    return folder


def test_every_act_writes_for_the_owner_and_the_group_alone(data, umask, tmp_path):
    places = {"log_key_file": tmp_path / "kept" / "keys" / "log.key", "cache": tmp_path / "kept" / "read" / "contents"}
    here = settings(data).model_copy(update=places)
    position = load(data, NOW.date(), by_hand=True, cache=contents.of(here))
    good = a_return(position)
    done = submit.submit("safer.xlsx", good, position, OFFICER, here, NOW, confirm_all=True)
    assert isinstance(done, Done), done
    nothing = submit.submit("notes.txt", b"no workbook", position, OFFICER, here, NOW)
    assert isinstance(nothing, Refused)
    taken = submit.withdraw(CODE, QUARTER, OFFICER, here, NOW, reason="sent too early")
    assert isinstance(taken, Done), taken
    one = publishing.publish(Asked("2009-10 Q3", "PSB 2010-07-22"), MANAGER, here, NOW)
    assert isinstance(one, Published), one
    sign_outs.sign_everybody_out(here, NOW, who=MANAGER.email)
    assert {path.name for path in (data / "audit").iterdir()} >= {"audit.jsonl", "sign_outs.jsonl"}
    assert places["log_key_file"].is_file() and any(places["cache"].iterdir())
    assert beyond(data) == beyond(tmp_path / "kept") == {}
    assert stat.S_IMODE(places["log_key_file"].stat().st_mode) == 0o600, "the key is its owner's alone"


def test_a_new_data_folder_and_those_above_it_are_shut_too(made_by_demo):
    council = made_by_demo.parents[1]
    assert council.name == "council" and beyond(council) == {}


def test_what_a_command_writes_is_shut_like_what_the_server_writes(data, tmp_path, umask):
    out = tmp_path / "out"
    out.mkdir(0o750)
    for said in (
        ["template", CODE, QUARTER, "-o", out / "return.xlsx"],
        ["workbook", "2009-10 Q4", "-o", out / "position.xlsx"],
        ["page", "2009-10 Q4", "-o", out / "position.html"],
    ):
        ran = CliRunner().invoke(cli, ["--data", str(data), *map(str, said)])
        assert ran.exit_code == 0, ran.output
    assert len(list(out.iterdir())) == 3
    assert beyond(out) == {}


@pytest.mark.parametrize(
    ("umask_said", "file", "folder"),
    [
        pytest.param(0o022, 0o640, 0o750, id="the usual umask takes away what nobody has"),
        pytest.param(0o077, 0o600, 0o700, id="a umask that leaves the group nothing is kept to"),
    ],
)
def test_a_stricter_umask_counts(tmp_path, umask, umask_said, file, folder):
    os.umask(umask_said)
    write_once.make_folder(tmp_path / "new")
    written = write_once.write(tmp_path / "new" / "file", b"bytes")
    assert stat.S_IMODE(written.parent.stat().st_mode) == folder
    assert stat.S_IMODE(written.stat().st_mode) == file


def test_a_file_stands_where_a_folder_should(tmp_path):
    (tmp_path / "data").write_bytes(b"")
    for wanted in (tmp_path / "data", tmp_path / "data" / "quarterly"):
        with pytest.raises(FileExistsError):
            write_once.make_folder(wanted)


OPENED = [
    pytest.param("", 0o755, "data", id="the data folder itself, as a checkout leaves it"),
    pytest.param("register.xlsx", 0o644, "register.xlsx", id="a file that everybody may read"),
    pytest.param("quarterly/2009-10-Q4", 0o770, "quarterly/2009-10-Q4", id="a folder that its group may put files in"),
    pytest.param("quarterly/2009-10-Q4/economic.1.json", 0o660, "economic.1.json", id="a receipt its group may change"),
    pytest.param("quarterly/2009-10-Q4/.lock", 0o602, ".lock", id="a hidden file that everybody may write"),
]


@pytest.mark.parametrize(("path", "mode", "named"), OPENED)
def test_doctor_says_what_others_can_reach_and_its_command_shuts_it(data, tmp_path, path, mode, named):
    moved = data.rename(tmp_path / "the data")  # a command that is to be run as it stands
    (moved / "quarterly" / "2009-10-Q4" / ".lock").touch(0o640)
    assert list(permissions.too_open(moved)) == []
    (moved / path).chmod(mode)
    [said] = permissions.too_open(moved)
    assert said.startswith(f"Others on this machine can reach what is kept: 1 file or folder of {moved}, such as ")
    assert (named if path else "the folder itself") in said
    subprocess.run(said.split("Run: ")[1], shell=True, check=True)
    assert list(permissions.too_open(moved)) == []
    assert beyond(moved) == {}


def test_a_link_is_not_looked_through(data, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(0o755)
    (data / "old").symlink_to(elsewhere)
    assert list(permissions.too_open(data)) == []


def test_doctor_says_where_others_can_put_something_in_its_place(data, tmp_path):
    roles = tmp_path / "settings" / "roles.toml"
    roles.parent.mkdir()
    write_once.write(roles, b"")
    tmp_path.chmod(0o1777)
    roles.parent.chmod(0o755)
    assert list(permissions.too_open(data, roles)) == [], "in /tmp everybody's file is their own"
    for folder in (tmp_path, roles.parent):
        folder.chmod(0o777)
    told = list(permissions.too_open(data, roles, tmp_path / "missing" / "secrets.toml"))
    assert told == [
        f"Anybody on this machine can put other files in the place of those in {folder}. Run: chmod o-w {folder}"
        for folder in (tmp_path, roles.parent)
    ]
    for sentence in told:
        subprocess.run(sentence.split("Run: ")[1], shell=True, check=True)
    assert list(permissions.too_open(data, roles)) == []


def test_doctor_looks_at_the_secrets_and_the_roles(data, tmp_path, monkeypatch, request):
    home = tmp_path / "home"
    secrets, roles = home / ".streamlit" / "secrets.toml", tmp_path / "roles.toml"
    password = tmp_path / "password of the mail server"
    secrets.parent.mkdir(parents=True)
    for path in (secrets, roles, password):
        path.write_text("")
        path.chmod(0o644)
    monkeypatch.setenv("OXDASH_ROLES", str(roles))
    monkeypatch.setenv("OXDASH_MAIL_PASSWORD_FILE", str(password))
    before = config.get_option("secrets.files")
    request.addfinalizer(lambda: config.set_option("secrets.files", before))
    config.set_option("secrets.files", [str(secrets)])

    def told() -> list:
        return [one for one in examine(data, NOW.date()) if "on this machine" in one.sentence]

    found = {one.sentence: one.needed for one in told()}
    assert found == {
        f"Others on this machine can reach {path}. Run: chmod u=rw,g=r,o= {shlex.quote(str(path))}": True
        for path in (secrets, roles, password)
    }
    monkeypatch.setenv("OXDASH_LOCAL", "1")
    assert {one.sentence: one.needed for one in told()} == dict.fromkeys(found, False), "one's own machine: a note"
    for sentence in found:
        subprocess.run(sentence.split("Run: ")[1], shell=True, check=True)
    assert told() == []
