"""What a register says of itself: its council, its agreements, its bodies; and one that says nothing of the kind.

Tried beside the cases: the sheets in another order, each of them alone, empty, and with other columns between.
"""

# ruff: noqa: E501  (the tables of cases keep a message in one piece, to be read as the manager reads it)

import re
from datetime import date

import pytest

from oxdash.excel.problems import Severity
from oxdash.register import about
from oxdash.vocabulary.council import Council
from tests.unit.test_register import council, opened, read, sound, told

ONE_WRONG = [
    # sheet, row, changes, the whole message, why
    ("About", 0, {"Name": "County"}, "About, cell A2, name: found \"County\". Use one of " + ", ".join(about.SAID) + ".", "a name that means nothing"),
    ("About", 0, {"Name": "Reported to"}, "About, cell A5, name: found \"Reported to\". It stands on row 2 already. Keep one row.", "a name twice"),
    ("About", 0, {"Name": "Year begins in", "Value": "Spring"}, "About, cell B2, value for Year begins in: found \"Spring\". Enter the month in which the financial year begins, such as April.", "no month"),
    ("About", 0, {"Name": "Year begins in", "Value": 13}, "About, cell B2, value for Year begins in: found \"13\". Enter the month in which the financial year begins, such as April.", "a month of no year"),
    ("About", 0, {"Name": "Currency", "Value": "florins"}, "About, cell B2, value for Currency: found \"florins\". Nobody knows this currency: enter the three letters of one in use, such as GBP or EUR.", "a currency nobody knows"),
    ("About", 0, {"Name": "Currency", "Value": "XYZ"}, "About, cell B2, value for Currency: found \"XYZ\". Nobody knows this currency: enter the three letters of one in use, such as GBP or EUR.", "three letters of no currency"),
    ("About", 0, {"Name": "Currency", "Value": "DEM"}, "About, cell B2, value for Currency: found \"DEM\". Nobody knows this currency: enter the three letters of one in use, such as GBP or EUR.", "a currency of the past"),
    ("About", 0, {"Name": "Currency", "Value": "EU"}, "About, cell B2, value for Currency: found \"EU\". Nobody knows this currency: enter the three letters of one in use, such as GBP or EUR.", "too few letters"),
    ("About", 0, {"Name": "Currency", "Value": "$"}, "About, cell B2, value for Currency: found \"$\". Nobody knows this currency: enter the three letters of one in use, such as GBP or EUR.", "a sign that many have"),
    ("About", 0, {"Name": "Currency", "Value": "XXX"}, "About, cell B2, value for Currency: found \"XXX\". Nobody knows this currency: enter the three letters of one in use, such as GBP or EUR.", "the code of no currency at all"),
    ("About", 0, {"Name": "Currency", "Value": "XAU"}, "About, cell B2, value for Currency: found \"XAU\". Nobody knows this currency: enter the three letters of one in use, such as GBP or EUR.", "gold"),
    ("About", 0, {"Name": "Area is a", "Value": "county; city"}, "About, cell B2, value for Area is a: found \"county; city\". Enter what kind of area it is, in words alone, such as county or council area.", "two kinds of area"),
    ("About", 0, {"Name": "Codes also written", "Value": "LAA"}, "About, cell B2, value for Codes also written: found \"LAA\". Enter the other letters, an equals sign and the register's own, such as CP = E; several separated by semicolons.", "letters that stand for none"),
    ("About", 4, {"Value": "LAA = NI; NI = L"}, "About, cell B6, value for Codes also written: found \"LAA = NI; NI = L\". Enter the other letters, an equals sign and the register's own, such as CP = E; several separated by semicolons.", "letters that stand for one another"),
    ("About", 0, {"Name": "Time zone", "Value": "Europe"}, "About, cell B2, value for Time zone: found \"Europe\". Enter a time zone by its name, such as Europe/London.", "a folder of zones"),
    ("About", 0, {"Name": "Time zone", "Value": "../etc/passwd"}, "About, cell B2, value for Time zone: found \"../etc/passwd\". Enter a time zone by its name, such as Europe/London.", "a path"),
    ("About", 0, {"Name": "Language", "Value": "cy-GB"}, "About, cell B2, value for Language: found \"cy-GB\". Enter a kind of English, such as en-GB or en-US: nothing is written in any other language.", "a language that nothing is written in"),
    ("About", 0, {"Name": "Language", "Value": "English"}, "About, cell B2, value for Language: found \"English\". Enter a kind of English, such as en-GB or en-US: nothing is written in any other language.", "English, and nobody knows how a day is typed there"),
    ("About", 0, {"Name": "Figures are", "Value": "good"}, "About, cell B2, value for Figures are: found \"good\". Enter real, or illustrative: and the words that pages and papers then say so in.", "neither"),
    ("About", 0, {"Name": "Returns need sign-off", "Value": "perhaps"}, "About, cell B2, value for Returns need sign-off: found \"perhaps\". Enter yes or no.", "neither yes nor no"),
    ("About", 3, {"Value": "the cabinet"}, "About, cell B5, value for Reported to: found \"the cabinet\". Use one of the codes on sheet Bodies, Partnerships or Delivery groups.", "a body there is not"),
    ("Agreements", 0, {"Last quarter": "2007-08 Q4"}, "Agreements, cell D2, last quarter for laa2 2008-11: found \"2007-08 Q4\". Enter Q1 2008/09 or a later quarter.", "a life that runs backwards"),
    ("Agreements", 0, {"Counted kinds": "designated; strategic"}, "Agreements, cell F2, counted kinds for laa2 2008-11: found \"designated; strategic\". Use one or more of designated, statutory, local, stretch, separated by semicolons.", "a kind there is not"),
    ("Agreements", 0, {"Counted": "no"}, "Agreements, cell F2, counted kinds for laa2 2008-11: found \"designated; local\". Its targets are not counted: clear the cell, or enter yes in the column Counted.", "kinds of what is not counted"),
    ("Bodies", 0, {"Kind": "committee"}, "Bodies, cell D2, kind for psb: found \"committee\". Use one of board, partnership, delivery group, support group, district partnership.", "a kind there is not"),
    ("Bodies", 1, {"Chair until": date(2009, 4, 30)}, "Bodies, cell I3, chair until for opb: found \"30 April 2009\". Enter a day after the one that the term began on.", "a term that ends before it begins"),
    ("Bodies", 1, {"Reports to": "psb"}, "Bodies, cell E2, reports to for psb: found \"opb\". It reports to itself in the end: psb, opb and psb. Correct one of them.", "in a circle"),
    ("Bodies", 1, {"Reports to": "Public Servce Board"}, "Bodies, cell E3, reports to for opb: found \"Public Servce Board\". Did you mean psb? Use one of the codes on sheet Bodies.", "a name that is nearly one"),
    ("Members", 0, {"Body": "the Board"}, "Members, cell A2, body: found \"the Board\". Use one of the codes on sheet Bodies, Partnerships or Delivery groups.", "members of no body"),
    ("Meetings", 0, {"Agenda": "http://www.example.org/agenda"}, "Meetings, cell G2, agenda for psb: found \"http://www.example.org/agenda\". Enter the whole address, such as https://www.example.org/papers: with https:// and no blank in it.", "an address that is not safe"),
    ("Meetings", 0, {"Minutes": "javascript:alert(1)"}, "Meetings, cell H2, minutes for psb: found \"javascript:alert(1)\". Enter the whole address, such as https://www.example.org/papers: with https:// and no blank in it.", "a script"),
    ("Meetings", 0, {"Link": "county web site"}, "Meetings, cell F2, link for psb: found \"county web site\". Enter the whole address, such as https://www.example.org/papers: with https:// and no blank in it.", "words where an address is meant"),
    ("Meetings", 0, {"Who reports": "safer-communities; the cabinet"}, "Meetings, cell I2, who reports for psb: found \"safer-communities; the cabinet\". Use one of the codes on sheet Bodies, Partnerships or Delivery groups.", "a chairman of no body"),
    ("Members", 0, {"Role": "deputy"}, "Members, cell E2, role for psb: found \"deputy\". Use one of chair, vice chair, member, substitute, support officer, attends on request, observer.", "a role there is not"),
    ("Comparator groups", 0, {"Kind": "friends"}, "Comparator groups, cell C2, kind for neighbours: found \"friends\". Use one of national, region, nearest neighbours, other.", "a kind of group there is not"),
    ("Areas compared", 0, {"Groups": "north"}, "Areas compared, cell C2, groups for Northshire: found \"north\". Use one or more of the codes on sheet Comparator groups, separated by semicolons.", "a group there is not"),
    ("Areas compared", 0, {"Area": "Marshire"}, "Areas compared, cell A3, area: found \"Marshire\". It stands on row 2 already. Keep one row.", "an area twice"),
    ("Areas compared", 1, {"Also known as": "n1"}, "Areas compared, cell B3, also known as for Marshire: found \"n1\". Row 2 goes by \"n1\" too: two areas need two names.", "one name for two areas"),
    ("Areas compared", 0, {"Ours": "yes"}, "Areas compared, cell D3, ours for Marshire: found \"yes\". Row 2 is ours already. One area is: correct one.", "two areas that are ours"),
    ("Areas compared", 2, {"Part of": "Fenshire"}, "Areas compared, cell E4, part of for Upper Marsh: found \"Fenshire\". Use the name of an area on sheet Areas compared.", "a part of nothing"),
    ("Areas compared", 2, {"Part of": "Upper Marsh"}, "Areas compared, cell E4, part of for Upper Marsh: found \"Upper Marsh\". Upper Marsh is a part itself: name the area that is a whole.", "a part of itself"),
    ("Areas compared", 1, {"Part of": "Northshire"}, "Areas compared, cell E3, part of for Marshire: found \"Northshire\". Ours is a whole, and this is a part of another: clear one of the two cells.", "ours, and a part"),
    ("Comparator groups", 0, {"Average": "Northshire"}, "Comparator groups, cell E2, average for neighbours: found \"Northshire\". It is one of the group's areas too, and would be ranked among its own parts: is that meant?", "an average that is one of its areas"),
    ("Indicators compared", 0, {"Target": "NI 999"}, "Indicators compared, cell A2, target: found \"NI 999\". Use one of the codes on sheet Targets.", "what no target is compared with"),
    ("Indicators compared", 0, {"Definition": "similar"}, "Indicators compared, cell C2, definition for NI 30: found \"similar\". Use one of same, other.", "nearly the same"),
    ("Partnerships", 0, {"Reports to": "cabinet"}, "Partnerships, cell F2, reports to for safer-communities: found \"cabinet\". Use one of the codes on sheet Bodies, Partnerships or Delivery groups.", "whom nobody knows"),
    ("Targets", 0, {"Agreement": "LAA9"}, "Targets, cell C2, agreement for NI 30: found \"LAA9\". Use one of the codes on sheet Agreements, or local.", "an agreement there is not"),
    ("Targets", 0, {"Unit": "XYZ"}, "Targets, cell I2, unit for NI 30: found \"XYZ\". Nobody knows a currency XYZ: use the code of one in use, such as GBP, or leave it if this is no money.", "a unit in a currency nobody knows"),
    ("Targets", 0, {"Unit": "GPB per household"}, "Targets, cell I2, unit for NI 30: found \"GPB per household\". Nobody knows a currency GPB: use the code of one in use, such as GBP, or leave it if this is no money.", "and of something each"),
    ("Targets", 0, {"Unit": "DEM millions"}, "Targets, cell I2, unit for NI 30: found \"DEM millions\". Nobody knows a currency DEM: use the code of one in use, such as GBP, or leave it if this is no money.", "and in millions, of the past"),
    ("Targets", 0, {"Unit": "chf"}, "Targets, cell I2, unit for NI 30: found \"chf\". Is it money? Then write CHF.", "a code in small letters"),
    ("Targets", 0, {"Unit": "Fr. per household"}, "Targets, cell I2, unit for NI 30: found \"Fr. per household\". Is it money? Then write CHF per household.", "as people write it there"),
    ("Targets", 0, {"Unit": "Fr."}, "Targets, cell I2, unit for NI 30: found \"Fr.\". Is it money? Then write CHF.", "and alone"),
    ("Targets", 0, {"Unit": "pounds per household"}, "Targets, cell I2, unit for NI 30: found \"pounds per household\". Is it money? Then write GBP per household.", "a word and something each"),
    ("Targets", 0, {"Unit": "Euro millions"}, "Targets, cell I2, unit for NI 30: found \"Euro millions\". Is it money? Then write EUR millions.", "a word and how many"),
    ("Targets", 0, {"Unit": "€"}, "Targets, cell I2, unit for NI 30: found \"€\". Use the word EUR.", "a sign where a code has to be"),
    ("Targets", 0, {"Unit": "Euros"}, "Targets, cell I2, unit for NI 30: found \"Euros\". Use the word EUR.", "a word"),
    ("Targets", 0, {"Unit": "US$"}, "Targets, cell I2, unit for NI 30: found \"US$\". Use the word USD.", "a sign with letters"),
    ("Targets", 0, {"First quarter": "2007-08 Q1"}, "Targets, cell Q2, first quarter for NI 30: found \"2007-08 Q1\". Its agreement laa2 2008-11 runs from 2008-09 Q1 to 2010-11 Q4: check the quarter, or the agreement.", "a life longer than its agreement's"),
]  # fmt: skip


