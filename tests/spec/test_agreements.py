"""Each agreement is counted by itself, and which one is looked at is said wherever several count targets.

Tried beside the cases: an agreement named by its name, in other letters, or that there is none of; one that is over;
two that begin together; a register of before there were agreements; a target's page reached from another agreement;
what was published before a second agreement came.
"""

import csv
import io
import json
import shutil
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.documents import papers
from oxdash.documents.blocks import Paragraph
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.preview import preview
from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts
from oxdash.judging.position import Position, load
from oxdash.output import excel, freeze, open_data
from oxdash.publication import compare, publishing, reprinting, verifying
from oxdash.publication.publishing import Asked, Refused
from oxdash.register import agreements
from oxdash.submissions import preview as previewing
from oxdash.vocabulary.model import COUNTED, KINDS_CHOSEN, of_kind
from tests.agreements import TARGETS, several, small, tables
from tests.conftest import SCRUTINY, loaded
from tests.returning import MANAGER, NOW, settings
from tests.spec.test_cli import oxdash
from tests.spec.test_pages import opened, said
from tests.unit.test_register import read, sound

DAY = date(2013, 6, 1)  # every agreement is over
NEWEST = "2009-10 Q4"


@pytest.fixture(scope="module")
def plans(tmp_path_factory) -> Position:
    return small(tmp_path_factory.mktemp("plans"), DAY)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return several(tmp_path_factory.mktemp("several"))


@pytest.fixture(scope="module")
def now(data) -> Position:
    return loaded(data, SCRUTINY)


LOOKED_AT = [
    # quarter, asked, code, why
    pytest.param("2004-05 Q4", None, "old", id="before any has begun it is the first to begin"),
    pytest.param("2005-06 Q1", None, "old", id="its first quarter"),
    pytest.param("2007-08 Q4", None, "old", id="its last quarter"),
    pytest.param("2008-09 Q1", None, "one", id="the next has begun; what is not counted never is looked at"),
    pytest.param("2010-11 Q1", None, "two", id="in the year of both it is the newer one"),
    pytest.param("2011-12 Q1", None, "two", id="what counts no target has not begun for anybody"),
    pytest.param("2020-21 Q1", None, "two", id="long after, it is the last"),
    pytest.param("2010-11 Q1", "one", "one", id="the one named, by its code"),
    pytest.param("2010-11 Q1", " plan 2005-08", "old", id="or by its name, however typed, though it is over"),
    pytest.param("2005-06 Q1", "TWO", "two", id="though it has not begun"),
]


@pytest.mark.parametrize(("quarter", "asked", "code"), LOOKED_AT)
def test_which_agreement_is_looked_at(plans, quarter, asked, code):
    assert plans.register.agreement_at(quarter, asked) == code


@pytest.mark.parametrize("asked", ["charter", "empty", "three", ""])
def test_one_that_counts_no_target_cannot_be_looked_at(plans, asked):
    sentence = f'"{asked}" is not an agreement that counts targets. Use one of: old, one, two.'
    with pytest.raises(ValueError, match="is not an agreement") as refused:
        plans.at("2010-11 Q1", agreement=asked)
    assert str(refused.value) == sentence


def test_of_two_that_begin_together_it_is_the_upper_one():
    changed = tables()
    changed["Agreements"][2]["First quarter"] = "2008-09 Q1"
    assert read(changed).agreement_at("2010-11 Q1") == "one"
    changed["Agreements"][1:3] = reversed(changed["Agreements"][1:3])
    assert read(changed).agreement_at("2010-11 Q1") == "two"


def test_a_register_of_before_has_none_to_look_at():
    register = read(sound())
    assert register.agreement_at("2009-10 Q4") is None and register.counting == {}
    with pytest.raises(ValueError, match="No agreement of the register does"):
        register.agreement_at("2009-10 Q4", "LAA2 2008-11")


