"""Earlier years' spreadsheets become returns: the same figures, nothing converted silently, every cell followed.

The kinds: layouts (a sheet a quarter, quarters side by side, a file a partnership with blank rows, totals, footnotes);
cells that are no figure (text, words with a meaning, notes, errors, dates, per cents); names that nobody knows (files,
sheets, headings, targets, partnerships, quarters); one return twice; what is on file already; a stop in the middle.
"""

import io
import json
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import Phase, given
from hypothesis import settings as of_property
from hypothesis import strategies as st

from oxdash import access
from oxdash.__main__ import cli
from oxdash.archive import imports, record
from oxdash.archive.receipts import fingerprint
from oxdash.demo.register_workbook import STAMPED, write_register
from oxdash.legacy.importing import Asked, Refused, run
from oxdash.legacy.report import Report
from oxdash.settings import Settings
from oxdash.submissions.submit import Done, receipt_told
from tests import legacy_books as books
from tests.calendars import LONDON
from tests.conftest import SHIPPED, loaded
from tests.hostile import bomb
from tests.returning import MANAGER, OFFICER, few_tables

NOW = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)
CODE = "safer-communities"
FILE = "Safer Communities 2008-09.xlsx"
WHO = access.on_command_line("partnerships manager", NOW)


@pytest.fixture(scope="module")
def register() -> bytes:
    return write_register(few_tables((CODE,)), STAMPED)


@pytest.fixture
def data(tmp_path, register):
    """A data folder with one partnership's agreement, and nothing on file."""
    made = tmp_path / "data"
    made.mkdir()
    (made / "register.xlsx").write_bytes(register)
    return made


def imported(data, folder, layout, **asked):
    position = loaded(data, NOW.date(), by_hand=True)
    return run(Asked(folder, "old.toml", layout.encode(), **asked), position, WHO, settings(data), NOW)


def settings(data) -> Settings:
    return Settings(data=data, local=True)


def figures(data) -> dict[tuple[str, str], float]:
    judged = loaded(data, NOW.date(), by_hand=True).judged
    known = judged[judged.actual.notna()]
    return dict(zip(zip(known.quarter, known.target, strict=True), known.actual, strict=True))


QUARTERS = {
    "Q1": {"NI 15": 0.2, "NI 16": 3.1, "NI 30": 20, "NI 32": 28.5},
    "Q2": {"NI 15": 0.4, "NI 16": 6.2, "NI 30": 42, "NI 32": 27.9},
}


def test_a_sheet_a_quarter(data, tmp_path):
    folder = books.folder(tmp_path, {FILE: books.sheet_a_quarter(QUARTERS)})
    report = imported(data, folder, books.SHEET_A_QUARTER, confirm=True)
    assert report.exit_code == 0
    assert figures(data) == {
        (f"2008-09 {name}", code): value for name, said in QUARTERS.items() for code, value in said.items()
    }


def test_quarters_side_by_side(data, tmp_path):
    made = books.side_by_side(
        {"Violent crime": [0.2, 0.4], "Acquisitive crime": [3.1, 6.2], "Repeat domestic violence": [28.5, "n/a"]},
        ["Q1 2008/09", "Q2 2008/09"],
    )
    report = imported(data, books.folder(tmp_path, {"OSCP performance.xlsx": made}), books.SIDE_BY_SIDE, confirm=True)
    assert report.exit_code == 0
    assert len(figures(data)) == 5


@pytest.mark.parametrize("year", ["2008", 2008, "2008/09"])
def test_a_year_over_its_quarters_is_a_year_as_text_and_as_a_number(data, tmp_path, year):
    layout = (
        books.SIDE_BY_SIDE.replace("{quarter}", "{year}").replace("Result", "Q{number}").replace("Notes", "N{number}")
    )
    layout += '[quarters]\n"2008 Q1" = "2008-09 Q1"\n"2008 Q2" = "2008-09 Q2"\n'
    made = books.book(
        {
            "S": [
                ["Indicator", year, None, None, None],
                [None, "Q1", "N1", "Q2", "N2"],
                ["Violent crime", 0.2, None, 0.4, None],
                ["Acquisitive crime", 3.1, None, 6.2, None],
            ]
        },
        {"S": ["A1:A2", "B1:E1"]},
    )
    report = imported(data, books.folder(tmp_path, {"OSCP performance.xlsx": made}), layout, confirm=True)
    assert report.exit_code == 0, report.told()
    assert figures(data) == {
        ("2008-09 Q1", "NI 15"): 0.2,
        ("2008-09 Q1", "NI 16"): 3.1,
        ("2008-09 Q2", "NI 15"): 0.4,
        ("2008-09 Q2", "NI 16"): 6.2,
    }


