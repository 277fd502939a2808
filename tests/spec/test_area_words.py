"""What an area is called where its parts are held against the whole: a city is called a city, and nothing else.

The kind: a word for what the area is, or for its parts, that stands in code and belongs in the register. Looked at: the
sentences about districts of a city, a council area, islands, and of an area that says nothing of itself; and every page
with its choices, every paper, the workbook, the static page, the data files, the templates, the commands and the checks
of returns of a city with wards, for "county" and "district". Tried beside: an article before the word, capitals, words
that end in s, a district that begins with a vowel, registers without the sheet About and without the line. Not of the
kind: names of sheets and columns that are read by name (the template's sheet Districts), and what people typed.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from oxdash.documents import districts as by_district
from oxdash.documents import reservations
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import districts
from oxdash.judging.position import Position
from oxdash.output import chart_files, chart_plotly, text
from oxdash.publication import public
from oxdash.register import about
from oxdash.returns.read_return import read_return
from oxdash.settings import HOME
from oxdash.submissions.check import blank_return
from oxdash.vocabulary import council_tables, tables
from oxdash.vocabulary.council import Council
from tests import foreign_words, plain_words
from tests.absences import content_without, folder_of
from tests.conftest import SCRUTINY, THE_APP, loaded
from tests.judged_rows import NO_TOLERANCE, judged
from tests.spec.test_foreign_words import CHOICES
from tests.unit.test_findings_districts import HOMES, NAMES, returned
from tests.workbooks import opened, register

NEWEST = "2009-10 Q4"
SAID_OF = [
    # the council; the share, what is hidden and what adds up, in its words; why
    (
        Council(area_kind="city", districts="wards"),
        "Cherwell: 70 dwellings at Q3 2009/10, 35.0% of the city's 200 dwellings.",
        "L1 is on track for the city at Q3 2009/10 (60.0%), while Cherwell (49.0%) is off track",
        "L1 at Q3 2009/10: the 3 wards add up to 200 dwellings, which is the city's figure.",
        "L1 at Q3 2009/10: the 3 wards add up to 200 dwellings; there is no city figure to hold them against.",
        "a city of wards",
    ),
    (
        Council(area_kind="council area", districts="localities"),
        "Cherwell: 70 dwellings at Q3 2009/10, 35.0% of the council area's 200 dwellings.",
        "L1 is on track for the council area at Q3 2009/10 (60.0%), while Cherwell (49.0%) is off track",
        "L1 at Q3 2009/10: the 3 localities add up to 200 dwellings, which is the council area's figure.",
        "L1 at Q3 2009/10: the 3 localities add up to 200 dwellings; there is no council area figure to hold them "
        "against.",
        "two words",
    ),
    (
        Council(area_kind="islands"),
        "Cherwell: 70 dwellings at Q3 2009/10, 35.0% of the islands' 200 dwellings.",
        "L1 is on track for the islands at Q3 2009/10 (60.0%), while Cherwell (49.0%) is off track",
        "L1 at Q3 2009/10: the 3 districts add up to 200 dwellings, which is the islands' figure.",
        "L1 at Q3 2009/10: the 3 districts add up to 200 dwellings; there is no islands figure to hold them against.",
        "a word that ends in s",
    ),
    (
        Council(),
        "Cherwell: 70 dwellings at Q3 2009/10, 35.0% of the area's 200 dwellings.",
        "L1 is on track for the area at Q3 2009/10 (60.0%), while Cherwell (49.0%) is off track",
        "L1 at Q3 2009/10: the 3 districts add up to 200 dwellings, which is the area's figure.",
        "L1 at Q3 2009/10: the 3 districts add up to 200 dwellings; there is no area figure to hold them against.",
        "nobody says what it is",
    ),
]


@pytest.mark.parametrize(
    ("council", "share", "hidden", "together", "without"),
    [case[:-1] for case in SAID_OF],
    ids=[one[-1] for one in SAID_OF],
)
def test_the_whole_is_called_what_it_is(council, share, hidden, together, without):
    def split(whole: dict, *actuals: float):
        return districts.of(returned(*actuals), judged(whole), NAMES, NO_TOLERANCE, council)

    assert split(HOMES, 70.0, 70.0, 60.0).sentence[0] == share
    assert districts.hidden(split({"actual": 60.0}, 49.0), council).sentence[0].startswith(hidden)
    assert districts.adding_up(split(HOMES, 70.0, 70.0, 60.0), council).sentence[0] == together
    unknown = split({**HOMES, "actual": None}, 70.0, 70.0, 60.0)
    assert districts.adding_up(unknown, council).sentence[0] == without


COUNCILS = [
    # what is said, "the whole is on track while a part is not", heading of a milestone of the whole, why
    ({"area_kind": "county"}, "On track for the county, while a district is off track", "County", "as it was"),
    ({}, "On track for the area, while a district is off track", "Area", "nothing said"),
    (
        {"area_kind": "county borough", "districts": "area committees"},
        "On track for the county borough, while an area committee is off track",
        "County borough",
        "a vowel",
    ),
]


@pytest.mark.parametrize(
    ("said", "heading", "milestone"), [case[:-1] for case in COUNCILS], ids=[case[-1] for case in COUNCILS]
)
def test_headings_have_the_words_too(said, heading, milestone):
    council = Council(**said)
    assert reservations.hidden_heading(council) == heading
    assert by_district.area_milestone(council).heading == f"{milestone} milestone"


READ = [
    # what About says an area is, what is kept or what to do, why
    ("county", "county", "as it is"),
    ("City", "city", "with a capital"),
    ("a council area", "council area", "with an article"),
    ("The county borough", "county borough", "with another"),
    ("COUNTY", "county", "in capitals"),
    ("UK region", "UK region", "letters of a name"),
]
REFUSED = "Enter what kind of area it is, in words alone, such as county or council area."


@pytest.mark.parametrize(("typed", "kept"), [case[:2] for case in READ], ids=[case[-1] for case in READ])
def test_what_an_area_is_is_read_as_it_stands_in_a_sentence(typed, kept):
    assert about.fault("Area is a", typed) is None
    assert about.council({"Area is a": typed}).area_kind == kept


@pytest.mark.parametrize("typed", ["a", "12", "county.", "city; county", "<b>city</b>", "*", "the "])
def test_what_is_no_word_for_it_is_told(typed):
    assert about.fault("Area is a", typed) == REFUSED
    assert about.council({"Area is a": typed}).area_kind == "area"


# What is said of a return


CHECKED = [
    # what About says, whole messages, why
    (
        {"Area is a": "city", "Districts called": "wards"},
        [
            'safer.xlsx, sheet Districts, cell B4, district for NI 15: found "Nowhere". Choose one of the wards: '
            "Cherwell; Oxford City.",
            "safer.xlsx, sheet Districts, cell C5, actual for NI 15: found 1 ward that comes to 142, already more than "
            "the city's. The city's figure, sheet Return, cell H5, is 141: confirm, or correct the figure that is "
            "wrong.",
        ],
        "a city of wards",
    ),
    (
        {},
        [
            'safer.xlsx, sheet Districts, cell B4, district for NI 15: found "Nowhere". Choose one of the districts: '
            "Cherwell; Oxford City.",
            "safer.xlsx, sheet Districts, cell C5, actual for NI 15: found 1 district that comes to 142, already more "
            "than the area's. The area's figure, sheet Return, cell H5, is 141: confirm, or correct the figure that is "
            "wrong.",
        ],
        "nothing said",
    ),
]


@pytest.mark.parametrize(("said", "wanted"), [case[:2] for case in CHECKED], ids=[case[-1] for case in CHECKED])
def test_a_check_calls_it_what_it_is(said, wanted):
    own = replace(register(), about=_about(said))
    split = {"A4": "NI 15", "B4": "Nowhere", "C4": 1, "A5": "NI 15", "B5": "Cherwell", "C5": 142}
    assert [one.message for one in read_return(opened({"Districts": split}), own).problems] == wanted


def test_what_a_return_no_longer_gives_is_called_so_too():
    own = replace(register(), about=_about({"Districts called": "area committees"}))
    split = {"A4": "NI 30", "B4": "Cherwell", "C4": 12}
    before = read_return(opened({"Districts": split}, quarter="2009-10 Q2"), own).stands
    [asked] = [one.message for one in read_return(opened(), own, last=lambda *_: before).problems]
    assert asked == (
        "safer.xlsx, sheet Districts: found no figure of an area committee for NI 30. The return for Q2 2009/10 had 1: "
        "confirm that none is given now, or enter them."
    )


def _about(said: dict[str, str]) -> pd.DataFrame:
    rows = pd.DataFrame([{"name": name, "value": value} for name, value in said.items()], columns=["name", "value"])
    return tables.settle(council_tables.ABOUT, rows)


# A city with wards, from one end to the other


OTHERS = re.compile(r"\bcount(?:y|ies)\b", re.IGNORECASE)
TYPED = re.compile(  # by people, in the shipped register and returns
    r"county councils?|(?:larger|survey.s) county sample|the county.s sample|for this county are|"
    r"county treasurers|(?:between )?county and district|into the county",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def city_data(tmp_path_factory) -> Path:
    """The data folder of a city: part of the shipped register, which says that it is of a city with wards."""
    content = content_without()
    said = content.tables["About"].set_index("Name").Value.to_dict()
    said |= {"Area": "Northam", "Area is a": "city", "Districts called": "wards"}
    content.tables["About"] = pd.DataFrame(said.items(), columns=["Name", "Value"], dtype="object")
    return folder_of(tmp_path_factory.mktemp("city") / "data", content)


@pytest.fixture(scope="module")
def city(city_data) -> Position:
    return loaded(city_data, SCRUTINY)


def of_others(texts: Iterable[str]) -> list[str]:
    """Every word for another kind of area that nobody typed, with what stands around it."""
    found = []
    for one in texts:
        words = TYPED.sub("", " ".join(html.unescape(one).split()))
        found += [words[max(at.start() - 60, 0) : at.end() + 40] for at in OTHERS.finditer(words)]
    return found


def parts(name: str, data: bytes) -> Iterator[str]:
    """The texts of a file, of a package those of its parts, without the marks of paragraphs between words."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                yield from parts(part, package.read(part))
    elif name.endswith(foreign_words.TEXTS):
        yield plain_words.text_of(data.decode("utf-8-sig"))


