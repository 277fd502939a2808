"""The blank return: where everything stands, what is filled in, what is locked, and that it comes back as it was."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date, datetime, time

import openpyxl
import pandas as pd
import pytest
import time_machine

from oxdash.excel import workbook
from oxdash.excel.cells import Holds
from oxdash.returns import template
from oxdash.returns.columns import HEADINGS, TEMPLATE_VERSION
from oxdash.returns.layout import REASON_WORDS
from oxdash.returns.read_return import read_return
from oxdash.returns.template import Filled, Typed
from tests.workbooks import AS_AT, MILESTONES, NAME, PARTNERSHIP, QUARTER, filled, register, written

BEFORE = pd.DataFrame(
    {
        "target": ["NI 30", "NI 15", "NI 17"],
        "actual": [13.25, 130.0, float("nan")],
        "status": ["on track", "off track", "insufficient data"],
    }
)
OPEN = pd.DataFrame(
    {
        "for_kind": ["target"],
        "for_what": ["NI 15"],
        "action": ["Joint patrols"],
        "owner": ["Area commander"],
        "due": [pd.Timestamp(2010, 3, 31)],
        "state": ["open"],
        "progress": [float("nan")],
        "with_bodies": [float("nan")],
    }
)
LAST = pd.DataFrame({"section": ["Outcomes"], "text": ["Five of six on track."]})


def blank(quarter=QUARTER, **given):
    return template.write(register(), PARTNERSHIP, quarter, as_at=AS_AT, **given)


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def column(sheet, heading, rows=range(4, 10)):
    at = [cell.value for cell in sheet[3]].index(heading) + 1
    return [sheet.cell(row, at).value for row in rows]


def test_everything_stands_where_the_reader_looks_for_it():
    book = opened(blank())
    assert book.sheetnames == ["Cover", *HEADINGS, "Guidance", "Lists"]
    assert [[cell.value for cell in row] for row in book["Cover"]["A3:B7"]] == [
        ["Partnership", NAME],
        ["Quarter", "2009-10 Q3"],
        ["Template version", TEMPLATE_VERSION],
        ["Prepared by", None],
        ["Prepared on", None],
    ]
    for name, headings in HEADINGS.items():
        assert [cell.value for cell in book[name][3]] == list(headings)
        assert book[name]["A1"].value == f"{name}: {NAME}, Q3 2009/10"
    assert book["Return"]["H3"].value == "Actual", "so the actual of the first target stands in H4"


def test_what_is_filled_in_beforehand():
    book = opened(blank(before=BEFORE, actions=OPEN, narrative=LAST))
    sheet = book["Return"]
    assert column(sheet, "Target") == ["NI 30", "NI 15", "NI 17", "NI 188", "NI 195", "L1"]
    assert column(sheet, "Milestone") == [14, 150, None, 2, "52.0 to 55.0", 900]
    assert column(sheet, "Last quarter's actual") == [13.25, 130, None, None, None, None]
    assert column(sheet, "Last quarter's status") == ["On track", "Off track", "Insufficient data", None, None, None]
    assert column(sheet, "If no figure, why") == [None, None, "survey not due", None, None, None]
    assert column(sheet, "Actual") == [None] * 6
    assert [cell.value for cell in book["Actions"][4]] == [
        "NI 15",
        "Joint patrols",
        "Area commander",
        datetime(2010, 3, 31),
        "open",
        None,
        None,
    ]
    assert [[cell.value for cell in row] for row in book["Narrative"]["A4:B6"]] == [
        ["Outcomes", "Five of six on track."],
        ["Partnership working", None],
        ["Response", None],
    ]


def test_the_yearly_review_is_asked_for_with_the_last_quarter():
    sections = [cell.value for cell in opened(blank("2009-10 Q4"))["Narrative"]["A"][3:]]
    assert sections[3:] == ["Achievements", "Strengths", "Areas for improvement"]


DUE = [
    # what the register says of NI 17 (two yearly) and of NI 30 (quarterly), quarter, filled in for each, why
    (None, "2009-10 Q3", None, "the frequency alone does not say in which quarter a result is due"),
    ("Q4", "2009-10 Q3", "survey not due", "due in another quarter of every year"),
    ("Q3; Q4", "2009-10 Q3", None, "due in this quarter of every year"),
    ("2008-09 Q4; 2010-11 Q4", "2009-10 Q4", "survey not due", "due in other years"),
    ("2008-09 Q4; 2010-11 Q4", "2010-11 Q4", None, "due in this quarter"),
    ("2009-10 Q3", "2009-10 Q2", "survey not due", "a quarter of another number"),
]


@pytest.mark.parametrize(("due", "quarter", "why"), [pytest.param(*case[:-1], id=case[-1]) for case in DUE])
def test_a_survey_is_not_due_only_where_the_register_says_when_it_is(due, quarter, why):
    targets = register().targets
    said = replace(register(), targets=targets.assign(results_due=due).astype({"results_due": "str"}))
    sheet = opened(template.write(said, PARTNERSHIP, quarter, as_at=AS_AT))["Return"]
    assert dict(zip(column(sheet, "Target"), column(sheet, "If no figure, why"), strict=True))["NI 17"] == why


def test_a_milestone_for_the_quarter_asks_for_a_figure_whatever_is_due():
    targets = register().targets
    said = replace(register(), targets=targets.assign(results_due="Q4").astype({"results_due": "str"}))
    sheet = opened(template.write(said, PARTNERSHIP, QUARTER, as_at=AS_AT))["Return"]
    assert column(sheet, "If no figure, why") == [None, None, "survey not due", None, None, None]


def test_a_milestone_is_the_one_agreed_by_the_day():
    renegotiated = register(renegotiated=16.0)  # agreed on 1 February 2010
    for day, milestone in ((date(2010, 1, 31), 14), (date(2010, 2, 1), 16)):
        data = template.write(renegotiated, PARTNERSHIP, QUARTER, as_at=day)
        assert column(opened(data)["Return"], "Milestone")[0] == milestone


def test_figures_are_shown_in_the_targets_own_places():
    formats = {row[0].value: row[7].number_format for row in opened(blank())["Return"]["A4:O9"]}
    assert formats == {
        "NI 30": "#,##0.0",
        "NI 15": "#,##0",
        "NI 17": "#,##0.0",
        "NI 188": "#,##0",
        "NI 195": "#,##0.0",
        "L1": "£#,##0.00",
    }


def test_only_the_yellow_cells_can_be_typed_in():
    for sheet in opened(blank()):
        assert sheet.protection.sheet, f"{sheet.title} is protected"
        assert sheet.protection.password is None, "without a password"
        for row in sheet.iter_rows():
            for cell in row:
                yellow = cell.fill.fgColor.rgb == "FFFFF6BF"
                in_table = sheet.title in HEADINGS and cell.row > 3
                if in_table or sheet.title in ("Cover", "Guidance", "Lists"):
                    assert cell.protection.locked != yellow, f"{sheet.title} {cell.coordinate}"


def test_nothing_is_hidden_or_merged():
    for sheet in opened(blank(before=BEFORE, actions=OPEN)):
        assert sheet.sheet_state == "visible"
        assert not sheet.merged_cells.ranges
        assert not [row for row, one in sheet.row_dimensions.items() if one.hidden]
        assert not [letter for letter, one in sheet.column_dimensions.items() if one.hidden]


def test_the_drop_downs_offer_the_words_the_reader_knows():
    book = opened(blank())
    offered = {}
    for name in HEADINGS:
        for rule in book[name].data_validations.dataValidation:
            area = book.defined_names[rule.formula1].attr_text.removeprefix("Lists!").replace("$", "")
            heading = book[name].cell(3, next(iter(rule.sqref.ranges)).min_col).value
            offered[name, heading] = [row[0].value for row in book["Lists"][area]]
    assert offered["Return", "Figure is"] == ["final", "provisional", "estimate"]
    assert offered["Return", "If no figure, why"] == list(REASON_WORDS)
    assert offered["Return", "Will it be achieved?"] == ["yes", "no"]
    assert offered["Actions", "State"] == ["open", "done", "dropped"]
    assert offered["Districts", "District"] == ["Cherwell", "Oxford City"]
    assert offered["Risks", "Impact"] == [1, 2, 3, 4, 5]
    own = ["NI 30", "NI 15", "NI 17", "NI 188", "NI 195", "L1"]
    assert offered["Risks", "Target"] == own
    assert offered["Actions", "For"] == [*own, "the partnership"]
    assert offered["Actions", "With"] == ["Oxfordshire Stronger Communities Alliance"]
    assert offered["Narrative", "Basis"] == ["illustrative"]


def test_it_prints_on_paper():
    sheet = opened(blank())["Return"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "C4"
    assert {cell.font.name for cell in sheet[4]} == {"Arial"}


def test_it_says_that_figures_are_illustrative():
    said = "Figures, baselines and milestones here are illustrative."  # its register has no words of its own
    assert opened(blank())["Cover"]["A9"].value == said


def test_guidance_names_every_reason():
    told = [cell.value for cell in opened(blank())["Guidance"]["A"]]
    assert set(REASON_WORDS) <= set(told)


def test_the_same_inputs_give_the_same_bytes_whatever_the_clock_says():
    with time_machine.travel("2010-01-25 09:00"):
        first = blank(before=BEFORE, actions=OPEN, filled=filled())
    with time_machine.travel("2031-07-01 23:59"):
        assert blank(before=BEFORE, actions=OPEN, filled=filled()) == first
    assert opened(first).properties.created == datetime(2010, 1, 25)


def test_what_is_typed_is_written_as_what_it_is():
    typed = {
        "NI 30": {"Actual": "12.5", "Commentary": "=HYPERLINK(1)"},
        "NI 15": {"Actual": date(2010, 5, 12), "Commentary": "http://example.org"},
        "NI 17": {"Actual": Typed(0.45, "0%"), "If no figure, why": None},
        "NI 188": {"Actual": True},
        "NI 195": {"Actual": time(12, 5)},
        "L1": {"Actual": -0.125},
    }
    found = workbook.read("safer.xlsx", blank(filled=Filled(figures=typed))).sheet("Return")
    stands = {address: found.cells[row, 8] for row, address in enumerate(typed, start=4)}
    assert {code: (cell.holds, cell.value) for code, cell in stands.items()} == {
        "NI 30": (Holds.TEXT, "12.5"),
        "NI 15": (Holds.DATE, datetime(2010, 5, 12)),
        "NI 17": (Holds.NUMBER, 0.45),
        "NI 188": (Holds.BOOLEAN, True),
        "NI 195": (Holds.TIME, time(12, 5)),
        "L1": (Holds.NUMBER, -0.125),
    }
    assert stands["NI 17"].number_format == "0%"
    assert found.at(6, 11) is None, "None empties what was filled in beforehand"
    assert [found.at(row, 15).value for row in (4, 5)] == ["=HYPERLINK(1)", "http://example.org"]
    assert [found.at(row, 15).holds for row in (4, 5)] == [Holds.TEXT, Holds.TEXT]


def test_rows_beside_the_figures_stand_in_place_of_what_was_filled_in():
    data = blank(
        actions=OPEN,
        narrative=LAST,
        filled=filled(
            actions=[{"For": "NI 15", "Action": "Joint patrols", "State": "done"}],
            narrative=[{"Section": "Response", "Text": "More patrols."}],
        ),
    )
    found = read_return(workbook.read("safer.xlsx", data), register())
    assert found.problems == ()
    assert found.actions[["target", "action", "state"]].values.tolist() == [["NI 15", "Joint patrols", "done"]]
    assert found.narrative[["section", "text"]].values.tolist() == [
        ["Outcomes", "Five of six on track."],
        ["Response", "More patrols."],
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"NI 6": {"Actual": 1}}, "safer-communities has no target NI 6 in 2009-10 Q3."),
        ({"NI 30": {"Aktual": 1}}, "The sheet Return has no column Aktual."),
    ],
    ids=["a target of another partnership", "a heading that is not there"],
)
def test_a_mistake_of_ours_is_an_exception(wrong, said):
    with pytest.raises(ValueError) as told:
        blank(filled=Filled(figures=wrong))
    assert str(told.value) == said


def test_a_blank_return_asks_for_figures_and_nothing_else():
    found = read_return(workbook.read("safer.xlsx", blank(before=BEFORE, actions=OPEN, narrative=LAST)), register())
    assert found.accepted
    assert [problem.target for problem in found.problems] == ["NI 30", "NI 15", "NI 188", "NI 195", "L1"]
    assert {problem.message.split(": ")[1] for problem in found.problems} == {
        "the cell is empty. No figure and no reason"
    }


def test_it_survives_libreoffice(tmp_path):
    """Officers without Excel save from LibreOffice: the same figures come back from what it writes."""
    assert shutil.which("soffice"), "LibreOffice has to be installed for this test"
    (tmp_path / "safer.xlsx").write_bytes(written({"NI 30": {"Actual": Typed(0.125, "0.0%")}}))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out"]
    subprocess.run([*order, "safer.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    book = workbook.read("safer.xlsx", (tmp_path / "out" / "safer.xlsx").read_bytes())
    found = read_return(book, register())
    assert [problem.message for problem in found.problems] == [
        "safer.xlsx, sheet Return, cell H4, actual for NI 30: found 12.5%. It is read as 12.5: confirm, or correct it."
    ]
    assert found.figures.set_index("target").actual.dropna().to_dict() == {
        "NI 30": 12.5,
        "NI 15": 141,
        "NI 188": 3,
        "NI 195": 53.5,
        "L1": 1234.56,
    }
    assert set(MILESTONES) < set(found.figures.target)
