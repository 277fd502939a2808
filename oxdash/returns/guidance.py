"""What the Guidance sheet of a return says, in plain English: (heading, lines) in the order of the sheet."""

from oxdash.returns.layout import (
    ACTION_STATES,
    DOCUMENTED_BASIS,
    FIGURE_IS_WORDS,
    ILLUSTRATIVE_BASIS,
    REASON_WORDS,
    THE_PARTNERSHIP,
)

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
    (
        "The other columns",
        (
            f"Figure is: {', '.join(FIGURE_IS_WORDS)}. Left empty, a figure is final.",
            "Figure is for: leave it empty when the figure is for this quarter. If it measures an earlier period, "
            "write which, such as 2009-10 Q2 or 2008 survey. It is then shown, and not judged as this quarter's.",
            "Expected on: the day a missing figure is expected, such as 30/09/2010.",
            "Year-end forecast: what you expect for the whole year, in the same unit. It never changes the status now.",
            "Will it be achieved? Write no only when the partnership declares that the target will not be achieved. "
            "The target is then off track, whatever the figure. What your last return said is filled in: change it "
            "where it no longer stands.",
            "Commentary: why the figure is what it is and what is being done, up to 4,000 characters.",
        ),
    ),
    ("If no figure, why: choose one of these", REASON_WORDS),
    (
        "How a target is judged",
        (
            "On track: the milestone for the quarter is met or bettered.",
            "Off track: the milestone is missed, or the partnership declares that the target will not be achieved.",
            "Insufficient data: there is no figure for the quarter, or no milestone to judge it by.",
            "A status column of your own is not read: the status is worked out the same way for every target.",
        ),
    ),
    (
        "The other sheets",
        (
            f"Actions: what will be done, by whom and by when. State is {', '.join(ACTION_STATES)}. Actions still "
            "open are filled in from your last return: change their state, and do not just delete them.",
            "For: what the action is for. The code of one of your targets, such as NI 30; or, where it is for no "
            f"single target, the name of a priority, a theme in your own words, or {THE_PARTNERSHIP}.",
            "With: the other bodies that act in it, separated by semicolons. It is shown under each partnership named.",
            "Risks: optional. Likelihood and impact are whole numbers from 1, low, to 5, high. Those of your last "
            "return are filled in: change them, or empty the row of a risk that is gone.",
            "Districts: optional. The figure of a target for one district. The districts of your last return are "
            "filled in without their figures.",
            "Narrative: the partnership's own account. The text of your last return is there to be changed.",
            f"Basis: leave it empty for the partnership's own words. {DOCUMENTED_BASIS} and the source, where a text "
            f"is taken from a paper; {ILLUSTRATIVE_BASIS}, where it is made up to show how it looks.",
        ),
    ),
)
