"""HTML of who answers for what, of districts, of what was agreed and of what was found: text stays text."""

from datetime import date

import pandas as pd
import pytest

from oxdash.documents import accountability as answers
from oxdash.documents import compare, found, people
from oxdash.documents import diary as due
from oxdash.documents import districts as by_district
from oxdash.documents import ledger as agreed
from oxdash.findings import accountability, comparison, ledger, milestone_drafts, missing
from oxdash.findings.milestone_drafts import How
from oxdash.vocabulary import tables
from oxdash.vocabulary.council import Council
from tests.calendars import APRIL
from tests.drawn import part
from tests.judged_rows import NO_TOLERANCE, judged
from tests.unit.test_findings_accountability import (
    BODIES,
    CALENDAR,
    GROUPS,
    MEMBERS,
    NAMES,
    PRIORITIES,
    agreement,
    partnerships,
    targets,
)
from tests.unit.test_findings_districts import COUNTY, HOMES, split
from tests.unit.test_findings_ledger import AS_AT, MOVED, Q3, SIGNED, TARGETS, figure, milestones
from tests.unit.test_findings_milestone_drafts import END, LAST, history, target
from tests.unit.test_findings_milestone_drafts import agreed as in_force
from tests.unit.test_markup import HOSTILE, Tags, position_rows, tags, text

TITLES = {"NI 1": "Homes", "NI 2": "Jobs"}


def calendar(**changed: str):
    """A register with the meetings of `CALENDAR`."""
    register = agreement(targets(), partnerships())
    register.meetings = CALENDAR.assign(**changed)
    return register


def links(html) -> dict[str, str]:
    return {attributes["href"]: attributes.get("title", "") for tag, attributes in Tags(str(html)).seen if tag == "a"}


def test_priorities_by_partnership():
    these = targets({}, {"target": "NI 2", "contributing": "childrens-trust"})
    html = part(answers.priorities(accountability.matrix(these, PRIORITIES, partnerships()), TITLES, Council()))
    assert links(html)["target?target=NI+1"] == "Homes"
    assert "partnership?partnership=osca" in links(html)
    said = text(html)
    assert "Children's Trust none contributes to NI 2" in said.replace("&#39;", "'")
    assert "OSCA NI 1 , NI 2" in said


def gaps_of(*changed: dict, on_file=None) -> pd.DataFrame:
    on_file = tables.empty(tables.RETURNS) if on_file is None else on_file
    return missing.gaps(agreement(targets(*changed), partnerships()), on_file, date(2010, 7, 22))


def test_gaps_under_their_kinds_each_with_a_way_to_what_it_is_about():
    html = part(*answers.gaps(gaps_of({"delivery_group": None}), TITLES, NAMES))
    assert "No delivery group (1) No delivery group works on NI 1 Homes (OSCA). See NI 1" in text(html)
    assert "since Q1 2008/09. See OSCA" in text(html)
    assert "target?target=NI+1" in links(html) and "partnership?partnership=osca" in links(html)
    assert answers.gaps(gaps_of({}).iloc[:0], TITLES, NAMES) == []


def test_a_gap_about_a_priority_has_no_link():
    rows = gaps_of({"priorities": "economy"})
    html = part(*answers.gaps(rows[rows.kind == "priority nobody covers"], TITLES, NAMES))
    assert "serves the priority Communities." in text(html) and links(html) == {}


def reviewed(*days: date | None) -> str:
    return text(part(due.reviews(partnerships(*days).iloc[:1], date(2010, 7, 22))))


def test_reviews_and_their_state_in_words():
    said = reviewed(date(2009, 7, 1), None)
    assert "Chairmanship 1 July 2009 1 July 2010 Overdue, by 21 days" in said
    assert "Governance none on record not known None on record" in said
    soon = reviewed(date(2009, 7, 23), date(2010, 7, 1))
    assert "Due soon, in 1 day" in soon and "1 July 2011 In date" in soon


def test_meetings_with_their_papers_and_returns():
    said = text(part(*due.meetings(calendar(), date(2010, 7, 22))))
    assert "Scrutiny 22 July 2010 today Q4 2009/10 5 May 2010 78 days ago 13 July 2010 9 days ago" in said
    assert "PSB 15 September 2010 in 55 days Q1 2010/11 4 August 2010 in 13 days 6 September 2010 in 46 days" in said
    assert "No meeting to come" in text(part(*due.meetings(calendar(), date(2012, 1, 1))))


def test_what_is_due():
    soon = text(part(*due.due(calendar(), date(2010, 7, 22))))
    assert soon.startswith("In the next 28 days:") and "Returns for Q1 2010/11 are due" in soon
    assert text(part(*due.due(calendar(), date(2012, 1, 1)))) == "Nothing is due in the next 28 days."