def test_a_file_a_partnership(data, tmp_path):
    made = books.a_partnership(
        "Q3 2008/09",
        [
            ["Crime"],
            ["NI 15", 0.5, "On course"],
            [],
            ["NI 16", 9.5, None],
            ["Total", 10, None],
            ["Source: police"],
        ],
    )
    report = imported(data, books.folder(tmp_path, {"safer-communities.xlsx": made}), books.A_PARTNERSHIP, confirm=True)
    assert report.exit_code == 0
    assert figures(data) == {("2008-09 Q3", "NI 15"): 0.5, ("2008-09 Q3", "NI 16"): 9.5}


def a_quarter(tmp_path, **figures):
    """A folder with one quarter's sheet, NI 15 first: what stands under Actual, by target."""
    said = QUARTERS["Q1"] | {code.replace("_", " "): one for code, one in figures.items()}
    return books.folder(tmp_path, {FILE: books.sheet_a_quarter({"Q1": said})})


def test_receipts_say_how_it_came_and_both_files_are_kept(data, tmp_path):
    folder = a_quarter(tmp_path)
    (file,) = folder.iterdir()
    report = imported(data, folder, books.SHEET_A_QUARTER)
    archive = record.archive(settings(data))
    ((held,),) = archive.versions()
    assert held.receipt.came.model_dump(mode="json", exclude_none=True) == {
        "by": "command line",
        "system_user": WHO.system_user,
        "imported": {
            "file": "Safer Communities 2008-09.xlsx",
            "sheet": "Q1",
            "sha256": fingerprint(file.read_bytes()),
            "map": "old.toml",
            "map_sha256": fingerprint(books.SHEET_A_QUARTER.encode()),
        },
    }
    assert held.receipt.received_at == NOW and held.receipt.received_from == "partnerships manager"
    assert (
        receipt_told(Done(held.receipt), {}, LONDON)
        .splitlines()[-2]
        .startswith(
            f"Imported from: Safer Communities 2008-09.xlsx, sheet Q1, sha256 {fingerprint(file.read_bytes())}; read "
            f"by the "
        )
    )
    kept = {path.name: path.read_bytes() for path in (data / "imported").iterdir()}
    assert kept == {
        f"{fingerprint(file.read_bytes())}.xlsx": file.read_bytes(),
        f"{report.map_sha256}.toml": books.SHEET_A_QUARTER.encode(),
    }
    assert archive.verify() == []

    (data / "imported" / f"{report.map_sha256}.toml").write_bytes(b"[files]")
    (data / "imported" / f"{fingerprint(file.read_bytes())}.xlsx").unlink()
    assert [fault.sentence for fault in archive.verify()] == [
        f"imported/{fingerprint(file.read_bytes())}.xlsx is missing, and returns were made of it. Restore it from a "
        "backup.",
        f"imported/{report.map_sha256}.toml has been changed since it was kept. Restore it from a backup.",
    ]


def test_a_kept_file_is_looked_at_once_for_all_returns_that_were_made_of_it(data, tmp_path):
    folder = books.folder(tmp_path, {FILE: books.sheet_a_quarter(QUARTERS)})
    report = imported(data, folder, books.SHEET_A_QUARTER, confirm=True)
    archive = record.archive(settings(data))
    first, second = archive.receipts()
    kept = imports.Kept(data / "quarterly")
    assert list(kept.lacking(first)) == []
    where = f"imported/{report.map_sha256}.toml"
    (data / where).write_bytes(b"[files]")
    assert list(kept.lacking(second)) == []
    changed = f"{where} has been changed since it was kept. Restore it from a backup."
    kept = imports.Kept(data / "quarterly")
    assert [list(kept.lacking(one)) for one in (first, second)] == [[(where, changed)]] * 2
    assert [fault.sentence for fault in archive.verify()] == [changed]


