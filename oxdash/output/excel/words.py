"""The workbook's own words: what its notes say, and what every reason means."""

from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts
from oxdash.rule.versions import RULE_VERSION, VERSIONS
from oxdash.vocabulary import wording
from oxdash.vocabulary.council import Council
from oxdash.vocabulary.model import Status

NOT_AVAILABLE, PROVISIONAL, ESTIMATED, REVISED, FORECAST = "[x]", "[p]", "[e]", "[r]", "[f]"

_NOTES = (
    (NOT_AVAILABLE, "Not available: there is no figure. The reason stands in the column Reason of the same row."),
    (PROVISIONAL, "Provisional: the officer says that the figure may still change."),
    (ESTIMATED, "Estimated: the officer says that the figure is an estimate."),
    (FORECAST, "Forecast: the partnership's own, for the end of the {year}. It never changes the status now."),
    (
        REVISED,
        "Revised: a later version of the return gave another figure than the one before it. This may stand beside "
        "another marker. The number in the name of a return, as in economic.2.xlsx, says how often it was sent.",
    ),
    ("Quarter", "A quarter of the {year}, written so that it sorts: {example} is {months}."),
    (
        "Status",
        "On track, off track or insufficient data. Close to target is a milestone missed by no more than the tolerance "
        "in force, which says what that counts as; sheet Tolerance has it, and sheet Rule the rule.",
    ),
    (
        "{counted}",
        "Targets of the kinds that their agreement counts. Local and stretch targets are counted apart.",
    ),
    (
        "As at",
        "The quarter that a partnership's targets are shown at. Quarters old is how far it is behind the quarter that "
        "the workbook is of.",
    ),
    (
        "Shortfall",
        "How far the figure is from the milestone, in the target's unit. Positive is short, whichever way is better; "
        "negative is better than agreed.",
    ),
    ("Unit", "Per cents are kept as 45 for 45%. Numbers are shown with the decimal places of the target."),
    ("Figure is for", "The period measured, where that is not the quarter of the row. Such a figure is never judged."),
    (
        "Workbook, Sheet, Cell",
        "The cell of the partnership's return that the row comes from. The names are of returns on file, not of this "
        "workbook's sheets.",
    ),
    (
        "Return number, Received on",
        "Which of the returns that the partnership sent for the row's quarter, and the day on which it was received.",
    ),
    (
        "Basis",
        "Whether a target and its figures, or what a partnership says of itself, are documented, naming the source, or "
        "illustrative.",
    ),
    ("Illustrative fields", "Columns of the register that the source of the target does not give; all: every one."),
    (
        "Where the data come from",
        "From the quarterly returns of the partnerships and the register of targets, as they stood on the day that the "
        "workbook is as at.",
    ),
    ("Long texts", "A cell holds 32,767 characters. A longer text is cut and says so at its end."),
)


def notes(council: Council) -> list[tuple[str, str]]:
    """The markers and words used in the workbook, each with what it means."""
    calendar, example = council.calendar, council.calendar.example
    words = {"year": calendar.year_called, "example": example, "months": calendar.months(example)}
    words["counted"] = council.all_targets
    return [(name.format(**words), said.format(**words)) for name, said in _NOTES]


def status(one: Status | None) -> str:
    """The status that a reason leads to, in words."""
    return wording.status_words(one) if one else "As the tolerance in force says"


def cover(at: Standing) -> list[str]:
    """What the cover says below its title."""
    edition = at.edition
    lines = [f"{edition.cited}.", f"As at {wording.day(at.position.as_at)}. Rule version {edition.rule_version}."]
    if said := at.position.said_illustrative:
        lines.append(said)
    lines += filter(None, [at.which_agreement])
    counted, *honest = counts.sentences(at.total)
    lines += [f"{at.council.all_targets}: {counted}", *honest, standing(at)]
    if edition.corrects:
        lines.append(edition.correction_in_words)
        lines += edition.differences
    lines.append("Contents lists the sheets of this workbook; Notes explains the markers and words used in it.")
    return lines


def standing(at: Standing) -> str:
    """Which quarter each partnership is shown at."""
    if at.edition.standing == "same":
        return f"Every partnership is shown at {at.when}, whether it has sent a return for it or not."
    return f"Each partnership is shown at its newest return up to {at.when}."


def above(at: Standing) -> list[str]:
    """What stands above every table."""
    lines = [f"{at.edition.cited}. As at {wording.day(at.position.as_at)}."]
    return [*lines, *filter(None, [at.which_agreement, at.position.said_illustrative])]


def of_the_rule(at: Standing) -> list[str]:
    version = at.edition.rule_version
    said = [f"Rule version {version}. The first step that applies decides."]
    if own := VERSIONS.get(version):
        said += [f"Version {version} was released on {wording.day(own.released)}.", *own.differs]
    if version != RULE_VERSION:
        said.append(f"The words are those of rule version {RULE_VERSION}, which is in use now.")
    return said
