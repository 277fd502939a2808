"""The manager's desk for what was decided: the forms, what came of them, and what others wrote meanwhile.

Words and order; the act is `submissions.deciding`, which asks for the right again. What stands in a box stays there
until it is recorded, so that whoever is told of another's entry can still add their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import streamlit as st

from oxdash.archive.decision_entry import FIRST, LAST
from oxdash.documents import checked
from oxdash.documents.blocks import Heading, Paragraph
from oxdash.documents.decisions import anchor
from oxdash.documents.inline import Link, Words
from oxdash.documents.page_blocks import Panel
from oxdash.documents.quarter_view import Standing
from oxdash.findings.decisions import Item
from oxdash.judging.position import Position
from oxdash.publication import asked_in, shelf
from oxdash.publication.asked_in import Ask
from oxdash.publication.shelf import Published
from oxdash.submissions import deciding
from oxdash.submissions.deciding import LONGEST, TYPED, Asked, Done, Meanwhile, Refused
from oxdash.vocabulary import wording
from oxdash.vocabulary.decision_tables import Decision, Recorded, State, Subject
from oxdash.vocabulary.rows import each_row
from oxdash.web import current_person, papers, screen
from oxdash.web.acting import Acting

RECORD, FORM = "Record what was decided", "record"
ONLY = "Only the partnerships manager can record a decision."
OTHER_DAY = "Another meeting"
BY_HAND = "None of these: I type what was asked"
NOT_YET = "Not decided yet"
LONGEST_CHOICE = 110  # characters of what was asked, in a list to choose from
_MEANS = {
    Recorded.ANSWER: "An answer, or what has been done so far",
    Recorded.CLOSING: "What became of it: the item is closed",
    Recorded.DECISION: "A decision at a later meeting",
    Recorded.CORRECTION: "A correction of something recorded",
    Recorded.WITHDRAWAL: "Something recorded is withdrawn",
}
_KEYS = "decide"  # how the keys of the forms begin


@dataclass
class _Desk(Acting):
    """What this session did last, and in which form; ``seen``: by what is written about, the newest entry shown."""

    recorded: int = 0
    form: str = ""
    done: Done | Refused | Meanwhile | None = None
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)


def mine() -> _Desk:
    return st.session_state.setdefault("deciding", _Desk())


def _outcome(form: str) -> None:
    """What came of the last press, where it was made: there whoever pressed is looking."""
    if mine().form != form:
        return
    done = mine().done
    if isinstance(done, Done):
        lead = Words(("See ", Link(f"item {done.entry.item}", anchor=anchor(done.entry.item)), "."))
        screen.outcome(Panel("receipt", (Heading(done.sentence), Paragraph(lead))), of=done)
    elif isinstance(done, Refused):
        screen.outcome(checked.summary(done.sentence), of=done)
    elif isinstance(done, Meanwhile):
        screen.outcome(checked.summary(done.sentence, done.told), of=done)


def offer(at: Standing, position: Position) -> None:
    """The two forms, for managers; a word for everybody else. ``position`` is that of now."""
    if current_person.refusal(manager=True):
        screen.say(Paragraph(ONLY, "note"))
        return
    screen.say(Heading(RECORD, anchor=FORM))
    _new(at, position)
    _outcome("new")
    if at.decided:
        screen.say(Heading("Add to an item"))
        _add(at, position)
        _outcome("add")


def way_there() -> None:
    """For managers, the way from the top of the page to the boxes below all that was recorded."""
    if current_person.refusal(manager=True) is None:
        screen.say(Paragraph(Link(RECORD, anchor=FORM), "trail"))


def _key(name: str) -> str:
    """Of a widget; another once something has been recorded, so that its box is empty again."""
    return f"{_KEYS} {mine().recorded} {name}"


def _new(at: Standing, position: Position) -> None:
    subject = st.selectbox("What it is", list(Subject), format_func=wording.sentence_case, key=_key("subject"))
    body, met = _meeting(position, "new")
    asked = Asked(subject=Subject(subject or Subject.ASKED), body=body, meeting=met)
    if subject == Subject.ASKED:
        asked = _as_printed(asked, at)
    with st.form(_key("new"), border=False):
        asked = replace(asked, asked=_words("What was asked", "asked", TYPED)) if not asked.asked else asked
        if asked.printed is None:
            asked = replace(asked, **_about(position))
        decisions = [*Decision] if subject == Subject.ASKED else [NOT_YET, *Decision]
        asked = replace(asked, **_decided(decisions, position, "new"))
        asked = replace(asked, agenda=st.text_input("Place on the agenda", max_chars=LONGEST["agenda"], key=_key("no")))
        if mine().button("Record it", type="primary"):
            _record(asked, position, ("new", body, met, asked.asked))


def _as_printed(asked: Asked, at: Standing) -> Asked:
    """What was published and what it asked, to choose from; what is chosen, whole, below."""
    published = {one.reference: one for one, _ in papers.on_record()[0]}
    reference = st.selectbox("Asked in", [*published, BY_HAND], key=_key("reference"))
    if reference not in published:
        return asked
    asks = _asks(published[reference])
    if not asks:
        return asked
    known = {one.first.asked: one.number for one in at.decided if one.first.reference == reference}
    named = {ask.number: _short(ask, known.get(ask.sentence)) for ask in asks}
    fresh = [place for place, one in enumerate(asks) if one.sentence not in known]
    number = st.selectbox(
        "What was asked",
        list(named),
        index=fresh[0] if fresh else 0,
        format_func=lambda one: named[one],
        key=_key(f"ask {reference}"),
    )
    ask = next(one for one in asks if one.number == number)
    screen.say(Paragraph(ask.sentence, "wrapped"))
    return replace(
        asked,
        asked=ask.sentence,
        printed=asked_in.printed(published[reference]),
        targets=ask.targets,
        partnerships=ask.partnerships,
    )


def _asks(one: Published) -> list[Ask]:
    """What a publication asked; of one that asked nothing, or cannot be read, that is said.

    Of the one chosen alone: to read a paper takes a tenth of a second, and there is one more every quarter.
    """
    try:
        asks = asked_in.asks(one)
    except shelf.Unreadable as fault:
        screen.say(Paragraph(str(fault), "note"))
        return []
    if not asks:
        screen.say(Paragraph(f"{one.reference} asked nothing.", "note"))
    return asks


def _short(ask: Ask, item: int | None) -> str:
    said = _cut(f"{ask.number}. {ask.sentence}")
    return f"{said} (item {item})" if item else said


def _cut(said: str) -> str:
    """As much of it as a list to choose from has room for, in one line."""
    said = " ".join(said.split())
    return said if len(said) <= LONGEST_CHOICE else f"{said[: LONGEST_CHOICE - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _meeting(position: Position, name: str) -> tuple[str, date | None]:
    """Which meeting: one of the register's that have been, those of whom partnerships report to first; or another."""
    register, today = position.register, screen.today()
    held = register.meetings[register.meetings.date.notna()]
    rows = sorted(each_row(held), key=lambda row: (row.body == position.council.reported_to, row.date), reverse=True)
    been = {f"{row.body} {row.date:%Y-%m-%d}": (row.body, row.date.date()) for row in rows if row.date.date() <= today}
    named = {key: f"{register.body_names.get(body, body)}, {wording.day(day)}" for key, (body, day) in been.items()} | {
        OTHER_DAY: OTHER_DAY
    }
    chosen = st.selectbox("Meeting", list(named), format_func=lambda key: named[key], key=_key(f"meeting {name}"))
    if chosen in been:
        return been[chosen]
    left, right = st.columns(2)
    names = {position.council.reported_to: register.board} | dict(register.body_names)
    body = left.selectbox("Body", list(names), format_func=lambda code: names[code], key=_key(f"body {name}"))
    typed = position.council.day_typed
    day = right.date_input(
        "Day of the meeting", None, min_value=FIRST, max_value=today, format=typed, key=_key(f"day {name}")
    )
    return body, day


