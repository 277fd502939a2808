"""One home, two homes: every number with a word beside it, whatever the register calls its unit.

The kind: a plural beside a one, or a sentence about nothing. Tried: the fixed units; units of the register's own that
are known, regular, irregular, of several words, no plurals, of two things, rates, averages and
millions of money, scores, measures (kg, million); figures with places (1.0 homes is English);
negative ones; gaps, what is still needed and what may still come; counts of rows, files, readings, targets, actions,
returns, partnerships and districts, each with none, one and several; lists of nothing.
"""

from types import SimpleNamespace

import pandas as pd
import pytest
from click.testing import CliRunner

from oxdash.cli.tidy import judge
from oxdash.documents import inline, overview
from oxdash.findings import arrivals, comparison
from oxdash.tidy_input import tidy_file
from oxdash.vocabulary import units, wording
from tests.calendars import LONDON

ONE = [
    pytest.param(1, "homes", 0, "1 home", id="known"),
    pytest.param(2, "homes", 0, "2 homes", id="two"),
    pytest.param(0, "homes", 0, "0 homes", id="none is many"),
    pytest.param(-1, "homes", 0, "-1 home", id="one less than none"),
    pytest.param(1, "homes", 1, "1.0 homes", id="a decimal is many"),
    pytest.param(0.6, "homes", 0, "1 home", id="one as printed"),
    pytest.param(1, "Dwellings", 0, "1 Dwelling", id="spelled as the register spells it"),
    pytest.param(1, "bed days", 0, "1 bed day", id="the last word"),
    pytest.param(1, "people", 0, "1 person", id="not with an s"),
    pytest.param(1, "children", 0, "1 child", id="nor so"),
    pytest.param(1, "people aged 65 and over", 0, "1 person aged 65 and over", id="the last word of what is counted"),
    pytest.param(1, "re-offences per young person", 0, "1 re-offence per young person", id="a rate"),
    pytest.param(1, "households in temporary accommodation", 0, "1 household in temporary accommodation", id="where"),
    pytest.param(1, "per 1,000 population", 0, "1 per 1,000 population", id="a rate of nothing named"),
    pytest.param(1, "kg per household", 0, "1 kg per household", id="a sign"),
    pytest.param(1, "million journeys", 0, "1 million journeys", id="millions"),
    pytest.param(1, "widgets", 0, "1 widget", id="what no list has loses its s"),
    pytest.param(1, "licences", 0, "1 licence", id="and no more than that"),
    pytest.param(1, "inquiries", 0, "1 inquiry", id="or ends in y"),
    pytest.param(1, "buses", 0, "1 bus", id="or loses es"),
    pytest.param(1, "causes", 0, "1 cause", id="which is not es"),
    pytest.param(1, "boxes", 0, "1 box", id="after x"),
    pytest.param(1, "churches", 0, "1 church", id="after ch"),
    pytest.param(1, "FTEs", 0, "1 FTE", id="letters in a row"),
    pytest.param(1, "ratio", 0, "1 ratio", id="what is no plural stays"),
    pytest.param(1, "news", 0, "1 news", id="and is never cut by a letter"),
    pytest.param(1, "premises", 0, "1 premises", id="one or many"),
    pytest.param(1, "lives", 0, "1 life", id="nor so either"),
    pytest.param(1, "children looked after", 0, "1 child looked after", id="what is counted stands first"),
    pytest.param(1, "people helped into work", 0, "1 person helped into work", id="before where"),
    pytest.param(1, "days lost to sickness", 0, "1 day lost to sickness", id="before why"),
    pytest.param(1, "visits to libraries", 0, "1 visit to libraries", id="not the last word of all"),
    pytest.param(1, "hours a week", 0, "1 hour a week", id="a rate with an article"),
    pytest.param(1, "tonnes CO2 per head", 0, "1 tonne CO2 per head", id="a measure before a sign"),
    pytest.param(1, "net change in jobs", 0, "1 net change in jobs", id="a change"),
    pytest.param(1, "homes or flats", 0, "1 (homes or flats)", id="of two things nobody can say which"),
    pytest.param(1, "people who smoke", 0, "1 (people who smoke)", id="nor where a verb goes with it"),
    pytest.param(1, "days' delay", 0, "1 (days' delay)", id="nor what belongs to several"),
    pytest.param(1, "GBP per household", 0, "£1 per household", id="an average in pounds"),
    pytest.param(-1200, "GBP thousand", 0, "-£1,200 thousand", id="money in thousands"),
    pytest.param(1, "GBP thousands", 0, "£1 thousand", id="with the s of several"),
    pytest.param(2.5, "GBP millions per year", 1, "£2.5 million per year", id="which no amount has"),
    pytest.param(2.5, "£m", 1, "£2.5m", id="in millions, with the sign"),
    pytest.param(1, "percentage points", 0, "1 point", id="points"),
    pytest.param(-1, "percentage points", 0, "-1 point", id="a point less"),
    pytest.param(1, "per cent", 0, "1%", id="per cents"),
    pytest.param(1, "GBP", 0, "£1", id="pounds"),
    pytest.param(1, "count", 0, "1", id="a plain count"),
    pytest.param(1, "level", 0, "level 1", id="levels"),
    pytest.param(1, "score out of 16", 0, "1 out of 16", id="scores"),
    pytest.param(1, "stars out of 5", 0, "1 star out of 5", id="scores by another name"),
    pytest.param(1, "people out of work", 0, "1 person out of work", id="which only look like one"),
    pytest.param(1, "criteria met", 0, "1 criterion met", id="a plural of Greek"),
    pytest.param(1, "cubic feet", 0, "1 cubic foot", id="of Old English"),
]


