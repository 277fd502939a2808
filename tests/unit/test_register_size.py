"""A register is bounded as a register, and spoken of as one.

The kind: a wall that stood for returns met by something else. Its members: rows, columns, filled cells, formatted
blank ones (to Excel's last row, and whole columns), different texts, characters, a part's and the package's bytes, the
child's memory, its seconds and the size of its answer; and each sentence that speaks of a return, or of sending it.
Each was tried beyond a return's bound and within a register's.
"""

import io
import random
import re
import zipfile
from datetime import date

import hostile
import pandas as pd
import pytest
import xlsxwriter

from oxdash.demo.register_workbook import IN_ORDER, table_of, write_register
from oxdash.excel import file_checks, workbook
from oxdash.excel.bounds import MB, REGISTER, RETURN
from oxdash.excel.cells import Unreadable, Workbook
from oxdash.register import Register, read_register
from oxdash.vocabulary.quarters import Quarter

TARGETS, BODIES, YEARS, FIRST = 1_000, 60, 20, Quarter.parse("2000-01 Q1")
LAST = FIRST.plus(4 * YEARS - 1)


def large() -> bytes:
    """1,000 targets of 20 years, each with a milestone every quarter, a third renegotiated once a year; 60 bodies."""
    tables = {sheet: table_of(sheet) for sheet in IN_ORDER}
    one = tables["Targets"].loc[tables["Targets"]["Code"] == "NI 154"]
    targets = one.loc[one.index.repeat(TARGETS)].reset_index(drop=True)
    targets["Code"] = [f"NI {number}" for number in range(1, TARGETS + 1)]
    targets[["Short name", "Also called"]] = None  # which would be the same of all
    targets["First quarter"], targets["Last quarter"] = str(FIRST), str(LAST)
    none = {name: tables[name].iloc[:0] for name in ("Stretch", "Allocations", "Milestones")}
    tables |= {"Targets": targets, **none}
    agreed = tables["Agreements"].loc[tables["Agreements"]["Code"] == one["Agreement"].iloc[0]].reset_index(drop=True)
    agreed["First quarter"], agreed["Last quarter"] = str(FIRST), str(LAST)
    body = tables["Bodies"].iloc[[-1] * BODIES].reset_index(drop=True)
    body["Code"], body["Name"] = ([f"{name} {number}" for number in range(BODIES)] for name in ("body", "Body"))
    body["Also known as"] = None
    tables |= {"Agreements": agreed, "Bodies": pd.concat([tables["Bodies"], body], ignore_index=True)}
    tables["Rules"]["From quarter"] = str(FIRST)
    return _with_milestones(write_register(tables, date(2020, 1, 1)))


def _with_milestones(data: bytes) -> bytes:
    """The register with its rows of Milestones written straight into the sheet: a library takes a minute for them."""
    agreed = (date(2000, 6, 30) - date(1899, 12, 30)).days
    heads = ["Target", "Quarter", "Value", "Kind", "Agreed on", "Agreed by", "Reason"]
    lines = [[f'<c t="inlineStr"><is><t>{head}</t></is></c>' for head in heads]]
    for number in range(1, TARGETS + 1):
        for after in range(4 * YEARS):
            quarter = FIRST.plus(after)
            text = (f"NI {number}", str(quarter), "milestone", "GOSE", "The downturn")
            code, when, kind, by, why = (f'<c t="inlineStr"><is><t>{one}</t></is></c>' for one in text)
            for renegotiated in range(1 + (number % 3 == 0 and quarter.number == 1)):
                value = f"<c><v>{100 * quarter.number + renegotiated}</v></c>"
                lines.append([code, when, value, kind, f'<c s="3"><v>{agreed + 365 * renegotiated}</v></c>', by, why])
    rows = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in enumerate(lines, start=1))
    parts = hostile.unpacked(data)
    names = re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"].decode())
    place = f"xl/worksheets/sheet{names.index('Milestones') + 1}.xml"
    parts[place] = f'<worksheet xmlns="{hostile.MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    return hostile.packed(parts)


def test_a_thousand_targets_and_twenty_years():
    register = read_register("register.xlsx", large())
    assert isinstance(register, Register)
    assert register.problems == ()
    assert len(register.targets) == TARGETS
    assert len(register.every_body) >= BODIES
    assert len(register.milestones) == TARGETS * 4 * YEARS + TARGETS // 3 * YEARS
    in_force = register.values_in_force(date(2020, 3, 31)).set_index(["target", "quarter"])
    assert in_force.loc[("NI 999", str(FIRST)), ["milestone", "original_milestone"]].tolist() == [101, 100]


def sheet_of(write) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        write(book, book.add_worksheet("Milestones"))
    return out.getvalue()


