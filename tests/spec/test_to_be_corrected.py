"""The template of a quarter that has been returned: it holds what was said, and says the same when it is read again.

What belongs to the kind, and was tried: every return of the illustrative data (figures, reasons, periods, days,
forecasts, declarations, commentary; actions open and done, for targets and for none; risks; districts with their
figures; accounts); a return that was withdrawn, which holds nothing to correct; one that never came.
"""

import io
from copy import copy
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from oxdash.excel import workbook
from oxdash.returns import columns, layout
from oxdash.returns.read_return import read_return
from oxdash.submissions.check import blank_return, check_return
from oxdash.vocabulary.rows import of_return
from tests.returning import CODE, QUARTER

WHOSE = ("partnership", "quarter")
PLACE = ["workbook", "sheet", "cell"]  # where it was read, which is another file now


def returned(position) -> list[tuple[str, str]]:
    rows = position.returns[position.returns.state == "received"]
    return list(zip(rows.partnership, rows.quarter, strict=True))


def by_words(rows: pd.DataFrame, names: list[str]) -> list[tuple]:
    told = rows[names].astype("object").where(rows[names].notna(), None)
    return sorted(told.itertuples(index=False, name=None), key=repr)


def test_every_return_can_be_had_again_as_it_was_and_is_read_as_the_same(shipped):
    register, compared = shipped.register, 0
    for partnership, quarter in returned(shipped):
        if not register.has_targets(partnership, quarter):
            continue
        data = blank_return(shipped, partnership, quarter)
        again = read_return(workbook.read("again.xlsx", data), register, as_at=shipped.as_at)
        for name, sheet in columns.SHEETS.items():
            table = shipped.judged if sheet.part == "figures" else getattr(shipped, sheet.part)
            was, now = table[of_return(table, partnership, quarter)], getattr(again, sheet.part)
            if name == layout.RETURN:
                now = now[now.target.isin(register.targets_of(partnership, quarter).target)]
                was = was[was.target.isin(now.target)]
            told = [column for column in sheet.table.columns if column in was and column not in (*WHOSE, *PLACE)]
            assert by_words(now, told) == by_words(was, told), (partnership, quarter, name)
            compared += len(was)
    assert compared > 500


def test_what_was_withdrawn_or_never_came_is_no_correction(shipped):
    book = openpyxl.load_workbook(io.BytesIO(blank_return(shipped, CODE, QUARTER)))
    sheet = book[layout.RETURN]
    headings = [cell.value for cell in sheet[layout.HEADING_ROW]]
    at = headings.index(layout.ACTUAL)
    assert not any(row[at].value for row in sheet.iter_rows(min_row=layout.HEADING_ROW + 1))


@pytest.mark.parametrize("contact", ["", "performance@council.example"])
def test_the_cover_says_by_when_it_is_due_and_whom_to_ask(shipped, contact):
    council = replace(shipped.register.council, contact=contact)
    register = copy(shipped.register)
    vars(register)["council"] = council
    position = replace(shipped, register=register)
    cover = openpyxl.load_workbook(io.BytesIO(blank_return(position, CODE, QUARTER)))[layout.COVER]
    said = [cell.value for cell in cover["A"] if cell.value]
    asked = [f"Questions: {contact}."] if contact else []
    assert said[-1 - len(asked) :] == ["Please submit it by 5 May 2010.", *asked]


@pytest.mark.parametrize("code", [CODE, "economic"])
def test_what_stands_on_the_cover_is_no_mistake(shipped, code):
    checked = check_return(f"{code}.xlsx", blank_return(shipped, code, QUARTER), shipped)
    assert [problem.message for problem in checked.problems if problem.sheet == layout.COVER] == []