@pytest.mark.parametrize(("value", "unit", "places", "wanted"), ONE)
def test_a_figure_with_its_unit(value, unit, places, wanted):
    assert wording.quantity(value, unit, places) == wanted


GAPS = [
    pytest.param(1, "homes", 0, "1 home", "1 more home", id="homes"),
    pytest.param(-1, "homes", 0, "1 home", "-1 more home", id="never signed where it is a gap"),
    pytest.param(3, "homes", 0, "3 homes", "3 more homes", id="several"),
    pytest.param(1, "homes or flats", 0, "1 (homes or flats)", "1 more (homes or flats)", id="no singular known"),
    pytest.param(2, "GBP per household", 0, "£2 per household", "£2 per household more", id="an average in pounds"),
    pytest.param(1, "per cent", 0, "1 point", "1 more point", id="per cents differ in points"),
    pytest.param(1.5, "per cent", 1, "1.5 points", "1.5 more points", id="and a half"),
    pytest.param(1, "score out of 16", 0, "1 point", "1 more point", id="scores too"),
    pytest.param(1, "level", 0, "1 level", "1 more level", id="levels"),
    pytest.param(1, "GBP", 0, "£1", "£1 more", id="pounds"),
    pytest.param(1, "count", 0, "1", "1 more", id="a plain count"),
]


@pytest.mark.parametrize(("value", "unit", "places", "gap", "more"), GAPS)
def test_a_gap_and_what_is_still_needed(value, unit, places, gap, more):
    assert (wording.gap(value, unit, places), wording.more(value, unit, places)) == (gap, more)


def test_every_one_of_the_list_is_a_word_of_its_own():
    assert all(one != several and one == one.casefold() for several, one in units.ONE_OF.items())
    otherwise = [pair.strip() for pair in units.OTHERWISE.split(",")]
    assert (units.LESS_AN_S, otherwise) == (sorted(units.LESS_AN_S), sorted(otherwise))
    assert len(units.ONE_OF) == len(units.LESS_AN_S) + len(otherwise)


@pytest.mark.parametrize(("count", "wanted"), [(0, "0 bodies"), (1, "1 body"), (1200, "1,200 bodies")])
def test_how_many(count, wanted):
    assert wording.counted(count, "body", "bodies") == wanted


