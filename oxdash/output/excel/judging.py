"""The sheets of the workbook about judging itself: what each reason means, the rule, and the tolerance in force."""

from oxdash.documents.quarter_view import Standing
from oxdash.documents.rules import IN_WORDS, reason_shown
from oxdash.judging.kept_tables import OF_REGISTER
from oxdash.output.excel import words
from oxdash.output.excel.tidy import Column, Holds, Sheet, sentence_case
from oxdash.rule.tolerance import COUNTS_AS_HEADING, NONE_IN_FORCE
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import Reason, ToleranceBasis
from oxdash.vocabulary.reasons import RULE_TITLE

NUMBER = Holds.NUMBER
NO_TOLERANCE = "no tolerance"  # in place of a lone "none", which could be a missing value's name


def reasons() -> Sheet:
    return Sheet(
        "Reasons",
        "Why a target has the status it has",
        "Every reason that a status can have, and what it means",
        (),
        (
            Column("Reason", [wording.sentence_case(str(reason)) for reason in Reason], widest=60),
            Column("What it means", [reason.meaning for reason in Reason], widest=80),
            Column("Given by", [str(reason.given_by) for reason in Reason], widest=40),
            Column("The target is", [words.status(reason.status) for reason in Reason], widest=34),
        ),
    )


def rule(at: Standing) -> Sheet:
    return Sheet(
        "Rule",
        RULE_TITLE,
        "The rule, step by step",
        words.of_the_rule(at),
        (
            Column("Step", list(range(1, len(IN_WORDS) + 1)), NUMBER),
            Column("If", [said for *_, said in IN_WORDS], widest=90),
            Column(
                "The target is",
                [words.status(one) for _, one, _ in IN_WORDS],
                widest=34,
            ),
            Column(
                "Reason shown",
                list(map(reason_shown, IN_WORDS)),
                widest=30,
            ),
        ),
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
            Column("From quarter", rules.from_quarter),
            Column("Tolerance is", sentence_case(rules.basis.replace(ToleranceBasis.NONE, NO_TOLERANCE)), widest=40),
            Column("Tolerance", rules.tolerance, NUMBER, formats=("0.##",)),
            Column(
                COUNTS_AS_HEADING,
                sentence_case(rules.within_counts_as.mask(rules.basis == ToleranceBasis.NONE)),
            ),
        ),
        NONE_IN_FORCE,
    )
