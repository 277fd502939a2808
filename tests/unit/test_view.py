"""The view in an address: what is written there, what is read back, what is refused in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.web.view import View, read, read_day

TODAY = date(2010, 7, 22)
CHOICES = {
    "quarter": ["2009-10 Q3", "2009-10 Q4"],
    "standing": ["latest", "same"],
    "kind": ["counted", "local", "all"],
    "partnership": ["", "economic"],
    "target": ["NI 154", "NI 157b"],
}

ADDRESSES = [
    # view, page, about, address, why
    (View(), "overview", {}, "./", "the defaults are left out"),
    (View(quarter="2009-10 Q3"), "overview", {}, "./?quarter=2009-10+Q3", "a quarter in its data form"),
    (
        View(quarter="2009-10 Q3", standing="same", as_at=TODAY),
        "partnership",
        {"partnership": "economic"},
        "partnership?quarter=2009-10+Q3&standing=same&partnership=economic&as_at=2010-07-22",
        "the view is carried",
    ),
    (View(partnership="economic"), "target", {"target": "NI 154"}, "target?target=NI+154", "a subject is not carried"),
    (
        View(words="homes", owner="Head of Housing", district="Cherwell", status="off track", delivery_group="housing"),
        "target",
        {"target": "NI 154"},
        "target?target=NI+154",
        "what was looked for stays where it is looked for",
    ),
    (
        View(words="new homes", status="off track", since="2008-09 Q4"),
        "find",
        {"partnership": "economic"},
        "find?partnership=economic&since=2008-09+Q4&words=new+homes&status=off+track",
        "and is in the address there",
    ),
    (View(), "target", {"target": "L1&x=<b>"}, "target?target=L1%26x%3D%3Cb%3E", "nothing in a code gets out of it"),
]


@pytest.mark.parametrize(
    ("view", "name", "about", "address"), [r[:4] for r in ADDRESSES], ids=[r[4] for r in ADDRESSES]
)
def test_address(view, name, about, address):
    assert view.address(name, **about) == address


READ = [
    # what the address says, view, complaints, why
    ({}, View(), [], "nothing"),
    ({"quarter": "2009-10 Q3"}, View(quarter="2009-10 Q3"), [], "a quarter"),
    ({"quarter": "Q3 2009/10"}, View(quarter="2009-10 Q3"), [], "a quarter as people write it"),
    ({"quarter": ""}, View(), [], "an empty choice is none"),
    ({"other": "1"}, View(), [], "what we do not know is left alone"),
    (
        {"quarter": "soon"},
        View(),
        ['The address asks for quarter "soon", which is not here. It is left out.'],
        "not a quarter",
    ),
    (
        {"target": "NI 999", "kind": "local"},
        View(kind="local"),
        ['The address asks for target "NI 999", which is not here. It is left out.'],
        "the rest still counts",
    ),
]


@pytest.mark.parametrize(("said", "view", "complaints"), [row[:3] for row in READ], ids=[row[3] for row in READ])
def test_read(said, view, complaints):
    assert read(said, CHOICES) == (view, complaints)


OTHER_DAYS = [
    # another way to write 22 July 2010, or no day at all: the address and the commands know one way, why
    ("20100722", "without its dashes"),
    ("2010-W29-4", "by its week"),
    ("2010W294", "by its week without dashes"),
    ("2010-203", "by its number in the year"),
    ("2010-07-22T00:00", "with a time of day"),
    ("2010-7-22", "a month of one digit"),
    ("10-07-22", "a year of two digits"),
    (" 2010-07-22", "a blank before it"),
    ("2010-07-22\n", "a line break after it"),
    ("2010 - 07 - 22", "blanks within"),
    ("２０１０-07-22", "full-width digits"),
    ("2010–07–22", "typographic dashes"),
    ("2010-02-30", "no day of the calendar"),
    ("0000-01-01", "no year of the calendar"),
    ("-010-07-22", "a sign for a digit"),
]
DAYS = [
    # what the address says, day, complaints, why
    (None, None, [], "today"),
    ("2010-07-22", None, [], "today by its date is no day gone by"),
    ("2010-03-01", date(2010, 3, 1), [], "a day gone by"),
    (
        "1 March",
        None,
        ['The address asks for the position as at "1 March". Write the day like 2010-07-22.'],
        "not a day",
    ),
    *(
        (said, None, [f'The address asks for the position as at "{said}". Write the day like 2010-07-22.'], why)
        for said, why in OTHER_DAYS
    ),
    (
        "2010-07-23",
        date(2010, 7, 23),
        [],
        "tomorrow: no page is shown of it",
    ),
]


@pytest.mark.parametrize(("said", "day", "complaints"), [row[:3] for row in DAYS], ids=[row[3] for row in DAYS])
def test_read_day(said, day, complaints):
    assert read_day(said, TODAY) == (day, complaints)


@given(
    st.fixed_dictionaries(
        {}, optional={name: st.sampled_from([value for value in values if value]) for name, values in CHOICES.items()}
    )
)
def test_a_view_comes_back_from_its_own_parameters(chosen):
    view, complaints = read(chosen, CHOICES)
    assert complaints == []
    assert read(view.parameters(), CHOICES) == (view, [])


def test_an_address_of_before_agreements_could_be_declared_counts_the_same():
    assert read({"kind": "laa"}, CHOICES) == (View(), [])