@pytest.mark.parametrize(("typed", "left"), [
    ("the county's figure", 1), ("Oxfordshire County Council", 0), ("Two COUNTIES", 1), ("accounty", 0),
])  # fmt: skip
def test_what_counts_as_another_kind_of_area(typed, left):
    assert len(of_others([typed])) == left


def test_no_paper_or_file_of_a_city_speaks_of_a_county(city):
    at = Standing(city, Edition(NEWEST))
    files, _ = public.files(city, at.edition, lambda _: None)
    for code in city.names:
        if blank := blank_return(city, code, NEWEST):
            files[f"{code}.xlsx"] = blank
    for chart in chart_files.charts(at):
        files[f"{chart.name}.txt"] = f"{chart.said} {chart_plotly.figure(chart.drawing).to_json()}".encode()
    files["position.txt"] = text.text(text.position(city, NEWEST, "latest", "all")).encode()
    assert of_others(one for name, data in files.items() for one in parts(name, data)) == []
    board = public.paper(Kind.BOARD, at)
    assert "On track for the city, while a ward is off track" in " ".join(parts("board.docx", board))


PAGES_SHOWN = [
    # the page, its address, what it says of the city, if anything
    ("overview", {}, "On track, but not in every ward"),
    ("find", {"district": "Oxford City", "status": "on track"}, "A status is looked for by the city's figure."),
    ("find", {"district": "none"}, "No ward figures"),
    ("district", {"district": "Oxford City"}, "Judged as the city is: "),
    ("target", {"target": "NI 192"}, "each against the city's milestone"),
    ("target", {"target": "L1"}, "Share of the city"),
    ("how_judged", {}, ""),
    ("submit", {}, ""),
]


@pytest.mark.parametrize(
    ("name", "address", "own"), PAGES_SHOWN, ids=[f"{name} {' '.join(address)}" for name, address, _ in PAGES_SHOWN]
)
def test_no_page_of_a_city_speaks_of_a_county(city_data, monkeypatch, name, address, own):
    monkeypatch.setenv("OXDASH_DATA", str(city_data))
    monkeypatch.setenv("OXDASH_LOCAL", "1")
    app = AppTest.from_file(THE_APP, default_timeout=120)
    for key, value in ({"quarter": NEWEST} | address).items():
        app.query_params[key] = value
    app.switch_page(str(HOME / "pages" / f"{name}.py")).run() if name != "overview" else app.run()
    assert not app.exception, app.exception
    shown = [plain_words.text_of(one.proto.body) for block in (app.main, app.sidebar) for one in block.get("html")]
    shown += [str(one.proto) for kind in CHOICES for one in app.get(kind)]
    assert of_others(shown) == []
    assert own in " ".join(" ".join(shown).split())
