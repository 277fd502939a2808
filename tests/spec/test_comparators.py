"""Other areas' figures, from a published file to every place that says where a target stands; and nothing without.

The kind: whatever is told of a comparison is told alike in all of them, and a status is the same with and without.
"""

# ruff: noqa: E501

import hashlib
import html as html_lib
import io
import json
import os
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from docx import Document

from oxdash.__main__ import cli
from oxdash.comparators import listing
from oxdash.comparators.layout import About
from oxdash.documents import among, papers, target
from oxdash.documents.blocks import Chart, Heading, Paragraph, Table
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings.standing_among import Area
from oxdash.findings.standing_words import METHOD, TITLE
from oxdash.judging.on_record import load_register
from oxdash.judging.position import load
from oxdash.output import chart_files, excel, open_data, static_page, word
from oxdash.storage import write_once
from oxdash.submissions import adding_comparators as adding
from oxdash.submissions.adding_comparators import Asked
from tests import drawn, other_areas
from tests.conftest import SCRUTINY, SHIPPED
from tests.returning import MANAGER, NOW, settings
from tests.spec.test_pages import opened, said
from tests.unit.test_markup import text
from tests.unit.test_standing_among import stands as among_others

SENTENCE = "5th of 9 neighbours, the same as their median of 47.5% and better than England's 37.6%; period 2008/09."
SHORT = "5th of 9 neighbours, the same as median (2008/09)"
TOLD = ("--title", "Waste statistics 2008/09", "--publisher", "A department", "--published-on", "2009-11-05")
Q4 = "2009-10 Q4"


def run(data: Path, *args: str | Path) -> Result:
    found = CliRunner().invoke(cli, ["--data", str(data), *map(str, args)], catch_exceptions=False)
    return found


def add(data: Path, at: Path, contents: str, *more: str, name: str = "waste.csv") -> Result:
    file = at / name
    file.write_text(contents, "utf-8")
    return run(data, "comparators", "add", file, *(more or TOLD))


@pytest.fixture
def data(tmp_path) -> Path:
    return other_areas.folder(tmp_path / "data", SHIPPED)


@pytest.fixture(scope="module")
def compared(tmp_path_factory) -> Path:
    """With a file on file, for whoever only looks at it."""
    at = tmp_path_factory.mktemp("compared")
    data = other_areas.folder(at / "data", SHIPPED)
    years = other_areas.waste(46.0, [one - 1 for one in other_areas.FIGURES], "2007/08").split("\n", 1)[1]
    done = add(data, at, other_areas.waste() + years)
    assert done.exit_code == 0, done.output
    return data


@pytest.fixture(scope="module")
def position(compared):
    return load(compared, SCRUTINY)


@pytest.fixture(scope="module")
def at(position) -> Standing:
    return Standing(position, Edition(Q4))


def tree(data: Path) -> dict[str, bytes]:
    folder = data / "comparators"
    return (
        {one.name: one.read_bytes() for one in sorted(folder.iterdir()) if one.name[0] != "."}
        if folder.exists()
        else {}
    )


# added, listed, taken away


def test_a_file_is_added_as_it_was_given_with_its_description(data, tmp_path):
    done = add(data, tmp_path, other_areas.waste())
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "Read as: ours. Indicator from Indicator; area from Area; period from Period; value from Value.",
        "10 figures: 10 final.",
        "1 indicator (Waste recycled); 10 areas (Northshire, Southshire, Eastshire, ...); 1 period (2008-09).",
        "  line 2: Waste recycled, Northshire, 2008/09: 44 (final)",
        "  line 3: Waste recycled, Southshire, 2008/09: 52.5 (final)",
        "  line 4: Waste recycled, Eastshire, 2008/09: 47.1 (final)",
        "Of 1 target: NI 192.",
        "Nearest neighbours: all 9 areas.",
        "South East: 1 of 3 areas; without Kentshire and Downshire.",
        'Added "waste": Waste statistics 2008/09 (A department).',
    ]
    held = tree(data)
    (csv,) = (name for name in held if name.endswith(".csv"))
    assert held[csv] == other_areas.waste().encode()
    said = json.loads(held["waste.json"])
    assert said["published_on"] == "2009-11-05" and said["figures"] == 10 and csv == f"waste.{said['sha256'][:12]}.csv"
    listed = run(data, "comparators", "list")
    assert listed.exit_code == 0 and listed.output.startswith(
        "waste: Waste statistics 2008/09 (A department), published on 5 November 2009; 10 figures, added on "
    )
    assert json.loads(run(data, "comparators", "list", "--json").output)["comparators"][0]["how"]["layout"] == "ours"


