"""A blank register, what is wrong with one in words, and one of before brought to what a register says today.

Tried beside the cases: every declared sheet and column (a sheet that is declared later is tried by being declared);
example rows as they are, half taken over, and meant; a register of before with its sheets in another order, with notes
above its headings, with columns and sheets of its own, with bodies named by their initials alone, with two of the same
initials, without meetings, members or stretch targets.
"""

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

from oxdash.demo.register_workbook import IN_ORDER, STAMPED, table_of, write_register
from oxdash.excel.problems import Severity
from oxdash.register import about, examples, read_register
from oxdash.register.blank import NEEDED, blank
from oxdash.register.checked import check
from oxdash.register.columns import SHEETS
from oxdash.register.register_sheet import MARK
from oxdash.register.upgrade import upgrade
from oxdash.register.writer import GUIDANCE, asked, offered
from tests.unit.test_register import council, sound


def written(tables, **more) -> bytes:
    frames = {}
    for name, rows in tables.items():
        heads = dict.fromkeys([*SHEETS[name].headings, *(head for row in rows for head in row)])
        frames[name] = pd.DataFrame(
            [[row.get(head) for head in heads] for row in rows], columns=list(heads), dtype=object
        )
    return write_register(frames, STAMPED, **more)


@pytest.fixture(scope="module")
def empty():
    return openpyxl.load_workbook(io.BytesIO(blank()))


def test_a_blank_register_has_every_sheet_those_that_are_needed_first(empty):
    assert empty.sheetnames[: len(NEEDED) + 1] == [GUIDANCE, *NEEDED]
    assert sorted(empty.sheetnames) == sorted([GUIDANCE, *SHEETS])
    assert blank() == blank()


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_has_its_columns_an_example_and_what_may_stand_there(empty, name):
    sheet, declared = empty[name], SHEETS[name]
    heads = [cell.value for cell in sheet[1]]
    told = {cell.value for row in empty[GUIDANCE].iter_rows() for cell in row if cell.value}
    if name == "About":
        assert [row[0].value for row in sheet.iter_rows(min_row=2)] == list(about.SAID)
        assert {row[1].value for row in sheet.iter_rows(min_row=2)} == {None}
        return
    assert heads == list(declared.headings) and sheet.max_row == 2
    example = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
    assert example[heads[0]].startswith(MARK)
    assert all(example[one.heading] is not None for one in declared.columns if one.there and one.filled)
    offers = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    for at, column in zip(sheet[1], declared.columns, strict=True):
        one = offers[f"{at.column_letter}2"]
        assert one.promptTitle == column.heading[:32] and one.prompt
        if words := offered(declared, column):
            assert one.formula1 == f'"{",".join(words)}"' or len(",".join(words)) > 255
        assert column.heading in told and asked(declared, column) in told


def offered_at(book, sheet: str, heading: str) -> tuple[str, int, str, int]:
    """The sheet, first row, column and last row of what the cells of a column offer."""
    letter = next(cell.column_letter for cell in book[sheet][1] if cell.value == heading)
    rules = book[sheet].data_validations.dataValidation
    (rule,) = [one for one in rules if str(one.sqref).startswith(f"{letter}2:")]
    (where,) = book.defined_names[rule.formula1].destinations
    first, last = where[1].replace("$", "").split(":")
    return where[0], int(first[1:]), first[0], int(last[1:])


BODIES_ARE_NAMED = [
    pytest.param("Targets", "Partnership", id="who answers for a target"),
    pytest.param("Targets", "Contributing partnerships", id="who contributes to it"),
    pytest.param("Targets", "Delivery group", id="who does the work"),
    pytest.param("Delivery groups", "Partnership", id="whom a group works for"),
    pytest.param("Partnerships", "Reports to", id="whom a partnership answers to"),
    pytest.param("Bodies", "Reports to", id="whom a body answers to"),
    pytest.param("Members", "Body", id="where somebody sits"),
    pytest.param("Meetings", "Body", id="who meets"),
    pytest.param("Meetings", "Who reports", id="who reports at a meeting"),
]


@pytest.mark.parametrize(("sheet", "heading"), BODIES_ARE_NAMED)
def test_a_cell_that_names_a_body_offers_those_of_the_sheet_bodies(empty, sheet, heading):
    assert offered_at(empty, sheet, heading) == ("Bodies", 3, "A", 5001)


@pytest.mark.parametrize("kind", ["partnership", "delivery group"])
def test_bodies_that_have_a_sheet_of_their_own_are_offered_from_there(kind):
    sheet = {"partnership": "Partnerships", "delivery group": "Delivery groups"}[kind]
    book = openpyxl.load_workbook(io.BytesIO(written(council() | sound(), guided=(("How", ("So.",)),))))
    heading = {"partnership": "Partnership", "delivery group": "Delivery group"}[kind]
    assert offered_at(book, "Targets", heading) == (sheet, 2, "A", 5001)


def test_no_example_is_offered(empty):
    for name, made in empty.defined_names.items():
        ((sheet, where),) = made.destinations
        first = empty[sheet][where.split(":")[0].replace("$", "")]
        assert not str(first.value or "").startswith(MARK), name