def test_what_is_filed_is_the_workbook_of_the_template_with_its_figures(data, tmp_path):
    imported(data, a_quarter(tmp_path), books.SHEET_A_QUARTER)
    book = openpyxl.load_workbook(data / "quarterly" / "2008-09-Q1" / f"{CODE}.1.xlsx")
    assert book["Cover"]["B6"].value == "Imported from Safer Communities 2008-09.xlsx, sheet Q1"
    rows = [[row[at].value for at in (0, 7, 10, 14)] for row in book["Return"].iter_rows(min_row=4)]
    assert rows == [
        ["NI 15", 0.2, None, "Comment on NI 15."],
        ["NI 16", 3.1, None, "Comment on NI 16."],
        ["NI 17", None, "survey not due", None],
        ["NI 30", 20, None, "Comment on NI 30."],
        ["NI 32", 28.5, None, "Comment on NI 32."],
    ]


def test_a_rehearsal_writes_nothing_and_says_what_would_be_done(data, tmp_path):
    folder = books.folder(tmp_path, {FILE: books.sheet_a_quarter(QUARTERS)})
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    said = imported(data, folder, books.SHEET_A_QUARTER, dry_run=True)
    assert said.told() == (
        "This is a rehearsal: nothing was written.\n"
        "2 returns would be filed:\n"
        "  Safer Communities Partnership, Q1 2008/09, from Safer Communities 2008-09.xlsx, sheet Q1: 4 figures.\n"
        "  Safer Communities Partnership, Q2 2008/09, from Safer Communities 2008-09.xlsx, sheet Q2: 4 figures."
    )
    assert said.exit_code == 0
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before


def test_a_quarter_on_file_is_not_touched(data, tmp_path):
    imported(data, a_quarter(tmp_path), books.SHEET_A_QUARTER)
    folder = books.folder(tmp_path, {FILE: books.sheet_a_quarter(QUARTERS)})
    again = imported(data, folder, books.SHEET_A_QUARTER)
    assert again.told() == (
        "1 return filed:\n"
        "  Safer Communities Partnership, Q2 2008/09, from Safer Communities 2008-09.xlsx, sheet Q2: 4 figures, "
        "number 1.\n"
        "Not touched: Safer Communities Partnership, Q1 2008/09, from Safer Communities 2008-09.xlsx, sheet Q1: "
        "a return of that quarter is on file, and is not touched."
    )
    assert [len(versions) for versions in record.archive(settings(data)).versions()] == [1, 1]
    events = [json.loads(line) for line in settings(data).audit.read_text("utf-8").splitlines()]
    assert [(one["event"], one.get("quarter")) for one in events if one["event"] != "begun"] == [
        ("accepting", "2008-09 Q1"),
        ("accepted", "2008-09 Q1"),
        ("already on file", "2008-09 Q1"),
        ("accepting", "2008-09 Q2"),
        ("accepted", "2008-09 Q2"),
    ]


def test_one_that_came_meanwhile_is_not_touched_either(data, tmp_path):
    stands = loaded(data, NOW.date(), by_hand=True)  # before anybody imported
    folder = a_quarter(tmp_path)
    imported(data, folder, books.SHEET_A_QUARTER)
    asked = Asked(folder, "old.toml", books.SHEET_A_QUARTER.encode())
    assert [one.outcome for one in run(asked, stands, WHO, settings(data), NOW).returns] == ["on file already"]
    assert [len(versions) for versions in record.archive(settings(data)).versions()] == [1]


PLACE = "Safer Communities 2008-09.xlsx, sheet Q1, "
OR_ELSE = "Enter a number such as 12.5, or leave the cell empty, and say in the map what its words mean."
WORDS = '[words.number]\nnil = 0\n[words.reason]\n"n/k" = "not yet published"\n'
CELLS = [
    pytest.param(
        "12*", f'C4, actual for NI 15: found "12*". Leave out the note: notes go in Commentary. {OR_ELSE}', id="note"
    ),
    pytest.param(
        datetime(2008, 6, 1),
        "C4, actual for NI 15: found the date 1 June 2008. Excel may have turned what you typed into a date: set the "
        f"cell's format to Number first. {OR_ELSE}",
        id="a date that Excel made",
    ),
    pytest.param("n/k", f'C4, actual for NI 15: found "n/k". {OR_ELSE}', id="a word that no map explains"),
    pytest.param(True, f"C4, actual for NI 15: found TRUE. {OR_ELSE}", id="a tick"),
    pytest.param("nil", f'C4, actual for NI 15: found "nil". {OR_ELSE}', id="nil may be nought, and nobody says so"),
    pytest.param(
        "=1/0",
        "C4, actual for NI 15: found the formula =1/0, which has no saved result. Open it in Excel and save it, so "
        "that "
        f"its result is kept, or type the figure itself. {OR_ELSE}",
        id="a formula without a result",
    ),
    pytest.param(
        "<5",
        f'C4, actual for NI 15: found "<5". Give the figure itself; one too small to publish is left '
        f"empty, with the reason suppressed (small numbers). {OR_ELSE}",
        id="too small to publish",
    ),
]