def _about(position: Position) -> dict[str, Any]:
    """The targets and partnerships that something typed by hand is about."""
    targets = position.register.targets
    titles = {code: f"{code} {title}" for code, title in zip(targets.target, targets.title, strict=True)}
    left, right = st.columns(2)
    of = left.multiselect(
        "Targets it is about", list(titles), format_func=lambda code: titles[code], key=_key("targets")
    )
    names = position.names
    whose = right.multiselect(
        "Partnerships it is about", list(names), format_func=lambda code: names[code], key=_key("partnerships")
    )
    return {"targets": tuple(of), "partnerships": tuple(whose)}


def _decided(decisions: Sequence[str], position: Position, name: str, was: Any = None) -> dict[str, Any]:
    """What was decided, in which words, who acts and by when."""
    before = decisions.index(was.decision) if was and was.decision in decisions else 0
    shown = st.selectbox("Decision", decisions, before, format_func=wording.sentence_case, key=_key(f"decision {name}"))
    words = _words("In its words", f"words {name}", TYPED, was and was.words)
    return {"decision": None if shown == NOT_YET else Decision(shown), "words": words} | _acts(position, name, was)


def _acts(position: Position, name: str, was: Any = None) -> dict[str, Any]:
    left, right = st.columns(2)
    who = left.text_input("Who acts", (was and was.who) or "", max_chars=LONGEST["who"], key=_key(f"who {name}"))
    due, typed = was.due.date() if was and was.due else None, position.council.day_typed
    # a box without bounds takes ten years either way
    days: dict[str, Any] = {"min_value": FIRST, "max_value": LAST, "format": typed}
    return {"who": who, "due": right.date_input("By when", due, key=_key(f"due {name}"), **days)}


