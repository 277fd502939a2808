"""The workbook keeps the Analysis Function's rules for accessible spreadsheets, and says what the position says."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import range_boundaries

from oxdash.documents.blocks import Column
from oxdash.documents.edition import Edition
from oxdash.findings import counts
from oxdash.output import excel
from oxdash.output.excel import book as books
from oxdash.output.excel.tidy import number_format
from oxdash.output.freeze import freeze, thaw
from oxdash.rule.judge import RULE_VERSION
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Reason
from oxdash.vocabulary.tables import CORRECTIONS, settle
from tests.spec.test_exports import TYPED, formulas
from tests.spec.test_template_libreoffice import saved_by_libreoffice, values

EDITION = Edition("2009-10 Q4", reference="PSB 2010-07-01", fingerprint="0123456789ab", published_on=date(2010, 7, 22))
TABLES = ("Notes", "Positions", "Targets", "Figures", "Values agreed", "Actions", "Narrative")
TABLES += (
    "Compared",
    "Other areas",
    "Bodies",
    "Members",
    "Meetings",
    "Grants",
    "Allocations",
    "Reward",
    "Reasons",
    "Rule",
    "Tolerance",
)
SHEETS = ("Cover", "Contents", *TABLES)


@pytest.fixture(scope="module")
def made(shipped) -> bytes:
    return excel.write(shipped, EDITION)


@pytest.fixture(scope="module")
def book(made):
    return opened(made)


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def table_of(sheet):
    (name,) = sheet.tables
    return sheet.tables[name]


def tidy(book, name: str) -> pd.DataFrame:
    """A sheet's table as it stands in the cells, missing as None."""
    left, top, right, bottom = range_boundaries(table_of(book[name]).ref)
    cells = list(
        book[name].iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True),
    )
    return pd.DataFrame(cells[1:], columns=cells[0], dtype="object")


def test_the_sheets_are_there_in_order_and_none_is_hidden(book):
    assert tuple(book.sheetnames) == SHEETS
    assert all(sheet.sheet_state == "visible" for sheet in book)
    assert book.active.title == "Cover"
    assert all(len(name) <= 15 for name in book.sheetnames)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_keeps_the_rules(book, name):
    sheet = book[name]
    assert isinstance(sheet["A1"].value, str) and sheet["A1"].font.b, "the title is in A1"
    assert not sheet.merged_cells.ranges, "no merged cells"
    assert sheet.freeze_panes is None, "no frozen panes"
    assert sheet.auto_filter.ref is None, "no filters"
    assert not sheet.protection.sheet, "nothing is locked"
    assert sheet.sheet_view.selection[0].activeCell == "A1", "opened at A1"
    assert not sheet.conditional_formatting, "nothing is told by colour"
    assert not any(one.hidden for one in [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()])
    assert sheet["A1"].font.name == "Arial"
    for row in sheet.iter_rows():
        assert any(cell.value is not None for cell in row), f"row {row[0].row} of {name} is blank"
        for cell in row:
            if cell.value is not None:
                assert (cell.font.name, cell.font.sz >= 12) == ("Arial", True), cell.coordinate
            assert cell.comment is None and cell.data_type != "f", cell.coordinate


@pytest.mark.parametrize("name", ("Contents", *TABLES))
def test_a_table_is_one_tidy_table(book, name):
    sheet = book[name]
    table = table_of(sheet)
    left, top, right, bottom = range_boundaries(table.ref)
    assert left == 1, "it starts in column A"
    assert (right, bottom) == (sheet.max_column, sheet.max_row), "nothing stands beside or below it"
    assert table.headerRowCount == 1 and not table.totalsRowCount, "one heading row and no total"
    assert table.autoFilter is None, "no buttons in the headings"
    headings = [cell.value for cell in sheet[top]]
    assert [column.name for column in table.tableColumns] == headings
    assert all(isinstance(one, str) and one and "\n" not in one for one in headings)
    assert len({one.casefold() for one in headings}) == len(headings), "every heading is its own"
    for column in sheet.iter_cols(min_row=top + 1, max_row=bottom):
        kinds = {"day" if cell.is_date else cell.data_type for cell in column if cell.value is not None}
        assert len(kinds) <= 1, f"{name}, {sheet.cell(top, column[0].column).value} holds {kinds}"
    for row in sheet.iter_rows(min_row=1, max_row=top - 1, min_col=2):
        assert all(cell.value is None for cell in row), "text above a table is in column A"
    empty = any(cell.value is None for row in sheet.iter_rows(min_row=top) for cell in row)
    said = books.GAPS in [sheet.cell(row, 1).value for row in range(1, top)]
    assert empty == said, "empty cells are explained, and only where there are some"