@pytest.mark.parametrize("value, message", CELLS)
def test_a_cell_that_the_reader_refuses_is_told_where_it_stands_and_nothing_is_filed(data, tmp_path, value, message):
    both = {"Q1": QUARTERS["Q1"] | {"NI 15": value}, "Q2": QUARTERS["Q2"]}
    folder = books.folder(tmp_path, {FILE: books.sheet_a_quarter(both)})
    report = imported(data, folder, books.SHEET_A_QUARTER, dry_run=True)
    assert [(one.quarter, one.outcome) for one in report.returns] == [
        ("2008-09 Q1", "not filed"),
        ("2008-09 Q2", "filed"),
    ]
    assert [problem.message for problem in report.returns[0].problems] == [f"{PLACE}cell {message}"]
    assert report.exit_code == 1


READINGS = [
    pytest.param(
        "0.25", 0.25, 'found "0.25". It is typed as text. It is read as 0.25: confirm, or correct it.', id="text"
    ),
    pytest.param(
        "nil", 0.0, 'found "nil". The map reads it as 0: confirm, or put the map right.', id="a word for nought"
    ),
    pytest.param(
        "n/k",
        None,
        'found "n/k". The map reads it as no figure, not yet published: confirm, or put the map right.',
        id="a word for a reason",
    ),
    pytest.param(
        None,
        None,
        "the cell is empty. No figure and no reason: choose a reason in column D, or confirm that none is given.",
        id="nothing, where the column of reasons is D",
    ),
]


@pytest.mark.parametrize("value, actual, message", READINGS)
def test_a_reading_is_confirmed_by_the_option_alone_and_kept_on_the_receipt(data, tmp_path, value, actual, message):
    folder, layout = a_quarter(tmp_path, NI_15=value), books.SHEET_A_QUARTER + WORDS
    asked = f"{PLACE}cell C4, actual for NI 15: {message}"
    report = imported(data, folder, layout)
    assert report.told() == (
        "0 returns filed.\n"
        "Not filed: Safer Communities Partnership, Q1 2008/09, from Safer Communities 2008-09.xlsx, sheet Q1: there "
        "are "
        f"readings to confirm first, with --confirm.\n  To confirm: {asked}"
    )
    assert not (data / "quarterly").exists()

    imported(data, folder, layout, confirm=True)
    ((held,),) = record.archive(settings(data)).versions()
    assert held.receipt.warnings_confirmed == (asked,)
    assert figures(data).get(("2008-09 Q1", "NI 15")) == actual


def test_a_per_cent_is_typed_as_it_is_shown_and_read_as_any_is(data, tmp_path):
    made = openpyxl.load_workbook(io.BytesIO(books.sheet_a_quarter({"Q1": QUARTERS["Q1"] | {"NI 32": 0.285}})))
    made["Q1"]["C7"].number_format = "0.0%"
    out = io.BytesIO()
    made.save(out)
    report = imported(data, books.folder(tmp_path, {FILE: out.getvalue()}), books.SHEET_A_QUARTER, confirm=True)
    assert [problem.message for problem in report.returns[0].problems] == [
        f"{PLACE}cell C7, actual for NI 32: found 28.5%. It is read as 28.5: confirm, or correct it."
    ]
    assert figures(data)["2008-09 Q1", "NI 32"] == 28.5


def test_a_kill_in_the_middle_leaves_whole_returns_and_another_run_goes_on(data, tmp_path):
    year = {f"Q{n}": {"NI 15": n / 10, "NI 16": n * 3.1, "NI 30": 20 + n, "NI 32": 28 + n} for n in (1, 2, 3, 4)}
    folder = books.folder(tmp_path, {FILE: books.sheet_a_quarter(year)})
    layout = tmp_path / "old.toml"
    layout.write_text(books.SHEET_A_QUARTER)
    command = [sys.executable, "-m", "oxdash", "--data", data, "import-returns", folder, "--map", layout, "--confirm"]
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL) as running:
        while running.poll() is None and not list(data.glob("quarterly/*/*.1.json")):
            time.sleep(0.001)
        running.kill()
    for versions in record.archive(settings(data)).versions():
        assert [file.state for file in versions] == ["received"]
    imported(data, folder, books.SHEET_A_QUARTER, confirm=True)
    assert figures(data) == {
        (f"2008-09 {name}", code): one for name, said in year.items() for code, one in said.items()
    }
    assert record.archive(settings(data)).verify() == []


