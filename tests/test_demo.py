"""The illustrative data is made anew, the same bytes, through the product's own way in; and it is what ships."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oxdash.archive import Archive
from oxdash.demo import make
from oxdash.demo.content_files import rows
from oxdash.quarters import Quarter
from oxdash.register import read_register

SHIPPED = Path(__file__).parent.parent / "data"
SCRUTINY = date(2010, 7, 22)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a data folder by its path, without lock files, which may be there or not."""
    kept = [folder / "register.xlsx", *sorted((folder / "quarterly").rglob("*.*"))]
    return {str(path.relative_to(folder)): path.read_bytes() for path in kept if path.suffix in (".xlsx", ".json")}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "data"
    assert make(folder).startswith("Made an illustrative register of 50 targets and 52 returns in ")
    return folder


def test_what_ships_is_what_demo_makes(made):
    """Made on another day, on another machine: so the same bytes each time."""
    ships, anew = files(SHIPPED), files(made)
    assert set(ships) == set(anew)
    changed = [path for path in anew if ships[path] != anew[path]]
    assert changed == [], "make it anew in an empty folder with `oxdash demo FOLDER`, look at it, copy it over data/"


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ValueError, match="is not an empty folder") as refused:
        make(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path} is not an empty folder. Name a new or empty one: nothing is ever written over."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_52_returns_each_with_a_receipt_that_holds():
    on_file = Archive(SHIPPED / "quarterly").standing(SCRUTINY)
    assert len(on_file) == 52
    assert {file.number for file in on_file} == {1}
    assert Archive(SHIPPED / "quarterly").verify() == []
    held = {(file.partnership, file.quarter) for file in on_file}
    waiting = {"childrens-trust", "health-well-being", "safer-communities", "spatial-planning"}
    assert {code for code, quarter in held if quarter == "2009-10 Q4"} == {
        "economic", "environment-waste", "stronger-communities"
    }  # fmt: skip
    assert {code for code, quarter in held if quarter == "2009-10 Q3"} >= waiting


def test_receipts_are_stamped_about_returns_due_some_late_all_before_the_committee():
    register = read_register("register.xlsx", (SHIPPED / "register.xlsx").read_bytes())
    days = []
    for file in Archive(SHIPPED / "quarterly").standing(SCRUTINY):
        received = file.receipt.received_at
        assert received < datetime(2010, 7, 22, tzinfo=UTC)
        assert received.date() > Quarter.parse(file.quarter).last_day
        days.append((received.date() - register.returns_due(file.quarter)).days)
        assert file.receipt.received_from.startswith("lead officer, ")
        assert file.receipt.register_fingerprint == register.fingerprint
    assert min(days) >= -7
    assert max(days) <= 14
    assert 5 <= len([late for late in days if late > 0]) <= 20


def test_every_shipped_return_is_accepted_and_its_warnings_stand_on_its_receipt(shipped):
    assert shipped.problems == ()
    assert set(shipped.returns.state) == {"received", "not received"}
    confirmed = [
        warning
        for path in sorted((SHIPPED / "quarterly").rglob("*.json"))
        for warning in json.loads(path.read_text("utf-8"))["warnings_confirmed"]
    ]
    assert len(confirmed) >= 20
    for style in ('found "1,104"', 'found "47.6%"', "44.4%", "2007 calendar year", "The same to the digit"):
        assert any(style in warning for warning in confirmed), style


def test_the_shipped_register_is_sound_and_every_row_says_its_basis(shipped):
    assert shipped.register.problems == ()
    register = shipped.register
    for table in (register.targets, register.members, register.partnerships, register.delivery_groups,
                  register.priorities, register.districts, register.meetings, register.stretch):  # fmt: skip
        assert table.basis.str.match(r"documented: |illustrative").all()
    documented = register.targets[register.targets.basis.str.startswith("documented")].target
    numbers = (152, 163, 164, 154, 155, 156, 175, 198, 185, 188, 6, 7)
    assert set(documented) == {f"NI {number}" for number in numbers}
    assert register.targets.basis.str.contains("illustrative").all()  # no figure of the real agreement is published


def test_targets_are_counted_as_published(shipped):
    targets = shipped.register.targets
    laa = targets[targets.kind.isin(["designated", "statutory"])].partnership.value_counts()
    assert laa.to_dict() == {
        "childrens-trust": 17,
        "environment-waste": 7,
        "health-well-being": 5,
        "safer-communities": 5,
        "spatial-planning": 5,
        "economic": 3,
        "stronger-communities": 2,
    }
    assert targets.kind.value_counts()[["local", "stretch"]].to_dict() == {"local": 4, "stretch": 2}


def test_no_person_is_named():
    """Posts only: no content cell has a title before a name, and every owner and sender is a post."""
    text = "\n".join(" ".join(row.values()) for name in ("members", "partnerships", "narrative", "actions", "returns")
                     for row in rows(name))  # fmt: skip
    assert not re.search(r"\b(Cllr|Mr|Mrs|Ms|Dr)\b\.? [A-Z]", text)
    posts = {row["Owner"] for name in ("actions", "risks", "targets") for row in rows(name)}
    post = r"officer|Officer|Head|Director|Lead|Chief|Commander|Coordinator|manager|Manager"
    assert [owner for owner in posts if not re.search(post, owner)] == []


PATTERNS = [
    # target, statuses of the last quarters, oldest first, why
    ("NI 117", ["off track", "off track", "off track"], "off track three quarters running"),
    ("NI 131", ["off track", "off track", "on track"], "recovered"),
    ("NI 39", ["on track", "on track", "off track"], "newly off track"),
    ("NI 17", ["insufficient data", "on track", "insufficient data"], "newly unknown"),
    ("NI 192", ["off track", "off track", "off track", "on track"], "recovered after three quarters"),
    ("NI 7", ["insufficient data"] * 4, "a survey between two surveys"),
]


@pytest.mark.parametrize(("target", "statuses"), [case[:2] for case in PATTERNS], ids=[case[2] for case in PATTERNS])
def test_the_series_have_the_patterns_a_board_sees(shipped, target, statuses):
    own = shipped.judged[(shipped.judged.target == target) & shipped.judged.received]
    assert own.sort_values("quarter").status.astype(str).tolist()[-len(statuses) :] == statuses


def test_on_track_only_because_the_target_moved(shipped):
    own = shipped.at(kind="all").set_index("target").loc["NI 152"]
    assert (own.status, own.original_status, own.milestone, own.original_milestone) == (
        "on track",
        "off track",
        8.2,
        6.5,
    )


def test_three_values_were_renegotiated_before_the_committee(shipped):
    milestones = shipped.register.milestones
    renegotiated = milestones[milestones.reason.fillna("").str.startswith("Renegotiated with GOSE")]
    assert set(renegotiated.target) == {"NI 154", "NI 155", "NI 175"}
    assert renegotiated.agreed_on.dt.date.max() < SCRUTINY


def test_off_track_targets_have_actions_with_posts_and_dates_some_overdue(shipped):
    standing = shipped.at(kind="laa")
    off = set(standing[standing.status == "off track"].target)
    last = shipped.actions.merge(standing[["target", "quarter"]], on=["target", "quarter"])
    assert off - set(last.target) == {"NI 92"}  # one is left without, for the Board to see
    assert last.owner.notna().all()
    assert last.due.notna().all()
    assert (last[last.state == "open"].due.dt.date < SCRUTINY).any()
    assert {"open", "done", "dropped"} <= set(shipped.actions.state)
