"""Grants on their page, on a target's, on paper, in the workbook and in the data: one thing said, and only where it is.

Tried beside the cases: a register without grants, with grants that go nowhere, a day before any was agreed, a reward
that a setting hides, a position that was kept and read again, a currency that is not pounds.
"""

import io
import json
import shutil
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from oxdash.__main__ import cli
from oxdash.documents import grants as documents
from oxdash.documents import papers
from oxdash.documents.blocks import Bullets, Paragraph, Table
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import grants_words
from oxdash.judging.position import Position
from oxdash.output import excel, freeze, open_data
from oxdash.settings import HOME
from oxdash.vocabulary import tables
from oxdash.vocabulary.grant_tables import ALLOCATIONS
from tests.absences import register_without
from tests.spec.test_pages import h1, opened, said

EDITION = Edition("2009-10 Q4")


@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(shipped, EDITION)


def with_register(shipped: Position, **tables_) -> Position:
    return replace(shipped, register=replace(shipped.register, **tables_))


def table(blocks, caption: str) -> Table:
    (found,) = [block for block in blocks if isinstance(block, Table) and block.caption == caption]
    return found


def column(found: Table, heading: str) -> list:
    return list(next(one.cells for one in found.columns if one.heading == heading))


def test_the_paper_says_what_the_register_says_to_the_penny(at):
    made, found = papers.outline(Kind.GRANTS, at), at.grants
    lead = next(block for block in made.of(Paragraph) if block.kind == "lead")
    assert made.title == "Grants as at 22 July 2010" and lead.text == grants_words.sentence(found.total, "GBP")
    each = table(made.blocks, grants_words.BY_EACH)
    assert list(zip(column(each, "Grant"), column(each, "Year"), strict=True)) == [
        ("Area Based Grant", "2008/09"),
        ("Area Based Grant", "2009/10"),
        ("Area Based Grant", "2010/11"),
        ("Reward Grant", "2009/10"),
        ("Reward Grant", "2010/11"),
    ]
    assert column(each, "Agreed")[3:] == [("£1,250,000.50",), ("no amount agreed",)], "never £0.00"
    assert column(each, "Not yet allocated")[2:] == [("at most £690,000.00",), ("£325,000.00",), ("not known",)]
    unknown = next(block for block in made.of(Bullets)).lines
    assert unknown[0] == "No amount is agreed of Reward Grant 2010/11." and len(unknown) == 7
    assert {one.heading for one in table(made.blocks, grants_words.BY_TARGET).columns} >= {
        "Earned, indicative",
        "Spent",
    }


def test_the_page_is_the_paper_with_ways_to_what_it_names(at):
    of_page = documents.page(at)
    whom = column(table(of_page, grants_words.EVERY), "Target or body")
    assert (whom[0].page, whom[0].target) == ("target", "NI 117")
    assert (whom[3].page, whom[3].partnership) == ("partnership", "stronger-communities")
    for caption in (grants_words.BY_EACH, grants_words.BY_GRANT, grants_words.BY_YEAR):
        on_paper = table(papers.outline(Kind.GRANTS, at).blocks, caption)
        assert column(table(of_page, caption), "Agreed") == column(on_paper, "Agreed")


DAYS = [
    # as at, grants and years, allocations, of how many allocations nothing is told, why
    (date(2008, 6, 29), 1, 1, 1, "the day before any was agreed: what has neither amount nor day"),
    (date(2008, 6, 30), 2, 5, 5, "the day on which the first was agreed"),
    (date(2009, 3, 30), 2, 5, 5, "the day before spending was told of"),
    (date(2009, 3, 31), 3, 9, 5, "the day on which it was told, and the next year was agreed"),
    (date(2010, 7, 22), 5, 15, 5, "as shipped"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "each", "allocations", "untold"), [case[:4] for case in DAYS], ids=[case[4] for case in DAYS]
)
def test_as_at_a_day_only_what_was_agreed_and_told_by_then(shipped, day, each, allocations, untold):
    found = Standing(replace(shipped, as_at=day), EDITION).grants
    total = found.total
    assert (total.allocated.of, total.spent.unknown) == (allocations, untold)
    assert len(found.agreed) == each


def test_a_day_before_anything_says_so(shipped):
    register = shipped.register
    dated = register.grants[register.grants.agreed_on.notna()]
    bare = with_register(shipped, grants=dated, allocations=tables.empty(ALLOCATIONS))
    made = papers.outline(Kind.GRANTS, Standing(replace(bare, as_at=date(2008, 6, 29)), EDITION))
    assert "No grant had been agreed by 29 June 2008." in [block.text for block in made.of(Paragraph)]
    assert made.of(Table) == []


def test_the_page_of_a_target_has_its_grants_and_no_others(at):
    own = documents.of_target(at, "NI 117")
    assert own[0].text == "Grants" and "£1,235,000.00 is allocated" in own[1].text
    assert [name.target for name in column(own[2], "Target or body")] == ["NI 117"] * 3
    assert documents.of_target(at, "NI 154") == [], "to which nothing goes"
    earned = documents.of_target(at, "S1")
    assert [type(block).__name__ for block in earned] == ["Heading", "Paragraph"]
    assert earned[1].text.startswith("Indicative: 8,497 offences")


def test_a_hidden_reward_is_in_nothing(shipped):
    hidden = Standing(shipped, EDITION, reward=False)
    made = papers.outline(Kind.GRANTS, hidden)
    assert "Indicative" not in repr(made.blocks) and "Earned" not in repr(made.blocks)
    assert documents.of_target(hidden, "S1") == []
    assert "earned" not in json.loads(open_data.position_json(shipped, EDITION, reward=False))["grants"]
    assert "Reward" not in openpyxl.load_workbook(io.BytesIO(excel.write(shipped, EDITION, reward=False))).sheetnames


