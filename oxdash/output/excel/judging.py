"""The sheets of the workbook about judging itself: what each reason means, the rule, and the tolerance in force."""

from dataclasses import replace

from oxdash.documents.blocks import Column, Kind
from oxdash.documents.quarter_view import Standing
from oxdash.documents.rules import IF, IN_WORDS, REASON
from oxdash.judging.kept_tables import OF_REGISTER
from oxdash.output.excel import words
from oxdash.output.excel.tidy import Sheet
from oxdash.rule.tolerance import COUNTS_AS_HEADING, NONE_IN_FORCE
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Reason, ToleranceBasis
from oxdash.vocabulary.reasons import RULE_TITLE

NO_TOLERANCE = "no tolerance"  # in place of a lone "none", which could be a missing value's name


def reasons() -> Sheet:
    return Sheet(
        "Reasons",
        "Why a target has the status it has",
        "Every reason that a status can have, and what it means",
        (),
        (
            Column("Reason", lambda reason: wording.sentence_case(str(reason)), widest=60),
            Column("What it means", lambda reason: reason.meaning, widest=80),
            Column("Given by", lambda reason: str(reason.given_by), widest=40),
            Column("The target is", lambda reason: words.status(reason.status), widest=34),
        ),
        of=Reason,
    )


def rule(at: Standing) -> Sheet:
    return Sheet(
        "Rule",
        RULE_TITLE,
        "The rule, step by step",
        words.of_the_rule(at),
        (
            Column("Step", list(range(1, len(IN_WORDS) + 1)), Kind.NUMBER),
            replace(IF, widest=90),
            Column("The target is", lambda step: words.status(step[1]), widest=34),
            replace(REASON, widest=30),
        ),
        of=IN_WORDS,
    )


def tolerance(at: Standing) -> Sheet:
    rules, own = at.register.rules, at.targets.tolerance_override.dropna()
    said = [f"{target} has a tolerance of its own: {tolerance}." for target, tolerance in own.items()]
    return Sheet(
        "Tolerance",
        OF_REGISTER["rules"].title,
        "By how much a figure may miss its milestone, quarter by quarter, and what such a miss counts as",
        ["A tolerance is in force from its quarter until the next one. Without one a miss is a miss.", *said],
        (
            Column("From quarter", "from_quarter"),
            Column("Tolerance is", "basis", Kind.CASED, widest=40),
            Column("Tolerance", "tolerance", Kind.NUMBER, formats=("0.##",)),
            Column(COUNTS_AS_HEADING, "within_counts_as", Kind.CASED),
        ),
        NONE_IN_FORCE,
        of=rules.assign(
            basis=rules.basis.replace(ToleranceBasis.NONE, NO_TOLERANCE),
            within_counts_as=rules.within_counts_as.mask(rules.basis == ToleranceBasis.NONE),
        ),
    )
