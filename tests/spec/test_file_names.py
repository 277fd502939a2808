"""One rule for the name of a return, on the page and on the command line: it ends in .xlsx, whatever the case.

The kind: names that say something else than the contents do. Tried: other workbooks of Excel, other spreadsheets, plain
text, two endings, no ending, blanks and full stops after the ending, letters that are not seen or turn the direction.
"""

import pytest

from oxdash.excel.file_checks import name_refused
from oxdash.returns import prefill
from oxdash.submissions.check import check_return
from tests import workbooks
from tests.returning import a_return

TAKEN = ["return.xlsx", "Return.XLSX", "return.Xlsx", "return.txt.xlsx", "safer (2).xlsx", "caf\xe9.xlsx", ".xlsx"]
OTHER = [
    "return.txt",
    "return.xlsm",
    "return.xltx",
    "return.xltm",
    "return.xlsb",
    "return.xls",
    "return.ods",
    "return.csv",
    "return.numbers",
    "return.zip",
    "return.xlsx.txt",
    "return.xlsx ",
    "return.xlsx.",
    "return.xlsx\u200b",
    "return\u202exslx.exe",
    "return",
    "xlsx",
    "",
]
SAVE_AS = "Open it in Excel, choose Save As, Excel Workbook (.xlsx), and send that."


@pytest.mark.parametrize("name", TAKEN)
def test_a_name_that_is_taken(name):
    assert name_refused(name) is None


@pytest.mark.parametrize("name", OTHER)
def test_any_other_name_is_told_how_to_save_the_workbook(name):
    quoted = name.replace("\u200b", " ").replace("\u202e", " ")
    assert name_refused(name) == f'This file is called "{quoted}"; the name of a return ends in .xlsx. {SAVE_AS}'


def test_a_long_name_is_quoted_by_its_end():
    assert name_refused("x" * 500 + ".txt") == (
        f'This file is called "…{"x" * 76}.txt"; the name of a return ends in .xlsx. {SAVE_AS}'
    )


def test_a_good_return_under_another_name(few_now):
    data = a_return(few_now)
    assert check_return("return.XLSX", data, few_now).is_a_return
    checked = check_return("return.xlsm", data, few_now)
    assert [problem.message for problem in checked.problems] == [
        f'This file is called "return.xlsm"; the name of a return ends in .xlsx. {SAVE_AS}'
    ]
    assert checked.exit_code == 2


def test_what_stands_in_it_is_told_first(few_now):
    (problem,) = check_return("return.txt", b"Target,Actual\n", few_now).problems
    assert problem.message.startswith("This is a text file, such as a CSV, not an Excel workbook.")


def test_the_rule_is_told_in_the_guidance():
    lines = [
        line
        for _, section in prefill.guidance(workbooks.register(), workbooks.PARTNERSHIP, "2009-10 Q3")
        for line in section
    ]
    assert any("name ends in .xlsx" in line for line in lines)