def _words(label: str, name: str, most: int, was: str | None = None) -> str:
    return str(st.text_area(label, was or "", max_chars=most, key=_key(name)))


def _add(at: Standing, position: Position) -> None:
    items = {one.number: one for one in at.decided if one.state != State.WITHDRAWN}
    if not items:
        return
    named = {number: _called(one) for number, one in items.items()}
    left, right = st.columns(2)
    number = left.selectbox("Item", list(named)[::-1], format_func=lambda one: named[one], key=_key("item"))
    kind = right.selectbox("What is added", list(_MEANS), format_func=lambda one: _MEANS[one], key=_key("kind"))
    item, asked = items[number], Asked(Recorded(kind), item=number)
    which = f"{number} {kind}"
    was = None
    if kind in (Recorded.CORRECTION, Recorded.WITHDRAWAL):
        entries = {one.number: f"Entry {one.number}: {one.kind}, {wording.day(one.recorded)}" for one in item.entries}
        corrects = st.selectbox("Which", list(entries), format_func=lambda one: entries[one], key=_key(f"of {which}"))
        was, which = next(one for one in item.entries if one.number == corrects), f"{which} {corrects}"
        asked = replace(asked, corrects=corrects)
    if kind == Recorded.DECISION:
        body, met = _meeting(position, which)
        asked = replace(asked, body=body, meeting=met)
    with st.form(_key(f"add {which}"), border=False):
        asked = _added(asked, was, position, which, item)
        if mine().button("Add it", type="primary"):
            _record(asked, position, (number,))
        else:
            mine().seen[(number,)] = item.last


def _added(asked: Asked, was: Any, position: Position, which: str, item: Item) -> Asked:
    """The boxes of what is added; of a correction those of what it corrects, filled in as it stands."""
    reason = _words("Why", f"why {which}", LONGEST["reason"]) if was else ""
    kind = was.kind if was else asked.kind
    asked = replace(asked, reason=reason)
    if asked.kind == Recorded.WITHDRAWAL:
        return asked
    if was:
        asked = deciding.as_it_was(asked, was)
        if kind == Recorded.ITEM and not was.reference and len(was.asked) <= TYPED:
            asked = replace(asked, asked=_words("What was asked", f"asked {which}", TYPED, was.asked))
    if kind in (Recorded.ITEM, Recorded.DECISION):
        decided = [*Decision] if item.subject == Subject.ASKED or kind == Recorded.DECISION else [NOT_YET, *Decision]
        return replace(asked, **_decided(decided, position, which, was))
    words = _words("What is said", f"words {which}", TYPED, was and was.words)
    if kind == Recorded.CLOSING:
        return replace(asked, words=words)
    who = st.text_input("Who answers", (was and was.who) or "", max_chars=LONGEST["who"], key=_key(f"who {which}"))
    return replace(asked, words=words, who=who)


def _called(one: Item) -> str:
    return f"{_cut(f'{one.number}. {one.first.asked}')} ({one.state})"


def _record(asked: Asked, position: Position, about: tuple[Any, ...]) -> None:
    """Record it and begin anew; what came of it stands below the form then."""
    desk, acting = mine(), current_person.acting()
    done = deciding.record_it(asked, position, *acting, seen=desk.seen.get(about, 0))
    desk.form, desk.done = "new" if about[0] == "new" else "add", done
    desk.acted()
    if isinstance(done, Done):
        desk.recorded += 1
        desk.seen.pop(about, None)
    if isinstance(done, Meanwhile):
        desk.seen[about] = done.seen
    st.rerun()
