"""How a target is judged, in words; where the figures come from; how to use the pages."""

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from oxdash.documents.blocks import Bullets, Column, Heading, Paragraph, Table
from oxdash.documents.columns import one
from oxdash.documents.inline import Listed, StatusWord
from oxdash.documents.page_blocks import Key, PageBlock
from oxdash.documents.quarter_view import Standing
from oxdash.rule import cases
from oxdash.rule import tolerance as tolerances
from oxdash.rule.versions import RULE_VERSION, VERSIONS
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import OFFICER_REASONS, Reason, Status, ToleranceBasis
from oxdash.vocabulary.quarters import Calendar
from oxdash.vocabulary.reasons import STEPS
from oxdash.vocabulary.schemas import Kind
from oxdash.vocabulary.tables import RULES

TITLE = "How targets are judged"
NO_FIGURE = "There is no figure, and the return says why: one of the reasons below."


class Step(NamedTuple):
    """A step of the rule: when it holds, the reason that it gives, and the status that this leads to."""

    number: int
    reason: Reason | None  # none where it is whatever the return gives
    status: Status | None  # none where the tolerance in force says it
    holds: str


IN_WORDS = tuple(
    Step(number, reason, reason.status if reason else Status.INSUFFICIENT_DATA, reason.step if reason else NO_FIGURE)
    for number, reason in enumerate(STEPS, start=1)
)
ROUNDING = (
    "Figures are compared as they are printed: both are rounded to the target's decimal places, half away from "
    "zero, as Excel shows them. No paper ever shows 60.0 against 60.0 and calls it off track."
)
EDGE = (
    "The edge of a tolerance is worked out from the milestone as printed, and is not rounded itself: 10% of a "
    "milestone of 5 is half of one, so 4 is a miss of more than that. A figure on the edge is within the tolerance."
)
COUNTING = (
    "Counts are always over all targets, never only over those measured: a target counts if the quarter chosen lies "
    "between its first and its last quarter. The range beside them says what would be "
    "if all that cannot be judged were known: at worst none of it on track, at best all of it."
)
STANDING = (
    "Partnerships do not all return at once. Each is shown at its latest return up to the quarter chosen, with "
    "that quarter beside it, or all at the same quarter. A partnership that has not returned keeps all its "
    "targets in the count, and a target that began after its partnership's latest return counts as not returned."
)
KEPT = (
    "Every paper names the version of the rule that judged it. What was published stays as it was published, and is "
    "proved by the version it names."
)
AS_AT = (
    "A position as at a day counts only what had been received, and only milestones agreed, by the end of that "
    "day. Add as_at=2010-07-22 to any address to see one."
)
EXAMPLES = (
    "What the rule makes of each of these is tested before every release, so this is what it does. The figures are "
    "illustrative. Where nothing else is said, figures print with one decimal place, and a miss within the tolerance "
    "counts as on track."
)
FORECAST = (
    "The year-end forecast is the partnership's own. It is judged against the year-end target by the same rule, "
    "beside the status now, and never changes it."
)
MOVED = (
    "A renegotiated milestone is judged against the value in force. The value first agreed stays in view, with "
    "the status the same figure would have had against it."
)
DIRECTION = (
    "Met means better than or equal to the milestone. Where lower is better, the comparison is turned round; a "
    "target within a range is met between its two limits, both included. Cumulative figures are compared with "
    "that quarter's own milestone."
)
SOURCES = (
    "Figures come from the partnerships' quarterly Excel returns, kept exactly as received. Every target's page "
    "names the workbook, sheet and cell of each figure. Targets, milestones and rules come from the register of "
    "the agreement."
)
ACCESS = (
    "These pages aim to meet WCAG 2.2 at level AA. Everything can be reached from the keyboard; no status is told "
    "by colour alone; every chart has a sentence and a table that say the same; pages reflow to 320 pixels and "
    "print on A4 in black and white. Not yet met: the pages need JavaScript, and they have been tested in "
    "Chromium but not with a screen reader's users."
)