def test_a_rehearsal_writes_nothing(data, tmp_path):
    done = add(data, tmp_path, other_areas.waste(), *TOLD, "--dry-run")
    assert done.exit_code == 0 and done.output.endswith("Nothing was written: this was a rehearsal.\n")
    assert tree(data) == {} and not (data / "audit").exists()


WHOLE_OR_NOT = [
    pytest.param(
        other_areas.waste().replace("44.0", "n.k."),
        TOLD,
        1,
        'waste.csv, line 2, column Value: found "n.k.". Enter a number such as 12.5, or leave the cell empty.\nNothing was added.\n',
        id="one cell of it is wrong",
    ),
    pytest.param(
        other_areas.waste(),
        ("--title", "Waste"),
        1,
        "It is not told who published it: say it with --publisher, or in the map under about.publisher.\n"
        "It is not told the day on which it was published: say it with --published-on, or in the map under about.published_on.\n"
        "Nothing was added.\n",
        id="nobody says who published it, and when",
    ),
    pytest.param(
        "One,Two\n1,2\n",
        TOLD,
        2,
        "waste.csv: its columns are of no layout that is known (One, Two). Say with --map which is which.\n",
        id="columns that nobody knows",
    ),
    pytest.param("PK\x03\x04", TOLD, 2, "waste.csv: it is not CSV. Save the sheet as CSV UTF-8.\n", id="a workbook"),
    pytest.param(
        other_areas.waste(),
        (*TOLD[:4], "--published-on", "2999-01-01"),
        1,
        "It is published on 1 January 2999, a day to come. Nothing was added.\n",
        id="published in the future",
    ),
    pytest.param(
        other_areas.waste(),
        (*TOLD, "--name", "../register"),
        1,
        '"../register" is no name for it. Name it with small letters, digits and hyphens, such as waste-2008-09.\nNothing was added.\n',
        id="a name that is a path",
    ),
]


@pytest.mark.parametrize(("contents", "told", "code", "said"), WHOLE_OR_NOT)
def test_whole_or_not_at_all(data, tmp_path, contents, told, code, said):
    done = add(data, tmp_path, contents, *told)
    assert (done.exit_code, done.output) == (code, said)
    assert tree(data) == {}


def test_nothing_replaces_what_is_there_without_saying_so(data, tmp_path):
    assert add(data, tmp_path, other_areas.waste()).exit_code == 0
    before = tree(data)
    again = add(data, tmp_path, other_areas.waste(50.0))
    assert (again.exit_code, again.output) == (
        1,
        '"waste" is there already: Waste statistics 2008/09 (A department), 10 figures. Nothing was changed. To put '
        "this in its place say --replace; else give it another --name.\n",
    )
    assert tree(data) == before
    done = add(data, tmp_path, other_areas.waste(50.0), *TOLD, "--replace")
    assert done.output.endswith(
        'Added "waste": Waste statistics 2008/09 (A department), in place of Waste statistics 2008/09 (A department).\n'
    )
    held = tree(data)
    assert len(held) == 2 and b"Oxfordshire,2008/09,50.0" in b"".join(held.values())
    events = [json.loads(line)["event"] for line in (data / "audit" / "audit.jsonl").read_text().splitlines()]
    assert events[-2:] == ["comparators added", "comparators added"]


def test_one_is_taken_away(data, tmp_path):
    assert add(data, tmp_path, other_areas.waste()).exit_code == 0
    assert run(data, "comparators", "remove", "other").output == 'There is no "other" to take away. There are waste.\n'
    gone = run(data, "comparators", "remove", "waste")
    assert (
        gone.output
        == 'Removed "waste": Waste statistics 2008/09 (A department). What was published with it keeps its own copy.\n'
    )
    assert tree(data) == {}
    assert run(data, "comparators", "list").output.startswith("There are no comparators.")
    assert run(data, "comparators", "remove", "waste").exit_code == 1