def changed(sheet: str, row: int, changes: dict) -> dict[str, list[dict]]:
    tables = council() | sound()
    tables[sheet][row] |= changes
    if changes.get("First quarter"):  # the rule is in force from then
        tables["Rules"][0]["From quarter"] = changes["First quarter"]
    return tables


def test_a_sound_second_edition_has_no_problem():
    register = read(council() | sound())
    assert register.problems == () and register.sound
    assert register.council == Council(
        area="Marshire",
        agreement="Plan",
        targets="plan targets",
        reported_to="psb",
        language="en-GB",
        codes_also=(("LAA", "NI"),),
    )


@pytest.mark.parametrize(
    ("sheet", "row", "changes", "message"), [case[:4] for case in ONE_WRONG], ids=[case[4] for case in ONE_WRONG]
)
def test_one_thing_wrong_is_told_by_its_cell(sheet, row, changes, message):
    assert f"register.xlsx, sheet {message}" in told(changed(sheet, row, changes))


SAID = [
    ("EUR", "EUR"),
    (" eur ", "EUR"),
    ("€", "EUR"),
    ("pounds", "GBP"),
    ("JPY", "JPY"),
    ("chf", "CHF"),
    ("US$", "USD"),
]


@pytest.mark.parametrize(("value", "code"), SAID, ids=[value for value, _ in SAID])
def test_a_currency_is_known_by_its_code_its_sign_or_its_word(value, code):
    tables = council() | sound()
    tables["About"].append({"Name": "Currency", "Value": value})
    register = read(tables)
    assert register.sound and register.council.currency == code


