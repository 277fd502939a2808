"""The return's columns are declared once, and the declaration fits the tables that they become.

What else belongs to the kind: a column that is declared and read into nothing, one of a table that nobody enters, two
headings of a name on one sheet, a drop-down that is on no list, a version that is read and has no headings.
"""

import pytest

from oxdash.returns import columns, layout
from oxdash.returns.layout import Entered

NOT_ENTERED = {"quarter", "partnership", "workbook", "sheet", "cell"}  # from the cover, and where it stands
WITH_ANOTHER = {"actions": {"for_kind", "target"}}  # one cell, For, says all three
SHEETS = [pytest.param(sheet, id=name) for name, sheet in columns.SHEETS.items()]


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_column_becomes_one_of_its_table_and_none_is_left(sheet):
    becomes = [column.becomes for column in sheet.columns if column.becomes]
    assert len(set(becomes)) == len(becomes)
    assert set(becomes) == set(sheet.table.columns) - NOT_ENTERED - WITH_ANOTHER.get(sheet.part, set())


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_is_to_fill_in_is_read_into_the_table(sheet):
    assert [column.heading for column in sheet.columns if not column.locked and column.becomes is None] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_heading_stands_once_on_a_sheet_in_every_version(sheet):
    for version in columns.READABLE_VERSIONS:
        headings = columns.HEADINGS_OF[version][sheet.name]
        assert headings and len(set(headings)) == len(headings)
    assert columns.HEADINGS_OF[columns.TEMPLATE_VERSION][sheet.name] == sheet.headings


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_drop_down_offers_words_of_the_sheet_lists(sheet):
    assert {column.offers for column in sheet.ever if column.offers} <= set(columns.LISTS)
    assert [c.heading for c in sheet.columns if c.holds == Entered.WORD and not (c.offers and c.offers.words)] == []


def test_the_columns_to_type_in_stand_side_by_side():
    locked = [column.locked for column in columns.SHEETS[layout.RETURN].columns]
    assert locked == sorted(locked, reverse=True), "the hint names the first and the last of them"


def test_the_hint_names_the_yellow_columns_of_the_sheet_as_it_is():
    assert columns.SHEETS[layout.RETURN].hint.startswith("Type in the yellow cells, columns H to O. ")


def test_the_first_version_had_a_target_where_now_anything_may_be_acted_for():
    first, now = (columns.HEADINGS_OF[version][layout.ACTIONS] for version in ("1", columns.TEMPLATE_VERSION))
    assert first == ("Target", "Action", "Owner", "Due", "State", "Progress")
    assert now == ("For", "Action", "Owner", "Due", "State", "Progress", "With")
