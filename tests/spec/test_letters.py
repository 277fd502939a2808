"""Letters reach whom they are for, once, and what could not be sent is told and tried again.

The kind: something sent that cannot be taken back. Tried: a run twice, the next day and the next week; two runs at
once; a server that is down, that refuses one address, one letter, or the sign-in, that cannot prove who it is, that
offers no encryption, whose name is none, that stops answering before a letter, or while it has one; a run killed while
a letter is on its way; an address that is none, or with letters that the server knows nothing of, the sender's too; a
password that no sign-in can say; a log that cannot be written; officers' words that are markup, begin a header, or end
a letter.
"""

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from oxdash.access.roles_file import Roles
from oxdash.archive import record
from oxdash.correspondence import post, reminders
from oxdash.correspondence.mail_server import CannotSend
from oxdash.correspondence.post import Due, Outcome
from oxdash.documents.blocks import Bullets, Heading, Paragraph
from oxdash.documents.inline import Link, Words
from oxdash.documents.letters import Letter
from oxdash.findings.punctuality import Arrival
from oxdash.output import letter as drawn
from oxdash.settings import HOME, MailSecurity, Settings
from tests.browser.conftest import free_port
from tests.mail_server import PASSWORD, Box, certificate, serving

NOW = datetime(2010, 7, 22, 9, 30, tzinfo=UTC)
WASTE, HOMES, YOUTH = "waste@council.example", "homes@council.example", "youth@council.example"
LETTER = Letter("Waste: return for Q4 2009/10", (Paragraph("It is due."),))


def settings(tmp_path, port: int, **more) -> Settings:
    asked = {
        "mail_host": "127.0.0.1",
        "mail_port": port,
        "mail_security": MailSecurity.NONE,
        "mail_from": "performance@council.example",
        "mail_seconds": 5,
        "log_key_file": tmp_path / "log.key",
    }
    return Settings(data=tmp_path / "data", **(asked | more))


def due(*to: str, about: str = "a return") -> list[Due]:
    return [Due(about, one, LETTER) for one in to]


def sent(letters, at: Settings, now: datetime = NOW, **more) -> list[tuple[str, Outcome]]:
    told = post.send(letters, at, now, "en-GB", who="cron", **more)
    return [(one.due.to, one.outcome) for one in told]


def events(at: Settings) -> list[tuple[str, str]]:
    return [(line["event"], line["to"]) for line in record.log(at).lines()]


def test_each_gets_one_letter_and_no_second_for_the_same_thing(tmp_path):
    box = Box()
    with serving(box) as port:
        at = settings(tmp_path, port)
        assert sent(due(WASTE, HOMES), at) == [(WASTE, Outcome.SENT), (HOMES, Outcome.SENT)]
        assert sent(due(WASTE, YOUTH), at) == [(WASTE, Outcome.BEFORE), (YOUTH, Outcome.SENT)]
        assert sent(due(WASTE, about="another return"), at) == [(WASTE, Outcome.SENT)]
    assert box.to == [WASTE, HOMES, YOUTH, WASTE]
    assert events(at)[:2] == [("mailing", WASTE), ("mailed", WASTE)]


def test_a_letter_has_its_two_parts_and_says_that_a_program_wrote_it(tmp_path):
    box = Box()
    with serving(box) as port:
        sent(due(WASTE), settings(tmp_path, port))
    [(_, letter)] = box.letters
    assert (letter["From"], letter["To"]) == ("performance@council.example", WASTE)
    assert (letter["Subject"], letter["Auto-Submitted"]) == (LETTER.subject, "auto-generated")
    assert letter["Date"] == "Thu, 22 Jul 2010 09:30:00 +0000"
    assert letter["Message-ID"].endswith("@council.example>")
    assert [one.get_content_type() for one in letter.iter_parts()] == ["text/plain", "text/html"]
    assert letter.get_body(("plain",)).get_content().split() == ["It", "is", "due."]
    assert "<p" in letter.get_body(("html",)).get_content()


ANSWERS = [
    # refused at, the server's answer, what is told of it, why
    ("refuses", "550 no such user", "The mail server answered 550: no such user.", "an address that it does not know"),
    ("refuses", "451 later", "The mail server answered 451: later.", "one that is to come again"),
    ("answers", "554 looks like spam", "The mail server answered 554: looks like spam.", "a letter that it wants not"),
    ("answers", "452 full", "The mail server answered 452: full.", "a box that is full"),
]