def test_no_cell_says_the_same_twice(empty):
    said = [one.prompt for sheet in empty for one in sheet.data_validations.dataValidation]
    for prompt in said:
        what, _, may_stand = prompt.rpartition(": ")
        assert not what or may_stand.casefold() not in what.casefold(), prompt
        assert prompt.count("separated by semicolons") < 2, prompt
    assert "Higher, lower or within range" in said
    assert "Codes of the bodies it reports to: one or more codes of sheet Bodies, separated by semicolons" in said


def test_what_is_said_on_about_has_room(empty):
    """Each text of what to enter stands in one line, so that none runs onto the next row."""
    sheet = empty["About"]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.column_dimensions[letters["Value"]].width >= 40
    for heading in ("What to enter", "For example"):
        wide = sheet.column_dimensions[letters[heading]].width
        assert all(len(cell.value) <= wide for cell in sheet[letters[heading]] if cell.value), heading


def test_examples_are_for_sheets_and_columns_there_are():
    for name, row in examples.EXAMPLES.items():
        assert set(row) <= set(SHEETS[name].headings), name
    assert set(examples.ABOUT) == set(about.SAID)
    for name, value in examples.ABOUT.items():
        assert about.fault(name, value) is None, name


def test_an_example_becomes_a_row_where_it_is_meant():
    """All examples without their mark, the bodies and targets that they name beside them, are a sound register."""
    tables = {name: [examples.of(sheet)] for name, sheet in SHEETS.items() if name not in ("About", "Partnerships")}
    for name, rows in tables.items():
        first = SHEETS[name].headings[0]
        rows[0][first] = rows[0][first].removeprefix(MARK)
    tables["Bodies"].append({"Code": "board", "Name": "Board", "Kind": "board"})
    del tables["Delivery groups"]
    tables["Bodies"].append(
        {"Code": "recycling", "Name": "Recycling", "Kind": "delivery group", "Reports to": "environment"}
    )
    found = check("r.xlsx", written(tables))
    assert found.of(Severity.MUST_FIX) == [] and len(found.register.targets) == 1


def test_an_example_is_left_out_and_one_that_was_filled_in_is_asked_about():
    tables = council() | sound()
    sheet = SHEETS["Districts"]
    tables["Districts"].append(examples.of(sheet))
    found = check("r.xlsx", written(tables))
    assert found.told().startswith("The sheet About") and "North District" not in list(found.register.districts.name)
    tables["Districts"][-1]["Name"] = "West District"
    found = check("r.xlsx", written(tables))
    assert [one.message for one in found.register.problems] == [
        'r.xlsx, sheet Districts, cell A3, code: found "e.g. north". A row that begins with "e.g." is an example, and '
        "left out: take that away if it is meant."
    ]
    assert found.exit_code == 0


def test_a_check_says_what_is_wrong_and_then_what_is_not_said():
    tables = council(**{"Year begins in": "Spring"}) | sound()
    tables["Bodies"][1]["Chair until"] = date(2009, 4, 30)
    found = check("r.xlsx", written(tables))
    lines = found.told().splitlines()
    assert lines[0] == "There is a problem: 2 things must be fixed."
    assert lines[3] == "The sheet About does not say, so it is as it stands here:"
    assert "  Currency (three letters, such as GBP or EUR): GBP" in lines
    assert "  Area is a (county, city, region or what else pages call the whole of it): area" in lines
    assert found.exit_code == 1 and not found.as_json()["sound"]
    assert [one["cell"] for one in found.as_json()["problems"]] == ["B7", "I3"]
    assert {one["name"] for one in found.as_json()["not_said"]} == set(about.SAID) - {
        *("Area", "Agreement called", "Targets called", "Reported to", "Codes also written", "Year begins in")
    }


def test_what_has_its_row_on_about_and_no_value_is_not_said():
    tables = council(Area="") | sound()
    tables["About"][0]["Value"] = None
    assert "Area" in check("r.xlsx", written(tables)).register.unsaid


def test_what_is_no_workbook_is_a_sentence():
    found = check("r.xlsx", b"none")
    assert found.exit_code == 2 and found.told() == found.as_json()["problems"][0]["message"] != ""


def before() -> dict[str, list[dict]]:
    """A register of before, with what people put beside it."""
    tables = sound()
    tables["Targets"][2] |= {"Agreement": "local", "Kind": "local"}
    tables["Targets"].append(tables["Targets"][1] | {"Code": "S1", "Agreement": "LAA1 2006-09", "Kind": "stretch"})
    tables["Targets"][0]["Our own column"] = 0.5
    tables["Meetings"].append(tables["Meetings"][0] | {"Body": "Cabinet"})
    tables["Members"].append(tables["Members"][0] | {"Body": "Parish Sports Board"})
    return tables


SAME = ("targets", "milestones", "partnerships", "delivery_groups", "priorities", "stretch", "districts", "rules")


