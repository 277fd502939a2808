"""What the Guidance sheet of a return says, in plain English: (heading, lines) in the order of the sheet."""

from collections.abc import Iterator

from oxdash.returns.columns import SHEETS
from oxdash.returns.layout import REASON_WORDS, RETURN
from oxdash.returns.return_sheet import ReturnSheet
from oxdash.vocabulary.reasons import RULE_TITLE


def _lines(*sheets: ReturnSheet) -> Iterator[str]:
    """What the sheets and those of their columns that need it say of themselves."""
    for sheet in sheets:
        yield from (said for said in (sheet.guidance, *(column.guidance for column in sheet.columns)) if said)


GUIDANCE_TEXT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "How to fill in this return",
        (
            "Type in the yellow cells only. Everything else comes from the register of targets and is locked.",
            "Sheet Return: one row for each target. Every target needs either a figure or a reason why there is none.",
            "Save it as an Excel Workbook, whose name ends in .xlsx; no other kind is taken. Check it, then submit it: "
            "checking stores nothing and lists every problem at once.",
            "A column or row of your own does no harm, but it is not read. Please do not merge or hide cells.",
        ),
    ),
    (
        "What the column Actual may hold",
        (
            "A plain number in the unit of the target, such as 12.5. Zero is a figure.",
            "45% or 45 both mean 45 in a target kept in per cent; you will be asked to confirm 45%.",
            "A number typed as text, such as 1,234, is read as 1234; you will be asked to confirm it.",
            "No figure: leave the cell empty, or write n/a, tbc or not available, and choose a reason in the column "
            "If no figure, why.",
            "Not a range, not a unit such as 9.5 days, not a note such as 36% (see footnote), not <5, not a date, "
            "not a comma for the decimal point. Put notes in Commentary.",
        ),
    ),
    ("The other columns", tuple(_lines(SHEETS[RETURN]))),
    ("If no figure, why: choose one of these", REASON_WORDS),
    (
        RULE_TITLE,
        (
            "On track: the milestone for the quarter is met or bettered.",
            "Off track: the milestone is missed, or the partnership declares that the target will not be achieved.",
            "Insufficient data: there is no figure for the quarter, or no milestone to judge it by.",
            "A status column of your own is not read: the status is worked out the same way for every target.",
        ),
    ),
    ("The other sheets", tuple(_lines(*(sheet for name, sheet in SHEETS.items() if name != RETURN)))),
)