def test_a_map_stands_for_any_other_layout(data, tmp_path):
    (tmp_path / "map.toml").write_text(
        'times = 100\nindicator = "NI 192"\n[about]\ntitle = "Shares"\npublisher = "An office"\npublished_on = 2009-01-01\n'
        '[columns]\narea = "Authority"\nperiod = "Year"\nvalue = "Share"\n'
    )
    text = "Authority,Year,Share\nNorthshire,2007/08,0.4\nOxfordshire,2007/08,0.5\n"
    sheets = {"indicators_compared": []}
    shutil.rmtree(data)
    other_areas.folder(data, SHIPPED, **sheets)
    done = add(data, tmp_path, text, "--map", str(tmp_path / "map.toml"))
    assert done.exit_code == 0, done.output
    told = run(data, "compared", "NI 192", Q4, "--group", "neighbours").output
    assert "1st of 2 neighbours; period 2007/08." in told
    assert "Source: Shares (An office), waste, line 3." in told


def test_one_whose_description_is_damaged_is_replaced_and_nothing_of_it_is_left(data, tmp_path):
    add(data, tmp_path, other_areas.waste())
    description = data / "comparators" / "waste.json"
    description.chmod(0o640)
    description.write_text("{}")
    assert add(data, tmp_path, other_areas.waste()).exit_code == 1
    done = add(data, tmp_path, other_areas.waste(50.0), *TOLD, "--replace")
    assert done.exit_code == 0, done.output
    assert len(tree(data)) == 2 and run(data, "comparators", "list").exit_code == 0


def test_text_that_is_no_text_elsewhere_is_written_as_far_as_it_can_be(data, tmp_path):
    odd = os.fsdecode(b"odd\xff")
    file = tmp_path / f"{odd}.csv"
    file.write_text(other_areas.waste())
    told = ("--title", odd, "--publisher", "P", "--published-on", "2009-11-05", "--name", "odd", "--from", odd)
    done = run(data, "comparators", "add", str(file), *told)
    assert done.exit_code == 0, done.output
    said = json.loads(tree(data)["odd.json"])
    assert (said["title"], said["given_as"], said["added_by"]) == ("odd?", "odd?.csv", "odd\ufffd")


@pytest.mark.parametrize("told", [("--indicator", ""), ("--area", "x" * 301)])
def test_what_is_told_of_the_whole_file_is_text(data, tmp_path, told):
    done = add(data, tmp_path, other_areas.waste(), *TOLD, *told)
    assert done.exit_code == 1 and done.output.endswith("It has to be text of 1 to 300 letters.\nNothing was added.\n")


def test_a_file_that_was_changed_says_nothing_and_is_named(data, tmp_path):
    add(data, tmp_path, other_areas.waste())
    (csv,) = (data / "comparators").glob("*.csv")
    csv.chmod(0o640)
    csv.write_bytes(csv.read_bytes().replace(b"44.0", b"94.0"))
    fault = f"comparators/{csv.name} has been changed since it was added. Restore it from a backup, or add it again in its place."
    position = load(data, SCRUTINY)
    assert position.comparators.empty and position.not_compared == (fault,)
    assert run(data, "comparators", "list").exit_code == 1
    asked = run(data, "compared", "all")
    assert (asked.exit_code, asked.output) == (1, f"{fault}\nNothing else of other areas is on file.\n")
    page = drawn.of_target(position, "NI 192")
    assert fault in text("".join(map(str, filter(None, (page.top, page.middle, page.rest)))))


CHANGED = [
    pytest.param("the file", "comparators/{csv} has been changed since it was added.", id="the file"),
    pytest.param(
        "the description",
        "comparators/waste.json is none that the audit log says was added under that name.",
        id="its description, by hand",
    ),
    pytest.param("nonsense", "comparators/waste.json is not what was written there.", id="its description is none"),
    pytest.param(
        "both",
        "comparators/waste.json is none that the audit log says was added under that name.",
        id="both, so that they fit each other",
    ),
    pytest.param("gone", "comparators/{csv} cannot be opened (No such file or directory).", id="the file is gone"),
]


@pytest.mark.parametrize(("what", "said"), CHANGED)
def test_doctor_and_verify_name_what_was_changed(data, tmp_path, monkeypatch, what, said):
    monkeypatch.setenv("OXDASH_LOCAL", "1")
    add(data, tmp_path, other_areas.waste())
    assert "ok      1 file of other areas' figures on file." in run(data, "doctor").output
    assert run(data, "archive", "verify").exit_code == 0
    (csv,) = (data / "comparators").glob("*.csv")
    description = data / "comparators" / "waste.json"
    for path in (csv, description):
        path.chmod(0o640)
    if what == "gone":
        csv.unlink()
    if what in ("the file", "both"):
        csv.write_bytes(csv.read_bytes().replace(b"44.0", b"94.0"))
    if what == "the description":
        description.write_text(description.read_text().replace("A department", "Another"))
    if what == "nonsense":
        description.write_text("{}")
    if what == "both":
        held = json.loads(description.read_text())
        sha = hashlib.sha256(csv.read_bytes()).hexdigest()
        description.write_text(description.read_text().replace(held["sha256"], sha))
        csv.rename(csv.with_name(f"waste.{sha[:12]}.csv"))
    fault = said.format(csv=csv.name)
    for command in (("doctor",), ("archive", "verify")):
        done = run(data, *command)
        assert done.exit_code == 1 and fault in done.output, command