@pytest.mark.parametrize(("where", "answer", "told", "why"), ANSWERS, ids=[row[-1] for row in ANSWERS])
def test_one_that_is_refused_is_told_and_tried_again_and_the_others_get_theirs(tmp_path, where, answer, told, why):
    box = Box()
    getattr(box, where)[HOMES] = answer
    with serving(box) as port:
        at = settings(tmp_path, port)
        found = list(post.send(due(WASTE, HOMES, YOUTH), at, NOW, "en-GB", who="cron"))
        assert [one.outcome for one in found] == [Outcome.SENT, Outcome.REFUSED, Outcome.SENT]
        assert found[1].sentence == f"Not sent to {HOMES}: {LETTER.subject}. {told} The next run tries again."
        getattr(box, where).clear()
        assert sent(due(WASTE, HOMES, YOUTH), at) == [
            (WASTE, Outcome.BEFORE),
            (YOUTH, Outcome.BEFORE),
            (HOMES, Outcome.SENT),
        ]
    assert box.to == [WASTE, YOUTH, HOMES]


def test_a_server_that_is_down_is_told_and_nothing_is_lost(tmp_path):
    port = free_port()
    at = settings(tmp_path, port)
    [told] = post.send(due(WASTE), at, NOW, "en-GB", who="cron")
    assert told.sentence == (
        f"Not sent to {WASTE}: {LETTER.subject}. The mail server 127.0.0.1, port {port}, could not be reached: "
        "connection refused. The next run tries again."
    )
    assert events(at) == []
    box = Box()
    with serving(box) as port:
        assert sent(due(WASTE), settings(tmp_path, port)) == [(WASTE, Outcome.SENT)]


def test_one_that_stops_answering_with_a_letter_in_its_hands_gets_it_no_second_time(tmp_path):
    box = Box(hold=(hold := threading.Event()))
    with serving(box) as port:
        at = settings(tmp_path, port, mail_seconds=3)
        found = list(post.send(due(WASTE, HOMES), at, NOW, "en-GB", who="cron"))
        assert [one.outcome for one in found] == [Outcome.NOT_KNOWN, Outcome.REFUSED]
        assert found[0].sentence == (
            f"Not known whether it came to {WASTE}: {LETTER.subject}. The mail server stopped answering: it ended "
            "the connection, or took too long."
        )
        assert found[1].why == "The mail server stopped answering: it ended the connection, or took too long."
        hold.set()
        box.hold = None
        assert sent(due(WASTE, HOMES), settings(tmp_path, port)) == [(WASTE, Outcome.NOT_KNOWN), (HOMES, Outcome.SENT)]
        assert sent(due(WASTE), settings(tmp_path, port), again=True) == [(WASTE, Outcome.SENT)]


KILLED = """
import sys
import threading
from datetime import UTC, datetime
from oxdash.correspondence import post
from oxdash.correspondence.post import Due
from oxdash.documents.letters import Letter
from oxdash.settings import Settings

at = Settings()
letters = [Due("a return", "waste@council.example", Letter("A return", ()))]
list(post.send(letters, at, datetime.now(UTC), "en-GB", who="x"))
"""


def test_a_run_that_is_killed_with_a_letter_on_its_way_sends_it_no_second_time(tmp_path, monkeypatch):
    box = Box(hold=(hold := threading.Event()))
    with serving(box) as port:
        at = settings(tmp_path, port)
        for name in ("data", "log_key_file", "mail_host", "mail_port", "mail_security", "mail_from"):
            monkeypatch.setenv(f"OXDASH_{name.upper()}", str(getattr(at, name)))
        with subprocess.Popen([sys.executable, "-c", KILLED], cwd=HOME) as run:
            assert box.held.wait(300)
            run.kill()
        hold.set()
        assert sent(due(WASTE), at) == [(WASTE, Outcome.NOT_KNOWN)]


