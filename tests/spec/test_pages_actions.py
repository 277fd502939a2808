"""The pages on actions and risks, on what is not known, and the chairman's sheet on screen, as a reader finds them."""

import json
import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from oxdash.documents import actions as acting
from oxdash.documents import partnership, unknown
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.documents.unknown import Received
from oxdash.findings import actions, asked, promises, risks, unknowns
from oxdash.settings import HOME
from oxdash.submissions import versions
from oxdash.vocabulary.bodies import several
from oxdash.vocabulary.wording import without_partnership
from tests.conftest import SCRUTINY, loaded
from tests.drawn import part
from tests.in_order import stand_in_order
from tests.spec.test_officer_pages import claims
from tests.spec.test_officer_pages import opened as as_officer
from tests.spec.test_officer_pages import said as said_as_text
from tests.spec.test_pages import NEWEST, opened, said
from tests.unit.test_markup import HOSTILE, tags

DAY = {"as_at": SCRUTINY.isoformat()}


@pytest.fixture(scope="module")
def at(few) -> Standing:
    """The position that the pages below show."""
    return Standing(loaded(few, SCRUTINY), Edition("2009-10 Q4"))


def told(app) -> str:
    return unescape(said(app))


def test_the_sentences_come_first(few, at, monkeypatch):
    app = opened(few, monkeypatch, "actions", **DAY)
    assert not app.exception
    html = told(app)
    sentences = [
        actions.in_words(at.acted),
        asked.without_action_in_words(at.off_track, at.lacks),
        promises.in_words(at.promises),
        "Off track without an open action, owner and due date</h2>",
        "How the actions stand</h2>",
        "Overdue and due soon</h2>",
        "What was promised in the return before</h2>",
        risks.in_words(at.risks),
        risks.scale_in_words(),
        "How many risks, by likelihood and impact",
    ]
    stand_in_order(html, sentences)


def test_every_action_stands_on_the_page_once(few, at, monkeypatch):
    """And what is urgent under each partnership that it is done with as well."""
    html = told(opened(few, monkeypatch, "actions", **DAY))
    stands = html[html.index("Overdue and due soon<") : html.index("What was promised in the return before<")]
    shared = at.acted[at.acted.when.isin(actions.URGENT)].set_index("action").with_bodies
    again = {words: len(set(several(held)) & set(at.names)) for words, held in shared.items()}
    assert sum(again.values()) > 0
    for words, count in at.acted.action.value_counts().items():
        assert stands.count(f">{words}<") == count + again.get(words, 0), words
    assert len(at.acted) > 10


GROUPED = [
    # address, a heading of a group, a heading of the tally, why
    ({}, "Children's Trust (", "Partnership", "by partnership unless the address says otherwise"),
    ({"by": "delivery group"}, "Performance Management Group (", "Delivery group", "by delivery group"),
    ({"by": "owner"}, "Lead Officer, Performance (", "Owner", "by owner"),
]


@pytest.mark.parametrize(("address", "group", "named"), [row[:3] for row in GROUPED], ids=[row[3] for row in GROUPED])
def test_the_address_says_what_actions_are_grouped_by(few, monkeypatch, address, group, named):
    app = opened(few, monkeypatch, "actions", **DAY, **address)
    assert f">{group}" in told(app)
    assert f"Actions by {named.lower()}" in told(app)
    assert app.selectbox(key="pick by").value == address.get("by", "partnership")


def test_choosing_a_group_and_a_partnership_writes_the_address(few, monkeypatch):
    app = opened(few, monkeypatch, "actions", **DAY)
    app.selectbox(key="pick by").select("owner").run()
    app.selectbox(key="pick partnership").select("spatial-planning").run()
    assert app.query_params == {**DAY, "by": "owner", "partnership": "spatial-planning"}
    html = told(app)
    assert "NI 154" in html and "NI 73" not in html


