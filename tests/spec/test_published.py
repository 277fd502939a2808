"""A position put on record: whole or not at all, once, proved from the kept returns, and printed the same again."""

import io
import json
import os
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from docx import Document

from oxdash.archive.audit_log import AuditLog
from oxdash.demo.register_workbook import STAMPED, write_register
from oxdash.judging.position import load
from oxdash.publication import compare, manifest, publishing, references, reprinting, shelf, verifying
from oxdash.publication.publishing import Asked, Refused
from oxdash.publication.shelf import Published
from oxdash.storage import write_once
from oxdash.submissions import submit
from oxdash.submissions.submit import Done
from tests.pdf_tags import Tagged
from tests.returning import MANAGER, NOW, OFFICER, QUARTER, a_return, few, few_tables, now_on_file, settings

REFERENCE = "PSB 2010-07-01"
PSB = date(2010, 7, 1)  # seed 000
ASKED = Asked("2009-10 Q4", REFERENCE, PSB)
LATER = datetime(2010, 9, 1, 10, 0, tzinfo=UTC)
MANAGER_LATER = replace(MANAGER, signed_in_at=LATER)


@pytest.fixture
def data(smallest, tmp_path) -> Path:
    """What one partnership returned: a publication is the same act of any number."""
    return shutil.copytree(smallest, tmp_path / "data")


def publish(data: Path, asked: Asked = ASKED, who=None, now=NOW):
    who = who or (MANAGER if now == NOW else MANAGER_LATER)
    return publishing.publish(asked, who, settings(data), now)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Published:
    """One publication for whoever only looks at it."""
    data = few(tmp_path_factory.mktemp("kept"))
    done = publish(data)
    assert isinstance(done, Published), done
    return done


def log(data: Path) -> list[dict]:
    return AuditLog(settings(data).audit).lines()


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_hidden_reward_grant_is_not_published_and_reprinted_as_one_that_was_not(data):
    hidden = settings(data).model_copy(update={"reward": False})
    one = publishing.publish(ASKED, MANAGER, hidden, NOW)
    assert isinstance(one, Published), one
    assert "public/reward-grant.docx" not in one.manifest.files
    assert "public/actions-and-risks.docx" in one.manifest.files
    assert b"reward-grant.docx" not in one.read("public/README.txt")
    again = reprinting.reprint(one, "reward")
    assert Document(io.BytesIO(again.data)).core_properties.title == "Reward grant at Q4 2009/10"
    assert again.sentence == "It was not published with this position: it is written from the kept tables."


def test_what_is_published_is_all_there_and_named_in_the_manifest(kept):
    files = tree(kept.folder)
    said = manifest.read(files.pop("manifest.json"))
    assert said == kept.manifest
    assert {path: (manifest.sha256(data), len(data)) for path, data in files.items()} == {
        path: (file.sha256, file.bytes) for path, file in said.files.items()
    }
    public = {path.removeprefix("public/") for path in files if path.startswith("public/")}
    assert public >= {
        "board-paper.docx",
        "board-paper.pdf",
        "schedule-for-scrutiny.docx",
        "exceptions.docx",
        "yearly-review.docx",
        "workbook.xlsx",
        "position.html",
        "position.csv",
        "position.json",
        "position.csv-metadata.json",
        "README.txt",
        "data/judged.csv",
        "data/datapackage.json",
        *(f"chairmens-sheets/{code}.{form}" for code in kept.position.names for form in ("docx", "pdf")),
    }
    assert public >= {f"charts/status-by-partnership.{form}" for form in ("png", "svg", "csv")}
    assert said.charts == (
        "Every chart of the Board paper is in the folder charts, as PNG (16 cm wide at 300 dpi), as SVG, and what it "
        "shows as CSV."
    )
    assert said.sentence == "8 of 13 on track, 1 off track, 4 cannot be judged."
    assert (said.quarter, said.as_at, said.published_on, said.rule_version) == ("2009-10 Q4", PSB, NOW.date(), "2")