IN_IT = [
    # quarter, agreement, kind, targets, why
    pytest.param("2006-07 Q1", None, "counted", ["NI 1"], id="an agreement that is over is counted in its own time"),
    pytest.param("2009-10 Q1", None, "counted", ["NI 2", "NI 3"], id="the kinds it counts, and none of the charter's"),
    pytest.param("2010-11 Q2", None, "counted", ["L5", "NI 6"], id="where two overlap the newer one's alone"),
    pytest.param("2010-11 Q2", None, "laa", ["L5", "NI 6"], id="as older addresses and commands say it"),
    pytest.param("2010-11 Q2", "one", "counted", ["NI 2", "NI 3"], id="or the other's alone"),
    pytest.param("2010-11 Q2", "one", "local", ["L4", "L9"], id="local ones, but for what the other counts"),
    pytest.param("2010-11 Q2", "two", "local", ["L4", "L5", "L9"], id="local ones that it counts are local too"),
    pytest.param("2010-11 Q2", "one", "stretch", ["NI 4", "NI 7"], id="stretch ones, which neither counts"),
    pytest.param("2010-11 Q2", "one", "all", [code for code, *_ in TARGETS if code not in ("NI 1", "NI 9")], id="all"),
    pytest.param("2012-13 Q4", "old", "counted", [], id="an agreement that is over counts nothing"),
    pytest.param(
        "2012-13 Q4", None, "all", ["L5", "NI 6", "NI 7", "NI 9", "L9"], id="all that live are in none or one"
    ),
]


@pytest.mark.parametrize(("quarter", "agreement", "kind", "codes"), IN_IT)
def test_what_is_in_a_position(plans, quarter, agreement, kind, codes):
    assert plans.at(quarter, kind=kind, agreement=agreement).target.tolist() == codes


APART = [
    # agreement, what stands among the others, what is in no table, why
    pytest.param("one", ["NI 4", "L4", "NI 7", "NI 8", "L9"], {"L5", "NI 6"}, id="the older"),
    pytest.param("two", ["NI 4", "L4", "NI 7", "NI 8", "L9"], {"NI 2", "NI 3"}, id="the newer"),
]


@pytest.mark.parametrize(("agreement", "others", "nowhere"), APART)
def test_what_another_agreement_counts_is_not_among_the_others(plans, agreement, others, nowhere):
    at = Standing(plans, Edition("2010-11 Q2", agreement=agreement))
    assert at.others.target.tolist() == others
    assert nowhere.isdisjoint(at.every.target) and nowhere.isdisjoint(at.looked_at.target)
    together = Standing(plans, Edition("2010-11 Q2", agreement=agreement), kind="all")
    assert nowhere < set(together.rows.target) and together.others.empty


KIND = st.sampled_from(["designated", "statutory", "local", "stretch"])
CODES = st.lists(st.sampled_from("abcde"), min_size=1, unique=True)


@given(st.data(), CODES)
def test_every_target_that_counts_is_in_the_counts_of_one_agreement(data, codes):
    """And those of each add up to all that count, whatever a register says of kinds and agreements."""
    kinds = st.lists(KIND, unique=True).map("; ".join)
    rows = [
        {"code": code, "counted": data.draw(st.booleans()), "counted_kinds": data.draw(kinds) or None} for code in codes
    ]
    of = st.sampled_from([*codes, None])
    held = data.draw(st.lists(st.fixed_dictionaries({"agreement": of, "kind": KIND}), max_size=12))
    targets = pd.DataFrame(held, columns=["agreement", "kind"], dtype="str")
    targets["counted"] = pd.Series(agreements.counted(held, rows), dtype="bool")
    counting = agreements.counting(pd.DataFrame(rows), targets).code
    times = sum((of_kind(targets, COUNTED, code).astype("int64") for code in counting), start=targets.counted * 0)
    assert times.tolist() == targets.counted.astype("int64").tolist()
    for kind in KINDS_CHOSEN:
        apart = [of_kind(targets, kind, code) for code in counting]
        assert all((one <= of_kind(targets, kind)).all() for one in apart), "an agreement takes in no more than all"


def test_the_counts_of_each_add_up_to_those_of_all_that_count(now):
    """Status by status, of returns that were really judged."""
    every = now.at(NEWEST, kind="all")
    both = [counts.total(now.at(NEWEST, agreement=code)) for code in now.register.counting]
    whole = counts.total(every[every.counted])
    assert len(both) == 2 and all(one.targets for one in both)
    for name in ("targets", "on_track", "off_track", "insufficient_data"):
        assert sum(getattr(one, name) for one in both) == getattr(whole, name)


