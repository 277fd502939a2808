"""What was decided and what became of it: the page, the paper, and what of it stands in other papers and pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from oxdash.documents import frame
from oxdash.documents.asked import with_links
from oxdash.documents.blocks import Block, Column, Heading, Outline, Paragraph, Table
from oxdash.documents.columns import one as column
from oxdash.documents.inline import Link, Listed, Tagged, Words, commas
from oxdash.documents.page_blocks import PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.findings import decisions as findings
from oxdash.findings import decisions_words as words
from oxdash.findings.decisions import Item
from oxdash.findings.decisions_words import Told
from oxdash.vocabulary import wording
from oxdash.vocabulary.bodies import with_the
from oxdash.vocabulary.decision_tables import DECISIONS, Subject
from oxdash.vocabulary.schemas import LONG, Kind

STILL = "Still to come"
QUESTIONS = "Questions and answers"
WHOLE = "Every item, with all that was recorded"
DECIDED = "What was decided about it"
NONE_WAITS = "Nothing decided is still to come."
ABOUT = "What a paper asked, as it was printed there; a correction stands beside what it corrects, and hides nothing."
GONE = "no longer in the register"
# of an item, here and on a sheet of the workbook
ITEM = column(DECISIONS, "item", of=lambda item: item.number, names_row=True, share=0.8, fits="tight")
WHAT_BECAME = Column(findings.BECAME, lambda item: item.became, share=3, fits="wide", widest=LONG)


def anchor(number: int) -> str:
    return f"item-{number}"


def page(at: Standing) -> list[PageBlock]:
    return [*frame.titled(at, findings.TITLE), *_of_all(at)]


def paper(at: Standing) -> Outline:
    """The same on paper."""
    day = wording.day(at.position.as_at)
    return frame.paper(
        at, f"Decisions as at {day}", "What was decided, and what became of it", *_of_all(at), counts=False
    )


def arising(at: Standing) -> list[Block]:
    """For the head of a paper of the body that partnerships report to; nothing where no matter arises."""
    found = at.arising
    if not found:
        return []
    return [
        Heading(findings.ARISING),
        Paragraph(words.arising_sentence(found)),
        _table(at, f"{findings.ARISING} from the meetings of {with_the(at.register.board)}", found),
    ]


def questions(at: Standing, partnership: str | None = None) -> list[Block]:
    """What scrutiny asked, and what was answered; nothing where it asked nothing."""
    found = findings.of_scrutiny(at.decided)
    if partnership:
        found = findings.about(found, partnership=partnership)
    return [Heading(QUESTIONS), _table(at, QUESTIONS, found)] if found else []


def of_one(at: Standing, *, target: str | None = None, partnership: str | None = None) -> list[Block]:
    """On the page of a target or of a partnership: what was decided about it; nothing where nothing was."""
    found = findings.about(at.decided, target=target, partnership=partnership)
    title = DECIDED
    return [Heading(title), _table(at, title, found, captioned=True)] if found else []


def _of_all(at: Standing) -> Iterator[Any]:
    found = at.decided
    yield Paragraph(words.sentence(found), "lead")
    if not found:
        return
    waiting = [one for one in found if one.waits]
    yield Heading(STILL)
    yield _table(at, "Items that are still to come", waiting, captioned=True, none=NONE_WAITS, number=_lead_here)
    yield Heading(WHOLE)
    yield Paragraph(ABOUT, "note")
    recorded = words.histories(found, at.position.decisions, at.council.day_of)
    newest_first = sorted(found, key=lambda one: (one.first.meeting, one.number), reverse=True)
    for (meeting, body), own in groupby(newest_first, key=lambda one: (one.first.meeting, one.first.body)):
        title = f"{_body(at, body, at.decided)}, {wording.day(meeting)}"
        yield Heading(title, 2)
        yield _every(at, f"Items of the {title}", sorted(own, key=lambda one: one.number), recorded)


def _body(at: Standing, code: str, found: Sequence[Item]) -> str:
    """What a body is called; one that left the register, what it was called then."""
    then = next((one.first.body_name for one in found if one.first.body == code and one.first.body_name), code)
    return at.register.body_names.get(code, str(then))


def _table(
    at: Standing,
    caption: str,
    found: Sequence[Item],
    *,
    captioned: bool = False,
    none: str = "",
    number: Callable[[Item], Any] | None = None,
    became: Callable[[Item], tuple[Any, ...]] | None = None,
) -> Table:
    """A row an item: what it was, who acts, and what ``became`` of it. Its ``number`` leads to all that was recorded,
    unless it is otherwise here."""
    lead, last = number or _lead, became or _became
    return Table(
        caption,
        (
            replace(ITEM, of=lambda one: _which(one, lead(one)), kind=Kind.TEXT),
            Column("What was asked and decided", lambda one: _asked_and_decided(at, one), share=4, fits="wide"),
            Column("Who acts, by when", _acts, share=1.8, fits="middle"),
            replace(WHAT_BECAME, of=last),
        ),
        of=found,
        captioned=captioned,
        none=none,
    )


def _every(at: Standing, caption: str, found: Sequence[Item], recorded: Mapping[int, Sequence[Told]]) -> Table:
    """A row an item, with everything that was recorded of it."""

    def entries(one: Item) -> Listed:
        """All but what the row says already: what was first written stands where it was put right."""
        first_too = bool(one.first.corrected or one.first.withdrawn)
        shown = [held for held in recorded[one.number] if held[0] != one.number or first_too]
        return Listed(tuple(f"Entry {number}, {wording.day(day)}. {said}" for number, day, _, said in shown))

    def became(one: Item) -> tuple[Any, ...]:
        return (*_became(one), entries(one))

    return _table(at, caption, found, captioned=True, number=_led_to, became=became)


def _which(one: Item, number: Any) -> tuple[Any, ...]:
    """The item's number, and its place on the agenda."""
    return (number, f"agenda {one.first.agenda}") if one.first.agenda else (number,)


