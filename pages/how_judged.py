"""How a target is judged, in words; where the figures come from; how to use these pages."""

from oxdash.documents import markup
from oxdash.documents.markup import block, bullets, heading, paragraph
from oxdash.rule.versions import RULE_VERSION, VERSIONS
from oxdash.vocabulary import wording
from oxdash.web import screen

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
    "if everything unknown were known: at worst none of it on track, at best all of it."
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


def arranged(position, view):
    rules = position.register.rules
    return block(
        heading(markup.rules.TITLE, 1),
        paragraph(
            "Every target is on track, off track, or cannot be judged for want of data. A colour is not a status.",
            "ox-lead",
        ),
        markup.status.key(markup.rules.has_tolerance(rules)),
        heading("The rule"),
        paragraph(
            f"Rule version {RULE_VERSION}, released on {wording.day(VERSIONS[RULE_VERSION].released)}. "
            "Absence comes first, so that a gap never passes for a miss."
        ),
        markup.rules.in_order(),
        heading("Reasons for having no figure", 3),
        bullets(markup.rules.reasons()),
        heading("Tolerance"),
        markup.rules.tolerance(rules),
        heading("Comparing and rounding"),
        *map(paragraph, (DIRECTION, ROUNDING, EDGE, FORECAST, MOVED)),
        heading("Counting"),
        *map(paragraph, (COUNTING, STANDING, AS_AT)),
        heading("Versions of the rule"),
        paragraph(KEPT),
        markup.rules.versions(),
        heading("Where the figures come from"),
        *map(paragraph, (SOURCES, wording.ILLUSTRATIVE) if position.illustrative else (SOURCES,)),
        heading("Accessibility"),
        paragraph(ACCESS),
        heading("Worked cases"),
        paragraph(EXAMPLES),
        *markup.rules.examples(),
    )


position = screen.position()
screen.put(screen.once(arranged, screen.pick("how_judged", position), position))