def test_the_year_of_a_partnership_is_of_the_agreement(now):
    for code in now.register.counting:
        at = Standing(now, Edition(NEWEST, agreement=code))
        by_quarter = sum(at.year_of(one).set_index("quarter").targets[NEWEST] for one in at.names)
        assert by_quarter == len(now.at(NEWEST, "same", agreement=code))
        assert at.year_by_quarter.set_index("quarter").targets[NEWEST] == len(at.rows)


SAID = {
    "second": "Counted here: targets of Second agreement. Those of LAA2 2008-11 are counted apart.",
    "laa2": "Counted here: targets of LAA2 2008-11. Those of Second agreement are counted apart.",
}


@pytest.mark.parametrize("code", SAID)
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.REWARD, Kind.GRANTS, Kind.DECISIONS)])
def test_every_paper_names_the_agreement(now, kind, code):
    outline = papers.outline(kind, Standing(now, Edition(NEWEST, agreement=code)), "economic")
    assert outline.blocks[0] == Paragraph(SAID[code], "note")


def test_where_one_agreement_counts_targets_no_paper_names_it(shipped):
    at = Standing(shipped, Edition(NEWEST))
    assert at.which_agreement is None and at.agreement == "laa2" and at.by_one_of_several == ""
    assert Edition(NEWEST).title(shipped.register) == "Oxfordshire Local Area Agreement: position at Q4 2009/10"
    assert "agreement" not in csv_headings(open_data.position_csv(shipped, Edition(NEWEST)))


def test_that_nothing_is_counted_names_the_agreement(plans):
    at = Standing(plans, Edition("2012-13 Q4", agreement="old"))
    assert at.nothing_counted == "No plan target is counted at Q4 2012/13 by Plan 2005-08."
    assert (
        at.none_counted(at.rows, at.when, "Jobs") == "No plan target of Jobs is counted at Q4 2012/13 by Plan 2005-08."
    )


def csv_headings(data: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(data.decode())))


@pytest.mark.parametrize("code", SAID)
def test_open_data_and_workbook_name_the_agreement_of_each_target(now, code):
    edition = Edition(NEWEST, agreement=code)
    of = now.register.targets.set_index("target").agreement
    in_csv = list(csv.DictReader(io.StringIO(open_data.position_csv(now, edition).decode())))
    assert {row["agreement"] for row in in_csv if row["kind"] in ("designated", "statutory")} == {code}
    assert all(row["agreement"] == ("" if pd.isna(of[row["target"]]) else of[row["target"]]) for row in in_csv)
    in_json = json.loads(open_data.position_json(now, edition))
    assert (in_json["agreement"], in_json["agreement_name"]) == (code, now.register.counting[code])
    assert [one["agreement"] or "" for one in in_json["targets"]] == [row["agreement"] for row in in_csv]
    described = json.loads(open_data.description("x.csv", open_data.position_csv(now, edition)))
    assert described["tables"][0]["tableSchema"]["columns"][2]["name"] == "agreement"

    book = openpyxl.load_workbook(io.BytesIO(excel.write(now, edition)), read_only=True)
    for sheet, named in (("Targets", {code}), ("Figures", set(SAID))):
        rows = list(book[sheet].iter_rows(values_only=True))
        head = next(place for place, row in enumerate(rows) if row[0] == "Target")
        shown = pd.DataFrame(rows[head + 1 :], columns=rows[head])
        names = {now.register.counting[one] for one in named}
        assert set(shown.Agreement) - {"local"} == names, sheet
        assert SAID[code] in [row[0] for row in rows[:head]]
    assert SAID[code] in [row[0] for row in book["Cover"].iter_rows(values_only=True)]


COMMANDS = [
    # command, exit code, why
    pytest.param(("position", NEWEST, "--json"), id="position"),
    pytest.param(("changes", "2009-10 Q3", NEWEST, "--json"), id="changes"),
]