def test_a_line_of_before_descriptions_were_named_vouches_for_the_bytes(compared):
    (one,) = listing.of(compared).found
    older = {"event": "comparators added", "name": one.name, "sha256": one.sha256}
    assert listing.proved(compared, lambda: [older]).faults == ()
    assert len(listing.proved(compared, lambda: [older | {"sha256": "0" * 64}]).faults) == 1


def test_a_stop_leaves_what_was_there(data, tmp_path, monkeypatch):
    """Whatever is written last: the old description names the old bytes until the new one has its name."""
    add(data, tmp_path, other_areas.waste())
    before = tree(data)
    register = load_register(data)
    asked = Asked(
        "waste.csv",
        other_areas.waste(50.0).encode(),
        About(title="W", publisher="P", published_on=date(2009, 1, 1)),
        replace=True,
    )
    for stops in ("write_temporary", "put"):
        with monkeypatch.context() as patch:
            patch.setattr(write_once, stops, _full)
            done = adding.add(asked, register, MANAGER, settings(data), NOW)
        assert done.sentences == (
            "data/comparators cannot be changed: the disk is full. Free some space. Nothing was.",
        )
        assert tree(data) == before
    (data / "comparators" / "left.0123456789ab.csv").write_bytes(b"")
    assert isinstance(adding.add(asked, register, MANAGER, settings(data), NOW), adding.Added)
    assert len(tree(data)) == 2, "what a stop left is swept"


def _full(*_, **__):
    import errno

    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_only_a_manager_adds_and_takes_away(data):
    from tests.returning import OFFICER

    asked = Asked(
        "waste.csv", other_areas.waste().encode(), About(title="W", publisher="P", published_on=date(2009, 1, 1))
    )
    for done in (
        adding.add(asked, load_register(data), OFFICER, settings(data), NOW),
        adding.remove("waste", OFFICER, settings(data), NOW),
    ):
        assert isinstance(done, adding.Refused)
    assert tree(data) == {}


# counted as at a day


def test_what_was_published_later_is_not_known_yet(compared):
    assert load(compared, date(2009, 11, 4)).comparators.empty
    known = load(compared, date(2009, 11, 5))
    assert set(known.comparators.period) == {"2007-08", "2008-09"}
    assert run(compared, "compared", "NI 192", "--as-at", "2009-11-04").exit_code == 1


def test_of_a_figure_that_was_published_twice_the_last_counts(data, tmp_path):
    add(data, tmp_path, other_areas.waste(47.5))
    add(data, tmp_path, other_areas.waste(50.0), *TOLD[:4], "--published-on", "2010-05-01", name="revised.csv")
    ours = load(data, SCRUTINY).comparators.set_index("area").loc["Oxfordshire"]
    assert (ours.value, ours.file) == (50.0, "revised")
    assert load(data, date(2010, 4, 30)).comparators.set_index("area").loc["Oxfordshire"].value == 47.5


# a county of its districts


def of_districts(*rows: str) -> str:
    return "\n".join(["Indicator,Area,Period,Value,Numerator,Denominator", *rows, ""])


PARTS = [
    pytest.param(
        ["NI 192,Cherwell,2008/09,50,50,100", "NI 192,Oxford,2008/09,30,270,900"],
        32.0,
        "worked out from the numerators and denominators of Cherwell and Oxford",
        id="all of it over all of it, and not the mean of 40",
    ),
    pytest.param(
        ["NI 192,Cherwell,2008/09,50,,", "NI 192,Oxford,2008/09,30,,"],
        None,
        None,
        id="without numerators there is none",
    ),
    pytest.param(["NI 192,Cherwell,2008/09,50,50,100"], None, None, id="nor with a district missing"),
    pytest.param(
        ["NI 192,Cherwell,2008/09,70,50,100", "NI 192,Oxford,2008/09,30,270,900"],
        None,
        None,
        id="nor where rates are no shares: they are weighted",
    ),
    pytest.param(
        ["NI 192,Oxfordshire,2008/09,,320,1000", "NI 192,Cherwell,2008/09,50,,"],
        32.0,
        "worked out from its numerator and denominator",
        id="of its own numerator, where that is published",
    ),
]


