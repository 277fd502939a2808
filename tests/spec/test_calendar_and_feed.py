"""The calendar of what is due and the feed of publications, read back by libraries that did not write them.

The kind: a file that others' programs go by. Tried: the same bytes for the same day; an event whose meeting moves keeps
its name; a day that is one in every time zone; names with commas, semicolons and line breaks; a body that is none; a
register without meetings; nothing published; a correction; a place where looking needs a sign-in.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import feedparser
import pandas as pd
import pytest
import vobject
from click.testing import CliRunner
from lxml import etree
from starlette.applications import Starlette
from starlette.testclient import TestClient

from oxdash.__main__ import cli
from oxdash.access.roles_file import Roles
from oxdash.correspondence import calendar, digests, feed
from oxdash.publication import publishing, shelf
from oxdash.publication.publishing import Asked
from oxdash.web import api
from tests.conftest import SHIPPED
from tests.returning import MANAGER, NOW, few, settings
from tests.spec.test_published import PSB, REFERENCE

DAY = date(2010, 7, 22)
ATOM = "{http://www.w3.org/2005/Atom}"


def events(data: bytes) -> dict[str, tuple[str, date, date]]:
    """Name, summary, first day and the day after the last."""
    read = vobject.readOne(data.decode())
    return {one.uid.value: (one.summary.value, one.dtstart.value, one.dtend.value) for one in read.vevent_list}


def test_every_day_of_the_register_is_in_the_calendar_and_whole(shipped):
    found = events(calendar.write(shipped.register, DAY))
    meetings = shipped.register.meetings
    days = {day.date() for column in ("date", "papers_due", "returns_due") for day in meetings[column].dropna()}
    assert {first for _, first, _ in found.values()} == days
    assert not [one for one in found.values() if isinstance(one[1], datetime) or one[2] - one[1] != timedelta(days=1)]
    assert ("Meeting: Public Service Board", date(2010, 9, 15), date(2010, 9, 16)) in found.values()
    assert calendar.write(shipped.register, DAY) == calendar.write(shipped.register, DAY)


def test_a_partnerships_calendar_has_what_is_asked_of_it(shipped):
    of_all = events(calendar.write(shipped.register, DAY))
    own = events(calendar.write(shipped.register, DAY, "environment-waste"))
    assert own and own.keys() < of_all.keys()
    assert any(said.startswith("Returns due: ") for said, _, _ in own.values())


def test_a_calendar_says_how_often_to_look_as_the_standard_has_it(shipped):
    """RFC 7986, 5.7: the kind of value has to be said."""
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in calendar.write(shipped.register, DAY)


def test_an_event_whose_meeting_moves_keeps_its_name(shipped):
    meetings = shipped.register.meetings
    to = meetings.date.where(meetings.date != meetings.date.max(), meetings.date + pd.Timedelta(days=3))
    moved = replace(shipped.register, meetings=meetings.assign(date=to))
    before, after = events(calendar.write(shipped.register, DAY)), events(calendar.write(moved, DAY))
    assert before.keys() == after.keys()
    [uid] = [one for one in before if before[one] != after[one]]
    assert after[uid][1] - before[uid][1] == timedelta(days=3)


def test_names_are_text_and_a_register_without_meetings_has_an_empty_calendar(shipped):
    named = shipped.register.bodies.assign(name="Board; of, all\\nEND:VEVENT")
    odd = replace(shipped.register, bodies=named)
    assert len(events(calendar.write(odd, DAY))) == len(events(calendar.write(shipped.register, DAY)))
    none = replace(shipped.register, meetings=shipped.register.meetings.head(0))
    assert vobject.readOne(calendar.write(none, DAY).decode()).contents.get("vevent", []) == []


def test_the_command_writes_it_and_names_the_bodies_there_are(tmp_path):
    of_one = ["--body", "Safer Communities Partnership"]
    made = CliRunner().invoke(cli, ["calendar", "-o", str(tmp_path / "due.ics"), *of_one])
    assert (made.exit_code, made.output) == (0, f"Wrote {tmp_path / 'due.ics'}.\n")
    assert events((tmp_path / "due.ics").read_bytes())
    refused = CliRunner().invoke(cli, ["calendar", "-o", str(tmp_path / "no.ics"), "--body", "nobody"])
    assert refused.exit_code == 2
    assert refused.output.startswith('"nobody" is no body of the register. Use one of: ')


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    data = few(tmp_path_factory.mktemp("feed"))
    for why in (None, "A figure was put right."):
        done = publishing.publish(Asked("2009-10 Q4", REFERENCE, PSB, correction=why), MANAGER, settings(data), NOW)
        assert isinstance(done, shelf.Published), done
    return data


def test_a_feed_has_every_publication_and_correction(data, shipped):
    found, _ = shelf.published(data / "published")
    made = feed.write(found, shipped.council, "https://performance.example/laa")
    read = feedparser.parse(made)
    assert (read.bozo, read.version) == (False, "atom10")
    assert [one.title for one in read.entries] == [
        f"Correction of {REFERENCE}: {REFERENCE}-2",
        f"Position of Q4 2009/10: {REFERENCE}",
    ]
    assert read.entries[0].summary.startswith(f"This corrects {REFERENCE}: A figure was put right. ")
    assert [one.href for one in read.entries[1].links if one.rel == "alternate"] == [
        "https://performance.example/laa/papers?quarter=2009-10%20Q4"
    ]
    assert {one.href for one in read.entries[1].links if one.rel == "enclosure"} == {
        f"https://performance.example/api/positions/PSB%202010-07-01.{ending}" for ending in ("json", "csv")
    }
    assert made == feed.write(found, shipped.council, "https://performance.example/laa")


@pytest.mark.parametrize("published", [True, False])
def test_a_feed_has_what_the_standard_asks_of_it(data, shipped, published):
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated of feed and entries, an author, a link to itself."""
    found = shelf.published(data / "published")[0] if published else []
    read = etree.fromstring(feed.write(found, shipped.council, ""))
    for one in (read, *read.findall(f"{ATOM}entry")):
        assert [len(one.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo
    assert len(read.findall(f"{ATOM}author")) == 1
    assert [one.get("href") for one in read.findall(f"{ATOM}link") if one.get("rel") == "self"] == ["/api/feed.atom"]
    names = [one.findtext(f"{ATOM}id") for one in read.iter(f"{ATOM}entry", f"{ATOM}feed")]
    assert len(set(names)) == len(names)


@pytest.fixture
def client(data, monkeypatch):
    monkeypatch.setenv("OXDASH_DATA", str(data))
    return TestClient(Starlette(routes=api.ROUTES))


def test_both_are_served_and_answered_again_only_where_they_changed(client):
    for path, kind in (
        ("/api/feed.atom", "application/atom+xml"),
        ("/api/calendar.ics", "text/calendar; charset=utf-8"),
        ("/api/calendar/safer-communities.ics", "text/calendar; charset=utf-8"),
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert client.get("/api/calendar/nobody.ics").json() == {
        "error": "There is no such body in the register. Its calendar is named by its code."
    }


def test_where_looking_needs_a_sign_in_neither_is_served(client, monkeypatch):
    monkeypatch.setenv("OXDASH_LOOKING_NEEDS_SIGN_IN", "1")
    assert [client.get(path).status_code for path in ("/api/feed.atom", "/api/calendar.ics")] == [403, 403]


def test_a_digest_says_what_the_publication_says_to_everybody_once(data, monkeypatch):
    at = settings(data).model_copy(update={"digest_to": "Press@council.example, scrutiny@council.example"})
    roles = Roles(frozenset({"scrutiny@council.example"}), {"waste@council.example": frozenset()})
    to = digests.everybody(at, roles)
    assert to == ["press@council.example", "scrutiny@council.example", "waste@council.example"]
    found, _ = shelf.published(data / "published")
    due = list(digests.due(found, at, roles, NOW.date()))
    assert [one.to for one in due] == to * 2
    assert list(digests.due(found, at, roles, NOW.date() + timedelta(days=15))) == []
    said = [str(block) for block in due[0].letter.blocks]
    assert any(found[0].manifest.sentence in one for one in said)
    assert due[0].letter.subject.endswith(f"published as {REFERENCE}")


def test_the_command_prints_a_digest_and_sends_none(data, monkeypatch):
    monkeypatch.setenv("OXDASH_DIGEST_TO", "scrutiny@council.example")
    monkeypatch.setenv("OXDASH_ADDRESS", "https://performance.example")
    monkeypatch.setenv("OXDASH_ROLES", str(SHIPPED.parent / ".streamlit" / "no such roles.toml"))
    made = CliRunner().invoke(cli, ["--data", str(data), "digest", REFERENCE, "--dry-run"])
    assert made.exit_code == 0, made.output
    assert "To: scrutiny@council.example\n" in made.output
    assert "<https://performance.example/papers?quarter=2009-10+Q4>" in made.output
    none = CliRunner().invoke(cli, ["--data", str(data), "digest", "nothing", "--dry-run"])
    assert (none.exit_code, none.output.splitlines()[-1]) == (
        1,
        '"nothing" has not been published. Published: PSB 2010-07-01, PSB 2010-07-01-2.',
    )


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("", "There is nobody to write to: neither the roles file nor OXDASH_DIGEST_TO names anybody."),
        ("a@council.example", "Nothing was published in the last fortnight."),
    ],
    ids=["nobody", "nothing"],
)
def test_why_there_is_no_digest_is_said(smallest, tmp_path, monkeypatch, to, sentence):
    monkeypatch.setenv("OXDASH_ROLES", str(tmp_path / "roles.toml"))
    monkeypatch.setenv("OXDASH_DIGEST_TO", to)
    (tmp_path / "roles.toml").write_text("managers = []\n")
    said = CliRunner().invoke(cli, ["--data", str(smallest), "digest", "--dry-run"])
    assert (said.exit_code, said.output) == (0, f"{sentence}\n")