def test_two_runs_at_once_send_one_letter(tmp_path):
    box = Box(hold=(hold := threading.Event()))
    with serving(box) as port:
        at = settings(tmp_path, port, mail_seconds=300)
        first = post.send(due(WASTE), at, NOW, "en-GB", who="cron")

        found: list = []
        running = threading.Thread(target=lambda: found.extend(first))
        running.start()
        assert box.held.wait(300)
        hold.set()
        second = sent(due(WASTE), at)
        running.join()
    assert ([one.outcome for one in found], second) == ([Outcome.SENT], [(WASTE, Outcome.BEFORE)])
    assert box.to == [WASTE]


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.mark.parametrize("security", [MailSecurity.STARTTLS, MailSecurity.TLS])
def test_over_tls_and_signed_in(tmp_path, certified, monkeypatch, security):
    box = Box()
    password = tmp_path / "password"
    password.write_text(f"{PASSWORD}\n")
    with serving(box, certified, from_the_first=security == MailSecurity.TLS, sign_in=True) as port:
        at = settings(tmp_path, port, mail_security=security, mail_user="oxdash", mail_password_file=password)
        [told] = post.send(due(WASTE), at, NOW, "en-GB", who="cron")
        assert told.why.startswith(f"The mail server 127.0.0.1, port {port}, did not prove who it is (")
        monkeypatch.setenv("SSL_CERT_FILE", str(certified))
        assert sent(due(WASTE), at) == [(WASTE, Outcome.SENT)]
        password.write_text("another")
        [told] = post.send(due(HOMES), at, NOW, "en-GB", who="cron")
        assert told.why.startswith(
            f"The mail server 127.0.0.1, port {port}, refused the sign-in: The mail server answer"
        )
        password.unlink()
        [told] = post.send(due(HOMES), at, NOW, "en-GB", who="cron")
        assert told.why == (
            "No letter was sent: the file that OXDASH_MAIL_PASSWORD_FILE names cannot be read (no such file or "
            "directory)."
        )
    assert box.to == [WASTE]


def test_a_server_without_encryption_gets_nothing(tmp_path):
    with serving(Box()) as port:
        [told] = post.send(
            due(WASTE), settings(tmp_path, port, mail_security=MailSecurity.STARTTLS), NOW, "en-GB", who="cron"
        )
    assert told.why == (
        f"The mail server 127.0.0.1, port {port}, offers no STARTTLS. Look at OXDASH_MAIL_SECURITY and "
        "OXDASH_MAIL_PORT."
    )


UNREADY = [
    # what is set otherwise, the sentence, why
    (
        {"mail_host": "", "mail_from": ""},
        "No letter was sent, for none has been set up: OXDASH_MAIL_HOST and OXDASH_MAIL_FROM must be set, as "
        "docs/deployment.md shows. To see the letters, use --dry-run.",
        "nothing is set",
    ),
    (
        {"mail_host": "mail.council.example"},
        "No letter was sent: OXDASH_MAIL_SECURITY is none, which is for a mail server on this machine that asks for no "
        "sign-in. Set it to starttls or tls.",
        "over the network in plain text",
    ),
    (
        {"mail_user": "oxdash"},
        "No letter was sent: OXDASH_MAIL_SECURITY is none, which is for a mail server on this machine that asks for no "
        "sign-in. Set it to starttls or tls.",
        "a password in plain text",
    ),
]


@pytest.mark.parametrize(("otherwise", "said", "why"), UNREADY, ids=[row[-1] for row in UNREADY])
def test_what_is_not_set_up_is_told(tmp_path, otherwise, said, why):
    with pytest.raises(CannotSend) as told:
        sent(due(WASTE), settings(tmp_path, 25, **otherwise))
    assert str(told.value) == said


SIGN_IN = [("p\u00e4ss \u00a3", "oxdash", "the password"), (PASSWORD, "\u00f6xdash", "the name")]


@pytest.mark.parametrize(("password", "user", "why"), SIGN_IN, ids=[row[-1] for row in SIGN_IN])
def test_what_the_sign_in_cannot_say_is_told(tmp_path, certified, monkeypatch, password, user, why):
    monkeypatch.setenv("SSL_CERT_FILE", str(certified))
    (tmp_path / "password").write_text(password)
    more = {"mail_user": user, "mail_password_file": tmp_path / "password", "mail_security": MailSecurity.STARTTLS}
    with serving(Box(), certified, sign_in=True) as port:
        [told] = post.send(due(WASTE), settings(tmp_path, port, **more), NOW, "en-GB", who="cron")
    assert told.why.startswith("No letter was sent: the name and the password that sign in at the mail server may have")