def test_the_workbook_has_amounts_as_numbers_and_leaves_empty_what_is_not_known(at, shipped):
    book = openpyxl.load_workbook(io.BytesIO(excel.write(shipped, EDITION)))
    rows = [[cell.value for cell in row] for row in book["Grants"].iter_rows()]
    top = next(n for n, row in enumerate(rows) if row[0] == "Grant")
    told = [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]
    assert [row["Agreed"] for row in told] == [1480000, 1525000, 1390000, 1250000.5, None]
    assert [row["Spent"] for row in told][-1] in (None, 0) and told[3]["Allocations of which nothing is reported"] == 2
    assert book["Grants"].cell(top + 2, 3).number_format == '"£"#,##0.00'
    allocations = [[cell.value for cell in row] for row in book["Allocations"].iter_rows()]
    top = next(n for n, row in enumerate(allocations) if row[0] == "Grant")
    spent = allocations[top].index("Spent")
    assert [row[spent] for row in allocations[top + 1 :]].count(None) == 5
    assert len(allocations) - top - 1 == len(at.grants.allocated) == 15


def test_the_data_have_amounts_as_text_and_null_for_what_is_not_known(shipped):
    said_ = json.loads(open_data.position_json(shipped, EDITION))["grants"]
    assert said_["currency"] == "GBP" and said_["total"]["agreed"] == "5645000.50"
    assert (
        said_["by_grant_and_year"][4]["agreed"] is None and said_["by_grant_and_year"][4]["agreed_not_known_for"] == 1
    )
    assert [row["spent"] for row in said_["allocations"]].count(None) == 5
    assert {"target", "at_least", "at_most"} == set(said_["earned"][0])


def test_a_kept_position_says_the_same_and_nothing_later(shipped):
    early = replace(shipped, as_at=date(2010, 1, 31))
    kept, edition = freeze.thaw(freeze.freeze(early, EDITION))
    again, before = (papers.outline(Kind.GRANTS, Standing(one, EDITION)) for one in (kept, early))
    assert again.blocks == before.blocks and edition.quarter == EDITION.quarter
    assert (kept.register.allocations.as_at.dropna() <= "2010-01-31").all()
    assert "2010-11" not in kept.register.grants.year[kept.register.grants.amount.notna()].tolist()


def test_amounts_are_in_the_registers_currency(shipped):
    about = shipped.register.about
    about = about.assign(value=about["value"].where(about["name"] != "Currency", "EUR"))
    at = Standing(with_register(shipped, about=about), EDITION)
    assert at.council.currency == "EUR"
    for kind in (Kind.GRANTS, Kind.REWARD):
        told = [block for block in papers.outline(kind, at).blocks if isinstance(block, Table)]
        assert told and not [cell for one in told for col in one.columns for cell in col.cells if "£" in str(cell)]


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """A data folder with a return, and a register that has neither grants nor stretch targets."""
    folder = tmp_path_factory.mktemp("without") / "data"
    (folder / "quarterly").mkdir(parents=True)
    (folder / "register.xlsx").write_bytes(register_without("grants: no sheet", "stretch targets"))
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The shipped register, and one quarter."""
    folder = tmp_path_factory.mktemp("grants") / "data"
    shutil.copytree(HOME / "data" / "quarterly" / "2008-09-Q4", folder / "quarterly" / "2008-09-Q4")
    shutil.copy(HOME / "data" / "register.xlsx", folder)
    return folder


def in_menu(app) -> list[str]:
    return [link.proto.label for link in app.sidebar.get("page_link")]


def test_the_menu_leads_there_where_the_register_has_grants(small, monkeypatch):
    app = opened(small, monkeypatch, "grants", as_at="2010-07-22")
    assert not app.exception and h1(app) == "Grants as at 22 July 2010"
    assert {"Grants", "Reward grant"} <= set(in_menu(app))
    assert "£5,645,000.50 (no amount agreed for 1 of 5 yearly grants) is agreed" in said(app)


NOT_THERE = [
    ("grants", grants_words.NONE, "a register without grants"),
    ("reward", "The register has no stretch targets.", "a register without stretch targets"),
]


@pytest.mark.parametrize(("page", "sentence"), [case[:2] for case in NOT_THERE], ids=[case[2] for case in NOT_THERE])
def test_what_the_register_has_not_is_in_no_menu_and_said_at_its_address(without, monkeypatch, page, sentence):
    app = opened(without, monkeypatch, page)
    assert not app.exception and sentence in said(app)
    assert not {"Grants", "Reward grant"} & set(in_menu(app)) and "(Word paper)" not in said(app)


@pytest.mark.parametrize("kind", ["grants", "reward"])
def test_the_command_makes_no_paper_of_nothing(tmp_path, kind):
    (tmp_path / "data" / "quarterly").mkdir(parents=True)
    shutil.copytree(HOME / "data" / "quarterly" / "2009-10-Q4", tmp_path / "data" / "quarterly" / "2009-10-Q4")
    register = register_without("grants: no sheet", "stretch: no sheet")
    (tmp_path / "data" / "register.xlsx").write_bytes(register)
    asked = ["--data", str(tmp_path / "data"), "paper", "2009-10 Q4", "-o", str(tmp_path / "x.docx"), "--kind", kind]
    done = CliRunner().invoke(cli, asked)
    assert done.exit_code == 1 and papers.PAPERS[Kind(kind)].none in done.output
    assert not (tmp_path / "x.docx").exists()