def test_rows_that_are_of_no_target(data, tmp_path):
    made = books.a_partnership(
        "Q3 2008/09",
        [
            ["Crime"],
            ["NI 15", 0.5, "On course"],
            ["NI 999", 4],
            [None, 7],
            ["NI 15", 0.6],
            ["Total", 10],
            ["Source: police"],
            ["Figures are provisional."],
        ],
    )
    report = imported(data, books.folder(tmp_path, {f"{CODE}.xlsx": made}), books.A_PARTNERSHIP, confirm=True)
    place = f"{CODE}.xlsx, sheet Sheet1, cell"
    assert report.told().splitlines() == [
        "0 returns filed.",
        f"Not filed: Safer Communities Partnership, Q3 2008/09, from {CODE}.xlsx, sheet Sheet1: there are problems "
        f"that "
        "must be fixed.",
        f'  Must be fixed: {place} A7, target: found "NI 999". The register has no such target: say in the map which '
        f"it "
        "is, under targets, or leave the row out, under rows.left_out.",
        f"  Must be fixed: {place} B8: found a figure in B8. No target is named in its row: name one in column A.",
        f"  Must be fixed: {place} A9, target: found a second row for NI 15. NI 15 is also in row 6: keep one row, or "
        "leave one out in the map.",
        f'  To confirm: {place} A5: found "Crime". It stands in no row of a target, so it is not read: confirm, or '
        f"name "
        "it under rows.left_out.",
        f'  To confirm: {place} A12: found "Figures are provisional.". It stands in no row of a target, so it is not '
        "read: confirm, or name it under rows.left_out.",
        *(
            f"  To confirm: {CODE}.xlsx, sheet Sheet1: found no row for {code}. The return has neither a figure nor "
            f"a reason "
            "for it: confirm, or put a row for it there."
            for code in ("NI 16", "NI 30", "NI 32")
        ),
        "Left out, as the map says:",
        f'  {CODE}.xlsx, sheet Sheet1, cell A10: "Total"',
        f'  {CODE}.xlsx, sheet Sheet1, cell A11: "Source: police"',
    ]


def test_what_the_map_does_not_know_is_told(data, tmp_path):
    made = openpyxl.load_workbook(io.BytesIO(books.sheet_a_quarter({"Q1": QUARTERS["Q1"]})))
    sheet = made["Q1"]
    sheet["F3"], sheet["F4"], sheet["D1"] = "RAG", "green", 99.5
    sheet["C5"].comment = openpyxl.comments.Comment("was 3.4 until June", "A")
    made.create_sheet("Archive")["B2"] = "old"
    out = io.BytesIO()
    made.save(out)
    report = imported(data, books.folder(tmp_path, {FILE: out.getvalue()}), books.SHEET_A_QUARTER)
    assert [problem.message for problem in report.returns[0].problems] == [
        f'{PLACE}cell C5: found a note with a figure, "was 3.4 until June". No note is read: confirm, or put it '
        "where it belongs.",
        "Safer Communities 2008-09.xlsx, sheet Archive, cell B2: found something in B2. The map has no sheet of that "
        "name, so nothing on it is read: confirm, or name it in sheets.not_read.",
        f'{PLACE}cell F4: found something in F4 in a column headed "RAG". The map has no such heading, so nothing in '
        f"it "
        "is read: confirm, or name it in the map.",
        f"{PLACE}cell D1: found a figure in D1, above the headings. Nothing there is read: confirm, or name the "
        f"cells in "
        "the map.",
    ]