def members(body: str, **changed: str):
    rows = accountability.bodies(MEMBERS.assign(**changed), BODIES, partnerships())
    return part(*people.members(rows[rows.body == body], NAMES[body]))


def test_members_and_delivery_groups():
    said = text(members("osca"))
    assert "Members of OSCA, by role and sector" in said and "Voluntary Chair Chairman 1" in said
    assert "not settled" in said
    assert text(members("childrens-trust")) == "No member is on record."
    rows = accountability.groups(GROUPS, targets({}))
    html = part(people.groups_working(rows[rows.targets.notna()], NAMES, TITLES))
    assert "Volunteers OSCA Chair NI 1" in text(html)
    assert links(html) == {"target?target=NI+1": "Homes"}
    none = part(people.groups_working(rows.iloc[:0], NAMES, TITLES))
    assert text(none) == "No delivery group works on a target now."


def row_for_each(**known: str):
    membership = accountability.bodies(MEMBERS, BODIES, partnerships())
    return part(people.partnerships(partnerships(**known), membership, accountability.groups(GROUPS, targets({}))))


def test_a_row_for_every_partnership():
    html = row_for_each(chair="A chair", lead_officer="An officer")
    assert "OSCA A chair An officer Voluntary 3." in text(html)
    assert "No member is on record. no support officer, 1 delivery group" in text(html)
    assert "accountability?partnership=osca" in links(html)


def answering(row: pd.Series, support: list[str], groups: pd.DataFrame, sectors: str = "Voluntary 3."):
    return part(people.answering(row, support, sectors, groups, TITLES))


def test_who_answers_in_one_partnership():
    row = partnerships(chair="A chair", lead_officer=None, agendas_and_minutes="Web site").iloc[1]
    own = accountability.groups(GROUPS, targets({})).iloc[1:]
    html = answering(row, ["Clerk", "Director"], own)
    said = text(html)
    assert "Chair A chair Support officers Clerk Director Members by sector, in posts Voluntary 3." in said
    assert "Volunteers (Chair): NI 1" in said and links(html) == {"target?target=NI+1": "Homes"}
    assert text(answering(row, [], own.iloc[:0], "No member is on record.")).count("none on record") == 2


def test_districts_judged_have_a_status_in_words():
    said = text(part(by_district.table(split({"actual": 60.0}, 49.0, None), COUNTY)))
    assert "By district at Q3 2009/10, each against the county's milestone" in said.replace("&#39;", "'")
    assert "Cherwell 49.0% Off track 52.0% 3.0 points" in said
    assert "Oxford City not given Insufficient data" in said


def test_a_proxy_is_marked_wherever_it_judges():
    html = part(by_district.table(split({"actual": 60.0, "milestone_kind": "interim proxy"}, 49.0), COUNTY))
    assert text(html).count("52.0% interim proxy") == 3, "beside the milestone of every district"


def test_counts_are_shares_without_a_status():
    html = part(by_district.table(split(HOMES, 70.0), COUNTY))
    assert "Cherwell 70 dwellings 35.0%" in text(html)
    assert "ox-status" not in str(html)


def test_what_a_county_figure_hides_and_what_adds_up():
    said = text(part(*by_district.of_target(split({"actual": 60.0}, 49.0), COUNTY)))
    assert said.startswith("It is on track for the county")
    assert "3 districts" in text(part(*by_district.of_target(split(HOMES, 70.0, 70.0), COUNTY)))
    assert "gives no district figures" in text(part(by_district.table(split({}, 1.0).iloc[:0], COUNTY)))


LIFE = milestones(("L1", Q3, 55.0, None, SIGNED), ("L1", Q3, 50.0, None, MOVED))


def test_every_value_with_the_status_against_it():
    html = part(agreed.values(ledger.values(LIFE, TARGETS, figure(actual=51.0), NO_TOLERANCE, AS_AT)))
    said = text(html)
    assert "55.0% Replaced 1 of 2 1 June 2008 PSB downturn 51.0% Off track" in said
    assert "50.0% In force 2 of 2, easier 31 March 2010 PSB downturn 51.0% On track" in said
    assert "No milestone has been agreed" in text(
        part(agreed.values(ledger.values(LIFE.iloc[:0], TARGETS, figure(), NO_TOLERANCE, AS_AT)))
    )


def test_a_quarter_that_has_not_begun_and_a_proxy():
    rows = ledger.values(LIFE.assign(kind="interim proxy"), TARGETS, figure(quarter="2009-10 Q2"), NO_TOLERANCE, AS_AT)
    said = text(part(agreed.values(rows)))
    assert "55.0% interim proxy Replaced" in said and "not begun" in said


