"""Any words that are typed come back as they were kept: from the file of an entry, and from the kept table of all."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from oxdash.archive import receipts
from oxdash.archive.decision_entry import Entry
from oxdash.judging import decided
from oxdash.output import exact_csv
from oxdash.vocabulary import safe_text
from oxdash.vocabulary.decision_tables import DECISIONS, Decision, Recorded, Subject
from oxdash.vocabulary.fields import of

ITEM = {
    "number": 1,
    "kind": Recorded.ITEM,
    "item": 1,
    "subject": Subject.ASKED,
    "body": "psb",
    "meeting": date(2010, 7, 1),
    "asked": "Ask.",
    "decision": Decision.AGREED,
    "recorded_at": datetime(2010, 7, 22, 9, 30, tzinfo=UTC),
    "recorded_by": "manager@council.example",
}


@given(st.text(), st.text(alphabet="=+-@\t\r\n;|'\" \x00\x1b\ud800\u202ea,"))
def test_what_is_typed_is_kept_and_read_again(words, signs):
    kept = [safe_text.typed(one) for one in (words, signs, words + signs)]
    entry = Entry(**ITEM | {"words": kept[0], "who": kept[1], "agenda": kept[2]})
    assert receipts.read_as(Entry, entry.to_bytes()) == entry
    table = decided.table([entry])
    written = exact_csv.write(table, of(DECISIONS), told=safe_text.inert)
    again = exact_csv.read(written, of(DECISIONS), safe_text.as_typed)
    for name in ("words", "who", "agenda"):
        was, now = table[name].iloc[0], again[name].iloc[0]
        assert (was == now) or (was != was and now != now), name


@given(st.text())
def test_what_is_typed_is_whole_and_typed_again_the_same(words):
    once = safe_text.typed(words)
    assert safe_text.typed(once) == once
    assert once.encode().decode() == once


WRONG = [
    ({"item": 2, "number": 2, "kind": Recorded.ANSWER, "words": "x"}, "an answer that is an item of its own"),
    ({"item": 3}, "an item of another number"),
    ({"kind": Recorded.ANSWER, "number": 2}, "an answer without words"),
    ({"kind": Recorded.DECISION, "number": 2, "decision": None}, "a decision that decides nothing"),
    ({"kind": Recorded.CORRECTION, "number": 2}, "a correction of nothing"),
    ({"kind": Recorded.CORRECTION, "number": 2, "corrects": 1}, "a correction without a reason"),
    ({"kind": Recorded.CORRECTION, "number": 2, "corrects": 2, "reason": "x"}, "a correction of itself"),
    ({"corrects": 1}, "an item that corrects"),
    ({"asked": ""}, "an item that nobody asked"),
    ({"recorded_at": datetime(2010, 7, 22)}, "a time without its zone"),
    ({"number": 0, "item": 0}, "number 0"),
    ({"due": date(2200, 1, 1)}, "a day that no table holds"),
    ({"previous": "none"}, "no fingerprint"),
]


@pytest.mark.parametrize(("changes", "why"), WRONG, ids=[row[1] for row in WRONG])
def test_what_is_no_entry_is_not_made(changes, why):
    with pytest.raises(ValidationError):
        Entry(**ITEM | changes)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"seal": 1}', b"\xff", b"[" * 100_000, b"null"])
def test_what_is_no_entry_is_not_read(data):
    assert receipts.read_as(Entry, data) is None