def test_an_address_with_an_unknown_group_says_so(few, monkeypatch):
    app = opened(few, monkeypatch, "actions", by="colour")
    assert not app.exception
    assert 'The address asks for by "colour", which is not here.' in told(app)


def test_a_partnership_without_actions_or_risks_says_so(few, at, monkeypatch):
    acted = Standing(at.position, Edition("2009-10 Q4", "same")).acted  # some have not returned for it
    code = next(code for code in at.names if code not in set(acted.partnership))
    html = told(opened(few, monkeypatch, "actions", **DAY, standing="same", partnership=code))
    assert "There is no action in the returns." in html
    assert "No action is in the returns." in html


def test_what_is_not_known_is_managed(few, at, monkeypatch):
    app = opened(few, monkeypatch, "unknown", **DAY)
    assert not app.exception
    html = told(app)
    assert at.when_known(at.expected) in html
    for row in at.expected.itertuples():
        assert f">{row.target} {at.targets.title[row.target]}</a>" in html
    assert "No figure is expected before the next meeting of the Board." in html


def test_what_arrives_before_the_next_meeting_is_said(few, monkeypatch):
    day = {"as_at": "2010-04-15"}
    standing = Standing(loaded(few, SCRUTINY.replace(month=4, day=15)), Edition("2009-10 Q3"))
    arriving = unknowns.arriving(standing.expected)
    assert len(arriving)
    html = told(opened(few, monkeypatch, "unknown", **day))
    for sentence in arriving.sentence:
        assert sentence in html


def test_readings_confirmed_are_counted_for_all_and_shown_to_those_who_may_see_receipts(few, monkeypatch):
    public = told(opened(few, monkeypatch, "unknown", **DAY))
    assert "Confirmed" in public
    assert "confirmed by officers can be read by the partnership's officers and the partnerships manager." in public
    receipts = [json.loads(path.read_text("utf-8")) for path in (few / "quarterly").rglob("*.json")]
    files = {one["file_name"] for one in receipts if one.get("warnings_confirmed")}
    assert files
    assert not [name for name in files if name in public]


@pytest.mark.parametrize(
    ("who", "seen", "hidden"),
    [
        ("partnerships.manager@council.example", {"childrens-trust", "safer-communities"}, set()),
        ("safer.officer@council.example", {"safer-communities"}, {"childrens-trust"}),
    ],
    ids=["a manager sees all", "an officer sees their own partnership's"],
)
def test_whoever_may_see_a_receipt_sees_what_was_confirmed(few, monkeypatch, who, seen, hidden):
    monkeypatch.setenv("OXDASH_ROLES", str(HOME / ".streamlit" / "roles.example.toml"))
    words = as_officer(monkeypatch, few, "unknown", claims(who), **DAY)
    assert "Readings confirmed by officers, the newest quarter first" in said_as_text(words)
    for code in seen:
        assert f"{code} return 2009-10 Q3.xlsx" in said_as_text(words)
    for code in hidden:
        assert f"{code} return 2009-10 Q3.xlsx" not in said_as_text(words)
    assert ("more reading" in said_as_text(words)) == bool(hidden)


def test_a_sign_in_that_is_too_old_shows_no_reading(few, monkeypatch):
    monkeypatch.setenv("OXDASH_ROLES", str(HOME / ".streamlit" / "roles.example.toml"))
    app = as_officer(monkeypatch, few, "unknown", claims("partnerships.manager@council.example", hours_ago=9), **DAY)
    assert "return 2009-10 Q3.xlsx" not in said_as_text(app)


def test_data_quality_is_in_a_sentence_and_a_table(few, monkeypatch):
    html = told(opened(few, monkeypatch, "unknown", **DAY, partnership="economic"))
    assert "The data of each partnership" in html
    assert "These are counts, not a score." in html
    assert ">Health and Well-being Partnership</a>" not in html