def test_a_draft_says_that_nobody_has_agreed_it():
    rows = milestone_drafts.draft(history(LAST), in_force(END), target(), 2010, How.STRAIGHT_LINE, {}, APRIL)
    said = text(part(agreed.draft(rows, target())))
    assert "Draft of interim milestones, not agreed" in said
    assert "Q1 2010/11 54.0% interim proxy none not yet Straight line from 52.0%" in said


def test_what_was_found():
    rows = position_rows({}).assign(sentence="Off track: 48.2%.", commentary="Snow")
    html = part(found.targets(rows.assign(owner="Head of Planning"), COUNTY))
    assert "L1 Homes SPIP, Q3 2009/10 Off track Off track: 48.2%. Snow Head of Planning" in text(html)
    assert text(part(found.targets(rows.iloc[:0], COUNTY))) == found.NOTHING


def test_where_nothing_fits_every_way_out_is_a_link():
    html = part(
        *found.loosened([("Without status: On track", 1, "find?words=x"), ("Without x", 3, "find")], "find?kind=all")
    )
    assert text(html) == (
        f"{found.NOTHING} Without status: On track : 1 target Without x : 3 targets Start again with nothing chosen"
    )
    assert [href.split('"')[0] for href in html.split('href="')[1:]] == ["find?words=x", "find", "find?kind=all"]


def test_partnerships_side_by_side():
    rows = judged({"actual": 60.0, "figure_is": "provisional"}, {})
    html = part(compare.side_by_side(comparison.of(rows, rows, {"osca": "OSCA", "spatial-planning": "SPIP"})))
    said = text(html)
    assert "in the register&#39;s order" in said
    assert said.index("OSCA") < said.index("SPIP")
    assert "2 of 2 1 provisional or estimated" in said


HOSTILES = {
    "matrix": lambda words: answers.priorities(
        accountability.matrix(targets({}), PRIORITIES.assign(name=words), partnerships()), {}, Council(priorities=words)
    ),
    "gaps": lambda words: answers.gaps(
        gaps_of({"title": words, "owner": words, "delivery_group": None}), TITLES, NAMES
    ),
    "reviews": lambda words: due.reviews(partnerships().assign(name=words), date(2010, 7, 22)),
    "meetings": lambda words: due.meetings(calendar(body=words), date(2010, 7, 22)),
    "due": lambda words: due.due(calendar(body=words), date(2010, 7, 22)),
    "members": lambda words: people.members(
        accountability.bodies(MEMBERS.assign(post=words), BODIES, partnerships()).iloc[-2:], "OSCA"
    ),
    "answering": lambda words: people.answering(
        partnerships(chair=words, lead_officer=words, agendas_and_minutes=words).iloc[0],
        [words],
        words,
        accountability.groups(GROUPS.assign(name=words), targets({})),
        {},
    ),
    "partnerships": lambda words: people.partnerships(
        partnerships(chair=words, lead_officer=words), accountability.bodies(MEMBERS, BODIES, partnerships()), GROUPS
    ),
    "groups": lambda words: people.groups_working(
        accountability.groups(GROUPS.assign(name=words), targets({})).iloc[1:], NAMES, {"NI 1": words}
    ),
    "districts": lambda words: by_district.of_target(split({"actual": 60.0}, 49.0).assign(district=words), COUNTY),
    "values": lambda words: agreed.values(
        ledger.values(LIFE.assign(agreed_by=words, reason=words), TARGETS, figure(), NO_TOLERANCE, AS_AT)
    ),
    "found": lambda words: found.targets(position_rows({"commentary": words}).assign(title=words, owner=words), COUNTY),
    "comparison": lambda words: compare.side_by_side(
        comparison.of(judged({}), judged({}), {"spatial-planning": words})
    ),
}


def drawn(name: str, words: str):
    made = HOSTILES[name](words)
    return part(*made) if isinstance(made, list) else part(made)


@pytest.mark.parametrize("name", HOSTILES)
def test_whatever_was_typed_is_text(name):
    html = drawn(name, HOSTILE)
    assert "img" not in tags(html)
    assert "http://evil.example" in str(html)


@pytest.mark.parametrize("name", ["matrix", "reviews", "meetings", "members", "districts", "values", "found"])
def test_a_table_has_a_caption_and_names_its_rows_and_columns(name):
    seen = Tags(str(drawn(name, "Words"))).seen
    assert [tag for tag, _ in seen].count("caption") == 1
    scopes = [attributes["scope"] for tag, attributes in seen if tag == "th"]
    assert scopes.count("col") >= 3 and scopes.count("row") >= 1
