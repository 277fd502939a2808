"""What a board decided: recorded by managers, told to everybody, answered, closed or put right, and never changed.

The kind: what is decided and what becomes of it part company. Tried: what a paper asked and what an item quotes;
managers at one item at once; a press made twice; days before it was recorded; a body that has another name; a target
that left the register; words that are long, blank, or hold what no file can; each thing that is missing or cannot be;
corrections of corrections, of answers, and withdrawals; what was published, proved, spoilt, and printed again.
"""

import copy
import io
import json
import pickle
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from oxdash.__main__ import cli
from oxdash.archive import record
from oxdash.archive.audit_log import AuditLog
from oxdash.documents import papers
from oxdash.documents.edition import Edition
from oxdash.documents.papers import Kind
from oxdash.documents.quarter_view import Standing
from oxdash.findings import decisions as findings
from oxdash.findings import decisions_words
from oxdash.judging.position import Position
from oxdash.output import word
from oxdash.output.slides import words_of
from oxdash.publication import asked_in, public, publishing, reprinting, verifying
from oxdash.publication.publishing import Asked as AskedToPublish
from oxdash.publication.shelf import Published
from oxdash.submissions import deciding
from oxdash.submissions.deciding import Asked, Done, Meanwhile, Refused
from oxdash.vocabulary.decision_tables import Decision, Recorded, State, Subject
from tests.conftest import loaded
from tests.pdf_tags import Tagged
from tests.returning import MANAGER, NOW, OFFICER, now_on_file, settings
from tests.spec.test_pages import opened
from tests.spec.test_pages import said as page_said

TODAY = NOW.date()
MEETING, BOARD = date(2010, 7, 1), "psb"
LATER = NOW + timedelta(days=70)
ITEM = Asked(
    subject=Subject.ASKED,
    body=BOARD,
    meeting=MEETING,
    asked="Ask for 2 returns that have not come.",
    decision=Decision.AGREED,
    words="Both are to come by the end of July.",
    who="Lead Officer, Performance",
    due=date(2010, 7, 31),
)
DECIDED_AGAIN = Asked(Recorded.DECISION, 1, body=BOARD, meeting=date(2010, 7, 20), decision=Decision.DEFERRED)
ANSWER = Asked(Recorded.ANSWER, 1, words="One has come.")
CLOSING = Asked(Recorded.CLOSING, 1, words="Both have come.")


@pytest.fixture
def data(smallest, tmp_path) -> Path:
    return shutil.copytree(smallest, tmp_path / "data")


@pytest.fixture(scope="module")
def position(smallest) -> Position:
    return now_on_file(smallest)


def decide(data: Path, asked: Asked, position: Position, who=MANAGER, now: datetime = NOW, seen: int | None = None):
    who = replace(who, signed_in_at=now)
    return deciding.record_it(asked, position, who, settings(data), now, seen=seen)


def recorded(data: Path, position: Position, *asked: Asked, now: datetime = NOW) -> None:
    for one in asked:
        done = decide(data, one, position, now=now)
        assert isinstance(done, Done), done


def items(data: Path, day: date = TODAY, *, by_hand: bool = True) -> list[findings.Item]:
    now = loaded(data, day, by_hand=by_hand)
    return findings.items(now.decisions, now.as_at, now.council.day_of)


def standing(data: Path, day: date = TODAY, *, by_hand: bool = True) -> Standing:
    return Standing(loaded(data, day, by_hand=by_hand), Edition("2009-10 Q4"))


def words(data: bytes) -> list[str]:
    return [text for _, text in word.words_of(data)]


def on_paper(at: Standing, kind: Kind) -> str:
    made = word.write(papers.outline(kind, at), stamped=at.position.as_at)
    return "\n".join(words(made))


def log(data: Path) -> list[tuple]:
    return [(line["event"], line.get("number"), line.get("why")) for line in AuditLog(settings(data).audit).lines()]


# ---------------------------------------------------------------- the act


def test_an_item_is_recorded_and_the_log_names_it(data, position):
    done = decide(data, ITEM, position)
    assert isinstance(done, Done)
    assert done.sentence == "Recorded as item 1."
    assert log(data) == [("deciding", 1, None), ("decided", 1, None)]
    (one,) = items(data)
    assert (one.state, one.who, one.due) == (State.OPEN, "Lead Officer, Performance", date(2010, 7, 31))
    assert one.became == "It is due on 31 July 2010."
    assert done.entry.body_name == "Public Service Board"
    assert (done.entry.recorded_by, done.entry.came.by) == ("partnerships.manager@council.example", "sign-in")