def test_the_audit_part_is_the_very_register_returns_and_receipts(kept):
    data = kept.folder.parent.parent
    copies = {path: held for path, held in tree(kept.folder / "audit").items() if path != "publication.json"}
    originals = {"register.xlsx": (data / "register.xlsx").read_bytes()}
    originals |= {f"quarterly/{path}": held for path, held in tree(data / "quarterly").items() if ".lock" not in path}
    assert copies == originals
    assert json.loads((kept.folder / "audit" / "publication.json").read_bytes()) == {
        "published_at": "2010-07-22T09:30:00Z",
        "published_by": "partnerships.manager@council.example",
    }


def test_nothing_public_names_who_sent_or_published_anything(kept):
    whole = b"".join(kept.files("public/").values()) + kept.manifest.to_bytes()
    for name in kept.folder.rglob("*.docx"):
        with zipfile.ZipFile(name) as zipped:
            whole += b"".join(zipped.read(part) for part in zipped.namelist())
    receipts = [json.loads(path.read_text("utf-8")) for path in (kept.folder / "audit").rglob("*.1.json")]
    senders = {one["received_from"] for one in receipts} | {MANAGER.email}
    assert senders
    csv = kept.read("public/data/returns.csv").decode()
    for sender in senders:
        assert sender not in csv
    assert MANAGER.email.encode() not in whole


def test_every_paper_carries_the_short_fingerprint(kept):
    short = kept.manifest.fingerprint
    assert len(short) == 12
    for path in ("board-paper.docx", "schedule-for-scrutiny.docx", "chairmens-sheets/economic.docx"):
        paper = Document(io.BytesIO(kept.read(f"public/{path}")))
        cited = f"{REFERENCE}, published 22 July 2010, fingerprint {short}"
        footer = " ".join(paragraph.text for paragraph in paper.sections[0].footer.paragraphs)
        assert cited in footer
        pages = Tagged(kept.read(f"public/{path}".replace(".docx", ".pdf"))).pages.values()
        assert all(cited in "".join(one.artifacts) for one in pages)
    assert short.encode() in kept.read("public/position.html")
    assert json.loads(kept.read("public/position.json"))["fingerprint"] == short


def test_the_kept_position_is_the_position_as_at_that_day(kept):
    data = kept.folder.parent.parent
    again = load(data, PSB)
    differ = compare.rows(kept.position.judged, again.judged[again.judged.quarter <= "2009-10 Q4"])
    assert differ.empty, differ.sentence.tolist()
    assert kept.position.at("2009-10 Q4").sentence.tolist() == again.at("2009-10 Q4").sentence.tolist()


def test_the_same_inputs_give_the_same_files(kept, tmp_path):
    again = publish(few(tmp_path), now=NOW)
    assert isinstance(again, Published), again
    assert again.manifest == kept.manifest
    assert tree(again.folder) == tree(kept.folder)


def test_it_verifies(kept):
    found = verifying.verify(kept, AuditLog(settings(kept.folder.parent.parent).audit))
    assert found.faults == () and found.notes == ()
    assert found.rows == len(kept.position.judged) > 50
    assert found.sentence(REFERENCE) == (
        f"PSB 2010-07-01 verifies: {len(kept.manifest.files)} files are as published, and the kept returns, judged "
        f"again under the kept register, give the same {found.rows} rows."
    )


def test_a_second_publication_is_refused_and_a_correction_gets_the_next_number(data):
    first = publish(data)
    before = tree(first.folder)
    refused = publish(data, now=LATER)
    assert refused == Refused(
        "PSB 2010-07-01 was published on 22 July 2010 and stays as it is. To put something right, publish a "
        "correction of it with its reason: it becomes PSB 2010-07-01-2. Nothing was published."
    )
    also = publish(data, replace(ASKED, reference="psb 2010 07 01"), now=LATER)
    assert isinstance(also, Refused), "however it is written, it is the same reference"

    corrected = publish(data, replace(ASKED, correction="Nothing was wrong."), now=LATER)
    assert isinstance(corrected, Published), corrected
    said = corrected.manifest
    assert (said.reference, said.first, said.number, said.corrects) == ("PSB 2010-07-01-2", REFERENCE, 2, REFERENCE)
    assert said.changes == () and said.correction == "Nothing was wrong."
    third = publish(data, replace(ASKED, correction="Once more."), now=LATER)
    assert (third.manifest.reference, third.manifest.corrects) == ("PSB 2010-07-01-3", "PSB 2010-07-01-2")
    of_the_second = publish(data, replace(ASKED, reference="PSB 2010-07-01-2", correction="Again."), now=LATER)
    assert of_the_second.manifest.reference == "PSB 2010-07-01-4"
    assert tree(first.folder) == before


