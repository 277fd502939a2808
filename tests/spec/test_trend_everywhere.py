"""Which way each target goes is said alike on the Target page, the Overview, in papers, the workbook and open data.

The kind: one finding, told in several outputs. Tried: every target of the shipped data in two quarters and both
standings; improving, worsening and steady; no figure, a first figure, a gap, a figure that adds up, a changed
definition; the list of what is off track, of what cannot be judged, every target in the appendix, a chairman's sheet
with and without room, the workbook's sheet, CSV, JSON and their description, and a CSV that was published before.
"""

import io
import json

import openpyxl
import pandas as pd
import pytest

from oxdash.documents import overview
from oxdash.documents import papers as kinds
from oxdash.documents.blocks import On, Table
from oxdash.documents.chairmans_sheet import ROOMS, chairman
from oxdash.documents.columns import TOGETHER, going
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import trend
from oxdash.output import excel, open_data
from tests import drawn
from tests.calendars import APRIL
from tests.drawn import part
from tests.unit.test_markup import text

QUARTER = "2009-10 Q4"


@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(shipped, Edition(QUARTER))


def column(table: Table, heading: str, on: On) -> list:
    return next(list(one.cells) for one in table.on(on).columns if one.heading == heading)


def table_of(blocks, caption: str) -> Table:
    return next(one for one in blocks if isinstance(one, Table) and one.caption == caption)


@pytest.mark.parametrize(("quarter", "standing"), [(QUARTER, "latest"), ("2009-10 Q3", "same")])
def test_each_is_what_its_target_page_says(shipped, quarter, standing):
    at = Standing(shipped, Edition(quarter, standing))
    for code in at.every.target:
        history = at.history(code)
        own = trend.of(history, shipped.register.targets, history.tail(1), calendar=APRIL).iloc[0]
        told = at.trends.loc[code]
        assert (told.short, told.long) == (own.short, own.long), code


def test_every_case_is_there(at):
    words = {*at.trends.short_word, *at.trends.long_word}
    assert {"Improving", "Worsening", "Steady", "No trend (no figure)", "No trend (adds up over the year)"} <= words


def test_the_overview_says_it_in_arrow_word_and_sentence(at):
    blocks = overview.page(at)
    for caption, rows in (
        ("Targets that are off track", at.off_track),
        ("Targets that cannot be judged", at.rows[at.rows.status == "insufficient data"]),
    ):
        listed = table_of(blocks, caption)
        html = str(part(listed))
        for row in rows.itertuples():
            told = at.trends.loc[row.target]
            assert f'<span class="ox-hidden">. {told.short}</span>' in html, "heard"
            if told.short_arrow:
                assert f'<span aria-hidden="true">{told.short_arrow}</span>{TOGETHER}{told.short_word}' in html, "seen"
            else:
                assert told.short_word in html
    counted = at.trends.loc[at.rows.target].short_direction.value_counts()
    assert f"Trend since last time {trend.in_words(at.trends.loc[at.rows.target].short_direction)}" in text(
        part(*blocks[:7])
    )
    assert counted.sum() == len(at.rows)


def test_the_board_paper_says_it_in_arrow_and_word(at):
    paper = kinds.outline(Kind.BOARD, at)
    for caption, rows in (
        ("Targets that are off track", at.off_track),
        ("Every LAA target", at.rows),
        ("Local and stretch targets, counted apart", at.others),
    ):
        told = column(table_of(paper.blocks, caption), "Trend", On.PAPER)
        assert told == [going(at.trends.loc[code]) for code in rows.target], caption
    assert going(at.trends.loc["NI 192"])[0] == f"↑{TOGETHER}Improving"


def test_no_trend_for_one_reason_is_said_once(at):
    none = at.trends[at.trends.short_word == "No trend (no figure)"]
    assert len(none)
    assert {going(row) for row in none.itertuples()} == {("No trend (no figure)",)}


def test_a_chairmans_sheet_says_it_where_there_is_room(at):
    whose = at.off_track.partnership.iloc[0]
    roomy, tight = (chairman(at, whose, lambda _, fits=fits: fits) for fits in (True, False))

    def missed(sheet) -> list:
        tables = sheet.of(Table)
        return list(next(one for one in tables[0].columns if one.heading == "Missed by").cells)

    own = at.off_track[at.off_track.partnership == whose].target
    assert [cell[1:] for cell in missed(roomy)] == [going(at.trends.loc[code]) for code in own]
    assert all(isinstance(cell, str) for cell in missed(tight))
    assert [room.trend for room in ROOMS] == [True] + [False] * (len(ROOMS) - 1), "the first thing to go"


def test_the_workbook_has_two_columns(at, shipped):
    book = openpyxl.load_workbook(io.BytesIO(excel.write(shipped, at.edition)))
    cells = [list(row) for row in book["Targets"].iter_rows(values_only=True)]
    top = next(n for n, row in enumerate(cells) if row[0] == "Target")
    rows = pd.DataFrame(cells[top + 1 :], columns=cells[top]).dropna(subset="Target").set_index("Target")
    for code in at.every.target:
        told = at.trends.loc[code]
        assert rows["Trend since last time"][code] == f"{told.short_arrow} {told.short_word}".strip()
        assert rows["Trend over the longer run"][code] == f"{told.long_arrow} {told.long_word}".strip()


def test_open_data_has_direction_and_sentence(at, shipped):
    csv = open_data.position_csv(shipped, at.edition)
    in_csv = pd.read_csv(io.BytesIO(csv), keep_default_na=False).set_index("target")
    in_json = {row["target"]: row for row in json.loads(open_data.position_json(shipped, at.edition))["targets"]}
    for code in at.every.target:
        told = at.trends.loc[code]
        for run in ("short", "long"):
            said = (told[f"{run}_direction"], told[run])
            assert (in_csv[f"{run}_trend"][code], in_csv[f"{run}_trend_in_words"][code]) == said
            assert (in_json[code][f"{run}_trend"], in_json[code][f"{run}_trend_in_words"]) == said
    described = {
        column["name"]: column
        for column in json.loads(open_data.description("position.csv", csv))["tables"][0]["tableSchema"]["columns"]
    }
    assert described["short_trend"]["datatype"] == {
        "base": "string",
        "format": "improving|worsening|steady|none",
    }
    assert described["long_trend_in_words"]["dc:description"]


def test_a_csv_published_before_there_were_trends_is_still_described(at, shipped):
    csv = open_data.position_csv(shipped, at.edition)
    older = pd.read_csv(io.BytesIO(csv), dtype=str, keep_default_na=False).drop(columns=list(trend.TOLD.columns))
    said = json.loads(open_data.description("position.csv", older.to_csv(index=False, lineterminator="\r\n").encode()))
    names = [column["name"] for column in said["tables"][0]["tableSchema"]["columns"]]
    assert names == list(older.columns)


def test_a_target_page_and_the_overview_name_the_runs_alike(shipped):
    words = text(str(drawn.of_target(shipped, "NI 192").top))
    assert trend.SHORT_TITLE in words and trend.LONG_TITLE in words
