"""What pages, papers and open data make of a record that was bent, and what is told of where a return came from.

The kind: what is not on record is shown or handed out as if it were. Tried: a return that nobody submitted, on the page
and in a publication; a publication changed with every sum made to match, a copy of one under another reference, one
taken away, one served without its log; a receipt made on the command line or in local mode that reads like an officer's
own; text of an officer that moves a terminal's cursor or looks like a line of ours.
"""

import html
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from oxdash import access
from oxdash.archive import Archive, record
from oxdash.archive.audit_log import AuditLog
from oxdash.documents import filed
from oxdash.judging.position import load
from oxdash.publication import manifest, publishing, shelf, verifying
from oxdash.publication.publishing import Asked, Refused
from oxdash.settings import HOME, Settings
from oxdash.submissions import submit, versions
from oxdash.vocabulary import safe_text
from oxdash.web import api, screen
from oxdash.web.view import View
from tests import drawn
from tests.calendars import LONDON
from tests.conftest import THE_APP
from tests.returning import CODE, MANAGER, NOW, OFFICER, QUARTER, a_return, few, folder, now_on_file, settings
from tests.spec.test_published import forge

REFERENCE = "PSB 2010-07-01"
ASKED = Asked("2009-10 Q4", REFERENCE, date(2010, 7, 1))


def placed(data: Path, contents: bytes) -> None:
    """A return as its receipt and workbook would be, with every sum right, that nobody submitted."""
    Archive(data / "quarterly").accept(
        contents,
        partnership=CODE,
        quarter=QUARTER,
        received_at=NOW,
        received_from=OFFICER.name,
        file_name="safer.xlsx",
        template_version="2",
        register_fingerprint=None,
        came={"by": "sign-in", "subject": "7"},
    )


TOLD = (
    f"2009-10-Q4/{CODE}.1.json is not named in the audit log: it was not submitted here, so it does not count. Take it "
    "out of the folder, or restore the log from a backup."
)


@pytest.fixture(scope="module")
def forged(tmp_path_factory) -> Path:
    """Two quarters of the shipped returns, a log that lists them, and a return beside them that nobody submitted."""
    data = folder(tmp_path_factory.mktemp("forged"))
    record.log(settings(data)).head(when=NOW)
    placed(data, a_return(now_on_file(data)))
    return data


@pytest.fixture(scope="module")
def position(forged):
    return now_on_file(forged)


def test_a_return_that_nobody_submitted_stands_in_no_figure_and_is_told_above_every_page(forged, position):
    row = position.returns.query("partnership == @CODE and quarter == @QUARTER").iloc[0]
    assert (row.state, row.fault) == ("damaged", TOLD)
    mine = position.judged.query("partnership == @CODE and quarter == @QUARTER")
    assert set(mine.status) == {"insufficient data"} and mine.actual.isna().all()
    assert position.unlogged == (TOLD,)
    assert TOLD in html.unescape(str(screen._above(position, View())))
    before = load(forged, date(2010, 7, 21))
    assert TOLD in before.unlogged, "as at any day, for nothing it says of its date can be relied on"


def test_it_is_told_where_a_reader_looks(forged, monkeypatch):
    monkeypatch.setenv("OXDASH_DATA", str(forged))
    app = AppTest.from_file(THE_APP, default_timeout=120).run()
    assert not app.exception
    bodies = " ".join(element.proto.body for element in app.main.get("html"))
    assert TOLD in " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bodies)).split())


def test_a_correction_of_it_counts_and_it_stays_told(forged, tmp_path):
    data = Path(shutil.copytree(forged, tmp_path / "data"))
    done = submit.submit(
        "safer.xlsx", a_return(now_on_file(data), {"O4": "Ours."}), now_on_file(data), OFFICER, settings(data), NOW,
        confirm_all=True,
    )  # fmt: skip
    assert isinstance(done, submit.Done), done
    assert done.receipt.number == 2
    after = now_on_file(data)
    assert after.returns.query("partnership == @CODE and quarter == @QUARTER").state.item() == "received"
    assert after.unlogged == (TOLD,)


def test_nothing_is_published_while_it_is_there(forged):
    """A publication keeps copies, which no log names again: it would count in them."""
    done = publishing.publish(ASKED, MANAGER, settings(forged), NOW)
    assert done == Refused(f"{TOLD} Nothing was published.")


# Publications --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    data = few(tmp_path_factory.mktemp("kept"))
    done = publishing.publish(ASKED, MANAGER, settings(data), NOW)
    assert isinstance(done, shelf.Published), done
    return data


@pytest.fixture
def data(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "data"))