NOT_ALLOWED = [
    (OFFICER, "Only a partnerships manager may do this.", "an officer"),
    (
        replace(MANAGER, email=None),
        "You are not signed in. Sign in as a partnerships manager to do this.",
        "nobody",
    ),
    (
        replace(MANAGER, email="chair@council.example"),
        "Only a partnerships manager may do this.",
        "signed in, with no line in the roles file",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("who", "sentence", "why"), NOT_ALLOWED, ids=[row[-1] for row in NOT_ALLOWED])
def test_only_a_manager_decides_and_a_refusal_stands_in_the_log(who, sentence, why, data, position):
    assert decide(data, ITEM, position, who) == Refused(sentence)
    assert log(data) == [("denied", None, sentence)]
    assert items(data) == []


def test_in_local_mode_whoever_is_at_the_machine_decides(data, position):
    from oxdash.access import Person

    at = settings(data).model_copy(update={"local": True})
    done = deciding.record_it(ITEM, position, Person(local=True), at, NOW)
    assert isinstance(done, Done)
    assert (done.entry.recorded_by, done.entry.came.by) == ("local mode", "local mode")


WRONG = [
    ({"asked": ""}, "Say what was asked.", "nothing was asked"),
    ({"asked": " \n\t "}, "Say what was asked.", "blank"),
    ({"body": None}, "Say which body it was, and the day of its meeting.", "no body"),
    ({"meeting": None}, "Say which body it was, and the day of its meeting.", "no meeting"),
    ({"decision": None}, "Say what was decided: agreed, amended, noted, deferred or referred.", "nothing decided"),
    (
        {"decision": Decision.AMENDED, "words": ""},
        "An amended decision needs its words: say what was agreed in place of what was asked.",
        "amended to nothing",
    ),
    (
        {"decision": Decision.REFERRED, "words": "", "who": ""},
        "Say to whom it was referred, under who acts.",
        "referred to nobody",
    ),
    (
        {"body": "cabinet"},
        '"cabinet" is no body of the register. Use one of: opb, psb, economic and learning-skills.',
        "a body that there is not",
    ),
    (
        {"meeting": date(2010, 7, 23), "due": None},
        "The meeting of 23 July 2010 is still to come, so nothing has been decided at it.",
        "a meeting still to come",
    ),
    (
        {"due": date(2010, 6, 30)},
        "30 June 2010 is before the meeting of 1 July 2010: put the day right.",
        "due before it was asked",
    ),
    ({"due": date(9999, 1, 1)}, "1 January 9999 is before 1900 or after 2199: put the year right.", "a year too late"),
    ({"meeting": date(1, 7, 1)}, "1 July 1 is before 1900 or after 2199: put the year right.", "a year too early"),
    (
        {"words": "x" * 3001},
        "What was said is 3,001 characters long, and 3,000 is the most. Shorten it.",
        "too many words",
    ),
    ({"who": "x" * 301}, "Who acts is 301 characters long, and 300 is the most. Shorten it.", "too long a name"),
    (
        {"agenda": "x" * 61},
        "The place on the agenda is 61 characters long, and 60 is the most. Shorten it.",
        "too long a place",
    ),
    ({"targets": ("NI 999",)}, '"NI 999" is no target or partnership of the register. Use its code.', "no target"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentence", "why"), WRONG, ids=[row[-1] for row in WRONG])
def test_what_cannot_be_recorded_is_told(changes, sentence, why, data, position):
    assert decide(data, replace(ITEM, **changes), position) == Refused(f"{sentence} Nothing was recorded.")
    assert log(data) == [("refused", None, f"{sentence} Nothing was recorded.")]
    assert items(data) == []


LATER_WRONG = [
    (replace(ANSWER, item=7), "There is no item 7. The only item is 1. Nothing was recorded."),
    (replace(ANSWER, item=None), "Say which item it is about, by its number. Nothing was recorded."),
    (replace(ANSWER, words=""), "Say what was answered. Nothing was recorded."),
    (replace(CLOSING, words=" "), "Say what became of it. Nothing was recorded."),
    (
        Asked(Recorded.WITHDRAWAL, 1, corrects=1),
        "Say why: a reader compares it with what was written first. Nothing was recorded.",
    ),
    (
        Asked(Recorded.WITHDRAWAL, 1, corrects=5, reason="a slip"),
        "Entry 5 is none of item 1 that can be put right. There is entry 1. Nothing was recorded.",
    ),
    (
        Asked(Recorded.CORRECTION, 1, corrects=1, reason="a slip"),
        "Say which body it was, and the day of its meeting. Nothing was recorded.",
    ),
    (
        replace(DECIDED_AGAIN, decision=None),
        "Say what was decided: agreed, amended, noted, deferred or referred. Nothing was recorded.",
    ),
]


@pytest.mark.parametrize(("asked", "sentence"), LATER_WRONG, ids=[row[1][:40] for row in LATER_WRONG])
def test_what_cannot_be_added_is_told(asked, sentence, data, position):
    recorded(data, position, ITEM)
    assert decide(data, asked, position) == Refused(sentence)
    assert len(items(data)[0].all) == 1


def test_words_are_kept_as_they_were_typed_less_what_no_file_can_hold(data, position):
    typed = " First\r\nline\x00, \x1b[2Jthen \u202eback\ud800.\n\n# no heading | no table <b>no tag</b> =1+1 \x0c"
    recorded(data, position, replace(ITEM, words=typed, who="A\nB\tC"))
    (one,) = items(data)
    kept = "First\nline\ufffd, \ufffd[2Jthen \ufffdback\ufffd.\n\n# no heading | no table <b>no tag</b> =1+1"
    assert (one.decided.words, one.who) == (kept, "A B C")
    assert kept.split("\n")[1] in on_paper(standing(data), Kind.DECISIONS)
    listed = CliRunner().invoke(cli, ["--data", str(data), "decisions"]).output
    assert "\x1b" not in listed
    assert "\u202e" not in listed


def test_the_longest_words_stand_in_every_paper_whole(data, position):
    longest = ("word " * 600).strip()
    asked = " ".join(["unbroken" * 100, *["asked"] * 2000])
    recorded(data, position, replace(ITEM, words=longest, asked=asked))
    at = standing(data)
    for kind in (Kind.DECISIONS, Kind.BOARD):
        said = on_paper(at, kind)
        assert longest in said
        assert asked in said


# ---------------------------------------------------------------- two at once


def test_the_second_of_two_managers_is_told_what_the_first_wrote_and_can_still_add(data, position):
    recorded(data, position, ITEM, ANSWER)
    told = decide(data, CLOSING, position, seen=1)
    assert told == Meanwhile(
        ("Entry 2, 22 July 2010, partnerships.manager@council.example: Reported. One has come.",), 1, 2
    )
    assert told.sentence == (
        "Nothing was recorded. Item 1 has more by now than you had seen. Read it, and record yours if it stands."
    )
    assert log(data)[-1] == ("refused", None, "somebody else recorded meanwhile")
    done = decide(data, CLOSING, position, seen=told.seen)
    assert isinstance(done, Done)
    assert done.sentence == "Recorded as entry 3, on item 1."


def test_an_item_that_another_has_recorded_is_told_and_can_be_recorded_again(data, position):
    recorded(data, position, ITEM)
    another = replace(ITEM, decision=Decision.NOTED)
    told = decide(data, another, position)
    assert isinstance(told, Meanwhile)
    assert (told.item, told.seen) == (1, 1)
    assert isinstance(decide(data, another, position, seen=1), Done)
    assert [one.number for one in items(data)] == [1, 2]


def test_the_same_press_twice_records_once(data, position):
    for asked, number in ((ITEM, 1), (ANSWER, 2)):
        first, again = decide(data, asked, position), decide(data, asked, position, seen=0)
        assert (first.entry.number, again.entry.number, again.already) == (number, number, True)
    assert again.sentence == "This was on record already, as entry 2, on item 1."
    assert len(items(data)[0].all) == 2


# ---------------------------------------------------------------- what becomes of it

CONFLICT = replace(ITEM, subject=Subject.CONFLICT, decision=None, due=None, asked="Who leads on waste?")
QUESTION = replace(ITEM, subject=Subject.QUESTION, body="opb", decision=None, due=None, asked="Why is it late?")
AUGUST = date(2010, 8, 5)
CAME_OF = [
    # what is recorded, the day, state, sentence
    ([ITEM], NOW.date(), State.OPEN, "It is due on 31 July 2010."),
    ([ITEM], AUGUST, State.OVERDUE, "It was due on 31 July 2010, and nothing has been reported."),
    (
        [ITEM, ANSWER],
        AUGUST,
        State.OVERDUE,
        "Reported on 22 July 2010: One has come. It was due on 31 July 2010 and is still open.",
    ),
    ([ITEM, CLOSING], AUGUST, State.CLOSED, "Closed on 22 July 2010: Both have come."),
    (
        [ITEM, CLOSING, ANSWER],
        AUGUST,
        State.CLOSED,
        "Closed on 22 July 2010: Both have come. Reported on 22 July 2010: One has come.",
    ),
    ([ITEM, CLOSING, DECIDED_AGAIN], NOW.date(), State.UNDECIDED, "It is still to be decided."),
    ([replace(ITEM, due=None)], AUGUST, State.OPEN, "Nothing has been reported; no day was set."),
    (
        [replace(ITEM, decision=Decision.NOTED, who="", due=None)],
        AUGUST,
        State.NOTED,
        "Noted; nobody was asked to act.",
    ),
    (
        [replace(ITEM, decision=Decision.NOTED, who="", due=None), ANSWER],
        AUGUST,
        State.NOTED,
        "Noted; nobody was asked to act. Reported on 22 July 2010: One has come.",
    ),
    (
        [replace(ITEM, decision=Decision.NOTED)],
        AUGUST,
        State.OVERDUE,
        "It was due on 31 July 2010, and nothing has been reported.",
    ),
    ([CONFLICT], AUGUST, State.UNDECIDED, "It is still to be decided."),
    ([QUESTION], AUGUST, State.UNANSWERED, "It is still to be answered."),
    (
        [QUESTION, replace(ANSWER, who="The chairman", words="It came late.")],
        AUGUST,
        State.ANSWERED,
        "Answered on 22 July 2010 by The chairman: It came late.",
    ),
    (
        [ITEM, Asked(Recorded.WITHDRAWAL, 1, corrects=1, reason="recorded of another meeting")],
        AUGUST,
        State.WITHDRAWN,
        "Withdrawn: recorded of another meeting.",
    ),
    (
        [ITEM, CLOSING, Asked(Recorded.WITHDRAWAL, 1, corrects=2, reason="too early")],
        NOW.date(),
        State.OPEN,
        "It is due on 31 July 2010.",
    ),
    (
        [ITEM, replace(ITEM, kind=Recorded.CORRECTION, item=1, corrects=1, reason="a slip", due=date(2010, 9, 1))],
        AUGUST,
        State.OPEN,
        "It is due on 1 September 2010.",
    ),
    (
        [ITEM, ANSWER, replace(ANSWER, kind=Recorded.CORRECTION, corrects=2, reason="a slip", words="None has come.")],
        NOW.date(),
        State.OPEN,
        "Reported on 22 July 2010: None has come. It is due on 31 July 2010.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "day", "state", "sentence"), CAME_OF, ids=[f"{r[2]}: {r[3][:40]}" for r in CAME_OF])
def test_what_became_of_it(asked, day, state, sentence, data, position):
    recorded(data, position, *asked)
    (one,) = items(data, day)
    assert (one.state, one.became) == (state, sentence)


def test_nothing_that_was_written_is_hidden_by_what_puts_it_right(data, position):
    right = replace(
        ITEM, kind=Recorded.CORRECTION, item=1, corrects=1, reason="the day was wrong", due=date(2010, 9, 1)
    )
    recorded(data, position, ITEM, right)
    at = standing(data)
    (one,) = at.decided
    told = list(decisions_words.history(one, at.position.decisions, at.council.day_of))
    assert [said for _, _, _, said in told] == [
        "Agreed at the meeting of the Public Service Board on 1 July 2010. Both are to come by the end of July. "
        "Who acts: Lead Officer, Performance. By: 31 July 2010.",
        "This corrects entry 1: the day was wrong. Agreed at the meeting of the Public Service Board on 1 July 2010. "
        "Both are to come by the end of July. Who acts: Lead Officer, Performance. By: 1 September 2010.",
    ]
    said = on_paper(at, Kind.DECISIONS)
    assert all(f"Entry {number}, 22 July 2010. {line}" in said for number, _, _, line in told)


SAID_BY = [
    (Subject.ASKED, ANSWER, "Reported by Lead officers. One has come."),
    (Subject.QUESTION, ANSWER, "Answered by Lead officers. One has come."),
    (Subject.ASKED, CLOSING, "Closed by Lead officers. Both have come."),
]


@pytest.mark.parametrize(("subject", "later", "sentence"), SAID_BY, ids=[row[2] for row in SAID_BY])
def test_who_answered_is_not_said_to_act_and_a_corrected_answer_stays_one(subject, later, sentence, data, position):
    by = replace(later, who="Lead officers")
    right = replace(by, kind=Recorded.CORRECTION, corrects=2, reason="a slip", words=f"{by.words} Three.")
    recorded(data, position, replace(ITEM, subject=subject), by, right)
    at = standing(data)
    told = [said for *_, said in decisions_words.history(at.decided[0], at.position.decisions, at.council.day_of)]
    assert told[1:] == [sentence, f"This corrects entry 2: a slip. {sentence} Three."]


def test_as_at_a_day_shows_only_what_was_recorded_by_it(data, position):
    recorded(data, position, ITEM)
    recorded(data, position, CLOSING, now=LATER)
    assert items(data, date(2010, 7, 21), by_hand=False) == []
    assert [one.state for one in items(data, date(2010, 7, 22), by_hand=False)] == [State.OPEN]
    assert [one.state for one in items(data, date(2010, 9, 30), by_hand=False)] == [State.CLOSED]


ARISE = [
    # recorded, now; what arises at that day
    ([ITEM], date(2010, 7, 22), [1], "what was decided at the last meeting"),
    ([ITEM, CLOSING], date(2010, 9, 10), [1], "closed since the last meeting"),
    ([replace(ITEM, meeting=date(2010, 4, 1), due=None), CLOSING], TODAY, [1], "closed after a meeting since"),
    (
        [replace(ITEM, decision=Decision.NOTED, who="", due=None, meeting=date(2009, 12, 1))],
        date(2010, 7, 22),
        [],
        "noted at a meeting long ago",
    ),
    ([replace(ITEM, meeting=date(2009, 12, 1))], date(2010, 7, 22), [1], "open since a meeting long ago"),
    ([QUESTION], date(2010, 7, 22), [], "of another body"),
    ([ITEM, Asked(Recorded.WITHDRAWAL, 1, corrects=1, reason="a slip")], date(2010, 7, 22), [], "withdrawn"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "day", "numbers", "why"), ARISE, ids=[row[-1] for row in ARISE])
def test_which_matters_arise(asked, day, numbers, why, data, position):
    recorded(data, position, *asked)
    assert [one.number for one in standing(data, day).arising] == numbers


# ---------------------------------------------------------------- on paper, published, proved


def publish(
    data: Path, reference: str = "PSB 2010-07-01", now: datetime = NOW, quarter: str = "2009-10 Q4"
) -> Published:
    who = replace(MANAGER, signed_in_at=now)
    done = publishing.publish(AskedToPublish(quarter, reference), who, settings(data), now)
    assert isinstance(done, Published), done
    return done


def test_what_a_paper_asked_becomes_an_item_in_the_words_that_were_printed(data, position):
    one = publish(data)
    asks = asked_in.asks(one)
    printed = words(one.read("public/board-paper.docx"))
    assert asks
    assert [ask.number for ask in asks] == list(range(1, len(asks) + 1))
    for ask in asks:
        assert ask.sentence in printed
        assert {*ask.partnerships} == {"economic"}
        assert all(code in ask.sentence for code in ask.targets)
    kept = Standing(one.position, one.edition()).asked
    assert [ask.targets for ask in asks] == [
        tuple(sorted(one.split("; "), key=list(position.register.targets.target).index)) if one else ()
        for one in kept.targets
    ]
    made = asked_in.printed(one)
    assert (made.reference, made.fingerprint) == ("PSB 2010-07-01", one.manifest.fingerprint)
    done = decide(data, replace(ITEM, asked=asks[0].sentence, printed=made, targets=asks[0].targets), position)
    assert isinstance(done, Done)
    said = on_paper(standing(data), Kind.DECISIONS)
    assert f"{asks[0].sentence}\nAsked in PSB 2010-07-01, fingerprint {made.fingerprint}" in said


def test_a_paper_that_asks_nothing_has_nothing_to_decide(data, position):
    made = word.write(papers.outline(Kind.SCRUTINY, standing(data)), stamped=NOW.date())
    assert word.listed_under(made, "What the Board is asked to do") == []


def test_matters_arising_stand_at_the_head_of_the_board_paper_and_are_proved_with_it(data, position):
    recorded(data, position, ITEM, ANSWER)
    one = publish(data, "PSB 2010-09-30", LATER)
    said = words(one.read("public/board-paper.docx"))
    head = said.index("Matters arising")
    assert head < said.index("What the Board is asked to do")
    assert said[head + 1] == "1 matter arises: 1 is overdue."
    became = "Overdue\nReported on 22 July 2010: One has come. It was due on 31 July 2010 and is still open."
    assert became in said
    assert "public/decisions.docx" in one.manifest.files
    copies = [path for path in one.manifest.files if path.startswith("audit/decisions/")]
    assert copies == ["audit/decisions/00001.json", "audit/decisions/00002.json"]
    assert verifying.verify(one, record.log(settings(data))).faults == ()
    on_slides = [text for place, text in words_of(one.read("public/slides.pptx")) if place.startswith("slide 2,")]
    assert on_slides[:2] == ["Matters arising", "1 matter arises: 1 is overdue."]
    assert on_slides[2].endswith(" Overdue.")
    for kind in ("board", "decisions", "slides", "page", "json", "workbook"):
        assert reprinting.reprint(one, kind, anew=True).same, kind
    with zipfile.ZipFile(io.BytesIO(one.pack())) as pack:
        held = b"".join(pack.read(name) for name in pack.namelist() if not name.endswith((".docx", ".xlsx")))
    assert b"partnerships.manager@council.example" not in held


SPOILT = [
    (
        lambda folder: (folder / "audit" / "decisions" / "00002.json").unlink(),
        "entry 2: not on file any more.",
        "an entry taken away",
    ),
    (
        lambda folder: (folder / "audit" / "decisions" / "00001.json").write_bytes(b"{}"),
        "decisions/00001.json is not as it was recorded. Restore it from a backup.",
        "an entry changed",
    ),
]


@pytest.mark.parametrize(("spoil", "fault", "why"), SPOILT, ids=[row[-1] for row in SPOILT])
def test_a_kept_entry_that_is_spoilt_is_told_by_verify(spoil, fault, why, data, position):
    recorded(data, position, ITEM, ANSWER)
    one = publish(data, "PSB 2010-09-30", LATER)
    spoil(one.folder)
    found = verifying.verify(one, record.log(settings(data))).faults
    assert f"PSB 2010-09-30, kept decisions: {fault}" in found


def test_what_was_published_before_anything_was_decided_is_as_it_was(data, position):
    before = publish(data)
    assert not [path for path in before.manifest.files if "decisions" in path]
    recorded(data, position, ITEM)
    assert verifying.verify(before, record.log(settings(data))).faults == ()
    assert reprinting.reprint(before, "board", anew=True).same
    assert len(before.position.decisions) == 0


def test_nothing_is_published_while_an_entry_cannot_be_relied_on(data, position):
    recorded(data, position, ITEM, ANSWER)
    (data / "decisions" / "00002.json").unlink()
    refused = publishing.publish(AskedToPublish("2009-10 Q4", "PSB"), MANAGER, settings(data), NOW)
    assert refused == publishing.Refused(
        "decisions/00002.json is missing, and an entry of that number was recorded. Restore it from a backup. Nothing "
        "was published."
    )


def test_scrutinys_questions_and_the_answers_stand_in_its_schedule(data, position):
    recorded(data, position, ITEM, QUESTION, replace(ANSWER, item=2, words="It came late."))
    said = on_paper(standing(data), Kind.SCRUTINY)
    assert "Questions and answers" in said
    assert "Why is it late?\nQuestion of scrutiny" in said
    assert "Answered\nAnswered on 22 July 2010: It came late." in said
    assert ITEM.asked not in said


def test_where_nothing_was_decided_no_paper_says_so(data):
    at = standing(data)
    assert "Matters arising" not in on_paper(at, Kind.BOARD)
    assert papers.missing(Kind.DECISIONS, at.register, decided=False) == (
        "No decision has been recorded, so there is no paper of any."
    )
    assert Kind.DECISIONS not in papers.offered(at.register, decided=False)


def test_a_target_that_left_the_register_is_told_and_led_nowhere(data, position, smallest):
    code = position.register.targets.target.iloc[0]
    recorded(data, position, replace(ITEM, asked=f"Note {code}.", targets=(code,)))
    at = standing(data)
    targets = at.register.targets[at.register.targets.target != code]
    gone = Standing(replace(at.position, register=replace(at.register, targets=targets)), at.edition)
    from oxdash.documents import decisions as documents
    from oxdash.output import html
    from oxdash.web.view import View

    there, left = (str(html.page(documents.page(one), View().address)) for one in (at, gone))
    assert f"target={code.replace(' ', '+')}" in there
    assert "no longer in the register" not in there
    assert f"target={code.replace(' ', '+')}" not in left
    assert f"{code}: no longer in the register" in left


def test_the_paper_as_pdf_is_tagged_and_holds_what_was_typed_as_text(data, position):
    typed = "#set text(red) $x$ <b> = heading\n- list @ref `code` \\ \u05d0\u05d1 \u4e2d " + "unbroken" * 60
    recorded(data, position, replace(ITEM, words=typed, who="*bold* _it_"), QUESTION, CLOSING)
    at = standing(data)
    made = public.pdf(Kind.DECISIONS, at)
    read = Tagged(made)
    assert read.broken() == []
    said = " ".join(read.text.split())
    for piece in (
        "#set text(red) $x$ <b> = heading",
        "- list @ref `code` \\",
        "*bold* _it_",
        QUESTION.asked,
    ):
        assert piece in said, piece
    assert public.pdf(Kind.DECISIONS, at) == made


# ---------------------------------------------------------------- commands, open data, doctor


def run(data: Path, *args: str):
    return CliRunner().invoke(cli, ["--data", str(data), *args])


def test_the_whole_circle_on_the_command_line(data):
    one = run(data, "publish", "2009-10 Q4", "--reference", "PSB 1")
    assert one.exit_code == 0, one.output
    asked = run(data, "decisions", "--asked", "psb-1")
    assert asked.output.startswith("1. Ask")
    new = ["decide", "--meeting", "2010-07-01", "--reference", "PSB 1", "--ask", "1"]
    made = run(data, *new, "--decision", "agreed", "--words", "As asked.", "--who", "X", "--due", "2010-08-01")
    assert (made.exit_code, made.output) == (0, "Recorded as item 1.\n")
    assert run(data, "decisions", "--asked", "PSB 1").output.splitlines()[0].endswith("(item 1)")
    again = run(data, *new, "--decision", "noted")
    assert again.exit_code == 1
    assert "To record it all the same say --seen 1." in again.output
    assert run(data, "decide", "--on", "1", "--answer", "--words", "Begun.").output == (
        "Recorded as entry 2, on item 1.\n"
    )
    corrected = run(data, "decide", "--on", "1", "--correct", "1", "--due", "2010-09-01", "--why", "the day was wrong")
    assert corrected.output == "Recorded as entry 3, on item 1.\n"
    told = run(data, "decisions", "--item", "1").output
    assert "Who acts: X, by 1 September 2010" in told
    assert "Entry 2, " in told
    assert run(data, "decide", "--on", "1", "--close", "--words", "Done.").exit_code == 0
    assert run(data, "decisions", "--open").output == "Nothing of what was recorded is still to come.\n"
    assert run(data, "decisions", "--open", "--item", "1").exit_code == 0
    listed = json.loads(run(data, "decisions", "--json").output)
    (item,) = listed["items"]
    assert (item["state"], item["who"], item["due"], item["reference"]) == ("closed", "X", "2010-09-01", "PSB 1")
    assert [entry["kind"] for entry in item["entries"]] == ["item", "answer", "correction", "closing"]
    assert listed["damaged"] == []


REFUSED = [
    (["decide"], "Say which body it was, and the day of its meeting. Nothing was recorded.\n"),
    (["decide", "--answer", "--words", "x"], "--answer adds to an item: say which with --on.\n"),
    (["decide", "--on", "1", "--answer", "--close"], "--answer and --close are two things: say one.\n"),
    (["decide", "--ask", "1"], "--ask is a number in a publication: name it with --reference.\n"),
    (["decide", "--reference", "X", "--ask", "1"], '"X" has not been published. Published: nothing yet.\n'),
    (
        ["decide", "--reference", "X", "--asked", "words"],
        "What a publication asked is taken as it was printed: leave out --asked, --target and --partnership.\n",
    ),
    (["decide", "--on", "3", "--correct", "4"], "Say why: a reader compares it with what was written first."),
    (
        ["decide", "--on", "1", "--correct", "0", "--meeting", "2010-07-01", "--decision", "noted", "--why", "x"],
        "There is no item 1. No item has been recorded yet. Nothing was recorded.\n",
    ),
    (
        ["decide", "--on", "1", "--answer", "--words", "x", "--target", "NI 154"],
        "--target says what an item is about, and --on is of one that is there: leave one of them out.\n",
    ),
    (
        ["decide", "--on", "1", "--close", "--words", "x", "--reference", "PSB 1"],
        "--reference says what an item is about, and --on is of one that is there: leave one of them out.\n",
    ),
    (["decide", "--body", "\udcff\x1b"], "Say which body"),
    (["decisions", "--item", "4"], "There is no item 4. No item has been recorded yet.\n"),
    (["decisions", "--asked", "X"], '"X" has not been published. Published: nothing yet.\n'),
]


@pytest.mark.parametrize(("args", "sentence"), REFUSED, ids=[" ".join(row[0]) for row in REFUSED])
def test_a_command_that_cannot_be_done_says_so(args, sentence, data):
    found = run(data, *args)
    assert found.exit_code == 1
    assert found.output.startswith(sentence)
    assert "Traceback" not in found.output


def test_what_was_printed_is_not_put_otherwise_by_a_correction(data, position):
    one = publish(data)
    ask = asked_in.asks(one)[0]
    item = replace(ITEM, asked=ask.sentence, printed=asked_in.printed(one), targets=ask.targets)
    recorded(data, position, item)
    done = run(data, "decide", "--on", "1", "--correct", "1", "--asked", "Something else", "--why", "a slip")
    assert (done.exit_code, done.output) == (
        1,
        "What a publication asked stays as it was printed. Withdraw the item, and record it anew. Nothing was "
        "recorded.\n",
    )
    assert run(data, "decide", "--on", "1", "--correct", "1", "--words", "New words", "--why", "a slip").exit_code == 0
    (kept,) = items(data)
    assert (kept.first.reference, kept.first.words) == (one.reference, "New words")


def test_whoever_gives_the_command_may_be_called_anything(data):
    new = ["--meeting", "2010-07-01", "--asked", "Ask.", "--decision", "noted", "--from", "a\udcff\x1b[2J"]
    assert run(data, "decide", *new).output == "Recorded as item 1.\n"
    told = run(data, "decisions", "--item", "1").output
    assert "\x1b" not in told
    assert "Entry 1, " in told


def test_the_overview_and_the_pages_of_what_it_is_about_tell_of_it(data, position, monkeypatch):
    code = position.register.targets.target.iloc[0]
    recorded(data, position, replace(ITEM, targets=(code,), partnerships=("economic",)))
    for page, address in (("overview", {}), ("target", {"target": code}), ("partnership", {"partnership": "economic"})):
        app = opened(data, monkeypatch, page, as_at="2010-07-22", **address)
        assert not app.exception
        wanted = "1 matter arises: 1 is still to come." if page == "overview" else "What was decided about it"
        assert wanted in page_said(app), page


def test_what_a_body_decided_that_left_the_register_is_told_and_can_be_put_right(data, position):
    group = "learning-skills"
    item = replace(ITEM, body=group)
    recorded(data, position, item)
    now = position.register
    parts = ("bodies", "partnerships", "delivery_groups")
    less = {part: getattr(now, part)[getattr(now, part).code != group] for part in parts}
    gone = replace(position, register=replace(now, **less))
    assert group not in gone.register.body_names
    right = replace(item, kind=Recorded.CORRECTION, item=1, corrects=1, reason="a slip", words="Now.")
    assert isinstance(decide(data, right, gone), Done)
    said = on_paper(Standing(loaded(data, TODAY, by_hand=True), Edition("2009-10 Q4")), Kind.DECISIONS)
    assert "Amended" not in said
    assert "Agreed at the meeting of the learning-skills on 1 July 2010. Now." in said


def test_what_is_damaged_is_told_by_every_command_that_looks(data, position):
    recorded(data, position, ITEM, ANSWER)
    path = data / "decisions" / "00002.json"
    path.write_bytes(path.read_bytes().replace(b"One", b"Two"))
    sentence = "decisions/00002.json is not as it was recorded. Restore it from a backup."
    for args in (["decisions"], ["archive", "verify"], ["doctor"]):
        found = run(data, *args)
        assert found.exit_code == 1, args
        assert sentence in found.output, args
    assert json.loads(CliRunner().invoke(cli, ["--data", str(data), "decisions", "--json"]).stdout)["damaged"] == [
        sentence
    ]


def test_the_workbook_and_the_open_data_have_what_was_decided(data, position):
    recorded(data, position, ITEM, CLOSING)
    one = publish(data, "PSB 2010-09-30", LATER)
    book = load_workbook(io.BytesIO(one.read("public/workbook.xlsx")))
    sheet = book["Decisions"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in cells if row[0] == "Item")
    rows = cells[cells.index(heads) + 1 :]
    assert len(rows) == 1
    assert dict(zip(heads, rows[0], strict=True))["What was asked"] == ITEM.asked
    said = json.loads(one.read("public/position.json"))["decisions"]
    assert said["sentence"] == "1 item: 1 closed."
    described = json.loads(one.read("public/data/datapackage.json"))
    (table,) = [held for held in described["resources"] if held["name"] == "decisions"]
    assert table["title"] == "What was decided of what was asked"
    assert [field["name"] for field in table["schema"]["fields"]][:3] == ["number", "kind", "item"]


def test_another_councils_board_is_called_what_it_calls_it(marshire_data, tmp_path):
    data = shutil.copytree(marshire_data, tmp_path / "data")
    now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    position = loaded(data, now.date(), by_hand=True)
    board = position.council.reported_to
    asked = replace(ITEM, body=board, meeting=date(2026, 9, 1), due=date(2026, 12, 1))
    done = deciding.record_it(asked, position, replace(MANAGER, signed_in_at=now), settings(data), now)
    assert isinstance(done, Done)
    at = Standing(loaded(data, now.date(), by_hand=True), Edition(str(position.newest)))
    said = on_paper(at, Kind.BOARD)
    assert f"Matters arising from the meetings of the {position.register.board}" in said
    assert "Public Service Board" not in said


def test_an_entry_can_be_copied_and_has_no_more_than_it_has():
    entry = findings.Entry(1, "item", {"words": "Agreed."}, date(2010, 7, 22))
    again = copy.copy(pickle.loads(pickle.dumps(entry)))
    assert (again, again.words, hasattr(again, "due")) == (entry, "Agreed.", False)
