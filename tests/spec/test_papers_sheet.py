"""The chairman's sheet: what is on it, compared with the tables; one page of A4 however much there is to say."""

import re
import shutil
from dataclasses import fields, replace
from datetime import date

import pandas as pd
import pytest

from oxdash.documents import among, chairmans_sheet, partnership
from oxdash.documents.blocks import Bullets, Chart, Heading, Outline, Paragraph, Table
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import asked, risks
from oxdash.findings.promises import Outcome
from oxdash.findings.standing_words import TITLE
from oxdash.judging.position import Position
from oxdash.output import word
from oxdash.output.word import height as wordheight
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Status
from tests.spec.test_papers_libreoffice import SOFFICE, run

DRAFT = Edition("2009-10 Q4")
SECTIONS = [
    "What the Board is asked to do",
    "What changed",
    "Off track",
    "What was promised last time",
    "Insufficient data",
    "Risks",
]
WHERE_THERE_ARE_ANY = [
    "Actions for a priority, a theme or the partnership",
    "Actions of other partnerships with this one",  # between Off track and Promised
    TITLE,  # last: of its targets among other areas
]
FEET = 842 - 1.7 * 72 / 2.54  # points down the page where the footer's margin begins


@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(shipped, DRAFT)


@pytest.fixture(scope="module")
def crowded(shipped) -> Standing:
    """Every partnership with at least twice as many targets off track, and officers who write a lot."""
    return Standing(_crowded(shipped), DRAFT)


def _crowded(position: Position) -> Position:
    """All that a partnership has goes wrong, and once more under a second code; actions and risks are long."""
    judged = position.judged.assign(status="off track", reason="will not be achieved", shortfall=float("nan"))
    judged = judged.astype(position.judged.dtypes.to_dict())
    parts = {"judged": judged, "actions": position.actions, "risks": position.risks}
    targets = position.register.targets
    again = {code: f"{code} again" for code in targets.target}
    for name, table in parts.items():
        parts[name] = pd.concat([table, table.assign(target=table.target.map(again))], ignore_index=True)
    long = "A long story of what is being done in each of the five districts and by whom. " * 6
    parts["actions"] = parts["actions"].assign(action=parts["actions"].action + ". " + long)
    parts["risks"] = parts["risks"].assign(risk=parts["risks"].risk + ". " + long)
    others = position.comparators[position.comparators.target == "NI 192"]
    parts["comparators"] = pd.concat([others.assign(target=code) for code in [*again, *again.values()]])
    doubled = pd.concat([targets, targets.assign(target=targets.target.map(again))], ignore_index=True)
    return replace(position, register=replace(position.register, targets=doubled), **parts)


def said(paper: Outline) -> str:
    """Every text of a sheet, one a line."""
    found = []
    for block in paper.blocks:
        match block:
            case Heading() | Paragraph():
                found.append(block.text)
            case Bullets():
                found += block.lines
            case Table():
                for column in block.columns:
                    found += ["\n".join(cell) if isinstance(cell, tuple) else cell for cell in column.cells]
    return "\n".join(found)


def under(paper: Outline, heading: str) -> str:
    """The texts of one section."""
    blocks = list(paper.blocks)
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    end = next((n for n in range(start + 1, len(blocks)) if isinstance(blocks[n], Heading)), len(blocks))
    return said(replace(paper, blocks=tuple(blocks[start + 1 : end])))


def test_every_sheet_has_its_sections_in_order_and_no_chart(at):
    for code in at.names:
        paper = chairmans_sheet.chairman(at, code, word.fits)
        headings = [one.text for one in paper.of(Heading)]
        assert [one for one in headings if one not in WHERE_THERE_ARE_ANY] == SECTIONS
        own = at.own_actions(code)
        assert ("Actions for a priority, a theme or the partnership" in headings) == bool((own.state == "open").any())
        assert ("Actions of other partnerships with this one" in headings) == bool(
            (at.acting_with(code).state == "open").any()
        )
        assert paper.one_page and not paper.of(Chart)