def asked(data: Path, monkeypatch, path: str):
    monkeypatch.setenv("OXDASH_DATA", str(data))
    return TestClient(Starlette(routes=api.ROUTES)).get(path)


def copied(data: Path) -> None:
    """The same under another reference, its manifest made to say so."""
    there = data / "published" / "PSB 2010-09-01"
    shutil.copytree(data / "published" / REFERENCE, there)
    said = manifest.read((there / "manifest.json").read_bytes())
    changed = said.model_copy(update={"reference": "PSB 2010-09-01", "first": "PSB 2010-09-01"})
    mark = manifest.fingerprint(changed, changed.as_at, said.files)
    changed = changed.model_copy(update={"fingerprint": mark})
    (there / "manifest.json").write_bytes(changed.to_bytes())


def without_its_log(data: Path) -> None:
    (data / "audit" / "audit.jsonl").unlink()


def cut_at_its_head(data: Path) -> None:
    log = data / "audit" / "audit.jsonl"
    log.write_bytes(log.read_bytes().partition(b"\n")[2])


def a_log_of_before(data: Path) -> None:
    """A log without a chain, that names what is on file."""
    log = data / "audit" / "audit.jsonl"
    lines = [json.loads(raw) for raw in log.read_bytes().splitlines()]
    kept = [line for line in lines if line["event"] != "begun"]
    for line in kept:
        for name in ("line", "previous", "mac"):
            line.pop(name)
        line["manifest"] = line["manifest"][::-1]
    log.write_text("".join(f"{json.dumps(line, sort_keys=True)}\n" for line in kept))


NOT_OURS = f"{REFERENCE}: its manifest is not the one that the audit log names. Restore data/published from a backup."
BENT = [
    # what is done, which reference, what is said of it, why
    (lambda data: forge(data / "published" / REFERENCE), REFERENCE, NOT_OURS, "changed, every sum made to match"),
    (
        copied,
        "PSB 2010-09-01",
        "PSB 2010-09-01: the audit log does not name it. It was not published here, or the log has been changed.",
        "a copy under another reference",
    ),
    (
        without_its_log,
        REFERENCE,
        f"{REFERENCE}: it was published after line 1 of an audit log that is not there. Restore the log from a backup.",
        "the log taken away",
    ),
    (
        cut_at_its_head,
        REFERENCE,
        f"{REFERENCE}: it was published after line 1 of an audit log that cannot be relied on. Put the log or its key "
        "right: oxdash archive verify says what is wrong with them.",
        "the line that begins the log cut off",
    ),
    (a_log_of_before, REFERENCE, NOT_OURS, "a log of before in its place, that names another"),
]


@pytest.mark.parametrize(("bend", "reference", "told", "why"), BENT, ids=[row[-1] for row in BENT])
def test_a_publication_that_the_log_does_not_name_is_not_served(bend, reference, told, why, data, monkeypatch):
    address = f"/api/positions/{reference.replace(' ', '%20')}"
    root = data / "published"
    before = shelf.fingerprint(root)
    assert asked(data, monkeypatch, "/api/positions").json()["positions"]
    bend(data)
    for ending in (".json", ".csv", ".csv-metadata.json"):
        answer = asked(data, monkeypatch, address + ending)
        assert (answer.status_code, answer.json()) == (500, {"error": told})
    listed = [one["reference"] for one in asked(data, monkeypatch, "/api/positions").json()["positions"]]
    assert reference not in listed
    assert shelf.published(root)[1] == [told], "and the page of papers says so"
    assert shelf.fingerprint(root) != before, "which is looked at again"
    one = shelf.find(root, reference, held=False)
    assert any(told == fault for fault in verifying.verify(one, record.log(settings(data))).faults)


def test_a_publication_that_is_gone_is_missed(data):
    shutil.rmtree(data / "published" / REFERENCE)
    told = f"{REFERENCE}: it is missing, and the audit log names it. Restore data/published from a backup."
    assert shelf.published(data / "published") == ([], [told])


def test_a_link_where_a_publication_should_stand_is_told_and_not_shown(data, monkeypatch):
    folder = data / "published" / REFERENCE
    folder.rename(data / "elsewhere")
    folder.symlink_to(data / "elsewhere")
    told = f"{REFERENCE} is a link, so it is not shown. Put the folder itself in its place."
    assert shelf.published(data / "published") == ([], [told])
    assert asked(data, monkeypatch, "/api/positions/PSB%202010-07-01.json").status_code == 404


