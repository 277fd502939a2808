"""The papers of a meeting in one PDF: contents that lead to where they say, papers in the order asked for.

Of the kind "which meeting is meant" belong its day in each way of writing one, its body by name, code or initials, a
day on which several meet or none does, and a quarter that no meeting is about.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.documents import meeting_pack
from oxdash.settings import HOME
from tests.pdf_tags import Tagged

DATA, QUARTER, DAY = HOME / "data", "2009-10 Q4", "2010-07-01"
BOARD, SCRUTINY = "Public Service Board", "Strategy and Partnerships Scrutiny Committee"


def run(*words: object):
    return CliRunner().invoke(cli, ["--data", str(DATA), "meeting-pack", *map(str, words)], catch_exceptions=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> bytes:
    out = tmp_path_factory.mktemp("pack") / "pack.pdf"
    done = run(QUARTER, "--meeting", f"{BOARD} {DAY}", "-o", out, "--papers", "actions,partnership,board")
    assert (done.exit_code, done.output) == (0, f"Made {out}.\n")
    return out.read_bytes()


@pytest.fixture(scope="module")
def pack(made) -> Tagged:
    return Tagged(made)


def test_nothing_of_the_standards_is_broken(pack):
    assert pack.broken() == []


def test_the_papers_stand_in_the_order_asked_for_behind_the_front_page(pack):
    assert [text for level, text in pack.headings if level == 1] == [
        "Papers for the Public Service Board, 1 July 2010",
        "Actions and risks at Q4 2009/10",
        "Safer Communities Partnership",
        "Health and Well-being Partnership",
        "Performance of the Local Area Agreement, Q4 2009/10",
    ]
    numbered = [one.text.partition(".")[0] for one in pack.all("P") if one.text.startswith("Paper ")]
    assert numbered == ["Paper 1", "Paper 2", "Paper 3", "Paper 4"]
    assert "Chairmen who report: Safer Communities Partnership and Health and Well-being Partnership." in pack.text


def test_pages_are_numbered_from_the_first_to_the_last(pack):
    feet = ["".join(page.artifacts) for page in pack.pages.values()]
    assert [foot.endswith(f"Page {n} of {len(feet)}") for n, foot in enumerate(feet, start=1)] == [True] * len(feet)


def test_the_contents_lead_to_the_page_that_they_name(pack):
    starts = pack.pages
    number = {key: page.number + 1 for key, page in starts.items()}
    entries = [" ".join(one.text.split()) for one in pack.all("TOCI")]
    listed = [(level, text) for level, text in pack.headings if level < 3][2:]
    assert [entry.rpartition(" ")[0].strip("\u2060 ") for entry in entries] == [text for _, text in listed]
    leads = [
        number[one.get("/Dest", one.get("/A", {}).get("/D"))[0].objgen]
        for page in list(pack.pdf.pages)[:2]
        for one in page.obj.get("/Annots", [])
    ]
    said = [int(entry.rpartition(" ")[2].strip("\u2060")) for entry in entries]
    assert sorted(set(leads)) == sorted(set(said))
    assert said == sorted(said)
    for (_, text), page in zip(listed, said, strict=True):
        assert text in "".join(list(starts.values())[page - 1].said.values()), f"{text} stands on page {page}"


def test_its_marks_are_the_papers_and_their_parts(pack):
    with pack.pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == [text for level, text in pack.headings if level == 1]


def test_a_sheet_is_one_page_here_too(pack):
    starts = [
        page.number
        for title in ("Safer Communities Partnership", "Health and Well-being Partnership", "Performance of the Local")
        for page in list(pack.pages.values())[1:]
        if any(said.startswith(title) for said in list(page.said.values())[:3])  # "Q4 2009/10" is a piece
    ]
    assert [later - sooner for sooner, later in pairwise(starts)] == [1, 1]


def test_it_is_the_same_every_time(made, tmp_path):
    out = tmp_path / "again.pdf"
    run(QUARTER, "--meeting", f"PSB, {DAY}", "-o", out, "--papers", "actions,partnership,board")
    assert out.read_bytes() == made


def test_what_is_usual_before_the_board_and_before_another_body(tmp_path):
    for meeting, first, last in (
        (DAY, "Performance of the Local Area Agreement, Q4 2009/10", "Grants as at"),
        (f"{SCRUTINY} 22 July 2010", "Oxfordshire's partnerships: performance at Q4 2009/10", "Actions and risks at"),
    ):
        out = tmp_path / f"{len(first)}.pdf"
        assert run(QUARTER, "--meeting", meeting, "-o", out).exit_code == 0
        titles = [text for level, text in Tagged(out.read_bytes()).headings if level == 1]
        assert titles[1] == first and titles[-1].startswith(last)


THERE = f'"{BOARD} 2010-07-01" and "{SCRUTINY} 2010-07-22"'
REFUSED = [
    pytest.param(
        (QUARTER, "--meeting", "2010-07-02"),
        1,
        f'"2010-07-02" is no meeting about Q4 2009/10. There are: {THERE}.',
        id="a day without",
    ),
    pytest.param(
        (QUARTER, "--meeting", f"{SCRUTINY} {DAY}"),
        1,
        f'"{SCRUTINY} {DAY}" is no meeting about Q4 2009/10. There are: {THERE}.',
        id="another body's day",
    ),
    pytest.param(
        (QUARTER, "--meeting", "next week"),
        1,
        f'"next week" is no meeting about Q4 2009/10. There are: {THERE}.',
        id="no day",
    ),
    pytest.param(
        (QUARTER, "--meeting", ""), 1, f'"" is no meeting about Q4 2009/10. There are: {THERE}.', id="nothing"
    ),
    pytest.param(
        (QUARTER, "--meeting", DAY, "--papers", "board,minutes"),
        2,
        '"minutes" is no kind of paper. Write some of board',
        id="a paper there is not",
    ),
    pytest.param(
        (QUARTER, "--meeting", "2010-07-22", "--papers", "partnership"),
        1,
        f"No partnership's chairman reports to the {SCRUTINY}, 22 July 2010, so there is no chairman's sheet for it.",
        id="sheets where nobody reports",
    ),
]


@pytest.mark.parametrize(("words", "code", "said"), REFUSED)
def test_what_cannot_be_is_a_sentence_and_no_file(tmp_path, words, code, said):
    done = run(*words, "-o", tmp_path / "x.pdf")
    assert done.exit_code == code
    assert done.output.startswith(said)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "said",
    ["2010-07-01", "1 July 2010", "PSB 2010-07-01", "psb, 1 July 2010", f"{BOARD} 2010-07-01", f"{BOARD}, 1 July 2010"],
)
def test_a_meeting_is_meant_by_its_day_and_its_body(shipped, said):
    found = meeting_pack.named(shipped.register, QUARTER, said)
    assert (found.name, found.day) == (BOARD, date(2010, 7, 1))


def test_of_several_on_one_day_it_is_asked_which(shipped):
    meetings = shipped.register.meetings
    meetings = meetings.assign(date=meetings["date"].mask(meetings["quarter"] == QUARTER, pd.Timestamp(2010, 7, 1)))
    register = replace(shipped.register, meetings=meetings)
    assert meeting_pack.named(register, QUARTER, DAY) == (
        f'"{DAY}" are 2 meetings. Say which: "{BOARD} {DAY}" and "{SCRUTINY} {DAY}".'
    )
    assert meeting_pack.named(register, "2003-04 Q1", DAY) == meeting_pack.NONE_FOR.format("Q1 2003/04")