@pytest.mark.parametrize(("lines", "value", "note"), PARTS)
def test_a_county_is_no_mean_of_its_districts(data, tmp_path, lines, value, note):
    sheets = {
        "areas_compared": [
            *({"Area": name, "Groups": "neighbours"} for name in other_areas.NEIGHBOURS),
            {"Area": "Oxfordshire", "Groups": "neighbours; region", "Ours": "yes"},
            *({"Area": name, "Part of": "Oxfordshire"} for name in ("Cherwell", "Oxford")),
        ],
        "indicators_compared": [],
    }
    shutil.rmtree(data)
    other_areas.folder(data, SHIPPED, **sheets)
    done = add(data, tmp_path, of_districts(*lines, "NI 192,Northshire,2008/09,44,,"))
    assert done.exit_code == 0, done.output
    ours = load(data, SCRUTINY).comparators.set_index("area")
    if value is None:
        assert "Oxfordshire" not in ours.index
        said = run(data, "compared", "NI 192", Q4, "--group", "neighbours").output
        assert "the mean of their rates is not its rate." in said
    else:
        assert (round(ours.value["Oxfordshire"], 9), ours.note["Oxfordshire"]) == (value, note)


# told everywhere alike


def test_the_command_says_it(compared):
    told = run(compared, "compared", "ni192", Q4, "--as-at", "2010-07-22")
    assert told.exit_code == 0
    assert (
        f"    Nearest neighbours: {SENTENCE}\n      Source: Waste statistics 2008/09 (A department), waste, line 11.\n"
        in told.output
    )
    assert (
        "Not comparable with South East: no figure of counties of the South East is on file for a period that is over."
        in told.output
    )
    (one, other) = json.loads(run(compared, "compared", "all", Q4, "--as-at", "2010-07-22", "--json").output)[
        "compared"
    ]
    assert (one["rank"], one["areas"], one["median"], one["quarter"], one["sentence"]) == (
        5,
        9,
        47.5,
        "second quarter",
        SENTENCE,
    )
    assert other["why_not"] and other["rank"] is None
    assert run(compared, "compared", "NI 192", "--group", "north").exit_code == 2
    assert run(compared, "compared", "NI 999").exit_code == 2
    assert run(compared, "compared", "NI 154").output.startswith("Nothing of other areas is on file for NI 154.")


def test_the_page_of_the_target_has_sentence_dots_years_and_table(position):
    from oxdash.documents.page_blocks import Picture
    from oxdash.output import html

    at = Standing(position, Edition(Q4))
    blocks = target.page(at, "NI 192").above
    words = text(str(html.part([one for one in blocks if not isinstance(one, Picture)], drawn.TO)))
    start = words.index(TITLE)
    assert SENTENCE.replace("'", "&#39;") in words[start:]
    pictures = {one.name: one for one in blocks if isinstance(one, Picture)}
    dots = pictures["NI 192 among neighbours"]
    assert dots.sentence == f"NI 192: {SENTENCE} From 52.5% (Southshire) to 43.3% (Farshire)."
    assert [one.name for one in dots.drawing.positions][:3] == ["Southshire", "Lowershire", "Westshire"]
    assert [line.name for line in dots.drawing.drawn] == [
        "Best quartile",
        "Median",
        "Worst quartile",
        "Other areas",
        "Oxfordshire",
    ]
    years = pictures["NI 192 among neighbours over the years"]
    assert [one.name for one in years.drawing.positions] == ["2007/08", "2008/09"]
    (table,) = (
        one for one in blocks if isinstance(one, Table) and one.caption == "Neighbours for 2008/09, the best first"
    )
    assert drawn.words(table, "Rank") == ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
    assert drawn.words(table, "Area")[4] == "Oxfordshire (ours)"
    assert drawn.words(table, "From")[4] == "waste, line 11"
    assert "Source: Waste statistics 2008/09 (A department)." in words
    assert "A comparison is no status, and moves none." in words