def test_a_publication_tells_where_the_log_ended_and_verify_holds_the_log_to_it(data):
    one = shelf.find(data / "published", REFERENCE)
    log = record.log(settings(data))
    assert one.manifest.log_head == f"1:{manifest.sha256(log.path.read_bytes().splitlines()[0])}"
    assert verifying.verify(one, log).faults == ()
    lines = log.path.read_bytes().splitlines()
    said = json.loads(lines[0]) | {"when": "2010-01-01T00:00:00Z"}
    log.path.write_bytes(b"\n".join([json.dumps(said, sort_keys=True).encode(), *lines[1:]]) + b"\n")
    assert verifying.verify(one, AuditLog(log.path)).faults == (
        f"{REFERENCE}: it was published when the audit log ended in line 1, and that line is not there any more: the "
        "log has been cut, or lines have been changed. Restore it from a backup.",
    )


# Where it came from ------------------------------------------------------------------------------------------------

AT = datetime(2010, 7, 22, 8, 0, tzinfo=UTC)
CAME = [
    # who, what the receipt says, why
    (
        replace(OFFICER, signed_in_at=AT, subject="7", issuer="https://sign-in.example"),
        "signed in on 22 July 2010 09:00:00 BST as 7 at https://sign-in.example",
        "a sign-in, with its own name for the person and its time",
    ),
    (access.Person(local=True), "local mode, at this machine, with no sign-in", "local mode"),
    (
        access.Person(OFFICER.email, NOW, local=True, system_user="www-data"),
        "command line, by www-data of this machine",
        "the command line, whoever --from says it is from",
    ),
]


@pytest.mark.parametrize(("who", "told", "why"), CAME, ids=[row[-1] for row in CAME])
def test_a_receipt_says_how_it_came(who, told, why, tmp_path):
    here = Settings(data=tmp_path / "data", log_key_file=tmp_path / "log.key")
    receipt = (
        record.archive(here)
        .accept(
            b"one",
            partnership=CODE,
            quarter=QUARTER,
            received_at=NOW,
            received_from=who.name,
            file_name="a.xlsx",
            template_version="2",
            register_fingerprint=None,
            came=who.came(),
        )
        .receipt
    )
    assert receipt.came.told(LONDON) == told
    assert f"How it came: {told}" in submit.receipt_told(submit.Done(receipt), {}, LONDON).splitlines()
    assert f"Head of the audit log: {receipt.log_head}" in submit.receipt_told(submit.Done(receipt), {}, LONDON)
    panel = html.unescape(re.sub(r"<[^>]+>", "|", str(drawn.part(filed.receipt(submit.Done(receipt), {}, LONDON)))))
    assert "|How it came|" in panel and f"|{told}|" in panel and receipt.log_head in panel
    (version,) = record.archive(here).history(CODE, QUARTER)
    assert told in html.unescape(str(drawn.part(filed.version(versions.Version(version, LONDON)))))
    assert f"  How it came: {told}" in versions.told([versions.Version(version, LONDON)]).splitlines()


def test_text_from_outside_moves_no_cursor_and_looks_like_no_line_of_ours(tmp_path):
    here = Settings(data=tmp_path / "data", log_key_file=tmp_path / "log.key")
    receipt = (
        record.archive(here)
        .accept(
            b"one",
            partnership=CODE,
            quarter=QUARTER,
            received_at=NOW,
            received_from="a\nReceived from: b\x1b[2J",
            file_name="a\x1b]0;x\x07.xlsx",
            template_version="2",
            register_fingerprint=None,
            note="one\x9b2K\r\nReceived from: somebody\u202e\u2028Note: x",
            came={"by": "command line", "system_user": "r\x1boot"},
        )
        .receipt
    )
    (version,) = record.archive(here).history(CODE, QUARTER)
    for told in (
        submit.receipt_told(submit.Done(receipt), {}, LONDON),
        versions.told([versions.Version(version, LONDON)]),
        record.log(here).path.read_text("utf-8"),
    ):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2028]", told)
        assert not [line for line in told.splitlines() if line.startswith(("Received from: b", "Received from: s"))]
    assert submit.receipt_told(submit.Done(receipt), {}, LONDON).splitlines()[-3:] == [
        "Note: one\ufffd2K",
        "    Received from: somebody\ufffd",
        "    Note: x",
    ]


@given(st.text())
def test_what_a_command_prints_is_text_and_its_json_reads_as_it_was(text):
    lines = safe_text.printed(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", lines)
    assert len(lines.split("\n")) == len(text.split("\n")), "and stays in its lines"
    said = json.dumps({"note": text}, ensure_ascii=False)
    shown = safe_text.escaped(said)
    assert json.loads(shown) == {"note": text}
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", shown)


def test_every_command_prints_through_that():
    commands = sorted((HOME / "oxdash" / "cli").glob("*.py"))
    assert [path.name for path in commands if "click.echo(" in path.read_text("utf-8")] == ["options.py"]