def _led_to(one: Item) -> Tagged:
    return Tagged(_called(one), anchor=anchor(one.number))


def _lead(one: Item) -> Link:
    return Link(_called(one), "decisions", anchor=anchor(one.number))


def _lead_here(one: Item) -> Link:
    """The same on the page where all of it stands."""
    return Link(_called(one), anchor=anchor(one.number))


def _called(one: Item) -> str:
    return f"Item {one.number}"


def _asked_and_decided(at: Standing, one: Item) -> tuple[Any, ...]:
    first, decided = one.first, one.decided
    asked_in = f"Asked in {first.reference}, fingerprint {first.fingerprint}" if first.reference else None
    if one.subject != Subject.ASKED:
        asked_in = wording.sentence_case(one.subject)
    said = wording.sentence_case(decided.decision) if decided.decision else None
    when = "" if decided is first else f" by the {decided.body_name or decided.body} on {wording.day(decided.meeting)}"
    told: list[Any] = []
    if said:
        told = [Words((Tagged(f"{said}{when}", "strong"), f": {decided.words}" if decided.words else "."))]
    if said is None and first.words:
        told = [str(first.words)]
    gone = [code for code in one.targets if code not in at.targets.index]
    left = f"{wording.listed(gone)}: {GONE}" if gone else None
    there = [code for code in one.targets if code in at.targets.index]
    said_of = with_links(first.asked, there, one.partnerships, at.names)
    about = _about(at, one, there) if one.subject != Subject.ASKED else None
    return tuple(part for part in (said_of, asked_in, *told, about, left) if part)


def _about(at: Standing, one: Item, there: Sequence[str]) -> Words | None:
    """The way to what a question or a conflict is about: its words need not name it. ``there``: targets still there."""
    leads = [Link(code, "target", target=code) for code in there]
    leads += [Link(at.names[code], "partnership", partnership=code) for code in one.partnerships if code in at.names]
    return Words(("About ", commas(leads))) if leads else None


def _acts(one: Item) -> tuple[str, ...]:
    due = [f"by {wording.day(one.due)}"] if one.due else []
    return (one.who or "nobody is named", *due)


def _became(one: Item) -> tuple[Any, ...]:
    return Tagged(wording.sentence_case(one.state), "strong"), one.became