def test_papers_say_it(at):
    board = Document(
        io.BytesIO(word.write(papers.outline("board", at, None, word.fits), stamped=SCRUTINY, illustrative=True))
    )
    cells = [cell.text for table in board.tables for row in table.rows for cell in row.cells]
    assert SENTENCE in cells and SHORT in cells
    assert TITLE in [one.text for one in board.paragraphs]
    sheet = papers.outline("partnership", at, "environment-waste", word.fits)
    assert any(f"NI 192: {SHORT}" in getattr(one, "lines", ()) for one in sheet.blocks)
    assert word.fits(sheet), "on one page, still"


def test_the_board_paper_draws_it_with_all_that_stands_by_a_chart(at):
    """Number, message, unit, place, time, key, source, mark of what is illustrative, and the same in figures."""
    outline = papers.outline("board", at, None, word.fits)
    numbered = [one for one in outline.of(Chart) if one.number]
    assert [one.number for one in numbered] == list(range(1, len(numbered) + 1))
    (chart,) = (one for one in numbered if one.name == "NI-192-among-neighbours")
    assert chart == numbered[-1] and outline.blocks.index(chart) > outline.blocks.index(Heading(TITLE))
    assert chart.headline == "NI 192: 5th of 9 neighbours"
    assert chart.subtitle == (
        "Percentage of household waste sent for reuse, recycling and composting. Per cent, Oxfordshire and neighbours, "
        "2008/09. The diamond is Oxfordshire, each dot another area; the best stands on the left."
    )
    assert chart.said == f"NI 192: {SENTENCE} From 52.5% (Southshire) to 43.3% (Farshire)."
    assert chart.source == (
        "Source: Waste statistics 2008/09 (A department), as at 22 July 2010. Draft, not published. Illustrative figures."
    )
    assert drawn.words(chart.table, "Area")[4:] == [
        *("Oxfordshire (ours)", "Eastshire", "Uppershire", "Northshire", "Farshire"),
        *("Best quartile", "Median", "Worst quartile", "England, as published"),
    ]
    assert drawn.words(chart.table, "Figure")[-4:] == ["49.0%", "47.5%", "46.2%", "37.6%"]
    data = word.write(outline, stamped=SCRUTINY, illustrative=True)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert chart.said in html_lib.unescape(file.read("word/document.xml").decode()), "its alternative text"
        native = file.read(f"word/charts/chart{chart.number}.xml").decode()
    assert "Median" in native and "Oxfordshire" in native
    page = static_page.write(at).decode()
    assert chart.said.replace("'", "&#39;") in page and page.count("<svg") == len(numbered)
    assert chart.name in [one.name for one in chart_files.charts(at)]
    assert chart.name in [one.name for one in chart_files.charts(at, "all")]


def test_of_very_many_areas_the_figures_under_a_chart_are_the_ends_and_ours():
    found = among_others([float(200 - n) for n in range(150)], 120.5)
    table = among.in_figures(found)
    assert table.caption == "The same in figures: the best, ours and the worst"
    ranks = [one for one in drawn.words(table, "Rank") if one != "not ranked"]
    assert ranks == ["1", "2", "3", "4", "5", "80", "81", "82", "147", "148", "149", "150", "151"]
    assert "Ours (ours)" in drawn.words(table, "Area")


def test_of_many_targets_the_board_paper_draws_those_off_track(at, monkeypatch):
    assert among.drawn(at) == ["NI 192"]
    monkeypatch.setattr(among, "DRAWN", 0)
    assert "NI 192" not in set(at.off_track.target) and among.drawn(at) == []


def test_on_the_page_unit_place_time_and_key_stand_above_the_dots_and_the_source_below(at):
    from oxdash.documents.page_blocks import Picture

    blocks = target.page(at, "NI 192").above
    pictures = [n for n, one in enumerate(blocks) if isinstance(one, Picture) and "among" in one.name]
    title = at.targets.title["NI 192"]
    assert [blocks[n].above[1].text for n in pictures] == [
        f"{title}. Per cent, Oxfordshire and neighbours, 2008/09. The diamond is Oxfordshire, each dot another area; "
        "the best stands on the left. The axis does not reach to 0.",
        f"{title}. Per cent, Oxfordshire, 2007/08 to 2008/09, beside median and quartiles of the neighbours. "
        "The axis does not reach to 0.",
    ]
    first, then = (blocks[n].chart.headline for n in pictures)
    assert (
        first == "NI 192: 5th of 9 neighbours" and then.startswith("NI 192: ") and then.endswith("5th of 9 neighbours")
    )
    assert all(blocks[n].below.text.startswith("Source: Waste statistics 2008/09 (A department), as") for n in pictures)
    assert blocks[pictures[0] + 2].text == "Source: Waste statistics 2008/09 (A department)."