def test_publish_correct_a_return_move_a_milestone_verify_and_reprint(tmp_path):
    """The whole of "the same again" in one go."""
    data = few(tmp_path)
    first = publish(data)
    before = tree(first.folder)
    assert compare.since_told(first, load(data, NOW.date())) == (
        "Published as PSB 2010-07-01 on 22 July 2010. Nothing in it has changed since."
    )

    # a return of a partnership that had returned is corrected, later
    position = now_on_file(data)
    corrected = a_return(position, code="safer-communities", quarter="2009-10 Q3")
    done = submit.submit("safer.xlsx", corrected, position, MANAGER_LATER, settings(data), LATER, confirm_all=True)
    assert isinstance(done, Done), done
    assert done.receipt.number == 2
    # and a milestone is renegotiated
    tables = few_tables()
    moved = tables["Milestones"]
    row = moved[(moved.Target == "NI 152") & (moved.Quarter == "2009-10 Q4")].iloc[-1].copy()
    row["Value"], row["Agreed on"], row["Reason"] = 6.5, date(2010, 8, 1), "Moved for this test"
    tables["Milestones"] = pd.concat([moved, row.to_frame().T], ignore_index=True)
    # and the rule gets a tolerance that is so wide that what was off track no longer is
    tables["Rules"] = pd.concat(
        [
            tables["Rules"],
            pd.DataFrame(
                [["2009-10 Q3", "percent of milestone", 50.0, "on track"]], columns=tables["Rules"].columns[:4]
            ),
        ],
        ignore_index=True,
    ).astype(object)
    tables["Rules"] = tables["Rules"].where(tables["Rules"].notna(), None)
    (data / "register.xlsx").write_bytes(write_register(tables, STAMPED))

    now = load(data, LATER.date())
    changed = compare.since(first.position, first.manifest.quarter, first.manifest.standing, now)
    assert "NI 152" in [t for t, why in changed.causes.items() if why == compare.Cause.RENEGOTIATED]
    mine = {t for t, why in changed.causes.items() if why == compare.Cause.CORRECTED}
    shown = first.position.at("2009-10 Q4", kind="all")
    assert mine and mine <= set(shown[shown.partnership == "safer-communities"].target)
    otherwise = {t for t, why in changed.causes.items() if why == compare.Cause.JUDGED_OTHERWISE}
    assert "NI 39" in otherwise, "the rule judges it otherwise, and nobody returned anything else"
    told = compare.since_told(first, now)
    assert f"{len(mine)} targets have been corrected since" in told and "1 target has been renegotiated since" in told

    found = shelf.find(settings(data).published, REFERENCE)
    assert tree(found.folder) == before, "what is published is not touched by what comes after"
    assert verifying.verify(found, AuditLog(settings(data).audit)).faults == ()
    for kind, partnership, path in (
        ("board", None, "board-paper.docx"),
        ("scrutiny", None, "schedule-for-scrutiny.docx"),
        ("partnership", "safer-communities", "chairmens-sheets/safer-communities.docx"),
    ):
        again = reprinting.reprint(found, kind, partnership)
        assert again.same and again.data == before[f"public/{path}"], kind
        assert again.sentence == "It is the same, to the byte, as the paper that was published."
        for anew in (False, True):
            again = reprinting.reprint(found, kind, partnership, anew=anew, pdf=True)
            assert again.same and again.data == before[f"public/{path}".replace(".docx", ".pdf")], kind

    put_right = publish(
        data, Asked("2009-10 Q4", REFERENCE, LATER.date(), correction="A return was put right."), now=LATER
    )
    assert any(said.startswith("NI 152 at Q4 2009/10: milestone was ") for said in put_right.manifest.changes)
    paper = Document(io.BytesIO(put_right.read("public/board-paper.docx")))
    text = [paragraph.text for paragraph in paper.paragraphs]
    assert "This corrects PSB 2010-07-01: A return was put right." in text
    assert set(put_right.manifest.changes) <= set(text)


