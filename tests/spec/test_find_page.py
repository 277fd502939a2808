"""Finding a target: what is found, what an address restores, what is said where nothing fits."""

import shutil

import pytest

from oxdash.findings import search
from oxdash.web import finding, view
from oxdash.web.view import View
from tests.conftest import SHIPPED
from tests.returning import NOW, OFFICER, a_return, now_on_file, settings
from tests.spec.test_pages import h1, opened, said

SEARCHES = [
    # address, what is said, targets found, why
    ({}, "44 of 48 targets: LAA only.", 44, "nothing chosen is the LAA's targets, counted over all"),
    ({"kind": "all"}, "All 48 targets.", 48, "every kind"),
    ({"words": "NI 154"}, "1 of 48 targets: with &#34;NI 154&#34;, LAA only.", 1, "a code is that target alone"),
    ({"words": "  housing "}, "of 48 targets: with &#34;housing&#34;, LAA only.", None, "words, however spaced"),
    (
        {"status": "off track", "partnership": "spatial-planning"},
        "3 of 48 targets: partnership Spatial Planning and Infrastructure Partnership, status Off track, LAA only.",
        3,
        "two choices",
    ),
    ({"kind": "local"}, "4 of 48 targets: Local only.", 4, "a kind"),
    ({"quarter": "2009-10 Q3", "kind": "all"}, "All 48 targets.", 48, "a quarter gone by"),
]


def listed(app) -> int:
    """How many targets stand in the table of what was found."""
    whole = said(app)
    return whole[whole.index("Targets found") : whole.index("By quarter")].count('scope="row"')


@pytest.mark.parametrize(("address", "sentence", "count"), [row[:3] for row in SEARCHES], ids=[r[3] for r in SEARCHES])
def test_found(few, monkeypatch, address, sentence, count):
    app = opened(few, monkeypatch, "find", **address)
    assert not app.exception
    assert h1(app) == "Find a target"
    assert sentence in said(app)
    assert count is None or listed(app) == count
    assert said(app).count('class="ox-table"') == 1, "the grid of what was found, by quarter"


def test_every_choice_is_drawn_from_the_address_and_written_to_it(few, monkeypatch):
    asked = {"words": "homes", "status": "off track", "partnership": "spatial-planning", "delivery_group": "housing"}
    asked["delivery_group"] = now_on_file(few).register.targets.set_index("target").delivery_group["NI 154"]
    app = opened(few, monkeypatch, "find", **asked)
    assert app.text_input(key="pick words").value == "homes"
    assert {name: app.selectbox(key=f"pick {name}").value for name in asked if name != "words"} == {
        name: value for name, value in asked.items() if name != "words"
    }
    assert "target?target=NI+154" in said(app), "a link leaves what was looked for behind"
    app.text_input(key="pick words").set_value("  affordable   homes ").run()
    assert app.query_params["words"] == "affordable homes"
    app.text_input(key="pick words").set_value("").run()
    app.selectbox(key="pick status").select("").run()
    assert "words" not in app.query_params and "status" not in app.query_params


HEALTH, PLAN = "Health checks where people sign on", "One plan for each of the ten wards with most deprivation"
ACTING = [
    # address, what is said of actions, the actions listed, why
    ({"words": "deprivation"}, "2 actions are found.", [HEALTH, PLAN], "what they are for"),
    ({"words": "jobcentre"}, "1 action is found.", [HEALTH], "who else acts in it"),
    ({"words": "deprivation", "partnership": "economic"}, "1 action is found.", [PLAN], "of the partnership chosen"),
    ({"words": "deprivation", "priority": "PRIORITY"}, "2 actions are found.", [HEALTH, PLAN], "for the priority"),
    ({"words": "deprivation", "priority": "OTHER"}, "No action is found.", [], "for another priority"),
    ({"words": "deprivation", "status": "off track"}, "No action is found.", [], "only a target has a status"),
    ({"words": "zebra"}, "No action is found.", [], "nowhere"),
]


