"""oxdash changes: what changed between two quarters, in words and as JSON."""

import json

import pytest

from tests.spec.test_cli_returning import oxdash

KEYS = {"target", "title", "partnership", "quarter", "change", "before", "last_judged", "running", "sentence"}
KEYS |= {"said_by_officer"}


@pytest.fixture(scope="module")
def told(few):
    code, out, _ = oxdash("changes", "2009-10 Q3", "2009-10 Q4", "--as-at", "2010-07-22", "--json", data=few)
    assert code == 0
    return json.loads(out)


def test_as_json(told):
    head = {name: told[name] for name in ("from", "to", "standing", "as_at", "kind", "targets")}
    assert head == {
        **{"from": "2009-10 Q3", "to": "2009-10 Q4", "standing": "latest"},
        **{"as_at": "2010-07-22", "kind": "counted", "targets": 44},
    }
    assert all(set(row) == KEYS for row in told["changes"])
    by_target = {(row["target"], row["change"]): row for row in told["changes"]}
    assert by_target["NI 152", "recovered"]["sentence"] == (
        "NI 152 has recovered: on track at Q4 2009/10; it was off track at Q3 2009/10."
    )
    assert by_target["NI 152", "recovered"]["said_by_officer"].startswith("Claims have begun to fall")
    assert {row["quarter"] for row in told["changes"]} == {"2009-10 Q4"}, "who has not returned has nothing to compare"


def test_in_words_it_says_the_same(few, told):
    code, out, _ = oxdash("changes", "Q3 2009/10", "Q4 2009/10", "--as-at", "2010-07-22", data=few)
    assert code == 0
    lines = out.splitlines()
    assert lines[:2] == [
        "What changed from Q3 2009/10 to Q4 2009/10, of 44 targets:",
        told["returned"],
    ]
    assert "  NI 152 has recovered: on track at Q4 2009/10; it was off track at Q3 2009/10." in lines
    said = '    The partnership: "Claims have begun to fall; on track against the milestone agreed in March 2009."'
    assert (
        lines[lines.index("  NI 152 has recovered: on track at Q4 2009/10; it was off track at Q3 2009/10.") + 1]
        == said
    )
    assert [line for line in lines if line.startswith("  ") and not line.startswith("    ")] == [
        f"  {row['sentence']}" for row in told["changes"]
    ]


def test_another_kind_and_nothing_changed(few):
    code, out, _ = oxdash("changes", "2009-10 Q3", "2009-10 Q4", "--kind", "stretch", data=few)
    assert code == 0
    assert out.startswith("Nothing changed from Q3 2009/10 to Q4 2009/10.\n")


REFUSED = [
    # arguments, exit code, what is said, why
    (
        ("2009-10 Q4", "2009-10 Q4"),
        1,
        "Q4 2009/10 is not before Q4 2009/10. Give the earlier first.\n",
        "the same quarter",
    ),
    (
        ("2009-10 Q4", "2009-10 Q3"),
        1,
        "Q4 2009/10 is not before Q3 2009/10. Give the earlier first.\n",
        "the wrong way round",
    ),
    (
        ("2009-10 Q1", "2009-10 Q4"),
        1,
        "No return has been accepted for Q1 2009/10. Quarters with returns: Q3 2009/10 and Q4 2009/10.\n",
        "a quarter without returns",
    ),
]


@pytest.mark.parametrize(("asked", "code", "sentence"), [row[:3] for row in REFUSED], ids=[row[3] for row in REFUSED])
def test_refused(few, asked, code, sentence):
    assert oxdash("changes", *asked, data=few) == (code, "", sentence)


def test_a_quarter_that_is_none(few):
    code, out, err = oxdash("changes", "soon", "2009-10 Q4", data=few)
    assert (code, out) == (2, "") and "soon" in err