@pytest.mark.parametrize("said", COMMANDS)
def test_commands_that_count_take_an_agreement(data, said):
    found = {}
    for asked in (None, "second", "LAA2 2008-11"):
        code, out, err = oxdash(*said, "--as-at", "2010-07-22", *(("--agreement", asked) if asked else ()), data=data)
        assert (code, err) == (0, "")
        found[asked] = json.loads(out)
    assert found[None] == found["second"] and found["second"]["agreement"] == "second"
    assert found["LAA2 2008-11"]["agreement"] == "laa2" and found["LAA2 2008-11"] != found["second"]


def test_the_position_in_words_and_as_csv_names_the_agreement(data, tmp_path):
    asked = ("--as-at", "2010-07-22", "--agreement", "laa2")
    _, out, _ = oxdash("position", NEWEST, *asked, data=data)
    assert "\nAgreement: LAA2 2008-11.\n" in out
    oxdash("position", NEWEST, *asked, "--kind", "all", "--csv", tmp_path / "all.csv", data=data)
    rows = list(csv.DictReader((tmp_path / "all.csv").open()))
    assert {row["agreement"] for row in rows} == {"laa2", "second", ""}
    _, out, _ = oxdash("changes", "2009-10 Q3", NEWEST, *asked, data=data)
    assert SAID["laa2"] in out


REFUSED = '"LAA9" is not an agreement that counts targets. Use one of: laa2, second.'
PAPERS = [
    pytest.param(("position", NEWEST), id="position"),
    pytest.param(("changes", "2009-10 Q3", NEWEST), id="changes"),
    *(
        pytest.param((name, NEWEST, "-o", "x"), id=name)
        for name in ("paper", "pdf", "slides", "workbook", "page", "data", "charts")
    ),
    pytest.param(("picture", NEWEST, "-o", "x.png"), id="picture"),
]


@pytest.mark.parametrize("said", PAPERS)
def test_an_agreement_there_is_not_is_told(data, said):
    assert oxdash(*said, "--agreement", "LAA9", data=data) == (2, "", f"{REFUSED}\n")


@pytest.mark.parametrize("kind", ["all", "counted", "laa", "local", "stretch"])
def test_every_kind_is_taken_and_told_in_the_word_of_today(few, kind):
    code, out, err = oxdash("position", NEWEST, "--json", "--kind", kind, data=few)
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["kind"] == ("counted" if kind == "laa" else kind) and "agreement" not in told
    code, out, _ = oxdash("changes", "2009-10 Q3", NEWEST, "--json", "--kind", kind, data=few)
    assert code == 0 and json.loads(out)["kind"] == told["kind"]


def test_what_the_board_would_see_of_a_return_is_told_by_agreement(now):
    was = SimpleNamespace(partnership="economic", quarter=NEWEST, figures=now.judged.iloc[:0], actions=now.actions)
    of = now.judged[(now.judged.partnership == "economic") & (now.judged.quarter == NEWEST)]
    was.figures = of[["target", "quarter", "partnership", "actual", "commentary"]]
    seen = previewing.of(now, was)
    assert [name for name, *_ in seen.each] == ["LAA2 2008-11", "Second agreement"]
    assert sum(after.targets for _, _, after in seen.each) == of.target.isin(counted(now)).sum()
    told = [block.text for block in preview(seen, "Economic", now.register) if isinstance(block, Paragraph)][:2]
    assert [line.partition(" with this return")[0] for line in told] == [
        "Economic, LAA targets of LAA2 2008-11",
        "Economic, LAA targets of Second agreement",
    ]


def counted(position: Position) -> pd.Series:
    targets = position.register.targets
    return targets.target[targets.counted]


# pages


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("overview", {}),
        ("partnership", {"partnership": "economic"}),
        ("compare", {}),
        ("actions", {}),
        ("unknown", {}),
        ("accountability", {}),
    ],
)
def test_a_page_with_pickers_has_one_for_the_agreement(data, monkeypatch, page, address):
    app = opened(data, monkeypatch, page, as_at="2010-07-22", **address)
    assert not app.exception
    picker = app.selectbox(key="pick agreement")
    assert (picker.value, picker.options) == ("second", ["Second agreement", "LAA2 2008-11"])
    assert SAID["second"] in said(app)
    picker.select("laa2").run()
    assert app.query_params["agreement"] == "laa2" and SAID["laa2"] in said(app)
    app.selectbox(key="pick agreement").select("second").run()
    assert "agreement" not in app.query_params, "what an address leaves out is what it would be anyway"