@pytest.mark.parametrize(("address", "sentence", "listed"), [row[:3] for row in ACTING], ids=[row[3] for row in ACTING])
def test_actions_with_the_words(shipped, address, sentence, listed):
    priorities = shipped.register.priorities
    own = priorities.loc[priorities.name.str.contains("deprivation"), "code"].item()
    codes = {"PRIORITY": own, "OTHER": priorities.code[priorities.code != own].iloc[0]}
    asked = {name: codes.get(value, value) for name, value in address.items()}
    drawn = str(finding.found(shipped, View(kind="counted", **asked)))
    acting = drawn[drawn.index("Actions with these words") :].split("By quarter")[0]
    assert sentence in acting
    assert [action for action in (HEALTH, PLAN) if action in acting] == listed


def test_a_code_alone_asks_for_no_action(shipped):
    assert "Actions with these words" not in str(finding.found(shipped, View(kind="all", words="NI 154")))


def test_nothing_fits_says_what_to_loosen(few, monkeypatch):
    app = opened(few, monkeypatch, "find", words="zebra", status="off track", partnership="spatial-planning")
    assert "None of 48 targets: with &#34;zebra&#34;" in said(app)
    assert "No target fits. Take out a word or a choice:" in said(app)
    without = "find?partnership=spatial-planning&amp;status=off+track"
    assert f'href="{without}" target="_self">Without the words &#34;zebra&#34;</a>: 3 targets' in said(app)
    assert 'href="find?kind=all"' in said(app)
    assert "By quarter" not in said(app)


def test_a_choice_that_was_made_is_called_as_it_is_offered(shipped):
    offered = view.offered(shipped)
    made = [(name, value) for name in search.FILTERS for value in offered[name] if value]
    assert len(made) > 40 and ("district", search.NONE) in made
    for name, value in made:
        assert view.label(shipped, name, value) == offered[name][value], f"{name} {value}"


def test_a_local_target_is_one_choice_away(few, monkeypatch):
    app = opened(few, monkeypatch, "find", words="L2")
    assert 'href="find?kind=all&amp;words=L2" target="_self">Without targets counted: LAA</a>: 1 target' in said(app)


def test_what_is_typed_is_text(few, monkeypatch):
    app = opened(few, monkeypatch, "find", words="<img src=x onerror=alert(1)>")
    assert not app.exception
    assert "<img" not in said(app) and "&lt;img src=x" in said(app)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A return whose officer typed markup, accepted through the product, and corrected."""
    from oxdash.submissions import submit

    data = tmp_path_factory.mktemp("hostile") / "data"
    for quarter in ("2009-10-Q3", "2009-10-Q4"):
        shutil.copytree(SHIPPED / "quarterly" / quarter, data / "quarterly" / quarter)
    shutil.copy(SHIPPED / "register.xlsx", data)
    position = now_on_file(data)
    for figure in (25.5, 26.5):
        contents = a_return(position, {"H8": figure, "O8": "<b>Bold</b> *words*"})
        done = submit.submit("s.xlsx", contents, position, OFFICER, settings(data), NOW, confirm_all=True)
        assert isinstance(done, submit.Done), done
    return data


def test_an_officers_words_stay_text_on_every_page_that_shows_them(hostile, monkeypatch):
    for page, address in (("overview", {}), ("find", {"words": "bold"})):
        app = opened(hostile, monkeypatch, page, **address)
        assert not app.exception
        assert "&lt;b&gt;Bold&lt;/b&gt; *words*" in said(app)
        assert "<b>Bold" not in said(app)


def test_a_corrected_figure_is_told_on_the_overview(hostile, monkeypatch):
    app = opened(hostile, monkeypatch, "overview", since="2009-10 Q3")
    assert "Figure corrected (1)" in said(app)
    assert "was corrected on 22 July 2010 (version 2), from 25.5% to 26.5%." in said(app)


LOOSENED = [
    # words, chosen, what each leaves when left out, why
    ("", {}, {}, "nothing was asked for"),
    ("zebra", {}, {"words": 6}, "words that are nowhere"),
    ("zebra", {"kind": "local"}, {"words": 1}, "a choice that is not to blame is not offered"),
    ("", {"kind": "local", "partnership": "spip"}, {"kind": 2, "partnership": 1}, "either; what finds most first"),
]


@pytest.mark.parametrize(("words", "chosen", "left"), [r[:3] for r in LOOSENED], ids=[r[3] for r in LOOSENED])
def test_what_each_choice_costs(words, chosen, left):
    from tests.unit.test_findings_search import ROWS, TARGETS

    found = search.without_each(ROWS, TARGETS, words, chosen)
    assert found == left and list(found) == list(left)
