"""What a correction changes of the publication that it corrects, a sentence each."""

from collections.abc import Iterator

from oxdash.documents.edition import Edition
from oxdash.judging.position import Position
from oxdash.publication import compare
from oxdash.publication.shelf import Published
from oxdash.vocabulary import wording


def changes(before: Published, position: Position, asked: Edition) -> Iterator[str]:
    """Of the edition ``asked`` for: its agreement, quarter and rule, its targets, the words above them."""
    was = before.manifest
    moved = compare.since(before.position, was.quarter, was.standing, position, was.agreement)
    register, kept = position.register, before.position.register
    of, before_of = register.agreement_at(asked.quarter, asked.agreement), kept.agreement_at(was.quarter, was.agreement)
    if of and before_of and of != before_of:
        yield f"It is of {register.agreement_name(of)}, not {kept.agreement_name(before_of)}."
    if before.manifest.quarter != asked.quarter:
        yield f"It is of {wording.quarter(asked.quarter)}, not {wording.quarter(before.manifest.quarter)}."
    if before.manifest.rule_version != position.rule_version:
        yield f"It is judged by rule version {position.rule_version}, not {before.manifest.rule_version}."
    yield from moved.differences.sentence
    if before.words != asked.words:
        yield "What the covering report says is different."