@pytest.mark.parametrize("order", [1, -1], ids=["as they are read", "backwards"])
def test_a_register_of_before_is_read_the_same_once_it_says_more(order):
    old = written(dict(list(before().items())[::order]))
    made = upgrade("old.xlsx", old)
    assert made.refused == "" and upgrade("old.xlsx", old) == made, "the same bytes each time"
    was, now = read_register("old.xlsx", old), read_register("new.xlsx", made.data)
    assert [one.message for one in now.problems if one.severity == Severity.MUST_FIX] == []
    for part in SAME:
        one, two = getattr(was, part), getattr(now, part)
        apart = [name for name in ("agreement", "cell", "row", "reports_to") if name in one]
        pd.testing.assert_frame_equal(one.drop(columns=apart), two.drop(columns=apart))
    assert list(map(was.agreement_name, was.targets.agreement)) == list(map(now.agreement_name, now.targets.agreement))
    assert [now.body_names[one] for one in now.members.body] == [was.body_names[one] for one in was.members.body]
    assert now.board == was.board == "Public Service Board"
    for code in was.partnerships.code:
        assert now.returns_due(code, "2009-10 Q4") == was.returns_due(code, "2009-10 Q4") == date(2010, 5, 5)
    assert now.codes_also == was.codes_also == (("LAA", "NI"),)
    assert now.target_code("LAA 30") == "NI 30"
    assert made.said == (
        "About: Reported to is psb.",
        "About: Codes also written is LAA = NI.",
        "About: Currency is GBP.",
        "About: Year begins in is April.",
        "About: Language is en-GB.",
        "About: Time zone is Europe/London.",
        "About: Returns need sign-off is no.",
        "About: nothing says Area, Area is a, Agreement called, Targets called, Priorities called, Districts called, "
        "Contact and Figures are. Enter them.",
        "Agreements: LAA2 2008-11 is laa2, 2008-09 Q1 to 2010-11 Q4, as its targets; counted, designated and statutory "
        "targets.",
        "Agreements: LAA1 2006-09 is laa1, 2008-09 Q1 to 2010-11 Q4, as its targets; not counted, as none of its "
        "targets was.",
        "Bodies: Public Service Board is psb, a board. Enter whom it reports to, and who chairs it.",
        "Bodies: Parish Sports Board is parish-sports-board, a board. Enter whom it reports to, and who chairs it.",
        "Bodies: Cabinet is cabinet, a board. Enter whom it reports to, and who chairs it.",
    )


def test_what_people_put_beside_a_register_stays_in_it():
    tables = {name: table_of(name) for name in IN_ORDER if name not in ("About", "Agreements", "Bodies")}
    book = openpyxl.load_workbook(io.BytesIO(write_register(tables, STAMPED)))
    sheet = book.create_sheet("Our notes")
    sheet["B3"], sheet["C4"] = "Ask GOSE", date(2010, 6, 1)
    book["Targets"]["AB1"], book["Targets"]["AB2"] = "Checked", "=1+1"
    book["Rules"].insert_rows(1)
    book["Rules"]["A1"] = "The tolerance in force"
    held = io.BytesIO()
    book.save(held)
    again = openpyxl.load_workbook(io.BytesIO(upgrade("old.xlsx", held.getvalue()).data))
    assert again["Our notes"]["B3"].value == "Ask GOSE"
    assert again["Our notes"]["C4"].value.date() == date(2010, 6, 1)
    assert (again["Targets"]["AB1"].value, again["Targets"]["AB2"].value) == ("Checked", "=1+1")
    assert again["Targets"]["AB2"].data_type == "s", "what it said, and nothing that is worked out"
    assert again["Rules"]["A1"].value == "The tolerance in force"


REFUSED = [
    (
        lambda: council() | sound(),
        "r.xlsx has the sheets About, Agreements and Bodies already: there is nothing to fill in.",
    ),
    (
        lambda: sound() | {"Priorities": []},
        "r.xlsx has something that must be fixed first. Run: oxdash register check r.xlsx",
    ),
]


@pytest.mark.parametrize(("tables", "sentence"), REFUSED, ids=["said already", "not sound"])
def test_what_is_not_brought_up_says_why(tables, sentence):
    assert upgrade("r.xlsx", written(tables())).refused == sentence


@pytest.mark.parametrize("left_out", ["Meetings", "Members", "Stretch", "Delivery groups", "Districts"])
def test_what_a_register_of_before_did_not_have_is_no_fault_of_the_new_one(left_out):
    tables = {name: rows for name, rows in sound().items() if name != left_out}
    if left_out == "Delivery groups":
        tables["Targets"] = [row | {"Delivery group": None} for row in tables["Targets"]]
    made = upgrade("old.xlsx", written(tables))
    assert made.refused == "" and read_register("new.xlsx", made.data).sound


def test_one_of_the_new_sheets_that_stands_there_is_kept_as_it_is():
    tables = sound() | {"About": council()["About"]}
    del tables["About"][3]  # what it is reported to
    made = upgrade("old.xlsx", written(tables))
    register = read_register("new.xlsx", made.data)
    assert register.council.area == "Marshire" and register.sound
    assert not any(line.startswith("About") for line in made.said)