def test_what_a_note_says_again_is_said_once():
    from oxdash.vocabulary.comparator_tables import State

    estimated = Area("A", 60.0, state=State.ESTIMATED, note="estimated", file="f", line=2)
    table = among.areas(among_others([estimated, 50.0], 55.0))
    assert drawn.words(table, "Figure")[0] == "60.0% estimated"


def test_overview_and_find_have_the_column(monkeypatch, compared, at):
    from oxdash.documents import found, overview

    assert not any(
        "Compared" in [column.heading for column in one.columns] for one in overview.page(at) if isinstance(one, Table)
    ), "NI 192 is on track"
    listed = found.targets(at.rows.assign(owner="x"), at.council, beside=_column(at, at.rows.target))
    assert drawn.words(listed, "Compared").count(SHORT) == 1
    app = opened(compared, monkeypatch, "find", words="NI 192", as_at=str(SCRUTINY))
    assert not app.exception and SHORT in said(app)


def _column(at, targets):
    return among.column(at, targets)


def test_an_off_track_target_has_it_in_the_overview(data, tmp_path):
    from oxdash.documents import overview

    off = Standing(load(data, SCRUTINY), Edition(Q4)).off_track.target.iloc[0]
    text = f"Indicator,Area,Period,Value\n{off},Northshire,2008/09,44\n{off},Oxfordshire,2008/09,45\n"
    assert add(data, tmp_path, text).exit_code == 0
    at = Standing(load(data, SCRUTINY), Edition(Q4))
    tables = [
        one for one in overview.page(at) if isinstance(one, Table) and "Compared" in [c.heading for c in one.columns]
    ]
    assert len(tables) == 1 and sum("of 2 neighbours" in said for said in drawn.words(tables[0], "Compared")) == 1
    (listed, *_) = papers.outline("exceptions", at).of(Table)
    (figures,) = [column.cells for column in listed.columns if column.heading == "Figures"]
    assert ["of 2 neighbours" in cell[-1] for cell in figures] == [True] + [False] * (len(figures) - 1), "on paper too"
    assert not [cell for cell in figures if cell[-1].endswith("Compared: ")]


def test_workbook_and_open_data_have_it(at, position):
    book = openpyxl.load_workbook(io.BytesIO(excel.write(position, at.edition)))
    rows = list(book["Compared"].iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if row[0] == "Target")
    one = dict(zip(rows[head], rows[head + 1], strict=True))
    assert (one["Target"], one["In one sentence"], one["Rank"], one["Median"], one["Areas ranked"]) == (
        "NI 192",
        SENTENCE,
        5,
        47.5,
        9,
    )
    others = list(book["Other areas"].iter_rows(values_only=True))
    assert sum(row[0] == "NI 192" for row in others) == 20
    files = open_data.data_files(position, at.edition)
    told = json.loads(files["position.json"])["compared"]["targets"]
    assert told[0]["sentence"] == SENTENCE
    csv = pd.read_csv(io.BytesIO(files["position.csv"])).set_index("target")
    assert csv.compared["NI 192"] == SHORT and csv.compared.notna().sum() == 1
    assert [
        one["name"] for one in json.loads(files["position.csv-metadata.json"])["tables"][0]["tableSchema"]["columns"]
    ][-1] == "compared"
    kept = pd.read_csv(io.BytesIO(files["data/comparators.csv"]))
    assert len(kept) == 20 and set(kept.source) == {"Waste statistics 2008/09 (A department)"}