def spoil(path: str):
    def spoiled(folder: Path) -> None:
        target = folder / path
        target.write_bytes(target.read_bytes() + b"\0")

    return spoiled


def lose(path: str):
    return lambda folder: (folder / path).unlink()


def forge(folder: Path) -> None:
    """A figure changed in the kept table, and its sums made to match again."""
    table = folder / "public" / "data" / "judged.csv"
    text = table.read_text("utf-8").replace("on track", "off track", 1)
    table.write_text(text, "utf-8")
    package = folder / "public" / "data" / "datapackage.json"
    said = json.loads(package.read_text("utf-8"))
    for resource in said["resources"]:
        if resource["path"] == "judged.csv":
            resource["hash"] = "sha256:" + manifest.sha256(table.read_bytes())
            resource["bytes"] = len(table.read_bytes())
    package.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", "utf-8")
    old = manifest.read((folder / "manifest.json").read_bytes())
    files = {path: (folder / path).read_bytes() for path in old.files}
    listed = manifest.listed(files)
    new = old.model_copy(update={"files": listed, "fingerprint": manifest.fingerprint(old, old.as_at, listed)})
    (folder / "manifest.json").write_bytes(new.to_bytes())


DAMAGE = [
    # what is done, what is said, why
    (spoil("public/board-paper.docx"), "public/board-paper.docx is not the file that was published", "a paper"),
    (spoil("audit/quarterly/2009-10-Q3/economic.1.xlsx"), "economic.1.xlsx is not the file", "a kept return"),
    (lose("public/workbook.xlsx"), "public/workbook.xlsx cannot be read (No such file or directory)", "a file lost"),
    (
        lambda folder: (folder / "public" / "extra.txt").write_text("x"),
        "public/extra.txt was not published with it. Take it out of the folder.",
        "a file added",
    ),
    (forge, "its manifest is not the one that the audit log names", "a forged table with every sum made to match"),
    (forge, "judged again: ", "a forged table shows when judged again"),
]


@pytest.mark.parametrize(("damage", "said", "why"), DAMAGE, ids=[case[-1] for case in DAMAGE])
def test_whatever_is_changed_afterwards_shows(tmp_path, kept, damage, said, why):
    copy = Path(shutil.copytree(kept.folder.parent.parent, tmp_path / "data"))
    folder = copy / "published" / REFERENCE
    damage(folder)
    one = shelf.find(copy / "published", REFERENCE, held=False)
    faults = verifying.verify(one, AuditLog(copy / "audit" / "audit.jsonl")).faults
    assert any(said in fault for fault in faults), faults


def test_a_manifest_that_was_edited_is_no_manifest(tmp_path, kept):
    copy = Path(shutil.copytree(kept.folder.parent, tmp_path / "published"))
    path = copy / REFERENCE / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"number": 1', b'"number":  1'))
    with pytest.raises(shelf.Unreadable, match="manifest has been changed since it was written"):
        shelf.find(copy, REFERENCE)
    found, faults = shelf.published(copy)
    assert found == [] and len(faults) == 1


