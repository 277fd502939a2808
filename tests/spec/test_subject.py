"""A text does not forget where it stands: nothing is named again where the page is about it, and codes lead on.

What belongs to the kind, and was tried: a partnership on its own page and chairman's sheet, on the pages narrowed to it
(actions, what is not known, who answers for what), under a heading that is its name; a target on its own page and
beneath its own link; codes that begin other codes (NI 15, NI 150); names with signs of their own (R&D <Alliance>).
"""

import re

import pandas as pd
import pytest

from oxdash.documents import actions as acting
from oxdash.documents import papers, unknown
from oxdash.documents.asked import requests
from oxdash.documents.blocks import Bullets
from oxdash.documents.edition import Edition
from oxdash.documents.quarter_view import Standing
from oxdash.findings import actions
from oxdash.vocabulary.wording import without_partnership, without_target
from tests import drawn

QUARTER = "2009-10 Q4"


def to(page: str, **about: object) -> str:
    return f"{page}?{'&'.join(f'{name}={value}' for name, value in about.items())}"


@pytest.mark.parametrize(
    ("sentence", "code", "said"),
    [
        pytest.param("NI 73 is newly off track.", "NI 73", "It is newly off track.", id="a verb needs a subject"),
        pytest.param("NI 73 has been off track.", "NI 73", "It has been off track.", id="another verb"),
        pytest.param("NI 73: the figure moved.", "NI 73", "The figure moved.", id="a colon"),
        pytest.param("NI 73 at Q3: they add up.", "NI 73", "At Q3: they add up.", id="no verb"),
        pytest.param("NI 150 is new.", "NI 15", "NI 150 is new.", id="another target's code"),
        pytest.param("Of NI 15 nothing is known.", "NI 15", "Of NI 15 nothing is known.", id="not at the beginning"),
        pytest.param("L1 (x) is new.", "L1 (x)", "It is new.", id="a code with signs of its own"),
        pytest.param("", "NI 15", "", id="nothing"),
    ],
)
def test_a_target_is_not_named_where_it_is_known(sentence, code, said):
    assert without_target(sentence, code) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        pytest.param("Note 1 target: R&D <Alliance> (NI 7).", "Note 1 target: NI 7.", id="what is asked"),
        pytest.param(
            "Ask for 2 returns: R&D <Alliance> (Q3 2009/10 and Q4 2009/10).",
            "Ask for 2 returns: Q3 2009/10 and Q4 2009/10.",
            id="quarters",
        ),
        pytest.param(
            "Ask: R&D <Alliance> (NI 7 (no owner) and NI 8 (no date)).",
            "Ask: NI 7 (no owner) and NI 8 (no date).",
            id="brackets within",
        ),
        pytest.param("The audit of R&D <Alliance> was due.", "The audit was due.", id="whose something is"),
        pytest.param("Nothing of anybody's.", "Nothing of anybody's.", id="not named"),
    ],
)
def test_a_partnership_is_not_named_where_it_is_known(sentence, said):
    assert without_partnership(sentence, "R&D <Alliance>") == said


ASKED = pd.DataFrame(
    [
        ("a", "osca; economic", "NI 15; NI 150", 2, "Note 2 targets: R&D <Alliance> (NI 15); Economic (NI 150)."),
        ("b", "osca", "", 1, "Ask for 1 return: R&D <Alliance> (Q3 2009/10)."),
    ],
    columns=["ask", "partnerships", "targets", "count", "sentence"],
)
NAMES = {"osca": "R&D <Alliance>", "economic": "Economic"}


def test_codes_and_names_that_are_asked_about_lead_to_their_pages():
    made = str(drawn.part(requests(ASKED, NAMES, "the Board"), to=to))
    links = re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', made)
    assert links == [
        ("partnership?partnership=osca", "R&amp;D &lt;Alliance&gt;"),
        ("target?target=NI 15", "NI 15"),
        ("partnership?partnership=economic", "Economic"),
        ("target?target=NI 150", "NI 150"),
        ("partnership?partnership=osca", "R&amp;D &lt;Alliance&gt;"),
    ]


def test_on_its_own_page_only_the_targets_are_links():
    own = ASKED.assign(sentence=["Note 1 target: R&D <Alliance> (NI 15).", ASKED.sentence[1]])
    made = str(drawn.part(requests(own, NAMES, "the Board", "osca"), to=to))
    assert re.sub("<[^>]*>", "|", made) == "||Note 1 target: |NI 15|.||Ask for 1 return: Q3 2009/10.||"
    assert re.findall(r'href="([^"]*)"', made) == ["target?target=NI 15"]


@pytest.fixture(scope="module")
def at(shipped) -> Standing:
    return Standing(shipped, Edition(QUARTER))


def test_no_partnership_is_told_its_own_name(at):
    for code, name in at.names.items():
        asked = at.asked_of({code: name})
        assert name not in str(drawn.part(requests(asked, at.names, "the Board", code))).replace("&#39;", "'")
        sheet = papers.outline(papers.Kind.PARTNERSHIP, at, code)
        assert not [line for one in sheet.of(Bullets) for line in one.lines if f": {name} (" in line]
        own = at.expected[at.expected.partnership == code]
        assert f"{name}, Q" not in str(drawn.part(unknown.expected(own, at.targets.title, {}))).replace("&#39;", "'")


def test_under_a_heading_with_its_name_no_action_says_whose_it_is(at):
    groups = actions.by(at.acted, actions.Key.PARTNERSHIP, at.register.targets, at.register.delivery_groups, at.names)
    for code, own in groups.groupby("group"):
        made = str(drawn.part(*acting.grouped(own, at.targets.title, at.names, at.bodies))).replace("&#39;", "'")
        assert f"{at.names[code]}, Q" not in made
        for other in set(own.partnership) - {code}:  # one that it only takes part in says whose it is
            assert f"{at.names[other]}, Q" in made


def test_a_target_is_named_once_on_its_own_page(at):
    for code in ("NI 15", "NI 154"):
        page = drawn.of_target(at.position, code, quarter=QUARTER)
        told = "".join(str(part) for part in (page.top, page.middle))
        assert len(re.findall(rf">[^<]*\b{code}\b(?!\d)", told)) == 1, "the heading"


def test_who_answers_for_one_partnership_says_nothing_of_itself(at):
    code = "spatial-planning"
    name = at.names[code]
    made = drawn.answers(at.position, partnership=code)
    assert f"See {name}" not in made and f" of {name} was last" not in made
    assert f"See {name}" in drawn.answers(at.position)