def test_the_quartiles_and_how_they_are_worked_out_are_the_same_in_every_output(at, compared, position):
    """Of nine areas, as Excel's QUARTILE.INC has them: the third, the fifth and the seventh."""
    best, median, worst = 49.0, 47.5, 46.2
    printed = [f"{one}%" for one in (best, median, worst)]
    book = openpyxl.load_workbook(io.BytesIO(excel.write(position, at.edition)))["Compared"]
    cells = list(book.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(cells) if row[0] == "Target")
    row = dict(zip(cells[head], cells[head + 1], strict=True))
    told = json.loads(open_data.data_files(position, at.edition)["position.json"])["compared"]
    command = run(compared, "compared", "NI 192", Q4, "--as-at", "2010-07-22", "--json").output
    for one in (told["targets"][0], json.loads(command)["compared"][0]):
        assert [one[name] for name in ("best_quartile", "median", "worst_quartile")] == [best, median, worst]
    assert [row[name] for name in ("Best quartile", "Median", "Worst quartile")] == [best, median, worst]
    outline = papers.outline("board", at, None, word.fits)
    (chart,) = (one for one in outline.of(Chart) if one.name == "NI-192-among-neighbours")
    assert [line.values[0] for line in chart.drawing.lines[:3]] == [best, median, worst]
    assert drawn.words(chart.table, "Figure")[-4:-1] == printed
    years = among.over_time(at.compared.over_time("NI 192", at.compared.groups[0]))
    assert [drawn.words(years, name)[0] for name in ("Best quartile", "Median", "Worst quartile")] == printed
    paper = " ".join(one.text for one in outline.of(Paragraph))
    sheet = " ".join(str(cell) for cells_of in cells[:head] for cell in cells_of)
    by_command = run(compared, "compared", "NI 192", Q4, "--as-at", "2010-07-22").output
    page = " ".join(str(one.text) for one in target.page(at, "NI 192").above if isinstance(one, Paragraph))
    for said_there in (paper, sheet, told["of"], command, by_command, page):
        assert METHOD in said_there


def test_a_comparison_moves_no_status(data, tmp_path):
    before = load(data, SCRUTINY)
    assert add(data, tmp_path, other_areas.waste(1.0)).exit_code == 0
    after = load(data, SCRUTINY)
    assert len(after.comparators) and before.comparators.empty
    pd.testing.assert_frame_equal(after.judged, before.judged)


def test_without_comparators_nothing_of_it_is_shown(data, tmp_path):
    """Groups alone are nothing to compare with: pages, papers and data are as they were. Nor is a register without."""
    none = {name: [] for name in ("comparator_groups", "areas_compared", "indicators_compared")}
    without = other_areas.folder(tmp_path / "without", SHIPPED, **none)
    for stands in (load(data, SCRUTINY), load(without, SCRUTINY)):
        at = Standing(stands, Edition(Q4))
        assert at.compared.empty
        blocks = papers.outline("board", at, None, word.fits).blocks
        assert TITLE not in [getattr(one, "text", None) for one in blocks]
        assert "compared" not in json.loads(open_data.position_json(stands, at.edition))
        assert (
            "Compared"
            not in openpyxl.load_workbook(io.BytesIO(excel.write(stands, at.edition)), read_only=True).sheetnames
        )
    assert run(data, "compared", "all").output.startswith("Nothing of other areas is on file.")


def test_without_groups_the_command_says_what_to_do(tmp_path):
    none = {name: [] for name in ("comparator_groups", "areas_compared", "indicators_compared")}
    said = run(other_areas.folder(tmp_path / "data", SHIPPED, **none), "compared", "all")
    assert said.exit_code == 1
    assert said.output.startswith("The register has no group of areas to compare with. List one on its sheets")


def test_a_draft_stands_beside_what_others_reach(data, tmp_path):
    from oxdash.documents import beside_draft
    from oxdash.findings import milestone_drafts

    yearly = "NI 73"
    rows = "\n".join(f"{yearly},{name},2008/09,{40 + n}" for n, name in enumerate(other_areas.NEIGHBOURS))
    add(data, tmp_path, f"Indicator,Area,Period,Value\n{rows}\n{yearly},Oxfordshire,2008/09,45\n")
    position = load(data, SCRUTINY)
    at = Standing(position, Edition(Q4))
    target = position.register.targets.set_index("target", drop=False).loc[yearly]
    history = position.judged[position.judged.target == yearly]
    drafted = milestone_drafts.draft(history, position.in_force, target, 2010, "straight line", {}, position.calendar)
    assert isinstance(drafted, pd.DataFrame), drafted
    (table,) = beside_draft.table(at, yearly, drafted)
    what = drawn.words(table, "What")
    assert what[-2:] == ["Median of neighbours (2008/09)", "Best quartile of neighbours (2008/09)"]
    assert drawn.words(table, "It is")[-2:] == ["44.0%", "45.0%"]
    last = drafted.iloc[-1].value
    held = drawn.words(table, "The draft for Q3 2010/11 is")
    assert held[-2:] == [f"{last - one:.1f} points better" for one in (44, 45)]
    assert what[0].startswith("Baseline") and "Over the longer run" in what
    assert beside_draft.table(Standing(position, Edition(Q4)), "NI 154", drafted) == []
