"""A page a district: its own figures and how they are judged, the county beside them, and what there is none of.

The kind: what is said of a part of the county has to be what the rule says of it, and no more. Tried: every district of
the shipped data in two quarters, at its latest return and at the quarter chosen, counted and all targets; figures that
add up (a share, no status), rows left empty, figures of an earlier quarter alone, of others alone, of none; a return
that is damaged; a district that the register has no more, a name that is markup; a register without districts; the way
there from a target, from what was found and from the menu.
"""

from dataclasses import replace

import pytest

from oxdash.documents import district as document
from oxdash.documents.blocks import Table
from oxdash.documents.edition import Edition
from oxdash.documents.inline import Figure, StatusWord
from oxdash.documents.page_blocks import Tally
from oxdash.documents.quarter_view import Standing
from oxdash.findings import districts
from oxdash.vocabulary.rows import each_row
from oxdash.web import finding
from oxdash.web.view import View
from tests import drawn
from tests.absences import folder_without
from tests.drawn import part
from tests.spec.test_pages import h1, opened, said
from tests.unit.test_markup import HOSTILE, tags, text

NEWEST = "2009-10 Q4"


def tables_of(blocks) -> list[Table]:
    return [one for one in blocks if isinstance(one, Table)]


def cells(table: Table, heading: str) -> list:
    return next(list(column.cells) for column in table.columns if column.heading == heading)


@pytest.mark.parametrize("standing", ["latest", "same"])
def test_it_is_judged_as_findings_judge_it_and_counted_over_what_it_has(shipped, standing):
    names = list(shipped.register.districts.name)
    for quarter in shipped.quarters[-2:]:
        for kind in ("counted", "all"):
            at = Standing(shipped, Edition(quarter, standing), kind=kind)
            if at.nothing_counted:
                continue
            every = districts.of(
                shipped.districts, at.rows, names, shipped.register.rules, at.council, shipped.rule_version
            )
            for name in names:
                own = every[(every.district == name) & every.actual.notna()]
                blocks = document.page(at, name)
                table = tables_of(blocks)[0]
                assert [one[0].target for one in cells(table, "Target")] == own.target.tolist()
                told = [one for one in cells(table, "Status") if isinstance(one, StatusWord)]
                judged = own[~own.adds_up]
                expected = [StatusWord(row.status, bool(row.close)) for row in each_row(judged)]
                assert told == expected, (quarter, kind, name)
                tallies = [one.counts for one in blocks if isinstance(one, Tally)]
                assert [one.targets for one in tallies] == ([len(judged)] if len(judged) else [])
                for one in tallies:
                    assert one.on_track == (judged.status == "on track").sum()
                    assert one.off_track == (judged.status == "off track").sum()


def test_the_page_of_a_district(few, monkeypatch):
    app = opened(few, monkeypatch, "district", district="Oxford City")
    assert not app.exception
    assert h1(app) == "Oxford City, Q4 2009/10"
    words = text(said(app))
    assert "Oxford City has a figure for " in words and " of 44 LAA targets." in words
    assert "Judged as the county is: " in words
    assert "no status" in words and "of the county&#39;s" in words, "what adds up is a share"
    assert "No return gives a figure of Oxford City for " in words
    assert [box.label for box in app.sidebar.selectbox] == [
        *("Quarter", "Each partnership is shown at", "District", "Targets counted"),
    ]
    assert 'href="target?target=NI+192"' in said(app), "the way to the target"
    assert "sheet Districts, cell C" in words and 'href="returns?' in said(app), "and to the cell and its return"


def test_it_is_of_the_first_where_the_address_names_none_or_one_there_is_not(few, monkeypatch):
    assert h1(opened(few, monkeypatch, "district")).startswith("Cherwell, ")
    app = opened(few, monkeypatch, "district", district="Atlantis")
    assert h1(app).startswith("Cherwell, ")
    assert "The address asks for district &#34;Atlantis&#34;, which is not here. It is left out." in said(app)


def without_of_now(shipped, name: str, code: str, quarter: str = NEWEST, actual: float | None = None):
    """The position, in which a district's figure of a target was left empty in that quarter."""
    own = (shipped.districts.district == name) & (shipped.districts.target == code)
    return replace(
        shipped,
        districts=shipped.districts.assign(
            actual=shipped.districts.actual.mask(own & (shipped.districts.quarter == quarter))
        ),
    )


def test_an_older_figure_stands_apart_as_it_was_judged_then_and_is_not_counted(shipped):
    position = without_of_now(shipped, "Oxford City", "NI 192")
    before, after = (document.page(Standing(one, Edition(NEWEST)), "Oxford City") for one in (shipped, position))
    assert "NI 192" in [one[0].target for one in cells(tables_of(before)[0], "Target")]
    counted, older = tables_of(after)[:2]
    assert "NI 192" not in [one[0].target for one in cells(counted, "Target")]
    place = [one[0].target for one in cells(older, "Target")].index("NI 192")
    assert cells(older, "Target")[place][1].endswith(", Q3 2009/10")
    assert cells(older, "Actual")[place] == Figure(43.1, "per cent", 1)
    was = shipped.rows[(shipped.rows.target == "NI 192") & (shipped.rows.quarter == "2009-10 Q3")]
    names = list(shipped.register.districts.name)
    register = shipped.register
    then = districts.of(shipped.districts, was, names, register.rules, register.council, shipped.rule_version)
    assert cells(older, "Status")[place].status == then.set_index("district").status["Oxford City"]