def page(at: Standing) -> list[PageBlock]:
    rules, said = at.register.rules, [SOURCES, *filter(None, [at.position.said_illustrative])]
    return [
        Heading(TITLE, 0),
        Paragraph(
            "Every target is on track, off track, or cannot be judged for want of data. A colour is not a status.",
            "lead",
        ),
        Key(tolerances.any_in_force(rules)),
        Heading("The rule"),
        Paragraph(
            f"Rule version {RULE_VERSION}, released on {wording.day(VERSIONS[RULE_VERSION].released)}. "
            "Absence comes first, so that a gap never passes for a miss."
        ),
        in_order(),
        Heading("Reasons for having no figure", 2),
        Bullets(tuple(wording.sentence_case(str(reason)) for reason in OFFICER_REASONS)),
        Heading("Tolerance"),
        tolerance(rules),
        Heading("Comparing and rounding"),
        *map(Paragraph, (DIRECTION, ROUNDING, EDGE, FORECAST, MOVED)),
        Heading("Counting"),
        *map(Paragraph, (COUNTING, STANDING, AS_AT)),
        Heading("Versions of the rule"),
        Paragraph(KEPT),
        versions(),
        Heading("Where the figures come from"),
        *map(Paragraph, said),
        Heading("Accessibility"),
        Paragraph(ACCESS),
        Heading("Worked cases"),
        Paragraph(EXAMPLES),
        *examples(at.register.calendar),
    ]


def in_order() -> Table:
    """The rule: the first line that applies decides."""
    return Table(
        "The first line that applies decides",
        (STEP, IF, replace(TARGET_IS, of=_status), REASON),
        of=IN_WORDS,
    )


def reason_shown(step: Step) -> str:
    """The reason that a step gives."""
    return wording.sentence_case(step.reason) if step.reason else "The reason given"


def examples(calendar: Calendar) -> list[Table]:
    """The worked cases of `rule.cases`, a table a group, with quarters as the council writes them."""
    tolerance = one(RULES, "tolerance", kind=Kind.TEXT)
    return [
        Table(
            title,
            (
                Column("Case", "why", Kind.CASED, names_row=True, fits="wide"),
                Column("What is given", lambda case: case.in_words(calendar), fits="wide"),
                *((tolerance,) if any(case.tolerance != ToleranceBasis.NONE for case in shown) else ()),
                TARGET_IS,
                REASON,
            ),
            of=shown,
        )
        for title, shown in cases.GROUPS.items()
    ]


def _status(step: Step) -> StatusWord | str:
    return StatusWord(step.status) if step.status else "as the rule says"


# of a step of the rule or a worked case
STEP = Column("Step", "number", Kind.NUMBER)
IF = Column("If", "holds", names_row=True, fits="wide")
TARGET_IS = Column("The target is", "status", Kind.STATUS)
REASON = Column("Reason shown", reason_shown)


def versions() -> Table:
    """Every version of the rule, the newest first: since when, and what it does otherwise."""
    return Table(
        "Versions of the rule, the newest first",
        (
            Column("Version", "number", names_row=True, fits="tight"),
            Column("Released on", "released", Kind.DAY, fits="tight"),
            Column("What sets it apart", lambda version: Listed(version.differs), fits="wide"),
        ),
        of=[VERSIONS[number] for number in reversed(VERSIONS)],
    )


def tolerance(rules: pd.DataFrame) -> Table:
    """The tolerance of every quarter, from the register; tables.RULES."""

    def counts_as(rule) -> str:
        return "" if rule.basis == ToleranceBasis.NONE else rule.within_counts_as

    return Table(
        "Tolerance in force",
        (
            one(RULES, "from_quarter", heading="From", names_row=True),
            one(RULES, "tolerance", of=lambda rule: tolerances.size_in_words(rule._asdict()), kind=Kind.TEXT),
            one(RULES, "within_counts_as", of=counts_as),
        ),
        none=tolerances.NONE_IN_FORCE,
        of=rules,
    )