def blank_rows(down_to: int) -> bytes:
    """One figure, and formatted rows and cells without anything in them below it."""
    rows = (f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="0"/></row>' for row in range(2, down_to + 1))
    return hostile.with_rows('<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(rows))


def many_texts(book, sheet) -> None:
    for row in range(200_001 // 40 + 1):
        sheet.write_row(row % 4_000, 40 * (row // 4_000), [f"text {row} {column}" for column in range(40)])


BEYOND_A_RETURN = [
    pytest.param(lambda: sheet_of(lambda _, sheet: sheet.write(5_000, 0, 1)), id="a figure on row 5,001"),
    pytest.param(lambda: sheet_of(lambda _, sheet: sheet.write(299_999, 0, 1)), id="a figure on a register's last row"),
    pytest.param(lambda: sheet_of(lambda _, sheet: sheet.write(0, 199, 1)), id="a column of the keeper's far right"),
    pytest.param(lambda: blank_rows(1_048_576), id="rows and cells formatted to the last row that Excel has"),
    pytest.param(lambda: sheet_of(many_texts), id="more texts, and more filled cells, than a return may have"),
    pytest.param(lambda: sheet_of(lambda _, sheet: sheet.write_column(0, 0, ["x" * 32_000] * 100)), id="long reasons"),
    pytest.param(
        lambda: hostile.with_parts({"xl/media/map.txt": "\n".join(map(str, range(5_000_000)))}), id="a part of 38 MB"
    ),
    pytest.param(
        lambda: hostile.with_parts({"xl/media/photo.jpg": random.Random(1).randbytes(6 * MB)}), id="a file of 6 MB"
    ),
]


@pytest.mark.parametrize("make", BEYOND_A_RETURN)
def test_a_register_may_be_larger_than_a_return(make):
    data = make()
    assert isinstance(workbook.read("return.xlsx", data), Unreadable)
    assert isinstance(workbook.read("register.xlsx", data, REGISTER), Workbook)


def test_whole_columns_may_have_a_format():
    def write(book, sheet):
        sheet.write(0, 0, 1)
        sheet.set_column(0, 16_383, 12, book.add_format({"bg_color": "#FFFF00"}))

    assert isinstance(workbook.read("register.xlsx", sheet_of(write), REGISTER), Workbook)


PLACE = "put that in its place."
BEYOND_A_REGISTER = [
    pytest.param(
        lambda: sheet_of(lambda _, sheet: sheet.write(300_000, 0, 1)),
        "Sheet Milestones has something in cell A300001; a sheet is read down to row 300,000 and across to column GR. "
        f"Delete what lies beyond, save the workbook, and {PLACE}",
        id="a row too far down",
    ),
    pytest.param(
        lambda: hostile.good() + bytes(REGISTER.largest_file),
        "This file is 32.0 MB; at most 32 MB is accepted. Take out pictures and sheets that do not belong to the "
        f"register, save it, and {PLACE}",
        id="a file too large",
    ),
    pytest.param(
        lambda: b"Code,Name\n",
        "This is a text file, such as a CSV, not an Excel workbook. Open it in Excel, copy its tables into an Excel "
        f"workbook (.xlsx), and {PLACE}",
        id="text",
    ),
    pytest.param(
        lambda: hostile.good()[:900],
        "This workbook is incomplete or damaged, probably cut off while it was copied. Copy the original here again; "
        "if that fails too, open it in Excel and save it under a new name.",
        id="cut off",
    ),
]


@pytest.mark.parametrize(("make", "sentence"), BEYOND_A_REGISTER)
def test_what_is_too_large_for_a_register_is_told_as_a_registers(make, sentence):
    assert read_register("register.xlsx", make()) == Unreadable("register.xlsx", sentence)


def test_no_sentence_of_a_register_speaks_of_a_return_or_of_sending_it():
    """Every sentence that any hostile workbook is answered with, and the child's own."""
    told = {sentence for _, _, sentence in hostile.CASES if sentence}
    told |= {
        RETURN.overran,
        RETURN.out_of_memory,
        RETURN.too_many_cells,
        RETURN.too_many_annotations,
        file_checks.INCOMPLETE,
        file_checks.ENCRYPTED,
    }
    named = re.compile("Sheet Return|Return and return")  # sheets of the workbooks, not words of ours
    said = [REGISTER.in_words(named.sub("Targets", sentence)) for sentence in told]
    assert [sentence for sentence in said if re.search(r"\breturns?\b|\bsen[dt]\b", sentence, re.IGNORECASE)] == []


def test_a_returns_sentence_stays_as_it_is():
    assert RETURN.in_words(file_checks.DAMAGED) == file_checks.DAMAGED


def test_a_zip_that_unpacks_to_more_than_a_register_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in hostile.unpacked(hostile.good()).items():
            package.writestr(name, content)
        package.writestr("xl/media/bomb.bin", bytes(400 * MB))
    told = workbook.read("register.xlsx", out.getvalue(), REGISTER)
    assert isinstance(told, Unreadable)
    assert told.sentence == (
        "This workbook would unpack to 400 MB, far more than a register needs. Copy the filled-in cells into a fresh "
        f"workbook and {PLACE}"
    )