def test_where_others_have_a_figure_that_is_said(shipped):
    own = (shipped.districts.district == "Oxford City") & (shipped.districts.target == "NI 195")
    position = replace(shipped, districts=shipped.districts[~own].reset_index(drop=True))
    words = text(part(*document.page(Standing(position, Edition(NEWEST)), "Oxford City")))
    assert "The return gives figures of others and none of Oxford City for 1 target: NI 195" in words


def test_a_damaged_return_gives_no_figure(shipped):
    whose = shipped.register.targets.set_index("target").partnership["NI 192"]
    rows = shipped.judged
    lost = (rows.partnership == whose) & (rows.quarter == NEWEST)
    position = replace(shipped, judged=rows.assign(damaged=rows.damaged | lost, actual=rows.actual.mask(lost)))
    blocks = document.page(Standing(position, Edition(NEWEST)), "Cherwell")
    assert "NI 192" not in [one[0].target for one in cells(tables_of(blocks)[0], "Target")]


def test_no_figure_at_all_is_said(shipped):
    position = replace(shipped, districts=shipped.districts.iloc[:0])
    words = text(part(*document.page(Standing(position, Edition(NEWEST)), "Cherwell")))
    assert "Cherwell has a figure for none of 44 LAA targets." in words
    assert "No return that a target is shown at gives a figure of Cherwell." in words
    assert "No return gives a figure of Cherwell for 44 targets: " in words


def test_a_name_is_text(shipped):
    position = replace(
        shipped,
        districts=shipped.districts.assign(district=shipped.districts.district.replace("Cherwell", HOSTILE)),
        register=replace(
            shipped.register,
            districts=shipped.register.districts.assign(
                name=shipped.register.districts.name.replace("Cherwell", HOSTILE)
            ),
        ),
    )
    assert "img" not in tags(part(*document.page(Standing(position, Edition(NEWEST)), HOSTILE)))
    assert "img" not in tags(str(drawn.of_target(position, "NI 192").middle))
    assert "img" not in tags(str(finding.found(position, View(kind="all", district=HOSTILE))))


def test_a_target_leads_there_but_not_for_a_district_that_the_register_has_no_more(shipped):
    html = str(drawn.of_target(shipped, "NI 192").middle)
    assert 'href="district?district=Oxford+City"' in html
    kept = shipped.register.districts[shipped.register.districts.name != "Oxford City"]
    gone = replace(shipped, register=replace(shipped.register, districts=kept))
    html = str(drawn.of_target(gone, "NI 192").middle)
    assert "Oxford City" in html and "district=Oxford" not in html


def test_finding_by_district_shows_its_figure_and_status_before_the_countys(shipped):
    html = str(finding.found(shipped, View(kind="all", district="Oxford City")))
    words = text(html)
    assert 'href="district?kind=all&amp;district=Oxford+City"' in html
    found = html[html.index("Targets found") :]
    heads = [one.split("<")[0] for one in found.split("</table>")[0].split('role="columnheader"')[1:]]
    named = ["Target", "Oxford City", "County", "Compared", "In one sentence", "Who"]
    assert [one.rsplit(">", 1)[-1] for one in heads] == named
    row = found[found.index("NI 192") :].split("</tr>")[0]
    assert text(row).startswith("NI 192") and "43.9%" in row
    assert text(row).index("Off track") < text(row).index("On track"), "the district's first"
    assert "a status is looked for" not in words.lower()
    asked = text(str(finding.found(shipped, View(kind="all", district="Oxford City", status="on track"))))
    assert "A status is looked for by the county&#39;s figure." in asked
    none = str(finding.found(shipped, View(kind="all", district="none")))
    assert "columnheader" in none and ">County<" not in none, "no district was chosen"


def test_a_register_without_districts_has_no_such_page(tmp_path, monkeypatch):
    data = folder_without(tmp_path / "data", "district figures", "districts: no sheet")
    app = opened(data, monkeypatch, "overview")
    assert not app.exception
    pages = [one.proto.label for one in app.sidebar.get("page_link")]
    assert pages and "Districts" not in pages
    app = opened(data, monkeypatch, "district")
    assert not app.exception and h1(app) == "Districts"
    assert "The register lists no districts." in said(app)


def test_where_there_are_some_it_is_in_the_menu_as_the_register_calls_them(few, tmp_path, monkeypatch):
    pages = [one.proto.label for one in opened(few, monkeypatch, "overview").sidebar.get("page_link")]
    assert "Districts" in pages
