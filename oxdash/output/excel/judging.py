"""The sheets of the workbook about judging itself: what each reason means, the rule, and the tolerance in force."""

from dataclasses import replace

from oxdash.documents import rules
from oxdash.documents.blocks import Column
from oxdash.documents.columns import one
from oxdash.documents.quarter_view import Standing
from oxdash.documents.rules import IF, IN_WORDS, REASON, STEP
from oxdash.judging.kept_tables import OF_REGISTER
from oxdash.output.excel import words
from oxdash.output.excel.tidy import Sheet
from oxdash.rule.tolerance import NONE_IN_FORCE
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Reason, ToleranceBasis
from oxdash.vocabulary.reasons import RULE_TITLE
from oxdash.vocabulary.tables import JUDGED, RULES

# of a reason or a step of the rule
TARGET_IS = replace(rules.TARGET_IS, of=lambda step: words.status(step.status), widest=34)
NO_TOLERANCE = "no tolerance"  # in place of a lone "none", which could be a missing value's name


def reasons() -> Sheet:
    return Sheet(
        "Reasons",
        "Why a target has the status it has",
        "Every reason that a status can have, and what it means",
        (),
        (
            one(JUDGED, "reason", of=lambda reason: wording.sentence_case(str(reason)), widest=60),
            Column("What it means", lambda reason: reason.meaning, widest=80),
            Column("Given by", lambda reason: str(reason.given_by), widest=40),
            TARGET_IS,
        ),
        of=Reason,
    )


def rule(at: Standing) -> Sheet:
    return Sheet(
        "Rule",
        RULE_TITLE,
        "The rule, step by step",
        words.of_the_rule(at),
        (STEP, replace(IF, widest=90), TARGET_IS, replace(REASON, widest=30)),
        of=IN_WORDS,
    )


def tolerance(at: Standing) -> Sheet:
    in_force, own = at.register.rules, at.targets.tolerance_override.dropna()
    said = [f"{target} has a tolerance of its own: {tolerance}." for target, tolerance in own.items()]
    return Sheet(
        "Tolerance",
        OF_REGISTER["rules"].title,
        "By how much a figure may miss its milestone, quarter by quarter, and what such a miss counts as",
        ["A tolerance is in force from its quarter until the next one. Without one a miss is a miss.", *said],
        (
            one(RULES, "from_quarter"),
            one(RULES, "basis", heading="Tolerance is"),
            one(RULES, "tolerance", formats=("0.##",)),
            one(RULES, "within_counts_as"),
        ),
        NONE_IN_FORCE,
        of=in_force.assign(
            basis=in_force.basis.replace(ToleranceBasis.NONE, NO_TOLERANCE),
            within_counts_as=in_force.within_counts_as.mask(in_force.basis == ToleranceBasis.NONE),
        ),
    )
