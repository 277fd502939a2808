"""The static page: one file that asks for nothing, holds every target, and draws what the tables say."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pandas as pd
import pytest

from oxdash.charts import WIDTH
from oxdash.documents import papers
from oxdash.documents.blocks import Chart
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts
from oxdash.output import static_page
from oxdash.output.static_page import picture
from oxdash.vocabulary import wording
from tests.drawing import bars_picture, course_picture
from tests.judged_rows import judged

EDITION = Edition("2009-10 Q4", reference="PSB 2010-07-01", fingerprint="0123456789ab", published_on=date(2010, 7, 1))
HOSTILE = '<img src="http://evil.example/x"> <script>alert(1)</script> {{7*7}} &amp; "quoted"'


class Seen(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.text, self.inside = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside.append(tag)

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self.inside:
            self.text.append(data)


@pytest.fixture(scope="module")
def html(shipped) -> str:
    return static_page.write(Standing(shipped, EDITION)).decode()


@pytest.fixture(scope="module")
def seen(html) -> Seen:
    return Seen(html)


def test_the_page_is_small_and_the_same_each_time(shipped, html):
    assert len(html.encode()) < static_page.LARGEST
    assert static_page.write(Standing(shipped, EDITION)).decode() == html


def test_nothing_in_it_is_fetched_and_no_script_runs(html, seen):
    assert {tag for tag, _ in seen.tags} & {"script", "link", "img", "iframe", "object", "base", "form"} == set()
    assert all(not name.startswith("on") for _, attributes in seen.tags for name in attributes)
    addresses = [attributes["href"] for tag, attributes in seen.tags if "href" in attributes]
    assert addresses and all(address.startswith("#") for address in addresses)
    fetched = re.findall(r"url\(([^)]*)\)", html)
    assert all(address.strip("\"'").startswith(("data:", "#")) for address in fetched)
    assert "@import" not in html


def test_the_policy_lets_in_the_style_sheet_and_nothing_else(html, seen):
    [said] = [attributes["content"] for tag, attributes in seen.tags if "http-equiv" in attributes]
    [style] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert said == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert html.index("Content-Security-Policy") < html.index("<title>"), "it counts for what comes after it"
    assert all("style" not in attributes for _, attributes in seen.tags)
    columns = {attributes["class"] for tag, attributes in seen.tags if tag == "col"}
    assert columns, "widths of columns are classes"
    for one in columns:
        whole, tenths = one.removeprefix("ox-w").split("-")
        assert f".{one} {{ width: {whole}.{tenths}%; }}" in style


def test_every_link_leads_somewhere_and_every_id_is_the_only_one(seen):
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for tag, attributes in seen.tags if tag == "a"} <= set(ids)


def test_every_target_is_there_with_its_sentence_and_the_reference_at_the_foot(shipped, seen):
    text = " ".join("".join(seen.text).split())
    for row in shipped.at(kind="all").itertuples():
        assert " ".join(row.sentence.split()) in text, row.target
    assert (
        "PSB 2010-07-01, published 1 July 2010, fingerprint 0123456789ab. As at 22 July 2010. Rule version 2." in text
    )
    assert counts.sentence(counts.total(shipped.at())) in text


def test_what_an_officer_typed_is_text(shipped):
    spoiled = replace(
        shipped,
        judged=shipped.judged.assign(commentary=HOSTILE),
        actions=shipped.actions.assign(action=HOSTILE, owner=HOSTILE),
        narrative=shipped.narrative.assign(text=HOSTILE),
    )
    html = static_page.write(Standing(spoiled, EDITION)).decode()
    seen = Seen(html)
    assert {tag for tag, _ in seen.tags} & {"script", "img"} == set()
    assert HOSTILE in "".join(seen.text)


def test_the_bars_say_the_counts(shipped):
    given = counts.of(shipped.at())
    drawn = Seen(bars_picture(given, shipped.names))
    shown = [text for text in drawn.text if text.isdigit()]
    expected = [str(n) for row in given.itertuples() for n in (row.off_track, row.insufficient_data, row.on_track) if n]
    assert shown == expected
    assert drawn.text[0] == "In words."
    words = [wording.LOOKS[status].word for status in wording.ORDER]
    assert [text for text in drawn.text if text in words] == words, "the key over it"
    fills = [attributes["fill"] for tag, attributes in drawn.tags if tag == "rect" and attributes.get("height") == "26"]
    assert fills.count("url(#it-hatch)") == sum(given.insufficient_data > 0)
    assert fills.count("#7A1020") == sum(given.off_track > 0)
    # a part is as wide as its count: widths and the gaps around them add up to the whole
    wide = [
        float(attributes["width"]) + 2
        for tag, attributes in drawn.tags
        if tag == "rect" and attributes.get("height") == "26"
    ]
    most = given.targets.max()
    unit = (WIDTH - 230 - 8) / most
    assert [round(one / unit) for one in wide] == [int(n) for n in expected]


def one_target(rows: list[dict]) -> pd.DataFrame:
    return judged(*({"target": "L1", **row} for row in rows))


def course(rows: pd.DataFrame, **more) -> Seen:
    return Seen(course_picture(rows, **more))


def test_a_course_has_a_mark_for_every_figure_of_its_own_quarter():
    quarters = [f"2009-10 Q{n}" for n in (1, 2, 3, 4)]
    more = ({}, {"figure_is_for": "2008"}, {"figure_is": "provisional"}, {})
    rows = one_target(
        [{"quarter": q, "actual": 50.0 + n, "milestone": 52.0, **more[n]} for n, q in enumerate(quarters)]
    )
    drawn = course(rows)
    marks = [attributes for tag, attributes in drawn.tags if tag == "circle"]
    assert len(marks) == 3
    assert [one["fill"] == "#ffffff" for one in marks] == [False, True, False], "an open ring is not final"


def test_a_cumulative_figure_is_not_joined_across_april():
    quarters = ["2008-09 Q3", "2008-09 Q4", "2009-10 Q1", "2009-10 Q2"]
    rows = one_target(
        [
            {"quarter": q, "actual": a, "milestone": None, "measure": "cumulative in year"}
            for q, a in zip(quarters, (30.0, 40.0, 10.0, 20.0), strict=True)
        ]
    )
    lines = [a for tag, a in course(rows).tags if tag == "path" and a.get("stroke-width") == "3" and "L" in a["d"]]
    beside = [one for one in lines if float(one["d"][1:].split(" ")[0]) < WIDTH - 160]
    assert len(beside) == 2


def test_a_course_without_a_single_figure_is_still_a_drawing():
    rows = one_target([{"quarter": "2009-10 Q1", "actual": None, "milestone": None}])
    drawn = course(rows)
    assert drawn.tags[0][1]["role"] == "img"
    assert not [tag for tag, _ in drawn.tags if tag == "circle"]


def test_names_beside_the_lines_never_stand_on_one_another():
    rows = one_target([{"quarter": "2009-10 Q1", "actual": 50.0, "milestone": 50.1, "forecast": 50.05}])
    drawn = course(rows, baseline=50.02, forecast=50.05)
    places = sorted(float(a["y"]) for tag, a in drawn.tags if tag == "text" and float(a["x"]) > WIDTH - 160 and a["y"])
    assert min(b - a for a, b in pairwise(places)) >= 16


def test_the_picture_of_an_outlines_chart_is_named_by_its_sentence(shipped):
    numbered = [chart for chart in papers.outline("board", Standing(shipped, EDITION)).of(Chart) if chart.number]
    assert numbered
    for chart in numbered:  # the picture of the agreement is a table of links here
        drawn = Seen(str(picture(chart)))
        svg = next(attributes for tag, attributes in drawn.tags if tag == "svg")
        title = next(attributes for tag, attributes in drawn.tags if tag == "title")
        assert svg["aria-labelledby"] == title["id"] == f"chart-{chart.number}-said"
        assert chart.said in "".join(drawn.text)