def test_the_papers_desk_and_the_page_that_finds_have_it_too(data, monkeypatch):
    app = opened(data, monkeypatch, "papers", as_at="2010-07-22", agreement="laa2")
    assert not app.exception and app.selectbox(key="pick agreement").value == "laa2" and SAID["laa2"] in said(app)
    app = opened(data, monkeypatch, "find", as_at="2010-07-22", agreement="laa2", kind="laa")
    assert not app.exception and "LAA of LAA2 2008-11 only." in said(app)
    app = opened(data, monkeypatch, "find", as_at="2010-07-22", kind="all")
    whole = len(loaded(data, SCRUTINY).at(NEWEST, kind="all"))
    assert f"All {whole} targets." in said(app)


def test_a_target_leads_back_to_the_agreement_that_counts_it(data, now, monkeypatch):
    of = now.register.targets.set_index("target").agreement
    for code in SAID:
        target = next(one for one in counted(now) if of[one] == code)
        app = opened(data, monkeypatch, "target", target=target, as_at="2010-07-22")
        back = "./?agreement=laa2&amp;as_at=2010-07-22" if code == "laa2" else "./?as_at=2010-07-22"
        assert f'href="{back}"' in said(app)


def test_where_one_agreement_counts_targets_there_is_no_picker(few, monkeypatch):
    app = opened(few, monkeypatch, "overview", kind="laa", agreement="laa2")
    assert not app.exception and "pick agreement" not in [one.key for one in app.selectbox]
    assert "19 of 44 on track" in said(app) and "not here" not in said(app)
    app = opened(few, monkeypatch, "overview", agreement="laa1")
    assert "The address asks for agreement &#34;laa1&#34;, which is not here." in said(app)


# on record


def test_a_publication_says_which_agreement_it_is_of(data, now):
    done = publishing.publish(Asked(NEWEST, "PSB 1", SCRUTINY, agreement="LAA2 2008-11"), MANAGER, settings(data), NOW)
    assert not isinstance(done, Refused), done
    assert done.manifest.agreement == "laa2" and done.about()["agreement"] == "laa2"
    assert done.manifest.sentence == counts.sentence(counts.total(now.at(NEWEST, agreement="laa2")))
    assert verifying.verify(done).faults == ()
    again = [reprinting.reprint(done, kind, anew=True) for kind in ("board", "workbook", "csv", "json", "page")]
    assert [one.same or not one.differences for one in again] == [True] * 5
    kept, edition = freeze.thaw(
        {path.removeprefix("public/data/"): held for path, held in done.files("public/data/").items()}
    )
    assert edition.agreement == "laa2" and kept.at(NEWEST).agreement.eq("second").all()
    assert compare.since_told(done, now).startswith("Published as PSB 1 on 22 July 2010, of LAA2 2008-11. ")

    asked = Asked(NEWEST, "PSB 1", SCRUTINY, correction="The other agreement was meant.")
    corrected = publishing.publish(asked, MANAGER, settings(data), NOW)
    assert not isinstance(corrected, Refused), corrected
    assert corrected.manifest.agreement == "second", "which one it is of is always named where several count targets"
    assert corrected.manifest.changes == ("It is of Second agreement, not LAA2 2008-11.",)
    assert corrected.manifest.fingerprint != done.manifest.fingerprint

    refused = publishing.publish(replace(asked, agreement="LAA9"), MANAGER, settings(data), NOW)
    assert refused == Refused(f"{REFUSED} Nothing was published.")


def test_where_one_agreement_counts_targets_a_manifest_does_not_name_it(smallest, tmp_path):
    folder = shutil.copytree(smallest, tmp_path / "data")
    done = publishing.publish(Asked(NEWEST, "PSB 1", SCRUTINY, agreement="laa2"), MANAGER, settings(folder), NOW)
    assert not isinstance(done, Refused), done
    assert b'agreement":' not in done.manifest.to_bytes() and "agreement" not in done.about()
    assert isinstance(load(folder, SCRUTINY), Position)