def test_merged_cells_are_read_over_headings_and_nowhere_else(data, tmp_path):
    rows = [["Ref", "Actual", None], ["NI 15", 0.2, None], ["NI 16", 3.1, None]]
    layout = '[files]\nnamed = "{partnership} {quarter}.xlsx"\n[columns]\ntarget = "Ref"\nactual = "Actual"\n'
    for merged, told in (("B1:C1", "B1"), ("B2:B3", "B2")):
        made = books.book({"S": rows}, {"S": [merged]})
        report = imported(data, books.folder(tmp_path, {f"{CODE} 2008-09 Q1.xlsx": made}), layout, dry_run=True)
        assert [one.message for one in report.returns[0].problems if one.severity == "must fix"] == [
            f"{CODE} 2008-09 Q1.xlsx, sheet S, cell {told}: found merged cells, {merged}. Unmerge them: each cell "
            f"has to "
            "stand for itself."
        ]


def test_two_files_for_one_return(data, tmp_path):
    rows = [["NI 15", 0.5], ["NI 16", 9.5]]
    made = books.a_partnership("Q3 2008/09", rows)
    folder = books.folder(tmp_path, {f"{CODE}.xlsx": made, "OSCP.xlsx": made})
    report = imported(data, folder, books.A_PARTNERSHIP, confirm=True)
    assert [one.problems[0].message for one in report.returns] == [
        f"OSCP.xlsx, sheet Sheet1: found a return of {CODE} for Q3 2008/09. There is one in {CODE}.xlsx, sheet "
        f"Sheet1 too: "
        "leave out one of them in the map, or take it away.",
        f"{CODE}.xlsx, sheet Sheet1: found a return of {CODE} for Q3 2008/09. There is one in OSCP.xlsx, sheet "
        f"Sheet1 too: "
        "leave out one of them in the map, or take it away.",
    ]
    assert not (data / "quarterly").exists()


def test_files_that_cannot_be_opened_stop_no_other(data, tmp_path):
    good = books.a_partnership("Q3 2008/09", [["NI 15", 0.5], ["NI 16", 9.5], ["NI 30", 50], ["NI 32", 27]])
    folder = books.folder(
        tmp_path,
        {
            f"{CODE}.xlsx": good,
            "a.xlsx": b"Ref,Outturn\n",
            "b.xlsx": good[:500],
            "c.xlsx": b"",
            "e.csv": b"x",
            "f.xlsx": bomb(),
        },
    )
    (folder / "d.xlsx").symlink_to(data / "register.xlsx")
    report = imported(data, folder, books.A_PARTNERSHIP, confirm=True)
    assert report.told().splitlines()[2:] == [
        "Not understood:",
        "  Must be fixed: a.xlsx: This is a text file, such as a CSV, not an Excel workbook. Open it in Excel, copy "
        "its "
        "tables into an Excel workbook (.xlsx), and put that in its place.",
        "  Must be fixed: b.xlsx: This workbook is incomplete or damaged, probably cut off while it was copied. Copy "
        "the "
        "original here again; if that fails too, open it in Excel and save it under a new name.",
        "  Must be fixed: c.xlsx: This file is empty. Save the workbook in Excel again.",
        "  Must be fixed: d.xlsx: It cannot be read: it is a link, not a file. Put the workbook itself there.",
        "  Must be fixed: f.xlsx: This workbook would unpack to 286 MB, far more than an import needs. Copy the "
        "filled-in cells into a fresh workbook and put that in its place.",
        "Not read, as the map has no such name of a file:",
        "  e.csv",
    ]
    assert len(figures(data)) == 4 and report.exit_code == 1


def test_names_that_nobody_knows(data, tmp_path):
    rows = [["NI 15", 0.5]]
    folder = books.folder(
        tmp_path,
        {
            "Unheard of.xlsx": books.a_partnership("Q3 2008/09", rows),
            "OSCP.xlsx": books.a_partnership("Summer 2008", rows),
            f"{CODE}.xlsx": books.book({"S": [["Code", "Value"], [None, "Q1 2008/09"], ["NI 15", 1]]}),
        },
    )
    report = imported(data, folder, books.A_PARTNERSHIP, confirm=True)
    assert [problem.message for problem in report.unplaced] == [
        'OSCP.xlsx, sheet Sheet1, cell B2, quarter: found "Summer 2008". It is no quarter: say in the map which it is, '
        "under quarters, such as 2009-10 Q3.",
        'Unheard of.xlsx, sheet Sheet1, partnership: found "Unheard of". The register has no such partnership: say '
        "in the "
        "map which it is, under partnerships.",
        f"{CODE}.xlsx, sheet S, headings: found no row of headings. In one row of the first 20 there have to be "
        f"headings, "
        '"Ref" and "Outturn" among them: put the map right, or name the sheet in sheets.not_read.',
    ]
    more = books.A_PARTNERSHIP + '[quarters]\n"Summer 2008" = "2008-09 Q2"\n[partnerships]\n"unheard  of" = "OSCP"\n'
    read = imported(data, folder, more, dry_run=True)
    assert [(one.partnership, one.quarter) for one in read.returns] == [(CODE, "2008-09 Q2"), (CODE, "2008-09 Q3")]