def test_where_each_of_its_targets_stands_is_on_the_sheet_and_on_its_page(at, crowded):
    """However little room there is, the first of them are; how many more is said."""
    waste = chairmans_sheet.chairman(at, "environment-waste", word.fits)
    assert under(waste, TITLE).splitlines() == among.lines(at, at.of("environment-waste").target)
    assert [line.split(":")[0] for line in under(waste, TITLE).splitlines()] == ["NI 191", "NI 192"]
    headings = [one.text for one in partnership.page(at, "environment-waste") if isinstance(one, Heading)]
    assert TITLE in headings
    assert TITLE not in [one.text for one in partnership.page(at, "economic") if isinstance(one, Heading)]
    for room in (*chairmans_sheet.ROOMS[::8], chairmans_sheet.ROOMS[-1]):
        sheet = chairmans_sheet._sheet(crowded, chairmans_sheet._Own(crowded, "economic"), room)
        said_there = under(sheet, TITLE)
        lines = among.lines(crowded, crowded.of("economic").target)
        shown = [line for line in lines if line in said_there]
        left = len(lines) - len(shown)
        assert len(shown) >= min(2, len(lines))
        assert not left or f"{left} more" in said_there


def test_with_room_for_all_everything_of_the_tables_is_there(at):
    for code in at.names:
        paper = chairmans_sheet._sheet(at, chairmans_sheet._Own(at, code), chairmans_sheet.Room())
        rows = at.of(code)
        off = under(paper, "Off track")
        for row in rows[rows.status == Status.OFF_TRACK].itertuples():
            assert f"{row.target} {row.title}" in off
            for act in at.actions(row.target, row.quarter).itertuples():
                assert " ".join(act.action.split()) in off
        promised = at.promises[at.promises.partnership == code]
        for one in promised[promised.outcome != Outcome.NOT_DUE].itertuples():
            about = wording.sentence_case(one.about)
            assert f"{about} “{' '.join(one.action.split())}”" in under(paper, "What was promised last time")
        for row in rows[rows.status == Status.INSUFFICIENT_DATA].itertuples():
            assert row.target in under(paper, "Insufficient data")
        for row in at.moved[at.moved.partnership == code].itertuples():
            assert row.target in under(paper, "What changed")
        for row in risks.standing(at.risks[at.risks.partnership == code]).head(3).itertuples():
            assert f"{row.target} “{' '.join(row.risk.split())}”" in under(paper, "Risks")
        assert chairmans_sheet.CUT not in said(paper)
        assert chairmans_sheet.MORE not in said(paper)


def test_a_sheet_of_an_older_quarter_says_why(at):
    """Below its counts, in the words of the partnership's page; one of the quarter chosen says nothing of it."""
    for code, name in at.names.items():
        sheet = chairmans_sheet.chairman(at, code, word.fits)
        begins = [block for block in sheet.blocks if isinstance(block, Paragraph)]
        lead = next(n for n, block in enumerate(begins) if block.kind == "lead")
        because = Paragraph(f"Shown at Q3 2009/10: {name} has not returned for Q4 2009/10.", "note")
        assert (begins[lead + 1 : lead + 2] == [because]) == (at.stands_at[code] == "2009-10 Q3")
        assert (because in begins) == (at.stands_at[code] != DRAFT.quarter)
    assert {at.stands_at[code] for code in at.names} == {"2009-10 Q3", "2009-10 Q4"}


def test_what_is_asked_of_one_partnership_does_not_say_its_name_again(at):
    for code, name in at.names.items():
        sentences = at.asked_of({code: name}).sentence
        lines = under(
            chairmans_sheet._sheet(at, chairmans_sheet._Own(at, code), chairmans_sheet.Room()), SECTIONS[0]
        ).splitlines()
        assert len(lines) == max(len(sentences), 1)
        for line, sentence in zip(lines, sentences, strict=False):
            assert line.replace(": ", f": {name} (", 1).removesuffix(".") + ")." == sentence
        if sentences.empty:
            assert lines == [asked.nothing("the Board")]


