"""The page of one target: the sentence first, where it goes, how far it is to safety, and the long tables last."""

import re
from dataclasses import replace

import pytest

from oxdash.findings import xmr
from oxdash.web import page
from oxdash.web.view import View
from tests import drawn
from tests.conftest import SHIPPED
from tests.in_order import stand_in_order
from tests.spec.test_pages import h1, opened, said
from tests.unit.test_markup import HOSTILE, tags, text


def parts(sheet) -> str:
    return str(sheet.top) + str(sheet.middle or "") + str(sheet.rest or "")


def sheet_of(position, code: str, **asked):
    return drawn.of_target(position, code, **asked)


def test_the_parts_come_in_the_order_of_a_reader_in_a_hurry(shipped):
    words = text(parts(sheet_of(shipped, "NI 192")))
    order = [
        "On track: 48.3% (provisional) at Q4 2009/10",
        "Since last time ↑ Improving Improved by 0.7 points since Q3 2009/10",
        "Over the longer run",
        "Distance from the year-end target",
        "One bad quarter from going off track: on track by 0.8 points",
        "Off track in 2 districts Against the same milestone: Oxford City and Vale of White Horse.",
        "Officer&#39;s year-end forecast Forecast for the year&#39;s end: 48.3%",
        "Projection, not a status",
        "Actual against milestone",
        "Usual ups and downs: This view needs 12 quarters with a figure; there are 8.",
        "Every action and what each return said of it",
        "By district at Q4 2009/10, each against the county&#39;s milestone",
        "Every quarter, newest first",
        "Every value ever agreed, and how the quarter&#39;s figure stands against it",
        "What is measured",
    ]
    stand_in_order(words, order)


def test_counts_are_shares_of_the_county_and_their_sum_is_said(shipped):
    words = text(parts(sheet_of(shipped, "NI 154")))
    assert "the 5 districts add up to" in words and "Share of the county" in words
    assert "Off track: the partnership declares that the target will not be achieved" in words
    assert re.search(r": 5 quarters, the last of them, Q4 2010/11, from 2,700 \w+ to 2,000 \w+, easier\.", words)
    assert "Each value ever agreed is kept below." in words


def test_an_action_stands_once_with_what_each_return_said(shipped):
    sheet = sheet_of(shipped, "NI 192")
    assert str(sheet.middle).count("Food waste collection in three districts") == 1
    assert "Q1 2009/10: Contracts let." in text(sheet.middle)
    earlier = text(sheet_of(shipped, "NI 192", quarter="2009-10 Q1").middle)
    assert "Q1 2009/10: Contracts let." in earlier and "Begun in one district." not in earlier, (
        "nothing of later returns"
    )


def test_projection_stands_beside_the_forecast_where_there_is_history_enough(shipped):
    """Seven quarters running are enough for a snapshot one quarter from the year's end."""
    known = shipped.judged
    snapshots = known[(known.measure == "snapshot") & (known.quarter == "2009-10 Q3") & known.actual.notna()]
    at = page.standing(shipped, View(quarter="2009-10 Q3"))
    found = [text(sheet_of(shipped, code, at=at, quarter="2009-10 Q3").top) for code in snapshots.target]
    told = [words for words in found if "Projection, not a status Arithmetic, not a judgement: about" in words]
    assert told, "no target of the illustrative data has seven quarters running"
    assert all("Officer&#39;s year-end forecast" in words for words in told)


def test_the_second_view_from_twelve_quarters_on(shipped):
    """The stretch target of the first agreement has twelve quarters; seen a quarter earlier it has one too few."""
    sheet = sheet_of(shipped, "S1")
    points = xmr.of_target(shipped.judged, "S1", "2008-09 Q4").points
    assert len(points) == xmr.POINTS
    assert list(sheet.usual.data[0].y) == points.value.tolist()
    words = text(parts(sheet))
    assert sheet.usual_said.startswith("What a quarter adds has averaged") and sheet.usual_said in words
    assert "The same in figures, newest first" in words and "This view needs" not in words
    fewer = sheet_of(shipped, "S1", quarter="2008-09 Q3")
    assert fewer.usual is None
    assert "This view needs 12 quarters with a figure; there are 11." in text(fewer.middle)


def test_both_charts_are_on_the_page_each_with_its_buttons(shipped, monkeypatch):
    app = opened(SHIPPED, monkeypatch, "target", target="S1")
    assert not app.exception
    charts = app.main.get("plotly_chart")
    assert len(charts) == 2
    taken = [button.proto.label for button in app.main.get("download_button")]
    assert taken[:6] == ["Save as PNG", "Save as SVG", "Save figures (CSV)"] * 2
    assert "S1: " in said(app) and "stands out" in said(app)


def test_what_officers_and_the_register_type_is_text(shipped):
    code = "NI 192"
    typed = {name: HOSTILE for name in ("action", "owner", "progress")}
    hostile = replace(
        shipped,
        judged=shipped.judged.assign(commentary=HOSTILE, workbook=HOSTILE),
        actions=shipped.actions.assign(**typed),
        districts=shipped.districts.assign(district=shipped.districts.district.replace("Cherwell", HOSTILE)),
        register=replace(
            shipped.register, milestones=shipped.register.milestones.assign(agreed_by=HOSTILE, reason=HOSTILE)
        ),
    )
    html = parts(sheet_of(hostile, code))
    assert "img" not in tags(html)
    assert text(html).count("http://evil.example") >= 20


def test_a_target_that_has_not_begun_says_so(shipped):
    later = shipped.register.targets.set_index("target").first_quarter
    code = later[later > "2008-09 Q1"].index[0]
    sheet = sheet_of(shipped, code, quarter="2008-09 Q1")
    assert (sheet.course, sheet.middle, sheet.rest) == (None, None, None)
    assert "This target begins later than Q1 2008/09." in text(sheet.top)


def test_every_target_has_a_page_and_every_sort_of_target_one_in_the_first_quarter(shipped):
    targets = shipped.register.targets
    of_each_sort = targets.drop_duplicates(["kind", "measure", "better"])  # before anything was returned
    for quarter, some in (("2008-09 Q1", of_each_sort), ("2009-10 Q4", targets)):
        at = page.standing(shipped, View(quarter=quarter))
        for code in some.target:
            assert "ox-h1" in str(sheet_of(shipped, code, at=at, quarter=quarter).top), (code, quarter)


@pytest.mark.parametrize("code", ["NI 154", "NI 73"])
def test_the_page_has_its_chart_and_nothing_for_managers(few, monkeypatch, code):
    app = opened(few, monkeypatch, "target", target=code)
    assert not app.exception
    assert h1(app).startswith(code)
    assert len(app.main.get("plotly_chart")) == 1
    assert not [one for one in app.main if one.type == "expander"], "drafting is a manager's"
    assert "Draft interim" not in said(app)