def test_a_map_that_fits_nothing(data, tmp_path):
    layout = books.A_PARTNERSHIP
    empty = imported(data, books.folder(tmp_path / "a", {}), layout)
    assert empty == Refused(
        (
            'There are no files in the folder. Name one with workbooks called like "{partnership}.xlsx", as '
            "files.named says.",
        ),
        unusable=True,
    )
    other = imported(data, books.folder(tmp_path / "b", {"x.ods": b"", "y.xls": b""}), layout)
    assert other == Refused(
        (
            'None of the 2 files in the folder is called like "{partnership}.xlsx", as files.named says; there is, for '
            'example, "x.ods" and "y.xls". Put the map right.',
        ),
        unusable=True,
    )


def test_a_stop_in_the_middle_leaves_what_is_filed_and_another_run_goes_on(data, tmp_path):
    three = QUARTERS | {"Q3": {"NI 15": 0.5, "NI 16": 9.9, "NI 30": 61, "NI 32": 27.5}}
    folder = books.folder(tmp_path, {FILE: books.sheet_a_quarter(three)})
    (data / "quarterly").mkdir()
    (data / "quarterly" / "2008-09-Q2").write_bytes(b"in the way")
    report = imported(data, folder, books.SHEET_A_QUARTER)
    assert [one.outcome for one in report.returns] == ["filed", "not filed", "not filed"]
    assert report.returns[1].why == report.returns[2].why and "quarterly/2008-09-Q2" in report.returns[1].why

    (data / "quarterly" / "2008-09-Q2").unlink()
    again = imported(data, folder, books.SHEET_A_QUARTER)
    assert [one.outcome for one in again.returns] == ["on file already", "filed", "filed"]
    assert len(figures(data)) == 12 and record.archive(settings(data)).verify() == []


def test_a_figure_is_held_against_those_imported_just_before(data, tmp_path):
    both = {"Q1": QUARTERS["Q1"], "Q2": QUARTERS["Q2"] | {"NI 16": 2.9}}
    folder = books.folder(tmp_path, {FILE: books.sheet_a_quarter(both)})
    for rehearsal in (True, False):
        report = imported(data, folder, books.SHEET_A_QUARTER, dry_run=rehearsal)
        assert [problem.message for problem in report.returns[1].problems] == [
            "Safer Communities 2008-09.xlsx, sheet Q2, cell C5, actual for NI 16: found 2.9. A figure cumulative in "
            "the "
            "year has fallen, from 3.1 at Q1 2008/09: confirm, or correct it."
        ]


def test_a_day_before_the_import_does_not_show_its_figures(data, tmp_path):
    imported(data, a_quarter(tmp_path), books.SHEET_A_QUARTER)
    assert loaded(data, NOW.date() - timedelta(days=1)).judged.actual.notna().sum() == 0
    assert loaded(data, NOW.date()).judged.actual.notna().sum() == 4


def test_only_a_manager_may(data, tmp_path):
    folder = a_quarter(tmp_path)
    served = Settings(data=data, roles=SHIPPED.parent / ".streamlit" / "roles.example.toml")
    asked = Asked(folder, "old.toml", books.SHEET_A_QUARTER.encode())
    position = loaded(data, NOW.date(), by_hand=True)
    assert run(asked, position, OFFICER, served, NOW) == Refused(("Only a partnerships manager may do this.",))
    assert not (data / "quarterly").exists()
    assert isinstance(run(asked, position, MANAGER, served, NOW), Report)