MONTHS = [
    # what is said of the month, the quarters of which form, why
    ("July", 7, "its name"),
    ("7", 7, "its number"),
    ("1 July", 7, "the first day"),
    ("1st July", 7, "and how that is written"),
    ("1st of July", 7, "in full"),
    ("July 1", 7, "the month first"),
    ("first day of July", 7, "in words"),
    ("15 July", None, "no first day"),
    ("6 April", None, "a year of the taxman's"),
    ("1 7", None, "no month by its name"),
    ("1", 1, "January's number"),
    ("Spring", None, "no month"),
]


@pytest.mark.parametrize(("said", "begins", "why"), MONTHS, ids=[case[-1] for case in MONTHS])
def test_the_month_in_which_a_year_begins(said, begins, why):
    if begins is None:
        assert (
            about.fault("Year begins in", said) == "Enter the month in which the financial year begins, such as April."
        )
    else:
        assert about.council({"Year begins in": said}).calendar.begins == begins


def of_january(tables: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """The same with every year, of a quarter or alone, written as that of a council whose year begins in January."""

    def written(cell):
        return re.sub(r"^(\d{4})-\d{2}(?= Q|$)", r"\1", cell) if isinstance(cell, str) else cell

    return {
        name: [{head: written(cell) for head, cell in row.items()} for row in rows] for name, rows in tables.items()
    }


@pytest.mark.parametrize("said", ["Spring", "15 January", date(2026, 1, 1)], ids=["no month", "a day", "an Excel date"])
@pytest.mark.parametrize("form", [of_january, dict], ids=["years of one number", "years of two"])
def test_a_year_that_cannot_be_read_is_told_alone(said, form):
    """Its cell is what is wrong: the quarters of neither form are blamed for it."""
    tables = form(council(**{"Year begins in": said}) | sound())
    assert tables["Targets"][0]["First quarter"] == ("2008 Q1" if form is of_january else "2008-09 Q1")
    (problem,) = [one for one in read(tables).problems if one.severity == Severity.MUST_FIX]
    assert (problem.sheet, problem.cell) == ("About", "B7")


def test_what_is_no_quarter_of_any_year_is_told_all_the_same():
    tables = of_january(council(**{"Year begins in": "Spring"}) | sound())
    tables["Targets"][0] |= {"First quarter": "2008 Q5"}
    assert (
        'register.xlsx, sheet Targets, cell Q2, first quarter for NI 30: found "2008 Q5". Enter a quarter such as 2009-10 Q3.'
        in told(tables)
    )


LANGUAGES = [("en-GB", "en-GB"), ("EN-us", "en-US"), ("en_AU", "en-AU"), ("en", "en")]


@pytest.mark.parametrize(("said", "kind"), LANGUAGES, ids=[said for said, _ in LANGUAGES])
def test_a_kind_of_english_is_known_by_its_letters(said, kind):
    assert about.council({"Language": said}).language == kind


WHOM = [
    # what is said of Reported to, what the body is also known as, the body's code, why
    ("psb", None, "psb", "its code"),
    ("Public service board", None, "psb", "its name, however typed"),
    ("The PSB", "the psb; Board of Marshire", "psb", "another name"),
    (None, "the psb;", "psb", "not said: whom most report to, and no blank after the last semicolon"),
]


@pytest.mark.parametrize(("value", "also", "code", "why"), WHOM, ids=[case[3] for case in WHOM])
def test_whom_it_is_about_is_known_by_any_name_of_the_body(value, also, code, why):
    tables = changed("Bodies", 0, {"Also known as": also})
    tables["About"] = [row | {"Value": value} if row["Name"] == "Reported to" else row for row in tables["About"]]
    tables["Bodies"].insert(0, tables["Bodies"][0] | {"Code": "cabinet", "Name": "Cabinet", "Also known as": "top;"})
    register = read(tables)
    assert register.sound, register.problems
    assert register.council.reported_to == code


OF_THEIR_OWN = [
    "homes",
    "NHS beds",
    "EUR",
    "EUR per household",
    "USD millions",
    "thousands of euros",
    "kWh",
    "CO2 tonnes",
]


@pytest.mark.parametrize("unit", OF_THEIR_OWN)
def test_a_unit_of_its_own_name_is_no_question(unit):
    assert [one for one in told(changed("Targets", 0, {"Unit": unit})) if "unit" in one] == []


def test_a_circle_is_told_at_each_of_its_bodies():
    said = told(changed("Bodies", 1, {"Reports to": "psb"}))
    assert [one for one in said if "in the end" in one] == said and len(said) == 2


COUNTED = [
    # counted, kinds, which targets count (NI 30 designated, NI 15 statutory, L1 of no agreement), why
    ("yes", "designated; statutory", ["NI 30", "NI 15"], "the kinds it names"),
    ("yes", "statutory", ["NI 15"], "one kind"),
    ("yes", None, ["NI 30", "NI 15"], "all kinds but stretch, where it names none"),
    ("no", None, [], "none of an agreement that is not counted"),
]


@pytest.mark.parametrize(
    ("counted", "kinds", "codes"), [case[:3] for case in COUNTED], ids=[case[3] for case in COUNTED]
)
def test_an_agreement_says_which_of_its_targets_count(counted, kinds, codes):
    tables = council() | sound()
    tables["Agreements"][0] |= {"Counted": counted, "Counted kinds": kinds}
    tables["Targets"][1]["Kind"] = "statutory"
    tables["Targets"][2] |= {"Agreement": "local", "Kind": "local"}
    targets = read(tables).targets
    assert targets.target[targets.counted].tolist() == codes
    assert targets.agreement.isna().tolist() == [False, False, True]


def test_without_agreements_designated_and_statutory_targets_count():
    tables = sound()
    tables["Targets"][1]["Kind"], tables["Targets"][2]["Kind"] = "statutory", "local"
    targets = read(tables).targets
    assert targets.target[targets.counted].tolist() == ["NI 30", "NI 15"]


def test_a_first_edition_says_nothing_of_itself_and_is_read():
    register = read(sound())
    assert register.council == Council(reported_to="Public Service Board")
    assert register.board == "Public Service Board" and register.unsaid == list(about.SAID)
    assert register.body_names["Public Service Board"] == "Public Service Board"
    assert register.members.body.tolist() == ["Public Service Board"], "where only its initials stand"
    assert register.returns_due("childrens-trust", "2009-10 Q4") == date(2010, 5, 5)


def as_bodies() -> dict[str, list[dict]]:
    """The second edition without the sheets Partnerships and Delivery groups: all bodies on one sheet."""
    tables = council() | sound()
    for sheet, kind, above in (
        ("Partnerships", "partnership", "Reports to"),
        ("Delivery groups", "delivery group", "Partnership"),
    ):
        for row in tables.pop(sheet):
            tables["Bodies"].append({"Code": row["Code"], "Name": row["Name"], "Kind": kind, "Reports to": row[above]})
    return tables


def test_where_no_partnership_is_said_the_sheet_of_bodies_may_say_them():
    tables = council() | sound() | {"Bodies": []}
    del tables["Partnerships"]
    said = "register.xlsx, sheet Partnerships: missing. Add a sheet named Partnerships, or say them on sheet Bodies."
    assert said in told(tables)


def test_partnerships_and_groups_may_stand_on_the_one_sheet_of_bodies():
    one, two = read(as_bodies()), read(council() | sound())
    assert one.problems == ()
    assert one.partnerships.code.tolist() == two.partnerships.code.tolist()
    assert one.partnerships.reports_to.tolist() == ["psb", "psb"]
    assert one.delivery_groups[["code", "partnership"]].equals(two.delivery_groups[["code", "partnership"]])
    assert sorted(one.body_names.items()) == sorted(two.body_names.items())


def test_a_body_on_two_sheets_is_one_and_says_the_same_on_both():
    tables = council() | sound()
    tables["Bodies"].append(
        {
            "Code": "childrens-trust",
            "Name": "Children's Trust",
            "Kind": "partnership",
            "Chair": "Rotates",
            "Lead officer": "An officer",
        }
    )
    register = read(tables)
    assert register.problems == ()
    assert register.partnerships.lead_officer.dropna().tolist() == ["An officer"], "what only one of them says"
    assert register.every_body.code.tolist().count("childrens-trust") == 1
    tables["Bodies"][-1]["Chair"] = "A bishop"
    assert told(tables) == [
        'register.xlsx, sheet Partnerships, cell D3, chair for childrens-trust: found "Rotates". Row 4 of sheet Bodies has A '
        "bishop in Chair. Enter the same in both, or in one."
    ]


def test_the_order_of_the_sheets_makes_no_difference():
    tables = council() | sound()
    backwards = dict(reversed(tables.items()))
    one, two = read(tables), read(backwards)
    assert two.problems == () and one.council == two.council and one.targets.equals(two.targets)


@pytest.mark.parametrize("sheet", ["About", "Agreements", "Bodies"])
def test_each_of_the_new_sheets_may_be_missing_or_have_no_row(sheet):
    tables = council() | sound()
    assert read({name: rows for name, rows in tables.items() if name != sheet}).sound or sheet == "Bodies"
    assert opened(tables | {sheet: []})
    assert isinstance(told(tables | {sheet: []}), list)


def test_a_meeting_says_what_is_published_of_it_and_who_reports():
    tables = council() | sound()
    tables["Meetings"][0] |= {
        "Agenda": "https://www.example.org/agenda",
        "Link": "http://www.example.org/before",
        "Minutes": " https://www.example.org/minutes ",
        "Who reports": "OSCP; Children's Trust",
    }
    register = read(tables)
    assert [problem.severity for problem in register.problems] == ["please confirm"], "words stood there before"
    met = register.meetings.iloc[0]
    assert (met.agenda, met.link) == ("https://www.example.org/agenda", "http://www.example.org/before")
    assert (met.minutes, met.who_reports) == ("https://www.example.org/minutes", "safer-communities; childrens-trust")


def test_a_substitute_may_sit_on_any_body():
    tables = council() | sound()
    tables["Members"].append({"Body": "tbg-ppo", "Post": "A deputy", "Role": "substitute", "Basis": "seed 004"})
    assert read(tables).members[["body", "role"]].values.tolist()[-1] == ["tbg-ppo", "substitute"]


def test_a_body_on_two_sheets_has_what_either_says_and_where_each_comes_from():
    """What stands on one sheet alone is told everywhere; marks of what no source gives come with it."""
    tables = council() | sound()
    tables["Partnerships"][1] |= {
        "Chairmanship reviewed on": date(2010, 1, 5),
        "Basis": "documented: the minutes",
        "Illustrative fields": "Chair; Chairmanship reviewed on",
    }
    row = {"Code": "childrens-trust", "Name": "Children's Trust", "Kind": "partnership", "Legal status": "None"}
    tables["Bodies"].append(row | {"Basis": "documented: the constitution"})
    register = read(tables)
    assert register.problems == (), "each row says for itself where it comes from"
    body = register.every_body.set_index("code").loc["childrens-trust"]
    assert (body.legal_status, body.chair, body.statutory) == ("None", "Rotates", True)
    assert body.reviewed_on.date() == date(2010, 1, 5)
    assert body.illustrative_fields == "Chair; Reviewed on"
    assert body.basis == "documented: the constitution"


def test_bodies_come_kind_by_kind_in_the_order_of_their_tables():
    tables = council() | sound()
    tables["Bodies"].insert(0, {"Code": "childrens-trust", "Name": "Children's Trust", "Kind": "partnership"})
    tables["Bodies"].append({"Code": "support", "Name": "Support", "Kind": "support group"})
    found = read(tables).every_body
    assert found.code.tolist() == [
        *("psb", "opb", "safer-communities", "childrens-trust", "tbg-ppo", "performance", "support"),
    ]
