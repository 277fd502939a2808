"""The commands that record what was decided, and list it with what became of each."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oxdash.cli import options
from oxdash.cli.options import Day, ready, say, say_json, settings_of, stop, whoever

if TYPE_CHECKING:
    from oxdash.documents.quarter_view import Standing
    from oxdash.judging.position import Position
    from oxdash.publication.asked_in import Ask
    from oxdash.publication.shelf import Published
    from oxdash.settings import Settings

DECISIONS = (
    "agreed",
    "amended",
    "noted",
    "deferred",
    "referred",
)  # vocabulary.decision_tables, known without loading it
SUBJECTS = ("asked", "conflict", "question")
NONE_OPEN = "Nothing of what was recorded is still to come."
# what an item is begun with: as a paper printed it, or in words, which a correction can put right
_PRINTED = (("--reference", "reference"), ("--ask", "ask"))
_TYPED = (("--asked", "asked"), ("--target", "targets"), ("--partnership", "partnerships"))


@click.command()
@click.option("--meeting", type=Day(), help="The day of the meeting.")
@click.option("--body", help="Whose meeting, by its code. Default: the body that partnerships report to.")
@click.option("--reference", help="The publication whose paper asked it, like Board 2010-07-01.")
@click.option(
    "--ask", type=int, help="Which thing asked in that paper, by its number there (oxdash decisions --asked)."
)
@click.option("--asked", help="What was asked, in words; where no publication has it.")
@click.option("--subject", type=click.Choice(SUBJECTS), default="asked", show_default=True, help="What it is.")
@click.option("--target", "targets", multiple=True, help="Code of a target that it is about; may be given again.")
@click.option("--partnership", "partnerships", multiple=True, help="Code of a partnership that it is about.")
@click.option("--agenda", default="", help="Its place on the agenda.")
@click.option("--on", "item", type=int, help="Add to this item instead of beginning one.")
@click.option("--answer", is_flag=True, help="What is added is an answer, or what was done so far.")
@click.option("--close", is_flag=True, help="What is added says what became of it: the item is closed.")
@click.option("--correct", type=int, metavar="ENTRY", help="Correct an entry; what is not said stays as it was.")
@click.option("--withdraw", type=int, metavar="ENTRY", help="Withdraw an entry; the first of an item withdraws it all.")
@click.option("--decision", type=click.Choice(DECISIONS), help="What was decided.")
@click.option("--words", help="In its words.")
@click.option("--who", help="Who acts, or who answered.")
@click.option("--due", type=Day(), help="By when.")
@click.option("--why", default="", help="Why an entry is corrected or withdrawn.")
@click.option("--seen", type=int, help="The newest entry on it that you know of; refused where there is a newer one.")
@click.option("--from", "sender", default=None, help="Who records it; stands on the entry.")
@click.pass_obj
def decide(data: Path, /, sender: str | None, seen: int | None, **said: Any) -> None:
    """Record what was decided, answer it, close it or put it right. Nothing recorded is ever changed.

    Exit 0 recorded, 1 refused.
    """
    from oxdash.submissions import deciding

    position, settings, now = ready(data), settings_of(data, local=True), datetime.now(UTC)
    asked = _asked(said, position, settings)
    done = deciding.record_it(asked, position, whoever(sender or "", now), settings, now, seen=seen)
    if isinstance(done, deciding.Meanwhile):
        stop("\n".join([done.sentence, *done.told, f"To record it all the same say --seen {done.seen}."]), 1)
    if isinstance(done, deciding.Refused):
        stop(done.sentence, 1)
    say(done.sentence)


def _asked(said: dict[str, Any], position: "Position", settings: "Settings") -> Any:
    """What is to be recorded, of the options."""
    from oxdash.submissions.deciding import Asked
    from oxdash.vocabulary.decision_tables import Decision, Recorded, Subject

    adds = [
        name
        for name in ("answer", "close", "correct", "withdraw")
        if said[name] is not None and said[name] is not False
    ]
    if len(adds) > 1:
        stop(f"--{adds[0]} and --{adds[1]} are two things: say one.", 1)
    if adds and said["item"] is None:
        stop(f"--{adds[0]} adds to an item: say which with --on.", 1)
    begins = [*_PRINTED, *(() if "correct" in adds else _TYPED)]
    if said["item"] is not None and (stray := [option for option, name in begins if said[name] not in (None, ())]):
        stop(f"{stray[0]} says what an item is about, and --on is of one that is there: leave one of them out.", 1)
    words = {name: said[name] or "" for name in ("words", "who", "agenda")}
    common = {"decision": Decision(said["decision"]) if said["decision"] else None, "due": said["due"], **words}
    body = said["body"] or (position.council.reported_to if said["meeting"] else None)
    met = {"body": body, "meeting": said["meeting"]}
    if said["item"] is None:
        return Asked(subject=Subject[said["subject"].upper()], **met, **common, **_what(said, position, settings))
    kinds = {"answer": Recorded.ANSWER, "close": Recorded.CLOSING, "correct": Recorded.CORRECTION}
    kind = {**kinds, "withdraw": Recorded.WITHDRAWAL}[adds[0]] if adds else Recorded.DECISION
    mends = kind in (Recorded.CORRECTION, Recorded.WITHDRAWAL)
    asked = Asked(kind, item=said["item"], corrects=said[adds[0]] if mends else None, reason=said["why"])
    if kind == Recorded.CORRECTION:
        return _corrected(asked, said, met, position)
    if kind == Recorded.WITHDRAWAL:
        return asked
    return Asked(kind, item=said["item"], **met, **common)


def _corrected(asked: Any, said: dict[str, Any], met: dict[str, Any], position: "Position") -> Any:
    """What an entry says, with what is said otherwise."""
    from dataclasses import replace

    from oxdash.findings import decisions
    from oxdash.submissions import deciding
    from oxdash.vocabulary.decision_tables import Decision

    items = decisions.items(position.decisions, position.as_at, position.council.day_of)
    entries = {entry.number: entry for one in items if one.number == asked.item for entry in one.all}
    if asked.corrects not in entries:
        return asked  # the act says what is wrong with it
    given = {name: said[name] for name in ("asked", "words", "who", "due", "agenda") if said[name]}
    given |= {name: value for name, value in met.items() if said[name]}
    given |= {name: said[name] for name in ("targets", "partnerships") if said[name]}
    given |= {"decision": Decision(said["decision"])} if said["decision"] else {}
    return replace(deciding.as_it_was(asked, entries[asked.corrects]), **given)


def _what(said: dict[str, Any], position: "Position", settings: "Settings") -> dict[str, Any]:
    """What was asked: as a paper printed it, or in words."""
    from oxdash.publication import asked_in

    named = {name: tuple(said[name]) for name in ("targets", "partnerships")}
    if said["reference"] is None:
        if said["ask"] is not None:
            stop("--ask is a number in a publication: name it with --reference.", 1)
        targets = tuple(position.register.target_code(code) or code for code in named["targets"])
        partnerships = tuple(position.register.code_of(code) or code for code in named["partnerships"])
        return {"asked": said["asked"] or "", "targets": targets, "partnerships": partnerships}
    if said["asked"] is not None or any(named.values()):
        stop("What a publication asked is taken as it was printed: leave out --asked, --target and --partnership.", 1)
    one, asks = _asks(settings, said["reference"])
    found = next((ask for ask in asks if ask.number == said["ask"]), None)
    if found is None:
        which = f"numbers 1 to {len(asks)}" if asks else "nothing"
        stop(f"{one.reference} asked {which}. Say which with --ask; oxdash decisions --asked lists them.", 1)
    return {
        "asked": found.sentence,
        "printed": asked_in.printed(one),
        "targets": found.targets,
        "partnerships": found.partnerships,
    }


def _asks(settings: "Settings", reference: str) -> "tuple[Published, list[Ask]]":
    from oxdash.cli.publishing import published_as
    from oxdash.publication import asked_in

    one = published_as(settings, reference)
    return one, asked_in.asks(one)


@click.command()
@options.as_json(help="Print it as JSON, with every entry.")
@options.as_at
@click.option("--open", "waiting", is_flag=True, help="Only what is still to come.")
@click.option("--item", type=int, help="Everything that was recorded of one item.")
@click.option("--asked", "reference", help="What a publication asked, numbered, for oxdash decide --ask.")
@click.pass_obj
def decisions(
    data: Path, as_json: bool, as_at: date | None, waiting: bool, item: int | None, reference: str | None
) -> None:
    """List what was decided and what became of it. Exit 1 where something recorded cannot be relied on."""
    from oxdash.documents.edition import Edition
    from oxdash.documents.quarter_view import Standing
    from oxdash.findings import decisions_words
    from oxdash.output import decisions_data

    position = ready(data, as_at)
    at = Standing(position, Edition(position.newest or str(position.current_quarter)))
    if reference is not None:
        _print_asked(settings_of(data), reference, at, as_json=as_json)
        return
    found = [one for one in at.decided if item in (None, one.number)]
    if item is not None and not found:
        stop(f"There is no item {item}. {decisions_words.numbers(at.decided)}", 1)
    found = [one for one in found if one.waits or not waiting]
    if as_json:
        say_json(decisions_data.as_json(at, found) | {"damaged": list(position.not_decided)})
    else:
        say(decisions_words.sentence(found) if found or not at.decided else NONE_OPEN)
        for one in found:
            say("\n".join(_lines(one, at, whole=item is not None)))
    for sentence in position.not_decided:
        say(sentence, err=True)
    sys.exit(bool(position.not_decided))


def _lines(one: Any, at: "Standing", *, whole: bool) -> list[str]:
    """An item as it is listed; the ``whole`` of it with every entry."""
    from oxdash.findings import decisions as findings
    from oxdash.findings import decisions_words
    from oxdash.vocabulary import wording
    from oxdash.vocabulary.safe_text import indented

    body = one.first.body_name or one.first.body
    decided = str(one.decided.decision or "not decided yet")
    acts = ", ".join(filter(None, [one.who, f"by {wording.day(one.due)}" if one.due else ""]))
    lines = [
        "",
        f"Item {one.number}, {body}, {wording.day(one.first.meeting)}: {decided}, {one.state}",
        *(f"    {line}" for line in indented("Asked", one.first.asked)),
        *(f"    {line}" for line in indented("In its words", one.decided.words)),
        *(f"    {line}" for line in indented("Who acts", acts)),
        *(f"    {line}" for line in indented(findings.BECAME, one.became)),
    ]
    if whole:
        for number, day, by, said in decisions_words.history(one, at.position.decisions, at.council.day_of):
            lines += [
                f"    {line}" for line in indented(f"Entry {number}, {wording.day(day)}, {by or 'somebody'}", said)
            ]
    return lines


def _print_asked(settings: "Settings", reference: str, at: "Standing", *, as_json: bool) -> None:
    """What a publication asked, and which item each has become."""
    one, asks = _asks(settings, reference)
    known = {item.first.asked: item.number for item in at.decided if item.first.reference == one.reference}
    if as_json:
        listed = [{"ask": ask.number, "asked": ask.sentence, "item": known.get(ask.sentence)} for ask in asks]
        say_json({"reference": one.reference, "fingerprint": one.manifest.fingerprint, "asked": listed})
        return
    if not asks:
        say(f"{one.reference} asked nothing.")
    for ask in asks:
        item = f" (item {known[ask.sentence]})" if ask.sentence in known else ""
        say(f"{ask.number}. {ask.sentence}{item}")
