"""A receipt is the same bytes for the same facts, and any other byte shows."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxdash.archive import receipts
from oxdash.archive.receipts import Receipt

FACTS = {
    "kind": "return",
    "partnership": "childrens-trust",
    "quarter": "2009-10 Q3",
    "number": 2,
    "received_at": datetime(2010, 1, 22, 16, 30, tzinfo=UTC),
    "received_from": "officer@example.org",
    "sha256": "a" * 64,
    "size": 12345,
    "file_name": "Q3 return – final.xlsx",
    "template_version": "1",
    "register_fingerprint": "b" * 64,
    "warnings_confirmed": ("Over 100 per cent", "Equal to last quarter's"),
    "note": "Sent twice",
    "previous": "c" * 64,
}
WRITTEN = """{
  "file_name": "Q3 return – final.xlsx",
  "kind": "return",
  "note": "Sent twice",
  "number": 2,
  "partnership": "childrens-trust",
  "previous": "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
  "quarter": "2009-10 Q3",
  "reason": null,
  "received_at": "2010-01-22T16:30:00Z",
  "received_from": "officer@example.org",
  "register_fingerprint": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
  "seal": "SEAL",
  "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "size": 12345,
  "template_version": "1",
  "warnings_confirmed": [
    "Over 100 per cent",
    "Equal to last quarter's"
  ]
}
"""


def test_a_receipt_on_disk_is_a_file_that_a_person_can_read():
    unsealed = WRITTEN.replace('  "seal": "SEAL",\n', "").encode()
    expected = WRITTEN.replace("SEAL", receipts.fingerprint(unsealed)).encode()
    assert Receipt(**FACTS).to_bytes() == expected
    assert receipts.read(expected) == Receipt(**FACTS)


def test_a_time_is_written_in_utc_whatever_its_zone():
    there = datetime(2010, 1, 22, 17, 30, tzinfo=timezone(timedelta(hours=1)))
    assert Receipt(**FACTS | {"received_at": there}).to_bytes() == Receipt(**FACTS).to_bytes()


NOT_A_RECEIPT = [
    # what differs, why
    ({"partnership": "../etc"}, "a path"),
    ({"partnership": "childrens-trust\n"}, "a line break at the end"),
    ({"partnership": "Childrens-Trust"}, "capitals, which are one file on some disks"),
    ({"partnership": ""}, "nobody"),
    ({"quarter": "2009-11 Q3"}, "not a financial year"),
    ({"number": 0}, "numbers start at 1"),
    ({"received_at": datetime(2010, 1, 22)}, "a time without its zone"),
    ({"sha256": None}, "a return without a workbook"),
    ({"sha256": "A" * 64}, "a fingerprint in capitals"),
    ({"reason": "late"}, "a return that withdraws"),
    ({"kind": "withdrawal"}, "a withdrawal with a workbook"),
    ({"kind": "withdrawal", "sha256": None, "size": None}, "a withdrawal without a reason"),
    ({"kind": "publication"}, "another kind"),
    ({"colour": "red"}, "something nobody asked for"),
]


@pytest.mark.parametrize(("differs", "why"), NOT_A_RECEIPT, ids=[row[-1] for row in NOT_A_RECEIPT])
def test_what_is_not_a_receipt_is_not_made(differs, why):
    with pytest.raises(ValueError):
        Receipt(**FACTS | differs)


GOOD = Receipt(**FACTS).to_bytes()


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_one_changed_byte_anywhere_shows(place, change):
    changed = bytearray(GOOD)
    changed[place] ^= change
    assert receipts.read(bytes(changed)) is None


UNREADABLE = [
    (b"", "nothing"),
    (b"[]", "a list"),
    (b"null", "nothing, in JSON"),
    (b"[" * 100_000, "nested without end"),
    (GOOD + b"\n", "one line more"),
    (GOOD[:-1], "cut short"),
    (GOOD.replace(b"\n", b"\r\n"), "another system's line ends"),
    (GOOD.replace(b'"size": 12345', b'"size": 12345, "size": 12345'), "the same key twice"),
    (GOOD.replace(b'"seal"', b'"zeal"'), "no seal"),
    (GOOD.decode().encode("utf-16"), "another encoding"),
]


@pytest.mark.parametrize(("data", "why"), UNREADABLE, ids=[row[-1] for row in UNREADABLE])
def test_what_was_not_written_here_is_not_read(data, why):
    assert receipts.read(data) is None


@given(st.text(), st.text(), st.lists(st.text()), st.datetimes(timezones=st.just(UTC)))
def test_any_text_comes_back_as_it_was(file_name, note, confirmed, at):
    said = {"file_name": file_name, "note": note, "warnings_confirmed": tuple(confirmed), "received_at": at}
    receipt = Receipt(**FACTS | said)
    assert receipts.read(receipt.to_bytes()) == receipt


NAMES = [
    # name, numbered, by hand, why
    ("childrens-trust.1.xlsx", ("childrens-trust", 1, "xlsx"), None, "a workbook"),
    ("childrens-trust.12.json", ("childrens-trust", 12, "json"), None, "a receipt"),
    ("childrens-trust.xlsx", None, "childrens-trust", "placed by hand"),
    ("childrens-trust.01.xlsx", None, None, "a number has one spelling"),
    ("childrens-trust.0.xlsx", None, None, "numbers start at 1"),
    ("childrens-trust.1.xlsx\n", None, None, "a line break at the end"),
    ("Childrens-Trust.1.xlsx", None, None, "capitals"),
    ("childrens-trust.٣.xlsx", None, None, "another script's digit"),
    ("../childrens-trust.1.xlsx", None, None, "a path"),
    ("childrens-trust.1.xls", None, None, "another kind of file"),
    ("-trust.1.xlsx", None, None, "looks like an option"),
]


@pytest.mark.parametrize(("name", "numbered", "by_hand", "why"), NAMES, ids=[row[-1] for row in NAMES])
def test_what_a_name_says(name, numbered, by_hand, why):
    assert (receipts.numbered(name), receipts.by_hand(name)) == (numbered, by_hand)


def test_an_officers_own_name_for_the_file_is_text_of_bounded_length():
    assert receipts.uploaded_name("../../etc/passwd\n{}.xlsx") == "../../etc/passwd\n{}.xlsx"
    assert receipts.uploaded_name("a" * 1000) == "a" * 255
    assert receipts.uploaded_name("r\udce9sum\udce9.xlsx") == "r?sum?.xlsx"