def test_counts_of_one_and_of_nothing_in_a_table_of_quality():
    row = {"figures_given": 1, "figures_due": 1, "provisional": 0, "estimated": 0, "proxy": 0}
    row |= {"returns_in": 0, "returns_due": 1, "on_time": 0, "late": 0, "corrections": 0, "confirmed": 1}
    assert comparison.data_quality_in_words(pd.DataFrame([row | {"longest_late": 0, "corrected": 0}])) == (
        "The one figure due was given. 0 of 1 return due are in. 0 corrections and 1 reading confirmed by officers."
    )


@pytest.mark.parametrize(
    ("names", "came", "wanted"),
    [
        ({"a": "A"}, "received", "A has returned for Q3 2009/10."),
        ({"a": "A"}, "withdrawn", "A has not returned for Q3 2009/10."),
    ],
    ids=["the only partnership", "the only one, and nothing counts"],
)
def test_a_register_with_one_partnership(names, came, wanted):
    returns = pd.DataFrame([("a", "2009-10 Q3", came)], columns=["partnership", "quarter", "state"])
    assert arrivals.sentence(returns, "2009-10 Q3", names, LONDON) == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["a,b", "1"], "row 2 has 1 value where the headings have 2."),
        (["a,b", "1", "2,3,4"], "row 2 has 1 value where the headings have 2. 1 more row differs too."),
        (["a,b", "1,2,3", "1", "2"], "row 2 has 3 values where the headings have 2. 2 more rows differ too."),
    ],
    ids=["one value, no other", "one other", "two others"],
)
def test_rows_of_another_width(tmp_path, lines, wanted):
    path = tmp_path / "figures.csv"
    path.write_text("\n".join(lines))
    assert tidy_file.read(path) == wanted


@pytest.mark.parametrize("rows", [1, 2], ids=["one row", "two rows"])
def test_the_command_counts_what_it_judged(tmp_path, rows):
    path, out = tmp_path / "figures.csv", tmp_path / "out.csv"
    path.write_text("target,better,places,milestone,actual\n" + "L1,higher,0,10,9\n" * rows)
    done = CliRunner().invoke(judge, [str(path), "-o", str(out)])
    assert done.output == f"Judged {rows} row{'s' * (rows > 1)} into {out}.\n"


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("GBP", "pounds"),
        ("per cent", "per cent"),
        ("homes", "homes"),
        ("GBP per household", "pounds per household"),
        ("GBP million", "£ million"),
        ("£m", "£m"),
    ],
)
def test_a_unit_by_itself(unit, wanted):
    assert units.name(unit) == wanted


def acting(off, lacks, states):
    """What the Overview says of who is acting: targets off track, those that lack an action, states of actions."""
    acted = pd.DataFrame({"state": [state for state, _ in states], "when": [when for _, when in states]}, dtype="str")
    at = SimpleNamespace(
        off_track=off, lacks=pd.DataFrame({"target": lacks}, dtype="str"), acted=acted, partnership=None
    )
    return inline.plain(overview._acting(at))


OPEN, LATE = ("open", "due later"), ("open", "overdue")
ACTING = [
    pytest.param([], [], [], "nothing is off track; no action is open", id="nothing of nothing"),
    pytest.param(["L1"], [], [OPEN], "every target off track has an open action with an owner and a day; the one open "
                 "action is not overdue", id="one, in time"),
    pytest.param(["L1"], ["L1"], [LATE], "1 of 1 off track without an open action, owner and day: L1; the one open "
                 "action is overdue", id="one, late"),
    pytest.param(["L1", "L2"], ["L2"], [OPEN, LATE, OPEN], "1 of 2 off track without an open action, owner and day: "
                 "L2; 1 of 3 open actions overdue", id="several"),
    pytest.param(["L1"], [], [OPEN, OPEN], "every target off track has an open action with an owner and a day; none of "
                 "2 open actions overdue", id="none late"),
    pytest.param([], [], [("done", "done")], "nothing is off track; no action is open", id="only what is done"),
]  # fmt: skip


@pytest.mark.parametrize(("off", "lacks", "states", "wanted"), ACTING)
def test_nothing_is_counted_of_nothing(off, lacks, states, wanted):
    assert acting(off, lacks, states) == wanted