@pytest.mark.parametrize("name", ("Contents", *TABLES))
def test_the_columns_show_what_is_in_them(book, name):
    """A number and a day whole, and of a text the longest word, but that a long address may go on over the line.

    A row is tall enough for its lines.
    """
    sheet = book[name]
    _, top, _, _ = range_boundaries(table_of(sheet).ref)
    wides = {n: one.width for one in sheet.column_dimensions.values() for n in range(one.min, one.max + 1)}
    for row in sheet.iter_rows(min_row=top):
        lines = 1
        for cell in row:
            wide = wides[cell.column]
            if cell.value is None:
                continue
            if isinstance(cell.value, str):
                if cell.hyperlink is None:
                    assert cell.alignment.wrap_text, cell.coordinate
                assert min(max(map(len, cell.value.split())), books.LONGEST_WORD) <= wide, cell.coordinate
                lines = max(lines, sum(-(-len(line) // int(wide)) or 1 for line in cell.value.split("\n")))
            else:
                said = f"{cell.value:%d %B %Y}" if cell.is_date else wording.number(cell.value, places(cell))
                assert len(said) < wide, cell.coordinate
        tall = sheet.row_dimensions[row[0].row].height
        assert tall >= min(15 * lines, books.TALLEST), f"{name}, row {row[0].row}"


def places(cell) -> int:
    return len(cell.number_format.partition(".")[2])


def test_the_workbook_of_a_council_of_another_kind_keeps_the_rules_too(marshire):
    other = opened(excel.write(marshire, Edition("2026 Q3")))
    assert set(SHEETS) - set(other.sheetnames) == {"Compared", "Other areas", "Reward"}
    for name in other.sheetnames:
        test_a_sheet_keeps_the_rules(other, name)
        if name != "Cover":
            test_a_table_is_one_tidy_table(other, name)
            test_the_columns_show_what_is_in_them(other, name)


def test_contents_lead_to_every_sheet_and_back(book):
    listed = tidy(book, "Contents")
    assert tuple(listed.Sheet) == TABLES
    assert listed.Rows.tolist() == [len(tidy(book, name)) for name in TABLES]
    links = {cell.value: cell.hyperlink.location for row in book["Contents"] for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in TABLES}
    for name in TABLES:
        back = [cell.hyperlink.location for row in book[name].iter_rows() for cell in row if cell.hyperlink]
        assert back == ["'Contents'!A1"], name


def test_every_sheet_says_what_it_is_cited_by_and_that_figures_are_illustrative(book, shipped):
    for sheet in book:
        said = [sheet.cell(row, 1).value for row in range(1, 8)]
        assert any(str(line).startswith(f"{EDITION.cited}.") for line in said), sheet.title
        assert shipped.said_illustrative in said, sheet.title
    assert "As at 22 July 2010. Rule version 2." in [cell.value for cell in book["Cover"]["A"]]


def test_positions_are_the_counts(book, shipped):
    shown = tidy(book, "Positions")
    counted = counts.of(shipped.at(EDITION.quarter)).set_index("partnership")
    at = shipped.stands_at(EDITION.quarter)
    assert shown.Partnership.tolist() == list(shipped.names.values())
    for row, code in zip(shown.to_dict("records"), shipped.names, strict=True):
        one = counted.loc[code]
        assert [row[name] for name in ("LAA targets", "On track", "Off track", "Insufficient data")] == [
            one.targets,
            one.on_track,
            one.off_track,
            one.insufficient_data,
        ]
        assert (row["As at"], row["Quarters old"]) == (at[code], one.quarters_old)
        assert (row["On track at least"], row["On track at most"]) == (
            one.on_track,
            one.on_track + one.insufficient_data,
        )
    total = counts.total(shipped.at(EDITION.quarter))
    above = [cell.value for cell in book["Positions"]["A"]]
    assert f"All partnerships: {counts.sentence(total)}" in above and counts.range_sentence(total) in above


PLAIN = {  # heading: column of the rows
    "Target": "target",
    "Title": "title",
    "Shortfall": "shortfall",
    "Milestone": "milestone",
    "Upper milestone": "milestone_upper",
    "Unit": "unit",
    "Year-end forecast": "forecast",
    "Expected on": "expected_on",
    "Figure is for": "figure_is_for",
    "Workbook": "workbook",
    "Sheet": "sheet",
    "Cell": "cell",
    "Basis": "basis",
}
OF_TARGETS = {
    "Actual": "actual",
    "Kind": "kind",
    "Partnership": "partnership_name",
    "As at": "quarter",
    "Quarters old": "quarters_old",
    "Sentence": "sentence",
    "Year-end target": "year_end_target",
    "Original milestone": "original_milestone",
    "Quarters not judged": "unknown_for",
}
OF_FIGURES = {
    "Value": "actual",
    "Partnership": "partnership_name",
    "Quarter": "quarter",
    "Commentary": "commentary",
    "Will it be achieved": "declared",
}


def same(shown: pd.DataFrame, rows: pd.DataFrame, columns: dict[str, str]) -> None:
    assert len(shown) == len(rows) > 0
    for heading, name in columns.items():
        for told, value in zip(shown[heading], rows[name], strict=True):
            if pd.isna(value):
                assert told is None, (heading, told)
            elif isinstance(value, float):
                assert told == pytest.approx(value, rel=1e-15), heading  # what Excel keeps of a figure
            else:
                assert told == value, heading


def sentence_case(rows: pd.Series) -> list[str | None]:
    return [None if pd.isna(one) else wording.sentence_case(str(one)) for one in rows]


@pytest.mark.parametrize("standing", ["latest", "same"])
def test_targets_are_the_position_cell_by_cell(shipped, standing):
    book = opened(excel.write(shipped, replace(EDITION, standing=standing)))
    rows = shipped.at(EDITION.quarter, standing, kind="all")
    shown = tidy(book, "Targets")
    same(shown, rows, PLAIN | OF_TARGETS)
    assert shown.Reason.tolist() == sentence_case(rows.reason)
    assert shown.Status.tolist() == [wording.look(one).word for one in rows.status]
    assert shown.Marker.tolist() == marked(rows, shipped)
    facts = shipped.register.targets.set_index("target")
    assert shown.Owner.tolist() == facts.owner.reindex(rows.target).tolist()


def test_figures_are_every_quarter_cell_by_cell(book, shipped):
    rows = shipped.rows[shipped.rows.quarter <= EDITION.quarter]
    shown = tidy(book, "Figures")
    same(shown, rows, PLAIN | OF_FIGURES)
    assert shown.Reason.tolist() == sentence_case(rows.reason)
    assert shown.Marker.tolist() == marked(rows, shipped)
    assert {"[x]", "[p]", "[e]", "[r]", None} == set(shown.Marker), "every marker is met"
    corrected = shown[(shown.Target == "NI 191") & (shown.Quarter == "2009-10 Q2")]
    assert corrected.Marker.tolist() == ["[r]"]
    assert [one is not None for one in shown["Forecast marker"]] == rows.forecast.notna().tolist()
    assert "Close to target" not in set(shown.Status) and set(rows.close) == {False}
    earlier = tidy(opened(excel.write(shipped, Edition("2008-09 Q4"))), "Figures")
    assert set(earlier.Quarter) == {one for one in shipped.quarters if one <= "2008-09 Q4"}


def marked(rows: pd.DataFrame, position) -> list[str | None]:
    words = {"provisional": "[p]", "estimate": "[e]"}
    marks = ["[x]" if pd.isna(one.actual) else words.get(one.figure_is) for one in rows.itertuples()]
    corrected = set(zip(position.corrections.target, position.corrections.quarter, strict=True))
    keys = zip(rows.target, rows.quarter, strict=True)
    return [f"{mark or ''} [r]".strip() if key in corrected else mark for key, mark in zip(keys, marks, strict=True)]


def test_a_corrected_figure_may_be_provisional_or_gone_too(shipped):
    rows = shipped.rows[shipped.rows.quarter == EDITION.quarter]
    some = {mark: rows.target[[one == mark for one in marked(rows, shipped)]].iloc[0] for mark in ("[x]", "[p]", "[e]")}
    changed = [(target, EDITION.quarter, 1.0, 2.0, 2, "2010-06-01") for target in some.values()]
    table = settle(CORRECTIONS, pd.DataFrame(changed, columns=list(CORRECTIONS.columns)))
    shown = tidy(opened(excel.write(replace(shipped, corrections=table), EDITION)), "Figures")
    shown = shown[shown.Quarter == EDITION.quarter].set_index("Target").Marker
    assert {mark: shown[target] for mark, target in some.items()} == {mark: f"{mark} [r]" for mark in some}


def test_a_near_miss_is_called_close_to_target(shipped):
    judged = shipped.judged.assign(close=shipped.judged.status == "off track")
    shown = tidy(opened(excel.write(replace(shipped, judged=judged), EDITION)), "Targets")
    assert "Off track" not in set(shown.Status) and "Close to target" in set(shown.Status)


def test_figures_have_their_targets_places_and_unit(book, shipped):
    facts = shipped.register.targets.set_index("target")
    sheet = book["Figures"]
    _, top, _, _ = range_boundaries(table_of(sheet).ref)
    at = {cell.value: cell.column for cell in sheet[top]}
    seen = set()
    for row in range(top + 1, sheet.max_row + 1):
        fact = facts.loc[sheet.cell(row, at["Target"]).value]
        for heading in ("Value", "Milestone", "Shortfall", "Year-end forecast"):
            cell = sheet.cell(row, at[heading])
            if cell.value is not None:
                assert cell.data_type == "n", cell.coordinate
                assert cell.number_format == number_format(fact.unit, fact.places), cell.coordinate
                seen.add(cell.number_format)
    assert {"#,##0", "#,##0.0", "#,##0.00", '"£"#,##0'} <= seen


def test_values_agreed_are_every_value_by_then(book, shipped):
    agreed = shipped.register.milestones
    agreed = agreed[agreed.agreed_on <= pd.Timestamp(shipped.as_at)]
    shown = tidy(book, "Values agreed")
    key = ["target", "quarter", "agreed_on", "value", "agreed_by", "kind"]
    told = shown[["Target", "Quarter", "Agreed on", "Value", "Agreed by", "Kind of value"]]
    assert sorted(map(tuple, told.to_numpy().tolist())) == sorted(map(tuple, agreed[key].to_numpy().tolist()))
    in_force = shipped.register.values_in_force(shipped.as_at).set_index(["target", "quarter"]).milestone.to_dict()
    standing = shown[shown["In force or replaced"] == "In force"]
    assert {(row.Target, row.Quarter): row.Value for row in standing.itertuples()} == in_force
    assert set(shown["In force or replaced"]) == {"In force", "Replaced"}


def test_actions_are_the_returns_actions(book, shipped):
    rows = shipped.actions[shipped.actions.quarter <= EDITION.quarter].reset_index(drop=True)
    named = {"Target": "target", "Quarter": "quarter", "Action": "action", "Owner": "owner", "Due": "due"}
    same(tidy(book, "Actions"), rows, named | {"Progress": "progress", "Cell": "cell"})


def test_narrative_is_the_partnerships_own_words_with_their_basis(book, shipped):
    rows = shipped.narrative[shipped.narrative.quarter <= EDITION.quarter].reset_index(drop=True)
    shown = tidy(book, "Narrative")
    assert shown.Partnership.tolist() == rows.partnership.map(shipped.names).tolist()
    named = {"Quarter": "quarter", "Section": "section", "Text": "text", "Basis": "basis"}
    same(shown, rows, named | {"Workbook": "workbook", "Sheet": "sheet", "Cell": "cell"})
    assert shown.Basis.nunique() > 1 and (shown["Return number"] >= 1).all()


def test_reasons_and_rule_are_complete(book):
    reasons = tidy(book, "Reasons")
    assert reasons.Reason.tolist() == [wording.sentence_case(str(reason)) for reason in Reason]
    assert reasons["What it means"].is_unique and reasons["What it means"].notna().all()
    rule = tidy(book, "Rule")
    assert rule.Step.tolist() == list(range(1, 12))
    assert set(rule["Reason shown"]) - {"The reason given"} <= set(reasons.Reason)
    assert f"Rule version {RULE_VERSION}. The first step that applies decides." in [c.value for c in book["Rule"]["A"]]
    assert tidy(book, "Tolerance").to_dict("records") == [
        {"From quarter": "2006-07 Q1", "Tolerance is": "No tolerance"}
        | {"Tolerance": None, "A miss within it counts as": None}
    ]


def test_the_verdicts_of_another_rule_are_not_explained_as_its_own(shipped):
    above = [cell.value for cell in opened(excel.write(shipped, replace(EDITION, rule_version="0")))["Rule"]["A"]]
    assert "Rule version 0. The first step that applies decides." in above
    assert f"The words are those of rule version {RULE_VERSION}, which is in use now." in above


def test_notes_explain_every_marker(book):
    notes = tidy(book, "Notes").set_index("Marker or word").Meaning
    assert {"[x]", "[p]", "[e]", "[f]", "[r]"} <= set(notes.index)
    assert notes["[r]"].startswith("Revised: a later version of the return gave another figure")


def test_a_correction_says_what_it_puts_right(shipped):
    edition = replace(
        EDITION, corrects="PSB 2010-06-01", correction="A figure was mistyped.", changes=("NI 30 moved.",)
    )
    said = [cell.value for cell in opened(excel.write(shipped, edition))["Cover"]["A"]]
    assert "This corrects PSB 2010-06-01: A figure was mistyped." in said and "NI 30 moved." in said


def test_a_position_without_actions_or_rules_has_sentences_instead(shipped):
    register = replace(shipped.register, rules=shipped.register.rules.head(0))
    nothing = {"actions": shipped.actions.head(0), "narrative": shipped.narrative.head(0)}
    position = replace(shipped, **nothing, register=register)
    book = opened(excel.write(position, EDITION))
    for name, said in (
        ("Actions", "No return up to this quarter has an action."),
        ("Narrative", "No return up to this quarter has an account of it."),
        ("Tolerance", "No tolerance is in force: a miss is a miss."),
    ):
        assert not book[name].tables
        assert book[name].cell(book[name].max_row, 1).value == said


def test_properties_and_language_are_set(made, book, shipped):
    about = book.properties
    assert about.title == "Oxfordshire Local Area Agreement: position at Q4 2009/10"
    assert about.subject == "Position at Q4 2009/10, as at 22 July 2010"
    assert about.creator == "Oxfordshire Local Area Agreement"
    assert about.language == "en-GB"
    assert about.created == about.modified == datetime(2010, 7, 22)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        core = package.read("docProps/core.xml").decode()
        assert core.count("<dc:language>en-GB</dc:language>") == 1
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        tables = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/tables/")]
    assert len(tables) == len(TABLES) + 1 and all("altText=" in one for one in tables), "a table says what it is"


def test_the_same_position_gives_the_same_bytes(made, shipped):
    assert excel.write(shipped, EDITION) == made
    position, edition = thaw(freeze(shipped, EDITION))
    assert excel.write(position, edition) == made, "and so does the position that was kept"


TROUBLE = [
    *((typed, typed.replace("\r", "\n"), "a formula") for typed in TYPED),
    ("http://evil.example", "http://evil.example", "a link"),
    ("0042", "0042", "a number"),
    ("<r><t>x</t></r>", "<r><t>x</t></r> ", "markup of xlsxwriter's own"),
    ("_x0041_", "_x0041_", "an escape"),
    ("a\x00\x07\x1bb\ufffe", "a\ufffd\ufffd\ufffdb\ufffd", "control characters"),
    (" a \r\nb ", " a \nb ", "spaces and line breaks"),
    ("{=1}", "{=1}", "an array formula"),
]


@pytest.fixture(scope="module")
def troubled(shipped):
    """Each trouble in two actions, in two accounts, and in every so manieth figure."""
    texts = [case[0] for case in TROUBLE]
    twice = [text for text in texts for _ in range(2)]
    recent = [table[table.quarter >= "2009-10 Q3"].tail(len(twice)) for table in (shipped.actions, shipped.narrative)]
    actions = recent[0].assign(action=twice, owner=twice, progress=twice)
    judged = shipped.judged[shipped.judged.quarter >= "2009-10 Q3"]
    assert len(judged) >= len(texts)
    each = [texts[row % len(texts)] for row in range(len(judged))]
    judged = judged.assign(commentary=each, figure_is_for=each)
    narrative = recent[1].assign(section=twice, text=twice, basis=twice)
    return opened(excel.write(replace(shipped, actions=actions, judged=judged, narrative=narrative), EDITION))


@pytest.mark.parametrize("case", range(len(TROUBLE)), ids=[case[2] for case in TROUBLE])
def test_what_was_typed_stays_text(troubled, case):
    book, (typed, expected, _) = troubled, TROUBLE[case]
    assert formulas(book) == []
    shown = tidy(book, "Actions")
    shown = shown[shown.Action == expected]
    assert len(shown) == 2 and set(shown.Owner) | set(shown.Progress) == {expected}
    assert set(tidy(book, "Figures").Commentary) == {case[1] for case in TROUBLE}
    account = tidy(book, "Narrative")
    account = account[account.Text == expected]
    assert len(account) == 2 and set(account.Section) | set(account.Basis) == {expected}
    if typed in TYPED:
        cells = [cell for row in book["Actions"].iter_rows() for cell in row if cell.value == expected]
        assert len(cells) == 6 and all(cell.quotePrefix for cell in cells), "it stays text when the cell is edited"


@pytest.mark.parametrize("letter", ["x", "\U0001f600"], ids=["letters", "letters that Excel counts twice"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter):
    said = books.shown(letter * 40_000)
    length = len(letter.encode("utf-16-le")) // 2 * 40_000
    assert said.endswith(f" [cut: the text has {length:,} characters and a cell holds 32,767]")
    assert 32_765 <= len(said.encode("utf-16-le")) // 2 <= 32_767
    assert set(said.split(" [cut")[0]) == {letter}
    fits = letter * (32_767 // (length // 40_000))
    assert books.shown(fits) == fits


def test_half_a_character_is_none():
    assert books.shown("a\ud800b") == "a\ufffdb"


def test_a_long_word_does_not_make_a_column_endless():
    assert books.width(Column("Link", ["x" * 5000])) == books.LONGEST_WORD + 2


def test_libreoffice_opens_it_and_saves_every_cell(made, tmp_path):
    before, after = opened(made), opened(saved_by_libreoffice(made, tmp_path))
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        assert values(after[name]) == values(before[name]), name
        assert len(after[name].tables) == len(before[name].tables), name
        assert not after[name].merged_cells.ranges