LISTED = [
    # words, most, sentence, why
    (["a", "b", "c"], 3, "a, b and c", "all of them"),
    (["a", "b", "c", "d"], 2, "a, b and 2 more (see the Board paper and the dashboard)", "what is left out is counted"),
    (["a"], 1, "a", "one"),
]


@pytest.mark.parametrize(("words", "most", "sentence"), [row[:3] for row in LISTED], ids=[row[3] for row in LISTED])
def test_a_list_says_how_many_more_there_are(words, most, sentence):
    assert chairmans_sheet._listed(words, most) == sentence


SHORT = [
    # text, letters, shown, why
    ("Advice in both departments", 26, "Advice in both departments", "exactly as long"),
    ("Advice in both departments", 25, "Advice in both…", "cut between words"),
    ("Advice, in both", 8, "Advice…", "no comma before the sign"),
    ("Advice\n in   both", 30, "Advice in both", "on one line"),
]


@pytest.mark.parametrize(("text", "letters", "shown"), [row[:3] for row in SHORT], ids=[row[3] for row in SHORT])
def test_a_text_that_is_cut_says_so(text, letters, shown):
    assert chairmans_sheet._short(text, letters) == shown


def test_what_is_left_out_of_a_crowded_sheet_is_counted_and_the_cut_explained(crowded):
    cut = []
    for code in crowded.names:
        paper, rows = chairmans_sheet.chairman(crowded, code, word.fits), crowded.of(code)
        assert wordheight.fits(paper), code
        off = rows[rows.status == Status.OFF_TRACK]
        assert len(off) == len(rows) and len(off) >= 4
        shown = paper.of(Table)[0].rows
        left = re.search(
            r"And (\d+) more off track: see the Board paper and the dashboard\.", under(paper, "Off track")
        )
        assert shown + (int(left[1]) if left else 0) == len(off)
        told = said(paper)
        cut.append(chairmans_sheet.CUT_NOTE in told)
        assert cut[-1] == (chairmans_sheet.CUT in told.replace(chairmans_sheet.CUT_NOTE, "")), code
    assert any(cut)


def test_rooms_only_get_smaller():
    sizes = [field.name for field in fields(chairmans_sheet.Room)]
    for wide, tight in zip(chairmans_sheet.ROOMS, chairmans_sheet.ROOMS[1:], strict=False):
        assert all(getattr(tight, name) <= getattr(wide, name) for name in sizes), tight


def test_a_chart_has_no_place_on_one_page(at):
    from oxdash.documents import exceptions

    paper = chairmans_sheet.chairman(at, "economic", word.fits)
    with pytest.raises(TypeError, match="Chart has no place on a paper of one page"):
        wordheight.height(replace(paper, blocks=(*paper.blocks, exceptions.status_chart(at))))


def test_all_seven_are_one_page_of_a4_also_with_twice_as_many_off_track(at, crowded, tmp_path):
    for tool in (SOFFICE, "pdfinfo", "pdftotext"):
        assert shutil.which(tool), f"This test needs {tool} (apt-get install libreoffice-writer poppler-utils)."
    held = {}
    for name, standing in (("now", at), ("crowded", crowded)):
        for code in standing.names:
            held[f"{name}-{code}"] = chairmans_sheet.chairman(standing, code, word.fits)
    for name, paper in held.items():
        (tmp_path / f"{name}.docx").write_bytes(word.write(paper, stamped=date(2010, 7, 22)))
    files = [tmp_path / f"{name}.docx" for name in held]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    run(SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *files)
    for name, paper in held.items():
        pdf = tmp_path / f"{name}.pdf"
        assert int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", pdf))[1]) == 1, name
        ends = [float(y) for y in re.findall(r'yMax="([\d.]+)">', run("pdftotext", "-bbox", pdf, "-"))]
        body = max(y for y in ends if y < FEET) - 1.3 * 72 / 2.54
        tall = wordheight.height(paper)
        assert 0.9 * tall <= body <= 1.01 * tall, f"{name}: held to be {tall:.0f} points tall and is {body:.0f}"