@pytest.mark.parametrize("host", ["a..council.example", "m" * 64 + ".council.example"])
def test_a_server_whose_name_is_none_is_told(tmp_path, host):
    at = settings(tmp_path, 25, mail_host=host, mail_security=MailSecurity.STARTTLS)
    [told] = post.send(due(WASTE), at, NOW, "en-GB", who="cron")
    assert told.why == f"The mail server {host}, port 25, has a name that no machine has. Look at OXDASH_MAIL_HOST."


def test_letters_from_an_address_in_other_letters_reach_everybody(tmp_path):
    box = Box()
    with serving(box) as port:
        at = settings(tmp_path, port, mail_from="b\u00fcro@r\u00e4te.example")
        assert sent(due(WASTE, HOMES), at) == [(WASTE, Outcome.SENT), (HOMES, Outcome.SENT)]
    assert {letter["From"] for _, letter in box.letters} == {"b\u00fcro@r\u00e4te.example"}


def test_an_address_that_is_none_is_told_and_one_in_other_letters_gets_its_letter(tmp_path):
    box = Box()
    with serving(box) as port:
        at = settings(tmp_path, port)
        found = sent(due("waste", "a@b@c", "w,x@y.example", "\u00fcml\u00e4ut@council.example"), at)
    assert [outcome for _, outcome in found] == [Outcome.REFUSED] * 3 + [Outcome.SENT]
    assert box.to == ["\u00fcml\u00e4ut@council.example"]


HOSTILE = "<script>alert(1)</script>\r\nBcc: all@council.example\r\n.\r\nRCPT TO:<x@y.example> [a](http://evil.example)"


def test_words_of_officers_are_words_in_a_letter(tmp_path):
    box = Box()
    letter = Letter(HOSTILE, (Paragraph(HOSTILE), Bullets((HOSTILE, ".", "..")), Heading(HOSTILE, 2)))
    with serving(box) as port:
        sent([Due("x", WASTE, letter)], settings(tmp_path, port))
    [(to, got)] = box.letters
    assert (to, got["Bcc"]) == (WASTE, None)
    assert "\n" not in got["Subject"]
    assert "<script" not in got.get_body(("html",)).get_content()
    assert "\n- .\n- ..\n" in got.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_a_letter_as_text():
    letter = Letter(
        "Anything",
        (
            Heading("What changed", 2),
            Bullets(("One.", Words(("See ", Link("NI 154", "target", target="NI 154"), ".")))),
            Bullets(("First", "second"), numbered=True),
            Paragraph("word " * 20),
        ),
    )

    def to(page: str, **about: str) -> str:
        return f"https://performance.example/{page}"

    assert drawn.text(letter, to) == (
        "What changed\n------------\n\n- One.\n- See NI 154 <https://performance.example/target>.\n\n1. First\n"
        f"2. second\n\n{' '.join(['word'] * 15)}\n{' '.join(['word'] * 5)}\n"
    )
    assert "NI 154 <" not in drawn.text(letter, lambda page, **about: "")


DUE = date(2010, 7, 28)
STAGES = [
    # days from the day it is due, which reminder, why
    (-8, None, "not yet"),
    (-7, "7 days before", "a week before"),
    (0, "7 days before", "the day itself: it may still come"),
    (1, "week 1 late", "the first day that it is late"),
    (7, "week 1 late", "the same week"),
    (8, "week 2 late", "the next"),
    (91, "week 13 late", "the last"),
    (92, None, "then the next return is due"),
]


def arrivals(*rows: tuple) -> pd.DataFrame:
    columns = ["partnership", "quarter", "arrival", "due", "received_on", "days_late", "versions"]
    told = [(*row, None, 0, 0) if len(row) == 4 else row for row in rows]
    return pd.DataFrame(told, columns=columns).assign(withdrawn_on=None, withdrawn_because=None)


