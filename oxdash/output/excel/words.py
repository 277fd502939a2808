"""The workbook's own words: what its notes say, and what every reason means."""

from oxdash.documents.quarter_view import Standing
from oxdash.findings import counts
from oxdash.rule.versions import RULE_VERSION, VERSIONS
from oxdash.vocabulary import wording
from oxdash.vocabulary.model import OFFICER_REASONS, Reason, Status

NOT_AVAILABLE, PROVISIONAL, ESTIMATED, REVISED, FORECAST = "[x]", "[p]", "[e]", "[r]", "[f]"

NOTES = (
    (NOT_AVAILABLE, "Not available: there is no figure. The reason stands in the column Reason of the same row."),
    (PROVISIONAL, "Provisional: the officer says that the figure may still change."),
    (ESTIMATED, "Estimated: the officer says that the figure is an estimate."),
    (FORECAST, "Forecast: the partnership's own, for the end of the financial year. It never changes the status now."),
    (
        REVISED,
        "Revised: a later version of the return gave another figure than the one before it. This may stand beside "
        "another marker. The number in the name of a return, as in economic.2.xlsx, says how often it was sent.",
    ),
    ("Quarter", "A quarter of the financial year, written so that it sorts: 2009-10 Q3 is October to December 2009."),
    (
        "Status",
        "On track, off track or insufficient data. Close to target is off track, by no more than the tolerance in "
        "force; sheet Rule has the rule.",
    ),
    ("LAA targets", "Designated and statutory targets of the agreement. Local and stretch targets are counted apart."),
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

MEANINGS = {
    Reason.NOT_YET_PUBLISHED: "The figure exists or is being made, and whoever publishes it has not done so yet.",
    Reason.SURVEY_NOT_DUE: "The figure comes from a survey that was not due in this quarter.",
    Reason.BASELINE_NOT_AGREED: "The value that progress is measured from has not been agreed.",
    Reason.TARGET_NOT_AGREED: "No value was agreed for the year, so there is nothing to judge the figure by.",
    Reason.DEFINITION_AWAITED: "How the indicator is to be measured has not been settled.",
    Reason.DATA_QUALITY: "There are data, and they are not good enough to report.",
    Reason.SUPPLIER_DID_NOT_RETURN: "The organisation that supplies the figure did not send it.",
    Reason.SUPPRESSED: "The numbers are so small that a person could be recognised, so they are not given.",
    Reason.NOT_COLLECTED: "The figure was not collected for this quarter.",
    Reason.TARGET_SUSPENDED: "Work towards the target has been suspended.",
    Reason.RETURN_NOT_RECEIVED: "The partnership sent no return for the quarter.",
    Reason.RETURN_DAMAGED: "The return on file no longer matches the receipt it was given.",
    Reason.WILL_NOT_BE_ACHIEVED: "The partnership declares that the target will not be achieved, whatever the figure.",
    Reason.NO_REASON_GIVEN: "There is no figure for the quarter, and the return does not say why.",
    Reason.NO_INTERIM_MILESTONE: "An annual or survey measure has no milestone for the quarter.",
    Reason.NO_MILESTONE: "There is no milestone for the quarter.",
    Reason.MILESTONE_MET: "The figure meets the milestone or is better.",
    Reason.CLOSE_TO_TARGET: "The figure misses the milestone by no more than the tolerance in force.",
    Reason.MILESTONE_MISSED: "The figure misses the milestone.",
}
_OTHERWISE = {
    Reason.WILL_NOT_BE_ACHIEVED: Status.OFF_TRACK,
    Reason.MILESTONE_MET: Status.ON_TRACK,
    Reason.MILESTONE_MISSED: Status.OFF_TRACK,
}


def status_of(reason: Reason) -> str:
    """The status that a reason leads to, in words."""
    if reason == Reason.CLOSE_TO_TARGET:
        return "As the tolerance in force says"
    return wording.status_words(_OTHERWISE.get(reason, Status.INSUFFICIENT_DATA))


def given_by(reason: Reason) -> str:
    if reason == Reason.TARGET_NOT_AGREED:
        return "The officer, in the return; or the rule"
    return "The officer, in the return" if reason in OFFICER_REASONS else "The rule"


def cover(at: Standing) -> list[str]:
    """What the cover says below its title."""
    edition = at.edition
    lines = [f"{edition.cited}.", f"As at {wording.day(at.position.as_at)}. Rule version {edition.rule_version}."]
    if at.position.illustrative:
        lines.append(wording.ILLUSTRATIVE)
    counted, *honest = counts.sentences(at.total)
    lines += ["LAA targets: " + counted, *honest, standing(at)]
    if edition.corrects:
        lines.append(f"This corrects {edition.corrects}: {edition.correction}")
        lines += edition.changes or ["No target's figure, milestone or status is different."]
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
    return [*lines, wording.ILLUSTRATIVE] if at.position.illustrative else lines


def of_the_rule(at: Standing) -> list[str]:
    version = at.edition.rule_version
    said = [f"Rule version {version}. The first step that applies decides."]
    if own := VERSIONS.get(version):
        said += [f"Version {version} was released on {wording.day(own.released)}.", *own.differs]
    if version != RULE_VERSION:
        said.append(f"The words are those of rule version {RULE_VERSION}, which is in use now.")
    return said