def test_actions_come_with_the_return_that_they_are_of(data, tmp_path):
    made = openpyxl.load_workbook(io.BytesIO(books.sheet_a_quarter({"Q1": QUARTERS["Q1"]})))
    for row in (
        ["What", "Indicator", "Who", "By when", "Done?"],
        ["Street lighting", "Violent crime", "Ann Smith", datetime(2008, 9, 30), "ongoing"],
        ["Youth club", "the partnership", "Ben Jones", "soon", "done"],
    ):
        made["Q1"].parent["Plan"].append(row) if "Plan" in made.sheetnames else made.create_sheet("Plan").append(row)
    out = io.BytesIO()
    made.save(out)
    layout = books.SHEET_A_QUARTER + (
        '[targets]\n"Violent crime" = "NI 15"\n[words.state]\nongoing = "open"\n[actions]\nsheet = "Plan"\n'
        '[actions.columns]\naction = "What"\nfor = "Indicator"\nowner = "Who"\ndue = "By when"\nstate = "Done?"\n'
    )
    folder = books.folder(tmp_path, {FILE: out.getvalue()})
    place = "Safer Communities 2008-09.xlsx, sheet Plan, cell"
    assert [problem.message for problem in imported(data, folder, layout, confirm=True).returns[0].problems] == [
        f'{place} E2, state: found "ongoing". The map reads it as open: confirm, or put the map right.',
        f'{place} D3, day the action is due: found "soon". Enter a day such as 30/09/2010, or leave the cell empty.',
    ]
    made["Plan"]["D3"] = datetime(2008, 12, 31)
    out = io.BytesIO()
    made.save(out)
    imported(data, books.folder(tmp_path, {FILE: out.getvalue()}), layout, confirm=True)
    actions = loaded(data, NOW.date(), by_hand=True).actions
    assert actions[["for_what", "action", "owner", "state"]].fillna("").values.tolist() == [
        ["NI 15", "Street lighting", "Ann Smith", "open"],
        ["", "Youth club", "Ben Jones", "done"],
    ]


def test_the_command(data, tmp_path):
    folder = a_quarter(tmp_path, NI_15="nil")
    layout = tmp_path / "old.toml"
    layout.write_text(books.SHEET_A_QUARTER)

    def oxdash(*said):
        ran = CliRunner().invoke(cli, ["--data", str(data), "import-returns", str(folder), *map(str, said)])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return ran.exit_code, ran.stdout, ran.stderr

    code, out, err = oxdash("--map", layout, "--json")
    assert (code, err) == (1, "")
    assert json.loads(out)["returns"][0]["problems"][0]["cell"] == "C4"
    layout.write_text(books.SHEET_A_QUARTER + WORDS)
    code, out, err = oxdash("--map", layout, "--confirm", "--from", "Ann")
    assert (code, out.splitlines()[0], err) == (0, "1 return filed:", "")
    assert oxdash("--map", tmp_path / "none.toml") == (
        2,
        "",
        f"{tmp_path / 'none.toml'} could not be read: No such file or directory. Give the name of a map (.toml).\n",
    )
    layout.write_text("[files]\n")
    assert oxdash("--map", layout)[0] == 2


@of_property(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.data())
def test_figures_typed_into_any_layout_come_out_as_they_were(register, tmp_path_factory, drawn):
    """Of either layout, in any order of rows and quarters: the same figures for the same targets and quarters."""
    tmp = tmp_path_factory.mktemp("any")
    data = tmp / "data"
    data.mkdir()
    (data / "register.xlsx").write_bytes(register)
    some = st.decimals(0, 99, places=1).map(float) | st.integers(0, 99)
    names = drawn.draw(st.lists(st.sampled_from(["Q1", "Q2", "Q3", "Q4"]), min_size=1, max_size=3, unique=True))
    codes = drawn.draw(st.permutations(["NI 15", "NI 16", "NI 32"]))
    typed = {name: {code: drawn.draw(some) for code in codes} for name in names}
    if drawn.draw(st.booleans()):
        files = {FILE: books.sheet_a_quarter(typed)}
        layout = books.SHEET_A_QUARTER
    else:
        called = {"NI 15": "Violent crime", "NI 16": "Acquisitive crime", "NI 32": "Repeat domestic violence"}
        rows = {called[code]: [typed[name][code] for name in names] for code in codes}
        files = {"OSCP performance.xlsx": books.side_by_side(rows, [f"{name} 2008/09" for name in names])}
        layout = books.SIDE_BY_SIDE
    report = imported(data, books.folder(tmp, files), layout, confirm=True)
    assert report.exit_code == 0, report.told()
    assert figures(data) == {
        (f"2008-09 {name}", code): value for name, said in typed.items() for code, value in said.items()
    }
    shutil.rmtree(tmp)
