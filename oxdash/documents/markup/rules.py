"""The rule in words, for whoever wants to know why a target is called what it is called."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from oxdash.documents.markup.element import Column, bullets, paragraph, table
from oxdash.documents.markup.status import badge
from oxdash.rule import cases
from oxdash.rule import tolerance as tolerances
from oxdash.rule.versions import VERSIONS
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import OFFICER_REASONS, Status, ToleranceBasis
from oxdash.vocabulary.reasons import STEPS
from oxdash.vocabulary.wording import number

TITLE = "How targets are judged"
# reason, status it leads to, and when it holds, in the order of the rule
IN_WORDS = tuple(
    (reason, reason.status, reason.step)
    if reason
    else (None, Status.INSUFFICIENT_DATA, "There is no figure, and the return says why: one of the reasons below.")
    for reason in STEPS
)


def in_order() -> Markup:
    """The rule: the first line that applies decides."""
    return table(
        "The first line that applies decides",
        [
            Column("Step", [f"{n}" for n in range(1, len(IN_WORDS) + 1)], numeric=True),
            Column("If", [words for *_, words in IN_WORDS], names_row=True, class_="ox-wide"),
            Column("The target is", [badge(status) if status else "as the rule says" for _, status, _ in IN_WORDS]),
            Column(
                "Reason shown",
                [wording.sentence_case(reason) if reason else "The reason given" for reason, *_ in IN_WORDS],
            ),
        ],
    )


def examples() -> list[Markup]:
    """The worked cases of `rule.cases`, a table a group."""
    return [
        table(
            title,
            [
                Column("Case", [wording.sentence_case(case.why) for case in shown], names_row=True, class_="ox-wide"),
                Column("What is given", [case.in_words for case in shown], class_="ox-wide"),
                *(
                    [Column("Tolerance", [case.tolerance for case in shown])]
                    if any(case.tolerance != ToleranceBasis.NONE for case in shown)
                    else []
                ),
                Column("The target is", [badge(case.status, case.close) for case in shown]),
                Column("Reason shown", [wording.sentence_case(case.reason) for case in shown]),
            ],
        )
        for title, shown in cases.GROUPS.items()
    ]


def versions() -> Markup:
    """Every version of the rule, the newest first: since when, and what it does otherwise."""
    shown = [VERSIONS[number] for number in reversed(VERSIONS)]
    return table(
        "Versions of the rule, the newest first",
        [
            Column("Version", [version.number for version in shown], names_row=True, class_="ox-tight"),
            Column("Released on", [wording.day(version.released) for version in shown], class_="ox-tight"),
            Column("What sets it apart", [bullets(version.differs) for version in shown], class_="ox-wide"),
        ],
    )


def reasons() -> Sequence[str]:
    """What an officer can give as the reason for having no figure."""
    return [wording.sentence_case(str(reason)) for reason in OFFICER_REASONS]


def tolerance(rules: pd.DataFrame) -> Markup:
    """The tolerance of every quarter, from the register; tables.RULES."""
    if rules.empty:
        return paragraph(tolerances.NONE_IN_FORCE)
    shown = list(rules.itertuples())
    return table(
        "Tolerance in force",
        [
            Column("From", [wording.quarter(rule.from_quarter) for rule in shown], names_row=True),
            Column("Tolerance", [_said(rule) for rule in shown]),
            Column(
                tolerances.COUNTS_AS_HEADING,
                ["" if rule.basis == ToleranceBasis.NONE else rule.within_counts_as for rule in shown],
            ),
        ],
    )


def has_tolerance(rules: pd.DataFrame) -> bool:
    """Whether "close to target" can be met at all."""
    return bool((rules.basis != ToleranceBasis.NONE).any())


def _said(rule) -> str:
    size = number(rule.tolerance, 2).rstrip("0").rstrip(".") if ToleranceBasis(rule.basis).has_size else ""
    return ToleranceBasis(rule.basis).words.format(size=size)