REFUSED = [
    # who, asked, now, sentence, why
    (OFFICER, ASKED, NOW, "Only a partnerships manager may do this.", "an officer publishes nothing"),
    (
        replace(MANAGER, email=None, signed_in_at=None),
        ASKED,
        NOW,
        "You are not signed in. Sign in as a partnerships manager to do this.",
        "nobody",
    ),
    (
        MANAGER,
        replace(ASKED, as_at=date(2010, 7, 23)),
        NOW,
        "There is no position as at 23 July 2010, which is still to come. Nothing was published.",
        "a day to come",
    ),
    (
        MANAGER,
        replace(ASKED, as_at=date(2010, 3, 31)),
        NOW,
        "Q4 2009/10 was not over on 31 March 2010. Nothing was published.",
        "a quarter that was not over",
    ),
    (
        MANAGER,
        replace(ASKED, reference="../escape"),
        NOW,
        '"../escape" cannot be a reference. Use letters, digits, spaces and hyphens, at most 60, like Board 2010-07-01.'
        " Nothing was published.",
        "a path",
    ),
    (
        MANAGER,
        replace(ASKED, correction="Why"),
        NOW,
        "There is no published PSB 2010-07-01 to correct. Nothing was published.",
        "nothing to correct",
    ),
    (
        MANAGER,
        replace(ASKED, correction="  "),
        NOW,
        "A correction needs its reason: say what it puts right. Nothing was published.",
        "no reason",
    ),
    (
        MANAGER,
        Asked("2008-09 Q1", REFERENCE, PSB),
        NOW,
        "No return for Q1 2008/09 or before was on file on that day. Nothing was published.",
        "nothing returned by then",
    ),
]


@pytest.mark.parametrize(("who", "asked", "now", "sentence", "why"), REFUSED, ids=[case[-1] for case in REFUSED])
def test_refused_with_nothing_left_behind(data, who, asked, now, sentence, why):
    assert publish(data, asked, who, now) == Refused(sentence)
    root = settings(data).published
    assert not root.exists() or [path.name for path in root.iterdir()] in ([], [".lock"])
    line = log(data)[-1]
    assert line["event"] in ("refused", "denied") and line["why"] == sentence


@pytest.mark.parametrize(
    ("reference", "well"),
    [
        ("PSB 2010-07-01", True),
        ("a", True),
        ("Scrutiny.2010", True),
        ("", False),
        (" PSB", False),
        ("PSB ", False),
        ("PSB/1", False),
        ("PSB\n1", False),
        ("..", False),
        ("a..b", False),
        ("CON", False),
        ("com1.2010", False),
        ("Prüfung", False),
        ("x" * 61, False),
        ("=1+1", False),
    ],
)
def test_what_may_be_a_reference(reference, well):
    assert (references.complaint(reference) is None) == well


def test_without_a_register_nothing_is_published(data):
    (data / "register.xlsx").unlink()
    done = publish(data)
    assert isinstance(done, Refused)
    assert "register.xlsx could not be copied: No such file or directory." in done.sentence


def test_a_damaged_return_is_published_as_damaged(data):
    path = data / "quarterly" / "2009-10-Q3" / "economic.1.xlsx"
    path.write_bytes(path.read_bytes() + b"x")
    done = publish(data, replace(ASKED, quarter="2009-10 Q3"))
    rows = done.position.at("2009-10 Q3", kind="all", partnership="economic")
    assert set(rows.reason) == {"return damaged"}
    found = verifying.verify(done, AuditLog(settings(data).audit))
    assert all("kept returns: " in fault for fault in found.faults) and found.faults, "it was damaged when published"


def test_a_return_withdrawn_before_that_day_is_kept_with_its_withdrawal(data):
    submit.withdraw("economic", QUARTER, MANAGER, settings(data), NOW, reason="Wrong quarter")
    done = publish(data, replace(ASKED, as_at=NOW.date()))
    assert {"audit/quarterly/2009-10-Q4/economic.1.json", "audit/quarterly/2009-10-Q4/economic.2.json"} <= set(
        done.manifest.files
    )
    assert done.position.stands_at("2009-10 Q4")["economic"] == "2009-10 Q3"
    assert verifying.verify(done, AuditLog(settings(data).audit)).faults == ()


def test_two_at_once_with_one_reference_get_one_publication(data, publisher):
    refused, done = sorted(publisher.publishes(data, at_once=2))
    assert done == "published" and refused.startswith("PSB 2010-07-01 was published on 22 July 2010")
    assert verifying.verify(shelf.find(data / "published", REFERENCE)).faults == ()