def test_the_chairmans_sheet_has_what_a_chairman_needs_in_order(few, at, monkeypatch):
    app = opened(few, monkeypatch, "partnership", **DAY, partnership="childrens-trust")
    assert not app.exception
    html = told(app)
    sections = [
        "What the Board is asked to do",
        "What changed",
        "Off track: what is being done",
        "What was promised last time",
        "Insufficient data, and when it will be known",
        "Risks",
        "LAA targets",
        "The partnership's own account",
        "Who answers for it",
        "The return this comes from",
    ]
    stand_in_order(html, [f">{section}</h2>" for section in sections])
    for sentence in at.asked_of({"childrens-trust": at.names["childrens-trust"]}).sentence:
        assert without_partnership(sentence, at.names["childrens-trust"]) in re.sub("</?a[^>]*>", "", html)
    own = at.promises[at.promises.partnership == "childrens-trust"]
    assert promises.in_words(own) in html
    top = risks.standing(at.risks[at.risks.partnership == "childrens-trust"])
    for risk in top.head(3).risk:
        assert risk in html
    for risk in top.risk[3:]:
        assert risk not in html


def test_the_yearly_review_stands_beside_the_years_figures_where_a_return_holds_one(few, at, monkeypatch):
    reviewed = {code for code in at.names if at.reviewed(code)}
    for code in ("economic", "childrens-trust"):
        html = told(opened(few, monkeypatch, "partnership", **DAY, partnership=code))
        assert ("Yearly review 2009/10" in html) == (code in reviewed)
        for texts in at.reviewed(code).values():
            assert all(line in html for text in texts for line in text.splitlines())
    assert reviewed, "the illustrative returns hold a review of the year"


DOCUMENTS = {
    "actions": lambda at, code: acting.page(at, code, "partnership"),
    "unknown": lambda at, code: unknown.page(at, code, Received(versions.receipts([]), versions.warnings([]))),
    "partnership": partnership.page,
}


@pytest.mark.parametrize("page", DOCUMENTS)
def test_what_officers_typed_is_text(few, page):
    position = loaded(few, SCRUTINY)
    typed = {
        "actions": position.actions.assign(action=HOSTILE, owner=HOSTILE, progress=HOSTILE),
        "risks": position.risks.assign(risk=HOSTILE, mitigation=HOSTILE, owner=HOSTILE),
        "narrative": position.narrative.assign(text=HOSTILE),
        "judged": position.judged.assign(commentary=HOSTILE),
    }
    at = Standing(replace(position, **typed), Edition(position.newest))
    html = part(*DOCUMENTS[page](at, "childrens-trust"))
    assert "img" not in tags(html) and "script" not in tags(html)
    assert (HOSTILE in unescape(str(html))) == (page != "unknown"), "and it is there, as text"


@pytest.mark.parametrize("page", ["actions", "unknown"])
def test_a_damaged_return_takes_nothing_else_with_it(few, tmp_path, monkeypatch, page):
    data = Path(shutil.copytree(few, tmp_path / "data"))
    damaged = data / "quarterly" / NEWEST / "economic.1.xlsx"
    contents = bytearray(damaged.read_bytes())
    contents[200] ^= 1
    damaged.write_bytes(bytes(contents))
    app = opened(data, monkeypatch, page, **DAY)
    assert not app.exception
    assert "NI 73" in told(app) or "NI 72" in told(app)


def test_the_sentence_on_quality_is_the_tables(few, at, monkeypatch):
    html = told(opened(few, monkeypatch, "unknown", **DAY))
    start = html.index("figures due were given")
    found = html[html.rindex(">", 0, start) + 1 : html.index("<", start)]
    given = [int(text.split(" of ")[0]) for text in _cells(html, "Figures given")]
    assert found.startswith(f"{sum(given):,} of ")


def _cells(html: str, heading: str) -> list[str]:
    parts = html.split(f'data-label="{heading}"')[1:]
    return [part.split("<div>")[1].split("<")[0] for part in parts]