@pytest.mark.parametrize(("days", "stage", "why"), STAGES, ids=[row[-1] for row in STAGES])
def test_when_a_reminder_is_due(shipped, days, stage, why):
    position = replace(shipped, as_at=DUE + timedelta(days=days))
    rows = arrivals(("environment-waste", "2010-11 Q1", str(Arrival.MISSING), DUE))
    roles = Roles(officers={WASTE: frozenset({"environment-waste"})})
    found = reminders.due(position, rows, roles)
    assert [one.about for one in found.letters] == (
        [f"return of environment-waste for 2010-11 Q1, missing, {stage}"] if stage else []
    )


def test_who_is_reminded_of_what(shipped):
    position = replace(shipped, as_at=date(2010, 8, 1))
    roles = Roles(
        officers={
            WASTE: frozenset({"environment-waste"}),
            HOMES: frozenset({"spatial-planning", "environment-waste"}),
            YOUTH: frozenset({"childrens-trust"}),
        }
    )
    rows = arrivals(
        ("environment-waste", "2009-10 Q4", str(Arrival.MISSING), date(2010, 7, 1)),
        ("environment-waste", "2010-11 Q1", str(Arrival.MISSING), DUE),
        ("spatial-planning", "2010-11 Q1", str(Arrival.ON_TIME), DUE),
        ("childrens-trust", "2010-11 Q1", str(Arrival.NOT_DUE), None),
        ("economic", "2010-11 Q1", str(Arrival.DAMAGED), DUE),
    )
    found = reminders.due(position, rows, roles)
    assert [(one.to, one.letter.subject) for one in found.letters] == [
        (HOMES, "Environment and Waste Partnership: return for Q1 2010/11"),
        (WASTE, "Environment and Waste Partnership: return for Q1 2010/11"),
    ]
    assert found.nobody == (
        "Nobody can be reminded of the return of Oxfordshire Economic Partnership for Q1 2010/11: the roles file names "
        "no officer of it.",
    )
    asked = reminders.due(position, rows, roles, "2010-11 Q1")
    assert {one.to for one in asked.letters} == {HOMES, WASTE, YOUTH}


def test_whom_a_sign_off_waits_for_is_reminded_at_once_and_every_week(shipped):
    row = {
        "partnership": "environment-waste",
        "name": "Environment and Waste Partnership",
        "quarter": "2010-11 Q1",
        "number": 1,
        "state": "waiting for sign-off",
        "submitted_at": pd.Timestamp("2010-07-30 09:00", tz="UTC"),
        "submitted_from": WASTE,
        "days": 0,
        "addresses": ("lead@council.example", "deputy@council.example"),
        "waits_for": "its lead officer or a deputy",
        "nobody": False,
        "fault": None,
    }
    waiting = pd.DataFrame(
        [row, row | {"quarter": "2009-10 Q4", "days": 15, "addresses": (), "waits_for": "There is no file."}]
    )
    found = reminders.sign_offs(shipped, waiting)
    assert [(one.to, one.about) for one in found.letters] == [
        (f"{who}@council.example", "sign-off of environment-waste for 2010-11 Q1, number 1, at once")
        for who in ("lead", "deputy")
    ]
    said = " ".join(drawn.text(found.letters[0].letter, lambda page, **about: f"https://x.example/{page}").split())
    assert said.startswith(
        "The return of Environment and Waste Partnership for Q1 2010/11 was submitted on 30 July 2010 by "
        f"{WASTE}. It waits for its lead officer or a deputy, and counts for nothing until then. Please look at it, "
        "and sign it off or send it back with your words. See the page Sign off returns <https://x.example/sign_off>."
    )
    assert found.nobody == (
        "Nobody can be reminded to sign off the return of Environment and Waste Partnership. There is no file.",
    )
    late = reminders.sign_offs(shipped, waiting.assign(days=[7, 15]).head(1))
    assert late.letters[0].about.endswith("after 1 week")


def test_an_officer_whose_return_waits_is_not_reminded_of_it(shipped):
    waits = shipped.waiting.reindex([0]).assign(partnership="environment-waste", quarter="2010-11 Q1")
    position = replace(shipped, as_at=DUE + timedelta(days=1), waiting=waits)
    rows = arrivals(("environment-waste", "2010-11 Q1", str(Arrival.MISSING), DUE))
    roles = Roles(officers={WASTE: frozenset({"environment-waste"})})
    assert reminders.due(position, rows, roles).letters == ()