@pytest.mark.parametrize(
    "stage",
    [
        "Copying the register and the returns",
        "Judging the copies",
        "Writing the slides, the workbook, the page and the data",
    ],
)
def test_killed_in_the_middle_nothing_is_half_published(data, publisher, stage):
    """The log's own steps are stopped one by one in tests/faults/test_record_stops.py."""
    assert publisher.publishes(data, killed_at=stage) == []
    assert shelf.find(data / "published", REFERENCE) is None
    assert shelf.published(data / "published") == ([], [])
    assert any(write_once.becoming(path.name) for path in (data / "published").iterdir()), "it was in the middle of it"
    done = publish(data)
    assert isinstance(done, Published), done
    assert {path.name for path in (data / "published").iterdir()} == {".lock", REFERENCE}
    assert verifying.verify(done, AuditLog(settings(data).audit)).faults == ()


@pytest.fixture(scope="module")
def after_its_name(smallest, publisher, tmp_path_factory) -> int:
    """Which of the fsyncs of a publication is the first after its folder has its name."""
    whole, calls = tmp_path_factory.mktemp("whole") / "data", tmp_path_factory.mktemp("calls") / "calls"
    shutil.copytree(smallest, whole)
    assert publisher.publishes(whole, strace=[], log=calls) == ["published"]
    made = [line for line in calls.read_text("utf-8").splitlines() if line.startswith(("fsync", "rename"))]
    named = next(n for n, line in enumerate(made) if line.startswith("rename") and REFERENCE in line)
    syncs = [n for n, line in enumerate(made) if line.startswith("fsync")]
    after = next(count for count, n in enumerate(syncs, start=1) if n > named)
    assert str(whole / "published") + ">" in made[syncs[after - 1]], "the folder of all publications"
    return after


def test_killed_once_its_folder_has_its_name_it_is_published(data, publisher, after_its_name):
    assert publisher.publishes(data, strace=["-e", f"inject=fsync:signal=KILL:when={after_its_name}"]) == []
    assert {path.name for path in (data / "published").iterdir()} == {".lock", REFERENCE}
    one = shelf.find(data / "published", REFERENCE)
    assert verifying.verify(one, AuditLog(settings(data).audit)).faults == ()


def test_a_name_that_the_disk_does_not_keep_is_taken_away_again(data, publisher, after_its_name):
    """A fault after the folder has its name: what is told to be refused is not there afterwards."""
    said = publisher.publishes(data, strace=["-e", f"inject=fsync:error=EIO:when={after_its_name}"])
    assert said == [
        "data/published could not be written: Input/output error. Ask whoever looks after the disk, then "
        "publish again. Nothing was published."
    ]
    assert [path.name for path in (data / "published").iterdir()] == [".lock"]
    assert log(data)[-1]["event"] == "refused"


def test_a_full_disk_is_a_sentence_and_leaves_nothing(data, monkeypatch):
    monkeypatch.setattr(publishing, "LOCK_SECONDS", 1)
    (data / "published").mkdir()
    (data / "published").chmod(0o500)
    try:
        if os.access(data / "published", os.W_OK):  # as root every folder can be written: a file in its place cannot
            (data / "published").chmod(0o700)
            (data / "published").rmdir()
            (data / "published").write_text("not a folder")
        done = publish(data)
    finally:
        if (data / "published").is_dir():
            (data / "published").chmod(0o700)
    assert isinstance(done, Refused)
    assert done.sentence.startswith("data/published could not be written: ")
    assert done.sentence.endswith("Ask whoever looks after the disk, then publish again. Nothing was published.")


def test_the_public_pack_is_public_and_the_audit_pack_has_all(kept):
    public, whole = (zipfile.ZipFile(io.BytesIO(kept.pack(audit=audit))) for audit in (False, True))
    assert {name.split("/")[1] for name in public.namelist()} == {"manifest.json", "public"}
    assert set(whole.namelist()) == {f"{REFERENCE}/{path}" for path in ["manifest.json", *kept.manifest.files]}
    assert all(whole.read(f"{REFERENCE}/{path}") == kept.read(path) for path in kept.manifest.files)
    assert kept.pack() == kept.pack()


def test_a_file_that_is_not_published_is_not_read(kept):
    with pytest.raises(shelf.Unreadable, match="has no file"):
        kept.read("../../register.xlsx")
